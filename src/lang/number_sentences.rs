//! The sentences for a refused number: what was typed, where it stops being a number, why, and what to write instead.
//!
//! Knows both languages. Must not know which cell was typed in: the caller names it.

use crate::calc::formula::{FormulaRefusal, LiteralFlaw, MAX_CHARACTERS, MAX_DEPTH, MAX_DIGITS, MAX_EXPONENT};
use crate::lang::Lang;
use crate::lang::escaping::is_unshowable;
use crate::lang::number::NumberRefusal;
use crate::model::CellUnit;

/// Longest quotation of what was typed, in characters.
const QUOTED: usize = 40;

impl NumberRefusal {
    /// One or two sentences, ready to show under the cell.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let reason = self.reason(lang);
        match (self.typed(), lang) {
            (None, _) => reason,
            (Some(typed), Lang::French) => format!("{}\u{a0}: {reason}", quoted(typed, lang)),
            (Some(typed), Lang::English) => format!("{}: {reason}", quoted(typed, lang)),
        }
    }

    fn typed(&self) -> Option<&str> {
        match self {
            Self::Empty => None,
            Self::Literal { typed, .. }
            | Self::Unexpected { typed, .. }
            | Self::Unfinished { typed }
            | Self::PointInAmount { typed, .. }
            | Self::CommaInAmount { typed, .. }
            | Self::SeveralLines { typed }
            | Self::RangeInAmount { typed }
            | Self::RangeInWords { typed }
            | Self::UnknownUnit { typed, .. }
            | Self::PercentInAmount { typed }
            | Self::WordInAmount { typed }
            | Self::UnknownWord { typed }
            | Self::NotADecimal { typed, .. }
            | Self::UnitAgainstRow { typed, .. }
            | Self::NotWholeEuros { typed }
            | Self::TooLarge { typed }
            | Self::RangeNegative { typed }
            | Self::RangeReversed { typed }
            | Self::RangeUnits { typed }
            | Self::Formula { typed, .. }
            | Self::NotDecimal { typed } => Some(typed),
        }
    }

    fn reason(&self, lang: Lang) -> String {
        let (french, english) = match self {
            Self::Literal { position, flaw, .. } => return flaw.reason(*position, lang),
            Self::Unexpected { position, found, .. } => return unexpected(*position, *found, lang),
            Self::Formula { refusal, .. } => return refusal.sentence(lang),
            Self::PointInAmount { before, after, .. } => return point_or_comma(lang.pick("un point", "a point"), before, after, lang),
            Self::CommaInAmount { before, after, .. } => return comma_in_amount(before, after, lang),
            Self::UnknownUnit { unit, .. } => return unknown_unit(unit, lang),
            Self::NotADecimal { unit, .. } => return not_a_decimal(*unit, lang),
            Self::UnitAgainstRow { unit, row_unit, .. } => {
                return unit_against_row(unit, row_unit, lang);
            }
            Self::Empty => ("Rien n'est saisi. Écrire un nombre, ou effacer la case.", "Nothing is typed. Write a number, or clear the cell."),
            Self::Unfinished { .. } => {
                ("la saisie s'arrête avant la fin du nombre. La compléter.", "the entry stops before the number ends. Complete it.")
            }
            Self::SeveralLines { .. } => {
                ("ces lignes ne font pas un seul nombre. N'en garder qu'une.", "these lines are not one number. Keep one of them.")
            }
            Self::RangeInAmount { .. } => {
                ("un montant est un seul nombre, ni une fourchette ni une date. En écrire un.", "an amount is one number, not a range. Write one.")
            }
            Self::RangeInWords { .. } => {
                ("une fourchette s'écrit avec un tiret. Écrire par exemple 15-25.", "a range is written with a dash. Write for instance 15-25.")
            }
            Self::PercentInAmount { .. } => (
                "un montant n'est pas un pourcentage. Écrire des euros (300 000, 7,3 M€).",
                "an amount is not a percentage. Write euros (300 000, 7,3 M€).",
            ),
            Self::WordInAmount { .. } => (
                "un montant est un nombre d'euros, sans mot. Écrire 0, ou effacer la case.",
                "an amount is a number of euros, without words. Write 0, or clear the cell.",
            ),
            Self::UnknownWord { .. } => (
                "ni un nombre, ni un mot prévu. Écrire un nombre, NA, Non déterminé, Sans objet, \
                 en hausse, en baisse, stable ou suivi.",
                "neither a number nor an expected word. Write a number, NA, not determined, \
                 not applicable, rising, falling, stable or monitored.",
            ),
            Self::NotWholeEuros { typed } if typed.starts_with('=') => {
                ("le résultat n'est pas un nombre entier d'euros. L'arrondir.", "the result is no whole number of euros. Round it.")
            }
            Self::NotWholeEuros { .. } => (
                "un montant est un nombre entier d'euros. Arrondir, ou préciser l'unité (k€, M€, Md€).",
                "an amount is a whole number of euros. Round it, or add the unit (k€, M€, Md€).",
            ),
            Self::TooLarge { .. } => (
                "ce nombre dépasse ce qui se conserve exactement. Vérifier les chiffres et l'unité.",
                "this number is beyond what can be kept exactly. Check the digits and the unit.",
            ),
            Self::RangeNegative { .. } => (
                "les bornes d'une fourchette n'ont ni signe ni parenthèses. Écrire par exemple 15-25.",
                "the ends of a range take no sign and no parentheses. Write for instance 15-25.",
            ),
            Self::RangeReversed { .. } => (
                "la première borne dépasse la seconde. Écrire la plus petite d'abord (15-25).",
                "the first end is above the second. Write the smaller one first (15-25).",
            ),
            Self::RangeUnits { .. } => (
                "les deux bornes n'ont pas la même unité. L'écrire une fois, à la fin (5-7 M€).",
                "the two ends have different units. Write the unit once, at the end (5-7 M€).",
            ),
            Self::NotDecimal { .. } => (
                "le résultat n'a pas d'écriture décimale exacte. Écrire le nombre arrondi (0,333).",
                "the result has no exact decimal form. Write the rounded number (0,333).",
            ),
        };
        said(lang, french, english)
    }
}

/// What a cell of a section takes, where a word or a range was typed.
fn not_a_decimal(unit: CellUnit, lang: Lang) -> String {
    let (french, english) = match unit {
        CellUnit::Etpt => ("un nombre d’ETPT, comme 397,98", "a number of ETPT, such as 397,98"),
        CellUnit::Etp => ("un nombre d’ETP, comme 41,00", "a number of ETP, such as 41,00"),
        CellUnit::Month => ("un mois de 1 à 12, comme 6,96", "a month from 1 to 12, such as 6,96"),
        CellUnit::MillionEuros => ("des millions d’euros, comme 5,48", "millions of euros, such as 5,48"),
        CellUnit::ThousandEuros => ("des milliers d’euros, comme 1 250", "thousands of euros, such as 1 250"),
        CellUnit::Percent => ("un pourcentage, comme 12,5", "a percentage, such as 12,5"),
    };
    lang.pick(
        format!("cette case attend {french}, et ni mot ni fourchette. L’écrire, ou effacer la case."),
        format!("this cell takes {english}, and neither a word nor a range. Write it, or clear the cell."),
    )
}

impl FormulaRefusal {
    /// The reason alone, in lower case: it follows a quotation of the formula.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let (position, french, english) = match self {
            Self::Literal { position, flaw } => return flaw.reason(*position, lang),
            Self::Unexpected { position, found } => return unexpected_in_formula(*position, *found, lang),
            Self::UnknownFunction { position, name: word }
            | Self::CellReference { position, reference: word }
            | Self::UnknownWord { position, word } => {
                return self.word_reason(*position, word, lang);
            }
            Self::TooLong { characters } => return too_long(*characters, lang),
            Self::TooDeep { position } => (
                position,
                format!("plus de {MAX_DEPTH} parenthèses ouvertes. En retirer"),
                format!("more than {MAX_DEPTH} open parentheses. Remove some"),
            ),
            Self::TooLarge { position } => (
                position,
                "le calcul dépasse ce qui se conserve exactement. Vérifier les nombres".to_owned(),
                "the result is beyond what can be kept exactly. Check the numbers".to_owned(),
            ),
            Self::DivisionByZero { position } => {
                (position, "division par zéro. Corriger le diviseur".to_owned(), "division by zero. Correct the divisor".to_owned())
            }
            Self::Exponent { position } => (
                position,
                format!("une puissance est un entier entre −{MAX_EXPONENT} et {MAX_EXPONENT}. La corriger"),
                format!("a power is a whole number from −{MAX_EXPONENT} to {MAX_EXPONENT}. Correct it"),
            ),
            Self::UnclearComma { position } => (
                position,
                "la virgule peut séparer des termes ou des décimales. Séparer les termes par un \
                 point-virgule, ou retirer la fonction"
                    .to_owned(),
                "the comma may split terms or mark decimals. Split the terms with a semicolon, \
                 or remove the function"
                    .to_owned(),
            ),
            Self::Unfinished => {
                return said(
                    lang,
                    "la formule s'arrête avant la fin. La compléter, ou fermer la parenthèse.",
                    "the formula stops before its end. Complete it, or close the parenthesis.",
                );
            }
        };
        match lang {
            Lang::French => format!("{french} (caractère {position})."),
            Lang::English => format!("{english} (character {position})."),
        }
    }

    fn word_reason(&self, position: usize, word: &str, lang: Lang) -> String {
        let (french, english) = match self {
            Self::UnknownFunction { .. } => ("est une fonction inconnue. Seule SOMME est possible", "is an unknown function. Only SUM is possible"),
            Self::CellReference { .. } => (
                "désigne une autre case, ce qui n'est pas possible. Écrire sa valeur",
                "refers to another cell, which is not possible. Write its value",
            ),
            _ => ("ne se calcule pas. Écrire des nombres sans unité", "cannot be computed. Write numbers without units"),
        };
        let word = quoted(word, lang);
        match lang {
            Lang::French => format!("{word} {french} (caractère {position})."),
            Lang::English => format!("{word} {english} (character {position})."),
        }
    }
}

impl LiteralFlaw {
    fn reason(&self, position: usize, lang: Lang) -> String {
        let (french, english) = match self {
            Self::AmbiguousPoint { before, after } => {
                let choice = both_readings(before, after, lang);
                (
                    format!("un point suivi de trois chiffres peut séparer des milliers ou des décimales. Écrire {choice}"),
                    format!("a point before three digits may split thousands or mark decimals. Write {choice}"),
                )
            }
            Self::AmbiguousComma { before, after } => {
                let choice = comma_readings(before, after, lang);
                (
                    format!("une virgule suivie de trois chiffres peut séparer des milliers ou des décimales. Écrire {choice}"),
                    format!("a comma before three digits may split thousands or mark decimals. Write {choice}"),
                )
            }
            Self::MalformedGroups { group } => {
                let group = quoted(group, lang);
                (
                    format!(
                        "les milliers vont par groupes de trois chiffres, séparés par une seule \
                         espace. Vérifier {group}\u{a0}: un chiffre de trop ou de moins, ou un autre nombre"
                    ),
                    format!(
                        "thousands go in groups of three digits, split by one space. \
                         Check {group}: a digit too many or too few, or another number"
                    ),
                )
            }
            Self::SecondMark { found } => {
                let found = quoted(&found.to_string(), lang);
                (
                    format!("un nombre n'a qu'une virgule, {found} est de trop. Séparer les milliers par des espaces"),
                    format!("a number has one decimal comma, {found} is one too many. Split thousands with spaces"),
                )
            }
            Self::LoneMark { found } => {
                let found = quoted(&found.to_string(), lang);
                (
                    format!("{found} demande un chiffre avant et après. Écrire par exemple 0,5"),
                    format!("{found} needs a digit on each side. Write for instance 0,5"),
                )
            }
            Self::TooManyDigits => (format!("plus de {MAX_DIGITS} chiffres. Arrondir"), format!("more than {MAX_DIGITS} digits. Round it")),
        };
        match lang {
            Lang::French => format!("{french} (caractère {position})."),
            Lang::English => format!("{english} (character {position})."),
        }
    }
}

fn too_long(characters: usize, lang: Lang) -> String {
    match lang {
        Lang::French => format!("la formule a {characters} caractères, la limite est {MAX_CHARACTERS}. En calculer une partie."),
        Lang::English => format!("the formula has {characters} characters, the limit is {MAX_CHARACTERS}. Compute a part of it."),
    }
}

/// "1 000 ou 1,000" for "1.000"; only "0,125" for "0.125", which can be no thousand.
fn both_readings(before: &str, after: &str, lang: Lang) -> String {
    let decimals = format!("{before},{after}");
    if before.starts_with('0') {
        return decimals;
    }
    let or = match lang {
        Lang::French => "ou",
        Lang::English => "or",
    };
    format!("{}\u{202f}{after} {or} {decimals}", grouped(before))
}

/// Digits in groups of three, as the reader would have to type them.
fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// "1.000" or "7,125" in an amount: the thousands alone, since the other reading has no whole euros, or hardly any.
fn point_or_comma(mark: &str, before: &str, after: &str, lang: Lang) -> String {
    if before.starts_with('0') {
        return said(
            lang,
            "un montant est un nombre entier d'euros. Arrondir, ou préciser l'unité (k€, M€, Md€).",
            "an amount is a whole number of euros. Round it, or add the unit (k€, M€, Md€).",
        );
    }
    let thousands = format!("{}\u{202f}{after}", grouped(before));
    match lang {
        Lang::French => {
            format!("{mark} ne sépare pas les milliers. Écrire {thousands}, ou préciser l'unité (k€, M€, Md€) après une virgule décimale.")
        }
        Lang::English => format!("{mark} does not split thousands. Write {thousands}, or add the unit (k€, M€, Md€) after a decimal comma."),
    }
}

/// "7,000" in an amount: one of its two readings, or an amount of more than euros.
fn comma_in_amount(before: &str, after: &str, lang: Lang) -> String {
    if after != "000" {
        return point_or_comma(lang.pick("une virgule", "a comma"), before, after, lang);
    }
    let choice = comma_readings(before, after, lang);
    match lang {
        Lang::French => format!("une virgule suivie de trois chiffres peut séparer des milliers ou des décimales. Écrire {choice}."),
        Lang::English => format!("a comma before three digits may split thousands or mark decimals. Write {choice}."),
    }
}

/// "7 000 ou 7" for "7,000", "7 125 ou 7,1250" for "7,125": decimals of another number of digits can be no thousand.
fn comma_readings(before: &str, after: &str, lang: Lang) -> String {
    let kept = after.trim_end_matches('0');
    let decimals = match kept.len() {
        0 => before.to_owned(),
        3 => format!("{before},{after}0"),
        _ => format!("{before},{kept}"),
    };
    if before.starts_with('0') {
        return decimals;
    }
    format!("{}\u{202f}{after} {} {decimals}", grouped(before), lang.pick("ou", "or"))
}

fn unexpected(position: usize, found: char, lang: Lang) -> String {
    let (french, english) = match found {
        '\'' | '’' | '_' if position > 1 => ("Séparer les milliers par des espaces", "Split thousands with spaces"),
        '€' | '$' | '£' => ("Écrire l'unité derrière le nombre (5 €)", "Write the unit behind the number (5 €)"),
        '/' | '*' | '^' | '×' => ("Un calcul commence par =, une date n'est pas un nombre", "A computation begins with =, a date is no number"),
        '#' => ("C'est une erreur de tableur, à corriger à sa source", "It is an error of a spreadsheet: correct it at its source"),
        _ => ("Le corriger ou le retirer", "Correct or remove it"),
    };
    unreadable(position, found, (french, english), lang)
}

fn unexpected_in_formula(position: usize, found: char, lang: Lang) -> String {
    let what_to_do = if found.is_alphabetic() || found == '€' {
        ("Une formule se calcule sans unité (=7,3*10^6)", "A formula is computed without units (=7,3*10^6)")
    } else {
        ("Le corriger ou le retirer", "Correct or remove it")
    };
    unreadable(position, found, what_to_do, lang)
}

fn unreadable(position: usize, found: char, (french, english): (&str, &str), lang: Lang) -> String {
    let what = if is_invisible(found) {
        lang.pick(format!("un caractère invisible (U+{:04X})", u32::from(found)), format!("an invisible character (U+{:04X})", u32::from(found)))
    } else {
        quoted(&found.to_string(), lang)
    };
    match lang {
        Lang::French => format!("{what} ne se lit pas à cet endroit (caractère {position}). {french}."),
        Lang::English => format!("{what} cannot be read there (character {position}). {english}."),
    }
}

/// What never stands in a sentence, which it could turn around, and the hyphen that is not seen.
fn is_invisible(character: char) -> bool {
    character == '\u{ad}' || is_unshowable(character)
}

/// What a unit that is not known most likely means.
fn meant(unit: &str) -> Option<&'static str> {
    let letters: String = unit.chars().filter(|c| !c.is_whitespace()).collect();
    let letters = letters.to_lowercase();
    match letters.trim_end_matches('€').trim_end_matches("d'euros") {
        "" | "euro" | "euros" | "eur" => Some("€"),
        "k" | "keur" | "keuros" | "milliers" => Some("k€"),
        "m" | "meur" | "meuros" | "million" | "millions" | "mio" => Some("M€"),
        "md" | "mds" | "mdeur" | "mrd" | "milliard" | "milliards" | "g" => Some("Md€"),
        _ => None,
    }
}

fn unknown_unit(unit: &str, lang: Lang) -> String {
    let what = quoted(unit, lang);
    match (meant(unit), unit, lang) {
        (Some(meant), _, Lang::French) => format!("{what} n'est pas une unité connue ici. Écrire le nombre seul, ou avec {meant}."),
        (Some(meant), _, Lang::English) => format!("{what} is no known unit here. Write the number alone, or with {meant}."),
        (None, "e" | "E", Lang::French) => "une puissance de dix ne s'écrit pas ainsi. Écrire tous les chiffres, ou un calcul (=1,5*10^6).".into(),
        (None, "e" | "E", Lang::English) => "a power of ten is not written so. Write all digits, or a computation (=1,5*10^6).".into(),
        (None, _, Lang::French) => format!("{what} n'est pas une unité connue ici. Écrire le nombre seul, ou avec €, k€, M€, Md€ ou %."),
        (None, _, Lang::English) => format!("{what} is no known unit here. Write the number alone, or with €, k€, M€, Md€ or %."),
    }
}

fn unit_against_row(unit: &str, row_unit: &str, lang: Lang) -> String {
    if unit == row_unit {
        return said(lang, "la ligne dit déjà l'unité. Écrire le nombre seul.", "the row says the unit already. Write the number alone.");
    }
    let unit = quoted(unit, lang);
    match (lang, row_unit) {
        (Lang::French, "") => {
            format!("la ligne n'a pas d'unité, {unit} n'y convient pas. Écrire le nombre seul.")
        }
        (Lang::English, "") => {
            format!("the row has no unit, {unit} does not fit it. Write the number alone.")
        }
        (Lang::French, row) => format!("l'unité de la ligne est {}, pas {unit}. Écrire le nombre seul, dans l'unité de la ligne.", quoted(row, lang)),
        (Lang::English, row) => format!("the unit of the row is {}, not {unit}. Write the number alone, in the unit of the row.", quoted(row, lang)),
    }
}

/// What was typed, between the quotation marks of the language, shortened when long.
fn quoted(text: &str, lang: Lang) -> String {
    let mut shown: String = text.chars().take(QUOTED).map(shown_as).collect();
    if text.chars().count() > QUOTED {
        shown.push('…');
    }
    match lang {
        Lang::French => format!("«\u{a0}{shown}\u{a0}»"),
        Lang::English => format!("“{shown}”"),
    }
}

/// A character as it stands in a quotation, which is one line.
fn shown_as(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' => ' ',
        invisible if is_invisible(invisible) => '\u{fffd}',
        character => character,
    }
}

fn said(lang: Lang, french: &str, english: &str) -> String {
    match lang {
        Lang::French => french.to_owned(),
        Lang::English => english.to_owned(),
    }
}

#[cfg(test)]
mod tests;
