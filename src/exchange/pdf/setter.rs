//! Words, texts, tables and charts in the form in which they are printed.

use super::columns::{self, Length};
use super::drawing::{self, Drawing, PrintedWidth};
use super::pieces::{Column, Group, Line, Row, Span, TableContent, TextTable};
use super::{PRESS, Printed, typography};
use crate::charts;
use crate::lang::typography::held;
use crate::model::{Alignment, Block, BlockKind, ChartName, Narrative, Passage, Span as TextSpan, Text, TextPart, TextPlace};
use crate::tables::{Cell, Holds, Level, MainRows, Setting, StandIn, Table, Tables};

/// Turns words and tables into what is printed.
#[derive(Clone, Copy)]
pub(super) struct Setter<'a> {
    pub tables: Tables<'a>,
    pub printed: Printed,
}

impl Setter<'_> {
    pub fn set(&self, text: &str) -> String {
        typography::set(text, self.tables.lang, |character| PRESS.draws(character))
    }

    pub fn words(&self, place: TextPlace) -> String {
        self.set(&self.tables.words(place))
    }

    /// Words that lead to what follows: "Source des données :".
    pub fn lead(&self, caption: &str) -> String {
        self.set(&format!("{caption}{}", self.tables.lang.pick(" :", ":")))
    }

    /// The lines of a text, links as their figures, after a lead.
    pub fn lines(&self, place: Narrative, lead: &str) -> Vec<Line> {
        // Before it is cut where its weight changes: what holds two words together may stand between two of them.
        let text = Text::new(&held(&self.tables.words(TextPlace::Narrative(place)), self.tables.lang));
        // A heading without words is refused by PDF/UA, and says nothing.
        let says_something = |block: &Block<'_>| block.spans().any(|span| !self.set(span.text).trim().is_empty());
        let mut headings = 0;
        let mut lines: Vec<Line> = Vec::new();
        for part in text.parts() {
            match part {
                TextPart::Block(block) if block.kind.is_heading() && !says_something(&block) => {}
                TextPart::Block(block) => {
                    let line = self.line(&block, headings);
                    headings = if block.kind.is_heading() { line.level + 1 } else { headings };
                    lines.push(line);
                }
                TextPart::Table(table) => {
                    let row = |row: &Vec<Passage<'_>>| row.iter().map(|cell| self.spans(&cell.spans)).collect();
                    let table = TextTable {
                        headed: table.has_heading,
                        rows: table.rows.iter().map(row).collect(),
                        alignments: table.alignments.into_iter().map(alignment).collect(),
                    };
                    lines.push(Line { table: Some(table), ..Line::new("table", String::new(), vec![]) });
                }
            }
        }
        match lines.first_mut() {
            Some(first) if first.is_paragraph() => lead.clone_into(&mut first.lead),
            Some(_) if !lead.is_empty() => lines.insert(0, Line::new("paragraph", lead.to_owned(), vec![])),
            _ => {}
        }
        lines
    }

    /// A block, under so many levels of headings: none may be left out, for screen readers.
    fn line(&self, block: &Block<'_>, headings: u8) -> Line {
        let (kind, level, number) = match block.kind {
            BlockKind::Heading(level) => ("heading", level.saturating_sub(1).min(headings), 0),
            BlockKind::Bullet(level) => ("bullet", level, 0),
            BlockKind::Number(level, number) => ("number", level, number),
            BlockKind::Note(number) => ("note", 0, number),
            // Rows stand in tables.
            BlockKind::Paragraph | BlockKind::Row | BlockKind::Rule => ("paragraph", 0, 0),
        };
        let spans = block.cells.first().map_or_else(Vec::new, |words| self.spans(&words.spans));
        Line { level, number, ..Line::new(kind, String::new(), spans) }
    }

    fn spans(&self, spans: &[TextSpan<'_>]) -> Vec<Span> {
        let span = |span: &TextSpan<'_>| match (span.note, span.bold, span.italic) {
            (Some(number), ..) => vec![Span { kind: "raised", text: number.to_string() }],
            (None, true, true) => weighed(&self.set(span.text), "both"),
            (None, true, false) => weighed(&self.set(span.text), "bold"),
            (None, false, true) => weighed(&self.set(span.text), "italic"),
            (None, false, false) => weighed(&self.set(span.text), "plain"),
        };
        spans.iter().flat_map(span).collect()
    }

    /// A text of one weight.
    pub fn plain(&self, words: &str) -> Vec<Span> {
        weighed(words, "plain")
    }

    /// The unit of a table beside its title, unless its headings say it.
    pub fn unit(&self, table: &Table) -> &'static str {
        let lang = self.tables.lang;
        if table.look.printed_header.is_some() {
            ""
        } else {
            match self.tables.stand_in(table) {
                Some(StandIn::Bill) if table.is_in_euros() => {
                    lang.pick("en euros, loi de finances initiale à confirmer", "in euros, initial budget act to confirm")
                }
                Some(StandIn::LastPap) => lang.pick("chiffres repris de l’an dernier, à confirmer", "figures of last year, to confirm"),
                Some(StandIn::Bill) | None => table.unit(lang),
            }
        }
    }

    pub fn table(&self, table: &Table) -> TableContent {
        let rows: Vec<Row> = table
            .rows
            .iter()
            .map(|row| Row {
                label: self.set(&row.label),
                level: match (row.level, table.look.main_rows) {
                    (Level::Total, _) => "total",
                    (Level::Sub, _) => "sub",
                    (Level::Detail, _) => "detail",
                    (Level::Main, MainRows::Plain) => "main",
                    (Level::Main, MainRows::StrongLabels | MainRows::StrongFigures) => "strong",
                },
                cells: row.cells.iter().map(|cell| self.cell(cell)).collect(),
            })
            .collect();
        let columns = table.columns.iter().enumerate().map(|(index, column)| Column {
            heading: self.heading_words(&column.title),
            lead: self.heading_words(&column.lead),
            rest: self.heading_words(&column.rest),
            grouped: table.groups.iter().any(|group| !group.title.is_empty()),
            longest: rows.iter().filter_map(|row| row.cells.get(index)).max_by_key(|cell| cell.chars().count()).cloned().unwrap_or_default(),
            role: column.role,
            width: Length::default(),
            gap: Length::default(),
        });
        let mut columns: Vec<Column> = columns.collect();
        let fit = match table.look.setting {
            Setting::Page => columns::fit(&columns, table.is_labelled().then(|| rows.iter().map(|row| &row.label))),
            Setting::List => columns::list(&columns),
        };
        for ((column, width), gap) in columns.iter_mut().zip(fit.widths).zip(fit.gaps) {
            (column.width, column.gap) = (width, gap);
            if fit.is_cut {
                [&mut column.lead, &mut column.rest].into_iter().for_each(|words| *words = words.replace('\u{a0}', " "));
            }
        }
        let row_header = table.look.printed_header.as_ref().unwrap_or(&table.row_header);
        TableContent {
            look: match (table.look.holds, table.look.setting) {
                (Holds::Words, _) => "summary",
                (_, Setting::List) => "list",
                (_, Setting::Page) => "figures",
            },
            labelled: table.is_labelled(),
            size: fit.size,
            row_header: self.set(row_header),
            groups: table.groups.iter().map(|group| Group { title: self.set(&group.title), span: group.span }).collect(),
            columns,
            rows,
        }
    }

    /// A figure is written as it is printed; words are set.
    fn cell(&self, cell: &Cell) -> String {
        let text = cell.text(self.tables.lang);
        if cell.value().is_some() { text } else { self.set(&text) }
    }

    /// A heading of a column, in which no line ends with a word that leads to the next.
    fn heading_words(&self, words: &str) -> String {
        const LEADING: [&str; 10] = ["de", "en", "et", "à", "au", "des", "of", "for", "in", "and"];
        let words = self.set(words);
        let mut held = String::with_capacity(words.len() + 8);
        let mut before = None;
        for word in words.split(' ') {
            match before {
                Some(leading) if LEADING.contains(&leading) => held.push('\u{a0}'),
                Some(_) => held.push(' '),
                None => {}
            }
            held.push_str(word);
            before = Some(word);
        }
        held
    }

    /// A chart that has something to draw.
    pub fn drawing(&self, name: ChartName, width: PrintedWidth) -> Option<Drawing> {
        let Tables { document, figures, lang } = self.tables;
        let chart = charts::chart(document, figures, lang, name).filter(|chart| chart.data.has_figures())?;
        Some(drawing::of(&chart, width, |words| self.set(words)))
    }
}

fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    }
}

/// The spans of one look, the letters of "1er" raised.
fn weighed(text: &str, kind: &'static str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("1er") {
        let stands_alone = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        let raised = if stands_alone { Span { kind: "raised", text: "er".into() } } else { Span { kind, text: "er".into() } };
        spans.extend([Span { kind, text: format!("{before}1") }, raised]);
        rest = after;
    }
    spans.push(Span { kind, text: rest.into() });
    spans.retain(|span| !span.text.is_empty());
    spans
}
