//! The second window: the facilitator's own view, or the one for the room.

mod private;
mod room;

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

use super::marks::Tone;
use super::shell::{self, Canvas};
use super::text;
use super::widgets::digits::{self, Size};
use super::widgets::empty::Empty;
use super::widgets::too_small::{TooSmall, is_less};
use crate::app::keymap::Mode;
use crate::app::model::Model;
use crate::app::presenting::{Presenting, Sight, Stage};
use crate::domain::timer::countdown;

/// A small window beside the first one will do.
const LEAST: (u16, u16) = (40, 12);
/// From so many rows on the clock is larger.
const HIGH: u16 = 36;
/// Blanks at both edges.
const MARGIN: u16 = 2;

pub(crate) fn draw(canvas: &mut Canvas<'_, Presenting>, area: Rect) {
    let (window, styles) = (canvas.model, canvas.styles);
    if is_less(area, LEAST) {
        return canvas.draw(area, &TooSmall { least: LEAST, styles });
    }
    canvas.pen(area).clear_all(styles.base);
    header(canvas, Rect { height: 1, ..area });
    let keys = shell::hints_of(Mode::Present, |command| Some(command.short()));
    let bottom = shell::below(canvas, area, said(window).as_ref(), &keys);
    let inner = Rect { x: area.x + MARGIN, y: area.y + 2, width: area.width - 2 * MARGIN, height: area.height.saturating_sub(3 + bottom) };
    let model = match &window.stage {
        Stage::Waiting(why) => return canvas.draw(inner, &Empty { title: "No retro to follow", text: why, key: ("", ""), styles }),
        Stage::Following(model) => model,
    };
    let now = window.clock_now(model, canvas.now);
    match window.sight {
        Sight::Private => private::draw(canvas, inner, model, now),
        Sight::Room => room::draw(canvas, inner, model, now),
    }
}

/// Whose view this is, and of which retro.
fn header(canvas: &mut Canvas<'_, Presenting>, row: Rect) {
    let (window, styles, now) = (canvas.model, canvas.styles, canvas.now);
    let mut pen = canvas.pen(row);
    pen.clear_all(styles.surface);
    let x = match window.sight {
        Sight::Private => pen.put(1, 0, " for you alone ", styles.chip) + 2,
        Sight::Room => 1,
    };
    let Some(model) = window.model() else { return };
    let mut end = row.width - 1;
    let session = model.world.session();
    let ends = match session.closed {
        true => "closed".to_owned(),
        false if model.world.is_workshop() => format!("ends {}", model.ends_at(window.clock_now(model, now)).format("%H:%M")),
        false => String::new(),
    };
    end = pen.fit_right(end, 0, 12, &ends, styles.text).saturating_sub(2);
    if model.hidden.is_some() {
        end = pen.fit_right(end, 0, 10, "▒ hidden", styles.accent_strong).saturating_sub(2);
    }
    pen.fit(x, 0, end.saturating_sub(x), &session.scope.headline(), styles.strong);
}

/// What is to be said below; the room is told nothing but that what it sees stands still.
fn said(window: &Presenting) -> Option<(Cow<'_, str>, Tone)> {
    let model = window.model()?;
    if !window.is_held && !model.world.session().closed {
        return Some(("No window has this retro open: it stands as it was left".into(), Tone::Warn));
    }
    model.status.as_ref().filter(|_| window.sight == Sight::Private).map(shell::happened)
}

/// The band at the top: what the room is at, with `under` in the rows below it, and at the right what is left of its time. Gives the rest.
fn band<M>(canvas: &mut Canvas<'_, M>, area: Rect, model: &Model, now: DateTime<Utc>, at: impl FnOnce(&mut Canvas<'_, M>, Rect)) -> Rect {
    let size = if area.height >= HIGH { Size::Large } else { Size::Medium };
    let place = Rect { height: (size.height() + 1).min(area.height), ..area };
    let clock = if model.world.is_workshop() && !model.world.session().closed { clock(canvas, place, size, (model, now)) } else { 0 };
    at(canvas, Rect { width: place.width.saturating_sub(clock + MARGIN), ..place });
    Rect { y: area.y + place.height, height: area.height - place.height, ..area }
}

/// What is left of the step, large, at the right; gives the cells that it takes.
fn clock<M>(canvas: &mut Canvas<'_, M>, area: Rect, size: Size, (model, now): (&Model, DateTime<Utc>)) -> u16 {
    let styles = canvas.styles;
    let clock = model.world.session().timebox(model.clock());
    let left = clock.left_at(now);
    let (style, state) = match (left <= 0, clock.is_running()) {
        (true, _) => (styles.bad, "over time"),
        (false, true) => (styles.accent_strong, "left"),
        (false, false) => (styles.muted, "paused"),
    };
    let number = countdown(left);
    let width = digits::width(&number, size);
    let mut pen = canvas.pen(area);
    let x = area.width.saturating_sub(width);
    digits::draw(&mut pen, (x, 0), &number, size, style);
    pen.fit_right(area.width, size.height(), width, state, styles.muted);
    width.max(text::width(state) as u16)
}
