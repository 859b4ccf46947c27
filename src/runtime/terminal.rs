//! Taking the terminal and giving it back, whatever happens.

pub(crate) mod outlet;

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use ratatui::crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size};
use ratatui::crossterm::{cursor, queue};
use ratatui::{Frame, Terminal};

use self::outlet::outlet;
use super::{ending, os_signals};
use crate::app::message::Message;
use crate::error::{Error, Result};
use crate::export::base64;
use crate::printed;

/// How long giving it back waits for a terminal that does not read.
const LEAVING: Duration = Duration::from_millis(400);
/// How long the last words may take.
const LAST_WORDS: Duration = Duration::from_millis(600);
/// Ends a sequence that was cut off in its middle.
const CANCEL: &[u8] = b"\x18";

/// It was left to the terminal, and stays so when the program comes back.
static MOUSE_IS_FREE: AtomicBool = AtomicBool::new(false);
static IS_TAKEN: AtomicBool = AtomicBool::new(false);
/// It did not read when it was given back.
static IS_STUCK: AtomicBool = AtomicBool::new(false);

/// The terminal while the app has it; given back when this is dropped.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Bytes>>,
    drawn: Bytes,
    outbox: Sender<Message>,
}

/// What was drawn and not sent yet.
#[derive(Clone, Default)]
struct Bytes(Arc<Mutex<Vec<u8>>>);

impl Bytes {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Asks the terminal to put a text on its clipboard (OSC 52), behind the frame that is under way.
pub(crate) fn copy(text: &[u8]) {
    if is_taken() {
        outlet().send(format!("\x1b]52;c;{}\x07", base64(text)).as_bytes());
    }
}

/// Has clicks and the wheel come here, or leaves them to the terminal.
pub(crate) fn take_mouse(takes: bool) {
    MOUSE_IS_FREE.store(!takes, Ordering::SeqCst);
    let mut bytes = Vec::new();
    let queued = if takes { queue!(bytes, EnableMouseCapture) } else { queue!(bytes, DisableMouseCapture) };
    if queued.is_ok() && is_taken() {
        outlet().send(&bytes);
    }
}

impl Screen {
    /// Takes the terminal: raw keys, its second screen, mouse and marked pastes.
    ///
    /// # Errors
    /// There is no terminal to take.
    pub(crate) fn enter(outbox: &Sender<Message>) -> Result<Self> {
        let no_terminal =
            |error: io::Error| Error::Other(format!("no terminal to draw on ({error}); use --format md for the report without a screen"));
        if !io::stdin().is_terminal() {
            return Err(no_terminal(io::Error::other("input is not a terminal")));
        }
        let drawn = Bytes::default();
        let terminal = Terminal::new(CrosstermBackend::new(drawn.clone())).map_err(no_terminal)?;
        outlet().belongs_to(outbox.clone());
        take().map_err(no_terminal)?;
        Ok(Self { terminal, drawn, outbox: outbox.clone() })
    }

    #[expect(clippy::unused_self, reason = "who has the screen may ask for its size")]
    pub(crate) fn size(&self) -> (u16, u16) {
        size().unwrap_or((80, 24))
    }

    /// Draws a frame. While the terminal has not taken the last one it does nothing, and [`Message::Drawable`] comes later.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame)) {
        // Given back in between, it is the shell's.
        if !is_taken() || !outlet().is_free(&self.outbox) {
            return;
        }
        if self.terminal.draw(paint).is_err() {
            return ending::ask(&self.outbox);
        }
        outlet().send(&self.drawn.take());
    }

    pub(crate) fn bell(&mut self) {
        if outlet().is_free(&self.outbox) {
            outlet().send(b"\x07");
        }
    }

    /// What the system wants of the terminal: to stop and give it back, to go on and take it again.
    /// Call it when nothing waits to be written.
    pub(crate) fn heed(&mut self, message: &Message) {
        match message {
            Message::Suspend if os_signals::can_stop() => {
                give_back();
                os_signals::stop();
                self.take_again();
            }
            Message::Resumed => self.take_again(),
            _ => {}
        }
    }

    /// Somebody else had the terminal in between: its modes and what stands on it are unknown.
    fn take_again(&mut self) {
        drop(disable_raw_mode());
        // A new one knows nothing of what stood there, and draws all of it. To clear it, ratatui would ask where the cursor is.
        match Terminal::new(CrosstermBackend::new(self.drawn.clone())).and_then(|terminal| take().map(|()| terminal)) {
            Ok(terminal) => self.terminal = terminal,
            Err(_) => ending::ask(&self.outbox),
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    IS_TAKEN.store(true, Ordering::SeqCst);
    let mut bytes = Vec::new();
    queue!(bytes, EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste, cursor::Hide)?;
    if !MOUSE_IS_FREE.load(Ordering::SeqCst) {
        queue!(bytes, EnableMouseCapture)?;
    }
    outlet().send(&bytes);
    Ok(())
}

/// Gives the terminal back, if it is taken. Errors have nobody to go to any more, and one that does not read is not
/// waited for.
pub(crate) fn give_back() {
    if !IS_TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut bytes = Vec::new();
    drop(queue!(bytes, DisableBracketedPaste, DisableMouseCapture, LeaveAlternateScreen, cursor::Show));
    outlet().send(&bytes);
    if !outlet().settle(LEAVING) {
        IS_STUCK.store(true, Ordering::SeqCst);
        bytes.splice(..0, CANCEL.iter().copied());
        outlet().replace(&bytes);
        outlet().settle(LEAVING);
    }
    drop(disable_raw_mode());
}

/// Whether the app has the terminal: what is printed now would stand in the middle of its screen.
pub(crate) fn is_taken() -> bool {
    IS_TAKEN.load(Ordering::SeqCst)
}

/// Prints lines for whoever is still there. Nothing goes wrong when nobody is, and nobody who does not read is waited for.
pub(crate) fn tell(lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let text = lines.join("\n");
    let (done, told) = channel();
    let speaking = std::thread::Builder::new().spawn(move || {
        printed::tell(&text);
        let _ = done.send(());
    });
    if speaking.is_ok() {
        // A pipe that is slow gets its lines; a terminal that does not read, or whoever asked for the end, waits for none.
        let is_bounded = ending::is_asked() || IS_STUCK.load(Ordering::SeqCst);
        let _ = if is_bounded { told.recv_timeout(LAST_WORDS).is_ok() } else { told.recv().is_ok() };
    }
}
