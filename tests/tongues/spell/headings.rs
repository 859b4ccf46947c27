//! Names above the columns of one table.

use super::style::Style;
use super::tongue::Tongue;
use super::written;
use crate::dice::Dice;
use crate::table::{Role, Table};

/// One name a column, none twice.
pub fn of(table: &Table, tongue: &Tongue, style: &Style, dice: &mut Dice) -> Vec<String> {
    let mut taken: Vec<String> = vec![];
    for (n, column) in table.columns.iter().enumerate() {
        let name = name(column.role, n, tongue, style, &taken, dice);
        taken.push(name);
    }
    taken
}

fn name(role: Role, n: usize, tongue: &Tongue, style: &Style, taken: &[String], dice: &mut Dice) -> String {
    if let Role::Of(month) = role {
        return written::month(month, style.heading, style);
    }
    let free: Vec<&str> = tongue.names_of(role).iter().copied().filter(|name| !taken.iter().any(|taken| taken == name)).collect();
    if free.is_empty() { (tongue.unnamed)(n) } else { dice.pick(&free).to_owned() }
}
