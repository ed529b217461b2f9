//! A waterfall: from one level to another, step by step, whatever the figures are.

use rust_decimal::Decimal;

use super::axis::Axis;
use super::data_table::{DataCell, DataTable, table};
use super::drawn::Highlighted;
use super::pen::Pen;
use super::plot::Plot;
use super::{Hue, colon, semicolon, waterfall_scene};
use crate::lang::Lang;

#[derive(Clone, Debug, PartialEq)]
pub struct Waterfall {
    pub start: End,
    /// Between both ends, in order.
    pub steps: Vec<Step>,
    pub end: End,
    pub hue: Hue,
    /// Whether both ends are levels to be compared, not amounts from zero.
    pub ends_are_levels: bool,
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
}

/// What is added, or taken away.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub name: String,
    /// `None` as of an end.
    pub value: Option<Decimal>,
    /// The value with its sign, as it is printed, or what stands instead.
    pub text: String,
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
        Axis::of_levels(&self.levels().unwrap_or_default())
    }

    /// "{Title}. Graphique en cascade, en ETPT. Autorisé : 397,75 ; périmètre : −1,50 ; …."
    pub fn summary(&self, title: &str, lang: Lang) -> String {
        let named = |name: &str, text: &str| format!("{name}{}{text}", colon(lang));
        let steps = self.steps.iter().map(|step| named(&step.name, &step.text));
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

    fn table(&self, lang: Lang) -> DataTable {
        let row = |name: &str, text: &str, value: Option<Decimal>| {
            vec![DataCell::words(name), DataCell::figure(text, value.map(|value| value.to_string()))]
        };
        let steps = self.steps.iter().map(|step| row(&step.name, &step.text, step.value));
        let [start, end] = [&self.start, &self.end].map(|end| row(&end.name, &end.text, end.value));
        table(&[lang.pick("Étape", "Step"), self.unit], [start].into_iter().chain(steps).chain([end]).collect())
    }
}
