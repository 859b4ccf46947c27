//! A selection in a list that survives changes of the list.

use super::command::Command;

/// The selected place, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor(pub usize);

impl Cursor {
    /// Rows a page moves by.
    const PAGE: usize = 10;

    /// The selected index of a list of `len`; `None` when it is empty.
    pub(crate) fn at(self, len: usize) -> Option<usize> {
        len.checked_sub(1).map(|last| self.0.min(last))
    }

    /// Moves by a command; `false` when the command is not a move.
    pub(crate) fn travel(&mut self, command: Command, len: usize) -> bool {
        let last = len.saturating_sub(1);
        let here = self.0.min(last);
        self.0 = match command {
            Command::Up => here.saturating_sub(1),
            Command::Down => (here + 1).min(last),
            Command::PageUp => here.saturating_sub(Self::PAGE),
            Command::PageDown => (here + Self::PAGE).min(last),
            Command::First => 0,
            Command::Last => last,
            _ => return false,
        };
        true
    }
}

/// The neighbour of `here` among `len` views, round and round.
pub(crate) fn around(here: usize, len: usize, forward: bool) -> usize {
    if forward { (here + 1) % len } else { (here + len - 1) % len }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stays_inside_whatever_the_list_does() {
        let mut cursor = Cursor(7);
        assert_eq!(cursor.at(3), Some(2));
        assert_eq!(cursor.at(0), None);
        cursor.travel(Command::Up, 3);
        assert_eq!(cursor.0, 1);
        cursor.travel(Command::PageDown, 3);
        assert_eq!(cursor.0, 2);
        assert!(!cursor.travel(Command::Open, 3));
    }
}
