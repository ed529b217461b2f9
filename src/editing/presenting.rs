//! The presentation, arranged: slides chosen, ordered, titled and annotated.

use std::cell::OnceCell;
use std::sync::Arc;

use super::command::bounded;
use super::typed::one_line;
use super::{Direction, Refusal};
use crate::calc::{Figures, shown};
use crate::model::{ChartName, Deck, Document, LONGEST_TEXT, OwnTitle, Planned, Shown, Slide, Text};

/// A change of the presentation.
#[derive(Clone, Debug, PartialEq)]
pub enum Presenting {
    /// Whether a slide is shown.
    Show {
        slide: Slide,
        is_shown: bool,
    },
    Move {
        slide: Slide,
        direction: Direction,
    },
    /// The presenter's notes.
    Notes {
        slide: Slide,
        notes: String,
    },
    /// The usual presentation again, without titles and notes.
    Reset,
}

impl Presenting {
    pub(super) fn apply(&self, document: &mut Document) -> Result<(), Refusal> {
        let mut slides = document.deck.slides(document);
        match self {
            Self::Show { slide, is_shown } => find(&mut slides, *slide)?.is_shown = *is_shown,
            Self::Notes { slide, notes } => {
                bounded(notes, LONGEST_TEXT)?;
                find(&mut slides, *slide)?.notes = Text::new(notes);
            }
            Self::Move { slide, direction } => {
                let index = slides.iter().position(|planned| planned.slide == *slide).ok_or(Refusal::Gone)?;
                let other = match direction {
                    Direction::Up => index.checked_sub(1),
                    Direction::Down => index.checked_add(1).filter(|other| *other < slides.len()),
                };
                slides.swap(index, other.ok_or(Refusal::AtTheEnd)?);
            }
            Self::Reset => slides.clear(),
        }
        arrange(document, slides);
        Ok(())
    }
}

/// A presentation put back as it was usual is the usual one: it follows the document again, and the file does not mention it.
fn arrange(document: &mut Document, mut slides: Vec<Planned>) {
    if slides == Deck::usual(document) {
        slides.clear();
    }
    document.arrange(Deck::new(slides));
}

/// Gives a slide a title over the figures that it shows now; an empty one gives the finding back.
pub(super) fn title_slide(document: &mut Document, figures: &OnceCell<Figures>, slide: Slide, words: &str) -> Result<(), Refusal> {
    let mut slides = document.deck.slides(document);
    find(&mut slides, slide)?.title = own_title(words, || shown::of_slide(document, figures.get_or_init(|| Figures::of(document)), slide));
    arrange(document, slides);
    Ok(())
}

/// Gives a chart a title over the figures that it shows now; an empty one gives the finding back.
pub(super) fn title_chart(document: &mut Document, figures: &OnceCell<Figures>, chart: ChartName, words: &str) -> Result<(), Refusal> {
    if !chart.exists(document) {
        return Err(Refusal::Gone);
    }
    let title = own_title(words, || shown::of_chart(document, figures.get_or_init(|| Figures::of(document)), chart));
    let titles = Arc::make_mut(&mut document.chart_titles);
    match title {
        Some(title) => titles.insert(chart, title),
        None => titles.remove(&chart),
    };
    Ok(())
}

fn own_title(words: &str, over: impl FnOnce() -> Shown) -> Option<OwnTitle> {
    let words = one_line(words);
    (!words.is_empty()).then(|| OwnTitle { words, over: Some(over()) })
}

fn find(slides: &mut [Planned], slide: Slide) -> Result<&mut Planned, Refusal> {
    slides.iter_mut().find(|planned| planned.slide == slide).ok_or(Refusal::Gone)
}

/// Takes slides and titles of what the document no longer has out of it.
pub(super) fn prune(document: &mut Document) {
    if document.deck.arranged().iter().any(|planned| !planned.slide.exists(document)) {
        let kept: Vec<Planned> = document.deck.arranged().iter().filter(|planned| planned.slide.exists(document)).cloned().collect();
        document.arrange(Deck::new(kept));
    }
    if document.chart_titles.keys().any(|chart| !chart.exists(document)) {
        let kept = document.chart_titles.iter().filter(|(chart, _)| chart.exists(document));
        document.chart_titles = Arc::new(kept.map(|(chart, title)| (*chart, title.clone())).collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calc::checks::Finding;
    use crate::editing::review::{fix, keep, write_title};
    use crate::editing::{Command, Session, Structure, read};
    use crate::lang::Lang;
    use crate::model::{Place, Rule, TextPlace};
    use crate::storage;

    const SAMPLE: &str = include_str!("../../saves/programme-352-plf-2021.ron");

    fn session() -> Session {
        Session::opened(storage::parse(SAMPLE).unwrap())
    }

    fn done(session: &mut Session, presenting: Presenting) {
        session.apply(&Command::Presenting(presenting)).unwrap();
    }

    fn title(session: &mut Session, place: TextPlace, words: &str) {
        session.apply(&write_title(place, words)).unwrap();
    }

    #[test]
    fn the_presentation_is_kept_in_the_file_and_undone_step_by_step() {
        let mut session = session();
        let start = Arc::clone(session.document());
        done(&mut session, Presenting::Show { slide: Slide::Findings, is_shown: true });
        done(&mut session, Presenting::Move { slide: Slide::Chart(ChartName::TITLES), direction: Direction::Up });
        title(&mut session, TextPlace::SlideTitle(Slide::Chart(ChartName::SHARES)), " Deux\nactions ");
        done(&mut session, Presenting::Notes { slide: Slide::Cover, notes: "Bonjour\n« l'État »".into() });
        let words: Vec<String> = session.steps().0.map(|label| label.sentence(&start, Lang::French)).collect();
        assert_eq!(words, ["choisir une diapositive", "déplacer une diapositive", "titrer une diapositive", "annoter une diapositive"]);
        let read = storage::parse(&storage::write(session.document())).unwrap();
        assert_eq!(&read, &**session.document());
        let shown = read.deck.shown(&read);
        assert_eq!(shown[3].title.as_ref().map(|title| title.words.as_str()), Some("Deux actions"));
        assert_eq!(shown[2].slide, Slide::Chart(ChartName::TITLES));
        assert_eq!(shown[0].notes.as_str(), "Bonjour\n« l'État »");
        while session.undo() {}
        assert_eq!(session.document(), &start);
    }

    #[test]
    fn the_usual_presentation_is_not_written_and_put_back_by_hand_it_is_the_usual_one() {
        let mut session = session();
        done(&mut session, Presenting::Show { slide: Slide::Cover, is_shown: false });
        assert_ne!(storage::write(session.document()), SAMPLE);
        done(&mut session, Presenting::Show { slide: Slide::Cover, is_shown: true });
        assert_eq!(storage::write(session.document()), SAMPLE);
        done(&mut session, Presenting::Notes { slide: Slide::Cover, notes: "x".into() });
        done(&mut session, Presenting::Reset);
        assert_eq!(storage::write(session.document()), SAMPLE);
    }

    #[test]
    fn what_is_not_there_or_at_an_end_is_refused() {
        let mut session = session();
        let cases = [
            (Presenting::Move { slide: Slide::Cover, direction: Direction::Up }, Refusal::AtTheEnd),
            (Presenting::Move { slide: Slide::Findings, direction: Direction::Down }, Refusal::AtTheEnd),
            (Presenting::Show { slide: Slide::Chart(ChartName::trend(crate::model::RowId(999))), is_shown: true }, Refusal::Gone),
        ];
        for (presenting, refusal) in cases {
            assert_eq!(session.apply(&Command::Presenting(presenting)), Err(refusal));
        }
    }

    #[test]
    fn a_deleted_indicator_takes_its_slides_with_it() {
        let mut session = session();
        let (indicator, row) = session.document().indicators().next().map(|indicator| (indicator.id, indicator.rows[0].id)).unwrap();
        title(&mut session, TextPlace::SlideTitle(Slide::Chart(ChartName::trend(row))), "Titre");
        title(&mut session, TextPlace::ChartTitle(ChartName::trend(row)), "Titre");
        title(&mut session, TextPlace::ChartTitle(ChartName::CREDITS), "Titre");
        session.apply(&Command::Structure(Structure::RemoveIndicator(indicator))).unwrap();
        let text = storage::write(session.document());
        assert_eq!(storage::parse(&text).as_ref().ok(), Some(&**session.document()), "the file can be read again");
        assert_eq!(session.document().chart_titles.keys().copied().collect::<Vec<_>>(), [ChartName::CREDITS]);
    }

    /// Types in a cell by its address.
    fn typed(session: &mut Session, address: &str, typed: &str) {
        let place = crate::address::parse(session.document(), address).unwrap();
        let change = read(session.document(), place, typed).unwrap();
        session.apply(&Command::Write(vec![change])).unwrap();
    }

    /// What the chart and the slide of the appropriations by title say, and how many titles are found to be of other figures.
    fn said(session: &Session) -> (String, String, usize) {
        let (document, figures) = (session.document(), session.figures());
        let chart = crate::charts::chart(document, figures, Lang::French, ChartName::CREDITS).unwrap();
        let source = crate::charts::slides::Source { document, figures, findings: &[], lang: Lang::French, saved: "" };
        let planned = document.deck.slides(document).into_iter().find(|planned| planned.slide == Slide::Chart(ChartName::CREDITS)).unwrap();
        let page = crate::charts::slides::page(source, &planned, 1, 1);
        (chart.title, page.title, session.findings().iter().filter(|finding| finding.rule == Rule::OwnTitle).count())
    }

    #[test]
    fn a_title_of_ones_own_stands_for_its_figures_alone_and_is_asked_about_when_they_change() {
        let mut session = session();
        let generated = said(&session).0;
        let chart = TextPlace::ChartTitle(ChartName::CREDITS);
        typed(&mut session, "chart/credits/title", "  Un effort\tmesuré ");
        assert_eq!(said(&session), ("Un effort mesuré".into(), "Un effort mesuré".into(), 0), "the slide of a chart takes its title");
        title(&mut session, TextPlace::SlideTitle(Slide::Chart(ChartName::CREDITS)), "Devant la commission");
        assert_eq!(said(&session), ("Un effort mesuré".into(), "Devant la commission".into(), 0));

        typed(&mut session, "programme/name", "Autre nom");
        assert_eq!(said(&session).2, 0, "no figure of the chart");
        typed(&mut session, "plf/02/31/ae", "400000");
        let (now, slide, stale) = said(&session);
        assert!(now != "Un effort mesuré" && now != generated && slide == now, "{now} and {slide}: what the figures of now say");
        assert_eq!(stale, 2);
        assert_eq!(storage::parse(&storage::write(session.document())).as_ref().ok(), Some(&**session.document()));

        // Kept: over the figures of now.
        let of_chart = |finding: &&Finding| finding.rule == Rule::OwnTitle && finding.place == Place::Text(chart);
        let finding = session.findings().iter().find(of_chart).unwrap().clone();
        session.apply(&keep(&finding).unwrap()).unwrap();
        assert_eq!((said(&session).0.as_str(), said(&session).2), ("Un effort mesuré", 1));
        // Fixed: what the figures say.
        let finding = session.findings().iter().find(|finding| finding.rule == Rule::OwnTitle).unwrap().clone();
        assert_eq!(finding.place, Place::Text(TextPlace::SlideTitle(Slide::Chart(ChartName::CREDITS))));
        session.apply(&fix(session.document(), &finding).unwrap()).unwrap();
        assert_eq!(said(&session).2, 0);
        typed(&mut session, "chart/credits/title", "");
        assert_eq!(said(&session).0, now);
        while session.undo() {}
        assert_eq!(storage::write(session.document()), SAMPLE);
    }
}
