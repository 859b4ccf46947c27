//! The loop of the screen that stands before a session: what the columns of a data folder mean.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::time::Duration;

use super::drafts::{self, DraftKeeper};
use super::mistakes::beside;
use super::terminal::Screen;
use super::{Wire, now};
use crate::app::mapping::update::update;
use crate::app::mapping::{Effect, Ending, MappingScreen, half_typed};
use crate::app::marks::Tone;
use crate::app::message::{Message, Written};
use crate::app::model::Status;
use crate::compile::{self, Mapping, Source};
use crate::domain::digest::Fnv;
use crate::domain::progress::{Progress, Step};
use crate::domain::scope::ScopeRequest;
use crate::error::Result;
use crate::regular;
use crate::store::files;
use crate::store::home::Home;
use crate::view::Painter;

/// So often leaving looks whether what is half typed is kept: for two seconds.
const LAST_LOOKS: u32 = 200;
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// Where the data is, and where the mapping goes.
pub struct Desk {
    pub source: Source,
    /// The retro that it is looked at for.
    pub request: ScopeRequest,
    pub target: PathBuf,
    /// Written here before: the same file is written again unasked as long as nobody else changed it.
    written: Option<String>,
    /// The number of the newest look at the data; those before it are given up.
    newest: Arc<AtomicU64>,
    /// Where what is half typed is kept; nowhere unless that was said.
    typed: Option<PathBuf>,
}

impl Desk {
    pub fn new(source: Source, request: ScopeRequest, target: PathBuf) -> Self {
        Self { source, request, target, written: None, newest: Arc::default(), typed: None }
    }

    /// What is half typed for this mapping is kept below a home.
    #[must_use]
    pub(crate) fn below(self, home: &Home) -> Self {
        let target = std::path::absolute(&self.target).unwrap_or_else(|_| self.target.clone());
        let typed = home.data.join("typed").join(Fnv::of(target.as_os_str().as_encoded_bytes()));
        Self { typed: Some(typed), ..self }
    }
}

/// Tells a look at the data that a newer one was asked for.
struct Outdated {
    number: u64,
    newest: Arc<AtomicU64>,
}

impl Progress for Outdated {
    fn step(&self, _: Step) {}

    fn is_cancelled(&self) -> bool {
        self.newest.load(Ordering::Relaxed) != self.number
    }
}

/// Shows the screen until it is left.
///
/// # Errors
/// No usable terminal.
pub(crate) fn run(mut model: MappingScreen, mut desk: Desk, painter: &Painter, wire: &mut Wire) -> Result<Ending> {
    let mut screen = Screen::enter(&wire.outbox)?;
    wire.listen();
    let mut drafts = DraftKeeper::start(desk.typed.clone(), wire.outbox.clone());
    take_up(&mut model, &desk);
    let ending = live(&mut model, &mut desk, painter, wire, &mut screen, &drafts);
    drafts.close();
    for _ in 0..LAST_LOOKS {
        if drafts.is_done() {
            break;
        }
        std::thread::sleep(LOOK_EVERY);
    }
    if let Some(typed) = &desk.typed {
        // It goes where nothing is left to keep.
        let _ = std::fs::remove_dir(typed);
    }
    Ok(ending)
}

/// Puts back what was half typed when the screen was left last, and says so.
fn take_up(model: &mut MappingScreen, desk: &Desk) {
    let Some(typed) = &desk.typed else { return };
    let (drafts, unreadable) = drafts::read(typed);
    if let Some(told) = half_typed::restore(model, drafts).or(unreadable) {
        model.status = Some(Status { text: told, tone: Tone::Neutral });
    }
}

fn live(model: &mut MappingScreen, desk: &mut Desk, painter: &Painter, wire: &Wire, screen: &mut Screen, drafts: &DraftKeeper) -> Ending {
    let (width, height) = screen.size();
    update(model, Message::Resize(width, height));
    loop {
        if let Some(ending) = model.ending {
            return ending;
        }
        screen.draw(|frame| {
            let area = frame.area();
            painter.draw_mapping(frame.buffer_mut(), area, model, now());
        });
        let mut next = Some(wire.inbox.recv().unwrap_or(Message::Terminate));
        while let Some(message) = next {
            screen.heed(&message);
            for effect in update(model, message) {
                perform(desk, &wire.outbox, drafts, effect);
            }
            // What follows the key that left the screen is meant for what comes after it.
            next = if model.ending.is_none() { wire.inbox.try_recv().ok() } else { None };
        }
    }
}

fn perform(desk: &mut Desk, outbox: &Sender<Message>, drafts: &DraftKeeper, effect: Effect) {
    match effect {
        Effect::KeepDrafts(newest) => {
            // Where it cannot be made, keeping says so.
            let _ = desk.typed.as_deref().map(regular::make_private);
            drafts.keep(*newest);
        }
        Effect::Check(number, mapping) => check(desk, outbox, number, *mapping),
        Effect::Save { text, keeping } => drop(outbox.send(Message::MappingWritten(desk.write(&text, keeping)))),
    }
}

/// Words are counted and dates compared in whole files, so it is done beside the screen.
fn check(desk: &Desk, outbox: &Sender<Message>, number: u64, mapping: Mapping) {
    let (source, request) = (desk.source.clone(), desk.request.clone());
    let progress = Outdated { number, newest: Arc::clone(&desk.newest) };
    desk.newest.store(number, Ordering::Relaxed);
    let look = move || compile::check_with(&source, &request, mapping, &progress).map(Box::new).map_err(|error| error.to_string());
    beside(outbox, look, move |result| Message::Checked(number, result));
}

impl Desk {
    /// Writes the mapping. One that is there and was not written here stays, unless `keeping` has it kept under another name.
    pub fn write(&mut self, text: &str, keeping: bool) -> Written {
        match self.try_write(text, keeping) {
            Ok(written) => written,
            Err(error) => Written::Failed(format!("{error}; --mapping FILE names another place")),
        }
    }

    fn try_write(&mut self, text: &str, keeping: bool) -> Result<Written> {
        let there = files::read_if_there(&self.target)?;
        let is_ours = |there: &[u8]| self.written.as_deref().is_some_and(|ours| ours.as_bytes() == there);
        let mut kept = None;
        if let Some(there) = there.filter(|there| !is_ours(there) && there != text.as_bytes()) {
            let old = files::free_name(&self.target);
            let name = name_of(&old);
            if !keeping {
                return Ok(Written::IsThere { old: name });
            }
            files::write_atomic(&old, &there)?;
            kept = Some(name);
        }
        files::write_atomic(&self.target, text.as_bytes())?;
        self.written = Some(text.to_owned());
        Ok(Written::Done { kept })
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scope::{Depth, HISTORY_MONTHS};
    use crate::domain::window::{FiscalYear, WindowSpec};

    fn request() -> ScopeRequest {
        let fiscal = FiscalYear::default();
        ScopeRequest {
            segment: None,
            window: WindowSpec::parse("2026-Q3", fiscal).unwrap(),
            include_churn: true,
            dimensions: vec![],
            depth: Depth::Workshop,
            as_of: "2026-11-23".parse().unwrap(),
            fiscal,
            history_months: HISTORY_MONTHS,
            targets: crate::domain::target::Targets::default(),
        }
    }

    #[test]
    fn a_mapping_that_somebody_wrote_is_kept_and_only_replaced_when_asked() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("mapping.toml");
        let read = |name: &str| files::read_if_there(&dir.path().join(name)).unwrap().map(|b| String::from_utf8(b).unwrap());
        let mut desk = Desk::new(Source::Sample, request(), target.clone());
        assert_eq!(desk.write("one", false), Written::Done { kept: None });
        assert_eq!(desk.write("two", false), Written::Done { kept: None }, "its own file may be renewed");
        files::write_atomic(&target, b"by hand").unwrap();
        assert_eq!(desk.write("three", false), Written::IsThere { old: "mapping.toml.old-1".into() });
        assert_eq!(read("mapping.toml").as_deref(), Some("by hand"));
        assert_eq!(desk.write("three", true), Written::Done { kept: Some("mapping.toml.old-1".into()) });
        assert_eq!((read("mapping.toml").as_deref(), read("mapping.toml.old-1").as_deref()), (Some("three"), Some("by hand")));
        files::write_atomic(&target, b"by hand again").unwrap();
        assert_eq!(desk.write("four", true), Written::Done { kept: Some("mapping.toml.old-2".into()) });
        assert_eq!(read("mapping.toml.old-1").as_deref(), Some("by hand"));
    }
}
