//! The only room that touches the terminal, the clock and threads: it turns what happens into messages and
//! performs the effects that come back.

pub mod background;
pub(crate) mod beside;
pub mod drafts;
mod dropped;
pub(crate) mod ending;
pub(crate) mod follow;
pub mod grounds;
pub(crate) mod inbox;
pub mod jobs;
pub(crate) mod keyboard;
pub(crate) mod leaving;
pub mod mapping;
pub(crate) mod mistakes;
pub(crate) mod os_signals;
pub mod plan_file;
pub(crate) mod plans;
pub(crate) mod present;
pub(crate) mod sharing;
pub(crate) mod terminal;
pub(crate) mod tools;
pub(crate) mod waiting;
pub mod writer;

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use self::background::Background;
use self::drafts::DraftKeeper;
use self::inbox::Doorkeeper;
use self::plan_file::PlanFile;
use self::sharing::Sharing;
use self::terminal::Screen;
use self::writer::Writer;
use crate::app::effect::Effect;
use crate::app::message::Message;
use crate::app::model::Model;
use crate::app::update::update;
use crate::domain::event::Event;
use crate::error::Result;
use crate::view::Painter;
use chrono::{DateTime, Utc};

/// What the loop needs besides the model.
pub struct Parts {
    pub writer: Writer,
    pub background: Background,
    pub drafts: DraftKeeper,
    /// The last step that the writer was given.
    pub handed: u64,
    pub plan: PlanFile,
    pub painter: Painter,
    pub wire: Wire,
    /// `None` where the session is only looked at.
    pub doorkeeper: Option<Doorkeeper>,
    /// `None` where nothing is shared, or the session is only looked at.
    pub sharing: Option<Sharing>,
}

/// The way messages take to the loop: the sender goes to the writer and the background. One for all screens of a run:
/// two threads that read keys would take them from each other.
pub struct Wire {
    pub outbox: Sender<Message>,
    pub inbox: Receiver<Message>,
    is_listening: bool,
}

impl Default for Wire {
    fn default() -> Self {
        let (outbox, inbox) = channel();
        Self { outbox, inbox, is_listening: false }
    }
}

impl Wire {
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on keys and being asked to end arrive as messages.
    pub(crate) fn listen(&mut self) {
        if !self.is_listening {
            self.is_listening = true;
            keyboard::listen(self.outbox.clone());
            os_signals::listen(self.outbox.clone());
        }
    }
}

/// A run that is over.
pub struct Ended {
    pub model: Model,
    /// Still at work; it may sync once more.
    pub(crate) sharing: Option<Sharing>,
    /// The mistake of the program's own that ended it.
    pub broken: Option<String>,
}

/// Runs the app on the terminal until it is left, whichever way. What is to be kept is on the disk before the terminal is
/// given back.
///
/// # Errors
/// No usable terminal. What could not be saved is told after the screen is given back.
pub(crate) fn run(model: Model, parts: Parts) -> Result<Ended> {
    run_with(model, parts, live)
}

/// [`run`], with another loop.
///
/// # Errors
/// As [`run`].
pub fn run_with(mut model: Model, mut parts: Parts, live: impl FnOnce(&mut Model, &mut Parts, &mut Screen)) -> Result<Ended> {
    mistakes::listen();
    let mut screen = Screen::enter(&parts.wire.outbox)?;
    parts.wire.listen();
    let lived = mistakes::survived(|| live(&mut model, &mut parts, &mut screen));
    let saved = leaving::save(&mut model, &mut parts, &mut screen);
    drop(screen);
    Ok(Ended { model, sharing: parts.sharing.take(), broken: lived.err().or(saved) })
}

fn live(model: &mut Model, parts: &mut Parts, screen: &mut Screen) {
    let size = screen.size();
    update(model, Message::Resize(size.0, size.1), now());
    parts.background.analyse(&model.world);
    let mut is_first = true;
    while !model.quitting {
        screen.draw(|frame| parts.painter.paint(frame, model, now()));
        // Looking at all of the data may take long: nobody waits for it to see the screen.
        if std::mem::take(&mut is_first) {
            parts.background.look_at_data(model);
        }
        let Some(message) = wait(model, parts) else {
            parts.plan.write_if_due(&model.world, now());
            continue;
        };
        turn(model, parts, screen, message);
        // Everything that is already here is taken in before the next frame: a burst of keys draws once.
        while !model.quitting
            && let Ok(message) = parts.wire.inbox.try_recv()
        {
            turn(model, parts, screen, message);
        }
        parts.plan.write_if_due(&model.world, now());
    }
}

/// The time. Everything else gets it handed in.
#[expect(clippy::disallowed_methods, reason = "the one place where the running app reads the clock")]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// The next message; `None` when only the plan file is due. Sleeps while nothing happens.
fn wait(model: &Model, parts: &Parts) -> Option<Message> {
    let now = now();
    let tick = model.next_tick(now);
    let plan = parts.plan.due_in(&model.world, now);
    let Some(limit) = tick.into_iter().chain(plan).min() else { return parts.wire.inbox.recv().ok().or(Some(Message::Terminate)) };
    match parts.wire.inbox.recv_timeout(Duration::from_millis(limit)) {
        Ok(message) => Some(message),
        Err(RecvTimeoutError::Disconnected) => Some(Message::Terminate),
        Err(RecvTimeoutError::Timeout) => (tick == Some(limit)).then_some(Message::Tick),
    }
}

fn turn(model: &mut Model, parts: &mut Parts, screen: &mut Screen, message: Message) {
    if matches!(message, Message::Suspend) {
        leaving::pause(model, parts, screen);
    }
    screen.heed(&message);
    take_in(model, parts, screen, message);
}

fn take_in(model: &mut Model, parts: &mut Parts, screen: &mut Screen, message: Message) {
    if let Message::Moved(moved) = &message {
        follow(model, parts, &moved.folder);
    }
    if let (Message::Saved(_), Some(sharing)) = (&message, &parts.sharing) {
        sharing.saved();
    }
    for effect in update(model, message, now()) {
        perform(model, parts, screen, effect);
    }
}

/// The session was written anew, perhaps into another folder: what stands beside it goes along.
fn follow(model: &Model, parts: &mut Parts, folder: &Path) {
    parts.writer.follow(folder);
    parts.background.follow(&model.world, folder);
    parts.drafts.follow(folder, model.drafts_kept.clone());
    parts.plan.follow(folder, now());
    parts.doorkeeper = Some(Doorkeeper::start(folder.to_owned(), parts.wire.outbox.clone()));
}

fn perform(model: &Model, parts: &mut Parts, screen: &mut Screen, effect: Effect) {
    match effect {
        Effect::Append(record) => {
            leaving::hand_over(&model.world, parts);
            // That a clock goes on running is nothing that a plan tells.
            if !matches!(record.event, Event::TimerMarked { .. }) {
                parts.plan.touch(now());
            }
        }
        Effect::Answer(id, answer) => parts.writer.answer(id, answer),
        Effect::RetryAppend => parts.writer.retry(),
        Effect::SaveIn(folder) => parts.writer.move_to(folder),
        Effect::Analyse => parts.background.analyse(&model.world),
        Effect::TakeNews
        | Effect::ReadHeld(_)
        | Effect::Preview(_)
        | Effect::Export
        | Effect::ReadAccount(_)
        | Effect::ReadKnowledge(_)
        | Effect::ReadPlans
        | Effect::Summarise
        | Effect::AskTool(_)
        | Effect::ReadOwn
        | Effect::ReadChat(_) => {
            parts.background.start(&effect, &model.world);
        }
        Effect::CallOffTool(run) => parts.background.call_off_tool(run),
        Effect::Copy(words) => terminal::copy(&words),
        Effect::KeepDrafts(drafts) => parts.drafts.keep(*drafts),
        Effect::Bell => screen.bell(),
        Effect::TakeMouse(is_taken) => terminal::take_mouse(is_taken),
        Effect::Quit => {}
    }
}

/// What is kept of a finished run, to be told on the terminal afterwards.
pub(crate) fn farewell(model: &Model) -> Vec<String> {
    let mut lines = Vec::new();
    let moved = model.world.moved.as_ref();
    if !model.world.is_saved() && !model.settings.read_only {
        let why = moved.map(|moved| moved.told.as_str()).or(model.world.save_error.as_deref()).unwrap_or("the program ended first");
        lines.push(format!("NOT SAVED where the session belongs: {why}"));
    } else if let Some(moved) = moved {
        lines.push(moved.told.clone());
    }
    if let Some(why) = &model.world.drafts_error {
        lines.push(format!("What is half typed is not kept: {why}"));
    }
    if let Some(why) = &model.world.plan_error {
        lines.push(format!("The plan file is not up to date: {why}"));
    }
    if let Some(folder) = &model.world.session().exported_to {
        lines.push(format!("Exported to {folder}"));
    }
    if !model.settings.read_only {
        let usual = format!("run-retro resume {}", model.world.session().id);
        lines.push(format!("Go on any time with: {}", moved.map_or(usual, |moved| moved.resume.clone())));
    }
    lines
}

/// Shared by everything that works beside the loop.
pub(crate) type SharedFacts = Arc<crate::domain::facts::Facts>;
