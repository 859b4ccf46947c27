//! Close: was it worth the time?

use super::documents;
use crate::app::clocks;
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::keymap;
use crate::app::overlays::prompts;
use crate::app::turn::Turn;
use crate::domain::rules;
use crate::domain::wish::Wish;

pub(crate) fn run(turn: &mut Turn, command: Command) -> bool {
    match command {
        Command::Rate(score) => rate(turn, score),
        Command::Export => documents::export(turn),
        Command::CloseSession => close(turn),
        _ => return false,
    }
    true
}

/// A person's score takes the place of the one they gave before.
fn rate(turn: &mut Turn, score: u8) {
    let driver = turn.model.driver();
    let before = turn.model.world.session().return_on_time.of(driver.person);
    if turn.ask(Wish::Score(score)).is_some()
        && let Some(before) = before
    {
        turn.say(format!("{}: {score}, was {before}", driver.name));
    }
}

fn close(turn: &mut Turn) {
    if turn.model.world.session().closed {
        return turn.open(prompts::reopen());
    }
    if let Err(refusal) = turn.model.admit(Wish::Close) {
        return turn.warn(refusal.to_string());
    }
    clocks::pause(turn);
    if turn.ask(Wish::Close).is_some() {
        say_closed(turn);
    }
}

/// Files that were written before are written again: what went out last says how it ended.
fn say_closed(turn: &mut Turn) {
    let session = turn.model.world.session();
    match (&session.exported_to, rules::files_may_go_out(session)) {
        (Some(_), Ok(())) => {
            turn.effects.push(Effect::Export);
            turn.say_good("Session closed; its files are being written again. Thank the room");
        }
        (Some(folder), Err(refusal)) => turn.warn(format!("Session closed. The files in {folder} are older than the session: {refusal}")),
        (None, Err(refusal)) => turn.warn(format!(
            "Session closed, and nothing is exported. {refusal}; {} reopens the session for that",
            keymap::named(Command::CloseSession)
        )),
        (None, Ok(())) => turn.say_good(format!(
            "Session closed. Its files are not exported yet: {} does it, {} leaves.",
            keymap::named(Command::Export),
            keymap::named(Command::Quit)
        )),
    }
}
