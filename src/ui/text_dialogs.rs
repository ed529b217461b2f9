//! What is asked of texts before it is done: which figures become links, and to which cells; where French typography is set.
//!
//! Each shows what it would change, and does nothing itself.

use std::ops::Range;

use egui::text::{LayoutJob, TextFormat};
use egui::{Context, Ui};

use super::controls;
use super::modal::{Answer, ModalFrame, modal};
use super::outline::plural;
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use crate::editing::links::{Proposal, link_all};
use crate::editing::{Command, Session, typography};
use crate::lang::typography::{Correction, Rules};
use crate::lang::{Lang, Word};
use crate::model::{BlockKind, Narrative, Place, TextPlace, links};

/// A question about texts.
#[derive(Clone, Debug, PartialEq)]
pub enum TextDialog {
    Links(LinksDialog),
    Typography(TypographyDialog),
}

/// The figures that could be links, text by text.
#[derive(Clone, Debug, PartialEq)]
pub struct LinksDialog {
    texts: Vec<LinkedText>,
}

#[derive(Clone, Debug, PartialEq)]
struct LinkedText {
    narrative: Narrative,
    title: String,
    rows: Vec<LinkRow>,
}

#[derive(Clone, Debug, PartialEq)]
struct LinkRow {
    proposal: Proposal,
    excerpt: Excerpt,
    /// What its cells are called.
    names: Vec<String>,
    chosen: usize,
    /// A figure that several cells hold is not linked unless somebody says so.
    is_ticked: bool,
}

/// A passage with the words around it.
#[derive(Clone, Debug, PartialEq)]
struct Excerpt {
    before: String,
    words: String,
    after: String,
}

impl Excerpt {
    /// `by` in the place of some bytes of a text.
    fn of(text: &str, bytes: &Range<usize>, by: &str) -> Self {
        const AROUND: usize = 32;
        let line_start = text.get(..bytes.start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let (_, mark) = BlockKind::of(text.get(line_start..).unwrap_or_default());
        let before = plain(text.get((line_start + mark).min(bytes.start)..bytes.start).unwrap_or_default());
        let after = plain(text.get(bytes.end..).and_then(|after| after.lines().next()).unwrap_or_default());
        let first = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
        let last = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
        let cut = |is_cut: bool| if is_cut { "…" } else { "" };
        Self {
            before: format!("{}{}", cut(first > 0), before.get(first..).unwrap_or_default()),
            words: plain(by),
            after: format!("{}{}", after.get(..last).unwrap_or_default(), cut(last < after.len())),
        }
    }

    fn ui(&self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        let format = |weight, colour| TextFormat { font_id: theme::font(SMALL_12, weight), color: colour, ..TextFormat::default() };
        let mut job = LayoutJob::default();
        job.append(&theme::unbroken(&self.before), 0.0, format(Weight::Regular, theme.ink2));
        job.append(&theme::unbroken(&self.words), 0.0, TextFormat { background: theme.sel, ..format(Weight::Semibold, theme.entry) });
        job.append(&theme::unbroken(&self.after), 0.0, format(Weight::Regular, theme.ink2));
        ui.add(egui::Label::new(job).truncate());
    }
}

/// Words as they read: no marks of bold, links as the figures that they last were.
fn plain(source: &str) -> String {
    let mut plain = String::new();
    let mut from = 0;
    for (range, link) in links(source) {
        plain.push_str(source.get(from..range.start).unwrap_or_default());
        plain.push_str(&link.last);
        from = range.end;
    }
    plain.push_str(source.get(from..).unwrap_or_default());
    plain.replace("**", "")
}

impl LinksDialog {
    pub fn new<'a>(session: &Session, lang: Lang, offered: impl IntoIterator<Item = (Narrative, &'a [Proposal])>) -> Self {
        let tables = session.tables(lang);
        let row = |narrative: Narrative, proposal: &Proposal| LinkRow {
            excerpt: Excerpt::of(session.document().text(narrative), &proposal.stored, &proposal.words),
            names: proposal.places.iter().map(|place| tables.place_name(*place)).collect(),
            chosen: 0,
            is_ticked: proposal.places.len() == 1,
            proposal: proposal.clone(),
        };
        let text = |(narrative, proposals): (Narrative, &[Proposal])| LinkedText {
            narrative,
            title: tables.text_title(TextPlace::Narrative(narrative)),
            rows: proposals.iter().map(|proposal| row(narrative, proposal)).collect(),
        };
        Self { texts: offered.into_iter().map(text).filter(|text| !text.rows.is_empty()).collect() }
    }

    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    fn count(&self) -> usize {
        self.texts.iter().flat_map(|text| &text.rows).filter(|row| row.is_ticked).count()
    }

    /// Links what is ticked.
    pub fn command(&self, session: &Session) -> Option<Command> {
        let of_text = |text: &LinkedText| {
            let ticked = text.rows.iter().filter(|row| row.is_ticked);
            let chosen: Vec<(&Proposal, Place)> = ticked.filter_map(|row| Some((&row.proposal, *row.proposal.places.get(row.chosen)?))).collect();
            link_all(session.document(), text.narrative, &chosen)
        };
        let commands: Vec<Command> = self.texts.iter().filter_map(of_text).collect();
        (!commands.is_empty()).then_some(Command::Batch(commands))
    }

    fn ui(&mut self, ui: &mut Ui, lang: Lang) {
        let theme = Theme::of(ui);
        ui.spacing_mut().item_spacing.y = 4.0;
        let several = self.texts.len() > 1;
        for (nth, text) in self.texts.iter_mut().enumerate() {
            if several {
                ui.add_space(if nth > 0 { 12.0 } else { 0.0 });
                ui.label(theme::text(text.title.as_str(), BODY_14, Weight::Semibold, theme.ink));
            }
            for (index, row) in text.rows.iter_mut().enumerate() {
                ui.push_id((nth, index), |ui| row.ui(ui, lang));
            }
        }
    }
}

impl LinkRow {
    fn ui(&mut self, ui: &mut Ui, lang: Lang) {
        const CHOICE: f32 = 380.0;
        ui.horizontal(|ui| {
            let room = (ui.available_width() - CHOICE).max(160.0);
            ui.allocate_ui(egui::vec2(room, theme::CONTROL_HEIGHT), |ui| {
                ui.set_width(room);
                controls::checkbox(ui, &mut self.is_ticked, &self.proposal.words);
                self.excerpt.ui(ui);
            });
            let name = self.names.get(self.chosen).map_or("", String::as_str);
            if self.names.len() == 1 {
                let theme = Theme::of(ui);
                ui.add(egui::Label::new(theme::text(name, BODY_14, Weight::Regular, theme.ink)).truncate());
                return;
            }
            let others = self.names.len() - 1;
            let label = lang.pick(format!("Cellule pour {}", self.proposal.words), format!("Cell for {}", self.proposal.words));
            let shown = lang.pick(format!("{name} (ou {others} autre{})", plural(others)), format!("{name} (or {others} other{})", plural(others)));
            let list = egui::ComboBox::from_id_salt("cell").icon(controls::list_caret).width(CHOICE - 16.0).truncate().selected_text(shown);
            let response = list.show_ui(ui, |ui| {
                for (index, name) in self.names.iter().enumerate() {
                    if ui.selectable_label(index == self.chosen, name).clicked() {
                        self.chosen = index;
                        self.is_ticked = true;
                    }
                }
            });
            ui.ctx().accesskit_node_builder(response.response.id, |node| node.set_label(label));
        });
    }
}

/// The texts in which French typography would change something.
#[derive(Clone, Debug, PartialEq)]
pub struct TypographyDialog {
    texts: Vec<SetText>,
    quotes: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct SetText {
    narrative: Narrative,
    title: String,
    plain: Vec<(Correction, Excerpt)>,
    quoted: Vec<(Correction, Excerpt)>,
    is_ticked: bool,
    /// Every passage is shown, not the first ones only.
    is_open: bool,
}

impl TypographyDialog {
    /// Every text, those ticked that `begins` names, or all when it names none of them.
    pub fn new(session: &Session, lang: Lang, begins: &[Narrative]) -> Self {
        let document = session.document();
        let corrected = |quotes: bool| typography::proposals(document, Rules { quotes, ..Rules::SPACES });
        let plain = corrected(false);
        let quoted = corrected(true);
        let names_one = quoted.iter().any(|proposal| begins.contains(&proposal.narrative));
        let texts = quoted.into_iter().map(|proposal| {
            let narrative = proposal.narrative;
            let text = document.text(narrative);
            let excerpts = |corrections: &[Correction]| corrections.iter().map(|own| (own.clone(), excerpt(text, own))).collect();
            let own = plain.iter().find(|plain| plain.narrative == narrative);
            SetText {
                narrative,
                title: session.tables(lang).text_title(TextPlace::Narrative(narrative)),
                plain: own.map_or_else(Vec::new, |own| excerpts(&own.corrections)),
                quoted: excerpts(&proposal.corrections),
                is_ticked: !names_one || begins.contains(&narrative),
                is_open: false,
            }
        });
        Self { texts: texts.collect(), quotes: false }
    }

    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    fn chosen(&self) -> impl Iterator<Item = (&SetText, &[(Correction, Excerpt)])> {
        let ticked = self.texts.iter().filter(|text| text.is_ticked).map(|text| (text, text.corrections(self.quotes)));
        ticked.filter(|(_, corrections)| !corrections.is_empty())
    }

    fn count(&self) -> usize {
        self.chosen().map(|(_, corrections)| corrections.len()).sum()
    }

    /// Sets what is ticked.
    pub fn command(&self, session: &Session) -> Option<Command> {
        let proposal = |(text, corrections): (&SetText, &[(Correction, Excerpt)])| typography::Proposal {
            narrative: text.narrative,
            corrections: corrections.iter().map(|(correction, _)| correction.clone()).collect(),
        };
        let chosen: Vec<typography::Proposal> = self.chosen().map(proposal).collect();
        typography::set(session.document(), &chosen.iter().collect::<Vec<_>>())
    }

    fn ui(&mut self, ui: &mut Ui, lang: Lang) {
        let theme = Theme::of(ui);
        ui.spacing_mut().item_spacing.y = 4.0;
        let quotes = lang
            .pick("Aussi les apostrophes et guillemets droits\u{a0}: ’ et «\u{a0}»", "Straight apostrophes and quotation marks too: ’ and «\u{a0}»");
        controls::checkbox(ui, &mut self.quotes, quotes);
        if self.texts.len() > 1 {
            ui.horizontal(|ui| {
                for (words, ticked) in [(lang.pick("Tout cocher", "Tick all"), true), (lang.pick("Tout décocher", "Untick all"), false)] {
                    if controls::link(ui, words).clicked() {
                        self.texts.iter_mut().for_each(|text| text.is_ticked = ticked);
                    }
                    ui.add_space(8.0);
                }
            });
        }
        ui.add_space(4.0);
        let quotes = self.quotes;
        let mut none = true;
        for (index, text) in self.texts.iter_mut().enumerate().filter(|(_, text)| !text.corrections(quotes).is_empty()) {
            none = false;
            ui.push_id(index, |ui| text.ui(ui, lang, quotes));
        }
        if none {
            let words = lang.pick("Les espaces sont déjà ceux de la typographie française.", "Spaces are those of French typography already.");
            ui.label(theme::text(words, BODY_14, Weight::Regular, theme.ink2));
        }
    }
}

/// A correction with the mark that it stands before or after, so that a space is seen.
fn excerpt(text: &str, correction: &Correction) -> Excerpt {
    let is_after = text.get(..correction.at.start).is_some_and(|before| before.ends_with('«'));
    let neighbour = if is_after { None } else { text.get(correction.at.end..).and_then(|after| after.chars().next()) };
    let bytes = if is_after {
        correction.at.start - '«'.len_utf8()..correction.at.end
    } else {
        correction.at.start..correction.at.end + neighbour.map_or(0, char::len_utf8)
    };
    let mut by = String::new();
    if is_after {
        by.push('«');
    }
    by.push_str(correction.by);
    by.extend(neighbour);
    Excerpt::of(text, &bytes, &by)
}

impl SetText {
    fn corrections(&self, quotes: bool) -> &[(Correction, Excerpt)] {
        if quotes { &self.quoted } else { &self.plain }
    }

    fn ui(&mut self, ui: &mut Ui, lang: Lang, quotes: bool) {
        const SHOWN: usize = 3;
        let count = self.corrections(quotes).len();
        let passages = lang.pick(format!("{count} passage{}", plural(count)), format!("{count} passage{}", plural(count)));
        controls::checkbox(ui, &mut self.is_ticked, &format!("{} – {passages}", self.title));
        let shown = if self.is_open { count } else { SHOWN.min(count) };
        ui.indent("passages", |ui| {
            self.corrections(quotes).iter().take(shown).for_each(|(_, excerpt)| excerpt.ui(ui));
            let more = count - SHOWN.min(count);
            if more > 0 {
                let words = if self.is_open {
                    lang.pick("Montrer moins".to_owned(), "Show less".to_owned())
                } else {
                    lang.pick(format!("Montrer {more} autre{}", plural(more)), format!("Show {more} more"))
                };
                if controls::link(ui, &words).clicked() {
                    self.is_open = !self.is_open;
                }
            }
        });
        ui.add_space(8.0);
    }
}

/// Paints the dialog and says what was answered.
pub fn text_dialog_ui(ctx: &Context, lang: Lang, dialog: &mut TextDialog) -> Answer {
    let cancel = [lang.word(Word::Cancel)];
    let note = lang.pick("Une seule étape\u{a0}: Ctrl+Z la défait en entier.", "One step: Ctrl+Z undoes it as a whole.");
    let frame = ModalFrame { commands: &cancel, note, width: 860.0, ..ModalFrame::default() };
    let (reply, ()) = match dialog {
        TextDialog::Links(links) => {
            let count = links.count();
            let main = lang.pick(format!("Lier {count} chiffre{}", plural(count)), format!("Link {count} figure{}", plural(count)));
            let subtitle = lang.pick(
                "Un chiffre lié suit sa cellule. Ceux qui tiennent dans plusieurs cellules ne sont liés que si vous les cochez.",
                "A linked figure follows its cell. One that stands in several cells is linked only when you tick it.",
            );
            let title = lang.pick("Relier les montants", "Link the figures");
            let frame = ModalFrame { id: "links", title, subtitle, main: &main, main_enabled: count > 0, ..frame };
            modal(ctx, &frame, |ui| links.ui(ui, lang))
        }
        TextDialog::Typography(typography) => {
            let count = typography.count();
            let main = lang.pick(format!("Corriger {count} passage{}", plural(count)), format!("Set {count} passage{}", plural(count)));
            let subtitle = lang.pick(
                "Espaces fines insécables avant ; ! ? % et les unités, insécables avant : et dans « ». Rien ne change avant votre accord.",
                "Narrow spaces that do not break before ; ! ? % and units, wider ones before : and within « ». Nothing changes before you agree.",
            );
            let title = lang.pick("Typographie française", "French typography");
            let frame = ModalFrame { id: "typography", title, subtitle, main: &main, main_enabled: count > 0, ..frame };
            modal(ctx, &frame, |ui| typography.ui(ui, lang))
        }
    };
    reply.answer(&[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_reads_as_the_text_does() {
        let text = "## Avant\n- un **mot** de {bill/2021/1/31/ae|M€|7,3 M€} ; **fin**\nAprès";
        let at = text.find(" ;").unwrap();
        let excerpt = Excerpt::of(text, &(at..at + 2), "\u{202f};");
        assert_eq!([excerpt.before, excerpt.words, excerpt.after], ["un mot de 7,3 M€", "\u{202f};", " fin"].map(ToOwned::to_owned));
    }
}
