//! Check-in: roles and fallbacks, the review checklist, what became of the last retro's actions.

use super::lists::ListId;
use super::navigation;
use super::page::Page;
use crate::app::command::Command;
use crate::app::model::Model;
use crate::app::overlays::forms;
use crate::app::turn::Turn;
use crate::domain::action::Verdict;
use crate::domain::roster::{ReviewItem, Role};
use crate::domain::wish::Wish;

/// One row of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    Seat(Role),
    Review(ReviewItem),
    /// Index into the carried-over actions.
    Carried(usize),
}

/// The row that the selection stands on.
pub(crate) fn selected(model: &Model) -> Option<Row> {
    let list = model.screens.focused(Page::CheckIn)?;
    let i = model.screens.selected(model, list)?;
    match list {
        ListId::Seats => Role::ALL.get(i).copied().map(Row::Seat),
        ListId::Checks => ReviewItem::ALL.get(i).copied().map(Row::Review),
        _ => Some(Row::Carried(i)),
    }
}

pub(crate) fn run(turn: &mut Turn, command: Command) -> bool {
    match (wish(turn.model, command), selected(turn.model)) {
        (Some(wish), _) => drop(turn.ask(wish)),
        (None, Some(Row::Seat(role))) if command == Command::Open => {
            let form = forms::seat(turn.model.world.session(), role);
            turn.open(form);
        }
        (None, Some(_)) if command == Command::Fallback => turn.warn("Select a role first; the fallback stands in for a person"),
        (None, Some(_)) if verdict(command).is_some() => turn.warn("Select an action carried over from the last retro first"),
        _ => return navigation::run(turn, Page::CheckIn, command),
    }
    true
}

/// What a command asks for on the selected row.
pub(crate) fn wish(model: &Model, command: Command) -> Option<Wish> {
    Some(match (selected(model)?, command) {
        (Row::Seat(role), Command::Fallback) => Wish::SwapFallback(role),
        (Row::Review(item), Command::Open) => Wish::Confirm { item, confirmed: !model.world.session().review.contains(&item) },
        (Row::Carried(carried), Command::Open) => {
            Wish::Judge { carried, verdict: next_verdict(model.world.session().carried[carried].verdict), why: None }
        }
        (Row::Carried(carried), command) => Wish::Judge { carried, verdict: Some(verdict(command)?), why: None },
        _ => return None,
    })
}

fn verdict(command: Command) -> Option<Verdict> {
    match command {
        Command::JudgeDone => Some(Verdict::Done),
        Command::JudgeWorked => Some(Verdict::Worked),
        Command::JudgeStalled => Some(Verdict::Stalled),
        _ => None,
    }
}

fn next_verdict(verdict: Option<Verdict>) -> Option<Verdict> {
    match verdict {
        None => Some(Verdict::Done),
        Some(Verdict::Done) => Some(Verdict::Worked),
        Some(Verdict::Worked) => Some(Verdict::Stalled),
        Some(Verdict::Stalled) => None,
    }
}
