//! Outstanding commitments, payment schedule, opening keys.

use super::{Cell, Column, ColumnRole, Level, Row, Table, TableName, Tables};
use crate::lang::Word;
use crate::model::{Horizon, Opening, Origin, OutstandingItem, Place};

impl Tables<'_> {
    pub(super) fn outstanding(self) -> Table {
        let year = self.document.year;
        let columns = OutstandingItem::ALL.map(|item| Column::plain(self.outstanding_heading(item)).of(ColumnRole::Sentence));
        let cells = OutstandingItem::ALL.map(|item| self.cell(Place::Outstanding { year, item }));
        Table {
            name: TableName::Outstanding,
            look: self.look(TableName::Outstanding),
            title: self.lang.pick(
                format!("Estimation des restes à payer au 31/12/{}", year.offset(-1)),
                format!("Estimate of outstanding commitments at 31/12/{}", year.offset(-1)),
            ),
            row_header: String::new(),
            groups: vec![],
            columns: columns.into(),
            rows: vec![Row { label: String::new(), label_place: None, level: Level::Main, cells: cells.into() }],
            share: None,
        }
    }

    pub(super) fn outstanding_heading(self, item: OutstandingItem) -> String {
        let (last, before) = (self.document.year.offset(-1), self.document.year.offset(-2));
        let (french, english) = match item {
            OutstandingItem::Rap => (
                format!("Engagements sur années antérieures non couverts par des paiements au 31/12/{before} (RAP {before})"),
                format!("Commitments of earlier years not covered by payments at 31/12/{before} (RAP {before})"),
            ),
            OutstandingItem::RapRestated => (
                format!(
                    "Engagements sur années antérieures non couverts par des paiements au 31/12/{before} y.c. travaux de fin de gestion postérieurs au RAP {before}"
                ),
                format!("Commitments of earlier years not covered by payments at 31/12/{before}, year-end work after RAP {before} included"),
            ),
            OutstandingItem::Ae if self.document.layout().is_stacked() => (
                format!("AE (LFI + LFR + Décret d’avance) {last} + Reports {before} vers {last} + Prévision de FdC et AdP"),
                format!("AE (LFI + LFR + advance decree) {last} + carry-overs {before} to {last} + forecast of FdC and AdP"),
            ),
            OutstandingItem::Cp if self.document.layout().is_stacked() => (
                format!("CP (LFI + LFR + Décret d’avance) {last} + Reports {before} vers {last} + Prévision de FdC et AdP"),
                format!("CP (LFI + LFR + advance decree) {last} + carry-overs {before} to {last} + forecast of FdC and AdP"),
            ),
            OutstandingItem::Ae => (
                format!("AE (LFI + LFRs) {last} + reports {before} vers {last} + prévision de FdC et AdP"),
                format!("AE (LFI + LFRs) {last} + carry-overs {before} to {last} + forecast of FdC and AdP"),
            ),
            OutstandingItem::Cp => (
                format!("CP (LFI + LFRs) {last} + reports {before} vers {last} + prévision de FdC et AdP"),
                format!("CP (LFI + LFRs) {last} + carry-overs {before} to {last} + forecast of FdC and AdP"),
            ),
            OutstandingItem::Estimate => (
                format!("Évaluation des engagements non couverts par des paiements au 31/12/{last}"),
                format!("Estimate of commitments not covered by payments at 31/12/{last}"),
            ),
        };
        self.lang.pick(french, english)
    }

    /// Two rows by origin, and the totals; cells that print two amounts are two columns.
    pub(super) fn schedule(self) -> Table {
        let year = self.document.year;
        let contributions = self.word(Word::Contributions);
        let mut columns = vec![Column::led("AE", "PLF"), Column::led("AE", contributions)];
        columns.extend(Opening::ALL.map(|opening| {
            let horizon = self.horizon_heading(opening.horizon());
            match opening {
                Opening::Plf => Column::led(horizon, "PLF"),
                Opening::Contributions => Column::led(horizon, contributions),
                Opening::Next | Opening::AfterNext | Opening::Beyond => {
                    Column { title: horizon.clone(), lead: horizon, rest: String::new(), role: ColumnRole::Figures }
                }
            }
        }));
        let entries = |origin| Opening::ALL.map(|opening| self.cell(Place::Schedule { year, origin, opening }));
        let total = |horizon| self.cell(Place::ScheduleTotal { year, horizon });
        let row = |label: String, level, cells: Vec<Cell>| Row { label, label_place: None, level, cells };
        let new_ae = [false, true].map(|contributions| self.cell(Place::ScheduleNewAe { year, contributions }));
        let rows = vec![
            row(
                self.outstanding_heading(OutstandingItem::Estimate),
                Level::Main,
                [self.cell(Place::ScheduleEarlierAe { year }), Cell::blank()].into_iter().chain(entries(Origin::Earlier)).collect(),
            ),
            row(
                self.lang.pick(format!("AE nouvelles pour {year}"), format!("New AE for {year}")),
                Level::Main,
                new_ae.into_iter().chain(entries(Origin::New)).collect(),
            ),
            row(
                self.word(Word::Totals).into(),
                Level::Total,
                vec![
                    Cell::blank(),
                    Cell::blank(),
                    total(Horizon::Current),
                    Cell::blank(),
                    total(Horizon::Next),
                    total(Horizon::AfterNext),
                    total(Horizon::Beyond),
                ],
            ),
        ];
        Table {
            name: TableName::Schedule,
            look: self.look(TableName::Schedule),
            title: self.word(Word::PaymentSchedule).into(),
            row_header: "AE".into(),
            groups: vec![],
            columns,
            rows,
            share: None,
        }
    }

    /// "CP 2021", "CP au-delà de 2023".
    pub(super) fn horizon_heading(self, horizon: Horizon) -> String {
        match self.document.layout().horizon_year(horizon) {
            Some(year) => format!("CP {year}"),
            None => {
                let last = self.document.year.offset(2);
                self.lang.pick(format!("CP au-delà de {last}"), format!("CP beyond {last}"))
            }
        }
    }

    pub(super) fn keys(self) -> Table {
        let year = self.document.year;
        let heading = |horizon| {
            let cp = self.horizon_heading(horizon);
            match horizon {
                Horizon::Current => self
                    .lang
                    .pick(format!("{cp} demandés sur AE nouvelles en {year} / AE {year}"), format!("{cp} asked on new AE of {year} / AE {year}")),
                _ => self.lang.pick(format!("{cp} sur AE nouvelles en {year} / AE {year}"), format!("{cp} on new AE of {year} / AE {year}")),
            }
        };
        let cells = Horizon::ALL.map(|horizon| self.cell(Place::Key { year, horizon }));
        Table {
            name: TableName::Keys,
            look: self.look(TableName::Keys),
            title: self.lang.pick(format!("Clés d'ouverture des crédits de paiement sur AE {year}"), format!("Opening keys of CP on AE {year}")),
            row_header: String::new(),
            groups: vec![],
            columns: Horizon::ALL.map(|horizon| Column::plain(heading(horizon)).of(ColumnRole::Sentence)).into(),
            rows: vec![Row { label: String::new(), label_place: None, level: Level::Main, cells: cells.into() }],
            share: None,
        }
    }
}
