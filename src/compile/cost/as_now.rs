//! Lists of subscriptions as they are now, Stripe's for one.

use crate::compile::columns::Origin;
use crate::compile::header::Heading;
use crate::compile::scan::TableFile;
use crate::compile::schema::Field;

/// What such a list of renewals cannot tell; `None` of any other file.
pub fn told(table: &TableFile) -> Option<String> {
    let due = table.columns.get(Field::DueDate)?;
    let is_period_end = matches!(due.origin, Origin::Column(_)) && Heading::of(&due.name).core.starts_with("currentperiodend");
    is_period_end.then(|| {
        format!(
            "{}: subscriptions as they are now. One that goes on is due when its current period ends, so earlier renewals are not in it: of a \
             window that is over it holds the losses and hardly a renewal, and retention of that window comes out too low. Snapshots of \
             several months, or a table of renewals, tell the rest",
            table.file.name()
        )
    })
}
