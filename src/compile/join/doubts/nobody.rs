//! Renewals of accounts that are named like those that nobody pays for: tests, demos, sandboxes.

use rustc_hash::FxHashMap;

use super::{answer, of_rows, some_of};
use crate::compile::join::population::Population;
use crate::compile::read::values::words;
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::renewal::Renewal;
use crate::domain::text::counted;

pub(crate) fn of(layout: &Layout, population: &Population) -> Option<Question> {
    let is_open = |row: &&Renewal| !layout.mapping.renewals.contains_key(row.id.0.as_str());
    // A customer has several, and one name.
    let mut names: FxHashMap<&str, bool> = FxHashMap::default();
    let mut rows: Vec<&Renewal> = Vec::new();
    for row in population.kept.iter().map(|kept| &*kept.renewal) {
        let is_nobody = *names.entry(&row.account).or_insert_with(|| words::names_nobody(&row.account));
        if is_nobody && is_open(&row) {
            rows.push(row);
        }
    }
    let first = rows.first()?;
    let lines = |said: &str| of_rows(rows.iter().copied(), said);
    let mut names: Vec<String> = rows.iter().map(|row| format!("“{}”", row.account)).collect();
    names.dedup();
    Some(Question {
        is_pressing: false,
        file: first.origin.file.to_string(),
        asked: format!(
            "{} ({}) are of accounts that are named like tests or examples. Are these left out?",
            counted(rows.len(), "renewal", "renewals"),
            some_of(&names)
        ),
        answers: vec![answer("yes, leave them out", lines("ignore")), answer("no, they are customers", lines("own"))],
    })
}
