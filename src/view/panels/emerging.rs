//! Blockers that cost the most and repeat, and what is new or growing.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::{money, nothing, paragraph, rows};
use crate::analysis::findings::{BlockerFinding, Emerging};
use crate::app::screens::lists::ListId;
use crate::app::screens::lists::emerging::named;
use crate::app::world::World;
use crate::telling::figures;
use crate::view::charts::sparkline::sparkline;
use crate::view::listing::{Listing, Look};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::styles::Styles;
use crate::view::text;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::table::{Cell, Column};

const BLOCKERS: [Column<'_>; 7] = [
    Column::text("Reason", 16).grows(),
    Column::number("Lost ARR", 8),
    Column::number("Accounts", 8).priority(1),
    Column::text("By window", 9),
    Column::number("Now", 4).priority(2),
    Column::text("Critical before", 15).priority(3),
    Column::number("By chance", 9).priority(4),
];
const CRITICAL: usize = 5;
const EMERGING: [Column<'_>; 7] = [
    Column::text("What", 20).grows(),
    Column::text("Now", 9),
    Column::text("Otherwise", 9),
    Column::number("q", 7).priority(1),
    Column::text("First seen", 10).priority(2),
    Column::text("Where", 14).priority(3),
    Column::number("ARR", 7).priority(4),
];

pub fn draw(canvas: &mut Canvas, body: Rect) {
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
    let mut columns = BLOCKERS;
    // A session's name says something when it is whole.
    let seen = all.iter().filter_map(|found| found.seen_in.as_deref()).map(|session| text::width(session) as u16 + 2).max();
    columns[CRITICAL].width = columns[CRITICAL].width.max(seen.unwrap_or(0));
    list.table(canvas, area, &Look::new(&columns, "reasons"), &|i| blocker(&model.world, styles, &all[i]));
}

fn blocker<'a>(world: &World, styles: &Styles, found: &'a BlockerFinding) -> Vec<Cell<'a>> {
    let course: Vec<Option<f64>> = found.windows.iter().rev().map(|n| Some(*n as f64)).collect();
    let seen = found.seen_in.as_deref().map_or(Cow::Borrowed(""), |session| Cow::Owned(format!("! {session}")));
    let by_chance = found.usual.and_then(|usual| usual.repeats_by_chance);
    vec![
        (Cow::Owned(found.reason.label()), if found.usual.is_some_and(|usual| usual.is_above()) { styles.strong } else { styles.text }),
        (Cow::Owned(money(world, found.lost_arr)), styles.strong),
        (Cow::Owned(figures::count(found.accounts)), styles.text),
        (Cow::Owned(sparkline(&course, None)), styles.bad),
        (Cow::Owned(figures::count(found.windows.first().copied().unwrap_or(0))), styles.muted),
        (seen, styles.bad),
        (Cow::Owned(figures::or_missing(by_chance, figures::percent_short)), styles.muted),
    ]
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
    let look = Look { below: 4, ..Look::new(&EMERGING, "findings") };
    let Some(table) = list.table(canvas, area, &look, &|i| emerging(&model.world, styles, &all[i])) else { return };
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
        money(world, found.arr)
    )
}

fn emerging<'a>(world: &World, styles: &Styles, found: &'a Emerging) -> Vec<Cell<'a>> {
    vec![
        (Cow::Owned(named(found)), styles.text),
        (Cow::Owned(format!("{} of {}", found.now, found.now_of)), styles.strong),
        (Cow::Owned(format!("{} of {}", found.before, found.before_of)), styles.muted),
        (Cow::Owned(figures::probability_short(found.q)), styles.text),
        (Cow::Owned(found.first_seen.to_string()), styles.muted),
        (Cow::Borrowed(found.within.as_deref().unwrap_or_default()), styles.info),
        (Cow::Owned(money(world, found.arr)), styles.text),
    ]
}
