//! Linked figures of texts: as readers see them, and as drafters type them (`{plf/01/31/ae|M€}`).
//!
//! A file keeps a link by ids (`model::Link`); its address is how it is shown and typed. Changes nothing: it only rewrites text.

use std::cell::OnceCell;
use std::ops::Range;

use rust_decimal::{Decimal, RoundingStrategy};

use super::writing;
use crate::address;
use crate::calc::{Figure, Figures, Scale, Unit};
use crate::model::{Document, Euros, Form, IndicatorValue, Link, Place, braces, links};

/// A text as it reads, its links written as figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub text: String,
    pub links: Vec<WrittenLink>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenLink {
    pub place: Place,
    /// The bytes of the link in the source.
    pub stored: Range<usize>,
    /// The bytes of its figure in the text that is read.
    pub shown: Range<usize>,
    /// It denotes no cell with a figure: the figure is the last one.
    pub is_broken: bool,
}

/// Writes the links of a source as the figures that their cells hold now; a broken one as its last figure.
pub fn write(document: &Document, figures: &Figures, source: &str) -> Written {
    let mut written = Written::default();
    let mut from = 0;
    for (stored, link) in links(source) {
        written.text.push_str(source.get(from..stored.start).unwrap_or_default());
        let figure = figure(document, figures, link.place, link.form);
        let start = written.text.len();
        written.text.push_str(figure.as_deref().unwrap_or(&link.last));
        from = stored.end;
        let shown = start..written.text.len();
        written.links.push(WrittenLink { place: link.place, stored, shown, is_broken: figure.is_none() });
    }
    written.text.push_str(source.get(from..).unwrap_or_default());
    written
}

impl Written {
    /// Where a passage of the source stands in the text that is read; a link stands there whole.
    pub fn shown(&self, stored: &Range<usize>) -> Range<usize> {
        self.position(stored.start, false)..self.position(stored.end, true)
    }

    /// The byte of the source for one of the text that is read; within a figure, the beginning of its link.
    pub fn stored(&self, shown: usize) -> usize {
        match last_of(&self.links, |link| link.shown.start <= shown) {
            Some(link) if shown < link.shown.end => link.stored.start,
            Some(link) => link.stored.end + (shown - link.shown.end),
            None => shown,
        }
    }

    /// Where a passage of the text that is read stands in the source; `None` when it touches a figure, which no words replace.
    pub fn source(&self, shown: &Range<usize>) -> Option<Range<usize>> {
        if last_of(&self.links, |link| link.shown.start < shown.end).is_some_and(|link| shown.start < link.shown.end) {
            return None;
        }
        let before = last_of(&self.links, |link| link.shown.end <= shown.start);
        let (read, kept) = before.map_or((0, 0), |link| (link.shown.end, link.stored.end));
        Some(kept + (shown.start - read)..kept + (shown.end - read))
    }

    fn position(&self, stored: usize, is_end: bool) -> usize {
        match last_of(&self.links, |link| link.stored.start < stored || (link.stored.start == stored && !is_end)) {
            Some(link) if stored >= link.stored.end => link.shown.end + (stored - link.stored.end),
            Some(link) => {
                if is_end {
                    link.shown.end
                } else {
                    link.shown.start
                }
            }
            None => stored,
        }
    }
}

/// The last link that is like this, as all before it are: links stand in the order of the text.
fn last_of(links: &[WrittenLink], is: impl Fn(&WrittenLink) -> bool) -> Option<&WrittenLink> {
    links.get(links.partition_point(is).checked_sub(1)?)
}

/// The figure of a place in a form, as a text writes it; `None` when the place is gone or has no figure.
pub fn figure(document: &Document, figures: &Figures, place: Place, form: Form) -> Option<String> {
    if !figures.is_live(document, place) {
        return None;
    }
    if let Place::Value { row, year, kind } = place {
        let unit = document.indicator_of_row(row).map_or("", |(indicator, row)| indicator.unit_of(row));
        return document.values.get(&(row, year, kind)).map(|value| value_text(value, unit, form));
    }
    match figures.figure(document, place) {
        Figure::Amount(euros) => Some(amount_text(euros, form)),
        Figure::Percent(percent) | Figure::Variation(percent) if form == Form::SignedPercent => Some(writing::signed_percent(percent)),
        Figure::Percent(percent) => Some(writing::percent(percent)),
        Figure::Variation(percent) => Some(if form == Form::Percent { writing::percent(percent) } else { writing::signed_percent(percent) }),
        Figure::Number(number) => Some(writing::decimal(number)),
        Figure::Effect(number) => Some(writing::signed_decimal(number)),
        Figure::Blank | Figure::Undefined | Figure::Overflow => None,
    }
}

/// An amount in a form; in the next smaller unit where it would read 0.
fn amount_text(euros: Euros, form: Form) -> String {
    if matches!(form, Form::Plain | Form::Percent | Form::SignedPercent) {
        return writing::euros(euros);
    }
    let scale = Scale::of(form, euros.get().into());
    let mut value = Decimal::new(euros.get(), scale.power).round_dp_with_strategy(scale.decimals, RoundingStrategy::MidpointAwayFromZero);
    if scale.is_padded {
        value.rescale(scale.decimals);
    } else {
        value = value.normalize();
    }
    writing::with_unit(value, Unit::Euros { power: scale.power }.symbol())
}

/// A value as its row has it; in the unit of the form where the row counts in one of euros, exactly.
fn value_text(value: &IndicatorValue, row_unit: &str, form: Form) -> String {
    let IndicatorValue::Number { value: number, .. } = value else { return writing::value(value) };
    let power = match form {
        // In a sentence, a number is what it counts.
        Form::Plain => return writing::decimal(*number),
        Form::Percent => return writing::percent(*number),
        Form::SignedPercent => return writing::signed_percent(*number),
        Form::Euros => 0,
        Form::Thousands => 3,
        Form::Millions { .. } => 6,
        Form::Billions => 9,
    };
    let unit = Unit::Euros { power };
    let mut scaled = match Unit::from_symbol(row_unit.trim()) {
        Some(Unit::Euros { power: from }) if from != power => match in_power(*number, from, power) {
            Some(scaled) => scaled,
            None => return writing::with_unit(*number, row_unit.trim()),
        },
        _ => *number,
    };
    if let Form::Millions { decimals: decimals @ 2.. } = form
        && scaled.scale() < decimals.into()
    {
        scaled.rescale(decimals.into());
    }
    writing::with_unit(scaled, unit.symbol())
}

/// A number of `10^from` euros as one of `10^to`, without zeros at its end; `None` beyond what can be kept.
fn in_power(number: Decimal, from: u32, to: u32) -> Option<Decimal> {
    let mut scaled = number.checked_mul(Decimal::from(10_u64.checked_pow(from.saturating_sub(to))?))?;
    scaled.set_scale(scaled.scale().checked_add(to.saturating_sub(from))?).ok()?;
    Some(scaled.normalize())
}

/// The form of a link that names none.
pub fn usual_form(place: Place) -> Form {
    match place {
        Place::Share { .. } | Place::Key { .. } => Form::Percent,
        Place::Variation { .. } => Form::SignedPercent,
        Place::Value { .. } | Place::Text(_) => Form::Plain,
        _ => Form::Millions { decimals: 1 },
    }
}

/// The source with its links by address, as a drafter sees and types them; one whose place has no address stays as it is stored.
pub fn spelled(document: &Document, source: &str) -> String {
    rewritten(source, |token| {
        let link = Link::parse(token)?;
        Some(format!("{{{}|{}}}", address::write(document, link.place)?, link.form.symbol()))
    })
}

/// The same, with where each link stands: passages of the source are found in what is typed by [`Written::shown`].
pub fn typed(document: &Document, figures: &Figures, source: &str) -> Written {
    let mut typed = Written::default();
    let mut from = 0;
    for (stored, link) in links(source) {
        typed.text.push_str(source.get(from..stored.start).unwrap_or_default());
        let start = typed.text.len();
        typed.text.push_str(&spelled(document, source.get(stored.clone()).unwrap_or_default()));
        from = stored.end;
        let is_broken = !figures.is_live(document, link.place);
        typed.links.push(WrittenLink { place: link.place, stored, shown: start..typed.text.len(), is_broken });
    }
    typed.text.push_str(source.get(from..).unwrap_or_default());
    typed
}

/// What a drafter typed with its links by ids; braces around no address of a figure stay as typed.
pub fn stored(document: &Document, typed: &str) -> String {
    stored_over(document, &OnceCell::new(), typed)
}

/// The same of one of many texts: the figures of the document are made for the first of them that has a link.
pub fn stored_over(document: &Document, figures: &OnceCell<Figures>, typed: &str) -> String {
    if braces(typed).next().is_none() {
        return typed.to_owned();
    }
    let figures = figures.get_or_init(|| Figures::of(document));
    rewritten(typed, |token| {
        let link = Link::parse(token).or_else(|| {
            let (address, form) = token.rsplit_once('|').map_or((token, None), |(address, form)| (address, Some(form)));
            let place = address::parse(document, address).ok().filter(|place| !matches!(place, Place::Text(_)))?;
            let form = form.map_or(Some(usual_form(place)), |form| Form::of_symbol(form.trim()))?;
            Some(Link { place, form, last: "…".into() })
        })?;
        let last = figure(document, figures, link.place, link.form).unwrap_or_else(|| link.last.clone());
        Some(Link { last, ..link }.to_string())
    })
}

/// The source with what stands between braces replaced where there is something to put.
pub fn rewritten(source: &str, replacement: impl Fn(&str) -> Option<String>) -> String {
    let mut text = String::with_capacity(source.len());
    let mut from = 0;
    for (range, token) in braces(source) {
        if let Some(new) = replacement(token) {
            text.push_str(source.get(from..range.start).unwrap_or_default());
            text.push_str(&new);
            from = range.end;
        }
    }
    text.push_str(source.get(from..).unwrap_or_default());
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calc::sample::{credit, sample_with};
    use crate::model::{Measure, Stage, Year};

    #[test]
    fn a_link_is_typed_by_address_stored_by_ids_and_read_as_a_figure() {
        let document = sample_with(&[]);
        let figures = Figures::of(&document);
        let cases = [
            ("{plf/01/31/ae|M€}", "{bill/2021/1/31/ae|M€|7,3 M€}", "7,3 M€"),
            ("{plf/total/total/cp|€}", "{bill/2021/all/all/cp|€|10 600 000 €}", "10 600 000 €"),
            ("{outstanding/estimate|M€2}", "{outstanding/2021/estimate|M€2|2,44 M€}", "2,44 M€"),
            ("{action/01/share|%}", "{share/2021/1|%|68,9 %}", "68,9 %"),
            ("{variation/ae|+%}", "{variation/2021/all/all/ae|+%|+15,2 %}", "+15,2 %"),
            ("{keys/2022|%}", "{key/2021/next|%|21,07 %}", "21,07 %"),
            ("{lfi/01/31/ae|k€}", "{act/2020/1/31/ae|k€|7 700 k€}", "7 700 k€"),
            ("{plf/03/31/ae|M€} {a|b} {", "{plf/03/31/ae|M€} {a|b} {", "{plf/03/31/ae|M€} {a|b} {"),
        ];
        for (typed, in_file, read) in cases {
            let kept = stored(&document, typed);
            assert_eq!(kept.replace('\u{202f}', " "), in_file);
            assert_eq!(write(&document, &figures, &kept).text.replace('\u{202f}', " "), read);
            assert_eq!(spelled(&document, &kept), typed);
            let shown = self::typed(&document, &figures, &kept);
            let links: Vec<&str> = shown.links.iter().map(|link| shown.text.get(link.shown.clone()).unwrap()).collect();
            assert_eq!((shown.text.as_str(), links.concat()), (typed, if in_file.starts_with("{plf") { String::new() } else { typed.to_owned() }));
        }
        assert_eq!(stored(&document, "{plf/01/31/ae}").replace('\u{202f}', " "), "{bill/2021/1/31/ae|M€|7,3 M€}", "the usual form");
    }

    #[test]
    fn no_link_rounds_an_amount_to_nothing() {
        let cases = [
            (7_300_000, "Md€", "7,3 M€"),
            (73_000_000, "Md€", "0,1 Md€"),
            (49_999_999, "Md€", "50 M€"),
            (12_350, "M€", "12,4 k€"),
            (49_999, "M€", "50 k€"),
            (50_000, "M€", "0,1 M€"),
            (-12_350, "M€", "−12,4 k€"),
            (40, "M€", "40 €"),
            (40, "Md€", "40 €"),
            (1, "k€", "1 €"),
            (499_999, "M€0", "500 k€"),
            (4_999, "M€2", "5 k€"),
            (0, "Md€", "0 Md€"),
            (0, "M€", "0 M€"),
            (0, "M€2", "0,00 M€"),
            (7_300_000, "M€2", "7,30 M€"),
            (7_000_000, "M€2", "7,00 M€"),
            (7_305_000, "M€2", "7,31 M€"),
            (7_300_000, "M€3", "7,300 M€"),
            (-7_300_000, "M€2", "−7,30 M€"),
            (7_000_000, "M€", "7 M€"),
            (7_300_000, "M€0", "7 M€"),
        ];
        for (euros, form, expected) in cases {
            let written = amount_text(Euros::new(euros), Form::of_symbol(form).unwrap());
            assert_eq!(written.replace('\u{202f}', " "), expected, "{euros} {form}");
        }
    }

    #[test]
    fn a_linked_value_in_euros_is_written_in_the_unit_of_its_form() {
        let cases = [
            ("7300", "k€", "M€", "7,3 M€"),
            ("7,3", "M€", "M€", "7,3 M€"),
            ("7,3", "M€", "M€2", "7,30 M€"),
            ("7,345", "M€", "M€2", "7,345 M€"),
            ("7,3", "M€", "Md€", "0,0073 Md€"),
            ("7,3", " M€ ", "€", "7 300 000 €"),
            ("7,3", "M€", "nb", "7,3"),
            ("140", "Nb", "M€", "140 M€"),
            ("68,9", "%", "%", "68,9 %"),
            ("15-25", "M€", "k€", "15-25"),
        ];
        for (typed, unit, form, expected) in cases {
            let value = crate::lang::number::parse_value(typed, unit).unwrap();
            let written = value_text(&value, unit, Form::of_symbol(form).unwrap());
            assert_eq!(written.replace('\u{202f}', " "), expected, "{typed} {unit} {form}");
        }
    }

    #[test]
    fn a_link_denotes_the_same_figure_next_year() {
        let mut document = sample_with(&[]);
        let kept = stored(&document, "De {plf/01/31/ae|M€} et {action/01/share|%} après {lfi/01/31/ae|M€}, {variation/ae|+%}");
        let read = |document: &Document| write(document, &Figures::of(document), &kept).text;
        let before = read(&document);
        document.year = Year::new(2022).unwrap();
        assert_eq!(read(&document), before);
        assert_eq!(
            spelled(&document, &kept),
            "De {2021/plf/01/31/ae|M€} et {2021/action/01/share|%} après {2021/lfi/01/31/ae|M€}, {2021/variation/ae|+%}"
        );
        assert_eq!(stored(&document, &spelled(&document, &kept)), kept);
    }

    #[test]
    fn a_broken_link_keeps_its_last_figure() {
        let mut document = sample_with(&[(credit(Stage::Bill, 1, 31, Measure::Ae), 8_000_000)]);
        let kept = stored(&document, "Soit {plf/01/31/ae|M€}.");
        document.actions = std::sync::Arc::default();
        let written = write(&document, &Figures::of(&document), &kept);
        assert_eq!((written.text.as_str(), written.links[0].is_broken), ("Soit 8\u{202f}M€.", true));
        assert_eq!(spelled(&document, &kept), kept, "it has no address any more");
    }

    #[test]
    fn passages_are_found_in_the_text_that_is_read() {
        let document = sample_with(&[]);
        let kept = stored(&document, "a {plf/01/31/ae|M€} bcd {action/01/share|%} e");
        let written = write(&document, &Figures::of(&document), &kept);
        for words in ["a", "bcd", "e"] {
            let at = kept.rfind(words).filter(|_| words != "a").unwrap_or(0);
            assert_eq!(written.text.get(written.shown(&(at..at + words.len()))), Some(words));
        }
        for link in &written.links {
            assert_eq!(written.shown(&link.stored), link.shown);
            assert_eq!([link.shown.start, link.shown.end - 1].map(|at| written.stored(at)), [link.stored.start; 2]);
        }
        for words in ["bcd", " e"] {
            assert_eq!(written.stored(written.text.rfind(words).unwrap()), kept.rfind(words).unwrap());
        }
    }
}
