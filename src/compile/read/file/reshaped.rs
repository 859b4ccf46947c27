//! Files whose rows are not lines: a table on its side, records of two lines, a key and its value on each line; and tables without a line
//! of headings. Small files are laid out anew as a whole.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use encoding_rs::UTF_8;

use super::{DataFile, Format};
use crate::compile::read::decode;
use crate::compile::read::formats::{push_field, push_line};
use crate::compile::read::record::cells;
use crate::compile::read::values::date::DateForm;
use crate::compile::schema::Field;
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer::loose_number;
use crate::compile::understand::names;
use crate::domain::text;
use crate::error::Result;

/// Larger files are laid out by programs, row by row.
const LARGEST: u64 = 4 << 20;

/// Lines of which the first gives the names, each with the line of the file that it begins in.
type Lines = Vec<(u64, Vec<String>)>;

/// How the lines of a file are rows, and what is told of it.
struct Shape {
    names: Vec<String>,
    rows: Lines,
    told: &'static str,
}

impl DataFile {
    /// Lays the file out anew where its rows are not its lines.
    pub(super) fn reshaped(self) -> Result<Self> {
        let is_small = self.input.size <= LARGEST && matches!(self.format, Format::Delimited { .. } | Format::Sheet(_));
        if !is_small || self.beside.is_some() || !self.may_be_otherwise() {
            return Ok(self);
        }
        let mut bytes = Vec::new();
        self.stored_rows(&Arc::new(AtomicU64::new(0)))?.read_to_end(&mut bytes).map_err(|e| decode::cannot(&self.input, e))?;
        let lines = lines(&bytes, self.written_delimiter());
        let shape = of_keys(&String::from_utf8_lossy(&bytes))
            .or_else(|| on_its_side(&lines))
            .or_else(|| in_two_lines(&lines, &self.header))
            .or_else(|| without_headings(&lines, &self));
        let Some(shape) = shape else { return Ok(self) };
        let format = Format::Laid(records(&shape).into(), shape.told);
        Ok(Self::look(self.input.clone(), Some(UTF_8), Some(b','), format)?.unwrap_or(self))
    }

    /// The first rows do not rule it out: most tables are told by them, and are not read a second time.
    fn may_be_otherwise(&self) -> bool {
        let is_first_empty = |row: &&Vec<String>| row.first().is_none_or(String::is_empty);
        let has_key = |row: &&Vec<String>| row.iter().any(|cell| cell.contains(':'));
        let rows = || self.sample.iter();
        let lies_on_its_side = self.sample.len() < MOST_KEYS;
        let goes_on = rows().filter(is_first_empty).count() >= FEWEST_RECORDS;
        let has_keys = rows().filter(has_key).count() * 2 > self.sample.len();
        let has_no_headings = self.header.iter().any(|name| is_day(name)) && self.header.iter().any(|name| is_amount(name));
        lies_on_its_side || goes_on || has_keys || has_no_headings
    }
}

fn lines(bytes: &[u8], delimiter: u8) -> Lines {
    let (mut line, mut at) = (1, 0);
    let numbered = |(start, cells): (usize, Vec<String>)| {
        line += memchr::memchr_iter(b'\n', &bytes[at..start]).count() as u64;
        at = start;
        (line, cells)
    };
    cells(bytes, delimiter).into_iter().map(numbered).collect()
}

fn records(shape: &Shape) -> Vec<u8> {
    let mut out = Vec::new();
    shape.names.iter().for_each(|name| push_field(&mut out, name));
    out.push(b'\n');
    for (line, row) in &shape.rows {
        (0..shape.names.len()).for_each(|column| push_field(&mut out, row.get(column).map_or("", String::as_str)));
        push_line(&mut out, *line);
    }
    out
}

fn is_day(cell: &str) -> bool {
    cell.len() >= 6 && DateForm::is_written(cell)
}

fn is_amount(cell: &str) -> bool {
    !is_day(cell) && loose_number(cell).is_some()
}

fn is_word(cell: &str) -> bool {
    !cell.is_empty() && !is_day(cell) && !is_amount(cell)
}

/// Nobody tells of more about a customer, on lines of their own.
const MOST_KEYS: usize = 60;
const FEWEST_KEYS: usize = 3;
const FEWEST_RECORDS: usize = 3;

/// A record is so many lines, each with a key before a colon and what it says behind it; records begin with the same key.
fn of_keys(text: &str) -> Option<Shape> {
    let filled: Vec<(u64, &str)> = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()).collect();
    let pairs: Vec<(u64, (&str, &str))> = filled.iter().filter_map(|(line, text)| Some((*line, pair(text)?))).collect();
    let first = pairs.first()?.1.0;
    let records = pairs.iter().filter(|(_, (key, _))| *key == first).count();
    let mut names: Vec<String> = Vec::new();
    for (_, (key, _)) in &pairs {
        if !names.iter().any(|name| name == key) && names.len() <= MOST_KEYS {
            names.push((*key).to_owned());
        }
    }
    let are_keys = (FEWEST_KEYS..=MOST_KEYS).contains(&names.len()) && records >= FEWEST_RECORDS && pairs.len() * 10 >= filled.len() * 9;
    if !are_keys || pairs.len() * 2 < records * names.len() {
        return None;
    }
    let mut rows = Lines::new();
    for (line, (key, said)) in pairs {
        if key == first {
            rows.push((line, vec![String::new(); names.len()]));
        }
        let (place, row) = (names.iter().position(|name| name == key)?, &mut rows.last_mut()?.1);
        said.clone_into(&mut row[place]);
    }
    Some(Shape { names, rows, told: "each line holds a name and its value, and records follow one another" })
}

/// `Renewal date: 2026-09-30`
fn pair(line: &str) -> Option<(&str, &str)> {
    let (key, said) = line.split_once(':')?;
    let (key, said) = (key.trim().trim_matches(['"', '*', '-', ' ']), said.trim().trim_matches('"').trim());
    (!key.is_empty() && key.chars().count() <= 40 && key.chars().any(char::is_alphabetic) && !key.contains([',', ';', '\t']))
        .then_some((key, said))
}

/// What the corner of a table on its side may be called.
const CORNERS: [&str; 8] = ["", "field", "attribute", "property", "item", "feld", "merkmal", "champ"];

/// A column a customer and a line a field: a line of days, one of amounts, and no column of either.
fn on_its_side(lines: &Lines) -> Option<Shape> {
    let (first, rest) = lines.split_first()?;
    let width = first.1.len();
    if !(FEWEST_KEYS..MOST_KEYS).contains(&rest.len()) || width < 4 || rest.iter().any(|(_, row)| row.len() != width) {
        return None;
    }
    let all = |row: &Vec<String>, is_one: fn(&str) -> bool| {
        let filled: Vec<&String> = row[1..].iter().filter(|cell| !cell.is_empty()).collect();
        filled.len() > 2 && filled.iter().all(|cell| is_one(cell))
    };
    let are_named = lines.iter().all(|(_, row)| is_word(&row[0]) || row[0].is_empty() && row == &first.1) && all(&first.1, is_word);
    let is_upright = (1..width).any(|column| rest.len() > 2 && rest.iter().all(|(_, row)| is_day(&row[column])));
    if !are_named || is_upright || !rest.iter().any(|(_, row)| all(row, is_day)) || !rest.iter().any(|(_, row)| all(row, is_amount)) {
        return None;
    }
    let mut names: Vec<String> = lines.iter().map(|(_, row)| row[0].clone()).collect();
    if CORNERS.contains(&text::fold(&names[0]).as_str()) {
        "Customer".clone_into(&mut names[0]);
    }
    let row = |column: usize| (first.0, lines.iter().map(|(_, row)| row[column].clone()).collect());
    Some(Shape { names, rows: (1..width).map(row).collect(), told: "the table lies on its side: each column is read as a row" })
}

/// Each record has a line that fills some of the columns and another one that fills the rest, its first one left empty.
fn in_two_lines(lines: &Lines, header: &[String]) -> Option<Shape> {
    let at = lines.iter().position(|(_, row)| row.as_slice() == header)?;
    let rows = &lines[at + 1..];
    let (goes_on, begins): (Vec<_>, Vec<_>) = rows.iter().partition(|(_, row)| row.first().is_none_or(String::is_empty));
    let is_filled =
        |lines: &[&(u64, Vec<String>)], column: usize| lines.iter().any(|(_, row)| row.get(column).is_some_and(|cell| !cell.is_empty()));
    let fills_rest = (0..header.len()).all(|column| !(is_filled(&goes_on, column) && is_filled(&begins, column)));
    let is_wanted = (0..header.len()).any(|column| is_filled(&goes_on, column));
    let alternate = rows
        .windows(2)
        .filter(|two| two[0].1.first().is_some_and(|cell| !cell.is_empty()) && two[1].1.first().is_none_or(String::is_empty));
    // A file whose first column is empty throughout has no second lines.
    if goes_on.len() < FEWEST_RECORDS
        || goes_on.len() > begins.len()
        || !fills_rest
        || !is_wanted
        || alternate.count() * 10 < begins.len() * 8
    {
        return None;
    }
    let mut out = Lines::new();
    for (line, row) in rows {
        match out.last_mut() {
            Some((_, record)) if row.first().is_none_or(String::is_empty) => {
                record.iter_mut().zip(row).filter(|(_, cell)| !cell.is_empty()).for_each(|(own, cell)| own.clone_from(cell));
            }
            _ => {
                let mut record = row.clone();
                record.resize(header.len(), String::new());
                out.push((*line, record));
            }
        }
    }
    Some(Shape { names: header.to_vec(), rows: out, told: "each record stands on two lines, which are read as one row" })
}

/// The first line is a row like the others: a day where they have days, an amount where they have amounts, and no name of anything.
fn without_headings(lines: &Lines, file: &DataFile) -> Option<Shape> {
    if !file.above.is_empty() || file.is_wide() || lines.len() < FEWEST_RECORDS + 1 {
        return None;
    }
    let (first, rest) = (&lines.first()?.1, &lines[1..]);
    let of_kind = |is_one: fn(&str) -> bool, column: usize| {
        let filled = || rest.iter().filter_map(|(_, row)| row.get(column)).filter(|cell| !cell.is_empty());
        filled().count() > 0 && filled().filter(|cell| is_one(cell)).count() * 10 >= filled().count() * 9
    };
    let is_alike = |(column, cell): (usize, &String)| match cell.as_str() {
        "" => true,
        cell if is_day(cell) => of_kind(is_day, column),
        cell if is_amount(cell) => of_kind(is_amount, column),
        _ => of_kind(is_word, column),
    };
    let is_below = |column: usize, cell: &String| rest.iter().any(|(_, row)| row.get(column) == Some(cell));
    let is_known = |(column, cell): (usize, &String)| {
        let heading = Heading::of(cell);
        !is_below(column, cell) && Field::ALL.iter().any(|field| names::standing(&heading, *field).is_some())
    };
    let has = |is_one: fn(&str) -> bool| first.iter().any(|cell| is_one(cell));
    let is_row = first.len() > 2 && has(is_day) && has(is_amount) && first.iter().enumerate().all(is_alike);
    (is_row && !first.iter().enumerate().any(is_known)).then(|| Shape {
        names: (1..=first.len()).map(|number| format!("Column {number}")).collect(),
        rows: lines.clone(),
        told: "the first line is a row like the others: there are no headings",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(shape: Option<Shape>) -> Vec<String> {
        let Some(Shape { names, rows, .. }) = shape else { return Vec::new() };
        let rows = rows.iter().map(|(line, row)| format!("{}|{line}", row.join(",")));
        [names.join(",")].into_iter().chain(rows).collect()
    }

    #[test]
    fn keys_and_values_line_by_line_are_records() {
        let text = "Customer: Acme, Inc\nDue: 2026-07-01\nARR: 5\n\nCustomer: Bolt\nDue: 2026-07-02\nARR: 7\nNote: late\n\nCustomer: Cora\nDue: 2026-08-02\nARR: 9\n";
        assert_eq!(
            table(of_keys(text)),
            ["Customer,Due,ARR,Note", "Acme, Inc,2026-07-01,5,|1", "Bolt,2026-07-02,7,late|5", "Cora,2026-08-02,9,|10"]
        );
        assert!(of_keys("Customer,Due\nAcme: x,2026-07-01\nBolt: y,2026-07-01\nCora: z,2026-07-01\n").is_none());
    }

    #[test]
    fn a_table_on_its_side_is_turned() {
        let text = b"Field,Acme,Bolt,Cora\nDue,2026-07-01,2026-07-02,2026-07-03\nARR,5,7,9\nOutcome,Renewed,Churned,Renewed\n";
        assert_eq!(
            table(on_its_side(&lines(text, b','))),
            ["Customer,Due,ARR,Outcome", "Acme,2026-07-01,5,Renewed|1", "Bolt,2026-07-02,7,Churned|1", "Cora,2026-07-03,9,Renewed|1"]
        );
        let upright = b"Customer,Due,ARR,Outcome\nAcme,2026-07-01,5,Renewed\nBolt,2026-07-01,5,Renewed\nCora,2026-07-01,5,Churned\n";
        assert!(on_its_side(&lines(upright, b',')).is_none());
    }

    #[test]
    fn records_of_two_lines_are_one_row() {
        let header: Vec<String> = ["Customer", "Due", "Old", "New"].map(str::to_owned).to_vec();
        let text = b"Customer,Due,Old,New\nAcme,2026-07-01,,\n,,5,6\nBolt,2026-07-02,,\n,,7,7\nCora,2026-07-03,,\n,,9,0\n";
        assert_eq!(
            table(in_two_lines(&lines(text, b','), &header)),
            ["Customer,Due,Old,New", "Acme,2026-07-01,5,6|2", "Bolt,2026-07-02,7,7|4", "Cora,2026-07-03,9,0|6"]
        );
        let bars = b"|Customer|Due|Old|\n|Acme|2026-07-01|5|\n|Bolt|2026-07-02|7|\n|Cora|2026-07-03|9|\n";
        assert!(in_two_lines(&lines(bars, b'|'), &["", "Customer", "Due", "Old", ""].map(str::to_owned)).is_none());
        let grouped = b"Customer,Due,Old,New\nAcme,2026-07-01,5,6\n,,5,6\nBolt,2026-07-02,7,7\n,,7,7\nCora,2026-07-03,9,0\n,,9,0\n";
        assert!(in_two_lines(&lines(grouped, b','), &header).is_none());
    }
}
