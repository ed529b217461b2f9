//! How the time of each command grows with what a document holds, and what a refused file takes of memory.
//!
//! `cargo bench --bench growth` runs the program itself on documents of three sizes, each the double of the one before, and prints the seconds of
//! each and the exponent of the last step: 1 for twice the time, 2 for four times. What comes out above 1,15 is measured again, for whatever else the
//! machine does only adds time, and is marked if it stays so. Words that follow choose
//! the kinds of documents and of lines to set that have them in their names: `cargo bench --bench growth -- indicators amounts`.
//!
//! On Linux the seconds are processor time of the program, which what else runs on the machine hardly changes; elsewhere the time that passes. What
//! the system takes to find and clear memory for it stands beside, and decides nothing: on the same file it may be the double in the next run.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark says what it measures and stops by panicking")]

mod documents;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use documents::{KINDS, Kind, LINES, Lines};

/// The commands, by their arguments: FILE is the document, OUT a file to write.
const COMMANDS: [&[&str]; 11] = [
    &["check", "FILE"],
    &["check", "FILE", "--format", "json"],
    &["addresses", "FILE"],
    &["show", "FILE"],
    &["show", "FILE", "--format", "json"],
    &["show", "FILE", "--format", "html"],
    &["set", "FILE", "programme/name=Autre", "-o", "OUT.ron"],
    &["export", "FILE", "-o", "OUT.html"],
    &["export", "FILE", "-o", "OUT.csv"],
    &["export", "FILE", "-o", "OUT.tsv"],
    &["export", "FILE", "-o", "OUT.xlsx"],
];
/// How often a command is measured; the shortest time counts.
const MEASURES: usize = 3;
/// A measure repeats a shorter command for so long: Linux counts processor time in hundredths of a second.
const MEASURE: Duration = Duration::from_millis(300);
const STEEPEST: f64 = 1.15;
/// How often at most what is steeper is measured again.
const AGAIN: usize = 4;
/// Below this the start of the program is most of the time.
const SHORTEST: Duration = Duration::from_millis(40);

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if let ["refuse", file] = words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        assert!(papier::storage::open(Path::new(file)).is_err(), "{file} is opened");
        return println!("{}", peak());
    }
    println!(
        "{}",
        if Spent::now().is_some() { "seconds of the program's processor time, +seconds of the system for the largest" } else { "seconds that pass" }
    );
    let is_chosen = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    for kind in KINDS.iter().filter(|kind| is_chosen(kind.name)) {
        measure(kind);
    }
    for lines in LINES.iter().filter(|lines| is_chosen(lines.name)) {
        measure_set(lines);
    }
    if is_chosen("refused") {
        let folder = tempfile::tempdir().unwrap();
        println!("\nrefused files of 16 MiB, and the most memory in use");
        for (name, text) in documents::refused() {
            let file = folder.path().join("refused.ron");
            std::fs::write(&file, text).unwrap();
            // In a process of its own, which nothing else has made larger.
            let refusing = Command::new(std::env::current_exe().unwrap()).arg("refuse").arg(&file).output().unwrap();
            println!("{:>12}  {name}", String::from_utf8_lossy(&refusing.stdout).trim());
        }
    }
}

/// The most memory that this process had in use, as Linux says it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or_else(|| "unknown".into(), |peak| peak.trim().to_owned())
}

fn measure(kind: &Kind) {
    let folder = tempfile::tempdir().unwrap();
    let sizes = [kind.largest / 4, kind.largest / 2, kind.largest];
    let files = sizes.map(|size| folder.path().join(format!("{size}.ron")));
    for (file, size) in files.iter().zip(sizes) {
        std::fs::write(file, (kind.made)(size)).unwrap();
    }
    println!("\n{} {}", kind.largest, kind.name);
    for arguments in COMMANDS {
        print(|| files.each_ref().map(|file| seconds(arguments, file, folder.path())), &arguments.join(" "));
    }
}

/// Sets many lines at once.
fn measure_set(lines: &Lines) {
    let folder = tempfile::tempdir().unwrap();
    println!("\n{} {}", lines.largest, lines.name);
    let cases = [lines.largest / 4, lines.largest / 2, lines.largest].map(|size| {
        let (document, lines) = (lines.made)(size);
        let [file, cells] = ["ron", "tsv"].map(|ending| folder.path().join(format!("{size}.{ending}")));
        std::fs::write(&file, document).unwrap();
        std::fs::write(&cells, lines).unwrap();
        (file, cells)
    });
    let set = |(file, cells): &(PathBuf, PathBuf)| {
        // How totals are spread; lines that hold none are written as they are.
        seconds(&["set", "FILE", "--from", cells.to_str().unwrap(), "--spread", "equal", "-o", "OUT.ron"], file, folder.path())
    };
    print(|| cases.each_ref().map(set), "set FILE --from LINES --spread equal -o OUT.ron");
}

/// The times of the three sizes, and how they grow.
fn print(measured: impl Fn() -> [Spent; 3], command: &str) {
    let growth = |[_, half, whole]: [Spent; 3]| (whole.program.as_secs_f64() / half.program.as_secs_f64()).log2();
    let is_steep = |[_, half, whole]: [Spent; 3]| growth([half, half, whole]) > STEEPEST && whole.program.max(half.program) > SHORTEST;
    let mut times = measured();
    for _ in 0..AGAIN {
        if !is_steep(times) {
            break;
        }
        times.iter_mut().zip(measured()).for_each(|(shortest, again)| *shortest = (*shortest).min(again));
    }
    let mark = if is_steep(times) { "  steep" } else { "" };
    let [quarter, half, whole] = times.map(|time| time.program.as_secs_f64());
    let system = times[2].system.as_secs_f64();
    println!("{quarter:>9.3} {half:>9.3} {whole:>9.3} {:>6.2}  +{system:.3}  {command}{mark}", growth(times));
}

/// What a command takes on a file: the shortest of some measures.
fn seconds(arguments: &[&str], file: &Path, folder: &Path) -> Spent {
    let path = |argument: &&str| match argument.strip_prefix("OUT") {
        Some(ending) => folder.join(format!("out{ending}")).into_os_string(),
        None if *argument == "FILE" => file.into(),
        None => argument.into(),
    };
    let run = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_papier"));
        let status = command.args(arguments.iter().map(path)).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        assert!(status.code().is_some_and(|code| code < 2), "{arguments:?} is refused on {}", file.display());
        // `set` would compare with the file of the run before.
        let _ = std::fs::remove_file(folder.join("out.ron"));
    };
    let measure = || {
        let start = Instant::now();
        let now = || Spent::now().unwrap_or_else(|| Spent { program: start.elapsed(), system: Duration::ZERO });
        let before = now();
        let mut runs = 0;
        loop {
            run();
            runs += 1;
            let spent = now().since(before);
            if spent.program + spent.system >= MEASURE {
                return spent.each(runs);
            }
        }
    };
    (0..MEASURES).map(|_| measure()).min().unwrap()
}

/// What programs take of the processor: they themselves, and the system for them. The lesser is that of the lesser program.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spent {
    program: Duration,
    system: Duration,
}

impl Spent {
    /// By all programs that this one ran and that have ended. `None` elsewhere than on Linux.
    fn now() -> Option<Self> {
        let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
        // Behind the name in parentheses the third field follows; the times of children are the sixteenth and seventeenth, in hundredths of a second.
        let fields = stat.rsplit_once(')')?.1.split_whitespace();
        let hundredths: Vec<u64> = fields.skip(13).take(2).filter_map(|field| field.parse().ok()).collect();
        let [program, system] = hundredths[..] else { return None };
        let [program, system] = [program, system].map(|hundredths| Duration::from_millis(hundredths * 10));
        Some(Self { program, system })
    }

    fn since(self, before: Self) -> Self {
        Self { program: self.program - before.program, system: self.system - before.system }
    }

    fn each(self, runs: u32) -> Self {
        Self { program: self.program / runs, system: self.system / runs }
    }
}
