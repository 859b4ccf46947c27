//! Dates as people and systems write them.

pub(crate) mod clock;
mod eras;
mod parts;

use chrono::NaiveDate;

use super::plain::{plain_text, plainly};
use super::span::{Span, is_plausible, of_our_era};
use super::undated;
pub(crate) use parts::{Number, Parts};

/// The last year in which anything but a contract without an end can happen.
pub(crate) const LAST_YEAR: i32 = 2200;

/// An end so many years ahead is none: somebody had to fill the field.
const NO_END_YEARS: u32 = 20;

/// The order of day, month and year in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DateForm {
    /// `2026-09-30`, also with a time behind it.
    #[default]
    YearFirst,
    /// `30/09/2026`, `30.9.26`.
    DayFirst,
    /// `09/30/2026`.
    MonthFirst,
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
    /// Days as spreadsheets count them, perhaps with a fraction: `46295` is 2026-09-30.
    Excel,
    /// Days of a year behind it, as JD Edwards counts them: `126273` is day 273 of 2026.
    Julian,
    /// `Sep 26` is September 2026, and no day of a September.
    Month,
    /// `2026`, the whole of it.
    Year,
    /// `30/09/2026` as text, and `2026-05-08` for 5 August: a spreadsheet that expects the month first made days of all that it could
    /// read so, and left the others as they were.
    Turned,
}

impl DateForm {
    pub(crate) const ALL: [Self; 10] = [
        Self::YearFirst,
        Self::DayFirst,
        Self::MonthFirst,
        Self::Seconds,
        Self::Milliseconds,
        Self::Excel,
        Self::Julian,
        Self::Month,
        Self::Year,
        Self::Turned,
    ];

    /// The name in a mapping.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::YearFirst => "ymd",
            Self::DayFirst => "dmy",
            Self::MonthFirst => "mdy",
            Self::Seconds => "seconds",
            Self::Milliseconds => "milliseconds",
            Self::Excel => "excel",
            Self::Julian => "julian",
            Self::Month => "month",
            Self::Year => "year",
            Self::Turned => "turned",
        }
    }

    /// For messages.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::YearFirst => "a date like 2026-09-30",
            Self::DayFirst => "a date like 30/09/2026",
            Self::MonthFirst => "a date like 09/30/2026",
            Self::Seconds => "seconds since 1970",
            Self::Milliseconds => "milliseconds since 1970",
            Self::Excel => "a spreadsheet's number of a day, 46295 for 2026-09-30",
            Self::Julian => "a day of a year like 126273, which is 2026-09-30",
            Self::Month => "a month like Sep 26, which is September 2026",
            Self::Year => "a year like 2026",
            Self::Turned => "a date like 30/09/2026, or 2026-05-08 for 5 August",
        }
    }

    /// Reads a single day. A month in letters and a four-digit year in front are understood in every form.
    #[inline]
    pub(crate) fn read(self, raw: &[u8]) -> Option<NaiveDate> {
        self.span(raw).filter(|span| span.is_day()).map(|span| span.first)
    }

    /// Reads a day, or a month, a quarter or a year without one. Years up to 9999 are read, for [`is_no_end`] to be told of them.
    #[inline]
    pub(crate) fn span(self, raw: &[u8]) -> Option<Span> {
        match iso(raw) {
            Some(day) if self == Self::Turned => turned(day).map(Span::day),
            Some(day) => Some(Span::day(day)),
            None => self.read_slow(&plain_text(raw)?),
        }
    }

    /// Whether `raw` is a day, or a month with its year, in one order of its parts or another.
    pub(crate) fn is_written(raw: &str) -> bool {
        let is_read = |raw: &str| [Self::DayFirst, Self::MonthFirst, Self::Month].iter().any(|form| form.read_slow(raw).is_some());
        iso(raw.as_bytes()).is_some() || is_read(&plainly(raw))
    }

    /// Whether `raw` is what systems print where a date is missing: `0001-01-01`, `0000-00-00`, a spreadsheet's day zero.
    pub(crate) fn means_nothing(self, raw: &[u8]) -> bool {
        let is_number = matches!(self, Self::Seconds | Self::Milliseconds | Self::Excel);
        (is_number && raw == b"0") || plain_text(raw).and_then(|text| Parts::of(&text)).is_some_and(|parts| parts.is_mark())
    }

    fn read_slow(self, text: &str) -> Option<Span> {
        match self {
            Self::Seconds => return epoch(text.parse().ok()?).map(Span::day),
            Self::Milliseconds => return epoch(text.parse::<i64>().ok()? / 1000).map(Span::day),
            Self::Excel => {
                if let Some(days) = serial(text) {
                    return NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(days)).map(Span::day);
                }
            }
            Self::Julian => {
                if let Some(day) = julian(text) {
                    return Some(Span::day(day));
                }
            }
            _ => {}
        }
        if text.is_ascii() {
            return self.read_marked(text);
        }
        if let Some(text) = eras::of_our_era(text) {
            return self.read_slow(&text);
        }
        // Japanese and Chinese, and Korean.
        if text.contains(['年', '년']) {
            let numbers: String = text.replace(['年', '月', '년', '월'], "-").replace(['日', '일'], " ").replace("- ", "-");
            return if numbers.ends_with('-') && !text.contains(['月', '월']) {
                undated::year(text).filter(|_| self == Self::Year)
            } else {
                self.read_marked(numbers.trim_end_matches(['-', ' ']))
            };
        }
        self.read_marked(text)
    }

    fn read_marked(self, text: &str) -> Option<Span> {
        let undated = || match self {
            Self::Month => undated::month_or_quarter(text).or_else(|| undated::short_month(text)),
            Self::Year => undated::month_or_quarter(text).or_else(|| undated::year(text)),
            _ => undated::month_or_quarter(text),
        };
        Parts::of(text).map_or_else(undated, |parts| self.in_order(&parts).map(Span::day))
    }

    fn in_order(self, parts: &Parts) -> Option<NaiveDate> {
        if let Some(month) = parts.month {
            let [a, b] = parts.numbers[..] else { return None };
            return if a.digits == 4 { ymd(a.value, month, b.value) } else { ymd(b.year(), month, a.value) };
        }
        let [a, b, c] = parts.numbers[..] else { return None };
        match self {
            _ if a.digits == 4 => ymd(a.value, b.value, c.value),
            Self::DayFirst | Self::Turned => ymd(c.year(), b.value, a.value),
            Self::MonthFirst => ymd(c.year(), a.value, b.value),
            _ => None,
        }
    }
}

/// The day whose number was read as its month.
fn turned(day: NaiveDate) -> Option<NaiveDate> {
    use chrono::Datelike;
    NaiveDate::from_ymd_opt(day.year(), day.day(), day.month())
}

/// Whether an end on `end`, as it was known on `known`, is none: the contract goes on until somebody ends it.
pub(crate) fn is_no_end(end: NaiveDate, known: NaiveDate) -> bool {
    use chrono::Datelike;
    end.year() > LAST_YEAR || known.checked_add_months(chrono::Months::new(NO_END_YEARS * 12)).is_some_and(|far| end > far)
}

/// The usual case, quickly: `2026-09-30` and what a time of day may follow.
#[inline]
fn iso(raw: &[u8]) -> Option<NaiveDate> {
    let digit = |i: usize| raw.get(i).filter(|b| b.is_ascii_digit()).map(|b| u32::from(b - b'0'));
    if raw.get(4) != Some(&b'-') || raw.get(7) != Some(&b'-') || raw.get(10).is_some_and(|b| !matches!(b, b'T' | b' ')) {
        return None;
    }
    let year = digit(0)? * 1000 + digit(1)? * 100 + digit(2)? * 10 + digit(3)?;
    ymd(year, digit(5)? * 10 + digit(6)?, digit(8)? * 10 + digit(9)?)
}

#[inline]
fn ymd(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = of_our_era(year);
    // What a spreadsheet makes of an empty cell is no day.
    let is_real = is_plausible(year) && (year > 1900 || (month, day) != (1, 1));
    if is_real { NaiveDate::from_ymd_opt(year as i32, month, day) } else { None }
}

fn epoch(seconds: i64) -> Option<NaiveDate> {
    use chrono::Datelike;
    let day = chrono::DateTime::from_timestamp(seconds, 0)?.date_naive();
    u32::try_from(day.year()).is_ok_and(is_plausible).then_some(day).filter(|_| seconds != 0)
}

/// The whole days of a number of five digits, with or without decimals: the days from 1927 to 2173.
fn serial(text: &str) -> Option<u64> {
    let (days, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = days.len() == 5 && !days.starts_with('0') && days.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
    if is_number { days.parse().ok() } else { None }
}

/// The day of a number like `126273`: the century after 1900, its year, and the day of that.
fn julian(text: &str) -> Option<NaiveDate> {
    let is_number = text.len() == 6 && text.starts_with('1') && text.bytes().all(|b| b.is_ascii_digit());
    let (years, days) = text.split_at_checked(3).filter(|_| is_number)?;
    NaiveDate::from_yo_opt(1900 + years.parse::<i32>().ok()?, days.parse().ok()?)
}

/// Whether `text` may be a day of a year between 2000 and 2069, written so.
pub(crate) fn is_near_julian(text: &str) -> bool {
    julian(text).is_some() && text.as_bytes()[1] < b'7'
}

/// Whether `text` may be a spreadsheet's number of a day between 1954 and 2119.
pub(crate) fn is_near_serial(text: &str) -> bool {
    serial(text).is_some_and(|days| (20_000..=80_000).contains(&days))
}

#[cfg(test)]
#[path = "date/date_tests.rs"]
mod tests;
