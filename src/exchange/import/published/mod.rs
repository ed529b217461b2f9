//! The published text of a PAP, whole or in the parts STRAT, PERF, CREDITS and JPE of the public site, read by its official headings.
//!
//! Knows both layouts. A part of the document that Papier does not hold is told, with how much stood in it; nothing is guessed from where a line
//! stands in its file.

mod again;
pub(super) mod annual;
mod cells;
mod credits;
mod grid;
mod lines;
mod marks;
mod multiyear;
mod performance;
mod pieces;
mod sections;
mod units;
mod untabbed;
mod words;

use std::collections::BTreeMap;

use super::blocks::{self, Block, Content, Line, LineKind, Row, folded};
use super::coded;
use super::draft::{Draft, PrintedFigure, PrintedValue};
use super::report::{Answers, ImportRefusal, Report, Spot, Told};
use super::source::{Contents, Source};
use super::{Options, draft, page};
use crate::lang::writing;
use crate::model::{ActionCode, Euros, LONGEST_LABEL, Year, fits};
use cells::{At, Cells, Fate};
use credits::{CreditTables, Under};
use grid::{Grid, holds_figure};
use marks::{Mark, is_running_head, mark};
use multiyear::ScheduleTables;
use performance::Recap;
use pieces::{Piece, PieceContent, pieces};
use units::Units;
use untabbed::{Looks, Untabbed, looks};
use words::{Collected, from_capitals, is_capitals, one_line};

/// What the texts among the files say; `None` when there is none.
pub(super) fn read(sources: &[Source], options: Options, answers: &Answers, report: &mut Report) -> Result<Option<Draft>, ImportRefusal> {
    let mut files: Vec<(usize, Vec<Block>)> = Vec::new();
    for (file, source) in sources.iter().enumerate().filter(|(_, source)| source.is_published()) {
        let blocks = match &source.contents {
            Contents::Page(html) => {
                let (blocks, hidden) = page::read(file, html).ok_or_else(|| ImportRefusal::TooManyLines { file: source.name.clone() })?;
                if hidden.count > 0 {
                    report.tell(&Spot { file, line: hidden.line, column: String::new() }, Told::Hidden { count: hidden.count }, &hidden.words);
                }
                blocks
            }
            Contents::Text(text) => blocks::of_text(file, text),
            Contents::OpenData(_) | Contents::Nomenclature(_) => continue,
        };
        let known = blocks.iter().any(|block| block.as_line().is_some_and(|line| mark(&line.text).is_some()));
        if !known && !blocks.iter().any(|block| matches!(block.content, Content::Table(_))) {
            return Err(ImportRefusal::Unknown { file: source.name.clone() });
        }
        let is_same = |other: &[Block]| other.len() == blocks.len() && other.iter().zip(&blocks).all(|(one, other)| one.content.says(&other.content));
        if let Some((kept, _)) = files.iter().find(|(_, other)| is_same(other)) {
            let kept = report.name(*kept);
            report.tell(&Spot { file, line: 1, column: String::new() }, Told::SameText { kept }, "");
            continue;
        }
        files.push((file, blocks));
    }
    if files.is_empty() {
        return Ok(None);
    }
    if let Some(year) = annual::year_of_report(&files) {
        return Err(ImportRefusal::AnnualReport { year });
    }
    let year = year(&files)?.or(options.year).ok_or(ImportRefusal::NoYear)?;
    let names = names(&files);
    let mut walk = Walk::new(year, report);
    for (file, blocks) in &files {
        walk.begin_file(*file);
        let printed: Vec<&Block> =
            blocks.iter().enumerate().filter(|(index, _)| !is_furniture(blocks, *index, &names)).map(|(_, block)| block).collect();
        let pieces = pieces(&printed);
        for (index, piece) in pieces.iter().enumerate() {
            if let (PieceContent::Table(_), Some(below)) = (&piece.content, pieces.get(index + 1)) {
                walk.look_below(below);
            }
            walk.take(piece)?;
        }
        walk.end_file();
    }
    walk.finish(answers).map(Some)
}

/// The year of the PAP: that of its cover, or what its tables ask for.
fn year(files: &[(usize, Vec<Block>)]) -> Result<Option<Year>, ImportRefusal> {
    let mut found: Option<Year> = None;
    for (_, blocks) in files {
        let mut covers = blocks.iter().enumerate().filter_map(|(index, block)| match mark(&block.as_line()?.text)? {
            Mark::Bill(Some(year)) => Some(year),
            // The year stands on a line of its own.
            Mark::Bill(None) => blocks.get(index + 1).and_then(|next| coded::year(&next.as_line()?.text)),
            _ => None,
        });
        let year = covers.next().or_else(|| blocks.iter().find_map(year_of_table));
        match (found, year) {
            (Some(first), Some(second)) if first != second => return Err(ImportRefusal::SeveralYears { first, second }),
            (found_before, year) => found = found_before.or(year),
        }
    }
    Ok(found)
}

/// The year that a heading of a table says to be that of the PAP: "FdC et AdP attendus en 2021", "Demandées pour 2021", "2020 Prévision PAP 2020",
/// "CP 2021" before the later years of a schedule.
fn year_of_table(block: &Block) -> Option<Year> {
    let Content::Table(rows) = &block.content else { return None };
    sections::year(rows).or_else(|| year_of_amounts(rows))
}

fn year_of_amounts(rows: &[Row]) -> Option<Year> {
    rows.iter().take(3).flat_map(|row| &row.cells).find_map(|cell| {
        let words = folded(cell);
        // The lines of a cell may name the act before the bill, and the years after it.
        let of_bill = words.split_once("plf ").and_then(|(_, rest)| marks::first_year(rest));
        let year = of_bill.or_else(|| marks::years(&words).last());
        let is_asked = ["attendus en", "demandees pour", "demandes pour", "plf "].iter().any(|said| words.contains(said));
        let is_announced = words.contains("prevision pap") || words.contains("cible pap");
        // The schedule begins with the year of the PAP.
        let is_first_opened = words.strip_prefix("cp ").and_then(coded::year).is_some();
        let is_new = words.starts_with("ae nouvelles pour ");
        if (is_asked || is_first_opened || is_new) && !is_announced { year } else { year.filter(|_| is_announced).map(|year| year.offset(1)) }
    })
}

/// The names that the programme goes by, folded: pages repeat them at their head.
fn names(files: &[(usize, Vec<Block>)]) -> Vec<String> {
    let blocks = files.iter().flat_map(|(_, blocks)| blocks);
    let lines = blocks.filter_map(Block::as_line);
    lines.filter_map(|line| if let Some(Mark::Manager(_, name)) = mark(&line.text) { Some(folded(&name)) } else { None }).collect()
}

/// Whether a block is the head of a page, or the name of the programme beside one.
fn is_furniture(blocks: &[Block], index: usize, names: &[String]) -> bool {
    let line = |index: usize| blocks.get(index).and_then(Block::as_line).map(|line| line.text.as_str());
    let Some(words) = line(index) else { return false };
    let is_head = |index: Option<usize>| index.and_then(line).is_some_and(is_running_head);
    is_running_head(words) || (names.contains(&folded(words)) && (is_head(index.checked_add(1)) || is_head(index.checked_sub(1))))
}

/// The text or name that lines go to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    /// Before anything known, on a cover.
    Cover(CoverField),
    /// Names before "Responsable du programme".
    Manager,
    Strategy,
    LayoutChanges,
    /// Numbers and names of objectives, on lines.
    Recap,
    /// The label of an objective or indicator stands on the next line.
    ObjectiveLabel,
    IndicatorLabel,
    /// What the objective is about.
    Objective,
    Source,
    Method,
    /// Under "Précisions méthodologiques", without saying of which kind.
    Methods,
    Justification,
    /// Free words under the synthesis.
    SynthesisComment,
    ScheduleComment,
    /// The code and label of an action stand on the next line.
    ActionLabel,
    Action(ActionCode),
    Nature(ActionCode),
    /// Below the title of a table of a section, its comment; or below that of a text beside the tables.
    Section(&'static str),
    /// Before the first text of a row that a section lists: its name stands there.
    Row,
    /// A text of such a row.
    RowText {
        list: &'static str,
        rank: usize,
        text: &'static str,
    },
    /// Part of the document without a place in Papier, by its first words.
    Elsewhere,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum CoverField {
    Other,
    Mission,
    Year,
    Name,
    Minister,
}

/// A part that is not read, to its last line.
struct Unread {
    spot: Spot,
    words: String,
    lines: usize,
    tables: usize,
    last: usize,
}

/// The walk through the blocks of every file.
struct Walk<'a> {
    year: Year,
    draft: Draft,
    report: &'a mut Report,
    file: usize,
    target: Target,
    collected: Collected,
    /// Where the text that is collected begins.
    spot: Spot,
    /// And the line where it ends so far.
    last: usize,
    recap: Recap,
    credits: CreditTables,
    /// What the headings above say of the next table of credits.
    under: Under,
    schedule: ScheduleTables,
    cells: Cells,
    action: Option<ActionCode>,
    /// The rank of the listed row under whose heading a table stands.
    row: Option<usize>,
    shares: Vec<(Spot, ActionCode, rust_decimal::Decimal)>,
    /// That of the action whose label is still to come, and where it stands.
    share: Option<(Spot, rust_decimal::Decimal)>,
    unread: Option<Unread>,
    /// Lines of a table without tabs.
    untabbed: Option<Untabbed>,
    /// What the lines above say of the unit of the next table.
    units: Units,
    /// The name as the cover prints it, perhaps in capitals, and where.
    cover_name: (Spot, String),
    /// Whether the heading above the next label says that it is one of the mission.
    is_mission: bool,
    /// The file that gave each text, and what another one gives of it.
    texts: BTreeMap<Target, usize>,
    again: BTreeMap<Target, (Spot, String)>,
}

impl<'a> Walk<'a> {
    fn new(year: Year, report: &'a mut Report) -> Self {
        Self {
            year,
            draft: Draft { year: Some(year), ..Draft::default() },
            report,
            file: 0,
            target: Target::Cover(CoverField::Other),
            collected: Collected::default(),
            spot: Spot::default(),
            last: 0,
            recap: Recap::default(),
            credits: CreditTables::default(),
            under: Under::default(),
            schedule: ScheduleTables::default(),
            cells: Cells::default(),
            action: None,
            row: None,
            shares: vec![],
            share: None,
            unread: None,
            untabbed: None,
            units: Units::default(),
            cover_name: (Spot::default(), String::new()),
            is_mission: false,
            texts: BTreeMap::new(),
            again: BTreeMap::new(),
        }
    }

    fn begin_file(&mut self, file: usize) {
        self.file = file;
        self.target = Target::Cover(CoverField::Other);
        self.under = Under::default();
        self.units = Units::default();
        self.action = None;
        self.row = None;
    }

    fn end_file(&mut self) {
        self.end_schedule();
        self.miss_label();
        self.go_to(Target::Cover(CoverField::Other));
        self.end_unread();
        self.end_untabbed();
    }

    /// A line below a table that says nothing but its unit.
    fn look_below(&mut self, piece: &Piece) {
        const BEGINNINGS: [&str; 6] = ["(", "[", "en ", "unite", "montants", "tous les montants"];
        if let PieceContent::Line(line, None) = &piece.content
            && BEGINNINGS.iter().any(|beginning| folded(&line.text).starts_with(beginning))
            && super::units::unit_said(&line.text) == Some(super::units::UnitSaid::Scaled)
        {
            self.units.take_line(&line.text);
        }
    }

    fn take(&mut self, piece: &Piece) -> Result<(), ImportRefusal> {
        self.report.count_line(self.file);
        let spot = Spot { file: self.file, line: piece.line, column: String::new() };
        match &piece.content {
            PieceContent::Table(rows) => {
                self.take_table(rows, spot);
                Ok(())
            }
            PieceContent::Line(line, mark) => {
                let mark = mark.clone().filter(|mark| self.expects(mark));
                match &mark {
                    Some(mark) => self.units.take_heading(mark, &line.text),
                    None => self.units.take_line(&line.text),
                }
                match mark {
                    // The words behind the heading keep their bold.
                    Some(Mark::Source(_)) => self.begin_text(Target::Source, after_colon(&line.text), spot),
                    Some(Mark::Method(_)) => self.begin_text(Target::Method, after_colon(&line.text), spot),
                    Some(mark) => self.take_mark(mark, spot)?,
                    None => self.take_line(line, spot),
                }
                Ok(())
            }
        }
    }

    fn on_cover(&self) -> bool {
        matches!(self.target, Target::Cover(_))
    }

    /// Whether a mark means here what it says: a text may begin as a heading does.
    fn expects(&self, mark: &Mark) -> bool {
        match mark {
            Mark::Cover | Mark::Mission(_) | Mark::Bill(_) | Mark::Programme(..) | Mark::Minister(_) => self.on_cover(),
            Mark::Manager(..) => matches!(self.target, Target::Manager | Target::Cover(_)),
            Mark::Viewpoint(_) | Mark::Methods | Mark::Source(_) | Mark::Method(_) => {
                self.draft.objectives.iter().any(|objective| !objective.indicators.is_empty())
            }
            Mark::Justification => !self.draft.objectives.is_empty() && !matches!(self.target, Target::Action(_) | Target::Nature(_)),
            Mark::Nature => self.action.is_some() || self.target == Target::ActionLabel,
            Mark::SectionRow | Mark::RowText { .. } => match self.target {
                Target::Row | Target::RowText { .. } => true,
                // Under the table of a row another one begins.
                Target::Section(key) => crate::sections::of_key(key).is_some_and(|section| !section.row_texts().is_empty()),
                _ => false,
            },
            // A text of another part may have such a line.
            Mark::SectionPage | Mark::SectionTable(_) => {
                let target = &self.target;
                matches!(
                    target,
                    Target::Elsewhere
                        | Target::Cover(_)
                        | Target::Section(_)
                        | Target::SynthesisComment
                        | Target::ScheduleComment
                        | Target::Row
                        | Target::RowText { .. }
                )
            }
            // A text about an action may have such a line.
            Mark::Measure(..) => !matches!(self.target, Target::Action(_) | Target::Nature(_) | Target::SynthesisComment | Target::ScheduleComment),
            _ => true,
        }
    }

    /// The text that is collected goes where it belongs, and what follows is another.
    fn go_to(&mut self, target: Target) {
        let collected = std::mem::take(&mut self.collected);
        let before = std::mem::replace(&mut self.target, target);
        if !collected.is_empty() {
            self.keep(before, &collected);
        }
        if self.target != Target::Elsewhere {
            self.end_unread();
        }
    }

    fn keep(&mut self, target: Target, collected: &Collected) {
        let text = collected.text();
        if self.is_again(&target, &text) {
            return;
        }
        let append = |field: &mut String| {
            if !field.is_empty() {
                field.push('\n');
            }
            field.push_str(&text);
        };
        match target {
            Target::Cover(field) => self.keep_cover(field, collected),
            // Nobody signed: what stood there is the text itself.
            Target::Manager | Target::Strategy => append(&mut self.draft.strategy),
            Target::LayoutChanges => append(&mut self.draft.layout_changes),
            Target::SynthesisComment => append(&mut self.draft.synthesis_comment),
            Target::ScheduleComment => append(&mut self.draft.schedule_comment),
            Target::Action(code) => append(self.draft.action_texts.entry(code).or_default()),
            Target::Nature(code) => append(self.draft.nature_texts.entry(code).or_default()),
            Target::Objective => {
                if let Some(objective) = self.draft.objectives.last_mut() {
                    append(&mut objective.text);
                }
            }
            Target::Source | Target::Method | Target::Methods | Target::Justification => {
                if let Some(indicator) = self.indicator() {
                    match target {
                        Target::Source => append(&mut indicator.source),
                        Target::Justification => append(&mut indicator.justification),
                        _ => append(&mut indicator.method),
                    }
                }
            }
            Target::Section(key) if has_text(key) => {
                let comment = self.draft.section_comments.entry(key).or_default();
                // The text and the page of one part say it twice.
                if *comment != text {
                    append(comment);
                }
            }
            Target::RowText { list, rank, text: key } => append(self.draft.section_row_texts.entry((list, rank, key)).or_default()),
            Target::Row if collected.texts().all(|line| sections::is_notice(line, self.year)) => {}
            Target::Recap
            | Target::ObjectiveLabel
            | Target::IndicatorLabel
            | Target::ActionLabel
            | Target::Section(_)
            | Target::Row
            | Target::Elsewhere => {
                let (spot, lines, last) = (self.spot.clone(), collected.len(), self.last);
                self.report.tell(&spot, Told::Part { lines, tables: 0, last }, collected.texts().next().unwrap_or_default());
            }
        }
    }

    fn keep_cover(&mut self, field: CoverField, collected: &Collected) {
        let words = one_line(&collected.texts().collect::<Vec<_>>().join(" "));
        let field = match field {
            CoverField::Name if self.cover_name.1.is_empty() => {
                self.cover_name = (self.spot.clone(), words);
                return;
            }
            CoverField::Name => &mut self.cover_name.1,
            CoverField::Mission => &mut self.draft.programme.mission,
            CoverField::Minister => &mut self.draft.programme.minister,
            CoverField::Other | CoverField::Year => return,
        };
        if !field.is_empty() {
            let kept = field.clone();
            return self.tell_name(&kept, &words);
        }
        if is_capitals(&words) {
            *field = from_capitals(&words);
            let spot = self.spot.clone();
            let read = field.clone();
            self.report.tell(&spot, Told::Capitals, &read);
        } else {
            *field = words;
        }
    }

    fn take_line(&mut self, line: &Line, spot: Spot) {
        let looks = looks(&line.text);
        if let Some(looks) = looks {
            self.take_untabbed(looks, &spot, &line.text);
        }
        match self.target {
            // The year of the bill, below its heading.
            Target::Cover(CoverField::Year) if coded::year(&line.text).is_some() => return,
            // It was named already, with the reason.
            Target::Elsewhere | Target::Cover(CoverField::Other | CoverField::Year) if looks == Some(Looks::Row) => return,
            Target::Recap if self.recap.line(&line.text) => return,
            Target::ObjectiveLabel | Target::IndicatorLabel => return self.take_label(&line.text, &spot),
            Target::ActionLabel => return self.take_action_label(line, spot),
            // The unit of the title, on the next line.
            Target::Section(_) if self.collected.is_empty() && is_unit_alone(&line.text) => return,
            Target::Elsewhere | Target::Cover(CoverField::Other | CoverField::Year) => {
                let unread = self.unread(spot, &line.text);
                unread.lines += 1;
                return;
            }
            _ => {}
        }
        self.last = spot.line;
        if self.collected.is_empty() {
            self.spot = spot;
        }
        self.collected.push(line.clone());
    }

    /// A line of figures that stays a text is named, with those near it.
    fn take_untabbed(&mut self, looks: Looks, spot: &Spot, words: &str) {
        let is_taken = self.untabbed.as_mut().is_some_and(|untabbed| untabbed.takes(looks, spot));
        if !is_taken && looks != Looks::Ending {
            self.end_untabbed();
            self.untabbed = Some(Untabbed::begin(looks, spot.clone(), words));
        }
    }

    fn end_untabbed(&mut self) {
        if let Some(Untabbed { spot, words, lines, last, .. }) = self.untabbed.take().filter(Untabbed::is_told) {
            self.report.tell(&spot, Told::RowsAsText { lines, last }, &words);
        }
    }

    /// The part that is not read and goes on to this line.
    fn unread(&mut self, spot: Spot, words: &str) -> &mut Unread {
        let last = spot.line;
        let unread = self.unread.get_or_insert_with(|| Unread { spot, words: words.to_owned(), lines: 0, tables: 0, last });
        unread.last = last;
        unread
    }

    fn end_unread(&mut self) {
        if let Some(Unread { spot, words, lines, tables, last }) = self.unread.take() {
            self.report.tell(&spot, Told::Part { lines, tables, last }, &words);
        }
    }

    fn take_mark(&mut self, mark: Mark, spot: Spot) -> Result<(), ImportRefusal> {
        if !matches!(mark, Mark::Schedule | Mark::Keys | Mark::Measure(..)) {
            self.end_schedule();
        }
        self.miss_label();
        if !matches!(mark, Mark::RowText { .. } | Mark::SectionTable(_)) {
            self.row = None;
        }
        match mark {
            Mark::Mission(name) => {
                self.go_to(Target::Cover(CoverField::Mission));
                self.begin_with(&name, spot);
            }
            Mark::Cover => self.go_to(Target::Cover(CoverField::Other)),
            Mark::Bill(_) => self.go_to(Target::Cover(CoverField::Year)),
            Mark::Programme(number, name) => {
                self.take_number(number)?;
                self.go_to(Target::Cover(CoverField::Name));
                self.begin_with(&name, spot);
            }
            Mark::Minister(name) => {
                self.go_to(Target::Cover(CoverField::Minister));
                self.begin_with(&name, spot);
            }
            Mark::Strategy => self.go_to(Target::Manager),
            Mark::Manager(number, name) => {
                number.map_or(Ok(()), |number| self.take_number(number))?;
                self.spot = spot;
                self.take_manager(&name);
            }
            Mark::Recap => self.go_to(Target::Recap),
            Mark::LayoutChanges => self.go_to(Target::LayoutChanges),
            Mark::Performance => self.elsewhere(),
            Mark::Objective(named, _) if self.target == Target::Recap && named.is_some() => self.recap.objective(named),
            Mark::Indicator(named, _) if self.target == Target::Recap && named.is_some() => self.recap.indicator(named),
            Mark::Objective(named, is_mission) => self.begin_objective(named, is_mission, &spot),
            Mark::Indicator(named, is_mission) => self.begin_indicator(named, is_mission, &spot),
            Mark::Viewpoint(viewpoint) => {
                if let Some(indicator) = self.indicator() {
                    indicator.viewpoint = Some(viewpoint);
                }
            }
            Mark::Methods => self.go_to(Target::Methods),
            Mark::Source(words) => self.begin_text(Target::Source, &words, spot),
            Mark::Method(words) => self.begin_text(Target::Method, &words, spot),
            Mark::Justification => self.go_to(Target::Justification),
            Mark::ByAction(year) => {
                self.action = None;
                self.under = Under { year, measure: None };
                self.elsewhere();
            }
            Mark::ByTitle | Mark::CreditsPart => {
                self.action = None;
                self.under = Under::default();
                self.elsewhere();
            }
            Mark::Measure(year, measure) => {
                self.elsewhere();
                self.under = Under { year: year.or(self.under.year), measure: Some(measure) };
            }
            Mark::SectionTable(key) => {
                self.action = None;
                self.under = Under::default();
                self.go_to(Target::Section(key));
            }
            Mark::Synthesis => {
                self.action = None;
                self.go_to(Target::SynthesisComment);
            }
            Mark::Operators | Mark::SectionRow => {
                self.action = None;
                self.go_to(Target::Row);
            }
            Mark::RowText { list, text } => self.begin_row_text(list, text),
            Mark::JustificationPart | Mark::Transversal | Mark::ActionsPart | Mark::SectionPage => {
                self.action = None;
                self.elsewhere();
            }
            Mark::Multiyear | Mark::Outstanding | Mark::Schedule | Mark::Keys => {
                self.action = None;
                self.go_to(Target::ScheduleComment);
            }
            Mark::Action(share, rest) => {
                // What stands below belongs to no action until one is named.
                self.action = None;
                self.share = share.map(|share| (spot.clone(), share));
                self.spot = spot.clone();
                self.go_to(Target::ActionLabel);
                if !rest.is_empty() {
                    self.take_action_label(&Line { kind: LineKind::Heading, text: rest }, spot);
                }
            }
            Mark::Nature => match self.action {
                Some(code) => self.go_to(Target::Nature(code)),
                None => self.elsewhere(),
            },
        }
        Ok(())
    }

    /// What follows has no place in Papier until a heading says otherwise.
    fn elsewhere(&mut self) {
        self.go_to(Target::Elsewhere);
        self.end_unread();
    }

    /// A text of a listed row. The first of its texts stands under its name, which is the last line above the heading.
    fn begin_row_text(&mut self, list: &'static str, text: &'static str) {
        let is_first = crate::sections::of_key(list).is_some_and(|section| section.row_texts().first().is_some_and(|first| first.key == text));
        let named = if is_first || self.row.is_none() { self.collected.take_last() } else { None };
        if let Some(label) = named {
            let label = one_line(&label.text);
            let rows = self.draft.section_rows.entry(list).or_default();
            let known = rows.iter().position(|row| folded(&row.label) == folded(&label));
            self.row = known.or_else(|| {
                rows.push(draft::DraftSectionRow { number: None, code: String::new(), label });
                rows.len().checked_sub(1)
            });
        }
        match self.row {
            Some(rank) => self.go_to(Target::RowText { list, rank, text }),
            None => self.elsewhere(),
        }
    }

    /// The words that stand behind a heading on its own line.
    fn begin_with(&mut self, words: &str, spot: Spot) {
        self.spot = spot;
        self.collected = Collected::lead(words);
    }

    fn begin_text(&mut self, target: Target, words: &str, spot: Spot) {
        self.go_to(target);
        self.begin_with(words, spot);
    }

    fn take_number(&mut self, number: crate::model::ProgrammeNumber) -> Result<(), ImportRefusal> {
        let first = *self.draft.programme.number.get_or_insert(number);
        if first == number { Ok(()) } else { Err(ImportRefusal::SeveralProgrammes { first, second: number }) }
    }

    /// The lines above are the manager and the function.
    fn take_manager(&mut self, name: &str) {
        let collected = std::mem::take(&mut self.collected);
        let mut lines = collected.texts().map(one_line);
        if self.target == Target::Manager {
            self.draft.programme.manager = lines.next().unwrap_or_default();
            let title = lines.collect::<Vec<_>>().join(" ");
            match fits(&title, LONGEST_LABEL) {
                true => self.draft.programme.manager_title = title,
                // What stands above the line of the manager is the text itself.
                false => self.keep(Target::Strategy, &collected),
            }
        }
        let (name, kept) = (one_line(name), self.draft.programme.name.clone());
        match kept.is_empty() {
            true => self.draft.programme.name = name,
            false => self.tell_name(&kept, &name),
        }
        self.go_to(Target::Strategy);
    }

    /// A name that was given otherwise before, which is kept.
    fn tell_name(&mut self, kept: &str, words: &str) {
        if !words.is_empty() && folded(kept) != folded(words) {
            let spot = self.spot.clone();
            self.report.tell(&spot, Told::OtherLabel { kept: kept.to_owned() }, words);
        }
    }

    /// An action that no label names: what stands below "ACTION 68,9 %" is something else.
    fn miss_label(&mut self) {
        if self.target == Target::ActionLabel {
            let words = self.share.take().map_or_else(|| "ACTION".to_owned(), |(_, share)| format!("ACTION {}", writing::percent(share)));
            let spot = self.spot.clone();
            self.report.tell(&spot, Told::Action, &words);
            self.elsewhere();
        }
    }

    fn take_action_label(&mut self, line: &Line, spot: Spot) {
        let words = one_line(&line.text);
        let Some((code, label)) = coded::action_label(&words).filter(|_| looks(&words) != Some(Looks::Row)) else {
            self.miss_label();
            return self.take_line(line, spot);
        };
        self.name_action(code, label, &spot);
        if let Some((spot, share)) = self.share.take() {
            self.shares.push((spot, code, share));
        }
        self.action = Some(code);
        self.go_to(Target::Action(code));
    }

    /// The label of an action; where tables differ, the first one stays.
    fn name_action(&mut self, code: ActionCode, label: &str, spot: &Spot) {
        let label = one_line(label);
        let kept = self.draft.labels.entry(code).or_insert_with(|| label.clone());
        if folded(kept) != folded(&label) {
            let kept = kept.clone();
            self.report.tell(spot, Told::OtherLabel { kept }, &label);
        }
    }

    /// A figure that is printed in a cell, to be compared.
    fn print(&mut self, at: At, figure: PrintedFigure, value: impl Into<PrintedValue>) {
        self.cells.set(&at, Fate::Compared);
        self.draft.printed.push(draft::Printed { spot: at.spot, figure, value: value.into() });
    }

    /// The amount of a text in a cell; what is no amount is told.
    fn amount_in(&mut self, grid: &Grid, row: &Row, column: usize, text: &str) -> Option<Euros> {
        let euros = grid.amount_in(row, column, text, self.report);
        if euros.is_none() && holds_figure(text) {
            self.cells.set(&grid.at(row, column), Fate::Unread);
        }
        euros
    }

    fn amount(&mut self, grid: &Grid, row: &Row, column: usize) -> Option<Euros> {
        self.amount_in(grid, row, column, row.cell(column))
    }

    /// Compares the percentage of a text in a cell; what is none is told.
    fn print_percent(&mut self, grid: &Grid, row: &Row, column: usize, text: &str, figure: PrintedFigure) {
        match grid.percent_in(row, column, text, self.report) {
            Some(percent) => self.print(grid.at(row, column), figure, PrintedValue::Percent(percent)),
            None if holds_figure(text) => self.cells.set(&grid.at(row, column), Fate::Unread),
            None => {}
        }
    }

    /// Names the figures of a row that nothing was made of.
    fn tell_row(&mut self, grid: &Grid, row: &Row, told: Told) {
        let left: Vec<usize> =
            (0..row.cells.len()).filter(|column| holds_figure(row.cell(*column)) && !self.cells.has(&grid.at(row, *column))).collect();
        let Some(first) = left.first() else { return };
        let column = if left.len() == 1 { grid.spot(row, *first).column } else { String::new() };
        let words: Vec<&str> = left.iter().map(|column| row.cell(*column).trim()).collect();
        self.report.tell(&Spot { column, ..grid.spot(row, *first) }, told, &words.join(" | "));
        for column in left {
            self.cells.set(&grid.at(row, column), Fate::Unread);
        }
    }

    /// Names a column of whose figures nothing is made.
    fn tell_column(&mut self, grid: &Grid, column: usize, spot: &Spot, told: Told) {
        self.report.tell(spot, told, "");
        self.leave(grid, |other| other == column);
    }

    /// The figures of columns that were named as not read.
    fn leave(&mut self, grid: &Grid, is_left: impl Fn(usize) -> bool) {
        for row in &grid.rows {
            for column in (0..row.cells.len()).filter(|column| is_left(*column) && holds_figure(row.cell(*column))) {
                self.cells.set(&grid.at(row, column), Fate::Unread);
            }
        }
    }

    /// The figures of a row that was named as not read.
    fn leave_row(&mut self, grid: &Grid, row: &Row) {
        for column in (0..row.cells.len()).filter(|column| holds_figure(row.cell(*column))) {
            self.cells.set(&grid.at(row, column), Fate::Unread);
        }
    }

    /// Every figure of a table has its fate: what is left is named.
    fn settle(&mut self, grid: &Grid) {
        for row in &grid.rows {
            self.tell_row(grid, row, Told::Figures);
        }
    }

    /// A table goes by its own headings, wherever it stands.
    fn take_table(&mut self, rows: &[Row], spot: Spot) {
        self.miss_label();
        let first = rows.first().map(|row| folded(row.cell(0))).unwrap_or_default();
        if first.starts_with("objectif ") || first.starts_with("indicateur ") {
            return self.recap.rows(rows);
        }
        if rows.iter().take(3).flat_map(|row| &row.cells).any(|cell| folded(cell) == "unite") {
            return self.take_indicator_table(rows, spot);
        }
        if self.take_section_table(rows, &spot) {
            return;
        }
        let grid = Grid::of(self.file, rows);
        if let Some(words) = self.units.take_table(&grid.heads, &grid.rows).filter(|_| !grid.is_of_percents()) {
            self.report.tell(&spot, Told::Unit, &words);
            return self.leave(&grid, |_| true);
        }
        let is_taken = self.take_multiyear(&grid) || self.take_credit_table(&grid, &spot);
        if is_taken { self.settle(&grid) } else { self.take_unknown_table(&grid, rows, spot) }
    }

    fn take_unknown_table(&mut self, grid: &Grid, rows: &[Row], spot: Spot) {
        let last = rows.last().map_or(spot.line, |row| row.line);
        if self.target == Target::Elsewhere && self.unread.is_some() {
            let unread = self.unread(Spot { line: last, ..spot }, "");
            unread.tables += 1;
        } else {
            let words = rows.first().map(|row| row.cells.join(" ")).unwrap_or_default();
            self.report.tell(&spot, Told::Table { last }, words.trim());
        }
        self.leave(grid, |_| true);
    }

    fn finish(mut self, answers: &Answers) -> Result<Draft, ImportRefusal> {
        self.end_file();
        self.finish_name();
        self.finish_again();
        let recap = std::mem::take(&mut self.recap);
        recap.finish(&mut self.draft, self.report);
        for (spot, figure, share) in std::mem::take(&mut self.shares).into_iter().map(|(spot, code, share)| (spot, PrintedFigure::Share(code), share))
        {
            self.draft.printed.push(draft::Printed { spot, figure, value: PrintedValue::Percent(share) });
        }
        let credits = std::mem::take(&mut self.credits);
        credits.finish(self.year, answers, &mut self.draft, &mut self.cells, self.report)?;
        self.report.cells = self.cells.counts();
        Ok(self.draft)
    }

    /// The cover prints the name in capitals; the line of the manager, as it is.
    fn finish_name(&mut self) {
        let (spot, name) = std::mem::take(&mut self.cover_name);
        let known = &mut self.draft.programme.name;
        if known.is_empty() && !name.is_empty() {
            *known = if is_capitals(&name) { from_capitals(&name) } else { name };
        } else {
            let known = known.clone();
            self.spot = spot;
            self.tell_name(&known, &name);
        }
    }
}

/// Whether a text of a section stands below such a title: the comment of a table, or one beside the tables.
fn has_text(key: &str) -> bool {
    let is_own = || crate::sections::ALL.into_iter().flat_map(crate::sections::Section::texts).any(|text| text.key == key);
    crate::sections::table(key).is_some_and(|table| table.comment.is_some()) || is_own()
}

/// "(en ETPT)".
fn is_unit_alone(words: &str) -> bool {
    let words = folded(words);
    words.starts_with("(en ") && words.ends_with(')')
}

/// What follows the first colon, without the end of a bold heading.
fn after_colon(text: &str) -> &str {
    text.split_once(':').map_or("", |(_, rest)| rest.trim().trim_start_matches("**").trim())
}

/// Figures of a table by action and title: of each action its titles, and its contributions.
type OfActions<T> = BTreeMap<ActionCode, T>;
