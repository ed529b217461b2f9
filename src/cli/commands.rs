//! What each command does.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::export::Looks;
use super::saving::{Changed, Made, Target, save_all_over, save_new, save_new_from};
use super::terminal::{Screen, tell};
use super::{Format, Refused, Request, Spread, generated};
use crate::address;
use crate::calc::Figures;
use crate::calc::checks::{self, Finding, Severity};
use crate::editing::{Assignment, Command, Session, Spreading, TypedRefusal, Unread, assign_or, assign_spreading, create, rollover, taken_over};
use crate::exchange;
use crate::exchange::picture::{Day, Look};
use crate::lang::Lang;
use crate::model::{AmountEntry, Document, Entry, Measure, Place, ProgrammeNumber, Stage};
use crate::sections::moves::between::{self, Named};
use crate::storage::{self, FileStamp, file};
use crate::tables::{TableName, Tables};

pub(super) fn run(request: &Request, lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
    match request {
        Request::Window { .. } => Ok(0),
        Request::Show { file, table, format, lang } => show(&open(file, *lang)?, table.as_deref(), *format, *lang, out).map(|()| 0),
        Request::Set { file, assignments, from, spread, as_text, output } => {
            let assignments = assignments_of(assignments, from.as_deref(), lang)?;
            let unread = if *as_text { Unread::KeptAsWords } else { Unread::Refused };
            set(file, &Setting { assignments, spread: spread.clone(), unread }, output.as_deref(), lang, out).map(|()| 0)
        }
        Request::Generate { what, lang } => generated::run(*what, *lang, out).map(|()| 0),
        Request::Addresses { file } => addresses(&open(file, lang)?, lang, out).map(|()| 0),
        Request::Check { file, format } if file.is_dir() => check_folder(file, *format, lang, out),
        Request::Check { file, format } => check(&open(file, lang)?, *format, lang, out),
        Request::Rollover { file, output, copy_credits } => next_year(file, output, *copy_credits, lang, out).map(|()| 0),
        Request::Export { file, what, looks, output, lang } if file.is_dir() => super::export::folder(file, what, *looks, output, *lang).map(|()| 0),
        Request::Export { file, what, looks, output, lang } => {
            let (document, stamp) = open_stamped(file, *lang)?;
            let picture = Look { saved: Day::of(stamp.modified), ..looks.picture };
            super::export::run((file, &document), what, Looks { picture, ..*looks }, output, *lang).map(|()| 0)
        }
        Request::Import(import) => import.run(lang, out),
        Request::Teamwork(teamwork) => teamwork.run(lang, out),
        Request::New { programme, name, year, output } => new(programme, name, year, output, lang).map(|()| 0),
    }
}

/// A sentence about a file: its path, then what is wrong.
pub(super) fn about(path: &Path, sentence: &str, lang: Lang) -> Refused {
    Refused(format!("{}{} {sentence}", path.display(), lang.pick(" :", ":")))
}

/// The documents of a folder, in the order of their names.
pub(super) fn documents_of(folder: &Path, lang: Lang) -> Result<Vec<PathBuf>, Refused> {
    let paths = storage::documents_in(folder).map_err(|error| about(folder, &error.to_string(), lang))?;
    if paths.is_empty() {
        return Err(about(folder, lang.pick("ce dossier ne contient aucun document (.ron).", "this folder holds no document (.ron)."), lang));
    }
    Ok(paths)
}

pub(super) fn open(path: &Path, lang: Lang) -> Result<Document, Refused> {
    open_stamped(path, lang).map(|(document, _)| document)
}

pub(super) fn open_stamped(path: &Path, lang: Lang) -> Result<(Document, FileStamp), Refused> {
    let (document, stamp, comments) = storage::open_to_change(path).map_err(|error| about(path, &error.sentence(lang), lang))?;
    let told = document.kept.sentence(lang).into_iter().chain(comments.map(|comments| comments.sentence(lang)));
    for sentence in told {
        let Refused(sentence) = about(path, &sentence, lang);
        tell(&sentence, lang);
    }
    Ok((document, stamp))
}

fn show(document: &Document, name: Option<&str>, format: Format, lang: Lang, out: &mut Screen<impl Write>) -> Result<(), Refused> {
    let figures = Figures::of(document);
    let tables = Tables { document, figures: &figures, lang };
    let (names, texts) = match name {
        // For programs, those by whose names the addresses of cells begin as well.
        None if format == Format::Json => (TableName::all(document).into_iter().chain(TableName::of_shapes(document)).collect(), tables.texts()),
        None => (TableName::all(document), tables.texts()),
        Some(name) => (vec![table_named(document, name, lang)?], vec![]),
    };
    // One at a time where one follows the other: all of a large document would take the memory of many.
    let shown = || names.iter().filter_map(|name| tables.table(*name));
    match format {
        Format::Json => out.json(&(exchange::show_json(document, shown, &texts, lang).map_err(|error| Refused(error.to_string()))? + "\n")),
        Format::Tsv => apart(shown().map(|table| exchange::tsv::table(&table, lang)), |text| out.data(text)),
        Format::Csv => out.data(&exchange::export::csv_of(tables, &shown().collect::<Vec<_>>())),
        Format::Html => out.data(&exchange::html::page(tables, &shown().collect::<Vec<_>>())),
        Format::Text => {
            let tables = shown().map(|table| exchange::plain_table(&table, lang));
            let texts = texts.iter().filter(|text| !text.text.is_empty()).map(exchange::plain_text);
            apart(tables.chain(texts), |text| out.text(text))
        }
    }
}

/// Prints parts one after the other, an empty line between them.
fn apart(parts: impl Iterator<Item = String>, mut print: impl FnMut(&str) -> Result<(), Refused>) -> Result<(), Refused> {
    parts.enumerate().try_for_each(|(rank, part)| print(&if rank == 0 { part } else { format!("\n{part}") }))
}

pub(super) fn table_named(document: &Document, name: &str, lang: Lang) -> Result<TableName, Refused> {
    TableName::parse(document, name).ok_or_else(|| {
        Refused(lang.pick(
            format!("ce document n'a pas de tableau « {name} ». Exemples : plf-ae, titles, schedule, action/01, indicator/1.1."),
            format!("this document has no table “{name}”. Examples: plf-ae, titles, schedule, action/01, indicator/1.1."),
        ))
    })
}

/// What `set` writes.
struct Setting {
    assignments: Vec<Assignment>,
    spread: Option<Spread>,
    unread: Unread,
}

/// Those of the file, then those of the command line.
fn assignments_of(arguments: &[String], from: Option<&Path>, lang: Lang) -> Result<Vec<Assignment>, Refused> {
    let mut assignments = from.map_or(Ok(vec![]), |from| cells(from, lang))?;
    for argument in arguments {
        assignments.push(assignment(argument, '=').ok_or_else(|| {
            Refused(lang.pick(
                format!("« {argument} » : il faut une adresse, le signe = et une valeur."),
                format!("“{argument}”: an address, the sign = and a value are needed."),
            ))
        })?);
    }
    Ok(assignments)
}

fn set(path: &Path, setting: &Setting, output: Option<&Path>, lang: Lang, out: &mut Screen<impl Write>) -> Result<(), Refused> {
    match output {
        None if path.is_dir() => return set_in_folder(path, setting, lang, out),
        Some(_) if path.is_dir() => {
            let sentence =
                lang.pick("les documents d’un dossier changent sur place, sans -o.", "the documents of a folder change in place, without -o.");
            return Err(about(path, sentence, lang));
        }
        None | Some(_) => {}
    }
    let target = Target::of(path, output, lang)?;
    let (document, stamp) = open_stamped(path, lang)?;
    target.accepts(path, &document, stamp, lang)?;
    let (session, told) = assigned(document, setting, lang)?;
    let made = Made { file: path, others: &[], read: stamp, document: session.document(), is_changed: session.is_modified() };
    target.save(&made, lang)?;
    out.report(&told);
    Ok(())
}

/// A session in which every assignment is done, and in words what was spread and what amounts changed their action; nothing is written yet.
fn assigned(document: Document, setting: &Setting, lang: Lang) -> Result<(Session, String), Refused> {
    let mut session = Session::opened(document);
    let done = match &setting.spread {
        None => assign_or(session.document(), &setting.assignments, setting.unread).map(|command| (command, vec![])),
        Some(spread) => assign_spreading(session.document(), &setting.assignments, spreading(session.document(), spread, lang)?, setting.unread),
    };
    let (command, previews) = done.map_err(|refusals| {
        let sentences: Vec<String> = refusals.iter().map(|refusal| refusal.sentence(lang)).collect();
        let kept = lang.pick("rien n'a été changé.", "nothing was changed.");
        Refused(format!("{kept}\n  {}", sentences.join("\n  ")))
    })?;
    let before = Arc::clone(session.document());
    session.apply(&command).map_err(|refusal| Refused(refusal.sentence(lang)))?;
    let spread = previews.iter().map(|preview| preview.summary(session.document(), lang));
    let moved = taken_over(&before, session.document()).into_iter().map(|taken| format!("{}\n", taken.sentence(lang)));
    let told = spread.chain(moved).collect();
    Ok((session, told))
}

fn spreading(document: &Document, spread: &Spread, lang: Lang) -> Result<Spreading, Refused> {
    match spread {
        Spread::Proportional => Ok(Spreading::Proportional),
        Spread::Equal => Ok(Spreading::Equal),
        Spread::On(address) => {
            let place = address::parse(document, address).map_err(|error| Refused(format!("--spread on:{address} : {}", error.sentence(lang))))?;
            let entry = document.entry(place).ok_or_else(|| Refused(format!("--spread on:{address} : {}", TypedRefusal::Computed.sentence(lang))))?;
            Ok(Spreading::On(entry))
        }
    }
}

/// In a folder each address is qualified by its programme; no file is written before every assignment is accepted.
fn set_in_folder(folder: &Path, setting: &Setting, lang: Lang, out: &mut Screen<impl Write>) -> Result<(), Refused> {
    let paths = documents_of(folder, lang)?;
    let stamped = |path: PathBuf| open_stamped(&path, lang).map(|(document, stamp)| (document, (path, stamp)));
    let mut documents = paths.into_iter().map(stamped).collect::<Result<Vec<_>, Refused>>()?;
    let mut by_programme: BTreeMap<ProgrammeNumber, Vec<Assignment>> = BTreeMap::new();
    for assignment in &setting.assignments {
        let Ok((Some(programme), _)) = address::split_qualifier(&assignment.address) else {
            let address = &assignment.address;
            return Err(Refused(lang.pick(
                format!("{address} : dans un dossier, une adresse dit d'abord son programme, par exemple 352:plf/01/31/ae."),
                format!("{address}: in a folder an address first says its programme, for example 352:plf/01/31/ae."),
            )));
        };
        by_programme.entry(programme).or_default().push(assignment.clone());
    }
    let (mut changed, mut told) = (Vec::new(), String::new());
    for (programme, assignments) in by_programme {
        let mut of_programme = documents.iter().enumerate().filter(|(_, (document, _))| document.programme.number == Some(programme));
        let index = of_programme.next().map(|(index, _)| index);
        if let Some((_, (_, (other, _)))) = of_programme.next() {
            let sentence = lang.pick(
                format!("deux documents sont du programme {programme} : viser l'un d'eux par son fichier."),
                format!("two documents are of programme {programme}: aim at one by its file."),
            );
            return Err(about(other, &sentence, lang));
        }
        let index = index.ok_or_else(|| {
            let sentence = lang.pick(format!("aucun document du programme {programme}."), format!("no document of programme {programme}."));
            about(folder, &sentence, lang)
        })?;
        let (document, (path, stamp)) = documents.swap_remove(index);
        let (session, of_programme) = assigned(document, &Setting { assignments, spread: setting.spread.clone(), unread: setting.unread }, lang)?;
        changed.push(Changed { path, stamp, session });
        told.push_str(&of_programme);
    }
    save_all_over(&changed, lang)?;
    out.report(&told);
    Ok(())
}

fn assignment(text: &str, separator: char) -> Option<Assignment> {
    text.split_once(separator).map(|(address, value)| Assignment { address: address.trim().into(), value: value.into() })
}

/// The assignments of a file, one a line; empty lines do not count.
fn cells(path: &Path, lang: Lang) -> Result<Vec<Assignment>, Refused> {
    let text = file::read_text(path).map_err(|error| about(path, &error.sentence(lang), lang))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            assignment(line, '\t').ok_or_else(|| {
                let number = index + 1;
                let sentence = lang.pick(
                    format!("ligne {number}, « {line} » : il faut une adresse, une tabulation et une valeur."),
                    format!("line {number}, “{line}”: an address, a tab and a value are needed."),
                );
                about(path, &sentence, lang)
            })
        })
        .collect()
}

/// Every address of a figure or text, once, in the order of the document; then entries that no table shows.
fn addresses(document: &Document, lang: Lang, out: &mut Screen<impl Write>) -> Result<(), Refused> {
    let figures = Figures::of(document);
    let tables = Tables { document, figures: &figures, lang };
    let mut places: Vec<Place> = Vec::new();
    for table in tables.all() {
        places.extend(table.share.iter().chain(table.rows.iter().flat_map(|row| &row.cells)).filter_map(|cell| cell.place));
    }
    places.extend(tables.texts().into_iter().map(|text| Place::Text(text.place)));
    places.push(Place::OutstandingComputed { year: document.year });
    places.extend(entries(document, &figures));
    let mut seen = FxHashSet::default();
    places.retain(|place| seen.insert(*place));
    let lines: String = places.into_iter().filter_map(|place| address::write(document, place)).map(|address| address + "\n").collect();
    out.text(&lines)
}

/// The entries of credits and contributions of every action in every category in use.
fn entries(document: &Document, figures: &Figures) -> Vec<Place> {
    let stages = [(document.year, Stage::Bill), (document.previous_year(), Stage::InitialAct), (document.year, Stage::Amendment)];
    let mut places = Vec::new();
    for (year, stage) in stages {
        for action in document.leaves() {
            for category in figures.used_categories().iter() {
                for contributions in [false, true] {
                    places.extend(Measure::BOTH.map(|measure| {
                        let entry = AmountEntry::Credit { year, stage, contributions, action: action.id, category, measure };
                        Place::from(Entry::Amount(entry))
                    }));
                }
            }
        }
    }
    places
}

fn check(document: &Document, format: Format, lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
    let figures = Figures::of(document);
    let findings = checks::findings(document, &figures);
    match format {
        Format::Json => {
            out.json(&(exchange::findings_json(document, &figures, &findings, lang).map_err(|error| Refused(error.to_string()))? + "\n"))?;
        }
        Format::Text | Format::Tsv | Format::Csv | Format::Html if findings.is_empty() => {
            out.text(lang.pick("Aucun constat.\n", "No finding.\n"))?;
        }
        Format::Text | Format::Tsv | Format::Csv | Format::Html => {
            out.text(&findings.iter().map(|finding| finding_line(document, finding, lang)).collect::<String>())?;
        }
    }
    Ok(u8::from(has_errors(&findings)))
}

fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity() == Severity::Error && finding.justification.is_none())
}

/// Each document of a folder, then what they say otherwise of what one gives another.
fn check_folder(folder: &Path, format: Format, lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
    let paths = documents_of(folder, lang)?;
    let documents = paths.iter().map(|path| open(path, lang)).collect::<Result<Vec<Document>, Refused>>()?;
    let names: Vec<String> = paths.iter().map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned()).collect();
    let named: Vec<Named<'_>> = names.iter().zip(&documents).map(|(name, document)| Named { name, document }).collect();
    let found: Vec<Vec<Finding>> = documents.iter().map(|document| checks::findings(document, &Figures::of(document))).collect();
    let gaps = between::gaps(&named);
    match format {
        Format::Json => out.json(&(exchange::folder_json(&named, &found, &gaps, lang).map_err(|error| Refused(error.to_string()))? + "\n"))?,
        Format::Text | Format::Tsv | Format::Csv | Format::Html if gaps.is_empty() && found.iter().all(Vec::is_empty) => {
            out.text(lang.pick("Aucun constat.\n", "No finding.\n"))?;
        }
        Format::Text | Format::Tsv | Format::Csv | Format::Html => {
            let colon = lang.pick("\u{a0}:", ":");
            let of_documents = named.iter().zip(&found).flat_map(|(Named { name, document }, findings)| {
                findings.iter().map(move |finding| format!("{name}{colon} {}", finding_line(document, finding, lang)))
            });
            let severity = between::SEVERITY.name(lang);
            let of_pairs = gaps.iter().map(|gap| format!("{severity} {}{colon} {}\n", between::RULE, gap.sentence(lang)));
            out.text(&of_documents.chain(of_pairs).collect::<String>())?;
        }
    }
    Ok(u8::from(found.iter().any(|findings| has_errors(findings))))
}

/// "erreur R6 (plf/02/21/ae) : …" on a line.
pub(super) fn finding_line(document: &Document, finding: &Finding, lang: Lang) -> String {
    let place = where_found(document, finding);
    let rule = finding.rule;
    let colon = lang.pick(" :", ":");
    let reason = finding.justification.as_deref().map_or_else(String::new, |reason| {
        let justified = lang.pick("Justifié", "Justified");
        format!(" {justified}{colon} {reason}")
    });
    let severity = rule.severity().name(lang);
    format!("{severity} {}{place}{colon} {}{reason}\n", rule.code(), finding.message(lang))
}

/// Where a finding is, in brackets: a conflict at its own address, beside that of its cell where it has one.
fn where_found(document: &Document, finding: &Finding) -> String {
    let place = match finding.conflict() {
        Some(key) => address::conflict_place(document, key),
        None => finding.shown_place(),
    };
    let addresses = [finding.conflict().map(address::of_conflict), place.and_then(|place| address::write(document, place))];
    let addresses: Vec<String> = addresses.into_iter().flatten().collect();
    if addresses.is_empty() { String::new() } else { format!(" ({})", addresses.join(", ")) }
}

fn new(programme: &str, name: &str, year: &str, output: &Path, lang: Lang) -> Result<(), Refused> {
    let document = create(programme, name, year).map_err(|refusal| Refused(refusal.sentence(lang)))?;
    save_new(output, &document, lang)
}

/// Writes the PAP of the next year beside this one, and says what was carried, emptied, locked and waits for an answer.
fn next_year(file: &Path, output: &Path, copy_credits: bool, lang: Lang, out: &mut Screen<impl Write>) -> Result<(), Refused> {
    let mut session = Session::opened(open(file, lang)?);
    let before = Arc::clone(session.document());
    session.apply(&Command::Rollover { copy_credits }).map_err(|refusal| about(file, &refusal.message(lang), lang))?;
    let after = session.document();
    save_new_from(&[file], output, after, lang)?;
    out.report(&rollover::report_text(&before, after, lang));
    Ok(())
}
