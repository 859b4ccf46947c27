//! What the files and columns of a data folder mean, before there is a session.

mod detail;
mod list;
mod questions;
mod words;

use ratatui::layout::Rect;

use super::marks::Tone;
use super::screens::split;
use super::shell::{self, Canvas};
use super::text;
use super::widgets::panel::Panel;
use super::widgets::too_small::{LEAST, TooSmall, is_too_small};
use crate::app::mapping::rows::{Need, count};
use crate::app::mapping::{Above, MappingScreen, available};
use crate::view::overlays;

type MappingCanvas<'a> = Canvas<'a, MappingScreen>;

const PURPOSE: &str = "How your files, columns and words are understood. Correct what is wrong.";
const ASKED: &str = "The data leave something open: give the right answer, then n goes on.";
/// Share of the width that the columns take where there is room beside them, in percent.
const LIST_SHARE: u16 = 67;
/// Rows of the detail below the list, with its title.
const DETAIL_BELOW: u16 = 6;

pub(crate) fn draw(canvas: &mut MappingCanvas<'_>, area: Rect) {
    let styles = canvas.styles;
    if is_too_small(area) {
        return canvas.draw(area, &TooSmall { least: LEAST, styles });
    }
    canvas.pen(area).clear_all(styles.base);
    let row = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    header(canvas, row(0));
    let purpose = if canvas.model.report.questions.is_empty() { PURPOSE } else { ASKED };
    canvas.pen(row(1)).fit(1, 0, area.width - 2, purpose, styles.faint);
    let bottom = footer(canvas, area);
    body(canvas, Rect { x: area.x + 1, y: area.y + 3, width: area.width - 2, height: area.height - 3 - bottom });
    let screen = canvas.model;
    if let Some(overlay) = &screen.overlay {
        canvas.targets.clear();
        match overlay {
            Above::Picker(picker) => overlays::picker::draw(canvas, area, picker),
            Above::Prompt(prompt) => overlays::prompt::draw(canvas, area, prompt),
            Above::Reading(reading) => overlays::help::draw(canvas, area, reading),
        }
    }
}

fn header(canvas: &mut MappingCanvas<'_>, row: Rect) {
    let (screen, styles) = (canvas.model, canvas.styles);
    canvas.pen(row).clear_all(styles.surface);
    let (state, tone) = state(screen);
    let mut pen = canvas.pen(row);
    let end = pen.fit_right(row.width - 1, 0, 34, &state, styles.tone(tone)).saturating_sub(3);
    let x = pen.put(1, 0, "run-retro", styles.accent_strong) + 3;
    pen.fit(x, 0, end.saturating_sub(x), &format!("What is understood of {}", screen.source), styles.strong);
}

/// Whether a retro could be held now.
fn state(screen: &MappingScreen) -> (String, Tone) {
    match (count(&screen.report, Need::Must), count(&screen.report, Need::Doubt)) {
        (0, 0) => ("✓ ready for a retro".into(), Tone::Good),
        (0, doubts) => (format!("✓ ready for a retro, {doubts} to look at"), Tone::Good),
        (1, _) => ("! 1 thing to settle".into(), Tone::Warn),
        (open, _) => (format!("! {open} things to settle"), Tone::Warn),
    }
}

fn footer(canvas: &mut MappingCanvas<'_>, area: Rect) -> u16 {
    let screen = canvas.model;
    let said = if screen.is_checking() {
        Some(("Looking at the data again …".into(), Tone::Neutral))
    } else if let Some(last) = &screen.status {
        Some(shell::happened(last))
    } else {
        screen.unsaved.then(|| (format!("Not written yet; w writes it to {}", screen.target).into(), Tone::Neutral))
    };
    shell::below(
        canvas,
        area,
        said.as_ref(),
        &shell::hints_of(screen.mode(), |command| available::is_available(screen, command).then(|| command.short())),
    )
}

/// Columns with the selected one's detail: side by side with what is missing, or one below the other.
fn body(canvas: &mut MappingCanvas<'_>, area: Rect) {
    if canvas.model.is_wide() {
        let (left, right) = split::across(area, LIST_SHARE);
        list::draw(canvas, left);
        let (above, below) = split::down(right, (right.height / 3).clamp(9, 16));
        detail::draw(canvas, above);
        missing(canvas, below);
    } else {
        let (above, below) = split::down(area, area.height - DETAIL_BELOW - 1);
        list::draw(canvas, above);
        detail::draw(canvas, below);
    }
}

fn missing(canvas: &mut MappingCanvas<'_>, area: Rect) {
    let (screen, styles) = (canvas.model, canvas.styles);
    let inner = Panel::new("Missing, and what that costs", styles).draw(area, canvas.buf);
    let mut pen = canvas.pen(inner);
    let all = &screen.report.missing;
    if all.is_empty() {
        pen.put(0, 0, "Nothing", styles.good);
        return;
    }
    let mut y = 0;
    for (i, sentence) in all.iter().enumerate() {
        let lines = text::wrap(sentence, usize::from(inner.width.saturating_sub(2)));
        let rest = all.len() - i;
        let is_last = rest == 1;
        if y + lines.len() as u16 + u16::from(!is_last) > inner.height {
            let more = format!("… {rest} more; see them with run-retro check");
            pen.fit(0, y.min(inner.height.saturating_sub(1)), inner.width, &more, styles.faint);
            return;
        }
        pen.put(0, y, "–", styles.warn);
        for line in &lines {
            pen.put(2, y, line, styles.muted);
            y += 1;
        }
    }
}
