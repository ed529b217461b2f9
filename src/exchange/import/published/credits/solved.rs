//! What the tables of credits say together: facts where they are printed, totals solved or asked for where only these are.

use std::collections::{BTreeMap, BTreeSet};

use super::{CreditTables, Found, OfAction};
use crate::calc::{CrossingFault, Tally, crossing};
use crate::exchange::import::draft::{Crossing, Draft, FactKey, OpenTotal, Printed, PrintedFigure};
use crate::exchange::import::published::cells::{Cells, Fate};
use crate::exchange::import::report::{Answers, ImportRefusal, Report, Spot, Told};
use crate::model::{ActionCode, Category, Euros, Measure, NatureScope, Stage, Title, Year};

/// Totals of actions that no table parts by category, AE and CP together.
type OpenTotals = BTreeMap<(ActionCode, NatureScope), BTreeMap<Measure, Found>>;

impl CreditTables {
    /// Puts what the tables say into the draft: facts where they are printed, totals where only these are.
    pub(in crate::exchange::import::published) fn finish(
        self,
        year: Year,
        answers: &Answers,
        draft: &mut Draft,
        cells: &mut Cells,
        report: &mut Report,
    ) -> Result<(), ImportRefusal> {
        draft.categories.extend(&self.categories);
        let parents: BTreeSet<ActionCode> = draft.labels.keys().filter_map(|code| code.parent()).collect();
        let mut open = self.take_natures(year, &parents, draft, cells, report);
        for ((stage, measure), table) in &self.by_title {
            let leaves = || table.actions.iter().filter(|(code, _)| !parents.contains(code));
            let of_stage = OfStage { year: if *stage == Stage::InitialAct { year.offset(-1) } else { year }, stage: *stage, measure: *measure };
            match stage {
                Stage::InitialAct => {
                    draft.in_act.extend(leaves().map(|(code, _)| *code));
                    let is_crossed = self.by_category.contains_key(&(*stage, false, *measure));
                    let said = |code: &ActionCode| !is_crossed && answers.categories.iter().any(|(action, _)| action == code);
                    let (said, left): (Vec<_>, Vec<_>) = leaves().partition(|(code, _)| said(code));
                    said.into_iter().try_for_each(|(code, row)| self.take_as_said(of_stage, (*code, row), answers, draft, report))?;
                    self.cross_titles(of_stage, &left, draft, &mut open);
                }
                _ => {
                    let unknown = leaves().filter(|(code, _)| !self.has_nature(**code)).collect::<Vec<_>>();
                    self.cross_titles(of_stage, &unknown, draft, &mut open);
                }
            }
            self.cross_contributions(
                of_stage,
                &leaves().filter_map(|(code, row)| row.contributions.map(|euros| (*code, euros))).collect::<Vec<_>>(),
                draft,
            );
        }
        self.finish_expected(year, &parents, draft);
        self.end_actions(draft);
        let alone = self.totals.iter().filter(|((code, _), _)| !parents.contains(code) && !self.has_nature(*code) && !self.has_titles(*code));
        open.extend(alone.map(|(key, amounts)| (*key, amounts.clone())));
        self.ask(open, answers, draft)
    }

    /// Whether the table by nature of an action, or of the action it belongs to, was read.
    fn has_nature(&self, code: ActionCode) -> bool {
        self.by_nature.contains_key(&code) || code.parent().is_some_and(|parent| self.by_nature.contains_key(&parent))
    }

    /// Whether a table of the bill gives the titles of an action one by one.
    fn has_titles(&self, code: ActionCode) -> bool {
        self.by_title.iter().any(|((stage, _), table)| *stage == Stage::Bill && table.actions.contains_key(&code))
    }

    /// The facts of the bill. Of an action with sub-actions, totals by sub-action cross totals by category; what these leave open is returned.
    fn take_natures(&self, year: Year, parents: &BTreeSet<ActionCode>, draft: &mut Draft, cells: &mut Cells, report: &mut Report) -> OpenTotals {
        let (stage, mut open) = (Stage::Bill, OpenTotals::new());
        for (code, natures) in &self.by_nature {
            let spot = self.nature_spots.get(code).cloned().unwrap_or_default();
            if !parents.contains(code) {
                for ((contributions, category, measure), found) in natures {
                    let key = FactKey { year, stage, contributions: *contributions, code: *code, category: *category, measure: *measure };
                    draft.fact(key, found.euros, &spot, report);
                    cells.set(&found.at, Fate::Read);
                }
                continue;
            }
            for ((contributions, category, measure), found) in natures {
                let (contributions, measure, nature) = (*contributions, *measure, NatureScope::Category(*category));
                let figure = PrintedFigure::Credit { year, stage, contributions, action: Some(*code), nature, measure };
                draft.printed.push(Printed { spot: found.at.spot.clone(), figure, value: found.euros.into() });
                cells.set(&found.at, Fate::Compared);
            }
            self.share_out(year, *code, &spot, draft, &mut open, report);
        }
        open
    }

    /// What an action spends by category, among those of its sub-actions that have no table of their own.
    fn share_out(&self, year: Year, code: ActionCode, spot: &Spot, draft: &mut Draft, open: &mut OpenTotals, report: &mut Report) {
        let own: Vec<ActionCode> = draft.labels.keys().filter(|other| other.parent() == Some(code)).copied().collect();
        let left: Vec<ActionCode> = own.iter().filter(|other| !self.by_nature.contains_key(other)).copied().collect();
        if left.is_empty() {
            return;
        }
        let mut is_placed = false;
        for measure in Measure::BOTH {
            let table = self.by_title.get(&(Stage::Bill, measure));
            let scopes: Vec<NatureScope> = match table {
                Some(_) => Title::all().map(NatureScope::Title).collect(),
                None => vec![NatureScope::Title(Title::STAFF), NatureScope::OtherThanStaff],
            };
            for nature in scopes {
                let found = |code: &ActionCode| match (table, nature) {
                    (Some(table), NatureScope::Title(title)) => table.actions.get(code)?.titles.get(&title).cloned(),
                    _ => self.totals.get(&(*code, nature))?.get(&measure).cloned(),
                };
                let rows: Vec<(ActionCode, Found)> = left.iter().filter_map(|code| Some((*code, found(code)?))).collect();
                let columns: Vec<(Category, Euros)> = self.of_nature(code, nature, measure);
                is_placed |= !rows.is_empty();
                if rows.is_empty() || columns.is_empty() {
                    continue;
                }
                let sums: Vec<(ActionCode, Euros)> = rows.iter().map(|(code, found)| (*code, found.euros)).collect();
                if own.len() > left.len() || crossing(&sums, &columns) == Err(CrossingFault::Several) {
                    for (code, found) in rows {
                        open.entry((code, nature)).or_default().insert(measure, found);
                    }
                    continue;
                }
                let (stage, contributions, spot) = (Stage::Bill, false, spot.clone());
                draft.crossings.push(Crossing { year, stage, contributions, measure, nature, rows: sums, columns: Some(columns), spot });
            }
        }
        if !is_placed {
            report.tell(spot, Told::ActionWithSubActions { code, lines: Vec::new() }, "");
        }
    }

    /// What the table by nature of an action says of some categories.
    fn of_nature(&self, code: ActionCode, nature: NatureScope, measure: Measure) -> Vec<(Category, Euros)> {
        let natures = self.by_nature.get(&code).into_iter().flatten();
        let wanted = natures.filter(|((contributions, category, other), _)| !contributions && *other == measure && nature.contains(*category));
        wanted.map(|((_, category, _), found)| (*category, found.euros)).collect()
    }

    /// The titles of an action in the act, in the categories that were said of them for the bill.
    fn take_as_said(
        &self,
        OfStage { year, stage, measure }: OfStage,
        (code, row): (ActionCode, &OfAction),
        answers: &Answers,
        draft: &mut Draft,
        report: &mut Report,
    ) -> Result<(), ImportRefusal> {
        for (title, Found { euros, at }) in row.titles.iter().filter(|(_, found)| found.euros != Euros::ZERO) {
            let nature = NatureScope::Title(*title);
            match answers.of(code, nature)?.flatten() {
                Some(category) => draft.fact(FactKey { year, stage, contributions: false, code, category, measure }, *euros, &at.spot, report),
                None => {
                    let (rows, columns, spot) = (vec![(code, *euros)], None, at.spot.clone());
                    draft.crossings.push(Crossing { year, stage, contributions: false, measure, nature, rows, columns, spot });
                }
            }
        }
        Ok(())
    }

    /// Totals by action and title cross totals by category. Where the tables by nature of some actions are known, only a title with one
    /// category is left to solve.
    fn cross_titles(
        &self,
        OfStage { year, stage, measure }: OfStage,
        actions: &[(&ActionCode, &OfAction)],
        draft: &mut Draft,
        open: &mut OpenTotals,
    ) {
        let spot = self.spots.get(&(stage, false, measure)).cloned().unwrap_or_default();
        let printed = self.by_category.get(&(stage, false, measure));
        let is_whole = stage == Stage::InitialAct || self.by_nature.is_empty();
        for title in Title::all() {
            let found: Vec<(ActionCode, &Found)> = actions.iter().filter_map(|(code, row)| Some((**code, row.titles.get(&title)?))).collect();
            let rows: Vec<(ActionCode, Euros)> = found.iter().map(|(code, found)| (*code, found.euros)).collect();
            if rows.iter().all(|(_, euros)| *euros == Euros::ZERO) {
                continue;
            }
            let of_title: Vec<(Category, Euros)> = printed
                .into_iter()
                .flatten()
                .filter(|(category, _)| category.title() == title)
                .map(|(category, euros)| (*category, *euros))
                .collect();
            let total = || rows.iter().map(|(_, euros)| *euros).collect::<Tally>().total().ok();
            let columns = match of_title.as_slice() {
                _ if is_whole && printed.is_some() => Some(of_title),
                [(only, _)] => total().map(|total| vec![(*only, total)]),
                _ => None,
            };
            let nature = NatureScope::Title(title);
            if columns.is_none() && stage == Stage::Bill {
                for (code, found) in found {
                    open.entry((code, nature)).or_default().insert(measure, found.clone());
                }
                continue;
            }
            draft.crossings.push(Crossing { year, stage, contributions: false, measure, nature, rows, columns, spot: spot.clone() });
        }
    }

    fn cross_contributions(&self, OfStage { year, stage, measure }: OfStage, rows: &[(ActionCode, Euros)], draft: &mut Draft) {
        let has_own = |code: &ActionCode| self.by_nature.get(code).is_some_and(|natures| natures.keys().any(|(contributions, ..)| *contributions));
        let rows: Vec<(ActionCode, Euros)> = rows.iter().filter(|(code, euros)| *euros != Euros::ZERO && !has_own(code)).copied().collect();
        if rows.is_empty() {
            return;
        }
        let printed = self.by_category.get(&(stage, true, measure));
        let columns = printed.map(|printed| printed.iter().map(|(category, euros)| (*category, *euros)).collect());
        let spot = self.spots.get(&(stage, true, measure)).cloned().unwrap_or_default();
        draft.crossings.push(Crossing { year, stage, contributions: true, measure, nature: NatureScope::All, rows, columns, spot });
    }

    /// Contributions that only the tables of actions give: those of a JPE without its CREDITS.
    fn finish_expected(&self, year: Year, parents: &BTreeSet<ActionCode>, draft: &mut Draft) {
        for measure in Measure::BOTH.into_iter().filter(|measure| !self.by_title.contains_key(&(Stage::Bill, *measure))) {
            let rows: Vec<(ActionCode, Euros)> = self
                .expected
                .iter()
                .filter(|((code, other), _)| *other == measure && !parents.contains(code))
                .map(|((code, _), euros)| (*code, *euros))
                .collect();
            self.cross_contributions(OfStage { year, stage: Stage::Bill, measure }, &rows, draft);
        }
    }

    /// What stands in the act and no more in the bill has ended.
    fn end_actions(&self, draft: &mut Draft) {
        let of = |wanted: Stage| -> BTreeSet<ActionCode> {
            let tables = self.by_title.iter().filter(|((stage, _), _)| *stage == wanted);
            tables.flat_map(|(_, table)| table.actions.keys().copied()).collect()
        };
        let (bill, act) = (of(Stage::Bill), of(Stage::InitialAct));
        if !bill.is_empty() {
            draft.ended = act.difference(&bill).filter(|code| !self.has_nature(**code)).copied().collect();
        }
    }

    /// Hands over the totals whose category only the user knows, with what was answered.
    fn ask(&self, open: OpenTotals, answers: &Answers, draft: &mut Draft) -> Result<(), ImportRefusal> {
        let mut open: Vec<_> = open.into_iter().collect();
        open.sort_by_key(|((code, nature), _)| (*code, *nature == NatureScope::OtherThanStaff));
        for ((code, nature), amounts) in open {
            if amounts.values().all(|found| found.euros == Euros::ZERO) {
                continue;
            }
            let answer = answers.of(code, nature)?;
            draft.answered.extend(answer.map(|answer| (code, answer)));
            let spot = amounts.values().next().map(|found| found.at.spot.clone()).unwrap_or_default();
            let amounts = amounts.into_iter().map(|(measure, found)| (measure, found.euros)).collect();
            draft.open_totals.push(OpenTotal { code, nature, amounts, spot, answer, proposed: self.proposed(nature) });
        }
        Ok(())
    }

    /// The only category that the tables list among those of a total, or else the first of its title; of other titles, the usual one.
    fn proposed(&self, nature: NatureScope) -> Category {
        let mut listed = self.categories.iter().copied().filter(|category| nature.contains(*category));
        let only = listed.next().filter(|_| listed.next().is_none());
        let first = || match nature {
            NatureScope::Title(title) => title.categories().find(|category| *category == Category::OPERATING).or_else(|| title.categories().next()),
            NatureScope::Category(category) => Some(category),
            NatureScope::All | NatureScope::OtherThanStaff => None,
        };
        only.or_else(first).unwrap_or(Category::OPERATING)
    }
}

impl Answers {
    /// What was said of a total: nothing, a category, or that it stays without.
    fn of(&self, code: ActionCode, nature: NatureScope) -> Result<Option<Option<Category>>, ImportRefusal> {
        let said = || self.categories.iter().filter(|(action, _)| *action == code);
        let categories: BTreeSet<Category> = said().filter_map(|(_, category)| *category).filter(|category| nature.contains(*category)).collect();
        let mut categories = categories.into_iter();
        match (categories.next(), categories.next()) {
            (Some(first), Some(second)) => Err(ImportRefusal::SeveralAnswers { action: code, first, second }),
            (Some(only), None) => Ok(Some(Some(only))),
            (None, _) => Ok(said().any(|(_, category)| category.is_none()).then_some(None)),
        }
    }
}

#[derive(Clone, Copy)]
struct OfStage {
    year: Year,
    stage: Stage,
    measure: Measure,
}
