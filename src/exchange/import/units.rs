//! Units in words: whether they say that amounts are counted in thousands, millions or billions of euros.

use std::collections::BTreeSet;

use super::blocks::folded;

/// What words say of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unit {
    /// Amounts are counted in `10^power` euros, of each power that is named; none for euros.
    pub powers: BTreeSet<u32>,
    /// Whether the words say nothing else.
    pub is_alone: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// Says it by itself.
    Scale(u32),
    /// Says it beside a currency.
    Prefix(u32),
    Currency,
    /// Between a prefix and its currency.
    Of,
    /// Before a number that multiplies.
    Times,
    /// 1000 and its powers.
    Number(u32),
    Silent,
    Other,
}

const CURRENCIES: [&str; 4] = ["euros", "euro", "eur", "€"];

const WORDS: [(&str, Word); 55] = [
    ("millier", Word::Scale(3)),
    ("milliers", Word::Scale(3)),
    ("thousand", Word::Scale(3)),
    ("thousands", Word::Scale(3)),
    ("ke", Word::Scale(3)),
    ("million", Word::Scale(6)),
    ("millions", Word::Scale(6)),
    ("milliard", Word::Scale(9)),
    ("milliards", Word::Scale(9)),
    ("billion", Word::Scale(9)),
    ("billions", Word::Scale(9)),
    ("k", Word::Prefix(3)),
    ("kilo", Word::Prefix(3)),
    ("mille", Word::Prefix(3)),
    ("m", Word::Prefix(6)),
    ("mn", Word::Prefix(6)),
    ("mio", Word::Prefix(6)),
    ("mln", Word::Prefix(6)),
    ("md", Word::Prefix(9)),
    ("mds", Word::Prefix(9)),
    ("mrd", Word::Prefix(9)),
    ("mrds", Word::Prefix(9)),
    ("mia", Word::Prefix(9)),
    ("bn", Word::Prefix(9)),
    ("euros", Word::Currency),
    ("euro", Word::Currency),
    ("eur", Word::Currency),
    ("€", Word::Currency),
    ("d", Word::Of),
    ("de", Word::Of),
    ("des", Word::Of),
    ("of", Word::Of),
    ("x", Word::Times),
    ("×", Word::Times),
    ("*", Word::Times),
    ("/", Word::Times),
    ("en", Word::Times),
    ("in", Word::Times),
    ("par", Word::Times),
    ("unite", Word::Times),
    ("unites", Word::Times),
    ("unit", Word::Times),
    ("units", Word::Times),
    ("1000", Word::Number(3)),
    ("1000000", Word::Number(6)),
    ("1000000000", Word::Number(9)),
    ("montant", Word::Silent),
    ("montants", Word::Silent),
    ("amounts", Word::Silent),
    ("exprime", Word::Silent),
    ("exprimes", Word::Silent),
    ("exprimees", Word::Silent),
    ("courants", Word::Silent),
    ("constants", Word::Silent),
    ("les", Word::Silent),
];

/// "en k€", "Unité : M€", "(en milliers d'euros)", "K EUR", "M d'euros", "EUR thousands", "x 1 000".
pub(super) fn unit(words: &str) -> Unit {
    let words = words_of(words);
    let mut unit = Unit { powers: BTreeSet::new(), is_alone: true };
    let mut before = None;
    let mut rest = words.as_slice();
    while let [word, after @ ..] = rest {
        let next = after.iter().find(|word| **word != Word::Of);
        match *word {
            Word::Scale(power) => drop(unit.powers.insert(power)),
            Word::Prefix(power) if next == Some(&Word::Currency) => drop(unit.powers.insert(power)),
            Word::Prefix(power) if before == Some(Word::Currency) && after.is_empty() => drop(unit.powers.insert(power)),
            Word::Number(power) if before == Some(Word::Times) => drop(unit.powers.insert(power)),
            Word::Currency | Word::Of | Word::Times | Word::Silent => {}
            Word::Prefix(_) | Word::Number(_) | Word::Other => unit.is_alone = false,
        }
        before = Some(*word);
        rest = after;
    }
    unit.is_alone &= !unit.powers.is_empty();
    unit
}

/// Whether words say a unit other than the euro.
pub(super) fn says_scaled_unit(words: &str) -> bool {
    !unit(words).powers.is_empty()
}

fn words_of(text: &str) -> Vec<Word> {
    let text = folded(text).replace("10^3", "1000").replace("10^6", "1000000").replace("10³", "1000").replace("10⁶", "1000000");
    // Letters, digits and signs apart.
    let mut parts: Vec<String> = vec![];
    let kind = |c: char| (c.is_alphabetic() || c == '€', c.is_ascii_digit());
    let mut last = None;
    for c in text.chars() {
        match kind(c) {
            (false, false) if matches!(c, '×' | '*' | '/') => parts.push(c.to_string()),
            (false, false) => {}
            own if last == Some(own) => parts.last_mut().into_iter().for_each(|part| part.push(c)),
            _ => parts.push(c.to_string()),
        }
        last = Some(kind(c));
    }
    let mut words: Vec<Word> = vec![];
    let mut number = String::new();
    for part in parts {
        // Three zeros after a number are the rest of it.
        if part == "000" && !number.is_empty() {
            number.push_str(&part);
            words.pop();
            words.extend(known(&number).or(Some(Word::Other)));
            continue;
        }
        number = if part.starts_with(|c: char| c.is_ascii_digit()) { part.clone() } else { String::new() };
        match known(&part) {
            Some(word) => words.push(word),
            None => words.extend(parted(&part).unwrap_or_else(|| vec![Word::Other])),
        }
    }
    words
}

fn known(part: &str) -> Option<Word> {
    WORDS.iter().find(|(known, _)| *known == part).map(|(_, word)| *word)
}

/// "k€", "keur", "€k": a prefix and a currency in one word.
fn parted(part: &str) -> Option<Vec<Word>> {
    let is_prefix = |word: &Word| matches!(word, Word::Prefix(_));
    CURRENCIES.iter().find_map(|currency| {
        let before = part.strip_suffix(currency).and_then(known).filter(is_prefix).map(|prefix| vec![prefix, Word::Currency]);
        before.or_else(|| part.strip_prefix(currency).and_then(known).filter(is_prefix).map(|prefix| vec![Word::Currency, prefix]))
    })
}

/// In what words say that amounts are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitSaid {
    Euros,
    /// Another unit than the euro, whichever it is.
    Scaled,
}

/// The unit that a title or a line says: "Dépenses (en k€)", "Unité : M€", "Montants en millions d'euros". An amount, "3 millions d'euros", says
/// none; where several are said, one other than the euro counts.
pub(super) fn unit_said(words: &str) -> Option<UnitSaid> {
    const OPENERS: [&str; 6] = ["en", "in", "unite", "unites", "monetaire", "="];
    let words = folded(words);
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '€' | '^');
    let mut said = None;
    for (start, rest) in words.match_indices(is_part).map(|(start, _)| (start, words.get(start..).unwrap_or_default())) {
        let before = words.get(..start).unwrap_or_default();
        if before.ends_with(is_part) {
            continue;
        }
        let above = before.trim_end();
        let opener = above.rsplit(|c: char| !is_part(c) && c != '=').next().unwrap_or_default();
        let is_opened =
            above.is_empty() || above.ends_with(['(', '[', ':', '-', '–', '—', '/', ',', ';', '|', '"', '«', '“']) || OPENERS.contains(&opener);
        // "Dépenses M€": no number stands before the unit.
        let is_last = rest.ends_with('€') && rest.chars().all(is_part) && opener.chars().all(char::is_alphabetic);
        if !is_opened && !is_last {
            continue;
        }
        match unit_at(rest) {
            Some(UnitSaid::Scaled) => return Some(UnitSaid::Scaled),
            unit => said = said.or(unit),
        }
    }
    said
}

/// The unit at the beginning of folded words.
fn unit_at(words: &str) -> Option<UnitSaid> {
    const MULTIPLES: [&str; 10] = ["millier", "milliers", "million", "millions", "milliard", "milliards", "mille", "k", "m", "md"];
    let end = |text: &str| text.find(|c: char| !c.is_alphanumeric() && c != '€' && c != '^').unwrap_or(text.len());
    let (word, rest) = words.split_at_checked(end(words))?;
    if matches!(word, "€" | "euro" | "euros" | "eur") {
        return Some(UnitSaid::Euros);
    }
    let rest = rest.trim_start();
    let of = rest.strip_prefix("d'").or_else(|| rest.strip_prefix("de ")).unwrap_or(rest).trim_start();
    let is_of_euros = |text: &str| text.get(..end(text)).is_some_and(|word| matches!(word, "€" | "euro" | "euros" | "eur"));
    let is_alone = rest.is_empty() || rest.starts_with([')', ']', '.', ',', ';']);
    let is_multiple = MULTIPLES.contains(&word) || word == "mds";
    // "1 000 €", "10^6 €".
    let power: String = words.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ' ' | '^')).filter(|c| *c != ' ').collect();
    let is_power = matches!(power.as_str(), "000" | "1000" | "1000000" | "10^3" | "10^6" | "10^9");
    let is_power_of_euros =
        is_power && words.get(words.find(|c: char| !c.is_ascii_digit() && !matches!(c, ' ' | '^')).unwrap_or(0)..).is_some_and(is_of_euros);
    // "KE" is the beginning of a name as well: "Ké, ville du Bas-Congo".
    let is_closed = word != "ke" || rest.is_empty() || rest.starts_with([')', ']']);
    let is_scaled = is_power_of_euros
        || (is_multiple && (is_of_euros(of) || (is_alone && word.len() > 3)))
        || (!is_multiple && is_closed && says_scaled_unit(word));
    is_scaled.then_some(UnitSaid::Scaled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_of_a_title_is_told_from_an_amount_in_it() {
        let scaled = [
            "Éléments de la dépense par nature (en milliers d'euros)",
            "(en k€)",
            "En k€",
            "en millions d’euros",
            "Estimation des restes à payer au 31/12/2020 (k€)",
            "Dépenses – M€",
            "Unité : Md€",
            "Unité monétaire : millions d'euros",
            "Tous les montants sont en milliers d'euros",
            "Crédits exprimés en millions d'euros courants",
            "Dépenses (en M d'euros)",
            "Dépenses, en KEUR",
            "Dépenses (KE)",
            "Montants : KE",
            "En milliers",
            "en k €",
            "(en 1 000 €)",
            "(en 10^6 €)",
            "En euros et en milliers d'euros",
            "(en « k€ »)",
            "Dépenses M€",
        ];
        let euros = ["(en euros)", "En €", "Unité : euro", "Dépenses (€)"];
        let none = [
            "",
            "Justification au premier euro",
            "Un coût de 3 millions d'euros",
            "Un coût (soit 3 M€)",
            "Coût (7 300 000 €)",
            "En 2021",
            "01 – Milliers de jeunes",
            "Milliers de bénéficiaires",
            "M. le ministre",
            "Quelques millions d'euros",
            "Ké''é, 'r é.",
            "Le quartier, ké, de la ville.",
        ];
        for (words, unit) in scaled.map(|words| (words, Some(UnitSaid::Scaled))).into_iter().chain(euros.map(|words| (words, Some(UnitSaid::Euros))))
        {
            assert_eq!(unit_said(words), unit, "{words}");
        }
        for words in none {
            assert_eq!(unit_said(words), None, "{words}");
        }
    }

    #[test]
    fn units_are_known_in_every_spelling() {
        let cases: [(&str, &[u32], bool); 42] = [
            ("k€", &[3], true),
            ("(k€)", &[3], true),
            ("en k€", &[3], true),
            ("K EUR", &[3], true),
            ("KEUROS", &[3], true),
            ("kilo-euros", &[3], true),
            ("€k", &[3], true),
            ("EUR K", &[3], true),
            ("en KE", &[3], true),
            ("mille euros", &[3], true),
            ("Milliers d’euros", &[3], true),
            ("milliers d euros", &[3], true),
            ("EUR thousands", &[3], true),
            ("x1000", &[3], true),
            ("(× 1 000)", &[3], true),
            ("* 1.000", &[3], true),
            ("/ 1000", &[3], true),
            ("en 1 000 €", &[3], true),
            ("x 10^3 €", &[3], true),
            ("M€", &[6], true),
            ("M d'euros", &[6], true),
            ("M d’€", &[6], true),
            ("Mio EUR", &[6], true),
            ("€ million", &[6], true),
            ("x 1 000 000", &[6], true),
            ("Md€", &[9], true),
            ("Mds d'euros", &[9], true),
            ("bn EUR", &[9], true),
            ("k€ ou M€", &[3, 6], false),
            ("Unité : M€", &[6], true),
            ("Montants exprimés en milliers d'euros courants", &[3], true),
            ("Budget en k€", &[3], false),
            ("en euros", &[], false),
            ("€", &[], false),
            ("1 000 €", &[], false),
            ("7 301 000", &[], false),
            ("Unité : 10 000", &[], false),
            ("M. Dupont, en euros", &[], false),
            ("M", &[], false),
            ("31", &[], false),
            ("kilomètre", &[], false),
            ("", &[], false),
        ];
        for (words, powers, is_alone) in cases {
            assert_eq!(unit(words), Unit { powers: powers.iter().copied().collect(), is_alone }, "{words}");
        }
    }
}
