//! Links between the figures of a text and the cells that hold them: what could be linked, and what moves on with the year.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rust_decimal::Decimal;

use super::Command;
use crate::calc::{Figure, Figures, Stated, percentages, stated};
use crate::lang::links;
use crate::model::{ActionScope, CellPlace, CellRow, CreditPlace, Document, Form, IndicatorValue, Link, Measure, Narrative, Place};
use crate::sections::{self, Section, shapes};
use crate::tables::{Content, TableName, Tables};

/// A figure of a text that cells hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The bytes of the figure in the text as it is stored.
    pub stored: Range<usize>,
    /// The characters of the figure in the text as it is typed.
    pub shown: Range<usize>,
    /// The figure as it is written.
    pub words: String,
    pub form: Form,
    /// The cells that hold it, at least one: those of the text's own action or indicator first, then in the order of the document. Which one is
    /// meant only the drafter knows when there are several.
    pub places: Vec<Place>,
}

/// Every figure that a table shows, with its cells in the order of the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    amounts: BTreeMap<i128, Vec<Place>>,
    /// Shares, keys, changes, and values in %.
    percents: BTreeMap<Decimal, Vec<Place>>,
}

impl Held {
    pub fn of(tables: Tables<'_>) -> Self {
        let mut held = Self::default();
        let mut seen = BTreeSet::new();
        let shown = TableName::all(tables.document).into_iter().filter_map(|name| tables.table(name));
        for cell in shown.flat_map(|table| table.share.into_iter().chain(table.rows.into_iter().flat_map(|row| row.cells))) {
            let Some(place) = cell.place else { continue };
            let own = match cell.content {
                Content::Figure(Figure::Amount(euros)) if euros.get() != 0 => held.amounts.entry(euros.get().into()).or_default(),
                Content::Figure(Figure::Percent(percent) | Figure::Variation(percent)) => held.percents.entry(percent.abs().normalize()).or_default(),
                Content::Value(IndicatorValue::Number { value, .. }) if is_in_percent(tables.document, place) => {
                    held.percents.entry(value.abs().normalize()).or_default()
                }
                _ => continue,
            };
            // An action × title cell and the entry that it shows are one.
            if seen.insert(tables.document.entry(place).ok_or(place)) {
                own.push(place);
            }
        }
        held
    }

    fn amounts(&self, of: &Stated) -> Vec<Place> {
        of.range().map_or_else(Vec::new, |range| self.amounts.range(range).flat_map(|(_, places)| places.iter().copied()).collect())
    }
}

fn is_in_percent(document: &Document, place: Place) -> bool {
    let Place::Value { row, .. } = place else { return false };
    document.indicator_of_row(row).is_some_and(|(indicator, row)| indicator.unit_of(row).trim() == "%")
}

/// The figures of a text that are no link and that a table holds, in its order.
pub fn proposals(document: &Document, figures: &Figures, held: &Held, narrative: Narrative) -> Vec<Proposal> {
    let source = document.text(narrative);
    let spelled = |byte: usize| links::spelled(document, source.get(..byte).unwrap_or_default()).chars().count();
    let proposal = |stored: Range<usize>, form: Form, places: Vec<Place>| {
        let words = source.get(stored.clone())?.to_owned();
        let mut places = of_measure(places, measure_meant(source, &stored));
        places.sort_by_key(|place| !is_own(document, narrative, *place));
        let shown = spelled(stored.start)..spelled(stored.end);
        (!places.is_empty()).then_some(Proposal { stored, shown, words, form, places })
    };
    let (amounts, _) = stated(source, &|_| None);
    let amounts = amounts.into_iter().filter(|amount| amount.place.is_none()).filter_map(|amount| {
        let form = form_of(source.get(amount.span.clone())?)?;
        let places = held.amounts(&amount);
        proposal(amount.span, form, places)
    });
    let percents = percentages(source).into_iter().filter_map(|percentage| {
        let form = if percentage.is_signed { Form::SignedPercent } else { Form::Percent };
        let words = folded(source.get(percentage.span.clone())?);
        let places = held.percents.get(&percentage.value.abs().normalize())?.iter().copied();
        // A link must read as what is written: "5,4 %" is no change of −5,4 %.
        let reads = |place: &Place| links::figure(document, figures, *place, form).is_some_and(|figure| folded(&figure) == words);
        proposal(percentage.span, form, places.filter(reads).collect())
    });
    let mut proposals: Vec<Proposal> = amounts.chain(percents).collect();
    proposals.sort_by_key(|proposal| proposal.stored.start);
    proposals
}

/// A figure without its spaces, the minus sign as it is typed.
fn folded(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '-' { '\u{2212}' } else { c }).collect()
}

/// Whether a cell is of the action or the indicator that a text is about.
fn is_own(document: &Document, narrative: Narrative, place: Place) -> bool {
    match narrative {
        Narrative::Action(id) | Narrative::Nature(id) => match place {
            Place::Credit(CreditPlace { action, .. }) | Place::Variation { action, .. } => action == ActionScope::One(id),
            Place::Share { action, .. } => action == id,
            _ => false,
        },
        Narrative::Source(id) | Narrative::Method(id) | Narrative::Justification(id) => match place {
            Place::Value { row, .. } => document.indicator_of_row(row).is_some_and(|(indicator, _)| indicator.id == id),
            _ => false,
        },
        Narrative::Objective(id) => match place {
            Place::Value { row, .. } => document.objective(id).is_some_and(|objective| objective.indicators.iter().any(|of| of.row(row).is_some())),
            _ => false,
        },
        Narrative::OutstandingJustification | Narrative::ScheduleComment => !matches!(place, Place::Credit(_) | Place::Value { .. }),
        Narrative::SectionRow { section, row, .. } => match place {
            Place::Cell(cell) => cell.section == section && matches!(cell.row, CellRow::Listed(of) | CellRow::Part(of, _) if of == row),
            _ => false,
        },
        // A text that is no table's own is about all tables of its page.
        Narrative::Section(key) => match place {
            Place::Cell(cell) if shapes::of(key).is_some() => cell.section == key,
            Place::Cell(cell) => sections::of_key(cell.section).map(Section::key) == sections::of_key(key).map(Section::key),
            _ => false,
        },
        Narrative::Strategy | Narrative::LayoutChanges | Narrative::SynthesisComment => false,
    }
}

/// AE or CP, when the words that follow a figure, or else those before it, name one of them and not the other.
fn measure_meant(source: &str, figure: &Range<usize>) -> Option<Measure> {
    let ends_clause = |c: char| matches!(c, '.' | ';' | '\n') || c.is_ascii_digit();
    let after = source.get(figure.end..)?;
    let after = after.get(..after.find(ends_clause).unwrap_or(after.len()))?;
    let before = source.get(..figure.start)?;
    let before = before.get(before.rfind(ends_clause).map_or(0, |at| at + 1)..)?;
    [after, before].into_iter().find_map(|clause| {
        let words: Vec<&str> = clause.split(|c: char| !c.is_alphanumeric()).collect();
        let names = |short: &str, long: &str| words.contains(&short) || clause.contains(long);
        match (names("AE", "autorisations d"), names("CP", "crédits de paiement")) {
            (true, false) => Some(Measure::Ae),
            (false, true) => Some(Measure::Cp),
            _ => None,
        }
    })
}

/// The places of a measure where there are any.
fn of_measure(places: Vec<Place>, measure: Option<Measure>) -> Vec<Place> {
    let of = |place: &Place| match place {
        Place::Credit(CreditPlace { measure, .. }) | Place::Variation { measure, .. } => Some(*measure),
        Place::Share { .. } | Place::ScheduleEarlierAe { .. } | Place::ScheduleNewAe { .. } => Some(Measure::Ae),
        Place::Schedule { .. } | Place::ScheduleTotal { .. } => Some(Measure::Cp),
        _ => None,
    };
    let meant: Vec<Place> = places.iter().copied().filter(|place| measure.is_some() && of(place) == measure).collect();
    if meant.is_empty() { places } else { meant }
}

/// The form in which an amount is written.
fn form_of(words: &str) -> Option<Form> {
    let symbol: String = words.chars().skip_while(|c| !c.is_alphabetic() && *c != '€').filter(|c| !c.is_whitespace()).collect();
    Some(match symbol.as_str() {
        "€" => Form::Euros,
        "k€" | "K€" => Form::Thousands,
        "Md€" => Form::Billions,
        "M€" => {
            let decimals = words.split_once(',').map_or(1, |(_, after)| after.chars().take_while(char::is_ascii_digit).count());
            Form::Millions { decimals: u8::try_from(decimals).ok().filter(|decimals| *decimals <= 3)?.max(1) }
        }
        _ => return None,
    })
}

/// Makes links of these figures, each to a cell, as one step; they rise in the text.
pub fn link_all(document: &Document, narrative: Narrative, chosen: &[(&Proposal, Place)]) -> Option<Command> {
    let source = document.text(narrative);
    let mut text = String::new();
    let mut from = 0;
    for (proposal, place) in chosen {
        text.push_str(source.get(from..proposal.stored.start)?);
        text.push_str(&Link { place: *place, form: proposal.form, last: proposal.words.clone() }.to_string());
        from = proposal.stored.end;
    }
    text.push_str(source.get(from..)?);
    (!chosen.is_empty()).then(|| Command::Retouch(vec![(narrative, text)]))
}

/// Moves the links of a text that denote what PAP N-1 showed to what PAP N shows; `None` when there is none, or when nothing stands there yet.
pub fn advance(document: &Document, narrative: Narrative) -> Option<Command> {
    let source = document.text(narrative);
    let figures = Figures::of(document);
    let text = links::rewritten(source, |token| {
        let link = Link::parse(token)?;
        let place = next_year(link.place).filter(|place| is_of(document, *place) && figures.is_live(document, *place))?;
        let last = links::figure(document, &figures, place, link.form)?;
        Some(Link { place, last, ..link }.to_string())
    });
    (text != source).then(|| Command::Retouch(vec![(narrative, text)]))
}

/// Whether a place is of the year of the document.
fn is_of(document: &Document, place: Place) -> bool {
    crate::address::write(document, place)
        .is_some_and(|address| !address.split('/').next().is_some_and(|first| first.bytes().all(|byte| byte.is_ascii_digit())))
}

/// The same cell a year later; one of the programme's whole keeps its action and nature.
fn next_year(place: Place) -> Option<Place> {
    Some(match place {
        Place::Credit(credit) => Place::Credit(CreditPlace { year: credit.year.offset(1), ..credit }),
        Place::Share { year, action } => Place::Share { year: year.offset(1), action },
        Place::Variation { year, action, nature, measure } => Place::Variation { year: year.offset(1), action, nature, measure },
        Place::Outstanding { year, item } => Place::Outstanding { year: year.offset(1), item },
        Place::OutstandingComputed { year } => Place::OutstandingComputed { year: year.offset(1) },
        Place::Schedule { year, origin, opening } => Place::Schedule { year: year.offset(1), origin, opening },
        Place::ScheduleEarlierAe { year } => Place::ScheduleEarlierAe { year: year.offset(1) },
        Place::ScheduleNewAe { year, contributions } => Place::ScheduleNewAe { year: year.offset(1), contributions },
        Place::ScheduleTotal { year, horizon } => Place::ScheduleTotal { year: year.offset(1), horizon },
        Place::Key { year, horizon } => Place::Key { year: year.offset(1), horizon },
        Place::Value { row, year, kind } => Place::Value { row, year: year.offset(1), kind },
        Place::Cell(cell) => Place::Cell(CellPlace { year: Some(cell.year?.offset(1)), ..cell }),
        Place::Text(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address;
    use crate::calc::sample::sample_with;
    use crate::lang::Lang;
    use crate::model::{ActionId, Text};

    /// Each figure that is offered, with the addresses of its cells.
    fn offered(narrative: Narrative, text: &str) -> Vec<(String, Vec<String>)> {
        let mut document = sample_with(&[]);
        document.set_text(narrative, Text::new(text));
        let figures = Figures::of(&document);
        let held = Held::of(Tables { document: &document, figures: &figures, lang: Lang::French });
        let address = |place: &Place| address::write(&document, *place).unwrap();
        let proposals = proposals(&document, &figures, &held, narrative);
        let of = |proposal: &Proposal| (format!("{} {}", proposal.words, proposal.form.symbol()), proposal.places.iter().map(address).collect());
        proposals.iter().map(of).collect()
    }

    #[test]
    fn figures_of_every_form_are_offered_with_every_cell_that_holds_them() {
        let cases: [(&str, &[(&str, &[&str])]); 15] = [
            ("La part est de 68,9 %.", &[("68,9 % %", &["action/01/share"])]),
            ("Une hausse de +15,2 % et une baisse de -5,4 %, de 5,4 %", &[("+15,2 % +%", &["variation/ae"]), ("-5,4 % +%", &["variation/cp"])]),
            ("Une hausse de 15,2 %", &[("15,2 % %", &["variation/ae"])]),
            ("Clé de 21,07 % et 21,1 %", &[("21,07 % %", &["keys/2022"])]),
            ("3 000 k€ en AE de l'action 02", &[("3 000 k€ k€", &["plf/02/21/ae", "plf/total/2/ae", "plf/total/21/ae", "plf/02/2/ae"])]),
            ("3 000 000 € en CP", &[("3 000 000 € €", &["plf/02/21/cp", "plf/total/2/cp", "plf/total/21/cp", "plf/02/2/cp"])]),
            ("15,3 M€", &[("15,3 M€ M€", &["outstanding/ae"])]),
            ("15,30 M€", &[("15,30 M€ M€2", &["outstanding/ae"])]),
            ("1,7 M€ de titre 2", &[]),
            ("15 300 948 euros", &[]),
            ("15,3 M d'€, 15,3 MEUR", &[]),
            ("3,00 M€ en AE de l'action 02", &[("3,00 M€ M€2", &["plf/02/21/ae", "plf/total/2/ae", "plf/total/21/ae", "plf/02/2/ae"])]),
            ("de {action/01/share|%} en 2021", &[]),
            ("0 €, 0 %, 12 %", &[]),
            ("2 203 176 €", &[("2 203 176 € €", &["outstanding/rap"])]),
        ];
        for (text, expected) in cases {
            let expected: Vec<(String, Vec<String>)> =
                expected.iter().map(|(words, places)| ((*words).to_owned(), places.iter().map(|place| (*place).to_owned()).collect())).collect();
            assert_eq!(offered(Narrative::Strategy, text), expected, "{text}");
        }
    }

    /// 7,3 M€ stand in AE and in CP, for the action and for its title: the drafter chooses, the own action's first.
    #[test]
    fn an_amount_of_several_cells_has_them_all_and_the_measure_that_is_named_alone() {
        let places = |text: &str| offered(Narrative::Action(ActionId(1)), text).concat_places();
        let both = places("Soit 7,3 M€.");
        assert!(both.contains(&"plf/01/31/ae".to_owned()) && both.contains(&"plf/01/31/cp".to_owned()), "{both:?}");
        assert!(places("7,3 M€ en AE et 7,3 M€ en CP").iter().any(|place| place.ends_with("/cp")));
        assert!(places("Soit 7,3 M€ en AE.").iter().all(|place| place.ends_with("/ae")));
        assert!(places("En crédits de paiement, 7,3 M€.").iter().all(|place| place.ends_with("/cp")));
        let own = places("3 M€ en AE");
        assert_eq!(own.first().map(String::as_str), Some("plf/02/21/ae"), "no cell of action 01 holds it");
    }

    trait Places {
        fn concat_places(self) -> Vec<String>;
    }

    impl Places for Vec<(String, Vec<String>)> {
        fn concat_places(self) -> Vec<String> {
            self.into_iter().flat_map(|(_, places)| places).collect()
        }
    }
}
