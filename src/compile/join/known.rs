//! The day up to which the data know anything: the newest of what goes on by itself.

use chrono::NaiveDate;

use crate::compile::read::columns::Origin;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate, Meter, TableFile, scan};
use crate::compile::schema::{Field, Table};
use crate::compile::understand::layout::Layout;
use crate::error::Result;

/// Tables whose rows are written week by week whatever happens, with the day of each; accounts may say when somebody was seen.
const GOING_ON: [(Table, Field); 4] =
    [(Table::Health, Field::Week), (Table::Usage, Field::Week), (Table::Accounts, Field::LastSeen), (Table::Counts, Field::NewestDay)];

/// Larger files are looked at where they begin: their first accounts tell as well how far they go.
const READ_WHOLE: u64 = 4 << 20;

/// The newest day of observations; `None` where nothing goes on by itself.
pub(crate) fn newest_observation(layout: &Layout, as_of: NaiveDate, meter: &Meter<'_>) -> Result<Option<NaiveDate>> {
    let mut newest = None;
    for (table, field) in GOING_ON {
        for file in layout.files(table).filter(|file| file.columns.has(field)) {
            newest = newest.max(newest_day(file, field, as_of, meter)?);
        }
    }
    Ok(newest)
}

fn newest_day(file: &TableFile, field: Field, as_of: NaiveDate, meter: &Meter<'_>) -> Result<Option<NaiveDate>> {
    if file.file.input.size <= READ_WHOLE {
        return Ok(scan(file, meter, || Days { field, as_of, newest: None })?.collected.newest);
    }
    let Some(bound) = file.columns.get(field) else { return Ok(None) };
    let Origin::Column(index) = bound.origin else { return Ok(None) };
    let days = file.file.values(index).filter_map(|value| bound.form.day(value));
    Ok(days.filter(|day| *day <= as_of).max())
}

/// The newest day of a column that is not after the as-of day.
struct Days {
    field: Field,
    as_of: NaiveDate,
    newest: Option<NaiveDate>,
}

impl Collect for Days {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        if let Ok(Some(day)) = row.date(self.field)
            && day <= self.as_of
        {
            self.newest = self.newest.max(Some(day));
        }
        Ok(Fate::Used)
    }

    fn merge(&mut self, other: Self) {
        self.newest = self.newest.max(other.newest);
    }
}
