//! The accounts table.

use std::collections::BTreeSet;

use crate::compile::join::names::Names;
use crate::compile::join::registry::{Account, Registry};
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate, Meter, Scanned, TableFile, scan};
use crate::compile::schema::Field;
use crate::domain::Name;
use crate::domain::text::{self, folds_to};
use crate::error::Result;

/// Gathers the accounts of a segment, and the ids of all others.
pub struct AccountRows<'s> {
    /// Folded; `None` is every segment.
    segment: Option<&'s str>,
    names: Names,
    kept: Vec<(u64, u64, Account)>,
    others: Vec<(u64, Box<[u8]>)>,
    segments: BTreeSet<Name>,
}

impl<'s> AccountRows<'s> {
    fn new(segment: Option<&'s str>) -> Self {
        Self { segment, names: Names::default(), kept: Vec::new(), others: Vec::new(), segments: BTreeSet::new() }
    }

    fn name(&mut self, row: &Row<'_>, field: Field) -> Read<Name> {
        let value = row.text(field)?;
        Ok(self.names.or_not_recorded(value.as_deref()))
    }
}

impl Collect for AccountRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        let id = row.needed(Field::AccountId, row.bytes(Field::AccountId))?;
        let segment = row.text(Field::Segment)?;
        if let Some(segment) = &segment {
            let segment = self.names.get(segment);
            self.segments.insert(segment);
        }
        if self.segment.is_some_and(|wanted| !segment.as_deref().is_some_and(|segment| folds_to(segment, wanted))) {
            self.others.push((row.position, id.into_owned().into_boxed_slice()));
            return Ok(Fate::OutOfScope);
        }
        let id = Name::from(text::line(&String::from_utf8_lossy(&id)));
        let account = Account {
            name: row.text(Field::Account)?.map_or_else(|| id.clone(), Name::from),
            id,
            segment: self.names.or_not_recorded(segment.as_deref()),
            product: self.name(row, Field::Product)?,
            geo: self.name(row, Field::Geo)?,
            persona: self.name(row, Field::Persona)?,
            cs_owner: self.name(row, Field::CsOwner)?,
        };
        self.kept.push((row.position, row.line(), account));
        Ok(Fate::Used)
    }

    fn merge(&mut self, other: Self) {
        self.kept.extend(other.kept);
        self.others.extend(other.others);
        self.segments.extend(other.segments);
    }
}

/// Reads one accounts file into the registry; gives the segments it names.
pub fn read(table: &TableFile, segment: Option<&str>, meter: &Meter<'_>, registry: &mut Registry) -> Result<(BTreeSet<Name>, Scanned<()>)> {
    let (mut collected, mut done) = scan(table, meter, || AccountRows::new(segment))?.split();
    collected.kept.sort_unstable_by_key(|row| row.0);
    registry.reserve(collected.kept.len());
    for (_, line, account) in collected.kept {
        let id = account.id.clone();
        if registry.add(account).is_none() {
            done.reject(line, table.columns.name(Field::AccountId), &id, "this account id stands in an earlier row".to_owned());
        }
    }
    for (_, id) in collected.others {
        registry.add_out_of_scope(&id);
    }
    Ok((collected.segments, done))
}
