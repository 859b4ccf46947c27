//! Drawing that cannot leave its area: every widget draws through a pen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::text;
use super::veil;

/// Draws into one area of a buffer. Places are relative to the area; what lies outside is dropped.
pub(crate) struct Pen<'b> {
    buf: &'b mut Buffer,
    area: Rect,
}

impl<'b> Pen<'b> {
    pub(crate) fn new(area: Rect, buf: &'b mut Buffer) -> Self {
        let area = area.intersection(buf.area);
        Self { buf, area }
    }

    /// A pen for a part of this pen's area, given in its own places.
    pub(crate) fn part(&mut self, part: Rect) -> Pen<'_> {
        let area = self.absolute(part);
        Pen { buf: self.buf, area }
    }

    pub(crate) fn width(&self) -> u16 {
        self.area.width
    }

    pub(crate) fn height(&self) -> u16 {
        self.area.height
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    pub(crate) fn buffer(&mut self) -> &mut Buffer {
        self.buf
    }

    /// Where a part of the area lies in the buffer.
    pub(crate) fn absolute(&self, part: Rect) -> Rect {
        let shifted = Rect { x: self.area.x.saturating_add(part.x), y: self.area.y.saturating_add(part.y), ..part };
        shifted.intersection(self.area)
    }

    /// Writes text and returns the place after it. Text that does not fit is cut at the edge.
    pub(crate) fn put(&mut self, x: u16, y: u16, text: &str, style: Style) -> u16 {
        if x >= self.area.width || y >= self.area.height {
            return x;
        }
        let text = &*veil::shown(text);
        let room = usize::from(self.area.width - x);
        let (end, _) = self.buf.set_stringn(self.area.x + x, self.area.y + y, text, room, style);
        end - self.area.x
    }

    /// Writes text into at most `width` cells; what is cut is marked with `…`. Returns the place after it.
    pub(crate) fn fit(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        let width = width.min(self.area.width.saturating_sub(x));
        self.put(x, y, &text::ellipsis(text, width.into()), style)
    }

    /// Writes text so that it ends before `end`, cut with `…` to `width` cells. Returns the place where it starts.
    pub(crate) fn fit_right(&mut self, end: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        let width = width.min(end);
        let cut = text::ellipsis(text, width.into());
        let start = end - text::width(&cut).min(width.into()) as u16;
        self.put(start, y, &cut, style);
        start
    }

    /// Writes text in the middle of the area's width.
    pub(crate) fn centred(&mut self, y: u16, text: &str, style: Style) {
        let cut = text::ellipsis(text, self.area.width.into());
        let start = (self.area.width - text::width(&cut).min(self.area.width.into()) as u16) / 2;
        self.put(start, y, &cut, style);
    }

    pub(crate) fn line(&mut self, x: u16, y: u16, line: &Line<'_>) -> u16 {
        line.spans.iter().fold(x, |x, span| self.put(x, y, &span.content, line.style.patch(span.style)))
    }

    /// Restyles a part of the area, keeping what is written there.
    pub(crate) fn style(&mut self, part: Rect, style: Style) {
        let area = self.absolute(part);
        self.buf.set_style(area, style);
    }

    pub(crate) fn style_row(&mut self, y: u16, style: Style) {
        self.style(Rect::new(0, y, self.area.width, 1), style);
    }

    /// Wipes a part of the area and fills it.
    pub(crate) fn clear(&mut self, part: Rect, style: Style) {
        for position in self.absolute(part).positions() {
            if let Some(cell) = self.buf.cell_mut(position) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }

    /// Wipes the whole area and fills it.
    pub(crate) fn clear_all(&mut self, style: Style) {
        self.clear(Rect::new(0, 0, self.area.width, self.area.height), style);
    }

    /// Repeats a one-cell symbol along a row.
    pub(crate) fn repeat(&mut self, x: u16, y: u16, width: u16, symbol: &str, style: Style) {
        for i in 0..width.min(self.area.width.saturating_sub(x)) {
            self.put(x + i, y, symbol, style);
        }
    }

    /// Repeats a one-cell symbol down a column.
    pub(crate) fn column(&mut self, x: u16, y: u16, height: u16, symbol: &str, style: Style) {
        for i in 0..height.min(self.area.height.saturating_sub(y)) {
            self.put(x, y + i, symbol, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_area() {
        let mut buf = Buffer::filled(Rect::new(0, 0, 8, 3), ratatui::buffer::Cell::new("."));
        let mut pen = Pen::new(Rect::new(2, 1, 4, 9), &mut buf);
        assert_eq!((pen.width(), pen.height()), (4, 2));
        pen.put(1, 0, "abcdef", Style::new());
        pen.put(9, 0, "x", Style::new());
        pen.put(0, 9, "x", Style::new());
        pen.fit_right(4, 1, 3, "12345", Style::new());
        pen.repeat(3, 1, 99, "-", Style::new());
        pen.clear(Rect::new(3, 0, 50, 50), Style::new());
        let rows: Vec<String> = buf.content.chunks(8).map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect()).collect();
        assert_eq!(rows, ["........", "...ab ..", "...12 .."]);
    }

    #[test]
    fn an_area_outside_the_buffer_is_empty() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 2));
        let mut pen = Pen::new(Rect::new(90, 90, 5, 5), &mut buf);
        assert!(pen.is_empty());
        pen.put(0, 0, "x", Style::new());
        pen.centred(0, "x", Style::new());
        pen.part(Rect::new(1, 1, 1, 1)).put(0, 0, "x", Style::new());
    }
}
