//! The logic of a grid: modes, cursor, selection, and what each key does, as spreadsheet users expect.
//!
//! A state machine without a toolkit: events in, at most one effect out. It knows positions of the table shown, never facts; the host turns
//! effects into commands and says whether a commit was accepted.

use super::line::Line;

/// A cell of the table shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    pub row: usize,
    pub column: usize,
}

/// A rectangle of cells, both corners included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub first: Spot,
    pub last: Spot,
}

impl Range {
    pub fn between(one: Spot, other: Spot) -> Self {
        Self {
            first: Spot { row: one.row.min(other.row), column: one.column.min(other.column) },
            last: Spot { row: one.row.max(other.row), column: one.column.max(other.column) },
        }
    }

    pub fn contains(&self, spot: Spot) -> bool {
        (self.first.row..=self.last.row).contains(&spot.row) && (self.first.column..=self.last.column).contains(&spot.column)
    }

    pub fn rows(&self) -> usize {
        self.last.row - self.first.row + 1
    }

    pub fn columns(&self) -> usize {
        self.last.column - self.first.column + 1
    }

    pub fn is_single(&self) -> bool {
        self.first == self.last
    }

    /// Cells row by row.
    pub fn spots(self) -> impl Iterator<Item = Spot> {
        (self.first.row..=self.last.row).flat_map(move |row| (self.first.column..=self.last.column).map(move |column| Spot { row, column }))
    }
}

/// What the grid must know of the table shown. Tables have at least one cell.
pub trait Sheet {
    fn rows(&self) -> usize;
    fn columns(&self) -> usize;
    /// Whether the cell shows something: Ctrl and an arrow stop at the edge of what is filled.
    fn is_filled(&self, spot: Spot) -> bool;
    /// Whether something can be typed there: a fact, or a total to spread over the facts under it.
    fn is_editable(&self, spot: Spot) -> bool;
    /// Whether the cell is an entry, which holds what is typed there: no total, nothing computed.
    fn is_entry(&self, spot: Spot) -> bool;
    /// What the cell holds when it is edited: its formula, or what it shows.
    fn typed(&self, spot: Spot) -> String;
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Keys move; typing replaces.
    #[default]
    Ready,
    /// Typing goes on; arrows commit and move.
    Enter,
    /// The content is edited; arrows move the caret.
    Edit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    /// By as many rows as the window shows.
    PageUp(usize),
    PageDown(usize),
    Enter,
    Tab,
    Escape,
    F2,
    Delete,
    Backspace,
    Space,
    A,
    D,
    R,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    pub shift: bool,
    pub ctrl: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Key(Key, Held),
    /// Characters typed while ready.
    Text(String),
    /// A click in the editor, at a character.
    Caret {
        at: usize,
        extend: bool,
    },
    Click {
        spot: Spot,
        shift: bool,
    },
    DoubleClick(Spot),
    Drag(Spot),
    /// A click on the heading of a column, on the label of a row.
    ClickColumn {
        column: usize,
        shift: bool,
    },
    ClickRow {
        row: usize,
        shift: bool,
    },
    /// The handle of the selection is dragged over a cell.
    DragHandle(Spot),
    /// The handle is let go.
    DropHandle,
    Copy,
    Cut,
    Paste(String),
}

/// What the host must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write what was typed; then say [`Grid::accept`], or leave the editor open on a refusal.
    Commit {
        spot: Spot,
        typed: String,
        then: Move,
    },
    /// Write what was typed in every cell of the selection; then the same as for a commit.
    CommitAll {
        range: Range,
        typed: String,
    },
    /// Repeat the cells of `from` over those of `to`.
    Fill {
        from: Range,
        to: Range,
    },
    Clear(Range),
    Copy(Range),
    /// Copy the selected characters of the editor.
    CopyText(String),
    /// Copy, then clear.
    Cut(Range),
    Paste {
        at: Range,
        text: String,
    },
    /// Typing on a computed cell.
    Refuse(Spot),
}

/// Where the cursor goes after a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Stay,
    To(Spot),
    /// In reading order along the selection, or to the neighbour when one cell is selected.
    Next(Step),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Down,
    Up,
    Right,
    Left,
}

/// The state of one grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    mode: Mode,
    /// The active cell.
    active: Spot,
    /// The corner from which the selection extends.
    origin: Spot,
    /// The corner that Shift and a key moves.
    head: Spot,
    /// The cell where a run of Tabs began; its row is that of what was typed last.
    run: Option<Spot>,
    /// Whether something was typed, and only Enter and Tab moved since: they go from entry to entry.
    by_entries: bool,
    /// The cells that the dragged handle covers.
    filling: Option<Range>,
    line: Line,
}

impl Grid {
    pub fn at(spot: Spot) -> Self {
        Self { active: spot, origin: spot, head: spot, ..Self::default() }
    }

    pub fn mode(&self) -> Mode {
        self.mode
    }

    pub fn active(&self) -> Spot {
        self.active
    }

    pub fn selection(&self) -> Range {
        Range::between(self.origin, self.head)
    }

    /// The cells that would be filled if the handle were let go.
    pub fn filling(&self) -> Option<Range> {
        self.filling
    }

    /// What is being typed.
    pub fn line(&self) -> &Line {
        &self.line
    }

    pub fn is_editing(&self) -> bool {
        self.mode != Mode::Ready
    }

    /// The corner that moves, which the window keeps in sight.
    pub fn head(&self) -> Spot {
        if self.selection().contains(self.active) && self.origin != self.active { self.active } else { self.head }
    }

    /// Keeps the state within a table that changed under it.
    pub fn fit(&mut self, sheet: &impl Sheet) {
        let fitted =
            |spot: Spot| Spot { row: spot.row.min(sheet.rows().saturating_sub(1)), column: spot.column.min(sheet.columns().saturating_sub(1)) };
        self.active = fitted(self.active);
        self.origin = fitted(self.origin);
        self.head = fitted(self.head);
    }

    pub fn handle(&mut self, event: Event, sheet: &impl Sheet) -> Option<Effect> {
        match event {
            Event::Key(key, held) => match self.mode {
                Mode::Ready => self.ready_key(key, held, sheet),
                Mode::Enter | Mode::Edit => self.editing_key(key, held, sheet),
            },
            Event::Text(text) if self.mode == Mode::Ready => self.begin(Mode::Enter, text, sheet),
            Event::Text(text) => {
                self.line.insert(&text);
                None
            }
            Event::Caret { at, extend } => {
                self.mode = Mode::Edit;
                self.line.place(at, extend);
                None
            }
            Event::Click { spot, shift } => {
                if self.is_editing() {
                    return Some(self.commit(Move::To(spot)));
                }
                if shift {
                    self.extend(spot);
                } else {
                    self.go(spot);
                }
                None
            }
            Event::DoubleClick(spot) if self.is_editing() && spot == self.active => None,
            Event::DoubleClick(spot) => {
                self.go(spot);
                let typed = sheet.typed(spot);
                self.begin(Mode::Edit, typed, sheet)
            }
            Event::Drag(spot) => {
                if !self.is_editing() {
                    self.extend(spot);
                }
                None
            }
            Event::ClickColumn { column, shift } => {
                let last = Spot { row: sheet.rows().saturating_sub(1), column };
                self.click_line(Range { first: Spot { row: 0, column }, last }, shift)
            }
            Event::ClickRow { row, shift } => {
                let last = Spot { row, column: sheet.columns().saturating_sub(1) };
                self.click_line(Range { first: Spot { row, column: 0 }, last }, shift)
            }
            Event::DragHandle(spot) => {
                self.filling = (!self.is_editing()).then(|| beyond(self.selection(), spot)).flatten();
                None
            }
            Event::DropHandle => {
                let (from, to) = (self.selection(), self.filling.take()?);
                Some(Effect::Fill { from, to })
            }
            Event::Copy | Event::Cut if self.is_editing() => {
                let text = self.line.selected();
                if event == Event::Cut {
                    self.line.insert("");
                }
                (!text.is_empty()).then_some(Effect::CopyText(text))
            }
            Event::Paste(text) if self.is_editing() => {
                self.line.insert(&text);
                None
            }
            Event::Copy => Some(Effect::Copy(self.selection())),
            Event::Cut => Some(Effect::Cut(self.selection())),
            Event::Paste(text) => Some(Effect::Paste { at: self.selection(), text }),
        }
    }

    /// The host accepted a commit.
    pub fn accept(&mut self, then: Move, sheet: &impl Sheet) {
        self.mode = Mode::Ready;
        self.line = Line::default();
        match then {
            Move::Stay => {}
            Move::To(spot) => self.go(spot),
            Move::Next(step) => {
                self.by_entries = true;
                self.run = self.run.map(|run| Spot { row: self.active.row, ..run });
                self.next(step, sheet);
            }
        }
    }

    /// Where a key that commits what is being typed leads, once that is accepted.
    pub fn after(&self, key: Key, sheet: &impl Sheet) -> Option<Spot> {
        let mut grid = self.clone();
        let Some(Effect::Commit { then, .. }) = grid.handle(Event::Key(key, Held::default()), sheet) else { return None };
        grid.accept(then, sheet);
        Some(grid.active())
    }

    /// Goes to a cell and selects it alone.
    pub fn go(&mut self, spot: Spot) {
        self.active = spot;
        self.origin = spot;
        self.head = spot;
        self.run = None;
        self.by_entries = false;
    }

    /// Selects a range, its first cell active.
    pub fn select(&mut self, range: Range) {
        self.go(range.first);
        self.head = range.last;
    }

    /// Extends the selection over a range; the active cell stays.
    pub fn extend_over(&mut self, range: Range) {
        let selection = self.selection();
        self.keep_active(Range {
            first: Spot { row: selection.first.row.min(range.first.row), column: selection.first.column.min(range.first.column) },
            last: Spot { row: selection.last.row.max(range.last.row), column: selection.last.column.max(range.last.column) },
        });
    }

    fn extend(&mut self, spot: Spot) {
        self.origin = self.active;
        self.head = spot;
        self.run = None;
        self.by_entries = false;
    }

    /// Selects a row or a column, or all from the selected ones to it.
    fn click_line(&mut self, line: Range, extends: bool) -> Option<Effect> {
        if self.is_editing() {
            return Some(self.commit(Move::To(line.first)));
        }
        if extends {
            self.extend_over(line);
        } else {
            self.select(line);
        }
        None
    }

    fn begin(&mut self, mode: Mode, draft: String, sheet: &impl Sheet) -> Option<Effect> {
        if !sheet.is_editable(self.active) {
            return Some(Effect::Refuse(self.active));
        }
        self.mode = mode;
        self.line = Line::new(draft);
        None
    }

    fn commit(&self, then: Move) -> Effect {
        Effect::Commit { spot: self.active, typed: self.line.text().to_owned(), then }
    }

    fn ready_key(&mut self, key: Key, held: Held, sheet: &impl Sheet) -> Option<Effect> {
        match key {
            Key::Enter if held.ctrl => {}
            Key::Enter => self.next(if held.shift { Step::Up } else { Step::Down }, sheet),
            Key::Tab => self.next(if held.shift { Step::Left } else { Step::Right }, sheet),
            Key::F2 => {
                let typed = sheet.typed(self.active);
                return self.begin(Mode::Edit, typed, sheet);
            }
            Key::Backspace => return self.begin(Mode::Enter, String::new(), sheet),
            Key::Delete => return Some(Effect::Clear(self.selection())),
            Key::Escape => self.go(self.active),
            Key::A if held.ctrl && !held.shift => self.keep_active(whole(sheet)),
            Key::Space if held.ctrl && held.shift => self.keep_active(whole(sheet)),
            Key::D if held.ctrl && !held.shift => return fill_down(self.selection()),
            Key::R if held.ctrl && !held.shift => return fill_right(self.selection()),
            Key::Space if held.shift => {
                let selection = self.selection();
                self.keep_active(Range {
                    first: Spot { row: selection.first.row, column: 0 },
                    last: Spot { row: selection.last.row, column: sheet.columns().saturating_sub(1) },
                });
            }
            Key::Space if held.ctrl => {
                let selection = self.selection();
                self.keep_active(Range {
                    first: Spot { row: 0, column: selection.first.column },
                    last: Spot { row: sheet.rows().saturating_sub(1), column: selection.last.column },
                });
            }
            Key::A | Key::D | Key::R | Key::Space => {}
            _ => {
                let from = if held.shift { self.head } else { self.active };
                if let Some(to) = target(key, held, from, sheet) {
                    if held.shift { self.extend(to) } else { self.go(to) }
                }
            }
        }
        None
    }

    fn keep_active(&mut self, range: Range) {
        self.origin = range.first;
        self.head = range.last;
    }

    fn editing_key(&mut self, key: Key, held: Held, sheet: &impl Sheet) -> Option<Effect> {
        match key {
            Key::Enter if held.ctrl => Some(Effect::CommitAll { range: self.selection(), typed: self.line.text().to_owned() }),
            Key::Enter => Some(self.commit(Move::Next(if held.shift { Step::Up } else { Step::Down }))),
            Key::Tab => Some(self.commit(Move::Next(if held.shift { Step::Left } else { Step::Right }))),
            Key::Escape => {
                self.mode = Mode::Ready;
                self.line = Line::default();
                None
            }
            Key::F2 => {
                self.mode = if self.mode == Mode::Edit { Mode::Enter } else { Mode::Edit };
                None
            }
            _ => match target(key, held, self.active, sheet).filter(|_| self.mode == Mode::Enter) {
                Some(to) => Some(self.commit(Move::To(to))),
                None => {
                    self.line.key(key, held);
                    None
                }
            },
        }
    }

    /// Enter and Tab: within a selection they cycle; after a run of Tabs, Enter goes to the row below, where the run began. Once something was typed
    /// they step over what is computed, as long as an entry follows.
    fn next(&mut self, step: Step, sheet: &impl Sheet) {
        let selection = self.selection();
        let by_entries = self.by_entries;
        if !selection.is_single() {
            let count = selection.rows() * selection.columns();
            let round = std::iter::successors(Some(cycled(self.active, step, selection)), |spot| Some(cycled(*spot, step, selection)));
            self.active = first_stop(round.take(count), by_entries, sheet).unwrap_or(self.active);
            return;
        }
        let run = match step {
            Step::Right => Some(self.run.unwrap_or(self.active)),
            Step::Left => self.run,
            Step::Down | Step::Up => None,
        };
        let from = if step == Step::Down { self.run.unwrap_or(self.active) } else { self.active };
        let way = std::iter::successors(neighbour(from, step, sheet), |spot| neighbour(*spot, step, sheet));
        self.go(first_stop(way, by_entries, sheet).unwrap_or(from));
        self.run = run;
        self.by_entries = by_entries;
    }
}

/// The first cell of a way, or its first entry, if there is one, while only entries are meant.
fn first_stop(mut way: impl Iterator<Item = Spot>, by_entries: bool, sheet: &impl Sheet) -> Option<Spot> {
    let next = way.next()?;
    let entry = if by_entries && !sheet.is_entry(next) { way.find(|spot| sheet.is_entry(*spot)) } else { None };
    entry.or(Some(next))
}

/// Ctrl+D: the first row over the others; the row above over a single one, as spreadsheets do.
fn fill_down(range: Range) -> Option<Effect> {
    let Range { first, last } = range;
    let source = if range.rows() > 1 { first.row } else { first.row.checked_sub(1)? };
    let from = Range { first: Spot { row: source, ..first }, last: Spot { row: source, ..last } };
    Some(Effect::Fill { from, to: Range { first: Spot { row: source + 1, ..first }, last } })
}

/// Ctrl+R: the first column over the others; the column before over a single one.
fn fill_right(range: Range) -> Option<Effect> {
    let Range { first, last } = range;
    let source = if range.columns() > 1 { first.column } else { first.column.checked_sub(1)? };
    let from = Range { first: Spot { column: source, ..first }, last: Spot { column: source, ..last } };
    Some(Effect::Fill { from, to: Range { first: Spot { column: source + 1, ..first }, last } })
}

/// The cells between a selection and a cell beyond it, along the direction in which that cell is further.
fn beyond(selection: Range, spot: Spot) -> Option<Range> {
    let Range { first, last } = selection;
    let (below, above) = (spot.row.saturating_sub(last.row), first.row.saturating_sub(spot.row));
    let (right, left) = (spot.column.saturating_sub(last.column), first.column.saturating_sub(spot.column));
    let far = below.max(above).max(right).max(left);
    if far == 0 {
        None
    } else if below == far {
        Some(Range { first: Spot { row: last.row + 1, ..first }, last: Spot { row: spot.row, ..last } })
    } else if above == far {
        Some(Range { first: Spot { row: spot.row, ..first }, last: Spot { row: first.row - 1, ..last } })
    } else if right == far {
        Some(Range { first: Spot { column: last.column + 1, ..first }, last: Spot { column: spot.column, ..last } })
    } else {
        Some(Range { first: Spot { column: spot.column, ..first }, last: Spot { column: first.column - 1, ..last } })
    }
}

fn whole(sheet: &impl Sheet) -> Range {
    Range { first: Spot::default(), last: Spot { row: sheet.rows().saturating_sub(1), column: sheet.columns().saturating_sub(1) } }
}

/// The next cell of a selection, round its end.
fn cycled(active: Spot, step: Step, range: Range) -> Spot {
    let (rows, columns) = (range.rows(), range.columns());
    let (row, column) = (active.row.saturating_sub(range.first.row), active.column.saturating_sub(range.first.column));
    let count = rows * columns;
    let rank = match step {
        Step::Right | Step::Left => row * columns + column,
        Step::Down | Step::Up => column * rows + row,
    };
    let rank = match step {
        Step::Right | Step::Down => (rank + 1) % count,
        Step::Left | Step::Up => (rank + count - 1) % count,
    };
    let (row, column) = match step {
        Step::Right | Step::Left => (rank / columns, rank % columns),
        Step::Down | Step::Up => (rank % rows, rank / rows),
    };
    Spot { row: range.first.row + row, column: range.first.column + column }
}

/// The neighbour of a cell; along a row it goes on with the next or previous row.
fn neighbour(from: Spot, step: Step, sheet: &impl Sheet) -> Option<Spot> {
    let (rows, columns) = (sheet.rows(), sheet.columns());
    match step {
        Step::Up => from.row.checked_sub(1).map(|row| Spot { row, ..from }),
        Step::Down => (from.row + 1 < rows).then_some(Spot { row: from.row + 1, ..from }),
        Step::Right if from.column + 1 < columns => Some(Spot { column: from.column + 1, ..from }),
        Step::Right => (from.row + 1 < rows).then_some(Spot { row: from.row + 1, column: 0 }),
        Step::Left if from.column > 0 => Some(Spot { column: from.column - 1, ..from }),
        Step::Left => from.row.checked_sub(1).map(|row| Spot { row, column: columns.saturating_sub(1) }),
    }
}

/// Where a key of movement leads; `None` for other keys.
fn target(key: Key, held: Held, from: Spot, sheet: &impl Sheet) -> Option<Spot> {
    let (last_row, last_column) = (sheet.rows().saturating_sub(1), sheet.columns().saturating_sub(1));
    let arrow = |step: Step| if held.ctrl { edge(from, step, sheet) } else { bounded(from, step, sheet) };
    Some(match key {
        Key::Up => arrow(Step::Up),
        Key::Down => arrow(Step::Down),
        Key::Left => arrow(Step::Left),
        Key::Right => arrow(Step::Right),
        Key::Home if held.ctrl => Spot::default(),
        Key::End if held.ctrl => Spot { row: last_row, column: last_column },
        Key::Home => Spot { column: 0, ..from },
        Key::End => Spot { column: last_column, ..from },
        Key::PageUp(rows) => Spot { row: from.row.saturating_sub(rows.max(1)), ..from },
        Key::PageDown(rows) => Spot { row: from.row.saturating_add(rows.max(1)).min(last_row), ..from },
        _ => return None,
    })
}

/// The neighbour within the row or column; the cell itself at the end.
fn bounded(from: Spot, step: Step, sheet: &impl Sheet) -> Spot {
    let same_line = |to: &Spot| to.row == from.row || to.column == from.column;
    neighbour(from, step, sheet).filter(same_line).unwrap_or(from)
}

/// The last filled cell of a run, or the first of the next one, or the end of the table.
fn edge(from: Spot, step: Step, sheet: &impl Sheet) -> Spot {
    let mut at = from;
    let next = |at: Spot| Some(bounded(at, step, sheet)).filter(|to| *to != at);
    let in_run = sheet.is_filled(from) && next(from).is_some_and(|to| sheet.is_filled(to));
    while let Some(to) = next(at) {
        if in_run && !sheet.is_filled(to) {
            break;
        }
        at = to;
        if !in_run && sheet.is_filled(at) {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests;
