//! One row per renewal with health and usage measured in the warehouse; beside it the scope's notes and plays.

use std::fmt::Write as _;

use chrono::{Days, Months, NaiveDate};

use super::Dialect;
use crate::compile::mapping::{FileMapping, Mapping};
use crate::compile::schema::{Field, HEALTH, Kind, Table, USAGE};
use crate::domain::scope::ScopeRequest;
use crate::domain::text::fold;
use crate::error::{Error, Place, Result};

/// A query, and the file that its rows are read back as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// `renewals.csv`, `notes.csv`, `plays.csv` or `tickets.csv`: our own files, with our own columns.
    pub file: &'static str,
    pub sql: String,
}

/// The queries that pull `request` from the relations that `mapping` names.
///
/// # Errors
/// A mapping without renewals, or without a column that is needed.
pub fn queries(dialect: Dialect, mapping: &Mapping, request: &ScopeRequest) -> Result<Vec<Query>> {
    let window = request.window.at(request.as_of, request.fiscal);
    let pull = Pull { dialect, mapping, segment: request.segment.as_deref().map(fold), from: window.from - Months::new(24), to: window.to };
    let mut queries = vec![Query { file: "renewals.csv", sql: pull.renewals()? }];
    for (table, day, days, file) in [
        (Table::Notes, Field::Date, 365, "notes.csv"),
        (Table::Plays, Field::Date, 180, "plays.csv"),
        (Table::Tickets, Field::Opened, 90, "tickets.csv"),
    ] {
        queries.extend(pull.rows(table, day, days)?.map(|sql| Query { file, sql }));
    }
    Ok(queries)
}

struct Pull<'m> {
    dialect: Dialect,
    mapping: &'m Mapping,
    segment: Option<String>,
    from: NaiveDate,
    to: NaiveDate,
}

/// One relation of the mapping.
#[derive(Clone, Copy)]
struct Relation<'m> {
    name: &'m str,
    said: &'m FileMapping,
}

impl Relation<'_> {
    /// It has our own columns, and so none are mapped.
    fn is_ours(self) -> bool {
        self.said.columns.is_empty()
    }
}

impl<'m> Pull<'m> {
    fn relation(&self, table: Table) -> Option<Relation<'m>> {
        let found = self.mapping.files.iter().find(|(_, said)| said.table() == Some(table));
        found.map(|(name, said)| Relation { name, said })
    }

    /// The expression that gives a field of a relation; without columns in the mapping, ours by their own names.
    fn expression(&self, relation: Relation<'_>, alias: &str, field: Field) -> Option<String> {
        if let Some(constant) = relation.said.constants.get(&field) {
            return Some(self.dialect.text(constant));
        }
        let mapped = relation.said.columns.iter().find(|(_, column)| column.fields.contains(&field));
        let name = match mapped {
            Some((column, _)) => column.as_str(),
            None if relation.said.columns.is_empty() => field.key(),
            None => return None,
        };
        Some(format!("{alias}.{}", self.dialect.column(name)))
    }

    fn needed(&self, relation: Relation<'_>, alias: &str, field: Field) -> Result<String> {
        self.expression(relation, alias, field).ok_or_else(|| {
            let message = format!("[files.\"{}\".columns] names no column for `{}`, which is needed", relation.name, field.key());
            Error::data(Place::file(&self.mapping.path), message)
        })
    }

    fn mapped_renewals(&self) -> Result<Relation<'m>> {
        self.relation(Table::Renewals).ok_or_else(|| {
            let message = "no relation is mapped to the table `renewals`; write [files.\"schema.relation\"] table = \"renewals\"";
            Error::data(Place::file(&self.mapping.path), message)
        })
    }

    fn renewals(&self) -> Result<String> {
        let renewals = self.mapped_renewals()?;
        let mut sql = format!("WITH due AS (\n{}\n)", self.due(renewals)?);
        let mut columns = vec!["d.*".to_owned()];
        let mut joins = String::new();
        for (table, name, ctes, fields) in
            [(Table::Health, "health_at", self.health()?, &HEALTH[..]), (Table::Usage, "usage_in", self.usage()?, &USAGE[..])]
        {
            let Some(cte) = ctes.filter(|_| self.relation(table).is_some()) else { continue };
            let _ = write!(sql, ",\n{name} AS (\n{cte}\n)");
            columns.extend(fields.iter().map(|field| format!("{name}.{}", field.key())));
            let _ = write!(joins, "\nLEFT JOIN {name} ON {name}.renewal_id = d.renewal_id");
        }
        let _ = write!(sql, "\nSELECT {}\nFROM due d{joins}\nORDER BY d.due_date, d.renewal_id", columns.join(", "));
        Ok(sql)
    }

    /// The wanted renewals with the fields of their accounts, under our names.
    fn due(&self, renewals: Relation<'_>) -> Result<String> {
        let accounts = self.relation(Table::Accounts);
        let account_id = self.needed(renewals, "r", Field::AccountId)?;
        let due = self.dialect.as_date(&self.needed(renewals, "r", Field::DueDate)?);
        let outcome = self.needed(renewals, "r", Field::Outcome)?;
        self.needed(renewals, "r", Field::RenewalId)?;
        let computed = |field: &Field| HEALTH.contains(field) || USAGE.contains(field) || *field == Field::Amount && renewals.is_ours();
        let mut columns = Vec::new();
        for field in Table::Renewals.fields().iter().filter(|field| !computed(field)) {
            let own = if renewals.is_ours() && !OUR_RENEWALS.contains(field) { None } else { self.expression(renewals, "r", *field) };
            let theirs = accounts.filter(|_| *field != Field::AccountId && Table::Accounts.fields().contains(field));
            let expression = own.or_else(|| self.expression(theirs?, "a", *field));
            if let Some(expression) = expression {
                columns.push(format!("    {} AS {}", self.typed(*field, &expression), field.key()));
            }
        }
        let relation = self.dialect.relation(renewals.name);
        let mut sql = format!("  SELECT\n{}\n  FROM {relation} r", columns.join(",\n"));
        let mut segment = self.expression(renewals, "r", Field::Segment).filter(|_| !renewals.is_ours());
        if let Some(accounts) = accounts {
            let key = self.needed(accounts, "a", Field::AccountId)?;
            let _ = write!(sql, "\n  LEFT JOIN {} a ON {key} = {account_id}", self.dialect.relation(accounts.name));
            segment = segment.or_else(|| self.expression(accounts, "a", Field::Segment));
        }
        let (from, to) = (self.dialect.day(self.from), self.dialect.day(self.to));
        let _ = write!(sql, "\n  WHERE {due} <= {to} AND ({due} >= {from} OR LOWER({}) = 'open')", self.dialect.as_text(&outcome));
        if let (Some(wanted), Some(segment)) = (&self.segment, segment) {
            let folded =
                ["' '", "'-'", "'_'"].iter().fold(format!("LOWER({segment})"), |inner, mark| format!("REPLACE({inner}, {mark}, '')"));
            let _ = write!(sql, "\n    AND {folded} = {}", self.dialect.text(wanted));
        }
        Ok(sql)
    }

    fn typed(&self, field: Field, expression: &str) -> String {
        match field.kind() {
            Kind::Date => self.dialect.as_date(expression),
            _ => expression.to_owned(),
        }
    }

    /// The last score at or before due −90, −60 and −30 days.
    fn health(&self) -> Result<Option<String>> {
        let Some(health) = self.relation(Table::Health) else { return Ok(None) };
        let account = self.needed(health, "h", Field::AccountId)?;
        let week = self.dialect.as_date(&self.needed(health, "h", Field::Week)?);
        let score = self.needed(health, "h", Field::Score)?;
        let gap = self.dialect.days_between(&week, "d.due_date");
        let picks: Vec<String> = HEALTH
            .iter()
            .zip([90, 60, 30])
            .map(|(field, days)| format!("MAX(CASE WHEN days = {days} THEN score END) AS {}", field.key()))
            .collect();
        Ok(Some(format!(
            "  SELECT renewal_id, {}\n  FROM (\n    SELECT d.renewal_id, k.days, {score} AS score,\n      \
             ROW_NUMBER() OVER (PARTITION BY d.renewal_id, k.days ORDER BY {week} DESC) AS place\n    \
             FROM due d\n    JOIN {} h ON {account} = d.account_id\n    \
             CROSS JOIN (SELECT 90 AS days UNION ALL SELECT 60 AS days UNION ALL SELECT 30 AS days) k\n    \
             WHERE {gap} >= k.days\n  ) ranked\n  WHERE place = 1\n  GROUP BY renewal_id",
            picks.join(", "),
            self.dialect.relation(health.name)
        )))
    }

    /// Events in six 30-day buckets before due; zero where an account has usage at another time.
    fn usage(&self) -> Result<Option<String>> {
        let Some(usage) = self.relation(Table::Usage) else { return Ok(None) };
        let account = self.needed(usage, "u", Field::AccountId)?;
        let week = self.dialect.as_date(&self.needed(usage, "u", Field::Week)?);
        let events = self.expression(usage, "u", Field::Events).map_or_else(|| "1".to_owned(), |e| self.dialect.as_whole(&e));
        let gap = self.dialect.days_between(&week, "d.due_date");
        let sums: Vec<String> = USAGE
            .iter()
            .enumerate()
            .map(|(i, field)| {
                let sum = format!("SUM(CASE WHEN gap BETWEEN {} AND {} THEN events ELSE 0 END)", i * 30 + 1, i * 30 + 30);
                format!("{} AS {}", self.dialect.as_whole(&sum), field.key())
            })
            .collect();
        Ok(Some(format!(
            "  SELECT renewal_id, {}\n  FROM (\n    SELECT d.renewal_id, {gap} AS gap, {events} AS events\n    \
             FROM due d\n    JOIN {} u ON {account} = d.account_id\n  ) gaps\n  GROUP BY renewal_id",
            sums.join(", "),
            self.dialect.relation(usage.name)
        )))
    }

    /// The rows of a small table about the wanted accounts, from `days` before the history's first due date on.
    fn rows(&self, table: Table, day: Field, days: u64) -> Result<Option<String>> {
        let Some(relation) = self.relation(table) else { return Ok(None) };
        let date = self.dialect.as_date(&self.needed(relation, "t", day)?);
        let account = self.needed(relation, "t", Field::AccountId)?;
        let columns: Vec<String> = table
            .fields()
            .iter()
            .filter_map(|field| Some(format!("{} AS {}", self.typed(*field, &self.expression(relation, "t", *field)?), field.key())))
            .collect();
        let due = self.due(self.mapped_renewals()?)?;
        let (from, to) = (self.dialect.day(self.from - Days::new(days)), self.dialect.day(self.to + Days::new(365)));
        let relation = self.dialect.relation(relation.name);
        Ok(Some(format!(
            "WITH due AS (\n{due}\n)\nSELECT {}\nFROM {relation} t\n\
             WHERE {date} BETWEEN {from} AND {to} AND {account} IN (SELECT account_id FROM due)\nORDER BY {date}",
            columns.join(", ")
        )))
    }
}

/// The columns of our own `renewals.csv`: a relation without mapped columns is taken to have these.
const OUR_RENEWALS: [Field; 26] = [
    Field::RenewalId,
    Field::AccountId,
    Field::DueDate,
    Field::ClosedDate,
    Field::StartedDate,
    Field::Outcome,
    Field::ArrBefore,
    Field::ArrAfter,
    Field::Currency,
    Field::UpliftContract,
    Field::UpliftApplied,
    Field::ListPrice,
    Field::NetPrice,
    Field::SeatsBefore,
    Field::SeatsAfter,
    Field::ReasonCode,
    Field::SecondaryReasons,
    Field::Competitor,
    Field::ExecFirstContact,
    Field::ExecRole,
    Field::ForecastAmount,
    Field::ForecastCategory,
    Field::ForecastProbability,
    Field::ForecastDate,
    Field::ChampionLeft,
    Field::OwnerChanged,
];
