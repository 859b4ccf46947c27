//! A course over time, with what happened marked on it.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::bars;
use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// Something that happened on a day.
#[derive(Clone, Debug)]
pub(crate) struct Mark<'a> {
    pub on: NaiveDate,
    /// One cell (`◆`).
    pub symbol: &'a str,
    /// In a word, for the legend.
    pub what: &'a str,
    pub style: Style,
}

/// Upright bars, one a cell of time, on a scale from `floor`; marks in a row below, then the dates.
#[derive(Clone, Debug)]
pub(crate) struct Timeline<'a> {
    /// In order of time.
    pub points: &'a [(NaiveDate, f64)],
    /// First and last day shown.
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The top of the scale; the largest value without.
    pub top: Option<f64>,
    pub marks: &'a [Mark<'a>],
    /// How a value reads at the axis.
    pub number: fn(f64) -> String,
    pub style: Style,
    pub styles: &'a Styles,
}

const AXIS: u16 = 7;

impl Timeline<'_> {
    fn share(&self, day: NaiveDate) -> f64 {
        let days = (self.to - self.from).num_days().max(1) as f64;
        (day - self.from).num_days() as f64 / days
    }

    /// The mean of the points that fall into each cell; a gap of less than two weeks is bridged by the last value.
    fn cells(&self, width: u16) -> Vec<Option<f64>> {
        let mut sums = vec![(0.0, 0u32); width.into()];
        for (day, value) in self.points.iter().filter(|(day, _)| (self.from..=self.to).contains(day)) {
            let cell = (self.share(*day) * f64::from(width.saturating_sub(1))).round() as usize;
            if let Some(sum) = sums.get_mut(cell) {
                *sum = (sum.0 + value, sum.1 + 1);
            }
        }
        let bridge = (14.0 / (self.to - self.from).num_days().max(1) as f64 * f64::from(width)).ceil() as usize;
        let (mut last, mut age) = (None, 0);
        let mut cells = Vec::with_capacity(sums.len());
        for (sum, n) in sums {
            age += 1;
            if n > 0 {
                (last, age) = (Some(sum / f64::from(n)), 0);
            }
            cells.push(last.filter(|_| age < bridge));
        }
        cells
    }

    fn draw_dates(&self, pen: &mut Pen<'_>, y: u16, width: u16) {
        let mut free = 0;
        for day in self.from.iter_days().take_while(|day| *day <= self.to).filter(|d| chrono::Datelike::day(d) == 1) {
            let x = AXIS + (self.share(day) * f64::from(width.saturating_sub(1))).round() as u16;
            let label = if chrono::Datelike::month(&day) == 1 { day.format("%b %Y") } else { day.format("%b") }.to_string();
            if x >= free && x + text::width(&label) as u16 <= AXIS + width {
                free = pen.put(x, y, &label, self.styles.faint) + 2;
            }
        }
    }
}

impl Widget for &Timeline<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let (width, height) = (pen.width().saturating_sub(AXIS), pen.height().saturating_sub(2));
        if width == 0 || height == 0 || self.to < self.from {
            return;
        }
        let cells = self.cells(width);
        let top = self.top.unwrap_or_else(|| cells.iter().flatten().copied().fold(0.0, f64::max)).max(f64::MIN_POSITIVE);
        pen.fit_right(AXIS - 1, 0, AXIS - 1, &(self.number)(top), self.styles.faint);
        pen.fit_right(AXIS - 1, height - 1, AXIS - 1, &(self.number)(0.0), self.styles.faint);
        for (x, value) in (AXIS..).zip(&cells) {
            if let Some(value) = value {
                bars::vertical(&mut pen, (x, 0, height), value / top, self.style);
            }
        }
        pen.repeat(AXIS, height, width, "─", self.styles.rule);
        for mark in self.marks.iter().filter(|m| (self.from..=self.to).contains(&m.on)) {
            let x = AXIS + (self.share(mark.on) * f64::from(width - 1)).round() as u16;
            pen.put(x, height, mark.symbol, mark.style);
        }
        self.draw_dates(&mut pen, height + 1, width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn marks_stand_below_their_day() {
        let styles = styles();
        let day = |d: &str| d.parse::<NaiveDate>().unwrap();
        let points: Vec<(NaiveDate, f64)> = day("2026-04-01").iter_weeks().take(13).zip((1..).map(f64::from)).collect();
        let marks = [Mark { on: day("2026-06-30"), symbol: "◆", what: "play", style: styles.accent }];
        let timeline = Timeline {
            points: &points,
            from: day("2026-04-01"),
            to: day("2026-06-30"),
            top: None,
            marks: &marks,
            number: |v| format!("{v:.0}"),
            style: styles.accent,
            styles: &styles,
        };
        let text = drawn(&timeline, 40, 6);
        assert!(text.lines().nth(4).unwrap().ends_with('◆'), "{text}");
        assert!(text.lines().last().unwrap().contains("Apr") && text.lines().last().unwrap().contains("Jun"), "{text}");
        assert!(text.starts_with("    13"), "{text}");
        every_size(&timeline);
        every_size(&Timeline { to: day("2025-01-01"), ..timeline });
    }
}
