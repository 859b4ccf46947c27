//! The discussion: one topic at a time, from a queue over all columns, with what was said of it and the actions that follow.

use super::insights;
use super::lists::{ListId, topics};
use super::navigation;
use super::page::Page;
use crate::app::command::Command;
use crate::app::model::Model;
use crate::app::overlays::{forms, prompts};
use crate::app::turn::Turn;
use crate::domain::agenda::StepKind;
use crate::domain::card::{CardId, Insight};
use crate::domain::phase::Phase;
use crate::domain::wish::{CardWish, Wish};

/// So much more a topic gets by a key.
const EXTEND_SECONDS: i64 = 120;

/// The card of the queue that the cursor stands on.
pub fn selected(model: &Model) -> Option<&Insight> {
    let place = model.screens.selected(model, ListId::Topics)?;
    topics::all(&model.world).get(place).copied()
}

/// The first of the queue, as it is sorted, that was not discussed.
fn next(model: &Model) -> Option<CardId> {
    let session = model.world.session();
    let all = topics::all(&model.world);
    let shown = model.screens.shown(model, ListId::Topics);
    shown.iter().map(|place| all[*place]).find(|card| !session.is_discussed(card)).map(|card| card.id)
}

/// What is talked about: what is under discussion, else what is selected.
fn about(model: &Model) -> Option<CardId> {
    let topic = model.world.session().topic().map(|(card, _)| card.id);
    topic.or_else(|| selected(model).map(|card| card.id))
}

pub fn run(turn: &mut Turn, command: Command) -> bool {
    match command {
        Command::NextTopic => next_topic(turn),
        Command::SayOnTopic | Command::DecideOnTopic | Command::ActOn => on_topic(turn, command),
        command => match wish(turn.model, command) {
            Some(wish) => drop(turn.ask(wish)),
            None => return navigation::listed(turn, Page::Discussion, ListId::Topics, command),
        },
    }
    true
}

/// What a command asks for where the selection stands.
pub fn wish(model: &Model, command: Command) -> Option<Wish> {
    match command {
        Command::Open => Some(Wish::OnCard(selected(model)?.id, CardWish::Discuss)),
        Command::Vote => Some(Wish::OnCard(selected(model)?.id, CardWish::Vote)),
        Command::Unvote => Some(Wish::OnCard(selected(model)?.id, CardWish::TakeVoteBack)),
        // Where nothing is discussed it is the step that gets more time.
        Command::Extend if model.world.session().topic().is_some() => Some(Wish::ExtendTopic(EXTEND_SECONDS)),
        _ => None,
    }
}

/// On to the next; after the last one nothing is under discussion.
fn next_topic(turn: &mut Turn) {
    match next(turn.model) {
        Some(id) => {
            if turn.ask(Wish::OnCard(id, CardWish::Discuss)).is_some() {
                turn.model.screens.list_mut(ListId::Topics).select_key(id.to_string());
            }
        }
        None if turn.model.world.session().topic().is_some() => {
            if turn.ask(Wish::LeaveTopic).is_some() {
                turn.say("That was the last topic of the queue");
            }
        }
        None => turn.say("Every card was discussed; Enter takes one up again"),
    }
}

fn on_topic(turn: &mut Turn, command: Command) {
    let Some(card) = about(turn.model).and_then(|id| turn.model.world.session().insight(id)).cloned() else {
        return turn.warn("There is no card to talk about; a under Board adds one");
    };
    match command {
        Command::SayOnTopic => {
            let prompt = prompts::say(turn.model.world.session(), &card);
            turn.open(prompt);
        }
        Command::DecideOnTopic => turn.open(prompts::decide(&card)),
        _ => {
            let form = forms::new_action(&turn.model.world, Some(card.id));
            turn.open(form);
        }
    }
}

/// A room that was left in the middle of its discussion goes on there.
pub fn stand_where_the_room_is(model: &mut Model) {
    follow_step(model);
    if model.world.session().topic().is_some() {
        show(model, Page::Discussion);
    }
}

fn show(model: &mut Model, page: Page) {
    let phase = Phase::InsightSynthesis;
    let place = super::page::pages(phase).iter().position(|known| *known == page).unwrap_or(0);
    model.screens.show(phase, place);
}

/// Where a step is the discussion, its view comes with it, and goes with it.
pub fn follow_step(model: &mut Model) {
    let phase = Phase::InsightSynthesis;
    if model.phase() != phase {
        return;
    }
    let is_discussion = model.world.session().step(phase).kind == StepKind::Discuss;
    let is_shown = model.screens.page(phase) == Page::Discussion;
    if is_discussion != is_shown {
        show(model, if is_discussion { Page::Discussion } else { Page::InsightBoard });
    }
    if !is_discussion && is_shown {
        insights::begin(model);
    }
}
