//! What a workbook that came back says, in words.

use super::{Kind, Told, What};
use crate::lang::{Lang, writing};

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
        }
    }
}
