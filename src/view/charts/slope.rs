//! How something moved before the due date, for a few groups: lines with their ends labelled.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::braille::Dots;
use crate::telling::chart::slope::{number, scale};
use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// One line.
#[derive(Clone, Debug)]
pub(crate) struct Slope<'a> {
    /// Stands at the line's right end (`● renewed`).
    pub label: &'a str,
    pub points: &'a [Option<f64>],
    pub style: Style,
}

/// Points in time on the x axis (−90, −60 and −30 days), values up the y axis.
#[derive(Clone, Debug)]
pub(crate) struct SlopeChart<'a> {
    pub slopes: &'a [Slope<'a>],
    /// Named on the axis, from the first point to the last.
    pub times: &'a [&'a str],
    /// Decimals of the values.
    pub decimals: usize,
    pub styles: &'a Styles,
}

/// Least height at which lines are drawn; below it the values stand in rows.
const LEAST: u16 = 5;
const NUMBERS: u16 = 7;

impl SlopeChart<'_> {
    fn number(&self, value: Option<f64>) -> String {
        number(value, self.decimals)
    }

    fn draw_rows(&self, pen: &mut Pen<'_>) {
        for (y, slope) in (0..).zip(self.slopes) {
            let numbers: Vec<String> = slope.points.iter().map(|p| self.number(*p)).collect();
            let x = pen.put(0, y, slope.label, slope.style);
            let width = pen.width().saturating_sub(x + 2);
            pen.fit(x + 2, y, width, &numbers.join(" → "), self.styles.text);
        }
    }

    /// Rows for labels at the right end that do not fall on one another, top to bottom.
    fn label_rows(&self, rows: u16, y_of: impl Fn(f64) -> u16) -> Vec<(usize, u16)> {
        let last = |s: &Slope<'_>| s.points.iter().rev().find_map(|p| *p);
        let mut ends: Vec<(usize, u16)> = self.slopes.iter().enumerate().filter_map(|(i, s)| Some((i, y_of(last(s)?)))).collect();
        ends.sort_by_key(|(_, y)| *y);
        for i in 1..ends.len() {
            ends[i].1 = ends[i].1.max(ends[i - 1].1 + 1);
        }
        let overflow = ends.last().map_or(0, |(_, y)| (y + 1).saturating_sub(rows));
        for end in &mut ends {
            end.1 = end.1.saturating_sub(overflow);
        }
        ends
    }

    fn draw_lines(&self, pen: &mut Pen<'_>) {
        let (low, high) = scale(self.slopes.iter().flat_map(|slope| slope.points).copied().flatten());
        let labels = self.slopes.iter().map(|s| text::width(s.label)).max().unwrap_or(0) as u16;
        let rows = pen.height() - 1;
        let room = pen.width().saturating_sub(labels + 2 * NUMBERS + 2);
        let share = |v: f64| (v - low) / (high - low);
        let row_of = |v: f64| ((1.0 - share(v)) * f64::from((rows * 4).saturating_sub(1))).round() as u16 / 4;
        let mut dots = Dots::new(room, rows);
        for slope in self.slopes {
            let last = slope.points.len().saturating_sub(1).max(1) as f64;
            let at = |(i, p): (usize, &Option<f64>)| Some((i as f64 / last, share((*p)?)));
            let known: Vec<(f64, f64)> = slope.points.iter().enumerate().filter_map(at).collect();
            for pair in known.windows(2) {
                dots.line(pair[0], pair[1], slope.style);
            }
            if let [only] = known[..] {
                dots.point(only, slope.style);
            }
        }
        dots.draw(pen, (NUMBERS, 0));
        self.draw_ends(pen, rows, room, row_of);
        self.draw_times(pen, rows, room);
    }

    fn draw_ends(&self, pen: &mut Pen<'_>, rows: u16, room: u16, row_of: impl Fn(f64) -> u16) {
        for (i, y) in self.label_rows(rows, &row_of) {
            let slope = &self.slopes[i];
            let last = slope.points.iter().rev().find_map(|p| *p);
            let x = pen.put(NUMBERS + room + 1, y, &self.number(last), self.styles.strong);
            pen.put(x + 1, y, slope.label, slope.style);
        }
        let mut taken: Vec<u16> = Vec::new();
        for slope in self.slopes {
            if let Some(first) = slope.points.first().copied().flatten() {
                let mut y = row_of(first);
                while taken.contains(&y) {
                    y += 1;
                }
                taken.push(y);
                pen.fit_right(NUMBERS - 1, y.min(rows.saturating_sub(1)), NUMBERS - 1, &self.number(Some(first)), slope.style);
            }
        }
    }

    fn draw_times(&self, pen: &mut Pen<'_>, y: u16, room: u16) {
        let last = self.times.len().saturating_sub(1).max(1) as u16;
        let place = |i: u16| {
            let cells = text::width(self.times[usize::from(i)]) as u16;
            let x = NUMBERS + room.saturating_sub(1) * i / last;
            let back = match i {
                0 => 0,
                i if i == last => cells.saturating_sub(1),
                _ => cells / 2,
            };
            (x.saturating_sub(back), cells)
        };
        // The ends first: of those between them, the ones that touch none.
        let ends = [0, last].into_iter().filter(|i| usize::from(*i) < self.times.len());
        let mut taken: Vec<(u16, u16)> = Vec::new();
        for i in ends.chain(1..last) {
            let (x, cells) = place(i);
            if taken.iter().all(|(start, width)| x > start + width || x + cells < *start) {
                pen.put(x, y, self.times[usize::from(i)], self.styles.faint);
                taken.push((x, cells));
            }
        }
    }
}

impl Widget for &SlopeChart<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        if pen.height() < LEAST || pen.width() < 40 {
            self.draw_rows(&mut pen);
        } else {
            self.draw_lines(&mut pen);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn ends_carry_their_numbers_and_names() {
        let styles = styles();
        let slopes = [
            Slope { label: "● renewed", points: &[Some(72.0), Some(73.0), Some(74.0)], style: styles.good },
            Slope { label: "× lost", points: &[Some(66.0), Some(58.0), Some(49.0)], style: styles.bad },
        ];
        let chart = SlopeChart { slopes: &slopes, times: &["−90 d", "−60 d", "−30 d"], decimals: 0, styles: &styles };
        let text = drawn(&chart, 60, 9);
        assert!(text.lines().any(|l| l.ends_with("74 ● renewed")), "{text}");
        assert!(text.lines().any(|l| l.ends_with("49 × lost")), "{text}");
        assert!(text.lines().last().unwrap().contains("−60 d"), "{text}");
        assert!(text.chars().any(|c| ('\u{2801}'..='\u{28ff}').contains(&c)), "{text}");
        let many = SlopeChart { times: &["−180", "−150", "−120", "−90", "−60", "−30"], ..chart.clone() };
        let axis = drawn(&many, 44, 9).lines().last().unwrap().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert!(
            axis[0] == "−180" && axis.last().unwrap() == "−30" && axis.iter().all(|label| many.times.contains(&label.as_str())),
            "{axis:?}"
        );
        assert_eq!(drawn(&chart, 40, 2), "● renewed  72 → 73 → 74\n× lost  66 → 58 → 49");
        every_size(&chart);
    }

    #[test]
    fn ends_that_meet_are_kept_apart_and_gaps_are_allowed() {
        let styles = styles();
        let slope = |label, points| Slope { label, points, style: styles.text };
        let some = Some(50.0);
        let points: [&[Option<f64>]; 4] = [&[some, None, some], &[None, some, some], &[None; 3], &[]];
        let slopes = [slope("a", points[0]), slope("b", points[1]), slope("c", points[2]), slope("d", points[3])];
        let chart = SlopeChart { slopes: &slopes, times: &["1", "2", "3"], decimals: 0, styles: &styles };
        let text = drawn(&chart, 50, 8);
        assert!(text.contains("50 a") && text.contains("50 b"), "{text}");
        every_size(&chart);
    }
}
