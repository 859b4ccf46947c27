//! A dot a group against the diagonal on which a perfect forecast lies.

use std::fmt::Write;

use super::super::escape::escape;
use super::{Anchor, Drawing, rule, text};
use crate::telling::chart::calibration::{Dot, Fit};
use crate::telling::figures::percent_short;

const SIDE: f64 = 260.0;
const LEFT: f64 = 60.0;
const TOP: f64 = 16.0;
const NAMES: f64 = LEFT + SIDE + 40.0;

pub(crate) fn draw(dots: &[Dot]) -> Drawing {
    let x = |share: f64| LEFT + share * SIDE;
    let y = |share: f64| TOP + (1.0 - share) * SIDE;
    let mut marks = rule((x(0.0), y(0.0)), (x(1.0), y(1.0)), "diagonal");
    marks += &(rule((x(0.0), y(0.0)), (x(1.0), y(0.0)), "axis") + &rule((x(0.0), y(0.0)), (x(0.0), y(1.0)), "axis"));
    for share in [0.0, 0.5, 1.0] {
        marks += &text(LEFT - 8.0, y(share) + 4.0, &Anchor::End, "faint", &percent_short(share));
        marks += &text(x(share), y(0.0) + 18.0, &Anchor::Middle, "faint", &percent_short(share));
    }
    marks += &text(x(0.5), y(0.0) + 36.0, &Anchor::Middle, "faint", "forecast →   renewed ↑");
    for (i, dot) in dots.iter().enumerate() {
        let (at, class, sign) = (x(dot.forecast), tone(dot.fit), sign(dot.fit));
        if let Some((low, high)) = dot.interval {
            marks += &rule((at, y(low.clamp(0.0, 1.0))), (at, y(high.clamp(0.0, 1.0))), "reach");
        }
        let _ = writeln!(
            marks,
            "<circle cx=\"{at:.1}\" cy=\"{:.1}\" r=\"5\" class=\"{class}\"><title>{}</title></circle>",
            y(dot.observed),
            escape(&dot.label)
        );
        marks += &text(NAMES, TOP + 14.0 + i as f64 * 22.0, &Anchor::Start, "label", &format!("{sign}{}", dot.label));
    }
    Drawing { height: (TOP + SIDE + 44.0).max(TOP + 20.0 + dots.len() as f64 * 22.0), marks }
}

fn tone(fit: Fit) -> &'static str {
    match fit {
        Fit::Below => "bad",
        Fit::Above => "good",
        Fit::Within => "dot",
    }
}

fn sign(fit: Fit) -> &'static str {
    match fit {
        Fit::Below => "▼ ",
        Fit::Above => "▲ ",
        Fit::Within => "",
    }
}
