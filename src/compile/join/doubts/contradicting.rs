//! Renewals whose rows say two things of what became of them: an outcome, and an amount, a day or a type against it.

use std::collections::BTreeMap;

use super::{answer, broken_off, of_rows, some_of};
use crate::compile::join::decision::{BETWEEN_COLUMNS, OPEN_YET_CLOSED};
use crate::compile::join::population::Population;
use crate::compile::join::renewal_row::BY_AMOUNT;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::mapping::RenewalUse;
use crate::domain::question::Question;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::text::counted;

/// So few amounts against their outcomes are slips, in so many of a hundred renewals at the most: the outcome is believed, and it is told.
const FEW: usize = 1;
const SLIPS: usize = 3;
/// So many are none, in however long a list.
const A_PATTERN: usize = 3;

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    let window = broken_off::with_the_year(&population.scope.window);
    let mut found: BTreeMap<(&str, &str), Vec<&Renewal>> = BTreeMap::new();
    for kept in &population.kept {
        let renewal = &*kept.renewal;
        let is_open = !layout.mapping.renewals.contains_key(renewal.id.0.as_str()) && window.contains(renewal.due);
        // Which of two columns is right is asked of all their rows.
        if let Some(what) = kept.contradiction.filter(|what| is_open && *what != BETWEEN_COLUMNS) {
            found.entry((&renewal.origin.file, what)).or_default().push(renewal);
        }
    }
    let all =
        |file: &str| population.kept.iter().filter(|kept| &*kept.renewal.origin.file == file && window.contains(kept.renewal.due)).count();
    found.retain(|(file, what), renewals| {
        !BY_AMOUNT.contains(what) || renewals.len() > FEW && (renewals.len() >= A_PATTERN || renewals.len() * 100 > all(file) * SLIPS)
    });
    found.into_iter().map(|((file, what), renewals)| question(file, what, &renewals)).collect()
}

fn question(file: &str, what: &str, renewals: &[&Renewal]) -> Question {
    let ids: Vec<String> = renewals.iter().map(|renewal| renewal.id.to_string()).collect();
    let said = |outcome: Outcome| of_rows(renewals.iter().copied(), &RenewalUse::Became(outcome).key());
    let renewed = answer("they were renewed", said(Outcome::Renewed));
    let lost = answer("they were lost", said(Outcome::Churned));
    let open = answer("they are still open", said(Outcome::Open));
    let is_lost = renewals.first().is_some_and(|renewal| renewal.is_churned());
    Question {
        is_pressing: false,
        file: file.to_owned(),
        asked: format!("{} {what} ({}). What became of them?", counted(renewals.len(), "renewal is", "renewals are"), some_of(&ids)),
        answers: match () {
            () if what == OPEN_YET_CLOSED => vec![renewed, open],
            () if is_lost => vec![lost, renewed],
            () => vec![renewed, lost],
        },
    }
}
