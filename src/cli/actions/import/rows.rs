//! The rows of an edited tracker: columns in any order, among others that are not ours.

use std::collections::HashMap;

use crate::compile::Grid;
use crate::domain::share::Moment;
use crate::domain::text;
use crate::export::tracker_columns;

use super::field::Field;

/// One row, with the cells of the columns that are there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub line: u64,
    /// `SESSION/A1`.
    pub id: String,
    /// The session it was exported from, and the step it shows.
    pub version: Option<(String, Moment)>,
    pub cells: Vec<(&'static str, String)>,
}

impl Row {
    /// `None` where the file has no such column.
    pub(super) fn cell(&self, column: &str) -> Option<&str> {
        self.cells.iter().find(|(name, _)| *name == column).map(|(_, cell)| cell.as_str())
    }

    fn is_edited_as(&self, other: &Self) -> bool {
        Field::ALL.iter().all(|field| self.cell(field.column()) == other.cell(field.column()))
    }
}

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Tracker {
    pub rows: Vec<Row>,
    /// Columns of other people.
    pub others: Vec<String>,
    /// What is passed over, a sentence each.
    pub told: Vec<String>,
    /// Where the row of an id stands; nowhere once another one says otherwise.
    places: HashMap<String, Option<usize>>,
}

/// The first table with ids; `None` where there is none.
pub(super) fn tracker(grids: &[Grid]) -> Option<Tracker> {
    grids.iter().find_map(|grid| {
        let head = grid.rows.iter().position(|(_, cells)| is_head(cells))?;
        let columns: Vec<Option<&'static str>> = grid.rows[head].1.iter().map(|cell| column(cell)).collect();
        let others = grid.rows[head].1.iter().filter(|cell| column(cell).is_none() && !cell.trim().is_empty()).map(|cell| text::line(cell));
        let mut tracker = Tracker { others: others.collect(), ..Tracker::default() };
        for (line, cells) in &grid.rows[head + 1..] {
            tracker.take(row(*line, cells, &columns));
        }
        let Tracker { rows, places, .. } = &mut tracker;
        rows.retain(|row| places.get(&row.id).is_some_and(Option::is_some));
        Some(tracker)
    })
}

/// The line with the columns' names: one of them is the id, another one is edited.
fn is_head(cells: &[String]) -> bool {
    let has = |name: &str| cells.iter().any(|cell| column(cell) == Some(name));
    has("id") && Field::ALL.iter().any(|field| has(field.column()))
}

/// The column of this name, however it is written: `Success metric`, `SLA days`.
fn column(cell: &str) -> Option<&'static str> {
    tracker_columns().into_iter().find(|name| text::fold(name) == text::fold(cell.trim_start_matches('\u{feff}')))
}

fn row(line: u64, cells: &[String], columns: &[Option<&'static str>]) -> Row {
    let mut row = Row { line, ..Row::default() };
    for (cell, column) in cells.iter().zip(columns) {
        match column {
            Some("id") => row.id = text::line(cell.trim_start_matches('\'')),
            Some("version") => row.version = version(cell),
            Some(name) => row.cells.push((name, cell.clone())),
            None => {}
        }
    }
    row
}

fn version(cell: &str) -> Option<(String, Moment)> {
    let (session, step) = cell.trim().rsplit_once('@')?;
    Some((session.to_owned(), step.parse().ok()?))
}

impl Tracker {
    fn take(&mut self, row: Row) {
        let is_empty = row.cells.iter().all(|(_, cell)| cell.trim().is_empty());
        if row.id.is_empty() {
            if !is_empty {
                self.told.push(format!("row {} has no id and is passed over; a new action is added in the retro", row.line));
            }
            return;
        }
        let Some(place) = self.places.get_mut(&row.id) else {
            self.places.insert(row.id.clone(), Some(self.rows.len()));
            return self.rows.push(row);
        };
        match place.map(|place| &self.rows[place]) {
            Some(other) if other.is_edited_as(&row) => {}
            Some(other) => {
                self.told.push(format!("{} stands in rows {} and {}, which differ; neither is taken", row.id, other.line, row.line));
                *place = None;
            }
            None => self.told.push(format!("{} stands in row {}, too, and is not taken", row.id, row.line)),
        }
    }

    /// Whether it has a row for an action, be it that several say different things of it.
    pub(super) fn names(&self, id: &str) -> bool {
        self.places.contains_key(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[&str]]) -> Grid {
        let cells = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        Grid { rows: (1..).zip(rows.iter().map(cells)).collect() }
    }

    #[test]
    fn columns_stand_in_any_order_among_others() {
        let file =
            grid(&[&["Tracker of Q3"], &["Notes", "STATUS", "Success metric", "id"], &["call", "done", "80", "s/A1"], &["", "", "", ""]]);
        let tracker = tracker(&[grid(&[&["x"]]), file]).unwrap();
        assert_eq!(tracker.others, ["Notes"]);
        let [row] = &tracker.rows[..] else { panic!("{tracker:?}") };
        assert_eq!((row.line, row.id.as_str(), row.cell("status"), row.cell("success_metric")), (3, "s/A1", Some("done"), Some("80")));
        assert_eq!((row.cell("due"), row.version.clone()), (None, None));
    }

    #[test]
    fn rows_without_an_id_and_rows_that_contradict_each_other_are_told() {
        let file = [
            &["id", "status"][..],
            &["", "open"],
            &["s/A1", "open"],
            &["s/A1", "done"],
            &["s/A2", "done"],
            &["s/A2", "done"],
            &["s/A1", "stalled"],
            &["s/A1", "open"],
        ];
        let tracker = tracker(&[grid(&file)]).unwrap();
        assert_eq!(tracker.rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["s/A2"]);
        assert!(tracker.told[0].contains("row 2 has no id") && tracker.told[1].contains("rows 3 and 4"), "{:?}", tracker.told);
        assert!(tracker.told[2].contains("row 7, too") && tracker.told[3].contains("row 8, too"), "a third is not taken for the only one");
        assert!(tracker.names("s/A1") && !tracker.names("s/A3"));
    }
}
