//! Where words go that say it themselves: a column of the board, or the actions.

use crate::domain::card::InsightKind;
use crate::domain::text;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GoesTo {
    Column(InsightKind),
    Actions,
}

impl GoesTo {
    /// What a heading names: `Blockers:`, `## Actions`.
    pub(super) fn named(words: &str) -> Option<Self> {
        if let Some(column) = InsightKind::named(words) {
            return Some(Self::Column(column));
        }
        let is_action = matches!(
            text::fold(words).as_str(),
            "action" | "actions" | "actionitem" | "actionitems" | "todo" | "todos" | "nextsteps" | "followup" | "followups"
        );
        is_action.then_some(Self::Actions)
    }

    /// What words begin with, and the rest: `Blocker: no second champion`, `action: ask finance for the list`.
    pub(super) fn prefixed(words: &str) -> Option<(Self, &str)> {
        let (place, rest) = words.split_once(':')?;
        Some((Self::named(place)?, rest.trim_start_matches('*').trim())).filter(|(_, rest)| !rest.is_empty())
    }
}
