//! Processes that are killed while they save, and processes that save the same file (P1, P7). Short here; whole with `PAPIER_PROOFS=full`.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use crate::proofs;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use papier::model::{Document, Entry, Programme, Year};
use papier::storage::file::WriteError;
use papier::storage::{self, About, Expected, Journal, Lane, Orphan, SaveError};

const SAMPLE: &str = "saves/programme-352-plf-2021.ron";

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

/// The temporary files that saves have left beside a file.
fn temporaries(folder: &Path) -> Vec<PathBuf> {
    let names = fs::read_dir(folder).expect("the folder").filter_map(|entry| Some(entry.ok()?.path()));
    names.filter(|path| path.extension().is_some_and(|extension| extension == "tmp")).collect()
}

/// Ends a child by a kill, unless it has ended by itself; whether the kill did it.
fn kill(child: &mut Child) -> bool {
    child.kill().expect("killed");
    let status = child.wait().expect("ended");
    assert!(status.success() || status.code().is_none() || cfg!(windows), "papier refused: {status}");
    !status.success()
}

/// Half of the kills come at any instant of the run, half once the save has begun, which is when its temporary file is there.
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
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    // How long the whole run takes and the save in it, as the runs go that are not killed in time.
    let (mut whole, mut save) = (20_000, 5_000);
    let (mut runs, mut killed, mut torn_off, mut renamed) = (0, 0, 0, 0);
    let kills = proofs::count(40, 10_000);
    while killed < kills {
        let before = amount(&file);
        let next = before + 1;
        let begun = Instant::now();
        let mut child = set(&file, folder.path(), format!("4242{next}").parse().expect("a number")).spawn().expect("papier runs");
        let in_save = runs % 2 == 1;
        while in_save && temporaries(folder.path()).is_empty() && child.try_wait().expect("its state").is_none() {}
        let from = if in_save { Instant::now() } else { begun };
        let limit = if in_save { &mut save } else { &mut whole };
        let instant = from + Duration::from_micros(dice.below(*limit));
        while Instant::now() < instant {
            std::hint::spin_loop();
        }
        let was_killed = kill(&mut child);
        // A machine under load slows down: the limit follows, so that a kill comes neither always too late nor always early.
        *limit = if was_killed { *limit + *limit / 50 } else { (*limit * 9 / 10).max(200) };
        let after = amount(&file);
        assert!(after == next || after == before && was_killed, "{before} then {after}, killed {was_killed}");
        let left = temporaries(folder.path());
        runs += 1;
        killed += usize::from(was_killed);
        torn_off += usize::from(was_killed && !left.is_empty());
        renamed += usize::from(was_killed && after == next);
        left.iter().for_each(|path| fs::remove_file(path).expect("removed"));
    }
    println!(
        "proof P1: {killed} kills in {runs} runs of `papier set`, {torn_off} of them between the temporary file and the rename, {renamed} after the rename: 0 torn files"
    );
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
    let (writers, turns) = (2, proofs::count(60, 5_000));
    let program = std::env::current_exe().expect("this program");
    let children: Vec<_> = (0..writers)
        .map(|_| {
            let mut command = Command::new(&program);
            command
                .args(["--exact", "processes::writer_of_a_shared_file", "--nocapture"])
                .env(WRITER, &path)
                .env("PAPIER_TEST_TURNS", turns.to_string());
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
    println!("proof P7: {} interleaved saves by {writers} processes, {conflicts} refused as changed, 0 silent overwrites", writers * turns);
}

/// A document of the sample under another programme.
fn of_programme(number: usize) -> String {
    fs::read_to_string(SAMPLE).expect("the sample").replacen("number: 352", &format!("number: {number}"), 1)
}

/// `papier` with these arguments, at work as soon as it is spawned; says nothing.
fn papier(arguments: &[&str], state: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_papier"));
    command.args(arguments).env("XDG_STATE_HOME", state).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("papier runs")
}

/// Which of several commands that run at once succeed; the others refuse.
fn at_once(commands: &[Vec<String>], state: &Path) -> Vec<bool> {
    let start = |arguments: &Vec<String>| papier(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), state);
    let children: Vec<Child> = commands.iter().map(start).collect();
    let succeeds = |mut child: Child| match child.wait().expect("ended").code() {
        Some(0) => true,
        Some(2) => false,
        code => panic!("exit code {code:?}"),
    };
    children.into_iter().map(succeeds).collect()
}

/// What an address of a document holds, in whole euros.
fn euros_at(document: &Document, address: &str) -> Option<i64> {
    let place = papier::address::parse(document, address).expect("an address");
    let Some(Entry::Amount(entry)) = document.entry(place) else { panic!("{address} is no amount") };
    document.amount(entry).map(|amount| amount.euros.get())
}

/// Many `papier set` at once, each on a cell of its own: by the name of the file and by others, with `-o` and without.
#[test]
fn no_write_that_set_acknowledges_is_lost_among_many_at_once() {
    let (writers, rounds) = (proofs::count(16, 50), proofs::count(1, 12));
    let categories = ["21", "31", "32", "41", "42", "43", "51", "52", "53", "61", "62", "63", "64"];
    let cells: Vec<String> = ["01", "02"]
        .iter()
        .flat_map(|action| categories.iter().flat_map(move |category| ["ae", "cp"].map(|measure| format!("plf/{action}/{category}/{measure}"))))
        .take(writers)
        .collect();
    assert_eq!(cells.len(), writers, "a cell for each writer");
    let (mut acknowledged, mut refused) = (0, 0);
    for output in [None, Some("pap.ron"), Some("./../folder/pap.ron"), Some("link.ron")] {
        for round in 1..=rounds {
            let root = tempfile::tempdir().expect("a folder");
            let folder = root.path().join("folder");
            fs::create_dir(&folder).expect("a folder");
            let file = folder.join("pap.ron");
            fs::copy(SAMPLE, &file).expect("a copy of the sample");
            #[cfg(unix)]
            std::os::unix::fs::symlink("pap.ron", folder.join("link.ron")).expect("a link");
            #[cfg(not(unix))]
            if output == Some("link.ron") {
                continue;
            }
            let name = |name: &str| folder.join(name).to_string_lossy().into_owned();
            let command = |(index, cell): (usize, &String)| {
                let mut arguments = vec!["set".to_owned(), name("pap.ron"), format!("{cell}={round}{index:03}")];
                arguments.extend(output.iter().flat_map(|output| ["-o".to_owned(), name(output)]));
                arguments
            };
            let done = at_once(&cells.iter().enumerate().map(command).collect::<Vec<_>>(), root.path());
            let document = storage::open(&file).expect("whole");
            for (index, (cell, _)) in cells.iter().zip(&done).enumerate().filter(|(_, (_, done))| **done) {
                let written = format!("{round}{index:03}").parse().ok();
                assert_eq!(euros_at(&document, cell), written, "{cell} was acknowledged, -o {output:?}");
            }
            let count = done.iter().filter(|done| **done).count();
            assert!(count > 0, "somebody was first");
            (acknowledged, refused) = (acknowledged + count, refused + writers - count);
            assert!(temporaries(&folder).is_empty(), "nothing is left beside it");
        }
    }
    println!(
        "proof P7: {writers} `papier set` at once, {rounds} rounds each without -o, with -o FILE, by a path and by a link: {acknowledged} acknowledged, {refused} refused, 0 lost"
    );
}

/// Whatever makes a new file, and whether nothing or an empty file stands there: one of many succeeds, and its file is whole.
#[test]
fn of_many_new_files_of_one_name_one_is_written() {
    let (writers, rounds) = (proofs::count(8, 16), proofs::count(1, 20));
    let commands = ["new", "rollover", "import", "set"];
    for command in commands {
        for is_empty in [false, true] {
            for _ in 0..rounds {
                let folder = tempfile::tempdir().expect("a folder");
                let name = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
                let numbers: Vec<usize> = (1..=writers).map(|number| 100 + number).collect();
                numbers.iter().for_each(|number| fs::write(name(&format!("{number}.ron")), of_programme(*number)).expect("a document"));
                if is_empty {
                    fs::write(name("out.ron"), "").expect("an empty file");
                }
                let arguments = |number: &usize| {
                    let file = name(&format!("{number}.ron"));
                    let arguments = match command {
                        "new" => {
                            vec!["new", "--programme", &number.to_string(), "--name", "N", "--year", "2022"].into_iter().map(str::to_owned).collect()
                        }
                        "import" => vec!["import".to_owned(), "tests/published/pap-352-plf-2021.txt".to_owned()],
                        "rollover" => vec!["rollover".to_owned(), file],
                        _ => vec!["set".to_owned(), file, "plf/01/31/ae=1".to_owned()],
                    };
                    [arguments, vec!["-o".to_owned(), name("out.ron")]].concat()
                };
                let done = at_once(&numbers.iter().map(arguments).collect::<Vec<_>>(), folder.path());
                let winners: Vec<usize> = numbers.iter().zip(done).filter(|(_, done)| *done).map(|(number, _)| *number).collect();
                assert_eq!(winners.len(), 1, "{command}, an empty file there: {is_empty}");
                let document = storage::open(Path::new(&name("out.ron"))).expect("whole");
                if command != "import" {
                    let number = document.programme.number.map(|number| usize::from(number.get()));
                    assert_eq!(number, winners.first().copied(), "{command}: the file of the one that was acknowledged");
                }
                assert!(temporaries(folder.path()).is_empty(), "nothing is left beside it");
            }
        }
    }
    println!(
        "proof P7: {writers} `papier {}` at once on one new file, {rounds} rounds each, nothing or an empty file there: one success each",
        commands.join("`, `papier ")
    );
}

/// Each writes its number into both documents of a folder: they never part.
#[test]
fn documents_of_a_folder_that_many_set_at_once_change_together() {
    let (writers, rounds) = (proofs::count(8, 16), proofs::count(2, 20));
    let mut acknowledged = 0;
    for _ in 0..rounds {
        let folder = tempfile::tempdir().expect("a folder");
        let files = [101, 102].map(|number| folder.path().join(format!("{number}.ron")));
        files.iter().zip([101, 102]).for_each(|(file, number)| fs::write(file, of_programme(number)).expect("a document"));
        let path = folder.path().to_string_lossy().into_owned();
        let command = |writer: usize| {
            let cell = |number: usize| format!("{number}:plf/01/31/ae={writer}");
            vec!["set".to_owned(), path.clone(), cell(101), cell(102)]
        };
        let state = tempfile::tempdir().expect("a folder of state");
        let done = at_once(&(1..=writers).map(command).collect::<Vec<_>>(), state.path());
        let held = files.map(|file| euros_at(&storage::open(&file).expect("whole"), "plf/01/31/ae"));
        assert_eq!(held[0], held[1], "one of two was changed");
        let last = held[0].and_then(|euros| usize::try_from(euros).ok()).unwrap_or_default();
        assert!(last.checked_sub(1).and_then(|index| done.get(index)).copied().unwrap_or_default(), "{last} was acknowledged");
        acknowledged += done.iter().filter(|done| **done).count();
    }
    println!(
        "proof P7: {writers} `papier set FOLDER` at once, {rounds} rounds, {acknowledged} acknowledged: both documents always of the same writer"
    );
}

// The journal (P4)

/// A process that commits states to a journal as the window does, at random instants a thousand times faster than a person, and says which
/// one it has committed and which one its journal has.
#[test]
fn writer_of_a_journal() {
    let Some(folder) = std::env::var_os(JOURNAL).map(PathBuf::from) else { return };
    let about = About { document: None, title: "killed".into(), stamp: None, machine: "here".into(), process: std::process::id() };
    let mut lane = Lane::start("journal", Journal::new(folder.as_path(), "killed", about).synced_behind(), || ()).expect("a thread");
    let mut dice = Dice(u64::from(std::process::id()));
    let mut kept = 0_u64;
    for state in 1..=u64::MAX {
        lane.run(move |journal| journal.record(format!("head\n{state}\ntail\n")).map(|()| state));
        println!("committed {state} kept {kept}");
        std::thread::sleep(Duration::from_micros(dice.below(400)));
        while let Some(answer) = lane.answer() {
            kept = answer.expect("recorded");
        }
    }
}

#[test]
fn a_kill_between_two_states_loses_none_that_the_journal_has() {
    let program = std::env::current_exe().expect("this program");
    let (kills, mut whole, mut most, mut oldest) = (proofs::count(15, 1_000), 0, 0, Duration::ZERO);
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    for _ in 0..kills {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(&program);
        command.args(["--exact", "processes::writer_of_a_journal", "--nocapture"]).env(JOURNAL, folder.path()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("a writer");
        let said = BufReader::new(child.stdout.take().expect("its output"));
        let wanted = 1 + dice.below(100);
        // What was said: the state committed, the one that the journal had, and when this was heard.
        let mut heard: Vec<(u64, u64, Instant)> = Vec::new();
        let mut killed = None;
        for line in said.split(b'\n') {
            let line = String::from_utf8_lossy(&line.expect("a line")).into_owned();
            let mut words = line.split(' ');
            // The last line may be cut by the kill.
            let (Some("committed"), Some(state), Some("kept"), Some(kept)) = (words.next(), words.next(), words.next(), words.next()) else {
                continue;
            };
            let (Ok(state), Ok(kept)) = (state.parse(), kept.parse()) else { continue };
            heard.push((state, kept, Instant::now()));
            if state == wanted {
                kill(&mut child);
                killed = Some(Instant::now());
            }
        }
        child.wait().expect("ended");
        let killed = killed.expect("the writer lived until it was killed");
        let (last, kept, _) = *heard.last().expect("a state");
        let orphans = Orphan::all_in(folder.path());
        let found: u64 = orphans.first().map_or(0, |orphan| {
            let text = &orphan.recovered.text;
            let found = text.lines().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default();
            assert_eq!(*text, format!("head\n{found}\ntail\n"));
            found
        });
        assert!(found >= kept, "state {found} was found, the journal had {kept}");
        whole += usize::from(found >= last);
        most = most.max(last.saturating_sub(found));
        let lost = heard.iter().find(|(state, _, _)| *state > found).map_or(Duration::ZERO, |(_, _, at)| killed.saturating_duration_since(*at));
        oldest = oldest.max(lost);
    }
    println!(
        "proof P4: {kills} kills of a process that commits a thousand times faster than a person: 0 states lost of those its journal had; in {whole} all that was committed, in the others at most {most} states on their way to the thread, committed at most {:.1} ms before the kill",
        oldest.as_secs_f64() * 1000.0
    );
}

// Formats (P11)

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
    println!(
        "proof P11: {} formats, a file of each opens, the present one saves byte for byte; a newer one is refused and left as it is",
        storage::FORMAT
    );
}

#[test]
fn a_file_of_a_newer_format_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pap.ron");
    let text = fs::read_to_string(SAMPLE).expect("the sample").replacen("papier 2", "papier 3", 1);
    fs::write(&file, &text).expect("written");
    let output = set(&file, folder.path(), 1).stderr(Stdio::piped()).output().expect("papier runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("format 3"), "{said}");
    assert_eq!(fs::read_to_string(&file).expect("the file"), text);
}

// Rights

/// What is made from a file is open to nobody who could not read that, whatever the umask says.
#[cfg(unix)]
#[test]
fn what_is_made_from_a_private_file_is_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let made: [(&str, &[&str]); 6] = [
        ("other.ron", &["set", "pap.ron", "plf/01/31/ae=1", "-o"]),
        ("next.ron", &["rollover", "pap.ron", "-o"]),
        ("pap.csv", &["export", "pap.ron", "--table", "plf-ae", "-o"]),
        ("pap.html", &["export", "pap.ron", "-o"]),
        ("pap.svg", &["export", "pap.ron", "--chart", "credits", "-o"]),
        ("folder.xlsx", &["export", ".", "-o"]),
    ];
    for (private, expected) in [(true, 0o600), (false, 0o644)] {
        for (output, arguments) in made {
            let folder = tempfile::tempdir().expect("a folder");
            let file = folder.path().join("pap.ron");
            fs::copy(SAMPLE, &file).expect("a copy of the sample");
            let mode = if private { 0o600 } else { 0o644 };
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("a mode");
            let mut command = Command::new("sh");
            command.args(["-c", "umask 022; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_papier")]).args(arguments).arg(output);
            command.current_dir(folder.path()).env("XDG_STATE_HOME", folder.path().join("state"));
            let done = command.output().expect("papier runs");
            assert!(done.status.success(), "{output}: {}", String::from_utf8_lossy(&done.stderr));
            let found = fs::metadata(folder.path().join(output)).expect("the output").permissions().mode() & 0o7777;
            assert_eq!(format!("{found:o}"), format!("{expected:o}"), "{output}, private {private}");
        }
    }
}
