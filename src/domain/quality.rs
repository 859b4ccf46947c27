//! The account of data quality: every row read is used, out of scope or rejected, and said so.

pub(crate) mod due;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::money::Money;
use super::renewal::RenewalId;

/// What became of one file's rows: `read = used + out_of_scope + rejected`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileAccount {
    pub name: String,
    pub read: u64,
    pub used: u64,
    pub out_of_scope: u64,
    pub rejected: u64,
}

/// One row that could not be used, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    pub file: String,
    /// From 1; zero for a row that stayed in a warehouse.
    pub line: u64,
    pub column: String,
    pub value: String,
    pub reason: String,
}

impl Reject {
    /// The line as people read it; nothing for a row that stayed in a warehouse, which has none.
    pub(crate) fn line_told(&self) -> String {
        if self.line == 0 { String::new() } else { self.line.to_string() }
    }
}

/// What kind of doubt a quality issue raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IssueKind {
    /// The data are those of an earlier pull.
    FailedPull,
    RejectedRows,
    /// Single values that could not be read; their rows count without them.
    LostValues,
    DuplicateId,
    /// Several rows share the id of a renewal and count each, for they are lines of one contract.
    SharedId,
    /// Renewals stand in another window than their contract ends, since the customer left before.
    LeftEarly,
    UnmatchedAccount,
    MissingReason,
    OutcomeContradictsAmount,
    PastDueOpen,
    MixedCurrencies,
    AmountUnknown,
    MissingTable,
    MissingColumn,
    /// The data holds what was lost in past windows and little of what renewed: its first sentence stands beside the figures.
    LossesOnly,
    /// A spelling that was read as another (the same account twice, an unknown outcome).
    Other,
}

/// One finding about the data itself; the renewals it concerns can be opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QualityIssue {
    pub kind: IssueKind,
    /// One plain sentence: what is so, and what it costs or how to mend it.
    pub message: String,
    pub count: u64,
    /// ARR concerned, where it can be told.
    pub arr: Option<Money>,
    pub renewals: Vec<RenewalId>,
}

impl Quality {
    /// Rows that could not be used, and values that could not in rows that were.
    pub(crate) fn unread(&self) -> Vec<Reject> {
        [&self.rejects[..], &self.lost].concat()
    }
}

/// All that is to be said about the data of a scope.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    pub files: Vec<FileAccount>,
    pub rejects: Vec<Reject>,
    pub issues: Vec<QualityIssue>,
    /// Values that could not be read in rows that count without them.
    #[serde(default)]
    pub lost: Vec<Reject>,
}
