//! What a drafter answers to findings and marks: reasons, readings, confirmations, and the fixes that a finding proposes.

use std::sync::Arc;

use super::command::bounded;
use super::{Change, Command, Refusal, Structure, Typed};
use crate::calc::checks::Finding;
use crate::calc::{Compared, Figure, Figures, Hint, hint, is_unconfirmed};
use crate::lang::links;
use crate::model::{
    ActionScope, Amount, AmountEntry, CellContent, CellPlace, CreditPlace, Document, Entry, Justified, LONGEST_TEXT, Link, Measure, Narrative,
    NatureScope, Place, Rule, Shape, Stage, TextPlace,
};
use crate::sections::shapes;

/// An answer that changes no figure and no text.
#[derive(Clone, Debug, PartialEq)]
pub enum Review {
    /// Why a finding is right as it is; an empty reason takes the justification back.
    Justify { finding: Justified, reason: String },
    /// A text kept from last year was read again.
    Read(Narrative),
}

impl Review {
    pub(super) fn apply(&self, document: &mut Document) -> Result<(), Refusal> {
        match self {
            Self::Justify { finding, reason } => {
                bounded(reason, LONGEST_TEXT)?;
                let justified = Arc::make_mut(&mut document.justified);
                let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
                // In a table one finding of a rule stands at a place: a reason given for other figures is out of date.
                if !matches!(finding.place, Place::Text(_)) {
                    justified.retain(|other, _| (other.rule, other.place) != (finding.rule, finding.place));
                }
                if reason.is_empty() {
                    justified.remove(finding)
                } else {
                    justified.insert(finding.clone(), reason)
                };
            }
            Self::Read(narrative) => {
                document.inherited.remove(narrative);
            }
        }
        Ok(())
    }
}

/// What puts a finding right by itself, as one step; `None` when only the drafter knows.
pub fn fix(document: &Document, finding: &Finding) -> Option<Command> {
    match (finding.rule, finding.place) {
        (
            Rule::StaffAeCp,
            Place::Credit(CreditPlace { year, stage, action: ActionScope::One(action), nature: NatureScope::Category(category), .. }),
        ) => {
            let entry = |measure| AmountEntry::Credit { year, stage, contributions: false, action, category, measure };
            let ae = document.amount(entry(Measure::Ae))?.clone();
            Some(Command::Write(vec![Change { entry: Entry::Amount(entry(Measure::Cp)), content: Some(Typed::Amount(ae)) }]))
        }
        (Rule::BrokenLink, Place::Text(TextPlace::Narrative(narrative))) => {
            let span = finding.span.clone()?;
            let link = Link::parse(document.text(narrative).get(span.start + 1..span.end.checked_sub(1)?)?)?;
            replace(document, finding, &link.last)
        }
        (Rule::CodeTwice, Place::Text(TextPlace::ActionLabel(action))) => Some(Command::Structure(Structure::KeepCode(action))),
        (Rule::TakenTwice, Place::Credit(place)) => clear_again(document, place),
        // The title that the figures give.
        (Rule::OwnTitle, Place::Text(place)) => Some(write_title(place, "")),
        (Rule::StaleYear, _) => replace(document, finding, &document.year.to_string()),
        (Rule::Wording, Place::Text(place)) => {
            let Some(Compared::Words(label)) = finding.figures.get(1) else { return None };
            match place {
                // The mark that ends a list item is the list's.
                TextPlace::Narrative(narrative) => {
                    let own = document.text(narrative).get(finding.span.clone()?)?;
                    let end: String = own.chars().rev().take_while(|c| matches!(c, '.' | ';' | ',' | ' ' | '\u{a0}' | '\u{202f}')).collect();
                    let end: String = end.chars().rev().collect();
                    replace(document, finding, &format!("{label}{end}"))
                }
                place => Some(Command::Write(vec![Change { entry: Entry::Text(place), content: Some(Typed::Words(label.clone())) }])),
            }
        }
        _ => None,
    }
}

/// Clears an amount that two sub-actions took over from their action, as long as the other one has the same.
fn clear_again(document: &Document, place: CreditPlace) -> Option<Command> {
    let ActionScope::One(id) = place.action else { return None };
    let parent = document.action_by_code(document.action(id)?.code.parent()?)?.id;
    let other = document.sub_actions(parent).find(|sub_action| document.took_over.contains(&sub_action.id))?.id;
    let entry = |action| document.entry(Place::Credit(CreditPlace { action: ActionScope::One(action), ..place }));
    let (Entry::Amount(own), Entry::Amount(others)) = (entry(id)?, entry(other)?) else { return None };
    let euros = |entry| document.amount(entry).map(|amount| amount.euros);
    let is_same = own != others && euros(own).is_some() && euros(own) == euros(others);
    is_same.then(|| Command::Write(vec![Change { entry: Entry::Amount(own), content: None }]))
}

/// Writes the text of a finding with its passage replaced.
fn replace(document: &Document, finding: &Finding, words: &str) -> Option<Command> {
    let (Place::Text(TextPlace::Narrative(narrative)), Some(span)) = (finding.place, &finding.span) else { return None };
    let source = document.text(narrative);
    let text = format!("{}{words}{}", source.get(..span.start)?, source.get(span.end..)?);
    Some(write_text(narrative, text))
}

/// What says that a title of one's own is right over the figures of now; `None` for any other finding, which a reason justifies.
pub fn keep(finding: &Finding) -> Option<Command> {
    match (finding.rule, finding.place, finding.figures.first()) {
        (Rule::OwnTitle, Place::Text(place), Some(Compared::Words(words))) => Some(write_title(place, words)),
        _ => None,
    }
}

/// Gives a chart or a slide this title over its figures of now, or without words the one that they give.
pub fn write_title(place: TextPlace, words: &str) -> Command {
    Command::Write(vec![Change { entry: Entry::Text(place), content: Some(Typed::Words(words.into())) }])
}

/// Writes a narrative as it is stored.
pub(super) fn write_text(narrative: Narrative, text: String) -> Command {
    Command::Write(vec![Change { entry: Entry::Text(TextPlace::Narrative(narrative)), content: Some(Typed::Words(text)) }])
}

/// The entries that show other figures until somebody confirms them: of the act of N-1 the bill and its amendments, of sections what the PAP before
/// says.
pub fn unconfirmed(document: &Document) -> Vec<Entry> {
    let year = document.previous_year();
    let mut entries = std::collections::BTreeSet::new();
    for contributions in [false, true] {
        for stage in [Stage::Bill, Stage::Amendment] {
            for (action, category, _) in document.ledger(contributions).stage(year, stage) {
                entries.extend(Measure::BOTH.map(|measure| AmountEntry::Credit {
                    year,
                    stage: Stage::InitialAct,
                    contributions,
                    action,
                    category,
                    measure,
                }));
            }
        }
    }
    let cells = shapes::all().flat_map(|shape| carrying_cells(document, shape)).map(Entry::Cell);
    entries.into_iter().map(Entry::Amount).chain(cells).filter(|entry| is_unconfirmed(document, *entry)).collect()
}

/// The cells of a section that may show what the PAP before says.
fn carrying_cells(document: &Document, shape: &'static Shape) -> Vec<CellPlace> {
    let columns: Vec<&str> = shape.columns.iter().filter(|column| column.carries.is_some()).map(|column| column.key).collect();
    let rows = if columns.is_empty() { vec![] } else { shape.rows(document) };
    let years = || shape.years.iter().map(|offset| Some(document.year.offset(*offset)));
    rows.into_iter()
        .flat_map(|row| years().flat_map(|year| columns.iter().map(move |column| shape.cell(row, year, column))).collect::<Vec<_>>())
        .collect()
}

/// Enters these figures as they are shown: the bill with its amendments, what the PAP before says.
pub fn confirm(document: &Document, figures: &Figures, entries: &[Entry]) -> Option<Command> {
    let shown = |entry: &Entry| {
        let content = match (entry, figures.figure(document, Place::from(*entry))) {
            (Entry::Amount(_), Figure::Amount(euros)) => Typed::Amount(Amount::plain(euros)),
            (Entry::Cell(_), Figure::Amount(euros)) => Typed::Cell(CellContent::number(euros.get().into())),
            (Entry::Cell(_), Figure::Number(number) | Figure::Effect(number)) => Typed::Cell(CellContent::number(number)),
            _ => return None,
        };
        Some(Change { entry: *entry, content: Some(content) })
    };
    let changes: Vec<Change> = entries.iter().filter(|entry| is_unconfirmed(document, **entry)).filter_map(shown).collect();
    (!changes.is_empty()).then_some(Command::Write(changes))
}

/// Types the hint of an empty cell.
pub fn take_hint(document: &Document, place: Place) -> Option<Command> {
    let entry = document.entry(place)?;
    let content = match hint(document, place)? {
        Hint::Amount(euros) => Typed::Amount(Amount::plain(euros)),
        Hint::Value(value) => Typed::Value(value),
        Hint::Number(number) => Typed::Cell(CellContent::number(number)),
    };
    Some(Command::Write(vec![Change { entry, content: Some(content) }]))
}

/// Keeps in every text the figure of a link that a command breaks, as it stood before it.
pub(super) fn keep_last_figures(before: &Document, figures: &Figures, after: &mut Document) {
    if !after.texts.values().any(|text| crate::model::links(text.as_str()).next().is_some()) {
        return;
    }
    let now = Figures::of(after);
    let mut kept = Vec::new();
    for (narrative, text) in &after.texts {
        let written = links::rewritten(text.as_str(), |token| {
            let link = Link::parse(token)?;
            let is_broken_now = !now.is_live(after, link.place);
            let last = links::figure(before, figures, link.place, link.form).filter(|_| is_broken_now)?;
            Some(Link { last, ..link }.to_string())
        });
        if written != text.as_str() {
            kept.push((*narrative, crate::model::Text::new(&written)));
        }
    }
    for (narrative, text) in kept {
        after.retouch(narrative, text);
    }
}
