use chrono::{Datelike, Days};
use proptest::prelude::*;

use super::*;

/// The months in full, as each language writes them, and how it joins day, month and year.
const LANGUAGES: [(&str, &str); 20] = [
    ("January February March April May June July August September October November December", "{d} {m} {y}"),
    ("Januar Februar März April Mai Juni Juli August September Oktober November Dezember", "{d}. {m} {y}"),
    ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre", "{d} {m} {y}"),
    ("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", "{d} de {m} de {y}"),
    ("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro", "{d} de {m} de {y}"),
    ("januari februari maart april mei juni juli augustus september oktober november december", "{d} {m} {y}"),
    ("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre", "{d} {m} {y}"),
    ("januari februari mars april maj juni juli augusti september oktober november december", "den {d} {m} {y}"),
    ("januar februar marts april maj juni juli august september oktober november december", "{d}. {m} {y}"),
    ("januar februar mars april mai juni juli august september oktober november desember", "{d}. {m} {y}"),
    (
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
        "{d}. {m} {y}",
    ),
    ("stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia", "{d} {m} {y} r."),
    ("sty lut mar kwi maj cze lip sie wrz paź lis gru", "{d}-{m}-{y}"),
    ("ledna února března dubna května června července srpna září října listopadu prosince", "{d}. {m} {y}"),
    ("január február március április május június július augusztus szeptember október november december", "{y}. {m} {d}."),
    ("ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie", "{d} {m} {y}"),
    ("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık", "{d} {m} {y}"),
    ("sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio", "{y} m. {m} {d} d."),
    ("января февраля марта апреля мая июня июля августа сентября октября ноября декабря", "{d} {m} {y} г."),
    ("Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου", "{d} {m} {y}"),
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
            for [year, month, of_day] in [["年", "月", "日"], ["년 ", "월 ", "일"]] {
                let text = format!("{}{year}{}{month}{}{of_day}", day.year(), day.month(), day.day());
                prop_assert_eq!(form.read(text.as_bytes()), Some(day), "{}", text);
            }
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
    for text in
        ["3. März 2026", "3 mars 2026", "mar. 3 mars 2026", "Di, 3. März 2026", "3 mrt 2026", "martes, 3 de marzo de 2026", "Mar 3 2026"]
    {
        assert_eq!(read(text).as_deref(), Some("2026-03-03"), "{text}");
    }
    assert_eq!(read("1er août 2026").as_deref(), Some("2026-08-01"));
    assert_eq!(read("3 jui 2026"), None, "June or July");
}

#[test]
fn what_is_no_date_is_none() {
    for text in ["", "2026-13-01", "2026-02-30", "soon", "31/04/2026", "0000-00-00", "1/2", "Marketing 3 2026", "99999999999999999999"] {
        assert_eq!(DateForm::DayFirst.read(text.as_bytes()), None, "{text}");
    }
    assert_eq!(DateForm::YearFirst.read(b"03/09/2026"), None, "without a known order nothing is guessed");
}
