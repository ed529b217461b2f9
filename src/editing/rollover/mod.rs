//! Next year's PAP from this year's: what the year that passes does to a document (docs/domain.md, The passing of the year), and the report of it.
//!
//! No value moves: facts are kept by what they are, and the tables of the next year are another view of them.

mod report;

pub use report::{Part, PartReport, PreviewCell, PreviewColumn, preview, report, report_text};

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Change, Command, Refusal, Typed};
use crate::lang::Lang;
use crate::model::{AmountEntry, Document, Entry, Labelled, Layout, Measure, Narrative, Published, PublishedLabel, Stage, TextPlace};

/// Makes the document that of the next bill.
pub(super) fn roll_over(document: &mut Document, copy_credits: bool) -> Result<(), Refusal> {
    let (year, next) = (document.year, document.year.offset(1));
    if let Some(open) = document.open_conflicts() {
        return Err(Refusal::Conflicts(open));
    }
    if !Layout::is_known(next) {
        return Err(Refusal::LastYear(year));
    }
    let shown = document.layout().indicator_columns();
    let values = document.values.iter().filter(|((_, year, kind), _)| shown.contains(&(*year, *kind)));
    let values = values.map(|(key, value)| (*key, value.unmarked())).collect();
    document.published = Arc::new(Published { values, labels: labels(document) });
    document.inherited = document.texts.keys().copied().collect();
    if copy_credits {
        copy_bill(document);
    }
    document.year = next;
    Ok(())
}

/// The amounts of the bill as a first draft of the next one.
fn copy_bill(document: &mut Document) {
    let (year, next) = (document.year, document.year.offset(1));
    for contributions in [false, true] {
        let rows: Vec<_> =
            document.ledger(contributions).stage(year, Stage::Bill).map(|(action, category, row)| (action, category, row.clone())).collect();
        for (action, category, row) in rows {
            for measure in Measure::BOTH {
                let entry = AmountEntry::Credit { year: next, stage: Stage::Bill, contributions, action, category, measure };
                if let Some(amount) = row.get(measure) {
                    document.set_amount(entry, Some(amount.clone()));
                }
            }
        }
    }
}

/// Everything that has a number or code and a label, in the document as it is.
fn labels(document: &Document) -> BTreeMap<Labelled, PublishedLabel> {
    let mut labels = BTreeMap::new();
    let mut add = |of, number: String, label: &str| labels.insert(of, PublishedLabel { number, label: label.into() });
    for (objective, number) in document.objectives.iter().zip(1..) {
        add(Labelled::Objective(objective.id), number.to_string(), &objective.label);
        for (indicator, sub) in objective.indicators.iter().zip(1..) {
            add(Labelled::Indicator(indicator.id), format!("{number}.{sub}"), &indicator.label);
            let rows = indicator.rows.iter().zip(1..).filter(|_| indicator.rows.len() > 1);
            for (row, line) in rows {
                add(Labelled::Row(row.id), format!("{number}.{sub}/{line}"), indicator.label_of(row));
            }
        }
    }
    for action in document.actions.iter().filter(|action| document.stands(action, document.year, Stage::Bill)) {
        add(Labelled::Action(action.id), action.code.to_string(), &action.label);
    }
    labels
}

/// A change in what the document is made of, since the PAP of last year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutChange {
    pub of: Labelled,
    /// What it was; `None` for something new.
    pub before: Option<PublishedLabel>,
    /// What it is; `None` for something deleted.
    pub after: Option<PublishedLabel>,
}

/// What was created, renamed, renumbered and deleted since last year; nothing when no PAP of last year is known.
pub fn layout_changes(document: &Document) -> Vec<LayoutChange> {
    let before = &document.published.labels;
    if before.is_empty() {
        return vec![];
    }
    let after = labels(document);
    let kept = before.iter().map(|(of, label)| LayoutChange { of: *of, before: Some(label.clone()), after: after.get(of).cloned() });
    let new = after.iter().filter(|(of, _)| !before.contains_key(of));
    let new = new.map(|(of, label)| LayoutChange { of: *of, before: None, after: Some(label.clone()) });
    let mut changes: Vec<LayoutChange> = kept.chain(new).filter(|change| change.before != change.after).collect();
    // By kind; what went stands where it was, by its number.
    let rank = |change: &LayoutChange| match change.of {
        Labelled::Objective(_) => 0,
        Labelled::Indicator(_) => 1,
        Labelled::Row(_) => 2,
        Labelled::Action(_) => 3,
    };
    let number = |change: &LayoutChange| change.before.as_ref().or(change.after.as_ref()).map(|label| numbers(&label.number));
    changes.sort_by_key(|change| (change.before.is_none(), rank(change), number(change)));
    changes
}

/// The parts of a number or code, so that 1.10 comes after 1.9.
fn numbers(number: &str) -> Vec<u32> {
    number.split(['.', '/']).map(|part| part.parse().unwrap_or_default()).collect()
}

/// Writes the list of changes as the text "Évolution de la maquette", in French as the document is; `None` without any change.
pub fn draft_changes(document: &Document) -> Option<Command> {
    let lines: Vec<String> = layout_changes(document).iter().map(|change| format!("- {}", change.sentence(Lang::French))).collect();
    let entry = Entry::Text(TextPlace::Narrative(Narrative::LayoutChanges));
    (!lines.is_empty()).then(|| Command::Write(vec![Change { entry, content: Some(Typed::Words(lines.join("\n"))) }]))
}

impl LayoutChange {
    /// "Indicateur 1.1 « Délai moyen » : renommé « Délai médian » ;".
    pub fn sentence(&self, lang: Lang) -> String {
        let kind = match self.of {
            Labelled::Objective(_) => lang.pick("Objectif", "Objective"),
            Labelled::Indicator(_) => lang.pick("Indicateur", "Indicator"),
            Labelled::Row(_) => lang.pick("Sous-indicateur", "Sub-indicator"),
            Labelled::Action(_) => "Action",
        };
        let named = |label: &PublishedLabel| {
            lang.pick(format!("{kind} {} «\u{a0}{}\u{a0}»", label.number, label.label), format!("{kind} {} “{}”", label.number, label.label))
        };
        let colon = lang.pick("\u{a0}:", ":");
        match (&self.before, &self.after) {
            (None, Some(after)) => format!("{}{colon} {}", named(after), lang.pick("création", "created")),
            (Some(before), None) => format!("{}{colon} {}", named(before), lang.pick("suppression", "deleted")),
            (Some(before), Some(after)) => {
                let renamed = (before.label != after.label)
                    .then(|| lang.pick(format!("nouvel intitulé «\u{a0}{}\u{a0}»", after.label), format!("renamed “{}”", after.label)));
                let numbered = (before.number != after.number)
                    .then(|| lang.pick(format!("nouveau numéro {}", after.number), format!("renumbered {}", after.number)));
                let changes: Vec<String> = renamed.into_iter().chain(numbered).collect();
                format!("{}{colon} {}", named(before), changes.join(", "))
            }
            (None, None) => String::new(),
        }
    }
}
