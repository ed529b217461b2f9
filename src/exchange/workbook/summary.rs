//! The first sheet of a bill: each programme under its mission, with sums that follow the programmes' sheets.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Formula, XlsxError};

use super::formulas::{cell_name, quoted};
use super::plan::{Plan, Spot};
use super::sheet::{Finished, Sheet};
use super::styles::{Look, Shape, Styles};
use super::{LARGEST, WorkbookError, names};
use crate::calc::{magnitude, total, variation_percent};
use crate::lang::{Lang, Word};
use crate::model::{ActionScope, CreditPlace, Euros, Measure, NatureScope, Place, ProgrammeNumber, Stage, Year};
use crate::tables::Tables;

/// AE then CP: act of N-1, bill of N.
const COLUMNS: usize = 4;
/// Where each of them stands; the change stands after the second and the fourth.
const AT: [u16; COLUMNS] = [2, 3, 5, 6];
/// The last column.
const AT_LAST: u16 = 7;
const CHANGES: [(usize, usize, u16); 2] = [(0, 1, 4), (2, 3, 7)];
const BODY: u32 = 5;

/// A programme in the summary.
#[derive(Clone, Debug)]
pub(super) struct Line {
    year: Year,
    mission: String,
    number: Option<ProgrammeNumber>,
    name: String,
    sheet: usize,
    totals: [(Euros, Option<Spot>); COLUMNS],
}

impl Line {
    pub fn of(tables: Tables<'_>, plan: &Plan, sheet: usize) -> Self {
        let document = tables.document;
        let total = |measure, year, stage| {
            let credit = CreditPlace { year, stage, contributions: false, action: ActionScope::All, nature: NatureScope::All, measure };
            (tables.figures.credit(document, &credit).euros().unwrap_or_default(), plan.home(Place::Credit(credit)))
        };
        let [act, bill] = [(document.previous_year(), Stage::InitialAct), (document.year, Stage::Bill)];
        let totals = [(Measure::Ae, act), (Measure::Ae, bill), (Measure::Cp, act), (Measure::Cp, bill)];
        Self {
            year: document.year,
            mission: document.programme.mission.clone(),
            number: document.programme.number,
            name: document.programme.name.clone(),
            sheet,
            totals: totals.map(|(measure, (year, stage))| total(measure, year, stage)),
        }
    }
}

/// "Projet de loi de finances pour 2021".
pub(super) fn title(first: Tables<'_>) -> String {
    let year = first.document.year;
    first.lang.pick(format!("Projet de loi de finances pour {year}"), format!("Finance bill for {year}"))
}

/// A year's programmes by mission; missions and programmes in the order of the first programme's number.
pub(super) fn sheet(lang: Lang, lines: &[Line], names: &[String], styles: &mut Styles) -> Result<Finished, WorkbookError> {
    let amounts = || lines.iter().flat_map(|line| line.totals.map(|(euros, _)| euros));
    if magnitude(amounts()) > LARGEST {
        let amount = amounts().max_by_key(|euros| euros.get().unsigned_abs()).unwrap_or_default();
        return Err(WorkbookError::TooLarge { amount, name: lang.word(Word::Total).into() });
    }
    let mut years: Vec<Year> = lines.iter().map(|line| line.year).collect();
    years.sort_unstable();
    years.dedup();
    let mut sheet = Sheet::new(names::summary(lang), styles)?;
    sheet.begin(names::summary(lang), BODY - 1, [0, AT_LAST], false);
    sheet.worksheet.set_column_width(0, 12)?.set_column_width(1, 60)?.set_column_range_width(2, 7, 18)?;
    sheet.words(0, 0, &heading(lang, &years), Look::Title)?;
    sheet.words(1, 0, lang.pick("En euros, fonds de concours et attributions de produits exclus", "In euros, contributions excluded"), Look::Note)?;
    head(&mut sheet, lang, &years)?;
    let mut writing = Writing { sheet, names, row: BODY };
    for year in &years {
        writing.year(lang, lines.iter().filter(|line| line.year == *year).collect(), years.len() > 1)?;
    }
    writing.sheet.worksheet.set_freeze_panes(BODY, 2)?.set_repeat_rows(BODY - 2, BODY - 1)?;
    Ok(writing.sheet.end()?)
}

fn heading(lang: Lang, years: &[Year]) -> String {
    let years: Vec<String> = years.iter().map(Year::to_string).collect();
    let years = years.join(", ");
    lang.pick(format!("Projet de loi de finances pour {years} : programmes"), format!("Finance bill for {years}: programmes"))
}

fn head(sheet: &mut Sheet<'_>, lang: Lang, years: &[Year]) -> Result<(), XlsxError> {
    let (act, bill) = match years {
        [year] => (format!("LFI {}", year.offset(-1)), format!("PLF {year}")),
        _ => ("LFI N-1".to_owned(), "PLF N".to_owned()),
    };
    let (top, bottom) = (BODY - 2, BODY - 1);
    for (column, words) in [(0, lang.word(Word::Programme)), (1, lang.word(Word::Label))] {
        sheet.merged((top, column), (bottom, column), words, Look::LabelHeading)?;
    }
    for (word, column) in [(Word::CommitmentAuthorisations, 2), (Word::PaymentAppropriations, 5)] {
        sheet.merged((top, column), (top, column + 2), lang.word(word), Look::Group)?;
        for (words, column) in [act.as_str(), bill.as_str(), lang.word(Word::Variation)].into_iter().zip(column..) {
            sheet.words(bottom, column, words, Look::Heading)?;
        }
    }
    Ok(())
}

struct Writing<'a, 's> {
    sheet: Sheet<'s>,
    names: &'a [String],
    row: u32,
}

impl Writing<'_, '_> {
    fn year(&mut self, lang: Lang, mut lines: Vec<&Line>, names_year: bool) -> Result<(), XlsxError> {
        // A mission stands where its first programme does.
        let first = |mission: &str| lines.iter().filter(|line| line.mission == mission).map(|line| line.number).min().flatten();
        let ranks: Vec<(Option<ProgrammeNumber>, &str)> = lines.iter().map(|line| (first(&line.mission), line.mission.as_str())).collect();
        let mut order: Vec<((Option<ProgrammeNumber>, &str), &Line)> = ranks.into_iter().zip(lines.iter().copied()).collect();
        order.sort_by(|(a, x), (b, y)| (a, &x.number).cmp(&(b, &y.number)));
        lines = order.into_iter().map(|(_, line)| line).collect();
        let mut missions = Vec::new();
        for programmes in lines.chunk_by(|a, b| a.mission == b.mission) {
            missions.push(self.row);
            self.mission(lang, programmes)?;
        }
        let year = lines.first().filter(|_| names_year).map_or_else(String::new, |line| format!(" PLF {}", line.year));
        self.labels(&format!("{}{year}", lang.word(Word::Total)), "", Look::TotalLabel)?;
        self.sums(&lines, |column| {
            let parts: Vec<String> = missions.iter().map(|row| cell_name(Spot { sheet: 0, row: *row, column })).collect();
            format!("SUM({})", parts.join(","))
        })
    }

    /// The mission's line, which sums up those of its programmes under it.
    fn mission(&mut self, lang: Lang, programmes: &[&Line]) -> Result<(), XlsxError> {
        let name = programmes.first().map_or("", |line| line.mission.as_str());
        let name = if name.is_empty() { lang.word(Word::MissionWithoutName) } else { name };
        self.labels(lang.word(Word::Mission), name, Look::TotalLabel)?;
        let last = self.row + u32::try_from(programmes.len()).unwrap_or(u32::MAX);
        let first = self.row + 1;
        self.sums(programmes, |column| {
            let [from, to] = [first, last].map(|row| cell_name(Spot { sheet: 0, row, column }));
            format!("SUM({from}:{to})")
        })?;
        for line in programmes {
            let name = self.names.get(line.sheet).map_or("", String::as_str);
            self.sheet.link(self.row, 0, name, name)?;
            self.sheet.say(&line.name, Look::Note);
            self.sheet.words(self.row, 1, &line.name, Look::Label)?;
            let reference = |spot: Option<Spot>| spot.map(|spot| format!("{}!{}", quoted(name), cell_name(spot)));
            let formulas = line.totals.map(|(_, spot)| reference(spot).unwrap_or_else(|| "0".into()));
            self.figures(line.totals.map(|(euros, _)| euros), &formulas, Look::Computed)?;
        }
        Ok(())
    }

    fn labels(&mut self, first: &str, second: &str, look: Look) -> Result<(), XlsxError> {
        [first, second].into_iter().for_each(|words| self.sheet.say(words, Look::Note));
        self.sheet.words(self.row, 0, first, look)?;
        self.sheet.words(self.row, 1, second, look)
    }

    fn sums(&mut self, lines: &[&Line], formula: impl Fn(u16) -> String) -> Result<(), XlsxError> {
        let mut sums = [Euros::ZERO; COLUMNS];
        for (index, sum) in sums.iter_mut().enumerate() {
            let amounts = lines.iter().filter_map(|line| line.totals.get(index)).map(|(euros, _)| *euros);
            // Small enough: their magnitude was looked at.
            *sum = total(amounts).euros().unwrap_or_default();
        }
        self.figures(sums, &AT.map(formula), Look::Total)
    }

    fn figures(&mut self, amounts: [Euros; COLUMNS], formulas: &[String; COLUMNS], look: Look) -> Result<(), XlsxError> {
        let row = self.row;
        for ((euros, formula), column) in amounts.iter().zip(formulas).zip(AT) {
            let formula = Formula::new(formula).set_result(euros.get().to_string());
            self.sheet.worksheet.write_formula_with_format(row, column, formula, self.sheet.styles.of(look, Shape::Amount))?;
        }
        for (old, new, column) in CHANGES {
            let cell = |index: usize| AT.get(index).map_or_else(String::new, |column| cell_name(Spot { sheet: 0, row, column: *column }));
            let (old_cell, new_cell) = (cell(old), cell(new));
            let amount = |index: usize| amounts.get(index).copied().unwrap_or_default();
            let change = variation_percent(amount(new), amount(old), 1).ok().flatten();
            let result = change.map_or_else(|| "–".to_owned(), |percent| (percent / Decimal::ONE_HUNDRED).normalize().to_string());
            let formula = Formula::new(format!("IF({old_cell}=0,\"–\",ROUND(({new_cell}-{old_cell})/{old_cell},3))")).set_result(result);
            self.sheet.worksheet.write_formula_with_format(row, column, formula, self.sheet.styles.of(look, Shape::Change(1)))?;
        }
        self.row += 1;
        Ok(())
    }
}
