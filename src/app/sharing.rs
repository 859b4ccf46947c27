//! What colleagues did on other machines comes in here, and what was done at once is put before the room.

use super::command::Command;
use super::keymap;
use super::overlays::Overlay;
use super::overlays::conflicts::ConflictsPage;
use super::turn::Turn;
use crate::domain::event::Event;
use crate::domain::guardrail::MAX_RETRIES;
use crate::domain::share::Line;

pub(crate) fn arrived(turn: &mut Turn, lines: Vec<Line>) {
    let before = turn.model.world.conflicts.len();
    let taken = turn.model.world.history.take_in(lines);
    if taken.records.is_empty() {
        return;
    }
    let told = taken.records.iter().rfind(|record| record.event.nature().told);
    if let Some(last) = told {
        turn.say_later(format!("{}: {}", last.author(), last.event.describe()));
    }
    // Undo may be of what changed the findings, also before this.
    let may_recompute = taken.records.iter().any(|record| matches!(record.event, Event::Undone { .. } | Event::Redone { .. }));
    turn.recorded(taken.records);
    if may_recompute {
        turn.analyse();
    }
    keep_up(turn);
    if turn.model.world.conflicts.len() > before
        && let Some(told) = turn.model.world.history.conflicts_told()
    {
        turn.warn_later(format!("{told}: {} shows both", keymap::named(Command::Conflicts)));
    }
}

/// A sync that fails is recorded once, and that it works again once.
pub(crate) fn ended(turn: &mut Turn, machine: String, failure: Option<String>) {
    let fails = failure.is_some();
    if turn.model.world.session().sync_failures.contains_key(&machine) == fails {
        return;
    }
    if let Some(why) = &failure {
        turn.warn_later(format!("The shared folder cannot be synced; the retro goes on, and is synced later: {why}"));
    }
    turn.record(Event::SyncEnded { machine, failure, attempts: if fails { MAX_RETRIES + 1 } else { 1 } });
}

/// Something was settled, taken back, or came up.
pub(crate) fn keep_up(turn: &mut Turn) {
    let last = turn.model.world.history.last_seq();
    if turn.model.world.conflicts_until == last {
        return;
    }
    turn.model.world.conflicts_until = last;
    let told_before = turn.model.world.history.conflicts_told_of(turn.model.world.conflicts.len());
    turn.model.world.conflicts = turn.model.world.history.conflicts();
    // What was to be said of them and is so no longer is not said.
    if turn.model.world.history.conflicts_told() != told_before {
        turn.model.notices.retain(|notice| !told_before.as_ref().is_some_and(|told| notice.text.starts_with(told.as_str())));
    }
    let world = &turn.model.world;
    for overlay in &mut turn.model.overlays {
        if let Overlay::Conflicts(page) = overlay {
            page.renew(world);
        }
    }
}

pub(crate) fn open(turn: &mut Turn) {
    let page = ConflictsPage::of(&turn.model.world);
    turn.open(Overlay::Conflicts(Box::new(page)));
}
