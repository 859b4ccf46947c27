//! Text being typed that wraps: as many lines as it needs, as far as there is room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use tui_input::Input;
use unicode_segmentation::UnicodeSegmentation;

use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;
use crate::view::veil;

pub(crate) struct TextBox<'a> {
    pub input: &'a Input,
    /// Shown while nothing is typed.
    pub placeholder: &'a str,
    pub styles: &'a Styles,
}

impl TextBox<'_> {
    /// Lines that what is typed takes, with the cursor behind it.
    pub(crate) fn height(&self, width: u16) -> u16 {
        lines(self.input.value(), width).len() as u16
    }
}

impl Widget for &TextBox<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if area.is_empty() {
            return;
        }
        let mut pen = Pen::new(area, buf);
        let style = self.styles.field_focused;
        pen.clear_all(style);
        if self.input.value().is_empty() {
            pen.fit(0, 0, area.width, self.placeholder, style.patch(self.styles.faint));
        }
        let value = veil::typed(self.input.value());
        let lines = lines(&value, area.width);
        let (x, y) = cursor(&lines, self.input.cursor());
        // The line with the cursor is seen, whatever is cut.
        let first = (y + 1).saturating_sub(area.height);
        for (row, line) in (0..area.height).zip(lines.iter().skip(first.into())) {
            pen.put(0, row, line, style);
        }
        pen.style(Rect::new(x, y - first, 1, 1), self.styles.cursor);
    }
}

/// Broken where the width ends, at a blank where there is one; every character stands in one of them.
fn lines(value: &str, width: u16) -> Vec<&str> {
    let width = usize::from(width.max(2));
    let mut lines = Vec::new();
    let (mut start, mut blank, mut cells) = (0, None, 0);
    for (at, grapheme) in value.grapheme_indices(true) {
        let wide = text::width(grapheme);
        // A cell stays free for the cursor.
        if cells + wide >= width && at > start {
            let end = blank.filter(|blank| *blank > start).unwrap_or(at);
            lines.push(&value[start..end]);
            cells = text::width(&value[end..at]);
            (start, blank) = (end, None);
        }
        cells += wide;
        if grapheme == " " {
            blank = Some(at + 1);
        }
    }
    lines.push(&value[start..]);
    lines
}

/// Where the character at `place` stands, or the end.
fn cursor(lines: &[&str], place: usize) -> (u16, u16) {
    let mut before = 0;
    for (y, line) in lines.iter().enumerate() {
        let chars = line.chars().count();
        if place < before + chars || y + 1 == lines.len() {
            let head: String = line.chars().take(place.saturating_sub(before)).collect();
            return (text::width(&head) as u16, y as u16);
        }
        before += chars;
    }
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn a_long_text_wraps_at_its_blanks_and_nothing_is_lost() {
        let styles = styles();
        let input = Input::from("a second champion in each account");
        let field = TextBox { input: &input, placeholder: "", styles: &styles };
        assert_eq!(drawn(&field, 12, 4), "a second\nchampion\nin each\naccount");
        assert_eq!(field.height(12), 4);
        assert_eq!(drawn(&field, 12, 2), "in each\naccount", "the cursor stands behind the last word");
        let at_start = input.clone().with_cursor(0);
        assert_eq!(drawn(&TextBox { input: &at_start, ..field }, 12, 1), "a second");
        for value in ["日本語日本語日本語", "abcdefghijklmnopqrstuvwxyz", " ", ""] {
            let input = Input::from(value);
            every_size(&TextBox { input: &input, placeholder: "who", styles: &styles });
            assert_eq!(lines(value, 7).concat(), value);
        }
    }
}
