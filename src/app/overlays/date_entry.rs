//! Dates as people type them.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::domain::calendar;

/// What can be typed, for the hint under the field.
pub const FORMS: &str = "2026-12-31 · 31.12. · fri · +2w · +30d · eom · eoq";

/// Reads a date as typed, seen from `today`.
///
/// # Errors
/// What can be typed.
pub fn read(typed: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let typed = typed.trim().to_lowercase();
    let read = iso(&typed).or_else(|| named(&typed, today)).or_else(|| offset(&typed, today)).or_else(|| day_month(&typed, today));
    read.filter(|day| calendar::is_in_reach(*day)).ok_or_else(|| format!("No date; write one like {FORMS}"))
}

fn iso(typed: &str) -> Option<NaiveDate> {
    typed.parse().ok()
}

fn named(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    match typed {
        "today" => return Some(today),
        "tomorrow" => return today.checked_add_days(Days::new(1)),
        "eom" => return end_of_month(today, 0),
        "eoq" => return end_of_month(today, 2 - today.month0() % 3),
        "eoy" => return NaiveDate::from_ymd_opt(today.year(), 12, 31),
        _ => {}
    }
    let weekday: Weekday = typed.parse().ok()?;
    (1..=7).filter_map(|ahead| today.checked_add_days(Days::new(ahead))).find(|day| day.weekday() == weekday)
}

/// `+30d`, `+2w`, `+3m`.
fn offset(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let rest = typed.strip_prefix('+')?;
    let unit = rest.chars().last()?;
    let number: u64 = rest.strip_suffix(unit)?.parse().ok()?;
    match unit {
        'd' => today.checked_add_days(Days::new(number)),
        'w' => today.checked_add_days(Days::new(number.checked_mul(7)?)),
        'm' => today.checked_add_months(Months::new(u32::try_from(number).ok()?)),
        _ => None,
    }
}

/// `31.12.` or `31.12.2026`: the next such day when no year is given.
fn day_month(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let mut parts = typed.trim_end_matches('.').split('.');
    let day: u32 = parts.next()?.parse().ok()?;
    let month: u32 = parts.next()?.parse().ok()?;
    if let Some(year) = parts.next() {
        return NaiveDate::from_ymd_opt(year.parse().ok().filter(|y| *y >= 1970)?, month, day);
    }
    let this_year = NaiveDate::from_ymd_opt(today.year(), month, day)?;
    if this_year >= today { Some(this_year) } else { NaiveDate::from_ymd_opt(today.year() + 1, month, day) }
}

fn end_of_month(today: NaiveDate, months_ahead: u32) -> Option<NaiveDate> {
    let first = today.with_day(1)?.checked_add_months(Months::new(months_ahead + 1))?;
    first.pred_opt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_type_dates_in_many_ways() {
        let monday: NaiveDate = "2026-11-23".parse().unwrap();
        let read = |typed| read(typed, monday).map(|d| d.to_string());
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
        ] {
            assert_eq!(read(typed).as_deref(), Ok(day), "{typed}");
        }
        for wrong in ["soon", "", "+w", "32.1.", "2026-13-01", "+99999999999999999999d"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
