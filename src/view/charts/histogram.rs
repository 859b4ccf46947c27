//! How values are spread: upright bars over bins.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::bars;
use crate::telling::figures;
use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// A bin: its name below the bar, its count above.
#[derive(Clone, Debug)]
pub(crate) struct Bin<'a> {
    pub label: Cow<'a, str>,
    pub count: u64,
    pub style: Style,
}

#[derive(Clone, Debug)]
pub(crate) struct Histogram<'a> {
    pub bins: &'a [Bin<'a>],
    /// What a bar of the whole height counts: the same of all that stand side by side.
    pub most: u64,
    pub styles: &'a Styles,
}

impl Widget for &Histogram<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let (width, height) = (pen.width(), pen.height());
        if self.bins.is_empty() || height < 3 {
            return;
        }
        let pitch = ((width + 1) / self.bins.len() as u16).clamp(1, 12);
        let bar = pitch.saturating_sub(1).max(1);
        let most = self.most.max(1) as f64;
        let room = height - 2;
        for (i, bin) in (0..).zip(self.bins) {
            let (x, share) = (i * pitch, bin.count as f64 / most);
            for dx in 0..bar {
                bars::vertical(&mut pen, (x + dx, 1, room), share, bin.style);
            }
            let top = room - ((share * f64::from(room)).ceil() as u16).min(room);
            let number = figures::count(bin.count);
            let shift = bar.saturating_sub(text::width(&number) as u16) / 2;
            pen.fit(x + shift, top, pitch, &number, self.styles.text);
            // Where the range has no room, its lower end says enough.
            let label =
                if text::width(&bin.label) > usize::from(bar) { bin.label.split('–').next().unwrap_or_default() } else { &bin.label };
            pen.fit(x, height - 1, bar, label, self.styles.faint);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn the_fullest_bin_is_the_highest_and_counts_stand_on_top() {
        let styles = styles();
        let bin = |label: &'static str, count| Bin { label: label.into(), count, style: styles.accent };
        let bins = [bin("0–50", 2), bin("50–70", 4), bin("70+", 0)];
        let chart = Histogram { bins: &bins, most: bins.iter().map(|bin| bin.count).max().unwrap_or(0), styles: &styles };
        let text = drawn(&chart, 18, 6);
        let rows: Vec<&str> = text.lines().map(str::trim_end).collect();
        assert_eq!(rows, ["        4", "      █████", "  2   █████", "█████ █████", "█████ █████   0", "0–50  50–70 70+"]);
        assert_eq!(drawn(&chart, 11, 6).lines().last().unwrap(), "0   50  70+", "no label is cut");
        every_size(&chart);
    }
}
