//! What is told or asked of renewals: rows that share an id, and days of losses that lie before the contract's end.

use super::*;

const FIELDS: &str = "renewal_id,account,product,due_date,loss_date,outcome,arr_before,arr_after";

const LINES: &str = "C1,Ash,Platform,2026-08-10,,renewed,200,220\nC1,Ash,Analytics,2026-08-10,,churned,150,0\n\
    C2,Bay,Platform,2026-08-11,,renewed,50,50\nC1,Ash,Analytics,2026-08-10,,churned,150,0\nC3,Elm,Platform,2026-09-12,,open,70,\n";
const TERMS: &str = "C4,Fir,Platform,2025-08-10,,renewed,100,110\nC4,Fir,Platform,2026-08-10,,churned,110,0\n";
const DOUBTFUL: &str = "C5,Yew,Platform,2026-08-15,,renewed,200,210\nC5,Yew,Platform,2026-08-15,,churned,90,0\n";
const LEFT: &str = "C6,Oak,Platform,2026-12-15,2026-08-15,churned,200,0\nC7,Ivy,Platform,2026-09-15,2026-01-15,churned,200,0\n\
    C8,Rue,Platform,2026-09-15,,renewed,200,200\n";
const NOTICES: &str = "D1,Box,Platform,2026-09-30,2026-06-15,churned,90,0\nD2,Cob,Platform,2026-08-31,2026-05-20,churned,80,0\n\
    D3,Dog,Platform,2026-10-31,2026-08-01,churned,70,0\nD4,Eel,Platform,2026-09-01,,renewed,60,66\n";

/// The data of each kind, and of all about ids together. Rows stand in the order in which they are pulled, which is that of the
/// columns: a relation has none of its own.
pub fn all(dir: &Path) -> Vec<PathBuf> {
    let ids = [LINES, TERMS, DOUBTFUL].concat();
    let kinds = [("lines", LINES), ("terms", TERMS), ("doubtful", DOUBTFUL), ("ids", &ids), ("left", LEFT), ("notices", NOTICES)];
    let make = |(name, rows): (&str, &str)| {
        let data = dir.join(name);
        fs::create_dir(&data).unwrap();
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.sort_unstable();
        fs::write(data.join("renewals.csv"), format!("{FIELDS}\n{}\n", rows.join("\n"))).unwrap();
        let said: String = FIELDS.split(',').fold(String::new(), |said, field| said + &format!("{field} = \"{field}\"\n"));
        let mapping = format!("[files.\"renewals.csv\"]\ntable = \"renewals\"\n[files.\"renewals.csv\".columns]\n{said}");
        fs::write(data.join(mapping::FILE_NAME), mapping).unwrap();
        data
    };
    kinds.into_iter().map(make).collect()
}
