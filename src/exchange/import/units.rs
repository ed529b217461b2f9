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

#[cfg(test)]
mod tests {
    use super::*;

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
