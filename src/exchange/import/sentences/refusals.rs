//! Why nothing is imported, in words.

use super::{and_more, listed, quoted};
use crate::exchange::import::report::{Differing, ImportRefusal, Remark};
use crate::exchange::import::source::{Binary, MAX_FILES};
use crate::lang::Lang;
use crate::model::Layout;

/// Remarks that a refusal shows.
pub(super) const SHOWN: usize = 8;

impl ImportRefusal {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::NoFile => lang.pick("aucun fichier à importer.".into(), "no file to import.".into()),
            Self::TooManyFiles { count } => lang.pick(
                format!("{count} fichiers à la fois ; en donner {MAX_FILES} au plus."),
                format!("{count} files at once; give {MAX_FILES} at most."),
            ),
            Self::NoYear => lang.pick(
                "les fichiers ne disent pas l'année du PAP ; la préciser (--year).".into(),
                "the files do not say the year of the PAP; give it (--year).".into(),
            ),
            Self::NoNumber => lang.pick(
                "les fichiers ne disent pas le numéro du programme ; le préciser (--programme).".into(),
                "the files do not say the number of the programme; give it (--programme).".into(),
            ),
            Self::AnnualReport { year: Some(year) } => {
                let of = year.offset(2);
                lang.pick(
                    format!("c’est un rapport annuel de performances, celui de {year}. Il donne ses réalisations au PAP du PLF {of}\u{a0}: --onto FICHIER, ou, dans la fenêtre, l’importer quand ce PAP est ouvert."),
                    format!("this is an annual performance report (RAP), that of {year}. It gives its actuals to the PAP of PLF {of}: --onto FILE, or, in the window, import it while that PAP is open."),
                )
            }
            Self::AnnualReport { year: None } => lang.pick(
                "c’est un rapport annuel de performances. Il donne ses réalisations au PAP de deux ans plus tard\u{a0}: --onto FICHIER.".into(),
                "this is an annual performance report (RAP). It gives its actuals to the PAP of two years later: --onto FILE.".into(),
            ),
            Self::NoReportYear => lang.pick(
                "ce rapport annuel de performances ne dit pas son année. Donner aussi sa couverture, ou ses pages d’indicateurs.".into(),
                "this annual performance report does not say its year. Give its cover as well, or its pages of indicators.".into(),
            ),
            Self::SeveralReports { first, second } => lang.pick(
                format!("les rapports annuels de performances sont de plusieurs années ({first} et {second}). En donner un à la fois."),
                format!("the annual performance reports are of several years ({first} and {second}). Give one at a time."),
            ),
            Self::UnknownYear(year) => {
                let (first, last) = (Layout::YEARS.start(), Layout::YEARS.end());
                lang.pick(
                    format!("l'année {year} n'est pas celle d'un PAP connu ({first} à {last})."),
                    format!("no PAP of {year} is known ({first} to {last})."),
                )
            }
            Self::OtherYear { asked, printed } => lang.pick(
                format!("les fichiers sont du PLF {printed}, et non {asked}. Retirer --year ou donner d'autres fichiers."),
                format!("the files are of PLF {printed}, not {asked}. Leave --year out or give other files."),
            ),
            Self::SeveralYears { first, second } => lang.pick(
                format!("les textes sont de PLF différents ({first} et {second}). Importer un PAP à la fois."),
                format!("the texts are of different PLF ({first} and {second}). Import one PAP at a time."),
            ),
            Self::SeveralProgrammes { first, second } => lang.pick(
                format!("les textes sont de programmes différents ({first} et {second}). Importer un PAP à la fois."),
                format!("the texts are of different programmes ({first} and {second}). Import one PAP at a time."),
            ),
            Self::SeveralAnswers { action, first, second } => lang.pick(
                format!(
                    "--category : l'action {action} a un seul total à placer, et deux catégories sont données ({first} et {second}). En garder une."
                ),
                format!("--category: action {action} has one total to place, and two categories are given ({first} and {second}). Keep one."),
            ),
            Self::NoQuestion { action } => lang.pick(
                format!("--category : aucun total de l'action {action} n'attend sa catégorie. Retirer cette réponse, ou vérifier le code."),
                format!("--category: no total of action {action} waits for its category. Leave this answer out, or check the code."),
            ),
            Self::NoSuchProgramme { wanted, known } => {
                let known = listed(known.iter(), known.len());
                lang.pick(
                    format!("le programme {wanted} n'est pas dans les fichiers, qui ont : {known}."),
                    format!("programme {wanted} is not in the files, which have: {known}."),
                )
            }
            Self::FilesDiffer { files, of } => {
                let Differing { places: [(one, one_line), (other, other_line)], said: [first, second] } = &**files;
                lang.pick(
                format!("{of} : {one} donne {first} (ligne {one_line}) et {other} donne {second} (ligne {other_line}). Donner un seul des fichiers, ou réunir leurs lignes."),
                format!("{of}: {one} gives {first} (line {one_line}) and {other} gives {second} (line {other_line}). Give one of the files, or join their lines."),
            )
            }
            Self::FilesApart { files, of, column } => {
                let Differing { places: [(one, one_line), (other, other_line)], said: [first, second] } = &**files;
                let in_column = |lang: Lang| match column {
                    Some(column) => lang.pick(format!("la colonne {} dit", quoted(column, lang)), format!("column {} says", quoted(column, lang))),
                    None => lang.pick("le ministère est".to_owned(), "the ministry is".to_owned()),
                };
                let (said_fr, said_en) = (in_column(Lang::French), in_column(Lang::English));
                lang.pick(
                    format!("{of} : {one} (ligne {one_line}) et {other} (ligne {other_line}) donnent le même montant, mais {said_fr} « {first} » dans l'un et « {second} » dans l'autre. Rien ne dit s'il s'agit d'un montant ou de deux : réunir leurs lignes dans un fichier pour les additionner, ou donner un seul des fichiers."),
                    format!("{of}: {one} (line {one_line}) and {other} (line {other_line}) give the same amount, but {said_en} “{first}” in one and “{second}” in the other. Nothing says whether it is one amount or two: join their lines in one file to add them up, or give one of the files."),
                )
            }
            Self::Nothing(report) => {
                let said = lang.pick(
                    "rien n'a pu être lu : aucun montant, aucun texte. Vérifier les fichiers.",
                    "nothing could be read: no amount, no text. Check the files.",
                );
                // What was lost comes first.
                let remarks: Vec<&Remark> = report.losses().chain(report.notices()).collect();
                let shown: String = remarks.iter().take(SHOWN).map(|remark| format!("\n  {}", remark.sentence(report, lang))).collect();
                let more = (remarks.len() + report.further_remarks).saturating_sub(SHOWN);
                let further = if more == 0 { String::new() } else { format!("\n  {}", and_more(more, lang)) };
                format!("{said}{shown}{further}")
            }
            _ => self.of_file(lang),
        }
    }

    /// Refusals of one file, whose name comes first.
    fn of_file(&self, lang: Lang) -> String {
        let (file, french, english) = match self {
            Self::TooLarge { file } => {
                (file, "plus de 16 Mo, ce qui dépasse tout fichier du budget.".to_owned(), "over 16 MB, more than any file of the budget.".to_owned())
            }
            Self::Binary { file, binary } => {
                let (french, english) = binary.reason();
                (file, french.into(), english.into())
            }
            Self::Empty { file } => (file, "le fichier est vide.".into(), "the file is empty.".into()),
            Self::LongLine { file, line } => (
                file,
                format!("la ligne {line} est trop longue pour être une ligne de tableau ou de texte."),
                format!("line {line} is too long to be a line of a table or text."),
            ),
            Self::TooManyLines { file } => {
                (file, "plus de lignes ou de cellules qu'aucun budget.".into(), "more lines or cells than any budget.".into())
            }
            Self::TooManyColumns { file } => (file, "plus de colonnes qu'aucun tableau.".into(), "more columns than any table.".into()),
            Self::MissingColumns { file, missing } => (
                file,
                format!("la colonne « {missing} » manque, sans laquelle les montants n'ont pas de place. Colonnes attendues : exercice, loi, programme, action, categorie, ae, cp."),
                format!("column “{missing}” is missing, without which amounts have no place. Columns expected: exercice, loi, programme, action, categorie, ae, cp."),
            ),
            Self::NoLaw { file } => (
                file,
                "rien ne dit si les montants sont du PLF ou de la LFI : le préciser (--law plf ou --law lfi), ou ajouter une colonne « loi » ou des titres tels que « AE PLF ».".into(),
                "nothing says whether amounts are of the PLF or the LFI: give it (--law plf or --law lfi), or add a column “loi” or headings such as “AE PLF”.".into(),
            ),
            Self::ColumnsDiffer { file, line, columns } => {
                let Differing { places: [one, other], said: [first, second] } = &**columns;
                let quoted = |columns: &[String], lang: Lang| columns.iter().map(|column| quoted(column, lang)).collect::<Vec<_>>().join(" + ");
                let said = |lang| (quoted(one, lang), quoted(other, lang));
                let ((one_fr, other_fr), (one_en, other_en)) = (said(Lang::French), said(Lang::English));
                (
                    file,
                    format!("ligne {line}, {one_fr} donne {first} et {other_fr} donne {second} pour un même montant. Corriger le fichier, ou en retirer les colonnes fausses."),
                    format!("line {line}, {one_en} gives {first} and {other_en} gives {second} for one amount. Correct the file, or take the wrong columns out."),
                )
            }
            Self::CodesDiffer { file, line, columns } => {
                let Differing { places: [one, other], said: [first, second] } = &**columns;
                (
                file,
                format!("ligne {line}, {} dit « {first} » et {} dit « {second} ». Corriger le fichier, ou en retirer une colonne.", quoted(one, Lang::French), quoted(other, Lang::French)),
                format!("line {line}, {} says “{first}” and {} says “{second}”. Correct the file, or take a column out.", quoted(one, Lang::English), quoted(other, Lang::English)),
            )
            }
            Self::UnitApart { file, line, words } => (
                file,
                format!("ligne {line}, « {words} » : une unité à part des titres des colonnes, qui ne la disent pas tous. L'écrire dans leurs titres, par exemple « AE (k€) », ou retirer cette ligne."),
                format!("line {line}, “{words}”: a unit apart from the headings of the columns, which do not all say it. Write it in their headings, for example “AE (k€)”, or take this line out."),
            ),
            Self::OpenQuote { file, line } => (
                file,
                format!("ligne {line}, un guillemet n'est pas fermé et prend les lignes suivantes dans sa cellule. Le fermer ou le retirer."),
                format!("line {line}, a quotation mark is not closed and takes the lines below into its cell. Close it or take it out."),
            ),
            Self::OtherHeadings { file, line } => (
                file,
                format!("ligne {line}, d'autres titres de colonnes qu'en tête. Donner les deux tableaux dans deux fichiers."),
                format!("line {line}, other headings than at the top. Give the two tables in two files."),
            ),
            Self::NoYears { file } => (
                file,
                "le fichier a des lignes du PLF et de la LFI sans dire leurs années. Ajouter une colonne « exercice », ou donner les deux lois dans deux fichiers.".into(),
                "the file has lines of the PLF and of the LFI without their years. Add a column “exercice”, or give the two laws in two files.".into(),
            ),
            Self::Unknown { file } => (
                file,
                "aucun titre de PAP ni colonne connue. Donner un fichier de données ouvertes (CSV), le texte publié, ou les pages HTML STRAT, PERF, CREDITS, JPE.".into(),
                "no heading of a PAP and no known column. Give an open-data file (CSV), the published text, or the HTML pages STRAT, PERF, CREDITS, JPE.".into(),
            ),
            _ => return String::new(),
        };
        lang.pick(format!("{file} : {french}"), format!("{file}: {english}"))
    }
}

impl Binary {
    fn reason(self) -> (&'static str, &'static str) {
        match self {
            Self::Workbook => {
                ("c'est un classeur. L'enregistrer en CSV, puis importer le CSV.", "this is a workbook. Save it as CSV, then import the CSV.")
            }
            Self::PapierWorkbook => (
                "c'est un classeur exporté par Papier. Pour reprendre ce qui y a été changé, donner le document d'où il vient : --onto FICHIER.",
                "this workbook was exported by Papier. To take what was changed in it, give the document that it comes from: --onto FILE.",
            ),
            Self::Pdf => (
                "c'est un PDF. Importer le texte publié ou les pages HTML du site.",
                "this is a PDF. Import the published text or the HTML pages of the site.",
            ),
            Self::Word => (
                "c’est un document de traitement de texte. L’ouvrir, l’enregistrer en HTML («\u{a0}Page web, filtrée\u{a0}»), puis importer ce fichier.",
                "this is a document of a word processor. Open it, save it as HTML (“Web page, filtered”), then import that file.",
            ),
            Self::WebArchive => (
                "c’est une page web enregistrée en un seul fichier (MHTML). L’enregistrer de nouveau en «\u{a0}Page web, HTML uniquement\u{a0}», puis importer ce fichier.",
                "this is a web page saved in one file (MHTML). Save it anew as “Web page, HTML only”, then import that file.",
            ),
            Self::PapierPage => (
                "c'est une page exportée par Papier. Ouvrir le document (.ron) dont elle vient.",
                "this page was exported by Papier. Open the document (.ron) that it comes from.",
            ),
            Self::Papier => {
                ("c'est un document de Papier. L'ouvrir au lieu de l'importer.", "this is a document of Papier. Open it instead of importing it.")
            }
            Self::Other => ("ce n'est pas un texte.", "this is no text."),
        }
    }
}
