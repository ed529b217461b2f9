//! Texts of a workbook: what was changed there goes word by word into the text as it is kept, whose links and bold runs stay.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::super::Assignment;
use super::super::merging::words::merge;
use super::{Act, Found, Kind, Proposal, Told, What, text_place};
use crate::address;
use crate::exchange::workbook::back::{ChangedText, Paragraph};
use crate::lang::links::spelled;
use crate::model::{Document, Place, TextPlace, links};

/// What a text would become; `None` where the document says it already.
pub(super) fn proposal(document: &Document, text: &ChangedText) -> Option<Found> {
    let ChangedText { place, at, source, paragraphs, is_gone } = text;
    let gone = || Some(Found::Told(Told { at: Some(at.clone()), place: None, what: What::Gone }));
    let Some(TextPlace::Narrative(narrative)) = text_place(place) else { return gone() };
    let place = Place::Text(TextPlace::Narrative(narrative));
    let Some(address) = address::write(document, place).filter(|_| document.has_narrative(narrative)) else { return gone() };
    let ours = document.text(narrative);
    let theirs = paragraphs.iter().map(paragraph).collect::<Vec<_>>().join("\n");
    let merged = merge(source, ours, &theirs);
    let is_conflict = !merged.conflicts.is_empty();
    let after = if is_conflict { merge(source, &theirs, ours).text } else { merged.text };
    if after.trim_end() == ours.trim_end() {
        return None;
    }
    let kind = match (*is_gone, after.trim().is_empty()) {
        (true, _) => Kind::RowRemoved,
        (false, true) => Kind::Emptied,
        (false, false) => Kind::Text,
    };
    Some(Found::Proposed(Proposal {
        key: address.clone(),
        kind,
        address: address.clone(),
        place: Some(place),
        at: at.clone(),
        base: spelled(document, source),
        ours: spelled(document, ours),
        theirs: spelled(document, &after),
        is_conflict,
        formula: None,
        act: Act::Assign(vec![Assignment { address, value: after }]),
    }))
}

/// A paragraph of the workbook with the marks and links of the one that was written there, after the empty lines before it.
fn paragraph(Paragraph { kept, now }: &Paragraph) -> String {
    let Some((source, written)) = kept else { return now.clone() };
    let line = source.trim_start_matches('\n');
    let before = source.get(..source.len() - line.len()).unwrap_or_default();
    format!("{before}{}", carried(line, written, now))
}

/// A piece of a paragraph as it is kept.
enum Piece<'a> {
    Text(&'a str),
    /// `**`.
    Mark(&'a str),
    Link(&'a str),
}

/// The pieces of a paragraph.
fn pieces(source: &str) -> Vec<Piece<'_>> {
    fn texts<'a>(text: &'a str, pieces: &mut Vec<Piece<'a>>) {
        let mut rest = text;
        while let Some(at) = rest.find("**") {
            pieces.extend(rest.get(..at).filter(|text| !text.is_empty()).map(Piece::Text));
            pieces.extend(rest.get(at..at + 2).map(Piece::Mark));
            rest = rest.get(at + 2..).unwrap_or_default();
        }
        pieces.extend(Some(rest).filter(|text| !text.is_empty()).map(Piece::Text));
    }
    let (mut pieces, mut from) = (Vec::new(), 0);
    for (range, _) in links(source) {
        texts(source.get(from..range.start).unwrap_or_default(), &mut pieces);
        from = range.end;
        pieces.extend(source.get(range).map(Piece::Link));
    }
    texts(source.get(from..).unwrap_or_default(), &mut pieces);
    pieces
}

/// The pieces with where each stands in what was written: a mark nowhere, a link as far as its figure goes. `None` where one says something else.
fn placed<'a>(source: &'a str, written: &str) -> Option<Vec<(Piece<'a>, Range<usize>)>> {
    let mut placed = Vec::new();
    // A link whose figure ends where the next words begin, with the marks behind it.
    let mut open: Option<(&'a str, Vec<&'a str>)> = None;
    let mut at = 0;
    let close = |placed: &mut Vec<(Piece<'a>, Range<usize>)>, open: Option<(&'a str, Vec<&'a str>)>, range: Range<usize>| {
        let Some((link, marks)) = open else { return range.is_empty() };
        placed.push((Piece::Link(link), range.clone()));
        placed.extend(marks.into_iter().map(|mark| (Piece::Mark(mark), range.end..range.end)));
        true
    };
    for piece in pieces(source) {
        match (piece, &mut open) {
            (Piece::Text(text), _) => {
                let start = at + written.get(at..)?.find(text)?;
                if !close(&mut placed, open.take(), at..start) {
                    return None;
                }
                at = start + text.len();
                placed.push((Piece::Text(text), start..at));
            }
            (Piece::Mark(mark), Some((_, marks))) => marks.push(mark),
            (Piece::Mark(mark), None) => placed.push((Piece::Mark(mark), at..at)),
            // Where the figure of the first of two links ends is not known.
            (Piece::Link(_), Some(_)) => return None,
            (Piece::Link(link), None) => open = Some((link, vec![])),
        }
    }
    close(&mut placed, open, at..written.len()).then_some(placed)
}

/// What a paragraph says now, with the marks and links of its source where its words stayed.
fn carried(source: &str, written: &str, now: &str) -> String {
    let Some(placed) = placed(source, written) else { return now.to_owned() };
    let (was, is) = (tokens(written), tokens(now));
    let starts = |tokens: &[&str]| {
        let mut at = 0;
        let starts: Vec<usize> = tokens
            .iter()
            .map(|token| {
                at += token.len();
                at - token.len()
            })
            .collect();
        [starts, vec![at]].concat()
    };
    let (old_starts, new_starts) = (starts(&was), starts(&is));
    let bytes = |starts: &[usize], index: usize, length: usize| {
        let at = |index: usize| starts.get(index).copied().unwrap_or_default();
        at(index)..at(index + length)
    };
    let mut text = String::with_capacity(source.len().max(now.len()));
    let marks = placed.iter().filter_map(|(piece, range)| if let Piece::Mark(mark) = piece { Some((*mark, range.start)) } else { None });
    // Every second one ends what the one before began.
    let mut marks = marks.zip([false, true].into_iter().cycle()).peekable();
    // A space that does not break is a space.
    let [old_keys, new_keys] =
        [&was, &is].map(|tokens| tokens.iter().map(|token| if token.trim().is_empty() { " " } else { token }).collect::<Vec<_>>());
    for operation in capture_diff_slices(Algorithm::Myers, &old_keys, &new_keys) {
        let (_, old, new) = operation.as_tag_tuple();
        let (old, new) = (bytes(&old_starts, old.start, old.len()), bytes(&new_starts, new.start, new.len()));
        if !matches!(operation, DiffOp::Equal { .. }) {
            let mut said = now.get(new).unwrap_or_default();
            while let Some(((mark, at), _)) = marks.next_if(|((_, at), is_end)| *at < old.end || *is_end && *at == old.start) {
                // What is said anew stands behind a mark that it follows, before one that was within.
                if at > old.start {
                    text.push_str(std::mem::take(&mut said));
                }
                text.push_str(mark);
            }
            text.push_str(said);
            continue;
        }
        for (piece, range) in &placed {
            let both = range.start.max(old.start)..range.end.min(old.end);
            match piece {
                Piece::Mark(_) => {
                    if let Some(((mark, _), _)) = marks.next_if(|((_, at), _)| *at == range.start && *at < old.end) {
                        text.push_str(mark);
                    }
                }
                Piece::Link(link) if both == *range && !range.is_empty() => text.push_str(link),
                Piece::Text(_) | Piece::Link(_) => text.push_str(written.get(both).unwrap_or_default()),
            }
        }
    }
    text.extend(marks.map(|((mark, _), _)| mark));
    // Bold words that are gone.
    if source.contains("****") { text } else { text.replace("****", "") }
}

/// Words, spaces and signs one by one.
fn tokens(text: &str) -> Vec<&str> {
    let kind = |c: char| if c.is_alphanumeric() { 0_u8 } else { 1 + u8::from(c.is_whitespace()) };
    let mut tokens = Vec::new();
    let mut from = 0;
    let mut before = None;
    for (at, character) in text.char_indices() {
        if before.is_some_and(|before| before != kind(character) || before == 1) {
            tokens.extend(text.get(from..at));
            from = at;
        }
        before = Some(kind(character));
    }
    tokens.extend(text.get(from..).filter(|last| !last.is_empty()));
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_links_stay_where_their_words_do() {
        const LINK: &str = "{bill/2021/1/31/ae|M€|7,3 M€}";
        let cases = [
            ("Un **mot** ici.", "Un mot ici.", "Un mot là.", "Un **mot** là."),
            ("Un **mot** ici.", "Un mot ici.", "Un terme ici.", "Un **terme** ici."),
            ("Un **mot** ici.", "Un mot ici.", "Un ici.", "Un ici."),
            ("En **2021**.", "En 2021.", "En 2021, comme prévu.", "En **2021**, comme prévu."),
            ("**Tout**", "Tout", "Tout est dit", "**Tout** est dit"),
            ("Des **mots**.", "Des mots.", "Des motifs.", "Des **motifs**."),
            ("Demande de LINK en 2021.", "Demande de 7,3 M€ en 2021.", "Demande de 7,3 M€ en 2022.", "Demande de LINK en 2022."),
            ("Demande de LINK en 2021.", "Demande de 7,3 M€ en 2021.", "Demande de 7,5 M€ en 2021.", "Demande de 7,5 M€ en 2021."),
            ("Demande de LINK en 2021.", "Demande de 7,3\u{a0}M€ en 2021.", "Demande de 7,3 M€ dès 2021.", "Demande de LINK dès 2021."),
            ("Demande de LINK", "Demande de 7,3 M€", "La demande est de 7,3 M€", "La demande est de LINK"),
            ("Soit **LINK** en 2021.", "Soit 7,3 M€ en 2021.", "Soit 7,3 M€ dès 2021.", "Soit **LINK** dès 2021."),
            ("LINK puis LINK.", "7,3 M€ puis 7,3 M€.", "7,3 M€ et puis 7,3 M€.", "LINK et puis LINK."),
            ("LINKLINK", "7,3 M€7,3 M€", "7,3 M€ 7,3 M€", "7,3 M€ 7,3 M€"),
            ("- Un point", "- Un point", "- Un autre point", "- Un autre point"),
        ];
        for (source, written, now, expected) in cases {
            let [source, expected] = [source, expected].map(|text| text.replace("LINK", LINK));
            assert_eq!(carried(&source, written, now), expected, "{now}");
        }
    }
}
