//! The follow-ups of Action Planning, and the critical blockers that nothing answers yet.

use std::borrow::Cow;

use super::List;
use crate::app::list::column::{Cell, cell, faint, muted, plain};
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::Tone;
use crate::app::screens::actions::{Row, rows as all};
use crate::app::world::World;
use crate::domain::action::{Action, ActionStatus};

pub(crate) const FOLLOW_UPS: List = List::table(|model| rows(&model.world));

fn rows(world: &World) -> Rows<'_> {
    type Col<'a> = Column<'a, Row<'a>>;
    let all = all(world);
    // Numbers of other machines are longer.
    let longest = world.session().actions.iter().map(|action| action.id.to_string().len()).max();
    let number = longest.unwrap_or(0).max(3) as u16;
    let columns = vec![
        Col::text("number", number).titled("").unsorted().says(|row: &Row<'_>| match row {
            Row::Action(action) => faint(action.id.to_string()),
            Row::Unanswered(_) => cell("!", Tone::Bad),
        }),
        Col::text("Action", 24).grows().says(|row| match row {
            Row::Action(action) => plain(action.title.as_str()),
            Row::Unanswered(card) => cell(card.text.as_str(), Tone::Bad),
        }),
        Col::text("Owner", 14).by(of(|action| action.owner.clone())).says(shown(|action| or_missing(&action.owner, Tone::Plain))),
        Col::text("Team", 7).priority(3).says(shown(|action| muted(action.team.label()))),
        Col::text("Due", 11).by(of(told)).says(shown(move |action| due(world, action))),
        Col::text("Success metric", 20)
            .priority(2)
            .by(of(|action| action.metric.to_string()))
            .says(shown(|action| or_missing(metric(action), Tone::Neutral))),
        Col::text("Answers", 7).priority(4).says(|row| muted(row.answers().map_or_else(String::new, |id| id.to_string()))),
        Col::text("Status", 20)
            .priority(1)
            .says(move |row| if let Row::Action(action) = row { by_now(world, action) } else { cell("! unanswered", Tone::Bad) }),
    ];
    let ids: Vec<String> = all.iter().map(Row::key).collect();
    Rows::new(all.len(), move |i| all[i], Row::key, columns).also(move |i| ids[i].clone())
}

/// What an action is sorted by; a blocker without one has nothing.
fn of(value: impl Fn(&Action) -> String) -> impl Fn(&Row<'_>) -> Value {
    move |row| Value::Text(if let Row::Action(action) = row { value(action) } else { String::new() })
}

/// What is said of an action; of a blocker without one nothing.
fn shown<'a>(text: impl Fn(&'a Action) -> Cell<'a>) -> impl Fn(&Row<'a>) -> Cell<'a> {
    move |row| if let Row::Action(action) = row { text(action) } else { Cell::default() }
}

fn or_missing<'a>(text: impl Into<Cow<'a, str>>, tone: Tone) -> Cell<'a> {
    let text = text.into();
    if text.is_empty() { cell("missing", Tone::Warn) } else { cell(text, tone) }
}

fn metric(action: &Action) -> String {
    if action.metric.is_set() { action.metric.to_string() } else { String::new() }
}

fn told(action: &Action) -> String {
    action.due.map_or_else(String::new, |due| due.to_string())
}

fn due<'a>(world: &World, action: &Action) -> Cell<'a> {
    match action.due {
        Some(due) if world.since(action).is_none() && world.session().lateness(action, world.as_of()).is_overdue() => {
            cell(format!("{due}!"), Tone::Bad)
        }
        _ => or_missing(told(action), Tone::Plain),
    }
}

/// As it stands; where a later retro said what became of it, as that says.
fn by_now<'a>(world: &World, action: &Action) -> Cell<'a> {
    match world.since(action) {
        Some(now) => {
            let Cell { text, tone } = status(now);
            cell(format!("{text}, since"), tone)
        }
        None => status(action.status),
    }
}

fn status<'a>(status: ActionStatus) -> Cell<'a> {
    match status {
        ActionStatus::Open => muted("○ open"),
        ActionStatus::InProgress => muted("◐ in progress"),
        ActionStatus::Done => cell("● done", Tone::Good),
        ActionStatus::Stalled => cell("! stalled", Tone::Warn),
        ActionStatus::Dropped => muted("× dropped"),
    }
}
