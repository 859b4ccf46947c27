//! A file with a column that stands in no row: what the lines above groups of rows say (`Stage: Closed Won (51 records)`), or its name.

use std::sync::Arc;

use crate::compile::read::aside;
use crate::compile::read::decode::Stream;
use crate::compile::read::formats::relaid::{self, Relay, Stored, StoredRow};
use crate::compile::read::formats::{push_field, push_line};
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::words;
use crate::compile::understand::names;
use crate::domain::text;

/// Fewer columns tell no row from a line of text.
const FEWEST_COLUMNS: usize = 3;
/// Fewer titles are those of the whole table.
const FEWEST_TITLES: usize = 2;

/// How such a file is read.
#[derive(Clone, Debug)]
pub(crate) struct Titled {
    /// The file itself.
    pub stored: Stored,
    /// What the column is called.
    pub heading: String,
    pub says: Says,
    /// A column of days without a year, which the titles tell.
    pub undated: Option<usize>,
}

/// Where the values of the column stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// On lines of their own above the rows.
    Above,
    /// In the file's name: the same for all rows.
    Name(String),
}

impl Titled {
    /// Of the first rows: lines with one text alone stand above groups of them, the first line among these.
    pub(crate) fn of(stored: &Stored, rows: &[Vec<String>]) -> Option<Self> {
        // Lines of text behind the last row close the report.
        let last = rows.iter().rposition(|row| title(row).is_none() && row.iter().filter(|cell| !cell.is_empty()).count() > 1)?;
        let rows = &rows[..=last];
        let titles: Vec<&str> = rows.iter().filter_map(|row| title(row)).collect();
        let begins = rows.first().is_some_and(|row| title(row).is_some());
        let is_again = titles.iter().enumerate().any(|(at, title)| titles[..at].contains(title));
        if stored.names.len() < FEWEST_COLUMNS || titles.len() < FEWEST_TITLES || titles.len() * 3 > rows.len() || !begins || is_again {
            return None;
        }
        let undated = (0..stored.names.len()).find(|column| are_undated(*column, rows));
        Some(Self { heading: heading(&stored.names, &titles), says: Says::Above, undated, stored: stored.clone() })
    }

    pub(crate) fn header(&self) -> Vec<String> {
        self.stored.names.iter().chain([&self.heading]).cloned().collect()
    }

    pub(crate) fn stream(self: &Arc<Self>, rows: Stream) -> Stream {
        relaid::stream(Titling { titled: Arc::clone(self), title: String::new() }, rows)
    }

    /// The rows with the column behind the others, and without the lines that say it.
    pub(crate) fn rows(&self, rows: &[Vec<String>]) -> Vec<Vec<String>> {
        let mut said = String::new();
        rows.iter().filter_map(|row| self.row(row.clone(), &mut said)).collect()
    }

    fn row(&self, mut row: Vec<String>, said: &mut String) -> Option<Vec<String>> {
        let value = match &self.says {
            Says::Above => {
                if let Some(title) = title(&row) {
                    value(title).clone_into(said);
                    return None;
                }
                said.clone()
            }
            Says::Name(name) => name.clone(),
        };
        row.resize(self.stored.names.len(), String::new());
        if let (Some(column), Some(year)) = (self.undated, year(&value))
            && !row[column].is_empty()
        {
            row[column] = format!("{} {year}", row[column]);
        }
        row.push(value);
        Some(row)
    }

    /// In words.
    pub(crate) fn told(&self) -> String {
        let Self { heading, says, undated, .. } = self;
        let year = undated.map_or_else(String::new, |column| format!(", with the year of the days of `{}`", self.stored.names[column]));
        match says {
            Says::Above => format!("what stands on lines of its own above the rows is read as their `{heading}`{year}"),
            Says::Name(name) => format!("the file's name tells the `{heading}` of its rows: {name}"),
        }
    }
}

/// The one text of a line that is no row, no sum and no footer.
fn title(row: &[String]) -> Option<&str> {
    let mut filled = row.iter().filter(|cell| !cell.is_empty());
    let (Some(only), None) = (filled.next(), filled.next()) else { return None };
    let is_text = only.chars().any(char::is_alphabetic) && aside::total_name(only).is_none();
    is_text.then_some(only.as_str())
}

/// `Closed Won` of `Stage: Closed Won (51 records)`.
fn value(title: &str) -> &str {
    let behind = parted(title).map_or(title, |(_, value)| value);
    let counted = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    match behind.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((value, count)) if counted(count) && !value.trim().is_empty() => value.trim(),
        _ => behind.trim(),
    }
}

fn parted(title: &str) -> Option<(&str, &str)> {
    title.split_once(':').filter(|(name, value)| !name.trim().is_empty() && !value.trim().is_empty())
}

/// What all titles call it, else what their values are; where no column says whose the rows are, the titles do.
fn heading(names: &[String], titles: &[&str]) -> String {
    let called = |title: &&str| parted(title).map(|(name, _)| name.trim().to_owned());
    if let Some(name) = titles.first().and_then(called)
        && titles.iter().all(|title| called(title).as_ref() == Some(&name))
    {
        return name;
    }
    let all = |is_one: &dyn Fn(&str) -> bool| titles.iter().all(|title| is_one(value(title)));
    let mut outcomes: Vec<_> = titles.iter().filter_map(|title| words::outcome(&without_noun(value(title)))).collect();
    outcomes.dedup();
    match () {
        () if outcomes.len() == titles.len() => "Outcome",
        () if all(&|value| year(value).is_some()) => "Section",
        () if !names.iter().any(|name| names::names_customer(name)) => "Account",
        () => "Section",
    }
    .to_owned()
}

/// `Renewed` of `Renewed customers`.
fn without_noun(title: &str) -> String {
    const NOUNS: [&str; 8] = ["customers", "accounts", "contracts", "renewals", "clients", "kunden", "verträge", "deals"];
    let words: Vec<&str> = title.split_whitespace().filter(|word| !NOUNS.contains(&text::fold(word).as_str())).collect();
    if words.is_empty() { title.to_owned() } else { words.join(" ") }
}

/// The year of a period.
fn year(value: &str) -> Option<&str> {
    let digits = value.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4 && digits.starts_with("20"))?;
    [DateForm::DayFirst, DateForm::Year].iter().any(|form| form.span(value.as_bytes()).is_some()).then_some(digits)
}

/// Days and months whose year stands above: each is a day in that year, and none without.
fn are_undated(column: usize, rows: &[Vec<String>]) -> bool {
    let (mut said, mut days, mut all) = (None, 0_usize, 0_usize);
    for row in rows {
        if let Some(title) = title(row) {
            said = year(value(title));
            continue;
        }
        let Some(cell) = row.get(column).filter(|cell| !cell.is_empty()) else { continue };
        let is_day = |year: &str| DateForm::YearFirst.read(format!("{cell} {year}").as_bytes()).is_some();
        all += 1;
        days += usize::from(!DateForm::is_written(cell) && said.is_some_and(is_day));
    }
    all > 0 && days * 10 >= all * 9
}

struct Titling {
    titled: Arc<Titled>,
    title: String,
}

impl Relay for Titling {
    fn stored(&self) -> &Stored {
        &self.titled.stored
    }

    fn header(&self) -> Vec<String> {
        self.titled.header()
    }

    fn row(&mut self, row: &StoredRow<'_>, out: &mut Vec<u8>) {
        let width = self.titled.stored.names.len();
        let cells = (0..width).map(|column| String::from_utf8_lossy(&row.value(column)).into_owned()).collect();
        if let Some(cells) = self.titled.row(cells, &mut self.title) {
            for cell in &cells {
                push_field(out, cell);
            }
            push_line(out, row.line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(names: &str, rows: &[&str]) -> Option<(String, Vec<String>)> {
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.split(',').map(str::to_owned).collect()).collect();
        let names = names.split(',').map(str::to_owned).collect();
        let stored = Stored { names, delimiter: b',', skipped: 0, says_lines: false };
        Titled::of(&stored, &rows).map(|titled| (titled.heading.clone(), titled.rows(&rows).iter().map(|row| row.join(",")).collect()))
    }

    #[test]
    fn what_stands_above_groups_of_rows_is_a_column() {
        let by_stage = read(
            "Account,End,ARR",
            &[
                "Stage: Closed Won (3 records),,",
                "A,2026-07-01,1",
                "B,2026-07-02,2",
                "C,2026-07-03,3",
                "Stage: Closed Lost (1),,",
                "D,2026-07-04,4",
            ],
        );
        let rows = ["A,2026-07-01,1,Closed Won", "B,2026-07-02,2,Closed Won", "C,2026-07-03,3,Closed Won", "D,2026-07-04,4,Closed Lost"];
        assert_eq!(by_stage, Some(("Stage".to_owned(), rows.map(str::to_owned).to_vec())));
        let outcomes = read("Account,End,ARR", &["RENEWED,,", "A,x,1", "B,x,2", "C,x,2", "Lost customers,,", "D,x,4"]).unwrap();
        assert_eq!(outcomes.0, "Outcome");
        let owners = read("Start,End,ARR", &["Acme,,", "a,x,1", "b,x,2", "c,x,2", "Bolt,,", "d,x,4"]).unwrap();
        assert_eq!(owners.0, "Account");
    }

    #[test]
    fn titles_tell_the_year_of_days_without_one() {
        let (heading, rows) =
            read("Account,Due,ARR", &["Q2 2026,,", "A,14-Jun,1", "B,3-May,2", "C,1-Apr,5", "Q3 2026,,", "D,9-Jul,4"]).unwrap();
        assert_eq!((&*heading, &*rows[0], &*rows[3]), ("Section", "A,14-Jun 2026,1,Q2 2026", "D,9-Jul 2026,4,Q3 2026"));
    }

    #[test]
    fn other_lines_are_no_titles() {
        for rows in [
            &["A,x,1", "B,x,2", "Note,,", "C,x,3"][..],
            &["Q3,,", "A,x,1", "B,x,2", "C,x,3"],
            &["Won,,", "A,x,1", "Won,,", "B,x,2", "C,x,2", "D,x,4"],
            &["Won,,", "A,x,1", "B,x,1", "C,x,1", "D,x,1", "Made by Ana,,", "Total,,"],
        ] {
            assert_eq!(read("Account,End,ARR", rows), None, "{rows:?}");
        }
    }
}
