//! The same data through the embedded path and through an engine.

mod asked;
mod rough;
mod shaped;
mod subscribed;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use rough::{rough_data, spelled_otherwise};

use super::*;
use crate::compile::tests::{folder, request};
use crate::domain::facts::Cohort;
use crate::domain::quality::{Quality, Reject};
use crate::domain::question::Question;
use crate::domain::renewal::Origin;

fn warehouse(dialect: Dialect, words: &[&str]) -> Warehouse {
    Warehouse {
        dialect,
        client: words.iter().map(|word| (*word).to_owned()).collect(),
        timeout_seconds: 300,
        pause_seconds: 0,
        mapping: None,
    }
}

/// What was said about the data, but for the wording and for where rejected rows stood.
fn said(quality: &Quality) -> [Vec<String>; 3] {
    let files: Vec<String> = quality.files.iter().filter(|file| !MEASURED.contains(&&*file.name)).map(|file| format!("{file:?}")).collect();
    // Rows that were added up are told of as far as they came.
    let issues = quality
        .issues
        .iter()
        .filter(|issue| !issue.message.ends_with("were added up") && !MEASURED.iter().any(|file| issue.message.starts_with(file)))
        .map(|issue| format!("{:?} {} {:?}", issue.kind, issue.count, issue.renewals))
        .collect();
    // What is wrong with rows that stay in the warehouse is counted there.
    let came = |reject: &Reject| !MEASURED.contains(&&*reject.file) && !reject.reason.starts_with("the same as line");
    let rejects = quality
        .rejects
        .iter()
        .filter(|reject| came(reject))
        .map(|reject| format!("{} {}: {:?} {}", reject.file, reject.column, reject.value, reject.reason))
        .collect();
    let mut said = [files, issues, rejects];
    for lines in &mut said {
        lines.sort();
    }
    said
}

/// A segment and a window.
type Asked = (Option<&'static str>, &'static str);

/// The same for subscriptions: also a window that went on after it.
const SUBSCRIBED: [(Option<&str>, &str); 4] =
    [(None, "2026-Q3"), (Some("growth"), "2026-Q3"), (Some("Enterprise"), "2027-Q1"), (None, "2025-Q2")];

/// Segments and windows that are compared; the data end before the last one.
const SCOPES: [(Option<&str>, &str); 3] = [(None, "2026-Q3"), (Some("growth"), "2026-Q3"), (Some("Enterprise"), "2027-Q1")];

/// Weekly values of the accounts whose renewals are due in the window, since two years before it.
fn assert_same_history(client: &Warehouse, mapping: &Path, data: &Path) {
    let (dir, asked) = (folder(&[]), request(Some("growth"), "2026-Q3"));
    client.pull_into(dir.path(), &asked, Some(mapping), &Silent).unwrap();
    let [pulled, embedded] = [dir.path(), data].map(|folder| Source::Folder(folder.to_owned()));
    let facts = crate::compile::compile(&embedded, &asked, None, &Silent).unwrap();
    let due: Vec<_> = facts.renewals.iter().filter(|renewal| facts.scope.window.contains(renewal.due)).collect();
    assert!(due.len() > 10);
    let since = facts.scope.window.from - chrono::Months::new(24);
    for renewal in due {
        let [pulled, mut embedded] = [&pulled, &embedded].map(|source| crate::compile::history(source, None, &renewal.account_id).unwrap());
        embedded.health.retain(|(day, _)| *day >= since);
        embedded.usage.retain(|(day, _)| *day >= since);
        // A day of which nobody says how much was used is none in a file, and zero for an engine.
        let used = |history: &[(chrono::NaiveDate, u64)]| history.iter().copied().filter(|(_, events)| *events > 0).collect::<Vec<_>>();
        assert_eq!(pulled.health, embedded.health, "{}", renewal.account_id);
        assert_eq!(used(&pulled.usage), used(&embedded.usage), "{}", renewal.account_id);
        assert!(!pulled.usage.is_empty() || &*renewal.account_id == "STRANGER");
    }
}

fn assert_same_facts(client: &Warehouse, mapping: &Path, data: &Path, scopes: &[(Option<&str>, &str)]) {
    for (segment, window) in scopes.iter().copied() {
        let said = assert_same(client, mapping, data, &request(segment, window));
        assert!(said[2].len() >= 2, "the data are rough: {:?}", said[2]);
    }
}

/// Gives what was said about the data.
fn assert_same(client: &Warehouse, mapping: &Path, data: &Path, asked: &ScopeRequest) -> [Vec<String>; 3] {
    let (mut embedded, mut pulled) = both(client, mapping, data, asked);
    for facts in [&mut embedded, &mut pulled] {
        for renewal in facts.renewals.iter_mut().chain(&mut facts.ahead) {
            std::sync::Arc::make_mut(renewal).origin = Origin::default();
        }
    }
    assert_eq!(pulled.scope, embedded.scope);
    for (pulled, embedded) in pulled.renewals.iter().zip(&embedded.renewals) {
        assert_eq!(pulled, embedded);
    }
    assert_eq!(pulled.renewals.len(), embedded.renewals.len());
    for (pulled, embedded) in pulled.ahead.iter().zip(&embedded.ahead) {
        assert_eq!(pulled, embedded);
    }
    assert_eq!((pulled.ahead.len(), pulled.usage_until), (embedded.ahead.len(), embedded.usage_until));
    assert_eq!((pulled.currency, pulled.coverage), (embedded.currency, embedded.coverage));
    assert_eq!(by_account(pulled.cohorts), by_account(embedded.cohorts));
    assert_eq!(pulled.no_dues.is_some(), embedded.no_dues.is_some());
    assert_same_account(&pulled.quality, &embedded.quality);
    let (pulled, embedded) = (said(&pulled.quality), said(&embedded.quality));
    assert_eq!(pulled[0], embedded[0]);
    assert_eq!(pulled[1], embedded[1]);
    assert_eq!(pulled[2], embedded[2]);
    embedded
}

/// The facts from files and from the warehouse. What one asks the other asks as well, but for days of losses against contracts that go
/// on, and both are told the last answer: of one customer with two ids the scores of a day would have no order.
fn both(
    client: &Warehouse,
    mapping: &Path,
    data: &Path,
    asked: &ScopeRequest,
) -> (crate::domain::facts::Facts, crate::domain::facts::Facts) {
    let embedded = crate::compile::compile(&Source::Folder(data.to_owned()), asked, None, &Silent);
    let pulled = client.pull(asked, Some(mapping), &Silent);
    match (embedded, pulled) {
        (Err(Error::Asked { questions: files, .. }), Err(Error::Asked { questions: warehouse, .. })) => {
            assert_eq!(warehouse, files);
            for path in [&data.join(mapping::FILE_NAME), mapping] {
                tell(path, &files);
            }
            both(client, mapping, data, asked)
        }
        (Err(Error::Asked { questions, .. }), Ok(_)) if questions.iter().all(|question| question.asked.contains("Had they left?")) => {
            tell(&data.join(mapping::FILE_NAME), &questions);
            both(client, mapping, data, asked)
        }
        (embedded, pulled) => (embedded.unwrap(), pulled.unwrap()),
    }
}

/// Writes the last answer to each question into a mapping. A relation is called otherwise than the file that is pulled of it.
fn tell(path: &Path, questions: &[Question]) {
    let mut said: toml::Table = fs::read_to_string(path).unwrap_or_default().parse().unwrap();
    let relations = said.get("files").and_then(toml::Value::as_table).cloned().unwrap_or_default();
    let called = |file: &str| {
        let is_of = |(name, told): &(&String, &toml::Value)| {
            *name == file || told.get("table").and_then(toml::Value::as_str) == file.strip_suffix(".csv")
        };
        relations.iter().find(is_of).map_or(file, |(name, _)| name).to_owned()
    };
    for answer in questions.iter().filter_map(|question| question.answers.last()) {
        for (name, mut told) in answer.mapping.parse::<toml::Table>().unwrap() {
            if name == "files" {
                told = told.as_table().unwrap().iter().map(|(file, told)| (called(file), told.clone())).collect::<toml::Table>().into();
            }
            add(said.entry(name).or_insert_with(|| toml::Table::new().into()), told);
        }
    }
    fs::write(path, said.to_string()).unwrap();
}

/// Adds what is told to what is said, table by table.
fn add(said: &mut toml::Value, told: toml::Value) {
    match (said, told) {
        (toml::Value::Table(said), toml::Value::Table(told)) => {
            for (key, value) in told {
                add(said.entry(key).or_insert_with(|| toml::Table::new().into()), value);
            }
        }
        (said, told) => *said = told,
    }
}

fn by_account(mut cohorts: Vec<Cohort>) -> Vec<Cohort> {
    for cohort in &mut cohorts {
        cohort.members.sort_by(|a, b| a.account_id.cmp(&b.account_id));
    }
    cohorts
}

/// Measured in the warehouse, on days of which some may turn out to be nobody's due date.
const MEASURED: [&str; 2] = ["health.csv", "usage.csv"];

/// Every row that stays in the warehouse is accounted for; a few more than files need may be used.
fn assert_same_account(pulled: &Quality, embedded: &Quality) {
    for file in MEASURED {
        let of = |quality: &Quality| quality.files.iter().find(|account| account.name == file).cloned();
        let (Some(pulled), Some(embedded)) = (of(pulled), of(embedded)) else { continue };
        assert_eq!(pulled.read, embedded.read, "{file}");
        assert_eq!(pulled.used + pulled.out_of_scope + pulled.rejected, pulled.read, "{file}");
        let more = pulled.used.checked_sub(embedded.used).unwrap_or_else(|| panic!("{pulled:?} {embedded:?}"));
        assert!(more <= embedded.used / 5, "{pulled:?} {embedded:?}");
        assert!(pulled.rejected >= embedded.rejected, "{pulled:?} {embedded:?}");
    }
}

/// The tables that a folder has files of.
fn tables(data: &Path) -> Vec<String> {
    let names = fs::read_dir(data).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut tables: Vec<String> = names.filter_map(|name| Some(name.strip_suffix(".csv")?.to_owned())).collect();
    tables.sort();
    tables
}

/// A mapping that calls each table's relation as `name` says; all else is as the folder `data` says it.
fn mapping_in(dir: &Path, data: &Path, name: impl Fn(&str) -> String) -> PathBuf {
    let said = fs::read_to_string(data.join(mapping::FILE_NAME)).unwrap_or_default();
    let mut said: toml::Table = said.parse().unwrap();
    let files = said.remove("files").unwrap_or(toml::Table::new().into());
    let mut relations = toml::Table::new();
    for table in tables(data) {
        let mut file = files.get(format!("{table}.csv")).and_then(toml::Value::as_table).cloned().unwrap_or_default();
        file.insert("table".to_owned(), table.clone().into());
        relations.insert(name(&table), file.into());
    }
    said.insert("files".to_owned(), relations.into());
    fs::write(dir.join("m.toml"), said.to_string()).unwrap();
    dir.join("m.toml")
}

/// DuckDB on the files of `data`.
fn in_duckdb(dir: &Path, data: &Path) -> (Warehouse, PathBuf) {
    let mapping = mapping_in(dir, data, |table| data.join(format!("{table}.csv")).display().to_string());
    (warehouse(Dialect::DuckDb, &["duckdb", "-csv", "-c", "{sql}"]), mapping)
}

/// PostgreSQL with the files of `data` as tables of a schema of their own, all text but for some columns of one of them.
/// `RUN_RETRO_PSQL` holds what connects to an empty database (`psql -h localhost test`).
fn in_postgresql(dir: &Path, data: &Path, schema: &str, typed: &[(&str, &str, &str)]) -> (Warehouse, PathBuf) {
    let connect = std::env::var("RUN_RETRO_PSQL").unwrap_or_else(|_| "psql".to_owned());
    let words: Vec<&str> = connect.split_whitespace().collect();
    let mut setup = format!("SET client_min_messages = error; DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema};\n");
    for table in tables(data) {
        let path = data.join(format!("{table}.csv"));
        let header = fs::read_to_string(&path).unwrap().lines().next().unwrap().replace(',', " text, ");
        let copy = format!("\\copy {schema}.{table} from '{}' csv header", path.display());
        writeln!(setup, "CREATE TABLE {schema}.{table} ({header} text);\n{copy}\n").unwrap();
    }
    for (table, column, kind) in typed {
        writeln!(setup, "ALTER TABLE {schema}.{table} ALTER {column} TYPE {kind} USING NULLIF({column}, '')::{kind};").unwrap();
    }
    let file = dir.join("setup.sql");
    fs::write(&file, setup).unwrap();
    let status = Command::new(words[0]).args(&words[1..]).args(["-q", "-v", "ON_ERROR_STOP=1", "-f"]).arg(&file).status();
    assert!(status.unwrap().success());
    let client: Vec<&str> = words.into_iter().chain(["-X", "-q", "--csv", "-v", "ON_ERROR_STOP=1"]).collect();
    (warehouse(Dialect::PostgreSql, &client), mapping_in(dir, data, |table| format!("{schema}.{table}")))
}

#[test]
#[ignore = "needs duckdb"]
fn duckdb_gives_the_same_facts() {
    let dir = folder(&[]);
    let rough = rough_data(dir.path());
    for (data, scopes) in [(spelled_otherwise(&rough), &SCOPES[1..2]), (rough, &SCOPES[..])] {
        let (client, mapping) = in_duckdb(dir.path(), &data);
        assert_same_facts(&client, &mapping, &data, scopes);
        assert_same_history(&client, &mapping, &data);
    }
}

#[test]
#[ignore = "needs PostgreSQL"]
fn postgresql_gives_the_same_facts() {
    let dir = folder(&[]);
    let rough = rough_data(dir.path());
    let typed = [
        ("renewals", "closed_date", "date"),
        ("renewals", "exec_first_contact", "timestamptz"),
        ("renewals", "arr_after", "double precision"),
        ("renewals", "list_price", "numeric(18,4)"),
    ];
    // Dates that are dates stand beside those that are text in any order.
    for (data, typed, scopes) in [(spelled_otherwise(&rough), &typed[2..], &SCOPES[1..2]), (rough, &typed[..], &SCOPES[..])] {
        let (client, mapping) = in_postgresql(dir.path(), &data, "retro_test", typed);
        assert_same_facts(&client, &mapping, &data, scopes);
        assert_same_history(&client, &mapping, &data);
    }
}

/// Customers over time in three ways, with the scopes that each is compared in.
fn subscribed(dir: &Path) -> [(PathBuf, &'static [Asked]); 3] {
    let [snapshots, named, movements] = [subscribed::snapshots, subscribed::named_snapshots, subscribed::movements].map(|make| make(dir));
    [(snapshots, &SUBSCRIBED), (named, &SUBSCRIBED[..2]), (movements, &SUBSCRIBED[..2])]
}

#[test]
#[ignore = "needs duckdb"]
fn duckdb_gives_the_same_of_ids_and_losses_or_asks_the_same() {
    let dir = folder(&[]);
    for data in asked::all(dir.path()) {
        let (client, mapping) = in_duckdb(dir.path(), &data);
        assert_same(&client, &mapping, &data, &request(None, "2026-Q3"));
    }
}

#[test]
#[ignore = "needs PostgreSQL"]
fn postgresql_gives_the_same_of_ids_and_losses_or_asks_the_same() {
    let dir = folder(&[]);
    for data in asked::all(dir.path()) {
        let (client, mapping) = in_postgresql(dir.path(), &data, "retro_asked", &[]);
        assert_same(&client, &mapping, &data, &request(None, "2026-Q3"));
    }
}

#[test]
#[ignore = "needs PostgreSQL"]
fn postgresql_gives_large_floats_in_plain_digits() {
    let columns = ["renewal_id", "account_id", "due_date", "outcome", "arr_before", "arr_after", "list_price"];
    let said = columns.map(|name| format!("{name} = \"{name}\"\n")).concat();
    let rows = "R1,A1,2026-08-01,renewed,2500000,3000000,1\nR2,A2,2026-08-02,renewed,12345678,12345678.5,1\nR3,A3,2026-08-03,renewed,900000,900001,1e+06\n";
    let data = folder(&[
        ("renewals.csv", &format!("{}\n{rows}", columns.join(","))),
        ("mapping.toml", &format!("[files.\"renewals.csv\"]\n[files.\"renewals.csv\".columns]\n{said}")),
    ]);
    let typed = [("renewals", "arr_before", "real"), ("renewals", "arr_after", "double precision")];
    let (client, mapping) = in_postgresql(data.path(), data.path(), "retro_floats", &typed);
    let facts = client.pull(&request(None, "2026-Q3"), Some(&mapping), &Silent).unwrap();
    let amounts = |id: &str| {
        let renewal = facts.renewals.iter().find(|renewal| renewal.id.0 == *id).unwrap();
        [renewal.before, renewal.after].map(|amount| amount.unwrap().to_string())
    };
    let [lost] = &facts.quality.lost[..] else { panic!("{:?}", facts.quality.lost) };
    assert_eq!((&*lost.column, &*lost.value), ("list_price", "1e+06"), "text is read as that of files is");
    assert_eq!(amounts("R1"), ["2500000.00", "3000000.00"]);
    assert_eq!(amounts("R2"), ["12345678.00", "12345678.50"]);
}

#[test]
#[ignore = "needs duckdb"]
fn duckdb_gives_the_same_renewals_from_subscriptions() {
    let dir = folder(&[]);
    for (data, scopes) in subscribed(dir.path()) {
        let (client, mapping) = in_duckdb(dir.path(), &data);
        assert_same_facts(&client, &mapping, &data, scopes);
    }
}

#[test]
#[ignore = "needs PostgreSQL"]
fn postgresql_gives_the_same_renewals_from_subscriptions() {
    let dir = folder(&[]);
    for (data, scopes) in subscribed(dir.path()) {
        let (client, mapping) = in_postgresql(dir.path(), &data, "retro_subscribed", &[]);
        assert_same_facts(&client, &mapping, &data, scopes);
    }
}

/// Spark with views on the files of `data`, as text but for some columns of typed renewals. `RUN_RETRO_SPARK_SQL` holds what starts
/// `spark-sql` on a cluster (`.ci/spark` starts one).
fn in_spark(dir: &Path, data: &Path, is_typed: bool) -> (Warehouse, PathBuf) {
    let mut views = String::new();
    for table in tables(data) {
        let path = data.join(format!("{table}.csv"));
        let options = format!("path '{}', header 'true', multiLine 'true', escape '\"'", path.display());
        writeln!(views, "CREATE TEMPORARY VIEW {table}_text USING csv OPTIONS ({options});").unwrap();
        let typed = if is_typed && table == "renewals" {
            "* EXCEPT (closed_date, exec_first_contact, arr_after), CAST(closed_date AS DATE), \
             CAST(exec_first_contact AS TIMESTAMP), CAST(arr_after AS DOUBLE)"
        } else {
            "*"
        };
        writeln!(views, "CREATE TEMPORARY VIEW {table} AS SELECT {typed} FROM {table}_text;").unwrap();
    }
    let init = dir.join("views.sql");
    fs::write(&init, views).unwrap();
    let start = std::env::var("RUN_RETRO_SPARK_SQL").unwrap_or_else(|_| "spark-sql -S".to_owned());
    let init = init.display().to_string();
    let client: Vec<&str> = start.split_whitespace().chain(["-i", &init, "-e", "{sql}"]).collect();
    (warehouse(Dialect::Spark, &client), mapping_in(dir, data, str::to_owned))
}

#[test]
#[ignore = "needs Spark"]
fn spark_gives_the_same_facts() {
    let dir = folder(&[]);
    let rough = rough_data(dir.path());
    let otherwise = spelled_otherwise(&rough);
    for (data, is_typed, scopes) in
        [(subscribed::snapshots(dir.path()), false, &SUBSCRIBED[1..2]), (otherwise, false, &SCOPES[1..2]), (rough, true, &SCOPES[..1])]
    {
        let (client, mapping) = in_spark(dir.path(), &data, is_typed);
        assert_same_facts(&client, &mapping, &data, scopes);
    }
}
