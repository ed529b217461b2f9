//! Rules of texts: links, amounts, stated sums, years, wordings, narratives that are missing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Compared, Finding};
use crate::calc::stated::{self, Stated, Statement};
use crate::calc::{Figure, Figures};
use crate::model::{BlockKind, Document, Horizon, Link, Narrative, Order, Place, Rule, Span, Stage, Sum, TextPlace, Year, links, unknown_links};

/// A narrative with what the rules read in it, once for all of them.
pub(super) struct ReadText {
    narrative: Narrative,
    links: Vec<(Range<usize>, Link)>,
    /// Typed as links of a known form, and addresses of nothing.
    unknown_links: Vec<(Range<usize>, String)>,
    amounts: Vec<Stated>,
    statements: Vec<Statement>,
}

impl ReadText {
    fn place(&self) -> Place {
        Place::Text(TextPlace::Narrative(self.narrative))
    }
}

/// Every text of the document, those of actions that have ended apart.
pub(super) fn read(document: &Document, figures: &Figures) -> Vec<ReadText> {
    let amount = |place| match figures.figure(document, place) {
        Figure::Amount(euros) => Some(i128::from(euros.get())),
        _ => None,
    };
    let texts = document.texts.iter().filter(|(narrative, _)| stands(document, **narrative));
    let read = texts.map(|(narrative, text)| {
        let (amounts, written) = stated::stated(text.as_str(), &amount);
        let statements = stated::statements(text.as_str(), &amounts, written);
        let unknown_links = unknown_links(text.as_str()).map(|(span, words)| (span, words.to_owned())).collect();
        ReadText { narrative: *narrative, links: links(text.as_str()).collect(), unknown_links, amounts, statements }
    });
    let mut read: Vec<ReadText> = read.collect();
    let order = Order::of(document);
    read.sort_by_key(|text| order.narrative(text.narrative));
    read
}

fn stands(document: &Document, narrative: Narrative) -> bool {
    match narrative {
        Narrative::Action(id) | Narrative::Nature(id) => {
            document.action(id).is_some_and(|action| document.stands(action, document.year, Stage::Bill))
        }
        _ => true,
    }
}

/// A link denotes a cell that is in the document and has a figure. What is typed as one and is none names the address that is wrong.
pub(super) fn broken_link(document: &Document, figures: &Figures, texts: &[ReadText]) -> Vec<Finding> {
    let of_text = |text: &ReadText| {
        let finding = |span: Range<usize>, words: String| Finding::new(Rule::BrokenLink, text.place(), [Compared::Words(words)]).within(span);
        let broken = text.links.iter().filter(|(_, link)| !figures.is_live(document, link.place));
        let broken = broken.map(|(span, link)| finding(span.clone(), link.last.clone()));
        let unknown = text.unknown_links.iter().map(|(span, words)| finding(span.clone(), words.clone()));
        broken.chain(unknown).collect::<Vec<_>>()
    };
    texts.iter().flat_map(of_text).collect()
}

/// An amount that no table holds, and that is no term of a stated sum that holds.
pub(super) fn unheld_amount(document: &Document, figures: &Figures, texts: &[ReadText]) -> Vec<Finding> {
    if texts.iter().all(|text| text.amounts.is_empty()) {
        return vec![];
    }
    let mut held = held_amounts(document, figures);
    held.sort_unstable();
    held.dedup();
    let is_held = |stated: &Stated| {
        stated.range().is_some_and(|range| {
            let first = held.partition_point(|euros| euros < range.start());
            held.get(first).is_some_and(|euros| range.contains(euros))
        })
    };
    let mut findings = Vec::new();
    for text in texts {
        let holding = text.statements.iter().filter(|statement| statement.holds);
        let terms: BTreeSet<usize> = holding.flat_map(|statement| &statement.terms).copied().collect();
        for (index, stated) in text.amounts.iter().enumerate() {
            if stated.place.is_none() && !terms.contains(&index) && !is_held(stated) {
                let words = document.text(text.narrative).get(stated.span.clone()).unwrap_or_default();
                findings.push(Finding::new(Rule::UnheldAmount, text.place(), [Compared::Words(words.into())]).within(stated.span.clone()));
            }
        }
    }
    findings
}

/// Every amount of every table.
fn held_amounts(document: &Document, figures: &Figures) -> Vec<i128> {
    let year = document.year;
    let mut held = figures.amounts();
    held.extend(document.outstanding.iter().filter(|((of, _), _)| *of == year).map(|(_, amount)| i128::from(amount.euros.get())));
    held.extend(document.schedule.iter().filter(|((of, _, _), _)| *of == year).map(|(_, amount)| i128::from(amount.euros.get())));
    let new_ae = [false, true].map(|contributions| Place::ScheduleNewAe { year, contributions });
    let totals = Horizon::ALL.map(|horizon| Place::ScheduleTotal { year, horizon });
    let computed = [Place::OutstandingComputed { year }].into_iter().chain(new_ae).chain(totals);
    held.extend(computed.filter_map(|place| figures.sum(document, place)).map(Sum::get));
    held
}

/// A sum written with + and =, or a list against the last amount before it.
pub(super) fn stated_sum(document: &Document, _: &Figures, texts: &[ReadText]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for text in texts {
        for statement in text.statements.iter().filter(|statement| !statement.holds) {
            let Some(total) = text.amounts.get(statement.total) else { continue };
            let source = document.text(text.narrative).get(total.span.clone()).unwrap_or_default();
            let sum = statement.sum.map_or_else(|| Compared::Words("…".into()), Compared::Number);
            findings.push(Finding::new(Rule::StatedSum, text.place(), [sum, Compared::Words(source.into())]).within(total.span.clone()));
        }
    }
    findings
}

/// "PLF 2020" or "projet de loi de finances pour 2020" in the PAP of 2021.
pub(super) fn stale_year(document: &Document, _: &Figures, texts: &[ReadText]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for text in texts {
        for (span, year) in bill_years(document.text(text.narrative)).filter(|(_, year)| *year != document.year) {
            findings.push(Finding::new(Rule::StaleYear, text.place(), [Compared::Year(year)]).within(span));
        }
    }
    findings
}

/// The years of the bills that a text names, with the bytes of the four digits.
fn bill_years(source: &str) -> impl Iterator<Item = (Range<usize>, Year)> {
    const NAMES: [&str; 4] = ["PLF", "rojet de loi de finances", "rojet de loi de finance", "ROJET DE LOI DE FINANCES"];
    let ends = NAMES.into_iter().flat_map(|name| source.match_indices(name).map(move |(at, name)| at + name.len()));
    ends.filter_map(|end| {
        let rest = source.get(end..)?;
        let rest = rest.trim_start_matches(is_space);
        let rest = ["pour", "(pour)", "POUR"].into_iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest).trim_start_matches(is_space);
        let digits = rest.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        let follows = rest.get(4..)?.chars().next();
        let at = source.len() - rest.len();
        let year = digits.parse().ok().and_then(Year::new)?;
        (!follows.is_some_and(char::is_alphanumeric)).then_some((at..at + digits.len(), year))
    })
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

/// A list item, a heading or a cell of a table that begins like a label and goes on otherwise.
pub(super) fn wording(document: &Document, _: &Figures, texts: &[ReadText]) -> Vec<Finding> {
    let labels = Labels::of(document);
    let mut findings = Vec::new();
    for text in texts {
        let Some(source) = document.texts.get(&text.narrative) else { continue };
        if !source.as_str().lines().any(|line| BlockKind::of(line).0 != BlockKind::Paragraph) {
            continue;
        }
        let is_short = |kind: BlockKind| kind.is_heading() || kind.item_level().is_some() || kind == BlockKind::Row;
        for cell in source.blocks().filter(|block| is_short(block.kind)).flat_map(|block| block.cells) {
            let words: String = cell.spans.iter().map(|span| span.text).collect();
            findings.extend(labels.differing(&words).map(|label| {
                Finding::new(Rule::Wording, text.place(), [words.trim(), label].map(|words| Compared::Words(words.into())))
                    .within(extent(&cell.spans))
            }));
        }
    }
    findings
}

/// From the first to the last byte of some runs.
fn extent(spans: &[Span<'_>]) -> Range<usize> {
    let start = spans.first().map_or(0, |span| span.at);
    let end = spans.last().map_or(start, |span| span.at + span.text.trim_end().len());
    start..end
}

/// A row of an indicator that begins like a label and goes on otherwise.
pub(super) fn row_wording(document: &Document, _: &Figures) -> Vec<Finding> {
    let labels = Labels::of(document);
    let rows = document.indicators().flat_map(|indicator| &indicator.rows);
    let own = rows.filter_map(|row| Some((Place::Text(TextPlace::RowLabel(row.id)), row.label.as_deref()?)));
    own.filter_map(|(place, words)| {
        let label = labels.differing(words)?;
        Some(Finding::new(Rule::Wording, place, [words, label].map(|words| Compared::Words(words.into()))))
    })
    .collect()
}

/// The labels of objectives, indicators and actions by their first words, folded; `None` where several that differ begin with the same.
struct Labels<'a> {
    by_beginning: BTreeMap<String, Option<&'a str>>,
}

const FIRST_WORDS: usize = 4;

impl<'a> Labels<'a> {
    fn of(document: &'a Document) -> Self {
        let objectives = document.objectives.iter().map(|objective| objective.label.as_str());
        let indicators = document.indicators().map(|indicator| indicator.label.as_str());
        let actions = document.actions.iter().map(|action| action.label.as_str());
        let mut by_beginning: BTreeMap<String, Option<&str>> = BTreeMap::new();
        for label in objectives.chain(indicators).chain(actions) {
            let Some(beginning) = beginning(label) else { continue };
            let first = by_beginning.entry(beginning).or_insert(Some(label));
            *first = first.filter(|first| folded(first) == folded(label));
        }
        Self { by_beginning }
    }

    /// The only label that begins with the same words, when the words are not the label, nor the label before a wording that « » quote.
    fn differing(&self, words: &str) -> Option<&'a str> {
        let label = self.by_beginning.get(&beginning(words)?).copied().flatten()?;
        let (label_words, words_said) = (folded(label), folded(words));
        let is_before_a_quotation = words.split_once('«').is_some_and(|(before, _)| folded(before).starts_with(&label_words));
        (label_words != words_said && !is_before_a_quotation).then_some(label)
    }
}

/// The first four words, folded; `None` for fewer.
fn beginning(label: &str) -> Option<String> {
    let words: Vec<&str> = label.split_whitespace().take(FIRST_WORDS).collect();
    (words.len() == FIRST_WORDS).then(|| folded(&words.join(" ")))
}

/// Case, the form of apostrophes and spaces, and final punctuation apart.
fn folded(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    let text = words.join(" ").to_lowercase().replace('’', "'");
    text.trim_end_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace() || c == '…').to_owned()
}

/// An action says something in words, itself or through its sub-actions.
pub(super) fn action_narrative(document: &Document, _: &Figures) -> Vec<Finding> {
    let says = |id| [Narrative::Action(id), Narrative::Nature(id)].into_iter().any(|narrative| !document.text(narrative).trim().is_empty());
    let actions = document.actions.iter().filter(|action| !action.code.is_sub_action() && document.stands(action, document.year, Stage::Bill));
    let silent = actions.filter(|action| !says(action.id) && !document.sub_actions(action.id).any(|sub_action| says(sub_action.id)));
    silent.map(|action| Finding::bare(Rule::ActionNarrative, Place::Text(TextPlace::Narrative(Narrative::Action(action.id))))).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::calc::checks::TextCheck;
    use crate::calc::sample::sample_with;
    use crate::model::{ActionId, Objective, ObjectiveId, Row, RowId, Text};

    /// The sample with a strategy and an objective.
    fn with(strategy: &str) -> Document {
        let mut document = sample_with(&[]);
        document.set_text(Narrative::Strategy, Text::new(strategy));
        document.objectives = Arc::new(vec![Objective::new(ObjectiveId(3), "Résoudre pour tous et des défis publics".into())].into());
        document
    }

    /// The words underlined.
    fn marked(check: TextCheck, strategy: &str) -> Vec<String> {
        let document = with(strategy);
        let figures = Figures::of(&document);
        let findings = check(&document, &figures, &read(&document, &figures));
        findings.into_iter().map(|finding| document.text(Narrative::Strategy).get(finding.span.unwrap()).unwrap().to_owned()).collect()
    }

    /// Each rule with texts that break it, by the words that are underlined, and with texts that do not.
    #[test]
    fn a_text_is_marked_where_it_breaks_a_rule() {
        let cases: [(TextCheck, &str, &[&str]); 21] = [
            (unheld_amount, "Au total **10,6 M€**, dont 2,4 M€ de restes à payer et 1,5 M€ de titre 2 en 2020.", &[]),
            (unheld_amount, "Le total 10 600 000 €, puis 10 600 001 €, puis 10,7 M€ et 8 M€", &["10 600 001 €", "10,7 M€", "8 M€"]),
            (unheld_amount, "1,3 + 5 + 1 = 7,3 M€", &[]),
            (unheld_amount, "1,3 + 5 + 1 = 7,4 M€", &["1,3", "5", "1", "7,4 M€"]),
            (unheld_amount, "Soit 7,3 M€ :\n- 1,3 M€ ;\n- 5 M€ ;\n- 1 M€.", &[]),
            (unheld_amount, "Un lien {bill/2021/1/31/ae|M€|99 M€} n'est pas un montant écrit.", &[]),
            (stated_sum, "1,3 + 5 + 1 = 7,3 M€", &[]),
            (stated_sum, "1,3 + 5 + 1 = 7,4 M€", &["7,4 M€"]),
            (stated_sum, "Soit 7,3 M€ :\n- 1,3 M€ ;\n- 5 M€.", &["7,3 M€"]),
            (stated_sum, "5 M€ + {bill/2021/1/31/ae|M€|99 M€} = 12,3 M€", &[]),
            (stale_year, "Le PLF 2021 et le projet de loi de finances pour 2021, la loi de finances 2020, en 2019", &[]),
            (stale_year, "Le PLF\u{a0}2020 et le projet de loi de finances pour 2022, PLF 20211", &["2020", "2022"]),
            (wording, "- résoudre pour tous et des défis publics ;\n## Résoudre pour tous", &[]),
            (wording, "- **Résoudre pour tous** et les défis publics ;", &["Résoudre pour tous et les défis publics ;"]),
            (wording, "Résoudre pour tous et les défis publics", &[]),
            (wording, "- «\u{a0}Résoudre pour tous et les défis publics\u{a0}» devient autre chose", &[]),
            (wording, "- Résoudre pour tous et des défis publics (auparavant « Résoudre pour tous et les défis publics »)", &[]),
            (wording, "- Résoudre pour tous et les défis « publics »", &["Résoudre pour tous et les défis « publics »"]),
            (broken_link, "{bill/2021/1/31/ae|M€|7,3 M€}", &[]),
            (broken_link, "{bill/2021/9/31/ae|M€|7,3 M€}", &["{bill/2021/9/31/ae|M€|7,3 M€}"]),
            (broken_link, "{value/6/2021/forecast|nb|140}", &["{value/6/2021/forecast|nb|140}"]),
        ];
        for (check, strategy, expected) in cases {
            let mut marked = marked(check, strategy);
            // The bytes of a block begin and end with its words, without the marks of bold.
            marked.iter_mut().for_each(|words| *words = words.replace("**", ""));
            let expected: Vec<String> = expected.iter().map(|words| words.replace("**", "")).collect();
            assert_eq!(marked, expected, "{strategy}");
        }
    }

    #[test]
    fn a_row_is_worded_as_what_it_is_named_after() {
        let mut document = with("");
        let mut objectives = document.objectives.to_vec();
        let mut indicator = crate::model::Indicator::new(crate::model::IndicatorId(4), RowId(5), "Nombre de défis résolus par an".into());
        indicator.rows = ["nombre de défis résolus par an.", "Nombre de défis résolus dans l'année", "Nombre de défis"]
            .iter()
            .zip(5..)
            .map(|(label, id)| Row { id: RowId(id), label: Some((*label).into()), unit: None })
            .collect();
        objectives[0].indicators.push(indicator);
        document.objectives = Arc::new(objectives.into());
        let places: Vec<Place> = row_wording(&document, &Figures::of(&document)).into_iter().map(|finding| finding.place).collect();
        assert_eq!(places, [Place::Text(TextPlace::RowLabel(RowId(6)))]);
    }

    #[test]
    fn words_that_begin_like_two_labels_are_not_compared() {
        let mut document = with("- Résoudre pour tous et des tracas");
        let mut objectives = document.objectives.to_vec();
        objectives.push(Objective::new(ObjectiveId(4), "Résoudre pour tous et des ennuis".into()));
        let before = with("- Résoudre pour tous et des tracas");
        let find = |document: &Document| {
            let figures = Figures::of(document);
            wording(document, &figures, &read(document, &figures)).len()
        };
        assert_eq!(find(&before), 1);
        document.objectives = Arc::new(objectives.into());
        assert_eq!(find(&document), 0);
    }

    #[test]
    fn an_action_says_something() {
        let silent = |document: &Document| -> Vec<Place> {
            action_narrative(document, &Figures::of(document)).into_iter().map(|finding| finding.place).collect()
        };
        let mut document = sample_with(&[]);
        document.texts.clear();
        document.set_text(Narrative::Nature(ActionId(2)), Text::new("Dit."));
        assert_eq!(silent(&document), [Place::Text(TextPlace::Narrative(Narrative::Action(ActionId(1))))]);
        document.set_text(Narrative::Action(ActionId(1)), Text::new("Dit."));
        assert_eq!(silent(&document), []);
    }
}
