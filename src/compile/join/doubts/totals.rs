//! Rows that are as large as the others of their customer and day together, before and after: a total beside the contracts it is of.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::{answer, of_rows, some_of};
use crate::compile::join::population::Population;
use crate::compile::understand::layout::Layout;
use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::question::Question;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::text::counted;

/// Of one customer it may be chance.
const FEWEST: usize = 2;

pub(crate) fn of(layout: &Layout, population: &Population) -> Option<Question> {
    let mut groups: FxHashMap<(&Name, &Name, NaiveDate), Vec<&Renewal>> = FxHashMap::default();
    for renewal in population.kept.iter().map(|kept| &*kept.renewal) {
        groups.entry((&renewal.origin.file, &renewal.account_id, renewal.due)).or_default().push(renewal);
    }
    // Few customers have as many on a day: only these are put in order.
    groups.retain(|_, rows| rows.len() > 2);
    let groups: BTreeMap<_, _> = groups.into_iter().collect();
    let totals: Vec<&Renewal> = groups.values().filter_map(|rows| total(rows)).collect();
    let first = totals.first()?;
    let is_said = |row: &&Renewal| layout.mapping.renewals.contains_key(row.id.0.as_str());
    if totals.len() < FEWEST || totals.len() * 2 < groups.len() || totals.iter().any(is_said) {
        return None;
    }
    let lines = |said: &str| of_rows(totals.iter().copied(), said);
    let told: Vec<String> = totals.iter().map(|row| format!("{} (line {})", row.account, row.origin.line)).collect();
    Some(Question {
        is_pressing: true,
        file: first.origin.file.to_string(),
        asked: format!(
            "{} as large as the others of their customer and day together: {}. Are they totals?",
            counted(totals.len(), "row is", "rows are"),
            some_of(&told)
        ),
        answers: vec![answer("yes, leave them out", lines("ignore")), answer("no, each is a contract of its own", lines("own"))],
    })
}

/// The row that is the sum of the others: of what was paid before, and, where it is decided, of what came after. Of several the first or
/// the last is it.
fn total<'r>(rows: &[&'r Renewal]) -> Option<&'r Renewal> {
    let (first, last) = (*rows.first()?, *rows.last()?);
    [last, first].into_iter().find(|row| is_sum(row, rows))
}

fn is_sum(row: &Renewal, rows: &[&Renewal]) -> bool {
    let others = || rows.iter().filter(|other| other.id != row.id);
    let sum = |of: fn(&Renewal) -> Option<Money>| others().map(|other| of(other)).sum::<Option<Money>>();
    let before = row.before.filter(|before| !before.is_zero());
    let is_whole_after = || row.outcome == Outcome::Open || sum(|other| other.after) == Some(row.after.unwrap_or_default());
    before.is_some() && sum(|other| other.before) == before && is_whole_after()
}
