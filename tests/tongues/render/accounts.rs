//! A second file with what belongs to the accounts.

use crate::book::{Account, Book};
use crate::dice::Dice;
use crate::table::{Cell, Kind, Role, Table};

/// Takes attributes out of the main table into one of their own, where its accounts have ids.
pub fn table(book: &Book, main: &mut Table, dice: &mut Dice) -> Option<Table> {
    let by_id = main.columns.iter().any(|column| column.role == Role::AccountId);
    if !by_id || !dice.percent(40) {
        return None;
    }
    main.columns.retain(|column| ![Role::Segment, Role::Owner, Role::Region].contains(&column.role));
    let rows: Vec<&Account> = book.accounts.iter().collect();
    let mut table = Table::new(Kind::Accounts);
    table.add(Role::AccountId, &rows, |account| Cell::text(&account.id));
    table.add(Role::Account, &rows, |account| Cell::text(&account.name));
    table.add(Role::Segment, &rows, |account| Cell::text(account.segment));
    table.add(Role::Owner, &rows, |account| Cell::text(account.owner));
    if dice.percent(50) {
        table.add(Role::Region, &rows, |account| Cell::text(account.region));
    }
    Some(table)
}
