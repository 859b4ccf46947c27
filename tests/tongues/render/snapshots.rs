//! A row a line and month end.

use super::rows::{Row, add_amount, add_attributes, add_names, priced};
use crate::book::{Book, Line};
use crate::days::{Day, day, month_ends};
use crate::dice::Dice;
use crate::table::{Cell, Kind, Role, Table, Word};
use crate::truth::expected::Knows;
use crate::truth::happened::Sight;

pub fn table(book: &Book, dice: &mut Dice) -> (Table, Knows) {
    let zeros = dice.percent(60);
    let ends = dice.percent(85);
    let from = day(2025, dice.between(3, 8) as u32, 15);
    let rows: Vec<Row<()>> = super::rows::lines(book)
        .flat_map(|(account, line)| {
            month_ends(from, book.stage.last_month_end()).filter(move |day| is_told(line, *day, zeros)).map(move |day| Row {
                account,
                line,
                day,
                of: (),
            })
        })
        .collect();
    let mut table = Table::new(Kind::Snapshots);
    add_names(&mut table, book, &rows, dice);
    table.add(Role::Date, &rows, |row| Cell::Day(row.day));
    add_amount(&mut table, book, &rows, dice, amount);
    if ends {
        table.add(Role::ContractEnd, &rows, |row| Cell::maybe_day(row.line.latest_term(row.day).map(|term| term.end)));
    }
    let trials = book.accounts.iter().any(|account| account.lines.iter().any(|line| line.trial));
    if trials {
        table.add(Role::Status, &rows, |row| Cell::Word(if row.line.trial { Word::Trial } else { status(row) }));
    }
    add_attributes(&mut table, &rows, dice);
    if dice.percent(50) {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|row| rows[*row].day);
        table.reorder(&order);
    }
    (table, Knows { renewals: ends.then_some(Sight::MonthEnds), amounts: true, twelve_months: true })
}

/// A customer has rows while in force; who is gone has some with zero, or none. A trial has none after its end.
fn is_told(line: &Line, day: Day, zeros: bool) -> bool {
    let began = line.latest_term(day).is_some();
    let gone = line.term_on(day).is_none();
    began && (!gone || (zeros && !line.trial))
}

fn amount(row: &Row<()>) -> Cell {
    let term = row.line.latest_term(row.day).expect("a row has a term");
    priced(term, if row.line.trial { term.arr } else { row.line.arr_on(row.day) })
}

fn status(row: &Row<()>) -> Word {
    if row.line.term_on(row.day).is_none() { Word::Gone } else { Word::Active }
}
