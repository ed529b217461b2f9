//! What the cover and the strategic presentation must say of the programme.

use super::Finding;
use crate::calc::Figures;
use crate::model::{Document, Place, ProgrammeField, Rule, TextPlace};

pub(super) fn programme_number(document: &Document, _: &Figures) -> Vec<Finding> {
    missing(document.programme.number.is_none(), Rule::ProgrammeNumber, ProgrammeField::Number)
}

pub(super) fn programme_name(document: &Document, _: &Figures) -> Vec<Finding> {
    missing(is_blank(&document.programme.name), Rule::ProgrammeName, ProgrammeField::Name)
}

pub(super) fn minister_and_manager(document: &Document, _: &Figures) -> Vec<Finding> {
    let mut findings = missing(is_blank(&document.programme.minister), Rule::Minister, ProgrammeField::Minister);
    findings.extend(missing(is_blank(&document.programme.manager), Rule::Manager, ProgrammeField::Manager));
    findings
}

pub(super) fn mission(document: &Document, _: &Figures) -> Vec<Finding> {
    missing(is_blank(&document.programme.mission), Rule::Mission, ProgrammeField::Mission)
}

fn is_blank(words: &str) -> bool {
    words.trim().is_empty()
}

fn missing(is_missing: bool, rule: Rule, field: ProgrammeField) -> Vec<Finding> {
    is_missing.then(|| Finding::bare(rule, Place::Text(TextPlace::Programme(field)))).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calc::sample::sample_with;

    #[test]
    fn each_word_of_the_cover_is_missed_where_it_is_written() {
        type Erase = fn(&mut Document);
        let cases: [(Erase, Rule, ProgrammeField); 5] = [
            (|document| document.programme.number = None, Rule::ProgrammeNumber, ProgrammeField::Number),
            (|document| document.programme.name = " \u{a0}".into(), Rule::ProgrammeName, ProgrammeField::Name),
            (|document| document.programme.minister.clear(), Rule::Minister, ProgrammeField::Minister),
            (|document| document.programme.manager.clear(), Rule::Manager, ProgrammeField::Manager),
            (|document| document.programme.mission.clear(), Rule::Mission, ProgrammeField::Mission),
        ];
        let found = |document: &Document| -> Vec<(Rule, Place)> {
            let figures = Figures::of(document);
            let checks = [programme_number, programme_name, minister_and_manager, mission];
            checks.iter().flat_map(|check| check(document, &figures)).map(|finding| (finding.rule, finding.place)).collect()
        };
        assert_eq!(found(&sample_with(&[])), []);
        for (erase, rule, field) in cases {
            let mut document = sample_with(&[]);
            erase(&mut document);
            assert_eq!(found(&document), [(rule, Place::Text(TextPlace::Programme(field)))]);
        }
    }
}
