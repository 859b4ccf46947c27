//! The command palette: every command by name, found by a few of its letters.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use tui_input::Input;

use super::field::Field;
use super::overlay;
use super::scroll::{self, Scrollbar};
use crate::app::overlays::picker::Found;
use crate::view::pen::Pen;
use crate::view::styles::{RowState, Styles};
use crate::view::text;

/// An entry of the palette.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    pub name: &'a str,
    /// The key that does the same; may be empty.
    pub key: &'a str,
}

/// Cells of a row that are no words: the frame, the edge, the gap and the scrollbar.
const BESIDE: u16 = 12;

/// Draw it with the whole screen as its area.
#[derive(Clone, Copy)]
pub(crate) struct Palette<'a> {
    /// What is chosen from (`Commands`).
    pub title: &'a str,
    pub input: &'a Input,
    pub found: &'a [Found],
    pub entry: &'a dyn Fn(usize) -> Entry<'a>,
    /// Place in `found`.
    pub selected: usize,
    pub styles: &'a Styles,
}

impl Palette<'_> {
    fn place(&self, screen: Rect) -> Rect {
        let rows = self.found.len().clamp(1, usize::from(screen.height.saturating_sub(8)).min(16)) as u16;
        overlay::hung(screen, self.width(screen), rows + 4)
    }

    /// As wide as the widest entry, as far as the screen is.
    fn width(&self, screen: Rect) -> u16 {
        const USUAL: u16 = 70;
        let of = |found: &Found| {
            let entry = (self.entry)(found.item);
            text::width(entry.name) + text::width(entry.key)
        };
        let widest = self.found.iter().map(of).max().unwrap_or(0) as u16;
        (widest + BESIDE).max(USUAL).min(screen.width.saturating_sub(8).max(USUAL))
    }

    /// The place in `found` at a place on the screen, for the mouse.
    pub(crate) fn found_at(&self, screen: Rect, at: Position) -> Option<usize> {
        let area = self.place(screen);
        let row = usize::from(at.y.checked_sub(area.y + 3)?);
        let seen = scroll::window(self.selected, self.found.len(), area.height.saturating_sub(4).into());
        (area.contains(at) && row < seen.len()).then_some(seen.start + row)
    }

    fn draw_entry(&self, pen: &mut Pen<'_>, found: &Found, selected: bool, y: u16) {
        let styles = self.styles;
        let state = RowState::of(selected, true);
        let entry = (self.entry)(found.item);
        let width = pen.width().saturating_sub(1);
        pen.style(Rect::new(0, y, width, 1), styles.row(state));
        pen.put(0, y, state.edge(), styles.edge(state));
        let end = width.saturating_sub(1);
        // What is chosen goes before what stands beside it.
        let both = end.saturating_sub(3);
        let beside = both.saturating_sub(text::width(entry.name) as u16).max(both / 3);
        let key = (text::width(entry.key) as u16).min(beside);
        pen.fit_right(end, y, key, &text::ellipsis(entry.key, key.into()), styles.in_row(styles.faint, state));
        let room = end.saturating_sub(key + 3);
        let name = text::ellipsis(entry.name, room.into());
        let (plain, matched) = (styles.in_row(styles.text, state), styles.in_row(styles.matched, state));
        marked(pen, (2, y), &name, &found.letters, (plain, matched));
    }
}

/// Writes text with some of its characters in another style.
fn marked(pen: &mut Pen<'_>, (mut x, y): (u16, u16), name: &str, letters: &[u32], (plain, matched): (Style, Style)) {
    for (i, c) in (0..).zip(name.chars()) {
        let style = if letters.binary_search(&i).is_ok() { matched } else { plain };
        x = pen.put(x, y, c.encode_utf8(&mut [0; 4]), style);
    }
}

impl Widget for &Palette<'_> {
    fn render(self, screen: Rect, buf: &mut Buffer) {
        let styles = self.styles;
        let position = scroll::position(self.selected, self.found.len());
        let inner = overlay::frame(self.place(screen), self.title, &position, styles, buf);
        let mut pen = Pen::new(inner, buf);
        let field = pen.absolute(Rect::new(1, 0, pen.width().saturating_sub(2), 1));
        Field { input: self.input, placeholder: "Type a few letters", focused: true, styles }.render(field, pen.buffer());
        let list = Rect::new(0, 2, pen.width(), pen.height().saturating_sub(2));
        let bar = pen.absolute(list);
        let mut pen = pen.part(list);
        if self.found.is_empty() {
            pen.put(2, 0, "Nothing is called that", styles.faint);
        }
        let seen = scroll::window(self.selected, self.found.len(), pen.height().into());
        for (y, i) in (0..).zip(seen.clone()) {
            self.draw_entry(&mut pen, &self.found[i], i == self.selected, y);
        }
        Scrollbar { total: self.found.len(), seen, styles }.render(bar, pen.buffer());
    }
}
