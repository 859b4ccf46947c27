//! Names that mean a field in one table and not in another.

use crate::compile::read::file::DataFile;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::header::Heading;

/// Names of a change in ARR that other things have as well: with the kinds of change beside them, they are believed.
const PLAIN: [&str; 3] = ["delta", "movement", "amount"];

/// Whether a column of this name cannot be `field` of `table`, whatever its values are.
pub fn is_misplaced(file: &DataFile, headings: &[Heading], column: usize, table: Table, field: Field) -> bool {
    let core = headings[column].core.as_str();
    match (table, field) {
        _ if field.is_only_said() => true,
        // The day of a loss is no day on which somebody looked at a customer: who goes on has none.
        (Table::Subscriptions, Field::Date) => core.contains("churn") || core.contains("cancel"),
        (Table::Subscriptions, Field::MovementType) => !are_movements(file, column),
        (_, Field::ArrChange) if PLAIN.contains(&core) => {
            table != Table::Subscriptions || !(0..headings.len()).any(|other| other != column && are_movements(file, other))
        }
        _ => false,
    }
}

/// Most values of a column are kinds of change: new, expansion, contraction, churn.
fn are_movements(file: &DataFile, column: usize) -> bool {
    let (mut all, mut known) = (0, 0);
    for value in file.values(column) {
        all += 1;
        known += u32::from(words::moves_down(value).is_some());
    }
    known > 0 && known * 2 > all
}
