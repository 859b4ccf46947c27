//! What a figure opens to: the renewals behind it, each with what it adds, under a title that says what they are.

use std::collections::HashMap;

use crate::analysis::drill::Behind;
use crate::analysis::findings::Quantity;
use crate::analysis::patterns::arr_lost;
use crate::app::world::World;
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::domain::text;

/// One renewal: its place among the facts' renewals and those ahead, and what it adds to the figure.
pub(crate) type Entry = (usize, Option<Quantity>);

/// The renewals behind a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opening {
    /// `Missing feature, 2026-Q3`.
    pub what: String,
    /// `4 renewals · $1.2M lost`: how many there are, and what they add up to.
    pub sums: String,
    pub entries: Vec<Entry>,
    /// What the entries' amounts are (`Lost`), where they have any.
    pub part: Option<&'static str>,
    /// What must be known to read the figure; why there is none.
    pub note: String,
}

impl Opening {
    /// Renewals by their ids.
    pub(crate) fn new(world: &World, what: impl AsRef<str>, ids: &[RenewalId]) -> Self {
        let wanted: std::collections::HashSet<&RenewalId> = ids.iter().collect();
        let all = world.facts.with_ahead().enumerate();
        Self::titled(what.as_ref(), all.filter(|(_, r)| wanted.contains(&r.id)).map(|(place, _)| (place, None)).collect())
    }

    /// Renewals of the facts.
    pub(crate) fn over<'a>(world: &World, what: impl AsRef<str>, renewals: impl IntoIterator<Item = &'a Renewal>) -> Self {
        let ids: Vec<RenewalId> = renewals.into_iter().map(|r| r.id.clone()).collect();
        Self::new(world, what, &ids)
    }

    /// Renewals with the amount that each adds; the title says the sum.
    pub(crate) fn of_amounts(world: &World, what: impl AsRef<str>, part: &'static str, amounts: &[(&Renewal, Money)]) -> Self {
        let by_id: HashMap<&RenewalId, Money> = amounts.iter().map(|(r, amount)| (&r.id, *amount)).collect();
        let sum: Money = by_id.values().copied().sum();
        let opening = Self::over(world, what, amounts.iter().map(|(r, _)| *r));
        let opening = opening.parts(world, part, |r| by_id.get(&r.id).copied().map(Quantity::Money));
        opening.say(&sum.short(&world.facts.currency))
    }

    /// A metric's population with each one's part of the numerator.
    pub(crate) fn of_metric(world: &World, what: impl AsRef<str>, part: &'static str, behind: &[Behind<'_>]) -> Self {
        let by_id: HashMap<&RenewalId, Option<Quantity>> = behind.iter().map(|b| (&b.renewal.id, b.part)).collect();
        let opening = Self::over(world, what, behind.iter().map(|b| b.renewal));
        opening.parts(world, part, |r| by_id.get(&r.id).copied().flatten())
    }

    /// Renewals by their ids, each with the ARR that was lost at it.
    pub(crate) fn lost(world: &World, what: impl AsRef<str>, ids: &[RenewalId], lost: Option<Money>) -> Self {
        let opening = Self::new(world, what, ids).parts(world, "Lost", |r| arr_lost(r).map(Quantity::Money));
        match lost {
            Some(lost) => opening.say(&format!("{} lost", lost.short(&world.facts.currency))),
            None => opening,
        }
    }

    /// Renewals, each with the ARR that was lost at it.
    pub(crate) fn lost_at(world: &World, what: impl AsRef<str>, renewals: &[&Renewal]) -> Self {
        let ids: Vec<RenewalId> = renewals.iter().map(|r| r.id.clone()).collect();
        Self::lost(world, what, &ids, renewals.iter().map(|r| arr_lost(r)).sum())
    }

    /// Renewals with a tick at those of which something holds; the title says of how many.
    pub(crate) fn ticked(world: &World, what: impl AsRef<str>, part: &'static str, renewals: &[(&Renewal, bool)]) -> Self {
        let ticked: std::collections::HashSet<&RenewalId> = renewals.iter().filter(|(_, holds)| *holds).map(|(r, _)| &r.id).collect();
        let opening = Self::over(world, what, renewals.iter().map(|(r, _)| *r));
        opening.parts(world, part, |r| Some(Quantity::Count(ticked.contains(&r.id).into())))
    }

    /// The same renewals at their places among other facts; those that are gone are left out.
    pub(crate) fn follow(&mut self, old: &Facts, new: &Facts) {
        let places: HashMap<&RenewalId, usize> = new.with_ahead().enumerate().map(|(place, r)| (&r.id, place)).collect();
        let moved = |(place, part): &Entry| Some((*places.get(&old.at(*place).id)?, *part));
        self.entries = self.entries.iter().filter_map(moved).collect();
    }

    fn titled(what: &str, entries: Vec<Entry>) -> Self {
        let sums = text::counted(entries.len(), "renewal", "renewals");
        Self { what: what.to_owned(), sums, entries, ..Self::default() }
    }

    /// `Missing feature, 2026-Q3 · 4 renewals · $1.2M lost`.
    pub fn title(&self) -> String {
        format!("{} · {}", self.what, self.sums)
    }

    /// Says what must be known to read it.
    #[must_use]
    pub(crate) fn explain(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    /// Says what each renewal adds to the figure.
    #[must_use]
    pub(crate) fn parts(mut self, world: &World, name: &'static str, part: impl Fn(&Renewal) -> Option<Quantity>) -> Self {
        for (place, amount) in &mut self.entries {
            *amount = part(world.facts.at(*place));
        }
        Self { part: Some(name), ..self }
    }

    /// Adds the ARR before, where it is known.
    #[must_use]
    pub(crate) fn say_arr(self, world: &World, arr: Option<Money>) -> Self {
        match arr {
            Some(arr) => self.say(&format!("{} ARR", arr.short(&world.facts.currency))),
            None => self,
        }
    }

    /// Adds to the title.
    #[must_use]
    pub(crate) fn say(mut self, figure: &str) -> Self {
        self.sums.push_str(" · ");
        self.sums.push_str(figure);
        self
    }
}

/// What the renewals of the window are together: where nobody can say what was due, only what was lost is known.
pub(crate) fn of_window(world: &World) -> &'static str {
    if world.facts.no_dues.is_some() { "Known losses" } else { "Renewals due" }
}

/// `Churn, 2026-Q3`.
pub(crate) fn in_window(world: &World, what: &str) -> String {
    format!("{what}, {}", world.facts.scope.window.label)
}
