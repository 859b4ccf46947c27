//! `[brand]` and `[[tracker.column]]`: how exported files look, and what else the tracker says.

use std::path::PathBuf;

use serde::{Deserialize, Deserializer, de};

use super::Config;
use crate::domain::text;
use crate::export::settings::{Brand, Colour, Logo, OwnColumn, Settings};
use crate::export::tracker_columns;
use crate::regular;

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    #[serde(default, deserialize_with = "font")]
    font: Option<String>,
    #[serde(default, deserialize_with = "accent")]
    accent: Option<Colour>,
    /// From the configuration's folder.
    pub logo: Option<PathBuf>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tracker {
    #[serde(default)]
    column: Vec<Own>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Written")]
struct Own(OwnColumn);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    text: String,
}

impl TryFrom<Written> for Own {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        OwnColumn::parse(&written.name, &written.text, &tracker_columns()).map(Self)
    }
}

impl Config {
    /// How exported files look, and a word on a logo that cannot be used: files are written without it.
    pub(crate) fn exports(&self) -> (Settings, Option<String>) {
        let (logo, told) = match self.brand.logo.as_ref().map(|path| (path, read(path))) {
            Some((_, Ok(logo))) => (Some(logo), None),
            Some((path, Err(why))) => (None, Some(format!("files are written without the logo {}: {why}", text::path(path)))),
            None => (None, None),
        };
        let brand = Brand { font: self.brand.font.clone(), accent: self.brand.accent, logo };
        let columns = self.tracker.column.iter().map(|own| own.0.clone()).collect();
        (Settings { columns, brand }, told)
    }
}

fn read(path: &std::path::Path) -> Result<Logo, String> {
    let bytes = regular::read(path, Logo::MOST_BYTES).map_err(|error| error.to_string())?;
    Logo::of(bytes)
}

/// What may stand in a style sheet and in XML as the name of a font.
fn font<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let name = String::deserialize(deserializer)?;
    let is_name = !name.trim().is_empty() && name.len() <= 60 && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    if is_name { Ok(Some(name)) } else { Err(de::Error::custom("expected the name of one font, like \"Open Sans\"")) }
}

fn accent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Colour>, D::Error> {
    String::deserialize(deserializer)?.parse().map(Some).map_err(de::Error::custom)
}

#[cfg(test)]
#[path = "brand_tests.rs"]
mod tests;
