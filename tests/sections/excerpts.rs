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
    printed: &'static str,
    typed: Vec<(String, String)>,
    /// The categories of what is printed by title alone, action by action.
    categories: &'static [(&'static str, u8)],
    /// Addresses and what is printed there.
    figures: &'static [(&'static str, &'static str)],
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

fn excerpts() -> Vec<Excerpt> {
    let none = [0, 0];
    vec![
        Excerpt {
            programme: 174,
            year: 2024,
            printed: include_str!("../published/credits-174-plf-2024.txt"),
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
                ("plf/cp", [[119_281_359, 73_392_870], [31_000_000, 2_829_230_932], none, none, none, none]),
            ]),
            categories: P174_CATEGORIES,
            figures: &[
                ("lfi/01/total/ae", "117 324 229"),
                ("plf/01/total/ae", "197 324 229"),
                ("plf/05/total/ae", "65 365 571"),
                ("lfi/total/3/ae", "150 274 756"),
                ("lfi/total/6/ae", "5 642 639 348"),
                ("lfi/total/total/ae", "5 792 914 104"),
                ("plf/total/3/ae", "215 407 187"),
                ("plf/total/6/ae", "5 414 769 875"),
                ("plf/total/total/ae", "5 630 177 062"),
                ("plf/02/total/cp", "2 860 230 932"),
                ("lfi/total/total/cp", "5 563 760 390"),
                ("outlook/3/2023/ae", "150 274 756"),
                ("outlook/3/2023/cp", "150 619 185"),
                ("outlook/6/2023/ae", "5 642 639 348"),
                ("outlook/6/2023/cp", "5 413 141 205"),
                ("outlook/total/2023/ae", "5 792 914 104"),
                ("outlook/total/2023/cp", "5 563 760 390"),
                ("outlook/total/2024/ae", "5 630 177 062"),
                ("outlook/total/2023/contributions-ae", ""),
            ],
        },
        Excerpt {
            programme: 174,
            year: 2021,
            printed: include_str!("../published/credits-174-plf-2021.txt"),
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
            figures: &[
                ("plf/01/total/ae", "79 468 500"),
                ("plf/total/3/ae", "107 638 931"),
                ("plf/total/6/ae", "2 446 606 277"),
                ("plf/total/total/ae", "2 554 245 208"),
                ("plf/05/total/cp", "57 018 436"),
                ("plf/total/3/cp", "107 983 360"),
                ("plf/total/6/cp", "2 358 775 817"),
                ("plf/total/total/cp", "2 466 759 177"),
            ],
        },
        Excerpt {
            programme: 218,
            year: 2024,
            printed: include_str!("../published/performance-218-plf-2024.txt"),
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
                ("objective/1/narrative", "Cet objectif regroupe les taux de satisfaction."),
            ]),
            categories: &[],
            figures: &[
                ("indicator/1.1/2021/actual", "84"),
                ("indicator/1.1/2022/actual", "82 (p)"),
                ("indicator/1.1/2023/target", "86"),
                ("indicator/1.1/2026/target", "89"),
                ("objective/1/narrative", "Cet objectif regroupe les taux de satisfaction."),
            ],
        },
        Excerpt {
            programme: 218,
            year: 2023,
            printed: include_str!("../published/performance-218-plf-2023.txt"),
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
            figures: &[
                ("indicator/1.1/2020/actual", "95"),
                ("indicator/1.1/2021/actual", "84"),
                ("indicator/1.1/2022/forecast", "95"),
                ("indicator/1.1/2025/target", "88"),
            ],
        },
        Excerpt {
            programme: 335,
            year: 2024,
            printed: include_str!("../published/jpe-335-plf-2024.txt"),
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
            figures: &[
                ("plf/01/2/ae", "3 275 506"),
                ("plf/01/ht2/ae", "1 362 523"),
                ("plf/total/total/ae", "4 638 029"),
                ("plf/total/ht2/cp", "2 445 316"),
                ("plf/total/total/cp", "5 720 822"),
                ("jobs/2/2024/asked", "2,00"),
                ("jobs/4/2024/technical", "−2,00"),
                ("jobs/4/2024/asked", "7,00"),
                ("jobs/total/2024/ceiling", "24,00"),
                ("jobs/total/2024/technical", "0,00"),
                ("jobs/total/2024/asked", "24,00"),
            ],
        },
        Excerpt {
            programme: 148,
            year: 2024,
            printed: include_str!("../published/jpe-148-plf-2024.txt"),
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
            ]),
            categories: &[("01", 21), ("01", 31), ("02", 31), ("03", 31)],
            figures: &[
                ("plf/01/2/ae", "290 000"),
                ("plf/01/ht2/cp", "88 492 248"),
                ("plf/01/total/ae", "88 783 650"),
                ("plf/03/total/cp", "29 014 502"),
                ("plf/total/ht2/ae", "275 485 829"),
                ("plf/total/total/ae", "275 775 829"),
                ("plf/total/total/cp", "282 563 995"),
                ("moves-in/1/2024/ae-total", "+3 773"),
                ("moves-in/2/2024/cp-total", "+30 023"),
                ("moves-in/3/2024/ae", "+2 367"),
                ("moves-in/1/2024/t2-total", ""),
                ("moves-in/2/programme", "212"),
                (
                    "synthesis/comment",
                    "La dotation du titre 2 prévue au PLF 2024 sur l’action 1 « Formation des fonctionnaires » est fixée à 290 000 €.",
                ),
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

fn read(excerpt: &Excerpt, text: &str) -> Import {
    let category = |(code, category): &(&str, u8)| (code.parse().expect("a code"), Category::new(*category));
    let answers = Answers { categories: excerpt.categories.iter().map(category).collect() };
    let files = [File { name: "part.html".into(), bytes: text.into() }];
    let options = Options { programme: ProgrammeNumber::new(excerpt.programme), year: Year::new(excerpt.year), law: None };
    import::read_answered(&files, options, &answers).unwrap_or_else(|refusal| panic!("{}\n{text}", refusal.sentence(Lang::English)))
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
        for (address, printed) in excerpt.figures {
            assert_eq!(shown(session.document(), address), *printed, "P{} PLF {}: {address}", excerpt.programme, excerpt.year);
        }
    }
}

#[test]
fn what_is_imported_of_an_excerpt_gives_the_same() {
    for excerpt in excerpts() {
        let tabs =
            (!excerpt.printed.contains(" / LFI") && !excerpt.printed.contains(" / Dépenses")).then(|| tabbed(&excerpt.printed.replace(" / (", " (")));
        for text in [Some(page(excerpt.printed)), tabs].into_iter().flatten() {
            let import = read(&excerpt, &text);
            let document = &import.documents[0];
            for (address, printed) in excerpt.figures {
                assert_eq!(
                    shown(document, address),
                    *printed,
                    "P{} PLF {}: {address}\n{}",
                    excerpt.programme,
                    excerpt.year,
                    import.text(Lang::English)
                );
            }
            let losses: Vec<String> = import.report.losses().map(|remark| remark.sentence(&import.report, Lang::English)).collect();
            assert_eq!(losses, [""; 0], "P{} PLF {}", excerpt.programme, excerpt.year);
            assert!(import.report.differences.is_empty(), "{}", import.text(Lang::English));
            assert!(import.report.questions.is_empty(), "every category was said");
            assert_eq!(import.report.cells.unread, 0);
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
