//! `mapping.toml`: what a person says about files, columns and values.

mod column;
mod edit;
mod names;
mod rate;
mod said;
mod same;
mod write;
mod wrong_field;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

use crate::compile::read::columns::{Paid, Shared};
use crate::compile::read::source::Source;
use crate::compile::read::values::amount::Unit;
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::date::clock::Zone;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::timeline::months::MonthDay;
use crate::compile::timeline::pairing::Pairing;
use crate::domain::money::Money;
use crate::domain::renewal::Outcome;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::regular;
pub(crate) use edit::{Change, ColumnEdit, Edit, Section};
use names::TableUse;
pub use rate::Rate;
pub(crate) use write::{UnknownWord, in_per_cent, to_toml};

/// The file's usual name, beside the data.
pub const FILE_NAME: &str = "mapping.toml";

/// What holds for a warehouse that nothing is said about: relations called as our own files, with our own columns.
pub(crate) const OUR_NAMES: &str = "[files]\naccounts.table = \"accounts\"\nrenewals.table = \"renewals\"\nhealth.table = \"health\"\n\
    usage.table = \"usage\"\nnotes.table = \"notes\"\nplays.table = \"plays\"\n";

/// The fields that tell which kind a deal is.
const KINDS: [Field; 4] = [Field::RowType, Field::IsRenewal, Field::Pipeline, Field::DealName];

/// Everything a mapping can say; what it leaves out is recognised.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The currency of amounts that name none, and the report's.
    #[serde(default, deserialize_with = "said::currency")]
    pub currency: Option<String>,
    /// Subscriptions: a customer who is back within so many days after due renewed late.
    #[serde(default, deserialize_with = "said::grace")]
    pub grace_days: Option<u32>,
    /// What one unit of another currency is worth in the report's.
    #[serde(default, deserialize_with = "said::rates")]
    pub rates: BTreeMap<String, Rate>,
    /// Field → value in the files → value of ours.
    #[serde(default, deserialize_with = "said::values")]
    pub values: BTreeMap<Field, BTreeMap<String, String>>,
    /// Ids of customers who are one: an id in the files → the id that it goes under.
    #[serde(default, deserialize_with = "said::accounts")]
    pub accounts: BTreeMap<String, String>,
    /// By the ids of renewals: one that is none (`ignore`: a second deal for another one), is one of its own (`own`), on whose
    /// day the customer left before the contract's end (`left-early`), that was `renewed` or `churned`, whose
    /// amount after covers something else than a year (`3 years`, `month`), or of which an amount is another one (`54000 after`).
    #[serde(default)]
    pub renewals: BTreeMap<String, RenewalUse>,
    #[serde(default)]
    pub files: BTreeMap<String, FileMapping>,
    /// Where the mapping stands, for messages.
    #[serde(skip)]
    pub path: PathBuf,
}

/// What is said of one renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenewalUse {
    /// A second deal for another renewal.
    Ignore,
    Own,
    /// The customer left on that day, before the contract's end.
    LeftEarly,
    /// What became of it, whatever its row says.
    Became(Outcome),
    /// What the amount after covers: two years, a month.
    Covers(Paid),
    /// What both its amounts cover.
    BothCover(Paid),
    /// Both its amounts are in this unit.
    In(Unit),
    /// It was renewed at this amount, whatever its row says; at nothing, it was lost.
    PaidAfter(Money),
    /// So much was paid before it.
    PaidBefore(Money),
}

/// Behind what both amounts of a renewal cover.
const BOTH: &str = ", both";
/// Behind an amount: of which side it is.
const AFTER: &str = " after";
const BEFORE: &str = " before";

impl RenewalUse {
    const PLAIN: [Self; 6] = [
        Self::Ignore,
        Self::Own,
        Self::LeftEarly,
        Self::Became(Outcome::Renewed),
        Self::Became(Outcome::Churned),
        Self::Became(Outcome::Open),
    ];

    /// The name in a mapping.
    pub(crate) fn key(self) -> String {
        match self {
            Self::Ignore => "ignore".to_owned(),
            Self::Own => "own".to_owned(),
            Self::LeftEarly => "left-early".to_owned(),
            Self::Became(outcome) => outcome.label().to_owned(),
            Self::Covers(paid) => paid.key(),
            Self::BothCover(paid) => paid.key() + BOTH,
            Self::In(unit) => unit.key().to_owned(),
            Self::PaidAfter(amount) => in_units(amount) + AFTER,
            Self::PaidBefore(amount) => in_units(amount) + BEFORE,
        }
    }

    fn read(name: &str) -> Option<Self> {
        let paid = |name: &str| words::period(name).filter(|_| words::months(name).is_some());
        let both = || name.strip_suffix(BOTH).and_then(paid).map(Self::BothCover);
        let unit = || Unit::by_key(name).map(Self::In);
        let covers = || paid(name).map(Self::Covers);
        let amount = |of: &str| name.strip_suffix(of).and_then(|amount| amount.parse::<Money>().ok());
        let amounts = || amount(AFTER).map(Self::PaidAfter).or_else(|| amount(BEFORE).map(Self::PaidBefore));
        Self::PLAIN.into_iter().find(|plain| plain.key() == name).or_else(both).or_else(unit).or_else(covers).or_else(amounts)
    }
}

/// An amount as people write it: without cents where there are none.
pub(crate) fn in_units(amount: Money) -> String {
    let written = amount.to_string();
    written.strip_suffix(".00").map_or_else(|| written.clone(), ToOwned::to_owned)
}

/// What is said about one file.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileMapping {
    /// A table's name, or `ignore`.
    pub table: Option<TableUse>,
    #[serde(default, deserialize_with = "encoding")]
    pub encoding: Option<&'static Encoding>,
    #[serde(default, deserialize_with = "delimiter")]
    pub delimiter: Option<u8>,
    /// The order of all its dates.
    pub date: Option<DateForm>,
    /// Of what calendar the days of all its instants are.
    #[serde(default, deserialize_with = "column::zone")]
    pub zone: Option<Zone>,
    /// How all its amounts and shares are written; what is said about a column stands above it.
    #[serde(default, deserialize_with = "column::decimal")]
    pub decimal: Option<char>,
    pub cents: Option<bool>,
    pub unit: Option<Unit>,
    pub fraction: Option<bool>,
    /// Of contracts: which next one goes on with which, where several of a customer end on one day.
    pub pairs: Option<Pairing>,
    /// Of amounts a month: of which day one is in whose month a contract ends.
    pub month_day: Option<MonthDay>,
    /// Rows of one customer and day that have the same amounts tell it once: a table of owners or products was joined to them.
    pub amounts_repeat: Option<bool>,
    /// Who was lost is not in it, so that no rate can be told.
    pub only_renewed: Option<bool>,
    /// The column that names customers above others: their own rows are sums of those, and are left out. Empty: they count.
    pub parents: Option<String>,
    /// Figures may go without its rows that cannot be read, however many they are.
    #[serde(default)]
    pub leave_out_unread: bool,
    /// Column → field.
    #[serde(default)]
    pub columns: BTreeMap<String, ColumnMapping>,
    /// Field → the same value for every row.
    #[serde(default)]
    pub constants: BTreeMap<Field, String>,
}

/// What is said about one column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnMapping {
    /// Empty is `ignore`.
    pub fields: Vec<Field>,
    pub date: Option<DateForm>,
    /// Of what calendar the days of its instants are.
    pub zone: Option<Zone>,
    /// `.` or `,`.
    pub decimal: Option<char>,
    pub cents: Option<bool>,
    /// What one of its amounts counts: thousands, millions.
    pub unit: Option<Unit>,
    /// Basis points of a tax that its amounts hold.
    pub tax: Option<u32>,
    /// Columns whose amounts, or shares of its own, are taken off its amounts; none where nothing is.
    pub less: Option<Vec<String>>,
    /// `0.12` means 12 %.
    pub fraction: Option<bool>,
    /// What its amounts cover.
    pub period: Option<Paid>,
    /// What rows are that share one of its ids.
    pub shared: Option<Shared>,
}

impl Mapping {
    /// The mapping for `source`: the file that was asked for, else [`FILE_NAME`] in the source's folder, else an empty one. One
    /// file or an archive has it beside itself, as `renewals.csv.mapping.toml`; without that, an archive may hold one, and for a
    /// file the folder's counts where it names the file.
    ///
    /// # Errors
    /// `file:line:column` with what is wrong and the nearest known name.
    pub fn find(source: &Source, asked: Option<&Path>) -> Result<Self> {
        if let Some(path) = asked {
            return Self::read(path);
        }
        let Some(path) = source.mapping_path() else { return Ok(Self::default()) };
        if let Some(mapping) = Self::read_if_there(&path)? {
            return Ok(mapping);
        }
        match source {
            Source::Archive(_) => source.packed_mapping()?.map_or_else(|| Ok(Self::default()), |(place, text)| Self::parse(&place, &text)),
            Source::File(file) => Self::of_folder(file),
            Source::Folder(_) | Source::Sample | Source::Unnamed(_) => Ok(Self::default()),
        }
    }

    /// The ids that customers go under, each with the one at the end of its way.
    pub(crate) fn same_customers(&self) -> HashMap<&str, &str> {
        same::followed(&self.accounts).0
    }

    fn read(path: &Path) -> Result<Self> {
        let text = regular::read_text(path).map_err(|e| Error::io(path, e, "name a mapping that can be read with --mapping FILE"))?;
        Self::parse(path, &text)
    }

    fn read_if_there(path: &Path) -> Result<Option<Self>> {
        match Self::read(path) {
            Err(Error::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some),
        }
    }

    /// What the mapping of its folder says of one file alone, if it names it.
    fn of_folder(file: &Path) -> Result<Self> {
        let name = file.file_name().map(|name| text::line(&name.to_string_lossy())).unwrap_or_default();
        let Some(mut mapping) = Self::read_if_there(&file.with_file_name(FILE_NAME))? else { return Ok(Self::default()) };
        mapping.files.retain(|known, _| *known == name || known.strip_prefix(&name).is_some_and(|rest| rest.starts_with('/')));
        Ok(if mapping.files.is_empty() { Self::default() } else { mapping })
    }

    /// Reads a mapping's text; `path` is for messages.
    pub fn parse(path: &Path, text: &str) -> Result<Self> {
        let mut mapping: Self = toml::from_str(text).map_err(|error| wrong_field::error(path, text, &error))?;
        path.clone_into(&mut mapping.path);
        Ok(mapping)
    }

    /// What is said about the file called `name`.
    pub(crate) fn file(&self, name: &str) -> Option<&FileMapping> {
        self.files.get(name)
    }

    /// Whether anything is said of a file's column.
    pub(crate) fn says_column(&self, file: &str, column: &str) -> bool {
        self.file(file).is_some_and(|said| said.columns.contains_key(column))
    }

    /// Whether a person says which rows of the file are renewals.
    pub(crate) fn says_kinds(&self, name: &str) -> bool {
        self.file(name).is_some_and(|said| {
            KINDS
                .iter()
                .any(|field| said.constants.contains_key(field) || said.columns.values().any(|column| column.fields.contains(field)))
        })
    }

    /// This mapping with what the lines of another say; where both say something, the other's counts.
    ///
    /// # Errors
    /// Lines that are no mapping.
    pub(crate) fn with(&self, lines: &str) -> Result<Self> {
        let mut mapping = self.clone();
        let other = Self::parse(&self.path, lines)?;
        mapping.currency = other.currency.or(mapping.currency);
        mapping.grace_days = other.grace_days.or(mapping.grace_days);
        mapping.rates.extend(other.rates);
        mapping.accounts.extend(other.accounts);
        mapping.renewals.extend(other.renewals);
        for (field, words) in other.values {
            mapping.values.entry(field).or_default().extend(words);
        }
        for (name, said) in other.files {
            mapping.files.entry(name).or_default().take(said);
        }
        Ok(mapping)
    }

    /// The values of a field that stand for others, by what their spellings have in common.
    pub(crate) fn values_of(&self, field: Field) -> impl Iterator<Item = (String, String)> + '_ {
        let all = self.values.get(&field).into_iter().flatten();
        all.map(|(theirs, ours)| (words::key(theirs), text::line(ours)))
    }
}

impl FileMapping {
    /// Takes over what another says.
    fn take(&mut self, other: Self) {
        let Self {
            table,
            encoding,
            delimiter,
            date,
            zone,
            decimal,
            cents,
            unit,
            fraction,
            pairs,
            month_day,
            amounts_repeat,
            only_renewed,
            parents,
            leave_out_unread,
            columns,
            constants,
        } = other;
        self.table = table.or(self.table);
        self.encoding = encoding.or(self.encoding);
        self.delimiter = delimiter.or(self.delimiter);
        self.date = date.or(self.date);
        self.zone = zone.or(self.zone);
        self.decimal = decimal.or(self.decimal);
        self.cents = cents.or(self.cents);
        self.unit = unit.or(self.unit);
        self.fraction = fraction.or(self.fraction);
        self.pairs = pairs.or(self.pairs);
        self.month_day = month_day.or(self.month_day);
        self.amounts_repeat = amounts_repeat.or(self.amounts_repeat);
        self.only_renewed = only_renewed.or(self.only_renewed);
        self.parents = parents.or(self.parents.take());
        self.leave_out_unread |= leave_out_unread;
        self.columns.extend(columns);
        self.constants.extend(constants);
    }

    pub(crate) fn is_ignored(&self) -> bool {
        self.table == Some(TableUse(None))
    }

    pub(crate) fn table(&self) -> Option<Table> {
        self.table.and_then(|table| table.0)
    }

    /// Of what calendar the days of a column's instants are, where it is said.
    pub(crate) fn zone_of(&self, column: &str) -> Option<Zone> {
        self.columns.get(column).and_then(|said| said.zone).or(self.zone)
    }

    /// The columns whose amounts are taken off those of a column, where it is said.
    pub(crate) fn less_of(&self, column: &str) -> Option<&[String]> {
        self.columns.get(column).and_then(|said| said.less.as_deref())
    }

    /// The decimal mark of a column's amounts, where it is said.
    pub(crate) fn decimal_of(&self, column: &str) -> Option<char> {
        self.columns.get(column).and_then(|said| said.decimal).or(self.decimal)
    }

    /// Whether a column's amounts are in cents, where it is said.
    pub(crate) fn cents_of(&self, column: &str) -> Option<bool> {
        self.columns.get(column).and_then(|said| said.cents).or(self.cents)
    }

    /// The unit of a column's amounts, where it is said.
    pub(crate) fn unit_of(&self, column: &str) -> Option<Unit> {
        self.columns.get(column).and_then(|said| said.unit).or(self.unit)
    }

    /// The tax that a column's amounts hold, in basis points, where it is said.
    pub(crate) fn tax_of(&self, column: &str) -> Option<u32> {
        self.columns.get(column).and_then(|said| said.tax)
    }

    /// What a column's amounts cover, where it is said.
    pub(crate) fn period_of(&self, column: &str) -> Option<Paid> {
        self.columns.get(column).and_then(|said| said.period)
    }

    /// Whether a column's shares are fractions, where it is said.
    pub(crate) fn fraction_of(&self, column: &str) -> Option<bool> {
        self.columns.get(column).and_then(|said| said.fraction).or(self.fraction)
    }
}

fn encoding<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<&'static Encoding>, D::Error> {
    let label = String::deserialize(deserializer)?;
    let known = Encoding::for_label(label.as_bytes());
    let wrong = || {
        D::Error::custom(format!(
            "unknown encoding `{}`; expected utf-8, utf-16le, windows-1252 or another label of the web",
            text::line(&label)
        ))
    };
    known.ok_or_else(wrong).map(Some)
}

fn delimiter<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    let given = String::deserialize(deserializer)?;
    match given.as_bytes() {
        [one] if *one != b'"' && *one != b'\n' => Ok(Some(*one)),
        _ => Err(D::Error::custom("expected a delimiter of one character such as `,`, `;`, `|` or a tab (\"\\t\")")),
    }
}

#[cfg(test)]
#[path = "mapping_tests.rs"]
mod tests;
