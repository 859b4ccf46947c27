//! One customer in one window: what counts once, however many contracts fell due.

use rustc_hash::FxHashMap;

use super::counts::{Key, Place};
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::windows::Windows;
use crate::domain::renewal::Renewal;

/// The renewals of one account that fell due in one window.
pub(crate) struct Unit<'a> {
    /// As in [`Windows`].
    pub window: usize,
    pub renewals: Vec<&'a Renewal>,
}

/// By window, newest first, and account in the order in which they come first. What is due in none of the windows is in no unit.
pub(crate) fn units<'a>(renewals: impl Iterator<Item = &'a Renewal>, windows: &Windows) -> Vec<Unit<'a>> {
    let mut accounts: FxHashMap<&str, usize> = FxHashMap::default();
    let mut dated: Vec<((usize, usize), &Renewal)> = Vec::new();
    for renewal in renewals {
        if let Some(window) = windows.index(renewal.due) {
            let next = accounts.len();
            dated.push(((window, *accounts.entry(renewal.account_id.as_str()).or_insert(next)), renewal));
        }
    }
    dated.sort_by_key(|(key, _)| *key);
    let of_unit = |of: &[((usize, usize), &'a Renewal)]| Unit { window: of[0].0.0, renewals: of.iter().map(|(_, r)| *r).collect() };
    dated.chunk_by(|x, y| x.0 == y.0).map(of_unit).collect()
}

impl<'a> Unit<'a> {
    pub(crate) fn places(&self, by_segment: bool) -> Vec<Place<'a>> {
        distinct(self.renewals.iter().flat_map(|r| Place::of(r, by_segment)))
    }

    /// What it counts for, and where: at all its places, since it is one customer at each of them.
    pub(crate) fn named(&self, room: &RoomDecisions<'a>, by_segment: bool) -> Vec<(Key<'a>, Place<'a>)> {
        let places = self.places(by_segment);
        let keys = distinct(self.renewals.iter().flat_map(|r| Key::named_by(r, room)));
        let named = keys.into_iter().flat_map(|key| places.iter().map(move |place| (key, *place)));
        let lost = self.renewals.iter().flat_map(|r| Key::places_of(r)).filter_map(|key| Some((key, key.home()?)));
        distinct(named.chain(lost.filter(|(_, home)| self.is_lost(*home))))
    }

    /// The renewals for which it counts for the key in the place; none where it does not.
    pub(crate) fn naming(&self, key: Key<'_>, place: Place<'_>, room: &RoomDecisions<'_>) -> Vec<&'a Renewal> {
        match key.home() {
            Some(home) if !self.is_lost(home) => vec![],
            Some(_) => self.renewals.iter().filter(|r| key.is_of(r, room) && place.holds(r)).copied().collect(),
            None if self.renewals.iter().any(|r| place.holds(r)) => self.renewals.iter().filter(|r| key.is_of(r, room)).copied().collect(),
            None => vec![],
        }
    }

    /// Whether nothing of what it had in the place is in force after.
    fn is_lost(&self, place: Place<'_>) -> bool {
        let mut there = self.renewals.iter().filter(|r| place.holds(r)).peekable();
        there.peek().is_some() && there.all(|r| r.is_churned())
    }
}

fn distinct<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}
