//! Processes that are killed while they save, and processes that save the same file (R1, R7). Short here; whole with `PAPIER_PROOFS=full`.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use papier::model::{Document, Programme, Year};
use papier::storage::file::WriteError;
use papier::storage::{self, About, Expected, Journal, Lane, Orphan, SaveError};

const SAMPLE: &str = "saves/programme-352-plf-2021.ron";

/// The number of cases of a proof.
fn count(short: usize, full: usize) -> usize {
    if std::env::var_os("PAPIER_PROOFS").is_some_and(|value| value == "full") { full } else { short }
}

/// Numbers from a seed (xorshift): the same kills on every machine, as far as its clock allows.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit.max(1)
    }
}

/// `papier set` of one amount, on its way.
fn set(file: &Path, state: &Path, amount: usize) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_papier"));
    command.arg("set").arg(file).arg(format!("plf/01/31/ae={amount}")).env("XDG_STATE_HOME", state).stderr(Stdio::null());
    command
}

#[test]
fn a_kill_at_any_instant_of_a_save_leaves_the_old_or_the_new_file_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pap.ron");
    fs::copy(SAMPLE, &file).expect("a copy of the sample");
    let amount = |path: &Path| -> usize {
        let text = fs::read_to_string(path).expect("a text");
        storage::parse(&text).unwrap_or_else(|error| panic!("torn: {error:?}"));
        let number = text.lines().find_map(|line| line.split("ae: 4242").nth(1)).map(|rest| rest.chars().take_while(char::is_ascii_digit).collect());
        number.map_or(0, |digits: String| digits.parse().expect("digits"))
    };
    let whole = Instant::now();
    assert!(set(&file, folder.path(), 42_420).status().expect("papier runs").success());
    let whole = u64::try_from(whole.elapsed().as_micros()).expect("short");
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let (mut killed, mut saved) = (0, 0);
    let kills = count(40, 10_000);
    for _ in 0..kills {
        let before = amount(&file);
        let next = before + 1;
        let mut child = set(&file, folder.path(), format!("4242{next}").parse().expect("a number")).spawn().expect("papier runs");
        // The wait ends at a random instant of the run, which takes about as long as the first one.
        let instant = Instant::now() + Duration::from_micros(dice.below(whole + whole / 4));
        while Instant::now() < instant {
            std::hint::spin_loop();
        }
        child.kill().expect("killed");
        let finished = child.wait().expect("ended").success();
        let after = amount(&file);
        assert!(after == next || after == before && !finished, "{before} then {after}, finished {finished}");
        killed += usize::from(!finished);
        saved += usize::from(after == next);
    }
    println!("proof R1: {kills} runs of `papier set`, {killed} killed on their way, {saved} saved, 0 torn files");
}

/// The variable that turns this test program into one of the writers.
const WRITER: &str = "PAPIER_TEST_WRITER";
/// The same for the writer of a journal.
const JOURNAL: &str = "PAPIER_TEST_JOURNAL";

/// One of the processes: adds one to the length of the name as often as it is told, and starts again when somebody else was first.
#[test]
fn writer_of_a_shared_file() {
    let Some(path) = std::env::var_os(WRITER).map(PathBuf::from) else { return };
    let turns = std::env::var("PAPIER_TEST_TURNS").expect("turns").parse().expect("a number");
    let mut conflicts = 0;
    for _ in 0..turns {
        loop {
            let (mut document, stamp) = storage::open_stamped(&path).unwrap_or_else(|error| panic!("{error:?}"));
            let next = document.programme.name.parse::<u64>().expect("a number") + 1;
            document.programme.name = next.to_string();
            match storage::save_expecting(&path, &document, Expected::Version(stamp), None) {
                Ok(_) => break,
                Err(SaveError::Write(WriteError::Changed { .. } | WriteError::Busy { .. })) => conflicts += 1,
                Err(error) => panic!("{error:?}"),
            }
        }
    }
    println!("conflicts {conflicts}");
}

#[test]
fn processes_that_save_the_same_file_never_overwrite_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pap.ron");
    let document = Document::new(Year::new(2021).expect("a year"), Programme { name: "0".into(), ..Programme::default() });
    storage::save(&path, &document).expect("saved");
    let (writers, turns) = (2, count(60, 5_000));
    let program = std::env::current_exe().expect("this program");
    let children: Vec<_> = (0..writers)
        .map(|_| {
            let mut command = Command::new(&program);
            command.args(["--exact", "writer_of_a_shared_file", "--nocapture"]).env(WRITER, &path).env("PAPIER_TEST_TURNS", turns.to_string());
            command.stdout(Stdio::piped()).spawn().expect("a writer")
        })
        .collect();
    let mut conflicts = 0;
    for child in children {
        let output = child.wait_with_output().expect("ended");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        conflicts += said.lines().find_map(|line| line.split("conflicts ").nth(1)?.parse::<usize>().ok()).expect("its count");
    }
    let name = storage::open(&path).expect("whole").programme.name;
    assert_eq!(name, (writers * turns).to_string(), "every save that was acknowledged is in the file");
    println!("proof R7: {} interleaved saves by {writers} processes, {conflicts} refused as changed, 0 silent overwrites", writers * turns);
}

// The journal (R4)

/// A process that commits one state after the other to a journal on its thread, and says which one the journal has.
#[test]
fn writer_of_a_journal() {
    let Some(folder) = std::env::var_os(JOURNAL).map(PathBuf::from) else { return };
    let about = About { document: None, title: "killed".into(), stamp: None, machine: "here".into(), process: std::process::id() };
    let mut lane = Lane::start("journal", Journal::new(&folder, "killed", about), || ()).expect("a thread");
    let mut kept = 0_u64;
    for state in 1..=u64::MAX {
        lane.run(move |journal| journal.record(format!("head\n{state}\ntail\n")).map(|()| state));
        while let Some(answer) = lane.answer() {
            kept = answer.expect("recorded");
        }
        // A user commits no faster than the journal writes for long: eight states are on their way at most.
        while state - kept > 8 {
            kept = lane.answer().map_or(kept, |answer| answer.expect("recorded"));
        }
        println!("committed {state} kept {kept}");
    }
}

#[test]
fn a_kill_between_two_states_loses_none_that_the_journal_has() {
    let program = std::env::current_exe().expect("this program");
    let (kills, mut most) = (count(15, 1_000), 0);
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    for _ in 0..kills {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(&program);
        command.args(["--exact", "writer_of_a_journal", "--nocapture"]).env(JOURNAL, folder.path()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("a writer");
        let mut said = BufReader::new(child.stdout.take().expect("its output"));
        let wanted = 1 + dice.below(200);
        let mut line = String::new();
        while !line.starts_with(&format!("committed {wanted} ")) {
            line.clear();
            assert!(said.read_line(&mut line).expect("a line") > 0, "the writer ended");
        }
        child.kill().and_then(|()| child.wait()).expect("killed");
        let mut rest = String::new();
        // The last line may be cut by the kill.
        said.read_to_string(&mut rest).expect("what it had said");
        let said = [line, rest].concat();
        let last = said.lines().rfind(|line| line.split(' ').count() == 4).expect("a line");
        let number = |word: usize| -> u64 { last.split(' ').nth(word).and_then(|number| number.parse().ok()).unwrap_or_default() };
        let orphans = Orphan::all_in(folder.path());
        let Some(text) = orphans.first().map(|orphan| orphan.recovered.text.as_str()) else {
            assert_eq!(number(3), 0, "no journal was found, {last}");
            continue;
        };
        let found: u64 = text.lines().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default();
        assert_eq!(text, format!("head\n{found}\ntail\n"));
        assert!(found >= number(3), "state {found} was found, {last}");
        most = most.max(number(1).saturating_sub(found));
    }
    println!("proof R4: {kills} kills of a process that writes a journal, 0 kept states lost, at most {most} on their way to the thread");
}

// Formats (R11)

#[test]
fn a_real_file_of_each_format_opens_and_saves_as_it_was() {
    for version in 1..=storage::FORMAT {
        let path = format!("tests/formats/format-{version}.ron");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let document = storage::parse(&text).unwrap_or_else(|error| panic!("{path}: {error:?}"));
        if version == storage::FORMAT {
            assert!(storage::write(&document) == text, "{path} saves byte for byte");
        }
        assert!(storage::parse(&storage::write(&document)).is_ok_and(|again| again == document), "{path}");
    }
}

#[test]
fn a_file_of_a_newer_format_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pap.ron");
    let text = fs::read_to_string(SAMPLE).expect("the sample").replacen("papier 1", "papier 2", 1);
    fs::write(&file, &text).expect("written");
    let output = set(&file, folder.path(), 1).stderr(Stdio::piped()).output().expect("papier runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("format 2"), "{said}");
    assert_eq!(fs::read_to_string(&file).expect("the file"), text);
}
