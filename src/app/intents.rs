//! What the user wants, done: the only place where the window changes anything.

use std::sync::Arc;

use egui::Context;

use super::keys::has_editor;
use super::structure::moved;
use super::{App, Desk, Wanted};
use crate::editing::grid::{Event, Grid, Held, Key};
use crate::editing::{Command, Gesture, Label, read};
use crate::exchange::export::Subject;
use crate::lang::Lang;
use crate::model::{Place, TextPlace};
use crate::tables::{Node, TableName};
use crate::ui::actions::Action;
use crate::ui::deck::DeckDialog;
use crate::ui::dialogs::{AfterUnsaved, Dialog};
use crate::ui::grid::{cursor_at, grid_id};
use crate::ui::outline::row_id;
use crate::ui::palette::Palette;
use crate::ui::{Cursor, Intent, chart, narrative, shell};

impl App {
    pub(super) fn run(&mut self, ctx: &Context, intent: Intent) {
        let had_dialog = self.dialog.is_some();
        match intent {
            Intent::Do(action) => self.act(ctx, action),
            Intent::Show(node) => {
                narrative::close_editor(ctx);
                self.outline_over = false;
                self.show_node(node);
            }
            Intent::GoTo(place) => self.go_to(ctx, place),
            Intent::Grid { table, event } => self.grid_event(ctx, table, event),
            Intent::Apply(command) => self.apply(&command),
            Intent::ApplyAs(command, gesture) => self.apply_as(&command, gesture),
            Intent::GoToPassage(narrative, span) => self.go_to_passage(ctx, narrative, &span),
            Intent::Write { place, text } => self.write(place, &text),
            Intent::EndTyping => self.end_typing(),
            Intent::ColumnWidth { kind, column, width, is_final } => self.settings.set_width(kind, column, width, is_final),
            Intent::CopyText { place, selected } => self.copy_text(ctx, place, selected.as_deref()),
            Intent::CopyTable(name) => self.copy_table(ctx, Some(name)),
            Intent::CopyChart(name) => self.copy_chart(ctx, name),
            Intent::Export(subject) => self.ask_export(Some(subject)),
            Intent::GiveUp => self.give_up(ctx),
            Intent::Find(step) => self.find_step(ctx, step),
            Intent::GoToStep(step) => self.go_to_step(step),
            Intent::Open(path) => self.leave(AfterUnsaved::Open(path)),
            Intent::AskOfTexts(dialog) => self.dialog = Some(Dialog::Text(dialog)),
            Intent::Ask(dialog) => self.dialog = Some(Dialog::Review(dialog)),
            Intent::Forget(path) => self.settings.forget(&path),
        }
        // Who typed a figure asked for no dialog.
        if !had_dialog && matches!(self.dialog, Some(Dialog::Spread(_))) {
            self.interrupted(ctx);
        }
        self.quit_if_asked(ctx);
    }

    /// Shows the page of a node, the cursor in its first table.
    pub(super) fn show_node(&mut self, node: Node) {
        let lang = self.lang();
        if !self.commit_editing() {
            return;
        }
        self.findings = None;
        let Some(desk) = &mut self.desk else { return };
        desk.node = node;
        let first = desk.session.tables(lang).page_tables(node).next();
        desk.cursor = first.map(|table| Cursor { table, grid: Grid::default() });
        self.wanted_focus = first.map(|table| Wanted::new(grid_id(table)));
        self.message.clear();
    }

    pub(super) fn apply(&mut self, command: &Command) {
        self.apply_as(command, Gesture::Write);
    }

    /// Does a command, named in the history as the gesture that it was.
    pub(super) fn apply_as(&mut self, command: &Command, gesture: Gesture) {
        let lang = self.lang();
        let Some(desk) = &mut self.desk else { return };
        let before = Arc::clone(desk.session.document());
        self.message = desk.session.apply_as(command, gesture).err().map_or_else(String::new, |refusal| refusal.sentence(lang));
        self.notice = moved(&before, desk.session.document(), lang);
        desk.keep_in_document();
    }

    /// Typing in a text: each change is written at once and joins the last one.
    pub(super) fn write(&mut self, place: TextPlace, text: &str) {
        let lang = self.lang();
        let Some(desk) = &mut self.desk else { return };
        match read(desk.session.document(), Place::Text(place), text) {
            Ok(change) => {
                let refusal = desk.session.apply_typing(&Command::Write(vec![change])).err();
                self.message = refusal.map_or_else(String::new, |refusal| refusal.sentence(lang));
            }
            Err(refusal) => self.message = refusal.sentence(lang),
        }
    }

    // Going somewhere

    pub(super) fn go_to(&mut self, ctx: &Context, place: Place) {
        if !self.commit_editing() {
            return;
        }
        narrative::close_editor(ctx);
        self.findings = None;
        let lang = self.lang();
        let Some(desk) = &mut self.desk else { return };
        match place {
            Place::Text(TextPlace::ChartTitle(name)) => {
                desk.node = Node::of(desk.session.document(), place);
                desk.cursor = None;
                self.wanted_focus = Some(Wanted::new(chart::chart_id(name)));
                return;
            }
            Place::Text(TextPlace::SlideTitle(slide)) => {
                self.dialog = Some(Dialog::Deck(DeckDialog::new(desk.session.document(), slide)));
                return;
            }
            _ => {}
        }
        let place = desk.session.tables(lang).entry_place(place);
        let tables = desk.session.tables(lang);
        let on_page = |node: Node| tables.page_tables(node).find_map(|name| cursor_at(&tables.table(name)?, place));
        let home = Node::of(desk.session.document(), place);
        let text = match place {
            Place::Text(text) if has_editor(text) => Some(text),
            _ => None,
        };
        if let Some(text) = text {
            desk.node = home;
            desk.cursor = None;
            if home.label() == Some(text) {
                self.structure(Action::Rename);
                return;
            }
            narrative::open_editor(ctx, text);
            self.wanted_focus = Some(Wanted::new(narrative::editor_id(text)));
            return;
        }
        let nodes = [home, desk.node].into_iter().chain(tables.outline().into_iter().map(|branch| branch.node));
        let found = nodes.into_iter().find_map(|node| Some((node, on_page(node)?)));
        match found {
            Some((node, cursor)) => {
                self.wanted_focus = Some(Wanted::new(grid_id(cursor.table)));
                desk.node = node;
                desk.cursor = Some(cursor);
                self.message.clear();
            }
            None => {
                desk.node = home;
                self.message = lang.pick("Cette cellule n’est dans aucun tableau affiché.", "This cell is in no table shown.").into();
            }
        }
    }

    // Actions

    pub(super) fn act(&mut self, ctx: &Context, action: Action) {
        if !matches!(action, Action::Undo | Action::Redo) && !self.commit_editing() {
            return;
        }
        match action {
            Action::New => self.leave(AfterUnsaved::New),
            Action::Open => self.leave(AfterUnsaved::PickFile),
            Action::OpenSample => self.leave(AfterUnsaved::Sample),
            Action::Import => self.ask_import(),
            Action::Save => self.save(),
            Action::SaveAs => self.ask_save_path(),
            Action::EarlierVersions => self.list_versions(),
            Action::Export => {
                let chart = self.desk.as_ref().and_then(|desk| chart::focused(ctx, desk.session.document()));
                self.ask_export(chart.map(Subject::Chart));
            }
            Action::Charts => self.show_node(Node::Charts),
            Action::ExportTable => {
                if let Some(table) = self.active_table() {
                    self.ask_export(Some(Subject::Table(table)));
                }
            }
            Action::ToggleAutosave => self.settings.toggle_autosave(),
            Action::CloseDocument => self.leave(AfterUnsaved::Close),
            Action::Quit => self.leave(AfterUnsaved::Quit),
            Action::Undo | Action::Redo => self.step_back_or_forth(ctx, action),
            Action::ToggleOutline => self.outline_over = !self.outline_over,
            Action::ToggleInspector => self.settings.toggle_inspector(),
            Action::TogglePreview => self.toggle_preview(),
            Action::ToggleTheme => self.settings.toggle_theme(ctx),
            Action::French => self.settings.set_lang(Lang::French),
            Action::English => self.settings.set_lang(Lang::English),
            Action::NextArea | Action::PreviousArea => self.next_area(ctx, action == Action::NextArea),
            Action::Shortcuts => self.dialog = Some(Dialog::Shortcuts),
            Action::About => self.dialog = Some(Dialog::About),
            Action::History => egui::Popup::toggle_id(ctx, shell::history_id()),
            Action::Cut => self.table_event(ctx, Event::Cut),
            Action::Copy => self.table_event(ctx, Event::Copy),
            Action::Paste => self.paste_from_menu(ctx),
            Action::PasteTransposed => self.paste_transposed(),
            Action::Clear => self.table_event(ctx, Event::Key(Key::Delete, Held::default())),
            Action::SelectAll => self.table_event(ctx, Event::Key(Key::A, Held { ctrl: true, shift: false })),
            Action::FillDown => self.table_event(ctx, Event::Key(Key::D, Held { ctrl: true, shift: false })),
            Action::FillRight => self.table_event(ctx, Event::Key(Key::R, Held { ctrl: true, shift: false })),
            Action::Find => self.open_find(ctx, false),
            Action::Replace => self.open_find(ctx, true),
            Action::FindNext | Action::FindPrevious => self.find_again(ctx, action == Action::FindNext),
            Action::ZoomIn => self.settings.zoom(ctx, Some(true)),
            Action::ZoomOut => self.settings.zoom(ctx, Some(false)),
            Action::ZoomReset => self.settings.zoom(ctx, None),
            Action::WidenColumn | Action::NarrowColumn => self.resize_column(ctx, action == Action::WidenColumn),
            Action::ResetColumns => self.reset_columns(),
            Action::NextPage | Action::PreviousPage => self.next_page(action == Action::NextPage),
            Action::Palette => self.dialog = Some(Dialog::Palette(Palette::default())),
            Action::GoToAddress if self.desk.is_some() => self.dialog = Some(Dialog::GoTo { typed: String::new(), refusal: String::new() }),
            Action::CopyTexts => self.copy_texts(ctx),
            Action::CopyTable => self.copy_table(ctx, None),
            action if self.review_action(ctx, action) || self.presentation_action(ctx, action) => {}
            _ => self.structure(action),
        }
    }

    /// Undo while typing gives up the typing first; afterwards the cursor is where the change was.
    fn step_back_or_forth(&mut self, ctx: &Context, action: Action) {
        let Some(desk) = &mut self.desk else { return };
        if let Some(cursor) = desk.cursor.as_mut().filter(|cursor| cursor.grid.is_editing()) {
            let spot = cursor.grid.active();
            cursor.grid = Grid::at(spot);
            return;
        }
        let label = if action == Action::Undo { desk.session.undo_label() } else { desk.session.redo_label() };
        let place = match label {
            Some(Label::Typing(entry)) => Some(Place::from(*entry)).filter(|place| !matches!(place, Place::Text(_))),
            _ => None,
        };
        if action == Action::Undo {
            desk.session.undo();
        } else {
            desk.session.redo();
        }
        desk.keep_in_document();
        self.message.clear();
        if let Some(place) = place {
            self.go_to(ctx, place);
        }
    }

    /// Undoes or does again as far as a step of the history.
    fn go_to_step(&mut self, step: usize) {
        if !self.commit_editing() {
            return;
        }
        if let Some(desk) = &mut self.desk {
            desk.session.go_to_step(step);
            desk.keep_in_document();
        }
    }

    /// The page after the one shown in the outline, or before it.
    fn next_page(&mut self, forward: bool) {
        let lang = self.lang();
        let Some(desk) = &self.desk else { return };
        let pages: Vec<Node> = desk.session.tables(lang).outline_around(desk.node).into_iter().map(|branch| branch.node).collect();
        let here = pages.iter().position(|page| *page == desk.node).unwrap_or_default();
        let next = if forward { here.checked_add(1) } else { here.checked_sub(1) };
        if let Some(node) = next.and_then(|index| pages.get(index)) {
            self.show_node(*node);
        }
    }

    /// F6 goes round the areas of the window: the grids of the page; from the last one out to the outline.
    fn next_area(&mut self, ctx: &Context, forward: bool) {
        let lang = self.lang();
        let Some(desk) = &mut self.desk else { return };
        let tables = desk.session.tables(lang);
        let names: Vec<TableName> = tables.page_tables(desk.node).collect();
        let focused = names.iter().position(|name| ctx.memory(|memory| memory.has_focus(grid_id(*name))));
        let next = match (focused, forward) {
            (None, true) => Some(0),
            (None, false) => names.len().checked_sub(1),
            (Some(index), true) => Some(index + 1).filter(|index| *index < names.len()),
            (Some(index), false) => index.checked_sub(1),
        };
        match next.and_then(|index| names.get(index)) {
            Some(name) => {
                let same = desk.cursor.as_ref().is_some_and(|cursor| cursor.table == *name);
                if !same {
                    desk.cursor = Some(Cursor { table: *name, grid: Grid::default() });
                }
                self.wanted_focus = Some(Wanted::new(grid_id(*name)));
            }
            None => self.wanted_focus = Some(Wanted::new(row_id(desk.node))),
        }
    }

    pub(super) fn end_typing(&mut self) {
        if let Some(desk) = &mut self.desk {
            desk.session.close_gesture();
        }
    }
}

impl Desk {
    /// Leaves a page or a cell that a change took away.
    pub(super) fn keep_in_document(&mut self) {
        let node = self.node.standing(self.session.document());
        if node != self.node {
            self.node = node;
            self.cursor = None;
        }
    }
}
