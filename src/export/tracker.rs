//! The action tracker as files: the same columns as CSV, and as a workbook.

mod ics;
mod jira;
mod xlsx;

use chrono::NaiveDate;

use super::csv;
use super::settings::{OwnColumn, Settings};
use crate::domain::action::{ActionStatus, Team};
use crate::domain::session::History;
use crate::telling::tracker::{Entry, entries};

pub(crate) use ics::{calendar, reminders as ics_reminders};
pub(crate) use jira::jira;
pub(crate) use xlsx::workbook;

/// A cell as a spreadsheet knows it.
#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Text(String),
    Day(Option<NaiveDate>),
    Number(u32),
    YesNo(bool),
}

/// A column: its name, how wide it is in letters, and what stands in it.
struct Column {
    name: &'static str,
    width: f64,
    /// All that may stand there, where that is a list.
    list: Option<fn() -> Vec<&'static str>>,
    cell: fn(&Entry) -> Cell,
}

const fn column(name: &'static str, width: f64, cell: fn(&Entry) -> Cell) -> Column {
    Column { name, width, list: None, cell }
}

impl Column {
    const fn of(self, list: fn() -> Vec<&'static str>) -> Self {
        Self { list: Some(list), ..self }
    }
}

fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

/// Those that an owner looks for first stand first; what only the program reads comes last.
const COLUMNS: [Column; 22] = [
    column("action", 10.0, |entry| Cell::Text(entry.short_id())),
    column("title", 48.0, |entry| text(&entry.title)),
    column("owner", 20.0, |entry| text(&entry.owner)),
    column("role", 18.0, |entry| text(&entry.role)),
    column("team", 10.0, |entry| text(entry.team.label())).of(|| Team::ALL.map(Team::label).to_vec()),
    column("created", 12.0, |entry| Cell::Day(entry.created)),
    column("due", 12.0, |entry| Cell::Day(entry.due)),
    column("status", 12.0, |entry| text(entry.status.label())).of(|| ActionStatus::ALL.map(ActionStatus::label).to_vec()),
    column("did_it_work", 24.0, |entry| Cell::Text(entry.did_it_work().unwrap_or_default())),
    column("overdue", 9.0, |entry| Cell::YesNo(entry.overdue)),
    column("escalated", 10.0, |entry| Cell::YesNo(entry.escalated)),
    column("as_of", 12.0, |entry| Cell::Day(Some(entry.as_of))),
    column("success_metric", 32.0, |entry| text(&entry.metric.name)),
    column("baseline", 12.0, |entry| text(&entry.metric.baseline)),
    column("target", 12.0, |entry| text(&entry.metric.target)),
    column("judged_on", 12.0, |entry| Cell::Day(entry.metric.by)),
    column("sla_days", 9.0, |entry| Cell::Number(entry.sla_days)),
    column("insight", 8.0, |entry| Cell::Text(entry.insight.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default())),
    column("insight_text", 48.0, |entry| Cell::Text(entry.insight.as_ref().map(|(_, text)| text.clone()).unwrap_or_default())),
    column("carried_from", 28.0, |entry| text(entry.carried_from.as_deref().unwrap_or_default())),
    column("version", 28.0, |entry| Cell::Text(entry.version.to_string())),
    column("id", 32.0, |entry| text(&entry.id)),
];

/// An action's cells by their columns, as they are written; none for an action that is not in the tracker.
pub(crate) fn cells(history: &History, id: &str) -> Vec<(&'static str, String)> {
    let entry = entries(history).into_iter().find(|entry| entry.id == id);
    entry.iter().flat_map(|entry| COLUMNS.iter().map(|column| (column.name, (column.cell)(entry).written()))).collect()
}

/// The columns, for whoever reads a tracker.
pub(crate) fn columns() -> Vec<&'static str> {
    COLUMNS.iter().map(|column| column.name).collect()
}

/// The tracker as CSV, with the user's own columns behind ours.
pub(crate) fn csv(history: &History, settings: &Settings) -> Vec<u8> {
    let row = |entry: Entry| {
        let own = settings.columns.iter().map(|column| filled(column, &entry));
        COLUMNS.iter().map(|column| (column.cell)(&entry).written()).chain(own).collect()
    };
    let heads: Vec<&str> = columns().into_iter().chain(settings.columns.iter().map(|column| column.name.as_str())).collect();
    csv::table(&heads, entries(history).into_iter().map(row))
}

/// What stands in a user's own column.
fn filled(own: &OwnColumn, entry: &Entry) -> String {
    let cell = |name: &str| COLUMNS.iter().find(|column| column.name == name).map(|column| (column.cell)(entry).written());
    own.filled(|name| cell(name).unwrap_or_default())
}

impl Cell {
    fn written(self) -> String {
        match self {
            Self::Text(words) => words,
            Self::Day(day) => day.map(|day| day.to_string()).unwrap_or_default(),
            Self::Number(n) => n.to_string(),
            Self::YesNo(is_so) => yes_or_no(is_so).to_owned(),
        }
    }
}

fn yes_or_no(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Event;
    use crate::store::fixture::{at, history, scope};
    use std::collections::BTreeMap;

    fn first_row(bytes: &[u8]) -> BTreeMap<String, String> {
        ::csv::Reader::from_reader(bytes).deserialize().next().unwrap().unwrap()
    }

    #[test]
    fn the_tracker_holds_owner_dates_and_success_criteria() {
        let bytes = csv(&history("s", scope(2026, 3)), &Settings::default());
        let row = first_row(&bytes);
        let get = |name: &str| row[name].as_str();
        assert_eq!((get("action"), get("id"), get("owner"), get("target"), get("team")), ("A1", "s/A1", "Jonas Weber", "80 %", "CS Ops"));
        assert_eq!((get("created"), get("due"), get("as_of"), get("overdue")), ("2026-11-23", "2026-12-15", "2026-11-23", "no"));
        assert_eq!((get("insight"), get("insight_text")), ("I1", "Champions leave and nobody notices"));
        assert!(String::from_utf8(bytes).unwrap().ends_with("\r\n"));
    }

    #[test]
    fn no_cell_is_a_formula_and_quotes_and_line_ends_survive() {
        let mut history = history("s", scope(2026, 3));
        let mut action = history.session().actions[0].clone();
        action.title = "=HYPERLINK(\"http://x\",\"y\")".into();
        action.owner = "a \"b\", c\nd".into();
        action.metric.baseline = "-10 %".into();
        action.metric.target = "@SUM(A1)".into();
        history.push(at(3), "Mara", Event::ActionChanged { action, why: None });
        let row = first_row(&csv(&history, &Settings::default()));
        assert_eq!((row["title"].as_str(), row["owner"].as_str()), ("'=HYPERLINK(\"http://x\",\"y\")", "a \"b\", c\nd"));
        assert_eq!((row["baseline"].as_str(), row["target"].as_str()), ("-10 %", "'@SUM(A1)"));
    }

    #[test]
    fn own_columns_stand_behind_ours_and_say_what_the_others_say() {
        let column = OwnColumn::parse("Programme", "Renewals, {team} ({sla_days} days)", &columns()).unwrap();
        let settings = Settings { columns: vec![column], ..Settings::default() };
        let history = history("s", scope(2026, 3));
        assert_eq!(first_row(&csv(&history, &settings))["Programme"], "Renewals, CS Ops (14 days)");
        assert!(workbook(&history, &settings).is_some());
        for (name, text) in [("Owner", "x"), ("", "x"), ("A", "{onwer}"), ("A", "{owner")] {
            assert!(OwnColumn::parse(name, text, &columns()).is_err(), "{name} {text}");
        }
    }
}
