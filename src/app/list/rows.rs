//! A list as the mechanism sees it: rows with a key and a value for each column.

use std::cmp::Ordering;

use nucleo_matcher::chars::normalize;

use crate::domain::money::Money;

/// What a cell is sorted by.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// From A on, whatever the case; the filter looks into it.
    Text(String),
    /// The largest first; what is not known comes last either way.
    Number(Option<f64>),
    /// A column that draws what its neighbour says: nothing to sort by.
    Picture,
}

impl Value {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn count(n: u64) -> Self {
        Self::Number(Some(n as f64))
    }

    pub fn number(n: Option<f64>) -> Self {
        Self::Number(n)
    }

    pub fn money(amount: Option<Money>) -> Self {
        Self::Number(amount.map(Money::to_f64))
    }

    /// The newest first.
    pub fn day(day: Option<chrono::NaiveDate>) -> Self {
        Self::Number(day.map(|day| f64::from(chrono::Datelike::num_days_from_ce(&day))))
    }

    /// Ascending; what is not known is equal to everything.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Number(Some(a)), Self::Number(Some(b))) => a.total_cmp(b),
            _ => Ordering::Equal,
        }
    }

    pub(super) fn is_known(&self) -> bool {
        !matches!(self, Self::Number(None))
    }

    /// What two spellings have in common.
    pub(super) fn folded(self) -> Self {
        match self {
            Self::Text(text) => Self::Text(plain(&text)),
            other => other,
        }
    }
}

/// One row as the mechanism sees it: who it is, and a value for each column on the screen, left to right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Tells the item from all others of its list, whatever the order.
    pub key: String,
    pub values: Vec<Value>,
    /// What the filter finds it by beyond its texts.
    pub words: String,
}

impl Row {
    pub fn new(key: impl Into<String>, values: Vec<Value>) -> Self {
        Self { key: key.into(), values, words: String::new() }
    }

    #[must_use]
    pub fn also(self, words: impl Into<String>) -> Self {
        Self { words: words.into(), ..self }
    }

    /// Whether every word, as [`plain`] has it, stands somewhere in its texts.
    pub(super) fn matches(&self, words: &[String]) -> bool {
        let mut hay = plain(&self.words);
        for value in &self.values {
            if let Value::Text(text) = value {
                hay.push(' ');
                hay.push_str(&plain(text));
            }
        }
        words.iter().all(|word| hay.contains(word.as_str()))
    }
}

/// As people type it in a hurry: small letters without accents.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(normalize).flat_map(char::to_lowercase).collect()
}

/// A list in the order in which the data gives it. Rows are asked for one by one: most are never looked at.
pub struct Rows<'a> {
    len: usize,
    row: Box<dyn Fn(usize) -> Row + 'a>,
}

impl<'a> Rows<'a> {
    pub fn new(len: usize, row: impl Fn(usize) -> Row + 'a) -> Self {
        Self { len, row: Box::new(row) }
    }

    pub fn of<T>(items: &'a [T], row: impl Fn(&'a T) -> Row + 'a) -> Self {
        Self::new(items.len(), move |i| row(&items[i]))
    }

    pub fn none() -> Self {
        Self::new(0, |_| Row::default())
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn row(&self, i: usize) -> Row {
        (self.row)(i)
    }

    /// The columns that can be sorted by, and whether each starts with the largest.
    pub(super) fn columns(&self) -> Vec<(usize, bool)> {
        let first = if self.is_empty() { Row::default() } else { self.row(0) };
        let sortable = |(i, value): (usize, &Value)| match value {
            Value::Text(_) => Some((i, false)),
            Value::Number(_) => Some((i, true)),
            Value::Picture => None,
        };
        first.values.iter().enumerate().filter_map(sortable).collect()
    }
}
