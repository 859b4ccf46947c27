//! The customers.

use std::io;

use crate::domain::money::Money;

use super::calendar::DueDay;
use super::dice::Dice;
use super::names;
use super::table::{Row, Sink, Table};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Segment {
    Enterprise,
    Growth,
    Scale,
}

/// What differs between the segments.
pub(crate) struct Profile {
    pub name: &'static str,
    pub owners: &'static [&'static str],
    /// First contracts, in whole dollars a year: smallest, and the span to the largest.
    pub arr: (i64, i64),
    /// How often an account is at medium or high risk before any play, and how many of those are at high risk; in a thousand.
    pub risky: (u32, u32),
    /// How often a champion leaves before a renewal, in a thousand.
    pub champion_leaves: u32,
    /// How hard the segment's accounts are to keep: permille of the loss rates.
    pub loss: u32,
    /// How often a kept account grows, in a thousand.
    pub grows: u32,
    pub discounts: &'static [(i64, u32)],
}

const ENTERPRISE: Profile = Profile {
    name: "enterprise",
    owners: &names::ENTERPRISE_OWNERS,
    arr: (72_000, 520_000),
    risky: (330, 410),
    champion_leaves: 45,
    loss: 1000,
    grows: 400,
    discounts: &[(5, 10), (10, 20), (15, 25), (20, 20), (25, 15), (30, 10)],
};

const GROWTH: Profile = Profile {
    name: "growth",
    owners: &names::GROWTH_OWNERS,
    arr: (16_000, 88_000),
    risky: (340, 400),
    champion_leaves: 60,
    loss: 1100,
    grows: 460,
    discounts: &[(0, 20), (5, 20), (10, 25), (15, 20), (20, 10), (25, 5)],
};

const SCALE: Profile = Profile {
    name: "scale",
    owners: &names::SCALE_OWNERS,
    arr: (2_800, 17_000),
    risky: (380, 400),
    champion_leaves: 40,
    loss: 1180,
    grows: 440,
    discounts: &[(0, 55), (5, 20), (10, 15), (15, 10)],
};

impl Segment {
    pub(crate) fn profile(self) -> &'static Profile {
        match self {
            Self::Enterprise => &ENTERPRISE,
            Self::Growth => &GROWTH,
            Self::Scale => &SCALE,
        }
    }
}

/// A region and how many customers of a hundred sit there.
const GEOS: [(&str, u32); 4] = [("North America", 36), ("EMEA", 32), (RIVAL_GEO, 21), ("LATAM", 11)];

/// Where the new rival appears.
pub(crate) const RIVAL_GEO: &str = "APAC";

/// One customer.
pub(crate) struct Account {
    pub id: String,
    pub name: String,
    pub segment: Segment,
    pub product: &'static str,
    pub geo: &'static str,
    pub persona: &'static str,
    pub owner: &'static str,
    pub industry: &'static str,
    /// The person one talks to.
    pub contact: names::Person,
    pub due_day: DueDay,
    /// Usage events a seat makes in a week, in tenths.
    pub intensity: i64,
    /// The first contract's value.
    pub first_arr: Money,
    /// In the middle of its segment or above, by the first contract.
    pub is_large: bool,
}

impl Account {
    /// Draws the customer with this number, from 0.
    pub(crate) fn draw(number: u64, segment: Segment, dice: &mut Dice) -> Self {
        let profile = segment.profile();
        let (name, industry) = names::company(number);
        let (smallest, span) = profile.arr;
        // The square of an even draw: many smaller contracts, a few very large ones.
        let draw = dice.within(0..=1000);
        let dollars = smallest + span * draw * draw / 1_000_000;
        Self {
            id: format!("A{:04}", number + 1),
            name,
            segment,
            product: dice.weighted(&[("Dispatch", 38), ("Assets", 26), ("Inspect", 22), ("Insight", 14)]),
            geo: dice.weighted(&GEOS),
            persona: dice.pick(&names::PERSONAS),
            owner: dice.pick(profile.owners),
            industry,
            contact: names::person(dice),
            due_day: DueDay { month: dice.weighted(&[(0, 30), (1, 30), (2, 40)]), day: due_day_of_month(dice) },
            intensity: dice.within(18..=64),
            first_arr: Money::units(dollars / 100 * 100),
            is_large: draw >= 640,
        }
    }

    pub(crate) fn write(&self, row: &mut Row, sink: &mut dyn Sink) -> io::Result<()> {
        row.text(&self.id).text(&self.name).add(self.segment.profile().name).add(self.product).add(self.geo);
        row.text(self.persona).text(self.owner).text(self.industry).end(Table::Accounts, sink)
    }
}

/// Contracts like to end with the month, or in its middle.
fn due_day_of_month(dice: &mut Dice) -> u32 {
    match dice.below(20) {
        0..7 => 31,
        7..9 => 15,
        _ => dice.within(1..=28) as u32,
    }
}
