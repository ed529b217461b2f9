//! What an import says, in words: refusals, remarks with their place, questions.

use super::report::{CellCounts, Compared, Counts, FileRead, Question, Remark, Report, Spot, runs};
use super::source::{Encoding, Kind};
use crate::lang::{Lang, Word, nature, writing};
use crate::model::{Euros, NatureScope, Stage, Year};

mod refusals;
mod told;

impl Question {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::SameValue { file, value, count } => lang.pick(
                format!("{file} : les {count} montants valent tous {value}. Un fichier publié a déjà eu ce défaut : est-ce le bon ?"),
                format!("{file}: all {count} amounts are {value}. A published file had this defect before: is it the right one?"),
            ),
            Self::Doubled { file, lines: [first, second], count: 1 } => lang.pick(
                format!("{file} : la ligne {second} dit la même chose que la ligne {first}. Leurs montants s'additionnent : l'une est-elle de trop ?"),
                format!("{file}: line {second} says the same as line {first}. Their amounts add up: is one of them too many?"),
            ),
            Self::Doubled { file, lines: [first, second], count } => lang.pick(
                format!("{file} : {count} lignes disent la même chose qu'une autre, la ligne {second} que la ligne {first} par exemple. Leurs montants s'additionnent : le fichier est-il en double ?"),
                format!("{file}: {count} lines say the same as another, line {second} as line {first} for instance. Their amounts add up: is the file doubled?"),
            ),
            Self::TwoTexts { file, kept, count } => {
                let texts = counted(*count, ["objectif ou texte diffère", "objectifs et textes diffèrent"], ["objective or text differs", "objectives and texts differ"], lang);
                lang.pick(
                    format!("{file} donne une seconde fois ce que donne {kept}, et {texts}. Ce qui vient d’abord est gardé : est-ce le bon fichier ?"),
                    format!("{file} gives a second time what {kept} gives, and {texts}. What comes first is kept: is it the right file?"),
                )
            }
            Self::Category { action, nature, proposed, ae, cp } => {
                let of = |name: &str, euros: &Option<Euros>| euros.map(|euros| format!("{name} {}", writing::euros(euros)));
                let amounts: Vec<String> = [of("AE", ae), of("CP", cp)].into_iter().flatten().collect();
                let (scope, amounts) = (scope(*nature, lang), amounts.join(", "));
                lang.pick(
                    format!("{scope} de l'action {action} : catégorie {proposed} ? Seul le total est imprimé ({amounts})."),
                    format!("{scope} of action {action}: category {proposed}? Only the total is printed ({amounts})."),
                )
            }
        }
    }

    /// The option of the command line that answers yes.
    pub fn option(&self) -> String {
        match self {
            Self::SameValue { .. } => "--even-if-same".into(),
            Self::Doubled { .. } | Self::TwoTexts { .. } => "--even-if-doubled".into(),
            Self::Category { action, proposed, .. } => format!("--category {action}/{proposed}"),
        }
    }
}

impl FileRead {
    /// "credits.csv : données ouvertes, 42 lignes lues".
    pub fn sentence(&self, lang: Lang) -> String {
        let kind = match self.kind {
            Kind::OpenData => lang.pick("données ouvertes", "open data"),
            Kind::Nomenclature => lang.pick("nomenclature", "nomenclature"),
            Kind::Page => lang.pick("page du site public", "page of the public site"),
            Kind::Text => lang.pick("texte publié", "published text"),
        };
        let lines = self.lines;
        let read = match self.kind {
            Kind::OpenData | Kind::Nomenclature => counted(lines, ["ligne lue", "lignes lues"], ["line read", "lines read"], lang),
            Kind::Page | Kind::Text => {
                counted(lines, ["paragraphe ou tableau", "paragraphes et tableaux"], ["paragraph or table", "paragraphs and tables"], lang)
            }
        };
        let encoding = match self.encoding {
            Encoding::Utf8 => "",
            Encoding::Utf16 => ", UTF-16",
            Encoding::Windows1252 => ", Windows-1252",
        };
        let amounts: Vec<String> = self.amounts.iter().map(|(year, stage)| law(*year, *stage, lang)).collect();
        let amounts = if amounts.is_empty() { String::new() } else { format!(" ({})", amounts.join(", ")) };
        let others = match self.others {
            0 => String::new(),
            1 => lang.pick(", une d'un autre programme", ", one of another programme").into(),
            others => lang.pick(format!(", {} d'autres programmes", grouped(others)), format!(", {} of other programmes", grouped(others))),
        };
        format!("{}{} {kind}, {read}{amounts}{others}{encoding}", self.name, lang.pick(" :", ":"))
    }
}

impl CellCounts {
    /// "58 cases de chiffres : 14 lues, 40 comparées, 4 non lues"; nothing without published tables.
    pub fn sentence(&self, lang: Lang) -> Option<String> {
        let Self { read, compared, unread } = *self;
        let all = read + compared + unread;
        (all > 0).then(|| {
            let cells = counted(all, ["case de chiffres", "cases de chiffres"], ["cell of figures", "cells of figures"], lang);
            let read = counted(
                read,
                ["lue en montant ou valeur", "lues en montants ou valeurs"],
                ["read as an amount or value", "read as amounts or values"],
                lang,
            );
            let compared = counted(compared, ["comparée", "comparées"], ["compared"; 2], lang);
            let unread = counted(unread, ["non lue", "non lues"], ["not read"; 2], lang);
            format!("{cells}{} {read}, {compared}, {unread}", lang.pick(" :", ":"))
        })
    }
}

impl Counts {
    /// "2 actions, 10 montants, 4 de FdC et AdP, …": what there is.
    pub fn sentence(&self, lang: Lang) -> String {
        let parts = [
            (self.actions, ["action", "actions"], ["action", "actions"]),
            (self.amounts, ["montant", "montants"], ["amount", "amounts"]),
            (self.contributions, ["montant de FdC et AdP", "montants de FdC et AdP"], ["amount of FdC and AdP", "amounts of FdC and AdP"]),
            (self.multiyear, ["montant pluriannuel", "montants pluriannuels"], ["multi-year amount", "multi-year amounts"]),
            (self.cells, ["chiffre d’autres sections", "chiffres d’autres sections"], ["figure of other sections", "figures of other sections"]),
            (self.objectives, ["objectif", "objectifs"], ["objective", "objectives"]),
            (self.indicators, ["indicateur", "indicateurs"], ["indicator", "indicators"]),
            (self.values, ["valeur", "valeurs"], ["value", "values"]),
            (self.texts, ["texte", "textes"], ["text", "texts"]),
        ];
        let said = parts.into_iter().filter(|(count, ..)| *count > 0).map(|(count, french, english)| counted(count, french, english, lang));
        said.collect::<Vec<_>>().join(", ")
    }
}

impl Remark {
    /// "pap.txt, ligne 12, colonne « 2021 » : « abc » n'est pas lu…".
    pub fn sentence(&self, report: &Report, lang: Lang) -> String {
        let place = self.spot.sentence(report, lang);
        let told = self.told.sentence(&self.words, lang);
        if place.is_empty() { told } else { format!("{place}{} {told}", lang.pick(" :", ":")) }
    }
}

impl Compared {
    /// "pap.txt, ligne 12 : imprimé 7, calculé 8 (plf/total/ae)".
    pub fn sentence(&self, report: &Report, lang: Lang) -> String {
        let place = self.spot.sentence(report, lang);
        let computed = if self.computed.is_empty() { lang.pick("rien", "nothing") } else { &self.computed };
        let qualified = match (&self.programme, self.address.as_str()) {
            (_, "") => String::new(),
            (Some(number), address) => format!(" ({number}:{address})"),
            (None, address) => format!(" ({address})"),
        };
        let printed = &self.printed;
        let rounding = if self.is_rounding { lang.pick(", un arrondi", ", a rounding") } else { "" };
        lang.pick(
            format!("{place} : imprimé {printed}, calculé {computed}{qualified}{rounding}"),
            format!("{place}: printed {printed}, computed {computed}{qualified}{rounding}"),
        )
    }
}

impl Spot {
    fn sentence(&self, report: &Report, lang: Lang) -> String {
        let Some(file) = report.files.get(self.file).filter(|_| self.line > 0) else { return String::new() };
        let line = self.line;
        let column = match self.column.as_str() {
            "" => String::new(),
            column => lang.pick(format!(", colonne « {column} »"), format!(", column “{column}”")),
        };
        lang.pick(format!("{}, ligne {line}{column}", file.name), format!("{}, line {line}{column}", file.name))
    }
}

/// "PLF 2021", "LFI 2020", "amendements 2023".
fn law(year: Year, stage: Stage, lang: Lang) -> String {
    let stage = match stage {
        Stage::Bill => "PLF",
        Stage::InitialAct => "LFI",
        Stage::Amendment => lang.pick("amendements au PLF", "amendments to the PLF"),
    };
    format!("{stage} {year}")
}

/// "ligne 3", "lignes 3–7, 12".
fn numbered(lines: &[usize], lang: Lang) -> String {
    let word = if lines.len() < 2 { lang.pick("ligne", "line") } else { lang.pick("lignes", "lines") };
    format!("{word} {}", runs(lines.iter().copied()))
}

fn quoted(words: &str, lang: Lang) -> String {
    lang.pick(format!("« {words} »"), format!("“{words}”"))
}

/// "Titre 3", "Autres titres".
fn scope(nature: NatureScope, lang: Lang) -> String {
    match nature {
        NatureScope::All => lang.word(Word::Total).into(),
        NatureScope::OtherThanStaff => lang.word(Word::OtherTitles).into(),
        NatureScope::Title(title) => nature::title_number(title, lang),
        NatureScope::Category(category) => nature::category(category, lang).into(),
    }
}

/// "PLF 2021", "LFI 2020, FdC et AdP".
fn amounts(year: Year, stage: Stage, contributions: bool, lang: Lang) -> String {
    let stage = if stage == Stage::InitialAct { "LFI" } else { "PLF" };
    let of = if contributions { lang.pick(", FdC et AdP", ", FdC and AdP") } else { "" };
    format!("{stage} {year}{of}")
}

const LINES_FR: [&str; 2] = ["ligne", "lignes"];
const LINES_EN: [&str; 2] = ["line", "lines"];

/// A number and what it counts, in one or several: French says 0 in the singular, English in the plural.
pub(super) fn counted(count: usize, french: [&str; 2], english: [&str; 2], lang: Lang) -> String {
    let ([one, several], is_one) = lang.pick((french, count < 2), (english, count == 1));
    format!("{} {}", grouped(count), if is_one { one } else { several })
}

/// "… et 3 autres".
pub(super) fn and_more(count: usize, lang: Lang) -> String {
    lang.pick(format!("… et {} {}", grouped(count), if count < 2 { "autre" } else { "autres" }), format!("… and {} more", grouped(count)))
}

/// A number in groups of three.
fn grouped(count: usize) -> String {
    i64::try_from(count).map_or_else(|_| count.to_string(), |count| writing::euros(Euros::new(count)))
}

/// The first few, then dots.
fn listed<T: std::fmt::Display>(of: impl Iterator<Item = T>, count: usize) -> String {
    const SHOWN: usize = 12;
    let mut words: Vec<String> = of.take(SHOWN).map(|item| item.to_string()).collect();
    if count > SHOWN {
        words.push("…".into());
    }
    words.join(", ")
}

#[cfg(test)]
mod tests;
