//! The agenda: each step with its time, planned and spent, and where the room is.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::blank;
use crate::app::overlays::agenda::AgendaPage;
use crate::app::target::Target;
use crate::domain::agenda::{StepId, Timed};
use crate::domain::session::Session;
use crate::telling::ledger;
use crate::view::shell::Canvas;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::table::{Column, Table};

const COLUMNS: [Column<'_>; 6] = [
    Column::text("", 1),
    Column::text("Step", 22).grows(),
    Column::text("Phase", 17).priority(1),
    Column::number("Planned", 7),
    Column::number("Now", 7).priority(2),
    Column::number("Spent", 7),
];

pub fn draw(canvas: &mut Canvas, body: Rect, page: &AgendaPage) {
    blank(canvas, body);
    let (model, styles, now) = (canvas.model, canvas.styles, canvas.now);
    let session = model.world.session();
    let title = format!("Agenda: {}", session.course.agenda().label());
    let inner = Panel::new(&title, styles).focused(true).aside(&model.ends_told(now)).draw(body, canvas.buf);
    let steps = &session.course.steps;
    let to_come: Vec<&StepId> = session.course.to_come(&session.open).map(|timed| &timed.step.id).collect();
    let row = |i: usize| {
        let timed = &steps[i];
        let planned = i64::from(timed.step.minutes) * 60;
        let style = match (is_at(session, timed), to_come.contains(&&timed.step.id)) {
            (true, _) => styles.strong,
            (false, true) => styles.text,
            (false, false) => styles.muted,
        };
        let changed = if timed.clock.allotted == planned { String::new() } else { ledger::minutes(timed.clock.allotted) };
        let spent = timed.clock.used_at(now);
        let over = if timed.clock.left_at(now) < 0 { styles.bad } else { style };
        vec![
            (Cow::Borrowed(mark(session, timed)), styles.accent),
            (Cow::Borrowed(timed.step.title.as_str()), style),
            (Cow::Borrowed(timed.step.phase.name()), styles.muted),
            (Cow::Owned(ledger::minutes(planned)), style),
            (Cow::Owned(changed), styles.warn),
            (Cow::Owned(if spent > 0 { ledger::minutes(spent) } else { String::new() }), over),
        ]
    };
    let selected = page.cursor.at(steps.len());
    let table = Table { columns: &COLUMNS, rows: steps.len(), row: &row, selected, focused: true, sort: None, noun: "steps", styles };
    let place = Rect { height: inner.height.saturating_sub(1), ..inner };
    canvas.rows(place, |at| table.row_at(place, at), Target::Row);
    (&table).render(place, canvas.buf);
    let below = Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner }.intersection(inner);
    canvas.pen(below).fit(0, 0, below.width, &sum(session, now), styles.muted);
}

fn is_at(session: &Session, timed: &Timed) -> bool {
    session.open.contains(&timed.step.phase) && session.step(timed.step.phase).id == timed.step.id
}

fn mark(session: &Session, timed: &Timed) -> &'static str {
    match (timed.clock.is_running(), is_at(session, timed), timed.ended) {
        (true, ..) => "▶",
        (false, true, _) => "●",
        (false, false, true) => "✓",
        (false, false, false) => "",
    }
}

fn sum(session: &Session, now: DateTime<Utc>) -> String {
    let planned = i64::from(session.course.agenda().minutes()) * 60;
    format!("In all {} planned, {} spent", ledger::minutes(planned), ledger::minutes(session.course.spent(now)))
}
