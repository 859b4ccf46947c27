//! Retention by one grouping: a row a value, those first that cost most; rates are pulled towards the whole, with what was
//! counted beside. Below it all metrics of the selected one.

use ratatui::layout::Rect;

use super::{metrics, nothing};
use crate::app::screens::lists::ListId;
use crate::app::screens::lists::buckets::{BAR, NAME, group_name};
use crate::app::screens::page::Page;
use crate::app::screens::view_cache;
use crate::view::charts::bars;
use crate::view::listing::{Listing, Look};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::panel::Panel;

/// Rows around the metrics' own, and of groups that stay in sight above them.
const METRIC_FRAME: u16 = 3;
const GROUP_ROWS: u16 = 8;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let groups = view_cache::breakdown(canvas.model).groups.len() as u16;
    let metric_rows = view_cache::measured(canvas.model, ListId::GroupMetrics).all().len() as u16 + METRIC_FRAME;
    let (top, low) = split::down(body, (groups + 3).clamp(GROUP_ROWS, body.height.saturating_sub(metric_rows + 1).max(GROUP_ROWS)));
    if body.height >= GROUP_ROWS + 1 + metric_rows && groups > 0 {
        draw_groups(canvas, top, "d another grouping");
        metrics::draw(canvas, low, ListId::GroupMetrics);
    } else if canvas.model.screens.focused(Page::Breakdown) == Some(ListId::GroupMetrics) {
        metrics::draw(canvas, body, ListId::GroupMetrics);
    } else {
        draw_groups(canvas, body, "d another grouping · → all metrics");
    }
}

fn draw_groups(canvas: &mut Canvas, body: Rect, aside: &str) {
    let (model, styles) = (canvas.model, canvas.styles);
    let shown = view_cache::breakdown(model);
    let title = format!("Retention by {}, {}, adjusted for small groups", shown.label(), model.world.facts.scope.window.label);
    let groups = &shown.groups;
    if groups.is_empty() {
        let inner = Panel::new(&title, styles).focused(true).draw(body, canvas.buf);
        return nothing(canvas, inner, "No groups", "No renewals are due in this scope, or the data does not name this grouping.");
    }
    // Crossed, the names are long, and what tells them apart stands last.
    let longest = groups.iter().map(|group| text::width(&group_name(group)) as u16).max().unwrap_or(0).clamp(14, 40);
    let list = Listing { id: ListId::Breakdown, title: &title, aside };
    let look = Look { widths: &[(NAME, longest)], ..Look::new("groups").picture(BAR) };
    let Some(table) = list.table(canvas, body, &look) else { return };
    let most = groups.iter().filter_map(|g| g.lost_arr).max().unwrap_or_default().to_f64().max(1.0);
    for (i, cell, state) in table.pictures {
        let share = groups[i].lost_arr.unwrap_or_default().to_f64() / most;
        bars::horizontal(&mut canvas.pen(cell), (0, 0, cell.width), share, "█", styles.bar_in_row(styles.bad, state));
    }
}
