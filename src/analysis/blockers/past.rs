//! How often each reason cost ARR before, and how often chance alone would bring it back.

use std::collections::{BTreeMap, BTreeSet};

use super::{LOOK_BACK, cost_by};
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::UsualShare;
use crate::analysis::population::up_to_window_end;
use crate::analysis::stats::Fourfold;
use crate::analysis::stats::describe::at_least;
use crate::analysis::windows::Windows;
use crate::domain::facts::Facts;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::Renewal;

/// What cost ARR in each window, the scope's own first.
pub(crate) struct Past<'a> {
    /// Renewals by reason, in the windows that are shown.
    losses: BTreeMap<&'a ReasonCode, Vec<u64>>,
    shown: usize,
    /// Accounts by reason, each once in a window, in all windows.
    accounts: BTreeMap<&'a ReasonCode, Vec<u64>>,
    /// The same whatever the reason, as long as there is one: who nobody coded may have gone for any.
    all: Vec<u64>,
}

impl<'a> Past<'a> {
    pub(crate) fn of(facts: &'a Facts, room: &RoomDecisions<'a>) -> Self {
        let windows = Windows::of(facts);
        let discussed = up_to_window_end(facts).filter(|r| facts.scope.include_churn || !r.is_churned());
        let coded: Vec<(usize, &Renewal, &ReasonCode)> =
            discussed.filter_map(|r| Some((windows.index(r.due)?, r, cost_by(room, r)?))).collect();
        let accounts: BTreeSet<(usize, &str)> = coded.iter().map(|(window, r, _)| (*window, r.account_id.as_str())).collect();
        let reasons: BTreeSet<(usize, &str, &ReasonCode)> =
            coded.iter().map(|(window, r, reason)| (*window, r.account_id.as_str(), *reason)).collect();
        let n = windows.len();
        let mut all = vec![0; n];
        for (window, _) in accounts {
            all[window] += 1;
        }
        let shown = n.min(LOOK_BACK);
        let seen = coded.into_iter().filter(|(window, ..)| *window < shown);
        Self {
            losses: per_window(seen.map(|(window, _, reason)| (window, reason)), shown),
            shown,
            accounts: per_window(reasons.into_iter().map(|(window, _, reason)| (window, reason)), n),
            all,
        }
    }

    /// Losses in each of the last windows, newest first.
    pub(crate) fn losses(&self, reason: &ReasonCode) -> Vec<u64> {
        self.losses.get(reason).cloned().unwrap_or_default()
    }

    /// Its share in the scope's window against its share in all before.
    pub(crate) fn usual(&self, reason: &ReasonCode) -> Option<UsualShare> {
        let counts = self.accounts.get(reason)?;
        let (now, now_of) = (counts[0], self.all[0]);
        let (before, before_of): (u64, u64) = (counts[1..].iter().sum(), self.all[1..].iter().sum());
        if before_of == 0 {
            return None;
        }
        let p = Fourfold::new(now, now_of - now, before, before_of - before).fisher_more();
        let repeats_by_chance = self.repeats_by_chance(counts, before as f64 / before_of as f64);
        Some(UsualShare { now, now_of, before, before_of, p, q: p, repeats_by_chance })
    }

    /// How likely so many of the earlier windows shown hold it or more, were each account's reason dealt by its usual share.
    fn repeats_by_chance(&self, counts: &[u64], share: f64) -> Option<f64> {
        let earlier = 1..self.shown;
        let held = counts[earlier.clone()].iter().filter(|n| **n > 0).count();
        let chances: Vec<f64> = self.all[earlier].iter().map(|of| 1.0 - (1.0 - share).powi(*of as i32)).collect();
        (held > 0).then(|| at_least(held, &chances))
    }
}

fn per_window<'a>(counted: impl Iterator<Item = (usize, &'a ReasonCode)>, windows: usize) -> BTreeMap<&'a ReasonCode, Vec<u64>> {
    let mut all: BTreeMap<&ReasonCode, Vec<u64>> = BTreeMap::new();
    for (window, reason) in counted {
        all.entry(reason).or_insert_with(|| vec![0; windows])[window] += 1;
    }
    all
}
