//! What words mean: what is said, and a line to fill in for each that nobody understands.

use std::fmt::Write as _;

use super::super::Mapping;
use super::{UnknownWord, line, quoted};
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::understand::meaning::words_of;
use crate::domain::text::counted;

/// Words of one field that get a line.
const MOST: usize = 40;

pub(crate) fn write(out: &mut String, mapping: &Mapping, unknown: &[UnknownWord]) {
    for field in Field::ALL.iter().copied() {
        let said = mapping.values.get(&field);
        let is_said = |word: &str| said.is_some_and(|said| said.keys().any(|known| words::key(known) == words::key(word)));
        let open: Vec<&UnknownWord> = unknown.iter().filter(|word| word.field == field && !is_said(&word.word)).take(MOST).collect();
        if said.is_none() && open.is_empty() {
            continue;
        }
        // A heading without an entry would say something of nothing.
        let _ = writeln!(out, "\n{}[values.{}]", if said.is_some() { "" } else { "# " }, field.key());
        for (theirs, ours) in said.into_iter().flatten() {
            line(out, &quoted(theirs), Some(quoted(ours)));
        }
        for word in open {
            let rows = counted(usize::try_from(word.rows).unwrap_or(usize::MAX), "row", "rows");
            let _ = writeln!(out, "# {} = \"\"  # {rows}{}", quoted(&word.word), choice(field));
        }
    }
}

/// `; one of renewed, churned, open`; nothing where names are free or many.
fn choice(field: Field) -> String {
    let known: Vec<String> = words_of(field).into_iter().map(|word| word.key).collect();
    match known.len() {
        0 => String::new(),
        1..=6 => format!("; one of {}", known.join(", ")),
        _ => format!("; such as {}", known[0]),
    }
}
