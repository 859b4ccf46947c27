//! An export of the same renewals from an earlier day, which people leave in the folder.

use crate::days::{Day, plus};
use crate::table::{Cell, Role, Table, Word};

/// What was due after a day was open on it, with nothing told of how it would end.
pub fn export(table: &Table, as_of: Day) -> (Table, Day) {
    let on = plus(as_of, -47);
    let due = table
        .columns
        .iter()
        .find(|column| matches!(column.role, Role::Due))
        .or_else(|| table.columns.iter().find(|column| column.role == Role::Closed));
    let open: Vec<bool> = due.map_or(vec![], |due| due.cells.iter().map(|cell| matches!(cell, Cell::Day(day) if *day > on)).collect());
    // Beside a due date, the close date is that of the decision.
    let apart = table.has(Role::Due);
    let mut older = table.clone();
    for column in &mut older.columns {
        for (cell, _) in column.cells.iter_mut().zip(&open).filter(|(_, open)| **open) {
            *cell = if apart && column.role == Role::Closed { Cell::Empty } else { undecided(column.role, cell) };
        }
    }
    (older, on)
}

fn undecided(role: Role, cell: &Cell) -> Cell {
    match role {
        Role::Outcome => Cell::Word(Word::Open),
        Role::Stage => Cell::Word(Word::Proposing),
        Role::State => Cell::Word(Word::StateOpen),
        Role::IsClosed | Role::IsWon => Cell::Flag(false),
        Role::After | Role::AfterMrr | Role::Reason | Role::WonOn | Role::LostOn => Cell::Empty,
        _ => cell.clone(),
    }
}
