//! Leaving takes longer than it should: what it waits for is said, and one more key leaves at once.

use super::model::Model;
use crate::domain::text;

/// What leaving waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitsFor {
    /// The steps that are on their way, or a last look whether they are where they belong.
    Steps,
    /// The data that the session stands on.
    Held,
    Plan,
    Drafts,
}

/// What is on the screen while leaving waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    pub waits_for: WaitsFor,
    /// Where it is to go, for people.
    pub folder: String,
}

impl Leaving {
    /// What is waited for, and where.
    pub(crate) fn told(&self, unsaved: u64) -> String {
        let folder = &self.folder;
        match self.waits_for {
            WaitsFor::Steps if unsaved > 0 => {
                format!("Still saving {}, the disk does not answer: {folder}", text::counted(unsaved as usize, "step", "steps"))
            }
            WaitsFor::Steps => format!("All steps are saved. Still looking for them in {folder}"),
            WaitsFor::Held => format!("Still keeping the data with the session in {folder}"),
            WaitsFor::Plan => "All steps are saved. Still writing the plan, its folder does not answer".to_owned(),
            WaitsFor::Drafts => format!("All steps are saved. Still keeping what is half typed in {folder}"),
        }
    }

    /// What the key does that leaves now.
    pub(crate) fn offer(unsaved: u64) -> &'static str {
        if unsaved > 0 { "leave now: all steps go into another folder, named at the end" } else { "leave now" }
    }
}

impl Model {
    /// How many steps are not known to be on the disk.
    pub(crate) fn unsaved(&self) -> u64 {
        if self.settings.read_only { 0 } else { self.world.history.last_seq().saturating_sub(self.world.saved_seq) }
    }
}
