//! A real pseudo-terminal for the real program: keys in, screen out.
#![allow(dead_code, reason = "each test file uses the part it needs")]
#![allow(clippy::disallowed_methods, reason = "a test outside the program waits in real time and reads its files")]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

#[path = "../keys/mod.rs"]
pub mod keys;
pub mod modes;

use keys::{Press, presses};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take on a busy machine before the test gives up. It decides nothing else.
const PATIENCE: Duration = Duration::from_secs(90);

pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
    reader: Arc<modes::Reader>,
    /// All that the program wrote.
    written: Arc<Mutex<Vec<u8>>>,
    /// How the terminal stood before the program started.
    before: modes::Modes,
}

/// A home and a folder to work in, both empty.
pub struct Room {
    pub home: tempfile::TempDir,
    pub work: tempfile::TempDir,
}

impl Room {
    pub fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), work: tempfile::tempdir().unwrap() }
    }

    /// Starts the program in it; it may be anywhere when this returns.
    pub fn begin(&self, args: &[&str], size: (u16, u16)) -> Terminal {
        Terminal::start(args, self.home.path(), self.work.path(), size)
    }
}

impl Terminal {
    /// Starts the program in `work` with everything it keeps below `home`.
    pub fn start(args: &[&str], home: &Path, work: &Path, (cols, rows): (u16, u16)) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_run-retro"));
        command.args(args);
        Self::start_command(command, home, work, (cols, rows))
    }

    /// Starts the program through another one, a shell mostly.
    pub fn start_command(mut command: CommandBuilder, home: &Path, work: &Path, (cols, rows): (u16, u16)) -> Self {
        let size = PtySize { cols, rows, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        command.cwd(work);
        command.env("RUN_RETRO_HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("USER", "robin");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(rows), cells(cols), 0)));
        let before = modes::Modes::of(&*pair.master, screen.lock().unwrap().screen());
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut source = pair.master.try_clone_reader().expect("the terminal can be read");
        let reader = Arc::new(modes::Reader::default());
        let (shared, state) = (Arc::clone(&screen), Arc::clone(&reader));
        let written = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&written);
        std::thread::spawn(move || {
            let mut bytes = [0; 8192];
            while state.goes_on()
                && let Ok(count @ 1..) = source.read(&mut bytes)
            {
                all.lock().unwrap().extend_from_slice(&bytes[..count]);
                shared.lock().unwrap().process(&bytes[..count]);
            }
            drop(source);
            state.is_done();
        });
        let writer = pair.master.take_writer().expect("the terminal can be written");
        Self { master: pair.master, writer, child, screen, reader, written, before }
    }

    /// What it wrote, with what it told the terminal.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.written.lock().unwrap()).into_owned()
    }

    pub fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until `wanted` stands on the screen.
    pub fn wait_for(&self, wanted: &str) -> &Self {
        self.wait_until(&format!("“{wanted}”"), |screen| screen.contains(wanted))
    }

    pub fn wait_until(&self, what: &str, is: impl Fn(&str) -> bool) -> &Self {
        let end = Instant::now() + PATIENCE;
        loop {
            let text = self.text();
            if is(&text) {
                return self;
            }
            assert!(Instant::now() < end, "never saw {what} on\n{text}");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Types keys.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for press in presses(keys) {
            let bytes = match press {
                Press::Char(c) => c.to_string().into_bytes(),
                Press::Named(name) => key_bytes(name),
            };
            self.writer.write_all(&bytes).expect("the terminal takes keys");
            self.writer.flush().expect("the terminal takes keys");
            match bytes.as_slice() {
                // A lone Esc and the key after it would read as one key with Alt.
                [0x1b] => std::thread::sleep(Duration::from_millis(60)),
                // Whole lines at once would be a paste.
                b"\r" => std::thread::sleep(Duration::from_millis(20)),
                _ => {}
            }
        }
        self
    }

    /// A paste that the terminal does not mark as one.
    pub fn type_at_once(&mut self, text: &str) -> &mut Self {
        self.writer.write_all(text.replace('\n', "\r").as_bytes()).expect("the terminal takes keys");
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        let marked = format!("\x1b[200~{text}\x1b[201~");
        self.writer.write_all(marked.as_bytes()).expect("the terminal takes a paste");
        self
    }

    pub fn resize(&mut self, (cols, rows): (u16, u16)) -> &mut Self {
        self.screen.lock().unwrap().screen_mut().set_size(cells(rows), cells(cols));
        self.master.resize(PtySize { cols, rows, pixel_width: 0, pixel_height: 0 }).expect("the terminal resizes");
        self
    }

    /// Ends the program at once, as a crash or a power cut would.
    pub fn kill(mut self) {
        self.child.kill().expect("the program can be killed");
        self.child.wait().expect("the program ends");
    }

    /// Waits for the program to end; gives its exit code and what stood on the terminal then.
    pub fn wait_end(mut self) -> (u32, String) {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("the program's state") {
                std::thread::sleep(Duration::from_millis(100));
                return (status.exit_code(), self.text());
            }
            assert!(Instant::now() < end, "the program did not end; on the screen:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// [`wait_end`](Self::wait_end), with the terminal still there.
    pub fn wait_for_end(&mut self) -> (u32, String) {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("the program's state") {
                assert_eq!(status.signal(), None, "{}", self.text());
                return (status.exit_code(), self.text());
            }
            assert!(Instant::now() < end, "the program did not end; on the screen:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until the terminal stands as it did before the program had it.
    pub fn wait_until_given_back(&self, what: &str) {
        let is_back = || {
            let (now, before) = self.modes();
            now == *before
        };
        self.wait_until(&format!("the terminal as it was ({what})"), |_| is_back());
    }

    /// What the program asked of the terminal that it must give back.
    pub fn mouse_is_captured(&self) -> bool {
        self.screen.lock().unwrap().screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None
    }

    pub fn process_id(&self) -> u32 {
        self.child.process_id().expect("the program runs")
    }

    /// How the terminal stands now, and how it stood before the program started.
    pub fn modes(&self) -> (modes::Modes, &modes::Modes) {
        (modes::Modes::of(&*self.master, self.screen.lock().unwrap().screen()), &self.before)
    }

    /// From now on nobody reads what the program writes, or again.
    pub fn read(&self, is_read: bool) -> &Self {
        self.reader.set(is_read);
        self
    }

    /// Closes the terminal's window; what is left is the program.
    pub fn close(mut self) -> modes::Windowless {
        let child = std::mem::replace(&mut self.child, Box::new(modes::Nobody));
        self.reader.close();
        // It reads once more, to see that it is to stop.
        self.resize((118, 34));
        self.reader.wait_done();
        modes::Windowless(child)
    }
}

/// A test that is done, or failed, leaves no program behind.
impl Drop for Terminal {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn cells(count: u16) -> std::num::NonZero<u16> {
    std::num::NonZero::new(count).expect("a screen has cells")
}

fn key_bytes(name: &str) -> Vec<u8> {
    match name {
        "enter" => b"\r".to_vec(),
        "tab" => b"\t".to_vec(),
        "s-tab" => b"\x1b[Z".to_vec(),
        "esc" => b"\x1b".to_vec(),
        "up" => b"\x1b[A".to_vec(),
        "down" => b"\x1b[B".to_vec(),
        "right" => b"\x1b[C".to_vec(),
        "left" => b"\x1b[D".to_vec(),
        "bs" => b"\x7f".to_vec(),
        "space" => b" ".to_vec(),
        name => match name.strip_prefix("c-").and_then(|c| c.bytes().next()) {
            Some(letter) => vec![letter & 0x1f],
            None => panic!("no key <{name}>"),
        },
    }
}
