//! The units that stand behind a number: the one list for what is typed, for the amounts of texts, and for linked amounts.

use super::formula::skip_spaces;
use crate::model::Form;

/// A unit written behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Percent,
    /// `10^power` euros.
    Euros {
        power: u32,
    },
}

impl Unit {
    /// Spaces inside are the reader's to remove. Capitals count: "m€" is no usual writing of a million.
    pub fn from_symbol(symbol: &str) -> Option<Self> {
        match symbol {
            "%" => Some(Self::Percent),
            "€" => Some(Self::Euros { power: 0 }),
            "k€" | "K€" => Some(Self::Euros { power: 3 }),
            "M€" => Some(Self::Euros { power: 6 }),
            "Md€" => Some(Self::Euros { power: 9 }),
            _ => None,
        }
    }

    pub fn symbol(self) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::Euros { power: 0 } => "€",
            Self::Euros { power: 3 } => "k€",
            Self::Euros { power: 6 } => "M€",
            Self::Euros { .. } => "Md€",
        }
    }
}

/// The unit in euros that stands at a place of a text, and where it ends. Texts write more units than cells take: `Mds€`, `MEUR`, `M d’euros`,
/// `millions d’euros`. "m€" is none: capitals count in one letter.
pub fn in_prose(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let word = word_at(chars, at);
    let end = at + word.chars().count();
    let euros = EUROS.iter().find_map(|euros| word.to_lowercase().strip_suffix(euros).map(|before| before.chars().count()));
    match euros {
        Some(0) => Some((0, end)),
        Some(count) => power_of(&word.chars().take(count).collect::<String>()).map(|power| (power, end)),
        None if word.is_empty() => (chars.get(at) == Some(&'€')).then(|| (0, at + 1)),
        None => power_of(&word).zip(euros_at(chars, skip_spaces(chars, end))),
    }
}

/// The words for the euro, the longest first.
const EUROS: [&str; 3] = ["euros", "euro", "eur"];

/// Where `€`, `euros` or `d’euros` ends, if it stands there.
fn euros_at(chars: &[char], at: usize) -> Option<usize> {
    let is_elided = chars.get(at) == Some(&'d') && matches!(chars.get(at + 1), Some('\'' | '’'));
    let at = if is_elided { skip_spaces(chars, at + 2) } else { at };
    let word = word_at(chars, at);
    match word.as_str() {
        "" => (chars.get(at) == Some(&'€')).then(|| at + 1),
        word => EUROS.contains(&word.to_lowercase().as_str()).then(|| at + word.chars().count()),
    }
}

fn word_at(chars: &[char], at: usize) -> String {
    chars.iter().skip(at).take_while(|c| c.is_alphabetic()).collect()
}

/// What a word multiplies euros by, as a power of ten.
fn power_of(word: &str) -> Option<u32> {
    match word {
        "k" | "K" => return Some(3),
        "M" => return Some(6),
        _ => {}
    }
    match word.to_lowercase().as_str() {
        "millier" | "milliers" => Some(3),
        "million" | "millions" | "mio" => Some(6),
        "md" | "mds" | "mrd" | "mrds" | "milliard" | "milliards" => Some(9),
        _ => None,
    }
}

/// How a linked amount is written in its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// `10^power` euros are its unit.
    pub power: u32,
    /// How many decimals it is rounded to.
    pub decimals: u32,
    /// Whether nil decimals are written.
    pub is_padded: bool,
}

impl Scale {
    /// The scale of a form, or the next smaller unit with one decimal where an amount other than 0 would be rounded to 0.
    pub fn of(form: Form, euros: i128) -> Self {
        let plain = |power, decimals| Self { power, decimals, is_padded: false };
        let mut scale = match form {
            Form::Plain | Form::Percent | Form::SignedPercent | Form::Euros => plain(0, 0),
            Form::Thousands => plain(3, 1),
            Form::Millions { decimals } => Self { is_padded: decimals > 1, ..plain(6, decimals.into()) },
            Form::Billions => plain(9, 1),
        };
        while scale.power > 0 && scale.hides(euros) {
            let power = scale.power.saturating_sub(3);
            scale = plain(power, power.min(1));
        }
        scale
    }

    /// The power of ten of the euros to which an amount is rounded.
    pub fn precision(self) -> u32 {
        self.power.saturating_sub(self.decimals)
    }

    /// Whether an amount other than 0 is rounded to 0.
    fn hides(self, euros: i128) -> bool {
        let step = 10_u128.saturating_pow(self.precision());
        euros != 0 && euros.unsigned_abs().saturating_mul(2) < step
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_write_units_in_many_ways() {
        let cases = [
            ("€", Some((0, 1))),
            ("euros", Some((0, 5))),
            ("euro", Some((0, 4))),
            ("EUR.", Some((0, 3))),
            ("k€", Some((3, 2))),
            ("K€", Some((3, 2))),
            ("kEUR", Some((3, 4))),
            ("milliers d'euros", Some((3, 16))),
            ("M€", Some((6, 2))),
            ("M €", Some((6, 3))),
            ("MEUR", Some((6, 4))),
            ("M EUR", Some((6, 5))),
            ("Meuros", Some((6, 6))),
            ("M d'€", Some((6, 5))),
            ("M d’€", Some((6, 5))),
            ("M\u{a0}d’euros", Some((6, 9))),
            ("Mio €", Some((6, 5))),
            ("millions d'euros", Some((6, 16))),
            ("millions d’euros", Some((6, 16))),
            ("Millions d’EUR", Some((6, 14))),
            ("million €", Some((6, 9))),
            ("Md€", Some((9, 3))),
            ("Mds€", Some((9, 4))),
            ("Mds €", Some((9, 5))),
            ("MDS€", Some((9, 4))),
            ("Mrds €", Some((9, 6))),
            ("MdEUR", Some((9, 5))),
            ("Md d’euros", Some((9, 10))),
            ("Mds d'€", Some((9, 7))),
            ("milliard d’euros", Some((9, 16))),
            ("", None),
            ("m€", None),
            ("MEURT", None),
            ("d'euros", None),
            ("auteurs", None),
            ("secteur", None),
            ("millions", None),
            ("M", None),
            ("M d'agents", None),
            ("europe", None),
            ("F €", None),
        ];
        for (text, expected) in cases {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(in_prose(&chars, 0), expected, "{text}");
        }
    }

    #[test]
    fn no_form_rounds_an_amount_to_nothing() {
        let forms = ["nb", "€", "k€", "M€", "M€0", "M€2", "M€3", "Md€"].map(|symbol| Form::of_symbol(symbol).unwrap());
        for form in forms {
            for power in 0..19 {
                for euros in
                    [10_i128.pow(power), 10_i128.pow(power) * 5 - 1, -10_i128.pow(power), -(10_i128.pow(power) * 5 - 1), 1, -1, 49, 50, -49_999]
                {
                    assert!(!Scale::of(form, euros).hides(euros), "{form:?} {euros}");
                }
            }
        }
    }
}
