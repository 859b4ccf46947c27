//! What customer success managers wrote, by renewal.

use crate::compile::join::interner::Names;
use crate::compile::join::link::{Join, Spans};
use crate::compile::join::registry::Registry;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate};
use crate::compile::schema::Field;
use crate::domain::renewal::Note;

/// Notes of the renewals in scope.
pub(crate) struct NoteRows<'a> {
    pub join: Join<'a>,
    spans: &'a Spans<'a>,
    names: Names,
    /// (renewal, position, note).
    found: Vec<(usize, u64, Note)>,
}

impl<'a> NoteRows<'a> {
    pub(crate) fn new(registry: &'a Registry, spans: &'a Spans<'a>) -> Self {
        Self { join: Join::new(registry), spans, names: Names::default(), found: Vec::new() }
    }

    /// The notes with their renewals, the newest first.
    pub(crate) fn newest_first(mut self) -> impl Iterator<Item = (usize, Note)> {
        self.found.sort_by_key(|(_, position, note)| std::cmp::Reverse((note.on, *position)));
        self.found.into_iter().map(|(renewal, _, note)| (renewal, note))
    }
}

impl Collect for NoteRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        let Some(slot) = self.join.slot(row)? else { return Ok(Fate::OutOfScope) };
        let on = row.needed(Field::Date, row.date(Field::Date)?)?;
        let targets: Vec<usize> = self.spans.targets(slot, on).collect();
        if targets.is_empty() {
            return Ok(Fate::OutOfScope);
        }
        let Some(text) = row.prose(Field::Note)? else { return Ok(Fate::OutOfScope) };
        let author = self.names.get(row.text(Field::Author)?.as_deref().unwrap_or(""));
        let note = Note { on, author, text };
        self.found.extend(targets.into_iter().map(|renewal| (renewal, row.position, note.clone())));
        Ok(Fate::Used)
    }

    fn merge(&mut self, other: Self) {
        self.found.extend(other.found);
        self.join.merge(other.join);
    }
}
