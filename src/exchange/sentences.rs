//! Refusals of what other programs give and ask for, in words.

use super::docx::DocxError;
use super::export::{ExportError, LeftOut};
use super::markup::TooLong;
use super::pasted_text::Lost;
use super::picture::PictureError;
use crate::lang::Lang;

impl TooLong {
    pub fn sentence(&self, lang: Lang) -> String {
        lang.pick(
            "rien n’est collé : le presse-papiers contient plus de cellules qu’aucun tableau. En copier moins.".into(),
            "nothing is pasted: the clipboard holds more cells than any table. Copy fewer.".into(),
        )
    }
}

impl Lost {
    /// "Collé sans 2 images, dont le texte n’a pas la forme."; nothing where all was kept.
    pub fn sentence(&self, lang: Lang) -> Option<String> {
        let named = |count: usize, [one, many]: [&str; 2]| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        };
        let lost = [
            named(self.pictures, lang.pick(["image", "images"], ["picture", "pictures"])),
            named(
                self.calls,
                lang.pick(
                    ["appel d’une note qui n’a pas été copiée", "appels de notes qui n’ont pas été copiées"],
                    ["call of a note that was not copied", "calls of notes that were not copied"],
                ),
            ),
        ];
        let changed = [
            named(self.merged_cells, lang.pick(["cellule fusionnée", "cellules fusionnées"], ["merged cell", "merged cells"])),
            named(
                self.lines_in_cells,
                lang.pick(["ligne dans une cellule", "lignes dans des cellules"], ["line within a cell", "lines within cells"]),
            ),
        ];
        let [lost, changed] = [lost, changed].map(|parts| parts.into_iter().flatten().collect::<Vec<_>>().join(", "));
        let lost = (!lost.is_empty()).then(|| lang.pick(format!("Collé sans\u{a0}: {lost}."), format!("Pasted without: {lost}.")));
        let changed = (!changed.is_empty()).then(|| {
            lang.pick(
                format!("Les mots sont gardés, leur disposition non\u{a0}: {changed}."),
                format!("The words are kept, their layout is not: {changed}."),
            )
        });
        let said: Vec<String> = lost.into_iter().chain(changed).collect();
        (!said.is_empty()).then(|| said.join(" "))
    }
}

impl DocxError {
    pub fn sentence(&self, lang: Lang) -> String {
        lang.pick(format!("le document Word n’a pas été fait ({self})."), format!("the Word document was not made ({self})."))
    }
}

impl LeftOut {
    /// "2 tableaux laissés de côté, … : Action sociale, CPER."; nothing where none is.
    pub fn sentence(&self, lang: Lang) -> Option<String> {
        let (names, count) = (self.names.join(", "), self.names.len());
        let (french, english) = if count == 1 {
            (
                format!("un tableau laissé de côté, sa disposition n’étant pas vérifiée\u{a0}: {names}."),
                format!("a table left out, for its layout is not verified: {names}."),
            )
        } else {
            (
                format!("{count} tableaux laissés de côté, leur disposition n’étant pas vérifiée\u{a0}: {names}."),
                format!("{count} tables left out, for their layout is not verified: {names}."),
            )
        };
        (count > 0).then(|| lang.pick(french, english))
    }
}

impl ExportError {
    /// The same, with what helps on a command line.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Conflicts(open) => open.message(lang),
            other => other.sentence(lang),
        }
    }

    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Ending { forms } => {
                let (last, others) = forms.split_last().map_or((String::new(), vec![]), |(last, others)| (last.ending(), others.to_vec()));
                let others = others.into_iter().map(super::export::Format::ending).collect::<Vec<_>>().join(", ");
                let endings = if others.is_empty() { last } else { format!("{others} {} {last}", lang.pick("ou", "or")) };
                lang.pick(
                    format!("la fin du nom dit la forme du fichier, ici {endings}. Rien n’a été écrit."),
                    format!("the end of the name says the form of the file, here {endings}. Nothing was written."),
                )
            }
            Self::Gone => lang.pick(
                "ce qui devait être exporté n’est plus dans le document. Rien n’a été écrit.".into(),
                "what was to be exported is no longer in the document. Nothing was written.".into(),
            ),
            Self::NoPart => lang.pick(
                "ce document n’a pas cette partie : le programme n’a pas d’opérateur. Rien n’a été écrit.".into(),
                "this document has no such part: the programme has no operator. Nothing was written.".into(),
            ),
            Self::Conflicts(open) => open.sentence(lang),
            Self::NoSlides => lang.pick(
                "aucune diapositive n’est choisie dans ce document. Rien n’a été écrit.".into(),
                "no slide is chosen in this document. Nothing was written.".into(),
            ),
            Self::Typesetting(fault) => lang.pick(
                format!("la mise en page a échoué ({fault}). Rien n’a été écrit ; signaler ce défaut."),
                format!("the layout failed ({fault}). Nothing was written; please report this fault."),
            ),
            Self::Json(fault) => lang.pick(
                format!("les données n’ont pas pu être écrites ({fault}). Rien n’a été écrit\u{202f}; signaler ce défaut."),
                format!("the data could not be written ({fault}). Nothing was written; please report this fault."),
            ),
            Self::Picture(PictureError::Pixels) => lang.pick(
                "pas assez de mémoire pour une image de cette taille. Rien n’a été écrit\u{202f}; en demander une plus petite.".into(),
                "not enough memory for a picture of this size. Nothing was written; ask for a smaller one.".into(),
            ),
            Self::Picture(PictureError::Drawing) => lang.pick(
                "le dessin n’a pas pu être peint, ce qui est une faute de Papier. Rien n’a été écrit\u{202f}; la forme SVG reste possible.".into(),
                "the drawing could not be painted, which is a fault of Papier. Nothing was written; SVG remains possible.".into(),
            ),
            Self::Workbook(error) => error.sentence(lang),
            Self::Docx(error) => error.sentence(lang),
            Self::GivenUp(_) => lang.pick("export abandonné, rien n’a été écrit.".into(), "export given up, nothing was written.".into()),
        }
    }
}
