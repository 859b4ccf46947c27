//! Customers over time: they renew early, late, higher, lower or not at all, vanish, come back, and some rows are wrong.

use std::fmt::Write as _;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::*;
use crate::compile::timeline::snapshots::end_of_month;

const ACCOUNTS: u32 = 120;

/// The same throws every time.
pub(super) struct Dice(pub u64);

impl Dice {
    pub(crate) fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    pub(crate) fn one_in(&mut self, sides: u64) -> bool {
        self.below(sides) == 0
    }
}

/// A customer at the end of a month.
pub(super) struct State {
    pub day: NaiveDate,
    pub arr: u64,
    pub end: NaiveDate,
    pub status: &'static str,
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// One customer from its first month to the last that anybody wrote.
fn life(dice: &mut Dice) -> Vec<State> {
    let mut month = end_of_month(day("2022-01-31") + Months::new(dice.below(40) as u32));
    let term = [6, 12, 12, 12, 24, 36][dice.below(6) as usize];
    let mut end = month + Months::new(term) - Days::new(dice.below(28));
    let (mut arr, mut states) = (1_000 + dice.below(9_000), Vec::new());
    while month <= day("2026-10-31") {
        let is_due = end <= month;
        let is_lost = is_due && dice.one_in(4) || dice.one_in(70);
        if is_lost && !dice.one_in(4) {
            let status = if dice.one_in(3) { "Cancelled" } else { "" };
            let (away, is_silent) = (1 + dice.below(4), dice.one_in(3));
            for _ in 0..away {
                // Nobody writes a row of some who are away.
                if !is_silent {
                    states.push(State { day: month, arr: if status.is_empty() { 0 } else { arr }, end, status });
                }
                month = end_of_month(month + Days::new(1));
            }
            if !dice.one_in(3) {
                return states;
            }
            // They are back, within the grace or after it.
            end = end.max(month) + Months::new(term);
        } else if is_lost {
            return states;
        } else if is_due {
            // Some contracts run on for a while before anybody writes down the next end.
            if !dice.one_in(5) {
                end = end + Months::new(term);
            }
            arr = arr * (80 + dice.below(50)) / 100 + 1;
        }
        states.push(State { day: month, arr, end, status: "Active" });
        month = end_of_month(month + Days::new(1));
    }
    states
}

pub(super) fn lives() -> Vec<(String, Vec<State>)> {
    let mut dice = Dice(7);
    let mut any = || std::iter::repeat_with(|| life(&mut dice)).find(|states| !states.is_empty()).unwrap();
    (1..=ACCOUNTS).map(|number| (format!("S{number:03}"), any())).collect()
}

/// What stands beside the subscriptions.
pub(super) fn beside(data: &Path, lives: &[(String, Vec<State>)]) {
    fs::create_dir_all(data).unwrap();
    let mut dice = Dice(11);
    let mut accounts = "account_id,account,segment,product,geo,persona,cs_owner,industry\n".to_owned();
    let mut reasons =
        "account_id,date,reason_code,secondary_reasons,competitor,note\nS001,nie,price,,,\nGHOST,2026-08-01,price,,,\n".to_owned();
    let mut health = "account_id,week,score\nS001,2026-08-01,gut\nGHOST,2026-08-01,50\n".to_owned();
    let mut usage = "account_id,week,events\nS002,2026-08-01,many\n,2026-08-01,5\n".to_owned();
    let mut notes = "account_id,date,author,note\nS003,2026-02-30,Ana,bad day\nGHOST,2026-08-01,Ana,who?\n".to_owned();
    let mut plays = "account_id,play,date,risk_before\nS004,Odd,2026-07-01,purple\n".to_owned();
    for (number, (id, states)) in lives.iter().enumerate() {
        // Some stand in no table but the subscriptions.
        if number % 17 != 3 {
            let segment = ["enterprise", "growth", "scale"][number % 3];
            writeln!(accounts, "{id},Customer {id},{segment},Core,EMEA,CFO,Ana,Retail").unwrap();
        }
        let last = states.last().unwrap();
        for _ in 0..dice.below(3) {
            let on = last.day + Days::new(dice.below(160)) - Days::new(110);
            writeln!(reasons, "{id},{on},price,,Rival,Said on {on}").unwrap();
        }
        let mut week = day("2024-01-01") + Days::new(dice.below(7));
        while week <= day("2026-11-20") {
            writeln!(health, "{id},{week},{}", 20 + dice.below(80)).unwrap();
            writeln!(usage, "{id},{week},{}", dice.below(500)).unwrap();
            if dice.one_in(12) {
                writeln!(notes, "{id},{week},Ana,Spoke on {week}").unwrap();
            }
            if dice.one_in(20) {
                let risk = ["", "low", "high"][dice.below(3) as usize];
                writeln!(plays, "{id},Early call,{week},{risk}").unwrap();
            }
            week = week + Days::new(7 + dice.below(3));
        }
    }
    for (table, text) in
        [("accounts", accounts), ("reasons", reasons), ("health", health), ("usage", usage), ("notes", notes), ("plays", plays)]
    {
        fs::write(data.join(format!("{table}.csv")), text).unwrap();
    }
}

/// One row for each customer and month, two for some, and some rows twice. Nothing is read from the last column.
pub(crate) fn snapshots(dir: &Path) -> PathBuf {
    let (data, lives) = (dir.join("snapshots"), lives());
    beside(&data, &lives);
    let mut rows = "account_id,date,arr,contract_end,status,seats,product,currency,list_price_per_seat,net_price_per_seat,leg\n".to_owned();
    for (number, (id, states)) in lives.iter().enumerate() {
        for State { day, arr, end, status } in states {
            let seats = 1 + arr / 100;
            let row = |arr: String, seats: u64, leg: &str| {
                format!("{id},{day},{arr},{end},{status},{seats},Core,USD,120,{},{leg}\n", 90 + day.year() - 2020)
            };
            match number % 8 {
                // Several subscriptions of one customer are one, equal ones too; the same row is there once.
                1 => rows += &(row((arr / 2).to_string(), seats, "a") + &row((arr / 2).to_string(), seats, "b")),
                2 if day.day() == 30 => rows += &row(arr.to_string(), seats, "").repeat(1 + number % 3),
                5 => rows += &(row((arr / 3).to_string(), seats / 2, "") + &row((arr - arr / 3).to_string(), seats, "")),
                6 => rows += &row(format!("\"${},{:03}.50\"", arr / 1000, arr % 1000).replace("$0,000.50", "0"), seats, ""),
                _ => rows += &row(arr.to_string(), seats, ""),
            }
        }
    }
    for wrong in [
        "S001,2026-08-31,12x,2027-01-01,Active,1,,USD,,",
        "S002,2026-08-31,100,2026-02-30,Active,1,,USD,,",
        "S003,2026-08-31,100,2027-01-01,Active,many,,USD,,",
        "S004,2026-08-31,100,2027-01-01,Active,1,,USD,cheap,",
        "S005,soon,100,2027-01-01,Active,1,,USD,,",
        ",2026-08-31,100,2027-01-01,Active,1,,USD,,",
        "S006,,100,2027-01-01,Active,1,,USD,,",
        "s-007,2021-12-31,-,2022-08-01,Active,1,,USD,,",
        "s-008,2026-11-04,n/a,,,,,,,",
    ] {
        writeln!(rows, "{wrong},").unwrap();
    }
    fs::write(data.join("subscriptions.csv"), rows).unwrap();
    fs::write(data.join(mapping::FILE_NAME), "[files.\"subscriptions.csv\"]\ntable = \"subscriptions\"\n").unwrap();
    data
}

/// The same with every row's leg named as a subscription of its own: half of a customer may be lost.
pub(crate) fn named_snapshots(dir: &Path) -> PathBuf {
    let data = snapshots(&dir.join("named"));
    let text = fs::read_to_string(data.join("subscriptions.csv")).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let mut dice = Dice(17);
    // Legs that are named end now and then while the others go on.
    let is_there = |row: &&str| !row.ends_with(",a") || row.contains(",Core,USD,120,9") && !dice.one_in(5);
    let rows: Vec<&str> = rows.lines().filter(is_there).collect();
    fs::write(data.join("subscriptions.csv"), format!("{header}\n{}\n", rows.join("\n"))).unwrap();
    let own: Vec<String> = header.split(',').filter(|name| *name != "leg").map(|name| format!("{name} = \"{name}\"\n")).collect();
    let mapping =
        "[files.\"subscriptions.csv\"]\ntable = \"subscriptions\"\n[files.\"subscriptions.csv\".columns]\nleg = \"subscription_id\"\n";
    fs::write(data.join(mapping::FILE_NAME), mapping.to_owned() + &own.concat()).unwrap();
    data
}

/// The same customers as what changed in a month, on some day of it.
pub(crate) fn movements(dir: &Path) -> PathBuf {
    let (data, lives, mut dice) = (dir.join("movements"), lives(), Dice(13));
    beside(&data, &lives);
    let mut rows = "who,moved_on,delta,until,kind\n".to_owned();
    for (id, states) in &lives {
        let (mut before, mut end) = (0, None);
        for state in states {
            let arr = if state.status == "Cancelled" { 0 } else { state.arr };
            if arr == before && end == Some(state.end) {
                continue;
            }
            let on = state.day - Days::new(dice.below(25));
            let until = if end == Some(state.end) { String::new() } else { state.end.to_string() };
            // Losses may be written without their sign where the kind tells them.
            let (change, kind) = match i64::try_from(arr).unwrap() - i64::try_from(before).unwrap() {
                loss if loss < 0 && dice.one_in(2) => (-loss, "Contraction"),
                change => (change, ["", "new", "expansion"][dice.below(3) as usize]),
            };
            writeln!(rows, "{id},{on},{change},{until},{kind}").unwrap();
            (before, end) = (arr, Some(state.end));
        }
    }
    for wrong in ["S001,2026-08-31,12x,", "S002,2026-02-30,100,", ",2026-08-31,100,", "S003,2026-08-31,100,soon", "S004,,1,"] {
        writeln!(rows, "{wrong},").unwrap();
    }
    fs::write(data.join("subscriptions.csv"), rows).unwrap();
    let columns = "who = \"account_id\"\nmoved_on = \"date\"\ndelta = \"mrr_change\"\nuntil = \"contract_end\"\nkind = \"movement_type\"\n";
    let mapping = format!(
        "grace_days = 45\n[files.\"subscriptions.csv\"]\ntable = \"subscriptions\"\n[files.\"subscriptions.csv\".columns]\n{columns}"
    );
    fs::write(data.join(mapping::FILE_NAME), mapping).unwrap();
    data
}
