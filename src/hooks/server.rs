//! A client of the Model Context Protocol over a server's standard input and output: the handshake of 2025, and calls of tools. Whatever
//! else the server says is passed over; how much it may say, and how long it may take, is bounded. Where it ends, all that the server
//! started ends.
#![expect(clippy::disallowed_methods, reason = "its time limit is real time")]

use std::io::{BufReader, Read, Write};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Failed, Hook, Tool};
use crate::domain::hook::HookEnding;
use crate::domain::text;
use crate::outside::client::{Started, TICK};
use crate::rpc::lines::{Lines, Unreadable};
use crate::rpc::{self, METHOD_NOT_FOUND, Refused};

/// No line of a server is longer: a picture of a page fits in.
const LONGEST: usize = 8 << 20;

/// Nor says a server more than this in one run.
const MOST: u64 = 32 << 20;

/// Lines that are no messages: some servers greet on the wrong output. One that goes on is none.
const MOST_NONSENSE: u32 = 100;

/// Messages that are heard and not yet read; a server that floods waits.
const AHEAD: usize = 64;

/// The version that is asked for, and those that say the same of tools.
const VERSION: &str = "2025-06-18";
const SPOKEN: [&str; 4] = ["2025-11-25", VERSION, "2025-03-26", "2024-11-05"];

/// How long a server may take to end once nobody speaks to it any more, before it is told to.
const GOODBYE: Duration = Duration::from_millis(300);

pub(super) struct Server<'a> {
    hook: &'a Hook,
    started: Started,
    secrets: Vec<String>,
    /// `None` once nothing is said to it any more.
    said: Option<Sender<String>>,
    heard: Receiver<Result<String, Unreadable>>,
    bytes: Arc<AtomicU64>,
    ends: Instant,
    is_cancelled: &'a dyn Fn() -> bool,
    asked: u64,
    nonsense: u32,
    /// It is started in an empty folder: what lies where a retro is held has no say in what runs, and it writes there if it must.
    _folder: TempDir,
}

impl<'a> Server<'a> {
    /// Starts the server and shakes hands.
    ///
    /// # Errors
    /// It cannot be started, or does not speak the protocol.
    pub(super) fn open(hook: &'a Hook, tool: &Tool, words: &[String], is_cancelled: &'a dyn Fn() -> bool) -> Result<Self, Failed> {
        let ends = Instant::now() + hook.limit;
        let folder =
            tempfile::tempdir().map_err(|e| Failed::new(HookEnding::NotStarted, format!("there is no room for its folder: {e}")))?;
        let mut command = Command::new(&words[0]);
        command.current_dir(folder.path()).args(&words[1..]).envs(&tool.environment.0).stdin(Stdio::piped()).stdout(Stdio::piped());
        let not_started =
            |e: &dyn std::fmt::Display| Failed::new(HookEnding::NotStarted, format!("{}: {e}; check it in {}", words[0], hook.set_in()));
        let mut started = Started::start(&mut command).map_err(|e| not_started(&e))?;
        let (input, output) = started.pipes().ok_or_else(|| not_started(&"it cannot be spoken to"))?;
        let bytes = Arc::<AtomicU64>::default();
        let (said, to_say) = channel();
        let (hears, heard) = sync_channel(AHEAD);
        thread::spawn(move || say(input, &to_say));
        let counted = Counted { from: output, bytes: Arc::clone(&bytes) };
        thread::spawn(move || hear(counted, &hears));
        let secrets = tool.environment.0.values().cloned().collect();
        let mut server =
            Self { hook, started, secrets, said: Some(said), heard, bytes, ends, is_cancelled, asked: 0, nonsense: 0, _folder: folder };
        server.greet()?;
        Ok(server)
    }

    fn greet(&mut self) -> Result<(), Failed> {
        let client = json!({ "name": "run-retro", "title": "run-retro", "version": env!("CARGO_PKG_VERSION") });
        let greeted = self.ask("initialize", &json!({ "protocolVersion": VERSION, "capabilities": {}, "clientInfo": client }))?;
        let version = greeted["protocolVersion"].as_str().unwrap_or_default();
        if !SPOKEN.contains(&version) {
            let told = format!("it speaks another version of the protocol ({})", text::shortened(&text::line(version), 40));
            return Err(Failed::new(HookEnding::Nonsense, told));
        }
        self.say(&rpc::notified("notifications/initialized"));
        Ok(())
    }

    /// What a tool gives: the result as the protocol has it.
    ///
    /// # Errors
    /// No answer, or one that says that it failed.
    pub(super) fn call(&mut self, name: &str, arguments: &Value) -> Result<Value, Failed> {
        self.ask("tools/call", &json!({ "name": name, "arguments": arguments }))
    }

    fn say(&self, message: &Value) {
        // Where it no longer listens, it no longer answers either.
        drop(self.said.as_ref().map(|said| said.send(format!("{message}\n"))));
    }

    fn ask(&mut self, method: &str, params: &Value) -> Result<Value, Failed> {
        self.asked += 1;
        let id = self.asked;
        self.say(&rpc::asked(id, method, params));
        loop {
            let line = self.next_line()?;
            let Ok(mut message) = serde_json::from_str::<Value>(&line) else {
                self.nonsense += 1;
                if self.nonsense > MOST_NONSENSE {
                    return Err(Failed::new(
                        HookEnding::Nonsense,
                        format!("it writes what is no message, such as: {}", super::told(&line)),
                    ));
                }
                continue;
            };
            match rpc::answer_to(id, &mut message) {
                Some(Ok(result)) => return Ok(result),
                Some(Err(why)) => return Err(Failed::new(HookEnding::SaidError, format!("it refused {method}: {}", super::told(&why)))),
                None => self.answer(message),
            }
        }
    }

    /// A server may ask whether somebody is there; there is nothing else to be had here.
    fn answer(&self, message: Value) {
        if let Ok(Some(call)) = rpc::read(message) {
            let answer = match call.method.as_str() {
                "ping" => rpc::answered(&call.id, &json!({})),
                _ => rpc::failed(&call.id, &Refused::new(METHOD_NOT_FOUND, "this client has no such method")),
            };
            self.say(&answer);
        }
    }

    fn next_line(&mut self) -> Result<String, Failed> {
        loop {
            if (self.is_cancelled)() {
                return Err(Failed::cancelled());
            }
            if Instant::now() >= self.ends {
                return Err(self.hook.too_late(&self.started.words(&self.secrets)));
            }
            match self.heard.recv_timeout(TICK) {
                Ok(Ok(line)) => return Ok(line),
                Ok(Err(Unreadable::NoText)) => self.nonsense += 1,
                Ok(Err(Unreadable::TooLong(most))) => return Err(too_much(most as u64)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(self.gone()),
            }
        }
    }

    /// Nothing comes any more.
    fn gone(&mut self) -> Failed {
        if self.bytes.load(Ordering::Relaxed) >= MOST {
            return too_much(MOST);
        }
        let said = self.started.words(&self.secrets);
        match self.nonsense {
            0 => Failed::new(HookEnding::Died, format!("it ended without an answer, and said: {said}")),
            _ => Failed::new(HookEnding::Nonsense, format!("what it wrote is no message of the protocol; it said: {said}")),
        }
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        self.said = None;
        let since = Instant::now();
        while since.elapsed() < GOODBYE && !self.started.is_over() {
            thread::sleep(TICK);
        }
        self.started.end();
    }
}

fn too_much(most: u64) -> Failed {
    Failed::new(HookEnding::TooMuch, format!("it wrote more than {} MB", most >> 20))
}

fn say(mut input: ChildStdin, to_say: &Receiver<String>) {
    while let Ok(line) = to_say.recv() {
        if input.write_all(line.as_bytes()).and_then(|()| input.flush()).is_err() {
            return;
        }
    }
}

fn hear(from: Counted, hears: &SyncSender<Result<String, Unreadable>>) {
    for line in Lines::of(BufReader::new(from.take(MOST)), LONGEST) {
        if hears.send(line).is_err() {
            return;
        }
    }
}

/// Counts what comes.
struct Counted {
    from: ChildStdout,
    bytes: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.from.read(into)?;
        self.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
