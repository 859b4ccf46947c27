//! Values that could not be read in rows that count all the same.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::compile::read::row::Flaw;
use crate::compile::schema::{Field, Kind};
use crate::domain::quality::Reject;
use crate::domain::text;

/// What the row that is being read lost so far; reused from row to row.
#[derive(Debug, Default)]
pub(crate) struct Lost(RefCell<Vec<(Field, Flaw)>>);

impl Lost {
    /// A value is read more than once, for two fields perhaps, and lost once.
    pub(crate) fn note(&self, field: Field, flaw: Flaw) {
        let mut lost = self.0.borrow_mut();
        if !lost.iter().any(|(_, known)| known.column == flaw.column) {
            lost.push((field, flaw));
        }
    }

    pub(crate) fn take(&self) -> Vec<(Field, Flaw)> {
        self.0.take()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }
}

/// Values kept of one file.
pub(crate) const MOST_LOST: usize = 10_000;

/// Values named in a sentence.
const MOST_NAMED: usize = 3;

/// What the used rows of a file lost.
#[derive(Clone, Debug, Default)]
pub(crate) struct LostValues {
    /// By column, with a field that is read from it.
    counts: BTreeMap<String, (Field, u64)>,
    /// In the order of the file; at most [`MOST_LOST`], and always the first of them that were seen.
    values: Vec<Reject>,
}

impl LostValues {
    pub(crate) fn add(&mut self, file: &str, line: u64, lost: Vec<(Field, Flaw)>) {
        for (field, Flaw { column, value, reason }) in lost {
            let reason = format!("{reason}; the row counts without it");
            self.counts.entry(column.clone()).or_insert((field, 0)).1 += 1;
            if self.values.len() < MOST_LOST {
                self.values.push(Reject { file: file.to_owned(), line, column, value, reason });
            }
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (column, (field, count)) in other.counts {
            self.counts.entry(column).or_insert((field, 0)).1 += count;
        }
        self.values.extend(other.values);
    }

    /// Brings the values into the order of the file.
    pub(crate) fn finish(&mut self) {
        self.values.sort_by(|a, b| (a.line, &a.column).cmp(&(b.line, &b.column)));
        self.values.truncate(MOST_LOST);
    }

    /// A row that turned out not to count loses nothing.
    pub(crate) fn forget(&mut self, line: u64) {
        for reject in self.values.extract_if(.., |reject| reject.line == line) {
            if let Some((_, count)) = self.counts.get_mut(&reject.column) {
                *count -= 1;
            }
        }
        self.counts.retain(|_, (_, count)| *count > 0);
    }

    /// One sentence a column with how many values: `2 amounts of Amount could not be read and count as unknown: line 4 “-10”`.
    pub(crate) fn told(&self) -> Vec<(String, u64)> {
        self.counts.iter().map(|(column, (field, count))| (self.sentence(column, *field, *count), *count)).collect()
    }

    fn sentence(&self, column: &str, field: Field, count: u64) -> String {
        let (one, many) = noun(field.kind());
        let values = text::counted(usize::try_from(count).unwrap_or(usize::MAX), one, many);
        let counts = if count == 1 { "counts" } else { "count" };
        let of_column = self.values.iter().filter(|reject| reject.column == column);
        let named: Vec<String> = of_column.take(MOST_NAMED).map(|reject| format!("line {} “{}”", reject.line, reject.value)).collect();
        let more = if count > MOST_NAMED as u64 { " …" } else { "" };
        format!("{values} of {column} could not be read and {counts} as unknown: {}{more}", named.join(", "))
    }

    /// The values, each with its line and why.
    pub(crate) fn into_values(self) -> impl Iterator<Item = Reject> {
        self.values.into_iter()
    }
}

fn noun(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Date => ("date", "dates"),
        Kind::Amount => ("amount", "amounts"),
        Kind::Percent | Kind::Probability => ("percentage", "percentages"),
        Kind::Count | Kind::Number => ("number", "numbers"),
        _ => ("value", "values"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw(column: &str, value: &str) -> Flaw {
        Flaw { column: column.into(), value: value.into(), reason: "an ARR below zero".into() }
    }

    #[test]
    fn a_value_is_lost_once_and_told_by_its_column() {
        let lost = Lost::default();
        lost.note(Field::ArrBefore, flaw("ARR", "-10"));
        lost.note(Field::ArrAfter, flaw("ARR", "-10"));
        let mut values = LostValues::default();
        values.add("a.csv", 9, lost.take());
        values.add("a.csv", 4, vec![(Field::ArrAfter, flaw("ARR", "x")), (Field::ClosedDate, flaw("Closed", "soon"))]);
        values.finish();
        assert!(lost.is_empty());
        let told = |values: &LostValues| values.told().into_iter().map(|(sentence, _)| sentence).collect::<Vec<_>>();
        assert_eq!(
            told(&values),
            [
                "2 amounts of ARR could not be read and count as unknown: line 4 “x”, line 9 “-10”",
                "1 date of Closed could not be read and counts as unknown: line 4 “soon”"
            ]
        );
        values.forget(4);
        assert_eq!(told(&values), ["1 amount of ARR could not be read and counts as unknown: line 9 “-10”"]);
    }
}
