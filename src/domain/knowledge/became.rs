//! What became of a piece, in a line for each thing that is known.

use super::{Entry, Found, Kind};
use crate::domain::action::ActionStatus;

/// What other pieces and later retros say of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Later {
    /// What retros that took the action over said of it, the newest last.
    pub verdicts: Vec<(String, String)>,
    /// The actions that answer the card, each with what became of it.
    pub actions: Vec<Found>,
    /// Windows of later retros in which the same blocker was critical again.
    pub again: Vec<String>,
}

impl Later {
    /// The piece, with all that is known of it.
    pub(crate) fn of(self, entry: Entry) -> Found {
        let mut became: Vec<String> = Vec::new();
        became.extend((!entry.status.is_empty()).then(|| own(&entry)));
        became.extend(self.verdicts.iter().map(|(verdict, window)| format!("{verdict} ({window})")));
        became.extend(self.actions.iter().map(answered));
        if self.actions.is_empty() && matches!(entry.kind, Kind::Blocker) && entry.status == "critical" {
            became.push("no action answers it".to_owned());
        }
        became.extend(self.again.iter().map(|window| format!("critical again in {window}")));
        Found { entry, became }
    }
}

fn own(entry: &Entry) -> String {
    // What is over is due no more.
    let is_over = [ActionStatus::Done, ActionStatus::Dropped].map(ActionStatus::label).contains(&entry.status.as_str());
    let due = entry.due.filter(|_| !is_over).map_or_else(String::new, |due| format!(", due {due}"));
    format!("{}{due}", entry.status)
}

/// `A2 Mara: Name a second champion: done (2026-Q4)`.
fn answered(action: &Found) -> String {
    let Entry { id, who, text, .. } = &action.entry;
    let who = if who.is_empty() { "no owner" } else { who };
    let state = action.became.last().map_or("open", String::as_str);
    format!("{id} {who}: {text}: {state}")
}
