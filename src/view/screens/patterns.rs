//! The board of Pattern Analysis: buckets of the lens, the renewals of the selected one, what their notes say.

use ratatui::layout::Rect;

use super::{lenses, split};
use crate::app::screens::lists::{ListId, buckets};
use crate::app::screens::patterns::{rows, selected_renewal, suggestion};
use crate::view::listing::{Listing, Look};
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::scroll;

/// Rows of a table that are its edge, its headings and what stands below it.
const FRAME: u16 = 4;
/// Cells of a row that an account's name does not have.
const BESIDE_NAMES: u16 = 30;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let rest = lenses::draw(canvas, body);
    let share = if rest.width > 120 { 44 } else { 50 };
    let (left, right) = split::across(rest, share);
    draw_buckets(canvas, left);
    // The notes have what the rows leave them, and a few rows in any case.
    let least = if right.height > 24 { 9 } else { 6 };
    let width = usize::from(right.width.saturating_sub(BESIDE_NAMES));
    let renewals = &canvas.model.world.facts.renewals;
    let lines: usize = rows(canvas.model).iter().map(|place| text::wrap(&renewals[*place].account, width).len()).sum();
    let wanted = (lines as u16).saturating_add(FRAME).max(FRAME + 1);
    let (table, notes) = split::down(right, wanted.min(right.height.saturating_sub(least + 1)));
    draw_renewals(canvas, table);
    draw_notes(canvas, notes);
}

fn draw_buckets(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let all = buckets::all(model);
    let title = format!("Renewals by {}, {}", model.screens.patterns.lens.label().to_lowercase(), model.world.facts.scope.window.label);
    if all.is_empty() {
        let inner = Panel::new(&title, styles).focused(true).draw(area, canvas.buf);
        let working = model.world.working();
        let text = working.as_deref().unwrap_or("No renewals are due in this scope.");
        return canvas.draw(inner, &Empty { title: "No buckets", text, key: ("", ""), styles });
    }
    let list = Listing { id: ListId::Buckets, title: &title, aside: "" };
    list.table(canvas, area, &Look { keeps: true, ..Look::new("buckets") });
}

fn draw_renewals(canvas: &mut Canvas, area: Rect) {
    let model = canvas.model;
    let all = rows(model);
    let title = buckets::selected(model).map_or_else(String::new, |i| buckets::all(model)[i].label.clone());
    let marked = model.screens.patterns.marked.len();
    let position = scroll::position(model.screens.list(ListId::BucketRenewals).place(), all.len());
    let aside = if marked > 0 { format!("{marked} marked") } else { position };
    let list = Listing { id: ListId::BucketRenewals, title: &title, aside: &aside };
    list.table(canvas, area, &Look { keeps: true, ..Look::new("renewals") });
}

/// The selected renewal's newest notes, with the words that speak for a reason.
fn draw_notes(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let Some(renewal) = selected_renewal(model) else { return };
    let suggested = suggestion(&model.world, &renewal.id);
    let aside = if suggested.is_some() { "y accept, x reject" } else { "" };
    let inner = Panel::new(&format!("What was written about {}", renewal.account), styles).aside(aside).draw(area, canvas.buf);
    let mut pen = canvas.pen(inner);
    let mut y = 0;
    if let Some(found) = suggested {
        let words = found.matched.iter().map(|w| format!("“{w}”")).collect::<Vec<_>>().join(", ");
        let line = format!("◆ {}: {words}", found.reason.label());
        pen.fit(0, y, inner.width, &line, styles.info);
        y += 1;
    }
    if renewal.notes.is_empty() {
        pen.fit(0, y, inner.width, "No notes near this renewal.", styles.faint);
    }
    let wrapped = renewal.notes.iter().flat_map(|note| text::wrap(&format!("{} {}", note.on, note.said()), inner.width.into()));
    let lines: Vec<String> = wrapped.collect();
    let room = usize::from(inner.height.saturating_sub(y));
    let is_cut = lines.len() > room;
    for (y, line) in (y..).zip(lines.iter().take(if is_cut { room.saturating_sub(1) } else { room })) {
        pen.put(0, y, line, styles.text);
    }
    if is_cut && room > 0 {
        pen.put(0, inner.height - 1, "… Enter on the renewal shows all", styles.muted);
    }
}
