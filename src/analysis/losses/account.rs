//! One account that was lost or shrank.

use std::cmp::Reverse;

use super::signs::Seen;
use crate::analysis::blockers::costs;
use crate::analysis::findings::{Fate, LostAccount};
use crate::analysis::lines::lines;
use crate::analysis::patterns::arr_lost;
use crate::analysis::room::Room;
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::{NOT_RECORDED, Name};

/// What of an account's renewals cost ARR, dearest first. Who used it for nothing cost nothing.
pub fn lossy<'a>(renewals: &[&'a Renewal]) -> Vec<&'a Renewal> {
    let mut lossy: Vec<&Renewal> = renewals.iter().copied().filter(|renewal| costs(renewal) && !renewal.is_free()).collect();
    lossy.sort_by_key(|renewal| Reverse(arr_lost(renewal)));
    lossy
}

/// `renewals` is all that the account had due in the window, `lossy` what cost ARR of it.
pub fn account(renewals: &[&Renewal], lossy: &[&Renewal], is_gone: bool, seen: Seen, room: &Room<'_>) -> Option<LostAccount> {
    let first = lossy.first()?;
    let decided: Vec<&Renewal> = renewals.iter().copied().filter(|renewal| renewal.outcome != Outcome::Open).collect();
    let open = (renewals.len() - decided.len()) as u64;
    let (before, after) = before_and_after(&decided);
    let reasons = lossy.iter().filter_map(|renewal| room.reason(renewal)).filter(|reason| !reason.is_strength());
    let since = seen.since();
    Some(LostAccount {
        account_id: first.account_id.clone(),
        account: first.account.clone(),
        fate: if is_gone && open == 0 && lossy.iter().any(|renewal| renewal.is_churned()) { Fate::Lost } else { Fate::Shrank },
        early_termination: lossy.iter().any(|renewal| renewal.early_termination),
        due: lossy.iter().map(|renewal| renewal.due).min()?,
        before,
        after,
        lost: lossy.iter().map(|renewal| arr_lost(renewal)).sum(),
        open,
        reasons: distinct(reasons.cloned()),
        competitors: distinct(lossy.iter().filter_map(|renewal| renewal.competitor.clone()).filter(is_named)),
        owners: distinct(lossy.iter().map(|renewal| renewal.cs_owner.clone()).filter(is_named)),
        lead_days: since.and_then(|since| Some((last_outcome(lossy)? - since).num_days())),
        visible_since: since,
        visible: seen.visible,
        signs: seen.signs,
        renewals: lossy.iter().map(|renewal| renewal.id.clone()).collect(),
    })
}

/// A contract that was due more than once in the window counts once: from what it began with to what it ended with.
fn before_and_after(decided: &[&Renewal]) -> (Option<Money>, Option<Money>) {
    let contracts = lines(decided.iter().copied());
    let after = |renewal: &Renewal| renewal.after.or(renewal.is_churned().then_some(Money::ZERO));
    let before = contracts.iter().map(|contract| contract.first().and_then(|first| first.before)).sum();
    (before, contracts.iter().map(|contract| contract.last().and_then(|last| after(last))).sum())
}

/// The day on which the last of the losses was certain, at the latest its due day.
fn last_outcome(lossy: &[&Renewal]) -> Option<chrono::NaiveDate> {
    lossy.iter().filter_map(|renewal| Some(renewal.closed?.min(renewal.due))).max()
}

fn is_named(name: &Name) -> bool {
    !matches!(name.as_str(), "" | NOT_RECORDED)
}

/// Each once, in the order of their first.
fn distinct<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    all.for_each(|one| {
        if !found.contains(&one) {
            found.push(one);
        }
    });
    found
}
