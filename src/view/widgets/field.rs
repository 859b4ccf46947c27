//! Text being typed: one line that scrolls with its cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use tui_input::Input;
use unicode_segmentation::UnicodeSegmentation;

use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;
use crate::view::veil;

/// A one-line text field.
#[derive(Clone, Debug)]
pub(crate) struct Field<'a> {
    pub input: &'a Input,
    /// Shown while nothing is typed.
    pub placeholder: &'a str,
    pub focused: bool,
    pub styles: &'a Styles,
}

impl Widget for &Field<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(Rect { height: area.height.min(1), ..area }, buf);
        let style = if self.focused { self.styles.field_focused } else { self.styles.field };
        pen.clear_all(style);
        let width = pen.width();
        if self.input.value().is_empty() {
            pen.fit(0, 0, width, self.placeholder, style.patch(self.styles.faint));
        }
        let scroll = self.input.visual_scroll(usize::from(width).saturating_sub(1)) as u16;
        let cursor = self.input.visual_cursor() as u16;
        let mut x = 0u16;
        for grapheme in veil::typed(self.input.value()).graphemes(true) {
            if x >= scroll {
                pen.put(x - scroll, 0, grapheme, style);
            }
            x = x.saturating_add(text::width(grapheme) as u16);
        }
        if scroll > 0 {
            pen.put(0, 0, "…", style.patch(self.styles.faint));
        }
        if self.focused {
            pen.style(Rect::new(cursor.saturating_sub(scroll), 0, 1, 1), self.styles.cursor);
        } else if x.saturating_sub(scroll) > width {
            pen.put(width.saturating_sub(1), 0, "…", style.patch(self.styles.faint));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn a_long_text_scrolls_with_its_cursor() {
        let styles = styles();
        let input = Input::from("a second champion");
        let field = Field { input: &input, placeholder: "", focused: true, styles: &styles };
        assert_eq!(drawn(&field, 8, 1), "…ampion");
        let wide = Input::from("日本語日本語日本語");
        every_size(&Field { input: &wide, ..field.clone() });
        let empty = Input::default();
        assert_eq!(drawn(&Field { input: &empty, placeholder: "who", ..field }, 8, 1), "who");
    }
}
