//! Every refusal, question and remark has words in both languages.

use super::refusals::SHOWN;
use super::*;
use crate::exchange::import::report::{Differing, ImportRefusal, Told};
use crate::exchange::import::source::Binary;
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
        Question::TwoTexts { file: file(), kept: file(), count: 1 },
        Question::TwoTexts { file: file(), kept: file(), count: 2 },
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
        Told::SameTexts { kept: file(), count: 1 },
        Told::SameTexts { kept: file(), count: 2 },
        Told::OtherText { kept: file() },
        Told::Hidden { count: 1 },
        Told::Hidden { count: 2 },
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
