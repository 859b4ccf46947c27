//! What happens in the house, and what people wish of it.

use serde::{Deserialize, Serialize};

use super::{AgreementId, Became, ParkedId};
use crate::domain::action::ActionId;
use crate::domain::event::nature::{DECIDED, Nature, SAID};

/// A step, as the journal holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum HouseStep {
    Parked {
        id: ParkedId,
        text: String,
    },
    /// Nothing opens it again.
    ParkedSettled {
        id: ParkedId,
        became: Option<Became>,
    },
    Agreed {
        id: AgreementId,
        text: String,
    },
    AgreementKept {
        id: AgreementId,
        text: String,
        kept: bool,
    },
    /// The check-in asks everybody.
    Asked {
        question: String,
    },
    Answered {
        text: String,
    },
    /// The owner of an action has read it back, or has not after all.
    ReadBack {
        id: ActionId,
        owner: String,
        read: bool,
    },
}

/// What somebody wants of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HouseWish {
    Park {
        text: String,
    },
    /// Nothing opens the line again.
    Settle {
        id: ParkedId,
        became: Option<Became>,
    },
    Agree {
        text: String,
    },
    /// `kept` or dropped.
    Keep {
        id: AgreementId,
        kept: bool,
    },
    Ask {
        question: String,
    },
    Answer {
        text: String,
    },
    ReadBack {
        id: ActionId,
        read: bool,
    },
}

impl HouseStep {
    pub(crate) fn nature(&self) -> Nature {
        let nature = match self {
            Self::ParkedSettled { .. } | Self::Agreed { .. } | Self::AgreementKept { .. } => DECIDED,
            Self::Parked { .. } | Self::Asked { .. } | Self::Answered { .. } | Self::ReadBack { .. } => SAID,
        };
        Nature { since: 7, ..nature }
    }

    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Parked { id, text } => format!("{id} parked for later: {text}"),
            Self::ParkedSettled { id, became: Some(Became::Dropped) } => format!("{id} dropped from the parking lot"),
            Self::ParkedSettled { id, became: Some(became) } => format!("Parked {id} became {became}"),
            Self::ParkedSettled { id, became: None } => format!("{id} is back in the parking lot"),
            Self::Agreed { text, .. } => format!("Working agreement: {text}"),
            Self::AgreementKept { text, kept: true, .. } => format!("Working agreement kept: {text}"),
            Self::AgreementKept { text, kept: false, .. } => format!("Working agreement dropped: {text}"),
            Self::Asked { question } => format!("Asked at check-in: {question}"),
            Self::Answered { text } => format!("Answered at check-in: {text}"),
            Self::ReadBack { id, owner, read: true } if owner.is_empty() => format!("{id} read back, by nobody yet"),
            Self::ReadBack { id, owner, read: true } => format!("{owner} read back {id}"),
            Self::ReadBack { id, read: false, .. } => format!("{id} is to be read back again"),
        }
    }
}
