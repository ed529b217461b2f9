//! The grammar of numbers, a row for each form that is read or refused.

use super::*;
use crate::lang::writing;
use proptest::prelude::*;

/// The name of a refusal, enough to tell them apart in a table.
fn name(refusal: &NumberRefusal) -> String {
    let shown = format!("{refusal:?}");
    let name: String = shown.chars().take_while(char::is_ascii_alphabetic).collect();
    match refusal {
        NumberRefusal::Literal { flaw, position, .. } => {
            let flaw = format!("{flaw:?}");
            format!("{}@{position}", flaw.split([' ', '{']).next().unwrap_or_default())
        }
        NumberRefusal::Unexpected { found, position, .. } => format!("Unexpected {found}@{position}"),
        _ => name,
    }
}

fn amount(typed: &str) -> String {
    parse_amount(typed).map_or_else(|refusal| name(&refusal), |amount| amount.euros.get().to_string())
}

fn value(typed: &str, unit: &str) -> String {
    parse_value(typed, unit).map_or_else(|refusal| name(&refusal), |value| writing::value(&value).replace(['\u{202f}', '\u{a0}'], " "))
}

#[test]
fn amounts_that_are_read() {
    let cases = [
        ("0", "0"),
        ("7300000", "7300000"),
        ("7 300 000", "7300000"),
        ("7\u{a0}300\u{a0}000", "7300000"),
        ("7\u{202f}300\u{202f}000", "7300000"),
        ("7\u{2009}300\u{2009}000", "7300000"),
        ("7\u{2007}300\u{2007}000", "7300000"),
        ("7\u{a0}300\u{202f}000", "7300000"),
        ("\u{202f} 7 300 000 €\u{a0}\n", "7300000"),
        ("2 444 661", "2444661"),
        ("300 000€", "300000"),
        ("300 k€", "300000"),
        ("300 K€", "300000"),
        ("7,3 M€", "7300000"),
        ("7,3M€", "7300000"),
        ("7,3 M €", "7300000"),
        ("7.3 M€", "7300000"),
        ("7,300000 M€", "7300000"),
        ("1,5 Md€", "1500000000"),
        ("1,234567891 Md€", "1234567891"),
        ("12,00", "12"),
        ("352.0", "352"),
        ("3 000,00 €", "3000"),
        ("1 000,000", "1000"),
        ("1234,000 €", "1234"),
        ("7,0000", "7"),
        ("7,300 M€", "7300000"),
        ("7,300M€", "7300000"),
        ("7 300,125 k€", "7300125"),
        ("(7,300 k€)", "-7300"),
        ("(7,300) Md€", "-7300000000"),
        ("+7 000", "7000"),
        ("+7,3 M€", "7300000"),
        ("-300 000", "-300000"),
        ("−300 000", "-300000"),
        ("− 300 000 €", "-300000"),
        ("+300 000", "300000"),
        ("(300 000)", "-300000"),
        ("( 300 000 )", "-300000"),
        ("(300 000 €)", "-300000"),
        ("(300 000) €", "-300000"),
        ("(7,3 M€)", "-7300000"),
        ("-0", "0"),
        ("007", "7"),
        ("9 223 372 036 854 775 807", "9223372036854775807"),
        ("−9 223 372 036 854 775 808", "-9223372036854775808"),
    ];
    for (typed, expected) in cases {
        assert_eq!(amount(typed), expected, "{typed}");
    }
}

#[test]
fn amounts_that_are_refused() {
    let cases = [
        ("", "Empty"),
        (" \u{202f}\t", "Empty"),
        ("1.000", "PointInAmount"),
        ("1.000 €", "PointInAmount"),
        ("7.300 M€", "AmbiguousPoint@2"),
        ("0.125 M€", "AmbiguousPoint@2"),
        ("1.000.000", "SecondMark@6"),
        ("1.000,00", "SecondMark@6"),
        ("7,300,000", "SecondMark@6"),
        ("1,000.00", "SecondMark@6"),
        ("7,000", "CommaInAmount"),
        ("12,000", "CommaInAmount"),
        ("850,000", "CommaInAmount"),
        ("-7,000", "CommaInAmount"),
        ("−7,000", "CommaInAmount"),
        ("+7,000", "CommaInAmount"),
        ("(7,000)", "CommaInAmount"),
        ("( 7,000 )", "CommaInAmount"),
        ("7,000 €", "CommaInAmount"),
        ("7,000€", "CommaInAmount"),
        ("(7,000 €)", "CommaInAmount"),
        ("(7,000) €", "CommaInAmount"),
        ("\u{a0}7,000\u{202f}€\n", "CommaInAmount"),
        ("7,125", "CommaInAmount"),
        ("0,000", "CommaInAmount"),
        ("007,000", "CommaInAmount"),
        ("7,000,", "SecondMark@6"),
        ("7,000,000", "SecondMark@6"),
        ("7,000.00", "SecondMark@6"),
        ("7,000-", "Unexpected -@6"),
        ("€7,000", "Unexpected €@1"),
        ("7,000 EUR", "UnknownUnit"),
        ("7\u{ff0c}000", "Unexpected \u{ff0c}@2"),
        ("\u{ff17},000", "Unexpected \u{ff17}@1"),
        ("7\u{66c}000", "Unexpected \u{66c}@2"),
        ("1'000", "Unexpected '@2"),
        ("=7,000+1", "Formula"),
        ("=7,300*10^6", "Formula"),
        ("=SOMME(7,000;1)", "Formula"),
        ("2 444 661 0", "MalformedGroups@11"),
        ("2 444 661\n0", "SeveralLines"),
        ("2 444 661\r\n0", "SeveralLines"),
        ("10 à 12", "RangeInAmount"),
        ("2 444 661\t0", "MalformedGroups@11"),
        ("29 00", "MalformedGroups@4"),
        ("1 2345", "MalformedGroups@3"),
        ("1234 567", "MalformedGroups@1"),
        ("7  300", "MalformedGroups@4"),
        ("7 300 000,5 0", "MalformedGroups@13"),
        ("7'300", "Unexpected '@2"),
        ("7_300", "Unexpected _@2"),
        (",5 M€", "LoneMark@1"),
        ("5, M€", "LoneMark@2"),
        ("12,5", "NotWholeEuros"),
        ("0,5 €", "NotWholeEuros"),
        ("7,3333 k€", "NotWholeEuros"),
        ("12 %", "PercentInAmount"),
        ("12%", "PercentInAmount"),
        ("NA", "WordInAmount"),
        ("Sans objet", "WordInAmount"),
        ("15-25", "RangeInAmount"),
        ("15–25", "RangeInAmount"),
        ("300-", "Unexpected -@4"),
        ("--5", "Unexpected -@2"),
        ("(-5)", "Unexpected -@2"),
        ("-(5)", "Unexpected (@2"),
        ("5)", "Unexpected )@2"),
        ("(5", "Unfinished"),
        ("()", "Unexpected )@2"),
        ("-", "Unfinished"),
        ("–", "Unexpected –@1"),
        ("€ 5", "Unexpected €@1"),
        ("#REF!", "Unexpected #@1"),
        ("12/05", "Unexpected /@3"),
        ("7 m€", "UnknownUnit"),
        ("7 MD€", "UnknownUnit"),
        ("7 M", "UnknownUnit"),
        ("7 $", "UnknownUnit"),
        ("7 M€ M€", "UnknownUnit"),
        ("(7 M€) M€", "Unexpected M@8"),
        ("1e6", "UnknownUnit"),
        ("٣", "Unexpected ٣@1"),
        ("9 223 372 036 854 775 808", "TooLarge"),
        ("−9 223 372 036 854 775 809", "TooLarge"),
        ("10 000 000 000 Md€", "TooLarge"),
        ("99999999999999999999999999999", "TooManyDigits@1"),
        ("=", "Formula"),
        ("=1/0", "Formula"),
        ("=A1", "Formula"),
        ("=5/2", "NotWholeEuros"),
        ("=10^20", "TooLarge"),
    ];
    for (typed, expected) in cases {
        assert_eq!(amount(typed), expected, "{typed}");
    }
}

#[test]
fn an_amount_keeps_its_formula_as_typed() {
    let cases = [
        ("=3000000+300000", 3_300_000),
        (" = 7,3*10^6 ", 7_300_000),
        ("=SOMME(1 500 000;7 700 000)", 9_200_000),
        ("=1/3*3", 1),
        ("=200*50%", 100),
        ("=−5", -5),
    ];
    for (typed, euros) in cases {
        let expected = Amount { euros: Euros::new(euros), formula: Some(typed.trim().into()) };
        assert_eq!(parse_amount(typed), Ok(expected), "{typed}");
    }
}

/// A file was written by a Papier that read such a comma as a decimal one.
#[test]
fn a_formula_that_a_file_keeps_is_read_as_it_was() {
    let cases = [("=7,300*10^6", Some(7_300_000)), ("=7,000+1", Some(8)), ("=7,3*10^6", Some(7_300_000)), ("7300000", None), ("=1/3", None)];
    for (formula, expected) in cases {
        assert_eq!(kept_formula(formula).map(|amount| amount.euros.get()).ok(), expected, "{formula}");
    }
}

#[test]
fn values_that_are_read() {
    let cases = [
        ("12,50", "Nb", "12,50"),
        ("12.5", "Nb", "12,5"),
        ("0", "Nb", "0"),
        ("0,00", "Nb", "0,00"),
        ("-1 234,5", "Nb", "−1 234,5"),
        ("(12)", "jours", "−12"),
        ("+3", "", "3"),
        ("3,14159265358979", "ratio", "3,14159265358979"),
        ("3,125", "Nb", "3,125"),
        ("7,000", "", "7,000"),
        ("7,125 €", "€", "7,125"),
        ("=7,125*8", "Nb", "57"),
        ("68,9 %", "%", "68,9"),
        ("68,9%", " % ", "68,9"),
        ("68,9", "%", "68,9"),
        ("7,3 M€", "M€", "7,3"),
        ("7,30 M€", "M€", "7,30"),
        ("7 300 k€", "M€", "7,3"),
        ("7 300 000 €", "M€", "7,3"),
        ("7 300 000,50 €", "M€", "7,3000005"),
        ("7,3 M€", "k€", "7 300"),
        ("7,3 M€", "€", "7 300 000"),
        ("1,2345 k€", "€", "1 234,5"),
        ("2 Md€", "M€", "2 000"),
        ("5 €", "Md€", "0,000000005"),
        ("0 €", "M€", "0"),
        ("15-25", "Nb", "15-25"),
        ("15–25", "Nb", "15-25"),
        ("15 – 25", "Nb", "15-25"),
        ("15-15", "Nb", "15-15"),
        ("1,5-2,50", "Nb", "1,5-2,50"),
        ("1 000-2 000", "Nb", "1 000-2 000"),
        ("15-25 %", "%", "15-25"),
        ("15 %-25 %", "%", "15-25"),
        ("500-1 500 k€", "M€", "0,5-1,5"),
        ("NA", "%", "NA"),
        ("na", "", "NA"),
        ("Non déterminé", "Nb", "Non déterminé"),
        ("NON DETERMINE", "Nb", "Non déterminé"),
        ("non\u{a0}de\u{301}termine\u{301}", "Nb", "Non déterminé"),
        ("not determined", "Nb", "Non déterminé"),
        ("Sans objet", "Nb", "Sans objet"),
        ("Not applicable", "Nb", "Sans objet"),
        ("En hausse", "Nb", "En hausse"),
        ("En\u{a0} Baisse", "Nb", "En Baisse"),
        ("SUIVI", "", "SUIVI"),
        ("Falling", "", "en baisse"),
        ("rising", "Nb", "en hausse"),
        ("en baisse", "Nb", "en baisse"),
        ("Falling", "Nb", "en baisse"),
        ("STABLE", "Nb", "STABLE"),
        ("82 (p)", "%", "82 (p)"),
        ("82(P)", "%", "82 (p)"),
        ("1 234,50 %\u{a0}(p)", "%", "1 234,50 (p)"),
        ("(82) (p)", "", "−82 (p)"),
        ("=25/2 (p)", "Nb", "12,5 (p)"),
        ("1630", "Nb", "1 630"),
        ("suivi", "Nb", "suivi"),
        ("monitored", "Nb", "suivi"),
        ("=1/8", "Nb", "0,125"),
        ("=50/2*2", "Nb", "50"),
        ("=68,9%", "%", "0,689"),
        ("=10^27", "Nb", "1 000 000 000 000 000 000 000 000 000"),
        ("=1000000/4", "Nb", "250 000"),
        ("=-1/2^20", "Nb", "−0,00000095367431640625"),
    ];
    for (typed, unit, expected) in cases {
        assert_eq!(value(typed, unit), expected, "{typed} in {unit}");
    }
}

#[test]
fn values_that_are_refused() {
    let cases = [
        ("", "Nb", "Empty"),
        ("1.000", "Nb", "AmbiguousPoint@2"),
        ("15-1.000", "Nb", "AmbiguousPoint@5"),
        ("2 444 661 0", "Nb", "MalformedGroups@11"),
        ("2 444 661\n0", "Nb", "SeveralLines"),
        ("10 à 12", "Nb", "RangeInWords"),
        ("68,9 %", "Nb", "UnitAgainstRow"),
        ("68,9 %", "", "UnitAgainstRow"),
        ("68,9 %", "M€", "UnitAgainstRow"),
        ("7,3 M€", "%", "UnitAgainstRow"),
        ("7,3 M€", "Nb", "UnitAgainstRow"),
        ("7,3 M€", "€ par habitant", "UnitAgainstRow"),
        ("15-25 %", "Nb", "UnitAgainstRow"),
        ("12 jours", "jours", "UnitAgainstRow"),
        ("12 M", "Nb", "UnitAgainstRow"),
        ("12 M", "M€", "UnknownUnit"),
        ("25-15", "Nb", "RangeReversed"),
        ("-15-25", "Nb", "RangeNegative"),
        ("15--25", "Nb", "RangeNegative"),
        ("(15)-25", "Nb", "RangeNegative"),
        ("5 M€-7 k€", "€", "RangeUnits"),
        ("5 M€-7", "€", "RangeUnits"),
        ("15-", "Nb", "Unfinished"),
        ("15-25-35", "Nb", "Unexpected -@6"),
        ("15−25", "Nb", "Unexpected −@3"),
        ("15-NA", "Nb", "Unexpected N@4"),
        ("peut-être", "Nb", "UnknownWord"),
        ("NA (p)", "Nb", "UnknownWord"),
        ("15-25 (p)", "Nb", "UnknownWord"),
        ("(p)", "Nb", "Unexpected p@2"),
        ("82 (r)", "Nb", "Unexpected (@4"),
        ("N/A", "Nb", "UnknownWord"),
        ("NA %", "%", "UnknownWord"),
        ("=1/3", "Nb", "NotDecimal"),
        ("=1/2^29", "Nb", "NotDecimal"),
        ("=10^30", "Nb", "TooLarge"),
        ("=10^28", "Nb", "TooLarge"),
        ("10 000 000 000 000 000 000 Md€", "€", "TooLarge"),
        ("=x", "Nb", "Formula"),
        ("9999999999999999999999999999 Md€", "€", "TooLarge"),
    ];
    for (typed, unit, expected) in cases {
        assert_eq!(value(typed, unit), expected, "{typed} in {unit}");
    }
}

#[test]
fn a_value_keeps_its_formula_as_typed() {
    let value = parse_value(" =25/2 ", "Nb").ok();
    let expected = IndicatorValue::Number { value: Decimal::new(125, 1), formula: Some("=25/2".into()), marks: NumberMarks::default() };
    assert_eq!(value, Some(expected));
}

/// As RAP 2023 of programme 152 prints them beside each other.
#[test]
fn a_published_number_keeps_its_groups_or_that_it_has_none() {
    let cases = [
        ("1630", "Nb", "1630"),
        ("10 296", "Nb", "10 296"),
        ("-1630,50 (p)", "", "−1630,50 (p)"),
        ("0,32", "", "0,32"),
        ("163", "Nb", "163"),
        ("1630 k€", "M€", "1,63"),
        ("2000 M€", "k€", "2 000 000"),
        ("=2000", "", "2 000"),
        ("En baisse", "Nb", "En baisse"),
    ];
    for (printed, unit, expected) in cases {
        let value = parse_published(printed, unit).unwrap();
        assert_eq!(writing::value(&value).replace(['\u{202f}', '\u{a0}'], " "), expected, "{printed}");
    }
}

proptest! {
    #[test]
    fn every_amount_written_is_read_back(euros in prop_oneof![any::<i64>(), -100_000..100_000_i64, Just(i64::MIN), Just(i64::MAX)]) {
        let amount = Amount::plain(Euros::new(euros));
        prop_assert_eq!(parse_amount(&writing::euros(amount.euros)), Ok(amount.clone()));
        let typed = writing::euros(amount.euros).replace('\u{202f}', " ");
        prop_assert_eq!(parse_amount(&format!("{typed} €")), Ok(amount));
    }

    #[test]
    fn every_value_written_is_read_back(mantissa in any::<i64>(), scale in 0..=28_u32, row in prop::sample::select(vec!["", "Nb", "%", "M€"])) {
        let value = Decimal::new(mantissa, scale);
        for is_provisional in [false, true] {
            let value = IndicatorValue::Number { value, formula: None, marks: NumberMarks { is_provisional, is_ungrouped: false } };
            prop_assert_eq!(parse_value(&writing::value(&value), row), Ok(value));
        }
    }

    #[test]
    fn a_change_of_unit_is_exact(mantissa in -10_000_000..10_000_000_i64, scale in 0..6_u32, from in 0..4_usize, to in 0..4_usize) {
        let units = ["€", "k€", "M€", "Md€"];
        let value = Decimal::new(mantissa, scale);
        let Ok(IndicatorValue::Number { value: found, .. }) = parse_value(&format!("{}{}", writing::decimal(value), units[from]), units[to]) else {
            return Err(TestCaseError::fail("refused"));
        };
        let in_euros = |value: Decimal, unit: usize| value * Decimal::from(1000_i64.pow(u32::try_from(unit).unwrap()));
        prop_assert_eq!(in_euros(found, to), in_euros(value, from));
    }

    #[test]
    fn no_text_panics(typed in any::<String>(), near in "[-0-9.,()=%€kMd \u{202f}–−NA+*/^]{0,24}", unit in prop::sample::select(vec!["", "%", "k€", "Nb"])) {
        for text in [typed, near] {
            let _ = parse_amount(&text);
            let _ = parse_value(&text, unit);
        }
    }

    #[test]
    fn a_lone_group_of_other_than_three_digits_is_never_an_amount(head in 1..999_u32, group in "[0-9]{1,2}|[0-9]{4,6}") {
        let typed = format!("{head} {group}");
        prop_assert!(parse_amount(&typed).is_err());
    }
}
