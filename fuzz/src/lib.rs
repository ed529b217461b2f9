//! What the targets of the importers share.

use papier::exchange::import::{File, Options, read};
use papier::lang::Lang;
use papier::model::{ProgrammeNumber, Year};
use papier::storage;

/// Imports files with and without what they may leave out: read or refused; what is read can be saved, and is said in both languages.
pub fn import(files: &[File]) {
    let options = Options { programme: ProgrammeNumber::new(352), year: Year::new(2021), law: None };
    for options in [options, Options::default()] {
        match read(files, options) {
            Ok(import) => {
                for document in &import.documents {
                    let written = storage::write(document);
                    assert!(storage::parse(&written).is_ok_and(|read| read == *document));
                }
                drop(Lang::ALL.map(|lang| import.text(lang)));
            }
            Err(refusal) => drop(Lang::ALL.map(|lang| refusal.sentence(lang))),
        }
    }
}
