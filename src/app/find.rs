//! Find and replace: going from match to match, and writing what replaces them.

use egui::Context;

use super::{App, Wanted};
use crate::editing::Gesture;
use crate::editing::grid::{Grid, Spot};
use crate::editing::replace::{Scope, replace};
use crate::lang::Lang;
use crate::model::TextPlace;
use crate::tables::{Match, MatchAt, Node};
use crate::ui::find::{FindState, FindStep, field_id};
use crate::ui::{Cursor, narrative};

impl App {
    /// Opens the bar, or gives it the keyboard again.
    pub(super) fn open_find(&mut self, ctx: &Context, replacing: bool) {
        if self.desk.is_none() {
            return;
        }
        narrative::close_editor(ctx);
        self.wanted_focus = Some(Wanted::new(field_id()));
        match &mut self.find {
            Some(find) => find.ask_again(replacing),
            None => self.find = Some(FindState::new(replacing)),
        }
    }

    /// The matches of the document as it is now.
    pub(super) fn refresh_find(&mut self) {
        let lang = self.lang();
        match (&mut self.find, &self.desk) {
            (Some(find), Some(desk)) => find.refresh(desk.session.tables(lang), desk.session.revision()),
            (find, None) => *find = None,
            (None, Some(_)) => {}
        }
    }

    pub(super) fn find_step(&mut self, ctx: &Context, step: FindStep) {
        if !self.commit_editing() {
            return;
        }
        match step {
            FindStep::Next | FindStep::Previous => self.find_next(step == FindStep::Next),
            FindStep::ReplaceOne => self.replace_one(),
            FindStep::ReplaceAll => self.replace_all(),
            FindStep::Close => {
                self.find = None;
                self.wanted_focus = None;
                self.focus_cursor();
            }
        }
        ctx.request_repaint();
    }

    /// F3 without a bar opens it.
    pub(super) fn find_again(&mut self, ctx: &Context, forward: bool) {
        if self.find.as_ref().is_none_or(|find| find.query().is_empty()) {
            self.open_find(ctx, false);
        } else {
            self.find_step(ctx, if forward { FindStep::Next } else { FindStep::Previous });
        }
    }

    fn find_next(&mut self, forward: bool) {
        self.refresh_find();
        let lang = self.lang();
        let (Some(find), Some(desk)) = (&mut self.find, &self.desk) else { return };
        let pages: Vec<Node> = desk.session.tables(lang).outline().into_iter().map(|branch| branch.node).collect();
        let rank = |node: Node| pages.iter().position(|page| *page == node);
        let here = rank(desk.node);
        let first_from_here = find.matches().iter().position(|found| rank(found.node) >= here);
        if let Some(found) = find.step(forward, first_from_here) {
            self.show_match(found);
        }
    }

    /// Shows the page of a match with the cursor on it; the keyboard stays where it is.
    fn show_match(&mut self, found: Match) {
        let Some(desk) = &mut self.desk else { return };
        desk.node = found.node;
        let cursor = match found.at {
            MatchAt::Cell { table, row, column } => Some((table, Spot { row, column })),
            MatchAt::Label { table, row } => Some((table, Spot { row, column: 0 })),
            MatchAt::Title | MatchAt::Text { .. } => None,
        };
        desk.cursor = cursor.map(|(table, spot)| Cursor { table, grid: Grid::at(spot) });
        self.message.clear();
    }

    fn replace_one(&mut self) {
        let lang = self.lang();
        let (Some(find), Some(desk)) = (&self.find, &self.desk) else { return };
        let Some(Match { at: MatchAt::Text { place, nth }, .. }) = find.current() else {
            // Nothing is shown yet, or a figure: the next text is.
            self.find_next_text();
            return;
        };
        let command = replace(desk.session.tables(lang), find.query(), find.replacement(), &Scope::One(place, nth));
        if let Some((command, _)) = command {
            self.apply_as(&command, Gesture::Replace);
        }
        self.refresh_find();
        self.find_next_text();
    }

    /// The next match that can be replaced, if there is one.
    fn find_next_text(&mut self) {
        let count = self.find.as_ref().map_or(0, |find| find.matches().len());
        for _ in 0..count {
            self.find_next(true);
            if self.find.as_ref().and_then(FindState::current).is_some_and(|found| matches!(found.at, MatchAt::Text { .. })) {
                return;
            }
        }
    }

    fn replace_all(&mut self) {
        let lang = self.lang();
        let (Some(find), Some(desk)) = (&self.find, &self.desk) else { return };
        let mut places: Vec<TextPlace> = Vec::new();
        for found in find.matches() {
            match found.at {
                MatchAt::Text { place, .. } if !places.contains(&place) => places.push(place),
                _ => {}
            }
        }
        let Some((command, count)) = replace(desk.session.tables(lang), find.query(), find.replacement(), &Scope::All(&places)) else { return };
        self.apply_as(&command, Gesture::Replace);
        if self.message.is_empty() {
            self.notice = replaced_words(count, lang);
        }
        self.refresh_find();
    }
}

fn replaced_words(count: usize, lang: Lang) -> String {
    match count {
        1 => lang.pick("1 remplacement.".into(), "1 replacement.".into()),
        count => lang.pick(format!("{count} remplacements."), format!("{count} replacements.")),
    }
}
