//! The labels of a trend: what each says, what it must keep clear of, and where it stands.

use super::pen::Pen;
use super::placement::{Obstacles, Side, Size, Wanted, place};
use super::scene::{Area, Dash, Font, Ink, Mark, Spot};
use super::trend::{Point, YearRole};
use super::trend_scene::{Placed, Plot, Role, TARGET};
use crate::model::ValueKind;

impl<'a> Plot<'a> {
    fn obstacles(&self, marks: &[Placed<'a>], words: Vec<Area>) -> Obstacles {
        let boxes = marks.iter().map(|mark| self.mark_area(mark));
        let arrows = marks.iter().filter(|mark| mark.role == Role::Initial).filter_map(|mark| {
            let revised = marks.iter().find(|other| other.role == Role::Revised && other.point.year == mark.point.year)?;
            Some((mark.at, revised.at))
        });
        let plot = Area { left: self.area.left, right: self.area.right, top: self.area.top - self.head, bottom: self.area.bottom - 1.0 };
        let baseline = (Spot { x: self.area.left, y: self.zero() }, Spot { x: self.area.right, y: self.zero() });
        let segments = self.steps(marks).into_iter().map(|(from, to, _)| (from, to)).chain(arrows).chain([baseline]).collect();
        Obstacles { plot, marks: boxes.collect(), words, segments }
    }

    /// Places and writes the labels; their plates go under the marks, which begin at `first_mark`.
    pub(super) fn labels(&self, pen: &mut Pen, marks: &[Placed<'a>], words: Vec<Area>, first_mark: usize) {
        let texts: Vec<Label> = marks.iter().map(|mark| self.label(pen, mark)).collect();
        let wanted: Vec<Wanted> = marks.iter().zip(&texts).map(|(mark, label)| self.wanted(pen, mark, label)).collect();
        let obstacles = self.obstacles(marks, words);
        let places = place(&wanted, &obstacles, self.u);
        let (mut leaders, mut areas) = (Vec::new(), Vec::new());
        for (((mark, label), placed), wanted) in marks.iter().zip(&texts).zip(places).zip(&wanted) {
            let Some(placed) = placed else { continue };
            let area = placed.area;
            areas.push(area);
            if placed.has_leader {
                let end = Spot { x: mark.at.x.clamp(area.left, area.right), y: if area.top > wanted.at.y { area.top } else { area.bottom } };
                leaders.push((wanted.at, end));
            }
            let (text, words) = if placed.has_words { (&label.text, label.words) } else { (&label.short, "") };
            let value = pen.words_by(area.left, area.centre().y, 0.0, text, label.font, label.ink);
            if !words.is_empty() {
                let font = pen.sizes.words;
                pen.words_by(value.right + WORD_GAP, area.centre().y + 0.5, 0.0, words, font, Ink::Second);
            }
        }
        // A leader goes under the labels that it meets.
        let lines = leaders.iter().map(|(from, to)| Mark::Line { from: *from, to: *to, ink: Ink::Axis, width: self.u, dash: Dash::Solid });
        let is_over = |area: &&Area| self.crosses_grid(**area) && !self.is_in_band(**area) || leaders.iter().any(|leader| crosses(*leader, **area));
        let plates = areas.iter().filter(is_over).map(|area| Mark::Fill { area: area.grown(4.0 * self.u, -1.0), ink: Ink::Ground });
        let under: Vec<Mark> = lines.chain(plates).collect();
        pen.scene.marks.splice(first_mark..first_mark, under);
    }

    fn is_in_band(&self, area: Area) -> bool {
        let bands = self.trend.years.iter().filter(|year| year.role == YearRole::NotAsked);
        bands.map(|year| self.x(year.year)).any(|x| area.left < x + self.step / 2.0 && x - self.step / 2.0 < area.right)
    }

    fn label(&self, pen: &Pen, mark: &Placed<'a>) -> Label {
        let text = mark.point.text.clone();
        if self.is_small {
            let is_strong = matches!(mark.role, Role::Forecast | Role::Revised | Role::Target) || self.is_last_actual(mark);
            let font = if is_strong { pen.sizes.value } else { pen.sizes.value_plain };
            let ink = match mark.role {
                Role::Target => Ink::Words(TARGET),
                _ if is_strong => Ink::Main,
                _ => Ink::Third,
            };
            return Label { short: text.clone(), text, words: "", font, ink };
        }
        match mark.role {
            Role::Target => Label { text: mark.point.label.clone(), short: text, words: "", font: pen.sizes.value, ink: Ink::Words(TARGET) },
            Role::Initial => Label { short: text.clone(), text, words: mark.point.words, font: pen.sizes.value_plain, ink: Ink::Third },
            _ => Label { short: text.clone(), text, words: mark.point.words, font: pen.sizes.value, ink: Ink::Main },
        }
    }

    fn is_last_actual(&self, mark: &Placed<'a>) -> bool {
        let is_later = |point: &Point| point.kind == ValueKind::Actual && point.year > mark.point.year;
        mark.role == Role::Actual && !self.trend.points.iter().any(is_later)
    }

    /// Whether the initial forecast of the year of a mark stands under the revised one.
    fn is_initial_lower(&self, mark: &Placed<'a>) -> bool {
        let at = |kind| self.trend.point(mark.point.year, kind).and_then(|point| self.placed(point)).map(|placed| placed.at.y);
        at(ValueKind::Forecast).zip(at(ValueKind::RevisedForecast)).is_some_and(|(initial, revised)| initial > revised)
    }

    fn wanted(&self, pen: &Pen, mark: &Placed<'a>, label: &Label) -> Wanted {
        let height = label.font.size + 2.0;
        let words = if label.words.is_empty() { 0.0 } else { WORD_GAP + pen.measure(label.words, pen.sizes.words) };
        let (at, radius) = match mark.to {
            Some(to) => (Spot { x: mark.at.x, y: f32::midpoint(mark.at.y, to.y) }, ((mark.at.y - to.y) / 2.0).max(3.0 * self.u)),
            None if mark.role == Role::Initial => (mark.at, 4.0 * self.u),
            None => (mark.at, self.radius(mark.role)),
        };
        Wanted {
            at,
            radius,
            preferred: match mark.role {
                // Each on its own side: what is lower is written below.
                Role::Initial if self.is_initial_lower(mark) => &[Side::Below, Side::SouthWest, Side::SouthEast, Side::Left],
                Role::Revised if self.is_initial_lower(mark) => &[Side::Above, Side::NorthEast, Side::Right, Side::NorthWest],
                Role::Target => &[Side::Above, Side::NorthWest, Side::Left],
                Role::Forecast if pen.sizes.is_small() => &[Side::Above, Side::NorthWest],
                Role::Forecast => &[Side::Left, Side::NorthWest],
                Role::Revised => &[Side::Below, Side::SouthEast, Side::Right, Side::SouthWest],
                Role::Actual => &[Side::Above, Side::NorthWest, Side::NorthEast, Side::Below],
                Role::Initial if pen.sizes.is_small() => &[Side::Above, Side::Below, Side::NorthWest],
                Role::Initial => &[Side::Above, Side::NorthWest, Side::Left],
            },
            whole: Size { width: pen.measure(&label.text, label.font) + words, height },
            short: Size { width: pen.measure(&label.short, label.font), height },
        }
    }
}

/// Whether a line goes through an area, not only up to its edge.
fn crosses((from, to): (Spot, Spot), area: Area) -> bool {
    let inner = area.grown(-1.0, -1.0);
    (0_u8..=60)
        .map(|part| f32::from(part) / 60.0)
        .any(|part| inner.holds(Spot { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }))
}

/// Between a value and its words.
const WORD_GAP: f32 = 4.0;

struct Label {
    text: String,
    short: String,
    words: &'static str,
    font: Font,
    ink: Ink,
}
