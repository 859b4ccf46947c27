//! Forgetting: a customer, or retros that are kept no longer.

use std::path::PathBuf;

use chrono::{DateTime, Months, Utc};

use super::args::ForgetArgs;
use super::shapes::forgetting::Planned;
use super::{Context, going_on, shapes, sync};
use crate::domain::event::SessionId;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::export::Format;
use crate::printed::{print, tell};
use crate::runtime;
use crate::store::forgetting::{self, Found, InSession};

/// Steps of a retro that are shown.
const MOST_STEPS: usize = 5;

/// Runs `forget`.
///
/// # Errors
/// Nothing is there to forget, nobody said that it is to be, or something could not be reached.
pub(crate) fn run(context: &Context, args: &ForgetArgs) -> Result<()> {
    match &args.account {
        Some(account) => customer(context, args, &text::line(account)),
        None => old(context, args),
    }
}

fn customer(context: &Context, args: &ForgetArgs, given: &str) -> Result<()> {
    let found = forgetting::look(&context.home, given, &args.also)?;
    if found.is_nothing() {
        return Err(Error::Other(format!("“{given}” is in no retro of yours{}", nearest(&found))));
    }
    if args.format == Format::Json {
        return shapes::print_json(&Planned::customer(&found));
    }
    print(&told(&found, given))?;
    if !is_wanted(args, "Forget it? This cannot be undone.")? {
        return Ok(());
    }
    let unreached = forgetting::carry_out(&context.home, &found, &context.config.author(), runtime::now());
    let exports = delete(args, &found.exports)?;
    let (shared, waits) = in_shared_folder(context, &found);
    print(&format!("Forgotten: it is called {} from now on", found.who.stand_ins().join(" and ")))?;
    // Each machine writes only its own files: that is no failure of this one.
    for one in &waits {
        tell(&format!("run-retro: still to come: {one}"));
    }
    done(&[unreached, exports, shared].concat())
}

/// This machine's own files there are written anew, with a line that asks the others to do the same. What could not be done, and
/// what other machines still have to do, with whose it is.
fn in_shared_folder(context: &Context, found: &Found) -> (Vec<String>, Vec<String>) {
    let Some(share) = &context.config.share else { return (vec![], vec![]) };
    if let Err(error) = sync::pass(context, share).and_then(|pass| pass.all(&[])) {
        return (vec![format!("the shared folder: {error}; `run-retro sync` does it later")], vec![]);
    }
    let still = forgetting::still_in(&found.who, &share.folder);
    let told = |file: &PathBuf| format!("{}: its machine takes it out when it syncs next; a copy is yours to delete", text::path(file));
    (vec![], still.iter().map(told).collect())
}

fn nearest(found: &Found) -> String {
    found.near.as_ref().map_or_else(String::new, |near| format!("; did you mean {near}?"))
}

/// What would be done, and what is beyond reach.
fn told(found: &Found, given: &str) -> String {
    let names: Vec<&str> = found.who.names().collect();
    let who = if names.is_empty() { format!("“{given}”, a customer that no kept data know") } else { names.join(", ") };
    let mut lines = vec![format!("{who}: name, notes and ids are taken out; figures stay, under {}", found.who.stand_ins().join(" and "))];
    for known in &found.sessions {
        lines.push(match &known.stands {
            Some(why) => format!("  {}: cannot be done: {why}", known.id),
            None => format!("  {}: {}", known.id, in_session(known)),
        });
        lines.extend(known.steps.iter().take(MOST_STEPS).map(|step| format!("      {}", text::shortened(&text::line(step), 100))));
        lines.extend(known.steps.len().checked_sub(MOST_STEPS + 1).map(|more| format!("      … and {} more", more + 1)));
    }
    files_told(&mut lines, "Pulled from your warehouse:", &found.pulled);
    files_told(&mut lines, "Plans, and the log of what assistants asked for:", &found.plans);
    files_told(&mut lines, "Exported, and deleted only if you say so:", &found.exports);
    lines.push(
        "Not touched: backups, what was sent to others, copies, and the data that your retros were held on. Take the customer out of these, too: \
         whenever they are read again, its name comes back from there, also into the caches:"
            .to_owned(),
    );
    lines.extend(found.data.iter().map(|data| format!("  {}", text::path(data))));
    if found.data.is_empty() {
        lines.push("  none that is still there".to_owned());
    }
    lines.join("\n")
}

/// `3 steps and 1 other file`.
fn in_session(known: &InSession) -> String {
    let steps = text::counted(known.steps.len(), "step", "steps");
    match (known.steps.len(), known.files) {
        (0, files) => text::counted(files, "file besides its steps", "files besides its steps"),
        (_, 0) => steps,
        (_, files) => format!("{steps} and {}", text::counted(files, "other file", "other files")),
    }
}

fn files_told(lines: &mut Vec<String>, heading: &str, files: &[PathBuf]) {
    if !files.is_empty() {
        lines.push(heading.to_owned());
        lines.extend(files.iter().map(|file| format!("  {}", text::path(file))));
    }
}

fn is_wanted(args: &ForgetArgs, question: &str) -> Result<bool> {
    if args.dry_run || args.yes {
        return Ok(args.yes);
    }
    let unheard = || Error::Other("nothing was changed: --yes does it, --dry-run only shows it".to_owned());
    let said = going_on::confirm(question).ok_or_else(unheard)?;
    if !said {
        print("Nothing was changed")?;
    }
    Ok(said)
}

/// Deletes files that were exported where that is wanted; what could not be deleted.
fn delete(args: &ForgetArgs, files: &[PathBuf]) -> Result<Vec<String>> {
    if files.is_empty() {
        return Ok(vec![]);
    }
    let count = text::counted(files.len(), "exported file", "exported files");
    let is_wanted = args.exports || !args.yes && going_on::confirm(&format!("Delete {count}?")).unwrap_or(false);
    if is_wanted {
        return Ok(files.iter().filter_map(|file| forgetting::remove(file).err()).collect());
    }
    let verb = if files.len() == 1 { "stays" } else { "stay" };
    print(&format!("{count} {verb}; --exports deletes such files"))?;
    Ok(vec![])
}

fn done(unreached: &[String]) -> Result<()> {
    for what in unreached {
        tell(&format!("run-retro: not reached: {what}"));
    }
    match unreached.len() {
        0 => Ok(()),
        n => Err(Error::Other(format!("{} could not be reached; see above, and try again", text::counted(n, "place", "places")))),
    }
}

fn old(context: &Context, args: &ForgetArgs) -> Result<()> {
    let Some(months) = context.config.keep_months else {
        let message = "the configuration does not say how long retros are kept; set keep_months".to_owned();
        return Err(Error::Usage { flag: "old".into(), value: String::new(), message });
    };
    let old = kept_too_long(context)?;
    let ids: Vec<SessionId> = old.iter().map(|(id, _)| id.clone()).collect();
    let files = forgetting::files_of(&context.home, &ids);
    if args.format == Format::Json {
        return shapes::print_json(&Planned::old(&old, &files));
    }
    if old.is_empty() {
        return print(&format!("No retro is older than {months} months"));
    }
    let mut lines = vec![format!("Nothing happened for {months} months in:")];
    lines.extend(old.iter().map(|(id, at)| format!("  {id}, last on {}", at.format("%Y-%m-%d"))));
    files_told(&mut lines, "Exported from them, and deleted only if you say so:", &files);
    print(&lines.join("\n"))?;
    if !is_wanted(args, "Delete these retros? This cannot be undone.")? {
        return Ok(());
    }
    let mut unreached = forgetting::delete_sessions(&context.home, &ids);
    unreached.extend(withdrawn(context, &ids));
    let exports = delete(args, &files)?;
    print(&format!("{} deleted", text::counted(ids.len(), "retro", "retros")))?;
    done(&[unreached, exports].concat())
}

/// Takes this machine's files of retros away in the shared folder; what could not be.
fn withdrawn(context: &Context, ids: &[SessionId]) -> Vec<String> {
    let Some(share) = &context.config.share else { return vec![] };
    match sync::pass(context, share) {
        Ok(pass) => ids.iter().filter_map(|id| pass.withdraw(id).err()).map(|error| error.to_string()).collect(),
        Err(error) => vec![error.to_string()],
    }
}

/// Retros that the configuration wants kept no longer.
///
/// # Errors
/// The folder of the sessions cannot be read.
pub(crate) fn kept_too_long(context: &Context) -> Result<Vec<(SessionId, DateTime<Utc>)>> {
    let moment = context.config.keep_months.and_then(|months| runtime::now().checked_sub_months(Months::new(months)));
    moment.map_or(Ok(vec![]), |moment| forgetting::untouched_since(&context.home, moment))
}
