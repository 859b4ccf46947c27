//! What a mapping says of relations, said of the files that were pulled from them.

use toml::{Table, Value};

use crate::compile::read::values::date::DateForm;
use crate::compile::schema::Field;
use crate::compile::sql::{HISTORY, Query};

/// The first line of a mapping that a pull wrote: a folder that has it may be pulled into again.
pub(crate) const HEAD: &str = "# What the mapping of the warehouse says of these files, which `run-retro pull` wrote.\n";

/// The mapping for the folder that `queries` were pulled into.
pub(crate) fn of_files(mapping: &Table, queries: &[Query]) -> String {
    let mut pulled = mapping.clone();
    let said = match mapping.get("files") {
        Some(Value::Table(files)) => files.clone(),
        _ => Table::new(),
    };
    let mut files = Table::new();
    for query in queries {
        if query.relation.is_none() && !query.file.starts_with(HISTORY) {
            files.insert(query.file.clone(), of_ours(query));
        }
        let Some(relation) = query.relation.as_ref().and_then(|name| said.get(name)).and_then(Value::as_table) else { continue };
        let mut file = relation.clone();
        // How a file would be written says nothing about what a client writes.
        file.remove("encoding");
        file.remove("delimiter");
        // The engine took what nobody said anything of for year-first; so it is read, and never otherwise.
        file.entry("date").or_insert_with(|| Value::from(DateForm::YearFirst.key()));
        if let Some(Value::Table(columns)) = file.get_mut("columns") {
            columns.retain(|name, _| query.columns.iter().any(|column| column == name));
            // What comes along to be taken off others is nothing by itself.
            let own = |name: &&String| Field::named(name).is_none() && !columns.contains_key(*name);
            let beside: Vec<String> = query.columns.iter().filter(own).cloned().collect();
            columns.extend(beside.into_iter().map(|name| (name, Value::from("ignore"))));
        }
        files.insert(query.file.clone(), Value::Table(file));
    }
    pulled.insert("files".to_owned(), Value::Table(files));
    format!("{HEAD}{pulled}")
}

/// What nobody's mapping names: called as it is, whatever its values look like.
fn of_ours(query: &Query) -> Value {
    let columns: Table = query.columns.iter().map(|name| (name.clone(), Value::from(name.as_str()))).collect();
    let table = Value::from(query.file.trim_end_matches(".csv"));
    Value::Table(Table::from_iter([("table".to_owned(), table), ("columns".to_owned(), Value::Table(columns))]))
}

/// The mapping for the weekly values beside them.
pub(crate) fn of_history(queries: &[Query]) -> String {
    let names = queries.iter().filter_map(|query| query.file.strip_prefix(HISTORY)?.strip_prefix('/'));
    let file = |name: &str| {
        let (table, form) = (name.trim_end_matches(".csv"), DateForm::YearFirst.key());
        format!("\n[files.\"{name}\"]\ntable = \"{table}\"\ndate = \"{form}\"\n")
    };
    names.fold(HEAD.to_owned(), |said, name| said + &file(name))
}
