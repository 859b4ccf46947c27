//! Taking the terminal and giving it back, whatever happens.
#![expect(clippy::disallowed_methods, reason = "the screen is drawn on standard output")]

use std::io::{self, BufWriter, IsTerminal, Stdout, Write, stdout};
use std::sync::Once;

use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use ratatui::crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size};
use ratatui::crossterm::{cursor, execute};
use ratatui::{Frame, Terminal};

use crate::error::{Error, Result};
use crate::printed;

/// The terminal while the app has it; given back when this is dropped.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
}

impl Screen {
    /// Takes the terminal: raw keys, its second screen, mouse and marked pastes.
    ///
    /// # Errors
    /// There is no terminal to take.
    pub fn enter() -> Result<Self> {
        let no_terminal =
            |error: io::Error| Error::Other(format!("no terminal to draw on ({error}); use --format md for the report without a screen"));
        if !io::stdin().is_terminal() {
            return Err(no_terminal(io::Error::other("input is not a terminal")));
        }
        give_back_on_panic();
        enable_raw_mode().map_err(no_terminal)?;
        let entered = execute!(stdout(), EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste, cursor::Hide);
        if let Err(error) = entered {
            leave();
            return Err(no_terminal(error));
        }
        let terminal = Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(64 * 1024, stdout())));
        terminal.map(|terminal| Self { terminal }).map_err(|error| {
            leave();
            no_terminal(error)
        })
    }

    pub fn size(&self) -> (u16, u16) {
        size().unwrap_or((80, 24))
    }

    /// Draws a frame. A terminal that cannot be written to any more is noticed by the input side.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame)) {
        drop(self.terminal.draw(paint));
    }

    pub fn bell(&mut self) {
        let mut out = stdout();
        drop(out.write_all(b"\x07").and_then(|()| out.flush()));
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

/// Gives the terminal back. Errors have nobody to go to any more.
fn leave() {
    drop(execute!(stdout(), DisableBracketedPaste, DisableMouseCapture, LeaveAlternateScreen, cursor::Show));
    drop(disable_raw_mode());
}

/// A panic must not leave a terminal that reports mouse moves as text.
fn give_back_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let default = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            leave();
            default(info);
            printed::tell("run-retro stopped because of a mistake of its own. Your session is saved up to the last step shown as saved.");
        }));
    });
}
