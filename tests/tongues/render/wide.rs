//! A row a line, a column a month.

use super::rows::{Row, add_attributes, add_names};
use crate::book::{Book, Line};
use crate::days::{Day, day, month_ends};
use crate::dice::Dice;
use crate::stage::in_window;
use crate::table::{Cell, Kind, Role, Table};
use crate::truth::expected::Knows;
use crate::truth::happened::Sight;

pub fn table(book: &Book, dice: &mut Dice) -> (Table, Knows) {
    let (from, last) = (day(2025, dice.between(2, 9) as u32, 15), book.stage.last_month_end());
    let ends = dice.percent(70);
    let rows: Vec<Row<()>> = super::rows::lines(book)
        .filter(|(_, line)| month_ends(from, last).any(|day| line.arr_on(day) > 0))
        .map(|(account, line)| Row { account, line, day: from, of: () })
        .collect();
    let mut table = Table::new(Kind::Wide);
    add_names(&mut table, book, &rows, dice);
    add_attributes(&mut table, &rows, dice);
    if ends {
        table.add(Role::ContractEnd, &rows, |row| Cell::maybe_day(contract_end(row.line, last)));
    }
    let part = if dice.percent(60) { 12 } else { 1 };
    let nothing = if dice.percent(50) { Cell::Empty } else { Cell::money(0) };
    for month in month_ends(from, last) {
        table.add(Role::Of(month), &rows, |row| match row.line.arr_on(month) {
            0 => nothing.clone(),
            arr => Cell::money(arr / part),
        });
    }
    (table, Knows { renewals: ends.then_some(Sight::MonthEnds), amounts: true, twelve_months: true })
}

/// The end that falls into the window, else the next: a table with one end a line can name no more.
pub fn contract_end(line: &Line, last: Day) -> Option<Day> {
    let ends = || line.terms.iter().map(|term| term.end);
    let next = || line.latest_term(last).map(|term| term.end);
    ends().find(|end| in_window(*end) && line.left.is_none_or(|left| left > *end)).or_else(next)
}
