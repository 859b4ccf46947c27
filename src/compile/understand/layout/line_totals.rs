//! Deals to which their lines were joined: the price of each line, and the total of all on each. The total is what was paid.

use rustc_hash::FxHashMap;

use crate::compile::read::columns::{Bound, Origin};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::infer::loose_number;
use crate::compile::understand::mapping::FileMapping;
use crate::compile::understand::pairs::are_same;
use crate::compile::understand::recognise::profile;

/// Fewer deals of several lines tell nothing.
const FEWEST: usize = 3;

/// Reads the total in place of the lines' prices, where it is their sum in each deal of several lines.
pub(super) fn settle(table: &mut TableFile, said: &FileMapping) {
    let columns = &table.columns;
    let price = [Field::ArrAfter, Field::Amount].into_iter().find_map(|field| Some((field, index(columns, field)?)));
    let Some((id, (field, after))) = index(columns, Field::RenewalId).zip(price) else { return };
    let is_said = |column: usize| said.columns.contains_key(&table.file.header[column]);
    if columns.table != Table::Renewals || is_said(after) {
        return;
    }
    let mut deals: FxHashMap<&str, Vec<&Vec<String>>> = FxHashMap::default();
    for row in &table.file.sample {
        deals.entry(row.get(id).map_or("", String::as_str)).or_default().push(row);
    }
    deals.retain(|id, rows| !id.is_empty() && rows.len() > 1);
    let number = |row: &Vec<String>, column: usize| row.get(column).and_then(|value| loose_number(value));
    let is_sum = |column: usize, rows: &Vec<&Vec<String>>| {
        let totals: Vec<f64> = rows.iter().filter_map(|row| number(row, column)).collect();
        let sum: f64 = rows.iter().filter_map(|row| number(row, after)).sum();
        totals.is_empty() && sum == 0.0 || totals.len() == rows.len() && totals.iter().all(|total| are_same(*total, sum))
    };
    let is_total = |column: &usize| {
        let told = deals.values().filter(|rows| is_sum(*column, rows)).count();
        !is_said(*column) && profile::are_unread_amounts(table, *column) && told >= FEWEST && told == deals.len()
    };
    let Some(total) = (0..table.file.header.len()).find(is_total) else { return };
    if let Some(bound) = table.columns.get(field).cloned() {
        let name = table.file.header[total].clone();
        table.columns.release(field);
        table.columns.bind(field, Bound { origin: Origin::Column(total), name, ..bound });
    }
}
