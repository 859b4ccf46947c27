//! The forms there are: a seat of the roster, an action, what was said to an escalation.

use crate::app::command::Command;
use crate::app::keymap;
use chrono::{Days, NaiveDate};

use super::date_entry::Seen;
use super::form::{Entry, Field, Form};
use super::name_entry::Names;
use super::offers::Offers;
use super::{Overlay, Purpose, carried_form, corrections, effect_form, house};
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::effects;
use crate::analysis::findings::WatchRow;
use crate::app::screens::lists::ListId;
use crate::app::turn::Turn;
use crate::app::world::World;
use crate::domain::action::{Action, ActionId, ActionStatus, SuccessMetric, Team};
use crate::domain::card::CardId;
use crate::domain::event::Event;
use crate::domain::guardrail;
use crate::domain::house::{Became, Parked};
use crate::domain::measure;
use crate::domain::roster::{Role, Seat};
use crate::domain::session::Session;
use crate::domain::target::Target;
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
const JUDGED_ON: &str = "Judged on";
const SLA: &str = "SLA, days";
const INSIGHT: &str = "Answers";
const STATUS: &str = "Status";

const WHO: &str = "Who answers";
const ANSWER: &str = "Answer";

const NO_INSIGHT: &str = "no insight";

/// The form was refused; what is wrong stands at its field.
#[derive(Debug)]
pub(crate) struct Refused;

pub(crate) fn seat(session: &Session, role: Role) -> Overlay {
    // As in the last retro, until somebody says otherwise: Enter keeps it.
    let filled = session.roster.seat(role);
    let seat = session.house.past_seats.get(&role).filter(|_| filled.name.is_none() && !filled.fallback_used).unwrap_or(filled);
    let person = |label, hint, value: &Option<String>| Field::person(label, hint, value.as_deref().unwrap_or(""), Names::of(session));
    let fields = vec![
        person(NAME, role.duty(), &seat.name),
        person(FALLBACK, "who does it when the named person cannot", &seat.fallback),
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

/// A form for an action made of a parked line.
pub(crate) fn parked_action(world: &World, line: &Parked) -> Overlay {
    let mut action = Action::new(world.history.next_action(), line.text.clone());
    action.sla_days = usual_sla(world.session(), None);
    Overlay::Form(Form::new(Purpose::ParkedAction(line.id), format!("Action of {}", line.id), action_fields(world, &action)))
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
    Overlay::Form(form_of(world, action))
}

/// The same form, with the keys in the field that the gate still waits for.
pub(crate) fn fill_in_action(world: &World, action: &Action) -> Overlay {
    Overlay::Form(form_of(world, action).beginning_at(wanting(action)))
}

fn form_of(world: &World, action: &Action) -> Form {
    Form::new(Purpose::EditAction(action.id), format!("Action {}", action.id), action_fields(world, action))
}

/// The field that has the keys first: what the gate still waits for.
fn wanting(action: &Action) -> &'static str {
    match () {
        () if action.owner.trim().is_empty() => OWNER,
        () if action.due.is_none() => DUE,
        () if !action.metric.is_set() => METRIC,
        () => TITLE,
    }
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
    let offers = Offers::of(effects::offered(&world.facts, &RoomDecisions::of(world.session())));
    let place_of = |id: CardId| world.session().insights.iter().position(|card| card.holds(id)).map(|i| i + 1);
    let insights: Vec<String> = std::iter::once(NO_INSIGHT.to_owned())
        .chain(world.session().insights.iter().map(|card| format!("{} {}", card.id, card.text)))
        .collect();
    vec![
        Field::text(TITLE, "what will be done, beginning with a verb", &action.title),
        Field::person(OWNER, "one person; Tab completes a name of the room", &action.owner, Names::of(world.session())),
        Field::text(OWNER_ROLE, "their role, as people say it", &action.role),
        Field::choice(TEAM, "←→", teams, Team::ALL.iter().position(|t| *t == action.team).unwrap_or(0)),
        Field::date(DUE, action.due),
        Field::offered(
            METRIC,
            "what will be measured; Tab completes what the program computes (GRR, a share of losses …)",
            &action.metric.name,
            offers,
        ),
        Field::text(BASELINE, &stands_at(world, action), &action.metric.baseline),
        Field::text(TARGET, "where it should get to; of what is computed a share, such as 92 %", &action.metric.target),
        Field::date(JUDGED_ON, action.metric.by),
        Field::text(SLA, "days after the due date, or the last progress, until it is escalated", &action.sla_days.to_string()),
        Field::choice(INSIGHT, "←→ the insight it follows from", insights, action.insight.and_then(place_of).unwrap_or(0)),
        Field::choice(STATUS, "←→", statuses, ActionStatus::ALL.iter().position(|s| *s == action.status).unwrap_or(0)),
    ]
}

/// Where its figure stands, as far as that is computed.
fn stands_at(world: &World, action: &Action) -> String {
    let kept = world.session().baselines.get(&action.id).filter(|kept| action.metric.measure.as_ref() == Some(&kept.measure));
    match kept {
        Some(kept) => format!("computed: {}; leave it empty", kept.in_short()),
        None => "where it stands; leave it empty of what the program computes".to_owned(),
    }
}

/// Takes a filled form in.
///
/// # Errors
/// When a field cannot be read: the form stays, with the error at the field.
pub(crate) fn submitted(turn: &mut Turn, form: &mut Form) -> Result<(), Refused> {
    stands_on_what_is_so(turn, form)?;
    match form.purpose.clone() {
        Purpose::Seat(role) => {
            let seat = read_seat(form)?;
            ask(turn, form, Wish::TakeSeat(role, seat)).map(drop)
        }
        Purpose::NewAction(_) | Purpose::ActOn(_) => {
            let wanted = read_action(turn, form, turn.model.world.history.next_action())?;
            if let Event::ActionAdded { action } = ask(turn, form, Wish::AddAction(Box::new(wanted)))? {
                turn.model.screens.list_mut(ListId::Actions).select_key(action.id.to_string());
            }
            Ok(())
        }
        Purpose::ParkedAction(line) => {
            let id = turn.model.world.history.next_action();
            let wanted = Wish::AddAction(Box::new(read_action(turn, form, id)?));
            let driver = turn.model.driver();
            match house::settle_with(turn, line, Became::Action(id), (&driver, wanted)) {
                Ok(event) => turn.say(format!("{}; {} takes it back", event.describe(), keymap::named(Command::Undo))),
                Err(why) => {
                    form.refuse(TITLE, why);
                    return Err(Refused);
                }
            }
            turn.model.screens.list_mut(ListId::Actions).select_key(id.to_string());
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
        Purpose::Carried(carried) => carried_form::submitted(turn, form, carried),
        Purpose::Effect(carried) => effect_form::submitted(turn, form, carried),
        Purpose::Answer(name) => {
            let (who, answer) = (text::line(form.value(WHO)), form.value(ANSWER).trim().to_owned());
            let at = if who.is_empty() { WHO } else { ANSWER };
            ask_at(turn, form, at, Wish::AnswerEscalation { name, who, answer }).map(drop)
        }
        Purpose::Correct(id) => corrections::submitted(turn, form, id),
        _ => Ok(()),
    }
}

/// While a form is open, others may change what it is about: that stays, and what both changed is asked.
fn stands_on_what_is_so(turn: &Turn, form: &mut Form) -> Result<(), Refused> {
    let session = turn.model.world.session();
    let fresh = match form.purpose {
        Purpose::Seat(role) => seat(session, role),
        Purpose::EditAction(id) => match session.action(id) {
            Some(action) => edit_action(&turn.model.world, action),
            None => return Ok(()),
        },
        _ => return Ok(()),
    };
    let Overlay::Form(fresh) = fresh else { return Ok(()) };
    let clashing = form.follow(fresh);
    for label in clashing.iter().rev() {
        let now = Some(form.original(label)).filter(|now| !now.is_empty()).unwrap_or("nothing").to_owned();
        form.refuse(label, format!("Somebody made it {now} meanwhile; Enter once more takes what stands here"));
    }
    if clashing.is_empty() { Ok(()) } else { Err(Refused) }
}

/// Asks for what the form says; a refusal stands at its first field.
fn ask(turn: &mut Turn, form: &mut Form, wish: Wish) -> Result<Event, Refused> {
    let first = form.fields.first().map_or("", |field| field.label);
    ask_at(turn, form, first, wish)
}

/// Asks for what the form says; a refusal stands at the field of that label.
pub(super) fn ask_at(turn: &mut Turn, form: &mut Form, label: &str, wish: Wish) -> Result<Event, Refused> {
    let event = turn.grant(wish).map_err(|refusal| {
        form.refuse(label, refusal.to_string());
        Refused
    })?;
    turn.say(event.describe());
    Ok(event)
}

fn read_seat(form: &mut Form) -> Result<Seat, Refused> {
    let (name, fallback) = (read_person(form, NAME)?, read_person(form, FALLBACK)?);
    let named = |name: String| Some(name).filter(|name| !name.is_empty());
    let fallback_used = form.field(STANDS_IN).is_some_and(|f| f.chosen() == 1);
    Ok(Seat { name: named(name), fallback: named(fallback), fallback_used })
}

/// A person as they are called in the room. What stood there before stays as it is.
pub(super) fn read_person(form: &mut Form, label: &'static str) -> Result<String, Refused> {
    let typed = text::line(form.value(label));
    let read = match form.field(label).map(|field| &field.entry) {
        Some(Entry::Person(_, names)) if typed != form.original(label) => names.read(&typed),
        _ => Ok(typed),
    };
    read.map_err(|error| {
        form.refuse(label, error);
        Refused
    })
}

fn read_action(turn: &Turn, form: &mut Form, id: ActionId) -> Result<Action, Refused> {
    let words = |form: &Form, label| text::line(form.value(label));
    let metric = [METRIC, BASELINE, TARGET].map(|label| words(form, label));
    let metric = read_metric(form, metric)?;
    let metric = SuccessMetric { by: read_day(form, JUDGED_ON, turn.model.world.seen(turn.now))?, ..metric };
    let line = |label| words(form, label);
    let chosen = |label| form.field(label).map_or(0, Field::chosen);
    let insight = chosen(INSIGHT).checked_sub(1).and_then(|i| turn.model.world.session().insights.get(i)).map(|card| card.id);
    let mut action = Action {
        title: line(TITLE),
        role: line(OWNER_ROLE),
        team: Team::ALL[chosen(TEAM)],
        metric,
        insight,
        status: ActionStatus::ALL[chosen(STATUS)],
        ..Action::new(id, String::new())
    };
    action.owner = read_person(form, OWNER)?;
    action.due = read_day(form, DUE, turn.model.world.seen(turn.now))?;
    action.sla_days = read_sla(form)?;
    Ok(action)
}

/// What names a figure of the program's own has a share to reach, no baseline that somebody typed, and a group that the data have.
fn read_metric(form: &mut Form, [name, baseline, target]: [String; 3]) -> Result<SuccessMetric, Refused> {
    let metric = SuccessMetric { name, baseline, target, ..SuccessMetric::default() };
    let was = form.original(METRIC).to_owned();
    let Some(label) = measure::named(&metric.name).map(|(figure, part)| measure::label(&figure, &part)) else { return Ok(metric) };
    let is_known = matches!(form.field(METRIC).map(|field| &field.entry), Some(Entry::Offered(_, offers)) if offers.holds(&label));
    let wrong = if !is_known && metric.name != was {
        Some((METRIC, format!("These data do not tell {label}; Tab offers what they tell")))
    } else if !metric.baseline.is_empty() && metric.baseline != form.original(BASELINE) {
        Some((BASELINE, format!("{label} is computed: leave it empty, or call your own metric otherwise")))
    } else if metric.baseline.is_empty() && metric.target != form.original(TARGET) {
        Target::read(&metric.target).err().map(|error| (TARGET, error))
    } else {
        None
    };
    match wrong {
        Some((label, error)) => {
            form.refuse(label, error);
            Err(Refused)
        }
        None => Ok(metric.understood()),
    }
}

pub(super) fn read_day(form: &mut Form, label: &'static str, seen: Seen) -> Result<Option<NaiveDate>, Refused> {
    let typed = form.value(label).trim().to_owned();
    if typed.is_empty() {
        return Ok(None);
    }
    seen.read(&typed).map(Some).map_err(|error| {
        form.refuse(label, error);
        Refused
    })
}

fn read_sla(form: &mut Form) -> Result<u32, Refused> {
    form.value(SLA).trim().parse().map_err(|_| {
        form.refuse(SLA, "A number of days");
        Refused
    })
}
