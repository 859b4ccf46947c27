//! A lens against a dimension: where the loss concentrates.

use std::borrow::Cow;

use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::pareto::{lens_noun, lens_tabs};
use super::{money, nothing};
use crate::analysis::findings::{self, HeatCell};
use crate::app::model::Model;
use crate::app::screens::openings::buckets;
use crate::app::screens::page::Page;
use crate::app::screens::worked;
use crate::app::target::Target;
use crate::domain::money::Money;
use crate::view::charts::heatmap::HeatMap;
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::widgets::panel::Panel;

pub fn draw(canvas: &mut Canvas, body: Rect) {
    let (tabs, rest) = split::down(body, 1);
    lens_tabs(canvas, tabs);
    let (model, styles) = (canvas.model, canvas.styles);
    let dimension = model.screens.dimension(&model.session().scope.dimensions);
    let lens = model.screens.patterns.lens;
    let title = format!("Lost ARR by {} and {}, {}", lens_noun(lens), dimension.label(), model.facts.scope.window.label);
    let inner = Panel::new(&title, styles).aside("← → another grouping").focused(true).draw(rest, canvas.buf);
    let found = worked::heat(model);
    if found.rows.is_empty() {
        return nothing(canvas, inner, "Nothing to cross", "No renewals are due in this scope.");
    }
    // Rows open in the order of the lens's buckets, which may hold some that the window leaves empty.
    let order: Vec<usize> = buckets(model).iter().filter_map(|b| found.rows.iter().position(|(key, _)| *key == b.key)).collect();
    let rows: Vec<&str> = order.iter().map(|i| found.rows[*i].1.as_str()).collect();
    let places = heaviest_first(&found);
    let columns: Vec<&str> = places.iter().map(|i| &*found.columns[*i]).collect();
    let most = found.cells.iter().flatten().map(weight).fold(0.0, f64::max);
    let cell = |row: usize, column: usize| shown(model, &found.cells[order[row]][places[column]], most);
    let selected = model.screens.cursor(Page::HeatMap).at(rows.len()).map(|row| (row, usize::MAX));
    let place = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    let map = HeatMap { rows: &rows, columns: &columns, cell: &cell, selected, focused: true, styles };
    map.render(place, canvas.buf);
    canvas.rows(place, |at| map.row_at(place, Position::new(place.x, at.y)), Target::Row);
}

/// The columns, most lost first: what does not fit weighs least.
fn heaviest_first(found: &findings::HeatMap) -> Vec<usize> {
    let total = |column: usize| found.cells.iter().map(|row| weight(&row[column])).sum::<f64>();
    let mut places: Vec<usize> = (0..found.columns.len()).collect();
    places.sort_by(|a, b| total(*b).total_cmp(&total(*a)));
    places
}

/// How heavy a cell is: lost ARR, or lost renewals where ARR is not known.
fn weight(cell: &HeatCell) -> f64 {
    cell.lost_arr.map_or(cell.churned as f64, Money::to_f64)
}

/// `$520k 2/9`: lost ARR, lost of due. Nothing where no renewal stands.
fn shown<'a>(model: &Model, cell: &HeatCell, most: f64) -> Option<(Cow<'a, str>, f64)> {
    if cell.count == 0 {
        return None;
    }
    let of = format!("{}/{}", cell.churned, cell.count);
    let text = match cell.lost_arr {
        Some(lost) if !lost.is_zero() => format!("{} {of}", money(model, Some(lost))),
        _ => of,
    };
    Some((Cow::Owned(text), if most > 0.0 { weight(cell) / most } else { 0.0 }))
}
