//! The buckets of the lens in use as a table: rates with their intervals, the change since the window before, second
//! reasons. Beneath it the competitors that were named, read the same way.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::pareto::lens_noun;
use super::{money, nothing};
use crate::analysis::findings::{Bucket, Lens};
use crate::app::model::Model;
use crate::app::screens::lists::{ListId, buckets, rates};
use crate::domain::scope::capitalise;
use crate::telling::figures;
use crate::view::charts::interval::{self, Interval, Scale};
use crate::view::listing::{Listing, Look};
use crate::view::screens::{lenses, split};
use crate::view::shell::Canvas;
use crate::view::styles::Styles;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::table::{Cell, Column};

/// Wider, the eye would lose the row between name and number.
const MOST_WIDTH: u16 = 130;
const PLOT: usize = 7;
const COLUMNS: [Column<'_>; 10] = [
    Column::text("", 18).grows(),
    Column::number("Due", 4),
    Column::number("Change", 6).priority(2),
    Column::number("Lost", 4),
    Column::number("Lost ARR", 9),
    Column::number("Renewed", 7),
    Column::number("95 %", 10).priority(1),
    Column::text("0 %    50 %  100 %", 18).priority(5),
    Column::number("Before", 6).priority(3),
    Column::number("Second", 6).priority(4),
];

pub fn draw(canvas: &mut Canvas, body: Rect) {
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
    draw_table(canvas, top, &list, &capitalise(noun), buckets::all(model));
    let title = format!("Renewals by competitor named, {window}");
    let aside = format!("change: since {}", model.world.facts.scope.comparisons().0.label);
    let list = Listing { id: ListId::Competitors, title: &title, aside: &aside };
    draw_table(canvas, bottom, &list, "Competitor", &model.world.findings.competitors);
}

fn draw_table(canvas: &mut Canvas, area: Rect, list: &Listing<'_>, noun: &str, all: &[Bucket]) {
    let (model, styles) = (canvas.model, canvas.styles);
    if all.is_empty() {
        let inner = Panel::new(list.title, styles).draw(area, canvas.buf);
        return nothing(canvas, inner, "None", "No renewal of this window stands here.");
    }
    let places = rates::columns(model, list.id);
    let mut columns: Vec<Column<'_>> = places.iter().map(|place| COLUMNS[*place]).collect();
    columns[0].title = noun;
    let look = Look { most_width: MOST_WIDTH, ..Look::new(&columns, "buckets") };
    let look = if places.contains(&PLOT) { look.picture(PLOT) } else { look };
    let Some(table) = list.table(canvas, area, &look, &|i| cells(model, styles, list.id, &all[i])) else { return };
    for (i, cell, _) in table.pictures {
        if let (Some(value), Some(low), Some(high)) = (all[i].renewal_rate, all[i].low, all[i].high) {
            let look = (styles.accent_strong, styles.faint);
            interval::draw(&mut canvas.pen(cell), (0, 0, cell.width), Scale::Linear(0.0, 1.0), Interval { low, value, high }, look, None);
        }
    }
}

fn cells<'a>(model: &Model, styles: &Styles, list: ListId, bucket: &Bucket) -> Vec<Cell<'a>> {
    let percent = |rate: Option<f64>| Cow::Owned(figures::or_missing(rate, figures::percent_short));
    let interval = bucket.low.zip(bucket.high);
    let lost = if bucket.churned > 0 { styles.bad } else { styles.faint };
    let change = match rates::change(bucket) {
        0.0 => "0".to_owned(),
        change => figures::signed(change, 0),
    };
    let mut cells = [
        (Cow::Owned(rates::label(model, list, bucket)), styles.text),
        (Cow::Owned(figures::count(bucket.count)), styles.muted),
        (Cow::Owned(change), styles.muted),
        (Cow::Owned(figures::count(bucket.churned)), lost),
        (Cow::Owned(money(&model.world, bucket.lost_arr)), styles.text),
        (percent(bucket.renewal_rate), styles.strong),
        (Cow::Owned(figures::or_missing(interval, |(low, high)| figures::range([low, high], figures::percent_short))), styles.muted),
        (Cow::Borrowed(""), styles.text),
        (percent(bucket.previous_rate), styles.faint),
        (Cow::Owned(figures::count(bucket.secondary)), if bucket.secondary > 0 { styles.text } else { styles.faint }),
    ]
    .map(Some);
    rates::columns(model, list).iter().filter_map(|place| cells[*place].take()).collect()
}
