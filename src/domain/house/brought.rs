//! What a retro hands on of its house: lines that are still parked, agreements that nobody dropped, how it was scored, and who was there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Agreement, AgreementId, Parked, ParkedId};
use crate::domain::person;
use crate::domain::roster::{Role, Seat};
use crate::domain::session::Session;

/// As many retros are looked back on.
const RETURNS: usize = 8;

/// What a session takes over at its opening.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parked: Vec<Parked>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<Agreement>,
    /// Oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_returns: Vec<PastReturn>,
    /// Who was there, in the order in which they came, and who was written down for a role.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// The roles that somebody was named for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub seats: BTreeMap<Role, Seat>,
}

/// The return on time of an earlier retro.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastReturn {
    pub session: String,
    /// What its window is called (`2026-Q2`).
    pub window: String,
    /// 1 to 5, one for each who scored; never empty.
    pub scores: Vec<u8>,
}

impl PastReturn {
    pub fn mean(&self) -> f64 {
        self.scores.iter().map(|score| f64::from(*score)).sum::<f64>() / self.scores.len().max(1) as f64
    }
}

impl Brought {
    /// What a session hands on.
    pub fn from(session: &Session) -> Self {
        let house = &session.house;
        let origin = |from: &Option<String>| from.clone().or_else(|| Some(session.id.to_string()));
        let parked = (1..).zip(house.open()).map(|(id, line)| Parked { id: ParkedId(id), from: origin(&line.from), ..line.clone() });
        let agreements = (1..).zip(house.in_force()).map(|(id, agreement)| Agreement {
            id: AgreementId(id),
            from: origin(&agreement.from),
            kept: None,
            ..agreement.clone()
        });
        let own = PastReturn {
            session: session.id.to_string(),
            window: session.scope.window.label.clone(),
            scores: session.return_on_time.scores(),
        };
        let own = Some(own).filter(|own| !own.scores.is_empty());
        let returns: Vec<PastReturn> = house.past_returns.iter().cloned().chain(own).collect();
        Self {
            parked: parked.collect(),
            agreements: agreements.collect(),
            past_returns: returns[returns.len().saturating_sub(RETURNS)..].to_vec(),
            people: people(session),
            seats: seats(session),
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Who was there; of a retro that wrote nobody down, those of the one before it.
fn people(session: &Session) -> Vec<String> {
    let there = session.people.iter().map(|person| person.name.clone());
    let named = seats(session).into_values().flat_map(|seat| [seat.name, seat.fallback]).flatten();
    let stands_for_nobody = |name: &String| Role::ALL.iter().any(|role| role.default_fallback() == Some(name));
    let before = session.house.past_people.iter().filter(|_| session.people.is_empty()).cloned();
    let mut people: Vec<String> = Vec::new();
    for name in there.chain(before).chain(named.filter(|name| !stands_for_nobody(name))) {
        if !people.iter().any(|known| person::is_same_name(known, &name)) {
            people.push(name);
        }
    }
    people
}

/// As they were filled; whether a fallback sat in is for the next one to say.
fn seats(session: &Session) -> BTreeMap<Role, Seat> {
    let before = |role: Role| session.house.past_seats.get(&role).cloned();
    let filled = |role: Role| {
        let seat = session.roster.seat(role).clone();
        let seat = if seat.name.is_some() { Some(seat) } else { before(role) }?;
        Some((role, Seat { fallback_used: false, ..seat }))
    };
    Role::ALL.into_iter().filter_map(filled).collect()
}
