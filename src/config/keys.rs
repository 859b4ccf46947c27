//! `[keys]` of the configuration: keys of a user's own for commands.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::Reading;
use crate::app::keymap::Binding;
use crate::app::keymap::own::{self, Wanted};
use crate::domain::text;
use crate::error::Result;

/// The table as it is written: commands' names with their keys.
pub(super) type Table = BTreeMap<Spanned<String>, Keys>;

/// One key, or several.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged, expecting = "a key in quotes, or a list of keys in square brackets")]
pub(super) enum Keys {
    One(String),
    Several(Vec<String>),
}

impl Keys {
    fn all(&self) -> &[String] {
        match self {
            Self::One(key) => std::slice::from_ref(key),
            Self::Several(keys) => keys,
        }
    }
}

/// The key table with a user's own keys; nothing where there are none.
///
/// # Errors
/// `file:line:column` of the first that is no command, no key, or in use for something else.
pub(super) fn read(table: &Table, reading: &Reading<'_>) -> Result<Option<Vec<Binding>>> {
    if table.is_empty() {
        return Ok(None);
    }
    // In the order in which they stand in the file.
    let mut lines: Vec<_> = table.iter().collect();
    lines.sort_by_key(|(name, _)| name.span().start);
    let wanted: Vec<Wanted<'_>> = lines.iter().map(|(name, keys)| Wanted { name: name.get_ref(), keys: keys.all() }).collect();
    own::table(&wanted).map(Some).map_err(|wrong| {
        let (name, _) = lines[wrong.at];
        reading.wrong(name.span(), format!("{}: {}", text::line(name.get_ref()), wrong.message))
    })
}
