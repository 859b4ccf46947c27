//! The heat map's cells: which bucket stands in which row, which value in which column.

use std::hash::Hash;
use std::sync::Arc;

use super::List;
use crate::analysis::findings::HeatMap;
use crate::app::list::{Column, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::drill_down::{Opening, in_window};
use crate::app::screens::view_cache;
pub(crate) use crate::telling::chart::heat::{columns, weight};

pub(crate) const CROSSED: List = List::table(rows).opens(|model, i, _| open(model, i)).stamped(|model, hasher| {
    (model.screens.patterns.lens, model.screens.dimension(&model.world.session().scope.dimensions)).hash(hasher);
});

/// What the rows are called.
pub(crate) const NAME: &str = "name";

/// Sorted by name, by a column, or as the lens has its buckets.
fn rows(model: &Model) -> Rows<'_> {
    type Col<'a> = Column<'a, (Arc<HeatMap>, usize)>;
    let found = view_cache::heat(model);
    let mut all = vec![Col::text(NAME, 0).by(|(found, i)| Value::text(&found.rows[*i].1))];
    for column in columns(&found) {
        let weight = move |(found, i): &(Arc<HeatMap>, usize)| Value::number(Some(weight(&found.cells[*i][column])));
        all.push(Col::text(found.columns[column].clone(), 0).by(weight));
    }
    Rows::new(found.rows.len(), move |i| (Arc::clone(&found), i), |(found, i)| found.rows[*i].0.clone(), all)
}

/// The selected cell's renewals, or the whole row's where the row's name is selected.
fn open(model: &Model, i: usize) -> Option<Opening> {
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
