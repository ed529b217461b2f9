//! Format 2: the shape of a file, and its conversion to and from the model. `docs/file-format.md` is its grammar.
//!
//! One fact, action, indicator or paragraph a line, in the order of codes, so that a line diff reads as a list of changes and two drafters' files
//! merge by line. What the shape allows but a document cannot be (an unknown action, a fact twice) is refused here, with its line.

mod actions;
mod marks;
pub(super) mod named;
mod numbers;
mod rooms;
mod sections;
mod words;
mod written;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::sync::Arc;

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::reading::{self, Joined, Misplaced, dangling, key, twice};
use super::{Expectation, Fault, MOST_SLIDES, Position, density};
use crate::model::{
    self, ActionId, AeCp, CellContent, CellValue, ChartName, Conflict, CreditKey, Document, Indicator, IndicatorId, Kept, KeptCellKey, KeptMark,
    KeptRow, KeptSlide, KeptTextOf, KeptTitle, Ledger, Narrative, Objective, ObjectiveId, Remark, RowId, Text,
};
use named::Named;
use words::{
    Amount, BillYear, CategoryCode, CellRow, ChartOf, Code, Decimal, FigureOf, Identity, Key, Label, LabelOf, Line, MarkWord, Number, Opening,
    Origin, OutstandingItem, PlaceCode, RuleName, SlideOf, Stage, TextOf, Value, ValueKind, Viewpoint, Words, Year,
};

/// The fields of the outermost level; what else stands there is kept as it is written.
const KNOWN: [&str; 23] = [
    "year",
    "programme",
    "actions",
    "categories",
    "credits",
    "contributions",
    "outstanding",
    "schedule",
    "objectives",
    "indicators",
    "rows",
    "values",
    "texts",
    "inherited",
    "justified",
    "published_labels",
    "published_values",
    "chart_titles",
    "slides",
    "cells",
    "marks",
    "remarks",
    "conflicts",
];

/// Every section stands in every file, for one that is missing would be money lost in a merge.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: BillYear,
    programme: Programme,
    actions: Vec<ActionLine>,
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
    inherited: Vec<TextOf>,
    /// Findings that a drafter explained.
    justified: Vec<JustifiedLine>,
    /// What the PAP of last year announced.
    published_labels: Vec<PublishedLine>,
    published_values: Vec<ValueLine>,
    /// The titles that drafters gave to charts.
    chart_titles: Vec<ChartTitleLine>,
    /// The presentation, when it is not the usual one.
    #[serde(deserialize_with = "slides")]
    slides: Vec<SlideLine>,
    cells: Vec<CellLine>,
    marks: Vec<MarkLine>,
    remarks: Vec<RemarkLine>,
    conflicts: Vec<ConflictLine>,
}

/// The lines of each section, with fields that may be missing as `Option`.
macro_rules! lines {
    ($($name:ident { $($field:ident: $type:ty,)* })*) => {
        $(
            #[derive(Deserialize)]
            #[serde(deny_unknown_fields)]
            struct $name { $($field: $type,)* }
        )*
    };
}

lines! {
    Programme { number: Option<Number>, name: Label, mission: Label, minister: Label, manager: Label, manager_title: Label, }
    ActionLine { id: Identity, parent: Option<Identity>, code: Code, label: Label, ended: Option<Year>, took_over: Option<bool>, }
    Credit { year: Year, stage: Stage, action: Identity, category: CategoryCode, ae: Option<Amount>, cp: Option<Amount>, }
    Outstanding { year: Year, item: OutstandingItem, amount: Amount, }
    Scheduled { year: Year, origin: Origin, opening: Opening, amount: Amount, }
    ObjectiveLine { id: Identity, label: Label, }
    IndicatorLine { id: Identity, objective: Identity, label: Label, unit: Label, viewpoint: Option<Viewpoint>, }
    RowLine {
        section: Option<Line>, id: Identity, indicator: Option<Identity>, parent: Option<Identity>, code: Option<Label>, label: Option<Label>,
        unit: Option<Label>, order: Option<u32>,
    }
    ValueLine { row: Identity, year: Year, kind: ValueKind, value: Option<Value>, words: Option<Line>, }
    Paragraph { of: TextOf, line: Words, }
    JustifiedLine { rule: RuleName, place: PlaceCode, figures: Vec<String>, reason: Words, }
    PublishedLine { of: LabelOf, number: Label, label: Label, }
    ChartTitleLine { of: ChartOf, title: Label, figures: Vec<FigureOf>, }
    SlideLine { of: SlideOf, hidden: Option<bool>, title: Option<Label>, figures: Option<Vec<FigureOf>>, notes: Option<Vec<Words>>, }
    CellLine {
        section: Line, row: CellRow, year: Option<Year>, column: Line, number: Option<Decimal>, words: Option<Words>, formula: Option<Label>,
    }
    MarkLine { place: Line, word: MarkWord, }
    RemarkLine { who: Label, when: Label, place: Line, text: Words, }
    ConflictLine { key: Key, kind: Line, place: Option<Line>, base: Option<Words>, ours: Option<Words>, theirs: Option<Words>, }
}

/// The text of a document, without the line of the version.
pub(super) fn write(document: &Document) -> String {
    written::text(document)
}

/// The document of a text whose first line is a comment.
pub(super) fn read(text: &str) -> Result<Document, (Position, Fault)> {
    let (known, sections) = sections::apart(text, &KNOWN)?;
    let file: File = reading::counted_shape(&known)?;
    let mut document = file.document().map_err(|misplaced| (misplaced.position(text), misplaced.fault))?;
    if !sections.is_empty() {
        Arc::make_mut(&mut document.kept).sections = sections;
    }
    Ok(document)
}

/// Whether a list is that of a section which this Papier does not know, and would keep as it is.
pub fn is_unknown_section(name: &str, list: &str) -> bool {
    let read = sections::apart(&format!("({name}: {list})"), &KNOWN).map(|(_, sections)| sections);
    read.is_ok_and(|sections| matches!(sections.as_slice(), [only] if only.name == name && only.list == list))
}

/// The comments that no save keeps: those that Papier did not write, outside the sections that are kept as they are.
pub(super) fn comments(text: &str) -> Vec<usize> {
    let known = sections::apart(text, &KNOWN).map_or(Cow::Borrowed(text), |(known, _)| known);
    density::comments(&known)
        .filter(|(_, comment)| !comment.strip_prefix("//").is_some_and(|words| written::is_caption(words.trim())))
        .map(|(at, _)| at)
        .collect()
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
        let cells = cells(self.cells)?;
        let mut spoken_of = actions::spoken_of(&[&self.credits, &self.contributions], &self.texts);
        spoken_of.extend(rooms::actions_spoken_of(&cells));
        let actions::Actions { standing: (actions, displaced), took_over, back } = actions::read(self.actions, spoken_of)?;
        document.actions = Arc::new(actions.into());
        document.displaced = Arc::new(displaced);
        document.took_over = Arc::new(took_over);
        let (of_indicators, of_sections): (Vec<_>, Vec<_>) = self.rows.into_iter().enumerate().partition(|(_, row)| row.section.is_none());
        document.objectives = Arc::new(objectives(self.objectives, self.indicators, of_indicators)?.into());
        let (credits, mut parted) = ledger(&document, "credits", self.credits)?;
        let (contributions, of_contributions) = ledger(&document, "contributions", self.contributions)?;
        (document.credits, document.contributions) = (credits, contributions);
        parted.extend(of_contributions);
        document.outstanding = once("outstanding", self.outstanding.into_iter().map(|line| ((line.year.0, line.item.into()), line.amount.0)))?;
        document.schedule =
            once("schedule", self.schedule.into_iter().map(|line| ((line.year.0, line.origin.into(), line.opening.into()), line.amount.0)))?;
        for (index, line) in self.values.iter().enumerate() {
            if document.indicator_of_row(RowId(line.row.0)).is_none() {
                return Err(dangling("values", index, "row", line.row.0));
            }
        }
        document.values = Arc::new(values("values", self.values)?);
        let (texts, kept_texts) = texts(&document, self.texts)?;
        document.texts = texts;
        for of in self.inherited {
            match of.narrative() {
                // A mark of a text that is gone says nothing, nor does one of a text that no page shows.
                Ok(narrative) if !document.texts.contains_key(&narrative) => {}
                Ok(narrative) => drop(document.inherited.insert(narrative)),
                Err(_) => {}
            }
        }
        let justified = self.justified.into_iter();
        let justified = justified.map(|line| (model::Justified { rule: line.rule.0, place: line.place.0, figures: line.figures }, line.reason.0));
        document.justified = Arc::new(once("justified", justified)?);
        let labels = self.published_labels.into_iter();
        let labels = labels.map(|line| (line.of.into(), model::PublishedLabel { number: line.number.0, label: line.label.0 }));
        let labels = once("published_labels", labels)?;
        document.published = Arc::new(model::Published { labels, values: values("published_values", self.published_values)? });
        let (own_titles, kept_titles) = chart_titles(&document, self.chart_titles)?;
        document.chart_titles = Arc::new(own_titles);
        let (arranged, kept_slides) = deck(&document, self.slides)?;
        document.deck = Arc::new(arranged);
        let conflicts = self.conflicts.into_iter().map(|line| {
            let words = |words: Option<Words>| words.map(|words| words.0);
            let place = line.place.map(|place| place.0);
            (line.key.0, Conflict { kind: line.kind.0, place, base: words(line.base), ours: words(line.ours), theirs: words(line.theirs) })
        });
        document.conflicts = Arc::new(once("conflicts", conflicts)?);
        actions::leave_to_choose(&mut document, parted, &back);
        let mut kept = Kept {
            texts: kept_texts,
            rows: kept_rows(of_sections)?,
            cells,
            marks: marks::show(&mut document, self.marks.into_iter().map(|line| KeptMark { place: line.place.0, word: line.word.into() })),
            remarks: self.remarks.into_iter().map(remark).collect(),
            chart_titles: kept_titles,
            slides: kept_slides,
            sections: vec![],
        };
        rooms::show(&mut document, &mut kept);
        rooms::keep_texts(&mut document, &mut kept);
        document.kept = Arc::new(kept);
        Ok(document)
    }
}

/// Facts by what they are about. Who takes both sides of a merge may take a line twice: that says nothing new, another one contradicts it.
fn once<K: Ord + Named, V: PartialEq>(section: &'static str, items: impl Iterator<Item = (K, V)>) -> Result<BTreeMap<K, V>, Misplaced> {
    let mut map = BTreeMap::new();
    for (index, (key, value)) in items.enumerate() {
        match map.entry(key) {
            Entry::Vacant(free) => drop(free.insert(value)),
            Entry::Occupied(same) if *same.get() == value => {}
            Entry::Occupied(taken) => return Err(twice(section, index, K::WHAT, taken.key().named())),
        }
    }
    Ok(map)
}

/// Identities of one kind given so far, with what was said of each.
struct Ids<T>(BTreeMap<u64, T>);

impl<T: PartialEq> Ids<T> {
    fn none() -> Self {
        Self(BTreeMap::new())
    }

    /// Whether the identity is new; one of which the same is said again is not, one of which something else is said is refused.
    fn gives(&mut self, section: &'static str, index: usize, id: &Identity, said: T) -> Result<bool, Misplaced> {
        match self.0.entry(id.0) {
            Entry::Vacant(free) => {
                free.insert(said);
                Ok(true)
            }
            Entry::Occupied(same) if *same.get() == said => Ok(false),
            Entry::Occupied(_) => Err(twice(section, index, "id", id.0)),
        }
    }
}

fn objectives(objectives: Vec<ObjectiveLine>, indicators: Vec<IndicatorLine>, rows: Vec<(usize, RowLine)>) -> Result<Vec<Objective>, Misplaced> {
    let mut result: Vec<Objective> = Vec::new();
    let mut objective_at: BTreeMap<u64, usize> = BTreeMap::new();
    let mut ids = Ids::none();
    for (index, line) in objectives.into_iter().enumerate() {
        let label = line.label.0;
        if ids.gives("objectives", index, &line.id, label.clone())? {
            objective_at.insert(line.id.0, result.len());
            result.push(Objective::new(ObjectiveId(line.id.0), label));
        }
    }
    let mut indicator_at: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
    let mut ids = Ids::none();
    for (index, line) in indicators.into_iter().enumerate() {
        let found = objective_at.get(&line.objective.0).and_then(|at| Some((*at, result.get_mut(*at)?)));
        let (at, objective) = found.ok_or_else(|| dangling("indicators", index, "objective", line.objective.0))?;
        let (label, unit, viewpoint) = (line.label.0, line.unit.0, line.viewpoint.map(model::Viewpoint::from));
        if ids.gives("indicators", index, &line.id, (line.objective.0, label.clone(), unit.clone(), viewpoint))? {
            indicator_at.insert(line.id.0, (at, objective.indicators.len()));
            objective.indicators.push(Indicator {
                id: IndicatorId(line.id.0),
                label,
                unit,
                viewpoint,
                is_mission: false,
                better: None,
                rows: vec![],
            });
        }
    }
    let mut ids = Ids::none();
    for (index, line) in rows {
        const SECTION: &str = "rows";
        let of = line.indicator.ok_or_else(|| missing(SECTION, index, "indicator"))?.0;
        for (field, is_there) in [("parent", line.parent.is_some()), ("code", line.code.is_some()), ("order", line.order.is_some())] {
            if is_there {
                return Err(Misplaced { section: SECTION, index, fault: Fault::UnknownField(field.into()) });
            }
        }
        let at = indicator_at.get(&of);
        let indicator = at.and_then(|(objective, indicator)| result.get_mut(*objective)?.indicators.get_mut(*indicator));
        let indicator = indicator.ok_or_else(|| dangling(SECTION, index, "indicator", of))?;
        let own = |words: Option<Label>| words.map(|words| words.0).filter(|words| !words.is_empty());
        let (label, unit) = (own(line.label), own(line.unit));
        if ids.gives(SECTION, index, &line.id, (of, label.clone(), unit.clone()))? {
            indicator.rows.push(model::Row { id: RowId(line.id.0), label, unit });
        }
    }
    let rowless = result.iter().flat_map(|objective| objective.indicators.iter()).position(|indicator| indicator.rows.is_empty());
    match rowless {
        Some(index) => Err(Misplaced { section: "indicators", index, fault: Fault::Expected(Expectation::RowOfIndicator) }),
        None => Ok(result),
    }
}

fn missing(section: &'static str, index: usize, field: &str) -> Misplaced {
    Misplaced { section, index, fault: Fault::MissingField(field.into()) }
}

/// Rows of sections that are tables of their own.
fn kept_rows(lines: Vec<(usize, RowLine)>) -> Result<BTreeMap<(String, u64), KeptRow>, Misplaced> {
    const SECTION: &str = "rows";
    let mut rows = BTreeMap::new();
    for (index, line) in lines {
        let section = line.section.map(|section| section.0).unwrap_or_default();
        for (field, is_there) in [("indicator", line.indicator.is_some()), ("unit", line.unit.is_some())] {
            if is_there {
                return Err(Misplaced { section: SECTION, index, fault: Fault::UnknownField(field.into()) });
            }
        }
        let code = line.code.ok_or_else(|| missing(SECTION, index, "code"))?.0;
        let label = line.label.ok_or_else(|| missing(SECTION, index, "label"))?.0;
        let order = line.order.ok_or_else(|| missing(SECTION, index, "order"))?;
        let parent = line.parent.map(|parent| parent.0);
        let row = KeptRow { parent, code, label, order };
        match rows.entry((section, line.id.0)) {
            Entry::Vacant(free) => drop(free.insert(row)),
            Entry::Occupied(same) if *same.get() == row => {}
            Entry::Occupied(_) => return Err(twice(SECTION, index, "id", line.id.0)),
        }
    }
    Ok(rows)
}

/// The amounts of a section where they can stand, and those of actions that have sub-actions.
fn ledger(document: &Document, section: &'static str, lines: Vec<Credit>) -> Result<(Ledger, actions::Parted), Misplaced> {
    let mut rows: BTreeMap<CreditKey, AeCp> = BTreeMap::new();
    for (index, line) in lines.into_iter().enumerate() {
        let (year, stage, action, category) = (line.year.0, line.stage.into(), ActionId(line.action.0), line.category.0);
        if document.action(action).is_none() {
            return Err(dangling(section, index, "action", action.0));
        }
        if line.ae.is_none() && line.cp.is_none() {
            return Err(missing(section, index, "ae"));
        }
        let amounts = AeCp { ae: line.ae.map(|amount| amount.0), cp: line.cp.map(|amount| amount.0) };
        match rows.entry((year, stage, action, category)) {
            Entry::Vacant(free) => drop(free.insert(amounts)),
            Entry::Occupied(same) if *same.get() == amounts => {}
            Entry::Occupied(same) => return Err(twice(section, index, CreditKey::WHAT, same.key().named())),
        }
    }
    Ok(actions::apart(document, section == "contributions", rows))
}

fn values(section: &'static str, lines: Vec<ValueLine>) -> Result<BTreeMap<model::ValueKey, model::IndicatorValue>, Misplaced> {
    let mut read = Vec::new();
    for (index, line) in lines.into_iter().enumerate() {
        let value = match (line.value, line.words) {
            (Some(value), None) => value.0,
            (None, Some(words)) => model::IndicatorValue::Words(words.0.into()),
            (None, None) => return Err(missing(section, index, "value")),
            (Some(_), Some(_)) => return Err(Misplaced { section, index, fault: Fault::Expected(Expectation::NumberOrWords) }),
        };
        read.push(((RowId(line.row.0), line.year.0, line.kind.into()), value));
    }
    once(section, read.into_iter())
}

type Texts = (BTreeMap<Narrative, Text>, BTreeMap<KeptTextOf, Text>);

/// The narratives, and the texts that no page shows. The lines of a text follow each other; where they stand again as they are, they count once.
fn texts(document: &Document, lines: Vec<Paragraph>) -> Result<Texts, Misplaced> {
    const SECTION: &str = "texts";
    let misplaced = |index, what| Misplaced { section: SECTION, index, fault: Fault::Expected(what) };
    let mut runs: Vec<(Result<Narrative, KeptTextOf>, Vec<(usize, String)>)> = Vec::new();
    for (index, Paragraph { of, line: Words(line) }) in lines.into_iter().enumerate() {
        let of = of.narrative();
        let (exists, what, id) = match &of {
            Ok(
                Narrative::Strategy
                | Narrative::LayoutChanges
                | Narrative::OutstandingJustification
                | Narrative::SynthesisComment
                | Narrative::ScheduleComment
                | Narrative::Section(_)
                | Narrative::SectionRow { .. },
            )
            | Err(_) => (true, "text", 0),
            Ok(Narrative::Action(id) | Narrative::Nature(id)) => (document.action(*id).is_some(), "action", id.0),
            Ok(Narrative::Source(id) | Narrative::Method(id) | Narrative::Justification(id)) => {
                (document.indicator(*id).is_some(), "indicator", id.0)
            }
            Ok(Narrative::Objective(id)) => (document.objective(*id).is_some(), "objective", id.0),
        };
        if !exists {
            return Err(dangling(SECTION, index, what, id));
        }
        if line.contains(['\n', '\r']) {
            return Err(misplaced(index, Expectation::Line));
        }
        match runs.last_mut().filter(|(last, _)| *last == of) {
            Some((_, run)) => run.push((index, line)),
            None => runs.push((of, vec![(index, line)])),
        }
    }
    let mut narratives: BTreeMap<Narrative, Joined> = BTreeMap::new();
    let mut kept: BTreeMap<KeptTextOf, Joined> = BTreeMap::new();
    let mut known: BTreeMap<Result<Narrative, KeptTextOf>, Vec<(usize, String)>> = BTreeMap::new();
    for (of, run) in runs {
        let is_same = |other: &Vec<(usize, String)>| other.iter().map(|(_, line)| line).eq(run.iter().map(|(_, line)| line));
        if known.get(&of).is_some_and(is_same) {
            continue;
        }
        let joined = match &of {
            Ok(narrative) => narratives.entry(*narrative).or_default(),
            Err(of) => kept.entry(of.clone()).or_default(),
        };
        for (index, line) in &run {
            if !joined.push(line) {
                return Err(misplaced(*index, Expectation::Text));
            }
        }
        known.entry(of).or_insert(run);
    }
    Ok((whole(narratives), whole(kept)))
}

/// The texts of their lines; one without words is none.
fn whole<K: Ord>(texts: BTreeMap<K, Joined>) -> BTreeMap<K, Text> {
    texts.into_iter().map(|(of, joined)| (of, joined.text())).filter(|(_, text)| !text.is_empty()).collect()
}

/// The titles that drafters gave to charts, those of charts that this Papier does not know apart.
type ChartTitles = (BTreeMap<ChartName, model::OwnTitle>, BTreeMap<String, KeptTitle>);

/// Titles of one line, each of a chart that the document has.
fn chart_titles(document: &Document, lines: Vec<ChartTitleLine>) -> Result<ChartTitles, Misplaced> {
    const SECTION: &str = "chart_titles";
    let mut titles = Vec::new();
    for (index, line) in lines.into_iter().enumerate() {
        let chart = line.of.chart();
        if let Some(row) = chart.as_ref().ok().and_then(|chart| gone_row(document, *chart)) {
            return Err(dangling(SECTION, index, "row", row.0));
        }
        if line.title.0.is_empty() || line.title.0.contains(['\n', '\r']) {
            return Err(Misplaced { section: SECTION, index, fault: Fault::Expected(Expectation::Line) });
        }
        let title = match chart {
            Ok(_) => Ok(model::OwnTitle { words: line.title.0, over: Some(shown(SECTION, index, line.figures)?) }),
            Err(_) => Err(KeptTitle { words: line.title.0, figures: Some(figures(line.figures)) }),
        };
        titles.push((chart, title));
    }
    let (mut known, mut kept) = ChartTitles::default();
    for of in once(SECTION, titles.into_iter())? {
        match of {
            (Ok(chart), Ok(title)) => drop(known.insert(chart, title)),
            (Err(code), Err(title)) => drop(kept.insert(code, title)),
            (Ok(_), Err(_)) | (Err(_), Ok(_)) => {}
        }
    }
    Ok((known, kept))
}

/// The row that a chart is about and the document has not.
fn gone_row(document: &Document, chart: ChartName) -> Option<RowId> {
    chart.row().filter(|_| !chart.exists(document))
}

fn figures(lines: Vec<FigureOf>) -> Vec<String> {
    lines.into_iter().map(|figure| figure.0).collect()
}

/// Figures that were shown, as exact text: "bill/2021/all/all/ae=10600000".
fn shown(section: &'static str, index: usize, lines: Vec<FigureOf>) -> Result<model::Shown, Misplaced> {
    let figure = |FigureOf(figure): FigureOf| {
        let (code, exact) = figure.split_once('=')?;
        Some((model::Place::from_code(code)?, exact.to_owned()))
    };
    let all: Option<model::Shown> = lines.into_iter().map(figure).collect();
    all.ok_or(Misplaced { section, index, fault: Fault::Expected(Expectation::ShownFigure) })
}

/// A list of slides no longer than a presentation may be: one of a few letters takes a hundred bytes.
fn slides<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<SlideLine>, D::Error> {
    struct Slides;

    impl<'de> Visitor<'de> for Slides {
        type Value = Vec<SlideLine>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(key(&Expectation::Slides))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<SlideLine>, A::Error> {
            let mut slides = Vec::new();
            while let Some(slide) = list.next_element()? {
                if slides.len() == MOST_SLIDES {
                    return Err(de::Error::custom(key(&Expectation::Slides)));
                }
                slides.push(slide);
            }
            Ok(slides)
        }
    }

    deserializer.deserialize_seq(Slides)
}

/// The presentation: each slide once, of rows that the document has; the slides of charts that this Papier does not know apart.
fn deck(document: &Document, lines: Vec<SlideLine>) -> Result<(model::Deck, Vec<KeptSlide>), Misplaced> {
    const SECTION: &str = "slides";
    let misplaced = |index, what| Misplaced { section: SECTION, index, fault: Fault::Expected(what) };
    let mut planned: Vec<model::Planned> = Vec::new();
    let mut known: BTreeMap<model::Slide, usize> = BTreeMap::new();
    let mut kept: Vec<KeptSlide> = Vec::new();
    for (index, line) in lines.into_iter().enumerate() {
        let slide = line.of.slide();
        if let Some(row) = slide.as_ref().ok().and_then(|slide| gone_row(document, slide.chart()?)) {
            return Err(dangling(SECTION, index, "row", row.0));
        }
        if line.title.as_ref().is_some_and(|title| title.0.contains(['\n', '\r'])) {
            return Err(misplaced(index, Expectation::Line));
        }
        let mut notes = Joined::default();
        for Words(note) in line.notes.unwrap_or_default() {
            if note.contains(['\n', '\r']) {
                return Err(misplaced(index, Expectation::Line));
            }
            if !notes.push(&note) {
                return Err(misplaced(index, Expectation::Text));
            }
        }
        let (is_shown, notes) = (line.hidden != Some(true), notes.text());
        let title = line.title.map(|title| title.0).filter(|title| !title.is_empty());
        let slide = match slide {
            Ok(slide) => slide,
            Err(chart) => {
                let title = title.map(|words| KeptTitle { words, figures: line.figures.map(figures) });
                let after = planned.last().map(|planned| planned.slide);
                let of_line = KeptSlide { after, chart, is_shown, title, notes };
                match kept.iter().find(|other| other.chart == of_line.chart) {
                    None => kept.push(of_line),
                    Some(same) if (&same.title, same.is_shown, &same.notes) == (&of_line.title, is_shown, &of_line.notes) => {}
                    Some(_) => return Err(twice(SECTION, index, model::Slide::WHAT, words::chart_of_code(&of_line.chart))),
                }
                continue;
            }
        };
        let over = line.figures.map(|figures| shown(SECTION, index, figures)).transpose()?;
        let title = title.map(|words| model::OwnTitle { words, over });
        let of_line = model::Planned { slide, is_shown, title, notes };
        match known.entry(slide) {
            Entry::Vacant(free) => {
                free.insert(planned.len());
                planned.push(of_line);
            }
            Entry::Occupied(same) if planned.get(*same.get()) == Some(&of_line) => {}
            Entry::Occupied(_) => return Err(twice(SECTION, index, model::Slide::WHAT, slide.named())),
        }
    }
    Ok((model::Deck::new(planned), kept))
}

/// A cell holds a number or words.
fn cells(lines: Vec<CellLine>) -> Result<BTreeMap<KeptCellKey, CellContent>, Misplaced> {
    const SECTION: &str = "cells";
    let mut cells = Vec::new();
    for (index, line) in lines.into_iter().enumerate() {
        let value = match (line.number, line.words) {
            (Some(number), None) => CellValue::Number(number.0),
            (None, Some(words)) => CellValue::Words(words.0),
            (None, None) => return Err(missing(SECTION, index, "number")),
            (Some(_), Some(_)) => return Err(Misplaced { section: SECTION, index, fault: Fault::Expected(Expectation::NumberOrWords) }),
        };
        let key = KeptCellKey { section: line.section.0, row: line.row.into(), year: line.year.map(|year| year.0), column: line.column.0 };
        cells.push((key, CellContent { value, formula: line.formula.map(|formula| formula.0) }));
    }
    once(SECTION, cells.into_iter())
}

fn remark(line: RemarkLine) -> Remark {
    Remark { when: line.when.0, who: line.who.0, place: line.place.0, text: line.text.0 }
}

#[cfg(test)]
mod tests;
