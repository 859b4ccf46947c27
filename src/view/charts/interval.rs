//! A value and how sure it is: dot and whisker on a common scale.

use ratatui::style::Style;

use crate::view::pen::Pen;

/// The scale that dots and whiskers stand on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Scale {
    /// From a value at the left to one at the right.
    Linear(f64, f64),
    /// For ratios: one to `n` takes as much room as one to `1/n`.
    Log(f64, f64),
}

impl Scale {
    /// Where a value stands, 0 to 1; beyond the ends at the ends.
    pub(crate) fn share(self, value: f64) -> f64 {
        let share = match self {
            Self::Linear(low, high) => (value - low) / (high - low),
            Self::Log(low, high) => (value / low).ln() / (high / low).ln(),
        };
        if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) }
    }

    fn contains(self, value: f64) -> bool {
        let (Self::Linear(low, high) | Self::Log(low, high)) = self;
        (low..=high).contains(&value)
    }
}

/// What stands in one row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Interval {
    pub low: f64,
    pub value: f64,
    pub high: f64,
}

/// Draws `╺━━●━━━╸` into a row; an end beyond the scale is an arrow. `reference` is marked behind it (no effect, the average).
pub(crate) fn draw(
    pen: &mut Pen<'_>,
    (x, y, width): (u16, u16, u16),
    scale: Scale,
    interval: Interval,
    (dot, whisker): (Style, Style),
    reference: Option<f64>,
) {
    let Some(last) = width.checked_sub(1) else { return };
    let place = |value: f64| (scale.share(value) * f64::from(last)).round() as u16;
    if let Some(reference) = reference {
        pen.put(x + place(reference), y, "│", whisker);
    }
    let (low, high) = (place(interval.low), place(interval.high));
    for at in low..=high {
        let symbol = match at {
            at if at == low && !scale.contains(interval.low) => "◂",
            at if at == high && !scale.contains(interval.high) => "▸",
            at if reference.is_some_and(|r| place(r) == at) => "┿",
            at if at == low => "╺",
            at if at == high => "╸",
            _ => "━",
        };
        pen.put(x + at, y, symbol, whisker);
    }
    pen.put(x + place(interval.value), y, "●", dot);
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::view::testing::rows;

    fn row(width: u16, scale: Scale, (low, value, high): (f64, f64, f64), reference: Option<f64>) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        let plain = (Style::new(), Style::new());
        draw(&mut Pen::new(buf.area, &mut buf), (0, 0, width), scale, Interval { low, value, high }, plain, reference);
        rows(&buf)
    }

    #[test]
    fn the_dot_stands_within_its_whiskers() {
        assert_eq!(row(11, Scale::Linear(0.0, 1.0), (0.2, 0.5, 0.9), None), "  ╺━━●━━━╸");
        assert_eq!(row(11, Scale::Linear(0.0, 1.0), (0.5, 0.7, 0.9), Some(0.3)), "   │ ╺━●━╸");
    }

    #[test]
    fn ends_beyond_the_scale_are_arrows_and_ratios_are_symmetric() {
        assert_eq!(row(11, Scale::Log(0.1, 10.0), (0.5, 3.0, 40.0), Some(1.0)), "   ╺━┿━●━━▸");
        assert!((Scale::Log(0.25, 4.0).share(1.0) - 0.5).abs() < 1e-12);
        assert_eq!(row(0, Scale::Linear(0.0, 1.0), (0.0, 0.0, 0.0), None), "");
        row(5, Scale::Linear(1.0, 1.0), (f64::NAN, f64::INFINITY, -1.0), Some(f64::NAN));
    }
}
