//! The file after each kind of command, and what the history and the report of a rollover say of it.

use papier::editing::review::{self, Review};
use papier::editing::rollover::report_text;
use papier::editing::{
    Assignment, Command, Direction, Gesture, Presenting, Session, Spreading, Structure, Unread, assign, assign_spreading, replace, rollover,
};
use papier::lang::Lang;
use papier::model::{ActionCode, Category, ChartName, Document, Draw, Narrative, TextPlace};
use papier::tables::Query;

use super::outputs::Put;
use crate::documents::coded;

pub fn of(document: &Document, put: &mut Put<'_>) {
    for (name, command) in commands(document) {
        let mut session = Session::opened(document.clone());
        let done = match session.apply_as(&command, Gesture::Write) {
            Ok(()) => papier::storage::write(session.document()),
            Err(refusal) => refusal.sentence(Lang::French),
        };
        put(&format!("after/{}.ron", name.replace(' ', "-")), done.into_bytes());
        while session.undo() {}
        assert_eq!(papier::storage::write(session.document()), papier::storage::write(document), "{name} undone");
    }
    let mut session = Session::opened(document.clone());
    if session.apply(&Command::Rollover { copy_credits: true }).is_ok() {
        for lang in Lang::ALL {
            put(&format!("{}/rollover.txt", lang.pick("fr", "en")), report_text(document, session.document(), lang).into_bytes());
        }
    }
}

/// One command of each kind on what the document holds.
fn commands(document: &Document) -> Vec<(&'static str, Command)> {
    let action = document.actions.last().expect("an action");
    let objective = document.objectives.last().expect("an objective");
    let indicator = objective.indicators.first().expect("an indicator");
    let row = indicator.rows.first().expect("a row");
    let slide = document.deck.slides(document).get(2).expect("a third slide").slide;
    let free = (1..=99).filter_map(ActionCode::action).find(|code| document.action_by_code(*code).is_none()).expect("a free code");
    let unused = Category::all().find(|category| !document.categories.contains(category)).or_else(|| Category::all().last()).expect("a category");
    let label = || "Libellé « nouveau »".to_owned();
    let finding = Session::opened(document.clone()).findings().first().cloned();
    let narrative = Narrative::Action(action.id);
    let mut draw = Draw::of(["frozen"]);
    let structures = [
        ("add an action", Structure::AddAction { id: draw.action(document), code: free, label: label() }),
        ("remove an action", Structure::RemoveAction(action.id)),
        ("add a category", Structure::AddCategory(unused)),
        ("remove a category", Structure::RemoveCategory(unused)),
        ("add an objective", Structure::AddObjective { id: draw.objective(document), label: label() }),
        ("move an objective", Structure::MoveObjective { objective: objective.id, direction: Direction::Up }),
        ("remove an objective", Structure::RemoveObjective(objective.id)),
        (
            "add an indicator",
            Structure::AddIndicator { id: draw.indicator(document), row: draw.row(document), objective: objective.id, label: label() },
        ),
        ("move an indicator", Structure::MoveIndicator { indicator: indicator.id, direction: Direction::Down }),
        ("remove an indicator", Structure::RemoveIndicator(indicator.id)),
        ("add a row", Structure::AddRow { id: draw.row(document), indicator: indicator.id, label: label() }),
        ("move a row", Structure::MoveRow { row: row.id, direction: Direction::Down }),
        ("remove a row", Structure::RemoveRow(row.id)),
    ];
    let mut commands: Vec<(&str, Command)> = structures.map(|(name, structure)| (name, Command::Structure(structure))).into();
    commands.push(("code an action", coded(action.id, free)));
    let code = action.code;
    for (name, address, value) in [
        ("write an amount", format!("plf/{code}/31/ae"), "7,3 M€"),
        ("write a formula", format!("plf/{code}/31/cp"), "=3000000+300000"),
        ("clear an amount", format!("plf/{code}/31/ae"), ""),
        ("write a text", format!("action/{code}/narrative"), "Soit {plf/total/total/ae|M€}.\n- **dont** 12 M€ ;"),
        ("rename an action", format!("action/{code}/label"), "Autre libellé"),
        ("write a value", "indicator/1.1/justification".into(), "Parce que."),
        ("write outstanding commitments", "outstanding/rap".into(), "2 203 176"),
        ("write the schedule", format!("schedule/new/{}/plf", document.year), "5 155 339"),
        ("write the cover", "programme/minister".into(), "Ministre des comptes publics"),
    ] {
        if let Ok(command) = assign(document, &[Assignment { address, value: value.into() }]) {
            commands.push((name, command));
        }
    }
    for (name, how) in [("spread in proportion", Spreading::Proportional), ("spread equally", Spreading::Equal)] {
        let total = Assignment { address: "plf/total/total/ae".into(), value: "98 765 432".into() };
        if let Ok((command, _)) = assign_spreading(document, &[total], how, Unread::Refused) {
            commands.push((name, command));
        }
    }
    commands.push(("retouch texts", Command::Retouch(vec![(narrative, document.text(narrative).replace(' ', "\u{a0}"))])));
    commands.push(("show or hide a slide", Command::Presenting(Presenting::Show { slide, is_shown: false })));
    commands.push(("move a slide", Command::Presenting(Presenting::Move { slide, direction: Direction::Down })));
    commands.push(("annotate a slide", Command::Presenting(Presenting::Notes { slide, notes: "Dire\n\n- ceci".into() })));
    commands.push(("reset the slides", Command::Presenting(Presenting::Reset)));
    commands.push(("title a chart", review::write_title(TextPlace::ChartTitle(ChartName::CREDITS), "Un titre à soi")));
    commands.push(("title a slide", review::write_title(TextPlace::SlideTitle(slide), "Un titre à soi")));
    if let Some(finding) = finding {
        commands.push(("justify", Command::Review(Review::Justify { finding: finding.justified(), reason: "voir le texte".into() })));
        commands.extend(review::fix(document, &finding).map(|command| ("fix", command)));
    }
    commands.extend(document.inherited.first().map(|narrative| ("read again", Command::Review(Review::Read(*narrative)))));
    commands.push(("roll over", Command::Rollover { copy_credits: false }));
    commands.push(("roll over with credits", Command::Rollover { copy_credits: true }));
    commands.extend(rollover::draft_changes(document).map(|command| ("draft the changes of the layout", command)));
    let places = [TextPlace::Narrative(narrative), TextPlace::Narrative(Narrative::Strategy)];
    let session = Session::opened(document.clone());
    let replaced = replace::replace(session.tables(Lang::French), &Query::new("le"), "LE", &replace::Scope::All(&places));
    commands.extend(replaced.map(|(command, _)| ("replace", command)));
    let batch =
        commands.iter().filter(|(name, _)| ["add an action", "add an objective"].contains(name)).map(|(_, command)| command.clone()).collect();
    commands.push(("batch", Command::Batch(batch)));
    commands
}
