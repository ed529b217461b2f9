//! From the act of N-1 to the bill of N, action by action or title by title, in AE or in CP.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::bars::{Amounts, measure_name, not_entered, title_name, total};
use super::claims::{self, Claim, Statement, Subject, Titles};
use super::credits::variation;
use super::plot::Kind;
use super::unit::AmountUnit;
use super::{Chart, Data, End, Hue, Step, Waterfall, source, typographic};
use crate::calc::{Figures, change};
use crate::lang::{Lang, nature, writing};
use crate::model::{ActionScope, ChangeBy, ChartFigures, ChartName, Document, Euros, Measure, NatureScope, Place, Stage, Sum, Year};

/// The most steps that stand alone: of more the largest do, and the others are told with their sum.
const MOST_STEPS: usize = 11;

/// From act to bill, by what its shape says and in that measure.
pub struct ActToBill;

impl Kind for ActToBill {
    fn chart(&self, document: &Document, figures: &Figures, lang: Lang, name: ChartName) -> Option<Chart> {
        let ChartFigures::Changes { by, measure } = name.shape()?.figures else { return None };
        Some(Builder { amounts: Amounts::of(document, figures), by, measure, lang }.chart(name))
    }

    fn kicker(&self, lang: Lang) -> &'static str {
        lang.pick("De la LFI au PLF", "From the LFI to the PLF")
    }
}

#[derive(Clone, Copy)]
struct Builder<'a> {
    amounts: Amounts<'a>,
    by: ChangeBy,
    measure: Measure,
    lang: Lang,
}

/// An action or a title from act to bill.
struct Part {
    /// "L’action 02", "Le titre 3".
    subject: String,
    /// "02 – Services numériques".
    name: String,
    scope: (ActionScope, NatureScope),
    act: Sum,
    bill: Sum,
}

impl Part {
    fn change(&self) -> Sum {
        change(self.bill, self.act)
    }
}

impl Builder<'_> {
    fn chart(self, name: ChartName) -> Chart {
        let lang = self.lang;
        let (year, before) = (self.amounts.document.year, self.amounts.document.previous_year());
        let parts = self.parts();
        let claims: Vec<Claim> = claims::unentered(self.amounts, self.measure).or_else(|| self.claim(&parts)).into_iter().collect();
        let measure = measure_name(self.measure, lang);
        let by = match self.by {
            ChangeBy::Action => lang.pick("par action", "by action"),
            ChangeBy::Title => lang.pick("par titre", "by title"),
        };
        let heading = lang
            .pick(format!("{measure} de la LFI {before} au PLF {year}, {by}"), format!("{measure} from the LFI {before} to the PLF {year}, {by}"));
        let Titles { title, neutral } = claims::titles(&claims, heading, lang);
        let unit = self.unit(&parts);
        let waterfall = self.waterfall(&parts, unit);
        let begins = waterfall.axis().begins_at.and_then(|begins| begins.to_i64()).map_or_else(String::new, |begins| {
            let begins = unit.write(Euros::new(begins));
            lang.pick(format!("\u{202f}; l’axe commence à {begins}"), format!("; the axis begins at {begins}"))
        });
        let scale = unit.words(lang);
        Chart {
            name,
            summary: waterfall.summary(&title, lang),
            title,
            neutral_title: neutral,
            claims,
            subtitle: lang
                .pick(format!("{measure}, {scale}, hors FdC et AdP{begins}."), format!("{measure}, {scale}, FdC and AdP excluded{begins}.")),
            source: source(
                self.amounts.document,
                lang,
                lang.pick("présentation des crédits par action et titre", "appropriations by action and title"),
            ),
            data: Data::of(waterfall),
        }
    }

    fn whole(self, stage: Stage) -> Option<Sum> {
        self.amounts.entered(stage, ActionScope::All, NatureScope::All, self.measure)
    }

    /// The unit of every amount of the chart.
    fn unit(self, parts: &[Part]) -> AmountUnit {
        let wholes = [Stage::InitialAct, Stage::Bill].into_iter().filter_map(|stage| self.whole(stage));
        AmountUnit::of(wholes.chain(parts.iter().map(Part::change)).filter_map(|sum| sum.euros().ok()))
    }

    /// Every action or title, in the official order.
    fn parts(self) -> Vec<Part> {
        let (document, lang) = (self.amounts.document, self.lang);
        let part = |subject: String, name: String, scope: (ActionScope, NatureScope)| {
            let sum = |stage| self.amounts.sum(stage, scope.0, scope.1, self.measure);
            Part { subject, name, scope, act: sum(Stage::InitialAct), bill: sum(Stage::Bill) }
        };
        match self.by {
            ChangeBy::Action => {
                let actions = document.actions.iter().filter(|action| !action.code.is_sub_action());
                let named = actions.map(|action| {
                    let code = action.code;
                    let subject = lang.pick(format!("L’action {code}"), format!("Action {code}"));
                    part(subject, format!("{code} – {}", typographic(&action.label)), (ActionScope::One(action.id), NatureScope::All))
                });
                named.collect()
            }
            ChangeBy::Title => {
                let titles = self.amounts.figures.used_titles().into_iter().map(|title| {
                    let number = nature::title_number(title, lang);
                    let subject = lang.pick(format!("Le {}", number.to_lowercase()), number);
                    part(subject, title_name(title, lang), (ActionScope::All, NatureScope::Title(title)))
                });
                titles.collect()
            }
        }
    }

    /// What nobody entered, or not whole, leads nowhere.
    fn is_comparable(self) -> bool {
        self.amounts.is_comparable(self.measure) && [Stage::InitialAct, Stage::Bill].into_iter().all(|stage| self.whole(stage).is_some())
    }

    fn waterfall(self, parts: &[Part], unit: AmountUnit) -> Waterfall {
        let lang = self.lang;
        let place = |stage| Place::Credit(self.amounts.place(stage, ActionScope::All, NatureScope::All, self.measure));
        let end = |stage, name: String| match self.whole(stage) {
            Some(sum) => {
                let (_, text) = total(sum, lang, |amount| self.amounts.so_far(stage, self.measure, unit.write(amount), lang));
                End { name, value: sum.euros().ok().map(|amount| amount.get().into()), text, place: Some(place(stage)) }
            }
            None => End { name, value: None, text: not_entered(lang).into(), place: Some(place(stage)) },
        };
        let steps = if self.is_comparable() { self.steps(parts, unit) } else { Vec::new() };
        Waterfall {
            start: end(Stage::InitialAct, format!("LFI {}", self.amounts.document.previous_year())),
            steps,
            end: end(Stage::Bill, format!("PLF {}", self.amounts.document.year)),
            hue: Hue::Blue,
            step_hue: Hue::Teal,
            ends_are_levels: false,
            details: Some(["LFI", "PLF"]),
            change: variation(self.amounts, NatureScope::All, self.measure, lang).0,
            unit: "€",
            no_figure: lang.pick("LFI à saisir", "LFI not entered yet"),
        }
    }

    /// Those that have an amount, the largest changes where they are many, in the official order.
    fn steps(self, parts: &[Part], unit: AmountUnit) -> Vec<Step> {
        let mut kept: Vec<&Part> = parts.iter().filter(|part| [part.act, part.bill] != [Sum::ZERO; 2]).collect();
        let mut others: Vec<&Part> = Vec::new();
        if kept.len() > MOST_STEPS + 1 {
            let mut sizes: Vec<(usize, i128)> = kept.iter().map(|part| part.change().get().abs()).enumerate().collect();
            sizes.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
            let large: Vec<usize> = sizes.into_iter().take(MOST_STEPS).map(|(index, _)| index).collect();
            let mut index = 0..;
            (kept, others) = kept.into_iter().partition(|_| index.next().is_some_and(|index| large.contains(&index)));
        }
        let step = |name: String, [act, bill]: [Sum; 2], scope: Option<(ActionScope, NatureScope)>| {
            let (value, text) = match change(bill, act).euros() {
                Ok(change) => (Some(Decimal::from(change.get())), unit.signed(change)),
                Err(_) => (None, total(change(bill, act), self.lang, |amount| unit.signed(amount)).1),
            };
            let detail = [act, bill].map(|sum| total(sum, self.lang, |amount| unit.bare(amount)).1);
            let place = scope.map(|(action, nature)| Place::Credit(self.amounts.place(Stage::Bill, action, nature, self.measure)));
            let size = bill.euros().ok().map(|amount| amount.get().into());
            Step { name, value, text, detail: Some(detail), size, is_behind: false, place }
        };
        let mut steps: Vec<Step> = kept.into_iter().map(|part| step(part.name.clone(), [part.act, part.bill], Some(part.scope))).collect();
        if !others.is_empty() {
            let name = self.lang.pick(format!("{} autres", others.len()), format!("{} others", others.len()));
            steps.push(step(name, [others.iter().map(|part| part.act).sum(), others.iter().map(|part| part.bill).sum()], None));
        }
        steps
    }

    /// What made the change; nothing without an act, or of sums beyond any amount.
    fn claim(self, parts: &[Part]) -> Option<Claim> {
        let (act, bill) = (self.whole(Stage::InitialAct)?, self.whole(Stage::Bill)?);
        let whole = change(bill, act).euros().ok()?;
        let changes: Vec<(&Part, Euros)> = parts
            .iter()
            .map(|part| part.change().euros().map(|change| (part, change)))
            .collect::<Result<Vec<_>, _>>()
            .ok()?
            .into_iter()
            .filter(|(_, change)| *change != Euros::ZERO)
            .collect();
        let sum = |keep: fn(Euros) -> bool| {
            changes.iter().map(|(_, change)| *change).filter(|change| keep(*change)).map(Sum::from).sum::<Sum>().euros().ok()
        };
        let (rises, falls) = (sum(|change| change > Euros::ZERO)?, sum(|change| change < Euros::ZERO)?);
        let moves = match changes.as_slice() {
            _ if whole == Euros::ZERO => Moves::Stays { total: bill.euros().ok()?, moved: Some(rises).filter(|rises| *rises != Euros::ZERO) },
            [(part, _)] => Moves::OnePart { subject: part.subject.clone(), is_rise: whole > Euros::ZERO },
            _ => leading(&changes, whole).unwrap_or(Moves::Total { whole, rises, falls }),
        };
        let places = [(ActionScope::All, NatureScope::All)].into_iter().chain(parts.iter().map(|part| part.scope));
        let operands = places.flat_map(|(action, nature)| {
            [Stage::InitialAct, Stage::Bill].map(|stage| claims::operand(self.amounts, self.amounts.place(stage, action, nature, self.measure)))
        });
        let statement = Change { moves, by: self.by, measure: self.measure };
        Some(Claim::stated(Subject::Programme, statement, self.amounts.document.year, operands.collect()))
    }
}

/// The part that gains more than all together, or loses more, and is written so.
fn leading(changes: &[(&Part, Euros)], whole: Euros) -> Option<Moves> {
    let along = |change: Euros| if whole > Euros::ZERO { change.get() } else { -change.get() };
    let (part, most) = changes.iter().copied().max_by_key(|(_, change)| along(*change))?;
    let is_alone = changes.iter().filter(|(_, change)| *change == most).count() == 1;
    let is_seen = along(most) > along(whole) && writing::scaled(most) != writing::scaled(whole);
    (is_alone && is_seen).then(|| Moves::PartOver { subject: part.subject.clone(), change: most, whole })
}

/// What the chart says of act and bill.
#[derive(Clone, Debug, PartialEq)]
struct Change {
    moves: Moves,
    by: ChangeBy,
    measure: Measure,
}

#[derive(Clone, Debug, PartialEq)]
enum Moves {
    /// The total is what it was; how much moved between its parts.
    Stays {
        total: Euros,
        moved: Option<Euros>,
    },
    OnePart {
        subject: String,
        is_rise: bool,
    },
    /// A part changes by more than the programme, in the same direction.
    PartOver {
        subject: String,
        change: Euros,
        whole: Euros,
    },
    Total {
        whole: Euros,
        rises: Euros,
        falls: Euros,
    },
}

impl Statement for Change {
    fn name(&self) -> &'static str {
        match self.moves {
            Moves::Stays { .. } => "equal",
            Moves::OnePart { .. } => "whole-change",
            Moves::PartOver { .. } => "over-change",
            Moves::Total { .. } => "change",
        }
    }

    fn sentence(&self, _year: Year, lang: Lang) -> String {
        let name = match self.measure {
            Measure::Ae => "AE",
            Measure::Cp => "CP",
        };
        let of = if self.measure == Measure::Ae { "d’AE" } else { "de CP" };
        let size = |amount: Euros| writing::scaled(Euros::new(amount.get().saturating_abs()));
        let signed = |amount: Euros| format!("{}{}", if amount < Euros::ZERO { "−" } else { "+" }, size(amount));
        match &self.moves {
            Moves::Stays { total, moved } => {
                let total = writing::scaled(*total);
                let head = lang.pick(format!("Les {name} restent à {total}"), format!("{name} stay at {total}"));
                let part = match self.by {
                    ChangeBy::Action => lang.pick("d’action", "between actions"),
                    ChangeBy::Title => lang.pick("de titre", "between titles"),
                };
                let Some(amount) = *moved else { return head };
                let (moved, verb) = (size(amount), if claims::is_singular(amount) { "change" } else { "changent" });
                lang.pick(format!("{head}, {moved} {verb} {part}"), format!("{head}, {moved} move {part}"))
            }
            Moves::OnePart { subject, is_rise } => {
                let (french, english) = if *is_rise { ("hausse", "rise") } else { ("baisse", "fall") };
                lang.pick(format!("{subject} fait toute la {french} des {name}"), format!("{subject} makes the whole {english} of {name}"))
            }
            Moves::PartOver { subject, change, whole } => {
                let verb = if *change > Euros::ZERO { lang.pick("gagne", "gains") } else { lang.pick("perd", "loses") };
                let (change, whole) = (size(*change), signed(*whole));
                lang.pick(
                    format!("{subject} {verb} {change} {of}, plus que tout le programme ({whole})"),
                    format!("{subject} {verb} {change} of {name}, more than the programme ({whole})"),
                )
            }
            Moves::Total { whole, rises, falls } => {
                let verb = if *whole > Euros::ZERO { lang.pick("augmentent", "rise") } else { lang.pick("reculent", "fall") };
                let amount = size(*whole);
                let head = lang.pick(format!("Les {name} {verb} de {amount}"), format!("{name} {verb} by {amount}"));
                let is_both = *rises != Euros::ZERO && *falls != Euros::ZERO;
                let parts = if is_both { format!("{}{}, {}", super::colon(lang), signed(*rises), signed(*falls)) } else { String::new() };
                format!("{head}{parts}")
            }
        }
    }
}
