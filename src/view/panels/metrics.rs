//! All metrics in one table: now, in the window before, a year ago.

use ratatui::layout::Rect;

use super::{paragraph, rows};
use crate::analysis::findings::{Metric, MetricKey};
use crate::app::screens::lists::ListId;
use crate::app::screens::lists::metrics::{BEFORE, YEAR_AGO};
use crate::app::screens::view_cache;
use crate::telling::figures;
use crate::view::listing::{Listing, Look};
use crate::view::shell::Canvas;
use crate::view::{marks, text};

/// Wider, the eye would lose the row between name and number.
const MOST_WIDTH: u16 = 150;
/// Below this width names give way to what they are compared with.
const ROOMY: u16 = 110;
/// Cells of a name where there is less room.
const SHORT: u16 = 16;
/// The columns' room where there is less of it.
const NARROW: [(&str, u16); 6] = [("Metric", SHORT), ("n", 4), ("Change", 15), (BEFORE, 9), (YEAR_AGO, 9), ("TTM", 9)];
/// Below this width long names take a second row.
const WIDE: u16 = 152;
const MIDDLE: [(&str, u16); 1] = [("Metric", 30)];

/// Draws the metrics over the renewals due, and beside them, where there is room, over the trailing twelve months.
pub(crate) fn draw(canvas: &mut Canvas, area: Rect, id: ListId) {
    let (model, styles) = (canvas.model, canvas.styles);
    let twelve_months = format!("TTM: twelve months to {}", model.world.facts.scope.window.to);
    let is_narrow = area.width < ROOMY;
    let measured = view_cache::measured(model, id);
    let shown = measured.all();
    let of = measured.group.as_ref().map_or_else(String::new, |group| format!(" of {group}"));
    let title = format!("All metrics{of}, over the renewals due (ATR)");
    let list = Listing { id, title: &title, aside: &twelve_months };
    let selected = model.screens.selected(model, id).and_then(|i| shown.get(i));
    let is_focused = model.screens.focused(model.screens.page(model.phase())) == Some(id);
    let said = selected.filter(|_| is_focused && area.height > 8).and_then(|(key, metric)| {
        let ttm = measured.ttm.get(key).and_then(|ttm| ttm.cases);
        said(*key, metric, is_narrow.then(|| cases(metric, ttm)).flatten(), is_narrow)
    });
    let below = if said.is_some() { 3 } else { 0 };
    let widths: &[(&str, u16)] = match area.width {
        ..ROOMY => &NARROW,
        ROOMY..WIDE => &MIDDLE,
        _ => &[],
    };
    let look = Look { most_width: MOST_WIDTH, below, widths, ..Look::new("metrics") };
    let Some(table) = list.table(canvas, area, &look) else { return };
    if let Some(said) = said {
        paragraph(canvas, rows(table.inner, table.inner.height.saturating_sub(2), 2), 0, &said, styles.muted);
    }
}

/// What the selected row has no room for: its whole name, how far chance reaches, and why it is not known.
fn said(key: MetricKey, metric: &Metric, cases: Option<String>, is_narrow: bool) -> Option<String> {
    let reach = marks::reach(key, metric).map(|reach| format!("{reach} by chance alone (95 %)"));
    let parts: Vec<String> = reach.into_iter().chain(cases).chain(metric.why.clone()).collect();
    let may_be_cut = is_narrow && text::width(key.label()) > usize::from(SHORT);
    let said = (!parts.is_empty()).then(|| format!("{}: {}", key.label(), parts.join("; ")));
    said.or_else(|| may_be_cut.then(|| key.label().to_owned()))
}

/// `n 45 before, 40 a year ago, 161 in twelve months`: what has no column of its own where there is little room.
fn cases(metric: &Metric, ttm: Option<u64>) -> Option<String> {
    let of = [(metric.previous_cases, "before"), (metric.year_ago_cases, "a year ago"), (ttm, "in twelve months")];
    let told: Vec<String> = of.iter().filter_map(|(n, when)| Some(format!("{} {when}", figures::count((*n)?)))).collect();
    (!told.is_empty()).then(|| format!("n {}", told.join(", ")))
}
