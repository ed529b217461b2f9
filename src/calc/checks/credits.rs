//! Rules of credits: R6, R9, R17, and sums beyond what an amount can hold.

use rust_decimal::Decimal;

use super::{Compared, Finding};
use crate::calc::{Figure, Figures};
use crate::model::{ActionScope, CreditPlace, Document, Horizon, Measure, NatureScope, Order, Place, Rule, Stage, Sum, Title, Year};
use crate::sections::shapes;

/// R6 of the bill and of the act.
pub(super) fn staff_ae_cp(document: &Document, figures: &Figures) -> Vec<Finding> {
    let mut findings = staff_of(document, figures, document.year, Stage::Bill);
    findings.extend(staff_of(document, figures, document.previous_year(), Stage::InitialAct));
    findings
}

/// R6, for each action or sub-action in which amounts are entered.
fn staff_of(document: &Document, figures: &Figures, year: Year, stage: Stage) -> Vec<Finding> {
    let finding = |action| {
        let place = |nature, measure| CreditPlace { year, stage, contributions: false, action: ActionScope::One(action), nature, measure };
        let staff = NatureScope::Title(Title::STAFF);
        let [ae, cp] = Measure::BOTH.map(|measure| figures.credit(document, &place(staff, measure)));
        let nature = Document::sole_category(figures.used_categories(), Title::STAFF).map_or(staff, NatureScope::Category);
        (ae != cp).then(|| Finding::new(Rule::StaffAeCp, Place::Credit(place(nature, Measure::Ae)), [ae, cp]))
    };
    document.leaves().filter_map(|action| finding(action.id)).collect()
}

/// R17: an act that was entered is the bill of its year with the amendments, for each action, where that bill is known.
pub(super) fn act_of_bill(document: &Document, _: &Figures) -> Vec<Finding> {
    let year = document.previous_year();
    let known = |stage| [false, true].into_iter().any(|contributions| document.ledger(contributions).stage(year, stage).next().is_some());
    if !known(Stage::Bill) || !known(Stage::InitialAct) {
        return vec![];
    }
    let mut findings = Vec::new();
    for contributions in [false, true] {
        for (action, category, act) in document.ledger(contributions).stage(year, Stage::InitialAct) {
            for measure in Measure::BOTH {
                let Some(voted) = act.get(measure) else { continue };
                let of = |stage| document.ledger(contributions).get(year, stage, action, category).and_then(|row| row.get(measure));
                let expected: Sum = [Stage::Bill, Stage::Amendment].into_iter().filter_map(of).map(|amount| amount.euros).sum();
                let place = CreditPlace {
                    year,
                    stage: Stage::InitialAct,
                    contributions,
                    action: ActionScope::One(action),
                    nature: NatureScope::Category(category),
                    measure,
                };
                let voted = Sum::from(voted.euros);
                findings.extend((voted != expected).then(|| Finding::new(Rule::ActOfBill, Place::Credit(place), [voted, expected])));
            }
        }
    }
    let order = Order::of(document);
    findings.sort_by_key(|finding| order.place(finding.place));
    findings
}

/// R9: the shares of the actions, as they are printed, make 100,0.
pub(super) fn share_sum(document: &Document, figures: &Figures) -> Vec<Finding> {
    let year = document.year;
    let actions = document.actions.iter().filter(|action| !action.code.is_sub_action() && document.stands(action, year, Stage::Bill));
    let places: Vec<Place> = actions.map(|action| Place::Share { year, action: action.id }).collect();
    let shares = places.iter().map(|place| match figures.figure(document, *place) {
        Figure::Percent(share) => Some(share),
        _ => None,
    });
    let sum = shares.collect::<Option<Vec<Decimal>>>().map(|shares| shares.into_iter().sum::<Decimal>());
    match (sum, places.first()) {
        (Some(sum), Some(place)) if sum != Decimal::ONE_HUNDRED => vec![Finding::new(Rule::ShareSum, *place, [Compared::Number(sum)])],
        _ => vec![],
    }
}

/// Every sum that a table shows: of each action and of the programme, by title and in all, and of sections.
pub(super) fn overflow(document: &Document, figures: &Figures) -> Vec<Finding> {
    let scopes = || document.actions.iter().map(|action| ActionScope::One(action.id)).chain([ActionScope::All]);
    let natures = || Title::all().map(NatureScope::Title).chain([NatureScope::OtherThanStaff, NatureScope::All]);
    let mut places = Vec::new();
    for (year, stage) in [(document.year, Stage::Bill), (document.previous_year(), Stage::InitialAct)] {
        for contributions in [false, true] {
            for action in scopes() {
                let of_nature = |nature| Measure::BOTH.map(|measure| CreditPlace { year, stage, contributions, action, nature, measure });
                places.extend(natures().flat_map(of_nature).map(Place::Credit));
            }
        }
    }
    places.push(Place::OutstandingComputed { year: document.year });
    places.extend([false, true].map(|contributions| Place::ScheduleNewAe { year: document.year, contributions }));
    places.extend(Horizon::ALL.map(|horizon| Place::ScheduleTotal { year: document.year, horizon }));
    places.extend(shapes::all().flat_map(|shape| shape.computed(document)).map(Place::Cell));
    places
        .into_iter()
        .filter(|place| figures.figure(document, *place) == Figure::Overflow)
        .map(|place| Finding::bare(Rule::Overflow, place))
        .collect()
}
