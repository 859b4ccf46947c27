//! A month with one day chosen.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::view::pen::Pen;
use crate::view::styles::Styles;

/// Seven columns of days from Monday, eight rows with the headings.
#[derive(Clone, Debug)]
pub(crate) struct Month<'a> {
    pub selected: NaiveDate,
    pub today: NaiveDate,
    pub styles: &'a Styles,
}

const CELL: u16 = 4;

impl Month<'_> {
    /// The Monday at or before the first of the month.
    fn first_cell(&self) -> NaiveDate {
        let first = self.selected.with_day(1).unwrap_or(self.selected);
        let back = u64::from(first.weekday().num_days_from_monday());
        first.checked_sub_days(Days::new(back)).unwrap_or(first)
    }
}

impl Widget for &Month<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let styles = self.styles;
        let mut pen = Pen::new(area, buf);
        pen.put(1, 0, &self.selected.format("%B %Y").to_string(), styles.strong);
        for (i, name) in (0..).zip(["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]) {
            pen.put(1 + i * CELL, 1, name, styles.faint);
        }
        for (i, day) in (0u16..42).zip(self.first_cell().iter_days()) {
            let style = match day {
                d if d == self.selected => styles.chip,
                d if d == self.today => styles.accent_strong,
                d if d.month() != self.selected.month() => styles.rule,
                d if d < self.today => styles.faint,
                _ => styles.text,
            };
            pen.put(i % 7 * CELL, 2 + i / 7, &format!(" {:>2} ", day.day()), style);
        }
    }
}
