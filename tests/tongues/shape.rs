//! The shapes in which people keep the same truth.

use crate::book::{Grain, Stage};
use crate::dice::Dice;
use crate::grow::Spec;
use crate::spell::tongue::Tongue;

#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Shape {
    Events,
    Snapshots,
    Movements,
    Spells,
    /// Spells with the contract's end beside their own.
    Ends,
    Terms,
    Wide,
    /// A row a customer: its contract's end, whether it is gone and since when.
    Customers,
}

pub const SHAPES: [Shape; 8] =
    [Shape::Events, Shape::Snapshots, Shape::Movements, Shape::Spells, Shape::Ends, Shape::Terms, Shape::Wide, Shape::Customers];

impl Shape {
    pub fn key(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Snapshots => "snapshots",
            Self::Movements => "movements",
            Self::Spells => "spells",
            Self::Ends => "ends",
            Self::Terms => "terms",
            Self::Wide => "wide",
            Self::Customers => "customers",
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        SHAPES.into_iter().find(|shape| shape.key() == key)
    }

    fn grain(self) -> Grain {
        match self {
            Self::Events => Grain::Decision,
            Self::Snapshots | Self::Wide => Grain::Month,
            Self::Movements | Self::Spells | Self::Ends | Self::Terms | Self::Customers => Grain::Day,
        }
    }

    /// What a book may hold for this shape to show it.
    pub fn spec(self, tongue: &Tongue, dice: &mut Dice) -> Spec {
        let stage = match dice.below(10) {
            // Who is not gone some days after the end may have renewed, or may not.
            _ if self == Self::Customers => Stage::Settled,
            0..6 => Stage::Settled,
            6..8 => Stage::Fresh,
            _ if matches!(self, Self::Movements | Self::Spells) => Stage::Settled,
            _ => Stage::Running,
        };
        Spec {
            grain: self.grain(),
            stage,
            grows: matches!(self, Self::Events | Self::Snapshots | Self::Wide | Self::Movements),
            renames: matches!(self, Self::Snapshots | Self::Terms | Self::Ends),
            // A deal does not always tell what was paid before.
            pilots: self == Self::Events && !tongue.system,
            // Where losses may still come back, a word for the state would decide them.
            trials: matches!(self, Self::Snapshots | Self::Spells) && stage == Stage::Settled && dice.percent(30),
            foreign: matches!(self, Self::Events | Self::Snapshots | Self::Spells | Self::Ends | Self::Terms),
            pauses: matches!(self, Self::Snapshots | Self::Wide | Self::Movements),
        }
    }
}
