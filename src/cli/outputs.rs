//! Commands that print or write something and are done.

use std::path::Path;
use std::sync::Arc;

use clap_complete::Shell;

use super::args::{ExportArgs, SampleArgs};
use super::shapes::session::Listed;
use super::terminal_report::TerminalProgress;
use super::{Context, QUIET, asking, command, forget, redacted, shapes, standing};
use crate::analysis::decisions::RoomDecisions;
use crate::app::message::Exported;
use crate::domain::event::SessionId;
use crate::domain::facts::Facts;
use crate::domain::redaction::Redaction;
use crate::domain::rules;
use crate::domain::session::History;
use crate::domain::text;
use crate::domain::wish::Wish;
use crate::error::{Error, Result};
use crate::export::{self, Format};
use crate::printed::{print, print_bytes, tell};
use crate::runtime::{self, jobs};
use crate::sample;
use crate::store::sessions::{Entry, Sessions};
use crate::store::{backup, exports};
use crate::telling;

/// Exports stand in a folder of this name below the working directory, one folder a session.
pub(crate) const EXPORT_FOLDER: &str = "run-retro-export";

pub(crate) fn completions(shell: Shell) -> Result<()> {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut command(), "run-retro", &mut bytes);
    print_bytes(&bytes)
}

pub(crate) fn man() -> Result<()> {
    let mut bytes = Vec::new();
    let rendered = clap_mangen::Man::new(command()).render(&mut bytes);
    rendered.map_err(|source| Error::io("manual page", source, "nothing was printed"))?;
    print_bytes(&bytes)
}

pub(crate) fn sample(args: &SampleArgs) -> Result<()> {
    let spec = sample::Spec {
        accounts: args.accounts,
        quarters: args.quarters,
        seed: args.seed,
        health_rows: args.health_rows,
        usage_rows: args.usage_rows,
        ..sample::Spec::default()
    };
    let summary = sample::write_to(&args.out, &spec)?;
    print(&summary.to_string())
}

/// The report on standard output.
pub(crate) fn print_report(context: &Context, facts: &Arc<Facts>, history: Option<&History>, format: Format) -> Result<()> {
    let redaction = redacted::asked(context, facts)?;
    if redaction.is_some() {
        redacted::formats(&[format])?;
    }
    let (facts, findings) = match history {
        Some(history) => telling::in_room(facts, history.session(), &QUIET)?,
        None => (Arc::clone(facts), telling::analyse(facts, &RoomDecisions::default(), &QUIET)?),
    };
    let written = match format {
        Format::Html => export::report_html::report(&facts, &findings, history),
        Format::Json => export::report_json::report(&facts, &findings, history),
        _ => export::report_md::report(&facts, &findings, history),
    };
    print_bytes(&match redaction {
        Some(redaction) => redacted::text(&redaction, &written),
        None => written,
    })
}

/// One line a session; damaged ones say what is wrong.
pub(crate) fn sessions(context: &Context, format: Format) -> Result<()> {
    let sessions = context.sessions();
    let entries = sessions.list()?;
    if format == Format::Json {
        let told: Vec<Listed> = entries.iter().map(Listed::from).collect();
        return shapes::print_json(&told);
    }
    if entries.is_empty() {
        return print("No sessions yet. Open one with: run-retro --segment enterprise");
    }
    let lines: Vec<String> = entries.iter().map(|entry| text::line(&line(entry))).collect();
    print(&lines.join("\n"))?;
    match forget::kept_too_long(context)?.len() {
        0 => Ok(()),
        old => {
            let told = text::counted(old, "retro is", "retros are");
            print(&format!("{told} older than you keep them; `run-retro forget --old` deletes them after asking"))
        }
    }
}

fn line(entry: &Entry) -> String {
    let Some(summary) = &entry.summary else {
        return format!("{}  cannot be opened: {}", entry.id, entry.damage.as_deref().unwrap_or("cannot be read"));
    };
    let state = if summary.closed { "closed" } else { summary.phase.name() };
    let data = summary.data.as_deref().unwrap_or("sample data");
    let damage = entry.damage.as_ref().map_or_else(String::new, |d| format!("  ({d})"));
    format!(
        "{}  {}  {state}, {}, {} ({} open)  {}  {data}{damage}",
        entry.id,
        summary.changed.format("%Y-%m-%d %H:%M"),
        text::counted(summary.insights, "insight", "insights"),
        text::counted(summary.actions, "action", "actions"),
        summary.open_actions,
        summary.headline,
    )
}

/// The session worked on last.
pub(crate) fn latest(sessions: &Sessions) -> Result<SessionId> {
    let none = || Error::Other("there is no session yet; open one with: run-retro --segment enterprise".into());
    Ok(sessions.latest()?.ok_or_else(none)?.id)
}

/// Writes a session's files without opening the screen; without the report when its data can no longer be read.
pub(crate) fn export(context: &Context, args: &ExportArgs) -> Result<()> {
    let sessions = context.sessions();
    let id = match &args.id {
        Some(given) => sessions.find(given)?,
        None => latest(&sessions)?,
    };
    let (history, ground) = if args.fresh { gone_over(context, &id)? } else { as_held(context, &id)? };
    let data = ground.and_then(|facts| telling::in_room(&facts, history.session(), &QUIET));
    if let Err(error) = &data {
        tell(&format!("run-retro: {error}\nThe report is left out; what the room said is written."));
    }
    let folder = match &args.out {
        Some(folder) => folder.clone(),
        None => exports::folder(&super::here().join(EXPORT_FOLDER), &sessions.folder(&id))?,
    };
    let (settings, told) = context.config.exports();
    if let Some(told) = told {
        tell(&format!("run-retro: {told}"));
    }
    let data = data.as_ref().ok().map(|(facts, findings)| (&**facts, findings));
    let redaction = match data {
        Some((facts, _)) => redacted::asked(context, facts)?,
        None if context.args.redact => {
            return Err(Error::Other("whose names are to be hidden is told by the data, which cannot be read".into()));
        }
        None => None,
    };
    let packed = packed(args, &sessions, &history)?;
    let material = export::Material { history: &history, data, audience: args.audience, settings: &settings, packed: packed.as_deref() };
    let files = match &redaction {
        Some(redaction) => hidden(redaction, args, &material)?,
        None => wanted(args, &material)?,
    };
    let written = jobs::write_all(&sessions.folder(&id), &folder, files).map_err(Error::Other)?;
    for (theirs, new) in &written.kept {
        tell(&format!("run-retro: {theirs} is not what was written from here last, so it stays; the new one is {new}"));
    }
    if let Err(refusal) = rules::files_may_go_out(history.session()) {
        tell(&format!("run-retro: these files are a draft. {refusal}"));
    }
    // A part of the files, or files without names, are not what the retro is waited for to publish.
    if args.format.is_empty() && redaction.is_none() && data.is_some() && history.missing().is_none() {
        note(context, &id, &written);
    }
    print(&listing(&folder, &written.files))?;
    is_whole(&sessions, &id, &history)
}

/// The session knows of its files, as if they had been written in its window; nothing but a word is lost where it cannot.
fn note(context: &Context, id: &SessionId, written: &Exported) {
    if context.args.read_only {
        return;
    }
    let folder = std::path::absolute(&written.folder).map_or_else(|_| written.folder.clone(), |folder| text::path(&folder));
    let wish = Wish::NoteExport { folder, files: written.files.clone() };
    if let Err(why) = asking::ask(context, id, &context.config.author(), wish) {
        tell(&format!("run-retro: the files are written; that the session does not know it yet is no harm: {why}"));
    }
}

/// The session as one file, where that is asked for.
fn packed(args: &ExportArgs, sessions: &Sessions, history: &History) -> Result<Option<Vec<u8>>> {
    let at = history.records().last().map_or(history.session().opened_at, |record| record.at);
    let pack = || backup::one_session(&sessions.folder(&history.session().id), history.session(), at);
    args.format.contains(&Format::Session).then(pack).transpose()
}

/// [`wanted`], with customers and amounts hidden.
///
/// # Errors
/// As there; and a format that cannot be written so.
fn hidden(redaction: &Redaction, args: &ExportArgs, material: &export::Material) -> Result<Vec<(String, Vec<u8>)>> {
    let args = ExportArgs { format: redacted::formats(&args.format)?, ..args.clone() };
    let files = wanted(&args, material)?.into_iter();
    Ok(files.map(|(name, written)| (redacted::named(&name), redacted::text(redaction, &written))).collect())
}

/// Files in the formats that were asked for; without one, all.
///
/// # Errors
/// There is nothing to write in a format that was asked for.
fn wanted(args: &ExportArgs, material: &export::Material) -> Result<Vec<(String, Vec<u8>)>> {
    let formats = if args.format.is_empty() { Format::USUAL.as_slice() } else { &args.format };
    if let Some(audience) = args.audience.filter(|_| !formats.contains(&Format::Pptx)) {
        let message = "only the deck is for one audience; ask for it with --format pptx".to_owned();
        return Err(Error::Usage { flag: "audience".into(), value: audience.key().into(), message });
    }
    let files = export::files_as(formats, material);
    if files.is_empty() {
        let formats: Vec<&str> = formats.iter().map(|format| format.key()).collect();
        return Err(Error::Other(format!("this session has nothing to write as {}", text::listed(&formats))));
    }
    Ok(files)
}

/// What was made of a session is made of all of it.
///
/// # Errors
/// It is not, and why: said last, and by the exit code.
pub(crate) fn is_whole(sessions: &Sessions, id: &SessionId, history: &History) -> Result<()> {
    history.missing().map_or(Ok(()), |missing| Err(sessions.incomplete(id, missing)))
}

/// A session with the facts that it keeps, and a word on stderr where its data are others by now.
pub(crate) fn as_held(context: &Context, id: &SessionId) -> Result<(History, Result<Arc<Facts>>)> {
    let history = context.sessions().read(id)?.history;
    let ground = standing::of_session(context, history.session(), &TerminalProgress::default());
    let facts = ground.map(|ground| {
        standing::tell_what_differs(&ground, history.session());
        ground.facts
    });
    Ok((history, facts))
}

/// A session that goes over to its data as they are now.
fn gone_over(context: &Context, id: &SessionId) -> Result<(History, Result<Arc<Facts>>)> {
    let mut session = context.sessions().open(id)?;
    let ground = standing::fresh(context, session.history.session(), &TerminalProgress::default())?;
    if let Some(event) = ground.renewed {
        let record = session.history.push(runtime::now(), context.config.author().as_str(), event);
        session.journal.append(&[record])?;
    }
    if let Some(notice) = &ground.notice {
        tell(&format!("run-retro: {notice}"));
    }
    Ok((session.history.clone(), Ok(ground.facts)))
}

pub(crate) fn listing(folder: &Path, names: &[String]) -> String {
    let lines: Vec<String> = names.iter().map(|name| text::path(&folder.join(name))).collect();
    lines.join("\n")
}
