//! What an import tells of a place in a file, in words.

use super::{LINES_EN, LINES_FR, amounts, counted, grouped, law, listed, numbered, scope};
use crate::exchange::import::report::Told;
use crate::lang::{Lang, writing};
use crate::model::Stage;

impl Told {
    pub(super) fn sentence(&self, words: &str, lang: Lang) -> String {
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
            Self::SameTexts { kept, count } => (
                format!("{} que donne déjà {kept}, lus une fois.", counted(*count, ["objectif ou texte", "objectifs et textes"], ["", ""], Lang::French)),
                format!("{} that {kept} gives already, read once.", counted(*count, ["", ""], ["objective or text", "objectives and texts"], Lang::English)),
            ),
            Self::OtherText { kept } => (
                format!("{kept} dit autrement cet objectif ou ce texte, et vient d’abord ; celui-ci n’est pas lu."),
                format!("{kept} says this objective or text otherwise, and comes first; this one is not read."),
            ),
            Self::Hidden { count } => (
                format!("{} que la page ne montre pas ; rien n’en est lu.", counted(*count, ["passage masqué", "passages masqués"], ["", ""], Lang::French)),
                format!("{} that the page does not show; nothing of it is read.", counted(*count, ["", ""], ["hidden passage", "hidden passages"], Lang::English)),
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
