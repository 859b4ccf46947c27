//! What is said of a column, as it is read.

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, SeqAccess, Visitor, value};

use super::ColumnMapping;
use super::names::ColumnUse;
use crate::compile::read::columns::{Paid, Shared};
use crate::compile::read::values::amount::Unit;
use crate::compile::read::values::amount::marks::{OWN, OWN_KEY};
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::date::clock::Zone;
use crate::compile::read::values::percent::PercentForm;
use crate::compile::schema::Field;

impl<'de> Deserialize<'de> for ColumnMapping {
    /// A field's name, several of them, `ignore`, or a table with `field` or `fields` and how values are written.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ColumnVisitor)
    }
}

struct ColumnVisitor;

impl<'de> Visitor<'de> for ColumnVisitor {
    type Value = ColumnMapping;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("a field's name, a list of names, \"ignore\", or a table with `field`")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<ColumnMapping, E> {
        let ColumnUse(field) = ColumnUse::deserialize(value::StrDeserializer::new(name))?;
        Ok(ColumnMapping { fields: field.into_iter().collect(), ..ColumnMapping::default() })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<ColumnMapping, A::Error> {
        let fields = Vec::deserialize(value::SeqAccessDeserializer::new(seq))?;
        Ok(ColumnMapping { fields, ..ColumnMapping::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ColumnMapping, A::Error> {
        let table = ColumnTable::deserialize(value::MapAccessDeserializer::new(map))?;
        let mut fields = table.fields;
        fields.extend(table.field.and_then(|field| field.0));
        Ok(ColumnMapping {
            fields,
            date: table.date,
            zone: table.zone,
            decimal: table.decimal,
            cents: table.cents,
            unit: table.unit,
            tax: table.tax,
            less: table.less,
            fraction: table.fraction,
            period: table.period,
            shared: table.shared,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnTable {
    field: Option<ColumnUse>,
    #[serde(default)]
    fields: Vec<Field>,
    date: Option<DateForm>,
    #[serde(default, deserialize_with = "zone")]
    zone: Option<Zone>,
    #[serde(default, deserialize_with = "decimal")]
    decimal: Option<char>,
    cents: Option<bool>,
    unit: Option<Unit>,
    #[serde(default, deserialize_with = "tax")]
    tax: Option<u32>,
    #[serde(default, deserialize_with = "less")]
    less: Option<Vec<String>>,
    fraction: Option<bool>,
    period: Option<Paid>,
    shared: Option<Shared>,
}

pub(super) fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<char>, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "." => Ok(Some('.')),
        "," => Ok(Some(',')),
        OWN_KEY => Ok(Some(OWN)),
        _ => Err(D::Error::custom("expected `.` or `,`, or \"own\" where each amount tells it by its own marks")),
    }
}

/// Per cent as a number or as text: `19`, `"8.1 %"`.
fn tax<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Number(f64),
        Text(String),
    }
    let shown = match Written::deserialize(deserializer)? {
        Written::Number(number) => number.to_string(),
        Written::Text(text) => text,
    };
    let points =
        PercentForm::Hundred.read_basis_points(&shown).and_then(|points| u32::try_from(points).ok()).filter(|points| *points < 10_000);
    points.map(Some).ok_or_else(|| D::Error::custom("expected a tax in per cent such as \"19 %\""))
}

pub(super) fn zone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Zone>, D::Error> {
    let wrong = || D::Error::custom("expected how far the calendar is ahead of UTC, such as \"+02:00\", \"-05:00\" or \"UTC\"");
    Zone::named(&String::deserialize(deserializer)?).ok_or_else(wrong).map(Some)
}

/// The name of a column, or several.
fn less<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        One(String),
        Several(Vec<String>),
    }
    let written = Written::deserialize(deserializer).map_err(|_| D::Error::custom("expected the name of a column, or a list of names"))?;
    Ok(Some(match written {
        Written::One(name) => vec![name],
        Written::Several(names) => names,
    }))
}
