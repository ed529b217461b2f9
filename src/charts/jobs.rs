//! The bridge of jobs: from the ceiling that was authorised to the one that is asked for, in ETPT.

use rust_decimal::Decimal;

use super::bars::{not_entered, so_far};
use super::claims::{self, Claim, Operand, Statement, Subject, Titles};
use super::plot::Kind;
use super::{Chart, Data, End, Hue, Step, Waterfall, source, typographic};
use crate::calc::bridge::{self, Entered};
use crate::calc::{Compared, Figure, Figures};
use crate::lang::{Lang, Word, writing};
use crate::model::{Bridge, CellPlace, CellRow, ChartFigures, ChartName, Document, Place, Year};

const NAME: ChartName = ChartName::of_document("jobs");

/// From the authorised ceiling to the requested one.
pub struct JobsBridge;

impl Kind for JobsBridge {
    fn chart(&self, document: &Document, figures: &Figures, lang: Lang, _name: ChartName) -> Option<Chart> {
        let ChartFigures::Bridge(bridge) = NAME.shape()?.figures else { return None };
        NAME.exists(document).then(|| Jobs { document, figures, bridge, lang }.chart())
    }

    fn kicker(&self, lang: Lang) -> &'static str {
        lang.pick("Emplois rémunérés par le programme", "Jobs paid for by the programme")
    }
}

#[derive(Clone, Copy)]
struct Jobs<'a> {
    document: &'a Document,
    figures: &'a Figures,
    bridge: &'static Bridge,
    lang: Lang,
}

impl Jobs<'_> {
    fn chart(self) -> Chart {
        let lang = self.lang;
        let (year, before) = (self.document.year, self.document.previous_year());
        let waterfall = self.waterfall();
        let claims: Vec<Claim> = self.claim().into_iter().collect();
        let heading = lang.pick(
            format!("Du plafond d’emplois autorisé pour {before} au plafond demandé pour {year}"),
            format!("From the jobs ceiling authorised for {before} to the one requested for {year}"),
        );
        let Titles { title, neutral } = claims::titles(&claims, heading, lang);
        let begins =
            waterfall.axis().begins_at.map(writing::decimal).map_or_else(String::new, |begins| {
                lang.pick(format!("\u{202f}; l’axe commence à {begins}"), format!("; the axis begins at {begins}"))
            });
        let subtitle = if neutral.is_some() {
            lang.pick(
                format!("Du plafond autorisé pour {before} au plafond demandé pour {year}, en ETPT{begins}."),
                format!("From the ceiling authorised for {before} to the one requested for {year}, in ETPT{begins}."),
            )
        } else {
            lang.pick(format!("En ETPT{begins}."), format!("In ETPT{begins}."))
        };
        let part = lang.pick("emplois rémunérés par le programme", "jobs paid for by the programme");
        let abbreviation = lang.pick("ETPT\u{a0}: équivalents temps plein travaillé.", "ETPT: full-time equivalents worked.");
        Chart {
            name: NAME,
            summary: waterfall.summary(&title, lang),
            title,
            neutral_title: neutral,
            claims,
            subtitle,
            source: format!("{} {abbreviation}", source(self.document, lang, part)),
            data: Data::of(waterfall),
        }
    }

    /// What is asked for stands there once it was entered, and with it what leads to it.
    fn waterfall(self) -> Waterfall {
        let entered = bridge::entered(self.document, self.bridge);
        let after = if matches!(entered, Entered::Partly(_)) { so_far(self.lang) } else { "" };
        let end = |column: &'static str, name: String, is_entered: bool| {
            let (value, text) = if is_entered { self.total(column) } else { (None, not_entered(self.lang).into()) };
            let text = if value.is_some() { format!("{text}{after}") } else { text };
            End { name, value, text, place: bridge::total(self.document, self.bridge, column).map(Place::Cell) }
        };
        let is_entered = entered != Entered::Nothing;
        let (start_name, end_name) = self.lang.pick(("Autorisé", "Demandé"), ("Authorised", "Requested"));
        let step = |column: &'static str| {
            let (value, text) = if is_entered { self.total(column) } else { (None, "–".into()) };
            let place = bridge::total(self.document, self.bridge, column).map(Place::Cell);
            Step { name: self.step_name(column), value, text, detail: None, size: None, is_behind: false, place }
        };
        Waterfall {
            start: end(self.bridge.from, start_name.into(), bridge::is_entered(self.document, self.bridge, self.bridge.from)),
            steps: self.bridge.steps.iter().copied().map(step).collect(),
            end: end(self.bridge.to, end_name.into(), is_entered),
            hue: Hue::Blue,
            step_hue: Hue::Blue,
            ends_are_levels: true,
            details: None,
            change: String::new(),
            unit: "ETPT",
            no_figure: self.lang.pick("Plafond d’emplois autorisé à saisir", "Authorised jobs ceiling not entered yet"),
        }
    }

    /// The total of a column, and as it is printed: with the decimals of the total that has the most.
    fn total(self, column: &'static str) -> (Option<Decimal>, String) {
        let Some(place) = bridge::total(self.document, self.bridge, column) else { return (None, not_entered(self.lang).into()) };
        let printed = |mut number: Decimal| {
            number.rescale(number.scale().max(self.decimals()));
            number
        };
        match self.figures.figure(self.document, Place::Cell(place)) {
            Figure::Number(number) => (Some(number), writing::decimal(printed(number))),
            Figure::Effect(number) => (Some(number), writing::signed_decimal(printed(number))),
            Figure::Overflow => (None, self.lang.word(Word::Overflow).into()),
            _ => (None, not_entered(self.lang).into()),
        }
    }

    fn decimals(self) -> u32 {
        bridge::columns(self.bridge).filter_map(|column| self.exact(column)).map(|number| number.scale()).max().unwrap_or_default()
    }

    fn exact(self, column: &'static str) -> Option<Decimal> {
        bridge::exact(self.document, self.figures, bridge::total(self.document, self.bridge, column)?)
    }

    fn step_name(self, column: &str) -> String {
        let (year, before) = (self.document.year, self.document.previous_year());
        match column {
            "scope" => self.lang.pick("Périmètre", "Scope").into(),
            "transfer" => self.lang.pick("Transferts", "Transfers").into(),
            "technical" => self.lang.pick("Corrections", "Corrections").into(),
            "extension" => format!("{} {before}", self.lang.pick("Extension", "Extension")),
            _ => self.lang.pick(format!("Schémas {year}"), format!("Schemes {year}")),
        }
    }

    /// What changed and through what; nothing of figures beyond what a number can hold.
    fn claim(self) -> Option<Claim> {
        let statement = match bridge::entered(self.document, self.bridge) {
            Entered::Nothing => Ceiling::NotEntered,
            Entered::Partly(place) => Ceiling::Partly { row: self.row_name(place), lacks_start: place.column == self.bridge.from },
            Entered::Whole => {
                let (from, to) = (self.exact(self.bridge.from)?, self.exact(self.bridge.to)?);
                let steps: Vec<(&'static str, Decimal)> =
                    self.bridge.steps.iter().map(|step| Some((*step, self.exact(step)?))).collect::<Option<_>>()?;
                ceiling(to, to.checked_sub(from)?, &steps)
            }
        };
        let operands = bridge::columns(self.bridge).filter_map(|column| {
            let place = bridge::total(self.document, self.bridge, column)?;
            Some(Operand { place: Place::Cell(place), value: self.exact(column).map(Compared::Number) })
        });
        Some(Claim::stated(Subject::Programme, statement, self.document.year, operands.collect()))
    }

    /// "1020 – Catégorie A"; its number where nobody named the row.
    fn row_name(self, place: CellPlace) -> String {
        let CellRow::Listed(id) = place.row else { return String::new() };
        let sections = &self.document.sections;
        let words =
            sections.row(place.section, id).map(|row| [row.code.trim(), row.label.trim()].into_iter().filter(|word| !word.is_empty()).collect());
        match words.map(|words: Vec<&str>| words.join(" – ")).filter(|words| !words.is_empty()) {
            Some(words) => typographic(&words),
            None => format!("{} {}", self.lang.pick("ligne", "row"), sections.number(place.section, id).unwrap_or_default()),
        }
    }
}

/// What became of the ceiling: how it changed, and which step weighs most in that direction.
fn ceiling(asked: Decimal, change: Decimal, steps: &[(&'static str, Decimal)]) -> Ceiling {
    let moved = steps.iter().filter(|(_, step)| !step.is_zero()).count();
    if change.is_zero() {
        return Ceiling::Stays { asked, is_offset: moved > 0 };
    }
    let through = bridge::leading(change, steps).map(|(step, is_alone)| Through { step, is_alone });
    Ceiling::Moves { change, through }
}

/// What the chart says of the ceilings.
#[derive(Clone, Debug, PartialEq)]
enum Ceiling {
    /// Nobody entered what leads to the requested one.
    NotEntered,
    /// A row lacks what it starts from, or every effect.
    Partly {
        row: String,
        lacks_start: bool,
    },
    /// The requested ceiling is the authorised one; whether effects cancel out.
    Stays {
        asked: Decimal,
        is_offset: bool,
    },
    Moves {
        change: Decimal,
        through: Option<Through>,
    },
}

/// The step that weighs most, or that alone is not 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Through {
    step: &'static str,
    is_alone: bool,
}

impl Statement for Ceiling {
    fn name(&self) -> &'static str {
        match self {
            Self::NotEntered => "not-entered",
            Self::Partly { .. } => "partly-entered",
            Self::Stays { .. } => "equal",
            Self::Moves { .. } => "ceiling-change",
        }
    }

    fn sentence(&self, year: Year, lang: Lang) -> String {
        match self {
            Self::NotEntered => {
                lang.pick(format!("Plafond d’emplois demandé pour {year} à saisir"), format!("Jobs ceiling requested for {year} not entered yet"))
            }
            Self::Partly { row, lacks_start } => {
                let (french, english) = if *lacks_start { ("plafond autorisé", "authorised ceiling") } else { ("effets", "effects") };
                lang.pick(
                    format!("Emplois de {year} en cours de saisie\u{a0}: {french} de «\u{a0}{row}\u{a0}» à saisir"),
                    format!("Jobs of {year} partly entered: {english} of “{row}” not entered yet"),
                )
            }
            Self::Stays { asked, is_offset } => {
                let asked = writing::decimal(*asked);
                let offset = if *is_offset { lang.pick("\u{a0}: les effets se compensent", ": the effects cancel out") } else { "" };
                lang.pick(format!("Le plafond demandé reste à {asked} ETPT{offset}"), format!("The requested ceiling stays at {asked} ETPT{offset}"))
            }
            Self::Moves { change, through } => {
                let size = writing::decimal(change.abs());
                let verb = if change.is_sign_negative() { lang.pick("perd", "loses") } else { lang.pick("gagne", "gains") };
                let through = through.map_or_else(String::new, |through| format!(", {}", through.words(year, lang)));
                lang.pick(format!("Le plafond demandé {verb} {size} ETPT{through}"), format!("The requested ceiling {verb} {size} ETPT{through}"))
            }
        }
    }
}

impl Through {
    /// "d’abord par les transferts", "par les seuls transferts".
    fn words(self, year: Year, lang: Lang) -> String {
        let before = year.offset(-1);
        let (first, alone, english) = match self.step {
            "scope" => ("les mesures de périmètre", "les seules mesures de périmètre", "scope measures".to_owned()),
            "transfer" => ("les transferts", "les seuls transferts", "transfers".to_owned()),
            "technical" => ("les corrections techniques", "les seules corrections techniques", "technical corrections".to_owned()),
            "extension" => ("l’extension des schémas", "la seule extension des schémas", format!("the extension of the {before} schemes")),
            _ => ("les schémas", "les seuls schémas", format!("the {year} schemes")),
        };
        let of_year = match self.step {
            "scope" | "transfer" | "technical" => String::new(),
            "extension" => format!(" de {before}"),
            _ => format!(" de {year}"),
        };
        match self.is_alone {
            true => lang.pick(format!("par {alone}{of_year}"), format!("through {english} alone")),
            false => lang.pick(format!("d’abord par {first}{of_year}"), format!("first through {english}")),
        }
    }
}
