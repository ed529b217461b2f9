//! How a text became another, in words.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A run of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub passing: Passing,
    pub words: String,
}

/// What became of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passing {
    Kept,
    Struck,
    Added,
}

/// The runs of two texts in order: without those added it is the text before, without those struck the one after.
///
/// Paragraphs are compared first, then the words of those that differ. A figure is one word with its unit.
pub fn passages(before: &str, after: &str) -> Vec<Passage> {
    let [former, present] = [before, after].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let mut runs = Runs::default();
    for operation in capture_diff_slices(Algorithm::Myers, &former, &present) {
        let struck = former.get(operation.old_range()).unwrap_or_default().concat();
        let added = present.get(operation.new_range()).unwrap_or_default().concat();
        match operation {
            DiffOp::Equal { .. } => runs.add(Passing::Kept, &struck),
            DiffOp::Replace { .. } => runs.add_words(&struck, &added),
            DiffOp::Delete { .. } | DiffOp::Insert { .. } => runs.add_both(&struck, &added),
        }
    }
    runs.0
}

#[derive(Default)]
struct Runs(Vec<Passage>);

impl Runs {
    fn add(&mut self, passing: Passing, words: &str) {
        match self.0.last_mut() {
            _ if words.is_empty() => {}
            Some(last) if last.passing == passing => last.words.push_str(words),
            _ => self.0.push(Passage { passing, words: words.to_owned() }),
        }
    }

    fn add_both(&mut self, struck: &str, added: &str) {
        self.add(Passing::Struck, struck);
        self.add(Passing::Added, added);
    }

    fn add_words(&mut self, before: &str, after: &str) {
        let [former, present] = [before, after].map(words);
        for operation in capture_diff_slices(Algorithm::Myers, &former, &present) {
            let struck = former.get(operation.old_range()).unwrap_or_default().concat();
            let added = present.get(operation.new_range()).unwrap_or_default().concat();
            match operation {
                DiffOp::Equal { .. } => self.add(Passing::Kept, &struck),
                DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => self.add_both(&struck, &added),
            }
        }
    }
}

/// The words of a text, each with the space after it, and the ends of its paragraphs; a figure with its unit is one.
fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    for paragraph in text.split_inclusive('\n') {
        let (line, end) = paragraph.strip_suffix('\n').map_or((paragraph, ""), |line| (line, "\n"));
        let mut start = 0;
        for piece in line.split_inclusive(' ') {
            let end = start + piece.len();
            // A figure is of the same line: it ends with a space.
            let figure = words.pop_if(|last| is_figure(last) && is_unit(piece.trim_end())).map_or(0, str::len);
            words.extend(line.get(start - figure..end));
            start = end;
        }
        words.extend((!end.is_empty()).then_some(end));
    }
    words
}

fn is_figure(word: &str) -> bool {
    word.trim_end().ends_with(|last: char| last.is_ascii_digit()) && word.ends_with(' ')
}

/// Whether a word, without what closes its sentence, is the unit of the figure before it, or a group of its digits.
fn is_unit(word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ',', ';', ')', ':']);
    let is_digits = bare.len() == 3 && bare.bytes().all(|byte| byte.is_ascii_digit());
    is_digits || ["€", "k€", "M€", "Md€", "%", "ETP", "ETPT", "euros", "millions", "milliards"].contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Struck words in brackets, added ones in braces.
    fn marked(before: &str, after: &str) -> String {
        let mark = |Passage { passing, words }: Passage| match passing {
            Passing::Kept => words,
            Passing::Struck => format!("[{words}]"),
            Passing::Added => format!("{{{words}}}"),
        };
        passages(before, after).into_iter().map(mark).collect()
    }

    #[test]
    fn words_are_struck_and_added_and_a_figure_keeps_its_unit() {
        for (before, after, expected) in [
            ("", "", ""),
            ("Un.", "Un.", "Un."),
            ("", "Un.", "{Un.}"),
            ("Un deux trois.", "Un quatre trois.", "Un [deux ]{quatre }trois."),
            ("Un.\nDeux.\nTrois.", "Un.\nTrois.", "Un.\n[Deux.\n]Trois."),
            ("Soit 7,3 M€ de plus", "Soit 7,3 k€ de plus", "Soit [7,3 M€ ]{7,3 k€ }de plus"),
            ("Soit 7 300 000 € ici", "Soit 7 400 000 € ici", "Soit [7 300 000 € ]{7 400 000 € }ici"),
            ("Soit 7,3\u{a0}M€, non", "Soit 7,3\u{a0}k€, non", "Soit [7,3\u{a0}M€, ]{7,3\u{a0}k€, }non"),
        ] {
            assert_eq!(marked(before, after), expected, "{before} -> {after}");
        }
    }

    proptest! {
        #[test]
        fn both_texts_are_read_from_the_passages(before in "[ab7 €M\n]{0,24}", after in "[ab7 €M\n]{0,24}") {
            let without = |left: Passing| passages(&before, &after).into_iter().filter(|run| run.passing != left).map(|run| run.words).collect::<String>();
            prop_assert_eq!(without(Passing::Added), before.clone());
            prop_assert_eq!(without(Passing::Struck), after.clone());
        }
    }
}
