//! A workbook whose hidden sheet some program has dropped: its cells are found by the names of sheets and the labels of rows, as they would be written
//! today.

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::follow::{At, Programme, plain};
use super::sheets::Sheet;

/// Moves what was found in one workbook to where it stands in another; `None` when most sheets have no namesake there.
pub(super) fn moved(mut programmes: Vec<Programme>, from: &[Sheet], to: &[Sheet], anchors: usize) -> Option<Vec<Programme>> {
    let named: FxHashMap<usize, usize> = from
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != anchors)
        .filter_map(|(index, sheet)| Some((index, to.iter().position(|other| other.name == sheet.name)?)))
        .collect();
    if named.len() * 2 < from.len() {
        return None;
    }
    let rows: FxHashMap<usize, FxHashMap<u32, u32>> =
        named.iter().filter_map(|(was, now)| Some((*was, followed(from.get(*was)?, to.get(*now)?)))).collect();
    let moved = |(sheet, row, column): At| Some((*named.get(&sheet)?, *rows.get(&sheet)?.get(&row)?, column));
    for table in programmes.iter_mut().flat_map(|programme| &mut programme.tables) {
        for column in &mut table.columns {
            // A heading may be gone: the column is where it was.
            *column = column.and_then(|(sheet, row, of)| Some((*named.get(&sheet)?, moved((sheet, row, of)).map_or(row, |(_, row, _)| row), of)));
        }
        for row in &mut table.rows {
            row.now = row.now.and_then(moved);
        }
    }
    Some(programmes)
}

/// Where each row of a sheet stands in another state of it, by what its first cells say; one that says something else, after the row before it. Rows
/// that hold nothing are nowhere, and a sheet that became another one is not followed.
fn followed(from: &Sheet, to: &Sheet) -> FxHashMap<u32, u32> {
    /// Rows that somebody adds to a sheet of any size, beside as many as it has.
    const ADDED: usize = 1_000;
    let [was, now] = [from, to].map(Sheet::filled_rows);
    if now.len() > was.len() * 2 + ADDED {
        return FxHashMap::default();
    }
    let said = |sheet: &Sheet, rows: &[u32]| rows.iter().map(|row| plain(sheet.words(*row, 0))).collect::<Vec<String>>();
    // The rank of each among the rows of the other state.
    let mut ranks: Vec<Option<usize>> = vec![None; was.len()];
    let mut taken = vec![false; now.len()];
    for operation in capture_diff_slices(Algorithm::Myers, &said(from, &was), &said(to, &now)) {
        if let DiffOp::Equal { old_index, new_index, len } = operation {
            for (old, new) in (old_index..old_index + len).zip(new_index..) {
                if let (Some(rank), Some(taken)) = (ranks.get_mut(old), taken.get_mut(new)) {
                    (*rank, *taken) = (Some(new), true);
                }
            }
        }
    }
    let mut before: Option<usize> = None;
    for rank in &mut ranks {
        let next = before.map(|before| before + 1);
        if let (None, Some(next)) = (*rank, next)
            && let Some(taken @ false) = taken.get_mut(next)
        {
            (*rank, *taken) = (Some(next), true);
        }
        before = *rank;
    }
    was.iter().zip(ranks).filter_map(|(row, rank)| Some((*row, *now.get(rank?)?))).collect()
}
