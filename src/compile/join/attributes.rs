//! What a row says of its account. Rows of several tables may each say a part.

use chrono::NaiveDate;

use crate::compile::join::interner::{NOT_RECORDED, Names};
use crate::compile::join::registry::Account;
use crate::compile::join::renewal_row;
use crate::compile::read::columns::Columns;
use crate::compile::read::row::{Read, Row};
use crate::compile::schema::{Field, Table};
use crate::domain::Name;
use crate::domain::text;

/// The fields that tell of an account and of nothing else.
const FIELDS: [Field; 7] = [Field::Account, Field::Segment, Field::Product, Field::Geo, Field::Persona, Field::CsOwner, Field::ParentId];

/// An account as far as one or several rows know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attributes {
    pub id: Name,
    pub segment: Option<Name>,
    pub parent: Option<Name>,
    /// In which its amounts are, where their own rows do not say it.
    currency: Option<Name>,
    name: Option<Name>,
    product: Option<Name>,
    geo: Option<Name>,
    persona: Option<Name>,
    cs_owner: Option<Name>,
    left: Option<NaiveDate>,
}

impl Attributes {
    /// Whether rows with these columns say anything of an account beyond its id.
    pub(crate) fn stand_in(columns: &Columns) -> bool {
        Self::told_by(|field| columns.has(field))
    }

    /// The same, by the fields that there are.
    pub(crate) fn told_by(has: impl Fn(Field) -> bool) -> bool {
        FIELDS.iter().any(|field| has(*field))
    }

    pub(crate) fn of(row: &Row<'_>, id: &[u8], names: &mut Names) -> Read<Self> {
        let mut text = |field| -> Read<Option<Name>> { Ok(row.text(field)?.map(|value| names.get(&value))) };
        let segment = text(Field::Segment)?;
        let parent = text(Field::ParentId)?;
        let (product, geo, persona, cs_owner) = (text(Field::Product)?, text(Field::Geo)?, text(Field::Persona)?, text(Field::CsOwner)?);
        let name = row.text(Field::Account)?.map(Name::from);
        let is_of_all = row.columns.table == Table::Accounts;
        let left = if is_of_all { row.date(Field::LossDate)? } else { None };
        let currency = if is_of_all { renewal_row::currency(row)?.map(|code| names.get(&code)) } else { None };
        Ok(Self {
            id: Name::from(text::line(&String::from_utf8_lossy(id))),
            segment,
            parent,
            currency,
            name,
            product,
            geo,
            persona,
            cs_owner,
            left,
        })
    }

    /// Takes over what the other says and this one does not.
    pub(crate) fn fill(&mut self, other: Self) {
        let Self { id: _, segment, parent, currency, name, product, geo, persona, cs_owner, left } = other;
        self.left = self.left.or(left);
        let parts = [
            (&mut self.segment, segment),
            (&mut self.parent, parent),
            (&mut self.currency, currency),
            (&mut self.name, name),
            (&mut self.product, product),
            (&mut self.geo, geo),
            (&mut self.persona, persona),
            (&mut self.cs_owner, cs_owner),
        ];
        for (mine, theirs) in parts {
            if mine.is_none() {
                *mine = theirs;
            }
        }
    }

    /// The account, with what nobody said named as such.
    pub(crate) fn account(self) -> Account {
        let or_not = |value: Option<Name>| value.unwrap_or_else(|| Name::from(NOT_RECORDED));
        Account {
            name: self.name.unwrap_or_else(|| self.id.clone()),
            id: self.id,
            segment: or_not(self.segment),
            product: or_not(self.product),
            geo: or_not(self.geo),
            persona: or_not(self.persona),
            cs_owner: or_not(self.cs_owner),
            currency: self.currency,
            left: self.left,
        }
    }
}
