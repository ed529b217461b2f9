//! A workbook that comes back, or an annual performance report: what each says otherwise is shown, then written into the document that it is of.

use std::sync::Arc;

use super::App;
use crate::calc::Figures;
use crate::editing::returned::{Kind, Proposal, Proposals, proposals, reported, taken};
use crate::editing::{AssignmentRefusal, Command, compare};
use crate::exchange::import::AnnualReport;
use crate::exchange::workbook;
use crate::exchange::workbook::back::{self, BackRefusal, Returned};
use crate::lang::{Lang, capitalised, writing};
use crate::model::{Document, ProgrammeNumber, Year};
use crate::tables::Tables;
use crate::ui::dialogs::Dialog;
use crate::ui::import::{Arrival, Bringing, Coming, ImportDialog, LeftOut};
use crate::ui::merge::Person;

/// Of which document something is.
type Subject = (Option<ProgrammeNumber>, Year);

/// Whose the words are that files bring.
pub(super) fn bringing(from: Bringing, names: &str, lang: Lang) -> Person {
    match from {
        Bringing::Files => Person::version(lang.pick("Fichiers importés", "Imported files"), lang.pick("importé", "imported")),
        Bringing::Workbook => Person::version(names, lang.pick("classeur", "workbook")),
        Bringing::AnnualReport => Person::version(names, lang.pick("rapport", "report")),
    }
}

impl App {
    /// Shows what a workbook of this name changes in the document that it comes from, which must be open.
    pub(super) fn bring_back(&mut self, names: &str, bytes: &[u8]) {
        let arrival = self.returned(bytes).and_then(|returned| self.brought_back(names, &returned));
        self.show_arrival(names, arrival);
    }

    /// Shows what a report gives to the PAP of two years later, which must be open.
    pub(super) fn bring_report(&mut self, names: &str, report: &AnnualReport) {
        let arrival = self.of_report(names, report);
        self.show_arrival(names, arrival);
    }

    fn show_arrival(&mut self, names: &str, arrival: Result<Arrival, String>) {
        let lang = self.lang();
        self.program.window.dialog = Some(match arrival {
            Ok(arrival) => Dialog::Import(ImportDialog::Merge(Box::new(arrival))),
            Err(sentence) => {
                let title = lang.pick("Rien n’est repris", "Nothing is taken").to_owned();
                Dialog::Failure { title, sentence: format!("{names}{} {sentence}", lang.pick("\u{a0}:", ":")) }
            }
        });
    }

    fn returned(&self, bytes: &[u8]) -> Result<Vec<Returned>, String> {
        let front = self.desks.front().map(|desk| &**desk.session.document());
        let read = match back::read(bytes) {
            Err(BackRefusal::AnchorsLost) => front.and_then(|document| by_names(bytes, document)).ok_or(BackRefusal::AnchorsLost),
            read => read,
        };
        read.map_err(|refusal| refusal.sentence(self.lang()))
    }

    fn brought_back(&mut self, names: &str, returned: &[Returned]) -> Result<Arrival, String> {
        let lang = self.lang();
        let subjects = |(number, year): Subject| returned.iter().find(|of| (of.programme, of.year) == (number, year));
        let subject = self.bring_to_front(|subject| subjects(subject).is_some(), || no_document(returned, lang))?;
        let Some(of) = subjects(subject) else { return Err(no_document(returned, lang)) };
        self.arrival(names, Bringing::Workbook, |document| proposals(document, of), others(returned, of, lang))
    }

    fn of_report(&mut self, names: &str, report: &AnnualReport) -> Result<Arrival, String> {
        let (lang, wanted) = (self.lang(), report.year.offset(2));
        let is_of = |(number, year): Subject| year == wanted && (report.programme.is_none() || report.programme == number);
        let absent = || {
            let (year, of) = (report.year, report.programme.map_or_else(String::new, |number| format!(" {number}")));
            lang.pick(
                format!("c’est le rapport annuel du programme{of} pour {year}. Ouvrir son PAP au PLF {wanted}, puis importer le rapport."),
                format!("this is the annual report of programme{of} for {year}. Open its PAP of PLF {wanted}, then import the report."),
            )
        };
        self.bring_to_front(is_of, absent)?;
        self.arrival(names, Bringing::AnnualReport, |document| reported(document, report), None)
    }

    /// Shows the open document that something is of, the one in front first.
    fn bring_to_front(&mut self, is_of: impl Fn(Subject) -> bool, absent: impl Fn() -> String) -> Result<Subject, String> {
        let lang = self.lang();
        if !self.commit_editing() {
            return Err(lang
                .pick("la saisie en cours ne se lit pas\u{a0}; la corriger d’abord.", "what is being typed does not read; mend it first.")
                .into());
        }
        let subject = |document: &Document| (document.programme.number, document.year);
        if !self.desks.front().is_some_and(|desk| is_of(subject(desk.session.document()))) {
            let other = self.desks.iter().find(|desk| is_of(subject(desk.session.document()))).map(|desk| desk.id);
            self.show(other.ok_or_else(&absent)?);
        }
        let desk = self.desks.front().ok_or_else(&absent)?;
        if desk.session.is_read_only() {
            return Err(lang.pick("le document ouvert est en lecture seule.", "the open document is read-only.").into());
        }
        Ok(subject(desk.session.document()))
    }

    /// What comes onto the document in front.
    fn arrival(&self, names: &str, from: Bringing, found: impl FnOnce(&Document) -> Proposals, beside: Option<String>) -> Result<Arrival, String> {
        let lang = self.lang();
        let Some(desk) = self.desks.front() else { return Err(String::new()) };
        let document = desk.session.document();
        let found = found(document);
        let (command, after, refused) = written(document, &found, lang)?;
        let tables = Tables { document, figures: desk.session.figures(), lang };
        let told = found.told.iter().map(|told| {
            // What begins with the name of a file or a sheet keeps it.
            let sentence = if told.at.is_some() { told.sentence(lang) } else { capitalised(&told.sentence(lang)) };
            LeftOut { sentence, place: told.place }
        });
        let bare = |sentence: String| LeftOut { sentence, place: None };
        let to_choose = found.proposals.iter().filter(|proposal| !proposal.is_taken_with_all());
        let mut alone = Document::clone(document);
        command.apply(&mut alone).map_err(|refusal| refusal.sentence(lang))?;
        Ok(Arrival {
            from,
            names: names.to_owned(),
            title: desk.title(lang),
            command,
            after: Arc::new(after),
            comes: compare(document, &alone, lang).into_iter().map(Coming::from).collect(),
            contradicts: to_choose.map(|proposal| contradiction(proposal, tables)).collect(),
            left: refused.into_iter().map(bare).chain(told).chain(beside.map(bare)).collect(),
            wanted: None,
        })
    }
}

/// The workbook read by what the document would be exported as today, where its hidden sheet is gone.
fn by_names(bytes: &[u8], document: &Document) -> Option<Vec<Returned>> {
    let figures = Figures::of(document);
    let ways = Lang::ALL.into_iter().flat_map(|lang| [(lang, false), (lang, true)]);
    let exported = ways.filter_map(|(lang, variation)| workbook::programme(Tables { document, figures: &figures, lang }, variation).ok());
    exported.into_iter().find_map(|exported| back::read_by_names(bytes, &exported).ok())
}

/// What writes all that needs no choice, the document as it would be with the choices made as the other side says, and why they cannot be made
/// together.
fn written(document: &Document, found: &Proposals, lang: Lang) -> Result<(Command, Document, Vec<String>), String> {
    let all: Vec<&Proposal> = found.proposals.iter().collect();
    let plain: Vec<&Proposal> = all.iter().copied().filter(|proposal| proposal.is_taken_with_all()).collect();
    let sentences = |refusals: &[AssignmentRefusal]| refusals.iter().map(|refusal| refusal.sentence(lang)).collect::<Vec<_>>();
    let command = taken(document, &plain).map_err(|refusals| sentences(&refusals).join(" "))?;
    let (with_choices, refused) = match taken(document, &all) {
        Ok(with_choices) => (with_choices, vec![]),
        Err(refusals) => (command.clone(), sentences(&refusals)),
    };
    let mut after = Document::clone(document);
    with_choices.apply(&mut after).map_err(|refusal| refusal.sentence(lang))?;
    Ok((command, after, refused))
}

/// What must be chosen by itself: what the document says, what comes, and under its name what was exported.
fn contradiction(proposal: &Proposal, tables: Tables<'_>) -> Coming {
    let lang = tables.lang;
    let name = proposal.place.map_or_else(|| proposal.address.clone(), |place| tables.place_name(place));
    let (here, there) = match proposal.kind {
        Kind::RowRemoved => (proposal.ours.clone(), lang.pick("ligne supprimée", "row removed").to_owned()),
        Kind::Entry | Kind::Formula | Kind::Value | Kind::Emptied | Kind::Spread | Kind::Text | Kind::RowAdded | Kind::Actual | Kind::Outstanding => {
            (proposal.ours.clone(), proposal.theirs.clone())
        }
    };
    let address = match proposal.base.as_str() {
        "" => proposal.address.clone(),
        base => {
            let base = writing::excerpt(base);
            lang.pick(format!("{}, {base} à l’export", proposal.address), format!("{}, {base} when exported", proposal.address))
        }
    };
    Coming { name, address, place: proposal.place, here, there }
}

/// The programmes of the workbook that are left, one sentence for all of them.
fn others(returned: &[Returned], taken: &Returned, lang: Lang) -> Option<String> {
    let others: Vec<&Returned> = returned.iter().filter(|of| !std::ptr::eq(*of, taken)).collect();
    if others.is_empty() {
        return None;
    }
    let named = named(others.into_iter(), lang);
    Some(lang.pick(
        format!("Le classeur contient aussi {named}\u{a0}: rien n’en est repris ici. Les reprendre un par un, ou d’un coup par papier import --onto DOSSIER."),
        format!("The workbook also holds {named}: nothing of it is taken here. Take them one by one, or all at once by papier import --onto FOLDER."),
    ))
}

fn no_document(returned: &[Returned], lang: Lang) -> String {
    let named = named(returned.iter(), lang);
    lang.pick(
        format!("ce classeur est celui de {named}. Ouvrir ce document, puis importer le classeur."),
        format!("this workbook is that of {named}. Open that document, then import the workbook."),
    )
}

/// "352 PLF 2021, 353 PLF 2021".
fn named<'a>(returned: impl Iterator<Item = &'a Returned>, lang: Lang) -> String {
    const SHOWN: usize = 8;
    let names: Vec<String> = returned.map(|of| of.name(lang)).collect();
    let more = names.len().saturating_sub(SHOWN);
    let shown = names.into_iter().take(SHOWN).collect::<Vec<_>>().join(", ");
    if more == 0 { shown } else { lang.pick(format!("{shown} et {more} autres"), format!("{shown} and {more} more")) }
}
