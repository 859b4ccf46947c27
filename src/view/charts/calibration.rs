//! Whether what was forecast came true: forecast probability to the right, observed share upwards.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::braille::Dots;
use crate::analysis::findings::CalibrationBin;
use crate::telling::chart::calibration::{Fit, fit, range};
use crate::telling::figures;
use crate::view::pen::Pen;
use crate::view::styles::{RowState, Styles};
use crate::view::text;

/// A dot a bin, against the diagonal on which a perfect forecast lies; the numbers in rows beside or instead.
#[derive(Clone, Debug)]
pub(crate) struct Calibration<'a> {
    pub bins: &'a [CalibrationBin],
    pub selected: Option<usize>,
    pub styles: &'a Styles,
}

const AXIS: u16 = 6;
const TABLE: u16 = 32;
/// Least cells of a plot, its axis among them.
const LEAST: (u16, u16) = (21, 7);

impl Calibration<'_> {
    fn draw_plot(&self, pen: &mut Pen<'_>) {
        let (width, height) = (pen.width().saturating_sub(AXIS), pen.height().saturating_sub(2));
        let mut dots = Dots::new(width, height);
        for step in 0..=40 {
            let at = f64::from(step) / 40.0;
            dots.point((at, at), self.styles.rule);
        }
        dots.draw(pen, (AXIS, 0));
        let row = |share: f64| ((1.0 - share) * f64::from(height.saturating_sub(1))).round() as u16;
        let column = |share: f64| AXIS + (share * f64::from(width.saturating_sub(1))).round() as u16;
        for share in [0.0, 0.5, 1.0] {
            pen.fit_right(AXIS - 1, row(share), AXIS - 1, &figures::percent_short(share), self.styles.faint);
        }
        for (i, share) in [(0, 0.0), (2, 0.5), (4, 1.0)].into_iter().filter(|(_, share)| *share != 0.5 || width > 16) {
            pen.put(column(share).saturating_sub(i), height, &figures::percent_short(share), self.styles.faint);
        }
        for (i, bin) in self.bins.iter().enumerate().filter(|(_, bin)| bin.n > 0) {
            let at = column(bin.mean_forecast.clamp(0.0, 1.0));
            if let Some((low, high)) = bin.low.zip(bin.high) {
                for y in row(high)..=row(low) {
                    pen.put(at, y, "│", self.styles.faint);
                }
            }
            let dot = if self.selected == Some(i) { "◉" } else { "●" };
            pen.put(at, row(bin.observed.clamp(0.0, 1.0)), dot, self.style(bin));
        }
        let (last, legend) = (pen.height().saturating_sub(1), "→ forecast ↑ observed");
        let start = AXIS.min(pen.width().saturating_sub(text::width(legend) as u16));
        pen.put(start, last, legend, self.styles.faint);
    }

    fn style(&self, bin: &CalibrationBin) -> ratatui::style::Style {
        match fit(bin) {
            Fit::Below => self.styles.bad,
            Fit::Above => self.styles.good,
            Fit::Within => self.styles.text,
        }
    }

    fn draw_table(&self, pen: &mut Pen<'_>) {
        let last = TABLE - 1;
        for (end, head) in [(17, "forecast"), (26, "observed"), (last, "n")] {
            pen.fit_right(end, 0, 8, head, self.styles.faint);
        }
        for (y, (i, bin)) in (1..).zip(self.bins.iter().enumerate().filter(|(_, bin)| bin.n > 0)) {
            let state = RowState::of(self.selected == Some(i), true);
            let styled = |style| self.styles.in_row(style, state);
            pen.style(Rect::new(0, y, TABLE, 1), self.styles.row(state));
            pen.put(0, y, state.edge(), self.styles.edge(state));
            pen.put(1, y, &range(bin), styled(self.styles.muted));
            pen.fit_right(17, y, 8, &figures::percent_short(bin.mean_forecast), styled(self.styles.text));
            pen.fit_right(26, y, 8, &format!("{} {}", mark(bin), figures::percent_short(bin.observed)), styled(self.style(bin)));
            pen.fit_right(last, y, 5, &figures::count(bin.n), styled(self.styles.muted));
        }
    }

    /// Where the plot and the table go, in an area that starts at nothing; the plot only where there is room.
    fn places(&self, width: u16, height: u16) -> (Option<Rect>, Rect) {
        let (least_width, least_height) = LEAST;
        if height >= least_height && width >= TABLE + 2 + least_width {
            let plot = (width - TABLE - 2).min((height * 3).max(least_width));
            (Some(Rect::new(0, 0, plot, height)), Rect::new(plot + 2, 0, TABLE, height))
        } else if width >= least_width && usize::from(height) > self.bins.len() + 10 {
            let table = self.bins.len() as u16 + 2;
            (Some(Rect::new(0, 0, width, height - table)), Rect::new(0, height - table + 1, width, table - 1))
        } else {
            (None, Rect::new(0, 0, width, height))
        }
    }

    /// The bin at a place on the screen, for the mouse.
    pub(crate) fn bin_at(&self, area: Rect, at: Position) -> Option<usize> {
        let (_, table) = self.places(area.width, area.height);
        let row = at.y.checked_sub(area.y + table.y + 1)?;
        let listed = self.bins.iter().enumerate().filter(|(_, bin)| bin.n > 0);
        listed.map(|(i, _)| i).nth(row.into()).filter(|_| area.contains(at))
    }
}

/// Whether less or more came than was forecast, by more than chance.
fn mark(bin: &CalibrationBin) -> &'static str {
    match fit(bin) {
        Fit::Below => "▼",
        Fit::Above => "▲",
        Fit::Within => " ",
    }
}

impl Widget for &Calibration<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let (plot, table) = self.places(pen.width(), pen.height());
        if let Some(plot) = plot {
            self.draw_plot(&mut pen.part(plot));
        }
        self.draw_table(&mut pen.part(table));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn too_optimistic_bins_point_down() {
        let styles = styles();
        let bin = |from: f64, observed: f64, n, reach: f64| CalibrationBin {
            from,
            to: from + 0.2,
            n,
            mean_forecast: from + 0.1,
            observed,
            low: Some(observed - reach),
            high: Some(observed + reach),
            renewals: vec![],
        };
        let bins = [bin(0.2, 0.1, 12, 0.1), bin(0.4, 0.3, 11, 0.3), bin(0.6, 0.85, 30, 0.1), bin(0.8, 0.9, 0, 0.1)];
        let chart = Calibration { bins: &bins, selected: None, styles: &styles };
        let table = drawn(&chart, 40, 5);
        assert!(table.contains("20–40 %") && table.contains("▼ 10 %") && table.contains("▲ 85 %"), "{table}");
        assert!(table.contains("  30 %"), "within chance: {table}");
        assert!(!table.contains("80–100 %"), "bins without cases say nothing: {table}");
        let both = drawn(&chart, 90, 14);
        assert_eq!(both.matches('●').count(), 3, "{both}");
        let small = drawn(&chart, 56, 9);
        assert_eq!(small.matches('●').count(), 3, "{small}");
        assert!(small.contains("→ forecast ↑ observed") && small.contains("▼ 10 %"), "{small}");
        every_size(&chart);
    }
}
