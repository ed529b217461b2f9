//! Answers to findings, to marks and to the passing of the year.

use std::ops::Range;

use egui::Context;

use super::{App, Wanted};
use crate::editing::review::{self, Review};
use crate::editing::{Command, Gesture};
use crate::model::{Entry, Narrative, Place, TextPlace};
use crate::ui::actions::Action;
use crate::ui::dialogs::Dialog;
use crate::ui::findings::{FindingsPage, row_id};
use crate::ui::narrative;
use crate::ui::review::ReviewDialog;
use crate::ui::rollover::RolloverDialog;
use crate::ui::text_dialogs::{LinksDialog, TextDialog, TypographyDialog};

impl App {
    /// Whether the action is one of these; it is done then.
    pub(super) fn review_action(&mut self, ctx: &Context, action: Action) -> bool {
        match action {
            Action::Rollover => self.ask_rollover(),
            Action::TakeHint => self.take_hint(),
            Action::ConfirmCell => self.confirm(true),
            Action::ConfirmAct => self.confirm(false),
            Action::Findings => self.toggle_findings(),
            Action::LinkFigures => self.ask_links(ctx),
            Action::SetTypography => self.ask_typography(ctx),
            Action::ToggleSpaces => self.toggle_spaces(),
            _ => return false,
        }
        true
    }

    pub(super) fn answer_review(&mut self, dialog: ReviewDialog) {
        match dialog {
            ReviewDialog::Justify { finding, reason, .. } => self.apply(&Command::Review(Review::Justify { finding, reason })),
            ReviewDialog::Rollover(RolloverDialog { copy_credits, .. }) => {
                self.apply(&Command::Rollover { copy_credits });
                let node = self.desk.as_ref().map(|desk| desk.node);
                if let Some(node) = node {
                    self.show_node(node);
                }
                self.tell_of_new_file();
            }
        }
    }

    /// The PAP of the next year has no file until it is named.
    fn tell_of_new_file(&mut self) {
        let lang = self.lang();
        let Some(desk) = self.desk.as_ref().filter(|desk| desk.path().is_none()) else { return };
        if let (Some(former), year) = (&desk.file.path, desk.session.document().year) {
            let name = former.file_name().unwrap_or(former.as_os_str()).to_string_lossy();
            self.notice = lang.pick(
                format!("Le PAP {year} n’a pas encore de fichier\u{a0}; {name} reste tel quel."),
                format!("The PAP {year} has no file yet; {name} stays as it is."),
            );
        }
    }

    fn ask_rollover(&mut self) {
        let lang = self.lang();
        let Some(desk) = &self.desk else { return };
        match RolloverDialog::of(desk.session.document(), lang) {
            Ok(dialog) => self.dialog = Some(Dialog::Review(ReviewDialog::Rollover(dialog))),
            Err(refusal) => self.message = refusal.sentence(lang),
        }
    }

    // The list of findings

    /// Shows the list in the place of the page, or the page again.
    pub(super) fn toggle_findings(&mut self) {
        if self.findings.take().is_some() {
            self.focus_cursor();
        } else if self.desk.is_some() {
            self.findings = Some(FindingsPage::default());
            self.wanted_focus = Some(Wanted::new(row_id(0)));
        }
    }

    /// Shows a passage of a text, selected in its editor.
    pub(super) fn go_to_passage(&mut self, ctx: &Context, narrative: Narrative, span: &Range<usize>) {
        let place = TextPlace::Narrative(narrative);
        self.go_to(ctx, Place::Text(place));
        if let Some(desk) = &self.desk {
            narrative::open_passage(ctx, &desk.session, narrative, span);
        }
    }

    // Texts

    /// The narratives that a command is about first: the one being edited, or those of the page.
    fn narratives_here(&self, ctx: &Context) -> Vec<Narrative> {
        if let Some(TextPlace::Narrative(narrative)) = narrative::open_text(ctx) {
            return vec![narrative];
        }
        self.desk.as_ref().map_or_else(Vec::new, |desk| desk.session.tables(self.lang()).page_narratives(desk.node))
    }

    /// Asks which figures of the texts here become links.
    fn ask_links(&mut self, ctx: &Context) {
        let lang = self.lang();
        let here = self.narratives_here(ctx);
        let Some(desk) = &self.desk else { return };
        let offered: Vec<_> = here.into_iter().map(|narrative| (narrative, desk.shown.links_offered(&desk.session, lang, narrative))).collect();
        let dialog = LinksDialog::new(&desk.session, lang, offered.iter().map(|(narrative, offered)| (*narrative, offered.as_slice())));
        if dialog.is_empty() {
            self.notice = lang
                .pick("Aucun chiffre des textes de cette page ne tient dans un tableau.", "No figure in the texts of this page stands in a table.")
                .into();
        } else {
            self.dialog = Some(Dialog::Text(TextDialog::Links(dialog)));
        }
    }

    /// Asks in which texts French typography is set.
    fn ask_typography(&mut self, ctx: &Context) {
        let lang = self.lang();
        let here = self.narratives_here(ctx);
        let Some(desk) = &self.desk else { return };
        let dialog = TypographyDialog::new(&desk.session, lang, &here);
        if dialog.is_empty() {
            self.notice = lang.pick("Les textes suivent déjà la typographie française.", "The texts follow French typography already.").into();
        } else {
            self.dialog = Some(Dialog::Text(TextDialog::Typography(dialog)));
        }
    }

    fn toggle_spaces(&mut self) {
        self.settings.toggle_spaces();
        let (on, off) = (
            self.lang().pick("Les espaces insécables se mettent à la frappe.", "French spaces are set while typing."),
            self.lang().pick("Les espaces restent comme on les tape.", "Spaces stay as they are typed."),
        );
        self.notice = if self.settings.sets_spaces { on } else { off }.into();
    }

    /// What was answered about texts.
    pub(super) fn answer_texts(&mut self, dialog: &TextDialog) {
        let Some(desk) = &self.desk else { return };
        let (command, gesture) = match dialog {
            TextDialog::Links(dialog) => (dialog.command(&desk.session), Gesture::Link),
            TextDialog::Typography(dialog) => (dialog.command(&desk.session), Gesture::Typography),
        };
        if let Some(command) = command {
            self.apply_as(&command, gesture);
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
        let entries: Vec<Entry> = if only_active {
            self.active_place().and_then(|place| document.entry(place)).into_iter().collect()
        } else {
            review::unconfirmed(document)
        };
        match review::confirm(document, desk.session.figures(), &entries) {
            Some(command) => self.apply(&command),
            None => self.message = lang.pick("Rien n’est à confirmer ici.", "Nothing is to be confirmed here.").into(),
        }
    }
}
