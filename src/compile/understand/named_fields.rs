//! Fields that a file calls by a key of its program, where a file beside it says what each key is called: the fields that people add in
//! Pipedrive have names like `a3f9c1d2e4b5a6978877665544332211aabbccdd`.

use std::collections::HashMap;

use crate::compile::read::file::DataFile;
use crate::domain::text::fold;

/// A shorter name may be a word.
const SHORTEST: usize = 12;

/// What the columns are called in which names stand, the best first.
const NAMES: [&str; 5] = ["name", "label", "title", "displayname", "fieldname"];

/// Calls the columns by their names.
pub(crate) fn settle(files: &mut [DataFile]) {
    let is_needed = files.iter().any(|file| file.header.iter().any(|name| is_key(name)));
    if !is_needed {
        return;
    }
    let names: HashMap<String, String> = files.iter().flat_map(names_in).collect();
    for file in files.iter_mut() {
        let called: Vec<String> = file.header.iter().map(|name| names.get(name).cloned().unwrap_or_else(|| name.clone())).collect();
        let is_clear = called.iter().all(|name| called.iter().filter(|other| *other == name).count() == 1);
        if is_clear {
            file.header = called;
        }
    }
}

/// Letters and digits that no person chose.
fn is_key(name: &str) -> bool {
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    name.len() >= SHORTEST && digits >= 3 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// What a list of fields calls each key.
fn names_in(file: &DataFile) -> Vec<(String, String)> {
    let column = |wanted: &&str| file.header.iter().position(|name| fold(name) == **wanted);
    let Some(called) = NAMES.iter().find_map(column) else { return Vec::new() };
    let keys = (0..file.header.len()).filter(|column| *column != called);
    let of_column = |key: usize| {
        let pair = |row: &Vec<String>| Some((row.get(key)?.clone(), row.get(called)?.clone()));
        let is_told = |(key, name): &(String, String)| is_key(key) && !name.is_empty() && !is_key(name);
        file.sample.iter().filter_map(pair).filter(is_told).collect::<Vec<_>>()
    };
    keys.flat_map(of_column).collect()
}
