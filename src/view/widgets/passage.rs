//! Words that may be longer than their place: what is seen of them, and a bar that says so.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::scroll::Scrollbar;
use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

#[derive(Clone, Debug)]
pub(crate) struct Passage<'a> {
    pub lines: &'a [(String, Style)],
    /// Rows above the upper edge, as far as there are more than fit.
    pub scroll: usize,
    pub styles: &'a Styles,
}

impl Widget for &Passage<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let width = usize::from(pen.width().saturating_sub(3));
        let wrapped: Vec<(String, Style)> =
            self.lines.iter().flat_map(|(line, style)| text::wrap(line, width).into_iter().map(|part| (part, *style))).collect();
        let height = usize::from(pen.height());
        let first = self.scroll.min(wrapped.len().saturating_sub(height));
        let seen = first..(first + height).min(wrapped.len());
        for (y, (line, style)) in (0..).zip(&wrapped[seen.clone()]) {
            pen.put(1, y, line, *style);
        }
        Scrollbar { total: wrapped.len(), seen, styles: self.styles }.render(area, buf);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn what_does_not_fit_is_scrolled_to_and_marked() {
        let styles = styles();
        let lines: Vec<(String, Style)> = (1..9).map(|n| (format!("line {n}"), Style::new())).collect();
        let at = |scroll| drawn(&Passage { lines: &lines, scroll, styles: &styles }, 20, 3);
        assert!(at(0).contains("line 1") && at(0).contains('▐') && !at(0).contains("line 4"), "{}", at(0));
        assert!(at(99).contains("line 8") && at(99).contains("line 6"), "{}", at(99));
        assert!(!drawn(&Passage { lines: &lines[..2], scroll: 0, styles: &styles }, 20, 3).contains('▐'));
        every_size(&Passage { lines: &lines, scroll: 4, styles: &styles });
    }
}
