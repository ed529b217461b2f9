//! Charts and slides say nothing false: every sentence about figures is read back and recomputed with exact fractions, over random documents.
//!
//! A short run here; 100 000 sentences with `PAPIER_PROOFS=full`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking and reports by printing"
)]

mod boards;
mod facts;
mod judge;
mod random;

use crate::proofs;
use std::collections::BTreeMap;

use self::facts::{Facts, Fraction, Part, fraction, whole};
use self::judge::{Judge, Verdict, plain};
use self::random::Made;
use papier::calc::Figures;
use papier::charts::claims::{Claim, Relation, Subject, Threshold};
use papier::charts::slides::{Body, Page, Source, page};
use papier::charts::{self, ByTitle, Chart, Credits, Indicators, LevelNature, Outstanding, Schedule, Shares, Waterfall};
use papier::lang::Lang;
use papier::model::{ChartName, Measure, OutstandingItem, Planned, Slide, Stage, Title};

/// Sentences that were judged, and those that were refused.
#[derive(Default)]
struct Court {
    judged: usize,
    /// By the reason.
    refused: BTreeMap<String, Vec<String>>,
}

impl Court {
    fn hear(&mut self, what: &str, sentence: &str, verdict: Verdict) {
        self.judged += 1;
        if let Err(why) = verdict {
            self.refused.entry(why).or_default().push(format!("{what}: “{}”", plain(sentence)));
        }
    }
}

fn judge(made: &Made, lang: Lang) -> Judge<'_> {
    Judge { facts: Facts { document: &made.document }, rows: &made.rows, lang }
}

/// Everything that the charts and slides of a document state, in both languages.
fn try_document(seed: u64, court: &mut Court) {
    let made = random::document(seed);
    let figures = Figures::of(&made.document);
    for lang in Lang::ALL {
        let judge = judge(&made, lang);
        for name in ChartName::all(&made.document) {
            let chart = charts::chart(&made.document, &figures, lang, name).expect("a chart");
            try_chart(&judge, &chart, &format!("seed {seed}, {lang:?}, {name:?}"), court);
        }
        let source = Source { document: &made.document, figures: &figures, findings: &[], lang, saved: "" };
        let rows = made.rows.keys().map(|row| Slide::Chart(ChartName::trend(*row)));
        let jobs = Slide::Chart(ChartName::of_document("jobs"));
        for slide in [
            Slide::Figures,
            Slide::Chart(ChartName::SHARES),
            Slide::Chart(ChartName::TITLES),
            Slide::Chart(ChartName::CREDITS),
            Slide::Chart(ChartName::SCHEDULE),
            Slide::Chart(ChartName::OUTSTANDING),
        ]
        .into_iter()
        .chain(rows)
        .chain(Some(jobs).filter(|slide| slide.exists(&made.document)))
        {
            try_page(&judge, &page(source, &Planned::usual(slide), 1, 1), &format!("seed {seed}, {lang:?}, {slide:?}"), court);
        }
    }
}

/// The verdict on the title of a chart.
fn title(judge: &Judge<'_>, name: ChartName, sentence: &str, is_title: bool) -> Verdict {
    match (name.key, name.row()) {
        ("trend", Some(row)) => judge.row(row, sentence, is_title),
        ("indicators", _) => judge.rows(sentence),
        ("credits", _) => judge.credits(sentence),
        ("shares", _) => judge.parts(sentence, false),
        ("titles", _) => judge.parts(sentence, true),
        ("schedule", _) => judge.schedule(sentence),
        ("outstanding", _) => judge.outstanding(sentence, is_title),
        ("waterfall-actions-ae", _) => judge.waterfall(Measure::Ae, false, sentence),
        ("waterfall-actions-cp", _) => judge.waterfall(Measure::Cp, false, sentence),
        ("waterfall-titles-ae", _) => judge.waterfall(Measure::Ae, true, sentence),
        ("waterfall-titles-cp", _) => judge.waterfall(Measure::Cp, true, sentence),
        ("jobs", _) => judge.jobs(sentence),
        ("attainment", _) => judge.attainment(sentence),
        ("action-titles", _) => judge.action_titles(sentence),
        ("years", _) => judge.years(sentence),
        ("pay", _) => judge.pay(sentence),
        ("rows", _) => judge.rows_of(name, sentence),
        _ => panic!("no judge of {name:?}"),
    }
}

fn claimed(judge: &Judge<'_>, chart: ChartName, claim: &Claim, sentence: &str) -> Verdict {
    match (&claim.subject, &claim.relation) {
        (Subject::Row(name), _) if chart.key == "attainment" => judge.outcome(name.row, sentence),
        (Subject::Row(name), _) => judge.row(name.row, sentence, false),
        (_, Relation::Varies(..)) => judge.varies(sentence),
        (_, _) => title(judge, chart, sentence, false),
    }
}

/// Whether what is said of the part that comes first follows from the operands alone: it, the whole, every other part.
fn proved(claim: &Claim) -> Verdict {
    let least = match claim.relation {
        Relation::HoldsAll => (1, 1),
        Relation::HoldsOver(Threshold::ThreeQuarters) => (3, 4),
        Relation::HoldsOver(Threshold::TwoThirds) => (2, 3),
        Relation::HoldsOver(Threshold::Half) => (1, 2),
        Relation::Leads(_) => (0, 1),
        _ => return Ok(()),
    };
    let exact = |text: String| Fraction::from_integer(text.parse().expect("whole euros"));
    let values: Vec<Fraction> = claim.operands.iter().map(|operand| operand.value.as_ref().map_or(whole(0), |value| exact(value.exact()))).collect();
    let [top, all, others @ ..] = values.as_slice() else { return Err("no part and no whole".into()) };
    let sum = others.iter().fold(top.clone(), |sum, part| sum + part);
    let share = top / all;
    let bound = Fraction::new(least.0.into(), least.1.into());
    let holds = sum == *all && others.iter().all(|other| other < top) && if least == (1, 1) { share == bound } else { share > bound };
    if holds { Ok(()) } else { Err("the operands do not prove it".into()) }
}

fn try_chart(judge: &Judge<'_>, chart: &Chart, what: &str, court: &mut Court) {
    court.hear(what, &chart.title, title(judge, chart.name, &chart.title, true));
    assert!(chart.summary.starts_with(&chart.title), "{what}: the summary begins with the title");
    // A heading under a claim that is too long claims nothing; of a row and of outstanding commitments it is a claim as well.
    if let (Some(neutral), "trend" | "outstanding") = (&chart.neutral_title, chart.name.key) {
        court.hear(what, neutral, title(judge, chart.name, neutral, false));
    }
    if let Some(row) = chart.name.row() {
        court.hear(what, &chart.subtitle, judge.subtitle(row, &chart.subtitle));
    }
    for claim in &chart.claims {
        let sentence = claim.sentence(judge.lang);
        court.hear(what, &sentence, claimed(judge, chart.name, claim, &sentence));
        court.hear(what, &sentence, proved(claim));
    }
    if let Some(indicators) = chart.data.get::<Indicators>() {
        let of_row = |claim: &Claim| match &claim.subject {
            Subject::Row(name) => Some(name.row),
            _ => None,
        };
        let mut rows: Vec<_> = chart.claims.iter().filter_map(of_row).collect();
        rows.dedup();
        let panels: Vec<_> = indicators.objectives.iter().flat_map(|objective| &objective.panels).collect();
        assert_eq!(rows.len(), panels.len(), "{what}: a claim for each panel");
        for (row, panel) in rows.into_iter().zip(panels) {
            court.hear(what, &panel.mark, judge.mark(row, &panel.mark));
        }
    }
    if let Some(waterfall) = chart.data.get::<Waterfall>() {
        let values: Option<Vec<_>> = waterfall.steps.iter().map(|step| step.value).collect();
        let (start, end) = (waterfall.start.value.map(fraction), waterfall.end.value.map(fraction));
        let sum = values.zip(start).map(|(values, start)| values.into_iter().map(fraction).fold(start, |sum, step| sum + step));
        let verdict = if end.is_none() || sum == end || waterfall.steps.is_empty() { Ok(()) } else { Err("the steps do not lead to the end".into()) };
        court.hear(what, &chart.summary, verdict);
        if waterfall.details.is_some() {
            let measure = if chart.name.key.ends_with("-ae") { Measure::Ae } else { Measure::Cp };
            court.hear(what, &waterfall.change, judge.variation(measure, Part::All, &waterfall.change));
        }
    }
    if let Some(credits) = chart.data.get::<Credits>() {
        for (measure, comparison) in Measure::BOTH.into_iter().zip(&credits.comparisons) {
            court.hear(what, &comparison.variation, judge.variation(measure, Part::All, &comparison.variation));
            let is_entered = judge.facts.bill(false, measure, Part::All).is_some();
            let is_said = is_entered
                || comparison.change.is_none()
                    && comparison.parts.is_empty()
                    && plain(&comparison.bill.total_text).contains(judge.lang.pick("à saisir", "not entered"));
            court.hear(what, &comparison.bill.total_text, if is_said { Ok(()) } else { Err("nobody entered it".into()) });
            let partly = [Stage::InitialAct, Stage::Bill].map(|stage| judge.is_partly(stage, measure));
            let is_compared = comparison.change.is_some() || !comparison.parts.is_empty();
            let totals = [&comparison.act.total_text, &comparison.bill.total_text];
            let is_said = partly.iter().zip(totals).all(|(is_partly, total)| total.ends_with(judge.so_far()) == *is_partly);
            let verdict = if is_said && !(is_compared && partly != [false; 2]) { Ok(()) } else { Err("typed in part".into()) };
            court.hear(what, &comparison.bill.total_text, verdict);
        }
    }
    if let Some(by_title) = chart.data.get::<ByTitle>() {
        for (measure, of) in Measure::BOTH.into_iter().zip(&by_title.measures) {
            for row in &of.rows {
                let title = Title::all()
                    .find(|title| row.name.starts_with(&judge.lang.pick(format!("Titre {title},"), format!("Title {title},"))))
                    .expect("a title");
                court.hear(what, &row.variation, judge.variation(measure, Part::Title(title), &row.variation));
                let is_entered = judge.facts.bill(false, measure, Part::Title(title)).is_some();
                let [_, bill] = &row.texts;
                let is_partly = judge.is_partly(Stage::Bill, measure) && is_entered;
                let is_said = is_entered == (bill != "–") && is_partly == bill.ends_with(judge.so_far());
                court.hear(what, bill, if is_said { Ok(()) } else { Err("entered or not, or in part".into()) });
            }
        }
    }
    if let Some(shares) = chart.data.get::<Shares>() {
        let is_partly = judge.is_partly(Stage::Bill, Measure::Ae);
        let says_share = shares.is_strip || shares.actions.iter().any(|action| action.share != "–");
        court.hear(what, &chart.subtitle, if is_partly && says_share { Err("a share of what is typed in part".into()) } else { Ok(()) });
    }
    if let Some(schedule) = chart.data.get::<Schedule>() {
        let is_partly = [false, true].into_iter().any(|contributions| !judge.facts.gaps(Stage::Bill, contributions, Measure::Ae).is_empty());
        let verdict = if is_partly && !schedule.keys.is_empty() { Err("keys of AE that are typed in part".into()) } else { Ok(()) };
        court.hear(what, &chart.subtitle, verdict);
        for row in schedule.rows.iter().filter(|row| !row.total_text.is_empty()) {
            let is_so_far = row.total_text.ends_with(judge.so_far());
            let verdict = if is_so_far == judge.facts.is_schedule_partial() { Ok(()) } else { Err("a schedule typed in part".into()) };
            court.hear(what, &row.total_text, verdict);
        }
    }
    if let Some(outstanding) = chart.data.get::<Outstanding>() {
        let levels = outstanding.years.iter().filter_map(|end| end.level.as_ref());
        let is_scheduled = levels.into_iter().any(|level| level.nature == LevelNature::Scheduled);
        let is_told = is_scheduled && judge.facts.is_schedule_partial();
        court.hear(what, &chart.subtitle, if is_told { Err("what a schedule typed in part leaves".into()) } else { Ok(()) });
        let last = outstanding.years.iter().find(|end| i64::from(end.year.get()) == i64::from(judge.facts.year().get()) - 2);
        let is_restated = judge.facts.outstanding(judge.facts.year(), OutstandingItem::RapRestated).is_some_and(|amount| amount != whole(0));
        let says_so = last.and_then(|end| end.level.as_ref()).is_some_and(|level| level.name.contains(judge.lang.pick("retraité", "restated")));
        court.hear(what, &chart.subtitle, if is_restated == says_so { Ok(()) } else { Err("restated or not".into()) });
    }
}

fn try_page(judge: &Judge<'_>, page: &Page, what: &str, court: &mut Court) {
    match &page.body {
        Body::Figures(figures) => {
            court.hear(what, &page.title, judge.totals(&page.title));
            for (measure, side) in Measure::BOTH.into_iter().zip(&figures.sides) {
                court.hear(what, &side.change, judge.side(measure, &side.amount, &side.change));
            }
            let of = |name: &str| figures.facts.iter().find(|fact| fact.name.starts_with(name));
            let contributions = of(judge.lang.pick("FdC", "FdC")).expect("contributions");
            court.hear(what, &contributions.detail, judge.contributions(&contributions.amount, &contributions.detail));
            let estimate = of(judge.lang.pick("Restes", "Outstanding")).expect("an estimate");
            court.hear(what, &estimate.detail, judge.estimate(&estimate.amount, &estimate.detail));
            if let Some(title) = of(judge.lang.pick("Titre", "Title")) {
                court.hear(what, &title.detail, judge.leading(&title.name, &title.amount, &title.detail));
            }
        }
        Body::Trend { chart, facts } => {
            try_chart(judge, chart, what, court);
            let Some(row) = chart.name.row() else { panic!("{what}: a trend") };
            for fact in facts {
                court.hear(what, &fact.head, judge.fact(row, &fact.head));
            }
        }
        Body::Chart(chart) => court.hear(what, &page.title, title(judge, chart.name, &page.title, true)),
        Body::Shares { .. } => court.hear(what, &page.title, judge.parts(&page.title, false)),
        Body::Cover(_) | Body::Findings { .. } => {}
    }
}

#[test]
fn no_sentence_of_a_chart_or_slide_is_false() {
    let enough = proofs::count(12_000, 100_000);
    let mut court = Court::default();
    let mut documents = 0;
    while court.judged < enough {
        try_document(documents, &mut court);
        documents += 1;
    }
    let first: Vec<String> = court.refused.iter().map(|(why, cases)| format!("{} × {why}: {}", cases.len(), cases[0])).collect();
    assert!(first.is_empty(), "of {} sentences these are false or unknown:\n{first:#?}", court.judged);
    println!("proof charts: 0 of {} sentences of charts and slides false, over {documents} random documents in both languages", court.judged);
}

/// A judge that refuses nothing proves nothing.
#[test]
fn the_judge_refuses_what_is_false_and_what_it_cannot_read() {
    let made = random::plain();
    let row = *made.rows.keys().next().expect("a row");
    let (trend, all) = (ChartName::trend(row), ChartName::indicators(0));
    let cases = [
        (Lang::French, ChartName::CREDITS, "PLF 2021 à saisir", true),
        (Lang::French, ChartName::CREDITS, "Les AE et les CP reculent de 100 %", false),
        (Lang::French, ChartName::CREDITS, "Crédits demandés pour 2021 et votés pour 2020", false),
        (Lang::English, ChartName::CREDITS, "PLF 2021 not entered yet", true),
        (Lang::English, ChartName::CREDITS, "AE and CP both fall by 100 %", false),
        (Lang::French, ChartName::SHARES, "PLF 2021 à saisir", true),
        (Lang::French, ChartName::SHARES, "Aucune AE demandée pour 2021", false),
        (Lang::French, ChartName::TITLES, "Le titre 3 porte toutes les AE", false),
        (Lang::French, trend, "Le nombre de dossiers traités doit presque doubler d’ici 2023", true),
        (Lang::French, trend, "Le nombre de dossiers traités doit doubler d’ici 2023", false),
        (Lang::French, trend, "Le nombre de dossiers traités doit plus que doubler d’ici 2023", false),
        (Lang::French, trend, "Le nombre de dossiers traités doit être multiplié par 2 d’ici 2023", false),
        (Lang::French, trend, "Le nombre de dossiers traités doit augmenter de 95 % d’ici 2023", false),
        (Lang::French, trend, "Le nombre de dossiers traités doit rester à 195 jusqu’en 2023", false),
        (Lang::French, trend, "Le nombre de dossiers traités doit presque doubler d’ici 2022", false),
        (Lang::French, trend, "Le nombre de dossiers traités ira bien", false),
        (Lang::French, trend, "Nombre de dossiers traités : de 100 à 195 d’ici 2023", false),
        (Lang::French, trend, "Nombre de dossiers traités : 100 en 2020, sans cible chiffrée", false),
        (Lang::English, trend, "“Nombre de dossiers traités” must nearly double by 2023", true),
        (Lang::English, trend, "“Nombre de dossiers traités” must double by 2023", false),
        (Lang::French, all, "La cible de 2023 dépasse la prévision de 2020 : ≈ ×2", true),
        (Lang::French, all, "La cible de 2023 dépasse la prévision de 2020 : ×2", false),
        (Lang::French, all, "Les indicateurs et leurs cibles de 2023", false),
        (Lang::French, ChartName::SCHEDULE, "Échéancier des CP à ouvrir", true),
        (Lang::French, ChartName::SCHEDULE, "Les restes à payer de 2020 sont soldés en 2021", false),
        (Lang::French, ChartName::SCHEDULE, "120 % des AE nouvelles sont couvertes dès 2021", false),
        (Lang::French, ChartName::OUTSTANDING, "Les restes à payer sont stables entre fin 2019 et fin 2020", false),
    ];
    let part = random::typed_in_part();
    let of_part = [
        (Lang::French, ChartName::CREDITS, "PLF 2021 en cours de saisie : AE de l’action 02 à saisir", true),
        (Lang::French, ChartName::CREDITS, "PLF 2021 en cours de saisie : AE de l’action 01 à saisir", false),
        (Lang::French, ChartName::CREDITS, "Les AE et les CP reculent de 31 %", false),
        (Lang::French, ChartName::CREDITS, "PLF 2021 à saisir", false),
        (Lang::French, ChartName::SHARES, "PLF 2021 en cours de saisie : AE de l’action 02 à saisir", true),
        (Lang::French, ChartName::SHARES, "L’action 01 porte toutes les AE", false),
        (Lang::English, ChartName::TITLES, "PLF 2021 partly entered: AE of action 02 not entered yet", true),
        (Lang::English, ChartName::TITLES, "Title 3 holds all AE", false),
    ];
    let jobs = ChartName::of_document("jobs");
    let with_jobs = random::with_jobs(&[
        ("A", [Some(40_000), Some(0), Some(-500), None, Some(150), Some(800)]),
        ("B", [Some(1_200), Some(0), None, None, None, None]),
    ]);
    let of_jobs = [
        (Lang::French, jobs, "Le plafond demandé gagne 4,50 ETPT, d’abord par les schémas de 2021", true),
        (Lang::French, jobs, "Le plafond demandé gagne 4,51 ETPT, d’abord par les schémas de 2021", false),
        (Lang::French, jobs, "Le plafond demandé perd 4,50 ETPT, d’abord par les schémas de 2021", false),
        (Lang::French, jobs, "Le plafond demandé gagne 4,50 ETPT, d’abord par les transferts", false),
        (Lang::French, jobs, "Le plafond demandé gagne 4,50 ETPT, par les seuls schémas de 2021", false),
        (Lang::French, jobs, "Le plafond demandé gagne 4,50 ETPT", false),
        (Lang::French, jobs, "Le plafond demandé reste à 412,00 ETPT", false),
        (Lang::French, jobs, "Plafond d’emplois demandé pour 2021 à saisir", false),
        (Lang::French, jobs, "Du plafond d’emplois autorisé pour 2020 au plafond demandé pour 2021", false),
        (Lang::English, jobs, "The requested ceiling gains 4,50 ETPT, first through the 2021 schemes", true),
        (Lang::English, jobs, "The requested ceiling gains 4,50 ETPT, first through the extension of the 2020 schemes", false),
    ];
    let by_action = ChartName::of_document("waterfall-actions-ae");
    let changed = random::changed();
    let of_changes = [
        (Lang::French, by_action, "L’action 01 gagne 40 € d’AE, plus que tout le programme (+30 €)", true),
        (Lang::French, by_action, "L’action 01 gagne 40 € d’AE, plus que tout le programme (+40 €)", false),
        (Lang::French, by_action, "L’action 02 gagne 40 € d’AE, plus que tout le programme (+30 €)", false),
        (Lang::French, by_action, "L’action 01 fait toute la hausse des AE", false),
        (Lang::French, by_action, "Les AE restent à 180 €", false),
        (Lang::French, by_action, "Les AE augmentent de 30 € : +40 €, −10 €", true),
        (Lang::French, by_action, "Les AE augmentent de 30 € : +30 €, −10 €", false),
        (Lang::French, by_action, "Les AE augmentent de 30 €", false),
        (Lang::English, by_action, "Action 01 gains 40 € of AE, more than the programme (+30 €)", true),
        (Lang::English, by_action, "PLF 2021 not entered yet", false),
    ];
    let all = cases
        .map(|case| (&made, case))
        .into_iter()
        .chain(of_part.map(|case| (&part, case)))
        .chain(of_jobs.map(|case| (&with_jobs, case)))
        .chain(of_changes.map(|case| (&changed, case)));
    for (of, (lang, chart, sentence, is_true)) in all {
        let verdict = title(&judge(of, lang), chart, sentence, true);
        assert_eq!(verdict.is_ok(), is_true, "“{sentence}”: {verdict:?}");
    }
}
