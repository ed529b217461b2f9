//! Claims about amounts: credits against the act, parts of the AE, the payment schedule, outstanding commitments.

use super::{Claim, Gap, Missing, Operand, Relation, Subject, Threshold};
use crate::calc::checks::contradicts;
use crate::calc::{Compared, Figures, Movement, Progress, Size, change, has_new_ae, is_over, percent, percent_change};
use crate::charts::bars::Amounts;
use crate::model::{
    Action, ActionScope, CreditPlace, Document, Euros, Horizon, Measure, NatureScope, Opening, Origin, OutstandingItem, Place, Rule, Stage, Sum,
    Title, Year,
};

/// What stands at a place.
pub fn operand(amounts: Amounts<'_>, place: CreditPlace) -> Operand {
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

/// What keeps a stage from being told: one of these measures is entered in part only, the first place of it that is missing.
fn partly(amounts: Amounts<'_>, stage: Stage, measures: &[Measure]) -> Option<Claim> {
    let document = amounts.document;
    let code = |action| match action {
        ActionScope::One(id) => document.action(id).map(|action| action.code),
        ActionScope::All => None,
    };
    measures.iter().find_map(|measure| {
        let Progress::Partly(place) = amounts.progress(stage, *measure) else { return None };
        let missing = match (code(place.action), place.nature) {
            (None, NatureScope::Category(category)) => Missing::Category(category),
            (Some(code), NatureScope::Category(category)) => Missing::Row(code, category),
            (code, NatureScope::All | NatureScope::OtherThanStaff | NatureScope::Title(_)) => Missing::Action(code?),
        };
        let relation = Relation::PartlyEntered(Gap { stage, measure: *measure, missing });
        Some(Claim::new(Subject::Programme, relation, place.year, [vec![operand(amounts, place)], totals_of(amounts)].concat()))
    })
}

/// What keeps a measure of the bill from being held against the act: nobody entered it, or one of both is entered in part only.
pub fn unentered(amounts: Amounts<'_>, measure: Measure) -> Option<Claim> {
    let missing = match Measure::BOTH.map(|measure| amounts.progress(Stage::Bill, measure)) {
        [Progress::Nothing, Progress::Nothing] => Some(None),
        _ if amounts.progress(Stage::Bill, measure) == Progress::Nothing => Some(Some(measure)),
        _ => None,
    };
    match missing {
        Some(measure) => Some(Claim::new(Subject::Programme, Relation::NotEntered(measure), amounts.document.year, totals_of(amounts))),
        None => partly(amounts, Stage::Bill, &[measure]).or_else(|| partly(amounts, Stage::InitialAct, &[measure])),
    }
}

/// What keeps both measures of the bill from being told: nobody entered one of them, or one is entered in part only.
pub fn unasked(amounts: Amounts<'_>) -> Option<Claim> {
    let missing = match Measure::BOTH.map(|measure| amounts.progress(Stage::Bill, measure)) {
        [Progress::Nothing, Progress::Nothing] => None,
        [Progress::Nothing, _] => Some(Measure::Ae),
        [_, Progress::Nothing] => Some(Measure::Cp),
        [Progress::Partly(_) | Progress::Whole, Progress::Partly(_) | Progress::Whole] => return partly(amounts, Stage::Bill, &Measure::BOTH),
    };
    Some(Claim::new(Subject::Programme, Relation::NotEntered(missing), amounts.document.year, totals_of(amounts)))
}

/// What the bill asks for against the act.
pub fn credits(amounts: Amounts<'_>) -> Vec<Claim> {
    let year = amounts.document.year;
    let entered = |stage, measure| amounts.entered(stage, ActionScope::All, NatureScope::All, measure);
    let claim = |relation| vec![Claim::new(Subject::Programme, relation, year, totals_of(amounts))];
    let bill = Measure::BOTH.map(|measure| amounts.progress(Stage::Bill, measure));
    if bill == [Progress::Nothing; 2] {
        return claim(Relation::NotEntered(None));
    }
    let asked_for: Vec<Measure> = Measure::BOTH.into_iter().filter(|measure| amounts.progress(Stage::Bill, *measure) == Progress::Whole).collect();
    if let Some(partly) = partly(amounts, Stage::Bill, &Measure::BOTH).or_else(|| partly(amounts, Stage::InitialAct, &asked_for)) {
        return vec![partly];
    }
    let [ae, cp] = Measure::BOTH.map(|measure| movement_of(amounts, NatureScope::All, measure));
    match (bill, ae, cp) {
        ([Progress::Nothing, _], _, Some(_)) | ([_, Progress::Nothing], Some(_), _) | (_, Some(_), Some(_)) => {
            return claim(Relation::Credits { ae, cp });
        }
        _ => {}
    }
    let asked = entered(Stage::Bill, Measure::Ae).and_then(|asked| asked.euros().ok()).filter(|asked| *asked > Euros::ZERO);
    let act = amounts.place(Stage::InitialAct, ActionScope::All, NatureScope::All, Measure::Ae);
    match (asked, amounts.at(&act)) {
        (Some(asked), None) => claim(Relation::Requested(asked)),
        (Some(asked), Some(Sum::ZERO)) if amounts.is_nil(&act) => claim(Relation::RequestedAnew(asked)),
        (Some(_), Some(_)) | (None, _) => Vec::new(),
    }
}

/// How much is asked for, and whether that is more.
pub fn totals(amounts: Amounts<'_>) -> Vec<Claim> {
    let year = amounts.document.year;
    let claim = |relation| vec![Claim::new(Subject::Programme, relation, year, totals_of(amounts))];
    if Measure::BOTH.into_iter().all(|measure| amounts.progress(Stage::Bill, measure) == Progress::Nothing) {
        return claim(Relation::NotEntered(None));
    }
    if let Some(partly) = partly(amounts, Stage::Bill, &Measure::BOTH) {
        return vec![partly];
    }
    let places = Measure::BOTH.map(|measure| amounts.place(Stage::Bill, ActionScope::All, NatureScope::All, measure));
    let asked = places.map(|place| amounts.at(&place));
    if asked.iter().flatten().any(|sum| sum.euros().is_err()) {
        return Vec::new();
    }
    if asked == [Some(Sum::ZERO); 2] {
        // Amounts that cancel out are asked for all the same.
        return if places.iter().all(|place| amounts.is_nil(place)) { claim(Relation::NoneRequested(None)) } else { Vec::new() };
    }
    let [ae, cp] = asked.map(|sum| sum.and_then(|sum| sum.euros().ok()));
    let [of_ae, of_cp] = Measure::BOTH.map(|measure| movement_of(amounts, NatureScope::All, measure));
    claim(Relation::Totals { ae, cp, changes: of_ae.zip(of_cp).map(|(ae, cp)| [ae, cp]) })
}

/// A measure of a nature from the act to the bill; `None` where one of both was not entered whole, or where that means nothing in per cent.
pub fn movement_of(amounts: Amounts<'_>, nature: NatureScope, measure: Measure) -> Option<Movement> {
    if !amounts.is_comparable(measure) {
        return None;
    }
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
    let claim = |relation| vec![Claim::new(Subject::Programme, relation, year, vec![all.clone()])];
    match (amounts.progress(Stage::Bill, Measure::Ae), amounts.progress(Stage::Bill, Measure::Cp)) {
        (Progress::Nothing, Progress::Nothing) => return claim(Relation::NotEntered(None)),
        (Progress::Nothing, Progress::Partly(_) | Progress::Whole) => return claim(Relation::NotEntered(Some(Measure::Ae))),
        (Progress::Partly(_), _) => return partly(amounts, Stage::Bill, &[Measure::Ae]).into_iter().collect(),
        (Progress::Whole, _) => {}
    }
    let whole = amounts.at(&place).unwrap_or_default();
    let held = |part: &PartOf| amounts.at(&part.place).unwrap_or_default();
    if parts.iter().any(|part| held(part) < Sum::ZERO) || whole.euros().is_err() {
        return Vec::new();
    }
    if whole == Sum::ZERO {
        return if amounts.is_nil(&place) { claim(Relation::NoneRequested(Some(Measure::Ae))) } else { Vec::new() };
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
    // The part and the whole, then what it was compared with.
    let others = parts.iter().filter(|part| part.place != top.place).map(|part| operand(amounts, part.place));
    let operands = [operand(amounts, top.place), all].into_iter().chain(others).collect();
    relation.map(|relation| Claim::new(top.subject.clone(), relation, year, operands)).into_iter().collect()
}

// ---------------------------------------------------------------- payment schedule

/// What is cleared, or else covered; nothing of sums that a check contradicts, nor of AE that are not all entered.
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
    let left = next.filter(|next| *next > Euros::ZERO && has_new_ae(document) && !contradicts(document, figures, &[Rule::ScheduleNew]));
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
        && has_new_ae(document)
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
    // Nothing is owed in reverse: an amount under 0 is no outstanding commitment.
    let is_owed = |known: &Known| known.amount >= Euros::ZERO;
    let both = from.zip(to.filter(is_sound)).filter(|(_, to)| is_owed(to));
    let change = both.and_then(|(from, to)| {
        let movement = percent_change(from.amount.get().into(), to.amount.get().into())?;
        Some(claim(Relation::OutstandingChange { from: from.year, to: to.year, movement }, vec![operand(from), operand(to)]))
    });
    let last = to.or(from).filter(is_owed).map(|known| claim(Relation::Outstanding(known.year, known.amount), vec![operand(known)]));
    change.into_iter().chain(last).collect()
}
