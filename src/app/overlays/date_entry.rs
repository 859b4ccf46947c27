//! Dates as people type them.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::domain::calendar;
use crate::domain::window::{FiscalYear, Window, month_named};

/// What can be typed, for the hint under the field.
pub(crate) const FORMS: &str = "fri · in 3 weeks · 15 Jan · end of Q4 · eom · +30d · 2026-12-31";

/// From where dates are seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub from: NaiveDate,
    /// What a quarter and a year are.
    pub fiscal: FiscalYear,
}

impl Seen {
    /// Reads a date as typed.
    ///
    /// # Errors
    /// What can be typed.
    pub(crate) fn read(self, typed: &str) -> Result<NaiveDate, String> {
        let folded = typed.trim().to_lowercase();
        // `15. Jan`, `Jan 15th`, `next Friday`.
        let words: Vec<&str> = folded.split_whitespace().map(|word| word.trim_end_matches(',')).filter(|word| !word.is_empty()).collect();
        let words = words.join(" ");
        let read = iso(&words)
            .or_else(|| self.named(&words))
            .or_else(|| self.offset(&words))
            .or_else(|| self.spoken_offset(&words))
            .or_else(|| self.end_of(&words))
            .or_else(|| self.day_of_month(&words))
            .or_else(|| self.with_slashes(&words))
            .or_else(|| self.day_month(&words));
        read.filter(|day| calendar::is_in_reach(*day)).ok_or_else(|| format!("No date; write one like {FORMS}"))
    }

    /// A date read back; in a retro that is held as of another day than today, with the day that it is there.
    pub(crate) fn told_from(self, day: NaiveDate, today: NaiveDate) -> String {
        if self.from == today { told(day) } else { format!("{} · in this retro it is {}", told(day), told(self.from)) }
    }

    fn named(self, typed: &str) -> Option<NaiveDate> {
        match typed {
            "today" => return Some(self.from),
            "tomorrow" => return self.from.checked_add_days(Days::new(1)),
            _ => {}
        }
        // "next Friday" said on a Monday may be either; the nearer one is read back and can be moved by an arrow.
        let weekday: Weekday = typed.strip_prefix("next ").or(typed.strip_prefix("on ")).unwrap_or(typed).parse().ok()?;
        (1..=7).filter_map(|ahead| self.from.checked_add_days(Days::new(ahead))).find(|day| day.weekday() == weekday)
    }

    /// `+30d`, `+2w`, `+3m`.
    fn offset(self, typed: &str) -> Option<NaiveDate> {
        let rest = typed.strip_prefix('+')?;
        let unit = rest.chars().last()?;
        self.ahead(rest.strip_suffix(unit)?.trim().parse().ok()?, unit)
    }

    /// `in 3 weeks`, `in three weeks`, `in a month`, `2 weeks`.
    fn spoken_offset(self, typed: &str) -> Option<NaiveDate> {
        const NUMBERS: [&str; 13] =
            ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
        let (number, unit) = typed.strip_prefix("in ").unwrap_or(typed).split_once(' ')?;
        let spoken = NUMBERS.iter().position(|name| *name == number).map(|at| at.max(1) as u64);
        let unit = match unit.trim_end_matches('s') {
            "day" => 'd',
            "week" => 'w',
            "month" => 'm',
            _ => return None,
        };
        self.ahead(number.parse().ok().or(spoken)?, unit)
    }

    fn ahead(self, number: u64, unit: char) -> Option<NaiveDate> {
        match unit {
            'd' => self.from.checked_add_days(Days::new(number)),
            'w' => self.from.checked_add_days(Days::new(number.checked_mul(7)?)),
            'm' => self.from.checked_add_months(Months::new(u32::try_from(number).ok()?)),
            _ => None,
        }
    }

    /// `eom`, `end of month`, `eoq`, `end of Q4`, `Q4`, `eoy`: quarters and years are the fiscal ones.
    fn end_of(self, typed: &str) -> Option<NaiveDate> {
        let what = typed.strip_prefix("end of ").unwrap_or(typed);
        match what.strip_prefix("the ").unwrap_or(what) {
            "eom" | "month" => end_of_month(self.from),
            "next month" => end_of_month(self.from.checked_add_months(Months::new(1))?),
            "eoq" | "quarter" => Some(self.quarter().to),
            "next quarter" => Some(self.quarter().after(self.fiscal).to),
            "eoy" | "year" => {
                self.quarters().find(|quarter| quarter.to.month0() == (self.fiscal.start_month + 10) % 12).map(|quarter| quarter.to)
            }
            name => {
                let number: u32 = name.strip_prefix('q')?.parse().ok().filter(|number| (1..=4).contains(number))?;
                // The next one that ends: this one, while it lasts.
                let last_month = (self.fiscal.start_month + 3 * number + 10) % 12;
                self.quarters().find(|quarter| quarter.to.month0() == last_month).map(|quarter| quarter.to)
            }
        }
    }

    fn quarter(self) -> Window {
        Window::quarter_of(self.from, self.fiscal)
    }

    /// This one and the three after it.
    fn quarters(self) -> impl Iterator<Item = Window> {
        std::iter::successors(Some(self.quarter()), move |quarter| Some(quarter.after(self.fiscal))).take(4)
    }

    /// `15 Jan`, `Jan 15`, `15. January 2027`, `Jan 15th, 2027`.
    fn day_of_month(self, typed: &str) -> Option<NaiveDate> {
        let words: Vec<&str> = typed.split(' ').collect();
        let (first, second, year) = match words.as_slice() {
            [first, second] => (first, second, None),
            [first, second, year] => (first, second, Some(year.parse().ok()?)),
            _ => return None,
        };
        let month = |word: &str| (word.len() >= 3).then(|| month_named(word.trim_end_matches('.'))).flatten();
        let day = |word: &str| word.trim_end_matches(|c: char| c == '.' || c.is_alphabetic()).parse().ok();
        let (day, month) = day(first).zip(month(second)).or_else(|| day(second).zip(month(first)))?;
        self.on(day, month, year)
    }

    /// `31/12/2026`, `12/31`: where only one of the two can be the month. Where both can, nobody can know.
    fn with_slashes(self, typed: &str) -> Option<NaiveDate> {
        let parts: Vec<u32> = typed.split('/').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let (a, b, year) = match parts.as_slice() {
            [a, b] => (*a, *b, None),
            [a, b, year] => (*a, *b, Some(i32::try_from(*year).ok()?)),
            _ => return None,
        };
        let (day, month) = match (a > 12, b > 12) {
            (true, false) => (a, b),
            (false, true) => (b, a),
            _ if a == b => (a, b),
            _ => return None,
        };
        self.on(day, month, year)
    }

    /// `31.12.` or `31.12.2026`.
    fn day_month(self, typed: &str) -> Option<NaiveDate> {
        let mut parts = typed.trim_end_matches('.').split('.');
        let (day, month) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let year = parts.next().map(|year| year.parse().ok());
        match year {
            Some(None) => None,
            year => self.on(day, month, year.flatten()),
        }
    }

    /// Without a year the next such day; a year of two digits is of this century.
    fn on(self, day: u32, month: u32, year: Option<i32>) -> Option<NaiveDate> {
        if let Some(year) = year {
            let year = if (0..100).contains(&year) { year + 2000 } else { year };
            return NaiveDate::from_ymd_opt(year, month, day).filter(|day| day.year() >= 1970);
        }
        let years = self.from.year()..=self.from.year() + 4;
        years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).find(|day| *day >= self.from)
    }
}

fn iso(typed: &str) -> Option<NaiveDate> {
    typed.parse().ok()
}

fn end_of_month(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// A date read back: `Fri 18 Dec 2026`.
pub(crate) fn told(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_type_dates_in_many_ways() {
        let monday: NaiveDate = "2026-11-23".parse().unwrap();
        let seen = Seen { from: monday, fiscal: FiscalYear::default() };
        let read = |typed| seen.read(typed).map(|d| d.to_string());
        for (typed, day) in [
            ("2026-12-31", "2026-12-31"),
            ("Fri", "2026-11-27"),
            ("mon", "2026-11-30"),
            ("+2w", "2026-12-07"),
            ("+1m", "2026-12-23"),
            ("eom", "2026-11-30"),
            ("eoq", "2026-12-31"),
            ("31.12.", "2026-12-31"),
            ("1.2", "2027-02-01"),
            ("1.2.2028", "2028-02-01"),
            ("1.2.27", "2027-02-01"),
            ("in 3 weeks", "2026-12-14"),
            ("in three weeks", "2026-12-14"),
            ("In a month", "2026-12-23"),
            ("end of Q4", "2026-12-31"),
            ("Q1", "2027-03-31"),
            ("end of next quarter", "2027-03-31"),
            ("end of the month", "2026-11-30"),
            ("end of year", "2026-12-31"),
            ("next Friday", "2026-11-27"),
            ("15 Jan", "2027-01-15"),
            ("Jan 15th, 2027", "2027-01-15"),
            ("15. January", "2027-01-15"),
            ("12/31", "2026-12-31"),
            ("31/12/2026", "2026-12-31"),
            ("29 Feb", "2028-02-29"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(day), "{typed}");
        }
        for wrong in ["soon", "", "+w", "32.1.", "2026-13-01", "1/2", "q5", "in some weeks", "+99999999999999999999d"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn quarters_and_years_are_the_fiscal_ones() {
        let seen = Seen { from: "2026-11-27".parse().unwrap(), fiscal: FiscalYear { start_month: 2 } };
        let read = |typed| seen.read(typed).map(|d| d.to_string());
        for (typed, day) in
            [("eoq", "2027-01-31"), ("end of Q4", "2027-01-31"), ("q1", "2027-04-30"), ("q3", "2027-10-31"), ("eoy", "2027-01-31")]
        {
            assert_eq!(read(typed).as_deref(), Ok(day), "{typed}");
        }
        assert_eq!(told("2026-12-18".parse().unwrap()), "Fri 18 Dec 2026");
    }
}
