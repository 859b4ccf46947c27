//! Lines before the due date, their ends labelled.

use std::fmt::Write;

use super::{Anchor, Drawing, WIDTH, text};
use crate::domain::renewal::Outcome;
use crate::telling::chart::slope::{Line, Lines, number};

const HIGH: f64 = 170.0;
const TOP: f64 = 14.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 190.0;
/// Labels nearer than this would fall on one another.
const APART: f64 = 16.0;

pub(crate) fn draw(lines: &Lines) -> Drawing {
    let last = lines.times.len().saturating_sub(1).max(1) as f64;
    let x = |i: usize| LEFT + (WIDTH - LEFT - RIGHT) * i as f64 / last;
    let y = |value: f64| TOP + HIGH * (1.0 - (value - lines.low) / (lines.high - lines.low));
    let mut marks = String::new();
    for (i, time) in lines.times.iter().enumerate() {
        marks += &text(x(i), TOP + HIGH + 20.0, &Anchor::Middle, "faint", time);
    }
    let firsts = apart(lines.lines.iter().map(|line| line.points.first().copied().flatten().map(y)));
    let ends = apart(lines.lines.iter().map(|line| line.points.last().copied().flatten().map(y)));
    for (i, line) in lines.lines.iter().enumerate() {
        let known = line.points.iter().enumerate().filter_map(|(i, value)| Some((x(i), y((*value)?))));
        let known: Vec<(f64, f64)> = known.collect();
        let points: Vec<String> = known.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = writeln!(marks, "<polyline points=\"{}\" class=\"line {}\"/>", points.join(" "), tone(line));
        for (x, y) in known {
            let _ = writeln!(marks, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\" class=\"{}\"/>", tone(line));
        }
        let of = |value: Option<&Option<f64>>| number(value.copied().flatten(), 0);
        if let Some(at) = firsts[i] {
            marks += &text(LEFT - 10.0, at + 4.0, &Anchor::End, "number", &of(line.points.first()));
        }
        if let Some(at) = ends[i] {
            let named = format!("{} {}", of(line.points.last()), line.label);
            marks += &text(WIDTH - RIGHT + 10.0, at + 4.0, &Anchor::Start, "label", &named);
        }
    }
    Drawing { height: TOP + HIGH + 30.0, marks }
}

fn tone(line: &Line) -> &'static str {
    if line.outcome == Outcome::Churned { "bad" } else { "good" }
}

/// Heights of labels, moved so that none falls on another.
fn apart(heights: impl Iterator<Item = Option<f64>>) -> Vec<Option<f64>> {
    let mut placed: Vec<Option<f64>> = heights.collect();
    let mut order: Vec<usize> = (0..placed.len()).filter(|i| placed[*i].is_some()).collect();
    order.sort_by(|a, b| placed[*a].partial_cmp(&placed[*b]).unwrap_or(std::cmp::Ordering::Equal));
    for pair in order.windows(2) {
        let (Some(above), Some(below)) = (placed[pair[0]], placed[pair[1]]) else { continue };
        placed[pair[1]] = Some(below.max(above + APART));
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_would_meet_are_moved_apart() {
        assert_eq!(apart([Some(50.0), None, Some(48.0), Some(120.0)].into_iter()), [Some(64.0), None, Some(48.0), Some(120.0)]);
    }
}
