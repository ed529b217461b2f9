//! Which pages the layouts print, in which order, and what shows it: one table for every year.

use super::{Section, TableDef, has_facts, of_key};
use crate::lang::Lang;
use crate::model::{CellPlace, Document, Year};

/// A page after the objectives, or a run of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    CreditsPart,
    /// Credits asked and, where they have a page of their own, voted.
    Credits,
    Titles,
    JustificationPart,
    Synthesis,
    /// A section that is a room, by its key.
    Section(&'static str),
    Actions,
}

/// What the layouts do with a page.
#[derive(Debug)]
pub struct Printed {
    pub page: Page,
    /// Whether the layout of a year prints it where nothing is typed.
    pub is_printed_empty: fn(Year) -> bool,
    /// The documents that were read, or that it is common knowledge.
    pub evidence: &'static str,
    /// Whether its tables were read in a PAP, and not elsewhere.
    pub is_verified: bool,
}

/// In the order of the document.
pub const PAGES: [Printed; 16 + cfg!(test) as usize] = [
    Printed { page: Page::CreditsPart, is_printed_empty: always, evidence: "P352 PLF 2021 to 2024, P174 PLF 2024", is_verified: true },
    Printed { page: Page::Credits, is_printed_empty: always, evidence: "P352 PLF 2021 to 2024, P174 PLF 2024", is_verified: true },
    Printed {
        page: Page::Section("outlook"),
        is_printed_empty: never,
        evidence: "P174 PLF 2024; figures of N+1 from P156 PLF 2026",
        is_verified: true,
    },
    Printed { page: Page::Titles, is_printed_empty: always, evidence: "P352 PLF 2021 to 2024, P174 PLF 2024", is_verified: true },
    Printed { page: Page::Section("tax"), is_printed_empty: never, evidence: "Voies et moyens, tome II, PLF 2020 to 2025", is_verified: false },
    Printed { page: Page::JustificationPart, is_printed_empty: always, evidence: "P352 PLF 2021 to 2024", is_verified: true },
    Printed { page: Page::Synthesis, is_printed_empty: always, evidence: "P352 PLF 2021 to 2024, P148 and P335 PLF 2024", is_verified: true },
    // P335, P422 and P423 of PLF 2020 print tables of transfers without a line; P349 of 2021 and P335 of 2024 have no such page.
    Printed {
        page: Page::Section("moves-credits"),
        is_printed_empty: until_2020,
        evidence: "P335, P422, P423 PLF 2020; P148, P349 PLF 2024",
        is_verified: true,
    },
    // Without a job the page is left out from 2021 on: P349 2021, P352 2022 and 2024. Of 2020 no programme without a job was read.
    Printed { page: Page::Section("jobs"), is_printed_empty: never, evidence: "P335 PLF 2020 and 2024, P624 PLF 2022", is_verified: true },
    Printed { page: Page::Section("jobs-by-action"), is_printed_empty: never, evidence: "RAP 2025, a note on P156 PLF 2026", is_verified: false },
    Printed { page: Page::Section("staff"), is_printed_empty: never, evidence: "title 2 of six programmes, PLF 2027", is_verified: false },
    Printed {
        page: Page::Section("pay"),
        is_printed_empty: never,
        evidence: "P124 and P155 PLF 2021 to 2024, as others transcribed them",
        is_verified: true,
    },
    #[cfg(test)]
    Printed { page: Page::Section("toy"), is_printed_empty: never, evidence: "nowhere", is_verified: false },
    Printed { page: Page::Section("multiyear"), is_printed_empty: always, evidence: "P352 PLF 2021 to 2024", is_verified: true },
    // Of CPER the headings were read, in PLF 2020; of the others nothing.
    Printed { page: Page::Section("free-services"), is_printed_empty: never, evidence: "common knowledge", is_verified: false },
    Printed { page: Page::Actions, is_printed_empty: always, evidence: "P352 PLF 2021 to 2024", is_verified: true },
    // A part of its own. The tables of funding were read in the jaune of 2025 and 2026 alone.
    Printed {
        page: Page::Section("operators"),
        is_printed_empty: never,
        evidence: "P144 PLF 2020, P149 PLF 2021, P129 PLF 2024",
        is_verified: false,
    },
];

fn always(_: Year) -> bool {
    true
}

fn never(_: Year) -> bool {
    false
}

fn until_2020(year: Year) -> bool {
    year.get() <= 2020
}

/// Whether the layout of a year prints a section in which nothing is typed.
pub fn prints_empty(section: &dyn Section, year: Year) -> bool {
    printed(section).is_some_and(|printed| (printed.is_printed_empty)(year))
}

/// Whether the layout of a year has a section, by its key: elsewhere it is not offered.
pub fn is_in_layout(key: &str, year: Year) -> bool {
    let shapes = of_key(key).into_iter().flat_map(Section::tables).flat_map(TableDef::shapes);
    shapes.flat_map(|shape| shape.columns).all(|column| column.said.is_none_or(|said| said.is_in_layout(year)))
}

/// Whether a document has the page of a section, by the key of the section or of a table of it.
pub fn is_shown(key: &str, document: &Document) -> bool {
    of_key(key).is_some_and(|section| has_facts(section, document) || prints_empty(section, document.year))
}

/// Whether the page of a section stands among those of credits.
pub fn is_of_credits(key: &str) -> bool {
    let before = PAGES.iter().take_while(|printed| printed.page != Page::JustificationPart);
    before.into_iter().any(|printed| printed.page == Page::Section(key_of_page(key)))
}

/// What shows a section: the page as the layouts print it.
pub fn printed(section: &dyn Section) -> Option<&'static Printed> {
    PAGES.iter().find(|printed| printed.page == Page::Section(section.key()))
}

/// Whether the page of a section comes after the pages of actions, and so is a part of its own.
pub fn is_part(key: &str) -> bool {
    PAGES.iter().rev().take_while(|printed| printed.page != Page::Actions).any(|printed| printed.page == Page::Section(key_of_page(key)))
}

fn key_of_page(key: &str) -> &'static str {
    of_key(key).map_or("", Section::key)
}

/// Every section, in the order of its page.
pub fn sections() -> impl Iterator<Item = &'static dyn Section> {
    PAGES.iter().filter_map(|printed| if let Page::Section(key) = printed.page { of_key(key) } else { None })
}

/// Whether print and exports show a table of a section: something is typed in it, or the layout prints it empty. One whose blank rows are left out
/// needs a row of the year.
pub fn is_printed(table: &TableDef, document: &Document) -> bool {
    let headings = (table.columns)(document.year, Lang::French);
    let shows = |cell: &CellPlace| headings.iter().any(|heading| (heading.column, heading.year) == (cell.column, cell.year));
    let has_figures =
        table.parts.iter().any(|part| document.sections.cells_of(part.shape.key).any(|(cell, _)| !part.drops_blank_rows || shows(cell)));
    has_figures || of_key(table.key).is_some_and(|section| prints_empty(section, document.year))
}
