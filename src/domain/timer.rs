//! A phase's timebox. Pure: the time is always handed in.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// A timebox that starts, pauses and extends. It never does anything by itself when it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timebox {
    /// Seconds the phase was given, extensions included.
    pub allotted: i64,
    /// Seconds used up to `running_since`, or in all when paused.
    pub used: i64,
    pub running_since: Option<DateTime<Utc>>,
}

impl Timebox {
    pub(crate) fn minutes(minutes: u32) -> Self {
        Self { allotted: i64::from(minutes) * 60, used: 0, running_since: None }
    }

    pub fn is_running(&self) -> bool {
        self.running_since.is_some()
    }

    /// Seconds used at `now`. A clock that was set back counts as no time.
    pub fn used_at(&self, now: DateTime<Utc>) -> i64 {
        let running = self.running_since.map_or(0, |since| (now - since).num_seconds().max(0));
        self.used + running
    }

    /// Seconds left at `now`; negative when over.
    pub(crate) fn left_at(&self, now: DateTime<Utc>) -> i64 {
        self.allotted - self.used_at(now)
    }

    pub(crate) fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.left_at(now) <= 0
    }

    pub(crate) fn start(&mut self, at: DateTime<Utc>) {
        self.running_since.get_or_insert(at);
    }

    pub(crate) fn pause(&mut self, at: DateTime<Utc>) {
        self.used = self.used_at(at);
        self.running_since = None;
    }

    /// A running timebox is known to have run until `at`: what a killed program leaves behind.
    pub(crate) fn mark(&mut self, at: DateTime<Utc>) {
        if self.is_running() {
            self.pause(at);
            self.start(at);
        }
    }

    pub(crate) fn extend(&mut self, seconds: i64) {
        self.allotted = self.allotted.saturating_add(seconds).max(0);
    }

    /// When the next whole second of the countdown begins; `None` when paused.
    pub(crate) fn next_tick(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        let since = self.running_since?;
        let into_second = (now - since).num_milliseconds().rem_euclid(1000);
        Some(TimeDelta::milliseconds(1000 - into_second))
    }
}

/// `12:05`, or `+0:42` when over.
pub(crate) fn countdown(seconds_left: i64) -> String {
    let sign = if seconds_left < 0 { "+" } else { "" };
    let s = seconds_left.abs();
    format!("{sign}{}:{:02}", s / 60, s % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
    }

    #[test]
    fn pausing_keeps_what_is_left() {
        let mut timebox = Timebox::minutes(10);
        timebox.start(at(0));
        timebox.pause(at(90));
        assert_eq!(timebox.left_at(at(5_000)), 510);
        timebox.start(at(6_000));
        timebox.extend(60);
        assert_eq!(timebox.left_at(at(6_010)), 560);
    }

    #[test]
    fn over_time_counts_upwards() {
        let mut timebox = Timebox::minutes(1);
        timebox.start(at(0));
        assert!(timebox.is_over(at(60)));
        assert_eq!(countdown(timebox.left_at(at(102))), "+0:42");
        assert_eq!(countdown(725), "12:05");
    }

    #[test]
    fn starting_twice_counts_once() {
        let mut timebox = Timebox::minutes(1);
        timebox.start(at(0));
        timebox.start(at(30));
        assert_eq!(timebox.used_at(at(40)), 40);
    }
}
