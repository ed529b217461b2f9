//! What makes pay change: from its base to what is asked for, factor by factor, in millions of euros.

use rust_decimal::Decimal;

use super::bars::not_entered;
use super::claims::{self, Claim, Operand, Statement, Subject, Titles};
use super::plot::Kind;
use super::{Chart, Data, End, Hue, Step, Waterfall, source};
use crate::calc::bridge::{self, Entered};
use crate::calc::{Compared, Figure, Figures};
use crate::lang::{Lang, Word, writing};
use crate::model::{Bridge, ChartFigures, ChartName, Document, Place, Year};

const NAME: ChartName = ChartName::of_document("pay");

/// From the base of pay to its total.
pub struct PayFactors;

impl Kind for PayFactors {
    fn chart(&self, document: &Document, figures: &Figures, lang: Lang, _name: ChartName) -> Option<Chart> {
        let ChartFigures::Bridge(bridge) = NAME.shape()?.figures else { return None };
        NAME.exists(document).then(|| Pay { document, figures, bridge, lang }.chart())
    }

    fn kicker(&self, lang: Lang) -> &'static str {
        lang.pick("Masse salariale hors CAS Pensions", "Pay, without CAS Pensions")
    }
}

#[derive(Clone, Copy)]
struct Pay<'a> {
    document: &'a Document,
    figures: &'a Figures,
    bridge: &'static Bridge,
    lang: Lang,
}

impl Pay<'_> {
    fn chart(self) -> Chart {
        let (lang, year) = (self.lang, self.document.year);
        let waterfall = self.waterfall();
        let claims: Vec<Claim> = self.claim().into_iter().collect();
        let heading = lang.pick(format!("Ce qui fait évoluer la masse salariale de {year}"), format!("What makes the pay of {year} change"));
        let Titles { title, neutral } = claims::titles(&claims, heading, lang);
        let begins =
            waterfall.axis().begins_at.map(writing::decimal).map_or_else(String::new, |begins| {
                lang.pick(format!("\u{202f}; l’axe commence à {begins}"), format!("; the axis begins at {begins}"))
            });
        Chart {
            name: NAME,
            summary: waterfall.summary(&title, lang),
            title,
            neutral_title: neutral,
            claims,
            subtitle: lang.pick(
                format!("Du socle à la masse salariale de {year}, en millions d’euros, hors CAS Pensions{begins}."),
                format!("From the base to the pay of {year}, in millions of euros, without CAS Pensions{begins}."),
            ),
            source: format!(
                "{} {}",
                source(self.document, lang, lang.pick("éléments salariaux", "elements of pay")),
                lang.pick("GVT\u{a0}: glissement vieillesse-technicité.", "GVT: drift of seniority.")
            ),
            data: Data::of(waterfall),
        }
    }

    fn waterfall(self) -> Waterfall {
        let (lang, year) = (self.lang, self.document.year);
        let entered = bridge::entered(self.document, self.bridge);
        let is_entered = entered != Entered::Nothing;
        // Without a base nothing leads anywhere.
        let steps = if matches!(entered, Entered::Partly(_)) { &[][..] } else { self.bridge.steps };
        let end = |row: &'static str, name: String, is_entered: bool| {
            let (value, text) = if is_entered { self.row(row) } else { (None, not_entered(lang).into()) };
            End {
                name,
                value,
                text: if value.is_some() { format!("{text}\u{202f}M€") } else { text },
                place: bridge::total(self.document, self.bridge, row).map(Place::Cell),
            }
        };
        let step = |row: &'static str| {
            let (value, text) = if is_entered { self.row(row) } else { (None, "–".into()) };
            let text = value.map_or(text, |value| writing::signed_decimal(self.printed(value)));
            Step {
                name: name(row, lang).into(),
                value,
                text,
                detail: None,
                size: None,
                is_behind: false,
                place: bridge::total(self.document, self.bridge, row).map(Place::Cell),
            }
        };
        Waterfall {
            start: end(
                self.bridge.from,
                lang.pick(format!("Socle {}", year.offset(-1)), format!("Base {}", year.offset(-1))),
                bridge::is_entered(self.document, self.bridge, self.bridge.from),
            ),
            steps: steps.iter().copied().map(step).collect(),
            end: end(self.bridge.to, lang.pick(format!("Masse salariale {year}"), format!("Pay {year}")), is_entered),
            hue: Hue::Blue,
            step_hue: Hue::Teal,
            ends_are_levels: false,
            details: None,
            change: String::new(),
            unit: "M€",
            no_figure: lang.pick("Socle de la masse salariale à saisir", "Base of pay not entered yet"),
        }
    }

    /// A row, and as it is printed: with the decimals of the row that has the most.
    fn row(self, row: &'static str) -> (Option<Decimal>, String) {
        let Some(place) = bridge::total(self.document, self.bridge, row) else { return (None, not_entered(self.lang).into()) };
        match self.figures.figure(self.document, Place::Cell(place)) {
            Figure::Number(number) | Figure::Effect(number) => (Some(number), writing::decimal(self.printed(number))),
            Figure::Overflow => (None, self.lang.word(Word::Overflow).into()),
            _ => (None, not_entered(self.lang).into()),
        }
    }

    fn printed(self, mut number: Decimal) -> Decimal {
        let decimals = bridge::columns(self.bridge).filter_map(|row| self.exact(row)).map(|number| number.scale()).max();
        number.rescale(number.scale().max(decimals.unwrap_or_default()));
        number
    }

    fn exact(self, row: &'static str) -> Option<Decimal> {
        bridge::exact(self.document, self.figures, bridge::total(self.document, self.bridge, row)?)
    }

    /// How pay changes and through what; nothing of figures beyond what a number can hold.
    fn claim(self) -> Option<Claim> {
        let statement = match bridge::entered(self.document, self.bridge) {
            Entered::Nothing => Change::NotEntered,
            Entered::Partly(_) => Change::NoBase,
            Entered::Whole => {
                let (from, to) = (self.exact(self.bridge.from)?, self.exact(self.bridge.to)?);
                let steps: Vec<(&'static str, Decimal)> =
                    self.bridge.steps.iter().map(|step| Some((*step, self.exact(step)?))).collect::<Option<_>>()?;
                let change = to.checked_sub(from)?;
                match change.is_zero() {
                    true => Change::Stays { total: to, is_offset: steps.iter().any(|(_, step)| !step.is_zero()) },
                    false => Change::Moves { change, through: bridge::leading(change, &steps) },
                }
            }
        };
        let operands = bridge::columns(self.bridge).filter_map(|row| {
            let place = bridge::total(self.document, self.bridge, row)?;
            Some(Operand { place: Place::Cell(place), value: self.exact(row).map(Compared::Number) })
        });
        Some(Claim::stated(Subject::Programme, statement, self.document.year, operands.collect()))
    }
}

/// What a factor is called under its bar.
fn name(row: &str, lang: Lang) -> &'static str {
    match row {
        "schema" => lang.pick("Schéma d’emplois", "Staffing plan"),
        "category-measures" => lang.pick("Mesures catégorielles", "Measures for categories"),
        "general" => lang.pick("Mesures générales", "General measures"),
        "gvt" => lang.pick("GVT solde", "GVT, net"),
        "rewind" => lang.pick("Rebasage", "Put back"),
        _ => lang.pick("Autres variations", "Other changes"),
    }
}

/// What the chart says of pay.
#[derive(Clone, Debug, PartialEq)]
enum Change {
    /// Nobody entered a factor.
    NotEntered,
    NoBase,
    Stays {
        total: Decimal,
        is_offset: bool,
    },
    /// Through the factor that weighs most, or that alone is not 0.
    Moves {
        change: Decimal,
        through: Option<(&'static str, bool)>,
    },
}

impl Statement for Change {
    fn name(&self) -> &'static str {
        match self {
            Self::NotEntered => "not-entered",
            Self::NoBase => "partly-entered",
            Self::Stays { .. } => "equal",
            Self::Moves { .. } => "pay-change",
        }
    }

    fn sentence(&self, year: Year, lang: Lang) -> String {
        match self {
            Self::NotEntered => lang.pick(
                format!("Facteurs d’évolution de la masse salariale de {year} à saisir"),
                format!("Factors of change in the pay of {year} not entered yet"),
            ),
            Self::NoBase => lang.pick(
                format!("Masse salariale de {year} en cours de saisie\u{a0}: socle à saisir"),
                format!("Pay of {year} partly entered: base not entered yet"),
            ),
            Self::Stays { total, is_offset } => {
                let total = writing::with_unit(*total, "M€");
                let offset = if *is_offset { lang.pick("\u{a0}: les facteurs se compensent", ": the factors cancel out") } else { "" };
                lang.pick(format!("La masse salariale reste à {total}{offset}"), format!("Pay stays at {total}{offset}"))
            }
            Self::Moves { change, through } => {
                let size = writing::with_unit(change.abs(), "M€");
                let verb = if change.is_sign_negative() { lang.pick("perd", "loses") } else { lang.pick("gagne", "gains") };
                let through = through.map_or_else(String::new, |(step, is_alone)| format!(", {}", words(step, is_alone, lang)));
                lang.pick(format!("La masse salariale {verb} {size} sur son socle{through}"), format!("Pay {verb} {size} from its base{through}"))
            }
        }
    }
}

/// "d’abord par le GVT", "par le seul GVT".
fn words(step: &str, is_alone: bool, lang: Lang) -> String {
    let (first, alone, english) = match step {
        "schema" => ("le schéma d’emplois", "le seul schéma d’emplois", "the staffing plan"),
        "category-measures" => ("les mesures catégorielles", "les seules mesures catégorielles", "measures for categories of staff"),
        "general" => ("les mesures générales", "les seules mesures générales", "general measures"),
        "gvt" => ("le GVT", "le seul GVT", "the GVT"),
        "rewind" => ("le rebasage de dépenses atypiques", "le seul rebasage de dépenses atypiques", "atypical expenditure put back"),
        _ => ("les autres variations", "les seules autres variations", "other changes"),
    };
    match is_alone {
        true => lang.pick(format!("par {alone}"), format!("through {english} alone")),
        false => lang.pick(format!("d’abord par {first}"), format!("first through {english}")),
    }
}
