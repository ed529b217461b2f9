//! Pictures of scenes: SVG with real text, and the same painted to PNG.
//!
//! They know marks and words, nothing of what these mean. The typeface is the bundled one, whatever the system has.

pub mod png;
pub mod svg;

pub use png::{Picture, PictureError};

use std::fmt;
use std::time::SystemTime;

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use crate::charts::Chart;
use crate::charts::drawn;
use crate::charts::palette::Palette;
use crate::charts::scene::{Scene, Spot};
use crate::lang::Lang;

/// The size of a picture in pixels, within what a picture may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureSize {
    width: u16,
    height: u16,
}

impl PictureSize {
    /// For a page or a message.
    pub const SMALL: Self = Self { width: 1280, height: 720 };
    pub const HD: Self = Self { width: 1920, height: 1080 };
    pub const UHD: Self = Self { width: 3840, height: 2160 };
    /// A side is so long at most: four times 4K and less than a gigabyte of pixels.
    const LONGEST: u16 = 8192;
    /// Under this no chart can be read.
    const SHORTEST: u16 = 240;

    /// `None` for a side that is too short to be read or too long to be painted.
    pub fn new(width: u16, height: u16) -> Option<Self> {
        let fits = |side| (Self::SHORTEST..=Self::LONGEST).contains(&side);
        (fits(width) && fits(height)).then_some(Self { width, height })
    }

    /// Reads "1920x1080", with x or ×.
    pub fn parse(text: &str) -> Option<Self> {
        let (width, height) = text.trim().split_once(['x', 'X', '×'])?;
        Self::new(width.trim().parse().ok()?, height.trim().parse().ok()?)
    }

    pub fn width(self) -> u16 {
        self.width
    }

    pub fn height(self) -> u16 {
        self.height
    }
}

/// "1920 × 1080".
impl fmt::Display for PictureSize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} × {}", self.width, self.height)
    }
}

/// How a picture looks: its size, its ground, and the day that it says at its foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub size: PictureSize,
    pub is_dark: bool,
    /// The day of the last save; `None` for a document that was never saved.
    pub saved: Option<Day>,
}

impl Default for Look {
    fn default() -> Self {
        Self { size: PictureSize::HD, is_dark: false, saved: None }
    }
}

/// A day of the calendar here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(civil::Date);

impl Day {
    pub fn of(moment: SystemTime) -> Option<Self> {
        Timestamp::try_from(moment).ok().map(|moment| Self(moment.to_zoned(TimeZone::system()).date()))
    }

    /// "fichier du 24/11/2026".
    pub fn of_file(self, lang: Lang) -> String {
        let date = self.0.strftime("%d/%m/%Y");
        lang.pick(format!("fichier du {date}"), format!("file of {date}"))
    }
}

/// A chart as a picture of its own.
pub fn chart_scene(chart: &Chart, look: Look, lang: Lang) -> Scene {
    let (width, height) = (f32::from(look.size.width), f32::from(look.size.height));
    drawn::on_canvas(chart, width, height, look.saved.map(|day| day.of_file(lang)).as_deref())
}

/// The SVG of a chart, with its summary for those who cannot see it.
pub fn chart_svg(chart: &Chart, look: Look, lang: Lang) -> String {
    let about = svg::About { title: chart.title.clone(), description: chart.summary.clone(), language: lang.code() };
    svg::write(&chart_scene(chart, look, lang), &Palette::of(look.is_dark), &about)
}

/// The pixels of a chart.
pub fn chart_pixels(chart: &Chart, look: Look, lang: Lang) -> Result<Picture, PictureError> {
    painted(&chart_scene(chart, look, lang), &Palette::of(look.is_dark), look.size)
}

/// A scene in the middle of a picture of any shape, as large as that lets it be.
pub fn fitted(scene: Scene, size: PictureSize) -> Scene {
    let (width, height) = (f32::from(size.width), f32::from(size.height));
    let scale = (width / scene.width).min(height / scene.height);
    let by = Spot { x: (width - scene.width * scale) / 2.0, y: (height - scene.height * scale) / 2.0 };
    let mut picture = Scene::empty(width, height);
    picture.place(scene, scale, by);
    picture
}

/// A scene as pixels: the PNG of exports, and what is copied to the clipboard.
pub fn painted(scene: &Scene, palette: &Palette, size: PictureSize) -> Result<Picture, PictureError> {
    Picture::of_svg(&svg::write(scene, palette, &svg::About::default()), size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_within_their_limits() {
        let cases = [
            ("1920x1080", Some((1920, 1080))),
            (" 3840×2160 ", Some((3840, 2160))),
            ("960 X 540", Some((960, 540))),
            ("1920", None),
            ("0x540", None),
            ("100000x100", None),
            ("-1x5", None),
            ("9000x540", None),
        ];
        for (text, expected) in cases {
            assert_eq!(PictureSize::parse(text).map(|size| (size.width, size.height)), expected, "{text}");
        }
    }
}
