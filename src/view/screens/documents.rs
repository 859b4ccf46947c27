//! Documentation: the merge gate with what is open, sign-off, what will be written, and the report itself.

use ratatui::layout::Rect;

use super::split;
use crate::app::model::Model;
use crate::app::screens::page::Page;
use crate::domain::guardrail;
use crate::domain::roster::Role;
use crate::export;
use crate::view::marks::{self, Tone};
use crate::view::shell::Canvas;
use crate::view::styles::Styles;
use crate::view::text;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::scroll::{self, Scrollbar};

/// A line and how it is meant.
type Said = (String, Tone);

pub fn draw_gate(canvas: &mut Canvas, body: Rect) {
    if !canvas.model.is_workshop() {
        // One reader signs nothing off: there is only what to publish.
        let lines = publish_lines(canvas.model);
        return draw_lines(canvas, body, "What is published", &lines, true);
    }
    let (left, right) = if body.width >= 100 { split::across(body, 58) } else { split::down(body, body.height * 3 / 5) };
    let open = guardrail::gate_open(canvas.model.session());
    let (title, lines) = (gate_title(canvas.model, open), gate_lines(canvas.model));
    draw_lines(canvas, left, &title, &lines, true);
    let lines = publish_lines(canvas.model);
    draw_lines(canvas, right, "What is published", &lines, false);
}

fn gate_title(model: &Model, open: bool) -> String {
    match (&model.session().gate_override, open) {
        (Some(_), _) => "Merge gate: overridden".into(),
        (None, true) => "Merge gate: open".into(),
        (None, false) => "Merge gate: closed".into(),
    }
}

fn gate_lines(model: &Model) -> Vec<Said> {
    let session = model.session();
    let mut lines = vec![(String::new(), Tone::Neutral)];
    for condition in guardrail::merge_gate(session) {
        let (mark, tone) = marks::check(condition.holds());
        lines.push((format!("{mark} {}", condition.text), if condition.holds() { tone } else { Tone::Warn }));
        lines.extend(condition.open.iter().map(|open| (format!("    {open}"), Tone::Neutral)));
        lines.push((String::new(), Tone::Neutral));
    }
    if let Some(name) = session.signed_off.get(&Role::RenewalDirector) {
        lines.push((format!("Signed off by {name}; s withdraws it"), Tone::Good));
    } else {
        lines.push(("s signs off as sponsor".into(), Tone::Neutral));
    }
    if let Some(reason) = &session.gate_override {
        lines.push((format!("Overridden: {reason}"), Tone::Warn));
    } else if !guardrail::gate_open(session) {
        lines.push(("o overrides the gate, with a reason that is recorded".into(), Tone::Neutral));
    }
    lines
}

fn publish_lines(model: &Model) -> Vec<Said> {
    let session = model.session();
    let mut lines = vec![(String::new(), Tone::Neutral)];
    lines.extend(export::FORMATS.iter().map(|format| (format!("{:<14} {}", format.file, format.what), Tone::Neutral)));
    lines.push((String::new(), Tone::Neutral));
    match &session.exported_to {
        Some(folder) => lines.push((format!("✓ Exported to {folder}; x writes it again"), Tone::Good)),
        None if model.is_workshop() => lines.push(("x exports, once the gate is open".into(), Tone::Neutral)),
        None => lines.push(("x exports".into(), Tone::Neutral)),
    }
    for escalation in guardrail::escalations(session, model.as_of()) {
        lines.push((String::new(), Tone::Neutral));
        lines.push((format!("▲ Escalated to {}", escalation.to), Tone::Bad));
        lines.push((format!("{}: {}", escalation.subject, escalation.why), Tone::Neutral));
    }
    lines
}

fn draw_lines(canvas: &mut Canvas, area: Rect, title: &str, lines: &[Said], focused: bool) {
    let styles = canvas.styles;
    let inner = Panel::new(title, styles).focused(focused).draw(area, canvas.buf);
    let mut pen = canvas.pen(inner);
    let mut y = 0;
    for (line, tone) in lines {
        let indent = line.len() - line.trim_start().len();
        let style = if *tone == Tone::Neutral { styles.text } else { styles.tone(*tone) };
        for part in text::wrap(line.trim_start(), usize::from(inner.width).saturating_sub(indent)) {
            pen.put(indent as u16, y, &part, style);
            y += 1;
        }
    }
}

/// The report as it will be written, scrolled.
pub fn draw_report(canvas: &mut Canvas, body: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let report = model.preview.as_ref().map_or("The report is being written …", |preview| preview.text.as_str());
    let width = body.width.saturating_sub(4);
    let lines: Vec<String> = report.lines().flat_map(|line| wrapped(line, width.into())).collect();
    let height = usize::from(body.height.saturating_sub(1));
    let first = model.screens.cursor(Page::Report).0.min(lines.len().saturating_sub(height));
    let inner = Panel::new("report.md", styles).aside(&scroll::position(first, lines.len())).focused(true).draw(body, canvas.buf);
    let mut pen = canvas.pen(inner);
    for (y, line) in (0..inner.height).zip(&lines[first..]) {
        pen.fit(0, y, inner.width, line, style_of(line, styles));
    }
    let seen = first..(first + height).min(lines.len());
    canvas.draw(body, &Scrollbar { total: lines.len(), seen, styles });
}

/// Tables stay as they are, prose is wrapped.
fn wrapped(line: &str, width: usize) -> Vec<String> {
    if line.starts_with('|') { vec![line.to_owned()] } else { text::wrap(line, width) }
}

fn style_of(line: &str, styles: &Styles) -> ratatui::style::Style {
    match line {
        line if line.starts_with("# ") || line.starts_with("## ") => styles.accent_strong,
        line if line.starts_with('#') => styles.strong,
        line if line.starts_with('>') => styles.muted,
        _ => styles.text,
    }
}
