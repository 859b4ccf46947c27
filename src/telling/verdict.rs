//! What a test says, in a word: the same in lists, on panels and in reports.

use crate::analysis::findings::{PlayFinding, Verdict};
use crate::domain::action;

pub(crate) fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::NotShown => "not shown",
        Verdict::Insufficient => "too few",
        Verdict::Unavailable => "no data",
    }
}

/// For a column: of a play that holds, and whose crude rate says the opposite, that.
pub(crate) fn of_play(play: &PlayFinding) -> &'static str {
    if play.reversed { "reversed" } else { word(play.verdict) }
}

/// What the room said of an action that was carried over.
pub(crate) fn of_action(verdict: Option<action::Verdict>) -> &'static str {
    match verdict {
        Some(action::Verdict::Worked) => "worked",
        Some(action::Verdict::Done) => "done",
        Some(action::Verdict::Stalled) => "stalled",
        None => "open",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_verdict_has_a_word_of_its_own() {
        let all = [Verdict::Holds, Verdict::NotShown, Verdict::Insufficient, Verdict::Unavailable];
        let words: std::collections::BTreeSet<&str> = all.map(word).into();
        assert_eq!(words.len(), all.len());
        let held = PlayFinding { verdict: Verdict::Holds, ..PlayFinding::default() };
        assert_eq!((of_play(&held), of_play(&PlayFinding { reversed: true, ..held.clone() })), ("holds", "reversed"));
    }
}
