//! All keys, by section, in as many columns as fit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::overlay;
use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// A section's title and its keys with what they do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Section {
    pub title: String,
    pub keys: Vec<(String, String)>,
}

/// Draw it with the whole screen as its area.
#[derive(Clone, Debug)]
pub(crate) struct Help<'a> {
    pub title: &'a str,
    pub sections: &'a [Section],
    /// Rows scrolled down.
    pub scroll: usize,
    pub styles: &'a Styles,
}

/// The least that a column of keys takes.
const COLUMN: u16 = 44;

/// One row of help.
enum Row<'a> {
    Title(&'a str),
    Key(&'a str, &'a str),
    Blank,
}

impl Row<'_> {
    /// Cells in which nothing of it is cut, with the gap to the next column.
    fn cells(&self) -> u16 {
        match self {
            Self::Key(key, what) => keys_width(key) + text::width(what) as u16 + 3,
            Self::Title(title) => text::width(title) as u16 + 2,
            Self::Blank => 0,
        }
    }
}

fn keys_width(key: &str) -> u16 {
    text::width(key).clamp(11, 18) as u16
}

impl Help<'_> {
    fn rows(&self) -> Vec<Vec<Row<'_>>> {
        let section = |s: &'_ Section| s.keys.len() + 2;
        self.sections.iter().filter(|s| section(s) > 2).map(section_rows).collect()
    }

    /// Sections dealt into columns of about equal length, in order.
    fn columns(&self, count: usize) -> Vec<Vec<Row<'_>>> {
        let sections = self.rows();
        let total: usize = sections.iter().map(Vec::len).sum();
        let share = total.div_ceil(count.max(1));
        let mut columns: Vec<Vec<Row<'_>>> = vec![Vec::new()];
        for section in sections {
            let filled = columns.last().map_or(0, Vec::len);
            if filled > 0 && filled + section.len() / 2 > share && columns.len() < count {
                columns.push(Vec::new());
            }
            if let Some(column) = columns.last_mut() {
                column.extend(section);
            }
        }
        columns
    }
}

fn section_rows(section: &Section) -> Vec<Row<'_>> {
    let keys = section.keys.iter().map(|(key, what)| Row::Key(key, what));
    std::iter::once(Row::Title(&section.title)).chain(keys).chain([Row::Blank]).collect()
}

impl Widget for &Help<'_> {
    fn render(self, screen: Rect, buf: &mut Buffer) {
        let count = usize::from((screen.width.saturating_sub(6) / COLUMN).clamp(1, 3));
        let columns = self.columns(count);
        let room = screen.width.saturating_sub(6);
        let wanted = |column: &Vec<Row<'_>>| column.iter().map(Row::cells).max().unwrap_or(0).max(COLUMN);
        let cells: Vec<u16> = columns.iter().map(wanted).collect();
        let alike = room / columns.len().max(1) as u16;
        let cells = if cells.iter().sum::<u16>() <= room { cells } else { vec![alike; columns.len()] };
        // The footer stays in sight.
        let screen = Rect { height: screen.height.saturating_sub(1), ..screen };
        let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
        let area = overlay::centred(screen, cells.iter().sum::<u16>() + 5, longest as u16 + 3);
        let seen = usize::from(area.height.saturating_sub(3));
        let scroll = self.scroll.min(longest.saturating_sub(seen));
        let foot = if longest > seen + scroll { "↓ more" } else { "Esc closes" };
        let inner = overlay::frame(area, self.title, foot, self.styles, buf);
        let mut pen = Pen::new(inner, buf);
        let mut x = 1;
        for (column, cells) in columns.iter().zip(cells) {
            for (y, row) in (1..).zip(column.iter().skip(scroll).take(seen)) {
                draw_row(&mut pen, (x, y), cells, row, self.styles);
            }
            x += cells;
        }
    }
}

fn draw_row(pen: &mut Pen<'_>, (x, y): (u16, u16), cells: u16, row: &Row<'_>, styles: &Styles) {
    match row {
        Row::Title(title) => {
            pen.fit(x, y, cells.saturating_sub(2), title, styles.strong);
        }
        Row::Key(key, what) => {
            let keys = keys_width(key);
            pen.fit(x, y, keys, key, styles.key);
            pen.fit(x + keys + 1, y, cells.saturating_sub(keys + 3), what, styles.muted);
        }
        Row::Blank => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    fn section(title: &str, keys: usize) -> Section {
        Section { title: title.into(), keys: (0..keys).map(|i| (format!("k{i}"), format!("does {title} {i}"))).collect() }
    }

    #[test]
    fn sections_stand_side_by_side_where_there_is_room_and_scroll_where_not() {
        let styles = styles();
        let sections = [section("Everywhere", 6), section("Board", 4), section("Empty", 0)];
        let help = Help { title: "Keys", sections: &sections, scroll: 0, styles: &styles };
        let wide = drawn(&help, 100, 30);
        assert!(wide.lines().any(|line| line.contains("Everywhere") && line.contains("Board")), "{wide}");
        assert!(!wide.contains("Empty"));
        let low = drawn(&help, 50, 8);
        assert!(low.contains("↓ more") && !low.contains("does Board"), "{low}");
        let end = drawn(&Help { scroll: 99, ..help.clone() }, 50, 8);
        assert!(end.contains("does Board 3"), "{end}");
        every_size(&help);
    }
}
