//! A client of the user's own: started in a group of processes of its own, so that all of it ends when it must.
#![expect(clippy::disallowed_methods, reason = "a client reads and writes files, and its time limit is real time")]

use std::fs::File;
use std::io;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::stderr::Heard;
use crate::error::{Error, Result};

/// How often a running client is looked at.
pub(crate) const TICK: Duration = Duration::from_millis(50);

/// How long a client that was asked to end may take to tell its server.
const GRACE: Duration = Duration::from_secs(2);

/// What is run, and how.
pub(crate) struct Job<'a> {
    /// The program and its arguments.
    pub words: &'a [String],
    /// Where it is started; where nothing is said, where this program was.
    pub folder: Option<&'a Path>,
    /// What it reads on its standard input; with nothing, that is at its end.
    pub input: Option<&'a Path>,
    /// The file that what it writes goes to.
    pub out: &'a Path,
    /// It is ended once it has written more bytes; nothing limits a warehouse's client.
    pub most: Option<u64>,
    pub limit: Duration,
    /// Where the program is named, for when it cannot be started, and where its time limit is set.
    pub set_in: &'a str,
}

/// How a client ended, or was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Itself(ExitStatus),
    TooLate,
    TooMuch,
}

impl Job<'_> {
    /// Runs the client to its end. Asked again and again, `is_cancelled` ends it.
    ///
    /// # Errors
    /// A client that cannot be started; its own words when it fails or takes too long; [`Error::Cancelled`].
    pub(crate) fn run(&self, is_cancelled: &dyn Fn() -> bool) -> Result<()> {
        let name = &self.words[0];
        let (ended, words) = self.run_to_end(is_cancelled)?;
        match ended {
            Ended::Itself(status) if status.success() => Ok(()),
            Ended::Itself(status) => Err(Error::Other(format!("{name} failed ({status}) and said: {words}"))),
            Ended::TooLate | Ended::TooMuch => {
                let (limit, set_in) = (self.limit.as_secs(), self.set_in);
                Err(Error::Other(format!("{name} did not finish within {limit} s; raise timeout_seconds in {set_in}. It said: {words}")))
            }
        }
    }

    /// [`run`](Self::run), for who has other words for how it ended: that, and what it said on the side.
    ///
    /// # Errors
    /// A client that cannot be started; [`Error::Cancelled`].
    pub(crate) fn run_to_end(&self, is_cancelled: &dyn Fn() -> bool) -> Result<(Ended, String)> {
        let failed = |e| Error::io(self.out, e, "make room for what it writes");
        let name = &self.words[0];
        let mut command = Command::new(name);
        command.args(&self.words[1..]);
        self.folder.map(|folder| command.current_dir(folder));
        command.stdin(self.input.map_or_else(|| Ok(Stdio::null()), |path| File::open(path).map(Stdio::from)).map_err(failed)?);
        command.stdout(File::create(self.out).map_err(failed)?);
        let mut started = Started::start(&mut command).map_err(|e| Error::io(name, e, format!("check it in {}", self.set_in)))?;
        let ended = self.wait(&mut started, is_cancelled)?;
        if self.most.is_some() {
            started.end_rest();
        }
        Ok((ended, started.heard.words()))
    }

    /// Waits for the client until its time is over or nobody waits any more.
    fn wait(&self, started: &mut Started, is_cancelled: &dyn Fn() -> bool) -> Result<Ended> {
        let begun = Instant::now();
        loop {
            let has_flooded = self.most.is_some_and(|most| self.out.metadata().is_ok_and(|out| out.len() > most));
            let looked = started.child.try_wait();
            if let (Ok(Some(status)), false) = (&looked, has_flooded) {
                return Ok(Ended::Itself(*status));
            }
            let is_late = begun.elapsed() >= self.limit;
            if looked.is_err() || has_flooded || is_late || is_cancelled() {
                started.end();
                return match (has_flooded, is_late) {
                    (true, _) => Ok(Ended::TooMuch),
                    (_, true) => Ok(Ended::TooLate),
                    _ => Err(Error::Cancelled),
                };
            }
            sleep(TICK);
        }
    }
}

/// A client in a group of its own, heard as it speaks.
pub(crate) struct Started {
    child: Child,
    heard: Heard,
}

impl Started {
    pub(crate) fn start(command: &mut Command) -> io::Result<Self> {
        group::make(command);
        let mut child = command.stderr(Stdio::piped()).spawn()?;
        let heard = Heard::listen(child.stderr.take());
        Ok(Self { child, heard })
    }

    /// What is said to it, and what it says; once.
    pub(crate) fn pipes(&mut self) -> Option<(ChildStdin, ChildStdout)> {
        self.child.stdin.take().zip(self.child.stdout.take())
    }

    /// What it said on the side, without what must not be shown; `secrets` are values that it alone was given.
    pub(crate) fn words(&self, secrets: &[String]) -> String {
        self.heard.words_without(secrets)
    }

    /// It has ended by itself.
    pub(crate) fn is_over(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Ends it and whatever it started: politely, so that it can stop what it does, then for good.
    pub(crate) fn end(&mut self) {
        group::ask_to_end(&self.child);
        let asked = Instant::now();
        while asked.elapsed() < GRACE && matches!(self.child.try_wait(), Ok(None)) {
            sleep(TICK);
        }
        self.end_rest();
        let _ = self.child.wait();
    }

    /// What it started may be there still.
    pub(crate) fn end_rest(&mut self) {
        group::kill(&mut self.child);
    }
}

/// The one seam for what differs by system.
#[cfg(unix)]
mod group {
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Command};

    use rustix::process::{Pid, Signal, kill_process_group};

    pub(crate) fn make(command: &mut Command) {
        command.process_group(0);
    }

    // A group that is gone already is as well.
    pub(crate) fn ask_to_end(child: &Child) {
        let _ = kill_process_group(Pid::from_child(child), Signal::TERM);
    }

    pub(crate) fn kill(child: &mut Child) {
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
}

#[cfg(not(unix))]
mod group {
    use std::process::{Child, Command};

    pub(crate) fn make(_: &mut Command) {}

    pub(crate) fn ask_to_end(_: &Child) {}

    pub(crate) fn kill(child: &mut Child) {
        let _ = child.kill();
    }
}
