//! Addresses of sections that are rooms: `jobs/1/2024/ceiling`, `jobs/total/2024/asked`, `jobs/1/label`, `jobs/comment`.

use super::AddressError;
use crate::model::{CellPlace, CellRow, Document, Narrative, Place, Rows, SectionRowField, SectionRowId, Shape, TextPlace, Title, Year};
use crate::sections::shapes;

/// What the parts of an address denote in the section that the first of them names, in the PAP of a year; `None` when that is no section.
pub(super) fn parse(document: &Document, pap: Year, parts: &[&str]) -> Option<Result<Place, AddressError>> {
    let (section, rest) = parts.split_first()?;
    if let (["comment"], Some(key)) = (rest, shapes::text(section)) {
        return Some(Ok(Place::Text(TextPlace::Narrative(Narrative::Section(key)))));
    }
    Some(of_shape(document, pap, shapes::of(section)?, rest))
}

fn of_shape(document: &Document, pap: Year, shape: &'static Shape, parts: &[&str]) -> Result<Place, AddressError> {
    let (row, parts) = match parts {
        [row, field] if shape.code_key().is_some_and(|code| [code, "label"].contains(field)) => {
            let row = listed(document, shape, row)?;
            let field = if *field == "label" { SectionRowField::Label } else { SectionRowField::Code };
            return Ok(Place::Text(TextPlace::SectionRow { section: shape.key, row, field }));
        }
        [row, text] if let Some(text) = shape.row_text(text) => {
            let narrative = Narrative::SectionRow { section: shape.key, row: listed(document, shape, row)?, text };
            return Ok(Place::Text(TextPlace::Narrative(narrative)));
        }
        [row, part, parts @ ..] if matches!(shape.rows, Rows::ListedTimes { .. }) && *row != "total" => {
            let unknown = || AddressError::UnknownFixedRow { section: shape.key, row: format!("{row}/{part}"), rows: shape.fixed_row_keys() };
            (CellRow::Part(listed(document, shape, row)?, shape.fixed_row(part).ok_or_else(unknown)?.key), parts)
        }
        [row, parts @ ..] => (self::row(document, shape, row)?, parts),
        [] => return Err(AddressError::Form),
    };
    let (year, column) = match (shape.years.is_empty(), parts) {
        (false, [year]) => (Some(self::year(year)?), ""),
        (false, [year, column]) => (Some(self::year(year)?), *column),
        (true, [column]) => (None, *column),
        (true, []) => (None, ""),
        (true | false, _) => return Err(AddressError::Form),
    };
    let unknown = || AddressError::UnknownColumn {
        section: shape.key,
        column: column.into(),
        columns: shape.columns.iter().map(|column| column.key).filter(|key| !key.is_empty()).collect(),
    };
    let Some(year) = year else {
        return Ok(Place::Cell(shape.cell(row, None, shape.column(column).ok_or_else(unknown)?.key)));
    };
    let is_known = shape.columns.iter().any(|known| known.key == column || known.said.is_some_and(|said| said.word == column));
    let not_said = || if is_known { AddressError::OutsideLayout(format!("{year}/{column}")) } else { unknown() };
    let (column, year) = shape.said(pap, year, column).ok_or_else(not_said)?;
    Ok(Place::Cell(shape.cell(row, Some(year), column.key)))
}

fn year(text: &str) -> Result<Year, AddressError> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| text.parse().ok()).flatten().and_then(Year::new).ok_or_else(|| AddressError::OutsideLayout(text.into()))
}

fn row(document: &Document, shape: &'static Shape, text: &str) -> Result<CellRow, AddressError> {
    if text == "total" && shape.has_total {
        return Ok(CellRow::Total);
    }
    match shape.rows {
        Rows::Numbered(_) => {
            let id = listed(document, shape, text)?;
            id.0.try_into().map(CellRow::Number).map_err(|_| AddressError::NoRowNumber { section: shape.key, row: text.into() })
        }
        Rows::ListedTimes { .. } => Err(unknown(document, shape, text)),
        Rows::Listed | Rows::ListedWith(_) | Rows::ListedIn(_) => listed(document, shape, text).map(CellRow::Listed),
        Rows::Fixed(_) => shape.fixed_row(text).map(|row| CellRow::Key(row.key)).ok_or_else(|| AddressError::UnknownFixedRow {
            section: shape.key,
            row: text.into(),
            rows: shape.fixed_row_keys(),
        }),
        Rows::Actions => super::action(document, text).map(CellRow::Action),
        Rows::Titles => text.parse().ok().and_then(Title::new).map(CellRow::Title).ok_or_else(|| unknown(document, shape, text)),
    }
}

/// No row of a section is called so: what would be.
fn unknown(document: &Document, shape: &Shape, text: &str) -> AddressError {
    let (section, row) = (shape.key, text.into());
    match shape.rows {
        Rows::Numbered(_) if shape.numbered(text).is_some() => AddressError::UnknownNumberedRow { section, row },
        Rows::Numbered(_) => AddressError::NoRowNumber { section, row },
        _ => {
            let list = shape.list().unwrap_or(section);
            AddressError::UnknownSectionRow { section, row, list, next: document.sections.rows(list).len() + 1 }
        }
    }
}

/// The row of a number: that which it bears, or its place from 1.
fn listed(document: &Document, shape: &Shape, text: &str) -> Result<SectionRowId, AddressError> {
    let unknown = || unknown(document, shape, text);
    if matches!(shape.rows, Rows::Numbered(_)) {
        return shape.numbered(text).filter(|id| document.sections.row(shape.key, *id).is_some()).ok_or_else(unknown);
    }
    let rows = shape.list().map_or(&[][..], |list| document.sections.rows(list));
    let index = super::number(text).and_then(|number| number.checked_sub(1)).ok_or_else(unknown)?;
    rows.get(index).map(|row| row.id).ok_or_else(unknown)
}

/// The address of a cell; `None` when its row is not in the document.
pub(super) fn write(document: &Document, place: CellPlace) -> Option<String> {
    let shape = shapes::of(place.section)?;
    if !shape.has_row(document, place.row) {
        return None;
    }
    let row = match place.row {
        CellRow::Listed(id) => document.sections.number(shape.list()?, id)?.to_string(),
        CellRow::Action(id) => document.action(id)?.code.to_string(),
        CellRow::Title(title) => title.to_string(),
        CellRow::Key(key) => key.into(),
        CellRow::Total => "total".into(),
        CellRow::Part(id, key) => format!("{}/{key}", document.sections.number(shape.list()?, id)?),
        CellRow::Number(number) => shape.number(SectionRowId(number.into()))?,
        CellRow::Under(..) => return None,
    };
    let said = shape.column(place.column).and_then(|column| column.said);
    if said.zip(place.year).is_some_and(|(said, pap)| !said.is_in_layout(pap)) {
        return None;
    }
    let year = place.year.map(|year| said.map_or(year, |said| year.offset(said.after)));
    let year = year.map_or_else(String::new, |year| format!("/{year}"));
    let column = said.map_or(place.column, |said| said.word);
    let column = if column.is_empty() { String::new() } else { format!("/{column}") };
    Some(format!("{}/{row}{year}{column}", place.section))
}

/// The year of the PAP in which the address of a cell is to be read; none where the address says all.
pub(super) fn pap(place: CellPlace) -> Option<Year> {
    let column = shapes::of(place.section)?.column(place.column)?;
    column.said.and(place.year)
}

/// The address of what a row is called.
pub(super) fn write_text(document: &Document, section: &str, row: SectionRowId, field: SectionRowField) -> Option<String> {
    let shape = shapes::of(section)?;
    let place = || document.sections.number(section, row).map(|place| place.to_string());
    let number = shape.number(row).filter(|_| document.sections.row(section, row).is_some()).or_else(place)?;
    let field = match field {
        SectionRowField::Code => shape.code_key()?,
        SectionRowField::Label => "label",
    };
    Some(format!("{section}/{number}/{field}"))
}
