//! `run-retro sync`: what colleagues did comes in from the folder that the team shares, what was done here goes out.
#![expect(clippy::disallowed_methods, reason = "waits between tries")]

use std::sync::mpsc::channel;
use std::time::Duration;

use chrono::{DateTime, Months, Utc};

use super::args::Command;
use super::{Context, shapes};
use crate::app::{self, keymap};
use crate::domain::event::{Event, SessionId};
use crate::domain::guardrail::{ESCALATION_LADDER, MAX_RETRIES};
use crate::domain::text::{self, counted};
use crate::error::{Error, Result};
use crate::export::Format;
use crate::printed::{print, tell};
use crate::runtime;
use crate::store::files;
use crate::store::shared::{Machine, Outcome, Pass, Share, Synced};

/// Before the first retry; twice as long before the second.
const PAUSE: Duration = Duration::from_millis(500);

/// A command that is done waits no longer for the shared folder.
const PATIENCE: Duration = Duration::from_secs(5);

/// Runs `sync`.
///
/// # Errors
/// No folder is shared, or it could not be synced after all retries, which the retro worked on last records.
pub(crate) fn run(context: &Context, format: Format) -> Result<()> {
    let Some(share) = &context.config.share else {
        let file = context.args.config.clone().unwrap_or_else(|| context.home.config_file());
        let how = format!("add [share] with folder = \"…\" to {}", text::path(&file));
        return Err(Error::Other(format!("no folder is shared yet: {how}")));
    };
    let synced = synced(context, share, Pass::all)?;
    match format {
        Format::Json => shapes::print_json(&shapes::sync::Printed::of(share, &synced)),
        _ => print(&told(&synced)),
    }
}

fn synced(context: &Context, share: &Share, look: fn(&Pass, &[SessionId]) -> Result<Synced>) -> Result<Synced> {
    let pass = pass(context, share)?;
    match retried(|| look(&pass, &[])) {
        Ok(synced) => {
            if works_again(context)? {
                // That goes out, too.
                look(&pass, &[])?;
            }
            Ok(synced)
        }
        Err(error @ Error::Io { .. }) => {
            let kept = record(context, Some(&error.to_string()))?;
            files::write_private(&context.home.sync_failed(), b"")?;
            let kept = kept.map_or_else(String::new, |id| format!(", and recorded in {id}"));
            let ladder = ESCALATION_LADDER.join(" → ");
            let tries = MAX_RETRIES + 1;
            Err(Error::Other(format!("{error}. Tried {tries} times{kept}. Nothing here is lost; who can help: {ladder}")))
        }
        Err(error) => Err(error),
    }
}

/// The shared folder as this machine uses it.
///
/// # Errors
/// As [`Pass::new`].
pub(crate) fn pass(context: &Context, share: &Share) -> Result<Pass> {
    Pass::new(&context.home, share, kept_since(context))
}

/// Older retros are kept no longer, and not taken in again.
pub(crate) fn kept_since(context: &Context) -> Option<DateTime<Utc>> {
    context.config.keep_months.and_then(|months| runtime::now().checked_sub_months(Months::new(months)))
}

/// Tries again where the folder fails, and not where something else is in the way.
pub(crate) fn retried<T>(work: impl Fn() -> Result<T>) -> Result<T> {
    let mut pause = PAUSE;
    for _ in 0..MAX_RETRIES {
        match work() {
            Err(Error::Io { .. }) => std::thread::sleep(pause),
            done => return done,
        }
        pause *= 2;
    }
    work()
}

/// What colleagues did is here before a retro is begun, or gone on with, that may build on it. What stands in the way is told when the retro
/// is on the screen, which tries again.
pub(crate) fn before(context: &Context) {
    let catch_up = |context: &Context, share: &Share| pass(context, share).and_then(|pass| pass.fresh(&[])).is_ok();
    drop(patiently(context, catch_up));
}

/// What a command changed goes out before it ends. What stands in the way is told, and is no failure of the command.
pub(crate) fn after(context: &Context, command: &Command) {
    let changes = match command {
        Command::Actions(args) => args.what.is_some(),
        Command::Escalations(args) => args.what.is_some(),
        // The session knows of its files then.
        Command::Export(args) => args.format.is_empty() && !context.args.redact,
        _ => false,
    };
    if !changes {
        return;
    }
    match patiently(context, |context, share| synced(context, share, Pass::fresh).err().map(|error| error.to_string())) {
        Ok(None) => {}
        Ok(Some(why)) => tell(&format!("run-retro: not synced yet: {why}")),
        Err(TooSlow) => tell("run-retro: not synced yet: the shared folder answers too slowly; the next sync does it"),
    }
}

/// The shared folder took longer than anybody waits for it.
struct TooSlow;

/// Does something with the shared folder where there is one; else, and where nothing may be written, there is nothing to tell. A drive that
/// hangs keeps nobody: what was written half is written to its end by the next sync.
fn patiently<T: Default + Send + 'static>(
    context: &Context,
    work: impl FnOnce(&Context, &Share) -> T + Send + 'static,
) -> Result<T, TooSlow> {
    let Some(share) = context.config.share.clone().filter(|_| !context.args.read_only) else { return Ok(T::default()) };
    let (done, ended) = channel();
    let context = context.clone();
    std::thread::spawn(move || done.send(work(&context, &share)));
    ended.recv_timeout(PATIENCE).map_err(|_| TooSlow)
}

/// The ladder is entered once, in the retro worked on last; that it works again, where it was entered.
fn record(context: &Context, failure: Option<&str>) -> Result<Option<SessionId>> {
    let machine = Machine::of(&context.home, None)?.id;
    let sessions = context.sessions();
    let mut recorded = None;
    for entry in sessions.list()?.into_iter().filter(|entry| entry.summary.is_some()) {
        let Ok(read) = sessions.read(&entry.id) else { continue };
        let (session, is_sample) = (read.history.session(), read.history.session().data.is_none());
        let fails = session.sync_failures.contains_key(&machine);
        if is_sample || failure.is_none() && !fails {
            continue;
        }
        if failure.is_some() && fails {
            return Ok(Some(entry.id));
        }
        let Ok(mut open) = sessions.open(&entry.id) else { continue };
        let attempts = if failure.is_some() { MAX_RETRIES + 1 } else { 1 };
        let event = Event::SyncEnded { machine: machine.clone(), failure: failure.map(ToOwned::to_owned), attempts };
        let record = open.history.push(runtime::now(), context.config.author().as_str(), event);
        open.journal.append(&[record])?;
        recorded = Some(entry.id);
        if failure.is_some() {
            break;
        }
    }
    Ok(recorded)
}

/// Whether it had to be said.
fn works_again(context: &Context) -> Result<bool> {
    // Nobody reads all retros each time for something that hardly ever is.
    let mark = context.home.sync_failed();
    if !mark.exists() {
        return Ok(false);
    }
    let recorded = record(context, None)?;
    std::fs::remove_file(&mark).map_err(|source| Error::io(&mark, source, "remove it: the shared folder is there again"))?;
    Ok(recorded.is_some())
}

fn told(synced: &Synced) -> String {
    let mut lines: Vec<String> = synced.sessions.iter().flat_map(outcome_told).collect();
    lines.extend(synced.problems.iter().map(|problem| format!("Left out for now: {problem}")));
    if lines.is_empty() { "Nothing new here, and nothing new there".to_owned() } else { lines.join("\n") }
}

fn outcome_told(outcome: &Outcome) -> Vec<String> {
    let steps = |n: usize, what: &str| (n > 0).then(|| format!("{} {what}", counted(n, "step", "steps")));
    let new = outcome.is_new.then(|| "new here".to_owned());
    let parts = [new, steps(outcome.came, "came in"), steps(outcome.sent, "went out"), steps(outcome.waiting, "wait for others")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let head = if parts.is_empty() { outcome.session.to_string() } else { format!("{}: {}", outcome.session, parts.join(", ")) };
    let notes = outcome.notes.iter().map(|note| format!("  {note}"));
    let conflicts = outcome.conflicts.iter().map(|conflict| format!("  Done at once: {conflict}"));
    let key = keymap::named(app::command::Command::Conflicts);
    let choose = (!outcome.conflicts.is_empty()).then(|| format!("  To choose: run-retro resume {}, then {key}", outcome.session));
    std::iter::once(head).chain(notes).chain(conflicts).chain(choose).collect()
}
