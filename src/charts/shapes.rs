//! Every chart, in the order of lists: a row lets one in. Knows the model alone.

use crate::model::{Along, Bridge, ChangeBy, ChartFigures, ChartPage, ChartShape, Each, Measure, Sheets};

/// Hands every chart to a macro: its kind, a type of `charts` that makes it, and its shape, on which addresses, files and pages rest.
macro_rules! every_chart {
    ($list:ident) => {
        $list! {
            indicators::AllIndicators => ChartShape {
                key: "indicators",
                address: "indicators",
                name: ["Tous les indicateurs", "Every indicator"],
                each: Each::Sheet(Sheets::Trends),
                figures: ChartFigures::Values,
                page: ChartPage::Charts,
                slide: 70,
                is_usual: false,
            },
            trend::OneTrend => ChartShape {
                key: "trend",
                address: "indicator",
                name: ["", ""],
                each: Each::Row,
                figures: ChartFigures::Values,
                page: ChartPage::Indicator,
                slide: 80,
                is_usual: true,
            },
            attainment::Board => ChartShape {
                key: "attainment",
                address: "attainment",
                name: ["Réalisations et cibles", "Actuals and targets"],
                each: Each::Sheet(Sheets::Lines),
                figures: ChartFigures::Attainment,
                page: ChartPage::Charts,
                slide: 75,
                is_usual: false,
            },
            rows::RowsOfIndicator => ChartShape {
                key: "rows",
                address: "rows",
                name: ["Sous-indicateurs ensemble", "Sub-indicators together"],
                each: Each::Indicator,
                figures: ChartFigures::Values,
                page: ChartPage::Indicator,
                slide: 79,
                is_usual: false,
            },
            credits::ActAndBill => ChartShape {
                key: "credits",
                address: "credits",
                name: ["PLF et LFI, par titre", "PLF and LFI, by title"],
                each: Each::Document,
                figures: ChartFigures::Credits,
                page: ChartPage::Bill,
                slide: 30,
                is_usual: false,
            },
            shares::SharesOfActions => ChartShape {
                key: "shares",
                address: "shares",
                name: ["Parts des actions", "Shares of the actions"],
                each: Each::Document,
                figures: ChartFigures::Shares,
                page: ChartPage::Bill,
                slide: 10,
                is_usual: true,
            },
            by_title::CreditsByTitle => ChartShape {
                key: "titles",
                address: "titles",
                name: ["Crédits par titre", "Appropriations by title"],
                each: Each::Document,
                figures: ChartFigures::Credits,
                page: ChartPage::Titles,
                slide: 20,
                is_usual: true,
            },
            action_titles::ActionsByTitle => ChartShape {
                key: "action-titles",
                address: "action-titles",
                name: ["AE et CP des actions, par titre", "AE and CP of the actions, by title"],
                each: Each::Document,
                figures: ChartFigures::ActionTitles,
                page: ChartPage::Bill,
                slide: 25,
                is_usual: false,
            },
            years::CreditsOverYears => ChartShape {
                key: "years",
                address: "years",
                name: ["Crédits au fil des années", "Appropriations over the years"],
                each: Each::Document,
                figures: ChartFigures::Years,
                page: ChartPage::Bill,
                slide: 31,
                is_usual: false,
            },
            schedule::PaymentSchedule => ChartShape {
                key: "schedule",
                address: "schedule",
                name: ["Échéancier", "Payment schedule"],
                each: Each::Document,
                figures: ChartFigures::Schedule,
                page: ChartPage::Section("keys"),
                slide: 50,
                is_usual: true,
            },
            outstanding::OutstandingCommitments => ChartShape {
                key: "outstanding",
                address: "outstanding",
                name: ["Restes à payer", "Outstanding commitments"],
                each: Each::Document,
                figures: ChartFigures::Outstanding,
                page: ChartPage::Section("keys"),
                slide: 60,
                is_usual: false,
            },
            credits_waterfall::ActToBill => ChartShape {
                key: "waterfall-actions-ae",
                address: "waterfall-actions-ae",
                name: ["De la LFI au PLF par action, en AE", "From the LFI to the PLF by action, in AE"],
                each: Each::Document,
                figures: ChartFigures::Changes { by: ChangeBy::Action, measure: Measure::Ae },
                page: ChartPage::Variation,
                slide: 32,
                is_usual: false,
            },
            credits_waterfall::ActToBill => ChartShape {
                key: "waterfall-actions-cp",
                address: "waterfall-actions-cp",
                name: ["De la LFI au PLF par action, en CP", "From the LFI to the PLF by action, in CP"],
                each: Each::Document,
                figures: ChartFigures::Changes { by: ChangeBy::Action, measure: Measure::Cp },
                page: ChartPage::Variation,
                slide: 34,
                is_usual: false,
            },
            credits_waterfall::ActToBill => ChartShape {
                key: "waterfall-titles-ae",
                address: "waterfall-titles-ae",
                name: ["De la LFI au PLF par titre, en AE", "From the LFI to the PLF by title, in AE"],
                each: Each::Document,
                figures: ChartFigures::Changes { by: ChangeBy::Title, measure: Measure::Ae },
                page: ChartPage::Titles,
                slide: 36,
                is_usual: false,
            },
            credits_waterfall::ActToBill => ChartShape {
                key: "waterfall-titles-cp",
                address: "waterfall-titles-cp",
                name: ["De la LFI au PLF par titre, en CP", "From the LFI to the PLF by title, in CP"],
                each: Each::Document,
                figures: ChartFigures::Changes { by: ChangeBy::Title, measure: Measure::Cp },
                page: ChartPage::Titles,
                slide: 38,
                is_usual: false,
            },
            jobs::JobsBridge => ChartShape {
                key: "jobs",
                address: "jobs",
                name: ["Du plafond d’emplois autorisé au demandé", "From the authorised jobs ceiling to the requested one"],
                each: Each::Document,
                figures: ChartFigures::Bridge(&Bridge {
                    section: "jobs",
                    along: Along::Columns,
                    from: "ceiling",
                    steps: &["scope", "transfer", "technical", "extension", "new"],
                    to: "asked",
                }),
                page: ChartPage::Section("jobs"),
                slide: 40,
                is_usual: true,
            },
            pay::PayFactors => ChartShape {
                key: "pay",
                address: "pay",
                name: ["Facteurs d’évolution de la masse salariale", "Factors of change in pay"],
                each: Each::Document,
                figures: ChartFigures::Bridge(&Bridge {
                    section: "pay",
                    along: Along::Rows,
                    from: "base",
                    steps: &["schema", "category-measures", "general", "gvt", "rewind", "other"],
                    to: "total",
                }),
                page: ChartPage::Section("pay"),
                slide: 42,
                is_usual: false,
            },
        }
    };
}
pub(super) use every_chart;

macro_rules! shapes {
    ($($kind:path => $shape:expr,)*) => { &[$($shape),*] };
}

pub static ALL: &[ChartShape] = every_chart!(shapes);

/// The shape of a chart; `None` for one that this Papier does not know.
pub fn of(key: &str) -> Option<&'static ChartShape> {
    ALL.iter().find(|shape| shape.key == key)
}

/// An address of each: "credits", "indicator/1.1".
pub fn examples() -> Vec<String> {
    let example = |shape: &ChartShape| match shape.each {
        Each::Row | Each::Indicator => format!("{}/1.1", shape.address),
        Each::Document | Each::Sheet(_) => shape.address.to_owned(),
    };
    ALL.iter().map(example).collect()
}

/// The charts of a page, in the order of their slides.
pub fn on(page: ChartPage) -> Vec<&'static ChartShape> {
    let mut shapes: Vec<&ChartShape> = ALL.iter().filter(|shape| shape.page == page).collect();
    shapes.sort_by_key(|shape| shape.slide);
    shapes
}
