//! What is to be on the disk before the terminal is given back: every step, the plan, and what the session stands on.
#![expect(clippy::disallowed_methods, reason = "limits in real time")]

mod patience;

use std::time::{Duration, Instant};

use self::patience::Patience;
use super::mistakes::survived;
use super::terminal::Screen;
use super::writer::InMemory;
use super::{Parts, ending, follow, now, take_in};
use crate::app::leaving::WaitsFor;
use crate::app::message::Message;
use crate::app::model::Model;
use crate::app::update::update;
use crate::app::world::World;

/// How long leaving waits for the data to be kept with the session, and when somebody from outside waits for the end.
const LAST_WAIT: Duration = Duration::from_secs(2);
const HURRIED_WAIT: Duration = Duration::from_secs(1);
/// The same for the plan.
const PLAN_WAIT: Duration = Duration::from_secs(5);
/// How long stopping waits for the last step to be on the disk.
const PAUSE_WAIT: Duration = Duration::from_secs(1);

const NO_ANSWER: &str = "its folder answers too slowly";

/// Ends the session on the disk, whatever ended it on the screen. One thing that goes wrong does not keep the others
/// from it; the first of them comes back.
pub(crate) fn save(model: &mut Model, parts: &mut Parts, screen: &mut Screen) -> Option<String> {
    let mut patience = Patience::begin();
    let ended = each(|| {
        if !model.quitting {
            take_in(model, parts, screen, Message::Terminate);
        }
    });
    let handed = each(|| hand_over(&model.world, parts));
    // Before the wait: whoever asked may not wait as long.
    let planned = each(|| parts.plan.write_now(&model.world));
    let held = each(|| {
        patience.wait(WaitsFor::Held, |model, _| is_held(model), Some(or_hurried(LAST_WAIT)), model, parts, screen);
    });
    let handed_last = each(|| hand_over(&model.world, parts));
    let planned_last = each(|| write_plan_if_due(&model.world, parts));
    let closed = each(|| close(&mut patience, model, parts, screen));
    ended.or(handed).or(planned).or(held).or(handed_last).or(planned_last).or(closed)
}

/// Waits until each has done its last work. Of what somebody does not wait for any longer, all that is in memory is rescued.
fn close(patience: &mut Patience, model: &mut Model, parts: &mut Parts, screen: &mut Screen) {
    parts.writer.close();
    let is_written = patience.wait(WaitsFor::Steps, |_, parts| parts.writer.is_done(), None, model, parts, screen);
    if !is_written {
        give_up(model, parts);
    }
    hear(model, parts);
    if parts.plan.is_behind(&model.world) {
        parts.plan.write_now(&model.world);
    }
    write_plan_if_due(&model.world, parts);
    if let Some(why) = parts.plan.why_behind(&model.world) {
        model.world.plan_error.get_or_insert_with(|| why.to_owned());
    }
    parts.plan.close();
    if !patience.wait(WaitsFor::Plan, |_, parts| parts.plan.is_done(), Some(or_hurried(PLAN_WAIT)), model, parts, screen) {
        heard(model, Message::PlanNotWritten(NO_ANSWER.to_owned()));
    }
    parts.drafts.close();
    let is_kept = patience.wait(WaitsFor::Drafts, |_, parts| parts.drafts.is_done(), None, model, parts, screen);
    // What is rescued has its drafts.
    if !is_kept && model.world.moved.is_none() && !model.drafts_kept.is_empty() {
        heard(model, Message::DraftsNotKept(Some(NO_ANSWER.to_owned())));
    }
    hear(model, parts);
}

/// Nobody waits for the writer any longer.
fn give_up(model: &mut Model, parts: &mut Parts) {
    hear(model, parts);
    let records = if model.unsaved() > 0 { model.world.history.records().to_vec() } else { Vec::new() };
    if records.is_empty() {
        return parts.writer.leave();
    }
    let all = InMemory {
        id: model.world.session().id.clone(),
        records,
        facts: model.world.session().held.as_ref().map(|_| model.world.compiled.clone()),
        drafts: model.drafts_kept.clone(),
    };
    let message = parts.writer.abandon(all);
    heard(model, message);
}

fn or_hurried(limit: Duration) -> Duration {
    if ending::is_asked() { HURRIED_WAIT } else { limit }
}

fn write_plan_if_due(world: &World, parts: &mut Parts) {
    if parts.plan.due_in(world, now()).is_some() {
        parts.plan.write_now(world);
    }
}

/// What became of saving. Nothing else happens any more: a step that came of it would be told and not written.
fn hear(model: &mut Model, parts: &mut Parts) {
    while let Ok(message) = parts.wire.inbox.try_recv() {
        hear_one(model, parts, message);
    }
}

fn hear_one(model: &mut Model, parts: &mut Parts, message: Message) {
    if let Message::Moved(moved) = &message {
        follow(model, parts, &moved.folder);
    }
    if message.is_of_saving() {
        heard(model, message);
    }
}

fn heard(model: &mut Model, message: Message) {
    drop(each(|| drop(update(model, message, now()))));
}

/// The program is about to be stopped: what was done last is on the disk, if the disk is not too slow.
pub(crate) fn pause(model: &mut Model, parts: &mut Parts, screen: &mut Screen) {
    parts.plan.write_now(&model.world);
    let began = Instant::now();
    while !model.world.is_saved() && !model.settings.read_only && began.elapsed() < PAUSE_WAIT {
        let Ok(message) = parts.wire.inbox.recv_timeout(Duration::from_millis(50)) else { continue };
        take_in(model, parts, screen, message);
    }
}

/// Gives the writer every step that it was not given yet: those, too, that a mistake kept from getting on their way.
pub(crate) fn hand_over(world: &World, parts: &mut Parts) {
    let records = world.history.records();
    for record in &records[records.partition_point(|record| record.seq <= parts.handed)..] {
        parts.writer.append(record.clone());
    }
    parts.handed = world.history.last_seq();
}

/// Whether the session has what it was held on, or never will.
fn is_held(model: &Model) -> bool {
    model.world.session().held.is_some() || model.settings.read_only || model.world.not_held
}

fn each(work: impl FnOnce()) -> Option<String> {
    survived(work).err()
}
