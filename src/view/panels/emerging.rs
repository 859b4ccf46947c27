//! Blockers that cost the most and repeat, and what is new or growing.

use std::borrow::Cow;

use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::{money, nothing, paragraph};
use crate::analysis::findings::{BlockerFinding, Emerging};
use crate::app::model::Model;
use crate::app::screens::page::Page;
use crate::app::target::Target;
use crate::domain::scope::capitalise;
use crate::view::charts::sparkline::sparkline;
use crate::view::figures;
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::styles::Styles;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::table::{Cell, Column, Table};

const BLOCKERS: [Column<'_>; 6] = [
    Column::text("Reason", 16).grows(),
    Column::number("Lost ARR", 8),
    Column::number("Accounts", 8).priority(1),
    Column::text("By window", 9),
    Column::number("Now", 4).priority(2),
    Column::text("Critical before", 15).priority(3),
];
const EMERGING: [Column<'_>; 7] = [
    Column::text("What", 20).grows(),
    Column::text("Now", 9),
    Column::text("Before", 9),
    Column::number("q", 6).priority(1),
    Column::text("First seen", 10).priority(2),
    Column::text("Where", 14).priority(3),
    Column::number("ARR", 7).priority(4),
];

pub fn draw(canvas: &mut Canvas, body: Rect) {
    let blockers = canvas.model.findings.blockers.len() as u16;
    let (top, low) =
        if body.width >= 150 { split::across(body, 48) } else { split::down(body, (blockers + 3).clamp(5, (body.height / 2).max(5))) };
    draw_blockers(canvas, top);
    draw_emerging(canvas, low);
}

/// The selection goes through both lists: blockers first.
fn selected(model: &Model) -> Option<usize> {
    let all = model.findings.blockers.len() + model.findings.emerging.len();
    model.screens.cursor(Page::Emerging).at(all)
}

fn draw_blockers(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let all = &model.findings.blockers;
    let selected = selected(model).filter(|i| *i < all.len());
    let title = "Reasons that cost the most and come again";
    let inner = Panel::new(title, styles).aside("newest window right").focused(selected.is_some()).draw(area, canvas.buf);
    if all.is_empty() {
        return nothing(canvas, inner, "No blocker", "No reason cost ARR in more than one window.");
    }
    let row = |i: usize| blocker(model, styles, &all[i]);
    let table = Table { columns: &BLOCKERS, rows: all.len(), row: &row, selected, focused: true, sort: None, noun: "reasons", styles };
    table.render(inner, canvas.buf);
    canvas.rows(inner, |at| table.row_at(inner, at), Target::Row);
}

fn blocker<'a>(model: &Model, styles: &Styles, found: &'a BlockerFinding) -> Vec<Cell<'a>> {
    let course: Vec<Option<f64>> = found.windows.iter().rev().map(|n| Some(*n as f64)).collect();
    let seen = found.seen_in.as_deref().map_or(Cow::Borrowed(""), |session| Cow::Owned(format!("! {session}")));
    vec![
        (Cow::Owned(found.reason.label()), styles.text),
        (Cow::Owned(money(model, found.lost_arr)), styles.strong),
        (Cow::Owned(figures::count(found.accounts)), styles.text),
        (Cow::Owned(sparkline(&course, None)), styles.bad),
        (Cow::Owned(figures::count(found.windows.first().copied().unwrap_or(0))), styles.muted),
        (seen, styles.bad),
    ]
}

fn draw_emerging(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let (all, before) = (&model.findings.emerging, model.findings.blockers.len());
    let selected = selected(model).and_then(|i| i.checked_sub(before));
    let title = "New or growing against its own past";
    let inner = Panel::new(title, styles).aside("q over all that was compared").focused(selected.is_some()).draw(area, canvas.buf);
    if all.is_empty() {
        return nothing(canvas, inner, "Nothing new", "No reason, competitor, product or geo grew beyond chance.");
    }
    let (inner, detail) = split::down(inner, inner.height.saturating_sub(4));
    if let Some(found) = selected.or((before == 0).then_some(0)).and_then(|i| all.get(i)) {
        paragraph(canvas, detail, 0, &said(model, found), styles.muted);
    }
    let row = |i: usize| emerging(model, styles, &all[i]);
    let table = Table { columns: &EMERGING, rows: all.len(), row: &row, selected, focused: true, sort: None, noun: "findings", styles };
    table.render(inner, canvas.buf);
    canvas.rows(inner, |at| table.row_at(inner, at), |row| Target::Row(before + row));
}

/// `Competitor: Vellorio`: the label with what kind of thing it is.
fn named(found: &Emerging) -> String {
    let kind = found.key.split_once(':').map_or("", |(kind, _)| kind);
    format!("{}: {}", capitalise(kind), found.label)
}

/// The selected finding in a sentence.
fn said(model: &Model, found: &Emerging) -> String {
    let place = found.within.as_deref().map_or_else(String::new, |within| format!(" ({within})"));
    format!(
        "{}{place}: {} of {} in {}, {} of {} before; first seen {}; {} of ARR.",
        named(found),
        found.now,
        found.now_of,
        found.span,
        found.before,
        found.before_of,
        found.first_seen,
        money(model, found.arr)
    )
}

fn emerging<'a>(model: &Model, styles: &Styles, found: &'a Emerging) -> Vec<Cell<'a>> {
    vec![
        (Cow::Owned(named(found)), styles.text),
        (Cow::Owned(format!("{} of {}", found.now, found.now_of)), styles.strong),
        (Cow::Owned(format!("{} of {}", found.before, found.before_of)), styles.muted),
        (Cow::Owned(figures::p_value(found.q)), styles.text),
        (Cow::Owned(found.first_seen.to_string()), styles.muted),
        (Cow::Borrowed(found.within.as_deref().unwrap_or_default()), styles.info),
        (Cow::Owned(money(model, found.arr)), styles.text),
    ]
}
