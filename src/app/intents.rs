//! What the user wants, done: the only place where the window changes anything.

use std::sync::Arc;

use egui::Context;

use super::keys::has_editor;
use super::menus::ByKey;
use super::picker::Purpose;
use super::structure::moved;
use super::{App, Desk, Program, Wanted};
use crate::editing::grid::{Event, Grid, Held, Key, Spot};
use crate::editing::{Command, Gesture, Label, read};
use crate::exchange::clipboard::Clip;
use crate::exchange::export::Subject;
use crate::lang::Lang;
use crate::model::{Place, TextPlace};
use crate::tables::{Cell, Node, TableName};
use crate::ui::access::Area;
use crate::ui::actions::Action;
use crate::ui::deck::DeckDialog;
use crate::ui::dialogs::Dialog;
use crate::ui::file_dialogs::Leaving;
use crate::ui::grid::{cursor_at, grid_id};
use crate::ui::outline::row_id;
use crate::ui::palette::Palette;
use crate::ui::search::Kind;
use crate::ui::{Cursor, Intent, chart, menus, narrative, shell};

impl App {
    /// Does what the user wants: here what the window or the program does, the rest in the document in front.
    pub(super) fn run(&mut self, ctx: &Context, intent: Intent) {
        let had_dialog = self.program.window.dialog.is_some();
        match intent {
            Intent::Do(action) => self.act(ctx, action),
            Intent::ColumnWidth { kind, column, width, is_final } => self.program.settings.set_width(kind, column, width, is_final),
            Intent::Search(step) => self.search(ctx, step),
            Intent::GiveUp => self.program.give_up(ctx),
            Intent::Open(path) => self.open_path(&path),
            Intent::ShowDocument(id) => self.show(id),
            Intent::CloseDocument(id) => self.leave(Leaving::Close(id)),
            Intent::AskOfTexts(dialog) => self.program.window.dialog = Some(Dialog::Text(dialog)),
            Intent::Ask(dialog) => self.program.window.dialog = Some(Dialog::Review(dialog)),
            Intent::Forget(path) => self.program.settings.forget(&path),
            intent => {
                if let Some(desk) = self.desks.front_mut() {
                    desk.run(&mut self.program, ctx, intent);
                    desk.keep_shown(&mut self.program);
                }
            }
        }
        // Who typed a figure asked for no dialog.
        if !had_dialog && matches!(self.program.window.dialog, Some(Dialog::Spread(_) | Dialog::Paste(_))) {
            self.interrupted(ctx);
        }
        self.quit_if_asked(ctx);
    }

    pub(super) fn act(&mut self, ctx: &Context, action: Action) {
        if !matches!(action, Action::Undo | Action::Redo) && !self.commit_editing() {
            return;
        }
        let program = &mut self.program;
        match action {
            Action::New => program.window.dialog = Some(new_dialog()),
            Action::Open => program.window.asking = Some(Purpose::Open),
            Action::OpenSample => self.open_sample(),
            Action::Import => program.window.asking = Some(Purpose::Import),
            Action::CloseDocument => {
                if let Some(desk) = self.desks.front() {
                    self.leave(Leaving::Close(desk.id));
                }
            }
            Action::Quit => self.quit(),
            Action::NextDocument | Action::PreviousDocument => {
                if let Some(next) = self.desks.next(action == Action::NextDocument) {
                    self.show(next);
                }
            }
            Action::ToggleAutosave => program.settings.toggle_autosave(),
            Action::ToggleChanges => program.settings.toggle_changes(),
            Action::ToggleOutline if program.window.is_narrow => program.window.outline_over = !program.window.outline_over,
            Action::ToggleOutline => program.settings.toggle_outline(),
            Action::ToggleInspector => program.settings.toggle_inspector(),
            Action::TogglePreview => program.toggle_preview(),
            Action::ToggleTheme => program.settings.toggle_theme(ctx),
            Action::French => program.settings.set_lang(Lang::French),
            Action::English => program.settings.set_lang(Lang::English),
            Action::ZoomIn => program.settings.zoom(ctx, Some(true)),
            Action::ZoomOut => program.settings.zoom(ctx, Some(false)),
            Action::ZoomReset => program.settings.zoom(ctx, None),
            Action::Shortcuts => program.window.dialog = Some(Dialog::Shortcuts),
            Action::About => program.window.dialog = Some(Dialog::About),
            Action::Palette => match self.desks.front_mut() {
                Some(desk) => desk.open_search(program, ctx, Kind::Commands),
                None => program.window.dialog = Some(Dialog::Palette(Palette::default())),
            },
            Action::History => egui::Popup::toggle_id(ctx, shell::history_id()),
            action => {
                if let Some(desk) = self.desks.front_mut() {
                    desk.act(program, ctx, action);
                    desk.keep_shown(program);
                }
            }
        }
    }

    /// Commits the cell being typed in, before anything that leaves it; whether nothing stands in the way.
    pub(super) fn commit_editing(&mut self) -> bool {
        self.desks.front_mut().is_none_or(|desk| desk.commit_editing(&mut self.program))
    }
}

impl Desk {
    /// Does what the user wants of this document.
    fn run(&mut self, program: &mut Program, ctx: &Context, intent: Intent) {
        match intent {
            Intent::Show(node) => {
                narrative::close_editor(ctx);
                program.window.outline_over = false;
                self.show_node(program, node);
            }
            Intent::GoTo(place) => self.go_to(program, ctx, place),
            Intent::Grid { table, event } => self.grid_event(program, ctx, table, event),
            Intent::Apply(command) => self.apply(program, &command),
            Intent::ApplyAs(command, gesture) => self.apply_as(program, &command, gesture),
            Intent::GoToPassage(narrative, span) => self.go_to_passage(program, ctx, narrative, &span),
            Intent::Write { place, text } => self.write(program, place, &text),
            Intent::EndTyping => self.end_typing(),
            Intent::CopyText { place, selected } => self.copy_text(program, ctx, place, selected.as_deref()),
            Intent::PasteText { bare } => program.paste_text(ctx, bare),
            Intent::AddCategories(categories) => self.add_categories(program, &categories),
            Intent::Name { naming, code, label, field } => self.name_in_place(program, ctx, (&naming, code.as_deref()), label.trim(), field),
            Intent::BackToTable => self.focus_cursor(program),
            Intent::CopyTable(name) => self.copy_table(program, ctx, Some(name)),
            Intent::CopyCells(rows) => {
                let rows: Vec<Vec<&Cell>> = rows.iter().map(|row| row.iter().collect()).collect();
                program.clipboard.copy(ctx, Clip::cells(&rows, program.lang()));
                program.window.notice = program.lang().pick("Liste copiée.", "List copied.").into();
            }
            Intent::CopyChart(name, arrangement) => self.copy_chart(program, ctx, name, arrangement),
            Intent::Export(subject) => self.ask_export(program, Some(subject)),
            Intent::Find(step) => self.find_step(program, ctx, step),
            Intent::GoToStep(step) => self.go_to_step(program, step),
            Intent::Merge(step) => self.merge_step(program, ctx, step),
            // Those of the window.
            Intent::Do(_)
            | Intent::ColumnWidth { .. }
            | Intent::GiveUp
            | Intent::Search(_)
            | Intent::Open(_)
            | Intent::AskOfTexts(_)
            | Intent::Ask(_)
            | Intent::Forget(_)
            | Intent::ShowDocument(_)
            | Intent::CloseDocument(_) => {}
        }
    }

    /// Shows the page of a node, the cursor in its first table.
    pub(super) fn show_node(&mut self, program: &mut Program, node: Node) {
        let lang = program.lang();
        if !self.commit_editing(program) {
            return;
        }
        self.panels.findings = None;
        self.node = node;
        let first = self.session.tables(lang).tables_on_screen(node, program.settings.enters).next();
        self.cursor = first.map(|table| Cursor { table, grid: self.first_spot(table, lang) });
        program.window.wanted_focus = first.map(|table| Wanted::new(grid_id(table)));
        program.window.message.clear();
    }

    /// Where the cursor stands in a table that is shown: what is typed in a table of entry begins under a sum.
    fn first_spot(&self, name: TableName, lang: Lang) -> Grid {
        let Some(table) = self.table(name, lang).filter(|table| table.look.is_under_title) else { return Grid::default() };
        let row = table.rows.iter().position(|row| row.cells.first().is_some_and(Cell::is_entry)).unwrap_or_default();
        Grid::at(Spot { row, column: 0 })
    }

    /// The page of an action is shown as the table needs it that has the cursor: to enter, or as it is printed.
    pub(super) fn keep_shown(&self, program: &mut Program) {
        let Some(cursor) = self.cursor.as_ref().filter(|_| self.panels.merge.is_none()) else { return };
        let (tables, enters) = (self.session.tables(program.lang()), program.settings.enters);
        let is_on = |enters| tables.tables_on_screen(self.node, enters).any(|name| name == cursor.table);
        if tables.entered(self.node).is_some() && !is_on(enters) && is_on(!enters) {
            program.settings.toggle_entry();
        }
    }

    pub(super) fn apply(&mut self, program: &mut Program, command: &Command) {
        self.apply_as(program, command, Gesture::Write);
    }

    /// Does a command, named in the history as the gesture that it was.
    pub(super) fn apply_as(&mut self, program: &mut Program, command: &Command, gesture: Gesture) {
        let lang = program.lang();
        let before = Arc::clone(self.session.document());
        program.window.message = self.session.apply_as(command, gesture).err().map_or_else(String::new, |refusal| refusal.sentence(lang));
        program.window.notice = moved(&before, self.session.document(), lang);
        self.keep_in_document();
        self.keep_merge();
    }

    /// Typing in a text: each change is written at once and joins the last one.
    pub(super) fn write(&mut self, program: &mut Program, place: TextPlace, text: &str) {
        let lang = program.lang();
        match read(self.session.document(), Place::Text(place), text) {
            Ok(change) => {
                let refusal = self.session.apply_typing(&Command::Write(vec![change])).err();
                program.window.message = refusal.map_or_else(String::new, |refusal| refusal.sentence(lang));
            }
            Err(refusal) => program.window.message = refusal.sentence(lang),
        }
    }

    // Going somewhere

    pub(super) fn go_to(&mut self, program: &mut Program, ctx: &Context, place: Place) {
        if !self.commit_editing(program) {
            return;
        }
        narrative::close_editor(ctx);
        self.panels.findings = None;
        let lang = program.lang();
        match place {
            Place::Text(TextPlace::ChartTitle(name)) => {
                self.node = Node::of(self.session.document(), place);
                self.cursor = None;
                program.window.wanted_focus = Some(Wanted::new(chart::chart_id(name)));
                return;
            }
            Place::Text(TextPlace::SlideTitle(slide)) => {
                program.window.dialog = Some(Dialog::Deck(DeckDialog::new(self.session.document(), slide)));
                return;
            }
            _ => {}
        }
        let place = self.session.tables(lang).entry_place(place);
        let tables = self.session.tables(lang);
        let enters = program.settings.enters;
        let on_page = |node: Node| tables.tables_on_screen(node, enters).find_map(|name| cursor_at(&tables.table(name)?, place));
        let home = Node::of(self.session.document(), place);
        let text = match place {
            Place::Text(text) if has_editor(text) => Some(text),
            _ => None,
        };
        if let Some(text) = text {
            self.node = home;
            self.cursor = None;
            if home.label() == Some(text) {
                self.structure(program, Action::Rename);
                return;
            }
            narrative::open_editor(ctx, text);
            program.window.wanted_focus = Some(Wanted::new(narrative::editor_id(text)));
            return;
        }
        let nodes = [home, self.node].into_iter().chain(tables.outline().into_iter().map(|branch| branch.node));
        let found = nodes.into_iter().find_map(|node| Some((node, on_page(node)?)));
        // Whatever is typed of an action stands in its table of entry.
        let entry = || Some(Node::Action(place.action()?)).filter(|node| node.standing(self.session.document()) == *node);
        let entry =
            || entry().and_then(|node| tables.tables_on_screen(node, true).find_map(|name| Some((node, cursor_at(&tables.table(name)?, place)?))));
        let found = found.or_else(entry);
        match found {
            Some((node, cursor)) => {
                program.window.wanted_focus = Some(Wanted::new(grid_id(cursor.table)));
                self.node = node;
                self.cursor = Some(cursor);
                program.window.message.clear();
            }
            None => {
                self.node = home;
                program.window.message = lang.pick("Cette cellule n’est dans aucun tableau affiché.", "This cell is in no table shown.").into();
            }
        }
    }

    // Actions

    fn act(&mut self, program: &mut Program, ctx: &Context, action: Action) {
        match action {
            Action::Save => self.save(program),
            Action::SaveAs => self.ask_save_path(program),
            Action::EarlierVersions => self.list_versions(program),
            Action::Export => {
                let chart = chart::focused(ctx, self.session.document());
                self.ask_export(program, chart.map(Subject::Chart));
            }
            Action::Charts => self.show_node(program, Node::Charts),
            Action::ExportTable => {
                if let Some(table) = self.active_table() {
                    self.ask_export(program, Some(Subject::Table(table)));
                }
            }
            Action::Undo | Action::Redo => self.step_back_or_forth(program, ctx, action),
            Action::NextArea | Action::PreviousArea => self.next_area(program, ctx, action == Action::NextArea),
            Action::Cut => self.table_event(program, ctx, Event::Cut),
            Action::Copy => self.table_event(program, ctx, Event::Copy),
            Action::Paste => self.paste_from_menu(program, ctx),
            Action::PasteTransposed => self.paste_transposed(program),
            Action::Clear => self.table_event(program, ctx, Event::Key(Key::Delete, Held::default())),
            Action::SelectAll => self.table_event(program, ctx, Event::Key(Key::A, Held { ctrl: true, shift: false })),
            Action::FillDown => self.table_event(program, ctx, Event::Key(Key::D, Held { ctrl: true, shift: false })),
            Action::FillRight => self.table_event(program, ctx, Event::Key(Key::R, Held { ctrl: true, shift: false })),
            Action::Find => self.open_search(program, ctx, Kind::All),
            Action::GoToAddress => self.open_search(program, ctx, Kind::Cells),
            Action::Replace => self.open_find(program, ctx),
            Action::FindNext | Action::FindPrevious => self.find_again(program, ctx, action == Action::FindNext),
            Action::WidenColumn | Action::NarrowColumn => self.resize_column(program, ctx, action == Action::WidenColumn),
            Action::ResetColumns => self.reset_columns(program),
            Action::NextPage | Action::PreviousPage => self.next_page(program, action == Action::NextPage),
            Action::ToggleEntry => {
                program.settings.toggle_entry();
                self.show_node(program, self.node);
            }
            Action::CopyTexts => self.copy_texts(program, ctx),
            Action::CopyTable => self.copy_table(program, ctx, None),
            action if self.review_action(program, ctx, action) || self.presentation_action(program, ctx, action) => {}
            _ => self.structure(program, action),
        }
    }

    /// Undo while typing gives up the typing first; afterwards the cursor is where the change was.
    pub(super) fn step_back_or_forth(&mut self, program: &mut Program, ctx: &Context, action: Action) {
        if let Some(cursor) = self.cursor.as_mut().filter(|cursor| cursor.grid.is_editing()) {
            let spot = cursor.grid.active();
            cursor.grid = Grid::at(spot);
            return;
        }
        let label = if action == Action::Undo { self.session.undo_label() } else { self.session.redo_label() };
        let place = match label {
            Some(Label::Typing(entry)) => Some(Place::from(*entry)).filter(|place| !matches!(place, Place::Text(_))),
            _ => None,
        };
        let is_merge = matches!(label, Some(Label::Restored(_)));
        if action == Action::Undo {
            self.session.undo();
        } else {
            self.session.redo();
        }
        self.keep_in_document();
        self.keep_merge();
        if self.panels.merge.is_some() && is_merge {
            self.close_merge(program);
        } else if self.panels.merge.is_some() {
            program.window.message.clear();
            self.focus_matter(program);
            return;
        }
        program.window.message.clear();
        if let Some(place) = place {
            self.go_to(program, ctx, place);
        }
    }

    /// Undoes or does again as far as a step of the history.
    fn go_to_step(&mut self, program: &mut Program, step: usize) {
        if !self.commit_editing(program) {
            return;
        }
        self.session.go_to_step(step);
        self.keep_in_document();
    }

    /// The page after the one shown in the outline, or before it.
    fn next_page(&mut self, program: &mut Program, forward: bool) {
        let lang = program.lang();
        let pages: Vec<Node> = self.session.tables(lang).outline_around(self.node).into_iter().map(|branch| branch.node).collect();
        let here = pages.iter().position(|page| *page == self.node).unwrap_or_default();
        let next = if forward { here.checked_add(1) } else { here.checked_sub(1) };
        if let Some(node) = next.and_then(|index| pages.get(index)) {
            self.show_node(program, *node);
        }
    }

    /// F6 goes round the regions of the window: menus, toolbar, outline, the grids of the page or the page itself, inspector, status.
    fn next_area(&mut self, program: &mut Program, ctx: &Context, forward: bool) {
        let stops = self.stops(program, ctx);
        let focused = ctx.memory(egui::Memory::focused);
        let at = focused.and_then(|id| ctx.read_response(id)).map(|response| response.rect.center());
        let exact = stops.iter().position(|stop| Some(stop.id) == focused);
        let around = || stops.iter().position(|stop| at.is_some_and(|at| stop.area.rect(ctx).is_some_and(|rect| rect.contains(at))));
        let here = exact.or_else(around);
        let count = stops.len();
        let next = match (here, forward) {
            // Without the keyboard anywhere, the page has it.
            (None, _) => stops.iter().position(|stop| stop.area == Area::Page).unwrap_or_default(),
            (Some(here), true) => (here + 1) % count.max(1),
            (Some(here), false) => (here + count.saturating_sub(1)) % count.max(1),
        };
        let Some(stop) = stops.get(next) else { return };
        if stop.area == Area::Menus {
            program.window.menus.get_or_insert(ByKey::from(focused));
        }
        if let Some(table) = stop.table.filter(|table| self.cursor.as_ref().is_none_or(|cursor| cursor.table != *table)) {
            self.cursor = Some(Cursor { table, grid: Grid::default() });
        }
        program.window.wanted_focus = Some(Wanted::new(stop.id));
    }

    /// What F6 gives the keyboard to, of what is shown, in the order of reading.
    fn stops(&self, program: &Program, ctx: &Context) -> Vec<AreaStop> {
        let tables = self.session.tables(program.lang());
        let grids = tables.tables_on_screen(self.node, program.settings.enters).filter(|_| self.panels.findings.is_none());
        let grids: Vec<TableName> = grids.collect();
        let of = |area: Area| {
            let whole = AreaStop { area, id: area.id(), table: None };
            match area {
                Area::Menus => vec![AreaStop { id: menus::first_id(ctx), ..whole }],
                Area::Outline => vec![AreaStop { id: row_id(self.node), ..whole }],
                Area::Page if !grids.is_empty() => grids.iter().map(|table| AreaStop { id: grid_id(*table), table: Some(*table), ..whole }).collect(),
                Area::Toolbar | Area::Page | Area::Inspector | Area::Status => vec![whole],
            }
        };
        Area::ALL.into_iter().filter(|area| area.rect(ctx).is_some()).flat_map(of).collect()
    }

    pub(super) fn end_typing(&mut self) {
        self.session.close_gesture();
    }

    /// Leaves a page or a cell that a change took away.
    pub(super) fn keep_in_document(&mut self) {
        let node = self.node.standing(self.session.document());
        if node != self.node {
            self.node = node;
            self.cursor = None;
        }
    }
}

/// A region that F6 goes to, and what of it gets the keyboard.
#[derive(Clone, Copy)]
struct AreaStop {
    area: Area,
    id: egui::Id,
    table: Option<TableName>,
}

/// The fields of a new document: it is drafted for the next year.
fn new_dialog() -> Dialog {
    let year = i32::from(jiff::Zoned::now().year()) + 1;
    Dialog::New { number: String::new(), name: String::new(), year: year.to_string(), refusal: String::new() }
}
