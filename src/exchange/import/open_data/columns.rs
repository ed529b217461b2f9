//! The columns of a file, from its headings, and what its columns of amounts are on lines of one law and one year.
//!
//! Everything is settled before a line is read: which columns give one amount, which are its parts, and what the headings leave open.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::headings::{self, AmountHeading, HeadingYear, Holds, Part, Role};
use crate::model::{Measure, Stage, Year};

/// The columns of a file.
#[derive(Default)]
pub(in super::super) struct Columns {
    headings: Vec<String>,
    holds: Vec<Holds>,
}

/// Which amount of an action and category a column gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    pub year: Year,
    pub stage: Stage,
    pub contributions: bool,
    pub measure: Measure,
}

/// The columns that give one amount: the whole, and its two parts, each perhaps in several columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub target: Target,
    pub whole: Vec<usize>,
    pub parts: [Vec<usize>; 2],
}

/// What the columns of amounts are on lines of one law and year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Places {
    pub groups: Vec<Group>,
    /// Columns of which nothing says whether they are of the bill or the act.
    pub stageless: Vec<usize>,
    /// A column whose heading names another stage than the law of the line, which counts.
    pub overruled: Option<usize>,
    /// Columns whose year the file does not say.
    pub undated: Vec<usize>,
    /// Whether the stage of a column is the one that the user says.
    pub is_law_given: bool,
}

/// Why the columns of amounts are nowhere on lines of a law and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nowhere {
    /// No year is said.
    NoYear,
    /// The year of the line is not the one of this column's heading.
    OtherYear { column: usize },
}

/// What the user says for files that do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Given {
    pub stage: Option<Stage>,
    pub year: Option<Year>,
}

impl Columns {
    pub fn of(headings: &[String]) -> Self {
        Self { headings: headings.to_vec(), holds: headings::read(headings) }
    }

    /// How many columns are known.
    pub fn known(&self) -> usize {
        self.holds.iter().filter(|holds| **holds != Holds::Unknown).count()
    }

    /// Whether they are those of lines of credits.
    pub fn are_credits(&self) -> bool {
        self.has(Role::Programme) && self.amounts().next().is_some()
    }

    /// Whether they hold what other columns hold, each in the same place.
    pub(super) fn hold_the_same(&self, other: &Self) -> bool {
        self.holds == other.holds
    }

    /// The needed column that is missing.
    pub(super) fn missing(&self) -> Option<&'static str> {
        let gives = |wanted| self.amounts().any(|(_, amount)| amount.measure == wanted && !amount.contributions);
        let needed = [
            (self.has(Role::Programme), "programme"),
            (self.has(Role::Action), "action"),
            (self.has(Role::Category), "categorie"),
            (gives(Measure::Ae), "ae"),
            (gives(Measure::Cp), "cp"),
        ];
        needed.into_iter().find(|(found, _)| !found).map(|(_, name)| name)
    }

    pub(super) fn has(&self, role: Role) -> bool {
        self.of_role(role).next().is_some()
    }

    pub(super) fn of_role(&self, role: Role) -> impl Iterator<Item = usize> + '_ {
        self.holds.iter().enumerate().filter(move |(_, holds)| **holds == Holds::Role(role)).map(|(column, _)| column)
    }

    /// What a column of codes or names holds.
    pub(super) fn role(&self, column: usize) -> Option<Role> {
        match self.holds.get(column)? {
            Holds::Role(role) => Some(*role),
            Holds::Amount(_) | Holds::Unknown => None,
        }
    }

    /// Columns of amounts with their headings.
    pub(super) fn amounts(&self) -> impl Iterator<Item = (usize, &AmountHeading)> {
        self.holds.iter().enumerate().filter_map(|(column, holds)| match holds {
            Holds::Amount(amount) => Some((column, amount)),
            Holds::Role(_) | Holds::Unknown => None,
        })
    }

    pub(super) fn unknown(&self) -> impl Iterator<Item = usize> + '_ {
        self.holds.iter().enumerate().filter(|(_, holds)| **holds == Holds::Unknown).map(|(column, _)| column)
    }

    pub(super) fn count(&self) -> usize {
        self.holds.len()
    }

    /// The heading of a column; its rank where it has none, and beside one that stands twice.
    pub(super) fn heading(&self, column: usize) -> String {
        let trimmed = |heading: &String| heading.split_whitespace().collect::<Vec<_>>().join(" ");
        let heading = self.headings.get(column).map(trimmed).unwrap_or_default();
        let rank = column + 1;
        match self.headings.iter().filter(|other| trimmed(other) == heading).count() {
            _ if heading.is_empty() => rank.to_string(),
            0 | 1 => heading,
            _ => format!("{heading} ({rank})"),
        }
    }

    /// What stands above a column.
    pub(super) fn words(&self, column: usize) -> Option<&str> {
        self.headings.get(column).map(String::as_str)
    }

    /// Leaves a column out, as if its heading were unknown.
    pub(super) fn leave(&mut self, column: usize) {
        if let Some(holds) = self.holds.get_mut(column) {
            *holds = Holds::Unknown;
        }
    }

    fn stages(&self) -> BTreeSet<Stage> {
        self.amounts().filter_map(|(_, amount)| amount.stage).collect()
    }

    /// What decides the stage of amounts whose heading names none, where the lines do not: the only law of the headings, or the user.
    fn usual_stage(&self, given: Given) -> Option<Stage> {
        let mut laws = self.stages().into_iter().filter(|stage| *stage != Stage::Amendment);
        match (laws.next(), laws.next()) {
            (Some(only), None) => Some(only),
            _ => given.stage,
        }
    }

    /// Whether the headings name the initial act and no other stage.
    pub(super) fn only_act(&self) -> bool {
        self.stages().into_iter().eq([Stage::InitialAct])
    }

    /// Whether every amount has its stage, by its heading, by the law of its line or by the user.
    pub(super) fn say_stage(&self, given: Given) -> bool {
        self.has(Role::Law) || self.usual_stage(given).is_some() || self.amounts().any(|(_, amount)| amount.stage.is_some())
    }

    /// What the columns of amounts are on lines of a law and a year, as far as the lines or the file say them.
    ///
    /// # Errors
    /// [`Nowhere`] when a year is missing, or is not the one that the headings say.
    pub(super) fn places(&self, law: Option<Stage>, year: Option<Year>, given: Given) -> Result<Places, Nowhere> {
        if let Some(column) = year.and_then(|year| self.against(year)) {
            return Err(Nowhere::OtherYear { column });
        }
        let mut places = Places::default();
        let staged = self.staged(law, given, &mut places);
        // An act without a year beside its bill is of the same year; alone, it is the one that the PAP asked for shows.
        let is_act = staged.iter().all(|(.., stage)| *stage == Stage::InitialAct);
        let usual = year.or_else(|| given.year.map(|asked| if is_act { asked.offset(-1) } else { asked }));
        for (column, amount, stage) in staged {
            let said = match amount.year {
                HeadingYear::Is(year) => Some(year),
                HeadingYear::Previous => year.map(|year| year.offset(-1)),
                HeadingYear::OfLine => year.or_else(|| self.year_of_others(amount, stage)),
            };
            let before = i16::from(amount.year == HeadingYear::Previous);
            if said.is_none() {
                places.undated.push(column);
            }
            let own = said.or(usual.map(|year| year.offset(-before))).ok_or(Nowhere::NoYear)?;
            let target = Target { year: own, stage, contributions: amount.contributions, measure: amount.measure };
            places.add(target, amount.part, column);
        }
        Ok(places)
    }

    /// Each column of amounts with its stage.
    fn staged(&self, law: Option<Stage>, given: Given, places: &mut Places) -> Vec<(usize, &AmountHeading, Stage)> {
        let names_one = self.stages().len() == 1;
        let of_file = law.or_else(|| self.usual_stage(Given::default()));
        let usual = of_file.or(given.stage);
        let mut staged = Vec::new();
        for (column, amount) in self.amounts() {
            let stage = match (amount.stage, law) {
                // Amounts of several stages stand side by side: their headings decide, or else the law of the line does.
                (Some(own), Some(law)) if names_one && own != law => {
                    places.overruled = Some(column);
                    Some(law)
                }
                (Some(own), _) => Some(own),
                (None, _) => {
                    places.is_law_given |= of_file.is_none() && usual.is_some();
                    usual
                }
            };
            match stage {
                Some(stage) => staged.push((column, amount, stage)),
                None => places.stageless.push(column),
            }
        }
        staged
    }

    /// The year of the other columns of a stage, where they have one and none of them gives the same amount.
    fn year_of_others(&self, amount: &AmountHeading, stage: Stage) -> Option<Year> {
        let dated = |wanted: Stage| {
            self.amounts().filter_map(move |(_, other)| match other.year {
                HeadingYear::Is(year) if other.stage == Some(wanted) => Some((other, year)),
                HeadingYear::Is(_) | HeadingYear::OfLine | HeadingYear::Previous => None,
            })
        };
        let is_same = |other: &AmountHeading| (other.contributions, other.measure, other.part) == (amount.contributions, amount.measure, amount.part);
        let years: BTreeSet<Year> = dated(stage).map(|(_, year)| year).collect();
        let mut years = years.into_iter();
        let only = years.next().filter(|_| years.next().is_none());
        only.filter(|_| !dated(stage).any(|(other, _)| is_same(other)))
    }

    /// A column whose heading names a year that lines of this one cannot have: the newest bill is of the year of the line, or else the
    /// newest act of that year or the one before.
    fn against(&self, year: Year) -> Option<usize> {
        let dated = self.amounts().filter_map(|(column, amount)| match amount.year {
            HeadingYear::Is(own) => Some((column, amount.stage, own)),
            HeadingYear::OfLine | HeadingYear::Previous => None,
        });
        let (acts, bills): (Vec<_>, Vec<_>) = dated.partition(|(_, stage, _)| *stage == Some(Stage::InitialAct));
        let newest = |columns: &[(usize, Option<Stage>, Year)]| {
            columns.iter().map(|(column, _, year)| (*year, *column)).max_by_key(|(year, column)| (*year, Reverse(*column)))
        };
        match (newest(&bills), newest(&acts)) {
            (Some((own, column)), _) => (own != year).then_some(column),
            (None, Some((own, column))) => (own != year && own.offset(1) != year).then_some(column),
            (None, None) => None,
        }
    }
}

impl Places {
    fn add(&mut self, target: Target, part: Part, column: usize) {
        let at = self.groups.iter().position(|group| group.target == target).unwrap_or_else(|| {
            self.groups.push(Group { target, whole: vec![], parts: [vec![], vec![]] });
            self.groups.len() - 1
        });
        let Some(Group { whole, parts: [first, second], .. }) = self.groups.get_mut(at) else { return };
        match part {
            Part::Whole => whole.push(column),
            Part::First => first.push(column),
            Part::Second => second.push(column),
        }
    }

    /// The amount that a column gives, and which part of it.
    pub fn of_column(&self, column: usize) -> Option<(Target, Part)> {
        self.groups.iter().find_map(|group| {
            let [first, second] = &group.parts;
            let part = [(&group.whole, Part::Whole), (first, Part::First), (second, Part::Second)];
            part.into_iter().find(|(columns, _)| columns.contains(&column)).map(|(_, part)| (group.target, part))
        })
    }

    /// The columns of an amount.
    pub fn group(&self, target: Target) -> Option<&Group> {
        self.groups.iter().find(|group| group.target == target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(headings: &str) -> Columns {
        Columns::of(&headings.split(';').map(ToOwned::to_owned).collect::<Vec<_>>())
    }

    /// "PLF 2021 ae 3", "LFI 2020 cp 4 = 5 + 6": each amount with its columns, from 0, the whole before its parts.
    fn seen(places: &Places) -> Vec<String> {
        let listed = |columns: &[usize]| columns.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let group = |Group { target, whole, parts: [first, second] }: &Group| {
            let stage = match target.stage {
                Stage::Bill => "PLF",
                Stage::Amendment => "AMT",
                Stage::InitialAct => "LFI",
            };
            let measure = if target.measure == Measure::Ae { "ae" } else { "cp" };
            let contributions = if target.contributions { " FdC" } else { "" };
            let parts = if first.is_empty() && second.is_empty() { String::new() } else { format!(" = {} + {}", listed(first), listed(second)) };
            format!("{stage} {}{contributions} {measure} {}{parts}", target.year, listed(whole))
        };
        places.groups.iter().map(group).collect()
    }

    #[test]
    fn columns_of_amounts_are_placed_before_any_line_is_read() {
        let none = Given::default();
        let asked = |year| Given { stage: None, year: Year::new(year) };
        let law = |stage| Given { stage: Some(stage), year: None };
        let (bill, act) = (Some(Stage::Bill), Some(Stage::InitialAct));
        type Case = (&'static str, Option<Stage>, Option<u16>, Given, &'static [&'static str]);
        let cases: [Case; 14] = [
            ("ae;cp", bill, Some(2021), none, &["PLF 2021 ae 0", "PLF 2021 cp 1"]),
            ("ae;cp", None, Some(2021), law(Stage::InitialAct), &["LFI 2021 ae 0", "LFI 2021 cp 1"]),
            ("ae;cp", None, Some(2021), none, &[]),
            ("AE PLF;CP PLF;AE FDC et ADP", None, Some(2021), none, &["PLF 2021 ae 0", "PLF 2021 cp 1", "PLF 2021 FdC ae 2"]),
            ("AE PLF;CP PLF", act, Some(2021), none, &["LFI 2021 ae 0", "LFI 2021 cp 1"]),
            ("AE PLF;AE LFI", act, Some(2021), none, &["PLF 2021 ae 0", "LFI 2021 ae 1"]),
            ("ae_plf;ae;ae_plf_2021", None, Some(2021), none, &["PLF 2021 ae 0,1,2"]),
            ("AE T2 PLF;AE HT2 PLF;AE PLF", None, Some(2021), none, &["PLF 2021 ae 2 = 0 + 1"]),
            ("AE LFI 2020;AE PLF 2021", None, None, none, &["LFI 2020 ae 0", "PLF 2021 ae 1"]),
            ("AELF 2015;AEPLF;AEAMT;AELF", None, Some(2016), none, &["LFI 2015 ae 0", "PLF 2016 ae 1", "AMT 2016 ae 2", "LFI 2016 ae 3"]),
            ("AE-LF_N1;AE-PLF", None, Some(2017), none, &["LFI 2016 ae 0", "PLF 2017 ae 1"]),
            ("AE PLF 2021;CP PLF", None, None, none, &["PLF 2021 ae 0", "PLF 2021 cp 1"]),
            ("AE PLF;AE LFI", None, None, asked(2021), &["PLF 2021 ae 0", "LFI 2021 ae 1"]),
            ("AE LFI;CP LFI", None, None, asked(2021), &["LFI 2020 ae 0", "LFI 2020 cp 1"]),
        ];
        for (headings, law, year, given, expected) in cases {
            let places = columns(headings).places(law, year.and_then(Year::new), given);
            assert_eq!(places.map(|places| seen(&places)), Ok(expected.iter().map(ToString::to_string).collect()), "{headings}");
        }
        let year = Year::new(2021);
        assert_eq!(columns("AE PLF;CP PLF").places(None, None, none), Err(Nowhere::NoYear));
        assert_eq!(columns("AELF 2020;AEPLF").places(None, None, none), Err(Nowhere::NoYear));
        assert_eq!(columns("ae;AE PLF 2022").places(None, year, none), Err(Nowhere::OtherYear { column: 1 }));
        assert_eq!(columns("AE LFI 2019").places(None, year, none), Err(Nowhere::OtherYear { column: 0 }));
    }

    #[test]
    fn a_missing_column_is_named() {
        let cases = [
            ("loi;action;categorie;ae;cp", Some("programme")),
            ("loi;programme;categorie;ae;cp", Some("action")),
            ("loi;programme;action;ae;cp", Some("categorie")),
            ("loi;programme;action;categorie;cp;ae_prev_fdc_adp", Some("ae")),
            ("loi;programme;action;categorie;ae", Some("cp")),
            ("loi;programme;action;categorie;ae;cp", None),
        ];
        for (headings, missing) in cases {
            assert_eq!(columns(headings).missing(), missing, "{headings}");
        }
    }
}
