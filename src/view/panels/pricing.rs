//! What was charged and what came of it: uplift realised, price against seats, renewal rate by band.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::{mark_figure, money, nothing};
use crate::analysis::findings::{Bucket, MetricKey};
use crate::app::model::Model;
use crate::app::screens::lists::ListId;
use crate::app::screens::lists::pricing::FIGURES;
use crate::app::target::Target;
use crate::app::world::World;
use crate::domain::money::Money;
use crate::telling::{figures, metrics};
use crate::view::charts::interval::{self, Interval, Scale};
use crate::view::listing::{Listing, Look};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::styles::{RowState, Styles};
use crate::view::widgets::headline::Headline;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::table::{Cell, Column};

const PLOT: usize = 3;
const COLUMNS: [Column<'_>; 8] = [
    Column::text("Question", 16),
    Column::text("Band", 16).grows(),
    Column::number("Renewed", 7),
    Column::text("0 %    50 %  100 %", 18).priority(1),
    Column::number("Due", 4),
    Column::number("Lost", 4),
    Column::number("Lost ARR", 9).priority(2),
    Column::number("Before", 8).priority(3),
];

pub fn draw(canvas: &mut Canvas, body: Rect) {
    let head = if body.height >= 24 && body.width >= 110 { 7 } else { 4 };
    let (top, rest) = split::down(body, head);
    draw_review(canvas, top);
    draw_bands(canvas, rest);
}

/// A figure of the review: label, value, what it means.
type Figure = (&'static str, String, String);

fn review(model: &Model) -> [Figure; 4] {
    let found = &model.world.findings.pricing;
    let signed = |amount: Option<Money>| figures::or_missing(amount, |m| m.short_signed(&model.world.facts.currency));
    let applied = format!("{} of {}", money(&model.world, found.uplift_applied), money(&model.world, found.uplift_contract));
    [
        (FIGURES[0], figures::or_missing(found.realised, figures::percent_short), applied),
        (
            FIGURES[1],
            metrics::read(MetricKey::Discount, model.world.findings.metric(MetricKey::Discount).and_then(|metric| metric.value)),
            "1 − net/list".into(),
        ),
        (FIGURES[2], signed(found.price_effect), "of renewed ARR".into()),
        (FIGURES[3], signed(found.seat_effect), "of renewed ARR".into()),
    ]
}

fn draw_review(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let title = format!("Price, {}", model.world.facts.scope.window.label);
    let why = model.world.findings.pricing.why.as_deref().unwrap_or_default();
    let list = Listing { id: ListId::PriceFigures, title: &title, aside: why };
    let Some(shown) = list.frame(canvas, area, &[]) else { return };
    for (i, (place, (label, value, note))) in split::columns(shown.inner, 4).into_iter().zip(review(model)).enumerate() {
        mark_figure(canvas, place, RowState::of(shown.marked() == Some(i), true));
        canvas.targets.add(place, Target::Item(ListId::PriceFigures, i));
        let (number, unit) = value.split_once(' ').unwrap_or((value.as_str(), ""));
        canvas.draw(place, &Headline { label, number, unit, change: None, note: &note, lines: &[], stacked: true, styles });
    }
}

fn draw_bands(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let bands = &model.world.findings.lenses.pricing;
    let title = format!("Renewal rate by price band, {}", model.world.facts.scope.window.label);
    if bands.is_empty() {
        let inner = Panel::new(&title, styles).draw(area, canvas.buf);
        return nothing(canvas, inner, "No price bands", "The data holds neither uplift nor list and net price.");
    }
    let list = Listing { id: ListId::PriceBands, title: &title, aside: "95 % interval" };
    let look = Look::new(&COLUMNS, "bands").picture(PLOT);
    let in_order = model.screens.list(ListId::PriceBands).is_as_it_comes();
    let Some(table) = list.table(canvas, area, &look, &|i| cells(&model.world, styles, bands, i, in_order)) else { return };
    for (i, cell, _) in table.pictures {
        if let (Some(value), Some(low), Some(high)) = (bands[i].renewal_rate, bands[i].low, bands[i].high) {
            let look = (styles.accent_strong, styles.faint);
            interval::draw(&mut canvas.pen(cell), (0, 0, cell.width), Scale::Linear(0.0, 1.0), Interval { low, value, high }, look, None);
        }
    }
}

/// The question stands only where it changes, while the bands stand in their own order.
fn cells<'a>(world: &World, styles: &Styles, bands: &'a [Bucket], i: usize, in_order: bool) -> Vec<Cell<'a>> {
    let band = &bands[i];
    let group = band.group.as_deref().unwrap_or_default();
    let is_first = !in_order || i == 0 || bands[i - 1].group != band.group;
    let rate = figures::or_missing(band.renewal_rate, figures::percent_short);
    let lost = if band.churned > 0 { styles.bad } else { styles.faint };
    vec![
        (Cow::Borrowed(if is_first { group } else { "" }), styles.muted),
        (Cow::Borrowed(band.label.as_str()), styles.text),
        (Cow::Owned(rate), styles.strong),
        (Cow::Borrowed(""), styles.text),
        (Cow::Owned(figures::count(band.count)), styles.muted),
        (Cow::Owned(figures::count(band.churned)), lost),
        (Cow::Owned(money(world, band.lost_arr)), styles.text),
        (Cow::Owned(figures::or_missing(band.previous_rate, figures::percent_short)), styles.faint),
    ]
}
