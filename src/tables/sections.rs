//! The tables of sections that are rooms: their shape, in the words of the section.

use std::cmp::Reverse;

use super::page::headed;
use super::{
    Block, Cell, CellKind, Column, ColumnRole, Content, Fed, Group, Heading, HeadingStyle, Level, Offer, Row, Table, TableName, Tables, action_line,
};
use crate::calc::{Calculation, Figure, calculation, enters};
use crate::lang::{Lang, Word, nature};
use crate::model::{CellPlace, CellRow, ChartPage, Choice, CodeWords, Narrative, Place, SectionRow, SectionRowField, SectionRowId, Shape, TextPlace};
use crate::sections::{
    self, FigureRow, FigureTable, Heading as ColumnHeading, Line, Notice, OwnFigures, Section, SumRow, TableDef, TablePart, TextDef,
};

/// A table before it is filled: one that is printed, or the cells of one shape in all the columns that printed tables show of it.
struct Draft {
    title: String,
    row_header: &'static str,
    parts: Vec<&'static TablePart>,
    headings: Vec<ColumnHeading>,
}

/// A label without the signs that tie it to the rows around it: "– Autres", "Débasage :".
fn bare(label: &str) -> &str {
    label.trim_matches(['–', ':', ' ', '\u{a0}'])
}

impl Tables<'_> {
    /// A table of a section; `None` when this Papier knows no section of that key.
    pub(super) fn section(self, key: &'static str) -> Option<Table> {
        if let Some(table) = sections::own_table(key) {
            return Some(self.own_figures(table));
        }
        let Draft { title, row_header, parts, headings } = self.draft(key)?;
        let mut rows = Vec::new();
        parts.into_iter().for_each(|part| self.part(part, &headings, &mut rows));
        let columns = headings.iter().map(|heading| {
            let role = match heading.year {
                None => ColumnRole::Words,
                Some(_) if heading.is_total => ColumnRole::Total,
                Some(_) => ColumnRole::Figures,
            };
            let column = if heading.group.is_empty() { Column::plain(&heading.title) } else { Column::grouped(&heading.group, &heading.title) };
            column.of(role)
        });
        let name = TableName::Section(key);
        let look = self.look(name);
        let row_header = row_header.into();
        Some(Table { name, look, title, row_header, groups: groups(&headings), columns: columns.collect(), rows, share: None })
    }

    /// A table of figures with places of their own.
    fn own_figures(self, table: &FigureTable) -> Table {
        let (year, lang) = (self.document.year, self.lang);
        let cell = |place: Option<Place>| place.map_or_else(Cell::blank, |place| self.cell(place));
        let row =
            |FigureRow { label, level, cells }| Row { label, label_place: None, nature: None, level, cells: cells.into_iter().map(cell).collect() };
        let name = TableName::Section(table.key);
        Table {
            name,
            look: self.look(name),
            title: (table.title)(year, lang),
            row_header: table.row_header.into(),
            groups: vec![],
            columns: (table.columns)(year, lang),
            rows: (table.rows)(year, lang).into_iter().map(row).collect(),
            share: None,
        }
    }

    /// The rows that stand under one listed row, its sum under them.
    pub(super) fn section_of_row(self, key: &'static str, id: SectionRowId) -> Option<Table> {
        let TableDef { parts, of_row, .. } = sections::table(key)?;
        let shape = parts.first()?.shape;
        let mut table = self.section(key)?;
        let own = shape.rows(self.document).into_iter().filter(|row| row.listed() == Some(id));
        let headings = self.draft(key)?.headings;
        let row = |row: CellRow| {
            let (label, level) =
                if shape.is_sum(row) { (self.word(Word::Total).into(), Level::Total) } else { (self.section_row(shape, row).0, Level::Main) };
            Row {
                label,
                label_place: None,
                nature: None,
                level,
                cells: headings.iter().map(|heading| self.section_cell(shape, row, heading)).collect(),
            }
        };
        table.rows = own.map(row).collect();
        table.rows.sort_by_key(|row| row.level == Level::Total);
        table.name = TableName::SectionRow(key, id);
        table.look = self.look(table.name);
        table.title = of_row.map_or_else(String::new, |title| title(self.lang).into());
        self.document.sections.row(key, id).map(|_| table)
    }

    /// Sorts the rows of a table as they are printed, where that is not their own order: principal expenditures, then subsidiary ones, the most
    /// expensive first, those without a number last.
    pub(super) fn put_in_printed_order(self, table: &mut Table) {
        let TableName::Section(key) = table.name else { return };
        let Some((shape, column)) = sections::tables_of(key).find_map(|(_, part)| Some((part.shape, part.printed_by?))) else { return };
        let rank = |cell: CellPlace| {
            let said = &self.document.sections.row(shape.key, cell.row.listed()?)?.code;
            shape.code_words()?.choices.iter().position(|choice| choice.key == said)
        };
        table.rows.sort_by_key(|row| {
            let mut places = row.cells.iter().filter_map(|cell| if let Some(Place::Cell(place)) = cell.place { Some((place, cell)) } else { None });
            let of_column = places.find(|(place, _)| place.column == column);
            let figure = of_column.and_then(|(_, cell)| if let Content::Figure(Figure::Number(number)) = cell.content { Some(number) } else { None });
            let ranked = |place| rank(place).map_or((true, 0), |rank| (false, rank));
            (row.level == Level::Total, of_column.map(|(place, _)| ranked(place)), Reverse(figure))
        });
    }

    fn draft(self, key: &str) -> Option<Draft> {
        let (lang, year) = (self.lang, self.document.year);
        if let Some(TableDef { parts, title, row_header, columns, .. }) = sections::table(key) {
            return Some(Draft {
                title: sections::in_year(title(lang), year),
                row_header: row_header(lang),
                parts: parts.iter().collect(),
                headings: columns(year, lang),
            });
        }
        let (first, part) = sections::tables_of(key).next()?;
        let mut headings: Vec<ColumnHeading> = Vec::new();
        for heading in sections::tables_of(key).flat_map(|(table, _)| (table.columns)(year, lang)) {
            if headings.iter().all(|known| (known.column, known.year) != (heading.column, heading.year)) {
                headings.push(heading);
            }
        }
        Some(Draft { title: self.section_name(key).into(), row_header: (first.row_header)(lang), parts: vec![part], headings })
    }

    /// The rows of a shape, with their sum over or under them.
    fn part(self, part: &'static TablePart, headings: &[ColumnHeading], rows: &mut Vec<Row>) {
        let shape = part.shape;
        let sum = |label: &str, level| {
            self.lines(part, CellRow::Total, headings, Row { label: label.into(), label_place: None, nature: None, level, cells: vec![] })
        };
        let is_set_in = match part.sum {
            SumRow::Above(name) => {
                rows.extend(sum(name(self.lang), Level::Main));
                true
            }
            SumRow::Below | SumRow::BelowAs(_) => false,
        };
        rows.extend(shape.rows(self.document).into_iter().flat_map(|row| {
            let (label, label_place) = self.section_row(shape, row);
            let level = if is_set_in { Level::Sub } else { shape.level(row) };
            self.lines(part, row, headings, Row { label, label_place, nature: None, level, cells: vec![] })
        }));
        match part.sum {
            SumRow::Below if shape.has_total => rows.extend(sum(self.word(Word::Total), Level::Total)),
            SumRow::BelowAs(name) => rows.extend(sum(name(self.lang), Level::Total)),
            SumRow::Below | SumRow::Above(_) => {}
        }
    }

    /// A row with its cells: on one line, or on as many as its table has, one over the other: "…, LFI 2026", "PLF 2027".
    fn lines(self, part: &'static TablePart, of: CellRow, headings: &[ColumnHeading], row: Row) -> Vec<Row> {
        if part.lines.is_empty() {
            return vec![Row { cells: headings.iter().map(|heading| self.section_cell(part.shape, of, heading)).collect(), ..row }];
        }
        let cells = |line: &Line| {
            let cells = headings.iter().zip(line.columns).map(|(heading, column)| part.shape.cell(of, heading.year, column));
            cells.map(|place| self.cell(Place::Cell(place))).collect()
        };
        let under = if row.level == Level::Total { Level::Total } else { Level::Sub };
        let of_line = |(line, rank): (&Line, usize)| {
            let (label, cells) = (line.label_in(self.document.year, self.lang), cells(line));
            match rank {
                0 => Row { label: format!("{}, {label}", row.label), cells, ..row.clone() },
                _ => Row { label, label_place: None, nature: None, level: under, cells },
            }
        };
        part.lines.iter().zip(0..).map(of_line).collect()
    }

    /// A cell of a row, or what drafters say of it beside its label.
    fn section_cell(self, shape: &'static Shape, row: CellRow, heading: &ColumnHeading) -> Cell {
        let words = shape.code_words().filter(|words| heading.year.is_none() && words.key == heading.column);
        match (words, row.listed()) {
            (None, _) => self.cell(Place::Cell(shape.cell(row, heading.year, heading.column))),
            (Some(words), Some(row)) => {
                let place = TextPlace::SectionRow { section: shape.key, row, field: SectionRowField::Code };
                let said = words_of(words, self.words(place), self.lang);
                let kind = if said.is_empty() { CellKind::Empty } else { CellKind::Entered };
                Cell { place: Some(Place::Text(place)), kind, content: Content::Words(words.printed(&said)) }
            }
            (Some(_), None) => Cell::blank(),
        }
    }

    /// The name of a table of a section, or of a shape that shares one with others.
    pub(super) fn section_name(self, key: &str) -> &'static str {
        if let Some(table) = sections::table(key) {
            return (table.sheet)(self.lang);
        }
        sections::tables_of(key).next().map_or("", |(table, part)| match part.sum {
            SumRow::Above(name) => name(self.lang),
            SumRow::Below | SumRow::BelowAs(_) => (table.sheet)(self.lang),
        })
    }

    /// "Emplois, commentaire", or the heading of a text of a section.
    pub(super) fn section_text_title(self, key: &str) -> String {
        let texts = sections::ALL.into_iter().flat_map(Section::texts);
        match texts.into_iter().find(|text| text.key == key) {
            Some(text) => (text.heading)(self.lang).into(),
            None => format!("{}, {}", self.section_name(key), self.lang.pick("commentaire", "comment")),
        }
    }

    /// "Opérateurs, ASP, missions".
    pub(super) fn row_text_title(self, section: &str, row: SectionRowId, text: &str) -> String {
        let texts = sections::ALL.into_iter().flat_map(Section::row_texts);
        let heading = texts.into_iter().find(|of| of.key == text).map_or("", |of| (of.heading)(self.lang));
        let label = self.document.sections.row(section, row).map_or("", |row| row.label.as_str());
        let words = [self.section_name(section), label, &super::texts::lower_first(heading)];
        words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// What is said of a row beside its label is called as its column is.
    pub(super) fn code_title(self, section: &str) -> String {
        let headings = sections::tables_of(section).flat_map(|(table, _)| (table.columns)(self.document.year, self.lang));
        let key = sections::shapes::of(section).and_then(Shape::code_words).map(|words| words.key);
        headings.into_iter().find(|heading| Some(heading.column) == key).map_or_else(|| "code".into(), |heading| heading.title)
    }

    /// What a row of a section is called, and the text that says it.
    pub(super) fn section_row(self, shape: &'static Shape, row: CellRow) -> (String, Option<TextPlace>) {
        match row {
            CellRow::Listed(id) => {
                let section = shape.list().unwrap_or(shape.key);
                (self.listed_label(shape, id), Some(TextPlace::SectionRow { section, row: id, field: SectionRowField::Label }))
            }
            CellRow::Action(id) => (self.document.action(id).map_or_else(String::new, action_line), Some(TextPlace::ActionLabel(id))),
            CellRow::Title(title) => (format!("{title} - {}", nature::title(title, self.lang)), None),
            CellRow::Total => (self.word(Word::Total).into(), None),
            CellRow::Part(id, _) if shape.is_sum(row) => {
                (self.listed_label(shape, id), Some(TextPlace::SectionRow { section: shape.key, row: id, field: SectionRowField::Label }))
            }
            CellRow::Key(key) | CellRow::Part(_, key) => {
                let table = sections::tables_of(shape.key).next();
                (table.map_or_else(String::new, |(table, _)| (table.row_name)(key, self.document.year, self.lang)), None)
            }
            CellRow::Number(number) => {
                let row = SectionRowId(number.into());
                let label = self.document.sections.row(shape.key, row).map_or("", |row| row.label.as_str());
                let place = TextPlace::SectionRow { section: shape.key, row, field: SectionRowField::Label };
                (format!("{} – {label}", shape.number(row).unwrap_or_default()), Some(place))
            }
            CellRow::Under(_, id) => {
                let row = shape.list().and_then(|section| self.document.sections.row(section, id));
                (row.map_or_else(String::new, |row| row.label.clone()), None)
            }
        }
    }

    /// The label of a row that drafters list, after its code where that has no column of its own.
    fn listed_label(self, shape: &'static Shape, id: SectionRowId) -> String {
        let row = self.document.sections.row(shape.list().unwrap_or(shape.key), id);
        row.map_or_else(String::new, |row| match row.code.as_str() {
            code if !code.is_empty() && shape.code_words().is_none() => format!("{code} - {}", row.label),
            _ => row.label.clone(),
        })
    }

    /// What a row is set in under where another row of the table is called the same: there are several "Autres".
    fn namesake(self, shape: &'static Shape, row: CellRow, name: &str) -> String {
        let CellRow::Key(key) = row else { return String::new() };
        let is_same = |other: &CellRow| *other != row && bare(&self.section_row(shape, *other).0) == bare(name);
        let over = shape.over(key).filter(|_| shape.rows(self.document).iter().any(is_same));
        over.map_or_else(String::new, |over| bare(&self.section_row(shape, CellRow::Key(over.key)).0).to_owned())
    }

    /// "Emplois, 1036 - Magistrats, Plafond autorisé pour 2023 (1)".
    pub(super) fn section_cell_name(self, cell: CellPlace) -> String {
        let Some(shape) = sections::shapes::of(cell.section) else { return String::new() };
        let (row, _) = self.section_row(shape, cell.row);
        let of = match cell.row {
            CellRow::Part(id, _) if !shape.is_sum(cell.row) => self.listed_label(shape, id),
            _ => self.namesake(shape, cell.row, &row),
        };
        // Where there is one column, the row says all.
        let column = if shape.columns.len() > 1 { self.column_title(cell) } else { String::new() };
        [self.section_name(cell.section).to_owned(), of, row, column].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn column_title(self, cell: CellPlace) -> String {
        let year = cell.year.unwrap_or(self.document.year);
        let in_part = |(table, part): (&TableDef, &TablePart)| {
            let headings = (table.columns)(year, self.lang);
            if part.lines.is_empty() {
                return headings.into_iter().find(|heading| heading.column == cell.column).map(|heading| heading.whole());
            }
            part.lines.iter().find_map(|line| {
                let rank = line.columns.iter().position(|column| *column == cell.column)?;
                Some(format!("{}, {}", line.label_in(year, self.lang), headings.get(rank)?.whole()))
            })
        };
        sections::tables_of(cell.section).find_map(in_part).unwrap_or_default()
    }

    /// How a computed cell is made: "somme des lignes", "Entrées prévues − Sorties prévues".
    pub(super) fn section_rule(self, cell: CellPlace) -> String {
        let (Some(shape), Some(Calculation::Difference { plus, minus })) =
            (sections::shapes::of(cell.section), calculation(self.document, self.figures, Place::Cell(cell)))
        else {
            return String::new();
        };
        if cell.row == CellRow::Total {
            // Of tax expenditures, the principal ones alone are counted.
            let counted = shape.code_words().and_then(|words| words.choice(words.counted?));
            return counted.map_or_else(
                || self.lang.pick("somme des lignes", "sum of the rows").into(),
                |Choice { names: [french, english], .. }| {
                    self.lang.pick(format!("somme des lignes «\u{a0}{french}\u{a0}»"), format!("sum of the rows “{english}”"))
                },
            );
        }
        let name = |part: &Place| match part {
            Place::Cell(part) if part.row != cell.row => self.section_row(shape, part.row).0,
            Place::Cell(part) => self.column_title(*part),
            other => self.place_name(*other),
        };
        let named = |parts: &[Place], sign: &str| parts.iter().map(name).collect::<Vec<_>>().join(sign);
        if minus.is_empty() { named(&plus, " + ") } else { format!("{} − {}", named(&plus, " + "), named(&minus, " − ")) }
    }

    /// The computed cells of its section that a cell enters into: of its row, then of the totals.
    pub(super) fn section_fed(self, cell: CellPlace) -> Vec<Fed> {
        let Some(shape) = sections::shapes::of(cell.section) else { return vec![] };
        let columns = || shape.columns.iter().map(|column| column.key);
        let rows = shape.rows(self.document).into_iter().filter(|row| *row == cell.row || shape.is_sum(*row)).chain([CellRow::Total]);
        let places = rows.flat_map(|row| columns().map(move |column| Place::Cell(CellPlace { row, column, ..cell })));
        let fed = places.filter(|place| enters(self.document, Place::Cell(cell), *place));
        let name = |place: Place| match place {
            Place::Cell(into) if into.row == cell.row => self.column_title(into),
            other => self.name_within(cell.section, other),
        };
        fed.map(|place| Fed { name: name(place), table: self.section_name(cell.section).into(), cell: self.cell(place) }).collect()
    }

    /// The name of a place without that of its table, which stands beside it.
    fn name_within(self, key: &str, place: Place) -> String {
        let name = self.place_name(place);
        let own = format!("{}, ", self.section_name(key));
        name.strip_prefix(&own).map(str::to_owned).unwrap_or(name)
    }

    /// The computed cells of the sections that are shown into which an amount of credits enters.
    pub(super) fn section_fed_by_credits(self, place: Place) -> Vec<Fed> {
        if !matches!(place, Place::Credit(_)) {
            return vec![];
        }
        let shown = sections::sections().filter(|section| sections::has_facts(*section, self.document));
        let of_credits = |table: &&TableDef| table.shapes().any(|shape| shape.columns.iter().any(|column| column.credits.is_some()));
        let fed = shown.flat_map(Section::tables).filter(of_credits).flat_map(|table| {
            let cells = self.table(TableName::Section(table.key)).into_iter().flat_map(|shown| shown.rows).flat_map(|row| row.cells);
            let entered = cells.filter_map(|cell| cell.place.filter(|into| enters(self.document, place, *into)).map(|place| (place, cell)));
            entered.map(|(place, cell)| Fed { name: self.name_within(table.key, place), table: (table.sheet)(self.lang).into(), cell })
        });
        fed.collect()
    }

    /// What stands on the page of a section: texts, each table, what can be added to it, and the comment under it.
    pub(super) fn section_page(self, section: &dyn Section, level: usize) -> Vec<Block> {
        let text = |text: &TextDef| headed(Narrative::Section(text.key), (text.heading)(self.lang), level);
        let texts = |is_above| section.texts().iter().filter(move |text| text.is_above == is_above).map(text);
        let mut offered: Vec<&str> = Vec::new();
        let notice = section.notice(self.document.year, self.lang).into_iter().flat_map(|Notice { heading: title, text }| {
            let title = title.map(|title| Block::Section(Heading { level, style: HeadingStyle::Table, text: title.into() }));
            title.into_iter().chain([Block::Statement(text)])
        });
        let mut blocks: Vec<Block> = notice.chain(texts(true)).chain(self.row_blocks(section, level)).collect();
        for table in section.tables() {
            if table.of_row.is_none() {
                blocks.push(Block::Table { name: TableName::Section(table.key), level });
            }
            for part in table.parts.iter().filter(|part| part.added.is_some()) {
                // What stands in several tables is added once.
                if !offered.contains(&part.shape.key) {
                    offered.push(part.shape.key);
                    blocks.push(Block::Offer(Offer::SectionRow(part.shape.key)));
                }
            }
            blocks.extend(self.charts_apart(ChartPage::Section(table.key)));
            blocks.extend(table.narrative().map(|(place, heading)| headed(place, heading(self.lang), level)));
        }
        blocks.extend(section.own_figures().into_iter().flat_map(|own| self.own_blocks(own, level)));
        blocks.extend(texts(false));
        if section.is_free() {
            blocks.insert(0, self.note_of_free_tables());
        } else if sections::printed(section).is_some_and(|printed| !printed.is_verified) {
            blocks.push(Block::Notes(vec![self.lang.pick(
                "Disposition non vérifiée : ce tableau n’a pas été lu dans un PAP publié.".into(),
                "Unverified layout: this table was read in no published PAP.".into(),
            )]));
        }
        blocks
    }

    /// The tables of figures with places of their own under their heading, each with its charts and text.
    fn own_blocks(self, own: &dyn OwnFigures, level: usize) -> Vec<Block> {
        let mut blocks = vec![Block::Section(Heading { level, style: HeadingStyle::Group, text: own.heading(self.lang).into() })];
        let level = level + 1;
        for table in own.tables() {
            blocks.push(Block::Table { name: TableName::Section(table.key), level });
            blocks.extend(self.charts_apart(ChartPage::Section(table.key)));
            let text = table.text.as_ref().filter(|text| (text.is_shown)(self.document, self.figures));
            blocks.extend(text.map(|text| headed(text.narrative, (text.heading)(self.lang), level)));
        }
        blocks
    }

    fn note_of_free_tables(self) -> Block {
        let words = self.lang.pick(
            "Disposition non vérifiée : aucun de ces tableaux n’a été lu dans un PAP publié. Chaque cellule garde ce qui y est saisi, chiffres ou mots, \
             et rien n’y est calculé. L’impression et les exports les laissent de côté, sauf si on les demande.",
            "Unverified layout: none of these tables was read in a published PAP. Each cell keeps what is typed, figures or words, and nothing is \
             computed. Print and exports leave them out unless they are asked for.",
        );
        Block::Notes(vec![words.to_owned()])
    }

    /// Each listed row of a section that says more of it than figures: its label, its texts, its own tables.
    fn row_blocks(self, section: &dyn Section, level: usize) -> Vec<Block> {
        let list = sections::list(section);
        let own = |row: &SectionRow| {
            let id = row.id;
            let texts = section
                .row_texts()
                .iter()
                .map(move |text| headed(Narrative::SectionRow { section: list, row: id, text: text.key }, (text.heading)(self.lang), level + 1));
            let tables = section.tables().iter().filter(|table| table.of_row.is_some());
            let tables = tables.map(move |table| Block::Table { name: TableName::SectionRow(table.key, id), level: level + 1 });
            let said: Vec<Block> = texts.chain(tables).collect();
            let heading = Heading { level, style: HeadingStyle::Group, text: row.label.clone() };
            (!said.is_empty()).then_some(Block::Section(heading)).into_iter().chain(said)
        };
        self.document.sections.rows(list).iter().flat_map(own).collect()
    }
}

/// The headings over several columns: none, or one for each run of columns.
fn groups(headings: &[ColumnHeading]) -> Vec<Group> {
    let runs = headings.chunk_by(|one, other| one.group == other.group);
    let groups: Vec<Group> = runs.filter_map(|run| Some(Group { title: run.first()?.group.clone(), span: run.len() })).collect();
    if groups.iter().all(|group| group.title.is_empty()) { vec![] } else { groups }
}

/// One of a few words in the language of the reader, others as they are.
fn words_of(words: &CodeWords, said: String, lang: Lang) -> String {
    words.choice(&said).map_or(said, |choice| {
        let [french, english] = choice.names;
        lang.pick(french, english).to_owned()
    })
}
