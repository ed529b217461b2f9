//! Answers to findings, to marks and to the passing of the year.

use super::App;
use crate::editing::Command;
use crate::editing::review::{self, Review};
use crate::model::{AmountEntry, Entry, Place};
use crate::ui::actions::Action;
use crate::ui::dialogs::Dialog;
use crate::ui::review::ReviewDialog;

impl App {
    /// Whether the action is one of these; it is done then.
    pub(super) fn review_action(&mut self, action: Action) -> bool {
        match action {
            Action::Rollover => self.ask_rollover(),
            Action::TakeHint => self.take_hint(),
            Action::ConfirmCell => self.confirm(true),
            Action::ConfirmAct => self.confirm(false),
            _ => return false,
        }
        true
    }

    pub(super) fn answer_review(&mut self, dialog: ReviewDialog) {
        match dialog {
            ReviewDialog::Justify { finding, reason, .. } => self.apply(&Command::Review(Review::Justify { finding, reason })),
            ReviewDialog::Rollover { copy_credits, .. } => {
                self.apply(&Command::Rollover { copy_credits });
                let node = self.desk.as_ref().map(|desk| desk.node);
                if let Some(node) = node {
                    self.show_node(node);
                }
            }
        }
    }

    fn ask_rollover(&mut self) {
        let lang = self.lang();
        let Some(desk) = &self.desk else { return };
        match ReviewDialog::rollover(desk.session.document(), lang) {
            Some(dialog) => self.dialog = Some(Dialog::Review(dialog)),
            None => self.message = crate::editing::Refusal::LastYear(desk.session.document().year).sentence(lang),
        }
    }

    /// The place of the active cell.
    fn active_place(&self) -> Option<Place> {
        let desk = self.desk.as_ref()?;
        let cursor = desk.cursor.as_ref()?;
        let spot = cursor.grid.active();
        desk.table(cursor.table, self.lang())?.cell(spot.row, spot.column)?.place
    }

    /// Types the hint that the active cell shows.
    fn take_hint(&mut self) {
        let lang = self.lang();
        let Some(desk) = &self.desk else { return };
        let command = self.active_place().and_then(|place| review::take_hint(desk.session.document(), place));
        match command {
            Some(command) => self.apply(&command),
            None => self.message = lang.pick("Cette cellule ne montre aucun indice.", "This cell shows no hint.").into(),
        }
    }

    /// Enters what the act shows from the bill: the active cell, or every amount.
    fn confirm(&mut self, only_active: bool) {
        let lang = self.lang();
        let Some(desk) = &self.desk else { return };
        let document = desk.session.document();
        let entries: Vec<AmountEntry> = if only_active {
            self.active_place()
                .and_then(|place| document.entry(place))
                .and_then(|entry| match entry {
                    Entry::Amount(entry) => Some(entry),
                    _ => None,
                })
                .into_iter()
                .collect()
        } else {
            review::unconfirmed(document)
        };
        match review::confirm(document, desk.session.figures(), &entries) {
            Some(command) => self.apply(&command),
            None => self.message = lang.pick("Rien n’est à confirmer ici.", "Nothing is to be confirmed here.").into(),
        }
    }
}
