//! Names above the columns of one table.

use super::style::Style;
use super::tongue::Tongue;
use super::written;
use crate::dice::Dice;
use crate::table::{Role, Table};

/// One name a column, none twice.
pub fn of(table: &Table, tongue: &Tongue, style: &Style, dice: &mut Dice) -> Vec<String> {
    let currencies = table.has(Role::Currency);
    let mut taken: Vec<String> = vec![];
    for (n, column) in table.columns.iter().enumerate() {
        let name = name((column.role, n), tongue, style, (&taken, currencies), dice);
        taken.push(name);
    }
    taken
}

fn name((role, n): (Role, usize), tongue: &Tongue, style: &Style, (taken, currencies): (&[String], bool), dice: &mut Dice) -> String {
    if let Role::Of(month) = role {
        return written::month(month, style.heading, style);
    }
    // Where a column names the currency of each amount, the column above the amounts does not name one for all.
    let fits = |name: &&str| !(currencies && name.contains("USD") || taken.iter().any(|taken| taken == name));
    let free: Vec<&str> = tongue.names_of(role).iter().copied().filter(fits).collect();
    if free.is_empty() { (tongue.unnamed)(n) } else { dice.pick(&free).to_owned() }
}
