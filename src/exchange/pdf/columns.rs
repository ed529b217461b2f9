//! The widths of a printed table, from its figures and headings: found here, in whole thousandths of a point, so that the layout measures nothing.

use serde::Serialize;

use super::pieces::Column;
use crate::charts::fonts;
use crate::charts::scene::Weight;
use crate::tables::ColumnRole;

/// A length in thousandths of a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Length(u32);

/// How a table stands on a page of 170 mm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// Of its words.
    pub size: Length,
    /// Whether the lines of headings may end with any word.
    pub is_cut: bool,
    /// Of each column of figures; those of words take what they need.
    pub widths: Vec<Length>,
    /// Before each column.
    pub gaps: Vec<Length>,
}

impl Length {
    pub const fn points(tenths: u32) -> Self {
        Self(tenths * 100)
    }

    const fn millimetres(tenths: u32) -> Self {
        Self(tenths * 28_346 / 100)
    }

    /// How wide a text is in this size.
    fn of(self, text: &str, weight: Weight) -> Self {
        Self(fonts::thousandths(text, weight).saturating_mul(self.0).div_ceil(1000))
    }

    fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

const PAGE: Length = Length::millimetres(1700);
/// What labels have at least, and what they have where their three lines want more.
const LEAST_ROOM: Length = Length::millimetres(440);
const MOST_ROOM: Length = Length::millimetres(640);

/// From the usual size to the smallest, and whether headings are cut.
const SIZES: [(Length, bool); 6] = [
    (Length::points(90), false),
    (Length::points(84), false),
    (Length::points(78), false),
    (Length::points(72), false),
    (Length::points(72), true),
    (Length::points(68), true),
];
/// Sizes as large as any other text of tables.
const EASY: usize = 3;

/// The largest size in which the labels have three lines at most, or else some room. A table without labels, such as an empty one, has the usual.
pub fn fit(columns: &[Column], labels: Option<impl Iterator<Item = impl AsRef<str>>>) -> Fit {
    let usual = || one(columns, SIZES.first().copied().unwrap_or_default());
    let Some(labels) = labels else { return usual() };
    // Where only the longest counts, its letters say which that is.
    let longest = labels.max_by_key(|label| label.as_ref().len());
    let longest = longest.as_ref().map_or("", AsRef::as_ref);
    let fits: Vec<Fit> = SIZES.into_iter().map(|size| one(columns, size)).collect();
    let wanted = |size: Length| Length(size.of(longest, Weight::Regular).0 * 10 / 24).clamp(LEAST_ROOM, MOST_ROOM);
    let easy = fits.iter().take(EASY).find(|fit| fit.room() >= wanted(fit.size));
    easy.or_else(|| fits.iter().find(|fit| fit.room() >= LEAST_ROOM)).or(fits.last()).cloned().unwrap_or_else(usual)
}

/// A table in the measure of texts, where no heading asks for room.
pub fn list(columns: &[Column]) -> Fit {
    const SIZE: Length = Length::points(86);
    let width = |column: &Column| SIZE.of(&column.longest, Weight::Bold).max(Length::millimetres(260));
    Fit { size: SIZE, is_cut: false, widths: columns.iter().map(width).collect(), gaps: columns.iter().map(|_| Length::millimetres(30)).collect() }
}

/// A table in one size.
fn one(columns: &[Column], (size, is_cut): (Length, bool)) -> Fit {
    let small = size < Length::points(90);
    let least = Length::millimetres(match columns.len() {
        _ if small => 120,
        ..=4 => 210,
        5..=6 => 170,
        _ => 130,
    });
    let gap = if size < Length::points(80) { 20 } else { 30 };
    let width = |column: &Column| match column.role {
        ColumnRole::Sentence | ColumnRole::Words => Length::default(),
        _ if is_cut => cut(column, size),
        _ => whole(column, size, least),
    };
    Fit {
        size,
        is_cut,
        widths: columns.iter().map(width).collect(),
        gaps: columns.iter().map(|column| Length::millimetres(if column.role == ColumnRole::Apart { gap + 40 } else { gap })).collect(),
    }
}

impl Fit {
    /// What is left for labels.
    fn room(&self) -> Length {
        self.widths.iter().chain(&self.gaps).fold(PAGE, |room, length| room.less(*length))
    }
}

/// The longest figure, and the longest words of the heading that stay together, on two lines where they may.
fn whole(column: &Column, size: Length, least: Length) -> Length {
    let heading = size.less(Length::points(10));
    let rest = heading.of(&column.rest, Weight::Semibold);
    let on_one = least > Length::millimetres(200) && rest <= Length::millimetres(340) && !column.grouped;
    let rest = if on_one { rest } else { Length(rest.0 * 10 / 18) };
    let words = column.heading.split(' ').map(|word| heading.of(word, Weight::Semibold));
    let others = [size.of(&column.longest, Weight::Bold), rest, heading.of(&column.lead, Weight::Semibold), least];
    words.chain(others).max().unwrap_or(least)
}

/// The longest figure and the longest word.
fn cut(column: &Column, size: Length) -> Length {
    const LEAST: Length = Length::millimetres(110);
    let heading = size.less(Length::points(10));
    let of = |words: &str, weight| words.split([' ', '\u{a0}']).map(|word| heading.of(word, weight)).max().unwrap_or_default();
    let widest = [size.of(&column.longest, Weight::Bold), of(&column.lead, Weight::Semibold), of(&column.rest, Weight::Regular)];
    widest.into_iter().fold(LEAST, Ord::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(heading: &str, longest: &str) -> Column {
        let (lead, rest) = heading.split_once(' ').unwrap_or(("", heading));
        Column {
            heading: heading.into(),
            lead: lead.into(),
            rest: rest.into(),
            grouped: false,
            longest: longest.into(),
            role: ColumnRole::Figures,
            width: Length::default(),
            gap: Length::default(),
        }
    }

    #[test]
    fn labels_keep_their_room() {
        let usual: Vec<Column> = (0..4).map(|_| column("Titre de\u{a0}personnel", "7\u{202f}300\u{202f}000")).collect();
        let of = |columns: &[Column], label: &str| fit(columns, Some([label].into_iter()));
        let roomy = of(&usual, "01 – Une action");
        assert_eq!((roomy.size, roomy.is_cut, roomy.widths[0]), (Length::points(90), false, Length::millimetres(210)));
        // A label of many lines wants more room than a short one.
        let six: Vec<Column> = (0..6).map(|_| column("Titre de\u{a0}personnel", "7\u{202f}300\u{202f}000")).collect();
        assert_eq!(of(&six, "01").size, Length::points(90));
        assert!(of(&six, &"Une action ".repeat(12)).size < Length::points(90));
        // Ten columns of ten digits: the headings are cut, the labels have their room.
        let ten: Vec<Column> = (0..9).map(|_| column("Titre d’investissement de\u{a0}la\u{a0}dette", "345\u{202f}678\u{202f}900")).collect();
        let tight = of(&ten, "Une action");
        assert!(tight.is_cut && tight.size >= Length::points(68), "{tight:?}");
        for (column, width) in ten.iter().zip(&tight.widths) {
            assert!(*width >= tight.size.of(&column.longest, Weight::Bold), "no figure is cut");
        }
        assert_eq!(fit(&ten, None::<std::iter::Empty<&str>>).size, Length::points(90));
    }

    #[test]
    fn lengths_are_those_of_print() {
        assert_eq!((Length::millimetres(1700).0, Length::points(90).0), (481_882, 9000));
        let digits = Length::points(100).of("0000", Weight::Regular);
        assert_eq!(digits.0, Length::points(50).of("00000000", Weight::Regular).0, "digits are as wide as each other");
    }
}
