//! What was answered to dialogs.

use egui::Context;

use super::{App, Desk, Program, Wanted};
use crate::address;
use crate::editing::review::Review;
use crate::editing::{Command, Structure};
use crate::storage::Expected;
use crate::ui::dialogs::Dialog;
use crate::ui::findings;
use crate::ui::grid::grid_id;
use crate::ui::modal::Answer;
use crate::ui::review::ReviewDialog;
use crate::ui::rollover::RolloverDialog;

impl App {
    /// Does what was answered to a dialog.
    pub(super) fn answer(&mut self, ctx: &Context, dialog: Dialog, answer: Answer) {
        match (dialog, answer) {
            (Dialog::File(dialog), answer) => self.answer_file(ctx, dialog, answer),
            (Dialog::Import(dialog), answer) => self.answer_import(ctx, dialog, answer),
            (Dialog::Unsaved { then, .. }, Answer::No) => self.give_up_changes(then),
            (Dialog::Review(ReviewDialog::Rollover(RolloverDialog { copy_credits, .. })), Answer::Yes) => self.roll_over(copy_credits),
            (Dialog::New { number, name, year, .. }, Answer::Yes) => {
                if let Err(refusal) = self.create(&number, &name, &year) {
                    self.program.window.dialog = Some(Dialog::New { number, name, year, refusal });
                }
            }
            (Dialog::Path { saving, field }, Answer::Yes) => {
                let desk = self.desks.front().map(|desk| desk.id);
                self.program.typed_path(desk, saving, field);
            }
            (Dialog::Replace { path }, Answer::Yes | Answer::Cancel | Answer::Else) => self.program.typed_again(&path),
            (Dialog::Replace { path }, Answer::No) => {
                if let Some(desk) = self.desks.front() {
                    self.save_as(desk.id, &path, Expected::Anything);
                }
            }
            (dialog, answer) => {
                if let Some(desk) = self.desks.front_mut() {
                    desk.answer(&mut self.program, ctx, dialog, answer);
                    desk.keep_shown(&mut self.program);
                }
            }
        }
        self.focus_cursor();
        self.quit_if_asked(ctx);
        ctx.request_repaint();
    }

    pub(super) fn focus_cursor(&mut self) {
        if let Some(desk) = self.desks.front() {
            desk.focus_cursor(&mut self.program);
        }
    }
}

impl Desk {
    /// Does what was answered to a dialog about this document.
    fn answer(&mut self, program: &mut Program, ctx: &Context, dialog: Dialog, answer: Answer) {
        match (dialog, answer) {
            (Dialog::Export(dialog), answer) => self.answer_export(program, ctx, dialog, answer),
            (Dialog::Doubtful(doubtful), Answer::No) => self.keep_words(program, &doubtful),
            (_, Answer::Cancel | Answer::No | Answer::Else | Answer::None) => self.after_save = None,
            (Dialog::Unsaved { then, .. }, Answer::Yes) => {
                self.after_save = Some(then);
                self.save(program);
            }
            (Dialog::Review(ReviewDialog::Justify { finding, reason, .. }), Answer::Yes) => {
                self.apply(program, &Command::Review(Review::Justify { finding, reason }));
            }
            (Dialog::Paste(dialog), Answer::Yes) => self.paste_seen(program, dialog),
            (Dialog::Text(dialog), Answer::Yes) => self.answer_texts(program, &dialog),
            (Dialog::Name { naming, code, typed, note, .. }, Answer::Yes) => match self.named(program, &naming, code.as_deref(), typed.trim()) {
                Ok(added) => self.show_added(program, added),
                Err(refusal) => program.window.dialog = Some(Dialog::Name { naming, code, typed, note, refusal }),
            },
            (Dialog::Category { adding, chosen: Some(category), .. }, Answer::Yes) => {
                let structure = if adding { Structure::AddCategory(category) } else { Structure::RemoveCategory(category) };
                self.apply(program, &Command::Structure(structure));
            }
            (Dialog::ToAct { chosen: Some(action), .. }, Answer::Yes) => self.add_to_act(program, action),
            (Dialog::Remove { node, .. }, Answer::Yes) => self.remove(program, node),
            // Those of the window are answered there, the others by their own commands.
            (
                Dialog::File(_)
                | Dialog::Import(_)
                | Dialog::Review(ReviewDialog::Rollover(_))
                | Dialog::New { .. }
                | Dialog::Path { .. }
                | Dialog::Replace { .. }
                | Dialog::Failure { .. }
                | Dialog::Palette(_)
                | Dialog::Spread(_)
                | Dialog::Deck(_)
                | Dialog::Doubtful(_)
                | Dialog::Shortcuts
                | Dialog::About
                | Dialog::Category { .. }
                | Dialog::ToAct { .. },
                Answer::Yes,
            ) => {}
        }
    }

    pub(super) fn close_dialog(&self, program: &mut Program) {
        program.window.dialog = None;
        self.focus_cursor(program);
    }

    /// After a dialog the keyboard is back in the list of findings, or in the grid that has the cursor.
    pub(super) fn focus_cursor(&self, program: &mut Program) {
        let window = &mut program.window;
        if window.dialog.is_some() || window.wanted_focus.is_some() {
            return;
        }
        if self.panels.merge.is_some() && self.cursor.is_none() && self.panels.find.is_none() {
            return self.focus_matter(program);
        }
        let list = self.panels.findings.as_ref().map(|page| findings::row_id(page.chosen()));
        let wanted = list.or_else(|| self.cursor.as_ref().map(|cursor| grid_id(cursor.table)));
        window.wanted_focus = wanted.map(Wanted::new);
    }

    /// Goes to what an address denotes; else why it denotes nothing.
    pub(super) fn typed_address(&mut self, program: &mut Program, ctx: &Context, typed: &str) -> Result<(), String> {
        let document = self.session.document();
        let place = match address::conflict(document, typed) {
            Ok(Some(key)) => Ok(address::conflict_place(document, key)),
            Ok(None) => address::parse(document, typed).map(Some),
            Err(error) => Err(error),
        };
        match place {
            Ok(Some(place)) => self.go_to(program, ctx, place),
            // What no page shows stands among the findings.
            Ok(None) if self.panels.findings.is_none() => self.toggle_findings(program),
            Ok(None) => {}
            Err(error) => return Err(error.sentence(program.lang())),
        }
        Ok(())
    }
}
