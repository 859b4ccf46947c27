//! Parts of a whole in one bar, with their names and numbers below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::analysis::findings::Counts;
use crate::telling::figures;
use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// One part: a mark and a name, its count and its tone.
#[derive(Clone, Debug)]
pub(crate) struct Part<'a> {
    pub label: &'a str,
    pub count: u64,
    pub style: Style,
}

#[derive(Clone, Debug)]
pub(crate) struct StackedBar<'a> {
    pub parts: &'a [Part<'a>],
    pub styles: &'a Styles,
}

/// The parts of the renewals due, as every screen shows them.
pub(crate) fn outcome_parts<'a>(counts: &Counts, styles: &Styles) -> [Part<'a>; 3] {
    [
        Part { label: "● renewed", count: counts.renewed, style: styles.good },
        Part { label: "× churned", count: counts.churned, style: styles.bad },
        Part { label: "○ open", count: counts.open, style: styles.warn },
    ]
}

impl StackedBar<'_> {
    /// Cells for each part: to scale, at least one for what is there, all of the width in sum.
    fn cells(&self, width: u16) -> Vec<u16> {
        let whole: u64 = self.parts.iter().map(|p| p.count).sum();
        let exact = |count: u64| f64::from(width) * count as f64 / whole.max(1) as f64;
        let mut cells: Vec<u16> =
            self.parts.iter().map(|p| if p.count == 0 { 0 } else { (exact(p.count).round() as u16).max(1) }).collect();
        let sum: u16 = cells.iter().sum();
        if let Some(largest) = cells.iter_mut().max()
            && whole > 0
        {
            *largest = (*largest + width).saturating_sub(sum);
        }
        cells
    }
}

impl Widget for &StackedBar<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let width = pen.width();
        pen.repeat(0, 0, width, "─", self.styles.rule);
        let mut x = 0;
        for (i, (part, cells)) in self.parts.iter().zip(self.cells(width)).enumerate() {
            pen.repeat(x, 0, cells, self.styles.fill(i), part.style);
            x += cells;
        }
        let mut x = 0;
        for part in self.parts {
            let number = figures::count(part.count);
            if x + text::width(part.label) as u16 + number.len() as u16 + 1 > width {
                pen.put(x.min(width.saturating_sub(1)), 1, "…", self.styles.faint);
                return;
            }
            x = pen.put(x, 1, part.label, part.style) + 1;
            x = pen.put(x, 1, &number, self.styles.strong) + 3;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn what_is_there_is_seen_and_the_bar_is_full() {
        let styles = styles();
        let counts = Counts { due: 110, renewed: 97, churned: 12, open: 1, ..Counts::default() };
        let parts = outcome_parts(&counts, &styles);
        let bar = StackedBar { parts: &parts, styles: &styles };
        assert_eq!(bar.cells(40), [35, 4, 1]);
        assert!(drawn(&bar, 60, 2).contains("● renewed 97   × churned 12   ○ open 1"));
        assert_eq!(StackedBar { parts: &[], styles: &styles }.cells(9), Vec::<u16>::new());
        every_size(&bar);
    }
}
