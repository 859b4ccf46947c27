//! What stands where nothing stands yet: what would be here, and which key brings it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// `No insights yet` / `Cards the room writes stand here.` / `n  write the first`.
#[derive(Clone, Debug)]
pub(crate) struct Empty<'a> {
    pub title: &'a str,
    pub text: &'a str,
    /// The key that brings it and what it does; empty where no key can.
    pub key: (&'a str, &'a str),
    pub styles: &'a Styles,
}

impl Widget for &Empty<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let lines = text::wrap(self.text, usize::from(pen.width().saturating_sub(4)).min(60));
        let needed = lines.len() as u16 + 3;
        let mut y = pen.height().saturating_sub(needed) / 3;
        pen.centred(y, self.title, self.styles.strong);
        for line in &lines {
            y += 1;
            pen.centred(y, line, self.styles.muted);
        }
        let (key, what) = self.key;
        if !key.is_empty() {
            let full = format!(" {key}  {what}");
            let x = pen.width().saturating_sub(text::width(&full) as u16 + 1) / 2;
            let x = pen.put(x, y + 2, &format!(" {key} "), self.styles.chip_quiet) + 1;
            pen.put(x, y + 2, what, self.styles.text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn it_says_what_would_stand_here_and_which_key_brings_it() {
        let styles = styles();
        let empty = Empty { title: "No actions yet", text: "Who does what by when.", key: ("n", "write the first"), styles: &styles };
        let text = drawn(&empty, 40, 8);
        assert!(["No actions yet", "Who does what by when.", "n  write the first"].iter().all(|part| text.contains(part)), "{text}");
        every_size(&empty);
    }
}
