//! A few values of a column, for a person to see what it holds.

use crate::compile::read::file::DataFile;
use crate::domain::text;

/// Characters of an example.
pub(crate) const EXAMPLE: usize = 24;

/// The first three different values of a column.
pub(crate) fn examples(data: &DataFile, column: usize) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    for value in data.values(column) {
        if examples.len() == 3 {
            break;
        }
        let shown = text::shortened(value, EXAMPLE);
        if !examples.contains(&shown) {
            examples.push(shown);
        }
    }
    examples
}
