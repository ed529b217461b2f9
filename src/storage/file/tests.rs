//! Reading and saving on disks that fail, and on the real one.

use super::super::failing::{Failing, Failure};
use super::super::proofs;
use super::super::rights::mode_for_another_group;
use super::super::temporary::NAME_ATTEMPTS;
use super::*;
use proptest::prelude::{any, prop_assert_eq, proptest};
use std::convert::Infallible;
use std::fs::{self, File};
use tempfile::TempDir;

const OLD: &[u8] = b"old version";
const NEW: &[u8] = b"the new version, which is longer";

const ENOENT: i32 = 2;
const EIO: i32 = 5;
const EACCES: i32 = 13;
const ENOSPC: i32 = 28;
const EROFS: i32 = 30;
const ETIMEDOUT: i32 = 110;

#[expect(clippy::unnecessary_wraps, reason = "the shape of a check")]
fn accept(_: &[u8]) -> Result<(), Infallible> {
    Ok(())
}

impl Failing {
    fn save(&self, path: &Path) -> Result<FileStamp, WriteError> {
        replace_on(self, path, NEW, Expected::Anything, accept, |_| ()).map(|replaced| replaced.stamp)
    }
}

/// A folder that holds the old version under the name of the document.
fn folder_with_document() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pap.ron");
    fs::write(&path, OLD).unwrap();
    (folder, path)
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

// Reading.

/// Byte from 0, line and column from 1.
type Place = (usize, usize, usize);

#[test]
fn a_text_is_read_without_its_byte_order_mark() {
    let cases: [(&[u8], &str); 6] = [
        (b"", ""),
        (b"(programme: 143)\r\n", "(programme: 143)\r\n"),
        ("crédits de paiement".as_bytes(), "crédits de paiement"),
        (b"\xEF\xBB\xBF", ""),
        (b"\xEF\xBB\xBF(1)", "(1)"),
        (b"\xEF\xBB\xBF\xEF\xBB\xBF(1)", "\u{FEFF}(1)"),
    ];
    let (_folder, path) = folder_with_document();
    for (bytes, text) in cases {
        fs::write(&path, bytes).unwrap();
        assert_eq!(read_text(&path).unwrap(), text, "{bytes:?}");
    }
}

#[test]
fn wrong_utf8_is_refused_with_its_byte_its_line_and_its_column() {
    let cases: [(&[u8], Place); 9] = [
        (b"\xFF", (0, 1, 1)),
        (b"ab\xFF", (2, 1, 3)),
        (b"\xEF\xBB\xBFab\xFF", (5, 1, 3)),
        (b"a\nb\n\xC0", (4, 3, 1)),
        (b"a\r\nbc\xC0\nd", (5, 2, 3)),
        (b"\xC3\xA9\xC3\xA9\xE9", (4, 1, 3)), // "éé", then a Latin-1 "é"
        (b"cut short \xE2\x82", (10, 1, 11)),
        (b"surrogate \xED\xA0\x80", (10, 1, 11)),
        (b"\xFF\xFEa\0", (0, 1, 1)), // UTF-16
    ];
    let (_folder, file) = folder_with_document();
    for (bytes, expected) in cases {
        fs::write(&file, bytes).unwrap();
        match read_text(&file) {
            Err(ReadError::NotUtf8 { path, offset, line, column }) => {
                assert_eq!((offset, line, column), expected, "{bytes:?}");
                assert_eq!(path, file);
            }
            other => panic!("{bytes:?}: {other:?}"),
        }
    }
}

#[test]
fn bytes_are_read_as_they_are() {
    let (_folder, path) = folder_with_document();
    fs::write(&path, b"\xFFno text").unwrap();
    assert_eq!(read_bytes(&path).unwrap(), b"\xFFno text");
}

#[test]
fn a_file_is_read_up_to_the_cap_and_refused_above() {
    let (_folder, path) = folder_with_document();
    for (size, readable) in [(SIZE_CAP - 1, true), (SIZE_CAP, true), (SIZE_CAP + 1, false), (1 << 40, false)] {
        File::create(&path).unwrap().set_len(size).unwrap();
        let outcome = read_text(&path);
        if readable {
            assert_eq!(size_of_bytes(outcome.unwrap().as_bytes()), size);
        } else {
            let error = outcome.unwrap_err();
            assert!(matches!(error, ReadError::TooLarge { size: told, cap: SIZE_CAP, .. } if told == size), "{error}");
        }
    }
}

#[test]
fn a_file_that_grows_while_it_is_read_is_refused() {
    let (_folder, path) = folder_with_document();
    let grown = vec![b'0'; usize::try_from(SIZE_CAP).unwrap() + 1];
    let disk = Failing { gives_back: Some(grown.clone()), ..Failing::new(Failure::Never, 0) };
    assert!(matches!(read_capped(&disk, &path), Err(ReadError::TooLarge { .. })));
    assert!(matches!(text_of(&path, &grown), Err(ReadError::TooLarge { .. })));
    assert_eq!(Disk.read(&path, 3).unwrap(), b"old");
}

#[test]
fn what_is_not_a_file_is_not_read() {
    let (folder, path) = folder_with_document();
    assert!(matches!(read_text(folder.path()), Err(ReadError::IsFolder { .. })));
    assert!(matches!(read_text(&folder.path().join("none")), Err(ReadError::Missing { .. })));
    assert!(matches!(read_text(Path::new("")), Err(ReadError::Missing { .. })));
    assert!(read_text(&path.join("below a file")).is_err());
    assert!(matches!(stamp(folder.path()), Err(ReadError::IsFolder { .. })));
}

#[test]
fn a_failing_disk_never_gives_a_part_of_a_text() {
    let (_folder, path) = folder_with_document();
    for k in 1..=2 {
        let error = read_capped(&Failing::new(Failure::Once(k), EIO), &path).unwrap_err();
        let source = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<io::Error>());
        assert_eq!(source.and_then(io::Error::raw_os_error), Some(EIO), "call {k}");
    }
}

#[test]
fn a_file_that_vanishes_before_it_is_read_is_missing() {
    let (_folder, path) = folder_with_document();
    let outcome = read_capped(&Failing::new(Failure::First("read", 1), ENOENT), &path);
    assert!(matches!(outcome, Err(ReadError::Missing { .. })), "{outcome:?}");
}

// Writing.

#[test]
fn the_steps_of_a_save_come_in_the_promised_order() {
    let (_folder, path) = folder_with_document();
    let disk = Failing::new(Failure::Never, 0);
    let check = |read: &[u8]| {
        disk.calls.borrow_mut().push("check");
        assert_eq!(read, NEW);
        assert_eq!(fs::read(&path).unwrap(), OLD, "the old file is there until the check has passed");
        Ok::<_, Infallible>(())
    };
    replace_on(&disk, &path, NEW, Expected::Anything, check, |_| ()).unwrap();
    let mut calls = disk.calls.take();
    calls.retain(|call| !matches!(*call, "facts_of" | "attributes" | "set_mode"));
    let expected = [
        "facts",
        "probe_write",
        "names",
        "create_new",
        "hold_created",
        "still_names",
        "write",
        "sync_file",
        "read",
        "check",
        "facts",
        "hold",
        "still_names",
        "facts",
        "read",
        "rename",
        "sync_folder",
    ];
    assert_eq!(calls, expected);
}

#[test]
fn a_file_of_a_moment_is_whole_whatever_fails_and_the_disk_is_not_waited_for() {
    let (_folder, path) = folder_with_document();
    let disk = Failing::new(Failure::Never, 0);
    hand_over_on(&disk, &path, NEW, Expected::Anything).unwrap();
    let calls = disk.calls.take();
    assert!(calls.iter().all(|call| !call.starts_with("sync")), "{calls:?}");
    assert_eq!(fs::read(&path).unwrap(), NEW);
    for k in 1..=calls.len() {
        let (folder, path) = folder_with_document();
        let written = hand_over_on(&Failing::new(Failure::Once(k), EIO), &path, NEW, Expected::Anything);
        assert_eq!(fs::read(&path).unwrap(), if written.is_ok() { NEW } else { OLD }, "call {k} of {calls:?}");
        assert_eq!(names_in(folder.path()), ["pap.ron"], "call {k} of {calls:?}");
    }
    assert!(matches!(hand_over_on(&Failing::new(Failure::Never, 0), &path, OLD, Expected::Nothing), Err(WriteError::Changed { .. })));
    assert_eq!(fs::read(&path).unwrap(), NEW);
}

#[test]
fn any_failing_call_leaves_the_old_file_and_no_temporary() {
    let mut failed = 0;
    for code in [EIO, ENOSPC, EACCES, EROFS, ETIMEDOUT] {
        for foreign in [false, true] {
            // A call past the last one does not fail: that save succeeds and ends the loop.
            for k in 1.. {
                let (folder, path) = folder_with_document();
                open_to_group(&path);
                let disk = Failing { foreign, ..Failing::new(Failure::Once(k), code) };
                let outcome = disk.save(&path);
                let case = format!("call {k} of {:?}, error {code}: {outcome:?}", disk.calls.borrow());
                assert_eq!(names_in(folder.path()), ["pap.ron"], "{case}");
                let after = fs::read(&path).unwrap();
                match disk.refused.take().first() {
                    None => {
                        assert!(outcome.is_ok() && after == NEW && k > 7, "{case}");
                        break;
                    }
                    // Another owner is a wish, as far as the system allows; what dead saves left harms nobody.
                    Some(&"set_owner") if code == EACCES => {
                        assert!(outcome.is_ok() && after == NEW, "{case}");
                    }
                    Some(&"names") => assert!(outcome.is_ok() && after == NEW, "{case}"),
                    // The temporary file seemed gone: another one was made.
                    Some(&"still_names") if outcome.is_ok() => assert_eq!(after, NEW, "{case}"),
                    Some(&"sync_folder") => {
                        assert!(matches!(outcome, Err(WriteError::SyncFolder { .. })), "{case}");
                        assert_eq!(outcome.unwrap_err().old_file(), OldFile::Replaced, "{case}");
                        assert_eq!(after, NEW, "{case}");
                    }
                    Some(_) => {
                        // The first call looks for the old file.
                        let told = if k == 1 { OldFile::NoFile } else { OldFile::Untouched };
                        assert_eq!(outcome.unwrap_err().old_file(), told, "{case}");
                        assert_eq!(after, OLD, "{case}");
                    }
                }
                failed += 1;
            }
        }
    }
    proofs::report(
        "P3",
        &format!(
            "{failed} failing calls of a save, each of its calls with EIO, ENOSPC, EACCES, EROFS, ETIMEDOUT: the old file whole, or the new one"
        ),
    );
}

#[test]
fn a_disk_that_is_gone_for_good_leaves_the_old_file_and_tells_of_the_temporary() {
    for code in [EIO, ENOSPC, EACCES, EROFS, ETIMEDOUT] {
        for k in 1.. {
            let (folder, path) = folder_with_document();
            let disk = Failing::new(Failure::From(k), code);
            let outcome = disk.save(&path);
            let refused = disk.refused.take();
            let case = format!("from call {k}, error {code}: {refused:?} {outcome:?}");
            let left = names_in(folder.path()).len() - 1;
            match refused.first() {
                None => {
                    assert!(outcome.is_ok() && left == 0, "{case}");
                    break;
                }
                Some(&"sync_folder") => assert_eq!(fs::read(&path).unwrap(), NEW, "{case}"),
                Some(step) => {
                    assert_eq!(fs::read(&path).unwrap(), OLD, "{case}");
                    let error = outcome.unwrap_err();
                    // At the rename such a disk no longer tells what it did, and the error does not pretend to know.
                    let told = match *step {
                        "rename" => OldFile::Unclear,
                        _ if k == 1 => OldFile::NoFile,
                        _ => OldFile::Untouched,
                    };
                    assert_eq!(error.old_file(), told, "{case}");
                    assert_eq!(matches!(error, WriteError::TemporaryLeft { .. }), left == 1, "{case}");
                }
            }
        }
    }
}

#[test]
fn a_failing_call_leaves_no_new_file() {
    for k in 1.. {
        let folder = tempfile::tempdir().unwrap();
        let disk = Failing::new(Failure::Once(k), ENOSPC);
        let outcome = disk.save(&folder.path().join("new.ron"));
        let refused = disk.refused.take();
        let replaced = matches!(refused.first(), None | Some(&"names" | &"still_names" | &"sync_folder"));
        assert_eq!(names_in(folder.path()).len(), usize::from(replaced), "call {k}: {outcome:?}");
        assert_eq!(outcome.is_ok(), matches!(refused.first(), None | Some(&"names" | &"still_names")));
        match outcome {
            Ok(_) if refused.is_empty() => break,
            Ok(_) => {}
            Err(error) => assert_eq!(error.old_file(), if replaced { OldFile::Replaced } else { OldFile::NoFile }, "call {k}: {error}"),
        }
    }
}

#[test]
fn a_check_that_refuses_or_panics_leaves_the_old_file_and_no_temporary() {
    let (folder, path) = folder_with_document();
    let error = write_atomically(&path, NEW, |_| Err("line 3: a comma is missing")).unwrap_err();
    assert!(matches!(&error, WriteError::Rejected { reason, .. } if reason == "line 3: a comma is missing"));
    assert_eq!(error.old_file(), OldFile::Untouched);
    let panicking = || write_atomically(&path, NEW, |_| -> Result<(), Infallible> { panic!("a bug in the parser") });
    assert!(std::panic::catch_unwind(panicking).is_err());
    assert_eq!(fs::read(&path).unwrap(), OLD);
    assert_eq!(names_in(folder.path()), ["pap.ron"]);
}

#[test]
fn bytes_that_come_back_changed_are_refused() {
    let (folder, path) = folder_with_document();
    for given_back in [&b""[..], &NEW[..NEW.len() - 1], &[NEW, b"!"].concat(), &NEW.to_ascii_uppercase()] {
        let disk = Failing { gives_back: Some(given_back.to_vec()), ..Failing::new(Failure::Never, 0) };
        assert!(matches!(disk.save(&path), Err(WriteError::Differs { .. })), "{given_back:?}");
        assert_eq!(fs::read(&path).unwrap(), OLD);
        assert_eq!(names_in(folder.path()), ["pap.ron"]);
    }
}

#[test]
fn a_taken_temporary_name_is_passed_over_but_not_for_ever() {
    let (folder, path) = folder_with_document();
    let taken = 17; // EEXIST
    if cfg!(windows) {
        return; // That code means something else there.
    }
    Failing::new(Failure::First("create_new", NAME_ATTEMPTS - 1), taken).save(&path).unwrap();
    assert_eq!(fs::read(&path).unwrap(), NEW);
    let outcome = Failing::new(Failure::First("create_new", NAME_ATTEMPTS), taken).save(&path);
    assert!(matches!(outcome, Err(WriteError::CreateTemporary { .. })), "{outcome:?}");
    assert_eq!(names_in(folder.path()), ["pap.ron"]);
}

#[test]
fn a_rename_that_another_program_blocks_is_tried_eight_times() {
    let attempts = RENAME_PAUSES.len() + 1;
    for (failures, code, tried, succeeds) in
        [(1, 32, 2, true), (attempts - 1, 33, attempts, true), (attempts, 32, attempts, false), (1, EIO, 1, false)]
    {
        let (folder, path) = folder_with_document();
        let disk = Failing::new(Failure::First("rename", failures), code);
        let outcome = disk.save(&path);
        assert_eq!(disk.calls.take().iter().filter(|&&call| call == "rename").count(), tried);
        assert_eq!(outcome.is_ok(), succeeds, "{outcome:?}");
        assert_eq!(fs::read(&path).unwrap(), if succeeds { NEW } else { OLD });
        assert_eq!(names_in(folder.path()), ["pap.ron"]);
        assert!(disk.pauses.take().iter().sum::<Duration>() < Duration::from_secs(2));
    }
}

#[test]
fn a_file_that_came_at_the_last_moment_is_not_replaced() {
    const EEXIST: i32 = 17;
    if cfg!(windows) {
        return; // That code means something else there.
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pap.ron");
    let create = |code| {
        let disk = Failing::new(Failure::First("rename_new", 1), code);
        replace_on(&disk, &path, NEW, Expected::Nothing, accept, |_| ()).map(|replaced| replaced.stamp)
    };
    assert!(matches!(create(EEXIST), Err(WriteError::Changed { found: None, .. })));
    assert!(matches!(create(EIO), Err(WriteError::NewFile { cause }) if matches!(*cause, WriteError::Rename { .. })));
    assert_eq!(names_in(folder.path()), [""; 0]);
    fs::write(&path, OLD).unwrap();
    let outcome = Failing::new(Failure::First("rename", 1), EEXIST).save(&path);
    assert!(matches!(outcome, Err(WriteError::Rename { .. })), "{outcome:?}");
}

#[test]
fn a_file_that_goes_while_it_is_held_is_not_held_any_more() {
    let (_folder, path) = folder_with_document();
    let whole = Failing::new(Failure::Never, 0);
    whole.save(&path).unwrap();
    // The one before is that of the temporary file.
    let held = whole.calls.take().iter().rposition(|call| *call == "still_names").unwrap() + 1;
    Failing::new(Failure::Once(held), ENOENT).save(&path).unwrap();
    assert_eq!(fs::read(&path).unwrap(), NEW);
    let (_folder, path) = folder_with_document();
    let outcome = Failing::new(Failure::Once(held), EIO).save(&path);
    assert!(matches!(outcome, Err(WriteError::Hold { .. })), "{outcome:?}");
}

#[cfg(unix)]
#[test]
fn a_file_that_another_papier_holds_is_waited_for_before_it_is_told() {
    let (folder, path) = folder_with_document();
    let _held = Disk.hold(&path).unwrap().unwrap();
    let disk = Failing::new(Failure::Never, 0);
    assert!(matches!(disk.save(&path), Err(WriteError::Busy { .. })));
    assert_eq!(disk.pauses.take().len(), 1, "it was asked whether to wait");
    assert_eq!((fs::read(&path).unwrap(), names_in(folder.path())), (OLD.to_vec(), vec!["pap.ron".to_owned()]));
}

#[test]
fn only_a_share_that_knows_no_locks_is_taken_for_one() {
    for kind in [ErrorKind::Unsupported, ErrorKind::InvalidInput] {
        assert!(knows_no_locks(&kind.into()));
    }
    assert_eq!(knows_no_locks(&io::Error::from_raw_os_error(37)), cfg!(all(unix, not(target_os = "macos"))), "ENOLCK");
    assert!(!knows_no_locks(&io::Error::from_raw_os_error(EIO)));
    assert!(!knows_no_locks(&ErrorKind::WouldBlock.into()));
}

#[test]
fn a_temporary_file_that_is_gone_is_not_told_as_left() {
    for (code, is_left) in [(ENOENT, false), (EIO, true)] {
        let (_folder, path) = folder_with_document();
        let disk = Failing { gives_back: Some(b"torn".to_vec()), ..Failing::new(Failure::First("remove", 1), code) };
        let error = disk.save(&path).unwrap_err();
        assert_eq!(matches!(error, WriteError::TemporaryLeft { .. }), is_left, "{error:?}");
    }
}

#[test]
fn a_disk_that_stops_at_the_rename_does_not_tell_what_it_holds() {
    let (_folder, path) = folder_with_document();
    let disk = Failing::new(Failure::Never, 0);
    disk.save(&path).unwrap();
    let rename = disk.calls.take().iter().position(|call| *call == "rename").unwrap() + 1;
    let (_folder, path) = folder_with_document();
    let disk = Failing::new(Failure::Both(rename, rename + 1), EIO);
    disk.answers_late.set(true);
    let outcome = disk.save(&path);
    assert!(matches!(&outcome, Err(error) if error.old_file() == OldFile::Unclear), "{outcome:?}");
}

#[test]
fn a_rename_whose_answer_is_lost_is_judged_by_what_the_disk_holds() {
    let (folder, path) = folder_with_document();
    let disk = Failing::new(Failure::First("rename", 1), ETIMEDOUT);
    disk.answers_late.set(true);
    disk.save(&path).unwrap();
    assert_eq!(disk.calls.take().last(), Some(&"sync_folder"));
    assert_eq!(fs::read(&path).unwrap(), NEW);
    assert_eq!(names_in(folder.path()), ["pap.ron"]);
}

#[test]
fn a_rename_whose_answer_is_lost_and_whose_file_is_another_is_unclear() {
    let (_folder, path) = folder_with_document();
    let disk = Failing { overtaken_by: Some(b"somebody else's".to_vec()), ..Failing::new(Failure::First("rename", 1), ETIMEDOUT) };
    disk.answers_late.set(true);
    assert!(matches!(disk.save(&path), Err(WriteError::RenameUnclear { .. })));
}

#[test]
fn a_document_with_the_longest_name_can_be_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p".repeat(255));
    write_atomically(&path, NEW, accept).unwrap();
    assert_eq!(fs::read(&path).unwrap(), NEW);
}

#[test]
fn a_folder_a_missing_folder_and_an_empty_path_are_refused() {
    let (folder, path) = folder_with_document();
    let save = |path: &Path| write_atomically(path, NEW, accept).unwrap_err();
    assert!(matches!(save(folder.path()), WriteError::IsFolder { .. }));
    assert!(matches!(save(&folder.path().join("..")), WriteError::IsFolder { .. }));
    assert!(matches!(save(&folder.path().join("none/pap.ron")), WriteError::NewFile { .. }));
    assert!(matches!(save(Path::new("/")), WriteError::IsFolder { .. }));
    assert_eq!(save(Path::new("")).old_file(), OldFile::NoFile);
    assert_eq!(save(&path.join("below a file")).old_file(), OldFile::NoFile);
    assert_eq!(fs::read(&path).unwrap(), OLD);
    assert_eq!(names_in(folder.path()), ["pap.ron"]);
}

#[test]
fn a_read_only_file_is_refused_before_anything_is_written() {
    let (_folder, path) = folder_with_document();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let disk = Failing::new(Failure::Never, 0);
    assert!(matches!(disk.save(&path), Err(WriteError::ReadOnly { .. })));
    assert_eq!(disk.calls.take(), ["facts"]);
    assert_eq!(fs::read(&path).unwrap(), OLD);
}

#[test]
fn a_file_this_user_may_not_write_is_refused_before_anything_is_written() {
    let (_folder, path) = folder_with_document();
    let disk = Failing::new(Failure::First("probe_write", 1), EACCES);
    assert!(matches!(disk.save(&path), Err(WriteError::NotWritable { .. })));
    assert_eq!(disk.calls.take(), ["facts", "probe_write"]);
}

#[test]
fn when_the_group_changes_the_file_is_opened_to_nobody_new() {
    for (old, new) in [(0o600, 0o600), (0o640, 0o600), (0o660, 0o600), (0o664, 0o644), (0o666, 0o666), (0o604, 0o600), (0o755, 0o755)] {
        assert_eq!(mode_for_another_group(old), new, "{old:o}");
    }
}

#[test]
fn the_stamp_changes_with_the_bytes_and_not_with_the_time() {
    let (_folder, path) = folder_with_document();
    let before = stamp(&path).unwrap();
    assert_eq!(before, stamp(&path).unwrap());
    assert!(before.is_of(OLD) && !before.is_of(NEW) && !before.is_of(&OLD.to_ascii_uppercase()));

    File::options().write(true).open(&path).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
    let touched = stamp(&path).unwrap();
    assert!(touched != before && touched.same_content(&before));

    fs::write(&path, b"OLD version").unwrap();
    let changed = stamp(&path).unwrap();
    assert!(changed.size == before.size && !changed.same_content(&before));

    write_atomically(&path, NEW, accept).unwrap();
    assert!(stamp(&path).unwrap().is_of(NEW));
    fs::remove_file(&path).unwrap();
    assert!(matches!(stamp(&path), Err(ReadError::Missing { .. })));
}

#[test]
fn the_stamp_of_a_text_is_that_of_its_file() {
    let (_folder, path) = folder_with_document();
    fs::write(&path, b"\xEF\xBB\xBF(1)").unwrap();
    let (bytes, stamped) = read_stamped(&path).unwrap();
    assert_eq!((text_of(&path, &bytes).unwrap(), stamped), ("(1)", stamp(&path).unwrap()));
}

#[test]
fn the_largest_file_is_of_sixteen_mebibytes() {
    assert_eq!(SIZE_CAP, 16_777_216);
}

#[test]
fn the_hash_is_fnv_1a() {
    // Vectors of draft-eastlake-fnv, appendix C.
    for (text, hash) in [("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8)] {
        assert_eq!(fnv1a(text.as_bytes()), hash, "{text}");
    }
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_written_are_the_bytes_of_the_file(old in any::<Vec<u8>>(), new in any::<Vec<u8>>()) {
        let (folder, path) = folder_with_document();
        fs::write(&path, &old).unwrap();
        write_atomically(&path, &new, accept).unwrap();
        prop_assert_eq!(fs::read(&path).unwrap(), new);
        prop_assert_eq!(names_in(folder.path()), ["pap.ron"]);
    }

    #[test]
    fn the_place_of_wrong_utf8_is_right_in_any_bytes(bytes in any::<Vec<u8>>()) {
        match (text_of(Path::new("p"), &bytes), std::str::from_utf8(&bytes)) {
            (Ok(text), Ok(whole)) => prop_assert_eq!(text, whole.strip_prefix('\u{FEFF}').unwrap_or(whole)),
            (Err(ReadError::NotUtf8 { offset, .. }), Err(error)) => prop_assert_eq!(offset, error.valid_up_to()),
            (ours, theirs) => panic!("{ours:?} {theirs:?}"),
        }
    }
}

#[cfg(not(unix))]
fn open_to_group(_path: &Path) {}

/// Any mode but that of the temporary file, so that a save has a mode to set.
#[cfg(unix)]
fn open_to_group(path: &Path) {
    unix::set_mode(path, 0o660);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};

    pub(super) fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn mode_of(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o7777
    }

    #[test]
    fn a_mode_that_is_right_is_not_set() {
        let (_folder, path) = folder_with_document();
        set_mode(&path, 0o600);
        let disk = Failing::new(Failure::Never, 0);
        disk.save(&path).unwrap();
        assert!(!disk.calls.take().contains(&"set_mode"));
    }

    #[test]
    fn the_mode_of_the_old_file_is_kept() {
        for mode in [0o600, 0o640, 0o644, 0o660, 0o664, 0o666, 0o700] {
            let (_folder, path) = folder_with_document();
            set_mode(&path, mode);
            write_atomically(&path, NEW, accept).unwrap();
            assert_eq!(format!("{:o}", mode_of(&path)), format!("{mode:o}"));
            assert_eq!(fs::read(&path).unwrap(), NEW);
        }
    }

    #[test]
    fn the_new_bytes_are_never_readable_by_more_people_than_the_old_ones() {
        let (folder, path) = folder_with_document();
        set_mode(&path, 0o600);
        let check = |_: &[u8]| {
            for name in names_in(folder.path()) {
                assert_eq!(mode_of(&folder.path().join(name)), 0o600);
            }
            Ok::<_, Infallible>(())
        };
        write_atomically(&path, NEW, check).unwrap();
    }

    #[test]
    fn a_new_file_has_the_mode_of_the_process() {
        let folder = tempfile::tempdir().unwrap();
        let [plain, ours] = ["plain", "ours"].map(|name| folder.path().join(name));
        fs::write(&plain, OLD).unwrap();
        write_atomically(&ours, NEW, accept).unwrap();
        assert_eq!(mode_of(&ours), mode_of(&plain));
        assert_eq!(fs::read(&ours).unwrap(), NEW);
    }

    #[test]
    fn owner_and_group_are_kept_where_the_system_allows_it() {
        let (_folder, path) = folder_with_document();
        set_mode(&path, 0o664);
        if chown(&path, Some(4242), Some(4343)).is_err() {
            return; // Only the administrator can prepare this case.
        }
        write_atomically(&path, NEW, accept).unwrap();
        let metadata = fs::metadata(&path).unwrap();
        assert_eq!((metadata.uid(), metadata.gid(), mode_of(&path)), (4242, 4343, 0o664));
    }

    #[test]
    fn a_group_that_cannot_be_kept_gives_nothing_to_the_new_group() {
        for (refusals, group_kept) in [(1, true), (2, false)] {
            let (_folder, path) = folder_with_document();
            set_mode(&path, 0o660);
            let disk = Failing { foreign: true, ..Failing::new(Failure::First("set_owner", refusals), EACCES) };
            disk.save(&path).unwrap();
            let kept = fs::metadata(&path).unwrap().gid() == 4343;
            assert!(!kept || group_kept);
            assert_eq!(mode_of(&path), if kept { 0o660 } else { 0o600 });
        }
    }

    #[test]
    fn a_link_stays_a_link_and_its_file_is_replaced() {
        let (folder, path) = folder_with_document();
        let elsewhere = folder.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        set_mode(&path, 0o640);
        symlink("../pap.ron", elsewhere.join("first")).unwrap();
        symlink("elsewhere/first", folder.path().join("second")).unwrap();
        symlink(folder.path().join("second"), elsewhere.join("third")).unwrap();
        symlink("elsewhere", folder.path().join("folder link")).unwrap();
        for link in ["elsewhere/first", "second", "elsewhere/third", "folder link/first", "folder link/third"] {
            fs::write(&path, OLD).unwrap();
            let link = folder.path().join(link);
            write_atomically(&link, NEW, accept).unwrap();
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink(), "{link:?}");
            assert!(fs::symlink_metadata(&path).unwrap().is_file(), "{link:?}");
            assert_eq!((fs::read(&path).unwrap(), mode_of(&path)), (NEW.to_vec(), 0o640), "{link:?}");
            assert_eq!(read_text(&link).unwrap().as_bytes(), NEW);
        }
        assert_eq!(names_in(&elsewhere), ["first", "third"]);
        assert_eq!(names_in(folder.path()), ["elsewhere", "folder link", "pap.ron", "second"]);
    }

    #[test]
    fn a_dangling_link_gets_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let [link, target] = ["link", "target.ron"].map(|name| folder.path().join(name));
        symlink("target.ron", &link).unwrap();
        assert!(matches!(read_text(&link), Err(ReadError::Missing { .. })));
        write_atomically(&link, NEW, accept).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&target).unwrap(), NEW);
        assert_eq!(names_in(folder.path()), ["link", "target.ron"]);
    }

    #[test]
    fn any_failing_call_through_a_link_leaves_the_old_file_and_the_link() {
        for k in 1.. {
            let (folder, path) = folder_with_document();
            let link = folder.path().join("link");
            symlink("pap.ron", &link).unwrap();
            let disk = Failing::new(Failure::Once(k), EIO);
            let outcome = disk.save(&link);
            let refused = disk.refused.take();
            let of_temporary = refused.first() == Some(&"still_names") && outcome.is_ok();
            assert_eq!(outcome.is_ok(), of_temporary || matches!(refused.first(), None | Some(&"names")));
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(names_in(folder.path()), ["link", "pap.ron"]);
            let replaced = of_temporary || matches!(refused.first(), None | Some(&"names" | &"sync_folder"));
            assert_eq!(fs::read(&path).unwrap(), if replaced { NEW } else { OLD }, "call {k}");
            if refused.is_empty() {
                break;
            }
        }
    }

    #[test]
    fn links_in_a_circle_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let [one, other] = ["one", "other"].map(|name| folder.path().join(name));
        symlink(&one, &other).unwrap();
        symlink(&other, &one).unwrap();
        assert!(matches!(read_text(&one), Err(ReadError::Locate { .. })));
        assert!(matches!(write_atomically(&one, NEW, accept), Err(WriteError::Locate { .. })));
        assert_eq!(names_in(folder.path()), ["one", "other"]);
    }

    #[test]
    fn a_link_to_a_folder_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        symlink(".", &link).unwrap();
        assert!(matches!(write_atomically(&link, NEW, accept), Err(WriteError::IsFolder { .. })));
    }

    #[test]
    fn a_special_file_is_neither_read_nor_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        for path in [socket.as_path(), Path::new("/dev/zero")] {
            assert!(matches!(read_text(path), Err(ReadError::NotRegular { .. })));
            assert!(matches!(write_atomically(path, NEW, accept), Err(WriteError::NotRegular { .. })));
        }
    }
}
