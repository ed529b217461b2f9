//! The colours of charts and slides, light and dark, as plain values: what an [`Ink`] is on a ground.
//!
//! With `ui/theme.rs` the only file that holds a colour literal. It knows no toolkit: the window, the SVG, the PNG and the PDF paint the same values.

use super::Hue;
use super::scene::Ink;

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgb {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Rgb {
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// From its usual spelling, 0xRRGGBB.
    const fn hex(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self { red, green, blue }
    }

    /// "#0a3d91", as SVG and CSS write it.
    pub fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// The contrast of two colours, 1 to 21 (WCAG 2.2).
    pub fn contrast(self, other: Self) -> f32 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn luminance(self) -> f32 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The three linear channels, 0 to 1.
    fn linear(self) -> [f32; 3] {
        [self.red, self.green, self.blue].map(|channel| {
            let value = f32::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }
}

/// The colours of charts and slides on one ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// Ground of a slide and of an exported chart.
    pub background: Rgb,
    /// Titles and values.
    pub ink: Rgb,
    /// Subtitles.
    pub ink2: Rgb,
    /// Notes, ticks, former values; the fill of title 4.
    pub ink3: Rgb,
    /// Axes.
    pub axis: Rgb,
    /// Outline of a former value.
    pub ghost: Rgb,
    /// Grid lines: no meaning alone.
    pub grid: Rgb,
    /// Ground of a year not asked for, and of a column set apart: no meaning alone.
    pub panel: Rgb,
    /// Blue, orange, teal, plum, ochre, violet: lines and fills.
    pub series: [Rgb; 6],
    /// The same hues for words, 4.5:1 or more.
    pub series_text: [Rgb; 6],
    /// The same hues, pale: the inside of a former year's bar, the ground of a hatch.
    pub pale: [Rgb; 6],
    /// Focus on a slide, the selected column of a trend.
    pub focus: Rgb,
    /// Text of a warning on a slide.
    pub warning: Rgb,
    /// Ground of a warning on a slide.
    pub warning_panel: Rgb,
    /// The bar of a "what if" under a slide, the same in both themes.
    pub trial_bar: Rgb,
    /// Text on the bar of a "what if".
    pub on_trial_bar: Rgb,
    /// Second text on that bar, and its mark.
    pub on_trial_bar_second: Rgb,
    pub trial_mark: Rgb,
    /// The name and the band of the cover.
    pub brand: Rgb,
    /// The two inks of text inside a fill; see [`Palette::on_fill`].
    pub fill_inks: [Rgb; 2],
}

impl Palette {
    /// Dark ink on white.
    pub const LIGHT: Self = Self {
        background: Rgb::hex(0xFFFFFF),
        ink: Rgb::hex(0x16191F),
        ink2: Rgb::hex(0x414754),
        ink3: Rgb::hex(0x5C6372),
        axis: Rgb::hex(0x6F7787),
        ghost: Rgb::hex(0x6F7787),
        grid: Rgb::hex(0xDFE2E8),
        panel: Rgb::hex(0xF4F5F7),
        series: [Rgb::hex(0x0A3D91), Rgb::hex(0xB5522A), Rgb::hex(0x227569), Rgb::hex(0x580839), Rgb::hex(0xAF8F15), Rgb::hex(0x9470C9)],
        series_text: [Rgb::hex(0x0A3D91), Rgb::hex(0xB5522A), Rgb::hex(0x227569), Rgb::hex(0x580839), Rgb::hex(0x6E5800), Rgb::hex(0x7448B8)],
        // The design names the pale hues 1, 2, 3 and 5; 4 and 6 are mixed in the same proportion.
        pale: [Rgb::hex(0xD5E0F3), Rgb::hex(0xF6DFD4), Rgb::hex(0xD3E7E3), Rgb::hex(0xEFD8E4), Rgb::hex(0xF3EBCD), Rgb::hex(0xE8DFF5)],
        focus: Rgb::hex(0x1B66D6),
        warning: Rgb::hex(0x7A5B00),
        warning_panel: Rgb::hex(0xFFF4CF),
        trial_bar: Rgb::hex(0x16191F),
        on_trial_bar: Rgb::hex(0xF2F4F7),
        on_trial_bar_second: Rgb::hex(0xC6CCD6),
        trial_mark: Rgb::hex(0xFDE56F),
        brand: Rgb::hex(0x0A2A66),
        fill_inks: [Rgb::hex(0xFFFFFF), Rgb::hex(0x16191F)],
    };

    /// Light ink on near black.
    pub const DARK: Self = Self {
        background: Rgb::hex(0x14171D),
        ink: Rgb::hex(0xF2F4F7),
        ink2: Rgb::hex(0xC6CCD6),
        ink3: Rgb::hex(0xA0A8B6),
        axis: Rgb::hex(0x7C8697),
        ghost: Rgb::hex(0x7C8697),
        grid: Rgb::hex(0x2E343F),
        panel: Rgb::hex(0x1D2129),
        series: [Rgb::hex(0x8DB2F1), Rgb::hex(0xE3956C), Rgb::hex(0x82EDE6), Rgb::hex(0xD55C8D), Rgb::hex(0xFDE56F), Rgb::hex(0x8D73D1)],
        // Plum and violet are a little lighter than their fills: those read at 4.4 and 4.2 on the dark sheet.
        series_text: [Rgb::hex(0x8DB2F1), Rgb::hex(0xE3956C), Rgb::hex(0x82EDE6), Rgb::hex(0xD9658F), Rgb::hex(0xFDE56F), Rgb::hex(0x957CD5)],
        pale: [Rgb::hex(0x22324F), Rgb::hex(0x47301F), Rgb::hex(0x1E3F3D), Rgb::hex(0x47222F), Rgb::hex(0x443C16), Rgb::hex(0x322A4E)],
        focus: Rgb::hex(0x7FB2FF),
        warning: Rgb::hex(0xFDE56F),
        warning_panel: Rgb::hex(0x3A3315),
        trial_bar: Rgb::hex(0x16191F),
        on_trial_bar: Rgb::hex(0xF2F4F7),
        on_trial_bar_second: Rgb::hex(0xC6CCD6),
        trial_mark: Rgb::hex(0xFDE56F),
        brand: Rgb::hex(0xF2F4F7),
        fill_inks: [Rgb::hex(0x14171D), Rgb::hex(0x16191F)],
    };

    pub const fn of(is_dark: bool) -> Self {
        if is_dark { Self::DARK } else { Self::LIGHT }
    }

    /// The colour of an ink.
    pub fn colour(&self, ink: Ink) -> Rgb {
        match ink {
            Ink::Main => self.ink,
            Ink::Second => self.ink2,
            Ink::Third => self.ink3,
            Ink::Axis => self.axis,
            Ink::Ghost => self.ghost,
            Ink::Grid => self.grid,
            Ink::Panel => self.panel,
            Ink::Ground => self.background,
            Ink::Accent => self.focus,
            Ink::Brand => self.brand,
            Ink::Warning => self.warning,
            Ink::WarningPanel => self.warning_panel,
            Ink::TrialBar => self.trial_bar,
            Ink::TrialMark => self.trial_mark,
            Ink::OnTrialBar => self.on_trial_bar,
            Ink::OnTrialBarSecond => self.on_trial_bar_second,
            Ink::Series(hue) => self.of_hue(&self.series, hue),
            Ink::Words(hue) => self.of_hue(&self.series_text, hue),
            Ink::Pale(Hue::Grey) => self.panel,
            Ink::Pale(hue) => self.of_hue(&self.pale, hue),
            Ink::On(hue) => self.on_fill(self.of_hue(&self.series, hue)),
        }
    }

    fn of_hue(&self, colours: &[Rgb; 6], hue: Hue) -> Rgb {
        let [blue, orange, teal, plum, ochre, violet] = *colours;
        match hue {
            Hue::Blue => blue,
            Hue::Orange => orange,
            Hue::Teal => teal,
            Hue::Plum => plum,
            Hue::Ochre => ochre,
            Hue::Violet => violet,
            Hue::Grey => self.ink3,
        }
    }

    /// The ink to write with inside a fill: the better of two, 4.5:1 or more on every series.
    pub fn on_fill(&self, fill: Rgb) -> Rgb {
        let [first, second] = self.fill_inks;
        if first.contrast(fill) >= second.contrast(fill) { first } else { second }
    }
}

#[cfg(test)]
mod tests;
