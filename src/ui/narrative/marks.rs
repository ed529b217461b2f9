//! What is marked in a text: linked figures, passages that findings are about, years and amounts kept from last year.

use std::ops::Range;

use egui::Stroke;
use egui::text::TextFormat;

use super::super::View;
use super::super::outline::severity_mark;
use super::super::theme::{self, BODY_14, Theme, Weight};
use crate::calc::checks::Severity;
use crate::calc::{stated, years};
use crate::lang::links::Written;
use crate::model::{Narrative, Place, TextPlace};

/// A passage that is marked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    pub bytes: Range<usize>,
    pub sign: Sign,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Finding(Severity),
    Link,
    /// A year or an amount of a text that nobody has read again since the year passed.
    LastYear,
}

/// The marks of a narrative in one of its writings, as it reads or as it is typed; where several meet, the first counts.
pub(super) fn of(view: &View<'_>, narrative: Narrative, written: &Written) -> Vec<Mark> {
    let document = view.session.document();
    let place = Place::Text(TextPlace::Narrative(narrative));
    let findings = view.session.findings().iter().filter(|finding| finding.place == place);
    let found = findings.filter_map(|finding| Some(Mark { bytes: written.shown(finding.span.as_ref()?), sign: Sign::Finding(finding.severity()) }));
    let linked = written.links.iter().map(|link| {
        let sign = if link.is_broken { Sign::Finding(Severity::Error) } else { Sign::Link };
        Mark { bytes: link.shown.clone(), sign }
    });
    let mut marks: Vec<Mark> = found.chain(linked).collect();
    if document.inherited.contains(&narrative) {
        let source = document.text(narrative);
        let amounts = stated(source, &|_| None).0.into_iter().filter(|amount| amount.place.is_none()).map(|amount| amount.span);
        marks.extend(amounts.chain(years(source)).map(|span| Mark { bytes: written.shown(&span), sign: Sign::LastYear }));
    }
    marks
}

/// How marked words look: a linked figure is a pill; an error or a warning has its tint and a line of 2 px, a note a line of 1 px.
pub(super) fn format(theme: &Theme, plain: TextFormat, mark: Option<&Mark>) -> TextFormat {
    let line = |width: f32, severity| Stroke::new(width, severity_mark(severity, theme).1);
    match mark.map(|mark| mark.sign) {
        None => plain,
        Some(Sign::Finding(severity @ Severity::Error)) => {
            TextFormat { background: theme.err_tint, underline: line(theme::STRONG_LINE_WIDTH, severity), ..plain }
        }
        Some(Sign::Finding(severity @ Severity::Warning)) => {
            TextFormat { background: theme.warn_tint, underline: line(theme::STRONG_LINE_WIDTH, severity), ..plain }
        }
        Some(Sign::Finding(severity @ Severity::Note)) => TextFormat { underline: line(theme::LINE_WIDTH, severity), ..plain },
        Some(Sign::Link) => TextFormat { background: theme.sel, color: theme.entry, font_id: theme::font(BODY_14, Weight::Semibold), ..plain },
        Some(Sign::LastYear) => TextFormat { background: theme.inh_tint, ..plain },
    }
}
