//! The slides of a presentation: pictures, a file each, numbered in the order in which they are shown; or the pages of one file.

use super::export::ExportError;
use super::picture::{self, Look, PictureError};
use super::progress::Progress;
use crate::calc::checks::{self, Finding};
use crate::charts::palette::Palette;
use crate::charts::slides::{self, Source};
use crate::model::{About, Document, Planned, Slide};
#[cfg(feature = "pdf")]
use crate::model::{Block as TextBlock, BlockKind, Passage, Text};
use crate::tables::Tables;

/// A file for each slide that is shown, with its name: "06-indicator-1-1.png".
///
/// # Errors
/// [`ExportError::NoSlides`]; a [`PictureError`]; [`ExportError::GivenUp`].
pub fn pictures(tables: Tables<'_>, look: Look, progress: &Progress) -> Result<Vec<(String, Vec<u8>)>, ExportError> {
    let Tables { document, figures, lang } = tables;
    let (shown, findings, saved) = shown(tables, look)?;
    let source = Source { document, figures, findings: &findings, lang, saved: &saved };
    let digits = shown.len().to_string().len().max(2);
    progress.begin(shown.len());
    let file = |(number, planned): (usize, &Planned)| {
        progress.step()?;
        let name = format!("{number:0digits$}-{}.png", slug(document, planned.slide));
        Ok((name, png(source, look, planned, (number, shown.len()))?))
    };
    (1..).zip(&shown).map(file).collect()
}

/// The slides as pages, those that have notes with these after them where they are wanted.
///
/// # Errors
/// [`ExportError::NoSlides`]; [`ExportError::Typesetting`] is a fault of the program; [`ExportError::GivenUp`].
#[cfg(feature = "pdf")]
pub fn pages(tables: Tables<'_>, look: Look, with_notes: bool, progress: &Progress) -> Result<Vec<u8>, ExportError> {
    use super::pdf::deck::{self, Slide};
    let Tables { document, figures, lang } = tables;
    let (shown, findings, saved) = shown(tables, look)?;
    let source = Source { document, figures, findings: &findings, lang, saved: &saved };
    progress.begin(shown.len() + 1);
    let slide = |(number, planned): (usize, &Planned)| {
        progress.step()?;
        let page = slides::page(source, planned, number, shown.len());
        let notes = if with_notes { lines_of(&planned.notes) } else { Vec::new() };
        let heading = lang.pick(format!("Notes de la diapositive {number}"), format!("Notes of slide {number}"));
        let scene = slides::scene(&page);
        Ok(Slide { scene, title: page.title, summary: page.summary, notes, heading })
    };
    let slides = (1..).zip(&shown).map(slide).collect::<Result<Vec<Slide>, ExportError>>()?;
    progress.step()?;
    deck::bytes(document, slides, look.is_dark, lang)
}

/// The lines of notes, items with their dash or number.
#[cfg(feature = "pdf")]
fn lines_of(notes: &Text) -> Vec<String> {
    let line = |block: TextBlock<'_>| {
        let words = block.cells.iter().map(Passage::words).collect::<Vec<_>>().join(" | ");
        match block.kind {
            BlockKind::Bullet(_) => format!("– {words}"),
            BlockKind::Number(_, number) => format!("{number}. {words}"),
            BlockKind::Note(number) => format!("({number}) {words}"),
            BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Row => words,
            BlockKind::Rule => String::new(),
        }
    };
    notes.blocks().map(line).filter(|line| !line.trim().is_empty()).collect()
}

/// The slides that are shown, what does not hold, and when the file was saved.
fn shown(tables: Tables<'_>, look: Look) -> Result<(Vec<Planned>, Vec<Finding>, String), ExportError> {
    let Tables { document, figures, lang } = tables;
    let shown = document.deck.shown(document);
    if shown.is_empty() {
        return Err(ExportError::NoSlides);
    }
    let findings = checks::findings(document, figures).into_iter().filter(|finding| finding.justification.is_none()).collect();
    Ok((shown, findings, look.saved.map(|day| day.of_file(lang)).unwrap_or_default()))
}

fn png(source: Source<'_>, look: Look, planned: &Planned, (number, count): (usize, usize)) -> Result<Vec<u8>, PictureError> {
    let page = slides::page(source, planned, number, count);
    let scene = picture::fitted(slides::scene(&page), look.size);
    picture::painted(&scene, &Palette::of(look.is_dark), look.size)?.png()
}

/// What a slide is called in the name of its file, the same in every language.
fn slug(document: &Document, slide: Slide) -> String {
    let chart = match slide {
        Slide::Cover => return "cover".into(),
        Slide::Figures => return "figures".into(),
        Slide::Findings => return "findings".into(),
        Slide::Chart(chart) => chart,
    };
    match chart.about {
        About::Document => chart.key.into(),
        About::Sheet(sheet) => format!("{}-{}", chart.key, u16::from(sheet) + 1),
        About::Indicator(id) => format!("{}-{}", chart.key, crate::address::indicator_number(document, id).unwrap_or_default().replace('.', "-")),
        About::Row(row) => {
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
    use crate::calc::Figures;
    use crate::exchange::picture::PictureSize;
    use crate::lang::Lang;
    use crate::model::Deck;
    use crate::storage;

    #[cfg(feature = "pdf")]
    #[test]
    fn slides_are_the_pages_of_a_tagged_file_with_their_notes_where_these_are_wanted() {
        let mut document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let noted = document.deck.slides(&document).into_iter().map(|planned| match planned.slide {
            Slide::Figures => Planned { notes: Text::new("À dire d’abord\n- puis ceci"), ..planned },
            _ => planned,
        });
        document.deck = Deck::new(noted).into();
        let figures = Figures::of(&document);
        for (with_notes, count) in [(false, 12), (true, 13)] {
            for is_dark in [false, true] {
                let tables = Tables { document: &document, figures: &figures, lang: Lang::French };
                let made = pages(tables, Look { is_dark, ..Look::default() }, with_notes, &Progress::default()).unwrap();
                let text = String::from_utf8_lossy(&made);
                assert_eq!(text.matches("/Type/Page/").count() + text.matches("/Type /Page\n").count() + text.matches("/Type/Page\n").count(), count);
                assert!(text.contains("/StructTreeRoot") && text.contains("pdfuaid:part"), "tagged");
            }
        }
        let hidden = document.deck.slides(&document).into_iter().map(|planned| Planned { is_shown: false, ..planned });
        document.deck = Deck::new(hidden).into();
        let tables = Tables { document: &document, figures: &figures, lang: Lang::French };
        assert_eq!(pages(tables, Look::default(), false, &Progress::default()), Err(ExportError::NoSlides));
    }

    #[test]
    fn each_slide_is_a_numbered_picture_of_its_size() {
        let mut document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let look = Look { size: PictureSize::new(480, 270).unwrap(), ..Look::default() };
        let figures = Figures::of(&document);
        let pictures = |document: &Document| pictures(Tables { document, figures: &figures, lang: Lang::French }, look, &Progress::default());
        let files = pictures(&document).unwrap();
        assert_eq!(files.len(), 12);
        assert_eq!([&files[0].0, &files[5].0], ["01-cover.png", "06-indicator-1-1.png"]);
        for (name, png) in &files {
            assert_eq!((&png[16..20], &png[20..24]), (&480_u32.to_be_bytes()[..], &270_u32.to_be_bytes()[..]), "{name}");
        }
        let hidden = document.deck.slides(&document).into_iter().map(|planned| Planned { is_shown: false, ..planned });
        document.deck = Deck::new(hidden).into();
        assert_eq!(pictures(&document), Err(ExportError::NoSlides));
    }
}
