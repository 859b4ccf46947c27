//! What a table needs, in words that people use.

use crate::compile::schema::{Field, Table};

/// The fields that a table needs, those that can stand for one another together, by their names in a mapping.
pub(crate) fn needs(table: Table) -> Vec<Vec<&'static str>> {
    groups(table).into_iter().map(|group| group.iter().map(|field| field.key()).collect()).collect()
}

/// Groups of fields of which a table needs one each.
pub(crate) fn groups(table: Table) -> Vec<Vec<Field>> {
    let single = table.required().iter().map(|field| vec![*field]);
    single.chain(table.one_of().iter().map(|group| group.to_vec())).collect()
}

/// What a field that a table of renewals or contracts needs says, for somebody who knows no field of ours.
pub(crate) fn in_words(field: Field) -> &'static str {
    match field {
        Field::DueDate => "the day on which each renewal was due",
        Field::Outcome => "what became of each (renewed, lost or open)",
        Field::AccountId => "whose it is (a customer's id or name)",
        Field::Arr => "what is paid (ARR, MRR or an amount)",
        Field::Date => "a day (of the row, or the start or the end of a contract)",
        other => other.key(),
    }
}
