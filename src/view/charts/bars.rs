//! Bars in eighths of a cell, the ground of most charts.

use ratatui::style::Style;

use crate::view::pen::Pen;

const RIGHTWARD: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const UPWARD: [&str; 8] = ["", "▁", "▂", "▃", "▄", "▅", "▆", "▇"];

/// A share of a length in eighths; anything above zero shows at least one.
fn eighths(share: f64, cells: u16) -> u32 {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let exact = (share * f64::from(cells) * 8.0).round() as u32;
    if share > 0.0 && cells > 0 { exact.max(1) } else { 0 }
}

/// A bar from `(x, y)` to the right over `share` of `width`. `fill` is its texture. Returns the place after it.
pub(crate) fn horizontal(pen: &mut Pen<'_>, (x, y, width): (u16, u16, u16), share: f64, fill: &str, style: Style) -> u16 {
    let length = eighths(share, width);
    let (whole, rest) = ((length / 8) as u16, length % 8);
    pen.repeat(x, y, whole, fill, style);
    if rest == 0 {
        return x + whole;
    }
    // Textures have no eighths: half a cell or more becomes a whole one.
    let tip = if fill == "█" {
        RIGHTWARD[rest as usize]
    } else if rest >= 4 || whole == 0 {
        fill
    } else {
        ""
    };
    pen.put(x + whole, y, tip, style)
}

/// A bar between two shares of `width`, both in 0–1. Drawn in eighths at its right end and, by reversing
/// the block, at its left end, for which it needs the colour behind it.
pub(crate) fn span(pen: &mut Pen<'_>, (x, y, width): (u16, u16, u16), (from, to): (f64, f64), fill: &str, style: Style) {
    if width == 0 {
        return;
    }
    let (low, high) = if from <= to { (from, to) } else { (to, from) };
    let exact = |share: f64| if share.is_finite() { (share.clamp(0.0, 1.0) * f64::from(width) * 8.0).round() as u32 } else { 0 };
    let start = exact(low).min(u32::from(width) * 8 - 1);
    let end = exact(high).max(start + 1);
    let (first, first_rest) = ((start / 8) as u16, start % 8);
    let (last, last_rest) = ((end / 8) as u16, end % 8);
    if first == last || end - start < 8 {
        // Less than a cell: as wide as it is, at the cell's left.
        let block = RIGHTWARD[(end - start).clamp(1, 7) as usize];
        pen.put(x + first, y, if fill == "█" { block } else { fill }, style);
        return;
    }
    if first_rest == 0 {
        pen.put(x + first, y, fill, style);
    } else {
        // The right part of a cell: only halves exist as characters of their own.
        let block = if first_rest <= 2 {
            fill
        } else if first_rest <= 6 && fill == "█" {
            "▐"
        } else {
            ""
        };
        pen.put(x + first, y, block, style);
    }
    pen.repeat(x + first + 1, y, last - first - 1, fill, style);
    if last < width {
        let tip = if fill == "█" {
            RIGHTWARD[last_rest as usize]
        } else if last_rest >= 4 {
            fill
        } else {
            ""
        };
        pen.put(x + last, y, tip, style);
    }
}

/// A bar that stands on the bottom of its place and fills `share` of its height.
pub(crate) fn vertical(pen: &mut Pen<'_>, (x, y, height): (u16, u16, u16), share: f64, style: Style) {
    let length = eighths(share, height);
    let (whole, rest) = ((length / 8) as u16, length % 8);
    pen.column(x, y + height - whole.min(height), whole, "█", style);
    if rest > 0 && whole < height {
        pen.put(x, y + height - whole - 1, UPWARD[rest as usize], style);
    }
}

/// One cell of a bar chart along a line.
pub(crate) fn level(share: f64) -> &'static str {
    match eighths(share, 1) {
        0 => " ",
        8.. => "█",
        n => UPWARD[n as usize],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::view::testing::rows;

    fn draw(width: u16, draw: impl Fn(&mut Pen<'_>)) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        draw(&mut Pen::new(buf.area, &mut buf));
        rows(&buf)
    }

    #[test]
    fn bars_end_in_eighths_and_never_vanish() {
        let bar = |share| {
            draw(4, |pen| {
                horizontal(pen, (0, 0, 4), share, "█", Style::new());
            })
        };
        assert_eq!([bar(0.0), bar(0.001), bar(0.5), bar(0.53), bar(9.0)], ["", "▏", "██", "██▏", "████"]);
        assert_eq!(bar(f64::NAN), "");
    }

    #[test]
    fn a_span_lies_between_its_ends() {
        let bar = |from, to| draw(8, |pen| span(pen, (0, 0, 8), (from, to), "█", Style::new()));
        assert_eq!(bar(0.25, 0.75), "  ████");
        assert_eq!(bar(0.75, 0.25), "  ████");
        assert_eq!(bar(0.5, 0.5), "    ▏");
        assert_eq!(bar(1.0, 1.0), "       ▏");
    }

    proptest! {
        #[test]
        fn no_bar_leaves_its_place(from in -2.0..3.0f64, to in -2.0..3.0f64, width in 0u16..12) {
            let text = draw(20, |pen| span(pen, (3, 0, width), (from, to), "█", Style::new()));
            prop_assert!(text.chars().count() <= usize::from(width + 3));
            let text = draw(20, |pen| { horizontal(pen, (0, 0, width), to, "▒", Style::new()); });
            prop_assert!(text.chars().count() <= usize::from(width));
        }
    }
}
