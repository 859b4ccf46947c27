//! Close: was it worth the time?

use super::documents;
use crate::app::command::Command;
use crate::app::turn::Turn;
use crate::domain::event::Event;

pub fn run(turn: &mut Turn, command: Command) -> bool {
    match command {
        Command::Rate(score) => turn.commit_and_say(Event::ReturnOnTimeVoted { score }),
        Command::Export => documents::export(turn),
        Command::CloseSession => close(turn),
        _ => return false,
    }
    true
}

fn close(turn: &mut Turn) {
    if turn.model.session().closed {
        return turn.say("The session is closed already; it can still be read and exported");
    }
    let phase = turn.model.phase();
    if turn.model.session().timebox(phase).is_running() {
        turn.commit(Event::TimerPaused { phase });
    }
    turn.keep_predictions();
    turn.commit(Event::SessionClosed);
    let exported = turn.model.session().exported_to.is_some();
    if exported {
        turn.cheer("Session closed. Thank the room; q leaves.");
    } else {
        turn.cheer("Session closed. Its files are not exported yet: x does it, q leaves.");
    }
}
