//! What the dialects say differently.

use chrono::NaiveDate;

/// A SQL dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    DuckDb,
    PostgreSql,
    Spark,
    Snowflake,
    BigQuery,
    Trino,
    Redshift,
    Databricks,
}

impl Dialect {
    pub const ALL: [Self; 8] =
        [Self::DuckDb, Self::PostgreSql, Self::Spark, Self::Snowflake, Self::BigQuery, Self::Trino, Self::Redshift, Self::Databricks];

    /// The name in the configuration and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::DuckDb => "duckdb",
            Self::PostgreSql => "postgresql",
            Self::Spark => "spark",
            Self::Snowflake => "snowflake",
            Self::BigQuery => "bigquery",
            Self::Trino => "trino",
            Self::Redshift => "redshift",
            Self::Databricks => "databricks",
        }
    }

    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.key() == key)
    }

    fn has_backticks(self) -> bool {
        matches!(self, Self::Spark | Self::BigQuery | Self::Databricks)
    }

    /// A column's name.
    pub fn column(self, name: &str) -> String {
        if self.has_backticks() { format!("`{}`", name.replace('`', "``")) } else { format!("\"{}\"", name.replace('"', "\"\"")) }
    }

    /// A relation: `schema.table` part by part; for DuckDB a file (`exports/renewals.parquet`) as well.
    pub fn relation(self, name: &str) -> String {
        let is_file = name.contains('/') || [".csv", ".parquet", ".json"].iter().any(|ending| name.ends_with(ending));
        if self == Self::DuckDb && is_file {
            return self.text(name);
        }
        name.split('.').map(|part| self.column(part)).collect::<Vec<_>>().join(".")
    }

    /// A string.
    pub fn text(self, value: &str) -> String {
        match self {
            Self::BigQuery | Self::Spark | Self::Databricks => format!("'{}'", value.replace('\\', "\\\\").replace('\'', "\\'")),
            _ => format!("'{}'", value.replace('\'', "''")),
        }
    }

    /// A day.
    pub fn day(self, day: NaiveDate) -> String {
        format!("DATE '{day}'")
    }

    /// `expression` as a date; empty text is none.
    pub fn as_date(self, expression: &str) -> String {
        format!("CAST(NULLIF({}, '') AS DATE)", self.as_text(expression))
    }

    /// `expression` as text.
    pub fn as_text(self, expression: &str) -> String {
        let kind = match self {
            Self::BigQuery | Self::Spark | Self::Databricks => "STRING",
            _ => "VARCHAR",
        };
        format!("CAST({expression} AS {kind})")
    }

    /// `expression` as a number with two decimals at least.
    pub fn as_number(self, expression: &str) -> String {
        let kind = if self == Self::BigQuery { "NUMERIC" } else { "DECIMAL(18,4)" };
        format!("CAST({expression} AS {kind})")
    }

    /// `expression` as a whole number.
    pub fn as_whole(self, expression: &str) -> String {
        let kind = if self == Self::BigQuery { "INT64" } else { "BIGINT" };
        format!("CAST({expression} AS {kind})")
    }

    /// Days from `earlier` to `later`, both dates.
    pub fn days_between(self, earlier: &str, later: &str) -> String {
        match self {
            Self::DuckDb | Self::PostgreSql | Self::Redshift => format!("({later} - {earlier})"),
            Self::Spark | Self::Databricks => format!("datediff({later}, {earlier})"),
            Self::Snowflake => format!("DATEDIFF('day', {earlier}, {later})"),
            Self::BigQuery => format!("DATE_DIFF({later}, {earlier}, DAY)"),
            Self::Trino => format!("date_diff('day', {earlier}, {later})"),
        }
    }
}
