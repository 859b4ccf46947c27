//! Two groupings crossed: the number stands in each cell, its shade is secondary.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

use crate::telling::figures;
use crate::view::pen::Pen;
use crate::view::styles::{RowState, Styles};
use crate::view::text;

/// A cell: its number as read, and how much it is of the largest (0 to 1).
pub(crate) type HeatCell<'a> = (Cow<'a, str>, f64);

#[derive(Clone, Copy)]
pub(crate) struct HeatMap<'a> {
    pub rows: &'a [&'a str],
    pub columns: &'a [&'a str],
    /// `None` where there is nothing to tell.
    pub cell: &'a dyn Fn(usize, usize) -> Option<HeatCell<'a>>,
    /// Row and column; a column that is not there selects the whole row.
    pub selected: Option<(usize, usize)>,
    pub focused: bool,
    pub styles: &'a Styles,
}

struct Plan {
    labels: u16,
    cell: u16,
    columns: std::ops::Range<usize>,
    rows: std::ops::Range<usize>,
    /// Rows a cell is high.
    pitch: u16,
}

const LEAST_CELL: u16 = 11;
const MOST_CELL: u16 = 18;
/// The column of the selection's edge before the labels, and the gap after them.
const MARGIN: u16 = 3;

impl HeatMap<'_> {
    fn plan(&self, width: u16, height: u16) -> Plan {
        let widest = self.rows.iter().map(|r| text::width(r)).max().unwrap_or(0) as u16;
        let labels = widest.min(width / 3);
        let room = width.saturating_sub(labels + MARGIN);
        let fitting = usize::from(room / LEAST_CELL).clamp(1, self.columns.len().max(1));
        let cell = (room / fitting as u16).clamp(1, MOST_CELL);
        let (row, column) = self.selected.unwrap_or_default();
        let column = if column < self.columns.len() { column } else { 0 };
        let columns = crate::view::widgets::scroll::window(column, self.columns.len(), fitting);
        let hidden = self.columns.len() > fitting;
        let body = height.saturating_sub(1 + u16::from(hidden));
        let pitch = if usize::from(body) >= self.rows.len() * 2 { 2 } else { 1 };
        let rows = crate::view::widgets::scroll::window(row, self.rows.len(), usize::from(body / pitch));
        Plan { labels, cell, columns, rows, pitch }
    }

    /// Rows, columns and places of all that can be pointed at; column 0 is a row's name, the cells follow from 1.
    pub(crate) fn cells(&self, area: Rect) -> Vec<(usize, usize, Rect)> {
        let plan = self.plan(area.width, area.height);
        let start = plan.labels + MARGIN;
        let mut all = Vec::new();
        for (i, row) in (0..).zip(plan.rows.clone()) {
            let line = Rect { y: area.y + 1 + i * plan.pitch, height: 1, ..area };
            all.push((row, 0, Rect { width: start, ..line }.intersection(area)));
            for (j, column) in (0..).zip(plan.columns.clone()) {
                let cell = Rect { x: area.x + start + j * plan.cell, width: plan.cell, ..line };
                all.push((row, column + 1, cell.intersection(area)));
            }
        }
        all
    }

    fn draw_cell(&self, pen: &mut Pen<'_>, place: Rect, row: usize, column: usize) {
        let chosen = self.selected == Some((row, column));
        let Some((number, share)) = (self.cell)(row, column) else {
            pen.fit_right(place.x + place.width.div_ceil(2), place.y, 1, "·", self.styles.rule);
            if chosen {
                self.mark(pen, place);
            }
            return;
        };
        let style = self.styles.heat_step(share);
        // One cell of gap to the right keeps neighbours apart without colour.
        let part = Rect { width: place.width.saturating_sub(1), ..place };
        pen.style(part, Style { add_modifier: Modifier::empty(), ..style });
        let number = text::ellipsis(&number, part.width.into());
        let x = place.x + (part.width - (text::width(&number) as u16).min(part.width)).div_ceil(2);
        pen.put(x, place.y, &number, style);
        if chosen {
            self.mark(pen, place);
        }
    }

    fn mark(&self, pen: &mut Pen<'_>, place: Rect) {
        let style = if self.focused { self.styles.chip } else { self.styles.chip_quiet };
        pen.style(Rect { width: place.width.saturating_sub(1), height: 1, ..place }, style);
    }
}

impl Widget for &HeatMap<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        if pen.is_empty() {
            return;
        }
        let plan = self.plan(pen.width(), pen.height());
        let start = plan.labels + MARGIN;
        for (i, column) in (0..).zip(plan.columns.clone()) {
            let style = if self.selected.is_some_and(|s| s.1 == column) { self.styles.strong } else { self.styles.faint };
            pen.fit(start + i * plan.cell, 0, plan.cell.saturating_sub(1), self.columns[column], style);
        }
        for (i, row) in (0..).zip(plan.rows.clone()) {
            let y = 1 + i * plan.pitch;
            let state = RowState::of(self.selected.is_some_and(|s| s.0 == row), self.focused);
            pen.style(Rect::new(0, y, start, 1), self.styles.row(state));
            pen.put(0, y, state.edge(), self.styles.edge(state));
            pen.fit(1, y, plan.labels, self.rows[row], self.styles.in_row(self.styles.text, state));
            for (j, column) in (0..).zip(plan.columns.clone()) {
                self.draw_cell(&mut pen, Rect::new(start + j * plan.cell, y, plan.cell, 1), row, column);
            }
        }
        let hidden = self.columns.len() - plan.columns.len();
        if hidden > 0 {
            let (width, last) = (pen.width(), pen.height() - 1);
            pen.fit_right(
                width,
                last,
                width,
                &format!("{} on a wider screen", figures::counted(hidden, "more column", "more columns")),
                self.styles.faint,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn numbers_stand_in_the_cells_and_hidden_columns_are_told() {
        let styles = styles();
        let cell = |row: usize, column: usize| (row != column).then(|| (format!("{row}{column}").into(), 0.5));
        let rows = ["Budget cut", "Champion left", "Uplift"];
        let columns = ["Atlas", "Beacon", "Cobalt", "Drift"];
        let map = HeatMap { rows: &rows, columns: &columns, cell: &cell, selected: Some((1, 2)), focused: true, styles: &styles };
        let wide = drawn(&map, 70, 4);
        assert!(wide.lines().next().unwrap().contains("Drift"), "{wide}");
        assert!(wide.lines().nth(2).unwrap().starts_with("▌Champion left") && wide.contains("12") && wide.contains('·'), "{wide}");
        let narrow = drawn(&map, 40, 6);
        assert!(narrow.contains("2 more columns on"), "{narrow}");
        let at =
            |x, y| map.cells(Rect::new(0, 0, 70, 4)).into_iter().find(|(.., cell)| cell.contains(ratatui::layout::Position::new(x, y)));
        assert_eq!(at(1, 2).map(|(row, column, _)| (row, column)), Some((1, 0)), "the name");
        assert_eq!(at(17, 2).map(|(row, column, _)| (row, column)), Some((1, 1)), "its first cell");
        every_size(&map);
        every_size(&HeatMap { rows: &[], columns: &[], ..map });
    }
}
