//! A workbook that comes back: what was changed in it is shown, then written into the document that it comes from.

use std::sync::Arc;

use super::App;
use crate::calc::Figures;
use crate::editing::returned::{Kind, Proposal, Proposals, proposals, taken};
use crate::editing::{AssignmentRefusal, Command, compare};
use crate::exchange::import::{Part, Section};
use crate::exchange::workbook;
use crate::exchange::workbook::back::{self, BackRefusal, Returned};
use crate::lang::{Lang, capitalised, writing};
use crate::model::Document;
use crate::tables::Tables;
use crate::ui::dialogs::Dialog;
use crate::ui::import::{ImportDialog, MergeDialog, ReturnedWorkbook};
use crate::ui::merge::Person;

/// Whose the words are that a workbook brings.
pub(super) fn of_workbook(name: &str, lang: Lang) -> Person {
    Person::version(name, lang.pick("classeur", "workbook"))
}

impl App {
    /// Shows what a workbook of this name changes in the document that it comes from, which must be open.
    pub(super) fn bring_back(&mut self, name: &str, bytes: &[u8]) {
        let lang = self.lang();
        match self.brought_back(name, bytes) {
            Ok(merge) => self.program.window.dialog = Some(Dialog::Import(ImportDialog::Merge(Box::new(merge)))),
            Err(sentence) => {
                let title = lang.pick("Rien n’est repris", "Nothing is taken").to_owned();
                self.program.window.dialog = Some(Dialog::Failure { title, sentence: format!("{name}{} {sentence}", lang.pick("\u{a0}:", ":")) });
            }
        }
    }

    fn brought_back(&mut self, name: &str, bytes: &[u8]) -> Result<MergeDialog, String> {
        let lang = self.lang();
        let read = match back::read(bytes) {
            Err(BackRefusal::AnchorsLost) => self.front_document().and_then(|document| by_names(bytes, document)).ok_or(BackRefusal::AnchorsLost),
            read => read,
        };
        let returned = read.map_err(|refusal| refusal.sentence(lang))?;
        if !self.commit_editing() {
            return Err(lang
                .pick("la saisie en cours ne se lit pas\u{a0}; la corriger d’abord.", "what is being typed does not read; mend it first.")
                .into());
        }
        let subject = |document: &Document| (document.programme.number, document.year);
        let is_of = |document: &Document| returned.iter().any(|of| (of.programme, of.year) == subject(document));
        if !self.desks.front().is_some_and(|desk| is_of(desk.session.document())) {
            let other = self.desks.iter().find(|desk| is_of(desk.session.document())).map(|desk| desk.id);
            match other {
                Some(id) => self.show(id),
                None => return Err(no_document(&returned, lang)),
            }
        }
        let Some(desk) = self.desks.front_mut() else { return Err(no_document(&returned, lang)) };
        if desk.session.is_read_only() {
            return Err(lang.pick("le document ouvert est en lecture seule.", "the open document is read-only.").into());
        }
        let document = desk.session.document();
        let Some(of) = returned.iter().find(|of| (of.programme, of.year) == subject(document)) else { return Err(no_document(&returned, lang)) };
        let found = proposals(document, of);
        let (command, after, refused) = written(document, &found, lang)?;
        let tables = Tables { document, figures: desk.session.figures(), lang };
        let told = found.told.iter().map(|told| capitalised(&told.sentence(lang)));
        let to_choose = found.proposals.iter().filter(|proposal| !proposal.is_taken_with_all()).map(|proposal| choice(proposal, tables));
        let sections = [
            (Part::Questions, lang.pick("À choisir case par case", "To choose entry by entry"), to_choose.collect::<Vec<_>>()),
            (Part::NotRead, lang.pick("Non repris", "Not taken"), refused.into_iter().chain(told).chain(others(&returned, of, lang)).collect()),
        ];
        let section = |(part, title, lines): (Part, &str, Vec<String>)| Section { part, title: title.to_owned(), lines };
        let sections = sections.into_iter().filter(|(_, _, lines)| !lines.is_empty()).map(section).collect();
        let mut alone = Document::clone(document);
        command.apply(&mut alone).map_err(|refusal| refusal.sentence(lang))?;
        let differences = compare(document, &alone, lang);
        let workbook = Some(ReturnedWorkbook { name: name.to_owned(), sections });
        Ok(MergeDialog { title: desk.title(lang), command, after: Arc::new(after), differences, workbook })
    }

    fn front_document(&self) -> Option<&Document> {
        self.desks.front().map(|desk| &**desk.session.document())
    }
}

/// The workbook read by what the document would be exported as today, where its hidden sheet is gone.
fn by_names(bytes: &[u8], document: &Document) -> Option<Vec<Returned>> {
    let figures = Figures::of(document);
    let ways = Lang::ALL.into_iter().flat_map(|lang| [(lang, false), (lang, true)]);
    let exported = ways.filter_map(|(lang, variation)| workbook::programme(Tables { document, figures: &figures, lang }, variation).ok());
    exported.into_iter().find_map(|exported| back::read_by_names(bytes, &exported).ok())
}

/// What writes all that needs no choice, the document as it would be with the choices made as the workbook says, and why they cannot be made together.
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

/// What must be chosen by itself: "AE 2021 (PLF), action 01, catégorie 31 : 5 à l’export, 6 ici, 7 dans le classeur."
fn choice(proposal: &Proposal, tables: Tables<'_>) -> String {
    let lang = tables.lang;
    let name = proposal.place.map_or_else(|| proposal.address.clone(), |place| tables.place_name(place));
    if proposal.kind == Kind::RowRemoved {
        return lang.pick(format!("{name}\u{a0}: ligne supprimée dans le classeur."), format!("{name}: row removed in the workbook."));
    }
    let said = |words: &str| if words.is_empty() { lang.pick("rien", "nothing").to_owned() } else { writing::excerpt(words).into_owned() };
    let [base, ours, theirs] = [&proposal.base, &proposal.ours, &proposal.theirs].map(|words| said(words));
    lang.pick(
        format!("{name}\u{a0}: {base} à l’export, {ours} ici, {theirs} dans le classeur."),
        format!("{name}: {base} when exported, {ours} here, {theirs} in the workbook."),
    )
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
