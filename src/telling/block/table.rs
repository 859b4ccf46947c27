//! Tables of a document. A cell knows its value where it has one, not only how it reads.

use chrono::NaiveDate;

use super::text::{Text, own};
use crate::domain::money::{Currency, Money};
use crate::domain::renewal::RenewalId;
use crate::telling::figures;

/// On which side a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// What a cell stands for, for programs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value {
    Count(u64),
    Money(Money),
    /// As a fraction.
    Share(f64),
    Day(NaiveDate),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    pub text: Text,
    pub value: Option<Value>,
}

impl Cell {
    pub(crate) fn count(n: u64) -> Self {
        Self { text: own(n.to_string()), value: Some(Value::Count(n)) }
    }

    /// With thousands apart.
    pub(crate) fn grouped(n: u64) -> Self {
        Self { text: own(figures::count(n)), value: Some(Value::Count(n)) }
    }

    /// In brief, or that it is missing.
    pub(crate) fn money(amount: Option<Money>, currency: &Currency) -> Self {
        Self { text: own(figures::money(amount, currency)), value: amount.map(Value::Money) }
    }

    /// To the last unit.
    pub(crate) fn exact(amount: Money, currency: &Currency) -> Self {
        Self { text: own(amount.exact(currency)), value: Some(Value::Money(amount)) }
    }

    pub(crate) fn share(share: Option<f64>) -> Self {
        Self { text: own(figures::or_missing(share, figures::percent)), value: share.map(Value::Share) }
    }

    pub(crate) fn day(day: NaiveDate) -> Self {
        Self { text: own(day.to_string()), value: Some(Value::Day(day)) }
    }

    /// Words and figures of the program's own.
    pub(crate) fn own(words: impl Into<String>) -> Self {
        Self::from(own(words))
    }

    /// See [`Text::behind`].
    pub(crate) fn behind(self, of: impl Into<String>, renewals: &[RenewalId]) -> Self {
        Self { text: self.text.behind(of, renewals), ..self }
    }
}

impl From<Text> for Cell {
    fn from(text: Text) -> Self {
        Self { text, value: None }
    }
}

impl From<&'static str> for Cell {
    fn from(words: &'static str) -> Self {
        Self::from(own(words))
    }
}

/// Rows under named columns.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    pub heads: Vec<(Text, Align)>,
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The first column holds words, the others numbers.
    pub(crate) fn of_numbers<T: Into<Text>>(heads: impl IntoIterator<Item = T>) -> Self {
        let align = |i| if i == 0 { Align::Left } else { Align::Right };
        Self { heads: heads.into_iter().enumerate().map(|(i, head)| (head.into(), align(i))).collect(), rows: Vec::new() }
    }

    pub(crate) fn of_words<T: Into<Text>>(heads: impl IntoIterator<Item = T>) -> Self {
        Self { heads: heads.into_iter().map(|head| (head.into(), Align::Left)).collect(), rows: Vec::new() }
    }

    /// Some of the columns hold numbers.
    pub(crate) fn right_aligned(mut self, columns: std::ops::Range<usize>) -> Self {
        self.heads[columns].iter_mut().for_each(|(_, align)| *align = Align::Right);
        self
    }

    /// A further column of words (a remark at the end of numbers).
    pub(crate) fn and_words(mut self, head: &'static str) -> Self {
        self.heads.push((head.into(), Align::Left));
        self
    }

    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    pub(crate) fn rows<const N: usize>(&mut self, rows: impl IntoIterator<Item = [Cell; N]>) {
        self.rows.extend(rows.into_iter().map(Vec::from));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The columns that say something in some row.
    pub(crate) fn columns(&self) -> Vec<usize> {
        let says = |i: &usize| self.rows.iter().any(|row| row.get(*i).is_some_and(|cell| !cell.text.is_empty()));
        (0..self.heads.len()).filter(says).collect()
    }
}
