//! The tables of a PAP that the field knows and that were read in none: all that is known of each, in one list.
//!
//! Their cells hold what is typed as it is typed, for which figures they hold and how these add up is not known either.

use crate::model::{CellHolds, ColumnShape, Rows, Shape};
use crate::sections::shapes::Data;

/// Every table: its key, its title, its short name, the heading of its labels, its columns with their headings, in which `{N}` and `{N-1}` stand for
/// the year of the bill and the one before. What is first read of one in a published PAP is corrected here.
macro_rules! every_free_table {
    ($list:ident) => {
        $list! {
            SERVICES: "free-services" {
                title: ["Répartition du plafond d’emplois par service (en ETPT)", "The ceiling of jobs by service (in ETPT)"],
                name: ["Emplois par service", "Jobs by service"],
                rows: ["Service", "Service"],
                columns: {
                    "lfi" ["ETPT LFI {N-1}", "ETPT LFI {N-1}"],
                    "plf" ["ETPT PLF {N}", "ETPT PLF {N}"],
                    "transfer" ["dont mesures de transfert", "of which transfers"],
                    "scope" ["dont mesures de périmètre", "of which scope measures"],
                    "technical" ["dont corrections techniques", "of which technical corrections"],
                    "schema" ["dont impact du schéma d’emplois", "of which impact of the staffing plan"],
                    "etp" ["ETP au 31/12/{N}", "ETP on 31/12/{N}"],
                },
            }
            MOVING_COSTS: "free-moving-costs" {
                title: ["Coûts entrée-sortie (hors CAS Pensions)", "Costs of entries and exits (without CAS Pensions)"],
                name: ["Coûts entrée-sortie", "Costs of entries and exits"],
                rows: ["Catégorie d’emplois", "Category of jobs"],
                columns: {
                    "cost" ["Coût global", "Whole cost"],
                    "salaries" ["dont rémunérations d’activité", "of which salaries"],
                },
            }
            MEASURES: "free-measures" {
                title: ["Mesures catégorielles", "Measures for categories of staff"],
                name: ["Mesures catégorielles", "Measures for categories"],
                rows: ["Mesure", "Measure"],
                columns: {
                    "etp" ["ETP concernés", "ETP concerned"],
                    "bodies" ["Corps", "Bodies of staff"],
                    "date" ["Date d’entrée en vigueur", "Date of entry into force"],
                    "months" ["Mois d’incidence sur {N}", "Months of effect on {N}"],
                    "cost" ["Coût {N}", "Cost {N}"],
                    "full-year" ["Coût en année pleine", "Cost in a full year"],
                },
            }
            WELFARE: "free-welfare" {
                title: ["Action sociale – hors titre 2", "Welfare of staff – without title 2"],
                name: ["Action sociale", "Welfare of staff"],
                rows: ["Type de dépense", "Kind of expenditure"],
                columns: {
                    "staff" ["Effectif concerné", "Staff concerned"],
                    "title-3" ["Prévision Titre 3", "Forecast title 3"],
                    "title-5" ["Prévision Titre 5", "Forecast title 5"],
                    "total" ["Total", "Total"],
                },
            }
            PROJECT_COST: "free-project-cost" {
                title: ["Grands projets informatiques – coût et durée (en M€)", "Large IT projects – cost and duration (in M€)"],
                name: ["Coût des projets", "Cost of projects"],
                rows: ["Projet et nature de la dépense", "Project and kind of expenditure"],
                columns: {
                    "year" ["Année", "Year"],
                    "ae" ["AE", "AE"],
                    "cp" ["CP", "CP"],
                },
            }
            PROJECT_CHANGE: "free-project-change" {
                title: ["Grands projets informatiques – évolution du coût et de la durée", "Large IT projects – change of cost and duration"],
                name: ["Évolution des projets", "Change of projects"],
                rows: ["Coût ou durée d’un projet", "Cost or duration of a project"],
                columns: {
                    "launch" ["Au lancement", "At the launch"],
                    "current" ["Actualisation", "Update"],
                    "gap" ["Écart", "Gap"],
                },
            }
            // Of PLF 2020 the headings were read, without a figure.
            CPER: "free-cper" {
                title: ["Contrats de projets État-Région (CPER)", "Project contracts between State and regions (CPER)"],
                name: ["CPER", "CPER"],
                rows: ["Action / Opérateur", "Action / Operator"],
                columns: {
                    "contract" ["Rappel du montant contractualisé", "Amount of the contract"],
                    "ae-before" ["AE engagées au 31/12/{N-1}", "AE committed on 31/12/{N-1}"],
                    "cp-before" ["CP réalisés au 31/12/{N-1}", "CP paid on 31/12/{N-1}"],
                    "ae" ["AE demandées pour {N}", "AE asked for {N}"],
                    "cp" ["CP demandés pour {N}", "CP asked for {N}"],
                    "cp-after" ["CP sur engagements à couvrir après {N}", "CP on commitments to be covered after {N}"],
                },
            }
            OPERATOR_JOBS: "free-operator-jobs" {
                title: ["Consolidation des emplois de l’opérateur (en ETPT)", "Consolidation of the jobs of the operator (in ETPT)"],
                name: ["Emplois des opérateurs", "Jobs of operators"],
                rows: ["Opérateur et nature des emplois", "Operator and kind of jobs"],
                columns: {
                    "lfi" ["LFI {N-1}", "LFI {N-1}"],
                    "plf" ["PLF {N}", "PLF {N}"],
                },
            }
            OPERATOR_CEILING: "free-operator-ceiling" {
                title: ["Plafond des autorisations d’emplois des opérateurs du programme", "Ceiling of jobs of the operators of the programme"],
                name: ["Plafond des opérateurs", "Ceiling of operators"],
                rows: ["Emplois des opérateurs", "Jobs of operators"],
                columns: {
                    "etpt" ["Plafond (en ETPT)", "Ceiling (in ETPT)"],
                    "schema" ["Schéma d’emplois (en ETP)", "Staffing plan (in ETP)"],
                },
            }
        }
    };
}
pub(super) use every_free_table;

macro_rules! shapes {
    ($($name:ident: $key:literal { title: $title:tt, name: $short:tt, rows: $rows:tt, columns: { $($column:literal $heading:tt,)* }, })*) => {
        $(pub const $name: Shape = Shape {
            key: $key,
            rows: Rows::Listed,
            columns: &[$(ColumnShape::typed($column, CellHolds::Words).untotalled()),*],
            years: &[0],
            has_total: false,
            decimals: |_| 0,
        };)*

        pub const DATA: Data = Data { shapes: &[$(&$name),*], texts: &[] };
    };
}

every_free_table!(shapes);
