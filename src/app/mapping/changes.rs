//! What a change did, told by the reports before and after it.

use std::collections::HashMap;

use super::questions::{rows_of, understood};
use crate::compile::{CheckReport, CheckedFile, Field};
use crate::domain::quality::FileAccount;
use crate::domain::text::counted;

/// In one line: `Close Date: due_date; Signed: not used`, and how many rows more or fewer can be read.
pub(crate) fn told(before: &CheckReport, after: &CheckReport) -> String {
    let (was, is) = (uses(before), uses(after));
    let mut changed: Vec<String> = is.iter().filter(|one| !was.contains(one)).map(|(_, what, used)| format!("{what}: {used}")).collect();
    let gone = was.iter().filter(|(file, what, _)| !is.iter().any(|(f, w, _)| f == file && w == what));
    changed.extend(words_told(before, after));
    changed.extend(asked_told(before, after));
    changed.extend(gone.filter(|(.., used)| used.starts_with('=')).map(|(_, what, _)| format!("{what}: no longer the same in every row")));
    let rows = rows_told(before, after);
    let said = match changed.as_slice() {
        [] if rows.is_some() => String::new(),
        [] => "Nothing else changed".to_owned(),
        [first, _, _, _, ..] => format!("{first}; {} more changes", changed.len() - 1),
        few => few.join("; "),
    };
    [said].into_iter().filter(|said| !said.is_empty()).chain(rows).collect::<Vec<_>>().join(" · ")
}

/// Every file, column, word, constant and rate with what it is read as.
fn uses(report: &CheckReport) -> Vec<(&str, String, String)> {
    let mut all = Vec::new();
    for file in &report.files {
        of_file(&mut all, file);
    }
    all.extend(report.left.iter().map(|left| (left.name.as_str(), left.name.clone(), "not read".to_owned())));
    all.extend(report.said.iter().map(|said| ("", said.id.clone(), said.says.clone())));
    let currencies = &report.currencies;
    all.push(("", "Reported in".to_owned(), currencies.report.clone()));
    all.extend(currencies.others.iter().map(|other| {
        let rate = other.rate.as_ref().map_or_else(|| "no rate".to_owned(), |rate| format!("{rate} {}", currencies.report));
        ("", format!("1 {}", other.code), rate)
    }));
    all
}

fn of_file<'r>(all: &mut Vec<(&'r str, String, String)>, file: &'r CheckedFile) {
    let name = file.name.as_str();
    all.push((name, name.to_owned(), file.table.key().to_owned()));
    for column in &file.columns {
        let form = column.form.as_ref().map_or_else(String::new, |form| format!(", {form}"));
        all.push((name, column.column.clone(), format!("{}{form}", column.field.key())));
    }
    all.extend(file.unused.iter().map(|column| (name, column.column.clone(), "not used".to_owned())));
    let constants = file.constants.iter().filter_map(|constant| Some((constant.field, constant.value.as_ref()?)));
    all.extend(constants.map(|(field, value)| (name, field.key().to_owned(), format!("= {value}"))));
}

/// What is asked that was not asked before.
fn asked_told(before: &CheckReport, after: &CheckReport) -> Option<String> {
    let new = after.questions.iter().filter(|question| !before.questions.iter().any(|known| known.asked == question.asked)).count();
    (new > 0).then(|| format!("{} asked now", counted(new, "thing is", "things are")))
}

/// The words that meant something else before.
fn words_told(before: &CheckReport, after: &CheckReport) -> Vec<String> {
    let was: HashMap<Place<'_>, String> = words(before).into_iter().collect();
    let changed = words(after).into_iter().filter(|(place, is)| was.get(place).is_some_and(|meant| meant != is));
    changed.map(|((.., word), is)| format!("“{word}”: {is}")).collect()
}

type Place<'r> = (&'r str, Field, &'r str);

fn words(report: &CheckReport) -> Vec<(Place<'_>, String)> {
    let mut all = Vec::new();
    for file in &report.files {
        for column in &file.columns {
            let words = column.words.iter().flat_map(|words| &words.all);
            all.extend(words.map(|word| ((&*file.name, column.field, &*word.word), understood(column.field, &word.meaning))));
        }
    }
    all
}

/// `12 rows more can be read`, over the files that could be read before and can be now.
fn rows_told(before: &CheckReport, after: &CheckReport) -> Option<String> {
    let rows = |file: &CheckedFile| file.rows.clone();
    let was = |file: &CheckedFile| before.files.iter().find(|known| known.name == file.name && known.table == file.table).and_then(rows);
    let both: Vec<_> = after.files.iter().filter_map(|file| was(file).zip(rows(file))).collect();
    let difference = |count: fn(&FileAccount) -> u64| {
        both.iter().fold((0, 0), |(gone, new), (was, is)| {
            (gone + count(was).saturating_sub(count(is)), new + count(is).saturating_sub(count(was)))
        })
    };
    let (fewer_left_out, more_left_out) = difference(|rows| rows.out_of_scope);
    let (fewer_rejected, more_rejected) = difference(|rows| rows.rejected);
    let said = [
        (fewer_left_out, "more taken as renewals"),
        (more_left_out, "more taken as no renewals"),
        (fewer_rejected, "more can be read"),
        (more_rejected, "more cannot be read"),
    ];
    let said: Vec<String> = said.iter().filter(|(rows, _)| *rows > 0).map(|(rows, what)| format!("{} {what}", rows_of(*rows))).collect();
    (!said.is_empty()).then(|| said.join(", "))
}
