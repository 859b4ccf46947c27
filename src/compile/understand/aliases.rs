//! What other systems call our fields, as lists.

use crate::compile::schema::Field;
use crate::compile::understand::names;

/// Usual names of a field, surest first; the likely ones mean it only where nothing better does.
pub struct Aliases {
    pub sure: &'static [&'static str],
    pub likely: &'static [&'static str],
}

/// The names of `field` in all languages and systems that are known.
pub fn aliases(field: Field) -> Aliases {
    let names = names::names_of(field);
    Aliases { sure: &names.sure, likely: &names.likely }
}
