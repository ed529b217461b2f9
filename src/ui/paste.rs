//! The preview of a paste that is not obvious: what goes where, what is added, what is left.

use egui::{Context, ScrollArea, Sense, Ui, vec2};

use super::modal::{Answer, ModalFrame, answered};
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{cells, modal};
use crate::editing::grid::Range;
use crate::editing::{Command, Gesture, PastePreview, PastedCell};
use crate::lang::{Lang, Word, nature, writing};
use crate::tables::TableName;

/// A paste that is done once it was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct PasteDialog {
    pub table: TableName,
    pub command: Command,
    pub range: Range,
    pub gesture: Gesture,
    pub preview: PastePreview,
}

const WIDTH: f32 = 640.0;
const LIST_HEIGHT: f32 = 280.0;
const LINE: f32 = 24.0;

pub(super) fn paste_dialog_ui(ctx: &Context, lang: Lang, PasteDialog { preview, .. }: &mut PasteDialog) -> Answer {
    let PastePreview { added, written, passed_over } = preview;
    let count = written.len();
    let title = match count {
        1 => lang.pick("Coller 1 montant\u{a0}?".to_owned(), "Paste 1 amount?".to_owned()),
        count => lang.pick(format!("Coller {count} montants\u{a0}?"), format!("Paste {count} amounts?")),
    };
    let cancel = [lang.word(Word::Cancel)];
    let frame =
        ModalFrame { id: "paste", title: &title, main: lang.pick("Coller", "Paste"), commands: &cancel, width: WIDTH, ..ModalFrame::default() };
    answered(ctx, &frame, |ui| {
        if !added.is_empty() {
            let names: Vec<String> = added.iter().map(|category| format!("{category} {}", nature::category(*category, lang))).collect();
            let names = writing::listed(&names, lang);
            modal::sentence_ui(ui, &lang.pick(format!("Ajoutées aux tableaux\u{a0}: {names}."), format!("Added to the tables: {names}.")));
            ui.add_space(8.0);
        }
        if !passed_over.is_empty() {
            let words = lang.pick(
                "Ces cellules sont calculées et vaudront autre chose que la copie\u{a0}: elles sont laissées.",
                "These cells are computed and will show something else than the copy: they are left.",
            );
            modal::sentence_ui(ui, words);
            lines_ui(ui, "passed over", passed_over, lang, lang.pick("copié", "copied"));
            ui.add_space(8.0);
        }
        modal::sentence_ui(ui, lang.pick("Écrit\u{a0}:", "Written:"));
        lines_ui(ui, "written", written, lang, "");
        false
    })
}

/// A line a cell: what it is, then one figure and the other.
fn lines_ui(ui: &mut Ui, id: &str, lines: &[PastedCell], lang: Lang, first: &str) {
    let theme = Theme::of(ui);
    ScrollArea::vertical().id_salt(id).max_height(LIST_HEIGHT / 2.0).show_rows(ui, LINE, lines.len(), |ui, rows| {
        for line in lines.get(rows).unwrap_or_default() {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
            let before = if line.before.is_empty() { lang.pick("vide", "empty") } else { line.before.as_str() };
            let before = if first.is_empty() { before.to_owned() } else { format!("{first} {before}") };
            let words = format!("{}, {}, {before}, {}", line.row, line.heading, line.after);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, words.clone()));
            let (font, small) = (|| theme::font(BODY_14, Weight::Regular), || theme::font(SMALL_12, Weight::Regular));
            let after = cells::figure(ui, &line.after, font(), theme.ink, 150.0);
            let before = cells::truncated(ui, &format!("{before} →"), small(), theme.ink2, 190.0);
            let name = cells::truncated(ui, &format!("{}, {}", line.row, line.heading), font(), theme.ink, rect.width() - 360.0);
            let at = |left: f32, height: f32| egui::pos2(left, rect.center().y - height / 2.0);
            let (right, middle) = (rect.right() - after.size().x - 8.0, rect.right() - 158.0 - before.size().x);
            ui.painter().galley(at(rect.left(), name.size().y), name, theme.ink);
            ui.painter().galley(at(middle, before.size().y), before, theme.ink2);
            ui.painter().galley(at(right, after.size().y), after, theme.ink);
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(theme::LINE_WIDTH, theme.line));
        }
    });
}
