//! The figures that a chart or a slide shows, and which of them changed since a title was written over them.
//!
//! Amounts and values only: shares, keys and variations follow from them, and are not shown of AE that are entered in part: their first missing place
//! is among the figures, as "–". An amount of 0 is as none, as in charts.

use super::attainment::{self, Column, Columns};
use super::bridge::{self, Entered};
use super::{Compared, Figures, Progress, missing_opening, years};
use crate::model::{
    ActionScope, Better, Bridge, ChangeBy, ChartFigures, ChartName, CreditPlace, Document, Horizon, Measure, NatureScope, Opening, Origin,
    OutstandingItem, OwnTitle, Place, RowId, Shown, Slide, Stage, Sum, TextPlace,
};

/// One figure that is no longer what it was; empty where there was or is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub place: Place,
    pub before: String,
    pub now: String,
}

/// The figures that a chart shows.
pub fn of_chart(document: &Document, figures: &Figures, chart: ChartName) -> Shown {
    let mut shown = Shows { document, figures, shown: Shown::new() };
    match chart.shape().map(|shape| shape.figures) {
        Some(ChartFigures::Values) => chart.rows(document).into_iter().for_each(|row| shown.row(row)),
        Some(ChartFigures::Attainment) => chart.rows(document).into_iter().for_each(|row| shown.attainment(row)),
        Some(ChartFigures::Credits) => shown.credits(),
        Some(ChartFigures::Shares) => shown.shares(Measure::Ae),
        Some(ChartFigures::ActionTitles) => Measure::BOTH.into_iter().for_each(|measure| shown.shares(measure)),
        Some(ChartFigures::Years) => shown.years(),
        Some(ChartFigures::Changes { by, measure }) => shown.changes(by, measure),
        Some(ChartFigures::Schedule) => shown.schedule(),
        Some(ChartFigures::Outstanding) => shown.outstanding(),
        Some(ChartFigures::Bridge(bridge)) => shown.bridge(bridge),
        None => {}
    }
    shown.shown
}

/// The figures that a slide shows; none on the cover and on the one of findings.
pub fn of_slide(document: &Document, figures: &Figures, slide: Slide) -> Shown {
    match (slide.chart(), slide) {
        (Some(chart), _) => of_chart(document, figures, chart),
        (None, Slide::Figures) => {
            let mut shown = Shows { document, figures, shown: Shown::new() };
            shown.credits();
            shown.contributions();
            shown.openings(&[Horizon::Current]);
            shown.entered(Place::Outstanding { year: document.year, item: OutstandingItem::Estimate });
            shown.shown
        }
        (None, _) => Shown::new(),
    }
}

/// Which figures changed since a title was written; none of a title that does not say over which it was.
pub fn changed(title: &OwnTitle, now: &Shown) -> Vec<Changed> {
    let Some(over) = &title.over else { return Vec::new() };
    let places: std::collections::BTreeSet<Place> = over.keys().chain(now.keys()).copied().collect();
    let of = |shown: &Shown, place: &Place| shown.get(place).cloned().unwrap_or_default();
    let all = places.into_iter().map(|place| Changed { place, before: of(over, &place), now: of(now, &place) });
    all.filter(|changed| changed.before != changed.now).collect()
}

/// Whether the figures are those over which the title was written.
pub fn holds(title: &OwnTitle, now: &Shown) -> bool {
    title.over.as_ref().is_none_or(|over| over == now)
}

/// Gathers figures.
struct Shows<'a> {
    document: &'a Document,
    figures: &'a Figures,
    shown: Shown,
}

impl Shows<'_> {
    fn amount(&mut self, place: Place, sum: Sum) {
        if sum != Sum::ZERO {
            self.shown.insert(place, Compared::from(sum).exact());
        }
    }

    fn credit(&mut self, place: CreditPlace) {
        self.amount(Place::Credit(place), self.figures.credit(self.document, &place));
    }

    /// An amount that is entered as it stands.
    fn entered(&mut self, place: Place) {
        let amount = self.document.entry(place).and_then(|entry| match entry {
            crate::model::Entry::Amount(entry) => self.document.amount(entry),
            _ => None,
        });
        if let Some(amount) = amount {
            self.amount(place, Sum::from(amount.euros));
        }
    }

    fn row(&mut self, row: RowId) {
        self.values(row, self.document.layout().indicator_columns());
    }

    /// What a row of a board shows, and which values are better.
    fn attainment(&mut self, row: RowId) {
        let Columns { actual, target, .. } = attainment::columns(self.document);
        self.values(row, [Some(actual), attainment::announced(self.document, row), Some(target)].into_iter().flatten());
        if let Some((indicator, _)) = self.document.indicator_of_row(row)
            && let Some(better) = indicator.better
        {
            let word = match better {
                Better::Higher => "higher",
                Better::Lower => "lower",
            };
            self.shown.insert(Place::Text(TextPlace::Direction(indicator.id)), word.into());
        }
    }

    fn values(&mut self, row: RowId, columns: impl IntoIterator<Item = Column>) {
        for (year, kind) in columns {
            if let Some(value) = self.document.values.get(&(row, year, kind)) {
                self.shown.insert(Place::Value { row, year, kind }, Compared::from(value).exact());
            }
        }
    }

    /// The programme and each of its titles, act and bill, AE and CP.
    fn credits(&mut self) {
        let stages = [(self.document.previous_year(), Stage::InitialAct), (self.document.year, Stage::Bill)];
        let natures = [NatureScope::All].into_iter().chain(self.figures.used_titles().into_iter().map(NatureScope::Title));
        for nature in natures {
            for (year, stage) in stages {
                for measure in Measure::BOTH {
                    self.credit(CreditPlace { year, stage, contributions: false, action: ActionScope::All, nature, measure });
                }
            }
        }
    }

    /// Act and bill in one measure: the programme, and each of its actions or titles.
    fn changes(&mut self, by: ChangeBy, measure: Measure) {
        let parts: Vec<(ActionScope, NatureScope)> = match by {
            ChangeBy::Action => {
                let actions = self.document.actions.iter().filter(|action| !action.code.is_sub_action());
                actions.map(|action| (ActionScope::One(action.id), NatureScope::All)).collect()
            }
            ChangeBy::Title => self.figures.used_titles().into_iter().map(|title| (ActionScope::All, NatureScope::Title(title))).collect(),
        };
        for (year, stage) in [(self.document.previous_year(), Stage::InitialAct), (self.document.year, Stage::Bill)] {
            for (action, nature) in [(ActionScope::All, NatureScope::All)].into_iter().chain(parts.iter().copied()) {
                self.credit(CreditPlace { year, stage, contributions: false, action, nature, measure });
            }
            if let Progress::Partly(place) = Progress::of(self.document, stage, false, measure) {
                self.shown.insert(Place::Credit(place), "–".into());
            }
        }
    }

    /// The whole programme at each stage of each year that is known, and what is missing of this bill and the act before it.
    fn years(&mut self) {
        for measure in Measure::BOTH {
            for place in years::known(self.document, self.figures, measure) {
                self.shown.insert(Place::Credit(place), Compared::from(self.figures.credit(self.document, &place)).exact());
            }
            for stage in [Stage::InitialAct, Stage::Bill] {
                if let Progress::Partly(place) = Progress::of(self.document, stage, false, measure) {
                    self.shown.insert(Place::Credit(place), "–".into());
                }
            }
        }
    }

    /// FdC et AdP of the bill.
    fn contributions(&mut self) {
        for measure in Measure::BOTH {
            let (year, stage) = (self.document.year, Stage::Bill);
            self.credit(CreditPlace { year, stage, contributions: true, action: ActionScope::All, nature: NatureScope::All, measure });
        }
    }

    /// The first place that is missing of a measure of the bill that is entered in part only.
    fn missing(&mut self, contributions: bool, measure: Measure) {
        if let Progress::Partly(place) = Progress::of(self.document, Stage::Bill, contributions, measure) {
            self.shown.insert(Place::Credit(place), "–".into());
        }
    }

    /// The first opening that is missing of a schedule that is entered in part only.
    fn missing_opening(&mut self) {
        if let Some(place) = missing_opening(self.document, self.figures) {
            self.shown.insert(place, "–".into());
        }
    }

    /// A measure of each action in the bill, whole and by title.
    fn shares(&mut self, measure: Measure) {
        self.missing(false, measure);
        let (year, stage) = (self.document.year, Stage::Bill);
        for action in self.document.actions.iter().filter(|action| !action.code.is_sub_action()) {
            let natures = [NatureScope::All].into_iter().chain(self.figures.used_titles().into_iter().map(NatureScope::Title));
            for nature in natures {
                self.credit(CreditPlace { year, stage, contributions: false, action: ActionScope::One(action.id), nature, measure });
            }
        }
    }

    /// CP of the schedule in these years.
    fn openings(&mut self, horizons: &[Horizon]) {
        let year = self.document.year;
        for origin in Origin::BOTH {
            for opening in Opening::ALL.into_iter().filter(|opening| horizons.contains(&opening.horizon())) {
                self.entered(Place::Schedule { year, origin, opening });
            }
        }
    }

    /// CP of every year, and the AE that the keys divide by.
    fn schedule(&mut self) {
        self.openings(&Horizon::ALL);
        self.missing_opening();
        let year = self.document.year;
        for contributions in [false, true] {
            self.missing(contributions, Measure::Ae);
            self.amount(Place::ScheduleNewAe { year, contributions }, self.figures.new_ae(contributions));
        }
    }

    /// What each PAP that the document holds knows of the ends of years, and what the schedule opens after this one.
    fn outstanding(&mut self) {
        let items = [OutstandingItem::Rap, OutstandingItem::RapRestated, OutstandingItem::Estimate];
        for (year, item) in self.document.outstanding.keys().filter(|(year, item)| *year <= self.document.year && items.contains(item)) {
            self.entered(Place::Outstanding { year: *year, item: *item });
        }
        self.openings(&[Horizon::Next, Horizon::AfterNext, Horizon::Beyond]);
        self.missing_opening();
    }

    /// The totals of a section, and the first cell that is missing under them.
    fn bridge(&mut self, bridge: &Bridge) {
        for column in bridge::columns(bridge) {
            if let Some(place) = bridge::total(self.document, bridge, column)
                && let Some(figure) = bridge::exact(self.document, self.figures, place)
            {
                self.shown.insert(Place::Cell(place), figure.to_string());
            }
        }
        if let Entered::Partly(place) = bridge::entered(self.document, bridge) {
            self.shown.insert(Place::Cell(place), "–".into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calc::sample::sample_with;

    #[test]
    fn what_changed_is_told_with_both_figures_and_a_title_of_before_holds() {
        let sample = sample_with(&[]);
        let figures = Figures::of(&sample);
        let over = of_chart(&sample, &figures, ChartName::CREDITS);
        let mut now = over.clone();
        let gone = now.pop_first().unwrap();
        if let Some(figure) = now.first_entry() {
            *figure.into_mut() = "1".into();
        }
        let title = OwnTitle { words: "Titre".into(), over: Some(over) };
        let told = changed(&title, &now);
        assert_eq!(told.len(), 2);
        assert_eq!(told[0], Changed { place: gone.0, before: gone.1, now: String::new() });
        assert_eq!(told[1].now, "1");
        assert!(!holds(&title, &now));
        let before = OwnTitle { over: None, ..title };
        assert!(holds(&before, &now) && changed(&before, &now).is_empty());
    }
}
