//! Waiting for the disk at the end: in words once it takes long, and no longer than somebody likes.

use std::time::{Duration, Instant};

use super::{each, ending, hear_one, now, take_in};
use crate::app::keymap::{Key, is_quit};
use crate::app::leaving::{Leaving, WaitsFor};
use crate::app::message::Message;
use crate::app::model::Model;
use crate::domain::text;
use crate::runtime::Parts;
use crate::runtime::terminal::Screen;

/// What takes longer than this is told.
const SILENT: Duration = Duration::from_millis(500);
/// Whoever asks from outside kills what does not end. Then all of it is rescued.
const OUTSIDE: Duration = Duration::from_secs(8);
/// What nobody waits for any longer may have this long: it may be on another disk than what hangs.
const LAST_CHANCE: Duration = Duration::from_secs(1);
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// One end, with everything that it waits for.
pub(crate) struct Patience {
    began: Instant,
    /// Somebody does not wait any longer.
    is_over: bool,
}

impl Patience {
    pub(crate) fn begin() -> Self {
        Self { began: Instant::now(), is_over: false }
    }

    /// Waits until something is so, and tells whether it is. What was asked to be saved is not waited for without a word.
    pub(crate) fn wait(
        &mut self,
        waits_for: WaitsFor,
        is_so: impl Fn(&Model, &Parts) -> bool,
        limit: Option<Duration>,
        model: &mut Model,
        parts: &mut Parts,
        screen: &mut Screen,
    ) -> bool {
        let began = Instant::now();
        let mut is_done = is_so(model, parts);
        while !is_done && !self.has_ended(began, limit) {
            self.tell(waits_for, model, parts, screen);
            if let Ok(message) = parts.wire.inbox.recv_timeout(LOOK_EVERY) {
                self.take(message, waits_for, model, parts, screen);
            }
            is_done = is_so(model, parts);
        }
        is_done
    }

    fn has_ended(&mut self, began: Instant, limit: Option<Duration>) -> bool {
        self.is_over |= ending::is_asked() && self.began.elapsed() >= OUTSIDE;
        let limit = if self.is_over { Some(limit.map_or(LAST_CHANCE, |limit| limit.min(LAST_CHANCE))) } else { limit };
        limit.is_some_and(|limit| began.elapsed() >= limit)
    }

    fn tell(&self, waits_for: WaitsFor, model: &mut Model, parts: &Parts, screen: &mut Screen) {
        if self.began.elapsed() < SILENT {
            return;
        }
        model.leaving = Some(Leaving { waits_for, folder: text::path(parts.writer.folder()) });
        // A mistake in drawing costs no step.
        drop(each(|| screen.draw(|frame| parts.painter.paint(frame, model, now()))));
    }

    fn take(&mut self, message: Message, waits_for: WaitsFor, model: &mut Model, parts: &mut Parts, screen: &mut Screen) {
        match message {
            Message::Key(event) => self.is_over |= model.leaving.is_some() && is_quit(Key::of(event)),
            Message::Mouse(_) | Message::Paste(_) | Message::Terminate => {}
            Message::Resize(width, height) => model.size = (width, height),
            // Only as long as steps can still be written.
            message if waits_for == WaitsFor::Held => take_in(model, parts, screen, message),
            message => hear_one(model, parts, message),
        }
    }
}
