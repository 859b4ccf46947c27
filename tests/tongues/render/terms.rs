//! A row a contract term: the customer's next one is the renewal.

use super::rows::{Row, add_amount, add_attributes, add_names, priced};
use crate::book::{Book, Term};
use crate::days::{Day, plus};
use crate::dice::Dice;
use crate::table::{Cell, Kind, Role, Table};
use crate::truth::expected::Knows;
use crate::truth::happened::Sight;

#[derive(Clone)]
struct Paper<'a> {
    term: &'a Term,
    to: Day,
    nth: usize,
}

pub fn table(book: &Book, dice: &mut Dice) -> (Table, Knows) {
    let as_of = book.stage.as_of();
    let rows: Vec<Row<Paper>> = super::rows::lines(book)
        .flat_map(|(account, line)| {
            line.terms.iter().enumerate().filter(|(_, term)| term.start <= as_of).map(move |(n, term)| {
                let last = n + 1 == line.terms.len();
                let to = line.left.filter(|_| last).and_then(|left| left.pred_opt()).unwrap_or(term.end);
                Row { account, line, day: term.start, of: Paper { term, to, nth: n + 1 } }
            })
        })
        .collect();
    let mut table = Table::new(Kind::Terms);
    table.add(Role::RecordId, &rows, |row| Cell::Text(format!("{}-{}", row.line.id, row.of.nth)));
    add_names(&mut table, book, &rows, dice);
    table.add(Role::Start, &rows, |row| Cell::Day(row.of.term.start));
    // Some write the day on which the next term begins as the end of this one.
    let day_after = i64::from(dice.percent(25));
    table.add(Role::End, &rows, |row| Cell::Day(plus(row.of.to, day_after)));
    let total = dice.percent(15) && book.foreign.is_none();
    if total {
        // A contract that was left was paid to its end.
        table.add(Role::Total, &rows, |row| Cell::money(row.of.term.arr * i64::from(row.of.term.months) / 12));
    } else {
        add_amount(&mut table, book, &rows, dice, |row| priced(row.of.term, row.of.term.arr));
    }
    if total || dice.percent(35) {
        table.add(Role::TermMonths, &rows, |row| Cell::Count(i64::from(row.of.term.months)));
    }
    add_attributes(&mut table, &rows, dice);
    (table, Knows { renewals: Some(Sight::Terms), amounts: true, twelve_months: true })
}
