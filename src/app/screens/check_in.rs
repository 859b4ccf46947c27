//! Check-in: roles and fallbacks, the review checklist, what became of the last retro's actions.

use super::lists::ListId;
use super::navigation;
use super::page::Page;
use crate::app::command::Command;
use crate::app::model::Model;
use crate::app::overlays::carried_form::{self, At};
use crate::app::overlays::{effect_form, forms};
use crate::app::turn::Turn;
use crate::domain::action::Verdict;
use crate::domain::agenda::StepKind;
use crate::domain::effect::{Effect, Evaluation};
use crate::domain::phase::Phase;
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

/// The keys go to what a step is about: the roles, or the actions of the last retro.
pub(crate) fn follow_step(model: &mut Model) {
    let list = match model.world.session().step(Phase::CheckIn).kind {
        _ if model.phase() != Phase::CheckIn => return,
        StepKind::CarriedOver if !model.world.session().carried.is_empty() => ListId::Carried,
        StepKind::People => ListId::Seats,
        _ => return,
    };
    model.screens.focus(Page::CheckIn, list);
}

pub(crate) fn run(turn: &mut Turn, command: Command) -> bool {
    match (wish(turn.model, command), selected(turn.model)) {
        (Some(wish), _) => drop(turn.ask(wish)),
        (None, Some(Row::Seat(role))) if command == Command::Open => {
            let form = forms::seat(turn.model.world.session(), role);
            turn.open(form);
        }
        (None, Some(Row::Carried(carried))) if begins(command).is_some() => {
            let form = begins(command).and_then(|at| carried_form::asked(&turn.model.world, carried, at));
            if let Some(form) = form {
                turn.open(form);
            }
        }
        (None, Some(_)) if command == Command::CarryOn => turn.warn("Select an action carried over from the last retro first"),
        (None, Some(_)) if command == Command::Fallback => turn.warn("Select a role first; the fallback stands in for a person"),
        (None, Some(Row::Carried(carried))) if command == Command::OverruleEffect => match effect_form::asked(&turn.model.world, carried) {
            Some(form) => turn.open(form),
            None => turn.warn("No figure of the program's own was named for this action, so none says whether it worked"),
        },
        (None, Some(Row::Carried(_))) if command == Command::ConfirmEffect => {
            turn.warn("No figure of the program's own was named for this action, so none says whether it worked");
        }
        (None, Some(_)) if matches!(command, Command::ConfirmEffect | Command::OverruleEffect) => {
            turn.warn("Select an action carried over from the last retro first");
        }
        (None, Some(_)) if verdict(command).is_some() => turn.warn("Select an action carried over from the last retro first"),
        _ => return navigation::run(turn, Page::CheckIn, command),
    }
    true
}

/// Where the form of a carried-over action begins that a command opens.
fn begins(command: Command) -> Option<At> {
    match command {
        Command::Open => Some(At::Start),
        Command::JudgeStalled => Some(At::Stalled),
        Command::CarryOn => Some(At::Date),
        _ => None,
    }
}

/// What Enter does on the selected row, for the footer.
pub(crate) fn opens(model: &Model) -> &'static str {
    match selected(model) {
        Some(Row::Review(item)) if model.world.session().review.contains(&item) => "untick",
        Some(Row::Review(_)) => Command::Tick.short(),
        _ => Command::Open.short(),
    }
}

/// What its figure says of the selected action.
pub(crate) fn proposed(model: &Model) -> Option<&Evaluation> {
    let Row::Carried(carried) = selected(model)? else { return None };
    model.world.proposed(model.world.session().carried.get(carried)?)
}

/// What is confirmed, for the footer.
pub(crate) fn confirms(model: &Model) -> &'static str {
    match proposed(model).map(|proposed| proposed.effect) {
        Some(Effect::Worked) => "confirm: worked",
        Some(Effect::NotShown) => "confirm: not shown",
        Some(Effect::TooFew) => "confirm: too few",
        Some(Effect::CannotTell) => "confirm: not told",
        None => Command::ConfirmEffect.short(),
    }
}

/// What a command asks for on the selected row.
pub(crate) fn wish(model: &Model, command: Command) -> Option<Wish> {
    Some(match (selected(model)?, command) {
        (Row::Seat(role), Command::Fallback) => Wish::SwapFallback(role),
        (Row::Review(item), Command::Open) => Wish::Confirm { item, confirmed: !model.world.session().review.contains(&item) },
        (Row::Carried(carried), Command::ConfirmEffect) => {
            let action = &model.world.session().carried[carried];
            let proposed = Box::new(model.world.proposed(action)?.clone());
            let is_said = action.effect.as_ref().is_some_and(|judged| judged.effect == proposed.effect);
            Wish::JudgeEffect { carried, effect: Some(proposed.effect).filter(|_| !is_said), proposed, why: None }
        }
        // Why it stalled is asked; that it did not after all is not.
        (Row::Carried(carried), Command::JudgeStalled) if model.world.session().carried[carried].verdict != Some(Verdict::Stalled) => {
            return None;
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
