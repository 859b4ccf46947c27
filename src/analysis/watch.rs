//! The watch list: renewals ahead, the signs they carry by the day up to which anything is known, and how often accounts with
//! such signs were lost.
//!
//! Past accounts are looked at on the same landmarks: those that were undecided then are sorted by the strongest sign that they
//! carried by then, strongest being the one of whose carriers the most were lost, lower bound first. The rate of such a group
//! within a segment is what was observed, pulled towards what the sign and the segment have on their own. A renewal ahead takes
//! the rate of its group on the last landmark that it has passed; before the first one, unless something has happened already,
//! the base rate of its segment.

mod ahead;
mod expected;
mod rates;
mod row;
pub(crate) mod scored;
mod signs;

use chrono::NaiveDate;

use super::findings::{PlayFinding, Signal, WatchList, WatchRow, WatchTotal};
use super::parallel::in_parallel;
use super::risk_set::RiskSet;
use crate::domain::facts::Facts;
use crate::domain::progress::Progress;
use crate::domain::scope::Scope;
use crate::error::Result;
use ahead::Ahead;
use rates::Rates;
use row::Reader;
use signs::Signs;

/// The last due date that is looked at unless somebody asks for another one: the window after the scope's, or the one that the
/// known day lies in where that is later, and the one after it.
pub(crate) fn usual_horizon(scope: &Scope) -> NaiveDate {
    let fiscal = scope.fiscal();
    let mut next = scope.window.after(fiscal);
    while next.to <= scope.known_by() {
        next = next.after(fiscal);
    }
    next.after(fiscal).to
}

/// Renewals ahead up to `until`, with the rates of the signs that hold.
///
/// # Errors
/// [`Cancelled`](crate::error::Error::Cancelled) when nobody waits any more.
pub(crate) fn list(
    facts: &Facts,
    set: &RiskSet<'_>,
    (signals, plays): (&[Signal], &[PlayFinding]),
    until: NaiveDate,
    progress: &dyn Progress,
) -> Result<WatchList> {
    let ahead = Ahead::of(facts, until);
    let signs = Signs::of(signals, set);
    let total = WatchTotal {
        known_by: Some(facts.scope.known_by()),
        until: Some(until),
        signs: signs.briefs(),
        long_past_due: ahead.long_past_due,
        early_terminations: set.early_terminations,
        ..WatchTotal::default()
    };
    if ahead.renewals.is_empty() {
        return Ok(WatchList { total, rows: vec![] });
    }
    let rates = Rates::of(set, &signs, progress)?;
    let reader = Reader::new(facts, set, &signs, &rates, plays);
    let cases = ahead.cases(signs.read_notes().then_some(set.last));
    let places = ahead.by_account_and_quarter(facts.scope.fiscal());
    let mut rows = in_parallel(&places, progress, |places| reader.row(&cases, places))?;
    rows.sort_by(in_order);
    let past_due = rows.iter().filter(|row| row.landmark == Some(0)).count() as u64;
    let too_few = rows.iter().filter(|row| row.rate.is_none()).count() as u64 - past_due;
    let list = WatchList { total: WatchTotal { past_due, too_few, ..expected::sum_up(total, &rows, rates.drift) }, rows };
    let why = why(facts, &list, set);
    Ok(WatchList { total: WatchTotal { why, ..list.total }, ..list })
}

/// Those that carry a sign first, by the ARR that is expected to be lost; the others by ARR.
fn in_order(x: &WatchRow, y: &WatchRow) -> std::cmp::Ordering {
    let weight = |row: &WatchRow| {
        let arr = row.arr.map_or(-1.0, |arr| arr.in_minor() as f64);
        if row.signs.is_empty() { arr } else { row.expected_loss().unwrap_or(arr) }
    };
    let carries = |row: &WatchRow| row.signs.is_empty();
    carries(x).cmp(&carries(y)).then(weight(y).total_cmp(&weight(x))).then_with(|| (x.due, &x.renewals).cmp(&(y.due, &y.renewals)))
}

fn why(facts: &Facts, list: &WatchList, set: &RiskSet<'_>) -> Option<String> {
    let told = match () {
        () if facts.no_dues.is_some() => "Nobody can tell what was renewed before, so there is no rate to go by",
        () if set.chances.is_empty() => "Nothing was decided before, so there is no rate to go by",
        () if list.total.signs.is_empty() => "No sign holds in these data, so the base rate is all there is to go by; ordered by ARR",
        () if list.carrying().next().is_none() => "None of them carries a sign that holds; ordered by ARR",
        () => return None,
    };
    Some(told.to_owned())
}

#[cfg(test)]
#[path = "watch/watch_tests.rs"]
mod tests;
