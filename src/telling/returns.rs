//! Return on time over retros.

use super::figures::decimals;
use crate::domain::session::Session;

/// `2026-Q1 3.4, 2026-Q2 4.1`, oldest first; nothing where no earlier retro was scored.
pub(crate) fn trend(session: &Session) -> Option<String> {
    let each = session.house.past_returns.iter().map(|past| format!("{} {}", past.window, decimals(past.mean(), 1)));
    let each: Vec<String> = each.collect();
    (!each.is_empty()).then(|| each.join(", "))
}
