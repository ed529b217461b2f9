//! One amount that several files give: taken once where they say it of one ministry, added up where each says it of another, refused where
//! nothing tells which of the two it is.

use std::collections::{BTreeMap, BTreeSet};

use super::super::blocks::folded;
use super::super::coded;
use super::super::report::Spot;
use super::headings::Part;
use crate::calc::Tally;
use crate::model::{Euros, Overflow};

/// The ministry of a line, as far as it says one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ministry {
    code: String,
    label: String,
}

impl Ministry {
    /// "05", "5.0" and "MIN05" are one code; a column of codes may hold names.
    pub fn of(code: &str, label: &str) -> Self {
        let (code, label) = (folded(code), folded(label));
        let is_code = code.len() <= "min123.0".len() && code.contains(|c: char| c.is_ascii_digit());
        match is_code {
            true => Self { code: plain(code.strip_prefix("min").unwrap_or(&code)), label },
            false => Self { code: String::new(), label: if label.is_empty() { code } else { label } },
        }
    }
}

impl Ministry {
    /// Whether two are one, as far as both say it in one way.
    pub fn is(&self, other: &Self) -> bool {
        if self.code.is_empty() || other.code.is_empty() { self.label == other.label && !self.label.is_empty() } else { self.code == other.code }
    }

    /// What it is known by, for comparing lines.
    pub fn key(&self) -> &str {
        if self.code.is_empty() { &self.label } else { &self.code }
    }
}

/// The codes that files give to the names of ministries.
#[derive(Default)]
pub(super) struct Ministries(BTreeMap<String, BTreeSet<String>>);

impl Ministries {
    pub fn note(&mut self, ministry: &Ministry) {
        if !ministry.code.is_empty() && !ministry.label.is_empty() && !self.0.get(&ministry.label).is_some_and(|codes| codes.contains(&ministry.code))
        {
            self.0.entry(ministry.label.clone()).or_default().insert(ministry.code.clone());
        }
    }

    fn named(&self, ministry: &Ministry) -> Named {
        let mut codes = self.0.get(&ministry.label).into_iter().flatten();
        match (ministry.code.as_str(), codes.next(), codes.next()) {
            ("", Some(code), None) => Named::Code(code.clone()),
            ("", ..) if ministry.label.is_empty() => Named::Nothing,
            ("", ..) => Named::Label(ministry.label.clone()),
            (code, ..) => Named::Code(code.to_owned()),
        }
    }
}

/// What a ministry is known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    Nothing,
    Label(String),
    Code(String),
}

/// Whose an amount is: of a ministry, and of contributions all of it or one of the two kinds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Bearer {
    ministry: Named,
    part: Part,
}

/// What two bearers are to each other when they are not the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    /// Two of one kind: their amounts are two.
    Apart,
    /// One says less than the other: its amounts may be those of several.
    Vague,
    /// A code beside a name: they may be one or two.
    Unknown,
}

impl Bearer {
    fn words(&self) -> String {
        match &self.ministry {
            Named::Code(words) | Named::Label(words) => words.clone(),
            Named::Nothing => String::new(),
        }
    }

    /// What bearers are told apart by.
    fn kind(&self) -> (Part, u8) {
        let by = match self.ministry {
            Named::Nothing => 0,
            Named::Label(_) => 1,
            Named::Code(_) => 2,
        };
        (self.part, by)
    }
}

fn relation((part, by): (Part, u8), (other_part, other_by): (Part, u8)) -> Relation {
    match (part, other_part) {
        (Part::First, Part::Second) | (Part::Second, Part::First) => Relation::Apart,
        _ if by == 0 || other_by == 0 => Relation::Vague,
        _ if by != other_by => Relation::Unknown,
        _ if part == other_part => Relation::Apart,
        _ => Relation::Vague,
    }
}

/// What the other columns of some lines hold, by their heading: words that would tell two amounts apart.
pub(super) type Marks = BTreeMap<String, BTreeSet<String>>;

/// What the lines of one file say of one bearer, added up.
#[derive(Clone, Debug, Default)]
pub(super) struct Share {
    tally: Tally,
    /// Each with its file.
    lines: Vec<(usize, usize)>,
    /// Of the first amount.
    spot: Spot,
    marks: Marks,
}

/// An amount of a line, before it is added to others.
pub(super) struct Amount<'a> {
    pub euros: Euros,
    pub part: Part,
    pub ministry: &'a Ministry,
    pub marks: &'a [(String, String)],
    pub spot: Spot,
}

/// Which share: its file, and whose it is as the file says it.
type Origin = (usize, Ministry, Part);

/// What every file says of one amount of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Shares(BTreeMap<Origin, Share>);

/// Why amounts of two files are neither one nor two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Clash {
    /// They give one amount otherwise.
    Differ { spots: Box<[Spot; 2]>, totals: [Result<Euros, Overflow>; 2] },
    /// They give the same amount with other words in one column, by its heading; of ministries, a code and a name.
    Apart { spots: Box<[Spot; 2]>, column: Option<String>, said: [String; 2] },
}

impl Shares {
    pub fn add(&mut self, amount: Amount<'_>) {
        let Amount { euros, part, ministry, marks, spot } = amount;
        let share = self.0.entry((spot.file, ministry.clone(), part)).or_default();
        for (heading, words) in marks {
            share.marks.entry(heading.clone()).or_default().insert(words.clone());
        }
        share.tally.add(euros);
        share.lines.push((spot.file, spot.line));
        if share.lines.len() == 1 {
            share.spot = spot;
        }
    }

    /// The lines that are added up, each with its file.
    pub fn lines(&self) -> impl Iterator<Item = (usize, usize)> {
        self.0.values().flat_map(|share| share.lines.iter().copied())
    }

    /// Where the first amount stands.
    pub fn spot(&self) -> Spot {
        let spots = self.0.values().map(|share| &share.spot);
        spots.min_by_key(|spot| (spot.file, spot.line)).cloned().unwrap_or_default()
    }

    /// How many ministries are named.
    pub fn ministries(&self) -> usize {
        self.0.keys().map(|(_, ministry, _)| ministry).filter(|ministry| **ministry != Ministry::default()).collect::<BTreeSet<_>>().len()
    }

    /// # Errors
    /// [`Overflow`] when the sum does not fit an amount.
    pub fn total(&self) -> Result<Euros, Overflow> {
        total(self.0.values())
    }

    /// Leaves out what an earlier file gives already, and hands its lines to `repeated` with the file that is kept.
    ///
    /// # Errors
    /// [`Clash`] when two files give the amount otherwise, or nothing tells whether it is one or two.
    pub fn take_once(&mut self, ministries: &Ministries, mut repeated: impl FnMut(usize, &[(usize, usize)])) -> Result<(), Clash> {
        let mut of_files: BTreeMap<usize, Vec<(Bearer, (Origin, Share))>> = BTreeMap::new();
        for (origin, share) in std::mem::take(&mut self.0) {
            let bearer = Bearer { ministry: ministries.named(&origin.1), part: origin.2 };
            of_files.entry(origin.0).or_default().push((bearer, (origin, share)));
        }
        let mut known: BTreeMap<Bearer, Vec<(Origin, Share)>> = BTreeMap::new();
        for of_file in of_files.into_values() {
            let (same, others): (Vec<_>, Vec<_>) = of_file.into_iter().partition(|(bearer, _)| known.contains_key(bearer));
            let mut paired: BTreeMap<Bearer, Vec<Share>> = BTreeMap::new();
            for (bearer, (_, share)) in same {
                paired.entry(bearer).or_default().push(share);
            }
            for (bearer, again) in &paired {
                let own: Vec<&Share> = known.get(bearer).into_iter().flatten().map(|(_, share)| share).collect();
                is_repeated(&own, &again.iter().collect::<Vec<_>>(), None)?;
                own.iter().take(1).for_each(|own| again.iter().for_each(|share| repeated(own.spot.file, &share.lines)));
            }
            let unpaired = || known.iter().filter(|(bearer, _)| !paired.contains_key(bearer));
            let kinds = |bearers: &mut dyn Iterator<Item = &Bearer>| bearers.map(Bearer::kind).collect::<BTreeSet<_>>();
            let own = kinds(&mut unpaired().map(|(bearer, _)| bearer));
            let new = kinds(&mut others.iter().map(|(bearer, _)| bearer));
            let relations: Vec<Relation> = own.iter().flat_map(|own| new.iter().map(|new| relation(*own, *new))).collect();
            if relations.iter().all(|relation| *relation == Relation::Apart) {
                for (bearer, share) in others {
                    known.entry(bearer).or_default().push(share);
                }
                continue;
            }
            let unknown = relations.contains(&Relation::Unknown).then(|| {
                let words = |bearer: Option<&Bearer>| bearer.map(Bearer::words).unwrap_or_default();
                [words(unpaired().map(|(bearer, _)| bearer).next_back()), words(others.last().map(|(bearer, _)| bearer))]
            });
            let own: Vec<&Share> = unpaired().flat_map(|(_, shares)| shares).map(|(_, share)| share).collect();
            is_repeated(&own, &others.iter().map(|(_, (_, share))| share).collect::<Vec<_>>(), unknown)?;
            own.iter().take(1).for_each(|own| others.iter().for_each(|(_, (_, share))| repeated(own.spot.file, &share.lines)));
        }
        self.0 = known.into_values().flatten().collect();
        Ok(())
    }
}

fn total<'a>(shares: impl IntoIterator<Item = &'a Share>) -> Result<Euros, Overflow> {
    let mut tally = Tally::default();
    shares.into_iter().for_each(|share| tally.join(&share.tally));
    tally.total()
}

/// Whether `others` say again what `own` say.
///
/// # Errors
/// [`Clash`] when they make another sum, or the same one with other words beside it.
fn is_repeated(own: &[&Share], others: &[&Share], unknown: Option<[String; 2]>) -> Result<(), Clash> {
    let first = |shares: &[&Share]| shares.iter().map(|share| &share.spot).min_by_key(|spot| spot.line).cloned().unwrap_or_default();
    let spots = || Box::new([first(own), first(others)]);
    let totals = [own, others].map(|shares| total(shares.iter().copied()));
    match &totals {
        [Ok(one), Ok(other)] if one == other => {
            let said = unknown.map(|said| (None, said)).or_else(|| other_words(own, others).map(|(column, said)| (Some(column), said)));
            match said {
                // Nothing is nothing, once or twice.
                Some((column, said)) if *one != Euros::ZERO => Err(Clash::Apart { spots: spots(), column, said }),
                Some(_) | None => Ok(()),
            }
        }
        _ => Err(Clash::Differ { spots: spots(), totals }),
    }
}

/// A column that both have, with other words, and one word of each.
fn other_words(own: &[&Share], others: &[&Share]) -> Option<(String, [String; 2])> {
    let all = |shares: &[&Share]| {
        let mut marks = Marks::new();
        for (heading, words) in shares.iter().flat_map(|share| &share.marks) {
            marks.entry(heading.clone()).or_default().extend(words.iter().cloned());
        }
        marks
    };
    let (own, others) = (all(own), all(others));
    own.into_iter().find_map(|(heading, words)| {
        let other = others.get(&heading).filter(|other| **other != words)?;
        let only = |these: &BTreeSet<String>, those: &BTreeSet<String>| these.difference(those).next().or(these.first()).cloned().unwrap_or_default();
        let said = [only(&words, other), only(other, &words)];
        Some((heading, said))
    })
}

/// A cell as it is compared with others: without case and accents, a number without what does not change it.
pub(super) fn plain(cell: &str) -> String {
    let cell = folded(cell);
    if let Some(number) = coded::whole(&cell) {
        return number.to_string();
    }
    let Some((whole, decimals)) = cell.split_once(['.', ',']) else { return cell };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(decimals) {
        return cell;
    }
    let whole = whole.trim_start_matches('0');
    format!("{},{}", if whole.is_empty() { "0" } else { whole }, decimals.trim_end_matches('0')).trim_end_matches(',').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_compared_without_what_their_spelling_adds() {
        let cases = [
            ("01", "1"),
            ("5.0", "5"),
            ("5,50", "5,5"),
            ("05.50", "5,5"),
            ("Défense ", "defense"),
            ("", ""),
            ("1,x", "1,x"),
            ("00", "0"),
            ("0352-CDNR", "0352-cdnr"),
        ];
        for (cell, expected) in cases {
            assert_eq!(plain(cell), expected, "{cell}");
        }
    }

    #[test]
    fn a_ministry_is_known_by_its_code_however_it_is_written_or_by_its_name() {
        let code = |code: &str| Named::Code(code.into());
        let label = |label: &str| Named::Label(label.into());
        let mut ministries = Ministries::default();
        ministries.note(&Ministry::of("36", "Transformation"));
        ministries.note(&Ministry::of("12", "Services"));
        ministries.note(&Ministry::of("13", "Services"));
        let cases = [
            ("05", "", code("5")),
            ("5.0", "Justice", code("5")),
            ("MIN05", "", code("5")),
            ("Justice", "", label("justice")),
            ("", "JUSTICE", label("justice")),
            ("SPM", "", label("spm")),
            ("", "transformation", code("36")),
            // A name of two codes stays a name.
            ("", "Services", label("services")),
            ("", "", Named::Nothing),
        ];
        for (text, name, expected) in cases {
            assert_eq!(ministries.named(&Ministry::of(text, name)), expected, "{text} {name}");
        }
    }

    #[test]
    fn amounts_of_two_bearers_are_two_only_when_both_say_whose_they_are_in_one_way() {
        use Relation::{Apart, Unknown, Vague};
        let (nothing, label, code) = (0, 1, 2);
        let cases = [
            ((Part::Whole, code), (Part::Whole, code), Apart),
            ((Part::Whole, label), (Part::Whole, label), Apart),
            ((Part::Whole, code), (Part::Whole, label), Unknown),
            ((Part::Whole, nothing), (Part::Whole, code), Vague),
            ((Part::First, nothing), (Part::Second, nothing), Apart),
            ((Part::Whole, code), (Part::First, code), Vague),
        ];
        for (one, other, expected) in cases {
            assert_eq!((relation(one, other), relation(other, one)), (expected, expected), "{one:?} {other:?}");
        }
    }
}
