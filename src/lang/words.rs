//! The table of words: one line a word, French then English.

use super::Lang;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $french:literal, $english:literal;)*) => {
        /// A word or short phrase of the document's headings and of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Word {
            $($(#[$doc])* $name,)*
        }

        impl Word {
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            pub fn text(self, lang: Lang) -> &'static str {
                match self {
                    $(Self::$name => lang.pick($french, $english),)*
                }
            }
        }
    };
}

words! {
    // The document
    Action: "Action", "Action";
    ActionLabels: "Numéro et intitulé de l'action ou de la sous-action", "Number and name of the action or sub-action";
    BudgetGeneral: "Budget général", "General budget";
    Code: "Code", "Code";
    CommitmentAuthorisations: "Autorisations d'engagement", "Commitment authorisations";
    CommitmentAuthorisationsShort: "AE", "AE";
    Contributions: "FdC et AdP", "FdC and AdP";
    ContributionsExpected: "FdC et AdP attendus", "FdC and AdP expected";
    Cover: "Couverture", "Cover";
    CreditsByTitleAndCategory: "Présentation des crédits par titre et catégorie", "Appropriations by title and category";
    CreditsPart: "Présentation des crédits et des dépenses fiscales", "Appropriations and tax expenditure";
    ExpenditureByNature: "Éléments de la dépense par nature", "Expenditure by nature";
    Indicator: "Indicateur", "Indicator";
    JustificationOfActions: "Justification par action", "Justification by action";
    JustificationOfTargets: "Justification des cibles", "Justification of the targets";
    LayoutChanges: "Évolution de la maquette de performance", "Changes in the layout of performance";
    ActionOrSubAction: "Action / Sous-action", "Action / Sub-action";
    JustificationOfForecasts: "Justification des prévisions et de la cible", "Justification of the forecasts and the target";
    JustificationPart: "Justification au premier euro", "Justification from the first euro";
    Label: "Intitulé", "Name";
    Manager: "Responsable du programme", "Programme manager";
    ManagerTitle: "Fonction du responsable", "Manager's function";
    MethodOfCalculation: "Mode de calcul", "Method of calculation";
    Methods: "Précisions méthodologiques", "Notes on method";
    MinisterConcerned: "Ministre concerné", "Minister";
    Narrative: "Texte", "Text";
    Mission: "Mission", "Mission";
    MultiyearExpenditure: "Dépenses pluriannuelles", "Multi-year expenditure";
    Objective: "Objectif", "Objective";
    ObjectivesPart: "Objectifs et indicateurs de performance", "Objectives and indicators";
    ObjectivesSummary: "Récapitulation des objectifs et des indicateurs de performance", "Summary of objectives and indicators";
    OtherTitles: "Autres titres", "Other titles";
    OtherThanStaff: "Hors titre 2", "Other than title 2";
    PaymentAppropriations: "Crédits de paiement", "Payment appropriations";
    PaymentAppropriationsShort: "CP", "CP";
    Programme: "Programme", "Programme";
    ProgrammeName: "Nom du programme", "Programme name";
    ProgrammeNumber: "Numéro du programme", "Programme number";
    SynthesisComment: "Commentaire de la synthèse", "Comment on the synthesis";
    SourceOfData: "Source des données", "Source of the data";
    StrategyPart: "Présentation stratégique", "Strategic presentation";
    StrategyText: "Présentation stratégique du projet annuel de performances", "Strategic presentation of the annual performance plan";
    Synthesis: "Éléments de synthèse du programme", "Programme summary";
    TitleOrCategory: "Titre ou catégorie", "Title or category";
    TitleAndCategory: "Titre et catégorie", "Title and category";
    Total: "Total", "Total";
    SameTable: "Même tableau", "Same table";
    Unit: "Unité", "Unit";
    Variation: "Variation", "Change";
    Viewpoint: "Point de vue", "Viewpoint";
    MissionFlag: "Mission", "Mission";
    Direction: "Sens", "Direction";
    Overflow: "dépassement", "overflow";
    ShareInTheProgramme: "Part de l’action dans les AE du programme", "Share of the action in the AE of the programme";
    MissionWithoutName: "(sans nom)", "(unnamed)";

    // The interface
    Editable: "modifiable", "editable";
    Computed: "calculé", "computed";
    Entered: "Saisie", "Entered";
    Calculation: "Calcul", "Computed";
    TypeTextHere: "Écrire le texte ici", "Write the text here";
    TextHint: "Un tiret et un espace font une puce, ## un titre ; Tab descend d’un niveau. Échap termine.", "A dash and a space make a bullet, ## a heading; Tab goes a level down. Esc ends.";
    Findings: "Constats", "Findings";
    FindingsHere: "Constats ici", "Findings here";
    EntersInto: "Entre dans", "Enters into";
    Ready: "Prêt", "Ready";
    Typing: "Saisie", "Typing";
    Editing: "Modification", "Editing";
    Sum: "Somme", "Sum";
    Average: "Moyenne", "Average";
    Count: "Nombre", "Count";
    Minimum: "Min", "Min";
    Maximum: "Max", "Max";
    Value: "Valeur", "Value";
    Cancel: "Annuler", "Cancel";
    Close: "Fermer", "Close";
    RecentFiles: "Fichiers récents", "Recent files";
    NoRecentFile: "Aucun fichier récent", "No recent file";
    DropHere: "Déposez un fichier .ron dans la fenêtre pour l’ouvrir, un CSV, un texte ou une page HTML pour l’importer.", "Drop a .ron file in the window to open it, a CSV, text or HTML file to import it.";
    Offline: "Papier travaille hors ligne.", "Papier works offline.";
    Tagline: "Projets annuels de performances", "Annual performance plans";
    NothingSelected: "Aucune cellule active", "No active cell";
    SelectACell: "Cliquer une cellule, ou Ctrl+G pour atteindre une adresse.", "Click a cell, or Ctrl+G to go to an address.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_empty_in_either_language() {
        for word in Word::ALL {
            for lang in Lang::ALL {
                assert!(!word.text(lang).trim().is_empty(), "{word:?} {lang:?}");
            }
        }
    }
}
