//! What became of every row, and what to doubt.

use super::Source;
use crate::domain::quality::{Quality, Reject};
use crate::telling::block::{Cell, Document, Table, data, own, told};
use crate::telling::figures::counted;

pub(crate) fn write(doc: &mut Document, source: &Source) {
    let quality = &source.facts.quality;
    doc.heading(2, "Data quality");
    let mut table = Table::of_numbers(["File", "Read", "Used", "Out of scope", "Rejected"]);
    for file in &quality.files {
        let counts = [file.read, file.used, file.out_of_scope, file.rejected].map(Cell::grouped);
        table.row(std::iter::once(data(&file.name).into()).chain(counts));
    }
    doc.table(table);
    let unread = quality.unread();
    if quality.issues.is_empty() && unread.is_empty() {
        doc.paragraph("Nothing in the data gave reason to doubt.");
    }
    for issue in &quality.issues {
        let arr = issue.arr.map_or_else(String::new, |arr| format!(" ({})", source.money(Some(arr))));
        doc.item(0, told(&issue.message).behind(issue.message.clone(), &issue.renewals) + own(arr));
    }
    match source.session {
        _ if unread.is_empty() => {}
        Some(_) => doc.item(0, own(format!("{} in rejects.csv, each with file, line, column, value and reason", stand(quality)))),
        None => rejects(doc, &unread, quality.rejects.is_empty()),
    }
}

/// `2 rejected rows and 1 value that could not be read stand`.
fn stand(quality: &Quality) -> String {
    match (quality.rejects.len(), quality.lost.len()) {
        (0, values) => counted(values, "value that could not be read stands", "values that could not be read stand"),
        (rows, 0) => counted(rows, "rejected row stands", "rejected rows stand"),
        (rows, values) => {
            let rows = counted(rows, "rejected row", "rejected rows");
            format!("{rows} and {} stand", counted(values, "value that could not be read", "values that could not be read"))
        }
    }
}

/// Rejected rows that are named where no file of them stands beside the report.
const MOST_REJECTS: usize = 20;

fn rejects(doc: &mut Document, rejects: &[Reject], are_values: bool) {
    let mut table = Table::of_words(["File", "Line", "Column", "Value", "Reason"]);
    for reject in rejects.iter().take(MOST_REJECTS) {
        let texts = [&reject.column, &reject.value, &reject.reason].map(|text| Cell::from(data(text)));
        table.row([data(&reject.file).into(), Cell::own(reject.line_told())].into_iter().chain(texts));
    }
    doc.heading(3, if are_values { "Values that could not be read" } else { "Rejected rows" });
    doc.table(table);
    if rejects.len() > MOST_REJECTS {
        let more = counted(rejects.len() - MOST_REJECTS, "more row", "more rows");
        doc.paragraph(own(format!("{more}; a session's export writes all of them to rejects.csv.")));
    }
}
