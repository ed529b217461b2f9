//! Next year's PAP before it is made: each part as it is and as it will be, with what is carried, to confirm, emptied and locked.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Align2, Context, Galley, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::controls;
use super::icons::Icon;
use super::modal::{Answer, ModalFrame, modal};
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use crate::editing::rollover::{Part, PartReport, PreviewCell, PreviewColumn, preview, report};
use crate::editing::{Command, Refusal};
use crate::lang::{Lang, Word};
use crate::model::{Document, RowId, ValueKind};

/// The next year as it would be, without and with a copy of the amounts.
#[derive(Clone, Debug, PartialEq)]
pub struct RolloverDialog {
    year: u16,
    next: u16,
    subtitle: String,
    plain: Outcome,
    copied: Outcome,
    /// A row of an indicator in both layouts.
    series: Option<(String, Vec<PreviewColumn>)>,
    pub copy_credits: bool,
}

/// What a rollover would do, in words and counts.
#[derive(Clone, Debug, PartialEq)]
struct Outcome {
    lines: Vec<PartLine>,
    total: [usize; 4],
}

#[derive(Clone, Debug, PartialEq)]
struct PartLine {
    part: Part,
    before: String,
    after: [String; 2],
    counts: [usize; 4],
}

impl Outcome {
    fn of(before: &Document, after: &Document, lang: Lang) -> Self {
        let parts = report(before, after);
        let line = |own: &PartReport| PartLine {
            part: own.part,
            before: own.part.before(before, lang),
            after: own.part.after(after, lang),
            counts: own.counts(),
        };
        Self { lines: parts.iter().map(line).collect(), total: PartReport::total(&parts) }
    }
}

impl RolloverDialog {
    /// # Errors
    /// No layout is known for the next year.
    pub fn of(document: &Document, lang: Lang) -> Result<Self, Refusal> {
        let after = |copy_credits: bool| {
            let mut after = document.clone();
            Command::Rollover { copy_credits }.apply(&mut after).map(|()| after)
        };
        let (plain, copied) = (after(false)?, after(true)?);
        let with_values: BTreeSet<RowId> = document.values.keys().map(|(row, _, _)| *row).collect();
        let rows = || document.indicators().flat_map(|indicator| indicator.rows.iter().map(move |row| (indicator, row)));
        let shown = rows().find(|(_, row)| with_values.contains(&row.id)).or_else(|| rows().next());
        let series = shown.map(|(indicator, row)| {
            let number = crate::address::indicator_number(document, indicator.id).unwrap_or_default();
            (format!("{number} {}", indicator.label_of(row)), preview(document, &plain, row.id))
        });
        let changes_layout = document.layout().is_stacked() != plain.layout().is_stacked();
        let layout = if changes_layout {
            lang.pick(
                "la maquette change\u{a0}: cibles sur trois ans, LFI et PLF empilés",
                "the layout changes: targets for three years, LFI over PLF",
            )
        } else {
            lang.pick("mêmes colonnes, décalées d’un an", "the same columns, a year later")
        };
        Ok(Self {
            year: document.year.get(),
            next: plain.year.get(),
            subtitle: format!("{} {}.", capital(layout), lang.pick("Rien ne change avant votre accord", "Nothing changes before you agree")),
            plain: Outcome::of(document, &plain, lang),
            copied: Outcome::of(document, &copied, lang),
            series,
            copy_credits: false,
        })
    }
}

fn capital(words: &str) -> String {
    crate::lang::capitalised(words) + "."
}

/// Paints the dialog and says what was answered.
pub(super) fn rollover_ui(ctx: &Context, lang: Lang, dialog: &mut RolloverDialog) -> Answer {
    let cancel = [lang.word(Word::Cancel)];
    let title = lang.pick(format!("Préparer le PAP {}", dialog.next), format!("Prepare PAP {}", dialog.next));
    let frame = ModalFrame {
        id: "rollover",
        title: &title,
        subtitle: &dialog.subtitle.clone(),
        main: &title,
        commands: &cancel,
        note: lang.pick("S’ouvre à côté\u{a0}; ce PAP reste tel quel.", "Opens beside this one, which stays as it is."),
        width: theme::ROLLOVER_WIDTH,
        full_bleed: true,
        ..ModalFrame::default()
    };
    let (reply, ()) = modal(ctx, &frame, |ui| body_ui(ui, lang, dialog));
    reply.answer(&[])
}

/// Where the columns stand: name, before, after, four counts.
struct Columns {
    left: f32,
    before: f32,
    after: f32,
    counts: f32,
    right: f32,
}

const COUNT: f32 = 78.0;
const NAME: f32 = 176.0;
const GAP: f32 = 12.0;

impl Columns {
    fn of(rect: Rect) -> Self {
        let (left, right) = (rect.left() + theme::DIALOG_MARGIN_SIDE, rect.right() - theme::DIALOG_MARGIN_SIDE);
        let counts = right - COUNT * 4.0;
        let before = left + NAME;
        Self { left, before, after: before + (counts - before) * 0.46, counts, right }
    }
}

fn body_ui(ui: &mut Ui, lang: Lang, dialog: &mut RolloverDialog) {
    let theme = Theme::of(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    heading_ui(ui, lang, dialog);
    let outcome = if dialog.copy_credits { &dialog.copied } else { &dialog.plain };
    for line in &outcome.lines {
        part_ui(ui, lang, line);
        if let (Part::Indicators, Some((name, series))) = (line.part, &dialog.series) {
            series_ui(ui, lang, name, series, [dialog.year, dialog.next]);
        }
    }
    total_ui(ui, lang, outcome.total);
    egui::Frame::NONE.inner_margin(egui::Margin::symmetric(theme::DIALOG_MARGIN_SIDE as i8, 12)).show(ui, |ui| {
        let words = lang.pick(format!("Partir des montants du PLF {}", dialog.year), format!("Start from the amounts of PLF {}", dialog.year));
        controls::checkbox(ui, &mut dialog.copy_credits, &words);
        let what = lang.pick(
            format!("Copie les crédits et les fonds de concours du PLF {} dans celui de {}, au lieu de les laisser vides.", dialog.year, dialog.next),
            format!("Copies credits and contributions of PLF {} into that of {} instead of leaving them empty.", dialog.year, dialog.next),
        );
        ui.horizontal(|ui| {
            ui.add_space(26.0);
            ui.add(egui::Label::new(theme::text(what, SMALL_12, Weight::Regular, theme.ink2)).wrap());
        });
    });
}

/// Words cut to a width, at a place of a row.
fn put(ui: &Ui, left: f32, right: f32, top: f32, words: &str, size: f32, weight: Weight, colour: egui::Color32) {
    let galley = super::cells::truncated(ui, words, theme::font(size, weight), colour, right - left - GAP);
    ui.painter().galley(pos2(left, top), galley, colour);
}

fn counts_ui(ui: &Ui, columns: &Columns, middle: f32, counts: [String; 4], weight: Weight, size: f32, colour: egui::Color32) {
    for (index, words) in counts.into_iter().enumerate() {
        let right = columns.counts + COUNT * (index + 1) as f32;
        ui.painter().text(pos2(right.min(columns.right), middle), Align2::RIGHT_CENTER, words, theme::font(size, weight), colour);
    }
}

fn written(counts: [usize; 4]) -> [String; 4] {
    counts.map(|count| if count == 0 { "–".to_owned() } else { count.to_string() })
}

fn heading_ui(ui: &mut Ui, lang: Lang, dialog: &RolloverDialog) {
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    ui.painter().rect_filled(rect, 0, theme.computed);
    let columns = Columns::of(rect);
    let top = rect.center().y - 8.0;
    let small = |left, right, words: &str| put(ui, left, right, top, words, SMALL_12, Weight::Regular, theme.ink2);
    small(columns.left, columns.before, lang.pick("Partie", "Part"));
    small(columns.before, columns.after, &format!("PAP {}", dialog.year));
    small(columns.after, columns.counts, &format!("PAP {}", dialog.next));
    let names =
        [lang.pick("Repris", "Carried"), lang.pick("À confirmer", "To confirm"), lang.pick("Vides", "Empty"), lang.pick("Verrouillés", "Locked")];
    counts_ui(ui, &columns, rect.center().y, names.map(str::to_owned), Weight::Regular, SMALL_12, theme.ink2);
}

fn part_ui(ui: &mut Ui, lang: Lang, line: &PartLine) {
    let theme = Theme::of(ui);
    let [said, rest] = &line.after;
    let height = if rest.is_empty() { 34.0 } else { 46.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let counts = written(line.counts);
    let name = format!("{}, {} → {said}. {rest} {}", line.part.name(lang), line.before, counts.join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &name));
    let columns = Columns::of(rect);
    let top = rect.top() + 7.0;
    put(ui, columns.left, columns.before, top, line.part.name(lang), BODY_14, Weight::Semibold, theme.ink);
    put(ui, columns.before, columns.after, top, &line.before, BODY_14, Weight::Regular, theme.ink);
    put(ui, columns.after, columns.counts, top, said, BODY_14, Weight::Regular, theme.ink);
    put(ui, columns.after, columns.counts, top + 19.0, rest, SMALL_12, Weight::Regular, theme.ink2);
    counts_ui(ui, &columns, top + 9.0, counts, Weight::Regular, BODY_14, theme.ink);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(theme::LINE_WIDTH, theme.line));
}

fn total_ui(ui: &mut Ui, lang: Lang, counts: [usize; 4]) {
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
    ui.painter().rect_filled(rect, 0, theme.computed);
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(theme::LINE_WIDTH, theme.line2));
    let columns = Columns::of(rect);
    put(ui, columns.left, columns.before, rect.center().y - 10.0, lang.pick("Ensemble", "Total"), BODY_14, Weight::Semibold, theme.ink);
    counts_ui(ui, &columns, rect.center().y, written(counts), Weight::Semibold, BODY_14, theme.ink);
}

fn kind_word(kind: ValueKind, lang: Lang) -> &'static str {
    match kind {
        ValueKind::Actual => lang.pick("Réalisation", "Actual"),
        ValueKind::Forecast => lang.pick("Prévision", "Forecast"),
        ValueKind::RevisedForecast => lang.pick("Actualisée", "Revised"),
        ValueKind::Target => lang.pick("Cible", "Target"),
    }
}

/// A row of an indicator, both years one under the other, so that each value is seen to stay in its column.
fn series_ui(ui: &mut Ui, lang: Lang, name: &str, series: &[PreviewColumn], years: [u16; 2]) {
    const ROW: f32 = 24.0;
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW * 4.0 + 34.0), Sense::hover());
    ui.painter().rect_filled(rect, 0, theme.sel);
    let table = Rect::from_min_max(
        pos2(rect.left() + theme::DIALOG_MARGIN_SIDE, rect.top() + 8.0),
        pos2(rect.right() - theme::DIALOG_MARGIN_SIDE, rect.top() + 8.0 + ROW * 4.0),
    );
    ui.painter().rect(table, 0, theme.sheet, Stroke::new(theme::LINE_WIDTH, theme.line2), egui::StrokeKind::Inside);
    let width = (table.width() - NAME) / series.len().max(1) as f32;
    let line = |row: f32| table.top() + ROW * row + 4.0;
    put(ui, table.left() + 6.0, table.left() + NAME, line(0.0), name, SMALL_12, Weight::Regular, theme.ink2);
    for (row, year) in [(2.0, years[0]), (3.0, years[1])] {
        let weight = if row > 2.0 { Weight::Semibold } else { Weight::Regular };
        put(ui, table.left() + 6.0, table.left() + NAME, line(row) - 1.0, &format!("PAP {year}"), BODY_14, weight, theme.ink);
        ui.painter().hline(table.x_range(), table.top() + ROW * row, Stroke::new(theme::LINE_WIDTH, theme.line));
    }
    for (index, column) in series.iter().enumerate() {
        let cell = |row: f32| Rect::from_min_size(pos2(table.left() + NAME + width * index as f32, table.top() + ROW * row), vec2(width, ROW));
        let is_first = index.checked_sub(1).and_then(|before| series.get(before)).is_none_or(|before| before.year != column.year);
        if is_first {
            let year = column.year.to_string();
            ui.painter().text(
                cell(0.0).left_center() + vec2(8.0, 0.0),
                Align2::LEFT_CENTER,
                year,
                theme::font(SMALL_12, Weight::Semibold),
                theme.ink,
            );
            ui.painter().vline(cell(0.0).left(), table.y_range(), Stroke::new(theme::LINE_WIDTH, theme.line2));
        }
        let kind = super::cells::truncated(ui, kind_word(column.kind, lang), theme::font(SMALL_12, Weight::Regular), theme.ink2, width - 8.0);
        put_right(ui, cell(1.0), kind, theme.ink2);
        for (row, shown) in [(2.0, &column.before), (3.0, &column.after)] {
            cell_ui(ui, &theme, cell(row), shown, lang);
        }
    }
    let words = lang.pick(
        "Case grise\u{a0}: hors de la maquette de cette année, valeur gardée dans le fichier.",
        "Grey: in no column of that year, the value stays in the file.",
    );
    put(ui, table.left(), table.right(), table.bottom() + 4.0, words, SMALL_12, Weight::Regular, theme.ink2);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(theme::LINE_WIDTH, theme.line));
}

fn cell_ui(ui: &Ui, theme: &Theme, rect: Rect, shown: &PreviewCell, lang: Lang) {
    let inner = rect.shrink(0.5);
    match shown {
        PreviewCell::Outside => {
            ui.painter().rect_filled(inner, 0, theme.hover);
        }
        PreviewCell::Filled(value) => value_ui(ui, rect, value, Weight::Regular, theme.entry),
        PreviewCell::Locked(value) => {
            ui.painter().rect_filled(inner, 0, theme.computed);
            let lock = Rect::from_center_size(pos2(rect.left() + 12.0, rect.center().y), vec2(theme::CELL_LOCK_SIZE, theme::CELL_LOCK_SIZE));
            Icon::Lock.paint(ui.painter(), lock, theme.ink2);
            value_ui(ui, rect.with_min_x(lock.right()), value, Weight::Regular, theme.ink2);
        }
        PreviewCell::Hinted(hint) => {
            let words = lang.pick(format!("indice {hint}"), format!("hint {hint}"));
            value_ui(ui, rect, &words, Weight::Italic, theme.ink3);
        }
        PreviewCell::Empty => {
            let ring = Rect::from_center_size(pos2(rect.left() + 12.0, rect.center().y), vec2(Icon::Empty.size(), Icon::Empty.size()));
            Icon::Empty.paint(ui.painter(), ring, theme.ink3);
        }
    }
}

fn value_ui(ui: &Ui, rect: Rect, value: &str, weight: Weight, colour: egui::Color32) {
    put_right(ui, rect, super::cells::figure(ui, value, theme::font(BODY_14, weight), colour, rect.width() - 8.0), colour);
}

fn put_right(ui: &Ui, rect: Rect, galley: std::sync::Arc<Galley>, colour: egui::Color32) {
    ui.painter().galley(pos2(rect.right() - 6.0 - galley.size().x, rect.center().y - galley.size().y / 2.0), galley, colour);
}
