//! What few causes make most of the whole: bars and their running sum on one scale.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::bar_chart::{names, widest};
use super::bars;
use crate::telling::chart::pareto::{Part, parts};
use crate::telling::figures;
use crate::view::pen::Pen;
use crate::view::styles::{RowState, Styles};
use crate::view::widgets::scroll::{self, Scrollbar};

/// One cause, in the order it stands.
#[derive(Clone, Debug)]
pub(crate) struct Cause<'a> {
    pub label: Cow<'a, str>,
    /// Its part of the whole, in any unit.
    pub value: f64,
    /// The number as read (`$1.24M`, `12`).
    pub text: Cow<'a, str>,
    /// A second number, that ranks differently (`12` beside ARR); may be empty.
    pub second: Cow<'a, str>,
    pub style: Style,
}

/// Bars on a scale from nothing to the whole; a dot in each row marks the sum so far, and the dots draw its line.
#[derive(Clone, Debug)]
pub(crate) struct Pareto<'a> {
    pub causes: &'a [Cause<'a>],
    /// What the shares are of: more than the causes' sum, when a filter hides some.
    pub whole: f64,
    /// What the number and the second number are (`lost ARR`, `lost`).
    pub heads: (&'a str, &'a str),
    pub selected: Option<usize>,
    pub focused: bool,
    pub styles: &'a Styles,
}

const CUMULATIVE: u16 = 6;

/// Where the columns stand.
struct Plan {
    labels: u16,
    bar: u16,
    room: u16,
    first: u16,
    second: u16,
}

impl Pareto<'_> {
    fn plan(&self, width: u16) -> Plan {
        let first = widest(self.causes.iter().map(|c| &*c.text).chain([self.heads.0]), 12);
        let second = if width >= 64 { widest(self.causes.iter().map(|c| &*c.second).chain([self.heads.1]), 18) } else { 0 };
        let gaps = 6 + if second > 0 { 2 } else { 0 };
        let labels = widest(self.causes.iter().map(|c| &*c.label), names(width, 1 + first + second + CUMULATIVE + gaps));
        let room = width.saturating_sub(1 + labels + first + second + CUMULATIVE + gaps);
        Plan { labels, bar: labels + 3, room, first, second }
    }

    fn seen(&self, height: u16) -> std::ops::Range<usize> {
        scroll::window(self.selected.unwrap_or(0), self.causes.len(), height.saturating_sub(1).into())
    }

    /// The cause at a place on the screen, for the mouse.
    pub(crate) fn cause_at(&self, area: Rect, at: Position) -> Option<usize> {
        let seen = self.seen(area.height);
        let row = seen.start + usize::from(at.y.checked_sub(area.y + 1)?);
        (area.contains(at) && seen.contains(&row)).then_some(row)
    }

    fn draw_head(&self, pen: &mut Pen<'_>, plan: &Plan) {
        let style = self.styles.faint;
        let end = plan.bar + plan.room + 1 + plan.first;
        pen.fit_right(end, 0, plan.first, self.heads.0, style);
        if plan.second > 0 {
            pen.fit_right(end + 2 + plan.second, 0, plan.second, self.heads.1, style);
        }
        let width = pen.width().saturating_sub(1);
        pen.fit_right(width, 0, CUMULATIVE, "so far", style);
    }

    fn draw_row(&self, pen: &mut Pen<'_>, plan: &Plan, y: u16, i: usize, Part { share, so_far }: Part) {
        let cause = &self.causes[i];
        let state = RowState::of(self.selected == Some(i), self.focused);
        let width = pen.width().saturating_sub(1);
        let styled = |style| self.styles.in_row(style, state);
        pen.style(Rect::new(0, y, width, 1), self.styles.row(state));
        pen.put(0, y, state.edge(), self.styles.edge(state));
        pen.fit(1, y, plan.labels, &cause.label, styled(self.styles.text));
        bars::horizontal(pen, (plan.bar, y, plan.room), share, "█", self.styles.bar_in_row(cause.style, state));
        if plan.room > 0 && share > 0.0 {
            // The dot stands in the last cell of the sum so far, or beside the bar that reaches there.
            let at = (so_far * f64::from(plan.room)).ceil() as u16;
            let bar_end = (share * f64::from(plan.room)).ceil() as u16;
            let at = at.max(bar_end + 1).min(plan.room);
            pen.put(plan.bar + at - 1, y, "•", styled(self.styles.muted));
        }
        let end = plan.bar + plan.room + 1 + plan.first;
        pen.fit_right(end.min(width), y, plan.first, &cause.text, styled(if share > 0.0 { self.styles.strong } else { self.styles.muted }));
        if plan.second > 0 {
            pen.fit_right((end + 2 + plan.second).min(width), y, plan.second, &cause.second, styled(self.styles.text));
        }
        pen.fit_right(
            width,
            y,
            CUMULATIVE,
            &figures::percent_short(so_far),
            styled(if share > 0.0 { self.styles.muted } else { self.styles.rule }),
        );
    }
}

impl Widget for &Pareto<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let plan = self.plan(pen.width());
        let parts = parts(self.causes.iter().map(|cause| cause.value), self.whole);
        let seen = self.seen(pen.height());
        self.draw_head(&mut pen, &plan);
        for (y, i) in (1..).zip(seen.clone()) {
            self.draw_row(&mut pen, &plan, y, i, parts[i]);
        }
        let bar = pen.absolute(Rect::new(0, 1, pen.width(), seen.len() as u16));
        Scrollbar { total: self.causes.len(), seen, styles: self.styles }.render(bar, pen.buffer());
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Cell;
    use ratatui::style::Modifier;

    use super::*;
    use crate::view::styles::ColorDepth;
    use crate::view::testing::{drawn, every_size, styles};
    use crate::view::theme::Theme;

    #[test]
    fn shares_add_up_to_the_whole() {
        let styles = styles();
        let cause = |label: &'static str, value: f64, text: &'static str| Cause {
            label: label.into(),
            value,
            text: text.into(),
            second: "3".into(),
            style: styles.accent,
        };
        let causes = [cause("Budget cut", 50.0, "$50k"), cause("Champion", 30.0, "$30k"), cause("Other", 20.0, "$20k")];
        let pareto = Pareto { causes: &causes, whole: 100.0, heads: ("ARR", "lost"), selected: Some(0), focused: true, styles: &styles };
        let text = drawn(&pareto, 47, 4);
        assert!(text.contains("100 %") && text.contains("80 %"), "{text}");
        assert!(text.lines().nth(1).unwrap().contains("██████████•"), "{text}");
        assert!(text.lines().nth(3).unwrap().contains('•'), "{text}");
        assert!(drawn(&pareto, 80, 4).contains("lost"));
        every_size(&pareto);
        every_size(&Pareto { causes: &[], ..pareto });
    }

    #[test]
    fn the_bar_of_a_selected_row_stands_out_in_every_depth() {
        for depth in [ColorDepth::TrueColor, ColorDepth::Ansi256, ColorDepth::Ansi16, ColorDepth::None] {
            let styles = Styles::new(&Theme::default(), depth);
            let cause = Cause { label: "Budget cut".into(), value: 5.0, text: "$5k".into(), second: "".into(), style: styles.accent };
            let causes = [cause];
            let pareto = Pareto { causes: &causes, whole: 10.0, heads: ("ARR", ""), selected: Some(0), focused: true, styles: &styles };
            let mut buf = Buffer::empty(Rect::new(0, 0, 60, 2));
            (&pareto).render(buf.area, &mut buf);
            // Solid blocks show the text's colour, blanks the ground's, and reversing changes them over.
            let shown = |cell: &Cell| {
                let is_text = (cell.symbol() == "█") != cell.modifier.contains(Modifier::REVERSED);
                if is_text { cell.fg } else { cell.bg }
            };
            let row = &buf.content[60..];
            let bar = row.iter().position(|cell| cell.symbol() == "█").expect("a bar");
            let beside = row[bar..].iter().position(|cell| cell.symbol() == " ").expect("ground");
            let is_gap = row[bar].modifier.contains(Modifier::REVERSED);
            assert!(shown(&row[bar]) != shown(&row[bar + beside]) || is_gap, "{depth:?}");
            assert_eq!(is_gap, depth == ColorDepth::None, "{depth:?}");
        }
    }
}
