//! A list to pick one thing from.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::overlay;
use super::scroll::{self, Scrollbar};
use crate::view::pen::Pen;
use crate::view::styles::{RowState, Styles};
use crate::view::text;

/// Draw it with the whole screen as its area.
#[derive(Clone, Copy)]
pub struct Picker<'a> {
    pub title: &'a str,
    pub items: usize,
    /// An item's name and, in small at the right, what to know about it.
    pub item: &'a dyn Fn(usize) -> (Cow<'a, str>, Cow<'a, str>),
    pub selected: usize,
    /// Which item is in force now.
    pub current: Option<usize>,
    pub styles: &'a Styles,
}

impl Picker<'_> {
    fn place(&self, screen: Rect) -> Rect {
        let widest = |i: usize| {
            let (name, note) = (self.item)(i);
            text::width(&name) + text::width(&note) + 12
        };
        // The first few hundred are enough to find a width that holds.
        let width = (0..self.items.min(300)).map(widest).chain([text::width(self.title) + 8]).max().unwrap_or(0);
        let height = self.items.max(1).min(usize::from(screen.height.saturating_sub(6))) as u16 + 2;
        overlay::centred(screen, (width as u16).clamp(30, 90).min(screen.width), height)
    }

    /// The item at a place on the screen, for the mouse.
    pub fn item_at(&self, screen: Rect, at: Position) -> Option<usize> {
        let area = self.place(screen);
        let row = usize::from(at.y.checked_sub(area.y + 1)?);
        let seen = scroll::window(self.selected, self.items, area.height.saturating_sub(2).into());
        (area.contains(at) && row < seen.len()).then_some(seen.start + row)
    }
}

impl Widget for &Picker<'_> {
    fn render(self, screen: Rect, buf: &mut Buffer) {
        let area = self.place(screen);
        let position = scroll::position(self.selected, self.items);
        let inner = overlay::frame(area, self.title, &position, self.styles, buf);
        let mut pen = Pen::new(inner, buf);
        if self.items == 0 {
            pen.fit(1, 0, inner.width, "Nothing to pick from", self.styles.faint);
        }
        let seen = scroll::window(self.selected, self.items, pen.height().into());
        for (y, i) in (0..).zip(seen.clone()) {
            draw_item(&mut pen, self, i, y);
        }
        Scrollbar { total: self.items, seen, styles: self.styles }.render(inner, buf);
    }
}

fn draw_item(pen: &mut Pen<'_>, picker: &Picker<'_>, i: usize, y: u16) {
    let styles = picker.styles;
    let state = RowState::of(i == picker.selected, true);
    let (name, note) = (picker.item)(i);
    pen.style_row(y, styles.row(state));
    pen.put(0, y, state.edge(), styles.edge(state));
    let mark = if picker.current == Some(i) { "● " } else { "  " };
    let x = pen.put(2, y, mark, styles.in_row(styles.accent, state));
    let end = pen.width().saturating_sub(2);
    let x = pen.fit(x, y, end.saturating_sub(x), &name, styles.in_row(styles.text, state)) + 2;
    pen.fit_right(end, y, end.saturating_sub(x), &note, styles.in_row(styles.faint, state));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn what_is_in_force_and_what_is_selected_are_told_apart() {
        let styles = styles();
        let item = |i: usize| (Cow::Owned(format!("theme {i}")), Cow::Borrowed("bundled"));
        let picker = Picker { title: "Theme", items: 40, item: &item, selected: 1, current: Some(0), styles: &styles };
        let text = drawn(&picker, 40, 12);
        assert!(text.contains("● theme 0"), "{text}");
        assert!(text.contains("▌   theme 1"), "{text}");
        assert!(text.contains("2 of 40"), "{text}");
        assert_eq!(picker.item_at(Rect::new(0, 0, 40, 12), Position::new(10, 4)), Some(1));
        every_size(&picker);
        every_size(&Picker { items: 0, ..picker });
    }
}
