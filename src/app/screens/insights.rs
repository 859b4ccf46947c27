//! The insight board: leading indicators, blockers, opportunities, and what is suggested beside them.

use crate::analysis::findings::SuggestedInsight;
use crate::app::command::Command;
use crate::app::cursor::Cursor;
use crate::app::model::Model;
use crate::app::overlays::evidence::{EvidencePage, Subject};
use crate::app::overlays::{Overlay, forms, pickers, prompts};
use crate::app::turn::Turn;
use crate::domain::card::{CardId, Insight, InsightKind};
use crate::domain::event::Event;
use crate::domain::session::Session;

/// The columns of the board: the three kinds, then the suggestions.
pub const COLUMNS: usize = 4;
const SUGGESTED: usize = 3;

#[derive(Clone, Copy, Debug, Default)]
pub struct InsightBoard {
    pub column: usize,
    pub cursors: [Cursor; COLUMNS],
}

impl InsightBoard {
    pub fn kind(&self) -> Option<InsightKind> {
        InsightKind::ALL.get(self.column).copied()
    }

    /// Selects a card where it now stands.
    pub fn show_card(&mut self, session: &Session, id: CardId) {
        let Some(card) = session.insight(id) else { return };
        self.column = card.kind as usize;
        if let Some(place) = session.column(card.kind).position(|c| c.id == id) {
            self.cursors[self.column].0 = place;
        }
    }
}

/// The selected card, when the selection is not among the suggestions.
pub fn selected(model: &Model) -> Option<&Insight> {
    let board = &model.screens.insights;
    let cards: Vec<&Insight> = model.session().column(board.kind()?).collect();
    board.cursors[board.column].at(cards.len()).map(|i| cards[i])
}

fn selected_suggestion(model: &Model) -> Option<SuggestedInsight> {
    let board = &model.screens.insights;
    let offered = model.suggested();
    let place = (board.column == SUGGESTED).then(|| board.cursors[SUGGESTED].at(offered.len())).flatten()?;
    Some(offered[place].clone())
}

fn len(model: &Model, column: usize) -> usize {
    InsightKind::ALL.get(column).map_or_else(|| model.suggested().len(), |kind| model.session().column(*kind).count())
}

pub fn run(turn: &mut Turn, command: Command) -> bool {
    match command {
        Command::Left => turn.model.screens.insights.column = turn.model.screens.insights.column.saturating_sub(1),
        Command::Right => turn.model.screens.insights.column = (turn.model.screens.insights.column + 1).min(COLUMNS - 1),
        Command::Open => open(turn),
        Command::Add => {
            let kind = turn.model.screens.insights.kind().unwrap_or(InsightKind::Blocker);
            turn.open(prompts::new_card(kind));
        }
        Command::AcceptSuggestion => accept(turn),
        Command::RejectSuggestion => dismiss(turn),
        command if is_for_card(command) => return for_card(turn, command),
        _ => {
            let len = len(turn.model, turn.model.screens.insights.column);
            let board = &mut turn.model.screens.insights;
            return board.cursors[board.column].travel(command, len);
        }
    }
    true
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
    let board = turn.model.screens.insights;
    let here = board.cursors[board.column].at(len(turn.model, board.column)).unwrap_or(0);
    let column = match command {
        Command::MoveLeft => board.column.checked_sub(1),
        Command::MoveRight => Some(board.column + 1),
        _ => Some(board.column),
    };
    let Some(kind) = column.and_then(|c| InsightKind::ALL.get(c).copied()) else { return };
    let place = match command {
        Command::MoveUp => here.saturating_sub(1),
        Command::MoveDown => here + 1,
        _ => 0,
    };
    if kind == card.kind && place.min(len(turn.model, board.column) - 1) == here {
        return;
    }
    turn.commit_and_say(Event::CardMoved { id: card.id, kind, place });
    turn.model.screens.insights.show_card(turn.model.history.session(), card.id);
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

pub fn click(turn: &mut Turn, column: usize, row: usize) {
    let board = &mut turn.model.screens.insights;
    let again = board.column == column && board.cursors[column].0 == row;
    board.column = column.min(COLUMNS - 1);
    board.cursors[board.column].0 = row;
    if again {
        open(turn);
    }
}
