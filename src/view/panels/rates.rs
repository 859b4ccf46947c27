//! The buckets of the lens in use as a table: rates with their intervals, the change since the window before, second
//! reasons. Beneath it the competitors that were named, read the same way.

use ratatui::layout::Rect;

use super::{SHARES, nothing, plot};
use crate::analysis::findings::{Bucket, Lens};
use crate::app::marks::Tone;
use crate::app::screens::lists::rates::PLOT;
use crate::app::screens::lists::{ListId, buckets};
use crate::app::screens::patterns::lens_noun;
use crate::view::listing::{Listing, Look};
use crate::view::screens::{lenses, split};
use crate::view::shell::Canvas;
use crate::view::widgets::panel::Panel;

/// Wider, the eye would lose the row between name and number.
const MOST_WIDTH: u16 = 130;
pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let model = canvas.model;
    let rest = lenses::draw(canvas, body);
    let below = (model.world.findings.competitors.len() as u16 + 2).clamp(6, (rest.height / 3).max(6));
    let (top, bottom) = split::down(rest, rest.height.saturating_sub(below + 1));
    let (lens, window) = (model.screens.patterns.lens, &model.world.facts.scope.window.label);
    let noun = lens_noun(lens);
    let rates = if lens.has_rates() { ", with their renewal rates" } else { "" };
    let title = format!("Renewals by {noun}, {window}{rates}");
    let aside = if lens == Lens::ReasonCode { "totals: primary reasons" } else { "rates: of those decided, from 5 on" };
    let list = Listing { id: ListId::Rates, title: &title, aside };
    draw_buckets(canvas, top, &list, buckets::all(model));
    let title = format!("Renewals by competitor named, {window}");
    let aside = format!("change: since {}", model.world.facts.scope.comparisons().0.label);
    let list = Listing { id: ListId::Competitors, title: &title, aside: &aside };
    draw_buckets(canvas, bottom, &list, &model.world.findings.competitors);
}

fn draw_buckets(canvas: &mut Canvas, area: Rect, list: &Listing<'_>, all: &[Bucket]) {
    let styles = canvas.styles;
    if all.is_empty() {
        let inner = Panel::new(list.title, styles).draw(area, canvas.buf);
        return nothing(canvas, inner, "None", "No renewal of this window stands here.");
    }
    let look = Look { most_width: MOST_WIDTH, ..Look::new("buckets").picture(PLOT) };
    let Some(table) = list.table(canvas, area, &look) else { return };
    plot(canvas, &table, SHARES, |i| ([all[i].renewal_rate, all[i].low, all[i].high], Tone::Accent));
}
