//! The search: opening it, and going to what was found.

use egui::Context;

use super::{App, Desk, Program, Wanted};
use crate::editing::grid::{Event, Grid, Held, Key, Spot};
use crate::model::{Place, TextPlace};
use crate::tables::{PageHit, Query};
use crate::ui::search::{Hit, Kind, Search, SearchStep, field_id};
use crate::ui::{Cursor, narrative};

impl App {
    /// A step of the search, or the command that it found.
    pub(super) fn search(&mut self, ctx: &Context, step: SearchStep) {
        let Some(desk) = self.desks.front_mut() else { return };
        if let SearchStep::Go { hit: Hit::Command(_, action), .. } = step {
            desk.search_step(&mut self.program, ctx, SearchStep::Close);
            return self.act(ctx, action);
        }
        desk.search_step(&mut self.program, ctx, step);
        desk.keep_shown(&mut self.program);
    }
}

impl Desk {
    /// Opens the search among what is of a kind, or gives it the keyboard again.
    pub(super) fn open_search(&mut self, program: &mut Program, ctx: &Context, kind: Kind) {
        narrative::close_editor(ctx);
        program.window.wanted_focus = Some(Wanted::new(field_id()));
        match &mut self.panels.search {
            Some(search) => search.ask_again(kind),
            None => self.panels.search = Some(Search::new(kind)),
        }
    }

    fn search_step(&mut self, program: &mut Program, ctx: &Context, step: SearchStep) {
        if !matches!(step, SearchStep::Open(_)) {
            ctx.memory_mut(|memory| memory.surrender_focus(field_id()));
        }
        match step {
            SearchStep::Open(kind) => {
                if self.commit_editing(program) {
                    self.panels.search.get_or_insert_with(|| Search::new(kind));
                }
            }
            SearchStep::Leave => self.panels.search = None,
            SearchStep::Close => {
                self.panels.search = None;
                program.window.wanted_focus = None;
                self.focus_cursor(program);
            }
            SearchStep::Go { hit, edits } => {
                let typed = self.panels.search.take().map(|search| search.typed().to_owned()).unwrap_or_default();
                program.window.wanted_focus = None;
                self.go_to_hit(program, ctx, hit, &typed);
                if program.window.wanted_focus.is_none() {
                    self.focus_cursor(program);
                }
                if let Some(table) = self.cursor.as_ref().map(|cursor| cursor.table).filter(|_| edits) {
                    self.grid_event(program, ctx, table, Event::Key(Key::F2, Held::default()));
                }
                self.panels.searched = typed;
            }
            SearchStep::Address(typed) => {
                let search = self.panels.search.take();
                program.window.wanted_focus = None;
                let refusal = self.typed_address(program, ctx, &typed).err();
                if let Some((mut search, refusal)) = search.zip(refusal) {
                    search.refuse(refusal);
                    self.panels.search = Some(search);
                    program.window.wanted_focus = Some(Wanted::new(field_id()));
                }
            }
        }
        ctx.request_repaint();
    }

    fn go_to_hit(&mut self, program: &mut Program, ctx: &Context, hit: Hit, typed: &str) {
        match hit {
            Hit::Cell(place) => self.go_to(program, ctx, place),
            Hit::Page(PageHit::Page(node)) => self.show_node(program, node),
            Hit::Page(PageHit::Row { node, table, row }) => {
                self.panels.findings = None;
                self.node = node;
                let cursor = Cursor { table, grid: Grid::at(Spot { row, column: 0 }) };
                self.set_cursor(program, Some(cursor));
            }
            Hit::Text(hit) => match hit.place {
                TextPlace::Narrative(narrative) => {
                    let stored = self.session.document().text(narrative).to_owned();
                    let span = Query::new(typed).occurrences(&stored).first().map_or(0..0, |(start, end)| *start..*end);
                    self.go_to_passage(program, ctx, narrative, &span);
                }
                place => self.go_to(program, ctx, Place::Text(place)),
            },
            // The window does it.
            Hit::Command(..) => {}
        }
    }
}
