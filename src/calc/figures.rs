//! All derived figures of one document, recomputed whole after each change: rules R1 to R17 of a PAP.

use rust_decimal::Decimal;

use super::{percent, variation_percent};
use crate::model::{
    ActionId, ActionScope, AeCp, Categories, Category, CreditPlace, Document, Euros, Horizon, Measure, NatureScope, Opening, Origin, OutstandingItem,
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

/// The four sums by category of an action: credits and contributions, AE and CP.
const FACES: usize = 4;

fn face(contributions: bool, measure: Measure) -> usize {
    match (contributions, measure) {
        (false, Measure::Ae) => 0,
        (false, Measure::Cp) => 1,
        (true, Measure::Ae) => 2,
        (true, Measure::Cp) => 3,
    }
}

/// Sums of one stage: each action with its sub-actions, and the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
struct StageFigures {
    actions: Vec<ActionId>,
    /// The columns of `sums`.
    categories: Categories,
    /// A line for each action and one for the programme; in a line the four faces, each by category.
    sums: Vec<Sum>,
}

impl StageFigures {
    /// `categories` holds at least those in which the stage has a fact.
    fn of(document: &Document, year: Year, stage: Stage, categories: Categories) -> Self {
        let actions: Vec<ActionId> = document.actions.iter().map(|action| action.id).collect();
        let sums = vec![Sum::ZERO; (actions.len() + 1) * FACES * categories.len()];
        let mut figures = Self { actions, categories, sums };
        for contributions in [false, true] {
            let ledger = document.ledger(contributions);
            figures.add(document, contributions, ledger.stage(year, stage), |_, _, _| true);
            if stage == Stage::InitialAct {
                // R17: an amount of the act is the one entered, or else that of the bill of its year with the amendments.
                let entered = |action, category, measure| ledger.get(year, stage, action, category).is_some_and(|act| act.get(measure).is_some());
                for stage in [Stage::Bill, Stage::Amendment] {
                    figures.add(document, contributions, ledger.stage(year, stage), |action, category, measure| !entered(action, category, measure));
                }
            }
        }
        figures
    }

    /// Adds the amounts that `counts` lets in to every line that they belong to.
    fn add<'a>(
        &mut self,
        document: &Document,
        contributions: bool,
        rows: impl Iterator<Item = (ActionId, Category, &'a AeCp)>,
        counts: impl Fn(ActionId, Category, Measure) -> bool,
    ) {
        let faces = Measure::BOTH.map(|measure| (measure, face(contributions, measure) * self.categories.len()));
        // Rows come by action: its lines are looked up once.
        let mut current = None;
        let mut lines = [None; 3];
        for (action, category, row) in rows {
            if current != Some(action) {
                current = Some(action);
                lines = self.lines(document, action);
            }
            let Some(column) = self.categories.rank(category) else { continue };
            for (measure, face) in faces {
                let Some(amount) = row.get(measure).filter(|_| counts(action, category, measure)) else { continue };
                for line in lines.into_iter().flatten() {
                    if let Some(sum) = self.sums.get_mut(line + face + column) {
                        *sum += amount.euros;
                    }
                }
            }
        }
    }

    /// R2: the starts of the lines that an amount of an action enters: its own, its parent's, the programme's. None for an unknown action.
    fn lines(&self, document: &Document, action: ActionId) -> [Option<usize>; 3] {
        let Some(own) = self.line(ActionScope::One(action)) else { return [None; 3] };
        let parent = document.action(action).and_then(|action| document.action_by_code(action.code.parent()?));
        [Some(own), parent.and_then(|parent| self.line(ActionScope::One(parent.id))), self.line(ActionScope::All)]
    }

    /// Where the line of an action begins; that of the programme is the last.
    fn line(&self, action: ActionScope) -> Option<usize> {
        let index = match action {
            ActionScope::All => Some(self.actions.len()),
            ActionScope::One(action) => self.actions.iter().position(|other| *other == action),
        };
        index.map(|index| index * FACES * self.categories.len())
    }

    fn sum(&self, place: &CreditPlace) -> Sum {
        let width = self.categories.len();
        let start = self.line(place.action).map(|line| line + face(place.contributions, place.measure) * width);
        let sums = start.and_then(|start| self.sums.get(start..start + width)).unwrap_or_default();
        let chosen = self.categories.iter().zip(sums).filter(|(category, _)| place.nature.contains(*category));
        chosen.map(|(_, sum)| *sum).sum()
    }
}

/// Every derived figure of a document, at one moment of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    year: Year,
    used: Categories,
    bill: StageFigures,
    act: StageFigures,
}

impl Figures {
    pub fn of(document: &Document) -> Self {
        let used = document.used_categories();
        Self {
            year: document.year,
            used,
            bill: StageFigures::of(document, document.year, Stage::Bill, used),
            act: StageFigures::of(document, document.previous_year(), Stage::InitialAct, used),
        }
    }

    /// The categories that stand in the tables.
    pub fn used_categories(&self) -> Categories {
        self.used
    }

    /// The titles that stand in the tables, in their order.
    pub fn used_titles(&self) -> Vec<Title> {
        Title::all().filter(|title| self.used.of_title(*title).next().is_some()).collect()
    }

    /// The sum of credits or contributions that a place denotes.
    pub fn credit(&self, document: &Document, place: &CreditPlace) -> Sum {
        if place.year == self.year && place.stage == Stage::Bill {
            self.bill.sum(place)
        } else if place.year == document.previous_year() && place.stage == Stage::InitialAct {
            self.act.sum(place)
        } else {
            StageFigures::of(document, place.year, place.stage, Categories::all()).sum(place)
        }
    }

    /// AE or CP of the whole programme in the bill.
    fn asked(&self, contributions: bool, measure: Measure, nature: NatureScope) -> Sum {
        self.bill.sum(&CreditPlace { year: self.year, stage: Stage::Bill, contributions, action: ActionScope::All, nature, measure })
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
        let ae = |action| CreditPlace {
            year: self.year,
            stage: Stage::Bill,
            contributions: false,
            action,
            nature: NatureScope::All,
            measure: Measure::Ae,
        };
        percent(self.bill.sum(&ae(ActionScope::One(action))), self.bill.sum(&ae(ActionScope::All)), 1)
    }

    /// R16: bill of N by act of N-1, less one, one decimal.
    fn variation(&self, measure: Measure) -> Result<Option<Decimal>, Overflow> {
        let all = |year, stage| CreditPlace { year, stage, contributions: false, action: ActionScope::All, nature: NatureScope::All, measure };
        let act = self.act.sum(&all(self.year.offset(-1), Stage::InitialAct));
        variation_percent(self.asked(false, measure, NatureScope::All), act, 1)
    }

    /// R15: CP of the second row by its AE, contributions included, two decimals; nothing when the row has no CP at all.
    fn key(&self, document: &Document, horizon: Horizon) -> Result<Option<Decimal>, Overflow> {
        let mut openings = document.schedule.iter().filter(|((year, origin, _), _)| *year == document.year && *origin == Origin::New);
        if openings.all(|(_, amount)| amount.euros == Euros::ZERO) {
            return Ok(None);
        }
        let mut ae = self.new_ae(false);
        ae += self.new_ae(true);
        percent(Self::scheduled(document, |origin, opening| origin == Origin::New && opening.horizon() == horizon), ae, 2)
    }
}
