//! How a terminal stands, who reads it, and a program whose window is gone.

use std::io;
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, ChildKiller, ExitStatus, MasterPty};

use super::PATIENCE;

/// What a program asks of a terminal and must give back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modes {
    is_alternate: bool,
    is_cursor_hidden: bool,
    marks_pastes: bool,
    mouse: String,
    /// The line discipline, as the system tells of it.
    line: String,
}

impl Modes {
    pub fn of(master: &dyn MasterPty, screen: &vt100::Screen) -> Self {
        Self {
            is_alternate: screen.alternate_screen(),
            is_cursor_hidden: screen.hide_cursor(),
            marks_pastes: screen.bracketed_paste(),
            mouse: format!("{:?}", screen.mouse_protocol_mode()),
            line: line(master),
        }
    }

    /// Keys come as they are pressed, and on a screen of its own.
    pub fn is_taken(&self) -> bool {
        self.is_alternate && self.is_cursor_hidden && self.marks_pastes && self.mouse != "None"
    }
}

#[cfg(unix)]
fn line(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

#[cfg(not(unix))]
fn line(_: &dyn MasterPty) -> String {
    String::new()
}

/// Whether what the program writes is read.
#[derive(Default)]
pub struct Reader {
    state: Mutex<Reading>,
    changed: Condvar,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Reading {
    #[default]
    Reads,
    Rests,
    Closes,
    Closed,
}

impl Reader {
    pub fn set(&self, is_read: bool) {
        self.become_one(if is_read { Reading::Reads } else { Reading::Rests });
    }

    pub fn close(&self) {
        self.become_one(Reading::Closes);
    }

    pub fn is_done(&self) {
        self.become_one(Reading::Closed);
    }

    fn become_one(&self, state: Reading) {
        *self.state.lock().unwrap() = state;
        self.changed.notify_all();
    }

    /// `false`: the terminal is to be closed.
    pub fn goes_on(&self) -> bool {
        let state = self.state.lock().unwrap();
        let state = self.changed.wait_while(state, |state| *state == Reading::Rests).unwrap();
        *state == Reading::Reads
    }

    pub fn wait_done(&self) {
        let state = self.state.lock().unwrap();
        let waited = self.changed.wait_timeout_while(state, PATIENCE, |state| *state != Reading::Closed).unwrap().1;
        assert!(!waited.timed_out(), "the terminal could not be closed");
    }
}

/// A program without a terminal.
pub struct Windowless(pub Box<dyn Child + Send + Sync>);

impl Windowless {
    pub fn wait_end(mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.0.try_wait().expect("the program's state") {
                return status;
            }
            assert!(Instant::now() < end, "the program did not end when its window was closed");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Windowless {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Stands where a program was taken away.
#[derive(Debug)]
pub struct Nobody;

impl ChildKiller for Nobody {
    fn kill(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn clone_killer(&self) -> Box<dyn ChildKiller + Send + Sync> {
        Box::new(Self)
    }
}

impl Child for Nobody {
    fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        self.wait().map(Some)
    }

    fn wait(&mut self) -> io::Result<ExitStatus> {
        Ok(ExitStatus::with_exit_code(0))
    }

    fn process_id(&self) -> Option<u32> {
        None
    }
}
