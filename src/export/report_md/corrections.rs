//! What the room corrected of the data, and which figures rest on it.

use super::Source;
use crate::domain::correction::{Corrected, RenewalValue};
use crate::export::markdown::{Document, Table, escape};
use crate::telling::figures::counted;

pub fn write(doc: &mut Document, source: &Source) {
    let (codings, corrections): (Vec<_>, Vec<_>) = source.facts.corrections.iter().partition(|c| c.is_coding());
    if corrections.is_empty() {
        return;
    }
    doc.heading(2, "Corrections made in the room");
    let mut table = Table::of_words(&["Renewal", "What", "Data", "Room", "By", "Why"]);
    table.rows(corrections.iter().map(|corrected| row(source, corrected)));
    doc.table(&table);
    let codes = match codings.len() {
        0 => String::new(),
        n => format!(", and of {} given in the room", counted(n, "reason code", "reason codes")),
    };
    doc.paragraph(&format!("The data still say otherwise: corrections.csv holds a line for the source system of each{codes}."));
}

fn row(source: &Source, corrected: &Corrected) -> [String; 6] {
    let correction = &corrected.correction;
    let value = |value: &RenewalValue| escape(&value.in_currency(&source.facts.currency));
    [
        format!("{} ({})", source.account(&correction.renewal), escape(&correction.renewal.to_string())),
        corrected.field().label().to_owned(),
        value(&corrected.from),
        value(&correction.to),
        format!("{}, {}", escape(&correction.by), correction.at.format("%Y-%m-%d")),
        escape(&correction.why),
    ]
}
