//! The rows of a file that could not be used, and why.

use ratatui::layout::Rect;

use super::blank;
use crate::app::overlays::list_page::ListPage;
use crate::app::overlays::rejects::RejectList;
use crate::app::target::Target;
use crate::domain::quality::Reject;
use crate::domain::text::counted;
use crate::telling::figures;
use crate::view::listing::{Frame, by_heading, draw_table};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::table::Table;

/// Lines for the whole of the selected row, and for what else there is to say.
const DETAIL: u16 = 5;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect, list: &RejectList) {
    blank(canvas, body);
    let styles = canvas.styles;
    let (rows, shown) = (list.rows(), list.shown());
    let kept = list.rows.len();
    let (one, many) =
        if list.are_values { ("value that could not be read", "values that could not be read") } else { ("rejected row", "rejected rows") };
    let title = format!("{} of {}", counted(kept, one, many), list.file);
    let aside = if kept as u64 == list.rejected { String::new() } else { format!("of {} in all", figures::count(list.rejected)) };
    let (state, by) = (&list.state, by_heading(&list.state, &rows));
    let frame = Frame { title: &title, aside: &aside, is_sum: true, focused: true, state, shown: shown.len(), of: kept, by };
    let Some(inner) = frame.draw(canvas, body) else { return };
    let selected = list.selected();
    let (inner, low) = split::down(inner, inner.height.saturating_sub(DETAIL).max(3).min(inner.height));
    let table = Table { rows: &rows, shown: &shown, selected, focused: true, order: &state.order, noun: "rows", styles };
    draw_table(canvas, inner, &table, Target::Row, Target::Column);
    if let Some(reject) = selected.map(|place| &list.rows[shown[place]]) {
        draw_detail(canvas, low, list, reject);
    }
}

/// The whole of a row, which the table may cut, and where all rows stand.
fn draw_detail(canvas: &mut Canvas, area: Rect, list: &RejectList, reject: &Reject) {
    let (styles, width) = (canvas.styles, usize::from(area.width.saturating_sub(2)));
    let more = if list.read.is_some() { "; Enter opens the renewals that its other rows became" } else { "" };
    let mut said = if reject.line == 0 { "In the warehouse".to_owned() } else { format!("Line {}", figures::count(reject.line)) };
    if !reject.column.is_empty() {
        said = format!("{said}, {}", reject.column);
    }
    if !reject.value.is_empty() {
        said = format!("{said}, “{}”", reject.value);
    }
    let lines = text::wrap_to(&format!("{said}: {}", reject.reason), width, usize::from(DETAIL) - 2);
    let mut pen = canvas.pen(area);
    for (y, line) in (1..).zip(&lines) {
        pen.put(1, y, line, styles.text);
    }
    let all = format!("The same rows stand in rejects.csv beside the report{more}.");
    pen.fit(1, area.height.saturating_sub(1), area.width.saturating_sub(2), &all, styles.faint);
}
