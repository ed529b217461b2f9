//! What a workbook or a report says, in words.

use super::{Kind, Source, Told, Unmatched, What};
use crate::exchange::import::Left;
use crate::lang::{Lang, writing};

impl Source {
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Workbook => lang.pick("classeur", "workbook"),
            Self::AnnualReport => lang.pick("rapport", "report"),
        }
    }
}

impl Kind {
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Entry => lang.pick("saisie", "entry"),
            Self::Formula => lang.pick("formule", "formula"),
            Self::Value => lang.pick("valeur d’une formule", "value of a formula"),
            Self::Emptied => lang.pick("effacé", "emptied"),
            Self::Spread => lang.pick("total à répartir", "total to spread"),
            Self::Text => lang.pick("texte", "text"),
            Self::RowAdded => lang.pick("ligne ajoutée", "row added"),
            Self::RowRemoved => lang.pick("ligne supprimée", "row removed"),
            Self::Actual => lang.pick("réalisation", "actual"),
            Self::Outstanding => lang.pick("restes à payer", "outstanding commitments"),
        }
    }
}

impl Told {
    pub fn sentence(&self, lang: Lang) -> String {
        let at = self.at.as_ref().map_or_else(String::new, |at| format!("{at}{} ", lang.pick("\u{a0}:", ":")));
        format!("{at}{}", self.what.sentence(lang))
    }
}

impl What {
    /// As programs read it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Remark(_) => "workbook",
            Self::Gone => "gone",
            Self::Refused { .. } => "refused",
            Self::Unreadable { .. } => "unreadable",
            Self::NoValue { .. } => "no-value",
            Self::Unspread { .. } => "not-spread",
            Self::FormulaChanged { .. } => "formula-changed",
            Self::ComputedOver { .. } => "computed",
            Self::Twice { .. } => "twice",
            Self::RowNotTaken { .. } | Self::RowRefused { .. } => "row-not-taken",
            Self::RowKept { .. } => "row-kept",
            Self::Unmatched(_) => "not-matched",
            Self::Left(_) => "not-read",
        }
    }

    pub fn sentence(&self, lang: Lang) -> String {
        let quoted = |words: &str| {
            let words = writing::excerpt(words);
            lang.pick(format!("«\u{a0}{words}\u{a0}»"), format!("“{words}”"))
        };
        match self {
            Self::Remark(remark) => remark.sentence(lang),
            Self::Gone => lang.pick(
                "cette cellule est celle de quelque chose que le document n’a plus\u{a0}; elle n’est pas reprise.".into(),
                "this cell is of something that the document has no more; it is not taken.".into(),
            ),
            Self::Refused { typed, refusal } => {
                let (typed, sentence) = (quoted(typed), refusal.sentence(lang));
                lang.pick(format!("{typed} n’est pas repris\u{a0}: {sentence}"), format!("{typed} is not taken: {sentence}"))
            }
            Self::Unreadable { typed } if typed.is_empty() => lang.pick(
                "une date ou une valeur logique n’est pas un montant\u{a0}; saisir un nombre.".into(),
                "a date or a truth value is no amount; type a number.".into(),
            ),
            Self::Unreadable { typed } => {
                let typed = quoted(typed);
                lang.pick(
                    format!("{typed} ne se lit pas comme un nombre ni comme des mots\u{a0}; saisir la valeur."),
                    format!("{typed} reads neither as a number nor as words; type the value."),
                )
            }
            Self::NoValue { formula } => {
                let formula = quoted(formula);
                lang.pick(
                    format!(
                        "le fichier ne donne pas la valeur de {formula}. L’ouvrir dans un tableur et l’enregistrer de nouveau, ou saisir la valeur."
                    ),
                    format!("the file does not give the value of {formula}. Open it in a spreadsheet and save it anew, or type the value."),
                )
            }
            Self::Unspread { typed, refusal } => {
                let (typed, sentence) = (quoted(typed), refusal.sentence(lang));
                lang.pick(
                    format!("{typed} par-dessus un total n’est pas réparti\u{a0}: {sentence}"),
                    format!("{typed} over a total is not spread: {sentence}"),
                )
            }
            Self::FormulaChanged { formula } => {
                let formula = quoted(formula);
                lang.pick(
                    format!("la formule d’une cellule calculée est devenue {formula}\u{a0}; Papier calcule comme avant."),
                    format!("the formula of a computed cell became {formula}; Papier computes as before."),
                )
            }
            Self::ComputedOver { typed } if typed.is_empty() => lang.pick(
                "une cellule calculée a été vidée\u{a0}; Papier calcule comme avant.".into(),
                "a computed cell was emptied; Papier computes as before.".into(),
            ),
            Self::ComputedOver { typed } => {
                let typed = quoted(typed);
                lang.pick(
                    format!("{typed} est écrit par-dessus une cellule calculée\u{a0}; Papier calcule comme avant."),
                    format!("{typed} stands over a computed cell; Papier computes as before."),
                )
            }
            Self::Twice { address, others } => {
                let others = others.join(", ");
                lang.pick(
                    format!("cette cellule et {others} disent deux choses de {address}\u{a0}; garder une seule valeur."),
                    format!("this cell and {others} say two things of {address}; keep one value."),
                )
            }
            Self::RowNotTaken { table, label } => {
                let (table, label) = (quoted(table), quoted(label));
                lang.pick(
                    format!("{table}\u{a0}: la ligne {label} a été ajoutée, et rien ne dit ce qu’elle ajouterait au document. Une action s’écrit avec son numéro\u{a0}: 04 – Intitulé."),
                    format!("{table}: the row {label} was added, and nothing says what it would add to the document. An action is written with its number: 04 – Label."),
                )
            }
            Self::RowRefused { table, label, refusals } => {
                let (table, label) = (quoted(table), quoted(label));
                let sentences: Vec<String> = refusals.iter().map(|refusal| refusal.sentence(lang)).collect();
                let sentences = sentences.join(" ");
                lang.pick(
                    format!("{table}\u{a0}: la ligne ajoutée {label} n’est pas reprise\u{a0}: {sentences}"),
                    format!("{table}: the added row {label} is not taken: {sentences}"),
                )
            }
            Self::RowKept { table, label } => {
                let (table, label) = (quoted(table), quoted(label));
                lang.pick(
                    format!("{table}\u{a0}: la ligne {label} a été supprimée du classeur\u{a0}; le document la garde."),
                    format!("{table}: the row {label} was removed from the workbook; the document keeps it."),
                )
            }
            Self::Unmatched(unmatched) => unmatched.sentence(lang),
            Self::Left(left) => left.sentence(lang),
        }
    }
}

impl Unmatched {
    pub fn sentence(&self, lang: Lang) -> String {
        let quoted = |words: &str| {
            let words = writing::excerpt(words);
            lang.pick(format!("«\u{a0}{words}\u{a0}»"), format!("“{words}”"))
        };
        match self {
            Self::NoIndicator { number, label } => {
                let label = quoted(label);
                lang.pick(
                    format!("l’indicateur {number} {label} du rapport n’est pas au PAP\u{a0}; rien n’en est repris."),
                    format!("the indicator {number} {label} of the report is not in the PAP; nothing of it is taken."),
                )
            }
            Self::OtherIndicator { number, label, here, elsewhere } => {
                let label = quoted(label);
                let is_other = |lang: Lang| match here.as_str() {
                    "" => lang.pick(format!("le PAP n’a pas de {number}"), format!("the PAP has no {number}")),
                    here => lang.pick(format!("au PAP, {number} est {}", quoted(here)), format!("in the PAP {number} is {}", quoted(here))),
                };
                let stands = |lang: Lang| {
                    elsewhere.as_ref().map_or_else(String::new, |other| {
                        lang.pick(format!(", et cet intitulé est celui de {other}"), format!(", and this label is that of {other}"))
                    })
                };
                let (other_fr, other_en) = (is_other(Lang::French), is_other(Lang::English));
                let (stands_fr, stands_en) = (stands(Lang::French), stands(Lang::English));
                lang.pick(
                    format!("l’indicateur {number} du rapport est {label}\u{a0}; {other_fr}{stands_fr}. Rien n’en est repris\u{a0}: reporter ces valeurs à la main, si c’est le même."),
                    format!("the indicator {number} of the report is {label}; {other_en}{stands_en}. Nothing of it is taken: put these values in by hand, if it is the same."),
                )
            }
            Self::Row { number, label, several: true } => {
                let label = quoted(label);
                lang.pick(
                    format!("indicateur {number}\u{a0}: plusieurs lignes du PAP s’appellent {label}\u{a0}; rien n’en est repris."),
                    format!("indicator {number}: several rows of the PAP are called {label}; nothing of it is taken."),
                )
            }
            Self::Row { number, label, several: false } => {
                let label = quoted(label);
                lang.pick(
                    format!("indicateur {number}\u{a0}: aucune ligne du PAP ne s’appelle {label}\u{a0}; rien n’en est repris."),
                    format!("indicator {number}: no row of the PAP is called {label}; nothing of it is taken."),
                )
            }
            Self::Unit { number, label, unit, here } => {
                let label = quoted(label);
                let said = |unit: &str, lang: Lang| if unit.is_empty() { lang.pick("sans unité", "no unit").to_owned() } else { unit.to_owned() };
                let [(unit_fr, here_fr), (unit_en, here_en)] = Lang::ALL.map(|lang| (said(unit, lang), said(here, lang)));
                lang.pick(
                    format!("indicateur {number}, {label}\u{a0}: l’unité est {unit_fr} au rapport et {here_fr} au PAP\u{a0}; rien n’en est repris. Accorder les unités, puis recommencer."),
                    format!("indicator {number}, {label}: the unit is {unit_en} in the report and {here_en} in the PAP; nothing of it is taken. Make the units the same, then try again."),
                )
            }
            Self::Twice { address } => lang.pick(
                format!("le rapport dit deux choses de {address}\u{a0}; rien n’en est repris."),
                format!("the report says two things of {address}; nothing of it is taken."),
            ),
            Self::Years { years } => {
                let years = years.iter().map(ToString::to_string).collect::<Vec<_>>();
                let years = writing::listed(&years, lang);
                lang.pick(
                    format!("le PAP ne montre pas les réalisations de {years}\u{a0}; elles ne sont pas reprises."),
                    format!("the PAP does not show the actuals of {years}; they are not taken."),
                )
            }
            Self::Unsaid { numbers } => {
                let numbers = writing::listed(numbers, lang);
                lang.pick(
                    format!("le rapport ne dit rien de ces indicateurs du PAP\u{a0}: {numbers}."),
                    format!("the report says nothing of these indicators of the PAP: {numbers}."),
                )
            }
            Self::NoProgramme => lang.pick(
                "les fichiers ne disent pas de quel programme est le rapport\u{a0}: vérifier que c’est celui-ci.".into(),
                "the files do not say of which programme the report is: check that it is this one.".into(),
            ),
        }
    }
}

impl Left {
    fn sentence(&self, lang: Lang) -> String {
        let quoted = |words: &str| {
            let words = writing::excerpt(words);
            lang.pick(format!("«\u{a0}{words}\u{a0}»"), format!("“{words}”"))
        };
        match self {
            Self::Cells { label, found, columns } => {
                let label = quoted(label);
                lang.pick(
                    format!("la ligne {label} a {found} cases sous {columns} titres\u{a0}: rien ne dit de quelle année est chaque valeur."),
                    format!("the row {label} has {found} cells under {columns} headings: nothing says of which year each value is."),
                )
            }
            Self::Value { typed, refusal } => {
                let (typed, sentence) = (quoted(typed), refusal.sentence(lang));
                lang.pick(format!("{typed} n’est pas lu\u{a0}: {sentence}"), format!("{typed} is not read: {sentence}"))
            }
            Self::NoIndicator { label } => {
                let label = quoted(label);
                lang.pick(
                    format!("le tableau où figure {label} n’est sous aucun titre d’indicateur\u{a0}; il n’est pas lu."),
                    format!("the table that has {label} stands under no heading of an indicator; it is not read."),
                )
            }
            Self::Column { words } => {
                let words = quoted(words);
                lang.pick(
                    format!("la colonne {words} ne dit ni année ni réalisation\u{a0}; elle n’est pas lue."),
                    format!("the column {words} says neither a year nor an actual; it is not read."),
                )
            }
            Self::SameColumn { year } => lang.pick(
                format!("plusieurs colonnes donnent la réalisation de {year}\u{a0}; aucune n’est lue."),
                format!("several columns give the actual of {year}; none is read."),
            ),
            Self::NoOutstanding => lang.pick(
                "aucun montant ne se lit à côté des engagements non couverts par des paiements\u{a0}; le saisir.".into(),
                "no amount reads beside the commitments that no payment covers; type it.".into(),
            ),
            Self::OutstandingUnit { words } => {
                let words = quoted(words);
                lang.pick(
                    format!("les restes à payer ne sont pas en euros ({words})\u{a0}: arrondis, ils ne sont pas repris."),
                    format!("the outstanding commitments are not in euros ({words}): they are rounded, and not taken."),
                )
            }
            Self::OutstandingSum { printed, made } => {
                let [printed, made] = [printed, made].map(|euros| writing::euros(*euros));
                lang.pick(
                    format!(
                        "les restes à payer sont imprimés {printed}, et les deux montants qui les font donnent {made}\u{a0}; ils ne sont pas repris."
                    ),
                    format!("the outstanding commitments are printed {printed}, and the two amounts that make them give {made}; they are not taken."),
                )
            }
            Self::OutstandingTwice { first, second } => {
                let [first, second] = [first, second].map(|euros| writing::euros(*euros));
                lang.pick(
                    format!("les restes à payer sont {first} à un endroit et {second} à un autre\u{a0}; ils ne sont pas repris."),
                    format!("the outstanding commitments are {first} in one place and {second} in another; they are not taken."),
                )
            }
            Self::OutstandingYear { year } => lang.pick(
                format!("les restes à payer sont ceux de fin {year}, et non de l’année du rapport\u{a0}; ils ne sont pas repris."),
                format!("the outstanding commitments are those at the end of {year}, not of the year of the report; they are not taken."),
            ),
        }
    }
}
