//! The page before anything is written into the open document: what comes and onto what, what contradicts it, what is left and why. Each line that
//! has a place in the document leads there.

use std::sync::Arc;

use egui::{Context, ScrollArea, Sense, Ui};

use super::title_ui;
use crate::editing::{Command, Difference};
use crate::lang::{Lang, Word};
use crate::model::{Document, Place};
use crate::ui::controls;
use crate::ui::file_dialogs::{line_ui, row_ui};
use crate::ui::modal::{Answer, ModalFrame, modal, sentence_ui};
use crate::ui::theme::{self, SMALL_12, Theme, Weight};

/// Where what comes is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bringing {
    /// Open data or published pages, which say all that they say again.
    Files,
    Workbook,
    AnnualReport,
}

/// What would be written into the open document, and what stays out.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    pub from: Bringing,
    /// The names of the files.
    pub names: String,
    /// Of the open document.
    pub title: String,
    /// What writes all that needs no choice.
    pub command: Command,
    /// What the open document would become, contradictions as the other side says.
    pub after: Arc<Document>,
    pub comes: Vec<Coming>,
    pub contradicts: Vec<Coming>,
    pub left: Vec<LeftOut>,
    /// Where a line that was clicked leads.
    pub wanted: Option<Place>,
}

/// One value or text.
#[derive(Clone, Debug, PartialEq)]
pub struct Coming {
    pub name: String,
    pub address: String,
    pub place: Option<Place>,
    pub here: String,
    pub there: String,
}

/// What is not taken, with why.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    pub sentence: String,
    pub place: Option<Place>,
}

/// Width of the page.
const WIDTH: f32 = 880.0;
/// Height of its lists.
const HEIGHT: f32 = 380.0;
/// Room for the scroll bar, beside the lists.
const GUTTER: f32 = 16.0;
/// Lines of a list that are shown; the rest are counted.
const SHOWN: usize = 200;

impl Bringing {
    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Files => lang.pick("Dans les fichiers", "In the files"),
            Self::Workbook => lang.pick("Dans le classeur", "In the workbook"),
            Self::AnnualReport => lang.pick("Dans le rapport", "In the report"),
        }
    }

    /// Whether what contradicts the document is written with all else.
    fn writes_all(self) -> bool {
        match self {
            Self::Files => true,
            Self::Workbook | Self::AnnualReport => false,
        }
    }
}

impl From<Difference> for Coming {
    fn from(difference: Difference) -> Self {
        let address = difference.shown_address().to_owned();
        let Difference { name, place, before: here, after: there, .. } = difference;
        Self { name, address, place, here, there }
    }
}

impl Arrival {
    /// What writing would change.
    fn written(&self) -> usize {
        self.comes.len() + if self.from.writes_all() { self.contradicts.len() } else { 0 }
    }

    fn is_empty(&self) -> bool {
        self.comes.is_empty() && self.contradicts.is_empty()
    }

    /// How much there is, and what the main command does of it.
    fn sentence(&self, lang: Lang) -> String {
        if self.is_empty() {
            return lang.pick("Le document ouvert dit déjà tout cela.", "The open document says all of it already.").into();
        }
        let one_or_more =
            |count: usize, [one, several]: [&str; 2]| (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { several }));
        let counts = [
            one_or_more(self.comes.len(), lang.pick(["vient", "viennent"], ["comes in", "come in"])),
            one_or_more(
                self.contradicts.len(),
                lang.pick(["contredit le document", "contredisent le document"], ["contradicts the document", "contradict the document"]),
            ),
            one_or_more(self.left.len(), lang.pick(["reste dehors", "restent dehors"], ["stays out", "stay out"])),
        ];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        let counts = counts.join(" · ");
        let what = match (self.contradicts.is_empty(), self.from.writes_all(), self.comes.is_empty()) {
            (true, ..) => lang.pick("Le reste du document ne change pas.", "The rest of the document stays as it is."),
            (false, true, _) => lang.pick(
                "«\u{a0}Écrire\u{a0}» reprend tout, et remplace ce qui contredit\u{a0}; pour garder une case, choisir case par case.",
                "“Write” takes all of it, and replaces what is contradicted; to keep an entry, choose entry by entry.",
            ),
            (false, false, false) => lang.pick(
                "«\u{a0}Écrire\u{a0}» reprend ce qui vient\u{a0}; ce qui contredit se choisit case par case.",
                "“Write” takes what comes in; what contradicts is chosen entry by entry.",
            ),
            (false, false, true) => lang.pick("Tout ce qui change est à choisir case par case.", "All that changes is to be chosen entry by entry."),
        };
        format!("{counts}. {what}")
    }
}

/// Paints the page and says what was answered; a line that was clicked asks for the choice entry by entry, at its place.
pub(super) fn arrival_ui(ctx: &Context, lang: Lang, arrival: &mut Arrival) -> Answer {
    let all = [lang.word(Word::Cancel), lang.pick("Choisir case par case…", "Choose entry by entry…")];
    let commands = all.get(..if arrival.is_empty() { 1 } else { 2 }).unwrap_or_default();
    let subtitle = format!("{} → {}", arrival.names, arrival.title);
    let frame = ModalFrame {
        id: "import merge",
        title: lang.pick("Avant d’écrire dans le document ouvert", "Before writing into the open document"),
        subtitle: &subtitle,
        main: lang.pick("Écrire", "Write"),
        main_enabled: arrival.written() > 0,
        commands,
        note: lang.pick("S’annule en une fois.", "Is undone in one step."),
        width: WIDTH,
        ..ModalFrame::default()
    };
    let (reply, wanted) = modal(ctx, &frame, |ui| {
        sentence_ui(ui, &arrival.sentence(lang));
        ui.add_space(6.0);
        ScrollArea::vertical().id_salt("arrival").max_height(HEIGHT).auto_shrink([false, true]).show(ui, |ui| lists_ui(ui, lang, arrival)).inner
    });
    if let Some(place) = wanted {
        arrival.wanted = Some(place);
        return Answer::No;
    }
    reply.answer(&[Answer::Cancel, Answer::No])
}

/// The lists under their headings; the place of a line that was clicked.
fn lists_ui(ui: &mut Ui, lang: Lang, arrival: &Arrival) -> Option<Place> {
    let theme = Theme::of(ui);
    ui.set_max_width(ui.available_width() - GUTTER);
    let mut wanted = None;
    let contradicts = match arrival.from.writes_all() {
        true => lang.pick("Contredit, et serait remplacé", "Contradicts, and would be replaced"),
        false => lang.pick("Contredit\u{a0}: à choisir case par case", "Contradicts: to choose entry by entry"),
    };
    let lists = [(lang.pick("Vient", "Comes in"), &arrival.comes, None), (contradicts, &arrival.contradicts, Some(theme.warn))];
    for (title, list, colour) in lists.into_iter().filter(|(_, list, _)| !list.is_empty()) {
        title_ui(ui, title, colour);
        wanted = wanted.or(coming_ui(ui, lang, list, arrival.from));
    }
    if !arrival.left.is_empty() {
        title_ui(ui, lang.pick("Reste dehors", "Stays out"), Some(theme.warn));
        for LeftOut { sentence, place } in arrival.left.iter().take(SHOWN) {
            ui.add(egui::Label::new(theme::text(sentence, SMALL_12, Weight::Regular, theme.ink)).wrap());
            if let Some(place) = place {
                wanted = wanted.or(controls::link(ui, lang.pick("Y aller", "Go there")).clicked().then_some(*place));
            }
        }
        more_ui(ui, lang, arrival.left.len());
    }
    wanted
}

fn coming_ui(ui: &mut Ui, lang: Lang, list: &[Coming], from: Bringing) -> Option<Place> {
    let theme = Theme::of(ui);
    let width = ui.available_width();
    let columns = [width * 0.44, width * 0.28, width * 0.28];
    let mut wanted = None;
    row_ui(ui, columns, ["", ""], [lang.pick("Maintenant", "Now"), from.name(lang)], Weight::Semibold, Sense::hover());
    line_ui(ui, &theme);
    for Coming { name, address, place, here, there } in list.iter().take(SHOWN) {
        let values = [here, there].map(|value| value.lines().next().filter(|line| !line.is_empty()).unwrap_or("–"));
        let sense = if place.is_some() { Sense::click() } else { Sense::hover() };
        let response = row_ui(ui, columns, [name, address], values, Weight::Regular, sense);
        if let Some(place) = place {
            theme::focus_ring(ui, &response);
            wanted = wanted.or(response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked().then_some(*place));
        }
        line_ui(ui, &theme);
    }
    more_ui(ui, lang, list.len());
    wanted
}

fn more_ui(ui: &mut Ui, lang: Lang, count: usize) {
    let theme = Theme::of(ui);
    if let Some(more) = count.checked_sub(SHOWN).filter(|more| *more > 0) {
        let further = match more {
            1 => lang.pick("… et une autre ligne".to_owned(), "… and one more line".to_owned()),
            _ => lang.pick(format!("… et {more} autres lignes"), format!("… and {more} more lines")),
        };
        ui.label(theme::text(further, SMALL_12, Weight::Regular, theme.ink2));
    }
}
