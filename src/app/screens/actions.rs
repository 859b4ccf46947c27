//! The table of Action Planning.

use super::lists::ListId;
use super::navigation;
use super::page::Page;
use crate::app::command::Command;
use crate::app::keymap;
use crate::app::model::Model;
use crate::app::overlays::forms;
use crate::app::turn::Turn;
use crate::app::world::World;
use crate::domain::action::{Action, ActionStatus};
use crate::domain::card::{CardId, Insight, InsightKind};
use crate::domain::event::Event;
use crate::domain::wish::Wish;

/// Rows of the screen: the actions, then the critical blockers that nothing answers yet.
#[derive(Clone, Copy)]
pub(crate) enum Row<'a> {
    Action(&'a Action),
    Unanswered(&'a Insight),
}

impl Row<'_> {
    /// The card that it is about.
    pub(crate) fn answers(&self) -> Option<CardId> {
        match self {
            Self::Action(action) => action.insight,
            Self::Unanswered(card) => Some(card.id),
        }
    }

    fn title(&self) -> &str {
        match self {
            Self::Action(action) => &action.title,
            Self::Unanswered(card) => &card.text,
        }
    }

    pub(crate) fn key(&self) -> String {
        match self {
            Self::Action(action) => action.id.to_string(),
            Self::Unanswered(card) => card.id.to_string(),
        }
    }
}

pub(crate) fn rows(world: &World) -> Vec<Row<'_>> {
    let session = world.session();
    let critical = session.column(InsightKind::Blocker).filter(|card| card.critical);
    let open = critical.filter(|card| card.accepted.is_none() && session.actions_for(card.id).next().is_none());
    session.actions.iter().map(Row::Action).chain(open.map(Row::Unanswered)).collect()
}

/// The row that the cursor stands on.
pub(crate) fn selected(model: &Model) -> Option<Row<'_>> {
    let selected = model.screens.selected(model, ListId::Actions)?;
    rows(&model.world).into_iter().nth(selected)
}

pub(crate) fn run(turn: &mut Turn, command: Command) -> bool {
    if let Some(wish) = wish(turn.model, command) {
        let title = selected(turn.model).map_or_else(String::new, |row| row.title().to_owned());
        let said = turn.ask(wish);
        if let Some(Event::ActionRemoved { id }) = said {
            turn.say(format!("{id} removed: {title}; {} brings it back", keymap::named(Command::Undo)));
            return true;
        }
        if let (Command::CycleStatus, Some(Event::ActionChanged { action, .. })) = (command, said) {
            turn.say(format!("{} is now {}", action.id, action.status.label()));
        }
        return true;
    }
    match (command, selected(turn.model)) {
        (Command::Add | Command::Edit | Command::Open, Some(Row::Unanswered(card))) => {
            let form = forms::new_action(&turn.model.world, Some(card.id));
            turn.open(form);
        }
        (Command::Add, _) => {
            let form = forms::new_action(&turn.model.world, None);
            turn.open(form);
        }
        (Command::Edit, Some(Row::Action(action))) => {
            let form = forms::edit_action(&turn.model.world, action);
            turn.open(form);
        }
        (Command::Open, Some(Row::Action(action))) => {
            let form = forms::fill_in_action(&turn.model.world, action);
            turn.open(form);
        }
        (Command::AcceptBlocker, Some(Row::Unanswered(card))) => {
            let card = card.clone();
            super::insights::ask_to_accept(turn, &card);
        }
        (Command::Edit | Command::Open | Command::CycleStatus | Command::Remove | Command::AcceptBlocker, _) => {
            turn.say(format!("Select an action first; {} adds one", keymap::named(Command::Add)));
        }
        _ => return navigation::listed(turn, Page::Actions, ListId::Actions, command),
    }
    true
}

/// What a command asks for on the selected row.
pub(crate) fn wish(model: &Model, command: Command) -> Option<Wish> {
    let Row::Action(action) = selected(model)? else { return None };
    match command {
        Command::CycleStatus => Some(cycle(action)),
        Command::Remove => Some(Wish::RemoveAction(action.id)),
        _ => None,
    }
}

fn cycle(action: &Action) -> Wish {
    let here = ActionStatus::ALL.iter().position(|s| *s == action.status).unwrap_or(0);
    let status = ActionStatus::ALL[(here + 1) % ActionStatus::ALL.len()];
    Wish::ChangeAction { seen: Box::new(action.clone()), wanted: Box::new(Action { status, ..action.clone() }), why: None }
}
