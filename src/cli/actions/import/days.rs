//! In which order a spreadsheet writes day and month: known where days that nobody edited stand in the file, or where a cell allows but one.

use chrono::NaiveDate;

use crate::compile::DateForm;
use crate::domain::calendar;

/// `None`: nothing in the file tells, so 05/06/2026 is no day that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DayOrder(Option<DateForm>);

const ORDERS: [DateForm; 2] = [DateForm::DayFirst, DateForm::MonthFirst];

impl DayOrder {
    /// From cells, each with the day that stood there when the file was written, where it is known.
    pub(super) fn of<'a>(cells: impl IntoIterator<Item = (&'a str, Option<NaiveDate>)>) -> Self {
        let (mut known, mut possible) = ([0_usize; 2], [0_usize; 2]);
        for (cell, day) in cells {
            let read = ORDERS.map(|order| order.read(cell.trim().as_bytes()));
            if read[0] == read[1] {
                continue;
            }
            for (place, read) in read.into_iter().enumerate() {
                known[place] += usize::from(read.is_some() && read == day);
                possible[place] += usize::from(read.is_some());
            }
        }
        Self(only(known).or_else(|| only_where_the_other_fails(possible)).map(|place| ORDERS[place]))
    }

    /// The day that a cell means.
    ///
    /// # Errors
    /// It is none, or may be two.
    pub(super) fn read(self, cell: &str) -> Result<NaiveDate, String> {
        let read = |order: DateForm| order.read(cell.as_bytes()).or_else(|| DateForm::Excel.read(cell.as_bytes()));
        let day = match (self.0, ORDERS.map(read)) {
            (Some(order), _) => read(order),
            (None, [Some(one), Some(other)]) if one != other => return Err(format!("it may be {one} or {other}; write it as {one}")),
            (None, [one, other]) => one.or(other),
        };
        day.filter(|day| calendar::is_in_reach(*day)).ok_or_else(|| "expected a day like 2026-09-30".to_owned())
    }
}

/// The one that speaks for itself while nothing speaks for the other.
fn only(counts: [usize; 2]) -> Option<usize> {
    match counts {
        [n, 0] if n > 0 => Some(0),
        [0, n] if n > 0 => Some(1),
        _ => None,
    }
}

fn only_where_the_other_fails(possible: [usize; 2]) -> Option<usize> {
    match possible {
        [day, month] if day > month => Some(0),
        [day, month] if month > day => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_that_nobody_edited_tell_the_order() {
        let known = Some(day("2026-12-05"));
        assert_eq!(DayOrder::of([("05.12.2026", known)]).read("06.01.2027"), Ok(day("2027-01-06")));
        assert_eq!(DayOrder::of([("12/5/26", known)]).read("01/06/27"), Ok(day("2027-01-06")));
        assert_eq!(DayOrder::of([("23/11/2026", None)]).read("01/06/2027"), Ok(day("2027-06-01")));
    }

    #[test]
    fn where_nothing_tells_a_day_that_may_be_two_is_none() {
        let unknown = DayOrder::of([("2026-12-05", Some(day("2026-12-05"))), ("05/06/2026", None)]);
        assert!(unknown.read("05/06/2026").unwrap_err().contains("2026-06-05 or 2026-05-06"));
        for (cell, told) in
            [("2026-12-18", "2026-12-18"), ("18/12/2026", "2026-12-18"), ("18 Dec 2026", "2026-12-18"), ("46374", "2026-12-18")]
        {
            assert_eq!(unknown.read(cell), Ok(day(told)), "{cell}");
        }
        for not in ["soon", "2026", "Q4", "31/02/2026", "1e5"] {
            assert!(unknown.read(not).is_err(), "{not}");
        }
        let torn = DayOrder::of([("05/12/2026", Some(day("2026-12-05"))), ("12/05/2026", Some(day("2026-12-05")))]);
        assert!(torn.read("05/06/2026").is_err(), "a file that writes both ways tells nothing");
    }
}
