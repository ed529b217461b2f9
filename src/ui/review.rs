//! What is answered to findings and marks: the reason of a justification, next year's PAP before it is made, what stands above an inherited text.

use egui::{Align, Layout, TextEdit, Ui, vec2};

use super::controls;
use super::icons::Icon;
use super::modal::Answer;
use super::modal::{ModalFrame, Reply, modal};
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{Intent, View};
use crate::calc::checks::Finding;
use crate::editing::links::{Proposal, advance, link_all, proposals};
use crate::editing::review::Review;
use crate::editing::rollover::{PartReport, draft_changes, report};
use crate::editing::{Command, Session};
use crate::lang::{Lang, Word};
use crate::model::{Document, Justified, Narrative, TextPlace};

/// A question about a finding or about next year.
#[derive(Clone, Debug, PartialEq)]
pub enum ReviewDialog {
    Justify {
        finding: Justified,
        sentence: String,
        reason: String,
    },
    /// Each part without and with a copy of the amounts: its name, what becomes of it, its counts.
    Rollover {
        year: String,
        plain: Vec<PartLine>,
        copied: Vec<PartLine>,
        copy_credits: bool,
    },
}

/// A line of the report: name, fate, counts.
pub type PartLine = (String, String, [usize; 4]);

impl ReviewDialog {
    pub fn justify(finding: &Finding, lang: Lang) -> Self {
        let reason = finding.justification.as_deref().unwrap_or_default().to_owned();
        Self::Justify { finding: finding.justified(), sentence: finding.sentence(lang), reason }
    }

    /// `None` when no layout is known for the next year.
    pub fn rollover(document: &Document, lang: Lang) -> Option<Self> {
        let lines = |copy_credits: bool| -> Option<Vec<PartLine>> {
            let mut after = document.clone();
            Command::Rollover { copy_credits }.apply(&mut after).ok()?;
            let parts = report(document, &after);
            let line = |part: &PartReport| {
                (part.part.name(lang).to_owned(), part.part.fate(&after, lang), [part.carried, part.to_confirm, part.emptied, part.locked])
            };
            let total = (lang.word(Word::Total).to_owned(), String::new(), PartReport::total(&parts));
            Some(parts.iter().map(line).chain([total]).collect())
        };
        Some(Self::Rollover { year: document.year.offset(1).to_string(), plain: lines(false)?, copied: lines(true)?, copy_credits: false })
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
        ReviewDialog::Rollover { year, plain, copied, copy_credits } => {
            let title = lang.pick(format!("Préparer le PAP {year}"), format!("Prepare PAP {year}"));
            let frame = ModalFrame {
                id: "rollover",
                title: &title,
                subtitle: lang.pick("Rien ne change avant votre accord.", "Nothing changes before you agree."),
                main: &title,
                commands: &cancel,
                note: lang.pick("Une seule étape : Ctrl+Z la défait en entier.", "One step: Ctrl+Z undoes it as a whole."),
                width: 860.0,
                ..ModalFrame::default()
            };
            modal(ctx, &frame, |ui| {
                parts_ui(ui, lang, if *copy_credits { copied } else { plain });
                ui.add_space(12.0);
                controls::checkbox(
                    ui,
                    copy_credits,
                    lang.pick("Partir des montants du PLF de cette année", "Start from the amounts of this year’s bill"),
                );
                false
            })
        }
    };
    match reply {
        Reply::Main => Answer::Yes,
        Reply::Command(_) | Reply::Escape | Reply::Outside => Answer::Cancel,
        Reply::None if entered => Answer::Yes,
        Reply::None => Answer::None,
    }
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

fn parts_ui(ui: &mut Ui, lang: Lang, lines: &[PartLine]) {
    let theme = Theme::of(ui);
    const COUNT: f32 = 84.0;
    const NAME: f32 = 150.0;
    let headings =
        [lang.pick("Repris", "Carried"), lang.pick("À confirmer", "To confirm"), lang.pick("Vides", "Empty"), lang.pick("Verrouillés", "Locked")];
    let row = |ui: &mut Ui, name: &str, fate: &str, counts: [String; 4], weight, colour| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let cell = |ui: &mut Ui, width: f32, align: Align, words: &str, size, weight, colour| {
                ui.allocate_ui_with_layout(
                    vec2(width, 28.0),
                    Layout::left_to_right(Align::Center).with_main_align(align).with_main_justify(true),
                    |ui| {
                        ui.add(egui::Label::new(theme::text(words, size, weight, colour)).truncate().halign(align));
                    },
                );
            };
            let fate_width = (ui.available_width() - NAME - COUNT * 4.0).max(80.0);
            cell(ui, NAME, Align::Min, name, BODY_14, Weight::Semibold, theme.ink);
            cell(ui, fate_width, Align::Min, fate, SMALL_12, Weight::Regular, theme.ink2);
            for count in counts {
                cell(ui, COUNT, Align::Max, &count, BODY_14, weight, colour);
            }
        });
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), egui::Sense::hover());
        ui.painter().rect_filled(line, 0, theme.line);
    };
    ui.spacing_mut().item_spacing.y = 0.0;
    row(ui, "", "", headings.map(str::to_owned), Weight::Regular, theme.ink2);
    for (index, (name, fate, counts)) in lines.iter().enumerate() {
        let weight = if index + 1 == lines.len() { Weight::Semibold } else { Weight::Regular };
        let written = counts.map(|count| if count == 0 { "–".to_owned() } else { count.to_string() });
        row(ui, name, fate, written, weight, theme.ink);
    }
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
                    intents.push(Intent::Apply(command));
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

/// Under a text that is edited: the amount at the caret that a cell holds, and every other that could be linked.
pub fn links_ui(ui: &mut Ui, view: &View<'_>, place: TextPlace, caret: Option<usize>) -> Vec<Intent> {
    let TextPlace::Narrative(narrative) = place else { return vec![] };
    let offered = offers(ui, view.session, narrative, view.lang);
    if offered.is_empty() {
        return vec![];
    }
    let theme = Theme::of(ui);
    let lang = view.lang;
    let mut intents = Vec::new();
    let document = view.session.document();
    let open_id = egui::Id::unique(("linking", place));
    let mut open: bool = ui.data(|data| data.get_temp(open_id)).unwrap_or_default();
    let row = |ui: &mut Ui, proposal: &Proposal, intents: &mut Vec<Intent>| {
        ui.horizontal(|ui| {
            let name = view.tables().place_name(proposal.place);
            ui.label(theme::text(proposal.words.as_str(), SMALL_12, Weight::Semibold, theme.ink));
            ui.label(theme::text(format!("= {name}"), SMALL_12, Weight::Regular, theme.ink2));
            if controls::link(ui, lang.pick("Lier", "Link")).clicked() {
                intents.extend(link_all(document, narrative, std::slice::from_ref(proposal)).map(Intent::Apply));
            }
        });
    };
    if let Some(proposal) = caret.and_then(|caret| offered.iter().find(|proposal| proposal.shown.contains(&caret) || proposal.shown.end == caret)) {
        row(ui, proposal, &mut intents);
    }
    ui.horizontal(|ui| {
        let count = offered.len();
        let words = lang.pick(format!("Relier les montants ({count})"), format!("Link the amounts ({count})"));
        if controls::link(ui, &words).clicked() {
            open = !open;
        }
        if open && controls::link(ui, lang.pick("Tout lier", "Link all")).clicked() {
            intents.extend(link_all(document, narrative, &offered).map(Intent::Apply));
            open = false;
        }
    });
    if open {
        for proposal in offered.iter() {
            row(ui, proposal, &mut intents);
        }
    }
    ui.data_mut(|data| data.insert_temp(open_id, open));
    intents
}

/// The amounts of a text that tables hold, computed again only when the document changes.
fn offers(ui: &Ui, session: &Session, narrative: Narrative, lang: Lang) -> std::sync::Arc<Vec<Proposal>> {
    type Kept = ((u64, Narrative), std::sync::Arc<Vec<Proposal>>);
    let id = egui::Id::unique("links offered");
    let key = (session.revision(), narrative);
    let kept: Option<Kept> = ui.data(|data| data.get_temp(id));
    if let Some((_, offered)) = kept.filter(|(of, _)| *of == key) {
        return offered;
    }
    let offered = std::sync::Arc::new(proposals(session.tables(lang), narrative));
    ui.data_mut(|data| data.insert_temp::<Kept>(id, (key, std::sync::Arc::clone(&offered))));
    offered
}

/// The links under a finding: what puts it right, and what says that it is right.
pub fn answers_ui(ui: &mut Ui, view: &View<'_>, finding: &Finding) -> Vec<Intent> {
    let mut intents = Vec::new();
    let lang = view.lang;
    if let Some(command) = crate::editing::review::fix(view.session.document(), finding)
        && controls::link(ui, lang.pick("Corriger", "Fix")).clicked()
    {
        intents.push(Intent::Apply(command));
    }
    if finding.justification.is_some() {
        if controls::link(ui, lang.pick("Revoir", "Review")).clicked() {
            let take_back = Review::Justify { finding: finding.justified(), reason: String::new() };
            intents.push(Intent::Apply(Command::Review(take_back)));
        }
    } else if controls::link(ui, lang.pick("Justifier…", "Justify…")).clicked() {
        intents.push(Intent::Ask(ReviewDialog::justify(finding, lang)));
    }
    intents
}
