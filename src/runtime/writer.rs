//! The thread that writes: journal records in order, and files that are renewed as the session goes.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::ending::Writing;
use crate::app::message::Message;
use crate::domain::event::Record;
use crate::store::files;
use crate::store::sessions::OpenSession;

enum Job {
    Append(Box<Record>),
    Retry,
    Plan { path: PathBuf, bytes: Vec<u8> },
}

/// Hands work to the writing thread.
pub struct Writer {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread. `session` is `None` when the session is only looked at: then nothing is written.
    pub fn start(session: Option<OpenSession>, outbox: Sender<Message>) -> Self {
        let (jobs, inbox) = channel();
        let Some(session) = session else { return Self { jobs: None, thread: None } };
        let thread = std::thread::spawn(move || Desk { session, waiting: Vec::new(), outbox }.work(&inbox));
        Self { jobs: Some(jobs), thread: Some(thread) }
    }

    pub fn append(&self, record: Record) {
        self.send(Job::Append(Box::new(record)));
    }

    pub fn retry(&self) {
        self.send(Job::Retry);
    }

    pub fn write_plan(&self, path: PathBuf, bytes: Vec<u8>) {
        self.send(Job::Plan { path, bytes });
    }

    /// Waits until everything is written.
    pub fn finish(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }

    fn send(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            drop(jobs.send(job));
        }
    }
}

/// What the thread works on.
struct Desk {
    session: OpenSession,
    /// Records that are not on the disk yet: those of this batch, and those that could not be written.
    waiting: Vec<Record>,
    outbox: Sender<Message>,
}

impl Desk {
    fn work(mut self, inbox: &Receiver<Job>) {
        while let Ok(job) = inbox.recv() {
            // Records that queued up while the disk was busy go out in one sync.
            let _writing = Writing::begin();
            let mut plan = self.take(job);
            while let Ok(job) = inbox.try_recv() {
                plan = self.take(job).or(plan);
            }
            self.append();
            if let Some((path, bytes)) = plan {
                self.write_plan(&path, &bytes);
            }
        }
    }

    fn take(&mut self, job: Job) -> Option<(PathBuf, Vec<u8>)> {
        match job {
            Job::Append(record) => self.waiting.push(*record),
            Job::Retry => {}
            Job::Plan { path, bytes } => return Some((path, bytes)),
        }
        None
    }

    /// What cannot be written waits for the next try, in order.
    fn append(&mut self) {
        let Some(last) = self.waiting.last().map(|record| record.seq) else { return };
        let message = match self.session.journal.append(&self.waiting) {
            Ok(()) => {
                self.waiting.clear();
                Message::Saved(last)
            }
            Err(error) => Message::NotSaved(error.to_string()),
        };
        drop(self.outbox.send(message));
    }

    fn write_plan(&self, path: &std::path::Path, bytes: &[u8]) {
        if let Err(error) = files::write_atomic(path, bytes) {
            drop(self.outbox.send(Message::PlanNotWritten(error.to_string())));
        }
    }
}
