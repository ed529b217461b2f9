//! The layout (maquette) of the PAP of a given year: which years and kinds stand in its columns.

use super::{Horizon, ValueKind, Year};

/// What the PAP annexed to the PLF of `year` shows.
///
/// The layout of 2022 serves every later year as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    year: Year,
}

impl Layout {
    /// The first and last year of a PLF that a document can be for.
    pub const YEARS: std::ops::RangeInclusive<u16> = 2019..=2099;

    pub fn is_known(year: Year) -> bool {
        Self::YEARS.contains(&year.get())
    }

    pub fn of(year: Year) -> Self {
        Self { year }
    }

    /// The columns of an indicator's table after "Unité" (layout up to 2022).
    pub fn indicator_columns(self) -> [(Year, ValueKind); 6] {
        let n = self.year;
        [
            (n.offset(-3), ValueKind::Actual),
            (n.offset(-2), ValueKind::Actual),
            (n.offset(-1), ValueKind::Forecast),
            (n.offset(-1), ValueKind::RevisedForecast),
            (n, ValueKind::Forecast),
            (self.target_year(), ValueKind::Target),
        ]
    }

    /// The year of the column "Cible": 2020 up to PLF 2020, 2023 for PLF 2021 and 2022, the next year afterwards.
    pub fn target_year(self) -> Year {
        let target = match self.year.get() {
            ..=2020 => 2020,
            2021 | 2022 => 2023,
            later => later + 1,
        };
        Year::new(target.max(self.year.get())).unwrap_or(self.year)
    }

    /// Whether the indicator table has this column.
    pub fn shows(self, year: Year, kind: ValueKind) -> bool {
        self.indicator_columns().contains(&(year, kind))
    }

    /// The year of a column of the payment schedule; `None` for "au-delà".
    pub fn horizon_year(self, horizon: Horizon) -> Option<Year> {
        match horizon {
            Horizon::Current => Some(self.year),
            Horizon::Next => Some(self.year.offset(1)),
            Horizon::AfterNext => Some(self.year.offset(2)),
            Horizon::Beyond => None,
        }
    }
}
