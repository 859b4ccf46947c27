//! What was lost in a window: the accounts, and what of it was to be seen before.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SeenSign;
use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::reason::{ReasonCode, Voice};
use crate::domain::renewal::RenewalId;

/// What was lost in the window, beside what was in the window before and in the same a year before; `null` where these may
/// not be compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Losses {
    pub now: WindowLosses,
    pub previous: Option<WindowLosses>,
    pub year_ago: Option<WindowLosses>,
}

/// The accounts of one window, each once with all that it had due.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WindowLosses {
    /// Accounts that had anything due, not counting what is not yet due.
    pub due: u64,
    /// Their ARR; `null` where it is not known, or nobody can say what was due.
    pub arr_due: Option<Money>,
    pub lost: Cost,
    pub shrank: Cost,
    /// Accounts lost that carried a reliable sign, in time, and what was lost with them.
    pub visible: u64,
    pub visible_arr: Money,
    /// Accounts lost of which such signs could be read, and that carried none. Of the others lost nobody can say.
    pub not_visible: u64,
    /// From the first such sign to the loss, the median over the accounts of which the days are known.
    pub lead_days: Option<i64>,
    /// Accounts that lost nothing and of which such signs could be read, and how many of them carried one.
    pub kept: u64,
    pub kept_visible: u64,
}

/// Accounts, and the ARR they took with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cost {
    pub accounts: u64,
    /// Of the accounts of which it is known.
    pub arr: Money,
    pub arr_unknown: u64,
}

impl Cost {
    /// The ARR, where that of all accounts is known.
    pub(crate) fn whole(&self) -> Option<Money> {
        (self.arr_unknown == 0).then_some(self.arr)
    }
}

impl WindowLosses {
    /// Accounts lost of which nobody can say whether they carried a sign that holds.
    pub(crate) fn untold(&self) -> u64 {
        self.lost.accounts - self.visible - self.not_visible
    }

    /// Accounts that lost nothing, as far as is decided.
    pub(crate) fn lost_nothing(&self) -> u64 {
        self.due.saturating_sub(self.lost.accounts + self.shrank.accounts).max(self.kept)
    }

    /// ARR lost with whoever left and whoever shrank, where all of it is known.
    pub(crate) fn arr(&self) -> Option<Money> {
        Some(self.lost.whole()? + self.shrank.whole()?)
    }
}

/// What became of an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// No contract of it is in force after the window.
    #[default]
    Lost,
    /// It lost a contract or renewed one with less, and is still a customer.
    Shrank,
}

impl Fate {
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Shrank => "shrank",
        }
    }
}

/// An account that was lost or shrank, with all that it had due in the window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LostAccount {
    #[schemars(with = "String")]
    pub account_id: Name,
    #[schemars(with = "String")]
    pub account: Name,
    pub fate: Fate,
    /// It left before the end of a contract: no day of loss could be foreseen, so no sign can be read in time.
    pub early_termination: bool,
    /// The first day on which something of what it lost was due.
    pub due: NaiveDate,
    /// ARR of its decided contracts before the first of these days and after the last; `null` where it is not known.
    pub before: Option<Money>,
    pub after: Option<Money>,
    /// What its contracts lost, each by itself: what one of them gained takes nothing off.
    pub lost: Option<Money>,
    /// Contracts that are still open.
    pub open: u64,
    /// Of what it lost, dearest first; as the room gave them.
    pub reasons: Vec<ReasonCode>,
    /// Whose words these are, as far as somebody said so.
    pub reason_sources: Vec<Voice>,
    #[schemars(with = "Vec<String>")]
    pub competitors: Vec<Name>,
    #[schemars(with = "Vec<String>")]
    pub owners: Vec<Name>,
    /// Those read in time: on a landmark that passed while it was undecided. Those that hold first.
    pub signs: Vec<SeenSign>,
    /// Whether it carried a reliable sign; `null` where none could be read.
    pub visible: Option<bool>,
    /// The first day on which such a sign could be known, and the days from then to the loss.
    pub visible_since: Option<NaiveDate>,
    pub lead_days: Option<i64>,
    pub renewals: Vec<RenewalId>,
}
