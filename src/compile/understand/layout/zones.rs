//! Of what calendar the days of instants are, column by column.

use crate::compile::read::columns::Origin;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Kind};
use crate::compile::understand::clocks;
use crate::compile::understand::mapping::FileMapping;

/// Takes what is said, else what the times of day tell.
pub(super) fn settle(table: &mut TableFile, said: &FileMapping) {
    for field in Field::ALL.iter().copied().filter(|field| field.kind() == Kind::Date) {
        let Some(bound) = table.columns.get(field) else { continue };
        let Origin::Column(column) = bound.origin else { continue };
        let told = || clocks::found(table.file.values(column), &bound.form).filter(|found| found.is_told).map(|found| found.zone);
        if let Some(zone) = said.zone_of(&bound.name).or_else(told)
            && let Some(bound) = table.columns.get_mut(field)
        {
            bound.form.zone = zone;
        }
    }
}
