//! What is answered to findings and marks: the reason of a justification, the fixes, what stands above an inherited text.

use egui::{TextEdit, Ui, vec2};

use super::actions::Action;
use super::controls;
use super::icons::Icon;
use super::merge::MergeStep;
use super::modal::{Answer, ModalFrame, Reply, modal};
use super::outline::plural;
use super::rollover::{RolloverDialog, rollover_ui};
use super::theme::{self, BODY_14, Theme, Weight};
use super::{Intent, View};
use crate::calc::checks::Finding;
use crate::editing::links::advance;
use crate::editing::review::{Review, keep};
use crate::editing::rollover::draft_changes;
use crate::editing::{Command, Gesture};
use crate::lang::typography::held;
use crate::lang::{Lang, Word};
use crate::model::{Entry, Justified, Narrative, Place, Rule, TextPlace};

/// A question about a finding or about next year.
#[derive(Clone, Debug, PartialEq)]
pub enum ReviewDialog {
    Justify { finding: Justified, sentence: String, reason: String },
    Rollover(RolloverDialog),
}

impl ReviewDialog {
    pub fn justify(finding: &Finding, lang: Lang) -> Self {
        let reason = finding.justification.as_deref().unwrap_or_default().to_owned();
        Self::Justify { finding: finding.justified(), sentence: sentence(finding, lang), reason }
    }
}

/// Paints the dialog and says what was answered.
pub fn review_dialog_ui(ctx: &egui::Context, lang: Lang, dialog: &mut ReviewDialog) -> Answer {
    let cancel = [lang.word(Word::Cancel)];
    let (reply, entered) = match dialog {
        ReviewDialog::Justify { sentence, reason, .. } => {
            let frame = ModalFrame {
                id: "justify",
                title: lang.pick("Justifier ce constat", "Justify this finding"),
                subtitle: sentence,
                main: lang.pick("Justifier", "Justify"),
                main_enabled: !reason.trim().is_empty(),
                commands: &cancel,
                note: lang.pick("La phrase reste dans le fichier.", "The sentence stays in the file."),
                width: 560.0,
                ..ModalFrame::default()
            };
            modal(ctx, &frame, |ui| reason_ui(ui, lang, reason))
        }
        ReviewDialog::Rollover(rollover) => return rollover_ui(ctx, lang, rollover),
    };
    if reply == Reply::None && entered { Answer::Yes } else { reply.answer(&[]) }
}

/// True when Enter ends a reason that is written.
fn reason_ui(ui: &mut Ui, lang: Lang, reason: &mut String) -> bool {
    let id = ui.scope_id().with("reason");
    let hint = lang.pick("Pourquoi c’est juste, en une phrase", "Why it is right, in one sentence");
    let hint = theme::text(hint, BODY_14, Weight::Regular, Theme::of(ui).ink3);
    let opens: bool = ui.ctx().read_response(id).is_none();
    let edit = TextEdit::singleline(reason).id(id).hint_text(hint).desired_width(ui.available_width());
    let response = ui.add_sized(vec2(ui.available_width(), theme::CONTROL_HEIGHT), edit);
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(lang.pick("Justification", "Reason")));
    if opens {
        response.request_focus();
    }
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) && !reason.trim().is_empty()
}

/// Above tables: how many of their figures nobody has confirmed, and what confirms the whole act.
pub fn to_confirm_ui(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    let document = view.session.document();
    let waiting = super::outline::waiting(document, view.node);
    if waiting.is_empty() {
        return None;
    }
    let theme = Theme::of(ui);
    let lang = view.lang;
    let confirmed = ui.horizontal(|ui| {
        let are_amounts = waiting.iter().all(|entry| matches!(entry, Entry::Amount(_)));
        let (french, english) = if are_amounts { ("montant", "amount") } else { ("chiffre", "figure") };
        let (count, plural) = (waiting.len(), plural(waiting.len()));
        let words = lang.pick(format!("{count} {french}{plural} à confirmer"), format!("{count} {english}{plural} to confirm"));
        controls::chip(ui, Some(Icon::ToConfirm), &words, theme.conf_tint, theme.conf);
        controls::link(ui, Action::ConfirmAct.name(lang)).clicked()
    });
    ui.add_space(4.0);
    confirmed.inner.then_some(Intent::Do(Action::ConfirmAct))
}

/// What stands above a text: its mark of inheritance with what answers it, and the list of changes to draft.
pub fn above_text_ui(ui: &mut Ui, view: &View<'_>, narrative: Narrative) -> Vec<Intent> {
    let document = view.session.document();
    let inherited = document.inherited.contains(&narrative);
    let draft = (narrative == Narrative::LayoutChanges).then(|| draft_changes(document)).flatten();
    if !inherited && draft.is_none() {
        return vec![];
    }
    let theme = Theme::of(ui);
    let lang = view.lang;
    let mut intents = Vec::new();
    ui.horizontal(|ui| {
        if inherited {
            controls::chip(ui, Some(Icon::Inherited), lang.pick("Hérité de l’an dernier", "From last year"), theme.inh_tint, theme.inh);
            if controls::link(ui, lang.pick("Marquer comme relu", "Mark as read")).clicked() {
                intents.push(Intent::Apply(Command::Review(Review::Read(narrative))));
            }
            if let Some(command) = advance(document, narrative) {
                let words =
                    lang.pick(format!("Avancer les chiffres liés à {}", document.year), format!("Advance linked figures to {}", document.year));
                if controls::link(ui, &words).clicked() {
                    intents.push(Intent::ApplyAs(command, Gesture::Link));
                }
            }
        }
        if let Some(command) = draft
            && controls::link(ui, lang.pick("Rédiger d’après ce qui a changé", "Draft from what changed")).clicked()
        {
            intents.push(Intent::Apply(command));
        }
    });
    ui.add_space(4.0);
    intents
}

/// The way to a finding: the review of what a merge left to choose, its passage in a text, or its cell.
pub fn go_to(finding: &Finding) -> Intent {
    if let Some(key) = finding.conflict() {
        return Intent::Merge(MergeStep::Open(Some(key.to_owned())));
    }
    match (finding.place, &finding.span) {
        (Place::Text(TextPlace::Narrative(narrative)), Some(span)) => Intent::GoToPassage(narrative, span.clone()),
        (place, _) => Intent::GoTo(place),
    }
}

/// What puts a finding right, as one step; `None` when only the drafter knows.
pub fn fix(view: &View<'_>, finding: &Finding) -> Option<Intent> {
    crate::editing::review::fix(view.session.document(), finding).map(Intent::Apply)
}

/// "Voir les versions" for what a merge left to choose, else the word of the list or the inspector.
pub fn go_word(finding: &Finding, word: &'static str, lang: Lang) -> &'static str {
    if finding.conflict().is_some() { lang.pick("Voir les versions", "See the versions") } else { word }
}

/// What says that a finding is right as it is; for one that is justified, what takes the reason back.
pub fn justify(finding: &Finding, lang: Lang) -> Intent {
    // A reason beside words that are not shown would hide that they are not.
    if let Some(keep) = keep(finding).filter(|_| finding.justification.is_none()) {
        Intent::Apply(keep)
    } else if finding.justification.is_some() {
        Intent::Apply(Command::Review(Review::Justify { finding: finding.justified(), reason: String::new() }))
    } else {
        Intent::Ask(ReviewDialog::justify(finding, lang))
    }
}

/// What a finding says, on lines that break where French typography lets them.
pub fn sentence(finding: &Finding, lang: Lang) -> String {
    held(&finding.sentence(lang), lang)
}

/// "Justifier…", "Garder", or "Revoir" for a finding that is justified.
pub fn justify_word(finding: &Finding, lang: Lang) -> &'static str {
    match finding.justification {
        Some(_) => lang.pick("Revoir", "Review"),
        None if finding.rule == Rule::OwnTitle => lang.pick("Garder", "Keep"),
        None => lang.pick("Justifier…", "Justify…"),
    }
}

/// The links under a finding.
pub fn answers_ui(ui: &mut Ui, view: &View<'_>, finding: &Finding) -> Vec<Intent> {
    let lang = view.lang;
    let mut intents = Vec::new();
    if controls::link(ui, go_word(finding, lang.pick("Y aller", "Go there"), lang)).clicked() {
        intents.push(go_to(finding));
    }
    if let Some(fix) = fix(view, finding)
        && controls::link(ui, lang.pick("Corriger", "Fix")).clicked()
    {
        intents.push(fix);
    }
    if finding.conflict().is_none() && controls::link(ui, justify_word(finding, lang)).clicked() {
        intents.push(justify(finding, lang));
    }
    intents
}
