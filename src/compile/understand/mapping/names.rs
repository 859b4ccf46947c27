//! Names in a mapping: known ones are read, unknown ones are answered with the nearest.

use std::fmt::Display;

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize, Serializer};

use super::RenewalUse;
use super::wrong_field::NO_FIELD;
use crate::compile::read::columns::{Paid, Period, Shared};
use crate::compile::read::values::amount::Unit;
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::timeline::months::MonthDay;
use crate::compile::timeline::pairing::Pairing;

/// The name that leaves a file or a column aside.
pub(crate) const IGNORE: &str = "ignore";

/// A table, or `None` for `ignore`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableUse(pub Option<Table>);

/// A field, or `None` for `ignore`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ColumnUse(pub Option<Field>);

/// An error in the words of serde's own, which [`crate::error::Error::toml`] answers with the nearest name.
pub(crate) fn unknown<E: Error>(given: &str, known: impl Iterator<Item = impl Display>) -> E {
    let known: Vec<String> = known.map(|name| format!("`{name}`")).collect();
    E::custom(format!("unknown variant `{given}`, expected one of {}", known.join(", ")))
}

/// Which fields there are depends on the file's table, which is not known here: [`super::wrong_field`] tells them.
fn no_field<E: Error>(given: &str) -> E {
    E::custom(format!("{NO_FIELD}{given}"))
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| no_field(&name))
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl<'de> Deserialize<'de> for ColumnUse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if name == IGNORE {
            return Ok(Self(None));
        }
        Field::named(&name).map(|field| Self(Some(field))).ok_or_else(|| no_field(&name))
    }
}

impl<'de> Deserialize<'de> for TableUse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if name == IGNORE {
            return Ok(Self(None));
        }
        let known = Table::ALL.into_iter().map(Table::key).chain([IGNORE]);
        Table::named(&name).map(|table| Self(Some(table))).ok_or_else(|| unknown(&name, known))
    }
}

impl<'de> Deserialize<'de> for Paid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        words::period(&name).ok_or_else(|| unknown(&name, Period::ALL.into_iter().map(Period::key)))
    }
}

impl<'de> Deserialize<'de> for RenewalUse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::read(&name).ok_or_else(|| {
            unknown(&name, ["ignore", "own", "left-early", "3 years", "month, both", "thousands", "54000 after"].into_iter())
        })
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::by_key(&name).ok_or_else(|| unknown(&name, Self::ALL.into_iter().map(Self::key)))
    }
}

impl<'de> Deserialize<'de> for Pairing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::ALL.into_iter().find(|pairing| pairing.key() == name).ok_or_else(|| unknown(&name, Self::ALL.into_iter().map(Self::key)))
    }
}

impl<'de> Deserialize<'de> for MonthDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::ALL.into_iter().find(|day| day.key() == name).ok_or_else(|| unknown(&name, Self::ALL.into_iter().map(Self::key)))
    }
}

impl<'de> Deserialize<'de> for Shared {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::ALL.into_iter().find(|shared| shared.key() == name).ok_or_else(|| unknown(&name, Self::ALL.into_iter().map(Self::key)))
    }
}

impl<'de> Deserialize<'de> for DateForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let found = Self::ALL.into_iter().find(|form| form.key() == name);
        found.ok_or_else(|| unknown(&name, Self::ALL.into_iter().map(Self::key)))
    }
}
