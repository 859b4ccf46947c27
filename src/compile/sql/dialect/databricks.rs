//! Databricks: Spark SQL, by another client.

use super::spark;
use super::words::Words;

pub(super) const WORDS: Words = Words { key: "databricks", answers_in_json: false, ..spark::WORDS };
