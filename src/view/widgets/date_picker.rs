//! A month to pick a day from.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::overlay;
use crate::view::pen::Pen;
use crate::view::styles::Styles;

/// Draw it with the whole screen as its area.
#[derive(Clone, Debug)]
pub struct DatePicker<'a> {
    pub title: &'a str,
    pub selected: NaiveDate,
    pub today: NaiveDate,
    pub styles: &'a Styles,
}

const CELL: u16 = 4;
const FOOT: &str = "arrows day/week · PgUp/PgDn month";

impl DatePicker<'_> {
    /// The Monday at or before the first of the month.
    fn first_cell(&self) -> NaiveDate {
        let first = self.selected.with_day(1).unwrap_or(self.selected);
        let back = u64::from(first.weekday().num_days_from_monday());
        first.checked_sub_days(Days::new(back)).unwrap_or(first)
    }

    fn place(screen: Rect) -> Rect {
        overlay::centred(screen, 7 * CELL + 10, 11)
    }

    /// The day at a place on the screen, for the mouse.
    pub fn day_at(&self, screen: Rect, at: Position) -> Option<NaiveDate> {
        let area = Self::place(screen);
        let (x, y) = (at.x.checked_sub(area.x + 4)? / CELL, at.y.checked_sub(area.y + 4)?);
        let inside = area.contains(at) && x < 7 && y < 6;
        inside.then(|| self.first_cell().checked_add_days(Days::new(u64::from(y * 7 + x)))).flatten()
    }
}

impl Widget for &DatePicker<'_> {
    fn render(self, screen: Rect, buf: &mut Buffer) {
        let styles = self.styles;
        let inner = overlay::frame(DatePicker::place(screen), self.title, FOOT, styles, buf);
        let mut pen = Pen::new(inner, buf);
        pen.centred(0, &self.selected.format("%B %Y").to_string(), styles.strong);
        for (i, name) in (0..).zip(["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]) {
            pen.put(3 + i * CELL, 2, name, styles.faint);
        }
        for (i, day) in (0u16..42).zip(self.first_cell().iter_days()) {
            let (x, y) = (2 + i % 7 * CELL, 3 + i / 7);
            let style = match day {
                d if d == self.selected => styles.chip,
                d if d == self.today => styles.accent_strong,
                d if d.month() != self.selected.month() => styles.rule,
                d if d < self.today => styles.faint,
                _ => styles.text,
            };
            let mark = if day == self.today { "·" } else { " " };
            pen.put(x, y, &format!("{mark}{:>2} ", day.day()), style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn a_month_starts_on_its_weekday_and_the_mouse_finds_a_day() {
        let styles = styles();
        let day = |d: &str| d.parse::<NaiveDate>().unwrap();
        let picker = DatePicker { title: "Due date", selected: day("2026-11-30"), today: day("2026-11-23"), styles: &styles };
        let screen = Rect::new(0, 0, 40, 12);
        let text = drawn(&picker, 40, 12);
        assert!(text.contains("November 2026"), "{text}");
        assert!(text.contains("·23  24  25  26  27  28  29"), "{text}");
        let row = text.lines().position(|line| line.contains("·23")).unwrap() as u16;
        let column = text.lines().nth(row.into()).unwrap().chars().position(|c| c == '·').unwrap() as u16;
        assert_eq!(picker.day_at(screen, Position::new(column + 1, row)), Some(day("2026-11-23")));
        every_size(&picker);
        every_size(&DatePicker { selected: NaiveDate::MIN, ..picker.clone() });
        every_size(&DatePicker { selected: NaiveDate::MAX, ..picker });
    }
}
