//! Who joins: one name or a list, and the roles that they come for.

use crate::app::turn::Turn;
use crate::domain::person::{self, Listed};
use crate::domain::roster::{Role, Seat};
use crate::domain::wish::Wish;

/// Several names, with commas between them, are several people; who has a role behind the name takes it.
pub(super) fn join_all(turn: &mut Turn, typed: &str) -> Result<(), String> {
    let mut people = person::listed(typed);
    if people.len() > 1 {
        // Of a list that is pasted again, or that was refused halfway, those who are there already are no fault.
        people.retain(|one| turn.model.world.session().person_named(&one.name).is_none());
    } else if people.is_empty() {
        people.push(Listed::default());
    }
    let roles = person::roles(&people);
    let mut joined = Vec::new();
    for (Listed { name, .. }, role) in people.into_iter().zip(roles) {
        turn.grant(Wish::Join { name: name.clone() }).map_err(|refusal| refusal.to_string())?;
        let seat = role.map_or_else(String::new, |role| take_seat(turn, role, &name));
        joined.push(format!("{name}{seat}"));
    }
    turn.say(if joined.is_empty() { "All of them are in the list already".to_owned() } else { format!("{} joined", joined.join(", ")) });
    Ok(())
}

/// Who comes with a role takes it, as a part of coming, unless it is somebody's.
fn take_seat(turn: &mut Turn, role: Role, name: &str) -> String {
    let seat = turn.model.world.session().roster.seat(role).clone();
    if let Some(holder) = seat.name.filter(|holder| !person::is_same_name(holder, name)) {
        return format!(" ({} stays {holder})", role.label());
    }
    let whole = turn.model.world.history.last_seq();
    let seat = Seat { name: Some(name.to_owned()), fallback: seat.fallback, fallback_used: false };
    match turn.grant_part(&turn.model.driver(), Wish::TakeSeat(role, seat), whole) {
        Ok(_) => format!(" ({})", role.label()),
        Err(refusal) => format!(" ({refusal})"),
    }
}
