//! What a change did, told by the reports before and after it.

use super::asking::{rows_of, understood};
use crate::compile::{CheckReport, CheckedFile, Field};

/// In one line: `Close Date: due_date; Signed: not used`, and how many rows more or fewer can be read.
pub fn told(before: &CheckReport, after: &CheckReport) -> String {
    let (was, is) = (uses(before), uses(after));
    let mut changed: Vec<String> = is.iter().filter(|one| !was.contains(one)).map(|(_, what, used)| format!("{what}: {used}")).collect();
    let gone = was.iter().filter(|(file, what, _)| !is.iter().any(|(f, w, _)| f == file && w == what));
    changed.extend(words_told(before, after));
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
    all.extend(file.constants.iter().map(|constant| (name, constant.field.key().to_owned(), format!("= {}", constant.value))));
}

/// The words that meant something else before.
fn words_told(before: &CheckReport, after: &CheckReport) -> Vec<String> {
    let was = words(before);
    let changed = words(after).into_iter().filter(|(key, is)| was.iter().any(|(known, meant)| known == key && meant != is));
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

/// `12 rows more can be read`
fn rows_told(before: &CheckReport, after: &CheckReport) -> Option<String> {
    let rejected = |report: &CheckReport| report.files.iter().filter_map(|file| file.rows.as_ref()).map(|rows| rows.rejected).sum();
    let left_out = |report: &CheckReport| report.files.iter().filter_map(|file| file.rows.as_ref()).map(|rows| rows.out_of_scope).sum();
    let (was, is): (u64, u64) = (rejected(before), rejected(after));
    let (was_out, is_out): (u64, u64) = (left_out(before), left_out(after));
    let mut said = Vec::new();
    match is_out.cmp(&was_out) {
        std::cmp::Ordering::Less => said.push(format!("{} more taken as renewals", rows_of(was_out - is_out))),
        std::cmp::Ordering::Greater => said.push(format!("{} more taken as no renewals", rows_of(is_out - was_out))),
        std::cmp::Ordering::Equal => {}
    }
    match is.cmp(&was) {
        std::cmp::Ordering::Less => said.push(format!("{} more can be read", rows_of(was - is))),
        std::cmp::Ordering::Greater => said.push(format!("{} more cannot be read", rows_of(is - was))),
        std::cmp::Ordering::Equal => {}
    }
    (!said.is_empty()).then(|| said.join(", "))
}
