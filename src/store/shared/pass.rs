//! One pass over the shared folder: what others did comes into the local journals, what was done here goes out.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::files::{self, Held, Packed, Reading};
use super::settled::Settled;
use super::{Machine, Share, Veil};
use crate::domain::event::{Event, Record, SessionId};
use crate::domain::session::History;
use crate::domain::share::{self, Line, LineId};
use crate::domain::text::counted;
use crate::error::{Error, Result};
use crate::store::forgetting::Asked;
use crate::store::home::Home;
use crate::store::sessions::{JOURNAL, Sessions};
use crate::store::{disk, forgetting, held, journal};

/// So often it is looked whether another program of this home is done, ten times a second.
const TRIES: u32 = 30;

/// What a pass came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Synced {
    /// Sessions of which something went or came, or that somebody should look at.
    pub sessions: Vec<Outcome>,
    /// What could not be read in the folder, in sentences without a full stop.
    pub problems: Vec<String>,
}

/// What became of one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub session: SessionId,
    /// Steps that went out.
    pub sent: usize,
    /// Steps that came in.
    pub came: usize,
    /// It was not here before.
    pub is_new: bool,
    /// Steps that wait for others that have not arrived.
    pub waiting: usize,
    /// What was done on two machines at once and is not settled.
    pub conflicts: Vec<String>,
    /// What else to know, in sentences without a full stop.
    pub notes: Vec<String>,
}

/// The shared folder as this machine uses it.
pub(crate) struct Pass {
    home: Home,
    sessions: Sessions,
    root: PathBuf,
    machine: Machine,
    veil: Veil,
    /// Retros in which nothing happened since are kept no longer, and not taken in again.
    kept_since: Option<DateTime<Utc>>,
    /// As what facts went out, by the names that they have here.
    gone_out: RefCell<BTreeMap<String, Packed>>,
}

/// What others did, as it can be taken in.
struct Incoming {
    lines: Vec<Line>,
    /// Lines in which somebody may stand who is forgotten.
    waiting: usize,
    notes: Vec<String>,
}

impl Pass {
    /// # Errors
    /// This machine has no name and cannot be given one; pseudonyms are wanted and cannot be made.
    pub(crate) fn new(home: &Home, share: &Share, kept_since: Option<DateTime<Utc>>) -> Result<Self> {
        let sessions = Sessions::new(home);
        let machine = Machine::of(home, share.machine.as_deref())?;
        let veil = Veil::of(share, &sessions)?;
        let gone_out = RefCell::default();
        Ok(Self { home: home.clone(), sessions, root: share.folder.clone(), machine, veil, kept_since, gone_out })
    }

    /// Every session but those in `except`, which somebody else sees to.
    ///
    /// # Errors
    /// The folder cannot be read or written.
    pub(crate) fn all(&self, except: &[SessionId]) -> Result<Synced> {
        let _alone = self.alone()?;
        let reading = self.read(|_| true)?;
        let ids: BTreeSet<SessionId> = self.sessions.ids()?.into_iter().chain(reading.sessions.keys().cloned()).collect();
        self.each(ids.into_iter().filter(|id| !except.contains(id)), &reading)
    }

    /// [`all`](Self::all), but for sessions that had nothing to give or to take, and whose files here and there stand as they did then.
    ///
    /// # Errors
    /// As [`all`](Self::all).
    pub(crate) fn fresh(&self, except: &[SessionId]) -> Result<Synced> {
        if !self.veil.is_open() {
            // Which names are known, and veiled, is told by all sessions together.
            return self.all(except);
        }
        let _alone = self.alone()?;
        let settled = Settled::look(&self.home.cache, &self.root, &self.machine.id, &self.sessions);
        let mut reading = self.read(|name| !settled.quiet.contains(&SessionId(name.to_owned())))?;
        // Something of one stands in another folder, too.
        let stirred: Vec<SessionId> = reading.sessions.keys().filter(|id| settled.quiet.contains(id)).cloned().collect();
        for id in &stirred {
            files::read_folder(&self.root.join(&id.0), &self.machine.id, &mut reading);
        }
        let here = self.sessions.ids()?.into_iter().filter(|id| !settled.quiet.contains(id));
        let mut ids: BTreeSet<SessionId> = here.chain(reading.sessions.keys().cloned()).collect();
        ids.retain(|id| !except.contains(id));
        let synced = self.each(ids.iter().cloned(), &reading)?;
        let is_settled = |id: &SessionId| {
            let own = self.root.join(&id.0);
            let is_there_only = reading.sessions.get(id).is_none_or(|held| held.folders.iter().all(|folder| *folder == own));
            is_there_only && !reading.troubled.contains(&own) && synced.sessions.iter().all(|outcome| outcome.session != *id)
        };
        ids.retain(is_settled);
        settled.keep(&ids);
        Ok(synced)
    }

    /// One session.
    ///
    /// # Errors
    /// As [`all`](Self::all).
    pub(crate) fn one(&self, id: &SessionId) -> Result<Synced> {
        let _alone = self.alone()?;
        let reading = self.read(of(id))?;
        self.each([id.clone()].into_iter(), &reading)
    }

    /// One session that is open here: its steps on the disk go out, and what is new comes back for who holds it.
    ///
    /// # Errors
    /// As [`all`](Self::all).
    pub(crate) fn beside(&self, id: &SessionId) -> Result<(Vec<Line>, Outcome)> {
        let _alone = self.alone()?;
        let reading = self.read(of(id))?;
        let held = reading.sessions.get(id).cloned().unwrap_or_default();
        let records = journal::read(&self.sessions.folder(id).join(JOURNAL))?.records;
        let mut outcome = Outcome::of(id);
        if let Some(why) = self.stays_here(id, &records) {
            outcome.notes.push(why);
            return Ok((Vec::new(), outcome));
        }
        let tombstones = tombstones(&held, &records);
        let (forgotten, _) = self.forget(id, &tombstones, &mut outcome);
        let incoming = self.incoming(id, &held, &known(&records), &tombstones)?;
        outcome.notes.extend(incoming.notes);
        outcome.sent = self.send(id, &held, &records, &forgotten)?;
        Ok((incoming.lines, outcome))
    }

    /// Takes this machine's files of a session away, whose retro is kept here no longer.
    ///
    /// # Errors
    /// They are still there.
    pub(crate) fn withdraw(&self, id: &SessionId) -> Result<bool> {
        files::remove_own(&self.root, id, &self.machine.id)
    }

    fn read(&self, is_wanted: impl Fn(&str) -> bool) -> Result<Reading> {
        let reading = files::read(&self.root, &self.machine.id, is_wanted)?;
        self.veil.agrees(&self.root)?;
        Ok(reading)
    }

    /// Two programs of one home do not write one file.
    fn alone(&self) -> Result<std::fs::File> {
        self.home.for_ledgers()?;
        let path = self.home.data.join("sync.lock");
        for _ in 0..TRIES {
            let taken = disk::take_or_make(&path).map_err(|source| Error::io(&path, source, "see that it can be written"))?;
            if let Some(lock) = taken {
                return Ok(lock);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err(Error::Busy("another run-retro on this machine syncs right now; try again in a moment".into()))
    }

    fn each(&self, ids: impl Iterator<Item = SessionId>, reading: &Reading) -> Result<Synced> {
        let mut synced = Synced { sessions: Vec::new(), problems: reading.problems.clone() };
        let mut failed = None;
        for id in ids {
            let held = reading.sessions.get(&id).cloned().unwrap_or_default();
            let is_here = self.sessions.folder(&id).join(JOURNAL).exists();
            let outcome = if is_here { self.known(&id, &held) } else { self.unknown(&id, &held) };
            match outcome {
                Ok(outcome) if outcome.says_something() => synced.sessions.push(outcome),
                Ok(_) => {}
                // It is tried again as a whole; what stands in the way of one session does not hold up the others.
                Err(error) if self.is_of_folder(&error) && self.root.is_dir() => failed = failed.or(Some(error)),
                Err(error) if self.is_of_folder(&error) => return Err(error),
                Err(error) => synced.sessions.push(Outcome { notes: vec![error.to_string()], ..Outcome::of(&id) }),
            }
        }
        failed.map_or(Ok(synced), Err)
    }

    fn is_of_folder(&self, error: &Error) -> bool {
        matches!(error, Error::Io { path, .. } if path.starts_with(&self.root))
    }

    fn known(&self, id: &SessionId, held: &Held) -> Result<Outcome> {
        let mut outcome = Outcome::of(id);
        let path = self.sessions.folder(id).join(JOURNAL);
        let reading = journal::read(&path)?;
        if let Some(missing) = &reading.missing {
            outcome.notes.push(format!("{}; it is synced once it is mended (run-retro doctor)", missing.told));
            return Ok(outcome);
        }
        let mut records = reading.records;
        if is_sample(&records) {
            return Ok(outcome);
        }
        if let Some(why) = self.stays_here(id, &records) {
            outcome.notes.push(why);
            return Ok(outcome);
        }
        // Before anything comes in: who is forgotten comes in nowhere any more.
        let tombstones = tombstones(held, &records);
        let (forgotten, is_changed) = self.forget(id, &tombstones, &mut outcome);
        if is_changed {
            records = journal::read(&path)?.records;
        }
        let incoming = self.incoming(id, held, &known(&records), &tombstones)?;
        outcome.notes.extend(incoming.notes);
        outcome.waiting = incoming.waiting;
        if !incoming.lines.is_empty() {
            match self.sessions.open(id) {
                Ok(mut session) => {
                    let taken = session.history.take_in(incoming.lines);
                    session.journal.append(&taken.records)?;
                    outcome.came = taken.records.len();
                    outcome.waiting += taken.waiting;
                    records = session.history.records().to_vec();
                }
                Err(Error::InUse { .. }) => outcome.notes.push("it is open in another window, which takes in what is new".into()),
                Err(error) => outcome.notes.push(error.to_string()),
            }
        }
        outcome.sent = self.send(id, held, &records, &forgotten)?;
        if share::Lineage::of(&records).is_forked() {
            outcome.conflicts = conflicts(&self.sessions.read(id)?.history);
        }
        Ok(outcome)
    }

    /// Why a session does not go out, where it does not: a folder that somebody copied by hand is no second retro of the team, and one whose
    /// name nobody else could open is nobody else's. What went out before goes on.
    fn stays_here(&self, id: &SessionId, records: &[Record]) -> Option<String> {
        if !id.is_plain() {
            return Some("it is not shared: sessions are called by letters, digits and hyphens; rename its folder so".into());
        }
        let Event::SessionOpened { id: said, .. } = &records.first()?.event else { return None };
        let is_copy = said != id && said.is_plain();
        let is_known = || self.sessions.folder(said).join(JOURNAL).exists() || self.root.join(&said.0).is_dir();
        let went_out = || files::has_own(&self.root, id, &self.machine.id);
        (is_copy && is_known() && !went_out()).then(|| format!("it is a copy of {said}, and not shared: the team has that one"))
    }

    /// A session of colleagues. It comes in once it is whole: its opening, its data, and all that its lines build on.
    fn unknown(&self, id: &SessionId, held: &Held) -> Result<Outcome> {
        let mut outcome = Outcome::of(id);
        let last = held.lines.iter().map(|line| line.record.at).max();
        if self.kept_since.is_some_and(|since| last.is_none_or(|last| last < since)) {
            return Ok(outcome);
        }
        let incoming = self.incoming(id, held, &BTreeSet::new(), &tombstones(held, &[]))?;
        outcome.notes.extend(incoming.notes);
        let all = incoming.lines.len();
        let Ok((history, waiting)) = History::of_lines(incoming.lines) else {
            outcome.waiting = all;
            return Ok(outcome);
        };
        if waiting > 0 || history.session().held.is_none() {
            outcome.waiting = all;
            return Ok(outcome);
        }
        self.sessions.receive(id, history.records())?;
        (outcome.came, outcome.is_new, outcome.waiting) = (history.records().len(), true, incoming.waiting);
        outcome.conflicts = conflicts(&history);
        Ok(outcome)
    }

    /// Lines that are not here yet, with the data that they name beside the journal.
    fn incoming(&self, id: &SessionId, held: &Held, known: &BTreeSet<LineId>, tombstones: &[Tombstone]) -> Result<Incoming> {
        let folder = self.sessions.folder(id);
        let mut incoming = Incoming { lines: Vec::new(), waiting: 0, notes: Vec::new() };
        let is_clean = |line: &&Line| tombstones.iter().all(|tombstone| line.forgotten.contains(&tombstone.id));
        let fresh = held.lines.iter().filter(|line| !known.contains(&line.id));
        let (clean, other): (Vec<&Line>, Vec<&Line>) = fresh.partition(is_clean);
        let is_elsewhere = |line: &&Line| !clean.iter().any(|known| known.id == line.id);
        let waiting: BTreeMap<LineId, &str> = other.into_iter().filter(is_elsewhere).map(|line| (line.id, line.machine.as_str())).collect();
        incoming.waiting = waiting.len();
        let machines: BTreeSet<&str> = waiting.into_values().collect();
        incoming
            .notes
            .extend(machines.into_iter().map(|machine| format!("{machine} has not yet forgotten a customer; its steps wait for that")));
        for line in clean {
            let mut line = line.clone();
            line.record = self.veil.take(&line.record)?;
            if let Event::DataHeld { held: data } | Event::DataRenewed { held: data, .. } = &line.record.event
                && data.is_whole
                && !held::place(&folder, &data.name).exists()
            {
                let named = match files::facts(held, &data.name) {
                    Some(bytes) => self.veil.facts_in(&bytes)?,
                    None => None,
                };
                let Some((name, bytes)) = named else {
                    incoming.notes.push("its data have not arrived in the shared folder yet".into());
                    continue;
                };
                held::lay(&folder, &name, &bytes)?;
                Veil::rename(&mut line.record, |_| Some(name.clone()));
            }
            incoming.lines.push(line);
        }
        incoming.notes.dedup();
        Ok(incoming)
    }

    /// Brings this machine's file of a session up to date; how many steps of it were in no file before.
    fn send(&self, id: &SessionId, held: &Held, records: &[Record], forgotten: &[LineId]) -> Result<usize> {
        let folder = self.sessions.folder(id);
        let mut lines = share::lines(records, &self.machine.id, forgotten);
        let mut facts: BTreeMap<String, Packed> = BTreeMap::new();
        for line in &mut lines {
            if let Event::DataHeld { held } | Event::DataRenewed { held, .. } = &line.record.event
                && held.is_whole
            {
                let packed = self.packed(&folder, &held.name)?;
                facts.extend(packed.map(|packed| (held.name.clone(), packed)));
            }
            line.record = self.veil.out(&line.record)?;
            // Where it goes out as it stands here, it has the same name there.
            Veil::rename(&mut line.record, |here| self.gone_out.borrow().get(here).map(|packed| packed.name.clone()));
        }
        if lines.is_empty() {
            return Ok(0);
        }
        files::write_facts(&self.root, id, &self.machine.id, &facts, |here| {
            Ok(self.veil.facts_out(&folder, here)?.map(|(_, bytes)| bytes))
        })?;
        files::write(&self.root, id, &self.machine.id, &lines)?;
        let there: BTreeSet<LineId> = held.lines.iter().map(|line| line.id).collect();
        Ok(lines.iter().filter(|line| !there.contains(&line.id)).count())
    }

    /// As what facts go out; `None` where they are not here.
    fn packed(&self, folder: &std::path::Path, here: &str) -> Result<Option<Packed>> {
        if self.veil.is_open() {
            // Nobody reads all that is kept for what a glance tells.
            return Ok(Packed::as_kept(folder, here));
        }
        if let Some(known) = self.gone_out.borrow().get(here) {
            return Ok(Some(known.clone()));
        }
        let packed = self.veil.facts_out(folder, here)?.map(|(name, bytes)| Packed { name, bytes: bytes.len() as u64 });
        if let Some(packed) = &packed {
            self.gone_out.borrow_mut().insert(here.to_owned(), packed.clone());
        }
        Ok(packed)
    }

    /// Takes out of a session whom somebody asks to forget. Of which requests nothing is left here, and whether that changed anything.
    fn forget(&self, id: &SessionId, tombstones: &[Tombstone], outcome: &mut Outcome) -> (Vec<LineId>, bool) {
        let (mut forgotten, mut is_changed) = (Vec::new(), false);
        for tombstone in tombstones {
            match forgetting::asked(&self.home, id, &tombstone.marks, &tombstone.stand_ins) {
                Ok(Asked { sessions, left }) => {
                    forgotten.push(tombstone.id);
                    is_changed |= sessions > 0;
                    if sessions > 0 {
                        outcome.notes.push(format!("{} asked to forget a customer: it is taken out here, too", tombstone.by));
                    }
                    outcome.notes.extend(left);
                    if sessions > 1 {
                        let more = counted(sessions - 1, "other retro", "other retros");
                        outcome.notes.push(format!("{more} here may name it still; whoever knows its name runs `run-retro forget`"));
                    }
                }
                Err(why) => outcome.notes.push(format!("{} asked to forget a customer, and it cannot be done yet: {why}", tombstone.by)),
            }
        }
        (forgotten, is_changed)
    }
}

/// A step by which a customer was forgotten, here or elsewhere.
struct Tombstone {
    id: LineId,
    by: String,
    marks: Vec<String>,
    stand_ins: Vec<String>,
}

impl Tombstone {
    fn of(id: LineId, record: &Record) -> Option<Self> {
        let Event::CustomersForgotten { stand_ins, marks } = &record.event else { return None };
        Some(Self { id, by: record.by.clone(), marks: marks.clone(), stand_ins: stand_ins.clone() })
    }
}

/// All that are known of a session, in the folder or here.
fn tombstones(held: &Held, records: &[Record]) -> Vec<Tombstone> {
    let there = held.lines.iter().filter_map(|line| Tombstone::of(line.id, &line.record));
    let has_some = records.iter().any(|record| matches!(record.event, Event::CustomersForgotten { .. }));
    let ids = if has_some { share::ids(records) } else { Vec::new() };
    let here = ids.into_iter().zip(records).filter_map(|(id, record)| Tombstone::of(id, record));
    let all: BTreeMap<LineId, Tombstone> = there.chain(here).map(|tombstone| (tombstone.id, tombstone)).collect();
    all.into_values().collect()
}

impl Outcome {
    fn of(id: &SessionId) -> Self {
        Self { session: id.clone(), sent: 0, came: 0, is_new: false, waiting: 0, conflicts: Vec::new(), notes: Vec::new() }
    }

    fn says_something(&self) -> bool {
        self.sent + self.came + self.waiting > 0 || !self.conflicts.is_empty() || !self.notes.is_empty()
    }
}

/// What stands in folders of a session's name, however that is written there.
fn of(id: &SessionId) -> impl Fn(&str) -> bool {
    let begins = id.0.to_lowercase();
    move |name| name.to_lowercase().starts_with(&begins)
}

fn conflicts(history: &History) -> Vec<String> {
    history.conflicts().iter().map(|conflict| conflict.told(history)).collect()
}

fn known(records: &[Record]) -> BTreeSet<LineId> {
    share::ids(records).into_iter().collect()
}

/// The sample is everybody's already.
fn is_sample(records: &[Record]) -> bool {
    matches!(records.first().map(|record| &record.event), Some(Event::SessionOpened { data: None, .. }))
}
