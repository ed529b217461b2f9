//! What charts and slides state of figures: relations between exact values, before they are words.
//!
//! A [`Claim`] is made by exact comparison alone, and only where its figures were entered and no check contradicts them. `sentences` says each in
//! both languages: titles, marks and exported claims alike. The title of a chart is its first claim.

mod amounts;
mod rows;
mod sentences;

pub(in crate::charts) use amounts::is_cleared;
pub use amounts::{Known, credits, movement_of, operand, outstanding, schedule, shares, title_shares, totals, unasked, unentered, variations};
pub use rows::{base, mark, of_row, of_rows, target_year};
pub use sentences::{count_words, counted_words, is_singular, mark_text, percent as size_text};

use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::plot::Same;

use crate::calc::Compared;
use crate::calc::{Course, Movement, Size};
use crate::lang::{Lang, RowName};
use crate::model::{ActionCode, Category, Euros, IndicatorValue, Measure, Place, Stage, Title, Year};

/// A statement about figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    pub subject: Subject,
    pub relation: Relation,
    /// The year of which it speaks: that of the target or of the bill.
    pub year: Year,
    /// The figures that it rests on, in the order in which its sentence names them.
    pub operands: Vec<Operand>,
}

/// A figure with its exact value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand {
    pub place: Place,
    /// `None` where nothing was entered.
    pub value: Option<Compared>,
}

/// What a claim is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    Programme,
    Action(ActionCode),
    Title(Title),
    /// A row of an indicator.
    Row(RowName),
    /// Every row of every indicator.
    Rows,
}

/// What a claim says of its subject.
#[derive(Clone, Debug, PartialEq)]
pub enum Relation {
    Row(RowRelation),
    // Every row.
    Count(Count),
    // Credits.
    /// Nobody entered the bill, or one of its measures.
    NotEntered(Option<Measure>),
    /// The bill, or the act that it is held against, is entered in part only.
    PartlyEntered(Gap),
    /// AE and CP of the bill against the act; `None` for a measure that nobody entered.
    Credits {
        ae: Option<Movement>,
        cp: Option<Movement>,
    },
    /// AE of the bill, where no act is known.
    Requested(Euros),
    /// AE of the bill, where the act has none.
    RequestedAnew(Euros),
    /// What is asked in AE and CP, and how both changed where both did by something that is known.
    Totals {
        ae: Option<Euros>,
        cp: Option<Euros>,
        changes: Option<[Movement; 2]>,
    },
    /// One measure of one title, or of all, against the act.
    Varies(Measure, Movement),
    // Parts of the AE.
    HoldsAll,
    HoldsOver(Threshold),
    /// It comes first, with so many per cent.
    Leads(Decimal),
    /// What was entered of a measure, or of both, is 0.
    NoneRequested(Option<Measure>),
    // The payment schedule.
    /// The outstanding commitments are paid in the year of the bill; CP that are left for the year after.
    Cleared {
        left: Option<Euros>,
    },
    /// So many per cent of the new AE are paid for in the year of the bill.
    Covered(Size),
    // Outstanding commitments at the ends of two years, or of one.
    OutstandingChange {
        from: Year,
        to: Year,
        movement: Movement,
    },
    Outstanding(Year, Euros),
    /// What its chart says in its own words.
    Stated(Stated),
}

/// What nobody entered yet of a measure of the bill or of the act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    pub stage: Stage,
    pub measure: Measure,
    pub missing: Missing,
}

/// Where nothing was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    Action(ActionCode),
    Category(Category),
    /// A row that has the other measure.
    Row(ActionCode, Category),
}

/// What a claim says of a row of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub enum RowRelation {
    /// No value is a number or a range.
    NoFigure,
    /// The target is no number; what the row starts from, where that is one.
    NoTarget(Option<(Year, Decimal)>),
    /// The target, where the row starts from no number or from 0.
    Target(IndicatorValue),
    /// The last target that is a number, and what a later year has instead: a range, or a trend in words.
    TargetThen(Decimal, Year, IndicatorValue),
    /// The actual of the target's year, and the target.
    Outcome {
        actual: Decimal,
        target: Decimal,
    },
    FromTo(Decimal, Decimal),
    /// What it has to do to reach its target.
    Must {
        course: Course,
        target: Decimal,
    },
}

/// What one chart alone says: its sentence stands beside it.
pub trait Statement: Same + fmt::Debug + Send + Sync {
    /// Its name for other programs.
    fn name(&self) -> &'static str;

    /// It in words, of the year of the bill; the first letter is a capital, no stop ends it.
    fn sentence(&self, year: Year, lang: Lang) -> String;
}

/// The statement of a claim.
#[derive(Clone, Debug)]
pub struct Stated(Arc<dyn Statement>);

impl PartialEq for Stated {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same((*other.0).any())
    }
}

/// How many targets lie above or under what they start from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Count {
    pub way: Way,
    pub count: usize,
    /// Of so many rows that have both numbers.
    pub of: usize,
    pub scope: Scope,
    pub against: Against,
    /// The smallest and the largest mark, where all are marks of one kind.
    pub span: Option<(Mark, Mark)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Above,
    Under,
}

/// Which targets are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of all rows.
    Every,
    /// All that are numbers, which some rows lack.
    Numeric,
    /// Those whose row starts from a number, which some numeric targets lack.
    Comparable,
}

/// What targets are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// The forecast of this year, N-1.
    Forecast(Year),
    /// The last actual, in layouts without that forecast.
    LastActual,
}

/// A share of the whole that is exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    ThreeQuarters,
    TwoThirds,
    Half,
}

/// A target against what it starts from, as a mark beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// From 1,5 times up; whether it is about the whole number by which it is called.
    Times {
        factor: Decimal,
        is_about: bool,
    },
    Percent(Movement),
    Points(Movement),
}

impl Claim {
    fn new(subject: Subject, relation: Relation, year: Year, operands: Vec<Operand>) -> Self {
        Self { subject, relation, year, operands }
    }

    /// A claim that its chart says in its own words.
    pub(in crate::charts) fn stated(subject: Subject, statement: impl Statement, year: Year, operands: Vec<Operand>) -> Self {
        Self::new(subject, Relation::Stated(Stated(Arc::new(statement))), year, operands)
    }

    /// The claim in words; the first letter is a capital, no stop ends it.
    pub fn sentence(&self, lang: Lang) -> String {
        sentences::sentence(self, lang)
    }

    /// The name of its relation for other programs.
    pub fn relation_name(&self) -> &'static str {
        match &self.relation {
            Relation::Row(RowRelation::NoFigure) => "no-figure",
            Relation::Row(RowRelation::NoTarget(_)) => "no-numeric-target",
            Relation::Row(RowRelation::Target(_) | RowRelation::TargetThen(..)) => "target",
            Relation::Row(RowRelation::Outcome { .. }) => "outcome",
            Relation::Row(RowRelation::FromTo(..)) => "from-to",
            Relation::Row(RowRelation::Must { course: Course::Stay | Course::Points(Movement::None), .. }) => "equal",
            Relation::Row(RowRelation::Must { course: Course::Points(_), .. }) => "points",
            Relation::Row(RowRelation::Must { course: Course::Times(..) | Course::Multiplied(_), .. }) => "multiple",
            Relation::Row(RowRelation::Must { course: Course::Halved(_) | Course::Divided(_), .. }) => "fraction",
            Relation::Row(RowRelation::Must { course: Course::Rise(_) | Course::Fall(_), .. }) => "percent",
            Relation::Count(_) => "count",
            Relation::NotEntered(_) => "not-entered",
            Relation::PartlyEntered(_) => "partly-entered",
            Relation::Credits { .. } | Relation::Varies(..) => "change",
            Relation::Requested(_) | Relation::Totals { .. } => "requested",
            Relation::RequestedAnew(_) => "requested-none-before",
            Relation::HoldsAll => "whole",
            Relation::HoldsOver(_) => "over-part",
            Relation::Leads(_) => "largest",
            Relation::NoneRequested(_) => "none-requested",
            Relation::Cleared { .. } => "cleared",
            Relation::Covered(_) => "covered",
            Relation::OutstandingChange { .. } => "outstanding-change",
            Relation::Outstanding(..) => "outstanding",
            Relation::Stated(stated) => stated.0.name(),
        }
    }
}

/// The title that claims give.
pub struct Titles {
    pub title: String,
    /// What stands instead where the title does not fit on two lines.
    pub neutral: Option<String>,
}

/// The first claim, or else a heading that claims nothing; the heading also stands where the claim is too long.
pub fn titles(claims: &[Claim], heading: String, lang: Lang) -> Titles {
    match claims.first() {
        Some(claim) => Titles { title: claim.sentence(lang), neutral: Some(heading) },
        None => Titles { title: heading, neutral: None },
    }
}
