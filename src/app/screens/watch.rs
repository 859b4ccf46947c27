//! What is ahead: from a row, an action on its account.

use super::lists::ListId;
use super::navigation;
use super::page::Page;
use crate::analysis::findings::WatchRow;
use crate::app::command::Command;
use crate::app::model::Model;
use crate::app::overlays::forms;
use crate::app::turn::Turn;

/// The row that the cursor stands on.
pub(crate) fn selected(model: &Model) -> Option<&WatchRow> {
    model.screens.selected(model, ListId::Watch).and_then(|i| model.world.findings.watch.rows.get(i))
}

pub(crate) fn run(turn: &mut Turn, command: Command) -> bool {
    match command {
        Command::ActOn | Command::Add => {
            let form = match selected(turn.model) {
                Some(row) => forms::act_on(&turn.model.world, row),
                None => forms::new_action(&turn.model.world, None),
            };
            turn.open(form);
            true
        }
        Command::Edit | Command::Open => navigation::run(turn, Page::Watch, Command::Open),
        _ => navigation::run(turn, Page::Watch, command),
    }
}
