//! The house above a phase: a list, and the whole of the selected line below it, large enough to be read by the room.

use crate::app::keymap;
use ratatui::layout::Rect;

use super::blank;
use crate::app::list::Order;
use crate::app::overlays::house::{HousePage, Shelf, rows};
use crate::app::target::Target;
use crate::domain::session::Session;
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::table::Table;

/// Lines for the whole of what is selected.
const DETAIL: u16 = 4;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect, page: &HousePage) {
    blank(canvas, body);
    let (model, styles) = (canvas.model, canvas.styles);
    let (session, shelf) = (model.world.session(), page.shelf);
    let title = shelf.title(session);
    let inner = Panel::new(&title, styles).focused(true).aside(&shelf.aside(session)).draw(body, canvas.buf);
    let len = shelf.len(session);
    if len == 0 {
        let (title, text, key) = shelf.empty();
        return canvas.draw(inner, &Empty { title, text, key: (&keymap::named(key.0), key.1), styles });
    }
    let (rows, shown, order) = (rows(session, shelf), (0..len).collect::<Vec<_>>(), Order::default());
    let selected = page.cursor.at(len);
    let table = Table { rows: &rows, shown: &shown, selected, focused: true, order: &order, noun: "lines", styles };
    // Of people, the row says all.
    let detail = if shelf == Shelf::People { 0 } else { DETAIL.min(inner.height / 3) };
    let (place, low) = split::down(inner, inner.height.saturating_sub(detail));
    canvas.rows(place, |at| table.row_at(place, at), Target::Row);
    canvas.draw(place, &table);
    let Some(said) = selected.map(|at| whole(session, shelf, at)) else { return };
    let width = usize::from(low.width.saturating_sub(2));
    let lines = text::wrap(&said.0, width).into_iter().map(|line| (line, styles.text)).chain([(said.1, styles.muted)]);
    let mut pen = canvas.pen(low);
    for (y, (line, style)) in (1..low.height).zip(lines) {
        pen.fit(1, y, low.width.saturating_sub(2), &line, style);
    }
}

/// The whole of a line, and what else is known of it.
fn whole(session: &Session, shelf: Shelf, at: usize) -> (String, String) {
    match shelf {
        Shelf::Parking => {
            let line = &session.house.parked[at];
            let from = line.from.as_ref().map_or_else(String::new, |from| format!(" · from {from}"));
            (line.text.clone(), format!("{}, {}{from}", line.by, line.on))
        }
        Shelf::Agreements => {
            let known = &session.house.agreements[at];
            (known.text.clone(), known.from.as_ref().map_or_else(String::new, |from| format!("from {from}")))
        }
        Shelf::Round => {
            let answer = &session.house.answers[at];
            (answer.text.clone(), answer.by.clone())
        }
        Shelf::People => (String::new(), String::new()),
        Shelf::ReadBack => {
            let action = session.to_read_back()[at];
            let metric = if action.metric.is_set() { action.metric.to_string() } else { "no success metric".to_owned() };
            (format!("{} {}", action.id, action.title), metric)
        }
    }
}
