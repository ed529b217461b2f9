//! All derived figures of one document, recomputed whole after each change: rules R1 to R17 of a PAP.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{percent, variation_percent};
use crate::model::{
    ActionId, ActionScope, AeCp, Amount, Category, CreditPlace, Document, Euros, Horizon, Measure, NatureScope, Opening, Origin, OutstandingItem,
    Overflow, Place, Stage, Sum, Title, Year,
};

/// A figure as a cell shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Nothing to show.
    Blank,
    Amount(Euros),
    /// Already rounded to the decimals that are printed.
    Percent(Decimal),
    /// The same, written with its sign.
    Variation(Decimal),
    /// A quotient without a denominator, printed "–".
    Undefined,
    /// A sum beyond what an amount can hold.
    Overflow,
}

impl Figure {
    fn amount(sum: Sum) -> Self {
        sum.euros().map_or(Self::Overflow, Self::Amount)
    }

    fn quotient(quotient: Result<Option<Decimal>, Overflow>, figure: fn(Decimal) -> Self) -> Self {
        match quotient {
            Ok(Some(value)) => figure(value),
            Ok(None) => Self::Undefined,
            Err(Overflow) => Self::Overflow,
        }
    }
}

/// Sums of one action, or of the programme, by measure and category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Breakdown {
    credits: [[Sum; Category::COUNT]; 2],
    contributions: [[Sum; Category::COUNT]; 2],
}

impl Breakdown {
    fn add(&mut self, contributions: bool, category: Category, row: &AeCp) {
        for measure in Measure::BOTH {
            if let Some(amount) = row.get(measure) {
                self.add_amount(contributions, category, measure, amount);
            }
        }
    }

    fn add_amount(&mut self, contributions: bool, category: Category, measure: Measure, amount: &Amount) {
        if let Some(sum) = self.sums_mut(contributions, measure).get_mut(category.rank()) {
            *sum += amount.euros;
        }
    }

    fn add_all(&mut self, other: &Self) {
        for contributions in [false, true] {
            for measure in Measure::BOTH {
                for (sum, term) in self.sums_mut(contributions, measure).iter_mut().zip(other.sums(contributions, measure)) {
                    *sum += *term;
                }
            }
        }
    }

    fn sums(&self, contributions: bool, measure: Measure) -> &[Sum; Category::COUNT] {
        let [ae, cp] = if contributions { &self.contributions } else { &self.credits };
        match measure {
            Measure::Ae => ae,
            Measure::Cp => cp,
        }
    }

    fn sums_mut(&mut self, contributions: bool, measure: Measure) -> &mut [Sum; Category::COUNT] {
        let [ae, cp] = if contributions { &mut self.contributions } else { &mut self.credits };
        match measure {
            Measure::Ae => ae,
            Measure::Cp => cp,
        }
    }

    fn sum(&self, contributions: bool, measure: Measure, nature: NatureScope) -> Sum {
        let belongs = |category: &Category| match nature {
            NatureScope::All => true,
            NatureScope::OtherThanStaff => category.title() != Title::STAFF,
            NatureScope::Title(title) => category.title() == title,
            NatureScope::Category(only) => *category == only,
        };
        let mut total = Sum::default();
        for (category, sum) in Category::all().zip(self.sums(contributions, measure)) {
            if belongs(&category) {
                total += *sum;
            }
        }
        total
    }
}

/// Sums of one stage: each action with its sub-actions, and the programme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct StageFigures {
    actions: Vec<(ActionId, Breakdown)>,
    programme: Breakdown,
}

impl StageFigures {
    fn of(document: &Document, year: Year, stage: Stage) -> Self {
        let mut figures =
            Self { actions: document.actions.iter().map(|action| (action.id, Breakdown::default())).collect(), programme: Breakdown::default() };
        for contributions in [false, true] {
            match stage {
                Stage::InitialAct => figures.add_act(document, year, contributions),
                Stage::Bill | Stage::Amendment => {
                    for (action, category, row) in document.ledger(contributions).stage(year, stage) {
                        figures.add(action, |breakdown| breakdown.add(contributions, category, row));
                    }
                }
            }
        }
        figures.add_sub_actions(document);
        figures
    }

    /// R17: an amount of the act is the one entered, or else that of the bill of its year with the amendments.
    fn add_act(&mut self, document: &Document, year: Year, contributions: bool) {
        let ledger = document.ledger(contributions);
        for (action, category, row) in ledger.stage(year, Stage::InitialAct) {
            self.add(action, |breakdown| breakdown.add(contributions, category, row));
        }
        for stage in [Stage::Bill, Stage::Amendment] {
            for (action, category, row) in ledger.stage(year, stage) {
                let act = ledger.get(year, Stage::InitialAct, action, category);
                for measure in Measure::BOTH {
                    let entered = act.is_some_and(|act| act.get(measure).is_some());
                    if let (false, Some(amount)) = (entered, row.get(measure)) {
                        self.add(action, |breakdown| breakdown.add_amount(contributions, category, measure, amount));
                    }
                }
            }
        }
    }

    fn add(&mut self, action: ActionId, add: impl FnOnce(&mut Breakdown)) {
        if let Some((_, breakdown)) = self.actions.iter_mut().find(|(id, _)| *id == action) {
            add(breakdown);
        }
    }

    /// R2: an action is the sum of its sub-actions, the programme the sum of its actions.
    fn add_sub_actions(&mut self, document: &Document) {
        let mut parent: Option<usize> = None;
        for (index, action) in document.actions.iter().enumerate() {
            if !action.code.is_sub_action() {
                parent = Some(index);
                continue;
            }
            let Some(sub) = self.actions.get(index).map(|(_, breakdown)| breakdown.clone()) else { continue };
            if let Some((_, breakdown)) = parent.and_then(|parent| self.actions.get_mut(parent)) {
                breakdown.add_all(&sub);
            }
        }
        for (action, (_, breakdown)) in document.actions.iter().zip(&self.actions) {
            if !action.code.is_sub_action() {
                self.programme.add_all(breakdown);
            }
        }
    }

    fn sum(&self, place: &CreditPlace) -> Sum {
        let breakdown = match place.action {
            ActionScope::All => Some(&self.programme),
            ActionScope::One(action) => self.actions.iter().find(|(id, _)| *id == action).map(|(_, breakdown)| breakdown),
        };
        breakdown.map_or_else(Sum::default, |breakdown| breakdown.sum(place.contributions, place.measure, place.nature))
    }
}

/// Every derived figure of a document, at one moment of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    year: Year,
    used: BTreeSet<Category>,
    bill: StageFigures,
    act: StageFigures,
}

impl Figures {
    pub fn of(document: &Document) -> Self {
        Self {
            year: document.year,
            used: document.used_categories(),
            bill: StageFigures::of(document, document.year, Stage::Bill),
            act: StageFigures::of(document, document.previous_year(), Stage::InitialAct),
        }
    }

    /// The categories that stand in the tables.
    pub fn used_categories(&self) -> &BTreeSet<Category> {
        &self.used
    }

    /// The titles that stand in the tables, in their order.
    pub fn used_titles(&self) -> Vec<Title> {
        Title::all().filter(|title| self.used.iter().any(|category| category.title() == *title)).collect()
    }

    /// The sum of credits or contributions that a place denotes.
    pub fn credit(&self, document: &Document, place: &CreditPlace) -> Sum {
        if place.year == self.year && place.stage == Stage::Bill {
            self.bill.sum(place)
        } else if place.year == document.previous_year() && place.stage == Stage::InitialAct {
            self.act.sum(place)
        } else {
            StageFigures::of(document, place.year, place.stage).sum(place)
        }
    }

    /// AE or CP of the whole programme in the bill.
    fn asked(&self, contributions: bool, measure: Measure, nature: NatureScope) -> Sum {
        self.bill.programme.sum(contributions, measure, nature)
    }

    /// The sum of the entered CP of the schedule that `include` chooses, contributions among them.
    pub fn scheduled(document: &Document, include: impl Fn(Origin, Opening) -> bool) -> Sum {
        let mut total = Sum::default();
        for ((year, origin, opening), amount) in &document.schedule {
            if *year == document.year && include(*origin, *opening) {
                total += amount.euros;
            }
        }
        total
    }

    /// AE of the second row of the schedule: of the bill without title 2, or of contributions.
    pub fn new_ae(&self, contributions: bool) -> Sum {
        let nature = if contributions { NatureScope::All } else { NatureScope::OtherThanStaff };
        self.asked(contributions, Measure::Ae, nature)
    }

    /// CP of the bill without title 2, or of contributions.
    pub fn asked_cp(&self, contributions: bool) -> Sum {
        let nature = if contributions { NatureScope::All } else { NatureScope::OtherThanStaff };
        self.asked(contributions, Measure::Cp, nature)
    }

    /// R10: outstanding commitments at the end of N-1 by the formula; `None` without any input.
    pub fn outstanding(document: &Document) -> Option<Sum> {
        let input = |item| document.outstanding.get(&(document.year, item)).map(|amount| amount.euros);
        let restated = input(OutstandingItem::RapRestated).filter(|euros| *euros != Euros::ZERO);
        let opening = restated.or(input(OutstandingItem::Rap));
        let (ae, cp) = (input(OutstandingItem::Ae), input(OutstandingItem::Cp));
        if opening.is_none() && ae.is_none() && cp.is_none() {
            return None;
        }
        let mut sum = Sum::default();
        for euros in [opening, ae].into_iter().flatten() {
            sum += euros;
        }
        sum -= cp.unwrap_or(Euros::ZERO);
        Some(sum)
    }

    /// The figure of a place that holds an amount, a share, a key or a variation; blank for anything else.
    pub fn figure(&self, document: &Document, place: Place) -> Figure {
        match place {
            Place::Credit(place) => Figure::amount(self.credit(document, &place)),
            Place::Share { action, .. } => Figure::quotient(self.share(action), Figure::Percent),
            Place::Variation { measure, .. } => Figure::quotient(self.variation(measure), Figure::Variation),
            Place::Outstanding { year, item } => document.outstanding.get(&(year, item)).map_or(Figure::Blank, |amount| Figure::Amount(amount.euros)),
            Place::OutstandingComputed { .. } => Self::outstanding(document).map_or(Figure::Blank, Figure::amount),
            Place::Schedule { year, origin, opening } => {
                document.schedule.get(&(year, origin, opening)).map_or(Figure::Blank, |amount| Figure::Amount(amount.euros))
            }
            Place::ScheduleEarlierAe { year } => self.figure(document, Place::Outstanding { year, item: OutstandingItem::Estimate }),
            Place::ScheduleNewAe { contributions, .. } => Figure::amount(self.new_ae(contributions)),
            Place::ScheduleTotal { horizon, .. } => Figure::amount(Self::scheduled(document, |_, opening| opening.horizon() == horizon)),
            Place::Key { horizon, .. } => Figure::quotient(self.key(document, horizon), Figure::Percent),
            Place::Value { .. } | Place::Text(_) => Figure::Blank,
        }
    }

    /// R9: AE of the action by AE of the programme, one decimal.
    fn share(&self, action: ActionId) -> Result<Option<Decimal>, Overflow> {
        let place = CreditPlace {
            year: self.year,
            stage: Stage::Bill,
            contributions: false,
            action: ActionScope::One(action),
            nature: NatureScope::All,
            measure: Measure::Ae,
        };
        percent(self.bill.sum(&place), self.asked(false, Measure::Ae, NatureScope::All), 1)
    }

    /// R16: bill of N by act of N-1, less one, one decimal.
    fn variation(&self, measure: Measure) -> Result<Option<Decimal>, Overflow> {
        variation_percent(self.asked(false, measure, NatureScope::All), self.act.programme.sum(false, measure, NatureScope::All), 1)
    }

    /// R15: CP of the second row by its AE, contributions included, two decimals; nothing when the row has no CP at all.
    fn key(&self, document: &Document, horizon: Horizon) -> Result<Option<Decimal>, Overflow> {
        if Self::scheduled(document, |origin, _| origin == Origin::New) == Sum::default() {
            return Ok(None);
        }
        let mut ae = self.new_ae(false);
        ae += self.new_ae(true);
        percent(Self::scheduled(document, |origin, opening| origin == Origin::New && opening.horizon() == horizon), ae, 2)
    }
}
