//! The watch list: renewals ahead, and what is to be expected of them.

use std::collections::HashSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SeenSign;
use crate::domain::Name;
use crate::domain::money::{Currency, Money};
use crate::domain::renewal::RenewalId;
use crate::domain::text::counted;

/// Renewals ahead.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WatchList {
    #[serde(rename = "watch_total")]
    pub total: WatchTotal,
    /// Those that carry signs first.
    #[serde(rename = "watch_list")]
    pub rows: Vec<WatchRow>,
}

/// What is said of all of them together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WatchTotal {
    /// The day up to which anything is known: nothing later is used.
    pub known_by: Option<NaiveDate>,
    /// The last due date that is looked at.
    pub until: Option<NaiveDate>,
    /// The signs that hold and go with loss, strongest first: in words as in tables.
    pub signs: Vec<String>,
    /// Accounts that are lost by the rates of the list, with a 95 % interval for what comes.
    pub lost: Option<Expected>,
    /// The same in ARR, over the rows whose ARR is known.
    pub arr_lost: Option<ExpectedArr>,
    pub arr: Money,
    pub arr_unknown: u64,
    /// Open ones that were due so long ago that nothing is expected of them any more.
    pub long_past_due: u64,
    /// Accounts that are past due: nobody can tell how often accounts so late were lost.
    #[serde(default)]
    pub past_due: u64,
    /// Others without a rate: too few were like them before.
    #[serde(default)]
    pub too_few: u64,
    /// Losses before a contract's end, which are in no rate: they had no due day.
    #[serde(default)]
    pub early_terminations: u64,
    /// Why there are no rates, or no more than base rates.
    pub why: Option<String>,
}

/// A figure that is expected, and the 95 % interval for what comes: chance of each account, and what is not known of the rates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Expected {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// The same of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExpectedArr {
    pub value: Money,
    pub low: Money,
    pub high: Money,
}

/// An account with what it has due in one quarter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WatchRow {
    pub renewals: Vec<RenewalId>,
    #[schemars(with = "String")]
    pub account_id: Name,
    #[schemars(with = "String")]
    pub account: Name,
    #[schemars(with = "String")]
    pub segment: Name,
    #[schemars(with = "String")]
    pub owner: Name,
    /// The first day on which something of it is due.
    pub due: NaiveDate,
    /// `null` where it is not known.
    pub arr: Option<Money>,
    /// Days before due of the last landmark that has passed, 0 where it is past due; `null` where the first is still to come.
    pub landmark: Option<u16>,
    /// Those that hold, strongest first.
    pub signs: Vec<SeenSign>,
    /// How often accounts like it were lost, with its 95 % interval; `null` where nothing was decided yet, and where it is past due.
    pub rate: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// How often accounts of its segment were lost that were undecided at that landmark, whatever they carried.
    pub base_rate: Option<f64>,
    /// The past accounts of all segments with the same strongest sign at that landmark, and how many of them were lost.
    pub like_it: u64,
    pub like_it_lost: u64,
    /// The chance of loss by the recorded forecast, and a sentence where it lies outside the interval.
    pub forecast: Option<f64>,
    pub forecast_differs: Option<String>,
    /// Plays that were run on past accounts with its strongest sign.
    pub tried: Vec<Tried>,
}

/// A play on accounts with a sign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tried {
    #[schemars(with = "String")]
    pub play: Name,
    /// Past accounts with the sign that had it.
    pub accounts: u64,
    pub lost: u64,
    /// What goes with it among all accounts, where that holds.
    pub effect: String,
    /// It was begun for this renewal.
    pub is_under_way: bool,
}

impl WatchRow {
    pub fn expected_loss(&self) -> Option<f64> {
        Some(self.rate? * self.arr?.in_minor() as f64)
    }

    /// `health under 50 at 60 days (since 2026-08-01)`, strongest first; else that there are none, or none yet.
    pub fn told_signs(&self) -> String {
        let past_due = if self.landmark == Some(0) { "past due; " } else { "" };
        if self.signs.is_empty() {
            return if self.landmark.is_none() { "no landmark reached yet".to_owned() } else { format!("{past_due}no sign") };
        }
        format!("{past_due}{}", self.signs.iter().map(SeenSign::told).collect::<Vec<_>>().join("; "))
    }

    /// Where its rate comes from, in a sentence.
    pub fn told_rate(&self) -> String {
        let (Some(rate), Some(base)) = (self.rate, self.base_rate) else { return self.told_no_rate().to_owned() };
        let when = match self.landmark {
            Some(0) => "past due".to_owned(),
            Some(days) => format!("{days} days before due"),
            None => "90 days before due".to_owned(),
        };
        let like = match self.signs.first() {
            Some(sign) => format!("with \u{201c}{}\u{201d} as their strongest sign", sign.brief),
            None => "like it".to_owned(),
        };
        format!(
            "Of {} accounts {like}, undecided {when}, {} were lost. In {}, {:.0} % are expected to be, where {:.0} % of all are.",
            self.like_it,
            self.like_it_lost,
            self.segment,
            rate * 100.0,
            base * 100.0
        )
    }

    fn told_no_rate(&self) -> &'static str {
        if self.landmark == Some(0) {
            "It is past due: nearly all before it were decided by then, so nobody can tell a rate."
        } else {
            "Too few accounts were like it before, so no rate is told."
        }
    }

    /// `Value review: 12 of 31 lost, no effect shown`.
    pub fn told_tried(&self) -> String {
        let told = |tried: &Tried| {
            let under_way = if tried.is_under_way { ", under way" } else { "" };
            format!("{}{under_way}: {} of {} lost, {}", tried.play, tried.lost, tried.accounts, tried.effect)
        };
        self.tried.iter().map(told).collect::<Vec<_>>().join("; ")
    }
}

impl WatchList {
    /// What is said of all of them, a sentence each.
    pub fn told(&self, currency: &Currency) -> Vec<String> {
        let total = &self.total;
        let (Some(until), Some(known_by)) = (total.until, total.known_by) else { return vec![] };
        let distinct: HashSet<&str> = self.rows.iter().map(|row| row.account_id.as_str()).collect();
        let accounts = counted(distinct.len(), "account has", "accounts have");
        let arr = total.arr.short(currency);
        let mut told =
            vec![format!("{accounts} renewals ahead, due up to {until}, with {arr} of ARR; what is said is what was known on {known_by}.")];
        if let (Some(lost), Some(arr)) = (total.lost, total.arr_lost) {
            let amounts = [arr.value, arr.low, arr.high].map(|amount| amount.short(currency));
            told.push(format!(
                "As often as accounts like them were lost before, {:.1} of them are ({:.0} to {:.0}), with {} of ARR ({} to {}).",
                lost.value,
                lost.low.floor(),
                lost.high.ceil(),
                amounts[0],
                amounts[1],
                amounts[2]
            ));
        }
        if total.arr_unknown > 0 {
            told.push(format!("The ARR of {} is not known and in no sum.", counted(total.arr_unknown as usize, "account", "accounts")));
        }
        told.extend(total.why.as_ref().map(|why| format!("{why}.")));
        if total.past_due > 0 {
            let who = counted(total.past_due as usize, "account is", "accounts are");
            told.push(format!("{who} past due and open: nearly all before them were decided by then, so nobody can tell their rate."));
        }
        if total.too_few > 0 && total.lost.is_some() {
            let who = counted(total.too_few as usize, "account", "accounts");
            told.push(format!("Of {who} no rate is told: too few were like them before."));
        }
        if total.early_terminations > 0 {
            let losses = counted(total.early_terminations as usize, "loss", "losses");
            told.push(format!("{losses} before a contract's end came without a due day and are in none of these rates."));
        }
        if total.long_past_due > 0 {
            let who = counted(total.long_past_due as usize, "renewal was", "renewals were");
            told.push(format!("{who} due more than half a year before and nobody decided them: they are not listed."));
        }
        told
    }

    /// The rows that carry a sign.
    pub fn carrying(&self) -> impl Iterator<Item = &WatchRow> {
        self.rows.iter().filter(|row| !row.signs.is_empty())
    }
}
