//! Lines and points finer than a cell: two by four dots each.

use ratatui::style::Style;

use crate::view::pen::Pen;

/// The braille bits of a cell's dots, by column and row.
const BITS: [[u8; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];

/// A grid of dots over some cells, to draw on and then to put on the screen. A cell has one style: the last one drawn.
pub(crate) struct Dots {
    width: u16,
    height: u16,
    cells: Vec<(u8, Style)>,
}

impl Dots {
    pub(crate) fn new(width: u16, height: u16) -> Self {
        Self { width, height, cells: vec![(0, Style::new()); usize::from(width) * usize::from(height)] }
    }

    /// Sets the dot nearest to a place given in shares of the grid: x from the left, y from the bottom.
    pub(crate) fn point(&mut self, (x, y): (f64, f64), style: Style) {
        let (dx, dy) = self.dot((x, y));
        self.set(dx, dy, style);
    }

    /// A line between two places, given as in [`point`](Self::point), two dots thick so that it is seen over video.
    pub(crate) fn line(&mut self, from: (f64, f64), to: (f64, f64), style: Style) {
        let ((x0, y0), (x1, y1)) = (self.dot(from), self.dot(to));
        let steps = (x1 - x0).abs().max((y1 - y0).abs()).max(1);
        for step in 0..=steps {
            let along = |a: i32, b: i32| a + ((b - a) * step * 2 + steps * (b - a).signum()) / (steps * 2);
            let (x, y) = (along(x0, x1), along(y0, y1));
            self.set(x, y, style);
            self.set(x, if y > 0 { y - 1 } else { y + 1 }, style);
        }
    }

    fn dot(&self, (x, y): (f64, f64)) -> (i32, i32) {
        let scale = |share: f64, dots: u16| (share.clamp(0.0, 1.0) * f64::from(dots.saturating_sub(1))).round() as i32;
        (scale(x, self.width * 2), scale(1.0 - y, self.height * 4))
    }

    fn set(&mut self, x: i32, y: i32, style: Style) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        let (column, row) = (x / 2, y / 4);
        if column < self.width.into() && row < self.height.into() {
            let cell = &mut self.cells[row * usize::from(self.width) + column];
            *cell = (cell.0 | BITS[x % 2][y % 4], style);
        }
    }

    /// Draws the dots with the grid's top left at `(x, y)`; cells without dots are left alone.
    pub(crate) fn draw(&self, pen: &mut Pen<'_>, (x, y): (u16, u16)) {
        let width = usize::from(self.width.max(1));
        for (i, (bits, style)) in self.cells.iter().enumerate().filter(|(_, cell)| cell.0 != 0) {
            let symbol = char::from_u32(0x2800 + u32::from(*bits)).unwrap_or(' ');
            pen.put(x + (i % width) as u16, y + (i / width) as u16, symbol.encode_utf8(&mut [0; 4]), *style);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::view::testing::rows;

    #[test]
    fn a_line_runs_from_corner_to_corner() {
        let mut dots = Dots::new(2, 1);
        dots.line((0.0, 0.0), (1.0, 1.0), Style::new());
        let mut buf = Buffer::empty(Rect::new(0, 0, 2, 1));
        dots.draw(&mut Pen::new(buf.area, &mut buf), (0, 0));
        assert_eq!(rows(&buf), "⡴⠛");
    }

    #[test]
    fn no_place_is_out_of_bounds() {
        let mut dots = Dots::new(0, 0);
        dots.point((0.5, 0.5), Style::new());
        let mut dots = Dots::new(3, 2);
        dots.line((-4.0, 9.0), (7.0, f64::NAN), Style::new());
    }
}
