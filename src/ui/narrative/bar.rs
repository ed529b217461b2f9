//! The bar above a text that is edited, and its menu: what paragraphs and words are.

use egui::{Rect, Response, Ui, Vec2, vec2};

use crate::editing::prose::{Deed, Look, Style};
use crate::lang::Lang;
use crate::model::{BlockKind, LOWEST_HEADING};
use crate::ui::controls;
use crate::ui::icons::{self, ButtonState, Icon, announce, icon_button, opaque_painter, quiet_ground};
use crate::ui::theme::{self, BODY_14, SMALL_12, Theme, Weight};

/// What somebody asks for, in the bar, in the menu or by a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Deed(Deed),
    /// The figure at the caret follows its cell.
    Link,
    Cut,
    Copy,
    Paste {
        bare: bool,
    },
    SelectAll,
}

const STYLE_WIDTH: f32 = 112.0;

/// What a paragraph of this kind is called.
fn style_name(kind: BlockKind, lang: Lang) -> &'static str {
    match kind {
        BlockKind::Paragraph => lang.pick("Paragraphe", "Paragraph"),
        BlockKind::Heading(1) => lang.pick("Titre", "Heading"),
        BlockKind::Heading(2) => lang.pick("Sous-titre", "Subheading"),
        BlockKind::Heading(_) => lang.pick("Petit titre", "Minor heading"),
        BlockKind::Bullet(_) => lang.pick("Puce", "Bullet"),
        BlockKind::Number(..) => lang.pick("Numéro", "Number"),
        BlockKind::Row | BlockKind::Rule => lang.pick("Tableau", "Table"),
        BlockKind::Note(_) => "Note",
    }
}

/// The styles that may be chosen.
fn styles() -> impl Iterator<Item = (Style, BlockKind)> {
    let headings = (1..=LOWEST_HEADING).map(|level| (Style::Heading(level), BlockKind::Heading(level)));
    std::iter::once((Style::Paragraph, BlockKind::Paragraph)).chain(headings)
}

/// Paints the bar; where it is, and what was asked.
pub(super) fn bar_ui(ui: &mut Ui, lang: Lang, look: Look, kind: BlockKind, width: f32) -> (Rect, Option<Asked>) {
    let mut asked = None;
    let is_free = !matches!(kind, BlockKind::Row | BlockKind::Rule | BlockKind::Note(_));
    let row = ui.allocate_ui(vec2(width, theme::CONTROL_HEIGHT), |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
            asked = style_ui(ui, lang, kind, is_free);
            ui.add_space(6.0);
            let mut button = |pressed: bool, deed: Deed| {
                if pressed {
                    asked = Some(Asked::Deed(deed));
                }
            };
            let (bold, italic) = (lang.pick("Gras", "Bold"), lang.pick("Italique", "Italic"));
            button(letter_button(ui, lang.pick("G", "B"), Weight::Bold, bold, "Ctrl+B", look.bold).clicked(), Deed::Bold);
            button(letter_button(ui, "I", Weight::Italic, italic, "Ctrl+I", look.italic).clicked(), Deed::Italic);
            ui.add_space(6.0);
            let toggle = |on: bool| if is_free { ButtonState::Toggle(on) } else { ButtonState::Disabled };
            let is_bullet = matches!(kind, BlockKind::Bullet(_));
            let is_number = matches!(kind, BlockKind::Number(..));
            let bullets = icon_button(ui, Icon::Bullets, lang.pick("Puces", "Bullets"), None, toggle(is_bullet));
            button(bullets.clicked(), Deed::Style(Style::Bullets));
            let numbers = icon_button(ui, Icon::Numbers, lang.pick("Numéros", "Numbers"), None, toggle(is_number));
            button(numbers.clicked(), Deed::Style(Style::Numbers));
            let in_list = ButtonState::enabled(is_bullet || is_number);
            button(
                icon_button(ui, Icon::Outdent, lang.pick("Remonter d’un niveau", "A level up"), Some(lang.pick("Maj+Tab", "Shift+Tab")), in_list)
                    .clicked(),
                Deed::LessDeep,
            );
            button(icon_button(ui, Icon::Indent, lang.pick("Descendre d’un niveau", "A level down"), Some("Tab"), in_list).clicked(), Deed::Deeper);
            ui.add_space(6.0);
            let table = icon_button(ui, Icon::Table, lang.pick("Insérer un tableau", "Insert a table"), None, ButtonState::enabled(is_free));
            button(table.clicked(), Deed::Table);
            let note = icon_button(
                ui,
                Icon::NoteCall,
                lang.pick("Insérer une note", "Insert a note"),
                None,
                ButtonState::enabled(!matches!(kind, BlockKind::Note(_))),
            );
            button(note.clicked(), Deed::Note);
            let link =
                controls::tool_button(ui, Icon::Link, None, lang.pick("Lier à un chiffre", "Link to a figure"), Some("Ctrl+K"), ButtonState::Enabled);
            if link.clicked() {
                asked = Some(Asked::Link);
            }
        });
    });
    (row.response.rect, asked)
}

fn style_ui(ui: &mut Ui, lang: Lang, kind: BlockKind, is_free: bool) -> Option<Asked> {
    let mut asked = None;
    ui.add_enabled_ui(is_free, |ui| {
        let name = style_name(kind, lang);
        let response = egui::ComboBox::from_id_salt("style of a paragraph")
            .selected_text(theme::text(name, BODY_14, Weight::Regular, Theme::of(ui).ink))
            .width(STYLE_WIDTH)
            .show_ui(ui, |ui| {
                for (style, of) in styles() {
                    if ui.selectable_label(kind == of, style_name(of, lang)).clicked() {
                        asked = Some(Asked::Deed(Deed::Style(style)));
                        ui.close();
                    }
                }
            });
        let role = lang.pick("Style du paragraphe", "Style of the paragraph");
        ui.ctx().accesskit_node_builder(response.response.id, |node| node.set_label(role));
    });
    asked
}

/// A button that shows a letter in the weight that it gives.
fn letter_button(ui: &mut Ui, letter: &str, weight: Weight, name: &str, keys: &str, is_on: bool) -> Response {
    let theme = Theme::of(ui);
    let state = ButtonState::Toggle(is_on);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(theme::CONTROL_HEIGHT), state.sense(ui));
    announce(ui, &response, name, Some(keys), state);
    if ui.is_rect_visible(rect) {
        let painter = opaque_painter(ui);
        if let Some(ground) = quiet_ground(&theme, &response, state, state.answers(ui)) {
            painter.rect_filled(rect, theme::RADIUS_CONTROL, ground);
        }
        let ink = if is_on { theme.accent } else { theme.ink };
        let galley = painter.layout_no_wrap(letter.to_owned(), theme::font(BODY_14, weight), ink);
        painter.galley(rect.center() - galley.size() / 2.0, galley, ink);
        theme::focus_ring(ui, &response);
    }
    icons::name_tooltip(response, name, Some(keys))
}

/// What can be done where the pointer is.
pub(super) fn menu_ui(ui: &mut Ui, lang: Lang, kind: BlockKind, is_caret: bool) -> Option<Asked> {
    ui.set_min_width(240.0);
    let mut asked = None;
    let mut item = |ui: &mut Ui, words: &str, keys: &str, is_enabled: bool, what: Asked| {
        let theme = Theme::of(ui);
        let keys = theme::text(keys, SMALL_12, Weight::Regular, theme.ink3);
        let words = theme::text(words, BODY_14, Weight::Regular, if is_enabled { theme.ink } else { theme.ctl });
        if ui.add_enabled(is_enabled, egui::Button::new(words).right_text(keys)).clicked() {
            asked = Some(what);
            ui.close();
        }
    };
    let shift = lang.pick("Maj", "Shift");
    item(ui, lang.pick("Couper", "Cut"), "Ctrl+X", !is_caret, Asked::Cut);
    item(ui, lang.pick("Copier", "Copy"), "Ctrl+C", !is_caret, Asked::Copy);
    item(ui, lang.pick("Coller", "Paste"), "Ctrl+V", true, Asked::Paste { bare: false });
    item(ui, lang.pick("Coller le texte seul", "Paste as text"), &format!("Ctrl+{shift}+V"), true, Asked::Paste { bare: true });
    item(ui, lang.pick("Tout sélectionner", "Select all"), "Ctrl+A", true, Asked::SelectAll);
    ui.separator();
    item(ui, lang.pick("Gras", "Bold"), "Ctrl+B", true, Asked::Deed(Deed::Bold));
    item(ui, lang.pick("Italique", "Italic"), "Ctrl+I", true, Asked::Deed(Deed::Italic));
    item(ui, lang.pick("Changer la casse", "Change case"), &format!("{shift}+F3"), true, Asked::Deed(Deed::Case));
    item(ui, lang.pick("Lier à un chiffre", "Link to a figure"), "Ctrl+K", true, Asked::Link);
    ui.separator();
    let deed = Asked::Deed;
    match kind {
        BlockKind::Row | BlockKind::Rule => {
            item(ui, lang.pick("Ligne au-dessus", "Row above"), "", true, deed(Deed::RowAbove));
            item(ui, lang.pick("Ligne au-dessous", "Row below"), "", true, deed(Deed::RowBelow));
            item(ui, lang.pick("Colonne à gauche", "Column before"), "", true, deed(Deed::ColumnBefore));
            item(ui, lang.pick("Colonne à droite", "Column after"), "", true, deed(Deed::ColumnAfter));
            item(ui, lang.pick("Première ligne en titre, ou non", "First row as heading, or not"), "", true, deed(Deed::HeadingRow));
            item(ui, lang.pick("Supprimer la ligne", "Delete the row"), "", true, deed(Deed::DeleteRow));
            item(ui, lang.pick("Supprimer la colonne", "Delete the column"), "", true, deed(Deed::DeleteColumn));
            item(ui, lang.pick("Supprimer le tableau", "Delete the table"), "", true, deed(Deed::DeleteTable));
        }
        BlockKind::Note(_) => {}
        BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Bullet(_) | BlockKind::Number(..) => {
            for (style, of) in styles() {
                item(ui, style_name(of, lang), "", kind != of, deed(Deed::Style(style)));
            }
            item(ui, lang.pick("Puces", "Bullets"), "", true, deed(Deed::Style(Style::Bullets)));
            item(ui, lang.pick("Numéros", "Numbers"), "", true, deed(Deed::Style(Style::Numbers)));
            ui.separator();
            item(ui, lang.pick("Insérer un tableau", "Insert a table"), "", true, deed(Deed::Table));
            item(ui, lang.pick("Insérer une note", "Insert a note"), "", true, deed(Deed::Note));
        }
    }
    asked
}
