//! How the values of a column are written, told from all of them that were looked at; never guessed where two readings fit.

mod amounts;
pub(crate) mod cells;
mod months;
mod percents;

use chrono::Datelike as _;
use rustc_hash::FxHashSet;

use crate::compile::read::values::date::{self, DateForm, Parts};
use crate::compile::read::values::plain::plainly;
use crate::compile::read::values::{percent, words};
use crate::compile::schema::{Field, Kind};
use crate::compile::understand::header::Heading;
use crate::compile::understand::header::currencies::is_named;
use crate::compile::understand::names::{self, Standing};
use crate::domain::renewal::Outcome;
pub(crate) use amounts::{AmountEvidence, is_of_three};
use cells::Cell;
use months::MonthEvidence;
pub(crate) use percents::PercentEvidence;

/// What the values of a column tell about how they are written.
pub(crate) trait Evidence: Clone + Default + Send {
    /// Takes one value into account.
    fn see(&mut self, raw: &str);
    fn merge(&mut self, other: Self);
}

/// Fewer values may be slips; and so many are parted by chance hardly ever.
const SOME: u64 = 3;
const MANY: u64 = 8;

/// Evidence about the order of dates in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DateEvidence {
    /// Values that only one form reads, by form.
    year_first: u64,
    /// Of these, those whose day may be a month as well.
    turnable: u64,
    day_first: u64,
    month_first: u64,
    seconds: u64,
    milliseconds: u64,
    /// Numbers that are days near ours as spreadsheets count them.
    serials: u64,
    /// ... and as JD Edwards does.
    julian: u64,
    /// Values that day first and month first both read, to different days.
    either: u64,
    /// Years alone.
    years: u64,
    months: MonthEvidence,
}

impl Evidence for DateEvidence {
    fn see(&mut self, raw: &str) {
        let raw = &*plainly(raw);
        if let Some(span) = DateForm::YearFirst.span(raw.as_bytes()) {
            self.year_first += 1;
            self.turnable += u64::from(span.is_day() && span.first.day() <= 12);
            return;
        }
        if DateForm::Year.span(raw.as_bytes()).is_some() {
            self.years += 1;
            return;
        }
        if self.months.see(raw) {
            return;
        }
        if raw.len() >= 9 && raw.bytes().all(|b| b.is_ascii_digit()) {
            self.seconds += u64::from(raw.len() <= 10);
            self.milliseconds += u64::from((12..=13).contains(&raw.len()));
            return;
        }
        if date::is_near_serial(raw) {
            self.serials += 1;
            return;
        }
        if date::is_near_julian(raw) {
            self.julian += 1;
            return;
        }
        let day_first = DateForm::DayFirst.span(raw.as_bytes());
        let month_first = DateForm::MonthFirst.span(raw.as_bytes());
        match (day_first, month_first) {
            (Some(a), Some(b)) if a != b => self.either += 1,
            (Some(_), None) => self.day_first += 1,
            (None, Some(_)) => self.month_first += 1,
            _ => {}
        }
    }

    fn merge(&mut self, other: Self) {
        self.year_first += other.year_first;
        self.turnable += other.turnable;
        self.day_first += other.day_first;
        self.month_first += other.month_first;
        self.seconds += other.seconds;
        self.milliseconds += other.milliseconds;
        self.serials += other.serials;
        self.julian += other.julian;
        self.either += other.either;
        self.years += other.years;
        self.months.merge(other.months);
    }
}

impl DateEvidence {
    /// The form of the column; `None` when day and month cannot be told apart, or contradict each other.
    pub(crate) fn form(&self) -> Option<DateForm> {
        let days = self.year_first + self.day_first + self.month_first + self.either;
        if self.months.values > days && self.months.are_months() != Some(false) {
            return self.months.are_months().map(|_| DateForm::Month);
        }
        // A year among days and months is a slip: which of its days is meant, nobody knows.
        if self.years > 0 && days + self.months.values + self.seconds + self.milliseconds + self.serials + self.julian == 0 {
            return Some(DateForm::Year);
        }
        match (self.day_first, self.month_first) {
            _ if self.is_turned() => Some(DateForm::Turned),
            // Two people wrote it, each in one way, and what is no slip tells which.
            (day, 0) if day >= SOME && (day + self.either) * 20 > self.year_first => Some(DateForm::DayFirst),
            (0, month) if month >= SOME && (month + self.either) * 20 > self.year_first => Some(DateForm::MonthFirst),
            // What few rows write otherwise is wrong there, and each such row is rejected.
            (day, month) if self.year_first > day + month + self.either => Some(DateForm::YearFirst),
            (0, 0) if self.either > 0 => None,
            (0, 0) if self.serials > self.year_first + self.seconds + self.milliseconds => Some(DateForm::Excel),
            (0, 0) if self.julian > self.year_first + self.seconds + self.milliseconds => Some(DateForm::Julian),
            (0, 0) if self.milliseconds > self.year_first => Some(DateForm::Milliseconds),
            (0, 0) if self.seconds > self.year_first => Some(DateForm::Seconds),
            (0, 0) => Some(DateForm::YearFirst),
            // One slip among many is a wrong value, which its row is rejected for; more is a mixed column.
            (day, month) if day > month * 20 => Some(DateForm::DayFirst),
            (day, month) if month > day * 20 => Some(DateForm::MonthFirst),
            _ => None,
        }
    }

    /// All that may be read month first became days, and all else is text with the day first: a spreadsheet turned the former round.
    fn is_turned(&self) -> bool {
        let is_parted = self.turnable == self.year_first && self.either + self.month_first == 0;
        is_parted && self.year_first >= MANY && self.day_first >= MANY
    }

    /// Each value is one of two days, and nothing in the column tells which.
    pub(crate) fn is_either(&self) -> bool {
        self.either > 0 && self.day_first + self.month_first == 0 && self.form().is_none()
    }

    /// Both orders stand in the column, each clearly.
    pub(crate) fn is_mixed(&self) -> bool {
        self.day_first > 0 && self.month_first > 0 && self.form().is_none()
    }

    /// Values like `Sep 26` may be months of years or days without one, and nothing tells which.
    pub(crate) fn may_be_months(&self) -> bool {
        self.months.values > 0 && self.months.are_months().is_none() && self.form().is_none()
    }
}

/// Share of the values that can be read as `field`, 0–1; `None` when there are none to look at.
pub(crate) fn readable<'v>(field: Field, values: impl Iterator<Item = &'v str>) -> Option<f32> {
    let (mut all, mut good) = (0_u32, 0_u32);
    let tells_nothing = |value: &str| match field.kind() {
        Kind::Date => is_no_day(value),
        Kind::Amount => words::says_unchanged(value),
        _ => false,
    };
    for value in values.filter(|v| !(v.is_empty() || tells_nothing(v))).take(200) {
        all += 1;
        good += u32::from(reads(field.kind(), value) || field.is_term() && words::months(value).is_some());
    }
    (all > 0).then(|| good as f32 / all as f32)
}

/// What systems print where a date is missing: `0000-00-00`, `00000000`.
fn is_no_day(value: &str) -> bool {
    DateForm::DayFirst.means_nothing(value.as_bytes())
}

/// Nothing stands there: no value, a word for none, or a date that is none.
pub(crate) fn says_nothing(value: &str) -> bool {
    Cell::of(value).says_nothing
}

fn reads(kind: Kind, value: &str) -> bool {
    use crate::compile::read::values::amount::AmountForm;
    let value = &*plainly(value);
    match kind {
        Kind::Date => {
            let reads = |form: DateForm| form.span(value.as_bytes()).is_some();
            [DateForm::DayFirst, DateForm::MonthFirst, DateForm::Month, DateForm::Year].into_iter().any(reads)
                || is_epoch(value)
                || date::is_near_serial(value)
                || date::is_near_julian(value)
        }
        Kind::Amount => {
            ['.', ','].iter().any(|decimal| AmountForm { decimal: *decimal, ..AmountForm::default() }.read(value.as_bytes()).is_some())
        }
        Kind::Percent | Kind::Probability => percent::number(value.trim_end_matches(['%', ' '])).is_some(),
        Kind::Number | Kind::Count => percent::number(&value.replace([',', ' '], "")).is_some(),
        Kind::Outcome => words::outcome(value).is_some(),
        Kind::Risk => words::risk(value).is_some(),
        Kind::Flag => words::flag(value).is_some(),
        Kind::Currency => value.len() == 3 && value.bytes().all(|b| b.is_ascii_alphabetic()) || is_named(value),
        Kind::Text | Kind::Reason => Parts::of(value).is_none(),
        Kind::Id => true,
    }
}

/// The size of an amount however it is written, for comparing columns with each other and for nothing else.
pub(crate) fn loose_number(value: &str) -> Option<f64> {
    Cell::of(value).amount
}

/// Seconds or milliseconds since 1970, between 2001 and 2286.
fn is_epoch(value: &str) -> bool {
    matches!(value.len(), 10 | 13) && value.bytes().all(|b| b.is_ascii_digit())
}

/// `churned = yes` means the opposite of `renewed = yes`.
pub(crate) fn names_loss(heading: &Heading) -> bool {
    let core = heading.core.as_str();
    let names_renewal = |rest: &str| RENEWED.iter().any(|stem| rest.starts_with(stem));
    let names_loss = || words::listed(core) == Some(Outcome::Churned);
    names::standing(heading, Field::IsLost) == Some(Standing::Sure)
        || names_loss()
        || NOT.iter().any(|not| core.strip_prefix(not).is_some_and(names_renewal))
}

/// How several languages deny a word that follows, and how those for renewed begin.
const NOT: [&str; 11] = ["not", "non", "nicht", "niet", "no", "nao", "inte", "ikke", "ej", "nie", "ne"];
const RENEWED: [&str; 12] =
    ["renew", "verlanger", "verlaenger", "erneuer", "verleng", "renouvel", "renov", "rinnov", "fornya", "forny", "forlang", "odnow"];

/// The values of a column that says yes where a customer was lost.
pub(crate) fn loss_values() -> impl Iterator<Item = (String, String)> {
    words::flags().map(|(word, is_lost)| (words::key(word), if is_lost { "churned" } else { "renewed" }.to_owned()))
}

/// Every amount ends in 00 and has no decimals, and they differ: cents may be written so, and round sums as well.
pub(crate) fn are_whole_hundreds<'v>(values: impl Iterator<Item = &'v str>) -> bool {
    let mut different: FxHashSet<&str> = FxHashSet::default();
    for value in values.filter(|value| *value != "0") {
        if !value.ends_with("00") || !value.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        different.insert(value);
    }
    different.len() >= 3
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn order(values: &[&str]) -> Option<DateForm> {
        let mut evidence = DateEvidence::default();
        for value in values {
            evidence.see(value);
        }
        evidence.form()
    }

    #[test]
    fn one_clear_value_settles_a_column_and_none_leaves_it_open() {
        assert_eq!(order(&["03/04/2026", "13/04/2026"]), Some(DateForm::DayFirst));
        assert_eq!(order(&["03/04/2026", "04/13/2026"]), Some(DateForm::MonthFirst));
        assert_eq!(order(&["03/04/2026", "05/06/2026"]), None);
        assert_eq!(order(&["13/04/2026", "04/13/2026"]), None, "both orders in one column");
        assert_eq!(order(&["2026-04-03", "", "n/a"]), Some(DateForm::YearFirst));
        assert_eq!(order(&["1788393600000"]), Some(DateForm::Milliseconds));
        assert_eq!(order(&["1788393600"]), Some(DateForm::Seconds));
        assert_eq!(order(&["46024", "46032.5"]), Some(DateForm::Excel));
        assert_eq!(order(&["46024", "13/04/2026"]), Some(DateForm::DayFirst), "a number among dates is a wrong value");
        assert_eq!(order(&["100000", "1200"]), Some(DateForm::YearFirst), "no days of our time");
    }

    #[test]
    fn months_and_years_are_told_by_the_whole_column() {
        assert_eq!(order(&["2026-09", "Sep 2026", "Q3 2026"]), Some(DateForm::YearFirst), "no order in which to be wrong");
        assert_eq!(order(&["Sep-25", "Oct-25", "Sep 2026"]), Some(DateForm::Month));
        assert_eq!(order(&["Sep 25", "Oct 25"]), None);
        assert_eq!(order(&["2024", "2025", ""]), Some(DateForm::Year));
        assert_eq!(order(&["2024", "2025-03-01"]), Some(DateForm::YearFirst), "a year among days is a slip");
        assert_eq!(order(&["31.12.9999", "03.04.2026"]), Some(DateForm::DayFirst), "an end that is none is a date all the same");
    }

    proptest! {
        #[test]
        fn a_column_of_real_dates_is_never_read_in_the_wrong_order(days in prop::collection::vec(0_i64..20_000, 1..40)) {
            let dates: Vec<chrono::NaiveDate> =
                days.iter().map(|d| chrono::NaiveDate::from_ymd_opt(1980, 1, 1).unwrap() + chrono::Days::new(*d as u64)).collect();
            let mut evidence = DateEvidence::default();
            let written: Vec<String> = dates.iter().map(|d| d.format("%d/%m/%Y").to_string()).collect();
            for text in &written {
                evidence.see(text);
            }
            prop_assert_ne!(evidence.form(), Some(DateForm::MonthFirst));
            if evidence.form() == Some(DateForm::DayFirst) {
                for (date, text) in dates.iter().zip(&written) {
                    prop_assert_eq!(DateForm::DayFirst.read(text.as_bytes()), Some(*date));
                }
            }
        }
    }
}
