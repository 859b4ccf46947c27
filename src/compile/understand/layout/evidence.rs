//! What the values of columns tell about how they are written: the first ones of a file, or all.

use crate::compile::read::columns::Origin;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate, Meter, TableFile, scan};
use crate::compile::schema::{Field, Kind};
use crate::compile::understand::infer::Evidence;
use crate::domain::progress::Progress;
use crate::error::Result;

/// A column that some field of a kind is read from.
pub(crate) struct Column<E> {
    pub field: Field,
    pub index: usize,
    pub name: String,
    pub evidence: E,
}

/// The columns of `table` whose fields are of such kinds, with what their first values tell.
pub(crate) fn columns<E: Evidence>(table: &TableFile, is_kind: impl Fn(Kind) -> bool) -> Vec<Column<E>> {
    let of_kind = table.columns.bound().filter(|(field, _)| is_kind(field.kind()));
    let column = |(field, bound): (Field, &crate::compile::read::columns::Bound)| {
        let Origin::Column(index) = bound.origin else { return None };
        let mut evidence = E::default();
        table.file.values(index).for_each(|value| evidence.see(value));
        Some(Column { field, index, name: bound.name.clone(), evidence })
    };
    of_kind.filter_map(column).collect()
}

/// Has later values of `columns` tell: those in several places of a large file, and all as long as `is_open`.
pub(crate) fn look_further<E: Evidence>(
    table: &TableFile,
    columns: &mut [Column<E>],
    is_open: impl Fn(&[Column<E>]) -> bool,
    progress: &dyn Progress,
) -> Result<()> {
    if let Some(file) = table.file.spread() {
        let found = all_of(&TableFile { file, ..table.clone() }, columns, progress)?;
        columns.iter_mut().zip(found).for_each(|(column, found)| column.evidence.merge(found));
        if !is_open(columns) {
            return Ok(());
        }
    }
    let found = all_of(table, columns, progress)?;
    columns.iter_mut().zip(found).for_each(|(column, found)| column.evidence = found);
    Ok(())
}

/// What all values of `columns` tell, in one pass over the file.
fn all_of<E: Evidence>(table: &TableFile, columns: &[Column<E>], progress: &dyn Progress) -> Result<Vec<E>> {
    let fields: Vec<Field> = columns.iter().map(|column| column.field).collect();
    let make = || Rows { fields: &fields, evidence: vec![E::default(); fields.len()] };
    Ok(scan(table, &Meter::new(progress, table.file.input.size), make)?.collected.evidence)
}

struct Rows<'f, E> {
    fields: &'f [Field],
    evidence: Vec<E>,
}

impl<E: Evidence> Collect for Rows<'_, E> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        if row.width() > row.columns.width {
            return Ok(Fate::OutOfScope);
        }
        for (field, evidence) in self.fields.iter().zip(&mut self.evidence) {
            if let Some(raw) = row.bytes(*field).as_deref().and_then(|raw| std::str::from_utf8(raw).ok()) {
                evidence.see(raw);
            }
        }
        Ok(Fate::Used)
    }

    fn merge(&mut self, other: Self) {
        for (mine, theirs) in self.evidence.iter_mut().zip(other.evidence) {
            mine.merge(theirs);
        }
    }
}
