//! What the compiler does not check of the source: the direction of imports between layers, colours, headers.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers from left to right, as in ARCHITECTURE.md: an import points to its own or one further left.
const LAYERS: [&[&str]; 11] = [
    &["model", "shapes"],
    &["calc", "address", "section_checks"],
    &["lang"],
    &["sections"],
    &["tables"],
    &["charts"],
    &["storage", "exchange"],
    &["editing"],
    &["ui"],
    &["app", "cli"],
    &["main", "lib"],
];

/// The only files that name colours: those of the window, those of charts, which exports paint without a window, and those of workbooks, which
/// other programs show.
const COLOURS: [&str; 3] = ["ui/theme.rs", "charts/palette.rs", "exchange/workbook/styles.rs"];
/// Where pages become pixels, scenes drawings, and amounts of at most 15 digits cells of a workbook, whose format has no other numbers: below `ui`,
/// the only files that may hold floats.
const FLOATS: [&str; 4] = ["exchange/pdf/drawing.rs", "exchange/pdf/sheets.rs", "exchange/picture/", "exchange/workbook/floats.rs"];
/// The only folder that writes files, and reads documents.
const DISK: &str = "storage/";

struct Source {
    /// From `src/`, with `/` on every system.
    path: String,
    text: String,
}

impl Source {
    /// A section is a room with files of three layers: its shape, its checks, and all else. The shapes of charts stand apart as well.
    fn layer(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        match (first, self.path.rsplit('/').next().unwrap_or_default()) {
            ("sections", "shape.rs" | "shapes.rs") | ("charts", "shapes.rs") => "shapes",
            ("sections", "checks.rs") => "section_checks",
            _ => first.strip_suffix(".rs").unwrap_or(first),
        }
    }

    /// The lines of the program with their numbers: without comments, and without what is compiled for tests alone.
    fn program(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_test = self.path.ends_with("/tests.rs") || self.path.contains("/tests/");
        let mut skipped = Skipped::Nothing;
        let lines = self.text.lines().zip(1..).map(|(line, number)| (number, line)).filter(move |(_, line)| !is_test && skipped.keeps(line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// What of an item under `#[cfg(test)]` has been passed, in a source that rustfmt has laid out.
enum Skipped {
    Nothing,
    /// Its attribute, at this indent.
    Attribute(usize),
    /// Its first line, at this indent: it ends with a bracket at the same one.
    Body(usize),
}

impl Skipped {
    /// Whether the next line belongs to the program.
    fn keeps(&mut self, line: &str) -> bool {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        match *self {
            Self::Nothing if trimmed == "#[cfg(test)]" => *self = Self::Attribute(indent),
            Self::Nothing => return true,
            Self::Attribute(_) if trimmed.starts_with("#[") || trimmed.starts_with("//") => {}
            Self::Attribute(indent) => *self = if trimmed.ends_with([';', ',', '}']) { Self::Nothing } else { Self::Body(indent) },
            Self::Body(at) => {
                if indent == at && trimmed.starts_with(['}', ')', ']']) {
                    *self = Self::Nothing;
                }
            }
        }
        false
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the source") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Every Rust file under a folder of the project.
fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = Vec::new();
    collect(&root, &mut files);
    assert!(!files.is_empty(), "{folder}");
    files.sort();
    let source = |path: PathBuf| Source {
        path: path
            .strip_prefix(&root)
            .expect("under its folder")
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect::<Vec<_>>()
            .join("/"),
        text: fs::read_to_string(&path).expect("UTF-8"),
    };
    files.into_iter().map(source).collect()
}

fn rank(layer: &str) -> usize {
    LAYERS
        .iter()
        .position(|layers| layers.contains(&layer))
        .unwrap_or_else(|| panic!("{layer} is not a layer: say in ARCHITECTURE.md and here where it stands"))
}

/// The modules named after each `crate::` of a line; several in `crate::{a, b}`.
fn imports(line: &str) -> Vec<&str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let after = line.split("crate::").skip(1).flat_map(|rest| match rest.strip_prefix('{') {
        Some(list) => list.split(['}', ',']).map(str::trim).collect::<Vec<_>>(),
        None => vec![rest],
    });
    after
        .map(|rest| match rest.split(|c| !is_name(c)).next().unwrap_or_default() {
            "sections" if rest.starts_with("sections::shapes") => "shapes",
            "charts" if rest.starts_with("charts::shapes") => "shapes",
            "sections" if rest.starts_with("sections::checks") => "section_checks",
            // The shape of one section, which another one is held against.
            "sections" if rest.split("::").nth(2) == Some("shape") => "shapes",
            name => name,
        })
        .filter(|name| name.chars().next().is_some_and(|c| c.is_ascii_lowercase()))
        .collect()
}

#[test]
fn what_is_compiled_for_tests_alone_is_skipped_and_no_more() {
    let text = "one\n#[cfg(test)]\nmod proofs;\ntwo // x\n// three\n#[cfg(test)]\n#[expect(x)]\nmod raster;\nfour {\n    #[cfg(test)]\n    fn a() {\n        \
                five\n    }\n    six\n}\n#[cfg(test)]\nmod tests {\n    seven {\n    }\n}\neight\n";
    let source = Source { path: "a.rs".into(), text: text.into() };
    let lines: Vec<&str> = source.program().map(|(_, line)| line.trim()).collect();
    assert_eq!(lines, ["one", "two // x", "four {", "six", "}", "eight"]);
}

#[test]
fn imports_of_a_line_are_found() {
    assert_eq!(imports("use crate::model::{Document, Year};"), ["model"]);
    assert_eq!(imports("let a: crate::calc::Figure = crate::lang::x();"), ["calc", "lang"]);
    assert_eq!(imports("use crate::{address, tables::Table};"), ["address", "tables"]);
    assert_eq!(imports("use crate::sections::shapes;"), ["shapes"]);
    assert_eq!(imports("use crate::charts::shapes as chart_shapes;"), ["shapes"]);
    assert_eq!(imports("use crate::sections::checks as section_checks;"), ["section_checks"]);
    assert_eq!(imports("use crate::sections::jobs::shape::JOBS;"), ["shapes"]);
    assert_eq!(imports("use crate::sections::{Section, TableDef};"), ["sections"]);
    assert_eq!(imports("use super::Place;"), [""; 0]);
}

#[test]
fn imports_point_to_the_same_layer_or_one_further_left() {
    let mut wrong = Vec::new();
    for source in sources("src") {
        let own = rank(source.layer());
        for (number, line) in source.program() {
            for target in imports(line) {
                let beside =
                    rank(target) == own && target != source.layer() && !["address", "calc", "model", "shapes", "section_checks"].contains(&target);
                // The parts of one layer do not know each other; the command line opens the window.
                let allowed = rank(target) <= own && !beside || (source.layer(), target) == ("cli", "app") || source.layer() == "main";
                if !allowed {
                    wrong.push(format!("src/{}:{number}: {} must not know {target}", source.path, source.layer()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_knows_no_toolkit() {
    let toolkit = ["egui", "eframe", "egui_plot", "rfd"];
    for source in sources("src").iter().filter(|source| rank(source.layer()) < rank("ui")) {
        for (number, line) in source.program() {
            let named = toolkit.iter().find(|name| line.contains(&format!("{name}::")));
            assert!(named.is_none(), "src/{}:{number}: {named:?}", source.path);
        }
    }
}

/// `#1a2b3c`, or a colour made of numbers.
fn names_a_colour(line: &str) -> bool {
    let made = ["Color::RGB", "Color32::from_", "Rgba::from_", "Color32::BLACK", "Color32::WHITE", "Color32::RED", "Color32::GRAY"]
        .iter()
        .any(|maker| line.contains(maker));
    let hex = line.split('#').skip(1).any(|rest| {
        let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
        (digits == 6 || digits == 8) && !rest.chars().nth(digits).is_some_and(char::is_alphanumeric)
    });
    made || hex
}

#[test]
fn colours_stand_in_their_files_alone() {
    assert!(names_a_colour("let ink = \"#1A2b3c\";") && names_a_colour("Color32::from_rgb(1, 2, 3)") && !names_a_colour("#[derive(Debug)]"));
    for source in sources("src").iter().filter(|source| !COLOURS.contains(&source.path.as_str())) {
        for (number, line) in source.program() {
            assert!(!names_a_colour(line), "src/{}:{number}: a colour outside {COLOURS:?}", source.path);
        }
    }
}

#[test]
fn files_are_written_by_storage_alone() {
    let writers = ["fs::write", "File::create", "OpenOptions", "fs::rename", "fs::remove", "create_dir", "DirBuilder"];
    for source in sources("src").iter().filter(|source| !source.path.starts_with(DISK)) {
        for (number, line) in source.program() {
            let named = writers.iter().find(|writer| line.contains(**writer));
            assert!(named.is_none(), "src/{}:{number}: {named:?} outside {DISK}", source.path);
        }
    }
}

#[test]
fn amounts_never_pass_through_a_float() {
    let holds_amounts = |source: &&Source| {
        let layer = rank(source.layer()) <= rank("tables") || ["storage", "exchange", "editing"].contains(&source.layer());
        layer && !FLOATS.iter().any(|path| source.path.starts_with(path))
    };
    for source in sources("src").iter().filter(holds_amounts) {
        for (number, line) in source.program() {
            assert!(!line.contains("f32") && !line.contains("f64"), "src/{}:{number}: a float", source.path);
        }
    }
}

#[test]
fn every_file_says_what_it_is_about_and_holds_no_bare_reminder() {
    // In two parts, so that this file does not find itself.
    let reminders = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
    for folder in ["src", "tests", "benches"] {
        for source in sources(folder) {
            assert!(source.text.starts_with("//! "), "{folder}/{} has no header", source.path);
            for (line, number) in source.text.lines().zip(1..) {
                let found = reminders.iter().find(|reminder| line.contains(**reminder));
                assert!(found.is_none(), "{folder}/{}:{number}: {found:?}", source.path);
            }
        }
    }
}

/// The name that a line declares for others: the word after `pub`, perhaps with a scope, and a kind of item.
fn declared(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("pub")?;
    let rest = rest.strip_prefix('(').and_then(|scope| scope.split_once(')')).map_or(rest, |(_, rest)| rest).trim_start();
    let mut words =
        rest.split(|character: char| !character.is_alphanumeric() && character != '_').filter(|word| *word != "const" || !rest.contains("fn "));
    let kinds = ["fn", "struct", "enum", "const", "static", "type", "trait"];
    words.next().filter(|kind| kinds.contains(kind)).and_then(|_| words.next())
}

#[test]
fn what_is_public_is_used() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |line: &str| {
        for word in line.split(|character: char| !character.is_alphanumeric() && character != '_') {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
    };
    for folder in ["src", "tests", "benches", "fuzz"] {
        sources(folder).iter().flat_map(|source| source.text.lines()).filter(|line| comment(line).is_none()).for_each(&mut count);
    }
    for source in sources("src") {
        for (number, line) in source.program() {
            let unused = declared(line).filter(|name| counts.get(*name) == Some(&1));
            assert!(unused.is_none(), "src/{}:{number}: nothing uses {unused:?}", source.path);
        }
    }
}

/// Where a rule (R) and a promise (P) stand.
const SPECIFICATIONS: [(char, &str); 2] = [('R', "docs/domain.md"), ('P', "docs/reliability.md")];

fn project_file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The rules and promises that a text cites: a letter and a number, as a word of its own.
fn cited(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|character: char| !character.is_alphanumeric() && character != '_');
    words.filter(|word| word.strip_prefix(['R', 'P']).is_some_and(|number| matches!(number.len(), 1..=2) && number.parse::<u8>().is_ok()))
}

/// What a comment says.
fn comment(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("//")
}

#[test]
fn what_is_cited_stands_in_a_specification() {
    let specifications = SPECIFICATIONS.map(|(letter, path)| (letter, path, project_file(path)));
    let stands = |word: &str| {
        let of_letter = specifications.iter().find(|(letter, ..)| word.starts_with(*letter));
        of_letter.is_some_and(|(_, _, text)| text.contains(&format!("| {word} |")))
    };
    let texts = ["README.md", "ARCHITECTURE.md", ".ci/proofs", ".ci/window"].map(|path| (path.to_owned(), project_file(path)));
    let comments = ["src", "tests", "benches"].into_iter().flat_map(|folder| {
        let comments =
            move |source: Source| (format!("{folder}/{}", source.path), source.text.lines().filter_map(comment).collect::<Vec<_>>().join("\n"));
        sources(folder).into_iter().map(comments)
    });
    for (path, text) in texts.into_iter().chain(comments) {
        let unknown: Vec<&str> = cited(&text).filter(|word| !stands(word)).collect();
        assert!(unknown.is_empty(), "{path} cites {unknown:?}, which stand in no specification");
        // "docs/domain.md, Rules of arithmetic": the section is there.
        let sections = text.match_indices("docs/").filter_map(|(at, _)| text.get(at..)?.split_once(".md, "));
        for (before, after) in sections.filter(|(before, _)| !before.contains(char::is_whitespace)) {
            let specification = project_file(&format!("{before}.md"));
            let mut headings = specification.lines().filter_map(|line| line.strip_prefix("## "));
            let section = after.trim_start_matches('*').split([')', '*', ':', '.', ',', '"', '\n']).next().unwrap_or_default();
            assert!(headings.any(|heading| heading.starts_with(section)), "{path} cites {section:?} of {before}.md, which has no such section");
        }
    }
}

/// Whether a line names a table or a page of the document: a variant of one of these, or all of them.
fn names_a_table_or_page(line: &str) -> bool {
    ["TableName::", "TableKind::", "Node::"].iter().any(|kind| {
        let parts: Vec<&str> = line.split(kind).collect();
        parts.iter().zip(parts.iter().skip(1)).any(|(before, after)| {
            let is_whole = !before.ends_with(|last: char| last.is_alphanumeric() || last == '_');
            // Functions begin with a small letter, constants have none.
            let mut after = after.chars();
            let first = after.next().unwrap_or_default();
            is_whole && (first == '{' || first == '*' || first.is_uppercase() && after.next().is_some_and(char::is_lowercase))
        })
    })
}

/// Who shows or writes tables and pages reads what they say of themselves, so that a new one needs no change there.
#[test]
fn no_table_and_no_page_is_named_where_it_is_shown() {
    for (line, expected) in [
        ("if name == TableName::Titles {", true),
        ("matches!(node, Node::Action(_))", true),
        ("use crate::tables::Node::{Bill, Cover};", true),
        ("Node::of(document, place) == node", false),
        ("node: Node::FIRST", false),
        ("accesskit::TreeNode::Leaf", false),
        ("TableName::all(document)", false),
    ] {
        assert_eq!(names_a_table_or_page(line), expected, "{line}");
    }
    for source in sources("src").iter().filter(|source| ["ui", "exchange"].contains(&source.layer())) {
        for (number, line) in source.program() {
            assert!(!names_a_table_or_page(line), "src/{}:{number}: say it in tables/look.rs, outline.rs or page.rs: {}", source.path, line.trim());
        }
    }
}

/// A file longer than this is a sign to look: either it holds two things, or its length has a reason.
#[test]
fn files_stay_short_enough_to_be_read() {
    const LIMIT: usize = 900;
    for source in sources("src") {
        let length = source.program().count();
        assert!(length <= LIMIT, "src/{}: {length} lines without tests", source.path);
    }
}
