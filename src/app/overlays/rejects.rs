//! Rows that could not be used, each with where it stands and why: searched, sorted, read.

use std::sync::Arc;

use ratatui::crossterm::event::KeyEvent;

use super::renewals::RenewalList;
use super::{Outcome, Overlay};
use crate::app::command::Command;
use crate::app::list::column::{muted, plain, strong};
use crate::app::list::{Column, ListState, Rows, Value};
use crate::app::screens::drill_down::Opening;
use crate::app::world::World;
use crate::domain::quality::Reject;
use crate::telling::figures;

/// The rejected rows of one file, or the values that its rows lost.
#[derive(Clone, Debug)]
pub struct RejectList {
    pub file: String,
    pub are_values: bool,
    /// In the order of the file, as many as were kept.
    pub rows: Vec<Reject>,
    /// How many there are in all.
    pub rejected: u64,
    /// The renewals that other rows of the file became.
    pub read: Option<Opening>,
    pub state: ListState,
}

impl RejectList {
    /// The rejected rows of a file; `None` where it has none, or only their number is known.
    pub(crate) fn of_file(world: &World, file: &str) -> Option<Self> {
        let quality = &world.facts.quality;
        let rows: Vec<Reject> = quality.rejects.iter().filter(|reject| reject.file == file).cloned().collect();
        if rows.is_empty() {
            return None;
        }
        let rejected = quality.files.iter().find(|known| known.name == file).map_or(rows.len() as u64, |known| known.rejected);
        Some(Self { file: file.to_owned(), are_values: false, rows, rejected, read: None, state: ListState::default() })
    }

    /// The values that could not be read in rows of a file that count without them.
    pub(crate) fn of_values(world: &World, file: &str) -> Option<Self> {
        let rows: Vec<Reject> = world.facts.quality.lost.iter().filter(|lost| lost.file == file).cloned().collect();
        let rejected = rows.len() as u64;
        (rejected > 0).then(|| Self { file: file.to_owned(), are_values: true, rows, rejected, read: None, state: ListState::default() })
    }

    /// The rows as the mechanism of lists wants them.
    pub(crate) fn rows(&self) -> Rows<'_> {
        rows(&self.rows)
    }

    /// The places of the rows shown, in order.
    pub(crate) fn shown(&self) -> Arc<Vec<usize>> {
        self.state.shown(&self.rows(), 0)
    }

    /// The selected place among those shown.
    pub(crate) fn selected(&self) -> Option<usize> {
        let rows = self.rows();
        self.state.selected(&rows, &self.state.shown(&rows, 0))
    }

    pub(crate) fn run(&mut self, command: Command) -> Outcome {
        match command {
            Command::Open => match &self.read {
                Some(read) => Overlay::Renewals(Box::new(RenewalList::new(read.clone()))).opens(),
                None => Outcome::Stay,
            },
            command if self.state.run(command, &rows(&self.rows), 0) => Outcome::Stay,
            Command::Back => Outcome::Close,
            _ => Outcome::Elsewhere,
        }
    }

    /// Keys while the search is typed.
    pub(crate) fn key(&mut self, key: KeyEvent) -> Outcome {
        self.state.key(key, &rows(&self.rows), 0);
        Outcome::Stay
    }

    pub(crate) fn click(&mut self, row: usize) -> Outcome {
        self.state.click(&rows(&self.rows), 0, row);
        Outcome::Stay
    }

    pub(crate) fn sort_by(&mut self, column: usize) {
        self.state.sort_by(column, &rows(&self.rows), 0);
    }
}

fn rows(rejects: &[Reject]) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Reject>;
    // What stands in a warehouse has no line.
    let line = |reject: &Reject| if reject.line == 0 { String::new() } else { figures::count(reject.line) };
    let columns = [
        Col::number("Line", 9).by(|reject| Value::count(reject.line)).says(move |reject| muted(line(reject))),
        Col::text("Column", 18).priority(1).says(|reject| muted(reject.column.as_str())),
        Col::text("Value", 22).says(|reject| strong(reject.value.as_str())),
        Col::text("Why", 24).grows().says(|reject| plain(reject.reason.as_str())),
    ];
    Rows::of(rejects, |reject| format!("{} {}", reject.line, reject.column), columns).also(|i| rejects[i].line.to_string())
}
