//! What people wrote over charts and slides, and what they are told when its figures change.

use rust_decimal::Decimal;

use super::{NamedText, Tables};
use crate::calc::shown::{self, Changed};
use crate::lang::writing;
use crate::model::{Euros, OwnTitle, Place, TextPlace};

impl Tables<'_> {
    /// The titles that people gave to charts and slides: beside the document, no part of it.
    pub fn own_titles(self) -> Vec<NamedText> {
        let charts = self.document.chart_titles.keys().map(|chart| TextPlace::ChartTitle(*chart));
        let slides = self.document.deck.arranged().iter().filter(|planned| planned.title.is_some());
        let places = charts.chain(slides.map(|planned| TextPlace::SlideTitle(planned.slide)));
        places.map(|place| NamedText { place, title: self.text_title(place), text: self.words(place) }).collect()
    }

    /// The figures that changed since a title was written; none where nobody wrote one, or it still holds.
    pub fn changed_under(self, place: TextPlace) -> Vec<Changed> {
        let changed = |title: Option<&OwnTitle>, now: &dyn Fn() -> crate::model::Shown| title.map(|title| shown::changed(title, &now()));
        let changed = match place {
            TextPlace::ChartTitle(chart) => changed(self.document.chart_titles.get(&chart), &|| shown::of_chart(self.document, self.figures, chart)),
            TextPlace::SlideTitle(slide) => changed(self.document.deck.title(slide), &|| shown::of_slide(self.document, self.figures, slide)),
            _ => None,
        };
        changed.unwrap_or_default()
    }

    /// "Ce titre a été écrit sur d’autres chiffres : AE, PLF 2021 : 11 000 000 €, au lieu de 10 600 000 €. 3 autres ont changé."
    pub fn written_over_others(self, changed: &[Changed]) -> String {
        let Some((first, others)) = changed.split_first() else { return String::new() };
        let lang = self.lang;
        let place = self.place_name(first.place);
        let figure = |exact: &str| {
            if exact.is_empty() { lang.pick("rien", "nothing").to_owned() } else { written(first.place, exact) }
        };
        let (before, now) = (figure(&first.before), figure(&first.now));
        let others = match others.len() {
            0 => String::new(),
            1 => lang.pick(" Un autre a changé.".into(), " One more has changed.".into()),
            count => lang.pick(format!(" {count} autres ont changé."), format!(" {count} more have changed.")),
        };
        lang.pick(
            format!("Ce titre a été écrit sur d’autres chiffres. {place}\u{a0}: {now}, au lieu de {before}.{others}"),
            format!("This title was written over other figures. {place}: {now}, instead of {before}.{others}"),
        )
    }
}

/// A figure kept as exact text, as the tables print it.
fn written(place: Place, exact: &str) -> String {
    match (place, exact.parse::<i64>(), exact.parse::<Decimal>()) {
        (Place::Value { .. }, _, Ok(value)) => writing::decimal(value),
        (Place::Value { .. }, ..) => exact.to_owned(),
        (_, Ok(euros), _) => format!("{}\u{202f}€", writing::euros(Euros::new(euros))),
        _ => exact.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calc::Figures;
    use crate::calc::sample::sample_with;
    use crate::lang::Lang;
    use crate::model::{ChartName, Shown};

    #[test]
    fn what_changed_under_a_title_is_named_with_both_figures() {
        let document = sample_with(&[]);
        let figures = Figures::of(&document);
        let mut over = shown::of_chart(&document, &figures, ChartName::CREDITS);
        let told = |document: &crate::model::Document, over: &Shown| {
            let mut document = document.clone();
            let title = OwnTitle { words: "Titre".into(), over: Some(over.clone()) };
            document.chart_titles = std::sync::Arc::new([(ChartName::CREDITS, title)].into());
            let tables = Tables { document: &document, figures: &figures, lang: Lang::French };
            let changed = tables.changed_under(TextPlace::ChartTitle(ChartName::CREDITS));
            tables.written_over_others(&changed).replace(['\u{a0}', '\u{202f}'], " ")
        };
        assert_eq!(told(&document, &over), "");
        let first = over.first_entry().map(|mut figure| figure.insert("12000000".into())).unwrap();
        let sentence = told(&document, &over);
        assert!(sentence.ends_with("au lieu de 12 000 000 €."), "{sentence}");
        assert!(sentence.contains(&written(*over.keys().next().unwrap(), &first).replace(['\u{a0}', '\u{202f}'], " ")), "{sentence}");
        over.pop_last();
        let sentence = told(&document, &over);
        assert!(sentence.ends_with("Un autre a changé."), "{sentence}");
    }
}
