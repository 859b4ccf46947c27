//! Blockers that cost the most and repeat, and what is new or growing.

use ratatui::layout::Rect;

use super::{nothing, paragraph, rows};
use crate::analysis::findings::Emerging;
use crate::app::screens::lists::ListId;
use crate::app::screens::lists::emerging::{BY_WINDOW, named};
use crate::app::world::World;
use crate::view::charts::sparkline::sparkline;
use crate::view::listing::{Listing, Look};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::widgets::panel::Panel;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let blockers = canvas.model.world.findings.blockers.len() as u16;
    let (top, low) =
        if body.width >= 150 { split::across(body, 48) } else { split::down(body, (blockers + 3).clamp(5, (body.height / 2).max(5))) };
    draw_blockers(canvas, top);
    draw_emerging(canvas, low);
}

fn draw_blockers(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let all = &model.world.findings.blockers;
    let title = "Reasons that cost the most and come again";
    if all.is_empty() {
        let inner = Panel::new(title, styles).draw(area, canvas.buf);
        return nothing(canvas, inner, "No blocker", "No reason cost ARR in more than one window.");
    }
    let list = Listing { id: ListId::Blockers, title, aside: "newest window right" };
    let Some(table) = list.table(canvas, area, &Look::new("reasons").picture(BY_WINDOW)) else { return };
    for (i, cell, state) in table.pictures {
        let course: Vec<Option<f64>> = all[i].windows.iter().rev().map(|n| Some(*n as f64)).collect();
        canvas.pen(cell).fit(0, 0, cell.width, &sparkline(&course, None), styles.in_row(styles.bad, state));
    }
}

fn draw_emerging(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let all = &model.world.findings.emerging;
    let title = "New or growing against its own past";
    if all.is_empty() {
        let inner = Panel::new(title, styles).draw(area, canvas.buf);
        return nothing(canvas, inner, "Nothing new", "No reason, competitor, product or geo grew beyond chance.");
    }
    let list = Listing { id: ListId::Emerging, title, aside: "q over all that was compared" };
    let look = Look { below: 4, ..Look::new("findings") };
    let Some(table) = list.table(canvas, area, &look) else { return };
    if let Some(found) = table.selected.map(|i| &all[i]) {
        let detail = rows(table.inner, table.inner.height.saturating_sub(3), 3);
        paragraph(canvas, detail, 0, &said(&model.world, found), styles.muted);
    }
}

/// The selected finding in a sentence.
fn said(world: &World, found: &Emerging) -> String {
    let place = found.within.as_deref().map_or_else(String::new, |within| format!(" ({within})"));
    format!(
        "{}{place}: {} of {} accounts in {}, {} of {} {}; first seen {}; {} of ARR.",
        named(found),
        found.now,
        found.now_of,
        found.span,
        found.before,
        found.before_of,
        found.other(),
        found.first_seen,
        world.money(found.arr)
    )
}
