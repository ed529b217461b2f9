//! A workbook that comes back into the window: what it changes is shown, then written as one step into the document that it comes from.

use papier::editing::Session;
use papier::exchange::workbook;

use super::*;
use crate::workbook_back::book::{Book, Content};

/// What Papier exports of a document, with these amounts typed into the first column of a sheet at the row of an action.
fn edited(session: &Session, cells: &[(&str, &str, &'static str)]) -> Vec<u8> {
    let mut book = Book::of(&workbook::programme(session.tables(Lang::French), false).expect("a workbook"));
    for (sheet, action, amount) in cells {
        let cell = format!("C{}", book.row_of(sheet, action));
        book.put(sheet, &cell, &Content::Number(amount));
    }
    book.bytes()
}

impl Window {
    fn brings_back(&mut self, workbook: &[u8]) -> &mut Self {
        let file = self.path("retour.xlsx");
        fs::write(&file, workbook).expect("a file");
        self.drops(file)
    }

    fn amounts(&self, addresses: [&str; 2]) -> [String; 2] {
        let document = self.session().document();
        addresses.map(|address| {
            let place = papier::address::parse(document, address).expect("an address");
            plain(&papier::editing::typed_text(document, document.entry(place).expect("an entry")))
        })
    }
}

const BOTH: [&str; 2] = ["plf/01/31/ae", "plf/02/31/cp"];

/// What changed in the workbook alone is written at once; what changed here too is chosen by itself.
#[test]
fn what_a_workbook_changes_is_shown_then_written() {
    let mut window = Window::on_the_sample();
    let workbook = edited(window.session(), &[("PLF 2021 AE", "01", "8000000"), ("PLF 2021 CP", "02", "350000")]);
    window.goes_to("plf/02/31/cp").types("320000").presses("Enter");
    window.brings_back(&workbook).says("retour.xlsx → ").says("1 vient · 1 contredit le document").says("à choisir case par case");
    window.says("300 000 à l’export, 320 000, 350 000").clicks("Écrire");
    assert_eq!(window.amounts(BOTH), ["8 000 000", "320 000"]);
    window.presses("Ctrl+Z");
    assert_eq!(window.amounts(BOTH), ["7 300 000", "320 000"], "one step");
    window.brings_back(&workbook).clicks("Choisir case par case…").says("0 repris sur 2").says("retour.xlsx");
    window.presses("N 2").says("1 repris sur 2").presses("Escape");
    assert_eq!(window.amounts(BOTH), ["7 300 000", "350 000"]);
}

/// A workbook in which nothing changed, one of another document, one that nothing is open for.
#[test]
fn what_cannot_be_taken_is_said() {
    let mut window = Window::on_the_sample();
    let same = edited(window.session(), &[]);
    window.brings_back(&same).says("Le document ouvert dit déjà tout cela.").presses("Escape");
    let mut later = Session::opened(storage::open(Path::new(SAMPLE)).expect("the sample"));
    later.apply(&papier::editing::Command::Rollover { copy_credits: true }).expect("the next year");
    window
        .brings_back(&edited(&later, &[]))
        .says("Rien n’est repris")
        .says("ce classeur est celui de 352 PLF 2022. Ouvrir ce document")
        .presses("Escape");
    Window::without_a_document().brings_back(&same).says("ce classeur est celui de 352 PLF 2021. Ouvrir ce document");
}
