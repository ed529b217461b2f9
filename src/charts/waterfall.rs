//! A waterfall: from one level to another, step by step, whatever the figures are.

use rust_decimal::Decimal;

use super::arranged::Arrangement;
use super::axis::Axis;
use super::data_table::{DataCell, DataTable, table};
use super::drawn::Highlighted;
use super::pen::Pen;
use super::plot::{Data, Plot};
use super::{Hue, colon, semicolon, waterfall_scene};
use crate::lang::Lang;
use crate::model::Place;

#[derive(Clone, Debug, PartialEq)]
pub struct Waterfall {
    pub start: End,
    /// Between both ends, in order.
    pub steps: Vec<Step>,
    pub end: End,
    /// Of both ends.
    pub hue: Hue,
    pub step_hue: Hue,
    /// Whether both ends are levels to be compared, not amounts from zero.
    pub ends_are_levels: bool,
    /// Over what each step was and is, "LFI" and "PLF", where that stands beside it: in rows.
    pub details: Option<[&'static str; 2]>,
    /// "+15,7 %": from start to end, where that is told beside the details; empty where it means nothing.
    pub change: String,
    /// "ETPT": over the figures of its table.
    pub unit: &'static str,
    /// What stands there without a figure to start from.
    pub no_figure: &'static str,
}

/// Where it begins or ends.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    pub name: String,
    /// `None` where nothing was entered, or beyond what a number can hold.
    pub value: Option<Decimal>,
    /// The value as it is printed, or what stands instead.
    pub text: String,
    /// The figure that it is.
    pub place: Option<Place>,
}

/// What is added, or taken away.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub name: String,
    /// `None` as of an end.
    pub value: Option<Decimal>,
    /// The value with its sign, as it is printed, or what stands instead.
    pub text: String,
    /// What it was, and what it is.
    pub detail: Option<[String; 2]>,
    /// What it is, of what is a part.
    pub size: Option<Decimal>,
    /// Another step is to be seen.
    pub is_behind: bool,
    /// The figure that it is, or that it leads to.
    pub place: Option<Place>,
}

impl Waterfall {
    /// The start, then the level after each step; `None` without a start, or beyond what a number can hold.
    pub fn levels(&self) -> Option<Vec<Decimal>> {
        let mut level = self.start.value?;
        let mut levels = vec![level];
        for step in &self.steps {
            level = level.checked_add(step.value.unwrap_or_default())?;
            levels.push(level);
        }
        Some(levels)
    }

    /// The scale of its levels: from zero, or from what is said where all lie far above it and close to each other.
    pub fn axis(&self) -> Axis {
        let levels = self.levels().unwrap_or_default();
        Axis::of_levels(&levels.into_iter().chain(self.end.value).collect::<Vec<_>>())
    }

    /// "{Title}. Graphique en cascade, en ETPT. Autorisé : 397,75 ; périmètre : −1,50 ; …."
    pub fn summary(&self, title: &str, lang: Lang) -> String {
        let named = |name: &str, text: &str| format!("{name}{}{text}", colon(lang));
        let steps = self.steps.iter().map(|step| match &step.detail {
            Some([was, is]) => format!("{} ({was} → {is})", named(&step.name, &step.text)),
            None => named(&step.name, &step.text),
        });
        let ends = [&self.start, &self.end].map(|end| named(&end.name, &end.text));
        let [start, end] = ends;
        let all: Vec<String> = [start].into_iter().chain(steps).chain([end]).collect();
        let kind = lang.pick(format!("Graphique en cascade, en {}", self.unit), format!("Waterfall chart, in {}", self.unit));
        format!("{title}. {kind}. {}.", all.join(semicolon(lang)))
    }
}

impl Plot for Waterfall {
    fn has_figures(&self) -> bool {
        self.levels().is_some()
    }

    fn draw(&self, pen: &mut Pen, _highlighted: Highlighted) {
        waterfall_scene::draw(pen, self);
    }

    fn arranged(&self, arrangement: Arrangement) -> Option<Data> {
        self.details?;
        let mut steps = self.steps.clone();
        let size = |step: &Step| step.size.map(|size| size.abs());
        arrangement.sort(&mut steps, size, |step| step.value.map(|value| value.abs()), |step| step.place.is_none());
        steps.iter_mut().for_each(|step| step.is_behind = arrangement.is_behind(&step.name));
        Some(Data::of(Self { steps, ..self.clone() }))
    }

    fn table(&self, lang: Lang) -> DataTable {
        let row = |name: &str, text: &str, value: Option<Decimal>, detail: Option<&[String; 2]>| {
            let mut cells = vec![DataCell::words(name), DataCell::figure(text, value.map(|value| value.to_string()))];
            if self.details.is_some() {
                let [was, is] = detail.map_or(["", ""], |[was, is]| [was, is]);
                cells.extend([was, is].map(DataCell::words));
            }
            cells
        };
        let steps = self.steps.iter().map(|step| row(&step.name, &step.text, step.value, step.detail.as_ref()));
        let [start, end] = [&self.start, &self.end].map(|end| row(&end.name, &end.text, end.value, None));
        let headings: Vec<&str> = [lang.pick("Étape", "Step"), self.unit].into_iter().chain(self.details.into_iter().flatten()).collect();
        table(&headings, [start].into_iter().chain(steps).chain([end]).collect())
    }
}
