use super::*;
use crate::compile::read::values::date::DateForm;

/// What days of both halves of a year tell that are written at these times, by turns.
fn told(summer: &str, winter: &str) -> Option<(String, bool)> {
    let days = ["2026-06-30", "2026-12-30", "2026-07-15", "2026-01-03"];
    let all: Vec<String> = days.iter().zip([summer, winter].iter().cycle()).map(|(day, time)| format!("{day}{time}")).collect();
    let form = Form { date: DateForm::YearFirst, ..Form::default() };
    found(all.iter().map(String::as_str), &form).map(|found| (found.zone.key(), found.is_told))
}

#[test]
fn midnights_of_one_calendar_tell_their_day() {
    let sure = |zone: &str| Some((zone.to_owned(), true));
    assert_eq!(told("T22:00:00Z", "T23:00:00Z"), sure("+02:00"), "Berlin");
    assert_eq!(told("T23:00:00Z", "T00:00:00Z"), sure("+01:00"), "London");
    assert_eq!(told(" 21:00", " 22:00"), sure("+03:00"), "Helsinki, without a word of UTC");
    assert_eq!(told("T21:00:00.000Z", "T21:00:00.000Z"), sure("+03:00"), "Istanbul");
    assert_eq!(told("T18:30:00Z", "T18:30:00Z"), sure("+05:30"), "Delhi");
    assert_eq!(told("T14:00:00Z", "T13:00:00Z"), sure("+11:00"), "Sydney");
    assert_eq!(told("T12:00:00Z", "T11:00:00Z"), sure("+13:00"), "Auckland");
    assert_eq!(told("T16:00:00Z", "T16:00:00Z"), Some(("+08:00".to_owned(), false)), "midnight in Singapore, or noon in New York");
    assert_eq!(told(" 22:00:00", " 22:00:00"), Some(("+02:00".to_owned(), false)), "or late in somebody's evening");
}

#[test]
fn last_seconds_of_the_morning_are_of_the_day_before() {
    let sure = |zone: &str| Some((zone.to_owned(), true));
    assert_eq!(told("T03:59:59Z", "T04:59:59Z"), sure("-05:00"), "New York");
    assert_eq!(told("T06:59:00Z", "T07:59:00Z"), sure("-08:00"), "Los Angeles, to the minute");
    assert_eq!(told("T21:59:59Z", "T22:59:59Z"), None, "Berlin: the same day");
}

#[test]
fn other_times_of_day_leave_the_day_as_it_is() {
    let others = [
        ("T00:00:00Z", "T00:00:00Z"),
        ("T23:59:59Z", "T23:59:59Z"),
        ("T04:00:00Z", "T05:00:00Z"),
        ("T12:00:00Z", "T12:00:00Z"),
        ("T11:00:00Z", "T12:00:00Z"),
        ("T16:00:00Z", "T17:00:00Z"),
        ("T22:00:00+02:00", "T23:00:00+01:00"),
        ("T08:14:09Z", "T17:30:11Z"),
        ("T21:10:00Z", "T22:40:00Z"),
        ("", ""),
    ];
    for (summer, winter) in others {
        assert_eq!(told(summer, winter), None, "{summer} {winter}");
    }
}
