//! Changes without a sign, and the words beside them that tell which way each went.

use crate::compile::read::columns::{Bound, Form, Origin};
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::infer::{loose_number, says_nothing};

/// Lets a column of words say the sign of changes of which none goes down: what became of the renewal, or one of its own.
pub(super) fn settle(table: &mut TableFile) {
    let Some(change) = index(&table.columns, Field::ArrChange).filter(|_| table.columns.table == Table::Renewals) else { return };
    let mut numbers = table.file.values(change).filter_map(loose_number).peekable();
    if numbers.peek().is_none() || numbers.any(|number| number < 0.0) {
        return;
    }
    let outcome = index(&table.columns, Field::Outcome);
    let is_free = |column: &usize| Some(*column) == outcome || !table.columns.holds(*column);
    let Some(column) = (0..table.file.header.len()).filter(is_free).find(|column| tells_ways(table, *column, change)) else { return };
    let name = table.file.header[column].clone();
    table.columns.bind(Field::MovementType, Bound { origin: Origin::Column(column), name, form: Form::default() });
}

/// Most words beside a change say which way it went, some up and some down.
fn tells_ways(table: &TableFile, column: usize, change: usize) -> bool {
    let changed = table.file.sample.iter().filter(|row| row.get(change).and_then(|value| loose_number(value)).is_some_and(|n| n > 0.0));
    let (mut all, mut up, mut down) = (0, 0, 0);
    for word in changed.filter_map(|row| row.get(column)).filter(|word| !says_nothing(word)) {
        all += 1;
        match words::moves_down(word) {
            Some(true) => down += 1,
            Some(false) => up += 1,
            None => {}
        }
    }
    up > 0 && down > 0 && (up + down) * 10 >= all * 9
}
