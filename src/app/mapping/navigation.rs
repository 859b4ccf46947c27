//! Moving to what wants to be settled, and showing or hiding the words on the way.

use super::MappingScreen;
use super::rows::{self, Need, Row};
use crate::app::command::Command;
use crate::app::keymap::{self, Key, Mode};
use crate::app::marks::Tone;

pub(crate) const NO_RENEWALS: &str =
    "No file is read as renewals or subscriptions yet; select the file that holds them, Enter chooses its table";

/// The first word of a column that nobody understands.
pub(crate) fn unknown<'r>(screen: &'r MappingScreen, column: Row<'_>) -> Option<Row<'r>> {
    let is_its = |row: &Row<'_>| row.fold() == column.fold() && matches!(row, Row::Word(..));
    rows::all(&screen.report).into_iter().find(|row| is_its(row) && row.need() > Need::Nothing)
}

/// Selects a word, and says what can be done with it.
pub(crate) fn to_unknown(screen: &mut MappingScreen, word: Place) {
    go_to(screen, word);
    let field = keymap::key_for(Mode::Mapping, Command::ChooseField).map_or_else(String::new, Key::label);
    screen.say(Tone::Neutral, format!("Enter says what this word means; on the column itself, {field} chooses another field"));
}

/// Where a row is found again: the column whose words it is shown with, and what it is about.
pub(crate) type Place = (Option<rows::Fold>, String);

pub(crate) fn place(row: Row<'_>) -> Place {
    (row.fold(), row.key())
}

/// Selects a row, unfolding the column it belongs to, and whatever was searched for.
fn go_to(screen: &mut MappingScreen, (fold, key): Place) {
    screen.unfolded.extend(fold);
    if !screen.shown().iter().any(|row| row.key() == key) {
        screen.list.filter.reset();
    }
    screen.list.select_key(key);
}

pub(crate) fn toggle_words(screen: &mut MappingScreen) {
    let selected = screen.selected();
    let column = if let Some(Row::Word(file, column, _)) = selected { Some(Row::Column(file, column).key()) } else { None };
    let Some(fold) = selected.and_then(Row::fold) else {
        return screen.say(Tone::Neutral, "Select a column of outcomes, reasons, segments or the like: only those hold words");
    };
    if !screen.unfolded.remove(&fold) {
        screen.unfolded.insert(fold);
    } else if let Some(column) = column {
        screen.list.select_key(column);
    }
}

/// The next row that must be settled or costs something as it is, round and round.
pub(crate) fn next_open(screen: &mut MappingScreen) {
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
pub(crate) fn next(screen: &mut MappingScreen, need: Need) -> bool {
    let all = rows::all(&screen.report);
    let here = screen.selected().and_then(|row| all.iter().position(|known| known.key() == row.key())).unwrap_or(0);
    let mut order = all.iter().cycle().skip(here + 1).take(all.len());
    let Some(found) = order.find(|row| row.need() >= need).map(|row| place(*row)) else { return false };
    go_to(screen, found);
    true
}
