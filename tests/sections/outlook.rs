//! Credits by title for N-1, N, N+1 and N+2: what is typed of both years after, what follows from the credits, the passing of the year.

use super::*;
use papier::exchange::export::{Export, Format, Output, Subject};
use papier::exchange::progress::Progress;
use papier::model::{Measure, Title, Year};
use papier::tables::Part;

fn of_credits() -> Document {
    set(
        &empty(2027),
        &[
            ("action/01/label", "Une"),
            ("action/02/label", "Deux"),
            ("lfi/01/31/ae", "90"),
            ("lfi/01/31/cp", "80"),
            ("plf/01/31/ae", "100"),
            ("plf/02/31/ae", "11"),
            ("plf/01/31/cp", "70"),
            ("plf/01/62/ae", "5"),
            ("plf/01/31/contributions/ae", "3"),
        ],
    )
}

/// The address says the year that a figure is about; the act, the bill and the totals are computed.
#[test]
fn a_year_after_the_bill_is_typed_and_the_rest_follows() {
    let document = set(&of_credits(), &[("outlook/3/2028/ae", "120"), ("outlook/6/2028/ae", "7"), ("outlook/3/2029/contributions-cp", "2")]);
    let cases = [
        ("outlook/3/2026/ae", "90"),
        ("outlook/3/2026/cp", "80"),
        ("outlook/3/2027/ae", "111"),
        ("outlook/3/2027/cp", "70"),
        ("outlook/6/2027/ae", "5"),
        // Contributions are blank where none are expected, as they are printed.
        ("outlook/3/2027/contributions-ae", "3"),
        ("outlook/3/2026/contributions-ae", ""),
        ("outlook/6/2027/contributions-cp", ""),
        ("outlook/total/2027/ae", "116"),
        ("outlook/total/2026/ae", "90"),
        ("outlook/total/2028/ae", "127"),
        ("outlook/total/2029/contributions-cp", "2"),
        ("outlook/total/2029/ae", ""),
    ];
    for (address, shown) in cases {
        assert_eq!(text(&document, address), shown, "{address}");
        let is_typed = ["outlook/3/2028", "outlook/6/2028", "outlook/3/2029"].iter().any(|typed| address.starts_with(typed));
        assert!(is_typed || assign(&document, &assignments(&[(address, "1")])).is_err(), "{address} is computed");
    }
    assert_eq!(document.sections.cells().count(), 3, "nothing else is stored");
    assert_eq!(rules(&document, "outlook"), [""; 0]);
    // The row that begins a title says it, and each line its year.
    let session = Session::opened(document);
    let table = session.tables(Lang::French).table(TableName::Section("outlook")).expect("its table");
    assert_eq!(plain(&table.title), "Présentation des crédits par titre pour 2026, 2027, 2028 et 2029");
    let labels: Vec<String> = table.rows.iter().map(|row| plain(&row.label)).collect();
    let of = |name: &str| [format!("{name}, LFI 2026"), "PLF 2027".into(), "Prévision indicative 2028".into(), "Prévision indicative 2029".into()];
    let expected = ["3 - Dépenses de fonctionnement", "6 - Dépenses d’intervention", "Totaux"].map(of).concat();
    assert_eq!(labels.iter().map(|label| label.replace('\'', "’")).collect::<Vec<_>>(), expected);
    let headings: Vec<String> = (0..4).map(|column| plain(&table.heading(column)).replace('\'', "’")).collect();
    assert_eq!(
        headings,
        [
            "Autorisations d’engagement Ouvertures",
            "Autorisations d’engagement FdC et AdP",
            "Crédits de paiement Ouvertures",
            "Crédits de paiement FdC et AdP"
        ]
    );
    let place = address::parse(session.document(), "outlook/3/2028/ae").expect("an address");
    assert_eq!(
        plain(&session.tables(Lang::French).place_name(place)).replace('\'', "’"),
        "Par titre et année, 3 - Dépenses de fonctionnement, Prévision indicative 2028, Autorisations d’engagement, Ouvertures"
    );
}

/// A year, a PAP or a column that the layout does not have.
#[test]
fn an_address_is_of_the_years_that_the_layout_prints() {
    let with_actions = |year: u16| set(&empty(year), &[("action/01/label", "Une"), ("plf/01/31/ae", "5")]);
    let cases = [
        (2027, "outlook/3/2028/ae", true),
        (2027, "outlook/3/2029/cp", true),
        (2027, "outlook/3/2026/ae", true),
        (2027, "outlook/3/2025/ae", false),
        (2027, "outlook/3/2030/ae", false),
        (2027, "outlook/3/2027/next-ae", false),
        (2027, "outlook/3/2028", false),
        // Printed from PLF 2023 on.
        (2023, "outlook/3/2024/ae", true),
        (2022, "outlook/3/2023/ae", false),
    ];
    for (year, address, is_there) in cases {
        let document = with_actions(year);
        let place = address::parse(&document, address);
        assert_eq!(place.is_ok(), is_there, "{address} in PLF {year}");
        if let Ok(place) = place {
            assert_eq!(address::write(&document, place).as_deref(), Some(address));
        }
    }
    assert!(
        sections::is_in_layout("outlook", Year::new(2023).expect("a year")) && !sections::is_in_layout("outlook", Year::new(2022).expect("a year"))
    );
}

/// What the PAP before announced is compared with what is asked now, and suggests what is announced next; it is no figure of this PAP.
#[test]
fn what_was_announced_becomes_a_hint_and_a_comparison() {
    let typed: &[(&str, &str)] = &[("outlook/3/2028/ae", "120"), ("outlook/3/2029/ae", "130"), ("outlook/6/2028/ae", "7")];
    let mut session = Session::opened(set(&of_credits(), typed));
    let before = Document::clone(session.document());
    session.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
    let place = |address: &str| address::parse(session.document(), address).expect("an address");
    let tables = session.tables(Lang::French);
    assert_eq!(text(session.document(), "outlook/3/2029/ae"), "", "never its value");
    assert_eq!(tables.hint(place("outlook/3/2029/ae")).map(|hint| plain(&hint)).as_deref(), Some("130"));
    assert_eq!(tables.hint(place("outlook/3/2030/ae")), None);
    assert_eq!(text(session.document(), "outlook/3/2027/ae"), "111", "the act stands in for itself until it is confirmed");
    // What was said then is found under the PAP that said it.
    assert_eq!(text(session.document(), "2027/outlook/3/2029/ae"), "130");
    assert_eq!(address::write(session.document(), place("2027/outlook/3/2029/ae")).as_deref(), Some("2027/outlook/3/2029/ae"));
    let said = plain(&rollover::report_text(&before, session.document(), Lang::French));
    assert!(said.contains("Indice : Par titre et année, 3 - Dépenses de fonctionnement, Prévision indicative 2029"), "{said}");
    let asked = set(session.document(), &[("plf/01/31/ae", "126"), ("plf/01/62/ae", "7")]);
    let later = Session::opened(asked);
    let compared = |address: &str| later.tables(Lang::French).announced(address::parse(later.document(), address).expect("an address"));
    for (address, expected) in [
        ("outlook/3/2028/ae", Some("Annoncé par le PAP 2027 : 120, écart +5,0 %")),
        ("plf/total/3/ae", Some("Annoncé par le PAP 2027 : 120, écart +5,0 %")),
        ("outlook/total/2028/ae", Some("Annoncé par le PAP 2027 : 127, écart +4,7 %")),
        ("plf/total/total/ae", Some("Annoncé par le PAP 2027 : 127, écart +4,7 %")),
        ("outlook/6/2028/ae", Some("Annoncé par le PAP 2027 : 7, écart 0,0 %")),
        ("outlook/3/2028/cp", None),
        ("plf/01/31/ae", None),
    ] {
        assert_eq!(compared(address).map(|said| plain(&said)).as_deref(), expected, "{address}");
    }
}

/// A title without credits yet stands where something is typed of a year after.
#[test]
fn a_title_that_begins_next_year_has_its_lines() {
    let document = set(&of_credits(), &[("outlook/5/2029/cp", "8")]);
    let shape = shapes::of("outlook").expect("its shape");
    let titles = [3, 5, 6].map(|title| CellRow::Title(Title::new(title).expect("a title")));
    assert_eq!(shape.rows(&document), titles);
    assert_eq!(text(&document, "outlook/total/2029/cp"), "8");
}

/// In a workbook the act and the bill refer to the tables of credits.
#[test]
fn what_follows_from_credits_is_a_formula() {
    let document = set(&of_credits(), &[("outlook/3/2028/ae", "120")]);
    let session = Session::opened(document);
    let bytes = workbook::programme(session.tables(Lang::French), true).expect("a workbook");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let names: Vec<String> = (0..archive.len()).map(|index| archive.by_index(index).expect("a file").name().expect("UTF-8").into_owned()).collect();
    let mut of_outlook = Vec::new();
    for name in names.iter().filter(|name| name.starts_with("xl/worksheets/sheet")) {
        let mut sheet = String::new();
        archive.by_name(name).expect("a file").read_to_string(&mut sheet).expect("a sheet");
        // A cell of words has their rank.
        let sheet = sheet.replace("t=\"s\"><v>", "t=\"s\">");
        if sheet.contains("<v>120</v>") {
            of_outlook.push(sheet);
        }
    }
    let [sheet] = of_outlook.as_slice() else { panic!("one sheet has the figure") };
    for figure in ["<v>111</v>", "<v>116</v>", "<v>90</v>"] {
        let at = sheet.find(figure).unwrap_or_else(|| panic!("{figure} in {sheet}"));
        assert!(sheet.get(..at).is_some_and(|before| before.ends_with("</f>")), "{figure} is a formula");
    }
}

/// Beside the official table in the window alone: per cent, and in euros below it.
#[test]
fn the_change_stands_beside_the_table_in_the_window_alone() {
    let ended = set(&of_credits(), &[("lfi/02/31/ae", "10"), ("lfi/02/31/cp", "10")]);
    let session = Session::opened(ended);
    let tables = session.tables(Lang::French);
    let official = tables.table(TableName::Bill(Measure::Ae)).expect("its table");
    let beside = tables.changes(&official).expect("what changes");
    assert_eq!(beside.cells.len(), official.rows.len());
    assert_eq!(plain(&beside.heading.title), "Variation PLF 2027 sur LFI 2026");
    let shown: Vec<String> = beside.cells.iter().map(|cell| plain(&cell.text(Lang::French))).collect();
    assert_eq!(shown, ["+16,7 %", "+15", "+10,0 %", "+1", "+16,0 %", "+16"]);
    let places: Vec<bool> = beside.cells.iter().map(|cell| matches!(cell.place, Some(Place::Variation { .. }))).collect();
    assert_eq!(places, [true, false, true, false, true, false]);
    // Print, exports and JSON have the official table, without a change.
    let is_change = |cell: &papier::tables::Cell| matches!(cell.place, Some(Place::Variation { .. }));
    assert!(!official.rows.iter().flat_map(|row| &row.cells).any(is_change));
    for other in [TableName::Titles, TableName::Synthesis] {
        assert_eq!(tables.changes(&tables.table(other).expect("a table")), None);
    }
    let earlier = Session::opened(set(&empty(2022), &[("action/01/label", "Une"), ("plf/01/31/ae", "5")]));
    let table = earlier.tables(Lang::French).table(TableName::Bill(Measure::Ae)).expect("its table");
    assert_eq!(earlier.tables(Lang::French).changes(&table), None, "there the act has a table of its own");
}

/// No published PAP has the table of changes either: it leaves by choice, and where it is named.
#[test]
fn the_table_of_changes_leaves_by_choice() {
    for document in [of_credits(), set(&empty(2022), &[("action/01/label", "Une"), ("plf/01/31/ae", "5")])] {
        let year = document.year;
        let figures = Figures::of(&document);
        let title = format!("Évolution de la LFI {} au PLF {year}", year.offset(-1));
        let made = |subject, format, variation| {
            let mut export = Export::new(subject, format).expect("a form");
            export.variation = variation;
            match export.output(&document, &figures, Lang::French, &Progress::default()) {
                Ok(Output::File(bytes)) => bytes,
                other => panic!("{other:?}"),
            }
        };
        for subject in [Subject::Document, Subject::Part(Part::Credits)] {
            for format in subject.formats().iter().copied() {
                let [without, with] = [false, true].map(|variation| made(subject, format, variation));
                if matches!(format, Format::Pdf | Format::Xlsx) {
                    assert!(with.len() > without.len() + 200, "{format:?}");
                } else {
                    let words = |bytes: &[u8]| {
                        let mut words = String::new();
                        let read = if format == Format::Docx {
                            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
                            archive.by_name("word/document.xml").expect("its text").read_to_string(&mut words)
                        } else {
                            Cursor::new(bytes).read_to_string(&mut words)
                        };
                        read.expect("UTF-8");
                        words
                    };
                    let has = |bytes: &[u8]| plain(&words(bytes)).contains(if format == Format::Tsv { "Variation" } else { &title });
                    assert_eq!([has(&without), has(&with)], [false, true], "{format:?}");
                }
            }
        }
        let named = made(Subject::Table(TableName::Variation), Format::Tsv, false);
        assert!(String::from_utf8(named).expect("UTF-8").contains("Variation"), "a table that is named is wanted");
    }
}

/// An action that ended keeps its two lines: what was voted over an explicit 0. No other table has a line of it.
#[test]
fn an_action_that_ended_keeps_its_line_with_a_zero() {
    let asked = set(&of_credits(), &[("lfi/02/31/ae", "20"), ("lfi/02/31/cp", "20"), ("plf/02/31/ae", "")]);
    let ended = storage::write(&asked).replace("label: \"Deux\")", "label: \"Deux\", ended: 2026)");
    let session = Session::opened(storage::parse(&ended).expect("it opens"));
    for (measure, voted) in [(Measure::Ae, "20"), (Measure::Cp, "20")] {
        let table = session.tables(Lang::French).table(TableName::Bill(measure)).expect("its table");
        let at = table.rows.iter().position(|row| row.label.starts_with("02")).expect("its line");
        let shown = |row: usize| table.rows[row].cells.iter().map(|cell| plain(&cell.text(Lang::French))).collect::<Vec<_>>();
        assert_eq!((plain(&table.rows[at].label), plain(&table.rows[at + 1].label)), ("02 – Deux, LFI 2026".into(), "PLF 2027".into()));
        assert_eq!((shown(at)[0].as_str(), shown(at + 1)), (voted, vec!["0".to_owned(); 4]));
    }
    let shape = shapes::of("jobs-by-action").expect("its shape");
    assert_eq!((shape.rows(&asked).len(), shape.rows(session.document()).len()), (2, 1));
    let typed = set(session.document(), &[("jobs-by-action/02/2027", "0")]);
    assert_eq!(shape.rows(&typed).len(), 2, "what was typed is shown");
}
