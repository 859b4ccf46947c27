//! CSV (RFC 4180): for spreadsheets, in which no cell is taken for a formula, and for other systems, which get every cell as it is.

mod losses;

use std::collections::HashMap;

use crate::domain::correction::Corrected;
use crate::domain::facts::Facts;
use crate::domain::quality::Reject;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::domain::text;

pub(crate) use losses::lost_accounts;

/// Every row that could not be used and why; `None` when all could.
pub(crate) fn rejects(rejects: &[Reject]) -> Option<Vec<u8>> {
    let row = |r: &Reject| vec![r.file.clone(), r.line_told(), r.column.clone(), r.value.clone(), r.reason.clone()];
    (!rejects.is_empty()).then(|| table(&["file", "line", "column", "value", "reason"], rejects.iter().map(row)))
}

/// A line for the source system of each field that the room knows better; `None` when there is none.
pub(crate) fn corrections(facts: &Facts) -> Option<Vec<u8>> {
    let head =
        ["renewal_id", "account", "field", "old_value", "new_value", "corrected_by", "corrected_at", "why", "source_file", "source_line"];
    let renewals: HashMap<&RenewalId, &Renewal> = facts.all().map(|renewal| (&renewal.id, renewal)).collect();
    let row = |corrected: &Corrected| {
        let correction = &corrected.correction;
        let renewal = renewals.get(&correction.renewal);
        let line = renewal.map_or(0, |renewal| renewal.origin.line);
        vec![
            correction.renewal.to_string(),
            renewal.map(|renewal| renewal.account.to_string()).unwrap_or_default(),
            corrected.field().key().into(),
            corrected.from.plain().unwrap_or_default(),
            correction.to.plain().unwrap_or_default(),
            correction.by.clone(),
            correction.at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            if corrected.is_coding() { "said in the retro".into() } else { correction.why.clone() },
            renewal.map(|renewal| renewal.origin.file.to_string()).unwrap_or_default(),
            if line == 0 { String::new() } else { line.to_string() },
        ]
    };
    (!facts.corrections.is_empty()).then(|| bare(&head, facts.corrections.iter().map(row)))
}

/// A table that people open: no cell of it is taken for a formula.
pub(crate) fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    bare(head, rows.map(|row| row.into_iter().map(text::harmless).collect()))
}

/// A table that another system reads in: every cell as it is.
pub(crate) fn bare(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory fails only on rows of different lengths, and all are made here.
    let _ = writer.write_record(head);
    for row in rows {
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// Without the mark at its beginning, Excel reads a file in the encoding of the country it is in.
pub(crate) fn for_spreadsheets(table: Vec<u8>) -> Vec<u8> {
    let mut marked = "\u{feff}".as_bytes().to_vec();
    marked.extend(table);
    marked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::corrected_facts;

    #[test]
    fn a_file_for_spreadsheets_says_its_encoding_and_one_for_programs_is_bare() {
        let head = &["name"];
        assert!(
            for_spreadsheets(table(head, ["Tomáš".to_owned()].into_iter().map(|name| vec![name]))).starts_with("\u{feff}name".as_bytes())
        );
        assert_eq!(bare(head, [vec!["=x".to_owned()]].into_iter()), b"name\r\n=x\r\n");
    }

    #[test]
    fn each_correction_is_a_line_for_the_source_system() {
        assert_eq!(corrections(&crate::export::fixture::facts()), None);
        let text = String::from_utf8(corrections(&corrected_facts()).unwrap()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let said = "Mara Ilves,2026-11-23T09:07:00Z,signed | late,renewals.csv,4";
        assert_eq!(lines[1], format!("R-3,Account R-3,outcome,churned,renewed,{said}"));
        assert_eq!(lines[2], format!("R-3,Account R-3,arr_after,0.00,42000.00,{said}"));
        let coded = "reason_code,,relationship.champion-left,Mara Ilves,2026-11-23T09:07:00Z,said in the retro";
        assert_eq!(lines[3], format!("R-3,Account R-3,{coded},renewals.csv,4"));
    }

    #[test]
    fn rejected_rows_are_listed_with_their_place() {
        assert_eq!(rejects(&[]), None);
        let reject = Reject {
            file: "renewals.csv".into(),
            line: 12,
            column: "due_date".into(),
            value: "2026-13-01".into(),
            reason: "no such month".into(),
        };
        let text = String::from_utf8(rejects(&[reject]).unwrap()).unwrap();
        assert_eq!(text, "file,line,column,value,reason\r\nrenewals.csv,12,due_date,2026-13-01,no such month\r\n");
    }
}
