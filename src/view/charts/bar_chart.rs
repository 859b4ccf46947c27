//! Bars from zero to the right: label, bar, number.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::bars;
use crate::view::pen::Pen;
use crate::view::styles::{RowState, Styles};
use crate::view::text;
use crate::view::widgets::scroll;

/// One bar.
#[derive(Clone, Debug)]
pub(crate) struct Bar<'a> {
    pub label: Cow<'a, str>,
    /// Its length; negative and unknown values draw no bar.
    pub value: f64,
    /// The number as read (`$1.24M`).
    pub text: Cow<'a, str>,
    /// In small after the number (`12 accounts`).
    pub note: Cow<'a, str>,
    pub style: Style,
}

#[derive(Clone, Debug)]
pub(crate) struct BarChart<'a> {
    pub bars: &'a [Bar<'a>],
    pub selected: Option<usize>,
    pub focused: bool,
    pub styles: &'a Styles,
}

/// The width of the widest text, at most `most`.
pub(super) fn widest<'t>(texts: impl Iterator<Item = &'t str>, most: u16) -> u16 {
    texts.map(text::width).max().unwrap_or(0).min(most.into()) as u16
}

/// Cells that names may take beside what is fixed: a third of all, or more where bars keep enough to be compared.
pub(super) fn names(width: u16, fixed: u16) -> u16 {
    /// Cells in which bars are still told apart.
    const BARS: u16 = 12;
    (width / 3).max(width.saturating_sub(fixed + BARS))
}

impl BarChart<'_> {
    /// The bar at a place on the screen, for the mouse.
    pub(crate) fn bar_at(&self, area: Rect, at: Position) -> Option<usize> {
        let seen = scroll::window(self.selected.unwrap_or(0), self.bars.len(), area.height.into());
        let row = seen.start + usize::from(at.y.checked_sub(area.y)?);
        (area.contains(at) && seen.contains(&row)).then_some(row)
    }
}

impl Widget for &BarChart<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let width = pen.width();
        let numbers = widest(self.bars.iter().map(|b| &*b.text), width / 3);
        let notes = if width >= 60 { widest(self.bars.iter().map(|b| &*b.note), width / 4) } else { 0 };
        let gaps = 4 + if notes > 0 { 2 } else { 0 };
        let labels = widest(self.bars.iter().map(|b| &*b.label), names(width, 1 + numbers + notes + gaps));
        let room = width.saturating_sub(1 + labels + numbers + notes + gaps);
        let most = self.bars.iter().map(|b| b.value).fold(f64::MIN_POSITIVE, f64::max);
        let seen = scroll::window(self.selected.unwrap_or(0), self.bars.len(), pen.height().into());
        for (y, i) in (0..).zip(seen) {
            let bar = &self.bars[i];
            let state = RowState::of(self.selected == Some(i), self.focused);
            pen.style_row(y, self.styles.row(state));
            pen.put(0, y, state.edge(), self.styles.edge(state));
            pen.fit(1, y, labels, &bar.label, self.styles.in_row(self.styles.text, state));
            let start = labels + 3;
            bars::horizontal(&mut pen, (start, y, room), bar.value / most, "█", self.styles.bar_in_row(bar.style, state));
            let end = (start + room + 1 + numbers).min(width);
            pen.fit_right(end, y, numbers, &bar.text, self.styles.in_row(self.styles.strong, state));
            if notes > 0 {
                pen.fit(end + 2, y, notes, &bar.note, self.styles.in_row(self.styles.faint, state));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn the_longest_bar_fills_the_room_and_numbers_align_right() {
        let styles = styles();
        let bar = |label: &'static str, value: f64, text: &'static str| Bar {
            label: label.into(),
            value,
            text: text.into(),
            note: "".into(),
            style: styles.accent,
        };
        let bars = [bar("Budget cut", 4.0, "$400k"), bar("Champion left", 1.0, "$100k"), bar("Open", -1.0, "–")];
        let chart = BarChart { bars: &bars, selected: Some(1), focused: true, styles: &styles };
        let expected = " Budget cut     ████████████ $400k
▌Champion left  ███          $100k
 Open                            –";
        assert_eq!(drawn(&chart, 35, 3), expected);
        assert_eq!(chart.bar_at(Rect::new(0, 0, 35, 3), Position::new(3, 2)), Some(2));
        every_size(&chart);
        every_size(&BarChart { bars: &[], ..chart });
    }
}
