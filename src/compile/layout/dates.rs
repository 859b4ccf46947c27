//! Settles the order of dates, column by column, from all values where the first ones do not tell.

use super::Unsettled;
use crate::compile::columns::Origin;
use crate::compile::infer::DateEvidence;
use crate::compile::mapping::FileMapping;
use crate::compile::progress::Progress;
use crate::compile::row::{Read, Row};
use crate::compile::scan::{Collect, Fate, Meter, TableFile, scan};
use crate::compile::schema::{Field, Kind};
use crate::error::Result;

/// Tells the form of every date column of `table` that the mapping leaves open; gives those that stay so.
pub fn settle(table: &mut TableFile, said: &FileMapping, progress: &dyn Progress) -> Result<Vec<Unsettled>> {
    let mut open: Vec<(Field, usize, DateEvidence)> = Vec::new();
    let dates: Vec<(Field, usize, String)> = table
        .columns
        .bound()
        .filter(|(field, _)| field.kind() == Kind::Date)
        .filter_map(|(field, bound)| if let Origin::Column(i) = bound.origin { Some((field, i, bound.name.clone())) } else { None })
        .collect();
    for (field, index, name) in dates {
        if said.columns.get(&name).is_some_and(|column| column.date.is_some()) {
            continue;
        }
        let mut evidence = DateEvidence::default();
        if let Some(form) = said.date {
            set(table, field, form);
            continue;
        }
        table.file.values(index).for_each(|value| evidence.see(value));
        match evidence.form() {
            Some(form) if evidence != DateEvidence::default() || table.file.is_sampled_whole() => set(table, field, form),
            _ => open.push((field, index, evidence)),
        }
    }
    if !open.is_empty() && !table.file.is_sampled_whole() {
        look_at_all(table, &mut open, progress)?;
    }
    let mut unsettled = Vec::new();
    for (field, index, evidence) in open {
        match evidence.form() {
            Some(form) => set(table, field, form),
            None => unsettled.push(Unsettled {
                field,
                column: table.columns.name(field).to_owned(),
                is_mixed: evidence.is_mixed(),
                examples: table.file.values(index).next().map(ToOwned::to_owned).into_iter().collect(),
            }),
        }
    }
    Ok(unsettled)
}

fn set(table: &mut TableFile, field: Field, form: crate::compile::values::date::DateForm) {
    if let Some(bound) = table.columns.get_mut(field) {
        bound.form.date = form;
    }
}

fn look_at_all(table: &TableFile, open: &mut [(Field, usize, DateEvidence)], progress: &dyn Progress) -> Result<()> {
    let fields: Vec<Field> = open.iter().map(|(field, ..)| *field).collect();
    let make = || DateRows { fields: &fields, evidence: vec![DateEvidence::default(); fields.len()] };
    let all = scan(table, &Meter::new(progress, table.file.input.size), make)?.collected;
    for ((.., evidence), found) in open.iter_mut().zip(all.evidence) {
        *evidence = found;
    }
    Ok(())
}

struct DateRows<'f> {
    fields: &'f [Field],
    evidence: Vec<DateEvidence>,
}

impl Collect for DateRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
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
