//! What a document holds, in fractions without limit: sums, targets and what they start from, read from the model alone.

use num_bigint::BigInt;
use num_rational::Ratio;
use papier::model::{
    Action, ActionCode, Category, CellPlace, CellRow, CellValue, Document, Horizon, IndicatorValue, Ledger, Measure, Opening, Origin,
    OutstandingItem, RowId, SectionRowId, Stage, Title, ValueKind, Year,
};
use rust_decimal::Decimal;

/// An exact number.
pub type Fraction = Ratio<BigInt>;

pub fn whole(number: i64) -> Fraction {
    Fraction::from_integer(BigInt::from(number))
}

pub fn fraction(decimal: Decimal) -> Fraction {
    Fraction::new(BigInt::from(decimal.mantissa()), BigInt::from(10).pow(decimal.scale()))
}

/// To so many decimals, half away from zero.
pub fn rounded(number: &Fraction, decimals: u32) -> Fraction {
    let power = Fraction::from_integer(BigInt::from(10).pow(decimals));
    let half = Fraction::new(BigInt::from(1), BigInt::from(2));
    let scaled = number * &power;
    let away = if scaled < whole(0) { (scaled - half).ceil() } else { (scaled + half).floor() };
    away / power
}

/// Where nobody typed anything: an action, a category, or a row of both.
pub type Gap = (Option<ActionCode>, Option<Category>);

/// Which credits are summed.
#[derive(Clone, Copy)]
pub enum Part<'a> {
    All,
    Action(&'a Action),
    Title(Title),
    OtherThanStaff,
}

pub struct Facts<'a> {
    pub document: &'a Document,
}

impl Facts<'_> {
    pub fn year(&self) -> Year {
        self.document.year
    }

    /// What the bill asks for; `None` where nobody entered anything.
    pub fn bill(&self, contributions: bool, measure: Measure, part: Part<'_>) -> Option<Fraction> {
        let ledger = self.document.ledger(contributions);
        sum(self.entries(part).filter_map(|(action, category)| typed(ledger, self.year(), Stage::Bill, action, category, measure)))
    }

    /// What the act of the year before has: its own entry, or else the bill of that year with the amendments.
    pub fn act(&self, contributions: bool, measure: Measure, part: Part<'_>) -> Option<Fraction> {
        self.act_of(self.year().offset(-1), contributions, measure, part)
    }

    /// The same of any year.
    pub fn act_of(&self, year: Year, contributions: bool, measure: Measure, part: Part<'_>) -> Option<Fraction> {
        let ledger = self.document.ledger(contributions);
        let voted = |(action, category): (&Action, Category)| {
            let of = |stage| typed(ledger, year, stage, action, category, measure);
            of(Stage::InitialAct).or_else(|| sum([of(Stage::Bill), of(Stage::Amendment)].into_iter().flatten()))
        };
        sum(self.entries(part).filter_map(voted))
    }

    fn entries(&self, part: Part<'_>) -> impl Iterator<Item = (&Action, Category)> {
        let (id, code) = match part {
            Part::Action(action) => (Some(action.id), Some(action.code)),
            Part::All | Part::Title(_) | Part::OtherThanStaff => (None, None),
        };
        let actions = self.document.actions.iter().filter(move |action| id.is_none_or(|id| action.id == id || action.code.parent() == code));
        let keep = move |category: &Category| match part {
            Part::All | Part::Action(_) => true,
            Part::Title(title) => category.title() == title,
            Part::OtherThanStaff => category.code() / 10 != 2,
        };
        actions.flat_map(move |action| Category::all().filter(keep).map(move |category| (action, category)))
    }

    /// The rows of the bill, or of the act, that have an amount.
    fn rows(&self, stage: Stage, contributions: bool, measure: Measure) -> Vec<(&Action, Category, Fraction)> {
        let ledger = self.document.ledger(contributions);
        let amount = |action: &Action, category| match stage {
            Stage::Bill => typed(ledger, self.year(), Stage::Bill, action, category, measure),
            _ => {
                let of = |stage| typed(ledger, self.year().offset(-1), stage, action, category, measure);
                of(Stage::InitialAct).or_else(|| sum([of(Stage::Bill), of(Stage::Amendment)].into_iter().flatten()))
            }
        };
        self.entries(Part::All).filter_map(|(action, category)| Some((action, category, amount(action, category)?))).collect()
    }

    /// Whether every amount of these credits is 0, in the bill and, if asked, in the act.
    pub fn is_nil(&self, stages: &[Stage], contributions: bool, measures: &[Measure], part: Part<'_>) -> bool {
        let within: Vec<(ActionCode, Category)> = self.entries(part).map(|(action, category)| (action.code, category)).collect();
        let rows = stages.iter().flat_map(|stage| measures.iter().flat_map(|measure| self.rows(*stage, contributions, *measure)));
        rows.filter(|(action, category, _)| within.contains(&(action.code, *category))).all(|(_, _, amount)| amount == whole(0))
    }

    /// What is missing of a measure that is typed in part; empty where nothing is missing, or nothing there.
    pub fn gaps(&self, stage: Stage, contributions: bool, measure: Measure) -> Vec<Gap> {
        let own = self.rows(stage, contributions, measure);
        if own.is_empty() {
            return Vec::new();
        }
        let other = if measure == Measure::Ae { Measure::Cp } else { Measure::Ae };
        let others = self.rows(stage, contributions, other);
        let has = |rows: &[(&Action, Category, Fraction)], action: &Action, category| {
            rows.iter().any(|(other, of, _)| other.code == action.code && *of == category)
        };
        let halves = others.iter().filter(|(action, category, _)| !has(&own, action, *category));
        let mut gaps: Vec<Gap> = halves.map(|(action, category, _)| (Some(action.code), Some(*category))).collect();
        if stage != Stage::Bill {
            return gaps;
        }
        let is_over = |action: &Action| action.ended.is_some_and(|ended| ended < self.year());
        let holder = |action: &Action| action.code.parent().and_then(|code| self.document.actions.iter().find(|other| other.code == code));
        let stands = |action: &Action| !is_over(action) && !holder(action).is_some_and(is_over);
        let voted: Vec<_> = self.rows(Stage::InitialAct, contributions, measure);
        let voted: Vec<_> = voted.into_iter().filter(|(action, _, amount)| *amount != whole(0) && stands(action)).collect();
        let given: Vec<_> = Measure::BOTH.into_iter().flat_map(|measure| self.rows(Stage::Bill, true, measure)).collect();
        let is_of = |row: &Action, action: &Action| row.code == action.code || row.code.parent() == Some(action.code);
        let of_action = |rows: &[(&Action, Category, Fraction)], action: &Action| rows.iter().any(|(row, ..)| is_of(row, action));
        for action in self.document.actions.iter().filter(|action| stands(action) && !of_action(&own, action)) {
            let is_empty = !of_action(&others, action) && !of_action(&given, action);
            if of_action(&voted, action) || !contributions && is_empty {
                gaps.push((Some(action.code), None));
            }
        }
        // A row of the act is missing, unless the bill has a new one in its line or its column.
        let act = self.rows(Stage::InitialAct, contributions, measure);
        let is_new = |action: &Action, category| !act.iter().any(|(of, at, amount)| of.code == action.code && *at == category && *amount != whole(0));
        let fresh: Vec<_> = own.iter().filter(|(action, category, _)| is_new(action, *category)).collect();
        for (action, category, _) in voted.iter().filter(|(action, category, _)| !has(&own, action, *category)) {
            if !fresh.iter().any(|(of, at, _)| of.code == action.code || at == category) {
                gaps.push((Some(action.code), Some(*category)));
            }
        }
        if contributions {
            return gaps;
        }
        let of_category = |rows: &[(&Action, Category, Fraction)], category| rows.iter().any(|(_, of, _)| *of == category);
        for category in Category::all().filter(|category| !of_category(&own, *category)) {
            let is_empty = !of_category(&others, category) && !of_category(&given, category);
            if of_category(&voted, category) || self.document.categories.contains(&category) && is_empty {
                gaps.push((None, Some(category)));
            }
        }
        gaps
    }

    /// Actions that are no part of another.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        self.document.actions.iter().filter(|action| !action.code.is_sub_action())
    }

    pub fn outstanding(&self, year: Year, item: OutstandingItem) -> Option<Fraction> {
        self.document.outstanding.get(&(year, item)).map(|amount| whole(amount.euros.get()))
    }

    /// CP that the schedule opens; `None` where nobody entered any.
    pub fn scheduled(&self, keep: impl Fn(Origin, Opening) -> bool) -> Option<Fraction> {
        let entries = self.document.schedule.iter().filter(|((year, origin, opening), _)| *year == self.year() && keep(*origin, *opening));
        sum(entries.map(|(_, amount)| whole(amount.euros.get())))
    }

    pub fn opened(&self, origin: Origin, horizon: Horizon) -> Fraction {
        self.scheduled(|other, opening| other == origin && opening.horizon() == horizon).unwrap_or(whole(0))
    }

    /// Whether cells of the schedule are missing: a row has empty ones and does not pay for all its commitments, whose AE must be known.
    pub fn is_schedule_partial(&self) -> bool {
        let typed =
            |origin: Origin| Opening::ALL.into_iter().filter(|opening| self.scheduled(|of, at| of == origin && at == *opening).is_some()).count();
        let whole_rows = [typed(Origin::Earlier), typed(Origin::New)].map(|count| count == Opening::ALL.len());
        let has_ae = self.bill(false, Measure::Ae, Part::All).is_some()
            && self.gaps(Stage::Bill, false, Measure::Ae).is_empty()
            && self.gaps(Stage::Bill, true, Measure::Ae).is_empty();
        let [earlier, new] = whole_rows;
        self.scheduled(|_, _| true).is_some() && !((earlier || self.first_row_holds()) && (new || has_ae && self.second_row_holds()))
    }

    /// AE of the second row of the schedule: of the bill without title 2, and of contributions.
    pub fn new_ae(&self) -> Fraction {
        let of = |contributions, part| self.bill(contributions, Measure::Ae, part).unwrap_or(whole(0));
        of(false, Part::OtherThanStaff) + of(true, Part::All)
    }

    /// R10: the estimate is what the year began with, and what was committed without being paid.
    pub fn estimate_follows(&self) -> bool {
        let item = |item| self.outstanding(self.year(), item);
        let Some(estimate) = item(OutstandingItem::Estimate) else { return true };
        let restated = item(OutstandingItem::RapRestated).filter(|amount| *amount != whole(0));
        let inputs = [restated.or(item(OutstandingItem::Rap)), item(OutstandingItem::Ae), item(OutstandingItem::Cp)];
        if inputs.iter().all(Option::is_none) {
            return true;
        }
        let [start, ae, cp] = inputs.map(|input| input.unwrap_or(whole(0)));
        start + ae - cp == estimate
    }

    /// R11: the first row pays for the estimate.
    pub fn first_row_holds(&self) -> bool {
        let estimate = self.outstanding(self.year(), OutstandingItem::Estimate).unwrap_or(whole(0));
        self.scheduled(|origin, _| origin == Origin::Earlier).unwrap_or(whole(0)) == estimate
    }

    /// R12: the second row pays for the new AE.
    pub fn second_row_holds(&self) -> bool {
        self.scheduled(|origin, _| origin == Origin::New).unwrap_or(whole(0)) == self.new_ae()
    }

    /// R13: both rows open the CP that are asked for.
    pub fn columns_hold(&self) -> bool {
        let of = |contributions, part| self.bill(contributions, Measure::Cp, part).unwrap_or(whole(0));
        let column = |column| self.scheduled(|_, opening| opening == column).unwrap_or(whole(0));
        column(Opening::Plf) == of(false, Part::OtherThanStaff) && column(Opening::Contributions) == of(true, Part::All)
    }

    // Jobs

    /// What is typed in a cell of the jobs of a row.
    fn job(&self, row: SectionRowId, year: Year, column: &str) -> Option<Fraction> {
        let is_it = |place: &CellPlace| (place.row, place.year, place.column) == (CellRow::Listed(row), Some(year), column);
        self.document.sections.cells_of("jobs").find(|(place, _)| is_it(place)).and_then(|(_, content)| match content.value {
            CellValue::Number(number) => Some(fraction(number)),
            CellValue::Words(_) => None,
        })
    }

    /// What a row had been authorised: as it was typed, or else what it asked for the year before, once that is anything.
    pub fn ceiling(&self, row: SectionRowId, year: Year) -> Option<Fraction> {
        let before = year.offset(-1);
        let was_there = |place: &CellPlace| place.row == CellRow::Listed(row) && place.year <= Some(before);
        let has_past = before < year && self.document.sections.cells_of("jobs").any(|(place, _)| was_there(place));
        self.job(row, year, "ceiling").or_else(|| has_past.then(|| self.asked(row, before)).flatten())
    }

    /// What changes the ceiling of a row, in the order of the columns.
    pub fn effects(&self, row: SectionRowId, year: Year) -> [Option<Fraction>; 5] {
        ["scope", "transfer", "technical", "extension", "new"].map(|column| self.job(row, year, column))
    }

    fn asked(&self, row: SectionRowId, year: Year) -> Option<Fraction> {
        sum([self.ceiling(row, year)].into_iter().chain(self.effects(row, year)).flatten())
    }

    // Pay

    /// What is typed of a factor of pay, in millions of euros.
    pub fn pay(&self, key: &str) -> Option<Fraction> {
        let is_it = |place: &CellPlace| matches!(place.row, CellRow::Key(row) if row == key) && place.year == Some(self.year());
        self.document.sections.cells_of("pay").find(|(place, _)| is_it(place)).and_then(|(_, content)| match content.value {
            CellValue::Number(number) => Some(fraction(number)),
            CellValue::Words(_) => None,
        })
    }

    // Indicators

    pub fn value(&self, row: RowId, year: Year, kind: ValueKind) -> Option<&IndicatorValue> {
        self.document.values.get(&(row, year, kind))
    }

    pub fn number(&self, row: RowId, year: Year, kind: ValueKind) -> Option<Fraction> {
        number(self.value(row, year, kind))
    }

    fn columns(&self) -> Vec<(Year, ValueKind)> {
        self.document.layout().indicator_columns().into()
    }

    /// Revised forecast of N-1, else initial, else the last actual: the first that was entered.
    pub fn base(&self, row: RowId) -> Option<(Year, ValueKind, &IndicatorValue)> {
        let before = self.year().offset(-1);
        let mut actuals: Vec<Year> = self.columns().into_iter().filter(|(_, kind)| *kind == ValueKind::Actual).map(|(year, _)| year).collect();
        actuals.sort();
        let forecasts = [(before, ValueKind::RevisedForecast), (before, ValueKind::Forecast)];
        let all = forecasts.into_iter().chain(actuals.into_iter().rev().map(|year| (year, ValueKind::Actual)));
        all.filter_map(|(year, kind)| Some((year, kind, self.value(row, year, kind)?))).next()
    }

    /// The last year whose target is a number, or else a range, or else anything, or else the last.
    pub fn target_year(&self, row: RowId) -> Year {
        let years: Vec<Year> = self.document.layout().target_years().collect();
        let value = |year: &Year| self.value(row, *year, ValueKind::Target);
        let number = years.iter().rev().find(|year| number(value(year)).is_some());
        let range = years.iter().rev().find(|year| matches!(value(year), Some(IndicatorValue::Range { .. })));
        let any = years.iter().rev().find(|year| value(year).is_some());
        number.or(range).or(any).copied().unwrap_or(self.document.layout().target_year())
    }

    /// The last target of a later year that is a range or a trend in words.
    pub fn target_after(&self, row: RowId, year: Year) -> Option<(Year, &IndicatorValue)> {
        let years = self.document.layout().target_years().filter(|later| *later > year);
        let targets = years.filter_map(|later| Some((later, self.value(row, later, ValueKind::Target)?)));
        targets.filter(|(_, value)| matches!(value, IndicatorValue::Range { .. } | IndicatorValue::Trend { .. })).last()
    }

    pub fn has_forecast(&self) -> bool {
        let before = self.year().offset(-1);
        self.columns().iter().any(|(year, kind)| *year == before && matches!(kind, ValueKind::Forecast | ValueKind::RevisedForecast))
    }

    /// Whether anything that the layout shows of a row is a number or a range.
    pub fn has_figure(&self, row: RowId) -> bool {
        let is_figure = |value: &IndicatorValue| matches!(value, IndicatorValue::Number { .. } | IndicatorValue::Range { .. });
        self.columns().into_iter().any(|(year, kind)| self.value(row, year, kind).is_some_and(is_figure))
    }
}

pub fn number(value: Option<&IndicatorValue>) -> Option<Fraction> {
    match value {
        Some(IndicatorValue::Number { value, .. }) => Some(fraction(*value)),
        _ => None,
    }
}

fn sum(amounts: impl Iterator<Item = Fraction>) -> Option<Fraction> {
    amounts.reduce(|sum, amount| sum + amount)
}

fn typed(ledger: &Ledger, year: Year, stage: Stage, action: &Action, category: Category, measure: Measure) -> Option<Fraction> {
    ledger.get(year, stage, action.id, category)?.get(measure).map(|amount| whole(amount.euros.get()))
}
