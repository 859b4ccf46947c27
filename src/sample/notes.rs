//! The notes of one renewal: which are written, when, and by whom.

mod losses;
mod phrases;

use std::io;

use chrono::{Months, NaiveDate};

use crate::domain::renewal::Risk;

use super::Case;
use super::calendar::days_before;
use super::dice::Dice;
use super::ending::Fate;
use super::table::{Row, Sink, Table};

/// A note before its places are filled in.
struct Draft {
    on: NaiveDate,
    sentence: &'static str,
    /// Whether something in passing may follow.
    chatty: bool,
}

/// Writes the notes of one renewal, oldest first.
pub(crate) fn write(case: &Case, dice: &mut Dice, row: &mut Row, sink: &mut dyn Sink) -> io::Result<()> {
    let mut drafts = before(case, dice);
    drafts.retain(|draft| case.is_open || draft.on < case.ending.closed);
    drafts.push(if case.is_open {
        chat(days_before(case.setting.due, dice.within(30..=75)), dice.pick(&phrases::AHEAD))
    } else {
        plain(case.ending.closed, at_the_end(case, dice))
    });
    drafts.retain(|draft| draft.on <= case.spec.exported_on());
    drafts.sort_by_key(|draft| draft.on);
    for draft in drafts {
        let text = fill(case, &draft, dice);
        row.add(&case.account.id).add(draft.on).text(case.account.owner).text(&text).end(Table::Notes, sink)?;
    }
    Ok(())
}

/// What is written before the end is known.
fn before(case: &Case, dice: &mut Dice) -> Vec<Draft> {
    let due = case.setting.due;
    let mut notes = Vec::new();
    if dice.chance(450) {
        let mood: &[&str] = if case.setting.risk == Risk::Low { &phrases::WELL } else { &phrases::WORRIED };
        notes.push(chat(days_before(due, dice.within(110..=230)), dice.pick(mood)));
    }
    if let Some(left) = case.setting.champion_left {
        notes.push(plain(left, dice.pick(&phrases::CHAMPION_GOES)));
    }
    for play in &case.setting.plays {
        if let Some((_, sentences)) = phrases::PLAYS.iter().find(|(name, _)| *name == play.name) {
            notes.push(chat(play.on, dice.pick(sentences)));
        }
    }
    if case.ending.fate == Fate::Lost && dice.chance(620) {
        // Whoever follows a champion is met after the champion has gone.
        let met = case.setting.champion_left.map(|left| days_before(left, -9));
        let on = days_before(due, dice.within(50..=74));
        notes.push(plain(met.map_or(on, |met| on.max(met)), dice.pick(voice(case).before)));
    } else if case.setting.rival.is_some() && case.ending.fate != Fate::Lost {
        notes.push(chat(days_before(due, dice.within(36..=80)), dice.pick(&phrases::RIVAL_SEEN)));
    }
    notes
}

fn at_the_end(case: &Case, dice: &mut Dice) -> &'static str {
    match case.ending.fate {
        Fate::Lost => dice.pick(voice(case).after),
        Fate::Shrunk if case.setting.is_squeezed() => dice.pick(&phrases::SQUEEZED),
        Fate::Shrunk => dice.pick(losses::smaller(case.ending.reasons.real.unwrap_or_default())),
        Fate::Grown => dice.pick(&phrases::GREW),
        Fate::Level if case.ending.closed > case.setting.due => dice.pick(&phrases::LATE),
        Fate::Level => dice.pick(&phrases::KEPT),
    }
}

fn voice(case: &Case) -> &'static losses::Voice {
    losses::of(case.ending.reasons.real.unwrap_or_default())
}

fn fill(case: &Case, draft: &Draft, dice: &mut Dice) -> String {
    let has_gone = case.setting.champion_left.is_some_and(|left| left < draft.on);
    let (given, family) = if has_gone { case.stand_in } else { case.account.contact };
    let seats = if case.ending.fate == Fate::Lost { case.setting.seats } else { case.ending.seats };
    let mut text = draft.sentence.to_owned();
    if draft.chatty && dice.chance(360) {
        text = format!("{text} {}", dice.pick(&phrases::TAILS));
    }
    let places: [(&str, &str); 8] = [
        ("{name}", given),
        ("{contact}", &format!("{given} {family}")),
        ("{gone}", case.account.contact.0),
        ("{product}", case.account.product),
        ("{seats}", &seats.to_string()),
        ("{rival}", case.setting.rival.unwrap_or("somebody")),
        ("{month}", &month_before(draft.on)),
        ("{uplift}", &(case.setting.offer.uplift_applied / 100).to_string()),
    ];
    for (place, value) in places {
        text = text.replace(place, value);
    }
    text.replace("{n}", NUMBERS[dice.below(NUMBERS.len())])
}

fn plain(on: NaiveDate, sentence: &'static str) -> Draft {
    Draft { on, sentence, chatty: false }
}

fn chat(on: NaiveDate, sentence: &'static str) -> Draft {
    Draft { on, sentence, chatty: true }
}

const NUMBERS: [&str; 6] = ["two", "three", "four", "five", "six", "seven"];

fn month_before(on: NaiveDate) -> String {
    (on - Months::new(1)).format("%B").to_string()
}
