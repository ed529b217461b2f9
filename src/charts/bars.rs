//! What the charts of amounts share: titles as segments, sums of the figures.

use super::{Hue, Segment, Total};
use crate::calc::{Figures, Progress, is_nil};
use crate::lang::{Lang, nature, writing};
use crate::model::{ActionScope, CreditPlace, Document, Euros, Measure, NatureScope, Place, Stage, Sum, Title};

/// Reads the sums of a document for its charts.
#[derive(Clone, Copy)]
pub struct Amounts<'a> {
    pub document: &'a Document,
    pub figures: &'a Figures,
    /// How far AE and CP of the bill are entered, then those of the act.
    bill: [Progress; 2],
    act: [Progress; 2],
}

impl<'a> Amounts<'a> {
    pub fn of(document: &'a Document, figures: &'a Figures) -> Self {
        let progress = |stage| Measure::BOTH.map(|measure| Progress::of(document, stage, false, measure));
        Self { document, figures, bill: progress(Stage::Bill), act: progress(Stage::InitialAct) }
    }
}

impl Amounts<'_> {
    /// How far a measure of the bill is entered, or of the act before it.
    pub fn progress(self, stage: Stage, measure: Measure) -> Progress {
        let [ae, cp] = if stage == Stage::InitialAct { self.act } else { self.bill };
        match measure {
            Measure::Ae => ae,
            Measure::Cp => cp,
        }
    }

    /// Whether a measure of the bill can be held against the act: neither is entered in part only.
    pub fn is_comparable(self, measure: Measure) -> bool {
        ![Stage::Bill, Stage::InitialAct].into_iter().any(|stage| self.progress(stage, measure).is_partly())
    }

    /// Whether nothing but 0 was entered at a place: a sum of 0 may be one of amounts that cancel out.
    pub fn is_nil(self, place: &CreditPlace) -> bool {
        is_nil(self.document, place)
    }

    /// An amount of a stage as it is written: of what is entered in part, so far.
    pub fn so_far(self, stage: Stage, measure: Measure, text: String, lang: Lang) -> String {
        if self.progress(stage, measure).is_partly() { format!("{text}{}", so_far(lang)) } else { text }
    }

    /// Where credits of the bill stand, or of the act before it.
    pub fn place(self, stage: Stage, action: ActionScope, nature: NatureScope, measure: Measure) -> CreditPlace {
        let year = if stage == Stage::InitialAct { self.document.previous_year() } else { self.document.year };
        CreditPlace { year, stage, contributions: false, action, nature, measure }
    }

    /// Credits of the bill, or of the act before it; 0 where nothing was entered.
    pub fn sum(self, stage: Stage, action: ActionScope, nature: NatureScope, measure: Measure) -> Sum {
        self.figures.credit(self.document, &self.place(stage, action, nature, measure))
    }

    /// The same; `None` where nothing was entered.
    pub fn entered(self, stage: Stage, action: ActionScope, nature: NatureScope, measure: Measure) -> Option<Sum> {
        self.at(&self.place(stage, action, nature, measure))
    }

    /// What stands in a plot of act and bill without any amount.
    pub fn no_credit(self, lang: Lang) -> &'static str {
        let places = [Stage::InitialAct, Stage::Bill]
            .into_iter()
            .flat_map(|stage| Measure::BOTH.map(|measure| self.place(stage, ActionScope::All, NatureScope::All, measure)));
        let entered: Vec<CreditPlace> = places.filter(|place| self.at(place).is_some()).collect();
        if entered.is_empty() {
            lang.pick("Crédits votés et demandés à saisir", "Appropriations voted and requested not entered yet")
        } else if entered.iter().all(|place| self.is_nil(place)) {
            lang.pick("Aucun crédit voté ni demandé", "No appropriations voted or requested")
        } else {
            cancelled(lang)
        }
    }

    /// The sum of credits or contributions at a place; `None` where nothing was entered.
    pub fn at(self, place: &CreditPlace) -> Option<Sum> {
        self.figures.is_entered(self.document, place).then(|| self.figures.credit(self.document, place))
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
pub fn title_segment(title: Title, amount: Euros, text: String, place: Option<CreditPlace>, lang: Lang) -> Segment {
    Segment {
        name: title_name(title, lang),
        detail: String::new(),
        hue: title_hue(title),
        amount,
        text,
        is_hatched: false,
        place: place.map(Place::Credit),
    }
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

/// "Autorisations d’engagement (AE)".
pub fn measure_name(measure: Measure, lang: Lang) -> &'static str {
    match measure {
        Measure::Ae => lang.pick("Autorisations d’engagement (AE)", "Commitment authorisations (AE)"),
        Measure::Cp => lang.pick("Crédits de paiement (CP)", "Payment appropriations (CP)"),
    }
}

/// What stands in a plot whose amounts leave nothing to draw.
pub fn cancelled(lang: Lang) -> &'static str {
    lang.pick("Les montants s’annulent", "The amounts cancel out")
}

/// What stands after an amount of what is entered in part only.
pub fn so_far(lang: Lang) -> &'static str {
    lang.pick(" à ce jour", " so far")
}

/// What stands where an amount is still to be entered.
pub fn not_entered(lang: Lang) -> &'static str {
    lang.pick("à saisir", "not entered yet")
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
