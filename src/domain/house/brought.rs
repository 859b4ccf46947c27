//! What a retro hands on of its house: lines that are still parked, agreements that nobody dropped, and how it was scored.

use serde::{Deserialize, Serialize};

use super::{Agreement, AgreementId, Parked, ParkedId};
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
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
