//! What the headings of open-data files mean: the one place that changes when a year brings another heading.
//!
//! `COLUMNS` names the columns of codes and labels; `WORDS` the words of which the headings of amounts are made up. Names are compared
//! without case, accents, spaces and signs: "Libellé SousAction" is `libellesousaction`.

use super::super::blocks::folded;
use super::super::coded;
use crate::model::{Measure, Stage, Year};

/// What a column holds beside amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Year,
    Law,
    Programme,
    ProgrammeLabel,
    Action,
    ActionLabel,
    SubAction,
    SubActionLabel,
    Category,
    CategoryLabel,
    Title,
    Mission,
    MissionLabel,
    Ministry,
    MinistryLabel,
    /// Known, and not needed.
    Other,
}

/// How a name says what its column holds.
#[derive(Clone, Copy)]
enum Name {
    Is(Role),
    /// The code, or the label in a file where the code has a column of its own.
    CodeOr {
        code: Role,
        label: Role,
    },
    /// The label of the code in the column before it.
    LabelOfBefore,
}

use Name::{CodeOr, Is, LabelOfBefore};

/// Columns of codes and labels.
const COLUMNS: [(&str, Name); 60] = [
    ("exercice", Is(Role::Year)),
    ("annee", Is(Role::Year)),
    ("anneeplf", Is(Role::Year)),
    ("anneelfi", Is(Role::Year)),
    ("gestion", Is(Role::Year)),
    ("loi", Is(Role::Law)),
    ("typeloi", Is(Role::Law)),
    ("typedeloi", Is(Role::Law)),
    // PLF 2019: "PLF 2019".
    ("phase", Is(Role::Law)),
    ("programme", CodeOr { code: Role::Programme, label: Role::ProgrammeLabel }),
    ("codeprogramme", Is(Role::Programme)),
    ("codedeprogramme", Is(Role::Programme)),
    ("numeroprogramme", Is(Role::Programme)),
    ("nprogramme", Is(Role::Programme)),
    ("codepgm", Is(Role::Programme)),
    ("pgm", Is(Role::Programme)),
    ("libelleprogramme", Is(Role::ProgrammeLabel)),
    ("programmelibelle", Is(Role::ProgrammeLabel)),
    ("libellepgm", Is(Role::ProgrammeLabel)),
    ("intituleprogramme", Is(Role::ProgrammeLabel)),
    ("action", CodeOr { code: Role::Action, label: Role::ActionLabel }),
    ("codeaction", Is(Role::Action)),
    ("numeroaction", Is(Role::Action)),
    ("libelleaction", Is(Role::ActionLabel)),
    ("actionlibelle", Is(Role::ActionLabel)),
    ("intituleaction", Is(Role::ActionLabel)),
    ("sousaction", CodeOr { code: Role::SubAction, label: Role::SubActionLabel }),
    ("codesousaction", Is(Role::SubAction)),
    ("codessa", Is(Role::SubAction)),
    ("ssa", Is(Role::SubAction)),
    ("libellesousaction", Is(Role::SubActionLabel)),
    ("sousactionlibelle", Is(Role::SubActionLabel)),
    ("libellessa", Is(Role::SubActionLabel)),
    ("intitulesousaction", Is(Role::SubActionLabel)),
    // LFI 2017: "Libellé" after each code.
    ("libelle", LabelOfBefore),
    ("intitule", LabelOfBefore),
    ("categorie", CodeOr { code: Role::Category, label: Role::CategoryLabel }),
    ("codecategorie", Is(Role::Category)),
    ("libellecategorie", Is(Role::CategoryLabel)),
    ("titre", CodeOr { code: Role::Title, label: Role::Other }),
    ("codetitre", Is(Role::Title)),
    ("libelletitre", Is(Role::Other)),
    ("mission", CodeOr { code: Role::Mission, label: Role::MissionLabel }),
    ("codemission", Is(Role::Mission)),
    ("codedemission", Is(Role::Mission)),
    ("libellemission", Is(Role::MissionLabel)),
    ("missionlibelle", Is(Role::MissionLabel)),
    ("intitulemission", Is(Role::MissionLabel)),
    ("typebudget", Is(Role::Other)),
    ("typedebudget", Is(Role::Other)),
    ("typedebudgethorsbudgetsannexes", Is(Role::Other)),
    ("typemission", Is(Role::Other)),
    ("typedemission", Is(Role::Other)),
    ("budget", Is(Role::Other)),
    ("ministere", CodeOr { code: Role::Ministry, label: Role::MinistryLabel }),
    ("codeministere", Is(Role::Ministry)),
    ("libelleministere", Is(Role::MinistryLabel)),
    ("ministerelibelle", Is(Role::MinistryLabel)),
    ("intituleministere", Is(Role::MinistryLabel)),
    ("designationministere", Is(Role::MinistryLabel)),
];

/// What a word of the heading of an amount says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Measure(Measure),
    Stage(Stage),
    Staff,
    OtherThanStaff,
    Funds,
    Proceeds,
    Contributions,
    /// N-1.
    PreviousYear,
    /// Counted in `10^power` euros.
    Power(u32),
    Nothing,
}

/// Words of the headings of amounts; of two that fit, the longer one is tried first.
const WORDS: [(&str, Word); 78] = [
    ("ae", Word::Measure(Measure::Ae)),
    ("autorisationengagement", Word::Measure(Measure::Ae)),
    ("autorisationsengagement", Word::Measure(Measure::Ae)),
    ("autorisationdengagement", Word::Measure(Measure::Ae)),
    ("autorisationsdengagement", Word::Measure(Measure::Ae)),
    ("cp", Word::Measure(Measure::Cp)),
    ("creditpaiement", Word::Measure(Measure::Cp)),
    ("creditspaiement", Word::Measure(Measure::Cp)),
    ("creditdepaiement", Word::Measure(Measure::Cp)),
    ("creditsdepaiement", Word::Measure(Measure::Cp)),
    ("creditspaiements", Word::Measure(Measure::Cp)),
    ("creditsdepaiements", Word::Measure(Measure::Cp)),
    ("plf", Word::Stage(Stage::Bill)),
    ("projetdeloidefinances", Word::Stage(Stage::Bill)),
    ("demande", Word::Stage(Stage::Bill)),
    ("demandee", Word::Stage(Stage::Bill)),
    ("demandes", Word::Stage(Stage::Bill)),
    ("demandees", Word::Stage(Stage::Bill)),
    ("amt", Word::Stage(Stage::Amendment)),
    ("amd", Word::Stage(Stage::Amendment)),
    ("amdt", Word::Stage(Stage::Amendment)),
    ("amendement", Word::Stage(Stage::Amendment)),
    ("amendements", Word::Stage(Stage::Amendment)),
    ("lf", Word::Stage(Stage::InitialAct)),
    ("lfi", Word::Stage(Stage::InitialAct)),
    ("loidefinancesinitiale", Word::Stage(Stage::InitialAct)),
    ("vote", Word::Stage(Stage::InitialAct)),
    ("votee", Word::Stage(Stage::InitialAct)),
    ("votes", Word::Stage(Stage::InitialAct)),
    ("votees", Word::Stage(Stage::InitialAct)),
    ("t2", Word::Staff),
    ("titre2", Word::Staff),
    ("ht2", Word::OtherThanStaff),
    ("horst2", Word::OtherThanStaff),
    ("horstitre2", Word::OtherThanStaff),
    ("autrestitres", Word::OtherThanStaff),
    ("fdc", Word::Funds),
    ("fondsdeconcours", Word::Funds),
    ("fondsconcours", Word::Funds),
    ("adp", Word::Proceeds),
    ("attributiondeproduits", Word::Proceeds),
    ("attributionsdeproduits", Word::Proceeds),
    ("attributionsproduits", Word::Proceeds),
    ("contributions", Word::Contributions),
    ("n1", Word::PreviousYear),
    ("n", Word::Nothing),
    // PLF 2020: the bill, seen from the year before it.
    ("np1", Word::Nothing),
    ("keur", Word::Power(3)),
    ("keuros", Word::Power(3)),
    ("millier", Word::Power(3)),
    ("milliers", Word::Power(3)),
    ("meur", Word::Power(6)),
    ("meuros", Word::Power(6)),
    ("million", Word::Power(6)),
    ("millions", Word::Power(6)),
    ("mdeur", Word::Power(9)),
    ("mdeuros", Word::Power(9)),
    ("mddeuros", Word::Power(9)),
    ("milliard", Word::Power(9)),
    ("milliards", Word::Power(9)),
    ("eur", Word::Nothing),
    ("euro", Word::Nothing),
    ("euros", Word::Nothing),
    ("prev", Word::Nothing),
    ("prevus", Word::Nothing),
    ("prevues", Word::Nothing),
    ("attendus", Word::Nothing),
    ("attendues", Word::Nothing),
    ("montant", Word::Nothing),
    ("montants", Word::Nothing),
    ("total", Word::Nothing),
    ("totaux", Word::Nothing),
    ("d", Word::Nothing),
    ("de", Word::Nothing),
    ("des", Word::Nothing),
    ("en", Word::Nothing),
    ("et", Word::Nothing),
    ("pour", Word::Nothing),
];

/// Longest heading that is looked at, in letters: the longest known one has 60.
const MAX_LETTERS: usize = 120;

/// Which part of an amount a column gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Whole,
    /// Title 2; of contributions, fonds de concours.
    First,
    /// Other titles; of contributions, attributions de produits.
    Second,
}

/// The year that a heading gives its amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadingYear {
    /// That of the line.
    OfLine,
    /// The one before that of the line.
    Previous,
    Is(Year),
}

/// What the amounts of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AmountHeading {
    pub measure: Measure,
    /// `None` when the law of the line decides.
    pub stage: Option<Stage>,
    pub contributions: bool,
    pub part: Part,
    pub year: HeadingYear,
    /// Counted in `10^power` euros.
    pub power: u32,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Role(Role),
    Amount(AmountHeading),
    Unknown,
}

/// What each column of a line of headings holds.
pub(super) fn read<S: AsRef<str>>(headings: &[S]) -> Vec<Holds> {
    let names: Vec<String> = headings.iter().map(|heading| letters(heading.as_ref())).collect();
    let named = |name: &str| COLUMNS.iter().find(|(known, _)| *known == name).map(|(_, name)| *name);
    let has = |role| names.iter().any(|name| matches!(named(name), Some(Is(own)) if own == role));
    let mut before = None;
    let mut holds = Vec::with_capacity(headings.len());
    for (heading, name) in headings.iter().zip(&names) {
        let role = named(name).and_then(|name| match name {
            Is(role) => Some(role),
            CodeOr { code, label } => Some(if has(code) { label } else { code }),
            LabelOfBefore => before.and_then(label_of),
        });
        before = role;
        holds.push(match role {
            Some(role) => Holds::Role(role),
            None => amount(heading.as_ref()).map_or(Holds::Unknown, Holds::Amount),
        });
    }
    holds
}

fn label_of(role: Role) -> Option<Role> {
    match role {
        Role::Programme => Some(Role::ProgrammeLabel),
        Role::Action => Some(Role::ActionLabel),
        Role::SubAction => Some(Role::SubActionLabel),
        Role::Mission => Some(Role::MissionLabel),
        Role::Category => Some(Role::CategoryLabel),
        Role::Ministry => Some(Role::MinistryLabel),
        Role::Title => Some(Role::Other),
        Role::Year
        | Role::Law
        | Role::ProgrammeLabel
        | Role::ActionLabel
        | Role::SubActionLabel
        | Role::CategoryLabel
        | Role::MissionLabel
        | Role::MinistryLabel
        | Role::Other => None,
    }
}

/// Letters and digits alone, without case and accents; "N+1" is not "N-1".
fn letters(heading: &str) -> String {
    let compact: String = folded(heading).split_whitespace().collect();
    compact.replace("n+1", "nplus1").chars().filter(|character| character.is_alphanumeric()).collect()
}

/// "AE PLF", "ae", "cp_prev_fdc_adp", "AE ( T2 + HT2) LFI", "aePlfNp1", "AELF 2015", "CP PLF (en M€)".
fn amount(heading: &str) -> Option<AmountHeading> {
    let (heading, symbol) = without_symbol(heading)?;
    let name = if says_m_of_euros(&heading) { letters(&heading).replace("mdeur", "meur") } else { letters(&heading) };
    let (words, years) = (name.len() <= MAX_LETTERS).then(|| words(&name)).flatten()?;
    let has = |word| words.contains(&word);
    let only = |found: &[Option<Word>]| -> Result<Option<Word>, ()> {
        let mut said = found.iter().flatten();
        let first = said.next().copied();
        if said.any(|other| Some(*other) != first) { Err(()) } else { Ok(first) }
    };
    let of_kind = |is: fn(&Word) -> bool| only(&words.iter().map(|word| is(word).then_some(*word)).collect::<Vec<_>>()).ok();
    let Some(Word::Measure(measure)) = of_kind(|word| matches!(word, Word::Measure(_)))? else { return None };
    let stage = match of_kind(|word| matches!(word, Word::Stage(_)))? {
        Some(Word::Stage(stage)) => Some(stage),
        _ => None,
    };
    let power = match (of_kind(|word| matches!(word, Word::Power(_)))?, symbol) {
        (Some(Word::Power(power)), None | Some(0)) => power,
        (Some(_), _) => return None,
        (None, symbol) => symbol.unwrap_or_default(),
    };
    let year = match (years.as_slice(), has(Word::PreviousYear)) {
        ([], false) => HeadingYear::OfLine,
        ([], true) => HeadingYear::Previous,
        ([year], false) => HeadingYear::Is(*year),
        _ => return None,
    };
    let contributions = has(Word::Funds) || has(Word::Proceeds) || has(Word::Contributions);
    let parts = if contributions { [Word::Funds, Word::Proceeds] } else { [Word::Staff, Word::OtherThanStaff] };
    let part = match parts.map(has) {
        [true, false] => Part::First,
        [false, true] => Part::Second,
        [true, true] | [false, false] => Part::Whole,
    };
    // Contributions are not parted by title.
    let is_known = !contributions || !(has(Word::Staff) || has(Word::OtherThanStaff));
    is_known.then_some(AmountHeading { measure, stage, contributions, part, year, power })
}

/// "M d'euros": millions, of which the letters alone are those of billions.
fn says_m_of_euros(heading: &str) -> bool {
    let heading = folded(heading);
    let words: Vec<&str> = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.array_windows().any(|[m, of, euros]| (*m, *of) == ("m", "d") && euros.starts_with("eur"))
}

/// A heading without its "k€", and the power of ten of that; `None` for a unit that is unknown, and for what is no amount.
fn without_symbol(heading: &str) -> Option<(String, Option<u32>)> {
    if heading.contains(['%', '$', '£']) {
        return None;
    }
    let Some((before, after)) = heading.split_once('€') else { return Some((heading.to_owned(), None)) };
    let start = before.char_indices().rev().take_while(|(_, character)| character.is_alphabetic()).last().map_or(before.len(), |(at, _)| at);
    let (before, prefix) = before.split_at_checked(start)?;
    let power = match prefix {
        "" => 0,
        "k" | "K" => 3,
        "M" => 6,
        "Md" | "Mds" => 9,
        _ => return None,
    };
    (!after.contains('€')).then(|| (format!("{before} {after}"), Some(power)))
}

/// A name cut into known words and years, whole; `None` when something of it is unknown.
fn words(name: &str) -> Option<(Vec<Word>, Vec<Year>)> {
    // From the end: of each place, the longest token that leaves a rest which can be cut.
    let mut cuts: Vec<Option<(usize, Token)>> = vec![None; name.len()];
    for start in (0..name.len()).rev() {
        let Some(rest) = name.get(start..) else { continue };
        let leaves_a_rest = |(length, _): &(usize, Token)| cuts.get(start + length).is_none_or(Option::is_some);
        let cut = tokens(rest).into_iter().filter(leaves_a_rest).max_by_key(|(length, _)| *length);
        if let Some(place) = cuts.get_mut(start) {
            *place = cut;
        }
    }
    let (mut words, mut years, mut start) = (Vec::new(), Vec::new(), 0);
    while let Some(cut) = cuts.get(start) {
        let (length, token) = (*cut)?;
        match token {
            Token::Word(word) => words.push(word),
            Token::Year(year) if !years.contains(&year) => years.push(year),
            Token::Year(_) => {}
        }
        start += length;
    }
    Some((words, years))
}

#[derive(Clone, Copy)]
enum Token {
    Word(Word),
    Year(Year),
}

/// Every token that a text begins with, and how long it is.
fn tokens(text: &str) -> Vec<(usize, Token)> {
    let fitting = WORDS.iter().filter(|(word, _)| text.starts_with(word)).map(|(word, means)| (word.len(), Token::Word(*means)));
    let year = text.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())).and_then(coded::year);
    fitting.chain(year.map(|year| (4, Token::Year(year)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(year: u16) -> HeadingYear {
        HeadingYear::Is(Year::new(year).unwrap())
    }

    #[test]
    fn headings_of_amounts_are_read_by_their_words() {
        use HeadingYear::{OfLine, Previous};
        use Measure::{Ae, Cp};
        use Part::{First, Second, Whole};
        let (bill, amendment, act) = (Some(Stage::Bill), Some(Stage::Amendment), Some(Stage::InitialAct));
        let cases = [
            ("ae", Ae, None, false, Whole, OfLine, 0),
            ("AE  PLF", Ae, bill, false, Whole, OfLine, 0),
            ("AEPLF", Ae, bill, false, Whole, OfLine, 0),
            (" CPPLF", Cp, bill, false, Whole, OfLine, 0),
            ("AELF 2015", Ae, act, false, Whole, year(2015), 0),
            ("CPAMT", Cp, amendment, false, Whole, OfLine, 0),
            ("AE-LF_N1", Ae, act, false, Whole, Previous, 0),
            ("CP LFI N-1", Cp, act, false, Whole, Previous, 0),
            ("AE PLF N", Ae, bill, false, Whole, OfLine, 0),
            ("aePlfNp1", Ae, bill, false, Whole, OfLine, 0),
            ("CP LFI 2020", Cp, act, false, Whole, year(2020), 0),
            ("AE T2 PLF", Ae, bill, false, First, OfLine, 0),
            ("AE HT2 amd", Ae, amendment, false, Second, OfLine, 0),
            ("AE ( T2 + HT2) LFI", Ae, act, false, Whole, OfLine, 0),
            ("CP (T2 + Hors T2) LFI  2023", Cp, act, false, Whole, year(2023), 0),
            ("ae_hors_t2_plf_2023", Ae, bill, false, Second, year(2023), 0),
            ("ae_t2_hors_t2_lfi_2023", Ae, act, false, Whole, year(2023), 0),
            ("cp_t2_amendements_2023", Cp, amendment, false, First, year(2023), 0),
            ("CP hors titre 2", Cp, None, false, Second, OfLine, 0),
            ("AE autres titres 2022", Ae, None, false, Second, year(2022), 0),
            ("AE Prev FDC/ADP", Ae, None, true, Whole, OfLine, 0),
            ("cp_prev_fdc_adp", Cp, None, true, Whole, OfLine, 0),
            ("CP Fonds de concours", Cp, None, true, First, OfLine, 0),
            ("AE ADP PLF 2024", Ae, bill, true, Second, year(2024), 0),
            ("autorisation_engagement", Ae, None, false, Whole, OfLine, 0),
            ("credit_de_paiement", Cp, None, false, Whole, OfLine, 0),
            ("Autorisations d’engagement demandées pour 2021", Ae, bill, false, Whole, year(2021), 0),
            ("AE PLF (en M€)", Ae, bill, false, Whole, OfLine, 6),
            ("CP k€", Cp, None, false, Whole, OfLine, 3),
            ("CP (€)", Cp, None, false, Whole, OfLine, 0),
            ("AE LFI 2020 en milliers d’euros", Ae, act, false, Whole, year(2020), 3),
            ("AE en millions d’€", Ae, None, false, Whole, OfLine, 6),
            ("CP PLF, Md€", Cp, bill, false, Whole, OfLine, 9),
            ("CP PLF (K EUR)", Cp, bill, false, Whole, OfLine, 3),
            ("AE (M d'euros)", Ae, None, false, Whole, OfLine, 6),
            ("ae_m_d_euros", Ae, None, false, Whole, OfLine, 6),
            ("AE (M EUR)", Ae, None, false, Whole, OfLine, 6),
            ("AE (Md d'euros)", Ae, None, false, Whole, OfLine, 9),
            ("AE (Md euros)", Ae, None, false, Whole, OfLine, 9),
        ];
        for (heading, measure, stage, contributions, part, year, power) in cases {
            assert_eq!(amount(heading), Some(AmountHeading { measure, stage, contributions, part, year, power }), "{heading}");
        }
        let unknown = [
            "",
            "aérien",
            "cpx",
            "etpt",
            "AE PLFR",
            "AE LFI + LFR 2020",
            "AE PLF LFI",
            "AE CP",
            "AE LFI N+1",
            "AE 2020-2021",
            "AE m€",
            "AE PLF$",
            "AE PLF %",
            "Δ AE PLF",
            "AE en k€ M€",
            "AE EUR thousands",
            "AE x1000",
            "AE / 1000",
            "AE (€k)",
            "AE en k d'euros",
            "exec_ae_2018",
            "Total_AE_Ouvertes",
            "AE T3",
            "AE FDC T2",
            "PLF 2021",
            "AE 99",
        ];
        for heading in unknown {
            assert_eq!(amount(heading), None, "{heading}");
        }
        let long = "keuros".repeat(20_000);
        assert_eq!(amount(&format!("AE {long}x")), None);
    }

    #[test]
    fn a_plain_name_is_the_label_where_the_code_has_its_own_column() {
        let roles = |headings: &str| read(&headings.split(';').collect::<Vec<_>>());
        let role = Holds::Role;
        assert_eq!(roles("Code Programme;Programme"), [role(Role::Programme), role(Role::ProgrammeLabel)]);
        assert_eq!(roles("Programme;Libellé Programme"), [role(Role::Programme), role(Role::ProgrammeLabel)]);
        let of_2017 = [Role::Programme, Role::ProgrammeLabel, Role::Action, Role::ActionLabel, Role::Category, Role::CategoryLabel];
        assert_eq!(roles("Programme;Libellé;Action;Libellé;Catégorie;Libellé"), of_2017.map(role));
        assert_eq!(roles("Libellé"), [Holds::Unknown]);
    }

    #[test]
    fn no_name_stands_twice_in_a_table() {
        let mut names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).chain(WORDS.iter().map(|(word, _)| *word)).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
