//! Words of an outcome that nobody understands, where what stands beside them tells what they mean: taken so, and asked about.

use super::unsettled::{self, Doubt};
use super::{FilePlan, Reading};
use crate::compile::read::columns::Columns;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::understand::by_values;
use crate::compile::understand::mapping::Mapping;

pub(crate) fn settle(mut plan: FilePlan, mapping: &Mapping) -> FilePlan {
    let is_strange = plan.unsettled.iter().any(|open| open.doubt == Doubt::Words);
    if is_strange && plan.readings.is_empty() {
        plan.readings = by_values::of_words(&plan.table, mapping);
    }
    let Some(taken) = plan.readings.first().filter(|reading| !reading.words.is_empty()) else { return plan };
    tell(&mut plan.table.columns, taken);
    plan.unsettled.retain(|open| open.doubt != Doubt::Words);
    plan.unsettled.extend(unsettled::outcomes(&plan.table));
    plan
}

fn tell(columns: &mut Columns, reading: &Reading) {
    let Some(bound) = columns.get_mut(Field::Outcome) else { return };
    for (word, outcome) in &reading.words {
        bound.form.values.insert(words::key(word), outcome.label().to_owned());
    }
}
