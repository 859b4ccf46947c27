//! The ARR bridge: from opening to closing ARR as a waterfall that lies on its side.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::bars;
use crate::analysis::drill::Step;
use crate::analysis::findings::Bridge;
use crate::domain::money::Money;
use crate::telling::chart::bridge::{Bar, bars as steps, scale, still_open};
use crate::view::pen::Pen;
use crate::view::styles::{RowState, Styles};
use crate::view::text;

/// One row a step: name, bar on a scale that starts at zero, amount, share of the opening ARR.
#[derive(Clone, Debug)]
pub(crate) struct BridgeChart<'a> {
    pub bridge: &'a Bridge,
    pub selected: Option<usize>,
    pub styles: &'a Styles,
}

/// The selection's edge and the names.
const NAMES: u16 = 13;
const AMOUNTS: u16 = 9;
const SHARES: u16 = 9;

impl BridgeChart<'_> {
    /// Rows it needs at least.
    pub(crate) const HEIGHT: u16 = 6;

    /// Rows a step takes.
    fn pitch(height: u16) -> u16 {
        if height >= 2 * Self::HEIGHT - 1 { 2 } else { 1 }
    }

    /// The step at a place on the screen, for the mouse.
    pub(crate) fn step_at(&self, area: Rect, at: Position) -> Option<usize> {
        let step = usize::from(at.y.checked_sub(area.y)? / Self::pitch(area.height));
        (self.bridge.computable && area.contains(at) && step < Step::ALL.len()).then_some(step)
    }

    fn tone(&self, bar: &Bar) -> Style {
        match bar.amount {
            _ if bar.step.is_total() => self.styles.accent,
            a if a < Money::ZERO => self.styles.bad,
            a if a > Money::ZERO => self.styles.good,
            _ => self.styles.faint,
        }
    }

    fn draw_step(&self, pen: &mut Pen<'_>, bar: &Bar, y: u16, scale: f64) {
        let width = pen.width();
        let state = RowState::of(self.selected == Some(bar.step as usize), true);
        let styled = |style| self.styles.in_row(style, state);
        pen.style(Rect::new(0, y, width, 1), self.styles.row(state));
        pen.put(0, y, state.edge(), self.styles.edge(state));
        let shares = if width >= 56 { SHARES } else { 0 };
        let strong = if bar.step.is_total() { self.styles.strong } else { self.styles.text };
        pen.fit(1, y, NAMES - 1, bar.step.label(), styled(strong));
        let end = width.saturating_sub(shares);
        pen.fit_right(end, y, AMOUNTS, &bar.text, styled(if bar.step.is_total() { self.styles.strong } else { self.tone(bar) }));
        if let Some(share) = bar.share.as_ref().filter(|_| shares > 0) {
            pen.fit_right(width, y, shares, share, styled(self.styles.muted));
        }
        let room = end.saturating_sub(NAMES + AMOUNTS + 2);
        let place = (NAMES + 1, y, room);
        let fill = if bar.amount < Money::ZERO { self.styles.fill(1) } else { "█" };
        if bar.amount.is_zero() {
            let x = NAMES + 1 + (bar.span(scale).0 * f64::from(room)) as u16;
            pen.put(x.min(NAMES + room), y, "│", styled(self.styles.rule));
        } else {
            bars::span(pen, place, bar.span(scale), fill, self.styles.bar_in_row(self.tone(bar), state));
        }
    }
}

impl Widget for &BridgeChart<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        if !self.bridge.computable {
            let why = self.bridge.why.as_deref().unwrap_or("The ARR bridge cannot be computed from this data");
            for (y, line) in (0..).zip(text::wrap(why, pen.width().into())) {
                pen.put(0, y, &line, self.styles.muted);
            }
            return;
        }
        let bars = steps(self.bridge);
        let scale = scale(&bars);
        let pitch = BridgeChart::pitch(pen.height());
        for (i, bar) in (0..).zip(&bars) {
            self.draw_step(&mut pen, bar, i * pitch, scale);
        }
        let after = BridgeChart::HEIGHT * pitch - pitch + 1;
        if let Some(note) = still_open(self.bridge) {
            let width = pen.width();
            pen.fit(1, after, width.saturating_sub(1), &note, self.styles.faint);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;
    use crate::view::testing::{drawn, every_size, styles};

    fn bridge() -> Bridge {
        let k = |n: i64| Money::units(n * 1000);
        Bridge {
            opening: k(1000),
            churn: k(-250),
            contraction: k(-50),
            uplift: k(0),
            expansion: k(100),
            closing: k(800),
            open: k(40),
            currency: Currency::new("USD"),
            computable: true,
            why: None,
        }
    }

    #[test]
    fn each_step_starts_where_the_last_ended_and_zero_is_at_the_left() {
        let (styles, bridge) = (styles(), bridge());
        let expected = "Opening ARR  ████████████████████     $1.00M
Churn                       █████     −$250k
Contraction                █          −$50.0k
Price uplift               │              $0
Expansion                  ██         +$100k
Closing ARR  ████████████████           $800k
$40.0k still open, not in the bridge";
        let chart = BridgeChart { bridge: &bridge, selected: None, styles: &styles };
        let squeeze = |text: &str| text.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
        let text = drawn(&chart, 44, 7);
        assert_eq!(squeeze(&text), squeeze(expected));
        let start =
            |name: &str| text.lines().find(|l| l.trim_start().starts_with(name)).and_then(|l| l.chars().position(|c| "█│".contains(c)));
        assert_eq!([start("Opening"), start("Churn"), start("Expansion")], [Some(14), Some(29), Some(28)]);
        assert!(drawn(&chart, 70, 7).contains("−25.0 %"));
        every_size(&chart);
    }

    #[test]
    fn where_it_cannot_be_computed_it_says_why() {
        let styles = styles();
        let bridge = Bridge { computable: false, why: Some("Churned rows carry no ARR".into()), ..bridge() };
        let chart = BridgeChart { bridge: &bridge, selected: None, styles: &styles };
        assert_eq!(drawn(&chart, 40, 1), "Churned rows carry no ARR");
        every_size(&chart);
    }
}
