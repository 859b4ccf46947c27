//! The board of Pattern Analysis: buckets of the lens, the renewals of the selected one, what their notes say.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::{lenses, split};
use crate::app::model::Model;
use crate::app::screens::lists::{ListId, buckets};
use crate::app::screens::patterns::{rows, selected_renewal, suggestion};
use crate::domain::money::Money;
use crate::domain::renewal::Renewal;
use crate::telling::figures;
use crate::view::listing::{Listing, Look};
use crate::view::marks;
use crate::view::shell::Canvas;
use crate::view::styles::Styles;
use crate::view::text;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::scroll;
use crate::view::widgets::table::{Cell, Column};

pub fn draw(canvas: &mut Canvas, body: Rect) {
    let rest = lenses::draw(canvas, body);
    let share = if rest.width > 120 { 44 } else { 50 };
    let (left, right) = split::across(rest, share);
    draw_buckets(canvas, left);
    let detail = if right.height > 24 { 9 } else { 6 };
    let (table, notes) = split::down(right, right.height.saturating_sub(detail + 1));
    draw_renewals(canvas, table);
    draw_notes(canvas, notes);
}

const BUCKET_COLUMNS: [Column<'_>; 6] = [
    Column::text("Bucket", 19).grows(),
    Column::number("n", 3),
    Column::number("Lost", 4).priority(3),
    Column::number("Lost ARR", 8).priority(1),
    Column::number("Renewed", 7).priority(2),
    Column::number("Before", 6).priority(4),
];

/// The column that only lenses with rates have.
const RATE: usize = 4;

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
    let mut columns = BUCKET_COLUMNS.to_vec();
    if !model.screens.patterns.lens.has_rates() {
        columns.remove(RATE);
    }
    let look = Look { keeps: true, ..Look::new(&columns, "buckets") };
    list.table(canvas, area, &look, &|i| bucket_row(model, styles, i));
}

fn bucket_row<'a>(model: &'a Model, styles: &'a Styles, i: usize) -> Vec<Cell<'a>> {
    let bucket = &buckets::all(model)[i];
    let money = |amount: Option<Money>| figures::money(amount, &model.world.facts.currency);
    let label = buckets::marked_label(model, i);
    let name = if label.starts_with('?') && bucket.count > 0 { styles.warn } else { styles.text };
    let rate = figures::or_missing(bucket.renewal_rate, figures::percent_short);
    let churned = if bucket.churned > 0 { styles.bad } else { styles.faint };
    let mut cells = vec![
        (Cow::Owned(label), name),
        (Cow::Owned(bucket.count.to_string()), styles.text),
        (Cow::Owned(bucket.churned.to_string()), churned),
        (Cow::Owned(money(bucket.lost_arr)), styles.text),
        (Cow::Owned(rate), styles.muted),
        (Cow::Owned(bucket.previous_count.to_string()), styles.faint),
    ];
    if !model.screens.patterns.lens.has_rates() {
        cells.remove(RATE);
    }
    cells
}

const RENEWAL_COLUMNS: [Column<'_>; 5] = [
    Column::text(" ", 1),
    Column::text("Account", 20).grows(),
    Column::number("ARR", 7),
    Column::text("Outcome", 9),
    Column::text("CS owner", 14).priority(3),
];
/// Beside these accounts are cut before what their notes suggest is.
const SUGGESTED: Column<'_> = Column::text("Notes suggest", 14).priority(2);
const SHORT_ACCOUNT: u16 = 14;

fn draw_renewals(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let all = rows(model);
    let title = buckets::selected(model).map_or_else(String::new, |i| buckets::all(model)[i].label.clone());
    let marked = model.screens.patterns.marked.len();
    let position = scroll::position(model.screens.list(ListId::BucketRenewals).place(), all.len());
    let aside = if marked > 0 { format!("{marked} marked") } else { position };
    let list = Listing { id: ListId::BucketRenewals, title: &title, aside: &aside };
    let suggests = buckets::suggests(model);
    let mut columns = RENEWAL_COLUMNS.to_vec();
    if suggests {
        columns[1].width = SHORT_ACCOUNT;
        columns.push(SUGGESTED);
    }
    let look = Look { keeps: true, ..Look::new(&columns, "renewals") };
    list.table(canvas, area, &look, &|i| renewal_row(model, styles, &model.world.facts.renewals[all[i]], suggests));
}

fn renewal_row<'a>(model: &'a Model, styles: &'a Styles, renewal: &'a Renewal, suggests: bool) -> Vec<Cell<'a>> {
    let (outcome, tone) = marks::became(renewal.became());
    let arr = figures::money(renewal.before, &model.world.facts.currency);
    let mark = if model.screens.patterns.marked.contains(&renewal.id) { "■" } else { " " };
    let mut cells = vec![
        (Cow::Borrowed(mark), styles.accent_strong),
        (marks::account(&model.world.facts, renewal), styles.text),
        (Cow::Owned(arr), styles.text),
        (Cow::Borrowed(outcome), styles.tone(tone)),
        (Cow::Borrowed(&*renewal.cs_owner), styles.muted),
    ];
    if suggests {
        let suggested = suggestion(&model.world, &renewal.id).map_or_else(String::new, |s| s.reason.label());
        cells.push((Cow::Owned(suggested), styles.info));
    }
    cells
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
    for note in &renewal.notes {
        for line in text::wrap(&format!("{} {}", note.on, note.said()), inner.width.into()) {
            pen.put(0, y, &line, styles.text);
            y += 1;
        }
    }
}
