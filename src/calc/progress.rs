//! How far the credits of a bill or an act, and the payment schedule, are entered.
//!
//! Of what is typed in part nothing is compared: it would be told as a fall.

use std::collections::{BTreeMap, BTreeSet};

use super::Figures;
use crate::model::{
    Action, ActionId, ActionScope, Category, CreditKey, CreditPlace, Document, Ledger, Measure, NatureScope, Opening, Origin, OutstandingItem, Place,
    Stage, Sum,
};

/// How far one measure of a stage is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nobody entered anything.
    Nothing,
    /// Something is missing: the first place of it.
    Partly(CreditPlace),
    Whole,
}

/// The amounts of one measure, by action and category.
type Entries = BTreeMap<(ActionId, Category), Sum>;

impl Progress {
    /// Of the bill of the document's year, or of the act of the year before it.
    ///
    /// A bill lacks whatever has an amount in the act, or stands in its tables, and has none at all: an action, a category. It lacks a row of the act,
    /// unless its credits may have moved: to a row that the act does not have, of the same action or category. Both stages lack the AE of a row that
    /// has CP, and the reverse.
    pub fn of(document: &Document, stage: Stage, contributions: bool, measure: Measure) -> Self {
        let entered = entries(document, stage, contributions, measure);
        if entered.is_empty() {
            return Self::Nothing;
        }
        let others = entries(document, stage, contributions, other(measure));
        let missing = match stage {
            Stage::Bill => Bill { document, contributions, measure, entered: &entered, others: &others }.missing(),
            Stage::InitialAct | Stage::Amendment => None,
        };
        let half = || others.keys().find(|row| !entered.contains_key(row));
        let half = || half().map(|(action, category)| (ActionScope::One(*action), NatureScope::Category(*category)));
        let year = if stage == Stage::InitialAct { document.previous_year() } else { document.year };
        let place = |(action, nature)| CreditPlace { year, stage, contributions, action, nature, measure };
        missing.or_else(half).map_or(Self::Whole, |missing| Self::Partly(place(missing)))
    }

    pub fn is_partly(self) -> bool {
        matches!(self, Self::Partly(_))
    }
}

/// Whether every amount that was entered within a place is 0: a sum of 0 may be one of amounts that cancel out.
pub fn is_nil(document: &Document, place: &CreditPlace) -> bool {
    let is_within = |id: ActionId| match place.action {
        ActionScope::All => true,
        ActionScope::One(one) => one == id || parent(document, id) == Some(one),
    };
    let ledger = document.ledger(place.contributions);
    let mut rows = place.stage.sources().iter().flat_map(|stage| ledger.stage(place.year, *stage));
    rows.all(|(action, category, _)| {
        let is_apart = !place.nature.contains(category) || !is_within(action);
        is_apart || amount(ledger, (place.year, place.stage, action, category), place.measure).is_none_or(|amount| amount == Sum::ZERO)
    })
}

/// Whether an amount of an action and a category is expected that nobody entered: the row has the other measure, or the act has it and the bill not.
pub fn is_expected(document: &Document, place: &CreditPlace) -> bool {
    let CreditPlace { year, stage, contributions, action: ActionScope::One(id), nature: NatureScope::Category(category), measure } = *place else {
        return false;
    };
    let ledger = document.ledger(contributions);
    let entered = |stage, year, measure| amount(ledger, (year, stage, id, category), measure);
    if !document.is_leaf(id) || entered(stage, year, measure).is_some() {
        return false;
    }
    let is_asked = stage == Stage::Bill && !contributions && document.action(id).is_some_and(|action| document.stands(action, year, stage));
    let is_voted = || entered(Stage::InitialAct, year.offset(-1), measure).is_some_and(|amount| amount != Sum::ZERO);
    entered(stage, year, other(measure)).is_some() || is_asked && is_voted()
}

/// Whether the AE that the payment schedule pays for are entered: those of the bill, and contributions where there are any.
pub fn has_new_ae(document: &Document) -> bool {
    Progress::of(document, Stage::Bill, false, Measure::Ae) == Progress::Whole && !Progress::of(document, Stage::Bill, true, Measure::Ae).is_partly()
}

/// The first opening that is missing of a payment schedule that is entered in part: a row with an empty cell lacks it unless it already pays for all
/// its commitments, the estimate or the new AE.
pub fn missing_opening(document: &Document, figures: &Figures) -> Option<Place> {
    let year = document.year;
    if !document.schedule.keys().any(|(of, ..)| *of == year) {
        return None;
    }
    let is_paid = |origin| {
        let paid = Figures::scheduled(document, |of, _| of == origin);
        match origin {
            Origin::Earlier => {
                let estimate = document.outstanding.get(&(year, OutstandingItem::Estimate));
                paid == estimate.map_or(Sum::ZERO, |estimate| Sum::from(estimate.euros))
            }
            Origin::New => has_new_ae(document) && paid == [false, true].map(|contributions| figures.new_ae(contributions)).into_iter().sum(),
        }
    };
    let empty = |origin| Opening::ALL.into_iter().find(|opening| !document.schedule.contains_key(&(year, origin, *opening)));
    let mut rows = Origin::BOTH.into_iter().filter_map(|origin| Some((origin, empty(origin)?)));
    rows.find(|(origin, _)| !is_paid(*origin)).map(|(origin, opening)| Place::Schedule { year, origin, opening })
}

fn other(measure: Measure) -> Measure {
    match measure {
        Measure::Ae => Measure::Cp,
        Measure::Cp => Measure::Ae,
    }
}

/// What is entered of a row; of the act, where nobody entered it, the bill of its year with the amendments (R17).
fn amount(ledger: &Ledger, (year, stage, action, category): CreditKey, measure: Measure) -> Option<Sum> {
    let of = |stage| ledger.get(year, stage, action, category)?.get(measure).map(|amount| Sum::from(amount.euros));
    let others = stage.sources().iter().filter(|source| **source != stage).filter_map(|source| of(*source));
    of(stage).or_else(|| others.reduce(|sum, amount| [sum, amount].into_iter().sum()))
}

/// What is entered of a measure at a stage.
fn entries(document: &Document, stage: Stage, contributions: bool, measure: Measure) -> Entries {
    let year = if stage == Stage::InitialAct { document.previous_year() } else { document.year };
    let ledger = document.ledger(contributions);
    let rows = stage.sources().iter().flat_map(|source| ledger.stage(year, *source).map(|row| (*source == stage, row)));
    let entered = rows.filter_map(|(is_own, (action, category, row))| {
        let own = row.get(measure)?;
        let amount = if is_own { Sum::from(own.euros) } else { amount(ledger, (year, stage, action, category), measure)? };
        document.action(action).map(|_| ((action, category), amount))
    });
    entered.collect()
}

/// The action that holds a sub-action.
fn parent(document: &Document, id: ActionId) -> Option<ActionId> {
    let code = document.action(id)?.code.parent()?;
    document.action_by_code(code).map(|parent| parent.id)
}

/// One measure of a bill that is entered at least in part.
struct Bill<'a> {
    document: &'a Document,
    contributions: bool,
    measure: Measure,
    entered: &'a Entries,
    /// The other measure.
    others: &'a Entries,
}

impl Bill<'_> {
    /// The first action without any amount, or else the first category, or else the first row.
    fn missing(&self) -> Option<(ActionScope, NatureScope)> {
        let act = entries(self.document, Stage::InitialAct, self.contributions, self.measure);
        let act: BTreeSet<(ActionId, Category)> = act.into_iter().filter(|(_, amount)| *amount != Sum::ZERO).map(|(row, _)| row).collect();
        let voted: Vec<(ActionId, Category)> = act.iter().copied().filter(|(action, _)| self.stands(*action)).collect();
        let whole = self.missing_action(&voted).map(|action| (ActionScope::One(action), NatureScope::All));
        let whole = whole.or_else(|| self.missing_category(&voted).map(|category| (ActionScope::All, NatureScope::Category(category))));
        whole.or_else(|| {
            let (action, category) = self.missing_row(&voted, &act)?;
            Some((ActionScope::One(action), NatureScope::Category(category)))
        })
    }

    fn missing_action(&self, voted: &[(ActionId, Category)]) -> Option<ActionId> {
        let document = self.document;
        let actions = |rows: &mut dyn Iterator<Item = ActionId>| -> BTreeSet<ActionId> {
            let own: BTreeSet<ActionId> = rows.collect();
            own.iter().flat_map(|id| [Some(*id), parent(document, *id)]).flatten().collect()
        };
        let asked = actions(&mut self.entered.keys().map(|(action, _)| *action));
        let expected = actions(&mut voted.iter().map(|(action, _)| *action));
        let used = actions(&mut self.present().map(|(action, _)| action));
        let is_missing = |action: &&Action| {
            let id = action.id;
            self.stands(id) && !asked.contains(&id) && (expected.contains(&id) || !self.contributions && !used.contains(&id))
        };
        document.actions.iter().find(is_missing).map(|action| action.id)
    }

    /// Contributions have no category of their own: each action has them in one.
    fn missing_category(&self, voted: &[(ActionId, Category)]) -> Option<Category> {
        if self.contributions {
            return None;
        }
        let asked: BTreeSet<Category> = self.entered.keys().map(|(_, category)| *category).collect();
        let used: BTreeSet<Category> = self.present().map(|(_, category)| category).collect();
        let added = self.document.categories.iter().copied().filter(|category| !used.contains(category));
        let expected: BTreeSet<Category> = voted.iter().map(|(_, category)| *category).chain(added).collect();
        expected.difference(&asked).next().copied()
    }

    fn missing_row(&self, voted: &[(ActionId, Category)], act: &BTreeSet<(ActionId, Category)>) -> Option<(ActionId, Category)> {
        let fresh = || self.entered.keys().filter(|row| !act.contains(row));
        let actions: BTreeSet<ActionId> = fresh().map(|(action, _)| *action).collect();
        let categories: BTreeSet<Category> = fresh().map(|(_, category)| *category).collect();
        let may_have_moved = |(action, category): &(ActionId, Category)| actions.contains(action) || categories.contains(category);
        voted.iter().copied().find(|row| !self.entered.contains_key(row) && !may_have_moved(row))
    }

    /// The rows of the bill that have anything, some of them twice: credits of either measure, contributions.
    fn present(&self) -> impl Iterator<Item = (ActionId, Category)> {
        let contributions = self.document.contributions.stage(self.document.year, Stage::Bill).map(|(action, category, _)| (action, category));
        self.entered.keys().chain(self.others.keys()).copied().chain(contributions)
    }

    /// Whether an action, and the one that holds it, has not ended before the bill.
    fn stands(&self, id: ActionId) -> bool {
        let stands = |id| self.document.action(id).is_some_and(|action| self.document.stands(action, self.document.year, Stage::Bill));
        stands(id) && parent(self.document, id).is_none_or(stands)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::calc::sample::sample_with;
    use crate::model::{ActionCode, Amount, Euros, Year};

    /// The sample in the next year, whose act is the bill of this one; each row is (action, category, AE, CP), empty where nobody typed.
    fn rolled_over(rows: &[(u64, u8, Option<i64>, Option<i64>)]) -> Document {
        let mut document = sample_with(&[]);
        document.year = Year::new(2022).unwrap();
        for (action, category, ae, cp) in rows {
            for (measure, euros) in [(Measure::Ae, ae), (Measure::Cp, cp)] {
                let amount = euros.map(|euros| Amount::plain(Euros::new(euros)));
                document.credits.set(document.year, Stage::Bill, ActionId(*action), Category::new(*category).unwrap(), measure, amount);
            }
        }
        document
    }

    #[test]
    fn an_amount_is_expected_where_the_other_measure_or_the_act_has_one() {
        // The act of 2021 is the bill that the sample has: action 01 in 31, action 02 in 21 and 31.
        let document = rolled_over(&[(1, 31, None, Some(5)), (2, 62, Some(7), None)]);
        let cases = [
            (Stage::Bill, false, 1, 31, Measure::Ae, true),
            (Stage::Bill, false, 1, 31, Measure::Cp, false),
            (Stage::Bill, false, 2, 62, Measure::Cp, true),
            (Stage::Bill, false, 2, 21, Measure::Ae, true),
            (Stage::Bill, false, 2, 22, Measure::Ae, false),
            (Stage::Bill, true, 2, 21, Measure::Ae, false),
            (Stage::InitialAct, false, 2, 21, Measure::Ae, false),
        ];
        for (stage, contributions, action, category, measure, expected) in cases {
            let year = if stage == Stage::Bill { document.year } else { document.previous_year() };
            let nature = NatureScope::Category(Category::new(category).unwrap());
            let place = CreditPlace { year, stage, contributions, action: ActionScope::One(ActionId(action)), nature, measure };
            assert_eq!(is_expected(&document, &place), expected, "{place:?}");
        }
    }

    /// "nothing", "whole", or what is missing: "02", "/21", "01/31".
    fn told(document: &Document, stage: Stage, contributions: bool, measure: Measure) -> String {
        match Progress::of(document, stage, contributions, measure) {
            Progress::Nothing => "nothing".into(),
            Progress::Whole => "whole".into(),
            Progress::Partly(place) => {
                let code = match place.action {
                    ActionScope::One(id) => document.action(id).unwrap().code.to_string(),
                    ActionScope::All => String::new(),
                };
                match place.nature {
                    NatureScope::Category(category) => format!("{code}/{category}"),
                    _ => code,
                }
            }
        }
    }

    #[test]
    fn a_bill_is_partly_entered_while_an_action_a_category_or_half_a_row_is_missing() {
        let some = Some(5);
        let cases: [(&[(u64, u8, Option<i64>, Option<i64>)], &str, &str); 12] = [
            (&[], "nothing", "nothing"),
            (&[(1, 31, some, some)], "02", "02"),
            (&[(1, 31, some, some), (2, 31, some, some)], "/21", "/21"),
            (&[(1, 31, some, some), (2, 21, some, some)], "02/31", "02/31"),
            (&[(1, 31, some, some), (2, 21, some, some), (2, 31, some, some)], "whole", "whole"),
            (&[(1, 31, some, some), (2, 21, Some(0), Some(0)), (2, 31, some, some)], "whole", "whole"),
            (&[(1, 31, some, some), (2, 21, some, some), (2, 62, some, some)], "whole", "whole"),
            (&[(1, 31, some, some), (1, 21, some, some), (2, 31, some, some)], "whole", "whole"),
            (&[(1, 31, some, None), (2, 21, some, None), (2, 31, some, None)], "whole", "nothing"),
            (&[(1, 31, some, some), (2, 21, some, None), (2, 31, some, None)], "whole", "02"),
            (&[(1, 31, some, some), (2, 21, some, some), (2, 31, some, None)], "whole", "02/31"),
            (&[(1, 31, None, some), (1, 62, some, some), (2, 21, some, some), (2, 31, None, some)], "/31", "whole"),
        ];
        for (rows, ae, cp) in cases {
            let document = rolled_over(rows);
            let [of_ae, of_cp] = Measure::BOTH.map(|measure| told(&document, Stage::Bill, false, measure));
            assert_eq!((of_ae.as_str(), of_cp.as_str()), (ae, cp), "{rows:?}");
        }
    }

    #[test]
    fn credits_that_moved_to_another_action_are_not_missing() {
        let sample = sample_with(&[]);
        for measure in Measure::BOTH {
            assert_eq!(told(&sample, Stage::Bill, false, measure), "whole");
            assert_eq!(told(&sample, Stage::InitialAct, false, measure), "whole");
            assert_eq!(told(&sample, Stage::Bill, true, measure), "whole");
        }
    }

    #[test]
    fn what_stands_in_the_bill_is_expected_with_or_without_an_act() {
        let whole = [(1, 31, Some(5), Some(5)), (2, 21, Some(5), Some(5)), (2, 31, Some(5), Some(5))];
        let after = |change: &dyn Fn(&mut Document)| {
            let mut document = rolled_over(&whole);
            change(&mut document);
            told(&document, Stage::Bill, false, Measure::Ae)
        };
        let add = |document: &mut Document, id: u64, code: ActionCode| {
            let mut actions = document.actions.to_vec();
            actions.push(Action { id: ActionId(id), code, label: String::new(), ended: None });
            actions.sort_by_key(|action| action.code);
            document.actions = Arc::new(actions.into());
        };
        let third = ActionCode::action(3).unwrap();
        assert_eq!(after(&|document| add(document, 3, third)), "03");
        assert_eq!(after(&|document| add(document, 3, ActionCode::action(2).unwrap().sub_action(1).unwrap())), "02.01");
        let funded = |document: &mut Document| {
            add(document, 3, third);
            let amount = Some(Amount::plain(Euros::new(1)));
            document.contributions.set(document.year, Stage::Bill, ActionId(3), Category::OPERATING, Measure::Ae, amount);
        };
        assert_eq!(after(&funded), "whole", "an action that has contributions alone");
        let added = |document: &mut Document| {
            document.categories.insert(Category::new(62).unwrap());
        };
        assert_eq!(after(&added), "/62");
        let ended = |document: &mut Document| {
            document.credits.remove_action(ActionId(2));
            document.credits.set(
                Year::new(2021).unwrap(),
                Stage::Bill,
                ActionId(2),
                Category::new(64).unwrap(),
                Measure::Ae,
                Some(Amount::plain(Euros::new(9))),
            );
            let actions = document
                .actions
                .iter()
                .cloned()
                .map(|action| Action { ended: (action.id == ActionId(2)).then(|| Year::new(2021).unwrap()), ..action });
            document.actions = Arc::new(actions.collect());
        };
        assert_eq!(after(&ended), "whole", "what ended before the bill asks for nothing");
    }

    #[test]
    fn contributions_and_the_act_are_held_against_what_they_have_themselves() {
        let mut document = sample_with(&[]);
        document.contributions.set(document.year, Stage::Bill, ActionId(1), Category::OPERATING, Measure::Ae, None);
        assert_eq!(told(&document, Stage::Bill, true, Measure::Ae), "nothing");
        document.contributions.set(document.year, Stage::Bill, ActionId(2), Category::OPERATING, Measure::Ae, Some(Amount::plain(Euros::new(1))));
        assert_eq!(told(&document, Stage::Bill, true, Measure::Ae), "01");
        assert_eq!(told(&document, Stage::Bill, true, Measure::Cp), "02/31");
        document.credits.set(document.previous_year(), Stage::InitialAct, ActionId(1), Category::OPERATING, Measure::Cp, None);
        assert_eq!(told(&document, Stage::InitialAct, false, Measure::Cp), "01/31");
        assert_eq!(told(&document, Stage::InitialAct, false, Measure::Ae), "whole");
    }

    #[test]
    fn a_schedule_lacks_an_opening_while_a_row_does_not_pay_for_all_its_commitments() {
        use Opening::{Next, Plf};
        use Origin::{Earlier, New};
        let missing = |changes: &[(Origin, Opening, Option<i64>)], change: &dyn Fn(&mut Document)| {
            let mut document = sample_with(&[]);
            change(&mut document);
            for (origin, opening, euros) in changes {
                let key = (document.year, *origin, *opening);
                match euros {
                    Some(euros) => document.schedule.insert(key, Amount::plain(Euros::new(*euros))),
                    None => document.schedule.remove(&key),
                };
            }
            match missing_opening(&document, &Figures::of(&document)) {
                Some(Place::Schedule { origin, opening, .. }) => Some((origin, opening)),
                _ => None,
            }
        };
        let none: &dyn Fn(&mut Document) = &|_| {};
        assert_eq!(missing(&[], none), None, "both rows pay for all, their empty cells are 0");
        assert_eq!(missing(&[(New, Next, None)], none), Some((New, Next)));
        assert_eq!(missing(&[(Earlier, Plf, None)], none), Some((Earlier, Plf)));
        assert_eq!(missing(&[(Earlier, Plf, Some(1))], none), Some((Earlier, Opening::Contributions)));
        assert_eq!(missing(&[], &|document| document.schedule.clear()), None, "nobody entered it");
        let half = |document: &mut Document| document.credits.set(document.year, Stage::Bill, ActionId(1), Category::OPERATING, Measure::Ae, None);
        assert_eq!(missing(&[], &half), Some((New, Opening::AfterNext)), "AE that are entered in part are no measure of it");
    }

    #[test]
    fn amounts_that_cancel_out_are_not_nil() {
        let place = |nature| CreditPlace {
            year: Year::new(2022).unwrap(),
            stage: Stage::Bill,
            contributions: false,
            action: ActionScope::All,
            nature,
            measure: Measure::Ae,
        };
        let document = rolled_over(&[(1, 31, Some(2), None), (2, 31, Some(-2), None), (2, 21, Some(0), None)]);
        assert!(!is_nil(&document, &place(NatureScope::All)));
        assert!(is_nil(&document, &place(NatureScope::Category(Category::new(21).unwrap()))));
    }
}
