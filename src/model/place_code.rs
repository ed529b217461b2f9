//! The stored spelling of a place: ids and years, so that no renaming, moving or rolling over changes what it denotes.
//!
//! Knows the identities of the model. What a user reads and types is `address`, which follows codes and the year of the document.

use crate::sections::shapes;

use super::{
    ActionId, ActionScope, Category, CellPlace, CellRow, ChartName, CreditPlace, Horizon, IDENTITIES, IndicatorId, Measure, Narrative, NatureScope,
    ObjectiveId, Opening, Origin, OutstandingItem, Place, ProgrammeField, RowId, SectionRowField, SectionRowId, Slide, Stage, TextPlace, Title,
    ValueKind, Year,
};

/// Names of variants in stored codes: these do not change when the program's do.
trait Named: Copy + PartialEq + 'static {
    const NAMES: &'static [(Self, &'static str)];

    fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, known)| *known == name).map(|(value, _)| *value)
    }

    fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(known, _)| *known == self).map_or("", |(_, name)| name)
    }
}

impl Named for Stage {
    const NAMES: &'static [(Self, &'static str)] = &[(Self::Bill, "bill"), (Self::Amendment, "amendment"), (Self::InitialAct, "act")];
}

impl Named for Measure {
    const NAMES: &'static [(Self, &'static str)] = &[(Self::Ae, "ae"), (Self::Cp, "cp")];
}

impl Named for OutstandingItem {
    const NAMES: &'static [(Self, &'static str)] =
        &[(Self::Rap, "rap"), (Self::RapRestated, "rap-restated"), (Self::Ae, "ae"), (Self::Cp, "cp"), (Self::Estimate, "estimate")];
}

impl Named for Origin {
    const NAMES: &'static [(Self, &'static str)] = &[(Self::Earlier, "earlier"), (Self::New, "new")];
}

impl Named for Opening {
    const NAMES: &'static [(Self, &'static str)] = &[
        (Self::Plf, "plf"),
        (Self::Contributions, "contributions"),
        (Self::Next, "next"),
        (Self::AfterNext, "after-next"),
        (Self::Beyond, "beyond"),
    ];
}

impl Named for Horizon {
    const NAMES: &'static [(Self, &'static str)] =
        &[(Self::Current, "current"), (Self::Next, "next"), (Self::AfterNext, "after-next"), (Self::Beyond, "beyond")];
}

impl Named for ValueKind {
    const NAMES: &'static [(Self, &'static str)] =
        &[(Self::Actual, "actual"), (Self::Forecast, "forecast"), (Self::RevisedForecast, "revised-forecast"), (Self::Target, "target")];
}

impl Named for ProgrammeField {
    const NAMES: &'static [(Self, &'static str)] = &[
        (Self::Number, "number"),
        (Self::Name, "name"),
        (Self::Mission, "mission"),
        (Self::Minister, "minister"),
        (Self::Manager, "manager"),
        (Self::ManagerTitle, "manager-title"),
    ];
}

impl Named for SectionRowField {
    const NAMES: &'static [(Self, &'static str)] = &[(Self::Code, "code"), (Self::Label, "label")];
}

impl Place {
    /// The code that a file keeps: `bill/2021/1/31/ae`, `value/6/2021/forecast`.
    pub fn code(self) -> String {
        match self {
            Self::Credit(place) => {
                let contributions = if place.contributions { "contributions/" } else { "" };
                let (action, nature) = (action_code(place.action), nature_code(place.nature));
                format!("{}/{}/{action}/{nature}/{contributions}{}", place.stage.name(), place.year, place.measure.name())
            }
            Self::Share { year, action } => format!("share/{year}/{}", action.0),
            Self::Variation { year, action, nature, measure } => {
                format!("variation/{year}/{}/{}/{}", action_code(action), nature_code(nature), measure.name())
            }
            Self::Outstanding { year, item } => format!("outstanding/{year}/{}", item.name()),
            Self::OutstandingComputed { year } => format!("outstanding/{year}/computed"),
            Self::Schedule { year, origin, opening } => format!("schedule/{year}/{}/{}", origin.name(), opening.name()),
            Self::ScheduleEarlierAe { year } => format!("schedule-ae/{year}/earlier"),
            Self::ScheduleNewAe { year, contributions } => format!("schedule-ae/{year}/{}", if contributions { "contributions" } else { "plf" }),
            Self::ScheduleTotal { year, horizon } => format!("schedule-total/{year}/{}", horizon.name()),
            Self::Key { year, horizon } => format!("key/{year}/{}", horizon.name()),
            Self::Value { row, year, kind } => format!("value/{}/{year}/{}", row.0, kind.name()),
            Self::Text(text) => text_code(text),
            Self::Cell(cell) => cell_code(cell),
        }
    }

    /// The place of a code; `None` for anything that `code` does not write.
    pub fn from_code(code: &str) -> Option<Self> {
        let parts: Vec<&str> = code.split('/').collect();
        let place = match parts.as_slice() {
            ["share", year, action] => Self::Share { year: self::year(year)?, action: ActionId(id(action)?) },
            ["variation", year, action, nature, measure] => Self::Variation {
                year: self::year(year)?,
                action: self::action(action)?,
                nature: self::nature(nature)?,
                measure: Measure::named(measure)?,
            },
            ["outstanding", year, "computed"] => Self::OutstandingComputed { year: self::year(year)? },
            ["outstanding", year, item] => Self::Outstanding { year: self::year(year)?, item: OutstandingItem::named(item)? },
            ["schedule", year, origin, opening] => {
                Self::Schedule { year: self::year(year)?, origin: Origin::named(origin)?, opening: Opening::named(opening)? }
            }
            ["schedule-ae", year, "earlier"] => Self::ScheduleEarlierAe { year: self::year(year)? },
            ["schedule-ae", year, column @ ("plf" | "contributions")] => {
                Self::ScheduleNewAe { year: self::year(year)?, contributions: *column == "contributions" }
            }
            ["schedule-total", year, horizon] => Self::ScheduleTotal { year: self::year(year)?, horizon: Horizon::named(horizon)? },
            ["key", year, horizon] => Self::Key { year: self::year(year)?, horizon: Horizon::named(horizon)? },
            ["value", row, year, kind] => Self::Value { row: RowId(id(row)?), year: self::year(year)?, kind: ValueKind::named(kind)? },
            ["title", of @ ..] => Self::Text(title(of)?),
            ["cell", section, row, rest @ ..] => Self::Cell(cell(section, row, rest)?),
            ["text", ..] | ["programme", _] => Self::Text(text(&parts)?),
            [stage, year, action, nature, rest @ ..] => {
                let (contributions, measure) = match rest {
                    [measure] => (false, measure),
                    ["contributions", measure] => (true, measure),
                    _ => return None,
                };
                Self::Credit(CreditPlace {
                    year: self::year(year)?,
                    stage: Stage::named(stage)?,
                    contributions,
                    action: self::action(action)?,
                    nature: self::nature(nature)?,
                    measure: Measure::named(measure)?,
                })
            }
            _ => return None,
        };
        Some(place)
    }
}

/// `cell/jobs/8/2024/ceiling`; without year or column where the section has none.
fn cell_code(place: CellPlace) -> String {
    let row = match place.row {
        CellRow::Listed(id) => id.0.to_string(),
        CellRow::Action(id) => format!("action-{}", id.0),
        CellRow::Title(title) => format!("title-{title}"),
        CellRow::Key(key) => format!("key-{key}"),
        CellRow::Number(number) => format!("number-{number}"),
        CellRow::Under(parent, id) => format!("under-{}-{}", parent.0, id.0),
        CellRow::Part(id, key) => format!("part-{}-{key}", id.0),
        CellRow::Total => "total".into(),
    };
    let year = place.year.map_or_else(String::new, |year| format!("/{year}"));
    let column = if place.column.is_empty() { String::new() } else { format!("/{}", place.column) };
    format!("cell/{}/{row}{year}{column}", place.section)
}

fn cell(section: &str, row: &str, rest: &[&str]) -> Option<CellPlace> {
    let shape = shapes::of(section)?;
    let (year, column) = match (shape.years.is_empty(), rest) {
        (false, [year]) => (Some(self::year(year)?), ""),
        (false, [year, column]) => (Some(self::year(year)?), *column),
        (true, []) => (None, ""),
        (true, [column]) => (None, *column),
        (true | false, _) => return None,
    };
    let row = match row.split_once('-') {
        None if row == "total" => CellRow::Total,
        None => CellRow::Listed(SectionRowId(id(row)?)),
        Some(("action", action)) => CellRow::Action(ActionId(id(action)?)),
        Some(("title", title)) => CellRow::Title(digits(title).and_then(|code| Title::new(code.try_into().ok()?))?),
        Some(("key", key)) => CellRow::Key(shape.fixed_row(key)?.key),
        Some(("part", part)) => {
            let (row, key) = part.split_once('-')?;
            CellRow::Part(SectionRowId(id(row)?), shape.fixed_row(key)?.key)
        }
        Some(("number", number)) => CellRow::Number(digits(number)?.try_into().ok()?),
        Some(("under", ids)) => {
            let (parent, row) = ids.split_once('-')?;
            CellRow::Under(SectionRowId(id(parent)?), SectionRowId(id(row)?))
        }
        Some(_) => return None,
    };
    Some(shape.cell(row, year, shape.column(column)?.key))
}

fn text_code(place: TextPlace) -> String {
    match place {
        TextPlace::Programme(field) => format!("programme/{}", field.name()),
        TextPlace::ActionLabel(id) => format!("text/action-label/{}", id.0),
        TextPlace::ActionCode(id) => format!("text/action-code/{}", id.0),
        TextPlace::ObjectiveLabel(id) => format!("text/objective-label/{}", id.0),
        TextPlace::IndicatorLabel(id) => format!("text/indicator-label/{}", id.0),
        TextPlace::IndicatorUnit(id) => format!("text/indicator-unit/{}", id.0),
        TextPlace::Viewpoint(id) => format!("text/viewpoint/{}", id.0),
        TextPlace::ObjectiveMission(id) => format!("text/objective-mission/{}", id.0),
        TextPlace::IndicatorMission(id) => format!("text/indicator-mission/{}", id.0),
        TextPlace::Direction(id) => format!("text/direction/{}", id.0),
        TextPlace::RowLabel(id) => format!("text/row-label/{}", id.0),
        TextPlace::RowUnit(id) => format!("text/row-unit/{}", id.0),
        TextPlace::SectionRow { section, row, field } => format!("text/section-row/{section}/{}/{}", row.0, field.name()),
        TextPlace::ChartTitle(chart) => format!("title/chart/{}", chart.code()),
        TextPlace::SlideTitle(Slide::Cover) => "title/slide/cover".into(),
        TextPlace::SlideTitle(Slide::Figures) => "title/slide/figures".into(),
        TextPlace::SlideTitle(Slide::Chart(chart)) => format!("title/slide/{}", chart.code()),
        TextPlace::SlideTitle(Slide::Findings) => "title/slide/findings".into(),
        TextPlace::Narrative(narrative) => match narrative {
            Narrative::Strategy => "text/strategy".into(),
            Narrative::LayoutChanges => "text/layout-changes".into(),
            Narrative::OutstandingJustification => "text/outstanding-justification".into(),
            Narrative::SynthesisComment => "text/synthesis-comment".into(),
            Narrative::ScheduleComment => "text/schedule-comment".into(),
            Narrative::Action(id) => format!("text/action/{}", id.0),
            Narrative::Nature(id) => format!("text/nature/{}", id.0),
            Narrative::Source(id) => format!("text/source/{}", id.0),
            Narrative::Method(id) => format!("text/method/{}", id.0),
            Narrative::Justification(id) => format!("text/justification/{}", id.0),
            Narrative::Section(section) => format!("text/section/{section}"),
            Narrative::SectionRow { section, row, text } => format!("text/section-row/{section}/{}/{text}", row.0),
            Narrative::Objective(id) => format!("text/objective/{}", id.0),
        },
    }
}

fn title(parts: &[&str]) -> Option<TextPlace> {
    match parts {
        ["slide", "cover"] => Some(TextPlace::SlideTitle(Slide::Cover)),
        ["slide", "figures"] => Some(TextPlace::SlideTitle(Slide::Figures)),
        ["slide", "findings"] => Some(TextPlace::SlideTitle(Slide::Findings)),
        ["chart", code @ ..] => ChartName::from_code(&code.join("/")).map(TextPlace::ChartTitle),
        ["slide", code @ ..] => ChartName::from_code(&code.join("/")).map(|chart| TextPlace::SlideTitle(Slide::Chart(chart))),
        _ => None,
    }
}

fn text(parts: &[&str]) -> Option<TextPlace> {
    let narrative = match parts {
        ["programme", field] => return ProgrammeField::named(field).map(TextPlace::Programme),
        ["text", "strategy"] => Narrative::Strategy,
        ["text", "layout-changes"] => Narrative::LayoutChanges,
        ["text", "outstanding-justification"] => Narrative::OutstandingJustification,
        ["text", "synthesis-comment"] => Narrative::SynthesisComment,
        ["text", "schedule-comment"] => Narrative::ScheduleComment,
        ["text", "section", section] => Narrative::Section(shapes::text(section)?),
        ["text", "section-row", section, row, field] => {
            let (section, row) = (shapes::of(section)?.key, SectionRowId(id(row)?));
            match shapes::of(section)?.row_text(field) {
                Some(text) => Narrative::SectionRow { section, row, text },
                None => return Some(TextPlace::SectionRow { section, row, field: SectionRowField::named(field)? }),
            }
        }
        ["text", kind, number] => {
            let id = id(number)?;
            match *kind {
                "action-label" => return Some(TextPlace::ActionLabel(ActionId(id))),
                "action-code" => return Some(TextPlace::ActionCode(ActionId(id))),
                "objective-label" => return Some(TextPlace::ObjectiveLabel(ObjectiveId(id))),
                "indicator-label" => return Some(TextPlace::IndicatorLabel(IndicatorId(id))),
                "indicator-unit" => return Some(TextPlace::IndicatorUnit(IndicatorId(id))),
                "viewpoint" => return Some(TextPlace::Viewpoint(IndicatorId(id))),
                "objective-mission" => return Some(TextPlace::ObjectiveMission(ObjectiveId(id))),
                "indicator-mission" => return Some(TextPlace::IndicatorMission(IndicatorId(id))),
                "direction" => return Some(TextPlace::Direction(IndicatorId(id))),
                "row-label" => return Some(TextPlace::RowLabel(RowId(id))),
                "row-unit" => return Some(TextPlace::RowUnit(RowId(id))),
                "action" => Narrative::Action(ActionId(id)),
                "nature" => Narrative::Nature(ActionId(id)),
                "source" => Narrative::Source(IndicatorId(id)),
                "method" => Narrative::Method(IndicatorId(id)),
                "justification" => Narrative::Justification(IndicatorId(id)),
                "objective" => Narrative::Objective(ObjectiveId(id)),
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(TextPlace::Narrative(narrative))
}

fn action_code(action: ActionScope) -> String {
    match action {
        ActionScope::All => "all".into(),
        ActionScope::One(id) => id.0.to_string(),
    }
}

fn action(text: &str) -> Option<ActionScope> {
    if text == "all" { Some(ActionScope::All) } else { id(text).map(|id| ActionScope::One(ActionId(id))) }
}

fn nature_code(nature: NatureScope) -> String {
    match nature {
        NatureScope::All => "all".into(),
        NatureScope::OtherThanStaff => "ht2".into(),
        NatureScope::Title(title) => format!("t{title}"),
        NatureScope::Category(category) => category.to_string(),
    }
}

fn nature(text: &str) -> Option<NatureScope> {
    match text {
        "all" => Some(NatureScope::All),
        "ht2" => Some(NatureScope::OtherThanStaff),
        _ => match text.strip_prefix('t') {
            Some(title) => digits(title).and_then(|code| Title::new(code.try_into().ok()?)).map(NatureScope::Title),
            None => digits(text).and_then(|code| Category::new(code.try_into().ok()?)).map(NatureScope::Category),
        },
    }
}

fn year(text: &str) -> Option<Year> {
    digits(text).and_then(|year| Year::new(year.try_into().ok()?))
}

fn id(text: &str) -> Option<u64> {
    digits(text).filter(|id| *id < IDENTITIES)
}

/// A number as `code` writes it: digits alone, without a zero before them.
fn digits(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_denotes_the_place_that_wrote_it() {
        let codes = [
            "bill/2021/1/31/ae",
            "act/2020/all/t2/cp",
            "amendment/2021/2/ht2/contributions/cp",
            "bill/2021/all/all/ae",
            "share/2021/1",
            "variation/2023/1/t3/ae",
            "variation/2021/all/all/cp",
            "outstanding/2021/rap-restated",
            "outstanding/2021/computed",
            "schedule/2021/new/after-next",
            "schedule-ae/2021/earlier",
            "schedule-ae/2021/contributions",
            "schedule-total/2021/beyond",
            "key/2021/current",
            "value/6/2021/revised-forecast",
            "programme/manager-title",
            "text/strategy",
            "text/layout-changes",
            "text/nature/2",
            "text/row-unit/6",
            "text/objective-label/3",
            "text/section/jobs",
            "text/section-row/jobs/8/code",
            "cell/jobs/8/2024/ceiling",
            "cell/flows/total/2024/net",
            "title/chart/credits",
            "title/chart/trend/6",
            "title/slide/cover",
            "title/slide/trend/6",
            "title/chart/indicators",
            "title/chart/indicators/1",
            "title/slide/indicators",
            "title/slide/indicators/255",
        ];
        for code in codes {
            assert_eq!(Place::from_code(code).map(Place::code).as_deref(), Some(code));
        }
        for code in [
            "",
            "bill",
            "bill/2021/1/31",
            "bill/2021/1/99/ae",
            "plf/2021/1/31/ae",
            "bill/02021/1/31/ae",
            "bill/2021/+1/31/ae",
            "text/action",
            "title/chart/cover",
            "title/slide",
            "title/slide/indicators/0",
            "title/chart/indicators/01",
            "title/chart/indicators/256",
            "share/2021/1/2",
        ] {
            assert_eq!(Place::from_code(code), None, "{code}");
        }
    }
}
