//! Weekly health scores and usage in the year before a renewal.

use std::io;

use chrono::{Days, Months, NaiveDate};

use crate::domain::renewal::Risk;

use super::Case;
use super::calendar::monday;
use super::dice::Dice;
use super::table::{Row, Sink, Table};

/// Days of a year over which an account's health drifts from where it was to where it stands before the renewal.
const DRIFT: i64 = 150;

/// The Mondays that are written: `rows` of them, evenly back from the due date or from the export,
/// whichever is earlier; weekly from 52, at most. The weeks up to the due date before stand with that renewal.
fn weeks(case: &Case, rows: u32) -> impl Iterator<Item = NaiveDate> + use<> {
    let newest = monday(case.setting.due.min(case.spec.exported_on()));
    let previous_due = case.setting.due - Months::new(12);
    // Up to 26 rows cover half a year, which the comparisons before the due date need; more cover more.
    let step = (26 + rows / 2).checked_div(rows).unwrap_or(1).max(1);
    let back = move |i: u32| newest - Days::new(u64::from(i * step) * 7);
    (0..rows).rev().map(back).filter(move |week| *week > previous_due)
}

/// Writes the health scores of a year that begins with the `opening` one.
pub(crate) fn write_health(case: &Case, opening: i64, dice: &mut Dice, row: &mut Row, sink: &mut dyn Sink) -> io::Result<()> {
    let settled = settled_health(case.setting.risk, dice);
    for week in weeks(case, case.spec.health_rows) {
        let days_left = (case.setting.due - week).num_days();
        let drifted = (366 - days_left).clamp(0, DRIFT);
        let level = opening + (settled - opening) * drifted / DRIFT;
        let turned = case.ending.health.map_or(0, |turn| turn.at(days_left));
        let score = (level - turned + dice.bell(-2..=2)).clamp(4, 99);
        row.add(&case.account.id).add(week).add(score).end(Table::Health, sink)?;
    }
    Ok(())
}

pub(crate) fn write_usage(case: &Case, dice: &mut Dice, row: &mut Row, sink: &mut dyn Sink) -> io::Result<()> {
    let usual = case.setting.seats * case.account.intensity / 10;
    for week in weeks(case, case.spec.usage_rows) {
        let days_left = (case.setting.due - week).num_days();
        let left = 1000 - case.ending.usage.map_or(0, |turn| turn.at(days_left));
        let events = usual * left / 1000 * dice.bell(880..=1120) / 1000;
        row.add(&case.account.id).add(week).add(events).end(Table::Usage, sink)?;
    }
    Ok(())
}

/// Where health stands when the next year begins.
pub(crate) fn closing_health(case: &Case) -> i64 {
    let middle = match case.setting.risk {
        Risk::Low => 82,
        Risk::Medium => 60,
        Risk::High => 42,
    };
    middle - case.ending.health.map_or(0, |turn| turn.by)
}

/// Well inside the band of its risk, so that a week's noise does not change the band.
fn settled_health(risk: Risk, dice: &mut Dice) -> i64 {
    match risk {
        Risk::Low => dice.within(74..=92),
        Risk::Medium => dice.within(54..=66),
        Risk::High => dice.within(36..=46),
    }
}
