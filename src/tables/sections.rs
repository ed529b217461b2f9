//! The tables of sections that are rooms: their shape, in the words of the section.

use super::page::headed;
use super::{Block, Cell, Column, ColumnRole, Fed, Level, Node, Offer, Row, Table, TableName, Tables, action_line};
use crate::calc::{Calculation, calculation, enters};
use crate::lang::{Word, nature};
use crate::model::{CellPlace, CellRow, ChartPage, Narrative, Place, SectionRowField, Shape, TextPlace};
use crate::sections::{self, Section, TableDef};

impl Tables<'_> {
    /// A table of a section; `None` when this Papier knows no section of that key.
    pub(super) fn section(self, key: &'static str) -> Option<Table> {
        let TableDef { shape, title, row_header, columns, .. } = sections::table(key)?;
        let headings = columns(self.document.year, self.lang);
        let cells = |row: CellRow| -> Vec<Cell> {
            let cell = |heading: &sections::Heading| self.cell(Place::Cell(shape.cell(row, heading.year, heading.column)));
            headings.iter().map(cell).collect()
        };
        let has_sums = shape.rows(self.document).into_iter().any(|row| shape.is_sum(row));
        let mut rows: Vec<Row> = shape
            .rows(self.document)
            .into_iter()
            .map(|row| {
                let (label, label_place) = self.section_row(shape, row);
                let level = if shape.is_sum(row) || !has_sums { Level::Main } else { Level::Sub };
                Row { label, label_place, level, cells: cells(row) }
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
            CellRow::Key(key) => (sections::table(shape.key).map_or_else(String::new, |table| (table.row_name)(key, self.lang).into()), None),
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
        let column = self.column_title(table, cell);
        [(table.sheet)(self.lang).to_owned(), row, column].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
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

    /// What stands on the page of a section: each table, what can be added to it, its charts, and the comment under it.
    pub(super) fn section_page(self, section: &dyn Section, level: usize) -> Vec<Block> {
        let blocks = section.tables().iter().flat_map(|table| {
            let key = table.shape.key;
            let offer = (table.shape.list() == Some(key)).then_some(Block::Offer(Offer::SectionRow(key)));
            let comment = table.comment.map(|heading| headed(Narrative::Section(key), heading(self.lang), level));
            let charts = self.charts(ChartPage::Section(key));
            let charts = (!charts.is_empty()).then_some(Block::Charts(charts));
            [Some(Block::Table { name: TableName::Section(key), level }), offer, charts, comment]
        });
        blocks.flatten().collect()
    }

    /// The pages of the sections that stand after a node and have something to show.
    pub(super) fn sections_after(self, anchor: sections::Anchor) -> impl Iterator<Item = Node> {
        let document = self.document;
        let shown = sections::ALL.into_iter().filter(move |section| section.stands_after() == anchor && sections::has_facts(*section, document));
        shown.map(|section| Node::Section(section.key()))
    }
}
