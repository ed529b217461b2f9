//! The tables of indicators and the summary of objectives.

use super::{Cell, CellKind, Column, ColumnRole, Content, Group, Level, Row, Table, TableName, Tables};
use crate::calc::Figure;
use crate::lang::{Word, writing};
use crate::model::{self, Indicator, IndicatorId, Place, RowId, TextPlace, ValueKind, Year};

impl Tables<'_> {
    /// One row for each sub-indicator: unit, then a column for each year and kind of the layout.
    pub(super) fn indicator(self, id: IndicatorId) -> Option<Table> {
        let indicator = self.document.indicator(id)?;
        let (objective, number) = self.document.indicator_number(id)?;
        let layout = self.document.layout().indicator_columns();
        let mut columns = vec![Column::plain(self.word(Word::Unit)).of(ColumnRole::Words)];
        let mut groups = vec![Group { title: String::new(), span: 1 }];
        for (year, kind) in layout {
            let year_text = year.to_string();
            let role = if kind == ValueKind::Target { ColumnRole::Target } else { ColumnRole::Figures };
            columns.push(Column::grouped(&year_text, self.kind_heading(year, kind)).of(role));
            match groups.last_mut() {
                Some(group) if group.title == year_text => group.span += 1,
                _ => groups.push(Group { title: year_text, span: 1 }),
            }
        }
        let rows = indicator.rows.iter().map(|row| Row {
            label: indicator.label_of(row).into(),
            label_place: Some(self.row_text(indicator, row.id, row.label.is_some(), TextPlace::RowLabel, TextPlace::IndicatorLabel)),
            nature: None,
            level: Level::Main,
            cells: [self.unit_cell(indicator, row)].into_iter().chain(layout.map(|(year, kind)| self.value_cell(row.id, year, kind))).collect(),
        });
        Some(Table {
            name: TableName::Indicator(id),
            look: self.look(TableName::Indicator(id)),
            title: format!("{objective}.{number} – {}", indicator.label),
            row_header: String::new(),
            groups,
            columns,
            rows: rows.collect(),
            share: None,
        })
    }

    /// "Réalisation", "Prévision PAP 2020", "Cible"; from PLF 2023 on "(Cible PAP 2022)", "(Cible)".
    pub fn kind_heading(self, year: Year, kind: ValueKind) -> String {
        let announced = year == self.document.previous_year();
        if self.document.layout().is_stacked() && matches!(kind, ValueKind::Forecast | ValueKind::Target) {
            return if announced {
                self.lang.pick(format!("(Cible PAP {year})"), format!("(Target, PAP {year})"))
            } else {
                self.lang.pick("(Cible)", "(Target)").into()
            };
        }
        match kind {
            ValueKind::Actual => self.lang.pick("Réalisation", "Actual").into(),
            ValueKind::Forecast if announced => self.lang.pick(format!("Prévision PAP {year}"), format!("Forecast, PAP {year}")),
            ValueKind::Forecast => self.lang.pick("Prévision", "Forecast").into(),
            ValueKind::RevisedForecast => self.lang.pick("Prévision actualisée", "Revised forecast").into(),
            ValueKind::Target => self.lang.pick("Cible", "Target").into(),
        }
    }

    /// The text that a row shows: its own, or the indicator's while the first row has none.
    fn row_text(
        self,
        indicator: &Indicator,
        row: RowId,
        own: bool,
        of_row: fn(RowId) -> TextPlace,
        of_indicator: fn(IndicatorId) -> TextPlace,
    ) -> TextPlace {
        if indicator.is_first_row(row) && !own { of_indicator(indicator.id) } else { of_row(row) }
    }

    fn unit_cell(self, indicator: &Indicator, row: &model::Row) -> Cell {
        let unit = indicator.unit_of(row);
        Cell {
            place: Some(Place::Text(self.row_text(indicator, row.id, row.unit.is_some(), TextPlace::RowUnit, TextPlace::IndicatorUnit))),
            kind: if unit.is_empty() { CellKind::Empty } else { CellKind::Entered },
            content: Content::Words(unit.into()),
        }
    }

    pub(super) fn value_cell(self, row: RowId, year: Year, kind: ValueKind) -> Cell {
        let place = Some(Place::Value { row, year, kind });
        match self.document.values.get(&(row, year, kind)) {
            Some(value) => Cell { place, kind: CellKind::Entered, content: Content::Value(value.clone()) },
            None => Cell { place, kind: CellKind::Empty, content: Content::Figure(Figure::Blank) },
        }
    }

    /// The values of an indicator that the PAP of last year announced otherwise: "Cible 2023 : 180, au lieu de 200 au PAP 2021".
    pub fn traced(self, id: IndicatorId) -> Vec<String> {
        let Some(indicator) = self.document.indicator(id) else { return vec![] };
        let last = self.document.previous_year();
        let columns = self.document.layout().indicator_columns();
        let keys = indicator.rows.iter().flat_map(|row| columns.map(|(year, kind)| (row, year, kind)));
        let changed = keys.filter_map(|(row, year, kind)| {
            let key = (row.id, year, kind);
            let announced = self.document.published.values.get(&key)?;
            let now = self.document.values.get(&key).filter(|now| now.unmarked() != announced.unmarked()).map(writing::value)?;
            let of = if indicator.rows.len() > 1 { format!(" ({})", indicator.label_of(row)) } else { String::new() };
            let kind = self.kind_heading(year, kind).trim_matches(['(', ')']).to_owned();
            let announced = writing::value(announced);
            Some(self.lang.pick(
                format!("{kind} {year}{of}\u{a0}: {now}, au lieu de {announced} au PAP {last}."),
                format!("{kind} {year}{of}: {now} instead of {announced} in PAP {last}."),
            ))
        });
        changed.collect()
    }

    /// Derived: each objective and its indicators, by name.
    pub(super) fn objectives(self) -> Table {
        let row = |label: String, level, name: &str, place| Row {
            label,
            label_place: None,
            nature: None,
            level,
            cells: vec![Cell {
                place: Some(Place::Text(place)),
                kind: if name.is_empty() { CellKind::Empty } else { CellKind::Entered },
                content: Content::Words(name.into()),
            }],
        };
        let mut rows = Vec::new();
        for (objective, number) in self.document.objectives.iter().zip(1..) {
            let label = format!("{} {number}", self.word(Word::Objective).to_uppercase());
            rows.push(row(label, Level::Main, &objective.label, TextPlace::ObjectiveLabel(objective.id)));
            rows.extend(objective.indicators.iter().zip(1..).map(|(indicator, sub)| {
                let label = format!("{} {number}.{sub}", self.word(Word::Indicator).to_uppercase());
                row(label, Level::Sub, &indicator.label, TextPlace::IndicatorLabel(indicator.id))
            }));
        }
        Table {
            name: TableName::Objectives,
            look: self.look(TableName::Objectives),
            title: self.word(Word::ObjectivesSummary).into(),
            row_header: String::new(),
            groups: vec![],
            columns: vec![Column::plain(self.word(Word::Label)).of(ColumnRole::Words)],
            rows,
            share: None,
        }
    }
}
