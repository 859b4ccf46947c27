//! What a row is, told by the first of several conditions that holds.

use std::fmt::{Display, Write as _};

#[derive(Default)]
pub(crate) struct Cases(String);

impl Cases {
    /// What does not stand in the relation tells nothing.
    pub(crate) fn when(&mut self, condition: Option<String>, then: impl Display) {
        if let Some(condition) = condition {
            let _ = write!(self.0, " WHEN {condition} THEN {then}");
        }
    }

    /// The expression; what no condition holds of is `otherwise`.
    pub(crate) fn or_else(self, otherwise: &str) -> String {
        if self.0.is_empty() { otherwise.to_owned() } else { format!("CASE{} ELSE {otherwise} END", self.0) }
    }
}
