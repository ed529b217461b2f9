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

/// Where each row of a sheet stands in another state of it, by what its first cells say; one that says something else, after the row before it.
fn followed(from: &Sheet, to: &Sheet) -> FxHashMap<u32, u32> {
    let [was, now] = [from, to].map(|sheet| {
        let end = sheet.cells.keys().map(|(row, _)| row + 1).max().unwrap_or_default();
        (0..end).map(|row| plain(sheet.words(row, 0))).collect::<Vec<String>>()
    });
    let mut rows: FxHashMap<u32, u32> = FxHashMap::default();
    let mut taken = vec![false; now.len()];
    for operation in capture_diff_slices(Algorithm::Myers, &was, &now) {
        if let DiffOp::Equal { old_index, new_index, len } = operation {
            for (old, new) in (old_index..old_index + len).zip(new_index..) {
                if let (Ok(old), Ok(row), Some(taken)) = (u32::try_from(old), u32::try_from(new), taken.get_mut(new)) {
                    rows.insert(old, row);
                    *taken = true;
                }
            }
        }
    }
    for row in 1..u32::try_from(was.len()).unwrap_or_default() {
        let after = rows.get(&(row - 1)).map(|before| before + 1);
        let free = after.filter(|after| usize::try_from(*after).is_ok_and(|after| taken.get(after) == Some(&false)));
        if let (None, Some(free)) = (rows.get(&row), free) {
            rows.insert(row, free);
            if let Some(taken) = usize::try_from(free).ok().and_then(|free| taken.get_mut(free)) {
                *taken = true;
            }
        }
    }
    rows
}
