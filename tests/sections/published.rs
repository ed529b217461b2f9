//! Tables of sections as publications print them: what is read is what a drafter would type, what is computed is compared, and no figure is lost
//! without a word.
//!
//! A section adds its excerpt here: cells joined by " | ", the lines of a cell by " / ".

use papier::address;
use papier::editing::typed_text;
use papier::exchange::import::{self, File, Import, Options, Told};
use papier::lang::Lang;
use papier::model::{Document, Entry, Narrative, Place, ProgrammeNumber, Year};

use super::{assignments, empty};
use papier::editing::{Session, assign};

const JOBS_2024: &str = include_str!("../published/jobs-335-plf-2024.txt");

/// The text of a publication, with the tabs that its cells have there.
pub(super) fn tabbed(excerpt: &str) -> String {
    let line = |line: &str| line.split('|').map(str::trim).collect::<Vec<_>>().join("\t");
    excerpt.lines().map(|text| line(text) + "\n").collect()
}

/// The same as the pages of the public site have it.
pub(super) fn page(excerpt: &str) -> String {
    // The joint of a name is none of lines.
    let lines = |cell: &str| cell.trim().replace(" / ", "<br/>").replace("Action<br/>Sous-action", "Action / Sous-action");
    let cell = |cell: &str| format!("<td>{}</td>", lines(cell));
    let mut html = vec!["<html><body>".to_owned()];
    let mut is_open = false;
    for line in excerpt.lines() {
        let is_row = line.contains('|');
        match (is_open, is_row) {
            (false, true) => html.push("<table>".into()),
            (true, false) => html.push("</table>".into()),
            _ => {}
        }
        is_open = is_row;
        html.push(if is_row { format!("<tr>{}</tr>", line.split('|').map(cell).collect::<String>()) } else { format!("<p>{line}</p>") });
    }
    html.push(if is_open { "</table></body></html>" } else { "</body></html>" }.into());
    html.join("\n")
}

pub(crate) fn read_all(texts: &[&str], year: Option<u16>) -> Import {
    let file = |(text, rank): (&&str, usize)| File { name: format!("part-{rank}.txt"), bytes: (*text).into() };
    let files: Vec<File> = texts.iter().zip(1..).map(file).collect();
    let options = Options { programme: ProgrammeNumber::new(335), year: year.and_then(Year::new), law: None };
    import::read(&files, options).unwrap_or_else(|refusal| panic!("{}\n{texts:?}", refusal.sentence(Lang::English)))
}

fn read(text: &str) -> Import {
    read_all(&[text], None)
}

fn typed(year: u16, list: &[(&str, &str)]) -> Document {
    let document = empty(year);
    let command = assign(&document, &assignments(list)).unwrap_or_else(|refusals| panic!("{}", refusals[0].sentence(Lang::English)));
    let mut session = Session::opened(document);
    session.apply(&command).expect("applied");
    Document::clone(session.document())
}

/// Everything that its sections hold, by address: rows, cells, comments.
pub(crate) fn contents(document: &Document) -> Vec<(String, String)> {
    let address = |place| address::write(document, place).expect("an address");
    let rows = document.sections.all_rows().map(|(section, row)| {
        let number = document.sections.number(section, row.id).expect("its number");
        (format!("{section}/{number}"), format!("{} {}", row.code, row.label))
    });
    let cells = document.sections.cells().map(|(place, _)| (address(Place::Cell(*place)), typed_text(document, Entry::Cell(*place))));
    let comments = document.texts.iter().filter(|(narrative, _)| matches!(narrative, Narrative::Section(_)));
    let comments = comments.map(|(narrative, text)| (format!("{narrative:?}"), text.as_str().to_owned()));
    let mut all: Vec<(String, String)> = rows.chain(cells).chain(comments).collect();
    all.sort();
    all
}

fn losses(import: &Import) -> Vec<String> {
    import.report.losses().map(|remark| remark.sentence(&import.report, Lang::French).replace(['\u{a0}', '\u{202f}'], " ")).collect()
}

fn counts(import: &Import) -> [usize; 3] {
    [import.report.cells.read, import.report.cells.compared, import.report.cells.unread]
}

/// What a drafter would type who has the excerpt of P335 for PLF 2024 at hand.
fn jobs_2024() -> Document {
    let rows = [
        ("1036", "Magistrats de l'ordre judiciaire", "5,00", "0,00"),
        ("1037", "Personnels d'encadrement", "1,00", "+1,00"),
        ("1039", "B administratifs et techniques", "5,00", "0,00"),
        ("1041", "C administratifs et techniques", "9,00", "-2,00"),
        ("1043", "B métiers du greffe et du commandement", "4,00", "+1,00"),
    ];
    let mut list: Vec<(String, String)> = Vec::new();
    for ((code, label, ceiling, technical), number) in rows.iter().zip(1..) {
        let mut set = |address: &str, value: &str| list.push((address.replace('#', &number.to_string()), value.to_owned()));
        set("jobs/#/label", label);
        set("jobs/#/code", code);
        set("jobs/#/2024/ceiling", ceiling);
        set("jobs/#/2024/technical", technical);
        for column in ["scope", "transfer", "extension", "new"] {
            set(&format!("jobs/#/2024/{column}"), "0,00");
        }
    }
    let comment = JOBS_2024.lines().last().expect("the comment");
    list.push(("jobs/comment".into(), comment.into()));
    let list: Vec<(&str, &str)> = list.iter().map(|(address, value)| (address.as_str(), value.as_str())).collect();
    typed(2024, &list)
}

/// The same with the numbers of columns on a second line of their headings.
fn with_numbers_below(excerpt: &str) -> String {
    let mut lines: Vec<String> = excerpt.lines().map(str::to_owned).collect();
    let numbers = lines.iter().position(|line| line.contains("(5) = 6-1-2-3-4")).expect("the numbers of columns");
    let below = lines.remove(numbers);
    let heading = lines[numbers - 1].clone();
    let cell = |(heading, number): (&str, &str)| format!("{} / {}", heading.trim(), number.trim());
    lines[numbers - 1] = heading.split('|').zip(below.split('|')).map(cell).collect::<Vec<_>>().join(" | ");
    lines.join("\n")
}

#[test]
fn the_programme_that_is_typed_from_an_excerpt_is_the_one_imported() {
    for text in [
        tabbed(JOBS_2024),
        page(JOBS_2024),
        page(&with_numbers_below(JOBS_2024)),
        tabbed(JOBS_2024).replace("Plafond autorisé", "PLAFOND\u{a0}AUTORISE"),
        tabbed(JOBS_2024).replace("\t\t", "\t \t"),
    ] {
        let import = read(&text);
        assert_eq!(import.documents[0].year, Year::new(2024).expect("a year"), "the headings say the year");
        assert_eq!(contents(&import.documents[0]), contents(&jobs_2024()), "{text}");
        assert_eq!(losses(&import), [""; 0], "{text}");
        // Impact and ceiling asked of five rows, and eight totals.
        assert_eq!((counts(&import), import.report.equal), ([30, 18, 0], 18), "{text}");
        assert!(import.report.differences.is_empty());
    }
}

/// Headings of a layout, a row and the total beside it, as they are printed; what is typed of it.
#[test]
fn each_layout_and_each_way_to_print_it_is_read() {
    let jobs = |year: u16| {
        let last = year - 1;
        format!(
            "Catégorie d'emplois | Plafond autorisé pour {last} | Effet des mesures de périmètre pour {year} | Effet des mesures de transfert pour {year} | Effet des corrections techniques pour {year} | Impact des schémas d’emplois pour {year} | dont extension en année pleine des schémas d'emplois {last} sur {year} | dont impact des schémas d'emplois {year} sur {year} | Plafond demandé pour {year}\n | (1) | (2) | (3) | (4) | (5) = 6-1-2-3-4 | | | (6)"
        )
    };
    let flows = "Catégorie d'emplois | Sorties prévues | dont départs en retraite | Mois moyen des sorties | Entrées prévues | dont primo recrutements | Mois moyen des entrées | Schéma d'emplois";
    let cut = "Catégorie d'emplois | Sorties… | dont départs… | Mois moyen… | Entrées… | dont primo… | Mois moyen… | Schéma…";
    let cases: [(u16, String, &[(&str, &str)], usize); 7] = [
        // No decimals, no codes, and an effect that is zero in all.
        (
            2020,
            format!("{}\nMagistrats | 3 | 0 | 0 | +1 | -1 | 0 | -1 | 3\nTotal | 3 | 0 | 0 | +1 | -1 | 0 | -1 | 3", jobs(2020)),
            &[
                ("jobs/1/label", "Magistrats"),
                ("jobs/1/2020/ceiling", "3"),
                ("jobs/1/2020/scope", "0"),
                ("jobs/1/2020/transfer", "0"),
                ("jobs/1/2020/technical", "1"),
                ("jobs/1/2020/extension", "0"),
                ("jobs/1/2020/new", "-1"),
            ],
            10,
        ),
        // A true minus sign, thousands, and nothing where nothing is printed.
        (
            2022,
            format!("{}\nCatégorie A+ | 1 397,98 | | | +437,02 | −0,48 | – | −0,48 | 1 834,52", jobs(2022)),
            &[
                ("jobs/1/label", "Catégorie A+"),
                ("jobs/1/2022/ceiling", "1397,98"),
                ("jobs/1/2022/technical", "437,02"),
                ("jobs/1/2022/new", "-0,48"),
            ],
            2,
        ),
        (
            2022,
            format!("{flows}\nContractuels | 48,00 | 0,00 | 7,62 | 41,00 | 3,00 | 7,00 | -7,00\nTotal | 48,00 | 0,00 | | 41,00 | 3,00 | | -7,00"),
            &[
                ("jobs/1/label", "Contractuels"),
                ("flows/1/2022/exits", "48,00"),
                ("flows/1/2022/retirements", "0,00"),
                ("flows/1/2022/exit-month", "7,62"),
                ("flows/1/2022/entries", "41,00"),
                ("flows/1/2022/first-hires", "3,00"),
                ("flows/1/2022/entry-month", "7,00"),
            ],
            6,
        ),
        // Headings that are cut short say what they are by their place.
        (
            2022,
            format!("{cut}\nContractuels | 48,00 | | 7,62 | | | | -48,00"),
            &[("jobs/1/label", "Contractuels"), ("flows/1/2022/exits", "48,00"), ("flows/1/2022/exit-month", "7,62")],
            1,
        ),
        // Both tables have one list of rows, whatever their order; a blank line parts them.
        (
            2024,
            format!(
                "{}\n1036 - Magistrats | 5,00 | | | | | | | 5,00\n1037 - Cadres | 1,00 | | | | | | | 1,00\n{flows}\n1037 - Cadres | 2,00 | | 6,00 | | | | -2,00",
                jobs(2024)
            ),
            &[
                ("jobs/1/label", "Magistrats"),
                ("jobs/1/code", "1036"),
                ("jobs/1/2024/ceiling", "5,00"),
                ("jobs/2/label", "Cadres"),
                ("jobs/2/code", "1037"),
                ("jobs/2/2024/ceiling", "1,00"),
                ("flows/2/2024/exits", "2,00"),
                ("flows/2/2024/exit-month", "6,00"),
            ],
            3,
        ),
        // A row that is printed twice is two rows.
        (
            2024,
            format!("{}\nAutres | 5,00 | | | | | | | 5,00\nAutres | 1,00 | | | | | | | 1,00", jobs(2024)),
            &[("jobs/1/label", "Autres"), ("jobs/1/2024/ceiling", "5,00"), ("jobs/2/label", "Autres"), ("jobs/2/2024/ceiling", "1,00")],
            2,
        ),
        (
            2024,
            format!("{}\nCadres | 397,985 | | | | | | | 397,985", jobs(2024)),
            &[("jobs/1/label", "Cadres"), ("jobs/1/2024/ceiling", "397,985")],
            1,
        ),
    ];
    for (year, excerpt, list, compared) in cases {
        for text in [tabbed(&excerpt), page(&excerpt)] {
            let import = read_all(&[&text], Some(year));
            assert_eq!(contents(&import.documents[0]), contents(&typed(year, list)), "{text}\n{}", import.text(Lang::English));
            assert_eq!((losses(&import), import.report.equal), (vec![], compared), "{text}\n{}", import.text(Lang::English));
            assert!(import.report.differences.is_empty(), "{}", import.text(Lang::English));
        }
    }
}

/// Nothing that follows from others is stored: what is printed is held against it.
#[test]
fn a_printed_sum_that_differs_is_told_with_its_address() {
    let cases = [
        ("Total | 24,00 |", "Total | 25,00 |", "335:jobs/total/2024/ceiling", "25,00", "24,00"),
        ("-2,00 | 0,00 | 0,00 | 0,00 | 7,00", "-2,00 | 0,00 | 0,00 | 0,00 | 8,00", "335:jobs/4/2024/asked", "8,00", "7,00"),
        ("+1,00 | 0,00 | 0,00 | 0,00 | 2,00", "+1,00 | +0,50 | 0,00 | 0,00 | 2,00", "335:jobs/2/2024/impact", "0,50", "0,00"),
    ];
    for (before, after, address, printed, computed) in cases {
        let text = tabbed(&JOBS_2024.replacen(before, after, 1));
        assert_ne!(text, tabbed(JOBS_2024));
        let import = read(&text);
        assert_eq!(contents(&import.documents[0]), contents(&jobs_2024()), "nothing computed is stored");
        let [difference] = import.report.differences.as_slice() else { panic!("{}", import.text(Lang::English)) };
        assert_eq!(
            (difference.address.as_str(), &*difference.printed, &*difference.computed),
            (address.trim_start_matches("335:"), printed, computed)
        );
        assert_eq!((import.report.equal, counts(&import)), (17, [30, 18, 0]));
        let sentence = difference.sentence(&import.report, Lang::French);
        assert!(sentence.contains(address), "{sentence}");
    }
}

/// What a section does not know is named, with its figures; the rest is read.
#[test]
fn what_a_table_does_not_have_is_named_with_its_figures() {
    let cases: [(&str, &str, [usize; 3], &[&str]); 5] = [
        (
            "Effet des mesures de périmètre pour 2024",
            "Effet inattendu pour 2024",
            [25, 17, 6],
            &["Effet inattendu pour 2024", "0,00 | 0,00 | 0,00 | 0,00 | 0,00 | 0,00"],
        ),
        // The column of another PAP.
        (
            "Plafond autorisé pour 2023",
            "Plafond autorisé pour 2021",
            [25, 17, 6],
            &["Plafond autorisé pour 2021", "5,00 | 1,00 | 5,00 | 9,00 | 4,00 | 24,00"],
        ),
        ("1037 - Personnels d'encadrement | 1,00", "1037 - Personnels d'encadrement | 1,00 | 3,00", [24, 16, 9], &["cases"]),
        ("1037 - Personnels d'encadrement | 1,00", "1037 - Personnels d'encadrement | 12.34.5", [29, 18, 1], &["12.34.5"]),
        ("1037 - Personnels d'encadrement | 1,00", "1037 - Personnels d'encadrement | 10-12", [29, 18, 1], &["10-12", "ETPT"]),
    ];
    for (before, after, expected, said) in cases {
        let text = tabbed(&JOBS_2024.replacen(before, after, 1));
        let import = read(&text);
        assert_eq!(counts(&import), expected, "{}", import.text(Lang::English));
        let losses = losses(&import);
        assert_eq!(losses.len(), 1, "{losses:?}");
        assert!(said.iter().all(|said| losses[0].contains(said)), "{losses:?}");
    }
}

/// One table in two files: each figure is read where it stands, and one that is given otherwise is told.
#[test]
fn a_table_that_two_files_have_is_read_once() {
    let (text, html) = (tabbed(JOBS_2024), page(JOBS_2024));
    let both = read_all(&[&text, &html], None);
    assert_eq!(contents(&both.documents[0]), contents(&jobs_2024()), "{}", both.text(Lang::English));
    assert_eq!(counts(&both), [60, 36, 0]);
    let other = html.replacen("<td>9,00</td>", "<td>9,50</td>", 1);
    let both = read_all(&[&text, &other], None);
    assert_eq!((counts(&both), losses(&both).len()), ([59, 36, 1], 0));
    let told = both.report.remarks.iter().find(|remark| remark.told == Told::OtherAmount { kept: "9,00".into() }).expect("told");
    assert_eq!(told.words, "9,50");
}

#[test]
fn the_comment_ends_where_another_part_begins() {
    let more = "Effectifs et activités des services\nUn texte d'une partie que Papier n'a pas.\nCoûts synthétiques\nUn autre.\n";
    let import = read(&(tabbed(JOBS_2024) + more));
    assert_eq!(contents(&import.documents[0]), contents(&jobs_2024()));
    assert_eq!(losses(&import).len(), 2, "{:?}", losses(&import));
}
