//! The queries of a pull: accounts and renewals of the scope with health and usage measured in the warehouse,
//! beside them its notes, plays, tickets and reasons, and the count of what stays there.
//!
//! Every column of a user's own comes back as text under its own name: what it holds is read here, by the reader
//! of files, so that a value that is none rejects its row and no more. The engine types only what it compares, and
//! finds nothing where a value cannot be typed. What it computes on the way is called `retro_…`; marks are 1 or nothing,
//! because engines that cannot tell how many rows pass expect most values to be there and few to be equal to one.

use chrono::{Months, NaiveDate};

use super::relation::Relation;
use super::{Dialect, counts, history, measures, rows, spelling, subscriptions};
use crate::compile::join::ahead::{last_due, last_of_terms};
use crate::compile::schema::{Field, HEALTH, Table, USAGE};
use crate::compile::timeline::subscriptions::GRACE;
use crate::compile::understand::mapping::Mapping;
use crate::domain::scope::ScopeRequest;
use crate::domain::text::fold;
use crate::error::{Error, Place, Result};

/// A query, and the file that its rows are read back as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Query {
    /// `renewals.csv`, `notes.csv` …, called as our own files are; weekly values for accounts' pages stand in [`HISTORY`].
    pub file: String,
    /// The columns of its rows.
    pub columns: Vec<String>,
    pub sql: String,
    /// What the mapping calls the relation behind it; nothing where the columns are our own.
    pub relation: Option<String>,
}

/// The queries that pull `request` from the relations that `mapping` names.
///
/// # Errors
/// A mapping without renewals, without a column that is needed, or with two relations for one table.
pub(crate) fn queries(dialect: Dialect, mapping: &Mapping, request: &ScopeRequest) -> Result<Vec<Query>> {
    let pull = Pull::new(dialect, mapping, request);
    let mut queries = pull.main()?;
    if let Some(accounts) = pull.of(Table::Accounts)? {
        queries.push(pull.accounts(accounts)?);
    }
    for table in BESIDE {
        if let Some(relation) = pull.of(table)? {
            queries.push(pull.beside(relation)?);
        }
    }
    queries.push(counts::query(&pull)?);
    queries.extend(history::queries(&pull)?);
    Ok(queries)
}

/// The folder of the files that only accounts' pages read.
pub(crate) const HISTORY: &str = "history";

/// Tables whose rows come back as they are, where they are about a wanted account.
pub(crate) const BESIDE: [Table; 4] = [Table::Notes, Table::Plays, Table::Tickets, Table::Reasons];

/// What is wanted, and from where.
pub(crate) struct Pull<'m> {
    pub dialect: Dialect,
    mapping: &'m Mapping,
    /// Folded.
    pub segment: Option<String>,
    /// The first and the last due date that is wanted, and the first of the window itself.
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub window_from: NaiveDate,
    /// The last due date that tells who had a contract when the window ended.
    pub terms: NaiveDate,
    /// The last due date of what is still open then.
    pub until: NaiveDate,
    /// Later days are not known.
    pub as_of: NaiveDate,
    /// Days after due within which a customer who is back renewed late.
    pub grace: u32,
}

/// Named parts of a query, in the order in which they build on each other.
#[derive(Default)]
pub(crate) struct Parts(Vec<(&'static str, String)>);

impl Parts {
    pub(crate) fn add(&mut self, name: &'static str, sql: String) {
        self.0.push((name, sql));
    }

    /// The whole query.
    pub(crate) fn ending(self, last: &str) -> String {
        let parts: Vec<String> = self.0.into_iter().map(|(name, sql)| format!("{name} AS (\n  {sql}\n)")).collect();
        format!("WITH {}\n{last}", parts.join(",\n"))
    }
}

impl<'m> Pull<'m> {
    fn new(dialect: Dialect, mapping: &'m Mapping, request: &ScopeRequest) -> Self {
        let window = request.by_calendar();
        let segment = request.segment.as_deref().map(fold);
        let (from, grace) = (window.from - Months::new(request.history_months), mapping.grace_days.unwrap_or(GRACE));
        let (to, window_from, terms) = (window.to, window.from, last_of_terms(&window));
        Self {
            dialect,
            mapping,
            segment,
            from,
            to,
            window_from,
            terms,
            until: last_due(&window, request.as_of),
            as_of: request.as_of,
            grace,
        }
    }

    pub(crate) fn of(&self, table: Table) -> Result<Option<Relation<'m>>> {
        Relation::find(self.dialect, self.mapping, table)
    }

    pub(crate) fn mapped_renewals(&self) -> Result<Relation<'m>> {
        self.of(Table::Renewals)?.ok_or_else(|| {
            let message =
                "no relation is mapped to the table `renewals` or `subscriptions`; write [files.\"schema.relation\"] table = \"renewals\"";
            Error::data(Place::file(&self.mapping.path), message)
        })
    }

    /// What renewals are derived from, where no relation holds them.
    pub(crate) fn subscriptions(&self) -> Result<Option<Relation<'m>>> {
        if self.of(Table::Renewals)?.is_some() { Ok(None) } else { self.of(Table::Subscriptions) }
    }

    /// Renewals with what was measured for them, or subscriptions, and the measures beside them.
    fn main(&self) -> Result<Vec<Query>> {
        let Some(subscriptions) = self.subscriptions()? else { return Ok(vec![self.renewals()?]) };
        let mut parts = self.base()?;
        subscriptions::add_rows(self, subscriptions, &mut parts);
        let mut queries = vec![self.query(subscriptions, parts, &[])];
        queries.extend(self.measures()?);
        Ok(queries)
    }

    fn renewals(&self) -> Result<Query> {
        let mut parts = self.base()?;
        let measured = self.measure(&mut parts)?;
        Ok(self.query(self.mapped_renewals()?, parts, &measured))
    }

    /// Adds what is measured at each point.
    fn measure(&self, parts: &mut Parts) -> Result<Vec<Measured>> {
        let mut measured: Vec<Measured> = Vec::new();
        if let Some(health) = self.of(Table::Health)? {
            parts.add("health_rows", measures::scores(health)?);
            parts.add("health_at", measures::last_scores(self.dialect, "points", &[90, 60, 30], &HEALTH));
            measured.push(("health_at", &HEALTH));
        }
        if let Some(usage) = self.of(Table::Usage)? {
            parts.add("usage_rows", measures::events(usage)?);
            parts.add("usage_extent", measures::USAGE_EXTENT.to_owned());
            parts.add("usage_at", measures::usage(self.dialect, self.to.min(self.as_of)));
            measured.push(("usage_at", &USAGE));
        }
        Ok(measured)
    }

    /// What was measured at the points themselves, whose renewals are derived later; nothing where there is nothing to measure.
    fn measures(&self) -> Result<Option<Query>> {
        let mut parts = self.base()?;
        let measured = self.measure(&mut parts)?;
        if measured.is_empty() {
            return Ok(None);
        }
        let day = format!("SUBSTR({}, 1, 10)", self.dialect.as_text("r.retro_due"));
        let mut selected = vec![("r.retro_account".to_owned(), Field::AccountId), (day, Field::MeasuredOn)];
        let of = |(part, fields): &Measured| fields.iter().map(|field| (format!("{part}.{}", field.key()), *field)).collect::<Vec<_>>();
        selected.extend(measured.iter().flat_map(of));
        let named: Vec<String> = selected.iter().map(|(value, field)| format!("{value} AS {}", self.dialect.name(field.key()))).collect();
        let columns: Vec<String> = selected.iter().map(|(_, field)| field.key().to_owned()).collect();
        parts.add("asked", format!("SELECT {}\n  FROM points r{}", named.join(", "), joined(&measured)));
        let sql = parts.ending(&self.dialect.answer(&columns, "asked"));
        Ok(Some(Query { file: file_of(Table::Measures), columns, sql, relation: None }))
    }

    /// The accounts of the scope, and one of every other segment: they tell which segments there are.
    fn accounts(&self, accounts: Relation<'_>) -> Result<Query> {
        let mut parts = Parts::default();
        parts.add("account_rows", self.account_rows(accounts)?);
        Ok(self.query(accounts, parts, &[]))
    }

    /// The rows of a small table as far as they may belong to a wanted renewal; plays with the health of their day.
    fn beside(&self, relation: Relation<'_>) -> Result<Query> {
        let mut parts = self.base()?;
        parts.add(rows_of(relation.table), self.rows(relation)?);
        let Some(health) = self.of(Table::Health)?.filter(|_| relation.table == Table::Plays) else {
            return Ok(self.query(relation, parts, &[]));
        };
        parts.add("health_rows", measures::scores(health)?);
        parts.add("play_days", "SELECT DISTINCT retro_account, retro_due FROM play_rows WHERE retro_comes IS NOT NULL".to_owned());
        parts.add("health_at", measures::last_scores(self.dialect, "play_days", &[0], &[Field::HealthAtPlay]));
        Ok(self.query(relation, parts, &[("health_at", &[Field::HealthAtPlay])]))
    }

    /// The rows of a relation that come, with what was measured for each: by account and the day that it is about.
    fn query(&self, relation: Relation<'_>, mut parts: Parts, measured: &[Measured]) -> Query {
        let mut columns = relation.columns();
        columns.retain(|name| !measured.iter().any(|(_, fields)| fields.iter().any(|field| field.key() == name)));
        let mut selected: Vec<String> = columns.iter().map(|name| format!("r.{}", self.dialect.name(name))).collect();
        for (part, fields) in measured {
            let named = |field: &Field| format!("{part}.{} AS {}", field.key(), self.dialect.name(field.key()));
            selected.extend(fields.iter().map(named));
            columns.extend(fields.iter().map(|field| field.key().to_owned()));
        }
        let (rows, joins) = (rows_of(relation.table), joined(measured));
        parts.add("asked", format!("SELECT {}\n  FROM {rows} r{joins}\n  WHERE r.retro_comes IS NOT NULL", selected.join(", ")));
        let sql = parts.ending(&self.dialect.answer(&columns, "asked"));
        Query { file: file_of(relation.table), columns, sql, relation: Some(relation.name().to_owned()) }
    }

    /// The wanted renewals or subscriptions, the points in time that are measured for them, and the span of each account.
    pub(crate) fn base(&self) -> Result<Parts> {
        let mut parts = Parts::default();
        let accounts = self.of(Table::Accounts)?;
        if let Some(accounts) = accounts {
            parts.add("account_rows", self.account_rows(accounts)?);
            parts.add("account_ids", rows::ACCOUNT_IDS.to_owned());
            parts.add("account_spellings", spelling::spellings(self.dialect, "account_ids"));
        }
        if let Some(subscriptions) = self.subscriptions()? {
            subscriptions::base(self, subscriptions, &mut parts)?;
            return Ok(parts);
        }
        parts.add("all_renewals", self.all_renewals(accounts.is_some())?);
        let to = super::dialect::day(self.to);
        // It comes along however old it is: whether the window has data is told by the newest that was decided.
        let newest =
            format!("SELECT MAX(retro_due) AS day FROM all_renewals WHERE retro_decided = 1 AND retro_in = 1 AND retro_due <= {to}");
        parts.add("newest", newest);
        parts.add("renewal_rows", self.renewal_rows()?);
        parts.add("points", "SELECT DISTINCT retro_account, retro_due FROM renewal_rows WHERE retro_wanted IS NOT NULL".to_owned());
        parts.add("spans", rows::SPANS.to_owned());
        parts.add("known", rows::known(accounts.is_some()));
        parts.add("spellings", spelling::spellings(self.dialect, "known"));
        Ok(parts)
    }
}

/// A named part that has measures by account and day, and which.
type Measured = (&'static str, &'static [Field]);

/// The measures of each row `r`.
fn joined(measured: &[Measured]) -> String {
    let join =
        |(part, _): &Measured| format!("\n  LEFT JOIN {part} ON {part}.retro_account = r.retro_account AND {part}.retro_due = r.retro_due");
    measured.iter().map(join).collect::<Vec<_>>().concat()
}

/// The part of a query that holds a table's rows.
pub(crate) fn rows_of(table: Table) -> &'static str {
    match table {
        Table::Accounts => "account_rows",
        Table::Renewals => "renewal_rows",
        Table::Subscriptions => "subscription_rows",
        Table::Health => "health_rows",
        Table::Usage => "usage_rows",
        Table::Notes => "note_rows",
        Table::Plays => "play_rows",
        Table::Tickets => "ticket_rows",
        Table::Reasons => "reason_rows",
        Table::Measures => "measure_rows",
        Table::Counts => "count_rows",
    }
}

/// The file that a table's rows are read back as.
pub(crate) fn file_of(table: Table) -> String {
    format!("{}.csv", table.key())
}
