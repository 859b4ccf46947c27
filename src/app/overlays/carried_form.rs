//! What becomes of an action that was taken over: done, worked, stalled with why, or carried on with another date or owner.

use super::date_entry::Seen;
use super::form::{Field, Form};
use super::forms::{self, Refused};
use super::name_entry::Names;
use super::{Overlay, Purpose};
use crate::app::turn::Turn;
use crate::app::world::World;
use crate::domain::action::{Action, ActionStatus, CarriedAction, Verdict};
use crate::domain::text;
use crate::domain::wish::Wish;

const BECAME: &str = "What became of it";
const DUE: &str = "Due";
const OWNER: &str = "Owner";
const WHY: &str = "Why";

/// What the choice says, in its order.
const OPEN: usize = 0;
const STALLED: usize = 3;
const GOES_ON: usize = 4;

/// Where the form begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum At {
    /// As it stands.
    Start,
    /// It stalled: only why is missing.
    Stalled,
    /// It goes on: the date comes first.
    Date,
}

fn place(carried: &CarriedAction) -> usize {
    match carried.verdict {
        Some(Verdict::Done) => 1,
        Some(Verdict::Worked) => 2,
        Some(Verdict::Stalled) => STALLED,
        None if carried.goes_on => GOES_ON,
        None => OPEN,
    }
}

fn verdict(chosen: usize) -> Option<Verdict> {
    [None, Some(Verdict::Done), Some(Verdict::Worked), Some(Verdict::Stalled)].get(chosen).copied().flatten()
}

/// `None` where nothing was taken over by that place.
pub(crate) fn asked(world: &World, index: usize, at: At) -> Option<Overlay> {
    let session = world.session();
    let carried = session.carried.get(index)?;
    let choices = ["not judged yet", "done", "done, and it worked", "stalled", "goes on"].map(ToOwned::to_owned).to_vec();
    let action = &carried.action;
    let metric = action.metric.with_baseline(carried.baseline.as_ref());
    let agreed =
        if metric.is_set() { format!("agreed in {}; {metric}", carried.session) } else { format!("agreed in {}", carried.session) };
    let fields = vec![
        Field::choice(BECAME, &format!("←→ {agreed}"), choices, place(carried)),
        Field::date(DUE, action.due),
        Field::person(OWNER, "who sees to it from now on", &action.owner, Names::of(session)),
        Field::text(WHY, "why it stalled, or why it is put off; needed for both", carried.why.as_deref().unwrap_or_default()),
    ];
    let mut form = Form::new(Purpose::Carried(index), text::shortened(&format!("Carried over: {}", action.title), 70), fields);
    match at {
        At::Start => {}
        At::Stalled => form.choose(BECAME, STALLED, WHY),
        At::Date => form.choose(BECAME, GOES_ON, DUE),
    }
    Some(Overlay::Form(form))
}

/// Takes the filled form in.
///
/// # Errors
/// The door refuses it; what is wrong stands at its field.
pub(super) fn submitted(turn: &mut Turn, form: &mut Form, index: usize) -> Result<(), Refused> {
    let Some(carried) = turn.model.world.session().carried.get(index).cloned() else {
        form.refuse(BECAME, "This action is not here any more");
        return Err(Refused);
    };
    let seen = turn.model.world.seen(turn.now);
    let wanted = read(form, &carried.action, seen)?;
    let why = Some(form.value(WHY).to_owned());
    let (was, chosen) = (place(&carried), form.field(BECAME).map_or(OPEN, Field::chosen));
    let is_moved = wanted != carried.action;
    if is_moved && chosen != was && chosen != GOES_ON {
        form.refuse(BECAME, "With another date or owner it goes on: choose that, or leave both as they were");
        return Err(Refused);
    }
    if is_moved || (chosen == GOES_ON && was != GOES_ON) {
        let wish = Wish::CarryOn { carried: index, seen: Box::new(carried.action), wanted: Box::new(wanted), why };
        return forms::ask_at(turn, form, WHY, wish).map(drop);
    }
    if chosen == was && form.value(WHY) != form.original(WHY) {
        form.refuse(BECAME, "Say what became of it, too: a reason alone is not kept");
        return Err(Refused);
    }
    if chosen == was {
        return Ok(());
    }
    forms::ask_at(turn, form, WHY, Wish::Judge { carried: index, verdict: verdict(chosen), why }).map(drop)
}

/// What goes on is no longer stalled.
fn read(form: &mut Form, action: &Action, seen: Seen) -> Result<Action, Refused> {
    let (due, owner) = (forms::read_day(form, DUE, seen)?, forms::read_person(form, OWNER)?);
    let goes_on = form.field(BECAME).is_some_and(|field| field.chosen() == GOES_ON) || due != action.due;
    let status = if goes_on && action.status == ActionStatus::Stalled { ActionStatus::Open } else { action.status };
    Ok(Action { owner, due, status, ..action.clone() })
}
