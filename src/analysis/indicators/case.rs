//! One decided renewal as the signals see it: only what was known before the outcome.

use chrono::{Days, NaiveDate};

use crate::analysis::themes::lexicon::{Buffer, Lexicon};
use crate::domain::reason::GROUPS;
use crate::domain::renewal::Renewal;

/// Notes count as a signal when written at least this many days before due.
pub const NOTE_DAYS: u64 = 30;

/// Older notes belong to the renewal before.
const OLDEST_NOTE_DAYS: u64 = 240;

/// First-level groups of reasons that a note may speak for.
pub const THEMES: usize = GROUPS.len();

/// A decided renewal with what its early notes speak of.
pub struct Case<'a> {
    pub renewal: &'a Renewal,
    /// For each group of the taxonomy, days before due of the first early note that speaks of it.
    pub themes: [Option<i64>; THEMES],
}

impl<'a> Case<'a> {
    pub fn new(renewal: &'a Renewal, lexicon: &Lexicon, groups: &[u8], buffer: &mut Buffer) -> Self {
        let mut case = Self::unread(renewal);
        let last = case.outcome_day().min(renewal.due - Days::new(NOTE_DAYS));
        let first = renewal.due - Days::new(OLDEST_NOTE_DAYS);
        for note in renewal.notes.iter().filter(|note| first <= note.on && note.on <= last) {
            let days = (renewal.due - note.on).num_days();
            lexicon.scan(&note.text, buffer, |found| {
                let group = usize::from(groups[usize::from(lexicon.phrase(found.phrase).reason)]);
                let theme = &mut case.themes[group];
                *theme = Some(theme.map_or(days, |earlier| earlier.max(days)));
            });
        }
        case
    }

    /// For signals that do not look into notes.
    pub fn unread(renewal: &'a Renewal) -> Self {
        Self { renewal, themes: [None; THEMES] }
    }

    /// The day from which the outcome was known: nothing later is a leading signal.
    pub fn outcome_day(&self) -> NaiveDate {
        self.renewal.closed.map_or(self.renewal.due, |closed| closed.min(self.renewal.due))
    }

    /// Whether the outcome was still undecided so many days before due.
    pub fn undecided_at(&self, days_before: u64) -> bool {
        self.renewal.closed.is_none_or(|closed| closed >= self.renewal.due - Days::new(days_before))
    }

    /// Days from `day` to due, when `day` lies before the outcome.
    pub fn lead(&self, day: NaiveDate) -> Option<i64> {
        (day < self.outcome_day()).then(|| (self.renewal.due - day).num_days())
    }
}

/// For each reason of a lexicon, its group's place in [`GROUPS`].
pub fn groups_of(lexicon: &Lexicon) -> Vec<u8> {
    let place = |group: &str| GROUPS.iter().position(|(key, _)| *key == group).unwrap_or(THEMES - 1);
    lexicon.reasons().iter().map(|code| place(code.group()) as u8).collect()
}
