//! The steps of the ARR bridge, and the renewals that make each of them.

use crate::analysis::bridge::over;
use crate::analysis::findings::Bridge;
use crate::analysis::population::discussed;
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::renewal::Renewal;

/// A row of the bridge, top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Opening,
    Churn,
    Contraction,
    Uplift,
    Expansion,
    Closing,
}

impl Step {
    pub const ALL: [Self; 6] = [Self::Opening, Self::Churn, Self::Contraction, Self::Uplift, Self::Expansion, Self::Closing];

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Opening => "Opening ARR",
            Self::Churn => "Churn",
            Self::Contraction => "Contraction",
            Self::Uplift => "Price uplift",
            Self::Expansion => "Expansion",
            Self::Closing => "Closing ARR",
        }
    }

    /// A level, not a change.
    pub(crate) fn is_total(self) -> bool {
        matches!(self, Self::Opening | Self::Closing)
    }

    /// What the bridge has for it.
    pub fn of(self, bridge: &Bridge) -> Money {
        match self {
            Self::Opening => bridge.opening,
            Self::Churn => bridge.churn,
            Self::Contraction => bridge.contraction,
            Self::Uplift => bridge.uplift,
            Self::Expansion => bridge.expansion,
            Self::Closing => bridge.closing,
        }
    }
}

/// The renewals of the scope's window that add to a step, with how much: each one's own bridge.
pub(crate) fn step(facts: &Facts, step: Step) -> Vec<(&Renewal, Money)> {
    let of_one = |renewal| (renewal, step.of(&over(std::iter::once(renewal), facts.currency.clone())));
    discussed(facts, &facts.scope.window).map(of_one).filter(|(_, amount)| !amount.is_zero()).collect()
}
