//! Where in a JSON text a value stands.

use indexmap::IndexMap;
use serde_json::value::RawValue;

use super::check::Step;

/// Line and column, both from 1, of the value that `path` leads to, or of the nearest one above it.
pub(crate) fn locate(text: &str, path: &[Step]) -> (usize, usize) {
    let mut offset = text.len() - text.trim_start().len();
    let mut value = text.trim();
    for step in path {
        let Some(inner) = descend(value, step) else { break };
        // Raw values are slices of the text they were read from.
        offset += inner.as_ptr() as usize - value.as_ptr() as usize;
        value = inner;
    }
    let before = &text[..offset.min(text.len())];
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

fn descend<'t>(text: &'t str, step: &Step) -> Option<&'t str> {
    let raw: &'t RawValue = match step {
        Step::Field(name) => serde_json::from_str::<IndexMap<String, &RawValue>>(text).ok()?.swap_remove(name)?,
        Step::Item(index) => serde_json::from_str::<Vec<&RawValue>>(text).ok()?.get(*index).copied()?,
    };
    Some(raw.get())
}

/// The path as a JSON pointer (RFC 6901).
pub(crate) fn pointer(path: &[Step]) -> String {
    let part = |step: &Step| match step {
        Step::Field(name) => format!("/{}", name.replace('~', "~0").replace('/', "~1")),
        Step::Item(index) => format!("/{index}"),
    };
    path.iter().map(part).collect()
}
