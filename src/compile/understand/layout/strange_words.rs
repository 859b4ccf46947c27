//! Words of an outcome that nobody understands, where what stands beside them tells what they mean: taken so, and asked about.

use super::unsettled::{self, Doubt};
use super::{FilePlan, Reading, stages};
use crate::compile::read::columns::Columns;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::by_values;
use crate::compile::understand::mapping::Mapping;

pub(crate) fn settle(mut plan: FilePlan, mapping: &Mapping) -> FilePlan {
    let is_strange = |plan: &FilePlan| plan.unsettled.iter().any(|open| open.doubt == Doubt::Words);
    if plan.readings.is_empty() && plan.table.columns.table == Table::Renewals && stages::settle(&mut plan.table) {
        look_again(&mut plan);
    }
    if is_strange(&plan) && plan.readings.is_empty() {
        plan.readings = by_values::of_words(&plan.table, mapping);
    }
    if let Some(taken) = plan.readings.first().filter(|reading| !reading.words.is_empty()) {
        tell(&mut plan.table.columns, taken);
        look_again(&mut plan);
    }
    // Few words are asked about one by one, with the figures of each answer.
    if is_strange(&plan) && stages::can_be_asked(&plan.table) {
        plan.unsettled.retain(|open| open.doubt != Doubt::Words);
    }
    plan
}

fn look_again(plan: &mut FilePlan) {
    plan.unsettled.retain(|open| open.doubt != Doubt::Words);
    plan.unsettled.extend(unsettled::outcomes(&plan.table));
}

fn tell(columns: &mut Columns, reading: &Reading) {
    let Some(bound) = columns.get_mut(Field::Outcome) else { return };
    for (word, outcome) in &reading.words {
        bound.form.values.insert(words::key(word), outcome.label().to_owned());
    }
}
