//! Categories named by their codes or by words, for whoever adds several at once.

use crate::lang::{Lang, nature};
use crate::model::{Categories, Category};
use crate::tables::Query;

/// Why what was typed names no category that can be added.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CategoryRefusal {
    #[error("{0:?} is no category")]
    Unknown(String),
    #[error("category {0} is there already")]
    Used(Category),
    #[error("{0:?} is said of no category that is left")]
    NoneSaid(String),
}

/// The categories that are not there yet, and of which what is typed says the beginning of the code or words of the name, in the official order.
pub fn proposed(there: Categories, typed: &str, lang: Lang) -> Vec<Category> {
    let words: Vec<Query> = typed.split_whitespace().map(Query::new).collect();
    let is_meant = |category: &Category| {
        let name = format!("{} {}", nature::category(*category, lang), nature::title_line(category.title(), lang));
        category.to_string().starts_with(typed.trim()) || words.iter().all(|word| word.occurs_in(&name))
    };
    if words.is_empty() { vec![] } else { Category::all().filter(|category| !there.contains(*category)).filter(is_meant).collect() }
}

/// The categories that are meant: by their codes, apart by spaces or commas, or else the first that is proposed.
pub fn meant(there: Categories, typed: &str, lang: Lang) -> Result<Vec<Category>, CategoryRefusal> {
    let parts = || typed.split([' ', ',', ';', '\t', '\u{a0}']).filter(|part| !part.is_empty());
    if parts().next().is_none_or(|part| !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return proposed(there, typed, lang)
            .first()
            .map(|category| vec![*category])
            .ok_or_else(|| CategoryRefusal::NoneSaid(typed.trim().to_owned()));
    }
    let mut meant = Vec::new();
    for part in parts() {
        let category = part.parse().ok().and_then(Category::new).ok_or_else(|| CategoryRefusal::Unknown(part.to_owned()))?;
        if there.contains(category) {
            return Err(CategoryRefusal::Used(category));
        }
        if !meant.contains(&category) {
            meant.push(category);
        }
    }
    Ok(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_meant_by_codes_or_by_words() {
        let there: Categories = [21, 62].into_iter().filter_map(Category::new).collect();
        let unknown = |word: &str| Err(CategoryRefusal::Unknown(word.into()));
        let cases: [(&str, Result<&[u8], CategoryRefusal>); 12] = [
            ("31", Ok(&[31])),
            (" 61, 63;64 ", Ok(&[61, 63, 64])),
            ("61 61", Ok(&[61])),
            ("ménages", Ok(&[61])),
            ("MENAGES", Ok(&[61])),
            ("transferts aut", Ok(&[64])),
            ("titre 5 subv", Ok(&[53])),
            ("62", Err(CategoryRefusal::Used(Category::new(62).unwrap()))),
            ("99", unknown("99")),
            ("31 6", unknown("6")),
            ("entreprises", Err(CategoryRefusal::NoneSaid("entreprises".into()))),
            ("", Err(CategoryRefusal::NoneSaid(String::new()))),
        ];
        for (typed, expected) in cases {
            let expected = expected.map(|codes| codes.iter().filter_map(|code| Category::new(*code)).collect::<Vec<_>>());
            assert_eq!(meant(there, typed, Lang::French), expected, "{typed:?}");
        }
        let proposed = |typed: &str| proposed(there, typed, Lang::French).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(proposed("6"), "61 63 64 65");
        assert_eq!(proposed("immobilisations"), "51 52");
        assert_eq!(proposed(""), "");
        for refusal in [CategoryRefusal::Unknown("9".into()), CategoryRefusal::Used(Category::OPERATING), CategoryRefusal::NoneSaid("x".into())] {
            assert!(Lang::ALL.into_iter().all(|lang| !refusal.sentence(lang).is_empty()));
        }
    }
}
