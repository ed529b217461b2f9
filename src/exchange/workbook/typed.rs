//! A formula that a drafter typed, as a spreadsheet writes it: `=SOMME(1,5;2)*10^6` is `ROUND(SUM(1.5,2)*10^6,0)`.

use rust_decimal::Decimal;

use crate::calc::formula::{evaluate_bounded, read_literal};

/// Whole numbers below this are added and multiplied without loss.
const EXACT: i128 = 999_999_999_999_999;
/// Figures below this lose too little for the last digit of a rounded result to change.
const NEARLY: i128 = 1_000_000_000_000;

/// The formula without its `=`, or `None` when a spreadsheet would not find the same value.
pub(super) fn translated(formula: &str, value: Decimal) -> Option<String> {
    let (_, largest) = evaluate_bounded(formula).ok()?;
    let Words { text, is_whole } = words(formula)?;
    let largest = largest.ceil().to_integer();
    if is_whole {
        return (largest <= EXACT).then_some(text);
    }
    (largest <= NEARLY).then(|| format!("ROUND({text},{})", value.scale()))
}

struct Words {
    text: String,
    /// Whether nothing but whole numbers is met on the way.
    is_whole: bool,
}

fn words(formula: &str) -> Option<Words> {
    let chars: Vec<char> = formula.trim().chars().collect();
    let (mut text, mut is_whole) = (String::new(), true);
    let mut at = usize::from(chars.first() == Some(&'='));
    while let Some(character) = chars.get(at) {
        at += 1;
        match character {
            '0'..='9' | ',' | '.' => {
                let (literal, end) = read_literal(&chars, at - 1).ok()?;
                if literal.digits > EXACT {
                    return None;
                }
                is_whole &= literal.scale == 0;
                text.push_str(&Decimal::try_from_i128_with_scale(literal.digits, literal.scale).ok()?.to_string());
                at = end;
            }
            '+' | '(' | ')' | '*' => text.push(*character),
            '-' | '\u{2212}' => text.push('-'),
            '×' => text.push('*'),
            ';' => text.push(','),
            '/' | '÷' | '^' | '%' => {
                is_whole = false;
                text.push(if *character == '÷' { '/' } else { *character });
            }
            letter if letter.is_alphabetic() => {
                // The only function there is.
                at += chars.iter().skip(at).take_while(|c| c.is_alphabetic()).count();
                text.push_str("SUM");
            }
            space if space.is_whitespace() => {}
            _ => return None,
        }
    }
    Some(Words { text, is_whole })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_a_formula_of_spreadsheets() {
        let cases = [
            ("=3000000+300000", "3300000", Some("3000000+300000")),
            ("=3 000 000 − 300\u{202f}000", "2700000", Some("3000000-300000")),
            ("=7,3*10^6", "7300000", Some("ROUND(7.3*10^6,0)")),
            ("=SOMME(1500000;7700000)", "9200000", Some("SUM(1500000,7700000)")),
            ("=somme( 1,5 ;2)*10^6", "3500000", Some("ROUND(SUM(1.5,2)*10^6,0)")),
            ("=10%*2000000", "200000", Some("ROUND(10%*2000000,0)")),
            ("=2×3÷4", "1.5", Some("ROUND(2*3/4,1)")),
            ("=(1+2)*-3", "-9", Some("(1+2)*-3")),
            // A spreadsheet would lose the 1.
            ("=10^30+1-10^30", "1", None),
            ("=900000000000000*900000000000000/900000000000000", "900000000000000", None),
            ("=9999999999999999-9999999999999998", "1", None),
            ("=A1", "1", None),
        ];
        for (typed, value, expected) in cases {
            assert_eq!(translated(typed, value.parse().unwrap()).as_deref(), expected, "{typed}");
        }
    }
}
