//! A column of cards on a board. Only the cards that are seen are laid out, however many there are.

use std::collections::VecDeque;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::scroll::Scrollbar;
use crate::telling::figures;
use crate::view::pen::Pen;
use crate::view::styles::{RowState, Styles};
use crate::view::text;

/// What a card shows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Card<'a> {
    /// Small, before the text (`I3`); may be empty.
    pub label: &'a str,
    pub text: &'a str,
    /// What stands in it, where it is a group.
    pub members: &'a [String],
    pub votes: u32,
    /// Those of a show of hands are told beside.
    pub hands: u32,
    /// The figures behind it in one line; `None` marks it as an opinion.
    pub evidence: Option<&'a str>,
    pub critical: bool,
    /// Who wrote it, in short; told where there is room.
    pub by: &'a str,
    /// What became of it.
    pub note: &'a str,
    /// It was removed a moment ago.
    pub is_gone: bool,
}

/// A column of cards, the selected one unfolded.
#[derive(Clone, Copy)]
pub(crate) struct CardColumn<'a> {
    pub cards: usize,
    pub card: &'a dyn Fn(usize) -> Card<'a>,
    pub selected: Option<usize>,
    pub focused: bool,
    pub styles: &'a Styles,
}

/// Lines of text, and of each mark below it, that a card shows: unselected ones stand close, so that many are seen.
const FOLDED: (usize, usize) = (5, 1);
const UNFOLDED: (usize, usize) = (8, 8);
/// Below this width a card's label stands among its marks instead of before its text.
const NARROW: u16 = 32;

/// A card laid out: its number, its first row and its lines.
struct Laid<'a> {
    number: usize,
    y: u16,
    card: Card<'a>,
    lines: Vec<String>,
    /// Votes, evidence and the rest, in rows.
    meta: Vec<Vec<(String, Style)>>,
}

impl Laid<'_> {
    fn height(&self) -> u16 {
        (self.lines.len() + self.meta.len()) as u16
    }
}

impl<'a> CardColumn<'a> {
    fn lay(&self, number: usize, width: u16, all_open: bool) -> Laid<'a> {
        let mut card = (self.card)(number);
        let chosen = all_open || self.selected == Some(number);
        let narrow = width < NARROW;
        let meta = self.meta(&card, narrow);
        if narrow {
            card.label = "";
        }
        let indent = if card.label.is_empty() { 0 } else { text::width(card.label) + 1 };
        let room = usize::from(width.saturating_sub(3)).saturating_sub(indent);
        let (lines, of_mark) = if chosen { UNFOLDED } else { FOLDED };
        let mut said = text::wrap_to(card.text, room, lines);
        said.extend(members(card.members, room, chosen));
        Laid { number, y: 0, card, lines: said, meta: flow(meta, room, of_mark) }
    }

    fn meta(&self, card: &Card<'_>, with_label: bool) -> Vec<(String, Style)> {
        let mut meta = Vec::new();
        if with_label && !card.label.is_empty() {
            meta.push((card.label.to_owned(), self.styles.faint));
        }
        if card.critical {
            meta.push(("! critical".to_owned(), self.styles.bad));
        }
        if card.votes > 0 {
            meta.push((format!("▲ {}", figures::counted(card.votes, "vote", "votes")), self.styles.accent_strong));
        }
        if card.hands > 0 {
            meta.push((format!("▲ {}", figures::counted(card.hands, "hand", "hands")), self.styles.accent_strong));
        }
        if let Some(evidence) = card.evidence {
            meta.push((format!("◆ {evidence}"), self.styles.info));
        }
        if !card.by.is_empty() && !with_label {
            meta.push((format!("– {}", card.by), self.styles.muted));
        }
        if !card.note.is_empty() {
            meta.push((card.note.to_owned(), self.styles.faint));
        }
        meta
    }

    /// The cards seen, top to bottom: the selected one as near the middle as the ends allow.
    fn layout(&self, width: u16, height: u16) -> Vec<Laid<'a>> {
        if self.cards == 0 || height == 0 {
            return Vec::new();
        }
        let all_open = self.fit_open(width, height);
        let middle = self.selected.unwrap_or(0).min(self.cards - 1);
        let mut seen = VecDeque::from([self.lay(middle, width, all_open)]);
        let mut used = seen[0].height();
        let middle_of_rest = used + height.saturating_sub(used) / 2;
        let room = (width, all_open);
        self.fill_upwards(&mut seen, room, &mut used, middle_of_rest);
        for number in middle + 1..self.cards {
            if used + 1 >= height {
                break;
            }
            let card = self.lay(number, width, all_open);
            used += card.height() + 1;
            seen.push_back(card);
        }
        self.fill_upwards(&mut seen, room, &mut used, height);
        let mut y = 0;
        for laid in &mut seen {
            laid.y = y;
            y += laid.height() + 1;
        }
        seen.into()
    }

    /// All cards can be read whole: none is folded while rows are free.
    fn fit_open(&self, width: u16, height: u16) -> bool {
        // A card takes two rows at least, the one between it and the next among them.
        let may_fit = 2 * self.cards <= usize::from(height) + 1;
        let heights = || (0..self.cards).map(|number| usize::from(self.lay(number, width, true).height()) + 1);
        may_fit && heights().sum::<usize>() <= usize::from(height) + 1
    }

    /// Puts cards before the first one for as long as they fit whole into `most` rows in all.
    fn fill_upwards(&self, seen: &mut VecDeque<Laid<'a>>, (width, all_open): (u16, bool), used: &mut u16, most: u16) {
        while let Some(number) = seen.front().and_then(|first| first.number.checked_sub(1)) {
            let card = self.lay(number, width, all_open);
            if *used + card.height() + 1 > most {
                return;
            }
            *used += card.height() + 1;
            seen.push_front(card);
        }
    }

    fn draw_card(&self, pen: &mut Pen<'_>, laid: &Laid<'_>) {
        let state = RowState::of(self.selected == Some(laid.number), self.focused);
        let width = pen.width().saturating_sub(1);
        let bottom = (laid.y + laid.height()).min(pen.height());
        for y in laid.y..bottom {
            pen.style(Rect::new(0, y, width, 1), self.styles.row(state));
            let (edge, style) = match state {
                RowState::Plain if laid.card.critical => ("▎", self.styles.bad),
                RowState::Plain => ("▎", self.styles.rule),
                _ => (state.edge(), self.styles.edge(state)),
            };
            pen.put(0, y, edge, style);
        }
        let x = pen.put(2, laid.y, laid.card.label, self.styles.in_row(self.styles.faint, state));
        let x = if laid.card.label.is_empty() { 2 } else { x + 1 };
        for (y, line) in (laid.y..).zip(&laid.lines) {
            let style = if laid.card.is_gone { self.styles.faint } else { self.styles.text };
            pen.fit(x, y, width.saturating_sub(x), line, self.styles.in_row(style, state));
        }
        self.draw_meta(pen, laid, x, state);
    }

    fn draw_meta(&self, pen: &mut Pen<'_>, laid: &Laid<'_>, start: u16, state: RowState) {
        let top = laid.y + laid.lines.len() as u16;
        let end = pen.width().saturating_sub(1);
        for (y, row) in (top..).zip(&laid.meta) {
            let mut x = start;
            for (text, style) in row {
                x = pen.fit(x, y, end.saturating_sub(x), text, self.styles.in_row(*style, state)) + 2;
            }
        }
    }

    /// Where the cards that are seen stand, for the mouse.
    pub(crate) fn places(&self, area: Rect) -> Vec<(Rect, usize)> {
        let place = |laid: &Laid<'_>| Rect { y: area.y + laid.y, height: laid.height(), ..area }.intersection(area);
        self.layout(area.width, area.height).iter().map(|laid| (place(laid), laid.number)).collect()
    }
}

/// The cards of a group, a line each; all of them where it is unfolded.
fn members(all: &[String], room: usize, unfolded: bool) -> Vec<String> {
    const FEW: usize = 3;
    let (shown, lines) = if unfolded { (all.len(), 2) } else { (FEW, 1) };
    let mut said: Vec<String> = all.iter().take(shown).flat_map(|member| text::wrap_to(member, room, lines)).collect();
    if all.len() > shown {
        said.push(format!("· and {} more", all.len() - shown));
    }
    said
}

/// Deals marks into rows of at most `width` cells; one that is wider stands alone, in `most` rows.
fn flow(marks: Vec<(String, Style)>, width: usize, most: usize) -> Vec<Vec<(String, Style)>> {
    let mut rows: Vec<Vec<(String, Style)>> = Vec::new();
    let mut used = 0;
    for mark in marks {
        let cells = text::width(&mark.0);
        if let Some(row) = rows.last_mut().filter(|_| used + 2 + cells <= width) {
            row.push(mark);
            used += 2 + cells;
        } else if cells > width {
            rows.extend(text::wrap_to(&mark.0, width.max(1), most).into_iter().map(|words| vec![(words, mark.1)]));
            used = width;
        } else {
            rows.push(vec![mark]);
            used = cells;
        }
    }
    rows
}

impl Widget for &CardColumn<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let seen = self.layout(pen.width(), pen.height());
        for laid in &seen {
            self.draw_card(&mut pen, laid);
        }
        if let (Some(first), Some(last)) = (seen.first(), seen.last()) {
            let whole = last.y + last.height() <= pen.height();
            let range = Range { start: first.number, end: last.number + usize::from(whole) };
            let bar = pen.absolute(Rect::new(0, 0, pen.width(), pen.height()));
            Scrollbar { total: self.cards, seen: range, styles: self.styles }.render(bar, pen.buffer());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell as Counter;

    use ratatui::layout::Position;

    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    const LONG: &str = "Nobody owns the handover when a champion leaves; the CSM learns of it weeks later";

    fn card<'a>(i: usize) -> Card<'a> {
        match i % 2 {
            0 => Card {
                label: "I1",
                text: LONG,
                members: &[],
                votes: 3,
                hands: 0,
                evidence: Some("18 of 24 lost · $1.2M"),
                critical: true,
                by: "Mara",
                ..Card::default()
            },
            _ => Card { label: "I2", text: "Uplift refused", ..Card::default() },
        }
    }

    #[test]
    fn the_selected_card_is_unfolded_and_marks_flow() {
        let styles = styles();
        let column = CardColumn { cards: 2, card: &|i| card(i), selected: Some(0), focused: true, styles: &styles };
        let expected = "▌ I1 Nobody owns the handover
▌    when a champion leaves;
▌    the CSM learns of it weeks
▌    later
▌    ! critical  ▲ 3 votes
▌    ◆ 18 of 24 lost · $1.2M
▌    – Mara

▎ I2 Uplift refused";
        assert_eq!(drawn(&column, 32, 9), expected);
        let folded = CardColumn { selected: Some(1), ..column };
        // A sentence of usual length is read to its end without being selected: the figures that it compares stand there.
        let text = drawn(&folded, 32, 10);
        assert!(text.contains("later") && text.contains("▌ I2 Uplift refused"), "{text}");
        let narrow = drawn(&folded, 17, 12);
        assert!(narrow.lines().nth(4).is_some_and(|line| line.ends_with('…')), "{narrow}");
    }

    #[test]
    fn evidence_that_is_wider_than_the_column_is_wrapped() {
        let styles = styles();
        let evidence = "5 of 5 with it, 18 of 214 without it";
        let card = |_| Card { text: "Champion left", evidence: Some(evidence), ..Card::default() };
        let column = CardColumn { cards: 1, card: &card, selected: None, focused: false, styles: &styles };
        assert_eq!(drawn(&column, 27, 3), "▎ Champion left\n▎ ◆ 5 of 5 with it, 18 of\n▎ 214 without it");
    }

    #[test]
    fn of_five_thousand_cards_only_those_near_the_selection_are_laid_out() {
        let styles = styles();
        let asked = Counter::new(0);
        let counting = |i| {
            asked.set(asked.get() + 1);
            card(i)
        };
        let column = CardColumn { cards: 5_000, card: &counting, selected: Some(2_500), focused: true, styles: &styles };
        assert!(drawn(&column, 50, 40).contains('▌'));
        assert!(asked.get() < 30, "{} cards laid out", asked.get());
        let end = CardColumn { selected: Some(4_999), ..column };
        assert!(drawn(&end, 50, 40).lines().any(|line| line.starts_with('▌')));
    }

    #[test]
    fn the_mouse_finds_the_card() {
        let styles = styles();
        let column = CardColumn { cards: 2, card: &|i| card(i), selected: Some(0), focused: true, styles: &styles };
        let area = Rect::new(0, 0, 32, 9);
        let places = column.places(area);
        let at = |x, y| places.iter().find(|(place, _)| place.contains(Position::new(x, y))).map(|(_, number)| *number);
        assert_eq!([at(4, 2), at(4, 7), at(4, 8)], [Some(0), None, Some(1)]);
    }

    #[test]
    fn any_size_and_any_selection_will_do() {
        let styles = styles();
        for selected in [None, Some(0), Some(9), Some(99)] {
            every_size(&CardColumn { cards: 10, card: &|i| card(i), selected, focused: false, styles: &styles });
        }
        every_size(&CardColumn { cards: 0, card: &|i| card(i), selected: None, focused: true, styles: &styles });
    }
}
