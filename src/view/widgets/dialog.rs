//! A question or a message that waits for an answer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::overlay;
use crate::view::marks::Tone;
use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// Draw it with the whole screen as its area; it finds its place in the middle.
#[derive(Clone, Debug)]
pub struct Dialog<'a> {
    pub title: &'a str,
    pub text: &'a str,
    /// Key and what it does, the first being what Enter does (`("Enter", "End the session")`).
    pub answers: &'a [(&'a str, &'a str)],
    pub tone: Tone,
    pub styles: &'a Styles,
}

impl Widget for &Dialog<'_> {
    fn render(self, screen: Rect, buf: &mut Buffer) {
        let width = 64.min(screen.width.saturating_sub(4));
        let lines = text::wrap(self.text, usize::from(width.saturating_sub(6)));
        let area = overlay::centred(screen, width, lines.len() as u16 + 5);
        let inner = overlay::frame(area, self.title, "", self.styles, buf);
        let mut pen = Pen::new(inner, buf);
        let room = pen.height().saturating_sub(3);
        let style = if self.tone == Tone::Neutral { self.styles.text } else { self.styles.tone(self.tone) };
        for (y, line) in (1..=room).zip(&lines) {
            pen.put(1, y, line, if y == 1 { style } else { self.styles.text });
        }
        let y = pen.height().saturating_sub(1);
        let mut x = 1;
        for (i, (key, what)) in self.answers.iter().enumerate() {
            let (key_style, text_style) =
                if i == 0 { (self.styles.chip, self.styles.strong) } else { (self.styles.key, self.styles.muted) };
            x = pen.put(x, y, &format!(" {key} "), key_style);
            x = pen.put(x + 1, y, what, text_style) + 3;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn a_question_names_its_keys() {
        let styles = styles();
        let answers = [("Enter", "end it"), ("Esc", "stay")];
        let dialog =
            Dialog { title: "End the retro?", text: "Two blockers are open.", answers: &answers, tone: Tone::Warn, styles: &styles };
        let text = drawn(&dialog, 40, 10);
        assert!(text.contains("╭─ End the retro? ─"), "{text}");
        assert!(text.contains(" Enter  end it    Esc  stay"), "{text}");
        every_size(&dialog);
    }
}
