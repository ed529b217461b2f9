//! Where everything in a grid stands. Kept until the table, the width of the page or a column changes; what depends on labels only is kept longer,
//! so that a commit measures no label again.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use egui::{Align, Color32, FontId, Galley, Pos2, Ui};

use super::grid_id;
use super::widths::{Column, Widths};
use crate::calc::Figure;
use crate::editing::grid::Spot;
use crate::lang::{Lang, writing};
use crate::model::{Euros, NatureScope};
use crate::tables::{self, Cell, ColumnRole, ColumnWidth, Content, Holds, Level, MainRows, Row, Setting, Table, TableName};
use crate::ui::cells;
use crate::ui::theme::{self, BODY_14, SMALL_12, Theme, Weight};

/// The layout of a table at this width, whose rows of these numbers are at least so high.
pub(super) fn laid_out(ui: &Ui, table: &Arc<Table>, widths: &Widths, least: Vec<(usize, f32)>) -> Arc<Layout> {
    let id = grid_id(table.name).with("layout");
    let scale = (ui.available_width(), ui.ctx().pixels_per_point());
    let chosen = widths.of(table.name.kind());
    let kept: Option<Arc<Kept>> = ui.data(|data| data.get_temp(id));
    if let Some(kept) =
        kept.as_ref().filter(|kept| Arc::ptr_eq(&kept.table, table) && kept.scale == scale && kept.chosen == chosen && kept.least == least)
    {
        return Arc::clone(&kept.layout);
    }
    let before = kept.as_deref().filter(|kept| kept.scale.1 == scale.1 && kept.least == least);
    let layout = Arc::new(Layout::of(ui, table, &chosen, &least, before));
    let kept = Kept { table: Arc::clone(table), scale, chosen, least, layout: Arc::clone(&layout) };
    ui.data_mut(|data| data.insert_temp(id, Arc::new(kept)));
    layout
}

/// The layout of a table that was painted.
pub(super) fn kept(ctx: &egui::Context, table: TableName) -> Option<Arc<Layout>> {
    let kept: Option<Arc<Kept>> = ctx.data(|data| data.get_temp(grid_id(table).with("layout")));
    kept.map(|kept| Arc::clone(&kept.layout))
}

/// A layout and what it was made for.
struct Kept {
    table: Arc<Table>,
    /// Width of the page, pixels per point.
    scale: (f32, f32),
    chosen: BTreeMap<Column, f32>,
    least: Vec<(usize, f32)>,
    layout: Arc<Layout>,
}

/// Distances from the grid's own corner.
pub(super) struct Layout {
    /// Left edges of the label column and of each column, then the right edge.
    edges: Vec<f32>,
    pub group_height: f32,
    pub header_height: f32,
    /// Top of each row, then the bottom.
    pub tops: Arc<Vec<f32>>,
    pub width: f32,
    /// With the usual widths of its columns.
    pub usual_width: f32,
    pub height: f32,
}

impl Layout {
    fn of(ui: &Ui, table: &Table, chosen: &BTreeMap<Column, f32>, least: &[(usize, f32)], before: Option<&Kept>) -> Self {
        let (label, widths, usual_width) = widths(ui, table, chosen);
        let mut edges = vec![0.0, label];
        for width in widths {
            edges.push(edges.last().copied().unwrap_or(0.0) + width);
        }
        let width = edges.last().copied().unwrap_or(0.0);
        let mut layout = Self { edges, group_height: 0.0, header_height: 0.0, tops: Arc::default(), width, usual_width, height: 0.0 };
        layout.group_height = if table.groups.iter().any(|group| !group.title.is_empty()) { theme::HEADER_GROUP_HEIGHT } else { 0.0 };
        layout.header_height = layout.measure_headers(ui, table);
        layout.tops = match before.filter(|kept| kept.layout.has_rows_of(&layout, &kept.table, table)) {
            Some(kept) => Arc::clone(&kept.layout.tops),
            None => Arc::new(layout.measure_rows(ui, table, least)),
        };
        layout.height = layout.tops.last().copied().unwrap_or(0.0) + 1.0;
        layout
    }

    /// Whether the rows of a table stand where those of another do: same labels in the same width.
    fn has_rows_of(&self, other: &Self, own: &Table, table: &Table) -> bool {
        let same_place = self.header_bottom() == other.header_bottom() && self.label_width() == other.label_width();
        // Cells of words decide the height of a row too.
        same_place
            && table.look.holds != Holds::Words
            && own.rows.len() == table.rows.len()
            && own.rows.iter().zip(&table.rows).all(|(one, other)| (&one.label, one.level, one.nature) == (&other.label, other.level, other.nature))
    }

    fn measure_rows(&self, ui: &Ui, table: &Table, least: &[(usize, f32)]) -> Vec<f32> {
        let label = self.label_width();
        let mut ruler = Ruler::new(ui);
        let mut top = self.header_bottom();
        let mut tops = Vec::with_capacity(table.rows.len() + 1);
        for (index, row) in table.rows.iter().enumerate() {
            tops.push(top);
            let labels = if row.label.is_empty() { 1 } else { label_lines(&mut ruler, table, row, label) };
            let lines = if table.look.holds == Holds::Words { labels.max(words_lines(ui, row, self.width - label)) } else { labels };
            let own = if lines > 1 { theme::ROW_HEIGHT_TWO_LINES + (lines.saturating_sub(2)) as f32 * 20.0 } else { theme::ROW_HEIGHT };
            top += least.iter().find(|(row, _)| *row == index).map_or(own, |(_, least)| own.max(*least));
        }
        tops.push(top);
        tops
    }

    fn measure_headers(&self, ui: &Ui, table: &Table) -> f32 {
        if table.look.holds == Holds::Words {
            return 0.0;
        }
        let heights = (0..table.columns.len()).filter_map(|column| {
            let (left, right) = self.column(column)?;
            Some(header_galley(ui, table, column, right - left).size().y)
        });
        let row_header = row_header_galley(ui, table, self.label_width());
        heights.chain([row_header.size().y]).fold(0.0, f32::max).max(15.0) + 10.0
    }

    pub fn width_of(&self, column: Column) -> Option<f32> {
        match column {
            Column::Labels => Some(self.label_width()),
            Column::Cells(column) => self.column(column).map(|(left, right)| right - left),
        }
    }

    pub fn header_bottom(&self) -> f32 {
        self.group_height + self.header_height
    }

    pub fn label_width(&self) -> f32 {
        self.edges.get(1).copied().unwrap_or(0.0)
    }

    pub fn column(&self, column: usize) -> Option<(f32, f32)> {
        Some((*self.edges.get(column + 1)?, *self.edges.get(column + 2)?))
    }

    /// The columns that can be made wider with their right edges.
    pub fn right_edges(&self) -> impl Iterator<Item = (Column, f32)> {
        let columns = [Column::Labels].into_iter().chain((0..).map(Column::Cells));
        columns.zip(self.edges.iter().skip(1).copied())
    }

    pub fn row(&self, row: usize) -> Option<(f32, f32)> {
        Some((*self.tops.get(row)?, *self.tops.get(row + 1)?))
    }

    /// The cell under a point, the nearest one when `clamp`.
    pub fn spot(&self, point: Pos2, clamp: bool) -> Option<Spot> {
        let columns = self.columns()?;
        let found = |edges: &[f32], at: f32| interval(edges, at).or_else(|| clamp.then(|| nearest(edges, at)));
        Some(Spot { row: found(&self.tops, point.y)?, column: found(columns, point.x)? })
    }

    /// The edges of the columns of cells.
    fn columns(&self) -> Option<&[f32]> {
        self.edges.get(1..)
    }

    pub fn column_at(&self, x: f32) -> Option<usize> {
        interval(self.columns()?, x)
    }

    pub fn row_at(&self, y: f32) -> Option<usize> {
        interval(&self.tops, y)
    }

    /// The rows that stand between two heights, first and after the last.
    pub fn rows_between(&self, top: f32, bottom: f32) -> (usize, usize) {
        let first = self.tops.partition_point(|row| *row < top).saturating_sub(1);
        let end = self.tops.partition_point(|row| *row <= bottom).min(self.tops.len().saturating_sub(1));
        (first, end.max(first))
    }
}

/// Which interval of rising edges holds a value.
fn interval(edges: &[f32], at: f32) -> Option<usize> {
    let after = edges.partition_point(|edge| *edge <= at);
    (after < edges.len()).then(|| after.checked_sub(1)).flatten()
}

fn nearest(edges: &[f32], at: f32) -> usize {
    if edges.first().is_some_and(|first| at < *first) { 0 } else { edges.len().saturating_sub(2) }
}

// Widths

/// The width of the labels and of each column: the usual ones when they fit; else columns shrink to what they hold, then the labels. What the user
/// chose stands.
///
/// With them goes what the usual ones would make together.
fn widths(ui: &Ui, table: &Table, chosen: &BTreeMap<Column, f32>) -> (f32, Vec<f32>, f32) {
    let available = ui.available_width();
    let count = table.columns.len();
    if table.look.holds == Holds::Words {
        let label = chosen.get(&Column::Labels).copied().unwrap_or(140.0);
        return (label, vec![(available - label).max(theme::COLUMN_LABEL_MIN); count], 0.0);
    }
    if !table.is_labelled() {
        let least = content_widths(&mut Ruler::new(ui), table).into_iter();
        return (0.0, least.map(|least| least.max(available / count.max(1) as f32)).collect(), 0.0);
    }
    let (label, mut widths, mut usual) = automatic_widths(ui, table);
    // What the user chose changes no other column: the table grows or shrinks by it.
    for (column, width) in widths.iter_mut().enumerate().chain(usual.iter_mut().enumerate()) {
        *width = chosen.get(&Column::Cells(column)).copied().unwrap_or(*width);
    }
    let labels = |usual| chosen.get(&Column::Labels).copied().unwrap_or(usual);
    (labels(label), widths, labels(theme::COLUMN_LABEL_MIN) + usual.iter().sum::<f32>())
}

/// The label, the columns, and what these usually are.
fn automatic_widths(ui: &Ui, table: &Table) -> (f32, Vec<f32>, Vec<f32>) {
    let available = match table.look.setting {
        Setting::Page => ui.available_width(),
        Setting::List => ui.available_width().min(LIST_WIDEST),
    };
    let mut ruler = Ruler::new(ui);
    let content = content_widths(&mut ruler, table);
    let usual: Vec<f32> = content.iter().enumerate().map(|(column, content)| usual_width(&mut ruler, table, column).max(*content)).collect();
    let room = available - theme::COLUMN_LABEL_MIN - usual.iter().sum::<f32>();
    if room >= 0.0 {
        return (theme::COLUMN_LABEL_MIN + room, usual.clone(), usual);
    }
    let least = content.iter().zip(&usual).enumerate().map(|(column, (content, usual))| least_width(&mut ruler, table, column, *content).min(*usual));
    let least: Vec<f32> = least.collect();
    let slack: f32 = usual.iter().zip(&least).map(|(usual, least)| usual - least).sum();
    let kept = if slack > 0.0 { ((slack + room) / slack).clamp(0.0, 1.0) } else { 1.0 };
    let widths: Vec<f32> = usual.iter().zip(&least).map(|(usual, least)| least + (usual - least) * kept).collect();
    let label = (available - widths.iter().sum::<f32>()).max(least_label(&mut ruler, table, available));
    (label, widths, usual)
}

/// What a column of figures needs to show the longest of them and the longest word of its heading: for a double click on its edge.
/// Labels take no more than the figures beside them leave: they may stand on two lines.
pub(super) fn fitting_width(ui: &Ui, table: &Table, layout: &Layout, column: Column) -> f32 {
    let mut ruler = Ruler::new(ui);
    match column {
        Column::Cells(column) => {
            let content = content_width(&mut ruler, table, column);
            least_width(&mut ruler, table, column, content)
        }
        Column::Labels => {
            let room = ui.clip_rect().width() - (layout.width - layout.label_width());
            longest_label(&mut ruler, table).min(LABEL_WIDEST).min(room.max(LABEL_LEAST))
        }
    }
}

/// The narrowest column of labels: the usual one where labels need it, beside which the columns scroll, as long as these keep most of a small or
/// enlarged page.
fn least_label(ruler: &mut Ruler<'_>, table: &Table, available: f32) -> f32 {
    longest_label(ruler, table).min(theme::COLUMN_LABEL_MIN).min(available * 0.4).max(LABEL_LEAST)
}

/// What the longest label needs to stand on one line.
fn longest_label(ruler: &mut Ruler<'_>, table: &Table) -> f32 {
    let widths = table.rows.iter().map(|row| ruler.width(&row.label, BODY_14) + label_left(row));
    widths.fold(0.0, f32::max) + theme::CELL_PADDING * 2.0 + 2.0
}

/// The narrowest column of labels on the smallest page.
const LABEL_LEAST: f32 = 120.0;
/// The widest that fitting makes a column of labels: longer ones go on two lines.
const LABEL_WIDEST: f32 = 480.0;
/// The widest list: beyond, the eye loses the line from a label to its figure.
const LIST_WIDEST: f32 = 620.0;

/// What a column needs for its figures and for the longest word of its heading.
fn least_width(ruler: &mut Ruler<'_>, table: &Table, column: usize, content: f32) -> f32 {
    content.max(theme::COLUMN_LEAST).max(heading_width(ruler, table, column))
}

/// What the longest word of a heading needs.
fn heading_width(ruler: &mut Ruler<'_>, table: &Table, column: usize) -> f32 {
    let heading = table.columns.get(column).map_or_else(String::new, |column| unparted(&column.title));
    heading.split(' ').map(|word| ruler.width(word, SMALL_12) + theme::CELL_PADDING * 2.0).fold(0.0, f32::max)
}

/// What a column needs to show its figures and words whole, with their marks.
fn content_width(ruler: &mut Ruler<'_>, table: &Table, column: usize) -> f32 {
    let mut content = ColumnContent::default();
    table.rows.iter().filter_map(|row| row.cells.get(column)).for_each(|cell| content.add(ruler, cell));
    content.width(ruler)
}

/// The same for every column, in one walk over the cells.
fn content_widths(ruler: &mut Ruler<'_>, table: &Table) -> Vec<f32> {
    let mut contents = vec![ColumnContent::default(); table.columns.len()];
    for row in &table.rows {
        contents.iter_mut().zip(&row.cells).for_each(|(content, cell)| content.add(ruler, cell));
    }
    contents.into_iter().map(|content| content.width(ruler)).collect()
}

/// What a column holds. Digits have one width: of amounts, only the least and the greatest are written out.
#[derive(Clone, Default)]
struct ColumnContent {
    amounts: Option<(Euros, Euros)>,
    widest: f32,
}

impl ColumnContent {
    fn add(&mut self, ruler: &mut Ruler<'_>, cell: &Cell) {
        match cell.content {
            Content::Figure(Figure::Amount(euros)) => {
                self.amounts = Some(self.amounts.map_or((euros, euros), |(least, greatest)| (least.min(euros), greatest.max(euros))));
            }
            Content::Figure(Figure::Blank) => {}
            _ => self.widest = self.widest.max(ruler.width(&cell.text(Lang::French), BODY_14)),
        }
    }

    fn width(self, ruler: &mut Ruler<'_>) -> f32 {
        let ends = self.amounts.into_iter().flat_map(|(least, greatest)| [least, greatest]);
        let widest = ends.map(|euros| ruler.width(&writing::euros(euros), BODY_14)).fold(self.widest, f32::max);
        // Any cell may get a mark, which stands beside its figure.
        theme::CELL_MARK_ROOM + widest + theme::CELL_PADDING
    }
}

/// Measures text without laying it out, by the widths of its characters.
struct Ruler<'a> {
    ui: &'a Ui,
    advances: HashMap<(char, u32), f32>,
}

impl<'a> Ruler<'a> {
    fn new(ui: &'a Ui) -> Self {
        Self { ui, advances: HashMap::new() }
    }

    /// The width of a line of semibold text, the widest weight.
    fn width(&mut self, text: &str, size: f32) -> f32 {
        let font: FontId = theme::font(size, Weight::Semibold);
        let advance = |character: char| self.ui.fonts_mut(|fonts| fonts.glyph_width(&font, character));
        text.chars().map(|character| *self.advances.entry((character, size.to_bits())).or_insert_with(|| advance(character))).sum()
    }
}

/// What a column is given while there is room; one of words, which are short, at least the longest word of its heading.
fn usual_width(ruler: &mut Ruler<'_>, table: &Table, column: usize) -> f32 {
    if table.columns.get(column).is_some_and(|column| column.role == ColumnRole::Words) {
        return heading_width(ruler, table, column).max(theme::COLUMN_UNIT);
    }
    match table.look.width {
        ColumnWidth::Amount => theme::COLUMN_AMOUNT,
        ColumnWidth::Close => 108.0,
        ColumnWidth::Closest => 98.0,
        ColumnWidth::Year => *theme::COLUMN_YEAR_RANGE.end(),
    }
}

// Text

/// How many lines a label takes: it is laid out only when it might need more than one.
fn label_lines(ruler: &mut Ruler<'_>, table: &Table, row: &Row, width: f32) -> usize {
    let room = width - theme::CELL_PADDING * 2.0 - label_left(row);
    // Kerning may make a line a little wider than its characters.
    if ruler.width(&row.label, BODY_14) * 1.02 <= room {
        return 1;
    }
    label_galley(ruler.ui, table, row, width, Color32::PLACEHOLDER).rows.len()
}

pub(super) fn label_galley(ui: &Ui, table: &Table, row: &Row, width: f32, colour: Color32) -> Arc<Galley> {
    let strong = row.level == Level::Main && table.look.main_rows != MainRows::Plain;
    let weight = if strong || row.level == Level::Total { Weight::Semibold } else { Weight::Regular };
    let indent = label_left(row);
    cells::wrapped(ui, &row.label, theme::font(BODY_14, weight), colour, width - theme::CELL_PADDING * 2.0 - indent, 20.0, Align::Min)
}

/// Where a label begins, its code before it.
pub(super) fn label_left(row: &Row) -> f32 {
    label_indent(row.level)
        + match row.nature {
            Some(NatureScope::Title(_)) => 14.0,
            Some(NatureScope::Category(_)) => 24.0,
            Some(NatureScope::All | NatureScope::OtherThanStaff) | None => 0.0,
        }
}

pub(super) fn label_indent(level: Level) -> f32 {
    match level {
        Level::Main | Level::Total => 0.0,
        Level::Sub => 16.0,
        Level::Detail => 32.0,
    }
}

/// Words in a cell: whole, on as many lines as they need.
pub(super) fn words_galley(ui: &Ui, words: &str, width: f32, colour: Color32) -> Arc<Galley> {
    cells::wrapped(ui, words, theme::font(BODY_14, Weight::Regular), colour, width - theme::CELL_PADDING * 2.0, 20.0, Align::Min)
}

/// The most lines that a cell of words needs in a row.
fn words_lines(ui: &Ui, row: &Row, width: f32) -> usize {
    let lines = |cell: &Cell| match &cell.content {
        Content::Words(words) => words_galley(ui, words, width, Color32::PLACEHOLDER).rows.len(),
        Content::Figure(_) | Content::Value(_) => 1,
    };
    row.cells.iter().map(lines).max().unwrap_or(1)
}

/// The heading of the column of labels.
pub(super) fn row_header_galley(ui: &Ui, table: &Table, width: f32) -> Arc<Galley> {
    let room = width - theme::CELL_PADDING * 2.0;
    let font = theme::font(SMALL_12, Weight::Regular);
    cells::wrapped(ui, &table.row_header, font, Theme::of(ui).ink2, room, theme::HEADER_LINE_HEIGHT, Align::Min)
}

/// A heading in which a PAP stays beside its year.
fn unparted(heading: &str) -> String {
    heading.replace("PAP ", "PAP\u{a0}")
}

/// The words of a column's heading.
pub(super) fn header_galley(ui: &Ui, table: &Table, column: usize, width: f32) -> Arc<Galley> {
    heading_galley(ui, table.columns.get(column), width)
}

/// The words of a heading: the lead set apart, the rest under it.
pub(super) fn heading_galley(ui: &Ui, column: Option<&tables::Column>, width: f32) -> Arc<Galley> {
    let theme = Theme::of(ui);
    let mut job = egui::text::LayoutJob::default();
    let format = |weight, colour| egui::TextFormat {
        font_id: theme::font(SMALL_12, weight),
        color: colour,
        line_height: Some(theme::HEADER_LINE_HEIGHT),
        ..egui::TextFormat::default()
    };
    if let Some(column) = column {
        if !column.lead.is_empty() {
            job.append(&column.lead, 0.0, format(Weight::Semibold, theme.ink));
        }
        if !column.rest.is_empty() {
            let separator = if column.lead.is_empty() { "" } else { "\n" };
            job.append(&format!("{separator}{}", unparted(&column.rest)), 0.0, format(Weight::Regular, theme.ink2));
        }
    }
    job.wrap.max_width = width - theme::CELL_PADDING * 2.0;
    job.halign = Align::Max;
    ui.painter().layout_job(job)
}
