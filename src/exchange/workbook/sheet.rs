//! Tables on a sheet: title, headings with their groups, labels, figures and formulas, and how the sheet prints.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Formula, Note, Url, Worksheet, XlsxError};

use super::anchors::{AnchoredTable, OfRow, OfTable, Written};
use super::formulas::{Asking, CellFormula, Formulas, quoted};
use super::paint::{Area, Paint};
use super::plan::{DETAIL_COLUMN, Detail, Placed, Plan, Spot};
use super::sentences::cut_short;
use super::styles::{Look, Shape, Styles};
use super::{floats, names, typed};
use crate::calc::{Figure, NumberFormat};
use crate::lang::{Lang, Word, nature, writing};
use crate::model::{Amount, CellContent, CellValue, Entry, IndicatorValue, Measure, NumberMarks, Place, Stage, TextPlace};
use crate::tables::{Cell, CellKind, Content, Holds, Level, Mark, Tables, action_line};

/// In characters of the workbook's font.
const LABEL_WIDTH: u16 = 46;
const WORDS_WIDTH: u16 = 90;
const NARROWEST: usize = 11;
const WIDEST: usize = 22;
/// The column of names such as "INDICATEUR 1.1".
const NAME_WIDTH: u16 = 18;
/// In points, of the typeface that a spreadsheet may take instead of its own.
const LINE_HEIGHT: u16 = 13;
const TITLE_HEIGHT: u16 = 19;
/// The highest row there is, in points.
const HIGHEST: u16 = 409;
/// The width of the columns of a programme's own sheet.
const COLUMN_WIDTH: u16 = 17;
/// The paper of every French office, by its number in the format.
const A4: u8 = 9;
const COLUMNS_OF_A_PROGRAMME: u16 = 12;

/// A sheet being written.
pub(super) struct Sheet<'s> {
    pub worksheet: Worksheet,
    pub styles: &'s mut Styles,
    /// What it says of itself.
    pub tables: Vec<AnchoredTable>,
    paint: Paint,
    /// What was written last.
    last: Written,
    /// Titles, headings and notes.
    said: BTreeSet<String>,
}

/// A sheet that is written.
pub(super) struct Finished {
    pub worksheet: Worksheet,
    pub tables: Vec<AnchoredTable>,
}

impl<'s> Sheet<'s> {
    pub fn new(name: &str, styles: &'s mut Styles) -> Result<Self, XlsxError> {
        let mut worksheet = Worksheet::new();
        worksheet.set_name(name)?.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_footer("&L&A&R&P / &N");
        worksheet.set_formula_result_default("");
        Ok(Self { worksheet, styles, tables: vec![], paint: Paint::default(), last: Written::default(), said: BTreeSet::new() })
    }

    pub fn end(mut self) -> Result<Finished, XlsxError> {
        let areas = self.paint.end();
        self.paint_areas(&areas)?;
        if let Some(first) = self.tables.first_mut() {
            first.of.words = self.said.into_iter().collect();
        }
        Ok(Finished { worksheet: self.worksheet, tables: self.tables })
    }

    /// A table of this sheet, with the columns of its cells, of which the rows that follow are.
    pub fn begin(&mut self, title: &str, head: u32, columns: impl IntoIterator<Item = u16>, texts: bool) {
        let columns = columns.into_iter().collect();
        let of = OfTable { title: title.to_owned(), sheet: self.worksheet.name(), columns, words: vec![], texts };
        self.tables.push(AnchoredTable { of, head, rows: vec![] });
    }

    /// A row of the last table.
    pub fn anchor(&mut self, row: u32, labels: impl IntoIterator<Item = impl Into<String>>, cells: Vec<Option<Written>>) {
        let labels = labels.into_iter().map(Into::into).collect();
        if let Some(table) = self.tables.last_mut() {
            table.rows.push(OfRow { row, labels, label: None, cells });
        }
    }

    /// The first label of the last row says a text of the document.
    fn labelled(&mut self, tables: Tables<'_>, label: &str, place: TextPlace) {
        let said = tables.words(place);
        let written = Written { place: Place::Text(place).code(), words: Some(label.to_owned()), typed: Some(said), ..Written::default() };
        if let Some(row) = self.tables.last_mut().and_then(|table| table.rows.last_mut()) {
            row.label = Some(written);
        }
    }

    /// Says how a cell looks, which is all that an empty one needs in a row of others.
    fn look(&mut self, at: (u32, u16), look: Look, shape: Shape) -> Result<(), XlsxError> {
        let areas = self.paint.cell(at, (look, shape));
        self.paint_areas(&areas)
    }

    fn paint_areas(&mut self, areas: &[Area]) -> Result<(), XlsxError> {
        for Area { top, bottom, left, right, style: (look, shape) } in areas {
            self.worksheet.set_range_format(*top, *left, *bottom, *right, self.styles.of(*look, *shape))?;
        }
        Ok(())
    }

    pub fn words(&mut self, row: u32, column: u16, words: &str, look: Look) -> Result<(), XlsxError> {
        self.worksheet.write_string(row, column, words)?;
        self.say(words, look);
        self.look((row, column), look, Shape::Words)
    }

    /// Words that are no content of a table.
    pub fn say(&mut self, words: &str, look: Look) {
        let is_said = match look {
            Look::Title | Look::LongTitle | Look::Note | Look::Plain | Look::Link | Look::Group | Look::Heading | Look::LabelHeading => true,
            Look::Running
            | Look::Strong
            | Look::Slanted
            | Look::Label
            | Look::SubLabel
            | Look::DetailLabel
            | Look::TotalLabel
            | Look::Entered
            | Look::ToConfirm
            | Look::Computed
            | Look::Total => false,
        };
        if is_said && !words.is_empty() {
            self.said.insert(words.to_owned());
        }
    }

    /// A title over columns of so many characters, on as many lines as it takes: what runs beyond them would make the printed sheet wider.
    fn title(&mut self, row: u32, words: &str, widths: &[u16]) -> Result<(), XlsxError> {
        // A bold letter of a title takes the room of one and a half.
        let lines = lines(words, widths.iter().sum::<u16>() / 3 * 2);
        let last = u16::try_from(widths.len()).unwrap_or(u16::MAX).saturating_sub(1);
        if lines == 1 || last == 0 {
            return self.words(row, 0, words, Look::Title);
        }
        self.worksheet.set_row_height(row, lines.saturating_mul(TITLE_HEIGHT).min(HIGHEST))?;
        self.merged((row, 0), (row, last), words, Look::LongTitle)
    }

    /// Gives a row the height of the highest of its words, each in a column of so many characters: spreadsheets do not find it by themselves.
    pub fn fit<'t>(&mut self, row: u32, cells: impl IntoIterator<Item = (&'t str, u16)>) -> Result<(), XlsxError> {
        let lines = cells.into_iter().map(|(words, width)| lines(words, width)).max().unwrap_or(1);
        if lines > 1 {
            self.worksheet.set_row_height(row, lines.saturating_mul(LINE_HEIGHT).saturating_add(3).min(HIGHEST))?;
        }
        Ok(())
    }

    /// A link to a cell of the workbook.
    pub fn link(&mut self, row: u32, column: u16, words: &str, sheet: &str) -> Result<(), XlsxError> {
        self.say(words, Look::Link);
        let url = Url::new(format!("internal:{}!A1", quoted(sheet))).set_text(words);
        self.worksheet.write_url_with_format(row, column, url, self.styles.words(Look::Link))?;
        Ok(())
    }

    /// A table on a sheet of its own.
    pub fn one_table(&mut self, formulas: &Formulas<'_>, placed: &Placed) -> Result<(), XlsxError> {
        let label_width = if placed.table.look.holds == Holds::Words { NAME_WIDTH } else { LABEL_WIDTH };
        let widths: Vec<u16> = [label_width].into_iter().chain(widths(formulas, placed)).collect();
        for (column, width) in (0..).zip(&widths) {
            self.worksheet.set_column_width(column, *width)?;
        }
        self.table(formulas, placed, &widths)?;
        self.control(formulas, placed)?;
        let headings = placed.table.columns.iter().map(|column| column.title.as_str());
        self.fit(placed.body().saturating_sub(1), headings.zip(widths.iter().skip(1).copied()))?;
        self.worksheet.set_freeze_panes(placed.body(), 1)?;
        self.worksheet.set_repeat_rows(placed.head(), placed.body().saturating_sub(1))?;
        Ok(())
    }

    /// Every table of a programme, one under the other.
    pub fn programme(&mut self, formulas: &Formulas<'_>, plan: &Plan) -> Result<(), XlsxError> {
        let tables = formulas.tables;
        self.worksheet.set_column_width(0, LABEL_WIDTH)?.set_column_range_width(1, COLUMNS_OF_A_PROGRAMME, COLUMN_WIDTH)?;
        self.words(0, 0, &tables.document_name(), Look::Title)?;
        self.link(1, 0, tables.lang.pick("Retour au récapitulatif", "Back to the summary"), names::summary(tables.lang))?;
        let widths: Vec<u16> = [LABEL_WIDTH].into_iter().chain(std::iter::repeat_n(COLUMN_WIDTH, COLUMNS_OF_A_PROGRAMME.into())).collect();
        for placed in &plan.tables {
            self.table(formulas, placed, &widths)?;
            self.control(formulas, placed)?;
            if placed.table.look.holds != Holds::Words {
                self.fit(placed.body().saturating_sub(1), placed.table.columns.iter().map(|column| (column.title.as_str(), COLUMN_WIDTH)))?;
            }
        }
        if !plan.details.is_empty() {
            self.details(formulas)?;
        }
        self.worksheet.set_freeze_panes(1, 1)?;
        self.worksheet.set_repeat_rows(0, 0)?;
        Ok(())
    }

    fn table(&mut self, formulas: &Formulas<'_>, placed: &Placed, widths: &[u16]) -> Result<(), XlsxError> {
        let tables = formulas.tables;
        let table = &placed.table;
        self.title(placed.top, &tables.title_alone(table), widths)?;
        if placed.has_note {
            self.words(placed.top + 1, 0, &note(formulas, table.unit_over_headings(tables.lang)), Look::Note)?;
        }
        self.begin(&tables.title_alone(table), placed.body().saturating_sub(1), (1..).take(table.columns.len()), false);
        if let (Some(cell), Some(row)) = (&table.share, placed.share_row()) {
            let label = tables.lang.word(Word::ShareInTheProgramme);
            self.words(row, 0, label, Look::Label)?;
            let written = self.cell(formulas, placed, Spot { sheet: placed.sheet, row, column: 1 }, Level::Main, cell)?;
            self.anchor(row, [label], vec![written]);
        }
        self.head(formulas, placed)?;
        let is_labelled = table.is_labelled();
        let programme = tables.programme_name();
        for (row, at) in table.rows.iter().zip(placed.body()..) {
            let look = match row.level {
                Level::Main => Look::Label,
                Level::Sub => Look::SubLabel,
                Level::Detail => Look::DetailLabel,
                Level::Total => Look::TotalLabel,
            };
            let label = if is_labelled { &row.label } else { &programme };
            self.words(at, 0, label, look)?;
            self.fit(at, [(label.as_str(), LABEL_WIDTH)])?;
            let mut written = Vec::with_capacity(row.cells.len());
            for (cell, column) in row.cells.iter().zip(1..) {
                written.push(self.cell(formulas, placed, Spot { sheet: placed.sheet, row: at, column }, row.level, cell)?);
            }
            self.anchor(at, [label.as_str()], written);
            if let Some(place) = row.label_place.filter(|_| is_labelled) {
                self.labelled(tables, label, place);
            }
        }
        Ok(())
    }

    /// Headings; a group stands over its columns, a heading without a group takes both rows.
    fn head(&mut self, formulas: &Formulas<'_>, placed: &Placed) -> Result<(), XlsxError> {
        let table = &placed.table;
        let (top, bottom) = (placed.head(), placed.body().saturating_sub(1));
        let row_header = match table.look.sheet_header {
            Some(header) => header,
            None if table.is_labelled() => &table.row_header,
            None => formulas.tables.lang.word(Word::Programme),
        };
        self.merged((top, 0), (bottom, 0), row_header, Look::LabelHeading)?;
        let words = table.look.holds == Holds::Words;
        let look = if words { Look::LabelHeading } else { Look::Heading };
        let mut column: u16 = 1;
        let mut headings = table.headings_under_groups();
        for group in &table.groups {
            let span = u16::try_from(group.span).unwrap_or(u16::MAX);
            let is_titled = !group.title.is_empty();
            if is_titled {
                self.merged((top, column), (top, column.saturating_add(span).saturating_sub(1)), &group.title, Look::Group)?;
            }
            for heading in headings.by_ref().take(group.span) {
                let from = if is_titled { bottom } else { top };
                self.merged((from, column), (bottom, column), heading, look)?;
                column = column.saturating_add(1);
            }
        }
        for heading in headings {
            self.merged((top, column), (bottom, column), heading, look)?;
            column = column.saturating_add(1);
        }
        Ok(())
    }

    pub fn merged(&mut self, (top, left): (u32, u16), (bottom, right): (u32, u16), words: &str, look: Look) -> Result<(), XlsxError> {
        if (top, left) == (bottom, right) {
            return self.words(top, left, words, look);
        }
        self.say(words, look);
        self.worksheet.merge_range(top, left, bottom, right, words, self.styles.words(look))?;
        Ok(())
    }

    /// Under the estimate of outstanding commitments, what the formula gives.
    fn control(&mut self, formulas: &Formulas<'_>, placed: &Placed) -> Result<(), XlsxError> {
        let (Some(control), Some(at)) = (placed.table.look.control, placed.control) else { return Ok(()) };
        self.words(at.row, 0, control.words, Look::SubLabel)?;
        for column in 1..at.column {
            self.look((at.row, column), Look::Computed, Shape::Words)?;
        }
        let written = self.cell(formulas, placed, at, Level::Sub, &formulas.tables.cell(control.place))?;
        let blank = (1..at.column).map(|_| None);
        self.anchor(at.row, [control.words], blank.chain([written]).collect());
        Ok(())
    }

    /// The amounts that no table shows by themselves.
    pub fn details(&mut self, formulas: &Formulas<'_>) -> Result<(), XlsxError> {
        let (tables, plan) = (formulas.tables, formulas.plan);
        let lang = tables.lang;
        let top = plan.details_at.row.saturating_sub(4);
        if top == 0 {
            self.worksheet.set_column_width(0, LABEL_WIDTH)?.set_column_width(1, LABEL_WIDTH)?.set_column_range_width(2, DETAIL_COLUMN + 1, 18)?;
            self.worksheet.set_freeze_panes(plan.details_at.row, 1)?.set_repeat_rows(top + 3, top + 3)?;
        }
        self.words(top, 0, lang.pick("Montants par catégorie", "Amounts by category"), Look::Title)?;
        let note = lang.pick(
            "Ce que les totaux des autres tableaux additionnent et qu’aucun tableau ne montre seul, en euros.",
            "What the totals of the other tables add up and no table shows by itself, in euros.",
        );
        self.words(top + 1, 0, note, Look::Note)?;
        let headings = [lang.word(Word::Action), lang.pick("Catégorie", "Category"), lang.pick("Loi", "Stage"), "AE", "CP"];
        for (heading, column) in headings.into_iter().zip(0..) {
            self.words(top + 3, column, heading, if column < DETAIL_COLUMN { Look::LabelHeading } else { Look::Heading })?;
        }
        self.begin(lang.pick("Montants par catégorie", "Amounts by category"), top + 3, [DETAIL_COLUMN, DETAIL_COLUMN + 1], false);
        for (detail, row) in plan.details.iter().zip(plan.details_at.row..) {
            let action = tables.document.action(detail.action).map_or_else(String::new, action_line);
            let category = format!("{} – {}", detail.category, nature::category(detail.category, lang));
            self.words(row, 0, &action, Look::Label)?;
            self.words(row, 1, &category, Look::Label)?;
            let second = if top == 0 { LABEL_WIDTH } else { COLUMN_WIDTH };
            self.fit(row, [(action.as_str(), LABEL_WIDTH), (category.as_str(), second)])?;
            let stage = stage_name(formulas, *detail);
            self.words(row, 2, &stage, Look::Label)?;
            let mut written = Vec::new();
            for (measure, column) in Measure::BOTH.into_iter().zip(DETAIL_COLUMN..) {
                let spot = Spot { row, column, ..plan.details_at };
                match tables.document.amount(detail.entry(measure)) {
                    Some(amount) => self.amount(spot, amount, Look::Entered)?,
                    None => self.blank(spot, Look::Entered)?,
                }
                written.push(Some(self.written(detail.place(measure))));
            }
            self.anchor(row, [action, category, stage], written);
        }
        Ok(())
    }

    /// What was written last, in the cell of a place.
    fn written(&mut self, place: Place) -> Written {
        Written { place: place.code(), ..std::mem::take(&mut self.last) }
    }

    /// A cell of a table; what it says of itself when it denotes something.
    fn cell(&mut self, formulas: &Formulas<'_>, placed: &Placed, at: Spot, level: Level, cell: &Cell) -> Result<Option<Written>, XlsxError> {
        self.last = Written::default();
        self.content(formulas, placed, at, level, cell)?;
        Ok(cell.place.map(|place| self.written(place)))
    }

    fn content(&mut self, formulas: &Formulas<'_>, placed: &Placed, at: Spot, level: Level, cell: &Cell) -> Result<(), XlsxError> {
        let tables = formulas.tables;
        let computed = if level == Level::Total { Look::Total } else { Look::Computed };
        let figure = match &cell.content {
            Content::Figure(figure) => figure,
            Content::Value(value) => return self.value(at, value),
            // Under other tables the columns are those of amounts.
            Content::Words(words) => {
                self.last.words = Some(words.clone());
                return self.words(at.row, at.column, words, if placed.has_note { Look::Label } else { Look::Running });
            }
        };
        let Some(place) = cell.place else { return self.blank(at, computed) };
        let may_be_blank = placed.may_be_blank(tables, level, place);
        if let Some(formula) = formulas.of(place, &Asking { at, around: &placed.spots, may_be_blank }) {
            let look = if tables.mark(place) == Some(Mark::ToConfirm) { Look::ToConfirm } else { computed };
            // An entry that is still empty is blank where it is typed, 0 where it is repeated as the table prints it.
            self.formula(at, formula, figure, look)?;
            if cell.kind == CellKind::Empty {
                self.last.number = None;
            }
            return Ok(());
        }
        match tables.document.entry(place) {
            Some(Entry::Amount(entry)) => match tables.document.amount(entry) {
                Some(amount) => self.amount(at, amount, Look::Entered),
                None => self.blank(at, Look::Entered),
            },
            Some(Entry::Cell(entry)) => match tables.document.sections.cell(entry) {
                Some(content) => self.typed(at, content, figure, tables.lang),
                None => self.blank(at, Look::Entered),
            },
            _ => self.blank(at, Look::Entered),
        }
    }

    /// What was typed in a cell of a section.
    fn typed(&mut self, at: Spot, content: &CellContent, figure: &Figure, lang: Lang) -> Result<(), XlsxError> {
        let number = match &content.value {
            CellValue::Number(number) => *number,
            CellValue::Words(words) => {
                self.last.words = Some(words.clone());
                return self.words(at.row, at.column, words, Look::Running);
            }
        };
        let shape = figure_shape(figure);
        self.last.typed.clone_from(&content.formula);
        if let Some(formula) = content.formula.as_ref().and_then(|formula| typed::translated(formula, number)) {
            self.typed_formula(at, formula, number)?;
        } else if let Some(float) = floats::value(number) {
            self.worksheet.write_number(at.row, at.column, float)?;
            self.last.number = Some(writing::plain(number));
        } else if let Some(float) = floats::nearest(number) {
            self.worksheet.write_number(at.row, at.column, float)?;
            self.last.number = floats::shortest(float).map(writing::plain);
            self.last.typed.get_or_insert_with(|| writing::decimal(number));
            // Sums go on; whoever reads the cell is told.
            let note = Note::new(cut_short(number, lang)).add_author_prefix(false);
            self.worksheet.insert_note(at.row, at.column, &note)?;
        } else {
            let words = writing::decimal(number);
            self.worksheet.write_string(at.row, at.column, &words)?;
            self.last.words = Some(words);
        }
        self.look((at.row, at.column), Look::Entered, shape)
    }

    /// A formula that a drafter typed, without its `=`, and what it gives.
    fn typed_formula(&mut self, at: Spot, formula: String, number: Decimal) -> Result<(), XlsxError> {
        self.last.formula = Some(formula.clone());
        let formula = Formula::new(formula).set_result(number.to_string());
        self.worksheet.write_formula(at.row, at.column, formula)?;
        self.last.number = Some(writing::plain(number));
        Ok(())
    }

    fn blank(&mut self, at: Spot, look: Look) -> Result<(), XlsxError> {
        self.look((at.row, at.column), look, Shape::Amount)
    }

    fn amount(&mut self, at: Spot, amount: &Amount, look: Look) -> Result<(), XlsxError> {
        let euros = Decimal::from(amount.euros.get());
        let formula = amount.formula.as_ref().and_then(|formula| typed::translated(formula, euros));
        self.last.typed = amount.formula.as_ref().map(ToString::to_string);
        match formula {
            Some(formula) => self.typed_formula(at, formula, euros)?,
            None => {
                self.worksheet.write_number(at.row, at.column, floats::amount(amount.euros))?;
                self.last.number = Some(writing::plain(euros));
            }
        }
        self.look((at.row, at.column), look, Shape::Amount)
    }

    /// What an indicator is worth: a number, or the words that stand for it.
    fn value(&mut self, at: Spot, value: &IndicatorValue) -> Result<(), XlsxError> {
        if let IndicatorValue::Number { value: number, formula, marks } = value {
            let shape = if *marks == NumberMarks::default() { Shape::Decimal(number.scale()) } else { Shape::Marked(number.scale(), *marks) };
            self.last.typed = Some(formula.as_ref().map_or_else(|| writing::value(value), |formula| writing::marked(formula.to_string(), *marks)));
            if let Some(formula) = formula.as_ref().and_then(|formula| typed::translated(formula, *number)) {
                self.typed_formula(at, formula, *number)?;
                return self.look((at.row, at.column), Look::Entered, shape);
            }
            if let Some(float) = floats::value(*number) {
                self.worksheet.write_number(at.row, at.column, float)?;
                self.last.number = Some(writing::plain(*number));
                return self.look((at.row, at.column), Look::Entered, shape);
            }
        }
        let words = writing::value(value);
        self.worksheet.write_string(at.row, at.column, &words)?;
        self.last.words = Some(words);
        // Right-aligned as the numbers beside it.
        self.look((at.row, at.column), Look::Entered, Shape::Amount)
    }

    fn formula(&mut self, at: Spot, CellFormula { text, format }: CellFormula, figure: &Figure, look: Look) -> Result<(), XlsxError> {
        let result = match figure {
            Figure::Amount(euros) => euros.get().to_string(),
            Figure::Percent(percent) | Figure::Variation(percent) => fraction(*percent),
            Figure::Number(number) | Figure::Effect(number) => number.to_string(),
            Figure::Undefined => "–".into(),
            Figure::Blank | Figure::Overflow => String::new(),
        };
        let shape = match format {
            NumberFormat::OfParts => figure_shape(figure),
            NumberFormat::Percent { decimals } => Shape::Percent(decimals),
            NumberFormat::Change { decimals } => Shape::Change(decimals),
        };
        self.last.number = number_of(figure);
        self.last.formula = Some(text.clone());
        let formula = Formula::new(text).set_result(result);
        self.worksheet.write_formula(at.row, at.column, formula)?;
        self.look((at.row, at.column), look, shape)
    }
}

/// What a figure is worth in its cell.
fn number_of(figure: &Figure) -> Option<String> {
    match figure {
        Figure::Amount(euros) => Some(euros.get().to_string()),
        Figure::Percent(percent) | Figure::Variation(percent) => Some(fraction(*percent)),
        Figure::Number(number) | Figure::Effect(number) => Some(writing::plain(*number)),
        Figure::Blank | Figure::Undefined | Figure::Overflow => None,
    }
}

/// How a figure with decimals of its own is written.
fn figure_shape(figure: &Figure) -> Shape {
    match figure {
        Figure::Number(number) => Shape::Decimal(number.scale()),
        Figure::Effect(number) => Shape::Effect(number.scale()),
        Figure::Blank | Figure::Amount(_) | Figure::Percent(_) | Figure::Variation(_) | Figure::Undefined | Figure::Overflow => Shape::Amount,
    }
}

/// 0.689 for 68.9 %.
fn fraction(percent: Decimal) -> String {
    percent.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default().normalize().to_string()
}

/// "Programme 352 – Innovation…, PLF 2021, en euros".
fn note(formulas: &Formulas<'_>, unit: &str) -> String {
    let comma = if unit.is_empty() { "" } else { ", " };
    format!("{}{comma}{unit}", formulas.tables.document_name())
}

/// "LFI 2020", "PLF 2021, FdC et AdP".
fn stage_name(formulas: &Formulas<'_>, detail: Detail) -> String {
    let lang = formulas.tables.lang;
    let stage = match detail.stage {
        Stage::Bill => "PLF",
        Stage::InitialAct => "LFI",
        Stage::Amendment => lang.pick("Amendements PLF", "Amendments PLF"),
    };
    let contributions = if detail.contributions { format!(", {}", lang.word(Word::Contributions)) } else { String::new() };
    format!("{stage} {}{contributions}", detail.year)
}

/// The lines that words take in a column of so many characters.
fn lines(words: &str, width: u16) -> u16 {
    // A width counts digits of 11 points: letters of 10 points are narrower, in every usual typeface by an eighth at least.
    let room = (usize::from(width.saturating_sub(1)) * 8 / 7).max(1);
    let (mut lines, mut length) = (1_u16, 0);
    for word in words.split(' ').map(|word| word.chars().count()) {
        if length > 0 && length + 1 + word > room {
            lines = lines.saturating_add(1);
            length = word;
        } else {
            length += word + usize::from(length > 0);
        }
    }
    lines
}

/// Wide enough for the figures and for the longest word of the heading.
fn widths<'a>(formulas: &'a Formulas<'_>, placed: &'a Placed) -> impl Iterator<Item = u16> + 'a {
    let table = &placed.table;
    table.columns.iter().enumerate().map(move |(index, column)| {
        if table.look.holds == Holds::Words {
            return WORDS_WIDTH;
        }
        let figures = table.rows.iter().filter_map(|row| row.cells.get(index)).map(|cell| cell.text(formulas.tables.lang).chars().count() + 3);
        let longest_word = column.title.split(' ').map(|word| word.chars().count() + 2).max().unwrap_or(0);
        // A long heading is easier to read on four lines than on ten.
        let heading = (column.title.chars().count() / 4 + 2).max(longest_word);
        let width = figures.chain([heading, NARROWEST]).max().unwrap_or(NARROWEST).min(WIDEST);
        u16::try_from(width).unwrap_or(LABEL_WIDTH)
    })
}
