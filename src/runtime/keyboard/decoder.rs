//! Bytes of a terminal to keys, mouse and pastes. What is begun and not ended is not waited for without end: not an
//! escape sequence, and not a paste whose end was lost.

use std::time::Duration;

use memchr::memmem;
use ratatui::crossterm::event::{Event, KeyCode};

use super::sequence::{self, Read};

const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// A lone Esc is a key when nothing follows it at once.
const ESC_PATIENCE: Duration = Duration::from_millis(25);
/// What follows the beginning of a sequence comes right after it, on slow lines too.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(400);
/// A paste that pauses for so long may have lost its end.
const PASTE_PATIENCE: Duration = Duration::from_secs(1);

#[derive(Default)]
pub(crate) struct Decoder {
    /// Begun and not ended.
    pending: Vec<u8>,
    /// What a paste has brought so far.
    paste: Option<Paste>,
}

#[derive(Default)]
struct Paste {
    bytes: Vec<u8>,
    /// It has paused: a single key that comes now is pressed by somebody who wonders.
    is_stalled: bool,
}

impl Decoder {
    /// How long to wait for more; `None`: nothing is begun.
    pub(crate) fn patience(&self) -> Option<Duration> {
        match (&self.paste, self.pending.as_slice()) {
            (Some(paste), _) => (!paste.is_stalled).then_some(PASTE_PATIENCE),
            (None, []) => None,
            (None, b"\x1b") => Some(ESC_PATIENCE),
            (None, _) => Some(SEQUENCE_PATIENCE),
        }
    }

    /// Nothing more came while [`patience`](Self::patience) lasted.
    pub(crate) fn nothing_came(&mut self) -> Vec<Event> {
        if let Some(paste) = &mut self.paste {
            paste.is_stalled = true;
            return Vec::new();
        }
        let begun = std::mem::take(&mut self.pending);
        if begun == b"\x1b" { vec![Event::Key(KeyCode::Esc.into())] } else { Vec::new() }
    }

    pub(crate) fn take(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        if let Some(paste) = self.paste.take_if(|paste| paste.is_stalled && is_one_key(bytes)) {
            events.extend(paste.event());
        }
        let mut left = bytes;
        while !left.is_empty() {
            left = match &mut self.paste {
                Some(_) => self.take_pasted(left, &mut events),
                None => self.take_typed(left, &mut events),
            };
        }
        events
    }

    /// What is left of the bytes behind the paste's end.
    fn take_pasted<'a>(&mut self, bytes: &'a [u8], events: &mut Vec<Event>) -> &'a [u8] {
        let Some(paste) = &mut self.paste else { return bytes };
        paste.is_stalled = false;
        // The end may have begun in what came before.
        let from = paste.bytes.len().saturating_sub(PASTE_ENDS.len() - 1);
        let before = paste.bytes.len();
        paste.bytes.extend_from_slice(bytes);
        let Some(end) = memmem::find(&paste.bytes[from..], PASTE_ENDS).map(|place| from + place) else { return &[] };
        paste.bytes.truncate(end);
        events.extend(self.paste.take().and_then(Paste::event));
        &bytes[end + PASTE_ENDS.len() - before..]
    }

    /// What is left of the bytes when a paste begins, or nothing.
    fn take_typed<'a>(&mut self, bytes: &'a [u8], events: &mut Vec<Event>) -> &'a [u8] {
        for (place, byte) in bytes.iter().enumerate() {
            self.pending.push(*byte);
            if self.pending == PASTE_BEGINS {
                self.pending.clear();
                self.paste = Some(Paste::default());
                return &bytes[place + 1..];
            }
            match sequence::read(&self.pending) {
                Read::More => {}
                Read::Is(event) => {
                    self.pending.clear();
                    events.push(event);
                }
                Read::Nothing => self.pending.clear(),
                // Esc, and then something else.
                Read::EscThen => {
                    self.pending = vec![*byte];
                    events.push(Event::Key(KeyCode::Esc.into()));
                }
            }
        }
        &[]
    }
}

impl Paste {
    fn event(self) -> Option<Event> {
        (!self.bytes.is_empty()).then(|| Event::Paste(String::from_utf8_lossy(&self.bytes).into_owned()))
    }
}

/// Bytes as one press of a key sends them. What belongs to a paste comes in larger pieces.
fn is_one_key(bytes: &[u8]) -> bool {
    let mut decoder = Decoder::default();
    let mut events = decoder.take(bytes);
    events.extend(decoder.nothing_came());
    decoder.paste.is_none() && matches!(events.as_slice(), [Event::Key(_)])
}

#[cfg(test)]
#[path = "decoder_tests.rs"]
mod tests;
