use std::cell::RefCell;
use std::fmt::Write as _;

use super::*;
use crate::compile::progress::Silent;
use crate::compile::tests::{folder, request};

fn warehouse(words: &[&str]) -> Warehouse {
    Warehouse {
        dialect: Dialect::DuckDb,
        client: words.iter().map(|word| (*word).to_owned()).collect(),
        timeout_seconds: 20,
        mapping: None,
    }
}

fn section(text: &str) -> Result<Warehouse> {
    Warehouse::read(&text.parse().unwrap(), Path::new("config.toml"))
}

#[test]
fn a_source_names_dialect_and_client_and_has_no_place_for_credentials() {
    let read = section("dialect = \"postgresql\"\nclient = [\"psql\", \"--csv\"]").unwrap();
    assert_eq!((read.dialect, read.timeout_seconds), (Dialect::PostgreSql, 300));
    let message = |text| section(text).unwrap_err().to_string();
    assert!(message("dialect = \"postgres\"\nclient = [\"psql\"]").contains("did you mean `postgresql`?"));
    assert!(message("dialect = \"duckdb\"\nclient = [\"x\"]\npassword = \"p\"").contains("unknown key `password`"));
    assert!(message("dialect = \"duckdb\"\nclient = [\"psql\", \"--password=hunter2\"]").contains("environment"));
    assert!(!message("dialect = \"duckdb\"\nclient = [\"psql\", \"--password=hunter2\"]").contains("hunter2"));
}

#[cfg(unix)]
#[test]
fn a_failing_client_is_tried_twice_more_and_its_own_words_are_shown() {
    let dir = folder(&[]);
    let query = Query { file: "renewals.csv", sql: "select 1".into() };
    let pauses = RefCell::new(vec![]);
    let mut pause = |wait| {
        pauses.borrow_mut().push(wait);
        Ok(())
    };
    let failing = warehouse(&["sh", "-c", "echo relation is missing >&2; exit 3"]);
    let message = failing.with_retries(&query, dir.path(), &Silent, &mut pause).unwrap_err().to_string();
    assert!(message.contains("relation is missing"), "{message}");
    assert_eq!(*pauses.borrow(), PAUSES);
    assert!(PAUSES[0] < PAUSES[1]);
    let slow = Warehouse { timeout_seconds: 0, ..warehouse(&["sleep", "60"]) };
    assert!(slow.run(&query, dir.path(), &Silent).unwrap_err().to_string().contains("timeout_seconds"));
    let absent = warehouse(&["no-such-client-anywhere"]);
    assert!(absent.run(&query, dir.path(), &Silent).unwrap_err().to_string().contains("[source]"));
}

#[cfg(unix)]
#[test]
fn what_a_client_writes_is_read_back_as_facts() {
    let rows = "renewal_id,account_id,segment,due_date,outcome,arr_before,arr_after,health_90,usage_1,usage_4\\nR1,A,growth,2026-08-01,churned,10,0,55,4,9\\n";
    let mapping = folder(&[("m.toml", "[files.deals]\ntable = \"renewals\"\n")]);
    let client = warehouse(&["printf", rows]);
    let facts = client.pull(&request(None, "2026-Q3"), Some(&mapping.path().join("m.toml")), &Silent).unwrap();
    let signals = &facts.renewals[0].signals;
    assert_eq!((signals.health[0], signals.usage), (Some(55.0), Some([4, 0, 0, 9, 0, 0])));
    assert_eq!(&*facts.renewals[0].segment, "growth");
    assert!(facts.coverage.health && facts.coverage.usage);
}

/// The same data through the embedded path and through an engine, but for where a row stood and how many were read.
fn assert_same_facts(client: &Warehouse, mapping: &Path, data: &Path) {
    for segment in [None, Some("enterprise")] {
        let asked = request(segment, "2026-Q3");
        let mut embedded = crate::compile::compile(&Source::Folder(data.to_owned()), &asked, None, &Silent).unwrap();
        let mut pulled = client.pull(&asked, Some(mapping), &Silent).unwrap();
        for facts in [&mut embedded, &mut pulled] {
            for renewal in &mut facts.renewals {
                renewal.origin = crate::domain::renewal::Origin::default();
            }
        }
        assert_eq!(pulled.scope, embedded.scope);
        assert_eq!(pulled.renewals.len(), embedded.renewals.len());
        for (pulled, embedded) in pulled.renewals.iter().zip(&embedded.renewals) {
            assert_eq!(pulled, embedded);
        }
    }
}

fn sample_in(dir: &Path) {
    let spec = crate::sample::Spec { accounts: 200, flaws: false, ..crate::sample::Spec::default() };
    crate::sample::write_to(dir, &spec).unwrap();
}

const TABLES: [&str; 7] = ["accounts", "renewals", "health", "usage", "notes", "plays", "tickets"];

#[test]
#[ignore = "needs duckdb"]
fn duckdb_gives_the_same_facts() {
    let dir = folder(&[]);
    let data = dir.path().join("data");
    sample_in(&data);
    let mut mapping = String::new();
    for table in TABLES {
        writeln!(mapping, "[files.\"{}\"]\ntable = \"{table}\"", data.join(format!("{table}.csv")).display()).unwrap();
    }
    fs::write(dir.path().join("m.toml"), mapping).unwrap();
    assert_same_facts(&warehouse(&["duckdb", "-csv", "-c", "{sql}"]), &dir.path().join("m.toml"), &data);
}

/// `RUN_RETRO_PSQL` holds what connects to an empty database (`psql -h localhost test`); the tables are made in a schema of their own.
#[test]
#[ignore = "needs PostgreSQL"]
fn postgresql_gives_the_same_facts() {
    let dir = folder(&[]);
    let data = dir.path().join("data");
    sample_in(&data);
    let connect = std::env::var("RUN_RETRO_PSQL").unwrap_or_else(|_| "psql".to_owned());
    let words: Vec<&str> = connect.split_whitespace().collect();
    let mut setup = "DROP SCHEMA IF EXISTS retro_test CASCADE; CREATE SCHEMA retro_test;\n".to_owned();
    let mut mapping = String::new();
    for table in TABLES {
        let path = data.join(format!("{table}.csv"));
        let header = fs::read_to_string(&path).unwrap().lines().next().unwrap().replace(',', " text, ");
        writeln!(
            setup,
            "CREATE TABLE retro_test.{table} ({header} text);\n\\copy retro_test.{table} from '{}' csv header\n",
            path.display()
        )
        .unwrap();
        writeln!(mapping, "[files.\"retro_test.{table}\"]\ntable = \"{table}\"\n").unwrap();
    }
    fs::write(dir.path().join("setup.sql"), setup).unwrap();
    fs::write(dir.path().join("m.toml"), mapping).unwrap();
    let status =
        Command::new(words[0]).args(&words[1..]).args(["-q", "-v", "ON_ERROR_STOP=1", "-f"]).arg(dir.path().join("setup.sql")).status();
    assert!(status.unwrap().success());
    let client: Vec<&str> = words.into_iter().chain(["-X", "-q", "--csv", "-v", "ON_ERROR_STOP=1"]).collect();
    assert_same_facts(&Warehouse { dialect: Dialect::PostgreSql, ..warehouse(&client) }, &dir.path().join("m.toml"), &data);
}
