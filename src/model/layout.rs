//! The layout (maquette) of the PAP of a given year: which years and kinds stand in its columns.

use super::{Horizon, ValueKind, Year};

/// What the PAP annexed to the PLF of `year` shows: the layout up to 2022, or the one from 2023 on.
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

    /// Whether the tables are those of PLF 2023 and later: targets for three years, act and bill stacked in one table.
    pub fn is_stacked(self) -> bool {
        self.year.get() >= 2023
    }

    /// The columns of an indicator's table after "Unité".
    ///
    /// In PLF 2023 itself the target of 2022 is what PAP 2022 announced as its forecast.
    pub fn indicator_columns(self) -> [(Year, ValueKind); 6] {
        use ValueKind::{Actual, Forecast, RevisedForecast, Target};
        let n = self.year;
        let [before, last] = [n.offset(-3), n.offset(-2)].map(|year| (year, Actual));
        if self.is_stacked() {
            let announced = if n.get() == 2023 { Forecast } else { Target };
            let next = [n, n.offset(1), n.offset(2)].map(|year| (year, Target));
            let [first, second, third] = next;
            return [before, last, (n.offset(-1), announced), first, second, third];
        }
        [before, last, (n.offset(-1), Forecast), (n.offset(-1), RevisedForecast), (n, Forecast), (self.target_year(), Target)]
    }

    /// The year of the last column "Cible": 2020 up to PLF 2020, 2023 for PLF 2021 and 2022, then N+2.
    pub fn target_year(self) -> Year {
        let target = match self.year.get() {
            ..=2020 => 2020,
            2021 | 2022 => 2023,
            later => later + 2,
        };
        Year::new(target.max(self.year.get())).unwrap_or(self.year)
    }

    /// The years for which a target is due.
    pub fn target_years(self) -> impl Iterator<Item = Year> {
        let n = self.year;
        self.indicator_columns().into_iter().filter(move |(year, kind)| *kind == ValueKind::Target && *year >= n).map(|(year, _)| year)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// docs/domain.md, *The document*: what the layouts of 2020 to 2027 print.
    #[test]
    fn columns_are_those_of_the_year() {
        use ValueKind::{Actual, Forecast, RevisedForecast, Target};
        let cases = [
            (2021, [(2018, Actual), (2019, Actual), (2020, Forecast), (2020, RevisedForecast), (2021, Forecast), (2023, Target)]),
            (2022, [(2019, Actual), (2020, Actual), (2021, Forecast), (2021, RevisedForecast), (2022, Forecast), (2023, Target)]),
            (2023, [(2020, Actual), (2021, Actual), (2022, Forecast), (2023, Target), (2024, Target), (2025, Target)]),
            (2024, [(2021, Actual), (2022, Actual), (2023, Target), (2024, Target), (2025, Target), (2026, Target)]),
        ];
        for (year, expected) in cases {
            let layout = Layout::of(Year::new(year).unwrap());
            assert_eq!(layout.indicator_columns().map(|(year, kind)| (year.get(), kind)), expected, "PLF {year}");
        }
        let targets = |year| Layout::of(Year::new(year).unwrap()).target_years().map(Year::get).collect::<Vec<_>>();
        assert_eq!((targets(2021), targets(2023), targets(2024)), (vec![2023], vec![2023, 2024, 2025], vec![2024, 2025, 2026]));
    }
}
