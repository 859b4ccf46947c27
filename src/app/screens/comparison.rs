//! The sides of a figure: what it is in other windows, over the trailing twelve months, without a signal. Each opens to
//! its own renewals, and is worked out when somebody turns to it.

use crate::analysis::findings::MetricKey;
use crate::app::world::World;
use crate::domain::money::Money;
use crate::domain::window::Window;

/// Which renewals of a row are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What the row itself says.
    Here,
    /// So many windows before the scope's own.
    Back(usize),
    YearAgo,
    TwelveMonths,
    /// Of a risk: those that had the play.
    With,
    /// Of a signal or a play: those that did not have it.
    Without,
    /// Of a play: all that were at risk before any.
    AtRisk,
    /// Of a reason: those that give it in second place.
    Second,
    /// Of what is new or growing: those it stands out against that name the same. Of what is ahead: what was due before.
    Earlier,
}

impl Side {
    pub(crate) const BEFORE: Self = Self::Back(1);

    /// The window whose renewals it is about; of what is not about another window, the scope's own.
    pub fn window(self, world: &World) -> Window {
        let scope = &world.facts.scope;
        match self {
            Self::Back(windows) => (0..windows).fold(scope.window.clone(), |window, _| window.before(scope.fiscal())),
            Self::YearAgo => scope.window.year_ago(scope.fiscal()),
            _ => scope.window.clone(),
        }
    }

    /// `GRR, 2026-Q2`: the figure with when it is of.
    pub(crate) fn when(self, world: &World, what: &str) -> String {
        match self {
            Self::TwelveMonths => format!("{what}, trailing twelve months to {}", world.facts.scope.window.to),
            side => format!("{what}, {}", side.window(world).label),
        }
    }
}

/// What a side says before it is opened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// `None` where it cannot be computed.
    Metric(MetricKey, Option<f64>),
    Money(Option<Money>),
    Count(u64),
    Of(u64, u64),
    /// Too few to say anything.
    Unsaid,
    /// So many, and which share of the decided ones did what; `None` where they are too few to say.
    Share(u64, Option<f64>, &'static str),
}

/// A side that a row has, with its figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    pub side: Side,
    pub label: String,
    pub figure: Figure,
}

impl Beside {
    pub(crate) fn new(side: Side, label: impl Into<String>, figure: Figure) -> Self {
        Self { side, label: label.into(), figure }
    }

    /// Called by its window.
    pub(crate) fn when(world: &World, side: Side, figure: Figure) -> Self {
        let label = if side == Side::TwelveMonths { "TTM".to_owned() } else { side.window(world).label };
        Self { side, label, figure }
    }
}
