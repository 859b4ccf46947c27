//! Bars of each cause's share, with the sum so far as a line of dots.

use super::{Anchor, Drawing, WIDTH, bar, label, text};
use crate::telling::chart::pareto::Cause;
use crate::telling::figures::percent_short;

const ROW: f64 = 26.0;
const LABELS: f64 = 210.0;
const NUMBERS: f64 = 150.0;

pub(crate) fn draw(causes: &[Cause]) -> Drawing {
    let room = WIDTH - LABELS - NUMBERS;
    let mut marks = text(WIDTH, 12.0, &Anchor::End, "faint", "so far");
    let mut sums = Vec::new();
    for (row, cause) in causes.iter().enumerate() {
        let y = 20.0 + row as f64 * ROW;
        let (middle, reach) = (y + ROW / 2.0, LABELS + cause.part.so_far.min(1.0) * room);
        marks.push_str(&label(LABELS - 8.0, middle + 4.0, &Anchor::End, LABELS - 8.0, &cause.label));
        marks.push_str(&bar(LABELS, y + 4.0, cause.part.share * room, ROW - 8.0, "accent"));
        marks.push_str(&text(WIDTH - 62.0, middle + 4.0, &Anchor::End, "number", &cause.text));
        marks.push_str(&text(WIDTH, middle + 4.0, &Anchor::End, "faint", &percent_short(cause.part.so_far)));
        sums.push((reach, middle));
    }
    let line: Vec<String> = sums.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let line = format!("<polyline points=\"{}\" class=\"sum\"/>\n", line.join(" "));
    let dots: Vec<String> = sums.iter().map(|(x, y)| format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" class=\"dot\"/>\n")).collect();
    Drawing { height: 28.0 + causes.len() as f64 * ROW, marks: marks + &line + &dots.concat() }
}
