//! Facts of the budget: amounts by (year, stage, action, category).
//!
//! Stores entered amounts and nothing else; sums are in `calc`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ActionId, Amount, Category, Year};

/// Where in the budget procedure an amount stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Projet de loi de finances: asked.
    Bill,
    /// Change of the bill by Parliament.
    Amendment,
    /// Loi de finances initiale: voted.
    InitialAct,
}

impl Stage {
    /// The stages whose facts make the figures of this one: an act nobody entered is the bill of its year with the amendments (R17).
    pub fn sources(self) -> &'static [Self] {
        match self {
            Self::InitialAct => &[Self::InitialAct, Self::Bill, Self::Amendment],
            Self::Bill => &[Self::Bill],
            Self::Amendment => &[Self::Amendment],
        }
    }
}

/// The two faces of a credit: AE and CP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Autorisations d'engagement.
    Ae,
    /// Crédits de paiement.
    Cp,
}

impl Measure {
    pub const BOTH: [Self; 2] = [Self::Ae, Self::Cp];
}

/// The AE and CP of one credit; each may be without a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AeCp {
    pub ae: Option<Amount>,
    pub cp: Option<Amount>,
}

impl AeCp {
    pub fn get(&self, measure: Measure) -> Option<&Amount> {
        match measure {
            Measure::Ae => self.ae.as_ref(),
            Measure::Cp => self.cp.as_ref(),
        }
    }

    fn slot(&mut self, measure: Measure) -> &mut Option<Amount> {
        match measure {
            Measure::Ae => &mut self.ae,
            Measure::Cp => &mut self.cp,
        }
    }

    fn is_empty(&self) -> bool {
        self.ae.is_none() && self.cp.is_none()
    }
}

/// The rows of one stage of one year, in the order of action and category: a short list that is read far more often than written.
type StageRows = Vec<(ActionId, Category, AeCp)>;

/// Where a row stands, or would stand.
fn find(rows: &StageRows, action: ActionId, category: Category) -> Result<usize, usize> {
    rows.binary_search_by_key(&(action, category), |(action, category, _)| (*action, *category))
}

/// What tells the row of a ledger from every other.
pub type CreditKey = (Year, Stage, ActionId, Category);

/// Amounts by (year, stage, action, category). A copy shares every stage that is not written to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    stages: BTreeMap<(Year, Stage), Arc<StageRows>>,
}

/// Many rows at once; those without amounts do not stay.
impl From<BTreeMap<CreditKey, AeCp>> for Ledger {
    fn from(rows: BTreeMap<CreditKey, AeCp>) -> Self {
        let mut stages: BTreeMap<(Year, Stage), StageRows> = BTreeMap::new();
        for ((year, stage, action, category), row) in rows.into_iter().filter(|(_, row)| !row.is_empty()) {
            stages.entry((year, stage)).or_default().push((action, category, row));
        }
        Self { stages: stages.into_iter().map(|(of, rows)| (of, Arc::new(rows))).collect() }
    }
}

impl Ledger {
    pub fn get(&self, year: Year, stage: Stage, action: ActionId, category: Category) -> Option<&AeCp> {
        let rows = self.stages.get(&(year, stage))?;
        let index = find(rows, action, category).ok()?;
        rows.get(index).map(|(_, _, row)| row)
    }

    /// Writes one amount, or removes it; a row without amounts does not stay.
    pub fn set(&mut self, year: Year, stage: Stage, action: ActionId, category: Category, measure: Measure, amount: Option<Amount>) {
        if amount.is_none() && self.get(year, stage, action, category).is_none() {
            return;
        }
        let rows = Arc::make_mut(self.stages.entry((year, stage)).or_default());
        let index = find(rows, action, category).unwrap_or_else(|index| {
            rows.insert(index, (action, category, AeCp::default()));
            index
        });
        if let Some((_, _, row)) = rows.get_mut(index) {
            *row.slot(measure) = amount;
            if row.is_empty() {
                rows.remove(index);
            }
        }
        if rows.is_empty() {
            self.stages.remove(&(year, stage));
        }
    }

    /// Writes many amounts, in any order: they cost no more than the rows that there are and will be.
    pub fn set_all(&mut self, amounts: BTreeMap<(CreditKey, Measure), Option<Amount>>) {
        let mut stages: BTreeMap<(Year, Stage), Vec<(ActionId, Category, Measure, Option<Amount>)>> = BTreeMap::new();
        for (((year, stage, action, category), measure), amount) in amounts {
            stages.entry((year, stage)).or_default().push((action, category, measure, amount));
        }
        for (of, amounts) in stages {
            let rows = Arc::make_mut(self.stages.entry(of).or_default());
            let mut added = StageRows::new();
            let is_emptying = amounts.iter().any(|(.., amount)| amount.is_none());
            for (action, category, measure, amount) in amounts {
                let known = find(rows, action, category).ok();
                let known = known.and_then(|index| rows.get_mut(index));
                let known = known.or_else(|| added.last_mut().filter(|(other, of, _)| (*other, *of) == (action, category)));
                match known {
                    Some((_, _, row)) => *row.slot(measure) = amount,
                    None => {
                        let mut row = AeCp::default();
                        *row.slot(measure) = amount;
                        added.push((action, category, row));
                    }
                }
            }
            if !added.is_empty() {
                rows.append(&mut added);
                // Two lists in order: they are merged.
                rows.sort_by_key(|(action, category, _)| (*action, *category));
            }
            if is_emptying {
                rows.retain(|(_, _, row)| !row.is_empty());
            }
        }
        self.stages.retain(|_, rows| !rows.is_empty());
    }

    /// The rows of one stage, in the order of identity.
    pub fn stage(&self, year: Year, stage: Stage) -> impl Iterator<Item = (ActionId, Category, &AeCp)> {
        let rows = self.stages.get(&(year, stage)).map_or(&[][..], |rows| rows.as_slice());
        rows.iter().map(|(action, category, row)| (*action, *category, row))
    }

    /// The rows of one action at one stage, by category.
    pub fn of_action(&self, year: Year, stage: Stage, action: ActionId) -> impl Iterator<Item = (Category, &AeCp)> {
        let rows = self.stages.get(&(year, stage)).map_or(&[][..], |rows| rows.as_slice());
        let first = rows.partition_point(|(other, _, _)| *other < action);
        rows.iter().skip(first).take_while(move |(other, _, _)| *other == action).map(|(_, category, row)| (*category, row))
    }

    /// Every row, by year and stage.
    pub fn rows(&self) -> impl Iterator<Item = (Year, Stage, ActionId, Category, &AeCp)> {
        self.stages.iter().flat_map(|((year, stage), rows)| rows.iter().map(|(action, category, row)| (*year, *stage, *action, *category, row)))
    }

    /// Whether the action has an amount at this stage; zero counts.
    pub fn has_action(&self, year: Year, stage: Stage, action: ActionId) -> bool {
        self.of_action(year, stage, action).next().is_some()
    }

    /// Removes every amount of an action.
    pub fn remove_action(&mut self, action: ActionId) {
        self.retain(|id, _| id != action);
    }

    /// Removes every amount of a category.
    pub fn remove_category(&mut self, category: Category) {
        self.retain(|_, other| other != category);
    }

    /// Gives every amount of `from` to `to`, which has none of its own.
    pub fn move_action(&mut self, from: ActionId, to: ActionId) {
        for rows in self.stages.values_mut().filter(|rows| rows.iter().any(|(action, _, _)| *action == from)) {
            let rows = Arc::make_mut(rows);
            for (action, _, _) in rows.iter_mut().filter(|(action, _, _)| *action == from) {
                *action = to;
            }
            rows.sort_by_key(|(action, category, _)| (*action, *category));
        }
    }

    fn retain(&mut self, keep: impl Fn(ActionId, Category) -> bool) {
        for rows in self.stages.values_mut() {
            if rows.iter().any(|(action, category, _)| !keep(*action, *category)) {
                Arc::make_mut(rows).retain(|(action, category, _)| keep(*action, *category));
            }
        }
        self.stages.retain(|_, rows| !rows.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Euros;

    #[test]
    fn rows_put_in_at_once_are_those_written_one_by_one() {
        let year = |offset| Year::new(2021).unwrap().offset(offset);
        let rows = [
            (year(0), Stage::Bill, 3, 31, Some(1), Some(2)),
            (year(-1), Stage::InitialAct, 1, 21, None, Some(3)),
            (year(0), Stage::Bill, 1, 62, Some(4), None),
            (year(0), Stage::Bill, 1, 31, Some(0), Some(0)),
            (year(0), Stage::Amendment, 2, 31, None, None),
        ];
        let mut one_by_one = Ledger::default();
        let mut at_once = BTreeMap::new();
        for (year, stage, action, category, ae, cp) in rows {
            let [ae, cp] = [ae, cp].map(|euros: Option<i64>| euros.map(|euros| Amount::plain(Euros::new(euros))));
            let (action, category) = (ActionId(action), Category::new(category).unwrap());
            one_by_one.set(year, stage, action, category, Measure::Ae, ae.clone());
            one_by_one.set(year, stage, action, category, Measure::Cp, cp.clone());
            at_once.insert((year, stage, action, category), AeCp { ae, cp });
        }
        assert_eq!(Ledger::from(at_once), one_by_one);
    }

    #[test]
    fn many_amounts_written_at_once_are_those_written_one_by_one() {
        let year = |offset| Year::new(2021).unwrap().offset(offset);
        let written = |ledger: &Ledger, amounts: &[(i16, u64, u8, Measure, Option<i64>)]| {
            let (mut one_by_one, mut at_once) = (ledger.clone(), BTreeMap::new());
            for (offset, action, category, measure, euros) in amounts {
                let (action, category) = (ActionId(*action), Category::new(*category).unwrap());
                let amount = euros.map(|euros| Amount::plain(Euros::new(euros)));
                one_by_one.set(year(*offset), Stage::Bill, action, category, *measure, amount.clone());
                at_once.insert(((year(*offset), Stage::Bill, action, category), *measure), amount);
            }
            let mut all = ledger.clone();
            all.set_all(at_once);
            assert_eq!(all, one_by_one, "{amounts:?}");
            all
        };
        let (ae, cp) = (Measure::Ae, Measure::Cp);
        let first = [(0, 3, 31, ae, Some(1)), (0, 1, 31, ae, Some(2)), (0, 1, 31, cp, Some(3)), (-1, 1, 21, cp, Some(4)), (0, 2, 62, ae, None)];
        let ledger = written(&Ledger::default(), &first);
        // New rows before, between and after those that are there, one changed, one emptied, a stage emptied.
        let second = [
            (0, 9, 11, cp, Some(5)),
            (0, 2, 31, cp, Some(6)),
            (0, 1, 21, ae, Some(7)),
            (0, 1, 31, ae, None),
            (0, 1, 31, cp, Some(8)),
            (0, 3, 31, ae, None),
            (-1, 1, 21, cp, None),
        ];
        let ledger = written(&ledger, &second);
        assert_eq!(ledger.rows().count(), 4);
        assert_eq!(written(&ledger, &[]), ledger);
    }
}
