//! Which renewals a figure is over.

use crate::domain::facts::Facts;
use crate::domain::renewal::Renewal;
use crate::domain::window::Window;

/// Said beside every rate that would need the churned accounts that the scope leaves out.
pub(crate) const RENEWED_ONLY: &str = "over renewed accounts only, since churned accounts are left out (include-churn false)";

/// The renewals due in `window` that the scope looks at: without the churned ones when it leaves them out.
pub(crate) fn discussed<'a>(facts: &'a Facts, window: &Window) -> impl Iterator<Item = &'a Renewal> + Clone {
    let include_churn = facts.scope.include_churn;
    facts.due_in(window).filter(move |r| include_churn || !r.is_churned())
}

/// Every decided renewal due up to the end of the scope's window: what signals, plays and base rates are learned
/// from. A window alone holds too few, and what comes after it was not known to those who ran it.
pub(crate) fn decided(facts: &Facts) -> impl Iterator<Item = &Renewal> {
    up_to_window_end(facts).filter(|r| r.is_churned() || r.is_renewed())
}

/// All renewals due up to the end of the scope's window.
pub(crate) fn up_to_window_end(facts: &Facts) -> impl Iterator<Item = &Renewal> {
    let end = facts.renewals.partition_point(|r| r.due <= facts.scope.window.to);
    facts.all().take(end)
}

/// How the renewals of [`decided`] are called in a sentence (`decided renewals due 2025-01-03 to 2026-09-30`).
pub(crate) fn decided_label(facts: &Facts) -> String {
    let to = facts.scope.window.to;
    let from = decided(facts).next().map_or_else(String::new, |first| format!("{} ", first.due));
    format!("decided renewals due {from}to {to}")
}
