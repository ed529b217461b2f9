//! What the grid does, as tables of (cell, events) and what is then said; `keys.txt` has every mode with every key.

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
    fn is_entry(&self, spot: Spot) -> bool {
        self.is_editable(spot)
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

/// A nature table: computed titles, the categories under them, a total.
struct Nature;

impl Sheet for Nature {
    fn rows(&self) -> usize {
        ROWS.len()
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
    fn is_entry(&self, spot: Spot) -> bool {
        ROWS.get(spot.row).is_some_and(|row| *row == "category")
    }
    fn typed(&self, _: Spot) -> String {
        String::new()
    }
}

const ROWS: [&str; 7] = ["title", "category", "title", "category", "category", "title", "total"];

#[test]
fn what_is_typed_in_a_row_goes_from_entry_to_entry_and_arrows_anywhere() {
    let cases = [
        // A list of pairs, in each of the ways to type one.
        ("A2", "type=1 Tab type=2 Enter type=3 Tab type=4 Enter type=5", "A2=1 B2=2 A4=3 B4=4 A5=5"),
        ("A2", "type=1 Tab type=2 Tab type=3 Tab type=4 Tab type=5", "A2=1 B2=2 A4=3 B4=4 A5=5"),
        ("A2", "type=1 Tab type=2 Tab Enter type=3 Tab type=4 Tab Enter type=5", "A2=1 B2=2 A4=3 B4=4 A5=5"),
        ("A2", "type=1 Enter type=2 Enter type=3 Enter", "A2=1 A4=2 A5=3"),
        ("B5", "type=1 Shift+Enter type=2 Shift+Enter type=3", "B5=1 B4=2 B2=3"),
        ("B4", "type=1 Shift+Tab type=2 Shift+Tab type=3", "B4=1 A4=2 B2=3"),
        // A cell that is left as it is does not end the list.
        ("A2", "type=1 Enter Enter type=3", "A2=1 A5=3"),
        ("A1", "type=1 Enter type=2 Enter type=3", "A1=1 A2=2 A4=3"),
        // Where no entry follows, the next cell is active: nothing is typed over.
        ("A5", "type=1 Enter type=2", "A5=1 A6=2"),
        ("B5", "type=1 Tab type=2", "B5=1 A6=2"),
        ("A2", "type=1 Shift+Enter type=2", "A2=1 A1=2"),
        // Arrows go to totals, and Enter too while nothing was typed.
        ("A2", "type=1 Down type=2", "A2=1 A3=2"),
        ("A2", "Enter type=2", "A3=2"),
        ("A2", "type=1 Enter Up type=2 Enter type=3", "A2=1 A3=2 A4=3"),
        // Within a selection they cycle over its entries.
        ("A2", "Shift+Down Shift+Down type=1 Enter type=2 Enter type=3", "A2=3 A4=2"),
    ];
    for (start, events, expected) in cases {
        let mut grid = Grid::at(spot(start));
        let mut typed = std::collections::BTreeMap::new();
        for text in events.split(' ').chain(["Ctrl+Home"]) {
            if let Some(Effect::Commit { spot, typed: line, then }) = grid.handle(event(text), &Nature) {
                typed.insert(name(spot), line);
                grid.accept(then, &Nature);
            }
        }
        let wanted: std::collections::BTreeMap<String, String> =
            expected.split(' ').filter_map(|cell| cell.split_once('=')).map(|(cell, line)| (cell.to_owned(), line.to_owned())).collect();
        assert_eq!(typed, wanted, "{start} {events}");
    }
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
    for (begin, state) in [("type=57", "Enter B2 “57|” → commit \"57\" in B2"), ("F2 type=57", "Edit B2 “57|” → commit \"57\" in B2")] {
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
        ("B2", "handle=B4 drop", "Ready B2 → fill B3:B4 with B2:B2"),
        ("B2", "handle=D3 drop", "Ready B2 → fill C2:D2 with B2:B2"),
        ("B4", "handle=B1 drop", "Ready B4 → fill B1:B3 with B4:B4"),
        ("D2", "handle=A2 drop", "Ready D2 → fill A2:C2 with D2:D2"),
        ("B2", "Shift+Right handle=C4 drop", "Ready B2 in B2:C2 → fill B3:C4 with B2:C2"),
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
    let rows: Vec<(&str, &str, &str)> = include_str!("keys.txt")
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
        fn is_entry(&self, _: Spot) -> bool {
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
