//! What the user wants, done: the only place where the window changes anything.

use egui::Context;

use super::keys::has_editor;
use super::{App, Desk, Wanted};
use crate::address;
use crate::editing::grid::{Effect, Event, Grid, Held, Key, Move, Range, Spot};
use crate::editing::{Change, Command, Direction, Gesture, Label, Structure, TypedRefusal, read};
use crate::lang::Lang;
use crate::model::{
    ActionCode, ActionId, Amount, AmountEntry, Category, Document, Entry, Euros, Measure, ObjectiveId, Place, RowId, Stage, TextPlace,
};
use crate::storage::Expected;
use crate::tables::{Block, Node, TableName};
use crate::ui::actions::Action;
use crate::ui::dialogs::{AfterUnsaved, Answer, Dialog, Naming};
use crate::ui::grid::{TableSheet, cursor_at, grid_id};
use crate::ui::outline::row_id;
use crate::ui::palette::Palette;
use crate::ui::{Cursor, Intent, narrative, shell};

impl App {
    pub(super) fn run(&mut self, ctx: &Context, intent: Intent) {
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
            Intent::Write { place, text } => self.write(place, &text),
            Intent::EndTyping => self.end_typing(),
            Intent::ColumnWidth { kind, column, width, is_final } => self.settings.set_width(kind, column, width, is_final),
            Intent::CopyTable(name) => self.copy_table(ctx, Some(name)),
            Intent::Find(step) => self.find_step(ctx, step),
            Intent::GoToStep(step) => self.go_to_step(step),
            Intent::Open(path) => self.leave(AfterUnsaved::Open(path)),
            Intent::Ask(dialog) => self.dialog = Some(Dialog::Review(dialog)),
            Intent::Forget(path) => self.settings.forget(&path),
        }
        self.quit_if_asked(ctx);
    }

    /// Shows the page of a node, the cursor in its first table.
    pub(super) fn show_node(&mut self, node: Node) {
        let lang = self.lang();
        if !self.commit_editing() {
            return;
        }
        let Some(desk) = &mut self.desk else { return };
        desk.node = node;
        let first = desk.session.tables(lang).page(node).into_iter().find_map(|block| match block {
            Block::Table(name) => Some(name),
            _ => None,
        });
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
        self.notice.clear();
        self.message = desk.session.apply_as(command, gesture).err().map_or_else(String::new, |refusal| refusal.sentence(lang));
        desk.keep_in_document();
    }

    /// Typing in a text: each change is written at once and joins the last one.
    fn write(&mut self, place: TextPlace, text: &str) {
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
        let lang = self.lang();
        let Some(desk) = &mut self.desk else { return };
        let place = desk.session.tables(lang).entry_place(place);
        let tables = desk.session.tables(lang);
        let on_page = |node: Node| {
            let names = tables.page(node).into_iter().filter_map(|block| match block {
                Block::Table(name) => Some(name),
                _ => None,
            });
            names.filter_map(|name| cursor_at(&tables.table(name)?, place)).next()
        };
        let home = Node::of(desk.session.document(), place);
        let text = match place {
            Place::Text(text) if has_editor(text) => Some(text),
            _ => None,
        };
        if let Some(text) = text {
            desk.node = home;
            desk.cursor = None;
            if label_of(home) == Some(text) {
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

    // Grids

    pub(super) fn grid_event(&mut self, ctx: &Context, name: TableName, event: Event) {
        let lang = self.lang();
        if self.desk.as_ref().and_then(|desk| desk.cursor.as_ref()).is_some_and(|cursor| cursor.table != name) && !self.commit_editing() {
            return;
        }
        let Some(desk) = &mut self.desk else { return };
        let Some(table) = desk.table(name, lang) else { return };
        let mut cursor = desk.cursor.take().filter(|cursor| cursor.table == name).unwrap_or_else(|| Cursor { table: name, grid: Grid::default() });
        let sheet = TableSheet { session: &desk.session, table: &table };
        cursor.grid.fit(&sheet);
        let is_click = matches!(event, Event::Click { .. } | Event::DoubleClick(_));
        let effect = cursor.grid.handle(event, &sheet);
        desk.cursor = Some(cursor);
        if is_click {
            narrative::close_editor(ctx);
            self.wanted_focus = Some(Wanted::new(grid_id(name)));
        }
        self.message.clear();
        self.notice.clear();
        if let Some(effect) = effect {
            self.effect(ctx, name, effect);
        }
    }

    fn effect(&mut self, ctx: &Context, table: TableName, effect: Effect) {
        match effect {
            Effect::Commit { spot, typed, then } => {
                self.commit(table, spot, &typed, then);
            }
            Effect::CommitAll { range, typed } => self.commit_all(table, range, &typed),
            Effect::Fill { from, to } => self.fill(table, from, to),
            Effect::Clear(range) => self.clear(table, range),
            Effect::Copy(range) => self.copy(ctx, table, range),
            Effect::CopyText(text) => self.clipboard.copy_text(ctx, text),
            Effect::Cut(range) => {
                self.copy(ctx, table, range);
                self.clear(table, range);
            }
            Effect::Paste { at, text } => self.paste(table, at, &text),
            Effect::Refuse(spot) => self.refuse(table, spot),
        }
    }

    /// Writes what was typed in a cell; the editor stays open, with a sentence, when it is refused.
    fn commit(&mut self, name: TableName, spot: Spot, typed: &str, then: Move) -> bool {
        let lang = self.lang();
        let Some(desk) = &mut self.desk else { return true };
        let Some(table) = desk.table(name, lang) else { return true };
        let place = table.cell(spot.row, spot.column).and_then(|cell| cell.place);
        let Some(place) = place else { return true };
        if desk.session.document().entry(place).is_none() {
            return self.commit_total(name, spot, place, typed, then);
        }
        let unchanged = desk.session.document().entry(place).is_some_and(|entry| crate::editing::typed_text(desk.session.document(), entry) == typed);
        let done = if unchanged { Ok(()) } else { write_cell(desk, place, typed, lang) };
        match done {
            Ok(()) => {
                desk.accept(name, then, lang);
                self.message.clear();
                true
            }
            Err(sentence) => {
                self.message = sentence;
                false
            }
        }
    }

    /// Commits the cell being typed in, before anything that leaves it; whether nothing stands in the way.
    pub(super) fn commit_editing(&mut self) -> bool {
        let Some(cursor) = self.desk.as_ref().and_then(|desk| desk.cursor.as_ref()).filter(|cursor| cursor.grid.is_editing()) else { return true };
        let (table, spot, typed) = (cursor.table, cursor.grid.active(), cursor.grid.line().text().to_owned());
        let done = self.commit(table, spot, &typed, Move::Stay);
        if !done {
            // The editor that stays open keeps the keyboard, whatever was clicked.
            self.wanted_focus = Some(Wanted::new(grid_id(table)));
        }
        done
    }

    fn clear(&mut self, name: TableName, range: Range) {
        let lang = self.lang();
        let Some(desk) = &self.desk else { return };
        let Some(table) = desk.table(name, lang) else { return };
        let entries = range.spots().filter_map(|spot| desk.session.document().entry(table.cell(spot.row, spot.column)?.place?));
        let changes: Vec<Change> = entries.map(|entry| Change { entry, content: None }).collect();
        if changes.is_empty() {
            self.refuse(name, range.first);
        } else {
            self.apply(&Command::Write(changes));
        }
    }

    fn refuse(&mut self, name: TableName, spot: Spot) {
        let lang = self.lang();
        let Some(desk) = &self.desk else { return };
        let tables = desk.session.tables(lang);
        let place = desk.table(name, lang).and_then(|table| table.cell(spot.row, spot.column)?.place);
        let rule = place.map_or("", |place| tables.rule(place));
        self.message = if rule.is_empty() {
            TypedRefusal::Computed.sentence(lang)
        } else {
            lang.pick(
                format!("cette cellule est calculée ({rule}) : saisir les montants dont elle dépend."),
                format!("this cell is computed ({rule}): type the amounts it depends on."),
            )
        };
    }

    // Actions

    fn act(&mut self, ctx: &Context, action: Action) {
        if !matches!(action, Action::Undo | Action::Redo) && !self.commit_editing() {
            return;
        }
        match action {
            Action::New => self.leave(AfterUnsaved::New),
            Action::Open => self.leave(AfterUnsaved::PickFile),
            Action::OpenSample => self.leave(AfterUnsaved::Sample),
            Action::Save => self.save(),
            Action::SaveAs => self.ask_save_path(),
            Action::EarlierVersions => self.list_versions(),
            Action::ToggleAutosave => self.settings.toggle_autosave(),
            Action::CloseDocument => self.leave(AfterUnsaved::Close),
            Action::Quit => self.leave(AfterUnsaved::Quit),
            Action::Undo | Action::Redo => self.step_back_or_forth(ctx, action),
            Action::ToggleOutline => self.outline_over = !self.outline_over,
            Action::ToggleInspector => self.settings.toggle_inspector(),
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
            Action::CopyTable => self.copy_table(ctx, None),
            action if self.review_action(action) => {}
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
        let pages: Vec<Node> = desk.session.tables(lang).outline().into_iter().map(|branch| branch.node).collect();
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
        let names: Vec<TableName> =
            tables.page(desk.node).into_iter().filter_map(|block| if let Block::Table(name) = block { Some(name) } else { None }).collect();
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

    /// Actions that change what the document is made of: at once, or through a dialog.
    fn structure(&mut self, action: Action) {
        let lang = self.lang();
        let Some(desk) = &self.desk else { return };
        let (document, node) = (desk.session.document(), desk.node);
        if !action.applies_to(node) {
            return;
        }
        let name = |naming| Some(Dialog::Name { naming, typed: String::new(), refusal: String::new() });
        let direction = if action == Action::MoveUp { Direction::Up } else { Direction::Down };
        match (action, node) {
            (Action::AddAction, _) => self.dialog = name(Naming::Action),
            (Action::AddSubAction, Node::Action(id)) => self.dialog = name(Naming::SubAction(id)),
            (Action::AddObjective, _) => self.dialog = name(Naming::Objective),
            (Action::AddIndicator, _) => self.dialog = name(Naming::Indicator),
            (Action::AddRow, _) => self.dialog = name(Naming::Row),
            (Action::Rename, node) => self.dialog = label_of(node).map(|place| rename_dialog(document, place)),
            (Action::RenameRow, _) => self.dialog = desk.active_row().map(|row| rename_dialog(document, TextPlace::RowLabel(row))),
            (Action::MoveRowUp | Action::MoveRowDown, _) => {
                let direction = if action == Action::MoveRowUp { Direction::Up } else { Direction::Down };
                if let Some(row) = desk.active_row() {
                    self.apply(&Command::Structure(Structure::MoveRow { row, direction }));
                }
            }
            (Action::RemoveRow, _) => {
                if let Some(row) = desk.active_row() {
                    self.apply(&Command::Structure(Structure::RemoveRow(row)));
                }
            }
            (Action::Remove, node) => self.dialog = Some(Dialog::Remove { node, name: desk.session.tables(lang).node_title(node) }),
            (Action::MoveUp | Action::MoveDown, Node::Action(action)) => self.apply(&Command::Structure(Structure::MoveAction { action, direction })),
            (Action::MoveUp | Action::MoveDown, Node::Objective(objective)) => {
                self.apply(&Command::Structure(Structure::MoveObjective { objective, direction }));
            }
            (Action::MoveUp | Action::MoveDown, Node::Indicator(indicator)) => {
                self.apply(&Command::Structure(Structure::MoveIndicator { indicator, direction }));
            }
            (Action::AddCategory | Action::RemoveCategory, _) => {
                let adding = action == Action::AddCategory;
                let used = desk.session.figures().used_categories();
                let categories = Category::all().filter(|category| used.contains(*category) != adding).collect();
                self.dialog = Some(Dialog::Category { adding, categories, chosen: None });
            }
            (Action::AddToAct, _) => {
                let missing = document.leaves().filter(|action| !document.stands(action, document.previous_year(), Stage::InitialAct));
                let actions = missing.map(|action| (action.id, crate::tables::action_line(action))).collect();
                self.dialog = Some(Dialog::ToAct { actions, chosen: None });
            }
            _ => {}
        }
    }

    /// What was answered to a dialog.
    pub(super) fn answer(&mut self, ctx: &Context, dialog: Dialog, answer: Answer) {
        match (dialog, answer) {
            (Dialog::File(dialog), answer) => self.answer_file(ctx, dialog, answer),
            (Dialog::Review(dialog), Answer::Yes) => self.answer_review(dialog),
            (Dialog::Unsaved { then, .. }, Answer::Yes) => {
                self.after_save = Some(then);
                self.save();
            }
            // What is open stays until something else takes its place: a file that cannot be read loses nothing.
            (Dialog::Unsaved { then, .. }, Answer::No) => self.go_on(then),
            (Dialog::Replace { path }, Answer::No) => self.save_to(&path, Expected::Anything),
            (Dialog::Replace { path }, Answer::Yes | Answer::Cancel | Answer::Else) => self.typed_again(&path),
            (_, Answer::Cancel | Answer::No | Answer::Else | Answer::None) => self.after_save = None,
            (Dialog::GoTo { typed, .. }, Answer::Yes) => self.typed_address(ctx, typed),
            (Dialog::Name { naming, typed, .. }, Answer::Yes) => self.named(&naming, typed.trim()),
            (Dialog::Category { adding, chosen: Some(category), .. }, Answer::Yes) => {
                let structure = if adding { Structure::AddCategory(category) } else { Structure::RemoveCategory(category) };
                self.apply(&Command::Structure(structure));
            }
            (Dialog::ToAct { chosen: Some(action), .. }, Answer::Yes) => self.add_to_act(action),
            (Dialog::Remove { node, .. }, Answer::Yes) => self.remove(node),
            (Dialog::New { number, name, year, .. }, Answer::Yes) => {
                if let Err(refusal) = self.create(&number, &name, &year) {
                    self.dialog = Some(Dialog::New { number, name, year, refusal });
                }
            }
            (Dialog::Path { saving, typed, .. }, Answer::Yes) => self.typed_path(saving, typed),
            (
                Dialog::Failure { .. }
                | Dialog::Palette(_)
                | Dialog::Spread(_)
                | Dialog::Shortcuts
                | Dialog::About
                | Dialog::Category { .. }
                | Dialog::ToAct { .. },
                Answer::Yes,
            ) => {}
        }
        self.focus_cursor();
        self.quit_if_asked(ctx);
        ctx.request_repaint();
    }

    pub(super) fn close_dialog(&mut self) {
        self.dialog = None;
        self.focus_cursor();
    }

    /// After a dialog the keyboard is back in the grid that has the cursor.
    pub(super) fn focus_cursor(&mut self) {
        let cursor = self.desk.as_ref().and_then(|desk| desk.cursor.as_ref());
        if let (None, None, Some(cursor)) = (&self.dialog, &self.wanted_focus, cursor) {
            self.wanted_focus = Some(Wanted::new(grid_id(cursor.table)));
        }
    }

    fn typed_address(&mut self, ctx: &Context, typed: String) {
        let lang = self.lang();
        let parsed = self.desk.as_ref().map(|desk| address::parse(desk.session.document(), &typed));
        match parsed {
            Some(Ok(place)) => self.go_to(ctx, place),
            Some(Err(error)) => self.dialog = Some(Dialog::GoTo { typed, refusal: error.sentence(lang) }),
            None => {}
        }
    }

    fn named(&mut self, naming: &Naming, label: &str) {
        let Some(desk) = &self.desk else { return };
        let document = desk.session.document();
        let label = label.to_owned();
        let structure = match naming {
            Naming::Action => next_action(document).map(|code| Structure::AddAction { code, label }),
            Naming::SubAction(id) => next_sub_action(document, *id).map(|code| Structure::AddAction { code, label }),
            Naming::Objective => Some(Structure::AddObjective { label }),
            Naming::Indicator => objective_of(document, desk.node).map(|objective| Structure::AddIndicator { objective, label }),
            Naming::Row => match desk.node {
                Node::Indicator(indicator) => Some(Structure::AddRow { indicator, label }),
                _ => None,
            },
            Naming::Rename(place) => {
                self.write(*place, &label);
                self.end_typing();
                return;
            }
        };
        if let Some(structure) = structure {
            self.apply(&Command::Structure(structure));
            self.show_newest(naming);
        }
    }

    fn end_typing(&mut self) {
        if let Some(desk) = &mut self.desk {
            desk.session.close_gesture();
        }
    }

    /// Shows what was just added.
    fn show_newest(&mut self, naming: &Naming) {
        let Some(desk) = &mut self.desk else { return };
        let document = desk.session.document();
        let newest = match naming {
            Naming::Action | Naming::SubAction(_) => document.actions.iter().max_by_key(|action| action.id).map(|action| Node::Action(action.id)),
            Naming::Objective => document.objectives.last().map(|objective| Node::Objective(objective.id)),
            Naming::Indicator => document.indicators().max_by_key(|indicator| indicator.id).map(|indicator| Node::Indicator(indicator.id)),
            Naming::Row | Naming::Rename(_) => None,
        };
        if let Some(node) = newest {
            self.show_node(node);
        }
    }

    fn remove(&mut self, node: Node) {
        let structure = match node {
            Node::Action(id) => Structure::RemoveAction(id),
            Node::Objective(id) => Structure::RemoveObjective(id),
            Node::Indicator(id) => Structure::RemoveIndicator(id),
            _ => return,
        };
        self.apply(&Command::Structure(structure));
    }

    /// An action stands in the act once it has an amount there: zero, to begin with.
    fn add_to_act(&mut self, action: ActionId) {
        let Some(desk) = &self.desk else { return };
        let document = desk.session.document();
        let used = desk.session.figures().used_categories();
        let category = used.iter().next().unwrap_or(Category::OPERATING);
        let changes = Measure::BOTH.map(|measure| Change {
            entry: Entry::Amount(AmountEntry::Credit {
                year: document.previous_year(),
                stage: Stage::InitialAct,
                contributions: false,
                action,
                category,
                measure,
            }),
            content: Some(crate::editing::Typed::Amount(Amount::plain(Euros::ZERO))),
        });
        self.apply_as(&Command::Write(changes.into()), Gesture::AddToAct);
    }
}

impl Desk {
    /// The editor of a cell closes, what was typed being written or dealt with.
    pub(super) fn accept(&mut self, name: TableName, then: Move, lang: Lang) {
        let Some(table) = self.table(name, lang) else { return };
        let sheet = TableSheet { session: &self.session, table: &table };
        if let Some(cursor) = &mut self.cursor {
            cursor.grid.accept(then, &sheet);
            cursor.grid.fit(&sheet);
        }
    }

    /// The sub-indicator whose row is active.
    fn active_row(&self) -> Option<RowId> {
        let cursor = self.cursor.as_ref()?;
        let TableName::Indicator(id) = cursor.table else { return None };
        self.session.document().indicator(id)?.rows.get(cursor.grid.active().row).map(|row| row.id)
    }

    /// Leaves a page or a cell that a change took away.
    pub(super) fn keep_in_document(&mut self) {
        if !self.node.exists(self.session.document()) {
            self.node = match self.node {
                Node::Action(_) => Node::JustificationPart,
                _ => Node::Objectives,
            };
            self.cursor = None;
        }
    }
}

fn write_cell(desk: &mut Desk, place: Place, typed: &str, lang: Lang) -> Result<(), String> {
    let change = read(desk.session.document(), place, typed).map_err(|refusal| refusal.sentence(lang))?;
    desk.session.apply(&Command::Write(vec![change])).map_err(|refusal| refusal.sentence(lang))
}

fn rename_dialog(document: &Document, place: TextPlace) -> Dialog {
    let typed = match place {
        TextPlace::RowLabel(row) => {
            document.indicator_of_row(row).map_or_else(String::new, |(indicator, row)| indicator.row_label(row.id).to_owned())
        }
        place => crate::tables::words(document, place),
    };
    Dialog::Name { naming: Naming::Rename(place), typed, refusal: String::new() }
}

fn label_of(node: Node) -> Option<TextPlace> {
    match node {
        Node::Action(id) => Some(TextPlace::ActionLabel(id)),
        Node::Objective(id) => Some(TextPlace::ObjectiveLabel(id)),
        Node::Indicator(id) => Some(TextPlace::IndicatorLabel(id)),
        _ => None,
    }
}

/// The code after the last action's.
fn next_action(document: &Document) -> Option<ActionCode> {
    let last = document.actions.iter().filter(|action| !action.code.is_sub_action()).map(|action| action.code.number()).max().unwrap_or(0);
    ActionCode::action(last.checked_add(1)?)
}

/// The code after the last sub-action's of an action, or of the action that a sub-action belongs to.
fn next_sub_action(document: &Document, id: ActionId) -> Option<ActionCode> {
    let code = document.action(id)?.code;
    let parent = code.parent().unwrap_or(code);
    let siblings = document.actions.iter().filter(|action| action.code.parent() == Some(parent));
    let last = siblings.map(|action| action.code.number()).max().unwrap_or(0);
    parent.sub_action(last.checked_add(1)?)
}

fn objective_of(document: &Document, node: Node) -> Option<ObjectiveId> {
    match node {
        Node::Objective(id) => Some(id),
        Node::Indicator(id) => {
            document.objectives.iter().find(|objective| objective.indicators.iter().any(|indicator| indicator.id == id)).map(|objective| objective.id)
        }
        _ => None,
    }
}
