//! The terms of a computed figure, each with its name and figure: for the inspector and the status bar.

use super::{Cell, Content, Tables};
use crate::calc::{Calculation, Figure, calculation};
use crate::lang::{Word, capitalised, nature};
use crate::model::{ActionScope, CreditPlace, Euros, NatureScope, Place, Stage};
use crate::sections::shapes;

/// How a term enters the figure that is made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Plus,
    Minus,
    /// It is a part of what the others are divided by.
    Over,
}

/// One of the figures of which another one is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub sign: Sign,
    /// What tells it from its neighbours: "Action 01", "Titre 3", "Prévision LFI 2020".
    pub name: String,
    pub cell: Cell,
}

impl Tables<'_> {
    /// The terms of a computed figure, without those that count for nothing; none for what is typed.
    pub fn made_of(self, place: Place) -> Vec<Term> {
        let Some(calculation) = calculation(self.document, self.figures, place) else { return vec![] };
        let terms = self.signed_parts(place, &calculation).into_iter();
        terms.filter(|(_, part)| self.counts(*part)).map(|(sign, part)| self.term(place, sign, part)).collect()
    }

    fn signed_parts(self, place: Place, calculation: &Calculation) -> Vec<(Sign, Place)> {
        let signed = |parts: &[Place], sign| parts.iter().map(move |part| (sign, *part)).collect::<Vec<_>>();
        match calculation {
            Calculation::Repeat(part) => vec![(Sign::Plus, *part)],
            Calculation::Sum(ways) => signed(self.telling(place, ways), Sign::Plus),
            Calculation::Difference { plus, minus } => [signed(plus, Sign::Plus), signed(minus, Sign::Minus)].concat(),
            Calculation::Quotient { part, whole, .. } => [signed(part, Sign::Plus), signed(whole, Sign::Over)].concat(),
            Calculation::Change { new, old, .. } => vec![(Sign::Plus, *new), (Sign::Over, *old)],
            Calculation::Balance { opening, restated, plus, minus } => {
                let opening = if self.counts(*restated) { restated } else { opening };
                vec![(Sign::Plus, *opening), (Sign::Plus, *plus), (Sign::Minus, *minus)]
            }
        }
    }

    /// The way of a sum that its rule names, or the first in which more than one part counts.
    fn telling(self, place: Place, ways: &[Vec<Place>]) -> &[Place] {
        let is_of_programme = matches!(place, Place::Credit(CreditPlace { action: ActionScope::All, .. }));
        let named = if is_of_programme { ways.last() } else { ways.first() };
        let tells = |way: &&Vec<Place>| way.iter().filter(|part| self.counts(**part)).count() > 1;
        named.into_iter().chain(ways).find(tells).or(named).map_or(&[], Vec::as_slice)
    }

    fn counts(self, part: Place) -> bool {
        match self.figures.figure(self.document, part) {
            Figure::Blank | Figure::Amount(Euros::ZERO) => false,
            Figure::Number(number) | Figure::Effect(number) | Figure::Percent(number) | Figure::Variation(number) => !number.is_zero(),
            Figure::Amount(_) | Figure::Undefined | Figure::Overflow => true,
        }
    }

    fn term(self, whole: Place, sign: Sign, part: Place) -> Term {
        let content = Content::Figure(self.figures.figure(self.document, part));
        Term { sign, name: capitalised(&self.term_name(whole, part)), cell: Cell { content, ..self.cell(part) } }
    }

    /// What a part is called beside the others of its whole.
    fn term_name(self, whole: Place, part: Place) -> String {
        match (whole, part) {
            (Place::Credit(whole), Place::Credit(part)) => self.difference_name(&whole, &part),
            (Place::Share { .. }, Place::Credit(part)) => self.action_name(part.action),
            (Place::Variation { .. }, Place::Credit(part)) => self.stage_name(&part),
            (Place::Cell(whole), Place::Cell(part)) if whole.section == part.section => {
                let shape = shapes::of(part.section).filter(|_| part.row != whole.row);
                shape.map_or_else(|| self.column_title(part), |shape| self.section_row(shape, part.row).0)
            }
            (_, part) => self.place_name(part),
        }
    }

    /// In what a sum of credits is another one than that of which it is a part: "action 01, catégorie 31".
    fn difference_name(self, whole: &CreditPlace, part: &CreditPlace) -> String {
        let mut words = Vec::new();
        if whole.action != part.action {
            words.push(self.action_name(part.action));
        }
        if whole.nature != part.nature {
            words.push(self.nature_name(part.nature));
        }
        if (whole.year, whole.stage) != (part.year, part.stage) {
            words.push(self.stage_name(part));
        }
        words.join(", ")
    }

    pub(super) fn action_name(self, action: ActionScope) -> String {
        match action {
            ActionScope::All => self.word(Word::Programme).to_lowercase(),
            ActionScope::One(id) => format!("{} {}", self.word(Word::Action).to_lowercase(), self.code(id)),
        }
    }

    pub(super) fn nature_name(self, nature: NatureScope) -> String {
        match nature {
            NatureScope::All => self.word(Word::Total).to_lowercase(),
            NatureScope::OtherThanStaff => self.word(Word::OtherThanStaff).to_lowercase(),
            NatureScope::Title(title) => nature::title_number(title, self.lang).to_lowercase(),
            NatureScope::Category(category) => format!("{} {category}", self.lang.pick("catégorie", "category")),
        }
    }

    /// "PLF 2021".
    fn stage_name(self, credit: &CreditPlace) -> String {
        format!("{} {}", self.stage_word(credit.stage), credit.year)
    }

    pub(super) fn stage_word(self, stage: Stage) -> &'static str {
        match stage {
            Stage::Bill => "PLF",
            Stage::InitialAct => "LFI",
            Stage::Amendment => self.lang.pick("amendements", "amendments"),
        }
    }
}
