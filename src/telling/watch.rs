//! What is said of renewals ahead: of each what it carries and where its rate comes from, and of all together.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::analysis::findings::{SeenSign, Tried, WatchList, WatchRow};
use crate::domain::money::Currency;
use crate::telling::figures::{counted, decimals, percent_short};

/// `health under 50 at 60 days (since 2026-08-01)`
pub(crate) fn sign(seen: &SeenSign) -> String {
    seen.since.map_or_else(|| seen.brief.clone(), |day| format!("{} (since {day})", seen.brief))
}

/// `health under 50 at 60 days (since 2026-08-01)`, strongest first; else that there are none, or none yet. Before it, that the
/// due day lies before `today`: what became of it the data do not say.
pub(crate) fn signs(row: &WatchRow, today: NaiveDate) -> String {
    let past_due = match () {
        () if row.landmark == Some(0) => "past due; ",
        () if row.due < today => "gone by; ",
        () => "",
    };
    if row.signs.is_empty() {
        return if row.landmark.is_none() { "no landmark reached yet".to_owned() } else { format!("{past_due}no sign") };
    }
    format!("{past_due}{}", row.signs.iter().map(sign).collect::<Vec<_>>().join("; "))
}

/// Where its rate comes from, in a sentence.
pub(crate) fn rate(row: &WatchRow) -> String {
    let (Some(rate), Some(base)) = (row.rate, row.base_rate) else { return no_rate(row).to_owned() };
    let when = match row.landmark {
        Some(0) => "past due".to_owned(),
        Some(days) => format!("{days} days before due"),
        None => "90 days before due".to_owned(),
    };
    let like = match row.signs.first() {
        Some(sign) => format!("with \u{201c}{}\u{201d} as their strongest sign", sign.brief),
        None => "like it".to_owned(),
    };
    format!(
        "Of {} accounts {like}, undecided {when}, {} were lost. In {}, {} are expected to be, where {} of all are.",
        row.like_it,
        row.like_it_lost,
        row.segment,
        percent_short(rate),
        percent_short(base)
    )
}

fn no_rate(row: &WatchRow) -> &'static str {
    if row.landmark == Some(0) {
        "It is past due: nearly all before it were decided by then, so nobody can tell a rate."
    } else {
        "Too few accounts were like it before, so no rate is told."
    }
}

/// `Value review: 12 of 31 lost, no effect shown`.
pub(crate) fn tried(row: &WatchRow) -> String {
    let told = |tried: &Tried| {
        let under_way = if tried.is_under_way { ", under way" } else { "" };
        format!("{}{under_way}: {} of {} lost, {}", tried.play, tried.lost, tried.accounts, tried.effect)
    };
    row.tried.iter().map(told).collect::<Vec<_>>().join("; ")
}

/// What is said of all of them, a sentence each.
pub(crate) fn of_all(list: &WatchList, currency: &Currency, today: NaiveDate) -> Vec<String> {
    let total = &list.total;
    let (Some(until), Some(known_by)) = (total.until, total.known_by) else { return vec![] };
    let distinct: HashSet<&str> = list.rows.iter().map(|row| row.account_id.as_str()).collect();
    let accounts = counted(distinct.len(), "account has", "accounts have");
    let arr = total.arr.short(currency);
    let mut told =
        vec![format!("{accounts} renewals ahead, due up to {until}, with {arr} of ARR; what is said is what was known on {known_by}.")];
    if let (Some(lost), Some(arr)) = (total.lost, total.arr_lost) {
        let amounts = [arr.value, arr.low, arr.high].map(|amount| amount.short(currency));
        told.push(format!(
            "As often as accounts like them were lost before, {} of them are ({} to {}), with {} of ARR ({} to {}).",
            decimals(lost.value, 1),
            decimals(lost.low.floor(), 0),
            decimals(lost.high.ceil(), 0),
            amounts[0],
            amounts[1],
            amounts[2]
        ));
    }
    told.extend(gone_by(list, today));
    if total.arr_unknown > 0 {
        told.push(format!("The ARR of {} is not known and in no sum.", counted(total.arr_unknown, "account", "accounts")));
    }
    told.extend(total.why.as_ref().map(|why| format!("{why}.")));
    if total.past_due > 0 {
        let who = counted(total.past_due, "account is", "accounts are");
        told.push(format!("{who} past due and open: nearly all before them were decided by then, so nobody can tell their rate."));
    }
    if total.too_few > 0 && total.lost.is_some() {
        let who = counted(total.too_few, "account", "accounts");
        told.push(format!("Of {who} no rate is told: too few were like them before."));
    }
    if total.early_terminations > 0 {
        let losses = counted(total.early_terminations, "loss", "losses");
        told.push(format!("{losses} before a contract's end came without a due day and are in none of these rates."));
    }
    if total.long_past_due > 0 {
        let who = counted(total.long_past_due, "renewal was", "renewals were");
        told.push(format!("{who} due more than half a year before and nobody decided them: they are not listed."));
    }
    told
}

/// Of whom the due day has come since the data end.
fn gone_by(list: &WatchList, today: NaiveDate) -> Option<String> {
    let known_by = list.total.known_by.filter(|known_by| *known_by < today)?;
    let gone = list.rows.iter().filter(|row| row.due < today && row.landmark != Some(0)).count();
    let who = counted(gone, "of them has a due day", "of them have a due day");
    (gone > 0).then(|| format!("{who} that has gone by since then: the data end on {known_by}, and today is {today}."))
}

/// How the list stands in order, and what its rates are.
pub(crate) const HOW_TO_READ: &str = "Accounts with signs come first, those first of which most ARR is expected to be lost; the others stand by \
                                      ARR. The expected rate is how often accounts like it were lost before, drawn towards the rate of \
                                      their segment and of the sign, the more the fewer there were.";

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, 9).unwrap()
    }

    #[test]
    fn a_due_day_that_has_gone_by_since_the_data_end_is_told() {
        let later = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
        assert_eq!(signs(&row(), later), "gone by; no sign");
        let mut list = WatchList { rows: vec![row()], ..WatchList::default() };
        (list.total.known_by, list.total.until) = (Some(today()), Some(later));
        let told = of_all(&list, &Currency::default(), later).join(" ");
        assert!(
            told.contains("1 of them has a due day that has gone by since then: the data end on 2026-10-09, and today is 2026-11-29."),
            "{told}"
        );
        assert!(!of_all(&list, &Currency::default(), today()).join(" ").contains("gone by"));
    }

    fn row() -> WatchRow {
        serde_json::from_value(serde_json::json!({
            "renewals": ["R-1"], "account_id": "A", "account": "Acme", "segment": "scale", "owner": "", "due": "2026-11-15", "arr": null,
            "landmark": 60, "signs": [], "rate": 0.41, "low": 0.2, "high": 0.6, "base_rate": 0.045, "like_it": 37, "like_it_lost": 14,
            "forecast": null, "forecast_differs": null, "tried": []
        }))
        .unwrap()
    }

    #[test]
    fn where_a_rate_comes_from_is_said_and_why_there_is_none() {
        let told = "Of 37 accounts like it, undecided 60 days before due, 14 were lost. In scale, 41 % are expected to be, where 4.5 % of all are.";
        assert_eq!(rate(&row()), told);
        let unrated = |landmark| rate(&WatchRow { rate: None, landmark, ..row() });
        assert!(unrated(Some(60)).starts_with("Too few") && unrated(Some(0)).starts_with("It is past due"));
    }

    #[test]
    fn signs_are_told_with_their_day_and_that_there_are_none_or_none_yet() {
        let left = SeenSign { brief: "the champion left".into(), since: "2026-09-20".parse().ok(), ..SeenSign::default() };
        let carrying =
            WatchRow { signs: vec![left, SeenSign { brief: "uplift over 7 %".into(), ..SeenSign::default() }], landmark: Some(0), ..row() };
        assert_eq!(signs(&carrying, today()), "past due; the champion left (since 2026-09-20); uplift over 7 %");
        assert_eq!(
            [Some(60), None].map(|landmark| signs(&WatchRow { landmark, ..row() }, today())),
            ["no sign", "no landmark reached yet"]
        );
    }
}
