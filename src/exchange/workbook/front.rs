//! The first sheet of a programme's workbook: what it is about, where everything stands, and how to read the colours.

use rust_xlsxwriter::XlsxError;

use super::anchors::Written;
use super::names;
use super::plan::Plan;
use super::sheet::{Finished, Sheet};
use super::styles::{Look, Shape, Styles};
use crate::lang::capitalised;
use crate::model::{Place, ProgrammeField, TextPlace};
use crate::tables::{StandIn, Table, Tables, field_word};

const LINK_WIDTH: u16 = 28;
const CONTENT_WIDTH: u16 = 90;

/// `names` are those of the sheets from this one on.
pub(super) fn cover(tables: Tables<'_>, plan: &Plan, names: &[String], styles: &mut Styles) -> Result<Finished, XlsxError> {
    let lang = tables.lang;
    let mut sheet = Sheet::new(&names::cover(lang), styles)?;
    sheet.worksheet.set_column_width(0, LINK_WIDTH)?.set_column_width(1, CONTENT_WIDTH)?;
    sheet.words(0, 0, &tables.document_name(), Look::Title)?;
    let annex = lang
        .pick("Projet annuel de performances, annexe au projet de loi de finances pour", "Annual performance plan, annexed to the finance bill for");
    sheet.words(1, 0, &format!("{annex} {}", tables.document.year), Look::Note)?;
    let mut row = 3;
    sheet.begin(&names::cover(lang), 0, [1], false);
    for field in [ProgrammeField::Mission, ProgrammeField::Minister, ProgrammeField::Manager, ProgrammeField::ManagerTitle] {
        let words = tables.words(TextPlace::Programme(field));
        if !words.is_empty() {
            let label = lang.word(field_word(field));
            sheet.words(row, 0, label, Look::Note)?;
            sheet.words(row, 1, &words, Look::Plain)?;
            let place = Place::Text(TextPlace::Programme(field)).code();
            sheet.anchor(row, [label], vec![Some(Written { place, words: Some(words.clone()), ..Written::default() })]);
            sheet.fit(row, [(words.as_str(), CONTENT_WIDTH)])?;
            row += 1;
        }
    }
    row += 1;
    row = legend(&mut sheet, tables, row)?;
    sheet.words(row, 0, lang.pick("Feuille", "Sheet"), Look::LabelHeading)?;
    sheet.words(row, 1, lang.pick("Contenu", "Contents"), Look::LabelHeading)?;
    let mut contents: Vec<String> = plan.tables.iter().map(|placed| content(&placed.table)).collect();
    if !plan.details.is_empty() {
        contents.push(lang.pick("Montants par catégorie que les totaux additionnent", "Amounts by category that the totals add up").into());
    }
    let mut links: Vec<(&str, String)> = names.iter().skip(1).map(String::as_str).zip(contents).collect();
    let texts = names::texts(lang);
    if super::texts::is_any(tables) {
        links.push((&texts, lang.pick("Textes du projet annuel de performances", "Texts of the annual performance plan").into()));
    }
    for ((name, content), row) in links.into_iter().zip(row + 1..) {
        sheet.link(row, 0, name, name)?;
        sheet.words(row, 1, &content, Look::Plain)?;
        sheet.fit(row, [(content.as_str(), CONTENT_WIDTH)])?;
    }
    sheet.end()
}

/// What the two colours mean; the row after it.
pub(super) fn legend(sheet: &mut Sheet<'_>, tables: Tables<'_>, row: u32) -> Result<u32, XlsxError> {
    let has_act = unconfirmed(tables);
    let lines = [
        (
            Look::Entered,
            tables.lang.pick("saisi", "typed"),
            tables.lang.pick(
                "En bleu : saisi. À modifier ici : tous les tableaux suivent. Une cellule vide est une saisie qui manque, ce qui n’est pas zéro.",
                "In blue: typed. Change it here: every table follows. An empty cell is an entry that is missing, which is not zero.",
            ),
        ),
        (
            Look::Computed,
            tables.lang.pick("calculé", "computed"),
            tables.lang.pick("Sur fond teinté : calculé, ou repris d’une autre feuille.", "On a tint: computed, or repeated from another sheet."),
        ),
        (
            Look::ToConfirm,
            tables.lang.pick("à confirmer", "to confirm"),
            if has_act {
                tables.lang.pick(
                    "Sur fond violet : LFI à confirmer, reprise du PLF de l’année précédente et de ses amendements.",
                    "On violet: initial act to confirm, taken from the bill of the year before with its amendments.",
                )
            } else {
                tables.lang.pick("Sur fond violet : à confirmer, repris du PAP précédent.", "On violet: to confirm, taken from the PAP before.")
            },
        ),
    ];
    let has_unconfirmed = |look| look != Look::ToConfirm || has_act || has_carried(tables);
    let mut row = row;
    for (look, word, sentence) in lines.into_iter().filter(|(look, _, _)| has_unconfirmed(*look)) {
        sheet.worksheet.write_string_with_format(row, 0, word, sheet.styles.of(look, Shape::Words))?;
        sheet.say(word, Look::Note);
        sheet.words(row, 1, sentence, Look::Plain)?;
        sheet.fit(row, [(sentence, CONTENT_WIDTH)])?;
        row += 1;
    }
    Ok(row + 1)
}

/// Whether a table shows figures of the PAP before.
fn has_carried(tables: Tables<'_>) -> bool {
    tables.all().iter().any(|table| tables.stand_in(table) == Some(StandIn::LastPap))
}

fn unconfirmed(tables: Tables<'_>) -> bool {
    let document = tables.document;
    let previous = document.previous_year();
    let stage = |stage| document.credits.stage(previous, stage).next().is_some();
    stage(crate::model::Stage::Bill) || stage(crate::model::Stage::Amendment)
}

/// What a sheet holds, in the words of its title.
fn content(table: &Table) -> String {
    table.look.subject.as_ref().map_or_else(|| table.title.clone(), |subject| capitalised(&format!("{} : {subject}", table.title)))
}
