//! The sample with rows that are wrong or unusual, as it stands and spelled otherwise.

use std::fmt::Write as _;

use super::*;

/// Rows that are wrong in every way that must not matter to the others, and rows that are right but unusual.
const ROUGH: [(&str, &[&str]); 7] = [
    ("accounts", &["A0001,Twice,,,,,,", ",Nobody,growth,,,,,", "Q1,Quiet,growth,Core,EMEA,CFO,Ana,Retail"]),
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
            "X8,STRANGER,2026-08-04,2026-12-05,,renewed,100,12345678.5,USD",
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
pub(crate) fn rough_data(dir: &Path) -> PathBuf {
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
    ("notes", "excel", "", '.'),
    ("plays", "ymd", "%Y%m%d", '/'),
    ("tickets", "seconds", "%s", '-'),
];

/// Data that mean the same with dates in another order and ids that every table spells in its own way; what tells so
/// stands beside them.
pub(crate) fn spelled_otherwise(data: &Path) -> PathBuf {
    let other = data.with_file_name("other");
    fs::create_dir(&other).unwrap();
    fs::copy(data.join("accounts.csv"), other.join("accounts.csv")).unwrap();
    let mut mapping = String::new();
    for (table, form, format, mark) in OTHERWISE {
        let spell = |value: &str, column: &str| match value.get(..10).unwrap_or(value).parse::<chrono::NaiveDate>() {
            _ if column == "account_id" && value.len() > 1 => format!("{}{mark}{}", value[..1].to_lowercase(), &value[1..]),
            Ok(day) if column != "note" && form == "excel" => {
                format!("{}.5", (day - chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).num_days())
            }
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
