//! Why a workbook is not read, and what of it is not, in words.

use super::{BackRefusal, Now, Remark, Returned};
use crate::lang::{Lang, writing};

impl Returned {
    /// "352 PLF 2021".
    pub fn name(&self, lang: Lang) -> String {
        let number = self.programme.map_or_else(|| lang.pick("sans numéro".into(), "without number".into()), |number| number.to_string());
        format!("{number} PLF {}", self.year)
    }
}

impl BackRefusal {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::NotAWorkbook => lang.pick(
                "ce n’est pas un classeur au format XLSX. L’enregistrer dans ce format, puis recommencer.".into(),
                "this is no workbook in the XLSX format. Save it in this format, then try again.".into(),
            ),
            Self::TooLarge => lang.pick(
                "ce classeur dépasse ce que Papier lit (64 Mo, deux millions de cellules)\u{a0}: aucun budget n’est aussi grand.".into(),
                "this workbook is beyond what Papier reads (64 MB, two million cells): no budget is that large.".into(),
            ),
            Self::Damaged { part } => lang.pick(
                format!("ce classeur est abîmé ({part}). L’ouvrir dans un tableur et l’enregistrer de nouveau."),
                format!("this workbook is damaged ({part}). Open it in a spreadsheet and save it anew."),
            ),
            Self::NotOurs => lang.pick(
                "Papier n’a pas écrit ce classeur\u{a0}: rien ne dit à quelles cellules du document les siennes répondent. Partir d’un classeur exporté (papier export), ou enregistrer les montants en CSV et les importer."
                    .into(),
                "Papier did not write this workbook: nothing says which cells of the document its own are. Start from an exported workbook (papier export), or save the amounts as CSV and import them."
                    .into(),
            ),
            Self::AnchorsLost => lang.pick(
                "la feuille masquée «\u{a0}papier\u{a0}» a disparu ou a été changée, et les feuilles ne sont plus celles du document\u{a0}: rien ne dit où chaque cellule est allée. Reporter les changements dans un classeur exporté de nouveau, et l’enregistrer en XLSX."
                    .into(),
                "the hidden sheet “papier” is gone or was changed, and the sheets are not those of the document any more: nothing says where each cell went. Put the changes into a workbook that is exported anew, and save it as XLSX."
                    .into(),
            ),
            Self::Later(version) => lang.pick(
                format!("ce classeur vient d’une version plus récente de Papier (repères {version}). Mettre Papier à jour."),
                format!("this workbook comes from a later version of Papier (anchors {version}). Update Papier."),
            ),
        }
    }
}

impl Now {
    /// What stands there, as it is read.
    pub fn text(&self) -> String {
        match self {
            Self::Empty | Self::Date | Self::Truth => String::new(),
            Self::Number { number, is_percent: false } => writing::decimal(*number),
            Self::Number { number, is_percent: true } => {
                // Digits that are shown: far from the limits of a decimal.
                writing::percent(number.checked_mul(rust_decimal::Decimal::ONE_HUNDRED).unwrap_or(*number).normalize())
            }
            Self::Words(words) => words.clone(),
            Self::Formula(formula) => formula.formula.clone(),
            Self::Error(words) | Self::TooLarge(words) => words.clone(),
        }
    }
}

impl Remark {
    pub fn sentence(&self, lang: Lang) -> String {
        let quoted = |words: &str| {
            let words = writing::excerpt(words);
            lang.pick(format!("«\u{a0}{words}\u{a0}»"), format!("“{words}”"))
        };
        match self {
            Self::ByNames => lang.pick(
                "la feuille masquée «\u{a0}papier\u{a0}» a disparu\u{a0}: les cellules sont retrouvées par le nom des feuilles et l’intitulé des lignes, et comparées au document tel qu’il est maintenant."
                    .into(),
                "the hidden sheet “papier” is gone: cells are found by the names of sheets and the labels of rows, and compared with the document as it is now."
                    .into(),
            ),
            Self::Sorted { table } => {
                let table = quoted(table);
                lang.pick(
                    format!("{table}\u{a0}: les lignes ont été triées\u{a0}; elles sont suivies par leur intitulé."),
                    format!("{table}: the rows were sorted; they are followed by their labels."),
                )
            }
            Self::Unfollowed { table } => {
                let table = quoted(table);
                lang.pick(
                    format!("{table}\u{a0}: les lignes ont été déplacées et leurs intitulés ne les distinguent plus\u{a0}; rien n’en est repris. Remettre les lignes dans l’ordre d’origine."),
                    format!("{table}: the rows were moved and their labels do not tell them apart any more; nothing of it is taken. Put the rows back in their order."),
                )
            }
            Self::TableGone { table } => {
                let table = quoted(table);
                lang.pick(
                    format!("{table}\u{a0}: le tableau n’est plus dans le classeur\u{a0}; rien n’en est repris, rien n’en est effacé."),
                    format!("{table}: the table is not in the workbook any more; nothing of it is taken, nothing is erased."),
                )
            }
            Self::Label { at, was, now } => {
                let (was, now) = (quoted(was), quoted(now));
                lang.pick(
                    format!("{at}\u{a0}: l’intitulé {was} est devenu {now}\u{a0}; il suit du document et n’est pas repris."),
                    format!("{at}: the label {was} became {now}; it follows from the document and is not taken."),
                )
            }
            Self::Beside { at, words } => {
                let words = quoted(words);
                lang.pick(
                    format!("{at}\u{a0}: {words} est à côté des tableaux de Papier et n’est pas repris."),
                    format!("{at}: {words} stands beside the tables of Papier and is not taken."),
                )
            }
            Self::MoreBeside { count } => lang.pick(
                format!("{count} autres cellules à côté des tableaux de Papier ne sont pas reprises."),
                format!("{count} more cells beside the tables of Papier are not taken."),
            ),
            Self::Sheet { name } => {
                let name = quoted(name);
                lang.pick(
                    format!("la feuille {name} n’est pas de Papier et n’est pas reprise."),
                    format!("the sheet {name} is not of Papier and is not taken."),
                )
            }
        }
    }
}
