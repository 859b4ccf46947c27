//! What the people wrote: renewals with notes, newest first, and the notes of the selected one.

use crate::app::command::Command;
use crate::app::keymap;
use ratatui::layout::Rect;

use super::{nothing, rows};
use crate::app::screens::lists::{ListId, notes};
use crate::app::tools;
use crate::domain::hook::HookAbout;
use crate::domain::renewal::Renewal;
use crate::view::listing::{Listing, Look};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::scroll;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let (list, detail) = if body.width >= 100 { split::across(body, 42) } else { split::down(body, body.height / 2) };
    let (model, styles) = (canvas.model, canvas.styles);
    let noted = tools::notes_on(&model.world, |about| matches!(about, HookAbout::Theme { .. }));
    let detail = if noted.is_empty() { detail } else { draw_themes(canvas, detail, &noted) };
    let all = notes::all(model);
    let title = format!("Notes on renewals due, {}", model.world.facts.scope.window.label);
    if all.is_empty() {
        let inner = Panel::new(&title, styles).focused(true).draw(list, canvas.buf);
        canvas.draw(detail, &Panel::new("", styles));
        return nothing(canvas, inner, "No notes", "The data holds no notes near the renewals of this scope.");
    }
    let position = scroll::position(model.screens.list(ListId::Notes).place(), all.len());
    let listing = Listing { id: ListId::Notes, title: &title, aside: &position };
    let table = listing.table(canvas, list, &Look::new("renewals"));
    match table.and_then(|table| table.selected) {
        Some(i) => draw_notes(canvas, detail, all[i]),
        None => canvas.draw(detail, &Panel::new("", styles)),
    }
}

/// What tools of the user's own say about the reason that cost most; gives the room that is left above it.
fn draw_themes(canvas: &mut Canvas, area: Rect, noted: &[(String, String, bool)]) -> Rect {
    let styles = canvas.styles;
    let title = crate::app::guide::top_reason(&canvas.model.world)
        .map_or_else(|| "From your tools".to_owned(), |(reason, _)| format!("From your tools, on {reason}"));
    let width = usize::from(area.width.saturating_sub(4));
    let line = |(source, item, accepted): &(String, String, bool)| format!("{} {source}: {item}", if *accepted { "✓" } else { "?" });
    let lines: Vec<String> = noted.iter().flat_map(|note| text::wrap(&line(note), width)).collect();
    let height = (lines.len() as u16 + 2).min(area.height / 2);
    let (above, low) = split::down(area, area.height - height);
    let inner =
        Panel::new(&title, styles).aside(&format!("? not in the record; {} accepts", keymap::named(Command::Tools))).draw(low, canvas.buf);
    let mut pen = canvas.pen(inner);
    for (y, words) in (0..inner.height).zip(&lines) {
        pen.put(0, y, words, styles.text);
    }
    above
}

/// A renewal's notes, newest first; what does not fit is said.
fn draw_notes(canvas: &mut Canvas, area: Rect, renewal: &Renewal) {
    let styles = canvas.styles;
    let inner = Panel::new(&renewal.account, styles).aside("Enter opens the renewal").draw(area, canvas.buf);
    let mut notes: Vec<_> = renewal.notes.iter().collect();
    notes.sort_by_key(|n| std::cmp::Reverse(n.on));
    let mut y = 0;
    for (i, note) in notes.iter().enumerate() {
        let lines = text::wrap(&note.text, usize::from(inner.width.saturating_sub(2)));
        if y + 1 >= inner.height {
            let more = format!("{} more", notes.len() - i);
            let last = rows(inner, inner.height.saturating_sub(1), 1);
            canvas.pen(last).fit_right(inner.width, 0, inner.width, &more, styles.faint);
            return;
        }
        let mut pen = canvas.pen(inner);
        let x = pen.put(0, y, &note.on.to_string(), styles.accent);
        pen.put(x + 2, y, &note.author, styles.muted);
        for (line, words) in (y + 1..).zip(&lines) {
            pen.put(2, line, words, styles.text);
        }
        y += lines.len() as u16 + 2;
    }
}
