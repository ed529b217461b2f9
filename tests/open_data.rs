//! Open-data files of the budget: what headings, laws, years and codes say is read exactly once, or refused and named.
//!
//! Each row of a table is a file as someone gives it and all that is made of it: the amounts of the document, what is told line by line, or the
//! refusal. The property at the end writes facts of its own into files of every shape and takes columns and lines away, doubles and shuffles them.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use papier::exchange::import::{self, File, Import, Options};
use papier::lang::Lang;
use papier::model::{Document, Ledger, Order, ProgrammeNumber, Stage, Year};
use proptest::prelude::*;

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> File {
    File { name: name.into(), bytes: bytes.into() }
}

fn year(year: u16) -> Options {
    Options { year: Year::new(year), ..Options::default() }
}

fn law(stage: Stage) -> Options {
    Options { law: Some(stage), ..Options::default() }
}

fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

/// "PLF 2021 01/31 5/6", "LFI 2020 FdC 01.02/21 5/-": every amount of a document, AE and CP.
fn amounts(document: &Document) -> Vec<String> {
    let of = |ledger: &Ledger, words: &str| -> Vec<String> {
        let row = |(year, stage, action, category, row): (Year, Stage, papier::model::ActionId, papier::model::Category, &papier::model::AeCp)| {
            let code = document.action(action).expect("an action").code;
            let euros = |amount: &Option<papier::model::Amount>| amount.as_ref().map_or("-".into(), |amount| amount.euros.get().to_string());
            let stage = match stage {
                Stage::Bill => "PLF",
                Stage::Amendment => "amendements",
                Stage::InitialAct => "LFI",
            };
            format!("{stage} {year}{words} {code}/{category} {}/{}", euros(&row.ae), euros(&row.cp))
        };
        let mut rows: Vec<_> = ledger.rows().collect();
        let order = Order::of(document);
        rows.sort_by_key(|(year, stage, action, category, _)| (*year, *stage, order.action(*action), *category));
        rows.into_iter().map(row).collect()
    };
    [of(&document.credits, ""), of(&document.contributions, " FdC")].concat()
}

/// "3 Law", of everything that is told of a line or a column.
fn told(import: &Import) -> Vec<String> {
    let name = |told: &import::Told| format!("{told:?}").split([' ', '(', '{']).next().unwrap_or_default().to_owned();
    let remarks = import.report.remarks.iter().filter(|remark| !matches!(remark.told, import::Told::Unnamed { .. }));
    remarks.map(|remark| format!("{} {}", remark.spot.line, name(&remark.told))).collect()
}

/// All that is made of a file: the year of the PAP, its amounts, what is told, questions; or the sentence of the refusal.
fn outcome(csv: impl Into<Vec<u8>>, options: Options) -> String {
    outcome_of(&[file("c.csv", csv)], options)
}

fn outcome_of(files: &[File], options: Options) -> String {
    match import::read(files, options) {
        Ok(import) => {
            let documents = import.documents.iter().map(|document| format!("{}: {}", document.year, amounts(document).join(", ")));
            let questions = import.report.questions.iter().map(import::Question::option);
            let told = told(&import);
            let told = if told.is_empty() { String::new() } else { format!("({})", told.join(", ")) };
            documents.chain(questions).chain([told]).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        }
        Err(refusal) => format!("refused: {}", plain(&refusal.sentence(Lang::English))),
    }
}

/// Each case: the lines of a file apart by `/`, and its outcome, or for a refusal some words of it.
fn check(cases: &[(&str, Options, &str)]) {
    for (lines, options, expected) in cases {
        let outcome = outcome(lines.replace(" / ", "\n"), *options);
        match expected.strip_prefix("refused: ") {
            Some(words) => {
                for words in words.split(" | ") {
                    assert!(outcome.starts_with("refused: ") && outcome.contains(words), "{lines}\n{outcome}\n{words}");
                }
            }
            None => assert_eq!(outcome, *expected, "{lines}"),
        }
    }
}

/// One row for each published file whose headings are known: the headings as they are written, a line, and what it gives.
#[test]
fn the_headings_of_every_year_are_known() {
    let none = Options::default();
    check(&[
        // LFI 2014, by category.
        (
            "mission;programme;action;categorie;libelle_categorie;aelf_2013;aeplf;aeamt;aelf;cplf_2013;cpplf;cpamt;cplf;column_14 / Culture;175;08;64;T;5;6;-1;5;5;6;-1;5;",
            year(2014),
            "refused: no PAP of 2014 is known",
        ),
        // PLF 2015 to 2018, by destination alone; LFI 2016, by title.
        (
            "Gestion;2015;;;;;;;; / Type Budget;Budget général;;;;;;;; / ;;;;;;Données;;; / Mission;Programme;Action;Libellé action;Sous-action;Libellé SSA;AELF 2014;AEPLF; CPLF 2014; CPPLF / M;105;1;A;0;;5;6;5;6",
            none,
            "refused: column “categorie” is missing",
        ),
        (
            "Gestion;2016;;;;;;;;;;; / Type Budget;Budget général;;;;;;;;;;; / ;;;;; Données;;;;;;; / Mission;Programme;Action;Libellé action;Titre;AELF 2015;AEPLF;AEAMT;AELF;CPLF 2015;CPPLF;CPAMT;CPLF / M;105;1;A;2;5;6;0;6;5;6;0;6",
            none,
            "refused: column “categorie” is missing",
        ),
        // LFI 2017, in the shape of its file; the first PAP with a layout is that of 2019.
        (
            "ANNEE;Mission;Programme;Libellé;Action;Libellé;Catégorie;Libellé;AE-LF_N1;AE-PLF;AE-AMT;AE-LF;CP-LF_N1;CP-PLF;CP-AMT;CP-LF / 2019;Défense;144;Environnement;03;Recherche;31;Fonctionnement;4;6;1;7;4;5;;5",
            none,
            "2019: LFI 2018 03/31 4/4, PLF 2019 03/31 6/5, amendements 2019 03/31 1/-, LFI 2019 03/31 7/5 (0 NotShown, 0 NotShown)",
        ),
        (
            "Année LFI;Type de Budget (Hors Budgets annexes);Code Mission;Mission;Code Programme;Programme;Code Action;Action;Code Sous-Action;Sous-Action;Code Catégorie;Catégorie;AE LFI 2018;CP LFI 2018;Code Titre;Titre;Code Ministère;Ministère / 2018;Budget général;AA;Action extérieure de l'État;105;Action;01;Coordination;;;21;Rémunérations;42 355 399;42 355 399;2;Personnel;MIN01;Europe",
            none,
            "2019: LFI 2018 01/21 42355399/42355399",
        ),
        (
            "Phase;Type de mission;Mission;Code Programme;Programme;Code Action;Action;Code Sous-Action;Sous-Action;Code Catégorie;Catégorie;AE PLF 2019;CP PLF 2019;Code Ministère;Ministère / PLF 2019;Budget général;Action;348;Rénovation;11;Etudes;;;51;I;20 000 000;20 000 000;7;Action",
            none,
            "2019: PLF 2019 11/51 20000000/20000000",
        ),
        (
            "annee_lfi;type_de_budget_hors_budgets_annexes;code_mission;mission;code_programme;programme;code_action;action;code_sous_action;sous_action;code_categorie;categorie;ae_lfi_2019;cp_lfi_2019;code_titre;titre;code_ministere;ministere / 2019;BG;CA;C;165;P;07;A;31;R;51;I;16156;16156;5;D;MIN12;S",
            none,
            "2020: LFI 2019 07.31/51 16156/16156",
        ),
        (
            "Exercice;loi;typeBudget;ministere;mission;programme;action;sous_action;categorie;titre;aePlfNp1;cpPlfNp1;;; / 2020;PLF;BG;70;DA;178;178-04;178-04-05;51;5;460 459;456 300;;; / ;;;;;;;;;;;;;;",
            none,
            "2020: PLF 2020 04.05/51 460459/456300",
        ),
        (
            "Exercice;loi;typeBudget;ministere;mission;programme;action;sous_action;categorie;titre;AE LFI 2020;CP LFI 2020 / 2020;LFI;BG;10;JA;101;101-01;;31;3;50 000;50 000",
            none,
            "2021: LFI 2020 01/31 50000/50000",
        ),
        (
            "Exercice;loi;typeBudget;ministere;mission;programme;action;sous_action;categorie;titre;AE PLF;CP PLF / 2021;PLF;BG;36;TB;111;111-01;;64;6;3 750 000;4 050 000",
            none,
            "2021: PLF 2021 01/64 3750000/4050000",
        ),
        // LFI 2021 and 2022, in detail: the year is none that the file says.
        (
            "Mission;Code Mission;Type Mission;Programme;Libellé Programme;Action;Libellé Action;Sous Action;Libellé SousAction;Catégorie;Code Titre;Code Ministère;Libellé Ministère;AE T2 PLF;AE HT2 PLF;CP T2 PLF;CP HT2 PLF;AE T2 AMD;AE HT2 amd;CP T2 AMD;CP HT2 AMD;AE T2 LFI;AE HT2 LFI;AE ( T2 + HT2) LFI;CP T2 LFI;CP HT2 LFI;CP ( T2 + HT2) LFI / Justice;JA;BG;101;Accès;01;Aide;;;31;3;10;Justice;0;45 000;0;44 000;0;5;0;0;0;45 005;45 005;0;44 000;44 000",
            year(2021),
            "2021: PLF 2021 01/31 45000/44000, amendements 2021 01/31 5/-, LFI 2021 01/31 45005/44000 (2 YearGiven, 0 NotShown, 0 NotShown)",
        ),
        (
            "exercice;loi;typeBudget;ministere;mission;programme;action;sous-action;categorie;titre;ae;cp / 2022;PLF;BG;10;JA;310;310-01;;22;2;3 051 838;3 051 838",
            none,
            "2022: PLF 2022 01/22 3051838/3051838",
        ),
        // PLF 2023: some lines name their sub-action alone.
        (
            "\u{feff}exercice;loi;typebudget;ministere;mission;programme;action;sous_action;categorie;titre;ae;cp / 2023.0;PLF;BG;70.0;MB;169.0;;169-03-32;64.0;6.0;310000.0;310000.0",
            none,
            "2023: PLF 2023 03.32/64 310000/310000",
        ),
        (
            "mission;code_mission;type_mission;programme;libelle_programme;action;libelle_action;sousaction;libelle_sousaction;categorie;code_titre;code_ministere;libelle_ministere;ae_t2_plf_2023;ae_hors_t2_plf_2023;cp_t2_plf_2023;cp_hors_t2_plf_2023;ae_t2_amendements_2023;ae_hors_t2_amendements_2023;cp_t2_amendements_2023;cp_hors_t2_amendements_2023 / Justice;JA;BG;166.0;J;05;E;;;31.0;3.0;10.0;Justice;0.0;7300000.0;0.0;7000000.0;0.0;5000.0;0.0;0.0",
            none,
            "2023: PLF 2023 05/31 7300000/7000000, amendements 2023 05/31 5000/- (0 NotShown)",
        ),
        (
            "Type Mission;Mission;Code Mission;Programme;Libellé Programme;Action;Libellé Action;Sous Action;Libellé SousAction;Catégorie;Code Titre;AE  PLF;CP PLF;AE Prev FDC/ADP;CP Prev FDC/ADP;Ministère / BG;Direction;DC;129.0;Coordination;17;Coordination;;;21.0;2;2290904.0;2290904.0;4.0;5.0;Services",
            year(2024),
            "2024: PLF 2024 17/21 2290904/2290904, PLF 2024 FdC 17/21 4/5 (2 YearGiven)",
        ),
        (
            "exercice;type_mission;code_mission;mission;ministere;programme;libelle_programme;action;libelle_action;sous_action;libelle_sousaction;categorie;titre;ae_plf;cp_plf;ae_prev_fdc_adp;cp_prev_fdc_adp / 2025;BG;TA;T;05;352;I;01;F;;;31;3;5;6;7;0",
            none,
            "2025: PLF 2025 01/31 5/6, PLF 2025 FdC 01/31 7/-",
        ),
        (
            "exercice;loi;typebudget;ministere;libelle_ministere;mission;libelle_mission;programme;libelle_programme;action;libelle_action;sous_action;libelle_sous_action;categorie;titre;autorisation_engagement;credit_de_paiement / 2025;PLF;BG;12;SPM;TR;Transformation;352;Innovation;352-01;Fonds;;;31;3;7300000.0;7000000.0",
            none,
            "2025: PLF 2025 01/31 7300000/7000000",
        ),
    ]);
}

#[test]
fn contributions_are_of_the_law_that_the_headings_or_the_user_say() {
    let none = Options::default();
    let h = "exercice;programme;action;categorie";
    check(&[
        (
            &format!("{h};AE PLF;CP PLF;AE Prev FDC/ADP;CP Prev FDC/ADP / 2024;352;01;31;7300000;7000000;4000000;4000001"),
            none,
            "2024: PLF 2024 01/31 7300000/7000000, PLF 2024 FdC 01/31 4000000/4000001",
        ),
        (&format!("{h};ae;cp;ae_fdc;cp_fdc / 2024;352;01;31;5;6;7;8"), none, "refused: --law lfi"),
        (&format!("{h};ae;cp;ae_fdc;cp_fdc / 2024;352;01;31;5;6;7;8"), law(Stage::InitialAct), "2025: LFI 2024 01/31 5/6, LFI 2024 FdC 01/31 7/8"),
        (&format!("{h};AE PLF;CP PLF / 2024;352;01;31;5;6"), law(Stage::InitialAct), "2024: PLF 2024 01/31 5/6 (1 LawUnused)"),
        (&format!("{h};ae;cp;ae_fdc;cp_fdc / 2024;352;01;31;5;6;7;8"), law(Stage::Bill), "2024: PLF 2024 01/31 5/6, PLF 2024 FdC 01/31 7/8"),
        // Fonds de concours and attributions de produits in columns of their own.
        (
            &format!("{h};AE PLF;CP PLF;AE FDC;AE ADP;CP FDC;CP ADP / 2024;352;01;31;5;6;3;4;1;"),
            none,
            "2024: PLF 2024 01/31 5/6, PLF 2024 FdC 01/31 7/1",
        ),
        (
            &format!("{h};AE PLF;CP PLF;AE FDC;AE ADP;AE FDC et ADP / 2024;352;01;31;5;6;3;4;8"),
            none,
            "refused: AE FDC et ADP | AE FDC | AE ADP | line 2",
        ),
        // Both laws stand in the headings: nothing says of which the contributions are.
        (
            &format!("{h};AE PLF;CP PLF;AE LFI;CP LFI;AE FDC / 2024;352;01;31;5;6;7;8;9"),
            none,
            "2024: PLF 2024 01/31 5/6, LFI 2024 01/31 7/8 (1 NoStage, 0 NotShown)",
        ),
    ]);
}

#[test]
fn a_law_that_is_neither_the_bill_nor_the_initial_act_is_told_and_left() {
    let others = [
        "PLFR",
        "PLFR 2021",
        "PLFSS",
        "LFIR",
        "LFI+LFR",
        "PLR",
        "Projet de loi de finances rectificative pour 2021",
        "PLF 2021 amendé",
        "Autre",
        "PLF/LFI",
        "Loi de règlement",
    ];
    for other in others {
        let csv = format!("exercice;loi;programme;action;categorie;ae;cp\n2021;{other};352;01;31;5;5\n2021;PLF;352;02;31;1;1\n");
        assert_eq!(outcome(csv, Options::default()), "2021: PLF 2021 02/31 1/1 (2 Law)", "{other}");
    }
    let h = "exercice;loi;programme;action;categorie;ae;cp";
    let none = Options::default();
    check(&[
        (&format!("{h} / 2021;PLF 2020;352;01;31;5;5 / 2021;PLF 2021;352;02;31;1;1"), none, "2021: PLF 2021 02/31 1/1 (2 AgainstYear)"),
        (
            &format!("{h} / ;PLF 2021;352;01;31;5;6 / ;Projet de loi de finances pour 2021;352;02;31;1;1"),
            none,
            "2021: PLF 2021 01/31 5/6, PLF 2021 02/31 1/1",
        ),
        (&format!("{h} / 2020;Loi de finances initiale 2020;352;01;31;5;6"), none, "2021: LFI 2020 01/31 5/6"),
        (&format!("{h} / 2021;;352;01;31;5;5 / 2021;PLF;352;02;31;1;1"), none, "2021: PLF 2021 02/31 1/1 (2 Law)"),
        (&format!("{h} / 2021;;352;01;31;5;5 / 2021;PLF;352;02;31;1;1"), law(Stage::Bill), "2021: PLF 2021 01/31 5/5, PLF 2021 02/31 1/1"),
        // The law of the line decides; a heading that says another one is told.
        ("exercice;loi;programme;action;categorie;AE PLF;CP PLF / 2020;LFI;352;01;31;5;6", none, "2021: LFI 2020 01/31 5/6 (2 LawCounts)"),
    ]);
}

#[test]
fn the_year_of_a_heading_beats_a_guess_and_contradicts_another_one_aloud() {
    let none = Options::default();
    let h = "programme;action;categorie";
    check(&[
        (
            &format!("{h};AE LFI 2020;CP LFI 2020;AE PLF 2021;CP PLF 2021 / 352;01;31;20;20;21;21"),
            none,
            "2021: LFI 2020 01/31 20/20, PLF 2021 01/31 21/21",
        ),
        (
            &format!("{h};AE PLF 2021;CP PLF 2021;AE LFI 2020;CP LFI 2020 / 352;01;31;21;21;20;20"),
            none,
            "2021: LFI 2020 01/31 20/20, PLF 2021 01/31 21/21",
        ),
        (
            &format!("{h};AE PLF 2020;CP PLF 2020;AE PLF 2021;CP PLF 2021 / 352;01;31;20;20;21;21"),
            none,
            "2021: PLF 2020 01/31 20/20, PLF 2021 01/31 21/21",
        ),
        (
            &format!("exercice;{h};AE LFI 2021;CP LFI 2021;AE PLF 2022;CP PLF 2022 / 2022;352;01;31;20;20;21;21"),
            none,
            "2022: LFI 2021 01/31 20/20, PLF 2022 01/31 21/21",
        ),
        (
            &format!("exercice;{h};AE PLF 2022;CP PLF 2022 / 2021;352;01;31;5;5 / 2022;352;02;31;1;1"),
            none,
            "2022: PLF 2022 02/31 1/1 (2 AgainstYear)",
        ),
        (&format!("exercice;{h};AE PLF 2022;CP PLF 2022 / 2021;352;01;31;5;5"), none, "refused: AE PLF 2022 | 2021 | contradicts | line 2"),
        (
            &format!("exercice;{h};AE LFI N-1;CP LFI N-1;AE PLF N;CP PLF N / 2021;352;01;31;1;1;2;2"),
            none,
            "2021: LFI 2020 01/31 1/1, PLF 2021 01/31 2/2",
        ),
        (&format!("{h};AE PLF 2021;CP PLF / 352;01;31;5;6"), none, "2021: PLF 2021 01/31 5/6"),
        (&format!("{h};AE PLF 2021;CP PLF 2021;AE FDC / 352;01;31;5;6;7"), none, "2021: PLF 2021 01/31 5/6, PLF 2021 FdC 01/31 7/-"),
        // 2015 to 2018: the act before is dated, the bill is not.
        (&format!("{h};AELF 2020;AEPLF;CPLF 2020;CPPLF / 352;01;31;20;21;20;21"), none, "refused: --year"),
        (
            &format!("{h};AELF 2020;AEPLF;CPLF 2020;CPPLF / 352;01;31;20;21;20;21"),
            year(2021),
            "2021: LFI 2020 01/31 20/20, PLF 2021 01/31 21/21 (2 YearGiven)",
        ),
        (
            &format!("Gestion;2021 / {h};AELF 2020;AEPLF;CPLF 2020;CPPLF / 352;01;31;20;21;20;21"),
            none,
            "2021: LFI 2020 01/31 20/20, PLF 2021 01/31 21/21 (1 BeforeHeadings)",
        ),
        // Bill and act without a year are of one year; an act alone is the one that the PAP asked for shows.
        (
            &format!("{h};AE PLF;CP PLF;AE LFI;CP LFI / 352;01;31;5;5;6;6"),
            year(2021),
            "2021: PLF 2021 01/31 5/5, LFI 2021 01/31 6/6 (2 YearGiven, 0 NotShown)",
        ),
        (&format!("{h};AE LFI;CP LFI / 352;01;31;6;6"), year(2021), "2021: LFI 2020 01/31 6/6 (2 YearGiven)"),
        (&format!("loi;{h};ae;cp / PLF;352;01;31;5;5 / LFI;352;01;31;6;6"), year(2021), "refused: “exercice” | PLF | LFI"),
    ]);
}

#[test]
fn an_act_of_the_year_of_the_pap_is_named() {
    let csv = "exercice;loi;programme;action;categorie;ae;cp\n2021;PLF;352;01;31;5;5\n2021;LFI;352;01;31;6;6\n";
    assert_eq!(outcome(csv, Options::default()), "2021: PLF 2021 01/31 5/5, LFI 2021 01/31 6/6 (0 NotShown)");
    let import = import::read(&[file("c.csv", csv)], Options::default()).expect("read");
    let text = plain(&import.text(Lang::French));
    assert!(text.contains("2 lignes lues (PLF 2021, LFI 2021)") && text.contains("LFI 2021 : lue et gardée"), "{text}");
}

#[test]
fn money_that_two_columns_say_is_taken_once_or_refused_by_naming_both() {
    let h = "exercice;loi;programme;action;categorie";
    let none = Options::default();
    let with = |columns: &str, line: &str| format!("{h};{columns} / 2021;PLF;352;01;{line}");
    let five = "2021: PLF 2021 01/31 5/5";
    let cases: [(String, Options, &str); 24] = [
        (with("AE T2 PLF;AE HT2 PLF;AE PLF;CP PLF", "31;0;5;5;5"), none, five),
        (with("AE PLF;CP PLF;AE PLF;CP PLF", "31;5;5;5;5"), none, "2021: PLF 2021 01/31 5/5 (1 SameColumn, 1 SameColumn)"),
        (with("ae_plf;cp_plf;ae;cp", "31;5;5;5;5"), none, "2021: PLF 2021 01/31 5/5 (1 SameColumn, 1 SameColumn)"),
        (with("ae_plf;cp_plf;ae_plf_2021;cp", "31;5;5;;5"), none, "2021: PLF 2021 01/31 5/5 (1 SameColumn)"),
        (with("AE HT2 PLF;AE PLF;CP HT2 PLF;CP PLF", "31;5;5;5;5"), none, five),
        (with("AE HT2 PLF;AE T2 PLF;CP HT2 PLF;CP T2 PLF", "31;5;0;5;0"), none, five),
        (with("AE hors T2 PLF;AE T2 PLF;CP hors T2 PLF;CP T2 PLF", "31;5;0;5;0"), none, five),
        (with("ae_hors_t2_plf_2021;ae_t2_plf_2021;cp_hors_t2_plf_2021;cp_t2_plf_2021", "31;5;0;5;"), none, five),
        (with("AE T2;AE HT2;CP T2;CP HT2", "21;5;0;5;0"), none, "2021: PLF 2021 01/21 5/5"),
        (with("AE PLF;CP PLF;AE PLF", "31;5;5;6"), none, "refused: “AE PLF (6)” gives 5 | “AE PLF (8)” gives 6 | line 2"),
        (with("ae_plf;cp_plf;ae", "31;5;5;6"), none, "refused: “ae_plf” gives 5 | “ae” gives 6 | line 2"),
        (with("AE T2 PLF;AE HT2 PLF;AE PLF;CP PLF", "31;0;4;5;5"), none, "refused: “AE PLF” gives 5 | “AE HT2 PLF” gives 4 | line 2"),
        (with("AE HT2 PLF;AE PLF;CP PLF", "31;5;6;5"), none, "refused: “AE PLF” gives 6 | “AE HT2 PLF” gives 5 | line 2"),
        // Title 2 on a line of another title.
        (with("AE T2 PLF;AE HT2 PLF;CP PLF", "31;5;0;5"), none, "refused: AE T2 PLF | title | category 31 | line 2"),
        // One part alone is all of the lines of its titles and nothing of the others.
        (with("AE HT2 PLF;CP HT2 PLF", "31;5;5 / 2021;PLF;352;01;21;0;0"), none, "2021: PLF 2021 01/31 5/5 (3 NoAmount)"),
        // The act is the bill with its amendments.
        (
            with("AE PLF;AE AMT;AE LFI;CP PLF", "31;5;-1;4;5"),
            none,
            "2021: PLF 2021 01/31 5/5, amendements 2021 01/31 -1/-, LFI 2021 01/31 4/- (0 NotShown, 0 NotShown)",
        ),
        (with("AE PLF;AE AMT;AE LFI;CP PLF", "31;5;-1;5;5"), none, "refused: “AE LFI” gives 5 | “AE PLF” + “AE AMT” gives 4 | line 2"),
        (
            with("AE T2 PLF;AE HT2 PLF;AE T2 AMT;AE HT2 AMT;AE LFI;CP PLF", "31;0;5;0;-1;5;5"),
            none,
            "refused: “AE LFI” gives 5 | “AE HT2 PLF” + “AE HT2 AMT” gives 4 | line 2",
        ),
        // A blank says nothing; what cannot be read is no amount of the others.
        (with("AE PLF;ae;CP PLF", "31;;5;5"), none, five),
        (with("AE PLF;ae;CP PLF", "31;x;5;5"), none, "2021: PLF 2021 01/31 -/5 (2 Number)"),
        // Codes.
        (format!("{h};programme;ae;cp / 2021;PLF;352;01;31;352.0;5;5"), none, "2021: PLF 2021 01/31 5/5 (1 SameColumn)"),
        (
            format!("{h};programme;ae;cp / 2021;PLF;352;01;31;353;5;5"),
            none,
            "refused: “programme (3)” says “352” | “programme (6)” says “353” | line 2",
        ),
        (
            format!("{h};libelle_action;libelle_action;ae;cp / 2021;PLF;352;01;31;A;B;5;5 / 2021;PLF;352;01;21;A;B;1;1"),
            none,
            "2021: PLF 2021 01/21 1/1, PLF 2021 01/31 5/5 (2 OtherLabel)",
        ),
        (format!("{h};annee;ae;cp / 2021;PLF;352;01;31;2022;5;5"), none, "refused: “exercice” says “2021” | “annee” says “2022”"),
    ];
    let cases: Vec<(&str, Options, &str)> = cases.iter().map(|(lines, options, expected)| (lines.as_str(), *options, *expected)).collect();
    check(&cases);
}

/// The published LFI 2023: the bill and the amendments are right, every column of the act is 4.
#[test]
fn columns_of_the_act_that_hold_one_value_are_left_and_named() {
    let heading = "programme;action;categorie;ae_t2_plf_2023;ae_hors_t2_plf_2023;cp_t2_plf_2023;cp_hors_t2_plf_2023;ae_t2_amendements_2023;ae_hors_t2_amendements_2023;ae_t2_hors_t2_lfi_2023";
    let lines: String = (1..=8).map(|action| format!("352;{action:02};31;0.0;{action}.0;0.0;{action}.0;0.0;1.0;4.0\n")).collect();
    let outcome = outcome(format!("{heading}\n{lines}"), Options::default());
    assert!(outcome.contains("PLF 2023 08/31 8/8, amendements 2023 01/31 1/-"), "{outcome}");
    assert!(outcome.contains("(1 SameValue") && !outcome.contains("LFI 2023") && !outcome.contains("refused"), "{outcome}");
    // A programme without staff has 0 in a part of the act: nothing is wrong with that.
    let heading = "exercice;programme;action;categorie;AE PLF;CP PLF;AE AMT;AE T2 LFI;AE HT2 LFI";
    let lines: String = (1..=8).map(|action| format!("2023;352;{action:02};31;{action};1;1;0;{}\n", action + 1)).collect();
    let sound = self::outcome(format!("{heading}\n{lines}"), Options::default());
    assert!(sound.contains("LFI 2023 08/31 9/-") && !sound.contains("SameValue"), "{sound}");
}

#[test]
fn amounts_are_counted_in_the_unit_of_their_heading() {
    let none = Options::default();
    let h = "exercice;programme;action;categorie";
    check(&[
        (&format!("{h};AE PLF (en M€);CP PLF k€ / 2021;352;01;31;7,3;7 300"), none, "2021: PLF 2021 01/31 7300000/7300000"),
        (&format!("{h};AE PLF (M€);CP PLF en milliers d'euros / 2021;352;01;31;(7.3);-7300,5"), none, "2021: PLF 2021 01/31 -7300000/-7300500"),
        (&format!("{h};AE PLF (M€);CP PLF / 2021;352;01;31;0,0000005;5"), none, "2021: PLF 2021 01/31 -/5 (2 Number)"),
        (&format!("{h};AE PLF;CP PLF / 2021;352;01;31;7300000.0;9007199254740993"), none, "2021: PLF 2021 01/31 7300000/9007199254740993"),
        (&format!("{h};AE PLF;CP PLF / 2021;352;01;31;12,5;7,3E+06"), none, "refused: line 2"),
        // The whole in millions and the parts in euros are one amount.
        (&format!("{h};AE PLF (M€);AE HT2 PLF;CP PLF / 2021;352;01;31;7,3;7300000;5"), none, "2021: PLF 2021 01/31 7300000/5"),
        (&format!("{h};AE PLF m€;AE PLF;CP PLF / 2021;352;01;31;7,3;7300000;5"), none, "2021: PLF 2021 01/31 7300000/5 (1 Column)"),
    ]);
}

#[test]
fn codes_of_another_programme_and_lines_with_cells_too_many_are_told_and_not_read() {
    let h = "exercice;loi;programme;action;sous_action;categorie;ae;cp";
    let cases = [
        ("352;353-01;", "2 OtherProgramme"),
        ("352;353-01;353-01-02", "2 OtherProgramme"),
        ("352;01;353-01-02", "2 OtherProgramme"),
        ("352;;353-01-02", "2 OtherProgramme"),
        ("352;352-01;352-02-01", "2 Action"),
        ("352;x;", "2 Action"),
        ("352;;", "2 Action"),
    ];
    for (codes, expected) in cases {
        let csv = format!("{h}\n2021;PLF;{codes};31;5;5\n2021;PLF;352;02;;31;1;1\n");
        assert_eq!(outcome(csv, Options::default()), format!("2021: PLF 2021 02/31 1/1 ({expected})"), "{codes}");
    }
    let none = Options::default();
    check(&[
        (&format!("{h} / 2021;PLF;352;01-02;;31;5;6"), none, "2021: PLF 2021 01.02/31 5/6"),
        (&format!("{h} / 2021;PLF;352;01;;31;9;5;6 / 2021;PLF;352;02;;31;1;1;;"), none, "2021: PLF 2021 02/31 1/1 (2 LongLine)"),
        (
            "exercice;loi;programme;libelle_programme;action;categorie;ae;cp / 2021;PLF;352;\"Innovation;01;31;5;5 / 2021;PLF;352;x;02;31;1;1",
            none,
            "refused: line 2, a quotation mark is not closed",
        ),
    ]);
    // Files joined, with their headings; a line without a year among others.
    check(&[
        (&format!("{h} / 2021;PLF;352;01;;31;5;6 / {h} / 2021;PLF;352;02;;31;1;1"), none, "2021: PLF 2021 01/31 5/6, PLF 2021 02/31 1/1"),
        (
            &format!("{h} / 2021;PLF;352;01;;31;5;6 / exercice;loi;programme;action;sous_action;categorie;cp;ae / 2021;PLF;352;02;;31;1;2"),
            none,
            "refused: line 3, other headings",
        ),
        (&format!("{h} / 2021;PLF;352;01;;31;5;6 / ;PLF;352;02;;31;1;1"), none, "2021: PLF 2021 01/31 5/6 (3 Year)"),
        (&format!("{h} / ;PLF;352;01;;31;5;6"), none, "refused: --year"),
    ]);
    let wanted = Options { programme: ProgrammeNumber::new(352), ..none };
    check(&[
        (&format!("{h} / 2021;PLF;352;01;;99;5;5"), wanted, "refused: line 2 | 99 | nothing could be read"),
        (&format!("{h} / 2021;PLF;352;x;;31;5;5 / 2021;PLF;353;01;;31;5;5"), wanted, "refused: line 2 | “x”"),
        (&format!("{h} / 2021;PLF;353;01;;31;5;5"), wanted, "refused: programme 352 is not in the files, which have: 353."),
        (&format!("{h} / 2015;PLF;352;01;;31;5;5"), Options { year: Year::new(2021), ..wanted }, "refused: PLF 2015 | line 2"),
    ]);
}

#[test]
fn lines_that_are_not_read_are_not_counted_and_are_named() {
    let csv = "exercice;loi;programme;action;sous_action;categorie;ae;cp\n\
        2021;PLF;352;01;;31;5;6\n2019;PLF;352;01;;31;5;6\n2019;PLF;352;02;;31;5;6\n2018;PLF;352;02;;31;5;6\n2021;PLF;352;03;;31;7;7\n2021;PLF;352;03;01;31;8;8\n\
        2021;PLF;352;04;;31;;\n2021;PLF;353;01;;31;5;6\n";
    let wanted = Options { programme: ProgrammeNumber::new(352), ..Options::default() };
    let import = import::read(&[file("c.csv", csv)], wanted).expect("read");
    assert_eq!((import.report.files[0].lines, import.report.files[0].others), (2, 1));
    let text = plain(&import.text(Lang::French));
    for said in [
        "2 lignes lues (PLF 2021), 1 d'autres programmes",
        "PLF 2019 : 2 lignes d'une année que ce PAP ne montre pas (3–4)",
        "PLF 2018 : 1 ligne d'une année que ce PAP ne montre pas (5)",
        "action 03",
        "(ligne 6)",
        "ligne 8 : la ligne n'a aucun montant",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

#[test]
fn what_stands_before_the_headings_and_how_lines_end_change_nothing() {
    let table = "exercice;loi;programme;libelle_programme;action;categorie;ae;cp\n2021;PLF;352;Été numérique;01;31;5;6\n";
    let amounts = "2021: PLF 2021 01/31 5/6";
    let cases: [(String, &str); 9] = [
        (table.to_owned(), ""),
        (format!("sep=;\n{table}"), ""),
        (format!("SEP=;\r\n{}", table.replace('\n', "\r\n")), ""),
        (format!("\"sep=;\"\n{table}"), ""),
        (format!("sep=,\n{}", table.replace(';', ",")), ""),
        (format!("\u{feff}sep=;\n\n{table}"), ""),
        (table.replace('\n', "\r"), ""),
        (format!("\n\n{table}"), ""),
        (format!("Données ouvertes;;\nPubliées;;\n{table}"), " (1 BeforeHeadings)"),
    ];
    for (csv, told) in cases {
        assert_eq!(outcome(csv.clone(), Options::default()), format!("{amounts}{told}"), "{csv}");
    }
    // Lines are counted as in the file.
    assert_eq!(outcome(format!("sep=;\n\n{table}2021;X;352;x;02;31;1;1\n"), Options::default()), format!("{amounts} (5 Law)"));
}

#[test]
fn a_stray_byte_changes_no_other_line() {
    let utf8 = "exercice;loi;programme;libelle_programme;action;libelle_action;categorie;ae;cp\n2021;PLF;352;Été numérique;01;Équipe;31;5;6\n";
    let latin = [utf8.as_bytes(), b"2021;PLF;352;\xc9t\xe9 num\xe9rique;02;\xc9lan;31;7 300 000;8\n"].concat();
    let spaced = [utf8.as_bytes(), "2021;PLF;352;Été numérique;02;Élan;31;7".as_bytes(), b"\xa0300\xa0000;8\n"].concat();
    for bytes in [latin, spaced] {
        let import = import::read(&[file("c.csv", bytes)], Options::default()).expect("read");
        let document = &import.documents[0];
        let labels: Vec<&str> = document.actions.iter().map(|action| action.label.as_str()).collect();
        assert_eq!((document.programme.name.as_str(), labels), ("Été numérique", vec!["Équipe", "Élan"]));
        assert_eq!(amounts(document), ["PLF 2021 01/31 5/6", "PLF 2021 02/31 7300000/8"]);
        let text = import.text(Lang::French);
        assert!(text.contains("ligne 3") && text.contains("Windows-1252"), "{text}");
    }
}

#[test]
fn a_mission_in_capitals_is_a_name_and_a_short_one_a_code() {
    for (mission, expected) in [("DÉFENSE", "DÉFENSE"), ("Défense", "Défense"), ("DA", ""), ("TA", "")] {
        let csv = format!("exercice;loi;Mission;programme;action;categorie;ae;cp\n2021;PLF;{mission};352;01;31;5;5\n");
        let import = import::read(&[file("c.csv", csv)], Options::default()).expect("read");
        assert_eq!(import.documents[0].programme.mission, expected, "{mission}");
    }
}

#[test]
fn totals_are_compared_with_the_lines_of_their_own_scope() {
    let h = "exercice;loi;mission;programme;action;categorie;ae;cp";
    let a = "2021;PLF;Défense;352;01;31;100;100 / 2021;PLF;Défense;352;02;31;10;10";
    let b = "2021;PLF;Justice;353;01;31;50;50";
    // How many printed figures are equal, how many differ, and how many totals are of an unclear scope.
    let cases: [(String, (usize, usize, usize)); 17] = [
        (format!("{h} / {a} / ;;;Total programme 352;;;110;110 / {b} / ;;;Total programme 353;;;50;50"), (4, 0, 0)),
        (format!("{h} / {a} / ;;;Sous-total 352;;;110;110 / {b} / ;;;Total;;;160;160"), (4, 0, 0)),
        (format!("{h} / {a} / ;;;352;Total;;110;110 / {b}"), (2, 0, 0)),
        (format!("{h} / {a} / ;;;352;Total 01;;100;100 / {b}"), (2, 0, 0)),
        (format!("{h} / {a} / ;;;352;01;Total;100;100 / ;;;352;Total;31;110;110 / {b}"), (4, 0, 0)),
        (format!("{h} / {a} / ;;Total mission Défense;;;;110;110 / {b} / ;;Total Justice;;;;50;50"), (4, 0, 0)),
        (format!("{h} / {a} / ;;Défense;Total;;;110;110 / {b} / ;;Justice;Total;;;50;50"), (4, 0, 0)),
        (format!("{h} / {a} / {b} / Total général;;;;;;160;161"), (1, 1, 0)),
        (format!("{h} / {a} / ;;;Total programme 352;;;110;111"), (1, 1, 0)),
        // Nothing says what these are over.
        (format!("{h} / {a} / ;;;Total;;;110;110 / {b} / ;;;Total;;;50;50"), (0, 0, 2)),
        (format!("{h} / {a} / ;;;Total;;;110;110 / {b} / ;;;Total;;;160;160"), (2, 0, 1)),
        (format!("{h} / {a} / {b} / ;;;Total action 01;;;150;150"), (0, 0, 1)),
        (format!("{h} / {a} / {b} / ;;;Total hors fonds;;;150;150"), (0, 0, 1)),
        // Lines of two laws under one total.
        (format!("{h} / {a} / 2020;LFI;Défense;352;01;31;7;7 / ;;;Total programme 352;;;117;117"), (2, 0, 0)),
        (format!("{h} / {a} / 2020;LFI;Défense;352;01;31;7;7 / 2020;LFI;;Total programme 352;;;7;7"), (2, 0, 0)),
        // A line that is not read is missing in the sum.
        (format!("{h} / {a} / 2021;PLF;Défense;352;03;99;5;5 / ;;;Total programme 352;;;115;115"), (0, 2, 0)),
        (format!("{h} / {a} / 2021;PLF;Défense;352;;;110;110"), (2, 0, 0)),
    ];
    for (lines, expected) in cases {
        let import = import::read(&[file("c.csv", lines.replace(" / ", "\n"))], Options::default()).expect("read");
        let unclear = import.report.remarks.iter().filter(|remark| remark.told == import::Told::UnclearTotal).count();
        assert_eq!((import.report.equal, import.report.differences.len(), unclear), expected, "{lines}\n{}", import.text(Lang::English));
    }
    // Parts, contributions and units have their totals as well.
    let csv = "exercice;programme;action;categorie;AE T2 PLF;AE HT2 PLF;AE PLF;CP PLF (k€);AE Prev FDC\n\
        2021;352;01;31;0;5000;5000;5;7\n2021;352;01;21;3000;0;3000;3;0\n;Total;;;3000;5000;8000;8;7\n;Total programme 352;;;3000;5000;8000;8;7\n";
    let import = import::read(&[file("c.csv", csv)], Options::default()).expect("read");
    assert_eq!((import.report.equal, import.report.differences.len()), (10, 0), "{}", import.text(Lang::English));
}

#[test]
fn an_amount_that_two_files_give_is_taken_once_or_refused() {
    let one = file("a.csv", "exercice;loi;programme;action;categorie;ae;cp\n2021;PLF;352;01;31;5;6\n");
    let same = file("b.csv", "exercice;programme;action;categorie;AE PLF;CP PLF;AE FDC\n2021;352;01;31;5;6;7\n");
    let other = file("b.csv", "exercice;programme;action;categorie;AE PLF;CP PLF\n2021;352;01;31;5;7\n");
    let none = Options::default();
    assert_eq!(outcome_of(&[one.clone(), same], none), "2021: PLF 2021 01/31 5/6, PLF 2021 FdC 01/31 7/- (2 SameInFile)");
    assert_eq!(outcome_of(&[one.clone(), one.clone()], none), "2021: PLF 2021 01/31 5/6 (2 SameInFile)");
    let refused = outcome_of(&[one, other], none);
    assert!(
        refused.starts_with("refused") && ["a.csv gives 6 (line 2)", "b.csv gives 7 (line 2)"].iter().all(|said| refused.contains(said)),
        "{refused}"
    );
}

#[test]
fn the_program_asks_for_the_law_and_takes_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("c.csv");
    std::fs::write(&path, "exercice;programme;action;categorie;ae;cp\n2021;352;01;31;5;6\n").expect("the file is written");
    let papier = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_papier"))
            .arg("import")
            .arg(&path)
            .args(arguments)
            .env("LC_ALL", "fr_FR.UTF-8")
            .output()
            .expect("papier starts");
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    let (code, said) = papier(&[]);
    assert!(code == Some(2) && said.contains("--law plf ou --law lfi"), "{said}");
    let (code, said) = papier(&["--law", "lfi"]);
    assert!(code == Some(0) && said.contains("1 ligne lue (LFI 2021)"), "{said}");
    let (code, said) = papier(&["--law", "plfr"]);
    assert!(code == Some(2) && said.contains("lfi"), "{said}");
}

// Any facts, in files of every shape

/// One line of money: what a programme has under an action and category in one ministry.
#[derive(Clone, Debug)]
struct Money {
    code: String,
    category: u8,
    ministry: u8,
    /// AE and CP of the bill, its amendments, and contributions.
    bill: [i64; 2],
    amendment: [i64; 2],
    contributions: [i64; 2],
    /// AE and CP of the act before.
    act: [i64; 2],
}

/// A column of a file: its heading, and what it holds on each line.
#[derive(Clone, Debug)]
struct Written {
    heading: String,
    cells: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
enum Shape {
    /// A column of laws, `ae`, `cp`.
    ByLaw,
    /// `AE PLF`, `CP PLF`, and contributions without a law.
    Bill,
    /// Title 2 and others, and the whole.
    Parts,
    /// The bill and the act before it, each with its year.
    Dated,
    /// The bill, its amendments and its act.
    Amended,
    /// In thousands.
    Thousands,
}

const SHAPES: [Shape; 6] = [Shape::ByLaw, Shape::Bill, Shape::Parts, Shape::Dated, Shape::Amended, Shape::Thousands];

fn money() -> impl Strategy<Value = Money> {
    let amount = || prop_oneof![Just(0), -99..99_i64, 1_000..9_999_999_999_i64];
    let pair = move || [amount(), amount()];
    // Odd actions have sub-actions.
    let code = (1..6_u8, 1..4_u8).prop_map(|(action, sub)| if action % 2 == 1 { format!("{action:02}.{sub:02}") } else { format!("{action:02}") });
    let category = prop_oneof![Just(21_u8), Just(22), Just(31), Just(32), Just(51), Just(63)];
    (code, category, 1..4_u8, pair(), pair(), pair(), pair()).prop_map(|(code, category, ministry, bill, amendment, contributions, act)| Money {
        code,
        category,
        ministry,
        bill,
        amendment,
        contributions,
        act,
    })
}

/// What the lines add up to, by stage, year, code, category and measure: the oracle, which knows no heading.
type Sums = BTreeMap<String, i64>;

fn add(sums: &mut Sums, what: &str, money: &Money, euros: [i64; 2], zero_counts: bool) {
    for (measure, euros) in ["ae", "cp"].into_iter().zip(euros) {
        if zero_counts || euros != 0 {
            *sums.entry(format!("{what} {}/{} {measure}", money.code, money.category)).or_default() += euros;
        }
    }
}

/// The columns of a shape, the sums of its lines, and the keys of each line.
fn written(shape: Shape, list: &[Money]) -> (Vec<Written>, Sums, Vec<BTreeSet<String>>) {
    let lines: Vec<(&Money, bool)> = match shape {
        Shape::ByLaw => list.iter().flat_map(|money| [(money, false), (money, true)]).collect(),
        _ => list.iter().map(|money| (money, false)).collect(),
    };
    let column = |heading: &str, cell: &dyn Fn(&Money, bool) -> String| Written {
        heading: heading.into(),
        cells: lines.iter().map(|(money, is_act)| cell(money, *is_act)).collect(),
    };
    let sub = |money: &Money| money.code.split_once('.').map_or(String::new(), |(_, sub)| sub.to_owned());
    let mut columns = vec![
        column("programme", &|_, _| "352".into()),
        column("ministere", &|money, _| money.ministry.to_string()),
        column("action", &|money, _| format!("352-{}", money.code.get(..2).expect("an action"))),
        column("sous_action", &|money, _| sub(money)),
        column("categorie", &|money, _| money.category.to_string()),
    ];
    let is_staff = |money: &Money| money.category / 10 == 2;
    let both = |heading: [&str; 2], pair: &dyn Fn(&Money, bool) -> [i64; 2]| {
        [0, 1].map(|at| column(heading[at], &|money, is_act| pair(money, is_act)[at].to_string()))
    };
    let thousands = |euros: i64| format!("{}{},{:03}", if euros < 0 { "-" } else { "" }, euros.abs() / 1000, euros.abs() % 1000);
    let act_of = |money: &Money| [0, 1].map(|at| money.bill[at] + money.amendment[at]);
    let exercice = |columns: &mut Vec<Written>| columns.push(column("exercice", &|_, is_act| if is_act { "2020" } else { "2021" }.into()));
    match shape {
        Shape::ByLaw => {
            exercice(&mut columns);
            columns.push(column("loi", &|_, is_act| if is_act { "LFI" } else { "PLF" }.into()));
            columns.extend(both(["ae", "cp"], &|money, is_act| if is_act { money.act } else { money.bill }));
        }
        Shape::Bill => {
            exercice(&mut columns);
            columns.extend(both(["AE PLF", "CP PLF"], &|money, _| money.bill));
            columns.extend(both(["AE Prev FDC/ADP", "CP Prev FDC/ADP"], &|money, _| money.contributions));
        }
        Shape::Parts => {
            exercice(&mut columns);
            columns.extend(both(["AE T2 PLF", "CP T2 PLF"], &|money, _| if is_staff(money) { money.bill } else { [0, 0] }));
            columns.extend(both(["AE hors T2 PLF", "CP hors T2 PLF"], &|money, _| if is_staff(money) { [0, 0] } else { money.bill }));
            columns.extend(both(["AE ( T2 + HT2) PLF", "CP ( T2 + HT2) PLF"], &|money, _| money.bill));
        }
        Shape::Dated => {
            columns.extend(both(["AE LFI 2020", "CP LFI 2020"], &|money, _| money.act));
            columns.extend(both(["AE PLF 2021", "CP PLF 2021"], &|money, _| money.bill));
        }
        Shape::Amended => {
            exercice(&mut columns);
            columns.extend(both(["AEPLF", "CPPLF"], &|money, _| money.bill));
            columns.extend(both(["AEAMT", "CPAMT"], &|money, _| money.amendment));
            columns.extend(both(["AELF", "CPLF"], &|money, _| act_of(money)));
        }
        Shape::Thousands => {
            exercice(&mut columns);
            columns.extend([0, 1].map(|at| column(["AE PLF k€", "CP PLF k€"][at], &|money, _| thousands(money.bill[at]))));
        }
    }
    let mut sums = Sums::new();
    let mut keys = Vec::new();
    for (money, is_act) in &lines {
        let mut own = Sums::new();
        for sums in [&mut sums, &mut own] {
            match shape {
                Shape::ByLaw if *is_act => add(sums, "LFI 2020", money, money.act, true),
                Shape::Dated => {
                    add(sums, "LFI 2020", money, money.act, true);
                    add(sums, "PLF 2021", money, money.bill, true);
                }
                Shape::ByLaw | Shape::Bill | Shape::Parts | Shape::Amended | Shape::Thousands => add(sums, "PLF 2021", money, money.bill, true),
            }
            match shape {
                Shape::Bill => add(sums, "PLF 2021 FdC", money, money.contributions, false),
                Shape::Amended => {
                    add(sums, "amendements 2021", money, money.amendment, false);
                    add(sums, "LFI 2021", money, act_of(money), true);
                }
                Shape::ByLaw | Shape::Parts | Shape::Dated | Shape::Thousands => {}
            }
        }
        keys.push(own.into_keys().collect());
    }
    (columns, sums, keys)
}

/// Every amount of a document, as the oracle names them.
fn sums_of(document: &Document) -> Sums {
    let mut sums = Sums::new();
    for line in amounts(document) {
        let (what, pair) = line.rsplit_once(' ').expect("amounts");
        for (measure, euros) in ["ae", "cp"].into_iter().zip(pair.split('/')) {
            if euros != "-" {
                sums.insert(format!("{what} {measure}"), euros.parse().expect("an amount"));
            }
        }
    }
    sums
}

#[derive(Clone, Debug)]
struct Trial {
    shape: Shape,
    money: Vec<Money>,
    dropped: Vec<prop::sample::Index>,
    doubled: Vec<prop::sample::Index>,
    order: Vec<u32>,
    line_order: Vec<u32>,
    doubled_line: Option<prop::sample::Index>,
    /// A doubled column whose first cell says one more.
    falsified: bool,
}

fn trials() -> impl Strategy<Value = Trial> {
    let index = any::<prop::sample::Index>;
    (
        proptest::sample::select(&SHAPES[..]),
        proptest::collection::vec(money(), 1..7),
        proptest::collection::vec(index(), 0..3),
        proptest::collection::vec(index(), 0..3),
        proptest::collection::vec(any::<u32>(), 24),
        proptest::collection::vec(any::<u32>(), 12),
        proptest::option::weighted(0.2, index()),
        proptest::bool::weighted(0.2),
    )
        .prop_map(|(shape, money, dropped, doubled, order, line_order, doubled_line, falsified)| Trial {
            shape,
            money,
            dropped,
            doubled,
            order,
            line_order,
            doubled_line,
            falsified,
        })
}

/// Reads a file with columns taken away, doubled and shuffled, and its lines likewise.
fn holds(trial: &Trial) -> Result<(), TestCaseError> {
    let (mut columns, sums, keys) = written(trial.shape, &trial.money);
    let mut gone = BTreeSet::new();
    for index in &trial.dropped {
        let at = index.index(columns.len());
        // Two lines of one ministry would be told apart by nothing.
        if columns.len() > 1 && columns[at].heading != "ministere" {
            gone.insert(columns.remove(at).heading);
        }
    }
    let mut falsified = None;
    for index in &trial.doubled {
        let mut double = columns[index.index(columns.len())].clone();
        let is_amount = double.heading.starts_with("AE") || double.heading.starts_with("CP") || matches!(double.heading.as_str(), "ae" | "cp");
        if trial.falsified && is_amount && falsified.is_none() && !double.heading.contains("k€") {
            double.cells[0] = (double.cells[0].parse::<i64>().expect("an amount") + 1).to_string();
            falsified = Some(double.heading.clone());
        }
        columns.push(double);
    }
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|at| trial.order[*at % trial.order.len()]);
    let mut lines: Vec<usize> = (0..keys.len()).collect();
    lines.sort_by_key(|at| trial.line_order[*at % trial.line_order.len()]);
    if let Some(index) = trial.doubled_line {
        lines.push(lines[index.index(lines.len())]);
    }
    let row = |cell: &dyn Fn(&Written) -> String| order.iter().map(|at| cell(&columns[*at])).collect::<Vec<_>>().join(";");
    let mut csv = row(&|column| column.heading.clone()) + "\n";
    for line in &lines {
        csv += &(row(&|column| column.cells[*line].clone()) + "\n");
    }
    let import = match import::read(&[file("c.csv", csv.clone())], Options::default()) {
        Ok(import) => import,
        Err(refusal) => {
            let said = refusal.sentence(Lang::French);
            let is_named = said.contains("c.csv") || said.contains("--year") || said.contains("ligne");
            let is_due = !gone.is_empty() || falsified.as_ref().is_some_and(|heading| said.contains(heading.as_str()));
            prop_assert!(is_due && is_named, "{said}\n{csv}");
            return Ok(());
        }
    };
    prop_assert!(falsified.is_none() || !gone.is_empty(), "{csv}");
    if !import.report.questions.is_empty() {
        return Ok(());
    }
    prop_assert!(trial.doubled_line.is_none() || lines.len() == keys.len() + 1);
    let [document] = import.documents.as_slice() else { return Err(TestCaseError::fail(csv)) };
    let found = sums_of(document);
    // A sub-action without its column is not there: its lines are of the action.
    if gone.contains("sous_action") {
        return Ok(());
    }
    let mut counted = sums.clone();
    let repeated: BTreeSet<&String> = trial.doubled_line.map(|index| &keys[lines[index.index(keys.len())]]).into_iter().flatten().collect();
    counted.retain(|key, _| !repeated.contains(key));
    for (key, euros) in &found {
        prop_assert!(sums.contains_key(key), "{key} {euros}\n{csv}");
        if let Some(expected) = counted.get(key) {
            prop_assert_eq!(euros, expected, "{} in\n{}", key, csv);
        }
    }
    if gone.is_empty() {
        prop_assert_eq!(found.keys().collect::<Vec<_>>(), sums.keys().collect::<Vec<_>>(), "{}", csv);
    }
    // What is counted as read stands in the document; any other line is named.
    let named: BTreeSet<usize> = import.report.remarks.iter().map(|remark| remark.spot.line).collect();
    let stands = |line: usize| keys[line].iter().any(|key| found.contains_key(key));
    let mut read = 0;
    for (number, line) in (2..).zip(&lines) {
        let is_zero = !stands(*line);
        read += usize::from(!is_zero);
        prop_assert!(!is_zero || named.contains(&number), "line {number}: {:?}\n{csv}", import.report.remarks);
    }
    prop_assert!(import.report.files[0].lines <= read, "{} lines counted of {read}\n{csv}", import.report.files[0].lines);
    if gone.is_empty() {
        prop_assert_eq!(import.report.files[0].lines, lines.len(), "{}", csv);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever columns and lines are there, an amount is read exactly once or not at all, and what is not read is named.
    #[test]
    fn any_choice_of_columns_and_lines_gives_the_exact_sums_once_or_a_refusal(trial in trials()) {
        holds(&trial)?;
    }
}

/// A unit that stands apart from the headings is never guessed away: the file is refused by its words.
#[test]
fn a_unit_apart_from_the_headings_refuses_the_file() {
    let headings = "exercice;loi;programme;action;categorie;ae;cp";
    let line = "2021;PLF;352;01;31;5;6";
    for (csv, words) in [
        (format!("Montants en milliers d'euros\n{headings}\n{line}\n"), "Montants en milliers d'euros"),
        (format!("En k€;;;;;;\n{headings}\n{line}\n"), "En k€"),
        (format!("Unité : M€\n{headings}\n{line}\n"), "Unité : M€"),
        (format!("{headings}\n{line}\n(en milliers d'euros);;;;;;\n"), "(en milliers d'euros)"),
        (format!("{headings};unité\n{line};k€\n"), "k€"),
    ] {
        match import::read(&[file("c.csv", csv.as_str())], Options::default()) {
            Err(import::ImportRefusal::UnitApart { words: said, .. }) => assert!(said.starts_with(words), "{csv}: {said}"),
            other => panic!("{csv}: {other:?}"),
        }
    }
    let in_headings = "exercice;loi;programme;action;categorie;ae (k€);cp (k€)\n2021;PLF;352;01;31;5;6\n";
    for csv in [format!("Montants en milliers d'euros\n{in_headings}"), format!("Source : direction du budget\n{headings}\n{line}\n")] {
        assert!(import::read(&[file("c.csv", csv.as_str())], Options::default()).is_ok(), "{csv}");
    }
}

/// A line above the headings may say the year of the amounts in words; another year that is asked is not put in its place.
#[test]
fn a_year_in_words_above_the_headings_is_that_of_the_amounts() {
    for above in ["PLF 2021 – dépenses", "Exercice 2021", "Année : 2021;;;;", "Gestion;2021"] {
        let csv = format!("{above}\nprogramme;action;categorie;ae plf;cp plf\n352;01;31;5;6\n");
        let read = |options| import::read(&[file("c.csv", csv.as_str())], options);
        let alone = read(Options::default()).unwrap_or_else(|refusal| panic!("{above}: {refusal}"));
        assert_eq!(alone.documents[0].year, Year::new(2021).expect("a year"), "{above}");
        // The PAP of 2022 shows the bill of 2021 as what the act is made of.
        let years = |import: Import| import.documents.iter().flat_map(|document| document.credits.rows().map(|row| row.0)).collect::<Vec<_>>();
        assert!(read(year(2022)).map(years).is_ok_and(|years| years.iter().all(|year| year.get() == 2021)), "{above}");
    }
}
