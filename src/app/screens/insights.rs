//! The insight board: leading indicators, blockers, opportunities, and what is suggested beside them.

use crate::app::keymap;
use chrono::{DateTime, TimeDelta, Utc};

use super::lists::cards::{self, COLUMNS, Item};
use super::lists::{self, ListId};
use super::navigation;
use super::page::Page;
use crate::analysis::findings::SuggestedInsight;
use crate::app::command::Command;
use crate::app::drafts::way_back;
use crate::app::model::Model;
use crate::app::overlays::evidence::{EvidencePage, Subject};
use crate::app::overlays::{self, Overlay, forms, pickers, prompts};
use crate::app::turn::Turn;
use crate::domain::agenda::StepKind;
use crate::domain::alike;
use crate::domain::card::{CardId, Insight, InsightKind};
use crate::domain::phase::Phase;
use crate::domain::session::Session;
use crate::domain::wish::{CardWish, Towards, Wish};

/// A card that was removed, and where it stood.
#[derive(Clone, Debug)]
pub struct Gone {
    pub column: ListId,
    /// Among those shown.
    pub place: usize,
    pub label: String,
    pub text: String,
    id: CardId,
    at: DateTime<Utc>,
}

impl Gone {
    /// So long it is seen.
    const SHOWN: TimeDelta = TimeDelta::seconds(5);

    pub fn is_shown(&self, session: &Session, now: DateTime<Utc>) -> bool {
        now - self.at < Self::SHOWN && session.insight(self.id).is_none()
    }

    /// How long it is still seen.
    pub fn left(&self, session: &Session, now: DateTime<Utc>) -> Option<TimeDelta> {
        self.is_shown(session, now).then(|| Self::SHOWN - (now - self.at))
    }
}

/// The column that has the keys.
pub(crate) fn focused(model: &Model) -> ListId {
    model.screens.focused(Page::InsightBoard).unwrap_or(ListId::Indicators)
}

/// While the board is empty what the data suggests has the keys, until the room goes elsewhere. Where people write in silence it does not: the
/// room is not to be led before it has written.
pub(crate) fn begin(model: &mut Model) {
    if model.phase() != Phase::InsightSynthesis || model.screens.has_focus(Page::InsightBoard) {
        return;
    }
    // Who writes in silence waits for no figures.
    let is_silent = model.world.session().step(Phase::InsightSynthesis).kind == StepKind::SilentWriting;
    if is_silent || model.world.analyses > 0 {
        let suggests = !is_silent && model.world.session().insights.is_empty() && !model.world.suggested().is_empty();
        let list = match (suggests, is_silent) {
            (true, _) => ListId::Suggested,
            // Where a card goes that names no column.
            (false, true) => cards::column(InsightKind::Blocker),
            (false, false) => ListId::Indicators,
        };
        model.screens.focus(Page::InsightBoard, list);
    }
}

/// Selects a card where it now stands.
pub(crate) fn show_card(model: &mut Model, id: CardId) {
    let Some((id, kind)) = model.world.session().insight(id).map(|card| (card.id, card.kind)) else { return };
    model.screens.focus(Page::InsightBoard, cards::column(kind));
    model.screens.list_mut(cards::column(kind)).select_key(id.to_string());
}

fn selected_item(model: &Model) -> Option<Item<'_>> {
    let list = focused(model);
    model.screens.selected(model, list).map(|i| cards::items(&model.world, list)[i])
}

/// The selected card, when the selection is not among the suggestions.
pub(crate) fn selected(model: &Model) -> Option<&Insight> {
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

pub(crate) fn run(turn: &mut Turn, command: Command) -> bool {
    match command {
        Command::Left | Command::Right => step(turn.model, command == Command::Right),
        Command::Open => open(turn),
        Command::Add => {
            let kind = cards::kind(focused(turn.model)).unwrap_or(InsightKind::Blocker);
            let prompt = prompts::new_card(turn.model.world.session(), kind);
            turn.open(prompt);
            if let Some((draft, key)) =
                turn.model.drafts.card_elsewhere(kind).and_then(|purpose| Some((purpose.told(), way_back(purpose)?)))
            {
                turn.say(format!("Half typed and kept: {draft} ({key})"));
            }
        }
        Command::AcceptSuggestion | Command::RejectSuggestion => on_suggestion(turn, command),
        Command::NextTopic | Command::SayOnTopic | Command::DecideOnTopic => {
            turn.say(format!("Topics are discussed under Discuss: {} leads there", keymap::named(Command::NextPage)));
        }
        command if is_for_card(command) => for_card(turn, command),
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
    let handled = navigation::on_list(turn.model, list, |state, rows, stamp| state.run(command, rows, stamp));
    navigation::say_order(turn, list, command);
    share_filter(turn.model, list);
    handled
}

/// What is searched in one column is searched in all. Once the words stand, the keys go to a card that has them.
pub(crate) fn searched(model: &mut Model, from: ListId) {
    share_filter(model, from);
    let list = model.screens.list(from);
    let holds = |list: &ListId| !model.screens.shown(model, *list).is_empty();
    if list.is_filtered()
        && !list.filtering
        && !holds(&from)
        && let Some(other) = COLUMNS.into_iter().find(holds)
    {
        model.screens.focus(Page::InsightBoard, other);
    }
}

/// What is searched in one column is searched in all.
fn share_filter(model: &mut Model, from: ListId) {
    let words = model.screens.list(from).filter.clone();
    for list in COLUMNS.into_iter().filter(|list| *list != from) {
        if model.screens.list(list).filter.value() != words.value() {
            model.screens.list_mut(list).filter = words.clone();
        }
    }
}

fn is_for_card(command: Command) -> bool {
    use Command::{
        AcceptBlocker, ActOn, CountHands, Critical, Edit, Group, Link, MoveDown, MoveLeft, MoveRight, MoveUp, Remove, Ungroup, Unlink,
        Unvote, Vote,
    };
    matches!(
        command,
        Edit | Remove
            | MoveLeft
            | MoveRight
            | MoveUp
            | MoveDown
            | Vote
            | Unvote
            | Group
            | Ungroup
            | CountHands
            | Critical
            | Link
            | Unlink
            | AcceptBlocker
            | ActOn
    )
}

fn for_card(turn: &mut Turn, command: Command) {
    let Some(card) = selected(turn.model).cloned() else {
        return turn.warn(format!(
            "Select a card first, or add one; {} on a suggestion shows its evidence, {} puts it on the board",
            keymap::named(Command::Open),
            keymap::named(Command::AcceptSuggestion)
        ));
    };
    match command {
        Command::Edit => turn.open(prompts::edit_card(&card)),
        Command::Link => turn.open(pickers::evidence(&turn.model.world, card.id)),
        Command::AcceptBlocker => ask_to_accept(turn, &card),
        Command::Group => group(turn, &card),
        Command::CountHands => turn.open(prompts::count_hands(&card)),
        Command::ActOn => {
            let form = forms::new_action(&turn.model.world, Some(card.id));
            turn.open(form);
        }
        command => {
            if is_in_other_order(turn.model, &card, command) {
                return turn.warn(format!(
                    "Cards are moved up and down in the board's own order: {} brings it back, Esc ends a search",
                    keymap::named(Command::Sort)
                ));
            }
            let Some(wish) = on_card(&card, command) else { return };
            let place = turn.model.screens.selected_place(turn.model, focused(turn.model));
            let is_done = turn.ask(Wish::OnCard(card.id, wish)).is_some();
            if is_done && command == Command::Remove {
                return keep_in_sight(turn, &card, place);
            }
            show_card(turn.model, card.id);
        }
    }
}

/// Who removed a card by a slip sees it where it was, and how it comes back.
fn keep_in_sight(turn: &mut Turn, card: &Insight, place: usize) {
    let column = cards::column(card.kind);
    turn.say(format!("{} removed; {} brings it back", card.id, keymap::named(Command::Undo)));
    let gone = Gone { column, place, label: card.id.to_string(), text: card.text.clone(), id: card.id, at: turn.now };
    turn.model.screens.gone = Some(gone);
}

/// The first of two cards is marked, the second asks for their name.
fn group(turn: &mut Turn, card: &Insight) {
    let marked = turn.model.screens.grouping.and_then(|id| turn.model.world.session().insight(id)).cloned();
    let Some(marked) = marked else {
        turn.model.screens.grouping = Some(card.id);
        let key = keymap::named(Command::Group);
        return turn.say(format!("{} is marked: {key} on another card puts both into a group, {key} on this one lets it be", card.id));
    };
    if marked.id == card.id {
        turn.model.screens.grouping = None;
        return turn.say(format!("{} is no longer marked", card.id));
    }
    let wish = CardWish::GroupWith { other: marked.id, name: card.text.clone() };
    match turn.model.admit(Wish::OnCard(card.id, wish)) {
        Ok(_) => turn.open(prompts::group(card, &marked)),
        Err(refusal) => turn.warn(refusal.to_string()),
    }
}

/// What a command asks for on the selected card or suggestion.
pub(crate) fn wish(model: &Model, command: Command) -> Option<Wish> {
    if let Some(card) = selected(model) {
        return on_card(card, command).map(|wish| Wish::OnCard(card.id, wish)).or_else(|| on_alike(model, card, command));
    }
    let found = selected_suggestion(model)?;
    match command {
        Command::AcceptSuggestion => {
            Some(Wish::AddCard { kind: found.kind, text: found.text, critical: found.critical, evidence: vec![found.evidence] })
        }
        Command::RejectSuggestion => Some(Wish::Dismiss { finding: found.evidence.key }),
        _ => None,
    }
}

/// A card that may say the same as the selected one: both go together under the older one's words, or are two from now on.
fn on_alike(model: &Model, card: &Insight, command: Command) -> Option<Wish> {
    let other = alike::alike(model.world.session(), card)?.other;
    let named = if other.is_group() || (other.id.0 < card.id.0 && !card.is_group()) { other } else { card };
    match command {
        Command::AcceptSuggestion => Some(Wish::OnCard(card.id, CardWish::GroupWith { other: other.id, name: named.text.clone() })),
        Command::RejectSuggestion => Some(Wish::Dismiss { finding: alike::told_apart(card.id, other.id) }),
        _ => None,
    }
}

fn on_card(card: &Insight, command: Command) -> Option<CardWish> {
    Some(match command {
        Command::Remove => CardWish::Remove,
        Command::Vote => CardWish::Vote,
        Command::Ungroup => CardWish::Ungroup,
        Command::Unvote => CardWish::TakeVoteBack,
        Command::Critical => CardWish::MarkCritical(!card.critical),
        Command::Unlink => CardWish::UnlinkLast,
        Command::MoveUp => CardWish::Move(Towards::Up),
        Command::MoveDown => CardWish::Move(Towards::Down),
        Command::MoveLeft => CardWish::Move(Towards::Left),
        Command::MoveRight => CardWish::Move(Towards::Right),
        _ => return None,
    })
}

/// The column is sorted or searched: up and down there are not those of the board.
fn is_in_other_order(model: &Model, card: &Insight, command: Command) -> bool {
    let is_up_or_down = matches!(command, Command::MoveUp | Command::MoveDown);
    is_up_or_down && !model.screens.list(cards::column(card.kind)).is_as_it_comes()
}

/// Asks for the decision to live with a critical blocker.
pub(crate) fn ask_to_accept(turn: &mut Turn, card: &Insight) {
    let decision = card.accepted.clone().unwrap_or_else(|| "?".to_owned());
    match turn.model.admit(Wish::OnCard(card.id, CardWish::Accept(decision))) {
        Ok(_) => turn.open(prompts::accept_blocker(card)),
        Err(refusal) => turn.warn(refusal.to_string()),
    }
}

fn open(turn: &mut Turn) {
    let subject = match (selected(turn.model), selected_suggestion(turn.model)) {
        (Some(card), _) => Subject::Card(card.id),
        (None, Some(suggested)) => Subject::Finding(Box::new(suggested.evidence)),
        (None, None) => return turn.say(format!("Nothing here yet; {} adds a card", keymap::named(Command::Add))),
    };
    overlays::open(turn, Overlay::Evidence(EvidencePage::new(subject)));
}

fn on_suggestion(turn: &mut Turn, command: Command) {
    match wish(turn.model, command) {
        Some(wish) => drop(turn.ask(wish)),
        None if selected(turn.model).is_some() => {
            turn.warn("No other card is like this one; what the data suggest stands in the rightmost column");
        }
        None => turn.warn("Select a suggestion first; they stand in the rightmost column"),
    }
}

/// A click on a column's tab, on a screen that does not show all of them.
pub(crate) fn click_column(model: &mut Model, column: usize) {
    if let Some(list) = COLUMNS.get(column) {
        model.screens.focus(Page::InsightBoard, *list);
    }
}
