//! A lens against a dimension: where the loss concentrates.

use std::borrow::Cow;

use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::nothing;
use crate::analysis::findings::HeatCell;
use crate::app::screens::lists::{ListId, heat};
use crate::app::screens::patterns::lens_noun;
use crate::app::screens::view_cache;
use crate::app::target::Target;
use crate::app::world::World;
use crate::telling::chart;
use crate::view::charts::heatmap::HeatMap;
use crate::view::listing::{Listing, heading};
use crate::view::screens::lenses;
use crate::view::shell::Canvas;
use crate::view::widgets::panel::Panel;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let rest = lenses::draw(canvas, body);
    let (model, styles) = (canvas.model, canvas.styles);
    let dimension = model.screens.dimension(&model.world.session().scope.dimensions);
    let lens = model.screens.patterns.lens;
    let title = format!("Lost ARR by {} and {}, {}", lens_noun(lens), dimension.label(), model.world.facts.scope.window.label);
    let found = view_cache::heat(model);
    if found.rows.is_empty() {
        let inner = Panel::new(&title, styles).focused(true).draw(rest, canvas.buf);
        return nothing(canvas, inner, "Nothing to cross", "No renewals are due in this scope.");
    }
    let places = heat::columns(&found);
    let list = Listing { id: ListId::HeatMap, title: &title, aside: "← → cells · d another grouping" };
    let Some(shown) = list.frame(canvas, rest) else { return };
    let state = model.screens.list(ListId::HeatMap);
    let headings: Vec<String> = places.iter().map(|i| heading(state, &found.columns[*i], &found.columns[*i])).collect();
    let columns: Vec<&str> = headings.iter().map(String::as_str).collect();
    let rows: Vec<&str> = shown.items.iter().map(|i| found.rows[*i].1.as_str()).collect();
    let most = found.cells.iter().flatten().map(heat::weight).fold(0.0, f64::max);
    let cell = |row: usize, column: usize| read(&model.world, &found.cells[shown.items[row]][places[column]], most);
    // Without a cell the whole row is selected.
    let column = model.screens.heat_column.min(columns.len()).checked_sub(1).unwrap_or(usize::MAX);
    let selected = shown.place.map(|row| (row, column));
    let place = Rect { y: shown.inner.y + 1, height: shown.inner.height.saturating_sub(1), ..shown.inner };
    let map = HeatMap { rows: &rows, columns: &columns, cell: &cell, selected, focused: true, styles };
    map.render(place, canvas.buf);
    for (row, column, cell) in map.cells(place) {
        canvas.targets.add(cell, Target::HeatCell(row, column));
    }
}

/// `$520k 2/9`: lost ARR, lost of due. Nothing where no renewal stands.
fn read<'a>(world: &World, cell: &HeatCell, most: f64) -> Option<(Cow<'a, str>, f64)> {
    let text = chart::heat::read(&world.facts, cell)?;
    Some((Cow::Owned(text), if most > 0.0 { heat::weight(cell) / most } else { 0.0 }))
}
