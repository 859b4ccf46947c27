//! Dates as people and systems write them.

use chrono::NaiveDate;

use super::calendar::{is_weekday, month_named};
use super::span::{Span, is_plausible};
use super::undated;

/// The last year in which anything but a contract without an end can happen.
pub const LAST_YEAR: i32 = 2200;

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
    /// `Sep 26` is September 2026, and no day of a September.
    Month,
    /// `2026`, the whole of it.
    Year,
}

impl DateForm {
    pub const ALL: [Self; 8] =
        [Self::YearFirst, Self::DayFirst, Self::MonthFirst, Self::Seconds, Self::Milliseconds, Self::Excel, Self::Month, Self::Year];

    /// The name in a mapping.
    pub fn key(self) -> &'static str {
        match self {
            Self::YearFirst => "ymd",
            Self::DayFirst => "dmy",
            Self::MonthFirst => "mdy",
            Self::Seconds => "seconds",
            Self::Milliseconds => "milliseconds",
            Self::Excel => "excel",
            Self::Month => "month",
            Self::Year => "year",
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
            Self::Month => "a month like Sep 26, which is September 2026",
            Self::Year => "a year like 2026",
        }
    }

    /// Reads a single day. A month in letters and a four-digit year in front are understood in every form.
    #[inline]
    pub fn read(self, raw: &[u8]) -> Option<NaiveDate> {
        self.span(raw).filter(|span| span.is_day()).map(|span| span.first)
    }

    /// Reads a day, or a month, a quarter or a year without one. Years up to 9999 are read, for [`is_no_end`] to be told of them.
    #[inline]
    pub fn span(self, raw: &[u8]) -> Option<Span> {
        iso(raw).map(Span::day).or_else(|| self.read_slow(std::str::from_utf8(raw).ok()?))
    }

    /// Whether `raw` is what systems print where a date is missing: `0001-01-01`, `0000-00-00`, a spreadsheet's day zero.
    pub fn means_nothing(self, raw: &[u8]) -> bool {
        let is_number = matches!(self, Self::Seconds | Self::Milliseconds | Self::Excel);
        (is_number && raw == b"0") || std::str::from_utf8(raw).ok().and_then(Parts::of).is_some_and(|parts| parts.is_mark())
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
            _ => {}
        }
        if text.contains('年') {
            let numbers = text.replace(['年', '月'], "-").replace('日', " ");
            return if numbers.ends_with('-') && !text.contains('月') {
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
            Self::DayFirst => ymd(c.year(), b.value, a.value),
            Self::MonthFirst => ymd(c.year(), a.value, b.value),
            _ => None,
        }
    }
}

/// Whether an end on `end`, as it was known on `known`, is none: the contract goes on until somebody ends it.
pub fn is_no_end(end: NaiveDate, known: NaiveDate) -> bool {
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
    pub fn year(self) -> u32 {
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

    /// A date that stands for none: nothing but zeros, the first day of the first year, or day 0 or 1 of a spreadsheet.
    fn is_mark(&self) -> bool {
        let mut values: Vec<u32> = self.numbers.iter().map(|number| number.value).chain(self.month).collect();
        if self.month == Some(1) && values[..2] == [0, 0] {
            return true;
        }
        let is_first_year = self.numbers.iter().any(|number| number.digits == 4 && number.value == 1);
        values.sort_unstable();
        match values[..] {
            [0, 0, 0] | [0 | 1, 1, 1900] | [12, 30 | 31, 1899] => true,
            [1, 1, 1] => is_first_year,
            _ => false,
        }
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
    let number = ["er", "st", "nd", "rd", "th", "º", "°"].into_iter().find_map(|ending| word.strip_suffix(ending));
    number.filter(|number| number.bytes().all(|b| b.is_ascii_digit())).unwrap_or(word)
}

fn is_time(word: &str) -> bool {
    word.bytes().next().is_some_and(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Days};
    use proptest::prelude::*;

    use super::*;

    /// The months in full, as each language writes them, and how it joins day, month and year.
    const LANGUAGES: [(&str, &str); 7] = [
        ("January February March April May June July August September October November December", "{d} {m} {y}"),
        ("Januar Februar März April Mai Juni Juli August September Oktober November Dezember", "{d}. {m} {y}"),
        ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre", "{d} {m} {y}"),
        ("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", "{d} de {m} de {y}"),
        ("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro", "{d} de {m} de {y}"),
        ("januari februari maart april mei juni juli augustus september oktober november december", "{d} {m} {y}"),
        ("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre", "{d} {m} {y}"),
    ];

    fn written(pattern: &str, day: NaiveDate, month: &str) -> String {
        pattern.replace("{d}", &day.day().to_string()).replace("{m}", month).replace("{y}", &day.year().to_string())
    }

    fn month_of(day: NaiveDate) -> Span {
        Span::months(day.year() as u32, day.month(), 1).unwrap()
    }

    proptest! {
        #[test]
        fn what_any_language_writes_is_read_back(offset in 1_u64..100_000, language in prop::sample::select(&LANGUAGES[..])) {
            let day = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + Days::new(offset);
            let month = language.0.split(' ').nth(day.month0() as usize).unwrap();
            for form in DateForm::ALL.into_iter().filter(|form| !matches!(form, DateForm::Seconds | DateForm::Milliseconds)) {
                prop_assert_eq!(form.read(written(language.1, day, month).as_bytes()), Some(day));
                prop_assert_eq!(form.read(format!("{}年{}月{}日", day.year(), day.month(), day.day()).as_bytes()), Some(day));
                for text in [
                    format!("{month} {}", day.year()),
                    format!("{month} de {}", day.year()),
                    day.format("%Y-%m").to_string(),
                    day.format("%m/%Y").to_string(),
                    format!("{}年{}月", day.year(), day.month()),
                ] {
                    prop_assert_eq!(form.span(text.as_bytes()), Some(month_of(day)), "{}", text);
                }
            }
        }

        #[test]
        fn short_years_are_read_back_in_a_column_of_months(offset in 0_u64..36_500) {
            let day = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + Days::new(offset);
            for format in ["%b %y", "%b-%y", "%B '%y"] {
                prop_assert_eq!(DateForm::Month.span(day.format(format).to_string().as_bytes()), Some(month_of(day)));
            }
        }

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,20}") {
            for form in DateForm::ALL {
                let _ = (form.span(text.as_bytes()), form.means_nothing(text.as_bytes()));
            }
        }
    }

    #[test]
    fn marks_of_emptiness_are_no_dates() {
        let far = DateForm::DayFirst;
        for text in [
            "0001-01-01",
            "0001-01-01T00:00:00Z",
            "0000-00-00 00:00:00",
            "1900-01-00",
            "1/0/1900",
            "1900-01-01",
            "1899-12-30",
            "00.00.0000",
            "0-Jan-00",
        ] {
            assert!(far.means_nothing(text.as_bytes()) && far.read(text.as_bytes()).is_none(), "{text}");
        }
        for text in ["1899-05-01", "2026-00-00", "1800-01-01", "2026-01-01", "01.01.2001", "soon", ""] {
            assert!(!far.means_nothing(text.as_bytes()), "{text}");
        }
        assert!(DateForm::Seconds.means_nothing(b"0") && DateForm::Excel.means_nothing(b"0") && !far.means_nothing(b"0"));
    }

    #[test]
    fn an_end_far_ahead_is_none() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (end, known, no_end) in [
            ("9999-12-31", "2026-11-27", true),
            ("2999-12-31", "2999-12-30", true),
            ("2046-11-28", "2026-11-27", true),
            ("2046-11-27", "2026-11-27", false),
            ("2020-01-01", "2026-11-27", false),
        ] {
            assert_eq!(is_no_end(day(end), day(known)), no_end, "{end} on {known}");
        }
    }

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
