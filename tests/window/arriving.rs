//! The page before anything is written into the open document: what comes and onto what, what contradicts, what stays out, and where its lines lead.

use super::*;

const REPORT: &str = "\
RAPPORTS ANNUELS DE PERFORMANCES
ANNEXE AU PROJET DE LOI DE RÈGLEMENT DU BUDGET ET D'APPROBATION DES COMPTES POUR 2019
PROGRAMME 352
OBJECTIF
1 – Favoriser l'émergence
INDICATEUR
1.1 – Nombre de problèmes investigués
\tUnité\t2018 Réalisation\t2019 Prévision PAP 2019\t2019 Réalisation\t2020 Cible PAP 2019
Nombre de problèmes investigués\tNb\tNA\t50\t47\t80
INDICATEUR
1.2 – Nombre de produits lancés
\tUnité\t2018 Réalisation\t2019 Prévision PAP 2019\t2019 Réalisation\t2020 Cible PAP 2019
Nombre de produits lancés\tNb\t34\t30\t32\t30
Engagements non couverts par des paiements au 31/12/2019 (R6 = R4 + R5) 2 203 176
";

impl Window {
    fn is_brought(&mut self, name: &str, bytes: &[u8]) -> &mut Self {
        let file = self.path(name);
        fs::write(&file, bytes).expect("a file");
        self.drops(file)
    }

    fn clicks_on_the_line(&mut self, part: &str) -> &mut Self {
        let node = self.all(|node| node.role() == egui::accesskit::Role::Link && words(node).contains(part)).into_iter().next();
        let at = node.unwrap_or_else(|| panic!("no line has {part:?}; there is:\n{}", self.names())).rect().center();
        self.clicks_at(at)
    }

    fn typed_at(&self, address: &str) -> String {
        let document = self.session().document();
        let place = papier::address::parse(document, address).expect("an address");
        plain(&papier::editing::typed_text(document, document.entry(place).expect("an entry")))
    }
}

/// What the report adds is written at once; what contradicts stays until it is chosen, and its line leads to it.
#[test]
fn a_report_is_shown_then_written() {
    let mut window = Window::on_the_sample();
    window.goes_to("indicator/1.1/2019/actual").presses("Delete");
    window.goes_to("outstanding/rap").types("2000000").presses("Enter");
    window.is_brought("rap.txt", REPORT.as_bytes());
    window.says("rap.txt → ").says("1 vient · 1 contredit le document").says("Dans le rapport");
    window.says("au PAP, 1.2 est « Nombre de produits lancés par an »").clicks("Écrire");
    assert_eq!([window.typed_at("indicator/1.1/2019/actual"), window.typed_at("outstanding/rap")], ["47", "2 000 000"]);
    window.presses("Ctrl+Z");
    assert_eq!(window.typed_at("indicator/1.1/2019/actual"), "", "one step");
    window.is_brought("rap.txt", REPORT.as_bytes()).clicks_on_the_line("outstanding/rap").says("0 repris sur 2").presses("2").presses("Escape");
    assert_eq!([window.typed_at("indicator/1.1/2019/actual"), window.typed_at("outstanding/rap")], ["", "2 203 176"]);
}

/// A report without its PAP, and one of another year, say what to open.
#[test]
fn a_report_of_another_document_is_said() {
    let mut window = Window::on_the_sample();
    window.is_brought("rap.txt", REPORT.replace("352", "129").as_bytes());
    window.says("Rien n’est repris").says("rapport annuel du programme 129 pour 2019. Ouvrir son PAP au PLF 2021").presses("Escape");
    window.is_brought("rap.txt", REPORT.replace("POUR 2019", "POUR 2020").as_bytes()).says("Ouvrir son PAP au PLF 2022");
}
