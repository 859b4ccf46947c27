//! Dates as people and systems write them.

use chrono::NaiveDate;

use super::calendar::{is_weekday, month_named};

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
}

impl DateForm {
    pub const ALL: [Self; 6] = [Self::YearFirst, Self::DayFirst, Self::MonthFirst, Self::Seconds, Self::Milliseconds, Self::Excel];

    /// The name in a mapping.
    pub fn key(self) -> &'static str {
        match self {
            Self::YearFirst => "ymd",
            Self::DayFirst => "dmy",
            Self::MonthFirst => "mdy",
            Self::Seconds => "seconds",
            Self::Milliseconds => "milliseconds",
            Self::Excel => "excel",
        }
    }

    /// For messages.
    pub fn label(self) -> &'static str {
        match self {
            Self::YearFirst => "a date like 2026-09-30",
            Self::DayFirst => "a date like 30/09/2026",
            Self::MonthFirst => "a date like 09/30/2026",
            Self::Seconds => "seconds since 1970",
            Self::Milliseconds => "milliseconds since 1970",
            Self::Excel => "a spreadsheet's number of a day, 46295 for 2026-09-30",
        }
    }

    /// Reads a date. A month in letters and a four-digit year in front are understood in every form.
    #[inline]
    pub fn read(self, raw: &[u8]) -> Option<NaiveDate> {
        iso(raw).or_else(|| self.read_slow(std::str::from_utf8(raw).ok()?))
    }

    fn read_slow(self, text: &str) -> Option<NaiveDate> {
        match self {
            Self::Seconds => return epoch(text.parse().ok()?),
            Self::Milliseconds => return epoch(text.parse::<i64>().ok()? / 1000),
            Self::Excel => {
                if let Some(days) = serial(text) {
                    return NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(days));
                }
            }
            _ => {}
        }
        let parts = Parts::of(text)?;
        if let Some(month) = parts.month {
            let [a, b] = parts.numbers[..] else { return None };
            return if a.digits == 4 { ymd(a.value, month, b.value) } else { ymd(b.year(), month, a.value) };
        }
        let [a, b, c] = parts.numbers[..] else { return None };
        match self {
            _ if a.digits == 4 => ymd(a.value, b.value, c.value),
            Self::DayFirst => ymd(c.year(), b.value, a.value),
            Self::MonthFirst => ymd(c.year(), a.value, b.value),
            _ => None,
        }
    }
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
    if (1900..=2200).contains(&year) { NaiveDate::from_ymd_opt(year as i32, month, day) } else { None }
}

fn epoch(seconds: i64) -> Option<NaiveDate> {
    chrono::DateTime::from_timestamp(seconds, 0).map(|time| time.date_naive())
}

/// The whole days of a number of five digits, with or without decimals: the days from 1927 to 2173.
fn serial(text: &str) -> Option<u64> {
    let (days, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = days.len() == 5 && !days.starts_with('0') && days.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
    if is_number { days.parse().ok() } else { None }
}

/// Whether `text` may be a spreadsheet's number of a day between 1954 and 2119.
pub(crate) fn is_near_serial(text: &str) -> bool {
    serial(text).is_some_and(|days| (20_000..=80_000).contains(&days))
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Number {
    pub value: u32,
    pub digits: usize,
}

impl Number {
    /// Two-digit years lie between 1970 and 2069.
    fn year(self) -> u32 {
        match (self.digits, self.value) {
            (2, short @ 0..70) => 2000 + short,
            (2, short) => 1900 + short,
            (_, year) => year,
        }
    }
}

/// A date taken apart: its numbers in order, and the month where it stands in letters.
#[derive(Debug)]
pub(crate) struct Parts {
    pub numbers: Vec<Number>,
    pub month: Option<u32>,
}

impl Parts {
    /// Takes the date before any time of day and behind any weekday apart; `None` when it is none.
    pub fn of(text: &str) -> Option<Self> {
        // `mar` is a month, or Tuesday before one: only what is no date as a whole begins with a weekday.
        Self::of_day(text).or_else(|| {
            let (weekday, date) = text.split_once([' ', ',', '.'])?;
            if is_weekday(weekday) { Self::of_day(date) } else { None }
        })
    }

    fn of_day(text: &str) -> Option<Self> {
        let mut parts = Self { numbers: Vec::with_capacity(3), month: None };
        if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
            for range in [0..4, 4..6, 6..8] {
                let digits = range.len();
                parts.numbers.push(Number { value: text[range].parse().ok()?, digits });
            }
            return Some(parts);
        }
        for word in text.split(['/', '-', '.', ' ', ',']).filter(|word| !matches!(*word, "" | "de")) {
            let word = without_ordinal(before_time(word));
            if parts.numbers.len() + usize::from(parts.month.is_some()) == 3 {
                return is_time(word).then_some(parts);
            }
            if word.bytes().all(|b| b.is_ascii_digit()) && word.len() <= 4 {
                parts.numbers.push(Number { value: word.parse().ok()?, digits: word.len() });
            } else if parts.month.is_none() {
                parts.month = Some(month_named(word)?);
            } else {
                return None;
            }
        }
        (parts.numbers.len() + usize::from(parts.month.is_some()) == 3).then_some(parts)
    }
}

/// `03` of `03T23:59`; `OCT` stays whole.
fn before_time(word: &str) -> &str {
    word.split_once('T').map_or(word, |(number, _)| if number.bytes().any(|b| b.is_ascii_digit()) { number } else { word })
}

/// `1` of `1er` or `1st`.
fn without_ordinal(word: &str) -> &str {
    let number = ["er", "st", "nd", "rd", "th"].into_iter().find_map(|ending| word.strip_suffix(ending));
    number.filter(|number| number.bytes().all(|b| b.is_ascii_digit())).unwrap_or(word)
}

fn is_time(word: &str) -> bool {
    word.bytes().next().is_some_and(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_way_of_writing_a_date() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 3).unwrap();
        for (form, text) in [
            (DateForm::YearFirst, "2026-09-03"),
            (DateForm::YearFirst, "2026-09-03T23:59:59.000Z"),
            (DateForm::YearFirst, "2026/9/3"),
            (DateForm::YearFirst, "20260903"),
            (DateForm::DayFirst, "03-09-2026"),
            (DateForm::DayFirst, "3.9.26"),
            (DateForm::DayFirst, "03/09/2026 14:05"),
            (DateForm::MonthFirst, "9/3/2026"),
            (DateForm::MonthFirst, "09/03/2026 2:05 PM"),
            (DateForm::YearFirst, "3 Sep 2026"),
            (DateForm::YearFirst, "September 3, 2026"),
            (DateForm::DayFirst, "03-Sep-26"),
            (DateForm::YearFirst, "03-SEPT-26"),
            (DateForm::YearFirst, "Thu Sep 03 2026"),
            (DateForm::YearFirst, "Thu, 03 Sep 2026 14:05:00 +0000"),
            (DateForm::DayFirst, "Do, 3.9.2026"),
            (DateForm::YearFirst, "3. September 2026"),
            (DateForm::YearFirst, "3 sept. 2026"),
            (DateForm::YearFirst, "jeudi 3 septembre 2026"),
            (DateForm::YearFirst, "3 de septiembre de 2026"),
            (DateForm::YearFirst, "September 3rd, 2026"),
            (DateForm::DayFirst, "3/9/2026T14:05"),
            (DateForm::Seconds, "1788393600"),
            (DateForm::Milliseconds, "1788393600000"),
            (DateForm::Excel, "46268"),
            (DateForm::Excel, "46268.75"),
            (DateForm::Excel, "2026-09-03"),
        ] {
            assert_eq!(form.read(text.as_bytes()), Some(day), "{form:?} {text}");
        }
    }

    #[test]
    fn names_of_months_and_weekdays_in_other_languages() {
        let read = |text: &str| DateForm::YearFirst.read(text.as_bytes()).map(|day| day.to_string());
        for text in [
            "3. März 2026",
            "3 mars 2026",
            "mar. 3 mars 2026",
            "Di, 3. März 2026",
            "3 mrt 2026",
            "martes, 3 de marzo de 2026",
            "Mar 3 2026",
        ] {
            assert_eq!(read(text).as_deref(), Some("2026-03-03"), "{text}");
        }
        assert_eq!(read("1er août 2026").as_deref(), Some("2026-08-01"));
        assert_eq!(read("3 jui 2026"), None, "June or July");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "2026-13-01", "2026-02-30", "soon", "31/04/2026", "0000-00-00", "1/2", "Marketing 3 2026", "99999999999999999999"]
        {
            assert_eq!(DateForm::DayFirst.read(text.as_bytes()), None, "{text}");
        }
        assert_eq!(DateForm::YearFirst.read(b"03/09/2026"), None, "without a known order nothing is guessed");
    }
}
