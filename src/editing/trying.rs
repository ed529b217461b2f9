//! What becomes of figures and findings if what is being typed is committed: tried on a copy of the document that nobody keeps.

use std::collections::HashMap;

use super::{Command, Session, read, review};
use crate::calc::Figures;
use crate::calc::checks::{self, Finding};
use crate::lang::Lang;
use crate::model::{Document, Place};
use crate::tables::{Cell, Table, Tables};

/// The document as what is being typed would make it.
pub struct Tried {
    document: Document,
    figures: Figures,
    /// What would become of findings.
    pub fates: Vec<Fate>,
}

/// What would become of a finding.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    Ended(Finding),
    Made(Finding),
    /// The same rule would say other figures of the same place.
    Changed {
        before: Finding,
        after: Finding,
    },
}

impl Tried {
    /// `None` where what was typed cannot stand there, or changes nothing.
    pub fn of(session: &Session, place: Place, typed: &str) -> Option<Self> {
        if session.is_read_only() {
            return None;
        }
        let change = read(session.document(), place, typed).ok()?;
        let mut document = Document::clone(session.document());
        Command::Write(vec![change]).apply(&mut document).ok()?;
        review::keep_last_figures(session.document(), session.figures(), &mut document);
        if document == **session.document() {
            return None;
        }
        let figures = Figures::of(&document);
        // Findings of an earlier state say nothing of what this one would end.
        let fates = if session.unchecked().is_some() { vec![] } else { fates(session.findings(), &unjustified(&document, &figures)) };
        Some(Self { document, figures, fates })
    }

    pub fn tables(&self, lang: Lang) -> Tables<'_> {
        Tables { document: &self.document, figures: &self.figures, lang }
    }

    /// The cells that would show something else than they do in a table as it is now.
    pub fn changed(&self, now: &Table, lang: Lang) -> HashMap<Place, Cell> {
        let cells =
            |table: &Table| table.rows.iter().flat_map(|row| row.cells.clone()).filter_map(|cell| Some((cell.place?, cell))).collect::<Vec<_>>();
        let before: HashMap<Place, Cell> = cells(now).into_iter().collect();
        let after = self.tables(lang).table(now.name).iter().flat_map(cells).collect::<Vec<_>>();
        after.into_iter().filter(|(place, cell)| before.get(place).is_some_and(|before| before.content != cell.content)).collect()
    }
}

fn unjustified(document: &Document, figures: &Figures) -> Vec<Finding> {
    checks::findings(document, figures).into_iter().filter(|finding| finding.justification.is_none()).collect()
}

/// Whether two findings say the same.
pub fn is_same(one: &Finding, other: &Finding) -> bool {
    one.rule == other.rule && one.place == other.place && one.figures == other.figures
}

/// The findings of `some` that `others` lack.
pub fn lacking<'a>(some: &'a [Finding], others: &'a [Finding]) -> impl Iterator<Item = &'a Finding> {
    some.iter().filter(|finding| !others.iter().any(|other| is_same(finding, other)))
}

/// What becomes of findings from one state to another: those that end, that begin, that say other figures.
fn fates(before: &[Finding], after: &[Finding]) -> Vec<Fate> {
    let mut made: Vec<&Finding> = lacking(after, before).collect();
    let (mut ended, mut changed) = (Vec::new(), Vec::new());
    for finding in lacking(before, after) {
        // Of the passages of a text, one is no later state of another.
        let becomes = |other: &&Finding| finding.span.is_none() && other.rule == finding.rule && other.place == finding.place;
        match made.iter().position(becomes) {
            Some(rank) => changed.push(Fate::Changed { before: finding.clone(), after: made.remove(rank).clone() }),
            None => ended.push(Fate::Ended(finding.clone())),
        }
    }
    ended.into_iter().chain(made.into_iter().cloned().map(Fate::Made)).chain(changed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calc::sample::sample_with;
    use crate::model::{Measure, Rule};
    use crate::tables::TableName;

    fn place(document: &Document, address: &str) -> Place {
        crate::address::parse(document, address).unwrap_or_else(|_| panic!("{address}"))
    }

    /// The cells of the first table that change, as "old → new".
    fn changes(session: &Session, address: &str, typed: &str) -> Option<Vec<String>> {
        let tried = Tried::of(session, place(session.document(), address), typed)?;
        let table = session.tables(Lang::French).table(TableName::Bill(Measure::Ae)).unwrap();
        let changed = tried.changed(&table, Lang::French);
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        let told = cells.filter_map(|cell| Some((cell, changed.get(&cell.place?)?)));
        Some(told.map(|(old, new)| format!("{} → {}", old.value().unwrap_or_default(), new.value().unwrap_or_default())).collect())
    }

    #[test]
    fn what_is_typed_changes_the_figures_that_it_enters_into_and_no_byte_of_the_document() {
        let session = Session::opened(sample_with(&[]));
        let before = crate::storage::write(session.document());
        let of_one: &[&str] = &["7300000 → 7800000", "7300000 → 7800000", "7600000 → 8100000", "10600000 → 11100000"];
        let cases: [(&str, &str, Option<&[&str]>); 8] = [
            ("plf/01/31/ae", "7800000", Some(of_one)),
            ("plf/01/31/ae", "=7300000+500000", Some(of_one)),
            ("plf/01/31/ae", "7,8 M€", Some(of_one)),
            ("plf/01/31/ae", "7 300 000", None),
            ("plf/01/31/ae", "78x", None),
            ("plf/01/31/ae", "12,5", None),
            ("plf/total/total/ae", "1", None),
            ("plf/01/31/cp", "1", Some(&[])),
        ];
        for (address, typed, expected) in cases {
            let told = changes(&session, address, typed);
            assert_eq!(told, expected.map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect()), "{typed} in {address}");
        }
        assert_eq!(crate::storage::write(session.document()), before);
        assert!(session.undo_label().is_none() && !session.is_modified());
        assert!(Tried::of(&Session::read_only(sample_with(&[])), place(session.document(), "plf/01/31/ae"), "1").is_none());
    }

    #[test]
    fn findings_end_begin_or_say_other_figures() {
        let mut session = Session::opened(sample_with(&[]));
        let fate = |session: &Session, address: &str, typed: &str| {
            let tried = Tried::of(session, place(session.document(), address), typed).unwrap();
            let told = |fate: &Fate| match fate {
                Fate::Ended(finding) => ("ended", finding.rule),
                Fate::Made(finding) => ("made", finding.rule),
                Fate::Changed { after, .. } => ("changed", after.rule),
            };
            tried.fates.iter().map(told).collect::<Vec<_>>()
        };
        // Of title 2, AE and CP differ.
        let staff = fate(&session, "plf/02/21/ae", "3000001");
        assert!(staff.contains(&("made", Rule::StaffAeCp)), "{staff:?}");
        let write = |session: &mut Session, typed: &str| {
            let change = read(session.document(), place(session.document(), "plf/02/21/ae"), typed).unwrap();
            session.apply(&Command::Write(vec![change])).unwrap();
        };
        write(&mut session, "3000001");
        assert!(fate(&session, "plf/02/21/ae", "3000002").contains(&("changed", Rule::StaffAeCp)));
        assert!(fate(&session, "plf/02/21/ae", "3000000").contains(&("ended", Rule::StaffAeCp)));
        session.check_elsewhere();
        write(&mut session, "3000005");
        assert_eq!(fate(&session, "plf/02/21/ae", "3000000"), [], "until the findings of this state are known");
    }
}
