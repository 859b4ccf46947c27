//! What stands below a list, of what is selected there: it may be longer than its place.

use crate::app::command::Command;

/// How far it is scrolled; what is selected anew begins at its beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Detail(pub usize);

impl Detail {
    /// Lines that one key moves.
    const LINES: usize = 3;
    /// Cells that a line has on the narrowest screen, wrapped badly.
    const SHORT: usize = 40;

    /// A command that scrolls `texts`. `false`: it means something else. Drawing does not go beyond the end.
    pub(crate) fn run<'a>(&mut self, command: Command, texts: impl Iterator<Item = &'a str>) -> bool {
        self.0 = match command {
            Command::GuideDown => {
                let most: usize = texts.map(|text| text.chars().count() / Self::SHORT + 1).sum();
                (self.0 + Self::LINES).min(most)
            }
            Command::GuideUp => self.0.saturating_sub(Self::LINES),
            _ => return false,
        };
        true
    }
}
