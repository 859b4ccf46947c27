//! The truth read back from the tables by a second hand: from what stands in the cells alone, by the rules. Where this
//! differs from what the book says, the rendering lies or the book's figures are wrong.

mod cells;
mod customers;
mod decisions;
mod papers;
mod rows;
mod year;

use std::collections::BTreeMap;

use crate::days::Day;
use crate::shape::Shape;
use crate::stage::{GRACE, in_window};
use crate::truth::expected::{Figure, ratio};
use crate::truth::happened::Fate;
use cells::Cells;

pub use year::of as year;

/// A renewal as it can be told from a table.
#[derive(Clone, Debug)]
pub struct Seen {
    pub account: String,
    pub line: String,
    pub due: Day,
    pub before: Option<i64>,
    pub after: Option<i64>,
    pub fate: Fate,
}

/// Everything that a reader of the tables needs to be told.
pub struct Told<'a> {
    pub as_of: Day,
    pub rate_known: bool,
    /// Ids that are another customer's.
    pub same: &'a BTreeMap<String, String>,
}

pub fn renewals(cells: &Cells, shape: Shape, told: &Told) -> Vec<Seen> {
    let all = match shape {
        Shape::Events => decisions::renewals(cells, told),
        Shape::Snapshots | Shape::Wide => rows::renewals(cells, told),
        Shape::Terms | Shape::Ends => papers::renewals(cells, told),
        Shape::Customers => customers::renewals(cells, told),
        Shape::Movements | Shape::Spells => vec![],
    };
    all.into_iter().filter(|seen| in_window(seen.due)).collect()
}

pub fn open(table: &crate::table::Table) -> Cells<'_> {
    Cells { table }
}

/// What is gone and not back: lost only when the grace is over.
fn gone(since: Day, known: Day) -> Fate {
    match (known - since).num_days() {
        ..=0 => Fate::NotYetDue,
        1..=GRACE => Fate::Open,
        _ => Fate::Churned,
    }
}

/// Accounts that go on, of those with something due: by a renewal, or by a line that nothing happened to.
pub fn logos(seen: &[Seen], lines: &BTreeMap<(String, String), bool>) -> Figure {
    let due = |account: &str| {
        seen.iter().filter(move |one| one.account == account && one.fate != Fate::NotYetDue && one.before != Some(0)).collect::<Vec<_>>()
    };
    let mut accounts: Vec<&str> = seen.iter().map(|one| one.account.as_str()).filter(|account| !due(account).is_empty()).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let goes_on = |account: &&&str| {
        let gone: Vec<&str> = due(account).iter().filter(|one| one.fate != Fate::Renewed).map(|one| one.line.as_str()).collect();
        let stays = |one: &&Seen| matches!(one.fate, Fate::Renewed | Fate::NotYetDue) && !gone.contains(&one.line.as_str());
        let beside = lines.iter().any(|((of, line), runs)| of == **account && *runs && !gone.contains(&line.as_str()));
        beside || seen.iter().filter(|one| one.account == **account).any(|one| stays(&one))
    };
    ratio(accounts.iter().filter(goes_on).count() as i64, accounts.len() as i64)
}
