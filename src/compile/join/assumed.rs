//! Words of a stage that nobody knows. On the way a deal has a name of its own, so such a word is taken as open; one that stands
//! in renewals that were due long ago, or of which none is ahead, may as well say that they were won or lost.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::window::Window;

/// Different words that are told apart.
const MOST: usize = 100;
/// Hardly anything stays open for longer after it was due.
const LONG_AGO: i64 = 60;
/// Of so many rows of a word one that was due long ago makes it doubtful; so do so many without any ahead.
const ONE_IN: u64 = 4;
const SEVERAL: u64 = 3;

/// The words, each with the rows it stands in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assumed(BTreeMap<String, Rows>);

#[derive(Clone, Copy, Debug, Default)]
struct Rows {
    all: u64,
    /// Due in the window, and by the as-of day.
    in_window: u64,
    ahead: u64,
    long_ago: u64,
}

impl Assumed {
    /// A renewal due on `due` that is open by a word that nobody knows.
    pub(crate) fn see(&mut self, word: &str, due: NaiveDate, window: &Window, as_of: NaiveDate) {
        if !self.0.contains_key(word) && self.0.len() >= MOST {
            return;
        }
        let rows = self.0.entry(word.to_owned()).or_default();
        rows.all += 1;
        rows.in_window += u64::from(window.contains(due) && due < as_of);
        rows.ahead += u64::from(due >= as_of);
        rows.long_ago += u64::from((as_of - due).num_days() > LONG_AGO);
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (word, more) in other.0 {
            let rows = self.0.entry(word).or_default();
            rows.all += more.all;
            rows.in_window += more.in_window;
            rows.ahead += more.ahead;
            rows.long_ago += more.long_ago;
        }
    }

    /// The words of renewals in the window that may have been decided, each with its rows there.
    pub(crate) fn doubtful(&self) -> impl Iterator<Item = (&str, u64)> {
        let may_be_decided = |rows: &Rows| rows.long_ago * ONE_IN >= rows.all || (rows.ahead == 0 && rows.all >= SEVERAL);
        self.0
            .iter()
            .filter(move |(_, rows)| rows.in_window > 0 && may_be_decided(rows))
            .map(|(word, rows)| (word.as_str(), rows.in_window))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::day;

    fn doubtful(days: &[&str]) -> usize {
        let window = Window::range(day("2026-07-01"), day("2026-09-30"));
        let mut assumed = Assumed::default();
        for due in days {
            assumed.see("Sunset", day(due), &window, day("2026-10-15"));
        }
        assumed.doubtful().count()
    }

    #[test]
    fn a_word_is_doubtful_where_renewals_of_long_ago_have_it_or_none_ahead_does() {
        assert_eq!(doubtful(&["2026-09-20", "2026-11-01", "2026-12-01", "2027-01-15"]), 0, "on the way");
        assert_eq!(doubtful(&["2025-03-01", "2026-08-01", "2026-11-01"]), 1, "nobody works on it for a year and a half");
        assert_eq!(doubtful(&["2026-09-01", "2026-09-10", "2026-09-20"]), 1, "all of it was due");
        assert_eq!(doubtful(&["2026-09-20"]), 0, "one may be late");
        assert_eq!(doubtful(&["2025-03-01"]), 0, "not of this window");
    }
}
