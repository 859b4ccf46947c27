//! How long work tells where it is, and learns that nobody waits for it any more.

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
