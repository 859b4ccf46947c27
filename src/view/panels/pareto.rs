//! Few reasons make most of the loss: by ARR, and beside it by count, since the two rank differently.

use std::borrow::Cow;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::nothing;
use crate::analysis::findings::{Bucket, Lens};
use crate::app::model::Model;
use crate::app::screens::lists::buckets::{LOST, LOST_ARR};
use crate::app::screens::lists::{ListId, buckets};
use crate::app::screens::patterns::lens_noun;
use crate::app::target::Target;
use crate::domain::money::Money;
use crate::telling::figures;
use crate::view::charts::bar_chart::{Bar, BarChart};
use crate::view::charts::pareto::{Cause, Pareto};
use crate::view::listing::{Listing, Shown, heading};
use crate::view::screens::{lenses, split};
use crate::view::shell::Canvas;
use crate::view::widgets::panel::Panel;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let rest = lenses::draw(canvas, body);
    if buckets::all(canvas.model).is_empty() {
        let inner = Panel::new("Lost ARR", canvas.styles).draw(rest, canvas.buf);
        return nothing(canvas, inner, "No buckets", "No renewals are due in this scope.");
    }
    if is_partition(canvas.model.screens.patterns.lens) {
        let two = rest.width >= 110 && has_arr(canvas.model);
        let (left, right) = if two { split::across(rest, 58) } else { (rest, Rect::default()) };
        draw_listed(canvas, left, two);
        draw_by_count(canvas, right);
    } else {
        draw_bars(canvas, rest);
    }
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
    buckets::all(model).iter().any(|b| lost(b) > 0.0)
}

/// By what is known: lost ARR, or lost renewals where the data does not tell any. In the order of the buckets; sorted
/// by lost renewals it is by these, where there is no room for both charts.
fn draw_listed(canvas: &mut Canvas, area: Rect, is_one_of_two: bool) {
    let (model, styles) = (canvas.model, canvas.styles);
    let is_sorted = model.screens.list(ListId::Buckets).order.is_by(LOST);
    let has_arr = has_arr(model) && (is_one_of_two || !is_sorted);
    let lens = model.screens.patterns.lens;
    let (by_number, second) = counted(lens);
    let (what, head) = if has_arr { ("Lost ARR", LOST_ARR) } else { (by_number, LOST) };
    let title = title(model, what);
    let list = Listing {
        id: ListId::Buckets,
        title: &title,
        aside: if has_arr && !is_one_of_two { "• sum so far · → by count" } else { "• sum so far" },
    };
    let Some(shown) = list.frame(canvas, area) else { return };
    let measure = |b: &Bucket| if has_arr { (lost(b), model.world.money(b.lost_arr)) } else { by_count(lens, b) };
    let causes: Vec<Cause<'_>> = shown.items.iter().map(|i| cause(canvas, *i, measure(&buckets::all(model)[*i]))).collect();
    let whole = buckets::all(model).iter().map(|b| measure(b).0).sum();
    let state = model.screens.list(ListId::Buckets);
    let (head, second) = (heading(state, head, head), heading(state, LOST, second));
    let pareto = Pareto { causes: &causes, whole, heads: (&head, &second), selected: shown.place, focused: true, styles };
    pareto.render(shown.inner, canvas.buf);
    canvas.rows(shown.inner, |at| pareto.cause_at(shown.inner, at), |i| Target::Item(ListId::Buckets, i));
}

/// The buckets shown, in order.
fn items<'a>(model: &'a Model, shown: &Shown) -> impl Iterator<Item = &'a Bucket> {
    shown.items.iter().map(|i| &buckets::all(model)[*i])
}

/// How many cost ARR. Reasons are given of whoever left and of whoever shrank; under other lenses, who left is counted.
fn cost_by_count(lens: Lens, bucket: &Bucket) -> u64 {
    if lens == Lens::ReasonCode { bucket.churned + bucket.contracted } else { bucket.churned }
}

fn by_count(lens: Lens, bucket: &Bucket) -> (f64, String) {
    let n = cost_by_count(lens, bucket);
    (n as f64, figures::count(n))
}

/// `2 lost, 1 shrank`, and nothing of what did not happen.
fn lost_and_shrunk(bucket: &Bucket) -> String {
    let parts = [(bucket.churned, "lost"), (bucket.contracted, "shrank")];
    let told: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    told.join(", ")
}

/// What is counted under a lens, and what the second number tells of it.
fn counted(lens: Lens) -> (&'static str, &'static str) {
    if lens == Lens::ReasonCode { ("Lost or shrunken renewals", "of these") } else { ("Lost renewals", "lost of due") }
}

fn cause<'a>(canvas: &Canvas, i: usize, (value, text): (f64, String)) -> Cause<'a> {
    let bucket = &buckets::all(canvas.model)[i];
    let label = Cow::Owned(buckets::marked_label(canvas.model, i));
    let of_it = match canvas.model.screens.patterns.lens {
        Lens::ReasonCode => lost_and_shrunk(bucket),
        _ => format!("{} of {}", bucket.churned, bucket.count),
    };
    let second = Cow::Owned(of_it);
    Cause { label, value, text: Cow::Owned(text), second, style: style(canvas, bucket) }
}

/// Beside it, and always in its own order: the ranks differ.
fn draw_by_count(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let all = buckets::all(model);
    let mut order: Vec<usize> = model.screens.shown(model, ListId::Buckets).to_vec();
    let lens = model.screens.patterns.lens;
    order.sort_by_key(|i| (std::cmp::Reverse(cost_by_count(lens, &all[*i])), *i));
    let (what, second) = counted(lens);
    let title = title(model, what);
    let inner = Panel::new(&title, styles).draw(area, canvas.buf);
    let causes: Vec<Cause<'_>> = order.iter().map(|i| cause(canvas, *i, by_count(lens, &all[*i]))).collect();
    let chosen = buckets::selected(model);
    let selected = order.iter().position(|i| Some(*i) == chosen);
    let whole = all.iter().map(|b| by_count(lens, b).0).sum();
    canvas.draw(inner, &Pareto { causes: &causes, whole, heads: ("n", second), selected, focused: false, styles });
}

fn title(model: &Model, what: &str) -> String {
    format!("{what} by {}, {}", lens_noun(model.screens.patterns.lens), model.world.facts.scope.window.label)
}

/// A renewal may have had several plays, and is asked several questions of price: bars without a sum.
fn draw_bars(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let title = title(model, "Lost ARR");
    let list = Listing { id: ListId::Buckets, title: &title, aside: "a renewal can stand in several" };
    let Some(shown) = list.frame(canvas, area) else { return };
    let bar = |b: &Bucket| Bar {
        label: Cow::Owned(buckets::label(model.screens.patterns.lens, b)),
        value: lost(b),
        text: Cow::Owned(model.world.money(b.lost_arr)),
        note: Cow::Owned(format!("{} of {} lost", b.churned, b.count)),
        style: style(canvas, b),
    };
    let bars: Vec<Bar<'_>> = items(model, &shown).map(bar).collect();
    let chart = BarChart { bars: &bars, selected: shown.place, focused: true, styles };
    chart.render(shown.inner, canvas.buf);
    canvas.rows(shown.inner, |at| chart.bar_at(shown.inner, at), |i| Target::Item(ListId::Buckets, i));
}
