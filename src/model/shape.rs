//! The shape of a section that is a room: its rows, its columns, and how what is computed follows from what is typed, as data.
//!
//! A shape knows the model alone, for addresses, files and figures rest on it; everything else that a section is stands beside it in its folder.

use super::{CellPlace, CellRow, Document, Measure, NatureScope, SectionRowId, Stage, Year};

/// What the cells of a section are.
#[derive(Debug)]
pub struct Shape {
    /// The first word of its addresses, and its name in files: `jobs`. It never changes.
    pub key: &'static str,
    pub rows: Rows,
    pub columns: &'static [ColumnShape],
    /// The years of its cells, counted from that of the bill: `[0]` for N. None where cells bear no year.
    pub years: &'static [i16],
    /// Whether a row sums up the others.
    pub has_total: bool,
    /// The decimals that the layout of a year prints at least; more were typed.
    pub decimals: fn(Year) -> u32,
}

/// What the rows of a section are.
#[derive(Debug)]
pub enum Rows {
    /// Those that drafters add.
    Listed,
    /// Those that drafters add, each with words in a column of its own.
    ListedWith(CodeWords),
    /// Those that drafters add by the number of six digits that the State's lists give them, which is their identity.
    Numbered(CodeWords),
    /// Under each row that drafters add, the same rows. The listed row itself has no cells: what sums up the others has its label.
    ListedTimes {
        rows: &'static [RowShape],
        /// The texts of each listed row, by the last word of their addresses.
        texts: &'static [&'static str],
    },
    /// Those that drafters added to another section.
    ListedIn(&'static str),
    /// The same in every document.
    Fixed(&'static [RowShape]),
    /// A row for each action without sub-actions that has not ended, or in which something is typed.
    Actions,
    /// A row for each title that the credits use, or in which something is typed.
    Titles,
}

/// What drafters say of a row beside its label, in the place of a code: several rows may say the same.
#[derive(Debug)]
pub struct CodeWords {
    /// The last word of its address: `programme`. It never changes.
    pub key: &'static str,
    /// What is printed before and after the words, and typed by nobody: " ►".
    pub around: [&'static str; 2],
    /// The only words that may be said; none where any may.
    pub choices: &'static [Choice],
    /// Of the choices, the key of the one whose rows a total counts; none where it counts every row.
    pub counted: Option<&'static str>,
}

/// One of a few words.
#[derive(Debug)]
pub struct Choice {
    /// As files keep it; it never changes.
    pub key: &'static str,
    /// In French and in English.
    pub names: [&'static str; 2],
}

impl CodeWords {
    pub const fn any(key: &'static str, around: [&'static str; 2]) -> Self {
        Self { key, around, choices: &[], counted: None }
    }

    /// The choice that somebody typed, by its key or in either language, whatever the case.
    pub fn choice(&self, typed: &str) -> Option<&'static Choice> {
        let typed = typed.to_lowercase();
        self.choices.iter().find(|choice| choice.key == typed || choice.names.iter().any(|name| name.to_lowercase() == typed))
    }

    /// As they are printed; nothing around no words.
    pub fn printed(&self, words: &str) -> String {
        let [before, after] = self.around;
        if words.is_empty() { String::new() } else { format!("{before}{words}{after}") }
    }

    /// The words of what was typed, or copied where they are printed.
    pub fn bare<'a>(&self, typed: &'a str) -> &'a str {
        let [before, after] = self.around.map(str::trim);
        let typed = typed.trim();
        let typed = typed.strip_prefix(before).unwrap_or(typed);
        typed.strip_suffix(after).unwrap_or(typed).trim()
    }
}

/// A row that every document has.
#[derive(Debug)]
pub struct RowShape {
    pub key: &'static str,
    pub level: Level,
    /// What it sums up; nothing for a row that is typed.
    pub sum: &'static [Term],
    /// What the year before suggests for its empty cells.
    pub hint: &'static [HintTerm],
    /// How much of it.
    pub hint_in: Option<Proportion>,
}

/// The rank of a row in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// An action, a title, an indicator, a sum that stands by itself.
    Main,
    /// A sub-action, a category, a part of what stands over it: set in.
    Sub,
    /// A part of a part: set in twice.
    Detail,
    Total,
}

#[derive(Debug)]
pub struct ColumnShape {
    /// The last word of its addresses; empty in a section of one column.
    pub key: &'static str,
    pub holds: CellHolds,
    /// The columns of the same row that it sums up; none for a column that is typed.
    pub sum: &'static [Term],
    /// Whether the row of totals sums it up.
    pub is_totalled: bool,
    /// Whether what is above zero is written with a plus sign.
    pub is_signed: bool,
    /// Words that may stand in the place of a number, which sums leave out.
    pub words: &'static [&'static str],
    /// Whether a decimal that nobody typed stays blank beside what was typed in its row, and credits that come to nothing, instead of printing 0.
    pub stays_blank: bool,
    /// The column of the year before that stands for a cell while nobody typed it: its figure is to be confirmed.
    pub carries: Option<&'static str>,
    /// What the year before suggests for an empty cell, as a sum of cells of sections that share their rows.
    pub hint: &'static [HintTerm],
    /// The credits of which its cells have a part.
    pub credits: Option<CreditsOf>,
    /// The typed columns on which a figure typed over a computed cell may be put.
    pub spread_on: &'static [&'static str],
    /// How addresses say it, where its figures are about another year than that of their PAP; by its key elsewhere.
    pub said: Option<SaidAs>,
}

/// How addresses say a column by the year that its figures are about: `2028/ae` in the PAP of 2027.
#[derive(Clone, Copy, Debug)]
pub struct SaidAs {
    /// That year, counted from the one of the PAP.
    pub after: i16,
    pub word: &'static str,
    /// The first PAP that has the column.
    pub since: u16,
}

impl SaidAs {
    pub fn is_in_layout(self, pap: Year) -> bool {
        pap.get() >= self.since
    }
}

/// What a cell of a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellHolds {
    /// Whole euros.
    Euros,
    /// A decimal, kept with the decimals that were typed.
    Decimal(CellUnit),
    Words,
}

/// The unit of a decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellUnit {
    /// Équivalents temps plein travaillé.
    Etpt,
    /// Équivalents temps plein.
    Etp,
    /// A month of the year, 1 to 12, with a part of it: 6,96.
    Month,
    MillionEuros,
    ThousandEuros,
    Percent,
}

/// Which credits of the programme a column is about.
#[derive(Clone, Copy, Debug)]
pub struct CreditsOf {
    pub stage: Stage,
    /// Whether it is about FdC et AdP, which stand beside the credits.
    pub contributions: bool,
    pub measure: Measure,
    /// Their year, counted from that of the cell.
    pub year: i16,
}

/// A part of a sum: what is added or taken away.
#[derive(Debug)]
pub struct Term {
    pub is_subtracted: bool,
    pub part: Part,
}

/// What a sum has for a part.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// In a sum of columns a column of the same row, in a sum of rows a row of the same column.
    Cell(&'static str),
    /// The credits of a nature in the whole programme: those that the column is about.
    Credits(NatureScope),
    /// The same of the title that the row is about.
    CreditsOfRow,
}

/// A part of a hint: a cell of a section in the year before.
#[derive(Debug)]
pub struct HintTerm {
    pub is_subtracted: bool,
    pub section: &'static str,
    /// None for the row of the cell itself.
    pub row: Option<CellRow>,
    pub column: &'static str,
}

/// One sum of the year before to another, which has its sign: 4 of 10.
#[derive(Debug)]
pub struct Proportion {
    pub part: &'static [HintTerm],
    pub whole: &'static [HintTerm],
}

impl Term {
    pub const fn plus(key: &'static str) -> Self {
        Self { is_subtracted: false, part: Part::Cell(key) }
    }

    pub const fn minus(key: &'static str) -> Self {
        Self { is_subtracted: true, part: Part::Cell(key) }
    }

    /// The cell that is the part; none where it is credits.
    pub fn cell(&self) -> Option<&'static str> {
        match self.part {
            Part::Cell(key) => Some(key),
            Part::Credits(_) | Part::CreditsOfRow => None,
        }
    }

    pub const fn credits(nature: NatureScope) -> Self {
        Self { is_subtracted: false, part: Part::Credits(nature) }
    }

    pub const fn credits_of_row() -> Self {
        Self { is_subtracted: false, part: Part::CreditsOfRow }
    }
}

impl HintTerm {
    /// A column of the same row, in a section that shares its rows.
    pub const fn column(section: &'static str, column: &'static str) -> Self {
        Self { is_subtracted: false, section, row: None, column }
    }

    /// A row that every document has, in a section of one column.
    pub const fn row(section: &'static str, row: &'static str) -> Self {
        Self { is_subtracted: false, section, row: Some(CellRow::Key(row)), column: "" }
    }

    /// The total of a column.
    pub const fn total(section: &'static str, column: &'static str) -> Self {
        Self { is_subtracted: false, section, row: Some(CellRow::Total), column }
    }

    pub const fn subtracted(self) -> Self {
        Self { is_subtracted: true, ..self }
    }
}

impl RowShape {
    pub const fn typed(level: Level, key: &'static str) -> Self {
        Self::summed(level, key, &[])
    }

    pub const fn summed(level: Level, key: &'static str, sum: &'static [Term]) -> Self {
        Self { key, level, sum, hint: &[], hint_in: None }
    }

    pub const fn hinted(self, hint: &'static [HintTerm]) -> Self {
        Self { hint, ..self }
    }

    pub const fn in_proportion(self, part: &'static [HintTerm], whole: &'static [HintTerm]) -> Self {
        Self { hint_in: Some(Proportion { part, whole }), ..self }
    }
}

impl ColumnShape {
    pub const fn typed(key: &'static str, holds: CellHolds) -> Self {
        Self::summed(key, holds, &[])
    }

    pub const fn summed(key: &'static str, holds: CellHolds, sum: &'static [Term]) -> Self {
        Self {
            key,
            holds,
            sum,
            is_totalled: true,
            is_signed: false,
            words: &[],
            stays_blank: false,
            carries: None,
            hint: &[],
            credits: None,
            spread_on: &[],
            said: None,
        }
    }

    /// A column that a total leaves blank.
    pub const fn untotalled(self) -> Self {
        Self { is_totalled: false, ..self }
    }

    pub const fn carrying(self, column: &'static str) -> Self {
        Self { carries: Some(column), ..self }
    }

    pub const fn spread_on(self, columns: &'static [&'static str]) -> Self {
        Self { spread_on: columns, ..self }
    }

    pub const fn hinted(self, hint: &'static [HintTerm]) -> Self {
        Self { hint, ..self }
    }

    /// A column about credits of the programme.
    pub const fn of_credits(self, credits: CreditsOf) -> Self {
        Self { credits: Some(credits), ..self }
    }

    /// A column that addresses say by the year that its figures are about.
    pub const fn said(self, said: SaidAs) -> Self {
        Self { said: Some(said), ..self }
    }

    /// A column of effects: above zero they bear a plus sign.
    pub const fn signed(self) -> Self {
        Self { is_signed: true, ..self }
    }

    /// A column in which words may stand for a number.
    pub const fn or_words(self, words: &'static [&'static str]) -> Self {
        Self { words, ..self }
    }

    /// A column that prints nothing where nothing was typed.
    pub const fn blank(self) -> Self {
        Self { stays_blank: true, ..self }
    }
}

impl Shape {
    pub fn column(&self, key: &str) -> Option<&'static ColumnShape> {
        self.columns.iter().find(|column| column.key == key)
    }

    /// The rows that every document has, by themselves or under each listed one.
    pub fn fixed_rows(&self) -> &'static [RowShape] {
        match self.rows {
            Rows::Fixed(rows) | Rows::ListedTimes { rows, .. } => rows,
            Rows::Listed | Rows::ListedWith(_) | Rows::Numbered(_) | Rows::ListedIn(_) | Rows::Actions | Rows::Titles => &[],
        }
    }

    /// One of them.
    pub fn fixed_row(&self, key: &str) -> Option<&'static RowShape> {
        self.fixed_rows().iter().find(|row| row.key == key)
    }

    pub fn fixed_row_keys(&self) -> Vec<&'static str> {
        self.fixed_rows().iter().map(|row| row.key).collect()
    }

    /// The rank of a row in the table of its section.
    pub fn level(&self, row: CellRow) -> Level {
        match row {
            CellRow::Total => Level::Total,
            CellRow::Key(key) | CellRow::Part(_, key) => self.fixed_row(key).map_or(Level::Main, |row| row.level),
            CellRow::Listed(_) | CellRow::Action(_) | CellRow::Title(_) | CellRow::Number(_) | CellRow::Under(..) => Level::Main,
        }
    }

    /// The row of every document under which another one is set in.
    pub fn over(&self, key: &str) -> Option<&'static RowShape> {
        let Rows::Fixed(rows) = self.rows else { return None };
        let index = rows.iter().position(|row| row.key == key)?;
        let (before, from) = rows.split_at_checked(index)?;
        let level = from.first()?.level;
        let is_over = |row: &&RowShape| matches!((row.level, level), (Level::Main, Level::Sub | Level::Detail) | (Level::Sub, Level::Detail));
        before.iter().rev().find(is_over)
    }

    /// The unit of every figure of the section; none where columns have one of their own, or hold words.
    pub fn unit(&self) -> Option<CellHolds> {
        let (first, others) = self.columns.split_first()?;
        others.iter().all(|column| column.holds == first.holds).then_some(first.holds).filter(|holds| *holds != CellHolds::Words)
    }

    /// Whether its figures are rounded from euros where they are published, one by one.
    pub fn is_rounded(&self) -> bool {
        matches!(self.unit(), Some(CellHolds::Decimal(CellUnit::MillionEuros | CellUnit::ThousandEuros)))
    }

    /// What the year before suggests for an empty cell: by its column, else by its row.
    pub fn hint(&self, place: CellPlace) -> &'static [HintTerm] {
        let of_column = self.column(place.column).map_or(&[][..], |column| column.hint);
        match place.row {
            CellRow::Key(key) if of_column.is_empty() => self.fixed_row(key).map_or(&[], |row| row.hint),
            _ => of_column,
        }
    }

    /// How much of what the year before suggests counts; none where all of it does.
    pub fn proportion(&self, place: CellPlace) -> Option<&'static Proportion> {
        let CellRow::Key(key) = place.row else { return None };
        self.fixed_row(key)?.hint_in.as_ref()
    }

    /// The section whose list of rows this one shows; none where the rows are not listed.
    pub fn list(&self) -> Option<&'static str> {
        match self.rows {
            Rows::Listed | Rows::ListedWith(_) | Rows::Numbered(_) | Rows::ListedTimes { .. } => Some(self.key),
            Rows::ListedIn(section) => Some(section),
            Rows::Fixed(_) | Rows::Actions | Rows::Titles => None,
        }
    }

    /// What drafters say of its rows beside their labels.
    pub fn code_words(&self) -> Option<&CodeWords> {
        match &self.rows {
            Rows::ListedWith(words) | Rows::Numbered(words) => Some(words),
            Rows::Listed | Rows::ListedTimes { .. } | Rows::ListedIn(_) | Rows::Fixed(_) | Rows::Actions | Rows::Titles => None,
        }
    }

    /// The key of a text that each listed row has.
    pub fn row_text(&self, key: &str) -> Option<&'static str> {
        match self.rows {
            Rows::ListedTimes { texts, .. } => texts.iter().find(|text| **text == key).copied(),
            Rows::Listed | Rows::ListedWith(_) | Rows::Numbered(_) | Rows::ListedIn(_) | Rows::Fixed(_) | Rows::Actions | Rows::Titles => None,
        }
    }

    /// The last word of the address of what is said of a row beside its label; none where its rows are not its own.
    pub fn code_key(&self) -> Option<&'static str> {
        match &self.rows {
            Rows::Listed | Rows::ListedTimes { .. } => Some("code"),
            Rows::ListedWith(words) | Rows::Numbered(words) => Some(words.key),
            Rows::ListedIn(_) | Rows::Fixed(_) | Rows::Actions | Rows::Titles => None,
        }
    }

    /// Whether a code of each listed row stands before its label, and in no column of its own: "1036 - Magistrats".
    pub fn has_leading_code(&self) -> bool {
        self.code_key().is_some() && self.code_words().is_none()
    }

    /// The rows of a document in their order, the total left out.
    pub fn rows(&self, document: &Document) -> Vec<CellRow> {
        match self.rows {
            Rows::Listed | Rows::ListedWith(_) => Self::listed(document, self.key),
            Rows::Numbered(_) => {
                document.sections.rows(self.key).iter().filter_map(|row| u32::try_from(row.id.0).ok()).map(CellRow::Number).collect()
            }
            Rows::ListedIn(section) => Self::listed(document, section),
            Rows::ListedTimes { rows, .. } => {
                let under = |id| rows.iter().map(move |row| CellRow::Part(id, row.key));
                document.sections.rows(self.key).iter().flat_map(|row| under(row.id)).collect()
            }
            Rows::Fixed(rows) => rows.iter().map(|row| CellRow::Key(row.key)).collect(),
            Rows::Actions => {
                let is_typed = |action| self.has_figure(document, CellRow::Action(action));
                let standing = document.leaves().filter(|action| document.stands(action, document.year, Stage::Bill) || is_typed(action.id));
                standing.map(|action| CellRow::Action(action.id)).collect()
            }
            Rows::Titles => {
                let used = document.used_categories();
                let is_typed = |title| self.has_figure(document, CellRow::Title(title));
                super::Title::all().filter(|title| used.of_title(*title).next().is_some() || is_typed(*title)).map(CellRow::Title).collect()
            }
        }
    }

    fn listed(document: &Document, section: &str) -> Vec<CellRow> {
        document.sections.rows(section).iter().map(|row| CellRow::Listed(row.id)).collect()
    }

    /// Whether something is typed in a row in the year of the bill.
    fn has_figure(&self, document: &Document, row: CellRow) -> bool {
        document.sections.has_year(self.key, row, document.year)
    }

    /// Whether the document has a row of this section.
    pub fn has_row(&self, document: &Document, row: CellRow) -> bool {
        match (&self.rows, row) {
            (Rows::Listed | Rows::ListedWith(_) | Rows::ListedIn(_), CellRow::Listed(id)) => self.has_listed(document, id),
            (Rows::Numbered(_), CellRow::Number(number)) => self.has_listed(document, SectionRowId(number.into())),
            (Rows::ListedTimes { .. }, CellRow::Part(id, key)) => self.fixed_row(key).is_some() && self.has_listed(document, id),
            (Rows::Fixed(_), CellRow::Key(key)) => self.fixed_row(key).is_some(),
            (Rows::Actions, CellRow::Action(id)) => document.is_leaf(id),
            (Rows::Titles, CellRow::Title(_)) => true,
            (_, CellRow::Total) => self.has_total,
            (
                Rows::Listed
                | Rows::ListedWith(_)
                | Rows::Numbered(_)
                | Rows::ListedTimes { .. }
                | Rows::ListedIn(_)
                | Rows::Fixed(_)
                | Rows::Actions
                | Rows::Titles,
                CellRow::Listed(_)
                | CellRow::Part(..)
                | CellRow::Key(_)
                | CellRow::Action(_)
                | CellRow::Title(_)
                | CellRow::Number(_)
                | CellRow::Under(..),
            ) => false,
        }
    }

    fn has_listed(&self, document: &Document, id: SectionRowId) -> bool {
        self.list().is_some_and(|list| document.sections.row(list, id).is_some())
    }

    /// Whether a total counts a row that sums up no others.
    pub fn is_counted(&self, document: &Document, row: CellRow) -> bool {
        let Some(counted) = self.code_words().and_then(|words| words.counted) else { return true };
        row.listed().and_then(|id| document.sections.row(self.key, id)).is_some_and(|row| row.code == counted)
    }

    /// Whether rows are added by a number that is their identity.
    pub fn is_numbered(&self) -> bool {
        matches!(self.rows, Rows::Numbered(_))
    }

    /// The number of a row as the State's lists write it; none where rows bear none.
    pub fn number(&self, id: SectionRowId) -> Option<String> {
        self.is_numbered().then(|| format!("{:06}", id.0))
    }

    /// Whether a row may have this identity: where rows bear a number, it has six digits.
    pub fn allows(&self, id: SectionRowId) -> bool {
        self.number(id).is_none_or(|number| number.len() == 6)
    }

    /// The row of a number of six digits, where rows bear one.
    pub fn numbered(&self, digits: &str) -> Option<SectionRowId> {
        let is_number = self.is_numbered() && digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse().ok()).flatten().map(SectionRowId)
    }

    /// Whether a cell is typed: it is there, and follows from no others.
    pub fn is_typed(&self, document: &Document, place: CellPlace) -> bool {
        let is_typed_row = match (&self.rows, place.row) {
            (_, CellRow::Total) => false,
            (_, row) if self.is_sum(row) => false,
            (_, row) => self.has_row(document, row),
        };
        is_typed_row && self.column(place.column).is_some_and(|column| column.sum.is_empty()) && place.year.is_some() != self.years.is_empty()
    }

    /// The cells of its tables that follow from others, of the columns that the layout of the document has.
    pub fn computed(&self, document: &Document) -> Vec<CellPlace> {
        let years: Vec<Option<Year>> = match self.years {
            [] => vec![None],
            years => years.iter().map(|offset| Some(document.year.offset(*offset))).collect(),
        };
        let rows = self.rows(document).into_iter().chain(self.has_total.then_some(CellRow::Total));
        let columns = || self.columns.iter().filter(|column| column.said.is_none_or(|said| said.is_in_layout(document.year)));
        let cells = rows
            .flat_map(|row| years.iter().flat_map(move |year| columns().map(move |column| self.cell(row, *year, column.key))).collect::<Vec<_>>());
        cells.filter(|place| !self.is_typed(document, *place)).collect()
    }

    /// Whether a row sums up others of the shape.
    pub fn is_sum(&self, row: CellRow) -> bool {
        matches!(row, CellRow::Key(key) | CellRow::Part(_, key) if self.fixed_row(key).is_some_and(|row| !row.sum.is_empty()))
    }

    /// The cell of the year before that stands for one while nobody typed it, where anything was typed in that year or an earlier one.
    pub fn carried(&self, document: &Document, place: CellPlace) -> Option<CellPlace> {
        let (column, before) = (self.column(place.column)?.carries?, place.year?.offset(-1));
        let is_empty = self.is_typed(document, place) && document.sections.cell(place).is_none();
        // The first year of all has none before it.
        let is_before = Some(before) < place.year;
        (is_empty && is_before && document.sections.has_year_until(self.key, place.row, before)).then_some(CellPlace {
            year: Some(before),
            column,
            ..place
        })
    }

    /// The column that an address says by a word and the year that its figures are about, and the year of their PAP.
    pub fn said(&self, pap: Year, year: Year, word: &str) -> Option<(&'static ColumnShape, Year)> {
        let is_it =
            |column: &&ColumnShape| column.said.is_some_and(|said| said.word == word && pap.offset(said.after) == year && said.is_in_layout(pap));
        let of_other_year = self.columns.iter().find(is_it).map(|column| (column, pap));
        of_other_year.or_else(|| self.column(word).filter(|column| column.said.is_none()).map(|column| (column, year)))
    }

    /// The cell of this section at a row, year and column.
    pub fn cell(&self, row: CellRow, year: Option<Year>, column: &'static str) -> CellPlace {
        CellPlace { section: self.key, row, year, column }
    }
}
