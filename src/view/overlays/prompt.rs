//! One line of text, asked for above everything else.

use ratatui::layout::Rect;

use crate::app::overlays::prompt::Prompt;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::field::Field;
use crate::view::widgets::overlay;

pub fn draw<M>(canvas: &mut Canvas<'_, M>, screen: Rect, prompt: &Prompt) {
    let styles = canvas.styles;
    let place = overlay::hung(screen, 84.min(screen.width - 4), 6);
    let inner = overlay::frame(place, &prompt.title, "Enter keeps · Esc puts aside", styles, canvas.buf);
    let field = Rect { y: inner.y + 1, height: 1, ..inner };
    canvas.draw(field, &Field { input: &prompt.input, placeholder: &prompt.hint, focused: true, styles });
    let below = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    let mut pen = canvas.pen(below);
    let (told, style) = match &prompt.error {
        Some(error) => (&format!("! {error}"), styles.bad),
        None => (&prompt.hint, styles.faint),
    };
    for (y, line) in (0..).zip(text::wrap_message(told, inner.width.into(), below.height.into())) {
        pen.put(0, y, &line, style);
    }
}
