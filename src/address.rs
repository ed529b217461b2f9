//! Addresses: the one spelling of places, for `set`, Ctrl+G, findings and JSON.
//!
//! Knows the grammar and the codes of a document; `352:plf/01/31/ae` is qualified by the number of a programme, and `2021/plf/01/31/ae` denotes
//! what the PAP of another year calls `plf/01/31/ae`.

pub mod charts;
mod sections;

use crate::model::{
    ActionCode, ActionId, ActionScope, Category, CreditPlace, Document, Horizon, Indicator, IndicatorId, Layout, Measure, Narrative, NatureScope,
    Objective, ObjectiveId, Opening, Origin, OutstandingItem, Place, ProgrammeField, ProgrammeNumber, RowId, RowNumber, Stage, TextPlace, Title,
    ValueKind, Year,
};

/// Why an address denotes nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("the address has no known form")]
    Form,
    #[error("unknown action {0}")]
    UnknownAction(String),
    #[error("category {0} is not in the nomenclature")]
    UnknownCategory(String),
    #[error("unknown objective {0}")]
    UnknownObjective(String),
    #[error("unknown indicator {0}")]
    UnknownIndicator(String),
    #[error("unknown row {row} of indicator {indicator}")]
    UnknownRow { indicator: String, row: String },
    /// Of a section whose rows drafters add to `list`, which may be its own; the next one has the number `next`.
    #[error("section {section} has no row {row}")]
    UnknownSectionRow { section: &'static str, row: String, list: &'static str, next: usize },
    /// Of a section whose rows bear numbers of the State's lists: a number that no row of the document bears.
    #[error("section {section} has no row {row}")]
    UnknownNumberedRow { section: &'static str, row: String },
    /// Of such a section, what is no number of six digits.
    #[error("section {section} has no row {row}: its rows have six digits")]
    NoRowNumber { section: &'static str, row: String },
    /// Of a section whose rows are the same in every document.
    #[error("section {section} has no row {row}")]
    UnknownFixedRow { section: &'static str, row: String, rows: Vec<&'static str> },
    #[error("indicator {0} has several rows")]
    RowNeeded(String),
    #[error("the document has no chart {0}")]
    UnknownChart(String),
    #[error("the document has no conflict {0}")]
    UnknownConflict(String),
    #[error("the layout has no column {0}")]
    OutsideLayout(String),
    /// Of a section: the columns that it has.
    #[error("section {section} has no column {column}")]
    UnknownColumn { section: &'static str, column: String, columns: Vec<&'static str> },
    #[error("the address belongs to programme {0}")]
    OtherProgramme(ProgrammeNumber),
}

/// An address without its qualifier, and the programme that qualifies it.
pub fn split_qualifier(address: &str) -> Result<(Option<ProgrammeNumber>, &str), AddressError> {
    match address.split_once(':') {
        None => Ok((None, address)),
        Some((number, rest)) => {
            let number = number.parse().ok().and_then(ProgrammeNumber::new).ok_or(AddressError::Form)?;
            Ok((Some(number), rest))
        }
    }
}

/// An address without its qualifier, which has to be the programme of the document.
fn of_programme<'a>(document: &Document, address: &'a str) -> Result<&'a str, AddressError> {
    let (programme, address) = split_qualifier(address.trim())?;
    match programme.filter(|number| document.programme.number != Some(*number)) {
        Some(number) => Err(AddressError::OtherProgramme(number)),
        None => Ok(address),
    }
}

/// What the address of a conflict begins with.
const CONFLICT: &str = "conflict/";

/// The address of a conflict, by its key.
pub fn of_conflict(key: &str) -> String {
    format!("{CONFLICT}{key}")
}

/// The key of the conflict that an address denotes; `None` for an address of another form.
///
/// # Errors
/// A conflict that the document does not have, or another programme's.
pub fn conflict<'a>(document: &Document, address: &'a str) -> Result<Option<&'a str>, AddressError> {
    let Ok((_, bare)) = split_qualifier(address.trim()) else { return Ok(None) };
    let Some(key) = bare.strip_prefix(CONFLICT) else { return Ok(None) };
    of_programme(document, address)?;
    if document.conflicts.contains_key(key) { Ok(Some(key)) } else { Err(AddressError::UnknownConflict(key.into())) }
}

/// The cell or text of a conflict; `None` when the document has no such place.
pub fn conflict_place(document: &Document, key: &str) -> Option<Place> {
    document.conflicts.get(key)?.known_place().filter(|place| write(document, *place).is_some())
}

/// The place that an address denotes in a document.
pub fn parse(document: &Document, address: &str) -> Result<Place, AddressError> {
    let address = of_programme(document, address)?;
    let parts: Vec<&str> = address.split('/').collect();
    match parts.as_slice() {
        [pap, rest @ ..] if let Some(year) = pap_year(pap) => of_year(document, year, rest),
        parts => of_year(document, document.year, parts),
    }
}

/// The year that an address begins with, when it denotes what stands in the PAP of another year.
fn pap_year(text: &str) -> Option<Year> {
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().and_then(Year::new).filter(|year| Layout::is_known(*year))
}

/// What an address denotes in the PAP of a year.
fn of_year(document: &Document, year: Year, parts: &[&str]) -> Result<Place, AddressError> {
    match parts {
        ["plf", rest @ ..] => credit(document, year, Stage::Bill, rest),
        ["lfi", rest @ ..] => credit(document, year.offset(-1), Stage::InitialAct, rest),
        ["amendment", rest @ ..] => credit(document, year, Stage::Amendment, rest),
        ["variation", measure] => Ok(Place::programme_variation(year, self::measure(measure)?)),
        ["variation", rest @ ..] => match credit(document, year, Stage::Bill, rest)? {
            Place::Credit(CreditPlace { contributions: false, action, nature, measure, .. }) => {
                Ok(Place::Variation { year, action, nature, measure })
            }
            _ => Err(AddressError::Form),
        },
        ["action", code, "share"] => Ok(Place::Share { year, action: action(document, code)? }),
        ["outstanding", rest] => outstanding(year, rest),
        ["synthesis", "comment"] => Ok(Place::Text(TextPlace::Narrative(Narrative::SynthesisComment))),
        ["schedule", rest @ ..] => schedule(year, rest),
        ["keys", horizon] => Ok(Place::Key { year, horizon: self::horizon(year, horizon)? }),
        ["indicator", number, rest @ ..] => indicator(document, year, number, rest),
        parts => match sections::parse(document, year, parts) {
            Some(place) => place,
            None => text(document, parts).map(Place::Text),
        },
    }
}

/// The address of a place; `None` when what it denotes is not in the document or in no layout.
pub fn write(document: &Document, place: Place) -> Option<String> {
    let year = year_of(document, place)?;
    let address = write_in(document, year, place)?;
    Some(if year == document.year { address } else { format!("{year}/{address}") })
}

/// The year of the PAP in which a place stands: the document's wherever that shows it.
fn year_of(document: &Document, place: Place) -> Option<Year> {
    match place {
        Place::Credit(CreditPlace { year, stage, .. }) => Some(if stage == Stage::InitialAct { year.offset(1) } else { year }),
        Place::Variation { year, .. }
        | Place::Share { year, .. }
        | Place::Outstanding { year, .. }
        | Place::OutstandingComputed { year }
        | Place::Schedule { year, .. }
        | Place::ScheduleEarlierAe { year }
        | Place::ScheduleNewAe { year, .. }
        | Place::ScheduleTotal { year, .. }
        | Place::Key { year, .. } => Some(year),
        Place::Value { year, kind, .. } => {
            let shown = |pap: &Year| Layout::is_known(*pap) && Layout::of(*pap).shows(year, kind);
            let around = [document.year].into_iter().chain((1..=8).flat_map(|gap| [document.year.offset(-gap), document.year.offset(gap)]));
            around.into_iter().find(shown)
        }
        // An address of a cell says its year itself, or that which the cell is about.
        Place::Cell(cell) => Some(sections::pap(cell).unwrap_or(document.year)),
        Place::Text(_) => Some(document.year),
    }
}

/// The address of a place in the PAP of a year.
fn write_in(document: &Document, year: Year, place: Place) -> Option<String> {
    match place {
        Place::Credit(place) => write_credit(document, &place),
        Place::Variation { action: ActionScope::All, nature: NatureScope::All, measure, .. } => Some(format!("variation/{}", measure_name(measure))),
        Place::Variation { action, nature, measure, .. } => {
            Some(format!("variation/{}/{}/{}", write_action(document, action)?, write_nature(nature), measure_name(measure)))
        }
        Place::Share { action, .. } => Some(format!("action/{}/share", document.action(action)?.code)),
        Place::Outstanding { item, .. } => Some(format!("outstanding/{}", item_name(item))),
        Place::OutstandingComputed { .. } => Some("outstanding/computed".into()),
        Place::Schedule { origin, opening, .. } => Some(format!("schedule/{}/{}", origin_name(origin), opening_name(year, opening))),
        Place::ScheduleEarlierAe { .. } => Some("schedule/earlier/ae".into()),
        Place::ScheduleNewAe { contributions, .. } => Some(format!("schedule/new/ae/{}", if contributions { "contributions" } else { "plf" })),
        Place::ScheduleTotal { horizon, .. } => Some(format!("schedule/total/{}", horizon_name(year, horizon))),
        Place::Key { horizon, .. } => Some(format!("keys/{}", horizon_name(year, horizon))),
        Place::Value { row, year, kind } => {
            let (indicator, _) = document.indicator_of_row(row)?;
            let RowNumber { objective, indicator: number, row } = document.row_number(row)?;
            let row = if indicator.rows.len() > 1 { format!("{row}/") } else { String::new() };
            Some(format!("indicator/{objective}.{number}/{row}{year}/{}", kind_name(kind)))
        }
        Place::Text(place) => write_text(document, place),
        Place::Cell(place) => sections::write(document, place),
    }
}

// Credits: STAGE/ACTION/NATURE[/contributions]/MEASURE

fn credit(document: &Document, year: Year, stage: Stage, parts: &[&str]) -> Result<Place, AddressError> {
    let (code, nature, contributions, measure) = match parts {
        [code, nature, "contributions", measure] => (code, nature, true, measure),
        [code, nature, measure] => (code, nature, false, measure),
        _ => return Err(AddressError::Form),
    };
    let measure = self::measure(measure)?;
    let action = if *code == "total" { ActionScope::All } else { ActionScope::One(action(document, code)?) };
    Ok(Place::Credit(CreditPlace { year, stage, contributions, action, nature: self::nature(nature)?, measure }))
}

fn nature(text: &str) -> Result<NatureScope, AddressError> {
    let unknown = || AddressError::UnknownCategory(text.into());
    match (text, text.len()) {
        ("total", _) => Ok(NatureScope::All),
        ("ht2", _) => Ok(NatureScope::OtherThanStaff),
        (digit, 1) => digit.parse().ok().and_then(Title::new).map(NatureScope::Title).ok_or_else(unknown),
        (digits, 2) => digits.parse().ok().and_then(Category::new).map(NatureScope::Category).ok_or_else(unknown),
        _ => Err(unknown()),
    }
}

fn measure(text: &str) -> Result<Measure, AddressError> {
    Measure::BOTH.into_iter().find(|measure| measure_name(*measure) == text).ok_or(AddressError::Form)
}

fn measure_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Ae => "ae",
        Measure::Cp => "cp",
    }
}

fn action(document: &Document, code: &str) -> Result<ActionId, AddressError> {
    let unknown = || AddressError::UnknownAction(code.into());
    let code: ActionCode = code.parse().map_err(|_| unknown())?;
    document.action_by_code(code).map(|action| action.id).ok_or_else(unknown)
}

fn write_credit(document: &Document, place: &CreditPlace) -> Option<String> {
    let stage = match place.stage {
        Stage::Bill => "plf",
        Stage::Amendment => "amendment",
        Stage::InitialAct => "lfi",
    };
    let (action, nature) = (write_action(document, place.action)?, write_nature(place.nature));
    let contributions = if place.contributions { "contributions/" } else { "" };
    Some(format!("{stage}/{action}/{nature}/{contributions}{}", measure_name(place.measure)))
}

fn write_action(document: &Document, action: ActionScope) -> Option<String> {
    match action {
        ActionScope::All => Some("total".to_owned()),
        ActionScope::One(action) => document.action(action).map(|action| action.code.to_string()),
    }
}

fn write_nature(nature: NatureScope) -> String {
    match nature {
        NatureScope::All => "total".to_owned(),
        NatureScope::OtherThanStaff => "ht2".to_owned(),
        NatureScope::Title(title) => title.to_string(),
        NatureScope::Category(category) => category.to_string(),
    }
}

// Multi-year expenditure

fn outstanding(year: Year, text: &str) -> Result<Place, AddressError> {
    match text {
        "computed" => Ok(Place::OutstandingComputed { year }),
        "justification" => Ok(Place::Text(TextPlace::Narrative(Narrative::OutstandingJustification))),
        _ => OutstandingItem::ALL
            .into_iter()
            .find(|item| item_name(*item) == text)
            .map(|item| Place::Outstanding { year, item })
            .ok_or(AddressError::Form),
    }
}

fn item_name(item: OutstandingItem) -> &'static str {
    match item {
        OutstandingItem::Rap => "rap",
        OutstandingItem::RapRestated => "rap-restated",
        OutstandingItem::Ae => "ae",
        OutstandingItem::Cp => "cp",
        OutstandingItem::Estimate => "estimate",
    }
}

fn schedule(year: Year, parts: &[&str]) -> Result<Place, AddressError> {
    match parts {
        ["comment"] => Ok(Place::Text(TextPlace::Narrative(Narrative::ScheduleComment))),
        ["earlier", "ae"] => Ok(Place::ScheduleEarlierAe { year }),
        ["new", "ae", column @ ("plf" | "contributions")] => Ok(Place::ScheduleNewAe { year, contributions: *column == "contributions" }),
        ["total", horizon] => Ok(Place::ScheduleTotal { year, horizon: self::horizon(year, horizon)? }),
        [origin, opening @ ..] => {
            let origin = Origin::BOTH.into_iter().find(|other| origin_name(*other) == *origin).ok_or(AddressError::Form)?;
            let name = opening.join("/");
            let opening = Opening::ALL.into_iter().find(|other| opening_name(year, *other) == name);
            opening.map(|opening| Place::Schedule { year, origin, opening }).ok_or(AddressError::OutsideLayout(name))
        }
        [] => Err(AddressError::Form),
    }
}

fn origin_name(origin: Origin) -> &'static str {
    match origin {
        Origin::Earlier => "earlier",
        Origin::New => "new",
    }
}

fn opening_name(year: Year, opening: Opening) -> String {
    let horizon = horizon_name(year, opening.horizon());
    match opening {
        Opening::Plf => format!("{horizon}/plf"),
        Opening::Contributions => format!("{horizon}/contributions"),
        Opening::Next | Opening::AfterNext | Opening::Beyond => horizon,
    }
}

fn horizon(year: Year, text: &str) -> Result<Horizon, AddressError> {
    Horizon::ALL.into_iter().find(|horizon| horizon_name(year, *horizon) == text).ok_or_else(|| AddressError::OutsideLayout(text.into()))
}

fn horizon_name(year: Year, horizon: Horizon) -> String {
    Layout::of(year).horizon_year(horizon).map_or_else(|| "beyond".into(), |year| year.to_string())
}

// Indicators: indicator/O.I[/ROW]/YEAR/KIND, indicator/O.I[/ROW]/FIELD

/// `2.1` as its two numbers.
pub fn indicator_numbers(text: &str) -> Option<(usize, usize)> {
    let (objective, indicator) = text.split_once('.')?;
    Some((number(objective)?, number(indicator)?))
}

/// A number of one to six digits, from 1, without leading zero.
pub fn number(text: &str) -> Option<usize> {
    let plain = (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    plain.then(|| text.parse().ok()).flatten()
}

pub fn objective_by_number(document: &Document, number: usize) -> Option<&Objective> {
    document.objectives.get(number.checked_sub(1)?)
}

pub fn indicator_by_number<'a>(document: &'a Document, text: &str) -> Option<&'a Indicator> {
    let (objective, indicator) = indicator_numbers(text)?;
    objective_by_number(document, objective)?.indicators.get(indicator.checked_sub(1)?)
}

fn indicator(document: &Document, pap: Year, number: &str, parts: &[&str]) -> Result<Place, AddressError> {
    let indicator = indicator_by_number(document, number).ok_or_else(|| AddressError::UnknownIndicator(number.into()))?;
    let row = |text: &str| {
        let row = self::number(text).and_then(|number| indicator.rows.get(number - 1));
        row.map(|row| row.id).ok_or_else(|| AddressError::UnknownRow { indicator: number.into(), row: text.into() })
    };
    let text = |place| Ok(Place::Text(place));
    match parts {
        ["label"] => text(TextPlace::IndicatorLabel(indicator.id)),
        ["unit"] => text(TextPlace::IndicatorUnit(indicator.id)),
        ["viewpoint"] => text(TextPlace::Viewpoint(indicator.id)),
        ["mission"] => text(TextPlace::IndicatorMission(indicator.id)),
        ["direction"] => text(TextPlace::Direction(indicator.id)),
        ["source"] => text(TextPlace::Narrative(Narrative::Source(indicator.id))),
        ["method"] => text(TextPlace::Narrative(Narrative::Method(indicator.id))),
        ["justification"] => text(TextPlace::Narrative(Narrative::Justification(indicator.id))),
        [number, "label"] => text(TextPlace::RowLabel(row(number)?)),
        [number, "unit"] => text(TextPlace::RowUnit(row(number)?)),
        [row_number, year, kind] => value(pap, row(row_number)?, year, kind),
        [year, kind] => match indicator.rows.as_slice() {
            [row] => value(pap, row.id, year, kind),
            _ => Err(AddressError::RowNeeded(number.into())),
        },
        _ => Err(AddressError::Form),
    }
}

fn value(pap: Year, row: RowId, year: &str, kind: &str) -> Result<Place, AddressError> {
    let outside = || AddressError::OutsideLayout(format!("{year}/{kind}"));
    let kind_of = ValueKind::ALL.into_iter().find(|other| kind_name(*other) == kind).ok_or(AddressError::Form)?;
    let year_of = year.parse().ok().and_then(Year::new).ok_or_else(outside)?;
    Layout::of(pap).shows(year_of, kind_of).then_some(Place::Value { row, year: year_of, kind: kind_of }).ok_or_else(outside)
}

fn kind_name(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Actual => "actual",
        ValueKind::Forecast => "forecast",
        ValueKind::RevisedForecast => "revised-forecast",
        ValueKind::Target => "target",
    }
}

pub fn indicator_number(document: &Document, id: IndicatorId) -> Option<String> {
    document.indicator_number(id).map(|(objective, indicator)| format!("{objective}.{indicator}"))
}

// Texts

fn text(document: &Document, parts: &[&str]) -> Result<TextPlace, AddressError> {
    match parts {
        ["text", "layout-changes"] => Ok(TextPlace::Narrative(Narrative::LayoutChanges)),
        ["text", "strategy"] => Ok(TextPlace::Narrative(Narrative::Strategy)),
        ["programme", field] => {
            ProgrammeField::ALL.into_iter().find(|other| field_name(*other) == *field).map(TextPlace::Programme).ok_or(AddressError::Form)
        }
        ["chart", name @ .., "title"] => {
            let name = name.join("/");
            charts::parse(document, &name).map(TextPlace::ChartTitle).ok_or(AddressError::UnknownChart(name))
        }
        ["slide", name @ .., "title"] => {
            let name = name.join("/");
            charts::parse_slide(document, &name).map(TextPlace::SlideTitle).ok_or(AddressError::UnknownChart(name))
        }
        ["action", code, "label"] => Ok(TextPlace::ActionLabel(action(document, code)?)),
        ["action", code, "code"] => Ok(TextPlace::ActionCode(action(document, code)?)),
        ["action", code, "narrative"] => Ok(TextPlace::Narrative(Narrative::Action(action(document, code)?))),
        ["nature", code, "narrative"] => Ok(TextPlace::Narrative(Narrative::Nature(action(document, code)?))),
        ["objective", number, field] => {
            let objective = self::number(number).and_then(|number| objective_by_number(document, number));
            let id = objective.map(|objective| objective.id).ok_or_else(|| AddressError::UnknownObjective((*number).into()))?;
            match *field {
                "label" => Ok(TextPlace::ObjectiveLabel(id)),
                "mission" => Ok(TextPlace::ObjectiveMission(id)),
                "narrative" => Ok(TextPlace::Narrative(Narrative::Objective(id))),
                _ => Err(AddressError::Form),
            }
        }
        _ => Err(AddressError::Form),
    }
}

fn field_name(field: ProgrammeField) -> &'static str {
    match field {
        ProgrammeField::Number => "number",
        ProgrammeField::Name => "name",
        ProgrammeField::Mission => "mission",
        ProgrammeField::Minister => "minister",
        ProgrammeField::Manager => "manager",
        ProgrammeField::ManagerTitle => "manager-title",
    }
}

fn write_text(document: &Document, place: TextPlace) -> Option<String> {
    let of_action = |id, part: &str, field: &str| Some(format!("{part}/{}/{field}", document.action(id)?.code));
    let of_indicator = |id, field: &str| Some(format!("indicator/{}/{field}", indicator_number(document, id)?));
    let of_row = |id, field: &str| {
        let RowNumber { objective, indicator, row } = document.row_number(id)?;
        Some(format!("indicator/{objective}.{indicator}/{row}/{field}"))
    };
    match place {
        TextPlace::Programme(field) => Some(format!("programme/{}", field_name(field))),
        TextPlace::ActionLabel(id) => of_action(id, "action", "label"),
        TextPlace::ActionCode(id) => of_action(id, "action", "code"),
        TextPlace::ObjectiveLabel(id) => of_objective(document, id, "label"),
        TextPlace::IndicatorLabel(id) => of_indicator(id, "label"),
        TextPlace::IndicatorUnit(id) => of_indicator(id, "unit"),
        TextPlace::Viewpoint(id) => of_indicator(id, "viewpoint"),
        TextPlace::ObjectiveMission(id) => of_objective(document, id, "mission"),
        TextPlace::IndicatorMission(id) => of_indicator(id, "mission"),
        TextPlace::Direction(id) => of_indicator(id, "direction"),
        TextPlace::RowLabel(id) => of_row(id, "label"),
        TextPlace::RowUnit(id) => of_row(id, "unit"),
        TextPlace::SectionRow { section, row, field } => sections::write_text(document, section, row, field),
        TextPlace::ChartTitle(chart) => Some(format!("chart/{}/title", charts::name(document, chart)?)),
        TextPlace::SlideTitle(slide) => Some(format!("slide/{}/title", charts::slide_name(document, slide)?)),
        TextPlace::Narrative(narrative) => match narrative {
            Narrative::Strategy => Some("text/strategy".into()),
            Narrative::LayoutChanges => Some("text/layout-changes".into()),
            Narrative::OutstandingJustification => Some("outstanding/justification".into()),
            Narrative::SynthesisComment => Some("synthesis/comment".into()),
            Narrative::ScheduleComment => Some("schedule/comment".into()),
            Narrative::Action(id) => of_action(id, "action", "narrative"),
            Narrative::Nature(id) => of_action(id, "nature", "narrative"),
            Narrative::Source(id) => of_indicator(id, "source"),
            Narrative::Method(id) => of_indicator(id, "method"),
            Narrative::Justification(id) => of_indicator(id, "justification"),
            Narrative::Section(section) => Some(format!("{section}/comment")),
            Narrative::SectionRow { section, row, text } => Some(format!("{section}/{}/{text}", document.sections.number(section, row)?)),
            Narrative::Objective(id) => of_objective(document, id, "narrative"),
        },
    }
}

fn of_objective(document: &Document, id: ObjectiveId, field: &str) -> Option<String> {
    document.objective_number(id).map(|number| format!("objective/{number}/{field}"))
}
