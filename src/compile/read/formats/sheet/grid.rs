//! The cells of one sheet.

use std::fmt::Display;

use calamine::{Cell, Data, Range};
use rustc_hash::FxHashMap;

use crate::compile::read::formats::WIDEST;
use crate::work;

/// Cells that one sheet may hold.
const MOST_CELLS: u64 = 40_000_000;

/// Room that one sheet takes in any case, counted in cells, and how many times its cells beyond that.
const ROOM: u64 = 4_000_000;
const ROOM_FOR_EACH: u64 = 50;

/// A sheet's cells, and the formulas of those that hold no value.
#[derive(Default)]
pub(crate) struct Grid {
    pub range: Range<Data>,
    formulas: FxHashMap<Place, String>,
}

/// Row and column, from 0.
pub(crate) type Place = (u32, u32);

/// How much room the cells of a sheet take that are seen one after the other.
#[derive(Default)]
pub(crate) struct Measure {
    /// The first row and column that hold something, and the last.
    extent: Option<[(u64, u64); 2]>,
    cells: u64,
}

impl Measure {
    /// A cell, or one that is repeated from `first` to `last`. One that lies beyond any table is refused.
    pub(crate) fn take(&mut self, first: (u64, u64), last: (u64, u64)) -> Result<(), String> {
        if last.1 >= WIDEST as u64 {
            let (row, column) = (last.0 + 1, last.1 + 1);
            return Err(format!(
                "a cell stands in row {row} of column {column}, and a table has {WIDEST} columns at most; empty that cell, or export the table as CSV"
            ));
        }
        self.cells += last.1 - first.1 + 1;
        if self.cells > MOST_CELLS {
            return Err(format!("it holds more than {} million cells; export it as CSV", MOST_CELLS / 1_000_000));
        }
        let [from, to] = self.extent.unwrap_or([first, last]);
        let (from, to) = ((from.0.min(first.0), from.1.min(first.1)), (to.0.max(last.0), to.1.max(last.1)));
        self.extent = Some([from, to]);
        Ok(())
    }

    /// All of them were seen. Cells that lie far from all others are refused, before room is made for what would lie between.
    pub(crate) fn end(&self) -> Result<(), String> {
        let Some([from, to]) = self.extent else { return Ok(()) };
        if (to.0 - from.0 + 1) * (to.1 - from.1 + 1) > ROOM.max(self.cells * ROOM_FOR_EACH) {
            let (rows, columns, count) = (to.0 + 1, to.1 + 1, self.cells);
            return Err(format!(
                "{count} cells are spread over {rows} rows and {columns} columns; empty the cells that lie far from the table, or export it as CSV"
            ));
        }
        Ok(())
    }
}

impl Grid {
    /// From the cells that hold something, as `next` hands them out.
    pub(crate) fn of_cells<V: Into<Data>, E: Display>(mut next: impl FnMut() -> Result<Option<(Place, V)>, E>) -> Result<Self, String> {
        let mut cells: Vec<Cell<Data>> = Vec::new();
        let mut measure = Measure::default();
        while let Some(((row, column), value)) = next().map_err(|e| e.to_string())? {
            let value = value.into();
            if value == Data::Empty {
                continue;
            }
            work::done(1);
            let place = (u64::from(row), u64::from(column));
            measure.take(place, place)?;
            cells.push(Cell::new((row, column), value));
        }
        measure.end()?;
        if cells.is_empty() {
            return Ok(Self::default());
        }
        Ok(Self { range: Range::from_sparse(cells), formulas: FxHashMap::default() })
    }

    /// Notes the formulas of cells that hold no value, as `next` hands them out.
    pub(crate) fn note_formulas<E: Display>(&mut self, mut next: impl FnMut() -> Result<Option<(Place, String)>, E>) -> Result<(), String> {
        while let Some((place, formula)) = next().map_err(|e| e.to_string())? {
            work::done(1);
            let is_without = self.range.get_value(place).is_none_or(|value| *value == Data::Empty);
            if is_without && !formula.is_empty() {
                self.formulas.insert(place, formula);
            }
        }
        Ok(())
    }

    pub(crate) fn of_range(range: Range<Data>) -> Self {
        Self { range, formulas: FxHashMap::default() }
    }

    pub(crate) fn formula(&self, row: u32, column: u32) -> Option<&str> {
        if self.formulas.is_empty() { None } else { self.formulas.get(&(row, column)).map(String::as_str) }
    }
}
