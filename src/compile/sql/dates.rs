//! Text as a date, in the order that a mapping names: as the reader of files takes it.
//!
//! No repetition counts and no backslashes in the patterns, so that every engine's regular expressions have them.

use super::Dialect;
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::date::clock::Zone;
use crate::domain::window::MONTHS;

/// Exactly the dates of the year-first form, with what time of day may follow.
const ISO: &str = "^(((19|20|21)[0-9][0-9]|2200)-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)\
    |02-(0[1-9]|1[0-9]|2[0-8]))|((19|20|21)(0[48]|[2468][048]|[13579][26])|2000)-02-29)([T ].*)?$";

const YEAR: &str = "[0-9][0-9][0-9][0-9]";
const SHORT_YEAR: &str = "([0-9][0-9])?[0-9][0-9]";
/// A month or a day.
const NUMBER: &str = "[0-9][0-9]?";

/// The name of a month, perhaps.
const MONTH: &str = "[a-z][a-z][a-z]+";

/// An instant of UTC, or of no calendar that it names.
const INSTANT: &str =
    "^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][T ][0-9][0-9]:[0-9][0-9](:[0-9][0-9]([.,][0-9]*)?)?( ?(Z|UTC|GMT|[-+]00(:?00)?))?$";

/// Whether a form is put together from parts, on the way to a date: [`marked`], then [`in_order`].
pub(crate) fn has_parts(form: Option<DateForm>) -> bool {
    matches!(form, Some(DateForm::YearFirst | DateForm::DayFirst | DateForm::MonthFirst))
}

/// `text` as a date; nothing where it is none that there was. A form that nobody named is the engine's own: `2026-09-30`.
/// `in_order` is what was put together of one that has parts.
pub(crate) fn day(dialect: Dialect, text: &str, (form, zone): (Option<DateForm>, Zone), in_order: &str) -> String {
    let iso = |text: &str| {
        let day = in_zone(dialect, text, &dialect.as_day(&format!("SUBSTR({text}, 1, 10)")), zone);
        format!("WHEN {} THEN {day}", dialect.matches(text, ISO))
    };
    // A workbook turned them; nothing in a warehouse is.
    if form == Some(DateForm::Turned) {
        return "CAST(NULL AS DATE)".to_owned();
    }
    let otherwise = match form {
        // Months and years without a day are read here and not there.
        None | Some(DateForm::Month | DateForm::Year) => String::new(),
        Some(DateForm::Seconds) => since_epoch(dialect, text, zone, 1),
        Some(DateForm::Milliseconds) => since_epoch(dialect, text, zone, 1000),
        Some(DateForm::Excel) => serial(dialect, text),
        Some(DateForm::Julian) => julian(dialect, text),
        Some(_) => iso(in_order),
    };
    format!("CASE {} {otherwise} END", iso(text))
}

/// The day that an instant which is written on `day` is of.
fn in_zone(dialect: Dialect, text: &str, day: &str, zone: Zone) -> String {
    let Some((time, is_later)) = zone.turns_at() else { return day.to_owned() };
    let (compared, step) = if is_later { (">=", "1") } else { ("<", "-1") };
    let is_other = format!("{} AND SUBSTR({text}, 12, 5) {compared} '{time}'", dialect.matches(text, INSTANT));
    format!("CASE WHEN {is_other} THEN {} ELSE {day} END", dialect.plus_days(day, step))
}

/// Whole days since 1970 of a calendar, of what a second has so many of.
fn since_epoch(dialect: Dialect, text: &str, zone: Zone, in_a_second: u32) -> String {
    let days = dialect.divided(text, zone.seconds() * i64::from(in_a_second), 86_400 * in_a_second);
    let is_number = format!("{} AND LENGTH({text}) <= 15", dialect.matches(text, "^-?[0-9]+$"));
    format!("WHEN {is_number} THEN {}", dialect.plus_days("DATE '1970-01-01'", &days))
}

/// The days of a spreadsheet's number of a day.
fn serial(dialect: Dialect, text: &str) -> String {
    let is_number = dialect.matches(text, "^[1-9][0-9][0-9][0-9][0-9]([.][0-9]*)?$");
    let days = dialect.as_days(&format!("SUBSTR({text}, 1, 5)"));
    format!("WHEN {is_number} THEN {}", dialect.plus_days("DATE '1899-12-30'", &days))
}

/// The day of a year that stands behind it: `126273`.
fn julian(dialect: Dialect, text: &str) -> String {
    let is_number = dialect.matches(text, "^1[0-9][0-9]([012][0-9][0-9]|3[0-6][0-9])$");
    let first = dialect.as_day(&format!("'20' || SUBSTR({text}, 2, 2) || '-01-01'"));
    let days = dialect.as_days(&format!("SUBSTR({text}, 4, 3)"));
    format!("WHEN {is_number} THEN {}", dialect.plus_days(&dialect.plus_days(&first, &days), "-1"))
}

/// `text` with one mark between its parts, in small letters.
pub(crate) fn marked(text: &str) -> String {
    // Marks in a row are one.
    format!("REPLACE(REPLACE(TRANSLATE(LOWER({text}), '-. ,', '////'), '//', '/'), '//', '/')")
}

/// `marked` text, a date of numbers and names of months, as `2026-09-30`.
pub(crate) fn in_order(dialect: Dialect, marked: &str, form: DateForm) -> String {
    let part = |place: u8| dialect.part(marked, '/', place);
    let case = |parts: [&str; 3], date: String| {
        let pattern = format!("^{}(/[0-9].*)?$", parts.join("/"));
        format!(" WHEN {} THEN {date}", dialect.matches(marked, &pattern))
    };
    let mut cases = case([YEAR, NUMBER, NUMBER], date(&part(1), &two_digits(&part(2)), &part(3)));
    match form {
        DateForm::DayFirst => cases += &case([NUMBER, NUMBER, SHORT_YEAR], date(&long(&part(3)), &two_digits(&part(2)), &part(1))),
        DateForm::MonthFirst => cases += &case([NUMBER, NUMBER, SHORT_YEAR], date(&long(&part(3)), &two_digits(&part(1)), &part(2))),
        _ => {}
    }
    cases += &case([NUMBER, MONTH, SHORT_YEAR], date(&long(&part(3)), &number_of(&part(2)), &part(1)));
    cases += &case([MONTH, NUMBER, SHORT_YEAR], date(&long(&part(3)), &number_of(&part(1)), &part(2)));
    cases += &case([YEAR, MONTH, NUMBER], date(&part(1), &number_of(&part(2)), &part(3)));
    let digits = format!("SUBSTR({marked}, 1, 4) || '-' || SUBSTR({marked}, 5, 2) || '-' || SUBSTR({marked}, 7, 2)");
    let is_digits = dialect.matches(marked, &format!("^{YEAR}{YEAR}$"));
    format!("CASE WHEN {is_digits} THEN {digits}{cases} END")
}

fn date(year: &str, month: &str, day: &str) -> String {
    format!("{year} || '-' || {month} || '-' || {}", two_digits(day))
}

fn two_digits(number: &str) -> String {
    format!("LPAD({number}, 2, '0')")
}

/// Two-digit years lie between 1970 and 2069.
fn long(year: &str) -> String {
    format!("CASE WHEN LENGTH({year}) = 4 THEN {year} WHEN {year} < '70' THEN '20' || {year} ELSE '19' || {year} END")
}

/// The number of the month that `name` names, in full or by its first three letters at least.
fn number_of(name: &str) -> String {
    let numbers: Vec<String> = MONTHS.iter().zip(1..).map(|(month, number)| format!("WHEN '{}' THEN '{number:02}'", &month[..3])).collect();
    let is_month = format!("' {}' LIKE '% ' || {name} || '%'", MONTHS.join(" "));
    format!("CASE WHEN {is_month} THEN CASE SUBSTR({name}, 1, 3) {} END END", numbers.join(" "))
}
