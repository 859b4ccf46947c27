//! Leading indicators: what was measured before due, and how much more often it went with a loss.

use ratatui::layout::Rect;

use super::{nothing, paragraph, plot, rows};
use crate::analysis::findings::{Signal, Verdict};
use crate::app::marks::Tone;
use crate::app::screens::lists::ListId;
use crate::app::screens::lists::rates::PLOT;
use crate::app::screens::page::Page;
use crate::app::screens::parts::has_keys;
use crate::app::world::World;
use crate::telling::{figures, signals};
use crate::view::charts::interval::Scale;
use crate::view::listing::{Listing, Look};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::widgets::panel::Panel;

/// Ratios from a quarter to sixty-four times as often, as the heading of the plot names them.
const SCALE: (Scale, Option<f64>) = (Scale::Log(0.25, 64.0), Some(1.0));

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let signals = &model.world.findings.signals;
    let detail_rows = if body.height > 24 { 9 } else { 6 };
    let (list, detail) = split::down(body, body.height.saturating_sub(detail_rows + 1));
    let title = "How much more often an account was lost with the signal";
    let aside = format!("{} tried", figures::counted(model.world.findings.signals_tried, "signal", "signals"));
    if signals.is_empty() {
        let inner = Panel::new(title, styles).focused(has_keys(canvas.model, Page::Signals)).draw(list, canvas.buf);
        canvas.draw(detail, &Panel::new("", styles));
        return nothing(canvas, inner, "No signals", "Nothing was measured before the due dates.");
    }
    let listing = Listing { id: ListId::Signals, title, aside: &aside };
    let look = Look::new("signals").picture(PLOT);
    let Some(table) = listing.table(canvas, list, &look) else { return };
    plot(canvas, &table, SCALE, |i| {
        let tone = if signals[i].verdict == Verdict::Holds { Tone::Accent } else { Tone::Neutral };
        ([signals[i].risk_ratio, signals[i].low, signals[i].high], tone)
    });
    if let Some(signal) = table.selected.map(|i| &signals[i]) {
        draw_detail(canvas, detail, signal);
    }
}

fn draw_detail(canvas: &mut Canvas, area: Rect, signal: &Signal) {
    let (model, styles) = (canvas.model, canvas.styles);
    let aside = if signal.n > 0 { "Enter opens those with it, → those without" } else { "" };
    let inner = Panel::new(&signal.title(), styles).aside(aside).draw(area, canvas.buf);
    let mut y = 0;
    for (i, sentence) in sentences(&model.world, signal).iter().enumerate() {
        let style = if i == 0 { styles.text } else { styles.muted };
        y = paragraph(canvas, rows(inner, 0, inner.height), y, sentence, style);
    }
}

/// What the figures say, most important first.
fn sentences(world: &World, signal: &Signal) -> Vec<String> {
    let details = signals::details(signal, world.findings.signals_tried, &world.findings.signal_population);
    if signal.stratified.is_none() {
        return details;
    }
    let stood = format!("{} ARR stood behind the signal.", world.money(signal.arr));
    [format!("{}.", signals::sentence(signal))].into_iter().chain(details).chain([stood]).collect()
}
