//! What a retro proposes to change where something is laid down: in playbooks, in pricing, in the forecast.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::card::{CardId, Insight, InsightKind};
use crate::domain::session::Session;
use crate::domain::text;

/// An insight of the board, as the plan shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlanInsight {
    pub id: CardId,
    pub kind: InsightKind,
    pub text: String,
    pub votes: u32,
    pub critical: bool,
    /// The decision to accept a critical blocker as it is.
    pub accepted: Option<String>,
    /// What stands behind it, a sentence each.
    pub evidence: Vec<String>,
}

/// Where something is laid down that retros change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// How accounts are renewed.
    RenewalPlaybooks,
    /// Prices, discounts and terms.
    DealDesk,
    Forecasting,
}

/// Something that the room decided about an insight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Proposal {
    /// The insight's, and a number from 1: `I3-1`.
    pub id: String,
    pub text: String,
    /// Who wrote it down.
    pub by: String,
    pub insight: CardId,
    /// As the decision itself says (`Deal desk: …`), else as the evidence behind the insight tells; `null` where neither does.
    pub area: Option<Area>,
}

impl Area {
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::RenewalPlaybooks => "renewal playbooks",
            Self::DealDesk => "deal desk",
            Self::Forecasting => "forecasting",
        }
    }

    /// As it stands in files.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::RenewalPlaybooks => "renewal-playbooks",
            Self::DealDesk => "deal-desk",
            Self::Forecasting => "forecasting",
        }
    }

    /// What a decision says that it changes: what it begins with (`Deal desk: no uplift over 7 %`), or the one that it names.
    pub(crate) fn said(decision: &str) -> Option<Self> {
        const NAMED: [(Area, &[&str]); 3] = [
            (Area::RenewalPlaybooks, &["playbook", "playbooks"]),
            (Area::DealDesk, &["deal desk", "dealdesk"]),
            (Area::Forecasting, &["forecast", "forecasting", "forecasts"]),
        ];
        let named_in = |text: &str| {
            let words: Vec<String> =
                text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
            let spaced = format!(" {} ", words.join(" "));
            let is_named = |names: &[&str]| names.iter().any(|name| spaced.contains(&format!(" {name} ")));
            let mut named = NAMED.iter().filter(|(_, names)| is_named(names)).map(|(area, _)| *area);
            // Who names two says of neither that it is the one.
            named.next().filter(|_| named.next().is_none())
        };
        let begins = decision.split_once(':').and_then(|(begins, _)| named_in(begins));
        begins.or_else(|| named_in(decision))
    }

    /// What the first evidence is about that is about one of them.
    pub(crate) fn of(card: &Insight) -> Option<Self> {
        card.evidence.iter().find_map(|evidence| Self::of_key(evidence.key.strip_prefix("emerging:").unwrap_or(&evidence.key)))
    }

    pub(crate) fn of_key(key: &str) -> Option<Self> {
        match key.split_once(':')? {
            ("signal", name) if name.starts_with("uplift") || name.starts_with("discount") => Some(Self::DealDesk),
            // What is done about an early sign is how accounts are renewed.
            ("play" | "signal", _) => Some(Self::RenewalPlaybooks),
            ("forecast", _) => Some(Self::Forecasting),
            ("pricing", _) => Some(Self::DealDesk),
            ("reason", reason) if reason.starts_with("pricing.") => Some(Self::DealDesk),
            _ => None,
        }
    }
}

pub(crate) fn insights(session: &Session) -> Vec<PlanInsight> {
    let of_card = |card: &Insight| PlanInsight {
        id: card.id,
        kind: card.kind,
        text: card.text.clone(),
        votes: card.votes.total(),
        critical: card.critical,
        accepted: card.accepted.clone(),
        evidence: card.evidence.iter().map(|evidence| evidence.statement.clone()).collect(),
    };
    session.insights.iter().map(of_card).collect()
}

/// What was decided about the insights on the board, in their order.
pub(crate) fn proposals(session: &Session) -> Vec<Proposal> {
    let of_card = |card: &Insight| {
        let (insight, area) = (card.id, Area::of(card));
        let decided = card.remarks().filter(|remark| remark.decided).zip(1..);
        let all: Vec<Proposal> = decided
            .map(|(remark, n)| Proposal {
                id: format!("{insight}-{n}"),
                text: text::line(&remark.text),
                by: remark.by.clone(),
                insight,
                // The room's word stands above what its evidence suggests.
                area: Area::said(&remark.text).or(area),
            })
            .collect();
        all
    };
    session.insights.iter().flat_map(of_card).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_says_itself_what_it_changes() {
        for (decision, area) in [
            ("Deal desk: no uplift over 7 % without a playbook", Some(Area::DealDesk)),
            ("We change the playbook: sponsors are met at 120 days", Some(Area::RenewalPlaybooks)),
            ("Forecast calls move to Mondays", Some(Area::Forecasting)),
            ("Playbook and deal desk stay as they are", None),
            ("No uplift over 7 %", None),
        ] {
            assert_eq!(Area::said(decision), area, "{decision}");
        }
    }
}
