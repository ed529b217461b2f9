//! What formulas give, and why others are refused.

use super::*;
use proptest::prelude::*;

fn shown(formula: &str) -> String {
    match evaluate(formula) {
        Ok(value) => value.to_string(),
        Err(refusal) => format!("{refusal:?}"),
    }
}

#[test]
fn formulas_have_the_value_a_spreadsheet_gives_them() {
    let cases = [
        ("=3000000+300000", "3300000"),
        ("=7,3*10^6", "7300000"),
        ("=SOMME(1500000;7700000)", "9200000"),
        ("=SOMME(1,3;5;1)*10^6", "7300000"),
        ("=somme( 1 ; 2;3 )", "6"),
        ("=Sum(1;2)", "3"),
        ("=SOMME(5)", "5"),
        ("=SOMME(1,5;2)", "7/2"),
        ("=SOMME(SOMME(1;2);(3+4)*2)", "17"),
        ("=1+2*3", "7"),
        ("=(1+2)*3", "9"),
        ("=10-2-3", "5"),
        ("=100/5/2", "10"),
        ("=2^3^2", "64"),
        ("=-2^2", "4"),
        ("=0-2^2", "-4"),
        ("=2^-1", "1/2"),
        ("=(-2)^3", "-8"),
        ("=0^0", "1"),
        ("=2^(4/2)", "4"),
        ("=--5", "5"),
        ("=+-5", "-5"),
        ("=3*-2", "-6"),
        ("=50%", "1/2"),
        ("=-50%", "-1/2"),
        ("=200*15%", "30"),
        ("=50%%", "1/200"),
        ("=(10+40)%", "1/2"),
        ("=2×3÷4", "3/2"),
        ("=5−3", "2"),
        ("=1/3+1/3+1/3", "1"),
        ("=0,1+0,2", "3/10"),
        ("=7.3*10", "73"),
        ("=7 300 000 + 1", "7300001"),
        ("=7\u{202f}300\u{202f}000/2", "3650000"),
        ("=1\u{a0}000-1", "999"),
        ("  = 1 + 1  ", "2"),
        ("1+1", "2"),
        ("=10^30", "1000000000000000000000000000000"),
    ];
    for (formula, expected) in cases {
        assert_eq!(shown(formula), expected, "{formula}");
    }
}

#[test]
fn anything_else_is_refused_at_its_place() {
    let cases = [
        ("", "Unfinished"),
        ("=", "Unfinished"),
        ("=1+", "Unfinished"),
        ("=(1", "Unfinished"),
        ("=SOMME(1;", "Unfinished"),
        ("==1", "Unexpected { position: 2, found: '=' }"),
        ("=1)", "Unexpected { position: 3, found: ')' }"),
        ("=()", "Unexpected { position: 3, found: ')' }"),
        ("=SOMME()", "Unexpected { position: 8, found: ')' }"),
        ("=(1;2)", "Unexpected { position: 4, found: ';' }"),
        ("=1*/2", "Unexpected { position: 4, found: '/' }"),
        ("=7 M€", "Unexpected { position: 4, found: 'M' }"),
        ("=1:2", "Unexpected { position: 3, found: ':' }"),
        ("=1/0", "DivisionByZero { position: 3 }"),
        ("=1/(2-2)", "DivisionByZero { position: 3 }"),
        ("=0^-1", "DivisionByZero { position: 3 }"),
        ("=2^31", "Exponent { position: 3 }"),
        ("=2^-31", "Exponent { position: 3 }"),
        ("=2^0,5", "Exponent { position: 3 }"),
        ("=10^30*10^30", "TooLarge { position: 7 }"),
        ("=99^30", "TooLarge { position: 4 }"),
        ("=1/10^30/10^8", "TooLarge { position: 9 }"),
        ("=A1+1", "CellReference { position: 2, reference: \"A1\" }"),
        ("=1+$B$12", "CellReference { position: 4, reference: \"$B$12\" }"),
        ("=Feuil1!A1", "CellReference { position: 2, reference: \"Feuil1!A1\" }"),
        ("=MOYENNE(1;2)", "UnknownFunction { position: 2, name: \"MOYENNE\" }"),
        ("=total", "UnknownWord { position: 2, word: \"total\" }"),
        ("=tot", "UnknownWord { position: 2, word: \"tot\" }"),
        ("=ABCD1", "UnknownWord { position: 2, word: \"ABCD1\" }"),
        ("=SUM(1,5)", "UnclearComma { position: 7 }"),
        ("=SOMME(1,5+1)", "UnclearComma { position: 9 }"),
        ("=SUM(1,2,3)", "Literal { position: 9, flaw: SecondMark { found: ',' } }"),
        ("=1.000", "Literal { position: 3, flaw: AmbiguousPoint { before: \"1\", after: \"000\" } }"),
        ("=29 00", "Literal { position: 5, flaw: MalformedGroups { group: \"00\" } }"),
        ("=1234 567", "Literal { position: 2, flaw: MalformedGroups { group: \"1234\" } }"),
        ("=1  000", "Literal { position: 5, flaw: MalformedGroups { group: \"000\" } }"),
        ("=1,5 000", "Literal { position: 6, flaw: MalformedGroups { group: \"000\" } }"),
        ("=,5", "Literal { position: 2, flaw: LoneMark { found: ',' } }"),
        ("=5,", "Literal { position: 3, flaw: LoneMark { found: ',' } }"),
    ];
    for (formula, expected) in cases {
        assert_eq!(shown(formula), expected, "{formula}");
    }
}

#[test]
fn a_comma_that_may_split_thousands_is_refused_where_euros_are_due() {
    let position = |formula: &str| match evaluate_euros(formula) {
        Ok(_) => 0,
        Err(FormulaRefusal::Literal { position, flaw: LiteralFlaw::AmbiguousComma { .. } }) => position,
        Err(refusal) => panic!("{formula}: {refusal:?}"),
    };
    let cases = [
        ("=7,000+1", 3),
        ("=1+12,500", 6),
        ("=SOMME(1;7,000)", 11),
        ("=7,300*10^6", 3),
        ("=-(7,000)", 5),
        ("=0,125*8", 0),
        ("=7,0000+1", 0),
        ("=7,3*10^6", 0),
        ("=1 000,125*8", 0),
        ("=1234,125*8", 0),
        ("=12,345%*200000", 0),
        ("=12,345 %*200000", 0),
    ];
    for (formula, expected) in cases {
        assert_eq!(position(formula), expected, "{formula}");
        assert!(evaluate(formula).is_ok(), "{formula}: what a file has is read");
    }
}

#[test]
fn the_written_limits_hold() {
    let digits = |count: usize| format!("={}", "9".repeat(count));
    assert!(evaluate(&digits(28)).is_ok());
    assert_eq!(shown(&digits(29)), "Literal { position: 2, flaw: TooManyDigits }");
    assert_eq!(shown(&format!("=1{}", "0".repeat(28))), "Literal { position: 2, flaw: TooManyDigits }");
    let nested = |depth: usize| format!("={}1{}", "(".repeat(depth), ")".repeat(depth));
    assert!(evaluate(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(shown(&nested(MAX_DEPTH + 1)), "TooDeep { position: 34 }");
    let long = |characters: usize| format!("=1{}", " ".repeat(characters - 3) + "%");
    assert!(evaluate(&long(MAX_CHARACTERS)).is_ok());
    assert_eq!(shown(&long(MAX_CHARACTERS + 1)), "TooLong { characters: 513 }");
    assert!(evaluate(&format!("={}1", "-".repeat(500))).is_ok());
}

/// A random expression as text, and its value computed without the parser.
fn expression() -> impl Strategy<Value = (String, Option<Ratio<i128>>)> {
    let leaf = (0..100_000_i128, 0..4_u32).prop_filter_map("an ambiguous writing", |(digits, scale)| {
        let value = Ratio::new(digits, 10_i128.pow(scale));
        let whole = digits / 10_i128.pow(scale);
        let rest = digits % 10_i128.pow(scale);
        let text = if scale == 0 { format!("{digits}") } else { format!("{whole},{rest:0width$}", width = scale as usize) };
        Some((text, Some(value)))
    });
    leaf.prop_recursive(4, 24, 2, |inner| {
        (inner.clone(), inner, 0..4_usize).prop_map(|((a, x), (b, y), operator)| {
            let value = x.zip(y).and_then(|(x, y)| match operator {
                0 => x.checked_add(&y),
                1 => x.checked_sub(&y),
                2 => x.checked_mul(&y),
                _ => (*y.numer() != 0).then(|| x / y),
            });
            (format!("({a} {} {b})", ["+", "−", "*", "÷"][operator]), value)
        })
    })
}

proptest! {
    #[test]
    fn a_formula_has_its_exact_value((text, value) in expression()) {
        match (evaluate(&text), value) {
            (Ok(found), expected) => prop_assert_eq!(Some(found), expected),
            (Err(FormulaRefusal::TooLarge { .. } | FormulaRefusal::TooLong { .. }), _)
            | (Err(FormulaRefusal::DivisionByZero { .. }), None) => {}
            (Err(refusal), _) => prop_assert!(false, "{text}: {refusal:?}"),
        }
    }

    #[test]
    fn no_text_panics(text in "=?[-0-9+*/^%(), .;A\u{202f}SUM]{0,60}") {
        let _ = evaluate(&text);
    }

    #[test]
    fn extreme_powers_and_quotients_never_panic(a in any::<i64>(), b in any::<i64>(), n in -40..40_i32, m in -40..40_i32) {
        let _ = evaluate(&format!("=(({a})/({b}))^{n}*({b})^{m}-({a})*({b})/(-({a}))"));
    }
}
