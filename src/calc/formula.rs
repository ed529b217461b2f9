//! Arithmetic typed into a cell: `=3000000+300000`, `=7,3*10^6`, `=SOMME(1;2;3)`.
//!
//! Knows how a number and an expression are read, and computes on exact rationals; the reader of plain numbers in
//! `lang::number` uses the same [`read_literal`], so there is one grammar of digits. Must not know units, euros
//! or sentences: a refusal carries facts, `lang` words them.
//!
//! Since formulas are exported to spreadsheets, they are read as spreadsheets read them: `-2^2` is 4, `2^3^2` is 64,
//! `50%` is 1/2. References to other cells are refused.

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};

/// Longest formula, in characters, `=` included.
pub const MAX_CHARACTERS: usize = 512;
/// Deepest nesting of parentheses and functions.
pub const MAX_DEPTH: usize = 32;
/// Largest exponent, either sign.
pub const MAX_EXPONENT: i128 = 30;
/// Most significant digits of a number, and most decimals: what a `Decimal` always holds.
pub const MAX_DIGITS: u32 = 28;
/// Beyond so many from the first group on that is not nil, a number has more than [`MAX_DIGITS`] digits.
const MOST_SIGNIFICANT: usize = 31;
/// Bound of every numerator and denominator met on the way. Far above any budget, and far enough from the bounds of
/// `i128` for a sign to be changed without a thought.
const MAX_MAGNITUDE: i128 = 10_i128.pow(37);
/// What may split groups of three: space, no-break, narrow no-break, thin, figure space.
const GROUP_SEPARATORS: [char; 5] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\u{2007}'];

/// A number as written, without sign: `digits × 10^-scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Literal {
    /// Below `10^MAX_DIGITS`.
    pub digits: i128,
    /// Decimals as written, at most [`MAX_DIGITS`].
    pub scale: u32,
    /// Where the decimal comma stands, counted from 0.
    pub comma: Option<usize>,
    /// The comma stands behind one to three digits and before three, as one that splits thousands would: `7,000`.
    pub may_be_thousands: bool,
}

impl Literal {
    /// What is doubtful about it where whole euros are due.
    pub fn doubt(&self) -> Option<LiteralFlaw> {
        let (before, after) = (self.digits.checked_div(1000)?, self.digits.checked_rem(1000)?);
        self.may_be_thousands.then(|| LiteralFlaw::AmbiguousComma { before: before.to_string(), after: format!("{after:03}") })
    }
}

/// Why digits are not one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LiteralFlaw {
    /// A point before exactly three digits: thousands or decimals?
    AmbiguousPoint { before: String, after: String },
    /// The same of a comma, which is a decimal one wherever thousands of euros are not at stake.
    AmbiguousComma { before: String, after: String },
    /// Spaces that do not split groups of three; `group` is the first run of digits that is out of place.
    MalformedGroups { group: String },
    /// A second comma or point.
    SecondMark { found: char },
    /// A comma or point without a digit on each side.
    LoneMark { found: char },
    /// More than [`MAX_DIGITS`] digits.
    TooManyDigits,
}

/// Why a formula has no value. Positions count characters from 1, the `=` included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormulaRefusal {
    TooLong {
        characters: usize,
    },
    TooDeep {
        position: usize,
    },
    /// A result, final or on the way, that cannot be held exactly.
    TooLarge {
        position: usize,
    },
    DivisionByZero {
        position: usize,
    },
    /// An exponent that is not an integer between `-MAX_EXPONENT` and `MAX_EXPONENT`.
    Exponent {
        position: usize,
    },
    Literal {
        position: usize,
        flaw: LiteralFlaw,
    },
    UnknownFunction {
        position: usize,
        name: String,
    },
    /// `A1`, `$B$2`, `Feuil1!A1`: not supported.
    CellReference {
        position: usize,
        reference: String,
    },
    UnknownWord {
        position: usize,
        word: String,
    },
    /// `SUM(1,5)`: one decimal number, or two terms split by a comma?
    UnclearComma {
        position: usize,
    },
    Unexpected {
        position: usize,
        found: char,
    },
    /// The formula stops where a number, a function or a parenthesis is due.
    Unfinished,
}

/// The exact value of a formula; a leading `=` is skipped.
///
/// # Errors
/// [`FormulaRefusal`] for anything but arithmetic within the written limits.
pub fn evaluate(formula: &str) -> Result<Ratio<i128>, FormulaRefusal> {
    evaluate_bounded(formula).map(|(value, _)| value)
}

/// The same of a formula that is typed where whole euros are due: a comma that may split thousands is refused. `0,125` and `12,345%` have none.
///
/// # Errors
/// As [`evaluate`], and [`LiteralFlaw::AmbiguousComma`].
pub fn evaluate_euros(formula: &str) -> Result<Ratio<i128>, FormulaRefusal> {
    let evaluated = evaluated(formula)?;
    match evaluated.doubt {
        Some((position, flaw)) => Err(FormulaRefusal::Literal { position, flaw }),
        None => Ok(evaluated.value),
    }
}

/// The exact value of a formula, and the largest figure met on the way, without its sign: for programs that keep fewer digits.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_bounded(formula: &str) -> Result<(Ratio<i128>, Ratio<i128>), FormulaRefusal> {
    evaluated(formula).map(|evaluated| (evaluated.value, evaluated.largest))
}

/// What a formula gives.
struct Evaluated {
    value: Ratio<i128>,
    largest: Ratio<i128>,
    /// The first comma that may split thousands, and its place.
    doubt: Option<(usize, LiteralFlaw)>,
}

fn evaluated(formula: &str) -> Result<Evaluated, FormulaRefusal> {
    let formula = formula.trim();
    let characters = formula.chars().count();
    if characters > MAX_CHARACTERS {
        return Err(FormulaRefusal::TooLong { characters });
    }
    let chars: Vec<char> = formula.chars().collect();
    let mut parser = Parser { chars: &chars, at: 0, depth: 0, last_comma: None, largest: Ratio::from_integer(0), doubt: None };
    parser.take(&['=']);
    let value = parser.sum()?;
    match parser.peek() {
        None => Ok(Evaluated { value, largest: parser.largest, doubt: parser.doubt }),
        Some(found) => Err(FormulaRefusal::Unexpected { position: parser.position(), found }),
    }
}

/// Reads one unsigned number that begins at `start` (with a digit, a comma or a point), and tells where it ends.
///
/// # Errors
/// The flaw and its place, counted from 0.
pub fn read_literal(chars: &[char], start: usize) -> Result<(Literal, usize), (usize, LiteralFlaw)> {
    let (mut digits, mut at) = digits_at(chars, start);
    let first_group_fits = (1..=3).contains(&digits.len());
    let is_nil = |group: &str| group.bytes().all(|digit| digit == b'0');
    let mut significant = if is_nil(&digits) { 0 } else { digits.len() };
    while chars.get(at).is_some_and(|c| GROUP_SEPARATORS.contains(c)) {
        let group_at = at.saturating_add(1);
        let (group, end) = digits_at(chars, group_at);
        if group.is_empty() {
            break;
        }
        if !first_group_fits {
            return Err((start, LiteralFlaw::MalformedGroups { group: digits }));
        }
        if group.len() != 3 {
            return Err((group_at, LiteralFlaw::MalformedGroups { group }));
        }
        if significant > 0 || !is_nil(&group) {
            significant += group.len();
        }
        // However many groups follow: a reader of texts tries each of them.
        if significant > MOST_SIGNIFICANT {
            return Err((start, LiteralFlaw::TooManyDigits));
        }
        digits.push_str(&group);
        at = end;
    }
    let mut scale = 0;
    let mut comma = None;
    let mut may_be_thousands = false;
    if let Some(mark) = mark_at(chars, at) {
        let (decimals, end) = digits_at(chars, at.saturating_add(1));
        if digits.is_empty() || decimals.is_empty() {
            return Err((at, LiteralFlaw::LoneMark { found: mark }));
        }
        if let Some(found) = mark_at(chars, end) {
            return Err((end, LiteralFlaw::SecondMark { found }));
        }
        if mark == '.' && decimals.len() == 3 {
            return Err((at, LiteralFlaw::AmbiguousPoint { before: digits, after: decimals }));
        }
        comma = (mark == ',').then_some(at);
        scale = decimals.len();
        may_be_thousands = mark == ',' && scale == 3 && (1..=3).contains(&at.saturating_sub(start));
        digits.push_str(&decimals);
        at = end;
    }
    let next = skip_spaces(chars, at);
    let (group, _) = digits_at(chars, next);
    if !group.is_empty() {
        return Err((next, LiteralFlaw::MalformedGroups { group }));
    }
    let too_long = || (start, LiteralFlaw::TooManyDigits);
    let scale = u32::try_from(scale).ok().filter(|scale| *scale <= MAX_DIGITS).ok_or_else(too_long)?;
    let value = digits.parse().ok().filter(|value| *value < 10_i128.pow(MAX_DIGITS)).ok_or_else(too_long)?;
    Ok((Literal { digits: value, scale, comma, may_be_thousands }, at))
}

/// The first place from `at` on that holds no white space.
#[must_use]
pub fn skip_spaces(chars: &[char], at: usize) -> usize {
    let spaces = chars.iter().skip(at).take_while(|c| c.is_whitespace()).count();
    at.saturating_add(spaces)
}

fn digits_at(chars: &[char], at: usize) -> (String, usize) {
    let digits: String = chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).collect();
    let end = at.saturating_add(digits.len());
    (digits, end)
}

fn mark_at(chars: &[char], at: usize) -> Option<char> {
    chars.get(at).copied().filter(|c| matches!(c, ',' | '.'))
}

/// Recursive descent; each method leaves `at` behind what it read.
///
/// ```text
/// sum     = product { ("+" | "−") product }
/// product = power { ("*" | "/") power }
/// power   = signed { "^" signed }                  from left to right
/// signed  = { "+" | "−" } primary { "%" }
/// primary = number | "(" sum ")" | "SOMME" "(" sum { ";" sum } ")"
/// ```
struct Parser<'a> {
    chars: &'a [char],
    at: usize,
    depth: usize,
    /// The last decimal comma read, to tell a comma that may be meant as a separator of terms.
    last_comma: Option<usize>,
    /// The largest figure so far, without its sign.
    largest: Ratio<i128>,
    /// The first comma that may split thousands, and its place.
    doubt: Option<(usize, LiteralFlaw)>,
}

type Value = Result<Ratio<i128>, FormulaRefusal>;

impl Parser<'_> {
    /// The next character that is no space; `at` then stands on it.
    fn peek(&mut self) -> Option<char> {
        self.at = skip_spaces(self.chars, self.at);
        self.chars.get(self.at).copied()
    }

    /// Reads one of `wanted` if it comes next, and tells its position.
    fn take(&mut self, wanted: &[char]) -> Option<(char, usize)> {
        let found = self.peek().filter(|c| wanted.contains(c))?;
        self.at = self.at.saturating_add(1);
        Some((found, self.at))
    }

    fn require(&mut self, wanted: char) -> Result<(), FormulaRefusal> {
        self.take(&[wanted]).map(|_| ()).ok_or_else(|| self.refuse_next())
    }

    fn position(&self) -> usize {
        self.at.saturating_add(1)
    }

    fn refuse_next(&mut self) -> FormulaRefusal {
        match self.peek() {
            Some(found) => FormulaRefusal::Unexpected { position: self.position(), found },
            None => FormulaRefusal::Unfinished,
        }
    }

    fn sum(&mut self) -> Value {
        let mut total = self.product()?;
        while let Some((operator, position)) = self.take(&['+', '-', '\u{2212}']) {
            let term = self.product()?;
            let result = if operator == '+' { total.checked_add(&term) } else { total.checked_sub(&term) };
            total = self.met(bounded(result, position)?);
        }
        Ok(total)
    }

    fn product(&mut self) -> Value {
        let mut total = self.power()?;
        while let Some((operator, position)) = self.take(&['*', '×', '/', '÷']) {
            let factor = self.power()?;
            let result = match operator {
                '*' | '×' => bounded(total.checked_mul(&factor), position)?,
                _ => divide(&total, &factor, position)?,
            };
            total = self.met(result);
        }
        Ok(total)
    }

    fn power(&mut self) -> Value {
        let mut total = self.signed()?;
        while let Some((_, position)) = self.take(&['^']) {
            let exponent = self.signed()?;
            let result = raise(&total, &exponent, position)?;
            total = self.met(result);
        }
        Ok(total)
    }

    fn signed(&mut self) -> Value {
        let mut negative = false;
        while let Some((sign, _)) = self.take(&['+', '-', '\u{2212}']) {
            negative ^= sign != '+';
        }
        let mut value = self.primary()?;
        while let Some((_, position)) = self.take(&['%']) {
            value = divide(&value, &Ratio::from_integer(100), position)?;
        }
        if negative { bounded(Ratio::from_integer(0).checked_sub(&value), self.at) } else { Ok(value) }
    }

    fn primary(&mut self) -> Value {
        match self.peek() {
            Some('(') => self.nested(Self::parenthesis),
            Some(c) if c.is_ascii_digit() || matches!(c, ',' | '.') => self.number(),
            Some(c) if c.is_alphabetic() || matches!(c, '$' | '_' | '\'') => self.word(),
            _ => Err(self.refuse_next()),
        }
    }

    fn nested<T>(&mut self, inner: fn(&mut Self) -> Result<T, FormulaRefusal>) -> Result<T, FormulaRefusal> {
        if self.depth >= MAX_DEPTH {
            return Err(FormulaRefusal::TooDeep { position: self.position() });
        }
        self.depth = self.depth.saturating_add(1);
        let value = inner(self);
        self.depth = self.depth.saturating_sub(1);
        value
    }

    fn parenthesis(&mut self) -> Value {
        self.require('(')?;
        let value = self.sum()?;
        self.require(')')?;
        Ok(value)
    }

    fn number(&mut self) -> Value {
        let (literal, end) =
            read_literal(self.chars, self.at).map_err(|(at, flaw)| FormulaRefusal::Literal { position: at.saturating_add(1), flaw })?;
        self.at = end;
        self.last_comma = literal.comma.or(self.last_comma);
        let is_below_one = literal.digits < 1000;
        if self.doubt.is_none() && !is_below_one && self.peek() != Some('%') {
            self.doubt = literal.comma.map(|comma| comma.saturating_add(1)).zip(literal.doubt());
        }
        Ok(self.met(Ratio::new(literal.digits, 10_i128.pow(literal.scale))))
    }

    /// Takes note of a figure met on the way.
    fn met(&mut self, value: Ratio<i128>) -> Ratio<i128> {
        let size = Ratio::new(value.numer().saturating_abs(), *value.denom());
        self.largest = self.largest.max(size);
        value
    }

    fn word(&mut self) -> Value {
        let position = self.position();
        let word: String = self.chars.iter().skip(self.at).take_while(|c| c.is_alphanumeric() || matches!(c, '$' | '_' | '!' | '\'' | '.')).collect();
        let start = self.at;
        self.at = self.at.saturating_add(word.chars().count());
        if self.peek() == Some('(') {
            return match word.to_uppercase().as_str() {
                "SOMME" | "SUM" => self.nested(Self::terms).and_then(|(value, terms)| {
                    // The comma separates terms in English spreadsheets, decimals in French: one "term" may be two.
                    let unclear = self.last_comma.filter(|comma| terms == 1 && *comma > start);
                    unclear.map_or(Ok(value), |comma| Err(FormulaRefusal::UnclearComma { position: comma.saturating_add(1) }))
                }),
                _ => Err(FormulaRefusal::UnknownFunction { position, name: word }),
            };
        }
        if is_cell_reference(&word) {
            return Err(FormulaRefusal::CellReference { position, reference: word });
        }
        Err(FormulaRefusal::UnknownWord { position, word })
    }

    /// The arguments of a sum, in parentheses: their total and their count.
    fn terms(&mut self) -> Result<(Ratio<i128>, usize), FormulaRefusal> {
        self.require('(')?;
        let mut total = self.sum()?;
        let mut count = 1_usize;
        while let Some((_, position)) = self.take(&[';']) {
            let term = self.sum()?;
            total = self.met(bounded(total.checked_add(&term), position)?);
            count = count.saturating_add(1);
        }
        self.require(')')?;
        Ok((total, count))
    }
}

fn bounded(value: Option<Ratio<i128>>, position: usize) -> Value {
    value
        .filter(|value| {
            let limits = -MAX_MAGNITUDE..=MAX_MAGNITUDE;
            limits.contains(value.numer()) && limits.contains(value.denom())
        })
        .ok_or(FormulaRefusal::TooLarge { position })
}

fn divide(numerator: &Ratio<i128>, denominator: &Ratio<i128>, position: usize) -> Value {
    if *denominator.numer() == 0 {
        return Err(FormulaRefusal::DivisionByZero { position });
    }
    bounded(numerator.checked_div(denominator), position)
}

/// `base ^ exponent`; any base to the power 0 is the empty product, 1.
fn raise(base: &Ratio<i128>, exponent: &Ratio<i128>, position: usize) -> Value {
    let power = *exponent.numer();
    if !exponent.is_integer() || !(-MAX_EXPONENT..=MAX_EXPONENT).contains(&power) {
        return Err(FormulaRefusal::Exponent { position });
    }
    let one = Ratio::from_integer(1);
    let mut product = one;
    for _ in 0..power.unsigned_abs() {
        product = bounded(product.checked_mul(base), position)?;
    }
    if power < 0 { divide(&one, &product, position) } else { Ok(product) }
}

/// Letters then digits, perhaps with `$`, perhaps behind the name of a sheet: `A1`, `$B$2`, `Feuil1!A1`.
fn is_cell_reference(word: &str) -> bool {
    let cell: String = word.chars().filter(|c| *c != '$').collect();
    let letters = cell.chars().take_while(char::is_ascii_alphabetic).count();
    let digits = cell.chars().skip(letters).take_while(char::is_ascii_digit).count();
    let is_address = (1..=3).contains(&letters) && digits > 0 && letters.checked_add(digits) == Some(cell.len());
    is_address || word.contains('!')
}

#[cfg(test)]
mod tests;
