//! The warning, headings and texts of the page of operators.

use super::shape::{GOVERNANCE, MISSIONS, OPERATORS};
use crate::lang::Lang;
use crate::model::Year;
use crate::sections::{Heading, Notice, RowTextDef, Setting, TableDef, TablePart};

pub(super) static ROW_TEXTS: [RowTextDef; 2] = [
    RowTextDef { key: MISSIONS, heading: |lang| lang.pick("Missions", "Missions") },
    RowTextDef { key: GOVERNANCE, heading: |lang| lang.pick("Gouvernance et pilotage stratégique", "Governance and strategic direction") },
];

pub(super) static TABLES: [TableDef; 1] = [TableDef {
    key: OPERATORS.key,
    parts: &[TablePart::of(&OPERATORS).adding(|lang| lang.pick("Opérateur…", "Operator…"))],
    title: |lang| {
        lang.pick(
            "Financement apporté aux opérateurs par le budget de l’État (en milliers d’euros)",
            "Funding of operators by the budget of the State (in thousands of euros)",
        )
    },
    of_row: Some(|lang| {
        lang.pick(
            "Financement apporté à l’opérateur par le budget de l’État (en milliers d’euros)",
            "Funding of the operator by the budget of the State (in thousands of euros)",
        )
    }),
    sheet: |lang| lang.pick("Opérateurs", "Operators"),
    row_header: |lang| lang.pick("Nature du financement", "Kind of funding"),
    row_name: funding,
    columns,
    setting: Setting::Page,
    comment: None,
}];

fn funding(key: &'static str, _: Year, lang: Lang) -> String {
    let name = match key {
        "scsp" => lang.pick("Subventions pour charges de service public", "Subsidies for public service charges"),
        "transfers" => lang.pick("Transferts", "Transfers"),
        "investment" => lang.pick("Subventions pour charges d’investissement", "Subsidies for investment charges"),
        "equity" => lang.pick("Dotations en fonds propres", "Equity injections"),
        _ => lang.pick("Total", "Total"),
    };
    name.to_owned()
}

fn columns(year: Year, lang: Lang) -> Vec<Heading> {
    let last = year.offset(-1);
    let [ae, cp] = [lang.pick("Autorisations d’engagement", "Commitment appropriations"), lang.pick("Crédits de paiement", "Payment appropriations")];
    let of = |column, measure, stage: String| Heading::new(column, year, measure).under(stage);
    vec![
        of("lfi-ae", ae, format!("LFI {last}")),
        of("lfi-cp", cp, format!("LFI {last}")),
        of("plf-ae", ae, format!("PLF {year}")).total(),
        of("plf-cp", cp, format!("PLF {year}")).total(),
    ]
}

/// Until PLF 2021 it says what becomes of the statements, from then on where they are; its heading is printed from 2021 on.
pub(super) fn notice(year: Year, lang: Lang) -> Notice {
    let last = year.offset(-1);
    let statements = lang.pick(
        format!(
            "les états financiers des opérateurs (budget initial {last} par destination pour tous les opérateurs, budget initial {last} en comptabilité \
             budgétaire pour les opérateurs soumis à la comptabilité budgétaire et budget initial {last} en comptabilité générale pour les opérateurs \
             non soumis à la comptabilité budgétaire)"
        ),
        format!(
            "the financial statements of operators (initial budget {last} by purpose for all operators, initial budget {last} in budgetary accounts for \
             operators that keep them, initial budget {last} in general accounts for the others)"
        ),
    );
    let text = if year.get() <= 2021 {
        lang.pick(
            format!(
                "Le volet « Opérateurs » des projets annuels de performance évolue au PLF {year}. Ainsi, {statements} ne seront plus publiés dans le PAP mais \
                 le seront, sans commentaires, dans le « jaune opérateurs » et les fichiers plats correspondants en open data sur le site « data.gouv.fr »."
            ),
            format!(
                "The part “Operators” of annual performance plans changes with PLF {year}: {statements} are published no more in the PAP, but without \
                 comment in the “jaune opérateurs” and as open data on “data.gouv.fr”."
            ),
        )
    } else {
        lang.pick(
            format!(
                "L{} sont publiés sans commentaires dans le « jaune opérateurs » et les fichiers plats correspondants en open data sur le site \
                 « data.gouv.fr ».",
                statements.trim_start_matches('l')
            ),
            format!(
                "T{} are published without comment in the “jaune opérateurs” and as open data on “data.gouv.fr”.",
                statements.trim_start_matches('t')
            ),
        )
    };
    Notice { heading: (year.get() > 2020).then(|| lang.pick("Avertissement", "Warning")), text }
}
