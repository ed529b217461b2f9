//! Documents made at random from a seed: what nobody typed, zero, negative, tiny changes, near multiples, per cent, ranges, words, missing targets,
//! one action, sums that checks contradict, the layouts of every year.

use std::collections::BTreeMap;
use std::sync::Arc;

use papier::model::{
    Action, ActionCode, ActionId, Amount, Better, Category, CellContent, CellRow, Document, Euros, Indicator, IndicatorId, IndicatorValue, Measure,
    Objective, ObjectiveId, Opening, Origin, OutstandingItem, Programme, ProgrammeNumber, Row, RowId, SectionRow, SectionRowId, Stage, Trend,
    ValueKind, Year,
};
use papier::sections::jobs::shape::JOBS;
use papier::sections::pay::shape::PAY;
use rust_decimal::Decimal;

use super::facts::{Facts, Part};

/// Numbers from a seed (SplitMix64).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: i64) -> i64 {
        i64::try_from(self.next() % u64::try_from(bound).expect("above 0")).expect("a remainder")
    }

    fn chance(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[usize::try_from(self.below(i64::try_from(of.len()).expect("a length"))).expect("a rank")]
    }
}

/// How a row is called: what sentences must say.
#[derive(Clone, Debug)]
pub struct Called {
    pub name: &'static str,
    /// The subject of a French sentence, for the usual nouns.
    pub subject: Option<&'static str>,
    pub is_feminine: bool,
    /// Values are written with "%".
    pub is_percentage: bool,
    /// Differences are points.
    pub is_in_points: bool,
}

pub struct Made {
    pub document: Document,
    pub rows: BTreeMap<RowId, Called>,
}

/// Label of the indicator; label of the row; how both are called; the subject; whether it is feminine.
type Name = (&'static str, &'static str, &'static str, Option<&'static str>, bool);

const ALONE: [Name; 8] = [
    ("Nombre de dossiers traités.", "", "Nombre de dossiers traités", Some("Le nombre de dossiers traités"), false),
    ("Délai moyen", "", "Délai moyen", Some("Le délai moyen"), false),
    ("Taux de recours", "", "Taux de recours", Some("Le taux de recours"), false),
    ("Part des femmes ;", "", "Part des femmes", Some("La part des femmes"), true),
    ("Durée des procédures", "", "Durée des procédures", Some("La durée des procédures"), true),
    ("Coût d'un dossier", "", "Coût d’un dossier", Some("Le coût d’un dossier"), false),
    ("Satisfaction des usagers", "", "Satisfaction des usagers", None, false),
    ("indice 2015", "", "Indice 2015", None, false),
];

/// Rows of one indicator.
const TOGETHER: [Name; 4] = [
    ("Délai de traitement", "Médiane", "Délai de traitement, médiane", Some("Le délai de traitement, médiane,"), false),
    ("Délai de traitement", "CNAM", "Délai de traitement, CNAM", Some("Le délai de traitement, CNAM,"), false),
    ("Délai de traitement", "", "Délai de traitement, ligne 3", Some("Le délai de traitement, ligne 3,"), false),
    (
        "Délai de traitement",
        "Pour information : reçues",
        "Délai de traitement (pour information : reçues)",
        Some("Le délai de traitement (pour information : reçues)"),
        false,
    ),
];

/// A unit; whether values have "%"; whether differences are points.
const UNITS: [(&str, bool, bool); 9] = [
    ("%", true, true),
    ("en %", true, true),
    ("pour cent", true, true),
    ("% du PIB", true, true),
    ("points", false, true),
    ("Nb", false, false),
    ("jours", false, false),
    ("points de base", false, false),
    ("", false, false),
];

pub fn document(seed: u64) -> Made {
    let mut random = Random::new(seed);
    let year = Year::new(u16::try_from(2019 + random.below(9)).expect("a year")).expect("a year");
    let mut document = Document::new(year, Programme { number: ProgrammeNumber::new(352), name: "Essai".into(), ..Programme::default() });
    actions(&mut random, &mut document);
    credits(&mut random, &mut document);
    multiyear(&mut random, &mut document);
    let rows = indicators(&mut random, &mut document);
    if random.chance(60) {
        jobs(&mut random, &mut document);
    }
    if random.chance(40) {
        pay(&mut random, &mut document);
    }
    Made { document, rows }
}

/// Factors of pay: some of them, sums that cancel out, a base or none.
fn pay(random: &mut Random, document: &mut Document) {
    let (has_base, chance) = (random.chance(85), *random.pick(&[10, 50, 95]));
    let leaves = PAY.fixed_rows().iter().filter(|row| row.sum.is_empty()).map(|row| row.key);
    for key in leaves {
        let is_base = key.starts_with("base") || key.starts_with("unwind");
        if is_base && !has_base || !random.chance(chance) {
            continue;
        }
        let hundredths = match random.below(5) {
            0 => 0,
            1 => 100,
            2 => -100,
            _ => amount(random, 5_000) * if random.chance(30) { -1 } else { 1 },
        };
        let place = PAY.cell(CellRow::Key(key), Some(document.year), "");
        Arc::make_mut(&mut document.sections).set(place, Some(CellContent::number(Decimal::new(hundredths, 2))));
    }
}

/// Categories of jobs: some without a ceiling of their own, which last year may give, some without effects, sums that cancel out.
fn jobs(random: &mut Random, document: &mut Document) {
    let count = random.below(4);
    for number in 1..=count + 1 {
        let id = SectionRowId(u64::try_from(number).expect("above 0"));
        let code = if random.chance(50) { format!("10{number}") } else { String::new() };
        let label = if random.chance(70) { format!("Catégorie d'emplois {number}") } else { String::new() };
        Arc::make_mut(&mut document.sections).add(JOBS.key, SectionRow { id, parent: None, code, label, order: u32::try_from(number).expect("few") });
    }
    let size = *random.pick(&[5, 300, 100_000, 90_000_000]);
    let (has_gaps, is_plain) = (random.chance(30), random.chance(30));
    for number in 1..=count + 1 {
        let row = CellRow::Listed(SectionRowId(u64::try_from(number).expect("above 0")));
        for (year, chance) in [(document.year.offset(-1), 15), (document.year, if has_gaps { 60 } else { 95 })] {
            for column in ["ceiling", "scope", "transfer", "technical", "extension", "new"] {
                let is_left = column == "ceiling" && random.chance(15);
                if is_left || !random.chance(chance) {
                    continue;
                }
                let hundredths = match (column, random.below(6)) {
                    ("ceiling", _) => amount(random, size * 100),
                    _ if is_plain => 0,
                    (_, 0 | 1) => 0,
                    (_, 2) => 100,
                    (_, 3) => -100,
                    _ => amount(random, size * 10) * if random.chance(50) { 1 } else { -1 },
                };
                let value = Decimal::new(hundredths, 2);
                Arc::make_mut(&mut document.sections)
                    .set(JOBS.cell(row, Some(year), JOBS.column(column).expect("a column").key), Some(CellContent::number(value)));
            }
        }
    }
}

/// One action of which nobody entered the bill, and one indicator that is at 100 and has a target of 195.
pub fn plain() -> Made {
    let year = Year::new(2021).expect("a year");
    let mut document = Document::new(year, Programme::default());
    document.actions =
        Arc::new(vec![Action { id: ActionId(1), code: ActionCode::action(1).expect("a code"), label: "Action".into(), ended: None }].into());
    for measure in Measure::BOTH {
        document.credits.set(year.offset(-1), Stage::InitialAct, ActionId(1), Category::OPERATING, measure, Some(Amount::plain(Euros::new(100))));
    }
    let (label, _, name, subject, is_feminine) = ALONE[0];
    let row = RowId(3);
    document.objectives = Arc::new(
        vec![Objective { indicators: vec![Indicator::new(IndicatorId(2), row, label.into())], ..Objective::new(ObjectiveId(4), "Objectif".into()) }]
            .into(),
    );
    for (year, kind, value) in [(2020, ValueKind::RevisedForecast, 100), (2023, ValueKind::Target, 195)] {
        let number = IndicatorValue::number(Decimal::from(value));
        document.set_value((row, Year::new(year).expect("a year"), kind), Some(number));
    }
    Made { document, rows: [(row, Called { name, subject, is_feminine, is_percentage: false, is_in_points: false })].into() }
}

/// Categories of jobs with a ceiling and what changes it: scope, transfers, technical corrections, extension, new schemes.
pub fn with_jobs(rows: &[(&str, [Option<i64>; 6])]) -> Made {
    let mut made = plain();
    for ((label, cells), number) in rows.iter().zip(1..) {
        let id = SectionRowId(number);
        let row = SectionRow { id, parent: None, code: String::new(), label: (*label).into(), order: u32::try_from(number).expect("few") };
        Arc::make_mut(&mut made.document.sections).add(JOBS.key, row);
        for (column, value) in ["ceiling", "scope", "transfer", "technical", "extension", "new"].into_iter().zip(cells) {
            let place = JOBS.cell(CellRow::Listed(id), Some(made.document.year), JOBS.column(column).expect("a column").key);
            Arc::make_mut(&mut made.document.sections).set(place, value.map(|hundredths| CellContent::number(Decimal::new(hundredths, 2))));
        }
    }
    made
}

/// Two actions that had credits, of which the bill of one is typed.
pub fn typed_in_part() -> Made {
    let mut made = plain();
    let mut second = made.document.actions[0].clone();
    (second.id, second.code) = (ActionId(2), ActionCode::action(2).expect("a code"));
    let document = &mut made.document;
    document.actions = Arc::new(vec![document.actions[0].clone(), second].into());
    for (action, stage, year, euros) in [
        (1, Stage::Bill, document.year, 69),
        (2, Stage::InitialAct, document.year.offset(-1), 50),
        (1, Stage::InitialAct, document.year.offset(-1), 50),
    ] {
        for measure in Measure::BOTH {
            document.credits.set(year, stage, ActionId(action), Category::OPERATING, measure, Some(Amount::plain(Euros::new(euros))));
        }
    }
    made
}

/// Two actions, of which the first gains 40 and the second loses 10.
pub fn changed() -> Made {
    let mut made = typed_in_part();
    let document = &mut made.document;
    for (action, year, stage, euros) in [
        (1, document.year.offset(-1), Stage::InitialAct, 100),
        (1, document.year, Stage::Bill, 140),
        (2, document.year.offset(-1), Stage::InitialAct, 50),
        (2, document.year, Stage::Bill, 40),
    ] {
        for measure in Measure::BOTH {
            document.credits.set(year, stage, ActionId(action), Category::OPERATING, measure, Some(Amount::plain(Euros::new(euros))));
        }
    }
    made
}

fn actions(random: &mut Random, document: &mut Document) {
    let mut id = 0;
    let mut next = || {
        id += 1;
        ActionId(id)
    };
    let mut all = Vec::new();
    for number in 1..=u8::try_from(random.below(5)).expect("few") {
        let code = ActionCode::action(number).expect("a code");
        all.push(Action { id: next(), code, label: format!("Action {number}"), ended: None });
        if random.chance(20) {
            for part in 1..=2 {
                all.push(Action { id: next(), code: code.sub_action(part).expect("a code"), label: "Partie".into(), ended: None });
            }
        }
        if random.chance(8) {
            let ended = Some(document.year.offset(-1));
            all.last_mut().expect("an action").ended = ended;
        }
    }
    document.actions = Arc::new(all.into());
}

/// An amount of a size.
fn amount(random: &mut Random, size: i64) -> i64 {
    match random.below(12) {
        0 => 0,
        1 => -random.below(size),
        2 => random.below(10),
        _ => random.below(size) + 1,
    }
}

/// What an amount becomes in the next year.
fn after(random: &mut Random, before: i64, size: i64) -> i64 {
    match random.below(9) {
        0 | 1 => before,
        2 => before + before / 100_000 + 1,
        3 => before - before / 100_000,
        4 => before * 2,
        5 => 0,
        6 => before / 2,
        _ => amount(random, size),
    }
}

fn credits(random: &mut Random, document: &mut Document) {
    let leaves: Vec<ActionId> = document.leaves().map(|action| action.id).collect();
    let (year, before) = (document.year, document.year.offset(-1));
    let size = *random.pick(&[10, 5_000, 2_000_000, 900_000_000, 90_000_000_000]);
    let categories: Vec<Category> =
        [21, 31, 62].into_iter().take(usize::try_from(1 + random.below(3)).expect("few")).filter_map(Category::new).collect();
    // Whether AE and CP of the bill, and the act, are typed, and whether all is 0.
    let (has_ae, has_cp) = *random.pick(&[(true, true), (true, true), (true, true), (true, false), (false, true), (false, false)]);
    let has_act = random.chance(80);
    let (is_zero_bill, is_zero_act) = (random.chance(8), random.chance(8));
    let act_stage = if random.chance(75) { Stage::InitialAct } else { Stage::Bill };
    let is_same = random.chance(20);
    // An act of long ago, that no table shows.
    if let Some(action) = leaves.first().filter(|_| random.chance(25)) {
        for measure in Measure::BOTH {
            let old = Some(Amount::plain(Euros::new(amount(random, size))));
            document.credits.set(year.offset(-4), Stage::InitialAct, *action, Category::OPERATING, measure, old);
        }
    }
    // Half of the documents are typed whole; of the others, cells or measures of them are missing, of the bill most often.
    let (skipped, half) = *random.pick(&[(0, 0), (0, 0), (25, 0), (40, 0), (15, 15), (0, 12)]);
    let cancels = random.chance(5);
    if random.chance(6) {
        document.categories.insert(Category::new(64).expect("a category"));
    }
    for contributions in [false, true] {
        if contributions && random.chance(40) {
            continue;
        }
        for action in &leaves {
            let mut former: Option<i64> = None;
            for category in categories.iter().filter(|_| !contributions) {
                if random.chance(12) {
                    continue;
                }
                let is_skipped = random.chance(skipped);
                let opposite = former.take().filter(|_| cancels).map(|euros: i64| -euros);
                let mut last = None;
                for measure in Measure::BOTH {
                    let old = if is_zero_act { 0 } else { amount(random, size) };
                    let new = if is_zero_bill { 0 } else { after(random, old, size) };
                    // In title 2 both are often the same.
                    let (old, new) = last.filter(|_| is_same || category.title().code() == 2).unwrap_or((old, new));
                    last = Some((old, new));
                    let new = opposite.unwrap_or(new);
                    former = if opposite.is_none() { Some(new) } else { None };
                    let mut set =
                        |year, stage, euros| document.credits.set(year, stage, *action, *category, measure, Some(Amount::plain(Euros::new(euros))));
                    if has_act && !random.chance(half / 4) {
                        set(before, act_stage, old);
                    }
                    if (if measure == Measure::Ae { has_ae } else { has_cp }) && !is_skipped && !random.chance(half) {
                        set(year, Stage::Bill, new);
                    }
                }
            }
            if contributions && random.chance(50) {
                let euros = amount(random, size);
                for measure in Measure::BOTH {
                    let euros = if random.chance(60) { euros } else { amount(random, size) };
                    let mut set = |year, stage, euros| {
                        document.contributions.set(year, stage, *action, Category::OPERATING, measure, Some(Amount::plain(Euros::new(euros))));
                    };
                    if random.chance(70) {
                        set(year, Stage::Bill, euros);
                    }
                    if random.chance(70) {
                        let euros = if random.chance(60) { euros } else { euros + 1 };
                        set(before, Stage::InitialAct, euros);
                    }
                }
            }
        }
    }
}

fn multiyear(random: &mut Random, document: &mut Document) {
    let year = document.year;
    let euros = |fraction: super::facts::Fraction| i64::try_from(fraction.to_integer()).unwrap_or_default();
    let facts = Facts { document };
    let new_ae = euros(facts.new_ae());
    let cp = euros(facts.bill(false, Measure::Cp, Part::OtherThanStaff).or_zero());
    let contributions = euros(facts.bill(true, Measure::Cp, Part::All).or_zero());
    let estimate = match random.below(20) {
        0 => -1 - random.below(5_000_000),
        1..=12 => (cp / 3).max(0),
        _ => amount(random, 5_000_000),
    };
    let rap = after(random, estimate, 5_000_000);
    let mut outstanding = |item, euros| document.outstanding.insert((year, item), Amount::plain(Euros::new(euros)));
    if random.chance(80) {
        outstanding(OutstandingItem::Estimate, estimate);
    }
    if random.chance(70) {
        outstanding(OutstandingItem::Rap, rap);
        if random.chance(20) {
            outstanding(OutstandingItem::RapRestated, rap + 11);
        }
        outstanding(OutstandingItem::Ae, if random.chance(80) { estimate - rap + 7 } else { 3 });
        outstanding(OutstandingItem::Cp, 7);
    }
    if random.chance(15) {
        return;
    }
    let mut schedule = |origin, opening, euros| document.schedule.insert((year, origin, opening), Amount::plain(Euros::new(euros)));
    let is_sound = random.chance(65);
    let paid = if random.chance(60) { estimate } else { amount(random, 5_000_000) };
    schedule(Origin::Earlier, Opening::Plf, paid);
    if random.chance(60) || paid != estimate {
        schedule(Origin::Earlier, Opening::AfterNext, if is_sound { estimate - paid } else { random.below(3) });
    }
    if is_sound {
        schedule(Origin::New, Opening::Plf, cp - paid);
        schedule(Origin::New, Opening::Contributions, contributions);
        let left = new_ae - (cp - paid) - contributions;
        schedule(Origin::New, Opening::Next, left / 2);
        schedule(Origin::New, Opening::Beyond, left - left / 2);
    } else {
        for opening in Opening::ALL {
            if random.chance(60) {
                let euros = amount(random, 5_000_000);
                schedule(Origin::New, opening, euros);
            }
        }
    }
}

/// Zero where nobody entered anything.
trait OrZero {
    fn or_zero(self) -> super::facts::Fraction;
}

impl OrZero for Option<super::facts::Fraction> {
    fn or_zero(self) -> super::facts::Fraction {
        self.unwrap_or(super::facts::whole(0))
    }
}

fn indicators(random: &mut Random, document: &mut Document) -> BTreeMap<RowId, Called> {
    let mut id = 1000;
    let mut next = || {
        id += 1;
        id
    };
    let mut all = Vec::new();
    let mut called = BTreeMap::new();
    for _ in 0..random.below(5) {
        let is_alone = random.chance(70);
        let rows: Vec<Name> = if is_alone {
            vec![*random.pick(&ALONE)]
        } else {
            TOGETHER.into_iter().take(usize::try_from(2 + random.below(3)).expect("few")).collect()
        };
        let mut indicator = Indicator::new(IndicatorId(next()), RowId(next()), rows[0].0.into());
        indicator.rows.clear();
        indicator.better = *random.pick(&[None, Some(Better::Higher), Some(Better::Lower)]);
        let shared = random.chance(60).then(|| *random.pick(&UNITS));
        for (_, own, name, subject, is_feminine) in rows {
            let (unit, is_percentage, is_in_points) = shared.unwrap_or_else(|| *random.pick(&UNITS));
            let row = RowId(next());
            indicator.rows.push(Row { id: row, label: (!own.is_empty()).then(|| own.to_owned()), unit: Some(unit.into()) });
            called.insert(row, Called { name, subject, is_feminine, is_percentage, is_in_points });
            values(random, document, row);
        }
        all.push(indicator);
    }
    document.objectives = Arc::new(vec![Objective { indicators: all, ..Objective::new(ObjectiveId(1), "Améliorer".into()) }].into());
    called
}

fn values(random: &mut Random, document: &mut Document, row: RowId) {
    let scale = u32::try_from(random.below(3)).expect("small");
    let size = *random.pick(&[3, 100, 5_000, 90_000_000]);
    let number = |mantissa: i64| Some(IndicatorValue::number(Decimal::new(mantissa, scale)));
    let mut base = 0;
    let layout = document.layout();
    let mut columns: Vec<(Year, ValueKind)> = layout.indicator_columns().into();
    if random.chance(6) {
        columns.push((layout.target_year(), ValueKind::Actual));
    }
    for (year, kind) in columns {
        let value = match random.below(20) {
            0..=2 => None,
            3 => Some(IndicatorValue::NotAvailable),
            4 => Some(IndicatorValue::Range { low: Decimal::from(15), high: Decimal::from(25) }),
            5 => Some((*random.pick(&[Trend::Rising, Trend::Falling, Trend::Stable, Trend::Monitored])).into()),
            6 => Some(random.pick(&[IndicatorValue::Undetermined, IndicatorValue::NotApplicable]).clone()),
            _ if kind == ValueKind::Target && random.chance(80) => number(from(random, base, size)),
            _ => {
                base = match random.below(10) {
                    0 => 0,
                    1 => -random.below(size),
                    _ => random.below(size) + 1,
                };
                number(base)
            }
        };
        document.set_value((row, year, kind), value);
    }
}

/// A target made from what it starts from: the same, about, a multiple, about a multiple, a part.
fn from(random: &mut Random, base: i64, size: i64) -> i64 {
    let times = *random.pick(&[2, 3, 4, 5, 6, 10]);
    match random.below(9) {
        0 | 1 => base,
        2 => base + 1,
        3 => base - 1,
        4 => base * times,
        5 => base * times + base * (random.below(13) - 6) / 100,
        6 => base / times + random.below(3) - 1,
        7 => base * 51 / 100 + random.below(2),
        _ => random.below(size * 3) - size / 3,
    }
}
