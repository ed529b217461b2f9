//! Answers to findings, to marks and to the passing of the year.

use std::ops::Range;

use egui::Context;

use super::disk::DeskFile;
use super::{App, Desk, Program, Wanted};
use crate::editing::review;
use crate::editing::{Command, Gesture, Session};
use crate::model::{Document, Entry, Narrative, Place, TextPlace};
use crate::ui::actions::Action;
use crate::ui::dialogs::Dialog;
use crate::ui::findings::{FindingsPage, row_id};
use crate::ui::narrative;
use crate::ui::review::ReviewDialog;
use crate::ui::rollover::RolloverDialog;
use crate::ui::text_dialogs::{LinksDialog, TextDialog, TypographyDialog};

impl App {
    /// Opens the PAP of the next year beside that of the year that passes, which stays as it is; it has no file until it is named.
    pub(super) fn roll_over(&mut self, copy_credits: bool) {
        let lang = self.lang();
        let Some(desk) = self.desks.front() else { return };
        let mut passing = Session::opened(Document::clone(desk.session.document()));
        if let Err(refusal) = passing.apply(&Command::Rollover { copy_credits }) {
            self.program.window.message = refusal.sentence(lang);
            return;
        }
        let (path, year, stamp) = (desk.file.path.clone(), desk.file.year, desk.file.stamp);
        let next = Document::clone(passing.document());
        let name = path.as_deref().map(|path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned());
        let notice = name.map(|name| {
            lang.pick(
                format!("Le PAP {} n’a pas encore de fichier\u{a0}; {name} reste tel quel.", next.year),
                format!("The PAP {} has no file yet; {name} stays as it is.", next.year),
            )
        });
        self.open_desk(Desk::new(Session::created(next), DeskFile { path, year, stamp, ..DeskFile::default() }));
        self.program.window.notice = notice.unwrap_or_default();
    }
}

impl Desk {
    /// Whether the action is one of these; it is done then.
    pub(super) fn review_action(&mut self, program: &mut Program, ctx: &Context, action: Action) -> bool {
        match action {
            Action::Rollover => self.ask_rollover(program),
            Action::TakeHint => self.take_hint(program),
            Action::ConfirmCell => self.confirm(program, true),
            Action::ConfirmAct => self.confirm(program, false),
            Action::Findings => self.toggle_findings(program),
            Action::Decide => self.toggle_merge(program, ctx),
            Action::LinkFigures => self.ask_links(program, ctx),
            Action::SetTypography => self.ask_typography(program, ctx),
            Action::ToggleSpaces => self.toggle_spaces(program),
            _ => return false,
        }
        true
    }

    fn ask_rollover(&mut self, program: &mut Program) {
        let lang = program.lang();
        match RolloverDialog::of(self.session.document(), lang) {
            Ok(dialog) => program.window.dialog = Some(Dialog::Review(ReviewDialog::Rollover(dialog))),
            Err(refusal) => program.window.message = refusal.sentence(lang),
        }
    }

    // The list of findings

    /// Shows the list in the place of the page, or the page again.
    pub(super) fn toggle_findings(&mut self, program: &mut Program) {
        if self.panels.findings.take().is_some() {
            self.focus_cursor(program);
        } else {
            self.panels.findings = Some(FindingsPage::default());
            program.window.wanted_focus = Some(Wanted::new(row_id(0)));
        }
    }

    /// Shows a passage of a text, selected in its editor.
    pub(super) fn go_to_passage(&mut self, program: &mut Program, ctx: &Context, narrative: Narrative, span: &Range<usize>) {
        let place = TextPlace::Narrative(narrative);
        self.go_to(program, ctx, Place::Text(place));
        narrative::open_passage(ctx, &self.session, narrative, span);
    }

    // Texts

    /// The narratives that a command is about first: the one being edited, or those of the page.
    fn narratives_here(&self, program: &Program, ctx: &Context) -> Vec<Narrative> {
        if let Some(TextPlace::Narrative(narrative)) = narrative::open_text(ctx) {
            return vec![narrative];
        }
        self.session.tables(program.lang()).page_narratives(self.node)
    }

    /// Asks which figures of the texts here become links.
    fn ask_links(&mut self, program: &mut Program, ctx: &Context) {
        let lang = program.lang();
        let here = self.narratives_here(program, ctx);
        let offered: Vec<_> = here.into_iter().map(|narrative| (narrative, self.shown.links_offered(&self.session, lang, narrative))).collect();
        let dialog = LinksDialog::new(&self.session, lang, offered.iter().map(|(narrative, offered)| (*narrative, offered.as_slice())));
        if dialog.is_empty() {
            program.window.notice = lang
                .pick("Aucun chiffre des textes de cette page ne tient dans un tableau.", "No figure in the texts of this page stands in a table.")
                .into();
        } else {
            program.window.dialog = Some(Dialog::Text(TextDialog::Links(dialog)));
        }
    }

    /// Asks in which texts French typography is set.
    fn ask_typography(&mut self, program: &mut Program, ctx: &Context) {
        let lang = program.lang();
        let here = self.narratives_here(program, ctx);
        let dialog = TypographyDialog::new(&self.session, lang, &here);
        if dialog.is_empty() {
            program.window.notice =
                lang.pick("Les textes suivent déjà la typographie française.", "The texts follow French typography already.").into();
        } else {
            program.window.dialog = Some(Dialog::Text(TextDialog::Typography(dialog)));
        }
    }

    fn toggle_spaces(&mut self, program: &mut Program) {
        program.settings.toggle_spaces();
        let (on, off) = (
            program.lang().pick("Les espaces insécables se mettent à la frappe.", "French spaces are set while typing."),
            program.lang().pick("Les espaces restent comme on les tape.", "Spaces stay as they are typed."),
        );
        program.window.notice = if program.settings.sets_spaces { on } else { off }.into();
    }

    /// What was answered about texts.
    pub(super) fn answer_texts(&mut self, program: &mut Program, dialog: &TextDialog) {
        let (command, gesture) = match dialog {
            TextDialog::Links(dialog) => (dialog.command(&self.session), Gesture::Link),
            TextDialog::Typography(dialog) => (dialog.command(&self.session), Gesture::Typography),
        };
        if let Some(command) = command {
            self.apply_as(program, &command, gesture);
        }
    }

    /// The place of the active cell.
    fn active_place(&self, program: &Program) -> Option<Place> {
        let cursor = self.cursor.as_ref()?;
        let spot = cursor.grid.active();
        self.table(cursor.table, program.lang())?.cell(spot.row, spot.column)?.place
    }

    /// Types the hint that the active cell shows.
    fn take_hint(&mut self, program: &mut Program) {
        let lang = program.lang();
        let command = self.active_place(program).and_then(|place| review::take_hint(self.session.document(), place));
        match command {
            Some(command) => self.apply(program, &command),
            None => program.window.message = lang.pick("Cette cellule ne montre aucun indice.", "This cell shows no hint.").into(),
        }
    }

    /// Enters what the act shows from the bill: the active cell, or every amount.
    fn confirm(&mut self, program: &mut Program, only_active: bool) {
        let lang = program.lang();
        let document = self.session.document();
        let entries: Vec<Entry> = if only_active {
            self.active_place(program).and_then(|place| document.entry(place)).into_iter().collect()
        } else {
            review::unconfirmed(document)
        };
        match review::confirm(document, self.session.figures(), &entries) {
            Some(command) => self.apply(program, &command),
            None => program.window.message = lang.pick("Rien n’est à confirmer ici.", "Nothing is to be confirmed here.").into(),
        }
    }
}
