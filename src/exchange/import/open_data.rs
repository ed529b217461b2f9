//! Open-data files of the budget: credits and contributions, one line for each action and category, of one programme or of the whole bill.
//!
//! Knows the columns of every year's files. Lines of one action and category are added up: a programme of several ministries has one for each.
//! Lines that are equal in every cell, and files whose every amount is the same, are questions, since no budget looks so.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::blocks::folded;
use super::coded;
use super::draft::{Draft, FactKey, Printed, PrintedFigure};
use super::nomenclature::{Labels, line_of};
use super::report::{ImportRefusal, Question, Report, Spot, Told};
use super::source::{Contents, Separated, Source};
use super::{Compared, Options};
use crate::calc::Tally;
use crate::lang::number::{self, NumberRefusal};
use crate::lang::writing;
use crate::model::{ActionCode, Category, Euros, Measure, NatureScope, ProgrammeNumber, Stage, Year};

/// As many amounts that are all the same are a question; fewer may be so by chance.
const SUSPECT: usize = 6;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Year,
    Law,
    Programme,
    ProgrammeLabel,
    Action,
    ActionLabel,
    SubAction,
    SubActionLabel,
    Category,
    Title,
    Mission,
    MissionLabel,
    /// Known, and not needed.
    Other,
    Amount {
        /// `None` when the law of the line decides.
        stage: Option<Stage>,
        contributions: bool,
        measure: Measure,
    },
    Unknown,
}

/// The columns of a file, from its heading.
pub(super) struct Columns {
    roles: Vec<Role>,
    /// The year that the heading of the amounts names.
    year: Option<Year>,
}

impl Columns {
    /// From the cells of a heading, folded.
    pub fn of(cells: &[String]) -> Self {
        let names: Vec<String> = cells.iter().map(|cell| cell.chars().filter(char::is_ascii_alphanumeric).collect()).collect();
        let has = |name: &str| names.iter().any(|other| other == name);
        let mut year = None;
        let roles = names.iter().map(|name| {
            let (stem, of_heading) = without_year(name);
            if let Some(role) = named(&stem, &has) {
                return role;
            }
            let amount = amount(&stem);
            if amount.is_some() {
                year = year.or(of_heading);
            }
            amount.unwrap_or(Role::Unknown)
        });
        Self { roles: roles.collect(), year }
    }

    /// How many columns are known.
    pub fn known(&self) -> usize {
        self.roles.iter().filter(|role| **role != Role::Unknown).count()
    }

    fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The needed column that is missing.
    fn missing(&self) -> Option<&'static str> {
        let amount = |wanted| self.roles.iter().any(|role| matches!(role, Role::Amount { measure, contributions: false, .. } if *measure == wanted));
        let needed = [
            (self.has(Role::Programme), "programme"),
            (self.has(Role::Action), "action"),
            (self.has(Role::Category), "categorie"),
            (amount(Measure::Ae), "ae"),
            (amount(Measure::Cp), "cp"),
        ];
        needed.into_iter().find(|(found, _)| !found).map(|(_, name)| name)
    }

    /// Whether amounts of the bill and of the act stand side by side: then their headings decide, not the law of the line.
    fn has_both_stages(&self) -> bool {
        let of = |wanted| self.roles.iter().any(|role| matches!(role, Role::Amount { stage: Some(stage), .. } if *stage == wanted));
        of(Stage::Bill) && of(Stage::InitialAct)
    }

    fn says_stage(&self) -> bool {
        let all_say = self.roles.iter().all(|role| !matches!(role, Role::Amount { stage: None, contributions: false, .. }));
        self.has(Role::Law) || all_say
    }
}

/// "aelfi2020" is "aelfi" of 2020.
fn without_year(name: &str) -> (String, Option<Year>) {
    let digits = name.bytes().rev().take_while(u8::is_ascii_digit).count();
    match name.split_at_checked(name.len() - digits) {
        Some((stem, year)) if year.len() == 4 && !stem.is_empty() => (stem.into(), coded::year(year)),
        _ => (name.into(), None),
    }
}

/// Columns by their name; where codes have a column of their own, the plain name is that of the label.
fn named(name: &str, has: &dyn Fn(&str) -> bool) -> Option<Role> {
    let code_or = |code: &str, label, plain| if has(code) { label } else { plain };
    Some(match name {
        "exercice" | "annee" | "anneeplf" | "anneelfi" => Role::Year,
        "loi" | "typeloi" | "typedeloi" => Role::Law,
        "codeprogramme" | "codepgm" | "pgm" | "numeroprogramme" => Role::Programme,
        "programme" => code_or("codeprogramme", Role::ProgrammeLabel, Role::Programme),
        "libelleprogramme" | "programmelibelle" => Role::ProgrammeLabel,
        "codeaction" => Role::Action,
        "action" => code_or("codeaction", Role::ActionLabel, Role::Action),
        "libelleaction" | "actionlibelle" => Role::ActionLabel,
        "codesousaction" => Role::SubAction,
        "sousaction" => code_or("codesousaction", Role::SubActionLabel, Role::SubAction),
        "libellesousaction" | "sousactionlibelle" => Role::SubActionLabel,
        "codecategorie" => Role::Category,
        "categorie" => code_or("codecategorie", Role::Other, Role::Category),
        "codetitre" => Role::Title,
        "titre" => code_or("codetitre", Role::Other, Role::Title),
        "codemission" => Role::Mission,
        "mission" => code_or("codemission", Role::MissionLabel, Role::Mission),
        "libellemission" | "missionlibelle" => Role::MissionLabel,
        "typebudget"
        | "typedebudget"
        | "typemission"
        | "typedemission"
        | "typedebudgethorsbudgetsannexes"
        | "budget"
        | "ministere"
        | "codeministere"
        | "libelleministere"
        | "libelletitre"
        | "libellecategorie"
        | "designationministere" => Role::Other,
        _ => return None,
    })
}

/// "AE PLF", "ae", "cp_prev_fdc_adp", "AE ( T2 + HT2) LFI", "aePlfNp1": the measure, then words that say of what.
fn amount(name: &str) -> Option<Role> {
    let measure = match name.get(..2)? {
        "ae" => Measure::Ae,
        "cp" => Measure::Cp,
        _ => return None,
    };
    let (mut stage, mut contributions) = (None, false);
    let mut rest = name.get(2..)?;
    while !rest.is_empty() {
        let words = ["plf", "lfi", "fdcetadp", "fdc", "adp", "prev", "np1", "ht2", "t2", "demandes", "demandees", "votes", "votees", "en", "euros"];
        let word = words.into_iter().find(|word| rest.starts_with(word))?;
        match word {
            "plf" => stage = Some(Stage::Bill),
            "lfi" => stage = Some(Stage::InitialAct),
            "fdcetadp" | "fdc" | "adp" => contributions = true,
            _ => {}
        }
        rest = rest.get(word.len()..)?;
    }
    Some(Role::Amount { stage, contributions, measure })
}

/// Where the amounts of a line go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    year: Year,
    stage: Stage,
    contributions: bool,
    code: ActionCode,
    category: Category,
}

/// The lines of one key, added up.
#[derive(Default)]
struct Added {
    ae: Tally,
    cp: Tally,
    lines: usize,
    spot: Spot,
}

impl Added {
    fn tally(&mut self, measure: Measure) -> &mut Tally {
        match measure {
            Measure::Ae => &mut self.ae,
            Measure::Cp => &mut self.cp,
        }
    }
}

/// A printed total of a programme.
struct Total {
    spot: Spot,
    year: Year,
    stage: Stage,
    contributions: bool,
    measure: Measure,
    euros: Euros,
}

/// What the lines of one programme say.
#[derive(Default)]
struct OfProgramme {
    name: String,
    mission_code: String,
    mission: String,
    labels: BTreeMap<ActionCode, String>,
    amounts: BTreeMap<Key, Added>,
    totals: Vec<Total>,
}

/// The facts of every open-data file.
#[derive(Default)]
pub(super) struct Facts {
    /// Every programme of the files, those not wanted too.
    known: BTreeSet<ProgrammeNumber>,
    programmes: BTreeMap<ProgrammeNumber, OfProgramme>,
}

/// Reads every open-data file.
pub(super) fn read(sources: &[Source], options: Options, report: &mut Report) -> Result<Facts, ImportRefusal> {
    let mut facts = Facts::default();
    let mut seen = HashMap::new();
    for (file, source) in sources.iter().enumerate() {
        if let Contents::OpenData(separated) = &source.contents {
            let mut lines = Lines { file, name: &source.name, columns: Columns { roles: vec![], year: None }, headings: vec![], options };
            lines.read(separated, &mut facts, &mut seen, report)?;
        }
    }
    Ok(facts)
}

/// A file being read.
struct Lines<'a> {
    file: usize,
    name: &'a str,
    columns: Columns,
    headings: Vec<String>,
    options: Options,
}

/// Every line met so far, and where: one that comes again is a question.
type Seen = HashMap<String, (usize, usize)>;
/// The amounts of a whole file, by what they are.
type FileTotals = BTreeMap<(Option<Stage>, bool, Measure), Tally>;

/// An amount of a line whose stage is known.
#[derive(Clone, Copy)]
struct Staged {
    stage: Stage,
    contributions: bool,
    measure: Measure,
    column: usize,
    euros: Euros,
}

/// A line cut into what it says.
struct Line<'a> {
    number: usize,
    record: &'a csv::StringRecord,
}

impl Lines<'_> {
    fn read(&mut self, separated: &Separated, facts: &mut Facts, seen: &mut Seen, report: &mut Report) -> Result<(), ImportRefusal> {
        let mut records = separated.records();
        let head = records.by_ref().find(|record| record.iter().any(|cell| !cell.trim().is_empty())).unwrap_or_default();
        self.take_heading(&head, report)?;
        let mut doubled: Option<([usize; 2], usize)> = None;
        let mut values = Tally::default();
        let mut totals = FileTotals::new();
        for record in records {
            let number = line_of(&record);
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let line = Line { number, record: &record };
            let amounts = self.amounts(&line, report);
            let credits = amounts.iter().filter(|(role, ..)| matches!(role, Role::Amount { contributions: false, .. }));
            if self.is_total(&line) {
                self.compare_total(&line, &amounts, &totals, report);
                continue;
            }
            if self.is_total_of_programme(&line) {
                self.take_line(&line, &amounts, facts, report)?;
                continue;
            }
            credits.for_each(|(_, _, euros)| values.add(*euros));
            for (role, _, euros) in &amounts {
                if let Role::Amount { stage, contributions, measure } = *role {
                    totals.entry((stage, contributions, measure)).or_default().add(*euros);
                }
            }
            if amounts.iter().any(|(_, _, euros)| *euros != Euros::ZERO) {
                let cells = record.iter().collect::<Vec<_>>().join("\u{1f}");
                if let Some((_, first)) = seen.get(&cells) {
                    doubled = Some(doubled.map_or(([*first, number], 1), |(lines, count)| (lines, count + 1)));
                } else {
                    seen.insert(cells, (self.file, number));
                }
            }
            self.take_line(&line, &amounts, facts, report)?;
        }
        if let Some((lines, count)) = doubled {
            report.questions.push(Question::Doubled { file: self.name.into(), lines, count });
        }
        if let Some(value) = values.sole_value().filter(|_| values.count() >= SUSPECT) {
            report.questions.push(Question::SameValue { file: self.name.into(), value: writing::euros(value), count: values.count() });
        }
        Ok(())
    }

    fn take_heading(&mut self, head: &csv::StringRecord, report: &mut Report) -> Result<(), ImportRefusal> {
        self.headings = head.iter().map(|cell| cell.trim().to_owned()).collect();
        let cells: Vec<String> = self.headings.iter().map(|cell| folded(cell)).collect();
        self.columns = Columns::of(&cells);
        if let Some(missing) = self.columns.missing() {
            return Err(ImportRefusal::MissingColumns { file: self.name.into(), missing });
        }
        if !self.columns.says_stage() {
            return Err(ImportRefusal::NoLaw { file: self.name.into() });
        }
        let line = line_of(head);
        for (heading, role) in self.headings.iter().zip(&self.columns.roles) {
            if *role == Role::Unknown && !heading.is_empty() {
                report.tell(&Spot { file: self.file, line, column: heading.clone() }, Told::Column, "");
            }
        }
        Ok(())
    }

    fn spot(&self, line: usize, column: usize) -> Spot {
        Spot { file: self.file, line, column: self.headings.get(column).cloned().unwrap_or_default() }
    }

    /// The cell of a role and its column; blank where there is none.
    fn cell<'a>(&self, line: &Line<'a>, wanted: Role) -> (&'a str, usize) {
        let index = self.columns.roles.iter().position(|role| *role == wanted);
        index.map_or(("", 0), |index| (line.record.get(index).unwrap_or_default().trim(), index))
    }

    /// The amounts of a line; a lone dash is what spreadsheets write for none.
    fn amounts(&self, line: &Line<'_>, report: &mut Report) -> Vec<(Role, usize, Euros)> {
        let mut amounts = Vec::new();
        for (index, role) in self.columns.roles.iter().enumerate().filter(|(_, role)| matches!(role, Role::Amount { .. })) {
            let spot = || self.spot(line.number, index);
            let Some(cell) = line.record.get(index) else {
                report.tell(&spot(), Told::ShortLine, &line.record.iter().collect::<Vec<_>>().join(";"));
                break;
            };
            if matches!(cell.trim(), "" | "-" | "–") {
                continue;
            }
            match plain_amount(cell) {
                Ok(euros) => amounts.push((*role, index, euros)),
                Err(refusal) => report.tell(&spot(), Told::Number(refusal), cell),
            }
        }
        amounts
    }

    /// Whether the line is the total of the file: it says so where codes stand.
    fn is_total(&self, line: &Line<'_>) -> bool {
        let (programme, _) = self.cell(line, Role::Programme);
        coded::programme(programme).is_none() && line.record.iter().any(|cell| folded(cell.trim()).starts_with("total"))
    }

    /// Whether the line is the total of its programme: no action, no category.
    fn is_total_of_programme(&self, line: &Line<'_>) -> bool {
        self.cell(line, Role::Action).0.is_empty() && self.cell(line, Role::Category).0.is_empty()
    }

    fn compare_total(&self, line: &Line<'_>, amounts: &[(Role, usize, Euros)], totals: &FileTotals, report: &mut Report) {
        for (role, index, printed) in amounts {
            let Role::Amount { stage, contributions, measure } = *role else { continue };
            let computed = totals.get(&(stage, contributions, measure)).map_or(Ok(Euros::ZERO), Tally::total);
            if computed == Ok(*printed) {
                report.equal += 1;
                continue;
            }
            let computed = computed.map_or_else(|_| String::new(), writing::euros);
            let spot = self.spot(line.number, *index);
            report.differs(Compared { spot, programme: None, address: String::new(), printed: writing::euros(*printed), computed });
        }
    }

    /// A line whose codes, law and year are all known goes to its programme; of any other the cell that is not is told.
    fn take_line(&self, line: &Line<'_>, amounts: &[(Role, usize, Euros)], facts: &mut Facts, report: &mut Report) -> Result<(), ImportRefusal> {
        let tell = |report: &mut Report, (words, column): (&str, usize), told: Told| report.tell(&self.spot(line.number, column), told, words);
        let programme = self.cell(line, Role::Programme);
        let Some(number) = coded::programme(programme.0) else {
            tell(report, programme, Told::Programme);
            return Ok(());
        };
        facts.known.insert(number);
        if self.options.programme.is_some_and(|wanted| wanted != number) {
            return Ok(());
        }
        let law = self.cell(line, Role::Law);
        let of_law = stage_of(law.0);
        let staged: Vec<Staged> = amounts.iter().filter_map(|amount| self.staged(amount, of_law.ok().flatten())).collect();
        if of_law.is_err() || (staged.is_empty() && !amounts.is_empty()) {
            tell(report, law, Told::Law);
            return Ok(());
        }
        let Some(year) = self.year(line, report)? else { return Ok(()) };
        if self.is_total_of_programme(line) {
            let totals = staged.into_iter().map(|Staged { stage, contributions, measure, column, euros }| {
                let spot = self.spot(line.number, column);
                Total { spot, year: self.year_of(year, stage), stage, contributions, measure, euros }
            });
            facts.programmes.entry(number).or_default().totals.extend(totals);
            return Ok(());
        }
        let (action, sub_action, category) = (self.cell(line, Role::Action), self.cell(line, Role::SubAction), self.cell(line, Role::Category));
        let Some(code) = coded::action(action.0, sub_action.0) else {
            tell(report, if coded::action(action.0, "").is_some() { sub_action } else { action }, Told::Action);
            return Ok(());
        };
        let Some(category) = coded::category(category.0) else {
            tell(report, category, Told::Category);
            return Ok(());
        };
        let title = self.cell(line, Role::Title);
        if coded::title(title.0).is_some_and(|title| title != category.title()) {
            tell(report, title, Told::OtherTitle { category });
        }
        report.count_line(self.file);
        let of_programme = facts.programmes.entry(number).or_default();
        self.take_names(line, of_programme);
        self.take_labels(line, code, of_programme);
        self.add_line(line, year, (code, category), &staged, of_programme);
        Ok(())
    }

    /// An amount and its stage: by the law of the line, or by its column where amounts of both stages stand side by side.
    fn staged(&self, (role, column, euros): &(Role, usize, Euros), of_law: Option<Stage>) -> Option<Staged> {
        let Role::Amount { stage, contributions, measure } = *role else { return None };
        let stage = if self.columns.has_both_stages() { stage.or(of_law) } else { of_law.or(stage) };
        Some(Staged { stage: stage?, contributions, measure, column: *column, euros: *euros })
    }

    fn add_line(&self, line: &Line<'_>, year: Year, (code, category): (ActionCode, Category), staged: &[Staged], of_programme: &mut OfProgramme) {
        let mut touched: Vec<Key> = Vec::new();
        // Files with columns for contributions say 0 where there are none.
        for amount in staged.iter().filter(|amount| !amount.contributions || amount.euros != Euros::ZERO) {
            let Staged { stage, contributions, measure, column, euros } = *amount;
            let key = Key { year: self.year_of(year, stage), stage, contributions, code, category };
            let added = of_programme.amounts.entry(key).or_default();
            if !touched.contains(&key) {
                touched.push(key);
                added.lines += 1;
                if added.lines == 1 {
                    added.spot = self.spot(line.number, column);
                }
            }
            added.tally(measure).add(euros);
        }
    }

    /// The year of a line: its own, that of the headings, or the one asked for; `None` when its own cannot be read.
    fn year(&self, line: &Line<'_>, report: &mut Report) -> Result<Option<Year>, ImportRefusal> {
        let cell = self.cell(line, Role::Year);
        if cell.0.is_empty() {
            return self.columns.year.or(self.options.year).map(Some).ok_or(ImportRefusal::NoYear);
        }
        let year = coded::year(cell.0);
        if year.is_none() {
            report.tell(&self.spot(line.number, cell.1), Told::Year, cell.0);
        }
        Ok(year)
    }

    /// An act whose year nothing but the wish for a PAP says is that of the year before it.
    fn year_of(&self, year: Year, stage: Stage) -> Year {
        let is_said = self.columns.has(Role::Year) || self.columns.year.is_some();
        if stage == Stage::InitialAct && !is_said { year.offset(-1) } else { year }
    }

    fn take_names(&self, line: &Line<'_>, of_programme: &mut OfProgramme) {
        let fields = [
            (Role::ProgrammeLabel, &mut of_programme.name),
            (Role::Mission, &mut of_programme.mission_code),
            (Role::MissionLabel, &mut of_programme.mission),
        ];
        for (role, field) in fields {
            let (words, _) = self.cell(line, role);
            if field.is_empty() && !words.is_empty() {
                *field = one_line(words);
            }
        }
    }

    fn take_labels(&self, line: &Line<'_>, code: ActionCode, of_programme: &mut OfProgramme) {
        let parent = code.parent();
        let named = [(Some(parent.unwrap_or(code)), Role::ActionLabel), (parent.map(|_| code), Role::SubActionLabel)];
        for (code, role) in named {
            let (words, _) = self.cell(line, role);
            if let Some(code) = code.filter(|_| !words.is_empty()) {
                of_programme.labels.entry(code).or_insert_with(|| one_line(words));
            }
        }
    }
}

/// An amount; a program that took it for a decimal wrote `7300000.0`.
fn plain_amount(cell: &str) -> Result<Euros, NumberRefusal> {
    number::parse_amount(cell).map(|amount| amount.euros)
}

/// `None` where the line says nothing.
fn stage_of(law: &str) -> Result<Option<Stage>, ()> {
    let law = folded(law);
    match law.as_str() {
        "" => Ok(None),
        law if law.starts_with("plf") || law.starts_with("projet de loi de finances") => Ok(Some(Stage::Bill)),
        law if law.starts_with("lfi") || law.starts_with("loi de finances initiale") => Ok(Some(Stage::InitialAct)),
        _ => Err(()),
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
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

    pub fn is_empty(&self) -> bool {
        self.programmes.is_empty()
    }

    /// The year of the PAP that shows the newest of these facts: that of the bill, or the one after the act.
    pub fn year(&self) -> Option<Year> {
        let years = |wanted| {
            let keys = self.programmes.values().flat_map(|of_programme| of_programme.amounts.keys());
            keys.filter(move |key| key.stage == wanted).map(|key| key.year).max()
        };
        years(Stage::Bill).or_else(|| years(Stage::InitialAct).map(|year| year.offset(1)))
    }

    /// Puts the facts into the drafts: of the programmes that a published text is of, if there is one, or of every programme.
    pub fn add_to(self, drafts: &mut BTreeMap<ProgrammeNumber, Draft>, year: Year, labels: &Labels, report: &mut Report) {
        let only: Vec<ProgrammeNumber> = drafts.keys().copied().collect();
        let mut others: BTreeMap<(Year, Stage), (Spot, usize)> = BTreeMap::new();
        for (number, of_programme) in self.programmes.into_iter().filter(|(number, _)| only.is_empty() || only.contains(number)) {
            let draft = drafts.entry(number).or_default();
            of_programme.add_to(number, draft, year, labels, &mut others, report);
        }
        for ((other, stage), (spot, lines)) in others {
            report.tell(&spot, Told::OtherYear { year: other, stage, lines }, "");
        }
    }
}

impl OfProgramme {
    fn add_to(
        self,
        number: ProgrammeNumber,
        draft: &mut Draft,
        year: Year,
        labels: &Labels,
        others: &mut BTreeMap<(Year, Stage), (Spot, usize)>,
        report: &mut Report,
    ) {
        let mission = labels.mission(number, &self.mission_code).map(ToOwned::to_owned);
        // Where codes have no column of their own, some files name the mission in theirs.
        let is_name = self.mission_code.chars().any(char::is_lowercase);
        let own = if self.mission.is_empty() && is_name { self.mission_code } else { self.mission };
        draft.name(labels.programme(number).map_or(self.name, ToOwned::to_owned), mission.unwrap_or(own));
        for (code, label) in self.labels {
            draft.labels.entry(code).or_insert(label);
        }
        for (key, added) in self.amounts {
            if key.year != year && key.year != year.offset(-1) {
                let (_, lines) = others.entry((key.year, key.stage)).or_insert_with(|| (added.spot.clone(), 0));
                *lines += added.lines;
                continue;
            }
            let Key { year, stage, contributions, code, category } = key;
            draft.given.insert((year, stage, contributions));
            if added.lines > 1 {
                report.tell(&added.spot, Told::Summed { lines: added.lines }, &format!("{number}, {code}, {category}"));
            }
            for (measure, tally) in [(Measure::Ae, added.ae), (Measure::Cp, added.cp)] {
                match tally.total() {
                    Ok(euros) if tally.count() > 0 => {
                        draft.fact(FactKey { year, stage, contributions, code, category, measure }, euros, &added.spot, report);
                    }
                    Ok(_) => {}
                    Err(_) => report.tell(&added.spot, Told::TooLarge, &format!("{number}, {code}, {category}")),
                }
            }
        }
        let shown = self.totals.into_iter().filter(|total| total.year == year || total.year == year.offset(-1));
        draft.printed.extend(shown.map(|total| {
            let Total { spot, year, stage, contributions, measure, euros } = total;
            let figure = PrintedFigure::Credit { year, stage, contributions, action: None, nature: NatureScope::All, measure };
            Printed { spot, figure, value: euros.into() }
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(header: &str) -> Vec<Role> {
        Columns::of(&header.split(';').map(folded).collect::<Vec<_>>()).roles
    }

    /// DOMAIN §8, and the headings of the files of other years.
    #[test]
    fn the_columns_of_every_year_are_known() {
        let headers = [
            "exercice;loi;typeBudget;ministere;mission;programme;action;sous_action;categorie;titre;AE PLF;CP PLF",
            "exercice;loi;typeBudget;ministere;mission;programme;action;sous_action;categorie;titre;ae;cp",
            "exercice;type_mission;code_mission;mission;ministere;programme;libelle_programme;action;libelle_action;sous_action;libelle_sousaction;categorie;titre;ae_plf;cp_plf;ae_prev_fdc_adp;cp_prev_fdc_adp",
            "Code Mission;Mission;Code Programme;Programme;Code Action;Action;Code sous action;Sous action;Code titre;Titre;Code catégorie;Catégorie;AE LFI 2020;CP LFI 2020",
            "loi;programme;action;categorie;AE ( T2 + HT2) LFI;CP ( T2 + HT2) LFI;AE T2 PLF;AE HT2 PLF;CP T2 PLF;CP HT2 PLF",
            "programme;action;categorie;aePlfNp1;cpPlfNp1",
        ];
        for header in headers {
            let columns = Columns::of(&header.split(';').map(folded).collect::<Vec<_>>());
            assert!(!columns.has(Role::Unknown), "{header}: {:?}", columns.roles);
            assert_eq!(columns.missing(), None, "{header}");
        }
        let amount = |stage, contributions, measure| Role::Amount { stage, contributions, measure };
        let cases = [
            ("AE PLF", amount(Some(Stage::Bill), false, Measure::Ae)),
            ("cp", amount(None, false, Measure::Cp)),
            ("cp_prev_fdc_adp", amount(None, true, Measure::Cp)),
            ("AE LFI 2020", amount(Some(Stage::InitialAct), false, Measure::Ae)),
            ("aérien", Role::Unknown),
            ("cpx", Role::Unknown),
            ("etpt", Role::Unknown),
        ];
        for (heading, role) in cases {
            assert_eq!(roles(heading), [role], "{heading}");
        }
        assert_eq!(Columns::of(&[folded("AE LFI 2020")]).year, Year::new(2020));
    }

    #[test]
    fn a_missing_column_is_named() {
        let cases = [
            ("loi;action;categorie;ae;cp", Some("programme")),
            ("loi;programme;categorie;ae;cp", Some("action")),
            ("loi;programme;action;ae;cp", Some("categorie")),
            ("loi;programme;action;categorie;cp;ae_prev_fdc_adp", Some("ae")),
            ("loi;programme;action;categorie;ae", Some("cp")),
            ("loi;programme;action;categorie;ae;cp", None),
        ];
        for (header, missing) in cases {
            assert_eq!(Columns::of(&header.split(';').map(folded).collect::<Vec<_>>()).missing(), missing, "{header}");
        }
    }
}
