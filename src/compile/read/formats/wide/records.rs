//! The rows of a wide table as records of one period each.

use std::borrow::Cow;
use std::sync::Arc;

use super::Wide;
use super::totals::Totals;
use crate::compile::read::decode::Stream;
use crate::compile::read::formats::relaid::{self, Relay, Stored, StoredRow};
use crate::compile::read::formats::{push_aside, push_bytes, push_field, push_flaw, push_line};
use crate::compile::read::row::NOTHING;
use crate::compile::read::row_checks;
use crate::compile::read::values::is_no_value;

/// The long form.
pub(crate) struct LongRecords {
    wide: Arc<Wide>,
    totals: Totals,
}

impl LongRecords {
    pub(crate) fn stream(wide: Arc<Wide>, rows: Stream) -> Stream {
        let totals = Totals::of(&wide);
        relaid::stream(Self { wide, totals }, rows)
    }
}

impl Relay for LongRecords {
    fn stored(&self) -> &Stored {
        &self.wide.stored
    }

    fn header(&self) -> Vec<String> {
        self.wide.header()
    }

    fn row(&mut self, row: &StoredRow<'_>, out: &mut Vec<u8>) {
        let columns = self.wide.stored.names.len();
        if row.width < columns {
            push_flaw(out, &row_checks::uneven(row.width, columns));
            return push_line(out, row.line);
        }
        let cells: Vec<Cow<'_, str>> =
            (0..row.width).map(|column| String::from_utf8_lossy(&row.value(column)).into_owned().into()).collect();
        if let Some(total) = self.totals.take(&self.wide, &cells) {
            push_aside(out, &total);
            return push_line(out, row.line);
        }
        self.wide.periods_of(row, out);
    }
}

impl Wide {
    /// A record for each period with a value.
    fn periods_of(&self, row: &StoredRow<'_>, out: &mut Vec<u8>) {
        for (day, columns) in self.days.iter().zip(self.series.periods.iter().map(|(_, columns)| columns)) {
            let cell =
                |column: &Option<usize>| column.map(|column| row.value(column)).filter(|value| !is_nothing(value)).unwrap_or_default();
            if columns.iter().all(|column| cell(column).is_empty()) {
                continue;
            }
            for key in &self.keys {
                push_bytes(out, &row.value(*key));
            }
            push_field(out, day);
            for column in columns {
                push_bytes(out, &cell(column));
            }
            push_line(out, row.line);
        }
    }
}

/// Nothing is known of the period: the customer is not there yet, or not any more.
fn is_nothing(value: &[u8]) -> bool {
    is_no_value(value) || NOTHING.iter().any(|word| value.eq_ignore_ascii_case(word.as_bytes()))
}
