//! What the lines of open data say of each programme, and how it enters a draft.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::{Draft, FactKey, Printed};
use super::super::nomenclature::Labels;
use super::super::report::{Differing, ImportRefusal, Report, Spot, Told, runs};
use crate::calc::Tally;
use crate::lang::writing;
use crate::model::{ActionCode, Category, Euros, Measure, Overflow, ProgrammeNumber, Stage, Year};

/// Where the amounts of a line go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub year: Year,
    pub stage: Stage,
    pub contributions: bool,
    pub code: ActionCode,
    pub category: Category,
}

/// The lines of one key in one file, added up.
#[derive(Default)]
struct Added {
    ae: Tally,
    cp: Tally,
    /// Each with its file.
    lines: Vec<(usize, usize)>,
    /// Of the first amount.
    spot: Spot,
}

impl Added {
    fn tally(&mut self, measure: Measure) -> &mut Tally {
        match measure {
            Measure::Ae => &mut self.ae,
            Measure::Cp => &mut self.cp,
        }
    }

    /// The sum of a measure, where the lines give it.
    fn total(&self, measure: Measure) -> Option<Result<Euros, Overflow>> {
        let tally = match measure {
            Measure::Ae => &self.ae,
            Measure::Cp => &self.cp,
        };
        (tally.count() > 0).then(|| tally.total())
    }
}

/// What the lines of one programme say.
#[derive(Default)]
pub(super) struct OfProgramme {
    pub name: String,
    pub mission_code: String,
    pub mission: String,
    pub labels: BTreeMap<ActionCode, String>,
    /// By file: one after the other.
    amounts: BTreeMap<Key, Vec<Added>>,
    pub printed: Vec<(Year, Printed)>,
    /// How many lines of each file are of the programme.
    pub lines: BTreeMap<usize, usize>,
}

/// The facts of every open-data file.
#[derive(Default)]
pub(in super::super) struct Facts {
    /// Every programme of the files, those not wanted too.
    pub(super) known: BTreeSet<ProgrammeNumber>,
    pub(super) programmes: BTreeMap<ProgrammeNumber, OfProgramme>,
}

/// Amounts of years that the PAP does not show, by file: where the first one stands, and the lines.
type Others = BTreeMap<(Year, Stage, usize), (Spot, BTreeSet<usize>)>;

impl OfProgramme {
    /// Adds an amount that a line says.
    pub fn add(&mut self, key: Key, measure: Measure, euros: Euros, spot: &Spot) {
        let of_files = self.amounts.entry(key).or_default();
        if of_files.last().is_none_or(|added| added.spot.file != spot.file) {
            of_files.push(Added { spot: spot.clone(), ..Added::default() });
        }
        let Some(added) = of_files.last_mut() else { return };
        let line = (spot.file, spot.line);
        if added.lines.last() != Some(&line) {
            added.lines.push(line);
        }
        added.tally(measure).add(euros);
    }
}

impl Facts {
    pub fn only_programme(&self) -> Option<ProgrammeNumber> {
        let mut numbers = self.programmes.keys();
        numbers.next().copied().filter(|_| numbers.next().is_none())
    }

    /// Every programme of the files.
    pub fn known(&self) -> impl Iterator<Item = ProgrammeNumber> {
        self.known.iter().copied()
    }

    /// Whether no line gives an amount.
    pub fn is_empty(&self) -> bool {
        self.programmes.values().all(|of_programme| of_programme.amounts.is_empty())
    }

    /// The year of the PAP that shows the newest of these facts: that of the bill, or the one after the act.
    pub fn year(&self) -> Option<Year> {
        let years = |wanted| {
            let keys = self.programmes.values().flat_map(|of_programme| of_programme.amounts.keys());
            keys.filter(move |key| key.stage == wanted).map(|key| key.year).max()
        };
        years(Stage::Bill).or_else(|| years(Stage::InitialAct).map(|year| year.offset(1)))
    }

    /// One amount that several files give is taken once.
    ///
    /// # Errors
    /// [`ImportRefusal::FilesDiffer`] when they give it otherwise.
    pub(super) fn take_once(&mut self, report: &mut Report) -> Result<(), ImportRefusal> {
        let mut twice: BTreeMap<(usize, usize), (Spot, BTreeSet<usize>)> = BTreeMap::new();
        for (number, of_programme) in &mut self.programmes {
            for (key, of_files) in &mut of_programme.amounts {
                let mut all = std::mem::take(of_files).into_iter();
                let Some(mut first) = all.next() else { continue };
                for other in all {
                    if let Some(amounts) = first.take(&other) {
                        return Err(ImportRefusal::FilesDiffer {
                            files: Box::new(Differing {
                                places: [&first, &other].map(|added| (report.name(added.spot.file), added.spot.line)),
                                said: amounts.map(|euros| euros.map_or_else(|_| "…".into(), writing::euros)),
                            }),
                            of: format!("{number}, {}, {}", key.code, key.category),
                        });
                    }
                    let (_, lines) = twice.entry((first.spot.file, other.spot.file)).or_insert_with(|| (other.spot.clone(), BTreeSet::new()));
                    lines.extend(other.lines.iter().map(|(_, line)| *line));
                }
                *of_files = vec![first];
            }
        }
        for ((first, _), (spot, lines)) in twice {
            let kept = report.name(first);
            report.tell(&spot, Told::SameInFile { lines: lines.into_iter().collect(), kept }, "");
        }
        Ok(())
    }

    /// Puts the facts into the drafts: of the programmes that a published text is of, if there is one, or of every programme.
    pub fn add_to(self, drafts: &mut BTreeMap<ProgrammeNumber, Draft>, year: Year, labels: &Labels, report: &mut Report) {
        let only: BTreeSet<ProgrammeNumber> = drafts.keys().copied().collect();
        let mut others = Others::new();
        let mut unshown: BTreeSet<(Year, Stage)> = BTreeSet::new();
        for (number, of_programme) in self.programmes {
            if !only.is_empty() && !only.contains(&number) {
                report.of_other_programmes(&of_programme.lines);
                continue;
            }
            let mut draft = drafts.remove(&number).unwrap_or_default();
            unshown.extend(of_programme.amounts.keys().filter(|key| key.year == year && key.stage != Stage::Bill).map(|key| (key.year, key.stage)));
            of_programme.add_to(number, &mut draft, year, labels, &mut others, report);
            // Lines of other years alone make no document.
            if only.contains(&number) || !draft.facts.is_empty() {
                drafts.insert(number, draft);
            }
        }
        for ((other, stage, _), (spot, lines)) in others {
            let which = runs(lines.iter().copied());
            report.tell(&spot, Told::OtherYear { year: other, stage, lines: lines.len() }, &which);
        }
        for (year, stage) in unshown {
            report.tell(&Spot::default(), Told::NotShown { year, stage }, "");
        }
    }
}

impl Added {
    /// Takes what another file says and this one does not; the two sums where both say a measure, but otherwise.
    fn take(&mut self, other: &Self) -> Option<[Result<Euros, Overflow>; 2]> {
        for measure in Measure::BOTH {
            match (self.total(measure), other.total(measure)) {
                (Some(one), Some(another)) if one != another => return Some([one, another]),
                (None, Some(Ok(euros))) => {
                    self.tally(measure).add(euros);
                    self.lines.extend(&other.lines);
                }
                (None | Some(_), _) => {}
            }
        }
        None
    }
}

impl OfProgramme {
    fn add_to(self, number: ProgrammeNumber, draft: &mut Draft, year: Year, labels: &Labels, others: &mut Others, report: &mut Report) {
        let mission = labels.mission(number, &self.mission_code).map(ToOwned::to_owned);
        // Where codes have no column of their own, some files name the mission in theirs.
        let is_name = self.mission_code.chars().count() > MISSION_CODE;
        let own = if self.mission.is_empty() && is_name { self.mission_code } else { self.mission };
        draft.name(labels.programme(number).map_or(self.name, ToOwned::to_owned), mission.unwrap_or(own));
        for (code, label) in self.labels {
            draft.labels.entry(code).or_insert(label);
        }
        let is_shown = |of: Year| of == year || of == year.offset(-1);
        for (key, added) in self.amounts.into_iter().flat_map(|(key, of_files)| of_files.into_iter().map(move |added| (key, added))) {
            if !is_shown(key.year) {
                let of_file = others.entry((key.year, key.stage, added.spot.file));
                let (_, lines) = of_file.or_insert_with(|| (added.spot.clone(), BTreeSet::new()));
                lines.extend(added.lines.iter().map(|(_, line)| *line));
                continue;
            }
            let Key { year, stage, contributions, code, category } = key;
            draft.given.insert((year, stage, contributions));
            if added.lines.len() > 1 {
                report.tell(&added.spot, Told::Summed { lines: added.lines.len() }, &format!("{number}, {code}, {category}"));
            }
            for (measure, tally) in [(Measure::Ae, &added.ae), (Measure::Cp, &added.cp)] {
                let fact = FactKey { year, stage, contributions, code, category, measure };
                match tally.total() {
                    Ok(euros) if tally.count() > 0 => draft.fact_of_lines(fact, euros, &added.spot, &added.lines, report),
                    Ok(_) => {}
                    Err(_) => report.tell(&added.spot, Told::TooLarge, &format!("{number}, {code}, {category}")),
                }
            }
        }
        draft.printed.extend(self.printed.into_iter().filter(|(of, _)| is_shown(*of)).map(|(_, printed)| printed));
    }
}

/// Longest code of a mission, in letters.
const MISSION_CODE: usize = 3;
