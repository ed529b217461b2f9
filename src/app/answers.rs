//! What was answered to a dialog, done.

use egui::Context;

use super::{App, Wanted};
use crate::address;
use crate::editing::{Command, Structure};
use crate::storage::Expected;
use crate::ui::dialogs::Dialog;
use crate::ui::findings;
use crate::ui::grid::grid_id;
use crate::ui::modal::Answer;

impl App {
    /// What was answered to a dialog.
    pub(super) fn answer(&mut self, ctx: &Context, dialog: Dialog, answer: Answer) {
        match (dialog, answer) {
            (Dialog::File(dialog), answer) => self.answer_file(ctx, dialog, answer),
            (Dialog::Export(dialog), answer) => self.answer_export(ctx, dialog, answer),
            (Dialog::Import(dialog), answer) => self.answer_import(ctx, dialog, answer),
            (Dialog::Review(dialog), Answer::Yes) => self.answer_review(dialog),
            (Dialog::Text(dialog), Answer::Yes) => self.answer_texts(&dialog),
            (Dialog::Unsaved { then, .. }, Answer::Yes) => {
                self.after_save = Some(then);
                self.save();
            }
            // What is open stays until something else takes its place: a file that cannot be read loses nothing.
            (Dialog::Unsaved { then, .. }, Answer::No) => self.go_on(then),
            (Dialog::Replace { path }, Answer::No) => self.save_to(&path, Expected::Anything),
            (Dialog::Replace { path }, Answer::Yes | Answer::Cancel | Answer::Else) => self.typed_again(&path),
            (Dialog::Doubtful(doubtful), Answer::No) => self.keep_words(&doubtful),
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
            (Dialog::Path { saving, field }, Answer::Yes) => self.typed_path(saving, field),
            (
                Dialog::Failure { .. }
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
        self.focus_cursor();
        self.quit_if_asked(ctx);
        ctx.request_repaint();
    }

    pub(super) fn close_dialog(&mut self) {
        self.dialog = None;
        self.focus_cursor();
    }

    /// After a dialog the keyboard is back in the list of findings, or in the grid that has the cursor.
    pub(super) fn focus_cursor(&mut self) {
        if let (None, None, Some(page)) = (&self.dialog, &self.wanted_focus, &self.findings) {
            self.wanted_focus = Some(Wanted::new(findings::row_id(page.chosen())));
            return;
        }
        let cursor = self.desk.as_ref().and_then(|desk| desk.cursor.as_ref());
        if let (None, None, Some(cursor)) = (&self.dialog, &self.wanted_focus, cursor) {
            self.wanted_focus = Some(Wanted::new(grid_id(cursor.table)));
        }
    }

    fn typed_address(&mut self, ctx: &Context, typed: String) {
        let lang = self.lang();
        let Some(desk) = &self.desk else { return };
        let document = desk.session.document();
        let place = match address::conflict(document, &typed) {
            Ok(Some(key)) => Ok(address::conflict_place(document, key)),
            Ok(None) => address::parse(document, &typed).map(Some),
            Err(error) => Err(error),
        };
        match place {
            Ok(Some(place)) => self.go_to(ctx, place),
            // What no page shows stands among the findings.
            Ok(None) if self.findings.is_none() => self.toggle_findings(),
            Ok(None) => {}
            Err(error) => self.dialog = Some(Dialog::GoTo { typed, refusal: error.sentence(lang) }),
        }
    }
}
