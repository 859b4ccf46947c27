//! What happened: retention in large figures, outcomes, the bridge from opening to closing ARR.

use std::borrow::Cow;

use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::{mark_figure, metrics, rows};
use crate::analysis::blockers::churned_arr;
use crate::analysis::findings::{Metric, MetricKey};
use crate::analysis::resting;
use crate::app::model::Model;
use crate::app::screens::drill_down::of_window;
use crate::app::screens::lists::ListId;
use crate::app::screens::lists::metrics::{headline, of_parts};
use crate::app::screens::lists::overview::{HEADLINES, outcomes};
use crate::app::screens::page::Page;
use crate::app::screens::view_cache;
use crate::app::target::Target;
use crate::app::world::World;
use crate::domain::correction::Corrected;
use crate::domain::money::Currency;
use crate::telling::figures;
use crate::view::charts::bridge::BridgeChart;
use crate::view::charts::stacked::{StackedBar, outcome_parts};
use crate::view::listing::{Listing, Look};
use crate::view::marks::{Change, Tone};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::styles::RowState;
use crate::view::widgets::headline::Headline;
use crate::view::{marks, text};

/// What the headlines are called here, where there is room.
const LABELS: [&str; 3] = ["Gross retention (GRR)", "Net retention (NRR)", "Logo retention"];
/// Rows of the outcome list around the outcomes: its title and its heading.
const OUTCOME_FRAME: u16 = 2;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let is_roomy = body.height >= 28;
    let more =
        HEADLINES.iter().filter_map(|key| Some(lines(*key, headline(&canvas.model.world, *key)?, body.width).len())).max().unwrap_or(0)
            as u16;
    let head = match (is_roomy, body.width >= 110) {
        (true, true) => 10 + more,
        (true, false) => 8 + more,
        _ => 6 + more.min(1),
    };
    let limits = limits(canvas.model, body.width.saturating_sub(6), is_roomy);
    let (top, rest) = split::down(body, head + limits.len() as u16);
    draw_headlines(canvas, top, is_roomy, &limits);
    let middle = match body.height {
        40.. => BridgeChart::HEIGHT * 2 + 2,
        28.. => outcome_rows(&canvas.model.world),
        _ => rest.height,
    };
    let (middle, low) = split::down(rest, middle);
    let is_low = low.height < 5;
    if is_low && canvas.model.screens.focused(Page::Overview) == Some(ListId::Metrics) {
        return metrics::draw(canvas, rest, ListId::Metrics);
    }
    let (left, right) = split::across(middle, if body.width >= 110 { 34 } else { 44 });
    draw_outcomes(canvas, left);
    draw_bridge(canvas, right, is_low);
    if !is_low {
        metrics::draw(canvas, low, ListId::Metrics);
    }
}

fn outcome_rows(world: &World) -> u16 {
    outcomes(world).len() as u16 + OUTCOME_FRAME
}

/// Rows that tell why a headline figure cannot be computed, or under which limits it stands: one, or two where there is room.
fn limits(model: &Model, width: u16, is_roomy: bool) -> Vec<String> {
    let scope = &model.world.facts.scope;
    let why = HEADLINES.iter().find_map(|key| headline(&model.world, *key)?.why.clone());
    let all: Vec<String> = losses(&model.world)
        .into_iter()
        .chain(view_cache::caveat(model).iter().cloned())
        .chain(why)
        .chain(rests(&model.world))
        .chain(scope.note.clone())
        .collect();
    if all.is_empty() {
        return vec![];
    }
    let mut rows = text::wrap(&all.join("; "), usize::from(width));
    let most = if is_roomy { 2 } else { 1 };
    if rows.len() > most {
        // What does not fit is cut with a mark, where the rows are drawn.
        let rest = rows.split_off(most - 1).join(" ");
        rows.push(rest);
    }
    rows
}

/// What was lost in the window, and why no rate of it is told.
fn losses(world: &World) -> Option<String> {
    let why = world.facts.no_dues.as_ref()?;
    let lost = churned_arr(&world.facts).map_or_else(String::new, |lost| format!(" ({})", lost.short(&world.facts.currency)));
    let window = &world.facts.scope.window.label;
    Some(format!("{} lost in {window}{lost}; no rate of renewals due: {why}", world.findings.counts.churned))
}

/// How many corrections the headlines rest on that are marked.
fn rests(world: &World) -> Option<String> {
    let mut behind: Vec<&Corrected> = Vec::new();
    for corrected in HEADLINES.into_iter().flat_map(|key| resting::resting(&world.facts, key)) {
        if !behind.contains(&corrected) {
            behind.push(corrected);
        }
    }
    let corrections = figures::counted(behind.len(), "correction", "corrections");
    (!behind.is_empty()).then(|| format!("{} rests on {corrections} made in the room", marks::CORRECTED))
}

fn draw_headlines(canvas: &mut Canvas, area: Rect, is_roomy: bool, limits: &[String]) {
    let (model, styles) = (canvas.model, canvas.styles);
    let scope = &model.world.facts.scope;
    let (title, aside) = if model.world.facts.no_dues.is_some() {
        let title = format!("Retention of {}, twelve months to {}", scope.segment_label(), scope.window.to);
        (title, format!("change: since {}", scope.comparisons().0.to))
    } else {
        let title = format!("Retention of {}, renewals due in {}", scope.segment_label(), scope.window.label);
        (title, format!("change against {}", scope.comparisons().0.label))
    };
    let list = Listing { id: ListId::Headlines, title: &title, aside: &aside };
    let Some(shown) = list.frame(canvas, area) else { return };
    let inner = shown.inner;
    let rows_of_limits = limits.len() as u16;
    for (y, said) in (inner.height.saturating_sub(rows_of_limits)..).zip(limits) {
        let row = rows(inner, y, 1);
        let mark = if y + rows_of_limits == inner.height { "! " } else { "  " };
        canvas.pen(row).fit(0, 0, row.width, &format!("{mark}{said}"), styles.warn);
    }
    let gap = u16::from(is_roomy);
    let height = inner.height.saturating_sub(gap + rows_of_limits);
    for (i, place) in split::columns(rows(inner, gap, height), 3).into_iter().enumerate() {
        draw_headline(canvas, Rect { width: place.width.saturating_sub(1), ..place }, (HEADLINES[i], LABELS[i]), is_roomy);
        mark_figure(canvas, place, RowState::of(shown.marked() == Some(i), true));
        canvas.targets.add(place, Target::Item(ListId::Headlines, i));
    }
}

fn draw_headline(canvas: &mut Canvas, place: Rect, (key, label): (MetricKey, &str), is_roomy: bool) {
    let model = canvas.model;
    let metric = headline(&model.world, key);
    let (number, unit) = metric.and_then(|m| m.value).map_or_else(|| (figures::MISSING.to_owned(), ""), |v| figures::split(key.unit(), v));
    let change = metric.and_then(|m| Change::at_length(key, m, place.width));
    let lines = metric.map_or_else(Vec::new, |m| lines(key, m, place.width));
    let is_corrected = !resting::resting(&model.world.facts, key).is_empty();
    let label = &*if is_corrected { Cow::Owned(format!("{} {label}", marks::CORRECTED)) } else { Cow::Borrowed(label) };
    let note = match metric {
        Some(metric) if !metric.computable => "cannot be computed".to_owned(),
        // Where there are few rows, the target stands in the place of the interval that it was held against.
        Some(metric) if is_roomy || lines.is_empty() => beneath(key, metric, &model.world.facts.currency, place.width),
        _ => String::new(),
    };
    let (change, styles) = (change.as_ref(), canvas.styles);
    let headline = Headline { label, number: &number, unit, change, note: &note, lines: &lines, stacked: true, styles };
    canvas.draw(place, &headline);
}

/// How far chance reaches, and where there is room what the figure is of.
fn beneath(key: MetricKey, metric: &Metric, currency: &Currency, width: u16) -> String {
    let parts = of_parts(metric, currency).unwrap_or_default();
    match marks::interval(key, metric) {
        None => parts,
        Some(interval) => {
            let both = format!("{interval}  {parts}");
            if text::width(&both) <= usize::from(width) { both } else { interval }
        }
    }
}

/// What else stands beneath a headline: how it is against its target, and the account that makes the difference.
fn lines(key: MetricKey, metric: &Metric, width: u16) -> Vec<(String, Tone)> {
    let without = marks::without(metric).map(|without| (without, Tone::Neutral));
    marks::target(key, metric, width).into_iter().chain(without).collect()
}

/// A title with the window's name where both fit; the headlines name it too.
fn named(what: &str, world: &World, width: u16) -> String {
    let whole = format!("{what}, {}", world.facts.scope.window.label);
    if text::width(&whole) + 4 <= usize::from(width) { whole } else { what.to_owned() }
}

fn draw_outcomes(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let title = named(of_window(&model.world), &model.world, area.width);
    // Of losses alone there is nothing to part.
    let has_bar = area.height > outcome_rows(&model.world) + 3 && model.world.facts.no_dues.is_none();
    let list = Listing { id: ListId::Outcomes, title: &title, aside: "" };
    let look = Look { above: if has_bar { 3 } else { 0 }, ..Look::new("") };
    let Some(table) = list.table(canvas, area, &look).filter(|_| has_bar) else { return };
    let parts = outcome_parts(&model.world.findings.counts, styles);
    canvas.draw(rows(table.inner, 1, 1), &StackedBar { parts: &parts, styles });
}

/// What two steps of the bridge do not hold.
const BESIDE: &str = "contraction, expansion: before uplift";

fn draw_bridge(canvas: &mut Canvas, area: Rect, leads_on: bool) {
    let (model, styles) = (canvas.model, canvas.styles);
    let title = named("ARR of renewals due", &model.world, area.width.saturating_sub(if leads_on { 14 } else { 0 }));
    let list = Listing { id: ListId::Bridge, title: &title, aside: if leads_on { "→ all metrics" } else { BESIDE } };
    let Some(shown) = list.frame(canvas, area) else { return };
    let place = rows(shown.inner, u16::from(shown.inner.height > BridgeChart::HEIGHT + 1), shown.inner.height);
    let chart = BridgeChart { bridge: &model.world.findings.bridge, selected: shown.marked(), styles };
    chart.render(place, canvas.buf);
    canvas.rows(place, |at| chart.step_at(place, at), |i| Target::Item(ListId::Bridge, i));
}
