//! What each phase's screen remembers, and which view of it is shown.

pub mod actions;
pub mod apt;
pub mod check_in;
pub mod close;
pub mod documents;
pub mod insights;
pub mod openings;
pub mod page;
pub mod patterns;
pub mod worked;

use std::collections::HashMap;

use self::actions::ActionTable;
use self::check_in::CheckIn;
use self::insights::InsightBoard;
use self::page::Page;
use self::patterns::PatternBoard;
use self::worked::Worked;
use super::command::Command;
use super::cursor::{Cursor, around};
use super::model::Model;
use super::overlays::{self, pickers};
use super::target::Target;
use super::turn::Turn;
use crate::domain::phase::Phase;
use crate::domain::scope::Dimension;

/// Kept while phases and views change: nothing selected is lost by looking elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Screens {
    /// The view shown of each phase, in the order of [`Phase::ALL`].
    shown: [usize; 7],
    /// Selections of views that are lists.
    cursors: HashMap<Page, Cursor>,
    /// The dimension that breakdowns and heat maps group by; `None` until one is chosen.
    dimension: Option<Dimension>,
    pub worked: Worked,
    pub check_in: CheckIn,
    pub patterns: PatternBoard,
    pub insights: InsightBoard,
    pub actions: ActionTable,
}

impl Screens {
    pub fn page(&self, phase: Phase) -> Page {
        page::pages(phase)[self.shown[phase.index()]]
    }

    pub fn show(&mut self, phase: Phase, place: usize) {
        self.shown[phase.index()] = place.min(page::pages(phase).len() - 1);
    }

    pub fn cursor(&self, page: Page) -> Cursor {
        self.cursors.get(&page).copied().unwrap_or_default()
    }

    pub fn cursor_mut(&mut self, page: Page) -> &mut Cursor {
        self.cursors.entry(page).or_default()
    }

    /// The dimension shown: the one chosen here, else the first one asked for, else CS owner.
    pub fn dimension(&self, asked: &[Dimension]) -> Dimension {
        self.dimension.or(asked.first().copied()).unwrap_or(Dimension::CsOwner)
    }
}

/// A command for the phase on screen. `false`: it means nothing here.
pub fn run(turn: &mut Turn, command: Command) -> bool {
    let phase = turn.model.phase();
    if let Command::NextPage | Command::PreviousPage = command {
        let shown = &mut turn.model.screens.shown[phase.index()];
        *shown = around(*shown, page::pages(phase).len(), command == Command::NextPage);
        return true;
    }
    let page = turn.model.screens.page(phase);
    match page {
        Page::CheckIn => check_in::run(turn, command),
        Page::PatternBoard => patterns::run(turn, command),
        Page::InsightBoard => insights::run(turn, command),
        Page::Actions => actions::run(turn, command),
        Page::Gate | Page::Report => documents::run(turn, page, command),
        Page::Close => close::run(turn, command),
        list => run_list(turn, list, command),
    }
}

/// Views that are a list whose rows open to the renewals behind them.
fn run_list(turn: &mut Turn, page: Page, command: Command) -> bool {
    if let Command::Left | Command::Right = command {
        turn_dimension(turn.model, command == Command::Right);
        return true;
    }
    if let Command::UseLens(lens) = command {
        turn.model.screens.patterns.lens = lens;
        return true;
    }
    let openings = openings::openings(turn.model, page);
    match command {
        Command::Open => {
            let selected = turn.model.screens.cursor(page).at(openings.len());
            if let Some(opening) = selected.and_then(|i| openings.into_iter().nth(i)) {
                overlays::open(turn, pickers::drill(opening.title, opening.renewals));
            }
            true
        }
        _ => turn.model.screens.cursor_mut(page).travel(command, openings.len()),
    }
}

fn turn_dimension(model: &mut Model, forward: bool) {
    let here = model.screens.dimension(&model.history.session().scope.dimensions);
    let place = Dimension::ALL.iter().position(|d| *d == here).unwrap_or(0);
    model.screens.dimension = Some(Dimension::ALL[around(place, Dimension::ALL.len(), forward)]);
}

/// A click on a target of the phase's screen.
pub fn click(turn: &mut Turn, target: Target) {
    let phase = turn.model.phase();
    let page = turn.model.screens.page(phase);
    match (target, page) {
        (Target::Page(place), _) => turn.model.screens.show(phase, place),
        (Target::Row(row), Page::CheckIn) => click_row(turn, row, |model| &mut model.screens.check_in.cursor),
        (Target::Row(row), Page::Actions) => click_row(turn, row, |model| &mut model.screens.actions.cursor),
        (Target::Row(row), list) => click_row(turn, row, |model| model.screens.cursor_mut(list)),
        (Target::Cell(column, row), Page::PatternBoard) => patterns::click(turn, column, row),
        (Target::Cell(column, row), Page::InsightBoard) => insights::click(turn, column, row),
        _ => {}
    }
}

/// The first click selects, the second opens.
fn click_row(turn: &mut Turn, row: usize, cursor: impl Fn(&mut Model) -> &mut Cursor) {
    if cursor(turn.model).0 == row {
        run(turn, Command::Open);
    } else {
        cursor(turn.model).0 = row;
    }
}
