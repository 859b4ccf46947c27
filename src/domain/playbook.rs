//! What a retro changes where something is laid down (playbooks, deal desk, forecast): an entry of its own, in prose and as claims
//! that can be tested again on other data.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::plan::proposal::{self, Area, Proposal};
use super::session::Session;

/// Which way a claim points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Direction {
    /// More of those with the sign or play are lost, or come to cost ARR.
    MoreLost,
    FewerLost,
    /// Accounts cost ARR for this reason.
    Costs,
    /// More of it than before.
    Grows,
    Shrinks,
}

/// What the evidence behind a decision says, so that a machine can test it again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Claim {
    /// The sign, play or reason: `play:executive-sponsor`, `signal:usage-drop`, `reason:pricing.uplift`.
    pub about: String,
    /// As the room read it.
    pub statement: String,
    /// The accounts it is about; absent for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// The last day of the window in which it was seen.
    pub until: NaiveDate,
    pub direction: Direction,
    /// So many of so many accounts: lost with the sign or play, costing ARR for the reason, or of its kind now.
    pub part: u64,
    pub of: u64,
    /// The same without the sign or play, or before: part and of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<[u64; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p: Option<f64>,
}

impl Direction {
    /// Which way the counts of a finding point.
    pub(crate) fn of(about: &str, part: u64, of: u64, against: Option<[u64; 2]>) -> Self {
        let Some([other, other_of]) = against else { return Self::Costs };
        // Two fractions held against one another without dividing: a part of nothing is nothing.
        let is_more = part * other_of.max(1) > other * of.max(1);
        match (about.starts_with("emerging:"), is_more) {
            (true, true) => Self::Grows,
            (true, false) => Self::Shrinks,
            (false, true) => Self::MoreLost,
            (false, false) => Self::FewerLost,
        }
    }
}

impl Claim {
    /// Whether its direction is that of its counts, and these can be counts.
    pub(crate) fn is_consistent(&self) -> bool {
        let are_counts = self.part <= self.of && self.against.is_none_or(|[part, of]| part <= of);
        are_counts
            && self.p.is_none_or(|p| (0.0..=1.0).contains(&p))
            && self.direction == Direction::of(&self.about, self.part, self.of, self.against)
    }
}

/// What was decided about an insight, with all that speaks for it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// `None` where the evidence tells none.
    pub area: Option<Area>,
    pub proposal: Proposal,
    pub insight: String,
    /// A sentence each, and its figures.
    pub evidence: Vec<(String, String)>,
    pub claims: Vec<Claim>,
}

impl Entry {
    /// Unique among all retros, and the same whenever it is written.
    pub(crate) fn file_name(&self, session: &Session) -> String {
        format!("{}-{}-{}.md", self.area.map_or("decision", Area::key), session.id, self.proposal.id)
    }
}

/// The decisions of a session, without claims yet; and the keys of the evidence of each.
pub(crate) fn entries(session: &Session) -> Vec<(Entry, Vec<(String, String)>)> {
    let of = |proposal: Proposal| {
        let (area, card) = (proposal.area, session.insights.iter().find(|card| card.id == proposal.insight)?);
        let evidence = card.evidence.iter().map(|evidence| (evidence.statement.clone(), evidence.figures.clone()));
        let keys = card.evidence.iter().map(|evidence| (evidence.key.clone(), evidence.statement.clone())).collect();
        let entry = Entry { area, insight: card.text.clone(), evidence: evidence.collect(), claims: Vec::new(), proposal };
        Some((entry, keys))
    };
    proposal::proposals(session).into_iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_direction_of_a_claim_is_that_of_its_counts() {
        let of = |about: &str, part, of, against| Direction::of(about, part, of, against);
        assert_eq!(of("play:x", 3, 40, Some([30, 120])), Direction::FewerLost);
        assert_eq!(of("signal:x", 20, 40, Some([30, 120])), Direction::MoreLost);
        assert_eq!(of("emerging:x", 4, 9, Some([1, 20])), Direction::Grows);
        assert_eq!(of("reason:pricing.uplift", 4, 9, None), Direction::Costs);
        assert_eq!(of("signal:x", 2, 2, Some([0, 0])), Direction::MoreLost, "of nobody, nobody");
    }
}
