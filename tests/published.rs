//! Parts of the public site as text: whatever their shape, each printed figure is read, compared or named, once.
//!
//! The programmes and their text are made here, without Papier's own tables: what is imported is held against the figures that made the text.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use crate::proofs;
use std::collections::BTreeMap;

use papier::exchange::import::{self, Answers, File, Import, ImportRefusal, Options, Question, Remark, Told};
use papier::lang::Lang;
use papier::model::{ActionCode, Category, Document, Measure, NatureScope, Opening, Origin, OutstandingItem, ProgrammeNumber, Stage, Year};
use proptest::prelude::*;

/// AE and CP.
type Pair = [i64; 2];

/// What a text prints: the facts, from which every other figure is computed here.
#[derive(Clone, Debug)]
struct Programme {
    year: u16,
    /// Code and label; a code with a point is a sub-action.
    actions: Vec<(String, String)>,
    facts: BTreeMap<(String, u8), Pair>,
    contributions: BTreeMap<String, Pair>,
    outstanding: [i64; 5],
    /// Of earlier and of new commitments: CP of the bill, of contributions, and of the years after.
    schedule: [[i64; 5]; 2],
}

const TITLES: [(u8, &str); 5] = [
    (2, "Dépenses de personnel"),
    (3, "Dépenses de fonctionnement"),
    (5, "Dépenses d'investissement"),
    (6, "Dépenses d'intervention"),
    (7, "Dépenses d'opérations financières"),
];
const CATEGORIES: [(u8, &str); 12] = [
    (21, "Rémunérations d'activité"),
    (22, "Cotisations et contributions sociales"),
    (23, "Prestations sociales et allocations diverses"),
    (31, "Dépenses de fonctionnement autres que celles de personnel"),
    (32, "Subventions pour charges de service public"),
    (51, "Dépenses pour immobilisations corporelles de l'État"),
    (52, "Dépenses pour immobilisations incorporelles de l'État"),
    (53, "Subventions pour charges d'investissement"),
    (61, "Transferts aux ménages"),
    (62, "Transferts aux entreprises"),
    (64, "Transferts aux autres collectivités"),
    (72, "Dotations en fonds propres"),
];

impl Programme {
    /// The amounts of the sample's own part.
    fn sample() -> Self {
        let of = |code: &str, category, amounts| ((code.to_owned(), category), amounts);
        Self {
            year: 2021,
            actions: vec![
                ("01".into(), "Fonds pour l'accélération du financement des start-up d'État".into()),
                ("02".into(), "Soutien au recrutement de profils rares dédiés à l'innovation numérique".into()),
            ],
            facts: [of("01", 31, [7_300_000; 2]), of("02", 21, [3_000_000; 2]), of("02", 31, [300_000; 2])].into(),
            contributions: [("01".to_owned(), [4_000_000; 2])].into(),
            outstanding: [2_203_176, 0, 15_300_948, 15_059_463, 2_444_661],
            schedule: [[2_444_661, 0, 0, 0, 0], [5_155_339, 4_000_000, 2_444_661, 0, 0]],
        }
    }

    /// Twelve actions, two of them with sub-actions, and twelve categories; always the same.
    fn large(year: u16) -> Self {
        let codes = ["04", "07", "08", "12", "13", "15", "17", "20", "23", "23.01", "23.02", "24", "24.01", "24.02", "25", "26"];
        let mut state = 901_u64;
        let mut next = move |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let mut facts = BTreeMap::new();
        for code in codes.iter().filter(|code| !["23", "24"].contains(code)) {
            for (category, _) in CATEGORIES {
                if next(5) < 3 {
                    let ae = i64::try_from(next(9_999) * [1_000, 10_000, 100_000, 1][usize::try_from(next(4)).expect("small")]).expect("small");
                    let cp = if category < 30 { ae } else { ae * 100 / i64::try_from(50 + next(100)).expect("small") };
                    facts.insert(((*code).to_owned(), category), [ae, cp]);
                }
            }
        }
        let of_others =
            |measure: usize| facts.iter().filter(|((_, category), _)| *category > 30).map(|(_, pair): (_, &Pair)| pair[measure]).sum::<i64>();
        let (ae, cp) = (of_others(0), of_others(1));
        Self {
            year,
            actions: codes.iter().map(|code| ((*code).to_owned(), format!("Action de rang {code}, moyens et soutien"))).collect(),
            contributions: [("04".to_owned(), [1_250_000, 1_250_000]), ("25".to_owned(), [3_400_000, 3_000_000])].into(),
            outstanding: [17_034_512_678, 0, 28_453_901_235, 26_380_128_147, 19_108_285_766],
            schedule: [
                [cp / 3, 0, 5_500_000_000, 4_000_000_000, 19_108_285_766 - cp / 3 - 9_500_000_000],
                [cp - cp / 3, 4_250_000, 1_000, 2_000, ae + 4_650_000 - (cp - cp / 3) - 4_250_000 - 3_000],
            ],
            facts,
        }
    }

    fn sum(&self, of_action: impl Fn(&str) -> bool, of_category: impl Fn(u8) -> bool) -> Pair {
        let wanted = self.facts.iter().filter(|((code, category), _)| of_action(code) && of_category(*category));
        wanted.fold([0; 2], |sum, (_, pair)| [sum[0] + pair[0], sum[1] + pair[1]])
    }

    /// Of an action its own facts, or those of its sub-actions.
    fn of(&self, code: &str, of_category: impl Fn(u8) -> bool) -> Pair {
        self.sum(|other| other == code || other.starts_with(&format!("{code}.")), of_category)
    }
}

// The text of a programme in many shapes

/// How headings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heads {
    Whole,
    CutShort,
    /// Broken over two lines.
    Broken,
}

/// What stands over several columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Groups {
    /// Each over its first column.
    InPlace,
    SideBySide,
    /// In the headings of the columns themselves.
    InColumns,
}

/// How an action is called above its tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Naming {
    LabelBelow,
    LabelAbove,
    OneLine,
    LabelAlone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KeysHeading {
    OwnLine,
    /// In a row of the table above.
    InRow,
    None,
    /// And over each column.
    Columns,
}

#[derive(Clone, Copy, Debug)]
struct Shape {
    heads: Heads,
    groups: Groups,
    naming: Naming,
    keys: KeysHeading,
    /// The order of synthesis, multi-year part and actions.
    order: [usize; 3],
    natures_first: bool,
    by_nature: bool,
    /// The headings of the schedule stand above each of its rows.
    heads_again: bool,
    line_end: &'static str,
    /// Blank lines between all lines.
    is_spaced: bool,
    /// A blank cell before each row.
    has_margin: bool,
    /// The heading has no cell over the labels.
    lacks_corner: bool,
    /// Blank cells at the end of every line, as a spreadsheet has them, or cut off.
    padding: usize,
    space: char,
}

const PLAIN: Shape = Shape {
    heads: Heads::Whole,
    groups: Groups::InPlace,
    naming: Naming::LabelBelow,
    keys: KeysHeading::OwnLine,
    order: [0, 1, 2],
    natures_first: false,
    by_nature: true,
    heads_again: false,
    line_end: "\n",
    is_spaced: false,
    has_margin: false,
    lacks_corner: false,
    padding: 0,
    space: ' ',
};

fn shapes() -> impl Strategy<Value = Shape> {
    let heads = prop_oneof![Just(Heads::Whole), Just(Heads::CutShort), Just(Heads::Broken)];
    let groups = prop_oneof![Just(Groups::InPlace), Just(Groups::SideBySide), Just(Groups::InColumns)];
    let naming = prop_oneof![Just(Naming::LabelBelow), Just(Naming::LabelAbove), Just(Naming::OneLine), Just(Naming::LabelAlone)];
    let keys = prop_oneof![Just(KeysHeading::OwnLine), Just(KeysHeading::InRow), Just(KeysHeading::None), Just(KeysHeading::Columns)];
    let order = prop_oneof![Just([0, 1, 2]), Just([2, 1, 0]), Just([1, 0, 2]), Just([1, 2, 0]), Just([0, 2, 1]), Just([2, 0, 1])];
    let line_end = prop_oneof![Just("\n"), Just("\r\n"), Just("\r")];
    let space = prop_oneof![Just(' '), Just('\u{a0}'), Just('\u{202f}')];
    let flags = proptest::array::uniform5(any::<bool>());
    (heads, groups, naming, keys, order, flags, line_end, 0..3_usize, space).prop_map(
        |(heads, groups, naming, keys, order, flags, line_end, padding, space)| {
            let [natures_first, heads_again, is_spaced, has_margin, lacks_corner] = flags;
            Shape {
                heads,
                groups,
                naming,
                keys,
                order,
                natures_first,
                by_nature: true,
                heads_again,
                line_end,
                is_spaced,
                has_margin,
                lacks_corner,
                padding,
                space,
            }
        },
    )
}

/// Lines with tabs between cells.
struct Text<'a> {
    programme: &'a Programme,
    shape: Shape,
    lines: Vec<String>,
}

impl Text<'_> {
    fn of(programme: &Programme, shape: Shape) -> String {
        let mut text = Text { programme, shape, lines: vec!["Justification au premier euro".into()] };
        for part in shape.order {
            match part {
                0 => text.synthesis(),
                1 => text.multiyear(),
                _ => text.actions(),
            }
        }
        let separator = if shape.is_spaced { format!("{0}{0}", shape.line_end) } else { shape.line_end.to_owned() };
        text.lines.join(&separator) + shape.line_end
    }

    fn amount(&self, euros: i64) -> String {
        let digits = euros.unsigned_abs().to_string();
        let mut grouped = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(self.shape.space);
            }
            grouped.push(digit);
        }
        if euros < 0 { format!("-{grouped}") } else { grouped }
    }

    fn line(&mut self, words: &str) {
        self.lines.push(format!("{words}{}", "\t".repeat(self.shape.padding)));
    }

    fn row(&mut self, cells: &[String]) {
        let margin = if self.shape.has_margin { "\t" } else { "" };
        self.lines.push(format!("{margin}{}{}", cells.join("\t"), "\t".repeat(self.shape.padding)));
    }

    /// A row of headings, whole, cut short, or broken over two lines.
    fn head(&mut self, cells: &[&str]) {
        let words = |cell: &&str| cell.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let half = |count: usize| if count < 4 { count } else { count.div_ceil(2) };
        match self.shape.heads {
            Heads::Whole => self.row(&cells.iter().map(ToString::to_string).collect::<Vec<_>>()),
            Heads::CutShort => {
                let cut = |cell: &&str| if words(cell).len() > 3 { words(cell)[..3].join(" ") } else { (*cell).to_owned() };
                self.row(&cells.iter().map(cut).collect::<Vec<_>>());
            }
            Heads::Broken => {
                let first = |cell: &&str| words(cell)[..half(words(cell).len())].join(" ");
                let rest = |cell: &&str| words(cell)[half(words(cell).len())..].join(" ");
                self.row(&cells.iter().map(first).collect::<Vec<_>>());
                if cells.iter().any(|cell| !rest(cell).is_empty()) {
                    self.row(&cells.iter().map(rest).collect::<Vec<_>>());
                }
            }
        }
    }

    /// Headings over labels of rows: those without a cell over the labels begin with the columns.
    fn head_over_labels(&mut self, corner: &str, cells: &[&str]) {
        let lacks = self.shape.lacks_corner && self.shape.heads != Heads::Broken && !self.shape.has_margin;
        let cells: Vec<&str> = if lacks { cells.to_vec() } else { std::iter::once(corner).chain(cells.iter().copied()).collect() };
        self.head(&cells);
    }

    fn synthesis(&mut self) {
        self.line("Éléments de synthèse du programme");
        let (ae, cp) = ("Autorisations d'engagement", "Crédits de paiement");
        let own = ["Titre 2", "Autres titres", "Total"];
        let corner = "Numéro et intitulé de l'action ou de la sous-action";
        match self.shape.groups {
            Groups::InPlace => self.head(&["", ae, "", "", cp, "", ""]),
            Groups::SideBySide => self.head(&["", ae, cp]),
            Groups::InColumns => {}
        }
        let own: Vec<String> = match self.shape.groups {
            Groups::InColumns => ["AE", "CP"].iter().flat_map(|measure| own.map(|own| format!("{measure} {own}"))).collect(),
            Groups::InPlace | Groups::SideBySide => own.iter().chain(&own).map(ToString::to_string).collect(),
        };
        self.head_over_labels(corner, &own.iter().map(String::as_str).collect::<Vec<_>>());
        for (code, label) in self.programme.actions.clone() {
            let programme = self.programme;
            self.amounts_by_title(&format!("{code} – {label}"), |of| programme.of(&code, of));
        }
        let programme = self.programme;
        self.amounts_by_title("Total", |of| programme.sum(|_| true, of));
        self.line("La dotation du titre 2 est commentée ici.");
    }

    fn amounts_by_title(&mut self, label: &str, of: impl Fn(&dyn Fn(u8) -> bool) -> Pair) {
        let (staff, all) = (of(&|category| category < 30), of(&|_| true));
        let cells = [0, 1].into_iter().flat_map(|measure| [staff[measure], all[measure] - staff[measure], all[measure]]);
        let row: Vec<String> = std::iter::once(label.to_owned()).chain(cells.map(|euros| self.amount(euros))).collect();
        self.row(&row);
    }

    fn multiyear(&mut self) {
        let (last, before) = (self.programme.year - 1, self.programme.year - 2);
        self.line("Échéancier des crédits de paiement (hors titre 2)");
        self.line(&format!("Estimation des restes à payer au 31/12/{last}"));
        let earlier = format!("Engagements sur années antérieures non couverts par des paiements au 31/12/{before}");
        self.head(&[
            &format!("{earlier} (RAP {before})"),
            &format!("{earlier} y.c. travaux de fin de gestion postérieurs au RAP {before}"),
            &format!("AE (LFI + LFRs) {last} + reports {before} vers {last} + prévision de FdC et AdP"),
            &format!("CP (LFI + LFRs) {last} + reports {before} vers {last} + prévision de FdC et AdP"),
            &format!("Évaluation des engagements non couverts par des paiements au 31/12/{last}"),
        ]);
        let row: Vec<String> = self.programme.outstanding.iter().map(|euros| self.amount(*euros)).collect();
        self.row(&row);
        self.line("Échéancier des CP à ouvrir");
        self.schedule();
        self.keys();
        self.line("Les restes à payer sont concentrés sur la première action : 1,5 M€ en 2021.");
    }

    fn schedule(&mut self) {
        let year = self.programme.year;
        let above =
            ["AE".to_owned(), format!("CP {year}"), format!("CP {}", year + 1), format!("CP {}", year + 2), format!("CP au-delà de {}", year + 2)];
        let above: Vec<&str> = above.iter().map(String::as_str).collect();
        let has_contributions = self.programme.schedule.iter().any(|row| row[1] != 0);
        let two = |text: &Self, plf: i64, contributions: i64| {
            if has_contributions { format!("{} {}", text.amount(plf), text.amount(contributions)) } else { text.amount(plf) }
        };
        for origin in [0, 1] {
            if origin == 0 || self.shape.heads_again {
                self.row(&above.iter().map(ToString::to_string).collect::<Vec<_>>());
            }
            let on = if origin == 0 { format!("sur AE antérieures à {year}") } else { format!("sur AE nouvelles en {year}") };
            let first = if origin == 0 {
                "Évaluation des engagements non couverts par des paiements".to_owned()
            } else {
                format!("AE nouvelles pour {year} AE PLF AE FdC et AdP")
            };
            let heads = [
                first,
                format!("CP demandés {on} CP PLF CP FdC et AdP"),
                format!("Estimation des CP {} {on}", year + 1),
                format!("Estimation des CP {} {on}", year + 2),
                format!("Estimation des CP au-delà de {} {on}", year + 2),
            ];
            // Cut after three words: "Estimation des CP" alone, and "Évaluation des engagements".
            self.head(&heads.iter().map(String::as_str).collect::<Vec<_>>());
            let cp = self.programme.schedule[origin];
            let ae = if origin == 0 {
                self.amount(cp.iter().sum())
            } else {
                let [all, _] = self.programme.sum(|_| true, |category| category > 30);
                two(self, all, self.programme.contributions.values().map(|pair| pair[0]).sum())
            };
            let cells = [ae, two(self, cp[0], cp[1]), self.amount(cp[2]), self.amount(cp[3]), self.amount(cp[4])];
            self.row(&cells);
        }
        let sum =
            |columns: &[usize]| columns.iter().map(|column| self.programme.schedule[0][*column] + self.programme.schedule[1][*column]).sum::<i64>();
        let totals = [sum(&[0, 1]), sum(&[2]), sum(&[3]), sum(&[4])].map(|euros| self.amount(euros));
        let row: Vec<String> = std::iter::once("Totaux".to_owned()).chain(totals).collect();
        self.row(&row);
    }

    fn keys(&mut self) {
        let year = self.programme.year;
        let heading = format!("Clés d'ouverture des crédits de paiement sur AE {year}");
        match self.shape.keys {
            KeysHeading::OwnLine => self.line(&heading),
            KeysHeading::InRow => self.row(&[String::new(), heading]),
            KeysHeading::None => {}
            KeysHeading::Columns => {
                self.line(&heading);
                let cells: Vec<String> =
                    [format!("CP {year} demandés"), format!("CP {}", year + 1), format!("CP {}", year + 2), format!("CP au-delà de {}", year + 2)]
                        .iter()
                        .map(|cp| format!("{cp} sur AE nouvelles en {year} / AE {year}"))
                        .collect();
                self.row(&cells);
            }
        }
        let cp = self.programme.schedule[1];
        let ae = self.programme.sum(|_| true, |category| category > 30)[0] + self.programme.contributions.values().map(|pair| pair[0]).sum::<i64>();
        let key = |cp: i64| {
            // Half away from zero, to two decimals.
            let hundredths = (i128::from(cp) * 20_000 + i128::from(ae)) / (2 * i128::from(ae));
            format!("{},{:02} %", hundredths / 100, hundredths % 100)
        };
        let keys = [cp[0] + cp[1], cp[2], cp[3], cp[4]].map(key);
        let keys: Vec<String> =
            if self.shape.keys == KeysHeading::Columns { keys.into() } else { std::iter::once(String::new()).chain(keys).collect() };
        self.row(&keys);
    }

    fn actions(&mut self) {
        self.line("Justification par action");
        for (code, label) in self.programme.actions.clone() {
            let all = self.programme.sum(|_| true, |_| true)[0];
            let tenths = (i128::from(self.programme.of(&code, |_| true)[0]) * 2_000 + i128::from(all)) / (2 * i128::from(all));
            let share = format!("ACTION {},{} %", tenths / 10, tenths % 10);
            let label = format!("{code} – {label}");
            match self.shape.naming {
                Naming::LabelBelow => [share, label].iter().for_each(|line| self.line(line)),
                Naming::LabelAbove => [label, share].iter().for_each(|line| self.line(line)),
                Naming::OneLine => self.line(&format!("{share} {label}")),
                // Sub-actions have no share, and codes of more than two digits.
                Naming::LabelAlone => self.line(&label),
            }
            if self.shape.natures_first && self.shape.by_nature && self.shape.naming != Naming::LabelAlone {
                self.nature(&code);
                self.totals(&code);
            } else {
                self.totals(&code);
                self.line("Le texte de l'action dit ce qu'elle finance.");
                if self.shape.by_nature {
                    self.nature(&code);
                }
            }
            self.line("Autorisations d'engagement");
            self.line("Les crédits de l'action 1 s'élèvent à 7,3 M€, dont 1 – l'essentiel, et 2 – le reste.");
        }
    }

    fn totals(&mut self, code: &str) {
        self.head_over_labels("", &["Titre 2", "Hors titre 2", "Total", "FdC et AdP attendus"]);
        let (staff, all) = (self.programme.of(code, |category| category < 30), self.programme.of(code, |_| true));
        let contributions = self.programme.contributions.get(code).copied().unwrap_or_default();
        for (measure, name) in ["Autorisations d'engagement", "Crédits de paiement"].into_iter().enumerate() {
            let cells = [staff[measure], all[measure] - staff[measure], all[measure], contributions[measure]];
            let row: Vec<String> = std::iter::once(name.to_owned()).chain(cells.map(|euros| self.amount(euros))).collect();
            self.row(&row);
        }
    }

    fn nature(&mut self, code: &str) {
        self.line(if self.shape.heads == Heads::CutShort { "Éléments de la dépense par" } else { "Éléments de la dépense par nature" });
        let corner = "Titre et catégorie";
        match self.shape.heads {
            Heads::CutShort => self.row(&[corner, "Autorisations", "Crédits"].map(str::to_owned)),
            Heads::Broken => {
                self.row(&["", "Autorisations", "Crédits"].map(str::to_owned));
                self.row(&[corner, "d'engagement", "de paiement"].map(str::to_owned));
            }
            Heads::Whole => self.head_over_labels(corner, &["Autorisations d'engagement", "Crédits de paiement"]),
        }
        for (title, name) in TITLES {
            let of_title = |category: u8| category / 10 == title;
            if !self.programme.facts.keys().any(|(_, category)| of_title(*category)) {
                continue;
            }
            let is_used = |of: &dyn Fn(u8) -> bool| {
                self.programme.facts.keys().any(|(other, category)| (other == code || other.starts_with(&format!("{code}."))) && of(*category))
            };
            self.nature_row(name, is_used(&of_title).then(|| self.programme.of(code, of_title)));
            for (category, name) in CATEGORIES.into_iter().filter(|(category, _)| of_title(*category)) {
                let is = |other: u8| other == category;
                if self.programme.facts.keys().any(|(_, other)| is(*other)) {
                    let used = self.programme.facts.keys().any(|(other, of)| (other == code || other.starts_with(&format!("{code}."))) && is(*of));
                    self.nature_row(name, used.then(|| self.programme.of(code, is)));
                }
            }
        }
        let total = self.programme.of(code, |_| true);
        self.nature_row("Total", Some(total));
    }

    /// A row without amounts is blank, or only its label where editors cut blank cells off.
    fn nature_row(&mut self, label: &str, amounts: Option<Pair>) {
        match amounts {
            Some(pair) => {
                let row: Vec<String> = std::iter::once(label.to_owned()).chain(pair.map(|euros| self.amount(euros))).collect();
                self.row(&row);
            }
            None if self.shape.padding == 0 && !self.shape.has_margin => self.line(label),
            None => self.row(&[label.to_owned(), String::new(), String::new()]),
        }
    }
}

// What is expected of an import

/// Cells between tabs that hold nothing but figures.
fn figure_cells(line: &str) -> usize {
    let is_figure =
        |cell: &&str| cell.contains(|c: char| c.is_ascii_digit()) && cell.chars().all(|c| c.is_ascii_digit() || " \u{a0}\u{202f},%-".contains(c));
    if line.contains('\t') { line.split('\t').map(str::trim).filter(is_figure).count() } else { 0 }
}

fn lines(text: &str) -> Vec<String> {
    text.replace("\r\n", "\n").replace('\r', "\n").lines().map(str::to_owned).collect()
}

fn file(text: impl Into<Vec<u8>>) -> File {
    File { name: "part.txt".into(), bytes: text.into() }
}

fn options(year: u16) -> Options {
    Options { programme: ProgrammeNumber::new(352), year: Year::new(year), law: None }
}

fn read(text: &str, year: u16) -> Import {
    import::read(&[file(text)], options(year)).unwrap_or_else(|refusal| panic!("{}\n{text}", refusal.sentence(Lang::English)))
}

/// The credits of the bill by code and category.
fn facts(document: &Document) -> BTreeMap<(String, u8), [Option<i64>; 2]> {
    let code = |id| document.action(id).expect("an action").code.to_string();
    let rows = document.credits.rows().filter(|(_, stage, ..)| *stage == Stage::Bill);
    rows.map(|(_, _, action, category, row)| {
        ((code(action), category.code()), Measure::BOTH.map(|measure| row.get(measure).map(|amount| amount.euros.get())))
    })
    .collect()
}

fn wanted(programme: &Programme) -> BTreeMap<(String, u8), [Option<i64>; 2]> {
    programme.facts.iter().map(|(key, pair)| (key.clone(), pair.map(Some))).collect()
}

/// The report as it is shown, for messages.
fn shown(import: &Import) -> String {
    import.text(Lang::English)
}

fn losses(import: &Import) -> Vec<String> {
    import.report.losses().filter(|remark| !is_part(remark)).map(|remark| remark.sentence(&import.report, Lang::English)).collect()
}

/// Comments that have no place in Papier.
fn is_part(remark: &Remark) -> bool {
    matches!(remark.told, Told::Part { .. })
}

fn holds_all(programme: &Programme, shape: Shape) -> Result<(), TestCaseError> {
    let text = Text::of(programme, shape);
    let import = read(&text, programme.year);
    let document = &import.documents[0];
    prop_assert_eq!(facts(document), wanted(programme), "{:?}\n{}\n{}", shape, shown(&import), text);
    let of_action: BTreeMap<String, Pair> = document.contributions.rows().fold(BTreeMap::new(), |mut sums, (_, _, action, _, row)| {
        let sum: &mut Pair = sums.entry(document.action(action).expect("an action").code.to_string()).or_default();
        for (measure, sum) in Measure::BOTH.into_iter().zip(sum) {
            *sum += row.get(measure).map_or(0, |amount| amount.euros.get());
        }
        sums
    });
    prop_assert_eq!(of_action, programme.contributions.clone(), "{:?}", shape);
    let year = document.year;
    let outstanding = OutstandingItem::ALL.map(|item| document.outstanding.get(&(year, item)).map(|amount| amount.euros.get()));
    prop_assert_eq!(outstanding, programme.outstanding.map(Some), "{:?}\n{}", shape, text);
    let has_contributions = programme.schedule.iter().any(|row| row[1] != 0);
    for (origin, row) in [Origin::Earlier, Origin::New].into_iter().zip(programme.schedule) {
        let read = Opening::ALL.map(|opening| document.schedule.get(&(year, origin, opening)).map(|amount| amount.euros.get()));
        let mut expected = row.map(Some);
        if !has_contributions {
            expected[1] = None;
        }
        prop_assert_eq!(read, expected, "{:?}\n{}\n{}", shape, shown(&import), text);
    }
    prop_assert_eq!(losses(&import), Vec::<String>::new(), "{:?}\n{}", shape, text);
    prop_assert!(import.report.differences.is_empty(), "{:?}\n{}\n{}", shape, shown(&import), text);
    every_figure_has_its_fate(&import, &text)?;
    prop_assert_eq!(import.report.cells.unread, 0);
    Ok(())
}

/// Each cell of figures counts once, and those that are not read stand on lines that are named.
fn every_figure_has_its_fate(import: &Import, text: &str) -> Result<(), TestCaseError> {
    let lines = lines(text);
    let counts = import.report.cells;
    let printed: usize = lines.iter().map(|line| figure_cells(line)).sum();
    prop_assert_eq!(counts.read + counts.compared + counts.unread, printed, "{}\n{}", shown(import), text);
    let named = |number: usize| {
        import.report.losses().chain(import.report.notices()).any(|remark| {
            let last = match remark.told {
                Told::Part { last, .. } | Told::Table { last } => last,
                // A column that is named is left out to the end of its table.
                Told::Column => remark.spot.line + lines.iter().skip(remark.spot.line).take_while(|line| line.contains('\t')).count(),
                _ => remark.spot.line,
            };
            (remark.spot.line..=last).contains(&number)
        })
    };
    let on_named_lines: usize = lines.iter().zip(1..).filter(|(_, number)| named(*number)).map(|(line, _)| figure_cells(line)).sum();
    prop_assert!(on_named_lines >= counts.unread, "{} of {} unread cells on named lines\n{}\n{}", on_named_lines, counts.unread, shown(import), text);
    Ok(())
}

proptest! {
    #![proptest_config(proofs::cases(24, 5_000))]

    #[test]
    fn whatever_its_shape_a_part_gives_exactly_what_made_it(shape in shapes(), is_large in any::<bool>(), year in prop_oneof![Just(2021_u16), Just(2022), Just(2024), Just(2027)]) {
        let programme = if is_large { Programme::large(year) } else { Programme { year, ..Programme::sample() } };
        holds_all(&programme, shape)?;
    }

    /// Lines lost, moved or doubled, cells lost: what is read is what was meant, and everything else is named.
    #[test]
    fn a_damaged_part_gives_no_amount_that_it_did_not_print(
        shape in shapes(),
        is_large in any::<bool>(),
        damages in proptest::collection::vec((0..6_usize, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..3),
    ) {
        let programme = if is_large { Programme::large(2021) } else { Programme::sample() };
        let mut text = lines(&Text::of(&programme, Shape { is_spaced: false, ..shape }));
        let mut spaced = Vec::new();
        for (kind, at, cell) in damages {
            let line = at.index(text.len());
            // Fewer digits may be those of one figure.
            if kind == 5 && figure_cells(&text[line]) > 1 && text[line].chars().rev().take_while(|c| !c.is_alphabetic()).filter(char::is_ascii_digit).count() > 12 {
                spaced.push(text[line].replace('\t', " "));
            }
            damage(&mut text, kind, line, cell);
        }
        let lines = text.clone();
        let text = text.join("\n");
        let import = read(&text, programme.year);
        every_figure_has_its_fate(&import, &text)?;
        // A row whose tabs became spaces is named, and stays a text.
        for (line, number) in lines.iter().zip(1..).filter(|(line, _)| spaced.contains(line)) {
            let is_named = import.report.losses().any(|remark| match remark.told {
                Told::RowsAsText { last, .. } => (remark.spot.line..=last).contains(&number),
                _ => remark.spot.line == number,
            });
            prop_assert!(is_named, "{line}\n{}\n{text}", shown(&import));
        }
        let printed = wanted(&programme);
        for (key, amounts) in facts(&import.documents[0]) {
            let meant = printed.get(&key).copied().unwrap_or_default();
            let is_meant = amounts.iter().zip(meant).all(|(read, meant)| read.is_none_or(|read| Some(read) == meant || read == 0));
            // What contradicts itself is said to differ.
            prop_assert!(is_meant || !import.report.differences.is_empty() || !losses(&import).is_empty(), "{:?} {:?} for {:?}\n{}\n{}", key, amounts, meant, shown(&import), text);
        }
    }

    /// One digit changed is another amount, a difference, or named: never nothing.
    #[test]
    fn a_figure_that_is_changed_is_never_overlooked(shape in shapes(), at in any::<prop::sample::Index>()) {
        let programme = Programme::sample();
        let text = lines(&Text::of(&programme, Shape { is_spaced: false, ..shape }));
        let places: Vec<(usize, usize)> = text.iter().enumerate().flat_map(|(line, words)| {
            let cells = words.split('\t').count();
            (0..cells).filter(|cell| figure_cells(&format!("{}\t", words.split('\t').nth(*cell).unwrap_or_default())) == 1).map(|cell| (line, cell)).collect::<Vec<_>>()
        }).collect();
        let (line, cell) = places[at.index(places.len())];
        let mut changed = text.clone();
        let mut cells: Vec<String> = text[line].split('\t').map(str::to_owned).collect();
        cells[cell] = if let Some(rest) = cells[cell].strip_suffix(" %") { format!("1{rest} %") } else { format!("{}1", cells[cell].trim_end_matches(|c: char| c.is_ascii_digit())) };
        changed[line] = cells.join("\t");
        let (before, after) = (read(&text.join("\n"), 2021), read(&changed.join("\n"), 2021));
        let is_same = before.documents == after.documents && before.report.differences == after.report.differences && losses(&before) == losses(&after);
        prop_assert!(!is_same || changed == text, "line {}: {:?}", line + 1, cells);
    }
}

fn damage(text: &mut Vec<String>, kind: usize, line: usize, at: prop::sample::Index) {
    match kind {
        0 => drop(text.remove(line)),
        1 => {
            let other = at.index(text.len());
            text.swap(line, other);
        }
        2 => {
            let doubled = text[line].clone();
            text.insert(line, doubled);
        }
        3 => {
            let mut cells: Vec<&str> = text[line].split('\t').collect();
            if cells.len() > 1 {
                cells.remove(at.index(cells.len()));
            }
            text[line] = cells.join("\t");
        }
        5 => text[line] = text[line].replace('\t', " "),
        _ => text.insert(line, ["Une ligne de texte.", "\tx\ty", "Emplois\t1 036\t12,00", "\t\t"][at.index(4)].into()),
    }
}

// Shapes that were seen

/// A part of the public site with truncated headings, blank first cells, and no heading line of its own over the keys.
const PART: &str = "Justification au premier euro
Éléments de synthèse du programme
\tAutorisations d'engagement\tCrédits de paiement
Numéro et intitulé de l'action\tTitre 2\tAutres titres\tTotal\tTitre 2\tAutres titres\tTotal
01 – Fonds pour l'accélération\t0\t7 600 000\t7 600 000\t0\t7 600 000\t7 600 000
Total\t0\t7 600 000\t7 600 000\t0\t7 600 000\t7 600 000
Échéancier des crédits de paiement (hors titre 2)
Estimation des restes à payer au 31/12/2020
Engagements sur années\tEngagements sur années\tAE (LFI + LFRs) 2020\tCP (LFI + LFRs) 2020\tÉvaluation des
2 203 176\t0\t15 300 948\t15 059 463\t2 444 661
Échéancier des CP à ouvrir
AE\tCP 2021\tCP 2022\tCP 2023\tCP au-delà de 2023
Évaluation des\tCP demandés\tEstimation des CP 2022\tEstimation des CP 2023\tEstimation des CP
2 444 661\t2 444 661\t0\t0\t0
AE nouvelles pour 2021\tCP demandés\tEstimation des CP 2022\tEstimation des CP 2023\tEstimation des CP
7 600 000\t5 155 339\t2 444 661\t0\t0
Totaux\t7 600 000\t2 444 661\t0\t0
\tClés d'ouverture des crédits de paiement sur AE 2021
\t67,83 %\t32,17 %\t0,00 %\t0,00 %
ACTION 100,0 %
01 – Fonds pour l'accélération
\tTitre 2\tHors titre 2\tTotal\tFdC et AdP
Autorisations d'engagement\t0\t7 600 000\t7 600 000\t0
Crédits de paiement\t0\t7 600 000\t7 600 000\t0
Éléments de la dépense par nature
Titre et catégorie\tAutorisations\tCrédits
Dépenses de fonctionnement\t7 600 000\t7 600 000
Dépenses de fonctionnement autres que celles de personnel\t7 600 000\t7 600 000
Total\t7 600 000\t7 600 000
1 – Les crédits de l'action financent les projets.
";

#[test]
fn a_part_of_the_public_site_is_read_whole() {
    for (text, what) in [
        (PART.to_owned(), "as it is"),
        (PART.replace("Éléments de synthèse du programme\n", ""), "the synthesis right under the part"),
        (PART.replace("Éléments de la dépense par nature\n", "Éléments de la dépense\n"), "a heading cut short"),
        (PART.replace("\tClés d'ouverture des crédits de paiement sur AE 2021\n", ""), "keys without a heading"),
        (PART.replace("ACTION 100,0 %\n01 – Fonds pour l'accélération\n", "01 – Fonds pour l'accélération\nACTION 100,0 %\n"), "the label above"),
        (PART.replace('\n', "\r"), "carriage returns"),
        (PART.replace('\n', "\r\r\n"), "line ends written twice"),
        (PART.replace('\n', "\t\t\n"), "blank cells at the end of each line"),
    ] {
        let import = read(&text, 2021);
        assert_eq!(losses(&import), [""; 0], "{what}\n{}", shown(&import));
        assert!(import.report.differences.is_empty(), "{what}\n{}", shown(&import));
        let document = &import.documents[0];
        assert_eq!(facts(document), [(("01".to_owned(), 31), [Some(7_600_000); 2])].into(), "{what}");
        assert_eq!((document.outstanding.len(), document.schedule.len()), (5, 8), "{what}");
        // 12 of the synthesis, 5 outstanding, 14 of the schedule, 4 keys, 8 of the action, 6 by nature.
        let counts = import.report.cells;
        assert_eq!((counts.read, counts.compared, counts.unread), (15, 34, 0), "{what}\n{}", shown(&import));
        let texts: Vec<String> = document.texts.values().map(|text| text.lines().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(texts, ["1 – Les crédits de l'action financent les projets."], "{what}");
    }
}

#[test]
fn two_amounts_of_a_cell_of_the_schedule_are_the_bill_and_contributions() {
    let opening = |import: &Import, opening| {
        import.documents[0].schedule.get(&(Year::new(2021).expect("a year"), Origin::New, opening)).map(|amount| amount.euros.get())
    };
    let of = |first: &str, second: &str, totals: &str| {
        let text = PART
            .replace("\n2 444 661\t2 444 661\t", &format!("\n2 444 661\t{first}\t"))
            .replace("\t5 155 339\t", &format!("\t{second}\t"))
            .replace("Totaux\t7 600 000", totals);
        let import = read(&text, 2021);
        (opening(&import, Opening::Plf), opening(&import, Opening::Contributions), losses(&import).len())
    };
    let cases = [
        (of("2 444 661 0", "5 155 339 4 000 000", "Totaux\t11 600 000"), (Some(5_155_339), Some(4_000_000), 0)),
        // The total leaves one way.
        (of("2 444 661 0", "5 155 339 400 000", "Totaux\t8 000 000"), (Some(5_155_339), Some(400_000), 0)),
        // Nothing leaves one way: no amount of the cell is read, and both cells of the row are named.
        (of("2 444 661 0", "5 155 339 400 000", "Totaux\t"), (None, None, 1)),
        // Neither cell surely holds two: each is one amount.
        (of("2 444 661", "5 155 339", "Totaux\t"), (Some(5_155_339), None, 0)),
    ];
    for (seen, expected) in cases {
        assert_eq!(seen, expected);
    }
}

const SYNTHESIS: &str = "Justification au premier euro
\tAutorisations d'engagement\tCrédits de paiement
Numéro et intitulé de l'action\tTitre 2\tAutres titres\tTotal\tTitre 2\tAutres titres\tTotal
01 – Fonds\t0\t7 300 000\t7 300 000\t0\t7 000 000\t7 000 000
02 – Soutien\t3 000 000\t-300 000\t2 700 000\t3 000 000\t0\t3 000 000
03 – Rien\t0\t0\t0\t0\t0\t0
Total\t3 000 000\t7 000 000\t10 000 000\t3 000 000\t7 000 000\t10 000 000
";

fn answered(answers: &[(&str, Option<u8>)]) -> Result<Import, ImportRefusal> {
    let category = |code: u8| Category::new(code).expect("a category");
    let answer = |(code, said): &(&str, Option<u8>)| (code.parse::<ActionCode>().expect("a code"), said.map(category));
    import::read_answered(&[file(SYNTHESIS)], options(2021), &Answers { categories: answers.iter().map(answer).collect() })
}

#[test]
fn a_synthesis_alone_gives_amounts_once_their_category_is_said() {
    let import = read(SYNTHESIS, 2021);
    assert_eq!(facts(&import.documents[0]), BTreeMap::new());
    let asked: Vec<String> = import
        .report
        .questions
        .iter()
        .map(|question| format!("{} {}", question.sentence(Lang::French).split(" ?").next().unwrap_or_default(), question.option()))
        .collect();
    assert_eq!(
        asked,
        [
            "Autres titres de l'action 01 : catégorie 31 --category 01/31",
            "Titre 2 de l'action 02 : catégorie 21 --category 02/21",
            "Autres titres de l'action 02 : catégorie 31 --category 02/31",
        ]
    );
    let said = answered(&[("01", Some(62)), ("02", Some(21)), ("02", None)]).expect("read");
    let [one, two] = [[Some(7_300_000), Some(7_000_000)], [Some(3_000_000); 2]];
    assert_eq!(facts(&said.documents[0]), [(("01".to_owned(), 62), one), (("02".to_owned(), 21), two)].into());
    assert_eq!(said.report.questions, []);
    // What was left is told, and what was said is shown to be checked.
    assert_eq!(losses(&said).len(), 1, "{}", shown(&said));
    assert!(said.report.notices().any(|remark| matches!(remark.told, Told::SaidCategory { nature: NatureScope::OtherThanStaff, .. })));
    let all = answered(&[("01", Some(31)), ("02", Some(21)), ("02", Some(31))]).expect("read");
    assert!(losses(&all).is_empty() && all.report.differences.is_empty(), "{}", shown(&all));
}

#[test]
fn an_answer_that_answers_nothing_or_twice_is_refused() {
    let cases: [(&[(&str, Option<u8>)], &str); 4] = [
        (&[("01", Some(31)), ("01", Some(62))], "deux catégories"),
        (&[("03", Some(31))], "action 03"),
        (&[("01", Some(21))], "action 01"),
        (&[("05", None)], "action 05"),
    ];
    for (answers, said) in cases {
        let refusal = answered(answers).expect_err(said).sentence(Lang::French);
        assert!(refusal.contains(said), "{refusal}");
    }
}

#[test]
fn totals_whose_category_is_known_otherwise_are_no_question() {
    let csv = "exercice;loi;programme;action;categorie;ae;cp\n2021;PLF;352;01;62;7300000;7000000\n2021;PLF;352;02;21;3000000;3000000\n2021;PLF;352;02;62;-300000;0\n";
    let beside = File { name: "plf.csv".into(), bytes: csv.into() };
    let import = import::read(&[file(SYNTHESIS), beside], options(2021)).expect("read");
    assert_eq!(import.report.questions, []);
    assert!(import.report.differences.is_empty(), "{}", shown(&import));
    assert_eq!(facts(&import.documents[0]).len(), 3);
}

/// By action and title without the table by category: one question for each title of each action.
#[test]
fn titles_without_categories_are_asked_one_by_one() {
    let text = "2021 / Présentation par action et titre des crédits demandés\n2021 / Autorisations d'engagement\nNuméro et intitulé\tTitre 3 Dépenses de fonctionnement\tTitre 6 Dépenses d'intervention\tTotal pour 2021\n01 – Fonds\t5\t6\t11\nTotal\t5\t6\t11\n";
    let asked: Vec<NatureScope> = read(text, 2021)
        .report
        .questions
        .iter()
        .filter_map(|question| match question {
            Question::Category { nature, .. } => Some(*nature),
            Question::SameValue { .. } | Question::Doubled { .. } | Question::TwoTexts { .. } => None,
        })
        .collect();
    let title = |code| NatureScope::Title(papier::model::Title::new(code).expect("a title"));
    assert_eq!(asked, [title(3), title(6)]);
}

const STACKED: &str = "Présentation des crédits et des dépenses fiscales
Présentation des crédits par action et titre pour 2023 et 2024
Autorisations d'engagement
Action / Sous-action\tTitre 3 Dépenses de fonctionnement\tTitre 6 Dépenses d'intervention\tTotal\tFdC et AdP attendus
01 – Énergie\t78 281 359\t39 042 870\t117 324 229\t0
\t134 281 359\t63 042 870\t197 324 229\t5
02 – Transition\t23 000 000\t0\t23 000 000\t0
\t31 000 000\t0\t31 000 000\t0
Totaux\t101 281 359\t39 042 870\t140 324 229\t0
\t165 281 359\t63 042 870\t228 324 229\t5
Crédits de paiements
Action / Sous-action\tTitre 3 Dépenses de fonctionnement\tTitre 6 Dépenses d'intervention\tTotal\tFdC et AdP attendus
01 – Énergie\t8\t9\t17\t0
\t3\t4\t7\t0
02 – Transition\t0\t0\t0\t0
\t0\t0\t0\t0
Totaux\t8\t9\t17\t0
\t3\t4\t7\t0
Présentation des crédits par titre et catégorie pour 2023 et 2024
\tAutorisations d'engagement\t\tCrédits de paiement\t
Titre / Catégorie\tOuvertures\tFdC et AdP\tOuvertures\tFdC et AdP
3 – Dépenses de fonctionnement\t101 281 359\t\t8\t
\t165 281 359\t5\t3\t
31 – Dépenses de fonctionnement autres que celles de personnel\t101 281 359\t\t8\t
\t165 281 359\t5\t3\t
6 – Dépenses d'intervention\t39 042 870\t\t9\t
\t63 042 870\t\t4\t
62 – Transferts aux entreprises\t39 042 870\t\t9\t
\t63 042 870\t\t4\t
Totaux\t140 324 229\t\t17\t
\t228 324 229\t5\t7\t
";

#[test]
fn the_act_stands_over_the_bill_in_two_rows() {
    let import = read(STACKED, 2024);
    assert_eq!(losses(&import), [""; 0], "{}", shown(&import));
    assert!(import.report.differences.is_empty(), "{}", shown(&import));
    let document = &import.documents[0];
    assert_eq!(
        facts(document).iter().map(|((code, category), pair)| (code.as_str(), *category, pair[0], pair[1])).collect::<Vec<_>>(),
        [("01", 31, Some(134_281_359), Some(3)), ("01", 62, Some(63_042_870), Some(4)), ("02", 31, Some(31_000_000), None)]
    );
    let act = document.credits.rows().filter(|(_, stage, ..)| *stage == Stage::InitialAct).count();
    assert_eq!(act, 3);
}

/// The same in the lines of one cell, as the pages of the site print them, in each year that they do.
#[test]
fn the_act_stands_over_the_bill_in_the_lines_of_a_cell() {
    for year in 2023_u16..=2027 {
        let text = STACKED.replace("2024", "N").replace("2023", &(year - 1).to_string()).replace('N', &year.to_string());
        let lines: Vec<&str> = text.lines().collect();
        let is_second = |line: &str| line.starts_with('\t') && line.contains(|c: char| c.is_ascii_digit());
        let mut html = String::new();
        for (index, line) in lines.iter().enumerate().filter(|(_, line)| !is_second(line)) {
            let below = lines.get(index + 1).filter(|below| is_second(below));
            let below: Vec<&str> = below.map(|below| below.split('\t').collect()).unwrap_or_default();
            let cell = |(rank, cell): (usize, &str)| match below.get(rank).filter(|_| rank > 0) {
                Some(below) if !below.is_empty() => {
                    let above = if cell.is_empty() { "0" } else { cell };
                    format!("<td><p>{above}</p><p>{below}</p></td>")
                }
                Some(_) => "<td></td>".to_owned(),
                None => format!("<td>{cell}</td>"),
            };
            if line.contains('\t') {
                html.extend(["<tr>".to_owned()].into_iter().chain(line.split('\t').enumerate().map(cell)).chain(["</tr>".to_owned()]));
            } else {
                html.extend(["<p>", *line, "</p>"]);
            }
        }
        let rows = regrouped(&html);
        let import = import::read(&[File { name: "credits.html".into(), bytes: rows.into_bytes() }], options(year)).expect("read");
        let document = &import.documents[0];
        assert_eq!(losses(&import), [""; 0], "{year}: {}", shown(&import));
        assert_eq!(
            facts(document).iter().map(|((code, category), pair)| (code.as_str(), *category, pair[0], pair[1])).collect::<Vec<_>>(),
            [("01", 31, Some(134_281_359), Some(3)), ("01", 62, Some(63_042_870), Some(4)), ("02", 31, Some(31_000_000), None)],
            "{year}"
        );
        let acts = document.credits.rows().filter(|(of, stage, ..)| *stage == Stage::InitialAct && of.get() == year - 1).count();
        assert_eq!(acts, 3, "{year}");
    }
}

/// Rows that follow each other as one table.
fn regrouped(html: &str) -> String {
    format!("<html><body>{html}</body></html>")
        .replace("<p><tr>", "<tr>")
        .replace("</p><tr>", "</p><table><tr>")
        .replace("</tr><p>", "</tr></table><p>")
        .replace("</tr></body>", "</tr></table></body>")
}

/// Only one of the two rows is there: nothing says whether it is of the act or of the bill.
#[test]
fn one_amount_where_two_are_due_is_named_and_not_read() {
    let text: String =
        STACKED.lines().filter(|line| !line.starts_with('\t') || line.contains("Autorisations")).map(|line| format!("{line}\n")).collect();
    let import = read(&text, 2024);
    assert_eq!(facts(&import.documents[0]), BTreeMap::new());
    let rows = losses(&import);
    assert!(rows.len() >= 6, "{rows:#?}");
    every_figure_has_its_fate(&import, &text).expect("each figure once");
}

#[test]
fn what_is_no_row_of_a_table_by_nature_gives_no_amount() {
    let nature = "Titre et catégorie\tAutorisations\tCrédits\n";
    let head = format!("ACTION 100,0 %\n01 – Fonds\nÉléments de la dépense par nature\n{nature}");
    let cases = [
        // A cell is missing or too many: the amounts behind it moved.
        ("Transferts aux ménages\t7 300 000\n", 1),
        ("Transferts aux ménages\t\t7 300 000\t7 000 000\n", 1),
        // Neither title nor category, or one of two.
        ("Dépenses imprévues\t5\t6\n", 1),
        ("Transferts aux\t5\t6\n", 1),
        // No amount.
        ("Transferts aux ménages\t7 300 OOO\t7.000.000\n", 2),
    ];
    for (row, count) in cases {
        let text = format!("{head}{row}");
        let import = read(&text, 2021);
        assert_eq!(facts(&import.documents[0]), BTreeMap::new(), "{row}");
        assert_eq!(losses(&import).len(), count, "{row}\n{}", shown(&import));
    }
    // Without an action above, it is a table of none.
    let import = read(&format!("Justification par action\n{nature}Transferts aux ménages\t5\t6\n"), 2021);
    assert!(facts(&import.documents[0]).is_empty() && losses(&import).len() == 1, "{}", shown(&import));
}

/// A table within a text about something else has the words of a schedule or an action.
#[test]
fn tables_of_a_narrative_are_named_and_change_nothing() {
    let tables = [
        "Projet\tAE 2021\tCP 2021\tCP 2022\tCP au-delà de 2022\nTour A\t5\t6\t7\t8\n",
        "Dispositif\tAutorisations d'engagement\tCrédits de paiement\nTour A\t5\t6\n",
        "1 – Bourses\t5\t6\n",
        "Crédits de paiement\t5\t6\t7\n",
    ];
    for table in tables {
        let text = format!("{PART}{table}");
        let (import, plain) = (read(&text, 2021), read(PART, 2021));
        let (document, expected) = (&import.documents[0], &plain.documents[0]);
        assert_eq!((&document.credits, &document.schedule, &document.actions), (&expected.credits, &expected.schedule, &expected.actions), "{table}");
        assert_eq!(import.report.differences, plain.report.differences, "{table}");
        assert!(import.report.cells.unread > 0 && !losses(&import).is_empty(), "{table}\n{}", shown(&import));
        every_figure_has_its_fate(&import, &text).expect("each figure once");
    }
}

/// What stands below belongs to no action, least of all to the one before.
#[test]
fn an_action_without_its_label_takes_nothing_from_the_one_before() {
    let nature = "Éléments de la dépense par nature\nTitre et catégorie\tAutorisations\tCrédits\nTransferts aux ménages\t5\t6\n";
    let totals = "\tTitre 2\tHors titre 2\tTotal\tFdC et AdP\nAutorisations d'engagement\t0\t5\t5\t0\n";
    for below in [nature.to_owned(), format!("{totals}{nature}"), format!("Un texte.\n{nature}")] {
        let text = format!("{PART}ACTION 40,0 %\n{below}");
        let import = read(&text, 2021);
        assert_eq!(facts(&import.documents[0]), facts(&read(PART, 2021).documents[0]), "{below}");
        let first = losses(&import).into_iter().next().unwrap_or_default();
        assert!(first.contains("ACTION 40,0") && first.contains("line 31"), "{first}");
        every_figure_has_its_fate(&import, &text).expect("each figure once");
    }
}

#[test]
fn lines_above_the_first_heading_are_named() {
    let import = read(&format!("Transformation et fonction publiques\nUne ligne.\n{PART}"), 2021);
    let parts: Vec<String> = import.report.losses().map(|remark| remark.sentence(&import.report, Lang::French)).collect();
    assert!(parts.len() == 1 && parts[0].contains("Transformation") && parts[0].contains("2 lignes, jusqu'à la ligne 2"), "{parts:?}");
}

#[test]
fn every_shape_alone_is_read() {
    let heads = [Heads::Whole, Heads::CutShort, Heads::Broken].map(|heads| Shape { heads, ..PLAIN });
    let groups = [Groups::InPlace, Groups::SideBySide, Groups::InColumns].map(|groups| Shape { groups, ..PLAIN });
    let namings = [Naming::LabelBelow, Naming::LabelAbove, Naming::OneLine, Naming::LabelAlone].map(|naming| Shape { naming, ..PLAIN });
    let keys = [KeysHeading::OwnLine, KeysHeading::InRow, KeysHeading::None, KeysHeading::Columns].map(|keys| Shape { keys, ..PLAIN });
    let others = [
        Shape { heads_again: true, ..PLAIN },
        Shape { natures_first: true, ..PLAIN },
        Shape { line_end: "\r", ..PLAIN },
        Shape { is_spaced: true, ..PLAIN },
        Shape { has_margin: true, ..PLAIN },
        Shape { lacks_corner: true, ..PLAIN },
        Shape { lacks_corner: true, groups: Groups::SideBySide, ..PLAIN },
        Shape { padding: 2, ..PLAIN },
        Shape { order: [2, 1, 0], ..PLAIN },
    ];
    for shape in heads.into_iter().chain(groups).chain(namings).chain(keys).chain(others) {
        for programme in [Programme::sample(), Programme::large(2027)] {
            holds_all(&programme, shape).unwrap_or_else(|failure| panic!("{failure}"));
        }
    }
}

/// Without tables by nature, every total of title 2 and of the other titles is a question, and the answers give back the sample.
#[test]
fn a_part_without_tables_by_nature_asks_for_what_they_would_say() {
    let programme = Programme::sample();
    let text = Text::of(&programme, Shape { by_nature: false, ..PLAIN });
    let import = read(&text, 2021);
    assert_eq!(import.report.questions.len(), 3, "{}", shown(&import));
    let said: Vec<(ActionCode, Option<Category>)> = import
        .report
        .questions
        .iter()
        .filter_map(|question| match question {
            Question::Category { action, proposed, .. } => Some((*action, Some(*proposed))),
            Question::SameValue { .. } | Question::Doubled { .. } | Question::TwoTexts { .. } => None,
        })
        .collect();
    let import = import::read_answered(&[file(text.as_str())], options(2021), &Answers { categories: said }).expect("read");
    assert_eq!(facts(&import.documents[0]), wanted(&programme));
    assert!(import.report.differences.is_empty(), "{}", shown(&import));
}

// On the program itself

fn papier(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_papier"))
        .args(arguments)
        .env("LC_ALL", "fr_FR.UTF-8")
        .env("LANG", "fr_FR.UTF-8")
        .output()
        .expect("papier starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_program_names_the_options_that_answer_and_takes_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let (part, output) = (path("part.txt"), path("352.ron"));
    std::fs::write(&part, SYNTHESIS).expect("written");
    let run = |more: &[&str]| papier(&[&["import", &part, "--programme", "352", "--year", "2021", "-o", &output], more].concat());
    let (code, _, told) = run(&[]);
    assert!(code == Some(2) && told.contains("--category 01/31 --category 02/21 --category 02/31"), "{told}");
    assert!(!folder.path().join("352.ron").exists());
    for (wrong, said) in [("1-31", "01/31"), ("01/24", "01/31"), ("xx/31", "01/31"), ("09/31", "action 09")] {
        let (code, _, told) = run(&["--category", wrong]);
        assert!(code == Some(2) && told.contains(said), "{wrong}: {told}");
    }
    let (code, report, told) = run(&["--category", "01/31,02/21", "--category", "02/aucune"]);
    assert_eq!((code, told.as_str()), (Some(0), ""), "{report}");
    assert!(report.contains("cases de chiffres") && report.contains("Autres titres de l'action 01 : en catégorie 31"), "{report}");
}

/// A value that is missing, or one too many, moves no other to another year: the row is named, and its label stays.
#[test]
fn a_row_of_an_indicator_with_other_cells_than_columns_gives_no_value() {
    let whole = include_str!("published/pap-352-plf-2021.txt");
    let row = "Nb\tNA\t47\t80\t50\t140\t200";
    assert_eq!(whole.matches(row).count(), 1, "the row of the sample");
    let values = |text: &str| {
        let files = [File { name: "pap.txt".into(), bytes: text.into() }];
        let import = import::read(&files, options(2021)).expect("the sample");
        let named = losses(&import);
        (import.documents[0].values.len(), import.documents[0].indicators().count(), named.len())
    };
    let (all, indicators, none) = values(whole);
    assert_eq!(none, 0);
    for damaged in ["Nb\t47\t80\t50\t140\t200", "Nb\t47\t50\t140\t200", "Nb\tNA\t47\t80\t80\t50\t140\t200"] {
        assert_eq!(values(&whole.replacen(row, damaged, 1)), (all - 6, indicators, 1), "{damaged}");
    }
}

/// A part is of the year that its own headings say.
#[test]
fn the_schedule_of_a_part_says_its_year() {
    let part = "PROGRAMME 352\nJustification au premier euro\nÉchéancier des CP à ouvrir\nAE\tCP 2024\tCP 2025\tCP 2026\tCP au-delà de 2026\n\
                AE nouvelles pour 2024\tCP demandés\tEstimation des CP 2025\tEstimation des CP 2026\tEstimation des CP\n\
                7 600 000\t5 155 339\t2 444 661\t0\t0\n";
    let files = [File { name: "part.txt".into(), bytes: part.into() }];
    assert!(matches!(import::read(&files, options(2021)), Err(ImportRefusal::OtherYear { .. })), "{:?}", import::read(&files, options(2021)));
    let import = import::read(&files, Options { year: None, ..options(2021) }).expect("its own year");
    assert_eq!(import.documents[0].year, Year::new(2024).expect("a year"));
}

/// Amounts that are counted in thousands are named, never taken for euros, wherever the unit stands.
#[test]
fn amounts_in_another_unit_than_the_euro_are_not_read() {
    let text = |part: &str, nature: &str, unit: &str| {
        format!(
            "PROGRAMME 352\nANNEXE AU PROJET DE LOI DE FINANCES POUR 2021\nJustification au premier euro{part}\nACTION 100,0 %\n01 – Fonds\nÉléments de la dépense par nature{nature}\nTitre et catégorie\tAutorisations d'engagement{unit}\tCrédits de paiement{unit}\nDépenses de fonctionnement\t7 300\t7 300\nDépenses de fonctionnement autres que celles de personnel\t7 300\t7 300\nTotal\t7 300\t7 300\n"
        )
    };
    let page = |above: &str, caption: &str, row: &str| {
        format!(
            "<h1>PROGRAMME 352</h1><p>ANNEXE AU PROJET DE LOI DE FINANCES POUR 2021</p><h1>Justification au premier euro</h1><h2>ACTION 100,0 %</h2><h3>01 – Fonds</h3><h4>Éléments de la dépense par nature</h4>{above}<table>{caption}{row}<tr><th>Titre et catégorie</th><th>Autorisations d'engagement</th><th>Crédits de paiement</th></tr><tr><td>Dépenses de fonctionnement</td><td>7 300</td><td>7 300</td></tr><tr><td>Dépenses de fonctionnement autres que celles de personnel</td><td>7 300</td><td>7 300</td></tr><tr><td>Total</td><td>7 300</td><td>7 300</td></tr></table>"
        )
    };
    let cases = [
        (text("", "", ""), 1),
        (text("", "", " (en k€)"), 0),
        (text("", "", " (en milliers d'euros)"), 0),
        (text("", "", " (M€)"), 0),
        (text("", "", " (en euros)"), 1),
        (text("", " (en milliers d'euros)", ""), 0),
        (text("", " – en M€", ""), 0),
        (text("", "\n(en k€)", ""), 0),
        (text("", "\nUnité : millions d'euros", ""), 0),
        (text("", "\n(en euros)", ""), 1),
        (text(" (en M€)", "", ""), 0),
        (text("\nTous les montants sont en milliers d'euros", "", ""), 0),
        (text("\nUn coût de 3 millions d'euros.", "", ""), 1),
        (text("", "", "") + "(en k€)\n", 0),
        (text("", "", "") + "(en euros)\n", 1),
        (text("", "", "") + "Un coût de 3 M€\n", 1),
        (page("", "", ""), 1),
        (page("<p>(en milliers d'euros)</p>", "", ""), 0),
        (page("", "<caption>En k€</caption>", ""), 0),
        (page("", "", "<tr><td colspan=3 align=right>en millions d’euros</td></tr>"), 0),
        (page("", "<caption>En euros</caption>", ""), 1),
    ];
    for (text, amounts) in cases {
        let name = if text.starts_with('<') { "part.html" } else { "part.txt" };
        let files = [File { name: name.into(), bytes: text.clone().into() }];
        let import = import::read(&files, options(2021)).expect("a part");
        assert_eq!(import.documents[0].credits.rows().count(), amounts, "{text}");
        assert_eq!(losses(&import).is_empty(), amounts > 0, "{text}");
    }
}

/// The mark of a note, struck and hidden digits are no part of an amount; a cell that leaves a doubt gives none and is named.
#[test]
fn an_amount_of_a_page_is_what_stands_in_its_line() {
    let page = |cell: &str| {
        format!(
            "<h1>PROGRAMME 352</h1><p>ANNEXE AU PROJET DE LOI DE FINANCES POUR 2021</p><h1>Justification au premier euro</h1><h2>ACTION 100,0 %</h2><h3>01 – Fonds</h3><h4>Éléments de la dépense par nature</h4><table><tr><th>Titre et catégorie</th><th>Autorisations d'engagement</th><th>Crédits de paiement</th></tr><tr><td>Dépenses de fonctionnement</td><td>{cell}</td><td>300</td></tr><tr><td>Dépenses de fonctionnement autres que celles de personnel</td><td>{cell}</td><td>300</td></tr><tr><td>Total</td><td>{cell}</td><td>300</td></tr></table>"
        )
    };
    let cases = [
        ("300", Some(300)),
        ("300<sup>1</sup>", Some(300)),
        ("300 <sup>(1)</sup>", Some(300)),
        ("7 300 000<span style='display:none'>0</span>", Some(7_300_000)),
        ("<del>9 </del>300 000", Some(300_000)),
        ("<s>9 000</s> 7 300", Some(7_300)),
        ("5<sub>2</sub>0", None),
        ("<sup>1</sup> 300", None),
        ("300<sup>12</sup>", None),
        ("10<sup>6</sup>", None),
        ("7 <s>300</s> 000", None),
    ];
    for (cell, expected) in cases {
        let import = import::read(&[File { name: "part.html".into(), bytes: page(cell).into() }], options(2021)).expect("a part");
        let amounts: Vec<Option<i64>> = facts(&import.documents[0]).into_values().filter_map(|[ae, _]| ae).map(Some).collect();
        let expected_amounts: Vec<Option<i64>> = expected.into_iter().map(Some).collect();
        assert_eq!(amounts, expected_amounts, "{cell}");
        let of_amounts = import.report.losses().filter(|remark| !matches!(remark.told, Told::Hidden { .. }));
        assert_eq!(of_amounts.count() == 0, expected.is_some(), "{cell}");
    }
}

/// One line for each of its rows, or one line for the whole page: the cells are counted and named alike.
#[test]
fn a_page_on_one_line_counts_and_names_its_cells_as_any_other() {
    let row = |tag: &str, cells: &[&str]| format!("<tr>{}</tr>\n", cells.iter().map(|cell| format!("<{tag}>{cell}</{tag}>")).collect::<String>());
    let page = [
        "<h1>Justification au premier euro</h1>\n<h2>ACTION 100,0 %</h2>\n<h2>01 – Fonds</h2>\n<h3>Éléments de la dépense par nature</h3>\n<table>\n"
            .to_owned(),
        row("th", &["Titre et catégorie", "Autorisations d'engagement", "Crédits de paiement"]),
        row("td", &["Dépenses de fonctionnement", "7 300 000", "7 000 000"]),
        row("td", &["Dépenses de fonctionnement autres que celles de personnel", "7 300 000", "7 000 000"]),
        row("td", &["Dépenses imprévues", "5", "6"]),
        row("td", &["Transferts aux ménages", "7.000", "8"]),
        row("td", &["Total", "7 300 000", "7 000 000"]),
        "</table>\n<p>Suite.</p>\n".to_owned(),
    ]
    .concat();
    let seen = |html: String| {
        let import = import::read(&[File { name: "jpe.html".into(), bytes: html.into() }], options(2021)).expect("read");
        let named: Vec<(String, String)> = import.report.losses().map(|remark| (format!("{:?}", remark.told), remark.words.clone())).collect();
        (import.report.cells, named, import.documents)
    };
    let (cells, named, documents) = seen(page.clone());
    assert_eq!((cells.read, cells.compared, cells.unread), (3, 4, 3), "{named:?}");
    assert_eq!(named.len(), 2, "{named:?}");
    assert_eq!(seen(page.replace('\n', "")), (cells, named, documents));
}

const INDICATOR: &str = "PROGRAMME 352\nANNEXE AU PROJET DE LOI DE FINANCES POUR 2021\nObjectifs et indicateurs de performance\nOBJECTIF 1 – Favoriser\nINDICATEUR 1.1 – Nombre\n";

/// Each column of an indicator is one that its PAP has, once; any other is named.
#[test]
fn columns_of_an_indicator_outside_its_pap_or_given_twice_are_named() {
    let table = |heads: &str, row: &str| format!("{INDICATOR}\tUnité\t{heads}\nNombre de projets\tNb\t{row}\n");
    // Values, whether each column is named, cells read and not read, and how many remarks.
    let cases = [
        ("2019 Réalisation\t2021 Prévision", "47\t50", "2019 47, 2021 50", (2, 0), [""; 2]),
        ("2016 Réalisation\t2021 Prévision", "47\t50", "2021 50", (1, 1), ["NoColumn", ""]),
        ("2027 Cible\t2021 Prévision", "47\t50", "2021 50", (1, 1), ["NoColumn", ""]),
        ("2021 Cible\t2021 Prévision", "47\t50", "2021 50", (1, 1), ["NoColumn", ""]),
        ("2019 Moyenne\t2021 Prévision", "47\t50", "2021 50", (1, 1), ["Column", ""]),
        ("2019 Réalisation\t2019 Réalisation", "47\t47", "2019 47", (2, 0), ["SameHeading", ""]),
        ("2019 Réalisation\t2019 Réalisation", "47\t48", "2019 47", (1, 1), ["SameHeading", "OtherAmount"]),
        ("2019 Réalisation\t2019 Réalisation", "\t48", "2019 48", (1, 0), ["SameHeading", ""]),
    ];
    for (heads, row, values, (read, unread), told) in cases {
        let import = self::read(&table(heads, row), 2021);
        let found: Vec<String> = import.documents[0]
            .values
            .iter()
            .map(|((_, year, _), value)| {
                format!("{year} {}", if let papier::model::IndicatorValue::Number { value, .. } = value { value.to_string() } else { String::new() })
            })
            .collect();
        assert_eq!(found.join(", "), values, "{heads}\n{}", shown(&import));
        assert_eq!((import.report.cells.read, import.report.cells.unread), (read, unread), "{heads}");
        let named: Vec<String> = import
            .report
            .remarks
            .iter()
            .map(|remark| format!("{:?}", remark.told).split([' ', '{']).next().unwrap_or_default().to_owned())
            .filter(|name| name != "Part")
            .collect();
        assert_eq!(named, told.iter().filter(|name| !name.is_empty()).copied().collect::<Vec<_>>(), "{heads}\n{}", shown(&import));
    }
    // From PLF 2023 on a year has one column: what was achieved is not what was aimed at.
    let text = INDICATOR.replace("2021", "2024");
    for (heads, values) in [
        ("2023 (Cible PAP 2023)\t2024 (Cible)", vec![(2023, 95), (2024, 86)]),
        ("2023 Réalisation\t2024 (Cible)", vec![(2024, 86)]),
        ("2022 (Cible)\t2024", vec![(2024, 86)]),
        ("2022\t2027 (Cible)", vec![(2022, 95)]),
    ] {
        let import = read(&format!("{text}\tUnité\t{heads}\nTaux\t%\t95\t86\n"), 2024);
        let found: Vec<(u16, i64)> = import.documents[0]
            .values
            .iter()
            .filter_map(|((_, year, _), value)| match value {
                papier::model::IndicatorValue::Number { value, .. } => Some((year.get(), value.to_string().parse().ok()?)),
                _ => None,
            })
            .collect();
        assert_eq!(found, values, "{heads}\n{}", shown(&import));
        assert_eq!((import.report.cells.read, import.report.cells.unread), (values.len(), 2 - values.len()), "{heads}");
    }
}

/// Figures of a table without tabs are no prose: they are named where they stand, and stay in the text.
#[test]
fn tables_whose_tabs_became_spaces_or_lines_are_named() {
    let spaces = PART.replace('\t', " ");
    let wide = PART.replace('\t', "    ");
    let lines = PART.replace('\t', "\n");
    for (text, what) in [(spaces, "spaces"), (wide, "wide spaces"), (lines, "lines")] {
        let import = read(&text, 2021);
        assert!(facts(&import.documents[0]).is_empty(), "{what}\n{}", shown(&import));
        let named: Vec<(usize, usize)> = import
            .report
            .losses()
            .filter_map(|remark| if let Told::RowsAsText { last, .. } = remark.told { Some((remark.spot.line, last)) } else { None })
            .collect();
        let is_figures = |line: &str| {
            let figures = line.chars().filter(char::is_ascii_digit).count();
            figures > 0 && line.chars().all(|c| c.is_ascii_digit() || " %,".contains(c)) || line.contains("7 600 000 7 600 000")
        };
        for (line, number) in text.lines().zip(1..).filter(|(line, _)| is_figures(line)) {
            assert!(named.iter().any(|(first, last)| (*first..=*last).contains(&number)), "{what}: line {number}, {line}\n{}", shown(&import));
        }
        assert!(named.len() < 8, "{what}: {named:?}");
    }
    // One row alone: it is named, and so are the rows below, which have no headings any more.
    let broken = PART.replace("Dépenses de fonctionnement\t7 600 000\t7 600 000\n", "Dépenses de fonctionnement 7 600 000 7 600 000\n");
    let import = read(&broken, 2021);
    let said = losses(&import);
    for (line, why) in [(27, "tab"), (28, "heading"), (29, "heading")] {
        assert!(said.iter().any(|said| said.contains(&format!("line {line}")) && said.contains(why)), "{line}: {said:?}");
    }
    assert!(facts(&import.documents[0]).is_empty());
}

/// The code of a sub-action may have a dash: its amounts are its own, never those of its action.
#[test]
fn a_sub_action_with_a_dash_in_its_code_is_none_of_its_action() {
    for code in ["01.02", "01-02", "01–02", "1-2"] {
        let text = format!(
            "{PART}{code} – Écoles\n\tTitre 2\tHors titre 2\tTotal\tFdC et AdP\nAutorisations d'engagement\t0\t5\t5\t0\nÉléments de la dépense par nature\nTitre et catégorie\tAutorisations\tCrédits\nTransferts aux ménages\t5\t6\n"
        );
        let import = read(&text, 2021);
        let of_code: Vec<String> = facts(&import.documents[0]).into_keys().map(|(code, category)| format!("{code}/{category}")).collect();
        assert!(!of_code.contains(&"01/61".to_owned()), "{code}: {of_code:?}\n{}", shown(&import));
        let label = import.documents[0].actions.iter().find(|action| action.code.to_string() == "01").map(|action| action.label.clone());
        assert_eq!(label.as_deref(), Some("Fonds pour l'accélération"), "{code}");
    }
}

/// A column of another year is none of the bill or the act before it.
#[test]
fn columns_of_other_years_are_named_and_give_no_amount() {
    let nature = |heads: &str| PART.replace("Titre et catégorie\tAutorisations\tCrédits\n", &format!("Titre et catégorie\t{heads}\n"));
    let titles = |heads: &str| {
        format!(
            "PROGRAMME 352\nANNEXE AU PROJET DE LOI DE FINANCES POUR 2021\nPrésentation des crédits par titre et catégorie\n\tAutorisations d'engagement\tCrédits de paiement\nTitre et catégorie\t{heads}\nDépenses de fonctionnement\t5\t6\nDépenses de fonctionnement autres que celles de personnel\t5\t6\n"
        )
    };
    for (text, unread) in [
        (nature("AE 2021\tCP 2021"), 0),
        (nature("AE 2020\tCP 2021"), 3),
        (nature("AE 2022\tCP 2022"), 6),
        (titles("Demandées pour 2021\tDemandés pour 2021"), 0),
        (titles("Ouvertes en LFI pour 2020\tDemandés pour 2021"), 0),
        (titles("Ouvertes en LFI pour 2019\tDemandés pour 2021"), 2),
        (titles("Demandées pour 2021\tDemandés pour 2022"), 2),
    ] {
        let import = read(&text, 2021);
        assert_eq!(import.report.cells.unread, unread, "{text}\n{}", shown(&import));
        every_figure_has_its_fate(&import, &text).expect("each figure once");
    }
}

/// The first name is kept and another one is told with its line; so is a code beside the name of another category.
#[test]
fn names_that_a_text_gives_in_two_ways_are_told() {
    let whole = include_str!("published/pap-352-plf-2021.txt");
    let told = |text: &str| {
        let import = import::read(&[file(text)], options(2021)).expect("the sample");
        let of_names = import.report.notices().filter(|remark| matches!(remark.told, Told::OtherLabel { .. }));
        of_names.map(|remark| remark.sentence(&import.report, Lang::French)).collect::<Vec<_>>()
    };
    assert_eq!(told(whole), [""; 0]);
    for (before, after, named) in [
        (
            "Responsable du programme n° 352 : Innovation et transformation numériques",
            "Responsable du programme n° 352 : Innovation",
            "« INNOVATION ET TRANSFORMATION NUMÉRIQUES » : ailleurs : « Innovation »",
        ),
        (
            "PROGRAMME 352\n",
            "PROGRAMME 352\n\nINNOVATION\n\nPROGRAMME 352\n",
            "« INNOVATION ET TRANSFORMATION NUMÉRIQUES » : ailleurs : « INNOVATION »",
        ),
        ("MISSION MINISTÉRIELLE\n", "MISSION MINISTÉRIELLE\nDéfense\nMISSION MINISTÉRIELLE\nJustice\n", "« Justice » : ailleurs : « Défense »"),
    ] {
        let told = told(&whole.replacen(before, after, 1));
        assert!(told.iter().any(|said| said.contains(named)), "{after}: {told:?}");
    }
    let import = read(&PART.replace("Dépenses de fonctionnement autres que celles de personnel\t", "31 – Rémunérations d'activité\t"), 2021);
    assert!(facts(&import.documents[0]).is_empty(), "{}", shown(&import));
    assert!(losses(&import).iter().any(|said| said.contains("line 28") && said.contains("a code beside another name")), "{:?}", losses(&import));
}
