//! Find and replace: going from match to match, and writing what replaces them.

use egui::Context;

use super::{Desk, Program, Wanted};
use crate::editing::Gesture;
use crate::editing::grid::{Grid, Spot};
use crate::editing::replace::{Scope, replace};
use crate::lang::Lang;
use crate::model::TextPlace;
use crate::tables::{Match, MatchAt, Node};
use crate::ui::find::{FindState, FindStep, field_id};
use crate::ui::search::Kind;
use crate::ui::{Cursor, narrative};

impl Desk {
    /// Opens the bar that replaces, or gives it the keyboard again.
    pub(super) fn open_find(&mut self, program: &mut Program, ctx: &Context) {
        narrative::close_editor(ctx);
        program.window.wanted_focus = Some(Wanted::new(field_id()));
        match &mut self.panels.find {
            Some(find) => find.ask_again(true),
            None => self.panels.find = Some(FindState::new(true)),
        }
    }

    /// The matches of the document as it is now.
    pub(super) fn refresh_find(&mut self, program: &Program) {
        let lang = program.lang();
        if let Some(find) = &mut self.panels.find {
            find.refresh(self.session.tables(lang), self.session.revision());
        }
    }

    pub(super) fn find_step(&mut self, program: &mut Program, ctx: &Context, step: FindStep) {
        if !self.commit_editing(program) {
            return;
        }
        match step {
            FindStep::Next | FindStep::Previous => self.find_next(program, step == FindStep::Next),
            FindStep::ReplaceOne => self.replace_one(program),
            FindStep::ReplaceAll => self.replace_all(program),
            FindStep::Close => {
                self.panels.find = None;
                program.window.wanted_focus = None;
                self.focus_cursor(program);
            }
        }
        ctx.request_repaint();
    }

    /// F3 goes on from match to match of what was searched for last, in a bar that says which; without any, the search opens.
    pub(super) fn find_again(&mut self, program: &mut Program, ctx: &Context, forward: bool) {
        if self.panels.find.is_none() && !self.panels.searched.is_empty() {
            self.panels.find = Some(FindState::of(&self.panels.searched));
            self.refresh_find(program);
        }
        if self.panels.find.as_ref().is_none_or(|find| find.query().is_empty()) {
            self.open_search(program, ctx, Kind::All);
        } else {
            self.find_step(program, ctx, if forward { FindStep::Next } else { FindStep::Previous });
        }
    }

    fn find_next(&mut self, program: &mut Program, forward: bool) {
        self.refresh_find(program);
        let lang = program.lang();
        let Some(find) = &mut self.panels.find else { return };
        let pages: Vec<Node> = self.session.tables(lang).outline().into_iter().map(|branch| branch.node).collect();
        let rank = |node: Node| pages.iter().position(|page| *page == node);
        let here = rank(self.node);
        let first_from_here = find.matches().iter().position(|found| rank(found.node) >= here);
        if let Some(found) = find.step(forward, first_from_here) {
            self.show_match(program, found);
        }
    }

    /// Shows the page of a match with the cursor on it; the keyboard stays where it is.
    fn show_match(&mut self, program: &mut Program, found: Match) {
        self.node = found.node;
        let cursor = match found.at {
            MatchAt::Cell { table, row, column } => Some((table, Spot { row, column })),
            MatchAt::Label { table, row } => Some((table, Spot { row, column: 0 })),
            MatchAt::Title | MatchAt::Text { .. } => None,
        };
        self.cursor = cursor.map(|(table, spot)| Cursor { table, grid: Grid::at(spot) });
        program.window.message.clear();
    }

    fn replace_one(&mut self, program: &mut Program) {
        let lang = program.lang();
        let Some(find) = &self.panels.find else { return };
        let Some(Match { at: MatchAt::Text { place, nth }, .. }) = find.current() else {
            // Nothing is shown yet, or a figure: the next text is.
            self.find_next_text(program);
            return;
        };
        let command = replace(self.session.tables(lang), find.query(), find.replacement(), &Scope::One(place, nth));
        if let Some((command, _)) = command {
            self.apply_as(program, &command, Gesture::Replace);
        }
        self.refresh_find(program);
        self.find_next_text(program);
    }

    /// The next match that can be replaced, if there is one.
    fn find_next_text(&mut self, program: &mut Program) {
        let count = self.panels.find.as_ref().map_or(0, |find| find.matches().len());
        for _ in 0..count {
            self.find_next(program, true);
            if self.panels.find.as_ref().and_then(FindState::current).is_some_and(|found| matches!(found.at, MatchAt::Text { .. })) {
                return;
            }
        }
    }

    fn replace_all(&mut self, program: &mut Program) {
        let lang = program.lang();
        let Some(find) = &self.panels.find else { return };
        let mut places: Vec<TextPlace> = Vec::new();
        for found in find.matches() {
            match found.at {
                MatchAt::Text { place, .. } if !places.contains(&place) => places.push(place),
                _ => {}
            }
        }
        let Some((command, count)) = replace(self.session.tables(lang), find.query(), find.replacement(), &Scope::All(&places)) else { return };
        self.apply_as(program, &command, Gesture::Replace);
        if program.window.message.is_empty() {
            program.window.notice = replaced_words(count, lang);
        }
        self.refresh_find(program);
    }
}

fn replaced_words(count: usize, lang: Lang) -> String {
    match count {
        1 => lang.pick("1 remplacement.".into(), "1 replacement.".into()),
        count => lang.pick(format!("{count} remplacements."), format!("{count} replacements.")),
    }
}
