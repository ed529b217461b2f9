//! What an import says, in words: refusals, remarks with their place, questions.

use super::report::{CellCounts, Compared, Counts, Differing, FileRead, ImportRefusal, Question, Remark, Report, Spot, Told, runs};
use super::source::{Binary, Encoding, Kind, MAX_FILES};
use crate::lang::{Lang, Word, nature, writing};
use crate::model::{Euros, Layout, NatureScope, Stage, Year};

/// Remarks that a refusal shows.
const SHOWN: usize = 8;

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

impl Question {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::SameValue { file, value, count } => lang.pick(
                format!("{file} : les {count} montants valent tous {value}. Un fichier publié a déjà eu ce défaut : est-ce le bon ?"),
                format!("{file}: all {count} amounts are {value}. A published file had this defect before: is it the right one?"),
            ),
            Self::Doubled { file, lines: [first, second], count: 1 } => lang.pick(
                format!("{file} : la ligne {second} dit la même chose que la ligne {first}. Leurs montants s'additionnent : l'une est-elle de trop ?"),
                format!("{file}: line {second} says the same as line {first}. Their amounts add up: is one of them too many?"),
            ),
            Self::Doubled { file, lines: [first, second], count } => lang.pick(
                format!("{file} : {count} lignes disent la même chose qu'une autre, la ligne {second} que la ligne {first} par exemple. Leurs montants s'additionnent : le fichier est-il en double ?"),
                format!("{file}: {count} lines say the same as another, line {second} as line {first} for instance. Their amounts add up: is the file doubled?"),
            ),
            Self::Category { action, nature, proposed, ae, cp } => {
                let of = |name: &str, euros: &Option<Euros>| euros.map(|euros| format!("{name} {}", writing::euros(euros)));
                let amounts: Vec<String> = [of("AE", ae), of("CP", cp)].into_iter().flatten().collect();
                let (scope, amounts) = (scope(*nature, lang), amounts.join(", "));
                lang.pick(
                    format!("{scope} de l'action {action} : catégorie {proposed} ? Seul le total est imprimé ({amounts})."),
                    format!("{scope} of action {action}: category {proposed}? Only the total is printed ({amounts})."),
                )
            }
        }
    }

    /// The option of the command line that answers yes.
    pub fn option(&self) -> String {
        match self {
            Self::SameValue { .. } => "--even-if-same".into(),
            Self::Doubled { .. } => "--even-if-doubled".into(),
            Self::Category { action, proposed, .. } => format!("--category {action}/{proposed}"),
        }
    }
}

impl FileRead {
    /// "credits.csv : données ouvertes, 42 lignes lues".
    pub fn sentence(&self, lang: Lang) -> String {
        let kind = match self.kind {
            Kind::OpenData => lang.pick("données ouvertes", "open data"),
            Kind::Nomenclature => lang.pick("nomenclature", "nomenclature"),
            Kind::Page => lang.pick("page du site public", "page of the public site"),
            Kind::Text => lang.pick("texte publié", "published text"),
        };
        let lines = self.lines;
        let read = match self.kind {
            Kind::OpenData | Kind::Nomenclature => counted(lines, ["ligne lue", "lignes lues"], ["line read", "lines read"], lang),
            Kind::Page | Kind::Text => {
                counted(lines, ["paragraphe ou tableau", "paragraphes et tableaux"], ["paragraph or table", "paragraphs and tables"], lang)
            }
        };
        let encoding = match self.encoding {
            Encoding::Utf8 => "",
            Encoding::Utf16 => ", UTF-16",
            Encoding::Windows1252 => ", Windows-1252",
        };
        let amounts: Vec<String> = self.amounts.iter().map(|(year, stage)| law(*year, *stage, lang)).collect();
        let amounts = if amounts.is_empty() { String::new() } else { format!(" ({})", amounts.join(", ")) };
        let others = match self.others {
            0 => String::new(),
            1 => lang.pick(", une d'un autre programme", ", one of another programme").into(),
            others => lang.pick(format!(", {} d'autres programmes", grouped(others)), format!(", {} of other programmes", grouped(others))),
        };
        format!("{}{} {kind}, {read}{amounts}{others}{encoding}", self.name, lang.pick(" :", ":"))
    }
}

impl CellCounts {
    /// "58 cases de chiffres : 14 lues, 40 comparées, 4 non lues"; nothing without published tables.
    pub fn sentence(&self, lang: Lang) -> Option<String> {
        let Self { read, compared, unread } = *self;
        let all = read + compared + unread;
        (all > 0).then(|| {
            let cells = counted(all, ["case de chiffres", "cases de chiffres"], ["cell of figures", "cells of figures"], lang);
            let read = counted(
                read,
                ["lue en montant ou valeur", "lues en montants ou valeurs"],
                ["read as an amount or value", "read as amounts or values"],
                lang,
            );
            let compared = counted(compared, ["comparée", "comparées"], ["compared"; 2], lang);
            let unread = counted(unread, ["non lue", "non lues"], ["not read"; 2], lang);
            format!("{cells}{} {read}, {compared}, {unread}", lang.pick(" :", ":"))
        })
    }
}

impl Counts {
    /// "2 actions, 10 montants, 4 de FdC et AdP, …": what there is.
    pub fn sentence(&self, lang: Lang) -> String {
        let parts = [
            (self.actions, ["action", "actions"], ["action", "actions"]),
            (self.amounts, ["montant", "montants"], ["amount", "amounts"]),
            (self.contributions, ["montant de FdC et AdP", "montants de FdC et AdP"], ["amount of FdC and AdP", "amounts of FdC and AdP"]),
            (self.multiyear, ["montant pluriannuel", "montants pluriannuels"], ["multi-year amount", "multi-year amounts"]),
            (self.cells, ["chiffre d’autres sections", "chiffres d’autres sections"], ["figure of other sections", "figures of other sections"]),
            (self.objectives, ["objectif", "objectifs"], ["objective", "objectives"]),
            (self.indicators, ["indicateur", "indicateurs"], ["indicator", "indicators"]),
            (self.values, ["valeur", "valeurs"], ["value", "values"]),
            (self.texts, ["texte", "textes"], ["text", "texts"]),
        ];
        let said = parts.into_iter().filter(|(count, ..)| *count > 0).map(|(count, french, english)| counted(count, french, english, lang));
        said.collect::<Vec<_>>().join(", ")
    }
}

impl Remark {
    /// "pap.txt, ligne 12, colonne « 2021 » : « abc » n'est pas lu…".
    pub fn sentence(&self, report: &Report, lang: Lang) -> String {
        let place = self.spot.sentence(report, lang);
        let told = self.told.sentence(&self.words, lang);
        if place.is_empty() { told } else { format!("{place}{} {told}", lang.pick(" :", ":")) }
    }
}

impl Compared {
    /// "pap.txt, ligne 12 : imprimé 7, calculé 8 (plf/total/ae)".
    pub fn sentence(&self, report: &Report, lang: Lang) -> String {
        let place = self.spot.sentence(report, lang);
        let computed = if self.computed.is_empty() { lang.pick("rien", "nothing") } else { &self.computed };
        let qualified = match (&self.programme, self.address.as_str()) {
            (_, "") => String::new(),
            (Some(number), address) => format!(" ({number}:{address})"),
            (None, address) => format!(" ({address})"),
        };
        let printed = &self.printed;
        let rounding = if self.is_rounding { lang.pick(", un arrondi", ", a rounding") } else { "" };
        lang.pick(
            format!("{place} : imprimé {printed}, calculé {computed}{qualified}{rounding}"),
            format!("{place}: printed {printed}, computed {computed}{qualified}{rounding}"),
        )
    }
}

impl Spot {
    fn sentence(&self, report: &Report, lang: Lang) -> String {
        let Some(file) = report.files.get(self.file).filter(|_| self.line > 0) else { return String::new() };
        let line = self.line;
        let column = match self.column.as_str() {
            "" => String::new(),
            column => lang.pick(format!(", colonne « {column} »"), format!(", column “{column}”")),
        };
        lang.pick(format!("{}, ligne {line}{column}", file.name), format!("{}, line {line}{column}", file.name))
    }
}

impl Told {
    fn sentence(&self, words: &str, lang: Lang) -> String {
        match self {
            Self::Number(refusal) => refusal.sentence(lang),
            Self::Undetermined { year, stage, contributions, nature, actions, categories } => {
                let word = if actions.len() < 2 { "action" } else { "actions" };
                let (title, actions) = (scope(*nature, lang), format!("{word} {}", listed(actions.iter(), actions.len())));
                let of = amounts(*year, *stage, *contributions, lang);
                let categories = listed(categories.iter(), categories.len());
                let shared =
                    if categories.is_empty() { String::new() } else { lang.pick(format!(" entre {categories}"), format!(" between {categories}")) };
                lang.pick(
                    format!("{of}, {title}, {actions} : seuls les totaux sont imprimés, leur partage{shared} n'est pas connu. Donner aussi le fichier de données ouvertes, ou saisir ces montants."),
                    format!("{of}, {title}, {actions}: only totals are printed, their split{shared} is not known. Give the open-data file as well, or type these amounts."),
                )
            }
            Self::Unequal { year, stage, contributions, nature } => {
                let (of, title) = (amounts(*year, *stage, *contributions, lang), scope(*nature, lang));
                lang.pick(
                    format!("{of}, {title} : les totaux par action et par catégorie n'ont pas la même somme ; ces montants ne sont pas lus."),
                    format!("{of}, {title}: totals by action and by category do not make the same sum; these amounts are not read."),
                )
            }
            Self::OtherYear { year, stage, lines } => {
                let of = amounts(*year, *stage, false, lang);
                let which = if words.is_empty() { String::new() } else { format!(" ({words})") };
                let lines = counted(*lines, LINES_FR, LINES_EN, lang);
                lang.pick(
                    format!("{of} : {lines} d'une année que ce PAP ne montre pas{which} ; ces montants ne sont pas lus."),
                    format!("{of}: {lines} of a year that this PAP does not show{which}; these amounts are not read."),
                )
            }
            Self::NotShown { year, stage } => {
                let (of, next) = (law(*year, *stage, lang), year.offset(1));
                lang.pick(
                    format!("{of} : lue et gardée, mais aucun tableau du PAP {year} ne la montre ; celui de {next} la montrera."),
                    format!("{of}: read and kept, but no table of PAP {year} shows it; that of {next} will."),
                )
            }
            Self::YearGiven { amounts } => {
                let of = amounts.iter().map(|(year, stage)| law(*year, *stage, lang)).collect::<Vec<_>>().join(", ");
                lang.pick(
                    format!("le fichier ne dit pas l'année de montants, lus comme {of} d'après l'année demandée."),
                    format!("the file does not say the year of amounts, read as {of} by the year asked for."),
                )
            }
            Self::SameInFile { lines, kept, partly: false } => {
                let lines = numbered(lines, lang);
                lang.pick(
                    format!("{lines} : les montants que donne déjà {kept}, lus une fois."),
                    format!("{lines}: the amounts that {kept} gives already, read once."),
                )
            }
            Self::SameInFile { lines, kept, partly: true } => {
                let lines = numbered(lines, lang);
                lang.pick(
                    format!("{lines} : des montants que donne déjà {kept}, lus une fois, et d'autres qui s'y ajoutent."),
                    format!("{lines}: amounts that {kept} gives already, read once, and others that come in addition."),
                )
            }
            Self::OddLines { lines } => {
                let lines = numbered(lines, lang);
                lang.pick(
                    format!("{lines} : des caractères qui ne sont pas en UTF-8 comme le reste du fichier, lus comme Windows-1252 : vérifier."),
                    format!("{lines}: characters that are not in UTF-8 as the rest of the file, read as Windows-1252: check."),
                )
            }
            Self::Part { lines, tables, last } => {
                let mut held = counted(*lines, LINES_FR, LINES_EN, lang);
                if *tables > 0 {
                    held.push_str(lang.pick(" et ", " and "));
                    held.push_str(&counted(*tables, ["tableau", "tableaux"], ["table", "tables"], lang));
                }
                lang.pick(
                    format!("« {words} » : partie sans place dans Papier ({held}, jusqu'à la ligne {last}) ; elle n'est pas lue."),
                    format!("“{words}”: part without a place in Papier ({held}, to line {last}); it is not read."),
                )
            }
            Self::SaidCategory { action, nature, category } => {
                let scope = scope(*nature, lang);
                lang.pick(
                    format!("{scope} de l'action {action} : en catégorie {category}, comme demandé."),
                    format!("{scope} of action {action}: in category {category}, as asked."),
                )
            }
            Self::ActionWithSubActions { code, lines } => {
                let lines = if lines.is_empty() { String::new() } else { format!(" ({})", numbered(lines, lang)) };
                lang.pick(
                    format!("action {code} : des montants de l'action elle-même{lines}, alors qu'elle a des sous-actions ; ils ne sont pas lus."),
                    format!("action {code}: amounts of the action itself{lines}, although it has sub-actions; they are not read."),
                )
            }
            _ => self.about(words, lang),
        }
    }

    /// What is said of the words found.
    fn about(&self, words: &str, lang: Lang) -> String {
        let (french, english) = match self {
            Self::Column => ("colonne inconnue ; elle n'est pas lue.".to_owned(), "unknown column; it is not read.".to_owned()),
            Self::Programme => (
                "numéro de programme attendu, de 1 à 999 ; la ligne n'est pas lue.".into(),
                "programme number expected, from 1 to 999; the line is not read.".into(),
            ),
            Self::Action => (
                "code d'action attendu, tel que 01 ou 01.02 ; la ligne n'est pas lue.".into(),
                "code of an action expected, such as 01 or 01.02; the line is not read.".into(),
            ),
            Self::Category => (
                "ni titre ni catégorie de la nomenclature ; la ligne n'est pas lue.".into(),
                "neither title nor category of the nomenclature; the line is not read.".into(),
            ),
            Self::TitleAlone => (
                "un titre, où il faut une catégorie, à deux chiffres tels que 31 ; la ligne n'est pas lue.".into(),
                "a title, where a category is needed, of two digits such as 31; the line is not read.".into(),
            ),
            Self::Nature => (
                "ni titre ni catégorie de la nomenclature, ou un code à côté d'un autre nom ; la ligne n'est pas lue.".into(),
                "neither title nor category of the nomenclature, or a code beside another name; the line is not read.".into(),
            ),
            Self::Year => ("année attendue ; la ligne n'est pas lue.".into(), "year expected; the line is not read.".into()),
            Self::Law => (
                "PLF ou LFI attendu, et nulle autre loi ; la ligne n'est pas lue.".into(),
                "PLF or LFI expected, and no other law; the line is not read.".into(),
            ),
            Self::AgainstYear { other } => (
                format!("contredit l'année que dit « {other} » ; la ligne n'est pas lue."),
                format!("contradicts the year that “{other}” says; the line is not read."),
            ),
            Self::OtherProgramme => (
                "code d'un autre programme que celui de la ligne ; elle n'est pas lue.".into(),
                "code of another programme than that of the line; it is not read.".into(),
            ),
            Self::AgainstTitle { category } => (
                format!("ce titre n'est pas celui de la catégorie {category} ; la ligne n'est pas lue."),
                format!("this title is not that of category {category}; the line is not read."),
            ),
            Self::NoAmount => ("la ligne n'a aucun montant.".into(), "the line has no amount.".into()),
            Self::NoStage => (
                "rien ne dit si ces montants sont du PLF ou de la LFI ; la colonne n'est pas lue. Le préciser (--law plf ou --law lfi).".into(),
                "nothing says whether these amounts are of the PLF or the LFI; the column is not read. Give it (--law plf or --law lfi).".into(),
            ),
            Self::SameValue { value, count } => (
                format!("les {count} montants valent tous {value}, ce que le PLF et les amendements contredisent ; la colonne n'est pas lue."),
                format!("all {count} amounts are {value}, which the PLF and the amendments contradict; the column is not read."),
            ),
            Self::UnclearTotal => (
                "total dont rien ne dit clairement ce qu'il additionne ; il n'est pas comparé.".into(),
                "total of which nothing says clearly what it adds up; it is not compared.".into(),
            ),
            Self::LongLine => (
                "la ligne a plus de cellules qu'il n'y a de colonnes : un séparateur de trop décale peut-être ses montants ; elle n'est pas lue."
                    .into(),
                "the line has more cells than there are columns: one separator too many may shift its amounts; it is not read.".into(),
            ),
            Self::BeforeHeadings => ("avant les titres des colonnes.".into(), "before the headings of the columns.".into()),
            Self::OtherUnit { other } => (
                format!("ne compte pas dans la même unité que « {other} » : chaque colonne est lue dans celle de son titre, en euros s'il n'en dit pas. Vérifier."),
                format!("does not count in the same unit as “{other}”: each column is read in that of its heading, in euros if it says none. Check."),
            ),
            Self::OneKind { funds: true } => (
                "fonds de concours seuls : ce fichier n'y ajoute pas d'attributions de produits. Vérifier.".into(),
                "fonds de concours alone: this file adds no attributions de produits to them. Check.".into(),
            ),
            Self::OneKind { funds: false } => (
                "attributions de produits seules : ce fichier n'y ajoute pas de fonds de concours. Vérifier.".into(),
                "attributions de produits alone: this file adds no fonds de concours to them. Check.".into(),
            ),
            Self::SameColumn { kept } => {
                (format!("dit la même chose que « {kept} » ; lue une fois."), format!("says the same as “{kept}”; read once."))
            }
            Self::SameText { kept } => (
                format!("le même texte que {kept}, lu une fois."),
                format!("the same text as {kept}, read once."),
            ),
            Self::LawUnused { stage } => {
                let name = if *stage == Stage::InitialAct { "LFI" } else { "PLF" };
                (
                    format!("la loi demandée ({name}) ne sert pas : le fichier dit la sienne."),
                    format!("the law asked for ({name}) is not used: the file says its own."),
                )
            }
            Self::LawCounts { stage } => {
                let name = if *stage == Stage::InitialAct { "LFI" } else { "PLF" };
                (
                    format!("les lignes disent {name}, ce que le titre de la colonne contredit ; la loi de la ligne est prise."),
                    format!("the lines say {name}, which the heading of the column contradicts; the law of the line is taken."),
                )
            }
            Self::ShortLine => ("la ligne s'arrête avant ses montants.".into(), "the line ends before its amounts.".into()),
            Self::LinesOfNoYear => (
                "rien ne dit de quelle année est chaque montant ; aucun n'est lu. Nommer les années devant la ligne ou au-dessus des intitulés.".into(),
                "nothing says of which year each amount is; none is read. Name the years before the row or over the labels.".into(),
            ),
            Self::SeveralAmounts => (
                "plusieurs montants dans une cellule, qui se séparent de plusieurs façons ; aucun n'est lu.".into(),
                "several amounts in one cell, which part in several ways; none is read.".into(),
            ),
            Self::Table { last } => (
                format!("tableau inconnu à cet endroit, jusqu'à la ligne {last} ; il n'est pas lu."),
                format!("table unknown in this place, to line {last}; it is not read."),
            ),
            Self::Figures => (
                "chiffres dont les en-têtes ne disent pas la place ; ils ne sont pas lus.".into(),
                "figures whose place the headings do not say; they are not read.".into(),
            ),
            Self::Row { label } => {
                let (fr, en) = (writing::excerpt(label), writing::excerpt(label));
                (
                    format!("ligne «\u{a0}{fr}\u{a0}» inconnue de ce tableau ; ses chiffres ne sont pas lus."),
                    format!("row “{en}” unknown to this table; its figures are not read."),
                )
            }
            Self::Unit => (
                "le tableau compte en milliers, millions ou milliards d'euros : ses montants ne sont pas lus. Les donner en euros.".into(),
                "the table counts in thousands, millions or billions of euros: its amounts are not read. Give them in euros.".into(),
            ),
            Self::Cells { columns: 0, .. } => (
                "aucun titre de colonne au-dessus : on ne sait quel chiffre va où ; la ligne n'est pas lue.".into(),
                "no heading of a column above: which figure goes where is not known; the line is not read.".into(),
            ),
            Self::Cells { found, columns } => {
                let said = |lang| {
                    let found = counted(*found, ["case", "cases"], ["cell", "cells"], lang);
                    (found, counted(*columns, ["colonne", "colonnes"], ["column", "columns"], lang))
                };
                let ((found_fr, columns_fr), (found_en, columns_en)) = (said(Lang::French), said(Lang::English));
                (
                    format!("{found_fr} pour {columns_fr} : on ne sait quel chiffre va où ; la ligne n'est pas lue."),
                    format!("{found_en} for {columns_en}: which figure goes where is not known; the line is not read."),
                )
            }
            Self::NoColumn { year } => (
                format!("le PAP {year} n'a pas de colonne pour cette année et ce type de valeur ; elle n'est pas lue."),
                format!("PAP {year} has no column for this year and kind of value; it is not read."),
            ),
            Self::RowsAsText { lines: 1, .. } => (
                "des chiffres en colonnes sans tabulation entre eux : la ligne reste un texte, aucun chiffre n'en est lu. Remettre une tabulation entre les cases.".into(),
                "figures in columns without a tab between them: the line stays a text, no figure of it is read. Put a tab between the cells.".into(),
            ),
            Self::RowsAsText { lines, last } => (
                format!("des chiffres en colonnes sans tabulation entre eux, sur {lines} lignes jusqu'à la ligne {last} : elles restent du texte, aucun chiffre n'en est lu. Remettre une tabulation entre les cases."),
                format!("figures in columns without a tab between them, on {lines} lines to line {last}: they stay a text, no figure of them is read. Put a tab between the cells."),
            ),
            Self::TooLarge => (
                "la somme dépasse ce qu'un montant peut contenir ; elle n'est pas lue.".into(),
                "the sum is beyond what an amount can hold; it is not read.".into(),
            ),
            Self::CutShort { most } => {
                let most = grouped(*most);
                (
                    format!("plus de {most} caractères, ce qu'aucun document ne contient ; la suite n'est pas lue."),
                    format!("over {most} characters, more than any document holds; the rest is not read."),
                )
            }
            Self::Summed { lines, ministries } => {
                let of = |one: &str, several: String| match *ministries {
                    0 | 1 => String::new(),
                    ministries if ministries == *lines => one.to_owned(),
                    _ => several,
                };
                let (french, english) = (of(" (une par ministère)", format!(" ({ministries} ministères)")), of(" (one a ministry)", format!(" ({ministries} ministries)")));
                (
                    format!("{lines} lignes de la même action et de la même catégorie{french} : additionnées."),
                    format!("{lines} lines of the same action and category{english}: added up."),
                )
            }
            Self::SameHeading => (
                "une colonne avant celle-ci a le même titre : où les deux donnent une valeur, la première est gardée.".into(),
                "a column before this one has the same heading: where both give a value, the first one is kept.".into(),
            ),
            Self::KeptAsWords => (
                "ne se lit pas comme un nombre : gardé tel quel, comme des mots. Vérifier.".into(),
                "reads as no number: kept as it is, as words. Check.".into(),
            ),
            Self::Capitals => ("imprimé en capitales : vérifier les majuscules.".into(), "printed in capitals: check the letters.".into()),
            Self::PartedByTotal => (
                "deux montants dans une cellule, séparés d'après le total imprimé : vérifier.".into(),
                "two amounts in one cell, parted by the printed total: check.".into(),
            ),
            Self::OtherTitle { category } => (
                format!("le titre de la ligne n'est pas celui de la catégorie {category}, qui fait foi."),
                format!("the title of the line is not that of category {category}, which counts."),
            ),
            Self::OtherLabel { kept } => (format!("ailleurs : « {kept} », qui est gardé."), format!("elsewhere: “{kept}”, which is kept.")),
            Self::OtherAmount { kept } => (format!("ailleurs : {kept}, qui est gardé."), format!("elsewhere: {kept}, which is kept.")),
            Self::Unnamed { actions: 1 } => (
                "programme dont une action n'a pas d'intitulé dans les fichiers : donner aussi la nomenclature, ou la nommer.".into(),
                "programme of which one action has no name in the files: give the nomenclature as well, or name it.".into(),
            ),
            Self::Unnamed { actions } => (
                format!("programme dont {} actions n'ont pas d'intitulé dans les fichiers : donner aussi la nomenclature, ou les nommer.", grouped(*actions)),
                format!("programme of which {} actions have no name in the files: give the nomenclature as well, or name them.", grouped(*actions)),
            ),
            Self::UsualCategory => (
                "aucun tableau ne donne la catégorie des FdC et AdP : la catégorie usuelle est prise.".into(),
                "no table gives the category of FdC and AdP: the usual one is taken.".into(),
            ),
            Self::Renumbered { number } => {
                (format!("devient l'objectif {number}, sans trou dans les numéros."), format!("becomes objective {number}, without gaps in numbers."))
            }
            _ => (String::new(), String::new()),
        };
        if words.is_empty() {
            return lang.pick(french, english);
        }
        lang.pick(format!("« {words} » : {french}"), format!("“{words}”: {english}"))
    }
}

/// "PLF 2021", "LFI 2020", "amendements 2023".
fn law(year: Year, stage: Stage, lang: Lang) -> String {
    let stage = match stage {
        Stage::Bill => "PLF",
        Stage::InitialAct => "LFI",
        Stage::Amendment => lang.pick("amendements au PLF", "amendments to the PLF"),
    };
    format!("{stage} {year}")
}

/// "ligne 3", "lignes 3–7, 12".
fn numbered(lines: &[usize], lang: Lang) -> String {
    let word = if lines.len() < 2 { lang.pick("ligne", "line") } else { lang.pick("lignes", "lines") };
    format!("{word} {}", runs(lines.iter().copied()))
}

fn quoted(words: &str, lang: Lang) -> String {
    lang.pick(format!("« {words} »"), format!("“{words}”"))
}

/// "Titre 3", "Autres titres".
fn scope(nature: NatureScope, lang: Lang) -> String {
    match nature {
        NatureScope::All => lang.word(Word::Total).into(),
        NatureScope::OtherThanStaff => lang.word(Word::OtherTitles).into(),
        NatureScope::Title(title) => nature::title_number(title, lang),
        NatureScope::Category(category) => nature::category(category, lang).into(),
    }
}

/// "PLF 2021", "LFI 2020, FdC et AdP".
fn amounts(year: Year, stage: Stage, contributions: bool, lang: Lang) -> String {
    let stage = if stage == Stage::InitialAct { "LFI" } else { "PLF" };
    let of = if contributions { lang.pick(", FdC et AdP", ", FdC and AdP") } else { "" };
    format!("{stage} {year}{of}")
}

const LINES_FR: [&str; 2] = ["ligne", "lignes"];
const LINES_EN: [&str; 2] = ["line", "lines"];

/// A number and what it counts, in one or several: French says 0 in the singular, English in the plural.
pub(super) fn counted(count: usize, french: [&str; 2], english: [&str; 2], lang: Lang) -> String {
    let ([one, several], is_one) = lang.pick((french, count < 2), (english, count == 1));
    format!("{} {}", grouped(count), if is_one { one } else { several })
}

/// "… et 3 autres".
pub(super) fn and_more(count: usize, lang: Lang) -> String {
    lang.pick(format!("… et {} {}", grouped(count), if count < 2 { "autre" } else { "autres" }), format!("… and {} more", grouped(count)))
}

/// A number in groups of three.
fn grouped(count: usize) -> String {
    i64::try_from(count).map_or_else(|_| count.to_string(), |count| writing::euros(Euros::new(count)))
}

/// The first few, then dots.
fn listed<T: std::fmt::Display>(of: impl Iterator<Item = T>, count: usize) -> String {
    const SHOWN: usize = 12;
    let mut words: Vec<String> = of.take(SHOWN).map(|item| item.to_string()).collect();
    if count > SHOWN {
        words.push("…".into());
    }
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::number::NumberRefusal;
    use crate::model::{ActionCode, Category, ProgrammeNumber};

    #[test]
    fn every_refusal_question_and_remark_has_words_in_both_languages() {
        let file = || "f.csv".to_owned();
        let year = |year| Year::new(year).unwrap();
        let number = ProgrammeNumber::new(352).unwrap();
        let code = "01".parse::<ActionCode>().unwrap();
        let nature = NatureScope::OtherThanStaff;
        let refusals = [
            ImportRefusal::NoFile,
            ImportRefusal::TooManyFiles { count: 65 },
            ImportRefusal::TooLarge { file: file() },
            ImportRefusal::Binary { file: file(), binary: Binary::Workbook },
            ImportRefusal::Binary { file: file(), binary: Binary::Pdf },
            ImportRefusal::Binary { file: file(), binary: Binary::Papier },
            ImportRefusal::Binary { file: file(), binary: Binary::PapierPage },
            ImportRefusal::Binary { file: file(), binary: Binary::Other },
            ImportRefusal::Empty { file: file() },
            ImportRefusal::LongLine { file: file(), line: 3 },
            ImportRefusal::TooManyLines { file: file() },
            ImportRefusal::TooManyColumns { file: file() },
            ImportRefusal::MissingColumns { file: file(), missing: "ae" },
            ImportRefusal::NoLaw { file: file() },
            ImportRefusal::ColumnsDiffer {
                file: file(),
                line: 2,
                columns: Box::new(Differing { places: [vec!["AE".into()], vec!["T2".into(), "HT2".into()]], said: ["5".into(), "6".into()] }),
            },
            ImportRefusal::CodesDiffer {
                file: file(),
                line: 2,
                columns: Box::new(Differing { places: ["a".into(), "b".into()], said: ["1".into(), "2".into()] }),
            },
            ImportRefusal::FilesDiffer {
                files: Box::new(Differing { places: [(file(), 2), (file(), 3)], said: ["5".into(), "6".into()] }),
                of: "352, 01, 31".into(),
            },
            ImportRefusal::FilesApart {
                files: Box::new(Differing { places: [(file(), 2), (file(), 3)], said: ["x".into(), "y".into()] }),
                of: "352, 01, 31".into(),
                column: Some("source".into()),
            },
            ImportRefusal::FilesApart {
                files: Box::new(Differing { places: [(file(), 2), (file(), 3)], said: ["5".into(), "justice".into()] }),
                of: "352, 01, 31".into(),
                column: None,
            },
            ImportRefusal::UnitApart { file: file(), line: 2, words: "en k€".into() },
            ImportRefusal::OpenQuote { file: file(), line: 2 },
            ImportRefusal::OtherHeadings { file: file(), line: 2 },
            ImportRefusal::NoYears { file: file() },
            ImportRefusal::Unknown { file: file() },
            ImportRefusal::NoYear,
            ImportRefusal::UnknownYear(year(1999)),
            ImportRefusal::OtherYear { asked: year(2022), printed: year(2021) },
            ImportRefusal::SeveralYears { first: year(2021), second: year(2022) },
            ImportRefusal::NoNumber,
            ImportRefusal::SeveralProgrammes { first: number, second: number },
            ImportRefusal::NoSuchProgramme { wanted: number, known: vec![number] },
            ImportRefusal::SeveralAnswers { action: code, first: Category::OPERATING, second: Category::FIRST },
            ImportRefusal::NoQuestion { action: code },
            ImportRefusal::Nothing(Box::default()),
        ];
        let both = |say: &dyn Fn(Lang) -> String| {
            let [french, english] = Lang::ALL.map(say);
            assert!(!french.is_empty() && french != english, "{french} / {english}");
            assert!(!french.ends_with(": ") && !english.ends_with(": "), "{french} / {english}");
        };
        for refusal in refusals {
            both(&|lang| refusal.sentence(lang));
        }
        let questions = [
            Question::SameValue { file: file(), value: "4".into(), count: 20 },
            Question::Doubled { file: file(), lines: [2, 3], count: 1 },
            Question::Doubled { file: file(), lines: [2, 3], count: 2 },
            Question::Category { action: code, nature, proposed: Category::OPERATING, ae: Some(Euros::ZERO), cp: None },
        ];
        for question in questions {
            both(&|lang| question.sentence(lang));
        }
        let category = Category::OPERATING;
        let stage = Stage::InitialAct;
        let told = [
            Told::Column,
            Told::Number(NumberRefusal::Empty),
            Told::KeptAsWords,
            Told::Programme,
            Told::Action,
            Told::Category,
            Told::TitleAlone,
            Told::Nature,
            Told::Year,
            Told::Law,
            Told::AgainstYear { other: "AE PLF 2022".into() },
            Told::OtherProgramme,
            Told::AgainstTitle { category },
            Told::NoAmount,
            Told::NoStage,
            Told::SameValue { value: "4".into(), count: 20 },
            Told::UnclearTotal,
            Told::LongLine,
            Told::BeforeHeadings,
            Told::OneKind { funds: true },
            Told::OneKind { funds: false },
            Told::OtherUnit { other: "AE (k€)".into() },
            Told::OddLines { lines: vec![2, 3, 7] },
            Told::SameColumn { kept: "AE".into() },
            Told::SameInFile { lines: vec![2], kept: file(), partly: false },
            Told::SameInFile { lines: vec![2], kept: file(), partly: true },
            Told::SameText { kept: file() },
            Told::LawCounts { stage },
            Told::LawUnused { stage },
            Told::YearGiven { amounts: vec![(year(2021), stage)] },
            Told::NotShown { year: year(2021), stage },
            Told::ShortLine,
            Told::SeveralAmounts,
            Told::LinesOfNoYear,
            Told::ActionWithSubActions { code, lines: vec![9] },
            Told::Undetermined { year: year(2020), stage, contributions: false, nature, actions: vec![code], categories: vec![category] },
            Told::Unequal { year: year(2020), stage, contributions: true, nature },
            Told::OtherYear { year: year(2019), stage, lines: 2 },
            Told::Part { lines: 2, tables: 1, last: 9 },
            Told::Table { last: 9 },
            Told::Figures,
            Told::Row { label: "x".into() },
            Told::Unit,
            Told::Cells { found: 2, columns: 3 },
            Told::Cells { found: 2, columns: 0 },
            Told::NoColumn { year: year(2021) },
            Told::RowsAsText { lines: 1, last: 3 },
            Told::RowsAsText { lines: 3, last: 5 },
            Told::TooLarge,
            Told::CutShort { most: 1_000 },
            Told::Summed { lines: 2, ministries: 2 },
            Told::Summed { lines: 3, ministries: 2 },
            Told::Summed { lines: 2, ministries: 0 },
            Told::SameHeading,
            Told::Capitals,
            Told::PartedByTotal,
            Told::OtherTitle { category },
            Told::OtherLabel { kept: "x".into() },
            Told::OtherAmount { kept: "5".into() },
            Told::Unnamed { actions: 1 },
            Told::Unnamed { actions: 2 },
            Told::UsualCategory,
            Told::SaidCategory { action: code, nature, category },
            Told::Renumbered { number: "2".into() },
        ];
        for told in told {
            both(&|lang| told.sentence("mots", lang));
        }
    }

    /// One is singular everywhere; French says zero in the singular, English in the plural.
    #[test]
    fn counts_agree_with_what_they_count() {
        let (french, english) = (["ligne", "lignes"], ["line", "lines"]);
        let said = |count| Lang::ALL.map(|lang| counted(count, french, english, lang));
        assert_eq!([said(0), said(1), said(2)].concat(), ["0 ligne", "0 lines", "1 ligne", "1 line", "2 lignes", "2 lines"]);
        let (year, code) = (Year::new(2021).unwrap(), "01".parse::<ActionCode>().unwrap());
        let (stage, nature) = (Stage::Bill, NatureScope::OtherThanStaff);
        let told = [
            Told::Cells { found: 1, columns: 1 },
            Told::Cells { found: 3, columns: 0 },
            Told::Part { lines: 1, tables: 1, last: 9 },
            Told::Part { lines: 0, tables: 1, last: 9 },
            Told::OtherYear { year, stage, lines: 1 },
            Told::Unnamed { actions: 1 },
            Told::RowsAsText { lines: 1, last: 3 },
            Told::ActionWithSubActions { code, lines: vec![9] },
            Told::SameInFile { lines: vec![2], kept: "f".into(), partly: false },
            Told::Undetermined { year, stage, contributions: false, nature, actions: vec![code], categories: vec![Category::OPERATING] },
        ];
        let file = FileRead {
            name: "f".into(),
            kind: Kind::OpenData,
            encoding: Encoding::Utf8,
            lines: 1,
            others: 1,
            amounts: std::collections::BTreeSet::new(),
        };
        let counts = Counts { actions: 1, amounts: 1, contributions: 1, multiyear: 1, cells: 1, objectives: 1, indicators: 1, values: 1, texts: 1 };
        let doubled = Question::Doubled { file: "f".into(), lines: [2, 3], count: 1 };
        let mut report = Report::default();
        report.further_remarks = SHOWN + 1;
        for lang in Lang::ALL {
            let cells = CellCounts { read: 1, compared: 1, unread: 1 }.sentence(lang).unwrap();
            let none = CellCounts { read: 1, compared: 0, unread: 0 }.sentence(lang).unwrap();
            let nothing = ImportRefusal::Nothing(Box::new(report.clone())).sentence(lang);
            let others = [file.sentence(lang), counts.sentence(lang), doubled.sentence(lang), cells, none, nothing, and_more(1, lang)];
            for sentence in told.iter().map(|told| told.sentence("mots", lang)).chain(others) {
                let words: Vec<&str> = sentence.split([' ', ',', '(', ')']).collect();
                let disagrees = |pair: &[&str]| match (pair, lang) {
                    (["1", word], _) | (["0", word], Lang::French) => word.ends_with('s'),
                    (["0", word], Lang::English) => ["line", "cell", "column", "table"].contains(word),
                    _ => false,
                };
                assert!(!words.windows(2).any(disagrees), "{sentence}");
            }
        }
    }
}
