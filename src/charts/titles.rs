//! The title of a chart: the finding that its figures support, or else its neutral form.
//!
//! Exact comparisons only (`calc`): a title never says what the figures do not.

use rust_decimal::{Decimal, RoundingStrategy};

use super::indicators::reach_text;
use crate::calc::{Course, Reach, course, points};
use crate::lang::{Lang, writing};
use crate::model::{ActionCode, Document, Euros, IndicatorValue, RowId, Sum, ValueKind, Year};

/// A finding, when there is one, and the neutral form.
pub struct Titles {
    pub finding: Option<String>,
    pub neutral: String,
}

/// "7,1": one decimal at most, half away from zero.
pub fn short(value: Decimal) -> String {
    writing::decimal(value.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize())
}

/// "15,2 %".
pub fn short_percent(value: Decimal) -> String {
    writing::with_unit(value.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize(), "%")
}

// ---------------------------------------------------------------- trend

/// What a trend starts from: the revised forecast of N-1, else the initial one, else the last actual shown.
pub fn base(document: &Document, row: RowId) -> Option<((Year, ValueKind), &IndicatorValue)> {
    let last = document.previous_year();
    let mut actuals: Vec<(Year, ValueKind)> =
        document.layout().indicator_columns().into_iter().filter(|(_, kind)| *kind == ValueKind::Actual).collect();
    actuals.sort_by_key(|(year, _)| std::cmp::Reverse(*year));
    [(last, ValueKind::RevisedForecast), (last, ValueKind::Forecast)]
        .into_iter()
        .chain(actuals)
        .find_map(|(year, kind)| document.values.get(&(row, year, kind)).map(|value| ((year, kind), value)))
}

fn number(value: Option<&IndicatorValue>) -> Option<Decimal> {
    match value {
        Some(IndicatorValue::Number { value, .. }) => Some(*value),
        _ => None,
    }
}

/// Whether any value shown is a number or a range.
fn has_number(document: &Document, row: RowId) -> bool {
    let columns = document.layout().indicator_columns();
    let mut values = columns.iter().filter_map(|(year, kind)| document.values.get(&(row, *year, *kind)));
    values.any(|value| matches!(value, IndicatorValue::Number { .. } | IndicatorValue::Range { .. }))
}

/// The subject of a sentence about an indicator, when its name is one of the usual nouns.
struct Subject {
    french: String,
    is_feminine: bool,
}

impl Subject {
    fn of(name: &str) -> Option<Self> {
        let noun = name.split([' ', '’']).next()?;
        let is_feminine = match noun {
            "Nombre" | "Délai" | "Taux" | "Coût" => false,
            "Part" | "Durée" => true,
            _ => return None,
        };
        let mut rest = name.chars();
        let first = rest.next()?.to_lowercase();
        let article = if is_feminine { "La" } else { "Le" };
        Some(Self { french: format!("{article} {first}{}", rest.as_str()), is_feminine })
    }
}

/// The year that a trend leads to: the last one whose target is a number, as those of later years may still be missing.
pub fn target_year(document: &Document, row: RowId) -> Year {
    let layout = document.layout();
    let rank = |year: &Year| {
        let target = document.values.get(&(row, *year, ValueKind::Target));
        (number(target).is_some(), target.is_some(), *year)
    };
    layout.target_years().max_by_key(rank).unwrap_or(layout.target_year())
}

/// The title of the trend of a row.
pub fn trend(document: &Document, lang: Lang, row: RowId, name: &str, unit: &str) -> Titles {
    let year = target_year(document, row);
    let value = |kind| number(document.values.get(&(row, year, kind)));
    let write = |value: Decimal| if unit.trim() == "%" { writing::percent(value) } else { writing::decimal(value) };
    let (actual, target) = (value(ValueKind::Actual), value(ValueKind::Target));
    let base = base(document, row);
    let from = number(base.map(|(_, value)| value));

    let (Some(target), Some(from)) = (target, from.filter(|from| !from.is_zero())) else {
        let neutral = match (target, from, base) {
            (None, Some(from), Some(((year, _), _))) => lang.pick(
                format!("{name}\u{a0}: {} en {year}, sans cible chiffrée", write(from)),
                format!("{name}: {} in {year}, no numeric target", write(from)),
            ),
            (None, _, _) if has_number(document, row) => {
                lang.pick(format!("{name}\u{a0}: sans cible chiffrée"), format!("{name}: no numeric target"))
            }
            (None, _, _) => lang.pick(format!("{name}\u{a0}: aucune valeur chiffrée"), format!("{name}: no figures")),
            (Some(target), _, _) => {
                lang.pick(format!("{name}\u{a0}: cible de {} en {year}", write(target)), format!("{name}: target of {} by {year}", write(target)))
            }
        };
        return Titles { finding: target.and_then(|target| outcome(document, lang, row, year, actual?, target, &write)), neutral };
    };
    let neutral = lang.pick(
        format!("{name}\u{a0}: de {} à {} d’ici {year}", write(from), write(target)),
        format!("{name}: from {} to {} by {year}", write(from), write(target)),
    );
    let reached = actual.and_then(|actual| outcome(document, lang, row, year, actual, target, &write));
    let finding = reached.or_else(|| Subject::of(name).and_then(|subject| ambition(lang, &subject, name, unit, (from, target), year, &write)));
    Titles { finding, neutral }
}

/// "Cible 2023 atteinte : 210 pour 200": better is the way from the oldest actual shown to the target.
fn outcome(
    document: &Document,
    lang: Lang,
    row: RowId,
    year: Year,
    actual: Decimal,
    target: Decimal,
    write: &dyn Fn(Decimal) -> String,
) -> Option<String> {
    let shown = document.layout().indicator_columns();
    let oldest =
        shown.iter().filter(|(_, kind)| *kind == ValueKind::Actual).find_map(|(year, kind)| number(document.values.get(&(row, *year, *kind))));
    let is_met = match oldest.map(|oldest| target.cmp(&oldest)) {
        _ if actual == target => true,
        Some(std::cmp::Ordering::Greater) => actual > target,
        Some(std::cmp::Ordering::Less) => actual < target,
        Some(std::cmp::Ordering::Equal) | None => return None,
    };
    let (actual, target) = (write(actual), write(target));
    Some(if is_met {
        lang.pick(format!("Cible {year} atteinte\u{a0}: {actual} pour {target}"), format!("{year} target met: {actual} against {target}"))
    } else {
        lang.pick(format!("Cible {year} manquée\u{a0}: {actual} pour {target}"), format!("{year} target missed: {actual} against {target}"))
    })
}

/// "Le nombre de problèmes investigués doit quadrupler d’ici 2023".
fn ambition(
    lang: Lang,
    subject: &Subject,
    name: &str,
    unit: &str,
    (from, target): (Decimal, Decimal),
    year: Year,
    write: &dyn Fn(Decimal) -> String,
) -> Option<String> {
    let s = lang.pick(subject.french.clone(), format!("“{name}”"));
    let e = if subject.is_feminine { "e" } else { "" };
    if unit.trim() == "%" && from != target {
        let points = points(from, target)?;
        let verb = if points.is_sign_negative() { lang.pick("perdre", "lose") } else { lang.pick("gagner", "gain") };
        // In French, less than 2 is singular; in English, only 1 is.
        let is_one = lang.pick(points.abs() < Decimal::TWO, points.abs() == Decimal::ONE);
        let (points, plural) = (short(points.abs()), if is_one { "" } else { "s" });
        return Some(
            lang.pick(format!("{s} doit {verb} {points} point{plural} d’ici {year}"), format!("{s} must {verb} {points} point{plural} by {year}")),
        );
    }
    let (french, english) = match course(from, target)? {
        Course::Stay => {
            let target = write(target);
            return Some(lang.pick(format!("{s} doit rester à {target} jusqu’en {year}"), format!("{s} must stay at {target} until {year}")));
        }
        Course::Times(times) => match times {
            2 => ("doubler".into(), "double".into()),
            3 => ("tripler".into(), "triple".into()),
            4 => ("quadrupler".into(), "quadruple".into()),
            5 => ("quintupler".into(), "grow fivefold".into()),
            _ => ("décupler".into(), "grow tenfold".into()),
        },
        Course::Multiplied(k) => (format!("être multiplié{e} par {}", short(k)), format!("grow {}-fold", short(k))),
        Course::Rise(p) => (format!("augmenter de {}", short_percent(p)), format!("rise by {}", short_percent(p))),
        Course::Halved => (format!("être divisé{e} par deux"), "halve".into()),
        Course::Divided(k) => (format!("être divisé{e} par {}", short(k)), format!("fall {}-fold", short(k))),
        Course::Fall(p) => (format!("reculer de {}", short_percent(p)), format!("fall by {}", short_percent(p))),
    };
    Some(lang.pick(format!("{s} doit {french} d’ici {year}"), format!("{s} must {english} by {year}")))
}

// ---------------------------------------------------------------- credits

/// AE and CP of the bill against those of the act before; the variations are rounded to one decimal, `None` without a denominator.
pub struct CreditChange {
    pub ae: Option<Decimal>,
    pub cp: Option<Decimal>,
    pub act_ae: Sum,
    pub act_cp: Sum,
    pub asked_ae: Option<Euros>,
}

pub fn credits(year: Year, lang: Lang, change: &CreditChange) -> Titles {
    let before = year.offset(-1);
    let neutral = lang
        .pick(format!("Crédits demandés pour {year} et votés pour {before}"), format!("Appropriations requested for {year} and voted for {before}"));
    let is_sound = change.act_ae > Sum::ZERO && change.act_cp > Sum::ZERO;
    let finding = match (change.ae, change.cp, change.asked_ae) {
        (Some(ae), Some(cp), _) if is_sound => Some(both(lang, ae, cp)),
        (_, _, Some(asked)) if asked > Euros::ZERO && change.act_ae == Sum::ZERO && change.act_cp == Sum::ZERO => {
            let asked = writing::scaled(asked);
            Some(lang.pick(format!("{asked} d’AE demandés, aucun en {before}"), format!("{asked} of AE requested, none in {before}")))
        }
        _ => None,
    };
    Titles { finding, neutral }
}

fn both(lang: Lang, ae: Decimal, cp: Decimal) -> String {
    let (x, y) = (short_percent(ae.abs()), short_percent(cp.abs()));
    let sign = |value: Decimal| if value.is_zero() { 0 } else { value.mantissa().signum() };
    let alone = |name: &str, percent: &str, sign: i128| match sign {
        1 => lang.pick(format!("les {name} augmentent de {percent}"), format!("{name} rise by {percent}")),
        -1 => lang.pick(format!("les {name} reculent de {percent}"), format!("{name} fall by {percent}")),
        _ => lang.pick(format!("les {name} sont stables"), format!("{name} are stable")),
    };
    match (sign(ae), sign(cp)) {
        (0, 0) => lang.pick("Les crédits sont stables", "Appropriations are stable").into(),
        (1, 1) if ae == cp => lang.pick(format!("Les AE et les CP augmentent de {x}"), format!("AE and CP both rise by {x}")),
        (-1, -1) if ae == cp => lang.pick(format!("Les AE et les CP reculent de {x}"), format!("AE and CP both fall by {x}")),
        (1, 1) => lang.pick(format!("Les AE et les CP augmentent ({x} et {y})"), format!("AE and CP both rise ({x} and {y})")),
        (-1, -1) => lang.pick(format!("Les AE et les CP reculent ({x} et {y})"), format!("AE and CP both fall ({x} and {y})")),
        (of_ae, of_cp) => {
            let sentence = format!("{}, {}", alone("AE", &x, of_ae), alone("CP", &y, of_cp));
            sentence.strip_prefix("les ").map(|rest| format!("Les {rest}")).unwrap_or(sentence)
        }
    }
}

// ---------------------------------------------------------------- shares

/// How much of the AE the first action holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    ThreeQuarters,
    TwoThirds,
    Half,
    /// Its share, one decimal.
    Percent(Decimal),
}

/// The sentence of a part: `holds` says that more than some words is held, `leads` that a share of so much is the first.
fn held(part: Part, lang: Lang, holds: impl Fn(&str) -> String, leads: impl Fn(&str) -> String) -> String {
    match part {
        Part::ThreeQuarters => holds(lang.pick("des trois quarts", "over three quarters")),
        Part::TwoThirds => holds(lang.pick("des deux tiers", "over two thirds")),
        Part::Half => holds(lang.pick("de la moitié", "over half")),
        Part::Percent(percent) => leads(&short_percent(percent)),
    }
}

pub fn shares(year: Year, lang: Lang, has_ae: bool, top: Option<(ActionCode, Part)>) -> Titles {
    let finding = top.map(|(code, part)| {
        let holds = |words: &str| lang.pick(format!("L’action {code} porte plus {words} des AE"), format!("Action {code} holds {words} of AE"));
        let leads = |percent: &str| {
            lang.pick(format!("L’action {code} est la première, avec {percent} des AE"), format!("Action {code} comes first, with {percent} of AE"))
        };
        held(part, lang, holds, leads)
    });
    let neutral = if has_ae {
        lang.pick(format!("Part de chaque action dans les AE demandées pour {year}"), format!("Share of each action in the AE requested for {year}"))
    } else {
        lang.pick(format!("Aucune AE demandée pour {year}"), format!("No AE requested for {year}"))
    };
    Titles { finding, neutral }
}

/// The title of the budget with the most AE, by its number in small letters.
pub fn by_title(year: Year, lang: Lang, top: Option<(String, Part)>) -> Titles {
    let before = year.offset(-1);
    let finding = top.map(|(title, part)| {
        let holds = |words: &str| lang.pick(format!("Le {title} porte plus {words} des AE"), format!("{} holds {words} of AE", capital(&title)));
        let leads = |percent: &str| {
            lang.pick(format!("Le {title} est le premier, avec {percent} des AE"), format!("{} comes first, with {percent} of AE", capital(&title)))
        };
        held(part, lang, holds, leads)
    });
    let neutral = lang.pick(
        format!("Crédits par titre\u{a0}: votés pour {before}, demandés pour {year}"),
        format!("Appropriations by title: voted for {before}, requested for {year}"),
    );
    Titles { finding, neutral }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

// ---------------------------------------------------------------- outstanding commitments

/// From the end of N-2 to the end of N-1.
pub struct OutstandingCourse {
    pub from: Year,
    pub to: Year,
    /// One decimal; `None` without both amounts.
    pub variation: Option<Decimal>,
    /// The last amount known, with its year.
    pub known: Option<(Year, String)>,
}

pub fn outstanding(lang: Lang, course: &OutstandingCourse) -> Titles {
    let (from, to) = (course.from, course.to);
    let finding = course.variation.map(|percent| {
        let size = short_percent(percent.abs());
        match (percent.is_zero(), percent.is_sign_negative()) {
            (true, _) => lang.pick(
                format!("Les restes à payer sont stables entre fin {from} et fin {to}"),
                format!("Outstanding commitments are stable from the end of {from} to the end of {to}"),
            ),
            (false, true) => lang.pick(
                format!("Les restes à payer reculent de {size} entre fin {from} et fin {to}"),
                format!("Outstanding commitments fall by {size} from the end of {from} to the end of {to}"),
            ),
            (false, false) => lang.pick(
                format!("Les restes à payer augmentent de {size} entre fin {from} et fin {to}"),
                format!("Outstanding commitments rise by {size} from the end of {from} to the end of {to}"),
            ),
        }
    });
    let neutral = match &course.known {
        Some((year, amount)) => {
            lang.pick(format!("Restes à payer\u{a0}: {amount} fin {year}"), format!("Outstanding commitments: {amount} at the end of {year}"))
        }
        None => lang.pick("Restes à payer au 31 décembre".into(), "Outstanding commitments at 31 December".into()),
    };
    Titles { finding, neutral }
}

// ---------------------------------------------------------------- all indicators

/// What the target of one row is measured against.
pub struct TargetCourse {
    pub base: Option<(Year, ValueKind)>,
    /// `None` when one of both is no number.
    pub reach: Option<Reach>,
}

/// "Les sept cibles de 2023 dépassent la prévision de 2020 : de +7 % à ×4".
pub fn indicators(document: &Document, lang: Lang, courses: &[TargetCourse]) -> Titles {
    let (target, before) = (document.layout().target_year(), document.previous_year());
    let neutral = if courses.is_empty() {
        lang.pick("Aucun indicateur".into(), "No indicator".into())
    } else {
        lang.pick(format!("Les indicateurs et leurs cibles de {target}"), format!("The indicators and their targets for {target}"))
    };
    let is_forecast =
        |course: &&TargetCourse| matches!(course.base, Some((year, ValueKind::Forecast | ValueKind::RevisedForecast)) if year == before);
    let reaches: Vec<Reach> = courses.iter().filter(is_forecast).filter_map(|course| course.reach).collect();
    let is_up = |reach: &Reach| matches!(reach, Reach::Times(_)) || matches!(reach, Reach::Percent(percent) if *percent > Decimal::ZERO);
    let is_down = |reach: &Reach| matches!(reach, Reach::Percent(percent) if *percent < Decimal::ZERO);
    let (up, down) = (reaches.iter().filter(|reach| is_up(reach)).count(), reaches.iter().filter(|reach| is_down(reach)).count());
    let (least, most) = (reaches.iter().min().copied().map(reach_text), reaches.iter().max().copied().map(reach_text));
    let (Some(least), Some(most)) = (least, most) else { return Titles { finding: None, neutral } };
    let span = if least == most { most } else { lang.pick(format!("de {least} à {most}"), format!("from {least} to {most}")) };
    let count = courses.len();
    let words = count_words(count, lang);
    let finding = match (up == count, down == count, count) {
        (true, _, 1) => Some(lang.pick(
            format!("La cible de {target} dépasse la prévision de {before}\u{a0}: {span}"),
            format!("The target of {target} exceeds the forecast of {before}: {span}"),
        )),
        (true, ..) => Some(lang.pick(
            format!("Les {words} cibles de {target} dépassent la prévision de {before}\u{a0}: {span}"),
            format!("The {words} targets of {target} exceed the forecasts of {before}: {span}"),
        )),
        (_, true, 2..) => Some(lang.pick(
            format!("Les {words} cibles de {target} sont sous la prévision de {before}\u{a0}: {span}"),
            format!("The {words} targets of {target} lie under the forecasts of {before}: {span}"),
        )),
        _ if up > 1 => Some(lang.pick(
            format!("{} cibles de {target} sur {count} dépassent la prévision de {before}", capital(&count_words(up, lang))),
            format!("{} targets of {target} out of {count} exceed the forecasts of {before}", capital(&count_words(up, lang))),
        )),
        _ => None,
    };
    Titles { finding, neutral }
}

/// Small numbers in words.
fn count_words(count: usize, lang: Lang) -> String {
    const FRENCH: [&str; 11] = ["zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"];
    const ENGLISH: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    lang.pick(FRENCH, ENGLISH).get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

// ---------------------------------------------------------------- schedule

/// What the payment schedule says of the commitments of before and of the new ones.
pub struct Openings {
    /// Outstanding commitments have CP in N and none after.
    pub is_cleared: bool,
    /// CP left to open in N+1.
    pub next: Option<Euros>,
    /// CP of N on new AE, by these AE, one decimal.
    pub covered: Option<Decimal>,
}

pub fn schedule(year: Year, lang: Lang, openings: &Openings) -> Titles {
    let (before, after) = (year.offset(-1), year.offset(1));
    let neutral = lang.pick("Échéancier des CP à ouvrir".to_owned(), "Schedule of CP to open".to_owned());
    let finding = if openings.is_cleared {
        let left = openings.next.filter(|next| *next > Euros::ZERO).map(writing::scaled);
        let left = left.map(|left| lang.pick(format!("\u{202f}; {left} restent à ouvrir en {after}"), format!("; {left} left for {after}")));
        let cleared = lang.pick(
            format!("Les restes à payer de {before} sont soldés en {year}"),
            format!("Outstanding commitments of {before} are cleared in {year}"),
        );
        Some(format!("{cleared}{}", left.unwrap_or_default()))
    } else {
        openings.covered.filter(|covered| !covered.is_zero()).map(|covered| {
            let covered = short_percent(covered);
            lang.pick(format!("{covered} des AE nouvelles sont couvertes dès {year}"), format!("{covered} of new AE are covered in {year}"))
        })
    };
    Titles { finding, neutral }
}
