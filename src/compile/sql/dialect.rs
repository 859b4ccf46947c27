//! What the dialects say differently. Each has its table of words; what is put together of them stands here, once for all.

mod bigquery;
mod databricks;
mod duckdb;
mod postgresql;
mod redshift;
mod snowflake;
mod spark;
mod trino;
mod words;

use chrono::NaiveDate;

use self::words::{FloatsBy, NameQuotes, TextQuotes, Words, filled};

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

    fn words(self) -> &'static Words {
        match self {
            Self::DuckDb => &duckdb::WORDS,
            Self::PostgreSql => &postgresql::WORDS,
            Self::Spark => &spark::WORDS,
            Self::Snowflake => &snowflake::WORDS,
            Self::BigQuery => &bigquery::WORDS,
            Self::Trino => &trino::WORDS,
            Self::Redshift => &redshift::WORDS,
            Self::Databricks => &databricks::WORDS,
        }
    }

    /// The name in the configuration and on the command line.
    pub(crate) fn key(self) -> &'static str {
        self.words().key
    }

    /// By its key; PostgreSQL by its other name as well.
    pub(crate) fn named(key: &str) -> Option<Self> {
        let key = if key == "postgres" { Self::PostgreSql.key() } else { key };
        Self::ALL.into_iter().find(|dialect| dialect.key() == key)
    }

    /// The client's rows are JSON objects, one a line.
    pub(crate) fn answers_in_json(self) -> bool {
        self.words().answers_in_json
    }

    /// A name, spelled as it stands.
    pub(crate) fn name(self, name: &str) -> String {
        match self.words().names {
            NameQuotes::Twice(mark) => format!("{mark}{}{mark}", name.replace(mark, &format!("{mark}{mark}"))),
            NameQuotes::Backslash(mark) => format!("{mark}{}{mark}", name.replace('\\', "\\\\").replace(mark, &format!("\\{mark}"))),
        }
    }

    /// A column or a part of a relation's name.
    pub(crate) fn column(self, name: &str) -> String {
        let is_plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if self.words().keeps_capitals && is_plain { self.name(&name.to_uppercase()) } else { self.name(name) }
    }

    /// A relation: `schema.table` part by part; where files are relations, one of them (`exports/renewals.parquet`) as well. Of
    /// delimited text the engine is not left to guess types: it would give up at the first value that is not of its guess.
    pub(crate) fn relation(self, name: &str) -> String {
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        let is_read = self.words().reads_files;
        if is_read && ends(&[".csv", ".csv.gz", ".tsv"]) {
            return format!("read_csv({}, header = true, quote = '\"', escape = '\"', all_varchar = true)", self.text(name));
        }
        if is_read && (name.contains('/') || ends(&[".parquet", ".json"])) {
            return self.text(name);
        }
        name.split('.').map(|part| self.column(part)).collect::<Vec<_>>().join(".")
    }

    /// A string.
    pub(crate) fn text(self, value: &str) -> String {
        let inner = match self.words().texts {
            TextQuotes::Twice => value.replace('\'', "''"),
            TextQuotes::TwiceAndBackslash => value.replace('\\', "\\\\").replace('\'', "''"),
            TextQuotes::Backslash => value.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n"),
        };
        format!("'{inner}'")
    }

    /// `expression` of any type as text.
    pub(crate) fn as_text(self, expression: &str) -> String {
        format!("CAST({expression} AS {})", self.words().text)
    }

    /// What a person wrote as text.
    pub(crate) fn as_prose(self, expression: &str) -> String {
        format!("CAST({expression} AS {})", self.words().prose)
    }

    /// A truth value, or text that tells one, as text. A dialect that casts no truth value to text lets one be compared with
    /// what spells it.
    pub(crate) fn flag(self, column: &str) -> String {
        if self.words().casts_flags {
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
        let looks = self.matches(&text, A_FLOAT);
        let is_float = match self.words().floats {
            FloatsBy::Type { of, floats } => format!("CAST({of}({column}) AS VARCHAR) IN ({floats}) AND {looks}"),
            FloatsBy::Looks => looks,
        };
        let number = filled(self.words().plain_number, &[("text", &text), ("column", column)]);
        format!("CASE WHEN {is_float} THEN {} ELSE {text} END", self.as_text(&number))
    }

    /// Whether `text` as a whole matches `pattern`, which is anchored.
    pub(crate) fn matches(self, text: &str, pattern: &str) -> String {
        filled(self.words().matches, &[("text", text), ("pattern", &self.text(pattern))])
    }

    /// Whether `text` is one of `words`.
    pub(crate) fn is_one_of(self, text: &str, words: &[&str]) -> String {
        format!("{text} IN ({})", words.iter().map(|word| self.text(word)).collect::<Vec<_>>().join(", "))
    }

    /// A cast that gives nothing where it cannot be done, if there is such a one: else what is cast was looked at before.
    fn try_cast(self, text: &str, kind: &str) -> String {
        filled(self.words().try_cast, &[("text", text), ("kind", kind)])
    }

    /// `text` as an amount of money.
    pub(crate) fn as_money(self, text: &str) -> String {
        self.try_cast(text, self.words().money)
    }

    /// `text` as a day.
    pub(crate) fn as_day(self, text: &str) -> String {
        self.try_cast(text, "DATE")
    }

    /// `text`, which is all digits or a decimal number, as a whole number.
    pub(crate) fn as_whole(self, text: &str) -> String {
        format!("CAST({} AS {})", self.as_money(text), self.words().whole)
    }

    /// `text`, a few digits, as a number of days.
    pub(crate) fn as_days(self, text: &str) -> String {
        self.try_cast(text, self.words().days)
    }

    /// How many whole times `in_one` goes into `text`, which is all digits, and so much more.
    pub(crate) fn divided(self, text: &str, more: i64, in_one: u32) -> String {
        let words = self.words();
        let number = self.try_cast(text, words.digits);
        let number = if more == 0 { number } else { format!("({number} + ({more}))") };
        format!("CAST(FLOOR({number} / {in_one}) AS {})", words.days)
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
        filled(self.words().days_between, &[("earlier", earlier), ("later", later)])
    }

    /// The day so many days after `day`.
    pub(crate) fn plus_days(self, day: &str, days: &str) -> String {
        filled(self.words().plus_days, &[("day", day), ("days", days)])
    }

    /// The first day of the month that holds `day`.
    pub(crate) fn month_start(self, day: &str) -> String {
        filled(self.words().month_start, &[("day", day)])
    }

    /// The last day of the month that holds `day`.
    pub(crate) fn month_end(self, day: &str) -> String {
        let next = self.plus_days(&self.month_start(day), "31");
        self.plus_days(&self.month_start(&next), "-1")
    }

    /// The first, second, … of the parts that `mark` separates.
    pub(crate) fn part(self, text: &str, mark: char, place: u8) -> String {
        let [mark, place, index] = [mark.to_string(), place.to_string(), (place - 1).to_string()];
        filled(self.words().part, &[("text", text), ("mark", &mark), ("place", &place), ("index", &index)])
    }

    /// Behind a query whose columns are computed once for each row, however often they are used.
    pub(crate) fn fence(self) -> &'static str {
        self.words().fence
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
