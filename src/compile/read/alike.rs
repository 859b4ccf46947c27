//! The columns that several files of one table have in common.

use crate::compile::read::columns::Origin;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::Field;
use crate::compile::understand::decided::index;
use crate::domain::text;

/// Of each file the columns that all have, in one order for all: those whose names stand in all of them, and those from which the same is
/// read in all of them, whatever they are called. Rows are compared by these.
pub(crate) fn columns(files: &[&TableFile]) -> Vec<Vec<usize>> {
    let mut columns = by_name(files);
    let mut fields: Vec<Field> = files.first().into_iter().flat_map(|table| table.columns.bound().map(|(field, _)| field)).collect();
    fields.sort_unstable();
    for field in fields {
        let places: Option<Vec<usize>> = files.iter().map(|table| index(&table.columns, field)).collect();
        let is_new = |places: &Vec<usize>| columns.iter().zip(places).all(|(known, place)| !known.contains(place));
        if let Some(places) = places.filter(is_new) {
            columns.iter_mut().zip(places).for_each(|(known, place)| known.push(place));
        }
    }
    columns
}

fn by_name(files: &[&TableFile]) -> Vec<Vec<usize>> {
    let names: Vec<Vec<String>> = files.iter().map(|table| table.file.header.iter().map(|name| text::fold(name)).collect()).collect();
    let mut shared: Vec<&String> = names.first().into_iter().flatten().collect();
    shared.retain(|name| names.iter().all(|names| names.contains(name)));
    shared.sort_unstable();
    shared.dedup();
    let places = |names: &Vec<String>| shared.iter().filter_map(|name| names.iter().position(|own| own == *name)).collect();
    names.iter().map(places).collect()
}

/// Of each file what stands for a field in all of its rows, of the fields for which every file has that.
pub(crate) fn constants(files: &[&TableFile]) -> Vec<Vec<String>> {
    let of = |table: &TableFile, field: Field| match &table.columns.get(field)?.origin {
        Origin::Constant(value) => Some(value.clone()),
        Origin::Column(_) | Origin::Signs(_) => None,
    };
    let mut fields: Vec<Field> = files.first().into_iter().flat_map(|table| table.columns.bound().map(|(field, _)| field)).collect();
    fields.retain(|field| files.iter().all(|table| of(table, *field).is_some()));
    files.iter().map(|table| fields.iter().filter_map(|field| of(table, *field)).collect()).collect()
}
