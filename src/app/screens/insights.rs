//! The insight board: leading indicators, blockers, opportunities, and what is suggested beside them.

use super::lists::cards::{self, COLUMNS, Item};
use super::lists::{self, ListId};
use super::page::Page;
use super::walk;
use crate::analysis::findings::SuggestedInsight;
use crate::app::command::Command;
use crate::app::model::Model;
use crate::app::overlays::evidence::{EvidencePage, Subject};
use crate::app::overlays::{Overlay, forms, pickers, prompts};
use crate::app::turn::Turn;
use crate::domain::card::{CardId, Insight, InsightKind};
use crate::domain::event::Event;
use crate::domain::phase::Phase;

/// The column that has the keys.
pub fn focused(model: &Model) -> ListId {
    model.screens.focused(Page::InsightBoard).unwrap_or(ListId::Indicators)
}

/// While the board is empty what the data suggests has the keys, until the room goes elsewhere.
pub fn begin(model: &mut Model) {
    let begins = model.phase() == Phase::InsightSynthesis && model.analyses > 0 && !model.screens.has_focus(Page::InsightBoard);
    if begins {
        let suggests = model.session().insights.is_empty() && !model.suggested().is_empty();
        model.screens.focus(Page::InsightBoard, if suggests { ListId::Suggested } else { ListId::Indicators });
    }
}

/// Selects a card where it now stands.
pub fn show_card(model: &mut Model, id: CardId) {
    let Some(kind) = model.session().insight(id).map(|card| card.kind) else { return };
    model.screens.focus(Page::InsightBoard, cards::column(kind));
    model.screens.list_mut(cards::column(kind)).select_key(id.to_string());
}

fn selected_item(model: &Model) -> Option<Item<'_>> {
    let list = focused(model);
    model.screens.selected(model, list).map(|i| cards::items(model, list)[i])
}

/// The selected card, when the selection is not among the suggestions.
pub fn selected(model: &Model) -> Option<&Insight> {
    match selected_item(model) {
        Some(Item::Card(card)) => Some(card),
        _ => None,
    }
}

fn selected_suggestion(model: &Model) -> Option<SuggestedInsight> {
    match selected_item(model) {
        Some(Item::Suggested(found)) => Some(found.clone()),
        _ => None,
    }
}

pub fn run(turn: &mut Turn, command: Command) -> bool {
    match command {
        Command::Left | Command::Right => step(turn.model, command == Command::Right),
        Command::Open => open(turn),
        Command::Add => {
            let kind = cards::kind(focused(turn.model)).unwrap_or(InsightKind::Blocker);
            turn.open(prompts::new_card(kind));
        }
        Command::AcceptSuggestion => accept(turn),
        Command::RejectSuggestion => dismiss(turn),
        command if is_for_card(command) => return for_card(turn, command),
        command => return listed(turn, command),
    }
    true
}

/// To the column beside, be it empty.
fn step(model: &mut Model, forward: bool) {
    let place = COLUMNS.iter().position(|column| *column == focused(model)).unwrap_or(0);
    let next = if forward { (place + 1).min(COLUMNS.len() - 1) } else { place.saturating_sub(1) };
    model.screens.focus(Page::InsightBoard, COLUMNS[next]);
}

/// Moves and orders are a column's own; a search goes through the whole board.
fn listed(turn: &mut Turn, command: Command) -> bool {
    let holds = |list: &ListId| !lists::rows(turn.model, *list).is_empty();
    let here = focused(turn.model);
    if matches!(command, Command::Filter | Command::Sort | Command::Reverse) && !holds(&here) {
        let Some(other) = COLUMNS.iter().copied().find(holds) else { return false };
        turn.model.screens.focus(Page::InsightBoard, other);
    }
    let list = focused(turn.model);
    let handled = walk::on_list(turn.model, list, |state, rows, stamp| state.run(command, rows, stamp));
    walk::say_order(turn, list, command);
    share_filter(turn.model, list);
    handled
}

/// What is searched in one column is searched in all.
pub fn share_filter(model: &mut Model, from: ListId) {
    let words = model.screens.list(from).filter.clone();
    for list in COLUMNS.into_iter().filter(|list| *list != from) {
        if model.screens.list(list).filter.value() != words.value() {
            model.screens.list_mut(list).filter = words.clone();
        }
    }
}

fn is_for_card(command: Command) -> bool {
    use Command::{AcceptBlocker, ActOn, Critical, Edit, Link, MoveDown, MoveLeft, MoveRight, MoveUp, Remove, Unlink, Unvote, Vote};
    matches!(
        command,
        Edit | Remove | MoveLeft | MoveRight | MoveUp | MoveDown | Vote | Unvote | Critical | Link | Unlink | AcceptBlocker | ActOn
    )
}

fn for_card(turn: &mut Turn, command: Command) -> bool {
    let Some(card) = selected(turn.model).cloned() else {
        turn.warn("Select a card first, or add one; Enter on a suggestion shows its evidence, y puts it on the board");
        return true;
    };
    let id = card.id;
    match command {
        Command::Edit => turn.open(prompts::edit_card(&card)),
        Command::Remove => turn.commit_and_say(Event::CardRemoved { id }),
        Command::Vote => turn.commit_and_say(Event::VoteCast { id, up: true }),
        Command::Unvote if card.votes == 0 => turn.warn(format!("{id} has no votes to take back")),
        Command::Unvote => turn.commit_and_say(Event::VoteCast { id, up: false }),
        Command::Critical if card.kind != InsightKind::Blocker => turn.warn("Only a blocker can be critical; Shift-→ moves the card there"),
        Command::Critical => turn.commit_and_say(Event::CardMarkedCritical { id, critical: !card.critical }),
        Command::Link => turn.open(pickers::evidence(turn.model, id)),
        Command::Unlink => unlink(turn, &card),
        Command::AcceptBlocker => accept_blocker(turn, &card),
        Command::ActOn => {
            let form = forms::new_action(turn.model, Some(id));
            turn.open(form);
        }
        _ => shift(turn, &card, command),
    }
    true
}

fn unlink(turn: &mut Turn, card: &Insight) {
    match card.evidence.last() {
        Some(evidence) => turn.commit_and_say(Event::CardUnlinked { id: card.id, key: evidence.key.clone() }),
        None => turn.warn(format!("{} has no evidence linked", card.id)),
    }
}

/// Asks for the decision to live with a critical blocker.
pub fn accept_blocker(turn: &mut Turn, card: &Insight) {
    if card.kind == InsightKind::Blocker && card.critical {
        turn.open(prompts::accept_blocker(card));
    } else {
        turn.warn("Only a critical blocker needs a decision to accept it");
    }
}

/// Moves a card within its column or to a neighbouring one.
fn shift(turn: &mut Turn, card: &Insight, command: Command) {
    let list = cards::column(card.kind);
    let len = turn.model.session().column(card.kind).count();
    let here = turn.model.session().column(card.kind).position(|other| other.id == card.id).unwrap_or(0);
    let up_or_down = matches!(command, Command::MoveUp | Command::MoveDown);
    if up_or_down && !turn.model.screens.list(list).is_as_it_comes() {
        return turn.warn("Cards are moved up and down in the board's own order: S brings it back, Esc ends a search");
    }
    let column = match command {
        Command::MoveLeft => (card.kind as usize).checked_sub(1),
        Command::MoveRight => Some(card.kind as usize + 1),
        _ => Some(card.kind as usize),
    };
    let Some(kind) = column.and_then(|c| InsightKind::ALL.get(c).copied()) else { return };
    let place = match command {
        Command::MoveUp => here.saturating_sub(1),
        Command::MoveDown => here + 1,
        _ => 0,
    };
    if kind == card.kind && place.min(len - 1) == here {
        return;
    }
    turn.commit_and_say(Event::CardMoved { id: card.id, kind, place });
    show_card(turn.model, card.id);
}

fn open(turn: &mut Turn) {
    let subject = match (selected(turn.model), selected_suggestion(turn.model)) {
        (Some(card), _) => Subject::Card(card.id),
        (None, Some(suggested)) => Subject::Finding(Box::new(suggested.evidence)),
        (None, None) => return turn.say("Nothing here yet; a adds a card"),
    };
    turn.open(Overlay::Evidence(EvidencePage::new(subject)));
}

fn accept(turn: &mut Turn) {
    let Some(found) = selected_suggestion(turn.model) else {
        return turn.warn("Select a suggestion first; they stand in the rightmost column");
    };
    let id = turn.model.history.next_card();
    turn.commit_and_say(Event::CardAdded {
        id,
        kind: found.kind,
        text: found.text,
        critical: found.critical,
        evidence: vec![found.evidence],
    });
}

fn dismiss(turn: &mut Turn) {
    let Some(found) = selected_suggestion(turn.model) else {
        return turn.warn("Select a suggestion first; they stand in the rightmost column");
    };
    turn.commit_and_say(Event::FindingDismissed { key: found.evidence.key });
}

/// A click on a column's tab, on a screen that does not show all of them.
pub fn click_column(model: &mut Model, column: usize) {
    if let Some(list) = COLUMNS.get(column) {
        model.screens.focus(Page::InsightBoard, *list);
    }
}
