//! Documents and commands made at random, and the oracle of their sums: what the properties and the random walks share.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use papier::editing::{Change, Command, Direction, Structure, Typed};
use papier::lang::{Lang, number};
use papier::model::{
    ActionCode, ActionId, ActionScope, Amount, AmountEntry, Category, CreditPlace, Document, Draw, Entry, Euros, IndicatorValue, Measure, Narrative,
    NatureScope, Opening, Origin, OutstandingItem, Programme, ProgrammeField, ProgrammeNumber, Stage, Text, TextPlace, ValueKind, Viewpoint, Year,
};
use papier::storage;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

const STAGES: [Stage; 3] = [Stage::Bill, Stage::Amendment, Stage::InitialAct];

/// Words with everything that could upset a file: quotes, backslashes, comment marks, brackets, controls, marks of other scripts.
pub fn words() -> impl Strategy<Value = String> {
    let odd = [
        "l'État",
        "\"",
        "\\",
        "\\'",
        "\\\"",
        "//",
        "/*",
        "*/",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "=",
        "#",
        "##",
        "-",
        "**",
        "r#\"",
        "\u{0}",
        "\u{7}",
        "\u{1b}",
        "\u{7f}",
        "e\u{301}",
        "\u{200f}",
        "\u{feff}",
        "😀",
        "œuvre",
        "«\u{a0}oui\u{a0}»",
        "7\u{202f}300",
        "Some(1)",
        "None",
        "\\n",
        "\\u{41}",
        "${x}",
        "%s",
        "a\u{2028}b",
    ];
    let word = prop_oneof![3 => "[a-zé]{1,8}", 2 => select(odd.to_vec()).prop_map(str::to_owned), 1 => "[^\\s\\pC]{1,4}"];
    vec(word, 0..6).prop_map(|words| words.join(" "))
}

/// Several lines of words, empty ones among them; spaces at the end are kept only where a text keeps them.
pub fn narrative() -> impl Strategy<Value = Text> {
    vec(prop_oneof![4 => words(), 1 => Just(String::new()), 1 => words().prop_map(|words| format!("- {words} "))], 0..5)
        .prop_map(|lines| Text::new(&lines.join("\n")))
}

#[derive(Clone, Copy, Debug)]
pub enum Size {
    /// Sums stay within an amount.
    Usual,
    /// Up to the bounds of an amount: sums overflow.
    Extreme,
}

pub fn amount(size: Size) -> impl Strategy<Value = Amount> {
    let typed = ["=1+1", "=3000000+300000", "=SOMME(1;2;3)", "=7,3*10^6", "=(3000000+300000)*50%", "=-5", "= 1 + 2", "=4/2"];
    let formula = select(typed.to_vec()).prop_map(|typed| number::parse_amount(typed).expect("a formula"));
    let euros = match size {
        Size::Usual => prop_oneof![4 => -9_000_000..90_000_000_i64, 1 => Just(0_i64)].boxed(),
        Size::Extreme => prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX), Just(0), -1..=1_i64].boxed(),
    };
    prop_oneof![6 => euros.prop_map(|euros| Amount::plain(Euros::new(euros))), 1 => formula]
}

pub fn value() -> impl Strategy<Value = IndicatorValue> {
    let typed = [
        "NA",
        "Non déterminé",
        "Sans objet",
        "en hausse",
        "en baisse",
        "stable",
        "suivi",
        "15-25",
        "0,5-0,50",
        "12,50",
        "0",
        "-0,001",
        "=1/8",
        "=25*2",
        "En baisse",
        "82 (p)",
        "=1/8 (p)",
    ];
    let number = (any::<i64>(), 0..=18_usize).prop_map(|(digits, decimals)| {
        let sign = if digits < 0 { "-" } else { "" };
        let digits = format!("{:0>19}", digits.unsigned_abs());
        let (whole, decimal) = digits.split_at(digits.len() - decimals);
        if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole},{decimal}") }
    });
    let read = prop_oneof![select(typed.to_vec()).prop_map(str::to_owned), number];
    let read = read.prop_map(|typed| number::parse_published(&typed, "").expect("a value"));
    let words = select(vec!["ND", "≥ 95", "absence amélioration", "12 jours"]).prop_map(|words| IndicatorValue::Words(words.into()));
    prop_oneof![8 => read, 1 => words]
}

pub fn category() -> impl Strategy<Value = Category> {
    select(Category::all().collect::<Vec<_>>())
}

pub fn measure() -> impl Strategy<Value = Measure> {
    select(Measure::BOTH.to_vec())
}

/// A fact of credits or contributions; what it is about is chosen among what the document has.
#[derive(Clone, Debug)]
pub struct Fact {
    /// From the year of the document.
    years: i16,
    stage: Stage,
    contributions: bool,
    action: Index,
    category: Category,
    measure: Measure,
    amount: Amount,
}

pub fn fact(size: Size) -> impl Strategy<Value = Fact> {
    let years = prop_oneof![4 => -1..=0_i16, 1 => -3..=2_i16];
    let place = (years, select(STAGES.to_vec()), any::<bool>(), any::<Index>());
    (place, category(), measure(), amount(size)).prop_map(|((years, stage, contributions, action), category, measure, amount)| Fact {
        years,
        stage,
        contributions,
        action,
        category,
        measure,
        amount,
    })
}

/// Label, unit, viewpoint, labels of further rows.
type IndicatorSketch = (String, String, Option<Viewpoint>, Vec<String>);

#[derive(Clone, Debug)]
pub struct Sketch {
    year: u16,
    programme: Programme,
    /// Label, number of sub-actions, last year if any.
    actions: Vec<(String, u8, Option<i16>)>,
    categories: BTreeSet<Category>,
    pub facts: Vec<Fact>,
    outstanding: Vec<(OutstandingItem, Amount)>,
    schedule: Vec<(Origin, Opening, Amount)>,
    objectives: Vec<(String, Vec<IndicatorSketch>)>,
    values: Vec<(Index, i16, ValueKind, IndicatorValue)>,
    texts: Vec<(Index, Text)>,
}

pub fn programme() -> impl Strategy<Value = Programme> {
    (option::of(1..=999_u16), words(), words(), words(), words(), words()).prop_map(|(number, name, mission, minister, manager, manager_title)| {
        Programme { number: number.and_then(ProgrammeNumber::new), name, mission, minister, manager, manager_title }
    })
}

pub fn sketch(size: Size) -> impl Strategy<Value = Sketch> {
    let action = (words(), prop_oneof![3 => Just(0_u8), 1 => 1..=3_u8], option::weighted(0.2, -2..=2_i16));
    let indicator = (words(), words(), option::of(select(Viewpoint::ALL.to_vec())), prop_oneof![2 => Just(vec![]), 1 => vec(words(), 1..3)]);
    let structure = (
        2019..=2099_u16,
        programme(),
        vec(action, 0..5),
        proptest::collection::btree_set(category(), 0..4),
        vec((words(), vec(indicator, 0..3)), 0..3),
    );
    let outstanding = vec((select(OutstandingItem::ALL.to_vec()), amount(size)), 0..6);
    let schedule = vec((select(Origin::BOTH.to_vec()), select(Opening::ALL.to_vec()), amount(size)), 0..11);
    let values = vec((any::<Index>(), -4..=3_i16, select(ValueKind::ALL.to_vec()), value()), 0..12);
    let texts = vec((any::<Index>(), narrative()), 0..6);
    (structure, vec(fact(size), 0..30), outstanding, schedule, values, texts).prop_map(
        |((year, programme, actions, categories, objectives), facts, outstanding, schedule, values, texts)| Sketch {
            year,
            programme,
            actions,
            categories,
            facts,
            outstanding,
            schedule,
            objectives,
            values,
            texts,
        },
    )
}

pub fn document(size: Size) -> impl Strategy<Value = Document> {
    sketch(size).prop_map(|sketch| sketch.document())
}

impl Sketch {
    pub fn document(&self) -> Document {
        let mut document = self.without_facts();
        self.facts.iter().for_each(|fact| fact.put(&mut document));
        document
    }

    pub fn without_facts(&self) -> Document {
        let year = Year::new(self.year).expect("a year");
        let mut document = Document::new(year, self.programme.clone());
        let mut draw = Draw::of(["a document"]);
        let mut add = |code, label: &String| {
            let structure = Structure::AddAction { id: draw.action(&document), code, label: label.clone() };
            Command::Structure(structure).apply(&mut document).expect("the structure");
        };
        for ((label, sub_actions, _), number) in self.actions.iter().zip(1..) {
            let code = ActionCode::action(number).expect("a code");
            add(code, label);
            for number in 1..=*sub_actions {
                add(code.sub_action(number).expect("a code"), label);
            }
        }
        let ends: BTreeMap<ActionCode, Year> =
            self.actions.iter().zip(1..).filter_map(|((_, _, ended), number)| Some((ActionCode::action(number)?, year.offset((*ended)?)))).collect();
        for action in Arc::make_mut(&mut document.actions) {
            action.ended = ends.get(&action.code).copied();
        }
        document.categories.clone_from(&self.categories);
        for (item, amount) in &self.outstanding {
            document.set_amount(AmountEntry::Outstanding { year, item: *item }, Some(amount.clone()));
        }
        for (origin, opening, amount) in &self.schedule {
            document.set_amount(AmountEntry::Schedule { year, origin: *origin, opening: *opening }, Some(amount.clone()));
        }
        self.add_performance(&mut document);
        for (which, text) in &self.texts {
            let narratives = narratives(&document);
            document.set_text(*which.get(&narratives), text.clone());
        }
        document
    }

    fn add_performance(&self, document: &mut Document) {
        let mut draw = Draw::of(["its performance"]);
        let run = |structure, document: &mut Document| Command::Structure(structure).apply(document).expect("the structure");
        for (label, indicators) in &self.objectives {
            let objective = draw.objective(document);
            run(Structure::AddObjective { id: objective, label: label.clone() }, document);
            for (label, unit, viewpoint, rows) in indicators {
                let (indicator, row) = (draw.indicator(document), draw.row(document));
                run(Structure::AddIndicator { id: indicator, row, objective, label: label.clone() }, document);
                for label in rows {
                    run(Structure::AddRow { id: draw.row(document), indicator, label: label.clone() }, document);
                }
                let write = |place, words: &str| Change { entry: Entry::Text(place), content: Some(Typed::Words(words.into())) };
                let viewpoint = viewpoint.map_or("", |viewpoint| papier::lang::viewpoint(viewpoint, Lang::French));
                let changes = vec![write(TextPlace::IndicatorUnit(indicator), unit), write(TextPlace::Viewpoint(indicator), viewpoint)];
                Command::Write(changes).apply(document).expect("unit and viewpoint");
            }
        }
        let rows: Vec<_> = document.indicators().flat_map(|indicator| indicator.rows.iter().map(|row| row.id)).collect();
        for (row, years, kind, value) in self.values.iter().filter(|_| !rows.is_empty()) {
            document.set_value((*row.get(&rows), document.year.offset(*years), *kind), Some(value.clone()));
        }
    }
}

impl Fact {
    /// The entry that it fills; none without an action.
    pub fn entry(&self, document: &Document) -> Option<AmountEntry> {
        let leaves: Vec<ActionId> = document.leaves().map(|action| action.id).collect();
        (!leaves.is_empty()).then(|| AmountEntry::Credit {
            year: document.year.offset(self.years),
            stage: self.stage,
            contributions: self.contributions,
            action: *self.action.get(&leaves),
            category: self.category,
            measure: self.measure,
        })
    }

    fn put(&self, document: &mut Document) {
        if let Some(entry) = self.entry(document) {
            document.set_amount(entry, Some(self.amount.clone()));
        }
    }
}

pub fn narratives(document: &Document) -> Vec<Narrative> {
    let mut narratives = vec![Narrative::Strategy, Narrative::OutstandingJustification, Narrative::SynthesisComment, Narrative::ScheduleComment];
    narratives.extend(document.actions.iter().flat_map(|action| [Narrative::Action(action.id), Narrative::Nature(action.id)]));
    narratives.extend(document.indicators().flat_map(|indicator| {
        let id = indicator.id;
        [Narrative::Source(id), Narrative::Method(id), Narrative::Justification(id)]
    }));
    narratives
}

/// One gesture, before it is known what the document holds.
#[derive(Clone, Debug)]
pub struct Gesture {
    kind: u8,
    which: Index,
    fact: Fact,
    value: IndicatorValue,
    words: String,
    clears: bool,
    /// Joins the typing before it.
    pub typing: bool,
    direction: Direction,
}

pub fn gesture() -> impl Strategy<Value = Gesture> {
    let direction = select(vec![Direction::Up, Direction::Down]);
    (0..20_u8, any::<Index>(), fact(Size::Extreme), value(), words(), any::<bool>(), any::<bool>(), direction).prop_map(
        |(kind, which, fact, value, words, clears, typing, direction)| Gesture { kind, which, fact, value, words, clears, typing, direction },
    )
}

impl Gesture {
    /// A command on what the document holds; none when it holds nothing of the kind.
    pub fn command(&self, document: &Document) -> Option<Command> {
        let action = || (!document.actions.is_empty()).then(|| self.which.get(&document.actions).id);
        let objective = || (!document.objectives.is_empty()).then(|| self.which.get(&document.objectives).id);
        let indicators: Vec<_> = document.indicators().map(|indicator| indicator.id).collect();
        let indicator = || (!indicators.is_empty()).then(|| *self.which.get(&indicators));
        let rows: Vec<_> = document.indicators().flat_map(|indicator| indicator.rows.iter().map(|row| row.id)).collect();
        let row = || (!rows.is_empty()).then(|| *self.which.get(&rows));
        let (label, direction) = (self.words.clone(), self.direction);
        let mut draw = Draw::of([&self.words]);
        Some(Command::Structure(match self.kind {
            0 => Structure::AddAction { id: draw.action(document), code: self.code(document)?, label },
            1 => {
                let id = action()?;
                return Some(coded(id, free_code(document, id)?));
            }
            2 => Structure::RemoveAction(action()?),
            3 => Structure::AddCategory(self.fact.category),
            4 => Structure::RemoveCategory(self.fact.category),
            5 => Structure::AddObjective { id: draw.objective(document), label },
            6 => Structure::MoveObjective { objective: objective()?, direction },
            7 => Structure::RemoveObjective(objective()?),
            8 => Structure::AddIndicator { id: draw.indicator(document), row: draw.row(document), objective: objective()?, label },
            9 => Structure::MoveIndicator { indicator: indicator()?, direction },
            10 => Structure::RemoveIndicator(indicator()?),
            11 => Structure::AddRow { id: draw.row(document), indicator: indicator()?, label },
            12 => Structure::MoveRow { row: row()?, direction },
            13 => Structure::RemoveRow(row()?),
            _ => return self.write(document, row()),
        }))
    }

    /// The next sub-action of some action, or a free code.
    fn code(&self, document: &Document) -> Option<ActionCode> {
        let codes: Vec<ActionCode> = document.actions.iter().map(|action| action.code).collect();
        let sub_action = (self.clears && !codes.is_empty()).then(|| *self.which.get(&codes));
        let free = |make: &dyn Fn(u8) -> Option<ActionCode>| (1..=99).filter_map(make).find(|code| !codes.contains(code));
        match sub_action {
            Some(code) => free(&|number| code.parent().unwrap_or(code).sub_action(number)),
            None => free(&ActionCode::action),
        }
    }

    fn write(&self, document: &Document, row: Option<papier::model::RowId>) -> Option<Command> {
        let content = |typed| (!self.clears).then_some(typed);
        let year = document.year;
        let amount = |entry| Change { entry: Entry::Amount(entry), content: content(Typed::Amount(self.fact.amount.clone())) };
        let words = |place| Change { entry: Entry::Text(place), content: content(Typed::Words(self.words.clone())) };
        let narratives = narratives(document);
        let narrative = words(TextPlace::Narrative(*self.which.get(&narratives)));
        Some(Command::Write(match self.kind {
            14 => vec![Change {
                entry: Entry::Value { row: row?, year: year.offset(self.fact.years), kind: *self.which.get(&ValueKind::ALL) },
                content: content(Typed::Value(self.value.clone())),
            }],
            15 => vec![amount(AmountEntry::Outstanding { year, item: *self.which.get(&OutstandingItem::ALL) })],
            16 => vec![amount(AmountEntry::Schedule { year, origin: *self.which.get(&Origin::BOTH), opening: *self.which.get(&Opening::ALL) })],
            17 => vec![narrative],
            18 => vec![words(TextPlace::Programme(ProgrammeField::Name)), narrative],
            _ => vec![amount(self.fact.entry(document)?)],
        }))
    }
}

/// Gives an action another code.
pub fn coded(action: ActionId, code: ActionCode) -> Command {
    Command::Write(vec![Change { entry: Entry::Text(TextPlace::ActionCode(action)), content: Some(Typed::Words(code.to_string())) }])
}

/// The first code beside that of an action that no action has.
pub fn free_code(document: &Document, action: ActionId) -> Option<ActionCode> {
    let own = document.action(action)?.code;
    let beside = |number| own.parent().map_or_else(|| ActionCode::action(number), |parent| parent.sub_action(number));
    (1..=99).filter_map(beside).find(|code| document.action_by_code(*code).is_none())
}

/// Exchanges the code of an action with that of the one after it.
pub fn exchanged(document: &Document, action: ActionId) -> Option<Command> {
    let own = document.action(action)?.code;
    let other = document.actions.iter().find(|other| other.code > own && other.code.parent() == own.parent())?;
    let free = free_code(document, action)?;
    Some(Command::Batch(vec![coded(action, free), coded(other.id, own), coded(action, other.code)]))
}

pub fn read(text: &str) -> Document {
    storage::parse(text).unwrap_or_else(|error| panic!("{error:?} in\n{text}"))
}

/// The sum that a place denotes, made from the facts one by one.
pub fn sum_of_facts(document: &Document, place: &CreditPlace) -> i128 {
    let ledger = document.ledger(place.contributions);
    let euros = |year, stage, action, category| {
        let row = ledger.get(year, stage, action, category)?;
        row.get(place.measure).map(|amount| i128::from(amount.euros.get()))
    };
    let mut sum = 0;
    for action in document.leaves() {
        let within = match place.action {
            ActionScope::All => true,
            ActionScope::One(id) => id == action.id || document.action(id).is_some_and(|parent| action.code.parent() == Some(parent.code)),
        };
        for category in Category::all().filter(|_| within) {
            let counted = match place.nature {
                NatureScope::All => true,
                NatureScope::OtherThanStaff => category.code() / 10 != 2,
                NatureScope::Title(title) => category.code() / 10 == title.code(),
                NatureScope::Category(only) => category == only,
            };
            let fact = |stage| euros(place.year, stage, action.id, category);
            let amount = match place.stage {
                // R17.
                Stage::InitialAct => fact(Stage::InitialAct).unwrap_or_else(|| fact(Stage::Bill).unwrap_or(0) + fact(Stage::Amendment).unwrap_or(0)),
                stage => fact(stage).unwrap_or(0),
            };
            sum += if counted { amount } else { 0 };
        }
    }
    sum
}
