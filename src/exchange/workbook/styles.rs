//! How the cells of a workbook look: blue ink is typed, black on a tinted ground is computed, as in the window.
//!
//! The only colours of workbooks; numbers are formatted by codes that each spreadsheet writes in the form of its user (7 300 000 in French).

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use rustc_hash::FxHashMap;

use crate::model::NumberMarks;

const INK: Color = Color::RGB(0x1C_2127);
const PALE_INK: Color = Color::RGB(0x53_5A64);
const ENTRY_INK: Color = Color::RGB(0x1D_3F94);
const LINK_INK: Color = Color::RGB(0x2B_50B4);
const COMPUTED: Color = Color::RGB(0xF4_F1EB);
const TO_CONFIRM: Color = Color::RGB(0xF1_EBFA);
const HEADING: Color = Color::RGB(0xE6_E2DA);
const LINE: Color = Color::RGB(0xE2_DED6);
const STRONG_LINE: Color = Color::RGB(0xBD_B7AB);

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Look {
    Title,
    /// A title on several lines.
    LongTitle,
    Note,
    Plain,
    /// Words that run over the empty cells beside them.
    Running,
    /// A heading within a text, a bold run.
    Strong,
    /// A run in italics.
    Slanted,
    Link,
    Group,
    Heading,
    /// The heading of the column of labels.
    LabelHeading,
    Label,
    SubLabel,
    DetailLabel,
    TotalLabel,
    /// Typed here.
    Entered,
    /// Stands for an amount of the act that nobody entered.
    ToConfirm,
    Computed,
    Total,
}

/// How what stands in a cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    Words,
    Amount,
    /// A number with so many decimals.
    Decimal(u32),
    /// One that says more than its value.
    Marked(u32, NumberMarks),
    /// The same with its sign: what adds to another figure.
    Effect(u32),
    Percent(u32),
    /// A percentage with its sign.
    Change(u32),
}

/// The formats of one sheet, made as they are asked for.
#[derive(Default)]
pub(super) struct Styles {
    made: FxHashMap<(Look, Shape), Format>,
}

impl Styles {
    pub fn of(&mut self, look: Look, shape: Shape) -> &Format {
        self.made.entry((look, shape)).or_insert_with(|| format(look, shape))
    }

    /// Words in the ink of texts.
    pub fn words(&mut self, look: Look) -> &Format {
        self.of(look, Shape::Words)
    }
}

fn format(look: Look, shape: Shape) -> Format {
    let base = Format::new().set_font_size(10).set_font_color(INK);
    let wrapped = |format: Format| format.set_text_wrap().set_align(FormatAlign::Top);
    let boxed = |format: Format| format.set_border(FormatBorder::Thin).set_border_color(LINE);
    let looked = match look {
        Look::Title => base.set_font_size(14).set_bold(),
        Look::LongTitle => wrapped(base.set_font_size(14).set_bold()),
        Look::Note => base.set_font_color(PALE_INK),
        Look::Plain => wrapped(base),
        Look::Running => base,
        Look::Strong => wrapped(base.set_bold()),
        Look::Slanted => wrapped(base.set_italic()),
        Look::Link => base.set_font_color(LINK_INK).set_align(FormatAlign::Top),
        Look::Group => boxed(base.set_bold().set_background_color(HEADING).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)),
        Look::Heading => boxed(base.set_font_color(PALE_INK).set_background_color(HEADING).set_align(FormatAlign::Right).set_text_wrap())
            .set_align(FormatAlign::Bottom),
        Look::LabelHeading => boxed(base.set_font_color(PALE_INK).set_background_color(HEADING).set_text_wrap()).set_align(FormatAlign::Bottom),
        Look::Label => boxed(wrapped(base)),
        Look::SubLabel => boxed(wrapped(base.set_align(FormatAlign::Left).set_indent(1))),
        Look::DetailLabel => boxed(wrapped(base.set_align(FormatAlign::Left).set_indent(2))),
        Look::TotalLabel => total(boxed(wrapped(base))),
        Look::Entered => boxed(base.set_font_color(ENTRY_INK).set_align(FormatAlign::Top)),
        Look::ToConfirm => boxed(base.set_font_color(ENTRY_INK).set_background_color(TO_CONFIRM).set_align(FormatAlign::Top)),
        Look::Computed => boxed(base.set_background_color(COMPUTED).set_align(FormatAlign::Top)),
        Look::Total => total(boxed(base)),
    };
    match shape {
        Shape::Words => looked,
        Shape::Amount => figure(looked, "#,##0".into()),
        Shape::Decimal(scale) => figure(looked, format!("#,##0{}", decimals(scale))),
        Shape::Marked(scale, marks) => {
            let (groups, mark) = (if marks.is_ungrouped { "0" } else { "#,##0" }, if marks.is_provisional { "\"\u{a0}(p)\"" } else { "" });
            figure(looked, format!("{groups}{}{mark}", decimals(scale)))
        }
        Shape::Effect(scale) => figure(looked, format!("+#,##0{0};-#,##0{0};#,##0{0}", decimals(scale))),
        Shape::Percent(scale) => figure(looked, percent(scale)),
        Shape::Change(scale) => figure(looked, format!("+{0};-{0};{0}", percent(scale))),
    }
}

fn total(format: Format) -> Format {
    format.set_bold().set_background_color(COMPUTED).set_border_top(FormatBorder::Thin).set_border_top_color(STRONG_LINE)
}

fn figure(format: Format, code: String) -> Format {
    format.set_num_format(code).set_align(FormatAlign::Right).set_align(FormatAlign::Top)
}

/// A space stands before the sign, as in French.
fn percent(scale: u32) -> String {
    format!("0{}\\ %", decimals(scale))
}

fn decimals(scale: u32) -> String {
    match usize::try_from(scale) {
        Ok(scale) if scale > 0 => format!(".{}", "0".repeat(scale)),
        _ => String::new(),
    }
}
