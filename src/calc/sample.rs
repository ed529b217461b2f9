//! The figures of the published PAP of programme 352 (PLF 2021), for the tests of rules.

use std::sync::Arc;

use crate::model::{
    Action, ActionCode, ActionId, Amount, AmountEntry, Category, Document, Euros, Measure, Narrative, Opening, Origin, OutstandingItem, Programme,
    ProgrammeNumber, Stage, Text, Year,
};

pub const ACTIONS: [ActionId; 2] = [ActionId(1), ActionId(2)];

/// A fact to write: an entry and its euros.
pub type Fact = (AmountEntry, i64);

pub fn year() -> Year {
    Year::new(2021).unwrap()
}

/// An entry of credits of the bill (2021) or of the act (2020).
pub fn credit(stage: Stage, action: u64, category: u8, measure: Measure) -> AmountEntry {
    let year = if stage == Stage::Bill { year() } else { year().offset(-1) };
    AmountEntry::Credit { year, stage, contributions: false, action: ActionId(action), category: Category::new(category).unwrap(), measure }
}

pub fn contribution(stage: Stage, action: u64, category: u8, measure: Measure) -> AmountEntry {
    match credit(stage, action, category, measure) {
        AmountEntry::Credit { year, stage, action, category, measure, .. } => {
            AmountEntry::Credit { year, stage, contributions: true, action, category, measure }
        }
        other => other,
    }
}

pub fn outstanding(item: OutstandingItem) -> AmountEntry {
    AmountEntry::Outstanding { year: year(), item }
}

pub fn scheduled(origin: Origin, opening: Opening) -> AmountEntry {
    AmountEntry::Schedule { year: year(), origin, opening }
}

/// The sample with some facts written over its own.
pub fn sample_with(facts: &[Fact]) -> Document {
    let programme = Programme {
        number: ProgrammeNumber::new(352),
        name: "Innovation et transformation numériques".into(),
        mission: "Transformation".into(),
        minister: "La ministre".into(),
        manager: "Le directeur".into(),
        manager_title: String::new(),
    };
    let mut document = Document::new(year(), programme);
    let codes = [1, 2].map(|number| ActionCode::action(number).unwrap());
    let action = |(id, code): (&ActionId, ActionCode)| Action { id: *id, code, label: format!("Action {code}"), ended: None };
    document.actions = Arc::new(ACTIONS.iter().zip(codes).map(action).collect());
    for action in ACTIONS {
        document.set_text(Narrative::Action(action), Text::new("Dit."));
    }
    let [ae, cp] = Measure::BOTH;
    let own = [
        (credit(Stage::Bill, 1, 31, ae), 7_300_000),
        (credit(Stage::Bill, 1, 31, cp), 7_300_000),
        (credit(Stage::Bill, 2, 21, ae), 3_000_000),
        (credit(Stage::Bill, 2, 21, cp), 3_000_000),
        (credit(Stage::Bill, 2, 31, ae), 300_000),
        (credit(Stage::Bill, 2, 31, cp), 300_000),
        (credit(Stage::InitialAct, 1, 21, ae), 1_500_000),
        (credit(Stage::InitialAct, 1, 21, cp), 1_500_000),
        (credit(Stage::InitialAct, 1, 31, ae), 7_700_000),
        (credit(Stage::InitialAct, 1, 31, cp), 9_700_000),
        (contribution(Stage::Bill, 1, 31, ae), 4_000_000),
        (contribution(Stage::Bill, 1, 31, cp), 4_000_000),
        (contribution(Stage::InitialAct, 1, 31, ae), 4_000_000),
        (contribution(Stage::InitialAct, 1, 31, cp), 4_000_000),
        (outstanding(OutstandingItem::Rap), 2_203_176),
        (outstanding(OutstandingItem::RapRestated), 0),
        (outstanding(OutstandingItem::Ae), 15_300_948),
        (outstanding(OutstandingItem::Cp), 15_059_463),
        (outstanding(OutstandingItem::Estimate), 2_444_661),
        (scheduled(Origin::Earlier, Opening::Plf), 2_444_661),
        (scheduled(Origin::New, Opening::Plf), 5_155_339),
        (scheduled(Origin::New, Opening::Contributions), 4_000_000),
        (scheduled(Origin::New, Opening::Next), 2_444_661),
    ];
    for (entry, euros) in own.iter().chain(facts) {
        document.set_amount(*entry, Some(Amount::plain(Euros::new(*euros))));
    }
    document
}
