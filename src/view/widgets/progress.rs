//! Long work: what is done, how far, how much longer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::telling::figures;
use crate::view::charts::bars;
use crate::view::pen::Pen;
use crate::view::styles::Styles;

/// Two rows: a label with figures, and a bar. Without a known end the bar stays empty and the rows count.
#[derive(Clone, Debug)]
pub(crate) struct ProgressBar<'a> {
    /// `Reading usage.csv`.
    pub label: &'a str,
    /// 0 to 1, where the end is known.
    pub share: Option<f64>,
    pub rows: u64,
    /// Seconds left, where it can be told.
    pub left: Option<u64>,
    pub styles: &'a Styles,
}

impl Widget for &ProgressBar<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let mut parts = Vec::new();
        parts.extend(self.share.map(figures::percent_short));
        if self.rows > 0 {
            parts.push(format!("{} {}", figures::count(self.rows), if self.rows == 1 { "row" } else { "rows" }));
        }
        parts.extend(self.left.map(|s| format!("{} left", crate::domain::timer::countdown(s as i64))));
        let (width, facts) = (pen.width(), parts.join(" · "));
        let start = pen.fit_right(width, 0, width / 2, &facts, self.styles.muted);
        pen.fit(0, 0, start.saturating_sub(2), self.label, self.styles.text);
        pen.repeat(0, 1, width, "─", self.styles.rule);
        if let Some(share) = self.share {
            bars::horizontal(&mut pen, (0, 1, width), share, "█", self.styles.accent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn it_says_how_far_and_how_much_longer() {
        let styles = styles();
        let bar = ProgressBar { label: "Reading usage.csv", share: Some(0.5), rows: 1_200, left: Some(42), styles: &styles };
        let text = drawn(&bar, 60, 2);
        assert!(text.contains("50 % · 1,200 rows · 0:42 left"), "{text}");
        assert_eq!(text.lines().nth(1).unwrap(), format!("{}{}", "█".repeat(30), "─".repeat(30)));
        every_size(&bar);
        every_size(&ProgressBar { share: None, ..bar });
    }
}
