//! What differs between this retro's plan and another one here.

use super::Outcome;
use super::detail::Detail;
use super::list_page::{ListPage, Parts};
use crate::app::command::Command;
use crate::app::list::column::{muted, plain, strong};
use crate::app::list::{Column, ListState, Rows};
use crate::domain::plan::Plan;
use crate::export;
use crate::export::plan::diff::{self, Line};

/// Another plan, held against this retro's.
#[derive(Clone, Debug)]
pub struct Beside {
    pub(crate) name: String,
    /// What it is about, in a line.
    pub(crate) told: String,
    /// What is otherwise in this retro's.
    pub(crate) lines: Vec<Line>,
}

impl Beside {
    /// What is otherwise in this retro's plan.
    pub(crate) fn of(name: &str, plan: &Plan, now: &Plan) -> Self {
        let mut differing = diff::diff(plan, now);
        // That they are two plans is known.
        differing.retain(|one| !one.at.first().is_some_and(|field| ["plan_id", "session", "created"].contains(&field.as_str())));
        Self { name: name.to_owned(), told: export::plan::in_a_line(plan), lines: diff::named_lines(&differing, plan, now) }
    }
}

#[derive(Clone, Debug, Default)]
pub struct PlansPage {
    /// What tools gave, then the plans here, the newest first; `None` while they are read.
    pub(crate) plans: Option<Result<Vec<Beside>, String>>,
    /// How many of them tools gave.
    of_tools: usize,
    /// The one that is shown.
    at: usize,
    pub(crate) state: ListState,
    /// Of the selected difference.
    pub(crate) detail: Detail,
}

impl PlansPage {
    pub(crate) fn all(&self) -> &[Beside] {
        known(self.plans.as_ref())
    }

    /// The plans here were read.
    pub(crate) fn take(&mut self, plans: Result<Vec<Beside>, String>, of_tools: Vec<Beside>) {
        (self.plans, self.of_tools) = (Some(plans), 0);
        self.stand_beside(of_tools);
    }

    /// What tools gave by now stands before the plans here.
    pub(crate) fn stand_beside(&mut self, of_tools: Vec<Beside>) {
        let Some(Ok(plans)) = &mut self.plans else { return };
        let news = of_tools.len();
        drop(plans.splice(..self.of_tools, of_tools));
        // Whoever reads one goes on with it.
        self.at = if self.at >= self.of_tools && self.of_tools > 0 { self.at - self.of_tools + news } else { 0 };
        self.of_tools = news;
    }

    /// The plan that is shown, its place, and how many there are.
    pub(crate) fn shown_plan(&self) -> Option<(&Beside, usize, usize)> {
        Some((self.all().get(self.at)?, self.at, self.all().len()))
    }

    pub(crate) fn lines(&self) -> &[Line] {
        self.shown_plan().map_or(&[], |(plan, ..)| plan.lines.as_slice())
    }

    pub(crate) fn run(&mut self, command: Command) -> Outcome {
        let line = self.selected_row().and_then(|at| self.lines().get(at)).cloned();
        let said = line.iter().flat_map(|line| [Some(&line.at), line.before.as_ref(), line.after.as_ref()]);
        if self.detail.run(command, said.flatten().map(String::as_str)) {
            return Outcome::Stay;
        }
        self.detail = Detail::default();
        match command {
            Command::OlderPlan => self.turn_to((self.at + 1).min(self.all().len().saturating_sub(1))),
            Command::NewerPlan => self.turn_to(self.at.saturating_sub(1)),
            command if self.travels(command) => Outcome::Stay,
            Command::Back => Outcome::Close,
            _ => Outcome::Elsewhere,
        }
    }

    fn turn_to(&mut self, at: usize) -> Outcome {
        self.at = at;
        self.state = ListState::default();
        Outcome::Stay
    }
}

/// The plans, as far as they are read.
fn known(plans: Option<&Result<Vec<Beside>, String>>) -> &[Beside] {
    plans.and_then(|plans| plans.as_ref().ok()).map_or(&[], Vec::as_slice)
}

impl ListPage for PlansPage {
    fn parts(&self) -> Parts<'_, &ListState> {
        (&self.state, rows(self.lines()), self.at as u64)
    }

    fn parts_mut(&mut self) -> Parts<'_, &mut ListState> {
        let lines = known(self.plans.as_ref()).get(self.at).map_or(&[][..], |plan| &plan.lines);
        (&mut self.state, rows(lines), self.at as u64)
    }
}

fn rows(lines: &[Line]) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Line>;
    let said = |value: &Option<String>| value.clone().unwrap_or_default();
    let columns = [
        Col::text("", 1).says(|line| strong(line.sign.to_string())),
        Col::text("Where", 24).grows().says(|line| plain(line.place())),
        Col::text("What", 14).says(|line| muted(line.field())),
        Col::text("There", 14).says(move |line| muted(said(&line.before))),
        Col::text("Here", 14).says(move |line| plain(said(&line.after))),
    ];
    Rows::of(lines, |line| line.at.as_str(), columns)
}
