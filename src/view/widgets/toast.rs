//! One line that says what just happened.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::view::marks::Tone;
use crate::view::pen::Pen;
use crate::view::styles::Styles;

/// A status line: a mark for its tone, then the message.
#[derive(Clone, Debug)]
pub struct Toast<'a> {
    pub text: &'a str,
    pub tone: Tone,
    pub styles: &'a Styles,
}

impl Widget for &Toast<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(Rect { height: area.height.min(1), ..area }, buf);
        let (mark, style) = match self.tone {
            Tone::Good => ("✓", self.styles.good),
            Tone::Bad => ("×", self.styles.bad),
            Tone::Warn => ("!", self.styles.warn),
            Tone::Neutral => ("·", self.styles.info),
        };
        let x = pen.put(1, 0, mark, style) + 1;
        let width = pen.width().saturating_sub(x + 1);
        pen.fit(x, 0, width, self.text, if self.tone == Tone::Bad { self.styles.bad } else { self.styles.text });
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
        every_size(&Toast { text: "saved", tone: Tone::Warn, styles: &styles });
    }
}
