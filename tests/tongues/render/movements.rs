//! What ARR changed by: a row a change.

use super::rows::{Row, add_attributes};
use crate::book::{Book, Line};
use crate::days::{Day, day};
use crate::dice::Dice;
use crate::table::{Cell, Kind, Role, Table, Word};
use crate::truth::expected::Knows;

/// A change and the ARR before it.
#[derive(Clone)]
struct Change {
    before: i64,
    by: i64,
    returns: bool,
}

pub fn table(book: &Book, dice: &mut Dice) -> (Table, Knows) {
    let mut rows: Vec<Row<Change>> = super::rows::lines(book)
        .flat_map(|(account, line)| changes(line, book.stage.as_of()).into_iter().map(move |(day, of)| Row { account, line, day, of }))
        .collect();
    rows.sort_by_key(|row| row.day);
    let mut table = Table::new(Kind::Movements);
    super::rows::add_names(&mut table, book, &rows, dice);
    let by_month = dice.percent(35);
    let role = if by_month { Role::Month } else { Role::MovedOn };
    table.add(role, &rows, |row| if by_month { Cell::Month(row.day) } else { Cell::Day(row.day) });
    table.add(Role::Movement, &rows, |row| Cell::Word(word(&row.of)));
    let monthly = dice.percent(50);
    let (role, part) = if monthly { (Role::MrrChange, 12) } else { (Role::ArrChange, 1) };
    table.add(role, &rows, |row| Cell::money(row.of.by / part));
    add_attributes(&mut table, &rows, dice);
    // Movements tell of their own months alone: the window's last has to have one.
    let reach = rows.last().is_some_and(|row| row.day >= day(2026, 9, 1));
    (table, Knows { renewals: None, amounts: true, twelve_months: reach })
}

/// The days on which a line's ARR changed, up to the export.
fn changes(line: &Line, until: Day) -> Vec<(Day, Change)> {
    let mut days: Vec<Day> =
        line.terms.iter().flat_map(|term| [Some(term.start), term.end.succ_opt(), term.grown.map(|(from, _)| from)]).flatten().collect();
    days.extend(line.left);
    days.extend(line.pause.iter().flat_map(|(from, back)| [*from, *back]));
    days.sort_unstable();
    days.dedup();
    let mut before = 0;
    let mut ever = false;
    let mut changes = vec![];
    for on in days.into_iter().filter(|on| *on <= until && *on >= day(2015, 1, 1)) {
        let now = line.arr_on(on);
        if now != before {
            changes.push((on, Change { before, by: now - before, returns: ever && before == 0 }));
        }
        ever |= now > 0;
        before = now;
    }
    changes
}

fn word(change: &Change) -> Word {
    match change {
        Change { returns: true, .. } => Word::Back,
        Change { before: 0, .. } => Word::Started,
        Change { by, .. } if *by > 0 => Word::More,
        Change { before, by, .. } if before + by == 0 => Word::Left,
        Change { .. } => Word::Less,
    }
}
