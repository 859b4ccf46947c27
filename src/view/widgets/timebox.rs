//! The time a phase has left.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::domain::timer::countdown;
use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// `▶ 12:05 ━━━━━───`: whether it runs, what is left, and how much of the whole that is. Over time is a filled label.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimeboxGauge<'a> {
    /// Seconds left; negative when over.
    pub left: i64,
    pub allotted: i64,
    pub running: bool,
    pub styles: &'a Styles,
}

/// Below this share of the time, or two minutes, it warns.
const LATE_SHARE: f64 = 0.2;
const LATE_SECONDS: i64 = 120;

impl TimeboxGauge<'_> {
    fn is_late(&self) -> bool {
        self.left <= LATE_SECONDS.min(self.allotted / 2) || (self.left as f64) < self.allotted as f64 * LATE_SHARE
    }

    /// What is written: `▶ 12:05`, `‖ 12:05 paused`, `▶ +0:42 over`.
    pub(crate) fn text(&self) -> String {
        let mark = if self.running { "▶" } else { "‖" };
        let word = match (self.left <= 0, self.running) {
            (true, _) => " over time",
            (false, false) => " paused",
            (false, true) => "",
        };
        format!("{mark} {}{word}", countdown(self.left))
    }
}

impl Widget for &TimeboxGauge<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(Rect { height: area.height.min(1), ..area }, buf);
        let written = self.text();
        let style = match (self.left <= 0, self.is_late()) {
            (true, _) => self.styles.chip_bad,
            (false, true) => self.styles.chip_warn,
            (false, false) if self.running => self.styles.strong,
            _ => self.styles.muted,
        };
        let written = if self.is_late() { format!(" {written} ") } else { written };
        let bar = pen.width().saturating_sub(text::width(&written) as u16 + 1).min(16);
        let width = pen.width();
        let start = pen.fit_right(width, 0, width, &written, style);
        if bar >= 6 && self.allotted > 0 {
            let share = (self.left as f64 / self.allotted as f64).clamp(0.0, 1.0);
            let filled = (share * f64::from(bar)).round() as u16;
            let x = start.saturating_sub(bar + 1);
            pen.repeat(x, 0, bar, "─", self.styles.rule);
            pen.repeat(x, 0, filled, "━", if self.is_late() { self.styles.warn } else { self.styles.accent });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn it_tells_running_paused_and_over_in_words() {
        let styles = styles();
        let gauge = |left, running| TimeboxGauge { left, allotted: 1_500, running, styles: &styles };
        assert_eq!(gauge(725, true).text(), "▶ 12:05");
        assert_eq!(gauge(725, false).text(), "‖ 12:05 paused");
        assert_eq!(gauge(-42, true).text(), "▶ +0:42 over time");
        assert_eq!(drawn(&gauge(750, true), 18, 1), "━━━━━───── ▶ 12:30");
        every_size(&gauge(-42, true));
        every_size(&TimeboxGauge { allotted: 0, ..gauge(0, false) });
    }
}
