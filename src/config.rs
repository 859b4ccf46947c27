//! The user's configuration: `config.toml`, every key optional, none unknown.

pub mod agendas;
mod brand;
mod files;
pub mod guides;
mod hooks;
mod keys;
mod own;

pub(crate) use own::own;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};
use toml::Spanned;

use crate::app::keymap::Binding;
use crate::compile::pull::Warehouse;
use crate::domain::agenda::Agenda;
use crate::domain::phase::Phase;
use crate::domain::roster::{Role, Roster, Seat};
use crate::domain::scope::{HISTORY_MONTHS, MOST_MONTHS};
use crate::domain::target::Targets;
use crate::domain::text;
use crate::domain::window::{FiscalYear, month_named};
use crate::error::{Error, Place, Result};
use crate::hooks::Hook;
use crate::regular;
use crate::store::home::Home;
use crate::store::shared::Share;

/// A configuration with every key, explained; all of it stands for what is so without a file.
#[cfg(test)]
pub(crate) const EXAMPLE: &str = include_str!("config/example.toml");

/// What a user has set.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The theme's name, bundled or in the folder `themes` beside the configuration.
    pub theme: Option<String>,
    /// First month of the fiscal year, from 1.
    #[serde(default, deserialize_with = "month")]
    pub fiscal_year_start: Option<u32>,
    /// Months before the window whose renewals are kept for comparisons.
    #[serde(default, deserialize_with = "history")]
    pub history_months: Option<u32>,
    /// Whose name stands at what is done on this machine.
    pub user: Option<String>,
    /// Ring when a timebox is over.
    #[serde(default)]
    pub bell: bool,
    /// Months after which a retro in which nothing happened any more is to be deleted.
    #[serde(default, deserialize_with = "kept")]
    pub keep_months: Option<u32>,
    /// The agenda of a workshop, by name.
    pub agenda: Option<String>,
    #[serde(default, deserialize_with = "minutes")]
    timeboxes: BTreeMap<Phase, u32>,
    #[serde(default)]
    roster: BTreeMap<Role, Named>,
    /// What the headlines are held against.
    #[serde(default)]
    pub targets: Targets,
    /// Fonts, colour and logo of deck and page.
    #[serde(default)]
    pub(crate) brand: brand::Table,
    /// Columns of one's own in the tracker.
    #[serde(default)]
    pub(crate) tracker: brand::Tracker,
    /// The warehouse that pulls are made from.
    pub source: Option<Warehouse>,
    /// The folder that the team shares.
    pub(crate) share: Option<Share>,
    #[serde(default, rename = "keys")]
    key_table: keys::Table,
    /// The key table with keys of the user's own.
    #[serde(skip)]
    pub(crate) keys: Option<Vec<Binding>>,
    #[serde(default, rename = "hooks")]
    hook_tables: Vec<Spanned<hooks::Table>>,
    /// Tools of the user's own.
    #[serde(skip)]
    pub(crate) hooks: Vec<Hook>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: Option<String>,
    fallback: Option<String>,
}

/// The configuration that is read: for places and for files beside it.
struct Reading<'a> {
    path: &'a Path,
    text: &'a str,
    folder: &'a Path,
}

impl Reading<'_> {
    fn wrong(&self, span: Range<usize>, message: impl Into<String>) -> Error {
        Error::data(Place::offset(self.path, self.text, span.start), message)
    }
}

impl Config {
    /// Reads the configuration: the file that was asked for, else the user's own, which need not exist.
    ///
    /// # Errors
    /// `file:line:column` with what is wrong and what would do.
    pub(crate) fn load(asked: Option<&Path>, home: &Home) -> Result<Self> {
        let own = home.config_file();
        let path = asked.unwrap_or(&own);
        match regular::read_text(path) {
            Ok(text) => Self::parse(path, &text),
            Err(error) if asked.is_none() && error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(Error::io(path, source, "the configuration cannot be read; name another with --config")),
        }
    }

    /// Reads a configuration's text; `path` is for messages.
    pub fn parse(path: &Path, text: &str) -> Result<Self> {
        let mut config: Self = toml::from_str(text).map_err(|error| Error::toml(path, text, &error))?;
        let folder = std::path::absolute(path.parent().unwrap_or(path)).unwrap_or_default();
        if let Some(mapping) = config.source.as_mut().and_then(|source| source.mapping.as_mut()) {
            // Where it is looked for does not depend on where one stands.
            *mapping = folder.join(&*mapping);
        }
        if let Some(share) = &mut config.share {
            share.folder = folder.join(&share.folder);
        }
        if let Some(logo) = &mut config.brand.logo {
            *logo = folder.join(&*logo);
        }
        let reading = Reading { path, text, folder: &folder };
        config.hooks = hooks::read(&config.hook_tables, &reading)?;
        config.keys = keys::read(&config.key_table, &reading)?;
        let clean = |value: &mut Option<String>| *value = value.take().map(|v| text::line(&v)).filter(|v| !v.is_empty());
        clean(&mut config.theme);
        clean(&mut config.agenda);
        clean(&mut config.user);
        for named in config.roster.values_mut() {
            clean(&mut named.name);
            clean(&mut named.fallback);
        }
        Ok(config)
    }

    /// Whose name stands at what is done: the one configured, else the login name.
    pub(crate) fn author(&self) -> String {
        let login = || ["USER", "USERNAME"].into_iter().find_map(|variable| std::env::var(variable).ok()).map(|name| text::line(&name));
        self.user.clone().or_else(login).filter(|name| !name.is_empty()).unwrap_or_else(|| crate::domain::person::UNNAMED.to_owned())
    }

    pub(crate) fn fiscal(&self) -> FiscalYear {
        self.fiscal_year_start.map_or_else(FiscalYear::default, |start_month| FiscalYear { start_month })
    }

    pub(crate) fn history_months(&self) -> u32 {
        self.history_months.unwrap_or(HISTORY_MONTHS)
    }

    /// The phases of an agenda made as long as the configuration says.
    pub(crate) fn fitted(&self, agenda: Agenda) -> Agenda {
        self.timeboxes.iter().fold(agenda, |agenda, (phase, minutes)| agenda.with_phase_minutes(*phase, *minutes))
    }

    /// The seats that the configuration fills, for the opening of a session.
    pub(crate) fn seats(&self) -> Vec<(Role, Seat)> {
        let usual = Roster::default();
        let seat = |(role, named): (&Role, &Named)| {
            let fallback = named.fallback.clone().or_else(|| usual.seat(*role).fallback.clone());
            (*role, Seat { name: named.name.clone(), fallback, fallback_used: false })
        };
        self.roster.iter().map(seat).collect()
    }
}

fn minutes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Phase, u32>, D::Error> {
    const MOST: u32 = 600;
    let given = BTreeMap::<Phase, u32>::deserialize(deserializer)?;
    match given.iter().find(|(_, minutes)| !(1..=MOST).contains(*minutes)) {
        Some((phase, minutes)) => Err(de::Error::custom(format!("{} has {minutes} minutes, expected 1 to {MOST}", phase.key()))),
        None => Ok(given),
    }
}

/// Fewer months would leave out part of the year before, and what is compared with it would be wrong.
fn history<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    const MOST: u32 = MOST_MONTHS;
    let months = u32::deserialize(deserializer)?;
    match months {
        HISTORY_MONTHS..=MOST => Ok(Some(months)),
        _ => Err(de::Error::custom(format!("{months} months of history, expected {HISTORY_MONTHS} to {MOST}"))),
    }
}

/// A retro is followed up for a quarter at least.
fn kept<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    const LEAST: u32 = 3;
    match u32::deserialize(deserializer)? {
        months @ LEAST..=MOST_MONTHS => Ok(Some(months)),
        months => Err(de::Error::custom(format!("retros are kept for {months} months, expected {LEAST} to {MOST_MONTHS}"))),
    }
}

fn month<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    deserializer.deserialize_any(Month).map(Some)
}

/// A month by number or by name.
struct Month;

impl Visitor<'_> for Month {
    type Value = u32;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a month, 1 to 12 or by its English name")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<u32, E> {
        let month = u32::try_from(number).ok().filter(|m| (1..=12).contains(m));
        month.ok_or_else(|| E::invalid_value(de::Unexpected::Signed(number), &self))
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<u32, E> {
        month_named(name).ok_or_else(|| E::invalid_value(de::Unexpected::Str(name), &self))
    }
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
