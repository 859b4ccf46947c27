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

/// The column of an answer's first row that tells how many rows follow.
pub(crate) const TOTAL: &str = "retro_rows";

/// What engines print of a float that is too large or too small for plain digits.
const A_FLOAT: &str = "^-?[0-9]([.][0-9]+)?(E-?|e[-+])[0-9]+$";

/// A day, as every dialect spells it.
pub(crate) fn day(day: NaiveDate) -> String {
    format!("DATE '{day}'")
}

/// Marks without which names are compared.
const MARKS: &str = " -_./:;,&()+%#!?'";

impl Dialect {
    pub(crate) const ALL: [Self; 8] =
        [Self::DuckDb, Self::PostgreSql, Self::Spark, Self::Snowflake, Self::BigQuery, Self::Trino, Self::Redshift, Self::Databricks];

    /// The name in the configuration and on the command line.
    pub(crate) fn key(self) -> &'static str {
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

    /// By its key; PostgreSQL by its other name as well.
    pub(crate) fn named(key: &str) -> Option<Self> {
        let key = if key == "postgres" { Self::PostgreSql.key() } else { key };
        Self::ALL.into_iter().find(|dialect| dialect.key() == key)
    }

    /// The client's rows are JSON objects, one a line: `spark-sql` writes neither quotes nor escapes of its own.
    pub(crate) fn answers_in_json(self) -> bool {
        self == Self::Spark
    }

    /// A name, spelled as it stands.
    pub(crate) fn name(self, name: &str) -> String {
        match self {
            Self::Spark | Self::Databricks => format!("`{}`", name.replace('`', "``")),
            Self::BigQuery => format!("`{}`", name.replace('\\', "\\\\").replace('`', "\\`")),
            _ => format!("\"{}\"", name.replace('"', "\"\"")),
        }
    }

    /// A column or a part of a relation's name. Snowflake keeps what was created without quotes in capitals.
    pub(crate) fn column(self, name: &str) -> String {
        let is_plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if self == Self::Snowflake && is_plain { self.name(&name.to_uppercase()) } else { self.name(name) }
    }

    /// A relation: `schema.table` part by part; for DuckDB a file (`exports/renewals.parquet`) as well. Of delimited
    /// text it is not left to guess types: it would give up at the first value that is not of its guess.
    pub(crate) fn relation(self, name: &str) -> String {
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if self == Self::DuckDb && ends(&[".csv", ".csv.gz", ".tsv"]) {
            return format!("read_csv({}, header = true, quote = '\"', escape = '\"', all_varchar = true)", self.text(name));
        }
        if self == Self::DuckDb && (name.contains('/') || ends(&[".parquet", ".json"])) {
            return self.text(name);
        }
        name.split('.').map(|part| self.column(part)).collect::<Vec<_>>().join(".")
    }

    /// A string.
    pub(crate) fn text(self, value: &str) -> String {
        match self {
            Self::BigQuery | Self::Spark | Self::Databricks => {
                format!("'{}'", value.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n"))
            }
            Self::Snowflake | Self::Redshift => format!("'{}'", value.replace('\\', "\\\\").replace('\'', "''")),
            Self::DuckDb | Self::PostgreSql | Self::Trino => format!("'{}'", value.replace('\'', "''")),
        }
    }

    /// `expression` of any type as text. Redshift keeps room for as much as its type allows, so `is_long` text alone
    /// has what it can have.
    fn cast_to_text(self, expression: &str, is_long: bool) -> String {
        let kind = match self {
            Self::BigQuery | Self::Spark | Self::Databricks => "STRING",
            // Without a length it would be 256.
            Self::Redshift if is_long => "VARCHAR(65535)",
            Self::Redshift => "VARCHAR(1000)",
            _ => "VARCHAR",
        };
        format!("CAST({expression} AS {kind})")
    }

    /// `expression` of any type as text.
    pub(crate) fn as_text(self, expression: &str) -> String {
        self.cast_to_text(expression, false)
    }

    /// What a person wrote as text.
    pub(crate) fn as_prose(self, expression: &str) -> String {
        self.cast_to_text(expression, true)
    }

    /// A truth value, or text that tells one, as text. Redshift casts no truth value to text, but lets one be
    /// compared with what spells it.
    pub(crate) fn flag(self, column: &str) -> String {
        if self != Self::Redshift {
            return self.as_text(column);
        }
        let any = |spellings: [&str; 5]| spellings.map(|spelling| format!("{column} = '{spelling}'")).join(" OR ");
        format!(
            "CASE WHEN {} THEN 'true' WHEN {} THEN 'false' WHEN {column} IS NOT NULL THEN 'neither true nor false' END",
            any(["true", "t", "yes", "y", "1"]),
            any(["false", "f", "no", "n", "0"])
        )
    }

    /// `column` as text, in plain digits where an engine prints a float otherwise. Text of a user's own stays as it is where the engine
    /// tells it from floats.
    pub(crate) fn plain_number(self, column: &str) -> String {
        let text = self.as_text(column);
        let is_float = |of: &str, kinds: &str| format!("CAST({of}({column}) AS VARCHAR) IN ({kinds}) AND {}", self.matches(&text, A_FLOAT));
        let (is_one, number) = match self {
            // It has room for all digits of any float.
            Self::PostgreSql => (is_float("pg_typeof", "'real', 'double precision'"), format!("CAST({text} AS NUMERIC)")),
            Self::DuckDb => (is_float("typeof", "'FLOAT', 'DOUBLE'"), format!("TRY_CAST({column} AS DECIMAL(38, 6))")),
            Self::Redshift => (self.matches(&text, A_FLOAT), format!("CAST(CAST({text} AS DOUBLE PRECISION) AS DECIMAL(38, 6))")),
            Self::BigQuery => (self.matches(&text, A_FLOAT), format!("CAST({} AS NUMERIC)", self.try_cast(&text, "FLOAT64"))),
            _ => (self.matches(&text, A_FLOAT), format!("CAST({} AS DECIMAL(38, 6))", self.try_cast(&text, "DOUBLE"))),
        };
        format!("CASE WHEN {is_one} THEN {} ELSE {text} END", self.as_text(&number))
    }

    /// Whether `text` as a whole matches `pattern`, which is anchored.
    pub(crate) fn matches(self, text: &str, pattern: &str) -> String {
        let pattern = self.text(pattern);
        match self {
            Self::DuckDb => format!("regexp_matches({text}, {pattern})"),
            Self::PostgreSql | Self::Redshift => format!("({text} ~ {pattern})"),
            Self::Spark | Self::Databricks => format!("({text} RLIKE {pattern})"),
            Self::Snowflake | Self::Trino => format!("REGEXP_LIKE({text}, {pattern})"),
            Self::BigQuery => format!("REGEXP_CONTAINS({text}, {pattern})"),
        }
    }

    /// Whether `text` is one of `words`.
    pub(crate) fn is_one_of(self, text: &str, words: &[&str]) -> String {
        format!("{text} IN ({})", words.iter().map(|word| self.text(word)).collect::<Vec<_>>().join(", "))
    }

    /// A cast that gives nothing where it cannot be done. PostgreSQL has none: what is cast there was looked at before.
    pub(crate) fn try_cast(self, text: &str, kind: &str) -> String {
        match self {
            Self::PostgreSql | Self::Redshift => format!("CAST({text} AS {kind})"),
            Self::BigQuery => format!("SAFE_CAST({text} AS {kind})"),
            _ => format!("TRY_CAST({text} AS {kind})"),
        }
    }

    /// `text`, which is all digits or a decimal number, as a whole number.
    pub(crate) fn as_whole(self, text: &str) -> String {
        let kind = if self == Self::BigQuery { ["NUMERIC", "INT64"] } else { ["DECIMAL(18, 2)", "BIGINT"] };
        format!("CAST({} AS {})", self.try_cast(text, kind[0]), kind[1])
    }

    /// `text` without case, blanks and marks.
    pub(crate) fn folded(self, text: &str) -> String {
        self.without(&format!("LOWER({text})"), MARKS)
    }

    /// `text` without any of `marks`.
    pub(crate) fn without(self, text: &str, marks: &str) -> String {
        format!("TRANSLATE({text}, {}, '')", self.text(marks))
    }

    /// Days from `earlier` to `later`, both dates.
    pub(crate) fn days_between(self, earlier: &str, later: &str) -> String {
        match self {
            Self::DuckDb | Self::PostgreSql | Self::Redshift => format!("({later} - {earlier})"),
            Self::Spark | Self::Databricks => format!("datediff({later}, {earlier})"),
            Self::Snowflake => format!("DATEDIFF('day', {earlier}, {later})"),
            Self::BigQuery => format!("DATE_DIFF({later}, {earlier}, DAY)"),
            Self::Trino => format!("date_diff('day', {earlier}, {later})"),
        }
    }

    /// The day so many days after `day`.
    pub(crate) fn plus_days(self, day: &str, days: &str) -> String {
        match self {
            Self::DuckDb | Self::PostgreSql | Self::Redshift => format!("({day} + {days})"),
            Self::Spark | Self::Databricks => format!("date_add({day}, {days})"),
            Self::Snowflake => format!("DATEADD('day', {days}, {day})"),
            Self::BigQuery => format!("DATE_ADD({day}, INTERVAL {days} DAY)"),
            Self::Trino => format!("date_add('day', {days}, {day})"),
        }
    }

    /// The first day of the month that holds `day`.
    pub(crate) fn month_start(self, day: &str) -> String {
        if self == Self::BigQuery { format!("DATE_TRUNC({day}, MONTH)") } else { format!("CAST(DATE_TRUNC('month', {day}) AS DATE)") }
    }

    /// The last day of the month that holds `day`.
    pub(crate) fn month_end(self, day: &str) -> String {
        let next = self.plus_days(&self.month_start(day), "31");
        self.plus_days(&self.month_start(&next), "-1")
    }

    /// The first, second, … of the parts that `mark` separates.
    pub(crate) fn part(self, text: &str, mark: char, place: u8) -> String {
        match self {
            Self::BigQuery => format!("SPLIT({text}, '{mark}')[SAFE_OFFSET({})]", place - 1),
            _ => format!("SPLIT_PART({text}, '{mark}', {place})"),
        }
    }

    /// Behind a query whose columns are computed once for each row, however often they are used.
    pub(crate) fn fence(self) -> &'static str {
        if self == Self::PostgreSql { " OFFSET 0" } else { "" }
    }

    /// The query whose rows are those of `relation`: these columns of it, in an order that is always the same. Before them stands
    /// a row that has nothing but, as [`TOTAL`], how many they are: an answer that was cut on its way tells so, and none is empty.
    pub(crate) fn answer(self, columns: &[String], relation: &str) -> String {
        let names = columns.iter().map(|name| self.name(name)).collect::<Vec<_>>().join(", ");
        let (nothing, total) = (vec!["NULL"; columns.len()].join(", "), self.name(TOTAL));
        // Of one reading of the rows: a second one would cost as much again, and may find others.
        let counted = format!(
            "{names}, CASE WHEN retro_row = 0 THEN SUM(retro_row) OVER () END AS {total}\nFROM (\n  \
             SELECT {names}, 1 AS retro_row FROM {relation}\n  UNION ALL SELECT {nothing}, 0\n) answer"
        );
        if self.answers_in_json() {
            return format!(
                "SELECT to_json(struct({names}, {total}), map('ignoreNullFields', 'false')) AS answer\n\
                 FROM (SELECT retro_row, {counted}) counted\nORDER BY retro_row, 1"
            );
        }
        let places: Vec<String> = (1..=columns.len()).map(|place| place.to_string()).collect();
        format!("SELECT {counted}\nORDER BY retro_row, {}", places.join(", "))
    }
}
