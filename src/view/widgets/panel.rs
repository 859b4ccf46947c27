//! A panel: a quiet title above its content, told apart by surface and space instead of a box.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// The frame of a part of the screen. Draw it first, then the content into [`inner`](Panel::inner).
#[derive(Clone, Debug)]
pub(crate) struct Panel<'a> {
    /// Says what is shown (`Lost ARR by reason, 2026-Q3`).
    pub title: &'a str,
    /// At the right of the title: a position or a unit (`12 of 431`).
    pub aside: &'a str,
    /// Whether keys go here. Marked by a thick edge and the title's tone.
    pub focused: bool,
    pub styles: &'a Styles,
}

/// An aside up to this width stands even beside a title that must be cut.
const SHORT: u16 = 22;

impl<'a> Panel<'a> {
    pub(crate) fn new(title: &'a str, styles: &'a Styles) -> Self {
        Self { title, aside: "", focused: false, styles }
    }

    pub(crate) fn aside(self, aside: &'a str) -> Self {
        Self { aside, ..self }
    }

    pub(crate) fn focused(self, focused: bool) -> Self {
        Self { focused, ..self }
    }

    /// Where the content goes.
    pub(crate) fn inner(area: Rect) -> Rect {
        let width = area.width.saturating_sub(3);
        let height = area.height.saturating_sub(1);
        Rect { x: area.x.saturating_add(2), y: area.y.saturating_add(1), width, height }.intersection(area)
    }

    /// Cells for the aside: a short one (a position) is always there, a longer one yields to the title.
    fn aside_width(&self, end: u16) -> u16 {
        let (title, aside) = (text::width(self.title) as u16, text::width(self.aside) as u16);
        let beside = end.saturating_sub(title + 4);
        match aside {
            short @ ..=SHORT if self.is_position() => short.min(end / 2),
            // A hint goes before a title is cut.
            hint @ ..=SHORT => {
                if beside + 2 >= hint {
                    hint
                } else {
                    0
                }
            }
            long => {
                if beside > SHORT {
                    long.min(beside)
                } else {
                    0
                }
            }
        }
    }

    /// It counts something: a title says less than that.
    fn is_position(&self) -> bool {
        self.aside.chars().any(|c| c.is_ascii_digit())
    }

    /// Draws the frame and returns where the content goes.
    pub(crate) fn draw(&self, area: Rect, buf: &mut Buffer) -> Rect {
        self.render(area, buf);
        Self::inner(area)
    }
}

impl Widget for &Panel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        pen.clear_all(self.styles.surface);
        let title = if self.focused { self.styles.title_focused } else { self.styles.title };
        if self.focused {
            let height = pen.height();
            pen.column(0, 0, height, "▌", self.styles.accent_strong);
        }
        let end = pen.width().saturating_sub(1);
        let aside = self.aside_width(end);
        let room = end.saturating_sub(2 + aside + u16::from(aside > 0));
        let after = pen.fit(2, 0, room, self.title, title);
        if !self.styles.depth.has_surfaces() {
            pen.repeat(after, 0, end.saturating_sub(after), " ", title);
        }
        let aside_style = if self.styles.depth.has_surfaces() { self.styles.faint } else { title };
        pen.fit_right(end, 0, aside, self.aside, aside_style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn focus_shows_as_a_thick_edge_and_the_content_stays_clear_of_it() {
        let styles = styles();
        let panel = Panel::new("Lost ARR by reason, 2026-Q3", &styles).aside("3 of 9");
        assert_eq!(drawn(&panel, 30, 1), "  Lost ARR by reason,… 3 of 9");
        let hint = panel.clone().aside("y accept, x reject");
        assert_eq!(drawn(&hint, 34, 1), "  Lost ARR by reason, 2026-Q3");
        let legend = panel.clone().aside("a long word about the chart");
        assert_eq!(drawn(&legend, 30, 1), "  Lost ARR by reason, 2026-Q3");
        let focused = panel.focused(true);
        assert!(drawn(&focused, 30, 3).lines().all(|line| line.starts_with('▌')));
        assert_eq!(Panel::inner(Rect::new(5, 5, 30, 3)), Rect::new(7, 6, 27, 2));
        every_size(&focused);
    }
}
