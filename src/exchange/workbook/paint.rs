//! Gathers cells of one look into rectangles. The library finds a format by all that it says, which costs more than to write a number:
//! it is asked once for each rectangle.

use super::styles::{Look, Shape};

/// A rectangle of cells of one look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub top: u32,
    pub bottom: u32,
    pub left: u16,
    pub right: u16,
    pub style: (Look, Shape),
}

impl Area {
    /// Takes in cells of the next row, under the whole of it and of the same look.
    fn takes(&mut self, run: &Self) -> bool {
        let goes_on = self.bottom + 1 == run.top && (self.left, self.right, self.style) == (run.left, run.right, run.style);
        if goes_on {
            self.bottom = run.bottom;
        }
        goes_on
    }
}

/// The cells that wait for their look. In any order they come out right; row by row and from left to right, in few rectangles.
#[derive(Default)]
pub(super) struct Paint {
    /// The last cells, side by side in one row.
    run: Option<Area>,
    /// What the next row may go on.
    open: Vec<Area>,
}

impl Paint {
    /// Takes a cell; gives the rectangles that nothing can go on any more.
    pub fn cell(&mut self, (row, column): (u32, u16), style: (Look, Shape)) -> Vec<Area> {
        if let Some(run) = &mut self.run
            && (run.top, run.right + 1, run.style) == (row, column, style)
        {
            run.right = column;
            return vec![];
        }
        self.close_run();
        self.run = Some(Area { top: row, bottom: row, left: column, right: column, style });
        self.open.extract_if(.., |area| area.bottom + 1 < row).collect()
    }

    /// The rectangles that are left.
    pub fn end(&mut self) -> Vec<Area> {
        self.close_run();
        std::mem::take(&mut self.open)
    }

    fn close_run(&mut self) {
        if let Some(run) = self.run.take()
            && !self.open.iter_mut().any(|area| area.takes(&run))
        {
            self.open.push(run);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_gets_its_own_look_in_few_rectangles() {
        let cases: [(&[&str], usize); 8] = [
            (&["CCC", "CCC"], 1),
            (&["ECC", "ECC", "ECC"], 2),
            (&["ECC", "TTT", "ECC"], 5),
            (&["CCE", "CEE", "CEE"], 4),
            (&["CCC", "CC ", "CCC"], 3),
            (&["C C", "C C"], 2),
            (&["CC", "  ", "CC"], 2),
            (&["CEC", "ECE"], 6),
        ];
        for (rows, expected) in cases {
            let cells = rows.iter().zip(5_u32..).flat_map(|(row, at)| row.chars().zip(2_u16..).map(move |(cell, column)| ((at, column), cell)));
            let looked = cells.filter_map(|(at, cell)| {
                let look = match cell {
                    'C' => Look::Computed,
                    'E' => Look::Entered,
                    'T' => Look::Total,
                    _ => return None,
                };
                Some((at, (look, Shape::Amount)))
            });
            let looked: Vec<_> = looked.collect();
            let mut paint = Paint::default();
            let mut areas: Vec<Area> = looked.iter().flat_map(|(at, style)| paint.cell(*at, *style)).collect();
            areas.extend(paint.end());
            assert_eq!(areas.len(), expected, "{rows:?}");
            let mut painted: Vec<_> = areas
                .iter()
                .flat_map(|area| {
                    (area.top..=area.bottom).flat_map(move |row| (area.left..=area.right).map(move |column| ((row, column), area.style)))
                })
                .collect();
            painted.sort_by_key(|(at, _)| *at);
            assert_eq!(painted, looked, "{rows:?}");
        }
    }
}
