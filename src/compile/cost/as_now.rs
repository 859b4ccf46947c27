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
            "{} lists subscriptions as they are now: past windows hold losses and hardly a renewal, so retention is too low. One that goes \
             on is due when its current period ends, and its earlier renewals are nowhere; snapshots of several months, or a table of \
             renewals, tell them",
            table.file.name()
        )
    })
}
