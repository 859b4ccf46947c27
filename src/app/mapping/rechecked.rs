//! What comes back when the data was looked at again.

use std::collections::HashMap;

use super::rows::{self, Row};
use super::{MappingScreen, changes};
use crate::app::marks::Tone;
use crate::compile::{CheckReport, CheckedColumn, Field};

/// A report on the mapping as it is now; those on earlier ones are outdated.
pub(crate) fn checked(screen: &mut MappingScreen, number: u64, result: Result<Box<CheckReport>, String>) {
    if number != screen.asked {
        return;
    }
    screen.seen = number;
    match result {
        Ok(report) => {
            let said = changes::told(&screen.report, &report);
            let words = order(&screen.report);
            let new: Vec<_> = rows::in_doubt(&report).difference(&rows::in_doubt(&screen.report)).cloned().collect();
            screen.unfolded.extend(new);
            let selected = screen.selected().map(Row::key);
            screen.list.select_key(selected.clone().unwrap_or_default());
            screen.report = *report;
            keep_order(&mut screen.report, &words);
            follow(screen, selected);
            screen.say(Tone::Neutral, said);
        }
        // The mapping goes back to what could be read.
        Err(error) => {
            if let Some(earlier) = screen.earlier.pop_back() {
                screen.mapping = earlier;
            }
            screen.say(Tone::Warn, error);
        }
    }
}

/// The words of each column in their order.
fn order(report: &CheckReport) -> HashMap<(String, Field), Vec<String>> {
    let columns = report.files.iter().flat_map(|file| file.columns.iter().map(move |column| (file, column)));
    let words = |column: &CheckedColumn| column.words.as_ref().map(|words| words.all.iter().map(|word| word.word.clone()).collect());
    columns.filter_map(|(file, column)| Some(((file.name.clone(), column.field), words(column)?))).collect()
}

/// A word that was just understood stays where it stood: the next one to settle is the one below it.
fn keep_order(report: &mut CheckReport, before: &HashMap<(String, Field), Vec<String>>) {
    for file in &mut report.files {
        for column in &mut file.columns {
            let known = before.get(&(file.name.clone(), column.field));
            if let (Some(known), Some(words)) = (known, &mut column.words) {
                let places: HashMap<&String, usize> = known.iter().enumerate().map(|(i, word)| (word, i)).collect();
                words.all.sort_by_key(|word| places.get(&word.word).copied().unwrap_or(usize::MAX));
            }
        }
    }
}

/// What it was on is gone: then what is asked comes first.
fn follow(screen: &mut MappingScreen, key: Option<String>) {
    let rows = screen.shown();
    let is_there = key.is_some_and(|key| rows.iter().any(|row| row.key() == key));
    let asked = rows.iter().find(|row| matches!(row, Row::Question(_))).map(|row| row.key());
    if let Some(asked) = asked.filter(|_| !is_there) {
        screen.list.select_key(asked);
    }
}
