//! Amounts that a text states, and the sums it states of them.
//!
//! Knows the number grammar of `formula` and the units that stand behind numbers. Must not know which amounts the tables hold, nor words beyond
//! those of units.

use std::ops::Range;

use rust_decimal::{Decimal, RoundingStrategy};

use super::formula::{read_literal, skip_spaces};
use super::unit::{Scale, in_prose};
use crate::model::{BlockKind, Form, Link, Place, links};

/// An amount in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// The bytes on which it stands, unit included.
    pub span: Range<usize>,
    /// Exactly what is written, in euros.
    pub euros: Decimal,
    /// The power of ten of the euros at which an amount that is rounded to it is the same.
    pub precision: u32,
    /// The cell that it follows, for a link.
    pub place: Option<Place>,
}

impl Stated {
    /// The amounts in euros that a table may hold when this is written: equal in euros; rounded to one decimal, or to those written, in k€, M€
    /// and Md€. `None` for one that no amount equals.
    pub fn range(&self) -> Option<std::ops::RangeInclusive<i128>> {
        let whole =
            self.euros.is_integer().then(|| self.euros.trunc().mantissa().checked_div(10_i128.checked_pow(self.euros.trunc().scale())?))??;
        let step = 10_i128.checked_pow(self.precision)?;
        if step == 1 {
            return Some(whole..=whole);
        }
        // Half away from zero: 7 250 000 is 7,3 M€ and 7 349 999 as well.
        let half = step.checked_div(2)?;
        let (low, high) = if whole > 0 {
            (half, half - 1)
        } else if whole < 0 {
            (half - 1, half)
        } else {
            (half - 1, half - 1)
        };
        Some(whole.checked_sub(low)?..=whole.checked_add(high)?)
    }
}

/// A sum that a text states: its terms, and the amount that they should make.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Positions in the list of stated amounts.
    pub terms: Vec<usize>,
    pub total: usize,
    /// What the terms make; `None` beyond exact arithmetic.
    pub sum: Option<Decimal>,
    pub holds: bool,
}

/// An amount, or a number that may be one.
struct Token {
    span: Range<usize>,
    digits: i128,
    scale: u32,
    negative: bool,
    power: Option<u32>,
    /// The cell that it follows and how it is written, for a link.
    link: Option<(Place, Form)>,
}

/// The amounts of a text in its order, and the sums written with + and =. `current` tells the amount that a linked cell holds now.
pub fn stated(source: &str, current: &impl Fn(Place) -> Option<i128>) -> (Vec<Stated>, Vec<Statement>) {
    let mut amounts = Vec::new();
    let mut sums = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        if may_state(line) {
            read_line(line, at, current, &mut amounts, &mut sums);
        }
        at += line.len();
    }
    (amounts, sums)
}

/// Whether a line may state an amount, which most do not: a unit ends with the sign or the word, and a digit stands before it.
fn may_state(line: &str) -> bool {
    ["€", "eur", "EUR", "Eur"].iter().any(|unit| line.contains(unit)) && line.contains(|c: char| c.is_ascii_digit())
}

fn read_line(line: &str, at: usize, current: &impl Fn(Place) -> Option<i128>, amounts: &mut Vec<Stated>, sums: &mut Vec<Statement>) {
    let tokens = tokens(line);
    let mut index = 0;
    while index < tokens.len() {
        let (length, total) = chain(line, tokens.get(index..).unwrap_or_default());
        let run = tokens.get(index..index + length).unwrap_or_default();
        let unit = total.and_then(|_| run.iter().rev().find_map(|token| token.power));
        let first = amounts.len();
        amounts.extend(run.iter().filter_map(|token| token.stated(at, unit, current)));
        let read = amounts.len() - first;
        if total.is_some() && read == length {
            let last = amounts.len() - 1;
            sums.push(Statement::of(amounts, (first..last).collect(), last));
        }
        index += length.max(1);
    }
}

/// How many tokens from the first on are parted by +, and which is the total after an =; without one they state no sum.
fn chain(line: &str, tokens: &[Token]) -> (usize, Option<usize>) {
    let between = |index: usize| {
        let (left, right) = (tokens.get(index)?, tokens.get(index + 1)?);
        line.get(left.span.end..right.span.start).map(|words| words.trim().trim_matches('*').trim())
    };
    let mut index = 0;
    while between(index) == Some("+") {
        index += 1;
    }
    if index > 0 && between(index) == Some("=") { (index + 2, Some(index + 1)) } else { (index + 1, None) }
}

impl Statement {
    fn of(amounts: &[Stated], terms: Vec<usize>, total: usize) -> Self {
        let sum = terms.iter().try_fold(Decimal::ZERO, |sum, term| sum.checked_add(amounts.get(*term)?.euros));
        let holds = sum.is_some() && sum == amounts.get(total).map(|total| total.euros);
        Self { terms, total, sum, holds }
    }
}

impl Token {
    fn stated(&self, at: usize, inherited: Option<u32>, current: &impl Fn(Place) -> Option<i128>) -> Option<Stated> {
        let power = self.power.or(inherited)?;
        let digits = if self.negative { self.digits.checked_neg()? } else { self.digits };
        let euros = Decimal::try_from_i128_with_scale(digits, self.scale).ok()?.checked_mul(Decimal::from(10_i128.checked_pow(power)?))?;
        let precision = if power == 0 { 0 } else { power.saturating_sub(self.scale.max(1)) };
        // A link reads as its cell now, in the form that it names.
        let linked = self.link.and_then(|(place, form)| {
            let now = current(place)?;
            let precision = Scale::of(form, now).precision();
            Some((rounded(now, precision)?, precision))
        });
        let (euros, precision) = linked.unwrap_or((euros, precision));
        let place = self.link.map(|(place, _)| place);
        Some(Stated { span: at + self.span.start..at + self.span.end, euros: euros.normalize(), precision, place })
    }
}

/// A percentage in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Percentage {
    /// The bytes on which it stands, sign included.
    pub span: Range<usize>,
    pub value: Decimal,
    /// It is written with its sign.
    pub is_signed: bool,
}

/// The percentages of a text that are no link, in its order.
pub fn percentages(source: &str) -> Vec<Percentage> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        if line.contains('%') {
            found.extend(percentages_of(line).map(|own| Percentage { span: at + own.span.start..at + own.span.end, ..own }));
        }
        at += line.len();
    }
    found
}

/// The years that a text names, 1990 to 2099, apart from its links.
pub fn years(source: &str) -> Vec<Range<usize>> {
    let links: Vec<Range<usize>> = links(source).map(|(range, _)| range).collect();
    let in_link = |at: &usize| links.get(links.partition_point(|link| link.end <= *at)).is_some_and(|link| link.contains(at));
    let starts = source.match_indices(['1', '2']).map(|(at, _)| at);
    let year = |at: usize| {
        let digits = source.get(at..at + 4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        let joins = |c: char| c.is_alphanumeric() || matches!(c, ',' | '€');
        let before = source.get(..at)?.chars().next_back();
        let after = source.get(at + 4..)?;
        let is_amount = after.trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with(['€', '%']);
        let stands_alone = !before.is_some_and(joins) && !after.starts_with(char::is_alphanumeric) && !is_amount;
        ((199..=209).contains(&digits.get(..3)?.parse::<u16>().ok()?) && stands_alone).then_some(at..at + 4)
    };
    starts.filter(|at| !in_link(at)).filter_map(year).collect()
}

fn percentages_of(line: &str) -> impl Iterator<Item = Percentage> {
    let follows = |end: usize| {
        line.get(end..).and_then(|rest| rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).strip_prefix('%')).map(|rest| line.len() - rest.len())
    };
    tokens(line).into_iter().filter(|token| token.link.is_none() && token.power.is_none()).filter_map(move |token| {
        let end = follows(token.span.end)?;
        let before = line.get(..token.span.start)?;
        let sign = before.chars().next_back().filter(|sign| matches!(sign, '+' | '-' | '\u{2212}'));
        // "10-15 %" is a range.
        let sign = sign.filter(|sign| !before.get(..before.len() - sign.len_utf8()).is_some_and(|rest| rest.ends_with(char::is_alphanumeric)));
        let digits = if sign.is_some_and(|sign| sign != '+') { token.digits.checked_neg()? } else { token.digits };
        let value = Decimal::try_from_i128_with_scale(digits, token.scale).ok()?;
        Some(Percentage { span: token.span.start - sign.map_or(0, char::len_utf8)..end, value, is_signed: sign.is_some() })
    })
}

/// The numbers of a line, with their units.
fn tokens(line: &str) -> Vec<Token> {
    let (bytes, chars): (Vec<usize>, Vec<char>) = line.char_indices().unzip();
    let byte = |index: usize| bytes.get(index).copied().unwrap_or(line.len());
    let mut links = links(line).peekable();
    let mut tokens = Vec::new();
    let mut index = 0;
    while let Some(c) = chars.get(index) {
        if let Some((range, link)) = links.next_if(|(range, _): &(Range<usize>, Link)| range.start == byte(index)) {
            tokens.extend(self::tokens(&link.last).into_iter().next().map(|token| Token {
                span: range.clone(),
                link: Some((link.place, link.form)),
                ..token
            }));
            index = bytes.partition_point(|byte| *byte < range.end);
            continue;
        }
        let before = index.checked_sub(1).and_then(|before| chars.get(before));
        if !c.is_ascii_digit() || before.is_some_and(|before| before.is_alphanumeric() || matches!(before, ',' | '.')) {
            index += 1;
            continue;
        }
        let run = chars.iter().skip(index).take_while(|c| c.is_ascii_digit()).count();
        match read_literal(&chars, index) {
            Ok((literal, end)) => {
                let (power, end) = unit(&chars, end);
                let negative = before == Some(&'\u{2212}');
                tokens.push(Token { span: byte(index)..byte(end), digits: literal.digits, scale: literal.scale, negative, power, link: None });
                index = end.max(index + 1);
            }
            Err(_) => index += run,
        }
    }
    tokens
}

/// The unit in euros that stands at a place, and where it ends; the place itself when there is none.
fn unit(chars: &[char], end: usize) -> (Option<u32>, usize) {
    in_prose(chars, skip_spaces(chars, end)).map_or((None, end), |(power, end)| (Some(power), end))
}

/// The sums that a text states: those written with + and =, and each list of amounts against the last amount before it.
pub fn statements(source: &str, amounts: &[Stated], written: Vec<Statement>) -> Vec<Statement> {
    let mut statements = written;
    // Those that are open, the innermost last: each is a sum of the last amount before it, which of an inner one stands in the item that it divides.
    let mut lists: Vec<List> = Vec::new();
    let mut total: Option<usize> = None;
    let mut at = 0;
    for line in source.split_inclusive('\n').chain(["\n"]) {
        // Amounts stand in the order of the text.
        let before = |end: usize| amounts.partition_point(|stated| stated.span.start < end);
        let own: Vec<usize> = (before(at)..before(at + line.len())).collect();
        let kind = BlockKind::of(line).0;
        let level = kind.item_level();
        // An empty line within a list does not end it; the end of the text does.
        if level.is_some() || !line.trim().is_empty() || at >= source.len() {
            while let Some(ended) = lists.pop_if(|list| level.is_none_or(|level| list.level > level)) {
                statements.extend(list_statement(amounts, &ended.items, ended.total));
            }
        }
        match (level, lists.last_mut()) {
            (Some(level), Some(list)) if list.level == level => list.items.push(own),
            (Some(level), around) => {
                let total = around.map_or(total, |list| list.items.last().and_then(|item| item.last()).copied());
                lists.push(List { level, total, items: vec![own] });
            }
            // The amounts of a table are summed up in it.
            (None, _) if kind == BlockKind::Row => {}
            (None, _) => total = own.last().copied().or(total),
        }
        at += line.len();
    }
    statements
}

/// Items of one level with their amounts.
struct List {
    level: u8,
    total: Option<usize>,
    items: Vec<Vec<usize>>,
}

/// A list states a sum when at least two of its items have an amount; an item with several counts with all of them or with its first.
fn list_statement(amounts: &[Stated], list: &[Vec<usize>], total: Option<usize>) -> Option<Statement> {
    let total = total.filter(|_| list.iter().filter(|own| !own.is_empty()).count() >= 2)?;
    let all = Statement::of(amounts, list.concat(), total);
    let firsts = Statement::of(amounts, list.iter().filter_map(|own| own.first().copied()).collect(), total);
    // The last item may be the sum of those before it.
    let (last, rest) = firsts.terms.split_last()?;
    let closing = (rest.len() >= 2).then(|| Statement::of(amounts, rest.to_vec(), *last)).filter(|closing| closing.holds);
    let holding = [&all, &firsts].into_iter().find(|statement| statement.holds).cloned();
    Some(holding.or(closing).unwrap_or(firsts))
}

/// An amount as a text writes it, at its own precision.
fn rounded(euros: i128, precision: u32) -> Option<Decimal> {
    let step = Decimal::from(10_i128.checked_pow(precision)?);
    Decimal::try_from_i128_with_scale(euros, 0)
        .ok()?
        .checked_div(step)?
        .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
        .checked_mul(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNKNOWN: fn(Place) -> Option<i128> = |_| None;

    fn read(text: &str) -> Vec<(String, String)> {
        let (amounts, _) = stated(text, &UNKNOWN);
        amounts.iter().map(|stated| (text.get(stated.span.clone()).unwrap().to_owned(), stated.euros.to_string())).collect()
    }

    /// However many terms, groups and links a line has, each is looked at a few times.
    #[test]
    fn a_line_of_many_terms_states_each_of_them() {
        let terms = |count: usize, end: &str| {
            let text = vec!["1 M€"; count].join(" + ") + end;
            let (amounts, sums) = stated(&text, &UNKNOWN);
            (amounts.len(), sums.iter().map(|sum| (sum.terms.len(), sum.holds)).collect::<Vec<_>>())
        };
        assert_eq!(terms(3_000, ""), (3_000, vec![]));
        assert_eq!(terms(3_000, " = 3000 M€"), (3_001, vec![(3_000, true)]));
        assert_eq!(terms(2, " = 3 M€ + 1 M€ + 4 M€ = 5 M€"), (6, vec![(2, false), (2, true)]));
        assert_eq!(
            read(&("123 ".repeat(5_000) + "€")),
            [("123 123 123 123 123 123 123 123 123 €", "123123123123123123123123123")].map(|(words, euros)| (words.to_owned(), euros.to_owned()))
        );
        let links = "{bill/2021/1/31/ae|M€|7,3 M€} ".repeat(3_000);
        assert_eq!(stated(&links, &UNKNOWN).0.len(), 3_000);
        assert_eq!(years(&(links + "2021")).len(), 1);
    }

    #[test]
    fn amounts_of_a_text_are_those_with_a_unit() {
        let cases: [(&str, &[(&str, &str)]); 15] = [
            ("1,2 Mds€, 7,3 MEUR et 7,3 M d’€", &[("1,2 Mds€", "1200000000"), ("7,3 MEUR", "7300000"), ("7,3 M d’€", "7300000")]),
            ("3 milliers d'euros ou 5 Md d’euros", &[("3 milliers d'euros", "3000"), ("5 Md d’euros", "5000000000")]),
            ("12 auteurs de 3 secteurs européens", &[]),
            ("à hauteur de **7,3 M€** en 2021", &[("7,3 M€", "7300000")]),
            ("1 500 000 € et 300\u{202f}k€.", &[("1 500 000 €", "1500000"), ("300\u{202f}k€", "300000")]),
            ("1,2 Md€, soit 1,2 milliard d’euros", &[("1,2 Md€", "1200000000"), ("1,2 milliard d’euros", "1200000000")]),
            ("fin 2020 10,7 M € (2,4 M€)", &[("10,7 M €", "10700000"), ("2,4 M€", "2400000")]),
            ("un solde de −5 M€", &[("5 M€", "-5000000")]),
            ("12,50 euros", &[("12,50 euros", "12.5")]),
            ("800 candidatures, 5 m€, 30 %, N+1, EIG4 €", &[]),
            ("1.000 €, 2 444 661 0 €", &[("0 €", "0")]),
            ("le 31 décembre 2019 s'élevaient à 1,5 M€.", &[("1,5 M€", "1500000")]),
            ("5-7 M€", &[("7 M€", "7000000")]),
            ("1,3 + 5 + 1 = 7,3 M€", &[("1,3", "1300000"), ("5", "5000000"), ("1", "1000000"), ("7,3 M€", "7300000")]),
            ("de {bill/2021/1/31/ae|M€|7,3 M€}", &[("{bill/2021/1/31/ae|M€|7,3 M€}", "7300000")]),
        ];
        for (text, expected) in cases {
            let expected: Vec<(String, String)> = expected.iter().map(|(span, euros)| ((*span).to_owned(), (*euros).to_owned())).collect();
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn percentages_of_a_text_have_their_sign() {
        let read = |text: &str| {
            let found = percentages(text);
            found.iter().map(|own| format!("{}={}", text.get(own.span.clone()).unwrap(), own.value)).collect::<Vec<_>>()
        };
        let cases: [(&str, &[&str]); 8] = [
            ("De 68,9 % et 5%.", &["68,9 %=68.9", "5%=5"]),
            ("soit +15,2\u{202f}%, -5,4 %, \u{2212}0,50 %", &["+15,2\u{202f}%=15.2", "-5,4 %=-5.4", "\u{2212}0,50 %=-0.50"]),
            ("10-15 %", &["15 %=15"]),
            ("a\n- 7 %\n-3 %", &["7 %=7", "-3 %=-3"]),
            ("{share/2021/1|%|68,9 %} et 1 %", &["1 %=1"]),
            ("1.000 %, 2 444 661 0 %", &["0 %=0"]),
            ("5 € %", &[]),
            ("% 5", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn years_of_a_text_are_told_from_other_numbers() {
        let read = |text: &str| years(text).into_iter().map(|range| text.get(range).unwrap().to_owned()).collect::<Vec<_>>();
        let cases: [(&str, &[&str]); 5] = [
            ("En 2021, le PLF 2022 ; fin 2020.", &["2021", "2022", "2020"]),
            ("31/12/2019, 2021-2023", &["2019", "2021", "2023"]),
            ("12021, 20211, 1850, 3,2021, 2021 €, 2021 %", &[]),
            ("{bill/2021/1/31/ae|M€|7,3 M€} en 2021", &["2021"]),
            ("é2021 2021é", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_linked_amount_is_that_of_its_cell_as_it_is_written() {
        let (amounts, sums) = stated("1 M€ + {bill/2021/1/31/ae|M€|7,3 M€} = 9,1 M€", &|_| Some(8_123_456));
        assert_eq!((amounts[1].euros, sums[0].holds), (Decimal::from(8_100_000), true));
        let cases = [("M€", 41_234, "41200"), ("M€2", 8_123_456, "8120000"), ("M€0", 8_123_456, "8000000"), ("Md€", 7_300_000, "7300000")];
        for (form, now, expected) in cases {
            let (amounts, _) = stated(&format!("{{bill/2021/1/31/ae|{form}|7,3 M€}}"), &|_| Some(now));
            assert_eq!(amounts[0].euros.to_string(), expected, "{form}");
        }
    }

    #[test]
    fn an_amount_matches_what_rounds_to_it() {
        let cases = [
            ("7,3 M€", 7_300_000, true),
            ("7,3 M€", 7_250_000, true),
            ("7,3 M€", 7_249_999, false),
            ("7,3 M€", 7_349_999, true),
            ("7,3 M€", 7_350_000, false),
            ("8 M€", 8_049_999, true),
            ("8 M€", 8_200_000, false),
            ("2,44 M€", 2_444_661, true),
            ("2,45 M€", 2_444_661, false),
            ("300 k€", 300_049, true),
            ("300 k€", 300_050, false),
            ("2 444 661 €", 2_444_661, true),
            ("2 444 661 €", 2_444_660, false),
            ("0 M€", 49_999, true),
            ("0 M€", -50_000, false),
        ];
        for (text, euros, expected) in cases {
            let (amounts, _) = stated(text, &UNKNOWN);
            assert_eq!(amounts[0].range().is_some_and(|range| range.contains(&euros)), expected, "{text} {euros}");
        }
    }

    #[test]
    fn sums_are_written_in_a_line_or_as_a_list() {
        let cases: [(&str, &[bool]); 10] = [
            ("1,3 + 5 + 1 = 7,3 M€", &[true]),
            ("1,3 M€ + **5 M€** = **7,3 M€**", &[false]),
            ("5 M€ + 1 M€", &[]),
            ("5 M€ = 5 M€", &[]),
            ("En tout 7,3 M€.\nDont :\n- 1,3 M€\n- 5 M€\n- 1 M€\nFin", &[true]),
            ("En tout 7,3 M€.\n- 1,3 M€\n\n- 5 M€", &[false]),
            ("En tout 7,3 M€.\n- 1,3 M€\n- rien", &[]),
            ("- 1,3 M€\n- 5 M€", &[]),
            ("7,3 M€ :\n- 1,3 M€ en AE et 1 M€ en CP\n- 6 M€ en AE et 2 M€ en CP", &[true]),
            ("Rappel de 9 M€.\n- 1,3 M€\n- 5 M€\n- 6,3 M€", &[true]),
        ];
        for (text, expected) in cases {
            let (amounts, written) = stated(text, &UNKNOWN);
            let holds: Vec<bool> = statements(text, &amounts, written).iter().map(|statement| statement.holds).collect();
            assert_eq!(holds, expected, "{text}");
        }
    }
}
