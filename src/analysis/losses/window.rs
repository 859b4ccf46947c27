//! The losses of one window.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::account::{account, lossy};
use super::signs::{Seen, Signs};
use super::standing::Standings;
use crate::analysis::findings::{Cost, Fate, LostAccount, MetricKey, Quantity, WindowLosses};
use crate::analysis::metrics::Tallies;
use crate::analysis::population::discussed;
use crate::analysis::risk_set::{Case, RiskSet, read_notes};
use crate::analysis::stats::describe::quantile;
use crate::domain::money::Money;
use crate::domain::progress::Progress;
use crate::domain::renewal::{Outcome, Renewal, RenewalId};
use crate::domain::window::Window;
use crate::error::Result;

/// What a window is looked at with.
pub(crate) struct Looking<'l> {
    pub tallies: &'l Tallies<'l>,
    pub set: &'l RiskSet<'l>,
    pub signs: &'l Signs,
    pub progress: &'l dyn Progress,
}

type Cases<'l> = FxHashMap<&'l RenewalId, Case<'l>>;

impl<'l> Looking<'l> {
    /// # Errors
    /// [`Cancelled`](crate::error::Error::Cancelled) when nobody waits any more.
    pub(crate) fn at(&self, window: &Window) -> Result<(WindowLosses, Vec<LostAccount>)> {
        let (cases, due) = (self.cases(window)?, self.by_account(window));
        let lossy_ones = due.iter().filter(|(_, renewals)| !lossy(renewals).is_empty());
        let standings = Standings::of(self.tallies.facts, window, lossy_ones.map(|(id, _)| *id));
        let mut sums = WindowLosses { arr_due: self.arr_due(window), ..WindowLosses::default() };
        let mut accounts: Vec<LostAccount> = Vec::new();
        for (id, renewals) in due {
            let lossy = lossy(&renewals);
            let seen = if lossy.is_empty() { Seen::default() } else { self.signs.seen(&of(&cases, &lossy), &self.set.reach) };
            sums.due += 1;
            match account(&renewals, &lossy, &standings.account(id), seen, self.tallies.room) {
                Some(account) => accounts.push(account),
                None => keep(&mut sums, self.signs.visible(&of(&cases, &renewals), &self.set.reach)),
            }
        }
        for account in &accounts {
            cost(&mut sums, account);
        }
        let lost = accounts.iter().filter(|account| account.fate == Fate::Lost);
        let mut leads: Vec<i64> = lost.filter_map(|account| account.lead_days).collect();
        sums.lead_days = quantile(&mut leads, 0.5).map(|days| days.round() as i64);
        Ok((sums, accounts))
    }

    /// What was due in the window and is in a rate, by account.
    fn by_account(&self, window: &Window) -> IndexMap<&'l str, Vec<&'l Renewal>, FxBuildHasher> {
        let known_by = self.tallies.facts.scope.known_by();
        let mut accounts: IndexMap<&str, Vec<&Renewal>, FxBuildHasher> = IndexMap::default();
        for renewal in discussed(self.tallies.facts, window).filter(|renewal| !renewal.is_not_yet_due(known_by) && !renewal.is_free()) {
            accounts.entry(renewal.account_id.as_str()).or_default().push(renewal);
        }
        accounts
    }

    fn arr_due(&self, window: &Window) -> Option<Money> {
        let grr = self.tallies.due_in(MetricKey::Grr, window);
        match grr.denominator {
            Some(Quantity::Money(due)) if grr.computable => Some(due),
            _ => None,
        }
    }

    /// What was decided in the window, as the signs see it. Those of whom nobody could foresee the day are left out; those in no
    /// comparison, since something of theirs is still open, are read now.
    fn cases(&self, window: &Window) -> Result<Cases<'l>> {
        let in_window = self.set.cases.iter().filter(|case| window.contains(case.renewal.due));
        let mut cases: Cases<'l> = in_window.map(|case| (&case.renewal.id, Case { renewal: case.renewal, themes: case.themes })).collect();
        let is_left =
            |renewal: &&Renewal| renewal.outcome != Outcome::Open && !renewal.early_termination && !cases.contains_key(&renewal.id);
        let mut left: Vec<Case<'l>> = self.tallies.facts.due_in(window).filter(is_left).map(Case::unread).collect();
        if !left.is_empty() && self.signs.read_notes() {
            read_notes(&mut left, self.set.last, self.progress)?;
        }
        cases.extend(left.into_iter().map(|case| (&case.renewal.id, case)));
        Ok(cases)
    }
}

fn of<'c, 'l>(cases: &'c Cases<'l>, renewals: &[&Renewal]) -> Vec<&'c Case<'l>> {
    renewals.iter().filter_map(|renewal| cases.get(&renewal.id)).collect()
}

fn keep(sums: &mut WindowLosses, visible: Option<bool>) {
    sums.kept += u64::from(visible.is_some());
    sums.kept_visible += u64::from(visible == Some(true));
}

fn cost(sums: &mut WindowLosses, account: &LostAccount) {
    add(if account.fate == Fate::Lost { &mut sums.lost } else { &mut sums.shrank }, account.lost);
    if account.fate == Fate::Lost && account.visible == Some(true) {
        sums.visible += 1;
        sums.visible_arr += account.lost.unwrap_or(Money::ZERO);
    }
    sums.not_visible += u64::from(account.fate == Fate::Lost && account.visible == Some(false));
}

fn add(cost: &mut Cost, lost: Option<Money>) {
    cost.accounts += 1;
    match lost {
        Some(lost) => cost.arr += lost,
        None => cost.arr_unknown += 1,
    }
}
