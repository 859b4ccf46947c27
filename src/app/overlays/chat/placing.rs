//! Where the lines of a chat go: the column that the room has open, or another place for one of them.

use super::{ChatPage, Entry};
use crate::app::command::Command;
use crate::app::keymap;
use crate::app::overlays::Outcome;
use crate::app::overlays::list_page::ListPage;
use crate::domain::action::{Action, ActionId};
use crate::domain::card::InsightKind;
use crate::domain::phase::Phase;
use crate::domain::wish::Wish;

pub(super) fn card(kind: InsightKind, text: String) -> Wish {
    Wish::AddCard { kind, text, critical: false, evidence: vec![] }
}

/// The number is given out when it is taken in.
pub(super) fn action(title: String) -> Wish {
    Wish::AddAction(Box::new(Action::new(ActionId(0), title)))
}

/// The words that a line brings; nothing of a vote or a score.
pub(super) fn words(wish: &Wish) -> &str {
    match wish {
        Wish::AddCard { text, .. } | Wish::TakeNote { text, .. } => text,
        Wish::AddAction(action) => &action.title,
        _ => "",
    }
}

pub(super) fn reword(wish: &mut Wish, words: String) {
    match wish {
        Wish::AddCard { text, .. } | Wish::TakeNote { text, .. } => *text = words,
        Wish::AddAction(action) => action.title = words,
        _ => {}
    }
}

/// The place after a line's own: from column to column, then among the actions.
fn next_place(wish: &Wish) -> Option<Wish> {
    let last = InsightKind::ALL[InsightKind::ALL.len() - 1];
    match wish {
        Wish::AddCard { kind, text, .. } if *kind == last => Some(action(text.clone())),
        Wish::AddCard { kind, text, .. } => Some(card(kind.next(), text.clone())),
        Wish::AddAction(action) => Some(card(InsightKind::ALL[0], action.title.clone())),
        _ => None,
    }
}

impl Entry {
    /// A card that goes where the room says.
    fn goes_with_room(&self) -> bool {
        !self.new.says_where && matches!(self.new.wish, Wish::AddCard { .. })
    }
}

impl ChatPage {
    /// Whether some of it are cards that go where the room says.
    pub(crate) fn has_cards(&self) -> bool {
        self.entries.iter().any(Entry::goes_with_room)
    }

    /// The selected line is a card, or an action.
    pub(crate) fn is_on_card(&self) -> bool {
        let entry = self.selected_row().and_then(|row| self.entries.get(row));
        self.phase == Phase::InsightSynthesis && entry.is_some_and(|entry| next_place(&entry.new.wish).is_some())
    }

    /// The cards that go where the room says go to the next column. What says itself where it goes stays there.
    pub(super) fn turn_column(&mut self) -> Outcome {
        if !self.has_cards() {
            return Outcome::Refused(self.why_no_column());
        }
        self.column = self.column.next();
        for entry in self.entries.iter_mut().filter(|entry| entry.goes_with_room()) {
            if let Wish::AddCard { kind, .. } = &mut entry.new.wish {
                *kind = self.column;
            }
        }
        self.tell();
        Outcome::Stay
    }

    fn why_no_column(&self) -> String {
        match self.phase {
            Phase::InsightSynthesis => {
                let turns = keymap::named(Command::LineColumn);
                format!("All of these lines say themselves where they go; {turns} turns the selected one")
            }
            phase => format!("Only cards have a column, and they come in at Insight Synthesis; at {} lines are notes", phase.name()),
        }
    }

    /// One line goes to the next place, and stays there whatever the others do.
    pub(super) fn turn_line(&mut self) -> Outcome {
        if self.phase != Phase::InsightSynthesis {
            return Outcome::Refused(self.why_no_column());
        }
        let Some(entry) = self.selected_entry() else { return Outcome::Stay };
        let Some(wish) = next_place(&entry.new.wish) else {
            return Outcome::Refused("This line is no card, and has no column".to_owned());
        };
        (entry.new.wish, entry.new.says_where, entry.refused) = (wish, true, None);
        self.tell();
        Outcome::Stay
    }
}
