//! One account's page, over the phase.

use ratatui::layout::Rect;

use super::blank;
use crate::app::overlays::account::AccountPage;
use crate::view::panels;
use crate::view::shell::Canvas;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect, page: &AccountPage) {
    blank(canvas, body);
    let styles = canvas.styles;
    canvas.pen(body).clear_all(styles.base);
    panels::account::draw(canvas, body, page);
}
