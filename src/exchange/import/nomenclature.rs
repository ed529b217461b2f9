//! Nomenclature files: the names of missions, programmes, actions and sub-actions, one line each.
//!
//! Published as `Type ligne; code; Libelle; Mission`, where the type is one of TTR, CAT, MIN, MSN, PGM, ACT, SSA.

use std::collections::BTreeMap;

use super::blocks::folded;
use super::coded;
use super::report::{Report, Spot, Told};
use super::source::{Contents, Separated, Source};
use crate::model::{ActionCode, ProgrammeNumber};

/// Names by code.
#[derive(Default)]
pub(super) struct Labels {
    missions: Names<String>,
    /// The mission of a programme, by its code.
    mission_of: Names<ProgrammeNumber>,
    programmes: Names<ProgrammeNumber>,
    actions: Names<(ProgrammeNumber, ActionCode)>,
}

/// The first name of each code, and where it stands.
struct Names<K>(BTreeMap<K, (String, Spot)>);

impl<K> Default for Names<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord> Names<K> {
    /// Keeps the first name of a code and tells another one.
    fn keep(&mut self, code: K, name: &str, spot: &Spot, report: &mut Report) {
        let (kept, _) = self.0.entry(code).or_insert_with(|| (name.to_owned(), spot.clone()));
        if folded(kept) != folded(name) {
            report.tell(spot, Told::OtherLabel { kept: kept.clone() }, name);
        }
    }

    fn get(&self, code: &K) -> Option<&str> {
        self.0.get(code).map(|(name, _)| name.as_str())
    }
}

/// Whether a heading, its cells folded, is that of a nomenclature file.
pub(super) fn is_header(cells: &[String]) -> bool {
    let has = |names: &[&str]| cells.iter().any(|cell| names.contains(&plain(cell).as_str()));
    has(&KIND) && has(&CODE) && has(&LABEL)
}

const KIND: [&str; 2] = ["typeligne", "typedeligne"];
const CODE: [&str; 3] = ["code", "codeprogrammeactionousousaction", "codes"];
const LABEL: [&str; 4] = ["libelle", "libellecomplet", "intitule", "libellelong"];
const MISSION: [&str; 2] = ["mission", "codemission"];
const PROGRAMME: [&str; 2] = ["programme", "codeprogramme"];

/// Letters and digits alone.
fn plain(folded: &str) -> String {
    folded.chars().filter(char::is_ascii_alphanumeric).collect()
}

struct Positions {
    kind: usize,
    code: usize,
    label: usize,
    mission: Option<usize>,
    programme: Option<usize>,
}

impl Positions {
    fn of(header: &csv::StringRecord) -> Option<Self> {
        let names: Vec<String> = header.iter().map(|cell| plain(&folded(cell))).collect();
        let find = |wanted: &[&str]| names.iter().position(|name| wanted.contains(&name.as_str()));
        Some(Self { kind: find(&KIND)?, code: find(&CODE)?, label: find(&LABEL)?, mission: find(&MISSION), programme: find(&PROGRAMME) })
    }
}

impl Labels {
    /// The names in every nomenclature file.
    pub fn of(sources: &[Source], report: &mut Report) -> Self {
        let mut labels = Self::default();
        for (file, source) in sources.iter().enumerate() {
            if let Contents::Nomenclature(separated) = &source.contents {
                labels.read(file, separated, report);
            }
        }
        labels
    }

    fn read(&mut self, file: usize, separated: &Separated, report: &mut Report) {
        let mut positions = None;
        // The programme of the lines that follow: actions stand under theirs.
        let mut current = None;
        for (line, record) in separated.records() {
            let Some(at) = &positions else {
                positions = Positions::of(&record);
                continue;
            };
            let cell = |index: usize| record.get(index).unwrap_or_default().trim();
            let other = |index: Option<usize>| index.map(cell).unwrap_or_default();
            let code = cell(at.code);
            // A quoted cell may have several lines; a name has one.
            let label = cell(at.label).split_whitespace().collect::<Vec<_>>().join(" ");
            if code.is_empty() || label.is_empty() {
                continue;
            }
            let spot = Spot { file, line, column: String::new() };
            let known = match plain(&folded(cell(at.kind))).as_str() {
                "msn" | "mission" => {
                    self.missions.keep(code.to_uppercase(), &label, &spot, report);
                    true
                }
                "pgm" | "programme" => coded::programme(code).is_some_and(|number| {
                    current = Some(number);
                    let mission = other(at.mission);
                    if !mission.is_empty() {
                        self.mission_of.keep(number, &mission.to_uppercase(), &spot, report);
                    }
                    self.programmes.keep(number, &label, &spot, report);
                    true
                }),
                "act" | "ssa" | "sact" | "action" | "sousaction" => {
                    let named = action(code, other(at.programme), current);
                    if let Some(key) = named {
                        self.actions.keep(key, &label, &spot, report);
                    }
                    named.is_some()
                }
                // Titles, categories and ministries have their official names in Papier, or no place in it.
                "ttr" | "cat" | "min" | "titre" | "categorie" | "ministere" => true,
                _ => false,
            };
            if known {
                report.count_line(file);
            } else {
                report.tell(&spot, Told::Action, &format!("{} {code} {label}", cell(at.kind)));
            }
        }
    }

    /// Names that lines of credits carry beside their codes; those of a nomenclature file come first.
    pub fn programme(&self, number: ProgrammeNumber) -> Option<&str> {
        self.programmes.get(&number)
    }

    pub fn action(&self, number: ProgrammeNumber, code: ActionCode) -> Option<&str> {
        self.actions.get(&(number, code))
    }

    /// Tells the name of an action that is not the one which is kept.
    pub fn tell_other(&self, number: ProgrammeNumber, code: ActionCode, kept: &str, report: &mut Report) {
        if let Some((name, spot)) = self.actions.0.get(&(number, code)).filter(|(name, _)| folded(name) != folded(kept)) {
            report.tell(spot, Told::OtherLabel { kept: kept.to_owned() }, name);
        }
    }

    /// The name of a programme's mission, from its own code or the one that a line of credits gives.
    pub fn mission(&self, number: ProgrammeNumber, code: &str) -> Option<&str> {
        let of_file = self.missions.get(&code.trim().to_uppercase());
        of_file.or_else(|| self.missions.get(&self.mission_of.get(&number)?.to_owned()))
    }
}

/// `352-01` says its programme; `01` is of the programme in its own column, or of the one above.
fn action(code: &str, programme: &str, current: Option<ProgrammeNumber>) -> Option<(ProgrammeNumber, ActionCode)> {
    if code.contains('-')
        && let Some((number, Some(action))) = coded::of_a_programme(code)
    {
        return Some((number, action));
    }
    let number = coded::programme(programme).or(current)?;
    coded::action(code, "", Some(number)).ok().map(|code| (number, code))
}

impl Separated {
    /// Its lines as cells, each with its line in the file, the heading first. Quotes that nobody closes take the rest of the text into one
    /// cell, never more than it holds.
    pub fn records(&self) -> impl Iterator<Item = (usize, csv::StringRecord)> {
        let mut builder = csv::ReaderBuilder::new();
        let reader = builder.delimiter(self.separator).has_headers(false).flexible(true).from_reader(self.text.as_bytes());
        // A text in memory is UTF-8 and never fails to be read.
        reader.into_records().map_while(Result::ok).map(|record| {
            let place = record.position().map(|position| (usize::try_from(position.line()).ok(), usize::try_from(position.byte()).ok()));
            let (line, byte) = place.map_or((None, None), |place| place);
            // The reader stands before the blank lines that it skips.
            let rest = byte.and_then(|byte| self.text.as_bytes().get(byte..)).unwrap_or_default();
            let blank = rest.iter().take_while(|byte| **byte == b'\n').count();
            (line.unwrap_or_default().saturating_add(blank).saturating_add(self.before.len()), record)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::recognised::sources;
    use super::super::source::File;
    use super::*;

    #[test]
    fn names_are_found_by_code_however_it_is_written() {
        let text = "Type ligne;code;Libelle;Mission\nMSN;TA;Transformation;\nPGM;352.0;Innovation;TA\nACT;352-01;Fonds;TA\nACT;02;Soutien;TA\nSSA;352-02-01;Écoles;TA\nTTR;2;Personnel;\nXYZ;9;?;\nACT;abc;Autre;\n";
        let sources = sources(&[File { name: "n.csv".into(), bytes: text.into() }]).unwrap();
        let mut report = Report::new(&sources);
        let labels = Labels::of(&sources, &mut report);
        let number = ProgrammeNumber::new(352).unwrap();
        let name = |code: &str| labels.action(number, code.parse().unwrap());
        assert_eq!((labels.programme(number), labels.mission(number, "")), (Some("Innovation"), Some("Transformation")));
        assert_eq!((name("01"), name("02"), name("02.01"), name("03")), (Some("Fonds"), Some("Soutien"), Some("Écoles"), None));
        let lines: Vec<usize> = report.remarks.iter().map(|remark| remark.spot.line).collect();
        assert_eq!((report.files[0].lines, lines), (6, vec![8, 9]));
    }
}
