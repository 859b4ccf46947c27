//! What comes back when the data was looked at again.

use std::collections::HashMap;

use super::rows::{self, Row, Subject};
use super::{MappingScreen, changes};
use crate::app::model::Tone;
use crate::compile::{CheckReport, CheckedColumn, Field};

/// A report on the mapping as it is now; those on earlier ones are outdated.
pub fn checked(screen: &mut MappingScreen, number: u64, result: Result<Box<CheckReport>, String>) {
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
            let subject = screen.selected().and_then(|row| row.subject(&screen.report));
            screen.report = *report;
            keep_order(&mut screen.report, &words);
            follow(screen, subject.as_ref());
            screen.say(Tone::Info, said);
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

/// Keeps the selection on what it was on.
pub fn follow(screen: &mut MappingScreen, subject: Option<&Subject>) {
    let rows = screen.rows();
    let place = rows.iter().position(|row| subject.is_some() && row.subject(&screen.report).as_ref() == subject);
    // What it was on is gone: then what is asked comes first.
    let asked = || rows.iter().position(|row| matches!(row, Row::Question(_)));
    screen.cursor.0 = place.or_else(asked).or(screen.cursor.at(rows.len())).unwrap_or(0);
}
