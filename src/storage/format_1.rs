//! Format 1: the shape of old files, read for ever and written no more.
//!
//! Identities come from one counter, `last_id`. What the shape allows but a document cannot be (an unknown action, a fact twice) is refused here,
//! with its line.

mod presenting;

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

use super::format_2::named::Named as _;
use super::reading::{self, Joined, Misplaced, dangling, key, twice, unique};
use super::{Expectation, Fault, Position};
use crate::lang::number;
use crate::model;
use crate::model::{
    ActionCode, ActionId, AeCp, Category, CreditKey, Document, Indicator, IndicatorId, IndicatorValue, LONGEST_LABEL, LONGEST_TEXT, Layout, Ledger,
    Narrative, Objective, ObjectiveId, ProgrammeNumber, RowId, Text, fits,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: BillYear,
    programme: Programme,
    last_id: u32,
    actions: Vec<Action>,
    categories: Vec<CategoryCode>,
    credits: Vec<Credit>,
    contributions: Vec<Credit>,
    outstanding: Vec<Outstanding>,
    schedule: Vec<Scheduled>,
    objectives: Vec<ObjectiveLine>,
    indicators: Vec<IndicatorLine>,
    rows: Vec<RowLine>,
    values: Vec<ValueLine>,
    texts: Vec<Paragraph>,
    /// Texts kept from last year that nobody has read again.
    #[serde(default)]
    inherited: Vec<TextOf>,
    /// Findings that a drafter explained.
    #[serde(default)]
    justified: Vec<JustifiedLine>,
    /// What the PAP of last year announced.
    #[serde(default)]
    published_labels: Vec<PublishedLine>,
    #[serde(default)]
    published_values: Vec<ValueLine>,
    /// The titles that drafters gave to charts.
    #[serde(default)]
    chart_titles: Vec<presenting::ChartTitleLine>,
    /// The presentation, when it is not the usual one.
    #[serde(default, deserialize_with = "presenting::slides")]
    slides: Vec<presenting::SlideLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JustifiedLine {
    rule: RuleCode,
    place: PlaceCode,
    figures: Vec<String>,
    reason: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublishedLine {
    of: LabelOf,
    number: Label,
    label: Label,
}

/// What a published label was the label of.
#[derive(Clone, Copy, Deserialize)]
enum LabelOf {
    Objective(u32),
    Indicator(u32),
    Row(u32),
    Action(u32),
}

impl From<LabelOf> for model::Labelled {
    fn from(of: LabelOf) -> Self {
        match of {
            LabelOf::Objective(id) => Self::Objective(ObjectiveId(id.into())),
            LabelOf::Indicator(id) => Self::Indicator(IndicatorId(id.into())),
            LabelOf::Row(id) => Self::Row(RowId(id.into())),
            LabelOf::Action(id) => Self::Action(ActionId(id.into())),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Programme {
    #[serde(default)]
    number: Option<Number>,
    name: Label,
    mission: Label,
    minister: Label,
    manager: Label,
    manager_title: Label,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Action {
    id: u32,
    code: Code,
    label: Label,
    #[serde(default)]
    ended: Option<Year>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Credit {
    year: Year,
    stage: Stage,
    action: u32,
    category: CategoryCode,
    #[serde(default)]
    ae: Option<Amount>,
    #[serde(default)]
    cp: Option<Amount>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outstanding {
    year: Year,
    item: OutstandingItem,
    amount: Amount,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scheduled {
    year: Year,
    origin: Origin,
    opening: Opening,
    amount: Amount,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ObjectiveLine {
    id: u32,
    label: Label,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorLine {
    id: u32,
    objective: u32,
    label: Label,
    unit: Label,
    #[serde(default)]
    viewpoint: Option<Viewpoint>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowLine {
    id: u32,
    indicator: u32,
    #[serde(default)]
    label: Option<Label>,
    #[serde(default)]
    unit: Option<Label>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueLine {
    row: u32,
    year: Year,
    kind: ValueKind,
    value: Value,
}

/// One line of a narrative; the lines of one text follow each other in its order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paragraph {
    of: TextOf,
    line: Words,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
enum TextOf {
    Strategy,
    LayoutChanges,
    OutstandingJustification,
    ScheduleComment,
    Action(u32),
    Nature(u32),
    Source(u32),
    Method(u32),
    Justification(u32),
}

impl From<TextOf> for Narrative {
    fn from(text: TextOf) -> Self {
        match text {
            TextOf::Strategy => Self::Strategy,
            TextOf::LayoutChanges => Self::LayoutChanges,
            TextOf::OutstandingJustification => Self::OutstandingJustification,
            TextOf::ScheduleComment => Self::ScheduleComment,
            TextOf::Action(id) => Self::Action(ActionId(id.into())),
            TextOf::Nature(id) => Self::Nature(ActionId(id.into())),
            TextOf::Source(id) => Self::Source(IndicatorId(id.into())),
            TextOf::Method(id) => Self::Method(IndicatorId(id.into())),
            TextOf::Justification(id) => Self::Justification(IndicatorId(id.into())),
        }
    }
}

/// The names of the model's enumerations in a file: these do not change when the program's do.
macro_rules! names {
    ($($name:ident { $($variant:ident),* $(,)? })*) => {
        $(
            #[derive(Clone, Copy, Deserialize)]
            enum $name { $($variant),* }

            impl From<$name> for model::$name {
                fn from(value: $name) -> Self {
                    match value { $($name::$variant => Self::$variant),* }
                }
            }
        )*
    };
}

names! {
    Stage { Bill, Amendment, InitialAct }
    OutstandingItem { Rap, RapRestated, Ae, Cp, Estimate }
    Origin { Earlier, New }
    Opening { Plf, Contributions, Next, AfterNext, Beyond }
    ValueKind { Actual, Forecast, RevisedForecast, Target }
    Viewpoint { Citizen, User, Taxpayer }
}

/// Newtypes read through a check, so that a wrong one is refused at its line and column.
macro_rules! checked {
    ($($name:ident($model:ty) as $raw:ty, $read:expr, $what:expr;)*) => {
        $(
            #[derive(Clone, Copy)]
            struct $name($model);

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
    RuleCode(model::Rule) as String, |code| model::Rule::of_code(&code), Expectation::Rule;
    Code(ActionCode) as String, |text| text.parse().ok(), Expectation::ActionCode;
}

/// Words of a bounded length, refused at their line and column.
macro_rules! bounded {
    ($($name:ident: $most:expr, $what:expr;)*) => {
        $(
            #[derive(Default)]
            struct $name(String);

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let words = String::deserialize(deserializer)?;
                    if fits(&words, $most) { Ok(Self(words)) } else { Err(de::Error::custom(key(&$what))) }
                }
            }
        )*
    };
}

impl Label {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

bounded! {
    Label: LONGEST_LABEL, Expectation::Label;
    Words: LONGEST_TEXT, Expectation::Text;
}

/// A place by ids and years.
struct PlaceCode(model::Place);

impl<'de> Deserialize<'de> for PlaceCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = Cow::<str>::deserialize(deserializer)?;
        model::Place::from_code(&code).map(Self).ok_or_else(|| de::Error::custom(key(&Expectation::Place)))
    }
}

/// An amount: whole euros, or the formula that gives them.
struct Amount(model::Amount);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AmountVisitor;

        impl Visitor<'_> for AmountVisitor {
            type Value = Amount;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(key(&Expectation::Euros))
            }

            fn visit_i64<E: de::Error>(self, euros: i64) -> Result<Amount, E> {
                Ok(Amount(model::Amount::plain(model::Euros::new(euros))))
            }

            fn visit_u64<E: de::Error>(self, euros: u64) -> Result<Amount, E> {
                i64::try_from(euros).map_err(|_| E::invalid_value(de::Unexpected::Unsigned(euros), &self)).and_then(|euros| self.visit_i64(euros))
            }

            fn visit_str<E: de::Error>(self, formula: &str) -> Result<Amount, E> {
                let amount = number::kept_formula(formula);
                amount.map(Amount).map_err(|_| E::invalid_value(de::Unexpected::Str(formula), &self))
            }
        }

        deserializer.deserialize_any(AmountVisitor)
    }
}

/// The value of an indicator as text: no figure passes through a float.
struct Value(IndicatorValue);

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let read = number::parse_value(&text, "").ok().and_then(known);
        read.map(Self).ok_or_else(|| de::Error::custom(key(&Expectation::Value)))
    }
}

/// A value as this format means it: it knew no marks, and trends in one writing.
fn known(value: IndicatorValue) -> Option<IndicatorValue> {
    match value {
        IndicatorValue::Number { marks, .. } if marks.is_provisional => None,
        IndicatorValue::Trend { trend, .. } => Some(trend.into()),
        value => Some(value),
    }
}

/// The document of a text whose first line is a comment.
pub(super) fn read(text: &str) -> Result<Document, (Position, Fault)> {
    let file: File = reading::shape(text)?;
    file.document().map_err(|misplaced| (misplaced.position(text), misplaced.fault))
}

impl File {
    fn document(self) -> Result<Document, Misplaced> {
        let mut document = Document::new(
            self.year.0,
            model::Programme {
                number: self.programme.number.map(|number| number.0),
                name: self.programme.name.0,
                mission: self.programme.mission.0,
                minister: self.programme.minister.0,
                manager: self.programme.manager.0,
                manager_title: self.programme.manager_title.0,
            },
        );
        document.categories = self.categories.into_iter().map(|category| category.0).collect();
        let mut ids = Ids { last: self.last_id, given: BTreeSet::new() };
        document.actions = Arc::new(actions(self.actions, &mut ids)?.into());
        document.objectives = Arc::new(objectives(self.objectives, self.indicators, self.rows, &mut ids)?.into());
        document.credits = ledger(&document, "credits", self.credits)?;
        document.contributions = ledger(&document, "contributions", self.contributions)?;
        document.outstanding = unique("outstanding", self.outstanding.into_iter().map(|line| ((line.year.0, line.item.into()), line.amount.0)))?;
        document.schedule =
            unique("schedule", self.schedule.into_iter().map(|line| ((line.year.0, line.origin.into(), line.opening.into()), line.amount.0)))?;
        for (index, line) in self.values.iter().enumerate() {
            if document.indicator_of_row(RowId(line.row.into())).is_none() {
                return Err(dangling("values", index, "row", line.row.into()));
            }
        }
        document.values =
            Arc::new(unique("values", self.values.into_iter().map(|line| ((RowId(line.row.into()), line.year.0, line.kind.into()), line.value.0)))?);
        document.texts = texts(&document, self.texts)?;
        document.inherited = self.inherited.into_iter().map(Narrative::from).filter(|narrative| document.texts.contains_key(narrative)).collect();
        let justified = self.justified.into_iter();
        let justified = justified.map(|line| (model::Justified { rule: line.rule.0, place: line.place.0, figures: line.figures }, line.reason.0));
        document.justified = Arc::new(unique("justified", justified)?);
        let labels = self.published_labels.into_iter();
        let labels = labels.map(|line| (line.of.into(), model::PublishedLabel { number: line.number.0, label: line.label.0 }));
        let values = self.published_values.into_iter().map(|line| ((RowId(line.row.into()), line.year.0, line.kind.into()), line.value.0));
        document.published = Arc::new(model::Published { labels: unique("published_labels", labels)?, values: unique("published_values", values)? });
        document.chart_titles = Arc::new(presenting::chart_titles(&document, self.chart_titles)?);
        document.deck = Arc::new(presenting::deck(&document, self.slides)?);
        Ok(document)
    }
}

/// Identities given so far: each once, none beyond the counter.
struct Ids {
    last: u32,
    given: BTreeSet<u32>,
}

impl Ids {
    fn give(&mut self, section: &'static str, index: usize, id: u32) -> Result<u64, Misplaced> {
        if id == 0 || id > self.last {
            return Err(dangling(section, index, "id", id.into()));
        }
        if self.given.insert(id) { Ok(id.into()) } else { Err(twice(section, index, "id", id)) }
    }
}

fn actions(lines: Vec<Action>, ids: &mut Ids) -> Result<Vec<model::Action>, Misplaced> {
    const SECTION: &str = "actions";
    let mut actions: BTreeMap<ActionCode, model::Action> = BTreeMap::new();
    for (index, line) in lines.into_iter().enumerate() {
        let id = ActionId(ids.give(SECTION, index, line.id)?);
        let code = line.code.0;
        if let Some(parent) = code.parent().filter(|parent| !actions.contains_key(parent)) {
            return Err(Misplaced { section: SECTION, index, fault: Fault::Dangling { what: "action", found: parent.to_string() } });
        }
        match actions.entry(code) {
            Entry::Vacant(free) => free.insert(model::Action { id, code, label: line.label.0, ended: line.ended.map(|year| year.0) }),
            Entry::Occupied(_) => return Err(twice(SECTION, index, "action", code)),
        };
    }
    Ok(actions.into_values().collect())
}

fn objectives(
    objectives: Vec<ObjectiveLine>,
    indicators: Vec<IndicatorLine>,
    rows: Vec<RowLine>,
    ids: &mut Ids,
) -> Result<Vec<Objective>, Misplaced> {
    let mut result: Vec<Objective> = Vec::new();
    let mut objective_at: BTreeMap<u32, usize> = BTreeMap::new();
    for (index, line) in objectives.into_iter().enumerate() {
        let id = ObjectiveId(ids.give("objectives", index, line.id)?);
        objective_at.insert(line.id, result.len());
        result.push(Objective::new(id, line.label.0));
    }
    let mut indicator_at: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (index, line) in indicators.into_iter().enumerate() {
        let id = IndicatorId(ids.give("indicators", index, line.id)?);
        let found = objective_at.get(&line.objective).and_then(|at| Some((*at, result.get_mut(*at)?)));
        let (at, objective) = found.ok_or_else(|| dangling("indicators", index, "objective", line.objective.into()))?;
        indicator_at.insert(line.id, (at, objective.indicators.len()));
        let viewpoint = line.viewpoint.map(Into::into);
        objective.indicators.push(Indicator { id, label: line.label.0, unit: line.unit.0, viewpoint, is_mission: false, better: None, rows: vec![] });
    }
    for (index, line) in rows.into_iter().enumerate() {
        let id = RowId(ids.give("rows", index, line.id)?);
        let at = indicator_at.get(&line.indicator);
        let indicator = at.and_then(|(objective, indicator)| result.get_mut(*objective)?.indicators.get_mut(*indicator));
        let indicator = indicator.ok_or_else(|| dangling("rows", index, "indicator", line.indicator.into()))?;
        let own = |words: Option<Label>| words.map(|words| words.0).filter(|words| !words.is_empty());
        indicator.rows.push(model::Row { id, label: own(line.label), unit: own(line.unit) });
    }
    let rowless = result.iter().flat_map(|objective| objective.indicators.iter()).position(|indicator| indicator.rows.is_empty());
    match rowless {
        Some(index) => Err(Misplaced { section: "indicators", index, fault: Fault::Expected(Expectation::RowOfIndicator) }),
        None => Ok(result),
    }
}

fn ledger(document: &Document, section: &'static str, lines: Vec<Credit>) -> Result<Ledger, Misplaced> {
    let leaves: BTreeSet<ActionId> = document.leaves().map(|action| action.id).collect();
    let mut rows: BTreeMap<CreditKey, AeCp> = BTreeMap::new();
    for (index, line) in lines.into_iter().enumerate() {
        let (year, stage, action, category) = (line.year.0, line.stage.into(), ActionId(line.action.into()), line.category.0);
        if !leaves.contains(&action) {
            return Err(dangling(section, index, "action", line.action.into()));
        }
        let free = match rows.entry((year, stage, action, category)) {
            Entry::Vacant(free) => free,
            Entry::Occupied(same) => return Err(twice(section, index, CreditKey::WHAT, same.key().named())),
        };
        if line.ae.is_none() && line.cp.is_none() {
            return Err(Misplaced { section, index, fault: Fault::MissingField("ae".into()) });
        }
        free.insert(AeCp { ae: line.ae.map(|amount| amount.0), cp: line.cp.map(|amount| amount.0) });
    }
    Ok(rows.into())
}

fn texts(document: &Document, lines: Vec<Paragraph>) -> Result<BTreeMap<Narrative, Text>, Misplaced> {
    let mut texts: BTreeMap<Narrative, Joined> = BTreeMap::new();
    for (index, Paragraph { of, line: Words(line) }) in lines.into_iter().enumerate() {
        let narrative = Narrative::from(of);
        let (exists, what, id) = match narrative {
            Narrative::Strategy
            | Narrative::LayoutChanges
            | Narrative::OutstandingJustification
            | Narrative::SynthesisComment
            | Narrative::ScheduleComment
            | Narrative::Section(_)
            | Narrative::SectionRow { .. } => (true, "text", 0),
            Narrative::Action(id) | Narrative::Nature(id) => (document.action(id).is_some(), "action", id.0),
            Narrative::Source(id) | Narrative::Method(id) | Narrative::Justification(id) => (document.indicator(id).is_some(), "indicator", id.0),
            Narrative::Objective(id) => (document.objective(id).is_some(), "objective", id.0),
        };
        if !exists {
            return Err(dangling("texts", index, what, id));
        }
        if line.contains(['\n', '\r']) {
            return Err(Misplaced { section: "texts", index, fault: Fault::Expected(Expectation::Line) });
        }
        if !texts.entry(narrative).or_default().push(&line) {
            return Err(Misplaced { section: "texts", index, fault: Fault::Expected(Expectation::Text) });
        }
    }
    let texts = texts.into_iter().map(|(narrative, joined)| (narrative, joined.text()));
    Ok(texts.filter(|(_, text)| !text.is_empty()).collect())
}

#[cfg(test)]
mod tests;
