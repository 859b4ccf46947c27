//! A decided renewal beside what was forecast of it.

use super::places::Customers;
use crate::analysis::metrics::actual;
use crate::analysis::windows::Windows;
use crate::domain::money::Money;
use crate::domain::renewal::Renewal;

/// Only of a forecast with an amount can be said how far off it was.
///
/// Whatever groups it stands in, it is read once: the name of its account is a number here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case<'a> {
    pub renewal: &'a Renewal,
    pub forecast: Money,
    pub came: Money,
    /// How likely the forecast called it.
    pub probability: Option<f64>,
    /// What stood at stake: what came, and of a loss what was there to lose.
    pub stake: f64,
    /// The account, as a number.
    pub customer: u32,
    /// All that the account has due in one window, as a number.
    pub decision: u32,
}

impl<'a> Case<'a> {
    /// Of renewals in due order.
    pub(crate) fn all(renewals: &[&'a Renewal], windows: &Windows) -> Vec<Self> {
        let (mut customers, mut decisions) = (Customers::default(), Decisions::default());
        let numbered = |renewal: &&'a Renewal| {
            let case = Self::of(renewal)?;
            let customer = customers.number(&renewal.account_id);
            Some(Self { customer, decision: decisions.number(customer, windows.index(renewal.due)), ..case })
        };
        renewals.iter().filter_map(numbered).collect()
    }

    /// Of an account that has this number, and this window.
    pub(crate) fn due_in(renewal: &'a Renewal, customer: u32, window: Option<usize>, decisions: &mut Decisions) -> Option<Self> {
        let case = Self::of(renewal)?;
        Some(Self { customer, decision: decisions.number(customer, window), ..case })
    }

    fn of(renewal: &'a Renewal) -> Option<Self> {
        let forecast = renewal.forecast.as_ref()?.amount?;
        let came = actual(renewal)?;
        let at_stake = if renewal.is_renewed() { came } else { renewal.before.unwrap_or(forecast) };
        let probability = probability(renewal);
        Some(Self { renewal, forecast, came, probability, stake: at_stake.to_f64(), customer: 0, decision: 0 })
    }

    pub(crate) fn off(&self) -> f64 {
        (self.forecast - self.came).to_f64()
    }
}

/// Numbers what accounts have due in windows. Cases come in due order, so that the windows of an account come one after the
/// other, and only the last one is looked at.
#[derive(Debug, Default)]
pub(crate) struct Decisions {
    /// Of each account, its last window and the number of what it has due there.
    last: Vec<Option<(Option<usize>, u32)>>,
    count: u32,
}

impl Decisions {
    fn number(&mut self, customer: u32, window: Option<usize>) -> u32 {
        let customer = customer as usize;
        if self.last.len() <= customer {
            self.last.resize(customer + 1, None);
        }
        match self.last[customer] {
            Some((known, number)) if known == window => number,
            _ => {
                let number = self.count;
                self.count += 1;
                self.last[customer] = Some((window, number));
                number
            }
        }
    }
}

/// How likely the forecast called the renewal.
pub(crate) fn probability(renewal: &Renewal) -> Option<f64> {
    Some(renewal.forecast.as_ref()?.probability?.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_an_account_has_due_in_a_window_has_one_number(due in prop::collection::vec((0_u32..6, prop::option::of(0_usize..3)), 0..40)) {
            // In due order: those before all windows first, and the scope's own window, 0, last.
            let mut due = due;
            due.sort_by_key(|(_, window)| window.map_or(0, |window| 3 - window));
            let (mut decisions, mut known) = (Decisions::default(), HashMap::new());
            for (customer, window) in due {
                let next = known.len() as u32;
                let expected = *known.entry((customer, window)).or_insert(next);
                prop_assert_eq!(decisions.number(customer, window), expected);
            }
        }
    }
}
