//! Support tickets in the half year before a renewal.

use std::io;

use super::Case;
use super::calendar::days_before;
use super::dice::Dice;
use super::ending::Fate;
use super::table::{Row, Sink, Table};

/// Reasons that show in the tickets before they show anywhere else.
const LOUD: [&str; 3] = ["relationship.support", "product.reliability", "product.integration"];

/// Writes the tickets of one renewal, oldest first.
pub(crate) fn write(case: &Case, dice: &mut Dice, row: &mut Row, sink: &mut dyn Sink) -> io::Result<()> {
    let is_loud = case.ending.reasons.real.is_some_and(|reason| LOUD.contains(&reason));
    let escalates = match case.ending.fate {
        _ if is_loud => 420,
        Fate::Lost => 150,
        _ => 55,
    };
    let count = dice.bell(0..=6) + if is_loud { 3 } else { 0 };
    let mut ages: Vec<i64> = (0..count).map(|_| dice.within(4..=178)).collect();
    ages.sort_unstable_by(|a, b| b.cmp(a));
    for age in ages {
        let (opened, escalated) = (days_before(case.setting.due, age), dice.chance(escalates));
        if opened <= case.spec.exported_on() {
            row.add(&case.account.id).add(opened).add(escalated).end(Table::Tickets, sink)?;
        }
    }
    Ok(())
}
