//! The one table of relation × language → sentence: what a claim says in words.
//!
//! Figures are written alike in both languages. In French, less than 2 is singular.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Against, Claim, Count, Gap, Mark, Missing, Relation, RowRelation, Scope, Subject, Threshold, Way};
use crate::calc::{Course, Movement, Nearness, Size};
use crate::charts::{colon, semicolon, trend};
use crate::lang::{Lang, RowName, capitalised, nature, writing};
use crate::model::{ActionCode, Euros, IndicatorValue, Measure, Stage, Year};

pub fn sentence(claim: &Claim, lang: Lang) -> String {
    let year = claim.year;
    let before = year.offset(-1);
    match &claim.relation {
        Relation::Row(relation) => match &claim.subject {
            Subject::Row(name) => of_row(name, relation, year, lang),
            Subject::Programme | Subject::Action(_) | Subject::Title(_) | Subject::Rows => String::new(),
        },
        Relation::Count(count) => of_rows(*count, year, lang),
        Relation::NotEntered(None) => lang.pick(format!("PLF {year} à saisir"), format!("PLF {year} not entered yet")),
        Relation::NotEntered(Some(measure)) => {
            let measure = measure_name(*measure);
            lang.pick(format!("{measure} du PLF {year} à saisir"), format!("{measure} of the PLF {year} not entered yet"))
        }
        Relation::PartlyEntered(gap) => partly_entered(*gap, year, lang),
        Relation::Credits { ae, cp } => credits(*ae, *cp, year, lang),
        Relation::Requested(asked) => {
            lang.pick(format!("{} d’AE {}", writing::scaled(*asked), requested(*asked)), format!("{} of AE requested", writing::scaled(*asked)))
        }
        Relation::RequestedAnew(asked) => lang.pick(
            format!("{} d’AE {}, aucun en {before}", writing::scaled(*asked), requested(*asked)),
            format!("{} of AE requested, none in {before}", writing::scaled(*asked)),
        ),
        Relation::Totals { ae, cp, changes } => totals(*ae, *cp, *changes, year, lang),
        Relation::Varies(measure, movement) => varies(&claim.subject, *measure, *movement, lang),
        Relation::HoldsAll => {
            let subject = part(&claim.subject, lang);
            lang.pick(format!("{subject} porte toutes les AE"), format!("{subject} holds all AE"))
        }
        Relation::HoldsOver(threshold) => {
            let subject = part(&claim.subject, lang);
            let (french, english) = match threshold {
                Threshold::ThreeQuarters => ("des trois quarts", "three quarters"),
                Threshold::TwoThirds => ("des deux tiers", "two thirds"),
                Threshold::Half => ("de la moitié", "half"),
            };
            lang.pick(format!("{subject} porte plus {french} des AE"), format!("{subject} holds over {english} of AE"))
        }
        Relation::Leads(percent) => {
            let (subject, percent) = (part(&claim.subject, lang), with_percent(*percent));
            let first = if matches!(claim.subject, Subject::Title(_)) { "le premier" } else { "la première" };
            lang.pick(format!("{subject} est {first}, avec {percent} des AE"), format!("{subject} comes first, with {percent} of AE"))
        }
        Relation::NoneRequested(None) => lang.pick(format!("Aucun crédit demandé pour {year}"), format!("No appropriations requested for {year}")),
        Relation::NoneRequested(Some(Measure::Ae)) => lang.pick(format!("Aucune AE demandée pour {year}"), format!("No AE requested for {year}")),
        Relation::NoneRequested(Some(Measure::Cp)) => lang.pick(format!("Aucun CP demandé pour {year}"), format!("No CP requested for {year}")),
        Relation::Cleared { left } => cleared(*left, year, lang),
        Relation::Covered(size) => {
            let size = percent(*size, lang);
            capitalised(&lang.pick(format!("{size} des AE nouvelles sont couvertes dès {year}"), format!("{size} of new AE are covered in {year}")))
        }
        Relation::OutstandingChange { from, to, movement } => outstanding_change(*from, *to, *movement, lang),
        Relation::Stated(stated) => stated.0.sentence(year, lang),
        Relation::Outstanding(year, amount) => {
            let amount = writing::scaled(*amount);
            lang.pick(format!("Restes à payer\u{a0}: {amount} fin {year}"), format!("Outstanding commitments: {amount} at the end of {year}"))
        }
    }
}

// ---------------------------------------------------------------- figures in sentences

/// "7,1": one decimal at most, half away from zero.
fn short(value: Decimal) -> String {
    writing::decimal(value.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize())
}

/// "15,2 %".
fn with_percent(value: Decimal) -> String {
    writing::percent(value.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize())
}

/// "15,2 %", "moins de 0,1 %", "presque 100 %".
pub fn percent(size: Size, lang: Lang) -> String {
    match size {
        Size::Rounded(size) => with_percent(size),
        Size::UnderATenth => format!("{} 0,1\u{202f}%", lang.pick("moins de", "less than")),
        Size::NearlyAHundred => format!("{} 100\u{202f}%", lang.pick("presque", "nearly")),
    }
}

/// "2,3 points", "moins de 0,1 point"; in English only 1 is singular.
fn points(size: Size, lang: Lang) -> String {
    match size {
        Size::Rounded(size) => {
            let is_one = lang.pick(size < Decimal::TWO, size == Decimal::ONE);
            format!("{} point{}", short(size), if is_one { "" } else { "s" })
        }
        Size::UnderATenth => lang.pick("moins de 0,1 point", "less than 0,1 points").into(),
        Size::NearlyAHundred => lang.pick("presque 100 points", "nearly 100 points").into(),
    }
}

/// Whether an amount is singular in French, as it is written.
pub fn is_singular(amount: Euros) -> bool {
    let (power, _) = writing::short_unit(amount);
    writing::shortened(amount, power).abs() < Decimal::TWO
}

fn requested(amount: Euros) -> &'static str {
    if is_singular(amount) { "demandé" } else { "demandés" }
}

fn measure_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Ae => "AE",
        Measure::Cp => "CP",
    }
}

// ---------------------------------------------------------------- indicators

fn of_row(name: &RowName, relation: &RowRelation, year: Year, lang: Lang) -> String {
    let text = name.text();
    let write = |value: Decimal| if name.is_percentage { writing::percent(value) } else { writing::decimal(value) };
    let aim = |value: &IndicatorValue| match value {
        IndicatorValue::Number { value, .. } => write(*value),
        other if name.is_percentage => format!("{}\u{202f}%", writing::value(other)),
        other => writing::value(other),
    };
    let said = match relation {
        RowRelation::NoFigure => lang.pick(format!("{text}\u{a0}: aucune valeur chiffrée"), format!("{text}: no figures")),
        RowRelation::NoTarget(None) => lang.pick(format!("{text}\u{a0}: sans cible chiffrée"), format!("{text}: no numeric target")),
        RowRelation::NoTarget(Some((of, value))) => lang.pick(
            format!("{text}\u{a0}: {} en {of}, sans cible chiffrée", write(*value)),
            format!("{text}: {} in {of}, no numeric target", write(*value)),
        ),
        RowRelation::Target(target) => {
            lang.pick(format!("{text}\u{a0}: cible de {} en {year}", aim(target)), format!("{text}: target of {} by {year}", aim(target)))
        }
        RowRelation::TargetThen(target, later, value) => {
            let value = trend::quoted(value, &trend::text(value, name.is_percentage, lang), lang);
            lang.pick(
                format!("{text}\u{a0}: cible de {} en {year}, puis {value} en {later}", write(*target)),
                format!("{text}: target of {} by {year}, then {value} in {later}", write(*target)),
            )
        }
        RowRelation::Outcome { actual, target } => lang.pick(
            format!("{text}\u{a0}: {} en {year}, pour une cible de {}", write(*actual), write(*target)),
            format!("{text}: {} in {year}, against a target of {}", write(*actual), write(*target)),
        ),
        RowRelation::FromTo(from, to) => lang.pick(
            format!("{text}\u{a0}: de {} à {} d’ici {year}", write(*from), write(*to)),
            format!("{text}: from {} to {} by {year}", write(*from), write(*to)),
        ),
        RowRelation::Must { course, target } => return must(name, *course, &write(*target), year, lang),
    };
    capitalised(&said)
}

/// "Le nombre de problèmes investigués doit quadrupler d’ici 2023".
fn must(name: &RowName, course: Course, target: &str, year: Year, lang: Lang) -> String {
    let subject = name.french_subject();
    let e = if subject.as_ref().is_some_and(|subject| subject.is_feminine) { "e" } else { "" };
    let s = match (lang, subject) {
        (Lang::French, Some(subject)) => subject.words,
        (Lang::French, None) => name.text(),
        (Lang::English, _) => format!("“{}”", name.text()),
    };
    let near = |nearness, [exactly, nearly, over]: [&str; 3]| match nearness {
        Nearness::Exactly => exactly.to_owned(),
        Nearness::Nearly => nearly.to_owned(),
        Nearness::Over => over.to_owned(),
    };
    let (french, english) = match course {
        Course::Stay | Course::Points(Movement::None) => {
            return lang.pick(format!("{s} doit rester à {target} jusqu’en {year}"), format!("{s} must stay at {target} until {year}"));
        }
        Course::Points(Movement::Rise(size)) => (format!("gagner {}", points(size, Lang::French)), format!("gain {}", points(size, Lang::English))),
        Course::Points(Movement::Fall(size)) => (format!("perdre {}", points(size, Lang::French)), format!("lose {}", points(size, Lang::English))),
        Course::Times(times, nearness) => {
            let (french, english) = match times {
                2 => ("doubler", ["double", "nearly double", "more than double"]),
                3 => ("tripler", ["triple", "nearly triple", "more than triple"]),
                4 => ("quadrupler", ["quadruple", "nearly quadruple", "more than quadruple"]),
                5 => ("quintupler", ["grow fivefold", "grow nearly fivefold", "grow more than fivefold"]),
                _ => ("décupler", ["grow tenfold", "grow nearly tenfold", "grow more than tenfold"]),
            };
            (near(nearness, [french, &format!("presque {french}"), &format!("plus que {french}")]), near(nearness, english))
        }
        Course::Multiplied(factor) => {
            let factor = short(factor);
            (format!("être multiplié{e} par {factor}"), format!("be multiplied by {factor}"))
        }
        Course::Rise(size) => (format!("augmenter de {}", percent(size, Lang::French)), format!("rise by {}", percent(size, Lang::English))),
        Course::Halved(nearness) => {
            let divided = format!("divisé{e} par deux");
            let french = [format!("être {divided}"), format!("être presque {divided}"), format!("être plus que {divided}")];
            (near(nearness, french.each_ref().map(String::as_str)), near(nearness, ["halve", "nearly halve", "more than halve"]))
        }
        Course::Divided(factor) => {
            let factor = short(factor);
            (format!("être divisé{e} par {factor}"), format!("be divided by {factor}"))
        }
        Course::Fall(size) => (format!("reculer de {}", percent(size, Lang::French)), format!("fall by {}", percent(size, Lang::English))),
    };
    lang.pick(format!("{s} doit {french} d’ici {year}"), format!("{s} must {english} by {year}"))
}

/// "27 des 38 cibles chiffrées de 2023 dépassent la prévision de 2020".
fn of_rows(counted: Count, year: Year, lang: Lang) -> String {
    let Count { way, count, of, scope, against, span } = counted;
    let is_one = count == 1;
    let verb = match way {
        Way::Above => lang.pick(if is_one { "dépasse" } else { "dépassent" }, if is_one { "exceeds" } else { "exceed" }),
        Way::Under => lang.pick(if is_one { "est sous" } else { "sont sous" }, if is_one { "lies under" } else { "lie under" }),
    };
    let (base, with_base, it) = match against {
        Against::Forecast(before) => (
            lang.pick(format!("la prévision de {before}"), format!("the forecast{} of {before}", if of > 1 { "s" } else { "" })),
            lang.pick(format!("qui ont une prévision chiffrée pour {before}"), format!("that have a numeric forecast for {before}")),
            lang.pick("prévision", "forecast"),
        ),
        Against::LastActual => (
            lang.pick("la dernière réalisation".into(), "the last actual".into()),
            lang.pick("qui ont une réalisation chiffrée".into(), "that have a numeric actual".into()),
            lang.pick("réalisation", "actual"),
        ),
    };
    let numeric = match scope {
        Scope::Every => "",
        Scope::Numeric | Scope::Comparable => lang.pick(" chiffrées", "numeric "),
    };
    let said = match (scope, count == of, of) {
        // One target alone needs no number.
        (Scope::Every, _, 1) => lang.pick(format!("la cible de {year} {verb} {base}"), format!("the target of {year} {verb} {base}")),
        (Scope::Numeric, _, 1) => {
            lang.pick(format!("la seule cible chiffrée de {year} {verb} {base}"), format!("the only numeric target of {year} {verb} {base}"))
        }
        (Scope::Comparable, _, 1) => lang.pick(
            format!("la seule cible de {year} comparable à une {it} {verb} {base}"),
            format!("the only target of {year} comparable with {} {it} {verb} {base}", if it == "actual" { "an" } else { "a" }),
        ),
        (Scope::Every | Scope::Numeric, true, _) => {
            let words = count_words(of, lang);
            lang.pick(format!("les {words} cibles{numeric} de {year} {verb} {base}"), format!("the {words} {numeric}targets of {year} {verb} {base}"))
        }
        (Scope::Every | Scope::Numeric, false, _) => {
            let (some, all) = counted_words(count, of, lang);
            lang.pick(
                format!("{some} des {all} cibles{numeric} de {year} {verb} {base}"),
                format!("{some} of the {all} {numeric}targets of {year} {verb} {base}"),
            )
        }
        (Scope::Comparable, _, _) => {
            let (some, all) = counted_words(count, of, lang);
            let who = if count == of {
                lang.pick(format!("les {all} cibles{numeric} de {year}"), format!("the {all} {numeric}targets of {year}"))
            } else {
                lang.pick(format!("{some} des {all} cibles{numeric} de {year}"), format!("{some} of the {all} {numeric}targets of {year}"))
            };
            match way {
                Way::Above => lang.pick(format!("{who} {with_base} la dépassent"), format!("{who} {with_base} {verb} it")),
                Way::Under => lang.pick(format!("{who} {with_base} lui sont inférieures"), format!("{who} {with_base} {verb} it")),
            }
        }
    };
    let span = span.map(|(least, most)| {
        let (least, most) = (mark_text(least, lang), mark_text(most, lang));
        let span = if least == most { most } else { lang.pick(format!("de {least} à {most}"), format!("from {least} to {most}")) };
        format!("{}{span}", colon(lang))
    });
    format!("{}{}", capitalised(&said), span.unwrap_or_default())
}

/// A number of a total, both in words or both in digits.
pub fn counted_words(count: usize, of: usize, lang: Lang) -> (String, String) {
    if of > 10 { (count.to_string(), of.to_string()) } else { (count_words(count, lang), count_words(of, lang)) }
}

/// Small numbers in words.
pub fn count_words(count: usize, lang: Lang) -> String {
    const FRENCH: [&str; 11] = ["zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"];
    const ENGLISH: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    lang.pick(FRENCH, ENGLISH).get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// "×2,5", "≈ ×2", "+7,1 %", "+8 pts", "< +0,1 %".
pub fn mark_text(mark: Mark, lang: Lang) -> String {
    match mark {
        Mark::Times { factor, is_about } => format!("{}×{}", if is_about { "≈\u{202f}" } else { "" }, short(factor)),
        Mark::Percent(movement) => signed(movement, |_| "%"),
        // In English only 1 is singular, in French what is less than 2.
        Mark::Points(movement) => signed(movement, |size| if lang.pick(size < Decimal::TWO, size == Decimal::ONE) { "pt" } else { "pts" }),
    }
}

/// "+7,1 %", "−5 pts", "0 %"; "< +0,1 %" for what would be rounded to nothing.
fn signed(movement: Movement, unit: impl Fn(Decimal) -> &'static str) -> String {
    let (sign, bounds, size) = match movement {
        Movement::None => return writing::with_unit(Decimal::ZERO, unit(Decimal::ZERO)),
        Movement::Rise(size) => ("+", ["<", "<"], size),
        Movement::Fall(size) => ("−", [">", ">"], size),
    };
    let [tenth, hundred] = bounds;
    match size {
        Size::Rounded(size) => format!("{sign}{}\u{202f}{}", short(size), unit(size)),
        Size::UnderATenth => format!("{tenth}\u{202f}{sign}0,1\u{202f}{}", unit(Decimal::ZERO)),
        Size::NearlyAHundred => format!("{hundred}\u{202f}{sign}100\u{202f}{}", unit(Decimal::ONE_HUNDRED)),
    }
}

// ---------------------------------------------------------------- amounts

/// Changes that are written as 0.
fn is_stable(movement: Movement) -> bool {
    match movement {
        Movement::None | Movement::Rise(Size::UnderATenth) | Movement::Fall(Size::UnderATenth) => true,
        Movement::Rise(_) | Movement::Fall(_) => false,
    }
}

/// "PLF 2022 en cours de saisie : AE de l’action 02 à saisir".
fn partly_entered(Gap { stage, measure, missing }: Gap, year: Year, lang: Lang) -> String {
    let name = if stage == Stage::Bill { "PLF" } else { "LFI" };
    let action = |code: ActionCode| match code.is_sub_action() {
        false => lang.pick(format!("de l’action {code}"), format!("of action {code}")),
        true => lang.pick(format!("de la sous-action {code}"), format!("of sub-action {code}")),
    };
    let of = match missing {
        Missing::Action(code) => action(code),
        Missing::Category(category) => lang.pick(format!("de la catégorie {category}"), format!("of category {category}")),
        Missing::Row(code, category) => format!("{}, cat. {category},", action(code)),
    };
    let measure = measure_name(measure);
    lang.pick(
        format!("{name} {year} en cours de saisie\u{a0}: {measure} {of} à saisir"),
        format!("{name} {year} partly entered: {measure} {of} not entered yet"),
    )
}

/// What became of both measures; one that nobody entered is said to be missing.
fn credits(ae: Option<Movement>, cp: Option<Movement>, year: Year, lang: Lang) -> String {
    let (Some(of_ae), Some(of_cp)) = (ae, cp) else {
        let clauses = [(Measure::Ae, ae), (Measure::Cp, cp)].map(|(measure, movement)| match movement {
            Some(movement) => of_measure(measure, movement, lang),
            None => {
                let measure = measure_name(measure);
                lang.pick(format!("{measure} du PLF {year} à saisir"), format!("{measure} of the PLF {year} not entered yet"))
            }
        });
        return capitalised(&clauses.join(", "));
    };
    let rise = |size: Size| percent(size, lang);
    match (of_ae, of_cp) {
        (ae, cp) if is_stable(ae) && is_stable(cp) => lang.pick("Les crédits sont stables", "Appropriations are stable").into(),
        (Movement::Rise(ae), Movement::Rise(cp)) if ae == cp => {
            lang.pick(format!("Les AE et les CP augmentent de {}", rise(ae)), format!("AE and CP both rise by {}", rise(ae)))
        }
        (Movement::Fall(ae), Movement::Fall(cp)) if ae == cp => {
            lang.pick(format!("Les AE et les CP reculent de {}", rise(ae)), format!("AE and CP both fall by {}", rise(ae)))
        }
        (Movement::Rise(ae), Movement::Rise(cp)) if !is_stable(of_ae) && !is_stable(of_cp) => lang.pick(
            format!("Les AE et les CP augmentent ({} et {})", rise(ae), rise(cp)),
            format!("AE and CP both rise ({} and {})", rise(ae), rise(cp)),
        ),
        (Movement::Fall(ae), Movement::Fall(cp)) if !is_stable(of_ae) && !is_stable(of_cp) => lang.pick(
            format!("Les AE et les CP reculent ({} et {})", rise(ae), rise(cp)),
            format!("AE and CP both fall ({} and {})", rise(ae), rise(cp)),
        ),
        _ => capitalised(&[of_measure(Measure::Ae, of_ae, lang), of_measure(Measure::Cp, of_cp, lang)].join(", ")),
    }
}

/// "les AE augmentent de 15,2 %".
fn of_measure(measure: Measure, movement: Movement, lang: Lang) -> String {
    let name = measure_name(measure);
    match movement {
        stable if is_stable(stable) => lang.pick(format!("les {name} sont stables"), format!("{name} are stable")),
        Movement::Rise(size) => {
            lang.pick(format!("les {name} augmentent de {}", percent(size, lang)), format!("{name} rise by {}", percent(size, lang)))
        }
        Movement::Fall(size) => {
            lang.pick(format!("les {name} reculent de {}", percent(size, lang)), format!("{name} fall by {}", percent(size, lang)))
        }
        Movement::None => String::new(),
    }
}

/// "10,6 M€ demandés pour 2021 : les AE augmentent, les CP reculent".
fn totals(ae: Option<Euros>, cp: Option<Euros>, changes: Option<[Movement; 2]>, year: Year, lang: Lang) -> String {
    let of = |amount: Euros, measure: Measure| {
        let (amount, name) = (writing::scaled(amount), measure_name(measure));
        lang.pick(if measure == Measure::Ae { format!("{amount} d’AE") } else { format!("{amount} de CP") }, format!("{amount} of {name}"))
    };
    let missing = |measure: Measure| lang.pick(format!("{} à saisir", measure_name(measure)), format!("{} not entered yet", measure_name(measure)));
    let head = match (ae, cp) {
        (Some(ae), Some(cp)) if ae == cp => {
            let amount = writing::scaled(ae);
            lang.pick(format!("{amount} {} pour {year}", requested(ae)), format!("{amount} requested for {year}"))
        }
        (Some(ae), Some(cp)) => lang.pick(
            format!("{} et {} demandés pour {year}", of(ae, Measure::Ae), of(cp, Measure::Cp)),
            format!("{} and {} requested for {year}", of(ae, Measure::Ae), of(cp, Measure::Cp)),
        ),
        (Some(asked), None) => lang.pick(
            format!("{} {} pour {year}, {}", of(asked, Measure::Ae), requested(asked), missing(Measure::Cp)),
            format!("{} requested for {year}, {}", of(asked, Measure::Ae), missing(Measure::Cp)),
        ),
        (None, Some(asked)) => lang.pick(
            format!("{} {} pour {year}, {}", of(asked, Measure::Cp), requested(asked), missing(Measure::Ae)),
            format!("{} requested for {year}, {}", of(asked, Measure::Cp), missing(Measure::Ae)),
        ),
        (None, None) => String::new(),
    };
    match changes {
        Some(changes) => format!("{head}{}{}", colon(lang), ways(changes, lang)),
        None => head,
    }
}

/// "les AE augmentent, les CP reculent".
fn ways([ae, cp]: [Movement; 2], lang: Lang) -> String {
    let verb = |movement| match movement {
        stable if is_stable(stable) => lang.pick("sont stables", "are stable"),
        Movement::Rise(_) => lang.pick("augmentent", "rise"),
        Movement::Fall(_) => lang.pick("reculent", "fall"),
        Movement::None => "",
    };
    match (verb(ae), verb(cp)) {
        (of_ae, of_cp) if of_ae == of_cp && is_stable(ae) => lang.pick("les crédits sont stables", "appropriations are stable").into(),
        (of_ae, of_cp) if of_ae == of_cp => lang.pick(format!("les AE et les CP {of_ae}"), format!("AE and CP both {of_ae}")),
        (of_ae, of_cp) => lang.pick(format!("les AE {of_ae}, les CP {of_cp}"), format!("AE {of_ae}, CP {of_cp}")),
    }
}

/// "Les AE du titre 2 augmentent de 100 %".
fn varies(subject: &Subject, measure: Measure, movement: Movement, lang: Lang) -> String {
    let name = measure_name(measure);
    let of = match subject {
        Subject::Title(title) => lang.pick(format!(" du titre {title}"), format!(" of title {title}")),
        Subject::Programme | Subject::Action(_) | Subject::Row(_) | Subject::Rows => String::new(),
    };
    match movement {
        Movement::None => {
            lang.pick(format!("Les {name}{of} sont inchangé{}", if measure == Measure::Ae { "es" } else { "s" }), format!("{name}{of} are unchanged"))
        }
        Movement::Rise(size) => {
            lang.pick(format!("Les {name}{of} augmentent de {}", percent(size, lang)), format!("{name}{of} rise by {}", percent(size, lang)))
        }
        Movement::Fall(size) => {
            lang.pick(format!("Les {name}{of} reculent de {}", percent(size, lang)), format!("{name}{of} fall by {}", percent(size, lang)))
        }
    }
}

/// "L’action 01", "Le titre 3".
fn part(subject: &Subject, lang: Lang) -> String {
    match subject {
        Subject::Action(code) => lang.pick(format!("L’action {code}"), format!("Action {code}")),
        Subject::Title(title) => {
            let number = nature::title_number(*title, lang);
            lang.pick(format!("Le {}", number.to_lowercase()), number)
        }
        Subject::Programme | Subject::Row(_) | Subject::Rows => lang.pick("Le programme", "The programme").into(),
    }
}

/// "Les restes à payer de 2020 sont soldés en 2021 ; 2,4 M€ restent à ouvrir en 2022".
fn cleared(left: Option<Euros>, year: Year, lang: Lang) -> String {
    let (before, after) = (year.offset(-1), year.offset(1));
    let cleared = lang
        .pick(format!("Les restes à payer de {before} sont soldés en {year}"), format!("Outstanding commitments of {before} are cleared in {year}"));
    let Some(left) = left else { return cleared };
    let (amount, stays) = (writing::scaled(left), if is_singular(left) { "reste" } else { "restent" });
    let left = lang.pick(format!("{amount} {stays} à ouvrir en {after}"), format!("{amount} left for {after}"));
    format!("{cleared}{}{left}", semicolon(lang))
}

fn outstanding_change(from: Year, to: Year, movement: Movement, lang: Lang) -> String {
    match movement {
        Movement::None => lang.pick(
            format!("Les restes à payer sont stables entre fin {from} et fin {to}"),
            format!("Outstanding commitments are stable from the end of {from} to the end of {to}"),
        ),
        Movement::Fall(size) => lang.pick(
            format!("Les restes à payer reculent de {} entre fin {from} et fin {to}", percent(size, lang)),
            format!("Outstanding commitments fall by {} from the end of {from} to the end of {to}", percent(size, lang)),
        ),
        Movement::Rise(size) => lang.pick(
            format!("Les restes à payer augmentent de {} entre fin {from} et fin {to}", percent(size, lang)),
            format!("Outstanding commitments rise by {} from the end of {from} to the end of {to}", percent(size, lang)),
        ),
    }
}
