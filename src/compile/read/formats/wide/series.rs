//! Which columns of a header are the periods of a wide table.

use chrono::{Datelike, NaiveDate};

use super::heading::{Heading, Period, Unit, last_day};
use crate::compile::read::values::date::DateForm;
use crate::domain::text;

/// With fewer, they are columns of their own: this year's ARR and next year's.
const FEWEST: usize = 3;

/// The periods of a wide table and the columns that hold them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Series {
    pub unit: Unit,
    /// What the headings say of each column of a period; one empty name where they say nothing.
    pub measures: Vec<String>,
    /// The last day of each period, with its column for each measure, in the order of the file.
    pub periods: Vec<(NaiveDate, Vec<Option<usize>>)>,
    /// Years and quarters are fiscal ones, which need not end with the calendar's.
    pub is_fiscal: bool,
}

/// The columns of one measure.
struct Run {
    measure: String,
    unit: Unit,
    columns: Vec<(usize, Period)>,
}

impl Series {
    /// The series among these headings. `year` is that of periods without one.
    pub(crate) fn of(header: &[String], year: Option<i32>) -> Option<Self> {
        // 1/1/2026, 2/1/2026, 3/1/2026 are months sooner than three days.
        let orders = [DateForm::DayFirst, DateForm::MonthFirst].into_iter();
        orders.filter_map(|form| Self::in_order(header, year, form)).reduce(|a, b| if b.unit > a.unit { b } else { a })
    }

    fn in_order(header: &[String], year: Option<i32>, form: DateForm) -> Option<Self> {
        let mut runs = runs(header, year, form);
        runs.iter_mut().for_each(Run::make_months_of_days);
        runs.retain(Run::is_regular);
        let unit = runs.iter().max_by_key(|run| run.columns.len())?.unit;
        runs.retain(|run| run.unit == unit);
        let is_fiscal = runs.iter().any(|run| run.columns.iter().any(|(_, period)| period.is_fiscal));
        let mut periods: Vec<(NaiveDate, Vec<Option<usize>>)> = Vec::new();
        for (number, run) in runs.iter().enumerate() {
            for (column, period) in &run.columns {
                let at = periods.iter().position(|(end, _)| *end == period.end).unwrap_or_else(|| {
                    periods.push((period.end, vec![None; runs.len()]));
                    periods.len() - 1
                });
                periods[at].1[number] = Some(*column);
            }
        }
        Some(Self { unit, measures: runs.into_iter().map(|run| run.measure).collect(), periods, is_fiscal })
    }

    /// Whether a column is one of a period.
    pub(crate) fn holds(&self, column: usize) -> bool {
        self.columns().any(|known| known == column)
    }

    /// The columns of periods.
    pub(crate) fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        self.periods.iter().flat_map(|(_, columns)| columns.iter().flatten().copied())
    }
}

fn runs(header: &[String], year: Option<i32>, form: DateForm) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (column, name) in header.iter().enumerate() {
        let Some(Heading { period, measure }) = Heading::of(name, form) else { continue };
        let period = match year {
            Some(year) if period.lacks_year => period.in_year(year),
            _ if period.lacks_year => continue,
            _ => period,
        };
        let is_same = |run: &&mut Run| run.unit == period.unit && text::fold(&run.measure) == text::fold(&measure);
        match runs.iter_mut().find(is_same) {
            Some(run) => run.columns.push((column, period)),
            None => runs.push(Run { measure, unit: period.unit, columns: vec![(column, period)] }),
        }
    }
    runs
}

impl Run {
    /// First days of months stand for these months, and last days too: no date of a workbook's cell says a month alone.
    fn make_months_of_days(&mut self) {
        let all = |is: fn(NaiveDate) -> bool| self.columns.iter().all(|(_, period)| is(period.end));
        if self.unit == Unit::Day && (all(|day| day.day() == 1) || all(|day| day == last_day(day))) {
            self.unit = Unit::Month;
            for (_, period) in &mut self.columns {
                period.end = last_day(period.end);
                period.unit = Unit::Month;
            }
        }
    }

    /// Enough periods, one after the other or the other way round, most of them one step apart.
    fn is_regular(&self) -> bool {
        let places: Vec<i64> = self.columns.iter().map(|(_, period)| self.place(period.end)).collect();
        let steps: Vec<i64> = places.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let Some(usual) = steps.iter().copied().min_by_key(|step| step.abs()) else { return false };
        let is_ordered = usual != 0 && steps.iter().all(|step| step.signum() == usual.signum());
        let alike = steps.iter().filter(|step| **step == usual).count();
        places.len() >= FEWEST && is_ordered && alike * 2 > steps.len()
    }

    /// Counted in its unit; days of the same number in their months are months apart.
    fn place(&self, day: NaiveDate) -> i64 {
        let months = i64::from(day.year()) * 12 + i64::from(day.month0());
        let is_monthly = || self.columns.iter().all(|(_, period)| period.end.day() == day.day());
        match self.unit {
            Unit::Day if is_monthly() => months,
            Unit::Day => i64::from(day.num_days_from_ce()),
            Unit::Month => months,
            Unit::Quarter => months / 3,
            Unit::Year => i64::from(day.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(header: &str, year: Option<i32>) -> Option<(Unit, Vec<String>, Vec<String>)> {
        let header: Vec<String> = header.split('|').map(ToOwned::to_owned).collect();
        Series::of(&header, year).map(|s| (s.unit, s.measures, s.periods.iter().map(|(end, _)| end.to_string()).collect()))
    }

    #[test]
    fn three_periods_of_one_step_are_a_series() {
        let ends = |header: &str| series(header, None).map(|(unit, _, ends)| (unit, ends.join(" ")));
        let found = |unit, ends: &str| Some((unit, ends.to_owned()));
        assert_eq!(ends("Customer|2026-01|2026-02|2026-03"), found(Unit::Month, "2026-01-31 2026-02-28 2026-03-31"));
        assert_eq!(ends("C|FY26|FY25|FY24"), found(Unit::Year, "2026-12-31 2025-12-31 2024-12-31"));
        assert_eq!(ends("C|2026-05-01|2026-06-01|2026-07-01"), found(Unit::Month, "2026-05-31 2026-06-30 2026-07-31"));
        assert_eq!(ends("C|2026-04-30|2026-05-31|2026-06-30"), found(Unit::Month, "2026-04-30 2026-05-31 2026-06-30"));
        assert_eq!(ends("C|05/01/2026|05/08/2026|05/15/2026"), found(Unit::Day, "2026-05-01 2026-05-08 2026-05-15"));
        assert_eq!(ends("C|01/05/2026|01/06/2026|01/07/2026"), found(Unit::Month, "2026-05-31 2026-06-30 2026-07-31"));
        assert_eq!(ends("C|2026-05-15|2026-06-15|2026-07-15"), found(Unit::Day, "2026-05-15 2026-06-15 2026-07-15"));
        for none in [
            "Customer|FY25 ARR|FY26 ARR|Due date|Outcome",
            "Cohort|Customers|M0|M1|M2|M3",
            "Customer|Start 2026-01-01|2024-05|2026-01",
            "Customer|2026-01|2026-07|2026-03",
            "Customer|2026-01|2026-01|2026-01",
        ] {
            assert_eq!(ends(none), None, "{none}");
        }
    }

    #[test]
    fn several_measures_share_their_periods() {
        let header = "C|2026-05 MRR|2026-05 Seats|2026-06 MRR|2026-06 Seats|2026-07 MRR|2026-07 Seats|FY25 ARR";
        let (unit, measures, ends) = series(header, None).unwrap();
        assert_eq!((unit, measures.join(","), ends.len()), (Unit::Month, "MRR,Seats".to_owned(), 3));
    }

    #[test]
    fn months_without_a_year_need_one_from_elsewhere() {
        let header = "Customer|Jan|Feb|Mar|Apr";
        assert_eq!(series(header, None), None);
        assert_eq!(series(header, Some(2025)).unwrap().2, ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30"]);
        assert_eq!(series("Customer|Nov|Dec|Jan|Feb", Some(2025)), None, "two years, and which is not said");
        assert_eq!(series("Customer|Q1|Q2|Q3", Some(2025)).unwrap().2, ["2025-03-31", "2025-06-30", "2025-09-30"]);
    }
}
