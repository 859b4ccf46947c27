//! Tables that stand below one another on a sheet, or side by side, each with its own headings: tables of their own.

use std::ops::Range;

use super::Sheet;
use crate::compile::read::formats::push_bytes;
use crate::compile::read::record::{Record, Records, cells};
use crate::compile::read::separators::Marks;
use crate::compile::read::values::date::DateForm;
use crate::compile::understand::infer::loose_number;

/// Fewer names head no table.
const FEWEST_NAMES: usize = 3;
/// Tables side by side share so many.
const FEWEST_SHARED: usize = 2;

/// A row that is not empty: where it begins, and its values.
type Line = (usize, Vec<String>);

/// The sheet, or each of its tables, called after the line above it.
pub(super) fn of(sheet: Sheet) -> Vec<Sheet> {
    beside_one_another(&sheet).unwrap_or_else(|| vec![sheet]).into_iter().flat_map(below_one_another).collect()
}

/// Tables of the same columns that stand side by side, an empty column between them.
fn beside_one_another(sheet: &Sheet) -> Option<Vec<Sheet>> {
    let lines = cells(&sheet.records, b',');
    let width = lines.iter().map(|(_, row)| row.len()).max()?;
    let is_empty = |column: usize| lines.iter().all(|(_, row)| row.get(column).is_none_or(String::is_empty));
    let mut groups: Vec<Range<usize>> = Vec::new();
    for column in (0..width).filter(|column| !is_empty(*column)) {
        match groups.last_mut() {
            Some(group) if group.end == column => group.end += 1,
            _ => groups.push(column..column + 1),
        }
    }
    let part = |row: &[String], group: &Range<usize>| row.iter().take(group.end).skip(group.start).cloned().collect::<Vec<String>>();
    let names = |row: &[String]| groups.iter().map(|group| part(row, group)).collect::<Vec<_>>();
    let is_of_all = |names: &Vec<Vec<String>>| {
        names.iter().all(|names| is_heading(names))
            && names[1..]
                .iter()
                .all(|others| others.iter().filter(|name| !name.is_empty() && names[0].contains(name)).count() >= FEWEST_SHARED)
    };
    if groups.len() < 2 {
        return None;
    }
    let at = lines.iter().position(|(_, row)| is_of_all(&names(row)))?;
    let title = |group: &Range<usize>, number: usize| {
        let above = at.checked_sub(1).and_then(|above| part(&lines[above].1, group).into_iter().find(|cell| !cell.is_empty()));
        above.unwrap_or_else(|| (number + 1).to_string())
    };
    let one = |(number, group): (usize, &Range<usize>)| Sheet {
        name: format!("{}/{}", sheet.name, title(group, number)),
        records: of_columns(&sheet.records, group.clone()),
    };
    Some(groups.iter().enumerate().map(one).collect())
}

fn below_one_another(sheet: Sheet) -> Vec<Sheet> {
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
    let width =
        cells(records, b',').iter().filter_map(|(_, row)| row.iter().rposition(|cell| !cell.is_empty())).max().map_or(0, |last| last + 1);
    of_columns(records, 0..width)
}

/// The rows with some of their columns; what is empty there stays a line, so that rows keep their numbers.
fn of_columns(records: &[u8], columns: Range<usize>) -> Vec<u8> {
    let marks = Marks::of(records, b',');
    let (mut all, mut record, mut out, mut at) = (Records::new(records, &marks), Record::default(), Vec::new(), None);
    while all.next_into(&mut record) {
        // Empty lines are numbered as well; each line before this one ends in one mark.
        let ends = memchr::memchr_iter(b'\n', &records[at.unwrap_or(0)..record.start]).count();
        out.resize(out.len() + ends.saturating_sub(usize::from(at.is_some())), b'\n');
        at = Some(record.start);
        let of_row = columns.start..columns.end.min(record.width());
        if of_row.clone().any(|column| record.field(records, column).is_some_and(|value| !value.is_empty())) {
            of_row.for_each(|column| push_bytes(&mut out, &record.field(records, column).unwrap_or_default()));
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
    fn tables_side_by_side_are_apart() {
        let text = "July,,,,August,,\nCustomer,Due,ARR,,Customer,Due,ARR\nA,2026-07-01,5,,B,2026-08-01,7\n,,,,C,2026-08-02,8\n";
        let names: Vec<(String, String)> = parts(text);
        assert_eq!(
            names,
            [
                ("S/July".to_owned(), "July,,\nCustomer,Due,ARR\nA,2026-07-01,5\n\n".to_owned()),
                ("S/August".to_owned(), "August,,\nCustomer,Due,ARR\nB,2026-08-01,7\nC,2026-08-02,8\n".to_owned())
            ]
        );
        for one in
            ["Customer,Due,ARR,,Note,By,When\nA,2026-07-01,5,,x,Ana,2026-07-01\n", "Customer,Due,,ARR,Outcome\nA,2026-07-01,,5,Renewed\n"]
        {
            assert_eq!(parts(one).len(), 1, "{one}");
        }
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
