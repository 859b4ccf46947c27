//! What undo and redo would do for one person.

use crate::domain::event::Event;

/// One person's own steps, the last one on top.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps {
    pub done: Vec<u64>,
    pub to_redo: Vec<u64>,
}

impl Steps {
    pub(super) fn note(&mut self, seq: u64, event: &Event) {
        if event.nature().undoable {
            self.done.push(seq);
            self.to_redo.clear();
        }
    }

    /// Takes one of the person's own steps back; `false` where it is not one of them.
    pub(super) fn undo(&mut self, seq: u64) -> bool {
        transfer(seq, &mut self.done, &mut self.to_redo)
    }

    pub(super) fn redo(&mut self, seq: u64) -> bool {
        transfer(seq, &mut self.to_redo, &mut self.done)
    }
}

/// Nearly always the last one.
fn transfer(seq: u64, from: &mut Vec<u64>, to: &mut Vec<u64>) -> bool {
    let Some(place) = from.iter().rposition(|step| *step == seq) else { return false };
    from.remove(place);
    to.push(seq);
    true
}
