//! The board of attainment: each row of each indicator with its last actual, its forecast and its target, how far it is from it, and, in the
//! direction that its drafter gave, whether it is met.

use rust_decimal::Decimal;

use super::claims::{self, Claim, Operand, Statement, Subject, Titles};
use super::data_table::{DataCell, DataTable, table};
use super::drawn::Highlighted;
use super::pen::Pen;
use super::plot::{Kind, Plot};
use super::{Chart, Data, attainment_scene, colon, semicolon, source};
use crate::calc::attainment::{self, Column, Columns, Standing};
use crate::calc::{Compared, Figures};
use crate::lang::{Lang, RowName, Word, better, capitalised, writing};
use crate::model::{About, Better, ChartName, Document, Indicator, IndicatorValue, Place, RowId, ValueKind, Year};

#[derive(Clone, Debug, PartialEq)]
pub struct Attainment {
    /// Over the actual, the forecast and the target: what it is, and its year.
    pub heads: [Head; 3],
    pub rows: Vec<BoardRow>,
    /// "Sous-indicateur, unité", "mieux si", "échelle propre, depuis zéro", "réalisation − cible", "cible 2023".
    pub words: BoardWords,
    /// What stands there without any indicator.
    pub no_indicator: &'static str,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    pub kind: &'static str,
    pub year: Year,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BoardWords {
    pub name: &'static str,
    pub better: &'static str,
    pub track: &'static str,
    pub gap: [&'static str; 2],
    pub standing: String,
}

/// A row of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardRow {
    pub row: RowId,
    /// "1.1".
    pub number: String,
    pub name: String,
    /// The indicator and its row, of an indicator that has several: each keeps a line.
    pub parts: Option<[String; 2]>,
    pub unit: String,
    /// Whether it is the first of its objective.
    pub begins_objective: bool,
    pub better: Option<Better>,
    /// Actual, forecast and target; `None` where nothing was entered.
    pub values: [Option<IndicatorValue>; 3],
    pub places: [Option<Place>; 3],
    /// "–" where nothing was entered.
    pub texts: [String; 3],
    /// The actual less the target, where both are numbers.
    pub gap: Option<Decimal>,
    /// "−7,6 pts".
    pub gap_text: String,
    pub standing: Standing,
    /// "atteinte dès 2019".
    pub standing_text: String,
    /// Its values are written with "%".
    pub is_percentage: bool,
}

/// Every row against its target.
pub struct Board;

impl Kind for Board {
    fn chart(&self, document: &Document, _figures: &Figures, lang: Lang, name: ChartName) -> Option<Chart> {
        match name.about {
            About::Sheet(sheet) => Builder { document, lang, columns: attainment::columns(document) }.chart(name, sheet),
            About::Document | About::Row(_) | About::Indicator(_) => None,
        }
    }

    fn kicker(&self, lang: Lang) -> &'static str {
        lang.pick("Où en sont les objectifs", "Where the objectives stand")
    }
}

impl Plot for Attainment {
    fn has_figures(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.values).any(|value| matches!(value, Some(IndicatorValue::Number { .. } | IndicatorValue::Range { .. })))
    }

    fn draw(&self, pen: &mut Pen, _highlighted: Highlighted) {
        attainment_scene::draw(pen, self);
    }

    fn table(&self, lang: Lang) -> DataTable {
        let words = DataCell::words;
        let heads = self.heads.each_ref().map(|head| format!("{} {}", capitalised(head.kind), head.year));
        let [actual, forecast, target] = heads.each_ref().map(String::as_str);
        let headings = [
            lang.word(Word::Indicator),
            lang.word(Word::Unit),
            lang.pick("Mieux si", "Better if"),
            actual,
            forecast,
            target,
            lang.pick("Réalisation − cible", "Actual − target"),
            &capitalised(&self.words.standing),
        ];
        let row = |row: &BoardRow| {
            let values = row.values.iter().zip(&row.texts).map(|(value, text)| match value {
                Some(value) => DataCell::value(text, value),
                None => DataCell::figure(text, None),
            });
            let better = row.better.map_or("", |of| better(of, lang));
            let head = [words(&format!("{} – {}", row.number, row.name)), words(&row.unit), words(better)];
            let gap = DataCell::figure(&row.gap_text, row.gap.map(|gap| gap.to_string()));
            head.into_iter().chain(values).chain([gap, words(&row.standing_text)]).collect()
        };
        table(&headings, self.rows.iter().map(row).collect())
    }
}

#[derive(Clone, Copy)]
struct Builder<'a> {
    document: &'a Document,
    lang: Lang,
    columns: Columns,
}

impl Builder<'_> {
    /// A sheet of the board; `None` when the document has fewer. Its title is about all of them.
    fn chart(self, name: ChartName, sheet: u8) -> Option<Chart> {
        let (document, lang) = (self.document, self.lang);
        let sheets = name.sheets(document);
        let shown = sheets.get(usize::from(sheet))?;
        let (all, year) = (self.all(), self.columns.target.0);
        let rows: Vec<BoardRow> = all.iter().filter(|(_, row)| shown.contains(row)).filter_map(|(of, row)| self.row(of, *row)).collect();
        let judged: Vec<(&Indicator, RowId)> = all.iter().filter(|(of, row)| attainment::standing(document, of, *row).is_judged()).copied().collect();
        let mut claims: Vec<Claim> = self.count(&judged).into_iter().collect();
        let heading = if all.is_empty() {
            lang.pick("Aucun indicateur".into(), "No indicator".into())
        } else {
            lang.pick(format!("Réalisations et cibles de {year}"), format!("Actuals and targets of {year}"))
        };
        let of_several = if sheets.len() == 1 { String::new() } else { format!(" ({}\u{202f}/\u{202f}{})", u16::from(sheet) + 1, sheets.len()) };
        let titles = claims::titles(&claims, heading, lang);
        let Titles { title, neutral: neutral_title } =
            Titles { title: format!("{}{of_several}", titles.title), neutral: titles.neutral.map(|neutral| format!("{neutral}{of_several}")) };
        claims.extend(all.iter().filter(|(_, row)| shown.contains(row)).filter_map(|(of, row)| self.outcome(of, *row)));
        let board = Attainment { heads: self.heads(), words: self.words(), rows, no_indicator: lang.pick("Aucun indicateur", "No indicator") };
        Some(Chart {
            name,
            summary: summary(&board, &title, lang),
            title,
            neutral_title,
            claims,
            subtitle: self.subtitle(&all),
            source: source(document, lang, &self.part(&board)),
            data: Data::of(board),
        })
    }

    /// The rows of every indicator, in the official order.
    fn all(&self) -> Vec<(&Indicator, RowId)> {
        self.document.indicators().flat_map(|indicator| indicator.rows.iter().map(move |row| (indicator, row.id))).collect()
    }

    fn heads(self) -> [Head; 3] {
        let Columns { actual, announced, target } = self.columns;
        let of = |(year, kind): Column| Head {
            kind: match kind {
                ValueKind::Actual => self.lang.pick("réalisation", "actual"),
                ValueKind::Forecast | ValueKind::RevisedForecast => self.lang.pick("prévision", "forecast"),
                ValueKind::Target => self.lang.pick("cible", "target"),
            },
            year,
        };
        [actual, announced.into_iter().flatten().last().unwrap_or(actual), target].map(of)
    }

    fn words(self) -> BoardWords {
        let target = self.columns.target.0;
        BoardWords {
            name: self.lang.pick("Sous-indicateur, unité", "Sub-indicator, unit"),
            better: self.lang.pick("mieux si", "better if"),
            track: self.lang.pick("échelle propre, depuis zéro", "own scale, from zero"),
            gap: self.lang.pick(["réalisation", "− cible"], ["actual", "− target"]),
            standing: self.lang.pick(format!("cible {target}"), format!("target {target}")),
        }
    }

    fn row(self, indicator: &Indicator, row: RowId) -> Option<BoardRow> {
        let (document, lang) = (self.document, self.lang);
        let number = document.row_number(row)?;
        let name = RowName::of(indicator, row, lang);
        let unit = indicator.row_unit(row).trim();
        let columns = [Some(self.columns.actual), attainment::announced(document, row), Some(self.columns.target)];
        let values = columns.map(|column| column.and_then(|(year, kind)| document.values.get(&(row, year, kind)).cloned()));
        let places = columns.map(|column| column.map(|(year, kind)| Place::Value { row, year, kind }));
        let texts = values.each_ref().map(|value| value.as_ref().map_or_else(|| "–".into(), writing::value));
        let gap = attainment::gap(document, row);
        let standing = attainment::standing(document, indicator, row);
        Some(BoardRow {
            row,
            number: format!("{}.{}", number.objective, number.indicator),
            name: name.short(unit),
            parts: name.parts(),
            unit: unit_words(unit, lang),
            begins_objective: number.indicator == 1 && number.row == 1,
            better: indicator.better,
            values,
            places,
            texts,
            gap,
            gap_text: gap.map_or_else(|| "–".into(), |gap| gap_text(gap, unit, name.is_in_points, lang)),
            standing,
            standing_text: self.standing_text(standing),
            is_percentage: name.is_percentage,
        })
    }

    fn standing_text(self, standing: Standing) -> String {
        let (actual, lang) = (self.columns.actual.0, self.lang);
        match standing {
            Standing::Met => lang.pick(format!("atteinte dès {actual}"), format!("met in {actual}")),
            Standing::NotYet => lang.pick("pas encore", "not yet").into(),
            Standing::Missed => lang.pick("manquée", "missed").into(),
            Standing::TargetNotEntered => lang.pick("cible à saisir", "target not entered yet").into(),
            Standing::NoNumericTarget => lang.pick("sans cible chiffrée", "no numeric target").into(),
            Standing::RangeOfTarget => lang.pick("cible en intervalle", "target is a range").into(),
            Standing::ActualNotEntered => lang.pick("réalisation à saisir", "actual not entered yet").into(),
            Standing::NoNumericActual => lang.pick("sans réalisation", "no actual").into(),
            Standing::NoDirection => lang.pick("sens non donné", "no direction given").into(),
        }
    }

    fn operands(self, rows: &[(&Indicator, RowId)]) -> Vec<Operand> {
        let columns = [self.columns.actual, self.columns.target];
        let of = |row: RowId| {
            columns.map(|(year, kind)| {
                let value = self.document.values.get(&(row, year, kind)).map(Compared::from);
                Operand { place: Place::Value { row, year, kind }, value }
            })
        };
        rows.iter().flat_map(|(_, row)| of(*row)).collect()
    }

    /// How many of the targets that can be judged are met; nothing of fewer than two.
    fn count(self, judged: &[(&Indicator, RowId)]) -> Option<Claim> {
        let met = judged.iter().filter(|(of, row)| attainment::standing(self.document, of, *row) == Standing::Met).count();
        let statement = Reached { met, of: judged.len() };
        (judged.len() > 1).then(|| Claim::stated(Subject::Rows, statement, self.columns.target.0, self.operands(judged)))
    }

    /// What a row says of its target, where both are numbers.
    fn outcome(self, indicator: &Indicator, row: RowId) -> Option<Claim> {
        let number = |column| attainment::number(self.document, row, column);
        let (actual, target) = (number(self.columns.actual)?, number(self.columns.target)?);
        let standing = attainment::standing(self.document, indicator, row);
        let name = RowName::of(indicator, row, self.lang);
        let is_percentage = name.is_percentage;
        let statement = Outcome { name: name.text(), actual, actual_year: self.columns.actual.0, target, standing, is_percentage };
        Some(Claim::stated(Subject::Row(name), statement, self.columns.target.0, self.operands(&[(indicator, row)])))
    }

    /// How many rows cannot be judged, and why.
    fn subtitle(self, all: &[(&Indicator, RowId)]) -> String {
        let lang = self.lang;
        let standings = all.iter().map(|(of, row)| attainment::standing(self.document, of, *row));
        let unjudged: Vec<Standing> = standings.filter(|standing| !standing.is_judged()).collect();
        let Columns { actual: (actual, _), target: (target, _), .. } = self.columns;
        if unjudged.is_empty() {
            return lang.pick(
                format!("Réalisation {actual} et cible {target} de chaque sous-indicateur."),
                format!("Actual {actual} and target {target} of each sub-indicator."),
            );
        }
        let has = |of: &[Standing]| unjudged.iter().any(|standing| of.contains(standing));
        let reasons = [
            (has(&[Standing::TargetNotEntered, Standing::NoNumericTarget, Standing::RangeOfTarget]), "sans cible chiffrée", "no numeric target"),
            (has(&[Standing::NoDirection]), "sans sens donné", "no direction given"),
            (has(&[Standing::ActualNotEntered, Standing::NoNumericActual]), "sans réalisation", "no actual"),
        ];
        let reasons: Vec<&str> = reasons.into_iter().filter(|(has, ..)| *has).map(|(_, french, english)| lang.pick(french, english)).collect();
        let reasons = match reasons.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} {} {last}", rest.join(", "), lang.pick("ou", "or")),
            _ => reasons.concat(),
        };
        let (count, is_one) = (unjudged.len(), unjudged.len() == 1);
        let words = capitalised(&masculine(count, lang));
        match is_one {
            true => lang.pick(
                format!("{words} sous-indicateur ne s’évalue pas\u{a0}: {reasons}."),
                format!("{words} sub-indicator cannot be judged: {reasons}."),
            ),
            false => lang.pick(
                format!("{words} sous-indicateurs ne s’évaluent pas\u{a0}: {reasons}."),
                format!("{words} sub-indicators cannot be judged: {reasons}."),
            ),
        }
    }

    /// "indicateurs 1.1 à 3.2": where the figures stand.
    fn part(self, board: &Attainment) -> String {
        let lang = self.lang;
        match (board.rows.first(), board.rows.last()) {
            (Some(first), Some(last)) if first.number != last.number => {
                let (first, last) = (&first.number, &last.number);
                lang.pick(format!("indicateurs {first} à {last}"), format!("indicators {first} to {last}"))
            }
            (Some(only), _) => lang.pick(format!("indicateur {}", only.number), format!("indicator {}", only.number)),
            (None, _) => lang.pick("indicateurs", "indicators").into(),
        }
    }
}

/// A count of what is masculine in French.
fn masculine(count: usize, lang: Lang) -> String {
    if count == 1 { lang.pick("un", "one").into() } else { claims::count_words(count, lang) }
}

/// "nombre" for what is counted; other units as they are typed.
fn unit_words(unit: &str, lang: Lang) -> String {
    if unit.eq_ignore_ascii_case("nb") { lang.pick("nombre", "number").into() } else { unit.to_owned() }
}

/// "−7,6 pts", "+3,5 h", "−3 750": with its unit where that is a symbol.
fn gap_text(gap: Decimal, unit: &str, is_in_points: bool, lang: Lang) -> String {
    const LONGEST_SYMBOL: usize = 3;
    let figure = writing::signed_decimal(gap);
    if is_in_points {
        // In English only 1 is singular, in French what is less than 2.
        let is_singular = lang.pick(gap.abs() < Decimal::TWO, gap.abs() == Decimal::ONE);
        return format!("{figure}\u{202f}{}", if is_singular { "pt" } else { "pts" });
    }
    let is_symbol = !unit.is_empty() && unit.chars().count() <= LONGEST_SYMBOL && !unit.eq_ignore_ascii_case("nb");
    if is_symbol { format!("{figure}\u{202f}{unit}") } else { figure }
}

/// "{Title}. Tableau. 1.1, Nombre…, mieux si plus haut : réalisation 2019, 72,4 ; …."
fn summary(board: &Attainment, title: &str, lang: Lang) -> String {
    let of_row = |row: &BoardRow| {
        let values = board.heads.iter().zip(&row.texts).map(|(head, text)| format!("{} {}, {text}", head.kind, head.year));
        let gap = [row.gap.map(|_| format!("{}, {}", lang.pick("écart", "gap"), row.gap_text)), Some(row.standing_text.clone())];
        let said: Vec<String> = values.chain(gap.into_iter().flatten()).collect();
        let better = row.better.map_or_else(String::new, |of| format!(", {} {}", lang.pick("mieux si", "better if"), better(of, lang)));
        format!(" {}, {}{better}{}{}.", row.number, row.name, colon(lang), said.join(semicolon(lang)))
    };
    let rows: String = board.rows.iter().map(of_row).collect();
    format!("{title}. {}.{rows}", lang.pick("Tableau des réalisations et des cibles", "Board of actuals and targets"))
}

// ---------------------------------------------------------------- statements

/// How many targets of those that can be judged are met.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reached {
    met: usize,
    of: usize,
}

impl Statement for Reached {
    fn name(&self) -> &'static str {
        "targets-met"
    }

    fn sentence(&self, year: Year, lang: Lang) -> String {
        let (some, all) = claims::counted_words(self.met, self.of, lang);
        let some = capitalised(if self.met == 0 { lang.pick("aucune", "none") } else { &some });
        match self.met {
            met if met == self.of => lang.pick(
                format!("Les {all} cibles évaluables de {year} sont déjà atteintes"),
                format!("The {all} assessable targets of {year} are met already"),
            ),
            0 => lang.pick(
                format!("{some} des {all} cibles évaluables de {year} n’est déjà atteinte"),
                format!("{some} of the {all} assessable targets of {year} is met already"),
            ),
            1 => lang.pick(
                format!("{some} des {all} cibles évaluables de {year} est déjà atteinte"),
                format!("{some} of the {all} assessable targets of {year} is met already"),
            ),
            _ => lang.pick(
                format!("{some} des {all} cibles évaluables de {year} sont déjà atteintes"),
                format!("{some} of the {all} assessable targets of {year} are met already"),
            ),
        }
    }
}

/// The last actual of a row and its target: judged where somebody gave the direction.
#[derive(Clone, Debug, PartialEq)]
struct Outcome {
    name: String,
    actual: Decimal,
    actual_year: Year,
    target: Decimal,
    standing: Standing,
    is_percentage: bool,
}

impl Statement for Outcome {
    fn name(&self) -> &'static str {
        match self.standing {
            Standing::Met => "target-met",
            Standing::NotYet => "target-not-yet-met",
            Standing::Missed => "target-missed",
            Standing::TargetNotEntered
            | Standing::NoNumericTarget
            | Standing::RangeOfTarget
            | Standing::ActualNotEntered
            | Standing::NoNumericActual
            | Standing::NoDirection => "actual-and-target",
        }
    }

    fn sentence(&self, year: Year, lang: Lang) -> String {
        let write = |value: Decimal| if self.is_percentage { writing::with_unit(value, "%") } else { writing::decimal(value) };
        let (actual, target, of, colon) = (write(self.actual), write(self.target), self.actual_year, colon(lang));
        let name = capitalised(&self.name);
        match self.standing {
            Standing::Met => lang.pick(
                format!("{name}{colon}cible de {year} atteinte dès {of} ({actual} pour {target})"),
                format!("{name}{colon}target of {year} met in {of} ({actual} against {target})"),
            ),
            Standing::NotYet => lang.pick(
                format!("{name}{colon}cible de {year} pas encore atteinte en {of} ({actual} pour {target})"),
                format!("{name}{colon}target of {year} not met yet in {of} ({actual} against {target})"),
            ),
            Standing::Missed => lang.pick(
                format!("{name}{colon}cible de {year} manquée ({actual} pour {target})"),
                format!("{name}{colon}target of {year} missed ({actual} against {target})"),
            ),
            Standing::TargetNotEntered
            | Standing::NoNumericTarget
            | Standing::RangeOfTarget
            | Standing::ActualNotEntered
            | Standing::NoNumericActual
            | Standing::NoDirection => lang.pick(
                format!("{name}{colon}{actual} en {of}, pour une cible de {target} en {year}"),
                format!("{name}{colon}{actual} in {of}, for a target of {target} in {year}"),
            ),
        }
    }
}
