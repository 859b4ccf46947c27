//! The tools that the configuration declares: what each said or why it did not. One key asks one, one calls it off, one accepts what it said.

use std::sync::Arc;

use ratatui::crossterm::event::KeyEvent;

use super::Outcome;
use super::detail::Detail;
use crate::app::command::Command;
use crate::app::list::column::{cell, muted, plain, strong};
use crate::app::list::{Column, ListState, Rows};
use crate::app::marks::Tone;
use crate::app::model::Model;
use crate::app::tools::{self, Run, State};
use crate::app::turn::Turn;
use crate::app::world::World;
use crate::domain::hook::HookOn;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Wanted {
    #[default]
    Ask,
    CallOff,
    Accept,
}

#[derive(Clone, Debug, Default)]
pub struct ToolsPage {
    pub(crate) state: ListState,
    /// Of what the selected tool said.
    pub(crate) detail: Detail,
    wanted: Wanted,
}

/// A tool, and a run of it about something.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub tool: usize,
    pub run: Option<Run>,
    name: String,
    purpose: &'static str,
    when: String,
    about: String,
    became: (String, Tone),
}

impl Line {
    /// What the tool said, or why it said nothing.
    fn said(&self) -> Vec<&str> {
        match self.run.as_ref().map(|run| &run.state) {
            Some(State::Came(came)) => came.answer.items.iter().map(String::as_str).collect(),
            Some(State::Failed { why, .. }) => vec![why],
            Some(State::UnderWay) | None => vec![],
        }
    }
}

impl ToolsPage {
    pub(crate) fn shown(&self, world: &World) -> Arc<Vec<usize>> {
        let lines = lines(world);
        self.state.shown(&rows(&lines), world.tools.edition())
    }

    /// The selected place among those shown.
    pub(crate) fn selected(&self, world: &World) -> Option<usize> {
        let lines = lines(world);
        let rows = rows(&lines);
        self.state.selected(&rows, &self.state.shown(&rows, world.tools.edition()))
    }

    pub(crate) fn line(&self, world: &World) -> Option<Line> {
        lines(world).get(*self.shown(world).get(self.selected(world)?)?).cloned()
    }

    pub(crate) fn run(&mut self, model: &Model, command: Command) -> Outcome {
        let line = self.line(&model.world);
        if self.detail.run(command, line.iter().flat_map(Line::said)) {
            return Outcome::Stay;
        }
        self.wanted = match command {
            Command::AskTool => Wanted::Ask,
            Command::CallOffTool => Wanted::CallOff,
            Command::AcceptSuggestion => Wanted::Accept,
            command if self.on_list(&model.world, |state, rows, stamp| state.run(command, rows, stamp)) => return Outcome::Stay,
            Command::Back => return Outcome::Close,
            _ => return Outcome::Elsewhere,
        };
        if model.world.tools.declared.is_empty() { Outcome::Refused(NONE.to_owned()) } else { Outcome::Submitted }
    }

    /// Keys while the search is typed.
    pub(crate) fn key(&mut self, world: &World, key: KeyEvent) -> Outcome {
        self.on_list(world, |state, rows, stamp| state.key(key, rows, stamp));
        Outcome::Stay
    }

    pub(crate) fn click(&mut self, world: &World, row: usize) -> Outcome {
        self.on_list(world, |state, rows, stamp| state.click(rows, stamp, row));
        Outcome::Stay
    }

    pub(crate) fn sort_by(&mut self, world: &World, column: usize) {
        self.on_list(world, |state, rows, stamp| state.sort_by(column, rows, stamp));
    }

    fn on_list<R>(&mut self, world: &World, act: impl FnOnce(&mut ListState, &Rows<'_>, u64) -> R) -> R {
        self.detail = Detail::default();
        let lines = lines(world);
        act(&mut self.state, &rows(&lines), world.tools.edition())
    }
}

/// Said where nothing is configured.
pub(crate) const NONE: &str = "No tool is configured: [[hooks]] in config.toml declares one";

/// A line for each run, and for each tool that was not asked yet.
pub(crate) fn lines(world: &World) -> Vec<Line> {
    let declared = world.tools.declared.iter().enumerate();
    let of = |(tool, _): (usize, _)| {
        let runs: Vec<Option<Run>> = world.tools.runs_of(tool).cloned().map(Some).collect();
        let runs = if runs.is_empty() { vec![None] } else { runs };
        runs.into_iter().map(move |run| line(world, tool, run)).collect::<Vec<_>>()
    };
    declared.flat_map(of).collect()
}

fn line(world: &World, tool: usize, run: Option<Run>) -> Line {
    let declared = &world.tools.declared[tool];
    let when = match declared.on {
        HookOn::Enter => format!("on entering {}", declared.phase.short_name()),
        HookOn::Demand => format!("on demand, {}", declared.phase.short_name()),
    };
    let became = match run.as_ref().map(|run| (run, &run.state)) {
        None => ("not asked yet".to_owned(), Tone::Neutral),
        Some((_, State::UnderWay)) => ("asking …".to_owned(), Tone::Neutral),
        Some((run, State::Came(_))) if tools::is_accepted(world, run) => ("in the record".to_owned(), Tone::Good),
        Some((_, State::Came(came))) => (tools::summary(came), if came.answer.passed == Some(false) { Tone::Bad } else { Tone::Good }),
        Some((_, State::Failed { ending, .. })) => (ending.told().to_owned(), if ending.is_failure() { Tone::Bad } else { Tone::Neutral }),
    };
    let about = run.as_ref().map_or_else(String::new, |run| run.about.to_string());
    Line { tool, run, name: declared.name.clone(), purpose: declared.purpose.key(), when, about, became }
}

pub(crate) fn rows(lines: &[Line]) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Line>;
    let columns = [
        Col::text("Tool", 16).says(|line| strong(line.name.as_str())),
        Col::text("For", 9).says(|line| plain(line.purpose)),
        Col::text("About", 14).grows().says(|line| plain(line.about.as_str())),
        Col::text("Became", 18).grows().says(|line| cell(line.became.0.as_str(), line.became.1)),
        Col::text("When", 22).priority(1).says(|line| muted(line.when.as_str())),
    ];
    Rows::of(lines, |line| format!("{}/{}", line.tool, line.about), columns)
}

/// Does what was chosen. `true`: the page stays.
pub(crate) fn submitted(turn: &mut Turn, page: &ToolsPage) -> bool {
    let Some(line) = page.line(&turn.model.world) else { return true };
    match (page.wanted, &line.run) {
        (Wanted::Ask, _) => tools::ask(turn, line.tool),
        (Wanted::CallOff, Some(Run { id, state: State::UnderWay, .. })) => tools::call_off(turn, *id),
        (Wanted::CallOff, _) => turn.warn(format!("{} is not being asked", line.name)),
        (Wanted::Accept, Some(run)) => tools::accept(turn, run.id),
        (Wanted::Accept, None) => turn.warn(format!("{} was not asked yet; Enter asks it", line.name)),
    }
    true
}
