//! What holds for every document: files, undo, derived tables, addresses.
//!
//! Documents and walks of commands are made at random; sums are made a second time here, from the facts alone, in `i128`.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::documents::{Fact, Gesture, Size, amount, coded, document, fact, free_code, gesture, measure, read, sketch, sum_of_facts};
use crate::proofs;
use papier::calc::{self, Calculation, Exact, Figure, Figures, Incalculable, NumberFormat, Value, calculation};
use papier::editing::{Assignment, Change, Command, Direction, Leaf, Session, Spreading, Structure, Typed, assign, leaves, spread, typed_text};
use papier::lang::escaping::is_unshowable;
use papier::lang::{Lang, links};
use papier::model::{
    ActionScope, AmountEntry, Category, CreditPlace, Document, Entry, Euros, Horizon, Link, Measure, NatureScope, Opening, Origin, OutstandingItem,
    Place, Stage, Sum, TextPlace, Title,
};
use papier::storage;
use papier::tables::{Cell, Content, Level, Row, Table, TableName, Tables};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::FileFailurePersistence;
use rust_decimal::Decimal;

/// The usual cases of a property (`PROPTEST_CASES` says how many, or 128; 10 000 in the proofs), divided by the cost of one. Those that failed once are
/// tried first, and written down: `tests/properties.proptest-regressions`.
fn cases(cost: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    let said = std::env::var_os("PROPTEST_CASES").map(|_| usual.cases);
    let failed = FileFailurePersistence::WithSource("proptest-regressions");
    ProptestConfig { cases: said.unwrap_or(proofs::count(128, 10_000)) / cost, failure_persistence: Some(Box::new(failed)), ..usual }
}

// Files

/// The sections whose lines are facts.
const SECTIONS_OF_FACTS: [&str; 5] = ["credits", "contributions", "outstanding", "schedule", "values"];

/// The same file with the lines of each section of facts in another order.
fn shuffled(text: &str, order: &[u64]) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    for section in SECTIONS_OF_FACTS {
        let opening = format!("    {section}: [");
        let Some(start) = lines.iter().position(|line| *line == opening) else { continue };
        let length = lines[start + 1..].iter().position(|line| *line == "    ],").expect("the end of the section");
        let mut facts: Vec<(u64, &str)> =
            lines[start + 1..=start + length].iter().zip(order.iter().cycle()).map(|(line, key)| (*key, *line)).collect();
        facts.sort_unstable();
        for (line, (_, fact)) in lines[start + 1..].iter_mut().zip(facts) {
            *line = fact;
        }
    }
    lines.join("\n") + "\n"
}

proptest! {
    #![proptest_config(cases(1))]

    #[test]
    fn a_file_opens_as_what_was_saved_and_saves_as_what_was_opened(document in prop_oneof![document(Size::Usual), document(Size::Extreme)]) {
        let text = storage::write(&document);
        let opened = read(&text);
        prop_assert_eq!(&opened, &document);
        prop_assert_eq!(storage::write(&opened), text);
    }

    #[test]
    fn one_fact_stands_on_one_line(sketch in sketch(Size::Usual)) {
        let document = sketch.document();
        let text = storage::write(&document);
        for (year, stage, action, category, _) in document.credits.rows() {
            let mut without = document.clone();
            for measure in Measure::BOTH {
                without.credits.set(year, stage, action, category, measure, None);
            }
            let rest = storage::write(&without);
            let gone = text.lines().filter(|line| !rest.lines().any(|other| other == *line)).count();
            prop_assert!(gone <= 2, "the fact, and the heading of an empty section: {gone}");
        }
    }

    #[test]
    fn the_order_of_facts_never_matters(
        (mut sketch, facts) in sketch(Size::Extreme).prop_flat_map(|mut sketch| {
            // One fact for each entry: of two, the later one counts.
            let mut seen = BTreeSet::new();
            let leafy = sketch.without_facts();
            let facts: Vec<Fact> = sketch.facts.iter().filter(|fact| fact.entry(&leafy).is_some_and(|entry| seen.insert(entry))).cloned().collect();
            sketch.facts.clone_from(&facts);
            (Just(sketch), Just(facts).prop_shuffle())
        }),
        order in vec(any::<u64>(), 1..20),
    ) {
        let document = sketch.document();
        sketch.facts = facts;
        let other = sketch.document();
        prop_assert_eq!(&other, &document);
        prop_assert_eq!(Figures::of(&other), Figures::of(&document));
        let text = storage::write(&document);
        prop_assert_eq!(storage::write(&read(&shuffled(&text, &order))), text);
    }
}

proptest! {
    #![proptest_config(cases(10))]

    #[test]
    fn a_file_on_disk_opens_as_what_was_saved(documents in vec(document(Size::Extreme), 1..4)) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut paths = Vec::new();
        for (index, document) in documents.iter().enumerate() {
            paths.push(folder.path().join(format!("{index}.ron")));
            storage::save(&paths[index], document).expect("saved");
            storage::save(&paths[index], document).expect("saved over itself");
        }
        prop_assert_eq!(storage::documents_in(folder.path()).expect("the folder"), paths.clone());
        let opened: Vec<Document> = storage::open_all(&paths).into_iter().map(|document| document.expect("opened")).collect();
        prop_assert_eq!(opened, documents);
    }
}

// Spread

/// Every computed cell shown, with the entries that make it.
fn totals(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Leaf>)> {
    let tables = Tables { document, figures, lang: Lang::French };
    let places = tables.all().into_iter().flat_map(|table| table.rows).flat_map(|row| row.cells).filter_map(|cell| cell.place);
    places.filter_map(|place| Some((place, leaves(document, figures, place).ok()?))).collect()
}

fn is_there(document: &Document, entry: Entry) -> bool {
    match entry {
        Entry::Amount(entry) => document.amount(entry).is_some(),
        Entry::Cell(place) => document.sections.cell(place).is_some(),
        Entry::Value { .. } | Entry::Text(_) => false,
    }
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn a_total_is_the_sum_of_its_leaves_each_of_which_enters_into_it(document in document(Size::Usual)) {
        let figures = Figures::of(&document);
        let tables = Tables { document: &document, figures: &figures, lang: Lang::French };
        let totals = totals(&document, &figures);
        let entries: BTreeSet<Entry> = totals.iter().flat_map(|(_, leaves)| leaves).map(|leaf| leaf.entry).collect();
        for (place, leaves) in totals {
            let sum: Decimal = leaves.iter().map(|leaf| if leaf.is_subtracted { -leaf.before } else { leaf.before }).sum();
            let shown = match figures.figure(&document, place) {
                Figure::Blank => Some(Decimal::ZERO),
                Figure::Amount(euros) => Some(euros.into()),
                Figure::Number(number) | Figure::Effect(number) => Some(number),
                _ => None,
            };
            prop_assert_eq!(shown, Some(sum), "{:?}", place);
            let others = entries.iter().filter(|entry| leaves.iter().all(|leaf| leaf.entry != **entry));
            for entry in others.filter(|entry| is_there(&document, **entry)) {
                prop_assert!(!calc::enters(&document, Place::from(*entry), place), "{:?} in {:?}", entry, place);
            }
            for leaf in leaves {
                prop_assert!(calc::enters(&document, leaf.place(), place), "{:?} in {:?}", leaf.entry, place);
                let fed = tables.fed_by(leaf.place());
                // Those that the inspector names; sums of one category, of a title of an action, of other titles have no line there.
                let named = fed.iter().any(|fed| fed.cell.place == Some(place));
                let is_total = matches!(place, Place::Credit(CreditPlace { action: ActionScope::All, nature: NatureScope::All, .. }) | Place::ScheduleTotal { .. } | Place::ScheduleEarlierAe { .. } | Place::ScheduleNewAe { .. });
                prop_assert!(named || !is_total, "{:?} in {:?}", leaf.entry, place);
            }
        }
    }

    #[test]
    fn a_spread_makes_the_wanted_total_and_touches_nothing_else(
        document in document(Size::Usual), which in any::<Index>(), wanted in 0..200_000_000_i64, proportional in any::<bool>(), locks in vec(any::<bool>(), 1..6),
    ) {
        let figures = Figures::of(&document);
        let totals = totals(&document, &figures);
        prop_assume!(!totals.is_empty());
        let (place, leaves) = which.get(&totals);
        let kept = leaves.iter().zip(locks.iter().cycle()).filter(|(_, kept)| **kept).map(|(leaf, _)| leaf.entry);
        let locked: BTreeSet<Entry> = kept.collect();
        let how = if proportional { Spreading::Proportional } else { Spreading::Equal };
        let Ok(preview) = spread(&document, &figures, *place, Euros::new(wanted), how, &locked) else { return Ok(()) };
        let mut after = document.clone();
        preview.command().apply(&mut after).expect("applied");
        prop_assert_eq!(Figures::of(&after).figure(&after, *place), Figure::Amount(Euros::new(wanted)));
        let own: BTreeSet<Entry> = leaves.iter().map(|leaf| leaf.entry).collect();
        for leaf in &preview.leaves {
            prop_assert!(own.contains(&leaf.leaf.entry));
            prop_assert!(!leaf.is_changed() || !locked.contains(&leaf.leaf.entry), "what is locked stays");
            // Back to what they were, the leaves are all that changed.
            let Entry::Amount(entry) = leaf.leaf.entry else { continue };
            after.set_amount(entry, document.amount(entry).cloned());
        }
        prop_assert_eq!(after, document);
    }
}

// Undo and redo

fn run(gesture: &Gesture, session: &mut Session) {
    let Some(command) = gesture.command(session.document()) else { return };
    let before = Arc::clone(session.document());
    let refused = if gesture.typing { session.apply_typing(&command) } else { session.apply(&command) }.is_err();
    assert!(!refused || *session.document() == before, "a refusal changes nothing");
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn undoing_everything_gives_the_first_bytes_and_redoing_everything_the_last(document in document(Size::Usual), walk in vec(gesture(), 0..40)) {
        let first = storage::write(&document);
        let mut session = Session::opened(document);
        let mut states = vec![first];
        for gesture in &walk {
            let typing = session.undo_label().cloned();
            run(gesture, &mut session);
            let state = storage::write(session.document());
            prop_assert_eq!(&read(&state), session.document().as_ref(), "every state can be saved");
            prop_assert_eq!(session.figures(), &Figures::of(session.document()));
            if states.last() != Some(&state) {
                // Typing that goes on in one entry replaces the state that it began.
                let steps = std::iter::from_fn(|| session.undo().then_some(())).count();
                while session.redo() {}
                if steps + 1 == states.len() { states.pop(); }
                prop_assert_eq!(steps, states.len(), "after {:?}", typing);
                states.push(state);
            }
        }
        for expected in states.iter().rev().skip(1) {
            prop_assert!(session.undo());
            prop_assert_eq!(&storage::write(session.document()), expected);
        }
        prop_assert!(!session.undo());
        prop_assert!(!session.is_modified(), "the first state is the one on disk");
        for expected in states.iter().skip(1) {
            prop_assert!(session.redo());
            prop_assert_eq!(&storage::write(session.document()), expected);
            prop_assert_eq!(session.figures(), &Figures::of(session.document()));
        }
        prop_assert!(!session.redo());
    }
}

// Derived tables

fn cells(tables: &[Table]) -> impl Iterator<Item = &Cell> {
    tables.iter().flat_map(|table| table.rows.iter().flat_map(|row| &row.cells).chain(&table.share))
}

fn all_tables(document: &Document, check: impl FnOnce(Tables<'_>, &[Table])) {
    let figures = Figures::of(document);
    let tables = Tables { document, figures: &figures, lang: Lang::French };
    check(tables, &tables.all());
}

/// The printed amount; a blank counts as 0.
fn printed(cell: &Cell) -> i128 {
    match cell.value() {
        Some(value) => value.parse().expect("whole euros"),
        None => {
            assert_eq!(cell.text(Lang::French), "", "no amount");
            0
        }
    }
}

fn column(table: &Table, rows: &[Level], column: usize) -> i128 {
    table.rows.iter().filter(|row| rows.contains(&row.level)).map(|row| printed(&row.cells[column])).sum()
}

fn table(tables: &[Table], name: TableName) -> &Table {
    tables.iter().find(|table| table.name == name).unwrap_or_else(|| panic!("{name:?}"))
}

proptest! {
    #![proptest_config(cases(1))]

    /// R1 to R5, R7, R8: every amount of credits, wherever it is printed, is the sum of its facts or an overflow that says so.
    #[test]
    fn every_printed_sum_is_that_of_its_facts(document in prop_oneof![document(Size::Usual), document(Size::Extreme)]) {
        all_tables(&document, |_, tables| {
            for cell in cells(tables) {
                let (Some(Place::Credit(place)), Content::Figure(figure)) = (cell.place, &cell.content) else { continue };
                let expected = sum_of_facts(&document, &place);
                match figure {
                    Figure::Amount(euros) => assert_eq!(i128::from(euros.get()), expected, "{place:?}"),
                    Figure::Overflow => assert!(i64::try_from(expected).is_err(), "{place:?}: {expected} is no overflow"),
                    Figure::Blank => assert_eq!(expected, 0, "{place:?}"),
                    other => panic!("{place:?}: {other:?}"),
                }
            }
        });
    }

    /// R14: the totals of the schedule are those of its columns, contributions included.
    #[test]
    fn the_totals_of_the_schedule_are_the_sums_of_its_columns(document in prop_oneof![document(Size::Usual), document(Size::Extreme)]) {
        all_tables(&document, |_, tables| {
            for cell in cells(tables) {
                let (Some(Place::ScheduleTotal { horizon, .. }), Content::Figure(figure)) = (cell.place, &cell.content) else { continue };
                let openings: &[Opening] = match horizon {
                    Horizon::Current => &[Opening::Plf, Opening::Contributions],
                    Horizon::Next => &[Opening::Next],
                    Horizon::AfterNext => &[Opening::AfterNext],
                    Horizon::Beyond => &[Opening::Beyond],
                };
                let cell = |origin, opening| document.schedule.get(&(document.year, origin, opening)).map_or(0, |amount| i128::from(amount.euros.get()));
                let expected: i128 = Origin::BOTH.into_iter().flat_map(|origin| openings.iter().map(move |opening| cell(origin, *opening))).sum();
                let expected = i64::try_from(expected).map_or(Figure::Overflow, |euros| Figure::Amount(Euros::new(euros)));
                assert_eq!(*figure, expected, "{horizon:?}");
            }
        });
    }

    /// What the printed tables say to each other, read as a reader of the document would add them up.
    #[test]
    fn printed_tables_agree_with_each_other(document in document(Size::Usual)) {
        all_tables(&document, |_, tables| {
            for measure in Measure::BOTH {
                // From PLF 2023 on act and bill stand in one table, two rows an action.
                let unstacked = [(TableName::Bill(measure), 1), (TableName::InitialAct(measure), 0)].into_iter().filter(|_| !document.layout().is_stacked());
                for (name, titles_column) in unstacked {
                    check_credits(&document, tables, name, measure, titles_column);
                }
                check_synthesis(&document, tables, measure);
            }
            check_titles(tables, document.layout().is_stacked());
        });
    }
}

// Links and the passing of the year

proptest! {
    #![proptest_config(cases(8))]

    /// A link to any figure of any table is typed by an address, kept by ids, and denotes the same figure whatever year it is read in.
    #[test]
    fn a_link_to_any_figure_denotes_it_for_ever(document in document(Size::Usual)) {
        let places: Vec<Place> = {
            let mut places = Vec::new();
            all_tables(&document, |_, tables| places.extend(cells(tables).filter_map(|cell| cell.place).filter(|place| !matches!(place, Place::Text(_)))));
            places
        };
        let links: Vec<Link> = places.into_iter().map(|place| Link { place, form: links::usual_form(place), last: "…".into() }).collect();
        let source: String = links.iter().map(|link| format!("{link}\n")).collect();
        let kept = links::stored(&document, &source);
        let read = |document: &Document| links::write(document, &Figures::of(document), &kept).text;
        let before = read(&document);
        prop_assert_eq!(links::stored(&document, &links::spelled(&document, &kept)), kept.as_str());
        let mut session = Session::opened(document);
        for step in renamings_and_moves(session.document()) {
            // A move beyond either end is refused and changes nothing.
            let _ = session.apply(&step);
            prop_assert_eq!(read(session.document()), before.as_str(), "{:?}", step);
            prop_assert_eq!(links::stored(session.document(), &links::spelled(session.document(), &kept)), kept.as_str(), "{:?}", step);
        }
        for copy_credits in [false, true] {
            if session.apply(&Command::Rollover { copy_credits }).is_err() {
                break;
            }
            prop_assert_eq!(read(session.document()), before.as_str());
            prop_assert_eq!(links::stored(session.document(), &links::spelled(session.document(), &kept)), kept.as_str());
            let text = storage::write(session.document());
            prop_assert_eq!(&storage::parse(&text).expect("a document"), session.document().as_ref());
        }
    }
}

/// Every label and code written anew, and every objective, indicator and row moved up and down.
fn renamings_and_moves(document: &Document) -> Vec<Command> {
    let objectives = || document.objectives.iter();
    let rows = || document.indicators().flat_map(|indicator| &indicator.rows);
    let labels = (document.actions.iter().map(|action| TextPlace::ActionLabel(action.id)))
        .chain(objectives().map(|objective| TextPlace::ObjectiveLabel(objective.id)))
        .chain(document.indicators().map(|indicator| TextPlace::IndicatorLabel(indicator.id)))
        .chain(rows().map(|row| TextPlace::RowLabel(row.id)));
    let rename = |place| Command::Write(vec![Change { entry: Entry::Text(place), content: Some(Typed::Words("Autre intitulé".into())) }]);
    let moves = [Direction::Up, Direction::Down].into_iter().flat_map(|direction| {
        let objectives = objectives().map(move |objective| Structure::MoveObjective { objective: objective.id, direction });
        let indicators = document.indicators().map(move |indicator| Structure::MoveIndicator { indicator: indicator.id, direction });
        objectives.chain(indicators).chain(rows().map(move |row| Structure::MoveRow { row: row.id, direction }))
    });
    let codes = document.actions.iter().filter_map(|action| Some(coded(action.id, free_code(document, action.id)?)));
    labels.map(rename).chain(codes).chain(moves.map(Command::Structure)).collect()
}

fn block(measure: Measure) -> usize {
    match measure {
        Measure::Ae => 0,
        Measure::Cp => 3,
    }
}

fn check_credits(document: &Document, tables: &[Table], name: TableName, measure: Measure, titles_column: usize) {
    let credits = table(tables, name);
    let by_title = table(tables, TableName::Titles);
    let titles = credits.columns.len() - 2;
    for row in &credits.rows {
        let sum: i128 = row.cells[..titles].iter().map(printed).sum();
        assert_eq!(sum, printed(&row.cells[titles]), "R1: {} of {name:?}", row.label);
    }
    // Actions that ended stand in no table of the bill: then the printed rows need not add up to the total.
    if document.actions.iter().all(|action| action.ended.is_none()) {
        for index in 0..credits.columns.len() {
            let total = column(credits, &[Level::Total], index);
            assert_eq!(column(credits, &[Level::Main], index), total, "R2, R7: column {index} of {name:?}");
        }
        check_sub_actions(credits);
    }
    // R4: columns of titles against the rows of titles, then the two totals.
    let rows: Vec<_> = by_title.rows.iter().filter(|row| row.level == Level::Main).collect();
    assert_eq!(rows.len(), titles);
    for (index, row) in rows.iter().enumerate() {
        assert_eq!(column(credits, &[Level::Total], index), printed(&row.cells[block(measure) + titles_column]), "R4: {}", row.label);
    }
    assert_eq!(column(credits, &[Level::Total], titles), column(by_title, &[Level::Total], block(measure) + titles_column), "R4: totals");
    if name == TableName::Bill(measure) {
        let contributions = column(credits, &[Level::Total], titles + 1);
        assert_eq!(contributions, column(by_title, &[Level::Total], block(measure) + 2), "R7: contributions by action and by title");
    }
}

/// R2: a row of an action is the sum of the rows of its sub-actions, when these are printed.
fn check_sub_actions(credits: &Table) {
    for (index, action) in credits.rows.iter().enumerate().filter(|(_, row)| row.level == Level::Main) {
        let subs: Vec<_> = credits.rows[index + 1..].iter().take_while(|row| row.level == Level::Sub).collect();
        for column in 0..credits.columns.len() {
            let sum: i128 = subs.iter().map(|row| printed(&row.cells[column])).sum();
            assert!(subs.is_empty() || sum == printed(&action.cells[column]), "R2: {}, column {column}", action.label);
        }
    }
}

/// R3: a title is the sum of its categories; the total that of the titles. Where the act stands over the bill, in the rows of each.
fn check_titles(tables: &[Table], is_stacked: bool) {
    let titles = table(tables, TableName::Titles);
    let lines = if is_stacked { 2 } else { 1 };
    for line in 0..lines {
        // The first line of a row says what it is about.
        let rows: Vec<(Level, &Row)> = titles.rows.chunks(lines).map(|lines| (lines[0].level, &lines[line])).collect();
        for column in 0..titles.columns.len() {
            let figure = |row: &Row| printed(&row.cells[column]);
            let sum = |level: Level| rows.iter().filter(|(of, _)| *of == level).map(|(_, row)| figure(row)).sum::<i128>();
            for (index, (_, title)) in rows.iter().enumerate().filter(|(_, (level, _))| *level == Level::Main) {
                let categories = rows[index + 1..].iter().take_while(|(level, _)| *level == Level::Sub);
                assert_eq!(categories.map(|(_, row)| figure(row)).sum::<i128>(), figure(title), "R3: {}", title.label);
            }
            assert_eq!(sum(Level::Main), sum(Level::Total), "R3: total, column {column}");
        }
    }
}

/// R5: other titles; R8: synthesis row, header of the action and its table by nature.
fn check_synthesis(document: &Document, tables: &[Table], measure: Measure) {
    let synthesis = table(tables, TableName::Synthesis);
    let start = block(measure);
    for row in &synthesis.rows {
        let [staff, others, total] = [0, 1, 2].map(|column| printed(&row.cells[start + column]));
        assert_eq!(staff + others, total, "R5: {}", row.label);
    }
    let standing: Vec<_> = document.actions.iter().filter(|action| action.ended.is_none_or(|ended| ended >= document.year)).collect();
    assert_eq!(synthesis.rows.len(), standing.len() + 1);
    for (row, action) in synthesis.rows.iter().zip(standing) {
        let header = table(tables, TableName::Action(action.id));
        let nature = table(tables, TableName::Nature(action.id));
        let line = &header.rows[usize::from(measure == Measure::Cp)];
        for column in 0..3 {
            assert_eq!(printed(&row.cells[start + column]), printed(&line.cells[column]), "R8: {}, column {column}", row.label);
        }
        let cells = usize::from(measure == Measure::Cp);
        let total = printed(&row.cells[start + 2]);
        for level in [Level::Main, Level::Sub, Level::Total] {
            assert_eq!(column(nature, &[level], cells), total, "R8: {} by nature, {level:?}", row.label);
        }
    }
}

// Addresses

proptest! {
    #![proptest_config(cases(1))]

    #[test]
    fn every_place_shown_has_an_address_that_reads_back(document in document(Size::Usual)) {
        all_tables(&document, |tables, all| {
            let mut places: Vec<Place> = cells(all).filter_map(|cell| cell.place).collect();
            places.extend(all.iter().flat_map(|table| &table.rows).filter_map(|row| row.label_place).map(Place::Text));
            places.extend(tables.texts().into_iter().map(|text| Place::Text(text.place)));
            for place in places {
                let address = papier::address::write(&document, place).unwrap_or_else(|| panic!("{place:?} has no address"));
                assert_eq!(papier::address::parse(&document, &address), Ok(place), "{address}");
                if let Some(number) = document.programme.number {
                    assert_eq!(papier::address::parse(&document, &format!("{number}:{address}")), Ok(place), "{address}");
                }
            }
            for table in all {
                let name = table.name.write(&document).unwrap_or_else(|| panic!("{:?} has no name", table.name));
                assert_eq!(TableName::parse(&document, &name), Some(table.name), "{name}");
            }
        });
    }

    #[test]
    fn an_address_is_read_without_panic_and_what_it_denotes_is_written(document in document(Size::Usual), address in "[a-z0-9/.:é-]{0,30}") {
        if let Ok(place) = papier::address::parse(&document, &address) {
            prop_assert!(papier::address::write(&document, place).is_some());
        }
    }

    /// Typed again as it stands, everything stays: formulas, words, values, empty entries.
    #[test]
    fn setting_what_is_shown_changes_nothing(document in prop_oneof![document(Size::Usual), document(Size::Extreme)]) {
        all_tables(&document, |tables, all| {
            let mut assignments = Vec::new();
            let texts = tables.texts().into_iter().map(|text| Place::Text(text.place));
            for place in cells(all).filter_map(|cell| cell.place).chain(texts) {
                let (Some(entry), Some(address)) = (document.entry(place), papier::address::write(&document, place)) else { continue };
                assignments.push(Assignment { address, value: typed_text(&document, entry) });
            }
            let formula = |cell: &Cell| match cell.place.and_then(|place| document.entry(place)) {
                Some(entry) => typed_text(&document, entry).starts_with('='),
                None => false,
            };
            for cell in cells(all).filter(|cell| cell.kind == papier::tables::CellKind::Entered && !formula(cell)) {
                let address = cell.place.and_then(|place| papier::address::write(&document, place)).expect("an address");
                assignments.push(Assignment { address, value: cell.text(Lang::French) });
            }
            // A name with characters that nobody sees, which a file may bring, is refused where it is typed, or loses its line ends.
            let is_name = |assignment: &Assignment| {
                let place = papier::address::parse(&document, &assignment.address);
                matches!(place, Ok(Place::Text(place)) if !matches!(place, TextPlace::Narrative(_)))
            };
            assignments.retain(|assignment| !(is_name(assignment) && assignment.value.chars().any(is_unshowable)));
            let command = assign(&document, &assignments).unwrap_or_else(|refusals| panic!("{refusals:#?}"));
            let mut after = document.clone();
            command.apply(&mut after).expect("applied");
            assert_eq!(after, document);
        });
    }
}

#[test]
fn titles_and_categories_of_the_test_are_those_of_the_model() {
    assert!(Category::all().all(|category| Title::new(category.code() / 10) == Some(category.title())));
}

// Calculations

/// Sums of credits of any year, stage and scope, most of which no table shows.
fn sums_of_credits() -> impl Strategy<Value = Vec<(i16, Stage, bool, Index, Index, Measure)>> {
    let stage = select(vec![Stage::Bill, Stage::Amendment, Stage::InitialAct]);
    vec((-3..=2_i16, stage, any::<bool>(), any::<Index>(), any::<Index>(), measure()), 20)
}

fn sum_of_credits(document: &Document, sum: &(i16, Stage, bool, Index, Index, Measure)) -> Place {
    let (years, stage, contributions, action, nature, measure) = sum;
    let actions: Vec<ActionScope> = [ActionScope::All].into_iter().chain(document.actions.iter().map(|action| ActionScope::One(action.id))).collect();
    let natures: Vec<NatureScope> = [NatureScope::All, NatureScope::OtherThanStaff]
        .into_iter()
        .chain(Title::all().map(NatureScope::Title))
        .chain(Category::all().map(NatureScope::Category))
        .collect();
    let (year, contributions) = (document.year.offset(*years), *contributions);
    Place::Credit(CreditPlace { year, stage: *stage, contributions, action: *action.get(&actions), nature: *nature.get(&natures), measure: *measure })
}

/// Every place of every table, and the sums beside them.
fn all_places(document: &Document, figures: &Figures, sums: &[(i16, Stage, bool, Index, Index, Measure)]) -> Vec<Place> {
    let tables = Tables { document, figures, lang: Lang::French };
    let shown = cells(&tables.all()).filter_map(|cell| cell.place).collect::<Vec<_>>();
    let controls = [Place::OutstandingComputed { year: document.year }];
    shown.into_iter().chain(controls).chain(sums.iter().map(|sum| sum_of_credits(document, sum))).collect()
}

/// What a place is worth by facts and calculations alone, step by step, without the sums that figures keep.
fn defined(document: &Document, figures: &Figures, place: Place) -> Value {
    match (calculation(document, figures, place), document.entry(place)) {
        (Some(calculation), _) => calculation.value(|part| defined(document, figures, part)),
        (None, Some(Entry::Amount(entry))) => {
            let fact = document.amount(entry).map(|amount| Exact::from(amount.euros));
            // Credits that nobody entered are 0 in every table.
            Ok(fact.or_else(|| matches!(place, Place::Credit(_)).then(Exact::default)))
        }
        (None, _) => Ok(None),
    }
}

/// A value as a cell shows it.
fn written(value: Value, format: NumberFormat) -> Figure {
    let decimal = |value: Exact, figure: fn(Decimal) -> Figure| value.decimal().map_or(Figure::Overflow, figure);
    match (value, format) {
        (Ok(None), _) => Figure::Blank,
        (Ok(Some(value)), NumberFormat::OfParts) => value.sum().expect("whole euros").euros().map_or(Figure::Overflow, Figure::Amount),
        (Ok(Some(value)), NumberFormat::Percent { .. }) => decimal(value, Figure::Percent),
        (Ok(Some(value)), NumberFormat::Change { .. }) => decimal(value, Figure::Variation),
        (Err(Incalculable::Undefined), _) => Figure::Undefined,
        (Err(Incalculable::Overflow), _) => Figure::Overflow,
    }
}

proptest! {
    #![proptest_config(cases(2))]

    /// The sums that figures keep are an index of what the calculations say.
    #[test]
    fn a_figure_is_what_its_calculation_makes_of_the_facts(
        document in prop_oneof![document(Size::Usual), document(Size::Extreme)], sums in sums_of_credits(),
    ) {
        let figures = Figures::of(&document);
        for place in all_places(&document, &figures, &sums) {
            let format = calculation(&document, &figures, place).map_or(NumberFormat::OfParts, |calculation| calculation.format());
            prop_assert_eq!(figures.figure(&document, place), written(defined(&document, &figures, place), format), "{:?}", place);
        }
    }

    /// Every way in which a sum falls into parts makes the figure: formulas of workbooks take whichever stands beside the cell.
    #[test]
    fn every_way_of_a_sum_makes_the_figure(
        document in prop_oneof![document(Size::Usual), document(Size::Extreme)], sums in sums_of_credits(),
    ) {
        let figures = Figures::of(&document);
        let sum = |place: &Place| figures.sum(&document, *place).unwrap_or_default();
        for place in all_places(&document, &figures, &sums) {
            if let Some(Calculation::Sum(ways)) = calculation(&document, &figures, place) {
                for way in ways {
                    prop_assert_eq!(way.iter().map(sum).sum::<Sum>(), sum(&place), "{:?} by {:?}", place, way);
                }
            }
        }
    }

    /// What an entry does not enter into stays as it is, whatever is typed there.
    #[test]
    fn a_figure_changes_only_with_what_enters_into_it(
        document in document(Size::Usual), fact in fact(Size::Usual), item in select(OutstandingItem::ALL.to_vec()),
        (origin, opening) in (select(Origin::BOTH.to_vec()), select(Opening::ALL.to_vec())), amount in amount(Size::Usual), sums in sums_of_credits(),
    ) {
        let year = document.year;
        let beside = [AmountEntry::Outstanding { year, item }, AmountEntry::Schedule { year, origin, opening }];
        for entry in fact.entry(&document).into_iter().chain(beside) {
            let mut after = document.clone();
            after.set_amount(entry, Some(amount.clone()));
            let from = Place::from(Entry::Amount(entry));
            let [then, now] = [&document, &after].map(Figures::of);
            for place in all_places(&document, &then, &sums).into_iter().filter(|place| *place != from) {
                let enters = [&document, &after].into_iter().any(|document| calc::enters(document, from, place));
                prop_assert!(enters || then.figure(&document, place) == now.figure(&after, place), "{:?} moves {:?}", entry, place);
            }
        }
    }

    /// Whatever the document, a workbook is written, or refused with a sentence.
    #[test]
    fn every_document_is_a_workbook_or_is_refused(document in document(Size::Extreme), lang in select(Lang::ALL.to_vec())) {
        let figures = Figures::of(&document);
        let tables = Tables { document: &document, figures: &figures, lang };
        for written in [papier::exchange::workbook::programme(tables, true), papier::exchange::workbook::bill(&[tables, tables], true)] {
            match written {
                Ok(bytes) => prop_assert!(bytes.starts_with(b"PK")),
                Err(papier::exchange::workbook::WorkbookError::TooLarge { amount, .. }) => prop_assert!(amount.get().unsigned_abs() > 1_000_000),
                Err(error) => prop_assert!(false, "{}", error),
            }
        }
    }
}
