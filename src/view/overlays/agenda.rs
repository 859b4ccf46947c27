//! The agenda: each step with its time, planned and spent, and where the room is.

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

use super::blank;
use crate::app::list::Order;
use crate::app::overlays::agenda::{AgendaPage, rows};
use crate::app::target::Target;
use crate::domain::session::Session;
use crate::telling::ledger;
use crate::view::shell::Canvas;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::table::Table;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect, page: AgendaPage) {
    blank(canvas, body);
    let (model, styles, now) = (canvas.model, canvas.styles, canvas.now);
    let session = model.world.session();
    let title = format!("Agenda: {}", session.course.agenda().label());
    let inner = Panel::new(&title, styles).focused(true).aside(&model.ends_told(now)).draw(body, canvas.buf);
    let steps = session.course.steps.len();
    let (rows, shown, order) = (rows(session, now), (0..steps).collect::<Vec<_>>(), Order::default());
    let selected = page.cursor.at(steps);
    let table = Table { rows: &rows, shown: &shown, selected, focused: true, order: &order, noun: "steps", styles };
    let place = Rect { height: inner.height.saturating_sub(1), ..inner };
    // A step is where it is: the agenda has no other order.
    canvas.rows(place, |at| table.row_at(place, at), Target::Row);
    canvas.draw(place, &table);
    let below = Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner }.intersection(inner);
    canvas.pen(below).fit(0, 0, below.width, &sum(session, now), styles.muted);
}

/// What adds up to the end of the meeting stands first; what was planned at first is another matter.
fn sum(session: &Session, now: DateTime<Utc>) -> String {
    let planned = i64::from(session.course.agenda().minutes()) * 60;
    let spent = session.course.spent(now);
    let to_come = (session.ends_at(now) - now).num_seconds();
    let [spent_told, to_come_told, all] = [spent, to_come, spent + to_come].map(ledger::minutes);
    let at_first = if planned == spent + to_come { String::new() } else { format!(" · steps as planned: {}", ledger::minutes(planned)) };
    format!("{spent_told} spent and {to_come_told} to come: {all} in all{at_first}")
}
