//! Follow-up: the actions of all retros that are not finished, and what became of them.

pub(crate) mod all;
mod at_present;
#[cfg(test)]
mod at_present_tests;
mod import;

use std::fmt;

use at_present::{AtPresent, Retros};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::args::{ActionsArgs, ActionsCommand, ChangeArgs, Progress};
use super::{Context, asking, outputs, shapes};
use crate::app::overlays::date_entry::{self, Seen};
use crate::domain::action::{Action, ActionId, ActionStatus, CarriedAction, Verdict};
use crate::domain::person::{self, Meant};
use crate::domain::session::{History, Session};
use crate::domain::text;
use crate::domain::window::FiscalYear;
use crate::error::{Error, Result};
use crate::export::{self, Format};
use crate::printed::{print, print_bytes, tell};
use crate::telling::tracker::Entry;

/// An action, with the retro that it comes from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Open {
    /// What names it for `run-retro actions change`: the session and the action.
    #[serde(rename = "ref")]
    pub reference: String,
    pub session: String,
    pub action: u32,
    pub title: String,
    pub owner: String,
    pub team: &'static str,
    pub due: Option<NaiveDate>,
    pub status: &'static str,
    pub overdue: bool,
    /// Overdue, and without progress for longer than its SLA.
    pub beyond_sla: bool,
    pub sla_days: u32,
    /// The day of the last progress.
    pub progressed: Option<NaiveDate>,
    pub success_metric: String,
    /// Whether it worked, as a later retro said; `null` where none did yet.
    pub did_it_work: Option<String>,
}

/// Runs `actions`, `actions change` and `actions import`.
///
/// # Errors
/// What stands in the way; [`Error::Overdue`] where one of those listed is overdue.
pub(crate) fn run(context: &Context, args: &ActionsArgs) -> Result<()> {
    match &args.what {
        Some(ActionsCommand::Change(change)) => self::change(context, change),
        Some(ActionsCommand::Import(import)) => import::run(context, import),
        None => list(context, args),
    }
}

fn list(context: &Context, args: &ActionsArgs) -> Result<()> {
    let as_of = context.as_of();
    let due_by = args.due_by.as_deref().map(|typed| read_day(context, "due-by", typed, context.config.fiscal())).transpose()?;
    let mut all = all::entries(&context.sessions(), as_of)?;
    let owner = args.owner.as_deref().map(|typed| owner(typed, &all)).transpose()?;
    all.retain(|one| {
        (args.all || !one.status.is_closed())
            && owner.as_ref().is_none_or(|owner| person::is_same_name(owner, &one.owner))
            && (!args.overdue || one.overdue)
            && (!args.stalled || one.escalated)
            && due_by.is_none_or(|by| one.due.is_some_and(|due| due <= by))
    });
    let overdue = all.iter().filter(|one| one.overdue).count();
    match args.format {
        Format::Json => {
            let told: Vec<Open> = all.iter().map(told).collect();
            shapes::print_json(&told)?;
        }
        Format::Text => print_bytes(&export::reminders(&all))?,
        // A calendar without an entry is none; who asked for one is told so.
        Format::Ics => match export::ics_reminders("Renewal retros: follow-up", &all) {
            Some(calendar) => print_bytes(&calendar)?,
            None => tell("run-retro: none of these actions has a date"),
        },
        _ => print(&table(&all))?,
    }
    if overdue == 0 { Ok(()) } else { Err(Error::Overdue { count: overdue }) }
}

/// Whose actions are meant, as they are called there: of all who own one, finished or not.
fn owner(typed: &str, all: &[Entry]) -> Result<String> {
    let mut known: Vec<&str> = all.iter().map(|one| one.owner.as_str()).filter(|owner| !owner.is_empty()).collect();
    known.sort_unstable();
    known.dedup_by(|a, b| person::is_same_name(a, b));
    let refused = |message: String| Error::Usage { flag: "owner".into(), value: text::line(typed), message };
    match person::begun(typed, &known) {
        Meant::One(one) => Ok(one.to_owned()),
        Meant::Several(several) => Err(refused(format!("{} are called so: say which", several.join(" and ")))),
        Meant::Nobody if known.is_empty() => Err(refused("no action here has an owner".to_owned())),
        Meant::Nobody => {
            let near = text::nearest(typed, known.iter().copied()).map_or(known.clone(), |near| vec![near]);
            Err(refused(format!("nobody who owns an action is called so; there is {}", near.join(", "))))
        }
    }
}

/// The actions of all retros as they are printed, finished ones too.
///
/// # Errors
/// The folder of the sessions cannot be read.
pub(crate) fn open(context: &Context, as_of: NaiveDate) -> Result<Vec<Open>> {
    Ok(all::entries(&context.sessions(), as_of)?.iter().map(told).collect())
}

impl Open {
    /// Done, or dropped.
    pub(crate) fn is_closed(&self) -> bool {
        [ActionStatus::Done, ActionStatus::Dropped].iter().any(|status| status.label() == self.status)
    }
}

/// All sessions, the newest first.
fn histories(context: &Context) -> Result<Vec<History>> {
    let sessions = context.sessions();
    let survey = sessions.survey()?;
    Ok(sessions.newest_first(&survey, |_| true).collect())
}

fn is_this(carried: &CarriedAction, session: &str, id: ActionId) -> bool {
    carried.session == session && carried.action.id == id
}

fn told(entry: &Entry) -> Open {
    let (session, action) = entry.id.rsplit_once("/A").unwrap_or((&entry.id, ""));
    Open {
        reference: entry.id.clone(),
        session: session.to_owned(),
        action: action.parse().unwrap_or_default(),
        title: entry.title.clone(),
        owner: entry.owner.clone(),
        team: entry.team.label(),
        due: entry.due,
        status: entry.status.label(),
        overdue: entry.overdue,
        beyond_sla: entry.escalated,
        sla_days: entry.sla_days,
        progressed: entry.progressed,
        success_metric: entry.metric.to_string(),
        did_it_work: entry.did_it_work(),
    }
}

fn table(all: &[Entry]) -> String {
    if all.is_empty() {
        return "No open actions".to_owned();
    }
    let line = |one: &Entry| {
        let due = one.due.map_or_else(|| "no due date".to_owned(), |due| due.to_string());
        let late = match (one.overdue, one.escalated) {
            (_, true) => ", overdue beyond its SLA",
            (true, false) => ", overdue",
            (false, false) => "",
        };
        let progressed = one.progressed.map_or_else(String::new, |day| format!(", last progress {day}"));
        let owner = if one.owner.is_empty() { "no owner" } else { &one.owner };
        let effect = one.effect.as_ref().map_or_else(String::new, |effect| format!("  {effect}"));
        text::line(&format!("{due}  {}{late}{progressed}  {owner}: {}{effect}  [{}]", one.status.label(), one.title, one.id))
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// An action as `actions change` names it.
struct Named {
    session: String,
    action: ActionId,
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.session, self.action)
    }
}

/// Asks the retro that has the word on an action to change it.
fn change(context: &Context, args: &ChangeArgs) -> Result<()> {
    let retros = Retros::of(histories(context)?);
    let named = named(context, &args.action, retros.histories())?;
    let unknown = || Error::Other(format!("no session has an action {named}; `run-retro actions --all` lists them"));
    let action = retros.action(&named.session, named.action).ok_or_else(unknown)?;
    let holder = action.holder().and_then(|id| retros.history(id)).map(History::session).ok_or_else(unknown)?;
    let (wanted, read_back) = wanted(context, args, holder, &action.now)?;
    let verdict = verdict(args, &named, &action)?;
    let mut said = Vec::new();
    for (id, wish) in action.wishes(&wanted, verdict, args.why.as_deref()) {
        said.push(asking::ask(context, &id, &by(context, args), wish)?);
    }
    let title = action.taken.as_ref().map_or_else(String::new, |_| format!(" ({})", action.now.title));
    let older = files_are_older(&holder.id.0, retros.histories()).unwrap_or_default();
    print(&format!("{}{title}{read_back} [{named}]{older}", said.join("; ")))
}

/// What is said of an action that was taken over; of any other, its status says it.
fn verdict(args: &ChangeArgs, named: &Named, action: &AtPresent) -> Result<Option<Verdict>> {
    let Some(taken) = &action.taken else {
        let is_early = args.status.is_some_and(|status| status.status().is_none());
        let why = || {
            format!("whether {named} worked is said by the next retro, which has not taken it over yet; --status done says that it is done")
        };
        return if is_early { Err(Error::Other(why())) } else { Ok(None) };
    };
    let verdict = args.status.and_then(Progress::verdict);
    let is_over = args.status.is_none() && action.now.status.is_closed();
    if is_over || (verdict.is_some() && (args.due.is_some() || args.owner.is_some())) {
        let why = format!(
            "{named} was taken over by {}: say that it is done, worked or stalled, with --status alone, or open it again with --status open",
            taken.session
        );
        return Err(Error::Other(why));
    }
    let Some(verdict) = verdict else { return Ok(None) };
    if taken.carried.verdict == Some(verdict) {
        return Err(Error::Other(format!("{named} is as it was: {}", verdict.label())));
    }
    Ok(Some(verdict))
}

/// The action as the flags want it, and the day and the owner as they were understood.
fn wanted(context: &Context, args: &ChangeArgs, session: &Session, seen: &Action) -> Result<(Action, String)> {
    let due = args.due.as_deref().map(|typed| read_day(context, "due", typed, session.scope.fiscal())).transpose()?;
    let wanted = Action {
        status: args.status.and_then(Progress::status).unwrap_or(seen.status),
        due: due.or(seen.due),
        owner: args.owner.as_deref().map_or_else(|| seen.owner.clone(), text::line),
        ..seen.clone()
    };
    let due = due.map(|day| format!("; due {}", date_entry::told(day)));
    let owner = args.owner.is_some().then(|| format!("; owner {}", wanted.owner));
    let status = args.status.and_then(Progress::status).map(|status| format!("; {}", status.label()));
    let read_back = [status, due, owner].into_iter().flatten().collect::<String>();
    Ok((wanted, read_back))
}

/// That files were written of the session, which are older than it from now on.
fn files_are_older(session: &str, histories: &[History]) -> Option<String> {
    let history = histories.iter().find(|history| history.session().id.0 == session)?;
    let (folder, _) = (history.session().exported_to.as_ref()?, history.exported()?);
    Some(format!("\nThe files in {folder} are older than the session now; `run-retro export {session}` writes them again"))
}

/// A day as people say it, seen from the day that the list goes by.
fn read_day(context: &Context, flag: &str, typed: &str, fiscal: FiscalYear) -> Result<NaiveDate> {
    let seen = Seen { from: context.as_of(), fiscal };
    seen.read(typed).map_err(|message| Error::Usage { flag: flag.into(), value: typed.to_owned(), message })
}

fn by(context: &Context, args: &ChangeArgs) -> String {
    args.by.clone().unwrap_or_else(|| context.config.author())
}

/// `SESSION/A3`, where the session may be shortened as everywhere; without one, that of the session worked on last.
fn named(context: &Context, given: &str, histories: &[History]) -> Result<Named> {
    let expected = || {
        Error::Other(format!("{}: expected SESSION/A3, as `run-retro actions` prints it, or A3 of the latest session", text::line(given)))
    };
    let (session, action) = given.rsplit_once('/').map_or((None, given), |(session, action)| (Some(session), action));
    let number = action.strip_prefix(['A', 'a']).unwrap_or(action).parse().map_err(|_| expected())?;
    let sessions = context.sessions();
    let is_carried = |session: &str| histories.iter().flat_map(|h| &h.session().carried).any(|carried| carried.session == session);
    let session = match session {
        Some(session) if is_carried(session) => session.to_owned(),
        Some(session) => sessions.find(session)?.0,
        None => outputs::latest(&sessions)?.0,
    };
    Ok(Named { session, action: ActionId(number) })
}
