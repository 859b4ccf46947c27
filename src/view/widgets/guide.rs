//! The facilitator's guide: what this phase is for, and questions to put to the room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::panel::Panel;
use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// A side panel of prompts.
#[derive(Clone, Debug)]
pub struct Guide<'a> {
    pub title: &'a str,
    /// What the phase is to bring about, in a sentence.
    pub purpose: &'a str,
    pub prompts: &'a [&'a str],
    pub styles: &'a Styles,
}

impl Widget for &Guide<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let inner = Panel::new(self.title, self.styles).aside("guide").draw(area, buf);
        let mut pen = Pen::new(inner, buf);
        let width = usize::from(pen.width());
        let mut y = 1;
        for line in text::wrap(self.purpose, width) {
            pen.put(0, y, &line, self.styles.strong);
            y += 1;
        }
        y += 1;
        for prompt in self.prompts {
            if y >= pen.height() {
                let last = pen.height().saturating_sub(1);
                pen.fit_right(inner.width, last, 1, "…", self.styles.faint);
                return;
            }
            pen.put(0, y, "•", self.styles.accent);
            for line in text::wrap(prompt, width.saturating_sub(2)) {
                pen.put(2, y, &line, self.styles.text);
                y += 1;
            }
            y += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn prompts_wrap_and_what_does_not_fit_is_marked() {
        let styles = styles();
        let prompts = ["Who can start this week?", "Which two would you keep?"];
        let guide = Guide { title: "Action Planning", purpose: "Owners and dates", prompts: &prompts, styles: &styles };
        let text = drawn(&guide, 24, 12);
        assert!(text.contains("• Who can start this\n    week?"), "{text}");
        assert!(drawn(&guide, 24, 7).trim_end().ends_with('…'));
        every_size(&guide);
    }
}
