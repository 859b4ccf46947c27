//! A list as the mechanism sees it: rows with a key, and columns with a value and a text for each.

use std::cmp::Ordering;

use nucleo_matcher::chars::normalize;

use super::column::{Cell, Column, Head};
use crate::domain::money::Money;

/// What a cell is sorted by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// From A on, whatever the case; the filter looks into it.
    Text(String),
    /// The largest first; what is not known comes last either way.
    Number(Option<f64>),
    /// A column that draws what its neighbour says: nothing to sort by.
    Picture,
}

impl Value {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn count(n: u64) -> Self {
        Self::Number(Some(n as f64))
    }

    pub(crate) fn number(n: Option<f64>) -> Self {
        Self::Number(n)
    }

    pub(crate) fn money(amount: Option<Money>) -> Self {
        Self::Number(amount.map(Money::to_f64))
    }

    /// The newest first.
    pub(crate) fn day(day: Option<chrono::NaiveDate>) -> Self {
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

/// As people type it in a hurry: small letters without accents.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(normalize).flat_map(char::to_lowercase).collect()
}

/// The rows of a list, whatever they show.
trait Items<'a> {
    fn len(&self) -> usize;
    fn key(&self, i: usize) -> String;
    fn value(&self, i: usize, column: usize) -> Value;
    fn cell(&self, i: usize, column: usize, width: u16) -> Cell<'a>;
}

struct ItemRows<'a, T> {
    len: usize,
    item: Box<dyn Fn(usize) -> T + 'a>,
    key: Box<dyn Fn(&T) -> String + 'a>,
    columns: Vec<Column<'a, T>>,
}

impl<'a, T> Items<'a> for ItemRows<'a, T> {
    fn len(&self) -> usize {
        self.len
    }

    fn key(&self, i: usize) -> String {
        (self.key)(&(self.item)(i))
    }

    fn value(&self, i: usize, column: usize) -> Value {
        self.columns[column].value(&(self.item)(i))
    }

    fn cell(&self, i: usize, column: usize, width: u16) -> Cell<'a> {
        self.columns[column].cell(&(self.item)(i), width)
    }
}

/// A list in the order in which the data gives it: what tells its rows apart, and its columns. Rows are asked for one by one: most are never
/// looked at.
pub struct Rows<'a> {
    items: Box<dyn Items<'a> + 'a>,
    /// The columns there are, each with its place among those declared.
    columns: Vec<(usize, Head<'a>)>,
    /// What the filter finds a row by beyond its texts.
    also: Option<Box<dyn Fn(usize) -> String + 'a>>,
}

impl<'a> Rows<'a> {
    /// So many rows; `key` tells each from all others, whatever the order.
    pub(crate) fn new<T: 'a, K: Into<String>>(
        len: usize,
        item: impl Fn(usize) -> T + 'a,
        key: impl Fn(&T) -> K + 'a,
        columns: Vec<Column<'a, T>>,
    ) -> Self {
        let heads = columns.iter().map(|column| column.head.clone()).enumerate().collect();
        let key = Box::new(move |item: &T| key(item).into());
        Self { items: Box::new(ItemRows { len, item: Box::new(item), key, columns }), columns: heads, also: None }
    }

    /// A row for each item.
    pub(crate) fn of<T, K: Into<String>, const N: usize>(
        items: &'a [T],
        key: impl Fn(&&'a T) -> K + 'a,
        columns: [Column<'a, &'a T>; N],
    ) -> Self {
        Self::new(items.len(), |i| &items[i], key, columns.into())
    }

    /// Rows of a picture: told apart by their names, in an order of their own.
    pub(crate) fn named<T>(items: &'a [T], name: impl Fn(&&'a T) -> &'a str + 'a) -> Self {
        Self::of(items, name, [])
    }

    pub(crate) fn none() -> Self {
        Self::named(&[(); 0], |()| "")
    }

    /// What the filter finds rows by beyond their texts.
    #[must_use]
    pub(crate) fn also(self, words: impl Fn(usize) -> String + 'a) -> Self {
        Self { also: Some(Box::new(words)), ..self }
    }

    /// Leaves columns out.
    #[must_use]
    pub(crate) fn only(mut self, is_there: impl Fn(&str) -> bool) -> Self {
        self.columns.retain(|(_, head)| is_there(&head.name));
        self
    }

    /// Gives a column other room.
    pub(crate) fn resize(&mut self, name: &str, width: u16) {
        for (_, head) in self.columns.iter_mut().filter(|(_, head)| head.name == name) {
            head.width = width;
        }
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn key(&self, i: usize) -> String {
        self.items.key(i)
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    pub(crate) fn head(&self, column: usize) -> &Head<'a> {
        &self.columns[column].1
    }

    /// The place of a column.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|(_, head)| head.name == name)
    }

    pub(crate) fn value(&self, i: usize, column: usize) -> Value {
        self.items.value(i, self.columns[column].0)
    }

    /// What is drawn of a row in a column of so many cells.
    pub(crate) fn cell(&self, i: usize, column: usize, width: u16) -> Cell<'a> {
        self.items.cell(i, self.columns[column].0, width)
    }

    /// Whether every word, as [`plain`] has it, stands somewhere in a row's texts.
    pub(super) fn matches(&self, i: usize, words: &[String]) -> bool {
        let mut hay = self.also.as_ref().map_or_else(String::new, |also| plain(&also(i)));
        for column in 0..self.width() {
            if let Value::Text(text) = self.value(i, column) {
                hay.push(' ');
                hay.push_str(&plain(&text));
            }
        }
        words.iter().all(|word| hay.contains(word.as_str()))
    }

    /// The columns that can be sorted by, and whether each starts with the largest.
    pub(super) fn sortable(&self) -> Vec<(usize, bool)> {
        let starts = |column: usize| match self.value(0, column) {
            Value::Text(_) => Some((column, false)),
            Value::Number(_) => Some((column, true)),
            Value::Picture => None,
        };
        let columns = if self.is_empty() { 0 } else { self.width() };
        (0..columns).filter_map(starts).collect()
    }
}
