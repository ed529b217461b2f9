//! Sentences about addresses and findings: what, where, why, what to do.

use super::{Lang, writing};
use crate::address::AddressError;
use crate::calc::checks::{Finding, Rule, Severity};
use crate::model::{ActionCode, Sum};

impl AddressError {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Form => lang.pick(
                "cette adresse n'a aucune forme connue. Exemples : plf/01/31/ae, indicator/1.1/2021/forecast, text/strategy.".into(),
                "this address has no known form. Examples: plf/01/31/ae, indicator/1.1/2021/forecast, text/strategy.".into(),
            ),
            Self::UnknownAction(code) if code.parse::<ActionCode>().is_err() => lang.pick(
                format!("« {code} » n'est pas un code d'action : il a deux chiffres (01), ou deux fois deux pour une sous-action (01.02)."),
                format!("“{code}” is no code of an action: it has two digits (01), or twice two for a sub-action (01.02)."),
            ),
            Self::UnknownAction(code) => lang.pick(
                format!("l'action « {code} » n'existe pas dans ce document. La créer en lui donnant un intitulé (action/{code}/label)."),
                format!("action “{code}” is not in this document. Create it by giving it a name (action/{code}/label)."),
            ),
            Self::UnknownCategory(code) => lang.pick(
                format!("« {code} » n'est ni un titre (1 à 7) ni une catégorie de la nomenclature (11 à 73)."),
                format!("“{code}” is neither a title (1 to 7) nor a category of the nomenclature (11 to 73)."),
            ),
            Self::UnknownObjective(number) => lang.pick(
                format!("l'objectif {number} n'existe pas dans ce document. Le créer par objective/{number}/label."),
                format!("objective {number} is not in this document. Create it by objective/{number}/label."),
            ),
            Self::UnknownIndicator(number) => lang.pick(
                format!("l'indicateur {number} n'existe pas dans ce document. Le créer par indicator/{number}/label."),
                format!("indicator {number} is not in this document. Create it by indicator/{number}/label."),
            ),
            Self::UnknownRow { indicator, row } => lang.pick(
                format!("l'indicateur {indicator} n'a pas de ligne {row}. La créer par indicator/{indicator}/{row}/label."),
                format!("indicator {indicator} has no row {row}. Create it by indicator/{indicator}/{row}/label."),
            ),
            Self::RowNeeded(number) => lang.pick(
                format!("l'indicateur {number} a plusieurs lignes : dire laquelle (indicator/{number}/2/…)."),
                format!("indicator {number} has several rows: say which (indicator/{number}/2/…)."),
            ),
            Self::OutsideLayout(column) => lang
                .pick(format!("la maquette de ce PLF n'a pas de colonne « {column} »."), format!("the layout of this PLF has no column “{column}”.")),
            Self::OtherProgramme(number) => lang.pick(
                format!("cette adresse désigne le programme {number}, qui n'est pas celui de ce document."),
                format!("this address denotes programme {number}, which is not the one of this document."),
            ),
        }
    }
}

impl Severity {
    /// The word of the JSON contract.
    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Error => lang.pick("Erreur", "Error"),
            Self::Warning => lang.pick("À vérifier", "To check"),
            Self::Note => "Note",
        }
    }
}

impl Rule {
    /// The number of the rule in the field's list, or its name.
    pub fn code(self) -> &'static str {
        match self {
            Self::StaffAeCp => "R6",
            Self::OutstandingEstimate => "R10",
            Self::ScheduleEarlier => "R11",
            Self::ScheduleNew => "R12",
            Self::ScheduleAsked => "R13",
            Self::ProgrammeName => "programme-name",
            Self::Overflow => "overflow",
        }
    }
}

impl Finding {
    /// What does not hold, with the figures compared.
    pub fn sentence(&self, lang: Lang) -> String {
        let figure = |index: usize| self.figures.get(index).map_or_else(String::new, |sum| sum_text(*sum, lang));
        let (first, second) = (figure(0), figure(1));
        match self.rule {
            Rule::StaffAeCp => lang.pick(
                format!("En titre 2, les AE ({first}) et les CP ({second}) doivent être égaux."),
                format!("In title 2, AE ({first}) and CP ({second}) must be equal."),
            ),
            Rule::OutstandingEstimate => lang.pick(
                format!("L'évaluation des restes à payer est de {second} ; le calcul donne {first}. Corriger, ou justifier l'écart par écrit."),
                format!("The estimate of outstanding commitments is {second}; the formula gives {first}. Correct it, or justify the gap in writing."),
            ),
            Rule::ScheduleEarlier => lang.pick(
                format!("L'échéancier ouvre {first} de CP sur AE antérieures ; les restes à payer sont évalués à {second}."),
                format!("The schedule opens {first} of CP on earlier AE; outstanding commitments are estimated at {second}."),
            ),
            Rule::ScheduleNew => lang.pick(
                format!("L'échéancier ouvre {first} de CP sur AE nouvelles ; ces AE sont de {second}, fonds de concours compris."),
                format!("The schedule opens {first} of CP on new AE; these AE are {second}, contributions included."),
            ),
            Rule::ScheduleAsked => lang.pick(
                format!("L'échéancier ouvre {first} de CP pour l'année ; les tableaux de crédits en demandent {second}, hors titre 2."),
                format!("The schedule opens {first} of CP for the year; the tables of credits ask for {second}, other than title 2."),
            ),
            Rule::ProgrammeName => {
                lang.pick("Le programme n'a pas de nom. Le saisir sur la couverture.", "The programme has no name. Type it on the cover.").into()
            }
            Rule::Overflow => lang
                .pick(
                    "Ce total dépasse ce qu'un montant peut contenir. Vérifier les montants saisis.",
                    "This total is beyond what an amount can hold. Check the amounts typed.",
                )
                .into(),
        }
    }
}

fn sum_text(sum: Sum, lang: Lang) -> String {
    sum.euros().map_or_else(|_| lang.word(super::Word::Overflow).to_owned(), writing::euros)
}
