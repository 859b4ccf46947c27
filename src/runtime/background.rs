//! Work that takes longer than a frame: findings, exports, one account's history.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;

use super::SharedFacts;
use crate::analysis::{self, room::Room};
use crate::app::message::{Exported, Message};
use crate::app::model::{Edition, Model, Preview};
use crate::compile::progress::{Progress, Step};
use crate::compile::{self, source::Source};
use crate::domain::Name;
use crate::export;
use crate::store::files;

/// Starts threads; their results arrive as messages.
pub struct Background {
    outbox: Sender<Message>,
    source: Source,
    mapping: Option<PathBuf>,
    /// Exports go to a folder below this one, named after the session.
    export_root: PathBuf,
    /// Only the newest analysis counts; older ones see that they are outdated and stop.
    newest: Arc<AtomicU64>,
}

/// An analysis goes on as long as no newer one was asked for.
struct WhileNewest {
    mine: u64,
    newest: Arc<AtomicU64>,
}

impl Progress for WhileNewest {
    fn step(&self, _: Step) {}

    fn is_cancelled(&self) -> bool {
        self.newest.load(Ordering::Relaxed) != self.mine
    }
}

impl Background {
    pub fn new(outbox: Sender<Message>, source: Source, mapping: Option<PathBuf>, export_root: PathBuf) -> Self {
        Self { outbox, source, mapping, export_root, newest: Arc::default() }
    }

    /// Computes the findings for the reasons as they stand now.
    pub fn analyse(&self, model: &Model) {
        let facts: SharedFacts = Arc::clone(&model.facts);
        let session = model.session().clone();
        let mine = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        let progress = WhileNewest { mine, newest: Arc::clone(&self.newest) };
        let outbox = self.outbox.clone();
        std::thread::spawn(move || {
            if let Ok(findings) = analysis::analyse(&facts, &Room::of(&session), &progress) {
                drop(outbox.send(Message::Analysed(Arc::new(findings))));
            }
        });
    }

    /// Writes the report for reading on the screen.
    pub fn preview(&self, model: &Model, of: Edition) {
        let history = model.history.clone();
        let (facts, findings) = (Arc::clone(&model.facts), Arc::clone(&model.findings));
        let outbox = self.outbox.clone();
        std::thread::spawn(move || {
            let bytes = export::report_md::report(&facts, &findings, Some(&history));
            let text = String::from_utf8_lossy(&bytes).into_owned();
            drop(outbox.send(Message::Previewed(Preview { of, text })));
        });
    }

    /// Writes all files of the session as it stands.
    pub fn export(&self, model: &Model) {
        let history = model.history.clone();
        let (facts, findings) = (Arc::clone(&model.facts), Arc::clone(&model.findings));
        let folder = self.export_root.join(&model.session().id.0);
        let outbox = self.outbox.clone();
        std::thread::spawn(move || {
            let files = export::files(&history, Some((&facts, &findings)));
            drop(outbox.send(Message::Exported(write_all(&folder, files))));
        });
    }

    pub fn read_account(&self, account: Name) {
        let (source, mapping, outbox) = (self.source.clone(), self.mapping.clone(), self.outbox.clone());
        std::thread::spawn(move || {
            let history = compile::history(&source, mapping.as_deref(), &account).map_err(|error| error.to_string());
            drop(outbox.send(Message::AccountRead(account, history)));
        });
    }
}

/// Writes files into a folder, each whole or not at all.
///
/// # Errors
/// The first file that could not be written, and what to do.
pub fn write_all(folder: &std::path::Path, files: Vec<(String, Vec<u8>)>) -> Result<Exported, String> {
    let mut names = Vec::new();
    for (name, bytes) in files {
        files::write_atomic(&folder.join(&name), &bytes).map_err(|error| error.to_string())?;
        names.push(name);
    }
    Ok(Exported { folder: folder.display().to_string(), files: names })
}
