//! The same data through the embedded path and through an engine.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use super::*;
use crate::compile::tests::{folder, request};
use crate::domain::quality::Quality;
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

const TABLES: [&str; 7] = ["accounts", "renewals", "health", "usage", "notes", "plays", "tickets"];

/// Rows that are wrong in every way that must not matter to the others, and rows that are right but unusual.
const ROUGH: [(&str, &[&str]); 7] = [
    ("accounts", &["A0001,Twice,growth,,,,,", ",Nobody,growth,,,,,", "Q1,Quiet,growth,Core,EMEA,CFO,Ana,Retail"]),
    (
        "renewals",
        &[
            "X1,A0001,2026-02-30,,,renewed,1,1,USD",
            "X2,A0001,2025-02-29 00:00:00,,,renewed,1,1,USD",
            "X3,A0001,2025-01-31,,,renewed,12x,1,USD",
            "X4,A0001,2025-01-31,,,perhaps,1,1,USD",
            "X5,,2026-08-03,,,renewed,1,1,USD",
            "X6,A0001,,,,renewed,1,1,USD",
            "X7,A0001,2019-08-03,,,perhaps,1,1,USD",
            "X8,STRANGER,2026-08-04,2026-12-05,,renewed,100,12345678.5,USD",
            "X9,A0002,2023-05-01,,,open,500,,USD",
            "X10,A0003,2026-08-05 13:00:00,,,,700,,USD",
            "X11,A0003,soon,,,renewed,1,1,USD",
            "X8,STRANGER,2026-08-04,2026-12-05,,renewed,999,12345678.5,USD",
            "\"X, \"\"12\"\"\",Q1,2026-08-06,2026-08-06,,churned,10,0,USD,,,,,,,\"other, and so on\"",
        ],
    ),
    (
        "health",
        &[
            "Q1,2026-04-01,\"71,5\"",
            "Q1,2026-04-08,n/a",
            "Q1,2026-04-15,",
            "Q1,2026-04-22,eighty",
            "Q1,2026-13-01,50",
            "Q1,,50",
            ",2026-04-01,50",
            "GHOST,2026-04-01,50",
            "GHOST,2026-04-08,x",
            "A0001,2023-02-29,50",
            "STRANGER,2026-02-01,44",
        ],
    ),
    (
        "usage",
        &[
            "Q1,2026-08-05,\"1,204\"",
            "Q1,2026-07-07,12.0",
            "Q1,2026-07-06,",
            "Q1,2026-06-01,many",
            "Q1,2026-06-02,-3",
            "Q1,2026-06-31,5",
            ",2026-06-01,5",
            "GHOST,2026-06-01,5",
            "SPOOK,2026-06-01,5",
            "Q1,2026-02-07,7",
            "Q1,2026-02-06,9",
            "A0002,2022-12-01,3",
        ],
    ),
    (
        "notes",
        &[
            "Q1,2026-07-01,\"Ana \"\"the\"\" CSM\",\"Line one\nline two, with 'quotes' and \"\"more\"\"\n\n\tand a tab\\n, an ünïcode ¶\"",
            "Q1,2026-07-40,Ana,bad day",
            ",2026-07-01,Ana,nobody",
            "GHOST,2026-07-01,Ana,unknown",
            "STRANGER,2026-12-01,Ana,late",
            "Q1,2020-01-01,Ana,too early",
            "A0002,2022-07-01,Ana,long ago",
            "Q1,2026-07-01,Ana,NULL",
        ],
    ),
    (
        "plays",
        &[
            "Q1,Early call,2026-07-30,",
            "Q1,Exec call,2026-04-02,-",
            "Q1,Odd,2026-07-01,purple",
            "Q1,Bad day,2026-02-30,low",
            "Q1,,2026-07-01,low",
            ",No one,2026-07-01,low",
            "GHOST,Unknown,2026-07-01,low",
            "Q1,Before,2025-01-01,low",
            "A0002,Old,2023-04-01,",
        ],
    ),
    (
        "tickets",
        &["Q1,2026-08-01,true", "Q1,2026-08-06,true", "Q1,2026-07-01,maybe", "Q1,nie,false", ",2026-08-01,true", "GHOST,2026-08-01,1"],
    ),
];

/// The sample with the rough rows, and every third play without its risk.
fn rough_data(dir: &Path) -> PathBuf {
    let data = dir.join("data");
    let spec = crate::sample::Spec { accounts: 200, flaws: false, ..crate::sample::Spec::default() };
    crate::sample::write_to(&data, &spec).unwrap();
    for (table, rows) in ROUGH {
        let path = data.join(format!("{table}.csv"));
        let mut text = fs::read_to_string(&path).unwrap();
        let commas = text.lines().next().unwrap().matches(',').count();
        if table == "plays" {
            let risks = text.lines().enumerate().map(|(i, line)| {
                let (rest, risk) = line.rsplit_once(',').unwrap();
                format!("{rest},{}\n", if i % 3 == 1 { "" } else { risk })
            });
            text = risks.collect();
        }
        for row in rows {
            // Commas within quotes do not separate.
            let given = row.split('"').step_by(2).map(|outside| outside.matches(',').count()).sum();
            writeln!(text, "{row}{}", ",".repeat(commas.saturating_sub(given))).unwrap();
        }
        fs::write(path, text).unwrap();
    }
    data
}

/// How each table of the data that are spelled otherwise writes its dates, and what it puts into ids.
const OTHERWISE: [(&str, &str, &str, char); 6] = [
    ("renewals", "dmy", "%d/%m/%Y", '-'),
    ("health", "dmy", "%-d-%b-%y", ' '),
    ("usage", "mdy", "%B %-d, %Y", '_'),
    ("notes", "mdy", "%-m/%-d/%y", '.'),
    ("plays", "ymd", "%Y%m%d", '/'),
    ("tickets", "seconds", "%s", '-'),
];

/// Data that mean the same with dates in another order and ids that every table spells in its own way; what tells so
/// stands beside them.
fn spelled_otherwise(data: &Path) -> PathBuf {
    let other = data.with_file_name("other");
    fs::create_dir(&other).unwrap();
    fs::copy(data.join("accounts.csv"), other.join("accounts.csv")).unwrap();
    // Ids that no other table spells alike would have it taken for another kind of accounts.
    let mut mapping = "[files.\"accounts.csv\"]\ntable = \"accounts\"\n".to_owned();
    for (table, form, format, mark) in OTHERWISE {
        let spell = |value: &str, column: &str| match value.get(..10).unwrap_or(value).parse::<chrono::NaiveDate>() {
            _ if column == "account_id" && value.len() > 1 => format!("{}{mark}{}", value[..1].to_lowercase(), &value[1..]),
            Ok(day) if column != "note" => day.and_hms_opt(12, 0, 0).unwrap().format(format).to_string(),
            _ => value.to_owned(),
        };
        let mut reader = csv::Reader::from_path(data.join(format!("{table}.csv"))).unwrap();
        let header = reader.headers().unwrap().clone();
        let mut writer = csv::Writer::from_path(other.join(format!("{table}.csv"))).unwrap();
        writer.write_record(&header).unwrap();
        for record in reader.records() {
            writer.write_record(record.unwrap().iter().zip(&header).map(|(value, column)| spell(value, column))).unwrap();
        }
        writeln!(mapping, "[files.\"{table}.csv\"]\ntable = \"{table}\"\ndate = \"{form}\"").unwrap();
    }
    fs::write(other.join(mapping::FILE_NAME), mapping).unwrap();
    other
}

/// What was said about the data, but for the wording and for where rejected rows stood.
fn said(quality: &Quality) -> [Vec<String>; 3] {
    let files: Vec<String> = quality.files.iter().map(|file| format!("{file:?}")).collect();
    let issues = quality.issues.iter().map(|issue| format!("{:?} {} {:?}", issue.kind, issue.count, issue.renewals)).collect();
    // What is wrong with rows that stay in the warehouse is counted there.
    let came = |file: &str| !["health.csv", "usage.csv"].contains(&file);
    let rejects = quality
        .rejects
        .iter()
        .filter(|reject| came(&reject.file))
        .map(|reject| format!("{} {}: {:?} {}", reject.file, reject.column, reject.value, reject.reason))
        .collect();
    let mut said = [files, issues, rejects];
    for lines in &mut said {
        lines.sort();
    }
    said
}

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
        let asked = request(segment, window);
        let mut embedded = crate::compile::compile(&Source::Folder(data.to_owned()), &asked, None, &Silent).unwrap();
        let mut pulled = client.pull(&asked, Some(mapping), &Silent).unwrap();
        for facts in [&mut embedded, &mut pulled] {
            for renewal in &mut facts.renewals {
                std::sync::Arc::make_mut(renewal).origin = Origin::default();
            }
        }
        assert_eq!(pulled.scope, embedded.scope);
        for (pulled, embedded) in pulled.renewals.iter().zip(&embedded.renewals) {
            assert_eq!(pulled, embedded);
        }
        assert_eq!(pulled.renewals.len(), embedded.renewals.len());
        assert_eq!((pulled.currency, pulled.coverage), (embedded.currency, embedded.coverage));
        let (pulled, embedded) = (said(&pulled.quality), said(&embedded.quality));
        assert_eq!(pulled[0], embedded[0]);
        assert_eq!(pulled[1], embedded[1]);
        assert_eq!(pulled[2], embedded[2]);
        assert!(embedded[2].len() >= 10, "the data are rough: {:?}", embedded[2]);
    }
}

/// A mapping that calls each table's relation as `name` says; all else is as the folder `data` says it.
fn mapping_in(dir: &Path, data: &Path, name: impl Fn(&str) -> String) -> PathBuf {
    let said = Mapping::find(&Source::Folder(data.to_owned()), None).unwrap();
    let mut mapping = String::new();
    for table in TABLES {
        writeln!(mapping, "[files.\"{}\"]\ntable = \"{table}\"", name(table)).unwrap();
        if let Some(form) = said.file(&format!("{table}.csv")).and_then(|file| file.date) {
            writeln!(mapping, "date = \"{}\"", form.key()).unwrap();
        }
    }
    fs::write(dir.join("m.toml"), mapping).unwrap();
    dir.join("m.toml")
}

#[test]
#[ignore = "needs duckdb"]
fn duckdb_gives_the_same_facts() {
    let dir = folder(&[]);
    let rough = rough_data(dir.path());
    for data in [spelled_otherwise(&rough), rough] {
        let mapping = mapping_in(dir.path(), &data, |table| data.join(format!("{table}.csv")).display().to_string());
        let client = warehouse(Dialect::DuckDb, &["duckdb", "-csv", "-c", "{sql}"]);
        assert_same_facts(&client, &mapping, &data, &SCOPES);
        assert_same_history(&client, &mapping, &data);
    }
}

/// `RUN_RETRO_PSQL` holds what connects to an empty database (`psql -h localhost test`); the tables are made in a schema of their own,
/// as text but for some columns.
#[test]
#[ignore = "needs PostgreSQL"]
fn postgresql_gives_the_same_facts() {
    let dir = folder(&[]);
    let rough = rough_data(dir.path());
    let connect = std::env::var("RUN_RETRO_PSQL").unwrap_or_else(|_| "psql".to_owned());
    let words: Vec<&str> = connect.split_whitespace().collect();
    let client: Vec<&str> = words.iter().copied().chain(["-X", "-q", "--csv", "-v", "ON_ERROR_STOP=1"]).collect();
    let typed = [
        ("closed_date", "date"),
        ("exec_first_contact", "timestamptz"),
        ("arr_after", "double precision"),
        ("list_price", "numeric(18,4)"),
    ];
    // Dates that are dates stand beside those that are text in any order.
    for (data, typed) in [(spelled_otherwise(&rough), &typed[2..]), (rough, &typed[..])] {
        let mut setup = "SET client_min_messages = error; DROP SCHEMA IF EXISTS retro_test CASCADE; CREATE SCHEMA retro_test;\n".to_owned();
        for table in TABLES {
            let path = data.join(format!("{table}.csv"));
            let header = fs::read_to_string(&path).unwrap().lines().next().unwrap().replace(',', " text, ");
            let copy = format!("\\copy retro_test.{table} from '{}' csv header", path.display());
            writeln!(setup, "CREATE TABLE retro_test.{table} ({header} text);\n{copy}\n").unwrap();
        }
        for (column, kind) in typed {
            writeln!(setup, "ALTER TABLE retro_test.renewals ALTER {column} TYPE {kind} USING NULLIF({column}, '')::{kind};").unwrap();
        }
        fs::write(dir.path().join("setup.sql"), setup).unwrap();
        let mapping = mapping_in(dir.path(), &data, |table| format!("retro_test.{table}"));
        let status =
            Command::new(words[0]).args(&words[1..]).args(["-q", "-v", "ON_ERROR_STOP=1", "-f"]).arg(dir.path().join("setup.sql")).status();
        assert!(status.unwrap().success());
        let client = warehouse(Dialect::PostgreSql, &client);
        assert_same_facts(&client, &mapping, &data, &SCOPES);
        assert_same_history(&client, &mapping, &data);
    }
}

/// `RUN_RETRO_SPARK_SQL` holds what starts `spark-sql` on a cluster (`.ci/spark` starts one); the tables are views on the files, as text
/// but for some columns.
#[test]
#[ignore = "needs Spark"]
fn spark_gives_the_same_facts() {
    let dir = folder(&[]);
    let data = rough_data(dir.path());
    let mut views = String::new();
    for table in TABLES {
        let path = data.join(format!("{table}.csv"));
        let options = format!("path '{}', header 'true', multiLine 'true', escape '\"'", path.display());
        writeln!(views, "CREATE TEMPORARY VIEW {table}_text USING csv OPTIONS ({options});").unwrap();
        let typed = match table {
            "renewals" => {
                "* EXCEPT (closed_date, exec_first_contact, arr_after), CAST(closed_date AS DATE), \
                 CAST(exec_first_contact AS TIMESTAMP), CAST(arr_after AS DOUBLE)"
            }
            _ => "*",
        };
        writeln!(views, "CREATE TEMPORARY VIEW {table} AS SELECT {typed} FROM {table}_text;").unwrap();
    }
    let init = dir.path().join("views.sql");
    fs::write(&init, views).unwrap();
    let mapping = mapping_in(dir.path(), &data, str::to_owned);
    let start = std::env::var("RUN_RETRO_SPARK_SQL").unwrap_or_else(|_| "spark-sql -S".to_owned());
    let init = init.display().to_string();
    let client: Vec<&str> = start.split_whitespace().chain(["-i", &init, "-e", "{sql}"]).collect();
    assert_same_facts(&warehouse(Dialect::Spark, &client), &mapping, &data, &SCOPES[..2]);
}
