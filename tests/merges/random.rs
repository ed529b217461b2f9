//! Random triples: two states that all commands made of one base, merged both ways round. Nothing is lost and nothing invented.
//!
//! A pool is a base and states of it; every two of these are a triple with the base. A pool is made once, so that triples cost their merges. Some
//! hundreds here; a million with `PAPIER_PROOFS=full`, where what fails is told at the end. What needs a file or a session is tried on some triples.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use papier::calc::Figures;
use papier::editing::merging::{MergeRefusal, State, United, unite, words};
use papier::editing::{Command, Session, choices, typed_text};
use papier::model::{
    ActionScope, Amount, AmountEntry, CellContent, Conflict, CreditPlace, Document, Entry, IndicatorValue, Ledger, Link, Measure, Narrative, Place,
    Stage, TextPlace, links,
};

use super::{assert_same, difference, reopened};
use crate::walks::Walk;

/// Of how many triples one is tried with a file and a session.
const SAMPLE: usize = 16;

fn is_full() -> bool {
    std::env::var_os("PAPIER_PROOFS").is_some_and(|value| value == "full")
}

/// What was merged, and what became of it. A triple is a base with two other states of its pool, whichever of them is ours.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    pools: usize,
    triples: usize,
    clean: usize,
    choices: usize,
    refused: usize,
    reopened: usize,
    settled: usize,
    rolled: usize,
}

#[test]
fn of_random_triples_nothing_is_lost_and_nothing_invented() {
    let (wanted, size) = if is_full() { (1_000_000, 32) } else { (400, 10) };
    let folder = tempfile::tempdir().expect("a folder");
    let mut tally = Tally::default();
    let mut failed = Vec::new();
    for seed in 0.. {
        if tally.triples >= wanted || failed.len() > 20 {
            break;
        }
        let tried = catch_unwind(AssertUnwindSafe(|| Pool::new(seed, size, folder.path()).tried(seed, &mut tally)));
        failed.extend(tried.err().map(|_| seed));
        tally.pools += 1;
        if is_full() && tally.pools.is_multiple_of(50) {
            eprintln!("{tally:?}, failed {failed:?}");
        }
    }
    let Tally { pools, triples, clean, choices, refused, reopened, settled, rolled } = tally;
    assert!(failed.is_empty(), "bases {failed:?} after {tally:?}");
    println!(
        "proof M1: {triples} random triples of {pools} bases merged both ways round, {clean} clean, {choices} with something to choose, {refused} refused; \
         {reopened} of them opened again, {settled} choices made, {rolled} passings of the year merged with edits: 0 wrong"
    );
    assert!(clean > 0 && choices > 0 && settled > 0 && rolled > 0);
}

/// A base in which there is something to change, sometimes with conflicts of before, and states that became of it.
struct Pool {
    base: Document,
    states: Vec<Document>,
}

impl Pool {
    fn new(seed: u64, size: u64, folder: &Path) -> Self {
        let start = reopened(&Walk::from(Walk::any_document(seed, folder), seed ^ 0x5eed, folder).changes(20));
        let after = |document: &Document, part: u64| {
            let length = usize::try_from(part % 7).expect("a length") + 1;
            reopened(&Walk::from(document.clone(), seed.wrapping_mul(64).wrapping_add(part), folder).changes(length))
        };
        // One of four was merged before.
        let merged = || unite(&State::of(&start), &State::of(&after(&start, 61)), &State::of(&after(&start, 62))).ok();
        let base = (seed % 4 == 3).then(merged).flatten().map_or_else(|| start.clone(), |merged| merged.document);
        let states = (0..size).map(|part| after(&base, part)).collect();
        Self { base, states }
    }

    fn tried(&self, seed: u64, tally: &mut Tally) {
        let base = Version::of(&self.base, &Facts::new());
        let states: Vec<Version<'_>> = self.states.iter().map(|document| Version::of(document, &base.facts)).collect();
        self.rolled(seed, &base, &states, tally);
        for (number, state) in states.iter().enumerate() {
            for (ours, theirs, what) in [(state, &base, "ours alone"), (&base, state, "theirs alone"), (state, state, "both alike")] {
                let united = unite(&base.state, &ours.state, &theirs.state).unwrap_or_else(|refusal| panic!("seed {seed}, {number}: {refusal}"));
                assert_same(&united.document, state.document, &format!("seed {seed}, {number}: {what}"));
            }
        }
        for (number, ours) in states.iter().enumerate() {
            for (other, theirs) in states.iter().enumerate().skip(number + 1) {
                tally.triples += 1;
                Triple { base: &base, ours, theirs, name: format!("seed {seed}, {number} and {other}") }.tried(tally);
            }
        }
    }

    /// One passes the year, the other edits: the same as editing first, but for what was announced. Where both say something of one place it is
    /// left to choose.
    fn rolled(&self, seed: u64, base: &Version<'_>, states: &[Version<'_>], tally: &mut Tally) {
        let rolled = |document: &Document| {
            let mut session = Session::opened(document.clone());
            session.apply(&Command::Rollover { copy_credits: seed.is_multiple_of(2) }).ok()?;
            Some(reopened(session.document()))
        };
        let Some(passed) = rolled(&self.base) else { return };
        let passed = State::of(&passed);
        for (number, edited) in states.iter().enumerate().filter(|(_, state)| state.document.year == self.base.year).take(2) {
            // What was copied into the new year is what stood when it was copied.
            let of_year = |document: &Document| {
                document.credits.rows().filter(|(year, ..)| *year == self.base.year).map(|row| format!("{row:?}")).collect::<Vec<_>>()
            };
            if seed.is_multiple_of(2) && of_year(&self.base) != of_year(edited.document) {
                continue;
            }
            let Some(mut expected) = rolled(edited.document) else { continue };
            let Ok(united) = unite(&base.state, &passed, &edited.state) else { continue };
            if united.document.conflicts.len() > edited.document.conflicts.len() {
                continue;
            }
            expected.published = Arc::clone(&united.document.published);
            // A text that was typed meanwhile is nobody's of last year.
            let is_typed = |narrative: &Narrative| self.base.texts.get(narrative) != edited.document.texts.get(narrative);
            expected.inherited.retain(|narrative| !is_typed(narrative) || united.document.inherited.contains(narrative));
            assert_same(&united.document, &expected, &format!("seed {seed}, {number}: passed and edited"));
            tally.rolled += 1;
        }
    }
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fact<'a> {
    Amount(&'a Amount),
    Value(&'a IndicatorValue),
    Cell(&'a CellContent),
}

type Facts<'a> = BTreeMap<Entry, Fact<'a>>;

/// Every entry of figures that a document holds.
fn facts(document: &Document) -> Facts<'_> {
    let mut facts = Facts::new();
    for (contributions, ledger) in [(false, &document.credits), (true, &document.contributions)] {
        for (year, stage, action, category, row) in Ledger::rows(ledger) {
            for measure in Measure::BOTH {
                let entry = AmountEntry::Credit { year, stage, contributions, action, category, measure };
                facts.extend(row.get(measure).map(|amount| (Entry::Amount(entry), Fact::Amount(amount))));
            }
        }
    }
    facts.extend(document.outstanding.iter().map(|((year, item), amount)| {
        let entry = AmountEntry::Outstanding { year: *year, item: *item };
        (Entry::Amount(entry), Fact::Amount(amount))
    }));
    facts.extend(document.schedule.iter().map(|((year, origin, opening), amount)| {
        let entry = AmountEntry::Schedule { year: *year, origin: *origin, opening: *opening };
        (Entry::Amount(entry), Fact::Amount(amount))
    }));
    facts.extend(document.values.iter().map(|((row, year, kind), value)| (Entry::Value { row: *row, year: *year, kind: *kind }, Fact::Value(value))));
    facts.extend(document.sections.cells().map(|(place, content)| (Entry::Cell(*place), Fact::Cell(content))));
    facts
}

type Words = BTreeSet<String>;

fn words_of(text: &str) -> Words {
    words::words(text).into_iter().map(bare).collect()
}

/// A word without the figure that its link showed last and without the spaces after it.
fn bare(word: &str) -> String {
    let link = links(word).next();
    link.map_or_else(|| word.trim().to_owned(), |(_, link)| Link { last: String::new(), ..link }.to_string())
}

type Sums = BTreeMap<(bool, Stage, Measure), i128>;

fn sums(document: &Document) -> Sums {
    let mut sums = Sums::new();
    for (contributions, ledger) in [(false, &document.credits), (true, &document.contributions)] {
        for (_, stage, _, _, row) in Ledger::rows(ledger) {
            for measure in Measure::BOTH {
                let euros = row.get(measure).map_or(0, |amount| i128::from(amount.euros.get()));
                *sums.entry((contributions, stage, measure)).or_default() += euros;
            }
        }
    }
    sums
}

/// A document of a pool, with what is asked of it again and again.
struct Version<'a> {
    document: &'a Document,
    state: State<'a>,
    facts: Facts<'a>,
    /// The entries that are otherwise in the base.
    changed: BTreeSet<Entry>,
    words: BTreeMap<Narrative, Words>,
    sums: Sums,
}

impl<'a> Version<'a> {
    fn of(document: &'a Document, before: &Facts<'_>) -> Self {
        let facts = facts(document);
        let changed = before.keys().chain(facts.keys()).filter(|entry| before.get(entry) != facts.get(entry)).copied().collect();
        let words = document.texts.iter().map(|(narrative, text)| (*narrative, words_of(text.as_str()))).collect();
        Self { document, state: State::of(document), facts, changed, words, sums: sums(document) }
    }

    fn has_word(&self, narrative: Narrative, word: &str) -> bool {
        self.words.get(&narrative).is_some_and(|words| words.contains(word))
    }
}

struct Triple<'a> {
    base: &'a Version<'a>,
    ours: &'a Version<'a>,
    theirs: &'a Version<'a>,
    name: String,
}

impl Triple<'_> {
    fn tried(&self, tally: &mut Tally) {
        let Self { base, ours, theirs, name } = self;
        let (one, other) = (unite(&base.state, &ours.state, &theirs.state), unite(&base.state, &theirs.state, &ours.state));
        let (united, other) = match (one, other) {
            (Ok(united), Ok(other)) => (united, other),
            (Err(one), Err(other)) => {
                tally.refused += 1;
                let is_expected = |refusal: &MergeRefusal| !matches!(refusal, MergeRefusal::Unreadable(_));
                assert!(is_expected(&one) && is_expected(&other), "{name}: {one}, {other}");
                return;
            }
            (one, other) => panic!("{name}: {:?} and {:?}", one.err(), other.err()),
        };
        self.swapped(&united, &other);
        let facts = facts(&united.document);
        self.known(&united.document, &facts);
        self.listed(&united.document, &facts);
        self.texts(&united.document);
        let has_choices = united.document.conflicts.len() > base.document.conflicts.len();
        tally.choices += usize::from(has_choices);
        tally.clean += usize::from(!has_choices);
        if tally.triples.is_multiple_of(SAMPLE) {
            assert_same(&reopened(&united.document), &united.document, &format!("{name}: what is saved opens as it was"));
            drop(Figures::of(&united.document));
            tally.reopened += 1;
            self.settled(&united.document, tally);
        }
    }

    /// Sides swapped are the same but for who is who.
    fn swapped(&self, united: &United, other: &United) {
        let name = &self.name;
        let turned = |(key, conflict): (String, Conflict)| {
            let Conflict { kind, place, base, ours, theirs } = conflict;
            (key, Conflict { kind, place, base, ours: theirs, theirs: ours })
        };
        // Those of earlier merges have sides of their own, and those that come of the lines of a file.
        let known = || [self.base, self.ours, self.theirs].into_iter().flat_map(|version| version.document.conflicts.values().cloned());
        let earlier: BTreeSet<Conflict> = known().chain(known().map(|conflict| turned((String::new(), conflict)).1)).collect();
        let new = |united: &United| {
            let is_new = |conflict: &Conflict| !earlier.contains(conflict) && ![Conflict::PARTED, Conflict::TAKEN].contains(&conflict.kind.as_str());
            let conflicts = united.document.conflicts.iter().filter(|(_, conflict)| is_new(conflict));
            conflicts.map(|(key, conflict)| (key.clone(), conflict.clone())).collect::<BTreeMap<_, _>>()
        };
        let (one, two) = (new(united), new(other).into_iter().map(turned).collect::<BTreeMap<_, _>>());
        assert_eq!(one, two, "{name}: sides swapped");
        if united.document.conflicts.is_empty() {
            assert!(united.document == other.document, "{name}: sides swapped\n{}", difference(&united.document, &other.document));
        }
        // Under which action a sub-action stands meanwhile tells whose its figures are.
        if one.values().all(|conflict| conflict.kind != Conflict::UNDER) {
            assert_eq!((united.taken.ours, united.taken.theirs), (other.taken.theirs, other.taken.ours), "{name}");
        }
    }

    fn versions(&self) -> [&Version<'_>; 3] {
        [self.base, self.ours, self.theirs]
    }

    /// Each figure of the result stands in one of the three, at its place unless it is left to choose there.
    fn known(&self, document: &Document, facts: &Facts<'_>) {
        for (entry, said) in facts {
            if self.versions().iter().any(|version| version.facts.get(entry) == Some(said)) {
                continue;
            }
            // What an action had, its sub-action may have.
            let code = Place::from(*entry).code();
            let is_choice = document.conflicts.values().any(|conflict| conflict.place.as_ref() == Some(&code));
            let is_of_another = self.versions().iter().any(|version| version.facts.values().any(|other| other == said));
            assert!(is_choice && is_of_another, "{}: {entry:?} says {said:?}", self.name);
        }
    }

    /// Each change of figures of each side is in the result, or left to choose; where the sides changed other figures, the sums are those of both.
    fn listed(&self, document: &Document, facts: &Facts<'_>) {
        let Self { base, ours, theirs, name } = self;
        for (side, beside) in [(ours, theirs), (theirs, ours)] {
            for entry in &side.changed {
                let is_taken = facts.get(entry) == side.facts.get(entry);
                // What one gave an action that the other parted stands where its figures went, as that one gave it there.
                let is_handed_over = || heirs(document, *entry).iter().any(|heir| facts.get(heir) == side.facts.get(entry));
                // Both gave one value, one of them by a formula.
                let is_formula = || beside.facts.get(entry) == facts.get(entry) && beside.changed.contains(entry);
                assert!(
                    is_taken || is_formula() || is_handed_over() || document.conflicts.values().any(|conflict| speaks_of(conflict, *entry)),
                    "{name}: {} was {:?}, is {:?}, not {:?}\n{:?}",
                    typed_text(document, *entry),
                    base.facts.get(entry),
                    facts.get(entry),
                    side.facts.get(entry),
                    document.conflicts
                );
            }
        }
        if document.conflicts.is_empty() && ours.changed.is_disjoint(&theirs.changed) {
            let result = sums(document);
            let keys: BTreeSet<_> = [&base.sums, &ours.sums, &theirs.sums, &result].into_iter().flat_map(BTreeMap::keys).collect();
            for key in keys {
                let [was, own, other, is] = [&base.sums, &ours.sums, &theirs.sums, &result].map(|sums| sums.get(key).copied().unwrap_or_default());
                assert_eq!(is, own + other - was, "{name}: {key:?}");
            }
        }
    }

    /// A text that one side changed is its; of one that both changed no word is lost or invented without a choice.
    fn texts(&self, document: &Document) {
        let Self { base, ours, theirs, name } = self;
        let all: BTreeSet<Narrative> = self.versions().iter().flat_map(|version| version.document.texts.keys().copied()).collect();
        for narrative in all {
            let [was, own, other, is] = [base.document, ours.document, theirs.document, document].map(|document| document.text(narrative));
            if is == own && other == was || is == other && own == was || is == own && own == other {
                continue;
            }
            let code = Place::Text(TextPlace::Narrative(narrative)).code();
            let is_choice = document.conflicts.values().any(|conflict| conflict.place.as_ref() == Some(&code) || is_of_removal(conflict));
            let found = words_of(is);
            for word in &found {
                assert!(self.versions().iter().any(|version| version.has_word(narrative, word)), "{name}: {word:?} of {narrative:?} is nobody's");
            }
            let added = [ours, theirs].into_iter().filter_map(|side| side.words.get(&narrative)).flatten();
            for word in added.filter(|word| !base.has_word(narrative, word)) {
                assert!(is_choice || found.contains(word), "{name}: {word:?} of {narrative:?} is lost\n{was:?}\n{own:?}\n{other:?}\n{is:?}");
            }
        }
    }

    /// Each choice that is offered can be made, and settles what it is about.
    fn settled(&self, document: &Document, tally: &mut Tally) {
        for key in document.conflicts.keys() {
            let choices = choices(document, key);
            assert!(!choices.is_empty(), "{}: nothing to choose of {key}", self.name);
            for (choice, command) in choices {
                let mut session = Session::opened(document.clone());
                session.apply(&command).unwrap_or_else(|refusal| panic!("{}: {key}, {choice:?}: {refusal}", self.name));
                let after = session.document();
                assert!(!after.conflicts.contains_key(key), "{}: {key}, {choice:?}", self.name);
                assert_same(&reopened(after), after, &format!("{}: {key}, {choice:?}", self.name));
                tally.settled += 1;
            }
        }
    }
}

fn is_of_removal(conflict: &Conflict) -> bool {
    [Conflict::ACTION, Conflict::ROW, Conflict::REMOVED].contains(&conflict.kind.as_str())
}

/// The same figure of each sub-action of its action.
fn heirs(document: &Document, entry: Entry) -> Vec<Entry> {
    let Entry::Amount(AmountEntry::Credit { year, stage, contributions, action, category, measure }) = entry else { return vec![] };
    let of = |action| Entry::Amount(AmountEntry::Credit { year, stage, contributions, action, category, measure });
    document.sub_actions(action).map(|sub_action| of(sub_action.id)).collect()
}

/// Whether a conflict is about a figure: at its place, about the thing that has it, or about the same figure of an action that was parted.
fn speaks_of(conflict: &Conflict, entry: Entry) -> bool {
    let figure = |place: Place| match place {
        Place::Credit(place @ CreditPlace { action: ActionScope::One(_), .. }) => Some(CreditPlace { action: ActionScope::All, ..place }),
        _ => None,
    };
    let place = Place::from(entry);
    let is_of_parted = || figure(place).is_some() && conflict.known_place().and_then(figure) == figure(place);
    conflict.place == Some(place.code()) || is_of_removal(conflict) || conflict.kind == Conflict::TAKEN || is_of_parted()
}

// Texts alone

/// One small number after another, the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit.max(1)
    }

    fn sentence(&mut self) -> String {
        const WORDS: [&str; 10] = ["le", "chat", "chien", "soit", "7 M€", "8,5 k€", "et", "**gras**", "fin.", "(p)"];
        let mark = ["", "", "- ", "## "][self.below(4)];
        let words: Vec<&str> = (0..=self.below(4)).map(|_| WORDS[self.below(WORDS.len())]).collect();
        format!("{mark}{}", words.join(" "))
    }

    /// A text as somebody edits it: words and paragraphs put in, taken out, replaced, joined, parted, moved.
    fn edited(&mut self, text: &str) -> String {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for _ in 0..=self.below(3) {
            let at = self.below(lines.len());
            match self.below(8) {
                0 => lines.insert(at.min(lines.len()), self.sentence()),
                1 if !lines.is_empty() => drop(lines.remove(at)),
                2 if lines.len() > 1 => {
                    let line = lines.remove(at);
                    let place = self.below(lines.len() + 1);
                    lines.insert(place, line);
                }
                3 if at > 0 => {
                    let line = lines.remove(at);
                    lines[at - 1] = format!("{} {}", lines[at - 1], line.trim_start_matches("- "));
                }
                4 if !lines.is_empty() => {
                    if let Some((first, last)) = lines[at].split_once(' ').map(|(first, last)| (first.to_owned(), last.to_owned())) {
                        lines[at] = first;
                        lines.insert(at + 1, last);
                    }
                }
                _ if !lines.is_empty() => {
                    let mut words: Vec<&str> = lines[at].split(' ').collect();
                    let word = self.below(words.len());
                    let new = ["neuf", "9 M€", "et", "chat"][self.below(4)];
                    match self.below(3) {
                        0 => words[word] = new,
                        1 => words.insert(word, new),
                        _ => drop(words.remove(word)),
                    }
                    lines[at] = words.join(" ");
                }
                _ => lines.push(self.sentence()),
            }
        }
        lines.join("\n").trim_end().to_owned()
    }
}

/// The words of a text beside each other, and the one after each.
fn neighbours(text: &str) -> BTreeSet<(String, String)> {
    let words: Vec<String> = words::words(text).into_iter().map(|word| if word == "\n" { word.to_owned() } else { word.trim().to_owned() }).collect();
    words.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect()
}

/// Two words beside each other in what was merged without a choice stand so on a side: nothing is joined to another neighbour.
#[test]
fn of_random_texts_no_word_gets_another_neighbour() {
    let count = if is_full() { 1_000_000 } else { 5_000 };
    let (mut clean, mut choices) = (0, 0);
    for seed in 0..count {
        let mut chance = Chance(seed);
        let base = (0..chance.below(5)).map(|_| chance.sentence()).collect::<Vec<_>>().join("\n");
        let (ours, theirs) = (chance.edited(&base), chance.edited(&base));
        let context = format!("{seed}: {base:?}, {ours:?}, {theirs:?}");
        for (own, other, expected) in [(&ours, &base, &ours), (&base, &ours, &ours), (&ours, &ours, &ours)] {
            let merged = words::merge(&base, own, other);
            assert_eq!((&merged.text, merged.conflicts.len()), (expected, 0), "{context}");
        }
        let (merged, turned) = (words::merge(&base, &ours, &theirs), words::merge(&base, &theirs, &ours));
        assert_eq!(merged.conflicts.is_empty(), turned.conflicts.is_empty(), "{context}");
        if merged.conflicts.is_empty() {
            clean += 1;
            assert_eq!(merged.text, turned.text, "{context}");
            let known: BTreeSet<(String, String)> = [&ours, &theirs].into_iter().flat_map(|text| neighbours(text)).collect();
            for pair in neighbours(&merged.text) {
                assert!(known.contains(&pair), "{context}: {pair:?} in {:?}", merged.text);
            }
        } else {
            choices += 1;
            for versions in &merged.conflicts {
                let own = versions.ours.clone().unwrap_or_default();
                assert!(merged.text.contains(&own), "{context}: {versions:?} in {:?}", merged.text);
            }
        }
    }
    println!("proof M2: {count} random triples of texts merged, {clean} clean, {choices} with something to choose: no word with another neighbour");
}

/// Where a text became another, each change is found in both, and giving all of them back makes the first again.
#[test]
fn each_change_of_random_texts_is_given_back_by_itself() {
    let count = if is_full() { 1_000_000 } else { 5_000 };
    for seed in 0..count {
        let mut chance = Chance(seed);
        let before = (0..chance.below(6)).map(|_| chance.sentence()).collect::<Vec<_>>().join("\n");
        let after = chance.edited(&before);
        let context = format!("{seed}: {before:?}, {after:?}");
        let mut lines: Vec<String> = after.lines().map(str::to_owned).collect();
        let changes = words::changes(&before, &after);
        assert_eq!(changes.is_empty(), before.lines().eq(after.lines()), "{context}");
        for [former, present] in changes.iter().rev() {
            let parts = |text: &'_ str| if text.is_empty() { vec![] } else { text.split('\n').map(str::to_owned).collect::<Vec<_>>() };
            let (former, present) = (parts(former), parts(present));
            let at =
                if lines.is_empty() && present.is_empty() { Some(0) } else { lines.windows(present.len().max(1)).position(|own| own == present) };
            let at = at.unwrap_or_else(|| panic!("{context}: {present:?} is not found"));
            lines.splice(at..at + present.len(), former);
        }
        assert_eq!(lines.join("\n"), before.lines().collect::<Vec<_>>().join("\n"), "{context}");
    }
}
