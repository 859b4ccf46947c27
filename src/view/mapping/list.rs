//! Files and columns, each with what it is read as.

use ratatui::layout::Rect;

use super::MappingCanvas;
use crate::app::target::Target;
use crate::compile::CheckReport;
use crate::view::listing::{Frame, by_heading, draw_table};
use crate::view::widgets::table::Table;

pub(crate) fn draw(canvas: &mut MappingCanvas<'_>, area: Rect) {
    let (screen, styles, state) = (canvas.model, canvas.styles, &canvas.model.list);
    let rows = screen.rows();
    let shown = state.shown(&rows, screen.stamp());
    let title = "What files and columns are read as";
    let (aside, by) = (aside(&screen.report), by_heading(state, &rows));
    let frame = Frame { title, aside: &aside, is_sum: false, focused: true, state, shown: shown.len(), of: rows.len(), by };
    let Some(inner) = frame.draw(canvas, area) else { return };
    let selected = state.selected(&rows, &shown);
    let table = Table { rows: &rows, shown: &shown, selected, focused: true, order: &state.order, noun: "rows", styles };
    draw_table(canvas, inner, &table, Target::Row, Target::Column);
}

fn aside(report: &CheckReport) -> String {
    let used: usize = report.files.iter().map(|file| file.columns.len()).sum();
    let unused: usize = report.files.iter().map(|file| file.unused.len()).sum();
    format!("{used} columns used, {unused} not")
}
