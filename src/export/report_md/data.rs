//! What became of every row, and what to doubt.

use super::Source;
use crate::domain::quality::Reject;
use crate::export::markdown::{Document, Table, escape};
use crate::export::numbers::{counted, thousands};

pub fn write(doc: &mut Document, source: &Source) {
    let quality = &source.facts.quality;
    doc.heading(2, "Data quality");
    let mut table = Table::of_numbers(&["File", "Read", "Used", "Out of scope", "Rejected"]);
    for file in &quality.files {
        let counts = [file.read, file.used, file.out_of_scope, file.rejected].map(thousands);
        table.row(std::iter::once(escape(&file.name)).chain(counts));
    }
    doc.table(&table);
    if quality.issues.is_empty() && quality.rejects.is_empty() {
        doc.paragraph("Nothing in the data gave reason to doubt.");
    }
    for issue in &quality.issues {
        let arr = issue.arr.map_or_else(String::new, |arr| format!(" ({})", source.money(Some(arr))));
        doc.item(0, &format!("{}{arr}", escape(&issue.message)));
    }
    match source.session {
        _ if quality.rejects.is_empty() => {}
        Some(_) => {
            let rows = counted(quality.rejects.len() as u64, "rejected row stands", "rejected rows stand");
            doc.item(0, &format!("{rows} in rejects.csv, each with file, line, column, value and reason"));
        }
        None => rejects(doc, &quality.rejects),
    }
}

/// Rejected rows that are named where no file of them stands beside the report.
const MOST_REJECTS: usize = 20;

fn rejects(doc: &mut Document, rejects: &[Reject]) {
    let mut table = Table::of_words(&["File", "Line", "Column", "Value", "Reason"]);
    for reject in rejects.iter().take(MOST_REJECTS) {
        let texts = [&reject.column, &reject.value, &reject.reason].map(|text| escape(text));
        table.row([escape(&reject.file), reject.line_told()].into_iter().chain(texts));
    }
    doc.heading(3, "Rejected rows");
    doc.table(&table);
    if rejects.len() > MOST_REJECTS {
        let more = counted((rejects.len() - MOST_REJECTS) as u64, "more row", "more rows");
        doc.paragraph(&format!("{more}; a session's export writes all of them to rejects.csv."));
    }
}
