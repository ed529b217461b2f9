//! A scene as SVG: one element a mark, one `text` element a line of words, so that a drawing program can edit it and a reader find its words.
//!
//! Every word says its width: where the typeface is missing, another one is fitted into the place that the layout measured.

use std::fmt::Write as _;

use crate::charts::fonts;
use crate::charts::palette::Palette;
use crate::charts::scene::{Area, Dash, Ink, Mark, Scene, Spot, Weight, Words};

/// What a picture says to those who cannot see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    pub title: String,
    pub description: String,
    /// "fr" or "en".
    pub language: &'static str,
}

/// The SVG of a scene on the background of a palette.
pub fn write(scene: &Scene, palette: &Palette, about: &About) -> String {
    let mut svg = Svg { text: String::with_capacity(256 + 160 * (scene.marks.len() + scene.words.len())), palette };
    svg.open(scene, about);
    for mark in &scene.marks {
        svg.mark(mark);
    }
    for words in &scene.words {
        svg.words(words);
    }
    svg.text.push_str("</svg>\n");
    svg.text
}

struct Svg<'a> {
    text: String,
    palette: &'a Palette,
}

/// Writes to the text; writing to a `String` cannot fail.
macro_rules! put {
    ($svg:expr, $($argument:tt)*) => {
        let _ = write!($svg.text, $($argument)*);
    };
}

impl Svg<'_> {
    fn open(&mut self, scene: &Scene, about: &About) {
        let (width, height) = (scene.width, scene.height);
        put!(self, r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}""#);
        put!(self, r#" font-family="'{family}', 'Source Sans 3', 'Source Sans Pro', sans-serif""#, family = fonts::FAMILY);
        if !about.language.is_empty() {
            put!(self, r#" xml:lang="{}""#, about.language);
        }
        if about.title.is_empty() {
            self.text.push_str(">\n");
        } else {
            put!(self, r#" role="img" aria-labelledby="title desc">{}"#, "\n");
            put!(self, r#"<title id="title">{}</title>{}"#, escaped(&about.title), "\n");
            put!(self, r#"<desc id="desc">{}</desc>{}"#, escaped(&about.description), "\n");
        }
        self.fill(Area::new(0.0, 0.0, width, height), Ink::Ground);
    }

    fn css(&self, ink: Ink) -> String {
        self.palette.colour(ink).css()
    }

    fn fill(&mut self, area: Area, ink: Ink) {
        let colour = self.css(ink);
        let [x, y, width, height] = [area.left, area.top, area.width().max(0.0), area.height().max(0.0)].map(short);
        put!(self, r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}"/>{}"#, "\n");
    }

    fn mark(&mut self, mark: &Mark) {
        match *mark {
            Mark::Line { from, to, ink, width, dash } => self.line(from, to, ink, width, dash),
            Mark::Fill { area, ink } => self.fill(area, ink),
            Mark::Outline { area, ink, width } => {
                let (middle, colour) = (area.grown(-width / 2.0, -width / 2.0), self.css(ink));
                let [x, y, across, down, width] = [middle.left, middle.top, middle.width().max(0.0), middle.height().max(0.0), width].map(short);
                put!(
                    self,
                    r#"<rect x="{x}" y="{y}" width="{across}" height="{down}" fill="none" stroke="{colour}" stroke-width="{width}"/>{}"#,
                    "\n"
                );
            }
            Mark::Disc { at, radius, ink } => {
                let colour = self.css(ink);
                let [x, y, radius] = [at.x, at.y, radius].map(short);
                put!(self, r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>{}"#, "\n");
            }
            Mark::Ring { at, radius, ink, width, inside } => {
                let (ground, colour) = (self.css(inside), self.css(ink));
                let [x, y, radius, width] = [at.x, at.y, radius, width].map(short);
                put!(self, r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{ground}" stroke="{colour}" stroke-width="{width}"/>{}"#, "\n");
            }
            Mark::Diamond { at, radius, ink, width, inside } => {
                let (ground, colour, width) = (self.css(inside), self.css(ink), short(width));
                self.polygon(&at.diamond(radius), &ground);
                put!(self, r#" stroke="{colour}" stroke-width="{width}"/>{}"#, "\n");
            }
            Mark::Arrow { at, side, points_down, ink } => {
                let colour = self.css(ink);
                self.polygon(&at.arrow(side, points_down), &colour);
                self.text.push_str("/>\n");
            }
        }
    }

    fn polygon(&mut self, corners: &[Spot], fill: &str) {
        self.text.push_str(r#"<polygon points=""#);
        for (index, Spot { x, y }) in corners.iter().enumerate() {
            put!(self, "{}{},{}", if index > 0 { " " } else { "" }, short(*x), short(*y));
        }
        put!(self, r#"" fill="{fill}""#);
    }

    fn line(&mut self, from: Spot, to: Spot, ink: Ink, width: f32, dash: Dash) {
        let colour = self.css(ink);
        let [x1, y1, x2, y2, thick] = [from.x, from.y, to.x, to.y, width].map(short);
        put!(self, r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="{thick}""#);
        match dash {
            Dash::Solid => {}
            Dash::Dashed(on) => {
                put!(self, r#" stroke-dasharray="{} {}""#, short(on), short(on * Dash::OFF));
            }
            Dash::Dotted(step) => {
                put!(self, r#" stroke-linecap="round" stroke-dasharray="0 {}""#, short(step));
            }
        }
        self.text.push_str("/>\n");
    }

    fn words(&mut self, words: &Words) {
        let colour = self.css(words.ink);
        let [x, y, size, width] = [words.area.left, words.baseline(), words.font.size, words.area.width()].map(short);
        put!(self, r#"<text x="{x}" y="{y}" font-size="{size}""#);
        match words.font.weight {
            Weight::Regular => {}
            Weight::Semibold => self.text.push_str(r#" font-weight="600""#),
            Weight::Bold => self.text.push_str(r#" font-weight="700""#),
            Weight::Italic => self.text.push_str(r#" font-style="italic""#),
        }
        put!(self, r#" fill="{colour}" textLength="{width}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">"#);
        self.text.push_str(&escaped(&words.text));
        self.text.push_str("</text>\n");
    }
}

/// A length to the hundredth of a pixel, without zeros at its end.
fn short(length: f32) -> String {
    let text = format!("{length:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.to_owned() }
}

/// Text inside an element; characters that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            control if control < ' ' || matches!(control, '\u{fffe}' | '\u{ffff}') => {}
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::scene::Font;

    fn scene() -> Scene {
        let at = Spot { x: 20.0, y: 30.0 };
        let font = Font::new(16.0, Weight::Bold);
        let text = "« 7 < 8 & 9 » \u{7}L’État";
        Scene {
            width: 100.0,
            height: 50.0,
            marks: vec![
                Mark::Line { from: at, to: Spot { x: 60.0, y: 30.5 }, ink: Ink::Axis, width: 1.5, dash: Dash::Dashed(8.0) },
                Mark::Ring { at, radius: 10.0, ink: Ink::Words(crate::charts::Hue::Orange), width: 3.5, inside: Ink::Ground },
            ],
            hits: vec![],
            words: vec![Words { area: Area::new(1.0, 2.0, fonts::width(text, font), font.line()), text: text.into(), font, ink: Ink::Main }],
        }
    }

    #[test]
    fn a_scene_is_elements_with_real_text() {
        let about = About { title: "A <b>".into(), description: "all of it".into(), language: "fr" };
        let svg = write(&scene(), &Palette::LIGHT, &about);
        for expected in [
            r#"width="100" height="50" viewBox="0 0 100 50""#,
            r##"<rect x="0" y="0" width="100" height="50" fill="#ffffff"/>"##,
            r##"<line x1="20" y1="30" x2="60" y2="30.5" stroke="#6f7787" stroke-width="1.5" stroke-dasharray="8 4.94"/>"##,
            r##"<circle cx="20" cy="30" r="10" fill="#ffffff" stroke="#b5522a" stroke-width="3.5"/>"##,
            r#"font-weight="700""#,
            ">« 7 &lt; 8 &amp; 9 » L’État</text>",
            r#"<title id="title">A &lt;b&gt;</title>"#,
            r#"xml:lang="fr""#,
        ] {
            assert!(svg.contains(expected), "{expected} in {svg}");
        }
    }

    #[test]
    fn lengths_are_short() {
        for (length, expected) in [(0.0, "0"), (-0.001, "0"), (12.5, "12.5"), (1.0 / 3.0, "0.33"), (1000.0, "1000"), (-2.0, "-2")] {
            assert_eq!(short(length), expected);
        }
    }
}
