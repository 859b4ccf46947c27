//! Follow-up: the actions of all retros that are not finished, and what became of them.

mod import;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::args::{ActionsArgs, ActionsCommand, ChangeArgs};
use super::{Context, asking, outputs};
use crate::domain::action::{Action, ActionId, ActionStatus, CarriedAction};
use crate::domain::event::SessionId;
use crate::domain::person;
use crate::domain::session::Session;
use crate::domain::text;
use crate::domain::wish::Wish;
use crate::error::{Error, Result};
use crate::export::Format;
use crate::printed::{print, print_bytes};
use crate::runtime;

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
    /// Past due by more than its SLA.
    pub beyond_sla: bool,
    pub success_metric: String,
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
    let as_of = context.args.scope.as_of.unwrap_or_else(|| runtime::now().date_naive());
    let mut all = open(context, as_of, args.all)?;
    all.retain(|one| args.owner.as_ref().is_none_or(|owner| person::is_same_name(owner, &one.owner)) && (!args.overdue || one.overdue));
    let overdue = all.iter().filter(|one| one.overdue).count();
    match args.format {
        Format::Json => print_bytes(&serde_json::to_vec_pretty(&all).unwrap_or_default())?,
        _ => print(&table(&all))?,
    }
    if overdue == 0 { Ok(()) } else { Err(Error::Overdue { count: overdue }) }
}

/// The actions of all sessions, what is due first first. What a later retro judged is as it judged it.
fn open(context: &Context, as_of: NaiveDate, all: bool) -> Result<Vec<Open>> {
    let sessions = context.sessions();
    let survey = sessions.survey()?;
    let histories: Vec<_> = sessions.newest_first(&survey, |_| true).collect();
    let judged: Vec<&CarriedAction> = histories.iter().flat_map(|history| &history.session().carried).collect();
    let mut found: Vec<Open> = histories
        .iter()
        .flat_map(|history| history.session().actions.iter().map(|action| told(history.session(), action, &judged, as_of)))
        .filter(|(status, _)| all || !status.is_closed())
        .map(|(_, one)| one)
        .collect();
    found.sort_by(|a, b| (a.due.is_none(), a.due, &a.reference).cmp(&(b.due.is_none(), b.due, &b.reference)));
    Ok(found)
}

fn told(session: &Session, action: &Action, judged: &[&CarriedAction], as_of: NaiveDate) -> (ActionStatus, Open) {
    let is_this = |carried: &&&CarriedAction| carried.session == session.id.0 && carried.action.id == action.id;
    let verdict = judged.iter().filter(is_this).find_map(|carried| carried.verdict);
    let status = action.status.judged(verdict);
    let now = Action { status, ..action.clone() };
    let one = Open {
        reference: format!("{}/{}", session.id, action.id),
        session: session.id.0.clone(),
        action: action.id.0,
        title: action.title.clone(),
        owner: action.owner.clone(),
        team: action.team.label(),
        due: action.due,
        status: status.label(),
        overdue: now.is_overdue(as_of),
        beyond_sla: now.is_beyond_sla(as_of),
        success_metric: action.metric.to_string(),
    };
    (status, one)
}

fn table(all: &[Open]) -> String {
    if all.is_empty() {
        return "No open actions".to_owned();
    }
    let line = |one: &Open| {
        let due = one.due.map_or_else(|| "no due date".to_owned(), |due| due.to_string());
        let late = match (one.overdue, one.beyond_sla) {
            (_, true) => ", beyond its SLA",
            (true, false) => ", overdue",
            (false, false) => "",
        };
        let owner = if one.owner.is_empty() { "no owner" } else { &one.owner };
        text::line(&format!("{due}  {}{late}  {owner}: {}  [{}]", one.status, one.title, one.reference))
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Asks the retro that an action comes from to change it.
fn change(context: &Context, args: &ChangeArgs) -> Result<()> {
    let (id, number) = reference(context, &args.action)?;
    let history = context.sessions().read(&id)?.history;
    let unknown = || Error::Other(format!("session {id} has no action {number}; `run-retro actions --all` lists them"));
    let seen = history.session().action(number).ok_or_else(unknown)?;
    let wanted = Action {
        status: args.status.map_or(seen.status, ActionStatus::from),
        due: args.due.or(seen.due),
        owner: args.owner.as_deref().map_or_else(|| seen.owner.clone(), text::line),
        ..seen.clone()
    };
    let by = args.by.clone().unwrap_or_else(|| context.config.author());
    let wish = Wish::ChangeAction { seen: Box::new(seen.clone()), wanted: Box::new(wanted), why: args.why.clone() };
    print(&asking::ask(context, &id, &by, wish)?)
}

/// `SESSION/A3`, where the session may be shortened as everywhere; without one, that of the session worked on last.
fn reference(context: &Context, given: &str) -> Result<(SessionId, ActionId)> {
    let expected = || {
        Error::Other(format!("{}: expected SESSION/A3, as `run-retro actions` prints it, or A3 of the latest session", text::line(given)))
    };
    let (session, action) = given.rsplit_once('/').map_or((None, given), |(session, action)| (Some(session), action));
    let number = action.strip_prefix(['A', 'a']).unwrap_or(action).parse().map_err(|_| expected())?;
    let sessions = context.sessions();
    let id = match session {
        Some(session) => sessions.find(session)?,
        None => outputs::latest(&sessions)?,
    };
    Ok((id, ActionId(number)))
}
