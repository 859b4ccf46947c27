//! What the writing thread works on.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::Job;
use crate::app::command::Command;
use crate::app::keymap;
use crate::app::message::{Message, Moved};
use crate::domain::event::Record;
use crate::domain::request::{Answer, RequestId};
use crate::error::Result;
use crate::runtime::ending::Writing;
use crate::store::inbox::Inbox;
use crate::store::journal::Unsaved;
use crate::store::sessions::{OpenSession, Restored};

/// What could not be written is tried again this often, and what was written is looked for.
const RETRY: Duration = Duration::from_secs(3);

/// So often in a row a journal is written anew by itself, each time after twice as long.
const MOST_RESTORED: u32 = 4;

pub(crate) struct Desk {
    session: OpenSession,
    /// All of the session: from it the journal can be written anew.
    records: Vec<Record>,
    /// Up to this step everything is on the disk.
    saved: u64,
    /// The last try failed; the next goes another way.
    has_failed: bool,
    /// Something went wrong in the middle of writing: what the journal believes of its file may not be so.
    is_in_doubt: bool,
    /// How often it was written anew, one time after the other.
    restored: u32,
    outbox: Sender<Message>,
    places: Vec<PathBuf>,
    /// What other programs are to be told.
    answers: Vec<(RequestId, Answer)>,
}

impl Desk {
    pub(crate) fn new(session: OpenSession, outbox: Sender<Message>, places: Vec<PathBuf>) -> Self {
        let records = session.history.records().to_vec();
        let saved = session.journal.last_seq();
        Self { session, records, saved, has_failed: false, is_in_doubt: false, restored: 0, outbox, places, answers: Vec::new() }
    }

    /// Until nobody hands in work any more.
    pub(crate) fn work(&mut self, inbox: &Receiver<Job>) {
        while let Some(job) = self.next(inbox) {
            let _writing = Writing::begin();
            // Records that queued up while the disk was busy go out in one sync.
            self.take(job);
            while let Ok(job) = inbox.try_recv() {
                self.take(job);
            }
            self.save_or_look();
            self.answer();
        }
    }

    /// Nobody is told of a step that could still be lost.
    fn answer(&mut self) {
        let saved = self.saved;
        let is_so = |answer: &Answer| !matches!(answer, Answer::Admitted { seq, .. } if *seq > saved);
        let inbox = Inbox::of(&self.session.folder);
        // What cannot be written gets the same answer when the session is opened next.
        self.answers.extract_if(.., |(_, answer)| is_so(answer)).for_each(|(id, answer)| drop(inbox.answer(&id, &answer)));
    }

    /// Saving looks at the file itself.
    fn save_or_look(&mut self) {
        if self.is_saved() { self.look() } else { self.save() }
    }

    /// Whether what counts as saved is still where it will be looked for.
    fn look(&mut self) {
        match self.session.journal.check() {
            Err(unsaved @ Unsaved::Changed { .. }) => {
                self.saved = 0;
                self.mend(&unsaved);
            }
            _ => self.restored = 0,
        }
    }

    /// The next job; trying again, and looking whether the file is still the file, come by themselves.
    fn next(&self, inbox: &Receiver<Job>) -> Option<Job> {
        match inbox.recv_timeout(RETRY * (1 << self.restored.min(MOST_RESTORED))) {
            Err(RecvTimeoutError::Timeout) => Some(Job::Look),
            job => job.ok(),
        }
    }

    fn take(&mut self, job: Job) {
        match job {
            // After a mistake somewhere, a step may be handed in twice.
            Job::Append(record) if self.records.last().is_some_and(|last| record.seq <= last.seq) => {}
            Job::Append(record) => self.records.push(*record),
            Job::Answer(id, answer) => self.answers.push((id, answer)),
            Job::Retry => self.restored = 0,
            Job::Look => {}
            Job::MoveTo(folder) => self.move_to(&folder),
        }
    }

    fn is_saved(&self) -> bool {
        self.records.last().is_none_or(|last| last.seq <= self.saved)
    }

    /// What cannot be written waits for the next try, in order.
    fn save(&mut self) {
        if self.is_saved() {
            return;
        }
        if self.is_in_doubt {
            return self.restore("Writing was interrupted by a mistake of the program's own");
        }
        match self.session.journal.append(&self.records) {
            Ok(()) => self.all_saved(),
            Err(unsaved) => self.mend(&unsaved),
        }
    }

    /// A file that is no longer the file is written anew at once; a disk that fails gets a second chance first.
    fn mend(&mut self, unsaved: &Unsaved) {
        let told = unsaved.told();
        let is_due = self.has_failed || matches!(unsaved, Unsaved::Changed { .. });
        self.has_failed = true;
        self.not_saved(told.clone());
        if !is_due || unsaved.is_of_the_place() {
            return;
        }
        if self.restored >= MOST_RESTORED {
            // Two that write each other's files anew would go on for ever.
            return self.not_saved(format!("Something else keeps changing the journal. {}: write it anew", keymap::named(Command::Retry)));
        }
        self.restore(&told);
    }

    fn restore(&mut self, happened: &str) {
        self.has_failed = true;
        match self.session.restore(&self.records) {
            Ok(restored) => self.went_on(&restored, happened),
            Err(error) => self.not_saved(format!("{happened}, and all of it could not be written anew: {error}")),
        }
    }

    fn move_to(&mut self, folder: &Path) {
        match self.session.move_to(folder, &self.records) {
            Ok(restored) => self.went_on(&restored, "As you asked"),
            // It was saved where it is meanwhile.
            Err(_) if self.is_saved() => self.all_saved(),
            Err(error) => self.not_saved(format!("Not there either: {error}")),
        }
    }

    fn went_on(&mut self, restored: &Restored, happened: &str) {
        self.is_in_doubt = false;
        self.restored += 1;
        self.send(Message::Moved(Moved {
            told: restored.told(happened),
            resume: restored.resume.clone(),
            folder: self.session.folder.clone(),
        }));
        self.all_saved();
    }

    fn all_saved(&mut self) {
        self.has_failed = false;
        self.saved = self.session.journal.last_seq();
        self.send(Message::Saved(self.saved));
    }

    fn not_saved(&self, why: String) {
        self.send(Message::NotSaved(why));
    }

    /// A mistake of the program's own was caught.
    pub(crate) fn stumbled(&mut self, why: &str) {
        self.is_in_doubt = true;
        if !self.is_saved() {
            self.not_saved(format!("Writing begins anew after {why}"));
        }
    }

    /// The last look: what was saved is still where it will be looked for, and what was not is rescued.
    pub(crate) fn end(&mut self) {
        let _writing = Writing::begin();
        self.save_or_look();
        if !self.is_saved() {
            self.rescue();
        }
        self.answer();
    }

    /// Writes all of the session to the first place that takes it, and says where. It counts as not saved: it is not
    /// where it belongs.
    pub(crate) fn rescue(&mut self) {
        let rescued: Option<Result<Restored>> = {
            let mut tried = self.places.iter().map(|place| self.session.move_to(place, &self.records));
            tried.find(Result::is_ok)
        };
        match rescued {
            Some(Ok(restored)) => {
                let told = restored.told("The last steps could not be saved in their place");
                self.send(Message::Moved(Moved { told, resume: restored.resume, folder: self.session.folder.clone() }));
            }
            _ => self.not_saved("The last steps could not be saved, nor rescued anywhere".to_owned()),
        }
    }

    fn send(&self, message: Message) {
        // Nobody listens any more once the program has gone.
        drop(self.outbox.send(message));
    }
}
