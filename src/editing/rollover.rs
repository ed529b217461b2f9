//! Next year's PAP from this year's: what the year that passes does to a document (DOMAIN §6), and the report of it.
//!
//! No value moves: facts are kept by what they are, and the tables of the next year are another view of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Change, Command, Refusal, Typed};
use crate::lang::Lang;
use crate::model::{
    AmountEntry, Document, Entry, Labelled, Layout, Measure, Narrative, Opening, Origin, OutstandingItem, Published, PublishedLabel, Stage, TextPlace,
};

/// Makes the document that of the next bill.
pub(super) fn roll_over(document: &mut Document, copy_credits: bool) -> Result<(), Refusal> {
    let (year, next) = (document.year, document.year.offset(1));
    if !Layout::is_known(next) {
        return Err(Refusal::LastYear(year));
    }
    let shown = document.layout().indicator_columns();
    let values = document.values.iter().filter(|((_, year, kind), _)| shown.contains(&(*year, *kind)));
    let values = values.map(|(key, value)| (*key, value.clone())).collect();
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
                add(Labelled::Row(row.id), format!("{number}.{sub}/{line}"), indicator.row_label(row.id));
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
    kept.chain(new).filter(|change| change.before != change.after).collect()
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

/// A part of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Credits,
    Contributions,
    Indicators,
    Outstanding,
    Schedule,
    Texts,
    Structure,
}

/// What a rollover did to a part: how many entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartReport {
    pub part: Part,
    pub carried: usize,
    pub to_confirm: usize,
    pub emptied: usize,
    pub locked: usize,
}

/// What a rollover did, from the document before and the one after.
pub fn report(before: &Document, after: &Document) -> Vec<PartReport> {
    vec![
        credits_report(before, after, false),
        credits_report(before, after, true),
        indicators_report(after),
        PartReport { emptied: OutstandingItem::ALL.len(), ..PartReport::none(Part::Outstanding) },
        PartReport { emptied: Origin::BOTH.len() * Opening::ALL.len(), ..PartReport::none(Part::Schedule) },
        PartReport { carried: after.inherited.len(), ..PartReport::none(Part::Texts) },
        PartReport { carried: after.actions.len() + after.objectives.len() + after.indicators().count(), ..PartReport::none(Part::Structure) },
    ]
}

impl PartReport {
    fn none(part: Part) -> Self {
        Self { part, carried: 0, to_confirm: 0, emptied: 0, locked: 0 }
    }

    /// All parts together; texts and structure are of another kind and are counted as well.
    pub fn total(parts: &[Self]) -> [usize; 4] {
        parts.iter().fold([0; 4], |[carried, to_confirm, emptied, locked], part| {
            [carried + part.carried, to_confirm + part.to_confirm, emptied + part.emptied, locked + part.locked]
        })
    }
}

fn credits_report(before: &Document, after: &Document, contributions: bool) -> PartReport {
    let part = if contributions { Part::Contributions } else { Part::Credits };
    let entries = |document: &Document, year, stage| -> Vec<AmountEntry> {
        let rows = document.ledger(contributions).stage(year, stage);
        rows.flat_map(|(action, category, row)| {
            let own = Measure::BOTH.into_iter().filter(|measure| row.get(*measure).is_some());
            own.map(move |measure| AmountEntry::Credit { year, stage: Stage::InitialAct, contributions, action, category, measure })
                .collect::<Vec<_>>()
        })
        .collect()
    };
    let carried = entries(before, before.year, Stage::Bill);
    let filled = entries(after, after.year, Stage::Bill).len();
    PartReport {
        carried: carried.len(),
        to_confirm: carried.iter().filter(|entry| after.unconfirmed(**entry)).count(),
        emptied: carried.len().saturating_sub(filled),
        ..PartReport::none(part)
    }
}

fn indicators_report(after: &Document) -> PartReport {
    let mut report = PartReport::none(Part::Indicators);
    for row in after.indicators().flat_map(|indicator| &indicator.rows) {
        for (year, kind) in after.layout().indicator_columns() {
            let key = (row.id, year, kind);
            if after.is_locked(key) {
                report.locked += 1;
            } else if after.values.contains_key(&key) {
                report.carried += 1;
            } else {
                report.emptied += 1;
            }
        }
    }
    report
}

impl Part {
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Credits => lang.pick("Crédits", "Credits"),
            Self::Contributions => lang.pick("FdC et AdP", "FdC and AdP"),
            Self::Indicators => lang.pick("Indicateurs", "Indicators"),
            Self::Outstanding => lang.pick("Restes à payer", "Outstanding commitments"),
            Self::Schedule => lang.pick("Échéancier", "Payment schedule"),
            Self::Texts => lang.pick("Textes", "Texts"),
            Self::Structure => "Structure",
        }
    }

    /// What becomes of it, in words.
    pub fn fate(self, after: &Document, lang: Lang) -> String {
        let (year, last) = (after.year, after.previous_year());
        match self {
            Self::Credits => lang.pick(
                format!("La LFI {last} montre le PLF {last}, à confirmer. PLF {year} à saisir."),
                format!("LFI {last} shows PLF {last}, to confirm. PLF {year} to enter."),
            ),
            Self::Contributions => lang.pick(
                format!("Prévus en {last}, à confirmer. Attendus en {year} à saisir."),
                format!("Planned in {last}, to confirm. Expected in {year} to enter."),
            ),
            Self::Indicators => {
                let [first, .., end] = after.layout().indicator_columns();
                lang.pick(
                    format!("Colonnes de {} à {} ; les autres restent dans le fichier.", first.0, end.0),
                    format!("Columns from {} to {}; the others stay in the file.", first.0, end.0),
                )
            }
            Self::Outstanding => {
                lang.pick("Vides ; l'évaluation de l'an dernier est un indice.".into(), "Empty; last year's estimate is a hint.".into())
            }
            Self::Schedule => lang.pick("Vide ; l'échéancier de l'an dernier est un indice.".into(), "Empty; last year's schedule is a hint.".into()),
            Self::Texts => lang.pick("Repris, marqués hérités.".into(), "Kept, marked inherited.".into()),
            Self::Structure => lang.pick("Actions, objectifs et indicateurs gardés.".into(), "Actions, objectives and indicators kept.".into()),
        }
    }
}

/// The report as lines of text.
pub fn report_text(parts: &[PartReport], after: &Document, lang: Lang) -> String {
    let mut lines = vec![lang.pick(format!("PAP {} :", after.year), format!("PAP {}:", after.year))];
    let counts = |[carried, to_confirm, emptied, locked]: [usize; 4]| {
        lang.pick(
            format!("{carried} repris, {to_confirm} à confirmer, {emptied} vides, {locked} verrouillés"),
            format!("{carried} carried, {to_confirm} to confirm, {emptied} empty, {locked} locked"),
        )
    };
    let colon = lang.pick(" :", ":");
    lines.extend(parts.iter().map(|part| {
        let count = counts([part.carried, part.to_confirm, part.emptied, part.locked]);
        format!("  {}{colon} {count}. {}", part.part.name(lang), part.part.fate(after, lang))
    }));
    lines.push(format!("  Total{colon} {}.", counts(PartReport::total(parts))));
    lines.join("\n") + "\n"
}
