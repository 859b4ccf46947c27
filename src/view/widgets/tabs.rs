//! The pages of a screen on one line, the current one filled.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// Page names; with `numbered`, the key that brings each stands before it.
#[derive(Clone, Debug)]
pub(crate) struct Tabs<'a> {
    pub titles: &'a [&'a str],
    pub selected: usize,
    pub numbered: bool,
    /// Below other tabs: the current one is marked more quietly.
    pub nested: bool,
    pub styles: &'a Styles,
}

impl Tabs<'_> {
    fn label(&self, i: usize) -> String {
        let title = self.titles.get(i).copied().unwrap_or_default();
        if self.numbered { format!(" {} {title} ", i + 1) } else { format!(" {title} ") }
    }

    /// The first tab drawn: later ones when the selected one would not be seen.
    fn first(&self, width: u16) -> usize {
        let last = self.selected.min(self.titles.len().saturating_sub(1));
        let cells = |from: usize| (from..=last).map(|i| text::width(&self.label(i)) + 1).sum::<usize>();
        (0..last).find(|first| cells(*first) <= usize::from(width)).unwrap_or(last)
    }

    /// The tab at a place on the screen, for the mouse.
    pub(crate) fn tab_at(&self, area: Rect, at: Position) -> Option<usize> {
        let mut left = usize::from(at.x.checked_sub(area.x)?);
        for i in self.first(area.width)..self.titles.len() {
            let cells = text::width(&self.label(i));
            if left < cells {
                return (at.y == area.y && area.contains(at)).then_some(i);
            }
            left = left.checked_sub(cells + 1)?;
        }
        None
    }
}

impl Widget for &Tabs<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(Rect { height: area.height.min(1), ..area }, buf);
        let mut x = 0;
        for i in self.first(pen.width())..self.titles.len() {
            let chip = if self.nested { self.styles.chip_quiet } else { self.styles.chip };
            let style = if i == self.selected { chip } else { self.styles.muted };
            let label = self.label(i);
            let left = pen.width().saturating_sub(x);
            if i > self.selected && text::width(&label) > usize::from(left) {
                pen.put(x, 0, "…", self.styles.muted);
                return;
            }
            x = pen.put(x, 0, &label, style) + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn the_selected_tab_is_always_seen_and_the_mouse_finds_each() {
        let styles = styles();
        let tabs = Tabs { titles: &["Overview", "Health", "Notes"], selected: 2, numbered: true, nested: false, styles: &styles };
        assert_eq!(drawn(&tabs, 40, 1), " 1 Overview   2 Health   3 Notes");
        assert_eq!(drawn(&tabs, 22, 1), " 2 Health   3 Notes");
        let at = |x| tabs.tab_at(Rect::new(5, 0, 40, 1), Position::new(x, 0));
        assert_eq!((at(6), at(20), at(44)), (Some(0), Some(1), None));
        every_size(&tabs);
        every_size(&Tabs { titles: &[], ..tabs });
    }
}
