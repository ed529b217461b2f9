//! Values of indicators stand as they were typed or published: numbers, provisional ones, trends, words. The figures are those of PAP 2024 of
//! programme 218 and of RAP 2023 of programme 152.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command as Process;

use papier::charts;
use papier::editing::grid::{Range, Spot};
use papier::editing::{self, Assignment, Command, Session, Unread};
use papier::exchange::clipboard::{self, Clip};
use papier::exchange::import::{self, File, Options, Told};
use papier::lang::Lang;
use papier::model::{Document, Place, Year};
use papier::tables::TableName;
use papier::{address, storage};

const SAMPLE: &str = "saves/programme-352-plf-2021.ron";
/// Cells of the sample, of two indicators.
const FORECAST: &str = "indicator/1.1/2021/forecast";
const ACTUAL: &str = "indicator/2.1/2019/actual";

fn sample() -> Session {
    Session::opened(storage::open(Path::new(SAMPLE)).expect("the sample"))
}

fn command(document: &Document, address: &str, value: &str, unread: Unread) -> Result<Command, String> {
    let assignment = Assignment { address: address.into(), value: value.into() };
    editing::assign_or(document, &[assignment], unread).map_err(|refusals| refusals[0].sentence(Lang::French))
}

fn set(session: &mut Session, address: &str, value: &str) {
    let command = command(session.document(), address, value, Unread::Refused).unwrap_or_else(|refusal| panic!("{address}={value}: {refusal}"));
    session.apply(&command).expect("applied");
}

fn place(session: &Session, address: &str) -> Place {
    address::parse(session.document(), address).expect("a place")
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

fn printed(session: &Session, address: &str) -> String {
    let place = place(session, address);
    let tables = session.tables(Lang::French).all();
    let cell = tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells).find(|cell| cell.place == Some(place));
    plain(&cell.expect("a cell of a table").text(Lang::French))
}

/// What a file says of a value: its line, and its marks.
fn in_file(session: &Session, address: &str) -> String {
    let code = place(session, address).code();
    let Place::Value { row, year, kind } = place(session, address) else { panic!("a value") };
    let text = storage::write(session.document());
    assert_eq!(&storage::parse(&text).expect("it opens"), &**session.document());
    let of_value = format!("(row: {}, year: {year}, kind: {kind:?}, ", row.0);
    let mut parts: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix(&of_value)).collect();
    parts.truncate(1);
    let of_marks = format!("(place: \"{code}\", word: ");
    parts.extend(text.lines().filter_map(|line| line.trim().strip_prefix(&of_marks)));
    parts.iter().map(|part| part.trim_end_matches("),")).collect::<Vec<_>>().join(" + ")
}

#[test]
fn a_value_is_printed_and_kept_as_it_was_typed() {
    let cases = [
        ("82 (p)", "82 (p)", "value: \"82\" + Provisional"),
        ("82", "82", "value: \"82\""),
        ("0,30", "0,30", "value: \"0,30\""),
        ("10296", "10 296", "value: \"10296\""),
        ("1630", "1 630", "value: \"1630\""),
        ("En baisse", "En baisse", "value: \"En baisse\""),
        ("en baisse", "en baisse", "value: \"en baisse\""),
        ("Suivi", "Suivi", "value: \"Suivi\""),
        ("=164/2 (p)", "82 (p)", "value: \"=164/2\" + Provisional"),
    ];
    for (typed, shown, kept) in cases {
        let mut session = sample();
        let before = storage::write(session.document());
        // Over a provisional value: what is typed next clears the mark.
        set(&mut session, FORECAST, "81 (p)");
        set(&mut session, FORECAST, typed);
        assert_eq!((printed(&session, FORECAST).as_str(), in_file(&session, FORECAST).as_str()), (shown, kept), "{typed}");
        let again = editing::typed_text(session.document(), session.document().entry(place(&session, FORECAST)).expect("an entry"));
        set(&mut session, FORECAST, &again);
        assert_eq!(in_file(&session, FORECAST), kept, "{typed} is edited as {again}");
        assert!(session.undo() && session.undo());
        assert_eq!(storage::write(session.document()), before, "{typed} is undone");
    }
}

#[test]
fn words_are_refused_until_they_are_meant() {
    for words in ["absence amélioration", "cible atteinte", "ND", "≥ 95", "12 jours", "NA (p)"] {
        let mut session = sample();
        let refusal = command(session.document(), FORECAST, words, Unread::Refused).expect_err(words);
        assert!(refusal.contains("--as-text"), "{refusal}");
        session.apply(&command(session.document(), FORECAST, words, Unread::KeptAsWords).expect(words)).expect("applied");
        assert_eq!(printed(&session, FORECAST), words);
        assert_eq!(in_file(&session, FORECAST), format!("words: \"{words}\""));
        // What stands there is no question; a number takes its place as ever.
        set(&mut session, FORECAST, words);
        set(&mut session, FORECAST, "95");
        assert_eq!(printed(&session, FORECAST), "95");
    }
    // Neither does a formula that fails become words, nor a number one.
    let session = sample();
    for unread in [Unread::Refused, Unread::KeptAsWords] {
        let refusal = command(session.document(), FORECAST, "=1/0", unread).expect_err("no result");
        assert!(!refusal.contains("--as-text"), "{refusal}");
    }
    let mut session = sample();
    session.apply(&command(session.document(), FORECAST, "1630", Unread::KeptAsWords).expect("a number")).expect("applied");
    assert_eq!(in_file(&session, FORECAST), "value: \"1630\"");
}

#[test]
fn the_command_keeps_words_when_it_is_told_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pap.ron");
    fs::copy(SAMPLE, &file).expect("a copy");
    let before = fs::read(&file).expect("the copy");
    let run = |more: &[&str]| {
        let assigned = format!("{FORECAST}=ND");
        let output = Process::new(env!("CARGO_BIN_EXE_papier")).arg("set").arg(&file).arg(&assigned).args(more).env("LC_ALL", "fr_FR.UTF-8").output();
        let output = output.expect("papier starts");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = run(&[]);
    assert!(code == Some(2) && said.contains("--as-text") && fs::read(&file).expect("the file") == before, "{code:?} {said}");
    assert_eq!(run(&["--as-text"]), (Some(0), String::new()));
    assert_eq!(printed(&Session::opened(storage::open(&file).expect("it opens")), FORECAST), "ND");
}

/// Two drafters' values and marks are lines of their own.
#[test]
fn provisional_values_of_two_drafters_merge_by_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, cells: &[(&str, &str)]| {
        let mut session = sample();
        cells.iter().for_each(|(address, value)| set(&mut session, address, value));
        let path = folder.path().join(name);
        fs::write(&path, storage::write(session.document())).expect("written");
        path
    };
    let (base, ours, theirs) =
        (write("base", &[(ACTUAL, "81 (p)")]), write("ours", &[(ACTUAL, "81 (p)"), (FORECAST, "82 (p)")]), write("theirs", &[(ACTUAL, "80 (p)")]));
    let merged = Process::new("git").arg("merge-file").arg("-p").args([&ours, &base, &theirs]).output().expect("git");
    let merged = String::from_utf8(merged.stdout).expect("UTF-8");
    let session = Session::opened(storage::parse(&merged).unwrap_or_else(|error| panic!("{error:?}\n{merged}")));
    assert_eq!((printed(&session, FORECAST).as_str(), printed(&session, ACTUAL).as_str()), ("82 (p)", "80 (p)"));
}

/// A mark of a value that somebody cleared is kept until a value stands there again.
#[test]
fn a_mark_without_its_number_waits_for_what_is_typed() {
    let mut session = sample();
    set(&mut session, FORECAST, "82 (p)");
    let text = storage::write(session.document());
    let line = text.lines().find(|line| line.contains("kind: Forecast, value: \"82\"")).expect("the value");
    let document = storage::parse(&text.replace(&format!("{line}\n"), "")).expect("it opens");
    assert!(document.kept.marks.len() == 1 && storage::write(&document).contains("word: Provisional"));
    let mut session = Session::opened(document);
    set(&mut session, FORECAST, "83");
    assert_eq!((printed(&session, FORECAST).as_str(), in_file(&session, FORECAST).as_str()), ("83", "value: \"83\""));
}

#[test]
fn charts_say_that_a_value_is_provisional() {
    let mut session = sample();
    set(&mut session, FORECAST, "82 (p)");
    let Place::Value { row, .. } = place(&session, FORECAST) else { panic!("a value") };
    let chart = charts::trend(session.document(), Lang::French, row).expect("a chart");
    assert!(chart.summary.contains("82\u{a0}(p)"), "{}", chart.summary);
    assert!(chart.source.contains("(p)\u{a0}: provisoire."), "{}", chart.source);
    let data = charts::data_table(&chart, Lang::French);
    let cell = data.rows.iter().flatten().find(|cell| cell.text.contains("(p)")).expect("a cell of the data");
    assert_eq!((plain(&cell.text).as_str(), cell.exact.as_deref()), ("82 (p)", Some("82")));
}

/// Copied or shown to other programs, a provisional value says so, and pasted back it is what it was.
#[test]
fn a_provisional_value_leaves_and_returns_with_its_mark() {
    let mut session = sample();
    set(&mut session, FORECAST, "82 (p)");
    let table = |session: &Session| {
        let name = TableName::parse(session.document(), "indicator/1.1").expect("a table");
        session.tables(Lang::French).table(name).expect("a table")
    };
    let clip = Clip::table(&table(&session), Lang::French);
    assert!(clip.text.contains("82\u{a0}(p)"), "{}", clip.text);
    assert!(plain(&clip.html).contains("82 (p)") && !clip.html.contains("sdval=\"82\""), "{}", clip.html);
    for (text, html) in [(Some(clip.text.as_str()), None), (None, Some(clip.html.as_str()))] {
        let mut other = sample();
        let rows = clipboard::cells(text, html).expect("cells");
        let into = table(&other);
        let pasted = editing::paste(other.tables(Lang::French), &into, Range::between(Spot::default(), Spot::default()), &rows).expect("pasted");
        other.apply(&pasted.command).expect("applied");
        assert_eq!(in_file(&other, FORECAST), "value: \"82\" + Provisional");
    }
}

/// The year passes: a provisional value is confirmed without its being a change of what was published.
#[test]
fn a_confirmed_value_is_no_rewriting_of_what_was_published() {
    let mut session = sample();
    set(&mut session, ACTUAL, "82 (p)");
    session.apply(&Command::Rollover { copy_credits: false }).expect("the next year");
    assert_eq!(printed(&session, ACTUAL), "82 (p)");
    assert_eq!(&storage::parse(&storage::write(session.document())).expect("it opens"), &**session.document());
    let findings = |session: &Session| {
        let found = papier::calc::checks::findings(session.document(), session.figures());
        found.iter().filter(|finding| finding.rule.code() == "published-value").count()
    };
    set(&mut session, ACTUAL, "82");
    assert_eq!(findings(&session), 0);
    set(&mut session, ACTUAL, "83");
    assert_eq!(findings(&session), 1);
}

const PERFORMANCE: &str = "PROGRAMME 152\nANNEXE AU PROJET DE LOI DE FINANCES POUR 2024\nObjectifs et indicateurs de performance\nOBJECTIF 1 – Réduire la délinquance\nINDICATEUR 1.1 – Évolution\n\tUnité\t2021\t2022\t2023 (Cible PAP 2023)\t2024 (Cible)\t2025 (Cible)\t2026 (Cible)\n";

#[test]
fn published_values_are_imported_as_they_are_printed() {
    let rows = [
        [
            "Nombre de victimes de violences physiques crapuleuses",
            "Nb",
            "10 296",
            "10 984",
            "En baisse",
            "11 074",
            "absence amélioration",
            "En baisse",
        ],
        ["Taux de criminalité pour 1000 habitants", "", "0,30", "0,32", "En baisse", "0,32", "absence amélioration", "En baisse"],
        ["Nombre de victimes de violences sexuelles", "Nb", "182 453", "206 014", "Suivi", "227 542", "≥ 95", "Suivi"],
        ["Nombre de victimes dans les transports en commun", "Nb", "1630", "1713", "En baisse", "1689", "cible atteinte", "En baisse"],
        ["Taux de satisfaction", "%", "84", "82 (p)", "86", "87", "88", "89"],
    ];
    let text = PERFORMANCE.to_owned() + &rows.map(|row| row.join("\t") + "\n").concat();
    let options = Options { programme: None, year: Year::new(2024), law: None };
    let import = import::read(&[File { name: "pap.txt".into(), bytes: text.into() }], options).expect("a part");
    let session = Session::opened(Document::clone(&import.documents[0]));
    let columns = ["2021/actual", "2022/actual", "2023/target", "2024/target", "2025/target", "2026/target"];
    for (row, number) in rows.iter().zip(1..) {
        for (column, expected) in columns.iter().zip(&row[2..]) {
            assert_eq!(printed(&session, &format!("indicator/1.1/{number}/{column}")), *expected, "{} {column}", row[0]);
        }
    }
    let told: Vec<&str> =
        import.report.remarks.iter().filter(|remark| remark.told == Told::KeptAsWords).map(|remark| remark.words.as_str()).collect();
    assert_eq!(told, ["absence amélioration", "absence amélioration", "≥ 95", "cible atteinte"]);
    assert_eq!(import.report.losses().filter(|remark| !matches!(remark.told, Told::Part { .. })).count(), 0);
    assert_eq!(&storage::parse(&storage::write(session.document())).expect("it opens"), &**session.document());
}

// Under an objective

const NARRATIVE: &str = "## Secrétariat général du Gouvernement\nL'objectif regroupe les taux d'application des lois.\n- Un premier taux";

#[test]
fn an_objective_has_a_text_of_its_own() {
    let mut session = sample();
    let before = storage::write(session.document());
    set(&mut session, "objective/1/narrative", NARRATIVE);
    let text = storage::write(session.document());
    let lines: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix("(of: Objective(")).collect();
    assert_eq!(lines.len(), 3, "a paragraph a line");
    let read = storage::parse(&text).expect("it opens");
    assert!(read == **session.document() && read.kept.texts.is_empty() && read.kept.sentence(Lang::French).is_none());
    let tables = session.tables(Lang::French);
    let objective = session.document().objectives[0].id;
    let on_page = tables.page_texts(papier::tables::Node::Objective(objective));
    assert_eq!(on_page.iter().map(|text| (text.title.as_str(), text.text.as_str())).collect::<Vec<_>>(), [("Objectif 1, texte", NARRATIVE)]);
    assert!(session.undo());
    assert_eq!(storage::write(session.document()), before);
    // It goes with its objective, and comes back.
    assert!(session.redo());
    let remove = Command::Structure(editing::Structure::RemoveObjective(objective));
    session.apply(&remove).expect("removed");
    assert!(!storage::write(session.document()).contains("Secrétariat général du Gouvernement") && session.undo());
    assert_eq!(storage::write(session.document()), text);
}

/// PAP 2023 of programme 129: what stands between an objective and its indicators.
#[test]
fn the_text_of_an_objective_is_imported_with_its_headings() {
    let text = "PROGRAMME 129\nANNEXE AU PROJET DE LOI DE FINANCES POUR 2024\nObjectifs et indicateurs de performance\nOBJECTIF\n1 – Favoriser l'adoption des décrets\nCet objectif regroupe les taux de satisfaction.\nIl est ancien.\nINDICATEUR\n1.1 – Taux d'application des lois\nOBJECTIF\n2 – Autre\nINDICATEUR\n2.1 – Autre taux\n";
    let options = Options { programme: None, year: Year::new(2024), law: None };
    let import = import::read(&[File { name: "pap.txt".into(), bytes: text.into() }], options).expect("a part");
    let document = &import.documents[0];
    let texts: Vec<&str> = document.objectives.iter().map(|objective| document.text(papier::model::Narrative::Objective(objective.id))).collect();
    assert_eq!(texts, ["Cet objectif regroupe les taux de satisfaction.\nIl est ancien.", ""]);
}

// Of the mission

#[test]
fn an_objective_or_an_indicator_is_flagged_as_one_of_the_mission() {
    for (address, kept) in [("objective/1/mission", "text/objective-label/3"), ("indicator/1.1/mission", "text/indicator-label/5")] {
        let mut session = sample();
        let before = storage::write(session.document());
        let refusal = command(session.document(), address, "oui", Unread::Refused).expect_err("not the flag");
        assert_eq!(plain(&refusal), format!("{address} = oui : « oui » : écrire « mission », ou rien."));
        set(&mut session, address, "Mission");
        let text = storage::write(session.document());
        assert!(text.contains(&format!("(place: \"{kept}\", word: Mission)")), "{text}");
        let read = storage::parse(&text).expect("it opens");
        assert!(read == **session.document() && read.kept.marks.is_empty());
        set(&mut session, address, "");
        assert_eq!(storage::write(session.document()), before);
    }
}

#[test]
fn a_drafter_says_which_values_of_an_indicator_are_better() {
    let address = "indicator/1.1/direction";
    for (typed, kept, shown) in [("higher", "Higher", "plus haut"), ("Plus bas", "Lower", "plus bas")] {
        let mut session = sample();
        let before = storage::write(session.document());
        let refusal = command(session.document(), address, "mieux", Unread::Refused).expect_err("no direction");
        assert_eq!(plain(&refusal), format!("{address} = mieux : « mieux » : écrire « plus haut » ou « plus bas » (higher, lower), ou rien."));
        set(&mut session, address, typed);
        let text = storage::write(session.document());
        assert!(text.contains(&format!("(place: \"text/indicator-label/5\", word: {kept})")), "{text}");
        let read = storage::parse(&text).expect("it opens");
        assert!(read == **session.document() && read.kept.marks.is_empty());
        assert_eq!(papier::tables::words(&read, papier::model::TextPlace::Direction(read.indicators().next().expect("one").id)), shown);
        set(&mut session, address, "");
        assert_eq!(storage::write(session.document()), before);
    }
}

/// Two drafters said the contrary, and git merged the lines: neither holds, both are kept until somebody says which.
#[test]
fn directions_that_contradict_each_other_are_none() {
    let mut session = sample();
    set(&mut session, "indicator/1.1/direction", "higher");
    let text = storage::write(session.document());
    let line = "        (place: \"text/indicator-label/5\", word: Higher),\n";
    let both = text.replacen(line, &format!("{line}{}", line.replace("Higher", "Lower")), 1);
    let read = storage::parse(&both).expect("it opens");
    assert_eq!((read.indicators().next().expect("one").better, read.kept.marks.len()), (None, 2));
    assert_eq!(storage::write(&read), both);
    let mut session = Session::opened(read);
    set(&mut session, "indicator/1.1/direction", "lower");
    assert_eq!(
        (session.document().indicators().next().expect("one").better, session.document().kept.marks.len()),
        (Some(papier::model::Better::Lower), 0)
    );
}

/// "OBJECTIF mission" stands over the objective, in PAP 2023 of programme 129.
#[test]
fn the_flag_of_the_mission_is_imported() {
    let text = "PROGRAMME 129\nANNEXE AU PROJET DE LOI DE FINANCES POUR 2024\nObjectifs et indicateurs de performance\nOBJECTIF mission\n1 – Favoriser l'adoption des décrets\nINDICATEUR\n1.1 – Taux d'application des lois\nOBJECTIF\n2 – Autre\nINDICATEUR mission\n2.1 – Autre taux\n";
    let options = Options { programme: None, year: Year::new(2024), law: None };
    let import = import::read(&[File { name: "pap.txt".into(), bytes: text.into() }], options).expect("a part");
    let document = &import.documents[0];
    assert_eq!(document.objectives.iter().map(|objective| objective.is_mission).collect::<Vec<_>>(), [true, false]);
    assert_eq!(document.indicators().map(|indicator| indicator.is_mission).collect::<Vec<_>>(), [false, true]);
    assert_eq!(document.objectives[0].label, "Favoriser l'adoption des décrets");
}
