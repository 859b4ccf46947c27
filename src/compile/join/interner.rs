//! Names that many rows share, kept once.

use rustc_hash::FxHashMap;

pub(crate) use crate::domain::NOT_RECORDED;
use crate::domain::Name;

/// Hands out one shared copy of each name.
#[derive(Debug, Default)]
pub(crate) struct Names(FxHashMap<Box<str>, Name>);

impl Names {
    pub(crate) fn get(&mut self, name: &str) -> Name {
        if let Some(known) = self.0.get(name) {
            return known.clone();
        }
        let shared = Name::from(name);
        self.0.insert(name.into(), shared.clone());
        shared
    }

    pub(crate) fn or_not_recorded(&mut self, name: Option<&str>) -> Name {
        self.get(name.unwrap_or(NOT_RECORDED))
    }
}
