//! The words of format 2: names of stages, items, rules… These do not change when the program's do.

use std::borrow::Cow;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

use super::numbers;
use crate::model::{
    self, About, ActionCode, ActionId, Category, ChartName, IDENTITIES, IndicatorId, IndicatorValue, KeptTextOf, LONGEST_LABEL, LONGEST_TEXT,
    Labelled, Layout, Narrative, ObjectiveId, ProgrammeNumber, RowId, Rule, SectionRowId, Slide, fits,
};
use crate::sections::{checks, shapes};
use crate::storage::Expectation;
use crate::storage::reading::key;

/// The words of enumerations of the model, as they are spelt here.
macro_rules! words {
    ($($name:ident { $($variant:ident),* $(,)? })*) => {
        $(
            #[derive(Clone, Copy, Deserialize)]
            pub(super) enum $name { $($variant),* }

            impl $name {
                /// The word of a value.
                pub(super) fn of(value: model::$name) -> &'static str {
                    match value { $(model::$name::$variant => stringify!($variant)),* }
                }
            }

            impl From<$name> for model::$name {
                fn from(value: $name) -> Self {
                    match value { $($name::$variant => Self::$variant),* }
                }
            }
        )*
    };
}

words! {
    Stage { Bill, Amendment, InitialAct }
    OutstandingItem { Rap, RapRestated, Ae, Cp, Estimate }
    Origin { Earlier, New }
    Opening { Plf, Contributions, Next, AfterNext, Beyond }
    ValueKind { Actual, Forecast, RevisedForecast, Target }
    Viewpoint { Citizen, User, Taxpayer }
    MarkWord { Mission, Provisional, Ungrouped, Higher, Lower }
}

/// The names of rules.
const RULES: [(Rule, &str); 35] = [
    (Rule::StaffAeCp, "R6"),
    (Rule::ScheduleAsked, "R13"),
    (Rule::Overflow, "overflow"),
    (Rule::BrokenLink, "broken-link"),
    (Rule::ProgrammeNumber, "programme-number"),
    (Rule::ProgrammeName, "programme-name"),
    (Rule::CodeTwice, "code-twice"),
    (Rule::ActionGone, "action-gone"),
    (Rule::RowGone, "row-gone"),
    (Rule::TakenTwice, "taken-twice"),
    (Rule::Conflict, "conflict"),
    (Rule::RowParent, "row-parent"),
    (Rule::CellRow, "cell-row"),
    (Rule::OutstandingEstimate, "R10"),
    (Rule::ScheduleEarlier, "R11"),
    (Rule::ScheduleNew, "R12"),
    (Rule::KeySum, "R15"),
    (Rule::ActOfBill, "R17"),
    (Rule::Target, "target"),
    (Rule::IndicatorJustification, "indicator-justification"),
    (Rule::IndicatorSource, "indicator-source"),
    (Rule::IndicatorMethod, "indicator-method"),
    (Rule::Minister, "minister"),
    (Rule::Manager, "manager"),
    (Rule::ActionNarrative, "action-narrative"),
    (Rule::PublishedValue, "published-value"),
    (Rule::OwnTitle, "title"),
    (Rule::ShareSum, "R9"),
    (Rule::UnitAgainstValue, "unit"),
    (Rule::Jump, "jump"),
    (Rule::Mission, "mission"),
    (Rule::UnheldAmount, "amount"),
    (Rule::StatedSum, "sum"),
    (Rule::StaleYear, "year"),
    (Rule::Wording, "wording"),
];

pub(super) fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::OfSection(key) => key,
        rule => RULES.iter().find(|(known, _)| *known == rule).map_or("", |(_, name)| name),
    }
}

fn rule_of(name: &str) -> Option<Rule> {
    let of_section = || checks::of(name).map(|check| Rule::OfSection(check.key));
    RULES.iter().find(|(_, known)| *known == name).map(|(rule, _)| *rule).or_else(of_section)
}

/// Newtypes read through a check, so that a wrong one is refused at its line and column.
macro_rules! checked {
    ($($name:ident($model:ty) as $raw:ty, $read:expr, $what:expr;)*) => {
        $(
            pub(super) struct $name(pub $model);

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let read: fn($raw) -> Option<$model> = $read;
                    read(<$raw>::deserialize(deserializer)?).map(Self).ok_or_else(|| de::Error::custom(key(&$what)))
                }
            }
        )*
    };
}

checked! {
    BillYear(model::Year) as u16, |year| model::Year::new(year).filter(|year| Layout::is_known(*year)), Expectation::BillYear;
    Year(model::Year) as u16, model::Year::new, Expectation::Year;
    Number(ProgrammeNumber) as u16, ProgrammeNumber::new, Expectation::ProgrammeNumber;
    CategoryCode(Category) as u8, Category::new, Expectation::Category;
    RuleName(Rule) as String, |name| rule_of(&name), Expectation::Rule;
    Code(ActionCode) as String, |text| text.parse().ok(), Expectation::ActionCode;
    PlaceCode(model::Place) as String, |code| model::Place::from_code(&code), Expectation::Place;
    Value(IndicatorValue) as String, |text| numbers::parse_value(&text), Expectation::Value;
    Decimal(rust_decimal::Decimal) as String, |text| numbers::parse_decimal(&text), Expectation::Number;
    Identity(u64) as u64, |id| (1..IDENTITIES).contains(&id).then_some(id), Expectation::Identity;
    FigureOf(String) as String, |figure| figure.contains('=').then_some(figure), Expectation::ShownFigure;
    Label(String) as String, |words| fits(&words, LONGEST_LABEL).then_some(words), Expectation::Label;
    Words(String) as String, |words| fits(&words, LONGEST_TEXT).then_some(words), Expectation::Text;
    Key(String) as String, |key| is_key(&key).then_some(key), Expectation::Key;
    Line(String) as String, |words| (fits(&words, LONGEST_LABEL) && !words.contains(['\n', '\r'])).then_some(words), Expectation::Line;
}

/// Whether a conflict can be addressed by a key: it ends neither an address nor a word of a command line.
fn is_key(key: &str) -> bool {
    let parts = |c: char| c.is_whitespace() || matches!(c, '=' | ':') || numbers::is_hidden(c);
    !key.is_empty() && fits(key, LONGEST_LABEL) && !key.contains(parts)
}

/// An amount: whole euros, or the formula that gives them.
pub(super) struct Amount(pub model::Amount);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AmountVisitor;

        impl Visitor<'_> for AmountVisitor {
            type Value = Amount;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(key(&Expectation::Euros))
            }

            fn visit_i64<E: de::Error>(self, euros: i64) -> Result<Amount, E> {
                Ok(Amount(model::Amount::plain(model::Euros::new(euros))))
            }

            fn visit_u64<E: de::Error>(self, euros: u64) -> Result<Amount, E> {
                i64::try_from(euros).map_err(|_| E::invalid_value(de::Unexpected::Unsigned(euros), &self)).and_then(|euros| self.visit_i64(euros))
            }

            fn visit_str<E: de::Error>(self, formula: &str) -> Result<Amount, E> {
                numbers::parse_amount(formula).map(Amount).ok_or_else(|| E::invalid_value(de::Unexpected::Str(formula), &self))
            }
        }

        deserializer.deserialize_any(AmountVisitor)
    }
}

/// What a published label was the label of.
#[derive(Deserialize)]
pub(super) enum LabelOf {
    Objective(Identity),
    Indicator(Identity),
    Row(Identity),
    Action(Identity),
}

impl From<LabelOf> for Labelled {
    fn from(of: LabelOf) -> Self {
        match of {
            LabelOf::Objective(id) => Self::Objective(ObjectiveId(id.0)),
            LabelOf::Indicator(id) => Self::Indicator(IndicatorId(id.0)),
            LabelOf::Row(id) => Self::Row(RowId(id.0)),
            LabelOf::Action(id) => Self::Action(ActionId(id.0)),
        }
    }
}

pub(super) fn labelled(of: Labelled) -> String {
    match of {
        Labelled::Objective(id) => format!("Objective({})", id.0),
        Labelled::Indicator(id) => format!("Indicator({})", id.0),
        Labelled::Row(id) => format!("Row({})", id.0),
        Labelled::Action(id) => format!("Action({})", id.0),
    }
}

/// What a paragraph belongs to.
#[derive(Deserialize)]
pub(super) enum TextOf {
    Strategy,
    LayoutChanges,
    OutstandingJustification,
    SynthesisComment,
    ScheduleComment,
    Action(Identity),
    Nature(Identity),
    Source(Identity),
    Method(Identity),
    Justification(Identity),
    Objective(Identity),
    /// The comment of a section.
    Section(Line),
    /// A text of a row of a section.
    SectionRow(Line, Identity, Line),
}

impl TextOf {
    /// The narrative, or the name of a section that this Papier does not know.
    pub(super) fn narrative(self) -> Result<Narrative, KeptTextOf> {
        Ok(match self {
            Self::Strategy => Narrative::Strategy,
            Self::LayoutChanges => Narrative::LayoutChanges,
            Self::OutstandingJustification => Narrative::OutstandingJustification,
            Self::SynthesisComment => Narrative::SynthesisComment,
            Self::ScheduleComment => Narrative::ScheduleComment,
            Self::Action(id) => Narrative::Action(ActionId(id.0)),
            Self::Nature(id) => Narrative::Nature(ActionId(id.0)),
            Self::Source(id) => Narrative::Source(IndicatorId(id.0)),
            Self::Method(id) => Narrative::Method(IndicatorId(id.0)),
            Self::Justification(id) => Narrative::Justification(IndicatorId(id.0)),
            Self::Objective(id) => Narrative::Objective(ObjectiveId(id.0)),
            Self::Section(section) => match shapes::text(&section.0) {
                Some(key) => Narrative::Section(key),
                None => return Err(KeptTextOf::Section(section.0)),
            },
            Self::SectionRow(section, row, text) => {
                let known = shapes::of(&section.0).and_then(|shape| Some((shape.key, shape.row_text(&text.0)?)));
                match known {
                    Some((section, text)) => Narrative::SectionRow { section, row: SectionRowId(row.0), text },
                    None => return Err(KeptTextOf::SectionRow { section: section.0, row: row.0, text: text.0 }),
                }
            }
        })
    }
}

pub(super) fn narrative(narrative: Narrative) -> Cow<'static, str> {
    match narrative {
        Narrative::Strategy => "Strategy".into(),
        Narrative::LayoutChanges => "LayoutChanges".into(),
        Narrative::OutstandingJustification => "OutstandingJustification".into(),
        Narrative::SynthesisComment => "SynthesisComment".into(),
        Narrative::ScheduleComment => "ScheduleComment".into(),
        Narrative::Action(id) => format!("Action({})", id.0).into(),
        Narrative::Nature(id) => format!("Nature({})", id.0).into(),
        Narrative::Source(id) => format!("Source({})", id.0).into(),
        Narrative::Method(id) => format!("Method({})", id.0).into(),
        Narrative::Justification(id) => format!("Justification({})", id.0).into(),
        Narrative::Section(section) => format!("Section({})", numbers::quoted(section)).into(),
        Narrative::SectionRow { section, row, text } => row_text(section, row.0, text).into(),
        Narrative::Objective(id) => format!("Objective({})", id.0).into(),
    }
}

pub(super) fn kept_text(of: &KeptTextOf) -> String {
    match of {
        KeptTextOf::Section(section) => format!("Section({})", numbers::quoted(section)),
        KeptTextOf::SectionRow { section, row, text } => row_text(section, *row, text),
    }
}

fn row_text(section: &str, row: u64, text: &str) -> String {
    format!("SectionRow({}, {row}, {})", numbers::quoted(section), numbers::quoted(text))
}

#[derive(Deserialize)]
pub(super) enum ChartOf {
    /// The row of an indicator.
    Trend(Identity),
    Indicators,
    /// Where one sheet does not hold every indicator: which of the others, from 1.
    IndicatorsSheet(u8),
    Credits,
    Shares,
    Titles,
    Schedule,
    Outstanding,
    /// Any other by its code, those that a later Papier has among them.
    Chart(Line),
}

impl ChartOf {
    /// The chart; the code of one that this Papier does not know.
    pub(super) fn chart(self) -> Result<ChartName, String> {
        Ok(match self {
            Self::Trend(row) => ChartName::trend(RowId(row.0)),
            Self::Indicators => ChartName::indicators(0),
            Self::IndicatorsSheet(sheet) => ChartName::indicators(sheet),
            Self::Credits => ChartName::CREDITS,
            Self::Shares => ChartName::SHARES,
            Self::Titles => ChartName::TITLES,
            Self::Schedule => ChartName::SCHEDULE,
            Self::Outstanding => ChartName::OUTSTANDING,
            Self::Chart(code) => return ChartName::from_code(&code.0).ok_or(code.0),
        })
    }
}

pub(super) fn chart(chart: ChartName) -> Cow<'static, str> {
    match (chart, chart.about) {
        (ChartName { key: "trend", .. }, About::Row(row)) => format!("Trend({})", row.0).into(),
        (ChartName { key: "indicators", .. }, About::Sheet(0)) => "Indicators".into(),
        (ChartName { key: "indicators", .. }, About::Sheet(sheet)) => format!("IndicatorsSheet({sheet})").into(),
        (ChartName::CREDITS, _) => "Credits".into(),
        (ChartName::SHARES, _) => "Shares".into(),
        (ChartName::TITLES, _) => "Titles".into(),
        (ChartName::SCHEDULE, _) => "Schedule".into(),
        (ChartName::OUTSTANDING, _) => "Outstanding".into(),
        _ => chart_of_code(&chart.code()).into(),
    }
}

/// A chart by its code alone.
pub(super) fn chart_of_code(code: &str) -> String {
    format!("Chart({})", numbers::quoted(code))
}

#[derive(Deserialize)]
pub(super) enum SlideOf {
    Cover,
    Figures,
    Shares,
    Titles,
    Credits,
    Schedule,
    Outstanding,
    /// The sheet of all indicators, from 0.
    Indicators(u8),
    /// The row of an indicator.
    Trend(Identity),
    Findings,
    /// Of any other chart by its code, those that a later Papier has among them.
    Chart(Line),
}

impl SlideOf {
    /// The slide; the code of a chart that this Papier does not know.
    pub(super) fn slide(self) -> Result<Slide, String> {
        let chart = match self {
            Self::Cover => return Ok(Slide::Cover),
            Self::Figures => return Ok(Slide::Figures),
            Self::Findings => return Ok(Slide::Findings),
            Self::Shares => ChartName::SHARES,
            Self::Titles => ChartName::TITLES,
            Self::Credits => ChartName::CREDITS,
            Self::Schedule => ChartName::SCHEDULE,
            Self::Outstanding => ChartName::OUTSTANDING,
            Self::Indicators(sheet) => ChartName::indicators(sheet),
            Self::Trend(row) => ChartName::trend(RowId(row.0)),
            Self::Chart(code) => return ChartName::from_code(&code.0).map(Slide::Chart).ok_or(code.0),
        };
        Ok(Slide::Chart(chart))
    }
}

pub(super) fn slide(slide: Slide) -> Cow<'static, str> {
    match slide {
        Slide::Cover => "Cover".into(),
        Slide::Figures => "Figures".into(),
        Slide::Findings => "Findings".into(),
        Slide::Chart(ChartName { key: "indicators", about: About::Sheet(sheet) }) => format!("Indicators({sheet})").into(),
        Slide::Chart(of) => chart(of),
    }
}

/// What a row of cells is about.
#[derive(Deserialize)]
pub(super) enum CellRow {
    Id(Identity),
    Action(Identity),
    Title(u8),
    Key(Line),
    Number(u32),
    Under(Identity, Identity),
    Part(Identity, Line),
}

impl From<CellRow> for model::KeptCellRow {
    fn from(row: CellRow) -> Self {
        match row {
            CellRow::Id(id) => Self::Id(id.0),
            CellRow::Action(id) => Self::Action(id.0),
            CellRow::Title(title) => Self::Title(title),
            CellRow::Key(key) => Self::Key(key.0),
            CellRow::Number(number) => Self::Number(number),
            CellRow::Under(parent, row) => Self::Under(parent.0, row.0),
            CellRow::Part(row, key) => Self::Part(row.0, key.0),
        }
    }
}

pub(super) fn cell_row(row: &model::KeptCellRow) -> String {
    match row {
        model::KeptCellRow::Id(id) => format!("Id({id})"),
        model::KeptCellRow::Action(id) => format!("Action({id})"),
        model::KeptCellRow::Title(title) => format!("Title({title})"),
        model::KeptCellRow::Key(key) => format!("Key({})", numbers::quoted(key)),
        model::KeptCellRow::Number(number) => format!("Number({number})"),
        model::KeptCellRow::Under(parent, row) => format!("Under({parent}, {row})"),
        model::KeptCellRow::Part(row, key) => format!("Part({row}, {})", numbers::quoted(key)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_one_name() {
        for of in Rule::ALL {
            let name = rule(of);
            assert_eq!(RULES.iter().filter(|(known, other)| *known == of || *other == name).count(), 1, "{name}");
            assert_eq!(of.code(), name, "the name that scripts know");
        }
    }
}
