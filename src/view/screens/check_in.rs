//! Check-in: roles, checklist, and the actions carried over.

use ratatui::layout::Rect;

use super::split;
use crate::app::screens::check_in::{Row, rows};
use crate::app::target::Target;
use crate::domain::action::{CarriedAction, Verdict};
use crate::domain::guardrail;
use crate::domain::roster::{ReviewItem, Role};
use crate::view::marks::{self, Tone};
use crate::view::shell::Canvas;
use crate::view::styles::RowState;
use crate::view::text;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::panel::Panel;

/// Rows of the upper part: three roles and three checks, each under its title.
const UPPER: u16 = 5;
/// Wide enough for roles and checklist side by side with nothing cut.
const WIDE: u16 = 170;

pub fn draw(canvas: &mut Canvas, body: Rect) {
    let all = rows(canvas.model.session());
    let selected = canvas.model.screens.check_in.cursor.at(all.len()).map(|i| all[i]);
    let (roles, checks, carried) = places(body);
    let focused = |is: fn(&Row) -> bool| selected.as_ref().is_some_and(is);
    let styles = canvas.styles;
    let inner = Panel::new("Who does what", styles).focused(focused(|r| matches!(r, Row::Seat(_)))).draw(roles, canvas.buf);
    for (y, role) in (0..).zip(Role::ALL) {
        draw_seat(canvas, inner, y, role, selected == Some(Row::Seat(role)));
    }
    let inner = Panel::new("Before we start", styles).focused(focused(|r| matches!(r, Row::Review(_)))).draw(checks, canvas.buf);
    for (y, item) in (0..).zip(ReviewItem::ALL) {
        draw_check(canvas, inner, y, item, selected == Some(Row::Review(item)));
    }
    draw_carried(canvas, carried, selected);
}

fn places(body: Rect) -> (Rect, Rect, Rect) {
    if body.width >= WIDE {
        let (upper, lower) = split::down(body, UPPER);
        let (roles, checks) = split::across(upper, 42);
        return (roles, checks, lower);
    }
    let (roles, rest) = split::down(body, 4);
    let (checks, carried) = split::down(rest, 4);
    (roles, checks, carried)
}

/// Marks a row's place, its selection and its mouse target; returns the state to draw it in.
fn begin_row(canvas: &mut Canvas, inner: Rect, y: u16, height: u16, row: Row, selected: bool) -> RowState {
    let state = RowState::of(selected, true);
    let place = Rect { y: inner.y + y, height, ..inner }.intersection(inner);
    let place_of_row = rows(canvas.model.session()).iter().position(|r| *r == row).unwrap_or(0);
    canvas.targets.add(place, Target::Row(place_of_row));
    let styles = canvas.styles;
    let mut pen = canvas.pen(place);
    for line in 0..height {
        pen.style_row(line, styles.row(state));
        pen.put(0, line, state.edge(), styles.edge(state));
    }
    state
}

fn draw_seat(canvas: &mut Canvas, inner: Rect, y: u16, role: Role, selected: bool) {
    let state = begin_row(canvas, inner, y, 1, Row::Seat(role), selected);
    let (styles, seat) = (canvas.styles, canvas.model.session().roster.seat(role).clone());
    let mut pen = canvas.pen(inner);
    let x = pen.put(2, y, &format!("{:<17}", role.label()), styles.in_row(styles.muted, state));
    let (name, style) = match seat.acting() {
        Some(name) => (name.to_owned(), styles.strong),
        None => ("not filled".to_owned(), styles.faint),
    };
    let x = pen.put(x, y, &name, styles.in_row(style, state));
    let note = match (seat.fallback_used, &seat.fallback) {
        (true, _) => format!("  stands in for {}", seat.name.as_deref().unwrap_or("nobody named")),
        (false, Some(fallback)) => format!("  fallback {fallback}"),
        (false, None) if seat.name.is_none() => format!("  {}", role.duty()),
        (false, None) => String::new(),
    };
    let room = inner.width.saturating_sub(x);
    pen.fit(x, y, room, &note, styles.in_row(if seat.fallback_used { styles.warn } else { styles.faint }, state));
}

fn draw_check(canvas: &mut Canvas, inner: Rect, y: u16, item: ReviewItem, selected: bool) {
    let state = begin_row(canvas, inner, y, 1, Row::Review(item), selected);
    let styles = canvas.styles;
    let (mark, tone) = marks::check(canvas.model.session().review.contains(&item));
    let mut pen = canvas.pen(inner);
    let x = pen.put(2, y, mark, styles.in_row(styles.tone(tone), state)) + 1;
    let room = inner.width.saturating_sub(x);
    pen.fit(x, y, room, item.label(), styles.in_row(styles.text, state));
}

fn draw_carried(canvas: &mut Canvas, area: Rect, selected: Option<Row>) {
    let styles = canvas.styles;
    let carried = canvas.model.session().carried.clone();
    let judged = carried.iter().filter(|c| c.verdict.is_some()).count();
    let title = match carried.first() {
        Some(first) => format!("Carried over from {}", first.session),
        None => "Carried over from the last retro".to_owned(),
    };
    let aside = if carried.is_empty() { String::new() } else { format!("{judged} of {} judged", carried.len()) };
    let focused = matches!(selected, Some(Row::Carried(_)));
    let inner = Panel::new(&title, styles).aside(&aside).focused(focused).draw(area, canvas.buf);
    if carried.is_empty() {
        let text = "Nothing is carried over: this is the first retro of this segment, or all actions of the last one were done.";
        return canvas.draw(inner, &Empty { title: "No open actions", text, key: ("n", "on to the data"), styles });
    }
    let first = match selected {
        Some(Row::Carried(i)) => (i + 1).saturating_sub(usize::from(inner.height / 3)),
        _ => 0,
    };
    for (y, (i, action)) in (0..).step_by(3).zip(carried.iter().enumerate().skip(first)) {
        if y + 2 <= inner.height {
            draw_action(canvas, inner, y, (i, action), selected == Some(Row::Carried(i)));
        }
    }
}

fn draw_action(canvas: &mut Canvas, inner: Rect, y: u16, (i, carried): (usize, &CarriedAction), selected: bool) {
    let state = begin_row(canvas, inner, y, 2, Row::Carried(i), selected);
    let (styles, as_of) = (canvas.styles, canvas.model.as_of());
    let (mark, tone) = match carried.verdict {
        Some(Verdict::Worked) => ("✓ worked", Tone::Good),
        Some(Verdict::Done) => ("✓ done", Tone::Good),
        Some(Verdict::Stalled) => ("! stalled", Tone::Warn),
        None => ("? open", Tone::Neutral),
    };
    let action = &carried.action;
    let mut pen = canvas.pen(inner);
    let x = pen.put(2, y, &format!("{mark:<11}"), styles.in_row(styles.tone(tone), state));
    let room = inner.width.saturating_sub(x + 1);
    pen.fit(x, y, room, &action.title, styles.in_row(styles.text, state));
    let due = action.due.map_or_else(|| "no due date".to_owned(), |d| format!("due {d}"));
    let metric = if action.metric.is_set() { format!(" · {}", action.metric) } else { String::new() };
    let quiet = format!("{} · {} · {due}{metric}", action.owner, action.team.label());
    if carried.is_stalled_beyond_sla(as_of) {
        let loud = format!("▲ beyond its SLA: goes to {}", guardrail::ESCALATE_TO);
        let width = (text::width(&loud) as u16).min(room);
        pen.fit_right(inner.width - 1, y + 1, width, &loud, styles.in_row(styles.bad, state));
        pen.fit(x, y + 1, room.saturating_sub(width + 2), &quiet, styles.in_row(styles.faint, state));
    } else {
        pen.fit(x, y + 1, room, &quiet, styles.in_row(styles.faint, state));
    }
}
