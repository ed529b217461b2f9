//! An open-data file beside a nomenclature: read or refused; what is read can be saved, and is said in both languages.
#![no_main]

use libfuzzer_sys::fuzz_target;
use papier::exchange::import::{File, Options, read};
use papier::lang::Lang;
use papier::model::{ProgrammeNumber, Year};
use papier::storage;

fuzz_target!(|bytes: &[u8]| {
    let options = Options { programme: ProgrammeNumber::new(352), year: Year::new(2021) };
    for options in [options, Options::default()] {
        let (credits, names) = bytes.split_at(bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len()));
        let names = names.get(1..).unwrap_or_default();
        let files = [("credits.csv", credits), ("names.csv", names)].map(|(name, bytes)| File { name: name.into(), bytes: bytes.into() });
        let files = if names.is_empty() { &files[..1] } else { &files[..] };
        match read(files, options) {
            Ok(import) => {
                for document in &import.documents {
                    let written = storage::write(document);
                    assert!(storage::parse(&written).is_ok_and(|read| read == *document));
                }
                Lang::ALL.map(|lang| import.text(lang));
            }
            Err(refusal) => drop(Lang::ALL.map(|lang| refusal.sentence(lang))),
        }
    }
});
