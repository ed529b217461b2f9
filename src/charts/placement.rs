//! Where the labels of a plot stand: a pure function of measured boxes, the same for the same figures.
//!
//! Each label takes the cheapest of eight places around its mark; one that finds none loses its words, then moves by whole lines, then goes (the
//! data table keeps its value). Whatever the figures, no label meets another or a mark.

use super::scene::{Area, Spot};

/// A place of a label around its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Above,
    Below,
    Left,
    Right,
    NorthEast,
    NorthWest,
    SouthEast,
    SouthWest,
}

impl Side {
    const ALL: [Self; 8] = [Self::Above, Self::Below, Self::Left, Self::Right, Self::NorthEast, Self::NorthWest, Self::SouthEast, Self::SouthWest];

    /// The place of a box of that size at a distance from the centre of its mark.
    fn area(self, at: Spot, distance: f32, size: Size) -> Area {
        // On the diagonals the corner of the box stands at the same distance.
        let corner = distance * std::f32::consts::FRAC_1_SQRT_2;
        let (left, top) = match self {
            Self::Above => (at.x - size.width / 2.0, at.y - distance - size.height),
            Self::Below => (at.x - size.width / 2.0, at.y + distance),
            Self::Left => (at.x - distance - size.width, at.y - size.height / 2.0),
            Self::Right => (at.x + distance, at.y - size.height / 2.0),
            Self::NorthEast => (at.x + corner, at.y - corner - size.height),
            Self::NorthWest => (at.x - corner - size.width, at.y - corner - size.height),
            Self::SouthEast => (at.x + corner, at.y + corner),
            Self::SouthWest => (at.x - corner - size.width, at.y + corner),
        };
        Area::new(left, top, size.width, size.height)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    pub width: f32,
    pub height: f32,
}

/// A label to place; those that matter most come first.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The centre of its mark.
    pub at: Spot,
    /// From the centre to the edge of its mark.
    pub radius: f32,
    pub preferred: &'static [Side],
    /// The box with its words.
    pub whole: Size,
    /// The box of its value alone.
    pub short: Size,
}

/// What labels must keep clear of.
#[derive(Clone, Debug)]
pub struct Obstacles {
    /// Where labels may stand.
    pub plot: Area,
    pub marks: Vec<Area>,
    /// Words that stand already.
    pub words: Vec<Area>,
    pub segments: Vec<(Spot, Spot)>,
}

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    pub area: Area,
    pub has_words: bool,
    /// Whether a line has to join it to its mark.
    pub has_leader: bool,
}

/// From this cost on a place is refused.
const TOO_DEAR: f32 = 200.0;
const MOST_LINES: i8 = 4;

/// The place of each label, `None` for one that finds none; `u` is the unit of the marks.
pub fn place(wanted: &[Wanted], obstacles: &Obstacles, u: f32) -> Vec<Option<Placed>> {
    let mut taken = obstacles.words.clone();
    let mut places = Vec::with_capacity(wanted.len());
    for label in wanted {
        let placer = Placer { label, obstacles, taken: &taken, u };
        let placed = placer.place();
        taken.extend(placed.map(|placed| placed.area));
        places.push(placed);
    }
    places
}

struct Placer<'a> {
    label: &'a Wanted,
    obstacles: &'a Obstacles,
    taken: &'a [Area],
    u: f32,
}

impl Placer<'_> {
    fn place(&self) -> Option<Placed> {
        let (whole, short) = (self.label.whole, self.label.short);
        let still = |size| self.cheapest(size, 0).filter(|(cost, _)| *cost < TOO_DEAR);
        if let Some((_, area)) = still(whole) {
            return Some(Placed { area, has_words: true, has_leader: false });
        }
        if let Some((_, area)) = still(short) {
            return Some(Placed { area, has_words: false, has_leader: false });
        }
        let moves = || (1..=MOST_LINES).flat_map(|lines| [-lines, lines]);
        let moved = moves().filter_map(|lines| self.cheapest(short, lines)).find(|(cost, _)| *cost < TOO_DEAR);
        // Better on a line of the series than not at all.
        let crossing = || std::iter::once(0).chain(moves()).find_map(|lines| self.cheapest(short, lines).map(|found| (lines, found)));
        match moved {
            Some((_, area)) => Some(Placed { area, has_words: false, has_leader: true }),
            None => crossing().map(|(lines, (_, area))| Placed { area, has_words: false, has_leader: lines != 0 }),
        }
    }

    /// The cheapest place that meets nothing, moved by whole lines; ties go to the first.
    fn cheapest(&self, size: Size, lines: i8) -> Option<(f32, Area)> {
        let rest = Side::ALL.into_iter().filter(|side| !self.label.preferred.contains(side));
        let sides = self.label.preferred.iter().copied().chain(rest);
        let mut best: Option<(f32, Area)> = None;
        for (rank, side) in (0_u8..).zip(sides) {
            let area = self.candidate(side, size, lines);
            if self.is_refused(area) {
                continue;
            }
            let cost = 10.0 * f32::from(rank) + self.cost(area);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, area));
            }
        }
        best
    }

    fn candidate(&self, side: Side, size: Size, lines: i8) -> Area {
        let distance = self.label.radius + 5.0 * self.u;
        let mut area = side.area(self.label.at, distance, size);
        if matches!(side, Side::Above | Side::Below) {
            area = self.slid(area);
        }
        let shift = f32::from(lines) * size.height;
        Area { top: area.top + shift, bottom: area.bottom + shift, ..area }
    }

    /// Slid sideways into the plot, while the mark is still under or over the label.
    fn slid(&self, area: Area) -> Area {
        let plot = self.obstacles.plot;
        let wished = if area.left < plot.left {
            plot.left - area.left
        } else if area.right > plot.right {
            plot.right - area.right
        } else {
            return area;
        };
        let reach = (area.width() / 2.0 - self.label.radius).max(0.0);
        let shift = wished.clamp(-reach, reach);
        Area { left: area.left + shift, right: area.right + shift, ..area }
    }

    /// Outside the plot, over a mark or over a label: no cost makes up for it.
    fn is_refused(&self, area: Area) -> bool {
        !self.obstacles.plot.encloses(area) || self.obstacles.marks.iter().chain(self.taken).any(|other| area.meets(*other))
    }

    fn cost(&self, area: Area) -> f32 {
        let near: f32 = self.taken.iter().map(|other| 2000.0 * area.share_under(other.grown(5.0 * self.u, 2.5 * self.u))).sum();
        let crossed: f32 = self.obstacles.segments.iter().map(|(from, to)| 2500.0 * share_inside(area, *from, *to)).sum();
        near + crossed
    }
}

/// The share of a segment's 25 samples that stand in an area.
fn share_inside(area: Area, from: Spot, to: Spot) -> f32 {
    const SAMPLES: u8 = 25;
    let inside = (0..SAMPLES)
        .map(|index| f32::from(index) / f32::from(SAMPLES - 1))
        .filter(|t| area.holds(Spot { x: from.x + t * (to.x - from.x), y: from.y + t * (to.y - from.y) }));
    f32::from(u8::try_from(inside.count()).unwrap_or(SAMPLES)) / f32::from(SAMPLES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLOT: Area = Area { left: 0.0, top: 0.0, right: 400.0, bottom: 200.0 };

    fn wanted(x: f32, y: f32, preferred: &'static [Side]) -> Wanted {
        Wanted { at: Spot { x, y }, radius: 5.0, preferred, whole: Size { width: 90.0, height: 16.0 }, short: Size { width: 24.0, height: 16.0 } }
    }

    fn placed(wanted: &[Wanted]) -> Vec<Option<Placed>> {
        let marks = wanted.iter().map(|label| Area::around(label.at, label.radius, label.radius)).collect();
        place(wanted, &Obstacles { plot: PLOT, marks, words: vec![], segments: vec![] }, 1.0)
    }

    #[test]
    fn a_label_takes_its_preferred_place() {
        let cases: [(&'static [Side], f32, f32); 3] = [(&[Side::Above], 155.0, 74.0), (&[Side::Left], 100.0, 92.0), (&[Side::Below], 155.0, 110.0)];
        for (preferred, left, top) in cases {
            let place = placed(&[wanted(200.0, 100.0, preferred)])[0].unwrap();
            assert_eq!((place.area.left, place.area.top, place.has_words, place.has_leader), (left, top, true, false), "{preferred:?}");
        }
    }

    #[test]
    fn above_slides_into_the_plot() {
        let place = placed(&[wanted(380.0, 100.0, &[Side::Above])])[0].unwrap();
        assert_eq!((place.area.right, place.area.bottom), (400.0, 90.0));
    }

    #[test]
    fn a_label_without_room_loses_its_words() {
        let marks: Vec<Wanted> = [20.0, 60.0, 100.0, 140.0].into_iter().map(|x| wanted(x, 190.0, &[Side::Above])).collect();
        let places = placed(&marks);
        assert!(places.iter().all(Option::is_some));
        assert!(places.iter().flatten().any(|place| !place.has_words), "{places:?}");
    }

    proptest! {
        #[test]
        fn no_two_boxes_meet(
            spots in prop::collection::vec((0.0..400.0_f32, 0.0..200.0_f32, 10.0..120.0_f32), 1..12),
        ) {
            let sides: [&'static [Side]; 3] = [&[Side::Above, Side::NorthWest], &[Side::Left], &[Side::Below, Side::SouthEast]];
            let labels: Vec<Wanted> = spots.iter().enumerate().map(|(index, (x, y, width))| Wanted {
                whole: Size { width: *width, height: 16.0 },
                ..wanted(*x, *y, sides[index % 3])
            }).collect();
            let marks: Vec<Area> = labels.iter().map(|label| Area::around(label.at, 5.0, 5.0)).collect();
            let segments = labels.windows(2).map(|pair| (pair[0].at, pair[1].at)).collect();
            let words = vec![Area::new(50.0, 184.0, 24.0, 16.0)];
            let obstacles = Obstacles { plot: PLOT, marks, words, segments };
            let places = place(&labels, &obstacles, 0.78);
            prop_assert_eq!(&places, &place(&labels, &obstacles, 0.78), "the same places every time");
            let areas: Vec<Area> = places.into_iter().flatten().map(|place| place.area).chain(obstacles.words.iter().copied()).collect();
            for (index, area) in areas.iter().enumerate() {
                prop_assert!(PLOT.encloses(*area));
                let marks = if index < areas.len() - 1 { &obstacles.marks[..] } else { &[] };
                for other in areas.iter().skip(index + 1).chain(marks) {
                    prop_assert!(!area.meets(*other), "{:?} {:?}", area, other);
                }
            }
        }
    }
}
