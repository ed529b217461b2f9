//! What changes what the document is made of: actions, objectives, indicators, rows and categories added, named, moved and removed.

use std::sync::Arc;

use egui::{Context, Id};

use super::{Desk, Program, Wanted};
use crate::editing::{Change, Command, Direction, Gesture, Session, Structure, taken_over, typed_code, typed_name};
use crate::lang::Lang;
use crate::model::{
    ActionCode, ActionId, Amount, AmountEntry, Category, CreditPlace, Document, Draw, Entry, Euros, Measure, NatureScope, ObjectiveId, Place, RowId,
    SectionRowId, Shape, Stage, TextPlace,
};
use crate::sections::{self, shapes};
use crate::tables::{Block, Node, Offer, RowOf, TableName, Tables};
use crate::ui::Cursor;
use crate::ui::actions::Action;
use crate::ui::adding::{self, field_id};
use crate::ui::dialogs::{Dialog, Naming};
use crate::ui::grid::{cursor_at, grid_id};

impl Desk {
    /// Actions that change what the document is made of: at once, or through a dialog.
    pub(super) fn structure(&mut self, program: &mut Program, action: Action) {
        let lang = program.lang();
        let (document, node) = (self.session.document(), self.node);
        if !action.applies_to(node) {
            if matches!((action, node), (Action::MoveUp | Action::MoveDown, Node::Action(_))) {
                program.window.message = ordered_by_code(lang).into();
            }
            return;
        }
        let name = |naming| Some(name_dialog(naming, None, String::new()));
        let direction = if action == Action::MoveUp { Direction::Up } else { Direction::Down };
        match (action, node) {
            (Action::AddAction, _) => {
                program.window.dialog = Some(name_dialog(Naming::Action, Some(proposed(document.next_action_code())), String::new()));
            }
            (Action::AddSubAction, Node::Action(id)) => {
                let code = proposed(document.next_sub_action_code(id));
                program.window.dialog = Some(name_dialog(Naming::SubAction(id), Some(code), moved_by_sub_action(document, id, lang)));
            }
            (Action::AddObjective, _) => program.window.dialog = name(Naming::Objective),
            (Action::AddIndicator, _) => program.window.dialog = name(Naming::Indicator),
            (Action::AddRow, _) => program.window.dialog = name(Naming::Row),
            (Action::AddToSection(key), _) => {
                let is_numbered = shapes::of(key).is_some_and(Shape::is_numbered);
                let note = if is_numbered { number_needed(lang).to_owned() } else { String::new() };
                program.window.dialog = Some(name_dialog(Naming::SectionRow(key), None, note));
            }
            (Action::OpenSection(key), _) => self.show_node(program, Node::Section(key)),
            (Action::Rename, node) => program.window.dialog = node.label().map(|place| rename_dialog(document, place)),
            (Action::RenameRow, _) => {
                program.window.dialog = self.active_row().and_then(RowOf::label).map(|place| rename_dialog(document, place));
            }
            (Action::OpenRow, _) => {
                if let Some(node) = self.active_row().and_then(RowOf::node) {
                    self.show_node(program, node.standing(self.session.document()));
                }
            }
            (Action::CodeRow, _) => program.window.dialog = self.active_row().and_then(RowOf::code).map(|place| code_dialog(document, place)),
            (Action::CodeAction, Node::Action(id)) => program.window.dialog = Some(code_dialog(document, TextPlace::ActionCode(id))),
            (Action::MoveRowUp | Action::MoveRowDown, _) => {
                let direction = if action == Action::MoveRowUp { Direction::Up } else { Direction::Down };
                if let Some(moved) = self.active_row().and_then(|row| moved_row(row, direction)) {
                    self.apply(program, &Command::Structure(moved));
                }
            }
            (Action::RemoveRow, _) => match self.active_row() {
                Some(RowOf::Indicator(row)) => self.apply(program, &Command::Structure(Structure::RemoveRow(row))),
                Some(RowOf::Section { section, row }) => {
                    self.apply(program, &Command::Structure(Structure::RemoveSectionRow { section, row }));
                }
                // What goes with them is asked about.
                Some(RowOf::Action(id)) => {
                    let node = Node::Action(id);
                    program.window.dialog = Some(Dialog::Remove { node, name: self.session.tables(lang).node_title(node) });
                }
                Some(RowOf::Category(category)) => {
                    program.window.dialog = Some(Dialog::Category { adding: false, categories: vec![category], chosen: Some(category) });
                }
                None => {}
            },
            (Action::Remove, node) => program.window.dialog = Some(Dialog::Remove { node, name: self.session.tables(lang).node_title(node) }),
            (Action::MoveUp | Action::MoveDown, Node::Objective(objective)) => {
                self.apply(program, &Command::Structure(Structure::MoveObjective { objective, direction }));
            }
            (Action::MoveUp | Action::MoveDown, Node::Indicator(indicator)) => {
                self.apply(program, &Command::Structure(Structure::MoveIndicator { indicator, direction }));
            }
            (Action::AddCategory, node) if self.offers(program, Offer::Category) => {
                program.window.wanted_focus = Some(Wanted::new(field_id(self.id, node, Offer::Category)));
            }
            (Action::AddCategory | Action::RemoveCategory, _) => {
                let adding = action == Action::AddCategory;
                let used = self.session.figures().used_categories();
                let categories = Category::all().filter(|category| used.contains(*category) != adding).collect();
                program.window.dialog = Some(Dialog::Category { adding, categories, chosen: None });
            }
            (Action::AddToAct, _) => {
                let missing = document.leaves().filter(|action| !document.stands(action, document.previous_year(), Stage::InitialAct));
                let actions = missing.map(|action| (action.id, crate::tables::action_line(action))).collect();
                program.window.dialog = Some(Dialog::ToAct { actions, chosen: None });
            }
            _ => {}
        }
    }

    /// Whether the page that is shown offers to add something in place.
    fn offers(&self, program: &Program, offer: Offer) -> bool {
        let blocks = self.session.tables(program.lang()).page_on_screen(self.node, program.settings.enters);
        self.panels.findings.is_none() && self.panels.merge.is_none() && blocks.contains(&Block::Offer(offer))
    }

    /// Adds categories to the tables as one step, the cursor in the first cell that they bring to the page.
    pub(super) fn add_categories(&mut self, program: &mut Program, categories: &[Category]) {
        let lang = program.lang();
        let commands = categories.iter().map(|category| Command::Structure(Structure::AddCategory(*category))).collect();
        self.apply(program, &Command::Batch(commands));
        let tables = self.session.tables(lang);
        let is_added = |place: &Place| match place {
            Place::Credit(CreditPlace { nature: NatureScope::Category(category), .. }) => categories.contains(category),
            _ => false,
        };
        let names = tables.tables_on_screen(self.node, program.settings.enters);
        let cursor = first_entry(names, tables, self.session.document(), is_added);
        self.set_cursor(program, cursor);
    }

    /// Adds in place what a name was typed for; the keyboard stays in the field, for the next one, or goes to the row that was added.
    pub(super) fn name_in_place(&mut self, program: &mut Program, ctx: &Context, (naming, code): (&Naming, Option<&str>), label: &str, field: Id) {
        match self.named(program, naming, code, label) {
            Ok(added) => {
                adding::forget(ctx, field);
                program.window.wanted_focus = Some(Wanted::new(field));
                let cursor = self.cursor_in(program, added);
                self.set_cursor(program, cursor);
            }
            Err(refusal) => {
                program.window.message = refusal;
                program.window.wanted_focus = Some(Wanted::new(field));
            }
        }
    }

    /// Shows what was added: its page, or its first cell.
    pub(super) fn show_added(&mut self, program: &mut Program, added: Added) {
        let node = match added {
            Added::Node(node) => Some(node),
            Added::SectionRow(section, _) => sections::of_key(section).map(|section| Node::Section(section.key())),
            Added::Row(_) | Added::Nothing => None,
        };
        if let Some(node) = node {
            self.show_node(program, node);
        }
        let cursor = self.cursor_in(program, added);
        self.set_cursor(program, cursor);
    }

    pub(super) fn set_cursor(&mut self, program: &mut Program, cursor: Option<Cursor>) {
        if let Some(cursor) = cursor {
            program.window.wanted_focus = Some(Wanted::new(grid_id(cursor.table)));
            self.cursor = Some(cursor);
        }
    }

    /// The first cell to type in of a row that was added, on the page that is shown.
    fn cursor_in(&self, program: &Program, added: Added) -> Option<Cursor> {
        let is_of_row = |place: &Place| match (added, place) {
            (Added::SectionRow(section, row), Place::Cell(cell)) => {
                cell.row.listed() == Some(row) && shapes::of(cell.section).and_then(Shape::list) == Some(section)
            }
            (Added::SectionRow(section, row), Place::Text(TextPlace::SectionRow { section: of, row: id, .. })) => (*of, *id) == (section, row),
            (Added::Row(row), Place::Value { row: of, .. }) => *of == row,
            _ => false,
        };
        let tables = self.session.tables(program.lang());
        first_entry(tables.tables_on_screen(self.node, program.settings.enters), tables, self.session.document(), is_of_row)
    }

    /// Does what a name was typed for, with the code before it where that is chosen; what was added, or a sentence where it is refused.
    pub(super) fn named(&mut self, program: &mut Program, naming: &Naming, code: Option<&str>, label: &str) -> Result<Added, String> {
        let lang = program.lang();
        let document = Arc::clone(self.session.document());
        let label = typed_name(label).map_err(|refusal| refusal.sentence(lang))?;
        let chosen = |parent| typed_code(parent, code.unwrap_or_default()).map_err(|refusal| refusal.sentence(lang));
        let session = &mut self.session;
        let (structure, added) = match naming {
            Naming::Action => {
                let (code, id) = (chosen(None)?, session.draw(Draw::action));
                (Some(Structure::AddAction { id, code, label }), Added::Node(Node::Action(id)))
            }
            Naming::SubAction(of) => {
                let parent = document.action(*of).map(|action| action.code.parent().unwrap_or(action.code));
                let (code, id) = (chosen(parent)?, session.draw(Draw::action));
                (Some(Structure::AddAction { id, code, label }), Added::Node(Node::Action(id)))
            }
            Naming::Objective => {
                let id = session.draw(Draw::objective);
                (Some(Structure::AddObjective { id, label }), Added::Node(Node::Objective(id)))
            }
            Naming::Indicator => {
                let (id, row) = (session.draw(Draw::indicator), session.draw(Draw::row));
                let objective = objective_of(&document, self.node);
                (objective.map(|objective| Structure::AddIndicator { id, row, objective, label }), Added::Node(Node::Indicator(id)))
            }
            Naming::Row => {
                let id = session.draw(Draw::row);
                let structure = match self.node {
                    Node::Indicator(indicator) => Some(Structure::AddRow { id, indicator, label }),
                    _ => None,
                };
                (structure, Added::Row(id))
            }
            Naming::SectionRow(section) => {
                let (id, label) = added_row(session, section, label).ok_or_else(|| number_needed(lang).to_owned())?;
                (Some(Structure::AddSectionRow { section, id, label }), Added::SectionRow(section, id))
            }
            Naming::Rename(place) | Naming::Code(place) => {
                self.write(program, *place, &label);
                self.end_typing();
                return refused(program).map(|()| Added::Nothing);
            }
        };
        let Some(structure) = structure else { return Ok(Added::Nothing) };
        self.apply(program, &Command::Structure(structure));
        refused(program)?;
        Ok(added)
    }

    pub(super) fn remove(&mut self, program: &mut Program, node: Node) {
        let structure = match node {
            Node::Action(id) => Structure::RemoveAction(id),
            Node::Objective(id) => Structure::RemoveObjective(id),
            Node::Indicator(id) => Structure::RemoveIndicator(id),
            _ => return,
        };
        self.apply(program, &Command::Structure(structure));
    }

    /// An action stands in the act once it has an amount there: zero, to begin with.
    pub(super) fn add_to_act(&mut self, program: &mut Program, action: ActionId) {
        let document = self.session.document();
        let used = self.session.figures().used_categories();
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
        self.apply_as(program, &Command::Write(changes.into()), Gesture::AddToAct);
    }
}

impl Desk {
    /// The row that has the cursor, where drafters add and name it.
    fn active_row(&self) -> Option<RowOf> {
        let cursor = self.cursor.as_ref()?;
        RowOf::of(self.session.document(), self.table(cursor.table, Lang::French)?.as_ref(), cursor.grid.active().row)
    }
}

/// The identity and the label of a row that is added; `None` where the label has to begin with the number of the row, and does not.
fn added_row(session: &mut Session, section: &str, typed: String) -> Option<(SectionRowId, String)> {
    let Some(shape) = shapes::of(section).filter(|shape| shape.is_numbered()) else { return Some((session.draw(Draw::section_row), typed)) };
    let (number, label) = typed.split_once(' ')?;
    let label = label.trim_start_matches(['–', '-', ' ']);
    Some((shape.numbered(number)?, label.to_owned())).filter(|_| !label.is_empty())
}

fn number_needed(lang: Lang) -> &'static str {
    lang.pick(
        "Le numéro à six chiffres, puis l’intitulé : « 800201 Tarif réduit des gazoles non routiers ».",
        "The number of six digits, then the name: “800201 Tarif réduit des gazoles non routiers”.",
    )
}

fn rename_dialog(document: &Document, place: TextPlace) -> Dialog {
    let typed = match place {
        TextPlace::RowLabel(row) => document.indicator_of_row(row).map_or_else(String::new, |(indicator, row)| indicator.label_of(row).to_owned()),
        place => crate::tables::words(document, place),
    };
    Dialog::Name { naming: Naming::Rename(place), code: None, typed, note: String::new(), refusal: String::new() }
}

/// A dialog that asks for a new name, with what happens beside it.
fn name_dialog(naming: Naming, code: Option<String>, note: String) -> Dialog {
    Dialog::Name { naming, code, typed: String::new(), note, refusal: String::new() }
}

fn code_dialog(document: &Document, place: TextPlace) -> Dialog {
    let typed = crate::tables::words(document, place);
    Dialog::Name { naming: Naming::Code(place), code: None, typed, note: String::new(), refusal: String::new() }
}

/// What moves a row; nothing where codes say the order.
fn moved_row(row: RowOf, direction: Direction) -> Option<Structure> {
    match row {
        RowOf::Indicator(row) => Some(Structure::MoveRow { row, direction }),
        RowOf::Section { section, row } => Some(Structure::MoveSectionRow { section, row, direction }),
        RowOf::Action(_) | RowOf::Category(_) => None,
    }
}

/// What a name was typed for.
#[derive(Clone, Copy)]
pub(super) enum Added {
    Node(Node),
    Row(RowId),
    SectionRow(&'static str, SectionRowId),
    /// Something that was there has another name.
    Nothing,
}

/// The first entry of these tables that is meant.
fn first_entry(
    mut names: impl Iterator<Item = TableName>,
    tables: Tables<'_>,
    document: &Document,
    is_meant: impl Fn(&Place) -> bool,
) -> Option<Cursor> {
    names.find_map(|name| {
        let table = tables.table(name)?;
        let mut places = table.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.place);
        let first = places.find(|place| is_meant(place) && document.entry(*place).is_some())?;
        cursor_at(&table, first)
    })
}

/// Why what was just done is refused: said where it was typed instead of in the status bar.
fn refused(program: &mut Program) -> Result<(), String> {
    let message = std::mem::take(&mut program.window.message);
    if message.is_empty() { Ok(()) } else { Err(message) }
}

fn ordered_by_code(lang: Lang) -> &'static str {
    lang.pick(
        "Les actions se suivent par leur code\u{a0}: le changer par Édition, Code de l’action.",
        "Actions follow each other by their code: change it by Edit, Code of the action.",
    )
}

/// A code as it is proposed; nothing where every one is taken.
fn proposed(code: Option<ActionCode>) -> String {
    code.map_or_else(String::new, |code| code.to_string())
}

/// The amounts that adding a sub-action moves, in words; nothing where it moves none.
fn moved_by_sub_action(document: &Document, id: ActionId, lang: Lang) -> String {
    let mut after = document.clone();
    let tried = Draw::by_chance().action(document);
    let add = document.next_sub_action_code(id).map(|code| Command::Structure(Structure::AddAction { id: tried, code, label: String::new() }));
    match add.map(|command| command.apply(&mut after)) {
        Some(Ok(())) => moved(document, &after, lang),
        Some(Err(_)) | None => String::new(),
    }
}

/// The amounts that a change moved from actions to their first sub-actions, in words.
pub(super) fn moved(before: &Document, after: &Document, lang: Lang) -> String {
    taken_over(before, after).iter().map(|taken| taken.sentence(lang)).collect::<Vec<_>>().join(" ")
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
