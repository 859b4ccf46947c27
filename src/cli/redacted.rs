//! What is printed or written with customers and amounts hidden: texts that people read. Other formats hold amounts as values, and are
//! refused rather than written with a part of them.

use super::Context;
use crate::domain::facts::Facts;
use crate::domain::redaction::Redaction;
use crate::error::{Error, Result};
use crate::export::Format;
use crate::store::outsiders;

/// The formats that can be written so.
const TEXTS: [Format; 2] = [Format::Md, Format::Text];

/// The same that hides them on the screen; `None` where nobody asked for it.
///
/// # Errors
/// The key of the pseudonyms cannot be kept.
pub(super) fn asked(context: &Context, facts: &Facts) -> Result<Option<Redaction>> {
    let of = || outsiders::key(&context.home).map(|key| Redaction::of(facts, key));
    context.args.redact.then(of).transpose()
}

/// The formats to write: those that were asked for, or all that can be.
///
/// # Errors
/// One that was asked for cannot be written so.
pub(super) fn formats(wanted: &[Format]) -> Result<Vec<Format>> {
    match wanted.iter().find(|format| !TEXTS.contains(format)) {
        None if wanted.is_empty() => Ok(TEXTS.to_vec()),
        None => Ok(wanted.to_vec()),
        Some(other) => {
            let message = format!("names and amounts are hidden in md and text only, not in {}", other.key());
            Err(Error::Usage { flag: "redact".into(), value: String::new(), message })
        }
    }
}

/// A text without them.
pub(super) fn text(redaction: &Redaction, written: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(written);
    redaction.text(&text).map_or_else(|| written.to_vec(), String::into_bytes)
}

/// `report.md` under a name of its own: the one with names stays.
pub(super) fn named(file: &str) -> String {
    file.rsplit_once('.').map_or_else(|| format!("{file}-redacted"), |(name, ending)| format!("{name}-redacted.{ending}"))
}
