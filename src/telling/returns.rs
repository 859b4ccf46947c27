//! Return on time over retros.

use super::figures::{self, decimals};
use crate::domain::session::Session;

/// `2026-Q1 3.4, 2026-Q2 4.1`, oldest first; nothing where no earlier retro was scored.
pub(crate) fn trend(session: &Session) -> Option<String> {
    let each = session.house.past_returns.iter().map(|past| format!("{} {}", past.window, decimals(past.mean(), 1)));
    let each: Vec<String> = each.collect();
    (!each.is_empty()).then(|| each.join(", "))
}

/// `6 votes of 7 people`; the votes alone where nobody is written down, or where more were called out.
pub(crate) fn counted(session: &Session) -> String {
    let (votes, here) = (session.return_on_time.len(), session.people.iter().filter(|person| person.present).count());
    let counted = figures::counted(votes, "vote", "votes");
    if here < votes || here == 0 { counted } else { format!("{counted} of {}", figures::counted(here, "person", "people")) }
}
