//! Dépenses pluriannuelles: outstanding commitments, and the payment schedule that opens CP for them and for new AE (titles other than 2).
//!
//! Its figures are facts of the model with places of their own, `outstanding/…` and `schedule/…`, older than the cells of sections.

pub mod checks;
pub mod shape;
mod tables;
mod words;

use super::{Emptied, FigureTable, OwnFigures, Section, TableDef};
use crate::lang::{Lang, Word, writing};
use crate::model::{ActionScope, Amount, CreditPlace, Horizon, NatureScope, Opening, Origin, OutstandingItem, Place, Year};

pub struct Multiyear;

impl Section for Multiyear {
    fn key(&self) -> &'static str {
        "multiyear"
    }

    fn title(&self, lang: Lang) -> &'static str {
        words::page(lang)
    }

    fn tables(&self) -> &'static [TableDef] {
        &[]
    }

    fn own_figures(&self) -> Option<&'static dyn OwnFigures> {
        Some(&Self)
    }
}

impl OwnFigures for Multiyear {
    fn tables(&self) -> &'static [FigureTable] {
        &tables::TABLES
    }

    fn heading(&self, lang: Lang) -> &'static str {
        words::over_tables(lang)
    }

    fn holds(&self, place: Place) -> bool {
        match place {
            Place::Outstanding { .. }
            | Place::OutstandingComputed { .. }
            | Place::Schedule { .. }
            | Place::ScheduleEarlierAe { .. }
            | Place::ScheduleNewAe { .. }
            | Place::ScheduleTotal { .. }
            | Place::Key { .. } => true,
            Place::Credit(_) | Place::Share { .. } | Place::Variation { .. } | Place::Value { .. } | Place::Cell(_) | Place::Text(_) => false,
        }
    }

    fn name(&self, place: Place, year: Year, lang: Lang) -> String {
        let horizon = |of| words::horizon(of, year, lang);
        let origin = |of| match of {
            Origin::Earlier => lang.pick("AE antérieures", "earlier AE"),
            Origin::New => lang.pick("AE nouvelles", "new AE"),
        };
        match place {
            Place::Outstanding { item, .. } => words::outstanding(item, year, lang),
            Place::OutstandingComputed { .. } => lang.pick("Restes à payer calculés", "Outstanding commitments computed").into(),
            Place::Schedule { origin: of, opening, .. } => format!("{}, {}", horizon(opening.horizon()), origin(of)),
            Place::ScheduleEarlierAe { .. } => format!("AE, {}", origin(Origin::Earlier)),
            Place::ScheduleNewAe { contributions, .. } => {
                format!("AE {}, {}", if contributions { lang.word(Word::Contributions) } else { "PLF" }, origin(Origin::New))
            }
            Place::ScheduleTotal { horizon: of, .. } => format!("{} {}", lang.word(Word::Total), horizon(of)),
            Place::Key { horizon: of, .. } => lang.pick(format!("Clé d'ouverture, {}", horizon(of)), format!("Opening key, {}", horizon(of))),
            _ => String::new(),
        }
    }

    fn part(&self, place: Place) -> Option<[&'static str; 2]> {
        Some(match place {
            Place::Outstanding { item, .. } => match item {
                OutstandingItem::Rap | OutstandingItem::RapRestated => ["RAP", "RAP"],
                OutstandingItem::Ae => ["AE", "AE"],
                OutstandingItem::Cp => ["CP", "CP"],
                OutstandingItem::Estimate => ["évaluation des restes à payer", "estimate of outstanding commitments"],
            },
            Place::Schedule { .. } => ["CP de la ligne 2", "CP of row 2"],
            Place::ScheduleNewAe { .. } => ["AE nouvelles", "new AE"],
            _ => return None,
        })
    }

    fn rule(&self, place: Place) -> Option<[&'static str; 2]> {
        Some(match place {
            Place::ScheduleNewAe { .. } => ["AE demandées, hors titre 2", "AE asked, other than title 2"],
            Place::ScheduleTotal { .. } => ["somme des deux lignes, FdC et AdP compris", "sum of both rows, FdC and AdP included"],
            _ => return None,
        })
    }

    fn totals(&self, place: Place) -> Vec<(Place, fn(Lang) -> &'static str)> {
        match place {
            Place::Outstanding { year, .. } => {
                vec![(Place::ScheduleEarlierAe { year }, words::schedule), (Place::OutstandingComputed { year }, words::page)]
            }
            Place::Schedule { year, opening, .. } => {
                let horizon = opening.horizon();
                vec![(Place::ScheduleTotal { year, horizon }, words::schedule), (Place::Key { year, horizon }, words::page)]
            }
            Place::Credit(CreditPlace { action: ActionScope::One(_), nature: NatureScope::Category(_), year, .. }) => {
                let new_ae = |contributions| Place::ScheduleNewAe { year, contributions };
                vec![(new_ae(false), words::schedule), (new_ae(true), words::schedule), (Place::Key { year, horizon: Horizon::Current }, words::page)]
            }
            _ => vec![],
        }
    }

    fn emptied(&self) -> &'static [Emptied] {
        &EMPTIED
    }
}

static EMPTIED: [Emptied; 2] = [
    Emptied {
        key: "outstanding",
        name: |lang| lang.pick("Restes à payer", "Outstanding commitments"),
        entries: OutstandingItem::ALL.len(),
        before: |before, lang| {
            let estimate = amount(before.outstanding.get(&(before.year, OutstandingItem::Estimate)));
            let (last, colon) = (before.previous_year(), lang.pick("\u{a0}:", ":"));
            lang.pick(format!("Évaluation à fin {last}{colon} {estimate}"), format!("Estimate at the end of {last}{colon} {estimate}"))
        },
        first: |year| (Place::Outstanding { year, item: OutstandingItem::Rap }, None),
    },
    Emptied {
        key: "schedule",
        name: |lang| lang.pick("Échéancier", "Payment schedule"),
        entries: Origin::BOTH.len() * Opening::ALL.len(),
        before: |before, lang| {
            let opened = Origin::BOTH.map(|origin| amount(before.schedule.get(&(before.year, origin, Opening::Next))));
            format!("CP {}{} {}", before.year.offset(1), lang.pick("\u{a0}:", ":"), opened.join(" + "))
        },
        first: |year| (Place::Schedule { year, origin: Origin::Earlier, opening: Opening::Plf }, Some(format!("CP {year}"))),
    },
];

fn amount(amount: Option<&Amount>) -> String {
    amount.map_or_else(|| "–".into(), |amount| writing::euros(amount.euros))
}
