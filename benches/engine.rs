//! The engine's speed: figures, commits, opening and saving, on the sample and on a whole finance bill.
//!
//! The bill is 130 programmes of 8 actions × 7 titles × AE, CP × 2 years, with indicators and schedules. It is made here, always the same; the
//! environment variable `PAPIER_PLF` may name a `plf.json` of the same shape to be read instead.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark stops by panicking")]

#[path = "common/large.rs"]
mod large;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use papier::calc::Figures;
use papier::editing::grid::{Range, Spot};
use papier::editing::{Change, Command, Session, Structure, Typed, paste};
use papier::exchange::clipboard::{self, Clip};
use papier::exchange::import;
use papier::exchange::picture::{self, Look};
use papier::exchange::workbook;
use papier::lang::Lang;
use papier::model::{
    ActionCode, ActionScope, Amount, AmountEntry, Category, CreditPlace, Document, Draw, Entry, Euros, Horizon, Measure, Narrative, NatureScope,
    Opening, Origin, OutstandingItem, Place, Programme, ProgrammeNumber, Stage, Text, Year,
};
use papier::storage;
use papier::tables::{TableName, Tables};
use serde::Deserialize;
use tempfile::TempDir;

const PROGRAMMES: u16 = 130;
const ACTIONS: u8 = 8;
const TITLES: u8 = 7;

/// The shape of `plf.json`.
#[derive(Deserialize)]
struct Plf {
    year: u16,
    programmes: Vec<PlfProgramme>,
}

#[derive(Deserialize)]
struct PlfProgramme {
    number: u16,
    mission: String,
    label: String,
    actions: Vec<PlfAction>,
    indicators: Vec<PlfIndicator>,
    schedule: PlfSchedule,
}

#[derive(Deserialize)]
struct PlfAction {
    number: String,
    label: String,
    ae2020: Vec<i64>,
    cp2020: Vec<i64>,
    ae2021: Vec<i64>,
    cp2021: Vec<i64>,
    fdc_ae: i64,
    fdc_cp: i64,
}

#[derive(Deserialize)]
struct PlfIndicator {
    label: String,
    unit: String,
    values: Vec<f64>,
}

#[derive(Deserialize)]
struct PlfSchedule {
    rap: i64,
    rap_adj: i64,
    ae: i64,
    cp: i64,
    old: Vec<i64>,
    new: Vec<i64>,
}

/// Pseudo-random numbers, the same at every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        i64::try_from((bits ^ (bits >> 31)) >> 1).unwrap() % bound
    }

    fn amounts(&mut self) -> Vec<i64> {
        (0..TITLES).map(|_| self.below(3).min(1) * (1 + self.below(900_000)) * 1_000).collect()
    }
}

impl Plf {
    fn made() -> Self {
        let mut dice = Dice(352);
        Self { year: 2021, programmes: (0..PROGRAMMES).map(|index| Self::programme(index, &mut dice)).collect() }
    }

    fn programme(index: u16, dice: &mut Dice) -> PlfProgramme {
        let number = 101 + index;
        let actions = (1..=ACTIONS).map(|action| PlfAction {
            number: format!("{action:02}"),
            label: format!("Action {action:02} du programme {number} : accompagnement et modernisation"),
            ae2020: dice.amounts(),
            cp2020: dice.amounts(),
            ae2021: dice.amounts(),
            cp2021: dice.amounts(),
            fdc_ae: dice.below(5_000) * 1_000,
            fdc_cp: dice.below(5_000) * 1_000,
        });
        let actions = actions.collect();
        let indicators = (1..=if index % 13 < 8 { 6 } else { 5 }).map(|indicator| {
            let base = 100 + dice.below(8_900);
            PlfIndicator {
                label: format!("Indicateur {indicator} du programme {number} : délai moyen de traitement"),
                unit: ["Nb", "%", "jours"][usize::try_from(dice.below(3)).unwrap()].into(),
                values: (0..6).map(|_| f64::from(i32::try_from(base * (80 + dice.below(41)) / 100).unwrap()) / 10.0).collect(),
            }
        });
        let indicators = indicators.collect();
        let mut three = || (0..3).map(|_| dice.below(1_000_000)).collect();
        let (old, new) = (three(), three());
        let schedule =
            PlfSchedule { rap: dice.below(1_000_000_000), rap_adj: 0, ae: dice.below(1_000_000_000), cp: dice.below(1_000_000_000), old, new };
        PlfProgramme {
            number,
            mission: format!("Mission {:02}", index * 32 / PROGRAMMES + 1),
            label: format!("Programme synthétique {number}"),
            actions,
            indicators,
            schedule,
        }
    }

    fn read(path: &Path) -> Self {
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }
}

fn amount(euros: i64) -> Option<Amount> {
    Some(Amount::plain(Euros::new(euros)))
}

fn document(year: u16, programme: &PlfProgramme) -> Document {
    let year = Year::new(year).unwrap();
    let cover = Programme {
        number: ProgrammeNumber::new(programme.number),
        name: programme.label.clone(),
        mission: programme.mission.clone(),
        ..Programme::default()
    };
    let mut document = Document::new(year, cover);
    for action in &programme.actions {
        let id = Draw::of([&action.number]).action(&document);
        let add = Structure::AddAction { id, code: action.number.parse().unwrap(), label: action.label.clone() };
        Command::Structure(add).apply(&mut document).unwrap();
        let categories = (1..=TITLES).map(|title| Category::new(title * 10 + 1).unwrap());
        for (title, category) in categories.enumerate() {
            for (year, stage, measure, amounts) in [
                (year.offset(-1), Stage::InitialAct, Measure::Ae, &action.ae2020),
                (year.offset(-1), Stage::InitialAct, Measure::Cp, &action.cp2020),
                (year, Stage::Bill, Measure::Ae, &action.ae2021),
                (year, Stage::Bill, Measure::Cp, &action.cp2021),
            ] {
                document.credits.set(year, stage, id, category, measure, amount(amounts[title]));
            }
        }
        document.contributions.set(year, Stage::Bill, id, Category::OPERATING, Measure::Ae, amount(action.fdc_ae));
        document.contributions.set(year, Stage::Bill, id, Category::OPERATING, Measure::Cp, amount(action.fdc_cp));
    }
    fill_schedule(&mut document, &programme.schedule);
    for (index, indicator) in programme.indicators.iter().enumerate() {
        add_indicator(&mut document, index, indicator);
    }
    document
}

fn fill_schedule(document: &mut Document, schedule: &PlfSchedule) {
    let year = document.year;
    let estimate = schedule.rap + schedule.ae - schedule.cp;
    let items = [schedule.rap, schedule.rap_adj, schedule.ae, schedule.cp, estimate];
    for (item, euros) in OutstandingItem::ALL.into_iter().zip(items) {
        document.set_amount(AmountEntry::Outstanding { year, item }, amount(euros));
    }
    for (origin, later) in [(Origin::Earlier, &schedule.old), (Origin::New, &schedule.new)] {
        let first = estimate - later.iter().sum::<i64>();
        for (opening, euros) in Opening::ALL.into_iter().zip([first, 0].iter().chain(later)) {
            document.set_amount(AmountEntry::Schedule { year, origin, opening }, amount(*euros));
        }
    }
}

fn add_indicator(document: &mut Document, index: usize, indicator: &PlfIndicator) {
    if index.is_multiple_of(3) {
        let label = format!("Objectif {} du programme", index / 3 + 1);
        let id = Draw::of([&label]).objective(document);
        Command::Structure(Structure::AddObjective { id, label }).apply(document).unwrap();
    }
    let objective = document.objectives.last().unwrap().id;
    let mut draw = Draw::of([&indicator.label]);
    let (id, row) = (draw.indicator(document), draw.row(document));
    let add = Structure::AddIndicator { id, row, objective, label: indicator.label.clone() };
    Command::Structure(add).apply(document).unwrap();
    let unit = Change { entry: Entry::Text(papier::model::TextPlace::IndicatorUnit(id)), content: Some(Typed::Words(indicator.unit.clone())) };
    Command::Write(vec![unit]).apply(document).unwrap();
    for ((year, kind), value) in document.layout().indicator_columns().into_iter().zip(&indicator.values) {
        let value = papier::lang::number::parse_value(&format!("{value:.1}").replace('.', ","), "").unwrap();
        document.set_value((row, year, kind), Some(value));
    }
}

fn bill() -> Vec<Document> {
    let plf = std::env::var_os("PAPIER_PLF").map_or_else(Plf::made, |path| Plf::read(Path::new(&path)));
    plf.programmes.iter().map(|programme| document(plf.year, programme)).collect()
}

fn sample() -> Document {
    storage::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/programme-352-plf-2021.ron")).unwrap()
}

/// The first amount asked, one euro more.
fn edit(document: &Document) -> Command {
    let (year, stage, action, category, row) =
        document.credits.rows().find(|(year, stage, ..)| *year == document.year && *stage == Stage::Bill).unwrap();
    let entry = AmountEntry::Credit { year, stage, contributions: false, action, category, measure: Measure::Ae };
    let more = row.ae.as_ref().map_or(0, |amount| amount.euros.get()) + 1;
    Command::Write(vec![Change { entry: Entry::Amount(entry), content: amount(more).map(Typed::Amount) }])
}

/// Every quotient and every total of the programme, as the window reads them: shares, variations, keys, totals by title.
fn read_all(document: &Document, figures: &Figures) {
    let year = document.year;
    for action in document.actions.iter() {
        black_box(figures.figure(document, Place::Share { year, action: action.id }));
    }
    for measure in Measure::BOTH {
        black_box(figures.figure(document, Place::programme_variation(year, measure)));
        for action in document.actions.iter().map(|action| ActionScope::One(action.id)).chain([ActionScope::All]) {
            for (year, stage) in [(year, Stage::Bill), (document.previous_year(), Stage::InitialAct)] {
                let place = |nature| Place::Credit(CreditPlace { year, stage, contributions: false, action, nature, measure });
                black_box(figures.figure(document, place(NatureScope::All)));
                black_box(figures.figure(document, place(NatureScope::OtherThanStaff)));
            }
        }
    }
    for horizon in Horizon::ALL {
        black_box(figures.figure(document, Place::Key { year, horizon }));
        black_box(figures.figure(document, Place::ScheduleTotal { year, horizon }));
    }
}

/// Totals by action and by title, and shares.
type Sums = (Vec<[i64; 4]>, [[i64; 4]; TITLES as usize], Vec<[i64; 4]>);

/// The same sums in straight `i64` over flat lists: what the machine allows, the yardstick of the other figures of one pass.
struct Floor {
    /// By action and title: AE and CP of the act, AE and CP of the bill.
    cells: Vec<[[i64; 4]; TITLES as usize]>,
}

impl Floor {
    fn of(document: &Document) -> Self {
        let years = [(document.previous_year(), Stage::InitialAct), (document.year, Stage::Bill)];
        let cell = |action, title: u8| {
            let category = Category::new(title * 10 + 1).unwrap();
            let pair = |(year, stage)| {
                let row = document.credits.get(year, stage, action, category);
                Measure::BOTH.map(|measure| row.and_then(|row| row.get(measure)).map_or(0, |amount| amount.euros.get()))
            };
            let [[a, b], [c, d]] = years.map(pair);
            [a, b, c, d]
        };
        Self { cells: document.actions.iter().map(|action| std::array::from_fn(|title| cell(action.id, 1 + u8::try_from(title).unwrap()))).collect() }
    }

    /// Totals by action and by title, shares and changes in hundredths of a percent.
    fn compute(&self) -> Sums {
        let mut titles = [[0; 4]; TITLES as usize];
        let mut actions = Vec::with_capacity(self.cells.len());
        for row in &self.cells {
            let mut total = [0; 4];
            for (title, cell) in titles.iter_mut().zip(row) {
                for face in 0..4 {
                    title[face] += cell[face];
                    total[face] += cell[face];
                }
            }
            actions.push(total);
        }
        let programme: [i64; 4] = std::array::from_fn(|face| titles.iter().map(|title| title[face]).sum());
        let part = |part: i64, whole: i64| if whole == 0 { 0 } else { (i128::from(part) * 20_000 + i128::from(whole)) / (2 * i128::from(whole)) };
        let shares = actions.iter().map(|total| std::array::from_fn(|face| i64::try_from(part(total[face], programme[face])).unwrap_or(0))).collect();
        (actions, titles, shares)
    }
}

fn figures(criterion: &mut Criterion) {
    let (sample, bill) = (sample(), bill());
    let mut group = criterion.benchmark_group("figures");
    let largest = bill.first().unwrap();
    for (name, document) in [("after_one_edit/sample", &sample), ("after_one_edit/programme_of_the_bill", largest)] {
        let mut edited = document.clone();
        edit(document).apply(&mut edited).unwrap();
        group.bench_function(name, |bencher| bencher.iter(|| Figures::of(black_box(&edited))));
    }
    let floor: Vec<Floor> = bill.iter().map(Floor::of).collect();
    group.bench_function("floor_in_i64/bill", |bencher| {
        bencher.iter(|| {
            for programme in &floor {
                black_box(black_box(programme).compute());
            }
        });
    });
    group.bench_function("full/bill", |bencher| {
        bencher.iter(|| {
            for document in &bill {
                black_box(Figures::of(black_box(document)));
            }
        });
    });
    group.bench_function("full_and_read/bill", |bencher| {
        bencher.iter(|| {
            for document in &bill {
                read_all(document, &Figures::of(black_box(document)));
            }
        });
    });
    group.finish();
}

fn commit(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("commit");
    let documents = [
        ("sample", sample(), false),
        ("programme_of_the_bill", bill().swap_remove(0), false),
        ("largest_programme", largest_programme(), false),
        ("largest_programme, findings elsewhere", largest_programme(), true),
    ];
    for (name, document, elsewhere) in documents {
        let command = edit(&document);
        let opened = || {
            let mut session = Session::opened(document.clone());
            if elsewhere {
                session.check_elsewhere();
            }
            session
        };
        let apply = |mut session: Session| {
            session.apply(&command).unwrap();
            session
        };
        group.bench_function(name, |bencher| bencher.iter_batched(opened, apply, BatchSize::SmallInput));
    }
    group.finish();
}

/// A programme of 70 actions of 15 sub-actions, 7 titles: a table of credits of 1 121 rows and 9 columns, 8 400 of its cells entered.
fn largest_table(extra: i64) -> Document {
    let mut document = Document::new(Year::new(2021).unwrap(), Programme::default());
    let (mut dice, mut draw) = (Dice(7), Draw::of(["largest table"]));
    for number in 1..=70 {
        let code = ActionCode::action(number).unwrap();
        for code in [code].into_iter().chain((1..=15).map(|sub| code.sub_action(sub).unwrap())) {
            let id = draw.action(&document);
            Command::Structure(Structure::AddAction { id, code, label: format!("Action {code}") }).apply(&mut document).unwrap();
        }
    }
    let (year, stage) = (document.year, Stage::Bill);
    for action in document.leaves().map(|action| action.id).collect::<Vec<_>>() {
        for title in 1..=TITLES {
            let category = Category::new(title * 10 + 1).unwrap();
            let euros = dice.below(900_000) * 1_000 + extra;
            document.credits.set(year, stage, action, category, Measure::Ae, amount(euros));
        }
        document.contributions.set(year, stage, action, Category::OPERATING, Measure::Ae, amount(dice.below(5_000) * 1_000 + extra));
    }
    document
}

/// The largest programme: 60 actions, every category, 300 pages of text of which each states three amounts, two of them held by tables.
fn largest_programme() -> Document {
    let mut document = Document::new(Year::new(2021).unwrap(), Programme::default());
    let stated = "Les crédits demandés s'élèvent à 7,3 M€, dont 300 000 € de partenariats et 12,9 M€ prévus au PLF 2020.\n";
    let plain = "Le financement des projets est l'un des principaux leviers de transformation du service public porté par le programme. ".repeat(16);
    let pages = |count: usize| Text::new(&format!("{plain}\n{stated}").repeat(count));
    for number in 1..=60 {
        let code = ActionCode::action(number).unwrap();
        let action = Draw::of([code.to_string()]).action(&document);
        let label = format!("Action {code} du programme");
        Command::Structure(Structure::AddAction { id: action, code, label }).apply(&mut document).unwrap();
        document.set_text(Narrative::Action(action), pages(3));
        document.set_text(Narrative::Nature(action), pages(2));
        for (category, measure) in Category::all().flat_map(|category| Measure::BOTH.map(|measure| (category, measure))) {
            for (year, stage) in [(2020, Stage::InitialAct), (2021, Stage::Bill)] {
                let year = Year::new(year).unwrap();
                let entry = AmountEntry::Credit { year, stage, contributions: false, action, category, measure };
                document.set_amount(entry, amount(i64::from(number) * 100_000 + i64::from(category.code())));
            }
        }
    }
    document
}

/// All checks after one edit.
fn check_all(criterion: &mut Criterion) {
    let document = largest_programme();
    let figures = Figures::of(&document);
    criterion.bench_function("checks of the largest programme", |bencher| {
        bencher.iter(|| black_box(papier::calc::checks::findings(black_box(&document), &figures).len()));
    });
}

/// Copied from a spreadsheet in which every amount was changed: from the text to every total, and one step of the history.
fn paste_a_table(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("paste");
    let (present, wanted) = (largest_table(0), largest_table(1));
    let name = TableName::Bill(Measure::Ae);
    let figures = Figures::of(&wanted);
    let copied = Tables { document: &wanted, figures: &figures, lang: Lang::French }.table(name).unwrap();
    let clip = Clip::table(&copied, Lang::French);
    for (form, text, html) in [("text", Some(clip.text.as_str()), None), ("html", None, Some(clip.html.as_str()))] {
        let pasted = |mut session: Session| {
            let rows = clipboard::cells(black_box(text), black_box(html)).unwrap();
            let table = session.tables(Lang::French).table(name).unwrap();
            let done = paste(session.tables(Lang::French), &table, Range::between(Spot::default(), Spot::default()), &rows).unwrap();
            assert_eq!(done.command.count(), 8_400);
            session.apply(&done.command).unwrap();
            session
        };
        group.bench_function(format!("10089_cells/{form}"), |bencher| {
            bencher.iter_batched(|| Session::opened(present.clone()), pasted, BatchSize::LargeInput);
        });
    }
    group.bench_function("copy_10089_cells", |bencher| bencher.iter(|| Clip::table(black_box(&copied), Lang::French)));
    group.finish();
}

/// A chart from the document to the bytes of a PNG of 1920 × 1080; the typeface is read once, before.
fn pictures(criterion: &mut Criterion) {
    let document = sample();
    let figures = Figures::of(&document);
    for (name, chart) in papier::charts::names(&document).into_iter().filter(|(name, _)| !name.starts_with("indicator/") || name == "indicator/1.1") {
        criterion.bench_function(&format!("chart to PNG, 1920x1080, {name}"), |bencher| {
            bencher.iter(|| {
                let chart = papier::charts::chart(&document, &figures, Lang::French, chart).unwrap();
                picture::chart_pixels(&chart, Look::default(), Lang::French).unwrap().png().unwrap()
            });
        });
    }
}

fn saved(folder: &TempDir, documents: &[Document]) -> Vec<PathBuf> {
    let save = |(index, document): (usize, &Document)| {
        let path = folder.path().join(format!("{index:03}.ron"));
        storage::save(&path, document).unwrap();
        path
    };
    documents.iter().enumerate().map(save).collect()
}

fn open(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut group = criterion.benchmark_group("open");
    for (name, documents) in [("sample", vec![sample()]), ("bill", bill())] {
        let paths = saved(&folder, &documents);
        group.bench_function(name, |bencher| bencher.iter(|| storage::open_all(&paths)));
    }
    group.finish();
}

fn save(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut group = criterion.benchmark_group("save");
    for (name, document) in [("sample", sample()), ("programme_of_the_bill", bill().swap_remove(0))] {
        let path = folder.path().join("pap.ron");
        group.bench_function(format!("durable/{name}"), |bencher| bencher.iter(|| storage::save(&path, &document).unwrap()));
        group.bench_function(format!("text/{name}"), |bencher| bencher.iter(|| storage::write(black_box(&document))));
        let text = storage::write(&document);
        group.bench_function(format!("parse_back/{name}"), |bencher| bencher.iter(|| storage::parse(black_box(&text)).unwrap() == document));
    }
    group.finish();
}

/// Workbooks with a formula for every figure, from documents in memory to the bytes of the file.
fn workbooks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("workbook");
    for (name, documents) in [("sample", vec![sample()]), ("programme_of_the_bill", bill().into_iter().take(1).collect::<Vec<_>>())] {
        let figures: Vec<Figures> = documents.iter().map(Figures::of).collect();
        let tables: Vec<Tables<'_>> =
            documents.iter().zip(&figures).map(|(document, figures)| Tables { document, figures, lang: Lang::French }).collect();
        group.bench_function(name, |bencher| bencher.iter(|| workbook::programme(black_box(tables[0]), true).unwrap()));
    }
    let documents = bill();
    group.sample_size(10);
    group.bench_function("bill", |bencher| {
        bencher.iter(|| {
            let figures: Vec<Figures> = documents.iter().map(Figures::of).collect();
            let tables: Vec<Tables<'_>> =
                documents.iter().zip(&figures).map(|(document, figures)| Tables { document, figures, lang: Lang::French }).collect();
            workbook::bill(&tables, true).unwrap()
        });
    });
    group.finish();
}

/// The bill and the act of every programme as one open-data file, with the names of programmes and actions.
fn open_data(documents: &[Document]) -> String {
    let mut text = String::from("exercice;loi;programme;libelle_programme;action;libelle_action;categorie;titre;ae_plf;cp_plf\n");
    let euros =
        |amount: Option<&Amount>| amount.map_or_else(String::new, |amount| papier::lang::writing::euros(amount.euros).replace('\u{202f}', " "));
    for document in documents {
        for (year, stage, action, category, row) in document.credits.rows() {
            let law = if stage == Stage::InitialAct { "LFI" } else { "PLF" };
            let (number, name) = (document.programme.number.unwrap(), &document.programme.name);
            let action = document.action(action).unwrap();
            let (ae, cp) = (euros(row.get(Measure::Ae)), euros(row.get(Measure::Cp)));
            let line = format!("{year};{law};{number}.0;{name};{};{};{category};{};{ae};{cp}\n", action.code, action.label, category.title());
            text.push_str(&line);
        }
    }
    text
}

/// From bytes to documents, their report and every finding in words.
fn import_files(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("import");
    let documents = bill();
    let published = include_bytes!("../tests/published/pap-352-plf-2021.txt").to_vec();
    for (name, bytes) in [("bill_csv", open_data(&documents).into_bytes()), ("sample_text", published)] {
        let files = [import::File { name: name.into(), bytes }];
        group.bench_function(name, |bencher| {
            bencher.iter(|| import::read(black_box(&files), import::Options::default()).unwrap().sections(Lang::French).len());
        });
    }
    group.finish();
    let files = [import::File { name: "bill".into(), bytes: open_data(&documents).into_bytes() }];
    let read = import::read(&files, import::Options::default()).unwrap();
    assert!(
        read.documents.len() == documents.len()
            && read.documents.iter().zip(&documents).all(|(read, made)| {
                let facts = |document: &Document| {
                    let code = |action| document.action(action).unwrap().code;
                    let rows =
                        document.credits.rows().map(|(year, stage, action, category, row)| ((year, stage, code(action), category), row.clone()));
                    rows.collect::<BTreeMap<_, _>>()
                };
                facts(read) == facts(made)
            })
    );
}

/// The large document: one edit to every figure, a commit whose checks are made elsewhere, the checks, an opening, a workbook.
fn large(criterion: &mut Criterion) {
    let document = large::document();
    let command = edit(&document);
    let mut edited = document.clone();
    command.apply(&mut edited).unwrap();
    let mut group = criterion.benchmark_group("large");
    group.bench_function("one edit to every figure", |bencher| bencher.iter(|| Figures::of(black_box(&edited))));
    let opened = || {
        let mut session = Session::opened(document.clone());
        session.check_elsewhere();
        session
    };
    let apply = |mut session: Session| {
        session.apply(&command).unwrap();
        session
    };
    group.bench_function("commit, findings elsewhere", |bencher| bencher.iter_batched(opened, apply, BatchSize::SmallInput));
    let figures = Figures::of(&document);
    group.bench_function("checks", |bencher| bencher.iter(|| black_box(papier::calc::checks::findings(black_box(&document), &figures).len())));
    let folder = tempfile::tempdir().unwrap();
    let paths = saved(&folder, std::slice::from_ref(&document));
    group.bench_function("open", |bencher| bencher.iter(|| storage::open_all(&paths)));
    let tables = Tables { document: &document, figures: &figures, lang: Lang::French };
    group.sample_size(10).bench_function("workbook", |bencher| bencher.iter(|| workbook::programme(black_box(tables), true).unwrap()));
    group.finish();
}

criterion_group!(benches, figures, large, commit, check_all, paste_a_table, pictures, open, save, workbooks, import_files);
criterion_main!(benches);
