//! What happened: retention in large figures, outcomes, the bridge from opening to closing ARR.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::{List, metrics, rows};
use crate::analysis::findings::{Metric, MetricKey, Quantity};
use crate::app::model::Model;
use crate::app::screens::page::Page;
use crate::domain::money::Currency;
use crate::domain::renewal::Renewal;
use crate::view::charts::bridge::BridgeChart;
use crate::view::charts::stacked::{StackedBar, outcome_parts};
use crate::view::figures;
use crate::view::marks::{Change, Tone};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::widgets::headline::Headline;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::table::Column;

const HEADLINES: [(MetricKey, &str); 3] =
    [(MetricKey::Grr, "Gross retention (GRR)"), (MetricKey::Nrr, "Net retention (NRR)"), (MetricKey::LogoRetention, "Logo retention")];
/// Rows of the outcome list: its title, its heading and the seven outcomes.
const OUTCOME_ROWS: u16 = 9;

pub fn draw(canvas: &mut Canvas, body: Rect) {
    let is_roomy = body.height >= 28;
    let head = match (is_roomy, body.width >= 110) {
        (true, true) => 9,
        (true, false) => 8,
        _ => 6,
    };
    let (top, rest) = split::down(body, head + u16::from(reason_missing(canvas.model).is_some()));
    draw_headlines(canvas, top, is_roomy);
    let middle = match body.height {
        40.. => BridgeChart::HEIGHT * 2 + 2,
        28.. => OUTCOME_ROWS,
        _ => rest.height,
    };
    let (middle, low) = split::down(rest, middle);
    let (left, right) = split::across(middle, if body.width >= 110 { 34 } else { 44 });
    draw_outcomes(canvas, left);
    draw_bridge(canvas, right);
    if low.height >= 5 {
        metrics::draw(canvas, low);
    }
}

/// Why a headline figure cannot be computed, or under which limit it stands.
fn reason_missing(model: &Model) -> Option<&str> {
    HEADLINES.iter().find_map(|(key, _)| model.findings.metric(*key)?.why.as_deref())
}

fn draw_headlines(canvas: &mut Canvas, area: Rect, is_roomy: bool) {
    let (model, styles) = (canvas.model, canvas.styles);
    let scope = &model.facts.scope;
    let title = format!("Retention of {}, {}", scope.segment_label(), scope.window.label);
    let aside = format!("change against {}", scope.comparisons().0.label);
    let inner = Panel::new(&title, styles).aside(&aside).draw(area, canvas.buf);
    let why = reason_missing(model);
    if let Some(why) = why {
        let last = rows(inner, inner.height.saturating_sub(1), 1);
        canvas.pen(last).fit(0, 0, last.width, &format!("! {why}"), styles.warn);
    }
    let gap = u16::from(is_roomy);
    let height = inner.height.saturating_sub(gap + u16::from(why.is_some()));
    for (place, (key, label)) in split::columns(rows(inner, gap, height), 3).into_iter().zip(HEADLINES) {
        draw_headline(canvas, Rect { width: place.width.saturating_sub(1), ..place }, key, label);
    }
}

fn draw_headline(canvas: &mut Canvas, place: Rect, key: MetricKey, label: &str) {
    let model = canvas.model;
    let metric = model.findings.metric(key);
    let (number, unit) = metric.and_then(|m| m.value).map_or_else(|| (figures::NONE.to_owned(), ""), |v| figures::split(key.unit(), v));
    let change = metric.and_then(|m| Change::of(key, m));
    let note = match metric {
        Some(metric) if !metric.computable => "cannot be computed".to_owned(),
        metric => metric.and_then(|m| of_parts(m, &model.facts.currency)).unwrap_or_default(),
    };
    let headline = Headline { label, number: &number, unit, change: change.as_ref(), note: &note, stacked: true, styles: canvas.styles };
    canvas.draw(place, &headline);
}

/// `$12.1M of $14.2M`, `97 of 110`.
fn of_parts(metric: &Metric, currency: &Currency) -> Option<String> {
    let read = |quantity: Quantity| match quantity {
        Quantity::Money(money) => money.short(currency),
        Quantity::Count(count) => figures::count(count),
        Quantity::Number(number) => format!("{number:.1}"),
    };
    Some(format!("{} of {}", read(metric.numerator?), read(metric.denominator?)))
}

/// One outcome: its name, how many now and in the window before, and whether more of it is good.
type Outcome = (&'static str, u64, Option<u64>, Option<bool>);

/// In the order of the openings.
fn outcomes(model: &Model) -> [Outcome; 7] {
    let (now, before) = (&model.findings.counts, &model.findings.previous_counts);
    let uncoded = model.facts.in_scope().iter().filter(|r| Renewal::is_uncoded_loss(r)).count() as u64;
    [
        ("Due", now.due, Some(before.due), None),
        ("● Renewed", now.renewed, Some(before.renewed), Some(true)),
        ("× Churned", now.churned, Some(before.churned), Some(false)),
        ("▼ Shrank", now.contracted, Some(before.contracted), Some(false)),
        ("▲ Grew", now.expanded, Some(before.expanded), Some(true)),
        ("○ Open", now.open, Some(before.open), None),
        ("? No reason", uncoded, None, None),
    ]
}

fn draw_outcomes(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let title = format!("Renewals due, {}", model.facts.scope.window.label);
    let inner = Panel::new(&title, styles).focused(true).draw(area, canvas.buf);
    let has_bar = inner.height > OUTCOME_ROWS + 2;
    let list = if has_bar { rows(inner, 3, inner.height) } else { inner };
    if has_bar {
        let parts = outcome_parts(&model.findings.counts, styles);
        canvas.draw(rows(inner, 1, 1), &StackedBar { parts: &parts, styles });
    }
    let before = model.facts.scope.comparisons().0.label;
    let columns = [Column::text("", 11).grows(), Column::number("Now", 5), Column::number(&before, 9)];
    let all = outcomes(model);
    let row = |i: usize| {
        let (name, now, before, is_good) = all[i];
        let tone = match is_good {
            Some(true) => Tone::Good,
            Some(false) if now > 0 => Tone::Bad,
            _ => Tone::Neutral,
        };
        let name_style = if tone == Tone::Neutral { styles.text } else { styles.tone(tone) };
        let before = before.map_or_else(String::new, figures::count);
        vec![(Cow::Borrowed(name), name_style), (Cow::Owned(figures::count(now)), styles.strong), (Cow::Owned(before), styles.muted)]
    };
    List { page: Page::Overview, columns: &columns, rows: all.len(), noun: "" }.draw(canvas, list, &row, styles);
}

fn draw_bridge(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let title = format!("ARR of renewals due, {}", model.facts.scope.window.label);
    let inner = Panel::new(&title, styles).draw(area, canvas.buf);
    let place = rows(inner, u16::from(inner.height > BridgeChart::HEIGHT + 1), inner.height);
    canvas.draw(place, &BridgeChart { bridge: &model.findings.bridge, styles });
}
