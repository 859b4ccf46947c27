//! What just happened, in one line or, where that is too short, a few.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::view::marks::Tone;
use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// So many lines at most.
const MOST: usize = 3;
/// The mark and the blanks at both ends.
const AROUND: u16 = 4;

/// A mark for its tone, then the message, as many lines as [`Toast::lines`] tells.
#[derive(Clone, Debug)]
pub(crate) struct Toast<'a> {
    pub text: &'a str,
    pub tone: Tone,
    pub styles: &'a Styles,
}

impl Toast<'_> {
    /// What it says, in lines for a width.
    fn lines(text: &str, width: u16) -> Vec<String> {
        text::wrap_message(text, width.saturating_sub(AROUND).into(), MOST)
    }

    /// Whether all of a message can be read in a width.
    pub(crate) fn fits(text: &str, width: u16) -> bool {
        text::wrap(text, width.saturating_sub(AROUND).into()).len() <= MOST
    }

    /// How many lines a message takes in a width.
    pub(crate) fn height(text: &str, width: u16) -> u16 {
        Self::lines(text, width).len() as u16
    }
}

impl Widget for &Toast<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let (mark, style) = match self.tone {
            Tone::Good => ("✓", self.styles.good),
            Tone::Bad => ("×", self.styles.bad),
            Tone::Warn => ("!", self.styles.warn),
            _ => ("·", self.styles.info),
        };
        let x = pen.put(1, 0, mark, style) + 1;
        let style = if self.tone == Tone::Bad { self.styles.bad } else { self.styles.text };
        let width = pen.width().saturating_sub(x + 1);
        for (y, line) in (0..).zip(&Toast::lines(self.text, area.width)) {
            pen.fit(x, y, width, line, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn tones_differ_by_their_mark() {
        let styles = styles();
        let with = |tone| drawn(&Toast { text: "saved", tone, styles: &styles }, 20, 1);
        assert_eq!((with(Tone::Good), with(Tone::Bad)), (" ✓ saved".into(), " × saved".into()));
        assert_eq!(drawn(&Toast { text: "all steps saved", tone: Tone::Good, styles: &styles }, 14, 2), " ✓ all steps\n   saved");
        assert_eq!((Toast::height("saved", 20), Toast::height("all steps saved", 14)), (1, 2));
        every_size(&Toast { text: "saved", tone: Tone::Warn, styles: &styles });
    }
}
