//! How long work tells where it is, and learns that nobody waits for it any more.

use std::time::Duration;

/// Where a long piece of work stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What is being done, for people (`Reading usage.csv`).
    pub label: String,
    pub bytes_done: u64,
    /// Zero when not known.
    pub bytes_total: u64,
    pub rows: u64,
}

impl Step {
    /// How much of it is done, 0 to 1; `None` where the end is not known.
    pub(crate) fn share(&self) -> Option<f64> {
        (self.bytes_total > 0).then(|| (self.bytes_done as f64 / self.bytes_total as f64).clamp(0.0, 1.0))
    }

    /// Time left, if it goes on as it did for `elapsed`; `None` where that cannot be told yet.
    pub(crate) fn left(&self, elapsed: Duration) -> Option<Duration> {
        let share = self.share().filter(|share| *share > 0.02)?;
        Some(elapsed.mul_f64((1.0 - share) / share))
    }
}

/// Told about progress from any thread.
pub trait Progress: Sync {
    fn step(&self, step: Step);

    /// Asked between chunks; `true` makes the work end with [`Cancelled`](crate::error::Error::Cancelled).
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// Nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn step(&self, _: Step) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_from_the_share_that_is_done() {
        let step = |done, total| Step { bytes_done: done, bytes_total: total, ..Step::default() };
        assert_eq!(step(25, 100).left(Duration::from_secs(10)), Some(Duration::from_secs(30)));
        assert_eq!(step(1, 100).left(Duration::from_secs(10)), None, "too early to tell");
        assert_eq!(step(5, 0).share(), None);
        assert_eq!(step(200, 100).share(), Some(1.0));
    }
}
