//! Long lists in pieces.

use serde_json::Value;

use crate::error::{Error, Result};

/// Items at a time, unless somebody says how many.
const USUAL: usize = 50;
pub(super) const MOST: usize = 200;
/// Bytes of a page; the first item is on it however long it is.
const BYTES: usize = 96 << 10;

/// Where a piece begins, and how much is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    from: usize,
    most: usize,
}

/// A piece of a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Page {
    pub items: Vec<Value>,
    pub next: Option<String>,
    pub total: usize,
}

impl Wanted {
    /// # Errors
    /// The cursor is none that was given out.
    pub(super) fn read(cursor: Option<&str>, limit: Option<usize>) -> Result<Self> {
        let from = cursor.map_or(Some(0), |cursor| cursor.strip_prefix("at-")?.parse().ok());
        let wrong = || Error::Usage { flag: "cursor".into(), value: String::new(), message: "take next_cursor of the page before".into() };
        Ok(Self { from: from.ok_or_else(wrong)?, most: limit.unwrap_or(USUAL).clamp(1, MOST) })
    }

    pub(super) fn of(self, all: Vec<Value>) -> Page {
        let (total, mut bytes) = (all.len(), 0);
        let fits = |item: &Value| {
            let is_first = bytes == 0;
            bytes += item.to_string().len();
            is_first || bytes <= BYTES
        };
        let items: Vec<Value> = all.into_iter().skip(self.from).take(self.most).take_while(fits).collect();
        let next = self.from.saturating_add(items.len());
        Page { next: (next < total && !items.is_empty()).then(|| format!("at-{next}")), items, total }
    }

    /// A text in whole lines.
    pub(super) fn of_text(self, text: &str) -> (String, Option<String>) {
        let mut piece = String::new();
        for (next, line) in (self.from..).zip(text.split_inclusive('\n').skip(self.from)) {
            if !piece.is_empty() && piece.len() + line.len() > BYTES {
                return (piece, Some(format!("at-{next}")));
            }
            piece.push_str(line);
        }
        (piece, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(cursor: Option<&str>, limit: usize) -> Wanted {
        Wanted::read(cursor, Some(limit)).unwrap()
    }

    #[test]
    fn pages_follow_one_another_to_the_end() {
        let all: Vec<Value> = (0..5).map(Value::from).collect();
        let first = wanted(None, 3).of(all.clone());
        assert_eq!((first.items.len(), first.next.as_deref(), first.total), (3, Some("at-3"), 5));
        let last = wanted(first.next.as_deref(), 3).of(all.clone());
        assert_eq!((last.items, last.next), (vec![3.into(), 4.into()], None));
        assert_eq!(wanted(Some("at-99"), 3).of(all).items, Vec::<Value>::new());
        assert!(Wanted::read(Some("elsewhere"), None).is_err() && Wanted::read(Some("at--1"), None).is_err());
    }

    #[test]
    fn a_page_is_of_a_size_and_never_empty() {
        let long = Value::from("x".repeat(BYTES));
        let page = wanted(None, 10).of(vec![long.clone(), long]);
        assert_eq!((page.items.len(), page.next.as_deref()), (1, Some("at-1")));
        let text = format!("{}\nb\n", "a".repeat(2 * BYTES));
        let (piece, next) = wanted(None, 1).of_text(&text);
        assert!(piece.ends_with("a\n") && wanted(next.as_deref(), 1).of_text(&text) == ("b\n".to_owned(), None));
    }
}
