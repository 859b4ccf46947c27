//! What was charged and what came of it: uplift realised, price against seats, renewal rate by band.

use ratatui::layout::Rect;

use super::{SHARES, mark_figure, nothing, plot};
use crate::analysis::findings::MetricKey;
use crate::app::marks::Tone;
use crate::app::model::Model;
use crate::app::screens::lists::ListId;
use crate::app::screens::lists::pricing::FIGURES;
use crate::app::screens::lists::rates::PLOT;
use crate::app::target::Target;
use crate::domain::money::Money;
use crate::telling::{figures, metrics};
use crate::view::listing::{Listing, Look};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::styles::RowState;
use crate::view::widgets::headline::Headline;
use crate::view::widgets::panel::Panel;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
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
    let applied = format!("{} of {}", model.world.money(found.uplift_applied), model.world.money(found.uplift_contract));
    [
        (FIGURES[0], figures::or_missing(found.realised, figures::percent_short), applied),
        (
            FIGURES[1],
            metrics::read(MetricKey::Discount, model.world.findings.metric(MetricKey::Discount).and_then(|metric| metric.value)),
            below_list(model),
        ),
        (FIGURES[2], signed(found.price_effect), "in the ARR that renewed".into()),
        (FIGURES[3], signed(found.seat_effect), "in the ARR that renewed".into()),
    ]
}

/// What the discount is, and over how many renewals.
fn below_list(model: &Model) -> String {
    let cases = model.world.findings.metric(MetricKey::Discount).and_then(|metric| metric.cases);
    cases.map_or_else(|| "net below list".to_owned(), |n| format!("net below list, n {}", figures::count(n)))
}

fn draw_review(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let title = format!("Price, {}", model.world.facts.scope.window.label);
    let why = model.world.findings.pricing.why.as_deref().unwrap_or_default();
    let list = Listing { id: ListId::PriceFigures, title: &title, aside: why };
    let Some(shown) = list.frame(canvas, area) else { return };
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
    let look = Look::new("bands").picture(PLOT);
    let Some(table) = list.table(canvas, area, &look) else { return };
    plot(canvas, &table, SHARES, |i| ([bands[i].renewal_rate, bands[i].low, bands[i].high], Tone::Accent));
}
