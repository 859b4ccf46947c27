//! The compiled facts of a scope: what `compile` hands to `analysis` and the screens.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::correction::Corrected;
use super::money::{Currency, Money};
use super::quality::{FileAccount, IssueKind, Quality, QualityIssue};
use super::renewal::{Renewal, RenewalId};
use super::scope::{Dimension, Scope};
use super::window::Window;
use super::{NOT_RECORDED, Name, calendar};

/// At most one of so many rows is left out without a word beside the figures.
const MOST_LEFT_OUT: u64 = 100;

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

/// One customer of a trailing-twelve-months cohort: active a year before its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CohortMember {
    pub account_id: Name,
    pub segment: Name,
    /// ARR a year before the end, above zero; `None` where nobody wrote what was paid.
    pub then: Option<Money>,
    /// ARR at the end; zero when the customer left.
    pub now: Option<Money>,
}

/// All customers active a year before `end`, where the source has their ARR over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cohort {
    #[serde(deserialize_with = "calendar::written")]
    pub end: NaiveDate,
    pub members: Vec<CohortMember>,
}

/// Accounts that have a contract in force after a window, where the source tells more than the renewals due up to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoingOn {
    /// The window's last day.
    #[serde(deserialize_with = "calendar::written")]
    pub end: NaiveDate,
    pub accounts: BTreeSet<Name>,
}

/// Everything known about the scope's renewals: those due in its window, and the history that
/// comparisons need, all of the scope's segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub scope: Scope,
    pub currency: Currency,
    pub coverage: Coverage,
    /// Sorted by due date, then id.
    pub renewals: Vec<Arc<Renewal>>,
    pub quality: Quality,
    /// Where the data came from, as shown to people (`sample data`, `./exports`).
    pub source: String,
    /// First and last due date in the source.
    pub due_range: Option<(NaiveDate, NaiveDate)>,
    /// For the ends of the scope's window and of the two it is compared with; empty where the source has renewal events only.
    #[serde(default)]
    pub cohorts: Vec<Cohort>,
    /// Why retention of the renewals due cannot be computed, where the data tell only losses (no contract end is known, say).
    #[serde(default)]
    pub no_dues: Option<String>,
    /// For the ends of the scope's window and of those it is compared with.
    #[serde(default)]
    pub going_on: Vec<GoingOn>,
    /// Renewals due after the scope's window, by due date, then id. No figure is over them: those that nobody had decided by the known
    /// day are looked at for the signs they carry, and those that were decided by then tell who had a contract at the window's end.
    #[serde(default)]
    pub ahead: Vec<Arc<Renewal>>,
    /// The last day that usage tells of; `None` where there is none that is dated.
    #[serde(default, deserialize_with = "calendar::written_if_any")]
    pub usage_until: Option<NaiveDate>,
    /// What the room corrected of these renewals, oldest first: these facts hold it already. Empty as compiled.
    #[serde(default)]
    pub corrections: Vec<Corrected>,
    /// Customers of the data of whom nothing here is renewed, whatever the scope leaves out. No figure is over them; from whom customers'
    /// names are kept, theirs are, too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Customer>,
}

/// A customer, by its id and as it is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Customer {
    pub account_id: Name,
    /// Its name.
    pub account: Name,
}

impl Facts {
    /// The renewals due in `window`, in due order (the population "available to renew", ATR).
    /// A customer is called so.
    pub(crate) fn is_customer(&self, name: &str) -> bool {
        let name = super::text::fold(name);
        self.customers().any(|(_, account)| super::text::fold(account) == name)
    }

    pub(crate) fn due_in(&self, window: &Window) -> impl ExactSizeIterator<Item = &Renewal> + Clone {
        let from = self.renewals.partition_point(|r| r.due < window.from);
        let to = self.renewals.partition_point(|r| r.due <= window.to);
        self.renewals[from..to.max(from)].iter().map(AsRef::as_ref)
    }

    /// All renewals, those of the history among them, in due order.
    pub(crate) fn all(&self) -> impl ExactSizeIterator<Item = &Renewal> + Clone {
        self.renewals.iter().map(AsRef::as_ref)
    }

    /// All renewals and those ahead, in due order: what is known of who has which contracts.
    pub(crate) fn with_ahead(&self) -> impl Iterator<Item = &Renewal> + Clone {
        self.all().chain(self.ahead.iter().map(AsRef::as_ref))
    }

    /// All customers that the data know, by id and name, whatever the scope leaves out; one with several renewals comes several times.
    pub(crate) fn customers(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        let renewing = self.with_ahead().map(|renewal| (renewal.account_id.as_str(), renewal.account.as_str()));
        renewing.chain(self.others.iter().map(|other| (other.account_id.as_str(), other.account.as_str())))
    }

    /// The renewal at a place among [all and those ahead](Self::with_ahead).
    ///
    /// # Panics
    /// Where there is none.
    pub fn at(&self, place: usize) -> &Renewal {
        self.renewals.get(place).unwrap_or_else(|| &self.ahead[place - self.renewals.len()])
    }

    /// The renewals due in the scope's window.
    pub fn in_scope(&self) -> impl ExactSizeIterator<Item = &Renewal> + Clone {
        self.due_in(&self.scope.window)
    }

    /// The cohort of all customers active a year before `end`, where the source tells it.
    pub(crate) fn cohort(&self, end: NaiveDate) -> Option<&Cohort> {
        self.cohorts.iter().find(|cohort| cohort.end == end)
    }

    /// Whether the source tells of everybody who has a contract in force after the window that ends on `end`.
    pub(crate) fn knows_who_goes_on(&self, end: NaiveDate) -> bool {
        self.going_on.iter().any(|going_on| going_on.end == end)
    }

    /// Whether the source tells that an account has a contract in force after the window that ends on `end`.
    pub(crate) fn goes_on(&self, account: &Name, end: NaiveDate) -> bool {
        self.going_on.iter().any(|going_on| going_on.end == end && going_on.accounts.contains(account))
    }

    /// What the figures must not be read without: that much of the renewals is left out, or was never there.
    pub(crate) fn caveat(&self) -> Option<String> {
        let partial = self.quality.issues.iter().filter(|issue| issue.kind == IssueKind::LossesOnly);
        let first_sentence = |issue: &QualityIssue| issue.message.split(". ").next().unwrap_or_default().to_owned();
        let all: Vec<String> = self.left_out().into_iter().chain(partial.map(first_sentence)).collect();
        (!all.is_empty()).then(|| all.join("; "))
    }

    /// `9 of 40 rows of renewals.csv could not be read`: the files of renewals of which so much is left out that figures
    /// may tell another story. Rows that stand twice are left out rightly.
    fn left_out(&self) -> Option<String> {
        let files: BTreeSet<&Name> = self.renewals.iter().map(|renewal| &renewal.origin.file).collect();
        let duplicates: u64 = self.quality.issues.iter().filter(|i| i.kind == IssueKind::DuplicateId).map(|i| i.count).sum();
        let unread = |file: &&FileAccount| file.rejected.saturating_sub(duplicates) * MOST_LEFT_OUT > file.read;
        let of_renewals = self.quality.files.iter().filter(|file| files.iter().any(|name| name.as_str() == file.name));
        let told: Vec<String> =
            of_renewals.filter(unread).map(|file| format!("{} of {} rows of {}", file.rejected, file.read, file.name)).collect();
        (!told.is_empty()).then(|| format!("{} could not be read and are not counted", told.join(" and ")))
    }

    /// The facts of some of the renewals, and of the cohorts' customers who have such a renewal. What was said of the
    /// source's quality is left out.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(&Renewal) -> bool) -> Self {
        let renewals: Vec<Arc<Renewal>> = self.renewals.iter().filter(|r| wanted(r)).cloned().collect();
        let ahead: Vec<Arc<Renewal>> = self.ahead.iter().filter(|r| wanted(r)).cloned().collect();
        let accounts: HashSet<&Name> = renewals.iter().map(|r| &r.account_id).collect();
        let members = |cohort: &Cohort| cohort.members.iter().filter(|m| accounts.contains(&m.account_id)).cloned().collect();
        let cohorts = self.cohorts.iter().map(|cohort| Cohort { end: cohort.end, members: members(cohort) }).collect();
        Self {
            scope: self.scope.clone(),
            currency: self.currency.clone(),
            coverage: self.coverage,
            quality: Quality::default(),
            source: self.source.clone(),
            due_range: self.due_range,
            cohorts,
            renewals,
            no_dues: self.no_dues.clone(),
            going_on: self.going_on.clone(),
            ahead,
            usage_until: self.usage_until,
            corrections: self.corrections.clone(),
            others: self.others.clone(),
        }
    }

    /// What the room corrected of a renewal; reason codes given on the board are no corrections of the data.
    pub(crate) fn corrections_of<'a>(&'a self, id: &'a RenewalId) -> impl Iterator<Item = &'a Corrected> {
        self.corrections.iter().filter(move |c| c.correction.renewal == *id && !c.is_coding())
    }

    /// With the pulls that failed before they were compiled from an earlier one: the account of the data says so.
    #[must_use]
    pub(crate) fn with_failures(mut self, failures: &[(String, String)]) -> Self {
        let issue = |(what, error): &(String, String)| QualityIssue {
            kind: IssueKind::FailedPull,
            message: format!("{what} failed: {error}"),
            count: 1,
            arr: None,
            renewals: Vec::new(),
        };
        self.quality.issues.splice(0..0, failures.iter().map(issue));
        self
    }

    /// One of the renewals, or of those ahead.
    pub fn find(&self, id: &RenewalId) -> Option<&Renewal> {
        self.with_ahead().find(|r| r.id == *id)
    }

    /// Whether the data names a value of this dimension for any renewal of the scope's window.
    pub(crate) fn records(&self, dimension: Dimension) -> bool {
        self.in_scope().any(|r| !matches!(r.dimension(dimension).as_str(), "" | NOT_RECORDED))
    }
}
