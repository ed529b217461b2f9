//! A document in the text of format 2: one fact, one thing, one paragraph a line, in the order of codes. Each section stands, even without a line,
//! so that what two people add to an empty one merges. Four lines part the lines of two sections: git takes changes that are closer for one.

use std::collections::BTreeMap;

use super::numbers::{decimal, quoted, value};
use super::words::{self, MarkWord, Opening, Origin, OutstandingItem, Stage, ValueKind, Viewpoint};
use super::{marks, rooms};
use crate::model::{self, CellValue, Document, IndicatorValue, KeptTextOf, Ledger, Order};
use crate::sections::shapes;

/// The sections in their order, each with the comment above it.
const SECTIONS: [(&str, &str); 21] = [
    ("actions", "Actions and sub-actions"),
    ("categories", "Categories without an amount"),
    ("credits", "Credits"),
    ("contributions", "Fonds de concours, attributions de produits"),
    ("outstanding", "Outstanding commitments"),
    ("schedule", "Payment schedule"),
    ("objectives", "Objectives"),
    ("indicators", "Indicators"),
    ("rows", "Rows of indicators, rows of sections"),
    ("values", "Values of indicators"),
    ("texts", "Texts, a paragraph a line"),
    ("inherited", "Texts of last year that nobody has read again"),
    ("justified", "Findings that somebody explained"),
    ("published_labels", "What the PAP of last year called its things"),
    ("published_values", "What the PAP of last year announced"),
    ("chart_titles", "Titles of charts in somebody's own words"),
    ("slides", "The presentation, where it is not the usual one"),
    ("cells", "Cells of sections"),
    ("marks", "Marks"),
    ("remarks", "Remarks"),
    ("conflicts", "What a merge left to choose"),
];

/// The comment above a section that this Papier does not know.
const UNKNOWN: &str = "Of another version of Papier";

/// Whether a comment, without its slashes, is one that Papier writes above a section.
pub(super) fn is_caption(comment: &str) -> bool {
    comment == UNKNOWN || SECTIONS.iter().any(|(_, about)| *about == comment)
}

/// The text of a document, without the line of the version.
pub(super) fn text(document: &Document) -> String {
    let order = Order::of(document);
    let programme = &document.programme;
    let mut text = format!("(\n    year: {},\n    programme: (\n", document.year);
    if let Some(number) = programme.number {
        push(&mut text, &["        number: ", &number.to_string(), ",\n"]);
    }
    for (name, words) in [
        ("name", &programme.name),
        ("mission", &programme.mission),
        ("minister", &programme.minister),
        ("manager", &programme.manager),
        ("manager_title", &programme.manager_title),
    ] {
        push(&mut text, &["        ", name, ": ", &quoted(words), ",\n"]);
    }
    text.push_str("    ),\n");
    let kept = &document.kept;
    let mut section = |name: &str, lines: &mut dyn Iterator<Item = String>| {
        let about = SECTIONS.iter().find(|(known, _)| *known == name).map_or("", |(_, about)| about);
        push(&mut text, &["\n    // ", about, "\n    ", name, ": [\n"]);
        lines.for_each(|line| push(&mut text, &["        ", &line, ",\n"]));
        text.push_str("    ],\n");
    };
    section("actions", &mut document.given_actions().iter().map(|given| action_line(document, given)));
    section("categories", &mut document.categories.iter().map(ToString::to_string));
    section("credits", &mut credits(&document.credits, &order));
    section("contributions", &mut credits(&document.contributions, &order));
    let outstanding = document.outstanding.iter();
    section(
        "outstanding",
        &mut outstanding.map(|((year, item), of)| Line::year(*year).bare("item", OutstandingItem::of(*item)).amount("amount", Some(of)).end()),
    );
    let schedule = document.schedule.iter();
    section(
        "schedule",
        &mut schedule.map(|((year, origin, opening), of)| {
            Line::year(*year).bare("origin", Origin::of(*origin)).bare("opening", Opening::of(*opening)).amount("amount", Some(of)).end()
        }),
    );
    let objectives = document.objectives.iter();
    section("objectives", &mut objectives.map(|objective| Line::of("id", objective.id.0).words("label", &objective.label).end()));
    section("indicators", &mut indicators(document));
    section("rows", &mut rows(document));
    section("values", &mut values(&document.values, &order));
    section("texts", &mut texts(document, &order));
    let mut inherited: Vec<model::Narrative> = document.inherited.iter().copied().collect();
    inherited.sort_by_key(|narrative| order.narrative(*narrative));
    section("inherited", &mut inherited.into_iter().map(|narrative| words::narrative(narrative).into_owned()));
    section("justified", &mut justified(document, &order));
    section("published_labels", &mut published_labels(document, &order));
    section("published_values", &mut values(&document.published.values, &order));
    section("chart_titles", &mut chart_titles(document, &order));
    section("slides", &mut slides(document, &order));
    section("cells", &mut cells(document, &order));
    let marks = marks::of(document, &order).into_iter();
    section("marks", &mut marks.map(|mark| Line::words_of("place", &mark.place).bare("word", MarkWord::of(mark.word)).end()));
    let remarks = kept.remarks.iter();
    section(
        "remarks",
        &mut remarks.map(|remark| {
            Line::words_of("who", &remark.who).words("when", &remark.when).words("place", &remark.place).words("text", &remark.text).end()
        }),
    );
    section("conflicts", &mut document.conflicts.iter().map(conflict));
    for unknown in &kept.sections {
        push(&mut text, &["\n    // ", UNKNOWN, "\n    ", &unknown.name, ": ", &unknown.list, ",\n"]);
    }
    text.push(')');
    text
}

fn push(text: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| text.push_str(part));
}

/// The fields of a line.
pub(super) struct Line(String);

impl Line {
    pub(super) fn begun() -> Self {
        Self(String::from("("))
    }

    pub(super) fn of(name: &str, number: u64) -> Self {
        Self::begun().bare(name, &number.to_string())
    }

    pub(super) fn words_of(name: &str, words: &str) -> Self {
        Self::begun().words(name, words)
    }

    pub(super) fn year(year: model::Year) -> Self {
        Self::begun().bare("year", &year.to_string())
    }

    /// A field whose value is no words: a number, a name.
    pub(super) fn bare(mut self, name: &str, value: &str) -> Self {
        if self.0.len() > 1 {
            self.0.push_str(", ");
        }
        push(&mut self.0, &[name, ": ", value]);
        self
    }

    pub(super) fn words(self, name: &str, words: &str) -> Self {
        self.bare(name, &quoted(words))
    }

    pub(super) fn maybe_bare(self, name: &str, value: Option<impl AsRef<str>>) -> Self {
        match value {
            Some(value) => self.bare(name, value.as_ref()),
            None => self,
        }
    }

    fn maybe_words(self, name: &str, words: Option<&String>) -> Self {
        self.maybe_bare(name, words.map(|words| quoted(words)))
    }

    fn amount(self, name: &str, amount: Option<&model::Amount>) -> Self {
        self.maybe_bare(name, amount.map(|amount| amount.formula.as_ref().map_or_else(|| amount.euros.get().to_string(), |formula| quoted(formula))))
    }

    /// A list of words.
    pub(super) fn list<'a>(self, name: &str, words: impl Iterator<Item = &'a str>) -> Self {
        let words: Vec<String> = words.map(quoted).collect();
        self.bare(name, &format!("[{}]", words.join(", ")))
    }

    fn hidden(self, is_shown: bool) -> Self {
        if is_shown { self } else { self.bare("hidden", "true") }
    }

    fn notes(self, notes: &model::Text) -> Self {
        if notes.is_empty() { self } else { self.list("notes", notes.lines()) }
    }

    fn figures(self, name: &str, shown: &model::Shown, order: &Order) -> Self {
        let mut figures: Vec<(&model::Place, &String)> = shown.iter().collect();
        figures.sort_by_key(|(place, _)| order.place(**place));
        let figures: Vec<String> = figures.into_iter().map(|(place, figure)| format!("{}={figure}", place.code())).collect();
        self.list(name, figures.iter().map(String::as_str))
    }

    fn end(mut self) -> String {
        self.0.push(')');
        self.0
    }

    /// What stands in the line so far, without its brackets.
    pub(super) fn fields(self) -> String {
        self.0.strip_prefix('(').map(str::to_owned).unwrap_or(self.0)
    }
}

fn action_line(document: &Document, model::Given { action, parent }: &model::Given) -> String {
    Line::of("id", action.id.0)
        .maybe_bare("parent", parent.map(|parent| parent.0.to_string()))
        .words("code", &action.code.to_string())
        .words("label", &action.label)
        .maybe_bare("ended", action.ended.map(|year| year.to_string()))
        .maybe_bare("took_over", document.took_over.contains(&action.id).then_some("true"))
        .end()
}

fn credits<'a>(ledger: &'a Ledger, order: &Order) -> impl Iterator<Item = String> + use<'a> {
    let mut rows: Vec<_> = ledger.rows().collect();
    rows.sort_by_cached_key(|(year, stage, action, category, _)| (*year, *stage, order.action(*action), *category));
    rows.into_iter().map(|(year, stage, action, category, row)| {
        let line = Line::year(year).bare("stage", Stage::of(stage)).bare("action", &action.0.to_string()).bare("category", &category.to_string());
        line.amount("ae", row.ae.as_ref()).amount("cp", row.cp.as_ref()).end()
    })
}

fn indicators(document: &Document) -> impl Iterator<Item = String> + '_ {
    let indicators = document.objectives.iter().flat_map(|objective| objective.indicators.iter().map(move |indicator| (objective, indicator)));
    indicators.map(|(objective, indicator)| {
        let line = Line::of("id", indicator.id.0).bare("objective", &objective.id.0.to_string());
        let line = line.words("label", &indicator.label).words("unit", &indicator.unit);
        line.maybe_bare("viewpoint", indicator.viewpoint.map(Viewpoint::of)).end()
    })
}

/// Those of indicators, then those of sections.
fn rows(document: &Document) -> impl Iterator<Item = String> + '_ {
    let of_indicators = document.indicators().flat_map(|indicator| indicator.rows.iter().map(move |row| (indicator, row)));
    let of_indicators = of_indicators.map(|(indicator, row)| {
        let line = Line::of("id", row.id.0).bare("indicator", &indicator.id.0.to_string());
        line.maybe_words("label", row.label.as_ref()).maybe_words("unit", row.unit.as_ref()).end()
    });
    let mut of_sections: Vec<_> = document.section_rows().into_iter().collect();
    of_sections.sort_by(|((section, id), row), ((other, other_id), other_row)| {
        (section, row.order, &row.code, id).cmp(&(other, other_row.order, &other_row.code, other_id))
    });
    let of_sections = of_sections.into_iter().map(|((section, id), row)| {
        let line = Line::words_of("section", &section).bare("id", &id.to_string()).maybe_bare("parent", row.parent.map(|id| id.to_string()));
        line.words("code", &row.code).words("label", &row.label).bare("order", &row.order.to_string()).end()
    });
    of_indicators.chain(of_sections)
}

fn values<'a>(values: &'a BTreeMap<model::ValueKey, IndicatorValue>, order: &Order) -> impl Iterator<Item = String> + use<'a> {
    let mut values: Vec<_> = values.iter().collect();
    values.sort_by_cached_key(|((row, year, kind), _)| (order.row(*row), *year, *kind));
    values.into_iter().map(|((row, year, kind), of)| {
        let line = Line::of("row", row.0).bare("year", &year.to_string()).bare("kind", ValueKind::of(*kind));
        line.words(if matches!(of, IndicatorValue::Words(_)) { "words" } else { "value" }, &value(of)).end()
    })
}

/// Narratives, then the texts that no page shows.
fn texts(document: &Document, order: &Order) -> impl Iterator<Item = String> + use<> {
    let mut narratives: Vec<_> = document.texts.iter().collect();
    narratives.sort_by_cached_key(|(narrative, _)| order.narrative(**narrative));
    let narratives = narratives.into_iter().map(|(narrative, text)| (words::narrative(*narrative).into_owned(), text));
    let mut kept: Vec<_> = document.kept.texts.iter().collect();
    kept.sort_by_cached_key(|(of, _)| match of {
        KeptTextOf::Section(section) | KeptTextOf::SectionRow { section, .. } => section.as_str(),
    });
    let kept = kept.into_iter().map(|(of, text)| (words::kept_text(of), text));
    let paragraphs = narratives.chain(kept);
    let lines =
        paragraphs.flat_map(|(of, text)| text.lines().map(|line| Line::begun().bare("of", &of).words("line", line).end()).collect::<Vec<_>>());
    lines.collect::<Vec<_>>().into_iter()
}

fn justified(document: &Document, order: &Order) -> impl Iterator<Item = String> + use<> {
    let mut justified: Vec<_> = document.justified.iter().collect();
    justified.sort_by_cached_key(|(justified, _)| (justified.rule, order.place(justified.place), justified.figures.clone()));
    let line = |(justified, reason): (&model::Justified, &String)| {
        let line = Line::words_of("rule", words::rule(justified.rule)).words("place", &justified.place.code());
        line.list("figures", justified.figures.iter().map(String::as_str)).words("reason", reason).end()
    };
    justified.into_iter().map(line).collect::<Vec<_>>().into_iter()
}

fn published_labels(document: &Document, order: &Order) -> impl Iterator<Item = String> + use<> {
    let mut labels: Vec<_> = document.published.labels.iter().collect();
    labels.sort_by_cached_key(|(of, _)| order.labelled(**of));
    let line = |(of, label): (&model::Labelled, &model::PublishedLabel)| {
        Line::begun().bare("of", &words::labelled(*of)).words("number", &label.number).words("label", &label.label).end()
    };
    labels.into_iter().map(line).collect::<Vec<_>>().into_iter()
}

/// Titles of charts, then of those that this Papier does not know.
fn chart_titles(document: &Document, order: &Order) -> impl Iterator<Item = String> + use<> {
    let mut titles: Vec<_> = document.chart_titles.iter().collect();
    titles.sort_by_key(|(chart, _)| order.chart(**chart));
    let none = model::Shown::default();
    let line = |(chart, title): (&model::ChartName, &model::OwnTitle)| {
        let line = Line::begun().bare("of", &words::chart(*chart)).words("title", &title.words);
        line.figures("figures", title.over.as_ref().unwrap_or(&none), order).end()
    };
    let kept = |(code, title): (&String, &model::KeptTitle)| {
        let line = Line::begun().bare("of", &words::chart_of_code(code)).words("title", &title.words);
        line.list("figures", title.figures.iter().flatten().map(String::as_str)).end()
    };
    titles.into_iter().map(line).chain(document.kept.chart_titles.iter().map(kept)).collect::<Vec<_>>().into_iter()
}

/// The slides that were arranged, each followed by those of charts that this Papier does not know.
fn slides(document: &Document, order: &Order) -> impl Iterator<Item = String> + use<> {
    let arranged = document.deck.arranged();
    let kept = &document.kept.slides;
    let is_arranged = |slide| arranged.iter().any(|planned| planned.slide == slide);
    let mut lines: Vec<String> = kept.iter().filter(|slide| !slide.after.is_some_and(is_arranged)).map(kept_slide_line).collect();
    for planned in arranged {
        lines.push(slide_line(planned, order));
        lines.extend(kept.iter().filter(|slide| slide.after == Some(planned.slide)).map(kept_slide_line));
    }
    lines.into_iter()
}

fn slide_line(planned: &model::Planned, order: &Order) -> String {
    let mut line = Line::begun().bare("of", &words::slide(planned.slide)).hidden(planned.is_shown);
    if let Some(title) = &planned.title {
        line = line.words("title", &title.words);
        if let Some(over) = &title.over {
            line = line.figures("figures", over, order);
        }
    }
    line.notes(&planned.notes).end()
}

fn kept_slide_line(slide: &model::KeptSlide) -> String {
    let mut line = Line::begun().bare("of", &words::chart_of_code(&slide.chart)).hidden(slide.is_shown);
    if let Some(title) = &slide.title {
        line = line.words("title", &title.words);
        if let Some(figures) = &title.figures {
            line = line.list("figures", figures.iter().map(String::as_str));
        }
    }
    line.notes(&slide.notes).end()
}

/// By section, then in the order of what their rows are about.
fn cells(document: &Document, order: &Order) -> impl Iterator<Item = String> + use<> {
    let rows = document.section_rows();
    // Of a section that shows the rows of another one, by the order there.
    let list = |section: &str| shapes::of(section).and_then(model::Shape::list).unwrap_or_default().to_owned();
    let rank = |section: &str, id: u64| {
        let row = rows.get(&(section.to_owned(), id)).or_else(|| rows.get(&(list(section), id)));
        row.map_or((u32::MAX, ""), |row| (row.order, row.code.as_str()))
    };
    let none = (0, "");
    let place = |key: &model::KeptCellKey| match &key.row {
        model::KeptCellRow::Id(id) => (0, rank(&key.section, *id), none, *id),
        model::KeptCellRow::Action(id) => (1, none, none, order.action(model::ActionId(*id)).0),
        model::KeptCellRow::Part(id, _) => (2, rank(&key.section, *id), none, *id),
        model::KeptCellRow::Under(parent, id) => (3, rank(&key.section, *parent), rank(&key.section, *id), *id),
        model::KeptCellRow::Title(_) | model::KeptCellRow::Key(_) | model::KeptCellRow::Number(_) => (2, none, none, 0),
    };
    let mut cells: Vec<_> = rooms::cells(document).into_iter().collect();
    cells.sort_by_cached_key(|(key, _)| (key.section.clone(), place(key)));
    cells.into_iter().map(cell).collect::<Vec<_>>().into_iter()
}

fn cell((key, content): (model::KeptCellKey, &model::CellContent)) -> String {
    let line = Line::words_of("section", &key.section).bare("row", &words::cell_row(&key.row));
    let line = line.maybe_bare("year", key.year.map(|year| year.to_string())).words("column", &key.column);
    let line = match &content.value {
        CellValue::Number(number) => line.words("number", &decimal(*number)),
        CellValue::Words(words) => line.words("words", words),
    };
    line.maybe_words("formula", content.formula.as_ref()).end()
}

fn conflict((key, conflict): (&String, &model::Conflict)) -> String {
    let line = Line::words_of("key", key).words("kind", &conflict.kind).maybe_words("place", conflict.place.as_ref());
    line.maybe_words("base", conflict.base.as_ref()).maybe_words("ours", conflict.ours.as_ref()).maybe_words("theirs", conflict.theirs.as_ref()).end()
}
