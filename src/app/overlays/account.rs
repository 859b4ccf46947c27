//! One account's page: its renewals and its measured past.

use super::Outcome;
use crate::app::command::Command;
use crate::app::cursor::Cursor;
use crate::domain::Name;
use crate::domain::history::AccountHistory;

#[derive(Clone, Debug)]
pub struct AccountPage {
    pub account_id: Name,
    /// `None` while it is read.
    pub history: Option<Result<AccountHistory, String>>,
    pub scroll: Cursor,
}

impl AccountPage {
    /// More lines than a page has; drawing clamps.
    const LINES: usize = 500;

    pub fn new(account_id: Name) -> Self {
        Self { account_id, history: None, scroll: Cursor::default() }
    }

    pub fn run(&mut self, command: Command) -> Outcome {
        match command {
            Command::Back => Outcome::Close,
            command if self.scroll.travel(command, Self::LINES) => Outcome::Stay,
            _ => Outcome::Elsewhere,
        }
    }
}
