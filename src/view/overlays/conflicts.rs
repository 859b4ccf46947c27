//! What was done on two machines at once.

use ratatui::layout::Rect;

use super::blank;
use crate::app::overlays::conflicts::ConflictsPage;
use crate::app::overlays::list_page::ListPage;
use crate::app::target::Target;
use crate::view::listing::{Frame, by_heading, draw_table};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::table::Table;

/// Lines for the whole of what is selected.
const DETAIL: u16 = 8;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect, page: &ConflictsPage) {
    blank(canvas, body);
    let styles = canvas.styles;
    let (rows, shown) = (page.rows(), page.shown());
    let (state, by) = (&page.state, by_heading(&page.state, &rows));
    let aside = "done on two machines at once";
    let frame = Frame { title: "Conflicts", aside, is_sum: true, focused: true, state, shown: shown.len(), of: page.len(), by };
    let Some(inner) = frame.draw(canvas, body) else { return };
    if page.len() == 0 {
        let text = "What was done on two machines at once, each in another way, waits here for the room.";
        return canvas.draw(inner, &Empty { title: "Nothing is left to settle", text, key: ("Esc", "back"), styles });
    }
    let (inner, low) = split::down(inner, inner.height.saturating_sub(DETAIL.min(inner.height / 2)).max(3).min(inner.height));
    let table =
        Table { rows: &rows, shown: &shown, selected: page.selected(), focused: true, order: &state.order, noun: "conflicts", styles };
    draw_table(canvas, inner, &table, Target::Row, Target::Column);
    let Some([about, counts, other]) = page.selected_lines() else { return };
    let width = usize::from(low.width.saturating_sub(2));
    let said = [(about, styles.muted), (counts, styles.text), (other, styles.text)];
    let lines = said.iter().flat_map(|(said, style)| text::wrap(said, width).into_iter().map(move |line| (line, *style)));
    let mut pen = canvas.pen(low);
    for (y, (line, style)) in (1..low.height).zip(lines) {
        pen.put(1, y, &line, style);
    }
}
