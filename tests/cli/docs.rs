//! What `docs/` says of the program is what the program says: the parts between `<!-- generated: NAME -->` and `<!-- end -->` are written by it.
//!
//! `PAPIER_DOCS=write cargo test --test suite docs` writes them anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use papier::address;
use papier::calc::Figures;
use papier::lang::Lang;
use papier::model::{
    ActionScope, Category, CellPlace, CellRow, ChartName, CreditPlace, Document, Horizon, Measure, Narrative, NatureScope, Opening, Origin,
    OutstandingItem, Place, ProgrammeField, SectionRowField, SectionRowId, Slide, Stage, TextPlace, Title, ValueKind,
};
use papier::storage;
use papier::tables::Tables;

const COMMANDS: [&str; 15] = [
    "show",
    "set",
    "addresses",
    "check",
    "rollover",
    "export",
    "import",
    "new",
    "diff",
    "merge",
    "conflicts",
    "resolve",
    "git-setup",
    "facts",
    "generate",
];

fn project(path: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), path].iter().collect()
}

/// What the program says in English.
fn said(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_papier")).args(arguments).env("LC_ALL", "en_GB.UTF-8").output().expect("papier starts");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Holds a generated part of a document against what the program gives now, or writes it.
#[track_caller]
fn is_said(path: &str, name: &str, generated: &str) {
    let file = project(path);
    let text = fs::read_to_string(&file).expect("a document of the project");
    let begin = format!("<!-- generated: {name} -->\n");
    let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("{path} has no line {begin}"));
    let (said, after) = rest.split_once("<!-- end -->").unwrap_or_else(|| panic!("{path}: {name} does not end"));
    if env::var_os("PAPIER_DOCS").is_some() {
        fs::write(&file, format!("{before}{begin}{generated}<!-- end -->{after}")).expect("the document is written");
    } else {
        assert_eq!(said, generated, "{path}, {name}: run PAPIER_DOCS=write cargo test --test suite docs");
    }
}

#[test]
fn the_commands_and_their_options() {
    let mut text = String::new();
    for command in COMMANDS {
        let said = said(&[command, "--help"]);
        let lines: Vec<&str> = said.lines().map(str::trim_end).collect();
        writeln!(text, "```text\n{}\n```\n", lines.join("\n").trim_end()).expect("a string takes everything");
    }
    is_said("docs/cli.md", "commands", &text);
}

/// The shape of an address: which digits stand in it does not matter, how many do.
fn shape(address: &str) -> String {
    address.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).collect()
}

#[test]
fn the_addresses_of_the_sample() {
    const SAMPLE: &str = "saves/programme-352-plf-2021.ron";
    let document = storage::open(&project(SAMPLE)).expect("the sample opens");
    let figures = Figures::of(&document);
    let [french, english] = [Lang::French, Lang::English].map(|lang| Tables { document: &document, figures: &figures, lang });
    let listed = said(&["addresses", &project(SAMPLE).to_string_lossy()]);
    let mut shapes = BTreeSet::new();
    let mut text = String::from("| address | entered | in French | in English |\n|---|---|---|---|\n");
    for written in listed.lines().filter(|written| shapes.insert(shape(written))) {
        let place = address::parse(&document, written).expect("an address that was listed");
        let entered = if document.entry(place).is_some() { "yes" } else { "" };
        let names = [french, english].map(|tables| tables.place_name(place));
        writeln!(text, "| `{written}` | {entered} | {} | {} |", names[0], names[1]).expect("a string takes everything");
    }
    is_said("docs/addresses.md", "addresses of the sample", &text);
}

/// Places of every form: what has no arm here does not compile, and belongs into the list below.
fn is_listed(place: Place) -> bool {
    match place {
        Place::Credit(_)
        | Place::Share { .. }
        | Place::Variation { .. }
        | Place::Outstanding { .. }
        | Place::OutstandingComputed { .. }
        | Place::Schedule { .. }
        | Place::ScheduleEarlierAe { .. }
        | Place::ScheduleNewAe { .. }
        | Place::ScheduleTotal { .. }
        | Place::Key { .. }
        | Place::Value { .. }
        | Place::Cell(_) => true,
        Place::Text(text) => match text {
            TextPlace::Programme(_)
            | TextPlace::ActionLabel(_)
            | TextPlace::ActionCode(_)
            | TextPlace::ObjectiveLabel(_)
            | TextPlace::IndicatorLabel(_)
            | TextPlace::IndicatorUnit(_)
            | TextPlace::Viewpoint(_)
            | TextPlace::ObjectiveMission(_)
            | TextPlace::IndicatorMission(_)
            | TextPlace::Direction(_)
            | TextPlace::RowLabel(_)
            | TextPlace::RowUnit(_)
            | TextPlace::SectionRow { .. }
            | TextPlace::ChartTitle(_)
            | TextPlace::SlideTitle(_) => true,
            TextPlace::Narrative(narrative) => match narrative {
                Narrative::Strategy
                | Narrative::LayoutChanges
                | Narrative::OutstandingJustification
                | Narrative::SynthesisComment
                | Narrative::ScheduleComment
                | Narrative::Action(_)
                | Narrative::Nature(_)
                | Narrative::Source(_)
                | Narrative::Method(_)
                | Narrative::Justification(_)
                | Narrative::Section(_)
                | Narrative::SectionRow { .. }
                | Narrative::Objective(_) => true,
            },
        },
    }
}

/// One place of each form and each word of it.
fn places(document: &Document) -> Vec<Place> {
    let year = document.year;
    let action = document.leaves().next().expect("an action").id;
    let indicator = document.indicators().next().expect("an indicator");
    let (objective, row) = (document.objectives[0].id, indicator.rows[0].id);
    let (category, title) = (Category::new(31).expect("a category"), Title::new(3).expect("a title"));
    let credit =
        |year, stage, contributions, action, nature, measure| Place::Credit(CreditPlace { year, stage, contributions, action, nature, measure });
    let one = ActionScope::One(action);
    let mut places = vec![
        credit(year, Stage::Bill, false, one, NatureScope::Category(category), Measure::Ae),
        credit(year, Stage::Amendment, false, one, NatureScope::Category(category), Measure::Cp),
        credit(year.offset(-1), Stage::InitialAct, true, one, NatureScope::Category(category), Measure::Cp),
        credit(year, Stage::Bill, false, one, NatureScope::Title(title), Measure::Ae),
        credit(year, Stage::Bill, false, ActionScope::All, NatureScope::OtherThanStaff, Measure::Ae),
        credit(year, Stage::Bill, true, ActionScope::All, NatureScope::All, Measure::Ae),
        Place::Share { year, action },
        Place::Variation { year, action: ActionScope::All, nature: NatureScope::All, measure: Measure::Cp },
        Place::Variation { year, action: one, nature: NatureScope::Title(title), measure: Measure::Ae },
    ];
    places.extend(OutstandingItem::ALL.map(|item| Place::Outstanding { year, item }));
    places.push(Place::OutstandingComputed { year });
    places.extend(Opening::ALL.map(|opening| Place::Schedule { year, origin: Origin::New, opening }));
    places.push(Place::Schedule { year, origin: Origin::Earlier, opening: Opening::Next });
    places.push(Place::ScheduleEarlierAe { year });
    places.extend([false, true].map(|contributions| Place::ScheduleNewAe { year, contributions }));
    places.extend(Horizon::ALL.map(|horizon| Place::ScheduleTotal { year, horizon }));
    places.extend(Horizon::ALL.map(|horizon| Place::Key { year, horizon }));
    for (gap, kind) in [(-2, ValueKind::Actual), (0, ValueKind::Forecast), (-1, ValueKind::RevisedForecast), (2, ValueKind::Target)] {
        places.push(Place::Value { row, year: year.offset(gap), kind });
    }
    // By the keys of a section: of a row that drafters list, of the total, of a number of the State's lists, of a row under a listed one.
    for (section, row, column) in [
        ("jobs", CellRow::Listed(SectionRowId(8)), "ceiling"),
        ("jobs", CellRow::Total, "asked"),
        ("tax", CellRow::Number(800_201), "forecast"),
        ("operators", CellRow::Part(SectionRowId(8), "scsp"), "plf-ae"),
    ] {
        places.push(Place::Cell(CellPlace { section, row, year: Some(year), column }));
    }
    let mut texts: Vec<TextPlace> = ProgrammeField::ALL.map(TextPlace::Programme).into();
    texts.extend([
        TextPlace::ActionLabel(action),
        TextPlace::ActionCode(action),
        TextPlace::ObjectiveLabel(objective),
        TextPlace::IndicatorLabel(indicator.id),
        TextPlace::IndicatorUnit(indicator.id),
        TextPlace::Viewpoint(indicator.id),
        TextPlace::ObjectiveMission(objective),
        TextPlace::IndicatorMission(indicator.id),
        TextPlace::Direction(indicator.id),
        TextPlace::RowLabel(row),
        TextPlace::RowUnit(row),
        TextPlace::SectionRow { section: "jobs", row: SectionRowId(8), field: SectionRowField::Label },
        TextPlace::SectionRow { section: "jobs", row: SectionRowId(8), field: SectionRowField::Code },
    ]);
    texts.extend(
        [
            Narrative::Strategy,
            Narrative::LayoutChanges,
            Narrative::OutstandingJustification,
            Narrative::SynthesisComment,
            Narrative::ScheduleComment,
            Narrative::Action(action),
            Narrative::Nature(action),
            Narrative::Source(indicator.id),
            Narrative::Method(indicator.id),
            Narrative::Justification(indicator.id),
            Narrative::Section("jobs"),
            Narrative::Section("scope"),
            Narrative::SectionRow { section: "operators", row: SectionRowId(8), text: "missions" },
            Narrative::Objective(objective),
        ]
        .map(TextPlace::Narrative),
    );
    let is_of_row = |chart: &ChartName| chart.row().is_some_and(|other| other != row);
    texts.extend(ChartName::all(document).into_iter().filter(|chart| !is_of_row(chart)).map(TextPlace::ChartTitle));
    texts.push(TextPlace::ChartTitle(ChartName::indicators(1)));
    let slides = document.deck.slides(document).into_iter().map(|planned| planned.slide);
    texts.extend(slides.filter(|slide| !slide.chart().is_some_and(|chart| is_of_row(&chart))).map(TextPlace::SlideTitle));
    texts.push(TextPlace::SlideTitle(Slide::Chart(ChartName::indicators(1))));
    places.extend(texts.into_iter().map(Place::Text));
    places
}

#[test]
fn the_places_of_a_file() {
    let document = storage::open(&project("saves/programme-352-plf-2021.ron")).expect("the sample opens");
    let figures = Figures::of(&document);
    let tables = Tables { document: &document, figures: &figures, lang: Lang::English };
    let mut text = String::from("| code | address | what |\n|---|---|---|\n");
    for place in places(&document) {
        assert!(is_listed(place) && Place::from_code(&place.code()) == Some(place), "{}", place.code());
        let address = address::write(&document, place).map_or_else(String::new, |address| format!("`{address}`"));
        writeln!(text, "| `{}` | {address} | {} |", place.code(), tables.place_name(place)).expect("a string takes everything");
    }
    is_said("docs/file-format.md", "places of the sample", &text);
}
