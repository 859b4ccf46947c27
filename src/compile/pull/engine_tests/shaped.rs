//! One book of customers in every shape in which a relation can tell of them.
#![expect(clippy::disallowed_macros, reason = "a failure is told by the shape it came with")]

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};

use super::subscribed::{Dice, State, beside, day, lives};
use super::*;

/// The newest month of the book.
const LAST: &str = "2026-10-31";

/// A customer from when it came to when it left, if it did.
struct Stay<'s> {
    states: &'s [State],
    left: Option<NaiveDate>,
}

fn stays(states: &[State]) -> Vec<Stay<'_>> {
    let is_there = |state: &State| state.arr > 0 && state.status == "Active";
    let apart = |a: &State, b: &State| is_there(a) != is_there(b) || (b.day - a.day).num_days() > 31;
    let runs = states.chunk_by(|a, b| !apart(a, b)).filter(|run| is_there(&run[0]));
    runs.map(|states| Stay { states, left: states.last().map(|last| last.day).filter(|last| *last < day(LAST)) }).collect()
}

fn or_empty(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

/// The data with `rows` as its one table of customers, whose columns are said to be these fields.
fn told(dir: &Path, name: &str, table: &str, columns: &[(&str, &str)], rows: &str) -> PathBuf {
    let data = dir.join(name);
    beside(&data, &lives());
    let header: Vec<&str> = columns.iter().map(|(column, _)| *column).collect();
    fs::write(data.join(format!("{table}.csv")), format!("{}\n{rows}", header.join(","))).unwrap();
    let said: Vec<String> = columns.iter().map(|(column, field)| format!("{column} = \"{field}\"\n")).collect();
    // Of a relation it is always said what it holds; of the files, too, or they would ask what the warehouse was told.
    let mapping = format!(
        "[files.\"reasons.csv\"]\ntable = \"reasons\"\n[files.\"{table}.csv\"]\ntable = \"{table}\"\n[files.\"{table}.csv\".columns]\n{}",
        said.concat()
    );
    fs::write(data.join(mapping::FILE_NAME), mapping).unwrap();
    data
}

/// One row for each stay, with an end only where it is over.
pub(crate) fn spells(dir: &Path) -> PathBuf {
    let (mut rows, mut dice) = (String::new(), Dice(23));
    for (id, states) in lives() {
        for Stay { states, left } in stays(&states) {
            let last = states.last().unwrap();
            let left = left.map(|day| day + Days::new(dice.below(28)));
            let status = match left {
                Some(_) => ["Cancelled", "", "expired"][dice.below(3) as usize],
                None => ["Active", "live", "paused", "", "past due"][dice.below(5) as usize],
            };
            let until = if dice.one_in(9) { "9999-12-31".to_owned() } else { last.end.to_string() };
            let stays = if dice.one_in(4) { "yes" } else { "" };
            let again = ["", "Subscription", "yes"][dice.below(3) as usize];
            writeln!(rows, "{id},{},{},{until},{status},{},{stays},{again}", states[0].day, or_empty(left), last.arr / 12 + 1).unwrap();
            if dice.one_in(5) {
                let once = ["One-off", "no", "einmalig"][dice.below(3) as usize];
                writeln!(rows, "{id},{},,{until},Active,7,,{once}", states[0].day).unwrap();
            }
        }
    }
    for wrong in [
        "S001,2024-03-01,2023-03-01,,Cancelled,10,",
        "S002,2024-03-01,,,Cancelled,10,",
        "S003,2024-03-01,,2025-03-01,Active,1x,",
        "S004,soon,,2026-08-01,Active,10,",
        "S005,2026-01-01,,2026-09-01,Trial,10,",
        ",2026-01-01,,2026-09-01,Active,10,",
        "S006,2026-01-01,2026-07-01,2026-09-01,Cancelled,10,perhaps",
        "NEW,2025-01-01,,2026-09-14,Active,10,",
        "NEW,2025-01-01,,2026-09-14,Active,10,",
    ] {
        writeln!(rows, "{wrong},").unwrap();
    }
    let columns = [
        ("customer", "account"),
        ("since", "start_date"),
        ("left_on", "loss_date"),
        ("until", "contract_end"),
        ("how", "status"),
        ("monthly", "mrr"),
        ("stays", "ends_with_term"),
        ("again", "recurring"),
    ];
    told(dir, "spells", "subscriptions", &columns, &rows)
}

/// One row for each term of a contract: the next one is its renewal.
pub(crate) fn terms(dir: &Path) -> PathBuf {
    let (mut rows, mut dice) = (String::new(), Dice(29));
    for (id, states) in lives() {
        for Stay { states, .. } in stays(&states) {
            let mut begun = states[0].day;
            for term in states.chunk_by(|a, b| a.end == b.end) {
                let (arr, end) = (term.last().unwrap().arr, term[0].end);
                writeln!(rows, "{id},{begun},{end},{arr},{}", ["Core", "Plus"][usize::from(dice.one_in(5))]).unwrap();
                // Some renew late, some early.
                begun =
                    end + Days::new(1 + if dice.one_in(3) { dice.below(50) } else { 0 }) - Days::new(if dice.one_in(6) { 30 } else { 0 });
            }
        }
    }
    for wrong in [
        "S001,2024-03-01,2025-02-30,10,",
        "S002,2024-03-01,2026-08-31,1x,",
        ",2024-03-01,2026-08-31,10,",
        "LONE,2025-09-01,2026-08-31,500,Core",
    ] {
        writeln!(rows, "{wrong}").unwrap();
    }
    let columns = [("who", "account_id"), ("begun", "start_date"), ("until", "contract_end"), ("yearly", "arr"), ("what", "product")];
    let data = told(dir, "terms", "subscriptions", &columns, &rows);
    let file = data.join(mapping::FILE_NAME);
    let said = fs::read_to_string(&file).unwrap();
    fs::write(file, said + "[accounts]\n\"LONE\" = \"S010\"\n").unwrap();
    data
}

/// A customer each month, some on trial, some paused, some gone while a price stands beside it.
pub(crate) fn states(dir: &Path) -> PathBuf {
    let (mut rows, mut dice) = (String::new(), Dice(31));
    for (number, (id, states)) in lives().into_iter().enumerate() {
        let pause = (states.len() as u64).saturating_sub(dice.below(12)) as usize..states.len() - (number % 3).min(states.len());
        for (place, State { day, arr, end, status }) in states.iter().enumerate() {
            let status = match number % 5 {
                0 if pause.contains(&place) => "On hold",
                1 if place < 2 => "trial",
                _ => status,
            };
            writeln!(rows, "{id},{day},{},{end},{status},{}", arr / 12, if status == "Cancelled" { "x" } else { "" }).unwrap();
        }
    }
    for wrong in ["S001,2026-08-31,12x,2027-01-01,Active,", ",2026-08-31,12,2027-01-01,Active,", "S002,2026-08-31,12,soon,Active,"] {
        writeln!(rows, "{wrong}").unwrap();
    }
    let columns =
        [("who", "account_id"), ("seen", "date"), ("monthly", "mrr"), ("until", "contract_end"), ("how", "status"), ("lost", "is_lost")];
    told(dir, "states", "subscriptions", &columns, &rows)
}

/// Deals whose fate stands in flags, among them some that are no renewals.
pub(crate) fn flagged(dir: &Path) -> PathBuf {
    let (mut rows, mut dice, mut number) = (String::new(), Dice(37), 0);
    for (id, states) in lives() {
        for pair in states.windows(2).filter(|pair| pair[0].end != pair[1].end) {
            number += 1;
            let [before, after] = pair else { unreachable!("windows of two") };
            let (kind, title) = [
                ("Renewal", ""),
                ("Existing Business", "Renewal 2026"),
                ("Existing Business", "Upsell seats"),
                ("", "Renewal"),
                ("New Business", ""),
                ("Bestandskunde", ""),
            ][dice.below(6) as usize];
            let pipeline = ["Renewals", "Sales", ""][dice.below(3) as usize];
            let flag = ["", "", "", "yes", "no"][dice.below(5) as usize];
            let ((closed, won, lost), words) = [
                (("1", "1", ""), ["", "Closed Won", "Active"]),
                (("", "", "0"), ["", "Active", ""]),
                (("1", "0", ""), ["", "churned", ""]),
                (("1", "", "1"), ["", "Closed Lost", "churned"]),
                (("0", "", ""), ["", "Negotiation", ""]),
            ][dice.below(5) as usize];
            let word = words[dice.below(3) as usize];
            let may_be_lost = won != "1" && lost != "0" && dice.one_in(3);
            let left = if may_be_lost { (before.end - Days::new(dice.below(60))).to_string() } else { String::new() };
            writeln!(
                rows,
                "D{number},{id},{},{kind},{title},{pipeline},{flag},{closed},{won},{lost},{left},{word},{},{}",
                before.end, before.arr, after.arr
            )
            .unwrap();
        }
    }
    for wrong in [
        "X1,S001,2026-08-01,Renewal,,,,perhaps,,,,,1,1",
        "X2,S002,soon,Renewal,,,,1,1,,,,1,1",
        "X3,,2026-08-01,Renewal,,,,1,1,,,,1,1",
        "X4,S003,9999-12-31,Renewal,,,,1,1,,,,1,1",
        "X6,S005,2019-08-01,Renewal,,,,,,,,,1,1",
    ] {
        writeln!(rows, "{wrong}").unwrap();
    }
    let columns = [
        ("deal", "renewal_id"),
        ("who", "account_id"),
        ("ends", "due_date"),
        ("kind", "type"),
        ("title", "deal_name"),
        ("pipe", "pipeline"),
        ("renews", "is_renewal"),
        ("closed", "is_closed"),
        ("won", "is_won"),
        ("lost", "is_lost"),
        ("left_on", "loss_date"),
        ("word", "outcome"),
        ("was", "arr_before"),
        ("became", "arr_after"),
    ];
    told(dir, "flagged", "renewals", &columns, &rows)
}

/// The same where no column is an outcome, and none says which deals are renewals.
pub(crate) fn won_or_lost(dir: &Path) -> PathBuf {
    let data = flagged(&dir.join("bare"));
    let file = data.join(mapping::FILE_NAME);
    let said = fs::read_to_string(&file).unwrap();
    let without = ["word = ", "lost = ", "title = ", "pipe = ", "renews = ", "left_on = "];
    let (ignored, said): (Vec<&str>, Vec<&str>) = said.lines().partition(|line| without.iter().any(|start| line.starts_with(start)));
    let ignored: Vec<String> = ignored.iter().map(|line| format!("{}= \"ignore\"", line.split('=').next().unwrap())).collect();
    fs::write(file, format!("{}\n{}\n", said.join("\n"), ignored.join("\n"))).unwrap();
    data
}

/// Every shape, with the name of its schema.
fn shapes(dir: &Path) -> [(&'static str, PathBuf); 5] {
    [
        ("retro_spells", spells(dir)),
        ("retro_terms", terms(dir)),
        ("retro_states", states(dir)),
        ("retro_flagged", flagged(dir)),
        ("retro_won", won_or_lost(dir)),
    ]
}

/// As of today, of a segment, and as of a day that the data go beyond.
fn assert_same_shape(client: &Warehouse, mapping: &Path, data: &Path) {
    let earlier = ScopeRequest { as_of: day("2026-02-10"), ..request(None, "2026-Q1") };
    for asked in [request(None, "2026-Q3"), request(Some("growth"), "2026-Q3"), earlier] {
        let said = assert_same(client, mapping, data, &asked);
        assert!(said[2].len() >= 2, "the data are rough: {:?}", said[2]);
    }
}

#[test]
#[ignore = "needs duckdb"]
fn duckdb_gives_the_same_facts_of_every_shape() {
    let dir = folder(&[]);
    for (name, data) in shapes(dir.path()) {
        eprintln!("{name}");
        let (client, mapping) = in_duckdb(dir.path(), &data);
        assert_same_shape(&client, &mapping, &data);
    }
}

#[test]
#[ignore = "needs PostgreSQL"]
fn postgresql_gives_the_same_facts_of_every_shape() {
    let dir = folder(&[]);
    for (name, data) in shapes(dir.path()) {
        eprintln!("{name}");
        let (client, mapping) = in_postgresql(dir.path(), &data, name, &[]);
        assert_same_shape(&client, &mapping, &data);
    }
}
