//! Windows of time: which due dates a retro looks at.

use chrono::{Datelike, Days, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::calendar;

/// How a window was asked for on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WindowSpec {
    Month,
    Quarter,
    Rolling90,
    /// A named or spelled-out window: `2026-Q3`, `2026-09`, `2026-07-01..2026-09-30`.
    Fixed(Window),
}

/// The allowed spellings, for error messages and help.
pub(crate) const WINDOW_FORMS: &str = "month, quarter, rolling-90d, 2026-Q3, 2026-09 or 2026-07-01..2026-09-30";

/// An inclusive range of due dates with the name people call it by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Window {
    pub label: String,
    #[serde(deserialize_with = "calendar::in_reach")]
    pub from: NaiveDate,
    #[serde(deserialize_with = "calendar::in_reach")]
    pub to: NaiveDate,
    /// What the window steps by when it is compared with the one before; kept, so that a resumed session compares alike.
    #[serde(default)]
    pub step: Step,
}

/// The unit in which a window has neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    Month,
    Quarter,
    #[default]
    Days,
}

/// The months as they are named in files and settings, in small letters.
pub(crate) const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// The month (1–12) that `name` names in English, in full or by its first three letters at least.
pub(crate) fn month_named(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    let at = MONTHS.iter().position(|month| month.starts_with(&name))?;
    (name.len() >= 3).then_some(at as u32 + 1)
}

/// The month (1–12) in which the fiscal year starts; calendar quarters with January.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FiscalYear {
    pub start_month: u32,
}

impl Default for FiscalYear {
    fn default() -> Self {
        Self { start_month: 1 }
    }
}

impl WindowSpec {
    /// Reads one of [`WINDOW_FORMS`]. `fiscal` says what `2026-Q3` means.
    pub fn parse(text: &str, fiscal: FiscalYear) -> Result<Self, String> {
        let wrong = || format!("expected {WINDOW_FORMS}");
        match text {
            "month" => return Ok(Self::Month),
            "quarter" => return Ok(Self::Quarter),
            "rolling-90d" => return Ok(Self::Rolling90),
            _ => {}
        }
        if let Some((from, to)) = text.split_once("..") {
            let from = calendar::parse(from).map_err(|_| wrong())?;
            let to = calendar::parse(to).map_err(|_| wrong())?;
            if to < from {
                return Err(format!("the end {to} lies before the start {from}"));
            }
            return Ok(Self::Fixed(Window::range(from, to)));
        }
        let (year, rest) = text.split_once('-').ok_or_else(wrong)?;
        let year: i32 = year.parse().ok().filter(|y| calendar::YEARS.contains(y)).ok_or_else(wrong)?;
        let window = if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
            let number = quarter.parse().ok().filter(|q| (1..=4).contains(q)).ok_or_else(wrong)?;
            Window::quarter(year, number, fiscal)
        } else {
            let month = rest.parse().ok().filter(|_| rest.len() == 2).ok_or_else(wrong)?;
            Window::month(NaiveDate::from_ymd_opt(year, month, 1).ok_or_else(wrong)?)
        };
        Ok(Self::Fixed(window))
    }

    /// The window this means on the day `as_of`: the last complete month or quarter, or the 90 days that end then.
    pub(crate) fn at(&self, as_of: NaiveDate, fiscal: FiscalYear) -> Window {
        let tomorrow = as_of + Days::new(1);
        match self {
            Self::Month => Window::month(tomorrow).before(fiscal),
            Self::Quarter => Window::quarter_of(tomorrow, fiscal).before(fiscal),
            Self::Rolling90 => Window::rolling_90(as_of),
            Self::Fixed(window) => window.clone(),
        }
    }
}

impl Window {
    /// The calendar month that holds `day`.
    pub fn month(day: NaiveDate) -> Self {
        let from = first_of_month(day);
        let to = from + Months::new(1) - Days::new(1);
        Self { label: from.format("%Y-%m").to_string(), from, to, step: Step::Month }
    }

    /// Quarter `number` (1–4) of the fiscal year that is called `year`, by the calendar year in which it ends.
    pub fn quarter(year: i32, number: u32, fiscal: FiscalYear) -> Self {
        let first_year = if fiscal.start_month == 1 { year } else { year - 1 };
        let start = NaiveDate::from_ymd_opt(first_year, fiscal.start_month, 1).unwrap_or_default();
        let from = start + Months::new((number - 1) * 3);
        let to = from + Months::new(3) - Days::new(1);
        let fy = if fiscal.start_month == 1 { "" } else { "FY" };
        Self { label: format!("{fy}{year}-Q{number}"), from, to, step: Step::Quarter }
    }

    /// The fiscal quarter that holds `day`.
    pub(crate) fn quarter_of(day: NaiveDate, fiscal: FiscalYear) -> Self {
        let months_in = (day.month() + 12 - fiscal.start_month) % 12;
        let start = first_of_month(day) - Months::new(months_in);
        let year = if fiscal.start_month == 1 { start.year() } else { start.year() + 1 };
        Self::quarter(year, months_in / 3 + 1, fiscal)
    }

    /// The 90 days that end on `as_of`, both ends included.
    pub(crate) fn rolling_90(as_of: NaiveDate) -> Self {
        let from = as_of - Days::new(89);
        Self { label: format!("90 days to {as_of}"), from, to: as_of, step: Step::Days }
    }

    pub(crate) fn range(from: NaiveDate, to: NaiveDate) -> Self {
        Self { label: format!("{from}..{to}"), from, to, step: Step::Days }
    }

    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// Length in days, both ends included.
    pub(crate) fn days(&self) -> u64 {
        (self.to - self.from).num_days().unsigned_abs() + 1
    }

    /// The window of the same kind that ends the day before this one starts.
    pub(crate) fn before(&self, fiscal: FiscalYear) -> Self {
        let last = self.from - Days::new(1);
        match self.step {
            Step::Month => Self::month(last),
            Step::Quarter => Self::quarter_of(last, fiscal),
            Step::Days => Self::range(self.from - Days::new(self.days()), last),
        }
    }

    /// The window of the same kind that starts the day after this one ends.
    #[must_use]
    pub(crate) fn after(&self, fiscal: FiscalYear) -> Self {
        let first = self.to + Days::new(1);
        match self.step {
            Step::Month => Self::month(first),
            Step::Quarter => Self::quarter_of(first, fiscal),
            Step::Days => Self::range(first, self.to + Days::new(self.days())),
        }
    }

    /// The same window one year earlier.
    pub(crate) fn year_ago(&self, fiscal: FiscalYear) -> Self {
        let from = self.from - Months::new(12);
        match self.step {
            Step::Month => Self::month(from),
            Step::Quarter => Self::quarter_of(from, fiscal),
            Step::Days => Self::range(from, self.to - Months::new(12)),
        }
    }
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_default_is_the_last_complete_quarter() {
        let calendar = FiscalYear::default();
        let on = |d| WindowSpec::Quarter.at(day(d), calendar).label;
        assert_eq!(on("2026-11-23"), "2026-Q3");
        assert_eq!(on("2026-09-29"), "2026-Q2");
        assert_eq!(on("2026-09-30"), "2026-Q3", "complete on its last day");
        assert_eq!(on("2026-01-15"), "2025-Q4");
    }

    #[test]
    fn rolling_windows_hold_ninety_days() {
        let window = WindowSpec::Rolling90.at(day("2026-09-30"), FiscalYear::default());
        assert_eq!(window.days(), 90);
        assert_eq!(window.to, day("2026-09-30"));
        assert_eq!(window.before(FiscalYear::default()).to, day("2026-07-02"));
    }

    #[test]
    fn a_fiscal_year_from_february_shifts_the_quarters() {
        let fiscal = FiscalYear { start_month: 2 };
        let q = Window::quarter_of(day("2026-11-23"), fiscal);
        assert_eq!((q.label.as_str(), q.from, q.to), ("FY2027-Q4", day("2026-11-01"), day("2027-01-31")));
        assert_eq!(WindowSpec::parse("2027-Q4", fiscal), Ok(WindowSpec::Fixed(q)));
    }

    #[test]
    fn neighbours_and_year_ago() {
        let calendar = FiscalYear::default();
        let q = Window::quarter(2026, 1, calendar);
        assert_eq!(q.before(calendar).label, "2025-Q4");
        assert_eq!(q.year_ago(calendar).label, "2025-Q1");
        assert_eq!(Window::month(day("2026-03-31")).before(calendar).label, "2026-02");
        assert_eq!(Window::quarter(2026, 4, calendar).after(calendar).label, "2027-Q1");
        assert_eq!(Window::rolling_90(day("2026-09-30")).after(calendar).to, day("2026-12-29"));
    }

    #[test]
    fn a_stored_window_keeps_its_neighbours() {
        let calendar = FiscalYear::default();
        let q = Window::quarter(2026, 3, calendar);
        let again: Window = serde_json::from_str(&serde_json::to_string(&q).unwrap()).unwrap();
        assert_eq!(again.before(calendar).label, "2026-Q2");
    }

    #[test]
    fn wrong_windows_say_what_is_allowed() {
        for wrong in ["2026-Q5", "2026-13", "fortnight", "2026-9", "2026-09-30..2026-09-01", ""] {
            assert!(WindowSpec::parse(wrong, FiscalYear::default()).is_err(), "{wrong}");
        }
    }
}
