//! What became of a renewal by the marks in several columns: one for what was renewed, one for what was lost, one for what is open or
//! decided.

use std::borrow::Cow;

use crate::compile::read::values::words;
use crate::compile::understand::infer::loose_number;
use crate::domain::renewal::Outcome;

/// What a mark in a column says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Renewed,
    Lost,
    /// Not decided.
    Open,
    /// Decided either way.
    Closed,
    /// Decided where this word stands, of which the others say that it is not.
    ClosedBy(String),
}

/// The columns of marks, and what each says.
#[derive(Clone, Debug)]
pub(crate) struct Marks {
    pub columns: Vec<(usize, Mark)>,
    /// They are amounts: whatever is not zero is a mark, and the amounts themselves are read as well.
    pub are_amounts: bool,
}

impl Marks {
    fn has(&self, mark: &Mark) -> bool {
        self.columns.iter().any(|(_, own)| own == mark)
    }

    /// What the marks of a row say together; `value` gives the row's own values.
    pub(crate) fn outcome<'v>(&self, value: impl Fn(usize) -> Cow<'v, str>) -> Outcome {
        let set = |mark: &Mark| {
            let (column, _) = self.columns.iter().find(|(_, own)| own == mark)?;
            let value = value(*column);
            if self.are_amounts { Some(loose_number(&value).is_some_and(|amount| amount != 0.0)) } else { words::flag(&value) }
        };
        let by_word = || {
            self.columns.iter().find_map(|(column, own)| match own {
                Mark::ClosedBy(word) => Some(words::key(&value(*column)) == *word),
                _ => None,
            })
        };
        let (renewed, lost, open, closed) = (set(&Mark::Renewed), set(&Mark::Lost), set(&Mark::Open), set(&Mark::Closed).or_else(by_word));
        match () {
            () if renewed == Some(true) => Outcome::Renewed,
            () if lost == Some(true) => Outcome::Churned,
            () if open == Some(true) || closed == Some(false) => Outcome::Open,
            // Neither the one nor the other.
            () if self.has(&Mark::Renewed) && self.has(&Mark::Lost) => Outcome::Open,
            () if renewed == Some(false) => Outcome::Churned,
            () if lost == Some(false) => Outcome::Renewed,
            // An empty mark beside one that says no of what is open, or yes of what is decided.
            () if (open == Some(false) || closed == Some(true)) && self.has(&Mark::Lost) => Outcome::Renewed,
            () if open == Some(false) || closed == Some(true) => Outcome::Churned,
            () => Outcome::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(marks: &[Mark], row: &[&str]) -> Outcome {
        let marks = Marks { columns: marks.iter().cloned().enumerate().collect(), are_amounts: false };
        marks.outcome(|column| Cow::Borrowed(row[column]))
    }

    #[test]
    fn marks_tell_together_what_became_of_a_row() {
        use Outcome::{Churned, Open, Renewed};
        type Rows<'r> = [([&'r str; 2], Outcome); 3];
        let cases: [([Mark; 2], Rows<'_>); 5] = [
            ([Mark::Renewed, Mark::Lost], [(["Yes", "No"], Renewed), (["No", "Yes"], Churned), (["No", "No"], Open)]),
            ([Mark::Renewed, Mark::Open], [(["Y", "N"], Renewed), (["N", "N"], Churned), (["N", "Y"], Open)]),
            ([Mark::Lost, Mark::Open], [(["False", "False"], Renewed), (["True", "False"], Churned), (["False", "True"], Open)]),
            ([Mark::Closed, Mark::Renewed], [(["1", "1"], Renewed), (["1", "0"], Churned), (["0", "0"], Open)]),
            ([Mark::Renewed, Mark::Open], [(["x", ""], Renewed), (["", "no"], Churned), (["", ""], Open)]),
        ];
        for (marks, rows) in &cases {
            for (row, outcome) in rows {
                assert_eq!(told(marks, row), *outcome, "{marks:?} {row:?}");
            }
        }
        let by_word = [Mark::ClosedBy("closed".to_owned()), Mark::Renewed];
        assert_eq!([["Closed", "N"], ["Negotiation", "N"]].map(|row| told(&by_word, &row)), [Churned, Open]);
    }
}
