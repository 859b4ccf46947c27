//! The plan JSON: written when the session starts and kept up with it, on a thread of its own: a slow folder holds up no step.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use chrono::{DateTime, TimeDelta, Utc};

use super::mistakes::caught;
use crate::app::message::Message;
use crate::app::world::World;
use crate::export;
use crate::store::plans::PlanPlace;

struct Job {
    session: PathBuf,
    plan: Vec<u8>,
    saved: u64,
}

/// Hands the plan to the thread that writes it, and tells when it is to be written next.
pub struct PlanFile {
    due: Option<DateTime<Utc>>,
    /// The session's folder, whose name is the session's.
    session: PathBuf,
    plans: Option<Sender<Job>>,
    /// The last saved step that was noted with a plan.
    noted: u64,
    /// Ends when the thread does.
    over: Receiver<()>,
    outbox: Sender<Message>,
}

impl PlanFile {
    /// How long a burst of steps may go on before the file follows.
    const CALM: TimeDelta = TimeDelta::milliseconds(700);

    /// The plan of the session in a folder, at `wanted` or beside it; none of one that is only looked at. Due at once: it stands on
    /// disk from the start.
    pub fn start(session: Option<&Path>, wanted: PathBuf, outbox: Sender<Message>, now: DateTime<Utc>) -> Self {
        let (plans, inbox) = channel();
        let (ends, over) = channel();
        let told = outbox.clone();
        let work = move || {
            let _ends = ends;
            write_all(&inbox, &wanted, &told);
        };
        let thread = session.map(|_| std::thread::Builder::new().name("plan".into()).spawn(work));
        Self {
            due: session.map(|_| now),
            session: session.map(Path::to_owned).unwrap_or_default(),
            plans: thread.map(|_| plans),
            noted: 0,
            over,
            outbox,
        }
    }

    /// The session goes on in another folder, under the name of that: so does its plan.
    pub(crate) fn follow(&mut self, session: &Path, now: DateTime<Utc>) {
        session.clone_into(&mut self.session);
        self.touch(now);
    }

    /// Something happened in the session.
    pub(crate) fn touch(&mut self, now: DateTime<Utc>) {
        if self.plans.is_some() {
            self.due.get_or_insert(now + Self::CALM);
        }
    }

    /// Milliseconds until it is due; `None` when the file is up to date.
    pub(crate) fn due_in(&self, now: DateTime<Utc>) -> Option<u64> {
        // A clock that was set back does not put it off.
        self.due.map(|due| (due - now).clamp(TimeDelta::zero(), Self::CALM).num_milliseconds().unsigned_abs())
    }

    pub(crate) fn write_if_due(&mut self, world: &World, now: DateTime<Utc>) {
        if self.due.is_some_and(|due| due <= now || due > now + Self::CALM) {
            self.write_now(world);
        }
    }

    pub(crate) fn write_now(&mut self, world: &World) {
        self.due = None;
        let Some(plans) = &self.plans else { return };
        let bytes = export::plan::to_json(&export::plan::plan(&world.history, Some(&world.facts), Some(&world.findings)));
        self.noted = world.saved_seq;
        if plans.send(Job { session: self.session.clone(), plan: bytes, saved: world.saved_seq }).is_err() {
            drop(self.outbox.send(Message::PlanNotWritten("nothing could be started that writes it".to_owned())));
        }
    }

    /// Steps were saved since the plan was written last: with it is noted how many there are.
    pub(crate) fn is_behind(&self, world: &World) -> bool {
        self.plans.is_some() && world.saved_seq > self.noted
    }

    /// No more comes: once the last one is written, the thread ends.
    pub(crate) fn close(&mut self) {
        self.plans = None;
    }

    pub(crate) fn is_done(&self) -> bool {
        !matches!(self.over.try_recv(), Err(TryRecvError::Empty))
    }
}

fn write_all(inbox: &Receiver<Job>, wanted: &Path, told: &Sender<Message>) {
    let mut known: Option<(PathBuf, PlanPlace)> = None;
    while let Ok(first) = inbox.recv() {
        let Job { session, plan, saved } = inbox.try_iter().last().unwrap_or(first);
        let written = caught(|| {
            let (_, place) = match known.take() {
                Some(known_place) if known_place.0 == session => known.insert(known_place),
                _ => known.insert((session.clone(), PlanPlace::of(&session, wanted))),
            };
            place.write_with(&plan, saved).map_err(|error| error.to_string())
        });
        // Nobody listens any more once the program has gone.
        drop(told.send(written.map_or_else(Message::PlanNotWritten, Message::PlanWritten)));
    }
}
