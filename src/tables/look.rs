//! What a table says of itself beside its headings and figures: how it stands on a page, how its rows and columns are told apart, by which name it
//! leaves. Whoever shows a table reads this and never asks which table it is.

use serde::{Deserialize, Deserializer, Serialize};

use super::{HeadingStyle, Level, Mark, Table, TableName, Tables, action_line};
use crate::lang::Word;
use crate::model::{ActionId, CellHolds, CellUnit, Measure, Place, Shape};
use crate::sections::{self, ColumnWidth, Control, Holds, Setting, SumRow, TablePart};

/// Tables of one kind have the same columns: a width that somebody gives to one holds in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TableKind {
    /// Credits asked and voted, by action and title.
    Credits,
    Titles,
    Variation,
    Synthesis,
    Action,
    Nature,
    Entry,
    Objectives,
    Indicator,
    Section(SectionKey),
}

/// The key of a table of a section, which settings keep by its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct SectionKey(&'static str);

impl<'de> Deserialize<'de> for SectionKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        sections::table_key(&key).map(Self).ok_or_else(|| serde::de::Error::custom("no such section"))
    }
}

/// What stands in a table for figures that nobody has confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandIn {
    /// For the act, the bill of its year with the amendments.
    Bill,
    /// What the PAP before asked for.
    LastPap,
}

impl Tables<'_> {
    /// What stands in a table for figures that nobody has confirmed, where there are some.
    pub fn stand_in(self, table: &Table) -> Option<StandIn> {
        let mut places = table.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.place);
        let place = places.find(|place| self.mark(*place) == Some(Mark::ToConfirm))?;
        Some(if matches!(place, Place::Cell(_)) { StandIn::LastPap } else { StandIn::Bill })
    }
}

/// How its rows of `Level::Main` stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MainRows {
    Plain,
    /// The labels lead those that are set in.
    StrongLabels,
    /// The figures too: they are sums of those that are set in.
    StrongFigures,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub holds: Holds,
    /// How its title stands over it; none when the title of its page is its own.
    pub title: Option<HeadingStyle>,
    pub main_rows: MainRows,
    pub setting: Setting,
    pub width: ColumnWidth,
    /// Whether an entry that nobody typed is marked as missing.
    pub expects_entries: bool,
    /// Whether an entry is marked as missing that follows from those that were typed.
    pub expects_rest: bool,
    /// Whether its rows begin right under the title of its page, which says all that would stand over it.
    pub is_under_title: bool,
    /// Whether a row without a fact stays blank instead of printing 0.
    pub has_blank_rows: bool,
    /// Whether print and exports leave out the rows that are set in and have no figure.
    pub drops_blank_rows: bool,
    pub control: Option<Control>,
    /// "01 – Fonds pour l'accélération…": what its title is about where it is read away from its page.
    pub subject: Option<String>,
    /// "PLF 2021 AE", "Échéancier": the name of its sheet in a workbook, unique in a document, of at most 31 characters.
    pub sheet: String,
    /// The heading of the labels where the document prints more than `Table::row_header`: the unit too, which then stands nowhere else.
    pub printed_header: Option<String>,
    /// The heading of the labels on a sheet, which has no page around it to say it.
    pub sheet_header: Option<&'static str>,
}

impl TableName {
    pub fn kind(self) -> TableKind {
        match self {
            Self::Bill(_) | Self::InitialAct(_) => TableKind::Credits,
            Self::Titles => TableKind::Titles,
            Self::Variation => TableKind::Variation,
            Self::Synthesis => TableKind::Synthesis,
            Self::Action(_) => TableKind::Action,
            Self::Nature(_) => TableKind::Nature,
            Self::Entry(_) => TableKind::Entry,
            Self::Objectives => TableKind::Objectives,
            Self::Indicator(_) => TableKind::Indicator,
            Self::Section(key) | Self::SectionRow(key, _) => TableKind::Section(SectionKey(key)),
        }
    }
}

impl Tables<'_> {
    pub fn look(self, name: TableName) -> Look {
        let of = |holds, title, sheet: String| Look {
            holds,
            title,
            main_rows: MainRows::Plain,
            setting: Setting::Page,
            width: ColumnWidth::Amount,
            expects_entries: false,
            expects_rest: false,
            is_under_title: false,
            has_blank_rows: false,
            drops_blank_rows: false,
            control: None,
            subject: None,
            sheet,
            printed_header: None,
            sheet_header: None,
        };
        let titled = Some(HeadingStyle::Table);
        let (year, previous) = (self.document.year, self.document.previous_year());
        let pick = |french: &'static str, english| -> String { self.lang.pick(french, english).into() };
        match name {
            TableName::Bill(measure) if self.document.layout().is_stacked() => {
                of(Holds::Euros, titled, format!("LFI {previous} PLF {year} {}", abbreviation(measure)))
            }
            TableName::Bill(measure) => of(Holds::Euros, titled, format!("PLF {year} {}", abbreviation(measure))),
            TableName::InitialAct(measure) => of(Holds::Euros, titled, format!("LFI {previous} {}", abbreviation(measure))),
            TableName::Titles => Look {
                main_rows: MainRows::StrongFigures,
                width: ColumnWidth::Close,
                ..of(Holds::Euros, None, pick("Titres et catégories", "Titles and categories"))
            },
            TableName::Variation => of(Holds::Euros, titled, pick("LFI à PLF", "LFI to PLF")),
            TableName::Synthesis => Look { width: ColumnWidth::Close, ..of(Holds::Euros, None, pick("Synthèse", "Summary")) },
            TableName::Action(id) => Look {
                printed_header: Some(pick("En euros", "In euros")),
                ..of(Holds::Euros, None, format!("{} {}", self.word(Word::Action), self.action_code(id)))
            },
            TableName::Nature(id) => Look {
                main_rows: MainRows::StrongFigures,
                has_blank_rows: true,
                subject: self.document.action(id).map(action_line),
                printed_header: Some(format!("{}, {}", self.word(Word::TitleAndCategory), self.lang.pick("en euros", "in euros"))),
                ..of(Holds::Euros, Some(HeadingStyle::Section), format!("Nature {}", self.action_code(id)))
            },
            TableName::Entry(id) => Look {
                main_rows: MainRows::StrongFigures,
                width: ColumnWidth::Closest,
                expects_rest: true,
                is_under_title: true,
                has_blank_rows: true,
                subject: self.document.action(id).map(action_line),
                ..of(Holds::Euros, None, format!("{} {}", self.lang.pick("Saisie", "Entry"), self.action_code(id)))
            },
            TableName::Objectives => Look { main_rows: MainRows::StrongLabels, ..of(Holds::Words, None, pick("Objectifs", "Objectives")) },
            TableName::SectionRow(key, id) => Look {
                subject: Some(self.document.sections.row(key, id).map_or_else(String::new, |row| row.label.clone())),
                main_rows: MainRows::Plain,
                sheet: format!("{} {}", self.section_name(key), self.document.sections.number(key, id).unwrap_or_default()),
                ..self.look(TableName::Section(key))
            },
            TableName::Section(key) if let Some(table) = sections::own_table(key) => Look {
                width: table.width,
                expects_entries: table.expects_entries,
                control: table.control.map(|control| control(year, self.lang)),
                ..of(table.holds, titled, (table.sheet)(self.lang).into())
            },
            TableName::Section(key) => {
                let table = sections::table(key);
                let of_shape = || sections::tables_of(key).map(|(_, part)| part).take(1);
                let parts = || table.map_or(&[][..], |table| table.parts).iter().chain(of_shape());
                let has_sub_rows = |part: &TablePart| part.shape.rows(self.document).into_iter().any(|row| part.shape.level(row) == Level::Sub);
                let is_summed = parts().any(|part| has_sub_rows(part) || matches!(part.sum, SumRow::Above(_)));
                let holds = parts().next().map_or(Holds::Figures, |part| holds(part.shape));
                let setting = table.map_or(Setting::Page, |table| table.setting);
                let page = sections::of_key(key).map_or("", |section| section.title(self.lang));
                let is_titled_by_page = table.is_some_and(|table| (table.title)(self.lang) == page);
                Look {
                    title: titled.filter(|_| !is_titled_by_page).map(|style| if setting == Setting::List { HeadingStyle::List } else { style }),
                    width: if holds == Holds::Euros { ColumnWidth::Amount } else { ColumnWidth::Closest },
                    main_rows: if is_summed { MainRows::StrongFigures } else { MainRows::Plain },
                    drops_blank_rows: parts().any(|part| part.drops_blank_rows),
                    setting,
                    ..of(holds, titled, self.section_name(key).into())
                }
            }
            TableName::Indicator(id) => {
                let number = crate::address::indicator_number(self.document, id).unwrap_or_default();
                Look {
                    width: ColumnWidth::Year,
                    expects_entries: true,
                    printed_header: Some(pick("Sous-indicateur", "Sub-indicator")),
                    sheet_header: Some(self.word(Word::Label)),
                    ..of(Holds::Figures, None, format!("{} {number}", self.word(Word::Indicator)))
                }
            }
        }
    }

    fn action_code(self, id: ActionId) -> String {
        self.document.action(id).map_or_else(String::new, |action| action.code.to_string())
    }
}

/// What the cells of a section hold, where all hold the same.
fn holds(shape: &Shape) -> Holds {
    match shape.unit() {
        Some(CellHolds::Euros) => Holds::Euros,
        Some(CellHolds::Decimal(CellUnit::MillionEuros)) => Holds::MillionEuros,
        Some(CellHolds::Decimal(_) | CellHolds::Words) | None => Holds::Figures,
    }
}

fn abbreviation(measure: Measure) -> &'static str {
    match measure {
        Measure::Ae => "AE",
        Measure::Cp => "CP",
    }
}
