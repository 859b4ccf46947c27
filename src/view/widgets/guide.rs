//! The facilitator's guide: what this step is for, what to say and ask, traps, and what good looks like. It scrolls.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::panel::Panel;
use super::scroll::Scrollbar;
use crate::app::guide::Part;
use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// A side panel of texts.
#[derive(Clone, Debug)]
pub(crate) struct Guide<'a> {
    pub title: &'a str,
    pub lines: &'a [(Part, String)],
    /// The first text that is seen, as far as there is more than fits.
    pub scroll: usize,
    /// What it is.
    pub aside: &'a str,
    /// How to get to the rest, where there is one (`] [ scroll it`).
    pub keys: &'a str,
    pub styles: &'a Styles,
}

/// A row as it is drawn: what stands before it, and its words.
struct Drawn<'a> {
    mark: &'static str,
    words: String,
    style: Style,
    indent: u16,
    styles: &'a Styles,
}

impl Guide<'_> {
    /// All rows, and the first row of each text.
    fn rows(&self, width: usize) -> (Vec<Drawn<'_>>, Vec<usize>) {
        let (mut rows, mut starts) = (Vec::new(), Vec::new());
        for (part, said) in self.lines {
            let (mark, indent, style) = match part {
                Part::Purpose => ("", 0, self.styles.strong),
                Part::Heading => ("", 0, self.styles.accent_strong),
                Part::Item => ("•", 2, self.styles.text),
                Part::Open => ("!", 2, self.styles.warn),
            };
            if *part == Part::Heading {
                rows.push(Drawn { mark: "", words: String::new(), style, indent, styles: self.styles });
            }
            starts.push(rows.len());
            for (i, line) in text::wrap(said, width.saturating_sub(usize::from(indent))).iter().enumerate() {
                rows.push(Drawn { mark: if i == 0 { mark } else { "" }, words: line.clone(), style, indent, styles: self.styles });
            }
        }
        (rows, starts)
    }
}

impl Widget for &Guide<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let panel = Panel::new(self.title, self.styles);
        let (rows, starts) = self.rows(usize::from(Panel::inner(area).width.saturating_sub(1)));
        let fits = rows.len() <= usize::from(Panel::inner(area).height);
        let more = [self.aside, self.keys].join(if self.aside.is_empty() { "" } else { "; " });
        let inner = panel.aside(if fits { self.aside } else { &more }).draw(area, buf);
        let height = usize::from(inner.height);
        let first = starts.get(self.scroll).copied().unwrap_or(rows.len());
        let first = first.min(rows.len().saturating_sub(height)).min(if self.scroll == 0 { 0 } else { usize::MAX });
        let seen = first..(first + height).min(rows.len());
        let mut pen = Pen::new(inner, buf);
        for (y, row) in (0..).zip(&rows[seen.clone()]) {
            pen.put(0, y, row.mark, row.styles.accent);
            pen.put(row.indent, y, &row.words, row.style);
        }
        Scrollbar { total: rows.len(), seen, styles: self.styles }.render(inner, buf);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn texts_wrap_and_what_does_not_fit_is_scrolled_to() {
        let styles = styles();
        let lines = [
            (Part::Purpose, "Owners and dates".to_owned()),
            (Part::Heading, "Ask".to_owned()),
            (Part::Item, "Who can start this week?".to_owned()),
            (Part::Open, "no card is on the board".to_owned()),
        ];
        let guide = |scroll| Guide { title: "Plan actions", lines: &lines, scroll, aside: "guide", keys: "] [ scroll it", styles: &styles };
        let all = drawn(&guide(0), 24, 12);
        assert!(all.contains("• Who can start this\n    week?"), "{all}");
        let little = drawn(&guide(0), 40, 4);
        assert!(little.contains("Owners") && !little.contains("no card") && little.contains("scroll"), "{little}");
        assert!(drawn(&guide(3), 40, 4).contains("! no card is on the board"), "{}", drawn(&guide(3), 40, 4));
        for scroll in 0..6 {
            every_size(&guide(scroll));
        }
    }
}
