//! What lies over the screen: a frame on a cleared place in the middle. Dialogs, pickers, help and the palette stand in it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// The place of `width` × `height` cells in the middle of `screen`, as far as it fits.
pub(crate) fn centred(screen: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(screen.width), height.min(screen.height));
    Rect { x: screen.x + (screen.width - width) / 2, y: screen.y + (screen.height - height) / 2, width, height }
}

/// The same, hung from the upper third, so that what grows does not jump.
pub(crate) fn hung(screen: Rect, width: u16, height: u16) -> Rect {
    let place = centred(screen, width, height);
    let top = screen.height / 6;
    Rect { y: screen.y + top.min(screen.height - place.height), ..place }
}

/// Clears `area`, frames it, and returns the place inside.
pub(crate) fn frame(area: Rect, title: &str, foot: &str, styles: &Styles, buf: &mut Buffer) -> Rect {
    let mut pen = Pen::new(area, buf);
    pen.clear_all(styles.overlay);
    let (w, h) = (pen.width(), pen.height());
    if w < 2 || h < 2 {
        return Rect { width: 0, height: 0, ..area };
    }
    pen.repeat(1, 0, w - 2, "─", styles.accent);
    pen.repeat(1, h - 1, w - 2, "─", styles.accent);
    pen.column(0, 1, h - 2, "│", styles.accent);
    pen.column(w - 1, 1, h - 2, "│", styles.accent);
    for (x, y, corner) in [(0, 0, "╭"), (w - 1, 0, "╮"), (0, h - 1, "╰"), (w - 1, h - 1, "╯")] {
        pen.put(x, y, corner, styles.accent);
    }
    let room = w.saturating_sub(6);
    if !title.is_empty() {
        pen.fit(2, 0, room + 2, &format!(" {} ", text::ellipsis(title, room.into())), styles.accent_strong);
    }
    if !foot.is_empty() {
        let foot = format!(" {} ", text::ellipsis(foot, room.into()));
        pen.fit_right(w - 2, h - 1, room + 2, &foot, styles.faint);
    }
    Rect { x: area.x + 2, y: area.y + 1, width: w.saturating_sub(4), height: h - 2 }
}
