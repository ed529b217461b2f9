//! Titles and labels of the table of pay, the same in PLF 2021 to 2024.

use super::shape::PAY;
use crate::lang::Lang;
use crate::model::Year;
use crate::sections::{Heading, Setting, TableDef, TablePart};

pub(super) static TABLES: [TableDef; 1] = [TableDef {
    key: PAY.key,
    parts: &[TablePart::of(&PAY)],
    of_row: None,
    title: |lang| {
        lang.pick("Principaux facteurs d’évolution de la masse salariale hors CAS Pensions", "Main factors of change in pay, without CAS Pensions")
    },
    sheet: |lang| lang.pick("Éléments salariaux", "Elements of pay"),
    row_header: |lang| lang.pick("Facteur", "Factor"),
    row_name,
    columns: |year, lang| vec![Heading::new("", year, lang.pick("En millions d’euros", "In millions of euros"))],
    setting: Setting::List,
    comment: Some(|lang| lang.pick("Commentaire", "Comment")),
}];

fn row_name(key: &'static str, year: Year, lang: Lang) -> String {
    let last = year.offset(-1);
    let (french, english) = match key {
        "base" => return lang.pick(format!("Socle Exécution {last} retraitée"), format!("Base, actual {last} restated")),
        "base-forecast" => {
            return lang.pick(format!("Prévision Exécution {last} hors CAS Pensions"), format!("Forecast actual {last} without CAS Pensions"));
        }
        "base-transfers" => {
            return lang.pick(
                format!("Impact des mesures de transfert et de périmètre {last}–{year}"),
                format!("Effect of transfers and scope measures {last}–{year}"),
            );
        }
        "unwind" => ("Débasage de dépenses au profil atypique\u{a0}:", "Removal of atypical expenditure:"),
        "unwind-gipa" => ("– GIPA", "– GIPA"),
        "unwind-cet" => ("– Indemnisation des jours de CET", "– Payment of saved leave (CET)"),
        "unwind-restructuring" => ("– Mesures de restructurations", "– Restructuring"),
        "unwind-other" => ("– Autres", "– Other"),
        "schema" => ("Impact du schéma d’emplois", "Effect of the staffing plan"),
        "schema-extension" => {
            return lang.pick(format!("EAP schéma d’emplois {last}"), format!("Full-year effect of the staffing plan {last}"));
        }
        "schema-new" => return lang.pick(format!("Schéma d’emplois {year}"), format!("Staffing plan {year}")),
        "category-measures" => ("Mesures catégorielles", "Measures for categories of staff"),
        "general" => ("Mesures générales", "General measures"),
        "general-gipa" => ("Rebasage de la GIPA", "GIPA put back"),
        "general-point" => ("Variation du point de la fonction publique", "Change of the index point"),
        "general-low-wages" => ("Mesures bas salaires", "Measures for low wages"),
        "gvt" => ("GVT solde", "Drift of seniority, net (GVT)"),
        "gvt-plus" => ("GVT positif", "GVT, upward"),
        "gvt-minus" => ("GVT négatif", "GVT, downward"),
        "rewind" => ("Rebasage de dépenses au profil atypique – hors GIPA", "Atypical expenditure put back – without GIPA"),
        "rewind-cet" => ("Indemnisation des jours de CET", "Payment of saved leave (CET)"),
        "rewind-restructuring" => ("Mesures de restructurations", "Restructuring"),
        "rewind-other" => ("Autres", "Other"),
        "other" => ("Autres variations des dépenses de personnel", "Other changes in staff expenditure"),
        "other-cat23" => ("Prestations sociales et allocations diverses - catégorie 23", "Social benefits and allowances - category 23"),
        "other-other" => ("Autres", "Other"),
        "total" => ("Total", "Total"),
        other => (other, other),
    };
    lang.pick(french, english).into()
}
