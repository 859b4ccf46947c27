//! What a mapping may say of values and currencies: words and codes are held to those that there are.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::Rate;
use super::names::unknown;
use super::same;
use crate::compile::read::columns::Form;
use crate::compile::schema::{Field, Kind};
use crate::compile::understand::meaning::{Meaning, is_currency, words_of};
use crate::domain::text;

/// Days that a customer may be gone and back.
pub(crate) fn grace<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    const MOST: u32 = 366;
    let days = Option::<u32>::deserialize(deserializer)?;
    match days {
        Some(days) if days > MOST => Err(D::Error::custom(format!("{days} days of grace, expected {MOST} at most"))),
        days => Ok(days),
    }
}

/// Field → value in the files → value of ours.
pub(crate) fn values<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Field, BTreeMap<String, String>>, D::Error> {
    deserializer.deserialize_map(Values)
}

struct Values;

impl<'de> Visitor<'de> for Values {
    type Value = BTreeMap<Field, BTreeMap<String, String>>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a table for each field: their word = ours")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut values = BTreeMap::new();
        while let Some(field) = map.next_key::<Field>()? {
            if field.kind() == Kind::Id {
                let told = "ids have no words; customers who are one are said under [accounts]: \"ONE ID\" = \"THE OTHER\"";
                return Err(A::Error::custom(told));
            }
            values.insert(field, map.next_value_seed(Words(field))?);
        }
        Ok(values)
    }
}

/// The words of one field.
struct Words(Field);

impl<'de> DeserializeSeed<'de> for Words {
    type Value = BTreeMap<String, String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Words {
    type Value = BTreeMap<String, String>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "what words of {} mean: their word = ours", self.0.key())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut words = BTreeMap::new();
        while let Some(theirs) = map.next_key()? {
            words.insert(theirs, map.next_value_seed(Word(self.0))?);
        }
        Ok(words)
    }
}

/// A word of ours. Reasons of one's own are allowed; outcomes are renewed, churned or open.
struct Word(Field);

impl<'de> DeserializeSeed<'de> for Word {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        let word = String::deserialize(deserializer)?;
        let is_fixed = matches!(self.0.kind(), Kind::Outcome | Kind::Risk | Kind::Flag) || matches!(self.0, Field::RowType | Field::Status);
        let is_known = || matches!(Meaning::of(self.0, &Form::default(), &word), Meaning::Ours(_));
        if is_fixed && !word.is_empty() && !is_known() {
            return Err(unknown(&word, words_of(self.0).into_iter().map(|word| word.key)));
        }
        Ok(word)
    }
}

/// Ids that go under others. One that goes under itself, by whatever way, names no customer.
pub(crate) fn accounts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, String>, D::Error> {
    let said = BTreeMap::<String, String>::deserialize(deserializer)?;
    if let (_, Some(round)) = same::followed(&said) {
        let told = format!("`{}` leads back to itself; one id of a customer must be the one that all go under", text::line(round));
        return Err(D::Error::custom(told));
    }
    Ok(said)
}

pub(crate) fn currency<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    code(String::deserialize(deserializer)?).map(Some)
}

pub(crate) fn rates<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Rate>, D::Error> {
    BTreeMap::<Code, Rate>::deserialize(deserializer).map(|rates| rates.into_iter().map(|(code, rate)| (code.0, rate)).collect())
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Code(String);

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        code(String::deserialize(deserializer)?).map(Self)
    }
}

fn code<E: Error>(given: String) -> Result<String, E> {
    let wrong = || Error::custom(format!("`{}` is no currency; expected a code of three letters such as EUR", text::line(&given)));
    if is_currency(&given) { Ok(given) } else { Err(wrong()) }
}
