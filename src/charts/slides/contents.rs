//! What each slide says, from the document and its figures.

use super::facts::facts;
use super::{Amount, Body, Cover, CoverAction, Page, Side, Source, Told, YearFigures};
use crate::calc::checks::{Finding, Severity};
use crate::calc::{Figure, Figures, Progress, change, percent_change, shown};
use crate::charts::bars::{Amounts, exact, not_entered, so_far};
use crate::charts::claims::{self, Mark};
use crate::charts::pen::Pen;
use crate::charts::scene::Sizes;
use crate::charts::{ActionShare, Chart, Credits, Data, Shares, Trend, chart, colon, fonts, kind, retitled, source, typographic};
use crate::lang::{Lang, Word, nature, writing};
use crate::model::{
    About, ActionScope, ChartName, CreditPlace, Euros, Horizon, Measure, NatureScope, Opening, Origin, OutstandingItem, OwnTitle, Place, Planned,
    Rule, Slide, Stage, Sum, Title, Year,
};
use crate::tables::Tables;

/// The most findings that stand on a slide.
const MOST_FINDINGS: usize = 6;

/// A slide of a presentation, the `number`th of `count`; one whose subject is gone says so in its title alone. The presenter's own title stands as
/// long as the figures over which it was written do, as that of a chart.
pub fn page(source: Source<'_>, planned: &Planned, number: usize, count: usize) -> Page {
    let mut page = match planned.slide {
        Slide::Cover => cover(source),
        Slide::Figures => figures(source),
        Slide::Chart(name) => kind(name).map_or_else(|| gone(source, planned.slide), |kind| kind.page(source, name)),
        Slide::Findings => findings(source),
    };
    let holds = |own: &&OwnTitle| shown::holds(own, &shown::of_slide(source.document, source.figures, planned.slide));
    if let Some(own) = planned.title.as_ref().filter(holds) {
        let words = typographic(&own.words);
        page.summary = retitled(&page.summary, &page.title, &words);
        page.title = words;
        page.neutral_title = None;
    }
    page.number = format!("{number} / {count}");
    source.saved.clone_into(&mut page.saved);
    page
}

/// A page that has nothing but what every slide has.
fn bare(slide: Slide, title: String, body: Body) -> Page {
    Page {
        slide,
        kicker: String::new(),
        summary: title.clone(),
        title,
        neutral_title: None,
        subtitle: String::new(),
        source: String::new(),
        saved: String::new(),
        number: String::new(),
        body,
    }
}

/// A slide that is one chart.
pub fn charted(source: Source<'_>, name: ChartName, kicker: &str) -> Page {
    let Some(chart) = chart(source.document, source.figures, source.lang, name) else { return gone(source, name.slide()) };
    Page {
        kicker: kicker.to_owned(),
        neutral_title: chart.neutral_title.clone(),
        subtitle: chart.subtitle.clone(),
        source: chart.source.clone(),
        summary: chart.summary.clone(),
        ..bare(name.slide(), chart.title.clone(), Body::Chart(chart))
    }
}

/// Bars of so many actions stand under each other, in two columns at most.
const BARS_OF_A_COLUMN: usize = 4;
/// The width of a column, in units of a chart.
const COLUMN: f32 = 416.0;

/// One strip, or bars: more than fit in one column stand in two, more than fit in two are the largest of them, in their order.
pub fn shares(page: Page) -> Page {
    let Body::Chart(chart) = &page.body else { return page };
    let Some(shares) = chart.data.get::<Shares>() else { return page };
    let count = shares.actions.len();
    if shares.is_strip || count <= BARS_OF_A_COLUMN {
        return page;
    }
    let kept = shares.largest(2 * BARS_OF_A_COLUMN);
    let column = |actions: &[ActionShare]| {
        let actions: Vec<ActionShare> = actions.iter().map(on_one_line).collect();
        Chart { data: Data::of(Shares { actions, more: String::new(), ..kept.clone() }), ..chart.clone() }
    };
    let columns = kept.actions.chunks(kept.actions.len().div_ceil(2)).map(column).collect();
    let more = kept.more.clone();
    Page { body: Body::Shares { columns, more }, ..page }
}

/// An action whose name stands on one line of a column, beside its amount.
fn on_one_line(action: &ActionShare) -> ActionShare {
    let sizes = Sizes::CANVAS;
    let room = COLUMN - fonts::width(&action.share, sizes.value) - fonts::width(&action.text, sizes.words) - 48.0;
    ActionShare { name: Pen::new(COLUMN, sizes).elided(&action.name, sizes.words, room), ..action.clone() }
}

fn gone(source: Source<'_>, slide: Slide) -> Page {
    let title = match slide.chart().map(|chart| chart.about) {
        Some(About::Row(_) | About::Indicator(_) | About::Sheet(_)) => {
            source.lang.pick("Cet indicateur n’est plus dans le document", "This indicator is no longer in the document")
        }
        Some(About::Document) | None => source.lang.pick("Ce sujet n’est plus dans le document", "This subject is no longer in the document"),
    };
    bare(slide, title.into(), Body::Findings { lines: Vec::new(), more: String::new() })
}

/// A slide of a trend: beside it, what the justification says of its figures.
pub fn trend(source: Source<'_>, name: ChartName) -> Page {
    let (document, lang, slide) = (source.document, source.lang, name.slide());
    let Some((indicator, _)) = name.row().and_then(|row| document.indicator_of_row(row)) else { return gone(source, slide) };
    let Some(chart) = chart(document, source.figures, lang, name) else { return gone(source, slide) };
    let objective = document.objectives.iter().zip(1..).find(|(objective, _)| objective.indicators.iter().any(|other| other.id == indicator.id));
    let kicker = objective
        .map_or_else(String::new, |(objective, number)| format!("{} {number} – {}", lang.word(Word::Objective), typographic(&objective.label)));
    let facts = chart.data.get::<Trend>().map_or_else(Vec::new, |trend| facts(source, indicator.id, trend));
    Page {
        kicker,
        neutral_title: chart.neutral_title.clone(),
        subtitle: chart.subtitle.clone(),
        source: chart.source.clone(),
        summary: chart.summary.clone(),
        ..bare(slide, chart.title.clone(), Body::Trend { chart, facts })
    }
}

// ---------------------------------------------------------------- cover

fn cover(source: Source<'_>) -> Page {
    let (document, lang) = (source.document, source.lang);
    let programme = &document.programme;
    let number = programme.number.map(|number| format!(" {number}")).unwrap_or_default();
    let year = document.year;
    let unnamed = lang.pick("Programme sans nom", "Unnamed programme");
    let name = if programme.name.trim().is_empty() { unnamed.to_owned() } else { typographic(&programme.name) };
    let manager = match programme.manager.trim() {
        "" => String::new(),
        manager => format!("{}{}{}", lang.word(Word::Manager), colon(lang), typographic(manager)),
    };
    let cover = Cover {
        budget: lang.word(Word::BudgetGeneral).into(),
        mission: typographic(&programme.mission),
        programme: format!("{}{number}", lang.word(Word::Programme)),
        document: lang.pick(
            format!("Projet annuel de performances, annexe au projet de loi de finances pour {year}"),
            format!("Annual performance plan, annex to the finance bill for {year}"),
        ),
        actions: cover_actions(source),
        minister: typographic(&programme.minister),
        manager,
        name,
    };
    let actions: Vec<String> = cover.actions.iter().map(|action| format!("{}, {}", action.share, action.name)).collect();
    let parts =
        [cover.programme.clone(), cover.name.clone(), cover.document.clone(), actions.join(". "), cover.minister.clone(), cover.manager.clone()];
    let summary = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
    Page { summary, ..bare(Slide::Cover, cover.name.clone(), Body::Cover(cover)) }
}

fn cover_actions(source: Source<'_>) -> Vec<CoverAction> {
    let lang = source.lang;
    let chart = chart(source.document, source.figures, lang, ChartName::SHARES);
    let Some(shares) = chart.as_ref().and_then(|chart| chart.data.get::<Shares>()) else { return Vec::new() };
    if !shares.is_strip {
        return Vec::new();
    }
    let actions = shares.actions.iter().zip(0..).filter_map(|(action, index)| {
        let (code, name) = action.name.split_once(" – ")?;
        let of_which = if index == 0 { lang.pick(" des AE", " of AE") } else { "" };
        let share = format!("{} {code}{}{}{of_which}", lang.word(Word::Action), colon(lang), action.share);
        Some(CoverAction { share, name: name.to_owned(), amount: action.amount? })
    });
    actions.collect()
}

// ---------------------------------------------------------------- figures of the year

fn figures(source: Source<'_>) -> Page {
    let (document, lang) = (source.document, source.lang);
    let amounts = Amounts::of(document, source.figures);
    let Some(Chart { data, summary, title: own, .. }) = chart(document, source.figures, lang, ChartName::CREDITS) else {
        return gone(source, Slide::Figures);
    };
    let Some(credits) = data.get::<Credits>().cloned() else { return gone(source, Slide::Figures) };
    let claims = claims::totals(amounts);
    let title =
        claims.first().map_or_else(|| lang.pick("Les crédits de l’année", "The appropriations of the year").into(), |claim| claim.sentence(lang));
    let sides = Measure::BOTH.map(|measure| side(source, amounts, measure));
    let facts: Vec<Amount> =
        [leading_title(source, amounts), Some(contributions(source, amounts)), Some(outstanding(source))].into_iter().flatten().collect();
    let part = lang.pick("présentation des crédits et échéancier", "appropriations and payment schedule");
    let told: Vec<String> = facts.iter().map(|fact| format!("{}{}{}, {}", fact.name, colon(lang), fact.amount, fact.detail)).collect();
    let rest = summary.strip_prefix(own.as_str()).unwrap_or(&summary);
    Page {
        kicker: lang.pick("Les chiffres de l’année", "The figures of the year").into(),
        source: crate::charts::source(document, lang, part),
        summary: format!("{title}{rest} {}.", told.join(". ")),
        ..bare(Slide::Figures, title, Body::Figures(Box::new(YearFigures { credits, sides, facts })))
    }
}

fn side(source: Source<'_>, amounts: Amounts<'_>, measure: Measure) -> Side {
    let lang = source.lang;
    let entered = |stage| amounts.entered(stage, ActionScope::All, NatureScope::All, measure);
    let before = source.document.previous_year();
    let (bill, act) = (entered(Stage::Bill), entered(Stage::InitialAct));
    let change = match (bill, act) {
        (None, None) => String::new(),
        (None, Some(act)) => in_act(act, before, lang),
        (Some(_), None) => lang.pick(format!("LFI {before} à saisir"), format!("LFI {before} not entered yet")),
        (Some(_), Some(act)) if !amounts.is_comparable(measure) => uncompared(are_partly(amounts, &[measure]), &in_act(act, before, lang), lang),
        (Some(bill), Some(act)) => match change(bill, act).euros() {
            Ok(Euros::ZERO) => lang.pick(format!("comme en LFI {before}"), format!("as in LFI {before}")),
            Ok(change) => {
                let change = signed(change);
                lang.pick(format!("soit {change} par rapport à la LFI {before}"), format!("{change} compared with LFI {before}"))
            }
            Err(_) => String::new(),
        },
    };
    Side { amount: entered_text(bill, lang), change }
}

/// Whether one of these measures is entered in part only, in the bill and in the act.
fn are_partly(amounts: Amounts<'_>, measures: &[Measure]) -> [bool; 2] {
    [Stage::Bill, Stage::InitialAct].map(|stage| measures.iter().any(|measure| amounts.progress(stage, *measure).is_partly()))
}

/// "en cours de saisie, 10 600 000 € en LFI 2021": beside an amount of the bill where that, or the act, is entered in part only.
fn uncompared([is_bill_partly, is_act_partly]: [bool; 2], act: &str, lang: Lang) -> String {
    let bill = if is_bill_partly { lang.pick("en cours de saisie, ", "partly entered, ") } else { "" };
    let so_far = if is_act_partly { so_far(lang) } else { "" };
    format!("{bill}{act}{so_far}")
}

/// "1 500 000 € en LFI 2020".
fn in_act(act: Sum, before: Year, lang: Lang) -> String {
    let act = written(act, lang);
    lang.pick(format!("{act} en LFI {before}"), format!("{act} in LFI {before}"))
}

/// A sum with its unit; what is to be entered.
fn entered_text(sum: Option<Sum>, lang: Lang) -> String {
    sum.map_or_else(|| not_entered(lang).into(), |sum| written(sum, lang))
}

/// "+1 400 000 €".
pub(super) fn signed(change: Euros) -> String {
    let plus = if change > Euros::ZERO { "+" } else { "" };
    format!("{plus}{}", exact(change))
}

/// A sum with its unit, or the word for one that is beyond an amount.
pub(super) fn written(sum: Sum, lang: Lang) -> String {
    sum.euros().map_or_else(|_| lang.word(Word::Overflow).into(), exact)
}

/// Title 2 where the programme has it, else its largest title.
fn leading_title(source: Source<'_>, amounts: Amounts<'_>) -> Option<Amount> {
    let lang = source.lang;
    let entered = |stage, title, measure| amounts.entered(stage, ActionScope::All, NatureScope::Title(title), measure);
    let used = source.figures.used_titles();
    let title = used.iter().copied().find(|title| *title == Title::STAFF);
    let asked = |title: &Title| entered(Stage::Bill, *title, Measure::Ae).unwrap_or_default();
    let title = title.or_else(|| used.into_iter().max_by_key(|title| (asked(title), std::cmp::Reverse(*title))))?;
    let [act, bill] = [Stage::InitialAct, Stage::Bill].map(|stage| Measure::BOTH.map(|measure| entered(stage, title, measure)));
    // What is the same in AE and CP needs no name.
    let is_same = [act, bill].iter().all(|[ae, cp]| ae == cp);
    let before = source.document.previous_year();
    let [[act, _], [bill, _]] = [act, bill];
    let measure = if is_same { "" } else { ", AE" };
    let told = if is_same { &Measure::BOTH[..] } else { &[Measure::Ae] };
    let detail = match (bill, act) {
        (Some(_), Some(act)) if !told.iter().all(|measure| amounts.is_comparable(*measure)) => {
            uncompared(are_partly(amounts, told), &in_act(act, before, lang), lang)
        }
        (bill, act) => {
            let is_nil = |stage| amounts.is_nil(&amounts.place(stage, ActionScope::All, NatureScope::Title(title), Measure::Ae));
            compared(bill, act, [Stage::Bill, Stage::InitialAct].into_iter().all(is_nil), before, lang)
        }
    };
    Some(Amount {
        name: format!("{}, {}{measure}", nature::title_number(title, lang), nature::title_short(title, lang)),
        amount: entered_text(bill, lang),
        detail,
    })
}

/// "doublé (1 500 000 € en LFI 2020)"; `is_nil` where both have no amount but 0.
fn compared(bill: Option<Sum>, act: Option<Sum>, is_nil: bool, before: Year, lang: Lang) -> String {
    let (Some(bill), Some(act)) = (bill, act) else {
        return act
            .map_or_else(|| lang.pick(format!("LFI {before} à saisir"), format!("LFI {before} not entered yet")), |act| in_act(act, before, lang));
    };
    let mut twice = act;
    twice += act;
    let word = match percent_change(act.get(), bill.get()) {
        _ if is_nil => return lang.pick(format!("aucun, comme en LFI {before}"), format!("none, as in LFI {before}")),
        _ if bill == act => lang.pick("inchangé", "unchanged").to_owned(),
        _ if bill == twice && act > Sum::ZERO => lang.pick("doublé", "doubled").into(),
        Some(movement) if bill >= Sum::ZERO => claims::mark_text(Mark::Percent(movement), lang),
        Some(_) | None => return in_act(act, before, lang),
    };
    format!("{word} ({})", in_act(act, before, lang))
}

/// FdC et AdP in AE and in CP: one amount where both are the same.
fn contributions(source: Source<'_>, amounts: Amounts<'_>) -> Amount {
    let lang = source.lang;
    let before = source.document.previous_year();
    let entered = |stage, measure| {
        let place = CreditPlace { contributions: true, ..amounts.place(stage, ActionScope::All, NatureScope::All, measure) };
        amounts.at(&place)
    };
    let [act, bill] = [Stage::InitialAct, Stage::Bill].map(|stage| Measure::BOTH.map(|measure| entered(stage, measure)));
    let stages = [Stage::Bill, Stage::InitialAct];
    let are_partly = stages.map(|stage| Measure::BOTH.into_iter().any(|measure| Progress::of(source.document, stage, true, measure).is_partly()));
    let is_nil = stages.into_iter().flat_map(|stage| Measure::BOTH.map(|measure| (stage, measure))).all(|(stage, measure)| {
        let place = amounts.place(stage, ActionScope::All, NatureScope::All, measure);
        amounts.is_nil(&CreditPlace { contributions: true, ..place })
    });
    let both = |[ae, cp]: [Option<Sum>; 2]| match (entered_text(ae, lang), entered_text(cp, lang)) {
        (one, other) if one == other => one,
        (ae, cp) => lang.pick(format!("{ae} et {cp}"), format!("{ae} and {cp}")),
    };
    let outside = lang.pick("hors total", "outside the total");
    let (amount, detail) = match (act, bill) {
        ([None, None], [None, None]) => ("–".into(), lang.pick("aucun saisi", "none entered").into()),
        (act, bill) if are_partly != [false; 2] => {
            let voted = both(act);
            let act = match act {
                [None, None] => lang.pick(format!("LFI {before} à saisir"), format!("LFI {before} not entered yet")),
                [_, _] => lang.pick(format!("{voted} en LFI {before}"), format!("{voted} in LFI {before}")),
            };
            (both(bill), format!("{}, {outside}", uncompared(are_partly, &act, lang)))
        }
        (act, bill) if act == bill && bill == [Some(Sum::ZERO); 2] && is_nil => {
            (both(bill), lang.pick(format!("aucun, comme en LFI {before}"), format!("none, as in LFI {before}")))
        }
        (act, bill) if act == bill => {
            (both(bill), lang.pick(format!("inchangés en AE et en CP, {outside}"), format!("unchanged in AE and CP, {outside}")))
        }
        ([None, None], bill) => {
            (both(bill), lang.pick(format!("LFI {before} à saisir, {outside}"), format!("LFI {before} not entered yet, {outside}")))
        }
        (act, bill) => {
            let voted = both(act);
            (both(bill), lang.pick(format!("{voted} en LFI {before}, {outside}"), format!("{voted} in LFI {before}, {outside}")))
        }
    };
    let name = lang.word(Word::ContributionsExpected);
    Amount { name: lang.pick(format!("{name}, AE et CP"), format!("{name}, AE and CP")), amount, detail }
}

fn outstanding(source: Source<'_>) -> Amount {
    let (document, lang) = (source.document, source.lang);
    let (year, before) = (document.year, document.previous_year());
    let name = lang.pick(format!("Restes à payer au 31/12/{before}"), format!("Outstanding commitments at 31/12/{before}"));
    let Figure::Amount(estimate) = source.figures.figure(document, Place::Outstanding { year, item: OutstandingItem::Estimate }) else {
        return Amount { name, amount: "–".into(), detail: lang.pick("non évalués", "not estimated").into() };
    };
    let is_now = |origin, opening: Opening| origin == Origin::Earlier && opening.horizon() == Horizon::Current;
    let is_entered = document.schedule.keys().any(|(of, origin, opening)| *of == year && is_now(*origin, *opening));
    let opened = Figures::scheduled(document, is_now);
    let detail = match opened {
        _ if estimate < Euros::ZERO => lang.pick("montant négatif, à vérifier".into(), "negative amount, to be checked".into()),
        _ if !is_entered => lang.pick("échéancier à saisir".into(), "schedule not entered yet".into()),
        _ if claims::is_cleared(document, source.figures) => lang.pick(format!("soldés en {year}"), format!("cleared in {year}")),
        opened if opened == Sum::ZERO && estimate == Euros::ZERO => lang.pick("rien à solder".into(), "nothing to clear".into()),
        // More than is owed, or less than nothing: the check says so, a slide does not repeat it.
        opened if opened < Sum::ZERO || opened > Sum::from(estimate) => lang.pick("évaluation".into(), "estimate".into()),
        opened => {
            let opened = written(opened, lang);
            lang.pick(format!("dont {opened} à payer en {year}"), format!("of which {opened} to be paid in {year}"))
        }
    };
    Amount { name, amount: exact(estimate), detail }
}

// ---------------------------------------------------------------- findings

fn findings(given: Source<'_>) -> Page {
    let (document, lang) = (given.document, given.lang);
    let tables = Tables { document, figures: given.figures, lang };
    // A title that somebody wrote is between them and Papier, nothing for an audience.
    let all: Vec<&Finding> = given.findings.iter().filter(|finding| finding.rule != Rule::OwnTitle).collect();
    let count = all.len();
    let errors = all.iter().filter(|finding| finding.severity() == Severity::Error).count();
    let title = match (count, errors) {
        (0, _) => lang.pick("Aucune incohérence relevée".into(), "No inconsistency found".into()),
        (1, 0) => lang.pick("Un point à vérifier".into(), "One point to check".into()),
        (count, 0) => lang.pick(format!("{count} points à vérifier"), format!("{count} points to check")),
        (1, _) => lang.pick("Une erreur à corriger".into(), "One error to correct".into()),
        (count, 1) => lang.pick(format!("{count} constats, dont une erreur"), format!("{count} findings, one of them an error")),
        (count, errors) => lang.pick(format!("{count} constats, dont {errors} erreurs"), format!("{count} findings, {errors} of them errors")),
    };
    let lines = all.into_iter().take(MOST_FINDINGS).map(|finding| Told {
        severity: finding.severity().name(lang).into(),
        is_error: finding.severity() == Severity::Error,
        place: typographic(&tables.place_name(finding.place)),
        sentence: typographic(&finding.sentence(lang)),
    });
    let lines: Vec<Told> = lines.collect();
    let more = match count.saturating_sub(lines.len()) {
        0 => String::new(),
        1 => lang.pick("et un autre constat".into(), "and one more finding".into()),
        more => lang.pick(format!("et {more} autres constats"), format!("and {more} more findings")),
    };
    let told: Vec<String> = lines.iter().map(|line| format!("{}, {}{}{}", line.severity, line.place, colon(lang), line.sentence)).collect();
    Page {
        kicker: lang.pick("Cohérence du document", "Consistency of the document").into(),
        source: source(document, lang, lang.pick("contrôles de cohérence", "consistency checks")),
        summary: format!("{title}. {} {more}", told.join(" ")).trim_end().to_owned(),
        ..bare(Slide::Findings, title, Body::Findings { lines, more })
    }
}

/// "68,9 %", with a trailing zero: as the tables print it.
pub(super) fn figure(figure: &Figure, lang: Lang) -> String {
    match figure {
        Figure::Amount(amount) => writing::euros(*amount),
        Figure::Percent(percent) => writing::percent(*percent),
        Figure::Variation(percent) => writing::signed_percent(*percent),
        Figure::Number(number) => writing::decimal(*number),
        Figure::Effect(number) => writing::signed_decimal(*number),
        Figure::Undefined => "–".into(),
        Figure::Overflow => lang.word(Word::Overflow).into(),
        Figure::Blank => String::new(),
    }
}
