//! All derived figures of one document, recomputed whole after each change: rules R1 to R17 of a PAP.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rust_decimal::Decimal;

use super::exact::Exact;
use super::{Calculation, Incalculable, NumberFormat, Value, follows};
use crate::model::{
    Action, ActionId, ActionScope, AeCp, Categories, Category, CellValue, CreditPlace, Document, Euros, Ledger, List, Measure, NatureScope, Opening,
    Origin, Place, Stage, Sum, Title, Year,
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
    /// A decimal with the decimals that are printed.
    Number(Decimal),
    /// The same, written with its sign: what adds to another figure or takes from it.
    Effect(Decimal),
    /// A quotient without a denominator, printed "–".
    Undefined,
    /// A sum beyond what an amount can hold.
    Overflow,
}

impl Figure {
    fn amount(sum: Sum) -> Self {
        sum.euros().map_or(Self::Overflow, Self::Amount)
    }

    fn of(value: Value, format: NumberFormat) -> Self {
        let decimal = |number: Exact, figure: fn(Decimal) -> Self| number.decimal().map_or(Self::Overflow, figure);
        match (value, format) {
            (Ok(None), _) => Self::Blank,
            (Ok(Some(number)), NumberFormat::OfParts) => number.sum().map_or(Self::Overflow, Self::amount),
            (Ok(Some(number)), NumberFormat::Percent { .. }) => decimal(number, Self::Percent),
            (Ok(Some(number)), NumberFormat::Change { .. }) => decimal(number, Self::Variation),
            (Err(Incalculable::Undefined), _) => Self::Undefined,
            (Err(Incalculable::Overflow), _) => Self::Overflow,
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
    actions: Arc<List<Action>>,
    /// The columns of `sums`.
    categories: Categories,
    /// A line for each action and one for the programme; in a line the four faces, each by category.
    sums: Vec<Sum>,
}

impl StageFigures {
    /// `categories` holds at least those in which the stage has a fact.
    fn of(document: &Document, year: Year, stage: Stage, categories: Categories) -> Self {
        let actions = Arc::clone(&document.actions);
        let sums = vec![Sum::ZERO; (actions.len() + 1) * FACES * categories.len()];
        let mut figures = Self { actions, categories, sums };
        for contributions in [false, true] {
            let ledger = document.ledger(contributions);
            figures.add(contributions, ledger.stage(year, stage), |_, _, _| true);
            if stage == Stage::InitialAct {
                // R17: an amount of the act is the one entered, or else that of the bill of its year with the amendments.
                let entered = |action, category, measure| ledger.get(year, stage, action, category).is_some_and(|act| act.get(measure).is_some());
                for stage in [Stage::Bill, Stage::Amendment] {
                    figures.add(contributions, ledger.stage(year, stage), |action, category, measure| !entered(action, category, measure));
                }
            }
        }
        figures.add_sub_actions();
        figures
    }

    /// Adds the amounts that `counts` lets in to the line of their action and to that of the programme.
    fn add<'a>(
        &mut self,
        contributions: bool,
        rows: impl Iterator<Item = (ActionId, Category, &'a AeCp)>,
        counts: impl Fn(ActionId, Category, Measure) -> bool,
    ) {
        let width = FACES * self.categories.len();
        let Some((lines, programme)) = self.sums.split_at_mut_checked(self.actions.len() * width) else { return };
        let faces = Measure::BOTH.map(|measure| (measure, face(contributions, measure) * self.categories.len()));
        let ranks = self.categories.ranks();
        // Rows come by action: its line is looked up once.
        let mut current = None;
        let mut own: &mut [Sum] = &mut [];
        for (action, category, row) in rows {
            if current != Some(action) {
                current = Some(action);
                let line = self.actions.position(action);
                own = line.and_then(|line| lines.get_mut(line * width..(line + 1) * width)).unwrap_or_default();
            }
            let Some(column) = ranks.of(category) else { continue };
            for (measure, face) in faces {
                let amount = row.get(measure).filter(|_| counts(action, category, measure));
                if let (Some(amount), Some(own), Some(total)) = (amount, own.get_mut(face + column), programme.get_mut(face + column)) {
                    *own += amount.euros;
                    *total += amount.euros;
                }
            }
        }
    }

    /// R2: an action is the sum of its sub-actions, which follow it.
    fn add_sub_actions(&mut self) {
        let width = FACES * self.categories.len();
        let mut parent: &mut [Sum] = &mut [];
        for (action, line) in self.actions.iter().zip(self.sums.chunks_exact_mut(width.max(1))) {
            if action.code.is_sub_action() {
                parent.iter_mut().zip(line).for_each(|(sum, term)| *sum += *term);
            } else {
                parent = line;
            }
        }
    }

    /// The sum that a place denotes here, whatever its year and stage.
    fn sum(&self, place: &CreditPlace) -> Sum {
        let columns = self.categories.len();
        // The line of the programme is the last.
        let line = match place.action {
            ActionScope::All => Some(self.actions.len()),
            ActionScope::One(action) => self.actions.position(action),
        };
        let start = line.map(|line| (line * FACES + face(place.contributions, place.measure)) * columns);
        let sums = start.and_then(|start| self.sums.get(start..start + columns)).unwrap_or_default();
        let chosen = self.categories.iter().zip(sums).filter(|(category, _)| place.nature.contains(*category));
        chosen.map(|(_, sum)| *sum).sum()
    }
}

impl StageFigures {
    /// Of each action and of the programme, by category, by title, without title 2 and in all.
    fn amounts(&self) -> Vec<i128> {
        let columns = self.categories.len();
        let mut amounts: Vec<i128> = self.sums.iter().map(|sum| sum.get()).collect();
        for face in self.sums.chunks_exact(columns.max(1)) {
            let mut by_title = [Sum::ZERO; Title::COUNT];
            for (category, sum) in self.categories.iter().zip(face) {
                if let Some(total) = by_title.get_mut(usize::from(category.title().code()).saturating_sub(1)) {
                    *total += *sum;
                }
            }
            let all: Sum = by_title.iter().copied().sum();
            let staff = by_title.get(usize::from(Title::STAFF.code()).saturating_sub(1)).copied().unwrap_or_default();
            let mut others = all;
            others -= staff;
            amounts.extend(by_title.iter().chain([&all, &others]).map(|sum| sum.get()));
        }
        amounts
    }
}

/// What the whole programme has at a stage of a year, wherever something was entered: by face and category.
#[derive(Debug, Default)]
struct Whole(BTreeMap<(bool, Measure, Category), Sum>);

impl Whole {
    fn of(document: &Document, year: Year, stage: Stage) -> Self {
        let mut whole = Self::default();
        for contributions in [false, true] {
            let ledger = document.ledger(contributions);
            for from in stage.sources() {
                for (action, category, row) in ledger.stage(year, *from) {
                    for measure in Measure::BOTH {
                        let Some(amount) = row.get(measure) else { continue };
                        let sum = whole.0.entry((contributions, measure, category)).or_default();
                        if counts(ledger, (year, stage), *from, (action, category), measure) {
                            *sum += amount.euros;
                        }
                    }
                }
            }
        }
        whole
    }

    /// The sums that a place is made of.
    fn within(&self, place: &CreditPlace) -> impl Iterator<Item = Sum> {
        let CreditPlace { contributions, nature, measure, .. } = *place;
        let face = self.0.range((contributions, measure, Category::FIRST)..=(contributions, measure, Category::LAST));
        face.filter(move |((_, _, category), _)| nature.contains(*category)).map(|(_, sum)| *sum)
    }
}

/// R17: an amount of the act is the one entered, or else that of the bill of its year with the amendments.
fn counts(ledger: &Ledger, (year, stage): (Year, Stage), from: Stage, (action, category): (ActionId, Category), measure: Measure) -> bool {
    from == stage || ledger.get(year, stage, action, category).is_none_or(|entered| entered.get(measure).is_none())
}

/// The whole of the programme at each stage of each year, made when it is first asked for: a thousand links to one year make it once.
#[derive(Debug, Default)]
struct Wholes(Mutex<BTreeMap<(Year, Stage), Arc<Whole>>>);

impl Wholes {
    fn at(&self, document: &Document, year: Year, stage: Stage) -> Arc<Whole> {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(made.entry((year, stage)).or_insert_with(|| Arc::new(Whole::of(document, year, stage))))
    }
}

/// What was made so far tells no figures from others.
impl PartialEq for Wholes {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Wholes {}

impl Clone for Wholes {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// Every derived figure of a document, at one moment of it: what is asked of them is asked with that document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    year: Year,
    used: Categories,
    bill: StageFigures,
    act: StageFigures,
    wholes: Wholes,
}

impl Figures {
    pub fn of(document: &Document) -> Self {
        let used = document.used_categories();
        Self {
            year: document.year,
            used,
            bill: StageFigures::of(document, document.year, Stage::Bill, used),
            act: StageFigures::of(document, document.previous_year(), Stage::InitialAct, used),
            wholes: Wholes::default(),
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
        self.shown(place.year, place.stage).map_or_else(|| self.credit_elsewhere(document, place), |figures| figures.sum(place))
    }

    /// The sums of a year and stage that the tables show.
    fn shown(&self, year: Year, stage: Stage) -> Option<&StageFigures> {
        match stage {
            Stage::Bill if year == self.year => Some(&self.bill),
            Stage::InitialAct if year == self.year.offset(-1) => Some(&self.act),
            _ => None,
        }
    }

    /// Whether the tables show a year and stage: their categories are then all that it has.
    pub(super) fn is_shown(&self, year: Year, stage: Stage) -> bool {
        self.shown(year, stage).is_some()
    }

    /// Whether a sum of credits or contributions rests on anything that was entered: over nothing it is 0 and says nothing.
    ///
    /// The act is entered by itself, or by the bill of its year and the amendments (R17).
    pub fn is_entered(&self, document: &Document, place: &CreditPlace) -> bool {
        match place.action {
            ActionScope::All => self.wholes.at(document, place.year, place.stage).within(place).next().is_some(),
            ActionScope::One(action) => Self::amounts_of(document, action, place).next().is_some(),
        }
    }

    /// The sum of a year and stage that no table shows.
    fn credit_elsewhere(&self, document: &Document, place: &CreditPlace) -> Sum {
        match place.action {
            ActionScope::All => self.wholes.at(document, place.year, place.stage).within(place).sum(),
            ActionScope::One(action) => Self::amounts_of(document, action, place).flatten().sum(),
        }
    }

    /// What was entered for an action and its sub-actions; `None` for an amount that another hides (R17).
    fn amounts_of<'a>(document: &'a Document, action: ActionId, place: &CreditPlace) -> impl Iterator<Item = Option<Euros>> + use<'a> {
        let CreditPlace { year, stage, contributions, nature, measure, .. } = *place;
        let ledger = document.ledger(contributions);
        let actions = [action].into_iter().chain(document.sub_actions(action).map(|sub_action| sub_action.id));
        let rows = actions.flat_map(move |action| {
            stage
                .sources()
                .iter()
                .flat_map(move |from| ledger.of_action(year, *from, action).map(move |(category, row)| (*from, action, category, row)))
        });
        rows.filter(move |(_, _, category, _)| nature.contains(*category)).filter_map(move |(from, action, category, row)| {
            let amount = row.get(measure)?;
            Some(counts(ledger, (year, stage), from, (action, category), measure).then_some(amount.euros))
        })
    }

    /// The sum of the entered CP of the schedule that `include` chooses, contributions among them.
    pub fn scheduled(document: &Document, include: impl Fn(Origin, Opening) -> bool) -> Sum {
        let chosen = document.scheduled(document.year).filter(|((_, origin, opening), _)| include(*origin, *opening));
        chosen.map(|(_, amount)| amount.euros).sum()
    }

    /// AE of the second row of the schedule: of the bill without title 2, or of contributions.
    pub fn new_ae(&self, contributions: bool) -> Sum {
        self.bill.sum(&follows::scheduled(self.year, contributions, Measure::Ae))
    }

    /// CP of the bill without title 2, or of contributions.
    pub fn asked_cp(&self, contributions: bool) -> Sum {
        self.bill.sum(&follows::scheduled(self.year, contributions, Measure::Cp))
    }

    /// The figure of a place that holds an amount, a share, a key or a variation; blank for anything else.
    ///
    /// Of another year it is what the PAP of that year computed, over the same facts.
    pub fn figure(&self, document: &Document, place: Place) -> Figure {
        match place {
            Place::Credit(credit) => Figure::amount(self.credit(document, &credit)),
            Place::Cell(cell) => super::cells::figure(document, cell, self.value(document, place)),
            _ => match follows::beside_credits(document, place) {
                Some(calculation) => Figure::of(self.evaluated(document, &calculation), calculation.format()),
                None => Figure::of(Ok(entered(document, place)), NumberFormat::OfParts),
            },
        }
    }

    /// What a place amounts to before it is narrowed to an amount; `None` where it is blank, or no whole euros.
    pub fn sum(&self, document: &Document, place: Place) -> Option<Sum> {
        self.value(document, place).ok().flatten().and_then(Exact::sum)
    }

    fn value(&self, document: &Document, place: Place) -> Value {
        match place {
            Place::Credit(credit) => Ok(Some(self.credit(document, &credit).into())),
            _ => match follows::beside_credits(document, place) {
                Some(calculation) => self.evaluated(document, &calculation),
                None => Ok(entered(document, place)),
            },
        }
    }

    fn evaluated(&self, document: &Document, calculation: &Calculation) -> Value {
        calculation.value(|part| self.value(document, part))
    }

    /// Whether a place is still in the document and has a figure to show.
    pub fn is_live(&self, document: &Document, place: Place) -> bool {
        let known = |action: ActionScope| match action {
            ActionScope::All => true,
            ActionScope::One(id) => document.action(id).is_some(),
        };
        match place {
            Place::Credit(place) => known(place.action) && self.has_nature(document, &place),
            Place::Share { action, .. } => document.action(action).is_some() && self.has_figure(document, place),
            Place::Value { row, year, kind } => document.indicator_of_row(row).is_some() && document.values.contains_key(&(row, year, kind)),
            _ => self.has_figure(document, place),
        }
    }

    fn has_figure(&self, document: &Document, place: Place) -> bool {
        match self.figure(document, place) {
            Figure::Amount(_) | Figure::Percent(_) | Figure::Variation(_) | Figure::Number(_) | Figure::Effect(_) => true,
            Figure::Blank | Figure::Undefined | Figure::Overflow => false,
        }
    }

    /// Whether the nature of a place is in the document: summed, or a category that is listed or has a fact at this stage.
    fn has_nature(&self, document: &Document, place: &CreditPlace) -> bool {
        let NatureScope::Category(category) = place.nature else { return true };
        let faces = || [false, true].into_iter().flat_map(|contributions| Measure::BOTH.map(|measure| (contributions, measure, category)));
        document.categories.contains(&category) || {
            let whole = self.wholes.at(document, place.year, place.stage);
            faces().any(|face| whole.0.contains_key(&face))
        }
    }

    /// Every amount that a table of credits holds or sums up, of the bill and of the act; in no order, some twice.
    pub fn amounts(&self) -> Vec<i128> {
        [&self.bill, &self.act].into_iter().flat_map(StageFigures::amounts).collect()
    }
}

/// The number that was entered at a place beside credits.
fn entered(document: &Document, place: Place) -> Option<Exact> {
    let amount = match place {
        Place::Outstanding { year, item } => document.outstanding.get(&(year, item)),
        Place::Schedule { year, origin, opening } => document.schedule.get(&(year, origin, opening)),
        Place::Cell(cell) => {
            return match document.sections.cell(cell)?.value {
                CellValue::Number(number) => Some(number.into()),
                CellValue::Words(_) => None,
            };
        }
        _ => None,
    };
    amount.map(|amount| amount.euros.into())
}

#[cfg(test)]
mod tests;
