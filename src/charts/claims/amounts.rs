//! Claims about amounts: credits against the act, parts of the AE, the payment schedule, outstanding commitments.

use super::{Claim, Operand, Relation, Subject, Threshold};
use crate::calc::Compared;
use crate::calc::checks::contradicts;
use crate::calc::{Figures, Movement, Size, change, is_over, percent, percent_change};
use crate::charts::bars::Amounts;
use crate::model::{
    Action, ActionScope, CreditPlace, Document, Euros, Horizon, Measure, NatureScope, Opening, Origin, OutstandingItem, Place, Rule, Stage, Sum,
    Title, Year,
};

fn operand(amounts: Amounts<'_>, place: CreditPlace) -> Operand {
    Operand { place: Place::Credit(place), value: amounts.at(&place).map(Compared::from) }
}

/// Act and bill, AE then CP.
fn totals_of(amounts: Amounts<'_>) -> Vec<Operand> {
    let both =
        |measure| [Stage::InitialAct, Stage::Bill].map(|stage| operand(amounts, amounts.place(stage, ActionScope::All, NatureScope::All, measure)));
    Measure::BOTH.into_iter().flat_map(both).collect()
}

/// From the act to the bill; `None` where one of both was not entered, is beyond an amount, or means nothing in per cent.
fn movement(act: Option<Sum>, bill: Option<Sum>) -> Option<Movement> {
    let (act, bill) = (act?.euros().ok()?, bill?.euros().ok()?);
    if bill < Euros::ZERO { None } else { percent_change(act.get().into(), bill.get().into()) }
}

/// The bill, or the measures of it, that nobody entered.
fn not_entered(amounts: Amounts<'_>) -> Option<Option<Measure>> {
    let is_entered = |measure| amounts.entered(Stage::Bill, ActionScope::All, NatureScope::All, measure).is_some();
    match (is_entered(Measure::Ae), is_entered(Measure::Cp)) {
        (false, false) => Some(None),
        (false, true) => Some(Some(Measure::Ae)),
        (true, false) => Some(Some(Measure::Cp)),
        (true, true) => None,
    }
}

/// What the bill asks for against the act.
pub fn credits(amounts: Amounts<'_>) -> Vec<Claim> {
    let year = amounts.document.year;
    let entered = |stage, measure| amounts.entered(stage, ActionScope::All, NatureScope::All, measure);
    let claim = |relation| vec![Claim::new(Subject::Programme, relation, year, totals_of(amounts))];
    let [ae, cp] = Measure::BOTH.map(|measure| movement(entered(Stage::InitialAct, measure), entered(Stage::Bill, measure)));
    match (not_entered(amounts), ae, cp) {
        (Some(None), ..) => return claim(Relation::NotEntered(None)),
        (Some(Some(Measure::Ae)), _, Some(_)) | (Some(Some(Measure::Cp)), Some(_), _) | (None, Some(_), Some(_)) => {
            return claim(Relation::Credits { ae, cp });
        }
        _ => {}
    }
    let asked = entered(Stage::Bill, Measure::Ae).and_then(|asked| asked.euros().ok()).filter(|asked| *asked > Euros::ZERO);
    match (asked, entered(Stage::InitialAct, Measure::Ae)) {
        (Some(asked), None) => claim(Relation::Requested(asked)),
        (Some(asked), Some(Sum::ZERO)) => claim(Relation::RequestedAnew(asked)),
        (Some(_), Some(_)) | (None, _) => Vec::new(),
    }
}

/// How much is asked for, and whether that is more.
pub fn totals(amounts: Amounts<'_>) -> Vec<Claim> {
    let year = amounts.document.year;
    let entered = |stage, measure| amounts.entered(stage, ActionScope::All, NatureScope::All, measure);
    let claim = |relation| vec![Claim::new(Subject::Programme, relation, year, totals_of(amounts))];
    if not_entered(amounts) == Some(None) {
        return claim(Relation::NotEntered(None));
    }
    let asked = Measure::BOTH.map(|measure| entered(Stage::Bill, measure));
    if asked.iter().flatten().any(|sum| sum.euros().is_err()) {
        return Vec::new();
    }
    if asked == [Some(Sum::ZERO); 2] {
        return claim(Relation::NoneRequested(None));
    }
    let [ae, cp] = asked.map(|sum| sum.and_then(|sum| sum.euros().ok()));
    let [of_ae, of_cp] = Measure::BOTH.map(|measure| movement(entered(Stage::InitialAct, measure), entered(Stage::Bill, measure)));
    claim(Relation::Totals { ae, cp, changes: of_ae.zip(of_cp).map(|(ae, cp)| [ae, cp]) })
}

/// A measure of a nature from the act to the bill; `None` where one of both was not entered, or where that means nothing in per cent.
pub fn movement_of(amounts: Amounts<'_>, nature: NatureScope, measure: Measure) -> Option<Movement> {
    let [act, bill] = [Stage::InitialAct, Stage::Bill].map(|stage| amounts.entered(stage, ActionScope::All, nature, measure));
    movement(act, bill)
}

/// A measure of a title, or of all of them, against the act.
fn variation(amounts: Amounts<'_>, nature: NatureScope, measure: Measure) -> Option<Claim> {
    let movement = movement_of(amounts, nature, measure)?;
    let places = [Stage::InitialAct, Stage::Bill].map(|stage| amounts.place(stage, ActionScope::All, nature, measure));
    let subject = match nature {
        NatureScope::Title(title) => Subject::Title(title),
        NatureScope::All | NatureScope::OtherThanStaff | NatureScope::Category(_) => Subject::Programme,
    };
    let operands = places.map(|place| operand(amounts, place)).into();
    Some(Claim::new(subject, Relation::Varies(measure, movement), amounts.document.year, operands))
}

/// Every measure of each title and of all of them against the act, where that means something.
pub fn variations(amounts: Amounts<'_>) -> Vec<Claim> {
    let natures: Vec<NatureScope> = [NatureScope::All].into_iter().chain(amounts.figures.used_titles().into_iter().map(NatureScope::Title)).collect();
    Measure::BOTH
        .into_iter()
        .flat_map(|measure| natures.iter().filter_map(move |nature| variation(amounts, *nature, measure)).collect::<Vec<_>>())
        .collect()
}

// ---------------------------------------------------------------- parts of the AE

/// One part of the AE of the bill, by action or by title.
struct PartOf {
    subject: Subject,
    place: CreditPlace,
    /// Whether it may be named: an action that ended before the bill is not.
    is_standing: bool,
}

/// How much of the AE the first action holds.
pub fn shares(amounts: Amounts<'_>) -> Vec<Claim> {
    let document = amounts.document;
    let part = |action: &Action| PartOf {
        subject: Subject::Action(action.code),
        place: amounts.place(Stage::Bill, ActionScope::One(action.id), NatureScope::All, Measure::Ae),
        is_standing: document.stands(action, document.year, Stage::Bill),
    };
    first(amounts, document.actions.iter().filter(|action| !action.code.is_sub_action()).map(part).collect())
}

/// How much of the AE the first title holds.
pub fn title_shares(amounts: Amounts<'_>) -> Vec<Claim> {
    let part = |title: Title| PartOf {
        subject: Subject::Title(title),
        place: amounts.place(Stage::Bill, ActionScope::All, NatureScope::Title(title), Measure::Ae),
        is_standing: true,
    };
    first(amounts, amounts.figures.used_titles().into_iter().map(part).collect())
}

/// What the part with the most AE holds; nothing where two hold as much, or where an amount is negative and parts exceed the whole.
fn first(amounts: Amounts<'_>, parts: Vec<PartOf>) -> Vec<Claim> {
    let year = amounts.document.year;
    let place = amounts.place(Stage::Bill, ActionScope::All, NatureScope::All, Measure::Ae);
    let all = operand(amounts, place);
    match not_entered(amounts) {
        Some(None) => return vec![Claim::new(Subject::Programme, Relation::NotEntered(None), year, vec![all])],
        Some(Some(Measure::Ae)) => return vec![Claim::new(Subject::Programme, Relation::NotEntered(Some(Measure::Ae)), year, vec![all])],
        Some(Some(Measure::Cp)) | None => {}
    }
    let whole = amounts.at(&place).unwrap_or_default();
    let held = |part: &PartOf| amounts.at(&part.place).unwrap_or_default();
    if parts.iter().any(|part| held(part) < Sum::ZERO) || whole.euros().is_err() {
        return Vec::new();
    }
    if whole == Sum::ZERO {
        return vec![Claim::new(Subject::Programme, Relation::NoneRequested(Some(Measure::Ae)), year, vec![all])];
    }
    let Some(most) = parts.iter().map(held).max() else { return Vec::new() };
    let mut leading = parts.iter().filter(|part| held(part) == most);
    let (Some(top), None) = (leading.next(), leading.next()) else { return Vec::new() };
    let thresholds = [(3, 4, Threshold::ThreeQuarters), (2, 3, Threshold::TwoThirds), (1, 2, Threshold::Half)];
    let over = thresholds.into_iter().find(|(numerator, denominator, _)| is_over(most, whole, *numerator, *denominator));
    let relation = match over {
        _ if most == whole => Some(Relation::HoldsAll),
        Some((_, _, threshold)) => Some(Relation::HoldsOver(threshold)),
        None => percent(most, whole, 1).ok().flatten().map(Relation::Leads),
    };
    let relation = relation.filter(|_| top.is_standing);
    relation.map(|relation| Claim::new(top.subject.clone(), relation, year, vec![operand(amounts, top.place), all])).into_iter().collect()
}

// ---------------------------------------------------------------- payment schedule

/// What is cleared, or else covered; nothing of sums that a check contradicts.
pub fn schedule(document: &Document, figures: &Figures) -> Vec<Claim> {
    let claim = cleared(document, figures).or_else(|| covered(document, figures));
    claim.into_iter().collect()
}

/// The CP that are entered for an origin at a horizon.
fn scheduled(document: &Document, origin: Origin, horizon: Horizon) -> Sum {
    Figures::scheduled(document, |other, opening| other == origin && opening.horizon() == horizon)
}

/// The entries of the schedule for an origin at a horizon.
fn openings(document: &Document, origin: Origin, horizon: Horizon) -> Vec<Operand> {
    let year = document.year;
    let of = |opening: &Opening| Operand {
        place: Place::Schedule { year, origin, opening: *opening },
        value: document.schedule.get(&(year, origin, *opening)).map(|amount| Compared::from(Sum::from(amount.euros))),
    };
    Opening::ALL.iter().filter(|opening| opening.horizon() == horizon).map(of).collect()
}

fn estimate(document: &Document) -> Operand {
    let (year, item) = (document.year, OutstandingItem::Estimate);
    let value = document.outstanding.get(&(year, item)).map(|amount| Compared::from(Sum::from(amount.euros)));
    Operand { place: Place::Outstanding { year, item }, value }
}

/// Whether the outstanding commitments that were estimated are all paid in the year of the bill.
pub(in crate::charts) fn is_cleared(document: &Document, figures: &Figures) -> bool {
    let Some(estimate) = document.outstanding.get(&(document.year, OutstandingItem::Estimate)) else { return false };
    let later = Horizon::ALL.into_iter().filter(|horizon| *horizon != Horizon::Current);
    estimate.euros > Euros::ZERO
        && scheduled(document, Origin::Earlier, Horizon::Current) == Sum::from(estimate.euros)
        && later.map(|horizon| scheduled(document, Origin::Earlier, horizon)).all(|sum| sum == Sum::ZERO)
        && !contradicts(document, figures, &[Rule::OutstandingEstimate, Rule::ScheduleEarlier, Rule::ScheduleAsked])
}

fn cleared(document: &Document, figures: &Figures) -> Option<Claim> {
    if !is_cleared(document, figures) {
        return None;
    }
    let next = Figures::scheduled(document, |_, opening| opening.horizon() == Horizon::Next).euros().ok();
    let left = next.filter(|next| *next > Euros::ZERO && !contradicts(document, figures, &[Rule::ScheduleNew]));
    let mut operands = vec![estimate(document)];
    operands.extend(openings(document, Origin::Earlier, Horizon::Current));
    operands.extend(left.iter().flat_map(|_| openings(document, Origin::New, Horizon::Next)));
    Some(Claim::new(Subject::Programme, Relation::Cleared { left }, document.year, operands))
}

fn covered(document: &Document, figures: &Figures) -> Option<Claim> {
    let now = scheduled(document, Origin::New, Horizon::Current);
    let mut ae = figures.new_ae(false);
    ae += figures.new_ae(true);
    let parts = Horizon::ALL.map(|horizon| scheduled(document, Origin::New, horizon));
    let is_sound = now > Sum::ZERO
        && parts.iter().all(|part| *part >= Sum::ZERO)
        && change(ae, parts.into_iter().sum()) >= Sum::ZERO
        && !contradicts(document, figures, &[Rule::ScheduleNew, Rule::ScheduleAsked]);
    let size = Size::of(now.get(), ae.get()).filter(|_| is_sound)?;
    let year = document.year;
    let of_row = [false, true].map(|contributions| Operand {
        place: Place::ScheduleNewAe { year, contributions },
        value: Some(Compared::from(figures.new_ae(contributions))),
    });
    let operands = openings(document, Origin::New, Horizon::Current).into_iter().chain(of_row).collect();
    Some(Claim::new(Subject::Programme, Relation::Covered(size), year, operands))
}

// ---------------------------------------------------------------- outstanding commitments

/// Outstanding commitments that are known at the end of a year.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    pub year: Year,
    pub amount: Euros,
    pub place: Place,
    /// Estimated, not observed.
    pub is_estimate: bool,
}

/// From the end of N-2 to that of N-1, then the last amount alone.
pub fn outstanding(document: &Document, figures: &Figures, from: Option<Known>, to: Option<Known>) -> Vec<Claim> {
    let operand = |known: Known| Operand { place: known.place, value: Some(Compared::from(Sum::from(known.amount))) };
    let claim = |relation, operands| Claim::new(Subject::Programme, relation, document.year, operands);
    let is_sound = |known: &Known| !known.is_estimate || !contradicts(document, figures, &[Rule::OutstandingEstimate]);
    let both = from.zip(to.filter(is_sound)).filter(|(_, to)| to.amount >= Euros::ZERO);
    let change = both.and_then(|(from, to)| {
        let movement = percent_change(from.amount.get().into(), to.amount.get().into())?;
        Some(claim(Relation::OutstandingChange { from: from.year, to: to.year, movement }, vec![operand(from), operand(to)]))
    });
    let last = to.or(from).map(|known| claim(Relation::Outstanding(known.year, known.amount), vec![operand(known)]));
    change.into_iter().chain(last).collect()
}
