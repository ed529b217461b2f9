//! The slides of a presentation as pictures, a file each: numbered in the order in which they are shown.

use super::picture::{self, Look, PictureError};
use crate::calc::Figures;
use crate::calc::checks;
use crate::charts::palette::Palette;
use crate::charts::slides::{self, Source};
use crate::lang::Lang;
use crate::model::{Document, Planned, Slide};

/// A document whose slides are exported.
pub struct Slides<'a> {
    document: &'a Document,
    figures: Figures,
    findings: Vec<checks::Finding>,
    shown: Vec<Planned>,
    look: Look,
    lang: Lang,
}

impl<'a> Slides<'a> {
    pub fn new(document: &'a Document, look: Look, lang: Lang) -> Self {
        let figures = Figures::of(document);
        let findings = checks::findings(document, &figures).into_iter().filter(|finding| finding.justification.is_none()).collect();
        Self { document, findings, figures, shown: document.deck.shown(document), look, lang }
    }

    /// The name of each file, in order: "06-indicator-1-1.png".
    pub fn names(&self) -> Vec<String> {
        let digits = self.shown.len().to_string().len().max(2);
        let name = |(planned, number): (&Planned, usize)| format!("{number:0digits$}-{}.png", slug(self.document, planned.slide));
        self.shown.iter().zip(1..).map(name).collect()
    }

    /// The file of a slide, from 0; `None` after the last.
    ///
    /// # Errors
    /// [`PictureError`].
    pub fn png(&self, index: usize) -> Option<Result<Vec<u8>, PictureError>> {
        let planned = self.shown.get(index)?;
        let saved = self.look.saved.map(|day| day.of_file(self.lang)).unwrap_or_default();
        let source = Source { document: self.document, figures: &self.figures, findings: &self.findings, lang: self.lang, saved: &saved };
        let page = slides::page(source, planned, index + 1, self.shown.len());
        let scene = picture::fitted(slides::scene(&page), self.look.size);
        let picture = picture::painted(&scene, &Palette::of(self.look.is_dark), self.look.size);
        Some(picture.and_then(|picture| picture.png()))
    }
}

/// What a slide is called in the name of its file, the same in every language.
fn slug(document: &Document, slide: Slide) -> String {
    match slide {
        Slide::Cover => "cover".into(),
        Slide::Figures => "figures".into(),
        Slide::Shares => "shares".into(),
        Slide::Titles => "titles".into(),
        Slide::Credits => "credits".into(),
        Slide::Schedule => "schedule".into(),
        Slide::Outstanding => "outstanding".into(),
        Slide::Findings => "findings".into(),
        Slide::Trend(row) => {
            let name = document.indicator_of_row(row).and_then(|(indicator, _)| {
                let number = crate::address::indicator_number(document, indicator.id)?.replace('.', "-");
                let line = indicator.rows.iter().position(|other| other.id == row)? + 1;
                Some(if indicator.rows.len() > 1 { format!("indicator-{number}-{line}") } else { format!("indicator-{number}") })
            });
            name.unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::picture::PictureSize;
    use crate::storage;

    #[test]
    fn each_slide_is_a_numbered_picture_of_its_size() {
        let document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let look = Look { size: PictureSize::new(480, 270).unwrap(), ..Look::default() };
        let slides = Slides::new(&document, look, Lang::French);
        let names = slides.names();
        assert_eq!(names.len(), 12);
        assert_eq!([&names[0], &names[5]], ["01-cover.png", "06-indicator-1-1.png"]);
        let png = slides.png(1).unwrap().unwrap();
        assert_eq!((&png[16..20], &png[20..24]), (&480_u32.to_be_bytes()[..], &270_u32.to_be_bytes()[..]));
        assert!(slides.png(12).is_none());
    }
}
