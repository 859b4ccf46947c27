//! Close: was it worth the time?

use super::documents;
use crate::app::clocks;
use crate::app::command::Command;
use crate::app::turn::Turn;
use crate::domain::wish::Wish;

pub(crate) fn run(turn: &mut Turn, command: Command) -> bool {
    match command {
        Command::Rate(score) => drop(turn.ask(Wish::Score(score))),
        Command::Export => documents::export(turn),
        Command::CloseSession => close(turn),
        _ => return false,
    }
    true
}

fn close(turn: &mut Turn) {
    if let Err(refusal) = turn.model.admit(Wish::Close) {
        return turn.warn(refusal.to_string());
    }
    clocks::pause(turn);
    turn.keep_predictions();
    if turn.ask(Wish::Close).is_some() {
        let is_exported = turn.model.world.session().exported_to.is_some();
        let rest = if is_exported { "Thank the room; q leaves." } else { "Its files are not exported yet: x does it, q leaves." };
        turn.say_good(format!("Session closed. {rest}"));
    }
}
