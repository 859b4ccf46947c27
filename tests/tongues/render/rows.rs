//! What several shapes say of a line in the same way.

use crate::book::{Account, Book, Line, RATE, Term};
use crate::days::Day;
use crate::dice::Dice;
use crate::table::{Cell, Money, Role, Table};

/// A line of an account at a day.
#[derive(Clone)]
pub struct Row<'a, T> {
    pub account: &'a Account,
    pub line: &'a Line,
    pub day: Day,
    pub of: T,
}

/// Every line of a book with its account.
pub fn lines(book: &Book) -> impl Iterator<Item = (&Account, &Line)> {
    book.accounts.iter().flat_map(|account| account.lines.iter().map(move |line| (account, line)))
}

/// What a term's ARR is in its own currency.
pub fn priced(term: &Term, arr: i64) -> Cell {
    let units = if term.foreign { (arr as f64 / RATE).round() as i64 } else { arr };
    Cell::Money(Money { units, foreign: term.foreign })
}

/// Who it is: by id, by name, or both; and which line, where an account may have several.
pub fn add_names<T>(table: &mut Table, book: &Book, rows: &[Row<T>], dice: &mut Dice) {
    let both = dice.below(3);
    let needs_id = book.accounts.iter().any(|account| account.renamed.is_some());
    if both != 1 || needs_id {
        table.add(Role::AccountId, rows, |row| Cell::text(row.account.id_on(row.day)));
    }
    if both != 0 {
        table.add(Role::Account, rows, |row| Cell::text(row.account.name_on(row.day)));
    }
    if book.accounts.iter().any(|account| account.lines.len() > 1) {
        let both = dice.below(3);
        if both != 1 {
            table.add(Role::LineId, rows, |row| Cell::text(&row.line.id));
        }
        if both != 0 {
            table.add(Role::Product, rows, |row| Cell::text(row.line.product));
        }
    }
}

/// Who looks after it and where it belongs, as often as such columns are there.
pub fn add_attributes<T>(table: &mut Table, rows: &[Row<T>], dice: &mut Dice) {
    if dice.percent(45) {
        table.add(Role::Segment, rows, |row| Cell::text(row.account.segment));
    }
    if dice.percent(35) {
        table.add(Role::Owner, rows, |row| Cell::text(row.account.owner));
    }
    if dice.percent(25) {
        table.add(Role::Region, rows, |row| Cell::text(row.account.region));
    }
}

/// The amount a year or a month, and its currency where there are two or where people say it anyway.
pub fn add_amount<T>(table: &mut Table, book: &Book, rows: &[Row<T>], dice: &mut Dice, cell: impl Fn(&Row<T>) -> Cell) {
    let monthly = dice.percent(45);
    let role = if monthly { Role::Mrr } else { Role::Arr };
    table.add(role, rows, |row| match cell(row) {
        Cell::Money(money) if monthly => Cell::Money(Money { units: money.units / 12, ..money }),
        other => other,
    });
    if book.foreign.is_some() || dice.percent(25) {
        let currencies: Vec<Cell> = rows.iter().map(&cell).map(|cell| currency(&cell)).collect();
        table.columns.push(crate::table::Column { role: Role::Currency, cells: currencies });
    }
}

/// The code of an amount's currency; that of the book where there is no amount. The writer knows which code that is.
fn currency(amount: &Cell) -> Cell {
    match amount {
        Cell::Money(Money { foreign: true, .. }) => Cell::text("{foreign}"),
        _ => Cell::text("{own}"),
    }
}
