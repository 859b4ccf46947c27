//! Check-in: roles and fallbacks, the review checklist, what became of the last retro's actions.

use super::lists::ListId;
use super::page::Page;
use super::walk;
use crate::app::command::Command;
use crate::app::model::Model;
use crate::app::overlays::forms;
use crate::app::turn::Turn;
use crate::domain::action::Verdict;
use crate::domain::event::Event;
use crate::domain::roster::{ReviewItem, Role};

/// One row of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    Seat(Role),
    Review(ReviewItem),
    /// Index into the carried-over actions.
    Carried(usize),
}

/// The row that the selection stands on.
pub fn selected(model: &Model) -> Option<Row> {
    let list = model.screens.focused(Page::CheckIn)?;
    let i = model.screens.selected(model, list)?;
    match list {
        ListId::Seats => Role::ALL.get(i).copied().map(Row::Seat),
        ListId::Checks => ReviewItem::ALL.get(i).copied().map(Row::Review),
        _ => Some(Row::Carried(i)),
    }
}

pub fn run(turn: &mut Turn, command: Command) -> bool {
    let Some(row) = selected(turn.model) else { return walk::run(turn, Page::CheckIn, command) };
    match command {
        Command::Open => open(turn, row),
        Command::Fallback => swap_fallback(turn, row),
        Command::JudgeDone => judge(turn, row, Verdict::Done),
        Command::JudgeWorked => judge(turn, row, Verdict::Worked),
        Command::JudgeStalled => judge(turn, row, Verdict::Stalled),
        command => return walk::run(turn, Page::CheckIn, command),
    }
    true
}

fn open(turn: &mut Turn, row: Row) {
    match row {
        Row::Seat(role) => {
            let form = forms::seat(role, turn.model.session().roster.seat(role));
            turn.open(form);
        }
        Row::Review(item) => {
            let confirmed = !turn.model.session().review.contains(&item);
            turn.commit_and_say(Event::ReviewConfirmed { item, confirmed });
        }
        Row::Carried(index) => {
            let next = match turn.model.session().carried[index].verdict {
                None => Some(Verdict::Done),
                Some(Verdict::Done) => Some(Verdict::Worked),
                Some(Verdict::Worked) => Some(Verdict::Stalled),
                Some(Verdict::Stalled) => None,
            };
            turn.commit_and_say(Event::CarriedActionJudged { index, verdict: next });
        }
    }
}

fn swap_fallback(turn: &mut Turn, row: Row) {
    let Row::Seat(role) = row else { return turn.warn("Select a role first; the fallback stands in for a person") };
    let mut seat = turn.model.session().roster.seat(role).clone();
    if seat.fallback.is_none() {
        return turn.warn(format!("{} has no fallback yet; Enter fills it in", role.label()));
    }
    seat.fallback_used = !seat.fallback_used;
    turn.commit_and_say(Event::SeatTaken { role, seat });
}

fn judge(turn: &mut Turn, row: Row, verdict: Verdict) {
    let Row::Carried(index) = row else { return turn.warn("Select an action carried over from the last retro first") };
    let same = turn.model.session().carried[index].verdict == Some(verdict);
    let verdict = (!same).then_some(verdict);
    turn.commit_and_say(Event::CarriedActionJudged { index, verdict });
}
