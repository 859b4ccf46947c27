//! One account that was lost or shrank.

use std::cmp::Reverse;

use super::signs::Seen;
use super::standing::Standing;
use crate::analysis::blockers::costs;
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::{Fate, LostAccount};
use crate::analysis::patterns::arr_lost;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::{NOT_RECORDED, Name};

/// What of an account's renewals cost ARR, dearest first. Who used it for nothing cost nothing.
pub(crate) fn lossy<'a>(renewals: &[&'a Renewal]) -> Vec<&'a Renewal> {
    let mut lossy: Vec<&Renewal> = renewals.iter().copied().filter(|renewal| costs(renewal) && !renewal.is_free()).collect();
    lossy.sort_by_key(|renewal| Reverse(arr_lost(renewal)));
    lossy
}

/// `renewals` is all that the account had due in the window, `lossy` what cost ARR of it.
pub(crate) fn account(
    renewals: &[&Renewal],
    lossy: &[&Renewal],
    standing: &Standing,
    seen: Seen,
    room: &RoomDecisions<'_>,
) -> Option<LostAccount> {
    let first = lossy.first()?;
    let open = renewals.iter().filter(|renewal| renewal.outcome == Outcome::Open).count() as u64;
    let reasons = lossy.iter().filter_map(|renewal| room.reason(renewal)).filter(|reason| !reason.is_strength());
    let voices = lossy.iter().filter(|renewal| room.reason(renewal).is_some()).filter_map(|renewal| renewal.reason_source);
    let since = seen.since();
    Some(LostAccount {
        account_id: first.account_id.clone(),
        account: first.account.clone(),
        fate: if standing.is_gone && lossy.iter().any(|renewal| renewal.is_churned()) { Fate::Lost } else { Fate::Shrank },
        early_termination: lossy.iter().any(|renewal| renewal.early_termination),
        due: lossy.iter().map(|renewal| renewal.due).min()?,
        before: standing.before,
        after: standing.after,
        lost: lossy.iter().map(|renewal| arr_lost(renewal)).sum(),
        open,
        reasons: distinct(reasons.cloned()),
        reason_sources: distinct(voices),
        competitors: distinct(lossy.iter().filter_map(|renewal| renewal.competitor.clone()).filter(is_named)),
        owners: distinct(lossy.iter().map(|renewal| renewal.cs_owner.clone()).filter(is_named)),
        lead_days: since.and_then(|since| Some((last_outcome(lossy)? - since).num_days())),
        visible_since: since,
        visible: seen.visible,
        signs: seen.signs,
        renewals: lossy.iter().map(|renewal| renewal.id.clone()).collect(),
    })
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
