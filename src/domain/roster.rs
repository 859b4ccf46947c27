//! Who holds which role, and who stands in.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    RenewalDirector,
    CsOpsPartner,
    Facilitator,
}

impl Role {
    pub(crate) const ALL: [Self; 3] = [Self::RenewalDirector, Self::CsOpsPartner, Self::Facilitator];

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::RenewalDirector => "renewal-director",
            Self::CsOpsPartner => "cs-ops-partner",
            Self::Facilitator => "facilitator",
        }
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::RenewalDirector => "Renewal Director",
            Self::CsOpsPartner => "CS Ops Partner",
            Self::Facilitator => "Facilitator",
        }
    }

    pub(crate) fn duty(self) -> &'static str {
        match self {
            Self::RenewalDirector => "sponsors the session, finalises recommendations, signs off",
            Self::CsOpsPartner => "compiles the data and the action tracker",
            Self::Facilitator => "runs the room",
        }
    }

    /// The role that somebody's words behind a name are (`facilitator`, `CS Ops`, `Renewals Director`).
    pub(crate) fn named(words: &str) -> Option<Self> {
        let plain = |words: &str| -> Vec<String> {
            let parts = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            parts.map(|word| text::fold(word).trim_end_matches('s').to_owned()).collect()
        };
        let words = plain(words);
        let is_meant = |role: &Self| {
            let label = plain(role.label());
            label == words || (words.len() > 1 && label.starts_with(&words))
        };
        Self::ALL.into_iter().find(is_meant)
    }

    /// Who stands in when nobody else is named.
    pub(crate) fn default_fallback(self) -> Option<&'static str> {
        matches!(self, Self::RenewalDirector).then_some("Exec Sponsor")
    }
}

/// A role as it is filled in this session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub name: Option<String>,
    pub fallback: Option<String>,
    /// The fallback sits in for the named person.
    pub fallback_used: bool,
}

impl Seat {
    /// Who acts in the role now.
    pub(crate) fn acting(&self) -> Option<&str> {
        if self.fallback_used { self.fallback.as_deref() } else { self.name.as_deref() }
    }
}

/// All roles of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster(BTreeMap<Role, Seat>);

impl Default for Roster {
    fn default() -> Self {
        let seat = |role: Role| Seat { fallback: role.default_fallback().map(ToOwned::to_owned), ..Seat::default() };
        Self(Role::ALL.into_iter().map(|role| (role, seat(role))).collect())
    }
}

impl Roster {
    pub fn seat(&self, role: Role) -> &Seat {
        &self.0[&role]
    }

    pub(crate) fn set(&mut self, role: Role, seat: Seat) {
        self.0.insert(role, seat);
    }
}

/// What is confirmed before the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewItem {
    Resources,
    Dependencies,
    Deliverables,
}

impl ReviewItem {
    pub const ALL: [Self; 3] = [Self::Resources, Self::Dependencies, Self::Deliverables];

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Resources => "Facilitation resources: facilitator, screen share and time are there",
            Self::Dependencies => "Dependencies: CS Ops, Product and Finance are in the room or have sent their input",
            Self::Deliverables => "Deliverables: report, action tracker, transcript and plan go to the people who need them",
        }
    }
}
