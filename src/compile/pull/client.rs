//! The user's own client: started in a group of processes of its own, so that all of it ends when it must.
#![expect(clippy::disallowed_methods, reason = "a client reads and writes files, and its time limit is real time")]

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::stderr::Heard;
use crate::error::{Error, Result};

/// How often a running client is looked at.
pub const TICK: Duration = Duration::from_millis(50);

/// How long a client that was asked to end may take to tell its server.
const GRACE: Duration = Duration::from_secs(2);

/// Runs the client on `sql`; what it writes goes to the file `out`. Asked again and again, `is_cancelled` ends it.
///
/// # Errors
/// A client that cannot be started; its own words when it fails or takes too long; [`Error::Cancelled`].
pub fn run(client: &[String], sql: &str, out: &Path, limit: Duration, is_cancelled: &dyn Fn() -> bool) -> Result<()> {
    let failed = |e| Error::io(out, e, "make room for what is pulled");
    let asked = out.with_extension("sql");
    fs::write(&asked, sql).map_err(failed)?;
    let mut command = Command::new(&client[0]);
    command.args(client.iter().skip(1).map(|word| word.replace("{sql}", sql)));
    let takes_argument = client.iter().any(|word| word.contains("{sql}"));
    command.stdin(if takes_argument { Stdio::null() } else { Stdio::from(File::open(&asked).map_err(failed)?) });
    command.stdout(File::create(out).map_err(failed)?).stderr(Stdio::piped());
    group::make(&mut command);
    let mut child = command.spawn().map_err(|e| Error::io(&client[0], e, "check the client in [source] of the configuration"))?;
    let heard = Heard::listen(child.stderr.take());
    let ended = wait(child, limit, is_cancelled)?;
    let words = || heard.words();
    match ended {
        Some(status) if status.success() => Ok(()),
        Some(status) => Err(Error::Other(format!("{} failed ({status}) and said: {}", client[0], words()))),
        None => {
            let limit = limit.as_secs();
            let what = format!("{} did not finish within {limit} s; raise timeout_seconds in [source]. It said: {}", client[0], words());
            Err(Error::Other(what))
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

    pub fn make(command: &mut Command) {
        command.process_group(0);
    }

    // A group that is gone already is as well.
    pub fn ask_to_end(child: &Child) {
        let _ = kill_process_group(Pid::from_child(child), Signal::TERM);
    }

    pub fn kill(child: &mut Child) {
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
}

#[cfg(not(unix))]
mod group {
    use std::process::{Child, Command};

    pub fn make(_: &mut Command) {}

    pub fn ask_to_end(_: &Child) {}

    pub fn kill(child: &mut Child) {
        let _ = child.kill();
    }
}
