//! How a figure is computed from others, as data, and what it then is: a number, or blank, undefined, too large.
//!
//! Knows sums, differences, quotients, changes and balances of places. Must not know which figure follows from which: that is `follows`.

use std::slice::from_ref;

use super::exact::Exact;
use crate::model::{Overflow, Place};

/// What a figure is computed from. Only a part that is not blank counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Calculation {
    /// Another figure once more: blank where that is.
    Repeat(Place),
    /// A sum that falls into parts in several ways, each of them whole: the most telling first, the one that leads to the entries last. 0 over nothing.
    Sum(Vec<Vec<Place>>),
    /// Σ `plus` − Σ `minus`; blank when every part is.
    Difference { plus: Vec<Place>, minus: Vec<Place> },
    /// Σ `part` / Σ `whole`, a percentage rounded to so many decimals; "–" when the whole is 0, or when each of `unless_nil` is.
    Quotient { part: Vec<Place>, whole: Vec<Place>, unless_nil: Vec<Place>, decimals: u32 },
    /// `new` / `old` − 1, rounded likewise; "–" when the old one is 0.
    Change { new: Place, old: Place, decimals: u32 },
    /// The opening, or what restates it unless that is 0, plus and minus; blank when all are.
    Balance { opening: Place, restated: Place, plus: Place, minus: Place },
}

/// Why a computed figure is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incalculable {
    /// A quotient without a denominator.
    Undefined,
    /// Beyond what is held exactly.
    Overflow,
}

impl From<Overflow> for Incalculable {
    fn from(Overflow: Overflow) -> Self {
        Self::Overflow
    }
}

/// What a place is worth; `None` when it is blank.
pub type Value = Result<Option<Exact>, Incalculable>;

/// How the number that a calculation gives is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFormat {
    /// As its parts are.
    OfParts,
    /// A percentage.
    Percent { decimals: u32 },
    /// A percentage with its sign.
    Change { decimals: u32 },
}

impl Calculation {
    /// A sum that falls into parts in one way.
    pub fn sum(parts: impl IntoIterator<Item = Place>) -> Self {
        Self::Sum(vec![parts.into_iter().collect()])
    }

    /// What the figure is, by what its parts are worth.
    ///
    /// # Errors
    /// [`Incalculable`], which a part that is no number hands on.
    pub fn value(&self, of: impl Fn(Place) -> Value) -> Value {
        let sum = |places: &[Place]| total(places, &of);
        let number = |place: &Place| of(*place).map(Option::unwrap_or_default);
        match self {
            Self::Repeat(part) => of(*part),
            Self::Sum(ways) => Ok(Some(ways.first().map_or(Ok(None), |parts| sum(parts))?.unwrap_or_default())),
            Self::Difference { plus, minus } => difference(sum(plus)?, sum(minus)?),
            Self::Quotient { part, whole, unless_nil, decimals } => {
                if !unless_nil.is_empty() && are_nil(unless_nil, &of)? {
                    return Err(Incalculable::Undefined);
                }
                percentage(sum(part)?.unwrap_or_default(), sum(whole)?.unwrap_or_default(), *decimals)
            }
            Self::Change { new, old, decimals } => {
                let (new, old) = (number(new)?, number(old)?);
                percentage(new.minus(old)?, old, *decimals)
            }
            Self::Balance { opening, restated, plus, minus } => {
                let restated = of(*restated)?.filter(|restated| !restated.is_zero());
                let opening = if restated.is_some() { restated } else { of(*opening)? };
                difference(both(opening, of(*plus)?)?, of(*minus)?)
            }
        }
    }

    /// Every place on which the figure depends, those of each way of a sum.
    pub fn inputs(&self) -> impl Iterator<Item = Place> {
        let none: &[Place] = &[];
        let lists = match self {
            Self::Repeat(part) => [from_ref(part), none, none, none],
            Self::Sum(_) => [none; 4],
            Self::Difference { plus, minus } => [plus, minus, none, none],
            Self::Quotient { part, whole, unless_nil, .. } => [part, whole, unless_nil, none],
            Self::Change { new, old, .. } => [from_ref(new), from_ref(old), none, none],
            Self::Balance { opening, restated, plus, minus } => [from_ref(opening), from_ref(restated), from_ref(plus), from_ref(minus)],
        };
        let ways = if let Self::Sum(ways) = self { ways.as_slice() } else { &[] };
        ways.iter().flatten().chain(lists.into_iter().flatten()).copied()
    }

    pub fn format(&self) -> NumberFormat {
        match self {
            Self::Repeat(_) | Self::Sum(_) | Self::Difference { .. } | Self::Balance { .. } => NumberFormat::OfParts,
            Self::Quotient { decimals, .. } => NumberFormat::Percent { decimals: *decimals },
            Self::Change { decimals, .. } => NumberFormat::Change { decimals: *decimals },
        }
    }
}

/// The sum of the places that are not blank; blank when all are.
fn total(places: &[Place], of: impl Fn(Place) -> Value) -> Value {
    places.iter().try_fold(None, |total, place| Ok(both(total, of(*place)?)?))
}

fn are_nil(places: &[Place], of: impl Fn(Place) -> Value) -> Result<bool, Incalculable> {
    for place in places {
        if of(*place)?.is_some_and(|number| !number.is_zero()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The sum of two numbers, either of which may be blank.
fn both(one: Option<Exact>, two: Option<Exact>) -> Result<Option<Exact>, Overflow> {
    match (one, two) {
        (Some(one), Some(two)) => one.plus(two).map(Some),
        (one, two) => Ok(one.or(two)),
    }
}

fn difference(plus: Option<Exact>, minus: Option<Exact>) -> Value {
    match minus {
        Some(minus) => Ok(Some(plus.unwrap_or_default().minus(minus)?)),
        None => Ok(plus),
    }
}

fn percentage(part: Exact, whole: Exact, decimals: u32) -> Value {
    part.percent_of(whole, decimals)?.map_or(Err(Incalculable::Undefined), |percentage| Ok(Some(percentage)))
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::model::{OutstandingItem, Year};

    /// Some places; which they are does not matter here.
    fn place(index: usize) -> Place {
        Place::Outstanding { year: Year::new(2021).unwrap(), item: OutstandingItem::ALL[index] }
    }

    /// What a calculation gives when the places are worth these numbers, in their order: "" blank, "–" undefined, "∞" too large.
    fn shown(calculation: &Calculation, worth: &[&str]) -> String {
        let of = |asked: Place| match worth.iter().enumerate().find(|(index, _)| place(*index) == asked) {
            None | Some((_, &"")) => Ok(None),
            Some((_, &"–")) => Err(Incalculable::Undefined),
            Some((_, &"∞")) => Err(Incalculable::Overflow),
            Some((_, number)) => Ok(Some(Exact::from(number.parse::<Decimal>().unwrap()))),
        };
        match calculation.value(of) {
            Ok(None) => String::new(),
            Ok(Some(number)) => number.decimal().map_or_else(|Overflow| "∞".into(), |number| number.to_string()),
            Err(Incalculable::Undefined) => "–".into(),
            Err(Incalculable::Overflow) => "∞".into(),
        }
    }

    const LARGEST: &str = "79228162514264337593543950335";

    #[test]
    fn a_calculation_gives_a_number_a_blank_nothing_defined_or_too_much_and_never_one_for_another() {
        let [a, b, c, d] = [0, 1, 2, 3].map(place);
        let repeat = Calculation::Repeat(a);
        let sum = Calculation::sum([a, b, c]);
        let difference = Calculation::Difference { plus: vec![a, b], minus: vec![c] };
        let share = Calculation::Quotient { part: vec![a], whole: vec![a, b], unless_nil: vec![], decimals: 1 };
        let key = Calculation::Quotient { part: vec![a], whole: vec![b], unless_nil: vec![a, c], decimals: 2 };
        let change = Calculation::Change { new: a, old: b, decimals: 1 };
        let balance = Calculation::Balance { opening: a, restated: b, plus: c, minus: d };
        let cases: [(&Calculation, &[&str], &str); 47] = [
            (&repeat, &["5.00"], "5.00"),
            (&repeat, &[""], ""),
            (&repeat, &["–"], "–"),
            (&repeat, &["∞"], "∞"),
            (&sum, &["5", "", "-2"], "3"),
            (&sum, &["5.00", "0.5", "1"], "6.50"),
            (&sum, &["", "", ""], "0"),
            (&sum, &["5", "–", ""], "–"),
            (&sum, &["∞", "5", ""], "∞"),
            (&sum, &[LARGEST, "1", ""], "∞"),
            (&sum, &[LARGEST, "1", "-1"], LARGEST),
            (&difference, &["41.00", "", "48.00"], "-7.00"),
            (&difference, &["3", "0.02", ""], "3.02"),
            (&difference, &["", "", "0"], "0"),
            (&difference, &["", "", "2"], "-2"),
            (&difference, &["", "", ""], ""),
            (&difference, &["1", "–", "1"], "–"),
            (&difference, &["1", "1", "∞"], "∞"),
            (&share, &["7300000", "3300000"], "68.9"),
            (&share, &["0.5", "1.5"], "25.0"),
            (&share, &["", "5"], "0.0"),
            (&share, &["", ""], "–"),
            (&share, &["5", "-5"], "–"),
            (&share, &["5", "∞"], "∞"),
            (&key, &["9155339", "11600000", "1"], "78.93"),
            (&key, &["0", "5", "1"], "0.00"),
            (&key, &["0", "5", "0"], "–"),
            (&key, &["", "5", ""], "–"),
            (&key, &["1", "0", "1"], "–"),
            (&key, &["1", "5", "∞"], "20.00"),
            (&key, &["0", "5", "∞"], "∞"),
            (&change, &["10600000", "11200000"], "-5.4"),
            (&change, &["1.5", "0.50"], "200.0"),
            (&change, &["", "5"], "-100.0"),
            (&change, &["5", ""], "–"),
            (&change, &["5", "0"], "–"),
            (&change, &["∞", "5"], "∞"),
            (&change, &["5", "∞"], "∞"),
            (&balance, &["2203176", "0", "15300948", "15059463"], "2444661"),
            (&balance, &["2203176", "3000000", "15300948", "15059463"], "3241485"),
            (&balance, &["", "7", "", ""], "7"),
            (&balance, &["7", "", "", ""], "7"),
            (&balance, &["", "", "", "7"], "-7"),
            (&balance, &["", "0", "", ""], ""),
            (&balance, &["", "", "", ""], ""),
            (&balance, &["1.5", "", "2", "0.25"], "3.25"),
            (&balance, &["1", "–", "1", "1"], "–"),
        ];
        for (calculation, worth, expected) in cases {
            assert_eq!(shown(calculation, worth), expected, "{calculation:?} of {worth:?}");
        }
    }

    #[test]
    fn the_first_way_of_a_sum_makes_its_figure_and_every_way_has_parts() {
        let [a, b, c] = [0, 1, 2].map(place);
        let sum = Calculation::Sum(vec![vec![a, b], vec![c]]);
        assert_eq!(shown(&sum, &["1", "2", "3"]), "3");
        assert_eq!(sum.inputs().collect::<Vec<_>>(), [a, b, c]);
        assert_eq!(shown(&Calculation::Sum(vec![]), &[]), "0");
    }

    #[test]
    fn a_figure_depends_on_every_place_that_its_calculation_names() {
        let [a, b, c, d] = [0, 1, 2, 3].map(place);
        let cases = [
            (Calculation::Repeat(a), vec![a]),
            (Calculation::Difference { plus: vec![a], minus: vec![b, c] }, vec![a, b, c]),
            (Calculation::Quotient { part: vec![a], whole: vec![b, c], unless_nil: vec![d], decimals: 2 }, vec![a, b, c, d]),
            (Calculation::Change { new: a, old: b, decimals: 1 }, vec![a, b]),
            (Calculation::Balance { opening: a, restated: b, plus: c, minus: d }, vec![a, b, c, d]),
        ];
        for (calculation, places) in cases {
            assert_eq!(calculation.inputs().collect::<Vec<_>>(), places, "{calculation:?}");
        }
    }
}
