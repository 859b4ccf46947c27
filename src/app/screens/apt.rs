//! Which commands make sense on what is selected: the footer shows only those.

use super::check_in::{self, Row};
use super::lists::{ListId, cards};
use super::page::Page;
use super::{patterns, walk, worked};
use crate::app::command::Command;
use crate::app::model::Model;
use crate::app::overlays::Overlay;
use crate::app::standing;
use crate::domain::card::InsightKind;

/// Whether the command does something useful where the selection stands.
pub fn is_apt(model: &Model, command: Command) -> bool {
    if let Some(overlay) = model.overlays.last() {
        return above(overlay, command);
    }
    let phase = model.phase();
    if !model.is_workshop() && matches!(command, Command::SignOff | Command::OverrideGate | Command::ToggleClock | Command::ToggleGuide) {
        return false;
    }
    if command == Command::NextPage {
        return super::page::pages(phase).len() > 1;
    }
    let page = model.screens.page(phase);
    match command {
        Command::Filter => return walk::searched(model, page).is_some(),
        Command::Sort => return walk::searched(model, page).is_some_and(|list| !list.is_text()),
        Command::Right => return goes_right(model, page),
        Command::TakeNews => return standing::news(model).is_some(),
        Command::NextToCheck => return !worked::reasons(model).open.is_empty(),
        Command::NextGrouping => return matches!(page, Page::Breakdown | Page::HeatMap),
        _ => {}
    }
    match page {
        Page::CheckIn => in_check_in(model, command),
        Page::PatternBoard => in_patterns(model, command),
        Page::InsightBoard => on_board(model, command),
        Page::Actions => in_actions(model, command),
        Page::Watch => in_watch(model, command),
        // Elsewhere in Pattern Analysis and Insight Synthesis there are lists, not boards.
        _ => !is_for_boards(command),
    }
}

/// Whether there is a part of the view to the right of the one that has the keys.
fn goes_right(model: &Model, page: Page) -> bool {
    match page {
        Page::HeatMap | Page::Trends => true,
        Page::InsightBoard => cards::kind(super::insights::focused(model)).is_some(),
        Page::PatternBoard => patterns::side(model) == ListId::Buckets,
        page => walk::has_other_lists(model, page),
    }
}

/// In what lies above the phase.
fn above(overlay: &Overlay, command: Command) -> bool {
    match (overlay, command) {
        (Overlay::Renewals(list), Command::NextSide) => !list.sides.is_empty(),
        (Overlay::Rejects(list), Command::Open) => list.read.is_some(),
        _ => true,
    }
}

fn in_check_in(model: &Model, command: Command) -> bool {
    let row = check_in::selected(model);
    match command {
        Command::Fallback => matches!(row, Some(Row::Seat(_))),
        Command::JudgeDone | Command::JudgeWorked | Command::JudgeStalled => matches!(row, Some(Row::Carried(_))),
        _ => true,
    }
}

fn in_patterns(model: &Model, command: Command) -> bool {
    let suggested = || patterns::selected_renewal(model).is_some_and(|r| patterns::suggestion(model, &r.id).is_some());
    match command {
        Command::AcceptSuggestion | Command::RejectSuggestion => suggested(),
        _ => true,
    }
}

fn on_board(model: &Model, command: Command) -> bool {
    let kind = cards::kind(super::insights::focused(model));
    let has_card = super::insights::selected(model).is_some();
    match command {
        Command::AcceptSuggestion | Command::RejectSuggestion => kind.is_none() && !model.suggested().is_empty(),
        Command::Critical => has_card && kind == Some(InsightKind::Blocker),
        Command::Edit | Command::Vote | Command::Link | Command::ActOn => has_card,
        _ => true,
    }
}

fn in_actions(model: &Model, command: Command) -> bool {
    let row = super::actions::selected(model);
    match command {
        Command::CycleStatus | Command::Remove => matches!(row, Some(super::actions::Row::Action(_))),
        Command::AcceptBlocker => matches!(row, Some(super::actions::Row::Unanswered(_))),
        Command::Edit | Command::Open => row.is_some(),
        Command::ActOn => false,
        _ => true,
    }
}

fn in_watch(model: &Model, command: Command) -> bool {
    match command {
        Command::ActOn => super::watch::selected(model).is_some(),
        Command::Open => !model.findings.watch.rows.is_empty(),
        Command::Edit | Command::CycleStatus | Command::Remove | Command::AcceptBlocker => false,
        _ => true,
    }
}

fn is_for_boards(command: Command) -> bool {
    use Command::{AcceptSuggestion, ActOn, Add, Correct, Critical, Edit, Link, Recode, RejectSuggestion, Vote};
    matches!(command, AcceptSuggestion | ActOn | Add | Correct | Critical | Edit | Link | Recode | RejectSuggestion | Vote)
}
