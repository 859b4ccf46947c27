//! Views that show findings.

use ratatui::layout::Rect;

use super::shell::Canvas;
use super::widgets::panel::Panel;
use crate::app::screens::page::Page;

pub fn draw(canvas: &mut Canvas, body: Rect, page: Page) {
    let styles = canvas.styles;
    canvas.draw(body, &Panel::new(page.label(), styles));
}
