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
    /// The column where a run of Tabs began.
    run: Option<usize>,
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
                self.keep_active(Range::between(
                    Spot { row: from.first.row.min(to.first.row), column: from.first.column.min(to.first.column) },
                    Spot { row: from.last.row.max(to.last.row), column: from.last.column.max(to.last.column) },
                ));
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
            Move::Next(step) => self.next(step, sheet),
        }
    }

    /// Goes to a cell and selects it alone.
    pub fn go(&mut self, spot: Spot) {
        self.active = spot;
        self.origin = spot;
        self.head = spot;
        self.run = None;
    }

    /// Selects a range, its first cell active.
    pub fn select(&mut self, range: Range) {
        self.go(range.first);
        self.head = range.last;
    }

    fn extend(&mut self, spot: Spot) {
        self.origin = self.active;
        self.head = spot;
        self.run = None;
    }

    /// Selects a row or a column, or all from the selected ones to it.
    fn click_line(&mut self, line: Range, extends: bool) -> Option<Effect> {
        if self.is_editing() {
            return Some(self.commit(Move::To(line.first)));
        }
        if extends {
            let selection = self.selection();
            self.keep_active(Range {
                first: Spot { row: selection.first.row.min(line.first.row), column: selection.first.column.min(line.first.column) },
                last: Spot { row: selection.last.row.max(line.last.row), column: selection.last.column.max(line.last.column) },
            });
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

    /// Enter and Tab: within a selection they cycle; after a run of Tabs, Enter goes back to where the run began.
    fn next(&mut self, step: Step, sheet: &impl Sheet) {
        let selection = self.selection();
        if !selection.is_single() {
            self.active = cycled(self.active, step, selection);
            return;
        }
        let run = match step {
            Step::Right => Some(self.run.unwrap_or(self.active.column)),
            Step::Left => self.run,
            Step::Down | Step::Up => None,
        };
        let column = if step == Step::Down { self.run.unwrap_or(self.active.column) } else { self.active.column };
        let from = Spot { column, ..self.active };
        let to = neighbour(from, step, sheet).unwrap_or(from);
        self.go(to);
        self.run = run;
    }
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
mod tests {
    use super::*;

    /// Columns A to E, rows 1 to 6: `x` an entry that holds its own name, `.` an empty entry, `c` a computed cell.
    const CELLS: [&str; 6] = ["xx.xc", "x...c", "....c", "x...c", "x.x.c", "ccccc"];

    struct Cells;

    impl Cells {
        fn kind(spot: Spot) -> char {
            CELLS.get(spot.row).and_then(|row| row.chars().nth(spot.column)).unwrap_or(' ')
        }
    }

    impl Sheet for Cells {
        fn rows(&self) -> usize {
            CELLS.len()
        }
        fn columns(&self) -> usize {
            CELLS[0].len()
        }
        fn is_filled(&self, spot: Spot) -> bool {
            Self::kind(spot) != '.'
        }
        fn is_editable(&self, spot: Spot) -> bool {
            Self::kind(spot) != 'c'
        }
        fn typed(&self, spot: Spot) -> String {
            if Self::kind(spot) == 'x' { name(spot) } else { String::new() }
        }
    }

    /// "B2".
    fn name(spot: Spot) -> String {
        format!("{}{}", char::from(b'A' + u8::try_from(spot.column).expect("few columns")), spot.row + 1)
    }

    fn spot(name: &str) -> Spot {
        let [column, row] = name.as_bytes() else { panic!("no cell {name:?}") };
        Spot { row: usize::from(row - b'1'), column: usize::from(column - b'A') }
    }

    fn event(text: &str) -> Event {
        match text.split_once('=') {
            Some(("type", typed)) => Event::Text(typed.into()),
            Some(("paste", pasted)) => Event::Paste(pasted.into()),
            Some(("click", at)) => Event::Click { spot: spot(at), shift: false },
            Some(("shift-click", at)) => Event::Click { spot: spot(at), shift: true },
            Some(("double-click", at)) => Event::DoubleClick(spot(at)),
            Some(("drag", at)) => Event::Drag(spot(at)),
            Some(("column", at)) => Event::ClickColumn { column: spot(at).column, shift: false },
            Some(("shift-column", at)) => Event::ClickColumn { column: spot(at).column, shift: true },
            Some(("row", at)) => Event::ClickRow { row: spot(at).row, shift: false },
            Some(("shift-row", at)) => Event::ClickRow { row: spot(at).row, shift: true },
            Some(("handle", at)) => Event::DragHandle(spot(at)),
            Some(("caret", at)) => Event::Caret { at: at.parse().expect("a number"), extend: false },
            Some(("caret-to", at)) => Event::Caret { at: at.parse().expect("a number"), extend: true },
            Some(_) => panic!("no event {text:?}"),
            None if text == "copy" => Event::Copy,
            None if text == "cut" => Event::Cut,
            None if text == "drop" => Event::DropHandle,
            None => key(text),
        }
    }

    fn key(text: &str) -> Event {
        let mut held = Held::default();
        let mut name = text;
        while let Some((modifier, rest)) = name.split_once('+') {
            match modifier {
                "Ctrl" => held.ctrl = true,
                "Shift" => held.shift = true,
                _ => panic!("no modifier {modifier:?}"),
            }
            name = rest;
        }
        let key = match name {
            "Up" => Key::Up,
            "Down" => Key::Down,
            "Left" => Key::Left,
            "Right" => Key::Right,
            "Home" => Key::Home,
            "End" => Key::End,
            "PageUp" => Key::PageUp(2),
            "PageDown" => Key::PageDown(2),
            "Enter" => Key::Enter,
            "Tab" => Key::Tab,
            "Esc" => Key::Escape,
            "F2" => Key::F2,
            "Delete" => Key::Delete,
            "Backspace" => Key::Backspace,
            "Space" => Key::Space,
            "A" => Key::A,
            "D" => Key::D,
            "R" => Key::R,
            _ => panic!("no key {name:?}"),
        };
        Event::Key(key, held)
    }

    /// "Ready B2", "Ready B2 in B2:C3", "Enter B2 “12|” → commit…".
    fn outcome(grid: &Grid, effect: Option<Effect>) -> String {
        let mut said = format!("{:?} {}", grid.mode, name(grid.active));
        if grid.selection() != Range::between(grid.active, grid.active) {
            said.push_str(" in ");
            said.push_str(&range_name(grid.selection()));
        }
        if grid.is_editing() {
            let (before, after): (String, String) =
                (grid.line.text().chars().take(grid.line.caret()).collect(), grid.line.text().chars().skip(grid.line.caret()).collect());
            said.extend([" “", &before, "|", &after, "”"]);
        }
        match effect {
            None => said,
            Some(effect) => format!("{said} → {}", effect_name(&effect)),
        }
    }

    fn range_name(range: Range) -> String {
        format!("{}:{}", name(range.first), name(range.last))
    }

    fn effect_name(effect: &Effect) -> String {
        match effect {
            Effect::Commit { spot, typed, then } => {
                let then = match then {
                    Move::Stay => "stay".into(),
                    Move::To(spot) => format!("go to {}", name(*spot)),
                    Move::Next(step) => format!("{step:?}").to_lowercase(),
                };
                format!("commit {typed:?} in {}, then {then}", name(*spot))
            }
            Effect::CommitAll { range, typed } => format!("commit {typed:?} in all of {}", range_name(*range)),
            Effect::Fill { from, to } => format!("fill {} with {}", range_name(*to), range_name(*from)),
            Effect::Clear(range) => format!("clear {}", range_name(*range)),
            Effect::Copy(range) => format!("copy {}", range_name(*range)),
            Effect::CopyText(text) => format!("copy {text:?}"),
            Effect::Cut(range) => format!("cut {}", range_name(*range)),
            Effect::Paste { at, text } => format!("paste {text:?} at {}", range_name(*at)),
            Effect::Refuse(spot) => format!("refuse {}", name(*spot)),
        }
    }

    /// What a grid at `start` says after these events; a commit that more events follow is accepted.
    fn after(start: &str, events: &str) -> String {
        let mut grid = Grid::at(spot(start));
        let mut effect = None;
        for text in events.split(' ') {
            if let Some(Effect::Commit { then, .. }) = effect.take() {
                grid.accept(then, &Cells);
            }
            effect = grid.handle(event(text), &Cells);
        }
        outcome(&grid, effect)
    }

    #[track_caller]
    fn check(cases: &[(&str, &str, &str)]) {
        let wrong: Vec<String> = cases
            .iter()
            .filter_map(|(start, events, expected)| {
                let said = after(start, events);
                (said != *expected).then(|| format!("{start} {events}: expected {expected:?}, is {said:?}"))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn ready_keys_move() {
        check(&[
            ("B2", "Up", "Ready B1"),
            ("B2", "Down", "Ready B3"),
            ("B2", "Left", "Ready A2"),
            ("B2", "Right", "Ready C2"),
            // At the edges the cursor stays.
            ("A1", "Up", "Ready A1"),
            ("A1", "Left", "Ready A1"),
            ("E6", "Down", "Ready E6"),
            ("E6", "Right", "Ready E6"),
            ("E2", "Right", "Ready E2"),
            ("C4", "Home", "Ready A4"),
            ("C4", "End", "Ready E4"),
            ("C4", "Ctrl+Home", "Ready A1"),
            ("C4", "Ctrl+End", "Ready E6"),
            ("C4", "PageUp", "Ready C2"),
            ("C4", "PageDown", "Ready C6"),
            ("C2", "PageUp", "Ready C1"),
            ("C5", "PageDown", "Ready C6"),
            // A movement gives up the selection.
            ("B2", "Shift+Right Shift+Down Left", "Ready A2"),
        ]);
    }

    #[test]
    fn ctrl_and_an_arrow_go_to_the_edge_of_the_data() {
        check(&[
            ("A1", "Ctrl+Right", "Ready B1"),
            ("B1", "Ctrl+Right", "Ready D1"),
            ("D1", "Ctrl+Right", "Ready E1"),
            ("E1", "Ctrl+Right", "Ready E1"),
            ("E1", "Ctrl+Left", "Ready D1"),
            ("A1", "Ctrl+Down", "Ready A2"),
            ("A2", "Ctrl+Down", "Ready A4"),
            ("A4", "Ctrl+Down", "Ready A6"),
            ("A6", "Ctrl+Up", "Ready A4"),
            ("B3", "Ctrl+Up", "Ready B1"),
            ("B3", "Ctrl+Left", "Ready A3"),
            ("B3", "Ctrl+Down", "Ready B6"),
        ]);
    }

    #[test]
    fn shift_extends_each_movement() {
        check(&[
            ("B2", "Shift+Up", "Ready B2 in B1:B2"),
            ("B2", "Shift+Down", "Ready B2 in B2:B3"),
            ("B2", "Shift+Left", "Ready B2 in A2:B2"),
            ("B2", "Shift+Right", "Ready B2 in B2:C2"),
            ("B2", "Shift+Right Shift+Down", "Ready B2 in B2:C3"),
            ("B2", "Shift+Right Shift+Left", "Ready B2"),
            ("C3", "Shift+Home", "Ready C3 in A3:C3"),
            ("C3", "Shift+End", "Ready C3 in C3:E3"),
            ("C3", "Ctrl+Shift+Home", "Ready C3 in A1:C3"),
            ("C3", "Ctrl+Shift+End", "Ready C3 in C3:E6"),
            ("C3", "Shift+PageUp", "Ready C3 in C1:C3"),
            ("C3", "Shift+PageDown", "Ready C3 in C3:C5"),
            ("A1", "Ctrl+Shift+Right", "Ready A1 in A1:B1"),
            ("A1", "Ctrl+Shift+Down", "Ready A1 in A1:A2"),
            ("A6", "Ctrl+Shift+Up", "Ready A6 in A4:A6"),
            ("E1", "Ctrl+Shift+Left", "Ready E1 in D1:E1"),
        ]);
    }

    #[test]
    fn rows_columns_and_everything_are_selected() {
        check(&[
            ("C3", "Shift+Space", "Ready C3 in A3:E3"),
            ("C3", "Ctrl+Space", "Ready C3 in C1:C6"),
            ("C3", "Ctrl+A", "Ready C3 in A1:E6"),
            ("B2", "Shift+Down Shift+Space", "Ready B2 in A2:E3"),
            ("B2", "Shift+Right Ctrl+Space", "Ready B2 in B1:C6"),
            ("B2", "Shift+Right Shift+Down Esc", "Ready B2"),
        ]);
    }

    #[test]
    fn the_pointer_selects() {
        check(&[
            ("A1", "click=C3", "Ready C3"),
            ("A1", "click=B2 shift-click=C3", "Ready B2 in B2:C3"),
            ("A1", "click=C3 drag=B2", "Ready C3 in B2:C3"),
            ("A1", "click=C3 drag=B2 drag=C3", "Ready C3"),
            ("A1", "double-click=A2", "Edit A2 “A2|”"),
            ("A1", "double-click=E2", "Ready E2 → refuse E2"),
            // A click elsewhere commits what is being typed.
            ("A1", "type=5 click=C3", "Enter A1 “5|” → commit \"5\" in A1, then go to C3"),
            ("A1", "F2 click=C3", "Edit A1 “A1|” → commit \"A1\" in A1, then go to C3"),
            ("A1", "type=512 caret=1", "Edit A1 “5|12”"),
            ("A1", "type=512 caret=1 caret-to=2 type=0", "Edit A1 “50|2”"),
        ]);
    }

    #[test]
    fn enter_and_tab_move_from_a_single_cell() {
        check(&[
            ("B2", "Enter", "Ready B3"),
            ("B2", "Shift+Enter", "Ready B1"),
            ("B2", "Tab", "Ready C2"),
            ("B2", "Shift+Tab", "Ready A2"),
            ("E6", "Enter", "Ready E6"),
            ("A1", "Shift+Enter", "Ready A1"),
            // Tab goes on with the next row, back with the one before.
            ("E2", "Tab", "Ready A3"),
            ("A2", "Shift+Tab", "Ready E1"),
            ("E6", "Tab", "Ready E6"),
            ("A1", "Shift+Tab", "Ready A1"),
            // Enter goes back to the column where a run of Tabs began.
            ("B2", "Tab Tab Enter", "Ready B3"),
            ("B2", "Tab Tab Shift+Tab Enter", "Ready B3"),
            ("B2", "Tab Tab Enter Enter", "Ready B4"),
            ("B2", "Tab Tab Enter Tab Enter", "Ready B4"),
            ("B2", "type=1 Tab type=2 Tab type=3 Enter type=4", "Enter B3 “4|”"),
            // Any other movement ends the run.
            ("B2", "Tab Tab Down Enter", "Ready D4"),
            ("B2", "Tab click=D4 Enter", "Ready D5"),
            ("B2", "Tab Shift+Enter", "Ready C1"),
        ]);
    }

    #[test]
    fn enter_and_tab_cycle_within_a_selection() {
        check(&[
            ("B2", "Shift+Right Shift+Down Tab", "Ready C2 in B2:C3"),
            ("B2", "Shift+Right Shift+Down Tab Tab", "Ready B3 in B2:C3"),
            ("B2", "Shift+Right Shift+Down Tab Tab Tab Tab", "Ready B2 in B2:C3"),
            ("B2", "Shift+Right Shift+Down Shift+Tab", "Ready C3 in B2:C3"),
            ("B2", "Shift+Right Shift+Down Enter", "Ready B3 in B2:C3"),
            ("B2", "Shift+Right Shift+Down Enter Enter", "Ready C2 in B2:C3"),
            ("B2", "Shift+Right Shift+Down Shift+Enter", "Ready C3 in B2:C3"),
            ("B2", "Shift+Right type=1 Tab", "Enter B2 in B2:C2 “1|” → commit \"1\" in B2, then right"),
            ("B2", "Shift+Right type=1 Tab type=2", "Enter C2 in B2:C2 “2|”"),
            ("B2", "Shift+Right type=1 Tab type=2 Tab F2", "Edit B2 in B2:C2 “|”"),
        ]);
    }

    #[test]
    fn typing_begins_and_keys_end_it() {
        check(&[
            ("A1", "type=5", "Enter A1 “5|”"),
            ("A1", "type=5 type=0", "Enter A1 “50|”"),
            ("A1", "F2", "Edit A1 “A1|”"),
            ("B2", "F2", "Edit B2 “|”"),
            ("A1", "Backspace", "Enter A1 “|”"),
            // F2 goes from one to the other.
            ("A1", "type=5 F2", "Edit A1 “5|”"),
            ("A1", "F2 F2", "Enter A1 “A1|”"),
            ("A1", "type=5 Esc", "Ready A1"),
            ("A1", "F2 Esc", "Ready A1"),
            ("B2", "Shift+Right type=5 Esc", "Ready B2 in B2:C2"),
        ]);
        for (begin, state) in [("type=57", "Enter B2 “57|” → commit \"57\" in B2"), ("F2 type=57", "Edit B2 “57|” → commit \"57\" in B2")]
        {
            for (key, then) in [("Enter", "down"), ("Shift+Enter", "up"), ("Tab", "right"), ("Shift+Tab", "left")] {
                check(&[("B2", &format!("{begin} {key}"), &format!("{state}, then {then}"))]);
            }
        }
    }

    #[test]
    fn movements_commit_in_enter_and_move_the_caret_in_edit() {
        let keys = [
            ("Up", "B1", "|57"),
            ("Down", "B3", "57|"),
            ("Left", "A2", "5|7"),
            ("Right", "C2", "57|"),
            ("Home", "A2", "|57"),
            ("End", "E2", "57|"),
            ("Ctrl+Home", "A1", "|57"),
            ("Ctrl+End", "E6", "57|"),
            ("Ctrl+Left", "A2", "|57"),
            ("Ctrl+Right", "E2", "57|"),
        ];
        for (key, to, line) in keys {
            check(&[
                ("B2", &format!("type=57 {key}"), &format!("Enter B2 “57|” → commit \"57\" in B2, then go to {to}")),
                ("B2", &format!("F2 type=57 {key}"), &format!("Edit B2 “{line}”")),
            ]);
        }
        check(&[
            ("B2", "type=57 PageDown", "Enter B2 “57|” → commit \"57\" in B2, then go to B4"),
            ("B2", "type=57 PageUp", "Enter B2 “57|” → commit \"57\" in B2, then go to B1"),
            ("B2", "F2 type=57 PageDown", "Edit B2 “57|”"),
            ("B2", "F2 type=57 PageUp", "Edit B2 “57|”"),
        ]);
    }

    #[test]
    fn keys_that_change_the_line_do_so_in_both_modes() {
        for (begin, mode) in [("type=57", "Enter"), ("F2 type=57", "Edit")] {
            for (key, line) in
                [("Backspace", "5|"), ("Delete", "57|"), ("Ctrl+Backspace", "|"), ("Space", "57|"), ("type=1", "571|"), ("paste=2\r\n3", "572 3|")]
            {
                check(&[("B2", &format!("{begin} {key}"), &format!("{mode} B2 “{line}”"))]);
            }
        }
        check(&[
            ("B2", "F2 type=57 Left Delete", "Edit B2 “5|”"),
            ("B2", "F2 type=57 Shift+Left type=0", "Edit B2 “50|”"),
            ("B2", "F2 type=57 Ctrl+A type=0", "Edit B2 “0|”"),
            ("B2", "F2 type=57 Shift+Home copy", "Edit B2 “|57” → copy \"57\""),
            ("B2", "F2 type=57 Shift+Left cut", "Edit B2 “5|” → copy \"7\""),
            ("B2", "F2 type=57 copy", "Edit B2 “57|”"),
            ("B2", "type=57 copy", "Enter B2 “57|”"),
        ]);
    }

    #[test]
    fn ready_keys_that_change_cells_say_which() {
        check(&[
            ("A1", "Delete", "Ready A1 → clear A1:A1"),
            ("A1", "Shift+Right Shift+Down Delete", "Ready A1 in A1:B2 → clear A1:B2"),
            ("A1", "copy", "Ready A1 → copy A1:A1"),
            ("A1", "Shift+Right copy", "Ready A1 in A1:B1 → copy A1:B1"),
            ("A1", "Shift+Right cut", "Ready A1 in A1:B1 → cut A1:B1"),
            ("A1", "Shift+Right paste=7", "Ready A1 in A1:B1 → paste \"7\" at A1:B1"),
        ]);
    }

    #[test]
    fn cells_are_filled_from_their_neighbours() {
        check(&[
            // The first row or column of the selection goes over the others.
            ("B2", "Shift+Down Shift+Down Ctrl+D", "Ready B2 in B2:B4 → fill B3:B4 with B2:B2"),
            ("B2", "Shift+Down Shift+Right Ctrl+D", "Ready B2 in B2:C3 → fill B3:C3 with B2:C2"),
            ("B2", "Shift+Right Shift+Right Ctrl+R", "Ready B2 in B2:D2 → fill C2:D2 with B2:B2"),
            ("B2", "Shift+Down Shift+Right Ctrl+R", "Ready B2 in B2:C3 → fill C2:C3 with B2:B3"),
            // A single row or column takes what stands before it.
            ("B2", "Ctrl+D", "Ready B2 → fill B2:B2 with B1:B1"),
            ("B2", "Shift+Right Ctrl+D", "Ready B2 in B2:C2 → fill B2:C2 with B1:C1"),
            ("B2", "Ctrl+R", "Ready B2 → fill B2:B2 with A2:A2"),
            ("B2", "Shift+Down Ctrl+R", "Ready B2 in B2:B3 → fill B2:B3 with A2:A3"),
            ("B1", "Ctrl+D", "Ready B1"),
            ("A2", "Ctrl+R", "Ready A2"),
            // What is typed goes into the whole selection.
            ("B2", "Shift+Down Shift+Right type=5 Ctrl+Enter", "Enter B2 in B2:C3 “5|” → commit \"5\" in all of B2:C3"),
            ("B2", "F2 type=5 Ctrl+Enter", "Edit B2 “5|” → commit \"5\" in all of B2:B2"),
            ("B2", "Shift+Down Ctrl+Enter", "Ready B2 in B2:B3"),
            // Letters alone are typed, never commands.
            ("B2", "D", "Ready B2"),
            ("B2", "R", "Ready B2"),
            ("B2", "type=5 Ctrl+D", "Enter B2 “5|”"),
            ("B2", "type=5 Ctrl+R", "Enter B2 “5|”"),
        ]);
    }

    #[test]
    fn headings_select_their_line() {
        check(&[
            ("C3", "column=B1", "Ready B1 in B1:B6"),
            ("C3", "row=A2", "Ready A2 in A2:E2"),
            ("C3", "column=B1 shift-column=D1", "Ready B1 in B1:D6"),
            ("C3", "row=A4 shift-row=A2", "Ready A4 in A2:E4"),
            ("A1", "type=5 row=A4", "Enter A1 “5|” → commit \"5\" in A1, then go to A4"),
        ]);
    }

    #[test]
    fn the_handle_fills_along_one_direction() {
        check(&[
            ("B2", "handle=B4 drop", "Ready B2 in B2:B4 → fill B3:B4 with B2:B2"),
            ("B2", "handle=D3 drop", "Ready B2 in B2:D2 → fill C2:D2 with B2:B2"),
            ("B4", "handle=B1 drop", "Ready B4 in B1:B4 → fill B1:B3 with B4:B4"),
            ("D2", "handle=A2 drop", "Ready D2 in A2:D2 → fill A2:C2 with D2:D2"),
            ("B2", "Shift+Right handle=C4 drop", "Ready B2 in B2:C4 → fill B3:C4 with B2:C2"),
            // Back within the selection there is nothing to fill.
            ("B2", "handle=B4 handle=B2 drop", "Ready B2"),
            ("B2", "drop", "Ready B2"),
            ("B2", "type=5 handle=B4 drop", "Enter B2 “5|”"),
        ]);
    }

    #[test]
    fn a_computed_cell_refuses_every_way_of_typing() {
        for begin in ["type=5", "F2", "Backspace"] {
            check(&[
                ("E2", begin, "Ready E2 → refuse E2"),
                ("B2", &format!("Shift+Right Shift+Right Shift+Right Tab Tab Tab {begin}"), "Ready E2 in B2:E2 → refuse E2"),
            ]);
        }
    }

    /// Every mode with every key and every modifier: what a cell, a line being typed or a content being edited does with it.
    #[test]
    fn every_key_has_its_row_in_every_mode() {
        const KEYS: [&str; 18] = [
            "Up",
            "Down",
            "Left",
            "Right",
            "Home",
            "End",
            "PageUp",
            "PageDown",
            "Enter",
            "Tab",
            "Esc",
            "F2",
            "Delete",
            "Backspace",
            "Space",
            "A",
            "D",
            "R",
        ];
        const MODES: [(&str, &str); 3] = [("Ready", ""), ("Enter", "type=57 "), ("Edit", "F2 type=57 Left ")];
        let rows: Vec<(&str, &str, &str)> = include_str!("grid_keys.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| {
                let mut cells = line.splitn(3, '|').map(str::trim);
                let mut cell = || cells.next().unwrap_or_else(|| panic!("not a row: {line:?}"));
                (cell(), cell(), cell())
            })
            .collect();
        let mut expected = Vec::new();
        for (mode, begin) in MODES {
            for key in KEYS {
                for modifiers in ["", "Shift+", "Ctrl+", "Ctrl+Shift+"] {
                    let key = format!("{modifiers}{key}");
                    expected.push(format!("{mode} | {key} | {}", after("B2", &format!("{begin}{key}"))));
                }
            }
        }
        let written: Vec<String> = rows.iter().map(|(mode, key, outcome)| format!("{mode} | {key} | {outcome}")).collect();
        let differs = written.iter().zip(&expected).find(|(written, is)| written != is);
        assert_eq!(differs, None, "a row, and what is");
        assert_eq!(written.len(), expected.len(), "a row for each mode and key");
    }

    #[test]
    fn the_state_stays_within_a_table_that_shrank() {
        struct Small;
        impl Sheet for Small {
            fn rows(&self) -> usize {
                2
            }
            fn columns(&self) -> usize {
                2
            }
            fn is_filled(&self, _: Spot) -> bool {
                true
            }
            fn is_editable(&self, _: Spot) -> bool {
                true
            }
            fn typed(&self, _: Spot) -> String {
                String::new()
            }
        }
        let mut grid = Grid::at(spot("D5"));
        grid.select(Range { first: spot("B1"), last: spot("E6") });
        grid.fit(&Small);
        assert_eq!(outcome(&grid, None), "Ready B1 in B1:B2");
    }
}
