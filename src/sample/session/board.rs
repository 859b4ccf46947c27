//! The insight board as the room filled it.

use crate::domain::card::{CardId, Evidence, InsightKind};
use crate::domain::event::Event;
use crate::domain::money::Money;
use crate::domain::phase::Phase;
use crate::domain::renewal::RenewalId;

use super::script::Script;

/// A card in short; `arr` is what its renewals were worth before, in cents.
struct Draft {
    kind: InsightKind,
    by: &'static str,
    text: &'static str,
    critical: bool,
    votes: u32,
    key: &'static str,
    statement: &'static str,
    figures: &'static str,
    renewals: &'static [&'static str],
    arr: i64,
}

const CARDS: [Draft; 6] = [
    Draft {
        kind: InsightKind::LeadingIndicator,
        by: "Samuel Okoye",
        text: "Health that falls ten points in the last three months comes before a loss",
        critical: false,
        votes: 4,
        key: "signal:health-drop-90-30",
        statement: "Health fell 10 points or more between 90 and 30 days before due in three of five losses",
        figures: "3 of 4 lost with it · 2 of 32 without",
        renewals: &["R-2026-A0045", "R-2026-A0234", "R-2026-A0314", "R-2026-A0355"],
        arr: 90_598_145,
    },
    Draft {
        kind: InsightKind::Opportunity,
        by: "Adaeze Obiora",
        text: "Executive alignment holds high-risk accounts; not all of them get it",
        critical: false,
        votes: 3,
        key: "play:Executive alignment",
        statement: "High-risk accounts with the play renewed more often than those without, over six quarters",
        figures: "13 of 17 renewed with it · 2 of 5 without",
        renewals: &["R-2026-A0095", "R-2026-A0348"],
        arr: 50_199_050,
    },
    Draft {
        kind: InsightKind::Blocker,
        by: "Jonas Feldkamp",
        text: "When the champion leaves we know nobody else in the house",
        critical: true,
        votes: 6,
        key: "reason:relationship.champion-left",
        statement: "Champion left is the costliest reason: three of five losses",
        figures: "3 of 5 losses · $782k of $968k lost",
        renewals: &["R-2026-A0023", "R-2026-A0045", "R-2026-A0234"],
        arr: 78_180_407,
    },
    Draft {
        kind: InsightKind::Blocker,
        by: "Priya Raghunath",
        text: "Steep uplifts go out with nobody of our leadership in the conversation",
        critical: false,
        votes: 3,
        key: "signal:uplift-over-7-no-sponsor",
        statement: "The one uplift over 7 % without an executive contact ended in a smaller renewal",
        figures: "1 of 1 shrank · $118k given back",
        renewals: &["R-2026-A0138"],
        arr: 44_287_678,
    },
    Draft {
        kind: InsightKind::Blocker,
        by: "Tomás Iriarte",
        text: "Idle seats show in the numbers long before anybody talks about them",
        critical: false,
        votes: 2,
        key: "reason:value.low-adoption",
        statement: "Low adoption cost one account",
        figures: "1 of 5 losses · $95k",
        renewals: &["R-2026-A0241"],
        arr: 9_531_200,
    },
    Draft {
        kind: InsightKind::Opportunity,
        by: "Mara Lindqvist",
        text: "Assets grows fast in APAC: depots there want what their neighbours have",
        critical: false,
        votes: 2,
        key: "product:Assets",
        statement: "Two APAC accounts took a third more of Assets, or above",
        figures: "2 of 4 grew by a third · +$191k",
        renewals: &["R-2026-A0146", "R-2026-A0314"],
        arr: 47_626_544,
    },
];

impl Draft {
    fn evidence(&self) -> Evidence {
        Evidence {
            key: self.key.into(),
            statement: self.statement.into(),
            figures: self.figures.into(),
            renewals: self.renewals.iter().map(|id| RenewalId::new(id)).collect(),
            arr: Some(Money::minor(self.arr)),
        }
    }

    /// How it is first put on the board: the blockers came from the room and got their evidence later.
    fn added(&self, id: CardId) -> Event {
        let evidence = if self.kind == InsightKind::Blocker { vec![] } else { vec![self.evidence()] };
        Event::CardAdded { id, kind: self.kind, text: self.text.into(), critical: false, evidence }
    }
}

/// The room fills the board, takes one card back that said the same twice, links the evidence, and votes.
pub(crate) fn fill(script: &mut Script) {
    let ids = || (1..).map(CardId);
    for (id, card) in ids().zip(&CARDS) {
        script.wait(115);
        script.by(card.by, card.added(id));
    }
    let twice = Event::CardAdded {
        id: CardId(CARDS.len() as u32 + 1),
        kind: InsightKind::Blocker,
        text: "We hear of departures from bounce messages".into(),
        critical: false,
        evidence: vec![],
    };
    script.after(80, twice);
    let seq = script.last_seq();
    script.after(35, Event::Undone { seq });
    for (id, card) in ids().zip(&CARDS).filter(|(_, card)| card.kind == InsightKind::Blocker) {
        script.after(40, Event::CardLinked { id, evidence: card.evidence() });
        if card.critical {
            script.after(25, Event::CardMarkedCritical { id, critical: true });
        }
    }
    script.after(60, Event::CardMoved { id: CardId(3), kind: InsightKind::Blocker, place: 0 });
    script.after(10, Event::TimerExtended { phase: Phase::InsightSynthesis, step: None, seconds: 300 });
    for (id, card) in ids().zip(&CARDS) {
        for _ in 0..card.votes {
            script.after(7, Event::VoteCast { id, up: true });
        }
    }
    script.note(45, Phase::InsightSynthesis, "Helena: champions are the one thing we can change before October, start there.");
}
