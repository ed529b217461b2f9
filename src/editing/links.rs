//! Links between the amounts of a text and the cells that hold them: what could be linked, and what moves on with the year.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Command;
use super::review::write_text;
use crate::calc::{Figure, stated};
use crate::lang::links;
use crate::model::{CreditPlace, Document, Form, Link, Narrative, Place};
use crate::tables::{Content, TableName, Tables};

/// An amount of a text that a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The bytes of the amount in the text as it is stored.
    pub stored: Range<usize>,
    /// The characters of the amount in the text as it is typed.
    pub shown: Range<usize>,
    /// The amount as it is written.
    pub words: String,
    pub place: Place,
    pub form: Form,
}

/// The amounts of a text that are no link and that a table holds, each with the nearest cell: of the text's own action, then in the order of
/// the document.
pub fn proposals(tables: Tables<'_>, narrative: Narrative) -> Vec<Proposal> {
    let source = tables.document.text(narrative);
    let (amounts, _) = stated(source, &|_| None);
    if amounts.is_empty() {
        return vec![];
    }
    let held = held(tables, narrative);
    let spelled = |byte: usize| links::spelled(tables.document, source.get(..byte).unwrap_or_default()).chars().count();
    let proposals = amounts.into_iter().filter(|amount| amount.place.is_none()).filter_map(|amount| {
        let (_, place) = held.range(amount.range()?).map(|(_, (rank, place))| (*rank, *place)).min_by_key(|(rank, _)| *rank)?;
        let words = source.get(amount.span.clone())?.to_owned();
        let shown = spelled(amount.span.start)..spelled(amount.span.end);
        Some(Proposal { stored: amount.span, shown, form: form_of(&words)?, words, place })
    });
    proposals.collect()
}

/// The amounts of the tables, each with its first place and the rank of that.
fn held(tables: Tables<'_>, narrative: Narrative) -> BTreeMap<i128, (usize, Place)> {
    let own = match narrative {
        Narrative::Action(id) | Narrative::Nature(id) => Some(id),
        _ => None,
    };
    let names = own.into_iter().flat_map(|id| [TableName::Action(id), TableName::Nature(id)]).chain(TableName::all(tables.document));
    let cells = names.filter_map(|name| tables.table(name)).flat_map(|table| table.rows).flat_map(|row| row.cells);
    let mut held = BTreeMap::new();
    for (rank, cell) in cells.enumerate() {
        if let (Some(place), Content::Figure(Figure::Amount(euros))) = (cell.place, cell.content)
            && euros.get() != 0
        {
            held.entry(i128::from(euros.get())).or_insert((rank, place));
        }
    }
    held
}

/// The form in which an amount is written.
fn form_of(words: &str) -> Option<Form> {
    let symbol: String = words.chars().filter(|c| c.is_alphabetic() || *c == '€').collect();
    Some(match symbol.as_str() {
        "€" => Form::Euros,
        "k€" | "K€" => Form::Thousands,
        "Md€" => Form::Billions,
        "M€" => {
            let decimals = words.split_once(',').map_or(1, |(_, after)| after.chars().take_while(char::is_ascii_digit).count());
            Form::Millions { decimals: u8::try_from(decimals).ok().filter(|decimals| *decimals <= 3)?.max(1) }
        }
        _ => return None,
    })
}

/// Makes links of these amounts, as one step.
pub fn link_all(document: &Document, narrative: Narrative, proposals: &[Proposal]) -> Option<Command> {
    let source = document.text(narrative);
    let mut text = String::new();
    let mut from = 0;
    for proposal in proposals {
        text.push_str(source.get(from..proposal.stored.start)?);
        text.push_str(&Link { place: proposal.place, form: proposal.form, last: proposal.words.clone() }.to_string());
        from = proposal.stored.end;
    }
    text.push_str(source.get(from..)?);
    (!proposals.is_empty()).then(|| write_text(narrative, text))
}

/// Moves the links of a text that denote what PAP N-1 showed to what PAP N shows; `None` when there is none, or when nothing stands there yet.
pub fn advance(document: &Document, narrative: Narrative) -> Option<Command> {
    let source = document.text(narrative);
    let figures = crate::calc::Figures::of(document);
    let text = links::rewritten(source, |token| {
        let link = Link::parse(token)?;
        let place = next_year(link.place).filter(|place| is_of(document, *place) && figures.is_live(document, *place))?;
        let last = links::figure(document, &figures, place, link.form)?;
        Some(Link { place, last, ..link }.to_string())
    });
    (text != source).then(|| write_text(narrative, text))
}

/// Whether a place is of the year of the document.
fn is_of(document: &Document, place: Place) -> bool {
    crate::address::write(document, place)
        .is_some_and(|address| !address.split('/').next().is_some_and(|first| first.bytes().all(|byte| byte.is_ascii_digit())))
}

/// The same cell a year later; one of the programme's whole keeps its action and nature.
fn next_year(place: Place) -> Option<Place> {
    Some(match place {
        Place::Credit(credit) => Place::Credit(CreditPlace { year: credit.year.offset(1), ..credit }),
        Place::Share { year, action } => Place::Share { year: year.offset(1), action },
        Place::Variation { year, action, nature, measure } => Place::Variation { year: year.offset(1), action, nature, measure },
        Place::Outstanding { year, item } => Place::Outstanding { year: year.offset(1), item },
        Place::OutstandingComputed { year } => Place::OutstandingComputed { year: year.offset(1) },
        Place::Schedule { year, origin, opening } => Place::Schedule { year: year.offset(1), origin, opening },
        Place::ScheduleEarlierAe { year } => Place::ScheduleEarlierAe { year: year.offset(1) },
        Place::ScheduleNewAe { year, contributions } => Place::ScheduleNewAe { year: year.offset(1), contributions },
        Place::ScheduleTotal { year, horizon } => Place::ScheduleTotal { year: year.offset(1), horizon },
        Place::Key { year, horizon } => Place::Key { year: year.offset(1), horizon },
        Place::Value { row, year, kind } => Place::Value { row, year: year.offset(1), kind },
        Place::Text(_) => return None,
    })
}
