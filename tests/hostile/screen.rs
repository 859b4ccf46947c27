//! The screen as a terminal receives it, byte for byte.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::place::Place;

/// How long anything may take on a busy machine before the test gives up. It decides nothing else.
const PATIENCE: Duration = Duration::from_secs(90);

pub struct Screen {
    sent: Arc<Mutex<Vec<u8>>>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
}

impl Screen {
    pub fn start(place: &Place, args: &[&str]) -> Self {
        let size = PtySize { cols: 120, rows: 36, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_run-retro"));
        command.args(args);
        command.cwd(place.work());
        command.env("RUN_RETRO_HOME", place.home());
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let (mut reader, sent) = (pair.master.try_clone_reader().unwrap(), Arc::new(Mutex::new(Vec::new())));
        let shared = Arc::clone(&sent);
        std::thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                shared.lock().unwrap().extend_from_slice(&bytes[..count]);
            }
        });
        Self { sent, writer: pair.master.take_writer().unwrap(), child, _master: pair.master }
    }

    fn text(&self) -> String {
        let mut parser = vt100::Parser::new(36.try_into().unwrap(), 120.try_into().unwrap(), 0);
        parser.process(&self.sent.lock().unwrap());
        parser.screen().contents()
    }

    pub fn wait_for(&self, wanted: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.text().contains(wanted) {
            assert!(Instant::now() < end, "never saw {wanted} on\n{}", self.text());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Types, and waits until the screen is calm.
    pub fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        let mut before = usize::MAX;
        while before != self.sent.lock().unwrap().len() {
            before = self.sent.lock().unwrap().len();
            std::thread::sleep(Duration::from_millis(150));
        }
    }

    /// Ends the program; nothing that it sent is what a text asked for. Gives what stands on the terminal then.
    pub fn end(&mut self) -> String {
        let end = Instant::now() + PATIENCE;
        while self.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < end, "the program did not end; on the screen:\n{}", self.text());
            let _ = self.writer.write_all(b"q");
            std::thread::sleep(Duration::from_millis(100));
        }
        std::thread::sleep(Duration::from_millis(100));
        let sent = self.sent.lock().unwrap().clone();
        for forbidden in ["\x1b]", "\x1bP", "\x1b[6n", "\u{9b}", "\u{9d}", "\u{202e}", "\u{2066}", "\u{61c}", "\u{200b}", "\u{e0041}"] {
            let found = memchr::memmem::find(&sent, forbidden.as_bytes());
            assert!(
                found.is_none(),
                "{forbidden:?}: {:?}",
                found.map(|at| String::from_utf8_lossy(&sent[at..(at + 80).min(sent.len())]).into_owned())
            );
        }
        self.text()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
