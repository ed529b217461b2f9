//! The report of a rollover: part by part what was there, what is there, and what was carried, emptied, locked and waits for an answer.

use std::collections::{BTreeMap, BTreeSet};

use crate::calc::{Figure, Figures, Hint, hint, stated};
use crate::editing::review::unconfirmed;
use crate::lang::{Lang, writing};
use crate::model::{
    ActionScope, AmountEntry, CellPlace, CellRow, ColumnShape, CreditPlace, Document, Entry, Measure, NatureScope, Place, RowId, Shape, Stage,
    ValueKind, Year,
};
use crate::sections::{self, Emptied, Heading, OwnFigures, Section, SumRow, TableDef};
use crate::tables::Tables;

/// A part of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Credits,
    Contributions,
    Indicators,
    /// What a section empties of figures with places of their own, by its name there.
    Emptied(&'static str),
    /// A section, by the key of its page.
    Section(&'static str),
    Texts,
    Structure,
}

/// What a rollover did to a part: how many entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartReport {
    pub part: Part,
    pub carried: usize,
    pub to_confirm: usize,
    pub emptied: usize,
    pub locked: usize,
}

/// What a rollover did, from the document before and the one after.
pub fn report(before: &Document, after: &Document) -> Vec<PartReport> {
    let sections = sections::ALL.into_iter().filter(|section| !section.tables().is_empty() && sections::has_facts(*section, before));
    let own = emptied_parts().map(|emptied| PartReport { emptied: emptied.entries, ..PartReport::none(Part::Emptied(emptied.key)) });
    let parts = [credits_report(before, after, false), credits_report(before, after, true), indicators_report(after)];
    let kept = [
        PartReport { carried: after.inherited.len(), ..PartReport::none(Part::Texts) },
        PartReport { carried: after.actions.len() + after.objectives.len() + after.indicators().count(), ..PartReport::none(Part::Structure) },
    ];
    parts.into_iter().chain(own).chain(sections.map(|section| section_report(section, before, after))).chain(kept).collect()
}

impl PartReport {
    fn none(part: Part) -> Self {
        Self { part, carried: 0, to_confirm: 0, emptied: 0, locked: 0 }
    }

    /// Carried, to confirm, emptied, locked.
    pub fn counts(&self) -> [usize; 4] {
        [self.carried, self.to_confirm, self.emptied, self.locked]
    }

    /// All parts together; texts and structure are of another kind and are counted as well.
    pub fn total(parts: &[Self]) -> [usize; 4] {
        parts.iter().fold([0; 4], |[carried, to_confirm, emptied, locked], part| {
            [carried + part.carried, to_confirm + part.to_confirm, emptied + part.emptied, locked + part.locked]
        })
    }
}

fn credits_report(before: &Document, after: &Document, contributions: bool) -> PartReport {
    let part = if contributions { Part::Contributions } else { Part::Credits };
    let entries = |document: &Document, year, stage| -> Vec<AmountEntry> {
        let rows = document.ledger(contributions).stage(year, stage);
        rows.flat_map(|(action, category, row)| {
            let own = Measure::BOTH.into_iter().filter(|measure| row.get(*measure).is_some());
            own.map(move |measure| AmountEntry::Credit { year, stage: Stage::InitialAct, contributions, action, category, measure })
                .collect::<Vec<_>>()
        })
        .collect()
    };
    let carried = entries(before, before.year, Stage::Bill);
    let filled = entries(after, after.year, Stage::Bill).len();
    PartReport {
        carried: carried.len(),
        to_confirm: carried.iter().filter(|entry| after.unconfirmed(**entry)).count(),
        emptied: carried.len().saturating_sub(filled),
        ..PartReport::none(part)
    }
}

fn indicators_report(after: &Document) -> PartReport {
    let mut report = PartReport::none(Part::Indicators);
    for row in after.indicators().flat_map(|indicator| &indicator.rows) {
        for (year, kind) in after.layout().indicator_columns() {
            let key = (row.id, year, kind);
            if after.is_locked(key) {
                report.locked += 1;
            } else if after.values.contains_key(&key) {
                report.carried += 1;
            } else {
                report.emptied += 1;
            }
        }
    }
    report
}

/// What the next PAP shows in the cells that this one had: the same, what it asked for, or nothing.
fn section_report(section: &dyn Section, before: &Document, after: &Document) -> PartReport {
    let mut report = PartReport::none(Part::Section(section.key()));
    let waiting: BTreeSet<CellPlace> =
        unconfirmed(after).into_iter().filter_map(|entry| if let Entry::Cell(cell) = entry { Some(cell) } else { None }).collect();
    let shapes: BTreeMap<&str, &Shape> = section.tables().iter().flat_map(TableDef::shapes).map(|shape| (shape.key, shape)).collect();
    for shape in shapes.into_values() {
        let of_shape = waiting.iter().filter(|cell| cell.section == shape.key).count();
        report.carried += of_shape;
        report.to_confirm += of_shape;
        for (cell, _) in before.sections.cells_of(shape.key) {
            let is_shown = cell.year.is_none_or(|year| shape.years.iter().any(|offset| before.year.offset(*offset) == year));
            let next = CellPlace { year: cell.year.map(|year| year.offset(1)), ..*cell };
            if is_shown && !waiting.contains(&next) {
                let is_there = after.sections.cell(next).is_some();
                report.carried += usize::from(is_there);
                report.emptied += usize::from(!is_there);
            }
        }
    }
    report
}

/// "Plafond demandé pour 2024 (6) : 24,00": the totals of the columns of a section that are chosen.
fn section_totals(section: &dyn Section, document: &Document, lang: Lang, is_chosen: impl Fn(&Heading, &ColumnShape) -> bool) -> Vec<String> {
    let figures = Figures::of(document);
    let tables = Tables { document, figures: &figures, lang };
    let of_table = |table: &TableDef| -> Vec<String> {
        let said = table.parts.iter().flat_map(|part| {
            let chosen = (table.columns)(document.year, lang).into_iter().filter(|heading| {
                let column = part.shape.column(heading.column);
                part.shape.has_total && column.is_some_and(|column| is_chosen(heading, column))
            });
            let named = |title: String| match part.sum {
                SumRow::Below => title,
                SumRow::BelowAs(name) | SumRow::Above(name) => format!("{}, {title}", name(lang)),
            };
            let total = |heading: &Heading| tables.cell(Place::Cell(part.shape.cell(CellRow::Total, heading.year, heading.column))).text(lang);
            chosen.map(|heading| (total(&heading), named(heading.title))).map(|(total, title)| (title, total)).collect::<Vec<_>>()
        });
        said.filter(|(_, total)| !total.is_empty()).map(|(title, total)| format!("{title}{} {total}", lang.pick("\u{a0}:", ":"))).collect()
    };
    section.tables().iter().flat_map(of_table).collect()
}

/// "Indice : Emplois, 1036 - Magistrats, dont extension… : −0,52.", for the first cell of a section that last year says something of.
fn section_hint(section: &dyn Section, document: &Document, lang: Lang) -> String {
    let figures = Figures::of(document);
    let tables = Tables { document, figures: &figures, lang };
    let parts = section.tables().iter().flat_map(|table| table.parts.iter().map(move |part| (table, part)));
    let hinted = parts.flat_map(|(table, part)| {
        let shape = part.shape;
        let headings = (table.columns)(document.year, lang).into_iter().zip(0..);
        let columns = headings.flat_map(|(heading, rank)| part.columns(rank, &heading).into_iter().map(move |column| (heading.year, column)));
        let columns = columns.filter(|(_, column)| shape.column(column).is_some_and(|column| !column.hint.is_empty()));
        let columns: Vec<(Option<Year>, &str)> = columns.collect();
        let rows = if columns.is_empty() { vec![] } else { shape.rows(document) };
        let cells =
            rows.into_iter().flat_map(|row| columns.iter().map(|(year, column)| Place::Cell(shape.cell(row, *year, column))).collect::<Vec<_>>());
        cells.collect::<Vec<_>>()
    });
    let said = hinted.filter_map(|place| Some((place, tables.hint(place)?))).next();
    said.map_or_else(String::new, |(place, hint)| {
        let name = tables.place_name(place);
        lang.pick(format!("Indice\u{a0}: {name}, {hint}."), format!("Hint: {name}, {hint}."))
    })
}

/// A column of either layout, for one row of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewColumn {
    pub year: Year,
    pub kind: ValueKind,
    pub before: PreviewCell,
    pub after: PreviewCell,
}

/// What a value is in the tables of one of the two years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreviewCell {
    /// In no column of that year; the value stays in the file.
    Outside,
    Filled(String),
    Locked(String),
    /// Empty, with what last year suggests.
    Hinted(String),
    Empty,
}

/// A row of an indicator before and after, column by column in the order of time.
pub fn preview(before: &Document, after: &Document, row: RowId) -> Vec<PreviewColumn> {
    let mut columns: Vec<(Year, ValueKind)> = before.layout().indicator_columns().into_iter().chain(after.layout().indicator_columns()).collect();
    // Within a year: what was announced, what was revised, what came of it.
    let rank = |kind: ValueKind| match kind {
        ValueKind::Forecast => 0,
        ValueKind::RevisedForecast => 1,
        ValueKind::Actual => 2,
        ValueKind::Target => 3,
    };
    columns.sort_by_key(|(year, kind)| (*year, rank(*kind)));
    columns.dedup();
    let cell = |document: &Document, year: Year, kind: ValueKind| {
        if !document.layout().shows(year, kind) {
            return PreviewCell::Outside;
        }
        match document.values.get(&(row, year, kind)).map(writing::value) {
            Some(value) if document.is_locked((row, year, kind)) => PreviewCell::Locked(value),
            Some(value) => PreviewCell::Filled(value),
            None => match hint(document, Place::Value { row, year, kind }) {
                Some(Hint::Value(value)) => PreviewCell::Hinted(writing::value(&value)),
                Some(Hint::Amount(_) | Hint::Number(_)) | None => PreviewCell::Empty,
            },
        }
    };
    columns.into_iter().map(|(year, kind)| PreviewColumn { year, kind, before: cell(before, year, kind), after: cell(after, year, kind) }).collect()
}

impl Part {
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Credits => lang.pick("Crédits", "Credits"),
            Self::Contributions => lang.pick("FdC et AdP", "FdC and AdP"),
            Self::Indicators => lang.pick("Indicateurs", "Indicators"),
            Self::Emptied(key) => emptied_part(key).map_or(key, |emptied| (emptied.name)(lang)),
            Self::Section(key) => section_of(key).map_or(key, |section| section.name(lang)),
            Self::Texts => lang.pick("Textes", "Texts"),
            Self::Structure => "Structure",
        }
    }

    /// What the PAP that passes says there.
    pub fn before(self, before: &Document, lang: Lang) -> String {
        let year = before.year;
        let colon = lang.pick("\u{a0}:", ":");
        match self {
            Self::Credits => format!("PLF {year}{colon} {}", asked(before, year, Stage::Bill, false, lang)),
            Self::Contributions => {
                let amounts = asked(before, year, Stage::Bill, true, lang);
                lang.pick(format!("Attendus en {year}{colon} {amounts}"), format!("Expected in {year}{colon} {amounts}"))
            }
            Self::Indicators => columns(before, lang),
            Self::Emptied(key) => emptied_part(key).map_or_else(String::new, |part| (part.before)(before, lang)),
            Self::Section(key) => {
                let totals = section_of(key).map_or_else(Vec::new, |section| section_totals(section, before, lang, |heading, _| heading.is_total));
                let cells = before.sections.cells().filter(|(cell, _)| sections::of_key(cell.section).is_some_and(|of| of.key() == key)).count();
                let counted = match cells {
                    1 => lang.pick("1 chiffre".into(), "1 figure".into()),
                    _ => lang.pick(format!("{cells} chiffres"), format!("{cells} figures")),
                };
                if totals.is_empty() { counted } else { totals.join(" ; ") }
            }
            Self::Texts => {
                let texts = before.texts.len();
                let amounts: usize = before.texts.values().map(|text| stated(text.as_str(), &|_| None).0.len()).sum();
                lang.pick(format!("{texts} textes, {amounts} montants"), format!("{texts} texts, {amounts} amounts"))
            }
            Self::Structure => {
                let (actions, objectives, indicators) = (before.actions.len(), before.objectives.len(), before.indicators().count());
                lang.pick(
                    format!("{actions} actions, {objectives} objectifs, {indicators} indicateurs"),
                    format!("{actions} actions, {objectives} objectives, {indicators} indicators"),
                )
            }
        }
    }

    /// What the next PAP says there, and what remains to be said of it.
    pub fn after(self, after: &Document, lang: Lang) -> [String; 2] {
        let (year, last) = (after.year, after.previous_year());
        let colon = lang.pick("\u{a0}:", ":");
        let copied = |contributions: bool| after.ledger(contributions).stage(year, Stage::Bill).next().is_some();
        match self {
            Self::Credits => {
                let voted = to_confirm(after, false, lang);
                let rest = if copied(false) {
                    lang.pick(format!("PLF {year} repris du PLF {last}."), format!("PLF {year} starts from PLF {last}."))
                } else {
                    lang.pick(format!("PLF {year} à saisir."), format!("PLF {year} to enter."))
                };
                [format!("LFI {last}{colon} {voted}"), rest]
            }
            Self::Contributions => {
                let planned = to_confirm(after, true, lang);
                let rest = if copied(true) {
                    lang.pick(format!("Attendus en {year} repris de {last}."), format!("Expected in {year} as in {last}."))
                } else {
                    lang.pick(format!("Attendus en {year} à saisir."), format!("Expected in {year} to enter."))
                };
                [lang.pick(format!("Prévus en {last}{colon} {planned}"), format!("Planned in {last}{colon} {planned}")), rest]
            }
            Self::Indicators => {
                [columns(after, lang), lang.pick("Les autres valeurs restent dans le fichier.", "Other values stay in the file.").into()]
            }
            Self::Emptied(key) => [emptied(lang), emptied_part(key).map_or_else(String::new, |part| hinted(after, (part.first)(year), lang))],
            Self::Section(key) => {
                let Some(section) = section_of(key) else { return [emptied(lang), String::new()] };
                let carried = section_totals(section, after, lang, |_, column| column.carries.is_some());
                let waits = lang.pick("à confirmer", "to confirm");
                let carried = if carried.is_empty() { emptied(lang) } else { format!("{}, {waits}", carried.join(" ; ")) };
                [carried, section_hint(section, after, lang)]
            }
            Self::Texts => [
                lang.pick("Repris, marqués hérités", "Kept, marked inherited").into(),
                lang.pick("Années et montants surlignés pour relecture.", "Years and amounts highlighted, to be read again.").into(),
            ],
            Self::Structure => [
                lang.pick("Gardée", "Kept").into(),
                lang.pick("Ce qui changera rédigera l’évolution de la maquette.", "What changes will draft the changes of the layout.").into(),
            ],
        }
    }
}

/// What the sections empty of figures with places of their own.
fn emptied_parts() -> impl Iterator<Item = &'static Emptied> {
    sections::ALL.into_iter().filter_map(Section::own_figures).flat_map(OwnFigures::emptied)
}

fn emptied_part(key: &str) -> Option<&'static Emptied> {
    emptied_parts().find(|part| part.key == key)
}

fn section_of(key: &str) -> Option<&'static dyn Section> {
    sections::ALL.into_iter().find(|section| section.key() == key)
}

/// "10 600 000 en AE et en CP", or both amounts.
fn asked(document: &Document, year: Year, stage: Stage, contributions: bool, lang: Lang) -> String {
    let stages: &[Stage] = if stage == Stage::InitialAct { &[Stage::InitialAct, Stage::Bill, Stage::Amendment] } else { &[stage] };
    if stages.iter().all(|stage| document.ledger(contributions).stage(year, *stage).next().is_none()) {
        return lang.pick("vide", "empty").into();
    }
    let figures = Figures::of(document);
    let total = |measure| {
        let place = CreditPlace { year, stage, contributions, action: ActionScope::All, nature: NatureScope::All, measure };
        match figures.figure(document, Place::Credit(place)) {
            Figure::Amount(euros) => writing::euros(euros),
            _ => "–".into(),
        }
    };
    let [ae, cp] = Measure::BOTH.map(total);
    if ae == cp {
        lang.pick(format!("{ae} en AE et en CP"), format!("{ae} in AE and in CP"))
    } else {
        lang.pick(format!("{ae} en AE, {cp} en CP"), format!("{ae} in AE, {cp} in CP"))
    }
}

/// The amounts of the act that nobody has confirmed yet: "10 600 000 en AE et en CP, à confirmer"; "vide" where there are none.
fn to_confirm(after: &Document, contributions: bool, lang: Lang) -> String {
    let year = after.previous_year();
    let amounts = asked(after, year, Stage::InitialAct, contributions, lang);
    let waits = after.ledger(contributions).stage(year, Stage::Bill).next().is_some();
    if waits { lang.pick(format!("{amounts}, à confirmer"), format!("{amounts}, to confirm")) } else { amounts }
}

/// "6 colonnes, de 2018 à 2023".
fn columns(document: &Document, lang: Lang) -> String {
    let columns = document.layout().indicator_columns();
    let [first, .., last] = columns;
    lang.pick(
        format!("{} colonnes, de {} à {}", columns.len(), first.0, last.0),
        format!("{} columns, from {} to {}", columns.len(), first.0, last.0),
    )
}

fn emptied(lang: Lang) -> String {
    lang.pick("Vide", "Empty").into()
}

/// "Indice : 2 444 661", for the first entry of a part that was emptied.
fn hinted(document: &Document, (place, column): (Place, Option<String>), lang: Lang) -> String {
    match hint(document, place) {
        Some(Hint::Amount(euros)) => {
            let column = column.map_or_else(String::new, |column| format!(" ({column})"));
            lang.pick(format!("Indice\u{a0}: {}{column}.", writing::euros(euros)), format!("Hint: {}{column}.", writing::euros(euros)))
        }
        Some(Hint::Value(_) | Hint::Number(_)) | None => String::new(),
    }
}

/// The report as lines of text, for a terminal.
pub fn report_text(before: &Document, after: &Document, lang: Lang) -> String {
    let parts = report(before, after);
    let colon = lang.pick("\u{a0}:", ":");
    let counts = |[carried, to_confirm, emptied, locked]: [usize; 4]| {
        lang.pick(
            format!("{carried} repris, {to_confirm} à confirmer, {emptied} vides, {locked} verrouillés"),
            format!("{carried} carried, {to_confirm} to confirm, {emptied} empty, {locked} locked"),
        )
    };
    let mut lines = vec![format!("PAP {} → PAP {}", before.year, after.year)];
    for own in &parts {
        let [said, rest] = own.part.after(after, lang);
        lines.push(format!("  {}{colon} {}", own.part.name(lang), counts(own.counts())));
        lines.push(format!("    {} → {said}. {rest}", own.part.before(before, lang)).trim_end().to_owned());
    }
    lines.push(format!("  Total{colon} {}.", counts(PartReport::total(&parts))));
    lines.join("\n") + "\n"
}
