//! Something long is done: what, how far it is, how much longer, and how to stop it.

use ratatui::layout::Rect;

use super::shell::{self, Canvas};
use super::widgets::progress::ProgressBar;
use super::widgets::too_small::{LEAST, TooSmall, is_too_small};
use crate::app::keymap::Mode;
use crate::app::waiting::Waiting;

/// The bar is no wider than the eye takes in at once.
const WIDEST: u16 = 72;

pub(crate) fn draw(canvas: &mut Canvas<'_, Waiting>, area: Rect) {
    let (waiting, styles) = (canvas.model, canvas.styles);
    if is_too_small(area) {
        return canvas.draw(area, &TooSmall { least: LEAST, styles });
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
    shell::key_line(canvas, row(area.height - 1), &shell::hints_of(Mode::Waiting, |command| Some(command.short())));
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use ratatui::buffer::Buffer;

    use super::*;
    use crate::app::target::Targets;
    use crate::domain::progress::Step;
    use crate::view::testing::{rows, styles};

    fn drawn(waiting: &Waiting, width: u16, height: u16) -> String {
        let (styles, area) = (styles(), Rect::new(0, 0, width, height));
        let (mut buf, mut targets) = (Buffer::empty(area), Targets::default());
        let now = chrono::DateTime::default();
        draw(&mut Canvas { buf: &mut buf, model: waiting, styles: &styles, targets: &mut targets, now }, area);
        rows(&buf)
    }

    #[test]
    fn it_says_what_is_done_how_far_and_how_to_stop_it() {
        let mut waiting = Waiting::new("Compiling ./exports".into(), 0);
        waiting.step = Step { label: "Reading usage.csv".into(), bytes_done: 25, bytes_total: 100, rows: 1_200 };
        waiting.elapsed = Duration::from_secs(10);
        for (width, height) in [(80, 24), (120, 36), (200, 55)] {
            let text = drawn(&waiting, width, height);
            for part in ["Compiling ./exports", "Reading usage.csv", "25 % · 1,200 rows · 0:30 left", "Esc stop"] {
                assert!(text.contains(part), "{part} at {width}x{height}:\n{text}");
            }
        }
        waiting.stopping = true;
        assert!(drawn(&waiting, 80, 24).contains("Stopping …"));
        drawn(&waiting, 3, 2);
    }
}
