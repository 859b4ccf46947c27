//! One renewal as the signs see it: only what was known on a day before it was decided.

use chrono::{Days, NaiveDate};

use crate::analysis::themes::lexicon::{Buffer, Lexicon};
use crate::domain::reason::GROUPS;
use crate::domain::renewal::{Outcome, Renewal};

/// Days before due on which signs are read. A sign is held against outcomes after its landmark only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Landmark(pub u16);

impl Landmark {
    pub(crate) const ALL: [Self; 3] = [Self(90), Self(60), Self(30)];

    pub(crate) const NEAREST: Self = Self(30);

    /// Without a closing day, what was decided is taken to have been open until so many days before due, and not for longer.
    pub(crate) const UNDATED: Self = Self(60);

    pub(crate) fn day(self, renewal: &Renewal) -> NaiveDate {
        renewal.due - Days::new(self.0.into())
    }
}

/// Notes that are older than this on the landmark belong to the renewal before.
pub(crate) const NOTES_LOOK_BACK: u64 = 180;

/// First-level groups of reasons that a note may speak for.
pub(crate) const THEMES: usize = GROUPS.len();

/// A renewal with what its early notes speak of.
#[derive(Clone)]
pub struct Case<'a> {
    pub renewal: &'a Renewal,
    /// For each group of the taxonomy, the day of the first note that speaks of it, up to the last landmark.
    pub themes: [Option<NaiveDate>; THEMES],
}

impl<'a> Case<'a> {
    /// Before its notes are read.
    pub(crate) fn unread(renewal: &'a Renewal) -> Self {
        Self { renewal, themes: [None; THEMES] }
    }

    /// What the notes up to a landmark speak of.
    pub(crate) fn themes_of(
        renewal: &Renewal,
        last: Landmark,
        lexicon: &Lexicon,
        groups: &[u8],
        buffer: &mut Buffer,
    ) -> [Option<NaiveDate>; THEMES] {
        let mut themes: [Option<NaiveDate>; THEMES] = [None; THEMES];
        let last = last.day(renewal);
        let first = last - Days::new(NOTES_LOOK_BACK);
        for note in renewal.notes.iter().filter(|note| first <= note.on && note.on <= last) {
            lexicon.scan(&note.text, buffer, |found| {
                let group = usize::from(groups[usize::from(lexicon.phrase(found.phrase).reason)]);
                let theme = &mut themes[group];
                *theme = Some(theme.map_or(note.on, |earlier| earlier.min(note.on)));
            });
        }
        themes
    }

    /// Whether the outcome was still undecided on the landmark.
    pub(crate) fn is_undecided_at(&self, landmark: Landmark) -> bool {
        match self.renewal.closed {
            _ if self.renewal.outcome == Outcome::Open => true,
            Some(closed) => closed >= landmark.day(self.renewal),
            None => landmark >= Landmark::UNDATED,
        }
    }

    /// `on`, where it lies in the days up to the landmark.
    pub(crate) fn happened(&self, on: Option<NaiveDate>, landmark: Landmark, look_back: u64) -> Option<NaiveDate> {
        let last = landmark.day(self.renewal);
        on.filter(|on| last - Days::new(look_back) <= *on && *on <= last)
    }
}

/// For each reason of a lexicon, its group's place in [`GROUPS`].
pub(crate) fn groups_of(lexicon: &Lexicon) -> Vec<u8> {
    let place = |group: &str| GROUPS.iter().position(|(key, _)| *key == group).unwrap_or(THEMES - 1);
    lexicon.reasons().iter().map(|code| place(code.group()) as u8).collect()
}
