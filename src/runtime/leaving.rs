//! What is to be on the disk before the terminal is given back: every step, the plan, and what the session stands on.
#![expect(clippy::disallowed_methods, reason = "limits in real time")]

use std::time::{Duration, Instant};

use super::mistakes::survived;
use super::terminal::Screen;
use super::{Parts, ending, follow, now, take_in};
use crate::app::message::Message;
use crate::app::model::Model;
use crate::app::update::update;

/// How long leaving waits for the data to be kept with the session, and when somebody from outside waits for the end.
const LAST_WAIT: Duration = Duration::from_secs(2);
const HURRIED_WAIT: Duration = Duration::from_secs(1);
/// How long stopping waits for the last step to be on the disk.
const PAUSE_WAIT: Duration = Duration::from_secs(1);

/// Ends the session on the disk, whatever ended it on the screen. One thing that goes wrong does not keep the others
/// from it; the first of them comes back.
pub fn save(model: &mut Model, parts: &mut Parts, screen: &mut Screen) -> Option<String> {
    let ended = each(|| {
        if !model.quitting {
            take_in(model, parts, screen, Message::Terminate);
        }
    });
    let handed = each(|| hand_over(model, parts));
    // Before the wait: whoever asked may not wait as long.
    let planned = each(|| parts.plan.write_now(model));
    let wait = if ending::is_asked() { HURRIED_WAIT } else { LAST_WAIT };
    let held = each(|| wait_until(is_held, wait, model, parts, screen));
    let handed_last = each(|| hand_over(model, parts));
    let planned_last = each(|| write_plan_if_due(model, parts));
    parts.writer.finish();
    hear(model, parts);
    let planned_last = planned_last.or_else(|| each(|| write_plan_if_due(model, parts)));
    parts.plan.finish();
    parts.drafts.finish();
    hear(model, parts);
    ended.or(handed).or(planned).or(held).or(handed_last).or(planned_last)
}

fn write_plan_if_due(model: &Model, parts: &mut Parts) {
    if parts.plan.due_in(now()).is_some() {
        parts.plan.write_now(model);
    }
}

/// What became of saving. Nothing else happens any more: a step that came of it would be told and not written.
fn hear(model: &mut Model, parts: &mut Parts) {
    while let Ok(message) = parts.wire.inbox.try_recv() {
        if let Message::Moved(moved) = &message {
            follow(model, parts, &moved.folder);
        }
        if message.is_of_saving() {
            drop(each(|| drop(update(model, message, now()))));
        }
    }
}

/// The program is about to be stopped: what was done last is on the disk, if the disk is not too slow.
pub fn pause(model: &mut Model, parts: &mut Parts, screen: &mut Screen) {
    parts.plan.write_now(model);
    wait_until(|model| model.is_saved() || model.settings.read_only, PAUSE_WAIT, model, parts, screen);
}

/// Gives the writer every step that it was not given yet: those, too, that a mistake kept from getting on their way.
pub fn hand_over(model: &Model, parts: &mut Parts) {
    let records = model.history.records();
    for record in &records[records.partition_point(|record| record.seq <= parts.handed)..] {
        parts.writer.append(record.clone());
    }
    parts.handed = model.history.last_seq();
}

fn wait_until(is: impl Fn(&Model) -> bool, limit: Duration, model: &mut Model, parts: &mut Parts, screen: &mut Screen) {
    let began = Instant::now();
    while !is(model) && began.elapsed() < limit {
        let Ok(message) = parts.wire.inbox.recv_timeout(Duration::from_millis(50)) else { continue };
        take_in(model, parts, screen, message);
    }
}

/// Whether the session has what it was held on, or never will.
fn is_held(model: &Model) -> bool {
    model.session().held.is_some() || model.settings.read_only || model.not_held
}

fn each(work: impl FnOnce()) -> Option<String> {
    survived(work).err()
}
