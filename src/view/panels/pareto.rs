//! Few reasons make most of the loss: by ARR, and beside it by count, since the two rank differently.

use std::borrow::Cow;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::{money, nothing};
use crate::analysis::findings::{Bucket, Lens};
use crate::app::command::Command;
use crate::app::model::Model;
use crate::app::screens::openings::buckets;
use crate::app::screens::page::Page;
use crate::app::target::Target;
use crate::domain::money::Money;
use crate::view::charts::bar_chart::{Bar, BarChart};
use crate::view::charts::pareto::{Cause, Pareto};
use crate::view::figures;
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::tabs::Tabs;

pub fn draw(canvas: &mut Canvas, body: Rect) {
    let (tabs, rest) = split::down(body, 1);
    lens_tabs(canvas, tabs);
    if buckets(canvas.model).is_empty() {
        let inner = Panel::new("Lost ARR", canvas.styles).draw(rest, canvas.buf);
        return nothing(canvas, inner, "No buckets", "No renewals are due in this scope.");
    }
    if is_partition(canvas.model.screens.patterns.lens) {
        let two = rest.width >= 110 && has_arr(canvas.model);
        let (left, right) = if two { split::across(rest, 58) } else { (rest, Rect::default()) };
        draw_by_arr(canvas, left);
        draw_by_count(canvas, right);
    } else {
        draw_bars(canvas, rest);
    }
}

/// The four lenses, each with the key that brings it.
pub(super) fn lens_tabs(canvas: &mut Canvas, row: Rect) {
    let titles: Vec<&str> = Lens::ALL.iter().map(|lens| lens.label()).collect();
    let selected = Lens::ALL.iter().position(|lens| *lens == canvas.model.screens.patterns.lens).unwrap_or(0);
    let area = Rect { x: row.x + 1, width: row.width.saturating_sub(1), ..row };
    let tabs = Tabs { titles: &titles, selected, numbered: true, nested: true, styles: canvas.styles };
    canvas.tabs(area, &tabs, |tab| Target::Command(Command::UseLens(Lens::ALL[tab])));
}

/// Whether each renewal stands in one bucket only, so that shares add up to the whole.
fn is_partition(lens: Lens) -> bool {
    matches!(lens, Lens::ReasonCode | Lens::ExecInvolvement)
}

fn style(canvas: &Canvas, bucket: &Bucket) -> Style {
    if bucket.key == "uncoded" { canvas.styles.warn } else { canvas.styles.series[0] }
}

fn lost(bucket: &Bucket) -> f64 {
    bucket.lost_arr.map_or(0.0, Money::to_f64)
}

/// Whether the data tell how much ARR was lost.
fn has_arr(model: &Model) -> bool {
    buckets(model).iter().any(|b| lost(b) > 0.0)
}

/// By what is known: lost ARR, or lost renewals where the data does not tell any. Both in the order of the buckets.
fn draw_by_arr(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let all = buckets(model);
    let has_arr = has_arr(model);
    let (what, head) = if has_arr { ("Lost ARR", "lost ARR") } else { ("Lost renewals", "lost") };
    let title = title(model, what);
    let inner = Panel::new(&title, styles).aside("• sum so far").focused(true).draw(area, canvas.buf);
    let measure = |b: &Bucket| if has_arr { (lost(b), money(model, b.lost_arr)) } else { by_count(b) };
    let causes: Vec<Cause<'_>> = all.iter().map(|b| cause(canvas, b, measure(b))).collect();
    let selected = model.screens.cursor(Page::Pareto).at(all.len());
    let pareto = Pareto { causes: &causes, heads: (head, "lost of due"), selected, focused: true, styles };
    pareto.render(inner, canvas.buf);
    canvas.rows(inner, |at| pareto.cause_at(inner, at), Target::Row);
}

fn by_count(bucket: &Bucket) -> (f64, String) {
    (bucket.churned as f64, figures::count(bucket.churned))
}

fn cause<'a>(canvas: &Canvas, bucket: &'a Bucket, (value, text): (f64, String)) -> Cause<'a> {
    let second = Cow::Owned(format!("{} of {}", bucket.churned, bucket.count));
    Cause { label: Cow::Borrowed(bucket.label.as_str()), value, text: Cow::Owned(text), second, style: style(canvas, bucket) }
}

fn draw_by_count(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let all = buckets(model);
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(all[*i].churned));
    let title = title(model, "Lost renewals");
    let inner = Panel::new(&title, styles).draw(area, canvas.buf);
    let causes: Vec<Cause<'_>> = order.iter().map(|i| cause(canvas, &all[*i], by_count(&all[*i]))).collect();
    let chosen = model.screens.cursor(Page::Pareto).at(all.len());
    let selected = order.iter().position(|i| Some(*i) == chosen);
    canvas.draw(inner, &Pareto { causes: &causes, heads: ("lost", "of due"), selected, focused: false, styles });
}

fn title(model: &Model, what: &str) -> String {
    format!("{what} by {}, {}", lens_noun(model.screens.patterns.lens), model.facts.scope.window.label)
}

/// What a lens sorts by, within a title.
pub(super) fn lens_noun(lens: Lens) -> &'static str {
    match lens {
        Lens::ReasonCode => "reason",
        Lens::Play => "play",
        Lens::ExecInvolvement => "executive involvement",
        Lens::Pricing => "price band",
    }
}

/// A renewal may have had several plays, and is asked several questions of price: bars without a sum.
fn draw_bars(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let all = buckets(model);
    let title = title(model, "Lost ARR");
    let inner = Panel::new(&title, styles).aside("a renewal can stand in several").focused(true).draw(area, canvas.buf);
    let bar = |b: &Bucket| Bar {
        label: Cow::Owned(b.group.as_ref().map_or_else(|| b.label.clone(), |group| format!("{group}: {}", b.label))),
        value: lost(b),
        text: Cow::Owned(money(model, b.lost_arr)),
        note: Cow::Owned(format!("{} of {} lost", b.churned, b.count)),
        style: style(canvas, b),
    };
    let bars: Vec<Bar<'_>> = all.iter().map(bar).collect();
    let selected = model.screens.cursor(Page::Pareto).at(all.len());
    let chart = BarChart { bars: &bars, selected, focused: true, styles };
    chart.render(inner, canvas.buf);
    canvas.rows(inner, |at| chart.bar_at(inner, at), Target::Row);
}
