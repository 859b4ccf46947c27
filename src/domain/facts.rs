//! The compiled facts of a scope: what `compile` hands to `analysis` and the screens.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Name;
use super::money::Currency;
use super::quality::Quality;
use super::renewal::{Renewal, RenewalId};
use super::scope::{Dimension, Scope};
use super::window::Window;

/// Which optional parts the source has. What is `false` here makes some findings unavailable, and the screen says which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    pub health: bool,
    pub usage: bool,
    pub notes: bool,
    pub plays: bool,
    pub tickets: bool,
    pub pricing: bool,
    pub forecast: bool,
    pub exec: bool,
    /// ARR before is known, also for lost renewals.
    pub arr_before: bool,
}

/// Everything known about the scope's renewals: those due in its window, and the history that
/// comparisons need (two years before), all of the scope's segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub scope: Scope,
    pub currency: Currency,
    pub coverage: Coverage,
    /// Sorted by due date, then id.
    pub renewals: Vec<Renewal>,
    pub quality: Quality,
    /// Where the data came from, as shown to people (`sample data`, `./exports`).
    pub source: String,
    /// A digest of the compiled content: equal facts have equal digests.
    pub digest: String,
    /// First and last due date in the source.
    pub due_range: Option<(NaiveDate, NaiveDate)>,
}

impl Facts {
    /// The renewals due in `window`, in due order (population ATR of SPEC section 5).
    pub fn due_in(&self, window: &Window) -> &[Renewal] {
        let from = self.renewals.partition_point(|r| r.due < window.from);
        let to = self.renewals.partition_point(|r| r.due <= window.to);
        &self.renewals[from..to.max(from)]
    }

    /// The renewals due in the scope's window.
    pub fn in_scope(&self) -> &[Renewal] {
        self.due_in(&self.scope.window)
    }

    pub fn find(&self, id: &RenewalId) -> Option<&Renewal> {
        self.renewals.iter().find(|r| r.id == *id)
    }

    /// The values a dimension takes within the scope's window, sorted.
    pub fn values(&self, dimension: Dimension) -> BTreeSet<Name> {
        self.in_scope().iter().map(|r| r.dimension(dimension).clone()).collect()
    }
}
