//! The versions of a figure in its cell: one line each, under the key that takes it.

use std::collections::HashMap;

use egui::{Align2, Painter, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::super::icons::Icon;
use super::super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::super::{View, cells};
use super::{Merge, Occasion, key_of, versions};
use crate::editing::Choice;
use crate::editing::reviewing::{Matter, Standing};
use crate::lang::Lang;
use crate::model::{Document, Entry, Place, Side};
use crate::tables::{Cell, Row, Table};

/// Height of the line of a version in its cell.
const LINE: f32 = 22.0;
/// Height of a row that shows former figures under those that change.
const FORMER_ROW: f32 = 40.0;

/// The cells that show every version of their figure.
pub struct Lines<'a> {
    document: &'a Document,
    merge: &'a Merge,
    of: HashMap<Entry, usize>,
    fed: HashMap<Place, Option<String>>,
}

impl<'a> Lines<'a> {
    pub fn of(view: &View<'a>) -> Option<Self> {
        let merge = view.merge?;
        let document: &'a Document = view.session.document();
        Some(Self { document, merge, of: merge.in_cells(document), fed: merge.fed(view.session, view.lang) })
    }

    /// Whether the choice at hand changes the figure of a cell.
    pub fn feeds(&self, place: Option<Place>) -> bool {
        place.is_some_and(|place| self.fed.contains_key(&place))
    }

    /// What the common version would have in a cell whose figure the choice at hand changes, where that is another figure.
    pub fn former(&self, cell: &Cell, lang: Lang) -> Option<&str> {
        let former = self.fed.get(&cell.place?)?.as_deref()?;
        (!former.is_empty() && former != cell.text(lang)).then_some(former)
    }

    /// The matter of a cell that shows its versions: one that is left to choose, or at hand.
    pub fn at(&self, place: Option<Place>) -> Option<usize> {
        let rank = *self.of.get(&self.document.entry(place?)?)?;
        let matter = self.merge.reviewing.matters().get(rank)?;
        let is_left = self.merge.reviewing.is_left(self.document, matter);
        (is_left || rank == self.merge.current).then_some(rank)
    }
}

/// How high the rows of a table are at least: those that show versions.
pub fn lines_of_rows(view: &View<'_>, table: &Table) -> Vec<(usize, f32)> {
    let Some(lines) = Lines::of(view).filter(|lines| !lines.of.is_empty()) else { return vec![] };
    let height = LINE * if lines.merge.occasion == Occasion::Merge { 3.0 } else { 2.0 };
    let least = |row: &Row| {
        if row.cells.iter().any(|cell| lines.at(cell.place).is_some()) {
            return Some(height);
        }
        row.cells.iter().any(|cell| lines.former(cell, view.lang).is_some()).then_some(FORMER_ROW)
    };
    table.rows.iter().enumerate().filter_map(|(index, row)| Some((index, least(row)?))).collect()
}

/// What the versions of a cell say, for who does not see them.
pub fn cell_words(view: &View<'_>, merge: &Merge, rank: usize) -> Option<String> {
    let matter = merge.reviewing.matters().get(rank)?;
    let said = |side: &Side| format!("{} {}", merge.people.of(*side).name, matter.words(view.tables(), *side));
    Some(versions(merge, matter).iter().map(said).collect::<Vec<_>>().join(", "))
}

/// Paints the versions of a cell.
pub fn cell_ui(ui: &Ui, view: &View<'_>, merge: &Merge, rank: usize, rect: Rect) {
    let Some(matter) = merge.reviewing.matters().get(rank) else { return };
    let theme = Theme::of(ui);
    let painter = ui.painter();
    let standing = merge.standing(view.session.document(), matter);
    let is_current = merge.current == rank;
    let is_loud = standing == Standing::Left && merge.occasion == Occasion::Merge;
    painter.rect_filled(rect, 0, if is_loud && !is_current { theme.err_tint } else { theme.sheet });
    let sides = versions(merge, matter);
    let top = rect.center().y - LINE * sides.len() as f32 / 2.0;
    for (line, side) in sides.iter().enumerate() {
        let part = Rect::from_min_size(pos2(rect.left(), top + LINE * line as f32), vec2(rect.width(), LINE));
        let look = LineLook::of(merge, matter, standing, *side, is_current);
        line_ui(ui, painter, &theme, view, merge, matter, *side, part, look);
    }
    if is_current {
        painter.rect_stroke(rect.shrink(1.0), 0, Stroke::new(theme::STRONG_LINE_WIDTH, theme.accent), StrokeKind::Middle);
    } else if is_loud {
        painter.hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(theme::STRONG_LINE_WIDTH, theme.err));
    }
}

/// How a version is told apart from its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineLook {
    /// It was chosen.
    Chosen,
    /// It is looked at before it is chosen.
    Previewed,
    /// It stands until somebody chooses.
    Stands,
    Plain,
}

impl LineLook {
    fn of(merge: &Merge, matter: &Matter, standing: Standing, side: Side, is_current: bool) -> Self {
        let choice = Choice::Side(side);
        match standing {
            Standing::Chosen(chosen) if chosen == choice => Self::Chosen,
            _ if is_current && merge.preview == Some(choice) => Self::Previewed,
            Standing::Left if side == Side::Ours && matter.conflict.side(Side::Ours).is_some() => Self::Stands,
            _ => Self::Plain,
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "what a line of a cell is painted from")]
fn line_ui(ui: &Ui, painter: &Painter, theme: &Theme, view: &View<'_>, merge: &Merge, matter: &Matter, side: Side, part: Rect, look: LineLook) {
    let is_strong = matches!(look, LineLook::Chosen | LineLook::Previewed);
    if is_strong {
        painter.rect_filled(part, 0, theme.sel);
    }
    let weight = if is_strong { Weight::Semibold } else { Weight::Regular };
    let ink = match look {
        LineLook::Plain => theme.ink2,
        _ => theme.entry,
    };
    let words = matter.words(view.tables(), side);
    let key = key_of(Choice::Side(side));
    painter.text(
        pos2(part.left() + 7.0, part.center().y),
        Align2::LEFT_CENTER,
        key,
        theme::font(SMALL_12, Weight::Semibold),
        if is_strong { theme.accent } else { theme.ink },
    );
    let figure = cells::value(ui, &words, theme::font(BODY_14, weight), ink, part.width() - 17.0 - theme::CELL_PADDING);
    let left = part.right() - theme::CELL_PADDING - figure.size().x;
    painter.galley(pos2(left, part.center().y - figure.size().y / 2.0), figure, ink);
    let icon = match look {
        LineLook::Chosen => Some((Icon::Holds, theme.ok)),
        LineLook::Stands if merge.occasion == Occasion::Merge => Some((Icon::Conflict, theme.err)),
        _ => None,
    };
    let mut room = left - part.left() - 22.0;
    if let Some((icon, colour)) = icon.filter(|_| room >= theme::MARK_SIZE) {
        icon.paint(painter, Rect::from_center_size(pos2(left - 9.0, part.center().y), vec2(theme::MARK_SIZE, theme::MARK_SIZE)), colour);
        room -= theme::MARK_SIZE + 6.0;
    }
    let name = cells::truncated(ui, &merge.people.of(side).short, theme::font(SMALL_12, Weight::Regular), theme.ink2, room);
    // A name of which only a letter shows says nothing.
    if name.size().x > 24.0 && room > 28.0 {
        painter.galley(pos2(part.left() + 18.0, part.center().y - name.size().y / 2.0), name, theme.ink2);
    }
}

/// Whether the matter at hand is another than the one brought in sight last; asked once, it is that one.
pub fn is_another(ui: &Ui, view: &View<'_>) -> bool {
    let id = egui::Id::unique("matter in sight");
    let wanted = view.merge.map(|merge| (view.opened, merge.current, view.node));
    let is_another = ui.data(|data| data.get_temp(id)) != Some(wanted);
    ui.data_mut(|data| data.insert_temp(id, wanted));
    is_another
}
