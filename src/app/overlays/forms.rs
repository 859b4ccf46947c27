//! The forms there are: a seat of the roster, an action, what was said to an escalation.

use chrono::{Days, NaiveDate};

use super::date_entry::Seen;
use super::form::{Field, Form};
use super::{Overlay, Purpose, corrections};
use crate::analysis::findings::WatchRow;
use crate::app::screens::lists::ListId;
use crate::app::turn::Turn;
use crate::app::world::World;
use crate::domain::action::{Action, ActionId, ActionStatus, SuccessMetric, Team};
use crate::domain::card::CardId;
use crate::domain::event::Event;
use crate::domain::guardrail;
use crate::domain::roster::{Role, Seat};
use crate::domain::session::Session;
use crate::domain::text;
use crate::domain::wish::Wish;
use crate::telling::figures;

const NAME: &str = "Name";
const FALLBACK: &str = "Fallback";
const STANDS_IN: &str = "Stands in";

const TITLE: &str = "Title";
const OWNER: &str = "Owner";
const OWNER_ROLE: &str = "Role";
const TEAM: &str = "Team";
const DUE: &str = "Due";
const METRIC: &str = "Success metric";
const BASELINE: &str = "Baseline";
const TARGET: &str = "Target";
const SLA: &str = "SLA, days";
const INSIGHT: &str = "Answers";
const STATUS: &str = "Status";

const WHO: &str = "Who answers";
const ANSWER: &str = "Answer";

const NO_INSIGHT: &str = "no insight";

/// The form was refused; what is wrong stands at its field.
#[derive(Debug)]
pub(crate) struct Refused;

pub(crate) fn seat(role: Role, seat: &Seat) -> Overlay {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let fields = vec![
        Field::text(NAME, role.duty(), &text(&seat.name)),
        Field::text(FALLBACK, "who does it when the named person cannot", &text(&seat.fallback)),
        Field::choice(STANDS_IN, "←→", vec!["no".into(), "yes, the fallback is here instead".into()], usize::from(seat.fallback_used)),
    ];
    Overlay::Form(Form::new(Purpose::Seat(role), role.label(), fields))
}

/// An empty form, for an action that answers `insight`.
pub(crate) fn new_action(world: &World, insight: Option<CardId>) -> Overlay {
    let mut action = Action::new(world.history.next_action(), String::new());
    action.insight = insight;
    action.sla_days = usual_sla(world.session(), insight);
    Overlay::Form(Form::new(Purpose::NewAction(insight), "New action", action_fields(world, &action)))
}

/// What answers a critical blocker may not lie long; else it is as with the action before.
fn usual_sla(session: &Session, insight: Option<CardId>) -> u32 {
    let is_critical = |id: &CardId| session.insight(*id).is_some_and(|card| card.critical);
    let usual = session.actions.iter().rfind(|action| !action.insight.as_ref().is_some_and(is_critical));
    if insight.as_ref().is_some_and(is_critical) {
        return Action::CRITICAL_SLA_DAYS;
    }
    usual.map_or(Action::DEFAULT_SLA_DAYS, |action| action.sla_days)
}

/// A form for an action on an account whose renewal is ahead: before the last landmark, or before it is due.
pub(crate) fn act_on(world: &World, row: &WatchRow) -> Overlay {
    let why = row.signs.first().map_or_else(|| format!("due {}", row.due), |sign| sign.brief.clone());
    let mut action = Action::new(world.history.next_action(), format!("Renew {}: {why}", row.account));
    action.owner = row.owner.to_string();
    let month_before = row.due - Days::new(30);
    action.due = Some(if month_before > world.as_of() { month_before } else { row.due }).filter(|due| *due > world.as_of());
    action.metric.name = format!("Renewal of {}", row.account);
    action.metric.baseline = row.rate.map(|rate| format!("{} of those like it are lost", figures::percent_short(rate))).unwrap_or_default();
    "renewed".clone_into(&mut action.metric.target);
    Overlay::Form(Form::new(Purpose::ActOn(row.account.to_string()), "New action", action_fields(world, &action)))
}

/// The same form before anything is known of the account; what was typed into it before says the rest.
pub(crate) fn act_on_account(world: &World, account: &str) -> Overlay {
    let action = Action::new(world.history.next_action(), String::new());
    Overlay::Form(Form::new(Purpose::ActOn(account.to_owned()), "New action", action_fields(world, &action)))
}

pub(crate) fn edit_action(world: &World, action: &Action) -> Overlay {
    Overlay::Form(Form::new(Purpose::EditAction(action.id), format!("Action {}", action.id), action_fields(world, action)))
}

/// What somebody said to the escalation with that name; `None` where nothing is escalated as that.
pub(crate) fn answer(world: &World, name: &str) -> Option<Overlay> {
    let escalation = guardrail::escalations(world.session(), world.as_of()).into_iter().find(|raised| raised.name == name)?;
    let fields = vec![
        Field::text(WHO, &format!("of {}", escalation.to), ""),
        Field::text(ANSWER, "in their words: who takes it on and by when, or that it stays as it is", ""),
    ];
    let title = format!("Answer to “{}”", text::shortened(&escalation.subject, 60));
    Some(Overlay::Form(Form::new(Purpose::Answer(name.to_owned()), title, fields)))
}

fn action_fields(world: &World, action: &Action) -> Vec<Field> {
    let labels = |all: &[&str]| all.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>();
    let teams = labels(&Team::ALL.map(Team::label));
    let statuses = labels(&ActionStatus::ALL.map(ActionStatus::label));
    let place_of = |id: CardId| world.session().insights.iter().position(|card| card.holds(id)).map(|i| i + 1);
    let insights: Vec<String> = std::iter::once(NO_INSIGHT.to_owned())
        .chain(world.session().insights.iter().map(|card| format!("{} {}", card.id, card.text)))
        .collect();
    vec![
        Field::text(TITLE, "what will be done, beginning with a verb", &action.title),
        Field::text(OWNER, "one person", &action.owner),
        Field::text(OWNER_ROLE, "their role, as people say it", &action.role),
        Field::choice(TEAM, "←→", teams, Team::ALL.iter().position(|t| *t == action.team).unwrap_or(0)),
        Field::date(DUE, action.due),
        Field::text(METRIC, "what will be measured", &action.metric.name),
        Field::text(BASELINE, "where it stands", &action.metric.baseline),
        Field::text(TARGET, "where it should get to", &action.metric.target),
        Field::text(SLA, "days after the due date, or the last progress, until it is escalated", &action.sla_days.to_string()),
        Field::choice(INSIGHT, "←→ the insight it follows from", insights, action.insight.and_then(place_of).unwrap_or(0)),
        Field::choice(STATUS, "←→", statuses, ActionStatus::ALL.iter().position(|s| *s == action.status).unwrap_or(0)),
    ]
}

/// Takes a filled form in.
///
/// # Errors
/// When a field cannot be read: the form stays, with the error at the field.
pub(crate) fn submitted(turn: &mut Turn, form: &mut Form) -> Result<(), Refused> {
    match form.purpose.clone() {
        Purpose::Seat(role) => ask(turn, form, Wish::TakeSeat(role, read_seat(form))).map(drop),
        Purpose::NewAction(_) | Purpose::ActOn(_) => {
            let wanted = read_action(turn, form, turn.model.world.history.next_action())?;
            if let Event::ActionAdded { action } = ask(turn, form, Wish::AddAction(Box::new(wanted)))? {
                turn.model.screens.list_mut(ListId::Actions).select_key(action.id.to_string());
            }
            Ok(())
        }
        Purpose::EditAction(id) => {
            let wanted = Box::new(read_action(turn, form, id)?);
            match turn.model.world.session().action(id).cloned().map(Box::new) {
                Some(seen) if seen == wanted => Ok(()),
                Some(seen) => ask(turn, form, Wish::ChangeAction { seen, wanted, why: None }).map(drop),
                None => ask(turn, form, Wish::AddAction(wanted)).map(drop),
            }
        }
        Purpose::Answer(name) => {
            let (who, answer) = (text::line(form.value(WHO)), form.value(ANSWER).trim().to_owned());
            let at = if who.is_empty() { WHO } else { ANSWER };
            ask_at(turn, form, at, Wish::AnswerEscalation { name, who, answer }).map(drop)
        }
        Purpose::Correct(id) => corrections::submitted(turn, form, id),
        _ => Ok(()),
    }
}

/// Asks for what the form says; a refusal stands at its first field.
fn ask(turn: &mut Turn, form: &mut Form, wish: Wish) -> Result<Event, Refused> {
    let first = form.fields.first().map_or("", |field| field.label);
    ask_at(turn, form, first, wish)
}

/// Asks for what the form says; a refusal stands at the field of that label.
fn ask_at(turn: &mut Turn, form: &mut Form, label: &str, wish: Wish) -> Result<Event, Refused> {
    let event = turn.grant(wish).map_err(|refusal| {
        form.refuse(label, refusal.to_string());
        Refused
    })?;
    turn.say(event.describe());
    Ok(event)
}

fn read_seat(form: &Form) -> Seat {
    let name = |label| Some(text::line(form.value(label))).filter(|name| !name.is_empty());
    Seat { name: name(NAME), fallback: name(FALLBACK), fallback_used: form.field(STANDS_IN).is_some_and(|f| f.chosen() == 1) }
}

fn read_action(turn: &Turn, form: &mut Form, id: ActionId) -> Result<Action, Refused> {
    let line = |label| text::line(form.value(label));
    let chosen = |label| form.field(label).map_or(0, Field::chosen);
    let insight = chosen(INSIGHT).checked_sub(1).and_then(|i| turn.model.world.session().insights.get(i)).map(|card| card.id);
    let mut action = Action {
        title: line(TITLE),
        owner: line(OWNER),
        role: line(OWNER_ROLE),
        team: Team::ALL[chosen(TEAM)],
        metric: SuccessMetric { name: line(METRIC), baseline: line(BASELINE), target: line(TARGET) },
        insight,
        status: ActionStatus::ALL[chosen(STATUS)],
        ..Action::new(id, String::new())
    };
    action.due = read_due(form, turn.model.world.seen_from(turn.now.date_naive()))?;
    action.sla_days = read_sla(form)?;
    Ok(action)
}

fn read_due(form: &mut Form, seen: Seen) -> Result<Option<NaiveDate>, Refused> {
    let typed = form.value(DUE).trim().to_owned();
    if typed.is_empty() {
        return Ok(None);
    }
    seen.read(&typed).map(Some).map_err(|error| {
        form.refuse(DUE, error);
        Refused
    })
}

fn read_sla(form: &mut Form) -> Result<u32, Refused> {
    form.value(SLA).trim().parse().map_err(|_| {
        form.refuse(SLA, "A number of days");
        Refused
    })
}
