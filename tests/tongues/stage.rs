//! The days that a stage of the window stands on.

use crate::book::{Grain, Stage};
use crate::days::{Day, day};

pub const WINDOW: &str = "2026-Q3";

pub fn from() -> Day {
    day(2026, 7, 1)
}

pub fn to() -> Day {
    day(2026, 9, 30)
}

pub fn year_before() -> Day {
    day(2025, 9, 30)
}

pub fn in_window(due: Day) -> bool {
    from() <= due && due <= to()
}

/// A contract that is gone so many days or fewer is not lost yet.
pub const GRACE: i64 = 31;

impl Stage {
    pub fn as_of(self) -> Day {
        match self {
            Self::Settled => day(2026, 12, 4),
            Self::Fresh => day(2026, 10, 5),
            Self::Running => day(2026, 9, 10),
        }
    }

    /// The newest month end that the data holds.
    pub fn last_month_end(self) -> Day {
        match self {
            Self::Settled => day(2026, 11, 30),
            Self::Fresh => day(2026, 9, 30),
            Self::Running => day(2026, 8, 31),
        }
    }

    /// The day up to which a rendering of this grain knows anything.
    pub fn known(self, grain: Grain) -> Day {
        if grain == Grain::Month { self.last_month_end() } else { self.as_of() }
    }

    /// Days on which the grace runs out just as the data ends: whoever ends there is left out of the truth,
    /// since a day more or less in the reading of a rule must not decide.
    pub fn on_the_edge(self, grain: Grain, due: Day) -> bool {
        let since = (self.known(grain) - due).num_days();
        (since - GRACE).abs() <= 3 || since.abs() <= 1
    }
}
