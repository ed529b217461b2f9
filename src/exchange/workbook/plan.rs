//! Where each figure stands in a workbook: the sheet, row and column of every place, each with one home.
//!
//! The home of a figure is the first cell that shows it: what is typed is typed there, and other cells refer to it.

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::calc::repeated;
use crate::model::{ActionId, AmountEntry, Category, Document, Entry, Measure, Order, Place, Stage, Year};
use crate::tables::{Level, Table, Tables};

/// A cell of the workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Spot {
    pub sheet: usize,
    pub row: u32,
    pub column: u16,
}

/// Which sheets hold the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrangement {
    SheetForEach { first: usize },
    OneSheet { sheet: usize },
}

/// A table and where it stands. From top to bottom: title, note, share of an action, groups of columns, headings, rows.
pub(super) struct Placed {
    pub table: Table,
    pub sheet: usize,
    pub top: u32,
    /// What its own sheet says under the title; none where tables follow each other.
    pub has_note: bool,
    pub spots: FxHashMap<Place, Spot>,
    /// Where the figure stands that the table is held against: under its last column.
    pub control: Option<Spot>,
}

impl Placed {
    fn new(table: Table, sheet: usize, top: u32, has_note: bool) -> Self {
        let mut placed = Self { table, sheet, top, has_note, spots: FxHashMap::default(), control: None };
        let share = placed
            .table
            .share
            .iter()
            .filter_map(|cell| cell.place)
            .zip(placed.share_row())
            .map(|(place, row)| (place, Spot { sheet, row, column: 1 }));
        let cells = placed.table.rows.len() * placed.table.columns.len();
        let mut spots: FxHashMap<Place, Spot> = FxHashMap::with_capacity_and_hasher(cells + 1, FxBuildHasher);
        spots.extend(share);
        for (cells, row) in placed.table.rows.iter().zip(placed.body()..) {
            for (cell, column) in cells.cells.iter().zip(1..) {
                if let Some(place) = cell.place {
                    spots.entry(place).or_insert(Spot { sheet, row, column });
                }
            }
        }
        placed.spots = spots;
        placed
    }

    /// Whether a cell stays empty while all that it shows or sums is: lines of natures without a fact, an entry that another table repeats.
    pub fn may_be_blank(&self, tables: Tables<'_>, level: Level, place: Place) -> bool {
        if self.table.look.has_blank_rows {
            level != Level::Total
        } else {
            repeated(tables.document, place).is_some_and(|part| tables.document.entry(part).is_some())
        }
    }

    fn blanks(&self, tables: Tables<'_>) -> impl Iterator<Item = Spot> {
        let rows = self.table.rows.iter().flat_map(|row| row.cells.iter().map(|cell| (row.level, cell)));
        let places = rows.filter_map(move |(level, cell)| cell.place.filter(|place| self.may_be_blank(tables, level, *place)));
        places.filter_map(|place| self.spots.get(&place).copied())
    }

    pub fn share_row(&self) -> Option<u32> {
        self.table.share.as_ref().map(|_| self.top + 1 + u32::from(self.has_note))
    }

    pub fn is_grouped(&self) -> bool {
        self.table.groups.iter().any(|group| !group.title.is_empty())
    }

    /// The first row of headings.
    pub fn head(&self) -> u32 {
        // A sheet of its own has an empty row before the headings.
        self.share_row().unwrap_or(self.top + u32::from(self.has_note)) + 1 + u32::from(self.has_note)
    }

    /// The first row of figures.
    pub fn body(&self) -> u32 {
        self.head() + 1 + u32::from(self.is_grouped())
    }

    /// The row after the last one.
    pub fn end(&self) -> u32 {
        self.body() + u32::try_from(self.table.rows.len()).unwrap_or(u32::MAX)
    }
}

/// Amounts of a category that no table shows by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Detail {
    pub year: Year,
    pub stage: Stage,
    pub contributions: bool,
    pub action: ActionId,
    pub category: Category,
}

impl Detail {
    pub fn entry(self, measure: Measure) -> AmountEntry {
        let Self { year, stage, contributions, action, category } = self;
        AmountEntry::Credit { year, stage, contributions, action, category, measure }
    }

    pub fn place(self, measure: Measure) -> Place {
        Entry::Amount(self.entry(measure)).into()
    }
}

/// Every table of a document in its place.
pub(super) struct Plan {
    pub tables: Vec<Placed>,
    homes: FxHashMap<Place, Spot>,
    /// The cells that may show no number: what adds them up must not be empty with them.
    blanks: FxHashSet<Spot>,
    pub details: Vec<Detail>,
    /// Where the first of the details stands, in the column of AE.
    pub details_at: Spot,
}

/// Columns of the details: action, category, then AE and CP.
pub(super) const DETAIL_COLUMN: u16 = 3;

impl Plan {
    pub fn new(tables: Tables<'_>, variation: bool, arrangement: Arrangement) -> Self {
        let mut placed = Vec::new();
        // On one sheet the name of the programme stands first.
        let mut next = match arrangement {
            Arrangement::SheetForEach { first } => Spot { sheet: first, row: 0, column: 0 },
            Arrangement::OneSheet { sheet } => Spot { sheet, row: 3, column: 0 },
        };
        for table in tables.all().into_iter().filter(|table| variation || table.name.is_official()) {
            let is_alone = matches!(arrangement, Arrangement::SheetForEach { .. });
            let mut table = Placed::new(table, next.sheet, next.row, is_alone);
            let mut end = table.end();
            if table.table.look.control.is_some() {
                let last = u16::try_from(table.table.columns.len()).unwrap_or(u16::MAX);
                table.control = Some(Spot { sheet: next.sheet, row: end, column: last });
                end += 1;
            }
            placed.push(table);
            match arrangement {
                Arrangement::SheetForEach { .. } => next.sheet += 1,
                Arrangement::OneSheet { .. } => next.row = end + 2,
            }
        }
        let shown = placed.iter().map(|table| table.spots.len()).sum();
        let mut homes: FxHashMap<Place, Spot> = FxHashMap::with_capacity_and_hasher(shown, FxBuildHasher);
        for (place, spot) in placed.iter().flat_map(|table| &table.spots) {
            homes.entry(*place).and_modify(|home| *home = (*home).min(*spot)).or_insert(*spot);
        }
        let details = details(tables.document, &homes);
        // Under a title, a note and the headings.
        let details_at = Spot { row: next.row + 4, column: DETAIL_COLUMN, ..next };
        for (detail, row) in details.iter().zip(details_at.row..) {
            for (measure, column) in Measure::BOTH.into_iter().zip(DETAIL_COLUMN..) {
                homes.entry(detail.place(measure)).or_insert(Spot { row, column, ..next });
            }
        }
        let blanks = placed.iter().flat_map(|placed| placed.blanks(tables)).collect();
        Self { tables: placed, homes, blanks, details, details_at }
    }

    /// Where a figure stands first.
    pub fn home(&self, place: Place) -> Option<Spot> {
        self.homes.get(&place).copied()
    }

    /// Whether a cell may show no number.
    pub fn may_be_blank(&self, spot: Spot) -> bool {
        self.blanks.contains(&spot)
    }

    /// Every place that stands somewhere.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        self.homes.keys().copied()
    }
}

/// The facts of the year's bill and act, and of what stands for an act nobody entered, that have no cell.
fn details(document: &Document, homes: &FxHashMap<Place, Spot>) -> Vec<Detail> {
    let (year, previous) = (document.year, document.previous_year());
    let order = Order::of(document);
    let mut details = Vec::new();
    for (of_year, stage) in [(year, Stage::Bill), (previous, Stage::InitialAct), (previous, Stage::Bill), (previous, Stage::Amendment)] {
        for contributions in [false, true] {
            let mut rows: Vec<_> = document.ledger(contributions).stage(of_year, stage).collect();
            rows.sort_by_key(|(action, category, _)| (order.action(*action), *category));
            for (action, category, _) in rows {
                let detail = Detail { year: of_year, stage, contributions, action, category };
                let is_source = of_year != year && stage != Stage::InitialAct;
                let counts = |measure| {
                    let act = Detail { stage: Stage::InitialAct, ..detail };
                    document.amount(detail.entry(measure)).is_some() && (!is_source || document.unconfirmed(act.entry(measure)))
                };
                if Measure::BOTH.into_iter().any(|measure| counts(measure) && !homes.contains_key(&detail.place(measure))) {
                    details.push(detail);
                }
            }
        }
    }
    details
}
