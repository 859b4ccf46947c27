//! The heat map's cells: which bucket stands in which row, which value in which column.

use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::drill_down::{Opening, in_window};
use crate::app::screens::view_cache;
pub use crate::telling::chart::heat::{columns, weight};

/// Sorted by name, by a column, or as the lens has its buckets.
pub fn rows(model: &Model) -> Rows<'_> {
    let found = view_cache::heat(model);
    let columns = columns(&found);
    Rows::new(found.rows.len(), move |i| {
        let (key, label) = &found.rows[i];
        let cells = columns.iter().map(|column| Value::number(Some(weight(&found.cells[i][*column]))));
        Row::new(key, std::iter::once(Value::text(label)).chain(cells).collect())
    })
}

/// The selected cell's renewals, or the whole row's where the row's name is selected.
pub fn open(model: &Model, i: usize) -> Option<Opening> {
    let found = view_cache::heat(model);
    let (_, label) = found.rows.get(i)?;
    let Some(place) = model.screens.heat_column.checked_sub(1) else {
        let renewals: Vec<_> = found.cells[i].iter().flat_map(|cell| cell.renewals.iter().cloned()).collect();
        let lost = found.cells[i].iter().map(|cell| cell.lost_arr).sum();
        return Some(Opening::lost(&model.world, in_window(&model.world, label), &renewals, lost));
    };
    let column = *columns(&found).get(place)?;
    let cell = &found.cells[i][column];
    let what = in_window(&model.world, &format!("{label} × {}", found.columns[column]));
    (cell.count > 0).then(|| Opening::lost(&model.world, what, &cell.renewals, cell.lost_arr))
}
