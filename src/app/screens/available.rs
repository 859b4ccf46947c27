//! Which commands make sense on what is selected: the footer shows only those. Where a command is a wish, the door is asked,
//! as it is when the key is pressed.

use super::check_in::{self, Row};
use super::discussion;
use super::documents::{self, Signing};
use super::lists::{self, ListId, cards};
use super::page::Page;
use super::{actions, insights, navigation, parts, patterns, view_cache};
use crate::app::command::Command;
use crate::app::model::Model;
use crate::app::overlays::Overlay;
use crate::app::overlays::house::Shelf;
use crate::app::standing;
use crate::domain::guardrail;
use crate::domain::phase::Phase;
use crate::domain::roster::Role;
use crate::domain::wish::Wish;

/// Whether the command does something useful where the selection stands.
pub(crate) fn is_available(model: &Model, command: Command) -> bool {
    if let Some(overlay) = model.overlays.last() {
        return above(model, overlay, command);
    }
    let phase = model.phase();
    if writes(command) && model.stands_still(follows_close(model.screens.page(phase), command)).is_some() {
        return false;
    }
    if !model.world.is_workshop()
        && matches!(
            command,
            Command::SignOff
                | Command::WithdrawSignOff
                | Command::OverrideGate
                | Command::ToggleClock
                | Command::ToggleGuide
                | Command::Agenda
                | Command::TakeOverrun
        )
    {
        return false;
    }
    if command == Command::NextPage {
        return super::page::pages(phase).len() > 1;
    }
    let page = model.screens.page(phase);
    match command {
        Command::PreviousPhase => return model.world.phases().first() != Some(&phase),
        Command::NextPhase => return model.world.phases().last() != Some(&phase),
        Command::NextStep => return model.goes_on(),
        Command::Back => return model.place.is_some(),
        Command::OtherBoard => return parts::other(model).is_some(),
        Command::TakeOverrun => return model.is_over(),
        Command::Filter => return searched(model, page).is_some(),
        Command::Sort => return searched(model, page).is_some_and(|list| !list.is_text()),
        Command::Right => return goes_right(model, page),
        Command::TakeNews => return standing::news(&model.world).is_some(),
        Command::Tools => return !model.world.tools.declared.is_empty(),
        Command::Conflicts => return !model.world.conflicts.is_empty(),
        Command::Proposals => return !model.world.proposals.is_empty(),
        Command::DropAll => return false,
        Command::OverrideGate => return !guardrail::conditions_hold(model.world.session()),
        Command::Open if phase == Phase::Documentation => return documents::opens(model).is_some(),
        Command::NextToCheck => return !view_cache::reasons(model).open.is_empty(),
        Command::AnswerEscalation => return !documents::escalated(model).is_empty(),
        Command::NextGrouping => return matches!(page, Page::Breakdown | Page::HeatMap),
        _ => {}
    }
    if let Some(wish) = wish(model, page, command) {
        return model.admit(wish).is_ok();
    }
    match page {
        Page::CheckIn => in_check_in(model, command),
        Page::PatternBoard => in_patterns(model, command),
        Page::InsightBoard => on_board(model, command),
        Page::Discussion => in_discussion(model, command),
        Page::Actions => in_actions(model, command),
        Page::Watch => in_watch(model, command),
        // Elsewhere in Pattern Analysis and Insight Synthesis there are lists, not boards.
        _ => !is_for_boards(command),
    }
}

/// What a command does where things stand as they do, for the footer.
pub(crate) fn told(model: &Model, command: Command) -> &'static str {
    match command {
        Command::SignOff => match documents::signing(model.world.session()) {
            Signing::Signed => "withdraw sign-off",
            Signing::Again => "sign again",
            Signing::NameFirst | Signing::Ask => command.short(),
        },
        Command::Tick | Command::LetGo if matches!(model.overlays.last(), Some(Overlay::House(page)) if page.shelf == Shelf::People) => {
            if command == Command::Tick {
                "here, or left"
            } else {
                "written down by mistake"
            }
        }
        Command::GuideDown if !model.overlays.is_empty() => "more",
        Command::RejectSuggestion if matches!(model.overlays.last(), Some(Overlay::Proposals(_))) => "drop",
        Command::RejectSuggestion if matches!(model.overlays.last(), Some(Overlay::Conflicts(_))) => "leave it so",
        Command::AcceptSuggestion if matches!(model.overlays.last(), Some(Overlay::Conflicts(_))) => "take the other",
        Command::AcceptSuggestion if is_on_card(model) => "put together",
        Command::RejectSuggestion if is_on_card(model) => "not the same",
        Command::Open if model.overlays.is_empty() && model.screens.page(model.phase()) == Page::Discussion => "discuss",
        Command::Back if model.overlays.is_empty() && model.place.is_some() => "back to the room",
        Command::Open if model.overlays.is_empty() && model.phase() == Phase::Documentation => {
            documents::opens(model).unwrap_or_else(|| command.short())
        }
        Command::ConfirmEffect => check_in::confirms(model),
        Command::Open if model.overlays.is_empty() && model.screens.page(model.phase()) == Page::CheckIn => check_in::opens(model),
        Command::CloseSession if model.world.session().closed => "reopen",
        command => command.short(),
    }
}

/// On a card of the board the likeness to another one is accepted or rejected.
fn is_on_card(model: &Model) -> bool {
    model.overlays.is_empty() && model.screens.page(model.phase()) == Page::InsightBoard && insights::selected(model).is_some()
}

/// Commands that lead to a step of the session by way of a form, a prompt or a clock.
fn writes(command: Command) -> bool {
    use Command::{
        AcceptBlocker, ActOn, Add, AnswerEscalation, ChooseAgenda, CloseSession, Correct, CountHands, DecideOnTopic, Edit, Export, Extend,
        GoToStep, Group, HeardFrom, Join, LimitVotes, Link, NextTopic, OverrideGate, OverruleEffect, Recode, SayOnTopic, Shorten, SignOff,
        TakeNote, TakeOverrun, ToggleClock,
    };
    matches!(
        command,
        AcceptBlocker
            | ActOn
            | Add
            | AnswerEscalation
            | ChooseAgenda
            | CloseSession
            | Correct
            | CountHands
            | DecideOnTopic
            | NextTopic
            | SayOnTopic
            | Edit
            | Export
            | Extend
            | GoToStep
            | Group
            | HeardFrom
            | Join
            | LimitVotes
            | Link
            | OverrideGate
            | OverruleEffect
            | Recode
            | Shorten
            | SignOff
            | TakeNote
            | TakeOverrun
            | ToggleClock
    )
}

/// What is written after the retro was closed, too.
fn follows_close(page: Page, command: Command) -> bool {
    match command {
        Command::AnswerEscalation | Command::CloseSession | Command::Export | Command::OverruleEffect | Command::SignOff => true,
        Command::Edit => page == Page::Actions,
        _ => false,
    }
}

/// What a command would ask of the session where the selection stands; nothing where it asks nothing of it.
fn wish(model: &Model, page: Page, command: Command) -> Option<Wish> {
    match (page, command) {
        (_, Command::Rate(score)) => Some(Wish::Score(score)),
        (_, Command::CloseSession) if !model.world.session().closed => Some(Wish::Close),
        (_, Command::WithdrawSignOff) => Some(Wish::WithdrawSignOff(Role::RenewalDirector)),
        (_, Command::BringRoom) => Some(Wish::Enter(model.phase())),
        (_, Command::HideVotes) => Some(Wish::HideTally(true)),
        (_, Command::ShowVotes) => Some(Wish::HideTally(false)),
        (_, Command::Undo) => Some(Wish::Undo),
        (_, Command::Redo) => Some(Wish::Redo),
        (Page::CheckIn, command) => check_in::wish(model, command),
        (Page::PatternBoard, command) => patterns::wish(model, command),
        (Page::InsightBoard, command) => insights::wish(model, command),
        (Page::Discussion, command) => discussion::wish(model, command),
        (Page::Actions, command) => actions::wish(model, command),
        _ => None,
    }
}

/// The list that a search would look through, with something to find in it.
fn searched(model: &Model, page: Page) -> Option<ListId> {
    navigation::searched(model, page).filter(|list| !lists::rows(model, *list).is_empty())
}

/// Whether there is a part of the view to the right of the one that has the keys.
fn goes_right(model: &Model, page: Page) -> bool {
    match page {
        Page::HeatMap => model.screens.heat_column < navigation::heat_columns(model),
        Page::Trends => true,
        Page::InsightBoard => cards::kind(insights::focused(model)).is_some(),
        Page::PatternBoard => patterns::side(model) == ListId::Buckets,
        page => navigation::has_other_lists(model, page),
    }
}

/// In what lies above the phase.
fn above(model: &Model, overlay: &Overlay, command: Command) -> bool {
    match (overlay, command) {
        (Overlay::Agenda(_) | Overlay::Clock, command) if model.look_only().is_some() && writes(command) => false,
        (_, Command::TakeOverrun) => model.is_over(),
        (overlay, command) if is_of_rows(command) && overlay.is_empty(model) => false,
        (_, Command::Tools) | (Overlay::Tools(_), Command::AskTool | Command::CallOffTool | Command::AcceptSuggestion) => {
            !model.world.tools.declared.is_empty()
        }
        (Overlay::Plans(page), Command::OlderPlan) => page.shown_plan().is_some_and(|(_, at, of)| at + 1 < of),
        (Overlay::Plans(page), Command::NewerPlan) => page.shown_plan().is_some_and(|(_, at, _)| at > 0),
        (Overlay::Clock, Command::NextStep) => model.goes_on(),
        (Overlay::Renewals(list), Command::NextSide) => !list.sides.is_empty(),
        (Overlay::Chat(page), Command::TakeIn) => page.takes_in(model) > 0,
        (Overlay::Chat(page), Command::OtherColumn) => page.has_cards(),
        (Overlay::Chat(page), Command::LineColumn) => page.is_on_card(),
        (Overlay::Chat(page), Command::PartNames) => page.is_on_likely(),
        (Overlay::Rejects(list), Command::Open) => list.read.is_some(),
        _ => true,
    }
}

/// What is done with the rows of a list, or to one of them.
fn is_of_rows(command: Command) -> bool {
    use Command::{AcceptSuggestion, DropAll, Filter, GuideDown, Keep, LetGo, MakeOf, Open, RejectSuggestion, Reverse, Sort, TakeIn, Tick};
    matches!(
        command,
        AcceptSuggestion | DropAll | Filter | GuideDown | Keep | LetGo | MakeOf | Open | RejectSuggestion | Reverse | Sort | TakeIn | Tick
    )
}

fn in_check_in(model: &Model, command: Command) -> bool {
    let row = check_in::selected(model);
    match command {
        Command::Fallback => matches!(row, Some(Row::Seat(_))),
        Command::JudgeDone | Command::JudgeWorked | Command::ConfirmEffect => false,
        Command::JudgeStalled | Command::CarryOn => matches!(row, Some(Row::Carried(_))),
        Command::OverruleEffect => check_in::proposed(model).is_some(),
        _ => true,
    }
}

fn in_patterns(model: &Model, command: Command) -> bool {
    match command {
        Command::AcceptSuggestion | Command::RejectSuggestion => false,
        Command::HeardFrom => patterns::selected_renewal(model).is_some_and(|renewal| model.world.reason_of(renewal).is_some()),
        _ => true,
    }
}

fn on_board(model: &Model, command: Command) -> bool {
    match command {
        Command::AcceptSuggestion
        | Command::RejectSuggestion
        | Command::Critical
        | Command::Ungroup
        | Command::Vote
        | Command::NextTopic
        | Command::SayOnTopic
        | Command::DecideOnTopic => false,
        Command::Edit | Command::Group | Command::Link | Command::ActOn => insights::selected(model).is_some(),
        _ => true,
    }
}

fn in_discussion(model: &Model, command: Command) -> bool {
    let has_cards = || !model.world.session().insights.is_empty();
    match command {
        Command::NextTopic | Command::SayOnTopic | Command::DecideOnTopic | Command::ActOn => has_cards(),
        command => !is_for_boards(command) && command != Command::Open,
    }
}

fn in_actions(model: &Model, command: Command) -> bool {
    let row = actions::selected(model);
    match command {
        Command::AcceptBlocker => matches!(row, Some(actions::Row::Unanswered(_))),
        Command::Edit | Command::Open => row.is_some(),
        Command::CycleStatus | Command::Remove | Command::ActOn => false,
        _ => true,
    }
}

fn in_watch(model: &Model, command: Command) -> bool {
    match command {
        Command::ActOn => super::watch::selected(model).is_some(),
        Command::Open => !model.world.findings.watch.rows.is_empty(),
        Command::Edit | Command::CycleStatus | Command::Remove | Command::AcceptBlocker => false,
        _ => true,
    }
}

fn is_for_boards(command: Command) -> bool {
    use Command::{
        AcceptSuggestion, ActOn, Add, Correct, Critical, DecideOnTopic, Edit, Group, HeardFrom, Link, NextTopic, Recode, RejectSuggestion,
        SayOnTopic, Ungroup, Vote,
    };
    matches!(
        command,
        AcceptSuggestion
            | ActOn
            | Add
            | Correct
            | Critical
            | DecideOnTopic
            | Edit
            | Group
            | HeardFrom
            | Link
            | NextTopic
            | Recode
            | RejectSuggestion
            | SayOnTopic
            | Ungroup
            | Vote
    )
}
