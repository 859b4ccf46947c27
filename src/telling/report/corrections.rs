//! What the room corrected of the data, and which figures rest on it.

use super::Source;
use crate::domain::correction::{Corrected, RenewalField, RenewalValue};
use crate::telling::block::{Cell, Document, Table, data, own};
use crate::telling::figures::counted;

pub(crate) fn write(doc: &mut Document, source: &Source) {
    let (codings, corrections): (Vec<_>, Vec<_>) = source.facts.corrections.iter().partition(|c| c.is_coding());
    if corrections.is_empty() {
        return;
    }
    doc.heading(2, "Corrections made in the room");
    let mut table = Table::of_words(["Renewal", "What", "Data", "Room", "By", "Why"]);
    table.rows(corrections.iter().map(|corrected| row(source, corrected)));
    doc.table(table);
    let said = |field, one, many| {
        let n = codings.iter().filter(|corrected| corrected.field() == field).count();
        (n > 0).then(|| format!(", and of {} given in the room", counted(n, one, many)))
    };
    let codes = [
        said(RenewalField::ReasonCode, "reason code", "reason codes"),
        said(RenewalField::ReasonSource, "word on whose words a reason is", "words on whose words reasons are"),
    ];
    let codes: String = codes.into_iter().flatten().collect();
    doc.paragraph(own(format!("The data still say otherwise: corrections.csv holds a line for the source system of each{codes}.")));
}

fn row(source: &Source, corrected: &Corrected) -> [Cell; 6] {
    let correction = &corrected.correction;
    let value = |value: &RenewalValue| data(&value.in_currency(&source.facts.currency)).into();
    let renewal = source.account(&correction.renewal) + " (" + data(&correction.renewal.to_string()) + ")";
    [
        renewal.behind("What the room corrected", std::slice::from_ref(&correction.renewal)).into(),
        corrected.field().label().into(),
        value(&corrected.from),
        value(&correction.to),
        (data(&correction.by) + own(format!(", {}", correction.at.format("%Y-%m-%d")))).into(),
        data(&correction.why).into(),
    ]
}
