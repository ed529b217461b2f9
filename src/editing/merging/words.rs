//! Texts merged by paragraphs, then by words: the smallest run that both sides changed is left to choose, as the paragraphs that hold it.
//!
//! A figure and the word after it, its unit most often, are one word: no amount is made of the digits of two. A link is one word, whatever figure it
//! showed last.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::model::{Link, links};

/// What became of a text: ours stands where something is left to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergedText {
    pub text: String,
    pub conflicts: Vec<Versions>,
}

/// Whole paragraphs, `\n` between two; those of `ours` stand once in the text. None where a side has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    pub base: Option<String>,
    pub ours: Option<String>,
    pub theirs: Option<String>,
}

/// What `ours` and `theirs` made of `base`, as one text.
pub fn merge(base: &str, ours: &str, theirs: &str) -> MergedText {
    let sides = [base, ours, theirs].map(|text| text.lines().collect::<Vec<_>>());
    let keys = sides.each_ref().map(|lines| lines.iter().map(|line| key(line)).collect::<Vec<_>>());
    let [of_base, of_ours, of_theirs] = keys.each_ref().map(Vec::as_slice);
    let moved: BTreeSet<&Cow<'_, str>> = moved(of_base, of_ours).chain(moved(of_base, of_theirs)).collect();
    let mut runs = Vec::new();
    for chunk in chunks([of_base, of_ours, of_theirs]) {
        let [base, ours, theirs] = chunk.of(sides.each_ref().map(Vec::as_slice));
        let has_moved = || chunk.of([of_base, of_ours, of_theirs]).into_iter().flatten().any(|line| moved.contains(line));
        match chunk.kind {
            // A link shows the figure of who wrote it anew.
            Kind::Alike if ours == base => runs.push(Run::plain(theirs)),
            Kind::Ours | Kind::Alike => runs.push(Run::plain(ours)),
            Kind::Theirs => runs.push(Run::plain(theirs)),
            // Words of a paragraph that stands elsewhere would be taken for those of its neighbour.
            Kind::Both if has_moved() => runs.push(Run::left([base, ours, theirs])),
            Kind::Both => runs.extend(within(base, ours, theirs)),
        }
    }
    settle_once(&mut runs);
    let text = standing(&runs).join("\n");
    let conflicts = runs.into_iter().filter_map(|run| match run {
        Run::Plain(_) => None,
        Run::Left([base, ours, theirs]) => {
            let joined = |lines: Vec<String>| Some(lines.join("\n")).filter(|words| !words.is_empty());
            Some(Versions { base: joined(base), ours: joined(ours), theirs: joined(theirs) })
        }
    });
    MergedText { text, conflicts: conflicts.collect() }
}

/// Where a text became another one: paragraphs of it and what they became, each found once in its text, or all that it says.
pub fn changes(before: &str, after: &str) -> Vec<[String; 2]> {
    let texts = [before, after].map(|text| text.lines().collect::<Vec<_>>());
    let [former, present] = texts.each_ref().map(|lines| lines.iter().map(|line| key(line)).collect::<Vec<_>>());
    let operations = capture_diff_slices(Algorithm::Myers, &former, &present).into_iter();
    let changed = operations.filter(|operation| !matches!(operation, DiffOp::Equal { .. }));
    let mut ranges: Vec<[Range<usize>; 2]> = changed.map(|operation| [operation.old_range(), operation.new_range()]).collect();
    let is_found = |range: &Range<usize>, lines: &[&str]| {
        let own = lines.get(range.clone()).unwrap_or_default();
        let times = || lines.windows(own.len().max(1)).filter(|window| *window == own).count();
        let ends = [own.first(), own.last()].map(|line| line.is_some_and(|line| !line.is_empty()));
        lines.is_empty() || (ends == [true; 2] && times() == 1)
    };
    loop {
        // One that has met its neighbour is one with it.
        ranges.dedup_by(|[old, new], [old_before, new_before]| {
            let has_met = old.start <= old_before.end && new.start <= new_before.end;
            if has_met {
                (old_before.end, new_before.end) = (old.end.max(old_before.end), new.end.max(new_before.end));
            }
            has_met
        });
        let [before, after] = texts.each_ref().map(Vec::as_slice);
        let is_lost = |[old, new]: &&mut [Range<usize>; 2]| !(is_found(old, before) && is_found(new, after));
        let may_grow = |[old, _]: &[Range<usize>; 2]| old.start > 0 || old.end < before.len();
        let Some([old, new]) = ranges.iter_mut().find(|ranges| is_lost(ranges) && may_grow(ranges)) else { break };
        // With the paragraph beside it, which is the same in both.
        let ends = [(old.clone(), before), (new.clone(), after)].map(|(range, lines)| lines.get(range).and_then(<[&str]>::last) == Some(&""));
        let goes_on = ends != [false; 2] && old.end < before.len();
        if old.start > 0 && new.start > 0 && !goes_on {
            (old.start, new.start) = (old.start - 1, new.start - 1);
        } else {
            (old.end, new.end) = ((old.end + 1).min(before.len()), (new.end + 1).min(after.len()));
        }
    }
    let words = |lines: &[&str], range: Range<usize>| lines.get(range).unwrap_or_default().join("\n");
    let [before, after] = texts.each_ref().map(Vec::as_slice);
    ranges.into_iter().map(|[old, new]| [words(before, old), words(after, new)]).collect()
}

/// Paragraphs that follow each other.
#[derive(Clone, Debug)]
enum Run {
    Plain(Vec<String>),
    /// Base, ours, theirs.
    Left([Vec<String>; 3]),
}

impl Run {
    fn plain(lines: &[&str]) -> Self {
        Self::Plain(lines.iter().map(|line| (*line).to_owned()).collect())
    }

    fn left(lines: [&[&str]; 3]) -> Self {
        Self::Left(lines.map(|lines| lines.iter().map(|line| (*line).to_owned()).collect()))
    }
}

// Three sequences

/// Who changed a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Nobody, or both to the same.
    Alike,
    Ours,
    Theirs,
    Both,
}

/// A part of three sequences that stands beside its like, in the order base, ours, theirs.
struct Chunk {
    ranges: [Range<usize>; 3],
    kind: Kind,
    is_stable: bool,
}

impl Chunk {
    fn of<'a, T>(&self, sides: [&'a [T]; 3]) -> [&'a [T]; 3] {
        let [base, ours, theirs] = &self.ranges;
        let [of_base, of_ours, of_theirs] = sides;
        [(of_base, base), (of_ours, ours), (of_theirs, theirs)].map(|(side, range)| side.get(range.clone()).unwrap_or_default())
    }
}

/// Where each item of `base` stands in a side that kept it.
fn matches<T: Eq + std::hash::Hash + Ord>(base: &[T], side: &[T]) -> Vec<Option<usize>> {
    let mut found = vec![None; base.len()];
    for operation in capture_diff_slices(Algorithm::Myers, base, side) {
        if let DiffOp::Equal { old_index, new_index, len } = operation {
            for (place, at) in found.iter_mut().skip(old_index).take(len).zip(new_index..) {
                *place = Some(at);
            }
        }
    }
    found
}

/// The paragraphs of a text that stand elsewhere in a side.
fn moved<'a>(base: &'a [Cow<'_, str>], side: &[Cow<'_, str>]) -> impl Iterator<Item = &'a Cow<'a, str>> {
    let places = matches(base, side);
    let kept: BTreeSet<usize> = places.iter().copied().flatten().collect();
    let come: BTreeSet<&str> = side.iter().enumerate().filter(|(at, _)| !kept.contains(at)).map(|(_, line)| line.as_ref()).collect();
    let gone = base.iter().zip(places).filter(|(line, place)| place.is_none() && !line.trim().is_empty()).map(|(line, _)| line);
    gone.filter(|line| come.contains(line.as_ref())).collect::<Vec<_>>().into_iter()
}

/// Three sequences, parted where all three agree: what stands between two such places was changed by one side, by both to the same, or by both.
fn chunks<T: Eq + std::hash::Hash + Ord>(sides: [&[T]; 3]) -> Vec<Chunk> {
    let [base, ours, theirs] = sides;
    let (kept, other) = (matches(base, ours), matches(base, theirs));
    let both = |index: usize| Some((kept.get(index).copied().flatten()?, other.get(index).copied().flatten()?));
    let mut chunks = Vec::new();
    let [mut at, mut at_ours, mut at_theirs] = [0; 3];
    loop {
        let stable = (at..base.len()).take_while(|index| both(*index) == Some((at_ours + index - at, at_theirs + index - at))).count();
        if stable > 0 {
            let ranges = [at, at_ours, at_theirs].map(|start| start..start + stable);
            chunks.push(Chunk { ranges, kind: Kind::Alike, is_stable: true });
            [at, at_ours, at_theirs] = [at + stable, at_ours + stable, at_theirs + stable];
        }
        let next = (at..base.len()).find_map(|index| Some((index, both(index)?)));
        let (end, (end_ours, end_theirs)) = next.unwrap_or((base.len(), (ours.len(), theirs.len())));
        if (end, end_ours, end_theirs) == (at, at_ours, at_theirs) {
            return chunks;
        }
        let mut chunk = Chunk { ranges: [at..end, at_ours..end_ours, at_theirs..end_theirs], kind: Kind::Both, is_stable: false };
        let [was, of_ours, of_theirs] = chunk.of(sides);
        chunk.kind = match (was == of_ours, was == of_theirs) {
            _ if of_ours == of_theirs => Kind::Alike,
            (_, true) => Kind::Ours,
            (true, false) => Kind::Theirs,
            (false, false) => Kind::Both,
        };
        chunks.push(chunk);
        [at, at_ours, at_theirs] = [end, end_ours, end_theirs];
    }
}

// Within paragraphs

/// Paragraphs that both sides changed, merged by words where enough of them stayed; else they are left to choose as they are.
fn within(base: &[&str], ours: &[&str], theirs: &[&str]) -> Vec<Run> {
    let whole = || vec![Run::left([base, ours, theirs])];
    let texts = [base, ours, theirs].map(|lines| lines.join("\n"));
    let words = texts.each_ref().map(|text| words(text));
    let keys = words.each_ref().map(|words| words.iter().map(|word| key(word)).collect::<Vec<_>>());
    let [of_base, of_ours, of_theirs] = keys.each_ref().map(Vec::as_slice);
    if !is_alike(of_base, of_ours) || !is_alike(of_base, of_theirs) {
        return whole();
    }
    // Paragraph by paragraph, where all three end one.
    let mut runs = Vec::new();
    let mut paragraph = Paragraph::default();
    for chunk in chunks([of_base, of_ours, of_theirs]) {
        let sides = chunk.of(words.each_ref().map(Vec::as_slice));
        let [was, own, other] = sides.map(<[&str]>::concat);
        match chunk.kind {
            Kind::Alike if chunk.is_stable => {
                let said = if own == was { other } else { own };
                let mut parts = said.split('\n');
                paragraph.all(parts.next().unwrap_or_default());
                for part in parts {
                    runs.push(std::mem::take(&mut paragraph));
                    paragraph.all(part);
                }
            }
            Kind::Ours | Kind::Alike => paragraph.all(&own),
            Kind::Theirs => paragraph.all(&other),
            Kind::Both => paragraph.left([was, own, other]),
        }
    }
    runs.push(paragraph);
    let is_bold_odd = |text: &str| text.matches("**").count() % 2 == 1;
    let was_odd = texts.iter().any(|text| is_bold_odd(text));
    if !was_odd && runs.iter().any(|run| run.sides.iter().any(|side| is_bold_odd(side))) {
        return whole();
    }
    runs.into_iter().map(Paragraph::run).collect()
}

/// A paragraph, or several that are one for a side, as each side would have it.
#[derive(Default)]
struct Paragraph {
    /// Base, ours, theirs: what is decided is the same in all.
    sides: [String; 3],
    is_left: bool,
}

impl Paragraph {
    fn all(&mut self, words: &str) {
        self.sides.iter_mut().for_each(|side| side.push_str(words));
    }

    fn left(&mut self, words: [String; 3]) {
        self.is_left = true;
        self.sides.iter_mut().zip(words).for_each(|(side, words)| side.push_str(&words));
    }

    fn run(self) -> Run {
        let lines = |side: &String| side.split('\n').map(str::to_owned).collect::<Vec<_>>();
        if self.is_left {
            // A side that says nothing there has no paragraph.
            return Run::Left(self.sides.map(|side| if side.is_empty() { vec![] } else { lines(&side) }));
        }
        let [_, ours, _] = &self.sides;
        Run::Plain(lines(ours))
    }
}

/// Whether enough words stayed for a merge by words to be read as one text: half of them.
fn is_alike<T: Eq + std::hash::Hash + Ord>(base: &[T], side: &[T]) -> bool {
    let kept = matches(base, side).iter().flatten().count();
    kept * 2 >= base.len().max(side.len()) && kept > 0
}

/// Makes the paragraphs of ours stand once, by taking neighbours along: who chooses has to find them.
fn settle_once(runs: &mut Vec<Run>) {
    loop {
        runs.retain(|run| !matches!(run, Run::Plain(lines) if lines.is_empty()));
        let lost = runs.iter().position(|run| matches!(run, Run::Left(sides) if !stands_once(sides, runs)));
        let Some(index) = lost.filter(|_| runs.len() > 1) else { return };
        let Run::Left(own) = runs.remove(index) else { return };
        let (before, after) = (index.checked_sub(1).map(|before| runs.remove(before)), index.saturating_sub(1));
        match before {
            Some(Run::Left(sides)) => runs.insert(after, Run::Left(joined(sides, own))),
            Some(Run::Plain(mut lines)) => {
                let last = lines.pop().unwrap_or_default();
                runs.insert(after, Run::Left(joined([vec![last.clone()], vec![last.clone()], vec![last]], own)));
                runs.insert(after, Run::Plain(lines));
            }
            None => match runs.remove(0) {
                Run::Left(sides) => runs.insert(0, Run::Left(joined(own, sides))),
                Run::Plain(mut lines) => {
                    let first = lines.remove(0);
                    runs.insert(0, Run::Plain(lines));
                    runs.insert(0, Run::Left(joined(own, [vec![first.clone()], vec![first.clone()], vec![first]])));
                }
            },
        }
    }
}

fn joined(mut first: [Vec<String>; 3], second: [Vec<String>; 3]) -> [Vec<String>; 3] {
    first.iter_mut().zip(second).for_each(|(lines, others)| lines.extend(others));
    first
}

fn stands_once([_, ours, _]: &[Vec<String>; 3], runs: &[Run]) -> bool {
    let text = standing(runs);
    if text.is_empty() || ours.iter().all(String::is_empty) {
        return text.iter().all(|line| line.is_empty()) && ours.iter().all(String::is_empty);
    }
    text.windows(ours.len().max(1)).filter(|lines| lines.iter().copied().eq(ours.iter())).count() == 1
}

/// The lines of a text, ours where something is left.
fn standing(runs: &[Run]) -> Vec<&str> {
    let lines = runs.iter().map(|run| match run {
        Run::Plain(lines) | Run::Left([_, lines, _]) => lines,
    });
    lines.flatten().map(String::as_str).collect()
}

// Words

/// Three versions of a passage, parted into runs of words: base, ours, theirs of each. What all three say alike is one run.
pub fn runs(sides: [&str; 3]) -> Vec<[String; 3]> {
    let words = sides.map(words);
    let keys = words.each_ref().map(|words| words.iter().map(|word| key(word)).collect::<Vec<_>>());
    let mut runs: Vec<[String; 3]> = Vec::new();
    for chunk in chunks(keys.each_ref().map(Vec::as_slice)) {
        runs.push(chunk.of(words.each_ref().map(Vec::as_slice)).map(<[&str]>::concat));
    }
    runs
}

/// What two passages are compared by: a link by its place and form, whatever it showed last.
fn key(passage: &str) -> Cow<'_, str> {
    let mut found = links(passage).peekable();
    if found.peek().is_none() {
        return Cow::Borrowed(passage);
    }
    let (mut key, mut from) = (String::new(), 0);
    for (range, link) in found {
        key.push_str(passage.get(from..range.start).unwrap_or_default());
        key.push_str(&Link { last: String::new(), ..link }.to_string());
        from = range.end;
    }
    key.push_str(passage.get(from..).unwrap_or_default());
    Cow::Owned(key)
}

/// The words of a text with the spaces after them, which make it again: a figure with the word after it, a link, a mark, the end of a line.
pub fn words(text: &str) -> Vec<&str> {
    let mut links = links(text).map(|(range, _)| range).peekable();
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        while links.next_if(|link| link.start < at).is_some() {}
        let length = match links.peek() {
            Some(link) if link.start == at => link.len(),
            _ => {
                let length = word(rest);
                // A word ends where a link begins.
                links.peek().map_or(length, |link| length.min(link.start - at))
            }
        };
        let end = at + length.max(1);
        let end = (end..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap_or(text.len());
        words.extend(text.get(at..end));
        at = end;
    }
    words
}

/// The bytes of the word with which a text begins, without a link.
fn word(text: &str) -> usize {
    if text.starts_with('\n') {
        return 1;
    }
    if text.starts_with("**") {
        return 2;
    }
    let figure = figure(text);
    if figure == 0 {
        return plain(text);
    }
    // With the word after it, across spaces that stay on the line.
    let rest = text.get(figure..).unwrap_or_default();
    let spaces = rest.len() - rest.trim_start_matches(is_space).len();
    let after = rest.get(spaces..).unwrap_or_default();
    let is_word = !after.is_empty() && !after.starts_with(['\n', '{']) && !after.starts_with("**") && self::figure(after) == 0;
    figure + spaces + if is_word { plain(after) } else { 0 }
}

/// The bytes of a word without figures, with the spaces after it.
fn plain(text: &str) -> usize {
    let end = text.find(|c: char| c.is_whitespace()).unwrap_or(text.len());
    let end = text.find("**").filter(|mark| *mark > 0).map_or(end, |mark| end.min(mark));
    let rest = text.get(end..).unwrap_or_default();
    end + (rest.len() - rest.trim_start_matches(is_space).len())
}

fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

/// The bytes of the figure with which a text begins: digits, with the spaces, marks and signs between them.
fn figure(text: &str) -> usize {
    let signed = text.strip_prefix(['+', '-', '\u{2212}', '\u{2013}', '(']).unwrap_or(text);
    if !signed.starts_with(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    let mut end = text.len() - signed.len();
    let mut between = 0;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < text.len() - signed.len()) {
        match c {
            c if c.is_ascii_digit() => (end, between) = (at + 1, 0),
            ' ' | '\u{a0}' | '\u{202f}' | ',' | '.' | '/' | '-' | '\u{2013}' if between == 0 => between = 1,
            _ => break,
        }
    }
    end
}
