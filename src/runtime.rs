//! The only room that touches the terminal, the clock and threads: it turns what happens into messages and
//! performs the effects that come back.

pub mod background;
pub mod grounds;
pub mod mapping;
pub mod plan_file;
pub mod signals;
pub mod terminal;
pub mod waiting;
pub mod writer;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::crossterm::event::Event as TerminalEvent;

use self::background::Background;
use self::plan_file::PlanFile;
use self::terminal::Screen;
use self::writer::Writer;
use crate::app::effect::Effect;
use crate::app::message::Message;
use crate::app::model::Model;
use crate::app::update::update;
use crate::error::Result;
use crate::view::Painter;

/// How long leaving waits for the data to be kept with the session: less than a polite kill does.
const LAST_WAIT: TimeDelta = TimeDelta::seconds(2);

/// What the loop needs besides the model.
pub struct Parts {
    pub writer: Writer,
    pub background: Background,
    pub plan: PlanFile,
    pub painter: Painter,
    pub wire: Wire,
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
    pub fn listen(&mut self) {
        if !self.is_listening {
            self.is_listening = true;
            listen(self.outbox.clone());
            signals::listen(self.outbox.clone());
        }
    }
}

/// Runs the app on the terminal until it is left.
///
/// # Errors
/// No usable terminal. What could not be saved is told after the screen is given back.
pub fn run(mut model: Model, mut parts: Parts) -> Result<Model> {
    let mut screen = Screen::enter()?;
    parts.wire.listen();
    let size = screen.size();
    update(&mut model, Message::Resize(size.0, size.1), now());
    parts.background.analyse(&model);
    let mut is_first = true;
    while !model.quitting {
        screen.draw(|frame| parts.painter.paint(frame, &mut model, now()));
        // Looking at all of the data may take long: nobody waits for it to see the screen.
        if std::mem::take(&mut is_first) {
            parts.background.look_at_data(&model);
        }
        let Some(message) = wait(&model, &parts) else {
            parts.plan.write_if_due(&model, &parts.writer, now());
            continue;
        };
        turn(&mut model, &mut parts, &mut screen, message);
        // Everything that is already here is taken in before the next frame: a burst of keys draws once.
        while let Ok(message) = parts.wire.inbox.try_recv() {
            turn(&mut model, &mut parts, &mut screen, message);
        }
        parts.plan.write_if_due(&model, &parts.writer, now());
    }
    let ending = now();
    while !is_held(&model) && now() - ending < LAST_WAIT {
        let Ok(message) = parts.wire.inbox.recv_timeout(Duration::from_millis(50)) else { continue };
        turn(&mut model, &mut parts, &mut screen, message);
    }
    drop(screen);
    parts.plan.write_now(&model, &parts.writer);
    parts.writer.finish();
    while let Ok(message) = parts.wire.inbox.try_recv() {
        update(&mut model, message, now());
    }
    Ok(model)
}

/// Whether the session has what it was held on, or never will.
fn is_held(model: &Model) -> bool {
    model.session().held.is_some() || model.settings.read_only || model.not_held
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
    let plan = parts.plan.due_in(now);
    let Some(limit) = tick.into_iter().chain(plan).min() else { return parts.wire.inbox.recv().ok().or(Some(Message::Terminate)) };
    match parts.wire.inbox.recv_timeout(Duration::from_millis(limit)) {
        Ok(message) => Some(message),
        Err(RecvTimeoutError::Disconnected) => Some(Message::Terminate),
        Err(RecvTimeoutError::Timeout) => (tick == Some(limit)).then_some(Message::Tick),
    }
}

fn turn(model: &mut Model, parts: &mut Parts, screen: &mut Screen, message: Message) {
    for effect in update(model, message, now()) {
        perform(model, parts, screen, effect);
    }
}

fn perform(model: &Model, parts: &mut Parts, screen: &mut Screen, effect: Effect) {
    match effect {
        Effect::Append(record) => {
            parts.writer.append(*record);
            parts.plan.touch(now());
        }
        Effect::RetryAppend => parts.writer.retry(),
        Effect::SaveIn(folder) => parts.writer.move_to(folder),
        Effect::Analyse => parts.background.analyse(model),
        Effect::TakeNews => parts.background.take_news(model),
        Effect::ReadHeld(name) => parts.background.read_held(name),
        Effect::Preview(edition) => parts.background.preview(model, edition),
        Effect::Export => parts.background.export(model),
        Effect::ReadAccount(account) => parts.background.read_account(account),
        Effect::Bell => screen.bell(),
        Effect::Quit => {}
    }
}

/// Terminal events become messages on their own thread.
fn listen(outbox: Sender<Message>) {
    std::thread::spawn(move || {
        loop {
            let message = match ratatui::crossterm::event::read() {
                Ok(TerminalEvent::Key(key)) => Message::Key(key),
                Ok(TerminalEvent::Mouse(mouse)) => Message::Mouse(mouse),
                // Terminals send pasted line ends as carriage returns.
                Ok(TerminalEvent::Paste(text)) => Message::Paste(text.replace('\r', "\n")),
                Ok(TerminalEvent::Resize(width, height)) => Message::Resize(width, height),
                Ok(TerminalEvent::FocusGained | TerminalEvent::FocusLost) => continue,
                Err(_) => Message::Terminate,
            };
            let over = matches!(message, Message::Terminate);
            if outbox.send(message).is_err() || over {
                return;
            }
        }
    });
}

/// What is kept of a finished run, to be told on the terminal afterwards.
pub fn farewell(model: &Model) -> Vec<String> {
    let mut lines = Vec::new();
    let moved = model.moved.as_ref();
    if !model.is_saved() && !model.settings.read_only {
        let why = moved.map(|moved| moved.told.as_str()).or(model.save_error.as_deref()).unwrap_or("the program ended first");
        lines.push(format!("NOT SAVED where the session belongs: {why}"));
    } else if let Some(moved) = moved {
        lines.push(moved.told.clone());
    }
    if let Some(folder) = &model.session().exported_to {
        lines.push(format!("Exported to {folder}"));
    }
    if !model.settings.read_only {
        let usual = format!("run-retro resume {}", model.session().id);
        lines.push(format!("Go on any time with: {}", moved.map_or(usual, |moved| moved.resume.clone())));
    }
    lines
}

/// Shared by everything that works beside the loop.
pub type SharedFacts = Arc<crate::domain::facts::Facts>;
