//! What an annual performance report says otherwise than a PAP: actuals of its indicators, and outstanding commitments.
//!
//! Indicators go by their number and their label together, rows by their label, values by their unit: what is not the same in all of them is told.

use std::collections::{BTreeMap, BTreeSet};

use super::{Act, Change, Kind, Proposal, Proposals, Told, Typed, What, says};
use crate::address;
use crate::exchange::import::{Actual, AnnualReport, Left, ReportedIndicator};
use crate::lang::folding::Folded;
use crate::model::{Amount, AmountEntry, Document, Indicator, IndicatorValue, Layout, OutstandingItem, Place, Row, ValueKind, Year};

/// Why a figure of a report is not taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unmatched {
    /// No indicator of the PAP has this number.
    NoIndicator {
        number: String,
        label: String,
    },
    /// The indicator of this number is another one; which one has the label of the report, where one has.
    OtherIndicator {
        number: String,
        label: String,
        here: String,
        elsewhere: Option<String>,
    },
    /// No row of the indicator has this label, or several have.
    Row {
        number: String,
        label: String,
        several: bool,
    },
    Unit {
        number: String,
        label: String,
        unit: String,
        here: String,
    },
    /// Two lines of the report say two things of one value.
    Twice {
        address: String,
    },
    /// The PAP shows other years.
    Years {
        years: Vec<Year>,
    },
    /// Indicators of which the report says nothing.
    Unsaid {
        numbers: Vec<String>,
    },
    /// The files do not say of which programme the report is.
    NoProgramme,
}

impl Unmatched {
    /// The indicator that it is about here.
    fn place(&self, document: &Document) -> Option<Place> {
        let number = match self {
            Self::OtherIndicator { number, .. } | Self::Row { number, .. } | Self::Unit { number, .. } => number.as_str(),
            Self::Unsaid { numbers } => numbers.first()?.as_str(),
            Self::Twice { address } => return address::parse(document, address).ok(),
            Self::NoIndicator { .. } | Self::Years { .. } | Self::NoProgramme => return None,
        };
        address::parse(document, &format!("indicator/{number}/label")).ok()
    }
}

/// What a report changes in the PAP of two years later.
pub fn reported(document: &Document, report: &AnnualReport) -> Proposals {
    let mut found = Proposals::default();
    let mut told: Vec<(Option<String>, Unmatched)> = Vec::new();
    if report.programme.is_none() {
        told.push((None, Unmatched::NoProgramme));
    }
    let layout = Layout::of(document.year);
    let mut other_years: BTreeSet<Year> = BTreeSet::new();
    let indicators = Indicators::of(document);
    let (mut met, mut unmatched): (BTreeSet<String>, BTreeSet<Unmatched>) = Default::default();
    for actual in &report.actuals {
        let number = number(&actual.indicator);
        let place = indicators.find(&actual.indicator).and_then(|indicator| row(indicator, actual, &number));
        met.insert(number);
        match place {
            // What is the same of each year and row is told once.
            Err(one) if unmatched.insert(one.clone()) => told.push((Some(actual.at.clone()), one)),
            Err(_) => {}
            Ok(_) if !layout.shows(actual.year, ValueKind::Actual) => drop(other_years.insert(actual.year)),
            Ok(row) => found.proposals.extend(of_value(document, row, actual)),
        }
    }
    told.extend((!other_years.is_empty()).then(|| (None, Unmatched::Years { years: other_years.into_iter().collect() })));
    let unsaid: Vec<String> = indicators.numbered.into_keys().filter(|number| !met.contains(number)).collect();
    told.extend((!met.is_empty() && !unsaid.is_empty()).then_some((None, Unmatched::Unsaid { numbers: unsaid })));
    told.extend(without_twice(&mut found.proposals));
    found.proposals.extend(report.outstanding.as_ref().and_then(|(at, euros)| of_outstanding(document, at, &Amount::plain(*euros))));
    found.told.extend(told.into_iter().map(|(at, unmatched)| Told { at, place: unmatched.place(document), what: What::Unmatched(unmatched) }));
    let place = |left: &Left| left.is_outstanding().then_some(Place::Outstanding { year: document.year, item: OutstandingItem::Rap });
    found.told.extend(report.left.iter().map(|(at, left)| Told { at: Some(at.clone()), place: place(left), what: What::Left(left.clone()) }));
    found
}

fn number(ReportedIndicator { number: [objective, indicator], .. }: &ReportedIndicator) -> String {
    format!("{objective}.{indicator}")
}

/// The indicators of a document.
struct Indicators<'a> {
    numbered: BTreeMap<String, &'a Indicator>,
    /// The numbers of those that a label names.
    labelled: BTreeMap<String, Vec<String>>,
}

impl<'a> Indicators<'a> {
    fn of(document: &'a Document) -> Self {
        let (mut numbered, mut labelled): (BTreeMap<String, &Indicator>, BTreeMap<String, Vec<String>>) = Default::default();
        for (objective, number) in document.objectives.iter().zip(1..) {
            for (indicator, rank) in objective.indicators.iter().zip(1..) {
                let number = format!("{number}.{rank}");
                labelled.entry(plain(&indicator.label)).or_default().push(number.clone());
                numbered.insert(number, indicator);
            }
        }
        Self { numbered, labelled }
    }

    /// The indicator that has both the number and the label.
    fn find(&self, said: &ReportedIndicator) -> Result<&'a Indicator, Unmatched> {
        let (number, label) = (number(said), said.label.clone());
        let own = self.numbered.get(&number).copied();
        if let Some(indicator) = own.filter(|indicator| is_same(&indicator.label, &label)) {
            return Ok(indicator);
        }
        let elsewhere = match self.labelled.get(&plain(&label)).map(Vec::as_slice) {
            Some([only]) if !plain(&label).is_empty() => Some(only.clone()),
            _ => None,
        };
        let here = own.map(|indicator| indicator.label.clone());
        Err(match (here, elsewhere) {
            (None, None) => Unmatched::NoIndicator { number, label },
            (here, elsewhere) => Unmatched::OtherIndicator { number, label, here: here.unwrap_or_default(), elsewhere },
        })
    }
}

/// The row that has the label, and counts in the same unit.
fn row<'a>(indicator: &'a Indicator, actual: &Actual, number: &str) -> Result<&'a Row, Unmatched> {
    let (number, label) = (number.to_owned(), actual.row.clone());
    let mut rows = indicator.rows.iter().filter(|row| is_same(indicator.label_of(row), &label));
    let (Some(row), None) = (rows.next(), rows.next()) else {
        let several = indicator.rows.iter().any(|row| is_same(indicator.label_of(row), &label));
        return Err(Unmatched::Row { number, label, several });
    };
    let here = indicator.unit_of(row);
    if is_same_unit(here, &actual.unit) { Ok(row) } else { Err(Unmatched::Unit { number, label, unit: actual.unit.clone(), here: here.to_owned() }) }
}

/// Whether two labels are one.
fn is_same(one: &str, other: &str) -> bool {
    let one = plain(one);
    !one.is_empty() && one == plain(other)
}

/// A label without case, accents, spaces, marks at its end and the viewpoint behind it.
fn plain(label: &str) -> String {
    let words = Folded::of(label).text();
    let words = words.split_once("(du point de vue d").map_or(words.as_str(), |(before, _)| before);
    words.chars().filter(|c| !c.is_whitespace()).collect::<String>().trim_end_matches(['.', ':', ';']).to_owned()
}

/// Whether two units are one, however they are written.
fn is_same_unit(one: &str, other: &str) -> bool {
    let plain = |unit: &str| {
        // "M€" is no "m€".
        if unit.contains('€') {
            return unit.split_whitespace().collect();
        }
        let words = Folded::of(unit).text().split_whitespace().collect::<Vec<_>>().join(" ");
        match words.as_str() {
            "nombre" | "nbre" => "nb".to_owned(),
            "pourcentage" | "pourcentages" | "pour cent" => "%".to_owned(),
            "euro" | "euros" => "€".to_owned(),
            _ => words.strip_suffix('s').unwrap_or(&words).to_owned(),
        }
    };
    plain(one) == plain(other)
}

fn of_value(document: &Document, row: &Row, actual: &Actual) -> Option<Proposal> {
    let (row, year, kind) = (row.id, actual.year, ValueKind::Actual);
    let ours = document.values.get(&(row, year, kind)).cloned().map(Typed::Value);
    let theirs = Typed::Value(actual.value.clone());
    proposal(document, Place::Value { row, year, kind }, &actual.at, Kind::Actual, ours, theirs)
}

fn of_outstanding(document: &Document, at: &str, amount: &Amount) -> Option<Proposal> {
    let (year, item) = (document.year, OutstandingItem::Rap);
    let ours = document.amount(AmountEntry::Outstanding { year, item }).cloned().map(Typed::Amount);
    proposal(document, Place::Outstanding { year, item }, at, Kind::Outstanding, ours, Typed::Amount(amount.clone()))
}

/// What a place would become; a conflict where it holds something else, for a report knows nothing of what was typed since.
fn proposal(document: &Document, place: Place, at: &str, kind: Kind, ours: Option<Typed>, theirs: Typed) -> Option<Proposal> {
    if says(Some(&theirs), ours.as_ref()) || is_same_number(&theirs, ours.as_ref()) {
        return None;
    }
    let (entry, address) = (document.entry(place)?, address::write(document, place)?);
    Some(Proposal {
        key: address.clone(),
        kind,
        address,
        place: Some(place),
        at: at.to_owned(),
        base: String::new(),
        ours: ours.as_ref().map_or_else(String::new, Typed::text),
        theirs: theirs.text(),
        is_conflict: ours.is_some(),
        formula: None,
        act: Act::Write(Change { entry, content: Some(theirs) }),
    })
}

/// Whether a number is there already, grouped otherwise or the result of a formula.
fn is_same_number(theirs: &Typed, ours: Option<&Typed>) -> bool {
    match (theirs, ours) {
        (Typed::Value(IndicatorValue::Number { value, marks, .. }), Some(Typed::Value(IndicatorValue::Number { value: own, marks: with, .. }))) => {
            value == own && marks.is_provisional == with.is_provisional
        }
        _ => false,
    }
}

/// Leaves out what two lines say in two ways, and tells it.
fn without_twice(proposals: &mut Vec<Proposal>) -> Vec<(Option<String>, Unmatched)> {
    let mut twice: BTreeSet<String> = BTreeSet::new();
    let mut told = Vec::new();
    let mut kept: Vec<Proposal> = Vec::new();
    for proposal in proposals.drain(..) {
        match kept.iter().find(|other| other.key == proposal.key) {
            Some(other) if other.theirs == proposal.theirs => {}
            Some(_) if twice.insert(proposal.key.clone()) => {
                told.push((Some(proposal.at.clone()), Unmatched::Twice { address: proposal.address.clone() }));
            }
            Some(_) => {}
            None => kept.push(proposal),
        }
    }
    kept.retain(|proposal| !twice.contains(&proposal.key));
    *proposals = kept;
    told
}
