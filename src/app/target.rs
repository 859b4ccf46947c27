//! What a click can land on. Drawing says where each target stands; a click is looked up there.

use ratatui::layout::{Position, Rect};

use super::command::Command;
use super::screens::lists::ListId;
use crate::domain::phase::Phase;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Phase(Phase),
    Command(Command),
    /// A row of the list on screen (its index in the whole list).
    Row(usize),
    /// A column of the insight board.
    BoardColumn(usize),
    /// What stands at a place of one of the phase's lists.
    Item(ListId, usize),
    /// The heading of a column of one of the phase's lists.
    Heading(ListId, usize),
    /// A row and a column of the heat map; column 0 is the row's name.
    HeatCell(usize, usize),
    /// The heading of a column of the table above the phase.
    Column(usize),
    /// A side of the figure whose renewals lie above the phase.
    Side(usize),
    /// One of the phase's views.
    Page(usize),
}

/// Where the targets of the drawn screen stand; later ones lie above earlier ones.
#[derive(Clone, Debug, Default)]
pub struct Targets(Vec<(Rect, Target)>);

impl Targets {
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn add(&mut self, area: Rect, target: Target) {
        self.0.push((area, target));
    }

    pub(crate) fn at(&self, column: u16, row: u16) -> Option<Target> {
        let position = Position::new(column, row);
        self.0.iter().rev().find(|(area, _)| area.contains(position)).map(|(_, target)| *target)
    }
}
