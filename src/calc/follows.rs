//! What each computed figure follows from: said once, as data.
//!
//! Values (`Figures::figure`), the entries behind a total, where an entry enters, the words of the inspector and the formulas of workbooks are read
//! from it. Sums of credits are also kept in bulk, by `Figures`: an index of what stands here, which a property test holds against it.

use super::{Calculation, Figure, Figures};
use crate::model::{
    Action, ActionId, ActionScope, AmountEntry, Categories, Category, CreditPlace, Document, Entry, Euros, Horizon, Measure, NatureScope, Origin,
    OutstandingItem, Place, Stage, Title, Year,
};

/// How the figure of a place is computed; `None` for what is typed.
///
/// An amount of the act that nobody entered is computed: the bill of its year with the amendments (R17).
pub fn calculation(document: &Document, figures: &Figures, place: Place) -> Option<Calculation> {
    let Place::Credit(credit) = place else { return beside_credits(document, place) };
    match document.entry(place) {
        None => Some(Calculation::Sum(ways(document, figures, &credit))),
        Some(Entry::Amount(entry)) if document.unconfirmed(entry) => Some(Calculation::sum(sources(document, entry))),
        Some(_) => None,
    }
}

/// The same of a figure that is no sum of credits: its place says it, or the shape of its section.
pub(super) fn beside_credits(document: &Document, place: Place) -> Option<Calculation> {
    Some(match place {
        // R9.
        Place::Share { year, action } => {
            let ae = |action| bill(year, false, action, NatureScope::All, Measure::Ae);
            let (part, whole) = (vec![ae(ActionScope::One(action))], vec![ae(ActionScope::All)]);
            Calculation::Quotient { part, whole, unless_nil: vec![], decimals: 1 }
        }
        // R16.
        Place::Variation { year, action, nature, measure } => {
            let new = CreditPlace { year, stage: Stage::Bill, contributions: false, action, nature, measure };
            let old = CreditPlace { year: year.offset(-1), stage: Stage::InitialAct, ..new };
            Calculation::Change { new: Place::Credit(new), old: Place::Credit(old), decimals: 1 }
        }
        // R10.
        Place::OutstandingComputed { year } => {
            use OutstandingItem::{Ae, Cp, Rap, RapRestated};
            let [opening, restated, plus, minus] = [Rap, RapRestated, Ae, Cp].map(|item| Place::Outstanding { year, item });
            Calculation::Balance { opening, restated, plus, minus }
        }
        Place::ScheduleEarlierAe { year } => Calculation::Repeat(Place::Outstanding { year, item: OutstandingItem::Estimate }),
        Place::ScheduleNewAe { year, contributions } => Calculation::Repeat(Place::Credit(scheduled(year, contributions, Measure::Ae))),
        Place::ScheduleTotal { year, horizon } => Calculation::sum(Origin::BOTH.into_iter().flat_map(|origin| opened(year, origin, horizon))),
        // R15.
        Place::Key { year, horizon } => Calculation::Quotient {
            part: opened(year, Origin::New, horizon).collect(),
            whole: [false, true].map(|contributions| Place::ScheduleNewAe { year, contributions }).into(),
            unless_nil: Horizon::ALL.into_iter().flat_map(|horizon| opened(year, Origin::New, horizon)).collect(),
            decimals: 2,
        },
        Place::Cell(cell) => return super::cells::calculation(document, cell),
        Place::Credit(_) | Place::Outstanding { .. } | Place::Schedule { .. } | Place::Value { .. } | Place::Text(_) => return None,
    })
}

/// The place whose figure another one only shows once more.
pub fn repeated(document: &Document, place: Place) -> Option<Place> {
    match beside_credits(document, place)? {
        Calculation::Repeat(part) => Some(part),
        _ => None,
    }
}

/// What the schedule pays of the bill of a year: credits outside title 2, or contributions.
pub(super) fn scheduled(year: Year, contributions: bool, measure: Measure) -> CreditPlace {
    let nature = if contributions { NatureScope::All } else { NatureScope::OtherThanStaff };
    CreditPlace { year, stage: Stage::Bill, contributions, action: ActionScope::All, nature, measure }
}

fn bill(year: Year, contributions: bool, action: ActionScope, nature: NatureScope, measure: Measure) -> Place {
    Place::Credit(CreditPlace { year, stage: Stage::Bill, contributions, action, nature, measure })
}

/// The entries of a row of the schedule in one year.
fn opened(year: Year, origin: Origin, horizon: Horizon) -> impl Iterator<Item = Place> {
    horizon.openings().map(move |opening| Place::Schedule { year, origin, opening })
}

// Credits

/// The facts that an amount of the act is while nobody entered it (R17).
fn sources(document: &Document, entry: AmountEntry) -> Vec<Place> {
    let AmountEntry::Credit { year, contributions, action, category, measure, .. } = entry else { return vec![] };
    let source = |stage| AmountEntry::Credit { year, stage, contributions, action, category, measure };
    let facts = [Stage::Bill, Stage::Amendment].map(source).into_iter().filter(|entry| document.amount(*entry).is_some());
    facts.map(|entry| Entry::Amount(entry).into()).collect()
}

/// The ways in which a sum of credits falls into parts: by nature, then towards its entries.
fn ways(document: &Document, figures: &Figures, credit: &CreditPlace) -> Vec<Vec<Place>> {
    let categories = categories(document, figures, credit);
    let titles = |except: Option<Title>| -> Vec<NatureScope> {
        let is_there = |title: &Title| Some(*title) != except && categories.of_title(*title).next().is_some();
        Title::all().filter(is_there).map(NatureScope::Title).collect()
    };
    let is_leaf = leaf(document, credit).is_some();
    let by_nature = match credit.nature {
        NatureScope::All => vec![titles(None), vec![NatureScope::Title(Title::STAFF), NatureScope::OtherThanStaff]],
        NatureScope::OtherThanStaff => vec![titles(Some(Title::STAFF))],
        NatureScope::Title(title) if !is_leaf => vec![categories.of_title(title).map(NatureScope::Category).collect()],
        NatureScope::Title(_) | NatureScope::Category(_) => vec![],
    };
    let places = |natures: Vec<NatureScope>| natures.into_iter().map(|nature| Place::Credit(CreditPlace { nature, ..*credit })).collect();
    let mut ways: Vec<Vec<Place>> = by_nature.into_iter().map(places).collect();
    ways.push(towards_entries(document, figures, credit));
    ways
}

/// The action of a place when amounts are entered on it.
fn leaf(document: &Document, credit: &CreditPlace) -> Option<ActionId> {
    match credit.action {
        ActionScope::One(action) if document.is_leaf(action) => Some(action),
        _ => None,
    }
}

/// The categories among which a sum of credits falls: those of the tables, and those of its facts where no table shows them.
fn categories(document: &Document, figures: &Figures, credit: &CreditPlace) -> Categories {
    let CreditPlace { year, stage, contributions, .. } = *credit;
    let mut categories = figures.used_categories();
    if !figures.is_shown(year, stage) {
        let ledger = document.ledger(contributions);
        for from in stage.sources() {
            match leaf(document, credit) {
                Some(action) => categories.extend(ledger.of_action(year, *from, action).map(|(category, _)| category)),
                None => categories.extend(ledger.stage(year, *from).map(|(_, category, _)| category)),
            }
        }
    }
    categories
}

/// The parts of a sum one step closer to its entries: of the programme its actions, of an action its sub-actions, else its categories.
fn towards_entries(document: &Document, figures: &Figures, credit: &CreditPlace) -> Vec<Place> {
    match leaf(document, credit) {
        Some(action) => by_category(document, figures, credit, action).map(|entry| Entry::Amount(entry).into()).collect(),
        None => by_action(document, figures, credit).collect(),
    }
}

/// The actions of the programme, or the sub-actions of an action, that have a line or an amount at this stage.
fn by_action<'a>(document: &'a Document, figures: &'a Figures, credit: &CreditPlace) -> impl Iterator<Item = Place> + use<'a> {
    let credit = *credit;
    let (actions, sub_actions) = match credit.action {
        ActionScope::All => (Some(document.actions.iter().filter(|action| !action.code.is_sub_action())), None),
        ActionScope::One(id) => (None, Some(document.sub_actions(id))),
    };
    let stands = move |action: &Action| document.stands(action, credit.year, credit.stage);
    let counts = move |action: &Action, part: &CreditPlace| match (credit.nature, leaf(document, part)) {
        (NatureScope::Category(category), Some(leaf)) => is_term(document, figures, part, leaf)(category),
        _ => stands(action) || document.sub_actions(action.id).any(stands) || figures.is_entered(document, part),
    };
    let parts = actions.into_iter().flatten().chain(sub_actions.into_iter().flatten());
    let parts = parts.map(move |action| (action, CreditPlace { action: ActionScope::One(action.id), ..credit }));
    parts.filter(move |(action, part)| counts(action, part)).map(|(_, part)| Place::Credit(part))
}

/// The entries of an action without sub-actions, by category.
fn by_category<'a>(
    document: &'a Document,
    figures: &'a Figures,
    credit: &CreditPlace,
    action: ActionId,
) -> impl Iterator<Item = AmountEntry> + use<'a> {
    let CreditPlace { year, stage, contributions, nature, measure, .. } = *credit;
    let mut all = categories(document, figures, credit);
    if contributions {
        all.extend(document.contributions_category(year, stage, action));
    }
    let is_term = is_term(document, figures, credit, action);
    let terms = all.iter().filter(move |category| nature.contains(*category) && is_term(*category));
    terms.map(move |category| AmountEntry::Credit { year, stage, contributions, action, category, measure })
}

/// Tells whether the entry of a category counts for an action: on a line of its own, or by an amount.
fn is_term<'a>(document: &'a Document, figures: &'a Figures, credit: &CreditPlace, action: ActionId) -> impl Fn(Category) -> bool + use<'a> {
    let CreditPlace { year, stage, contributions, measure, .. } = *credit;
    let stands = !contributions && document.action(action).is_some_and(|action| document.stands(action, year, stage));
    // Contributions of an action are entered in one category while they stand in no other.
    let sole = if contributions { document.contributions_category(year, stage, action) } else { None };
    move |category| {
        let entry = AmountEntry::Credit { year, stage, contributions, action, category, measure };
        stands || sole == Some(category) || has_amount(document, figures, Entry::Amount(entry))
    }
}

// Entries

/// An entry behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryTerm {
    pub entry: Entry,
    /// Whether the figure takes it away rather than adding it.
    pub is_subtracted: bool,
}

/// The entries whose sum a computed figure shows, in the order of the document; those that are still empty are among them.
///
/// `None` when the figure is entered, or is no sum of entries: a share, a key, a variation, the control of outstanding commitments.
pub fn terms(document: &Document, figures: &Figures, place: Place) -> Option<Vec<EntryTerm>> {
    let mut terms = Vec::new();
    document.entry(place).is_none().then(|| add_terms(document, figures, (place, false), &mut terms)).flatten().map(|()| terms)
}

/// Adds the entries of a part, which its whole takes away or adds.
fn add_terms(document: &Document, figures: &Figures, (place, is_subtracted): (Place, bool), terms: &mut Vec<EntryTerm>) -> Option<()> {
    let mut add_all = |parts: &[Place], is_part_subtracted: bool| {
        parts.iter().try_for_each(|part| add_terms(document, figures, (*part, is_subtracted != is_part_subtracted), terms))
    };
    match (place, document.entry(place)) {
        (_, Some(entry @ (Entry::Amount(_) | Entry::Cell(_)))) => {
            terms.push(EntryTerm { entry, is_subtracted });
            Some(())
        }
        (_, Some(Entry::Value { .. } | Entry::Text(_))) => None,
        (Place::Credit(credit), None) => match leaf(document, &credit) {
            Some(action) => {
                let entries = by_category(document, figures, &credit, action).map(Entry::Amount);
                terms.extend(entries.map(|entry| EntryTerm { entry, is_subtracted }));
                Some(())
            }
            None => by_action(document, figures, &credit).try_for_each(|part| add_terms(document, figures, (part, is_subtracted), terms)),
        },
        (_, None) => match beside_credits(document, place)? {
            Calculation::Repeat(part) => add_all(&[part], false),
            Calculation::Sum(ways) => add_all(ways.last()?, false),
            Calculation::Difference { plus, minus } => add_all(&plus, false).and_then(|()| add_all(&minus, true)),
            Calculation::Quotient { .. } | Calculation::Change { .. } | Calculation::Balance { .. } => None,
        },
    }
}

/// Whether an entry shows a figure for which another one stands until somebody confirms it: the bill for the act, the PAP of last year for a cell.
pub fn is_unconfirmed(document: &Document, entry: Entry) -> bool {
    match entry {
        Entry::Amount(entry) => document.unconfirmed(entry),
        Entry::Cell(place) => super::cells::is_unconfirmed(document, place),
        Entry::Value { .. } | Entry::Text(_) => false,
    }
}

/// What an entry counts for in the sums: of the act, the amount of the bill while nobody entered another.
pub fn counted(document: &Document, figures: &Figures, entry: Entry) -> Figure {
    figures.figure(document, entry.into())
}

/// Whether an entry has a fact, or counts for something without one.
pub fn has_amount(document: &Document, figures: &Figures, entry: Entry) -> bool {
    let is_there = match entry {
        Entry::Amount(entry) => document.amount(entry).is_some(),
        Entry::Cell(place) => document.sections.cell(place).is_some(),
        Entry::Value { .. } | Entry::Text(_) => false,
    };
    is_there
        || match counted(document, figures, entry) {
            Figure::Blank | Figure::Amount(Euros::ZERO) => false,
            Figure::Number(number) | Figure::Effect(number) => !number.is_zero(),
            Figure::Amount(_) | Figure::Percent(_) | Figure::Variation(_) | Figure::Undefined | Figure::Overflow => true,
        }
}

/// Whether a figure enters into another one, by however many steps.
pub fn enters(document: &Document, from: Place, into: Place) -> bool {
    match (from, into) {
        (Place::Credit(from), Place::Credit(into)) => from != into && covers(document, &into, &from),
        _ => beside_credits(document, into).is_some_and(|follows| follows.inputs().any(|input| input == from || enters(document, from, input))),
    }
}

/// Whether a sum of credits has another one, or an entry, among its parts or theirs.
fn covers(document: &Document, sum: &CreditPlace, part: &CreditPlace) -> bool {
    let same = (sum.year, sum.contributions, sum.measure) == (part.year, part.contributions, part.measure);
    // R17: facts of the bill and of amendments stand for an act that nobody entered.
    let act = CreditPlace { stage: Stage::InitialAct, ..*part };
    let is_source = || matches!(document.entry(Place::Credit(act)), Some(Entry::Amount(entry)) if document.unconfirmed(entry));
    let stage = sum.stage == part.stage || sum.stage == Stage::InitialAct && is_source();
    same && stage && has_action(document, sum.action, part.action) && has_nature(sum.nature, part.nature)
}

fn has_action(document: &Document, sum: ActionScope, part: ActionScope) -> bool {
    match (sum, part) {
        (ActionScope::All, _) => true,
        (ActionScope::One(_), ActionScope::All) => false,
        (ActionScope::One(sum), ActionScope::One(part)) => sum == part || document.sub_actions(sum).any(|action| action.id == part),
    }
}

fn has_nature(sum: NatureScope, part: NatureScope) -> bool {
    let has = |category: Category| sum.contains(category);
    match part {
        NatureScope::Category(category) => has(category),
        NatureScope::Title(title) => title.categories().all(has),
        NatureScope::OtherThanStaff => matches!(sum, NatureScope::All | NatureScope::OtherThanStaff),
        NatureScope::All => sum == NatureScope::All,
    }
}
