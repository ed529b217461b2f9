//! Open-data files of the budget: what headings, laws, years and codes say is read exactly once, or refused and named.
//!
//! Each row of a table is a file as someone gives it and all that is made of it: the amounts of the document, what is told line by line, or the
//! refusal. The property at the end writes facts of its own into files of every shape and takes columns and lines away, doubles and shuffles them.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use crate::proofs;
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
        (
            &format!("{h};ae;cp;ae_fdc;cp_fdc / 2024;352;01;31;5;6;7;8"),
            law(Stage::InitialAct),
            "2025: LFI 2024 01/31 5/6, LFI 2024 FdC 01/31 7/8 (2 OneKind, 2 OneKind)",
        ),
        (&format!("{h};AE PLF;CP PLF / 2024;352;01;31;5;6"), law(Stage::InitialAct), "2024: PLF 2024 01/31 5/6 (1 LawUnused)"),
        (
            &format!("{h};ae;cp;ae_fdc;cp_fdc / 2024;352;01;31;5;6;7;8"),
            law(Stage::Bill),
            "2024: PLF 2024 01/31 5/6, PLF 2024 FdC 01/31 7/8 (2 OneKind, 2 OneKind)",
        ),
        // One kind that stands for both is told, once for a column; where the other has a column, it is the whole.
        (
            &format!("{h};AE PLF;CP PLF;AE FDC;CP FDC;AE FDC et ADP / 2021;352;01;31;10;10;5;5;8 / 2021;352;02;31;10;10;5;5;8"),
            none,
            "2021: PLF 2021 01/31 10/10, PLF 2021 02/31 10/10, PLF 2021 FdC 01/31 8/5, PLF 2021 FdC 02/31 8/5 (2 OneKind)",
        ),
        (
            &format!("{h};AE PLF;CP PLF;AE ADP;AE FDC;CP ADP / 2021;352;01;31;10;10;5;;4"),
            none,
            "2021: PLF 2021 01/31 10/10, PLF 2021 FdC 01/31 5/4 (2 OneKind)",
        ),
        (
            &format!("{h};AE PLF;CP PLF;AE FDC;AE FDC et ADP / 2021;352;01;31;10;10;5; / 2021;352;02;31;10;10;0;0"),
            none,
            "2021: PLF 2021 01/31 10/10, PLF 2021 02/31 10/10, PLF 2021 FdC 01/31 5/- (2 OneKind)",
        ),
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
        (&format!("{h};AE PLF 2021;CP PLF 2021;AE FDC et ADP / 352;01;31;5;6;7"), none, "2021: PLF 2021 01/31 5/6, PLF 2021 FdC 01/31 7/-"),
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
        (&format!("{h};AE PLF (k€);CP PLF k€ / 2021;352;01;31;7300;7 300"), none, "2021: PLF 2021 01/31 7300000/7300000"),
        // Columns that count in different units are told.
        (&format!("{h};AE PLF (en M€);CP PLF k€ / 2021;352;01;31;7,3;7 300"), none, "2021: PLF 2021 01/31 7300000/7300000 (1 OtherUnit)"),
        (&format!("{h};AE PLF (k€);CP PLF / 2021;352;01;31;7301;7301"), none, "2021: PLF 2021 01/31 7301000/7301 (1 OtherUnit)"),
        (
            &format!("{h};AE PLF;CP PLF;AE FDC et ADP (k€);CP FDC et ADP (k€) / 2021;352;01;31;7;7;5;5"),
            none,
            "2021: PLF 2021 01/31 7/7, PLF 2021 FdC 01/31 5000/5000 (1 OtherUnit)",
        ),
        (&format!("{h};AE PLF (M d'euros);CP PLF (M€) / 2021;352;01;31;7;7"), none, "2021: PLF 2021 01/31 7000000/7000000"),
        (
            &format!("{h};AE PLF (M€);CP PLF en milliers d'euros / 2021;352;01;31;(7.3);-7300,5"),
            none,
            "2021: PLF 2021 01/31 -7300000/-7300500 (1 OtherUnit)",
        ),
        (&format!("{h};AE PLF (M€);CP PLF / 2021;352;01;31;0,0000005;5"), none, "2021: PLF 2021 01/31 -/5 (1 OtherUnit, 2 Number)"),
        (&format!("{h};AE PLF;CP PLF / 2021;352;01;31;7300000.0;9007199254740993"), none, "2021: PLF 2021 01/31 7300000/9007199254740993"),
        (&format!("{h};AE PLF;CP PLF / 2021;352;01;31;12,5;7,3E+06"), none, "refused: line 2"),
        // The whole in millions and the parts in euros are one amount.
        (&format!("{h};AE PLF (M€);AE HT2 PLF;CP PLF / 2021;352;01;31;7,3;7300000;5"), none, "2021: PLF 2021 01/31 7300000/5 (1 OtherUnit)"),
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
        "2 lignes lues (PLF 2021), une d'un autre programme",
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

/// Lines are counted as an editor shows them, blank ones too, wherever these stand.
#[test]
fn blank_lines_are_counted() {
    let headings = "exercice;loi;programme;action;categorie;ae;cp";
    let line = "2021;PLF;352;01;31;5;6";
    let wrong = "2021;X;352;02;31;1;1";
    let cases = [
        (format!("{headings}\n\n\n{line}\n\n\n{wrong}\n{wrong}\n"), "(7 Law, 8 Law)"),
        (format!("{headings}\r\n\r\n{line}\r\n\r\n{wrong}\r\n"), "(5 Law)"),
        (format!("{headings}\r\r{line}\r\r{wrong}"), "(5 Law)"),
        (format!("\n\n{headings}\n\n{line}\n \n{wrong}\n"), "(7 Law)"),
        (format!("{headings};libelle_action\n\n{line};\"a\n\nb\"\n\n{wrong};c\n"), "(7 Law)"),
        (format!("{headings}\n{line}\n;;;;;;\n\n{wrong}\n"), "(5 Law)"),
        (format!("sep=;\n\nSource\n\n{headings}\n\n{line}\n\n{wrong}\n"), "(3 BeforeHeadings, 9 Law)"),
        (format!("{headings};x\n\n\n{line};y\n"), "(1 Column)"),
    ];
    for (csv, told) in cases {
        assert_eq!(outcome(csv.clone(), Options::default()), format!("2021: PLF 2021 01/31 5/6 {told}"), "{csv}");
    }
    let unit = import::read(&[file("c.csv", format!("{headings}\n\n\n;;;;;k€;k€\n{line}\n"))], Options::default());
    assert!(matches!(unit, Err(import::ImportRefusal::UnitApart { line: 4, .. })), "{unit:?}");
}

/// A category has two digits, perhaps with its name after it; a title is none.
#[test]
fn a_category_may_have_its_name_beside_it_and_a_title_is_none() {
    let h = "exercice;loi;programme;action;categorie;ae;cp / 2021;PLF;352;01;31;5;6 / 2021;PLF;352;02";
    let none = Options::default();
    check(&[
        (&format!("{h};31 - Fonctionnement;7;7"), none, "2021: PLF 2021 01/31 5/6, PLF 2021 02/31 7/7"),
        (&format!("{h};3;7;7"), none, "2021: PLF 2021 01/31 5/6 (3 TitleAlone)"),
        (&format!("{h};T3;7;7"), none, "2021: PLF 2021 01/31 5/6 (3 TitleAlone)"),
        (&format!("{h};99;7;7"), none, "2021: PLF 2021 01/31 5/6 (3 Category)"),
        (&format!("{h};31 - Rémunérations d'activité;7;7"), none, "2021: PLF 2021 01/31 5/6 (3 Nature)"),
    ]);
    for lang in [Lang::French, Lang::English] {
        let import = import::read(&[file("c.csv", format!("{h};3;7;7").replace(" / ", "\n"))], none).expect("read");
        let text = plain(&import.text(lang));
        let (wanted, wrong) = lang.pick(("à deux chiffres", "ni titre"), ("of two digits", "neither title"));
        assert!(text.contains(wanted) && !text.contains(wrong), "{text}");
    }
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
    let same = file("b.csv", "exercice;programme;action;categorie;AE PLF;CP PLF;AE FDC et ADP\n2021;352;01;31;5;6;7\n");
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

/// Each case: the files apart by `//`, the lines of each apart by ` / `, and the outcome of all.
fn check_files(cases: &[(String, &str)]) {
    for (files, expected) in cases {
        let files: Vec<File> =
            files.split(" // ").zip('a'..).map(|(lines, letter)| file(&format!("{letter}.csv"), lines.replace(" / ", "\n"))).collect();
        let outcome = outcome_of(&files, Options::default());
        match expected.strip_prefix("refused: ") {
            Some(words) => {
                for words in words.split(" | ") {
                    assert!(outcome.starts_with("refused: ") && outcome.contains(words), "{files:?}\n{outcome}\n{words}");
                }
            }
            None => assert_eq!(outcome, *expected, "{files:?}"),
        }
    }
}

/// One amount is taken once; two ministries have two, equal or not; what could be either is refused.
#[test]
fn amounts_of_two_files_are_one_or_two_by_the_ministry_that_they_say() {
    let h = "exercice;loi;ministere;programme;action;categorie;ae;cp";
    let label = "exercice;loi;libelle_ministere;programme;action;categorie;ae;cp";
    let both = "exercice;loi;ministere;libelle_ministere;programme;action;categorie;ae;cp";
    let none = "exercice;loi;programme;action;categorie;ae;cp";
    let line = |ministry: &str, amounts: &str| format!("2021;PLF;{ministry};352;01;31;{amounts}");
    let plain = |amounts: &str| format!("2021;PLF;352;01;31;{amounts}");
    let (five, seven) = (line("05", "5;6"), line("12", "7;8"));
    let once = "2021: PLF 2021 01/31 5/6 (2 SameInFile)";
    let other = |heading: &str, word: &str| format!("exercice;loi;{heading};programme;action;categorie;ae;cp / {}", line(word, "5;6"));
    check_files(&[
        // Two ministries.
        (format!("{h} / {five} // {h} / {}", line("12", "5;6")), "2021: PLF 2021 01/31 10/12 (2 Summed)"),
        (format!("{h} / {five} // {h} / {seven}"), "2021: PLF 2021 01/31 12/14 (2 Summed)"),
        (format!("{label} / {} // {label} / {}", line("Justice", "5;6"), line("Défense", "5;6")), "2021: PLF 2021 01/31 10/12 (2 Summed)"),
        (format!("{h} / {five} // {h} / {seven} // {h} / {}", line("36", "1;1")), "2021: PLF 2021 01/31 13/15 (2 Summed)"),
        (format!("{h} / {five} / {seven} // {h} / {seven} / {}", line("36", "1;1")), "2021: PLF 2021 01/31 13/15 (2 SameInFile, 2 Summed)"),
        // One ministry, however it is written.
        (format!("{h} / {five} // {h} / {}", line("5.0", "5;6")), once),
        (format!("{h} / {five} // {h} / {}", line("MIN05", "5;6")), once),
        (format!("{label} / {} // {label} / {}", line("Défense", "5;6"), line("DEFENSE", "5;6")), once),
        (format!("{both} / {} // {label} / {}", line("05;Justice", "5;6"), line("Justice", "5;6")), once),
        (format!("{both} / {} // {label} / {}", line("05;Justice", "5;6"), line("Défense", "5;6")), "refused: ministry | “5” | “defense” | join"),
        (format!("{h} / {five} // {h} / {}", line("05", "5;7")), "refused: a.csv gives 6 (line 2) | b.csv gives 7 (line 2)"),
        // A code beside a name: one or two.
        (
            format!("{h} / {five} // {label} / {}", line("Justice", "5;6")),
            "refused: 352, 01, 31 | a.csv (line 2) | b.csv (line 2) | ministry | “justice”",
        ),
        // A file that says no ministry has all of them.
        (format!("{none} / {} // {h} / {five}", plain("5;6")), once),
        (format!("{none} / {} // {h} / {five} / {seven}", plain("12;14")), "2021: PLF 2021 01/31 12/14 (2 SameInFile)"),
        (format!("{h} / {five} / {seven} // {none} / {}", plain("12;14")), "2021: PLF 2021 01/31 12/14 (2 SameInFile, 2 Summed)"),
        (format!("{none} / {} // {h} / {five}", plain("12;14")), "refused: a.csv gives 12 (line 2) | b.csv gives 5 (line 2)"),
        // Zero is zero, once or twice.
        (format!("{h} / {} // {label} / {}", line("05", "0;0"), line("Justice", "0;0")), "2021: PLF 2021 01/31 0/0 (2 SameInFile)"),
        // Another mission, or another word in a column that is not known.
        (format!("{} // {}", other("mission", "TA"), other("mission", "DA")), "refused: “mission” | “ta” | “da”"),
        (format!("{} // {}", other("mission", "TA"), other("mission", "TA")), once),
        (format!("{} // {}", other("mission", "Défense"), other("mission", "Justice")), "refused: “defense” | “justice”"),
        (format!("{} // {}", other("libelle_mission", "Défense"), other("mission", "DÉFENSE")), once),
        // A code in one file and a name in the other may be one.
        (format!("{} // {}", other("mission", "DA"), other("mission", "Défense")), "2021: PLF 2021 01/31 5/6 (2 SameInFile)"),
        (format!("{} // {}", other("source", "X"), other("source", "Y")), "refused: “source” | “x” | “y”"),
        (format!("{} // {}", other("source", "X"), other("source", "X")), "2021: PLF 2021 01/31 5/6 (1 Column, 1 Column, 2 SameInFile)"),
        (format!("{} // {none} / {}", other("source", "X"), plain("5;6")), "2021: PLF 2021 01/31 5/6 (1 Column, 2 SameInFile)"),
    ]);
}

/// Fonds de concours in one file and attributions de produits in another are two; the whole beside one of them is not known to hold it.
#[test]
fn contributions_of_two_files_are_added_up_by_their_kind() {
    let h = |kind: &str| format!("exercice;programme;action;categorie;AE PLF;CP PLF;AE {kind} / 2021;352;01;31;5;6");
    check_files(&[
        (
            format!("{};7 // {};7", h("FDC"), h("ADP")),
            "2021: PLF 2021 01/31 5/6, PLF 2021 FdC 01/31 14/- (2 OneKind, 2 OneKind, 2 SameInFile, 2 Summed)",
        ),
        (format!("{};7 // {};7", h("FDC"), h("FDC")), "2021: PLF 2021 01/31 5/6, PLF 2021 FdC 01/31 7/- (2 OneKind, 2 OneKind, 2 SameInFile)"),
        (format!("{};7 // {};7", h("FDC/ADP"), h("FDC")), "2021: PLF 2021 01/31 5/6, PLF 2021 FdC 01/31 7/- (2 OneKind, 2 SameInFile)"),
        (format!("{};9 // {};7", h("FDC/ADP"), h("FDC")), "refused: a.csv gives 9 | b.csv gives 7"),
    ]);
}

/// What is said of a line is true of it: nothing is given twice where each file gives one measure.
#[test]
fn files_that_give_one_measure_each_are_put_together_without_contradiction() {
    let h = "exercice;loi;programme;action;categorie;ae;cp";
    check_files(&[
        (format!("{h} / 2021;PLF;352;01;31;5; // {h} / 2021;PLF;352;01;31;;6"), "2021: PLF 2021 01/31 5/6"),
        (format!("{h} / 2021;PLF;352;01;31;5; // {h} / 2021;PLF;352;01;31;5;6"), "2021: PLF 2021 01/31 5/6 (2 SameInFile)"),
        (
            format!("{h} / 2021;PLF;352;01;31;5; // {h} / 2021;PLF;352;01;31;;6 // {h} / 2021;PLF;352;01;31;5;6"),
            "2021: PLF 2021 01/31 5/6 (2 SameInFile)",
        ),
        (
            format!("{h} / 2021;PLF;352;01;31;5; // {h} / 2021;PLF;352;01;31;;6 // {h} / 2021;PLF;352;01;31;5;7"),
            "refused: b.csv gives 6 | c.csv gives 7",
        ),
    ]);
    let files =
        [file("a.csv", format!("{h}\n2021;PLF;352;01;31;5;\n")), file("b.csv", format!("{h}\n2021;PLF;352;01;31;5;6\n2021;PLF;352;02;31;7;\n"))];
    let import = import::read(&files, Options::default()).expect("read");
    let text = plain(&import.text(Lang::French));
    assert!(text.contains("a.csv : données ouvertes, 1 ligne lue") && text.contains("b.csv : données ouvertes, 2 lignes lues"), "{text}");
    assert!(text.contains("b.csv, ligne 2 : ligne 2 : des montants que donne déjà a.csv, lus une fois, et d'autres qui s'y ajoutent."), "{text}");
    assert!(!text.contains("additionnées"), "{text}");
}

#[test]
fn lines_that_say_the_same_however_they_are_written_are_a_question() {
    let h = "exercice;loi;ministere;programme;libelle_programme;action;sous_action;libelle_sous_action;categorie;titre;source;ae;cp";
    let first = "2021;PLF;05;352;Innovation;01;;;31;3;x;5;6";
    let same = [
        first,
        "2021;PLF;5;352;Innovation;1;;;31;3;x;5,0;6.00",
        "2021.0;PLF 2021;5.0;352.0;INNOVATION;352-01;0;;31.0;3.0;X;5 ;6,00 €",
        "2021;plf;MIN05;P352;;01;-;;31;;x;5;6",
        "2021;Projet de loi de finances;05;0352;Autre nom;1.0;00;;31;3; x ;+5;6",
    ];
    let other = [
        "2021;PLF;06;352;Innovation;01;;;31;3;x;5;6",
        "2021;PLF;05;352;Innovation;02;;;31;3;x;5;6",
        "2021;PLF;05;352;Innovation;01;1;;31;3;x;5;6",
        "2021;PLF;05;352;Innovation;01;;;32;3;x;5;6",
        "2021;PLF;05;352;Innovation;01;;;31;3;y;5;6",
        "2021;PLF;05;352;Innovation;01;;;31;3;x;5;7",
        // A part that only its name tells apart.
        "2021;PLF;05;352;Innovation;01;;Écoles;31;3;x;5;6",
    ];
    let asked = |line: &str| {
        let import = import::read(&[file("c.csv", format!("{h}\n{first}\n{line}\n"))], Options::default()).expect("read");
        import.report.questions.iter().map(|question| plain(&question.sentence(Lang::French))).collect::<Vec<_>>()
    };
    for line in same {
        let asked = asked(line);
        assert!(asked.len() == 1 && asked[0].contains("la ligne 3 dit la même chose que la ligne 2"), "{line}: {asked:?}");
    }
    for line in other {
        assert_eq!(asked(line), [""; 0], "{line}");
    }
}

#[test]
fn a_year_above_the_headings_contradicts_that_of_lines_aloud() {
    let none = Options::default();
    let h = "exercice;loi;programme;action;categorie;ae;cp";
    check(&[
        (&format!("Gestion;2015 / {h} / 2021;PLF;352;01;31;5;6"), none, "refused: line 3 | 2021 | contradicts the year that “Gestion 2015” says"),
        (&format!("PLF 2020 – dépenses / {h} / 2021;PLF;352;01;31;5;6"), none, "refused: line 3 | “PLF 2020 – dépenses”"),
        (&format!("Gestion;2015 / {h} / ;PLF 2021;352;01;31;5;6"), none, "refused: line 3 | PLF 2021 | Gestion 2015"),
        ("Gestion;2015 / programme;action;categorie;AE PLF 2021;CP PLF 2021 / 352;01;31;5;6", none, "refused: line 3 | AE PLF 2021 | Gestion 2015"),
        // The act before the bill stands in the file of the bill; a line without a year has that of the file.
        (
            &format!("Gestion;2021 / {h} / 2020;LFI;352;01;31;5;6 / ;PLF;352;01;31;7;8 / 2019;PLF;352;01;31;9;9"),
            none,
            "2021: LFI 2020 01/31 5/6, PLF 2021 01/31 7/8 (1 BeforeHeadings, 5 AgainstYear)",
        ),
        (
            "Gestion;2021 / exercice;programme;action;categorie;AE LFI;CP LFI / 2020;352;01;31;5;6",
            none,
            "2021: LFI 2020 01/31 5/6 (1 BeforeHeadings)",
        ),
    ]);
}

/// The first name of a thing is kept; each other one is told, once.
#[test]
fn a_thing_that_is_named_in_two_ways_is_told() {
    let h = "exercice;loi;mission;libelle_mission;programme;libelle_programme;action;libelle_action;sous_action;libelle_sous_action;categorie;libelle_categorie;ae;cp";
    let first = "2021;PLF;TA;Transformation;352;Innovation;01;Fonds;1;Écoles;31;Fonctionnement;5;6";
    let cases = [
        ("2021;PLF;TA;TRANSFORMATION;352;innovation;01; Fonds ;2;Écoles;31;fonctionnement;7;8", ""),
        ("2021;PLF;DA;Transformation;352;Innovation;01;Fonds;2;Autre;31;Fonctionnement;7;8", "« DA » : ailleurs : « TA »"),
        ("2021;PLF;TA;Défense;352;Innovation;01;Fonds;2;Autre;31;Fonctionnement;7;8", "« Défense » : ailleurs : « Transformation »"),
        ("2021;PLF;TA;Transformation;352;Numérique;01;Fonds;2;Autre;31;Fonctionnement;7;8", "« Numérique » : ailleurs : « Innovation »"),
        ("2021;PLF;TA;Transformation;352;Innovation;01;Soutien;2;Autre;31;Fonctionnement;7;8", "« Soutien » : ailleurs : « Fonds »"),
        ("2021;PLF;TA;Transformation;352;Innovation;01;Fonds;1;Lycées;32;;7;8", "« Lycées » : ailleurs : « Écoles »"),
        ("2021;PLF;TA;Transformation;352;Innovation;01;Fonds;2;Autre;31;Personnel;7;8", "« Personnel » : ailleurs : « Fonctionnement »"),
        // The name of one category beside the code of another.
        (
            "2021;PLF;TA;Transformation;352;Innovation;01;Fonds;2;Autre;21;Prestations sociales et allocations diverses;7;8",
            "« Prestations sociales et allocations diverses » : ailleurs : « Rémunérations d'activité »",
        ),
    ];
    let named = |files: &[File]| {
        let import = import::read(files, Options::default()).expect("read");
        let told = import.report.notices().filter(|remark| matches!(remark.told, import::Told::OtherLabel { .. }));
        told.map(|remark| plain(&remark.sentence(&import.report, Lang::French))).collect::<Vec<_>>()
    };
    for (line, expected) in cases {
        // Within one file, a second time, and in another file.
        let twice = format!("{h}\n{first}\n{line}\n{}\n", line.replace(";7;8", ";9;9"));
        let of_two = [file("a.csv", format!("{h}\n{first}\n")), file("b.csv", format!("{h}\n{line}\n"))];
        for told in [named(&[file("a.csv", twice.clone())]), named(&of_two)] {
            match expected {
                "" => assert_eq!(told, [""; 0], "{line}"),
                expected => assert!(told.len() == 1 && told[0].replace('’', "'").contains(expected), "{line}: {told:?}"),
            }
        }
    }
    // A nomenclature file beside, and one that names a code twice.
    let credits = file("a.csv", format!("{h}\n{first}\n"));
    let names = |lines: &str| file("n.csv", format!("Type ligne;code;Libelle;Mission\n{lines}\n"));
    let told = named(&[credits.clone(), names("PGM;352;Numérique;TA\nACT;352-01;Soutien;TA")]);
    assert!(told.len() == 2 && told[0].contains("« Innovation » : ailleurs : « Numérique »") && told[1].contains("n.csv, ligne 3"), "{told:?}");
    let told = named(&[credits, names("PGM;352;Innovation;TA\nACT;352-01;Fonds;TA\nACT;352-01;Soutien;TA")]);
    assert!(told.len() == 1 && told[0].contains("n.csv, ligne 4"), "{told:?}");
}

/// Totals of one ministry are compared with its lines.
#[test]
fn totals_of_a_ministry_are_over_its_lines() {
    let h = "exercice;loi;ministere;programme;action;categorie;ae;cp";
    let lines = "2021;PLF;05;352;01;31;100;100 / 2021;PLF;12;352;01;31;10;10";
    for (totals, expected) in [
        (";;05;Total;;;100;100 / ;;12;Total;;;10;10", (4, 0)),
        (";;5;Total programme 352;;;100;100", (2, 0)),
        (";;05;Total;;;110;110", (0, 2)),
        (";;;Total programme 352;;;110;110", (2, 0)),
        (";;05;352;;;100;100 / ;;12;352;;;10;10", (4, 0)),
    ] {
        let import = import::read(&[file("c.csv", format!("{h} / {lines} / {totals}").replace(" / ", "\n"))], Options::default()).expect("read");
        assert_eq!((import.report.equal, import.report.differences.len()), expected, "{totals}\n{}", import.text(Lang::English));
    }
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
    #![proptest_config(proofs::cases(256, 30_000))]

    /// Whatever columns and lines are there, an amount is read exactly once or not at all, and what is not read is named.
    #[test]
    fn any_choice_of_columns_and_lines_gives_the_exact_sums_once_or_a_refusal(trial in trials()) {
        holds(&trial)?;
    }
}

// Any facts, shared out over several files

/// What a programme has under an action, a category and a ministry.
#[derive(Clone, Debug)]
struct Fact {
    action: u8,
    category: u8,
    ministry: u8,
    bill: [i64; 2],
    funds: [i64; 2],
    proceeds: [i64; 2],
}

/// How a file says of which ministry its lines are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ministry {
    Code,
    Label,
    Both,
    /// It adds its ministries up.
    None,
}

/// Which contributions a file gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    None,
    Whole,
    Parts,
    Funds,
    Proceeds,
}

/// How the amounts of the bill are headed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heads {
    /// "AE PLF".
    Plain,
    /// "AE" beside a column of laws.
    Law,
    /// "AE PLF 2021", without a column of years.
    Dated,
    /// "AE T2 PLF", "AE hors T2 PLF".
    Parts,
    PartsAndWhole,
}

/// What a total at the end is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Total {
    Programme,
    General,
    /// That of the first line.
    Action,
    Ministry,
}

#[derive(Clone, Debug)]
struct Layout {
    heads: Heads,
    ministry: Ministry,
    kind: Kind,
    /// AE, CP: a column that is not filled stays blank.
    fills: [bool; 2],
    /// Counted in `10^power` euros.
    power: u32,
    /// Which facts it holds.
    holds: Vec<bool>,
    /// The order of its columns and lines, and how each cell is written.
    orders: Vec<u32>,
    total: Option<Total>,
    /// A line that stands again, written otherwise.
    doubled: Option<prop::sample::Index>,
    /// A year above the headings: that of the lines, or another one.
    above: Option<bool>,
}

const LABELS: [&str; 4] = ["", "Services du Premier ministre", "Justice", "Économie et finances"];

fn several_files() -> impl Strategy<Value = (Vec<Fact>, Vec<Layout>)> {
    // Equal amounts are common: what is one and what is two must not be told by them.
    let amount = || prop_oneof![3 => Just(5_i64), 2 => Just(0), 2 => 1..4_i64, 2 => 1_000..9_999_999_999_i64];
    let pair = move || [amount(), amount()];
    let category = prop_oneof![Just(21_u8), Just(31), Just(63)];
    let fact = (1..3_u8, category, 1..4_u8, pair(), pair(), pair()).prop_map(|(action, category, ministry, bill, funds, proceeds)| Fact {
        action,
        category,
        ministry,
        bill,
        funds,
        proceeds,
    });
    let ministry = prop_oneof![4 => Just(Ministry::Code), 2 => Just(Ministry::Both), 1 => Just(Ministry::Label), 1 => Just(Ministry::None)];
    let fills = prop_oneof![3 => Just([true, true]), 1 => Just([true, false]), 1 => Just([false, true])];
    let layout = |kinds: [Kind; 3]| {
        (
            (ministry.clone(), proptest::sample::select(kinds.to_vec()), fills.clone(), prop_oneof![2 => Just(0_u32), 1 => Just(3), 1 => Just(6)]),
            proptest::collection::vec(any::<bool>(), 6),
            proptest::collection::vec(any::<u32>(), 24),
            (
                prop_oneof![Just(Heads::Plain), Just(Heads::Law), Just(Heads::Dated), Just(Heads::Parts), Just(Heads::PartsAndWhole)],
                proptest::option::of(prop_oneof![Just(Total::Programme), Just(Total::General), Just(Total::Action), Just(Total::Ministry)]),
                proptest::option::weighted(0.15, any::<prop::sample::Index>()),
                proptest::option::weighted(0.2, prop_oneof![4 => Just(true), 1 => Just(false)]),
            ),
        )
            .prop_map(|((ministry, kind, fills, power), holds, orders, (heads, total, doubled, above))| {
                // Only codes name the ministry of a total.
                let has_codes = matches!(ministry, Ministry::Code | Ministry::Both);
                let total = total.filter(|total| *total != Total::Ministry || has_codes);
                Layout { heads, ministry, kind, fills, power, holds, orders, total, doubled, above }
            })
    };
    let wholes = proptest::collection::vec(layout([Kind::None, Kind::Whole, Kind::Parts]), 1..4);
    let parts = proptest::collection::vec(layout([Kind::None, Kind::Funds, Kind::Proceeds]), 1..4);
    (proptest::collection::vec(fact, 1..7), prop_oneof![wholes, parts]).prop_map(|(mut facts, layouts)| {
        let mut seen = BTreeSet::new();
        facts.retain(|fact| seen.insert((fact.action, fact.category, fact.ministry)));
        (facts, layouts)
    })
}

/// Euros in the unit of a heading, one of the ways in which files write them.
fn in_unit(euros: i64, power: u32, way: u32) -> String {
    if power > 0 {
        let unit = 10_i64.pow(power);
        let width = usize::try_from(power).expect("small");
        return format!("{},{:0width$}", euros / unit, euros % unit);
    }
    match way % 4 {
        0 => euros.to_string(),
        1 => format!("{euros}.0"),
        2 => format!("{euros},00"),
        _ => format!(" {euros} "),
    }
}

/// A line of a file: what it is of, and the total that it is.
#[derive(Clone, Debug)]
struct Line {
    facts: Vec<usize>,
    total: Option<Total>,
}

/// The lines of a layout: one for each fact, or each action and category; one of them twice; a total.
fn lines_of(facts: &[Fact], layout: &Layout) -> Vec<Line> {
    let key = |fact: &Fact| (fact.action, fact.category);
    let mut lines: Vec<Vec<usize>> = Vec::new();
    for (index, fact) in facts.iter().enumerate() {
        // A file without ministries has all of them, or none.
        let first = facts.iter().position(|other| key(other) == key(fact)).expect("itself");
        let holder = if layout.ministry == Ministry::None { first } else { index };
        if !layout.holds[holder % layout.holds.len()] {
            continue;
        }
        match lines.iter_mut().find(|line| layout.ministry == Ministry::None && key(&facts[line[0]]) == key(fact)) {
            Some(line) => line.push(index),
            None => lines.push(vec![index]),
        }
    }
    lines.sort_by_key(|line| layout.orders[line[0] % layout.orders.len()]);
    if let Some(index) = layout.doubled.filter(|_| !lines.is_empty()) {
        lines.push(lines[index.index(lines.len())].clone());
    }
    let total = layout.total.filter(|_| !lines.is_empty()).map(|total| {
        let first = &facts[lines[0][0]];
        let is_of = |line: &&Vec<usize>| match total {
            Total::Programme | Total::General => true,
            Total::Action => facts[line[0]].action == first.action,
            Total::Ministry => facts[line[0]].ministry == first.ministry,
        };
        Line { facts: lines.iter().filter(is_of).flatten().copied().collect(), total: Some(total) }
    });
    lines.into_iter().map(|facts| Line { facts, total: None }).chain(total).collect()
}

/// The file of a layout, and of each line the facts that it is of, totals left out.
fn laid_out(facts: &[Fact], layout: &Layout) -> (String, Vec<Vec<usize>>) {
    let lines = lines_of(facts, layout);
    let spelt = |options: &[&str], line: usize, column: usize| {
        let way = layout.orders[(line * 7 + column) % layout.orders.len()];
        options[usize::try_from(way).expect("small") % options.len()].to_owned()
    };
    let mut columns: Vec<(String, Vec<String>)> = Vec::new();
    // What a line holds, and what a total says instead.
    let mut column = |heading: &str, cell: &dyn Fn(usize, &Fact) -> String, total: &dyn Fn(Total, &Fact) -> String| {
        let cells = lines.iter().enumerate().map(|(number, line)| {
            let first = &facts[line.facts[0]];
            line.total.map_or_else(|| cell(number, first), |kind| total(kind, first))
        });
        columns.push((heading.into(), cells.collect()));
    };
    let blank = |_: Total, _: &Fact| String::new();
    if layout.heads != Heads::Dated {
        column("exercice", &|number, _| spelt(&["2021", "2021.0"], number, 0), &blank);
    }
    if layout.heads == Heads::Law {
        column("loi", &|number, _| spelt(&["PLF", "plf", "PLF 2021", "Projet de loi de finances"], number, 1), &blank);
    }
    column("programme", &|number, _| spelt(&["352", "352.0", "P352"], number, 1), &|total, _| {
        match total {
            Total::Programme => "Total programme 352",
            Total::General => "Total général",
            Total::Action => "352",
            Total::Ministry => "Total",
        }
        .into()
    });
    column(
        "action",
        &|number, Fact { action, .. }| {
            spelt(&[&format!("{action:02}"), &action.to_string(), &format!("352-{action:02}"), &format!("{action}.0")], number, 2)
        },
        &|total, fact| if total == Total::Action { format!("Total {:02}", fact.action) } else { String::new() },
    );
    column("categorie", &|number, Fact { category, .. }| spelt(&[&category.to_string(), &format!("{category}.0")], number, 3), &blank);
    if matches!(layout.ministry, Ministry::Code | Ministry::Both) {
        column(
            "ministere",
            &|number, Fact { ministry, .. }| spelt(&[&ministry.to_string(), &format!("{ministry:02}"), &format!("{ministry}.0")], number, 4),
            &|total, fact| if total == Total::Ministry { fact.ministry.to_string() } else { String::new() },
        );
    }
    if matches!(layout.ministry, Ministry::Label | Ministry::Both) {
        let label = |fact: &Fact| LABELS[usize::from(fact.ministry)];
        column("libelle_ministere", &|number, fact| spelt(&[label(fact), &label(fact).to_uppercase()], number, 5), &blank);
    }
    let unit = match layout.power {
        3 => " (k€)",
        6 => " (M€)",
        _ => "",
    };
    let is_staff = |fact: &Fact| fact.category / 10 == 2;
    type Amounts<'a> = &'a dyn Fn(&Fact) -> [i64; 2];
    let [staff, others]: [Amounts<'_>; 2] =
        [&|fact| if is_staff(fact) { fact.bill } else { [0, 0] }, &|fact| if is_staff(fact) { [0, 0] } else { fact.bill }];
    let whole: Amounts<'_> = &|fact| fact.bill;
    let mut amounts: Vec<(&str, Amounts<'_>)> = match layout.heads {
        Heads::Plain => vec![(" PLF", whole)],
        Heads::Law => vec![("", whole)],
        Heads::Dated => vec![(" PLF 2021", whole)],
        Heads::Parts => vec![(" T2 PLF", staff), (" hors T2 PLF", others)],
        Heads::PartsAndWhole => vec![(" T2 PLF", staff), (" HT2 PLF", others), (" ( T2 + HT2) PLF", whole)],
    };
    match layout.kind {
        Kind::None => {}
        Kind::Whole => amounts.push((" Prev FDC/ADP", &|fact| [fact.funds[0] + fact.proceeds[0], fact.funds[1] + fact.proceeds[1]])),
        Kind::Parts => amounts.extend([(" FDC", (&|fact: &Fact| fact.funds) as Amounts<'_>), (" ADP", &|fact: &Fact| fact.proceeds)]),
        Kind::Funds => amounts.push((" FDC", &|fact| fact.funds)),
        Kind::Proceeds => amounts.push((" ADP", &|fact| fact.proceeds)),
    }
    for (name, amounts) in amounts {
        for (at, measure) in ["AE", "CP"].into_iter().enumerate() {
            let cells = lines.iter().enumerate().map(|(number, line)| {
                let euros = line.facts.iter().map(|fact| amounts(&facts[*fact])[at]).sum::<i64>();
                let way = layout.orders[(number * 7 + 6 + at) % layout.orders.len()];
                if layout.fills[at] { in_unit(euros, layout.power, way) } else { String::new() }
            });
            columns.push((format!("{measure}{name}{unit}"), cells.collect()));
        }
    }
    columns.sort_by_key(|(heading, _)| layout.orders[heading.len() % layout.orders.len()]);
    let row = |cell: &dyn Fn(&(String, Vec<String>)) -> String| columns.iter().map(cell).collect::<Vec<_>>().join(";") + "\n";
    let above = layout.above.map_or("", |is_right| if is_right { "Gestion;2021\n" } else { "Gestion;2015\n" });
    let body: String = (0..lines.len()).map(|line| row(&|(_, cells)| cells[line].clone())).collect();
    let of_lines = lines.iter().filter(|line| line.total.is_none()).map(|line| line.facts.clone()).collect();
    (format!("{above}{}{body}", row(&|(heading, _)| heading.clone())), of_lines)
}

/// What the facts that some file gives add up to, each once: the oracle, which knows no file.
fn given(facts: &[Fact], files: &[(&Layout, Vec<Vec<usize>>)]) -> Sums {
    let mut sums = Sums::new();
    for (index, fact) in facts.iter().enumerate() {
        let gives = |kinds: &[Kind], at: usize| {
            files.iter().any(|(layout, lines)| {
                (kinds.is_empty() || kinds.contains(&layout.kind)) && layout.fills[at] && lines.iter().flatten().any(|of| *of == index)
            })
        };
        for (at, measure) in ["ae", "cp"].into_iter().enumerate() {
            let mut add = |what: &str, euros: i64| {
                *sums.entry(format!("{what} {:02}/{} {measure}", fact.action, fact.category)).or_default() += euros;
            };
            if gives(&[], at) {
                add("PLF 2021", fact.bill[at]);
            }
            let whole = gives(&[Kind::Whole, Kind::Parts], at);
            let parts = [(fact.funds, whole || gives(&[Kind::Funds], at)), (fact.proceeds, whole || gives(&[Kind::Proceeds], at))];
            for (amounts, _) in parts.iter().filter(|(_, is_given)| *is_given) {
                add("PLF 2021 FdC", amounts[at]);
            }
        }
    }
    sums
}

fn holds_of_several(facts: &[Fact], layouts: &[Layout]) -> Result<(), TestCaseError> {
    let laid: Vec<(&Layout, String, Vec<Vec<usize>>)> = layouts
        .iter()
        .map(|layout| {
            let (text, lines) = laid_out(facts, layout);
            (layout, text, lines)
        })
        .collect();
    let files: Vec<File> = laid.iter().zip('a'..).map(|((_, text, _), letter)| file(&format!("{letter}.csv"), text.as_str())).collect();
    let shown = || laid.iter().map(|(_, text, _)| text.as_str()).collect::<Vec<_>>().join("\n");
    // A file that contradicts its own year is not read.
    let is_read = |layout: &Layout| layout.above != Some(false);
    let expected =
        given(facts, &laid.iter().filter(|(layout, ..)| is_read(layout)).map(|(layout, _, lines)| (*layout, lines.clone())).collect::<Vec<_>>());
    let is_doubled = laid.iter().any(|(layout, _, lines)| {
        let contributions = |fact: &Fact, at: usize| match layout.kind {
            Kind::None => 0,
            Kind::Whole | Kind::Parts => fact.funds[at] + fact.proceeds[at],
            Kind::Funds => fact.funds[at],
            Kind::Proceeds => fact.proceeds[at],
        };
        let filled = |fact: &Fact| (0..2).any(|at| layout.fills[at] && fact.bill[at] + contributions(fact, at) != 0);
        layout.doubled.is_some() && is_read(layout) && lines.last().is_some_and(|line| line.iter().any(|fact| filled(&facts[*fact])))
    });
    // Ministries that are all named in one way leave no doubt.
    let all = |ministries: &[Ministry]| layouts.iter().all(|layout| ministries.contains(&layout.ministry));
    let is_clear = layouts.len() == 1 || all(&[Ministry::Code, Ministry::Both]) || all(&[Ministry::Label]);
    let import = match import::read(&files, Options::default()) {
        Ok(import) => import,
        Err(refusal) => {
            let said = refusal.sentence(Lang::English);
            let differ = matches!(refusal, import::ImportRefusal::FilesDiffer { .. } | import::ImportRefusal::FilesApart { .. });
            let is_due = expected.is_empty() || (differ && (!is_clear || is_doubled));
            prop_assert!(is_due, "{said}\n{}", shown());
            return Ok(());
        }
    };
    let text = import.text(Lang::English);
    if !import.report.questions.is_empty() {
        let same = import.report.questions.iter().all(|question| matches!(question, import::Question::SameValue { .. }));
        prop_assert!(same || layouts.iter().any(|layout| layout.doubled.is_some()), "{text}\n{}", shown());
        return Ok(());
    }
    prop_assert!(!is_doubled, "a line stands twice\n{text}\n{}", shown());
    let [document] = import.documents.as_slice() else { return Err(TestCaseError::fail(shown())) };
    let found = sums_of(document);
    for key in found.keys().chain(expected.keys()) {
        let of = |sums: &Sums| sums.get(key).copied().unwrap_or_default();
        prop_assert_eq!(of(&found), of(&expected), "{}\n{}\n{}", key, text, shown());
    }
    // Each line is read, said again by another file, or named; and none of it twice.
    for (index, (layout, _, lines)) in laid.iter().enumerate() {
        let told = |wanted: &dyn Fn(&import::Told) -> usize| {
            import.report.remarks.iter().filter(|remark| remark.spot.file == index).map(|remark| wanted(&remark.told)).sum::<usize>()
        };
        let repeated = told(&|told| if let import::Told::SameInFile { lines, partly: false, .. } = told { lines.len() } else { 0 });
        let named = told(&|told| usize::from(matches!(told, import::Told::AgainstYear { .. } | import::Told::NoAmount)));
        prop_assert_eq!(import.report.files[index].lines + repeated + named, lines.len(), "file {}, {:?}\n{}\n{}", index, layout, text, shown());
    }
    // What is said to be added up is.
    for remark in import.report.remarks.iter().filter(|remark| matches!(remark.told, import::Told::Summed { .. })) {
        let of = |fact: &Fact| format!("352, {:02}, {}", fact.action, fact.category) == remark.words;
        let is_parted = layouts.iter().any(|layout| matches!(layout.kind, Kind::Funds | Kind::Proceeds));
        prop_assert!(
            facts.iter().filter(|fact| of(fact)).count() > 1 || is_parted || layouts.iter().any(|layout| layout.doubled.is_some()),
            "{text}\n{}",
            shown()
        );
    }
    // Totals of a file are those of its own lines.
    let differs = import.report.differences.iter().any(|difference| is_read(laid[difference.spot.file].0));
    prop_assert!(!differs, "{text}\n{}", shown());
    Ok(())
}

proptest! {
    #![proptest_config(proofs::cases(256, 30_000))]

    /// However facts are shared out over files, and these are written, each is counted once; else the files are refused.
    #[test]
    fn facts_shared_out_over_files_are_counted_once_or_refused((facts, layouts) in several_files()) {
        holds_of_several(&facts, &layouts)?;
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
        // Under the headings, in columns of amounts, with codes or without.
        (format!("{headings}\n;;;;;(k€);(k€)\n{line}\n"), "(k€)"),
        (format!("{headings}\n;;;;;en k€;en k€\n{line}\n"), "en k€"),
        (format!("{headings}\n;;;;;en milliers d euros;en milliers d euros\n{line}\n"), "en milliers d euros"),
        (format!("{headings}\n2021;PLF;352;;;k€;k€\n{line}\n"), "k€"),
        (format!("{headings}\n;;;;;€;M€\n{line}\n"), "M€"),
        (format!("{headings}\n;;;;;K;K\n{line}\n"), "K"),
        (format!("{headings}\n;;;Unité;K EUR;;\n{line}\n"), "K EUR"),
        (format!("{headings}\n\n{line}\n;Note;montants en milliers d'euros;;;;\n"), "montants en milliers d'euros"),
        (format!("{headings};en k€\n{line};\n"), "en k€"),
        // Above the headings, in every spelling.
        (format!("K EUR\n{headings}\n{line}\n"), "K EUR"),
        (format!("M d'euros\n{headings}\n{line}\n"), "M d'euros"),
        (format!("Amounts in EUR thousands\n{headings}\n{line}\n"), "Amounts in EUR thousands"),
        (format!("x1000\n{headings}\n{line}\n"), "x1000"),
        (format!(";;;;;k;k\n{headings}\n{line}\n"), "k"),
        // Beside headings that say another one, or not all of them any.
        (format!("En M€\n{}\n{line}\n", headings.replace("ae;cp", "ae (k€);cp (k€)")), "En M€"),
        (format!("{}\n;;;;;M€;M€\n{line}\n", headings.replace("ae;cp", "ae (k€);cp (k€)")), "M€"),
        (format!("En k€\n{}\n{line}\n", headings.replace("ae;cp", "ae (k€);cp")), "En k€"),
    ] {
        match import::read(&[file("c.csv", csv.as_str())], Options::default()) {
            Err(import::ImportRefusal::UnitApart { words: said, .. }) => assert!(said.starts_with(words), "{csv}: {said}"),
            other => panic!("{csv}: {other:?}"),
        }
    }
    let in_headings = "exercice;loi;programme;action;categorie;ae (k€);cp (k€)\n2021;PLF;352;01;31;5;6\n";
    for csv in [
        format!("Montants en milliers d'euros\n{in_headings}"),
        format!("Source : direction du budget\n{headings}\n{line}\n"),
        format!("En euros\n{headings}\n{line}\n;;;;;€;€\n"),
        format!("{headings};libelle_action\n{line};Plan de 3 millions d'euros\n"),
        format!("{headings}\n{line}\n2021;PLF;352;02;31;7 k€;M\n"),
    ] {
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
