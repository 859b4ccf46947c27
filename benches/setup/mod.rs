//! What the benchmarks press keys in: sessions as full as they become.

use run_retro::domain::card::InsightKind;
use run_retro::domain::event::{Event, Record};
use run_retro::domain::phase::Phase;

use crate::rig::Rig;

/// Of a screen that is shared.
pub const SIZE: (u16, u16) = (160, 45);
pub const CARDS: u32 = 10_000;
pub const EVENTS: u64 = 50_000;

/// All that a long retro of a large company holds.
pub fn fill(rig: &mut Rig) {
    for card in 0..CARDS {
        let kind = InsightKind::ALL[card as usize % 3];
        let text = format!("Card {card}: renewals that start late end late, and nobody sees it before the quarter closes");
        let critical = kind == InsightKind::Blocker && card % 7 == 0;
        rig.happen(|history| Event::CardAdded { id: history.next_card(), kind, text, critical, evidence: vec![] });
    }
    while rig.model().world.history.last_seq() < EVENTS {
        rig.happen(|_| said());
    }
}

fn said() -> Event {
    Event::NoteTaken { phase: Phase::CheckIn, text: "Prices were not the topic".into() }
}

/// A step of a session that `opened` opens.
pub fn note(opened: &Record, seq: u64) -> Record {
    Record { seq, event: said(), ..opened.clone() }
}
