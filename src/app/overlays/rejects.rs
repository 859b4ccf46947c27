//! Rows that could not be used, each with where it stands and why: searched, sorted, read.

use super::list_page::{ListPage, Parts};
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

    pub(crate) fn run(&mut self, command: Command) -> Outcome {
        match command {
            Command::Open => match &self.read {
                Some(read) => Overlay::Renewals(Box::new(RenewalList::new(read.clone()))).opens(),
                None => Outcome::Stay,
            },
            command if self.travels(command) => Outcome::Stay,
            Command::Back => Outcome::Close,
            _ => Outcome::Elsewhere,
        }
    }
}

impl ListPage for RejectList {
    fn parts(&self) -> Parts<'_, &ListState> {
        (&self.state, rows(&self.rows), 0)
    }

    fn parts_mut(&mut self) -> Parts<'_, &mut ListState> {
        (&mut self.state, rows(&self.rows), 0)
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
