//! Tells the lines of a report that are no rows, by what they are and where they stand.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use crate::compile::read::aside::{self, Aside, Asides};
use crate::compile::read::columns::{Columns, Origin};
use crate::compile::read::formats::{ASIDE, NO_VALUE};
use crate::compile::read::row::Row;
use crate::compile::schema::{Field, Kind, Table};
use crate::domain::text;

/// What a line may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Row,
    /// It has been noted, and is no row.
    Aside,
    /// A line of text that closes the report if no row follows.
    Closing,
}

/// The lines of one file that are no rows, as far as one thread saw them.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    /// Columns without whose values a row cannot be read.
    needed: Vec<usize>,
    width: usize,
    /// Columns of amounts.
    amounts: Vec<usize>,
    /// The columns that are read, with their names: a list in parts has the headings above each.
    headings: Vec<(usize, String)>,
    /// The last row's position.
    last: u64,
    closing: Vec<Closing>,
    asides: Asides,
}

/// A line that closes the report if it stands behind the last row.
#[derive(Clone, Debug)]
struct Closing {
    position: u64,
    line: u64,
    text: String,
    is_rejected: bool,
}

/// All lines of a file that are no rows, with what was counted of them before that was known.
pub(crate) struct Closed {
    pub asides: Asides,
    pub rejected: FxHashSet<u64>,
    pub out_of_scope: u64,
}

impl Report {
    pub(crate) fn of(columns: &Columns) -> Self {
        let index = |field: &Field| match columns.get(*field)?.origin {
            Origin::Column(index) => Some(index),
            Origin::Constant(_) | Origin::Signs(_) => None,
        };
        // An outcome that is left empty is open, and a contract need not have an end.
        let needed = columns.table.required().iter().filter(|field| !matches!(field, Field::Outcome | Field::ContractEnd));
        let account = [Field::AccountId, Field::Account].iter().find_map(index).filter(|_| columns.table == Table::Renewals);
        let mut needed: Vec<usize> = needed.filter_map(index).chain(account).collect();
        needed.sort_unstable();
        needed.dedup();
        let amounts = columns.bound().filter(|(field, _)| field.kind() == Kind::Amount).filter_map(|(field, _)| index(&field)).collect();
        let headings = columns.bound().filter_map(|(field, bound)| Some((index(&field)?, bound.name.clone()))).collect();
        Self { needed, amounts, headings, width: columns.width, last: 0, closing: Vec::new(), asides: Asides::default() }
    }

    /// What `row` may be. Rows that have what they need are looked at no closer.
    #[inline]
    pub(crate) fn look(&mut self, row: &Row<'_>) -> Standing {
        let lacks = |index: &usize| row.record.is_empty_at(row.block, *index);
        if self.repeats_headings(row) {
            self.asides.add(Aside::Heading, row.line(), String::new());
            return Standing::Aside;
        }
        if row.record.width() >= self.width && !self.needed.iter().any(lacks) {
            self.last = self.last.max(row.position);
            return Standing::Row;
        }
        self.look_closer(row)
    }

    #[inline]
    fn repeats_headings(&self, row: &Row<'_>) -> bool {
        let is_repeated =
            |(index, name): &(usize, String)| row.record.field(row.block, *index).is_some_and(|cell| *cell == *name.as_bytes());
        self.headings.len() > 1 && self.headings.iter().all(is_repeated)
    }

    #[cold]
    fn look_closer(&mut self, row: &Row<'_>) -> Standing {
        let cells = cells(row);
        if let Some(name) = cells.first().and_then(|cell| cell.strip_prefix([char::from(NO_VALUE)])?.strip_prefix(char::from(ASIDE))) {
            self.asides.add(Aside::Total, row.line(), text::shortened(&text::line(name), 60));
            return Standing::Aside;
        }
        let is_filled = |index: &usize| cells.get(*index).is_some_and(|cell| !cell.is_empty());
        let is_nameless = cells.len() >= self.width && !self.needed.iter().any(is_filled) && self.amounts.iter().any(is_filled);
        if let Some(aside) = aside::of(&cells, self.width, is_nameless) {
            self.asides.add(aside, row.line(), first_text(&cells));
            return Standing::Aside;
        }
        if aside::may_close(&cells, self.width) {
            return Standing::Closing;
        }
        self.last = self.last.max(row.position);
        Standing::Row
    }

    /// `row` was not used, and is a line of text that closes the report if no row follows.
    pub(crate) fn perhaps(&mut self, row: &Row<'_>, is_rejected: bool) {
        self.closing.push(Closing { position: row.position, line: row.line(), text: first_text(&cells(row)), is_rejected });
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.last = self.last.max(other.last);
        self.closing.extend(other.closing);
        self.asides.merge(other.asides);
    }

    pub(crate) fn finish(self) -> Closed {
        let mut closed = Closed { asides: self.asides, rejected: FxHashSet::default(), out_of_scope: 0 };
        for Closing { line, text, is_rejected, .. } in self.closing.into_iter().filter(|closing| closing.position > self.last) {
            closed.asides.add(Aside::Footer, line, text);
            if is_rejected {
                closed.rejected.insert(line);
            } else {
                closed.out_of_scope += 1;
            }
        }
        closed
    }
}

fn cells<'r>(row: &Row<'r>) -> Vec<Cow<'r, str>> {
    let text = |value: Cow<'r, [u8]>| match value {
        Cow::Borrowed(value) => String::from_utf8_lossy(value),
        Cow::Owned(value) => Cow::Owned(String::from_utf8_lossy(&value).into_owned()),
    };
    (0..row.record.width()).filter_map(|index| row.record.field(row.block, index)).map(text).collect()
}

fn first_text(cells: &[Cow<'_, str>]) -> String {
    cells.iter().find(|cell| !cell.is_empty()).map_or_else(String::new, |cell| text::shortened(&text::line(cell), 60))
}

/// Whether a row of a file whose columns are not known yet is none: the headings once more, or a total or a footer, much emptier than
/// rows are and one by its words.
pub(crate) fn is_surely_aside(row: &[String], header: &[String]) -> bool {
    let width = header.len();
    if width > 1 && row == header {
        return true;
    }
    let cells: Vec<Cow<'_, str>> = row.iter().map(|cell| Cow::Borrowed(cell.as_str())).collect();
    cells.iter().filter(|cell| !cell.is_empty()).count() * 2 <= width && aside::of(&cells, width, false).is_some()
}
