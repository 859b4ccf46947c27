//! What a pull holds: written beside it, so that it stands in for another only where it holds what that would.
#![expect(clippy::disallowed_methods, reason = "it is a file beside what was pulled")]

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Warehouse;
use crate::domain::scope::ScopeRequest;
use crate::domain::window::Window;
use crate::regular;

/// Hidden, and below the folder that facts do not look in: no data.
const FILE: &str = "history/.reach.json";

/// The warehouse, the window that was asked for, and the first due date that renewals were asked for from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reach {
    dialect: String,
    mapping: Option<PathBuf>,
    window: Window,
    since: NaiveDate,
}

impl Reach {
    /// What a pull of `request` holds.
    pub(super) fn of(warehouse: &Warehouse, request: &ScopeRequest, mapping: Option<&Path>) -> Self {
        let window = request.by_calendar();
        let mapping = mapping.or(warehouse.mapping.as_deref()).map(|path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
        Self { dialect: warehouse.dialect.key().to_owned(), mapping, since: window.from - Months::new(request.history_months), window }
    }

    /// What the pull in `folder` holds; `None` where it does not tell.
    pub(crate) fn read(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&regular::read(&folder.join(FILE), regular::MOST_TEXT).ok()?).ok()
    }

    /// Says of the pull in `folder` what it holds.
    pub(crate) fn write(&self, folder: &Path) -> std::io::Result<()> {
        fs::write(folder.join(FILE), serde_json::to_vec(self)?)
    }

    /// Whether all that `other` asks for is here. What was counted in the warehouse was counted for one window, so it must be the same;
    /// and so must the dialect and the mapping, for another warehouse tells of other customers.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        let is_same = (&self.dialect, &self.mapping) == (&other.dialect, &other.mapping);
        is_same && (self.window.from, self.window.to) == (other.window.from, other.window.to) && self.since <= other.since
    }
}
