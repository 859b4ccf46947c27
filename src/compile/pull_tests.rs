use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::compile::tests::{folder, request};
use crate::domain::money::Money;
use crate::domain::progress::Silent;

fn warehouse(words: &[&str]) -> Warehouse {
    Warehouse {
        dialect: Dialect::DuckDb,
        client: words.iter().map(|word| (*word).to_owned()).collect(),
        timeout_seconds: 20,
        pause_seconds: 2,
        mapping: None,
    }
}

fn section(text: &str) -> Result<Warehouse> {
    toml::from_str(text).map_err(|error| Error::toml(Path::new("config.toml"), text, &error))
}

#[test]
fn a_source_names_dialect_and_client_and_has_no_place_for_credentials() {
    let read = section("dialect = \"postgresql\"\nclient = [\"psql\", \"--csv\"]").unwrap();
    assert_eq!((read.dialect, read.timeout_seconds), (Dialect::PostgreSql, 300));
    let message = |text| section(text).unwrap_err().to_string();
    assert_eq!(section("dialect = \"postgres\"\nclient = [\"psql\"]").unwrap().dialect, Dialect::PostgreSql);
    assert!(message("dialect = \"postgresq\"\nclient = [\"psql\"]").contains("did you mean `postgresql`?"));
    assert!(message("dialect = \"duckdb\"\nclient = [\"x\"]\ntimeout_seconds = 0").contains("expected 1 or more"));
    let refused = message("dialect = \"duckdb\"\nclient = [\"x\"]\npassword = \"hunter2\"");
    assert!(
        refused.starts_with("config.toml:3:1") && refused.contains("unknown key `password`; there is no place for credentials"),
        "{refused}"
    );
    assert!(!refused.contains("hunter2"));
    assert!(message("dialect = \"duckdb\"\nclient = [\"psql\", \"--password=hunter2\"]").contains("environment"));
    assert!(!message("dialect = \"duckdb\"\nclient = [\"psql\", \"--password=hunter2\"]").contains("hunter2"));
}

fn query() -> Query {
    Query { file: "renewals.csv".into(), columns: vec!["a".into(), "b".into()], sql: "select 1".into(), relation: None }
}

/// Runs a query without waiting between tries; gives the pauses that were due.
fn with_retries(client: &Warehouse, dir: &Path) -> (Result<()>, Vec<u64>) {
    let mut pauses = vec![];
    let done = client.with_retries(&query(), dir, &Silent, &mut |wait| {
        pauses.push(wait.as_secs());
        Ok(())
    });
    (done, pauses)
}

fn script(text: &str) -> Warehouse {
    warehouse(&["sh", "-c", text])
}

fn failure(client: &Warehouse, dir: &Path) -> String {
    client.run(&query(), dir, &Silent).unwrap_err().to_string()
}

#[cfg(unix)]
#[test]
fn a_failing_client_is_tried_twice_more_and_its_own_words_are_shown_without_controls() {
    let dir = folder(&[]);
    let (done, pauses) = with_retries(&script("printf 'relation \\033[31mis\\033[0m missing\\a\\n' >&2; exit 3"), dir.path());
    let message = done.unwrap_err().to_string();
    assert!(message.contains("said: relation is missing") && message.contains('3'), "{message:?}");
    assert_eq!(pauses, [2, 8]);
    assert!(failure(&warehouse(&["no-such-client-anywhere"]), dir.path()).contains("[source]"));
    assert!(failure(&script("exit 1"), dir.path()).contains("said: nothing"));
    let long = "printf 'WARN %s\\n' $(seq 1 400) >&2; echo 'Error: no such table' >&2; exit 1";
    assert!(failure(&script(long), dir.path()).contains("said: Error: no such table"), "what it fails with is not lost behind its chatter");
}

#[cfg(unix)]
#[test]
fn a_client_that_fails_twice_and_then_works_is_a_pull() {
    let dir = folder(&[]);
    let tries = dir.path().join("tries");
    let text = format!("echo x >> '{0}'; [ $(wc -l < '{0}') -ge 3 ] || exit 1; printf 'a,b,retro_rows\\n,,1\\n1,2,\\n'", tries.display());
    let (done, pauses) = with_retries(&script(&text), dir.path());
    done.unwrap();
    assert_eq!(pauses.len(), 2);
    assert_eq!(fs::read_to_string(dir.path().join("renewals.csv")).unwrap(), "a,b\n1,2\n");
}

/// An answer of these lines.
fn prints(lines: &str) -> Warehouse {
    script(&format!("printf '%s\\n' {lines}"))
}

#[cfg(unix)]
#[test]
fn an_answer_that_breaks_off_or_is_another_is_none() {
    let dir = folder(&[]);
    let fails = |client: &Warehouse, what: &str| {
        let message = failure(client, dir.path());
        assert!(message.contains(what), "{message}");
        assert!(!dir.path().join("renewals.csv").exists());
    };
    fails(&script("printf 'a,b,retro_rows\\n,,2\\n1,2,\\n3,'"), "breaks off in the middle of a row");
    fails(&prints("a,b,retro_rows ,,2 1,2, 3"), "number 3, that has not as many values");
    fails(&prints("'+---+---+' '| a | b |'"), "begins with a; what came is `+---+---+`. Check the options");
    fails(&prints("'Please log in, token: dapi123' a,b,retro_rows ,,0"), "what came is `Please log in, token: •••`");
    fails(&prints("a,c,retro_rows ,,0"), "its header lacks `b` and has `c`");
    fails(&prints("n,a,b,retro_rows 1,,,0"), "its header has `n`, which was not asked for");
    fails(&prints("b,a,retro_rows ,,0"), "its header has its columns in another order");
    fails(&prints("a,b 1,2"), "its header lacks `retro_rows`");
}

#[cfg(unix)]
#[test]
fn an_answer_holds_the_rows_that_the_engine_counted_and_says_so_where_there_are_none() {
    let dir = folder(&[]);
    let fails = |client: &Warehouse, what: &str| {
        let message = failure(client, dir.path());
        assert!(message.contains(what), "{message}");
    };
    fails(&prints("a,b,retro_rows ,,693 1,2, 3,4,"), "is cut: the client gave 2 of 693 rows");
    fails(&prints("a,b,retro_rows ,,693"), "gave 0 of 693 rows");
    fails(&prints("a,b,retro_rows ,,1 1,2, 3,4,"), "has 2 rows where the engine counted 1");
    fails(&prints("a,b,retro_rows 1,2, 3,4,"), "does not begin with the number of its rows");
    fails(&prints("a,b,retro_rows"), "has a header and nothing else");
    fails(&script("true"), "is empty, though the client ended as if all were well");
    fails(&script("echo; echo"), "is empty");
    prints("A,B,RETRO_ROWS ,,0").run(&query(), dir.path(), &Silent).unwrap();
    assert_eq!(fs::read_to_string(dir.path().join("renewals.csv")).unwrap(), "a,b\n", "no rows are an answer");
}

#[cfg(unix)]
#[test]
fn json_answers_keep_what_delimited_text_could_not() {
    let dir = folder(&[]);
    let total = r#"'{"a":null,"b":null,"retro_rows":2}'"#;
    let rows = r#"'{"a":"x\ny\t\"z\"","b":null,"retro_rows":null}' '{"b":3,"a":"NULL","retro_rows":null}'"#;
    let spark = |lines: &str| Warehouse { dialect: Dialect::Spark, ..prints(lines) };
    spark(&format!("{total} {rows}")).run(&query(), dir.path(), &Silent).unwrap();
    assert_eq!(fs::read_to_string(dir.path().join("renewals.csv")).unwrap(), "a,b\n\"x\ny\t\"\"z\"\"\",\nNULL,3\n");
    let message = failure(&spark(&format!("{total} 'Time taken: 1 s'")), dir.path());
    assert!(message.contains("one JSON object a line") && message.contains("what came is `Time taken: 1 s`"), "{message}");
    assert!(failure(&spark(total), dir.path()).contains("gave 0 of 2 rows"));
}

#[cfg(unix)]
#[test]
fn a_client_that_does_not_stop_talking_is_held_to_its_time() {
    let dir = folder(&[]);
    let flood = Warehouse { timeout_seconds: 1, ..script("yes 'error token=geheim' >&2") };
    let message = failure(&flood, dir.path());
    assert!(message.contains("within 1 s") && !message.contains("geheim") && message.len() < 2000, "{message}");
}

/// Cancelled from the so-manieth question on.
struct CancelledAfter(AtomicU32);

impl Progress for CancelledAfter {
    fn step(&self, _: Step) {}

    fn is_cancelled(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
    }
}

#[cfg(unix)]
#[test]
fn a_pull_is_cancelled_while_it_runs_and_while_it_waits() {
    let dir = folder(&[]);
    let progress = CancelledAfter(AtomicU32::new(2));
    assert!(matches!(script("sleep 600").run(&query(), dir.path(), &progress), Err(Error::Cancelled)));
    let progress = CancelledAfter(AtomicU32::new(2));
    assert!(matches!(wait(Duration::from_secs(600), &progress), Err(Error::Cancelled)));
}

#[cfg(target_os = "linux")]
#[test]
fn a_client_over_its_time_ends_with_all_it_started() {
    let dir = folder(&[]);
    let pid = dir.path().join("pid");
    let text = format!("echo connecting >&2; sleep 600 & echo $! > '{}'; wait", pid.display());
    let slow = Warehouse { timeout_seconds: 1, ..script(&text) };
    let message = failure(&slow, dir.path());
    assert!(message.contains("within 1 s") && message.contains("timeout_seconds") && message.contains("connecting"), "{message}");
    let stat = format!("/proc/{}/stat", fs::read_to_string(&pid).unwrap().trim());
    // Whoever inherits what was killed may not have buried it yet.
    let is_gone = || fs::read_to_string(&stat).map_or(true, |stat| stat.contains(") Z"));
    while !is_gone() {
        sleep(Duration::from_millis(10));
    }
}

#[cfg(unix)]
#[test]
fn what_a_client_writes_is_read_back_as_facts() {
    let mapping = folder(&[(
        "m.toml",
        "[files.deals]\ntable = \"renewals\"\n[files.deals.columns]\nDue = \"due_date\"\nWho = \"account_id\"\nIsWon = \"outcome\"\n\
        \"ARR (cents)\" = { field = \"arr_before\", cents = true }\nx = \"ignore\"\n[files.use]\ntable = \"usage\"\n[values.outcome]\ngone = \"churned\"\n",
    )]);
    let answers = "case \"$0\" in *rows_read*) printf 'relation,rows_read,rows_used,rows_rejected,rows_unmatched,accounts_unmatched,first_unmatched,first_day,last_day,rows_repeated,newest_day,day_column,first_wrong_day,value_column,first_wrong_value,retro_rows\\n,,,,,,,,,,,,,,,1\\nusage.csv,9,4,2,1,1,Z,2025-01-06,2026-08-03,0,,Day,,Hits,many,\\n' ;; \
        *of_window*) printf 'account_id,week,events,retro_rows\\n,,,3\\nA,2026-07-06,4,\\nA,2026-07-13,9,\\nB,2026-07-06,1,\\n' ;; \
        *) printf 'ARR (cents),Due,IsWon,Who,usage_1,usage_2,usage_3,usage_4,usage_5,usage_6,retro_rows\\n,,,,,,,,,,2\\n1050,2026-08-01,Gone,A,4,0,0,9,0,0,\\n1x,2026-08-02,gone,B,,,,,,,\\n' ;; esac";
    let client = warehouse(&["sh", "-c", answers, "{sql}"]);
    let named = mapping.path().join("m.toml");
    let facts = client.pull(&request(None, "2026-Q3"), Some(&named), &Silent).unwrap();
    let [renewal, other] = &facts.renewals[..] else { panic!("{:?}", facts.renewals) };
    assert_eq!(renewal.signals.usage, Some([4, 0, 0, 9, 0, 0].map(Some)));
    assert_eq!((renewal.before, renewal.is_churned()), (Some(Money::minor(1050)), true));
    assert_eq!((other.before, other.is_churned()), (None, true));
    let ([lost], [kept]) = (&facts.quality.lost[..], &facts.quality.rejects[..]) else { panic!("{:?}", facts.quality.rejects) };
    assert_eq!((&*kept.file, kept.line, &*kept.column, &*kept.value), ("usage.csv", 0, "Hits", "many"), "an example of those that stayed");
    assert_eq!((lost.line, &*lost.column, &*lost.value), (3, "ARR (cents)", "1x"));
    let usage = facts.quality.files.iter().find(|file| file.name == "usage.csv").unwrap();
    assert_eq!((usage.read, usage.used, usage.out_of_scope, usage.rejected), (9, 4, 3, 2));
    let said: Vec<&str> = facts.quality.issues.iter().map(|issue| &*issue.message).collect();
    assert!(said.iter().any(|line| line.starts_with("usage.csv: 2 rows could not be read")), "{said:?}");
    assert!(said.iter().any(|line| line.contains("1 account (Z)")), "{said:?}");

    let pulled = folder(&[]);
    client.pull_into(pulled.path(), &request(None, "2026-Q3"), Some(&named), &Silent).unwrap();
    client.pull_into(pulled.path(), &request(None, "2026-Q3"), Some(&named), &Silent).unwrap();
    let history = crate::compile::history(&Source::Folder(pulled.path().to_owned()), None, "A").unwrap();
    assert_eq!(history.usage.iter().map(|(_, events)| *events).collect::<Vec<_>>(), [4, 9], "an account's page has its weeks");
}

#[test]
fn files_that_no_pull_wrote_are_not_overwritten() {
    let dir = folder(&[("renewals.csv", "mine")]);
    let message = warehouse(&["true"]).pull_into(dir.path(), &request(None, "2026-Q3"), None, &Silent).unwrap_err().to_string();
    assert!(message.contains("no pull wrote"), "{message}");
}
