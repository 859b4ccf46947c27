//! Tables that stand below one another on a sheet, each with its own headings: tables of their own.

use super::Sheet;
use crate::compile::read::formats::push_bytes;
use crate::compile::read::record::{Record, Records, cells};
use crate::compile::read::separators::Marks;
use crate::compile::read::values::date::DateForm;
use crate::compile::understand::infer::loose_number;

/// Fewer names head no table.
const FEWEST_NAMES: usize = 3;

/// A row that is not empty: where it begins, and its values.
type Line = (usize, Vec<String>);

/// The sheet, or each of its tables, called after the line above it.
pub(super) fn of(sheet: Sheet) -> Vec<Sheet> {
    let lines = cells(&sheet.records, b',');
    let starts = starts(&sheet.records, &lines);
    if starts.len() < 2 {
        return vec![sheet];
    }
    let place = |at: usize| if at == 0 { 0 } else { lines[at].0 };
    let ends = starts.iter().skip(1).map(|at| place(*at)).chain([sheet.records.len()]);
    let part = |(number, (at, end)): (usize, (&usize, usize))| {
        // Rows keep their numbers.
        let above = memchr::memchr_iter(b'\n', &sheet.records[..place(*at)]).count();
        let records = [&vec![b'\n'; above][..], &narrowed(&sheet.records[place(*at)..end])].concat();
        let title = title(&lines[*at].1).map_or_else(|| (number + 1).to_string(), ToOwned::to_owned);
        Sheet { name: format!("{}/{title}", sheet.name), records }
    };
    starts.iter().zip(ends).enumerate().map(part).collect()
}

/// The rows without the columns behind their own that another table of the sheet has.
fn narrowed(records: &[u8]) -> Vec<u8> {
    let marks = Marks::of(records, b',');
    let width =
        cells(records, b',').iter().filter_map(|(_, row)| row.iter().rposition(|cell| !cell.is_empty())).max().map_or(0, |last| last + 1);
    let (mut all, mut record, mut out, mut at) = (Records::new(records, &marks), Record::default(), Vec::new(), None);
    while all.next_into(&mut record) {
        // Empty lines are numbered as well; each line before this one ends in one mark.
        let ends = memchr::memchr_iter(b'\n', &records[at.unwrap_or(0)..record.start]).count();
        out.resize(out.len() + ends.saturating_sub(usize::from(at.is_some())), b'\n');
        at = Some(record.start);
        for column in 0..width.min(record.width()) {
            push_bytes(&mut out, &record.field(records, column).unwrap_or_default());
        }
        out.push(b'\n');
    }
    out
}

/// The lines that tables begin with: the first one, and each behind an empty line that is headings other than the first ones, or the title
/// above them.
fn starts(records: &[u8], lines: &[Line]) -> Vec<usize> {
    let mut starts = vec![0];
    let Some(first) = lines.iter().position(|(_, row)| is_heading(row)) else { return starts };
    for at in first + 1..lines.len() {
        // A line ends in one mark, an empty one before it in another.
        let is_apart = lines[at].0 > 1 && records[..lines[at].0].ends_with(b"\n\n");
        let heading = if title(&lines[at].1).is_some() { at + 1 } else { at };
        let heads = |at: usize| {
            let names = lines.get(at).map(|(_, row)| row).filter(|row| is_heading(row))?;
            let below = lines.get(at + 1).map(|(_, row)| row)?;
            (*names != lines[first].1 && below.iter().any(|cell| is_value(cell))).then_some(())
        };
        if is_apart && heads(heading).is_some() {
            starts.push(at);
        }
    }
    starts
}

/// Names and nothing else.
fn is_heading(row: &[String]) -> bool {
    let filled: Vec<&String> = row.iter().filter(|cell| !cell.is_empty()).collect();
    filled.len() >= FEWEST_NAMES && !filled.iter().any(|cell| is_value(cell))
}

fn is_value(cell: &str) -> bool {
    loose_number(cell).is_some() || DateForm::is_written(cell)
}

fn title(row: &[String]) -> Option<&str> {
    let mut filled = row.iter().filter(|cell| !cell.is_empty());
    match (filled.next(), filled.next()) {
        (Some(title), None) if !is_value(title) => Some(title),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<(String, String)> {
        let sheet = Sheet { name: "S".to_owned(), records: text.as_bytes().to_vec() };
        of(sheet).into_iter().map(|part| (part.name, String::from_utf8(part.records).unwrap().replace('"', ""))).collect()
    }

    #[test]
    fn tables_below_one_another_are_apart() {
        let text = "Renewed customers,,\nCustomer,Due,ARR\nA,2026-07-01,5\n\n\nChurned customers,,\nCustomer,CSM,Lost ARR\nB,Ana,7\n";
        let lost = "\n\n\n\n\nChurned customers,,\nCustomer,CSM,Lost ARR\nB,Ana,7\n";
        assert_eq!(
            parts(text),
            [
                ("S/Renewed customers".to_owned(), "Renewed customers,,\nCustomer,Due,ARR\nA,2026-07-01,5\n".to_owned()),
                ("S/Churned customers".to_owned(), lost.to_owned())
            ]
        );
        for one in [
            "Customer,Due,ARR\nA,2026-07-01,5\n\nCustomer,Due,ARR\nB,2026-07-01,7\n",
            "Customer,Due,ARR\nA,2026-07-01,5\n\nB,2026-07-01,7\n",
            "Title,,\n\nCustomer,Due,ARR\nA,2026-07-01,5\n",
            "Customer,Due,ARR\nA,2026-07-01,5\n\nTotal,,5\nMade by,Ana,today\n",
        ] {
            assert_eq!(parts(one).len(), 1, "{one}");
        }
    }
}
