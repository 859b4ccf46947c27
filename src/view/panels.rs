//! Views that show findings: one file each. What a view lists is drawn by [`listing`](super::listing), and opens to
//! the renewals behind it as [`lists`](crate::app::screens::lists) says.

pub(crate) mod account;
mod breakdown;
mod emerging;
mod forecast;
mod heat;
mod metrics;
mod notes;
mod overview;
mod pareto;
mod plays;
mod pricing;
mod quality;
mod rates;
mod signals;
mod trends;

use ratatui::layout::Rect;

use super::charts::interval::{self, Interval, Scale};
use super::listing::Drawn;
use super::shell::Canvas;
use super::styles::RowState;
use super::text;
use super::widgets::empty::Empty;
use super::widgets::panel::Panel;
use crate::app::marks::Tone;
use crate::app::screens::page::Page;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect, page: Page) {
    if canvas.model.world.analyses == 0 && !matches!(page, Page::Notes | Page::Quality) {
        let working = canvas.model.world.working().unwrap_or_default();
        return canvas.draw(body, &Panel::new(&working, canvas.styles));
    }
    match page {
        Page::Overview => overview::draw(canvas, body),
        Page::Trends => trends::draw(canvas, body),
        Page::Breakdown => breakdown::draw(canvas, body),
        Page::Forecast => forecast::draw(canvas, body),
        Page::Notes => notes::draw(canvas, body),
        Page::Quality => quality::draw(canvas, body),
        Page::Pareto => pareto::draw(canvas, body),
        Page::HeatMap => heat::draw(canvas, body),
        Page::Plays => plays::draw(canvas, body),
        Page::Pricing => pricing::draw(canvas, body),
        Page::Rates => rates::draw(canvas, body),
        Page::Signals => signals::draw(canvas, body),
        Page::Emerging => emerging::draw(canvas, body),
        page => canvas.draw(body, &Panel::new(page.label(), canvas.styles)),
    }
}

/// Marks one of several figures that stand side by side.
pub(super) fn mark_figure(canvas: &mut Canvas, place: Rect, state: RowState) {
    let edge = Rect { x: place.x.saturating_sub(1), width: 1, ..place };
    let style = canvas.styles.edge(state);
    if state == RowState::Selected {
        canvas.pen(edge).column(0, 0, place.height, state.edge(), style);
    }
}

/// What stands where a view has nothing to show: why, or that it is being worked out.
fn nothing(canvas: &mut Canvas, inner: Rect, title: &str, why: &str) {
    let working = canvas.model.world.working();
    canvas.draw(inner, &Empty { title, text: working.as_deref().unwrap_or(why), key: ("", ""), styles: canvas.styles });
}

/// Draws figures with their intervals into a column of a table; `of` gives value and ends, where they are known, and the tone of the value.
fn plot(canvas: &mut Canvas, table: &Drawn, (scale, middle): (Scale, Option<f64>), of: impl Fn(usize) -> ([Option<f64>; 3], Tone)) {
    let styles = canvas.styles;
    for (i, cell, _) in &table.pictures {
        if let ([Some(value), Some(low), Some(high)], tone) = of(*i) {
            let look = (styles.tone(tone), styles.faint);
            interval::draw(&mut canvas.pen(*cell), (0, 0, cell.width), scale, Interval { low, value, high }, look, middle);
        }
    }
}

/// Shares, from none to all.
const SHARES: (Scale, Option<f64>) = (Scale::Linear(0.0, 1.0), None);

/// Writes wrapped text from a row on; returns the row after it.
fn paragraph(canvas: &mut Canvas, area: Rect, y: u16, words: &str, style: ratatui::style::Style) -> u16 {
    let mut pen = canvas.pen(area);
    let lines = text::wrap(words, area.width.into());
    for (line, words) in (y..).zip(&lines) {
        pen.put(0, line, words, style);
    }
    y + lines.len() as u16
}

/// A part of an area: `rows` from `y` on.
fn rows(area: Rect, y: u16, rows: u16) -> Rect {
    Rect { y: area.y.saturating_add(y), height: rows, ..area }.intersection(area)
}
