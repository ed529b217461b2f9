//! The large document: 60 actions and sub-actions, every category, 100 sub-indicators, every section filled, about 300 printed pages.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a benchmark stops by panicking")]

use papier::address;
use papier::editing::{Assignment, Session, assign};
use papier::model::{Category, CellHolds, Document, Narrative, Place, Programme, ProgrammeNumber, Shape, Text, Year};
use papier::sections::shapes;

const ACTIONS: usize = 60;
const ROWS: usize = 100;
/// An action and its sub-actions.
const FAMILY: usize = 6;
const YEAR: u16 = 2027;

/// Of invented figures, always the same ones.
pub fn document() -> Document {
    let programme = Programme { number: ProgrammeNumber::new(901), name: "Essai de grande taille".into(), ..Programme::default() };
    let mut session = Session::opened(Document::new(Year::new(YEAR).unwrap(), programme));
    session.check_elsewhere();
    let document = |session: &Session| Document::clone(session.document());
    for list in [structure(), amounts()] {
        write(&mut session, list);
    }
    let values = values(&document(&session));
    write(&mut session, values);
    for shape in shapes::all() {
        let cells = cells(&document(&session), shape);
        write(&mut session, cells);
    }
    let mut document = document(&session);
    fill_texts(&mut document);
    document
}

fn write(session: &mut Session, list: Vec<(String, String)>) {
    let list: Vec<Assignment> = list.into_iter().map(|(address, value)| Assignment { address, value }).collect();
    let command = assign(session.document(), &list).unwrap_or_else(|refusals| panic!("{}", refusals[0].sentence(papier::lang::Lang::English)));
    session.apply(&command).unwrap();
}

fn codes() -> impl Iterator<Item = (String, bool)> {
    (1..=ACTIONS / FAMILY).flat_map(|action| {
        let sub = (1..FAMILY).map(move |sub| (format!("{action:02}.{sub:02}"), false));
        [(format!("{action:02}"), true)].into_iter().chain(sub)
    })
}

/// Actions, objectives of two indicators, indicators of five rows, the rows of sections.
fn structure() -> Vec<(String, String)> {
    let mut list: Vec<(String, String)> =
        codes().map(|(code, _)| (format!("action/{code}/label"), format!("Action {code} du programme, un intitulé"))).collect();
    for objective in 1..=ROWS / 10 {
        list.push((format!("objective/{objective}/label"), format!("Objectif {objective} du programme")));
        for indicator in 1..=2 {
            list.push((format!("indicator/{objective}.{indicator}/label"), "Part des dossiers instruits à temps".into()));
            list.push((format!("indicator/{objective}.{indicator}/unit"), "%".into()));
            list.extend((1..=5).map(|row| (format!("indicator/{objective}.{indicator}/{row}/label"), format!("Dossiers de la catégorie {row}"))));
        }
    }
    for list_of in shapes::listed() {
        let is_numbered = shapes::of(list_of).is_some_and(Shape::is_numbered);
        for row in 1..=12 {
            let number = if is_numbered { format!("{}", 800_200 + row) } else { row.to_string() };
            list.push((format!("{list_of}/{number}/label"), format!("Ligne {row} de ce tableau")));
        }
    }
    list
}

/// AE and CP of the bill and the act, equal in title 2, for every category of every action without sub-actions.
fn amounts() -> Vec<(String, String)> {
    let leaves = codes().filter(|(_, is_parent)| !is_parent).enumerate();
    let of = |(action, (code, _)): (usize, (String, bool))| {
        Category::all().flat_map(move |category| {
            let code = code.clone();
            let euros = 1_000 * (action + 1) * usize::from(category.code()) + 7;
            ["plf", "lfi"].into_iter().flat_map(move |stage| {
                let code = code.clone();
                ["ae", "cp"].into_iter().map(move |measure| (format!("{stage}/{code}/{category}/{measure}"), euros.to_string()))
            })
        })
    };
    leaves.flat_map(of).collect()
}

/// What the layout shows of each indicator.
fn values(document: &Document) -> Vec<(String, String)> {
    let columns = document.layout().indicator_columns();
    let rows = document.objectives.iter().flat_map(|objective| &objective.indicators).flat_map(|indicator| &indicator.rows);
    let places = rows.flat_map(|row| columns.map(|(year, kind)| Place::Value { row: row.id, year, kind }));
    let addressed = places.filter_map(|place| address::write(document, place));
    addressed.zip((0..).map(|rank: usize| format!("{},{}", 40 + rank % 50, rank % 10))).collect()
}

/// Every typed cell of a section.
fn cells(document: &Document, shape: &'static Shape) -> Vec<(String, String)> {
    let years: Vec<Option<Year>> =
        if shape.years.is_empty() { vec![None] } else { shape.years.iter().map(|offset| Some(document.year.offset(*offset))).collect() };
    let columns = shape.columns.iter().flat_map(|column| years.iter().map(move |year| (column, *year)));
    let cells = columns.flat_map(|(column, year)| shape.rows(document).into_iter().map(move |row| (column, shape.cell(row, year, column.key))));
    let typed = cells.filter(|(_, cell)| document.entry(Place::Cell(*cell)).is_some()).enumerate();
    let value = |rank: usize, holds| match holds {
        CellHolds::Euros => (1_000 + rank).to_string(),
        CellHolds::Decimal(_) => format!("{},25", 1 + rank % 11),
        CellHolds::Words => format!("Mots {rank}"),
    };
    typed.filter_map(|(rank, (column, cell))| Some((address::write(document, Place::Cell(cell))?, value(rank, column.holds)))).collect()
}

/// Texts on every page: with the tables they make the 300 printed ones.
fn fill_texts(document: &mut Document) {
    const LINE: &str = "Le financement des projets est l'un des principaux leviers de transformation du service public porté par le programme. ";
    let text = |lines: usize| Text::new(&format!("{}\n", LINE.repeat(8)).repeat(lines));
    let actions: Vec<_> = document.actions.iter().map(|action| action.id).collect();
    for action in actions {
        document.set_text(Narrative::Action(action), text(6));
        document.set_text(Narrative::Nature(action), text(4));
    }
    let objectives: Vec<_> =
        document.objectives.iter().map(|objective| (objective.id, objective.indicators.iter().map(|of| of.id).collect::<Vec<_>>())).collect();
    for (objective, indicators) in objectives {
        document.set_text(Narrative::Objective(objective), text(2));
        for indicator in indicators {
            document.set_text(Narrative::Source(indicator), text(1));
            document.set_text(Narrative::Justification(indicator), text(3));
        }
    }
    document.set_text(Narrative::Strategy, text(20));
}
