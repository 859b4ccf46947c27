//! A row a customer or a line: the contract's end, whether it is gone, and since when.

use super::rows::{Row, add_amount, add_attributes, add_names, priced};
use super::wide::contract_end;
use crate::book::{Book, Line, Term};
use crate::days::Day;
use crate::dice::Dice;
use crate::table::{Cell, Kind, Role, Table};
use crate::truth::expected::Knows;
use crate::truth::happened::Sight;

pub fn table(book: &Book, dice: &mut Dice) -> (Table, Knows) {
    let as_of = book.stage.as_of();
    let rows: Vec<Row<&Term>> = super::rows::lines(book)
        .filter_map(|(account, line)| Some(Row { account, line, day: as_of, of: told_term(line, as_of)? }))
        .collect();
    let mut table = Table::new(Kind::Customers);
    add_names(&mut table, book, &rows, dice);
    table.add(Role::Start, &rows, |row| Cell::Day(row.of.start));
    table.add(Role::ContractEnd, &rows, |row| Cell::Day(row.of.end));
    add_amount(&mut table, book, &rows, dice, |row| priced(row.of, row.of.arr));
    let gone_on = |row: &Row<&Term>| gone_on(row.line, as_of);
    table.add(Role::Churned, &rows, |row| Cell::Flag(gone_on(row).is_some()));
    table.add(Role::ChurnedOn, &rows, |row| Cell::maybe_day(gone_on(row)));
    add_attributes(&mut table, &rows, dice);
    (table, Knows { renewals: Some(Sight::Spells), amounts: false, twelve_months: false })
}

/// The term that the list still names: the one that ended in the window, else the latest.
fn told_term(line: &Line, as_of: Day) -> Option<&Term> {
    let end = contract_end(line, as_of)?;
    line.terms.iter().find(|term| term.end == end)
}

fn gone_on(line: &Line, as_of: Day) -> Option<Day> {
    let after_the_last = line.terms.last().and_then(|term| term.end.succ_opt());
    line.left.or(after_the_last).filter(|day| *day <= as_of)
}
