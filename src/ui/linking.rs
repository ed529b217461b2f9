//! Under a text that is edited: the figure at the caret that a cell holds, and the way to every other that could be linked.

use egui::Ui;

use super::actions::Action;
use super::controls;
use super::text_dialogs::{LinksDialog, TextDialog};
use super::theme::{self, SMALL_12, Theme, Weight};
use super::{Intent, View};
use crate::editing::Gesture;
use crate::editing::links::{Proposal, link_all};
use crate::model::Narrative;

/// What is offered for the figure at the caret, then for all of them; `is_asked` links the former without a click.
pub(super) fn links_ui(ui: &mut Ui, view: &View<'_>, narrative: Narrative, caret: Option<usize>, is_asked: bool) -> Vec<Intent> {
    let offered = view.shown.links_offered(view.session, view.lang, narrative);
    let theme = Theme::of(ui);
    let lang = view.lang;
    let mut intents = Vec::new();
    let at_caret = caret.and_then(|caret| offered.iter().find(|proposal| (proposal.shown.start..=proposal.shown.end).contains(&caret)));
    if let Some(proposal) = at_caret {
        let answer = answer(view, narrative, proposal);
        ui.horizontal(|ui| {
            let words = match proposal.places.as_slice() {
                [place] => format!("= {}", view.tables().place_name(*place)),
                places => lang.pick(format!("tient dans {} cellules", places.len()), format!("stands in {} cells", places.len())),
            };
            ui.label(theme::text(proposal.words.as_str(), SMALL_12, Weight::Semibold, theme.ink));
            ui.label(theme::text(words, SMALL_12, Weight::Regular, theme.ink2));
            let verb = if proposal.places.len() == 1 { lang.pick("Lier", "Link") } else { lang.pick("Choisir…", "Choose…") };
            if controls::link(ui, verb).clicked() || is_asked {
                intents.extend(answer);
            }
        });
    } else if is_asked && !offered.is_empty() {
        intents.push(Intent::Do(Action::LinkFigures));
    }
    if !offered.is_empty() {
        let words = lang.pick(format!("Relier les montants ({})…", offered.len()), format!("Link the figures ({})…", offered.len()));
        if controls::link(ui, &words).clicked() {
            intents.push(Intent::AskOfTexts(TextDialog::Links(LinksDialog::new(view.session, view.lang, [(narrative, offered.as_slice())]))));
        }
    }
    intents
}

/// Links a figure that one cell holds; asks which one is meant of several.
fn answer(view: &View<'_>, narrative: Narrative, proposal: &Proposal) -> Option<Intent> {
    match proposal.places.as_slice() {
        [place] => link_all(view.session.document(), narrative, &[(proposal, *place)]).map(|command| Intent::ApplyAs(command, Gesture::Link)),
        _ => {
            let only = [(narrative, std::slice::from_ref(proposal))];
            Some(Intent::AskOfTexts(TextDialog::Links(LinksDialog::new(view.session, view.lang, only))))
        }
    }
}
