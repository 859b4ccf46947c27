//! What differs between the facts that a session was held on and those of the data as they are now.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::Name;
use super::correction::{FieldChange, RenewalField};
use super::facts::Facts;
use super::money::Currency;
use super::renewal::{Renewal, RenewalId};
use super::text;

/// One renewal that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Differing {
    pub id: RenewalId,
    pub account: Name,
    /// As it was, where it was there.
    pub due: NaiveDate,
    /// Due in the scope's window, then or now.
    pub in_window: bool,
    pub how: HowItDiffers,
}

#[derive(Clone, Debug, PartialEq)]
pub enum HowItDiffers {
    Added,
    Gone,
    Changed(Vec<FieldChange>),
}

/// Renewals that differ, those of the window first, each group by due date.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    pub renewals: Vec<Differing>,
    /// Renewals of which something else differs: who owns them, health, usage, notes.
    pub details: usize,
}

impl Differing {
    fn of(renewal: &Renewal, then: &Facts, how: HowItDiffers) -> Self {
        let in_window = then.scope.window.contains(renewal.due) || how.moves_into(then);
        Self { id: renewal.id.clone(), account: renewal.account.clone(), due: renewal.due, in_window, how }
    }

    /// `outcome from churned to renewed, ARR after from $0.00 to $84,000.00`.
    pub(crate) fn told(&self, currency: &Currency) -> String {
        match &self.how {
            HowItDiffers::Added => "added since".to_owned(),
            HowItDiffers::Gone => "no longer there".to_owned(),
            HowItDiffers::Changed(changes) => changes.iter().map(|change| change.told(currency)).collect::<Vec<_>>().join(", "),
        }
    }
}

impl HowItDiffers {
    fn moves_into(&self, then: &Facts) -> bool {
        use super::correction::RenewalValue::DueDate;
        let Self::Changed(changes) = self else { return false };
        changes.iter().any(|change| matches!(change.to, DueDate(day) if then.scope.window.contains(day)))
    }
}

impl Difference {
    pub fn between(then: &Facts, now: &Facts) -> Self {
        let before: HashMap<&RenewalId, &Renewal> = then.all().map(|r| (&r.id, r)).collect();
        let after: HashMap<&RenewalId, &Renewal> = now.all().map(|r| (&r.id, r)).collect();
        let mut found = Self::default();
        for renewal in then.all() {
            let Some(other) = after.get(&renewal.id) else {
                found.renewals.push(Differing::of(renewal, then, HowItDiffers::Gone));
                continue;
            };
            let changes = changes(renewal, other);
            if !changes.is_empty() {
                found.renewals.push(Differing::of(renewal, then, HowItDiffers::Changed(changes)));
            } else if details_differ(renewal, other) {
                found.details += 1;
            }
        }
        let added = now.all().filter(|renewal| !before.contains_key(&renewal.id));
        found.renewals.extend(added.map(|renewal| Differing::of(renewal, then, HowItDiffers::Added)));
        found.renewals.sort_by(|a, b| (!a.in_window, a.due, &a.id).cmp(&(!b.in_window, b.due, &b.id)));
        found
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.renewals.is_empty() && self.details == 0
    }

    /// `2 renewals changed, 1 added, 1 gone`; what of it lies outside the window, and what else differs, is told too.
    pub fn summary(&self) -> String {
        let count = |of: fn(&HowItDiffers) -> bool| self.renewals.iter().filter(|r| of(&r.how)).count();
        let changed = count(|how| matches!(how, HowItDiffers::Changed(_)));
        let told = [
            (changed, format!("{} changed", text::counted(changed, "renewal", "renewals"))),
            (count(|how| *how == HowItDiffers::Added), format!("{} added", count(|how| *how == HowItDiffers::Added))),
            (count(|how| *how == HowItDiffers::Gone), format!("{} gone", count(|how| *how == HowItDiffers::Gone))),
            (self.details, format!("other details of {} differ", text::counted(self.details, "renewal", "renewals"))),
        ];
        let told: Vec<String> = told.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect();
        if told.is_empty() {
            return "no outcome, amount, date or reason of a renewal differs".to_owned();
        }
        let outside = self.renewals.iter().filter(|r| !r.in_window).count();
        let outside = if outside == 0 { String::new() } else { format!(" ({outside} of them not due in this window)") };
        format!("{}{outside}", told.join(", "))
    }
}

/// Where its row stands in the file is no matter of the renewal.
fn details_differ(then: &Renewal, now: &Renewal) -> bool {
    let mut moved = now.clone();
    moved.origin.clone_from(&then.origin);
    *then != moved
}

fn changes(then: &Renewal, now: &Renewal) -> Vec<FieldChange> {
    let pairs = RenewalField::ALL.into_iter().map(|field| FieldChange { from: field.of(then), to: field.of(now) });
    pairs.filter(|change| change.from != change.to).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{Build, facts, renewal};
    use crate::domain::renewal::Outcome;

    #[test]
    fn each_renewal_that_differs_is_named_with_what_does() {
        let then = facts(vec![
            renewal("R-1", "2026-07-10").renewed(100, 100),
            renewal("R-2", "2026-08-02").churned(80),
            renewal("R-3", "2026-08-03").churned(80),
            renewal("R-4", "2025-08-03").churned(80),
        ]);
        let now = facts(vec![
            renewal("R-1", "2026-07-10").renewed(100, 100).with(|r| r.cs_owner = "Jonas".into()),
            renewal("R-2", "2026-08-02").renewed(80, 84),
            renewal("R-4", "2025-08-03").open(80),
            renewal("R-5", "2026-09-03").open(10),
        ]);
        let found = Difference::between(&then, &now);
        let told: Vec<(String, String)> = found.renewals.iter().map(|r| (r.id.to_string(), r.told(&Currency::new("USD")))).collect();
        let expected = [
            ("R-2", "outcome from churned to renewed, ARR after from $0.00 to $84.00"),
            ("R-3", "no longer there"),
            ("R-5", "added since"),
            ("R-4", "outcome from churned to open, ARR after from $0.00 to not known"),
        ];
        assert_eq!(told, expected.map(|(id, what)| (id.to_owned(), what.to_owned())));
        assert_eq!(
            found.summary(),
            "2 renewals changed, 1 added, 1 gone, other details of 1 renewal differ (1 of them not due in this window)"
        );
    }

    #[test]
    fn a_row_that_stands_elsewhere_in_its_file_is_no_difference() {
        let then = facts(vec![renewal("R-1", "2026-07-10").renewed(100, 100)]);
        let now = facts(vec![renewal("R-1", "2026-07-10").renewed(100, 100).with(|r| r.origin.line = 7)]);
        assert!(Difference::between(&then, &now).is_empty());
    }

    #[test]
    fn a_renewal_that_moves_into_the_window_is_the_windows() {
        let then = facts(vec![renewal("R-1", "2026-10-10").open(100)]);
        let now = facts(vec![renewal("R-1", "2026-09-10").open(100).with(|r| r.outcome = Outcome::Open)]);
        assert!(Difference::between(&then, &now).renewals[0].in_window);
        assert!(Difference::between(&then, &then).is_empty());
    }
}
