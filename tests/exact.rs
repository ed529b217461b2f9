//! Arithmetic against integers without limit (P9): a result is exact, or it is an overflow that is told; nothing wraps, nothing is clipped.
//! Short here; a million cases with `PAPIER_PROOFS=full`.

#![expect(clippy::panic, clippy::print_stdout, reason = "a test fails by panicking and reports by printing")]

use crate::proofs;
use num_bigint::BigInt;
use papier::calc::formula::{FormulaRefusal, evaluate};
use papier::calc::percent;
use papier::model::{Euros, Sum};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

fn cases() -> u32 {
    proofs::count(2_000, 1_000_000)
}

fn run<S: Strategy>(what: &str, strategy: &S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases: cases(), failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(strategy, test).unwrap_or_else(|failure| panic!("{what}: {failure}"));
    println!("proof P9: {} cases of {what} equal to integers without limit", cases());
}

/// A formula as an oracle sees it.
#[derive(Clone, Debug)]
enum Formula {
    Number { digits: i64, decimals: u32 },
    Negative(Box<Formula>),
    Percent(Box<Formula>),
    Two(Box<Formula>, char, Box<Formula>),
    Sum(Vec<Formula>),
}

impl Formula {
    fn typed(&self) -> String {
        match self {
            Self::Number { digits, decimals: 0 } => digits.to_string(),
            Self::Number { digits, decimals } => {
                let unit = 10_i64.pow(*decimals);
                format!("{},{:0width$}", digits / unit, digits % unit, width = usize::try_from(*decimals).unwrap_or_default())
            }
            Self::Negative(inner) => format!("(-{})", inner.typed()),
            Self::Percent(inner) => format!("({})%", inner.typed()),
            Self::Two(left, operator, right) => format!("({}{operator}{})", left.typed(), right.typed()),
            Self::Sum(terms) => format!("SOMME({})", terms.iter().map(Self::typed).collect::<Vec<_>>().join(";")),
        }
    }

    /// Numerator and denominator, not reduced; `None` for a division by zero.
    fn value(&self) -> Option<(BigInt, BigInt)> {
        Some(match self {
            Self::Number { digits, decimals } => (BigInt::from(*digits), BigInt::from(10).pow(*decimals)),
            Self::Negative(inner) => {
                let (numerator, denominator) = inner.value()?;
                (-numerator, denominator)
            }
            Self::Percent(inner) => {
                let (numerator, denominator) = inner.value()?;
                (numerator, denominator * 100)
            }
            Self::Two(left, operator, right) => {
                let ((a, b), (c, d)) = (left.value()?, right.value()?);
                match operator {
                    '+' => (a * &d + c * &b, b * d),
                    '-' => (a * &d - c * &b, b * d),
                    '*' => (a * c, b * d),
                    _ if c == BigInt::ZERO => return None,
                    _ => (a * d, b * c),
                }
            }
            Self::Sum(terms) => {
                let mut sum = (BigInt::ZERO, BigInt::from(1));
                for term in terms {
                    let (numerator, denominator) = term.value()?;
                    sum = (sum.0 * &denominator + numerator * &sum.1, sum.1 * denominator);
                }
                sum
            }
        })
    }
}

fn formula() -> impl Strategy<Value = Formula> {
    let number = prop_oneof![
        (0..10_000_000_000_000_i64, 0..4_u32).prop_map(|(digits, decimals)| Formula::Number { digits, decimals }),
        (0..100_i64).prop_map(|digits| Formula::Number { digits, decimals: 0 }),
    ];
    number.prop_recursive(5, 24, 4, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        prop_oneof![
            boxed.clone().prop_map(Formula::Negative),
            boxed.clone().prop_map(Formula::Percent),
            (boxed.clone(), prop_oneof![Just('+'), Just('-'), Just('*'), Just('/')], boxed).prop_map(|(a, operator, b)| Formula::Two(a, operator, b)),
            prop::collection::vec(inner, 2..4).prop_map(Formula::Sum),
        ]
    })
}

#[test]
fn a_formula_is_exact_or_refused() {
    run("formulas", &formula(), |formula| {
        let typed = format!("={}", formula.typed());
        match (evaluate(&typed), formula.value()) {
            (Ok(value), Some((numerator, denominator))) => {
                let (ours, theirs) = (BigInt::from(*value.numer()) * denominator, numerator * BigInt::from(*value.denom()));
                prop_assert_eq!(ours, theirs, "{}", typed);
            }
            (Err(FormulaRefusal::DivisionByZero { .. }), None) | (Err(FormulaRefusal::TooLong { .. } | FormulaRefusal::TooLarge { .. }), _) => {}
            (ours, theirs) => prop_assert!(false, "{typed}: {ours:?} instead of {theirs:?}"),
        }
        Ok(())
    });
}

#[test]
fn a_small_formula_is_never_refused() {
    let small = (0..1_000_000_i64, 0..1_000_000_i64, 1..1_000_000_i64);
    run("small formulas", &small, |(a, b, c)| {
        let typed = format!("=({a}+{b}*{c})/{c}-{b}");
        let value = evaluate(&typed).map_err(|error| TestCaseError::fail(format!("{typed}: {error:?}")))?;
        prop_assert_eq!(BigInt::from(*value.numer()) * c, BigInt::from(a) * BigInt::from(*value.denom()));
        Ok(())
    });
}

#[test]
fn a_sum_is_exact_or_an_overflow() {
    let amount = prop_oneof![any::<i64>(), Just(i64::MAX), Just(i64::MIN), -10_i64..10];
    run("sums", &prop::collection::vec(amount, 0..40), |amounts| {
        let sum: Sum = amounts.iter().map(|amount| Euros::new(*amount)).sum();
        let expected: BigInt = amounts.iter().map(|amount| BigInt::from(*amount)).sum();
        prop_assert_eq!(BigInt::from(sum.get()), expected.clone());
        match sum.euros() {
            Ok(euros) => prop_assert_eq!(BigInt::from(euros.get()), expected),
            Err(_) => prop_assert!(expected > BigInt::from(i64::MAX) || expected < BigInt::from(i64::MIN)),
        }
        Ok(())
    });
}

#[test]
fn a_percentage_is_rounded_half_away_from_zero() {
    let parts = (prop_oneof![any::<i64>(), -1_000_i64..1_000], prop_oneof![any::<i64>(), -1_000_i64..1_000], 0..4_u32);
    run("percentages", &parts, |(part, whole, decimals)| {
        let Ok(Some(ours)) = percent(Sum::from(i128::from(part)), Sum::from(i128::from(whole)), decimals) else {
            return Ok(());
        };
        let unit = BigInt::from(10).pow(decimals);
        let (mut numerator, mut denominator): (BigInt, BigInt) = (BigInt::from(part) * 100 * unit, BigInt::from(whole));
        if denominator < BigInt::ZERO {
            (numerator, denominator) = (-numerator, -denominator);
        }
        let half_up = (numerator.magnitude() * 2_u32 + denominator.magnitude()) / (denominator.magnitude() * 2_u32);
        let expected = if numerator < BigInt::ZERO { -BigInt::from(half_up) } else { BigInt::from(half_up) };
        let mut ours = ours;
        ours.rescale(decimals);
        prop_assert_eq!(BigInt::from(ours.mantissa()), expected, "{} of {}", part, whole);
        Ok(())
    });
}
