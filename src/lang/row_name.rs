//! How a row of an indicator is called: with its indicator, wherever that has several rows.

use super::{Lang, capitalised};
use crate::model::{Indicator, RowId};

/// The name of a row and what its unit means for sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowName {
    pub row: RowId,
    /// "Délai de traitement des réclamations".
    indicator: String,
    /// "médiane": what is said after the name of the indicator; empty where that says all.
    own: String,
    /// Its values are written with "%".
    pub is_percentage: bool,
    /// What lies between two of its values is points.
    pub is_in_points: bool,
}

/// The subject of a French sentence: "Le délai de traitement des réclamations, médiane,".
pub struct FrenchSubject {
    pub words: String,
    pub is_feminine: bool,
}

/// Names of places that stand alone as the name of a row: they keep their capital.
const PLACES: [&str; 12] =
    ["Bretagne", "Corse", "Europe", "France", "Guadeloupe", "Guyane", "Martinique", "Mayotte", "Normandie", "Occitanie", "Paris", "Réunion"];

impl RowName {
    pub fn of(indicator: &Indicator, row: RowId, lang: Lang) -> Self {
        let (name, own) = (without_stop(&indicator.label), without_stop(indicator.row_label(row)));
        let number = indicator.rows.iter().position(|other| other.id == row).map_or(0, |index| index + 1);
        let own = if name.is_empty() || own == name {
            String::new()
        } else if own.is_empty() {
            if number > 1 { lang.pick(format!("ligne {number}"), format!("row {number}")) } else { String::new() }
        } else {
            own
        };
        // A row that repeats the name of its indicator says both.
        let (name, own) = match own.starts_with(&name) {
            true if !name.is_empty() => (own, String::new()),
            _ if name.is_empty() => (without_stop(indicator.row_label(row)), String::new()),
            _ => (name, appended(&own)),
        };
        let unit = Unit::of(indicator.row_unit(row));
        Self { row, indicator: name, own, is_percentage: unit == Unit::Percent, is_in_points: unit != Unit::Other }
    }

    /// "Délai de traitement des réclamations, médiane".
    pub fn text(&self) -> String {
        match self.own.as_str() {
            "" => self.indicator.clone(),
            own if own.contains(':') => format!("{} ({own})", self.indicator),
            own => format!("{}, {own}", self.indicator),
        }
    }

    /// The indicator and its row, where both are said.
    pub fn parts(&self) -> Option<[String; 2]> {
        (!self.own.is_empty()).then(|| [self.indicator.clone(), capitalised(&self.own)])
    }

    /// "médiane": the row alone, where it has a name of its own.
    pub fn own(&self) -> Option<&str> {
        (!self.own.is_empty()).then_some(self.own.as_str())
    }

    /// The subject of a sentence, when the name begins with one of the usual nouns, and with one alone: a verb must agree with it.
    pub fn french_subject(&self) -> Option<FrenchSubject> {
        let is_feminine = match capitalised(self.indicator.split([' ', '’']).next()?).as_str() {
            "Nombre" | "Délai" | "Taux" | "Coût" => false,
            "Part" | "Durée" => true,
            _ => return None,
        };
        if !is_singular(&self.indicator) {
            return None;
        }
        let article = if is_feminine { "La" } else { "Le" };
        let words = format!("{article} {}", lower_first(&self.text()));
        // What is set between commas needs the second one.
        let close = if self.own.is_empty() || self.own.contains(':') { "" } else { "," };
        Some(FrenchSubject { words: format!("{words}{close}"), is_feminine })
    }

    /// The same name among others: what is counted, without "Nombre de".
    pub fn short(&self, unit: &str) -> String {
        let is_count = unit.trim().eq_ignore_ascii_case("nb");
        let text = self.text();
        let counted = ["Nombre de ", "Nombre d’", "Nombre des "].into_iter().find_map(|head| text.strip_prefix(head)).filter(|_| is_count);
        counted.map_or(text.clone(), capitalised)
    }
}

/// What differences of values are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Percent,
    Points,
    Other,
}

impl Unit {
    /// "%", "en %", "% du PIB", "pour cent", "pourcentage"; "points"; anything else.
    fn of(unit: &str) -> Self {
        let unit = unit.to_lowercase();
        let bare = unit.trim_matches(|c: char| c.is_whitespace() || "()[].".contains(c));
        let bare = bare.strip_prefix("en ").unwrap_or(bare).trim();
        let names = ["pour cent", "pour-cent", "pourcent", "per cent", "percent"];
        match bare {
            "point" | "points" | "pt" | "pts" => Self::Points,
            _ if bare.starts_with("point") && (bare.contains('%') || names.iter().any(|name| bare.contains(name))) => Self::Points,
            _ if is_of_hundred(bare) || names.iter().any(|name| bare.starts_with(name)) => Self::Percent,
            _ => Self::Other,
        }
    }
}

/// Whether a unit in small letters counts by the hundred: not "%o", "% o", "% (pour mille)" or "% x 1000", which people write for per mille.
fn is_of_hundred(unit: &str) -> bool {
    let Some((before, after)) = unit.split_once('%') else { return false };
    let word: String = after.trim_start().chars().take_while(|c| c.is_alphanumeric()).collect();
    let is_of_more = !word.is_empty() && word.chars().all(|c| matches!(c, 'o' | '0'));
    let is_multiplied = [before, after].into_iter().any(|text| {
        let mut words = text.split_whitespace();
        words.any(|word| word.strip_prefix(['x', '×', '*']).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())))
    });
    !is_of_more && !is_multiplied && !unit.contains("mill")
}

/// A name with typographic apostrophes, without the stop that ends it, which no sentence can go on after.
fn without_stop(name: &str) -> String {
    let name = name.trim().replace('\'', "’");
    let bare = name.trim_end_matches(['.', ';', ':', ',', ' ', '\u{a0}', '\u{202f}']);
    if bare.ends_with("etc") && name.ends_with('.') { format!("{bare}.") } else { bare.to_owned() }
}

/// Whether what a name begins with is one thing: no adjective in the plural follows its noun, and nothing is joined to that.
fn is_singular(name: &str) -> bool {
    const PREPOSITIONS: [&str; 18] =
        ["de", "du", "des", "d", "à", "au", "aux", "en", "par", "pour", "dans", "sur", "sous", "entre", "hors", "avec", "sans", "chez"];
    let words: Vec<String> = name.split(|c: char| !c.is_alphanumeric() && c != '/').map(str::to_lowercase).filter(|word| !word.is_empty()).collect();
    let is_preposition = |word: &str| PREPOSITIONS.contains(&word);
    // "créés ou maintenus" says more of the same thing, as "d’entreprises et d’associations" does; "et durées" joins another.
    let is_participle = |word: &str| word != "durées" && ["és", "ées", "us", "ues"].into_iter().any(|end| word.ends_with(end));
    let stays = |next: Option<&String>| next.is_some_and(|next| is_preposition(next) || is_participle(next));
    let mut adjectives = words.iter().skip(1).take_while(|word| !is_preposition(word));
    let mut joins = words.iter().zip(1..).filter(|(word, _)| ["et", "ou", "puis", "ainsi"].contains(&word.as_str()));
    !adjectives.any(|word| word.ends_with(['s', 'x']))
        && joins.all(|(_, next)| stays(words.get(next)))
        && !words.iter().any(|word| word.contains('/'))
}

/// What stands after a comma: without its capital, unless that belongs to it.
fn appended(own: &str) -> String {
    let first = own.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let has_other_capital = own.chars().skip(1).any(char::is_uppercase);
    let is_word = first.chars().count() > 1;
    if has_other_capital || !is_word || PLACES.contains(&first) { own.to_owned() } else { lower_first(own) }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{IndicatorId, Row};

    /// An indicator of these rows; the name of the last.
    fn last(label: &str, unit: &str, rows: &[&str]) -> RowName {
        let mut indicator = Indicator::new(IndicatorId(1), RowId(2), label.into());
        indicator.unit = unit.into();
        indicator.rows = (2..)
            .zip(rows)
            .map(|(id, label)| Row { id: RowId(id), label: (!label.is_empty()).then(|| (*label).to_owned()), unit: Some(unit.into()) })
            .collect();
        let row = indicator.rows.last().unwrap().id;
        RowName::of(&indicator, row, Lang::French)
    }

    #[test]
    fn a_row_is_named_with_its_indicator() {
        let delay = "Délai de traitement des réclamations";
        let cases: [(&str, &[&str], &str); 12] = [
            (delay, &[""], "Délai de traitement des réclamations"),
            (delay, &["Médiane", "Neuvième décile"], "Délai de traitement des réclamations, neuvième décile"),
            (delay, &["Médiane"], "Délai de traitement des réclamations, médiane"),
            (delay, &["Médiane", ""], "Délai de traitement des réclamations, ligne 2"),
            (delay, &["Médiane", "CNAM"], "Délai de traitement des réclamations, CNAM"),
            (delay, &["Médiane", "Île-de-France"], "Délai de traitement des réclamations, Île-de-France"),
            (delay, &["Médiane", "Bretagne"], "Délai de traitement des réclamations, Bretagne"),
            (delay, &["Médiane", "A"], "Délai de traitement des réclamations, A"),
            (delay, &["Médiane", "Pour information : reçues"], "Délai de traitement des réclamations (pour information : reçues)"),
            (delay, &["Délai de traitement des réclamations"], "Délai de traitement des réclamations"),
            (delay, &["", "Délai de traitement des réclamations écrites"], "Délai de traitement des réclamations écrites"),
            ("Nombre d'appels.", &[""], "Nombre d’appels"),
        ];
        for (label, rows, expected) in cases {
            assert_eq!(last(label, "", rows).text(), expected, "{rows:?}");
        }
    }

    #[test]
    fn a_subject_closes_what_it_sets_between_commas() {
        let subject = |rows: &[&str]| last("Délai de traitement", "jours", rows).french_subject().map(|subject| subject.words);
        assert_eq!(subject(&[""]).as_deref(), Some("Le délai de traitement"));
        assert_eq!(subject(&["", "Médiane"]).as_deref(), Some("Le délai de traitement, médiane,"));
        assert!(last("Satisfaction", "", &[""]).french_subject().is_none());
    }

    /// « Le taux annuels doit », « Le nombre de dossiers et montant des aides doit ».
    #[test]
    fn a_verb_agrees_with_its_subject_or_there_is_none() {
        let cases = [
            ("Taux moyen d’accès", true),
            ("Taux", true),
            ("Taux annuels d’accès", false),
            ("Nombre d’entreprises et d’associations aidées", true),
            ("Nombre d’emplois créés ou maintenus par euro engagé", true),
            ("Taux de survie des entreprises aidées à trois ans", true),
            ("Nombre de dossiers et montant des aides", false),
            ("Nombre de dossiers et délais de traitement", false),
            ("Nombre de séjours et durées", false),
            ("Nombre/part des dossiers", false),
            ("Part des femmes ou nombre de femmes", false),
        ];
        for (label, is_subject) in cases {
            assert_eq!(last(label, "", &[""]).french_subject().is_some(), is_subject, "{label}");
        }
    }

    #[test]
    fn a_unit_says_whether_differences_are_points() {
        for (unit, expected) in [
            ("%", (true, true)),
            ("en %", (true, true)),
            ("(En %)", (true, true)),
            ("% du PIB", (true, true)),
            ("%o", (false, false)),
            ("% o", (false, false)),
            ("%ooo", (false, false)),
            ("%0", (false, false)),
            ("‰", (false, false)),
            ("% (pour mille)", (false, false)),
            ("% pour 1 million", (false, false)),
            ("% x 1000", (false, false)),
            ("% ×1000", (false, false)),
            ("% ou taux", (true, true)),
            ("% (moyenne)", (true, true)),
            ("pour cent", (true, true)),
            ("Pourcentage", (true, true)),
            ("points", (false, true)),
            ("points de pourcentage", (false, true)),
            ("points de base", (false, false)),
            ("points de vente", (false, false)),
            ("jours", (false, false)),
            ("", (false, false)),
        ] {
            let name = last("Taux", unit, &[""]);
            assert_eq!((name.is_percentage, name.is_in_points), expected, "{unit}");
        }
    }
}
