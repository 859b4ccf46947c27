//! Something long is done: what, how far it is, how much longer, and how to stop it.

use ratatui::layout::Rect;

use super::shell::{self, Canvas};
use super::widgets::progress::ProgressBar;
use super::widgets::too_small::{TooSmall, is_too_small};
use crate::app::keymap::Mode;
use crate::app::waiting::Waiting;

/// The bar is no wider than the eye takes in at once.
const WIDEST: u16 = 72;

pub fn draw(canvas: &mut Canvas<'_, Waiting>, area: Rect) {
    let (waiting, styles) = (canvas.model, canvas.styles);
    if is_too_small(area) {
        return canvas.draw(area, &TooSmall { styles });
    }
    canvas.pen(area).clear_all(styles.base);
    let row = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    canvas.pen(row(0)).clear_all(styles.surface);
    canvas.pen(row(0)).put(1, 0, "run-retro", styles.accent_strong);

    let width = WIDEST.min(area.width - 8);
    let middle = Rect { x: area.x + (area.width - width) / 2, y: area.y + area.height * 2 / 5, width, height: 4 };
    canvas.pen(middle).fit(0, 0, width, &waiting.title, styles.strong);
    let bar = ProgressBar {
        label: if waiting.stopping { "Stopping …" } else { &waiting.step.label },
        share: waiting.step.share(),
        rows: waiting.step.rows,
        left: waiting.step.left(waiting.elapsed).map(|left| left.as_secs()),
        styles,
    };
    canvas.draw(Rect { y: middle.y + 2, height: 2, ..middle }, &bar);
    shell::key_line(canvas, row(area.height - 1), &shell::hints_of(Mode::Waiting, |_| true));
}
