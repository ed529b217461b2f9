//! The end of a file: its totals are compared with its lines, and what is questionable is asked.

use std::collections::BTreeSet;

use super::{File, Line, SUSPECT};
use crate::exchange::import::draft::{Printed, PrintedFigure};
use crate::exchange::import::open_data::amounts::Amounts;
use crate::exchange::import::open_data::columns::Target;
use crate::exchange::import::open_data::facts::Facts;
use crate::exchange::import::open_data::headings::Part;
use crate::exchange::import::open_data::totals::{self, Scope, Total};
use crate::exchange::import::report::{Compared, ImportRefusal, Question, Report, Spot, Told};
use crate::lang::writing;
use crate::model::{Euros, NatureScope, ProgrammeNumber, Stage, Title, Year};

impl File<'_> {
    pub(super) fn take_total(&mut self, line: &Line<'_>, words: (String, usize), amounts: Amounts, report: &mut Report) {
        for (column, refusal, cell) in &amounts.refused {
            report.tell(&self.spot(line.number, *column), Told::Number(refusal.clone()), cell);
        }
        let scope = totals::scope(&words.0, self.columns.role(words.1), |role| self.cell(line, role).0);
        self.totals.push(Total { line: line.number, words, scope, amounts: amounts.read, after: self.said.len() });
    }

    /// Compares the totals and asks what is questionable.
    pub(super) fn end(mut self, facts: &mut Facts, report: &mut Report) -> Result<(), ImportRefusal> {
        let years = |wanted| self.years_given.keys().filter(move |(_, stage)| *stage == wanted).map(|(year, _)| *year).collect::<BTreeSet<_>>();
        let (bills, acts) = (years(Stage::Bill), years(Stage::InitialAct));
        if !bills.is_empty() && !acts.is_empty() && bills != acts {
            return Err(ImportRefusal::NoYears { file: self.name.into() });
        }
        if let Some(line) = self.years_given.values().min().copied() {
            let spot = Spot { file: self.file, line, column: String::new() };
            report.tell(&spot, Told::YearGiven { amounts: self.years_given.keys().copied().collect() }, "");
        }
        self.whole_totals = self.totals.iter().filter(|total| total.scope.as_ref().is_some_and(Scope::is_whole)).count();
        let is_law_used = self.places.values().flatten().any(|places| places.is_law_given);
        if let Some(stage) = self.options.law.filter(|_| !is_law_used && !self.said.is_empty()) {
            let spot = Spot { file: self.file, line: self.heading_line, column: String::new() };
            report.tell(&spot, Told::LawUnused { stage }, "");
        }
        for total in std::mem::take(&mut self.totals) {
            self.compare(&total, facts, report);
        }
        if let Some((lines, count)) = self.doubled {
            report.questions.push(Question::Doubled { file: self.name.into(), lines, count });
        }
        for tally in self.values.values() {
            if let Some(value) = tally.sole_value().filter(|_| tally.count() >= SUSPECT) {
                report.questions.push(Question::SameValue { file: self.name.into(), value: writing::euros(value), count: tally.count() });
            }
        }
        Ok(())
    }

    fn compare(&mut self, total: &Total, facts: &mut Facts, report: &mut Report) {
        let Some(scope) = total.scope.as_ref().filter(|scope| self.is_clear(scope, total)) else {
            let (words, column) = &total.words;
            return report.tell(&self.spot(total.line, *column), Told::UnclearTotal, words);
        };
        if scope.programme.is_some_and(|number| !self.is_wanted(number)) {
            return;
        }
        for (column, printed) in &total.amounts {
            let spot = self.spot(total.line, *column);
            // Beside other files, a total is over the lines of its own.
            if let Some((number, year, figure)) = self.figure(scope, *column).filter(|_| self.is_alone) {
                let printed = Printed { spot, figure, value: (*printed).into() };
                facts.programmes.entry(number).or_default().printed.push((year, printed));
                continue;
            }
            let computed = scope.sum(&self.said, *column).map(|tally| tally.total());
            if computed == Some(Ok(*printed)) {
                report.equal += 1;
            } else {
                let computed = computed.map_or_else(String::new, |sum| sum.map_or_else(|_| "…".into(), writing::euros));
                report.differs(Compared {
                    spot,
                    programme: scope.programme,
                    address: String::new(),
                    printed: writing::euros(*printed),
                    computed,
                    is_rounding: false,
                });
            }
        }
    }

    /// Whether it can be said what a total is over: one that names nothing is over everything above, unless there are several of them.
    fn is_clear(&self, scope: &Scope, total: &Total) -> bool {
        if scope.is_whole() {
            let makes_it = |(column, printed): &(usize, Euros)| scope.sum(&self.said, *column).is_some_and(|tally| tally.total() == Ok(*printed));
            return total.after == self.said.len() && (self.whole_totals < 2 || total.amounts.iter().all(makes_it));
        }
        let programmes: BTreeSet<ProgrammeNumber> = self.said.iter().map(|said| said.programme).collect();
        let is_of_one = scope.code.is_none() || scope.programme.is_some() || programmes.len() < 2;
        is_of_one && (scope.name.is_none() || self.said.iter().any(|said| scope.holds(said)))
    }

    /// The figure of a programme's tables that a total prints, where its lines are of one law and year.
    fn figure(&self, scope: &Scope, column: usize) -> Option<(ProgrammeNumber, Year, PrintedFigure)> {
        let number = scope.programme.filter(|_| scope.name.is_none() && scope.ministry.is_none())?;
        let of_scope: BTreeSet<(Option<Stage>, Option<Year>)> =
            self.said.iter().filter(|said| scope.holds(said)).map(|said| (said.law, said.year)).collect();
        let mut of_scope = of_scope.into_iter();
        let (law, year) = of_scope.next().filter(|_| of_scope.next().is_none())?;
        let (target, part) = self.places.get(&(law, year))?.as_ref().ok()?.of_column(column)?;
        let nature = match (part, scope.category, scope.title) {
            (Part::Whole, Some(category), _) => NatureScope::Category(category),
            (Part::Whole, None, Some(title)) => NatureScope::Title(title),
            (Part::Whole, None, None) => NatureScope::All,
            (Part::First, None, None) if !target.contributions => NatureScope::Title(Title::STAFF),
            (Part::Second, None, None) if !target.contributions => NatureScope::OtherThanStaff,
            (Part::First | Part::Second, ..) => return None,
        };
        let Target { year, stage, contributions, measure } = target;
        Some((number, year, PrintedFigure::Credit { year, stage, contributions, action: scope.code, nature, measure }))
    }
}
