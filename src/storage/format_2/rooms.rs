//! Rows and cells of sections: those of a section that this Papier knows become typed, the others stay as they are written.
//!
//! A row of which cells, texts or other rows speak and that has no line, because one side of a merge removed it, is there again, and is to be chosen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{
    ActionId, CellContent, CellHolds, CellPlace, CellRow, CellValue, Conflict, Document, Kept, KeptCellKey, KeptCellRow, KeptRow, KeptTextOf,
    Narrative, Place, Rows, SectionRow, SectionRowField, SectionRowId, Sections, Shape, TextPlace, Title,
};
use crate::sections::shapes;

/// The actions of which cells speak.
pub(super) fn actions_spoken_of(cells: &BTreeMap<KeptCellKey, CellContent>) -> impl Iterator<Item = ActionId> {
    let is_of_actions = |section: &str| shapes::of(section).is_some_and(|shape| matches!(shape.rows, Rows::Actions));
    cells.keys().filter_map(move |key| match key.row {
        KeptCellRow::Action(id) => is_of_actions(&key.section).then_some(ActionId(id)),
        KeptCellRow::Id(_)
        | KeptCellRow::Title(_)
        | KeptCellRow::Key(_)
        | KeptCellRow::Number(_)
        | KeptCellRow::Under(..)
        | KeptCellRow::Part(..) => None,
    })
}

/// Takes from what is kept the rows and the cells that the sections of a document show. A cell stays kept whose year or column its section has not.
pub(super) fn show(document: &mut Document, kept: &mut Kept) {
    let mut sections = Sections::default();
    for ((section, id), row) in std::mem::take(&mut kept.rows) {
        // A number has six digits.
        let is_fit = |shape: &Shape| shape.list() == Some(shape.key) && shape.allows(SectionRowId(id));
        match shapes::of(&section).filter(|shape| is_fit(shape)) {
            Some(shape) => {
                let KeptRow { parent, code, label, order } = row;
                sections.add(shape.key, SectionRow { id: SectionRowId(id), parent: parent.map(SectionRowId), code, label, order });
            }
            None => drop(kept.rows.insert((section, id), row)),
        }
    }
    let mut back: BTreeSet<(&'static str, SectionRowId)> = kept.cells.keys().filter_map(|key| gone(&sections, key)).collect();
    let parents = sections.all_rows().filter_map(|(section, row)| Some((section, row.parent?)));
    let written_about = document.texts.keys().filter_map(|narrative| match narrative {
        Narrative::SectionRow { section, row, .. } => Some((*section, *row)),
        _ => None,
    });
    back.extend(parents.chain(written_about).filter(|(section, id)| sections.row(section, *id).is_none()));
    for (section, id) in back {
        let order = sections.next_order(section);
        sections.add(section, SectionRow { id, parent: None, code: String::new(), label: String::new(), order });
        let place = Place::Text(TextPlace::SectionRow { section, row: id, field: SectionRowField::Label }).code();
        let conflict = Conflict { kind: Conflict::ROW.into(), place: Some(place.clone()), base: None, ours: None, theirs: None };
        Arc::make_mut(&mut document.conflicts).entry(place).or_insert(conflict);
    }
    document.sections = Arc::new(sections);
    let mut typed = Vec::new();
    for (key, content) in std::mem::take(&mut kept.cells) {
        match place(document, &key, &content) {
            Some(place) => typed.push((place, content)),
            None => drop(kept.cells.insert(key, content)),
        }
    }
    let sections = Arc::make_mut(&mut document.sections);
    for (place, content) in typed {
        sections.set(place, Some(content));
    }
}

/// The listed row that a cell is about, where no line gives it.
fn gone(sections: &Sections, key: &KeptCellKey) -> Option<(&'static str, SectionRowId)> {
    let shape = shapes::of(&key.section)?;
    let list = shape.list()?;
    let id = match key.row {
        KeptCellRow::Id(id) | KeptCellRow::Part(id, _) => SectionRowId(id),
        KeptCellRow::Action(_) | KeptCellRow::Title(_) | KeptCellRow::Key(_) | KeptCellRow::Number(_) | KeptCellRow::Under(..) => return None,
    };
    // A number that is none stays as it is written.
    shape.allows(id).then_some(())?;
    sections.row(list, id).is_none().then_some((list, id))
}

/// Keeps the texts of rows that are not there: one drafter removed the row, another wrote about it.
pub(super) fn keep_texts(document: &mut Document, kept: &mut Kept) {
    let is_about_nothing =
        |narrative: &Narrative| matches!(narrative, Narrative::SectionRow { section, row, .. } if document.sections.row(section, *row).is_none());
    let lost: Vec<Narrative> = document.texts.keys().copied().filter(is_about_nothing).collect();
    for narrative in lost {
        document.inherited.remove(&narrative);
        if let (Narrative::SectionRow { section, row, text }, Some(words)) = (narrative, document.texts.remove(&narrative)) {
            kept.texts.insert(KeptTextOf::SectionRow { section: section.into(), row: row.0, text: text.into() }, words);
        }
    }
}

/// The typed cell that a kept one is; `None` when the document has no such cell, or one that holds something else.
fn place(document: &Document, key: &KeptCellKey, content: &CellContent) -> Option<CellPlace> {
    let shape: &Shape = shapes::of(&key.section)?;
    let row = match &key.row {
        KeptCellRow::Id(id) => CellRow::Listed(SectionRowId(*id)),
        KeptCellRow::Action(id) => CellRow::Action(ActionId(*id)),
        KeptCellRow::Title(title) => CellRow::Title(Title::new(*title)?),
        KeptCellRow::Key(key) => CellRow::Key(shape.fixed_row(key)?.key),
        KeptCellRow::Number(number) => CellRow::Number(*number),
        KeptCellRow::Part(id, key) => CellRow::Part(SectionRowId(*id), shape.fixed_row(key)?.key),
        KeptCellRow::Under(parent, id) => CellRow::Under(SectionRowId(*parent), SectionRowId(*id)),
    };
    let column = shape.column(&key.column)?;
    let is_fit = match (column.holds, &content.value) {
        (CellHolds::Euros, CellValue::Number(number)) => number.scale() == 0,
        (CellHolds::Decimal(_), CellValue::Number(_)) | (CellHolds::Words, CellValue::Words(_)) => true,
        (CellHolds::Decimal(_), CellValue::Words(words)) => column.words.contains(&words.as_str()),
        (CellHolds::Euros, CellValue::Words(_)) | (CellHolds::Words, CellValue::Number(_)) => false,
    };
    let place = shape.cell(row, key.year, column.key);
    (is_fit && shape.is_typed(document, place)).then_some(place)
}

/// Every cell of every section, as a file names them.
pub(super) fn cells(document: &Document) -> BTreeMap<KeptCellKey, &CellContent> {
    let typed = document.sections.cells().filter_map(|(place, content)| Some((key(*place)?, content)));
    document.kept.cells.iter().map(|(key, content)| (key.clone(), content)).chain(typed).collect()
}

/// None for a total, which nobody types.
fn key(place: CellPlace) -> Option<KeptCellKey> {
    let row = match place.row {
        CellRow::Listed(id) => KeptCellRow::Id(id.0),
        CellRow::Action(id) => KeptCellRow::Action(id.0),
        CellRow::Title(title) => KeptCellRow::Title(title.code()),
        CellRow::Key(key) => KeptCellRow::Key(key.into()),
        CellRow::Number(number) => KeptCellRow::Number(number),
        CellRow::Part(id, key) => KeptCellRow::Part(id.0, key.into()),
        CellRow::Under(parent, id) => KeptCellRow::Under(parent.0, id.0),
        CellRow::Total => return None,
    };
    Some(KeptCellKey { section: place.section.into(), row, year: place.year, column: place.column.into() })
}
