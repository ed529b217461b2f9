//! The report of an import as the user reads it, on a terminal or in the window: sections of lines.

use super::sentences::{and_more, counted};
use super::{Counts, Import};
use crate::calc::Figures;
use crate::calc::checks::{self, Finding, Severity};
use crate::lang::Lang;
use crate::model::{Document, ProgrammeNumber};
use crate::tables::Tables;

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What must be confirmed.
    Questions,
    Read,
    NotRead,
    ToCheck,
    Totals,
    Findings,
}

/// Lines under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub part: Part,
    pub title: String,
    pub lines: Vec<String>,
}

impl Import {
    /// The report in sections; those without lines are left out.
    pub fn sections(&self, lang: Lang) -> Vec<Section> {
        let report = &self.report;
        let further = |mut lines: Vec<String>, count: usize| {
            if count > 0 {
                lines.push(and_more(count, lang));
            }
            lines
        };
        let remarks = |is_loss: bool| {
            let remarks = report.remarks.iter().filter(|remark| remark.told.is_loss() == is_loss);
            let lines: Vec<String> = remarks.map(|remark| remark.sentence(report, lang)).collect();
            further(lines, if is_loss { report.further_remarks } else { 0 })
        };
        let differences = report.differences.iter().map(|difference| difference.sentence(report, lang)).collect();
        let mut totals: Vec<String> = further(differences, report.further_differences);
        if report.equal > 0 || !totals.is_empty() {
            let (equal, differ) = (report.equal, report.differences.len() + report.further_differences);
            let all = |lang| counted(equal + differ, ["chiffre imprimé", "chiffres imprimés"], ["printed figure", "printed figures"], lang);
            let (all_fr, all_en) = (all(Lang::French), all(Lang::English));
            let said = match differ {
                0 if equal == 1 => lang.pick(
                    "Le chiffre imprimé est celui que les montants lus donnent.".to_owned(),
                    "The printed figure is the one that the amounts read make.".to_owned(),
                ),
                0 => lang.pick(
                    format!("Les {equal} chiffres imprimés sont ceux que les montants lus donnent."),
                    format!("All {equal} printed figures are those that the amounts read make."),
                ),
                1 => lang.pick(
                    format!("Sur {all_fr}, un diffère de ce que les montants lus donnent :"),
                    format!("Of {all_en}, one differs from what the amounts read make:"),
                ),
                differ => lang.pick(
                    format!("Sur {all_fr}, {differ} diffèrent de ce que les montants lus donnent :"),
                    format!("Of {all_en}, {differ} differ from what the amounts read make:"),
                ),
            };
            totals.insert(0, said);
        }
        let section = |part: Part, lines: Vec<String>| Section { part, title: part.title(lang).into(), lines };
        let sections = [
            section(Part::Questions, report.questions.iter().map(|question| question.sentence(lang)).collect()),
            section(Part::Read, self.read_lines(lang)),
            section(Part::NotRead, remarks(true)),
            section(Part::ToCheck, remarks(false)),
            section(Part::Totals, totals),
            section(Part::Findings, self.finding_lines(lang)),
        ];
        sections.into_iter().filter(|section| !section.lines.is_empty()).collect()
    }

    fn read_lines(&self, lang: Lang) -> Vec<String> {
        let files = self.report.files.iter().map(|file| file.sentence(lang));
        let documents = self.documents.iter().map(|document| {
            let counts = Counts::of(document).sentence(lang);
            let counts = if counts.is_empty() { lang.pick("rien", "nothing").to_owned() } else { counts };
            format!("{}{} {counts}", title(document, lang), lang.pick(" :", ":"))
        });
        files.chain(self.report.cells.sentence(lang)).chain(documents).collect()
    }

    /// The findings of one document word for word; of several, their number and the errors.
    fn finding_lines(&self, lang: Lang) -> Vec<String> {
        if let [document] = self.documents.as_slice() {
            let figures = Figures::of(document);
            let findings = checks::findings(document, &figures);
            return findings.iter().map(|finding| finding_line(Tables { document, figures: &figures, lang }, finding)).collect();
        }
        let mut lines = Vec::new();
        let mut counts = [0_usize; 3];
        for document in &self.documents {
            let figures = Figures::of(document);
            for finding in checks::findings(document, &figures) {
                let [errors, warnings, notes] = &mut counts;
                match finding.severity() {
                    Severity::Error => {
                        *errors += 1;
                        lines.push(format!("{} : {}", title(document, lang), finding_line(Tables { document, figures: &figures, lang }, &finding)));
                    }
                    Severity::Warning => *warnings += 1,
                    Severity::Note => *notes += 1,
                }
            }
        }
        let [errors, warnings, notes] = counts;
        let counts = [
            counted(errors, ["erreur", "erreurs"], ["error", "errors"], lang),
            counted(warnings, ["avertissement", "avertissements"], ["warning", "warnings"], lang),
            counted(notes, ["note", "notes"], ["note", "notes"], lang),
        ];
        let counts = counts.join(", ");
        lines.insert(
            0,
            lang.pick(
                format!("{counts} ; papier check les dit pour chaque document."),
                format!("{counts}; papier check says them for each document."),
            ),
        );
        lines
    }

    /// The report as plain text.
    pub fn text(&self, lang: Lang) -> String {
        let section = |section: Section| {
            let lines: String = section.lines.iter().map(|line| format!("  {line}\n")).collect();
            format!("{}\n{lines}", section.title)
        };
        self.sections(lang).into_iter().map(section).collect::<Vec<_>>().join("\n")
    }
}

/// "352 – Innovation et transformation numériques, PLF 2021".
pub fn title(document: &Document, lang: Lang) -> String {
    let number = document.programme.number.map_or_else(String::new, |number| number.to_string());
    let name = if document.programme.name.is_empty() { lang.pick("(sans nom)", "(unnamed)") } else { &document.programme.name };
    format!("{number} – {name}, PLF {}", document.year)
}

/// What a document is called in a folder of its own kind: "programme-352-plf-2021.ron".
pub fn file_name(document: &Document) -> String {
    let number = document.programme.number.map_or(0, ProgrammeNumber::get);
    format!("programme-{number:03}-plf-{}.ron", document.year)
}

/// "À vérifier, AE 2021 (PLF), action 01, catégorie 31 : …"
fn finding_line(tables: Tables<'_>, finding: &Finding) -> String {
    let lang = tables.lang;
    let colon = lang.pick(" :", ":");
    format!("{}, {}{colon} {}", finding.severity().name(lang), tables.place_name(finding.place), finding.sentence(lang))
}

impl Part {
    fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Questions => lang.pick("À confirmer", "To confirm"),
            Self::Read => lang.pick("Lu", "Read"),
            Self::NotRead => lang.pick("Non lu", "Not read"),
            Self::ToCheck => lang.pick("Lu, à vérifier", "Read, to check"),
            Self::Totals => lang.pick("Chiffres imprimés comparés", "Printed figures compared"),
            Self::Findings => lang.pick("Constats", "Findings"),
        }
    }
}
