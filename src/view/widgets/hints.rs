//! The few keys that matter here, on one line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// `↑↓ select  Enter open  ? help`: the most important first; what does not fit is left out whole, the
/// last one excepted, which is always there (help).
#[derive(Clone, Debug)]
pub(crate) struct Hints<'a> {
    pub keys: &'a [(&'a str, &'a str)],
    pub styles: &'a Styles,
}

fn cells((key, what): &(&str, &str)) -> u16 {
    (text::width(key) + text::width(what) + 3) as u16
}

impl Hints<'_> {
    /// How many hints before the last one fit.
    fn fitting(&self, width: u16) -> usize {
        let Some((last, others)) = self.keys.split_last() else { return 0 };
        let mut left = width.saturating_sub(cells(last) + 1);
        for (i, hint) in others.iter().enumerate() {
            match left.checked_sub(cells(hint)) {
                Some(rest) => left = rest,
                None => return i,
            }
        }
        others.len()
    }
}

impl Widget for &Hints<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(Rect { height: area.height.min(1), ..area }, buf);
        let shown = self.keys.iter().take(self.fitting(pen.width())).chain(self.keys.last());
        let mut x = 1;
        for (key, what) in shown {
            x = pen.put(x, 0, key, self.styles.key) + 1;
            x = pen.put(x, 0, what, self.styles.muted) + 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn help_stays_when_others_must_go() {
        let styles = styles();
        let hints = Hints { keys: &[("↑↓", "select"), ("Enter", "open"), ("n", "new"), ("?", "help")], styles: &styles };
        assert_eq!(drawn(&hints, 60, 1), " ↑↓ select  Enter open  n new  ? help");
        assert_eq!(drawn(&hints, 30, 1), " ↑↓ select  ? help");
        every_size(&hints);
        every_size(&Hints { keys: &[], styles: &styles });
    }
}
