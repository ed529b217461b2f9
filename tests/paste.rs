//! What a paste writes into the tables of the sample, and what it refuses.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;

use papier::address;
use papier::editing::grid::{Range, Spot};
use papier::editing::{Command, Session, Structure, paste, typed_text};
use papier::exchange::tsv;
use papier::lang::Lang;
use papier::model::Place;
use papier::storage;
use papier::tables::{Table, TableName};

fn sample() -> Session {
    Session::opened(storage::open(Path::new("saves/programme-352-plf-2021.ron")).expect("the sample"))
}

fn table(session: &Session, name: &str) -> Table {
    let name = TableName::parse(session.document(), name).expect("the name of a table");
    session.tables(Lang::French).table(name).expect("a table")
}

/// "B2", "B2:C3".
fn range(text: &str) -> Range {
    let spot = |text: &str| {
        let mut characters = text.chars();
        let column = "ABCDEFGHIJ".find(characters.next().expect("a letter")).expect("a column");
        Spot { row: characters.as_str().parse::<usize>().expect("a row") - 1, column }
    };
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    Range::between(spot(first), spot(last))
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// "plf/01/31/ae=8 000 000, …" for what is written, or the refusal.
fn pasted(session: &mut Session, name: &str, at: &str, text: &str) -> String {
    let table = table(session, name);
    match paste(session.tables(Lang::French), &table, range(at), &tsv::read(text)) {
        Err(refusal) => plain(&refusal.sentence(Lang::French)),
        Ok(done) => {
            let (added, changes) = match &done.command {
                Command::Write(changes) => (vec![], changes.clone()),
                Command::Batch(commands) => {
                    let [added @ .., Command::Write(changes)] = commands.as_slice() else { panic!("{commands:?}") };
                    let added = added.iter().map(|command| match command {
                        Command::Structure(Structure::AddCategory(category)) => format!("+{category}"),
                        other => panic!("{other:?}"),
                    });
                    (added.collect(), changes.clone())
                }
                other => panic!("{other:?}"),
            };
            let passed_over = done.preview.iter().flat_map(|preview| &preview.passed_over);
            let passed_over: Vec<String> =
                passed_over.map(|cell| plain(&format!("{}, {} {} ≠ {}", cell.row, cell.heading, cell.before, cell.after))).collect();
            session.apply(&done.command).expect("a paste that was accepted is done");
            let written = |place: Place| address::write(session.document(), place).expect("an address");
            let change = |change: &papier::editing::Change| {
                format!("{}={}", written(change.entry.into()), plain(&typed_text(session.document(), change.entry)))
            };
            let changes: Vec<String> = changes.iter().map(change).collect();
            added.into_iter().chain(changes).chain(passed_over).collect::<Vec<_>>().join(", ")
        }
    }
}

#[track_caller]
fn check(cases: &[(&str, &str, &str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(name, at, text, expected)| {
            let said = pasted(&mut sample(), name, at, text);
            (said != *expected).then(|| format!("{name} {at} {text:?}:\n  expected {expected}\n  is       {said}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn cells_go_to_entries_from_the_first_cell_of_the_selection_on() {
    check(&[
        ("plf-ae", "A1", "5", "plf/01/21/ae=5"),
        ("plf-ae", "A1", "5\t6\r\n7\t8\r\n", "plf/01/21/ae=5, plf/01/31/ae=6, plf/02/21/ae=7, plf/02/31/ae=8"),
        // Tiled over a selection that they divide, once over any other.
        ("plf-ae", "A1:B2", "5", "plf/01/21/ae=5, plf/01/31/ae=5, plf/02/21/ae=5, plf/02/31/ae=5"),
        ("plf-ae", "A1:A2", "5\t6", "plf/01/21/ae=5, plf/01/31/ae=6, plf/02/21/ae=5, plf/02/31/ae=6"),
        ("plf-ae", "A1:B1", "5\n6\n", "plf/01/21/ae=5, plf/01/31/ae=5, plf/02/21/ae=6, plf/02/31/ae=6"),
        ("plf-ae", "A2:C2", "5\t6", "plf/02/21/ae=5, plf/02/31/ae=6"),
        // A blank clears, a short row leaves what it does not reach.
        ("plf-ae", "A1", "5\t\n6", "plf/01/21/ae=5, plf/01/31/ae=, plf/02/21/ae=6"),
        ("plf-ae", "B1", "=3000000+300000", "plf/01/31/ae==3000000+300000"),
        (
            "indicator/1.1",
            "B1",
            "15-25\tNA\t\"12,50\"",
            "indicator/1.1/2018/actual=15-25, indicator/1.1/2019/actual=NA, indicator/1.1/2020/forecast=12,50",
        ),
    ]);
}

/// A column of categories as drafters have it in a spreadsheet: each row goes where its code or label says.
#[test]
fn rows_go_by_their_codes_and_labels() {
    check(&[
        ("entry/01", "A2", "31\t5\t6\n21\t7\t8\n", "lfi/01/31/ae=5, lfi/01/31/cp=6, lfi/01/21/ae=7, lfi/01/21/cp=8"),
        ("entry/01", "C1", "31 – Fonctionnement\t5\n21 Rémunérations\t7\n", "plf/01/31/ae=5, plf/01/21/ae=7"),
        ("nature/01", "A2", "31\tAutres\t5\t6\n21\t\t7\t\n", "plf/01/31/ae=5, plf/01/31/cp=6, plf/01/21/ae=7"),
        ("nature/01", "A2", "REMUNERATIONS D’ACTIVITE\t5\nAutres que celles de personnel\t6\n", "plf/01/21/ae=5, plf/01/31/ae=6"),
        // By headings, in whatever order, also of groups over several columns.
        ("entry/01", "A1", "Catégorie\tPLF CP\tLFI AE\n31\t5\t6\n", "plf/01/31/cp=5, lfi/01/31/ae=6"),
        (
            "entry/01",
            "A1",
            "\t\tPLF 2021\t\tFdC et AdP 2021\nCode\tLibellé\tAE\tCP\tAE\n31\tFonctionnement\t5\t6\t7\n",
            "plf/01/31/ae=5, plf/01/31/cp=6, plf/01/31/contributions/ae=7",
        ),
        ("nature/01", "A1", "Catégorie\tCP\tAE\n31\t5\t6\n", "plf/01/31/cp=5, plf/01/31/ae=6"),
        // Categories that are missing are added.
        ("nature/01", "A2", "31\t5\n61\t6\n62\t7\n", "+61, +62, plf/01/31/ae=5, plf/01/61/ae=6, plf/01/62/ae=7"),
        // Sums are stepped over, and told where they will be others.
        ("nature/01", "A1", "Titre 3\t5\n31\t5\nTotal\t5\n", "plf/01/31/ae=5"),
        (
            "nature/01",
            "A1",
            "3\tFonctionnement\t9\n31\tAutres\t5\n",
            "plf/01/31/ae=5, 3 Dépenses de fonctionnement, Autorisations d'engagement 9 ≠ 5",
        ),
        // A list without codes goes down the entries.
        ("nature/01", "A2", "5\t6\n7\t8\n", "plf/01/21/ae=5, plf/01/21/cp=6, plf/01/31/ae=7, plf/01/31/cp=8"),
        // Actions by their codes.
        ("plf-ae", "A1", "02\t5\t6\n01\t7\t8\n", "plf/02/21/ae=5, plf/02/31/ae=6, plf/01/21/ae=7, plf/01/31/ae=8"),
        (
            "nature/01",
            "A2",
            "31\t5\n99\t6\n",
            "rien n’est collé ; à la ligne 2, « 99 » n’est ni une ligne de ce tableau ni une catégorie. Corriger son code, ou copier sans elle.",
        ),
        ("nature/01", "A2", "31\t5\n31\t6\n", "rien n’est collé ; les lignes 1 et 2 sont toutes deux « 31 ». N’en copier qu’une."),
        (
            "nature/01",
            "A2",
            "Catégorie\tAE\tRAP\n31\t5\t6\n",
            "rien n’est collé ; ce tableau n’a pas de colonne « RAP ». Copier sans elle, ou sans les en-têtes.",
        ),
    ]);
}

#[test]
fn a_computed_cell_accepts_what_it_shows_before_or_after_the_paste() {
    check(&[
        ("plf-ae", "A1", "0\t7 300 000\t7 300 000", "plf/01/21/ae=0, plf/01/31/ae=7 300 000"),
        ("plf-ae", "A1", "0\t8000000\t8,0 M€", "plf/01/21/ae=0, plf/01/31/ae=8 000 000"),
        // The former total beside a new term: copied out as values, the term changed there.
        ("plf-ae", "A1", "0\t8000000\t7300000", "plf/01/21/ae=0, plf/01/31/ae=8 000 000"),
        (
            "plf-ae",
            "A1",
            "0\t8000000\t9000000",
            "rien n’est collé ; plf/01/total/ae (01 – Fonds pour l'accélération du financement des start-up d'État, Total pour 2021) : \
             cette cellule est calculée et vaut « 7 300 000 », pas « 9000000 ». Coller les montants dont elle dépend.",
        ),
        ("variation", "C1", "15,2 %", ""),
        ("variation", "C1", "+15,2 %", ""),
        ("variation", "C1", "0,152", ""),
        (
            "variation",
            "C1",
            "15,3 %",
            "rien n’est collé ; variation/ae (Autorisations d'engagement, Variation) : \
             cette cellule est calculée et vaut « +15,2 % », pas « 15,3 % ». Coller les montants dont elle dépend.",
        ),
        // A blank that denotes nothing takes a blank only.
        ("schedule", "B1", "", ""),
        (
            "schedule",
            "B1",
            "5",
            "rien n’est collé ; Évaluation des engagements non couverts par des paiements au 31/12/2020, AE FdC et AdP : \
             cette cellule reste vide. Coller à côté.",
        ),
    ]);
}

#[test]
fn one_refused_cell_refuses_all_and_is_named() {
    let fonds = "01 – Fonds pour l'accélération du financement des start-up d'État";
    check(&[
        (
            "plf-ae",
            "A1",
            "5\t1.000",
            &format!(
                "rien n’est collé ; plf/01/31/ae ({fonds}, Titre 3 Dépenses de fonctionnement) : « 1.000 » : un point ne sépare pas les milliers. \
                 Écrire 1 000, ou préciser l'unité (k€, M€, Md€) après une virgule décimale."
            ),
        ),
        (
            "plf-ae",
            "A1",
            "douze",
            &format!(
                "rien n’est collé ; plf/01/21/ae ({fonds}, Titre 2 Dépenses de personnel) : « douze » : un montant est un nombre d'euros, sans mot. \
                 Écrire 0, ou effacer la case."
            ),
        ),
        (
            "plf-ae",
            "C3",
            "1\t2\n3\t4",
            "rien n’est collé ; 2 × 2 cellules ne tiennent pas dans le tableau à partir d’ici. \
             Partir d’une cellule plus haute ou plus à gauche, ou copier moins.",
        ),
    ]);
    let mut session = sample();
    let before = session.document().clone();
    pasted(&mut session, "plf-ae", "A1", "5\t1.000");
    assert_eq!(*session.document(), before);
}

#[test]
fn a_whole_table_copied_out_and_back_changes_nothing_wherever_the_cursor_is() {
    let session = sample();
    for name in TableName::all(session.document()) {
        let name = name.write(session.document()).expect("a name");
        for lang in Lang::ALL {
            let table = session.tables(lang).table(TableName::parse(session.document(), &name).expect("a table")).expect("a table");
            let rows = tsv::read(&tsv::table(&table, lang));
            let done = paste(session.tables(lang), &table, range("A1"), &rows).unwrap_or_else(|refusal| panic!("{name}: {}", refusal.sentence(lang)));
            assert_eq!(done.command, Command::Write(vec![]), "{name}");
            let last = Spot { row: table.rows.len() - 1, column: table.columns.len() - 1 };
            assert_eq!(done.range, Range { first: Spot::default(), last }, "{name}");
        }
    }
}

#[test]
fn a_whole_table_with_its_headings_goes_where_they_say_and_only_changes_are_written() {
    let table = tsv::table(&table(&sample(), "plf-ae"), Lang::French);
    // Another program has made plain spaces of U+202F, and its user has changed one amount with the totals it enters into.
    let changed =
        plain(&table).replace("\t300 000\t3 300 000\t", "\t400000\t3400000\t").replace("\t7 600 000\t10 600 000\t", "\t7700000\t10700000\t");
    assert_ne!(plain(&table), changed);
    assert_eq!(pasted(&mut sample(), "plf-ae", "B2", &changed), "plf/02/31/ae=400 000");
    let lines: Vec<&str> = table.lines().collect();
    let [headings, fonds, soutien, total] = lines.as_slice() else { panic!("{lines:?}") };
    let swapped = [headings, soutien, fonds, total].map(|line| format!("{line}\n")).concat();
    assert_eq!(
        pasted(&mut sample(), "plf-ae", "A1", &swapped),
        "rien n’est collé ; le tableau copié a d’autres lignes que celui-ci. Ligne 1 : « 02 – Soutien au recrutement de profils rares dédiés à \
         l'innovation numérique » au lieu de « 01 – Fonds pour l'accélération du financement des start-up d'État ». Copier sans les intitulés."
    );
    let short = [headings, fonds].map(|line| format!("{line}\n")).concat();
    assert!(pasted(&mut sample(), "plf-ae", "A1", &short).contains("Ligne 2 : aucune ligne au lieu de « 02 – Soutien"));
}

#[test]
fn a_formula_whose_result_comes_back_stays() {
    let mut session = sample();
    pasted(&mut session, "plf-ae", "B2", "=3*100000");
    let text = tsv::table(&table(&session, "plf-ae"), Lang::French);
    assert_eq!(pasted(&mut session, "plf-ae", "A1", &text), "");
    assert_eq!(pasted(&mut session, "plf-ae", "B2", "300 000"), "plf/02/31/ae=300 000");
}
