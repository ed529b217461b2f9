//! Narratives and names of a published PAP, as Papier keeps them.

use std::sync::LazyLock;

use crate::exchange::import::blocks::{Line, LineKind, folded};
use crate::exchange::import::coded::{self, Nature};
use crate::lang::{Lang, nature as names};
use crate::model::{Category, Title};

/// Longest line that a plain text can mean as a heading, in characters.
const HEADING: usize = 120;

/// Lines collected for one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Collected {
    lines: Vec<Line>,
    /// Whether the first line follows its heading on the same line, as a source does: it is no heading itself.
    leads: bool,
}

impl Collected {
    pub fn push(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// The words that stand behind "Source des données :".
    pub fn lead(words: &str) -> Self {
        let lines = if words.is_empty() { vec![] } else { vec![Line { kind: LineKind::Plain, text: words.into() }] };
        Self { leads: !lines.is_empty(), lines }
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn take_last(&mut self) -> Option<Line> {
        self.lines.pop()
    }

    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| line.text.as_str())
    }

    /// The text in Papier's form: one paragraph a line, `- ` bullets, `## ` headings. In a plain text a page cuts paragraphs in two, and a
    /// heading is a short line without an end that stands above others.
    pub fn text(&self) -> String {
        let mut paragraphs: Vec<String> = Vec::new();
        let mut open = false;
        for (index, line) in self.lines.iter().enumerate() {
            let is_first = index == 0 && self.leads;
            let text = line.text.trim();
            let is_plain = line.kind == LineKind::Plain;
            if is_plain && open && text.starts_with(char::is_lowercase) {
                if let Some(last) = paragraphs.last_mut() {
                    last.push(' ');
                    last.push_str(text);
                }
                open = !ends(text);
                continue;
            }
            let is_heading = match line.kind {
                LineKind::Heading => true,
                LineKind::Plain => !is_first && looks_like_heading(text) && self.lines.get(index + 1).is_some(),
                LineKind::Paragraph | LineKind::Bullet => false,
            };
            let mark = match line.kind {
                LineKind::Bullet => "- ",
                _ if is_heading => "## ",
                _ => "",
            };
            paragraphs.push(format!("{mark}{}", text.trim_start_matches(['#'])));
            open = !is_heading && !ends(text);
        }
        paragraphs.join("\n")
    }
}

/// Whether a paragraph comes to its end.
fn ends(text: &str) -> bool {
    text.ends_with(['.', ':', ';', '!', '?', '…', '»', '"', '”', ')'])
}

fn looks_like_heading(text: &str) -> bool {
    let begins = text.trim_start_matches('*').starts_with(|c: char| c.is_uppercase());
    begins && !ends(text) && !text.ends_with([',', '>']) && text.chars().count() <= HEADING
}

/// A label on one line, without marks of bold.
pub(super) fn one_line(text: &str) -> String {
    text.replace("**", "").split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// "Total", "Totaux", "TOTAL GÉNÉRAL".
pub(super) fn is_total(label: &str) -> bool {
    let words = folded(label);
    matches!(words.split([' ', ':']).next(), Some("total" | "totaux"))
}

/// What a row of a table by nature is about, below a row of `above`. A name that is cut short counts when only one begins so.
pub(super) fn nature(label: &str, above: Option<Nature>) -> Option<Nature> {
    if is_total(label) { Some(Nature::Total) } else { coded::nature(label, above).or_else(|| cut_nature(label)) }
}

/// The names of titles and categories, folded.
static NAMES: LazyLock<Vec<(String, Nature)>> = LazyLock::new(|| {
    let titles = Title::all().map(|title| (folded(names::title(title, Lang::French)), Nature::Title(title)));
    titles.chain(Category::all().map(|category| (folded(names::category(category, Lang::French)), Nature::Category(category)))).collect()
});

/// Whether a label has the name of a title or category, perhaps behind a code: a code alone may be that of an action.
pub(super) fn names_nature(label: &str) -> bool {
    let name = coded::numbered(label).map_or(label, |(_, name)| name);
    let words = folded(name);
    coded::titled(label).is_some() || NAMES.iter().any(|(official, _)| *official == words) || cut_nature(name).is_some()
}

fn cut_nature(label: &str) -> Option<Nature> {
    const LEAST: usize = 10;
    let words = folded(label);
    let mut known = NAMES.iter().filter(|(official, _)| begins_official(&words, official, LEAST));
    let (_, only) = known.next()?;
    known.next().is_none().then_some(*only)
}

/// Whether printed words are an official heading or its beginning, of `least` letters or more. Both are folded.
pub(super) fn begins_official(printed: &str, official: &str, least: usize) -> bool {
    let printed = printed.trim_end_matches(['.', '…', '-', ':', ' ']);
    printed.chars().count() >= least && official.starts_with(printed)
}

/// Whether a name is printed in capitals alone.
pub(super) fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// A name of a cover, printed in capitals, as papers write it: "AMÉLIE DE MONTCHALIN, MINISTRE DE LA TRANSFORMATION" is "Amélie de Montchalin,
/// ministre de la transformation"; what has no comma is a sentence.
pub(super) fn from_capitals(text: &str) -> String {
    match text.split_once(',') {
        Some((person, function)) => format!("{},{}", person_name(person), official(&function.to_lowercase())),
        None => capitalised(&official(&text.to_lowercase())),
    }
}

/// Each word of a person's name begins with a capital, particles apart.
fn person_name(text: &str) -> String {
    let word = |word: &str| {
        let lower = word.to_lowercase();
        if matches!(lower.as_str(), "de" | "du" | "des" | "d'" | "d’" | "et") { lower } else { part_names(&lower) }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// "jean-yves" is "Jean-Yves", "d'ornano" is "d'Ornano".
fn part_names(lower: &str) -> String {
    let rest_of = |mark: char| lower.split_once(mark).filter(|(before, _)| *before == "d");
    if let Some((before, after)) = rest_of('\'').or_else(|| rest_of('’')) {
        return format!("{before}'{}", part_names(after));
    }
    lower.split('-').map(capitalised).collect::<Vec<_>>().join("-")
}

/// What official papers write with a capital within a sentence.
fn official(lower: &str) -> String {
    let fixed = |word: &str| match word {
        "état" => "État".to_owned(),
        "france" | "europe" => capitalised(word),
        "outre-mer" => word.into(),
        other => match other.split_once(['\'', '’']) {
            Some((article, "état")) => format!("{article}'État"),
            Some((article, noun @ ("europe" | "france"))) => format!("{article}'{}", capitalised(noun)),
            _ => other.into(),
        },
    };
    let words: Vec<String> = lower.split(' ').map(fixed).collect();
    words.join(" ").replace("premier ministre", "Premier ministre").replace("première ministre", "Première ministre")
}

fn capitalised(word: &str) -> String {
    crate::lang::capitalised(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lines: &[(LineKind, &str)]) -> String {
        let lines = lines.iter().map(|(kind, text)| Line { kind: *kind, text: (*text).into() }).collect();
        Collected { lines, leads: false }.text()
    }

    #[test]
    fn a_text_keeps_its_paragraphs_lists_and_headings() {
        use LineKind::{Bullet, Heading, Paragraph, Plain};
        let cases: [(&[(LineKind, &str)], &str); 8] = [
            (
                &[(Plain, "Les orientations du programme"), (Plain, "Le programme finance.")],
                "## Les orientations du programme\nLe programme finance.",
            ),
            (&[(Plain, "Il intègre :"), (Bullet, "un ;"), (Bullet, "deux.")], "Il intègre :\n- un ;\n- deux."),
            (&[(Plain, "la phase d'accompagnement du"), (Plain, "programme. Elle vise.")], "la phase d'accompagnement du programme. Elle vise."),
            (&[(Plain, "Cela est dit."), (Plain, "programme suivant.")], "Cela est dit.\nprogramme suivant."),
            (&[(Plain, "Tableau de suivi")], "Tableau de suivi"),
            (&[(Heading, "Un titre."), (Paragraph, "Un texte")], "## Un titre.\nUn texte"),
            (&[(Paragraph, "Un paragraphe"), (Paragraph, "autre paragraphe")], "Un paragraphe\nautre paragraphe"),
            (&[(Plain, "Voir <https://a>"), (Plain, "Suite.")], "Voir <https://a>\nSuite."),
        ];
        for (lines, expected) in cases {
            assert_eq!(text(lines), expected);
        }
        let mut source = Collected::lead("Tableau de suivi");
        source.push(Line { kind: Plain, text: "Comptage manuel.".into() });
        assert_eq!(source.text(), "Tableau de suivi\nComptage manuel.");
        assert_eq!(Collected::lead("").text(), "");
    }

    #[test]
    fn names_of_nature_may_be_cut_short_where_one_begins_so() {
        let category = |code| Some(Nature::Category(Category::new(code).unwrap()));
        let cases = [
            ("Totaux", Some(Nature::Total)),
            ("TOTAL GÉNÉRAL", Some(Nature::Total)),
            ("Totalement", None),
            ("Dépenses de fonctionnement", Some(Nature::Title(Title::new(3).unwrap()))),
            ("Dépenses de fonctionnement autres que", category(31)),
            ("Subventions pour charges de service…", category(32)),
            ("Subventions pour charges", None),
            ("Transferts aux", None),
            ("Dépenses", None),
            ("Rémunérations", category(21)),
        ];
        for (label, expected) in cases {
            assert_eq!(nature(label, None), expected, "{label}");
        }
    }

    #[test]
    fn capitals_of_a_cover_become_names() {
        let cases = [
            (
                "AMÉLIE DE MONTCHALIN, MINISTRE DE LA TRANSFORMATION ET DE LA FONCTION PUBLIQUES",
                "Amélie de Montchalin, ministre de la transformation et de la fonction publiques",
            ),
            (
                "JEAN-YVES LE DRIAN, MINISTRE DE L'EUROPE ET DES AFFAIRES ÉTRANGÈRES",
                "Jean-Yves Le Drian, ministre de l'Europe et des affaires étrangères",
            ),
            ("JEAN CASTEX, PREMIER MINISTRE", "Jean Castex, Premier ministre"),
            ("INNOVATION ET TRANSFORMATION NUMÉRIQUES", "Innovation et transformation numériques"),
            ("DIRECTION DE L'ACTION DE L'ÉTAT", "Direction de l'action de l'État"),
        ];
        for (capitals, expected) in cases {
            assert!(is_capitals(capitals));
            assert_eq!(from_capitals(capitals), expected);
        }
        assert!(!is_capitals("Nadi BOU HANNA") && !is_capitals("2021"));
    }
}
