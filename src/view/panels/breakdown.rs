//! Retention by one grouping: a row a value, those first that cost most; rates are pulled towards the whole, with what was
//! counted beside. Below it all metrics of the selected one.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::{metrics, money, nothing};
use crate::analysis::findings::{Group, Metric, MetricKey};
use crate::app::screens::lists::ListId;
use crate::app::screens::page::Page;
use crate::app::screens::view_cache;
use crate::app::world::World;
use crate::telling::figures;
use crate::view::charts::bars;
use crate::view::listing::{Listing, Look};
use crate::view::marks::Change;
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::styles::Styles;
use crate::view::text;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::table::{Cell, Column};

const BAR: usize = 4;
const COLUMNS: [Column<'_>; 13] = [
    Column::text("", 14).grows(),
    Column::number("Due", 4),
    Column::number("Lost", 4),
    Column::number("Lost ARR", 8),
    Column::text("", 14).priority(4),
    Column::number("GRR", 7),
    Column::number("Counted", 17),
    Column::text("Change", 14).priority(3),
    Column::number("NRR", 7).priority(1),
    Column::number("Logos", 7).priority(2),
    Column::number("On time", 7).priority(5),
    Column::number("ARR before", 10).priority(6),
    Column::number("Open", 4).priority(7),
];

/// Rows around the metrics' own, and of groups that stay in sight above them.
const METRIC_FRAME: u16 = 3;
const GROUP_ROWS: u16 = 8;

pub fn draw(canvas: &mut Canvas, body: Rect) {
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
    let grouping = shown.label();
    let title = format!("Retention by {grouping}, {}, adjusted for small groups", model.world.facts.scope.window.label);
    let groups = &shown.groups;
    if groups.is_empty() {
        let inner = Panel::new(&title, styles).focused(true).draw(body, canvas.buf);
        return nothing(canvas, inner, "No groups", "No renewals are due in this scope, or the data does not name this grouping.");
    }
    let mut columns = COLUMNS;
    columns[0].title = &grouping;
    // Crossed, the names are long, and what tells them apart stands last.
    columns[0].width = groups.iter().map(|group| text::width(&name(group)) as u16).max().unwrap_or(0).clamp(14, 40);
    let list = Listing { id: ListId::Breakdown, title: &title, aside };
    let look = Look::new(&columns, "groups").picture(BAR);
    let Some(table) = list.table(canvas, body, &look, &|i| cells(&model.world, styles, &groups[i])) else { return };
    let most = groups.iter().filter_map(|g| g.lost_arr).max().unwrap_or_default().to_f64().max(1.0);
    for (i, cell, state) in table.pictures {
        let share = groups[i].lost_arr.unwrap_or_default().to_f64() / most;
        bars::horizontal(&mut canvas.pen(cell), (0, 0, cell.width), share, "█", styles.bar_in_row(styles.bad, state));
    }
}

fn name(group: &Group) -> String {
    group.values.join(" × ")
}

/// `80 % (52–93 %)`: what was counted before it was pulled towards the whole, and how far chance reaches with what is open.
fn counted(metric: &Metric) -> String {
    let (low, high) = metric.reach().map(|[low, high]| (low, high)).unzip();
    figures::estimate(metric.value, low, high, figures::percent_short)
}

fn cells<'a>(world: &'a World, styles: &'a Styles, group: &Group) -> Vec<Cell<'a>> {
    let pulled = |key| (Cow::Owned(figures::or_missing(group.metrics.get(&key).and_then(|m| m.pulled), figures::percent)), styles.text);
    let change = group.metrics.get(&MetricKey::Grr).and_then(|m| Change::of(MetricKey::Grr, m)).unwrap_or_default();
    let lost = if group.counts.churned > 0 { styles.bad } else { styles.faint };
    let count = |n: u64, style| (Cow::Owned(figures::count(n)), style);
    vec![
        (Cow::Owned(name(group)), styles.text),
        count(group.counts.due, styles.muted),
        count(group.counts.churned, lost),
        (Cow::Owned(money(world, group.lost_arr)), styles.strong),
        (Cow::Borrowed(""), styles.text),
        pulled(MetricKey::Grr),
        (Cow::Owned(group.metrics.get(&MetricKey::Grr).map_or_else(String::new, counted)), styles.muted),
        (Cow::Owned(change.text), styles.tone(change.tone)),
        pulled(MetricKey::Nrr),
        pulled(MetricKey::LogoRetention),
        pulled(MetricKey::OnTimeRate),
        (Cow::Owned(money(world, group.arr)), styles.muted),
        count(group.counts.open, styles.muted),
    ]
}
