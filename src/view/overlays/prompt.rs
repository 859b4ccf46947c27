//! Text, asked for above everything else.

use ratatui::layout::Rect;

use crate::app::model::Model;
use crate::app::overlays::prompt::Prompt;
use crate::app::overlays::{Overlay, Purpose};
use crate::view::shell::Canvas;
use crate::view::styles::Styles;
use crate::view::text;
use crate::view::widgets::overlay;
use crate::view::widgets::text_box::TextBox;

/// Rows that stay free below.
const FOOTER: u16 = 2;

/// More lines than a card should have; what is longer scrolls.
const MOST_LINES: u16 = 6;

pub(crate) fn draw<M>(canvas: &mut Canvas<'_, M>, screen: Rect, prompt: &Prompt) {
    let styles = canvas.styles;
    let field = TextBox { input: &prompt.input, placeholder: &prompt.hint, styles };
    let (place, height) = place(prompt, &field, screen);
    let inner = overlay::frame(place, &prompt.title, foot(prompt), styles, canvas.buf);
    canvas.draw(Rect { y: inner.y + 1, height, ..inner }, &field);
    let below = Rect { y: inner.y + 1 + height, height: inner.height.saturating_sub(1 + height), ..inner };
    let mut pen = canvas.pen(below);
    let (told, style) = match (&prompt.error, &prompt.done) {
        (Some(error), _) => (format!("! {error}"), styles.bad),
        // In the field stands the hint, until something is typed.
        (None, Some(done)) if prompt.input.value().is_empty() => (format!("✓ {done}"), styles.good),
        (None, _) if prompt.input.value().is_empty() => (at_hand(prompt), styles.faint),
        (None, _) => prompt.read_back().map_or_else(|| (prompt.hint.clone(), styles.faint), |is| (is, styles.good)),
    };
    for (y, line) in (0..).zip(text::wrap_message(&told, inner.width.into(), below.height.into())) {
        pen.put(0, y, &line, style);
    }
}

/// That somebody is at hand, as long as nobody is named.
fn at_hand(prompt: &Prompt) -> String {
    match (&prompt.purpose, &prompt.offers[..]) {
        (Purpose::Join, [first, ..]) => format!("Tab: {}, who was in the last retro", first.answer),
        _ => String::new(),
    }
}

/// Where it stands, and how many lines its field has. Where cards are captured, the room sees them come: the box stands below the board.
fn place(prompt: &Prompt, field: &TextBox<'_>, screen: Rect) -> (Rect, u16) {
    let width = 84.min(screen.width - 4);
    let lines = field.height(width.saturating_sub(4)).min(MOST_LINES);
    let hung = overlay::hung(screen, width, 5 + lines);
    let place = match prompt.purpose {
        Purpose::NewCard(_) | Purpose::Say(_) => Rect { y: screen.bottom().saturating_sub(hung.height + FOOTER).max(screen.y), ..hung },
        _ => hung,
    };
    (place, lines)
}

/// What a box in which cards are captured leaves free of a board.
pub(crate) fn above_capture(model: &Model, screen: Rect, body: Rect, styles: &Styles) -> Rect {
    let Some(Overlay::Prompt(prompt)) = model.overlays.last() else { return body };
    if !matches!(prompt.purpose, Purpose::NewCard(_) | Purpose::Say(_)) {
        return body;
    }
    let (place, _) = place(prompt, &TextBox { input: &prompt.input, placeholder: "", styles }, screen);
    Rect { height: body.height.min(place.y.saturating_sub(body.y)), ..body }
}

fn foot(prompt: &Prompt) -> &'static str {
    match prompt.purpose {
        Purpose::Say(_) => "Enter next words · @name whose · Esc ends",
        Purpose::NewCard(_) => "Enter next card · Tab column · @name whose · Esc ends",
        Purpose::AskRound if prompt.offers.len() > 1 => "Enter asks it · Tab another question · Esc puts aside",
        _ if prompt.offers.len() > 1 => "Enter keeps · Tab somebody else · Esc puts aside",
        _ => "Enter keeps · Esc puts aside",
    }
}
