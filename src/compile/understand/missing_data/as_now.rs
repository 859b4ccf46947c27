//! Lists of subscriptions as they are now, Stripe's for one.

use crate::compile::read::columns::{Columns, Origin};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::Field;
use crate::compile::understand::header::Heading;

/// Whether the contract end is the end of a subscription's current period, which moves on with each.
pub(crate) fn names_a_period_end(columns: &Columns) -> bool {
    columns.get(Field::ContractEnd).is_some_and(|end| {
        let core = Heading::core_of(&end.name);
        ["currentperiod", "currentterm", "currentbilling", "nextbilling"].iter().any(|word| core.contains(word))
    })
}

/// What such a list of renewals cannot tell; `None` of any other file.
pub(crate) fn told(table: &TableFile) -> Option<String> {
    let due = table.columns.get(Field::DueDate)?;
    let is_period_end = matches!(due.origin, Origin::Column(_)) && Heading::core_of(&due.name).starts_with("currentperiodend");
    is_period_end.then(|| {
        format!(
            "{} holds losses and hardly a renewal: retention is too low. It lists subscriptions as they are now; one that goes on is \
             due when its current period ends, and its earlier renewals are nowhere. Snapshots of several months, or a table of \
             renewals, tell them",
            table.file.name()
        )
    })
}
