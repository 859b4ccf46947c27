//! The table of Action Planning.

use super::lists::ListId;
use super::page::Page;
use super::walk;
use crate::app::command::Command;
use crate::app::model::Model;
use crate::app::overlays::forms;
use crate::app::turn::Turn;
use crate::domain::action::{Action, ActionStatus};
use crate::domain::card::{Insight, InsightKind};
use crate::domain::event::Event;

/// Rows of the screen: the actions, then the critical blockers that nothing answers yet.
pub enum Row<'a> {
    Action(&'a Action),
    Unanswered(&'a Insight),
}

pub fn rows(model: &Model) -> Vec<Row<'_>> {
    let session = model.session();
    let critical = session.column(InsightKind::Blocker).filter(|card| card.critical);
    let open = critical.filter(|card| card.accepted.is_none() && session.actions_for(card.id).next().is_none());
    session.actions.iter().map(Row::Action).chain(open.map(Row::Unanswered)).collect()
}

/// The row that the cursor stands on.
pub fn selected(model: &Model) -> Option<Row<'_>> {
    let selected = model.screens.selected(model, ListId::Actions)?;
    rows(model).into_iter().nth(selected)
}

pub fn run(turn: &mut Turn, command: Command) -> bool {
    let selected = selected(turn.model).map(|row| match row {
        Row::Action(action) => Ok(action.clone()),
        Row::Unanswered(card) => Err(card.clone()),
    });
    match (command, selected) {
        (Command::Add | Command::Edit | Command::Open, Some(Err(card))) => {
            let form = forms::new_action(turn.model, Some(card.id));
            turn.open(form);
        }
        (Command::Add, _) => {
            let form = forms::new_action(turn.model, None);
            turn.open(form);
        }
        (Command::Edit | Command::Open, Some(Ok(action))) => {
            let form = forms::edit_action(turn.model, &action);
            turn.open(form);
        }
        (Command::CycleStatus, Some(Ok(action))) => cycle(turn, action),
        (Command::Remove, Some(Ok(action))) => turn.commit_and_say(Event::ActionRemoved { id: action.id }),
        (Command::AcceptBlocker, Some(Err(card))) => super::insights::accept_blocker(turn, &card),
        (Command::Edit | Command::Open | Command::CycleStatus | Command::Remove | Command::AcceptBlocker, _) => {
            turn.say("Select an action first; a adds one");
        }
        _ => return walk::listed(turn, Page::Actions, ListId::Actions, command),
    }
    true
}

fn cycle(turn: &mut Turn, mut action: Action) {
    let here = ActionStatus::ALL.iter().position(|s| *s == action.status).unwrap_or(0);
    action.status = ActionStatus::ALL[(here + 1) % ActionStatus::ALL.len()];
    let said = format!("{} is now {}", action.id, action.status.label());
    turn.commit(Event::ActionChanged { action });
    turn.say(said);
}
