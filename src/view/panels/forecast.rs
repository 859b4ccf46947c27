//! The forecast against what came: how far off and which way, where, and what to take for the next cycle.

use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::{mark_figure, nothing, rows};
use crate::analysis::findings::{ForecastReview, Metric, MetricKey};
use crate::analysis::indicators::FALSE_DISCOVERY;
use crate::app::screens::lists::ListId;
use crate::app::screens::lists::forecast::FIGURES;
use crate::app::screens::page::Page;
use crate::app::target::Target;
use crate::telling::figures;
use crate::view::charts::calibration::Calibration;
use crate::view::charts::interval::{self, Interval, Scale};
use crate::view::listing::{Listing, Look};
use crate::view::marks;
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::styles::RowState;
use crate::view::text;
use crate::view::widgets::headline::Headline;
use crate::view::widgets::panel::Panel;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let forecast = &canvas.model.world.findings.forecast;
    if forecast.rows.is_empty() {
        let inner = Panel::new("Forecast against outcome", canvas.styles).draw(body, canvas.buf);
        let why = forecast.why.as_deref().unwrap_or("The data holds no forecast for renewals of this scope.");
        return nothing(canvas, inner, "No forecast", why);
    }
    let is_roomy = body.height >= 26;
    let (top, rest) = split::down(body, if is_roomy { 8 } else { 5 });
    draw_headline(canvas, top);
    // Four parts: a wide and high screen shows them all, a high one two, a low one what has
    // the keys: as the selection goes through them, all are seen.
    if is_roomy && body.width >= 100 {
        let (left, right) = split::across(rest, 50);
        let [(groups, misses), (bins, rates)] = [left, right].map(|side| split::down(side, rest.height / 2));
        draw_groups(canvas, groups, "bias, 95 % interval");
        draw_misses(canvas, misses, "");
        draw_calibration(canvas, bins, "");
        draw_base_rates(canvas, rates);
        return;
    }
    let focused = canvas.model.screens.focused(Page::Forecast);
    if is_roomy {
        let (one, other) = split::down(rest, rest.height / 2);
        if matches!(focused, Some(ListId::Calibration | ListId::BaseRates)) {
            draw_calibration(canvas, one, "");
            draw_base_rates(canvas, other);
        } else {
            draw_groups(canvas, one, "→ misses, calibration");
            draw_misses(canvas, other, "");
        }
        return;
    }
    match focused {
        Some(ListId::Misses) => draw_misses(canvas, rest, "→ calibration, rates"),
        Some(ListId::Calibration) => draw_calibration(canvas, rest, "→ rates by risk"),
        Some(ListId::BaseRates) => draw_base_rates(canvas, rest),
        _ => draw_groups(canvas, rest, "→ misses, calibration, rates"),
    }
}

fn draw_headline(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let snapshot = model.world.findings.forecast.snapshot.as_deref().map_or_else(String::new, |day| format!("forecast of {day}"));
    let title = format!("Forecast against what came, {}", model.world.facts.scope.window.label);
    let list = Listing { id: ListId::ForecastFigures, title: &title, aside: &snapshot };
    let Some(shown) = list.frame(canvas, area) else { return };
    let skill = skill(&model.world.findings.forecast);
    let meanings = ["+ is above what came", "mean miss by ARR", skill.as_str()];
    for (i, place) in split::columns(shown.inner, 3).into_iter().enumerate() {
        let key = FIGURES[i];
        mark_figure(canvas, place, RowState::of(shown.marked() == Some(i), true));
        canvas.targets.add(place, Target::Item(ListId::ForecastFigures, i));
        let value = model.world.findings.metric(key).and_then(|m| m.value);
        let (mut number, unit) = value.map_or_else(|| (figures::MISSING.to_owned(), ""), |v| figures::split(key.unit(), v));
        if key == MetricKey::ForecastBias && value.is_some_and(|v| v > 0.0) {
            number.insert(0, '+');
        }
        let change = model.world.findings.metric(key).and_then(|m| marks::Change::of(key, m));
        let place = Rect { width: place.width.saturating_sub(1), ..place };
        let label = label(key, model.world.findings.metric(key), place.width);
        let note = note(meanings[i], key, model.world.findings.metric(key), place.width);
        canvas.draw(
            place,
            &Headline { label: &label, number: &number, unit, change: change.as_ref(), note: &note, lines: &[], stacked: true, styles },
        );
    }
}

/// `Forecast bias, n 44`: over how many forecasts a figure is.
fn label(key: MetricKey, metric: Option<&Metric>, width: u16) -> String {
    let cases = metric.and_then(|metric| metric.cases).map_or_else(String::new, |n| format!(", n {}", figures::count(n)));
    let whole = format!("{}{cases}", key.label());
    // Where there is little room, the short name is known.
    let is_wide = text::width(&whole) <= usize::from(width);
    if is_wide { whole } else { format!("{}{cases}", key.label().split(" (").next().unwrap_or_default()) }
}

/// How sure a figure is; what it means too, where `width` has room for it.
fn note(meaning: &str, key: MetricKey, metric: Option<&Metric>, width: u16) -> String {
    let sure = metric.and_then(|metric| marks::interval(key, metric)).unwrap_or_default();
    let whole = [sure.as_str(), meaning].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    if text::width(&whole) <= usize::from(width) { whole } else { sure }
}

/// Against the rate that was known before, and whether the probabilities fit what came (the p stands in the report).
fn skill(review: &ForecastReview) -> String {
    let skill = review.brier_skill.map(|skill| format!("skill {}", figures::skill(skill)));
    let fit = review.calibration_p.map(|p| if p <= FALSE_DISCOVERY { "no fit" } else { "fits" }.to_owned());
    skill.into_iter().chain(fit).collect::<Vec<_>>().join(", ")
}

fn draw_groups(canvas: &mut Canvas, area: Rect, aside: &str) {
    Listing { id: ListId::ForecastGroups, title: "Where it was off", aside }.table(canvas, area, &Look::new("groups"));
}

fn draw_calibration(canvas: &mut Canvas, area: Rect, aside: &str) {
    let styles = canvas.styles;
    let list = Listing { id: ListId::Calibration, title: "Did what was forecast as likely renew?", aside };
    let Some(shown) = list.frame(canvas, area) else { return };
    let chart = Calibration { bins: &canvas.model.world.findings.forecast.bins, selected: shown.marked(), styles };
    chart.render(shown.inner, canvas.buf);
    canvas.rows(shown.inner, |at| chart.bin_at(shown.inner, at), |i| Target::Item(ListId::Calibration, i));
}

fn draw_misses(canvas: &mut Canvas, area: Rect, aside: &str) {
    Listing { id: ListId::Misses, title: "Largest misses", aside }.table(canvas, area, &Look::new("misses"));
}

/// For the next cycle: how often each risk tier renews, with its interval.
fn draw_base_rates(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let aside = if area.width >= 60 { "95 % interval" } else { "" };
    let list = Listing { id: ListId::BaseRates, title: "For the next cycle: renewals by risk", aside };
    let Some(shown) = list.frame(canvas, area) else { return };
    let pitch = if shown.inner.height >= 6 { 2 } else { 1 };
    for (i, rate) in model.world.findings.forecast.base_rates.iter().enumerate() {
        let line = rows(shown.inner, i as u16 * pitch + pitch - 1, 1);
        canvas.targets.add(line, Target::Item(ListId::BaseRates, i));
        let state = RowState::of(shown.marked() == Some(i), true);
        let styled = |style| styles.in_row(style, state);
        let (risk, tone) = marks::risk(rate.risk);
        let mut pen = canvas.pen(line);
        pen.style_row(0, styles.row(state));
        pen.put(0, 0, state.edge(), styles.edge(state));
        pen.put(1, 0, risk, styled(styles.tone(tone)));
        pen.fit_right(16, 0, 5, &figures::or_missing(rate.rate, figures::percent_short), styled(styles.strong));
        pen.fit_right(line.width, 0, 6, &format!("n {}", figures::count(rate.n)), styled(styles.faint));
        if let (Some(value), Some(low), Some(high)) = (rate.rate, rate.low, rate.high) {
            let width = line.width.saturating_sub(25);
            let look = (styled(styles.accent_strong), styled(styles.faint));
            interval::draw(&mut pen, (18, 0, width), Scale::Linear(0.0, 1.0), Interval { low, value, high }, look, None);
        }
    }
}
