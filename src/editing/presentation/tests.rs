//! The table of keys, row by row.

use super::*;
use crate::charts::slides::TrialState;
use crate::storage;

const TABLE: &str = include_str!("keys.txt");

fn document() -> Arc<Document> {
    Arc::new(storage::parse(include_str!("../../../saves/programme-352-plf-2021.ron")).unwrap())
}

fn event(word: &str) -> Event {
    if let Some(text) = word.strip_prefix('"') {
        return Event::Text(text.trim_end_matches('"').to_owned());
    }
    let (held, name) = match word.split_once('-') {
        Some(("S", name)) => (Held { shift: true, ctrl: false }, name),
        Some(("C", name)) => (Held { shift: false, ctrl: true }, name),
        _ => (Held::default(), word),
    };
    let key = |key| Event::Key(key, held);
    match name {
        "Left" => key(Key::Left),
        "Right" => key(Key::Right),
        "Up" => key(Key::Up),
        "Down" => key(Key::Down),
        "PageUp" => key(Key::PageUp),
        "PageDown" => key(Key::PageDown),
        "Home" => key(Key::Home),
        "End" => key(Key::End),
        "Enter" => key(Key::Enter),
        "Escape" => key(Key::Escape),
        "Backspace" => key(Key::Backspace),
        "Delete" => key(Key::Delete),
        "Tab" => key(Key::Tab),
        "F1" => key(Key::F1),
        "F5" => key(Key::F5),
        "Space" => Event::Text(" ".into()),
        "Click" => Event::Click,
        "SecondClick" => Event::SecondClick,
        "Pause" => Event::Pause,
        "Keep" => Event::Keep,
        "Discard" => Event::Discard,
        pick => Event::Pick(pick.strip_prefix("Pick=").unwrap().parse::<usize>().unwrap() - 1),
    }
}

fn state(presentation: &Presentation, effect: Option<&Effect>) -> String {
    let mut state = vec![(presentation.current() + 1).to_string()];
    match presentation.screen() {
        Screen::Slide => {}
        Screen::Black => state.push("black".into()),
        Screen::White => state.push("white".into()),
        Screen::Keys => state.push("keys".into()),
        Screen::Overview(at) => state.push(format!("overview={}", at + 1)),
    }
    if !presentation.digits().is_empty() {
        state.push(format!("digits={}", presentation.digits()));
    }
    state.extend(presentation.trial().map(|trial| {
        match trial.state() {
            TrialState::Choosing { .. } => "trial",
            TrialState::Typing { .. } => "typing",
            TrialState::Asking => "asking",
        }
        .to_owned()
    }));
    state.extend(effect.map(|effect| {
        match effect {
            Effect::End => "end",
            Effect::Keep(_) => "keep",
            Effect::NothingToTry => "nothing",
        }
        .to_owned()
    }));
    state.join(" ")
}

#[test]
fn every_key_does_what_the_table_says() {
    let document = document();
    let slides = document.deck.shown(&document);
    assert_eq!(slides.len(), 12);
    let rows = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut count = 0;
    for row in rows {
        let [before, keys, after] = row.split('|').map(str::trim).collect::<Vec<_>>().try_into().expect(row);
        let from: usize = before.parse().unwrap();
        let mut presentation = Presentation::start(slides.clone(), from - 1).unwrap();
        let effect = keys.split(' ').fold(None, |_, word| presentation.handle(event(word), &document));
        assert_eq!(state(&presentation, effect.as_ref()), after, "{row}");
        count += 1;
    }
    assert!(count > 60, "the table was read");
}

#[test]
fn a_presentation_without_slides_does_not_start_and_one_starts_where_it_is_asked_to() {
    let slides = document().deck.shown(&document());
    assert!(Presentation::start(vec![], 0).is_none());
    assert_eq!(Presentation::start(slides.clone(), 4).map(|presentation| presentation.current()), Some(4));
    assert_eq!(Presentation::start(slides, 99).map(|presentation| presentation.current()), Some(11));
}
