//! What `papier check` finds, as a whole: in the untouched sample exactly what is known to be wrong with it.

#![expect(clippy::expect_used, clippy::string_slice, reason = "a test fails by panicking")]

use std::path::Path;

use papier::calc::Figures;
use papier::calc::checks::{Severity, findings};
use papier::lang::Lang;
use papier::model::Document;
use papier::{address, storage};

const SAMPLE: &str = "saves/programme-352-plf-2021.ron";

fn sample() -> Document {
    storage::open(Path::new(SAMPLE)).expect("the sample")
}

/// Severity, address, rule and the words of the text that are meant.
fn found(document: &Document) -> Vec<(Severity, String, &'static str, String)> {
    let figures = Figures::of(document);
    let found = findings(document, &figures).into_iter().map(|finding| {
        let address = address::write(document, finding.place).expect("a place of the document");
        let words = finding.shown_span(document, &figures).map_or_else(String::new, |(text, span)| text[span].to_owned());
        assert!(Lang::ALL.iter().all(|lang| !finding.sentence(*lang).is_empty()));
        (finding.severity(), address, finding.rule.code(), words)
    });
    found.collect()
}

/// The comment of the schedule adds carry-overs that no table of a PAP holds; the strategy and the objective are worded apart; the mission is
/// not named on the cover of the published document.
#[test]
fn the_untouched_sample_has_these_findings_and_no_others() {
    let note = |address: &str, rule, words: &str| (Severity::Note, address.to_owned(), rule, words.to_owned());
    let expected = [
        note("programme/mission", "mission", ""),
        note("schedule/comment", "amount", "10,7 M€"),
        note("schedule/comment", "amount", "8 M€"),
        note("text/strategy", "wording", "Développer des méthodes de recrutement innovantes pour résoudre les défis publics."),
    ];
    assert_eq!(found(&sample()), expected);
}
