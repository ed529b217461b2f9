//! The law that a line names: the bill or the initial act, and perhaps its year. Any other law is no part of a PAP.

use super::super::blocks::folded;
use super::super::coded;
use crate::model::{Stage, Year};

/// What the column of laws says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Law {
    /// `None` where the line says nothing.
    pub stage: Option<Stage>,
    pub year: Option<Year>,
}

/// Names of the two laws, without the year that may follow.
const NAMES: [(&str, Stage); 8] = [
    ("plf", Stage::Bill),
    ("projet de loi de finances", Stage::Bill),
    ("projet de loi de finances initiale", Stage::Bill),
    ("projet de loi de finances initial", Stage::Bill),
    ("lfi", Stage::InitialAct),
    ("lf", Stage::InitialAct),
    ("loi de finances", Stage::InitialAct),
    ("loi de finances initiale", Stage::InitialAct),
];

/// "PLF", "LFI 2020", "Projet de loi de finances pour 2021"; `None` for any other law, such as "PLFR" and "LFI+LFR".
pub(super) fn read(text: &str) -> Option<Law> {
    let text = folded(text);
    if text.is_empty() {
        return Some(Law::default());
    }
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.get(letters.len()..)?;
    let year = if digits.is_empty() { None } else { Some(coded::year(digits).filter(|_| digits.len() == 4)?) };
    let name = letters.trim_end_matches([' ', '-', '_']);
    let name = name.strip_suffix(" pour").filter(|_| year.is_some()).unwrap_or(name);
    let stage = NAMES.iter().find(|(known, _)| *known == name).map(|(_, stage)| *stage)?;
    Some(Law { stage: Some(stage), year })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bill_and_the_initial_act_are_known_by_their_whole_name() {
        let year = Year::new;
        let cases = [
            ("", None, None),
            (" PLF ", Some(Stage::Bill), None),
            ("plf 2021", Some(Stage::Bill), year(2021)),
            ("PLF2021", Some(Stage::Bill), year(2021)),
            ("PLF-2021", Some(Stage::Bill), year(2021)),
            ("Projet de loi de finances pour 2021", Some(Stage::Bill), year(2021)),
            ("PROJET DE LOI DE FINANCES", Some(Stage::Bill), None),
            ("LFI", Some(Stage::InitialAct), None),
            ("Loi de finances initiale 2021", Some(Stage::InitialAct), year(2021)),
            ("Loi de finances initiale pour 2021", Some(Stage::InitialAct), year(2021)),
            ("Loi de finances pour 2021", Some(Stage::InitialAct), year(2021)),
        ];
        for (text, stage, year) in cases {
            assert_eq!(read(text), Some(Law { stage, year }), "{text}");
        }
        let others = [
            "PLFR",
            "PLFR 2021",
            "PLFSS",
            "LFSS",
            "LFR",
            "LFIR",
            "LFI+LFR",
            "LFI, LFR",
            "PLF/LFI",
            "PLR",
            "PLRG",
            "PLFG",
            "LFG",
            "PLF 2021 amendé",
            "Projet de loi de finances rectificative pour 2021",
            "Projet de loi de financement de la sécurité sociale",
            "Loi de finances rectificative",
            "Loi de règlement 2021",
            "PLF 21",
            "PLF 2021 2022",
            "2021",
            "X",
        ];
        for text in others {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
