//! Saves and openings of whole documents, at their limits.

use super::*;
use crate::model::{ActionId, LONGEST_TEXT, Narrative, Programme, Text, Year};

#[test]
fn the_documents_of_a_folder_are_its_ron_files_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let document = |name: &str| Document::new(Year::new(2021).unwrap(), Programme { name: name.into(), ..Programme::default() });
    for name in ["b", "a", "c"] {
        save(&folder.path().join(name).with_extension("ron"), &document(name)).unwrap();
    }
    std::fs::write(folder.path().join("notes.txt"), "no document").unwrap();
    std::fs::create_dir(folder.path().join("folder.ron")).unwrap();
    let paths = documents_in(folder.path()).unwrap();
    assert_eq!(paths, ["a.ron", "b.ron", "c.ron"].map(|name| folder.path().join(name)));
    let read: Vec<Document> = open_all(&paths).into_iter().map(Result::unwrap).collect();
    assert_eq!(read, ["a", "b", "c"].map(document));
    assert!(documents_in(&folder.path().join("none")).is_err());
}

#[test]
fn the_first_line_says_the_version() {
    let document = write(&Document::new(Year::new(2021).unwrap(), Programme::default()));
    let first = |line: &str| parse(&document.replacen("// papier 2", line, 1));
    assert!(first("// papier 2").is_ok());
    for line in ["// papier 0", "// papier -1", "// papier", "// papier 1.0", "// other 1", ""] {
        assert!(matches!(first(line), Err(OpenError::NotPapier)), "{line}");
    }
    assert!(matches!(first("// papier 3"), Err(OpenError::Newer { found: 3 })));
    assert!(matches!(first("// papier 1"), Err(OpenError::Malformed { .. })), "format 1 has its counter");
}

/// A document whose file has exactly so many bytes: its texts are as long as they may be, one after the other, of a character that takes
/// five bytes in a file.
fn of_size(size: u64) -> Document {
    let mut document = parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
    let actions: Vec<ActionId> = document.actions.iter().map(|action| action.id).collect();
    let of_actions = actions.into_iter().flat_map(|action| [Narrative::Action(action), Narrative::Nature(action)]);
    for narrative in [Narrative::Strategy, Narrative::ScheduleComment, Narrative::OutstandingJustification].into_iter().chain(of_actions) {
        document.set_text(narrative, Text::new("n"));
        let rest = usize::try_from(size).unwrap() - write(&document).len();
        let escaped = (rest / 5).min(LONGEST_TEXT - 5);
        let plain = if escaped == rest / 5 { rest % 5 } else { 0 };
        document.set_text(narrative, Text::new(&format!("{}{}", "n".repeat(plain + 1), "\u{1}".repeat(escaped))));
        if write(&document).len() as u64 == size {
            return document;
        }
    }
    panic!("{size} bytes are more than the texts of the sample may have")
}

#[test]
fn a_save_writes_what_is_opened_again_and_refuses_what_would_not_be() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pap.ron");
    let largest = of_size(file::SIZE_CAP);
    save(&path, &largest).unwrap();
    let (read, stamp) = open_stamped(&path).unwrap();
    assert!(read == largest);

    let too_large = of_size(file::SIZE_CAP + 1);
    let other = folder.path().join("other.ron");
    let replacement = Replacement { path: &path, document: &too_large, stamp, backups: None };
    let refusals = [
        save(&path, &too_large).unwrap_err(),
        save_expecting(&path, &too_large, Expected::Version(stamp), None).unwrap_err(),
        save_new(&other, &too_large).unwrap_err(),
        save_all_new(&[(other.clone(), &too_large)], || true).failure.unwrap().1,
        replace_all(&[replacement]).unwrap_err().error,
    ];
    for refusal in refusals {
        let SaveError::TooLarge { size, cap, largest: Some(LargestText { name, .. }) } = &refusal else { panic!("{refusal:?}") };
        assert_eq!((*size, *cap, name), (file::SIZE_CAP + 1, file::SIZE_CAP, &TextName::Address("nature/01/narrative".into())));
        let sentence = refusal.sentence(crate::lang::Lang::English);
        assert!(sentence.contains("16.1 MiB") && sentence.contains("nature/01/narrative (2.4 MiB)"), "{sentence}");
    }
    let rows = SaveError::TooLarge { size: file::SIZE_CAP + 1, cap: file::SIZE_CAP, largest: None }.sentence(crate::lang::Lang::English);
    assert!(rows.ends_with("remove rows, years or texts."), "{rows}");
    assert!(!other.exists());
    assert_eq!(file::stamp(&path).unwrap(), stamp);
}

#[test]
fn a_new_file_takes_no_place_but_that_of_an_empty_one() {
    let document = of_size(100_000);
    for (there, is_written) in [(None, true), (Some(""), true), (Some("notes"), false), (Some("// papier 1"), false)] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.ron");
        there.iter().for_each(|words| std::fs::write(&path, words).unwrap());
        match save_new(&path, &document) {
            Ok(()) => assert!(is_written && open(&path).unwrap() == document, "{there:?}"),
            Err(error) => {
                assert!(matches!(error, SaveError::Exists) && !is_written, "{there:?}: {error:?}");
                assert_eq!(Some(std::fs::read_to_string(&path).unwrap().as_str()), there);
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let large = folder.path().join("large.ron");
    std::fs::File::create(&large).unwrap().set_len(file::SIZE_CAP + 1).unwrap();
    assert!(matches!(save_new(&large, &document), Err(SaveError::Exists)));
    assert!(matches!(save_new(folder.path(), &document), Err(SaveError::Write(WriteError::IsFolder { .. }))));
}
