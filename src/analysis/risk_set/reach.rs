//! From when to when each source tells anything. What it does not reach over is unknown, and not absent.

use chrono::{Days, NaiveDate};

use crate::domain::renewal::Renewal;

/// Something that is recorded with its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recorded {
    Tickets,
    Notes,
    Champion,
    OwnerChange,
    Exec,
    Plays,
}

const SOURCES: usize = 6;

/// A log is written all the time: where nothing stands for so long at its end, it was not kept any more.
const QUIET: u64 = 30;

/// What seldom happens is taken to be recorded for so long after it was last.
const SELDOM: u64 = 180;

/// The first and last day of each source.
#[derive(Clone, Debug, Default)]
pub struct Reach([Option<(NaiveDate, NaiveDate)>; SOURCES]);

impl Reach {
    /// What is dated after `known_by` tells nothing of how far a source goes.
    pub(crate) fn of<'a>(renewals: impl Iterator<Item = &'a Renewal>, known_by: NaiveDate) -> Self {
        let mut reach = Reaching { reach: Self::default(), known_by };
        for renewal in renewals {
            let signals = &renewal.signals;
            let tickets = signals.dated_tickets.iter().flatten().map(|ticket| ticket.opened);
            tickets.for_each(|day| reach.see(Recorded::Tickets, day));
            renewal.notes.iter().for_each(|note| reach.see(Recorded::Notes, note.on));
            renewal.plays.iter().for_each(|play| reach.see(Recorded::Plays, play.on));
            let dated = [
                (Recorded::Champion, signals.champion_left),
                (Recorded::OwnerChange, signals.owner_changed),
                (Recorded::Exec, signals.exec_first),
            ];
            for (what, day) in dated.into_iter().filter_map(|(what, day)| Some((what, day?))) {
                reach.see(what, day);
            }
        }
        reach.reach
    }

    /// Whether anything of the kind is recorded at all.
    pub(crate) fn has(&self, what: Recorded) -> bool {
        self.0[what as usize].is_some()
    }

    /// Whether it was being recorded over the `look_back` days up to `day`.
    pub(crate) fn covers(&self, what: Recorded, day: NaiveDate, look_back: u64) -> bool {
        let Some((first, last)) = self.0[what as usize] else { return false };
        match what {
            Recorded::Tickets | Recorded::Notes => {
                // It reaches over half of the days, at least.
                first <= day - Days::new(look_back / 2) && day <= last + Days::new(QUIET)
            }
            _ => first <= day && day <= last + Days::new(SELDOM),
        }
    }
}

/// A reach while it is found.
struct Reaching {
    reach: Reach,
    known_by: NaiveDate,
}

impl Reaching {
    fn see(&mut self, what: Recorded, day: NaiveDate) {
        if day <= self.known_by {
            let known = &mut self.reach.0[what as usize];
            *known = Some(known.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{Build, day, renewal};

    #[test]
    fn what_began_to_be_recorded_later_is_unknown_before() {
        let notes = renewal("R1", "2026-06-30").note("2026-01-10", "x").note("2026-05-01", "y");
        let left = renewal("R2", "2026-06-30").with(|r| r.signals.champion_left = Some(day("2026-03-01")));
        let reach = Reach::of([notes, left].iter(), day("2026-12-31"));
        let covers = |what, on| reach.covers(what, day(on), 90);
        assert_eq!(["2026-02-20", "2026-02-24", "2026-06-10"].map(|on| covers(Recorded::Notes, on)), [false, true, false]);
        assert_eq!(["2026-02-28", "2026-03-01", "2026-08-20"].map(|on| covers(Recorded::Champion, on)), [false, true, true]);
        assert!(!reach.has(Recorded::Tickets) && !covers(Recorded::Tickets, "2026-03-01"));
    }
}
