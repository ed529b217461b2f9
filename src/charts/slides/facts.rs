//! What stands beside a trend: its figures in words, each with the sentence of the justification that speaks of its year.

use super::Source;
use crate::charts::trend::{kind_words, quoted as quoted_value};
use crate::charts::{Point, Trend, colon, typographic};
use crate::lang::{Lang, links};
use crate::model::{BlockKind, IndicatorId, IndicatorValue, Narrative, ValueKind, Year};

/// A figure of the trend, and what is written of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// "2020 : ramenée de 80 à 50".
    pub head: String,
    pub is_target: bool,
    /// A sentence of the justification, quoted; empty when none speaks of the year.
    pub quotation: String,
}

/// The forecast that was revised or else the last actual, the forecast of N, the target: those that are in the document.
pub(super) fn facts(source: Source<'_>, indicator: IndicatorId, trend: &Trend) -> Vec<Fact> {
    let lang = source.lang;
    let sentences = sentences(source, indicator);
    let mut used: Vec<usize> = Vec::new();
    let mut facts = Vec::new();
    for (year, head, is_target) in heads(source, trend) {
        let year_text = year.to_string();
        let found = sentences.iter().position(|sentence| sentence.contains(&year_text)).filter(|index| !used.contains(index));
        used.extend(found);
        let sentence = found.and_then(|index| sentences.get(index)).map(|sentence| without_label(sentence, &year_text));
        facts.push(Fact { head, is_target, quotation: sentence.map_or_else(String::new, |sentence| quoted(sentence, lang)) });
    }
    facts
}

/// "réalisation de 47", "prévision « en hausse »".
fn told(kind: ValueKind, point: &Point, lang: Lang) -> String {
    let kind = kind_words(kind, lang);
    match &point.value {
        IndicatorValue::Number { .. } | IndicatorValue::Range { .. } => {
            lang.pick(format!("{kind} de {}", point.text), format!("{kind} of {}", point.text))
        }
        value => format!("{kind} {}", quoted_value(value, &point.text, lang)),
    }
}

fn heads(source: Source<'_>, trend: &Trend) -> Vec<(Year, String, bool)> {
    let (document, lang) = (source.document, source.lang);
    let (year, before) = (document.year, document.previous_year());
    let mut heads = Vec::new();
    let revised = revision(trend, before, lang).map(|head| (before, head, false));
    let last = || {
        let actual = trend.points.iter().rfind(|point| point.kind == ValueKind::Actual)?;
        let told = told(ValueKind::Actual, actual, lang);
        Some((actual.year, format!("{}{}{told}", actual.year, colon(lang)), false))
    };
    heads.extend(revised.or_else(last));
    if let Some(forecast) = trend.point(year, ValueKind::Forecast) {
        let told = told(ValueKind::Forecast, forecast, lang);
        heads.push((year, format!("{year}{}{told}", colon(lang)), false));
    }
    // From PLF 2023 on there are several targets: the nearest and the last are told.
    let targets: Vec<&Point> = trend.points.iter().filter(|point| point.kind == ValueKind::Target && point.year >= year).collect();
    let (first, last) = (targets.first(), targets.last().filter(|_| targets.len() > 1));
    for target in [first, last].into_iter().flatten() {
        let told = told(ValueKind::Target, target, lang);
        heads.push((target.year, format!("{}{}{told}", target.year, colon(lang)), true));
    }
    heads
}

/// "2020 : ramenée de 80 à 50": the forecast of a year, when a revised one of another value follows it.
fn revision(trend: &Trend, year: Year, lang: Lang) -> Option<String> {
    let (initial, revised) = (trend.point(year, ValueKind::Forecast)?, trend.point(year, ValueKind::RevisedForecast)?);
    let (IndicatorValue::Number { value: from, .. }, IndicatorValue::Number { value: to, .. }) = (&initial.value, &revised.value) else {
        return None;
    };
    let (before, after) = (&initial.text, &revised.text);
    let told = match to.cmp(from) {
        std::cmp::Ordering::Less => lang.pick(format!("ramenée de {before} à {after}"), format!("lowered from {before} to {after}")),
        std::cmp::Ordering::Greater => lang.pick(format!("relevée de {before} à {after}"), format!("raised from {before} to {after}")),
        std::cmp::Ordering::Equal => lang.pick(format!("prévision confirmée à {after}"), format!("forecast confirmed at {after}")),
    };
    Some(format!("{year}{}{told}", colon(lang)))
}

/// The sentences of the justification as they are read, without marks.
fn sentences(source: Source<'_>, indicator: IndicatorId) -> Vec<String> {
    let document = source.document;
    let Some(text) = document.texts.get(&Narrative::Justification(indicator)) else { return Vec::new() };
    let mut sentences = Vec::new();
    // A row of a table is no sentence, nor is a note.
    let is_prose = |kind: BlockKind| !matches!(kind, BlockKind::Row | BlockKind::Rule | BlockKind::Note(_));
    for block in text.blocks().filter(|block| is_prose(block.kind)) {
        let plain: String = block.spans().filter(|span| span.note.is_none()).map(|span| span.text).collect();
        let plain = links::write(document, source.figures, &plain).text;
        let mut rest = plain.as_str();
        while let Some((sentence, after)) = sentence(rest) {
            sentences.push(sentence.trim().to_owned());
            rest = after;
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// The first sentence of a text, with the point that ends it, and what follows.
fn sentence(text: &str) -> Option<(&str, &str)> {
    if text.trim().is_empty() {
        return None;
    }
    let end = [". ", "? ", "! ", " ; ", "\u{202f}; ", "\u{a0}; "].into_iter().filter_map(|mark| text.find(mark).map(|at| at + mark.len())).min();
    text.split_at_checked(end.unwrap_or(text.len()))
}

/// The sentence without the words that announce it, which the heading says: "Cible 2023 : ".
fn without_label<'a>(sentence: &'a str, year: &str) -> &'a str {
    const LONGEST: usize = 30;
    match sentence.split_once(':') {
        Some((label, rest)) if label.len() <= LONGEST && label.contains(year) => rest.trim_start(),
        _ => sentence,
    }
}

fn quoted(sentence: &str, lang: Lang) -> String {
    let words = typographic(sentence.trim_end_matches([';', ' ', '\u{a0}', '\u{202f}']));
    lang.pick(format!("«\u{a0}{words}\u{a0}»"), format!("“{words}”"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_announces_a_sentence_is_left_out() {
        for (sentence, expected) in [
            ("Cible 2023\u{a0}: Prévision de lancement", "Prévision de lancement"),
            ("En 2023, le programme fera trois choses : une, deux, trois", "En 2023, le programme fera trois choses : une, deux, trois"),
            ("La cible : 2023", "La cible : 2023"),
        ] {
            assert_eq!(without_label(sentence, "2023"), expected);
        }
    }

    #[test]
    fn a_text_is_cut_at_the_end_of_its_sentences() {
        let mut rest = "Un M. Dupont. Deux, 7,3 M€ ; trois ? Quatre";
        let mut found = Vec::new();
        while let Some((one, after)) = sentence(rest) {
            found.push(one.trim());
            rest = after;
        }
        assert_eq!(found, ["Un M.", "Dupont.", "Deux, 7,3 M€ ;", "trois ?", "Quatre"]);
        assert_eq!(sentence("  "), None);
    }
}
