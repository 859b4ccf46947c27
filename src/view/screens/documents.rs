//! Documentation: the merge gate with what is open, sign-off, what will be written, and the report itself.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::split;
use crate::app::marks::Tone;
use crate::app::screens::lists::ListId;
use crate::app::screens::lists::{report, texts};
use crate::app::target::Target;
use crate::app::world::World;
use crate::domain::guardrail;
use crate::view::listing::Listing;
use crate::view::shell::Canvas;
use crate::view::styles::RowState;
use crate::view::text;
use crate::view::widgets::scroll::{self, Scrollbar};

pub(crate) fn draw_gate(canvas: &mut Canvas, body: Rect) {
    if !canvas.model.world.is_workshop() {
        return draw_lines(canvas, body, ListId::Gate, "What is published");
    }
    let (left, right) = if body.width >= 100 { split::across(body, 58) } else { split::down(body, body.height * 3 / 5) };
    let title = gate_title(&canvas.model.world);
    draw_lines(canvas, left, ListId::Gate, title);
    draw_lines(canvas, right, ListId::Published, "What is published");
}

fn gate_title(world: &World) -> &'static str {
    let session = world.session();
    match (&session.gate_override, guardrail::gate_open(session)) {
        (Some(_), _) => "Merge gate: overridden",
        (None, true) => "Merge gate: open",
        (None, false) => "Merge gate: closed",
    }
}

fn draw_lines(canvas: &mut Canvas, area: Rect, id: ListId, title: &str) {
    let (lines, styles) = (texts::lines(canvas.model, id), canvas.styles);
    let wrap = |i: usize, width: usize| {
        let (line, meant) = &lines[i];
        let indent = line.len() - line.trim_start().len();
        let wrapped = text::wrap(line.trim_start(), width.saturating_sub(indent));
        wrapped.into_iter().map(|part| (format!("{:indent$}{part}", ""), styles.tone(*meant))).collect()
    };
    draw_text(canvas, area, id, title, &wrap);
}

/// The report as it will be written, scrolled.
pub(crate) fn draw_report(canvas: &mut Canvas, body: Rect) {
    let (lines, styles) = (report::lines(texts::report(canvas.model)), canvas.styles);
    let wrap = |i: usize, width: usize| {
        let report::Read { line: (line, meant), is_row } = &lines[i];
        let style = if *meant == Tone::Accent { styles.accent_strong } else { styles.tone(*meant) };
        let parts = if *is_row { vec![line.clone()] } else { wrapped(line, width) };
        parts.into_iter().map(|part| (part, style)).collect()
    };
    draw_text(canvas, body, ListId::Report, "The report, as it will be written", &wrap);
}

/// What goes on of an item stands below its words.
fn wrapped(line: &str, width: usize) -> Vec<String> {
    let words = line.trim_start_matches([' ', '•']);
    let indent = line.chars().count() - words.chars().count();
    let parts = text::wrap(words, width.saturating_sub(indent));
    let head: String = line.chars().take(indent).collect();
    let placed = |(i, part): (usize, String)| if i == 0 { format!("{head}{part}") } else { format!("{:indent$}{part}", "") };
    parts.into_iter().enumerate().map(placed).collect()
}

/// A text, from the line on that the selection stands at; `wrap` makes rows of a line. Of the gate, the line is marked: it leads somewhere.
fn draw_text(canvas: &mut Canvas, area: Rect, id: ListId, title: &str, wrap: &dyn Fn(usize, usize) -> Vec<(String, Style)>) {
    let place = canvas.model.screens.list(id).place();
    let lines = texts::lines(canvas.model, id);
    let is_gate = id == ListId::Gate && canvas.model.world.is_workshop();
    let aside = if id == ListId::Report { scroll::position(place, lines.len()) } else { String::new() };
    let Some(shown) = (Listing { id, title, aside: &aside }).frame(canvas, area) else { return };
    let (inner, styles) = (shown.inner, canvas.styles);
    let (edge, height) = (u16::from(is_gate), usize::from(inner.height));
    let width = usize::from(inner.width.saturating_sub(1 + edge));
    let mut rows: Vec<(Option<usize>, String, Style)> = Vec::new();
    let mut first = 0;
    for (at, line) in shown.items.iter().enumerate() {
        // Each part of the gate stands by itself.
        if is_gate && !lines[*line].0.starts_with(' ') {
            rows.push((None, String::new(), styles.text));
        }
        if Some(at) == shown.place {
            first = rows.len();
        }
        rows.extend(wrap(*line, width).into_iter().map(|(row, style)| (Some(at), row, style)));
    }
    let first = first.min(rows.len().saturating_sub(height));
    let seen = first..(first + height).min(rows.len());
    for (y, (at, row, style)) in (0..inner.height).zip(&rows[seen.clone()]) {
        let state = RowState::of(is_gate && at.is_some() && shown.marked() == *at, true);
        if let Some(at) = at.filter(|_| is_gate) {
            canvas.targets.add(Rect { y: inner.y + y, height: 1, ..inner }, Target::Item(id, at));
        }
        let mut pen = canvas.pen(inner);
        if is_gate && at.is_some() {
            pen.style_row(y, styles.row(state));
            pen.put(0, y, state.edge(), styles.edge(state));
        }
        pen.fit(edge, y, width as u16, row, styles.in_row(*style, state));
    }
    canvas.draw(inner, &Scrollbar { total: rows.len(), seen, styles });
}
