//! A tracker that was edited in a spreadsheet comes back: what differs is shown, and what is confirmed is asked of the retros.

mod compare;
mod days;
mod field;
mod rows;
mod standing;

#[cfg(test)]
mod import_tests;

use std::path::Path;

use chrono::NaiveDate;

use super::at_present::Retros;
use super::{Context, asking};
use crate::cli::args::ImportActionsArgs;
use crate::cli::going_on;
use crate::compile;
use crate::domain::session::History;
use crate::domain::text;
use crate::error::{Error, Place, Result};
use crate::printed::{print, tell};
use crate::telling::tracker;
use compare::Change;
use days::DayOrder;
use rows::{Row, Tracker};
use standing::{Named, Past, Standing, exporter};

/// Runs `actions import`.
///
/// # Errors
/// The file holds no tracker; nobody said that its edits are to be taken; one of them was refused.
pub(super) fn run(context: &Context, args: &ImportActionsArgs) -> Result<()> {
    let tracker = rows::tracker(&compile::grids(&args.file)?).ok_or_else(|| none_here(&args.file))?;
    let past = Past::of(&tracker.rows, Retros::of(super::histories(context)?));
    let (changes, told) = compared(&tracker, &past);
    print(&summary(&args.file, &changes, &told))?;
    let edits = changes.iter().map(|change| change.edits.len()).sum();
    if edits == 0 || args.dry_run {
        return Ok(());
    }
    if !args.yes && !is_confirmed(edits)? {
        return print("Nothing was taken");
    }
    take(context, args, &changes)
}

fn none_here(file: &Path) -> Error {
    Error::data(Place::file(file), "no table with the columns id and status, owner or due; save the tracker as CSV or XLSX")
}

/// What each row comes to, and what else there is to say.
fn compared(tracker: &Tracker, past: &Past) -> (Vec<Change>, Vec<String>) {
    let (mut told, mut found) = (tracker.told.clone(), Vec::new());
    for row in &tracker.rows {
        let named = Named::of(&row.id).ok_or_else(|| "this is no id of an action".to_owned());
        match named.and_then(|named| Ok((row, Standing::of(row, &named, past)?))) {
            Ok(one) => found.push(one),
            Err(why) => told.push(format!("row {}: {}: {why}", row.line, text::line(&row.id))),
        }
    }
    let days = DayOrder::of(found.iter().flat_map(|(row, standing)| days_of(row, standing)));
    let changes = found.into_iter().map(|(row, standing)| Change::of(row, standing, days, past)).collect();
    told.extend(passed_over(tracker, past));
    (changes, told)
}

/// The days of a row, each with what stood there.
fn days_of<'r>(row: &'r Row, standing: &Standing) -> Vec<(&'r str, Option<NaiveDate>)> {
    let written = |name: &str| standing.written.iter().find(|(column, _)| *column == name).and_then(|(_, day)| day.parse().ok());
    let due = row.cell("due").map(|cell| (cell, standing.base.due));
    due.into_iter().chain(["created", "as_of"].into_iter().filter_map(|name| Some((row.cell(name)?, written(name))))).collect()
}

/// Columns that are not the tracker's, and actions without a row.
fn passed_over(tracker: &Tracker, past: &Past) -> Vec<String> {
    let mut told = Vec::new();
    if !tracker.others.is_empty() {
        let names: Vec<&str> = tracker.others.iter().map(String::as_str).collect();
        told.push(format!("columns that no tracker has are passed over: {}", names.join(", ")));
    }
    let mut sessions: Vec<_> = tracker.rows.iter().filter_map(exporter).collect();
    sessions.sort();
    sessions.dedup();
    for id in sessions {
        let missing = past.now(&id).map_or_else(Vec::new, |history| without_a_row(history, tracker));
        if !missing.is_empty() {
            let count = text::counted(missing.len(), "action of this retro has", "actions of this retro have");
            told.push(format!("{id}: {count} no row here and stay as they are: {}", missing.join(", ")));
        }
    }
    told
}

fn without_a_row(history: &History, tracker: &Tracker) -> Vec<String> {
    tracker::entries(history).into_iter().map(|entry| entry.id).filter(|id| !tracker.names(id)).collect()
}

fn summary(file: &Path, changes: &[Change], told: &[String]) -> String {
    let edits: usize = changes.iter().map(|change| change.edits.len()).sum();
    let of = changes.iter().filter(|change| !change.edits.is_empty()).count();
    let news = if edits == 0 {
        "nothing new".to_owned()
    } else {
        format!("{} of {}", text::counted(edits, "edit", "edits"), text::counted(of, "action", "actions"))
    };
    let mut lines = vec![format!("{}: {news}", text::path(file))];
    for change in changes.iter().filter(|change| !change.edits.is_empty() || !change.refused.is_empty()) {
        lines.push(format!("  {}  {}", change.row.id, text::shortened(&change.standing.now.title, 80)));
        lines.extend(change.edits.iter().map(|edit| format!("    {edit}")));
        lines.extend(change.refused.iter().map(|refused| format!("  ! {refused}")));
    }
    lines.extend(told.iter().map(|told| format!("  {told}")));
    lines.join("\n")
}

/// Whoever is there says whether; where nobody is, the command line has to.
fn is_confirmed(edits: usize) -> Result<bool> {
    let what = if edits == 1 { "this edit".to_owned() } else { format!("these {edits} edits") };
    let unheard = || Error::Other("nothing was taken: --yes takes these edits, --dry-run only shows them".to_owned());
    going_on::confirm(&format!("Take {what}?")).ok_or_else(unheard)
}

fn take(context: &Context, args: &ImportActionsArgs, changes: &[Change]) -> Result<()> {
    let by = args.by.clone().unwrap_or_else(|| context.config.author());
    let name = args.file.file_name().unwrap_or_default().to_string_lossy();
    let why = args.why.clone().unwrap_or_else(|| format!("Edited in {}", text::line(&name)));
    let mut refused = 0;
    for (change, (session, wish)) in changes.iter().flat_map(|change| change.wishes(&why).into_iter().map(move |wish| (change, wish))) {
        match asking::ask(context, &session, &by, wish) {
            Ok(said) => print(&format!("{}: {said}", change.row.id))?,
            Err(error) => {
                tell(&format!("run-retro: {}: {error}", change.row.id));
                refused += 1;
            }
        }
    }
    if refused == 0 {
        return Ok(());
    }
    let what = text::counted(refused, "edited action was", "edited actions were");
    Err(Error::Other(format!("{what} not taken in; import the file again to see how it stands")))
}
