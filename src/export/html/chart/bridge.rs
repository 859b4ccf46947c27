//! The ARR bridge, step by step from left to right.

use super::{Anchor, Drawing, WIDTH, bar, rule, text};
use crate::domain::money::Money;
use crate::telling::chart::bridge::{Bar, scale};

const HIGH: f64 = 190.0;
const TOP: f64 = 22.0;

pub(crate) fn draw(bars: &[Bar]) -> Drawing {
    let (scale, column) = (scale(bars), WIDTH / bars.len().max(1) as f64);
    let y = |share: f64| TOP + (1.0 - share.clamp(0.0, 1.0)) * HIGH;
    let mut marks = rule((0.0, TOP + HIGH), (WIDTH, TOP + HIGH), "axis");
    for (i, step) in bars.iter().enumerate() {
        let (from, to) = step.span(scale);
        let (x, middle) = (i as f64 * column, (i as f64 + 0.5) * column);
        let (top, bottom) = (y(from.max(to)), y(from.min(to)));
        marks.push_str(&bar(x + 14.0, top, column - 28.0, (bottom - top).max(1.0), tone(step)));
        if i + 1 < bars.len() {
            marks.push_str(&rule((x + column - 14.0, y(to)), (x + column + 14.0, y(to)), "tie"));
        }
        marks.push_str(&text(middle, top - 6.0, &Anchor::Middle, "number", &step.text));
        marks.push_str(&text(middle, TOP + HIGH + 18.0, &Anchor::Middle, "label", step.step.label()));
        if let Some(share) = &step.share {
            marks.push_str(&text(middle, TOP + HIGH + 34.0, &Anchor::Middle, "faint", share));
        }
    }
    Drawing { height: TOP + HIGH + 42.0, marks }
}

/// Sign and place say it too: colour only helps.
fn tone(step: &Bar) -> &'static str {
    match step.amount {
        _ if step.step.is_total() => "accent",
        amount if amount < Money::ZERO => "bad",
        amount if amount > Money::ZERO => "good",
        _ => "none",
    }
}
