//! What the charts of amounts share: titles as segments, sums of the figures.

use super::{Hue, Segment, Total};
use crate::calc::Figures;
use crate::lang::{Lang, nature, writing};
use crate::model::{ActionScope, CreditPlace, Document, Euros, Measure, NatureScope, Stage, Sum, Title};

/// Reads the sums of a document for its charts.
#[derive(Clone, Copy)]
pub struct Amounts<'a> {
    pub document: &'a Document,
    pub figures: &'a Figures,
}

impl Amounts<'_> {
    /// Credits of the bill, or of the act before it.
    pub fn sum(self, stage: Stage, action: ActionScope, nature: NatureScope, measure: Measure) -> Sum {
        let year = if stage == Stage::InitialAct { self.document.previous_year() } else { self.document.year };
        self.figures.credit(self.document, &CreditPlace { year, stage, contributions: false, action, nature, measure })
    }

    /// The titles used that have an amount there, in their order.
    pub fn titles(self, stage: Stage, action: ActionScope, measure: Measure) -> Vec<(Title, Euros)> {
        let amounts = self.figures.used_titles().into_iter().filter_map(|title| {
            let amount = self.sum(stage, action, NatureScope::Title(title), measure).euros().ok()?;
            (amount != Euros::ZERO).then_some((title, amount))
        });
        amounts.collect()
    }
}

/// "Titre 3, fonctionnement" in the colour of its title.
pub fn title_segment(title: Title, amount: Euros, text: String, lang: Lang) -> Segment {
    Segment { name: title_name(title, lang), detail: String::new(), hue: title_hue(title), amount, text, is_hatched: false }
}

/// "Titre 3, fonctionnement".
pub fn title_name(title: Title, lang: Lang) -> String {
    format!("{}, {}", nature::title_number(title, lang), nature::title_short(title, lang))
}

pub fn title_hue(title: Title) -> Hue {
    match title.code() {
        1 => Hue::Ochre,
        2 => Hue::Orange,
        3 => Hue::Blue,
        5 => Hue::Teal,
        6 => Hue::Violet,
        7 => Hue::Plum,
        _ => Hue::Grey,
    }
}

/// "10 600 000 €".
pub fn exact(amount: Euros) -> String {
    writing::with_unit(rust_decimal::Decimal::from(amount.get()), "€")
}

/// A sum as a total and its words.
pub fn total(sum: Sum, lang: Lang, write: impl Fn(Euros) -> String) -> (Total, String) {
    match sum.euros() {
        Ok(amount) => (Total::Amount(amount), write(amount)),
        Err(_) => (Total::Overflow, lang.word(crate::lang::Word::Overflow).into()),
    }
}
