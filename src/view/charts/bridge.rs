//! The ARR bridge: from opening to closing ARR as a waterfall that lies on its side.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::bars;
use crate::analysis::findings::Bridge;
use crate::domain::money::Money;
use crate::view::figures;
use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// One row a step: name, bar on a scale that starts at zero, amount, share of the opening ARR.
#[derive(Clone, Debug)]
pub struct BridgeChart<'a> {
    pub bridge: &'a Bridge,
    pub styles: &'a Styles,
}

/// A step: what it is called, where its bar starts and ends, its amount.
struct Step {
    name: &'static str,
    from: Money,
    to: Money,
    amount: Money,
    is_total: bool,
}

const NAMES: u16 = 12;
const AMOUNTS: u16 = 9;
const SHARES: u16 = 9;

impl BridgeChart<'_> {
    /// Rows it needs at least.
    pub const HEIGHT: u16 = 6;

    fn steps(&self) -> [Step; 6] {
        let b = self.bridge;
        let total = |name, amount| Step { name, from: Money::ZERO, to: amount, amount, is_total: true };
        let mut at = b.opening;
        let mut change = |name, amount| {
            let from = at;
            at += amount;
            Step { name, from, to: at, amount, is_total: false }
        };
        let (churn, contraction) = (change("Churn", b.churn), change("Contraction", b.contraction));
        let (uplift, expansion) = (change("Price uplift", b.uplift), change("Expansion", b.expansion));
        [total("Opening ARR", b.opening), churn, contraction, uplift, expansion, total("Closing ARR", b.closing)]
    }

    fn tone(&self, step: &Step) -> Style {
        match step.amount {
            _ if step.is_total => self.styles.accent,
            a if a < Money::ZERO => self.styles.bad,
            a if a > Money::ZERO => self.styles.good,
            _ => self.styles.faint,
        }
    }

    fn draw_step(&self, pen: &mut Pen<'_>, step: &Step, y: u16, scale: f64) {
        let width = pen.width();
        let shares = if width >= 56 { SHARES } else { 0 };
        let strong = if step.is_total { self.styles.strong } else { self.styles.text };
        pen.fit(0, y, NAMES, step.name, strong);
        let end = width.saturating_sub(shares);
        let currency = &self.bridge.currency;
        let amount = if step.is_total { step.amount.short(currency) } else { step.amount.short_signed(currency) };
        pen.fit_right(end, y, AMOUNTS, &amount, if step.is_total { self.styles.strong } else { self.tone(step) });
        if shares > 0 && !step.is_total {
            let share = figures::or_none(step.amount.ratio(self.bridge.opening), figures::percent_signed);
            pen.fit_right(width, y, shares, &share, self.styles.muted);
        }
        let room = end.saturating_sub(NAMES + AMOUNTS + 2);
        let place = (NAMES + 1, y, room);
        let fill = if step.amount < Money::ZERO { self.styles.fill(1) } else { "█" };
        if step.amount.is_zero() {
            let x = NAMES + 1 + (step.from.to_f64() / scale * f64::from(room)) as u16;
            pen.put(x.min(NAMES + room), y, "│", self.styles.rule);
        } else {
            bars::span(pen, place, (step.from.to_f64() / scale, step.to.to_f64() / scale), fill, self.tone(step));
        }
    }
}

impl Widget for &BridgeChart<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        if !self.bridge.computable {
            let why = self.bridge.why.as_deref().unwrap_or("The ARR bridge cannot be computed from this data");
            for (y, line) in (0..).zip(text::wrap(why, pen.width().into())) {
                pen.put(0, y, &line, self.styles.muted);
            }
            return;
        }
        let steps = self.steps();
        let scale = steps.iter().map(|s| s.from.max(s.to).to_f64()).fold(1.0, f64::max);
        let pitch = if pen.height() >= 2 * BridgeChart::HEIGHT - 1 { 2 } else { 1 };
        for (i, step) in (0..).zip(&steps) {
            self.draw_step(&mut pen, step, i * pitch, scale);
        }
        let after = BridgeChart::HEIGHT * pitch - pitch + 1;
        if !self.bridge.open.is_zero() {
            let note = format!("{} still open stands outside the bridge", self.bridge.open.short(&self.bridge.currency));
            let width = pen.width();
            pen.fit(0, after, width, &note, self.styles.faint);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;
    use crate::view::testing::{drawn, every_size, styles};

    fn bridge() -> Bridge {
        let k = |n: i64| Money::units(n * 1000);
        Bridge {
            opening: k(1000),
            churn: k(-250),
            contraction: k(-50),
            uplift: k(0),
            expansion: k(100),
            closing: k(800),
            open: k(40),
            currency: Currency::new("USD"),
            computable: true,
            why: None,
        }
    }

    #[test]
    fn each_step_starts_where_the_last_ended_and_zero_is_at_the_left() {
        let (styles, bridge) = (styles(), bridge());
        let expected = "Opening ARR  ████████████████████     $1.00M
Churn                       █████     −$250k
Contraction                █          −$50.0k
Price uplift               │              $0
Expansion                  ██         +$100k
Closing ARR  ████████████████           $800k
$40.0k still open stands outside the bridge";
        let chart = BridgeChart { bridge: &bridge, styles: &styles };
        let squeeze = |text: &str| text.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
        let text = drawn(&chart, 43, 7);
        assert_eq!(squeeze(&text), squeeze(expected));
        let start = |name: &str| text.lines().find(|l| l.starts_with(name)).and_then(|l| l.chars().position(|c| "█│".contains(c)));
        assert_eq!([start("Opening"), start("Churn"), start("Expansion")], [Some(13), Some(28), Some(27)]);
        assert!(drawn(&chart, 70, 7).contains("−25.0 %"));
        every_size(&chart);
    }

    #[test]
    fn where_it_cannot_be_computed_it_says_why() {
        let styles = styles();
        let bridge = Bridge { computable: false, why: Some("Churned rows carry no ARR".into()), ..bridge() };
        let chart = BridgeChart { bridge: &bridge, styles: &styles };
        assert_eq!(drawn(&chart, 40, 1), "Churned rows carry no ARR");
        every_size(&chart);
    }
}
