//! Each section has one place in the order of the pages, with what shows it.

use std::collections::BTreeSet;

use papier::sections::{self, PAGES, Page, Section};

#[test]
fn every_section_has_one_page_with_its_evidence() {
    let pages: Vec<&str> = PAGES.iter().filter_map(|printed| if let Page::Section(key) = printed.page { Some(key) } else { None }).collect();
    let sections: BTreeSet<&str> = sections::ALL.into_iter().map(Section::key).collect();
    assert_eq!(pages.iter().copied().collect::<BTreeSet<_>>(), sections);
    assert_eq!(pages.len(), sections.len(), "{pages:?}");
    assert!(PAGES.iter().all(|printed| !printed.evidence.is_empty()));
}

/// SECTIONS: synthesis, scope, jobs, title 2, pay, multi-year expenditure, actions; the years after and tax expenditures among the credits; operators after all.
#[test]
fn pages_stand_in_the_official_order() {
    let order = [
        Page::CreditsPart,
        Page::Credits,
        Page::Section("outlook"),
        Page::Titles,
        Page::Section("tax"),
        Page::JustificationPart,
        Page::Synthesis,
        Page::Section("moves-credits"),
        Page::Section("jobs"),
        Page::Section("jobs-by-action"),
        Page::Section("staff"),
        Page::Section("pay"),
        Page::Section("multiyear"),
        Page::Section("free-services"),
        Page::Actions,
        Page::Section("operators"),
    ];
    assert_eq!(PAGES.each_ref().map(|printed| printed.page), order);
}
