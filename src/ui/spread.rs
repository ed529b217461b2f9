//! The dialog that spreads a typed total over the entries that make it, and shows each before anything changes.

use std::collections::BTreeSet;

use egui::{Align2, Context, ScrollArea, Sense, Ui, pos2, vec2};
use rust_decimal::Decimal;

use super::cells;
use super::controls;
use super::modal::{ModalFrame, Reply, modal};
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use crate::editing::{LeafPreview, Other, Preview, Session, SpreadRefusal, Spreading, spread};
use crate::lang::{Lang, Word, capitalised, nature, writing};
use crate::model::{AmountEntry, Entry, Place};
use crate::tables::action_line;

/// A total that was typed, and how the user wants to reach it.
#[derive(Clone, Debug, PartialEq)]
pub struct SpreadDialog {
    place: Place,
    /// What the total is called: its row and column.
    name: String,
    wanted: Decimal,
    way: Way,
    /// The entry that takes it all.
    only: Option<Entry>,
    locked: BTreeSet<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Proportional,
    Equal,
    Only,
}

/// What was answered.
pub enum SpreadAnswer {
    None,
    Cancel,
    Spread(Preview),
}

impl SpreadDialog {
    pub fn new(place: Place, name: String, wanted: Decimal) -> Self {
        let way = if matches!(place, Place::Cell(_)) { Way::Only } else { Way::Proportional };
        Self { place, name, wanted, way, only: None, locked: BTreeSet::new() }
    }

    /// Amounts that are all zero have no proportions: equal parts are offered first.
    pub fn suited_to(mut self, session: &Session) -> Self {
        if matches!(self.preview(session), Err(SpreadRefusal::NoProportion)) {
            self.way = Way::Equal;
        }
        self
    }

    fn preview(&self, session: &Session) -> Result<Preview, SpreadRefusal> {
        let how = match (self.way, self.only) {
            (Way::Proportional, _) => Spreading::Proportional,
            (Way::Equal, _) => Spreading::Equal,
            (Way::Only, Some(entry)) => Spreading::On(entry),
            (Way::Only, None) => return Err(SpreadRefusal::NoneFree { locked: 0 }),
        };
        spread(session.document(), session.figures(), self.place, self.wanted, how, &self.locked)
    }
}

/// Paints the dialog and says what was answered.
pub fn spread_ui(ctx: &Context, session: &Session, lang: Lang, dialog: &mut SpreadDialog) -> SpreadAnswer {
    let preview = dialog.preview(session);
    let cancel = [lang.word(Word::Cancel)];
    let frame = ModalFrame {
        id: "spread",
        title: lang.pick("Répartir un total", "Spread a total"),
        subtitle: &dialog.name.clone(),
        main: lang.pick("Répartir", "Spread"),
        main_enabled: preview.is_ok(),
        commands: &cancel,
        width: 640.0,
        ..ModalFrame::default()
    };
    let (reply, entered) = modal(ctx, &frame, |ui| {
        totals_ui(ui, session, lang, dialog);
        let ways_have_keyboard = ways_ui(ui, lang, dialog);
        ui.add_space(8.0);
        leaves_ui(ui, session, lang, dialog, preview.as_ref().ok());
        if let Err(refusal) = &preview {
            let theme = Theme::of(ui);
            ui.add_space(8.0);
            let sentence = match (dialog.way, dialog.only) {
                (Way::Only, None) => {
                    lang.pick("Choisir la cellule qui prend tout l’écart.", "Choose the cell that takes the whole difference.").into()
                }
                _ => capitalised(&refusal.sentence(lang)),
            };
            ui.add(egui::Label::new(theme::text(sentence, BODY_14, Weight::Regular, theme.err)).wrap());
        }
        ways_have_keyboard && ui.input(|input| input.key_pressed(egui::Key::Enter))
    });
    match (reply, preview) {
        (Reply::Main, Ok(preview)) => SpreadAnswer::Spread(preview),
        (Reply::None, Ok(preview)) if entered => SpreadAnswer::Spread(preview),
        (Reply::None | Reply::Main, _) => SpreadAnswer::None,
        (Reply::Command(_) | Reply::Escape | Reply::Outside, _) => SpreadAnswer::Cancel,
    }
}

/// "De 10 600 000 à 11 000 000".
fn totals_ui(ui: &mut Ui, session: &Session, lang: Lang, dialog: &SpreadDialog) {
    let theme = Theme::of(ui);
    let before = session.tables(lang).cell(dialog.place).text(lang);
    let wanted = writing::decimal(dialog.wanted);
    let words = lang.pick(format!("De {before} à {wanted}"), format!("From {before} to {wanted}"));
    ui.label(theme::text(words, theme::SECTION_16, Weight::Semibold, theme.ink));
    let rule = session.tables(lang).rule(dialog.place);
    if !rule.is_empty() {
        let words = lang.pick(format!("Cellule calculée : {rule}."), format!("Computed cell: {rule}."));
        ui.label(theme::text(words, SMALL_12, Weight::Regular, theme.ink2));
    }
    ui.add_space(8.0);
}

/// The three ways; the one chosen has the keyboard when the dialog appears, so that Enter spreads and arrows choose.
fn ways_ui(ui: &mut Ui, lang: Lang, dialog: &mut SpreadDialog) -> bool {
    let ways = [
        (Way::Proportional, lang.pick("En proportion des montants", "In proportion to the amounts")),
        (Way::Equal, lang.pick("En parts égales", "In equal parts")),
        (Way::Only, lang.pick("Sur une seule cellule", "On one cell")),
    ];
    let appears = super::modal::appears(ui, ui.scope_id().with("ways"));
    let mut has_keyboard = false;
    // Cells of sections are of several natures: one takes it all.
    let is_offered = |way: Way| way == Way::Only || !matches!(dialog.place, Place::Cell(_));
    let ways: Vec<(Way, &str)> = ways.into_iter().filter(|(way, _)| is_offered(*way)).collect();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        for (way, words) in ways {
            let response = controls::radio(ui, dialog.way == way, words);
            if appears && dialog.way == way {
                response.request_focus();
            }
            // Arrows choose; Enter then spreads in the way that has the keyboard.
            if response.clicked() || (response.has_focus() && !appears) {
                dialog.way = way;
            }
            has_keyboard |= response.has_focus();
        }
    });
    has_keyboard
}

/// The width of the two columns of amounts: whatever the widest of them needs.
fn amount_width(ui: &Ui, leaves: &[LeafPreview]) -> f32 {
    const LEAST: f32 = 112.0;
    const GAP: f32 = 16.0;
    let width = |number: Decimal| cells::width(ui, &writing::decimal(number), theme::font(BODY_14, Weight::Semibold)) + GAP;
    leaves.iter().flat_map(|leaf| [leaf.leaf.before, leaf.after]).map(width).fold(LEAST, f32::max)
}

fn leaves_ui(ui: &mut Ui, session: &Session, lang: Lang, dialog: &mut SpreadDialog, preview: Option<&Preview>) {
    const HEIGHT: f32 = 300.0;
    let leaves = &shown_leaves(session, dialog, preview);
    let width = amount_width(ui, leaves);
    headings_ui(ui, lang, width);
    ScrollArea::vertical().max_height(HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for leaf in leaves.iter().filter(|leaf| leaf.leaf.may_take) {
            let words = leaf_words(session, lang, leaf.leaf.entry);
            leaf_ui(ui, &words, lang, dialog, leaf, preview.is_some(), width);
        }
    });
}

/// What cannot be spread still shows what it would be spread over, and where one entry takes it all, every one may be chosen instead of another.
fn shown_leaves(session: &Session, dialog: &SpreadDialog, preview: Option<&Preview>) -> Vec<LeafPreview> {
    let spread = preview.map_or(&[][..], |preview| &preview.leaves);
    if preview.is_some() && dialog.way != Way::Only {
        return spread.to_vec();
    }
    let as_spread = |leaf: LeafPreview| spread.iter().find(|spread| spread.leaf.entry == leaf.leaf.entry).cloned().unwrap_or(leaf);
    unspread_leaves(session, dialog).into_iter().map(as_spread).collect()
}

/// The entries as they are.
fn unspread_leaves(session: &Session, dialog: &SpreadDialog) -> Vec<LeafPreview> {
    let leaves = crate::editing::leaves(session.document(), session.figures(), dialog.place).unwrap_or_default();
    let unchanged = |leaf: crate::editing::Leaf| LeafPreview {
        after: leaf.before,
        unrounded: leaf.before,
        takes_remainder: false,
        is_locked: dialog.locked.contains(&leaf.entry),
        other: None,
        leaf,
    };
    let all_empty = !leaves.iter().any(|leaf| leaf.has_amount);
    leaves.into_iter().filter(|leaf| all_empty || leaf.has_amount || dialog.way == Way::Only).map(unchanged).collect()
}

fn headings_ui(ui: &mut Ui, lang: Lang, width: f32) {
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    let font = || theme::font(SMALL_12, Weight::Regular);
    let right = |x: f32, words: &str| ui.painter().text(pos2(x, rect.center().y), Align2::RIGHT_CENTER, words, font(), theme.ink2);
    right(rect.right() - 8.0, lang.pick("Après", "After"));
    right(rect.right() - 8.0 - width, lang.pick("Avant", "Before"));
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, theme.line2));
}

/// One entry: ticked while it takes part, or chosen as the only one; before, after, and what one should know.
fn leaf_ui(ui: &mut Ui, words: &str, lang: Lang, dialog: &mut SpreadDialog, leaf: &LeafPreview, is_spread: bool, width: f32) {
    let theme = Theme::of(ui);
    let entry = leaf.leaf.entry;
    let row = ui.horizontal(|ui| {
        ui.set_min_height(30.0);
        ui.scope(|ui| {
            ui.set_max_width((ui.available_width() - width * 2.0 - 16.0).max(80.0));
            if dialog.way == Way::Only {
                if controls::radio(ui, dialog.only == Some(entry), words).clicked() {
                    dialog.only = Some(entry);
                }
            } else {
                let mut takes_part = !dialog.locked.contains(&entry);
                if controls::checkbox(ui, &mut takes_part, words).clicked() {
                    if takes_part {
                        dialog.locked.remove(&entry)
                    } else {
                        dialog.locked.insert(entry)
                    };
                }
            }
        });
        ui.set_min_width(ui.available_width());
    });
    let rect = row.response.rect;
    let amount = |x: f32, number: Decimal, weight, colour| {
        ui.painter().text(pos2(x, rect.center().y), Align2::RIGHT_CENTER, writing::decimal(number), theme::font(BODY_14, weight), colour)
    };
    let right = ui.max_rect().right() - 8.0;
    amount(right - width, leaf.leaf.before, Weight::Regular, theme.ink2);
    if is_spread {
        let (weight, colour) = if leaf.is_changed() { (Weight::Semibold, theme.entry) } else { (Weight::Regular, theme.ink) };
        amount(right, leaf.after, weight, colour);
    }
    let remarks = leaf.remarks(lang);
    if is_spread && !remarks.is_empty() {
        ui.horizontal(|ui| {
            ui.add_space(26.0);
            let words = capitalised(&remarks.join(lang.pick("\u{a0}; ", "; ")));
            let colour = if matches!(leaf.other, Some(Other::Unequal(_))) { theme.warn } else { theme.ink2 };
            ui.add(egui::Label::new(theme::text(words, SMALL_12, Weight::Regular, colour)).wrap());
        });
    }
}

/// "01 – Fonds… · Dépenses de fonctionnement autres que celles de personnel".
fn leaf_words(session: &Session, lang: Lang, entry: Entry) -> String {
    let document = session.document();
    match entry {
        Entry::Amount(AmountEntry::Credit { action, category, contributions, .. }) => {
            let action = document.action(action).map_or_else(String::new, action_line);
            let contributions = if contributions { format!(" ({})", lang.pick("FdC et AdP", "contributions")) } else { String::new() };
            format!("{action} · {category} {}{contributions}", nature::category(category, lang))
        }
        Entry::Cell(_) => session.tables(lang).place_name(entry.into()),
        entry => crate::address::write(document, entry.into()).unwrap_or_default(),
    }
}
