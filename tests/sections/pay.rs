//! Pay: its published figures, its rules, the passing of the year.

use papier::exchange::{csv, html, tsv};
use papier::lang::writing;
use papier::model::Level;

use super::*;

/// Programme 124, PLF 2024 to 2021, in the order of the table: as published in millions of euros.
const PUBLISHED: [(u16, &str); 4] = [
    (
        2024,
        "322.00 329.33 -0.44 -6.89 -0.28 -1.39 0.00 -5.22 5.00 1.74 3.26 4.76 3.93 2.21 1.68 0.04 2.59 4.29 -1.70 4.67 1.52 0.00 3.16 0.48 0.48 0.00 343.42",
    ),
    (
        2023,
        "291.34 307.96 0.00 -16.62 -0.12 -1.26 -0.22 -15.02 5.48 1.93 3.55 2.56 3.92 0.12 3.80 0.00 0.28 3.60 -3.32 6.86 1.26 0.00 5.60 4.80 0.00 4.80 315.24",
    ),
    (
        2022,
        "275.52 301.15 -1.63 -24.00 -0.03 -1.10 -2.06 -20.81 3.49 1.27 2.22 1.10 0.50 0.50 0.00 0.00 0.23 3.96 -3.74 3.75 1.10 1.06 1.58 5.77 0.98 4.79 290.36",
    ),
    (
        2021,
        "281.87 430.54 -129.05 -19.62 0.00 -3.82 -0.23 -15.57 -4.06 -6.08 2.02 0.17 0.31 0.31 0.00 0.00 2.66 6.80 -4.14 4.80 3.80 0.00 1.00 0.00 0.00 0.00 285.75",
    ),
];

/// The rows of pay with the figures of a year.
fn figures_of(year: u16) -> Vec<(&'static str, Decimal)> {
    let (_, figures) = PUBLISHED.iter().find(|(of, _)| *of == year).expect("a published year");
    let figures = figures.split(' ').map(|figure| figure.parse().expect("a figure"));
    rows(shapes::of("pay").expect("pay")).into_iter().zip(figures).collect()
}

fn rows(shape: &'static Shape) -> Vec<&'static str> {
    let rows = shape.rows(&empty(2024)).into_iter();
    rows.map(|row| if let CellRow::Key(key) = row { key } else { panic!("{row:?}") }).collect()
}

/// A document of a year in which the leaves of pay are typed as they were published.
fn paid(year: u16) -> Document {
    let document = empty(year);
    let is_typed = |key: &str| document.entry(address::parse(&document, &format!("pay/{key}/{year}")).expect("an address")).is_some();
    let typed: Vec<(String, String)> = figures_of(year)
        .into_iter()
        .filter(|(key, _)| is_typed(key))
        .map(|(key, number)| (format!("pay/{key}/{year}"), writing::decimal(number)))
        .collect();
    let typed: Vec<(&str, &str)> = typed.iter().map(|(address, value)| (address.as_str(), value.as_str())).collect();
    set(&document, &typed)
}

/// Each parent is the sum of its children and the total that of the factors, to 0,01: the figures were rounded one by one. Typed from its leaves, a
/// document gives exact sums of what was typed, at most 0,01 away from a printed parent and 0,03 from a printed total.
#[test]
fn the_published_tables_of_pay_give_their_figures() {
    let hundredth = Decimal::new(1, 2);
    let mut away = 0;
    for (year, _) in PUBLISHED {
        let published = figures_of(year);
        let document = paid(year);
        let printed = |key: &str| published.iter().find(|(row, _)| *row == key).expect("a row").1;
        for key in rows(shapes::of("pay").expect("pay")) {
            let place = address::parse(&document, &format!("pay/{key}/{year}")).expect("an address");
            let Some(Calculation::Difference { plus, minus }) = calculation(&document, &Figures::of(&document), place) else { continue };
            assert!(minus.is_empty());
            let parts: Vec<&str> = plus
                .iter()
                .map(|part| if let Place::Cell(CellPlace { row: CellRow::Key(key), .. }) = part { *key } else { panic!("{part:?}") })
                .collect();
            let sum: Decimal = parts.iter().map(|part| printed(part)).sum();
            assert!((sum - printed(key)).abs() <= hundredth, "{year} {key}: {sum} against {}", printed(key));
            away += usize::from(sum != printed(key));
            let shown = figure(&document, &format!("pay/{key}/{year}"));
            let tolerance = if key == "total" { Decimal::new(3, 2) } else { hundredth };
            assert!((shown - printed(key)).abs() <= tolerance, "{year} {key}: {shown} against {}", printed(key));
            assert_eq!(shown, parts.iter().map(|part| figure(&document, &format!("pay/{part}/{year}"))).sum::<Decimal>(), "{year} {key}");
            assert!(document.sections.cells().all(|(cell, _)| Place::Cell(*cell) != place), "{key} is stored nowhere");
        }
    }
    assert_eq!(away, 4, "of 32 sums, all of them by 0,01");
}

/// The published table of a year, as a PAP prints it.
fn excerpt(year: u16) -> String {
    let session = Session::opened(paid(year));
    let table = session.tables(Lang::French).table(TableName::Section("pay")).expect("a table");
    let rows = table.rows.iter().zip(figures_of(year)).map(|(row, (_, number))| format!("{}\t{}\n", row.label, writing::decimal(number)));
    let titles = "Justification au premier euro\nÉléments salariaux\nPrincipaux facteurs d'évolution de la masse salariale hors CAS Pensions\n(en millions d'euros)\n";
    format!("{titles}{}", rows.collect::<String>())
}

/// Imported, a published table is the document that is typed from it. Each printed sum is held against its printed parts: 0,01 is a rounding, more is
/// said to be none.
#[test]
fn the_published_tables_of_pay_are_imported() {
    let told = |text: &str, year: u16| {
        let import = published::read_all(&[text], Some(year));
        assert_eq!(published::contents(&import.documents[0]), published::contents(&paid(year)), "{text}");
        assert_eq!(import.report.losses().count(), 0, "{text}");
        let told = import.report.differences.iter().map(|difference| plain(&difference.sentence(&import.report, Lang::French)));
        told.map(|told| told.split_once(" : ").expect("a place").1.to_owned()).collect::<Vec<_>>()
    };
    let cases: [(u16, &[&str]); 4] = [
        (2024, &["imprimé 4,67, calculé 4,68 (335:pay/rewind/2024), un arrondi", "imprimé 343,42, calculé 343,43 (335:pay/total/2024), un arrondi"]),
        (2023, &[]),
        (2022, &["imprimé 0,23, calculé 0,22 (335:pay/gvt/2022), un arrondi", "imprimé 3,75, calculé 3,74 (335:pay/rewind/2022), un arrondi"]),
        (2021, &[]),
    ];
    for (year, expected) in cases {
        assert_eq!(told(&excerpt(year), year), expected, "{year}");
    }
    let wrong = excerpt(2023).replace("GVT solde\t0,28", "GVT solde\t0,30");
    let expected = ["imprimé 0,30, calculé 0,28 (335:pay/gvt/2023)", "imprimé 315,24, calculé 315,26 (335:pay/total/2023)"];
    assert_eq!(told(&wrong, 2023), expected, "an error of the source, which its total shows");
}

/// The labels, the levels and the decimals, as they are printed.
#[test]
fn pay_is_printed_as_its_layout_says() {
    let session = Session::opened(paid(2024));
    let table = session.tables(Lang::French).table(TableName::Section("pay")).expect("a table");
    assert_eq!(table.title, "Principaux facteurs d’évolution de la masse salariale hors CAS Pensions");
    assert_eq!(table.unit(Lang::French), "en millions d’euros");
    let rows: Vec<(String, Level, String)> =
        table.rows.iter().map(|row| (plain(&row.label), row.level, plain(&row.cells[0].text(Lang::French)))).collect();
    let expected: [(&str, Level, &str); 27] = [
        ("Socle Exécution 2023 retraitée", Level::Main, "322,00"),
        ("Prévision Exécution 2023 hors CAS Pensions", Level::Sub, "329,33"),
        ("Impact des mesures de transfert et de périmètre 2023–2024", Level::Sub, "−0,44"),
        ("Débasage de dépenses au profil atypique :", Level::Sub, "−6,89"),
        ("– GIPA", Level::Detail, "−0,28"),
        ("– Indemnisation des jours de CET", Level::Detail, "−1,39"),
        ("– Mesures de restructurations", Level::Detail, "0,00"),
        ("– Autres", Level::Detail, "−5,22"),
        ("Impact du schéma d’emplois", Level::Main, "5,00"),
        ("EAP schéma d’emplois 2023", Level::Sub, "1,74"),
        ("Schéma d’emplois 2024", Level::Sub, "3,26"),
        ("Mesures catégorielles", Level::Main, "4,76"),
        ("Mesures générales", Level::Main, "3,93"),
        ("Rebasage de la GIPA", Level::Sub, "2,21"),
        ("Variation du point de la fonction publique", Level::Sub, "1,68"),
        ("Mesures bas salaires", Level::Sub, "0,04"),
        ("GVT solde", Level::Main, "2,59"),
        ("GVT positif", Level::Sub, "4,29"),
        ("GVT négatif", Level::Sub, "−1,70"),
        ("Rebasage de dépenses au profil atypique – hors GIPA", Level::Main, "4,68"),
        ("Indemnisation des jours de CET", Level::Sub, "1,52"),
        ("Mesures de restructurations", Level::Sub, "0,00"),
        ("Autres", Level::Sub, "3,16"),
        ("Autres variations des dépenses de personnel", Level::Main, "0,48"),
        ("Prestations sociales et allocations diverses - catégorie 23", Level::Sub, "0,48"),
        ("Autres", Level::Sub, "0,00"),
        ("Total", Level::Total, "343,44"),
    ];
    for (row, (label, level, figure)) in rows.iter().zip(expected) {
        assert_eq!((row.0.as_str(), row.1, row.2.as_str()), (label, level, figure));
    }
    assert_eq!(rows.len(), expected.len());
    // Rows that are called the same are told apart by what they stand under.
    let name = |address: &str| {
        let place = address::parse(session.document(), address).expect("an address");
        plain(&session.tables(Lang::French).place_name(place))
    };
    for (address, expected) in [
        ("pay/unwind-other/2024", "Éléments salariaux, Débasage de dépenses au profil atypique, – Autres"),
        ("pay/other-other/2024", "Éléments salariaux, Autres variations des dépenses de personnel, Autres"),
        ("pay/gvt-plus/2024", "Éléments salariaux, GVT positif"),
    ] {
        assert_eq!(name(address), expected);
    }
    let rule = |address: &str| plain(&session.tables(Lang::French).rule(address::parse(session.document(), address).expect("an address")));
    assert_eq!(rule("pay/gvt/2024"), "GVT positif + GVT négatif");
}

/// A figure that nobody typed is printed as 0,00 beside those of its table, and stays empty.
#[test]
fn a_table_of_fixed_rows_is_printed_whole() {
    let document = set(&empty(2024), &[("pay/gvt-plus/2024", "4,29")]);
    for (address, shown) in
        [("pay/gvt/2024", "4,29"), ("pay/gvt-minus/2024", "0,00"), ("pay/unwind/2024", "0,00"), ("pay/total/2024", "4,29"), ("pay/total/2023", "")]
    {
        assert_eq!(text(&document, address), shown, "{address}");
    }
    assert_eq!(document.sections.cells().count(), 1);
    assert_eq!(text(&empty(2024), "pay/total/2024"), "");
}

#[test]
fn an_address_of_a_row_that_a_section_has_not_names_those_that_it_has() {
    for address in ["pay/bse/2024", "pay/1/2024", "staff/99/2024/plf"] {
        let refused = address::parse(&empty(2024), address).expect_err("no row");
        for lang in Lang::ALL {
            let sentence = refused.sentence(lang);
            let known = if address.starts_with("pay") { "base, base-forecast" } else { "21, 22, 22-cas" };
            assert!(sentence.contains(known) && !sentence.contains("label"), "{sentence}");
        }
    }
}

/// What the next year begins with: nothing typed, the total of this one as the hint of the forecast.
#[test]
fn the_year_passes_and_the_total_is_the_hint_of_the_forecast() {
    let mut session = Session::opened(paid(2023));
    session.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
    let hint = |address: &str| {
        let place = address::parse(session.document(), address).expect("an address");
        session.tables(Lang::French).hint(place).map(|hint| plain(&hint))
    };
    assert_eq!(hint("pay/base-forecast/2024").as_deref(), Some("315,24"));
    assert_eq!(hint("pay/base-transfers/2024"), None);
    assert_eq!(text(session.document(), "pay/total/2024"), "", "nothing is typed in 2024");
    assert_eq!(text(session.document(), "pay/total/2023"), "315,24");
    let filled = set(session.document(), &[("pay/base-forecast/2024", "329,33")]);
    assert_eq!(text(&filled, "pay/total/2024"), "329,33");
}

/// The full-year effect of a staffing plan costs what the plan did, by the jobs that it still brings: a hint, where both have one sign.
#[test]
fn the_plan_of_last_year_is_the_hint_of_its_full_year_effect() {
    let flows: &[(&str, &str)] = &[("jobs/1/label", "A"), ("pay/schema-new/2023", "-3,20"), ("flows/1/2023/exits", "10")];
    let cases: [(&[(&str, &str)], Option<&str>); 5] = [
        (&[("jobs/1/2023/new", "-4")], Some("−4,80")),
        (&[("jobs/1/2023/new", "-3")], Some("−7,47")),
        (&[("jobs/1/2023/new", "-10")], None),
        (&[("jobs/1/2023/new", "2")], None),
        (&[], None),
    ];
    for (typed, expected) in cases {
        let mut session = Session::opened(set(&empty(2023), &[flows, typed].concat()));
        session.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
        let place = address::parse(session.document(), "pay/schema-extension/2024").expect("an address");
        assert_eq!(session.tables(Lang::French).hint(place).map(|hint| plain(&hint)).as_deref(), expected, "{typed:?}");
    }
}

#[test]
fn what_pay_is_held_to() {
    type Typed = &'static [(&'static str, &'static str)];
    let staff: Typed = &[("action/01/label", "Une"), ("plf/01/21/ae", "300000000"), ("plf/01/21/cp", "300000000")];
    let cas: Typed = &[("plf/01/22/ae", "90000000"), ("plf/01/22/cp", "90000000"), ("staff/22-cas/2024/plf", "46574321")];
    let jobs: Typed = &[("jobs/1/label", "A"), ("jobs/1/2024/extension", "-2"), ("jobs/1/2024/new", "1,5")];
    let moved: Typed =
        &[("moves-in/1/label", "A"), ("moves-in/1/2024/t2", "1000000"), ("moves-out/1/label", "B"), ("moves-out/1/2024/t2", "-1435001")];
    let of = |typed: Typed| [staff, cas, typed].concat();
    let cases: [(Vec<(&str, &str)>, &[&str]); 20] = [
        // 1 000 000 − 1 435 001 = −435 001: rounded, −0,44 and 4 999 away.
        ([moved, &[("pay/base-transfers/2024", "-0,44")]].concat(), &[]),
        ([moved, &[("pay/base-transfers/2024", "-0,43")]].concat(), &["pay-transfers"]),
        ([moved, &[("pay/base-transfers/2024", "0,44")]].concat(), &["pay-transfers"]),
        // One direction alone moves some.
        (vec![("moves-out/1/label", "B"), ("moves-out/1/2024/t2", "-1000000"), ("pay/base-transfers/2024", "-2")], &["pay-transfers"]),
        // The table is printed whole, with 0,00 for what nobody typed.
        ([moved, &[("pay/gvt-plus/2024", "1")]].concat(), &["pay-transfers"]),
        // What goes to the CAS is no part of it; measures of scope alone are a text.
        (vec![("moves-in/1/label", "A"), ("moves-in/1/2024/cas", "1000000"), ("pay/base-transfers/2024", "-0,44")], &[]),
        (vec![("pay/base-transfers/2024", "-129,05")], &[]),
        // 390 000 000 − 46 574 321 = 343 425 679: rounded, 343,43 and 4 321 away; 343,42 is 5 679 away.
        (of(&[("pay/base-forecast/2024", "343,43")]), &[]),
        (of(&[("pay/base-forecast/2024", "343,42")]), &["pay-total"]),
        (of(&[("pay/base-forecast/2024", "343,430679")]), &[]),
        (of(&[("pay/base-forecast/2024", "343,43068")]), &["pay-total"]),
        // The part of the CAS is not known.
        ([staff, &[("pay/base-forecast/2024", "1")]].concat(), &[]),
        ([jobs, &[("pay/schema-extension/2024", "-0,1"), ("pay/schema-new/2024", "0,2")]].concat(), &[]),
        ([jobs, &[("pay/schema-extension/2024", "0,1"), ("pay/schema-new/2024", "-0,2")]].concat(), &["pay-schema", "pay-schema"]),
        ([jobs, &[("pay/schema-extension/2024", "0"), ("pay/schema-new/2024", "0,00")]].concat(), &[]),
        // Jobs that do not change have no sign.
        (vec![("jobs/1/label", "A"), ("jobs/1/2024/extension", "0"), ("pay/schema-extension/2024", "-0,1")], &[]),
        (vec![("pay/schema-new/2024", "-5")], &[]),
        (vec![("pay/unwind-gipa/2024", "0,28"), ("pay/unwind-other/2024", "-5,22")], &["pay-sign"]),
        (vec![("pay/gvt-minus/2024", "1,70"), ("pay/gvt-plus/2024", "-4")], &["pay-sign"]),
        (vec![("pay/gvt-minus/2024", "0"), ("pay/unwind-cet/2024", "0,00")], &[]),
    ];
    for (typed, expected) in cases {
        assert_eq!(rules(&set(&empty(2024), &typed), "pay"), expected, "{typed:?}");
    }
}

/// Typed over, a sum says on which of its parts the difference may go.
#[test]
fn a_sum_of_pay_is_put_on_one_of_its_parts() {
    let document = paid(2023);
    let spread = |how: Spreading| {
        let made: Result<_, Vec<AssignmentRefusal>> = assign_spreading(&document, &assignments(&[("pay/gvt/2023", "0,30")]), how, Unread::Refused);
        made.map(|(command, _)| {
            let mut session = Session::opened(document.clone());
            session.apply(&command).expect("applied");
            ["pay/gvt-plus/2023", "pay/gvt-minus/2023", "pay/gvt/2023"].map(|address| text(session.document(), address)).join(" ")
        })
    };
    let on = |address: &str| Spreading::On(document.entry(address::parse(&document, address).expect("an address")).expect("an entry"));
    assert_eq!(spread(on("pay/gvt-minus/2023")).expect("spread"), "3,60 −3,30 0,30");
    let refused = spread(Spreading::Equal).expect_err("no part is named")[0].sentence(Lang::French);
    assert!(refused.contains("pay/gvt-plus/2023 ou pay/gvt-minus/2023"), "{refused}");
}

/// Whoever takes a table finds its figures: a spreadsheet, a browser, a terminal.
#[test]
fn the_tables_leave_in_every_form() {
    let typed = [("staff/22-cas/2024/plf", "60"), ("action/01/label", "Une"), ("plf/01/22/ae", "100"), ("jobs-by-action/01/2024", "20")];
    let session = Session::opened(set(&paid(2024), &typed));
    let tables = session.tables(Lang::French);
    for (key, cells) in [
        ("pay", &["Socle Exécution 2023 retraitée|322,00", "– GIPA|−0,28", "Total|343,44"][..]),
        ("staff", &["dont contributions au CAS Pensions||60", "Total en titre 2 hors CAS Pensions|0|40"]),
        ("jobs-by-action", &["01 – Une|20,00", "Total|20,00"]),
    ] {
        let name = TableName::parse(session.document(), key).expect("a table");
        let table = tables.table(name).expect("a table");
        let rows: Vec<String> = table
            .rows
            .iter()
            .map(|row| [row.label.clone()].into_iter().chain(row.cells.iter().map(|cell| cell.text(Lang::French))).collect::<Vec<_>>().join("|"))
            .map(|row| plain(&row))
            .collect();
        for row in cells {
            assert!(rows.contains(&(*row).to_owned()), "{row} in {rows:?}");
        }
        assert!(tables.is_printed(name) && TableName::all(session.document()).contains(&name), "{key}");
        for (form, written) in [
            ("csv", csv::table(&table, Lang::French)),
            ("tsv", tsv::table(&table, Lang::French)),
            ("html", html::page(tables, std::slice::from_ref(&table))),
        ] {
            assert!(table.rows.iter().all(|row| written.contains(row.label.trim_start_matches("– "))), "{key} in {form}: {written}");
        }
    }
    assert!(workbook::programme(tables, true).is_ok());
}
