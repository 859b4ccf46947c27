//! The notes of one renewal: which are written, when, and by whom.

mod losses;
mod phrases;

use std::io;

use chrono::{Datelike, NaiveDate};

use crate::domain::renewal::Risk;

use super::Spec;
use super::account::Account;
use super::calendar::days_before;
use super::dice::Dice;
use super::ending::{Ending, Fate};
use super::story::Setting;
use super::table::{Row, Sink, Table};

/// Tells one renewal.
pub struct Teller<'a> {
    pub spec: &'a Spec,
    pub account: &'a Account,
    pub setting: &'a Setting,
    pub ending: &'a Ending,
    /// An open renewal has no note of its end.
    pub is_open: bool,
}

type Draft = (NaiveDate, &'static str);

impl Teller<'_> {
    /// Writes the notes, oldest first.
    pub fn write(&self, dice: &mut Dice, row: &mut Row, sink: &mut dyn Sink) -> io::Result<()> {
        let mut notes = self.before(dice);
        notes.push(if self.is_open {
            (days_before(self.setting.due, dice.within(30..=75)), dice.pick(&phrases::AHEAD))
        } else {
            (self.ending.closed, self.at_the_end(dice))
        });
        notes.retain(|(on, _)| *on <= self.spec.exported_on());
        notes.sort_by_key(|(on, _)| *on);
        for (on, sentence) in notes {
            let text = self.fill(sentence, on, dice);
            row.add(&self.account.id).add(on).text(self.account.owner).text(&text).end(Table::Notes, sink)?;
        }
        Ok(())
    }

    /// What is written before the end is known.
    fn before(&self, dice: &mut Dice) -> Vec<Draft> {
        let due = self.setting.due;
        let mut notes = Vec::new();
        if dice.chance(450) {
            let mood: &[&str] = if self.setting.risk == Risk::Low { &phrases::WELL } else { &phrases::WORRIED };
            notes.push((days_before(due, dice.within(110..=230)), dice.pick(mood)));
        }
        if let Some(left) = self.setting.champion_left {
            notes.push((left, dice.pick(&phrases::CHAMPION_GOES)));
        }
        for play in &self.setting.plays {
            if let Some((_, sentences)) = phrases::PLAYS.iter().find(|(name, _)| *name == play.name) {
                notes.push((play.on, dice.pick(sentences)));
            }
        }
        if self.ending.fate == Fate::Lost && dice.chance(620) {
            notes.push((days_before(due, dice.within(50..=74)), dice.pick(self.voice().before)));
        } else if self.setting.rival.is_some() && self.ending.fate != Fate::Lost {
            notes.push((days_before(due, dice.within(36..=80)), dice.pick(&phrases::RIVAL_SEEN)));
        }
        notes
    }

    fn at_the_end(&self, dice: &mut Dice) -> &'static str {
        match self.ending.fate {
            Fate::Lost => dice.pick(self.voice().after),
            Fate::Shrunk if self.setting.is_squeezed() => dice.pick(&phrases::SQUEEZED),
            Fate::Shrunk => dice.pick(self.voice().before),
            Fate::Grown => dice.pick(&phrases::GREW),
            Fate::Level if self.ending.closed > self.setting.due => dice.pick(&phrases::LATE),
            Fate::Level => dice.pick(&phrases::KEPT),
        }
    }

    fn voice(&self) -> &'static losses::Voice {
        losses::of(self.ending.reasons.real.unwrap_or_default())
    }

    fn fill(&self, sentence: &str, on: NaiveDate, dice: &mut Dice) -> String {
        let (given, family) = self.account.contact;
        let mut text = sentence.replace("{name}", given).replace("{contact}", &format!("{given} {family}"));
        let seats = if self.ending.fate == Fate::Lost { self.setting.seats } else { self.ending.seats };
        text = text.replace("{product}", self.account.product).replace("{seats}", &seats.to_string());
        text = text.replace("{rival}", self.setting.rival.unwrap_or("somebody")).replace("{month}", month_before(on));
        text = text.replace("{uplift}", &(self.setting.offer.uplift_applied / 100).to_string());
        text.replace("{n}", NUMBERS[dice.below(NUMBERS.len())])
    }
}

const NUMBERS: [&str; 6] = ["two", "three", "four", "five", "six", "seven"];

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

fn month_before(on: NaiveDate) -> &'static str {
    MONTHS[(on.month0() as usize + 11) % 12]
}
