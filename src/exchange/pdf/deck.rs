//! The slides of a presentation as pages: each is painted whole, its title is a bookmark and its words stand for the picture; the notes of a slide
//! have a page after it, where they are wanted.

use serde::Serialize;

use super::drawing::{Brush, Drawing, PrintedWidth};
use super::{Desk, PRESS, first_of, typography, written};
use crate::charts::palette::Palette;
use crate::charts::scene::{Ink, Scene};
use crate::exchange::export::ExportError;
use crate::lang::Lang;
use crate::model::Document;

/// A slide to be printed.
pub struct Slide {
    pub title: String,
    /// All of it in words, which begin with its title.
    pub summary: String,
    pub scene: Scene,
    /// A line each; empty where none are wanted.
    pub notes: Vec<String>,
    /// What stands over the notes.
    pub heading: String,
}

#[derive(Serialize)]
struct Deck<'a> {
    title: String,
    author: &'a str,
    lang: &'static str,
    region: &'static str,
    ground: String,
    ink: String,
    slides: Vec<Printed<'a>>,
}

#[derive(Serialize)]
struct Printed<'a> {
    title: String,
    heading: String,
    notes: Vec<String>,
    #[serde(flatten)]
    drawing: &'a Drawing,
}

/// The slides as one file, tagged for screen readers.
///
/// # Errors
/// [`ExportError::Typesetting`] is a fault of the program.
pub fn bytes(document: &Document, slides: Vec<Slide>, is_dark: bool, lang: Lang) -> Result<Vec<u8>, ExportError> {
    let set = |text: &str| typography::set(text, lang, |character| PRESS.draws(character));
    let palette = Palette::of(is_dark);
    let colour = |ink| {
        let colour = palette.colour(ink);
        format!("#{:02X}{:02X}{:02X}", colour.red, colour.green, colour.blue)
    };
    let mut kept = Vec::new();
    let mut drawings = Vec::new();
    for (slide, number) in slides.into_iter().zip(1..) {
        let Slide { title, summary, mut scene, notes, heading } = slide;
        scene.words.iter_mut().for_each(|words| words.text = set(&words.text));
        let rest = summary.strip_prefix(title.as_str()).map_or("", |rest| rest.trim_start_matches(['.', ' ']));
        let alt = set(if rest.is_empty() { &title } else { rest });
        drawings.push(Drawing::of_scene(format!("slide/{number}"), PrintedWidth::Slide, scene, alt));
        kept.push((set(&title), set(&heading), notes.iter().map(|line| set(line)).collect::<Vec<_>>()));
    }
    let printed = kept.into_iter().zip(&drawings).map(|((title, heading, notes), drawing)| Printed { title, heading, notes, drawing });
    let content = Deck {
        title: set(&document.programme.name),
        author: document.programme.manager.trim(),
        lang: lang.code(),
        region: super::content::region(lang),
        ground: colour(Ink::Ground),
        ink: colour(Ink::Main),
        slides: printed.collect(),
    };
    let content = serde_json::to_vec(&content).map_err(|error| ExportError::Typesetting(error.to_string()))?;
    let desk = Desk { content: typst::foundations::Bytes::new(content), layout: &PRESS.slides };
    let brush = Brush::on(lang, palette);
    let pages = super::pages::body(&desk, drawings.into_iter(), &brush, false).map_err(|faults| first_of(faults.iter()))?;
    written(&pages)
}
