//! The timer, as large as the screen allows: readable from across the room, and on a call.

use ratatui::layout::Rect;

use super::blank;
use crate::domain::timer::countdown;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::digits;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    blank(canvas, body);
    let (model, styles, now) = (canvas.model, canvas.styles, canvas.now);
    let session = model.world.session();
    let phase = model.clock();
    let clock = session.timebox(phase);
    let left = clock.left_at(now);
    let number = countdown(left);
    let style = match (left <= 0, clock.is_running()) {
        (true, _) => styles.bad,
        (false, true) => styles.accent_strong,
        (false, false) => styles.muted,
    };
    let scale = digits::scale_to_fit(&number, body.width.saturating_sub(4), body.height.saturating_sub(6));
    let (width, height) = (digits::scaled_width(&number, scale), 5 * scale);
    let top = body.height.saturating_sub(height + 4) / 2 + 2;
    let mut pen = canvas.pen(body);
    let state = match (left <= 0, clock.is_running()) {
        (true, _) => "over time",
        (false, true) => "left",
        (false, false) => "left, paused",
    };
    pen.centred(top.saturating_sub(2), &text::ellipsis(&session.step(phase).title, body.width.into()), styles.strong);
    digits::draw_scaled(&mut pen, ((body.width.saturating_sub(width)) / 2, top), &number, scale, style);
    pen.centred(top + height + 1, &format!("{state} · {}", model.ends_told(now)), styles.text);
}
