//! Rows that share the id of a renewal: lines of a contract, its terms, repeats, and such as nothing tells apart.

use super::*;

const LINES: &str = "C1,Ash,Platform,2026-08-10,renewed,200,220\nC1,Ash,Analytics,2026-08-10,churned,150,0\n\
    C2,Bay,Platform,2026-08-11,renewed,50,50\nC1,Ash,Analytics,2026-08-10,churned,150,0\nC3,Elm,Platform,2026-09-12,open,70,\n";
const TERMS: &str = "C4,Fir,Platform,2025-08-10,renewed,100,110\nC4,Fir,Platform,2026-08-10,churned,110,0\n";
const DOUBTFUL: &str = "C5,Yew,Platform,2026-08-15,churned,90,0\nC5,Yew,Platform,2026-08-15,renewed,200,210\n";

/// The data of each kind, and of all together. Rows stand in the order in which they are pulled, which is that of the columns: a
/// relation has none of its own.
pub fn all(dir: &Path) -> [PathBuf; 4] {
    let all = [LINES, TERMS, DOUBTFUL].concat();
    [("lines", LINES), ("terms", TERMS), ("doubtful", DOUBTFUL), ("all", &all)].map(|(name, rows)| {
        let data = dir.join(name);
        fs::create_dir(&data).unwrap();
        let fields = ["renewal_id", "account", "product", "due_date", "outcome", "arr_before", "arr_after"];
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.sort_unstable();
        fs::write(data.join("renewals.csv"), format!("{}\n{}\n", fields.join(","), rows.join("\n"))).unwrap();
        let said = fields.map(|field| format!("{field} = \"{field}\"\n")).concat();
        let mapping = format!("[files.\"renewals.csv\"]\ntable = \"renewals\"\n[files.\"renewals.csv\".columns]\n{said}");
        fs::write(data.join(mapping::FILE_NAME), mapping).unwrap();
        data
    })
}
