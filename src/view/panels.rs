//! Views that show findings: one file each. What a view lists can be opened to the renewals behind it, row by
//! row in the order of [`openings`](crate::app::screens::openings).

pub mod account;
mod breakdown;
mod emerging;
mod forecast;
mod heat;
mod metrics;
mod notes;
mod overview;
mod pareto;
mod plays;
mod pricing;
mod quality;
mod signals;
mod trends;

use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::shell::Canvas;
use super::styles::Styles;
use super::widgets::empty::Empty;
use super::widgets::panel::Panel;
use super::widgets::table::{Cell, Column, Table};
use super::{figures, text};
use crate::app::model::Model;
use crate::app::screens::page::Page;
use crate::app::target::Target;
use crate::domain::money::Money;

pub fn draw(canvas: &mut Canvas, body: Rect, page: Page) {
    if canvas.model.analyses == 0 && !matches!(page, Page::Notes | Page::Quality) {
        return canvas.draw(body, &Panel::new("Working out the findings …", canvas.styles));
    }
    match page {
        Page::Overview => overview::draw(canvas, body),
        Page::Trends => trends::draw(canvas, body),
        Page::Breakdown => breakdown::draw(canvas, body),
        Page::Forecast => forecast::draw(canvas, body),
        Page::Notes => notes::draw(canvas, body),
        Page::Quality => quality::draw(canvas, body),
        Page::Pareto => pareto::draw(canvas, body),
        Page::HeatMap => heat::draw(canvas, body),
        Page::Plays => plays::draw(canvas, body),
        Page::Pricing => pricing::draw(canvas, body),
        Page::Signals => signals::draw(canvas, body),
        Page::Emerging => emerging::draw(canvas, body),
        page => canvas.draw(body, &Panel::new(page.label(), canvas.styles)),
    }
}

/// A list whose rows open: its rows, and what they are called.
struct List<'a> {
    page: Page,
    columns: &'a [Column<'a>],
    rows: usize,
    noun: &'a str,
}

impl<'a> List<'a> {
    fn table(&self, model: &Model, row: &'a dyn Fn(usize) -> Vec<Cell<'a>>, styles: &'a Styles) -> Table<'a> {
        Table {
            columns: self.columns,
            rows: self.rows,
            row,
            selected: model.screens.cursor(self.page).at(self.rows),
            focused: true,
            sort: None,
            noun: self.noun,
            styles,
        }
    }

    /// Draws it and makes its rows targets of the mouse. Returns the table, for what is drawn into its cells.
    fn draw(&self, canvas: &mut Canvas, area: Rect, row: &'a dyn Fn(usize) -> Vec<Cell<'a>>, styles: &'a Styles) -> Table<'a> {
        let table = self.table(canvas.model, row, styles);
        table.render(area, canvas.buf);
        canvas.rows(area, |at| table.row_at(area, at), Target::Row);
        table
    }
}

/// What stands where a view has nothing to show: why, or that it is being worked out.
fn nothing(canvas: &mut Canvas, inner: Rect, title: &str, why: &str) {
    let text = if canvas.model.analysing { "The findings are being worked out." } else { why };
    canvas.draw(inner, &Empty { title, text, key: ("", ""), styles: canvas.styles });
}

/// Money for reading, `–` where it is not known.
fn money(model: &Model, amount: Option<Money>) -> String {
    amount.map_or_else(|| figures::NONE.to_owned(), |m| m.short(&model.facts.currency))
}

/// Writes wrapped text from a row on; returns the row after it.
fn paragraph(canvas: &mut Canvas, area: Rect, y: u16, words: &str, style: ratatui::style::Style) -> u16 {
    let mut pen = canvas.pen(area);
    let lines = text::wrap(words, area.width.into());
    for (line, words) in (y..).zip(&lines) {
        pen.put(0, line, words, style);
    }
    y + lines.len() as u16
}

/// A part of an area: `rows` from `y` on.
fn rows(area: Rect, y: u16, rows: u16) -> Rect {
    Rect { y: area.y.saturating_add(y), height: rows, ..area }.intersection(area)
}
