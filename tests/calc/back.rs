//! A workbook that LibreOffice has saved comes back: unedited it changes nothing, edited it says each class of change once.

use std::path::PathBuf;

use papier::editing::Session;
use papier::editing::returned::{Kind, Proposals, proposals};
use papier::exchange::workbook::{self, back};
use papier::lang::Lang;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::bridge::Calc;
use super::workbook::{many_sided, next_year, sample};

const LANG: Lang = Lang::French;

/// A workbook in Calc.
struct Sent<'a> {
    calc: &'a mut Calc,
    folder: TempDir,
}

impl<'a> Sent<'a> {
    fn open(calc: &'a mut Calc, bytes: &[u8]) -> (Self, Value) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sent.xlsx");
        std::fs::write(&path, bytes).expect("written");
        let answer = calc.ask(&json!({ "do": "open", "path": path }));
        (Self { calc, folder }, answer)
    }

    /// What Calc saves after some steps.
    fn edited(self, steps: &Value) -> Vec<u8> {
        self.calc.ask(&json!({ "do": "edit", "steps": steps }));
        let path: PathBuf = self.folder.path().join("back.xlsx");
        self.calc.ask(&json!({ "do": "save", "path": path }));
        std::fs::read(path).expect("saved")
    }
}

fn found(session: &Session, bytes: &[u8]) -> Proposals {
    let returned = back::read(bytes).unwrap_or_else(|refusal| panic!("{}", refusal.sentence(LANG)));
    let own = returned.iter().find(|returned| returned.programme == session.document().programme.number).expect("its programme");
    proposals(session.document(), own)
}

fn sentences(found: &Proposals) -> String {
    found.told.iter().map(|told| told.sentence(LANG)).collect::<Vec<_>>().join("\n")
}

/// The row of a sheet whose first cell begins so.
fn row(answer: &Value, sheet: &str, label: &str) -> usize {
    let sheets = answer["sheets"].as_array().expect("sheets");
    let rows = sheets.iter().find(|of| of["name"] == sheet).unwrap_or_else(|| panic!("no sheet {sheet}"))["rows"].as_array().expect("rows");
    rows.iter().position(|row| row[0].as_str().is_some_and(|words| words.starts_with(label))).unwrap_or_else(|| panic!("no row {label} in {sheet}"))
}

#[test]
#[ignore = "needs LibreOffice: run .ci/calc"]
fn a_workbook_that_calc_saved_unedited_changes_nothing() {
    let mut calc = Calc::start("fr-FR");
    let large = Session::opened(crate::large::document::document());
    for (name, session) in [("the sample", sample()), ("many-sided", many_sided()), ("2027", next_year(&sample(), 6)), ("the large programme", large)]
    {
        for lang in Lang::ALL {
            let bytes = workbook::programme(session.tables(lang), false).expect("a workbook");
            let (sent, _) = Sent::open(&mut calc, &bytes);
            let back = sent.edited(&json!([]));
            assert_eq!(found(&session, &back), Proposals::default(), "{name}, {lang:?}");
        }
    }
    let sessions = [sample(), many_sided()];
    let bill = workbook::bill(&sessions.iter().map(|session| session.tables(LANG)).collect::<Vec<_>>(), false).expect("a workbook");
    let (sent, _) = Sent::open(&mut calc, &bill);
    for (returned, session) in back::read(&sent.edited(&json!([]))).expect("read").iter().zip(&sessions) {
        assert_eq!(proposals(session.document(), returned), Proposals::default());
    }
}

#[test]
#[ignore = "needs LibreOffice: run .ci/calc"]
fn what_is_changed_in_calc_is_proposed_once() {
    let mut calc = Calc::start("fr-FR");
    let session = sample();
    let bytes = workbook::programme(session.tables(LANG), false).expect("a workbook");
    let (sent, answer) = Sent::open(&mut calc, &bytes);
    let (one, total) = (row(&answer, "PLF 2021 AE", "01"), row(&answer, "PLF 2021 AE", "Total"));
    let text = row(&answer, "Textes", "Présentation stratégique");
    let schedule = row(&answer, "Échéancier", "AE nouvelles");
    drop(sent);
    // Each step, then the kinds with their keys and what is told.
    type Expected = (&'static [(Kind, &'static str)], &'static str);
    let cases: [(Value, Expected); 15] = [
        (json!([["value", "PLF 2021 AE", one, 2, "8000000"]]), (&[(Kind::Entry, "plf/01/31/ae")], "")),
        (json!([["words", "PLF 2021 AE", one, 2, "8,5 M€"]]), (&[(Kind::Entry, "plf/01/31/ae")], "")),
        (json!([["formula", "PLF 2021 AE", one, 2, "=7000000+500000"]]), (&[(Kind::Formula, "plf/01/31/ae")], "")),
        (json!([["formula", "PLF 2021 AE", one, 2, "=B11*2"]]), (&[(Kind::Value, "plf/01/31/ae")], "")),
        (json!([["clear", "PLF 2021 AE", one, 2]]), (&[(Kind::Emptied, "plf/01/31/ae")], "")),
        (json!([["value", "PLF 2021 AE", total, 2, "20000000"]]), (&[(Kind::Spread, "plf/total/3/ae")], "")),
        (json!([["formula", "PLF 2021 AE", total, 2, "=1+1"]]), (&[], "la formule d’une cellule calculée")),
        (json!([["words", "Textes", text, 1, "Un autre début."]]), (&[(Kind::Text, "text/strategy")], "")),
        (json!([["insert", "PLF 2021 AE", total], ["insert", "PLF 2021 AE", 0], ["rename", "Échéancier", "Rythme"]]), (&[], "")),
        (json!([["insert", "Échéancier", schedule], ["value", "Échéancier", schedule + 1, 3, "5"]]), (&[(Kind::Entry, "schedule/new/2021/plf")], "")),
        (
            json!([["insert", "PLF 2021 AE", total], ["words", "PLF 2021 AE", total, 0, "03 – Nouvelle"], ["value", "PLF 2021 AE", total, 2, "5"]]),
            (&[(Kind::RowAdded, "add/action/03")], ""),
        ),
        (json!([["remove", "PLF 2021 AE", one]]), (&[(Kind::RowRemoved, "remove/action/01")], "")),
        (json!([["sort", "PLF 2021 AE", one, one + 1, 4, 0]]), (&[], "triées")),
        (json!([["words", "PLF 2021 AE", one, 7, "à revoir"]]), (&[], "à côté des tableaux")),
        (json!([["value", "PLF 2021 AE", one, 2, "44197", "JJ/MM/AAAA"]]), (&[], "une date")),
    ];
    for (steps, (expected, told)) in cases {
        let (sent, _) = Sent::open(&mut calc, &bytes);
        let found = found(&session, &sent.edited(&steps));
        let proposed: Vec<(Kind, &str)> = found.proposals.iter().map(|proposal| (proposal.kind, proposal.key.as_str())).collect();
        let said = sentences(&found);
        assert_eq!(proposed, expected, "{steps}: {said}");
        assert_eq!(said.is_empty(), told.is_empty(), "{steps}: {said}");
        assert!(said.replace('\u{a0}', " ").contains(told), "{steps}: {said}");
    }
}
