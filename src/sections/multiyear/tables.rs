//! Outstanding commitments, payment schedule, opening keys: their cells, row by row.

use super::words;
use crate::calc::{Figure, Figures};
use crate::lang::{Lang, Word};
use crate::model::{Document, Horizon, Level, Narrative, Opening, Origin, OutstandingItem, Place, Rule, Year};
use crate::sections::{Column, ColumnRole, ColumnWidth, Control, FigureRow, FigureTable, FigureText, Holds};

pub(super) static TABLES: [FigureTable; 3] = [
    FigureTable {
        key: "outstanding",
        title: |year, lang| {
            let end = year.offset(-1);
            lang.pick(format!("Estimation des restes à payer au 31/12/{end}"), format!("Estimate of outstanding commitments at 31/12/{end}"))
        },
        sheet: |lang| lang.pick("Restes à payer", "Outstanding"),
        row_header: "",
        holds: Holds::Euros,
        width: ColumnWidth::Amount,
        expects_entries: true,
        control: Some(|year, lang| Control {
            words: words::formula(lang),
            place: Place::OutstandingComputed { year },
            rule: Rule::OutstandingEstimate,
        }),
        columns: |year, lang| OutstandingItem::ALL.map(|item| Column::plain(words::outstanding(item, year, lang)).of(ColumnRole::Sentence)).into(),
        rows: |year, _| vec![FigureRow::of("", OutstandingItem::ALL.map(|item| Place::Outstanding { year, item }))],
        text: Some(FigureText { narrative: Narrative::OutstandingJustification, heading: words::justification, is_shown: is_gap_explained }),
    },
    FigureTable {
        key: "schedule",
        title: |_, lang| words::schedule(lang).into(),
        sheet: |lang| lang.pick("Échéancier", "Schedule"),
        row_header: "AE",
        holds: Holds::Euros,
        width: ColumnWidth::Closest,
        expects_entries: true,
        control: None,
        columns: schedule_columns,
        rows: schedule_rows,
        text: None,
    },
    FigureTable {
        key: "keys",
        title: |year, lang| lang.pick(format!("Clés d'ouverture des crédits de paiement sur AE {year}"), format!("Opening keys of CP on AE {year}")),
        sheet: |lang| lang.pick("Clés d’ouverture", "Opening keys"),
        row_header: "",
        holds: Holds::Figures,
        width: ColumnWidth::Amount,
        expects_entries: false,
        control: None,
        columns: |year, lang| Horizon::ALL.map(|horizon| Column::plain(words::key(horizon, year, lang)).of(ColumnRole::Sentence)).into(),
        rows: |year, _| vec![FigureRow::of("", Horizon::ALL.map(|horizon| Place::Key { year, horizon }))],
        text: Some(FigureText { narrative: Narrative::ScheduleComment, heading: words::schedule_comment, is_shown: |_, _| true }),
    },
];

/// A gap between the estimate and the formula is to be explained, and what was written of one stays.
fn is_gap_explained(document: &Document, figures: &Figures) -> bool {
    let year = document.year;
    let estimate = Place::Outstanding { year, item: OutstandingItem::Estimate };
    let [estimate, computed] = [estimate, Place::OutstandingComputed { year }].map(|place| figures.figure(document, place));
    !document.text(Narrative::OutstandingJustification).is_empty() || (estimate != computed && estimate != Figure::Blank)
}

/// Cells that print two amounts are two columns.
fn schedule_columns(year: Year, lang: Lang) -> Vec<Column> {
    let contributions = lang.word(Word::Contributions);
    let openings = Opening::ALL.map(|opening| {
        let horizon = words::horizon(opening.horizon(), year, lang);
        match opening {
            Opening::Plf => Column::led(horizon, "PLF"),
            Opening::Contributions => Column::led(horizon, contributions),
            Opening::Next | Opening::AfterNext | Opening::Beyond => Column::lead(horizon),
        }
    });
    [Column::led("AE", "PLF"), Column::led("AE", contributions)].into_iter().chain(openings).collect()
}

/// Two rows by origin, and the totals.
fn schedule_rows(year: Year, lang: Lang) -> Vec<FigureRow> {
    let openings = |origin| Opening::ALL.map(|opening| Some(Place::Schedule { year, origin, opening }));
    let new_ae = [false, true].map(|contributions| Some(Place::ScheduleNewAe { year, contributions }));
    let total = |horizon| Some(Place::ScheduleTotal { year, horizon });
    let earlier = [Some(Place::ScheduleEarlierAe { year }), None].into_iter().chain(openings(Origin::Earlier));
    let new = new_ae.into_iter().chain(openings(Origin::New));
    vec![
        FigureRow { label: words::outstanding(OutstandingItem::Estimate, year, lang), level: Level::Main, cells: earlier.collect() },
        FigureRow { label: lang.pick(format!("AE nouvelles pour {year}"), format!("New AE for {year}")), level: Level::Main, cells: new.collect() },
        FigureRow {
            label: lang.pick("Totaux", "Totals").into(),
            level: Level::Total,
            cells: vec![None, None, total(Horizon::Current), None, total(Horizon::Next), total(Horizon::AfterNext), total(Horizon::Beyond)],
        },
    ]
}
