//! What is told or asked of renewals: rows that share an id, and days of losses that lie before the contract's end.

use super::*;

const FIELDS: &str = "renewal_id,account,product,due_date,loss_date,outcome,arr_before,arr_after";

const OF_DEALS: &str = "renewal_id,account,due_date,closed_date,outcome,type,amount";
/// What was in force before is in no column: the deal before tells it, unless more was sold in between.
const DEALS: &str = "N1,Bay,2025-08-11,2025-08-09,won,new business,50\nN2,Cob,2025-08-12,2025-08-09,lost,new business,70\n\
    R1,Ash,2025-08-10,2025-08-01,won,renewal,100\nR2,Ash,2026-08-10,2026-08-01,won,renewal,140\nR3,Bay,2026-08-11,2026-08-02,lost,renewal,50\n\
    R4,Cob,2025-09-12,2025-09-01,won,renewal,70\nR5,Cob,2026-09-12,2026-09-01,won,renewal,80\nU1,Ash,2026-02-10,2026-02-09,won,upsell,30\n\
    U2,Cob,2026-02-11,2026-02-10,lost,upsell,30\n";

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
pub(crate) fn all(dir: &Path) -> Vec<PathBuf> {
    let ids = [LINES, TERMS, DOUBTFUL].concat();
    let kinds = [("lines", LINES), ("terms", TERMS), ("doubtful", DOUBTFUL), ("ids", &ids), ("left", LEFT), ("notices", NOTICES)];
    let kinds = kinds.map(|(name, rows)| (name, FIELDS, rows)).into_iter().chain([("deals", OF_DEALS, DEALS)]);
    let make = |(name, fields, rows): (&str, &str, &str)| {
        let data = dir.join(name);
        fs::create_dir(&data).unwrap();
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.sort_unstable();
        fs::write(data.join("renewals.csv"), format!("{fields}\n{}\n", rows.join("\n"))).unwrap();
        let said: String = fields.split(',').fold(String::new(), |said, field| said + &format!("{field} = \"{field}\"\n"));
        let mapping = format!("[files.\"renewals.csv\"]\ntable = \"renewals\"\n[files.\"renewals.csv\".columns]\n{said}");
        fs::write(data.join(mapping::FILE_NAME), mapping).unwrap();
        data
    };
    kinds.map(make).collect()
}
