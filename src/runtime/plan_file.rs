//! The plan JSON: written when the session starts and kept up with it, on a thread of its own: a slow folder holds up no step.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use chrono::{DateTime, TimeDelta, Utc};

use super::mistakes::caught;
use crate::app::message::Message;
use crate::app::world::World;
use crate::export;
use crate::store::plans::{self, PlanPlace};

struct Job {
    session: PathBuf,
    plan: Vec<u8>,
    saved: u64,
}

/// Hands the plan to the thread that writes it, and tells when it is to be written next.
pub struct PlanFile {
    due: Option<DateTime<Utc>>,
    /// A plan of it may stand on the disk that says more than one without figures.
    is_known: bool,
    /// Nothing happened yet in a session that was closed: its plan stays as it is.
    is_at_rest: bool,
    /// How often findings had come when it was written last, or was to be.
    analyses: u64,
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

    /// The plan of the session in a folder, at `wanted` or beside it; none of one that is only looked at. That of a new session stands on
    /// disk from the start. One that was opened again is written once its figures are there, and a closed one when something happens in it.
    pub fn start(session: Option<&Path>, is_closed: bool, wanted: PathBuf, outbox: Sender<Message>, now: DateTime<Utc>) -> Self {
        let (plans, inbox) = channel();
        let (ends, over) = channel();
        let told = outbox.clone();
        let work = move || {
            let _ends = ends;
            write_all(&inbox, &wanted, &told);
        };
        let thread = session.map(|_| std::thread::Builder::new().name("plan".into()).spawn(work));
        Self {
            due: session.map(|_| now).filter(|_| !is_closed),
            is_known: session.is_some_and(plans::was_written),
            is_at_rest: is_closed,
            analyses: 0,
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
        self.is_at_rest = false;
        if self.plans.is_some() {
            self.due.get_or_insert(now + Self::CALM);
        }
    }

    /// Milliseconds until it is due; `None` when the file is up to date, or waits for figures.
    pub(crate) fn due_in(&self, world: &World, now: DateTime<Utc>) -> Option<u64> {
        // A clock that was set back does not put it off.
        let due = self.due.filter(|_| self.may_write(world));
        due.map(|due| (due - now).clamp(TimeDelta::zero(), Self::CALM).num_milliseconds().unsigned_abs())
    }

    /// No plan without figures takes the place of one with them.
    fn may_write(&self, world: &World) -> bool {
        !self.is_at_rest && (!self.is_known || world.is_worked_out())
    }

    pub(crate) fn write_if_due(&mut self, world: &World, now: DateTime<Utc>) {
        if world.analyses != self.analyses && !self.is_at_rest {
            self.analyses = world.analyses;
            self.touch(now);
        }
        if self.due.is_some_and(|due| due <= now || due > now + Self::CALM) {
            self.write_now(world);
        }
    }

    pub(crate) fn write_now(&mut self, world: &World) {
        if !self.may_write(world) {
            return;
        }
        self.due = None;
        let Some(plans) = &self.plans else { return };
        (self.is_known, self.analyses) = (world.is_worked_out(), world.analyses);
        let findings = world.is_worked_out().then_some(&*world.findings);
        let bytes = export::plan::to_json(&export::plan::plan(&world.history, Some(&world.facts), findings));
        self.noted = world.saved_seq;
        if plans.send(Job { session: self.session.clone(), plan: bytes, saved: world.saved_seq }).is_err() {
            drop(self.outbox.send(Message::PlanNotWritten("nothing could be started that writes it".to_owned())));
        }
    }

    /// Why the file does not hold what was done last, where that is no fault of the disk.
    pub(crate) fn why_behind(&self, world: &World) -> Option<&'static str> {
        let waits = self.plans.is_some() && !self.is_at_rest && self.due.is_some() && !self.may_write(world);
        waits.then_some("the figures were not worked out yet; it is written when the session is opened again")
    }

    /// Steps were saved since the plan was written last: with it is noted how many there are.
    pub(crate) fn is_behind(&self, world: &World) -> bool {
        self.plans.is_some() && self.may_write(world) && world.saved_seq > self.noted
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

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at files")]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::export::fixture::facts;
    use crate::store::fixture::{at, history, scope};

    fn world() -> World {
        World::new(history("s", scope(2026, 3)), Arc::new(facts()))
    }

    /// A plan file of the session, after what happens to it; what stands in the file then.
    fn written(folder: &Path, is_closed: bool, happens: impl FnOnce(&mut PlanFile, &mut World)) -> Option<String> {
        let (outbox, _inbox) = channel();
        let mut file = PlanFile::start(Some(folder), is_closed, folder.join("plan.json"), outbox, at(1));
        let mut world = world();
        happens(&mut file, &mut world);
        file.write_if_due(&world, at(60));
        file.close();
        while !file.is_done() {
            std::thread::yield_now();
        }
        std::fs::read_to_string(folder.join("plan.json")).ok()
    }

    #[test]
    fn a_plan_with_figures_is_not_replaced_by_one_without() {
        let folder = tempfile::tempdir().unwrap();
        let new = written(folder.path(), false, |_, _| {}).expect("a new session's plan stands there from the start");
        assert!(new.contains("were not worked out yet") && !new.contains("cannot be computed from the data"), "{new}");
        let has_figures = |file: &mut PlanFile, world: &mut World| {
            has_been_analysed(world);
            assert!(file.due_in(world, at(2)).is_some());
        };
        let known = written(folder.path(), false, has_figures).unwrap();
        assert_ne!(known, new);
        // Opened again: the figures are still to come, and the program is left before they do.
        let left_early = |file: &mut PlanFile, world: &mut World| {
            assert_eq!(file.due_in(world, at(2)), None, "nobody waits for what cannot be written");
            file.write_if_due(world, at(2));
            file.touch(at(3));
            file.write_now(world);
            assert!(file.why_behind(world).is_some());
        };
        assert_eq!(written(folder.path(), false, left_early), Some(known.clone()));
        // A closed one stays as it is, whatever comes of its data.
        let looks = |file: &mut PlanFile, world: &mut World| {
            has_been_analysed(world);
            file.write_if_due(world, at(2));
            file.write_now(world);
            assert!(file.why_behind(world).is_none());
        };
        std::fs::write(folder.path().join("plan.json"), "as it was closed").unwrap();
        assert_eq!(written(folder.path(), true, looks).as_deref(), Some("as it was closed"));
    }

    fn has_been_analysed(world: &mut World) {
        (world.analyses, world.analysing) = (1, None);
    }
}
