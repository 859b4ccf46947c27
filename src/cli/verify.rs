//! `run-retro verify`: whether a report's words and numbers, the session's journal and the data it was held on belong together.
//! The report is made anew of the session as it was, and held against the file; nothing leaves the machine.

mod difference;

use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use super::terminal_report::TerminalProgress;
use super::{Context, QUIET, shapes, standing};
use crate::domain::event::{Event, SessionId};
use crate::domain::redaction::BLOCKS;
use crate::domain::session::History;
use crate::domain::text;
use crate::error::{Error, Place, Result};
use crate::export::{Format, report_html, report_md};
use crate::printed::print;
use crate::regular;
use crate::telling;
use crate::telling::report::origin::Origin;
use difference::Difference;

const ONLY_MARKS: &str = "Its words and links are the same. Marks or styles differ, which may hide or add something; another [brand] in the configuration does that, too";

/// No report is longer.
const MOST: u64 = 64 << 20;

/// What came of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Verified {
    pub file: String,
    pub session: String,
    /// The last step of the session that the file says it holds.
    pub step: u64,
    /// Steps that the session has made since.
    pub steps_since: u64,
    /// Lines, or parts of a page, that were held against the session.
    pub compared: u64,
    /// Whether the data are those that the session was held on, and kept; else they are those of now.
    pub data_as_held: bool,
    /// Whether all of them are what the session gives.
    pub holds: bool,
    /// The first that is not; `null` where all hold.
    pub difference: Option<Difference>,
    /// What may explain it, or must be known; empty where nothing does.
    pub remarks: Vec<String>,
}

/// Runs `verify`.
///
/// # Errors
/// The file names no session, the session is not here or not whole, or the file says something else than the session.
pub(crate) fn run(context: &Context, file: &Path, format: Format) -> Result<()> {
    let said = text_of(file)?;
    let origin = Origin::find(&said).ok_or_else(|| {
        let message = "says of no session that it was made of it; name a report.md or report.html that run-retro wrote of a session";
        Error::data(Place::file(file), message)
    })?;
    if said.contains(BLOCKS) {
        let message = "names and amounts were taken out of it, so it cannot be held against its session; verify the report that was exported without --redact";
        return Err(Error::data(Place::file(file), message));
    }
    let sessions = context.sessions();
    let id = sessions.ids()?.into_iter().find(|id| id.0 == origin.session).ok_or_else(|| {
        let message =
            format!("it was made of session {}, which is not on this machine; `run-retro import` takes it in", text::line(&origin.session));
        Error::data(Place::file(file), message)
    })?;
    let verified = verified(context, file, &said, &origin, &id)?;
    match format {
        Format::Json => shapes::print_json(&verified)?,
        _ => print(&verified.told())?,
    }
    if verified.holds { Ok(()) } else { Err(Error::Other(format!("{} does not hold", text::path(file)))) }
}

fn text_of(file: &Path) -> Result<String> {
    let text = regular::read(file, MOST).and_then(|bytes| String::from_utf8(bytes).map_err(std::io::Error::other));
    text.map_err(|source| Error::io(file, source, "name a report that run-retro wrote, as Markdown or HTML"))
}

fn verified(context: &Context, file: &Path, said: &str, origin: &Origin, id: &SessionId) -> Result<Verified> {
    let whole = context.sessions().read(id)?.history;
    let last = Origin::of(&whole).after.step;
    let then = origin.after.in_history(&whole).ok_or_else(|| {
        let message = format!("it was made after step {} of session {id}, which has {last} here", origin.after.step);
        Error::data(Place::file(file), message)
    })?;
    let ground = standing::of_session(context, then.session(), &TerminalProgress::default())?;
    let (facts, findings) = telling::in_room(&ground.facts, then.session(), &QUIET)?;
    let mut only_marks = false;
    let is_page = said.trim_start().starts_with('<');
    let difference = if is_page {
        let brand = context.config.exports().0.brand;
        let made = report_html::branded(&facts, &findings, Some(&then), &brand);
        let made = String::from_utf8_lossy(&made);
        let difference = difference::of_pages(said, &made);
        only_marks = difference.1.is_some() && difference::read_alike(said, &made);
        difference
    } else {
        difference::of_lines(said, &String::from_utf8_lossy(&report_md::report(&facts, &findings, Some(&then))))
    };
    let marks = only_marks.then(|| ONLY_MARKS.to_owned());
    let remarks = ground
        .notice
        .iter()
        .cloned()
        .chain(marks)
        .chain(remarks(&whole, origin))
        .chain(whole.missing().map(|missing| missing.told.clone()));
    let (compared, difference) = difference;
    let data_as_held = ground.notice.is_none();
    Ok(Verified {
        file: text::path(file),
        session: id.to_string(),
        step: origin.after.step,
        steps_since: whole.records().iter().filter(|record| record.seq > origin.after.step && record.seq <= last).count() as u64,
        compared,
        data_as_held,
        holds: difference.is_none(),
        difference,
        remarks: remarks.collect(),
    })
}

fn remarks(whole: &History, origin: &Origin) -> Vec<String> {
    let own = env!("CARGO_PKG_VERSION");
    let version = (origin.version != own)
        .then(|| format!("it was made by run-retro {}, this is {own}: words and rules may differ", text::line(&origin.version)));
    let forgotten = whole.records().iter().rev().find(|record| matches!(record.event, Event::CustomersForgotten { .. }));
    let forgotten =
        forgotten.map(|record| format!("customers were forgotten on {}: files of before name them still", record.at.format("%Y-%m-%d")));
    version.into_iter().chain(forgotten).collect()
}

impl Verified {
    fn told(&self) -> String {
        let of = format!("session {} after step {}", self.session, self.step);
        let since = match self.steps_since {
            0 => String::new(),
            n => format!(
                "\nThe session has made {} since; `run-retro export` writes its files again.",
                text::counted(n as usize, "step", "steps")
            ),
        };
        let remarks: String = self.remarks.iter().flat_map(|remark| ["\n".to_owned(), text::line(remark)]).collect();
        match &self.difference {
            None => {
                let data = if self.data_as_held { "the data it was held on" } else { "the data as they are now" };
                format!(
                    "{} holds: all that it says ({} lines or parts) is what {of} gives with {data}.{since}{remarks}",
                    self.file, self.compared
                )
            }
            Some(difference) => format!("{} differs from {of}.\n{}{since}{remarks}", self.file, difference.told()),
        }
    }
}
