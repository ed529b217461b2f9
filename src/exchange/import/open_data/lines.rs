//! The lines of a file, read by the plan of its columns: each goes to its programme, or is named with the reason why not.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::blocks::folded;
use super::super::coded::{self, CodeFault, NatureFault};
use super::super::draft::FactKey;
use super::super::report::{Differing, ImportRefusal, Report, Spot, Told};
use super::super::source::{Options, Separated};
use super::amounts::{Amounts, Fault, Placed};
use super::columns::{Columns, Given, Group, Nowhere, Places, Target};
use super::facts::{Facts, MISSION_CODE, Named, OfProgramme};
use super::headings::{Part, Role};
use super::law;
use super::shares::{Amount, Ministry, plain};
use super::totals::{self, Said, Total};
use crate::calc::Tally;
use crate::lang::writing;
use crate::lang::{Lang, nature};
use crate::model::{ActionCode, Category, Euros, ProgrammeNumber, Stage, Year};
use whole::{YearBefore, year_before};

mod totalled;
mod whole;

/// As many amounts that are all the same are a question; fewer may be so by chance.
const SUSPECT: usize = 6;

/// Codes that two columns may give: both must say the same.
const CODES: [Role; 9] =
    [Role::Year, Role::Law, Role::Programme, Role::Action, Role::SubAction, Role::Category, Role::Title, Role::Mission, Role::Ministry];
/// Names that two columns may give: the first one stays.
const NAMES: [Role; 6] =
    [Role::ProgrammeLabel, Role::ActionLabel, Role::SubActionLabel, Role::CategoryLabel, Role::MissionLabel, Role::MinistryLabel];

/// A file being read.
pub(super) struct File<'a> {
    file: usize,
    name: &'a str,
    options: Options,
    columns: Columns,
    /// Where the headings stand.
    heading_line: usize,
    records: Vec<(usize, csv::StringRecord)>,
    separator: u8,
    before: &'a [String],
    /// The year that stands before the headings.
    year: Option<YearBefore>,
    /// Whether no other file may give the same amounts.
    is_alone: bool,
    /// Whether the column of years holds anything.
    says_years: bool,
    places: BTreeMap<(Option<Stage>, Option<Year>), Result<Places, Nowhere>>,
    /// Every line that was read, for the totals.
    said: Vec<Said>,
    totals: Vec<Total>,
    /// How many of the totals name nothing that they are over.
    whole_totals: usize,
    /// Every line met so far and where: one that comes again is a question.
    seen: HashMap<String, usize>,
    doubled: Option<([usize; 2], usize)>,
    values: BTreeMap<(Stage, Year), Tally>,
    /// Columns of which something was told once for all lines.
    told: BTreeSet<(usize, usize)>,
    /// Columns of one kind of contributions of which that was told.
    one_kind: BTreeSet<usize>,
    /// Amounts whose year nothing but the user says, and where the first stands.
    years_given: BTreeMap<(Year, Stage), usize>,
}

/// A line and what its codes say.
struct Line<'a> {
    number: usize,
    record: &'a csv::StringRecord,
}

/// The codes of a line.
#[derive(Clone, Copy)]
struct Codes {
    year: Option<Year>,
    law: Option<Stage>,
    code: ActionCode,
    category: Category,
}

/// Why a line is not read, with the column that says so.
type Unread = (usize, Told);

impl<'a> File<'a> {
    /// # Errors
    /// [`ImportRefusal`] when a column that amounts need is missing, or nothing says of which law they are.
    pub fn new(file: usize, name: &'a str, separated: &'a Separated, options: Options) -> Result<Self, ImportRefusal> {
        let mut records: Vec<(usize, csv::StringRecord)> = separated.records().collect();
        let head = records.iter().position(|(_, record)| record.iter().any(|cell| !cell.trim().is_empty())).unwrap_or_default();
        let body = records.split_off((head + 1).min(records.len()));
        let (heading_line, headings) = records.pop().unwrap_or_default();
        let columns = Columns::of(&headings.iter().map(ToOwned::to_owned).collect::<Vec<_>>());
        if let Some(missing) = columns.missing() {
            return Err(ImportRefusal::MissingColumns { file: name.into(), missing });
        }
        let says_years =
            columns.of_role(Role::Year).any(|column| body.iter().any(|(_, record)| record.get(column).is_some_and(|cell| !cell.trim().is_empty())));
        let file = Self {
            file,
            name,
            options,
            columns,
            says_years,
            heading_line,
            records: body,
            separator: separated.separator,
            before: &separated.before,
            year: year_before(&separated.before, separated.separator),
            is_alone: true,
            places: BTreeMap::new(),
            said: vec![],
            totals: vec![],
            whole_totals: 0,
            seen: HashMap::new(),
            doubled: None,
            values: BTreeMap::new(),
            told: BTreeSet::new(),
            one_kind: BTreeSet::new(),
            years_given: BTreeMap::new(),
        };
        if file.columns.say_stage(file.given()) { Ok(file) } else { Err(ImportRefusal::NoLaw { file: name.into() }) }
    }

    fn given(&self) -> Given {
        Given { stage: self.options.law, year: self.options.year }
    }

    /// # Errors
    /// [`ImportRefusal`] when no year is said, or when the file says one thing in two ways.
    pub fn read(mut self, is_alone: bool, facts: &mut Facts, report: &mut Report) -> Result<(), ImportRefusal> {
        self.is_alone = is_alone;
        self.check_quotes()?;
        self.check_unit()?;
        self.tell_columns(report);
        self.leave_broken_columns(report);
        for (number, record) in std::mem::take(&mut self.records) {
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                self.take(&Line { number, record: &record }, facts, report)?;
            }
        }
        self.end(facts, report)
    }

    fn spot(&self, line: usize, column: usize) -> Spot {
        Spot { file: self.file, line, column: self.columns.heading(column) }
    }

    /// The first cell of a role that says something, and its column; blank where there is none.
    fn cell<'r>(&self, line: &Line<'r>, role: Role) -> (&'r str, usize) {
        let mut cells = self.columns.of_role(role).map(|column| (line.record.get(column).unwrap_or_default().trim(), column));
        let first = cells.next().unwrap_or_default();
        if first.0.is_empty() { cells.find(|(cell, _)| !cell.is_empty()).unwrap_or(first) } else { first }
    }

    fn is_wanted(&self, number: ProgrammeNumber) -> bool {
        self.options.programme.is_none_or(|wanted| wanted == number)
    }

    /// A line goes to the totals, to its programme, or is told.
    fn take(&mut self, line: &Line<'_>, facts: &mut Facts, report: &mut Report) -> Result<(), ImportRefusal> {
        if line.record.iter().skip(self.columns.count()).any(|cell| !cell.trim().is_empty()) {
            let spot = Spot { file: self.file, line: line.number, column: String::new() };
            report.tell(&spot, Told::LongLine, &line.record.iter().collect::<Vec<_>>().join(";"));
            return Ok(());
        }
        if self.is_heading(line)? {
            return Ok(());
        }
        let amounts = Amounts::of(line.record, &self.columns);
        if let Some(words) = totals::says_total(line.record, &self.columns) {
            self.take_total(line, words, amounts, report);
            return Ok(());
        }
        let (words, column) = self.cell(line, Role::Programme);
        let Some(number) = coded::programme(words) else {
            report.tell(&self.spot(line.number, column), Told::Programme, words);
            return Ok(());
        };
        facts.known.insert(number);
        if self.is_wanted(number) {
            self.check_codes(line, report)?;
            self.take_wanted(line, number, &amounts, facts, report)
        } else {
            report.of_other_programmes(&BTreeMap::from([(self.file, 1)]));
            self.take_other(line, number, amounts);
            Ok(())
        }
    }

    /// Whether a line has the headings again: two files were joined.
    fn is_heading(&self, line: &Line<'_>) -> Result<bool, ImportRefusal> {
        let (cell, _) = self.cell(line, Role::Programme);
        if !cell.starts_with(char::is_alphabetic) || coded::programme(cell).is_some() {
            return Ok(false);
        }
        let columns = Columns::of(&line.record.iter().map(ToOwned::to_owned).collect::<Vec<_>>());
        match columns.are_credits() {
            true if !columns.hold_the_same(&self.columns) => Err(ImportRefusal::OtherHeadings { file: self.name.into(), line: line.number }),
            is_heading => Ok(is_heading),
        }
    }

    /// A line of a programme that nobody asked for counts in totals, and for the values of the file.
    fn take_other(&mut self, line: &Line<'_>, number: ProgrammeNumber, amounts: Amounts) {
        let Ok(codes) = self.codes(line, number) else { return };
        if let Ok(places) = self.places(&codes)
            && let Ok(placed) = amounts.placed(&places, codes.category)
        {
            self.count_values(&placed);
            self.say(line, number, &codes, amounts);
        }
    }

    fn take_wanted(
        &mut self,
        line: &Line<'_>,
        number: ProgrammeNumber,
        amounts: &Amounts,
        facts: &mut Facts,
        report: &mut Report,
    ) -> Result<(), ImportRefusal> {
        let codes = match self.codes(line, number) {
            Ok(codes) => codes,
            Err(unread) => {
                self.tell(line, unread, report);
                return Ok(());
            }
        };
        self.tell_amounts(line, amounts, report);
        let places = match self.places(&codes) {
            Ok(places) => places,
            // A blank among years is a line without one; a file without any asks for it.
            Err(Nowhere::NoYear) if self.says_years => {
                self.tell(line, (self.cell(line, Role::Year).1, Told::Year), report);
                return Ok(());
            }
            Err(Nowhere::NoYear) => return Err(ImportRefusal::NoYear),
            Err(Nowhere::OtherYear { column }) => {
                self.tell(line, self.against_year(line, column), report);
                return Ok(());
            }
        };
        let placed = match amounts.placed(&places, codes.category) {
            Ok(placed) => placed,
            Err(fault) => {
                let unread = self.fault(line, fault, codes.category)?;
                self.tell(line, unread, report);
                return Ok(());
            }
        };
        self.tell_places(line, &places, amounts, &placed, report);
        let title = self.cell(line, Role::Title);
        if coded::title(title.0).is_some_and(|title| title != codes.category.title()) {
            report.tell(&self.spot(line.number, title.1), Told::OtherTitle { category: codes.category }, title.0);
        }
        self.count_values(&placed);
        let ministry = self.ministry(line);
        facts.ministries.note(&ministry);
        self.count_doubled(line, (number, &codes), &ministry, &placed);
        let of_programme = facts.programmes.entry(number).or_default();
        *of_programme.lines.entry(self.file).or_default() += 1;
        self.take_names(line, &codes, of_programme, report);
        let marks = self.marks_of_file(line, &codes);
        // Files with columns for contributions and amendments say 0 where there are none.
        let is_said = |placed: &Placed| placed.euros != Euros::ZERO || !(placed.target.contributions || placed.target.stage == Stage::Amendment);
        if !placed.is_empty() && !placed.iter().any(is_said) {
            self.tell_no_amount(line, report);
        }
        for Placed { target, part, column, euros } in placed.into_iter().filter(is_said) {
            let Target { year, stage, contributions, measure } = target;
            let key = FactKey { year, stage, contributions, code: codes.code, category: codes.category, measure };
            let spot = self.spot(line.number, column);
            of_programme.add(key, Amount { euros, part, ministry: &ministry, marks: &marks, spot });
        }
        self.say(line, number, &codes, Amounts { read: amounts.read.clone(), ..Amounts::default() });
        Ok(())
    }

    fn tell(&self, line: &Line<'_>, (column, told): Unread, report: &mut Report) {
        let words = line.record.get(column).unwrap_or_default().trim();
        report.tell(&self.spot(line.number, column), told, words);
    }

    /// What the codes of a line say, or the first that says nothing.
    fn codes(&self, line: &Line<'_>, number: ProgrammeNumber) -> Result<Codes, Unread> {
        let (year_cell, year_column) = self.cell(line, Role::Year);
        let own_year = coded::year(year_cell);
        if own_year.is_none() && !year_cell.is_empty() {
            return Err((year_column, Told::Year));
        }
        let (law_cell, law_column) = self.cell(line, Role::Law);
        let law = law::read(law_cell).ok_or((law_column, Told::Law))?;
        if let (Some(own), Some(of_law)) = (own_year, law.year)
            && own != of_law
        {
            return Err((law_column, Told::AgainstYear { other: year_cell.into() }));
        }
        let said = own_year.or(law.year);
        if let (Some(said), Some(before)) = (said, &self.year)
            && !self.is_of_file(said, law.stage, before.year)
        {
            return Err((if own_year.is_some() { year_column } else { law_column }, Told::AgainstYear { other: before.words.clone() }));
        }
        let ((action, action_column), (sub_action, sub_action_column)) = (self.cell(line, Role::Action), self.cell(line, Role::SubAction));
        let code = coded::action(action, sub_action, Some(number)).map_err(|fault| {
            let is_of_action = sub_action.is_empty() || (!action.is_empty() && coded::action(action, "", Some(number)).is_err());
            let told = match fault {
                CodeFault::Unknown => Told::Action,
                CodeFault::OtherProgramme => Told::OtherProgramme,
            };
            (if is_of_action { action_column } else { sub_action_column }, told)
        })?;
        let (category, category_column) = self.cell(line, Role::Category);
        let category = coded::category(category).map_err(|fault| {
            let told = match fault {
                NatureFault::Unknown => Told::Category,
                NatureFault::Title => Told::TitleAlone,
                NatureFault::OtherName => Told::Nature,
            };
            (category_column, told)
        })?;
        Ok(Codes { year: said.or(self.year.as_ref().map(|before| before.year)), law: law.stage, code, category })
    }

    /// Whether lines of a year stand in a file that says its own above the headings: those of that year, or of the act before it.
    fn is_of_file(&self, year: Year, law: Option<Stage>, of_file: Year) -> bool {
        let is_act = || law.map_or_else(|| self.columns.only_act(), |law| law == Stage::InitialAct);
        year == of_file || (year.offset(1) == of_file && is_act())
    }

    /// What the columns of amounts are on a line: the same for all lines of its law and year.
    fn places(&mut self, codes: &Codes) -> Result<Places, Nowhere> {
        let given = self.given();
        let places = self.places.entry((codes.law, codes.year)).or_insert_with(|| self.columns.places(codes.law, codes.year, given));
        places.clone()
    }

    /// What contradicts the year in the heading of a column: the year of the line, the one of its law, or the one above the headings.
    fn against_year(&self, line: &Line<'_>, column: usize) -> Unread {
        let other = self.columns.heading(column);
        let ((year, year_column), (law, law_column)) = (self.cell(line, Role::Year), self.cell(line, Role::Law));
        let of_law = law::read(law).is_some_and(|law| law.year.is_some());
        match &self.year {
            Some(before) if year.is_empty() && !of_law => (column, Told::AgainstYear { other: before.words.clone() }),
            Some(_) | None => (if year.is_empty() { law_column } else { year_column }, Told::AgainstYear { other }),
        }
    }

    /// A fault of a line leaves it out; columns that say one amount in two ways refuse the file.
    fn fault(&self, line: &Line<'_>, fault: Fault, category: Category) -> Result<Unread, ImportRefusal> {
        match fault {
            Fault::Differing(differing) => Err(ImportRefusal::ColumnsDiffer {
                file: self.name.into(),
                line: line.number,
                columns: Box::new(Differing {
                    places: differing.columns.map(|columns| columns.into_iter().map(|column| self.columns.heading(column)).collect()),
                    said: differing.amounts.map(writing::euros),
                }),
            }),
            Fault::OtherTitle { column } => Ok((column, Told::AgainstTitle { category })),
            Fault::TooLarge { column } => Ok((column, Told::TooLarge)),
        }
    }

    /// Two columns of one code say the same on every line; of two that give a name the first stays.
    fn check_codes(&mut self, line: &Line<'_>, report: &mut Report) -> Result<(), ImportRefusal> {
        for role in CODES.into_iter().chain(NAMES) {
            let cells = self.columns.of_role(role).map(|column| (line.record.get(column).unwrap_or_default().trim(), column));
            let mut said = cells.filter(|(cell, _)| !cell.is_empty());
            let Some((first, column)) = said.next() else { continue };
            let others: Vec<(&str, usize)> = said.collect();
            for (other, other_column) in others {
                if is_same_code(role, first, other) {
                    self.tell_same(column, other_column, report);
                } else if NAMES.contains(&role) {
                    if self.told.insert((column, other_column)) {
                        report.tell(&self.spot(line.number, other_column), Told::OtherLabel { kept: first.into() }, other);
                    }
                } else {
                    return Err(ImportRefusal::CodesDiffer {
                        file: self.name.into(),
                        line: line.number,
                        columns: Box::new(Differing {
                            places: [column, other_column].map(|column| self.columns.heading(column)),
                            said: [first.to_owned(), other.to_owned()],
                        }),
                    });
                }
            }
        }
        Ok(())
    }

    fn tell_same(&mut self, kept: usize, column: usize, report: &mut Report) {
        if self.told.insert((kept, column)) {
            let kept = self.columns.heading(kept);
            report.tell(&self.spot(self.heading_line, column), Told::SameColumn { kept }, "");
        }
    }

    /// Cells that are no amounts, and a line that ends too early.
    fn tell_amounts(&self, line: &Line<'_>, amounts: &Amounts, report: &mut Report) {
        for (column, refusal, words) in &amounts.refused {
            report.tell(&self.spot(line.number, *column), Told::Number(refusal.clone()), words);
        }
        if let Some(column) = amounts.missing {
            report.tell(&self.spot(line.number, column), Told::ShortLine, &line.record.iter().collect::<Vec<_>>().join(";"));
        }
    }

    /// What was to be decided about the columns of a line: told once for all lines, but for a line that gives nothing.
    fn tell_places(&mut self, line: &Line<'_>, places: &Places, amounts: &Amounts, placed: &[Placed], report: &mut Report) {
        let said = |column: &usize| amounts.read.iter().any(|(own, _)| own == column);
        let stageless: Vec<usize> = places.stageless.iter().copied().filter(|column| said(column)).collect();
        if placed.is_empty() {
            let (_, law) = self.cell(line, Role::Law);
            match stageless.first() {
                Some(_) if self.columns.has(Role::Law) => self.tell(line, (law, Told::Law), report),
                Some(column) => self.tell(line, (*column, Told::NoStage), report),
                None if amounts.refused.is_empty() && amounts.missing.is_none() => self.tell_no_amount(line, report),
                None => {}
            }
            return;
        }
        for column in stageless {
            if self.told.insert((column, column)) {
                report.tell(&self.spot(self.heading_line, column), Told::NoStage, "");
            }
        }
        if let Some(column) = places.overruled.filter(|column| self.told.insert((*column, *column)))
            && let Some((Target { stage, .. }, _)) = places.of_column(column)
        {
            report.tell(&self.spot(line.number, column), Told::LawCounts { stage }, "");
        }
        for group in &places.groups {
            let [first, second] = &group.parts;
            for columns in [&group.whole, first, second] {
                let mut columns = columns.iter().copied().filter(|column| said(column));
                let Some(kept) = columns.next() else { continue };
                let others: Vec<usize> = columns.collect();
                others.into_iter().for_each(|other| self.tell_same(kept, other, report));
            }
        }
        for Placed { target, part, column, euros } in placed {
            let other = places.group(*target).map(|Group { parts: [first, second], .. }| if *part == Part::First { second } else { first });
            // A column of the other kind that holds nothing says that there is none.
            let is_alone = *part != Part::Whole && other.is_none_or(Vec::is_empty) && *euros != Euros::ZERO;
            if is_alone && self.one_kind.insert(*column) {
                report.tell(&self.spot(line.number, *column), Told::OneKind { funds: *part == Part::First }, "");
            }
            if places.undated.contains(column) {
                self.years_given.entry((target.year, target.stage)).or_insert(line.number);
            }
        }
    }

    fn tell_no_amount(&self, line: &Line<'_>, report: &mut Report) {
        report.tell(&Spot { file: self.file, line: line.number, column: String::new() }, Told::NoAmount, "");
    }

    fn count_values(&mut self, placed: &[Placed]) {
        for Placed { target, euros, .. } in placed {
            if !target.contributions && target.stage != Stage::Amendment {
                self.values.entry((target.stage, target.year)).or_default().add(*euros);
            }
        }
    }

    fn ministry(&self, line: &Line<'_>) -> Ministry {
        Ministry::of(self.cell(line, Role::Ministry).0, self.cell(line, Role::MinistryLabel).0)
    }

    /// What columns hold that neither place an amount nor name what it is of, with their headings: it may tell two amounts apart.
    fn marks(&self, line: &Line<'_>, codes: &Codes) -> Vec<(String, String)> {
        let unknown = self.columns.unknown().map(|column| (self.columns.heading(column), line.record.get(column).unwrap_or_default()));
        // Named without its code.
        let (part, column) = self.cell(line, Role::SubActionLabel);
        let sub_action = (!codes.code.is_sub_action()).then(|| (self.columns.heading(column), part));
        let marks = unknown.chain(sub_action).filter(|(_, cell)| !cell.trim().is_empty());
        marks.map(|(heading, cell)| (plain(&heading), plain(cell))).collect()
    }

    /// The same with the mission, for a line beside those of other files: its code, or its name where it has none.
    fn marks_of_file(&self, line: &Line<'_>, codes: &Codes) -> Vec<(String, String)> {
        if self.is_alone {
            return vec![];
        }
        let [(code, _), (label, _)] = [Role::Mission, Role::MissionLabel].map(|role| self.cell(line, role));
        let is_code = !code.is_empty() && code.chars().count() <= MISSION_CODE;
        let name = if label.is_empty() { code } else { label };
        let mission = match is_code {
            true => Some(("mission", code)),
            false => Some(("libellé mission", name)).filter(|(_, name)| !name.is_empty()),
        };
        self.marks(line, codes).into_iter().chain(mission.map(|(heading, words)| (heading.to_owned(), plain(words)))).collect()
    }

    /// Lines of the same codes, ministry, amounts and other words say the same, however each is written.
    fn count_doubled(&mut self, line: &Line<'_>, (number, codes): (ProgrammeNumber, &Codes), ministry: &Ministry, placed: &[Placed]) {
        let mut amounts: Vec<(Target, Euros)> =
            placed.iter().filter(|placed| placed.euros != Euros::ZERO).map(|placed| (placed.target, placed.euros)).collect();
        if amounts.is_empty() {
            return;
        }
        amounts.sort_unstable();
        let marks = self.marks(line, codes);
        let said = format!("{number} {} {} {} {amounts:?} {marks:?}", codes.code, codes.category, ministry.key());
        match self.seen.get(&said) {
            Some(first) => {
                let (lines, count) = self.doubled.unwrap_or(([*first, line.number], 0));
                self.doubled = Some((lines, count + 1));
            }
            None => drop(self.seen.insert(said, line.number)),
        }
    }

    fn take_names(&self, line: &Line<'_>, codes: &Codes, of_programme: &mut OfProgramme, report: &mut Report) {
        let Codes { code, category, .. } = *codes;
        let parent = code.parent();
        // Where codes have no column of their own, some files name the mission in theirs.
        let is_code = self.cell(line, Role::Mission).0.chars().count() <= MISSION_CODE;
        let named = [
            (Some(Named::Programme), Role::ProgrammeLabel),
            (Some(if is_code { Named::MissionCode } else { Named::Mission }), Role::Mission),
            (Some(Named::Mission), Role::MissionLabel),
            (Some(Named::Action(parent.unwrap_or(code))), Role::ActionLabel),
            (parent.map(|_| Named::Action(code)), Role::SubActionLabel),
            (Some(Named::Category(category)), Role::CategoryLabel),
        ];
        for (of, role) in named {
            let (words, column) = self.cell(line, role);
            let Some(of) = of.filter(|_| !words.is_empty()) else { continue };
            let spot = || self.spot(line.number, column);
            if role == Role::CategoryLabel && names_another(category, words) {
                // The name of another category beside this code.
                of_programme.name(of, nature::category(category, Lang::French), spot, report);
            }
            of_programme.name(of, words, spot, report);
        }
    }

    fn say(&mut self, line: &Line<'_>, programme: ProgrammeNumber, codes: &Codes, amounts: Amounts) {
        let names = [Role::Mission, Role::MissionLabel, Role::ProgrammeLabel].map(|role| totals::name(self.cell(line, role).0));
        let (Codes { year, law, code, category }, ministry) = (*codes, self.ministry(line));
        self.said.push(Said { year, law, programme, code, category, ministry, names, amounts: amounts.read });
    }
}

/// Whether two cells are one code, however they are written.
fn is_same_code(role: Role, one: &str, other: &str) -> bool {
    let same = |read: fn(&str) -> Option<u16>| read(one).is_some() && read(one) == read(other);
    let is_read = match role {
        Role::Year => same(|cell| coded::year(cell).map(Year::get)),
        Role::Programme => same(|cell| coded::programme(cell).map(ProgrammeNumber::get)),
        Role::Category => same(|cell| coded::category(cell).ok().map(|category| u16::from(category.code()))),
        Role::Title => same(|cell| coded::title(cell).map(|title| u16::from(title.code()))),
        Role::Action | Role::SubAction => {
            let code = |cell| coded::action(cell, "", None).ok();
            code(one).is_some() && code(one) == code(other)
        }
        Role::Law => law::read(one).is_some() && law::read(one) == law::read(other),
        Role::Ministry => Ministry::of(one, "") == Ministry::of(other, ""),
        Role::Mission
        | Role::ProgrammeLabel
        | Role::ActionLabel
        | Role::SubActionLabel
        | Role::CategoryLabel
        | Role::MissionLabel
        | Role::MinistryLabel
        | Role::Other => false,
    };
    is_read || folded(one) == folded(other)
}

/// Whether words are the official name of another category.
fn names_another(category: Category, words: &str) -> bool {
    let words = folded(words);
    let is = |category: Category| folded(nature::category(category, Lang::French)) == words;
    !is(category) && Category::all().any(is)
}
