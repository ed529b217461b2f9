//! The official headings of a PAP, as both layouts and the public site write them.

use rust_decimal::Decimal;

use super::sections;
use super::words::{begins_official, one_line};
use crate::exchange::import::blocks::folded;
use crate::exchange::import::coded;
use crate::lang::number;
use crate::model::{IndicatorValue, Measure, ProgrammeNumber, Viewpoint, Year};

/// A line that says what follows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    // Cover
    /// Words that every cover has.
    Cover,
    Mission(String),
    Bill(Option<Year>),
    Programme(ProgrammeNumber, String),
    Minister(String),
    // Strategic presentation
    Strategy,
    Manager(Option<ProgrammeNumber>, String),
    Recap,
    LayoutChanges,
    // Performance
    Performance,
    /// With its number and label, unless they stand on the next line, and whether it is one of the mission.
    Objective(Option<(Vec<u32>, String)>, bool),
    Indicator(Option<(Vec<u32>, String)>, bool),
    Viewpoint(Viewpoint),
    Methods,
    Source(String),
    Method(String),
    Justification,
    // Credits
    CreditsPart,
    /// With the year of its credits; tables that have the act over the bill say two.
    ByAction(Option<Year>),
    ByTitle,
    Measure(Option<Year>, Measure),
    // Justification from the first euro
    JustificationPart,
    Transversal,
    Synthesis,
    Multiyear,
    Outstanding,
    Schedule,
    Keys,
    ActionsPart,
    /// With its share, and its code and label unless they stand on the next line.
    Action(Option<Decimal>, String),
    Nature,
    Operators,
    /// The title of a page of the JPE part: of a section, or of what Papier does not hold.
    SectionPage,
    /// The title of a table of a section, or of a text beside its tables.
    SectionTable(&'static str),
    /// What follows is about another row that a section lists.
    SectionRow,
    /// The heading of a text that each of them has.
    RowText {
        list: &'static str,
        text: &'static str,
    },
}

/// The mark that a line is, if it is one.
pub(super) fn mark(line: &str) -> Option<Mark> {
    let line = one_line(line);
    // No heading is so long; a source may begin a paragraph of any length.
    if line.chars().count() > 400 {
        return of_method(&line);
    }
    let words = folded(&line);
    let words = words.trim_end_matches([':', '.', ' ']);
    part(words)
        .or_else(|| of_cover(&line, words))
        .or_else(|| of_performance(&line, words))
        .or_else(|| of_credits(words))
        .or_else(|| action(&line))
        .or_else(|| sections::title(&line))
}

/// Headings that stand alone on their line.
fn part(words: &str) -> Option<Mark> {
    let starts = |beginning: &str| words.starts_with(beginning);
    Some(match words {
        "objectifs et indicateurs de performance" => Mark::Performance,
        "presentation des credits et des depenses fiscales" | "presentation des credits" => Mark::CreditsPart,
        "justification au premier euro" => Mark::JustificationPart,
        "elements transversaux au programme" => Mark::Transversal,
        "elements de synthese du programme" => Mark::Synthesis,
        "depenses pluriannuelles" => Mark::Multiyear,
        "echeancier des cp a ouvrir" => Mark::Schedule,
        "justification par action" => Mark::ActionsPart,
        "elements de la depense par nature" => Mark::Nature,
        "evolution de la maquette de performance" => Mark::LayoutChanges,
        "operateurs" | "operateurs de l'etat" => Mark::Operators,
        "operateur" => Mark::SectionRow,
        _ if starts("presentation strategique du projet annuel de performances") || words == "presentation strategique" => Mark::Strategy,
        _ if starts("recapitulation des objectifs et des indicateurs") => Mark::Recap,
        _ if starts("echeancier des credits de paiement") => Mark::Multiyear,
        _ if starts("estimation des restes a payer") => Mark::Outstanding,
        _ if starts("cles d'ouverture") => Mark::Keys,
        _ => return cut_short(words),
    })
}

/// The beginning of an official heading, cut in the middle.
fn cut_short(words: &str) -> Option<Mark> {
    const LEAST: usize = 15;
    let known = [
        ("justification au premier euro", Mark::JustificationPart),
        ("elements transversaux au programme", Mark::Transversal),
        ("elements de synthese du programme", Mark::Synthesis),
        ("elements de la depense par nature", Mark::Nature),
        ("echeancier des credits de paiement (hors titre 2)", Mark::Multiyear),
        ("echeancier des cp a ouvrir", Mark::Schedule),
        ("depenses pluriannuelles", Mark::Multiyear),
        ("estimation des restes a payer au", Mark::Outstanding),
        ("justification par action", Mark::ActionsPart),
    ];
    known.into_iter().find(|(official, _)| begins_official(words, official, LEAST)).map(|(_, mark)| mark)
}

fn of_cover(line: &str, words: &str) -> Option<Mark> {
    let after = |beginning: &str| words.strip_prefix(beginning);
    let is_republic = words.split(' ').collect::<String>() == "republiquefrancaise";
    if is_republic || matches!(words, "projets annuels de performances" | "projet annuel de performances" | "budget general") {
        return Some(Mark::Cover);
    }
    if let Some(rest) = after("annexe au projet de loi de finances pour") {
        return Some(Mark::Bill(first_year(rest)));
    }
    if words.starts_with("mission ministerielle") || words.starts_with("mission interministerielle") {
        return Some(Mark::Mission(after_words(line, 2)));
    }
    if ["ministre concerne", "ministres concerne"].iter().any(|beginning| words.starts_with(beginning)) {
        let named = line.split_once(':').map_or("", |(_, rest)| rest.trim());
        return Some(Mark::Minister(named.into()));
    }
    if let Some(rest) = after("responsable du programme") {
        let number = digits(rest).and_then(|digits| coded::programme(&digits));
        let name = line.split_once(':').map_or("", |(_, rest)| rest.trim());
        return Some(Mark::Manager(number, name.into()));
    }
    let rest = after("programme ")?;
    let rest = rest.trim_start_matches("n° ").trim_start_matches("no ");
    let number = digits(rest)?;
    let follows = rest.get(number.len()..)?.trim_start();
    let name = match line.split_once([':', '–']) {
        Some((_, name)) if follows.starts_with([':', '-']) => name.trim().to_owned(),
        None if follows.is_empty() => String::new(),
        _ => return None,
    };
    Some(Mark::Programme(coded::programme(&number)?, name))
}

fn of_performance(line: &str, words: &str) -> Option<Mark> {
    let numbered_after = |count: usize| {
        let rest = after_words(line, count);
        coded::numbered(&rest).map(|(numbers, label)| (numbers, label.to_owned()))
    };
    for (word, mark) in [("objectif", Mark::Objective as fn(_, _) -> _), ("indicateur", Mark::Indicator)] {
        let Some(rest) = words.strip_prefix(word).filter(|rest| rest.is_empty() || rest.starts_with(' ')) else { continue };
        let is_mission = matches!(rest.split(' ').nth(1), Some("mission" | "(mission)"));
        let words_before = 1 + usize::from(is_mission);
        return match rest.split(' ').count() == words_before {
            true => Some(mark(None, is_mission)),
            false => numbered_after(words_before).map(|named| mark(Some(named), is_mission)),
        };
    }
    if let Some(rest) = words.strip_prefix('(').unwrap_or(words).strip_prefix("du point de vue d") {
        let viewpoint = [("citoyen", Viewpoint::Citizen), ("usager", Viewpoint::User), ("contribuable", Viewpoint::Taxpayer)];
        return viewpoint.into_iter().find(|(word, _)| rest.contains(word)).map(|(_, viewpoint)| Mark::Viewpoint(viewpoint));
    }
    match words {
        "precisions methodologiques" => return Some(Mark::Methods),
        "justification des previsions et de la cible"
        | "justification des cibles"
        | "justification des previsions et des cibles"
        | "justification de la cible" => return Some(Mark::Justification),
        _ => {}
    }
    of_method(line)
}

/// "Source des données : …", "Mode de calcul : …".
fn of_method(line: &str) -> Option<Mark> {
    let (heading, rest) = line.split_once(':').filter(|(heading, _)| heading.len() < 80)?;
    match folded(heading).trim() {
        "source des donnees" | "sources des donnees" | "source de donnees" => Some(Mark::Source(rest.trim().into())),
        "mode de calcul" | "modes de calcul" | "mode de calcul de l'indicateur" => Some(Mark::Method(rest.trim().into())),
        _ => None,
    }
}

fn of_credits(words: &str) -> Option<Mark> {
    let without_years = words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '/' | '-' | ':'));
    match without_years {
        "autorisations d'engagement" => return Some(Mark::Measure(last_year(words), Measure::Ae)),
        "credits de paiement" | "credits de paiements" => return Some(Mark::Measure(last_year(words), Measure::Cp)),
        _ => {}
    }
    if without_years.starts_with("presentation des credits par titre et categorie") {
        return Some(Mark::ByTitle);
    }
    let by_action = ["presentation par action et titre des credits", "presentation des credits par action et titre"];
    by_action.iter().any(|heading| without_years.starts_with(heading)).then(|| Mark::ByAction(only_year(words)))
}

/// "ACTION 68,9 %01 – Fonds", "ACTION (30,6 %)", "SOUS-ACTION", "ACTION 01 – Fonds": in capitals, as no sentence is.
fn action(line: &str) -> Option<Mark> {
    of_action(line.strip_prefix("SOUS-ACTION").or_else(|| line.strip_prefix("ACTION"))?)
}

/// The same above the table of an action, where it may be written in any letters, or be the label alone: two digits, as no list has.
pub(super) fn action_of_any_case(line: &str) -> Option<Mark> {
    let line = one_line(line);
    let words = ["sous-action", "action"].into_iter().find_map(|word| {
        let (beginning, rest) = line.split_at_checked(word.len())?;
        (beginning.to_lowercase() == word).then_some(rest)
    });
    match words {
        Some(rest) => of_action(rest),
        None => {
            let has_two_digits = line.bytes().take_while(u8::is_ascii_digit).count() == 2;
            (has_two_digits && coded::action_label(&line).is_some()).then_some(Mark::Action(None, line))
        }
    }
}

/// What follows "ACTION".
fn of_action(rest: &str) -> Option<Mark> {
    let rest = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    if rest.is_empty() {
        return Some(Mark::Action(None, String::new()));
    }
    if coded::action_label(rest).is_some() {
        return Some(Mark::Action(None, rest.into()));
    }
    if let Some(rest) = rest.strip_prefix('–') {
        let rest = rest.trim();
        return (rest.is_empty() || coded::action_label(rest).is_some()).then(|| Mark::Action(None, rest.into()));
    }
    let (share, rest) = rest.split_once('%')?;
    let share = share.trim_start_matches('(').trim();
    let Ok(IndicatorValue::Number { value, .. }) = number::parse_value(share, "%") else { return None };
    let rest = rest.trim_start_matches(')').trim();
    (rest.is_empty() || coded::action_label(rest).is_some()).then(|| Mark::Action(Some(value), rest.into()))
}

/// What follows the first words of a line.
fn after_words(line: &str, count: usize) -> String {
    line.split_whitespace().skip(count).collect::<Vec<_>>().join(" ").trim_start_matches([':', ' ']).to_owned()
}

/// The first number of a text.
fn digits(words: &str) -> Option<String> {
    let digits: String = words.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

/// The years that a text names, in their order.
pub(super) fn years(words: &str) -> impl Iterator<Item = Year> {
    let runs = words.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    runs.filter_map(coded::year)
}

pub(super) fn first_year(words: &str) -> Option<Year> {
    years(words).next()
}

fn only_year(words: &str) -> Option<Year> {
    let mut years = years(words);
    years.next().filter(|_| years.next().is_none())
}

fn last_year(words: &str) -> Option<Year> {
    years(words).last()
}

/// The head of a page: "Programme n° 352 | JUSTIFICATION AU PREMIER EURO".
pub(super) fn is_running_head(line: &str) -> bool {
    let words = folded(line);
    words.strip_prefix("programme n°").is_some_and(|rest| rest.contains('|')) || page_number(&words)
}

/// "PLF 2021", "PLF 2021 12".
fn page_number(words: &str) -> bool {
    words.strip_prefix("plf ").is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn official_headings_are_told_from_sentences() {
        let year = |year| Year::new(year);
        let number = ProgrammeNumber::new(352).unwrap();
        let named = |numbers: &[u32], label: &str| Some((numbers.to_vec(), label.to_owned()));
        let cases = [
            ("PRÉSENTATION STRATÉGIQUE DU PROJET ANNUEL DE PERFORMANCES", Some(Mark::Strategy)),
            ("**Présentation stratégique du projet annuel de performances**", Some(Mark::Strategy)),
            ("ANNEXE AU PROJET DE LOI DE FINANCES POUR", Some(Mark::Bill(None))),
            ("ANNEXE AU PROJET DE LOI DE FINANCES POUR 2021", Some(Mark::Bill(year(2021)))),
            ("PROJETS ANNUELS DE PERFORMANCES", Some(Mark::Cover)),
            ("MISSION MINISTÉRIELLE", Some(Mark::Mission(String::new()))),
            ("MISSION INTERMINISTÉRIELLE : ACTION EXTÉRIEURE", Some(Mark::Mission("ACTION EXTÉRIEURE".into()))),
            ("PROGRAMME 352", Some(Mark::Programme(number, String::new()))),
            ("Programme n° 352 : Innovation", Some(Mark::Programme(number, "Innovation".into()))),
            ("Programme 352 qui finance l'innovation", None),
            ("MINISTRE CONCERNÉE : AMÉLIE", Some(Mark::Minister("AMÉLIE".into()))),
            ("Responsable du programme n° 352 : Innovation", Some(Mark::Manager(Some(number), "Innovation".into()))),
            ("OBJECTIF", Some(Mark::Objective(None, false))),
            ("OBJECTIF mission", Some(Mark::Objective(None, true))),
            ("INDICATEUR (mission) 1.1 – Taux", Some(Mark::Indicator(named(&[1, 1], "Taux"), true))),
            ("OBJECTIF de la mission", None),
            ("OBJECTIFS", None),
            ("OBJECTIF 1 – Favoriser", Some(Mark::Objective(named(&[1], "Favoriser"), false))),
            ("INDICATEUR 2.1 : Nombre", Some(Mark::Indicator(named(&[2, 1], "Nombre"), false))),
            ("Indicateur de la mission", None),
            ("(du point de vue de l’usager)", Some(Mark::Viewpoint(Viewpoint::User))),
            ("Source des données : le tableau : suivi", Some(Mark::Source("le tableau : suivi".into()))),
            ("Mode de calcul :", Some(Mark::Method(String::new()))),
            ("JUSTIFICATION DES CIBLES", Some(Mark::Justification)),
            ("2021 / AUTORISATIONS D'ENGAGEMENT", Some(Mark::Measure(year(2021), Measure::Ae))),
            ("2022 / 2023 – Crédits de paiement", Some(Mark::Measure(year(2023), Measure::Cp))),
            ("2020 / PRÉSENTATION PAR ACTION ET TITRE DES CRÉDITS VOTÉS (LOI DE FINANCES INITIALE)", Some(Mark::ByAction(year(2020)))),
            ("PRÉSENTATION DES CRÉDITS PAR TITRE ET CATÉGORIE", Some(Mark::ByTitle)),
            ("CLÉS D’OUVERTURE DES CRÉDITS DE PAIEMENT SUR AE 2021", Some(Mark::Keys)),
            ("ACTION 68,9 %**01 – Fonds**", Some(Mark::Action(Some(Decimal::new(689, 1)), "01 – Fonds".into()))),
            ("ACTION (30,6 %)", Some(Mark::Action(Some(Decimal::new(306, 1)), String::new()))),
            ("ACTION –", Some(Mark::Action(None, String::new()))),
            ("SOUS-ACTION 01.02 – Écoles", Some(Mark::Action(None, "01.02 – Écoles".into()))),
            ("ACTION PUBLIQUE ET TRANSFORMATION", None),
            ("Action 1 : des crédits", None),
            ("Les autorisations d'engagement", None),
        ];
        for (line, expected) in cases {
            assert_eq!(mark(line), expected, "{line}");
        }
    }

    #[test]
    fn heads_of_pages_are_no_text() {
        let cases = [
            ("Programme n° 352 | JUSTIFICATION AU PREMIER EURO", true),
            ("PLF 2021", true),
            ("PLF 2021    12", true),
            ("Programme n° 352 : Innovation", false),
            ("Innovation et transformation numériques", false),
        ];
        for (line, expected) in cases {
            assert_eq!(is_running_head(line), expected, "{line}");
        }
    }
}
