//! Format 1: the shape of a file, and its conversion to and from the model.
//!
//! One fact, action, indicator or paragraph a line, in a fixed order, so that a line diff reads as a list of changes. What the shape allows but
//! a document cannot be (an unknown action, a fact twice) is refused here, with its line.

mod density;
mod presenting;

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Expectation, Fault, Position};
use crate::lang::number;
use crate::lang::writing;
use crate::model;
use crate::model::{
    ActionCode, ActionId, AeCp, Category, CreditKey, Document, Indicator, IndicatorId, IndicatorValue, LONGEST_LABEL, LONGEST_TEXT, Layout, Ledger,
    Narrative, Objective, ObjectiveId, ProgrammeNumber, RowId, Text, fits,
};

/// The shape is four levels deep; anything deeper is not a document.
const DEPTH: usize = 12;

#[derive(Serialize, Deserialize)]
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    inherited: Vec<TextOf>,
    /// Findings that a drafter explained.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    justified: Vec<JustifiedLine>,
    /// What the PAP of last year announced.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    published_labels: Vec<PublishedLine>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    published_values: Vec<ValueLine>,
    /// The titles that drafters gave to charts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    chart_titles: Vec<presenting::ChartTitleLine>,
    /// The presentation, when it is not the usual one.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "presenting::slides")]
    slides: Vec<presenting::SlideLine>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct JustifiedLine {
    rule: RuleCode,
    place: PlaceCode,
    figures: Vec<String>,
    reason: Words,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PublishedLine {
    of: LabelOf,
    number: Label,
    label: Label,
}

/// What a published label was the label of.
#[derive(Clone, Copy, Serialize, Deserialize)]
enum LabelOf {
    Objective(u32),
    Indicator(u32),
    Row(u32),
    Action(u32),
}

impl From<model::Labelled> for LabelOf {
    fn from(labelled: model::Labelled) -> Self {
        match labelled {
            model::Labelled::Objective(id) => Self::Objective(id.0),
            model::Labelled::Indicator(id) => Self::Indicator(id.0),
            model::Labelled::Row(id) => Self::Row(id.0),
            model::Labelled::Action(id) => Self::Action(id.0),
        }
    }
}

impl From<LabelOf> for model::Labelled {
    fn from(of: LabelOf) -> Self {
        match of {
            LabelOf::Objective(id) => Self::Objective(ObjectiveId(id)),
            LabelOf::Indicator(id) => Self::Indicator(IndicatorId(id)),
            LabelOf::Row(id) => Self::Row(RowId(id)),
            LabelOf::Action(id) => Self::Action(ActionId(id)),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Programme {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<Number>,
    name: Label,
    mission: Label,
    minister: Label,
    manager: Label,
    manager_title: Label,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Action {
    id: u32,
    code: Code,
    label: Label,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ended: Option<Year>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Credit {
    year: Year,
    stage: Stage,
    action: u32,
    category: CategoryCode,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ae: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cp: Option<Amount>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outstanding {
    year: Year,
    item: OutstandingItem,
    amount: Amount,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scheduled {
    year: Year,
    origin: Origin,
    opening: Opening,
    amount: Amount,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ObjectiveLine {
    id: u32,
    label: Label,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorLine {
    id: u32,
    objective: u32,
    label: Label,
    unit: Label,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    viewpoint: Option<Viewpoint>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RowLine {
    id: u32,
    indicator: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<Label>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<Label>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueLine {
    row: u32,
    year: Year,
    kind: ValueKind,
    value: Value,
}

/// One line of a narrative; the lines of one text follow each other in its order.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Paragraph {
    of: TextOf,
    line: Words,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

impl From<Narrative> for TextOf {
    fn from(narrative: Narrative) -> Self {
        match narrative {
            Narrative::Strategy => Self::Strategy,
            Narrative::LayoutChanges => Self::LayoutChanges,
            Narrative::OutstandingJustification => Self::OutstandingJustification,
            Narrative::ScheduleComment => Self::ScheduleComment,
            Narrative::Action(id) => Self::Action(id.0),
            Narrative::Nature(id) => Self::Nature(id.0),
            Narrative::Source(id) => Self::Source(id.0),
            Narrative::Method(id) => Self::Method(id.0),
            Narrative::Justification(id) => Self::Justification(id.0),
        }
    }
}

impl From<TextOf> for Narrative {
    fn from(text: TextOf) -> Self {
        match text {
            TextOf::Strategy => Self::Strategy,
            TextOf::LayoutChanges => Self::LayoutChanges,
            TextOf::OutstandingJustification => Self::OutstandingJustification,
            TextOf::ScheduleComment => Self::ScheduleComment,
            TextOf::Action(id) => Self::Action(ActionId(id)),
            TextOf::Nature(id) => Self::Nature(ActionId(id)),
            TextOf::Source(id) => Self::Source(IndicatorId(id)),
            TextOf::Method(id) => Self::Method(IndicatorId(id)),
            TextOf::Justification(id) => Self::Justification(IndicatorId(id)),
        }
    }
}

/// The names of the model's enumerations in a file: these do not change when the program's do.
macro_rules! names {
    ($($name:ident { $($variant:ident),* $(,)? })*) => {
        $(
            #[derive(Clone, Copy, Serialize, Deserialize)]
            enum $name { $($variant),* }

            impl From<model::$name> for $name {
                fn from(value: model::$name) -> Self {
                    match value { $(model::$name::$variant => Self::$variant),* }
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
    ($($name:ident($model:ty) as $raw:ty, $read:expr, $written:expr, $what:expr;)*) => {
        $(
            #[derive(Clone, Copy)]
            struct $name($model);

            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    let write: fn($model) -> $raw = $written;
                    write(self.0).serialize(serializer)
                }
            }

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
    BillYear(model::Year) as u16, |year| model::Year::new(year).filter(|year| Layout::is_known(*year)), model::Year::get, Expectation::BillYear;
    Year(model::Year) as u16, model::Year::new, model::Year::get, Expectation::Year;
    Number(ProgrammeNumber) as u16, ProgrammeNumber::new, ProgrammeNumber::get, Expectation::ProgrammeNumber;
    CategoryCode(Category) as u8, Category::new, Category::code, Expectation::Category;
    RuleCode(model::Rule) as String, |code| model::Rule::of_code(&code), |rule| rule.code().to_owned(), Expectation::Rule;
    Code(ActionCode) as String, |text| text.parse().ok(), |code| code.to_string(), Expectation::ActionCode;
}

/// Words of a bounded length, refused at their line and column.
macro_rules! bounded {
    ($($name:ident: $most:expr, $what:expr;)*) => {
        $(
            #[derive(Default, Serialize)]
            #[serde(transparent)]
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

impl Serialize for PlaceCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.code())
    }
}

impl<'de> Deserialize<'de> for PlaceCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = Cow::<str>::deserialize(deserializer)?;
        model::Place::from_code(&code).map(Self).ok_or_else(|| de::Error::custom(key(&Expectation::Place)))
    }
}

/// An amount: whole euros, or the formula that gives them.
struct Amount(model::Amount);

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.formula {
            Some(formula) => serializer.serialize_str(formula),
            None => serializer.serialize_i64(self.0.euros.get()),
        }
    }
}

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

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            IndicatorValue::Number { formula: Some(formula), .. } => serializer.serialize_str(formula),
            value => serializer.serialize_str(&writing::value(value).replace('\u{202f}', "")),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        number::parse_value(&text, "").map(Self).map_err(|_| de::Error::custom(key(&Expectation::Value)))
    }
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(DEPTH)
}

/// The text of a document, without the line of the version.
pub(super) fn write(document: &Document) -> String {
    let config = PrettyConfig::new().new_line("\n").struct_names(false).depth_limit(2).separate_tuple_members(false);
    let file = File::from(document);
    match options().to_string_pretty(&file, config) {
        // The serialiser escapes every apostrophe, which French is full of and RON strings need not escape.
        Ok(text) => text.replace("\\'", "'"),
        // Serialising plain data into a string has no way to fail; what an empty text would lose, the read-back of the save refuses.
        Err(_) => String::new(),
    }
}

/// The document of a text whose first line is a comment.
pub(super) fn read(text: &str) -> Result<Document, (Position, Fault)> {
    density::check(text, density::MOST_VALUES)?;
    let file: File =
        options().from_str(text).map_err(|error| (Position { line: error.span.start.line, column: error.span.start.col }, fault(error.code)))?;
    file.document().map_err(|misplaced| (misplaced.position(text), misplaced.fault))
}

/// Expectations travel through serde as words.
const KEYS: [(Expectation, &str); 13] = [
    (Expectation::Euros, "euros"),
    (Expectation::Year, "year"),
    (Expectation::BillYear, "bill-year"),
    (Expectation::ProgrammeNumber, "programme-number"),
    (Expectation::Category, "category"),
    (Expectation::ActionCode, "action-code"),
    (Expectation::Value, "indicator-value"),
    (Expectation::Rule, "rule"),
    (Expectation::Place, "place"),
    (Expectation::ShownFigure, "shown-figure"),
    (Expectation::Label, "label"),
    (Expectation::Text, "text"),
    (Expectation::Slides, "slides"),
];

fn key(expectation: &Expectation) -> &'static str {
    KEYS.iter().find(|(known, _)| known == expectation).map_or("", |(_, key)| key)
}

fn expectation(words: &str) -> Expectation {
    let found = KEYS.into_iter().find(|(_, key)| *key == words);
    found.map_or_else(|| Expectation::Other(words.into()), |(expectation, _)| expectation)
}

fn fault(error: ron::Error) -> Fault {
    use ron::Error as E;
    match error {
        E::NoSuchStructField { found, .. } => Fault::UnknownField(found),
        E::MissingStructField { field, .. } => Fault::MissingField(field.into()),
        E::DuplicateStructField { field, .. } => Fault::DuplicateField(field.into()),
        E::ExceededRecursionLimit => Fault::TooDeep,
        E::NoSuchEnumVariant { found, expected, .. } => Fault::Expected(Expectation::OneOf(format!("{} ({found})", expected.join(", ")))),
        E::Message(message) => Fault::Expected(expectation(&message)),
        E::InvalidValueForType { expected, found } => match expectation(&expected) {
            Expectation::Other(words) => Fault::Expected(Expectation::Other(format!("{words} ({found})"))),
            known => Fault::Expected(known),
        },
        other => Fault::Syntax(other.to_string()),
    }
}

/// A fault of an item of a section.
struct Misplaced {
    section: &'static str,
    index: usize,
    fault: Fault,
}

impl Misplaced {
    /// The line of the item: sections are written one item a line. The first line when the file is laid out otherwise.
    fn position(&self, text: &str) -> Position {
        let opening = format!("{}: [", self.section);
        let section = text.lines().position(|line| line.trim() == opening);
        Position { line: section.map_or(1, |line| line + 2 + self.index), column: 1 }
    }
}

impl From<&Document> for File {
    fn from(document: &Document) -> Self {
        let programme = &document.programme;
        Self {
            year: BillYear(document.year),
            programme: Programme {
                number: programme.number.map(Number),
                name: Label(programme.name.clone()),
                mission: Label(programme.mission.clone()),
                minister: Label(programme.minister.clone()),
                manager: Label(programme.manager.clone()),
                manager_title: Label(programme.manager_title.clone()),
            },
            last_id: document.last_id,
            actions: document
                .actions
                .iter()
                .map(|action| Action { id: action.id.0, code: Code(action.code), label: Label(action.label.clone()), ended: action.ended.map(Year) })
                .collect(),
            categories: document.categories.iter().copied().map(CategoryCode).collect(),
            credits: credits(&document.credits),
            contributions: credits(&document.contributions),
            outstanding: document
                .outstanding
                .iter()
                .map(|((year, item), amount)| Outstanding { year: Year(*year), item: (*item).into(), amount: Amount(amount.clone()) })
                .collect(),
            schedule: document
                .schedule
                .iter()
                .map(|((year, origin, opening), amount)| Scheduled {
                    year: Year(*year),
                    origin: (*origin).into(),
                    opening: (*opening).into(),
                    amount: Amount(amount.clone()),
                })
                .collect(),
            objectives: document
                .objectives
                .iter()
                .map(|objective| ObjectiveLine { id: objective.id.0, label: Label(objective.label.clone()) })
                .collect(),
            indicators: indicators(document),
            rows: rows(document),
            values: values(&document.values),
            texts: document
                .texts
                .iter()
                .flat_map(|(narrative, text)| text.lines().map(|line| Paragraph { of: (*narrative).into(), line: Words(line.into()) }))
                .collect(),
            inherited: document.inherited.iter().copied().map(TextOf::from).collect(),
            justified: justified(document),
            published_labels: document
                .published
                .labels
                .iter()
                .map(|(of, label)| PublishedLine { of: (*of).into(), number: Label(label.number.clone()), label: Label(label.label.clone()) })
                .collect(),
            published_values: values(&document.published.values),
            chart_titles: presenting::chart_title_lines(document),
            slides: presenting::slide_lines(document),
        }
    }
}

fn values(values: &BTreeMap<model::ValueKey, IndicatorValue>) -> Vec<ValueLine> {
    let line = |((row, year, kind), value): (&model::ValueKey, &IndicatorValue)| ValueLine {
        row: row.0,
        year: Year(*year),
        kind: (*kind).into(),
        value: Value(value.clone()),
    };
    values.iter().map(line).collect()
}

fn justified(document: &Document) -> Vec<JustifiedLine> {
    let line = |(justified, reason): (&model::Justified, &String)| JustifiedLine {
        rule: RuleCode(justified.rule),
        place: PlaceCode(justified.place),
        figures: justified.figures.clone(),
        reason: Words(reason.clone()),
    };
    document.justified.iter().map(line).collect()
}

fn credits(ledger: &Ledger) -> Vec<Credit> {
    let credit = |(year, stage, action, category, row): (model::Year, model::Stage, ActionId, Category, &AeCp)| Credit {
        year: Year(year),
        stage: stage.into(),
        action: action.0,
        category: CategoryCode(category),
        ae: row.ae.clone().map(Amount),
        cp: row.cp.clone().map(Amount),
    };
    ledger.rows().map(credit).collect()
}

fn indicators(document: &Document) -> Vec<IndicatorLine> {
    let line = |objective: &Objective, indicator: &Indicator| IndicatorLine {
        id: indicator.id.0,
        objective: objective.id.0,
        label: Label(indicator.label.clone()),
        unit: Label(indicator.unit.clone()),
        viewpoint: indicator.viewpoint.map(Viewpoint::from),
    };
    document.objectives.iter().flat_map(|objective| objective.indicators.iter().map(move |indicator| line(objective, indicator))).collect()
}

fn rows(document: &Document) -> Vec<RowLine> {
    let line = |indicator: &Indicator, row: &model::Row| RowLine {
        id: row.id.0,
        indicator: indicator.id.0,
        label: row.label.clone().map(Label),
        unit: row.unit.clone().map(Label),
    };
    document.indicators().flat_map(|indicator| indicator.rows.iter().map(move |row| line(indicator, row))).collect()
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
        document.last_id = self.last_id;
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
            if document.indicator_of_row(RowId(line.row)).is_none() {
                return Err(dangling("values", index, "row", line.row));
            }
        }
        document.values =
            Arc::new(unique("values", self.values.into_iter().map(|line| ((RowId(line.row), line.year.0, line.kind.into()), line.value.0)))?);
        document.texts = texts(&document, self.texts)?;
        document.inherited = self.inherited.into_iter().map(Narrative::from).filter(|narrative| document.texts.contains_key(narrative)).collect();
        let justified = self.justified.into_iter();
        let justified = justified.map(|line| (model::Justified { rule: line.rule.0, place: line.place.0, figures: line.figures }, line.reason.0));
        document.justified = Arc::new(unique("justified", justified)?);
        let labels = self.published_labels.into_iter();
        let labels = labels.map(|line| (line.of.into(), model::PublishedLabel { number: line.number.0, label: line.label.0 }));
        let values = self.published_values.into_iter().map(|line| ((RowId(line.row), line.year.0, line.kind.into()), line.value.0));
        document.published = Arc::new(model::Published { labels: unique("published_labels", labels)?, values: unique("published_values", values)? });
        document.chart_titles = Arc::new(presenting::chart_titles(&document, self.chart_titles)?);
        document.deck = Arc::new(presenting::deck(&document, self.slides)?);
        Ok(document)
    }
}

fn dangling(section: &'static str, index: usize, what: &'static str, id: u32) -> Misplaced {
    Misplaced { section, index, fault: Fault::Dangling { what, found: id.to_string() } }
}

fn twice(section: &'static str, index: usize, what: &'static str, found: impl fmt::Display) -> Misplaced {
    Misplaced { section, index, fault: Fault::Twice { what, found: found.to_string() } }
}

/// Identities given so far: each once, none beyond the counter.
struct Ids {
    last: u32,
    given: BTreeSet<u32>,
}

impl Ids {
    fn give(&mut self, section: &'static str, index: usize, id: u32) -> Result<u32, Misplaced> {
        if id == 0 || id > self.last {
            return Err(dangling(section, index, "id", id));
        }
        if self.given.insert(id) { Ok(id) } else { Err(twice(section, index, "id", id)) }
    }
}

fn unique<K: Ord + fmt::Debug, V>(section: &'static str, items: impl Iterator<Item = (K, V)>) -> Result<BTreeMap<K, V>, Misplaced> {
    let mut map = BTreeMap::new();
    for (index, (key, value)) in items.enumerate() {
        match map.entry(key) {
            Entry::Vacant(free) => free.insert(value),
            Entry::Occupied(taken) => return Err(twice(section, index, "fact", format!("{:?}", taken.key()))),
        };
    }
    Ok(map)
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
        result.push(Objective { id, label: line.label.0, indicators: vec![] });
    }
    let mut indicator_at: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (index, line) in indicators.into_iter().enumerate() {
        let id = IndicatorId(ids.give("indicators", index, line.id)?);
        let found = objective_at.get(&line.objective).and_then(|at| Some((*at, result.get_mut(*at)?)));
        let (at, objective) = found.ok_or_else(|| dangling("indicators", index, "objective", line.objective))?;
        indicator_at.insert(line.id, (at, objective.indicators.len()));
        let viewpoint = line.viewpoint.map(Into::into);
        objective.indicators.push(Indicator { id, label: line.label.0, unit: line.unit.0, viewpoint, rows: vec![] });
    }
    for (index, line) in rows.into_iter().enumerate() {
        let id = RowId(ids.give("rows", index, line.id)?);
        let at = indicator_at.get(&line.indicator);
        let indicator = at.and_then(|(objective, indicator)| result.get_mut(*objective)?.indicators.get_mut(*indicator));
        let indicator = indicator.ok_or_else(|| dangling("rows", index, "indicator", line.indicator))?;
        let own = |words: Option<Label>| words.map(|words| words.0).filter(|words| !words.is_empty());
        indicator.rows.push(model::Row { id, label: own(line.label), unit: own(line.unit) });
    }
    let rowless = result.iter().flat_map(|objective| objective.indicators.iter()).position(|indicator| indicator.rows.is_empty());
    match rowless {
        Some(index) => Err(Misplaced { section: "indicators", index, fault: Fault::MissingField("row".into()) }),
        None => Ok(result),
    }
}

fn ledger(document: &Document, section: &'static str, lines: Vec<Credit>) -> Result<Ledger, Misplaced> {
    let leaves: BTreeSet<ActionId> = document.leaves().map(|action| action.id).collect();
    let mut rows: BTreeMap<CreditKey, AeCp> = BTreeMap::new();
    for (index, line) in lines.into_iter().enumerate() {
        let (year, stage, action, category) = (line.year.0, line.stage.into(), ActionId(line.action), line.category.0);
        if !leaves.contains(&action) {
            return Err(dangling(section, index, "action", line.action));
        }
        let Entry::Vacant(free) = rows.entry((year, stage, action, category)) else {
            return Err(twice(section, index, "credit", format!("{year} {stage:?} {} {category}", line.action)));
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
            Narrative::Strategy | Narrative::LayoutChanges | Narrative::OutstandingJustification | Narrative::ScheduleComment => (true, "text", 0),
            Narrative::Action(id) | Narrative::Nature(id) => (document.action(id).is_some(), "action", id.0),
            Narrative::Source(id) | Narrative::Method(id) | Narrative::Justification(id) => (document.indicator(id).is_some(), "indicator", id.0),
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

/// The lines of a text that were read so far.
#[derive(Default)]
struct Joined {
    lines: Option<String>,
    characters: usize,
}

impl Joined {
    /// Adds a line, and says whether the text is still no longer than a text may be.
    fn push(&mut self, line: &str) -> bool {
        match &mut self.lines {
            None => self.lines = Some(line.to_owned()),
            Some(lines) => {
                lines.push('\n');
                lines.push_str(line);
                self.characters += 1;
            }
        }
        self.characters += line.chars().count();
        self.characters <= LONGEST_TEXT
    }

    fn text(&self) -> Text {
        Text::new(self.lines.as_deref().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests;
