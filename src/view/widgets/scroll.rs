//! Which part of a long list is seen, and the bar that says so. The part follows from the selection
//! alone, so it survives every change of view.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::view::pen::Pen;
use crate::view::styles::Styles;

/// The rows seen of a list of `total` in `height` rows: the selected one stands in the middle, except near the ends.
pub(crate) fn window(selected: usize, total: usize, height: usize) -> Range<usize> {
    let start = selected.min(total.saturating_sub(1)).saturating_sub(height / 2).min(total.saturating_sub(height));
    start..(start + height).min(total)
}

/// `12 of 431`, or nothing for an empty list.
pub(crate) fn position(selected: usize, total: usize) -> String {
    if total == 0 { String::new() } else { format!("{} of {total}", selected.min(total - 1) + 1) }
}

/// A one-column bar at the right edge; draws nothing when everything is seen.
#[derive(Clone, Debug)]
pub(crate) struct Scrollbar<'a> {
    pub total: usize,
    pub seen: Range<usize>,
    pub styles: &'a Styles,
}

impl Widget for &Scrollbar<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let (height, shown) = (usize::from(pen.height()), self.seen.len());
        if self.total <= shown || height == 0 || pen.width() == 0 {
            return;
        }
        let x = pen.width() - 1;
        pen.column(x, 0, height as u16, "▕", self.styles.rule);
        let length = ((height * shown + self.total / 2) / self.total).clamp(1, height);
        let travel = height - length;
        let start = (self.seen.start * travel).div_ceil((self.total - shown).max(1)).min(travel);
        pen.column(x, start as u16, length as u16, "▐", self.styles.faint);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_selection_stands_in_the_middle_except_near_the_ends() {
        assert_eq!(window(0, 100, 10), 0..10);
        assert_eq!(window(50, 100, 10), 45..55);
        assert_eq!(window(99, 100, 10), 90..100);
        assert_eq!(window(3, 4, 10), 0..4);
        assert_eq!(window(7, 0, 10), 0..0);
    }

    proptest! {
        #[test]
        fn the_selection_is_always_seen(total in 1usize..500, selected in 0usize..500, height in 1usize..60) {
            let seen = window(selected, total, height);
            prop_assert!(seen.contains(&selected.min(total - 1)));
            prop_assert!(seen.len() <= height && seen.end <= total);
        }
    }
}
