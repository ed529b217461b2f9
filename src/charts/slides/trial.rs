//! A trial on a slide: one figure typed over, what moved with it, what no longer holds. Nothing of it is in the document.

use super::contents::{figure, signed, written};
use super::{Page, Source, page};
use crate::calc::checks::Finding;
use crate::calc::{Compared, Figure, Progress, change, has_new_ae, percent};
use crate::charts::bars::{exact, title_hue};
use crate::charts::claims;
use crate::charts::trend::kind_words;
use crate::charts::{Chart, Data, Hue, Trend, chart, typographic};
use crate::lang::{Lang, Word, nature, writing};
use crate::model::{
    About, ActionScope, AmountEntry, Category, ChartFigures, ChartName, CreditPlace, Document, Entry, Euros, Horizon, Measure, NatureScope, Opening,
    Origin, OutstandingItem, Place, Planned, RowId, Rule, Slide, Stage, Sum, ValueKind,
};
use crate::tables::Tables;

/// A trial in words, ready to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// The slide with its figures as they are tried; its title is conditional once one differs.
    pub page: Page,
    pub picture: Picture,
    pub field: Field,
    pub moved: Vec<Moved>,
    /// "CP inchangés : 10 600 000 €": of the two measures, the one that stayed.
    pub unchanged: String,
    pub broken: Vec<Broken>,
    pub state: TrialState,
    pub lang: Lang,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    Bars {
        tracks: Vec<Track>,
        /// The track that the figure being tried enters into.
        chosen: usize,
        /// "Répartition des AE" and its total, where the tracks are parts of one whole.
        whole: Option<(String, String)>,
    },
    Trend(Box<Chart>),
}

/// A bar with its former value.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    pub name: String,
    /// "01": the name on a strip.
    pub short: String,
    pub hue: Hue,
    pub before: Euros,
    pub now: Euros,
    pub before_text: String,
    pub now_text: String,
    /// "+700 000"; empty when nothing moved.
    pub change: String,
    /// "70,8 %"; empty where the tracks have no whole.
    pub share: String,
    pub share_before: String,
}

/// The figure being typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// "AE 2021, titre 3".
    pub caption: String,
    /// What stands in the field.
    pub text: String,
    /// After so many characters; `None` where nobody types.
    pub caret: Option<usize>,
    /// The selected characters, from and to.
    pub selection: (usize, usize),
    pub unit: String,
    /// What the document has: "7 300 000".
    pub former: String,
    /// Why what stands there cannot be tried; empty when it can.
    pub refusal: String,
}

/// A figure before and during the trial.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub name: String,
    pub before: String,
    pub now: String,
}

/// What the trial makes inconsistent.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    pub head: String,
    pub lines: String,
}

/// Where the trial stands, for the words of its bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrialState {
    /// Between two figures; whether any differs.
    Choosing {
        is_changed: bool,
    },
    Typing {
        entry: Typing,
    },
    /// The presenter leaves: keep, or throw away?
    Asking,
}

/// What Enter would do with what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// Try it.
    Figure,
    /// Clear the cell.
    Nothing,
    /// Refuse it.
    Unreadable,
}

/// The entered figures that a slide shows, in its order: those that can be tried.
pub fn cells(document: &Document, slide: Slide) -> Vec<Place> {
    let year = document.year;
    let chart = match slide {
        Slide::Cover | Slide::Findings => return Vec::new(),
        Slide::Figures => {
            let mut places = bill_and_act(document);
            places.push(Place::Outstanding { year, item: OutstandingItem::Estimate });
            return places;
        }
        Slide::Chart(chart) => chart,
    };
    match (chart.shape().map(|shape| shape.figures), chart.about) {
        (Some(ChartFigures::Values), About::Row(row)) => {
            let columns = document.layout().indicator_columns().into_iter();
            let free = columns.filter(|(year, kind)| !document.is_locked((row, *year, *kind)));
            free.map(|(year, kind)| Place::Value { row, year, kind }).collect()
        }
        (Some(ChartFigures::Credits), _) => bill_and_act(document),
        (Some(ChartFigures::Changes { measure, .. }), _) => {
            let stages = [Stage::Bill, Stage::InitialAct];
            stages.into_iter().flat_map(|stage| credits(document, stage, &[measure])).collect()
        }
        (Some(ChartFigures::Shares), _) => credits(document, Stage::Bill, &[Measure::Ae]),
        (Some(ChartFigures::ActionTitles), _) => credits(document, Stage::Bill, &Measure::BOTH),
        (Some(ChartFigures::Schedule), _) => {
            let of = |origin| Opening::ALL.into_iter().map(move |opening| Place::Schedule { year, origin, opening });
            Origin::BOTH.into_iter().flat_map(of).filter(|place| document.entry(*place).is_some()).collect()
        }
        (Some(ChartFigures::Outstanding), _) => OutstandingItem::ALL.into_iter().map(|item| Place::Outstanding { year, item }).collect(),
        (Some(ChartFigures::Values | ChartFigures::Attainment | ChartFigures::Years | ChartFigures::Bridge(_)) | None, _) => Vec::new(),
    }
}

/// The figure of a slide that a meeting asks about first: the target to which a row leads; elsewhere the first.
pub fn asked(document: &Document, slide: Slide) -> Option<Place> {
    let row = trend_row(slide)?;
    Some(Place::Value { row, year: claims::target_year(document, row), kind: ValueKind::Target })
}

/// The row whose trend a slide is.
fn trend_row(slide: Slide) -> Option<RowId> {
    slide.chart()?.row()
}

/// What is asked, then what was voted.
fn bill_and_act(document: &Document) -> Vec<Place> {
    let mut places = credits(document, Stage::Bill, &Measure::BOTH);
    places.extend(credits(document, Stage::InitialAct, &Measure::BOTH));
    places
}

/// The credits of the bill or of the act before it that are entered, by measure, action and category; the first categories where an action has
/// none.
fn credits(document: &Document, stage: Stage, measures: &[Measure]) -> Vec<Place> {
    let year = if stage == Stage::InitialAct { document.previous_year() } else { document.year };
    let used: Vec<Category> = document.used_categories().iter().collect();
    let mut places = Vec::new();
    for measure in measures {
        for action in document.leaves().filter(|action| document.stands(action, year, stage)) {
            let entry = |category| AmountEntry::Credit { year, stage, contributions: false, action: action.id, category, measure: *measure };
            let filled: Vec<AmountEntry> = used.iter().map(|category| entry(*category)).filter(|entry| document.amount(*entry).is_some()).collect();
            let entries = if filled.is_empty() { used.first().map(|category| entry(*category)).into_iter().collect() } else { filled };
            places.extend(entries.into_iter().map(|entry| Place::from(Entry::Amount(entry))));
        }
    }
    places
}

/// Makes the trial of a slide from what the document has and what it would have.
pub fn trial(
    before: Source<'_>,
    now: Source<'_>,
    planned: &Planned,
    number: (usize, usize),
    chosen: Place,
    field: Field,
    state: TrialState,
) -> Trial {
    let lang = now.lang;
    let mut page = page(now, planned, number.0, number.1);
    let unit = if field.unit.is_empty() { unit(now.document, chosen) } else { field.unit.clone() };
    let field = Field { caption: caption(now, planned.slide, chosen), unit, ..field };
    let moved = moved(before, now, planned.slide, chosen);
    page.subtitle.clear();
    if !moved.is_empty() {
        page.title = title(before, now, planned.slide, chosen).unwrap_or(page.title);
        page.neutral_title = None;
    }
    let told: Vec<String> = moved
        .iter()
        .map(|moved| {
            let Moved { name, before, now } = moved;
            lang.pick(format!("{name}\u{a0}: avant {before}, maintenant {now}"), format!("{name}: {before} before, {now} now"))
        })
        .collect();
    let broken = broken(before, now);
    let warnings = broken.iter().map(|broken| format!("{}. {}", broken.head, broken.lines));
    page.summary = [page.title.clone()].into_iter().chain(told).chain(warnings).collect::<Vec<_>>().join(". ");
    Trial { picture: picture(before, now, planned.slide, chosen), unchanged: unchanged(before, now, &moved), page, field, moved, broken, state, lang }
}

// ---------------------------------------------------------------- words of a figure

/// "AE 2021, titre 3", with the action where the bars do not say it.
fn caption(source: Source<'_>, slide: Slide, place: Place) -> String {
    let (document, lang) = (source.document, source.lang);
    let tables = Tables { document, figures: source.figures, lang };
    match place {
        Place::Credit(CreditPlace { year, stage, action, nature: NatureScope::Category(category), measure, .. }) => {
            let act = if stage == Stage::InitialAct { "LFI " } else { "" };
            let used = document.used_categories();
            let title = category.title();
            let nature = if Document::sole_category(used, title).is_some() {
                nature::title_number(title, lang).to_lowercase()
            } else {
                lang.pick(format!("catégorie {category}"), format!("category {category}"))
            };
            let action = match action {
                ActionScope::One(id) => document.action(id),
                ActionScope::All => None,
            };
            let action = action.filter(|action| slide != Slide::Chart(ChartName::SHARES) || action.code.is_sub_action());
            let action = action.map_or_else(String::new, |action| format!(", action {}", action.code));
            format!("{} {act}{year}{action}, {nature}", measure_name(measure))
        }
        Place::Value { year, kind, .. } => {
            let kind = match kind {
                ValueKind::Actual => lang.pick("Réalisation", "Actual"),
                ValueKind::Forecast => lang.pick("Prévision", "Forecast"),
                ValueKind::RevisedForecast => lang.pick("Prévision actualisée", "Revised forecast"),
                ValueKind::Target => lang.pick("Cible", "Target"),
            };
            format!("{kind} {year}")
        }
        Place::Outstanding { item: OutstandingItem::Estimate, .. } => {
            let before = document.previous_year();
            lang.pick(format!("Restes à payer au 31/12/{before}"), format!("Outstanding commitments at 31/12/{before}"))
        }
        place => typographic(&tables.place_name(place)),
    }
}

fn measure_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Ae => "AE",
        Measure::Cp => "CP",
    }
}

fn unit(document: &Document, place: Place) -> String {
    match place {
        Place::Value { row, .. } => document.indicator_of_row(row).map_or_else(String::new, |(indicator, row)| indicator.unit_of(row).to_owned()),
        _ => "€".into(),
    }
}

// ---------------------------------------------------------------- picture

fn picture(before: Source<'_>, now: Source<'_>, slide: Slide, chosen: Place) -> Picture {
    let trend = |source: Source<'_>| chart(source.document, source.figures, source.lang, ChartName::trend(trend_row(slide)?));
    if let Some(tried) = trend(now)
        && let Some(shown) = tried.data.get::<Trend>()
    {
        let former = trend(before).and_then(|former| former.data.get::<Trend>().cloned());
        let data = Data::of(Trend { former: former.map(Box::new), ..shown.clone() });
        return Picture::Trend(Box::new(Chart { data, ..tried }));
    }
    let parts = parts(now, slide, chosen);
    // Of what is entered in part only nothing is a share.
    let is_whole = |source: Source<'_>, place| match place {
        Place::Credit(place) => !Progress::of(source.document, place.stage, false, place.measure).is_partly(),
        _ => true,
    };
    let whole = parts.whole.filter(|place| [before, now].into_iter().all(|source| is_whole(source, *place)));
    let whole = whole.map(|place| [before, now].map(|source| sum(source, place)));
    let tracks = parts.parts.iter().map(|part| track(before, now, part, whole)).collect();
    let whole = whole.map(|[_, now_whole]| {
        let name = match chosen {
            Place::Credit(CreditPlace { measure, .. }) => measure_name(measure),
            _ => "",
        };
        let total = written(now_whole, now.lang);
        now.lang
            .pick((format!("Répartition des {name}"), format!("total\u{a0}: {total}")), (format!("Breakdown of {name}"), format!("total: {total}")))
    });
    Picture::Bars { tracks, chosen: parts.chosen, whole }
}

/// A bar to be: what it is called and which figure it shows.
struct Part {
    name: String,
    short: String,
    hue: Hue,
    place: Place,
}

struct Parts {
    parts: Vec<Part>,
    chosen: usize,
    whole: Option<Place>,
}

fn parts(source: Source<'_>, slide: Slide, chosen: Place) -> Parts {
    match (slide, chosen) {
        (Slide::Chart(ChartName::SHARES), Place::Credit(credit)) => actions(source, &credit),
        (_, Place::Credit(credit)) => titles(source, &credit),
        (_, Place::Schedule { year, opening, .. }) => {
            let name = |horizon| match source.document.layout().horizon_year(horizon) {
                Some(year) => format!("CP {year}"),
                None => source.lang.pick("CP au-delà", "CP beyond").to_owned(),
            };
            let part = |horizon| Part { name: name(horizon), short: name(horizon), hue: Hue::Blue, place: Place::ScheduleTotal { year, horizon } };
            let chosen = Horizon::ALL.into_iter().position(|horizon| horizon == opening.horizon()).unwrap_or_default();
            Parts { parts: Horizon::ALL.into_iter().map(part).collect(), chosen, whole: None }
        }
        (_, place) => {
            let name = caption(source, slide, place);
            Parts { parts: vec![Part { short: name.clone(), name, hue: Hue::Plum, place }], chosen: 0, whole: None }
        }
    }
}

/// The actions of the bill by their AE.
fn actions(source: Source<'_>, credit: &CreditPlace) -> Parts {
    let document = source.document;
    let total = |action| Place::Credit(CreditPlace { action, nature: NatureScope::All, ..*credit });
    let code = match credit.action {
        ActionScope::One(id) => document.action(id).map(|action| action.code.parent().unwrap_or(action.code)),
        ActionScope::All => None,
    };
    let standing = document.actions.iter().filter(|action| !action.code.is_sub_action() && document.stands(action, document.year, Stage::Bill));
    let standing: Vec<_> = standing.collect();
    let part = |action: &&crate::model::Action| Part {
        name: format!("{} – {}", action.code, typographic(&action.label)),
        short: action.code.to_string(),
        hue: Hue::Teal,
        place: total(ActionScope::One(action.id)),
    };
    let chosen = standing.iter().position(|action| Some(action.code) == code).unwrap_or_default();
    Parts { parts: standing.iter().map(part).collect(), chosen, whole: Some(total(ActionScope::All)) }
}

/// The titles of the bill, of one measure.
fn titles(source: Source<'_>, credit: &CreditPlace) -> Parts {
    let lang = source.lang;
    let total = |nature| Place::Credit(CreditPlace { action: ActionScope::All, nature, ..*credit });
    let used = source.figures.used_titles();
    let part = |title: &crate::model::Title| Part {
        name: format!(
            "{}, {}, {}",
            measure_name(credit.measure),
            nature::title_number(*title, lang).to_lowercase(),
            nature::title_short(*title, lang)
        ),
        short: nature::title_number(*title, lang),
        hue: title_hue(*title),
        place: total(NatureScope::Title(*title)),
    };
    let chosen = match credit.nature {
        NatureScope::Category(category) => used.iter().position(|title| *title == category.title()),
        _ => None,
    };
    Parts { parts: used.iter().map(part).collect(), chosen: chosen.unwrap_or_default(), whole: Some(total(NatureScope::All)) }
}

fn sum(source: Source<'_>, place: Place) -> Sum {
    match source.figures.figure(source.document, place) {
        Figure::Amount(amount) => Sum::from(amount),
        _ => Sum::ZERO,
    }
}

fn track(before: Source<'_>, now: Source<'_>, part: &Part, whole: Option<[Sum; 2]>) -> Track {
    let lang = now.lang;
    let sums = [before, now].map(|source| sum(source, part.place));
    let shares = [0, 1].map(|index: usize| {
        let (part, whole) = (sums.get(index)?, whole.as_ref()?.get(index)?);
        percent(*part, *whole, 1).ok().flatten().map(writing::percent)
    });
    let [share_before, share] = shares.map(Option::unwrap_or_default);
    let [former, tried] = sums;
    let change = change(tried, former).euros().ok().filter(|change| *change != Euros::ZERO);
    Track {
        name: part.name.clone(),
        short: part.short.clone(),
        hue: part.hue,
        before: former.euros().unwrap_or(Euros::ZERO),
        now: tried.euros().unwrap_or(Euros::ZERO),
        before_text: written(former, lang),
        now_text: written(tried, lang),
        change: change.map_or_else(String::new, |change| signed(change).trim_end_matches(['€', '\u{202f}']).to_owned()),
        share,
        share_before,
    }
}

// ---------------------------------------------------------------- what moved

fn moved(before: Source<'_>, now: Source<'_>, slide: Slide, chosen: Place) -> Vec<Moved> {
    let mut watched = watched(now, slide, chosen);
    let mut seen = Vec::new();
    watched.retain(|(_, place)| {
        !seen.contains(place) && {
            seen.push(*place);
            true
        }
    });
    let moved = watched.into_iter().filter_map(|(name, place)| {
        let [before, now] = [before, now].map(|source| text(source, place));
        let shown = |text: String| if text.is_empty() { "–".to_owned() } else { text };
        (before != now).then(|| Moved { name, before: shown(before), now: shown(now) })
    });
    moved.collect()
}

/// A figure as the tables print it, or the value of an indicator.
fn text(source: Source<'_>, place: Place) -> String {
    let Source { document, figures, lang, .. } = source;
    match place {
        Place::Value { row, year, kind } => document.values.get(&(row, year, kind)).map_or_else(String::new, writing::value),
        place if !is_told(source, place) => String::new(),
        place => Tables { document, figures, lang }.cell(place).text(lang),
    }
}

/// Whether a figure may be told: a variation, a share or a key rests on amounts that are entered, and not in part only.
fn is_told(source: Source<'_>, place: Place) -> bool {
    let is_partly = |stage, measure| Progress::of(source.document, stage, false, measure).is_partly();
    match place {
        Place::Variation { year, action, nature, measure } => {
            let stages = [(year, Stage::Bill), (year.offset(-1), Stage::InitialAct)];
            let place = |(year, stage)| CreditPlace { year, stage, contributions: false, action, nature, measure };
            stages.into_iter().all(|stage| source.figures.is_entered(source.document, &place(stage)) && !is_partly(stage.1, measure))
        }
        Place::Share { .. } => !is_partly(Stage::Bill, Measure::Ae),
        Place::Key { .. } => has_new_ae(source.document),
        _ => true,
    }
}

/// The figures that a trial may move, by name, in the order in which they are told.
fn watched(source: Source<'_>, slide: Slide, chosen: Place) -> Vec<(String, Place)> {
    let (document, lang) = (source.document, source.lang);
    let year = document.year;
    if trend_row(slide).is_some() {
        return cells(document, slide).into_iter().map(|place| (caption(source, slide, place), place)).collect();
    }
    let mut watched = Vec::new();
    let bill =
        |nature, measure| Place::Credit(CreditPlace { year, stage: Stage::Bill, contributions: false, action: ActionScope::All, nature, measure });
    let measures = match chosen {
        Place::Credit(CreditPlace { measure: Measure::Cp, .. }) => [Measure::Cp, Measure::Ae],
        _ => Measure::BOTH,
    };
    if let Place::Credit(CreditPlace { year, stage: Stage::InitialAct, measure, .. }) = chosen {
        let act =
            |nature| Place::Credit(CreditPlace { year, stage: Stage::InitialAct, contributions: false, action: ActionScope::All, nature, measure });
        let name = measure_name(measure);
        for title in source.figures.used_titles() {
            watched.push((format!("{name} LFI {year}, {}", nature::title_number(title, lang).to_lowercase()), act(NatureScope::Title(title))));
        }
        watched.push((format!("{name} LFI {year}"), act(NatureScope::All)));
    }
    for measure in measures {
        let name = measure_name(measure);
        for title in source.figures.used_titles() {
            watched.push((format!("{name}, {}", nature::title_number(title, lang).to_lowercase()), bill(NatureScope::Title(title), measure)));
        }
        watched.push((lang.pick(format!("Total des {name}"), format!("Total {name}")), bill(NatureScope::All, measure)));
    }
    for action in document.actions.iter().filter(|action| !action.code.is_sub_action() && document.stands(action, year, Stage::Bill)) {
        let code = action.code;
        watched.push((lang.pick(format!("Part de l’action {code}"), format!("Share of action {code}")), Place::Share { year, action: action.id }));
    }
    let act = document.previous_year();
    for measure in measures {
        let name = measure_name(measure);
        watched.push((
            lang.pick(format!("{name}, écart à la LFI {act}"), format!("{name} against LFI {act}")),
            Place::programme_variation(year, measure),
        ));
    }
    for horizon in Horizon::ALL {
        let when = document.layout().horizon_year(horizon).map_or_else(|| lang.pick("au-delà", "beyond").to_owned(), |year| year.to_string());
        watched.push((lang.pick(format!("CP {when} de l’échéancier"), format!("CP {when} of the schedule")), Place::ScheduleTotal { year, horizon }));
    }
    for horizon in Horizon::ALL {
        let when = document.layout().horizon_year(horizon).map_or_else(|| lang.pick("au-delà", "beyond").to_owned(), |year| year.to_string());
        watched.push((lang.pick(format!("Clé d’ouverture {when}"), format!("Opening key {when}")), Place::Key { year, horizon }));
    }
    watched
        .push((lang.pick("Restes à payer".into(), "Outstanding commitments".into()), Place::Outstanding { year, item: OutstandingItem::Estimate }));
    watched
}

/// "CP inchangés : 10 600 000 €", when the AE moved and the CP did not, or the reverse.
fn unchanged(before: Source<'_>, now: Source<'_>, moved: &[Moved]) -> String {
    let total = |source: Source<'_>, measure| {
        let place = CreditPlace {
            year: source.document.year,
            stage: Stage::Bill,
            contributions: false,
            action: ActionScope::All,
            nature: NatureScope::All,
            measure,
        };
        source.figures.credit(source.document, &place)
    };
    let stayed = |measure| total(before, measure) == total(now, measure);
    let measure = match (moved.is_empty(), stayed(Measure::Ae), stayed(Measure::Cp)) {
        (false, false, true) => Measure::Cp,
        (false, true, false) => Measure::Ae,
        _ => return String::new(),
    };
    let (name, amount) = (measure_name(measure), written(total(now, measure), now.lang));
    now.lang.pick(format!("{name} inchangés\u{a0}: {amount}"), format!("{name} unchanged: {amount}"))
}

// ---------------------------------------------------------------- what no longer holds

/// The findings of the trial that the document does not have.
fn broken(before: Source<'_>, now: Source<'_>) -> Vec<Broken> {
    // A title of one's own is given up on this very slide: nobody has to be told.
    let is_new = |finding: &&Finding| {
        finding.rule != Rule::OwnTitle
            && !before.findings.iter().any(|other| (other.rule, other.place, &other.figures) == (finding.rule, finding.place, &finding.figures))
    };
    let told = |finding: &Finding| Broken { head: head(finding, now.lang), lines: typographic(&finding.sentence(now.lang)) };
    now.findings.iter().filter(is_new).map(told).collect()
}

/// "Il manque 700 000 € à l’échéancier": what differs, by how much; the severity for other rules.
fn head(finding: &Finding, lang: Lang) -> String {
    let [Compared::Euros(found), Compared::Euros(expected)] = finding.figures.as_slice() else { return finding.severity().name(lang).into() };
    let Ok(gap) = change(*expected, *found).euros() else { return finding.severity().name(lang).into() };
    let (amount, is_short) = (exact(Euros::new(gap.get().saturating_abs())), gap > Euros::ZERO);
    match finding.rule {
        Rule::ScheduleNew | Rule::ScheduleEarlier | Rule::ScheduleAsked if is_short => {
            lang.pick(format!("Il manque {amount} à l’échéancier"), format!("The schedule is {amount} short"))
        }
        Rule::ScheduleNew | Rule::ScheduleEarlier | Rule::ScheduleAsked => {
            lang.pick(format!("L’échéancier dépasse de {amount}"), format!("The schedule is {amount} over"))
        }
        Rule::StaffAeCp => lang.pick(format!("Titre 2\u{a0}: {amount} d’écart"), format!("Title 2: {amount} apart")),
        _ => lang.pick(format!("{amount} d’écart"), format!("{amount} apart")),
    }
}

// ---------------------------------------------------------------- title

/// What the trial would make true, in the conditional; `None` where the title of the slide says nothing of it.
fn title(before: Source<'_>, now: Source<'_>, slide: Slide, chosen: Place) -> Option<String> {
    let (document, lang) = (now.document, now.lang);
    let year = document.year;
    match (slide, chosen) {
        (Slide::Chart(ChartName::SHARES), Place::Credit(CreditPlace { action: ActionScope::One(id), .. })) => {
            let code = document.action(id)?.code;
            let action = document.action_by_code(code.parent().unwrap_or(code))?;
            let share = Place::Share { year, action: action.id };
            if !is_told(now, share) {
                return None;
            }
            let share = figure(&now.figures.figure(document, share), lang);
            let code = action.code;
            Some(lang.pick(
                format!("L’action {code} porterait {share} des AE demandées pour {year}"),
                format!("Action {code} would hold {share} of the AE requested for {year}"),
            ))
        }
        (_, Place::Credit(CreditPlace { year: act, stage: Stage::InitialAct, measure, .. })) => {
            let place = CreditPlace {
                year: act,
                stage: Stage::InitialAct,
                contributions: false,
                action: ActionScope::All,
                nature: NatureScope::All,
                measure,
            };
            let total = now.figures.credit(document, &place).euros().map_or_else(|_| lang.word(Word::Overflow).into(), writing::scaled);
            let variation = Place::programme_variation(year, measure);
            let Figure::Variation(percent) = now.figures.figure(document, variation) else { return None };
            if !is_told(now, variation) {
                return None;
            }
            let (name, percent) = (measure_name(measure), writing::signed_percent(percent.normalize()));
            Some(lang.pick(
                format!("Sur une LFI {act} de {total}, l’écart des {name} serait de {percent}"),
                format!("Against an LFI {act} of {total}, {name} would change by {percent}"),
            ))
        }
        (_, Place::Credit(CreditPlace { measure, .. })) => {
            if Progress::of(document, Stage::Bill, false, measure).is_partly() {
                return None;
            }
            let place = CreditPlace { year, stage: Stage::Bill, contributions: false, action: ActionScope::All, nature: NatureScope::All, measure };
            let total = now.figures.credit(document, &place).euros().map_or_else(|_| lang.word(Word::Overflow).into(), writing::scaled);
            let name = measure_name(measure);
            let variation = Place::programme_variation(year, measure);
            let way = match now.figures.figure(document, variation) {
                Figure::Variation(percent) if is_told(now, variation) => {
                    let percent = writing::signed_percent(percent.normalize());
                    lang.pick(format!(" ({percent} sur la LFI)"), format!(" ({percent} against the LFI)"))
                }
                _ => String::new(),
            };
            Some(lang.pick(format!("Les {name} de {year} seraient de {total}{way}"), format!("{name} of {year} would be {total}{way}")))
        }
        (_, Place::Schedule { opening, .. }) => {
            let horizon = opening.horizon();
            let total = written(sum(now, Place::ScheduleTotal { year, horizon }).euros().map_or(Sum::ZERO, Sum::from), lang);
            Some(match document.layout().horizon_year(horizon) {
                Some(when) => lang.pick(format!("{total} de CP seraient ouverts en {when}"), format!("{total} of CP would be opened in {when}")),
                None => lang.pick(format!("{total} de CP resteraient à ouvrir au-delà"), format!("{total} of CP would be left to open later")),
            })
        }
        (_, Place::Outstanding { .. }) => {
            let amount = written(sum(now, chosen), lang);
            Some(lang.pick(format!("Les restes à payer seraient de {amount}"), format!("Outstanding commitments would be {amount}")))
        }
        (_, Place::Value { year, kind, .. }) => {
            let (former, tried, name) = (text(before, chosen), text(now, chosen), kind_words(kind, lang));
            let is_same = former == tried || former.is_empty() || tried.is_empty();
            (!is_same).then(|| match kind {
                // A past fact does not go anywhere: it was recorded wrongly, or not.
                ValueKind::Actual => lang.pick(
                    format!("La {name} {year} serait de {tried}, au lieu de {former}"),
                    format!("The {year} {name} would be {tried} instead of {former}"),
                ),
                ValueKind::Forecast | ValueKind::RevisedForecast | ValueKind::Target => lang.pick(
                    format!("La {name} {year} passerait de {former} à {tried}"),
                    format!("The {year} {name} would go from {former} to {tried}"),
                ),
            })
        }
        _ => None,
    }
}
