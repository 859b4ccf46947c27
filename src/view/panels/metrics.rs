//! All metrics in one table: now, in the window before, a year ago.

use std::borrow::Cow;

use ratatui::layout::Rect;

use crate::analysis::findings::{Metric, MetricKey, Metrics};
use crate::app::screens::lists::ListId;
use crate::app::screens::worked;
use crate::view::figures;
use crate::view::listing::{Listing, Look};
use crate::view::marks::Change;
use crate::view::shell::Canvas;
use crate::view::styles::Styles;
use crate::view::widgets::table::{Cell, Column};

/// Wider, the eye would lose the row between name and number.
const MOST_WIDTH: u16 = 126;

/// Draws the metrics over the renewals due, and beside them, where there is room, over the trailing twelve months.
pub fn draw(canvas: &mut Canvas, area: Rect, id: ListId) {
    let (model, styles) = (canvas.model, canvas.styles);
    let (before, year) = model.facts.scope.comparisons();
    let year_to = format!("TTM to {}", model.facts.scope.window.to);
    let columns = [
        Column::text("Metric", 22).grows(),
        Column::number("Now", 10),
        Column::text("Change", 18),
        Column::number(&before.label, 10).priority(1),
        Column::number(&year.label, 10).priority(2),
        Column::number(&year_to, 18).priority(3),
    ];
    let measured = worked::measured(model, id);
    let shown = measured.all();
    let of = measured.group.as_ref().map_or_else(String::new, |group| format!(" of {group}"));
    let title = format!("All metrics{of}, over the renewals due (ATR)");
    let list = Listing { id, title: &title, aside: "TTM: twelve months" };
    let look = Look { most_width: MOST_WIDTH, ..Look::new(&columns, "metrics") };
    list.table(canvas, area, &look, &|i| cells(shown[i].0, shown[i].1, &measured.ttm, styles));
}

fn cells(key: MetricKey, metric: &Metric, ttm: &Metrics, styles: &Styles) -> Vec<Cell<'static>> {
    let read = |value: Option<f64>| Cow::Owned(figures::or_none(value, |v| figures::value(key.unit(), v)));
    let change = match (Change::of(key, metric), metric.value) {
        (Some(change), _) => (Cow::Owned(change.text), styles.tone(change.tone)),
        (None, None) => (Cow::Owned(metric.why.clone().unwrap_or_default()), styles.faint),
        (None, Some(_)) => (Cow::Borrowed(""), styles.faint),
    };
    vec![
        (Cow::Borrowed(key.label()), styles.text),
        (read(metric.value), styles.strong),
        change,
        (read(metric.previous), styles.muted),
        (read(metric.year_ago), styles.muted),
        (read(ttm.get(&key).and_then(|m| m.value)), styles.muted),
    ]
}
