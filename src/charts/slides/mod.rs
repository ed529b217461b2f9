//! Slides: what each one of a presentation says and shows, and its scene on a canvas of 1920 × 1080.
//!
//! A [`Page`] holds finished words in one language, a [`scene`](mod@layout) the same in plain numbers. They are made from a document like charts,
//! and know neither the window nor the keys of a presentation.

mod contents;
mod facts;
mod layout;
mod parts;
mod trial;
mod trial_layout;

#[cfg(test)]
mod tests;

pub use crate::lang::slide_name as name;
pub use contents::page;
pub(super) use contents::{charted, shares, trend};
pub use facts::Fact;
pub use layout::scene;
pub use parts::{HEIGHT, WIDTH};
pub use trial::{Broken, Field, Moved, Picture, Track, Trial, TrialState, Typing, asked, cells, trial};
pub use trial_layout::{Laid, trial_scene};

use super::{Chart, Credits};
use crate::calc::Figures;
use crate::calc::checks::Finding;
use crate::lang::Lang;
use crate::model::{Document, Slide};

/// What slides are made of: one state of a document, in one language.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub document: &'a Document,
    pub figures: &'a Figures,
    /// What does not hold and nobody justified.
    pub findings: &'a [Finding],
    pub lang: Lang,
    /// When the file was saved last, "fichier du 24/11/2020"; empty when it never was.
    pub saved: &'a str,
}

/// A slide in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub slide: Slide,
    /// Over the title, smaller.
    pub kicker: String,
    pub title: String,
    /// What stands instead where the title does not fit.
    pub neutral_title: Option<String>,
    pub subtitle: String,
    pub source: String,
    /// "fichier du 24/11/2020".
    pub saved: String,
    /// "6 / 12".
    pub number: String,
    /// All of it in words, for a screen reader.
    pub summary: String,
    pub body: Body,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    Cover(Cover),
    Figures(Box<YearFigures>),
    /// A chart over the whole width.
    Chart(Chart),
    /// More actions than a chart on a slide can hold.
    Shares {
        /// Each the same chart of some of the actions.
        columns: Vec<Chart>,
        /// "et 4 autres actions": those that do not stand here.
        more: String,
    },
    /// A trend, and what the justification says of its figures.
    Trend {
        chart: Chart,
        facts: Vec<Fact>,
    },
    /// What does not hold: the gravest first.
    Findings {
        lines: Vec<Told>,
        /// "et 4 autres constats": those that do not stand here.
        more: String,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cover {
    pub budget: String,
    pub mission: String,
    /// "Programme 352".
    pub programme: String,
    pub name: String,
    /// "Projet annuel de performances, annexe au projet de loi de finances pour 2021".
    pub document: String,
    /// The actions along one strip; none where they are too many or too small to be named.
    pub actions: Vec<CoverAction>,
    pub minister: String,
    pub manager: String,
}

/// An action on the strip of the cover.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverAction {
    /// "Action 01 : 68,9 % des AE".
    pub share: String,
    pub name: String,
    pub amount: crate::model::Euros,
}

/// AE and CP of the year, and three figures more.
#[derive(Clone, Debug, PartialEq)]
pub struct YearFigures {
    pub credits: Credits,
    /// AE, then CP.
    pub sides: [Side; 2],
    pub facts: Vec<Amount>,
}

/// What stands over the bars of a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// "10 600 000 €".
    pub amount: String,
    /// "soit +1 400 000 € par rapport à la LFI 2020".
    pub change: String,
}

/// An amount of the year with its name and what is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    pub name: String,
    pub amount: String,
    pub detail: String,
}

/// A finding in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// "Erreur".
    pub severity: String,
    pub is_error: bool,
    /// Where it is.
    pub place: String,
    pub sentence: String,
}
