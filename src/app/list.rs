//! One mechanism for every list on the screen: an order, a filter, and a selection that stays on its item.

pub(crate) mod column;
mod rows;

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use ratatui::crossterm::event::{KeyCode, KeyEvent};
use tui_input::Input;

use super::command::Command;
use super::cursor::Cursor;
use super::input;
pub(crate) use column::{Column, ColumnName, Head};
pub(crate) use rows::{Rows, Value};

/// By which column, and from which end. No column, or one that is not there: as the data gives the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    pub column: Option<ColumnName>,
    pub descending: bool,
}

impl Order {
    pub(crate) const fn by(column: ColumnName, descending: bool) -> Self {
        Self { column: Some(column), descending }
    }

    /// Whether it is by the column of this name.
    pub(crate) fn is_by(&self, name: &str) -> bool {
        self.column.as_deref() == Some(name)
    }

    /// The place of the column among those of the list.
    pub(crate) fn place(&self, rows: &Rows<'_>) -> Option<usize> {
        rows.column(self.column.as_deref()?)
    }

    fn apply(&self, rows: &Rows<'_>, places: &mut Vec<usize>) {
        let Some(column) = self.place(rows) else {
            if self.descending && self.column.is_none() {
                places.reverse();
            }
            return;
        };
        let mut keyed: Vec<(Value, usize)> = places.iter().map(|i| (rows.value(*i, column).folded(), *i)).collect();
        // Stable: what is equal stays as the data gives it, whichever way round.
        keyed.sort_by(|(a, _), (b, _)| {
            let unknown_last = b.is_known().cmp(&a.is_known());
            unknown_last.then_with(|| if self.descending { b.compare(a) } else { a.compare(b) })
        });
        places.clear();
        places.extend(keyed.into_iter().map(|(_, i)| i));
    }
}

/// What an arrangement was worked out for: the caller's stamp, the order, the words, how many rows.
type For = (u64, Order, String, usize);

/// How one list is looked at. Kept while phases and views change.
#[derive(Clone, Debug, Default)]
pub struct ListState {
    pub order: Order,
    /// The order it opens with, and comes back to.
    pub natural: Order,
    pub filter: Input,
    /// The filter has the keys.
    pub filtering: bool,
    /// The selected item, once one was chosen.
    key: Option<String>,
    /// Where it stood last: found again there without a search, and what is selected when it is gone.
    place: Cell<usize>,
    shown: RefCell<Option<(For, Arc<Vec<usize>>)>>,
}

impl ListState {
    /// A list that opens with an order of its own.
    pub(crate) fn sorted(order: Order) -> Self {
        Self { natural: order.clone(), order, ..Self::default() }
    }

    pub fn is_filtered(&self) -> bool {
        !self.filter.value().trim().is_empty()
    }

    /// Goes on typing this search.
    pub(crate) fn search(&mut self, words: &str) {
        self.filter = words.into();
        self.filtering = true;
    }

    /// Neither sorted nor filtered.
    pub fn is_as_it_comes(&self) -> bool {
        self.order == self.natural && !self.is_filtered()
    }

    /// The rows shown, in order, as places in the data's own order. `stamp` tells when the rows have changed.
    pub(crate) fn shown(&self, rows: &Rows<'_>, stamp: u64) -> Arc<Vec<usize>> {
        let wanted: For = (stamp, self.order.clone(), self.filter.value().to_owned(), rows.len());
        if let Some((known, shown)) = &*self.shown.borrow()
            && *known == wanted
        {
            return Arc::clone(shown);
        }
        let words: Vec<String> = self.filter.value().split_whitespace().map(rows::plain).collect();
        let mut places: Vec<usize> = (0..rows.len()).filter(|i| words.is_empty() || rows.matches(*i, &words)).collect();
        self.order.apply(rows, &mut places);
        let shown = Arc::new(places);
        *self.shown.borrow_mut() = Some((wanted, Arc::clone(&shown)));
        shown
    }

    /// The selected place among those shown; `None` when nothing is shown.
    pub(crate) fn selected(&self, rows: &Rows<'_>, shown: &[usize]) -> Option<usize> {
        let here = Cursor(self.place.get()).at(shown.len())?;
        let Some(key) = &self.key else { return Some(here) };
        let is_it = |place: &usize| rows.key(shown[*place]) == *key;
        let found = if is_it(&here) { Some(here) } else { (0..shown.len()).find(is_it) };
        if let Some(found) = found {
            self.place.set(found);
        }
        Some(found.unwrap_or(here))
    }

    /// Selects what stands at a place among those shown.
    pub(crate) fn select(&mut self, rows: &Rows<'_>, shown: &[usize], place: usize) {
        self.place.set(place);
        self.key = shown.get(place).map(|i| rows.key(*i));
    }

    /// Selects what is clicked. `true`: it was selected already.
    pub(crate) fn click(&mut self, rows: &Rows<'_>, stamp: u64, place: usize) -> bool {
        let shown = self.shown(rows, stamp);
        let again = self.selected(rows, &shown) == Some(place);
        self.select(rows, &shown, place);
        again
    }

    /// Where the selection stood when it was last looked for, among the rows shown.
    pub(crate) fn place(&self) -> usize {
        self.place.get()
    }

    /// Back to the first, for a list whose rows became others.
    pub(crate) fn forget_selection(&mut self) {
        self.key = None;
        self.place.set(0);
    }

    /// Selects an item wherever it stands.
    pub(crate) fn select_key(&mut self, key: impl Into<String>) {
        self.key = Some(key.into());
    }

    /// A command for the list. `false`: it means nothing to it.
    pub(crate) fn run(&mut self, command: Command, rows: &Rows<'_>, stamp: u64) -> bool {
        match command {
            // Nothing would show what is typed.
            Command::Sort | Command::Reverse | Command::Filter if rows.is_empty() => {}
            Command::Sort => self.pinned(rows, stamp, |list| list.sort_by_next(rows)),
            Command::Reverse => self.pinned(rows, stamp, |list| list.order.descending = !list.order.descending),
            Command::Filter => self.pinned(rows, stamp, |list| list.filtering = true),
            Command::Back if self.is_filtered() => self.pinned(rows, stamp, |list| list.filter.reset()),
            _ => return self.travel(command, rows, stamp),
        }
        true
    }

    fn travel(&mut self, command: Command, rows: &Rows<'_>, stamp: u64) -> bool {
        let shown = self.shown(rows, stamp);
        let mut cursor = Cursor(self.selected(rows, &shown).unwrap_or(0));
        let is_move = cursor.travel(command, shown.len());
        if is_move {
            self.select(rows, &shown, cursor.0);
        }
        is_move
    }

    /// A key while the filter is typed.
    pub(crate) fn key(&mut self, event: KeyEvent, rows: &Rows<'_>, stamp: u64) {
        let travel = match event.code {
            KeyCode::Enter => {
                self.filtering = false;
                return self.take_selection(rows, stamp);
            }
            KeyCode::Esc => {
                self.filtering = false;
                return self.filter.reset();
            }
            KeyCode::Up => Command::Up,
            KeyCode::Down => Command::Down,
            KeyCode::PageUp => Command::PageUp,
            KeyCode::PageDown => Command::PageDown,
            _ => {
                input::edit(&mut self.filter, event);
                return;
            }
        };
        self.travel(travel, rows, stamp);
    }

    /// Sorts by the column at a place; from the other end when it is sorted by it already.
    pub(crate) fn sort_by(&mut self, column: usize, rows: &Rows<'_>, stamp: u64) {
        let Some((_, largest_first)) = rows.sortable().into_iter().find(|(i, _)| *i == column) else { return };
        let name = &rows.head(column).name;
        self.pinned(rows, stamp, |list| {
            let again = list.order.is_by(name);
            list.order = Order::by(name.clone(), if again { !list.order.descending } else { largest_first });
        });
    }

    /// The next column that can be sorted by; after the last, as the list was at first.
    fn sort_by_next(&mut self, rows: &Rows<'_>) {
        let columns = rows.sortable();
        let next = match (self.order.place(rows), &self.natural.column) {
            (None, _) => columns.first(),
            (Some(here), None) => columns.iter().find(|(i, _)| *i > here),
            (Some(here), Some(_)) => columns.iter().find(|(i, _)| *i > here).or(columns.first()),
        };
        let by = |(column, largest_first): &(usize, bool)| Order::by(rows.head(*column).name.clone(), *largest_first);
        self.order = next.map_or_else(|| self.natural.clone(), by);
    }

    /// Changes what is shown while the selection stays on its item.
    fn pinned(&mut self, rows: &Rows<'_>, stamp: u64, change: impl FnOnce(&mut Self)) {
        if self.key.is_none() {
            self.take_selection(rows, stamp);
        }
        change(self);
    }

    /// What is marked on the screen is what is selected from now on, also where the item that was chosen before is not among the rows shown:
    /// whatever is done next is done to it, and the marker stays on it.
    fn take_selection(&mut self, rows: &Rows<'_>, stamp: u64) {
        let shown = self.shown(rows, stamp);
        if let Some(here) = self.selected(rows, &shown) {
            self.select(rows, &shown, here);
        }
    }
}

#[cfg(test)]
#[path = "list/list_tests.rs"]
mod tests;
