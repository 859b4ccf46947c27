//! Who was lost or shrank in the scope's window, with the signs that were there in time; and the same of the windows before,
//! where these may be compared.

mod account;
mod signs;
mod standing;
mod window;

use super::findings::{Losses, LostAccount, MetricKey, Signal, WindowLosses};
use super::metrics::{self, Tallies};
use super::risk_set::RiskSet;
use crate::domain::progress::Progress;
use crate::domain::window::Window;
use crate::error::Result;
use signs::Signs;
use window::Looking;

/// The sums of the windows, and the accounts of the scope's own: most ARR lost first, then those of which it is not known.
///
/// # Errors
/// [`Cancelled`](crate::error::Error::Cancelled) when nobody waits any more.
pub(crate) fn losses(
    tallies: &Tallies<'_>,
    (set, signals): (&RiskSet<'_>, &[Signal]),
    progress: &dyn Progress,
) -> Result<(Losses, Vec<LostAccount>)> {
    let facts = tallies.facts;
    let signs = Signs::of(signals, set);
    let looking = Looking { tallies, set, signs: &signs, progress };
    let (now, mut accounts) = looking.at(&facts.scope.window)?;
    accounts.sort_by(|x, y| y.lost.cmp(&x.lost).then((x.fate, x.due, &x.account_id).cmp(&(y.fate, y.due, &y.account_id))));
    let may_compare = is_settled(tallies, &facts.scope.window);
    let earlier = |window: &Window| -> Result<Option<WindowLosses>> {
        let compares = may_compare && metrics::beyond(facts, window).is_none() && is_settled(tallies, window);
        if compares { Ok(Some(looking.at(window)?.0)) } else { Ok(None) }
    };
    let (previous, year_ago) = facts.scope.comparisons();
    Ok((Losses { now, previous: earlier(&previous)?, year_ago: earlier(&year_ago)? }, accounts))
}

/// Whether what is open in a window could not make another story of it.
fn is_settled(tallies: &Tallies<'_>, window: &Window) -> bool {
    let metrics = [MetricKey::Grr, MetricKey::RenewalRateCount].map(|key| tallies.due_in(key, window));
    metrics.iter().find(|metric| metric.computable).is_none_or(|metric| metric.range.is_none())
}

#[cfg(test)]
#[path = "losses/losses_tests.rs"]
mod tests;
