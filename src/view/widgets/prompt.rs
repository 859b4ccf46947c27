//! A single line to type into, with what is asked before it: search, filter, a card's text.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use tui_input::Input;

use super::field::Field;
use crate::view::pen::Pen;
use crate::view::styles::Styles;

/// `Filter  acme▏` on one row; on a second row, where there is one, the error or the hint.
#[derive(Clone, Debug)]
pub(crate) struct Prompt<'a> {
    pub label: &'a str,
    pub input: &'a Input,
    pub placeholder: &'a str,
    pub hint: &'a str,
    pub error: Option<&'a str>,
    pub styles: &'a Styles,
}

impl Widget for &Prompt<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        pen.clear_all(self.styles.overlay);
        let third = pen.width() / 3;
        pen.put(0, 0, "▌", self.styles.accent_strong);
        let x = pen.fit(2, 0, third, self.label, self.styles.accent_strong) + 2;
        let field = pen.absolute(Rect::new(x, 0, pen.width().saturating_sub(x + 1), 1));
        Field { input: self.input, placeholder: self.placeholder, focused: true, styles: self.styles }.render(field, pen.buffer());
        let width = pen.width().saturating_sub(x);
        match self.error {
            Some(error) => pen.fit(x, 1, width, &format!("! {error}"), self.styles.bad),
            None => pen.fit(x, 1, width, self.hint, self.styles.faint),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn an_error_takes_the_place_of_the_hint() {
        let styles = styles();
        let input = Input::from("2026-13");
        let prompt = Prompt { label: "Due", input: &input, placeholder: "", hint: "a day", error: None, styles: &styles };
        assert_eq!(drawn(&prompt, 30, 2), "▌ Due  2026-13\n       a day");
        let wrong = Prompt { error: Some("no such month"), ..prompt };
        assert_eq!(drawn(&wrong, 30, 2), "▌ Due  2026-13\n       ! no such month");
        every_size(&wrong);
    }
}
