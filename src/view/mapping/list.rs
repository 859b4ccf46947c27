//! Files and columns, each with what it is read as.

use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::MappingCanvas;
use crate::app::list::Order;
use crate::app::mapping::columns;
use crate::app::target::Target;
use crate::compile::CheckReport;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::table::Table;

pub fn draw(canvas: &mut MappingCanvas<'_>, area: Rect) {
    let (screen, styles) = (canvas.model, canvas.styles);
    let rows = screen.rows();
    let report = &screen.report;
    let aside = aside(report);
    let inner = Panel::new("What files and columns are read as", styles).aside(&aside).focused(true).draw(area, canvas.buf);
    let selected = screen.cursor.at(rows.len());
    let listed = columns::listed(report, rows);
    let shown: Vec<usize> = (0..listed.len()).collect();
    let table = Table { rows: &listed, shown: &shown, selected, focused: true, order: &Order::default(), noun: "rows", styles };
    table.render(inner, canvas.buf);
    canvas.rows(inner, |at| table.row_at(inner, at), Target::Row);
}

fn aside(report: &CheckReport) -> String {
    let used: usize = report.files.iter().map(|file| file.columns.len()).sum();
    let unused: usize = report.files.iter().map(|file| file.unused.len()).sum();
    format!("{used} columns used, {unused} not")
}
