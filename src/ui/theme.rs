//! The look of Papier: every colour, measure and font of the window, for a light and a dark theme.
//!
//! With `charts/palette.rs`, whose colours it gives to the window, the only file that holds a colour literal. It knows the tokens of the visual design and how egui is told of
//! them; it must not know what is drawn with them: no document, no panel, no word.

use std::ops::RangeInclusive;
use std::sync::{Arc, LazyLock};

use egui::style::{ScrollAnimation, Selection, WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, FontTweak, Frame, Margin, Response, RichText, Shadow, Stroke,
    StrokeKind, Style, TextStyle, Ui, Visuals, vec2,
};

use crate::charts::fonts;
use crate::charts::palette::{Palette, Rgb};

// ---------------------------------------------------------------- measures, in pixels at 100 %

/// Corner radius of buttons, fields, chips and menus. Cells and sheets have none.
pub const RADIUS_CONTROL: u8 = 3;
/// Corner radius of dialogs.
pub const RADIUS_DIALOG: u8 = 6;
/// Width of the focus ring.
pub const FOCUS_WIDTH: f32 = 2.0;
/// Distance between a control and its focus ring.
pub const FOCUS_GAP: f32 = 2.0;
/// Smallest side of anything that can be clicked (WCAG 2.5.8).
pub const TARGET_MIN: f32 = 24.0;

/// Height of the menu bar.
pub const MENU_HEIGHT: f32 = 28.0;
/// Height of the tabs of the documents.
pub const TABS_HEIGHT: f32 = 32.0;
/// Widths of a tab.
pub const TAB_WIDTH_RANGE: RangeInclusive<f32> = 120.0..=260.0;
/// Height of the toolbar.
pub const TOOLBAR_HEIGHT: f32 = 40.0;
/// Height of the status bar.
pub const STATUS_HEIGHT: f32 = 28.0;
/// Height of a button or field, and side of a button that holds only an icon.
pub const CONTROL_HEIGHT: f32 = 28.0;
/// Side of an icon's box.
pub const ICON_SIZE: f32 = 16.0;
/// Width of an icon's lines.
pub const ICON_STROKE: f32 = 1.4;
/// Side of a mark's box (error, empty, to confirm…), the same in cells and in the outline.
pub const MARK_SIZE: f32 = 10.0;
/// Width of the search field in the toolbar.
pub const SEARCH_WIDTH: f32 = 320.0;
/// Padding inside a control, left and right.
pub const CONTROL_PADDING: f32 = 8.0;
/// Padding inside a main button, and inside every button at the foot of a dialog.
pub const COMMAND_PADDING: f32 = 14.0;

/// Width of the outline when the window opens.
pub const OUTLINE_WIDTH: f32 = 280.0;
/// Widths the outline can be dragged to.
pub const OUTLINE_WIDTH_RANGE: RangeInclusive<f32> = 200.0..=400.0;
/// Height of a row of the outline.
pub const OUTLINE_ROW_HEIGHT: f32 = 26.0;
/// Indent of each level of the outline.
pub const OUTLINE_INDENT: f32 = 12.0;
/// Width kept for the caret of a node.
pub const OUTLINE_CARET: f32 = 16.0;
/// Distance between a node's mark and the right edge of the outline.
pub const OUTLINE_MARK_MARGIN: f32 = SCROLL_BAR_MARGIN + SCROLL_BAR_WIDTH + 5.0;
/// Height of the legend under the outline.
pub const OUTLINE_LEGEND_HEIGHT: f32 = 56.0;

/// Width of the inspector when the window opens.
pub const INSPECTOR_WIDTH: f32 = 304.0;
/// Widths the inspector can be dragged to.
pub const INSPECTOR_WIDTH_RANGE: RangeInclusive<f32> = 260.0..=420.0;
/// Width of the preview of the PDF as it opens, and the least.
pub const PREVIEW_WIDTH: f32 = 560.0;
pub const PREVIEW_LEAST: f32 = 260.0;
/// A narrower window has no room for the inspector beside the preview.
pub const PREVIEW_WITH_INSPECTOR: f32 = 1800.0;
/// Height of a row that tells which figure the active cell feeds.
pub const FEED_ROW_HEIGHT: f32 = 38.0;
/// Height of a row of a series.
pub const SERIES_ROW_HEIGHT: f32 = 26.0;

/// Distance between the sheet and the edges of the canvas.
pub const SHEET_OUTER_MARGIN: f32 = 16.0;
/// Inner margin of the sheet, left and right.
pub const SHEET_INNER_MARGIN: f32 = 24.0;
/// Widest sheet.
pub const SHEET_MAX_WIDTH: f32 = 1040.0;
/// Width of a scroll bar.
pub const SCROLL_BAR_WIDTH: f32 = 7.0;
/// Distance between a scroll bar and the right edge.
pub const SCROLL_BAR_MARGIN: f32 = 4.0;

/// Height of a grid row on one line.
pub const ROW_HEIGHT: f32 = 28.0;
/// Height of a grid row on two lines.
pub const ROW_HEIGHT_TWO_LINES: f32 = 44.0;
/// Height of a row that controls a sum under a grid.
pub const ROW_HEIGHT_CONTROL: f32 = 26.0;
/// Height of the row of group names in a grid's header.
pub const HEADER_GROUP_HEIGHT: f32 = 25.0;
/// Height of a grid's column names on one line.
pub const HEADER_NAME_HEIGHT: f32 = 25.0;
/// Narrowest column of labels.
pub const COLUMN_LABEL_MIN: f32 = 240.0;
/// Usual width of a column of amounts: it holds 999 999 999 999 in semibold.
pub const COLUMN_AMOUNT: f32 = 112.0;
/// Widths of an indicator's year.
pub const COLUMN_YEAR_RANGE: RangeInclusive<f32> = 82.0..=86.0;
/// Width of a column of units.
pub const COLUMN_UNIT: f32 = 48.0;
/// Padding inside a cell, left and right.
pub const CELL_PADDING: f32 = 8.0;
/// Distance between a cell's left edge and its mark.
pub const CELL_MARK_MARGIN: f32 = 7.0;
/// What a mark takes of a cell, from the left edge to where a figure may begin.
pub const CELL_MARK_ROOM: f32 = CELL_MARK_MARGIN + MARK_SIZE + 4.0;
/// The narrowest column: a mark and `####`, which stands for a figure that has no room.
pub const COLUMN_LEAST: f32 = 64.0;
/// Side of the padlock in a locked cell.
pub const CELL_LOCK_SIZE: f32 = 12.0;
/// Side of the handle at the corner of a selected range.
pub const SELECTION_HANDLE: f32 = 7.0;
/// Line between two rows, border of a control.
pub const LINE_WIDTH: f32 = 1.0;
/// Line under a cell that is wrong, to check, or fed by the active cell; ring around the active cell.
pub const STRONG_LINE_WIDTH: f32 = 2.0;

/// Width of each of the two figures of a findings row.
pub const FINDING_FIGURE_WIDTH: f32 = 92.0;
/// Distance between a dialog's contents and its sides.
pub const DIALOG_MARGIN_SIDE: f32 = 24.0;
/// Height of a dialog's foot.
pub const DIALOG_FOOTER_HEIGHT: f32 = 52.0;
/// Width of a dialog that asks one question.
pub const DIALOG_WIDTH: f32 = 480.0;
/// Width of the dialog that prepares the next year.
pub const ROLLOVER_WIDTH: f32 = 1120.0;
/// Width of the start page's left column.
pub const START_COMMANDS_WIDTH: f32 = 320.0;
/// Gap between the start page's columns.
pub const START_GAP: f32 = 64.0;
/// Width of the start page's right column.
pub const START_RECENT_WIDTH: f32 = 776.0;
/// Height of a recent file's row.
pub const RECENT_ROW_HEIGHT: f32 = 56.0;
/// Width of the window below which the inspector closes.
pub const INSPECTOR_CLOSES_BELOW: f32 = 1200.0;
/// Width of the window below which the outline becomes a list over the page.
pub const OUTLINE_CLOSES_BELOW: f32 = 960.0;

// ---------------------------------------------------------------- type

/// Size of the start page's title and of slides, semibold.
pub const TITLE_28: f32 = 28.0;
/// Size of the title of a page or dialog and of the inspector's value, semibold.
pub const TITLE_22: f32 = 22.0;
/// Size of the title of a table or section, semibold.
pub const SECTION_16: f32 = 16.0;
/// Size of everything else, figures included.
pub const BODY_14: f32 = 14.0;
/// Size of column headers, captions, status bar and former values. Nothing is smaller.
pub const SMALL_12: f32 = 12.0;
/// Line of narrative text, a little wider than the 20 px of the interface.
pub const NARRATIVE_LINE_HEIGHT: f32 = 21.0;
/// Line of a grid's headers.
pub const HEADER_LINE_HEIGHT: f32 = 15.0;

/// The weights of the bundled font. Never mix two within a row of figures of equal rank: their digits differ in width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// 400: text and figures.
    #[default]
    Regular,
    /// 600: titles, totals, main commands.
    Semibold,
    /// 700: titles of charts and slides.
    Bold,
    /// Italic 400: hints only.
    Italic,
}

static SEMIBOLD: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name(Arc::from("semibold")));
static BOLD: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name(Arc::from("bold")));
static ITALIC: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name(Arc::from("italic")));

impl Weight {
    /// The egui family of this weight, as [`install`] names it.
    pub fn family(self) -> FontFamily {
        match self {
            Self::Regular => FontFamily::Proportional,
            Self::Semibold => SEMIBOLD.clone(),
            Self::Bold => BOLD.clone(),
            Self::Italic => ITALIC.clone(),
        }
    }
}

/// The font of a size in pixels and a weight.
pub fn font(size: f32, weight: Weight) -> FontId {
    FontId::new(size, weight.family())
}

/// The height of a line of text of that size, in pixels: 34, 28, 22, 20 and 16 for the five sizes of the interface.
pub fn line_height(size: f32) -> f32 {
    match size {
        s if s <= SMALL_12 => (s * 4.0 / 3.0).round(),
        s if s <= BODY_14 => (s * 10.0 / 7.0).round(),
        s if s <= SECTION_16 => (s * 1.375).round(),
        s if s <= TITLE_22 => (s * 1.27).round(),
        s => (s * 1.21).round(),
    }
}

/// The words with figures that stay on one line: egui breaks lines at U+202F but not at U+00A0, which is as wide in the bundled font.
pub fn unbroken(words: &str) -> String {
    words.replace('\u{202f}', "\u{a0}")
}

/// A picture in its own colours.
pub fn paint_picture(painter: &egui::Painter, picture: egui::TextureId, rect: egui::Rect) {
    let whole = egui::Rect::from_min_max(egui::Pos2::ZERO, egui::pos2(1.0, 1.0));
    painter.image(picture, rect, whole, Color32::WHITE);
}

/// Text of the interface, with the line height of its size.
pub fn text(words: impl Into<String>, size: f32, weight: Weight, colour: Color32) -> RichText {
    RichText::new(unbroken(&words.into())).font(font(size, weight)).line_height(Some(line_height(size))).color(colour)
}

// ---------------------------------------------------------------- colours

/// The blank screens of a presentation.
pub const BLANK_BLACK: Color32 = Color32::BLACK;
pub const BLANK_WHITE: Color32 = Color32::WHITE;

/// The colours of one theme. Every text token reads at 4.5:1 or more on every ground; `ctl` and the marks at 3:1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// True for light text on dark grounds.
    pub dark: bool,
    /// Text, computed figures.
    pub ink: Color32,
    /// Column headers, captions, locked figures.
    pub ink2: Color32,
    /// Hints, former values, units, shortcuts.
    pub ink3: Color32,
    /// Entered figures and words in a grid, linked figures.
    pub entry: Color32,
    /// Focus, selection, links, main button.
    pub accent: Color32,
    /// Text on `accent`.
    pub on_accent: Color32,
    /// Error: text and square.
    pub err: Color32,
    /// To check: text and triangle.
    pub warn: Color32,
    /// To confirm, recovery.
    pub conf: Color32,
    /// Inherited from another year.
    pub inh: Color32,
    /// A check that holds.
    pub ok: Color32,
    /// Borders of fields and buttons, baseline of charts, disabled.
    pub ctl: Color32,
    /// Ground of the page, fields and dialogs.
    pub sheet: Color32,
    /// Ground of bars, outline and inspector.
    pub panel: Color32,
    /// Ground behind the sheet.
    pub canvas: Color32,
    /// Ground of a computed cell.
    pub computed: Color32,
    /// Ground under the pointer.
    pub hover: Color32,
    /// Ground of the selection and of what is switched on.
    pub sel: Color32,
    /// Line between rows: decoration.
    pub line: Color32,
    /// Line around a table and above a total: decoration.
    pub line2: Color32,
    /// What covers the window behind a dialog.
    pub scrim: Color32,
    /// The one shadow, under a dialog.
    pub shadow: Color32,
    /// Ground of an error.
    pub err_tint: Color32,
    /// Ground of what is to check.
    pub warn_tint: Color32,
    /// Ground of what is to confirm.
    pub conf_tint: Color32,
    /// Ground of what is inherited.
    pub inh_tint: Color32,
    /// Ground of what a search found.
    pub found: Color32,
    /// Ground of a check that holds.
    pub ok_tint: Color32,
    /// The colours of charts and slides; [`Theme::page`] gives those of a chart on the sheet.
    pub chart: Palette,
}

impl Theme {
    /// Dark ink on white paper.
    pub const LIGHT: Self = Self {
        dark: false,
        ink: hex(0x1C2127),
        ink2: hex(0x535A64),
        ink3: hex(0x5F6670),
        entry: hex(0x1D3F94),
        accent: hex(0x2B50B4),
        on_accent: hex(0xFFFFFF),
        err: hex(0xB4231C),
        warn: hex(0x8A5000),
        conf: hex(0x6B46A8),
        inh: hex(0x1D686D),
        ok: hex(0x22673B),
        ctl: hex(0x878176),
        sheet: hex(0xFFFFFF),
        panel: hex(0xF8F6F2),
        canvas: hex(0xEFEDE8),
        computed: hex(0xF4F1EB),
        hover: hex(0xEDE9E2),
        sel: hex(0xE6ECFB),
        line: hex(0xE2DED6),
        line2: hex(0xBDB7AB),
        scrim: SCRIM,
        shadow: SHADOW,
        found: hex(0xFFEFB0),
        err_tint: hex(0xFBE9E7),
        warn_tint: hex(0xFBF0DC),
        conf_tint: hex(0xF1EBFA),
        inh_tint: hex(0xE4F1F1),
        ok_tint: hex(0xE6F2E9),
        chart: Palette::LIGHT,
    };

    /// Light ink on dark paper.
    pub const DARK: Self = Self {
        dark: true,
        ink: hex(0xE7E9EC),
        ink2: hex(0xABB2BC),
        ink3: hex(0x9CA4AE),
        entry: hex(0xAEC3FF),
        accent: hex(0x8FADFF),
        on_accent: hex(0x10131A),
        err: hex(0xFF8F86),
        warn: hex(0xF0B45B),
        conf: hex(0xC6ABF6),
        inh: hex(0x7CCBCF),
        ok: hex(0x82CD9A),
        ctl: hex(0x7B838F),
        sheet: hex(0x1E2126),
        panel: hex(0x181B1F),
        canvas: hex(0x121417),
        computed: hex(0x292E36),
        hover: hex(0x252A31),
        sel: hex(0x27345A),
        line: hex(0x30353C),
        line2: hex(0x4D545E),
        scrim: SCRIM,
        shadow: SHADOW,
        found: hex(0x4A3F17),
        err_tint: hex(0x3B2423),
        warn_tint: hex(0x372C1A),
        conf_tint: hex(0x2F2741),
        inh_tint: hex(0x1B3537),
        ok_tint: hex(0x1E3325),
        chart: Palette::DARK,
    };

    /// The theme that a part of the window is drawn in.
    pub fn of(ui: &Ui) -> Self {
        Self::from_dark_mode(ui.visuals().dark_mode)
    }

    /// The theme of the whole window.
    pub fn of_ctx(ctx: &Context) -> Self {
        Self::from_dark_mode(ctx.theme() == egui::Theme::Dark)
    }

    const fn from_dark_mode(dark: bool) -> Self {
        if dark { Self::DARK } else { Self::LIGHT }
    }

    /// The colours of a chart on the sheet, whose lines are those of the page.
    pub fn page(&self) -> Palette {
        // The panel of slides is too close to the paper of a page.
        Palette {
            background: rgb(self.sheet),
            axis: rgb(self.ctl),
            grid: rgb(self.line),
            panel: rgb(self.computed),
            focus: rgb(self.accent),
            ..self.chart
        }
    }
}

/// #14161A at 42 %.
const SCRIM: Color32 = Color32::from_rgba_unmultiplied_const(0x14, 0x16, 0x1A, 107);
/// Black at 6 %.
const SHADOW: Color32 = Color32::from_black_alpha(15);

/// An opaque colour from its usual spelling, 0xRRGGBB.
const fn hex(rgb: u32) -> Color32 {
    let [_, red, green, blue] = rgb.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

/// A colour of the charts in the window.
pub const fn of_rgb(colour: Rgb) -> Color32 {
    Color32::from_rgb(colour.red, colour.green, colour.blue)
}

/// An opaque colour of the window in a chart.
const fn rgb(colour: Color32) -> Rgb {
    Rgb::new(colour.r(), colour.g(), colour.b())
}

/// The contrast of two opaque colours, 1 to 21 (WCAG 2.2).
pub fn contrast(one: Color32, other: Color32) -> f32 {
    rgb(one).contrast(rgb(other))
}

// ---------------------------------------------------------------- frames and focus

/// The page of the document: white, a thin edge, no corner. The margin is that of its sides and of its top.
pub fn sheet_frame(theme: &Theme) -> Frame {
    Frame::new().fill(theme.sheet).stroke(Stroke::new(LINE_WIDTH, theme.line)).inner_margin(Margin { left: 24, right: 24, top: 14, bottom: 24 })
}

/// A dialog: the one part of the window with a shadow. Its header, body and foot set their own margins.
pub fn dialog_frame(theme: &Theme) -> Frame {
    Frame::new().fill(theme.sheet).stroke(Stroke::new(LINE_WIDTH, theme.line2)).corner_radius(RADIUS_DIALOG).shadow(dialog_shadow(theme))
}

const fn dialog_shadow(theme: &Theme) -> Shadow {
    Shadow { offset: [0, 4], blur: 0, spread: 0, color: theme.shadow }
}

/// Paints the ring around a control that the keyboard is on, and brings the control into view when the keyboard
/// reaches it. Called after the control is painted.
pub fn focus_ring(ui: &Ui, response: &Response) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.has_focus() {
        let radius = f32::from(RADIUS_CONTROL) + FOCUS_GAP;
        ui.painter().rect_stroke(response.rect.expand(FOCUS_GAP), radius, Stroke::new(FOCUS_WIDTH, Theme::of(ui).accent), StrokeKind::Outside);
    }
}

// ---------------------------------------------------------------- egui

/// Gives egui the fonts, the type, the measures and both themes. Called once, before the first frame: without fonts
/// any text panics.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
    ctx.set_style_of(egui::Theme::Light, style(&Theme::LIGHT));
    ctx.set_style_of(egui::Theme::Dark, style(&Theme::DARK));
}

/// The style of a menu: rows without borders, and a ring on the row that the keyboard is on, which egui leaves out.
pub fn menu_style(style: &mut Style) {
    egui::containers::menu::menu_style(style);
    style.spacing.button_padding = vec2(CONTROL_PADDING, 3.0);
    style.spacing.interact_size.y = OUTLINE_ROW_HEIGHT;
    style.visuals.widgets.active.bg_stroke = style.visuals.selection.stroke;
}

fn definitions() -> FontDefinitions {
    const REGULAR: &str = "Papier Sans";
    let faces: [(&str, Weight, &'static [u8]); 4] = [
        (REGULAR, Weight::Regular, fonts::REGULAR),
        ("Papier Sans Semibold", Weight::Semibold, fonts::SEMIBOLD),
        ("Papier Sans Bold", Weight::Bold, fonts::BOLD),
        ("Papier Sans Italic", Weight::Italic, fonts::ITALIC),
    ];
    let mut fonts = FontDefinitions::empty();
    for (name, weight, bytes) in faces {
        // egui gives U+202F half a space whatever the font says; French figures need its 0.2 em, which is a whole space.
        let tweak = FontTweak { thin_space_width: 1.0, ..FontTweak::default() };
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes).tweak(tweak)));
        let mut chain = vec![name.to_owned()];
        if name != REGULAR {
            chain.push(REGULAR.to_owned());
        }
        fonts.families.insert(weight.family(), chain);
    }
    fonts.families.insert(FontFamily::Monospace, vec![REGULAR.to_owned()]);
    fonts
}

fn style(theme: &Theme) -> Style {
    let mut style = Style {
        text_styles: [
            (TextStyle::Name(Arc::from("title")), font(TITLE_28, Weight::Semibold)),
            (TextStyle::Heading, font(TITLE_22, Weight::Semibold)),
            (TextStyle::Name(Arc::from("section")), font(SECTION_16, Weight::Semibold)),
            (TextStyle::Body, font(BODY_14, Weight::Regular)),
            (TextStyle::Button, font(BODY_14, Weight::Regular)),
            (TextStyle::Monospace, FontId::new(BODY_14, FontFamily::Monospace)),
            (TextStyle::Small, font(SMALL_12, Weight::Regular)),
        ]
        .into(),
        visuals: visuals(theme),
        animation_time: 0.0,
        scroll_animation: ScrollAnimation::none(),
        ..Style::default()
    };
    // A press on a label must reach the row under it; figures and texts are copied from their cells.
    style.interaction.selectable_labels = false;
    style.interaction.multi_widget_text_select = false;

    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 4.0);
    spacing.button_padding = vec2(CONTROL_PADDING, 4.0);
    spacing.interact_size = vec2(CONTROL_HEIGHT, CONTROL_HEIGHT);
    spacing.window_margin = Margin::symmetric(24, 16);
    spacing.menu_margin = Margin::same(4);
    spacing.menu_spacing = 1.0;
    spacing.icon_width = 18.0;
    spacing.icon_width_inner = 10.0;
    spacing.icon_spacing = 8.0;
    spacing.tooltip_width = 360.0;

    // The bar lies over the margin of what scrolls, so that nothing moves when it appears. It never fades.
    let scroll = &mut spacing.scroll;
    scroll.floating = true;
    scroll.bar_width = SCROLL_BAR_WIDTH;
    scroll.floating_width = SCROLL_BAR_WIDTH;
    scroll.floating_allocated_width = 0.0;
    scroll.bar_inner_margin = 0.0;
    scroll.bar_outer_margin = SCROLL_BAR_MARGIN;
    scroll.handle_min_length = TARGET_MIN;
    scroll.foreground_color = false;
    scroll.dormant_background_opacity = 0.0;
    scroll.active_background_opacity = 0.0;
    scroll.interact_background_opacity = 0.0;
    scroll.dormant_handle_opacity = 1.0;
    scroll.active_handle_opacity = 1.0;
    scroll.interact_handle_opacity = 1.0;
    scroll.fade.strength = 0.0;
    scroll.kinetic.decay_time = 0.0;
    scroll.kinetic.rubber_band = false;
    style
}

fn visuals(theme: &Theme) -> Visuals {
    let mut visuals = if theme.dark { Visuals::dark() } else { Visuals::light() };
    let control = CornerRadius::same(RADIUS_CONTROL);

    visuals.override_text_color = None;
    visuals.weak_text_color = Some(theme.ink3);
    visuals.widgets = widgets(theme);
    // The stroke is the border of a focused field and the ink of a selected button.
    visuals.selection = Selection { bg_fill: theme.sel, stroke: Stroke::new(FOCUS_WIDTH, theme.accent) };
    visuals.ime_composition.active_underline_stroke = Stroke::new(STRONG_LINE_WIDTH, theme.accent);
    visuals.ime_composition.inactive_underline_stroke = Stroke::new(LINE_WIDTH, theme.accent);
    visuals.hyperlink_color = theme.accent;
    visuals.faint_bg_color = theme.computed;
    visuals.extreme_bg_color = theme.sheet;
    visuals.text_edit_bg_color = Some(theme.sheet);
    visuals.code_bg_color = theme.computed;
    visuals.warn_fg_color = theme.warn;
    visuals.error_fg_color = theme.err;

    visuals.window_corner_radius = CornerRadius::same(RADIUS_DIALOG);
    visuals.window_shadow = dialog_shadow(theme);
    visuals.window_fill = theme.sheet;
    visuals.window_stroke = Stroke::new(LINE_WIDTH, theme.line2);
    visuals.window_highlight_topmost = false;
    visuals.menu_corner_radius = control;
    visuals.popup_shadow = Shadow::NONE;
    visuals.panel_fill = theme.panel;

    visuals.text_cursor.stroke = Stroke::new(LINE_WIDTH, theme.ink);
    visuals.text_cursor.blink = false;
    visuals.text_cursor.preview = false;
    visuals.button_frame = true;
    visuals.collapsing_header_frame = false;
    visuals.indent_has_left_vline = false;
    visuals.striped = false;
    visuals.slider_trailing_fill = false;
    visuals.image_loading_spinners = false;
    // Ink at half strength is close to `ctl`, which our own controls use.
    visuals.disabled_alpha = 0.5;
    visuals
}

/// Flat widgets: a border at rest, a ground under the pointer, a ring when pressed or focused.
fn widgets(theme: &Theme) -> Widgets {
    let flat = WidgetVisuals {
        bg_fill: theme.ctl,
        weak_bg_fill: theme.sheet,
        bg_stroke: Stroke::new(LINE_WIDTH, theme.ctl),
        corner_radius: CornerRadius::same(RADIUS_CONTROL),
        fg_stroke: Stroke::new(LINE_WIDTH, theme.ink),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: WidgetVisuals { bg_fill: theme.panel, weak_bg_fill: theme.panel, bg_stroke: Stroke::new(LINE_WIDTH, theme.line), ..flat },
        // `bg_fill` is the handle of a scroll bar; buttons and fields use `weak_bg_fill` and their own ground.
        inactive: flat,
        hovered: WidgetVisuals { bg_fill: theme.ink2, weak_bg_fill: theme.hover, ..flat },
        active: WidgetVisuals { bg_fill: theme.ink2, weak_bg_fill: theme.sel, bg_stroke: Stroke::new(FOCUS_WIDTH, theme.accent), ..flat },
        open: WidgetVisuals { weak_bg_fill: theme.sel, fg_stroke: Stroke::new(LINE_WIDTH, theme.accent), ..flat },
    }
}

#[cfg(test)]
mod tests;
