//! Renewals that were written down again and again until they were decided: a forecast of each week, the states of a deal.

use rustc_hash::FxHashMap;

use super::lean::word_columns;
use super::score::{Look, SURE};
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::domain::renewal::Outcome;

/// So many renewals were open in their earlier rows and decided in the last one.
const FEWEST: usize = 3;

/// Whether rows of one renewal are open, and decided from some row on (or, the newest first, up to it).
pub(super) fn are_histories(look: &Look<'_>) -> bool {
    let is_id = |column: &usize| look.score(*column, Field::RenewalId) > 0.6 * SURE;
    (0..look.headings.len()).filter(is_id).any(|id| word_columns(look).any(|words| tell_histories(look, id, words)))
}

fn tell_histories(look: &Look<'_>, id: usize, word: usize) -> bool {
    let mut histories: FxHashMap<&str, Vec<bool>> = FxHashMap::default();
    for row in &look.file.sample {
        let (Some(id), Some(word)) = (row.get(id).filter(|id| !id.is_empty()), row.get(word)) else { continue };
        let is_decided = words::outcome(word).is_some_and(|outcome| outcome != Outcome::Open) && !words::names_state_only(word);
        histories.entry(id).or_default().push(is_decided);
    }
    let several: Vec<&Vec<bool>> = histories.values().filter(|rows| rows.len() > 1).collect();
    let decided: Vec<&&Vec<bool>> = several.iter().filter(|rows| rows.contains(&true) && rows.contains(&false)).collect();
    let in_order = || decided.iter().all(|rows| rows.is_sorted());
    let newest_first = || decided.iter().all(|rows| rows.iter().rev().is_sorted());
    decided.len() >= FEWEST && several.len() * 2 >= histories.len() && (in_order() || newest_first())
}
