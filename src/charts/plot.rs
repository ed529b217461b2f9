//! What a chart shows, and who makes it: what each chart says for itself, so that who lays out, lists and projects charts names none.

use std::any::Any;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::Chart;
use super::arranged::Arrangement;
use super::data_table::DataTable;
use super::drawn::Highlighted;
use super::pen::Pen;
use super::slides::{self, Page};
use crate::calc::Figures;
use crate::lang::Lang;
use crate::model::{ChartName, Document};

/// A kind of chart: a row of `shapes` lets it in.
pub trait Kind: Sync {
    /// A chart of the kind, with the title that its figures give; `None` when what it is about is not in the document.
    fn chart(&self, document: &Document, figures: &Figures, lang: Lang, name: ChartName) -> Option<Chart>;

    /// What stands over its title on a slide, smaller.
    fn kicker(&self, lang: Lang) -> &'static str;

    /// Its slide.
    fn page(&self, source: slides::Source<'_>, name: ChartName) -> Page {
        slides::charted(source, name, self.kicker(source.lang))
    }
}

/// What a chart shows: its figures, drawn and as a table.
pub trait Plot: Same + fmt::Debug + Send + Sync {
    /// Whether it has a figure to draw.
    fn has_figures(&self) -> bool;

    /// Draws it from where the pen is, downwards; in a trend a column is selected.
    fn draw(&self, pen: &mut Pen, highlighted: Highlighted);

    /// Its figures as a table, in the order of its summary.
    fn table(&self, lang: Lang) -> DataTable;

    /// The same with so many of its largest parts, the others told with their sum; `None` where it has no more, or may leave nothing out.
    fn largest(&self, _count: usize) -> Option<Data> {
        None
    }

    /// The same in another order, or with one action before the others; `None` where it has no such parts.
    fn arranged(&self, _arrangement: Arrangement) -> Option<Data> {
        None
    }
}

/// Equality of plots of any kind.
pub trait Same: 'static {
    fn any(&self) -> &dyn Any;

    fn is_same(&self, other: &dyn Any) -> bool;
}

impl<P: PartialEq + 'static> Same for P {
    fn any(&self) -> &dyn Any {
        self
    }

    fn is_same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<P>().is_some_and(|other| other == self)
    }
}

/// The plot of a chart, of whatever kind.
#[derive(Clone, Debug)]
pub struct Data(Arc<dyn Plot>);

impl Data {
    pub fn of(plot: impl Plot) -> Self {
        Self(Arc::new(plot))
    }

    /// The plot, where it is one of this kind.
    pub fn get<P: Plot>(&self) -> Option<&P> {
        (*self.0).any().downcast_ref()
    }
}

impl Deref for Data {
    type Target = dyn Plot;

    fn deref(&self) -> &dyn Plot {
        &*self.0
    }
}

impl PartialEq for Data {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same((*other.0).any())
    }
}
