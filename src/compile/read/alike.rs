//! The columns that several files of one table have in common.

use crate::compile::read::scan::TableFile;
use crate::domain::text;

/// Of each file the columns whose names stand in all of them, in one order for all: rows are compared by these.
pub fn columns(files: &[&TableFile]) -> Vec<Vec<usize>> {
    let names: Vec<Vec<String>> = files.iter().map(|table| table.file.header.iter().map(|name| text::fold(name)).collect()).collect();
    let mut shared: Vec<&String> = names.first().into_iter().flatten().collect();
    shared.retain(|name| names.iter().all(|names| names.contains(name)));
    shared.sort_unstable();
    shared.dedup();
    let places = |names: &Vec<String>| shared.iter().filter_map(|name| names.iter().position(|own| own == *name)).collect();
    names.iter().map(places).collect()
}
