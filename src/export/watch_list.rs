//! The watch list: as a table to read, as CSV and as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::csv;
use super::schema::pretty;
use crate::analysis::findings::{SeenSign, WatchList, WatchRow};
use crate::domain::facts::Facts;
use crate::domain::money::Currency;
use crate::domain::text;
use crate::telling::figures::{MISSING, interval, or_missing, percent};
use crate::telling::watch;

const HEAD: [&str; 19] = [
    "account_id",
    "account",
    "renewals",
    "segment",
    "owner",
    "due",
    "arr",
    "landmark",
    "signs",
    "signs_since",
    "loss_rate",
    "low",
    "high",
    "base_rate",
    "accounts_like_it",
    "of_those_lost",
    "forecast_loss",
    "forecast_differs",
    "tried_before",
];

/// A line an account with what it has due in a quarter.
pub(crate) fn csv(list: &WatchList) -> Vec<u8> {
    csv::table(&HEAD, list.rows.iter().map(line))
}

fn line(row: &WatchRow) -> Vec<String> {
    let rate = |rate: Option<f64>| rate.map(|rate| format!("{rate:.4}")).unwrap_or_default();
    let joined = |of: &dyn Fn(&SeenSign) -> String| row.signs.iter().map(of).collect::<Vec<_>>().join("; ");
    vec![
        row.account_id.to_string(),
        row.account.to_string(),
        row.renewals.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        row.segment.to_string(),
        row.owner.to_string(),
        row.due.to_string(),
        row.arr.map(|arr| arr.to_string()).unwrap_or_default(),
        row.landmark.map(|days| days.to_string()).unwrap_or_default(),
        joined(&|sign| sign.brief.clone()),
        joined(&|sign| sign.since.map(|day| day.to_string()).unwrap_or_default()),
        rate(row.rate),
        rate(row.low),
        rate(row.high),
        rate(row.base_rate),
        row.like_it.to_string(),
        row.like_it_lost.to_string(),
        rate(row.forecast),
        row.forecast_differs.clone().unwrap_or_default(),
        watch::tried(row),
    ]
}

/// Renewals ahead, with the currency of their amounts.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Whole<'a> {
    /// `null` where the data do not tell it.
    pub currency: Option<Currency>,
    #[serde(flatten)]
    pub list: &'a WatchList,
}

/// `watch_list[]` and `watch_total` as in the report.
pub(crate) fn json(facts: &Facts, list: &WatchList) -> Vec<u8> {
    pretty(&Whole { currency: facts.currency.named(), list })
}

/// To read on a terminal: what is said of all, and a line each.
pub(crate) fn table(facts: &Facts, list: &WatchList) -> Vec<u8> {
    let mut said = watch::of_all(list, &facts.currency, facts.scope.as_of);
    if !list.rows.is_empty() {
        let heads = ["Due", "Account", "Owner", "ARR", "Expected", "lost of those like it", "Signs"].map(str::to_owned);
        let rows: Vec<[String; 7]> = std::iter::once(heads).chain(list.rows.iter().map(|row| cells(facts, row))).collect();
        said.extend([watch::HOW_TO_READ.to_owned(), String::new()]);
        said.extend(aligned(&rows));
    }
    let mut text = said.join("\n");
    text.push('\n');
    text.into_bytes()
}

fn cells(facts: &Facts, row: &WatchRow) -> [String; 7] {
    let signs = match &row.forecast_differs {
        Some(differs) => format!("{}; {differs}", watch::signs(row, facts.scope.as_of)),
        None => watch::signs(row, facts.scope.as_of),
    };
    [
        row.due.to_string(),
        text::line(&row.account),
        text::line(&row.owner),
        or_missing(row.arr, |arr| arr.short(&facts.currency)),
        or_missing(row.rate, |rate| format!("{}{}", percent(rate), interval(row.low, row.high, percent))),
        told_like_it(row),
        signs,
    ]
}

/// `12 of 40`: the interval is of the rate that is expected, which is drawn towards segment and sign.
pub(crate) fn told_like_it(row: &WatchRow) -> String {
    if row.rate.is_none() {
        return MISSING.to_owned();
    }
    format!("{} of {}", row.like_it_lost, row.like_it)
}

/// Lines whose cells stand below each other; amounts and rates to the right.
fn aligned(rows: &[[String; 7]]) -> Vec<String> {
    use unicode_width::UnicodeWidthStr;
    let width = |i: usize| rows.iter().map(|row| row[i].width()).max().unwrap_or(0);
    let widths: [usize; 7] = std::array::from_fn(width);
    let cell = |(i, text): (usize, &String)| {
        let blank = " ".repeat(widths[i] - text.width());
        if matches!(i, 3 | 4) { format!("{blank}{text}") } else { format!("{text}{blank}") }
    };
    rows.iter().map(|row| row.iter().enumerate().map(cell).collect::<Vec<_>>().join("  ").trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::{facts, findings};

    #[test]
    fn a_line_holds_what_is_known_and_no_cell_is_a_formula() {
        let bytes = csv(&findings().watch);
        let mut reader = ::csv::Reader::from_reader(&bytes[..]);
        let row: std::collections::BTreeMap<String, String> = reader.deserialize().next().unwrap().unwrap();
        let get = |name: &str| row[name].as_str();
        assert_eq!((get("account"), get("due"), get("arr")), ("'=Acme", "2026-11-15", "90000.00"));
        assert_eq!((get("signs"), get("signs_since"), get("loss_rate")), ("the champion left", "2026-08-02", "0.3957"));
        assert_eq!(get("tried_before"), "Value review: 3 of 7 lost, no effect shown");
    }

    #[test]
    fn json_tells_the_list_and_its_sum_as_the_report_does() {
        let json: serde_json::Value = serde_json::from_slice(&json(&facts(), &findings().watch)).unwrap();
        assert_eq!((json["watch_list"][0]["arr"].as_str(), json["watch_list"][0]["rate"].as_f64()), (Some("90000.00"), Some(0.3957)));
        assert_eq!((json["watch_total"]["arr_lost"]["high"].as_str(), json["currency"].as_str()), (Some("90000.00"), Some("USD")));
    }

    #[test]
    fn as_a_table_it_begins_with_what_is_expected() {
        let text = String::from_utf8(table(&facts(), &findings().watch)).unwrap();
        assert!(text.starts_with("1 account has renewals ahead, due up to 2026-12-31, with $90.0k of ARR"), "{text}");
        assert!(
            text.contains("14 of 37 ") && text.contains(" (20.8–62.0 %)") && text.contains("the champion left (since 2026-08-02)"),
            "{text}"
        );
    }
}
