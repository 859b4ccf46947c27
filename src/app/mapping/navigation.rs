//! Moving to what wants to be settled, and showing or hiding the words on the way.

use super::MappingScreen;
use super::rows::{self, Need, Row};
use crate::app::command::Command;
use crate::app::keymap::{self, Key, Mode};
use crate::app::model::Tone;

pub const NO_RENEWALS: &str = "No file is read as renewals or subscriptions yet; select the file that holds them, Enter chooses its table";

/// The first word of a column that nobody understands.
pub fn unknown(screen: &MappingScreen, column: Row) -> Option<Row> {
    let report = &screen.report;
    let is_its = |row: &Row| row.fold(report) == column.fold(report) && matches!(row, Row::Word(..));
    rows::all(report).into_iter().find(|row| is_its(row) && row.need(report) > Need::Nothing)
}

pub fn to_unknown(screen: &mut MappingScreen, column: Row) {
    if let Some(word) = unknown(screen, column) {
        go_to(screen, word);
        let field = keymap::key_for(Mode::Mapping, Command::ChooseField).map_or_else(String::new, Key::label);
        screen.say(Tone::Info, format!("Enter says what this word means; on the column itself, {field} chooses another field"));
    }
}

/// Selects a row, unfolding the column it belongs to.
fn go_to(screen: &mut MappingScreen, row: Row) {
    screen.unfolded.extend(row.fold(&screen.report));
    select(screen, row);
}

fn select(screen: &mut MappingScreen, row: Row) {
    screen.cursor.0 = screen.rows().iter().position(|known| *known == row).unwrap_or(screen.cursor.0);
}

pub fn toggle_words(screen: &mut MappingScreen) {
    let row = screen.selected();
    let Some(fold) = row.and_then(|row| row.fold(&screen.report)) else {
        return screen.say(Tone::Info, "Select a column of outcomes, reasons, segments or the like: only those hold words");
    };
    if !screen.unfolded.remove(&fold) {
        screen.unfolded.insert(fold);
    } else if let Some(Row::Word(file, column, _)) = row {
        select(screen, Row::Column(file, column));
    }
}

/// The next row that must be settled or costs something as it is, round and round.
pub fn next_open(screen: &mut MappingScreen) {
    if next(screen, Need::Doubt) {
        return;
    }
    if screen.report.has_renewals() {
        screen.say(Tone::Good, "Everything is settled");
    } else {
        screen.say(Tone::Warn, NO_RENEWALS);
    }
}

/// To the next row with such a need or a greater one; `false` where there is none.
pub fn next(screen: &mut MappingScreen, need: Need) -> bool {
    let all = rows::all(&screen.report);
    let here = screen.selected().and_then(|row| all.iter().position(|known| *known == row)).unwrap_or(0);
    let order = (here + 1..all.len()).chain(0..(here + 1).min(all.len()));
    let found = order.into_iter().find(|i| all[*i].need(&screen.report) >= need);
    if let Some(i) = found {
        go_to(screen, all[i]);
    }
    found.is_some()
}
