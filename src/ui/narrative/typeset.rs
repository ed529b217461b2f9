//! A text laid out as it is printed: where each of its letters stands, for reading and for typing.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::{CCursor, LayoutJob, TextFormat};
use egui::{Align, Galley, Id, Pos2, Rangef, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::marks::{self, Mark};
use super::{BULLET_INDENT, format};
use crate::model::{Alignment, Block, BlockKind, Letter, Passage, Table, TextPart};
use crate::ui::theme::{self, BODY_14, SMALL_12, Theme, Weight};

/// Between two blocks, and more before a heading.
const BETWEEN: f32 = 6.0;
const BEFORE_HEADING: f32 = 6.0;
/// Above and below the words of a row, and between columns.
const ROW_PADDING: f32 = 4.0;
const COLUMN_GAP: f32 = 16.0;
/// The least width of a column of words.
const LEAST_COLUMN: f32 = 56.0;
const NOTE_RULE: f32 = 120.0;
const NOTE_LINE: f32 = 16.0;

/// A text laid out from its top left corner.
pub(super) struct Typeset {
    pub cells: Vec<TypesetCell>,
    rules: Vec<(Rangef, f32, bool)>,
    pub size: Vec2,
}

/// The words of a line or of a cell of a table, as they are painted.
pub(super) struct TypesetCell {
    /// Its bytes in the text.
    pub at: Range<usize>,
    /// The room that belongs to it, beside and under its words too.
    pub rect: Rect,
    pub galley: Arc<Galley>,
    pub pos: Pos2,
    /// The dash, the number or the number of the note before it.
    lead: Option<(Lead, Pos2)>,
    /// For each letter the character at which it begins and its first byte, then those of the end.
    letters: Vec<(usize, usize)>,
}

enum Lead {
    Dash,
    Words(Arc<Galley>),
}

/// How a text is shown where it is laid out.
pub(super) struct Manner<'a> {
    pub theme: &'a Theme,
    pub marks: &'a [Mark],
    /// What a search found.
    pub found: &'a [Range<usize>],
    /// What a letter shows in its place: a link its figure.
    pub shown: &'a dyn Fn(&Letter<'_>) -> Option<String>,
}

impl Manner<'_> {
    /// The words of a passage with their look, and where each letter begins.
    fn job(&self, passage: &Passage<'_>, base: &TextFormat) -> (LayoutJob, Vec<(usize, usize)>) {
        let mut job = LayoutJob::default();
        let mut letters = Vec::new();
        let (mut count, mut run, mut run_format): (usize, String, Option<TextFormat>) = (0, String::new(), None);
        let near: Vec<Mark> =
            self.marks.iter().filter(|mark| mark.bytes.start < passage.at.end && mark.bytes.end > passage.at.start).cloned().collect();
        let found: Vec<&Range<usize>> = self.found.iter().filter(|found| found.start < passage.at.end && found.end > passage.at.start).collect();
        for letter in passage.letters() {
            letters.push((count, letter.at));
            let shown: Cow<'_, str> = match (letter.note, (self.shown)(&letter)) {
                (Some(number), _) => number.to_string().into(),
                (None, Some(figure)) => figure.into(),
                (None, None) => letter.text.into(),
            };
            count += shown.chars().count();
            let format = self.format(&letter, base, &near, &found);
            if run_format.as_ref() != Some(&format) {
                if let Some(format) = run_format.take() {
                    job.append(&theme::unbroken(&run), 0.0, format);
                }
                run.clear();
                run_format = Some(format);
            }
            run.push_str(&shown);
        }
        // A line without words has the height of one.
        job.append(&theme::unbroken(&run), 0.0, run_format.unwrap_or_else(|| base.clone()));
        letters.push((count, passage.at.end));
        (job, letters)
    }

    fn format(&self, letter: &Letter<'_>, base: &TextFormat, marks: &[Mark], found: &[&Range<usize>]) -> TextFormat {
        let mut format = base.clone();
        let size = base.font_id.size;
        match (letter.bold, letter.italic) {
            (true, italics) => format = TextFormat { font_id: theme::font(size, Weight::Semibold), italics, ..format },
            (false, true) => format.font_id = theme::font(size, Weight::Italic),
            (false, false) => {}
        }
        if letter.note.is_some() {
            format = TextFormat {
                font_id: theme::font(size - 4.0, Weight::Semibold),
                valign: Align::TOP,
                line_height: None,
                color: self.theme.entry,
                ..format
            };
        }
        let within = |bytes: &Range<usize>| bytes.start <= letter.at && letter.at < bytes.end;
        format = marks::format(self.theme, format, marks.iter().find(|mark| within(&mark.bytes)));
        if found.iter().any(|found| within(found)) {
            format.background = self.theme.found;
        }
        format
    }
}

/// Lays out the parts of a text within a width.
pub(super) fn typeset(ui: &Ui, parts: &[TextPart<'_>], width: f32, manner: &Manner<'_>) -> Typeset {
    let mut setter = Setter { ui, manner, width, y: 0.0, set: Typeset { cells: vec![], rules: vec![], size: Vec2::ZERO }, has_notes: false };
    for part in parts {
        match part {
            TextPart::Block(block) => setter.block(block),
            TextPart::Table(table) => setter.table(table),
        }
    }
    setter.set.size = vec2(width, setter.y);
    setter.set
}

struct Setter<'a> {
    ui: &'a Ui,
    manner: &'a Manner<'a>,
    width: f32,
    y: f32,
    set: Typeset,
    has_notes: bool,
}

impl Setter<'_> {
    fn galley(&self, mut job: LayoutJob, width: f32) -> Arc<Galley> {
        job.wrap.max_width = width;
        self.ui.fonts_mut(|fonts| fonts.layout_job(job))
    }

    fn block(&mut self, block: &Block<'_>) {
        let theme = self.manner.theme;
        let Some(passage) = block.cells.first() else { return };
        if self.y > 0.0 {
            self.y += BETWEEN;
        }
        let (base, indent) = match block.kind {
            BlockKind::Paragraph | BlockKind::Row | BlockKind::Rule => (format(Weight::Regular, theme.ink), 0.0),
            BlockKind::Heading(level) => {
                self.y += BEFORE_HEADING;
                let base = match level {
                    1 => format(Weight::Semibold, theme.ink),
                    2 => format(Weight::Semibold, theme.ink2),
                    _ => format(Weight::Italic, theme.ink2),
                };
                (base, 0.0)
            }
            BlockKind::Bullet(level) | BlockKind::Number(level, _) => (format(Weight::Regular, theme.ink), BULLET_INDENT * (f32::from(level) + 1.0)),
            BlockKind::Note(_) => {
                if !std::mem::replace(&mut self.has_notes, true) {
                    self.y += BETWEEN;
                    self.set.rules.push((Rangef::new(0.0, NOTE_RULE.min(self.width)), self.y - BETWEEN, false));
                }
                (
                    TextFormat {
                        font_id: theme::font(SMALL_12, Weight::Regular),
                        line_height: Some(NOTE_LINE),
                        ..format(Weight::Regular, theme.ink2)
                    },
                    BULLET_INDENT,
                )
            }
        };
        let lead = match block.kind {
            BlockKind::Bullet(_) => Some(Lead::Dash),
            BlockKind::Number(_, number) => Some(self.lead(&format!("{number}."), &base)),
            BlockKind::Note(number) => {
                let raised = TextFormat {
                    font_id: theme::font(SMALL_12 - 3.0, Weight::Semibold),
                    valign: Align::TOP,
                    line_height: None,
                    color: theme.entry,
                    ..base.clone()
                };
                Some(self.lead(&number.to_string(), &raised))
            }
            BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Row | BlockKind::Rule => None,
        };
        let own = match &lead {
            Some(Lead::Words(galley)) => galley.size().x + BETWEEN,
            Some(Lead::Dash) | None => 0.0,
        };
        // A number that is wider than its room moves its words.
        let indent = indent.max(indent - BULLET_INDENT + own);
        let lead_x = match block.kind.item_level() {
            Some(level) => BULLET_INDENT * f32::from(level),
            None => 0.0,
        };
        let (job, letters) = self.manner.job(passage, &base);
        let galley = self.galley(job, (self.width - indent).max(LEAST_COLUMN));
        let (top, height) = (self.y, galley.size().y);
        self.y += height;
        self.set.cells.push(TypesetCell {
            at: passage.at.clone(),
            rect: Rect::from_min_max(pos2(0.0, top - BETWEEN / 2.0), pos2(self.width, self.y + BETWEEN / 2.0)),
            galley,
            pos: pos2(indent, top),
            lead: lead.map(|lead| (lead, pos2(lead_x, top))),
            letters,
        });
    }

    fn lead(&self, words: &str, base: &TextFormat) -> Lead {
        Lead::Words(self.galley(LayoutJob::single_section(words.to_owned(), base.clone()), f32::INFINITY))
    }

    fn table(&mut self, table: &Table<'_>) {
        let theme = self.manner.theme;
        if self.y > 0.0 {
            self.y += BETWEEN + 2.0;
        }
        let widths = self.widths(table);
        self.rule(true);
        for (index, row) in table.rows.iter().enumerate() {
            let is_heading = table.has_heading && index == 0;
            let base = if is_heading {
                TextFormat { font_id: theme::font(SMALL_12, Weight::Regular), ..format(Weight::Regular, theme.ink2) }
            } else {
                format(Weight::Regular, theme.ink)
            };
            let top = self.y;
            let (mut x, mut height, first) = (0.0, 0.0_f32, self.set.cells.len());
            for ((cell, alignment), width) in row.iter().zip(&table.alignments).zip(&widths) {
                let (mut job, letters) = self.manner.job(cell, &base);
                job.halign = match alignment {
                    Alignment::Left => Align::LEFT,
                    Alignment::Center => Align::Center,
                    Alignment::Right => Align::RIGHT,
                };
                let galley = self.galley(job, *width);
                let anchor = match alignment {
                    Alignment::Left => 0.0,
                    Alignment::Center => width / 2.0,
                    Alignment::Right => *width,
                };
                height = height.max(galley.size().y);
                let rect = Rect::from_min_size(pos2(x, top), vec2(*width + COLUMN_GAP, 0.0));
                let pos = pos2(x + anchor, top + ROW_PADDING);
                self.set.cells.push(TypesetCell { at: cell.at.clone(), rect, galley, pos, lead: None, letters });
                x += width + COLUMN_GAP;
            }
            self.y += height + 2.0 * ROW_PADDING;
            for cell in self.set.cells.iter_mut().skip(first) {
                cell.rect.max.y = self.y;
            }
            self.rule(is_heading || index + 1 == table.rows.len());
        }
        self.y += 2.0;
    }

    fn rule(&mut self, is_strong: bool) {
        self.set.rules.push((Rangef::new(0.0, self.width), self.y, is_strong));
    }

    /// As wide as their words where there is room, which the first column of words takes whole; else narrower in proportion, figures last.
    fn widths(&self, table: &Table<'_>) -> Vec<f32> {
        let base = format(Weight::Regular, self.manner.theme.ink);
        let natural = |column: usize| {
            let cells = table.rows.iter().filter_map(|row| row.get(column));
            let width = |cell: &Passage<'_>| self.galley(self.manner.job(cell, &base).0, f32::INFINITY).size().x;
            cells.map(width).fold(LEAST_COLUMN, f32::max)
        };
        let mut widths: Vec<f32> = (0..table.alignments.len()).map(natural).collect();
        let gaps = COLUMN_GAP * table.alignments.iter().skip(1).map(|_| 1.0).sum::<f32>();
        let room = (self.width - gaps).max(LEAST_COLUMN);
        let is_words: Vec<bool> = table.alignments.iter().map(|alignment| *alignment == Alignment::Left).collect();
        let total: f32 = widths.iter().sum();
        if total <= room {
            let first = is_words.iter().position(|is_words| *is_words).unwrap_or(0);
            if let Some(width) = widths.get_mut(first) {
                *width += room - total;
            }
            return widths;
        }
        let of =
            |wanted: bool, widths: &[f32]| -> f32 { widths.iter().zip(&is_words).filter(|(_, is)| **is == wanted).map(|(width, _)| width).sum() };
        let (words, figures) = (of(true, &widths), of(false, &widths));
        let (scale_words, scale_figures) =
            if words > 0.0 && figures < room * 0.6 { ((room - figures) / words, 1.0) } else { (room / total, room / total) };
        widths.iter_mut().zip(&is_words).for_each(|(width, is_words)| *width *= if *is_words { scale_words } else { scale_figures });
        widths
    }
}

impl Typeset {
    pub fn paint(&self, ui: &Ui, theme: &Theme, origin: Pos2) {
        let moved = origin.to_vec2();
        let painter = ui.painter();
        for (x, y, is_strong) in &self.rules {
            let stroke = if *is_strong { Stroke::new(1.0, theme.ink2) } else { Stroke::new(1.0, theme.line2) };
            painter.hline(Rangef::new(x.min + origin.x, x.max + origin.x), origin.y + y, stroke);
        }
        for cell in &self.cells {
            match &cell.lead {
                Some((Lead::Dash, at)) => {
                    let at = *at + moved;
                    let y = at.y + theme::NARRATIVE_LINE_HEIGHT / 2.0 + 1.0;
                    painter.hline(at.x + 4.0..=at.x + 10.0, y, Stroke::new(1.0, theme.ink2));
                }
                Some((Lead::Words(galley), at)) => {
                    painter.galley(*at + moved, Arc::clone(galley), theme.ink);
                }
                None => {}
            }
            painter.galley(cell.pos + moved, Arc::clone(&cell.galley), theme.ink);
        }
    }

    /// Names each line and cell for those who hear the text.
    pub fn tell(&self, ui: &Ui, id: Id, origin: Pos2) {
        for (index, cell) in self.cells.iter().enumerate() {
            let rect = cell.rect.translate(origin.to_vec2());
            let response = ui.interact(rect, id.with(("line", index)), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, cell.galley.text()));
        }
    }

    /// The cell that has a byte of the text.
    pub fn cell_of(&self, byte: usize) -> Option<&TypesetCell> {
        let has = |cell: &&TypesetCell| cell.at.start <= byte && byte <= cell.at.end;
        self.cells.iter().find(has).or_else(|| self.cells.iter().filter(|cell| cell.at.start >= byte).min_by_key(|cell| cell.at.start))
    }

    /// The cell under a point, or the nearest.
    fn cell_at(&self, at: Pos2) -> Option<&TypesetCell> {
        let distance = |cell: &TypesetCell| (cell.rect.distance_sq_to_pos(at) * 16.0).round();
        self.cells.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// The byte of the text at a point, from the corner of the text.
    pub fn byte_at(&self, at: Pos2) -> Option<usize> {
        self.cell_at(at).map(|cell| cell.byte_at(at))
    }

    /// The byte of the letter under a point; `None` beside the words.
    pub fn byte_under(&self, at: Pos2) -> Option<usize> {
        let words = |cell: &TypesetCell| cell.galley.rect.translate(cell.pos.to_vec2());
        self.cells.iter().find(|cell| words(cell).contains(at)).map(|cell| cell.byte_at(at))
    }

    /// Where the caret stands at a byte, from the corner of the text.
    pub fn caret(&self, byte: usize) -> Option<Rect> {
        self.cell_of(byte).map(|cell| cell.caret(byte))
    }

    /// The byte a line above or below the caret, as near as can be to a column of the screen; the beginning or the end of the text beyond.
    pub fn vertical(&self, byte: usize, x: f32, down: bool) -> Option<usize> {
        let caret = self.caret(byte)?;
        let step = if down { caret.bottom() + 2.0 } else { caret.top() - 2.0 };
        let cell = self.cell_of(byte)?;
        let within = cell.galley.rect.translate(cell.pos.to_vec2());
        if within.y_range().contains(step) {
            return Some(cell.byte_at(pos2(x, step)));
        }
        // The next cell in this direction, the nearest in height and then the one under the column.
        let is_beyond =
            |other: &&TypesetCell| if down { other.rect.top() >= cell.rect.bottom() - 1.0 } else { other.rect.bottom() <= cell.rect.top() + 1.0 };
        let key = |other: &TypesetCell| {
            let away = if down { other.rect.top() - cell.rect.bottom() } else { cell.rect.top() - other.rect.bottom() };
            let aside = if other.rect.x_range().contains(x) { 0.0 } else { (other.rect.left() - x).abs().min((other.rect.right() - x).abs()) };
            (away.max(0.0).round(), aside)
        };
        let next = self.cells.iter().filter(is_beyond).min_by(|a, b| {
            let ((a, aside_a), (b, aside_b)) = (key(a), key(b));
            a.total_cmp(&b).then(aside_a.total_cmp(&aside_b))
        });
        match next {
            Some(next) => {
                let words = next.galley.rect.translate(next.pos.to_vec2());
                let y = if down { words.top() + 2.0 } else { words.bottom() - 2.0 };
                Some(next.byte_at(pos2(x, y)))
            }
            None if down => self.cells.iter().map(|cell| cell.at.end).max(),
            None => self.cells.iter().map(|cell| cell.at.start).min(),
        }
    }

    /// The beginning or the end of the line of the screen on which a byte stands.
    pub fn edge_of_line(&self, byte: usize, is_end: bool) -> Option<usize> {
        let cell = self.cell_of(byte)?;
        let caret = cell.caret(byte);
        let x = if is_end { f32::MAX / 4.0 } else { f32::MIN / 4.0 };
        let edge = cell.byte_at(pos2(x, caret.center().y));
        // Before the space at which a line of the screen ends.
        let is_below = cell.caret(edge).top() > caret.top() + 1.0;
        Some(if is_below { cell.letter_before(edge) } else { edge })
    }

    /// What is to be painted behind the letters of some bytes.
    pub fn selected(&self, bytes: &Range<usize>) -> Vec<Rect> {
        let mut rects = Vec::new();
        for cell in self.cells.iter().filter(|cell| cell.at.start <= bytes.end && cell.at.end >= bytes.start) {
            let (first, last) = (cell.char_of(bytes.start.max(cell.at.start)), cell.char_of(bytes.end.min(cell.at.end)));
            let goes_on = bytes.end > cell.at.end;
            let [from, to] = [first, last].map(|index| cell.galley.layout_from_cursor(CCursor::new(egui::text::CharIndex(index))));
            for (number, row) in cell.galley.rows.iter().enumerate().skip(from.row).take(to.row + 1 - from.row.min(to.row)) {
                let left = if number == from.row { row.x_offset(from.column) } else { row.rect_without_leading_space().left() - row.pos.x };
                let end = if goes_on && number == to.row { 6.0 } else { 0.0 };
                let right = if number == to.row { row.x_offset(to.column) + end } else { row.rect().right() - row.pos.x + 6.0 };
                if right > left {
                    let min = cell.pos + row.pos.to_vec2();
                    rects.push(Rect::from_min_max(pos2(min.x + left, min.y), pos2(min.x + right, min.y + row.height())));
                }
            }
        }
        rects
    }
}

impl TypesetCell {
    fn byte_at(&self, at: Pos2) -> usize {
        let index = self.galley.cursor_from_pos(at - self.pos).index.0;
        // Within a figure of several characters: the nearer end.
        let next = self.letters.partition_point(|(first, _)| *first <= index);
        let before = self.letters.get(next.saturating_sub(1));
        let after = self.letters.get(next);
        match (before, after) {
            (Some((first, byte)), Some((end, after))) => {
                if (index - first) * 2 > end - first {
                    *after
                } else {
                    *byte
                }
            }
            (Some((_, byte)), None) => *byte,
            (None, _) => self.at.start,
        }
    }

    /// The character of the galley at a byte.
    pub fn char_of(&self, byte: usize) -> usize {
        let next = self.letters.partition_point(|(_, at)| *at < byte);
        self.letters.get(next).or(self.letters.last()).map_or(0, |(first, _)| *first)
    }

    fn letter_before(&self, byte: usize) -> usize {
        let next = self.letters.partition_point(|(_, at)| *at < byte);
        next.checked_sub(1).and_then(|before| self.letters.get(before)).map_or(byte, |(_, at)| *at)
    }

    fn caret(&self, byte: usize) -> Rect {
        let index = self.char_of(byte);
        // Between two lines of the screen it stands on the lower one.
        let cursor = CCursor { prefer_next_row: true, ..CCursor::new(egui::text::CharIndex(index)) };
        self.galley.pos_from_cursor(cursor).translate(self.pos.to_vec2())
    }
}

/// How tall the letters of a text are.
pub(super) const SIZE: f32 = BODY_14;
