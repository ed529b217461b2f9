//! A figure in a text that follows its cell.
//!
//! A link stands in the text of a narrative as `{place|form|figure}`: the place by ids and years, the form in which the figure is written, and
//! the figure that the text showed when it was last written, which stays when the link breaks. Knows neither addresses nor how figures are
//! written.

use std::fmt;
use std::ops::Range;

use super::Place;

/// How a linked figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// As the table prints it, without a unit: `7 300 000`, `140`.
    Plain,
    /// `7 300 000 €`
    Euros,
    /// `7 300 k€`, with at most one decimal.
    Thousands,
    /// `7,3 M€`: one decimal or none, a nil one dropped; `7,30 M€`: two or three, all of them written.
    Millions { decimals: u8 },
    /// `1,2 Md€`
    Billions,
    /// `68,9 %`
    Percent,
    /// `+15,2 %`
    SignedPercent,
}

impl Form {
    /// What a link names it: `M€`, `€`, `+%`.
    pub fn symbol(self) -> String {
        match self {
            Self::Plain => "nb".into(),
            Self::Euros => "€".into(),
            Self::Thousands => "k€".into(),
            Self::Millions { decimals: 1 } => "M€".into(),
            Self::Millions { decimals } => format!("M€{decimals}"),
            Self::Billions => "Md€".into(),
            Self::Percent => "%".into(),
            Self::SignedPercent => "+%".into(),
        }
    }

    pub fn of_symbol(symbol: &str) -> Option<Self> {
        Some(match symbol {
            "nb" => Self::Plain,
            "€" => Self::Euros,
            "k€" => Self::Thousands,
            "M€" => Self::Millions { decimals: 1 },
            "M€0" => Self::Millions { decimals: 0 },
            "M€2" => Self::Millions { decimals: 2 },
            "M€3" => Self::Millions { decimals: 3 },
            "Md€" => Self::Billions,
            "%" => Self::Percent,
            "+%" => Self::SignedPercent,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub place: Place,
    pub form: Form,
    /// The figure as it was last written.
    pub last: String,
}

impl Link {
    /// The link of a stored token, without its braces.
    pub fn parse(token: &str) -> Option<Self> {
        let (code, rest) = token.split_once('|')?;
        let (form, last) = rest.split_once('|')?;
        Some(Self { place: Place::from_code(code)?, form: Form::of_symbol(form)?, last: last.into() })
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{}|{}|{}}}", self.place.code(), self.form.symbol(), self.last)
    }
}

/// The links of a text, with the bytes on which each stands.
pub fn links(source: &str) -> impl Iterator<Item = (Range<usize>, Link)> {
    braces(source).filter_map(|(range, token)| Some((range, Link::parse(token)?)))
}

/// What is spelt as a link that a drafter types, and is none: an address of at least three words, or one with a form. Braces stand around it.
pub fn unknown_links(source: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let is_typed = |token: &str| {
        let (address, form) = token.rsplit_once('|').map_or((token, None), |(address, form)| (address, Some(form.trim())));
        let is_address = !address.is_empty() && !address.contains(char::is_whitespace) && !address.contains('|');
        is_address && form.map_or(address.split('/').count() > 2, |form| Form::of_symbol(form).is_some())
    };
    braces(source).filter(move |(_, token)| is_typed(token)).filter_map(|(range, _)| Some((range.clone(), source.get(range)?)))
}

/// What stands between braces on one line, with the bytes of both braces; braces within are none.
pub fn braces(source: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + source.get(from..)?.find('{')?;
            let inner = start + 1;
            let rest = source.get(inner..)?;
            let end = rest.find(['{', '}', '\n']);
            match end.map(|end| (end, rest.as_bytes().get(end))) {
                Some((end, Some(b'}'))) => {
                    from = inner + end + 1;
                    return rest.get(..end).map(|token| (start..from, token));
                }
                Some((end, Some(b'{'))) => from = inner + end,
                Some((end, _)) => from = inner + end + 1,
                None => return None,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spelt_as_a_link_and_is_none_is_told_from_other_braces() {
        let cases: [(&str, &[&str]); 7] = [
            ("De {plf/03/31/ae|M€} et {plf/03/31/ae}.", &["{plf/03/31/ae|M€}", "{plf/03/31/ae}"]),
            ("{plf/03/31/ae | M€}", &[]),
            ("{rap|M€}", &["{rap|M€}"]),
            ("{bill/2021/1/31/ae|M€|7,3 M€}", &[]),
            ("{et/ou} {a} {} { b/c/d }", &[]),
            ("{a b/c/d} {x|y}", &[]),
            ("{plf/01/31/ae|Mrd€}", &[]),
        ];
        for (source, expected) in cases {
            assert_eq!(unknown_links(source).map(|(_, words)| words).collect::<Vec<_>>(), expected, "{source}");
        }
    }

    #[test]
    fn links_are_found_among_other_braces() {
        let token = "{bill/2021/1/31/ae|M€|7,3 M€}";
        let text = format!("{{a}} {{ {token} et {{bill/2021/1/31/ae|M€}}\n{{ {token}");
        let found: Vec<String> = links(&text).map(|(range, link)| format!("{range:?} {link}")).collect();
        let first = text.find(token).unwrap();
        let second = text.rfind(token).unwrap();
        let at = |start: usize| format!("{:?} {token}", start..start + token.len());
        assert_eq!(found, [at(first), at(second)]);
    }

    #[test]
    fn forms_have_one_symbol_each() {
        for symbol in ["nb", "€", "k€", "M€", "M€0", "M€2", "M€3", "Md€", "%", "+%"] {
            assert_eq!(Form::of_symbol(symbol).map(Form::symbol).as_deref(), Some(symbol));
        }
        for symbol in ["", "M€1", "m€", "M€9"] {
            assert_eq!(Form::of_symbol(symbol), None);
        }
    }
}
