//! An annual performance report gives what was achieved, and the outstanding commitments, to the PAP of two years later: proposed, told or refused.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

use papier::editing::returned::{Proposals, reported, taken};
use papier::editing::{Assignment, Session, assign, create};
use papier::exchange::import::{self, AnnualReport, File, ImportRefusal, Options, annual_report};
use papier::lang::Lang;
use papier::model::Document;
use papier::storage;
use rust_xlsxwriter::Workbook;
use serde_json::Value;

const LANG: Lang = Lang::French;

/// The report of 2019 of the programme whose PAP of 2021 is the sample.
const REPORT: &str = "\
RAPPORTS ANNUELS DE PERFORMANCES
ANNEXE AU PROJET DE LOI DE RÈGLEMENT DU BUDGET ET D'APPROBATION DES COMPTES POUR
2019

PROGRAMME 352

OBJECTIFS ET INDICATEURS DE PERFORMANCE

OBJECTIF

1 – Favoriser l'émergence de produits numériques utiles aux usagers et aux agents

INDICATEUR

1.1 – Nombre de problèmes investigués

(du point de vue du citoyen)

\tUnité\t2017 Réalisation\t2018 Réalisation\t2019 Prévision PAP 2019\t2019 Prévision actualisée PAP 2020\t2019 Réalisation\t2020 Cible PAP 2019
Nombre de problèmes investigués\tNb\tNA\tNA\t50\t50\t47\t80

ANALYSE DES RÉSULTATS

Les investigations ont atteint 47.

INDICATEUR

1.2 – Nombre de produits lancés par an

(du point de vue du citoyen)

\tUnité\t2017 Réalisation\t2018 Réalisation\t2019 Prévision PAP 2019\t2019 Prévision actualisée PAP 2020\t2019 Réalisation\t2020 Cible PAP 2019
Nombre de produits lancés par an\tNb\t20\t34\t30\t30\t32\t30

JUSTIFICATION AU PREMIER EURO

SUIVI DES CRÉDITS DE PAIEMENT ASSOCIÉS À LA CONSOMMATION DES AUTORISATIONS D'ENGAGEMENT (HORS TITRE 2)

RESTES À PAYER

Engagements ≤ 2018 non couverts par des paiements au 31/12/2018 brut
(R1)
1 000 000
Travaux de fin de gestion postérieurs au RAP 2018
(R2)
0
Engagements ≤ 2018 non couverts
par des paiements au 31/12/2019
(R4 = R3 – P3)
203 176
Engagements 2019 non couverts par des paiements au 31/12/2019
(R5 = E2 – P4)
2 000 000
Engagements non couverts par des paiements au 31/12/2019
(R6 = R4 + R5)
2 203 176
Estimation des CP 2020 sur engagements non couverts au 31/12/2019
(P5)
2 000 000
";

fn sample() -> Document {
    storage::open(Path::new("saves/programme-352-plf-2021.ron")).expect("the sample")
}

fn with(mut document: Document, assignments: &[(&str, &str)]) -> Document {
    let assignments: Vec<Assignment> =
        assignments.iter().map(|(address, value)| Assignment { address: (*address).into(), value: (*value).into() }).collect();
    let command = assign(&document, &assignments).unwrap_or_else(|refusals| panic!("{}", refusals[0].sentence(LANG)));
    command.apply(&mut document).expect("applied");
    document
}

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> File {
    File { name: name.into(), bytes: bytes.into() }
}

fn report(files: &[File]) -> AnnualReport {
    annual_report(files).unwrap_or_else(|refusal| panic!("{}", refusal.sentence(LANG))).expect("a report")
}

fn onto(document: &Document, text: &str) -> Proposals {
    reported(document, &report(&[file("rap.txt", text)]))
}

/// "key theirs", with a sign before what contradicts.
fn proposed(found: &Proposals) -> Vec<String> {
    let sign = |is_conflict: bool| if is_conflict { "!" } else { "" };
    let plain = |words: &str| words.replace(['\u{202f}', '\u{a0}'], " ");
    found.proposals.iter().map(|one| format!("{}{} {}", sign(one.is_conflict), one.key, plain(&one.theirs))).collect()
}

fn told(found: &Proposals) -> Vec<String> {
    found.told.iter().map(|told| told.sentence(LANG)).collect()
}

/// What a report prints as the PAP does changes nothing; what the PAP has not yet is proposed, what it has otherwise contradicts it.
#[test]
fn what_was_achieved_is_proposed_onto_what_stands() {
    let emptied: &[(&str, &str)] = &[("indicator/1.1/2019/actual", ""), ("indicator/1.2/2019/actual", ""), ("outstanding/rap", "")];
    let otherwise: &[(&str, &str)] = &[("indicator/1.2/2018/actual", "33"), ("outstanding/rap", "2000000")];
    let cases: [(&[(&str, &str)], &[&str]); 3] = [
        (&[], &[]),
        (emptied, &["indicator/1.1/2019/actual 47", "indicator/1.2/2019/actual 32", "outstanding/rap 2 203 176"]),
        (otherwise, &["!indicator/1.2/2018/actual 34", "!outstanding/rap 2 203 176"]),
    ];
    for (assignments, expected) in cases {
        let document = with(sample(), assignments);
        let found = onto(&document, REPORT);
        assert_eq!(proposed(&found), expected);
        let told = told(&found);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("ne montre pas les réalisations de 2017") && told[1].contains("1.3, 1.4, 2.1, 2.2 et 2.3"), "{told:?}");
        let chosen: Vec<_> = found.proposals.iter().collect();
        let mut session = Session::opened(document);
        let command = taken(session.document(), &chosen).expect("taken");
        session.apply(&command).expect("applied");
        assert_eq!(proposed(&onto(session.document(), REPORT)), [""; 0], "taken once, it says nothing more");
        if assignments == emptied {
            assert!(**session.document() == sample());
        }
    }
}

/// What is changed in the report, what is proposed onto a PAP without these figures, and what is told.
#[test]
fn what_is_not_the_same_in_all_is_told_and_not_guessed() {
    const ALL: &str = "indicator/1.1/2019/actual 47|indicator/1.2/2019/actual 32|outstanding/rap 2 203 176";
    const WITHOUT_FIRST: &str = "indicator/1.2/2019/actual 32|outstanding/rap 2 203 176";
    const WITHOUT_LAST: &str = "indicator/1.1/2019/actual 47|indicator/1.2/2019/actual 32";
    let cases = [
        ("1.1 – Nombre de problèmes investigués", "1.1 –  NOMBRE DE PROBLEMES  investigues.", ALL, ""),
        ("1.1 – Nombre de problèmes", "1.1 – Part des problèmes", WITHOUT_FIRST, "au PAP, 1.1 est « Nombre de problèmes investigués »"),
        ("1.1 – Nombre de problèmes investigués", "1.1 – Nombre de produits abandonnés par an", WITHOUT_FIRST, "cet intitulé est celui de 1.3"),
        ("1.1 – Nombre", "7.1 – Taux", WITHOUT_FIRST, "l’indicateur 7.1 « Taux de problèmes investigués » du rapport n’est pas au PAP"),
        ("investigués\tNb", "étudiés\tNb", WITHOUT_FIRST, "aucune ligne du PAP ne s’appelle « Nombre de problèmes étudiés »"),
        ("investigués\tNb", "investigués\tnombre", ALL, ""),
        ("investigués\tNb", "investigués\t%", WITHOUT_FIRST, "l’unité est % au rapport et Nb au PAP"),
        ("investigués\tNb", "investigués\t", WITHOUT_FIRST, "l’unité est sans unité au rapport et Nb au PAP"),
        ("50\t50\t47\t80", "50\t50\t47 000 000 000 000 000 000 000 000 000 000\t80", WITHOUT_FIRST, "n’est pas lu"),
        ("50\t50\t47\t80", "50\t50\t=A1+1\t80", WITHOUT_FIRST, "« =A1+1 » n’est pas lu"),
        ("50\t50\t47\t80", "50\t47\t80", WITHOUT_FIRST, "a 7 cases sous 8 titres"),
        ("50\t50\t47\t80", "50\t50\t47 (p)\t80", "indicator/1.1/2019/actual 47 (p)|indicator/1.2/2019/actual 32|outstanding/rap 2 203 176", ""),
        ("50\t50\t47\t80", "50\t50\tND\t80", "indicator/1.1/2019/actual ND|indicator/1.2/2019/actual 32|outstanding/rap 2 203 176", ""),
        ("50\t50\t47\t80", "50\t50\t\t80", WITHOUT_FIRST, ""),
        ("\n2 203 176\n", "\nune somme\n", WITHOUT_LAST, "aucun montant ne se lit"),
        ("\n2 203 176\n", "\n2 203 177\n", WITHOUT_LAST, "les deux montants qui les font donnent 2 203 176"),
        ("(R6 = R4 + R5)\n2 203 176", "(R6 = R4 + R5) 2 203 176", ALL, ""),
        ("(R6 = R4 + R5)\n2 203 176", "2 203 176", ALL, ""),
        ("RESTES À PAYER\n", "RESTES À PAYER\n(en M€)\n", WITHOUT_LAST, "ne sont pas en euros"),
        ("Engagements non couverts par des paiements au 31/12/2019", "Engagements non couverts\npar des\npaiements au 31/12/2019", ALL, ""),
        (
            "Engagements non couverts par des paiements au 31/12/2019",
            "Engagements non couverts par des paiements au 31/12/2018",
            WITHOUT_LAST,
            "ceux de fin 2018",
        ),
        ("Engagements non couverts", "Évaluation des\nengagements non couverts", WITHOUT_LAST, ""),
    ];
    let emptied = [("indicator/1.1/2019/actual", ""), ("indicator/1.2/2019/actual", ""), ("outstanding/rap", "")];
    let document = with(sample(), &emptied);
    for (from, to, expected, sentence) in cases {
        assert!(REPORT.contains(from), "{from}");
        let found = onto(&document, &REPORT.replacen(from, to, 1));
        assert_eq!(proposed(&found).join("|"), expected, "{to}");
        let told = told(&found).join("\n").replace(['\u{202f}', '\u{a0}'], " ");
        assert!(told.contains(&sentence.replace('\u{a0}', " ")), "{to}: {told}");
    }
}

/// The report in every form that is read: pages, a page and the rest apart, tables in a file of their own, a workbook.
#[test]
fn every_form_gives_the_same() {
    let html = |text: &str| {
        let blocks: Vec<&str> = text.split('\n').collect();
        let blocks = blocks.chunk_by(|above, below| above.contains('\t') && below.contains('\t'));
        let block = |lines: &[&str]| match lines[0].contains('\t') {
            true => {
                let row = |line: &&str| format!("<tr><td>{}</td></tr>", line.replace(' ', "\n").replace('\t', "</td><td>"));
                format!("<table>{}</table>", lines.iter().map(row).collect::<String>())
            }
            false => lines.iter().filter(|line| !line.is_empty()).map(|line| format!("<p>{line}</p>")).collect(),
        };
        format!("<html><body>{}</body></html>", blocks.map(block).collect::<String>())
    };
    // As the public site lays it out: a box with its words, and its amount below.
    let boxed = html(REPORT).replace(
        "<p>Engagements non couverts par des paiements au 31/12/2019</p><p>(R6 = R4 + R5)</p><p>2 203 176</p>",
        "<table><tr><td>=</td><td><p>Engagements non couverts<br>par des paiements au 31/12/2019</p><p>(R6 = R4 + R5)</p></td><td>2 203 176</td></tr></table>",
    );
    assert!(boxed.contains("<td>="));
    let (performance, rest) = REPORT.split_at(REPORT.find("JUSTIFICATION AU PREMIER").expect("the part"));
    let mut workbook = Workbook::new();
    for (name, text) in [("PERF", performance), ("JPE", rest)] {
        let sheet = workbook.add_worksheet().set_name(name).expect("a name");
        for (line, row) in text.lines().zip(0..) {
            for (cell, column) in line.split('\t').zip(0..) {
                match cell.replace(' ', "").parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).map(drop).expect("written"),
                    Err(_) => sheet.write_string(row, column, cell).map(drop).expect("written"),
                }
            }
        }
    }
    let workbook = workbook.save_to_buffer().expect("a workbook");
    let site = format!("$@FwLOVariable(annee#2019)\n$@FwLOVariable(numProg#352)\n{}", html(rest));
    let forms = [
        vec![file("rap.txt", REPORT)],
        vec![file("rap.txt", REPORT.replace('\n', "\r\n"))],
        vec![file("rap.html", html(REPORT))],
        vec![file("rap.html", boxed)],
        vec![file("perf.tsv", performance), file("jpe.html", site)],
        vec![file("rap.xlsx", workbook)],
    ];
    let expected = report(&forms[0]);
    for files in &forms {
        let report = report(files);
        let bare = |report: &AnnualReport| {
            let actuals: Vec<_> = report.actuals.iter().map(|one| (one.indicator.clone(), one.row.clone(), one.unit.clone(), one.year)).collect();
            let values: Vec<String> = report.actuals.iter().map(|one| format!("{:?}", one.value)).collect();
            (report.programme, report.year, actuals, values, report.outstanding.as_ref().map(|(_, euros)| *euros), report.left.clone())
        };
        assert_eq!(bare(&report), bare(&expected), "{}", files[0].name);
    }
}

/// The layout from the report of 2023 on, with the figures that were published of programme 152.
#[test]
fn the_layout_says_whether_the_target_was_met() {
    let rows = "\tUnité\t2021 Réalisation\t2022 Réalisation\t2023 Cible\t2023 Réalisation\tAtteinte de la cible\t2024 Cible\n\
                Nombre de victimes\tNb\t10 296\t10 984\tEn baisse\t11 074\tabsence amélioration\tEn baisse\n\
                Taux de criminalité\t\t0,30\t0,32\tEn baisse\t0,32\tabsence amélioration\tEn baisse\n\
                Dans les transports\tNb\t1630\t1713\tEn baisse\t1689\tcible atteinte\tEn baisse\n";
    let text = |rows: &str| format!("INDICATEUR\n\n1.1 – Évolution des crimes\n\n{rows}\nLes crimes.\n");
    let bare = rows.replace(" Réalisation", "").replace("2023 Cible", "2023 (Cible PAP 2023)");
    let document = create("152", "Gendarmerie nationale", "2025").expect("a document");
    let document = with(
        document,
        &[
            ("objective/1/label", "Lutter"),
            ("indicator/1.1/label", "Évolution des crimes"),
            ("indicator/1.1/1/label", "Nombre de victimes"),
            ("indicator/1.1/1/unit", "Nb"),
            ("indicator/1.1/2/label", "Taux de criminalité"),
            ("indicator/1.1/3/label", "Dans les transports"),
            ("indicator/1.1/3/unit", "Nb"),
        ],
    );
    for rows in [rows, &bare] {
        let found = onto(&document, &text(rows));
        let expected = [
            "indicator/1.1/1/2022/actual 10 984",
            "indicator/1.1/1/2023/actual 11 074",
            "indicator/1.1/2/2022/actual 0,32",
            "indicator/1.1/2/2023/actual 0,32",
            "indicator/1.1/3/2022/actual 1713",
            "indicator/1.1/3/2023/actual 1689",
        ];
        assert_eq!(proposed(&found), expected, "{rows}");
        let told = told(&found);
        assert!(told.len() == 2 && told[0].contains("de quel programme") && told[1].contains("de 2021"), "{told:?}");
    }
}

/// The pages of the justification alone, with and without the codes of their lines.
#[test]
fn outstanding_commitments_alone_are_a_report() {
    let (_, rest) = REPORT.split_at(REPORT.find("JUSTIFICATION AU PREMIER").expect("the part"));
    let without_codes: String =
        rest.lines().filter(|line| !line.starts_with('(') || line.contains("en M€")).map(|line| format!("{line}\n")).collect();
    assert_ne!(rest, without_codes);
    let document = with(sample(), &[("outstanding/rap", "")]);
    for text in [rest, &without_codes] {
        let found = onto(&document, text);
        assert_eq!(proposed(&found), ["outstanding/rap 2 203 176"], "{text}");
        assert_eq!(told(&found).len(), 1, "no programme is said, and nothing of indicators: {:?}", told(&found));
    }
}

#[test]
fn what_is_no_report_or_several_is_refused() {
    const PAP: &str = include_str!("published/pap-352-plf-2021.txt");
    let none: [Vec<File>; 3] =
        [vec![file("pap.txt", PAP)], vec![file("a.txt", "Un texte.")], vec![file("plf.csv", "programme;action;ae;cp\n352;01;5;5\n")]];
    for files in none {
        assert_eq!(annual_report(&files), Ok(None), "{}", files[0].name);
    }
    let other = REPORT.replace("\n2019\n", "\n2020\n").replace("PROGRAMME 352", "PROGRAMME 129");
    let cases = [
        (REPORT.replace("PROGRAMME 352", "PROGRAMME 129"), "programmes différents"),
        (other.replace("PROGRAMME 129", "PROGRAMME 352"), "plusieurs années (2019 et 2020)"),
    ];
    for (second, sentence) in cases {
        let refusal = annual_report(&[file("a.txt", REPORT), file("b.txt", second)]).expect_err("refused");
        assert!(refusal.sentence(LANG).contains(sentence), "{}", refusal.sentence(LANG));
    }
    let untitled = "RAPPORT ANNUEL DE PERFORMANCES\n\nOBJECTIF\n\n1 – A\n";
    assert_eq!(annual_report(&[file("a.txt", untitled)]), Err(ImportRefusal::NoReportYear));
    for text in [REPORT, REPORT.split_once("PROGRAMME 352").expect("a cover").1] {
        let refusal = import::read(&[file("rap.txt", text)], Options::default()).expect_err("refused");
        let sentence = refusal.sentence(LANG);
        assert!(
            sentence.contains("rapport annuel de performances, celui de 2019") && sentence.contains("PLF 2021") && sentence.contains("--onto"),
            "{sentence}"
        );
    }
}

fn papier(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_papier"));
    let output = command.env("LC_ALL", "fr_FR.UTF-8").current_dir(folder).args(arguments).output().expect("run");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// Options, the exit code and what is written, as for a workbook that comes back.
#[test]
fn the_program_proposes_then_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let emptied = with(sample(), &[("indicator/1.1/2019/actual", ""), ("indicator/1.2/2019/actual", "31")]);
    let (before, after) = (storage::write(&emptied), storage::write(&with(emptied.clone(), &[("indicator/1.1/2019/actual", "47")])));
    fs::write(folder.join("rap.txt"), REPORT).expect("written");
    let write = || fs::write(folder.join("pap.ron"), &before).expect("written");
    write();
    let (code, stdout, stderr) = papier(folder, &["import", "rap.txt", "--onto", "pap.ron", "--format", "json"]);
    assert_eq!((code, stderr.as_str()), (Some(1), ""));
    let json: Value = serde_json::from_str(&stdout).expect("JSON");
    let first = &json["proposals"][0];
    let said = ["key", "kind", "address", "base", "ours", "theirs"].map(|key| first[key].as_str().expect("words"));
    assert_eq!(said, ["indicator/1.1/2019/actual", "actual", "indicator/1.1/2019/actual", "", "", "47"]);
    assert!(first["at"].as_str().is_some_and(|at| at.starts_with("rap.txt:")));
    assert_eq!((&json["proposals"][1]["conflict"], &json["proposals"][1]["ours"]), (&true.into(), &"31".into()));
    assert_eq!(json["told"][0]["kind"], "not-matched");
    let (_, stdout, _) = papier(folder, &["import", "rap.txt", "--onto", "pap.ron"]);
    assert!(stdout.contains("rapport") && stdout.contains("ici") && !stdout.contains("exporté") && stdout.contains("Rien n’est écrit"), "{stdout}");
    let cases: [(&[&str], i32, &str); 5] = [
        (&["--accept", "all"], 1, &after),
        (&["--accept", "indicator/1.1/2019/actual"], 1, &after),
        (&["--accept", "indicator/9.1/2019/actual"], 2, &before),
        (&["--accept", "all", "-o", "out.ron"], 1, &before),
        (&["--onto", "nowhere.ron"], 2, &before),
    ];
    for (options, expected, file) in cases {
        write();
        let onto: &[&str] = if options.contains(&"--onto") { &[] } else { &["--onto", "pap.ron"] };
        let (code, stdout, stderr) = papier(folder, &[&["import", "rap.txt"], onto, options].concat());
        assert_eq!(code, Some(expected), "{options:?}: {stdout}{stderr}");
        assert_eq!(fs::read_to_string(folder.join("pap.ron")).expect("read"), *file, "{options:?}");
    }
    assert_eq!(fs::read_to_string(folder.join("out.ron")).expect("written"), after);
    // Another year, and what is neither a workbook nor a report.
    let wrong = [
        ("rap20.txt", REPORT.replace("\n2019\n", "\n2020\n"), "pour 2020"),
        ("pap.txt", include_str!("published/pap-352-plf-2021.txt").to_owned(), "--onto prend un classeur exporté par Papier, ou un rapport annuel"),
    ];
    for (name, text, sentence) in wrong {
        fs::write(folder.join(name), text).expect("written");
        let (code, _, stderr) = papier(folder, &["import", name, "--onto", "pap.ron", "--accept", "all"]);
        assert!(code == Some(2) && stderr.contains(sentence), "{name}: {code:?} {stderr}");
    }
    // A folder: the PAP of the programme and the year.
    fs::create_dir(folder.join("bill")).expect("a folder");
    write();
    fs::rename(folder.join("pap.ron"), folder.join("bill/a.ron")).expect("moved");
    fs::write(folder.join("bill/b.ron"), storage::write(&with(sample(), &[("programme/number", "129")]))).expect("written");
    assert_eq!(papier(folder, &["import", "rap.txt", "--onto", "bill", "--accept", "all"]).0, Some(1));
    assert_eq!(fs::read_to_string(folder.join("bill/a.ron")).expect("read"), after);
}
