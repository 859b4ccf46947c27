//! What stands on a screen too small to work on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// The least a screen needs.
pub(crate) const LEAST: (u16, u16) = (80, 24);

pub(crate) fn is_too_small(screen: Rect) -> bool {
    is_less(screen, LEAST)
}

/// Whether a screen has less than `least` columns and rows.
pub(crate) fn is_less(screen: Rect, least: (u16, u16)) -> bool {
    screen.width < least.0 || screen.height < least.1
}

/// Names the size that is needed and the size that is there.
#[derive(Clone, Debug)]
pub(crate) struct TooSmall<'a> {
    /// Columns and rows.
    pub least: (u16, u16),
    pub styles: &'a Styles,
}

impl Widget for &TooSmall<'_> {
    fn render(self, screen: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(screen, buf);
        pen.clear_all(self.styles.base);
        let (width, height) = self.least;
        let message = format!(
            "run-retro needs {width}×{height}; this window is {}×{}. Make it larger, or the font smaller.",
            screen.width, screen.height
        );
        let lines = text::wrap(&message, usize::from(pen.width()).min(40));
        let top = pen.height().saturating_sub(lines.len() as u16) / 2;
        for (y, line) in (top..).zip(&lines) {
            pen.centred(y, line, self.styles.strong);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn it_names_the_size_needed_and_the_size_there() {
        let styles = styles();
        let text = drawn(&TooSmall { least: LEAST, styles: &styles }, 44, 10);
        assert!(text.contains("80×24") && text.contains("44×10"), "{text}");
        assert!(is_too_small(Rect::new(0, 0, 79, 24)) && !is_too_small(Rect::new(0, 0, 80, 24)));
        every_size(&TooSmall { least: LEAST, styles: &styles });
    }
}
