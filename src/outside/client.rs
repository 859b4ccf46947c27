//! A client of the user's own: started in a group of processes of its own, so that all of it ends when it must.
#![expect(clippy::disallowed_methods, reason = "a client reads and writes files, and its time limit is real time")]

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
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
    /// What it reads on its standard input; with nothing, that is at its end.
    pub input: Option<&'a Path>,
    /// The file that what it writes goes to.
    pub out: &'a Path,
    pub limit: Duration,
    /// Where the program is named, for when it cannot be started, and where its time limit is set.
    pub set_in: &'a str,
}

impl Job<'_> {
    /// Runs the client to its end. Asked again and again, `is_cancelled` ends it.
    ///
    /// # Errors
    /// A client that cannot be started; its own words when it fails or takes too long; [`Error::Cancelled`].
    pub(crate) fn run(&self, is_cancelled: &dyn Fn() -> bool) -> Result<()> {
        let failed = |e| Error::io(self.out, e, "make room for what it writes");
        let name = &self.words[0];
        let mut command = Command::new(name);
        command.args(&self.words[1..]);
        command.stdin(self.input.map_or_else(|| Ok(Stdio::null()), |path| File::open(path).map(Stdio::from)).map_err(failed)?);
        command.stdout(File::create(self.out).map_err(failed)?).stderr(Stdio::piped());
        group::make(&mut command);
        let mut child = command.spawn().map_err(|e| Error::io(name, e, format!("check it in {}", self.set_in)))?;
        let heard = Heard::listen(child.stderr.take());
        let ended = wait(child, self.limit, is_cancelled)?;
        let words = heard.words();
        match ended {
            Some(status) if status.success() => Ok(()),
            Some(status) => Err(Error::Other(format!("{name} failed ({status}) and said: {words}"))),
            None => {
                let (limit, set_in) = (self.limit.as_secs(), self.set_in);
                Err(Error::Other(format!("{name} did not finish within {limit} s; raise timeout_seconds in {set_in}. It said: {words}")))
            }
        }
    }
}

/// Waits for the client until its time is over (`None`) or nobody waits any more.
fn wait(mut child: Child, limit: Duration, is_cancelled: &dyn Fn() -> bool) -> Result<Option<ExitStatus>> {
    let started = Instant::now();
    loop {
        let looked = child.try_wait();
        if let Ok(Some(status)) = looked {
            return Ok(Some(status));
        }
        let is_late = started.elapsed() >= limit;
        if looked.is_err() || is_late || is_cancelled() {
            end(&mut child);
            return if is_late { Ok(None) } else { Err(Error::Cancelled) };
        }
        sleep(TICK);
    }
}

/// Ends a client and whatever it started: politely, so that it can stop its query, then for good.
fn end(child: &mut Child) {
    group::ask_to_end(child);
    let asked = Instant::now();
    while asked.elapsed() < GRACE && matches!(child.try_wait(), Ok(None)) {
        sleep(TICK);
    }
    group::kill(child);
    let _ = child.wait();
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
