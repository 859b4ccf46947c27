//! Which columns hold the ids of another file's rows.

use rustc_hash::FxHashSet;

use super::header::Heading;
use super::recognise::profile::{Profile, are_running_numbers, folded};
use crate::compile::read::file::DataFile;

/// A column whose values tell the rows of its file apart.
struct Key {
    file: usize,
    column: usize,
    core: String,
    values: FxHashSet<String>,
}

/// For each file the columns that hold ids of another file's rows: every value stands in that file's key of the same name, and the
/// file has a key of its own.
pub(crate) fn foreign(files: &[DataFile]) -> Vec<Vec<usize>> {
    let keys: Vec<Key> = files.iter().enumerate().flat_map(|(number, file)| keys_of(number, file)).collect();
    let is_elsewhere = |key: &Key| {
        let others = keys.iter().filter(|other| other.file != key.file && other.core == key.core);
        others.into_iter().any(|other| key.values.len() <= other.values.len() && key.values.is_subset(&other.values))
    };
    let mut foreign = vec![Vec::new(); files.len()];
    for key in &keys {
        let own = keys.iter().filter(|other| other.file == key.file && other.column != key.column);
        if is_elsewhere(key) && own.into_iter().any(|other| !is_elsewhere(other)) {
            foreign[key.file].push(key.column);
        }
    }
    foreign
}

fn keys_of(number: usize, file: &DataFile) -> impl Iterator<Item = Key> {
    file.header.iter().enumerate().filter_map(move |(column, name)| {
        let core = Heading::core_of(name);
        let is_called_so = core.ends_with("id") || core.ends_with("number") || core.ends_with("key") || core.ends_with("uuid");
        if !is_called_so || !Profile::of(file, column).is_key() {
            return None;
        }
        let values = folded(file, column);
        (!are_running_numbers(&values)).then(|| Key { file: number, column, core, values })
    })
}
