//! The one figure a screen is about: large digits with the change beside them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::digits::{self, Size};
use crate::view::marks::{Change, Tone};
use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;
use crate::view::veil;

/// A headline figure. With room it stands in large digits, else in bold.
#[derive(Clone, Debug)]
pub(crate) struct Headline<'a> {
    /// What is measured (`GRR`).
    pub label: &'a str,
    /// The number (`88.4`); a currency's sign may stand before it.
    pub number: &'a str,
    /// After the number (`%`, `M`).
    pub unit: &'a str,
    pub change: Option<&'a Change>,
    /// In small, what the change is against or what the figure is of (`97 of 110 due`).
    pub note: &'a str,
    /// Below them, for as many as there is room: the most important first.
    pub lines: &'a [(String, Tone)],
    /// Change and note always below, so that figures side by side look alike.
    pub stacked: bool,
    pub styles: &'a Styles,
}

impl Headline<'_> {
    /// The largest size that leaves the number whole, and room for the change beside or below it.
    fn size(&self, width: u16, height: u16) -> Size {
        let fits = |size: Size| {
            let below = u16::from(!self.is_beside(width, size));
            width >= self.number_width(size) && height > size.height() + below
        };
        let is_number = self.number.contains(|c: char| c.is_ascii_digit());
        [Size::Large, Size::Medium].into_iter().find(|size| is_number && fits(*size)).unwrap_or(Size::Plain)
    }

    fn number_width(&self, size: Size) -> u16 {
        digits::width(self.number, size) + 1 + text::width(self.unit) as u16
    }

    /// Whether change and note fit at the number's right.
    fn is_beside(&self, width: u16, size: Size) -> bool {
        let change = self.change.map_or(0, |c| text::width(&c.text));
        let aside = change.max(text::width(self.note)) as u16;
        !self.stacked && width >= self.number_width(size) + 3 + aside
    }

    fn draw_plain(&self, pen: &mut Pen<'_>) {
        if pen.height() == 1 {
            let x = pen.put(0, 0, self.label, self.styles.muted) + 1;
            let x = self.value(pen, x, 0);
            self.change(pen, x, 0);
            return;
        }
        let width = pen.width();
        pen.fit(0, 0, width, self.label, self.styles.muted);
        let x = self.value(pen, 0, 1);
        let fits = self.change.is_none_or(|change| usize::from(width.saturating_sub(x)) >= text::width(&change.text));
        let (change, note) = if fits { ((x, 1), 2) } else { ((0, 2), 3) };
        self.change(pen, change.0, change.1);
        pen.fit(0, note, width, self.note, self.styles.faint);
        self.lines(pen, note + u16::from(!self.note.is_empty()));
    }

    fn lines(&self, pen: &mut Pen<'_>, from: u16) {
        let (width, height) = (pen.width(), pen.height());
        for ((line, tone), y) in self.lines.iter().zip(from..height) {
            pen.fit(0, y, width, line, self.styles.tone(*tone));
        }
    }

    fn value(&self, pen: &mut Pen<'_>, x: u16, y: u16) -> u16 {
        let x = pen.put(x, y, self.number, self.styles.strong);
        let gap = u16::from(self.unit.len() == 1 && self.unit == "%" || self.unit.len() > 1);
        pen.put(x + gap, y, self.unit, self.styles.strong) + 2
    }

    fn change(&self, pen: &mut Pen<'_>, x: u16, y: u16) {
        if let Some(change) = self.change {
            let width = pen.width().saturating_sub(x);
            pen.fit(x, y, width, &change.text, self.styles.tone(change.tone));
        }
    }

    fn draw_big(&self, pen: &mut Pen<'_>, size: Size) {
        let width = pen.width();
        pen.fit(0, 0, width, self.label, self.styles.muted);
        let after = digits::draw(pen, (0, 1), self.number, size, self.styles.text);
        let base = size.height();
        let after = pen.put(after + 1, base, self.unit, self.styles.strong) + 3;
        if self.is_beside(width, size) {
            self.change(pen, after, base - 1);
            pen.put(after, base, self.note, self.styles.faint);
            self.lines(pen, base + 1);
        } else {
            self.change(pen, 0, base + 1);
            let x = self.change.map_or(0, |c| text::width(&c.text) as u16 + 2);
            let fits = usize::from(width.saturating_sub(x)) >= text::width(self.note);
            if fits {
                pen.put(x, base + 1, self.note, self.styles.faint);
            } else {
                pen.fit(0, base + 2, width, self.note, self.styles.faint);
            }
            self.lines(pen, base + if fits { 2 } else { 3 });
        }
    }
}

impl Widget for &Headline<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        // The unit of an amount would tell how large it is.
        let amount = [self.number, self.unit].concat();
        let hidden = veil::shown(&amount);
        let shown = if *hidden == *amount { self.clone() } else { Headline { number: &hidden, unit: "", ..self.clone() } };
        let mut pen = Pen::new(area, buf);
        match shown.size(pen.width(), pen.height()) {
            Size::Plain => shown.draw_plain(&mut pen),
            size => shown.draw_big(&mut pen, size),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::marks::Tone;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn the_number_is_as_large_as_there_is_room() {
        let styles = styles();
        let change = Change { text: "▼ 1.7 pts".into(), tone: Tone::Bad };
        let headline = Headline {
            label: "GRR",
            number: "88.4",
            unit: "%",
            change: Some(&change),
            note: "97 of 110 due",
            lines: &[],
            stacked: false,
            styles: &styles,
        };
        let medium = "GRR
▄▄▄ ▄▄▄   ▄ ▄
█▄█ █▄█   █▄█     ▼ 1.7 pts
█▄█ █▄█ ▄   █ %   97 of 110 due";
        assert_eq!(drawn(&headline, 40, 4), medium);
        assert!(drawn(&headline, 60, 8).contains("██"));
        assert_eq!(drawn(&headline, 40, 3), "GRR\n88.4 %  ▼ 1.7 pts\n97 of 110 due");
        assert_eq!(drawn(&headline, 40, 1), "GRR 88.4 %  ▼ 1.7 pts");
        let narrow = Headline { number: "–", ..headline.clone() };
        assert_eq!(drawn(&narrow, 13, 4), "GRR\n– %\n▼ 1.7 pts\n97 of 110 due", "a change that does not fit stands below");
        let none = Headline { number: "–", unit: "", change: None, note: "not computable", ..headline.clone() };
        assert_eq!(drawn(&none, 60, 8).trim_end(), "GRR\n–\nnot computable");
        every_size(&headline);
        let lines = [("target 92 %, within chance".into(), Tone::Neutral), ("91.0 % without Westerlund".into(), Tone::Neutral)];
        let held = Headline { lines: &lines, stacked: true, ..headline };
        assert!(drawn(&held, 30, 9).ends_with("▼ 1.7 pts  97 of 110 due\ntarget 92 %, within chance\n91.0 % without Westerlund"));
        assert!(drawn(&held, 30, 8).ends_with("target 92 %, within chance"), "{}", drawn(&held, 30, 8));
        every_size(&held);
    }
}
