//! What an assistant proposes for a retro. It waits until a person accepts or drops it; nothing of it is in the session before.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::calendar;
use super::request::{Request, RequestId};
use super::session::History;
use super::text;
use super::wish::Wish;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    pub id: RequestId,
    #[serde(deserialize_with = "calendar::moment")]
    pub at: DateTime<Utc>,
    /// Whose assistant it is.
    pub by: String,
    /// The program that the assistant works in.
    pub client: String,
    pub wish: Wish,
}

impl Proposal {
    /// Who said it, for whoever reads the board: `Mara's assistant (claude-code 2.1)`.
    pub fn author(&self) -> String {
        let (by, client) = (text::line(&self.by), text::line(&self.client));
        let whose = if by.is_empty() { "An assistant".to_owned() } else { format!("{by}’s assistant") };
        if client.is_empty() { whose } else { format!("{whose} ({client})") }
    }

    /// Only cards and actions are proposed; whatever else lies there is nobody's to accept.
    pub(crate) fn is_sound(&self) -> bool {
        matches!(self.wish, Wish::AddCard { critical: false, .. } | Wish::AddAction(_))
    }

    /// What it becomes.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.wish {
            Wish::AddCard { kind, .. } => kind.label(),
            _ => "Action",
        }
    }

    /// Its words, on one line.
    pub(crate) fn words(&self) -> String {
        match &self.wish {
            Wish::AddCard { text, .. } => text::line(text),
            Wish::AddAction(action) => text::line(&action.title),
            _ => String::new(),
        }
    }

    /// What stands behind it, a line each: evidence, or who is to do it until when.
    pub(crate) fn details(&self) -> Vec<String> {
        match &self.wish {
            Wish::AddCard { evidence, .. } => {
                evidence.iter().map(|one| text::line(&format!("{} {}", one.statement, one.figures))).collect()
            }
            Wish::AddAction(action) => {
                let due = action.due.map(|due| format!("due {due}"));
                let owner = Some(text::line(&action.owner)).filter(|owner| !owner.is_empty()).map(|owner| format!("owner {owner}"));
                let metric = Some(text::line(&action.metric.to_string())).filter(|metric| !metric.is_empty());
                let told: Vec<String> = owner.into_iter().chain(Some(action.team.label().to_owned())).chain(due).chain(metric).collect();
                vec![told.join(", ")]
            }
            _ => vec![],
        }
    }

    /// As somebody asks for it who accepts it.
    pub(crate) fn accepted(&self) -> Request {
        Request { id: self.id.clone(), at: self.at, by: self.author(), wish: self.wish.clone() }
    }

    /// It was accepted before.
    pub(crate) fn is_in(&self, history: &History) -> bool {
        history.records().iter().any(|record| record.asked.as_ref() == Some(&self.id))
    }
}
