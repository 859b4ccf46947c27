//! A file's first bytes: which delimiter it has, where its header stands, and its first rows.

use memchr::{memchr, memchr_iter};

use crate::compile::read::formats::NO_VALUE;
use crate::compile::read::formats::wide::Series;
use crate::compile::read::record::{Record, Records};
use crate::compile::read::separators::Marks;
use crate::compile::read::values::date::DateForm;
use crate::domain::text;

/// Delimiters that are tried, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Rows looked at to tell how values are written.
pub(crate) const SAMPLE_ROWS: usize = 1_000;

/// Rows among which the header is looked for.
const TITLE_ROWS: usize = 20;

/// What the first bytes of a file hold.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// Column names, cleaned and trimmed.
    pub header: Vec<String>,
    pub header_line: u64,
    /// Records before the header.
    pub skipped: usize,
    /// What stands in them, but for what names the delimiter.
    pub above: Vec<String>,
    /// The first rows below the header.
    pub sample: Vec<Vec<String>>,
}

impl Head {
    /// The head of `bytes`. Without `has_titles` the first row is the header.
    pub(crate) fn of(bytes: &[u8], delimiter: u8, has_titles: bool) -> Self {
        let marks = Marks::of(bytes, delimiter);
        let mut records = Records::new(bytes, &marks);
        let mut record = Record::default();
        let (mut rows, mut starts) = (Vec::new(), Vec::new());
        while rows.len() <= SAMPLE_ROWS && records.next_into(&mut record) {
            // A cell without a value to read tells nothing about its column; its row is rejected later.
            let value = |i| record.field(bytes, i).filter(|value| value.first() != Some(&NO_VALUE));
            let field = |i| value(i).map(|value| text::line(&String::from_utf8_lossy(&value))).unwrap_or_default();
            rows.push((0..record.width()).map(field).collect::<Vec<String>>());
            starts.push(record.start);
        }
        if rows.is_empty() {
            return Self::default();
        }
        let named = usize::from(has_titles && rows.len() > 1 && named_delimiter(bytes).is_some());
        let two_rows = if has_titles { two_rows_of_names(&rows[named..]) } else { None };
        let at = two_rows.as_ref().map(|(at, _)| at + 1);
        let skipped = named + at.unwrap_or_else(|| if has_titles { header_at(&rows[named..]) } else { 0 });
        let sample = rows.split_off(skipped + 1);
        let mut header = rows.pop().unwrap_or_default();
        if let Some((_, names)) = two_rows {
            rows.pop();
            header = names;
        }
        let header_line = 1 + memchr_iter(b'\n', &bytes[..starts[skipped]]).count() as u64;
        let told = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ");
        Self { header, header_line, skipped, above: rows[named..].iter().map(told).collect(), sample }
    }
}

/// The delimiter that a first line `sep=;` names, as Excel takes it.
pub(crate) fn named_delimiter(bytes: &[u8]) -> Option<u8> {
    let line = &bytes[..memchr(b'\n', bytes).unwrap_or(bytes.len())];
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [name @ .., b'=', delimiter] if name.eq_ignore_ascii_case(b"sep") && can_delimit(*delimiter) => Some(*delimiter),
        _ => None,
    }
}

fn can_delimit(byte: u8) -> bool {
    byte == b'\t' || (byte.is_ascii_punctuation() && byte != b'"')
}

/// The place of the header: the first row of names that is as full as most of those that follow. Titles above it fill at
/// most half as many cells; where rows do that are no titles, the first row is the header.
fn header_at(rows: &[Vec<String>]) -> usize {
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
    let usual = |mut sizes: Vec<usize>| {
        sizes.sort_unstable();
        sizes.get(sizes.len() / 2).copied().unwrap_or(0)
    };
    let is_header = |at: usize| {
        let following = || rows[at + 1..].iter().take(TITLE_ROWS);
        let (cells, usual_cells) = (filled(&rows[at]), usual(following().map(filled).collect()));
        // The first column of the first row may be without a name, as numbered rows are written.
        let is_first = at == 0 && cells + 1 >= usual_cells && rows[at].len() >= usual(following().map(Vec::len).collect());
        // So may that of customers above a column a period, in a report with titles.
        let is_of_periods =
            || cells + 1 >= usual_cells && rows[at].first().is_some_and(String::is_empty) && Series::of(&rows[at], None).is_some();
        // ... and that of the numbers of rows.
        let is_numbered = || {
            let number = |row: &Vec<String>| row.first().is_some_and(|cell| cell.parse::<u32>().is_ok());
            cells > 2 && cells + 1 >= usual_cells && rows[at].first().is_some_and(String::is_empty) && following().all(number)
        };
        cells > 1 && (cells >= usual_cells || is_first || is_of_periods() || is_numbered()) && are_headings(&rows[at])
    };
    let Some(at) = (0..rows.len().min(TITLE_ROWS)).find(|at| is_header(*at)) else { return 0 };
    let are_titles = rows[..at].iter().all(|row| filled(row) * 2 <= filled(&rows[at]));
    if are_titles { at } else { 0 }
}

/// Names in two rows, one above the other, as merged cells are stored: `Amounts` above `Before` and `After`. Neither row is full, both
/// together are; gives the place of the upper one and what they say together.
fn two_rows_of_names(rows: &[Vec<String>]) -> Option<(usize, Vec<String>)> {
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
    let at = (0..rows.len().min(TITLE_ROWS).saturating_sub(2)).find(|at| filled(&rows[*at]) > 2)?;
    let (upper, lower, below) = (&rows[at], &rows[at + 1], &rows[at + 2]);
    let width = below.len();
    let cell = |row: &'_ Vec<String>, column: usize| row.get(column).cloned().unwrap_or_default();
    let are_names = |row: &Vec<String>| row.iter().all(|cell| is_name(cell));
    let is_of_values = below.iter().any(|cell| !cell.is_empty() && !is_name(cell));
    let has_gap = |row: &Vec<String>, other: &Vec<String>| (0..width).any(|c| cell(row, c).is_empty() && !cell(other, c).is_empty());
    if !are_names(upper) || !are_names(lower) || !is_of_values || filled(lower) < 2 || !has_gap(upper, lower) || !has_gap(lower, upper) {
        return None;
    }
    let (mut names, mut group) = (Vec::new(), String::new());
    for column in 0..width {
        let (above, own) = (cell(upper, column), cell(lower, column));
        // A name above goes on over the cells beside it that have one below.
        if !above.is_empty() || own.is_empty() {
            group.clone_from(&above);
        }
        names.push([group.clone(), own].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" "));
    }
    names.iter().zip(below).all(|(name, value)| !name.is_empty() || value.is_empty()).then_some((at, names))
}

/// Names, or periods of a wide table beside names.
fn are_headings(row: &[String]) -> bool {
    if row.iter().all(|cell| is_name(cell)) {
        return true;
    }
    let is_heading = |series: Series| row.iter().enumerate().all(|(column, cell)| series.holds(column) || is_name(cell));
    Series::of(row, None).is_some_and(is_heading)
}

/// Neither a number nor a date.
fn is_name(cell: &str) -> bool {
    let is_number = cell.bytes().any(|b| b.is_ascii_digit()) && !cell.chars().any(char::is_alphabetic);
    let is_date = || [DateForm::DayFirst, DateForm::MonthFirst].iter().any(|form| form.read(cell.as_bytes()).is_some());
    !is_number && !is_date()
}

/// The delimiter under which the most rows are as wide as most are, the widest winning.
pub(crate) fn delimiter_of(bytes: &[u8]) -> u8 {
    let score = |delimiter: u8| {
        let marks = Marks::of(bytes, delimiter);
        let (mut records, mut record, mut widths) = (Records::new(bytes, &marks), Record::default(), vec![]);
        while widths.len() < 50 && records.next_into(&mut record) {
            widths.push(record.width());
        }
        let alike = |width: usize| widths.iter().filter(|w| **w == width).count();
        // Of widths that are as frequent, the first row's.
        let usual = widths.iter().rev().copied().max_by_key(|width| alike(*width)).unwrap_or(0);
        (if usual > 1 { alike(usual) * 100 / widths.len() } else { 0 }, usual)
    };
    let mut best = (DELIMITERS[0], score(DELIMITERS[0]));
    for delimiter in &DELIMITERS[1..] {
        let found = score(*delimiter);
        if found > best.1 {
            best = (*delimiter, found);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_makes_even_rows() {
        assert_eq!(delimiter_of(b"a,b,c\n1,2,3\n"), b',');
        assert_eq!(delimiter_of(b"a;b\n1,5;2,5\n1,7;2\n"), b';');
        assert_eq!(delimiter_of(b"a\tb, c\n1\t2\n"), b'\t');
        assert_eq!(delimiter_of(b"a|b|c\n1|2|3, 4\n"), b'|');
        assert_eq!(delimiter_of(b"only\none\n"), b',');
        assert_eq!(delimiter_of(b"Renewals, by quarter\n\na;b;c\n1;2;3\n4;5;6\n"), b';');
    }

    #[test]
    fn a_named_delimiter_is_a_mark() {
        let named = |line: &[u8]| named_delimiter(&[line, b"\r\na;b\r\n"].concat());
        assert_eq!((named(b"sep=;"), named(b"\"sep=|\""), named(b"SEP=\t")), (Some(b';'), Some(b'|'), Some(b'\t')));
        for other in [&b"sep="[..], b"sep=\0", b"sep=\"", b"sep=a", b"step=;", b"sep=;;", b""] {
            assert_eq!(named(other), None, "{other:?}");
        }
    }

    fn header(text: &str) -> (String, u64, Vec<String>) {
        let head = Head::of(text.as_bytes(), named_delimiter(text.as_bytes()).unwrap_or(b','), true);
        (head.header.join("|"), head.header_line, head.above)
    }

    #[test]
    fn titles_above_the_header_are_left_out() {
        let table = "account,due_date,outcome,arr\nAcme,2026-08-01,renewed,5\nBolt,2026-08-02,churned,7\n";
        let found =
            |line, above: &[&str]| ("account|due_date|outcome|arr".to_owned(), line, above.iter().map(|s| (*s).to_owned()).collect());
        assert_eq!(header(table), found(1, &[]));
        assert_eq!(header(&format!("Renewals\nMade by Ana, on Monday\n\n{table}")), found(4, &["Renewals", "Made by Ana, on Monday"]));
        assert_eq!(header(&format!("Renewals 2026,,,\n,,,\n{table}")), found(3, &["Renewals 2026", ""]));
        assert_eq!(header(&format!("SEP=,\r\n{table}")), found(2, &[]));
        assert_eq!(header(&format!("sep=;\nRenewals\n{}", table.replace(',', ";"))), found(3, &["Renewals"]));
        assert_eq!(header("Renewals\naccount,due_date,outcome,arr\n"), found(2, &["Renewals"]), "no rows at all");
    }

    #[test]
    fn names_in_two_rows_are_read_together() {
        let text = "Renewals Q3,,,,\n,,,,\nCustomer,,Due,Amounts,,Outcome\nCode,Name,,Before,After,\n7,Acme,2026-08-01,5,6,renewed\n";
        let names = "Customer Code|Customer Name|Due|Amounts Before|Amounts After|Outcome";
        assert_eq!(header(text), (names.to_owned(), 4, vec!["Renewals Q3".to_owned(), String::new()]));
        // A row of units is none of names, and neither is the first row of a table.
        assert_eq!(header("Customer,Due,ARR\nAcme,,\nBolt,2026-08-02,7\n").1, 1);
    }

    #[test]
    fn first_rows_that_are_no_titles_stay_the_header() {
        for text in [
            ",account,geo,segment\n0,Acme,EMEA,growth\n1,Bolt,APAC,scale\n",
            "account,geo,segment\nAcme,EMEA,growth,extra\nBolt,APAC,scale,extra\n",
            "account,due_date,2026\nAcme,2026-08-01,5\n",
            "Acme,2026-08-01,renewed,5\nBolt,2026-08-02,churned,7\n",
            "account,note\nAcme,a\nBolt,b\n",
            "account\nAcme\n",
        ] {
            assert_eq!(header(text).1, 1, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_full_first_row_of_names_is_the_header(
            names in prop::collection::vec("[a-z]{1,8}", 2..8), rows in prop::collection::vec(prop::collection::vec("[a-z0-9.]{0,4}", 8), 0..30),
        ) {
            let rows: String = rows.iter().map(|row| row[..names.len()].join(",") + "\n").collect();
            let head = Head::of(format!("{}\n{rows}", names.join(",")).as_bytes(), b',', true);
            prop_assert!(head.skipped == 0 && head.header == names);
        }
    }
}
