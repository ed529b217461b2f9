//! What the lines of open data say of each programme, and how it enters a draft.

use std::collections::{BTreeMap, BTreeSet};

use super::super::blocks::folded;
use super::super::draft::{Draft, FactKey, Printed};
use super::super::nomenclature::Labels;
use super::super::report::{Differing, ImportRefusal, Report, Spot, Told, runs};
use super::shares::{Amount, Clash, Ministries, Shares};
use crate::lang::writing;
use crate::model::{ActionCode, Category, ProgrammeNumber, Stage, Year};

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    Programme,
    /// The code of its mission.
    MissionCode,
    Mission,
    Action(ActionCode),
    Category(Category),
}

/// What the lines of one programme say.
#[derive(Default)]
pub(super) struct OfProgramme {
    /// Each as the first line gives it, with its place.
    names: BTreeMap<Named, (String, Spot)>,
    /// Other names that were told, folded.
    told: BTreeSet<(Named, String)>,
    amounts: BTreeMap<FactKey, Shares>,
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
    pub(super) ministries: Ministries,
}

/// Amounts of years that the PAP does not show, by file: where the first one stands, and the lines.
type Others = BTreeMap<(Year, Stage, usize), (Spot, BTreeSet<usize>)>;

impl OfProgramme {
    /// Adds an amount that a line says.
    pub fn add(&mut self, key: FactKey, amount: Amount<'_>) {
        self.amounts.entry(key).or_default().add(amount);
    }

    /// Keeps the first name of a thing and tells each other one once.
    pub fn name(&mut self, of: Named, words: &str, spot: impl FnOnce() -> Spot, report: &mut Report) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some((kept, _)) = self.names.get(&of) else {
            self.names.insert(of, (words, spot()));
            return;
        };
        if *kept != words && folded(kept) != folded(&words) && self.told.insert((of, folded(&words))) {
            report.tell(&spot(), Told::OtherLabel { kept: kept.clone() }, &words);
        }
    }

    fn named(&self, of: Named) -> &str {
        self.names.get(&of).map(|(words, _)| words.as_str()).unwrap_or_default()
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
    /// [`ImportRefusal`] when they give it otherwise, or nothing tells whether it is one amount or two.
    pub(super) fn take_once(&mut self, report: &mut Report) -> Result<(), ImportRefusal> {
        // Lines with amounts that other files give already, with those.
        let mut repeats: BTreeMap<(usize, usize), BTreeSet<usize>> = BTreeMap::new();
        for (number, of_programme) in &mut self.programmes {
            for (key, shares) in &mut of_programme.amounts {
                let repeated = |kept, lines: &[(usize, usize)]| {
                    lines.iter().for_each(|line| repeats.entry(*line).or_default().extend([kept]));
                };
                let of = || format!("{number}, {}, {}", key.code, key.category);
                shares.take_once(&self.ministries, repeated).map_err(|clash| refused(clash, of(), report))?;
            }
        }
        let read: BTreeSet<(usize, usize)> = match repeats.is_empty() {
            true => BTreeSet::new(),
            false => self.programmes.values().flat_map(|of_programme| of_programme.amounts.values()).flat_map(Shares::lines).collect(),
        };
        let mut told: BTreeMap<(usize, BTreeSet<usize>, bool), Vec<usize>> = BTreeMap::new();
        for ((file, line), kept) in repeats {
            told.entry((file, kept, read.contains(&(file, line)))).or_default().push(line);
        }
        for ((file, kept, partly), lines) in told {
            let spot = Spot { file, line: lines.first().copied().unwrap_or_default(), column: String::new() };
            let kept = kept.into_iter().map(|file| report.name(file)).collect::<Vec<_>>().join(", ");
            report.tell(&spot, Told::SameInFile { lines, kept, partly }, "");
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

fn refused(clash: Clash, of: String, report: &Report) -> ImportRefusal {
    let place = |spot: &Spot| (report.name(spot.file), spot.line);
    match clash {
        Clash::Differ { spots, totals } => ImportRefusal::FilesDiffer {
            files: Box::new(Differing {
                places: spots.each_ref().map(place),
                said: totals.map(|total| total.map_or_else(|_| "…".into(), writing::euros)),
            }),
            of,
        },
        Clash::Apart { spots, column, said } => {
            ImportRefusal::FilesApart { files: Box::new(Differing { places: spots.each_ref().map(place), said }), of, column }
        }
    }
}

impl OfProgramme {
    fn add_to(mut self, number: ProgrammeNumber, draft: &mut Draft, year: Year, labels: &Labels, others: &mut Others, report: &mut Report) {
        self.give_names(number, draft, labels, report);
        let is_shown = |of: Year| of == year || of == year.offset(-1);
        let mut summed = BTreeMap::new();
        for (key, shares) in self.amounts {
            let FactKey { year, stage, contributions, code, category, .. } = key;
            if !is_shown(year) {
                for (file, line) in shares.lines() {
                    let of_file = others.entry((year, stage, file));
                    let (_, lines) = of_file.or_insert_with(|| (Spot { file, line, ..shares.spot() }, BTreeSet::new()));
                    lines.insert(line);
                }
                continue;
            }
            draft.given.insert((year, stage, contributions));
            let lines: Vec<(usize, usize)> = shares.lines().collect();
            let of = format!("{number}, {code}, {category}");
            match shares.total() {
                Ok(euros) => draft.fact_of_lines(key, euros, &shares.spot(), &lines, report),
                Err(_) => report.tell(&shares.spot(), Told::TooLarge, &of),
            }
            // Once for AE and CP.
            if lines.len() > 1 {
                summed.entry((year, stage, contributions, code, category)).or_insert((shares.spot(), lines.len(), shares.ministries(), of));
            }
        }
        for (spot, lines, ministries, of) in summed.into_values() {
            report.tell(&spot, Told::Summed { lines, ministries }, &of);
        }
        draft.printed.extend(self.printed.into_iter().filter(|(of, _)| is_shown(*of)).map(|(_, printed)| printed));
    }

    /// Names that the draft has not yet; one that it has otherwise is told. Those of a nomenclature file come first.
    fn give_names(&mut self, number: ProgrammeNumber, draft: &mut Draft, labels: &Labels, report: &mut Report) {
        let code = self.named(Named::MissionCode).to_owned();
        let or_own = |label: Option<&str>, of| label.unwrap_or_else(|| self.named(of)).to_owned();
        draft.name(or_own(labels.programme(number), Named::Programme), or_own(labels.mission(number, &code), Named::Mission));
        for (of, (words, spot)) in std::mem::take(&mut self.names) {
            let kept = match of {
                Named::Programme => &draft.programme.name,
                Named::Mission => &draft.programme.mission,
                Named::Action(code) => &*draft.labels.entry(code).or_insert_with(|| words.clone()),
                Named::MissionCode | Named::Category(_) => continue,
            };
            if folded(kept) != folded(&words) {
                report.tell(&spot, Told::OtherLabel { kept: kept.clone() }, &words);
            }
        }
    }
}

/// Longest code of a mission, in letters.
pub(super) const MISSION_CODE: usize = 3;
