//! The cells of one sheet.

use std::fmt::Display;

use calamine::{Cell, Data, Range};
use rustc_hash::FxHashMap;

use crate::compile::read::formats::WIDEST;
use crate::work;

/// Cells that one sheet may hold.
const MOST_CELLS: usize = 40_000_000;

/// Room that one sheet takes in any case, counted in cells, and how many times its cells beyond that.
const ROOM: u64 = 4_000_000;
const ROOM_FOR_EACH: u64 = 50;

/// A sheet's cells, and the formulas of those that hold no value.
#[derive(Default)]
pub struct Grid {
    pub range: Range<Data>,
    formulas: FxHashMap<Place, String>,
}

/// Row and column, from 0.
pub type Place = (u32, u32);

impl Grid {
    /// From the cells that hold something, as `next` hands them out. Cells far from all others are refused, before room is
    /// made for what would lie between.
    pub fn of_cells<V: Into<Data>, E: Display>(mut next: impl FnMut() -> Result<Option<(Place, V)>, E>) -> Result<Self, String> {
        let mut cells: Vec<Cell<Data>> = Vec::new();
        let (mut first, mut last) = ((u32::MAX, u32::MAX), (0, 0));
        while let Some(((row, column), value)) = next().map_err(|e| e.to_string())? {
            let value = value.into();
            if value == Data::Empty {
                continue;
            }
            work::done(1);
            if column as usize >= WIDEST {
                let (row, column) = (row + 1, column + 1);
                return Err(format!(
                    "a cell stands in row {row} of column {column}, and a table has {WIDEST} columns at most; empty that cell, or export the table as CSV"
                ));
            }
            if cells.len() == MOST_CELLS {
                return Err(format!("it holds more than {} million cells; export it as CSV", MOST_CELLS / 1_000_000));
            }
            first = (first.0.min(row), first.1.min(column));
            last = (last.0.max(row), last.1.max(column));
            cells.push(Cell::new((row, column), value));
        }
        if cells.is_empty() {
            return Ok(Self::default());
        }
        let area = u64::from(last.0 - first.0 + 1) * u64::from(last.1 - first.1 + 1);
        if area > ROOM.max(cells.len() as u64 * ROOM_FOR_EACH) {
            let (rows, columns, count) = (last.0 + 1, last.1 + 1, cells.len());
            return Err(format!(
                "{count} cells are spread over {rows} rows and {columns} columns; empty the cells that lie far from the table, or export it as CSV"
            ));
        }
        Ok(Self { range: Range::from_sparse(cells), formulas: FxHashMap::default() })
    }

    /// Notes the formulas of cells that hold no value, as `next` hands them out.
    pub fn note_formulas<E: Display>(&mut self, mut next: impl FnMut() -> Result<Option<(Place, String)>, E>) -> Result<(), String> {
        while let Some((place, formula)) = next().map_err(|e| e.to_string())? {
            let is_without = self.range.get_value(place).is_none_or(|value| *value == Data::Empty);
            if is_without && !formula.is_empty() {
                self.formulas.insert(place, formula);
            }
        }
        Ok(())
    }

    pub fn of_range(range: Range<Data>) -> Self {
        Self { range, formulas: FxHashMap::default() }
    }

    pub fn formula(&self, row: u32, column: u32) -> Option<&str> {
        if self.formulas.is_empty() { None } else { self.formulas.get(&(row, column)).map(String::as_str) }
    }
}
