//! What two files give of one PAP: objectives and texts that a second one says again, in the same words or in others.

use std::collections::BTreeMap;

use super::{Target, Walk, has_text};
use crate::exchange::import::blocks::folded;
use crate::exchange::import::draft::{Draft, DraftIndicator, DraftObjective};
use crate::exchange::import::report::{Question, Spot, Told};

impl Walk<'_> {
    /// Whether a text of the programme is one that another file gave before: it is kept apart, to be held against that one.
    pub(super) fn is_again(&mut self, target: &Target, text: &str) -> bool {
        let is_of_programme = matches!(
            target,
            Target::Manager
                | Target::Strategy
                | Target::LayoutChanges
                | Target::SynthesisComment
                | Target::ScheduleComment
                | Target::Action(_)
                | Target::Nature(_)
                | Target::RowText { .. }
        );
        let is_section = matches!(target, Target::Section(key) if has_text(key));
        if !is_of_programme && !is_section {
            return false;
        }
        let target = if *target == Target::Manager { Target::Strategy } else { target.clone() };
        let file = *self.texts.entry(target.clone()).or_insert(self.file);
        if file == self.file {
            return false;
        }
        let (_, said) = self.again.entry(target).or_insert_with(|| (self.spot.clone(), String::new()));
        if !said.is_empty() {
            said.push('\n');
        }
        said.push_str(text);
        true
    }

    /// Objectives and texts that two files give stand once, as the first one says them. Where the other says them otherwise, it is a question.
    pub(super) fn finish_again(&mut self) {
        let mut again: BTreeMap<(usize, usize), (Spot, Vec<Spot>, usize)> = BTreeMap::new();
        let mut count = |kept: usize, spot: &Spot, is_same: bool| {
            let (_, others, same) = again.entry((spot.file, kept)).or_insert_with(|| (spot.clone(), vec![], 0));
            if is_same { *same += 1 } else { others.push(spot.clone()) }
        };
        for (target, (spot, said)) in std::mem::take(&mut self.again) {
            let kept = self.texts.get(&target).copied().unwrap_or_default();
            count(kept, &spot, self.draft.text_of(&target).is_some_and(|text| is_same_text(text, &said)));
        }
        let mut objectives: Vec<DraftObjective> = Vec::new();
        for objective in std::mem::take(&mut self.draft.objectives) {
            let is_of_other = |other: &&DraftObjective| {
                other.spot.file != objective.spot.file && other.number == objective.number && folded(&other.label) == folded(&objective.label)
            };
            match objectives.iter().find(is_of_other) {
                Some(other) => count(other.spot.file, &objective.spot, other.says(&objective)),
                None => objectives.push(objective),
            }
        }
        self.draft.objectives = objectives;
        for ((file, kept), (spot, others, same)) in again {
            let (file, kept) = (self.report.name(file), self.report.name(kept));
            if same > 0 {
                self.report.tell(&spot, Told::SameTexts { kept: kept.clone(), count: same }, "");
            }
            for spot in &others {
                self.report.tell(spot, Told::OtherText { kept: kept.clone() }, "");
            }
            if !others.is_empty() {
                self.report.questions.push(Question::TwoTexts { file, kept, count: others.len() });
            }
        }
    }
}

/// Whether two texts have the same words, whatever form they come in.
fn is_same_text(one: &str, other: &str) -> bool {
    let words = |text: &str| folded(&text.replace("**", "").replace("## ", "").replace("- ", "")).replace(' ', "");
    words(one) == words(other)
}

impl Draft {
    /// A text of the programme.
    fn text_of(&self, target: &Target) -> Option<&String> {
        match target {
            Target::Strategy | Target::Manager => Some(&self.strategy),
            Target::LayoutChanges => Some(&self.layout_changes),
            Target::SynthesisComment => Some(&self.synthesis_comment),
            Target::ScheduleComment => Some(&self.schedule_comment),
            Target::Action(code) => self.action_texts.get(code),
            Target::Nature(code) => self.nature_texts.get(code),
            Target::Section(key) => self.section_comments.get(key),
            Target::RowText { list, rank, text } => self.section_row_texts.get(&(*list, *rank, *text)),
            Target::Cover(_)
            | Target::Recap
            | Target::ObjectiveLabel
            | Target::IndicatorLabel
            | Target::Objective
            | Target::Source
            | Target::Method
            | Target::Methods
            | Target::Justification
            | Target::ActionLabel
            | Target::Row
            | Target::Elsewhere => None,
        }
    }
}

impl DraftObjective {
    /// Whether it says what another one does, in whatever form they come.
    fn says(&self, other: &Self) -> bool {
        let are_same = |one: &DraftIndicator, other: &DraftIndicator| {
            let texts = [(&one.source, &other.source), (&one.method, &other.method), (&one.justification, &other.justification)];
            one.number == other.number
                && folded(&one.label) == folded(&other.label)
                && one.rows == other.rows
                && texts.iter().all(|(one, other)| is_same_text(one, other))
        };
        let (indicators, others) = (&self.indicators, &other.indicators);
        is_same_text(&self.text, &other.text)
            && indicators.len() == others.len()
            && indicators.iter().zip(others).all(|(one, other)| are_same(one, other))
    }
}
