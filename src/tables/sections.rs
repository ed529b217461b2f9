//! The tables of sections that are rooms: their shape, in the words of the section.

use super::page::headed;
use super::{Block, Cell, Column, ColumnRole, Fed, Level, Node, Offer, Row, Table, TableName, Tables, action_line};
use crate::calc::{Calculation, calculation, enters};
use crate::lang::{Word, nature};
use crate::model::{CellPlace, CellRow, Narrative, Place, SectionRowField, Shape, TextPlace};
use crate::sections::{self, Section, TableDef};

/// A label without the signs that tie it to the rows around it: "– Autres", "Débasage :".
fn bare(label: &str) -> &str {
    label.trim_matches(['–', ':', ' ', '\u{a0}'])
}

impl Tables<'_> {
    /// A table of a section; `None` when this Papier knows no section of that key.
    pub(super) fn section(self, key: &'static str) -> Option<Table> {
        let TableDef { shape, title, row_header, columns, .. } = sections::table(key)?;
        let headings = columns(self.document.year, self.lang);
        let cells = |row: CellRow| -> Vec<Cell> {
            let cell = |heading: &sections::Heading| self.cell(Place::Cell(shape.cell(row, heading.year, heading.column)));
            headings.iter().map(cell).collect()
        };
        let mut rows: Vec<Row> = shape
            .rows(self.document)
            .into_iter()
            .map(|row| {
                let (label, label_place) = self.section_row(shape, row);
                Row { label, label_place, level: shape.level(row), cells: cells(row) }
            })
            .collect();
        if shape.has_total {
            rows.push(Row { label: self.word(Word::Total).into(), label_place: None, level: Level::Total, cells: cells(CellRow::Total) });
        }
        let columns = headings.iter().map(|heading| {
            let role = if heading.is_total { ColumnRole::Total } else { ColumnRole::Figures };
            Column::plain(heading.title.clone()).of(role)
        });
        Some(Table {
            name: TableName::Section(shape.key),
            look: self.look(TableName::Section(shape.key)),
            title: title(self.lang).into(),
            row_header: row_header(self.lang).into(),
            groups: vec![],
            columns: columns.collect(),
            rows,
            share: None,
        })
    }

    /// What a row of a section is called, and the text that says it.
    pub(super) fn section_row(self, shape: &'static Shape, row: CellRow) -> (String, Option<TextPlace>) {
        match row {
            CellRow::Listed(id) => {
                let section = shape.list().unwrap_or(shape.key);
                let label = self.document.sections.row(section, id).map_or_else(String::new, |row| match row.code.as_str() {
                    "" => row.label.clone(),
                    code => format!("{code} - {}", row.label),
                });
                (label, Some(TextPlace::SectionRow { section, row: id, field: SectionRowField::Label }))
            }
            CellRow::Action(id) => (self.document.action(id).map_or_else(String::new, action_line), Some(TextPlace::ActionLabel(id))),
            CellRow::Title(title) => (format!("{title} - {}", nature::title(title, self.lang)), None),
            CellRow::Total => (self.word(Word::Total).into(), None),
            CellRow::Key(key) => {
                (sections::table(shape.key).map_or_else(String::new, |table| (table.row_name)(key, self.document.year, self.lang)), None)
            }
            CellRow::Number(number) => (number.to_string(), None),
            CellRow::Under(_, id) => {
                let row = shape.list().and_then(|section| self.document.sections.row(section, id));
                (row.map_or_else(String::new, |row| row.label.clone()), None)
            }
        }
    }

    /// "Emplois, 1036 - Magistrats, Plafond autorisé pour 2023 (1)".
    pub(super) fn section_cell_name(self, cell: CellPlace) -> String {
        let Some(table) = sections::table(cell.section) else { return String::new() };
        let (row, _) = self.section_row(table.shape, cell.row);
        // Where there is one column, the row says all.
        let column = if table.shape.columns.len() > 1 { self.column_title(table, cell) } else { String::new() };
        let parts = [(table.sheet)(self.lang).to_owned(), self.namesake(table.shape, cell.row, &row), row, column];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// What a row is set in under where another row of the table is called the same: there are several "Autres".
    fn namesake(self, shape: &'static Shape, row: CellRow, name: &str) -> String {
        let CellRow::Key(key) = row else { return String::new() };
        let is_same = |other: &CellRow| *other != row && bare(&self.section_row(shape, *other).0) == bare(name);
        let over = shape.over(key).filter(|_| shape.rows(self.document).iter().any(is_same));
        over.map_or_else(String::new, |over| bare(&self.section_row(shape, CellRow::Key(over.key)).0).to_owned())
    }

    fn column_title(self, table: &TableDef, cell: CellPlace) -> String {
        let headings = (table.columns)(cell.year.unwrap_or(self.document.year), self.lang);
        headings.into_iter().find(|heading| heading.column == cell.column).map_or_else(String::new, |heading| heading.title)
    }

    /// How a computed cell is made: "somme des lignes", "Entrées prévues − Sorties prévues".
    pub(super) fn section_rule(self, cell: CellPlace) -> String {
        let (Some(table), Some(Calculation::Difference { plus, minus })) =
            (sections::table(cell.section), calculation(self.document, self.figures, Place::Cell(cell)))
        else {
            return String::new();
        };
        if cell.row == CellRow::Total {
            return self.lang.pick("somme des lignes", "sum of the rows").into();
        }
        let name = |part: &Place| match part {
            Place::Cell(part) if part.row != cell.row => self.section_row(table.shape, part.row).0,
            Place::Cell(part) => self.column_title(table, *part),
            other => self.place_name(*other),
        };
        let named = |parts: &[Place], sign: &str| parts.iter().map(name).collect::<Vec<_>>().join(sign);
        if minus.is_empty() { named(&plus, " + ") } else { format!("{} − {}", named(&plus, " + "), named(&minus, " − ")) }
    }

    /// The computed cells of its section that a cell enters into: of its row, then of the totals.
    pub(super) fn section_fed(self, cell: CellPlace) -> Vec<Fed> {
        let Some(table) = sections::table(cell.section) else { return vec![] };
        let columns = || table.shape.columns.iter().map(|column| column.key);
        let rows = table.shape.rows(self.document).into_iter().filter(|row| *row == cell.row || table.shape.is_sum(*row)).chain([CellRow::Total]);
        let places = rows.flat_map(|row| columns().map(move |column| Place::Cell(CellPlace { row, column, ..cell })));
        let fed = places.filter(|place| enters(self.document, Place::Cell(cell), *place));
        fed.map(|place| Fed { name: self.place_name(place), table: (table.sheet)(self.lang).into(), cell: self.cell(place) }).collect()
    }

    /// The computed cells of the sections that are shown into which an amount of credits enters.
    pub(super) fn section_fed_by_credits(self, place: Place) -> Vec<Fed> {
        if !matches!(place, Place::Credit(_)) {
            return vec![];
        }
        let shown = sections::ALL.into_iter().filter(|section| sections::has_facts(*section, self.document));
        let tables = shown.flat_map(Section::tables).filter(|table| table.shape.columns.iter().any(|column| column.credits.is_some()));
        let fed = tables.flat_map(|table| {
            let cells = self.table(TableName::Section(table.shape.key)).into_iter().flat_map(|shown| shown.rows).flat_map(|row| row.cells);
            let entered = cells.filter_map(|cell| cell.place.filter(|into| enters(self.document, place, *into)).map(|place| (place, cell)));
            entered.map(|(place, cell)| Fed { name: self.place_name(place), table: (table.sheet)(self.lang).into(), cell })
        });
        fed.collect()
    }

    /// What stands on the page of a section: each table, what can be added to it, and the comment under it.
    pub(super) fn section_page(self, section: &dyn Section, level: usize) -> Vec<Block> {
        let blocks = section.tables().iter().flat_map(|table| {
            let key = table.shape.key;
            let offer = (table.shape.list() == Some(key)).then_some(Block::Offer(Offer::SectionRow(key)));
            let comment = table.comment.map(|heading| headed(Narrative::Section(key), heading(self.lang), level));
            [Some(Block::Table { name: TableName::Section(key), level }), offer, comment]
        });
        blocks.flatten().collect()
    }

    /// The pages of the sections that stand after a node and have something to show, and that of the one that is shown anyway.
    pub(super) fn sections_after(self, anchor: sections::Anchor, shown: Option<Node>) -> impl Iterator<Item = Node> {
        let document = self.document;
        let of_anchor = sections::ALL.into_iter().filter(move |section| section.stands_after() == anchor);
        let is_there = move |section: &&dyn Section| sections::has_facts(*section, document) || shown == Some(Node::Section(section.key()));
        of_anchor.filter(is_there).map(|section| Node::Section(section.key()))
    }
}
