//! Weekly health scores and usage in the year before a renewal.

use std::io;

use chrono::{Days, NaiveDate};

use crate::domain::renewal::Risk;

use super::Spec;
use super::account::Account;
use super::calendar::monday;
use super::dice::Dice;
use super::ending::Ending;
use super::story::Setting;
use super::table::{Row, Sink, Table};

/// The renewal whose year is written.
pub struct Year<'a> {
    pub account: &'a Account,
    pub setting: &'a Setting,
    pub ending: &'a Ending,
    /// The due date before this one; the account's weeks up to it stand with that renewal.
    pub previous_due: NaiveDate,
    /// The health score the year begins with.
    pub opening_health: i64,
}

/// Days of a year over which an account's health drifts from where it was to where it stands before the renewal.
const DRIFT: i64 = 150;

impl Year<'_> {
    /// The Mondays that are written: `rows` of them, evenly back from the due date or from the export,
    /// whichever is earlier; weekly from 52, at most.
    fn weeks(&self, spec: &Spec, rows: u32) -> impl Iterator<Item = NaiveDate> + use<> {
        let newest = monday(self.setting.due.min(spec.exported_on()));
        let previous = self.previous_due;
        // Up to 26 rows cover half a year, which the comparisons before the due date need; more cover more.
        let step = (26 + rows / 2).checked_div(rows).unwrap_or(1).max(1);
        let back = move |i: u32| newest - Days::new(u64::from(i * step) * 7);
        (0..rows).rev().map(back).filter(move |week| *week > previous)
    }

    pub fn write_health(&self, spec: &Spec, dice: &mut Dice, row: &mut Row, sink: &mut dyn Sink) -> io::Result<()> {
        let settled = settled_health(self.setting.risk, dice);
        for week in self.weeks(spec, spec.health_rows) {
            let days_left = (self.setting.due - week).num_days();
            let drifted = (366 - days_left).clamp(0, DRIFT);
            let level = self.opening_health + (settled - self.opening_health) * drifted / DRIFT;
            let turned = self.ending.health.map_or(0, |turn| turn.at(days_left));
            let score = (level - turned + dice.bell(-2..=2)).clamp(4, 99);
            row.add(&self.account.id).add(week).add(score).end(Table::Health, sink)?;
        }
        Ok(())
    }

    pub fn write_usage(&self, spec: &Spec, dice: &mut Dice, row: &mut Row, sink: &mut dyn Sink) -> io::Result<()> {
        let usual = self.setting.seats * self.account.intensity / 10;
        for week in self.weeks(spec, spec.usage_rows) {
            let days_left = (self.setting.due - week).num_days();
            let left = 1000 - self.ending.usage.map_or(0, |turn| turn.at(days_left));
            let events = usual * left / 1000 * dice.bell(880..=1120) / 1000;
            row.add(&self.account.id).add(week).add(events).end(Table::Usage, sink)?;
        }
        Ok(())
    }

    /// Where health stands when the next year begins.
    pub fn closing_health(&self) -> i64 {
        let middle = match self.setting.risk {
            Risk::Low => 82,
            Risk::Medium => 60,
            Risk::High => 42,
        };
        middle - self.ending.health.map_or(0, |turn| turn.by)
    }
}

/// Well inside the band of its risk, so that a week's noise does not change the band.
fn settled_health(risk: Risk, dice: &mut Dice) -> i64 {
    match risk {
        Risk::Low => dice.within(74..=92),
        Risk::Medium => dice.within(54..=66),
        Risk::High => dice.within(36..=46),
    }
}
