//! The ARR bridge as bars: each step starts where the last one ended.

use super::{Chart, Picture};
use crate::analysis::drill::Step;
use crate::analysis::findings::Bridge;
use crate::domain::money::Money;
use crate::telling::figures;

/// Where a step's bar starts and ends.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bar {
    pub step: Step,
    pub from: Money,
    pub to: Money,
    pub amount: Money,
    /// The amount as read (`$1.24M`, `−$250k`).
    pub text: String,
    /// Stands before an amount on the axis.
    pub symbol: String,
    /// A change's share of the opening ARR as read.
    pub share: Option<String>,
}

impl Bar {
    /// Where it starts and ends on a scale from nothing to `scale`.
    pub(crate) fn span(&self, scale: f64) -> (f64, f64) {
        (self.from.to_f64() / scale, self.to.to_f64() / scale)
    }
}

pub(crate) fn bars(bridge: &Bridge) -> [Bar; 6] {
    let mut at = Money::ZERO;
    Step::ALL.map(|step| {
        let amount = step.of(bridge);
        let from = if step.is_total() { Money::ZERO } else { at };
        at = from + amount;
        let text = if step.is_total() { amount.short(&bridge.currency) } else { amount.short_signed(&bridge.currency) };
        let share = (!step.is_total()).then(|| figures::or_missing(amount.ratio(bridge.opening), figures::percent_signed));
        Bar { step, from, to: at, amount, text, symbol: bridge.currency.symbol(), share }
    })
}

/// The largest amount that a bar reaches.
pub(crate) fn scale(bars: &[Bar]) -> f64 {
    bars.iter().map(|bar| bar.from.max(bar.to).to_f64()).fold(1.0, f64::max)
}

/// What is still open and stands in no bar.
pub(crate) fn still_open(bridge: &Bridge) -> Option<String> {
    (!bridge.open.is_zero()).then(|| format!("{} still open, not in the bridge", bridge.open.short(&bridge.currency)))
}

pub(crate) fn picture(bridge: &Bridge, window: &str) -> Option<Picture> {
    if !bridge.computable || bridge.opening.is_zero() {
        return None;
    }
    let bars = bars(bridge);
    let steps: Vec<String> = bars.iter().map(|bar| format!("{} {}", bar.step.label(), bar.text)).collect();
    let said = format!("{}.", steps.join(", "));
    Some(Picture { title: format!("ARR bridge, {window}"), said, chart: Chart::Bridge(bars.into()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    #[test]
    fn each_step_starts_where_the_last_ended_and_totals_start_at_nothing() {
        let k = |n: i64| Money::units(n * 1000);
        let bridge = Bridge {
            opening: k(1000),
            churn: k(-250),
            expansion: k(100),
            closing: k(850),
            currency: Currency::new("USD"),
            computable: true,
            ..Bridge::default()
        };
        let bars = bars(&bridge);
        assert_eq!(bars.each_ref().map(|bar| (bar.from, bar.to))[1], (k(1000), k(750)));
        assert_eq!((bars[5].from, bars[5].to, bars[4].to), (Money::ZERO, k(850), k(850)));
        assert_eq!((scale(&bars), bars[1].share.as_deref(), bars[0].share.as_deref()), (1_000_000.0, Some("−25.0 %"), None));
        let said = picture(&bridge, "2026-Q3").unwrap().said;
        assert!(said.starts_with("Opening ARR $1.00M, Churn −$250k, ") && said.ends_with("Closing ARR $850k."), "{said}");
        assert_eq!(picture(&Bridge { computable: false, ..bridge }, "2026-Q3"), None);
    }
}
