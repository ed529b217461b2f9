//! What the files say of one programme, before it is a document: facts by code, texts, and every figure that is printed.
//!
//! Turned into a document at the end, when every file was read: identities are given in the order of a PAP, what only totals print is
//! solved or told, and each printed figure is compared with the one that the facts make.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::nomenclature::Labels;
use super::report::{Compared, Question, Report, Spot, Told};
use crate::address;
use crate::calc::{CrossingFault, Exact, Figure, Figures, calculation, crossing as crossing_of};
use crate::lang::writing;
use crate::model::{
    Action, ActionCode, ActionId, ActionScope, Amount, AmountEntry, Category, CellContent, CellPlace, CellRow, CreditPlace, Document, Draw, Euros,
    Horizon, Indicator, IndicatorValue, LONGEST_LABEL, LONGEST_TEXT, Measure, Narrative, NatureScope, Objective, Opening, Origin as ScheduleRow,
    OutstandingItem, Place, Programme, ProgrammeNumber, Row, SectionRow, SectionRowId, Stage, Text, Title, ValueKind, Viewpoint, Year,
};
use crate::sections::shapes;

/// Which amount, by codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FactKey {
    pub year: Year,
    pub stage: Stage,
    pub contributions: bool,
    pub code: ActionCode,
    pub category: Category,
    pub measure: Measure,
}

/// A figure that a table prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PrintedFigure {
    Credit { year: Year, stage: Stage, contributions: bool, action: Option<ActionCode>, nature: NatureScope, measure: Measure },
    Share(ActionCode),
    Variation { action: Option<ActionCode>, nature: NatureScope, measure: Measure },
    EarlierAe,
    NewAe { contributions: bool },
    ScheduleTotal(Horizon),
    Key(Horizon),
    Cell(DraftCell),
}

/// A cell of a section whose rows have no identities yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DraftCell {
    pub section: &'static str,
    pub row: DraftCellRow,
    pub year: Option<Year>,
    pub column: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DraftCellRow {
    /// Its rank in the list of its section, from 0.
    Listed(usize),
    Action(ActionCode),
    Title(Title),
    Key(&'static str),
    /// A row that stands under each listed one: the rank of that, and its key.
    Part(usize, &'static str),
    Total,
}

/// A row that a section lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DraftSectionRow {
    /// Its identity, where the State's lists number it.
    pub number: Option<SectionRowId>,
    pub code: String,
    pub label: String,
}

/// The value that is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PrintedValue {
    Amount(Euros),
    Percent(Decimal),
    /// Of a section, in the unit of its column.
    Number(Decimal),
}

impl From<Euros> for PrintedValue {
    fn from(euros: Euros) -> Self {
        Self::Amount(euros)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Printed {
    pub spot: Spot,
    pub figure: PrintedFigure,
    pub value: PrintedValue,
}

/// Amounts of which only the totals by action and by category are printed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Crossing {
    pub year: Year,
    pub stage: Stage,
    pub contributions: bool,
    pub measure: Measure,
    /// All of them for contributions, which the tables of actions do not part by title.
    pub nature: NatureScope,
    pub rows: Vec<(ActionCode, Euros)>,
    /// `None` where no table by category is printed.
    pub columns: Option<Vec<(Category, Euros)>>,
    pub spot: Spot,
}

/// Amounts of the bill of one action of which only the total over some categories is printed: the user says which category.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OpenTotal {
    pub code: ActionCode,
    pub nature: NatureScope,
    pub amounts: BTreeMap<Measure, Euros>,
    pub spot: Spot,
    /// What was said: a category, or that the amounts stay without.
    pub answer: Option<Option<Category>>,
    pub proposed: Category,
}

/// An indicator and its rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct DraftIndicator {
    pub number: Vec<u32>,
    pub label: String,
    pub viewpoint: Option<Viewpoint>,
    pub is_mission: bool,
    pub rows: Vec<DraftRow>,
    pub source: String,
    pub method: String,
    pub justification: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct DraftRow {
    pub label: String,
    pub unit: String,
    pub values: BTreeMap<(Year, ValueKind), IndicatorValue>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct DraftObjective {
    pub number: u32,
    pub label: String,
    pub is_mission: bool,
    /// What stands under it.
    pub text: String,
    pub indicators: Vec<DraftIndicator>,
    pub spot: Spot,
}

/// A programme in the making.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft {
    pub programme: Programme,
    /// N, if the texts say it.
    pub year: Option<Year>,
    pub labels: BTreeMap<ActionCode, String>,
    /// Actions that stand in the tables of the act and no more in those of the bill.
    pub ended: BTreeSet<ActionCode>,
    /// Actions that stand in the tables of the act, perhaps with nothing but zeros.
    pub in_act: BTreeSet<ActionCode>,
    pub facts: BTreeMap<FactKey, Euros>,
    /// The lines of open data that make a fact, each with its file.
    pub lines: BTreeMap<FactKey, Vec<(usize, usize)>>,
    /// Credits or contributions of a stage that an open-data file gives: no need to solve totals.
    pub given: BTreeSet<(Year, Stage, bool)>,
    pub crossings: Vec<Crossing>,
    pub open_totals: Vec<OpenTotal>,
    /// Answers that a total waited for.
    pub answered: BTreeSet<(ActionCode, Option<Category>)>,
    /// Categories that a table lists.
    pub categories: BTreeSet<Category>,
    pub outstanding: BTreeMap<OutstandingItem, Euros>,
    pub schedule: BTreeMap<(ScheduleRow, Opening), Euros>,
    pub objectives: Vec<DraftObjective>,
    pub strategy: String,
    pub layout_changes: String,
    pub synthesis_comment: String,
    pub schedule_comment: String,
    pub action_texts: BTreeMap<ActionCode, String>,
    pub nature_texts: BTreeMap<ActionCode, String>,
    /// The rows that sections list, by section, in their order.
    pub section_rows: BTreeMap<&'static str, Vec<DraftSectionRow>>,
    pub cells: BTreeMap<DraftCell, CellContent>,
    pub section_comments: BTreeMap<&'static str, String>,
    /// Texts of listed rows: of the section that lists them, by their rank and the key of the text.
    pub section_row_texts: BTreeMap<(&'static str, usize, &'static str), String>,
    pub printed: Vec<Printed>,
}

/// What a document is of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    pub number: ProgrammeNumber,
    pub year: Year,
}

impl Draft {
    /// Names that are not known yet.
    pub fn name(&mut self, name: String, mission: String) {
        for (field, words) in [(&mut self.programme.name, name), (&mut self.programme.mission, mission)] {
            if field.is_empty() {
                *field = words;
            }
        }
    }

    /// One amount; where the files differ, the first one stays.
    pub fn fact(&mut self, key: FactKey, euros: Euros, spot: &Spot, report: &mut Report) {
        let kept = *self.facts.entry(key).or_insert(euros);
        if kept != euros {
            report.tell(spot, Told::OtherAmount { kept: writing::euros(kept) }, &writing::euros(euros));
        }
    }

    /// One amount that lines of open data make.
    pub fn fact_of_lines(&mut self, key: FactKey, euros: Euros, spot: &Spot, lines: &[(usize, usize)], report: &mut Report) {
        self.fact(key, euros, spot, report);
        if self.facts.get(&key) == Some(&euros) {
            self.lines.entry(key).or_default().extend(lines);
        }
    }

    /// The document, and what is to be told of it.
    pub fn into_document(mut self, Origin { number, year }: Origin, labels: &Labels, report: &mut Report) -> Document {
        self.solve(report);
        self.bound(report);
        self.programme.number = Some(number);
        let mission = labels.mission(number, "").unwrap_or_default().to_owned();
        self.name(labels.programme(number).unwrap_or_default().to_owned(), mission);
        bounded(&mut self.programme.name, LONGEST_LABEL, report);
        bounded(&mut self.programme.mission, LONGEST_LABEL, report);
        let mut document = Document::new(year, std::mem::take(&mut self.programme));
        let mut draw = self.draw(number, year);
        let ids = self.add_actions(&mut document, &mut draw, number, labels, report);
        self.add_facts(&mut document, &ids, report);
        self.add_sections(&mut document, &mut draw, &ids);
        self.add_performance(&mut document, &mut draw, report);
        self.add_texts(&mut document, &ids);
        self.compare(&document, number, &ids, report);
        document
    }

    /// The identities of what is imported: they follow from what the files say, whatever these are called.
    fn draw(&self, number: ProgrammeNumber, year: Year) -> Draw {
        let labels = self.labels.iter().map(|(code, label)| format!("{code} {label}"));
        let facts = self.facts.iter().map(|(FactKey { year, code, category, .. }, euros)| format!("{year} {code} {category} {}", euros.get()));
        let objectives = self.objectives.iter().map(|objective| objective.label.clone());
        let rows = self.section_rows.values().flatten().map(|row| format!("{} {}", row.code, row.label));
        Draw::of([format!("{number} {year}")].into_iter().chain(labels).chain(facts).chain(objectives).chain(rows))
    }

    /// Cuts names and texts that no document could hold, and tells each.
    fn bound(&mut self, report: &mut Report) {
        let Programme { number: _, name, mission, minister, manager, manager_title } = &mut self.programme;
        let of_actions = self.labels.values_mut();
        let of_objectives = self.objectives.iter_mut().flat_map(|objective| {
            let indicators = objective.indicators.iter_mut();
            indicators.flat_map(|indicator| {
                let rows = indicator.rows.iter_mut().flat_map(|row| [&mut row.label, &mut row.unit]);
                std::iter::once(&mut indicator.label).chain(rows)
            })
        });
        let of_sections = self.section_rows.values_mut().flatten().flat_map(|row| [&mut row.code, &mut row.label]);
        let names = [name, mission, minister, manager, manager_title].into_iter().chain(of_actions).chain(of_objectives).chain(of_sections);
        names.for_each(|name| bounded(name, LONGEST_LABEL, report));
        self.objectives.iter_mut().for_each(|objective| bounded(&mut objective.label, LONGEST_LABEL, report));
        let of_indicators = self.objectives.iter_mut().flat_map(|objective| &mut objective.indicators);
        let of_indicators = of_indicators.flat_map(|indicator| [&mut indicator.source, &mut indicator.method, &mut indicator.justification]);
        let of_programme = [&mut self.strategy, &mut self.layout_changes, &mut self.synthesis_comment, &mut self.schedule_comment].into_iter();
        let texts = of_programme.chain(self.action_texts.values_mut()).chain(self.nature_texts.values_mut()).chain(of_indicators);
        let texts = texts.chain(self.section_comments.values_mut()).chain(self.section_row_texts.values_mut());
        texts.for_each(|text| bounded(text, LONGEST_TEXT, report));
    }

    /// Finds the amounts that totals leave no choice about.
    fn solve(&mut self, report: &mut Report) {
        for crossing in std::mem::take(&mut self.crossings) {
            if self.given.contains(&(crossing.year, crossing.stage, crossing.contributions)) {
                continue;
            }
            let filled = crossing.rows.iter().filter(|(_, euros)| *euros != Euros::ZERO);
            let Some(columns) = &crossing.columns else {
                // As for what is typed: contributions stand in the usual category until one says otherwise.
                if crossing.contributions && filled.clone().next().is_some() {
                    report.tell(&crossing.spot, Told::UsualCategory, &Category::OPERATING.to_string());
                    let known: Vec<_> = filled.map(|(code, euros)| (*code, Category::OPERATING, *euros)).collect();
                    self.take(&crossing, known, report);
                } else if !crossing.contributions && filled.clone().next().is_some() {
                    crossing.undetermined(&[], report);
                }
                continue;
            };
            match crossing_of(&crossing.rows, columns) {
                Ok(known) => self.take(&crossing, known, report),
                Err(CrossingFault::Several) => crossing.undetermined(columns, report),
                Err(CrossingFault::Unequal) => {
                    let Crossing { year, stage, contributions, nature, .. } = crossing;
                    report.tell(&crossing.spot, Told::Unequal { year, stage, contributions, nature }, "");
                }
            }
        }
        self.place_totals(report);
    }

    fn take(&mut self, crossing: &Crossing, known: Vec<(ActionCode, Category, Euros)>, report: &mut Report) {
        let Crossing { year, stage, contributions, measure, .. } = *crossing;
        for (code, category, euros) in known {
            self.fact(FactKey { year, stage, contributions, code, category, measure }, euros, &crossing.spot, report);
        }
    }

    /// Totals of an action stand in the category that was said; without an answer they are a question.
    fn place_totals(&mut self, report: &mut Report) {
        let (Some(year), stage) = (self.year, Stage::Bill) else { return };
        if self.given.contains(&(year, stage, false)) {
            return;
        }
        for OpenTotal { code, nature, amounts, spot, answer, proposed } in std::mem::take(&mut self.open_totals) {
            let euros = |measure| amounts.get(&measure).copied();
            match answer {
                None => {
                    let (ae, cp) = (euros(Measure::Ae), euros(Measure::Cp));
                    report.questions.push(Question::Category { action: code, nature, proposed, ae, cp });
                }
                Some(None) => {
                    let (actions, categories) = (vec![code], vec![]);
                    report.tell(&spot, Told::Undetermined { year, stage, contributions: false, nature, actions, categories }, "");
                }
                Some(Some(category)) => {
                    for (measure, euros) in amounts {
                        self.fact(FactKey { year, stage, contributions: false, code, category, measure }, euros, &spot, report);
                    }
                    report.tell(&spot, Told::SaidCategory { action: code, nature, category }, &category.to_string());
                }
            }
        }
    }

    /// Every action that the files name or that has an amount, with the actions of sub-actions.
    fn add_actions(
        &self,
        document: &mut Document,
        draw: &mut Draw,
        number: ProgrammeNumber,
        labels: &Labels,
        report: &mut Report,
    ) -> BTreeMap<ActionCode, ActionId> {
        let mut codes: BTreeSet<ActionCode> = self.labels.keys().copied().collect();
        codes.extend(self.facts.keys().map(|key| key.code));
        codes.extend(codes.iter().filter_map(|code| code.parent()).collect::<Vec<_>>());
        let mut ids = BTreeMap::new();
        let mut unnamed = 0;
        let ended = document.previous_year();
        for code in codes {
            let id = draw.action(document);
            let label = self.labels.get(&code).map(String::as_str).or_else(|| labels.action(number, code)).unwrap_or_default();
            labels.tell_other(number, code, label, report);
            let mut label = label.to_owned();
            bounded(&mut label, LONGEST_LABEL, report);
            unnamed += usize::from(label.is_empty());
            let ended = self.ended.contains(&code).then_some(ended);
            Arc::make_mut(&mut document.actions).push(Action { id, code, label, ended });
            ids.insert(code, id);
        }
        if unnamed > 0 {
            report.tell(&Spot::default(), Told::Unnamed { actions: unnamed }, &number.to_string());
        }
        ids
    }

    fn add_facts(&self, document: &mut Document, ids: &BTreeMap<ActionCode, ActionId>, report: &mut Report) {
        let year = document.year;
        let mut misplaced: BTreeMap<ActionCode, BTreeSet<usize>> = BTreeMap::new();
        for (key, euros) in &self.facts {
            let FactKey { year, stage, contributions, code, category, measure } = *key;
            let Some(action) = ids.get(&code).copied() else { continue };
            if document.is_leaf(action) {
                let entry = AmountEntry::Credit { year, stage, contributions, action, category, measure };
                document.set_amount(entry, Some(Amount::plain(*euros)));
                self.lines.get(key).into_iter().flatten().for_each(|line| report.stands(*line, year, stage));
            } else {
                let lines = self.lines.get(key).into_iter().flatten().map(|(_, line)| *line);
                misplaced.entry(code).or_default().extend(lines);
            }
        }
        for (code, lines) in misplaced {
            report.tell(&Spot::default(), Told::ActionWithSubActions { code, lines: lines.into_iter().collect() }, "");
        }
        let used = document.used_categories();
        document.categories = self.categories.iter().copied().filter(|category| !used.contains(*category)).collect();
        self.keep_in_act(document, ids);
        for (item, euros) in &self.outstanding {
            document.set_amount(AmountEntry::Outstanding { year, item: *item }, Some(Amount::plain(*euros)));
        }
        for ((origin, opening), euros) in &self.schedule {
            document.set_amount(AmountEntry::Schedule { year, origin: *origin, opening: *opening }, Some(Amount::plain(*euros)));
        }
    }

    /// An action that the act prints with nothing but zeros stands there by an amount of zero.
    fn keep_in_act(&self, document: &mut Document, ids: &BTreeMap<ActionCode, ActionId>) {
        let (year, stage) = (document.previous_year(), Stage::InitialAct);
        let category = document.used_categories().iter().next().unwrap_or(Category::OPERATING);
        for action in self.in_act.iter().filter_map(|code| ids.get(code).copied()) {
            if document.is_leaf(action) && !document.has_fact(action, year, stage) {
                for measure in Measure::BOTH {
                    let entry = AmountEntry::Credit { year, stage, contributions: false, action, category, measure };
                    document.set_amount(entry, Some(Amount::plain(Euros::ZERO)));
                }
            }
        }
    }

    /// Rows, cells and comments of sections.
    fn add_sections(&self, document: &mut Document, draw: &mut Draw, ids: &BTreeMap<ActionCode, ActionId>) {
        for (section, rows) in &self.section_rows {
            for DraftSectionRow { number, code, label } in rows {
                let (id, order) = (number.unwrap_or_else(|| draw.section_row(document)), document.sections.next_order(section));
                Arc::make_mut(&mut document.sections).add(section, SectionRow { id, parent: None, code: code.clone(), label: label.clone(), order });
            }
        }
        for (cell, content) in &self.cells {
            if let Some(place) = cell.place(document, ids) {
                Arc::make_mut(&mut document.sections).set(place, Some(content.clone()));
            }
        }
        for (section, text) in &self.section_comments {
            document.set_text(Narrative::Section(section), Text::new(text));
        }
        for (&(section, rank, text), words) in &self.section_row_texts {
            if let Some(row) = document.sections.rows(section).get(rank).map(|row| row.id) {
                document.set_text(Narrative::SectionRow { section, row, text }, Text::new(words));
            }
        }
    }

    fn add_performance(&self, document: &mut Document, draw: &mut Draw, report: &mut Report) {
        let mut objectives = Vec::new();
        for (draft, number) in self.objectives.iter().zip(1..) {
            let id = draw.objective(document);
            if draft.number != number {
                report.tell(&draft.spot, Told::Renumbered { number: number.to_string() }, &draft.number.to_string());
            }
            objectives.push(Objective { is_mission: draft.is_mission, ..Objective::new(id, draft.label.clone()) });
        }
        for (draft, objective) in self.objectives.iter().zip(&mut objectives) {
            objective.indicators = draft.indicators.iter().map(|indicator| indicator.add_to(document, draw)).collect();
        }
        let texts: Vec<_> = objectives.iter().zip(&self.objectives).map(|(objective, draft)| (objective.id, draft.text.as_str())).collect();
        document.objectives = Arc::new(objectives.into());
        for (id, text) in texts {
            document.set_text(Narrative::Objective(id), Text::new(text));
        }
    }

    fn add_texts(&self, document: &mut Document, ids: &BTreeMap<ActionCode, ActionId>) {
        let of_the_programme = [
            (Narrative::Strategy, &self.strategy),
            (Narrative::LayoutChanges, &self.layout_changes),
            (Narrative::SynthesisComment, &self.synthesis_comment),
            (Narrative::ScheduleComment, &self.schedule_comment),
        ];
        for (narrative, text) in of_the_programme {
            document.set_text(narrative, Text::new(text));
        }
        for (texts, narrative) in [(&self.action_texts, Narrative::Action as fn(ActionId) -> Narrative), (&self.nature_texts, Narrative::Nature)] {
            for (code, text) in texts {
                if let Some(id) = ids.get(code) {
                    document.set_text(narrative(*id), Text::new(text));
                }
            }
        }
    }

    /// Every printed figure beside the one that the facts make.
    fn compare(&self, document: &Document, number: ProgrammeNumber, ids: &BTreeMap<ActionCode, ActionId>, report: &mut Report) {
        if self.printed.is_empty() {
            return;
        }
        let figures = Figures::of(document);
        let numbers = self.printed_numbers(document, ids);
        for printed in &self.printed {
            let Some(place) = printed.figure.place(document, ids) else {
                report.tell(&printed.spot, Told::Figures, &printed.value.text());
                continue;
            };
            let rounded = of_rounded(document, &figures, place, &numbers);
            let computed = rounded.map_or_else(|| figures.figure(document, place), Figure::Number);
            if printed.value.is(computed) {
                report.equal += 1;
                continue;
            }
            let is_rounding = match (printed.value, rounded) {
                (PrintedValue::Number(printed), Some(sum)) => {
                    let gap = printed.checked_sub(sum).map(|gap| gap.abs());
                    gap.is_some_and(|gap| gap <= Decimal::new(1, printed.scale()))
                }
                _ => false,
            };
            let computed = match computed {
                Figure::Blank => String::new(),
                Figure::Amount(euros) => writing::euros(euros),
                Figure::Percent(percent) => writing::percent(percent),
                Figure::Variation(percent) => writing::signed_percent(percent),
                Figure::Number(number) => writing::decimal(number),
                Figure::Effect(number) => writing::signed_decimal(number),
                Figure::Undefined => "–".into(),
                Figure::Overflow => "…".into(),
            };
            let address = address::write(document, place).unwrap_or_default();
            report.differs(Compared {
                spot: printed.spot.clone(),
                programme: Some(number),
                address,
                printed: printed.value.text(),
                computed,
                is_rounding,
            });
        }
    }

    /// What is printed in the computed cells of sections.
    fn printed_numbers(&self, document: &Document, ids: &BTreeMap<ActionCode, ActionId>) -> BTreeMap<CellPlace, Decimal> {
        let numbers = self.printed.iter().filter_map(|printed| match (printed.figure, printed.value) {
            (PrintedFigure::Cell(cell), PrintedValue::Number(number)) => Some((cell.place(document, ids)?, number)),
            _ => None,
        });
        numbers.collect()
    }
}

/// What the parts of a figure make as they are printed, where each was rounded from euros: a sum is held against its own parts, not against what others
/// were rounded from. `None` of another figure.
fn of_rounded(document: &Document, figures: &Figures, place: Place, printed: &BTreeMap<CellPlace, Decimal>) -> Option<Decimal> {
    let Place::Cell(cell) = place else { return None };
    shapes::of(cell.section).filter(|shape| shape.is_rounded())?;
    let number = |part: Place| {
        let as_printed = if let Place::Cell(part) = part { printed.get(&part).copied() } else { None };
        as_printed.or_else(|| match figures.figure(document, part) {
            Figure::Number(number) | Figure::Effect(number) => Some(number),
            _ => None,
        })
    };
    let sum = calculation(document, figures, place)?.value(|part| Ok(number(part).map(Exact::from)));
    sum.ok().flatten()?.decimal().ok()
}

/// Cuts words that have more characters than a document holds, and tells it.
fn bounded(words: &mut String, most: usize, report: &mut Report) {
    if let Some((end, _)) = words.char_indices().nth(most) {
        report.tell(&Spot::default(), Told::CutShort { most }, words);
        words.truncate(end);
    }
}

impl Crossing {
    fn undetermined(&self, columns: &[(Category, Euros)], report: &mut Report) {
        let filled = |euros: &Euros| *euros != Euros::ZERO;
        let actions = self.rows.iter().filter(|(_, euros)| filled(euros)).map(|(code, _)| *code).collect();
        let categories = columns.iter().filter(|(_, euros)| filled(euros)).map(|(category, _)| *category).collect();
        let Self { year, stage, contributions, nature, .. } = *self;
        report.tell(&self.spot, Told::Undetermined { year, stage, contributions, nature, actions, categories }, "");
    }
}

impl DraftIndicator {
    /// The indicator with identities of its own; values and texts go into the document.
    fn add_to(&self, document: &mut Document, draw: &mut Draw) -> Indicator {
        let id = draw.indicator(document);
        let (label, viewpoint, is_mission) = (self.label.clone(), self.viewpoint, self.is_mission);
        let mut indicator = Indicator { id, label, unit: String::new(), viewpoint, is_mission, better: None, rows: vec![] };
        let default = [DraftRow::default()];
        let rows = if self.rows.is_empty() { &default } else { self.rows.as_slice() };
        for (row, is_first) in rows.iter().zip(std::iter::once(true).chain(std::iter::repeat(false))) {
            let row_id = draw.row(document);
            // The first row has the label and the unit of its indicator unless it says otherwise.
            let own = |words: &str| (!words.is_empty()).then(|| words.to_owned());
            if is_first {
                indicator.unit.clone_from(&row.unit);
            }
            let label = own(&row.label).filter(|label| !is_first || *label != self.label);
            let unit = own(&row.unit).filter(|_| !is_first);
            indicator.rows.push(Row { id: row_id, label, unit });
            for ((year, kind), value) in &row.values {
                document.set_value((row_id, *year, *kind), Some(value.clone()));
            }
        }
        let texts =
            [(Narrative::Source(id), &self.source), (Narrative::Method(id), &self.method), (Narrative::Justification(id), &self.justification)];
        for (narrative, text) in texts {
            document.set_text(narrative, Text::new(text));
        }
        indicator
    }
}

impl PrintedFigure {
    fn place(self, document: &Document, ids: &BTreeMap<ActionCode, ActionId>) -> Option<Place> {
        let year = document.year;
        let scope = |action: Option<ActionCode>| match action {
            None => Some(ActionScope::All),
            Some(code) => ids.get(&code).copied().map(ActionScope::One),
        };
        Some(match self {
            Self::Credit { year, stage, contributions, action, nature, measure } => {
                Place::Credit(CreditPlace { year, stage, contributions, action: scope(action)?, nature, measure })
            }
            Self::Share(code) => Place::Share { year, action: ids.get(&code).copied()? },
            Self::Variation { action, nature, measure } => Place::Variation { year, action: scope(action)?, nature, measure },
            Self::EarlierAe => Place::ScheduleEarlierAe { year },
            Self::NewAe { contributions } => Place::ScheduleNewAe { year, contributions },
            Self::ScheduleTotal(horizon) => Place::ScheduleTotal { year, horizon },
            Self::Key(horizon) => Place::Key { year, horizon },
            Self::Cell(cell) => Place::Cell(cell.place(document, ids)?),
        })
    }
}

impl DraftCell {
    fn place(self, document: &Document, ids: &BTreeMap<ActionCode, ActionId>) -> Option<CellPlace> {
        let shape = shapes::of(self.section)?;
        let listed = |rank: usize| Some(document.sections.rows(shape.list()?).get(rank)?.id);
        let row = match self.row {
            DraftCellRow::Listed(rank) if shape.is_numbered() => CellRow::Number(listed(rank)?.0.try_into().ok()?),
            DraftCellRow::Listed(rank) => CellRow::Listed(listed(rank)?),
            DraftCellRow::Part(rank, key) => CellRow::Part(listed(rank)?, key),
            DraftCellRow::Action(code) => CellRow::Action(*ids.get(&code)?),
            DraftCellRow::Title(title) => CellRow::Title(title),
            DraftCellRow::Key(key) => CellRow::Key(key),
            DraftCellRow::Total => CellRow::Total,
        };
        Some(shape.cell(row, self.year, self.column))
    }
}

impl PrintedValue {
    /// Whether a figure prints so; what has no fact prints 0.
    fn is(self, figure: Figure) -> bool {
        match (self, figure) {
            (Self::Amount(printed), Figure::Amount(euros)) => printed == euros,
            (Self::Amount(printed), Figure::Blank) => printed == Euros::ZERO,
            (Self::Percent(printed), Figure::Percent(percent) | Figure::Variation(percent)) => printed == percent,
            (Self::Number(printed), Figure::Number(number) | Figure::Effect(number)) => printed == number,
            (Self::Number(printed), Figure::Amount(euros)) => printed == Decimal::from(euros.get()),
            (Self::Number(printed), Figure::Blank) => printed.is_zero(),
            (Self::Percent(printed), Figure::Undefined | Figure::Blank) => printed.is_zero(),
            _ => false,
        }
    }

    fn text(self) -> String {
        match self {
            Self::Amount(euros) => writing::euros(euros),
            Self::Percent(percent) => writing::percent(percent),
            Self::Number(number) => writing::decimal(number),
        }
    }
}
