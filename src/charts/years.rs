//! Credits over the years that the document knows: bills and acts of the whole programme, AE and CP.

use super::bars::{Amounts, exact, measure_name, total};
use super::claims::{self, Claim, Statement, Subject, Titles};
use super::data_table::{DataCell, DataTable, table};
use super::drawn::Highlighted;
use super::pen::Pen;
use super::plot::{Kind, Plot};
use super::unit::AmountUnit;
use super::{Chart, Data, colon, semicolon, source, years_scene};
use crate::calc::{Figures, years};
use crate::lang::{Lang, writing};
use crate::model::{ChartName, CreditPlace, Document, Euros, Measure, Place, Stage, Sum, Year};

#[derive(Clone, Debug, PartialEq)]
pub struct Years {
    /// AE, then CP.
    pub measures: [MeasureOver; 2],
    /// What stands there without any amount.
    pub no_figure: &'static str,
}

/// One measure over the years.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureOver {
    /// "Autorisations d’engagement (AE)".
    pub name: &'static str,
    pub rows: Vec<YearRow>,
}

/// A bill or an act.
#[derive(Clone, Debug, PartialEq)]
pub struct YearRow {
    /// "LFI 2020".
    pub name: String,
    pub year: Year,
    /// Asked for, not voted.
    pub is_bill: bool,
    /// `None` beyond what an amount can hold.
    pub amount: Option<Euros>,
    pub text: String,
    pub place: Place,
}

/// Bills and acts over the years.
pub struct CreditsOverYears;

impl Kind for CreditsOverYears {
    fn chart(&self, document: &Document, figures: &Figures, lang: Lang, name: ChartName) -> Option<Chart> {
        Some(Builder { amounts: Amounts::of(document, figures), lang }.chart(name))
    }

    fn kicker(&self, lang: Lang) -> &'static str {
        lang.pick("Crédits demandés et votés, année par année", "Appropriations requested and voted, year by year")
    }
}

impl Plot for Years {
    fn has_figures(&self) -> bool {
        self.measures.iter().any(|of| !of.rows.is_empty())
    }

    fn draw(&self, pen: &mut Pen, _highlighted: Highlighted) {
        years_scene::draw(pen, self);
    }

    fn table(&self, lang: Lang) -> DataTable {
        let words = DataCell::words;
        let rows = self
            .measures
            .iter()
            .flat_map(|of| of.rows.iter().map(|row| vec![words(of.name), words(&row.name), DataCell::euros(&row.text, row.amount)]));
        table(&[lang.pick("Mesure", "Measure"), lang.pick("Loi de finances", "Finance act"), lang.pick("Montant", "Amount")], rows.collect())
    }
}

#[derive(Clone, Copy)]
struct Builder<'a> {
    amounts: Amounts<'a>,
    lang: Lang,
}

impl Builder<'_> {
    fn chart(self, name: ChartName) -> Chart {
        let (document, lang) = (self.amounts.document, self.lang);
        let year = document.year;
        let unentered = Measure::BOTH.into_iter().find_map(|measure| claims::unentered(self.amounts, measure));
        let claims: Vec<Claim> = unentered.or_else(|| self.claim()).into_iter().collect();
        let first = Measure::BOTH.into_iter().flat_map(|measure| self.known(measure)).map(|place| place.year).min().unwrap_or(year);
        let heading = if first == year {
            lang.pick(format!("Crédits de {year}"), format!("Appropriations of {year}"))
        } else {
            lang.pick(format!("Crédits de {first} à {year}"), format!("Appropriations from {first} to {year}"))
        };
        let Titles { title, neutral } = claims::titles(&claims, heading, lang);
        let sums = Measure::BOTH.into_iter().flat_map(|measure| self.known(measure)).map(|place| self.sum(&place));
        let unit = AmountUnit::of(sums.filter_map(|sum| sum.euros().ok()));
        let measures = Measure::BOTH.map(|measure| self.over(measure, unit));
        let data = Years { measures, no_figure: self.amounts.no_credit(lang) };
        let scale = unit.words(lang);
        Chart {
            name,
            summary: self.summary(&data, &title),
            title,
            neutral_title: neutral,
            claims,
            subtitle: lang.pick(
                format!("Crédits demandés (PLF) et votés (LFI) que le document connaît, {scale}, hors FdC et AdP."),
                format!("Appropriations requested (PLF) and voted (LFI) that the document knows, {scale}, FdC and AdP excluded."),
            ),
            source: source(
                document,
                lang,
                lang.pick("présentation des crédits, et PAP des années précédentes", "appropriations, and PAP of the years before"),
            ),
            data: Data::of(data),
        }
    }

    fn known(self, measure: Measure) -> Vec<CreditPlace> {
        years::known(self.amounts.document, self.amounts.figures, measure)
    }

    fn sum(self, place: &CreditPlace) -> Sum {
        self.amounts.figures.credit(self.amounts.document, place)
    }

    fn over(self, measure: Measure, unit: AmountUnit) -> MeasureOver {
        let document = self.amounts.document;
        let row = |place: CreditPlace| {
            let (year, stage, sum) = (place.year, place.stage, self.sum(&place));
            let is_bill = stage == Stage::Bill;
            let is_now = year == document.year || (!is_bill && year == document.previous_year());
            let write = |amount| if is_now { self.amounts.so_far(stage, measure, unit.write(amount), self.lang) } else { unit.write(amount) };
            let (_, text) = total(sum, self.lang, write);
            YearRow {
                name: format!("{} {year}", if is_bill { "PLF" } else { "LFI" }),
                year,
                is_bill,
                amount: sum.euros().ok(),
                text,
                place: Place::Credit(place),
            }
        };
        MeasureOver { name: measure_name(measure, self.lang), rows: self.known(measure).into_iter().map(row).collect() }
    }

    /// From the first act that is known to the bill; nothing where a measure has not both.
    fn claim(self) -> Option<Claim> {
        let acts = Measure::BOTH.map(|measure| self.known(measure).into_iter().find(|place| place.stage == Stage::InitialAct));
        let [Some(ae), Some(cp)] = acts else { return None };
        if ae.year != cp.year {
            return None;
        }
        let between = |act: CreditPlace| {
            let bill = CreditPlace { year: self.amounts.document.year, stage: Stage::Bill, ..act };
            let [from, to] = [act, bill].map(|place| self.amounts.at(&place).and_then(|sum| sum.euros().ok()));
            Some([from?, to?])
        };
        let statement = Over { from: ae.year, measures: [between(ae)?, between(cp)?] };
        let operands = [ae, cp].into_iter().flat_map(|act| {
            let bill = CreditPlace { year: self.amounts.document.year, stage: Stage::Bill, ..act };
            [act, bill].map(|place| claims::operand(self.amounts, place))
        });
        Some(Claim::stated(Subject::Programme, statement, self.amounts.document.year, operands.collect()))
    }

    fn summary(self, data: &Years, title: &str) -> String {
        let lang = self.lang;
        let of_measure = |of: &MeasureOver| {
            let rows: Vec<String> = of.rows.iter().map(|row| format!("{} {}", row.name, row.text)).collect();
            let rows = if rows.is_empty() { lang.pick("vide", "empty").to_owned() } else { rows.join(semicolon(lang)) };
            format!(" {}{}{rows}.", of.name, colon(lang))
        };
        let measures: String = data.measures.iter().map(of_measure).collect();
        format!("{title}. {}.{measures}", lang.pick("Graphique en barres", "Bar chart"))
    }
}

/// From an act to the bill: AE and CP.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Over {
    /// The year of the act.
    from: Year,
    measures: [[Euros; 2]; 2],
}

impl Statement for Over {
    fn name(&self) -> &'static str {
        "credits-over-years"
    }

    fn sentence(&self, year: Year, lang: Lang) -> String {
        let [(ae_verb, ae), (cp_verb, cp)] = self.measures.map(|measure| clause(measure, lang));
        let cp = if cp_verb == ae_verb { cp } else { format!("{cp_verb} {cp}") };
        let from = self.from;
        lang.pick(
            format!("De la LFI {from} au PLF {year}, les AE {ae_verb} {ae}, les CP {cp}"),
            format!("From the LFI {from} to the PLF {year}, AE {ae_verb} {ae}, CP {cp}"),
        )
    }
}

/// "passent", "de 9,2 M€ à 10,6 M€": exact where both are written alike.
fn clause([from, to]: [Euros; 2], lang: Lang) -> (&'static str, String) {
    let write = if writing::scaled(from) == writing::scaled(to) { exact } else { writing::scaled };
    let [before, now] = [from, to].map(write);
    match from == to {
        true => lang.pick(("restent", format!("à {}", writing::scaled(to))), ("stay", format!("at {}", writing::scaled(to)))),
        false => lang.pick(("passent", format!("de {before} à {now}")), ("go", format!("from {before} to {now}"))),
    }
}
