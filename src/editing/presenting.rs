//! The presentation, arranged: slides chosen, ordered, titled and annotated.

use std::sync::Arc;

use super::typed::one_line;
use super::{Direction, Refusal};
use crate::model::{Deck, Document, Planned, Slide, Text};

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
    /// The presenter's title; an empty one gives the finding back.
    Title {
        slide: Slide,
        title: String,
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
            Self::Title { slide, title } => find(&mut slides, *slide)?.title = one_line(title.trim()),
            Self::Notes { slide, notes } => find(&mut slides, *slide)?.notes = Text::new(notes),
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
        // A presentation put back as it was usual is the usual one: it follows the document again, and the file does not mention it.
        if slides == Deck::usual(document) {
            slides.clear();
        }
        document.deck = Arc::new(Deck::new(slides));
        Ok(())
    }
}

fn find(slides: &mut [Planned], slide: Slide) -> Result<&mut Planned, Refusal> {
    slides.iter_mut().find(|planned| planned.slide == slide).ok_or(Refusal::Gone)
}

/// Takes slides of what the document no longer has out of its presentation.
pub(super) fn prune(document: &mut Document) {
    if document.deck.arranged().iter().any(|planned| !planned.slide.exists(document)) {
        let kept: Vec<Planned> = document.deck.arranged().iter().filter(|planned| planned.slide.exists(document)).cloned().collect();
        document.deck = Arc::new(Deck::new(kept));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editing::{Command, Session, Structure};
    use crate::lang::Lang;
    use crate::storage;

    const SAMPLE: &str = include_str!("../../saves/programme-352-plf-2021.ron");

    fn session() -> Session {
        Session::opened(storage::parse(SAMPLE).unwrap())
    }

    fn done(session: &mut Session, presenting: Presenting) {
        session.apply(&Command::Presenting(presenting)).unwrap();
    }

    #[test]
    fn the_presentation_is_kept_in_the_file_and_undone_step_by_step() {
        let mut session = session();
        let start = Arc::clone(session.document());
        done(&mut session, Presenting::Show { slide: Slide::Findings, is_shown: true });
        done(&mut session, Presenting::Move { slide: Slide::Titles, direction: Direction::Up });
        done(&mut session, Presenting::Title { slide: Slide::Shares, title: " Deux\nactions ".into() });
        done(&mut session, Presenting::Notes { slide: Slide::Cover, notes: "Bonjour\n« l'État »".into() });
        let words: Vec<String> = session.steps().0.map(|label| label.sentence(&start, Lang::French)).collect();
        assert_eq!(words, ["choisir une diapositive", "déplacer une diapositive", "titrer une diapositive", "annoter une diapositive"]);
        let read = storage::parse(&storage::write(session.document())).unwrap();
        assert_eq!(&read, &**session.document());
        let shown = read.deck.shown(&read);
        assert_eq!(shown[3].title, "Deux actions");
        assert_eq!(shown[2].slide, Slide::Titles);
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
            (Presenting::Show { slide: Slide::Trend(crate::model::RowId(999)), is_shown: true }, Refusal::Gone),
        ];
        for (presenting, refusal) in cases {
            assert_eq!(session.apply(&Command::Presenting(presenting)), Err(refusal));
        }
    }

    #[test]
    fn a_deleted_indicator_takes_its_slides_with_it() {
        let mut session = session();
        let (indicator, row) = session.document().indicators().next().map(|indicator| (indicator.id, indicator.rows[0].id)).unwrap();
        done(&mut session, Presenting::Title { slide: Slide::Trend(row), title: "Titre".into() });
        session.apply(&Command::Structure(Structure::RemoveIndicator(indicator))).unwrap();
        let text = storage::write(session.document());
        assert_eq!(storage::parse(&text).as_ref().ok(), Some(&**session.document()), "the file can be read again");
    }
}
