//! What differs between two states of a document, entry by entry: for the one who chooses between them.

use std::collections::BTreeSet;

use super::typed_text;
use crate::address;
use crate::calc::Figures;
use crate::lang::Lang;
use crate::model::{AmountEntry, Document, Entry, Measure, Order, Place};
use crate::tables::Tables;

/// One entry that two states write differently; a side without it is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What the entry is, in words: "AE 2021 (PLF), action 01, catégorie 31".
    pub name: String,
    /// Its address; empty where the two differ in order and structure alone.
    pub address: String,
    pub before: String,
    pub after: String,
}

/// What differs, in the order of the tables. Empty for equal documents; for others that write every entry alike, such as after a move, a
/// single difference without an address.
pub fn compare(before: &Document, after: &Document, lang: Lang) -> Vec<Difference> {
    if before == after {
        return vec![];
    }
    let figures = (Figures::of(before), Figures::of(after));
    let (before, after) = (Tables { document: before, figures: &figures.0, lang }, Tables { document: after, figures: &figures.1, lang });
    let mut seen = BTreeSet::new();
    let places: Vec<Place> = [after, before].into_iter().flat_map(entries).filter(|place| seen.insert(*place)).collect();
    let written = |tables: Tables<'_>, place| tables.document.entry(place).map_or_else(String::new, |entry| typed_text(tables.document, entry));
    let named = |tables: Tables<'_>, place| address::write(tables.document, place).map(|address| (tables.place_name(place), address));
    let mut differences: Vec<Difference> = places
        .into_iter()
        .filter_map(|place| {
            let (before_text, after_text) = (written(before, place), written(after, place));
            let (name, address) = named(after, place).or_else(|| named(before, place))?;
            (before_text != after_text).then_some(Difference { name, address, before: before_text, after: after_text })
        })
        .collect();
    if differences.is_empty() {
        let name = lang.pick("Ordre et structure", "Order and structure").into();
        differences.push(Difference { name, address: String::new(), before: String::new(), after: String::new() });
    }
    differences
}

/// Every place that the document writes, those of its tables first.
fn entries(tables: Tables<'_>) -> Vec<Place> {
    let document = tables.document;
    let shown = tables.all().into_iter().flat_map(|table| table.rows).flat_map(|row| row.cells).filter_map(|cell| cell.place);
    let mut places: Vec<Place> = tables.texts().into_iter().chain(tables.own_titles()).map(|text| Place::Text(text.place)).collect();
    places.extend(shown.filter(|place| document.entry(*place).is_some()));
    let order = Order::of(document);
    for (contributions, ledger) in [(false, &document.credits), (true, &document.contributions)] {
        let mut rows: Vec<_> = ledger.rows().collect();
        rows.sort_by_key(|(year, stage, action, category, _)| (*year, *stage, order.action(*action), *category));
        for (year, stage, action, category, _) in rows {
            places.extend(
                Measure::BOTH
                    .map(|measure| Place::from(Entry::Amount(AmountEntry::Credit { year, stage, contributions, action, category, measure }))),
            );
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::editing::{Command, Direction, Session, Structure, read};
    use crate::model::{IndicatorId, RowId};
    use crate::storage;

    fn sample() -> Document {
        storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap()
    }

    /// The differences that typing makes: "address: before -> after".
    fn after(typed: &[(&str, &str)]) -> Vec<String> {
        let mut session = Session::opened(sample());
        for (address, typed) in typed {
            let place = address::parse(session.document(), address).unwrap();
            let change = read(session.document(), place, typed).unwrap();
            session.apply(&Command::Write(vec![change])).unwrap();
        }
        let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
        compare(&sample(), session.document(), Lang::French)
            .iter()
            .map(|difference| format!("{}: {} -> {}", difference.address, plain(&difference.before), plain(&difference.after)))
            .collect()
    }

    #[test]
    fn each_entry_that_differs_is_named_with_both_values() {
        assert_eq!(after(&[]), [""; 0]);
        assert_eq!(after(&[("plf/01/31/ae", "8000000")]), ["plf/01/31/ae: 7 300 000 -> 8 000 000"]);
        assert_eq!(after(&[("plf/01/31/ae", "")]), ["plf/01/31/ae: 7 300 000 -> "]);
        assert_eq!(after(&[("amendment/01/31/ae", "5")]), ["amendment/01/31/ae:  -> 5"]);
        assert_eq!(after(&[("chart/credits/title", "Titre")]), ["chart/credits/title:  -> Titre"]);
        assert_eq!(after(&[("plf/02/21/cp", "=1+1"), ("programme/name", "Nom")]).len(), 2);
    }

    #[test]
    fn an_entry_is_named_in_the_words_of_the_reader_also_when_only_the_former_state_has_it() {
        let mut less = sample();
        let action = Arc::make_mut(&mut less.actions).pop().unwrap();
        less.credits.remove_action(action.id);
        let names = |lang| compare(&sample(), &less, lang).into_iter().map(|difference| difference.name).collect::<Vec<_>>();
        assert!(names(Lang::French).contains(&"AE 2021 (PLF), action 02, catégorie 21".into()), "{:?}", names(Lang::French));
        assert!(names(Lang::English).contains(&"AE 2021 (PLF), action 02, category 21".into()));
    }

    #[test]
    fn what_was_added_removed_or_moved_is_a_difference() {
        let done = |structure: Structure| {
            let mut session = Session::opened(sample());
            session.apply(&Command::Structure(structure)).unwrap();
            compare(&sample(), session.document(), Lang::French)
        };
        let action = sample().actions[0].id;
        assert!(!done(Structure::RemoveAction(action)).is_empty());
        let objective = sample().objectives[0].id;
        assert!(!done(Structure::AddIndicator { id: IndicatorId(99), row: RowId(99), objective, label: "Neuf".into() }).is_empty());

        let moved = done(Structure::MoveObjective { objective, direction: Direction::Down });
        let told: Vec<_> = moved.iter().map(|difference| (difference.name.as_str(), difference.address.as_str())).collect();
        assert_eq!(told, [("Ordre et structure", "")], "every entry is written alike");
    }
}
