//! Excerpts of published PAP, cells joined by " | " and the lines of a cell by " / ": what a drafter types who has one at hand gives the figures that
//! it prints, and imported it gives the same.

use papier::editing::Assignment;
use papier::exchange::import::{self, Answers, File, Import, Options};
use papier::model::{Category, Narrative, ProgrammeNumber, Year};

use super::published::{page, tabbed};
use super::*;

struct Excerpt {
    programme: u16,
    year: u16,
    /// Whole, to where each was cut.
    printed: &'static [&'static str],
    typed: Vec<(String, String)>,
    /// The categories of what is printed by title alone, action by action.
    categories: &'static [(&'static str, u8)],
    tables: &'static [Tabled],
    /// Other addresses and what is printed there.
    texts: &'static [(&'static str, &'static str)],
    /// What an import says of the end that was cut, and of a sum whose rows were.
    told: &'static [&'static str],
}

/// A printed table, every figure of which has an address.
struct Tabled {
    /// The line that stands above it.
    under: &'static str,
    /// How the label of each row begins, and what stands for it in addresses.
    rows: &'static [(&'static str, &'static str)],
    /// What stands on the lines of the cells of each column, `#` for the row; empty for what is no figure.
    columns: &'static [&'static [&'static str]],
    /// A figure that is printed otherwise than it follows from the rows, for some of them were cut.
    cut: &'static [&'static str],
}

impl Tabled {
    /// Each address with what is printed there; no row with a figure may be left out.
    fn figures(&self, printed: &str) -> Vec<(String, String)> {
        let lines: Vec<&str> = printed.lines().skip_while(|line| line.trim() != self.under).skip(1).take_while(|line| line.contains('|')).collect();
        let (mut figures, mut met) = (Vec::new(), Vec::new());
        for line in lines {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let Some((_, row)) = self.rows.iter().find(|(label, row)| cells[0].starts_with(label) && !met.contains(row)) else {
                assert!(figures.is_empty(), "no row is left out: {line}");
                continue;
            };
            met.push(*row);
            for (cell, column) in cells[1..].iter().zip(self.columns) {
                let lines = column.iter().zip(cell.split(" / ")).filter(|(address, _)| !address.is_empty());
                figures.extend(lines.map(|(address, printed)| (address.replace('#', row), printed.trim().replace('-', "−"))));
            }
        }
        assert!(!figures.is_empty(), "{}", self.under);
        figures
    }
}

impl Excerpt {
    /// Every figure that is printed, by its address.
    fn figures(&self) -> Vec<(String, String)> {
        let of_table = |table: &Tabled| {
            let printed = self.printed.iter().find(|printed| printed.lines().any(|line| line.trim() == table.under)).expect("the table");
            table.figures(printed)
        };
        let texts = self.texts.iter().map(|(address, printed)| ((*address).to_owned(), (*printed).to_owned()));
        self.tables.iter().flat_map(of_table).chain(texts).collect()
    }

    /// Whether what is printed at an address is more than the rows that were read.
    fn is_cut(&self, address: &str) -> bool {
        self.tables.iter().any(|table| table.cut.contains(&address))
    }
}

fn typed(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(address, value)| ((*address).to_owned(), (*value).to_owned())).collect()
}

/// The amounts of six actions in titles 3 and 6: category 31, and 62 where nothing says another.
fn amounts(of: &[(&str, [[i64; 2]; 6])]) -> Vec<(String, String)> {
    let of_table = |(address, rows): &(&str, [[i64; 2]; 6])| {
        let of_row = |(row, code): (&[i64; 2], u8)| {
            let [stage, measure] = address.split('/').collect::<Vec<_>>().try_into().expect("a stage and a measure");
            [(31, row[0]), (62, row[1])].map(|(category, euros)| (format!("{stage}/{code:02}/{category}/{measure}"), euros.to_string()))
        };
        rows.iter().zip(1..).flat_map(of_row).filter(|(_, euros)| euros != "0").collect::<Vec<_>>()
    };
    let labels = (1..=6).map(|code| (format!("action/{code:02}/label"), "Une action".to_owned()));
    labels.chain(of.iter().flat_map(of_table)).collect()
}

const P174_CATEGORIES: &[(&str, u8)] =
    &[("01", 31), ("01", 62), ("02", 31), ("02", 62), ("03", 31), ("03", 62), ("04", 31), ("04", 62), ("05", 31), ("05", 62), ("06", 31)];

const P174_ROWS: &[(&str, &str)] =
    &[("01 –", "01"), ("02 –", "02"), ("03 –", "03"), ("04 –", "04"), ("05 –", "05"), ("06 –", "06"), ("Tota", "total")];

const SYNTHESIS: &[&[&str]] = &[&["plf/#/2/ae"], &["plf/#/ht2/ae"], &["plf/#/total/ae"], &["plf/#/2/cp"], &["plf/#/ht2/cp"], &["plf/#/total/cp"]];

fn excerpts() -> Vec<Excerpt> {
    let none = [0, 0];
    vec![
        Excerpt {
            programme: 174,
            year: 2024,
            printed: &[include_str!("../published/credits-174-plf-2024.txt"), include_str!("../published/credits-174-plf-2024-lfi.txt")],
            typed: amounts(&[
                (
                    "lfi/ae",
                    [
                        [78_281_359, 39_042_870],
                        [23_000_000, 4_026_047_498],
                        [10_000_000, 1_286_572_041],
                        [12_946_000, 257_308_000],
                        [24_696_632, 33_668_939],
                        [1_350_765, 0],
                    ],
                ),
                (
                    "lfi/cp",
                    [
                        [78_281_359, 63_097_960],
                        [23_000_000, 3_772_494_265],
                        [10_000_000, 1_286_572_041],
                        [12_946_000, 257_308_000],
                        [25_041_061, 33_668_939],
                        [1_350_765, 0],
                    ],
                ),
                (
                    "plf/ae",
                    [
                        [134_281_359, 63_042_870],
                        [31_000_000, 3_564_947_498],
                        [10_000_000, 1_489_999_999],
                        [12_861_000, 257_328_000],
                        [25_914_063, 39_451_508],
                        [1_350_765, 0],
                    ],
                ),
                ("plf/cp", [[119_281_359, 73_392_870], [31_000_000, 2_829_230_932], [10_000_000, 1_489_999_999], none, none, none]),
            ]),
            categories: P174_CATEGORIES,
            tables: &[
                Tabled {
                    under: "Autorisations d'engagement",
                    rows: P174_ROWS,
                    columns: &[
                        &["lfi/#/3/ae", "plf/#/3/ae"],
                        &["lfi/#/6/ae", "plf/#/6/ae"],
                        &["lfi/#/total/ae", "plf/#/total/ae"],
                        &["lfi/#/total/contributions/ae", "plf/#/total/contributions/ae"],
                    ],
                    cut: &[],
                },
                Tabled {
                    under: "Crédits de paiements",
                    rows: P174_ROWS,
                    columns: &[
                        &["lfi/#/3/cp", "plf/#/3/cp"],
                        &["lfi/#/6/cp", "plf/#/6/cp"],
                        &["lfi/#/total/cp", "plf/#/total/cp"],
                        &["lfi/#/total/contributions/cp", "plf/#/total/contributions/cp"],
                    ],
                    cut: &["lfi/03/total/contributions/cp"],
                },
                Tabled {
                    under: "Présentation des crédits par titre pour 2023, 2024, 2025 et 2026",
                    rows: &[("3 -", "3"), ("6 -", "6"), ("Totaux", "total")],
                    columns: &[
                        &["outlook/#/2023/ae"],
                        &["outlook/#/2023/contributions-ae"],
                        &["outlook/#/2023/cp"],
                        &["outlook/#/2023/contributions-cp"],
                    ],
                    cut: &[],
                },
            ],
            texts: &[
                ("lfi/total/3/cp", "150 619 185"),
                ("lfi/total/6/cp", "5 413 141 205"),
                ("lfi/total/total/cp", "5 563 760 390"),
                ("lfi/05/total/cp", "58 710 000"),
                ("outlook/total/2024/ae", "5 630 177 062"),
            ],
            told: &["“1 296 572 041”: nothing says of which year", "Autorisations d'e"],
        },
        Excerpt {
            programme: 174,
            year: 2021,
            printed: &[include_str!("../published/credits-174-plf-2021.txt")],
            typed: amounts(&[
                (
                    "plf/ae",
                    [
                        [43_214_000, 36_254_500],
                        [22_000_000, 1_571_670_460],
                        [10_000_000, 497_000_000],
                        [12_643_800, 303_336_317],
                        [18_329_007, 38_345_000],
                        [1_452_124, 0],
                    ],
                ),
                (
                    "plf/cp",
                    [
                        [43_214_000, 46_254_500],
                        [22_000_000, 1_473_840_000],
                        [10_000_000, 497_000_000],
                        [12_643_800, 303_336_317],
                        [18_673_436, 38_345_000],
                        [1_452_124, 0],
                    ],
                ),
            ]),
            categories: P174_CATEGORIES,
            tables: &[
                Tabled {
                    under: "2021 / Autorisations d'engagement",
                    rows: P174_ROWS,
                    columns: &[&["plf/#/3/ae"], &["plf/#/6/ae"], &["plf/#/total/ae"], &["plf/#/total/contributions/ae"]],
                    cut: &[],
                },
                Tabled {
                    under: "2021 / Crédits de paiement",
                    rows: P174_ROWS,
                    columns: &[&["plf/#/3/cp"], &["plf/#/6/cp"], &["plf/#/total/cp"], &["plf/#/total/contributions/cp"]],
                    cut: &[],
                },
            ],
            texts: &[],
            told: &[],
        },
        Excerpt {
            programme: 218,
            year: 2024,
            printed: &[include_str!("../published/performance-218-plf-2024.txt")],
            typed: typed(&[
                ("objective/1/label", "Améliorer"),
                ("indicator/1.1/label", "Qualité"),
                ("indicator/1.1/1/label", "Taux"),
                ("indicator/1.1/unit", "%"),
                ("indicator/1.1/2021/actual", "84"),
                ("indicator/1.1/2022/actual", "82 (p)"),
                ("indicator/1.1/2023/target", "86"),
                ("indicator/1.1/2024/target", "87"),
                ("indicator/1.1/2025/target", "88"),
                ("indicator/1.1/2026/target", "89"),
                ("objective/1/narrative", "Cet objectif regroupe les taux de satisfaction […]"),
            ]),
            categories: &[],
            tables: &[Tabled {
                under: "1.1 – Qualité des objectifs, des indicateurs et de la JPE des programmes du budget de l'Etat (du point de vue de l'usager)",
                rows: &[("Taux", "1.1")],
                columns: &[
                    &[""],
                    &["indicator/#/2021/actual"],
                    &["indicator/#/2022/actual"],
                    &["indicator/#/2023/target"],
                    &["indicator/#/2024/target"],
                    &["indicator/#/2025/target"],
                    &["indicator/#/2026/target"],
                ],
                cut: &[],
            }],
            texts: &[("objective/1/narrative", "Cet objectif regroupe les taux de satisfaction […]")],
            told: &[],
        },
        Excerpt {
            programme: 218,
            year: 2023,
            printed: &[include_str!("../published/performance-218-plf-2023.txt")],
            typed: typed(&[
                ("objective/1/label", "Améliorer"),
                ("indicator/1.1/label", "Qualité"),
                ("indicator/1.1/1/label", "Taux"),
                ("indicator/1.1/unit", "%"),
                ("indicator/1.1/2020/actual", "95"),
                ("indicator/1.1/2021/actual", "84"),
                ("indicator/1.1/2022/forecast", "95"),
                ("indicator/1.1/2023/target", "86"),
                ("indicator/1.1/2024/target", "87"),
                ("indicator/1.1/2025/target", "88"),
            ]),
            categories: &[],
            tables: &[Tabled {
                under: "1.1 – Qualité des objectifs, des indicateurs et de la JPE des programmes du budget de l'Etat (du point de vue de l'usager)",
                rows: &[("Taux", "1.1")],
                columns: &[
                    &[""],
                    &["indicator/#/2020/actual"],
                    &["indicator/#/2021/actual"],
                    &["indicator/#/2022/forecast"],
                    &["indicator/#/2023/target"],
                    &["indicator/#/2024/target"],
                    &["indicator/#/2025/target"],
                ],
                cut: &[],
            }],
            texts: &[],
            told: &[],
        },
        Excerpt {
            programme: 335,
            year: 2024,
            printed: &[include_str!("../published/jpe-335-plf-2024.txt")],
            typed: [
                typed(&[
                    ("action/01/label", "Conseil supérieur de la magistrature"),
                    ("plf/01/21/ae", "3275506"),
                    ("plf/01/21/cp", "3275506"),
                    ("plf/01/31/ae", "1362523"),
                    ("plf/01/31/cp", "2445316"),
                ]),
                (1..=5)
                    .zip([("5,00", ""), ("1,00", "+1,00"), ("5,00", ""), ("9,00", "-2,00"), ("4,00", "+1,00")])
                    .flat_map(|(row, (ceiling, technical))| {
                        [("label", "Emplois"), ("2024/ceiling", ceiling), ("2024/technical", technical)]
                            .map(|(field, value)| (format!("jobs/{row}/{field}"), value.to_owned()))
                    })
                    .filter(|(_, value)| !value.is_empty())
                    .collect(),
            ]
            .concat(),
            categories: &[("01", 21), ("01", 31)],
            tables: &[
                Tabled { under: "Éléments de synthèse du programme", rows: &[("01 –", "01"), ("Total", "total")], columns: SYNTHESIS, cut: &[] },
                Tabled {
                    under: "(en ETPT)",
                    rows: &[("1036", "1"), ("1037", "2"), ("1039", "3"), ("1041", "4"), ("1043", "5"), ("Total", "total")],
                    columns: &[
                        &["jobs/#/2024/ceiling"],
                        &["jobs/#/2024/scope"],
                        &["jobs/#/2024/transfer"],
                        &["jobs/#/2024/technical"],
                        &["jobs/#/2024/impact"],
                        &["jobs/#/2024/extension"],
                        &["jobs/#/2024/new"],
                        &["jobs/#/2024/asked"],
                    ],
                    cut: &[],
                },
            ],
            texts: &[],
            told: &[],
        },
        Excerpt {
            programme: 148,
            year: 2024,
            printed: &[include_str!("../published/jpe-148-plf-2024.txt")],
            typed: typed(&[
                ("action/01/label", "Formation"),
                ("action/02/label", "Action sociale"),
                ("action/03/label", "Appui"),
                ("plf/01/21/ae", "290000"),
                ("plf/01/21/cp", "290000"),
                ("plf/01/31/ae", "88493650"),
                ("plf/01/31/cp", "88492248"),
                ("plf/02/31/ae", "158099548"),
                ("plf/02/31/cp", "164767245"),
                ("plf/03/31/ae", "28892631"),
                ("plf/03/31/cp", "29014502"),
                (
                    "synthesis/comment",
                    "La dotation du titre 2 prévue au PLF 2024 sur l’action 1 « Formation des fonctionnaires » est fixée à 290 000 €.",
                ),
                ("moves-in/1/label", "Transferts"),
                ("moves-in/1/programme", "169"),
                ("moves-in/1/2024/ae", "3773"),
                ("moves-in/1/2024/cp", "3773"),
                ("moves-in/2/label", "Transferts"),
                ("moves-in/2/programme", "212"),
                ("moves-in/2/2024/ae", "30023"),
                ("moves-in/2/2024/cp", "30023"),
                ("moves-in/3/label", "Transferts"),
                ("moves-in/3/programme", "144"),
                ("moves-in/3/2024/ae", "2367"),
                ("moves-in/3/2024/cp", "2367"),
                ("moves-in/4/label", "Transferts"),
                ("moves-in/4/programme", "144"),
                ("moves-in/4/2024/ae", "4062"),
            ]),
            categories: &[("01", 21), ("01", 31), ("02", 31), ("03", 31)],
            tables: &[
                Tabled {
                    under: "Éléments de synthèse du programme",
                    rows: &[("01 –", "01"), ("02 –", "02"), ("03 –", "03"), ("Total", "total")],
                    columns: SYNTHESIS,
                    cut: &[],
                },
                Tabled {
                    under: "Transferts en crédits",
                    rows: &[
                        ("Transferts entrants", "total"),
                        ("Transferts en crédits du programme 169", "1"),
                        ("Transferts en crédits du programme 212", "2"),
                        ("Transferts en crédits du programme 144", "3"),
                        ("Transferts en crédits du programme 144", "4"),
                    ],
                    columns: &[
                        &[""],
                        &["moves-in/#/2024/t2"],
                        &["moves-in/#/2024/cas"],
                        &["moves-in/#/2024/t2-total"],
                        &["moves-in/#/2024/ae"],
                        &["moves-in/#/2024/cp"],
                        &["moves-in/#/2024/ae-total"],
                        &["moves-in/#/2024/cp-total"],
                    ],
                    // +437 313 are the lines of four programmes and more.
                    cut: &[
                        "moves-in/total/2024/ae",
                        "moves-in/total/2024/cp",
                        "moves-in/total/2024/ae-total",
                        "moves-in/total/2024/cp-total",
                        // The end of the last line.
                        "moves-in/4/2024/ae-total",
                    ],
                },
            ],
            texts: &[
                ("moves-in/2/programme", "212"),
                ("moves-in/4/programme", "144"),
                (
                    "synthesis/comment",
                    "La dotation du titre 2 prévue au PLF 2024 sur l’action 1 « Formation des fonctionnaires » est fixée à 290 000 €.",
                ),
            ],
            told: &[
                "printed 437 313, computed +40 225 (148:moves-in/total/2024/ae)",
                "printed 437 313, computed +36 163 (148:moves-in/total/2024/cp)",
                "moves-in/total/2024/ae-total",
                "moves-in/total/2024/cp-total",
            ],
        },
    ]
}

/// What stands at an address, as it is printed.
fn shown(document: &Document, address: &str) -> String {
    let place = address::parse(document, address).unwrap_or_else(|error| panic!("{address}: {error}"));
    let session = Session::opened(document.clone());
    let tables = session.tables(Lang::French);
    match place {
        Place::Text(text) => plain(&tables.words(text)),
        Place::Value { .. } => {
            let tables = tables.all();
            let mut cells = tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
            cells.find(|cell| cell.place == Some(place)).map_or_else(String::new, |cell| plain(&cell.text(Lang::French)))
        }
        _ => plain(&tables.cell(place).text(Lang::French)),
    }
}

fn read(excerpt: &Excerpt, texts: &[String]) -> Import {
    let category = |(code, category): &(&str, u8)| (code.parse().expect("a code"), Category::new(*category));
    let answers = Answers { categories: excerpt.categories.iter().map(category).collect() };
    let files: Vec<File> =
        texts.iter().zip(1..).map(|(text, rank)| File { name: format!("part-{rank}.html"), bytes: text.as_str().into() }).collect();
    let options = Options { programme: ProgrammeNumber::new(excerpt.programme), year: Year::new(excerpt.year), law: None };
    import::read_answered(&files, options, &answers).unwrap_or_else(|refusal| panic!("{}\n{texts:?}", refusal.sentence(Lang::English)))
}

#[test]
fn what_is_typed_from_an_excerpt_gives_its_figures() {
    for excerpt in excerpts() {
        let list: Vec<Assignment> =
            excerpt.typed.iter().map(|(address, value)| Assignment { address: address.clone(), value: value.clone() }).collect();
        let document = empty(excerpt.year);
        let mut session = Session::opened(document.clone());
        let command = assign(&document, &list).unwrap_or_else(|refusals| panic!("{}", refusals[0].sentence(Lang::English)));
        session.apply(&command).expect("applied");
        for (address, printed) in excerpt.figures() {
            let is_same = shown(session.document(), &address) == printed;
            assert_eq!(is_same, !excerpt.is_cut(&address), "P{} PLF {}: {address} {printed}", excerpt.programme, excerpt.year);
        }
    }
}

#[test]
fn what_is_imported_of_an_excerpt_gives_the_same() {
    for excerpt in excerpts() {
        let is_tabbed = excerpt.printed.iter().all(|printed| !printed.contains(" / LFI") && !printed.contains(" / Dépenses"));
        let tabs = || -> Vec<String> { excerpt.printed.iter().map(|printed| tabbed(&printed.replace(" / (", " ("))).collect() };
        let pages: Vec<String> = excerpt.printed.iter().map(|printed| page(printed)).collect();
        for texts in [Some(pages), is_tabbed.then(tabs)].into_iter().flatten() {
            let import = read(&excerpt, &texts);
            let document = &import.documents[0];
            let name = format!("P{} PLF {}", excerpt.programme, excerpt.year);
            for (address, printed) in excerpt.figures() {
                let is_same = shown(document, &address) == printed;
                assert_eq!(is_same, !excerpt.is_cut(&address), "{name}: {address} {printed}\n{}", import.text(Lang::English));
            }
            let losses = import.report.losses().map(|remark| remark.sentence(&import.report, Lang::English));
            let differences = import.report.differences.iter().map(|difference| difference.sentence(&import.report, Lang::English));
            let told: Vec<String> = losses.chain(differences).map(|told| plain(&told)).collect();
            assert_eq!(told.len(), excerpt.told.len(), "{name}: {told:#?}");
            for (told, expected) in told.iter().zip(excerpt.told) {
                assert!(told.contains(expected), "{name}: {told}");
            }
            assert!(import.report.questions.is_empty(), "every category was said");
        }
    }
}

/// A table by title and year, its lines in one cell, in rows of their own, with or without a label.
#[test]
fn the_lines_of_a_cell_are_read_in_their_years() {
    let title = "Présentation des crédits et des dépenses fiscales\nPrésentation des crédits par titre pour 2023, 2024, 2025 et 2026\n";
    let heads = " | Autorisations d'engagement | | Crédits de paiement | \n";
    let columns = "Ouvertures | FdC et AdP | Ouvertures | FdC et AdP\n";
    let stacked = "3 - Dépenses de fonctionnement | 1 / 2 / 300 / 400 | – / – / 5 / 6 | 3 / 4 / 500 / 600 | \nTotaux | 1 / 2 / 300 / 400 | | 3 / 4 / 500 / 600 | \n";
    let in_rows = |labels: [&str; 4]| {
        let of = |name: &str| {
            let figures = ["1 | | 3 | ", "2 | | 4 | ", "300 | 5 | 500 | ", "400 | 6 | 600 | "];
            let label = |rank: usize| match (rank, labels[rank]) {
                (0, "") => name.to_owned(),
                (0, line) => format!("{name}, {line}"),
                (_, line) => line.to_owned(),
            };
            (0..4).map(|rank| format!("{} | {}\n", label(rank), figures[rank])).collect::<String>()
        };
        of("3 - Dépenses de fonctionnement")
    };
    let cases = [
        format!("{title}{heads}Titre / LFI 2023 / PLF 2024 / Prévision indicative 2025 / Prévision indicative 2026 | {columns}{stacked}"),
        format!("{title}{heads}Titre / 2023 / 2024 / 2025 / 2026 | {columns}{stacked}"),
        format!(
            "{title} | Autorisations d'engagement | | Crédits de paiements | \nTitre / 2023 / 2024 / 2025 / 2026 | {}{stacked}",
            columns.replace("AdP", "AdP attendus")
        ),
        // Four lines are the four of the table.
        format!("{title}{heads}Titre | {columns}{stacked}"),
        format!("{title}{heads}Titre | {columns}{}", in_rows(["LFI 2023", "PLF 2024", "Prévision indicative 2025", "Prévision indicative 2026"])),
        format!("{title}{heads}Titre | {columns}{}", in_rows(["LFI 2023", "PLF 2024", "2025", "2026"])),
        format!("{title}{heads}Titre | {columns}{}", in_rows(["", "", "", ""])),
    ];
    for text in cases {
        let import = published::read_all(&[&page(&text)], Some(2024));
        let document = &import.documents[0];
        let losses: Vec<String> = import.report.losses().map(|remark| remark.sentence(&import.report, Lang::English)).collect();
        assert_eq!(losses, [""; 0], "{text}");
        let expected = [
            ("outlook/3/2025/ae", "300"),
            ("outlook/3/2026/ae", "400"),
            ("outlook/3/2025/contributions-ae", "5"),
            ("outlook/3/2025/cp", "500"),
            ("outlook/3/2026/cp", "600"),
        ];
        for (address, printed) in expected {
            assert_eq!(shown(document, address), printed, "{address}\n{text}");
        }
        // The act and the bill are held against the credits, which are not here.
        assert!(import.report.differences.iter().any(|difference| difference.address == "outlook/3/2023/ae"), "{}", import.text(Lang::English));
    }
}

/// Headings that name the act, the bill and the years after it say of which PAP they are.
#[test]
fn the_year_of_the_bill_is_told_among_those_of_the_lines() {
    for lines in ["LFI 2023 / PLF 2024", "LFI 2023 / PLF 2024 / Prévision indicative 2025 / Prévision indicative 2026"] {
        let text = format!(
            "Présentation des crédits\nAutorisations d'engagement\nAction / Sous-action / {lines} | Titre 3 | Total\n01 – Une | 1 / 2 | 1 / 2\n"
        );
        let import = published::read_all(&[&page(&text)], None);
        assert_eq!(import.documents[0].year, Year::new(2024).expect("a year"), "{lines}");
    }
}

/// Two figures where four lines are due, and no year said: nothing is guessed.
#[test]
fn lines_that_nothing_says_are_named_and_not_read() {
    let title = "Présentation des crédits et des dépenses fiscales\nPrésentation des crédits par titre pour 2023, 2024, 2025 et 2026\n";
    let heads = " | Autorisations d'engagement | | Crédits de paiement | \nTitre | Ouvertures | FdC et AdP | Ouvertures | FdC et AdP\n";
    for (row, unread) in [("3 - Dépenses de fonctionnement | 1 / 2 | | 3 / 4 | ", 2), ("3 - Dépenses de fonctionnement | 1 | | 3 | ", 2)] {
        let import = published::read_all(&[&page(&format!("{title}{heads}{row}"))], Some(2024));
        assert_eq!((import.documents[0].sections.cells().count(), import.report.cells.unread), (0, unread), "{}", import.text(Lang::English));
        let losses: Vec<String> = import.report.losses().map(|remark| remark.sentence(&import.report, Lang::French)).collect();
        assert!(matches!(losses.as_slice(), [only] if only.contains("de quelle année")), "{losses:?}");
    }
}

/// A comment under the synthesis goes where a drafter types it.
#[test]
fn the_comment_under_the_synthesis_is_read() {
    let import = published::read_all(&[&tabbed(include_str!("../published/jpe-148-plf-2024.txt"))], Some(2024));
    let comment = import.documents[0].text(Narrative::SynthesisComment);
    assert!(comment.starts_with("La dotation du titre 2"), "{comment:?}");
}
