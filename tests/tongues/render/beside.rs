//! Columns that have nothing to do with the renewal, as every export has some.

use crate::days::{Day, day, plus};
use crate::dice::Dice;
use crate::table::{Cell, Column, Role, Table};

const NOTES: [&str; 5] =
    ["Call next week", "Champion is happy, wants more seats", "Asked for a discount; waits for the board", "Quote sent", "Moved office"];

pub fn add(table: &mut Table, as_of: Day, dice: &mut Dice) {
    for role in [Role::Created, Role::Modified, Role::Note, Role::Seats, Role::Score, Role::ForeignId] {
        let there = table.columns.iter().any(|column| column.role == role);
        if !there && dice.percent(22) {
            let cells = (0..table.rows()).map(|_| cell(role, as_of, dice)).collect();
            table.columns.push(Column { role, cells });
        }
    }
}

fn cell(role: Role, as_of: Day, dice: &mut Dice) -> Cell {
    match role {
        Role::Created => Cell::Day(plus(day(2022, 1, 7), dice.between(0, 400))),
        Role::Modified => Cell::Day(plus(as_of, -dice.between(0, 120))),
        Role::Note => Cell::text(dice.pick(&NOTES)),
        Role::Seats => Cell::Count(dice.between(3, 400)),
        Role::Score => Cell::Count(dice.between(11, 99)),
        _ => Cell::Text(format!("X{}", dice.between(100_000, 999_999))),
    }
}
