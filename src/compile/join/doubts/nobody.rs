//! Renewals of accounts that are named like those that nobody pays for: tests, demos, sandboxes.

use super::{answer, of_rows, some_of};
use crate::compile::join::population::Population;
use crate::compile::read::values::words;
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::renewal::Renewal;
use crate::domain::text::counted;

pub(crate) fn of(layout: &Layout, population: &Population) -> Option<Question> {
    let is_open = |row: &&Renewal| !layout.mapping.renewals.contains_key(row.id.0.as_str());
    let rows: Vec<&Renewal> =
        population.kept.iter().map(|kept| &*kept.renewal).filter(|row| words::names_nobody(&row.account)).filter(is_open).collect();
    let first = rows.first()?;
    let lines = |said: &str| of_rows(rows.iter().copied(), said);
    let mut names: Vec<String> = rows.iter().map(|row| format!("“{}”", row.account)).collect();
    names.dedup();
    Some(Question {
        is_pressing: false,
        file: first.origin.file.to_string(),
        asked: format!(
            "{} ({}) are of accounts that are named like tests. Are these left out?",
            counted(rows.len(), "renewal", "renewals"),
            some_of(&names)
        ),
        answers: vec![answer("yes, leave them out", lines("ignore")), answer("no, they are customers", lines("own"))],
    })
}
