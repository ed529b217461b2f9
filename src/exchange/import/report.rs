//! What an import tells before anything changes: what was read, what was not and where, printed figures against computed ones, and what it
//! wants confirmed.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Binary, Encoding, Kind, Source};
use crate::lang::number::NumberRefusal;
use crate::lang::writing::excerpt;
use crate::model::{ActionCode, Category, Document, Euros, NatureScope, ProgrammeNumber, Stage, Year};

/// Remarks and differences that are kept word for word; further ones are counted.
const KEPT: usize = 500;

/// A file of the import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    pub name: String,
    pub kind: Kind,
    pub encoding: Encoding,
    /// Lines of amounts that stand in the documents, lines of labels, or blocks of text that were read.
    pub lines: usize,
    /// Lines of amounts of programmes that nobody asked for.
    pub others: usize,
    /// What the amounts that stand in the documents are of.
    pub amounts: BTreeSet<(Year, Stage)>,
}

/// Where something stands in the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The rank of the file among those of the import.
    pub file: usize,
    /// From 1.
    pub line: usize,
    /// The heading of the column, or its rank where it has none; empty outside tables.
    pub column: String,
}

/// Something to know about a place of the files.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    pub spot: Spot,
    pub told: Told,
    /// The words found there.
    pub words: String,
}

/// What is to be known.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    // What was not read.
    Column,
    Number(NumberRefusal),
    /// What reads as no value of an indicator is one in words.
    KeptAsWords,
    Programme,
    Action,
    Category,
    /// A title where a category is needed.
    TitleAlone,
    /// A row by nature that names none, or two; a category beside another name.
    Nature,
    Year,
    Law,
    /// The year of the line is not that of a heading, of the law it names or of the file.
    AgainstYear {
        other: String,
    },
    /// A code that begins with the number of another programme.
    OtherProgramme,
    /// An amount in the column of title 2 on a line of another title, or the other way round.
    AgainstTitle {
        category: Category,
    },
    /// A line without any amount.
    NoAmount,
    /// A column of amounts of which nothing says whether they are of the bill or the act.
    NoStage,
    /// A column whose every amount is the same, where others give the amounts.
    SameValue {
        value: String,
        count: usize,
    },
    /// A printed total of which it is not clear what it is over.
    UnclearTotal,
    /// The line ends before its amounts.
    ShortLine,
    /// The line has more cells than there are headings: they may stand under the wrong one.
    LongLine,
    /// Two amounts in one cell, in a way that fits no printed total or several.
    SeveralAmounts,
    /// Amounts of several years under each other, and nothing says which.
    LinesOfNoYear,
    /// Amounts on an action that has sub-actions: they have no place of their own.
    ActionWithSubActions {
        code: ActionCode,
        /// Of open data.
        lines: Vec<usize>,
    },
    /// Amounts of several actions in several categories of one title, of which only the totals are printed.
    Undetermined {
        year: Year,
        stage: Stage,
        contributions: bool,
        nature: NatureScope,
        actions: Vec<ActionCode>,
        categories: Vec<Category>,
    },
    /// Totals by action and by category that do not make the same sum.
    Unequal {
        year: Year,
        stage: Stage,
        contributions: bool,
        nature: NatureScope,
    },
    /// Amounts that neither the bill of the year nor the act before it shows.
    OtherYear {
        year: Year,
        stage: Stage,
        lines: usize,
    },
    /// A part of the PAP that Papier does not hold, to its last line.
    Part {
        lines: usize,
        tables: usize,
        last: usize,
    },
    /// A table that says nothing known, to its last line.
    Table {
        last: usize,
    },
    /// Paragraphs that a page holds and does not show.
    Hidden {
        count: usize,
    },
    /// A text that another file gives otherwise, and first.
    OtherText {
        kept: String,
    },
    /// Figures of a row that no heading says anything about.
    Figures,
    /// Figures of a row that the table of a section has not.
    Row {
        label: String,
    },
    /// An amount under a heading that counts in thousands or more.
    Unit,
    /// A column of an indicator whose year or kind the PAP of this year does not show.
    NoColumn {
        year: Year,
    },
    /// Lines of a text with the figures of a table and nothing between its cells, to the last one.
    RowsAsText {
        lines: usize,
        last: usize,
    },
    /// A row with more or fewer cells than its table has columns: which amount stands in which is not known.
    Cells {
        found: usize,
        columns: usize,
    },
    /// A sum beyond what an amount can hold.
    TooLarge,
    /// A name or a text of more characters than a document holds.
    CutShort {
        most: usize,
    },
    // What was read and is worth a look.
    /// Lines of the same action and category, added up, with how many ministries they name.
    Summed {
        lines: usize,
        ministries: usize,
    },
    /// A heading that another column of the table has as well: where both say a value, the first one counts.
    SameHeading,
    /// Lines before the headings.
    BeforeHeadings,
    /// A column of amounts that counts in another unit than another one.
    OtherUnit {
        other: String,
    },
    /// Lines of a UTF-8 file that are not.
    OddLines {
        lines: Vec<usize>,
    },
    /// Contributions of one kind, fonds de concours or else attributions de produits, that no column gives the other kind of.
    OneKind {
        funds: bool,
    },
    /// A column that gives the same as another one.
    SameColumn {
        kept: String,
    },
    /// Lines that give the same as another file, or some of their amounts.
    SameInFile {
        lines: Vec<usize>,
        kept: String,
        partly: bool,
    },
    /// The text of another file, once more.
    SameText {
        kept: String,
    },
    /// Objectives and texts that another file gives already, in the same words.
    SameTexts {
        kept: String,
        count: usize,
    },
    /// The law of the lines is not the one that the heading names.
    LawCounts {
        stage: Stage,
    },
    /// The law that the user says, where the file says its own.
    LawUnused {
        stage: Stage,
    },
    /// Amounts whose year no file says.
    YearGiven {
        amounts: Vec<(Year, Stage)>,
    },
    /// Amounts of the year of the PAP that only the next one shows.
    NotShown {
        year: Year,
        stage: Stage,
    },
    /// A name printed in capitals.
    Capitals,
    /// Two amounts in one cell, parted by the total that is printed.
    PartedByTotal,
    /// The title of the line is not that of its category: the category counts.
    OtherTitle {
        category: Category,
    },
    /// The same thing is named otherwise elsewhere in the files.
    OtherLabel {
        kept: String,
    },
    /// An amount that another file gives otherwise.
    OtherAmount {
        kept: String,
    },
    /// Actions without a name in the files.
    Unnamed {
        actions: usize,
    },
    /// Contributions whose category nothing says: the usual one.
    UsualCategory,
    /// The total of an action in the category that the user said.
    SaidCategory {
        action: ActionCode,
        nature: NatureScope,
        category: Category,
    },
    /// Numbers with gaps: indicators are numbered without.
    Renumbered {
        number: String,
    },
}

impl Told {
    /// Whether something of the files is not in the documents.
    pub fn is_loss(&self) -> bool {
        !matches!(
            self,
            Self::Summed { .. }
                | Self::KeptAsWords
                | Self::SameHeading
                | Self::BeforeHeadings
                | Self::OtherUnit { .. }
                | Self::OneKind { .. }
                | Self::OddLines { .. }
                | Self::SameColumn { .. }
                | Self::SameInFile { .. }
                | Self::SameText { .. }
                | Self::SameTexts { .. }
                | Self::LawCounts { .. }
                | Self::LawUnused { .. }
                | Self::YearGiven { .. }
                | Self::NotShown { .. }
                | Self::Capitals
                | Self::PartedByTotal
                | Self::OtherTitle { .. }
                | Self::OtherLabel { .. }
                | Self::OtherAmount { .. }
                | Self::Unnamed { .. }
                | Self::UsualCategory
                | Self::SaidCategory { .. }
                | Self::Renumbered { .. }
        )
    }
}

/// A figure that a file prints and that the facts read make otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    pub spot: Spot,
    pub programme: Option<ProgrammeNumber>,
    /// The address of the figure; empty for a total over several programmes.
    pub address: String,
    pub printed: String,
    pub computed: String,
    /// Whether no more than rounding parts them.
    pub is_rounding: bool,
}

/// What must be confirmed before anything is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Every amount of a file is the same.
    SameValue { file: String, value: String, count: usize },
    /// Lines that say the same as another one, however they are written, the first two of them.
    Doubled { file: String, lines: [usize; 2], count: usize },
    /// Objectives and texts that another file gives already, some of them otherwise.
    TwoTexts { file: String, kept: String, count: usize },
    /// Amounts of an action of which only the total over several categories is printed: of which category are they?
    Category { action: ActionCode, nature: NatureScope, proposed: Category, ae: Option<Euros>, cp: Option<Euros> },
}

/// What the user answered to questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The category of the totals of an action; `None` leaves them without.
    pub categories: Vec<(ActionCode, Option<Category>)>,
}

/// The cells of published tables that hold figures, by what became of them: each counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellCounts {
    /// Amounts and values of the documents.
    pub read: usize,
    /// Totals, shares, keys: beside the figures that the amounts make.
    pub compared: usize,
    /// Named, with their line, as not read.
    pub unread: usize,
}

/// The report of an import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    pub files: Vec<FileRead>,
    pub remarks: Vec<Remark>,
    /// Remarks beyond those kept.
    pub further_remarks: usize,
    /// Printed figures that are those computed.
    pub equal: usize,
    pub differences: Vec<Compared>,
    pub further_differences: usize,
    pub questions: Vec<Question>,
    /// Lines of amounts that stand in the documents, each with its file.
    standing: BTreeSet<(usize, usize)>,
    /// Of published tables.
    pub cells: CellCounts,
}

impl Report {
    pub(super) fn new(sources: &[Source]) -> Self {
        let read = |source: &Source| FileRead {
            name: source.name.clone(),
            kind: source.kind(),
            encoding: source.encoding,
            lines: 0,
            others: 0,
            amounts: BTreeSet::new(),
        };
        let mut report = Self { files: sources.iter().map(read).collect(), ..Self::default() };
        for (file, source) in sources.iter().enumerate() {
            if let Some(line) = source.odd_lines.first().copied() {
                let lines = source.odd_lines.clone();
                report.tell(&Spot { file, line, column: String::new() }, Told::OddLines { lines }, "");
            }
        }
        report
    }

    /// What messages call a file.
    pub(super) fn name(&self, file: usize) -> String {
        self.files.get(file).map(|file| file.name.clone()).unwrap_or_default()
    }

    pub(super) fn tell(&mut self, spot: &Spot, told: Told, words: &str) {
        if self.remarks.len() < KEPT {
            self.remarks.push(Remark { spot: spot.clone(), told, words: shortened(words) });
        } else {
            self.further_remarks += 1;
        }
    }

    pub(super) fn differs(&mut self, difference: Compared) {
        if self.differences.len() < KEPT {
            self.differences.push(difference);
        } else {
            self.further_differences += 1;
        }
    }

    pub(super) fn count_line(&mut self, file: usize) {
        if let Some(file) = self.files.get_mut(file) {
            file.lines += 1;
        }
    }

    /// Counts a line one of whose amounts stands in a document, once.
    pub(super) fn stands(&mut self, (file, line): (usize, usize), year: Year, stage: Stage) {
        let is_new = self.standing.insert((file, line));
        if let Some(file) = self.files.get_mut(file) {
            file.lines += usize::from(is_new);
            file.amounts.insert((year, stage));
        }
    }

    /// Counts lines of programmes that nobody asked for, by file.
    pub(super) fn of_other_programmes(&mut self, lines: &BTreeMap<usize, usize>) {
        for (file, lines) in lines {
            if let Some(file) = self.files.get_mut(*file) {
                file.others += lines;
            }
        }
    }

    /// Remarks about what is not in the documents.
    pub fn losses(&self) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(|remark| remark.told.is_loss())
    }

    /// Remarks about what was read and is worth a look.
    pub fn notices(&self) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(|remark| !remark.told.is_loss())
    }
}

/// Lines in runs: "3–7, 12".
pub(super) fn runs(lines: impl IntoIterator<Item = usize>) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == line || *last == line => *last = line,
            _ => runs.push((line, line)),
        }
    }
    let run = |(first, last): (usize, usize)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    runs.into_iter().map(run).collect::<Vec<_>>().join(", ")
}

/// The words of a remark: one line, not too long.
fn shortened(words: &str) -> String {
    let line = words.split(['\n', '\r', '\t']).map(str::trim).collect::<Vec<_>>().join(" ¶ ");
    excerpt(&line).into_owned()
}

/// How much a document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    pub actions: usize,
    /// Amounts of credits and of contributions, AE and CP apart.
    pub amounts: usize,
    pub contributions: usize,
    /// Amounts of outstanding commitments and of the schedule.
    pub multiyear: usize,
    /// Cells of sections.
    pub cells: usize,
    pub objectives: usize,
    pub indicators: usize,
    pub values: usize,
    pub texts: usize,
}

impl Counts {
    pub fn of(document: &Document) -> Self {
        let amounts = |contributions| {
            let rows = document.ledger(contributions).rows();
            rows.map(|(.., row)| usize::from(row.ae.is_some()) + usize::from(row.cp.is_some())).sum()
        };
        Self {
            actions: document.actions.len(),
            amounts: amounts(false),
            contributions: amounts(true),
            multiyear: document.outstanding.len() + document.schedule.len(),
            cells: document.sections.cells().count(),
            objectives: document.objectives.len(),
            indicators: document.indicators().count(),
            values: document.values.len(),
            texts: document.texts.len(),
        }
    }
}

/// Two places of files that ought to say one thing, and what each says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing<T> {
    pub places: [T; 2],
    pub said: [String; 2],
}

/// Why nothing is imported.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ImportRefusal {
    #[error("no file")]
    NoFile,
    #[error("{count} files at once")]
    TooManyFiles { count: usize },
    #[error("{file} is too large")]
    TooLarge { file: String },
    #[error("{file} holds no text")]
    Binary { file: String, binary: Binary },
    #[error("{file} is empty")]
    Empty { file: String },
    #[error("line {line} of {file} is too long")]
    LongLine { file: String, line: usize },
    #[error("{file} has too many lines")]
    TooManyLines { file: String },
    #[error("{file} has too many columns")]
    TooManyColumns { file: String },
    #[error("{file} has columns that are missing")]
    MissingColumns { file: String, missing: &'static str },
    #[error("{file} does not say whether it is a bill or an act")]
    NoLaw { file: String },
    /// Columns that give one amount, or a whole and its parts, and do not agree.
    #[error("columns of {file} differ at line {line}")]
    ColumnsDiffer { file: String, line: usize, columns: Box<Differing<Vec<String>>> },
    /// Two columns of one code that do not agree.
    #[error("two codes of {file} differ at line {line}")]
    CodesDiffer { file: String, line: usize, columns: Box<Differing<String>> },
    /// Files that give one amount otherwise: each with the line of it.
    #[error("{of} differs between files")]
    FilesDiffer { files: Box<Differing<(String, usize)>>, of: String },
    /// Files that give the same amount with other words in one column, or, without it, of ministries that are named in two ways.
    #[error("nothing tells whether {of} is one amount in two files")]
    FilesApart { files: Box<Differing<(String, usize)>>, of: String, column: Option<String> },
    #[error("a quote of {file} is not closed at line {line}")]
    OpenQuote { file: String, line: usize },
    /// A unit in words apart from the headings of the columns, which do not all say it: nothing says which amounts are counted in it.
    #[error("a unit stands apart in {file} at line {line}")]
    UnitApart { file: String, line: usize, words: String },
    /// Headings among the lines, which are not those at the top.
    #[error("{file} has other headings at line {line}")]
    OtherHeadings { file: String, line: usize },
    /// Lines of the bill and of the act, without a year.
    #[error("{file} does not say the years of its bill and its act")]
    NoYears { file: String },
    #[error("nothing is known in {file}")]
    Unknown { file: String },
    #[error("no year is said")]
    NoYear,
    #[error("no layout is known for {0}")]
    UnknownYear(Year),
    #[error("the files are of PLF {printed}, not {asked}")]
    OtherYear { asked: Year, printed: Year },
    #[error("the texts are of PLF {first} and {second}")]
    SeveralYears { first: Year, second: Year },
    #[error("no programme is said")]
    NoNumber,
    /// What was achieved in a year, which goes onto the PAP of two years later.
    #[error("an annual performance report")]
    AnnualReport { year: Option<Year> },
    #[error("an annual performance report does not say its year")]
    NoReportYear,
    #[error("annual performance reports of {first} and {second}")]
    SeveralReports { first: Year, second: Year },
    #[error("the texts are of programmes {first} and {second}")]
    SeveralProgrammes { first: ProgrammeNumber, second: ProgrammeNumber },
    #[error("programme {wanted} is not in the files")]
    NoSuchProgramme { wanted: ProgrammeNumber, known: Vec<ProgrammeNumber> },
    #[error("the totals of action {action} are answered for {first} and {second}")]
    SeveralAnswers { action: ActionCode, first: Category, second: Category },
    #[error("no total of action {action} is without its category")]
    NoQuestion { action: ActionCode },
    /// With what stood in the way.
    #[error("nothing is read")]
    Nothing(Box<Report>),
}
