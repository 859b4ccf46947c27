//! What is said where a mapping names a field that there is not: the nearest, and those that the file's table can have.

use std::path::Path;

use crate::compile::schema::{Field, HEALTH, Table, USAGE};
use crate::domain::text;
use crate::error::{Error, Place};

/// Before the name, in a parser's error.
pub(crate) const NO_FIELD: &str = "there is no field ";

/// The error of a mapping that cannot be read.
pub(crate) fn error(path: &Path, said: &str, error: &toml::de::Error) -> Error {
    let Some(given) = error.message().strip_prefix(NO_FIELD) else { return Error::toml(path, said, error) };
    let at = error.span().map_or(0, |span| span.start);
    let table = table_at(said, at);
    let fields = table.map_or_else(|| Table::ALL.into_iter().flat_map(can_have).collect(), can_have);
    let near = text::nearest(given, fields.iter().map(|field| field.key())).map(|near| format!("did you mean `{near}`?"));
    let all = table.map(|table| format!("a file of {} can have {}", table.key(), named(&fields)));
    let hint = match (near, all) {
        (Some(near), Some(all)) => format!("{near} A{}", &all[1..]),
        (None, None) => format!("a file of renewals can have {}", named(&can_have(Table::Renewals))),
        (near, all) => near.or(all).unwrap_or_default(),
    };
    Error::data(Place::offset(path, said, at), format!("unknown name `{}`; {hint}", text::line(given)))
}

fn named(fields: &[Field]) -> String {
    fields.iter().map(|field| field.key()).collect::<Vec<_>>().join(", ")
}

/// Without what only a warehouse measures or counts.
fn can_have(table: Table) -> Vec<Field> {
    let is_measured = |field: &Field| HEALTH.contains(field) || USAGE.contains(field) || *field == Field::HealthAtPlay;
    let is_own = matches!(table, Table::Measures | Table::Counts);
    table.fields().iter().copied().filter(|field| !is_own && !is_measured(field)).collect()
}

/// The table that the section around `at` is about, where it says so.
fn table_at(said: &str, at: usize) -> Option<Table> {
    let header = said[..at].lines().rev().find(|line| line.trim_start().starts_with('['))?;
    let section: toml::Table = header.parse().ok()?;
    let file = section.get("files")?.as_table()?.keys().next()?;
    let whole: toml::Table = said.parse().ok()?;
    Table::named(whole.get("files")?.get(file)?.get("table")?.as_str()?)
}
