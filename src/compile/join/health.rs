//! Health history: the last score at or before each day that matters.

use chrono::{Datelike, NaiveDate};

use crate::compile::join::anchors::Anchors;
use crate::compile::join::link::Join;
use crate::compile::join::registry::Registry;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate};
use crate::compile::schema::Field;

/// Older scores say nothing of a day any more.
pub(crate) const OLDEST: i32 = 45;

/// A score with its day and place; of two of one day, the later row counts.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Best {
    day: NaiveDate,
    position: u64,
    score: f64,
}

/// For each anchor, the newest score not after it, and not long before it.
pub(crate) struct HealthRows<'a> {
    pub join: Join<'a>,
    anchors: &'a Anchors,
    best: Vec<Option<Best>>,
}

impl<'a> HealthRows<'a> {
    pub(crate) fn new(registry: &'a Registry, anchors: &'a Anchors) -> Self {
        Self { join: Join::new(registry), anchors, best: vec![None; anchors.targets] }
    }

    /// The score found for a target.
    pub(crate) fn score(&self, target: usize) -> Option<f64> {
        self.best.get(target).copied().flatten().map(|best| best.score)
    }

    fn offer(&mut self, target: usize, new: Best) {
        let known = &mut self.best[target];
        if known.is_none_or(|known| (known.day, known.position) < (new.day, new.position)) {
            *known = Some(new);
        }
    }
}

impl Collect for HealthRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        let Some(slot) = self.join.slot(row)? else { return Ok(Fate::OutOfScope) };
        let anchors = self.anchors.of(slot);
        if anchors.is_empty() {
            return Ok(Fate::OutOfScope);
        }
        let day = row.needed(Field::Week, row.date(Field::Week)?)?;
        let Some(score) = row.number(Field::Score)? else { return Ok(Fate::OutOfScope) };
        let number = day.num_days_from_ce();
        let mut fate = Fate::OutOfScope;
        for anchor in anchors {
            if (0..=OLDEST).contains(&(anchor.number - number)) {
                self.offer(anchor.target as usize, Best { day, position: row.position, score });
                fate = Fate::Used;
            }
        }
        Ok(fate)
    }

    fn merge(&mut self, other: Self) {
        for (target, best) in other.best.into_iter().enumerate() {
            if let Some(best) = best {
                self.offer(target, best);
            }
        }
        self.join.merge(other.join);
    }
}
